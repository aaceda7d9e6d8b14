package redact

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/markdown"
)

// This part takes out. What goes is cut from the bytes before a tree is made of
// them, and one character that no text holds keeps its place until it becomes
// a node of kind Gelakt. So the public version is a function of what stays and
// of where something went on which ground, and of nothing else: there is no
// path by which a letter of what went, its length, its markup, or a target or
// title that held it, could come along. Cutting in the finished tree would
// leave its shape (two paragraphs were redacted here, the name was in bold);
// writing "[5.1.2e]" into the text could make a link with a parenthesis
// behind it.

// A MarkError says which mark cannot be applied and why. Text is a Dutch
// sentence for the reviewer; Index counts from 0.
type MarkError struct {
	Index int
	Text  string
}

func (e *MarkError) Error() string { return e.Text }

// An interval is a stretch of bytes that goes, made of marks that touch.
type interval struct {
	documents.Span
	grounds []documents.Ground // sorted, no doubles
}

// intervals checks marks against src and joins those that overlap or touch:
// their grounds are united. An interval is never smaller than what was asked;
// it is larger by the combining marks and joiners that would otherwise be left
// of a letter. The error is a *MarkError.
func intervals(src []byte, marks []documents.Mark) ([]interval, error) {
	out := make([]interval, 0, len(marks))
	for i, m := range marks {
		if text := wrongMark(src, m); text != "" {
			return nil, &MarkError{Index: i, Text: text}
		}
		out = append(out, interval{Span: widen(src, m.Span), grounds: slices.Clone(m.Grounds)})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	merged := out[:0]
	for _, v := range out {
		if n := len(merged); n > 0 && v.Start <= merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, v.End)
			merged[n-1].grounds = append(merged[n-1].grounds, v.grounds...)
			continue
		}
		merged = append(merged, v)
	}
	for i := range merged {
		slices.Sort(merged[i].grounds)
		merged[i].grounds = slices.Compact(merged[i].grounds)
	}
	return merged, nil
}

// wrongMark gives the Dutch sentence about what is wrong with m, or "".
func wrongMark(src []byte, m documents.Mark) string {
	switch {
	case m.Start < 0 || m.End > len(src):
		return fmt.Sprintf("De markering van %d tot %d ligt buiten het stuk, dat %d bytes heeft. Open het stuk opnieuw en markeer de tekst nog een keer.", m.Start, m.End, len(src))
	case m.Start >= m.End:
		return fmt.Sprintf("De markering op plaats %d is leeg. Selecteer de tekst die weg moet.", m.Start)
	case !utf8.RuneStart(src[m.Start]) || m.End < len(src) && !utf8.RuneStart(src[m.End]):
		return fmt.Sprintf("De markering op plaats %d snijdt een teken doormidden. Selecteer hele tekens.", m.Start)
	case len(m.Grounds) == 0:
		return fmt.Sprintf("De markering op plaats %d heeft geen grond. Kies een uitzonderingsgrond uit de Woo.", m.Start)
	}
	for _, g := range m.Grounds {
		if g.Title() == "" {
			return fmt.Sprintf("De markering op plaats %d heeft een onbekende grond (%q). Kies een uitzonderingsgrond uit de Woo, bijvoorbeeld 5.1.2e.", m.Start, string(g))
		}
	}
	return ""
}

// widen takes in what belongs to the last letter of s: accents that are
// characters of their own, joiners and what is joined, variation selectors.
// It looks only at bytes that stay.
func widen(src []byte, s documents.Span) documents.Span {
	for s.End < len(src) {
		r, n := utf8.DecodeRune(src[s.End:])
		if !unicode.Is(unicode.M, r) && r != '\u200c' && r != '\u200d' {
			break
		}
		s.End += n
	}
	return s
}

// placeholders are the characters that may keep the place of an interval: the
// noncharacters of Unicode that are for internal use, and a private area.
// The first that does not occur in what stays is taken.
func placeholder(kept []byte) (rune, error) {
	for _, area := range [][2]rune{{0xfdd0, 0xfdef}, {0xe000, 0xf8ff}} {
		for r := area[0]; r <= area[1]; r++ {
			if !bytes.ContainsRune(kept, r) {
				return r, nil
			}
		}
	}
	return 0, fmt.Errorf("apply marks: no character left to keep a place")
}

// Apply gives the public version of p: what marks cover is gone, with every
// trace of it, and a node of kind Gelakt with the grounds stands in its place.
//
// Links go whole when their text, target or title was touched, and where they
// lead inside the house; of a picture whose text or address was touched no more than
// what was not marked of its description stays. In a nota an
// empty opsteller is shown as gelakt, since a blank there says nothing, and
// section 5 is written from the grounds, never copied.
//
// Errors: *MarkError for a mark outside p, empty, without a known ground or
// cutting a character; *documents.Unreadable for a paper that cannot be read.
// Further occurrences of what was marked are not looked for: see Elsewhere.
func Apply(p documents.Paper, marks []documents.Mark) (Public, error) {
	src := p.Bytes()
	gone, err := intervals(src, marks)
	if err != nil {
		return Public{}, err
	}
	kept, places, mark, err := cut(src, gone)
	if err != nil {
		return Public{}, err
	}
	var q documents.Paper
	if s := p.Sjabloon(); s != nil {
		q = documents.ReadWith(kept, s)
	} else {
		q = documents.ReadAantekening(kept)
	}
	c, err := markdown.Of(q)
	if err != nil {
		return Public{}, fmt.Errorf("read what stays: %w", err)
	}
	x := &cutter{kept: kept, mark: string(mark), places: places, gone: gone}
	x.content(&c)
	if x.err != nil {
		return Public{}, x.err
	}
	grounds := x.grounds(q)
	if c.Soort == documents.SoortNota {
		if hideOpsteller(q, &c) {
			grounds = append(grounds, "5.1.2e")
		}
		slices.Sort(grounds)
		grounds = slices.Compact(grounds)
		writeSection5(&c, grounds)
	}
	slices.Sort(grounds)
	public := Public{m: &publicModel{content: c, grounds: slices.Compact(grounds), gelakt: countGelakt(c)}}
	if err := x.clean(public); err != nil {
		return Public{}, err
	}
	return public, nil
}

// cut gives src without the intervals, with the placeholder mark where each
// was, and the offsets in it of those placeholders.
func cut(src []byte, gone []interval) ([]byte, []int, rune, error) {
	var stays []byte
	at := 0
	for _, v := range gone {
		stays = append(stays, src[at:v.Start]...)
		at = v.End
	}
	stays = append(stays, src[at:]...)
	mark, err := placeholder(stays)
	if err != nil {
		return nil, nil, 0, err
	}
	var kept []byte
	places := make([]int, len(gone))
	at = 0
	for i, v := range gone {
		kept = append(kept, src[at:v.Start]...)
		places[i] = len(kept)
		kept = utf8.AppendRune(kept, mark)
		at = v.End
	}
	return append(kept, src[at:]...), places, mark, nil
}

// A cutter turns placeholders into nodes.
type cutter struct {
	kept   []byte
	mark   string // the placeholder
	places []int  // offsets of the placeholders in kept
	gone   []interval
	err    error
}

func (x *cutter) content(c *markdown.Content) {
	c.Title = x.inline(c.Title)
	for i := range c.Fields {
		c.Fields[i].Value = x.inline(c.Fields[i].Value)
	}
	x.blocks(c.Loose)
	for i := range c.Sections {
		s := &c.Sections[i]
		s.Label = x.inline(s.Label)
		if strings.Contains(s.Number, x.mark) {
			s.Number = ""
		}
		if strings.Contains(string(s.Key), x.mark) {
			s.Key = ""
		}
		x.blocks(s.Blocks)
		s.Heading, s.Body = documents.Span{}, documents.Span{}
	}
	x.blocks(c.Notes)
}

// blocks treats block nodes in place.
func (x *cutter) blocks(nodes []*markdown.Node) {
	for _, n := range nodes {
		if len(n.Children) > 0 && !n.Children[0].Kind.IsBlock() {
			n.Children = x.inline(n.Children)
		} else {
			x.blocks(n.Children)
		}
		x.bare(n)
	}
}

// bare takes from a node what only the inside may know: where it stood, and
// the label of a note, which nobody sees but which a writer chose.
func (x *cutter) bare(n *markdown.Node) {
	n.Span, n.Marker, n.DestinationSpan, n.TitleSpan = documents.Span{}, documents.Span{}, documents.Span{}, documents.Span{}
	n.Title = ""
	if n.Kind == markdown.Note || n.Kind == markdown.NoteRef {
		n.Text = fmt.Sprint(n.Number)
	}
}

// inline gives inline nodes with every placeholder turned into a node.
func (x *cutter) inline(nodes []*markdown.Node) []*markdown.Node {
	var out []*markdown.Node
	for _, n := range nodes {
		if n.Kind == markdown.Text {
			out = append(out, x.text(n)...)
			continue
		}
		n.Children = x.inline(n.Children)
		switch n.Kind {
		case markdown.Link:
			// A target that stays while its text goes would say who it was.
			if x.touched(n) || strings.HasPrefix(n.Destination, "/") {
				n.Destination = ""
			}
		case markdown.Image:
			// A picture goes when anything of it was touched; one that stays is found by its
			// address, which renderers do not write.
			if x.touched(n) {
				n.Destination = ""
			}
		}
		x.bare(n)
		out = append(out, n)
	}
	return out
}

// touched reports whether anything of a link was cut: its text, its target,
// its title or its definition.
func (x *cutter) touched(n *markdown.Node) bool {
	if bytes.Contains(x.kept[n.Start:n.End], []byte(x.mark)) || hasCode(n.Destination, x.mark) || hasCode(n.Title, x.mark) {
		return true
	}
	for _, c := range n.Children {
		gelakt := false
		markdown.Walk(c, func(k *markdown.Node) bool {
			gelakt = gelakt || k.Kind == markdown.Gelakt
			return !gelakt
		})
		if gelakt {
			return true
		}
	}
	return false
}

// hasCode reports whether s holds mark as it is or in percent-coding.
func hasCode(s, mark string) bool {
	var coded strings.Builder
	for i := range len(mark) {
		fmt.Fprintf(&coded, "%%%02X", mark[i])
	}
	return strings.Contains(s, mark) || strings.Contains(strings.ToUpper(s), coded.String())
}

// text divides a text at its placeholders.
func (x *cutter) text(n *markdown.Node) []*markdown.Node {
	parts := strings.Split(n.Text, x.mark)
	first := sort.SearchInts(x.places, n.Start)
	var out []*markdown.Node
	for i, part := range parts {
		if i > 0 {
			k := first + i - 1
			if k >= len(x.places) || x.places[k] >= n.End {
				x.err = fmt.Errorf("apply marks: a place was lost")
				return nil
			}
			out = append(out, &markdown.Node{Kind: markdown.Gelakt, Grounds: slices.Clone(x.gone[k].grounds)})
		}
		if part != "" {
			out = append(out, &markdown.Node{Kind: markdown.Text, Text: part})
		}
	}
	return out
}

// grounds gives the grounds of all that was cut, except in section 5, which is
// written anew.
func (x *cutter) grounds(q documents.Paper) []documents.Ground {
	var anew []documents.Span
	if q.Soort() == documents.SoortNota {
		for _, s := range q.Sections() {
			if isSection5(s.Key) {
				anew = append(anew, s.Heading, s.Body)
			}
		}
	}
	used := map[documents.Ground]bool{}
	for i, at := range x.places {
		// Sections stand in order.
		if k := sort.Search(len(anew), func(k int) bool { return anew[k].End > at }); k < len(anew) && anew[k].Start <= at {
			continue
		}
		for _, g := range x.gone[i].grounds {
			used[g] = true
		}
	}
	return slices.Collect(maps.Keys(used))
}

// hideOpsteller shows an opsteller that is not named as gelakt, and reports
// whether it did.
func hideOpsteller(q documents.Paper, c *markdown.Content) bool {
	nota, ok := q.AsNota()
	if !ok || nota.Opsteller().State == documents.OpstellerPresent {
		return false
	}
	for i := range c.Fields {
		if c.Fields[i].Key == documents.FieldOpsteller {
			c.Fields[i].Value = []*markdown.Node{{Kind: markdown.Gelakt, Grounds: []documents.Ground{"5.1.2e"}}}
			return true
		}
	}
	return false
}

func countGelakt(c markdown.Content) int {
	n := 0
	c.Walk(func(k *markdown.Node) bool {
		if k.Kind == markdown.Gelakt {
			n++
		}
		return true
	})
	return n
}

// clean makes sure that nothing of the cutting is left: no placeholder in any
// string and no place in any node. It cannot happen; if it does, nothing
// leaves.
func (x *cutter) clean(p Public) error {
	left := false
	check := func(ss ...string) {
		for _, s := range ss {
			left = left || hasCode(s, x.mark)
		}
	}
	c := p.m.content
	for _, f := range c.Fields {
		check(string(f.Key), f.Label)
	}
	for _, s := range c.Sections {
		check(string(s.Key), s.Number)
		left = left || s.Heading != documents.Span{} || s.Body != documents.Span{}
	}
	c.Walk(func(n *markdown.Node) bool {
		check(n.Text, n.Destination, n.Title)
		left = left || n.Span != documents.Span{} || n.Marker != documents.Span{} || n.DestinationSpan != documents.Span{} || n.TitleSpan != documents.Span{}
		return true
	})
	if left {
		return fmt.Errorf("apply marks: a trace of what was cut is left")
	}
	return nil
}
