package documents

import (
	"strings"
	"sync"
)

// A style is how a heading is set.
type style uint8

const (
	stylePlain style = iota
	styleEmphasis
	styleStrong
	styleSetext
	styleATX // plus the level: styleATX+2 is ###
)

// A cand is a line that may be a heading.
type cand struct {
	line   int // index of its line
	lines  int // 1, or 2 with a setext ruler
	style  style
	bold   bool // emphasis within an ATX heading
	text   Span // without marks of heading and emphasis, with number
	number string
	label  Span
	folded string
	nvt    Span // glued N.v.t.; empty when none
	inline int  // where the text begins that follows on the same line; 0 when none
}

// maxHeading is the longest line, in bytes, that can be a heading.
const maxHeading = 240

// candidate reads line i as a heading, if it can be one.
func (m *model) candidate(i int) (cand, bool) {
	l := m.lines[i]
	c := cand{line: i, lines: 1, text: l.text()}
	if c.text.Len() == 0 || l.indent > 3 {
		return c, false
	}
	if c.text.Len() > maxHeading && (l.kind != lineText || m.src[l.tstart] != '*' && m.src[l.tstart] != '_') {
		return c, false
	}
	switch l.kind {
	case lineATX:
		t := m.src[c.text.Start:c.text.End]
		n := atxLevel(t)
		c.style = styleATX + style(n-1)
		a, b := trimSpace(m.src, c.text.Start+n, c.text.Start+len(strings.TrimRight(t, "#")))
		if a >= b {
			return c, false
		}
		s, depth := unmark(m.src, Span{a, b})
		c.text, c.bold = s, depth > 0
	case lineText, lineItem:
		if a, b := m.leadIn(c.text); a.Len() > 0 {
			// "**Motivering:** De namen ..."
			c.style, c.text, c.inline = styleStrong, a, b
			if m.src[l.tstart+1] != m.src[l.tstart] {
				c.style = styleEmphasis
			}
			break
		}
		if i+1 < len(m.lines) && m.lines[i+1].kind == lineSetext {
			c.style, c.lines = styleSetext, 2
			break
		}
		if c.text.Len() > maxHeading {
			return c, false
		}
		s, depth := unmark(m.src, c.text)
		c.text = s
		switch {
		case depth >= 2:
			c.style = styleStrong
		case depth == 1:
			c.style = styleEmphasis
		default:
			// A plain line can only be a heading at the start of a paragraph,
			// or, where a converter lost the blank lines, after a full stop.
			if !m.opens(i) {
				if f := m.src[c.text.Start]; (f < '0' || f > '9') && !m.afterSentence(i) {
					return c, false
				}
			}
		}
	default:
		return c, false
	}
	t := m.src[c.text.Start:c.text.End]
	var n int
	c.number, n = splitNumber(t)
	a, b := trimSpace(m.src, c.text.Start+n, c.text.End)
	c.label = Span{a, b}
	if c.label, _ = unmark(m.src, c.label); c.label.Len() == 0 {
		return c, false
	}
	if e, s := gluedNVT(m.src[c.label.Start:c.label.End]); e > 0 {
		end := c.text.End
		c.nvt = Span{c.label.Start + s, end}
		c.label.End = c.label.Start + e
	}
	c.label.End = c.label.Start + len(strings.TrimRight(m.src[c.label.Start:c.label.End], " \t:"))
	c.folded = fold(m.src[c.label.Start:c.label.End])
	return c, c.folded != ""
}

// leadIn splits a line that begins with words in emphasis from the text after
// them, and gives the words and the place where the text begins.
func (m *model) leadIn(s Span) (Span, int) {
	t := m.src[s.Start:s.End]
	n := 0
	for n < len(t) && n < 2 && (t[n] == '*' || t[n] == '_') {
		n++
	}
	if n == 0 || n >= len(t) || t[n] == ' ' {
		return Span{}, 0
	}
	e := strings.Index(t[n:], t[:n])
	if e <= 0 || e > 120 {
		return Span{}, 0
	}
	k := n + e + n
	a, b := trimSpace(m.src, s.Start+n, s.Start+n+e)
	for k < len(t) && (t[k] == ' ' || t[k] == ':' || t[k] == '\t') {
		k++
	}
	for _, dash := range []string{"- ", "– ", "— "} {
		if strings.HasPrefix(t[k:], dash) {
			k += len(dash)
			break
		}
	}
	if k >= len(t) || t[k] == '*' || t[k] == '_' || a >= b {
		return Span{}, 0
	}
	return Span{a, b}, s.Start + k
}

// opens reports whether line i begins a paragraph.
func (m *model) opens(i int) bool {
	if i == 0 {
		return true
	}
	k := m.lines[i-1].kind
	return k == lineBlank || k == lineATX || k == lineRule
}

// afterSentence reports whether line i is a label of ten letters and more, with
// a capital, under a line that ends a sentence: a heading whose blank line a
// converter lost. Shorter labels ("Kern", "Advies") are words of a text as well.
func (m *model) afterSentence(i int) bool {
	l, prev := m.lines[i], m.lines[i-1]
	if l.kind != lineText || prev.kind != lineText && prev.kind != lineItem || l.tend-l.tstart > 80 || l.tend-l.tstart < 10 {
		return false
	}
	if c := m.src[l.tstart]; c < 'A' || c > 'Z' || strings.IndexByte(".!?)", m.src[prev.tend-1]) < 0 {
		return false
	}
	return anySection(fold(m.src[l.tstart:l.tend]))
}

// wrapped reads at line i a heading that the paper broke over two or three
// lines. Since nothing marks where such a heading ends, only words that are a
// label in full are taken.
func (m *model) wrapped(i int) (cand, bool) {
	l := m.lines[i]
	if l.kind != lineText && l.kind != lineATX && l.kind != lineItem || l.tend-l.tstart > 120 || l.indent > 3 ||
		i+1 >= len(m.lines) || m.lines[i+1].kind != lineText {
		return cand{}, false
	}
	t := m.src[l.tstart:l.tend]
	lead := len(t) - len(strings.TrimLeft(t, "#*_ \t"))
	number, n := splitNumber(t[lead:])
	if number == "" && !m.opens(i) {
		return cand{}, false
	}
	a := int(l.tstart) + lead + n
	if first := fold(m.src[a:l.tend]); !m.beginsLabel(first) && !(t[0] == '*' || t[0] == '_') || !m.beginsLabel(first) && !m.isLabel(first) {
		return cand{}, false // a whole label goes on only in emphasis: "*e. Lasten / N.v.t.*"
	}
	for k := i + 1; k <= i+2 && k < len(m.lines) && m.lines[k].kind == lineText; k++ {
		end := int(m.lines[k].tend)
		if end-int(l.tstart) > maxHeading {
			break
		}
		c := cand{line: i, lines: k - i + 1, number: number, text: l.text(), label: Span{a, end}}
		c.text.End = end
		if e, s := gluedNVT(m.src[a:end]); e > 0 {
			c.nvt, c.label.End = Span{a + s, a + len(strings.TrimRight(m.src[a:end], " \t*_"))}, a+e
		}
		c.label.End = a + len(strings.TrimRight(m.src[a:c.label.End], " \t:*_"))
		c.folded = fold(joined(m.src[a:c.label.End]))
		if !m.isLabel(c.folded) {
			continue
		}
		if l.kind == lineATX {
			level := atxLevel(t)
			c.style = styleATX + style(level-1)
			c.text.Start, _ = trimSpace(m.src, c.text.Start+level, end)
		}
		var depth int
		c.text, depth = unmark(m.src, c.text)
		switch {
		case l.kind == lineATX:
			c.bold = depth > 0
		case depth >= 2:
			c.style = styleStrong
		case depth == 1:
			c.style = styleEmphasis
		}
		return c, true
	}
	return cand{}, false
}

// isLabel reports whether folded heads a section in the sjabloon of the paper
// or in any other.
func (m *model) isLabel(folded string) bool {
	if m.sj != nil && m.sj.begins[folded]&wholeLabel != 0 {
		return true
	}
	return anySection(folded)
}

// beginsLabel reports whether a label goes on after the words of folded.
func (m *model) beginsLabel(folded string) bool {
	folded = strings.TrimRight(folded, "-")
	if folded == "" {
		return false
	}
	return m.sj != nil && m.sj.begins[folded]&partLabel != 0 || labelStarts()[folded]&partLabel != 0
}

// labelStarts is what the labels of all shipped nota sjablonen begin with.
var labelStarts = sync.OnceValue(func() map[string]labelPart {
	all := map[string]labelPart{}
	for _, s := range shipped() {
		if s.Soort == SoortNota {
			for k, v := range s.begins {
				all[k] |= v
			}
		}
	}
	return all
})

// numbered takes the lettering of a heading from a line of its own above it
// ("1." over "Aanleiding"), as text out of columns has it.
func (m *model) numbered(c cand) cand {
	if c.number != "" || !m.isLabel(c.folded) {
		return c
	}
	i := c.line - 1
	for i >= 0 && i >= c.line-4 && m.lines[i].kind == lineBlank {
		i--
	}
	if i < 0 || i < c.line-4 || m.lines[i].tend-m.lines[i].tstart > 8 || !m.opens(i) {
		return c
	}
	t := strings.Trim(m.src[m.lines[i].tstart:m.lines[i].tend], "*_#")
	number, n := splitNumber(t + " ")
	if number == "" || n != len(t)+1 {
		return c
	}
	if f := forms()[c.folded]; t == number && !strings.Contains(number, ".") && (f == nil || f.Number != number) {
		return c // a page number
	}
	c.lines += c.line - i
	c.line, c.number = i, number
	c.text.Start = int(m.lines[i].tstart)
	return c
}

// forms is the union of all shipped nota sjablonen: what a heading can be that
// the paper's own sjabloon does not know.
var forms = sync.OnceValue(func() map[string]*SectionForm {
	all := map[string]*SectionForm{}
	add := func(m map[string]*SectionForm) {
		for n, f := range m {
			if _, ok := all[n]; !ok {
				all[n] = f
			}
		}
	}
	for _, s := range shipped() {
		if s.Soort == SoortNota {
			add(s.tops)
		}
	}
	for _, s := range shipped() {
		if s.Soort == SoortNota {
			for i := range s.Sections {
				add(s.Sections[i].parts)
			}
		}
	}
	return all
})

// anySection reports whether a folded label heads a section in any sjabloon.
func anySection(folded string) bool {
	if len(folded) < 4 {
		return false
	}
	_, ok := forms()[folded]
	return ok
}

func isLetter(number string) bool {
	return len(number) == 1 && number[0] >= 'a' && number[0] <= 'z'
}

// follows reports whether number is the one after prev in its sequence.
func follows(prev, number string) bool {
	if number == "" {
		return false
	}
	if prev == "" {
		return number == "a" || number == "1"
	}
	if isLetter(prev) && isLetter(number) {
		return number[0] == prev[0]+1
	}
	p, ok1 := number2(prev)
	n, ok2 := number2(number)
	return ok1 && ok2 && n == p+1
}

// number2 reads the last part of a number: 3 for "3" and for "4.3".
func number2(s string) (int, bool) {
	if i := strings.LastIndexByte(s, '.'); i >= 0 {
		s = s[i+1:]
	}
	return number(s, 3)
}

// similar reports whether at least half of the words (of four letters and
// more) of one label occur in the other.
func similar(a, b string) bool {
	words := strings.FieldsFunc(a, notWord)
	hit, n := 0, 0
	for _, w := range words {
		if len(w) < 4 {
			continue
		}
		n++
		if strings.Contains(b, w) {
			hit++
		}
	}
	return n > 0 && hit*2 >= n
}

func notWord(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f)
}

// slug makes a key of a label that no sjabloon knows.
func slug(folded string) string {
	var b strings.Builder
	dash := false
	for i := 0; i < len(folded) && b.Len() < 40; i++ {
		c := folded[i]
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteByte(c)
		} else {
			dash = true
		}
	}
	if b.Len() == 0 {
		return "zonder-naam"
	}
	return b.String()
}
