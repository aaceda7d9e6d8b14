package redact

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"paraaf/documents"
	"paraaf/documents/markdown"
)

// genericLength is the number of letters and digits up to which a marked text
// may be any word: "12", "ja", "Jan".
const genericLength = 4

// Secrets gives what must not be found in anything public that is made of p
// with marks: every marked text as it stands and as it is read (without
// markup, entities resolved), and of long ones each line and sentence. A short
// text that also stands unmarked elsewhere is left out, since it would be
// found there; a longer one is not: see Elsewhere for where it still stands.
// Marks that Apply refuses give nothing, since nothing can be made of them.
func Secrets(p documents.Paper, marks []documents.Mark) []string {
	src := p.Bytes()
	gone, err := intervals(src, marks)
	if err != nil {
		return nil
	}
	seen := map[string]bool{}
	var out []string
	stays := folded(src, gone)
	add := func(s string, least int) {
		s = strings.TrimSpace(s)
		f := foldText(s)
		if n := utf8.RuneCountInString(f); f == "" || n < least || seen[s] || n <= genericLength && stays.holds(f) {
			return
		}
		seen[s] = true
		out = append(out, s)
	}
	read := visible(p, gone)
	for i, v := range gone {
		raw := string(src[v.Start:v.End])
		for _, s := range []string{raw, read[i]} {
			add(s, 1)
			for _, piece := range pieces(s) {
				// What also stands in what stays is no secret by itself.
				if f := foldText(piece); !stays.holds(f) {
					add(piece, 16)
				}
			}
		}
	}
	return out
}

// pieces cuts a long text into lines and sentences.
func pieces(s string) []string {
	if len(s) < 60 {
		return nil
	}
	var out []string
	for line := range strings.Lines(s) {
		for {
			i := strings.Index(line, ". ")
			if i < 0 {
				break
			}
			out = append(out, line[:i+1])
			line = line[i+2:]
		}
		out = append(out, line)
	}
	return out
}

// visible gives, for every interval, the text in it as it is read.
func visible(p documents.Paper, gone []interval) []string {
	out := make([]string, len(gone))
	c, err := markdown.Of(p)
	if err != nil {
		return out
	}
	c.Walk(func(n *markdown.Node) bool {
		if n.Kind != markdown.Text && n.Kind != markdown.SoftBreak && n.Kind != markdown.HardBreak {
			return true
		}
		first := sort.Search(len(gone), func(i int) bool { return gone[i].End > n.Start })
		for i := first; i < len(gone) && gone[i].Start < n.End; i++ {
			switch {
			case n.Kind != markdown.Text:
				out[i] += " "
			case len(n.Text) == n.Len(): // verbatim
				a, b := max(gone[i].Start, n.Start), min(gone[i].End, n.End)
				out[i] += n.Text[a-n.Start : b-n.Start]
			default:
				out[i] += n.Text
			}
		}
		return true
	})
	return out
}

// An Occurrence is a place where what was marked still stands unmarked.
type Occurrence struct {
	documents.Span
	Mark int // index of the mark whose text it is
}

// Elsewhere gives where p still shows what marks take out: the same letters,
// whatever their case, accents, spaces and markup; short texts only as whole
// words. It fails as Apply does.
func Elsewhere(p documents.Paper, marks []documents.Mark) ([]Occurrence, error) {
	src := p.Bytes()
	gone, err := intervals(src, marks)
	if err != nil {
		return nil, err
	}
	stays := folded(src, gone)
	seen := map[string]bool{}
	var out []Occurrence
	for i, m := range marks {
		f := foldText(string(src[m.Start:m.End]))
		if f == "" || seen[f] {
			continue
		}
		seen[f] = true
		for _, s := range stays.find(f) {
			out = append(out, Occurrence{Span: s, Mark: i})
		}
	}
	slices.SortStableFunc(out, func(a, b Occurrence) int { return a.Start - b.Start })
	return out, nil
}

// A foldedText is what stays of a paper as secrets are looked for in it: letters
// and digits only, lower case, without accents, each with its place.
type foldedText struct {
	text  string
	at    []int // byte offset in the source for every byte of text
	until []int // and where the character it came from ends
	word  []bool
}

// folded folds src outside the intervals. What lies on both sides of an
// interval does not touch: a NUL stands between.
func folded(src []byte, gone []interval) foldedText {
	var f foldedText
	var b strings.Builder
	inWord := false
	k := 0
	for i := 0; i < len(src); {
		if k < len(gone) && i >= gone[k].Start {
			i = gone[k].End
			k++
			b.WriteByte(0)
			f.at, f.until, f.word = append(f.at, i), append(f.until, i), append(f.word, true)
			inWord = false
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		s := foldLetter(r)
		if s == "" && !unicode.Is(unicode.M, r) && !unicode.Is(unicode.Cf, r) {
			inWord = false
		}
		for j := range len(s) {
			f.at, f.until = append(f.at, i), append(f.until, i+n)
			f.word = append(f.word, j == 0 && !inWord)
		}
		if s != "" {
			inWord = true
		}
		b.WriteString(s)
		i += n
	}
	f.text = b.String()
	return f
}

// find gives where s, folded, stands.
func (f foldedText) find(s string) []documents.Span {
	var out []documents.Span
	short := utf8.RuneCountInString(s) <= genericLength
	for from := 0; ; {
		i := strings.Index(f.text[from:], s)
		if i < 0 {
			return out
		}
		i += from
		end := i + len(s)
		if !short || f.word[i] && (end == len(f.text) || f.word[end]) {
			out = append(out, documents.Span{Start: f.at[i], End: f.until[end-1]})
			from = end
			continue
		}
		from = i + 1
	}
}

func (f foldedText) holds(s string) bool { return len(f.find(s)) > 0 }

func foldText(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(foldLetter(r))
	}
	return b.String()
}

// foldLetter gives the letters or digits that r is compared by, "" for anything
// else.
func foldLetter(r rune) string {
	if r < utf8.RuneSelf {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			return string(r)
		case 'A' <= r && r <= 'Z':
			return string(r + 'a' - 'A')
		}
		return ""
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsNumber(r) {
		return ""
	}
	if s := foldRune(r); s != "" {
		return s
	}
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.IsLetter(d) || unicode.IsDigit(d) {
			b.WriteRune(unicode.ToLower(d))
		}
	}
	return b.String()
}
