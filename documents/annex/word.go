package annex

import (
	"fmt"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
)

// maxNoted is how many things a word processor's file is reported to hold.
const maxNoted = 20

// wordPages lays a word processor's file out on pages: what it says, not how it
// looked. What did not come along is said.
func wordPages(data []byte) ([]byte, []string, error) {
	in, err := ImportOffice(data)
	if err != nil {
		return nil, nil, err
	}
	notes := []string{"De bladen tonen wat het bestand zegt, niet hoe het was opgemaakt."}
	for i, r := range in.Reports {
		if i == maxNoted {
			notes = append(notes, fmt.Sprintf("En nog %d andere meldingen.", len(in.Reports)-i))
			break
		}
		says := r.Text
		if r.Quote != "" {
			says += " (‘" + r.Quote + "’)"
		}
		notes = append(notes, says)
	}
	nodes, err := markdown.Read(in.Markdown, documents.Span{End: len(in.Markdown)})
	if err != nil {
		return nil, nil, fmt.Errorf("lay out a word processor file: %w", err)
	}
	pages, err := laidOut(blocksFrom(nodes))
	return pages, notes, err
}

// blocksFrom makes blocks of a tree.
func blocksFrom(nodes []*markdown.Node) []pdf.Block {
	var out []pdf.Block
	for _, n := range nodes {
		switch n.Kind {
		case markdown.Heading:
			out = append(out, pdf.Heading{Level: n.Level, Text: runsFrom(n.Children, 0), Quiet: true})
		case markdown.Paragraph:
			out = append(out, pdf.Paragraph{Text: runsFrom(n.Children, 0)})
		case markdown.Quote:
			out = append(out, pdf.Quote{Blocks: blocksFrom(n.Children)})
		case markdown.List:
			l := pdf.List{Ordered: n.Ordered, Start: n.Number, Tight: n.Tight}
			for _, item := range n.Children {
				l.Items = append(l.Items, blocksFrom(item.Children))
			}
			out = append(out, l)
		case markdown.CodeBlock:
			out = append(out, blocksOf(n.Text+markdown.PlainText(n.Children))...)
		case markdown.ThematicBreak:
			out = append(out, pdf.Rule{Before: 6, After: 6})
		case markdown.Table:
			out = append(out, tableFrom(n))
		case markdown.Note:
			out = append(out, pdf.Paragraph{Text: pdf.Plain(fmt.Sprintf("Noot %d", n.Number))})
			out = append(out, blocksFrom(n.Children)...)
		default:
			out = append(out, blocksFrom(n.Children)...)
		}
	}
	return out
}

func tableFrom(n *markdown.Node) pdf.Block {
	var t pdf.Table
	for _, row := range n.Children {
		var cells []pdf.Text
		for _, c := range row.Children {
			cells = append(cells, runsFrom(c.Children, 0))
		}
		if row.Header && t.Head == nil {
			t.Head = cells
		} else {
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

// runsFrom makes runs of inline nodes. Links are words here: their addresses are
// shown where they differ, since a person must judge those too.
func runsFrom(nodes []*markdown.Node, style pdf.Style) pdf.Text {
	var out pdf.Text
	add := func(s string) { out = append(out, pdf.Run{Text: s, Style: style, At: -1}) }
	for _, n := range nodes {
		switch n.Kind {
		case markdown.Text:
			add(n.Text)
		case markdown.SoftBreak:
			add(" ")
		case markdown.HardBreak:
			out = append(out, pdf.Run{Break: true})
		case markdown.Emphasis:
			out = append(out, runsFrom(n.Children, style|pdf.Italic)...)
		case markdown.Strong:
			out = append(out, runsFrom(n.Children, style|pdf.Bold)...)
		case markdown.Strikethrough:
			out = append(out, runsFrom(n.Children, style|pdf.Strike)...)
		case markdown.Link:
			out = append(out, runsFrom(n.Children, style)...)
			if said := markdown.PlainText(n.Children); n.Destination != "" && n.Destination != said && n.Destination != "mailto:"+said {
				add(" <" + n.Destination + ">")
			}
		case markdown.NoteRef:
			add(fmt.Sprintf("[noot %d]", n.Number))
		case markdown.Image:
			add("[afbeelding: " + markdown.PlainText(n.Children) + "]")
		default:
			add(markdown.PlainText([]*markdown.Node{n}))
		}
	}
	return out
}
