package pdf

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDutchWordsAreDividedWhereDutchDividesThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ word, want, why string }{
		{"arbeidsmarkteffecten", "ar-beids-marktef-fec-ten", "a compound; the patterns would leave a t alone"},
		{"verantwoordelijkheid", "ver-ant-woor-de-lijk-heid", "prefix and suffix"},
		{"Kamerbrief", "Ka-mer-brief", "a capital at the start is no hindrance"},
		{"zorgaanbieders", "zorg-aan-bie-ders", "vowels that meet at the joint"},
		{"financiële", "fi-nan-ci-ële", "a letter with diaeresis"},
		{"toezegging", "toe-zeg-ging", "double consonant"},
		{"minister", "mi-nis-ter", "simple"},
		{"nota", "nota", "too short"},
		{"DICIO", "DICIO", "capitals are a code"},
		{"eHerkenning2", "eHerkenning2", "not only letters"},
		{strings.Repeat("zorg", 20), strings.Repeat("zorg", 20), "longer than a word"},
	} {
		w := []rune(c.word)
		got, from := "", 0
		for _, at := range dutch().divide(w) {
			got += string(w[from:at]) + "-"
			from = at
		}
		if got += string(w[from:]); got != c.want {
			t.Errorf("%s: got %s, want %s (%s)", c.word, got, c.want, c.why)
		}
	}
}

// shown is the lines of a paragraph as they are drawn.
func shown(t testing.TB, text Text, width float64, hyphenate bool) []string {
	t.Helper()
	r := newRender(&Document{})
	look := r.theme.Body
	var out []string
	for _, l := range r.shape(text, look, nil, false).lines(width, look, hyphenate) {
		var b strings.Builder
		for _, sp := range l.spans {
			for _, g := range l.s.glyphs[sp.from:sp.to] {
				b.WriteRune(g.rune)
			}
			if sp.hyphen {
				b.WriteByte('-')
			}
		}
		out = append(out, b.String())
	}
	return out
}

func TestLinesEndWhereTheyMay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		width float64
		want  string
		why   string
	}{
		{"zorg- en werk", 45, "zorg- en |werk", "a dangling hyphen stays at its word"},
		{"steun van Z-CERT", 75, "steun van |Z-CERT", "one letter before a hyphen does not stand alone"},
		{"steun van PvdA-GL", 75, "steun van |PvdA-GL", "nor two after it"},
		{"bedrag van € 10000", 64, "bedrag van |€ 10000", "a sign stays with its number"},
		{"zie art. 5 verder", 33, "zie |art. 5 |verder", "an abbreviation stays with its number"},
		{"vanaf 1 juli 2027", 32, "vanaf |1 juli |2027", "a day stays with its month"},
		{"stuk (36 410, nr. 58)", 45, "stuk |(36 410, |nr. 58)", "groups of a number stay together"},
		{"van 1 408 mensen", 40, "van |1 408 |mensen", "also of thousands"},
		{"de 36 leden", 30, "de 36 |leden", "a number and a word part"},
		{"in 2025–2026", 55, "in |2025–2026", "a range of years is whole"},
		{"co\u00adör\u00addi\u00adna\u00adtie", 36, "coördi-|natie", "soft hyphens of the writer"},
		{"en/of", 20, "en/|of", "after a slash between words"},
		{"een\u00a0twee drie", 58, "een\u00a0twee |drie", "a no-break space does not break"},
		{"wwwwwwwwww", 30, "www|www|www|w", "what has no place to end is cut"},
		{"  twee   spaties  ", 200, "twee spaties ", "spaces are one"},
	} {
		if got := strings.Join(shown(t, Plain(c.text), c.width, true), "|"); got != c.want {
			t.Errorf("%q in %g: got %q, want %q (%s)", c.text, c.width, got, c.want, c.why)
		}
	}
}

func TestTheHardBreakEndsALineAndKeepsWordsApart(t *testing.T) {
	t.Parallel()
	got := shown(t, Text{{Text: "De Minister,"}, {Break: true}, {Text: "  A. de Vries"}}, 300, true)
	if want := "De Minister, |A. de Vries"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Whatever the text and the width: no line is wider than the column, unless a
// single glyph is, and the lines together are the text.
func TestLinesFitAndLoseNothing(t *testing.T) {
	t.Parallel()
	word := rapid.OneOf(
		rapid.SampledFrom([]string{"de", "Kamerbrief", "arbeidsmarkteffecten", "verantwoordelijkheidsverdeling", "€", "10", "Z-CERT", "zorg-", "en/of", "x\u00ady", "a\u200bb"}),
		rapid.StringMatching(`[a-zé,.()–/-]{1,30}`))
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 40).Draw(t, "words")
		width := rapid.Float64Range(3, 400).Draw(t, "width")
		var text Text
		for i, w := range words {
			text = append(text, Run{Text: w, Style: Style(i % 4)})
			if rapid.Bool().Draw(t, "space") {
				text = append(text, Run{Text: " "})
			}
		}
		r := newRender(&Document{})
		look := r.theme.Body
		s := r.shape(text, look, nil, false)
		var got, want strings.Builder
		for _, g := range s.glyphs {
			if g.code != 0 {
				want.WriteRune(g.rune)
			}
		}
		for _, l := range s.lines(width, look, rapid.Bool().Draw(t, "hyphenate")) {
			n := 0
			for _, sp := range l.spans {
				for _, g := range s.glyphs[sp.from:sp.to] {
					got.WriteRune(g.rune)
					if g.rune != ' ' {
						n++
					}
				}
			}
			if l.w > width+0.05 && n > 2 {
				t.Errorf("line of %.2f in %.2f", l.w, width)
			}
		}
		if got.String() != want.String() {
			t.Errorf("lines say %q, text is %q", got.String(), want.String())
		}
	})
}

// Every box and line comes on one page, in order; no page is fuller than it can
// be; and a page ends where it may, if it may end anywhere.
func TestPagesTakeEverythingOnceAndInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := newRender(&Document{})
		var items []vitem
		for range rapid.IntRange(0, 120).Draw(t, "n") {
			it := vitem{h: rapid.Float64Range(0, 200).Draw(t, "h"), glue: rapid.Float64Range(0, 1).Draw(t, "g") < 0.4}
			if rapid.IntRange(0, 4).Draw(t, "kind") == 0 {
				it.space, it.starts = true, rapid.IntRange(0, 5).Draw(t, "starts") == 0
			} else {
				it.draw = emptyBox{}
			}
			if rapid.IntRange(0, 9).Draw(t, "note") == 0 && !it.space {
				it.notes = []*noteState{{height: rapid.Float64Range(5, 120).Draw(t, "nh")}}
			}
			items = append(items, it)
		}
		next, notes := 0, map[*noteState]int{}
		for n, p := range r.pages(items) {
			for ; next < p.first; next++ {
				if !items[next].space {
					t.Fatalf("item %d is on no page", next)
				}
			}
			if p.first != next || p.last < p.first || p.last == p.first && len(items) > 0 && n > 0 {
				t.Fatalf("page %d holds %d to %d after %d", n, p.first, p.last, next)
			}
			h, sum, boxes, may := 0.0, p.notesH, 0, false
			for i, it := range items[p.first:p.last] {
				if sum += it.h; !it.space {
					h = sum // spaces at the end of a page are not there
				}
				if it.starts && i > 0 {
					t.Fatalf("page %d goes on over a page break", n)
				}
				if !it.space {
					boxes++
				}
				may = may || !it.glue && i < p.last-p.first-1
				for _, s := range it.notes {
					notes[s]++
				}
			}
			for _, s := range p.notes {
				notes[s] += 10
			}
			if room := pageHeight - p.top - r.theme.Bottom; h > room+0.1 && boxes > 1 {
				t.Fatalf("page %d: %.1f in %.1f", n, h, room)
			}
			if p.last < len(items) && items[p.last-1].glue && may && !items[p.last].starts {
				t.Fatalf("page %d ends after glued item %d", n, p.last-1)
			}
			next = p.last
		}
		for s, k := range notes {
			if k != 11 {
				t.Fatalf("note %p: referred to and placed %d", s, k)
			}
		}
	})
}

func TestNoHeadingStandsAtTheFootOfAPage(t *testing.T) {
	t.Parallel()
	for before := range 60 {
		r := newRender(&Document{})
		b := &builder{r: r, body: r.theme.Body}
		b.blocks([]Block{para(strings.Repeat("woord ", 10*before)), Heading{Level: 2, Text: Plain("Kop")}, para(vuller)}, r.root, 0, r.theme.Width)
		for n, p := range r.pages(b.items) {
			for i := p.last - 1; i >= p.first; i-- {
				if b.items[i].space {
					continue
				}
				if _, ok := b.items[i].draw.(*bookmarked); ok {
					t.Errorf("%d words: the heading is the last line of page %d", 10*before, n+1)
				}
				break
			}
		}
	}
}

// A question stays with its answer: no page ends between the two, and what no page can hold
// ends where its lines let it.
func TestWhatIsKeptStaysWithTheHeadingAndTwoLinesOfWhatFollows(t *testing.T) {
	t.Parallel()
	for before := range 60 {
		for _, long := range []int{1, 400} { // times vuller: a page cannot hold the second
			r := newRender(&Document{})
			b := &builder{r: r, body: r.theme.Body}
			b.blocks([]Block{para(strings.Repeat("woord ", 10*before))}, r.root, 0, r.theme.Width)
			from := len(b.items)
			b.blocks([]Block{Together{Keep: true, Blocks: []Block{Heading{Level: 2, Text: Plain("Vraag")}, para(strings.Repeat(vuller+" ", long))}},
				Heading{Level: 2, Text: Plain("Antwoord")}, para(vuller + " " + vuller)}, r.root, 0, r.theme.Width)
			answer := len(b.items)
			for i := from; i < len(b.items); i++ {
				if box, ok := b.items[i].draw.(*bookmarked); ok && box.text == "Antwoord" {
					answer = i
				}
			}
			second := answer + 1 // line of the answer
			for lines := 0; ; second++ {
				if !b.items[second].space {
					if lines++; lines == 2 {
						break
					}
				}
			}
			for n, p := range r.pages(b.items) {
				if long == 1 && from < p.last && p.last <= second {
					t.Errorf("%d words: page %d ends between the question and two lines of its answer", 10*before, n+1)
				}
				if long > 1 && p.last < answer && p.last > from && b.items[p.last-1].glue {
					t.Errorf("%d words: page %d ends within lines that stay together", 10*before, n+1)
				}
			}
		}
	}
}
