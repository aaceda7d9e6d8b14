package templates

import (
	"fmt"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

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

// context is how many runes of unchanged text stand around a change.
const context = 140

// Redline shows what was taken out and put in, with the words around it. A
// screen reader hears which is which.
func Redline(words []documents.Word) Fragment {
	var b strings.Builder
	for i, w := range words {
		text := w.Text
		if w.Op == documents.Same {
			text = shorten(text, i > 0, i < len(words)-1)
		}
		escaped := template.HTMLEscapeString(text)
		switch w.Op {
		case documents.Inserted:
			b.WriteString(`<ins><span class="pf-hidden">[toegevoegd: </span>` + escaped + `<span class="pf-hidden">]</span></ins>`)
		case documents.Deleted:
			b.WriteString(`<del><span class="pf-hidden">[weggehaald: </span>` + escaped + `<span class="pf-hidden">]</span></del>`)
		default:
			b.WriteString(escaped)
		}
	}
	return Fragment(b.String())
}

// shorten keeps of unchanged text what stands next to a change before or after.
func shorten(text string, before, after bool) string {
	n := utf8.RuneCountInString(text)
	head, tail := 0, 0
	if before {
		head = context
	}
	if after {
		tail = context
	}
	if n <= head+tail+20 {
		return text
	}
	runes := []rune(text)
	return wholeWords(runes[:head], runes[head], false) + " … " + wholeWords(runes[n-tail:], runes[n-tail-1], true)
}

// wholeWords drops of a stretch the word that was cut in two: at its end, or at
// its start; next is the rune on the other side of the cut. A stretch that is
// one long word stays as it is.
func wholeWords(runes []rune, next rune, start bool) string {
	if len(runes) == 0 || unicode.IsSpace(next) {
		return string(runes)
	}
	text := string(runes)
	if start {
		if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
			return strings.TrimLeftFunc(text[i:], unicode.IsSpace)
		}
		return text
	}
	if i := strings.LastIndexFunc(text, unicode.IsSpace); i >= 0 {
		return strings.TrimRightFunc(text[:i], unicode.IsSpace)
	}
	return text
}
