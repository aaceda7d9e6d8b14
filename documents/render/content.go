package render

import (
	"strings"

	"paraaf/documents"
	"paraaf/documents/markdown"
)

// Text gives a paper as plain text in the order in which its HTML and its PDF are read,
// a line for every block: title, head, what belongs nowhere, sections, close,
// notes. Letterings of sections are in it, numbers of lists and notes are not,
// except where the text refers to a note.
func Text(c markdown.Content) string {
	var b strings.Builder
	line := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			b.WriteString(s + "\n")
		}
	}
	title, head, close := parts(c)
	line(title)
	for _, p := range head {
		if p.loose != nil {
			textBlocks(line, p.loose)
			continue
		}
		line(label(p.Field) + " " + markdown.PlainText(p.Value))
	}
	for _, s := range c.Sections {
		if h := heading(s); h != "" {
			line(h)
		}
		textBlocks(line, s.Blocks)
	}
	for _, p := range close {
		if p.loose != nil {
			textBlocks(line, p.loose)
			continue
		}
		line(markdown.PlainText(p.Value))
	}
	for _, n := range c.Notes {
		textBlocks(line, n.Children)
	}
	return b.String()
}

func textBlocks(line func(string), nodes []*markdown.Node) {
	for _, n := range nodes {
		if len(n.Children) > 0 && n.Children[0].Kind.IsBlock() {
			textBlocks(line, n.Children)
			continue
		}
		line(markdown.PlainText(n.Children))
	}
}

// A part is a field of the head or the close, or what stands between fields and belongs to
// none.
type part struct {
	markdown.Field
	loose []*markdown.Node
}

// parts divides the fields over the head and the close of a paper, each with the loose blocks
// that stand among them, and gives the heading of the whole: what the paper calls itself, or
// what it is. A letter has none; what it is about heads it, in its place among the fields. In
// the head of any other paper a line without a label is its subject: there loose blocks
// stand behind the head.
func parts(c markdown.Content) (title string, head, close []part) {
	letter := c.Soort == documents.SoortKamerbrief
	add := func(fields int) { // loose blocks that stand behind so many fields
		for i, n := range c.Loose {
			if !letter || i >= len(c.LooseAt) || c.LooseAt[i] != fields {
				continue
			}
			if len(close) > 0 {
				close = append(close, part{loose: []*markdown.Node{n}})
			} else {
				head = append(head, part{loose: []*markdown.Node{n}})
			}
		}
	}
	add(0)
	for i, f := range c.Fields {
		if closesLetter[f.Key] {
			close = append(close, part{Field: f})
		} else {
			head = append(head, part{Field: f})
		}
		add(i + 1)
	}
	if letter {
		return "", head, close
	}
	if len(c.Loose) > 0 {
		head = append(head, part{loose: c.Loose})
	}
	if title = strings.TrimSpace(markdown.PlainText(c.Title)); title == "" {
		title = printTitle(markdown.Content{Soort: c.Soort})
	}
	return title, head, close
}

// label is what stands before a field, or "".
func label(f markdown.Field) string {
	if f.Bare || f.Label == "" {
		return ""
	}
	if f.Key == "retouradres" && !strings.HasPrefix(f.Label, ">") {
		return "> " + f.Label // as it shows in the window of an envelope
	}
	return f.Label
}

// heading is the heading of a section with its lettering; the body of a letter
// has none.
func heading(s markdown.Section) string {
	if s.Key == "tekst" {
		return ""
	}
	h := markdown.PlainText(s.Label)
	if n := lettering(s.Number, s.Key); n != "" {
		h = n + " " + h
	}
	return strings.TrimSpace(h)
}
