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
	for _, f := range head {
		line(label(f) + " " + markdown.PlainText(f.Value))
	}
	textBlocks(line, c.Loose)
	for _, s := range c.Sections {
		if h := heading(s); h != "" {
			line(h)
		}
		textBlocks(line, s.Blocks)
	}
	for _, f := range close {
		line(markdown.PlainText(f.Value))
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

// parts divides the fields over the head and the close of a paper, and gives
// the heading of the whole: what the paper calls itself, or what it is. A letter
// has none; what it is about heads it, in its place among the fields.
func parts(c markdown.Content) (title string, head, close []markdown.Field) {
	for _, f := range c.Fields {
		if closesLetter[f.Key] {
			close = append(close, f)
			continue
		}
		head = append(head, f)
	}
	if c.Soort == documents.SoortKamerbrief {
		return "", head, close
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
