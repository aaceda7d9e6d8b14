package markdown

import (
	"strings"

	"paraaf/documents"
)

// A Kind is what a Node is.
type Kind uint8

// The kinds of block.
const (
	Paragraph Kind = iota + 1
	Heading        // Level 1 to 6
	Quote
	List // Ordered, Number (of the first item), Tight
	Item // Marker is its bullet or number
	CodeBlock
	ThematicBreak
	Table // children are rows; the first is the Header
	Row
	Cell // Align
	Note // a footnote: Text is its label, Number its place in reading order
)

// The kinds of inline node.
const (
	Text Kind = iota + 32
	SoftBreak
	HardBreak
	Emphasis
	Strong
	Strikethrough
	Code
	Link    // Destination (empty when the policy refuses it), Title
	Image   // children are the alternative text
	NoteRef // Text is the label, Number that of the note
	Gelakt  // stands where something was taken out, on Grounds
)

var kindNames = map[Kind]string{
	Paragraph: "paragraph", Heading: "heading", Quote: "quote", List: "list", Item: "item",
	CodeBlock: "code block", ThematicBreak: "thematic break", Table: "table", Row: "row", Cell: "cell", Note: "note",
	Text: "text", SoftBreak: "soft break", HardBreak: "hard break", Emphasis: "emphasis", Strong: "strong",
	Strikethrough: "strikethrough", Code: "code", Link: "link", Image: "image", NoteRef: "note reference", Gelakt: "gelakt",
	definition: "definition",
}

// definition is a link reference definition. It lives only while reading: used
// ones go, the others come back as text.
const definition Kind = 127

// String gives the kind in English, for tests and messages to engineers.
func (k Kind) String() string { return kindNames[k] }

// IsBlock reports whether k is a kind of block.
func (k Kind) IsBlock() bool { return k < Text }

// An Align is the alignment of a table cell.
type Align uint8

// The alignments of GFM tables.
const (
	AlignNone Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// A Node is a node of the tree. Span covers all its bytes, markup included (of
// what lies in a quote or list, from the first byte to the last, prefixes of
// the lines between included). A node that was written and not read has the zero
// Span; that holds for every node of a public version.
type Node struct {
	Kind Kind
	documents.Span
	Text     string // of Text, and the label of Note and NoteRef, which tells notes apart
	Children []*Node

	Level   int  // of Heading: 1 to 6
	Number  int  // of List: that of its first item; of Note and NoteRef: counted in reading order
	Ordered bool // of List
	Tight   bool // of List: no blank lines between its items
	Header  bool // of Row
	Align   Align
	Marker  documents.Span // of Item: the bullet or number

	// Destination and Title are decoded. Destination is empty when the policy
	// does not let it through. The spans say where they stand, which for a reference
	// link is in its definition; there the title has none.
	Destination     string
	Title           string
	DestinationSpan documents.Span
	TitleSpan       documents.Span

	Grounds []documents.Ground // of Gelakt, sorted, at least one
}

// Walk visits n and everything under it in reading order. It does not go into the children
// of a node for which visit says false.
func Walk(n *Node, visit func(*Node) bool) {
	if !visit(n) {
		return
	}
	for _, c := range n.Children {
		Walk(c, visit)
	}
}

// Clone copies nodes and everything under them.
func Clone(nodes []*Node) []*Node {
	if nodes == nil {
		return nil
	}
	out := make([]*Node, len(nodes))
	for i, n := range nodes {
		c := *n
		c.Children = Clone(n.Children)
		c.Grounds = append([]documents.Ground(nil), n.Grounds...)
		out[i] = &c
	}
	return out
}

// PlainText gives the words of inline nodes as they are read: a soft break is a
// space, a hard break a newline, a gelakt place its mark ("[5.1.2e]"), a note reference
// its number, an image its alternative text.
func PlainText(nodes []*Node) string {
	var b strings.Builder
	for _, n := range nodes {
		plainText(&b, n)
	}
	return b.String()
}

func plainText(b *strings.Builder, n *Node) {
	switch n.Kind {
	case Text:
		b.WriteString(n.Text)
	case SoftBreak:
		b.WriteByte(' ')
	case HardBreak:
		b.WriteByte('\n')
	case Gelakt:
		b.WriteString(GelaktText(n.Grounds))
	case NoteRef:
		b.WriteString(itoa(n.Number))
	default:
		for _, c := range n.Children {
			plainText(b, c)
		}
	}
}

// GelaktText is the text that stands in the place of what was taken out, in
// every form in which a public version leaves: "[5.1.2e]", "[5.1.1e, 5.1.2e]".
func GelaktText(grounds []documents.Ground) string {
	parts := make([]string, len(grounds))
	for i, g := range grounds {
		parts[i] = string(g)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
