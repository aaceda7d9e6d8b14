package templates

import (
	"fmt"
	"html/template"
	"strings"

	"paraaf/documents"
	"paraaf/documents/markdown"
)

// Prose makes HTML of a short piece of Markdown that stands on its own: a
// chapter of the handbook, one section of a nota. Headings begin at the given
// level (1 to 6). It fails as markdown.Read does.
func Prose(src string, top int) (Fragment, error) {
	nodes, err := markdown.Read([]byte(src), documents.Span{Start: 0, End: len(src)})
	if err != nil {
		return "", fmt.Errorf("read prose: %w", err)
	}
	var b strings.Builder
	for _, n := range nodes {
		prose(&b, n, top)
	}
	return Fragment(b.String()), nil
}

// elements are the blocks and inlines that are one element around what is
// under them.
var elements = map[markdown.Kind]string{
	markdown.Paragraph: "p", markdown.Quote: "blockquote", markdown.Item: "li", markdown.Emphasis: "em",
	markdown.Strong: "strong", markdown.Strikethrough: "s", markdown.Code: "code", markdown.Row: "tr",
}

func prose(b *strings.Builder, n *markdown.Node, top int) {
	children := func() {
		for _, c := range n.Children {
			prose(b, c, top)
		}
	}
	around := func(name string) {
		b.WriteString("<" + name + ">")
		children()
		b.WriteString("</" + name + ">")
	}
	switch n.Kind {
	case markdown.Text:
		b.WriteString(template.HTMLEscapeString(n.Text))
	case markdown.SoftBreak:
		b.WriteByte('\n')
	case markdown.HardBreak:
		b.WriteString("<br>")
	case markdown.ThematicBreak:
		b.WriteString("<hr>")
	case markdown.Heading:
		around(fmt.Sprintf("h%d", min(n.Level+top-1, 6)))
	case markdown.List:
		if n.Ordered {
			fmt.Fprintf(b, `<ol start="%d">`, n.Number)
			children()
			b.WriteString("</ol>")
			return
		}
		around("ul")
	case markdown.Item:
		b.WriteString("<li>")
		for _, c := range n.Children {
			if c.Kind == markdown.Paragraph && len(n.Children) == 1 {
				for _, d := range c.Children {
					prose(b, d, top)
				}
				continue
			}
			prose(b, c, top)
		}
		b.WriteString("</li>")
	case markdown.CodeBlock:
		b.WriteString(`<pre tabindex="0"><code>`)
		children()
		b.WriteString("</code></pre>")
	case markdown.Table:
		around("table")
	case markdown.Cell:
		around("td")
	case markdown.Link:
		if n.Destination == "" {
			children()
			return
		}
		b.WriteString(`<a href="` + template.HTMLEscapeString(n.Destination) + `">`)
		children()
		b.WriteString("</a>")
	default:
		if name, ok := elements[n.Kind]; ok {
			around(name)
			return
		}
		children()
	}
}
