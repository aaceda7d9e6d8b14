package annex

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold gives text as it is compared: lower case, letters and digits only, without
// accents.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// A spot is a glyph on a page.
type spot struct{ page, glyph int }

// A text is the characters of a whole paper as they are compared.
type text struct {
	folded strings.Builder
	spots  []spot // by byte of folded
}

func (t *text) add(page int, pg *Page) {
	for i, g := range pg.glyphs {
		f := fold(string(g.r))
		t.folded.WriteString(f)
		for range len(f) {
			t.spots = append(t.spots, spot{page, i})
		}
	}
}

// find gives the glyphs of every place where term stands, whatever stands
// between its letters and over the ends of lines and pages. It is found inside
// words too.
func (t *text) find(term string) []spot {
	term = fold(term)
	if term == "" {
		return nil
	}
	var out []spot
	s := t.folded.String()
	for from := 0; ; {
		i := strings.Index(s[from:], term)
		if i < 0 {
			return out
		}
		i += from
		for k := i; k < i+len(term); k++ {
			s := t.spots[k]
			if n := len(out); k > i && out[n-1].page == s.page {
				for g := out[n-1].glyph + 1; g < s.glyph; g++ { // what stands between goes along
					out = append(out, spot{s.page, g})
				}
			}
			if n := len(out); n == 0 || out[n-1] != s {
				out = append(out, s)
			}
		}
		from = i + 1
		for from < len(s) && t.spots[from] == t.spots[from-1] {
			from++ // a character that folds to several bytes is one place
		}
	}
}

// whole widens glyphs of a page to the words they stand in, without the marks
// before and after those.
func (pg *Page) whole(hit map[int]bool) []int {
	words := map[int]bool{}
	for i := range hit {
		words[pg.glyphs[i].word] = true
	}
	var out []int
	for i := 0; i < len(pg.glyphs); {
		end := i + 1
		for end < len(pg.glyphs) && pg.glyphs[end].word == pg.glyphs[i].word {
			end++
		}
		if words[pg.glyphs[i].word] {
			from, to := i, end
			for from < to && !hit[from] && unicode.IsPunct(pg.glyphs[from].r) {
				from++
			}
			for to > from && !hit[to-1] && unicode.IsPunct(pg.glyphs[to-1].r) {
				to--
			}
			for k := from; k < to; k++ {
				out = append(out, k)
			}
		}
		i = end
	}
	return out
}
