package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"paraaf/documents"
)

// Write gives blocks as Markdown. src and span are what they were read from
// (nil and the zero Span when they were made). A block that has its Span is
// unchanged and keeps its bytes; who changes anything in a block takes its Span
// away. Blocks without one are written in a canonical form, in which reading
// gives the same tree again; what cannot be written (emphasis that would not be
// read as such) goes before a letter does.
//
// Laws: Write(src, span, Read(src, span)) is src[span]; the words of blocks are
// the words of what Write gives, in the same order.
func Write(src []byte, span documents.Span, blocks []*Node) []byte {
	if checkSpan(src, span) != nil {
		src, span = nil, documents.Span{}
	}
	w := &markdownWriter{src: src, span: span}
	return w.write(blocks)
}

type markdownWriter struct {
	src  []byte
	span documents.Span
}

// write puts the blocks behind each other. Between two that stood behind each other in the source
// the bytes that stood there stay: blank lines, link definitions.
func (w *markdownWriter) write(blocks []*Node) []byte {
	blocks = w.sourceOrder(blocks)
	all := w.allBlocks()
	place := map[documents.Span]int{}
	for k, s := range all {
		place[s] = k
	}
	var out bytes.Buffer
	var last *Node // written before, with its bytes
	for i, b := range blocks {
		if !w.unchanged(b) {
			s := w.block(b, alternate(blocks[:i], b))
			if s == "" {
				continue
			}
			w.gap(&out)
			out.WriteString(s)
			last = nil
			continue
		}
		k, ok := place[b.Span]
		switch {
		case last == nil && out.Len() == 0 && ok && k == 0:
			out.Write(w.src[w.span.Start:b.Start])
		case last != nil && k > 0 && all[k-1] == last.Span:
			out.Write(w.src[last.End:b.Start])
		default:
			w.gap(&out)
		}
		out.Write(w.src[b.Start:b.End])
		last = b
	}
	if last != nil && last.Span == all[len(all)-1] {
		out.Write(w.src[last.End:w.span.End])
	} else if out.Len() > 0 || len(blocks) == 0 && len(all) == 0 {
		if len(blocks) == 0 {
			out.Write(w.src[w.span.Start:w.span.End])
		} else if !bytes.HasSuffix(out.Bytes(), []byte("\n")) {
			out.WriteByte('\n')
		}
	}
	w.definitions(&out, blocks)
	return out.Bytes()
}

// gap puts one blank line between what is there and what comes.
func (w *markdownWriter) gap(out *bytes.Buffer) {
	if out.Len() == 0 {
		return
	}
	out.Truncate(len(bytes.TrimRight(out.Bytes(), " \t\r\n")))
	out.WriteString("\n\n")
}

func (w *markdownWriter) unchanged(b *Node) bool {
	return b.Len() > 0 && w.span.Contains(b.Span)
}

// allBlocks gives the spans of the blocks that were read, in order of place.
func (w *markdownWriter) allBlocks() []documents.Span {
	read, err := Read(w.src, w.span)
	if err != nil {
		return nil
	}
	out := make([]documents.Span, len(read))
	for i, b := range read {
		out[i] = b.Span
	}
	slices.SortFunc(out, func(a, b documents.Span) int { return a.Start - b.Start })
	return out
}

// sourceOrder puts notes that were read back where they stood: behind the
// block before them. Notes that are new come last.
func (w *markdownWriter) sourceOrder(blocks []*Node) []*Node {
	var out, notes []*Node
	for _, b := range blocks {
		if b.Kind == Note {
			notes = append(notes, b)
		} else {
			out = append(out, b)
		}
	}
	slices.SortStableFunc(notes, func(a, b *Node) int {
		switch {
		case w.unchanged(a) && w.unchanged(b):
			return a.Start - b.Start
		case w.unchanged(a):
			return -1
		case w.unchanged(b):
			return 1
		}
		return 0
	})
	for _, n := range notes {
		at := len(out)
		if w.unchanged(n) {
			for at > 0 && !(w.unchanged(out[at-1]) && out[at-1].Start < n.Start) {
				at--
			}
			if at == 0 && slices.ContainsFunc(out, func(b *Node) bool { return !w.unchanged(b) || b.Start < n.Start }) {
				at = len(out)
			}
		}
		out = slices.Insert(out, at, n)
	}
	return out
}

// definitions appends the link definitions that blocks refer to and that did
// not come along between them.
func (w *markdownWriter) definitions(out *bytes.Buffer, blocks []*Node) {
	needed := map[documents.Span]bool{}
	for _, b := range blocks {
		if !w.unchanged(b) {
			continue // written with its target
		}
		Walk(b, func(n *Node) bool {
			if (n.Kind == Link || n.Kind == Image) && n.DestinationSpan.Len() > 0 && !n.Contains(n.DestinationSpan) {
				needed[n.DestinationSpan] = true
			}
			return true
		})
	}
	if len(needed) == 0 {
		return
	}
	have := definitionLabels(out.Bytes())
	root := blocksOnly.Parse(text.NewReader(w.src[w.span.Start:w.span.End]), parser.WithContext(parser.NewContext()))
	var missing []string
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if d, ok := n.(*ast.LinkReferenceDefinition); ok && entering && !have[util.ToLinkReference(d.Label)] {
			seg := d.Lines().At(0)
			at := documents.Span{Start: w.span.Start + seg.Start, End: w.span.Start + seg.Stop}
			for s := range needed {
				if at.Contains(s) {
					missing = append(missing, string(w.src[at.Start:at.End]))
				}
			}
		}
		return ast.WalkContinue, nil
	})
	for i, m := range missing {
		if i == 0 {
			w.gap(out)
		}
		out.WriteString(m + "\n")
	}
}

func definitionLabels(src []byte) map[string]bool {
	out := map[string]bool{}
	pc := parser.NewContext()
	blocksOnly.Parse(text.NewReader(src), parser.WithContext(pc))
	for _, r := range pc.References() {
		out[util.ToLinkReference(r.Label())] = true
	}
	return out
}

// alternate says that b is a list right behind a list of its kind that was
// written in canonical form, so that it must take the other marker to be one
// of its own.
func alternate(before []*Node, b *Node) bool {
	n := 0
	for i := len(before) - 1; i >= 0 && before[i].Kind == List && b.Kind == List && before[i].Ordered == b.Ordered; i-- {
		n++
	}
	return n%2 == 1
}

// block writes one block in canonical form, without a line end behind it.
func (w *markdownWriter) block(n *Node, other bool) string {
	switch n.Kind {
	case Paragraph:
		return w.paragraph(n.Children)
	case Heading:
		s := strings.ReplaceAll(w.inline(n.Children, flat), "\n", " ")
		if strings.HasSuffix(s, "#") {
			s = s[:len(s)-1] + `\#`
		}
		return strings.TrimRight(strings.Repeat("#", max(1, min(n.Level, 6)))+" "+s, " ")
	case Quote:
		return prefixed(w.blocks(n.Children, false), "> ", "> ")
	case List:
		return w.list(n, other)
	case CodeBlock:
		return w.code(n)
	case ThematicBreak:
		return "***"
	case Table:
		return w.table(n)
	case Note:
		body := prefixed(w.blocks(n.Children, false), "", "    ")
		return "[^" + n.Text + "]: " + body
	}
	if !n.Kind.IsBlock() {
		return w.paragraph([]*Node{n})
	}
	return w.blocks(n.Children, false)
}

// blocks writes blocks behind each other; tight leaves the blank lines out.
func (w *markdownWriter) blocks(nodes []*Node, tight bool) string {
	var parts []string
	for i, n := range nodes {
		if s := w.block(n, alternate(nodes[:i], n)); s != "" {
			parts = append(parts, s)
		}
	}
	if tight {
		return strings.Join(parts, "\n")
	}
	return strings.Join(parts, "\n\n")
}

// prefixed puts first before the first line and rest before the others, without
// leaving spaces at a line's end.
func prefixed(s, first, rest string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		p := rest
		if i == 0 {
			p = first
		}
		if l == "" {
			p = strings.TrimRight(p, " ")
		}
		lines[i] = p + l
	}
	return strings.Join(lines, "\n")
}

func (w *markdownWriter) list(n *Node, other bool) string {
	var items []string
	for i, item := range n.Children {
		marker := "- "
		if other {
			marker = "+ "
		}
		if n.Ordered {
			marker = itoa(max(0, n.Number)+i) + ". "
			if other {
				marker = strings.Replace(marker, ".", ")", 1)
			}
		}
		body := w.blocks(item.Children, n.Tight)
		items = append(items, prefixed(body, marker, strings.Repeat(" ", len(marker))))
	}
	if n.Tight {
		return strings.Join(items, "\n")
	}
	return strings.Join(items, "\n\n")
}

func (w *markdownWriter) code(n *Node) string {
	body := PlainText(n.Children)
	fence := strings.Repeat("`", max(3, longestRun(body, '`')+1))
	if body != "" && !strings.HasSuffix(body, "\n") {
		body += "\n"
	}
	return fence + "\n" + body + fence
}

func longestRun(s string, c byte) int {
	most, run := 0, 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		most = max(most, run)
	}
	return most
}

func (w *markdownWriter) table(n *Node) string {
	var lines []string
	for i, row := range n.Children {
		var cells, dashes []string
		for _, c := range row.Children {
			cells = append(cells, strings.ReplaceAll(w.inline(c.Children, inCell), "\n", " "))
			dashes = append(dashes, [...]string{"---", ":--", ":-:", "--:"}[c.Align&3])
		}
		lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
		if i == 0 {
			lines = append(lines, "| "+strings.Join(dashes, " | ")+" |")
		}
	}
	return strings.Join(lines, "\n")
}

// A place is where inline nodes are written.
type place uint8

const (
	flow   place = iota // a paragraph
	flat                // one line: a heading
	inCell              // one line, and a bar must be escaped
)

// paragraph writes inline nodes so that they are read as one paragraph with the
// same words. It reads what it wrote; where emphasis would be read in another way, the
// text is written without it, and where even that is not read back, every sign
// is written as a character reference.
func (w *markdownWriter) paragraph(nodes []*Node) string {
	s := escapeLines(w.inline(nodes, flow))
	if strings.TrimSpace(s) == "" {
		return ""
	}
	want := PlainText(nodes)
	if sameWords(s, want) {
		return s
	}
	if s = escapeLines(w.inline(unmarked(nodes), flow)); sameWords(s, want) {
		return s
	}
	var b strings.Builder
	for _, r := range want {
		switch {
		case r == '\n':
			b.WriteString("\\\n")
		case r < 0x80 && !isAlphanumeric(byte(r)) && r != ' ':
			b.WriteString("&#" + itoa(int(r)) + ";")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isAlphanumeric(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' }

// sameWords reports whether s is read as one paragraph that says want. Numbers
// of notes count as any.
func sameWords(s, want string) bool {
	blocks, err := newReader(definitions{notes: map[string]bool{}}).parse(whole, []byte(s), documents.Span{End: len(s)})
	if err != nil || len(blocks) != 1 || blocks[0].Kind != Paragraph {
		return false
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	got := PlainText(blocks[0].Children)
	return squeeze(got) == squeeze(want) || strings.Contains(s, "[^")
}

// unmarked gives nodes without emphasis of any kind, their words kept.
func unmarked(nodes []*Node) []*Node {
	var out []*Node
	for _, n := range nodes {
		switch n.Kind {
		case Emphasis, Strong, Strikethrough:
			out = append(out, unmarked(n.Children)...)
		case Link, Image:
			c := *n
			c.Children = unmarked(n.Children)
			out = append(out, &c)
		default:
			out = append(out, n)
		}
	}
	return out
}

func (w *markdownWriter) inline(nodes []*Node, at place) string {
	var b strings.Builder
	for _, n := range joinTexts(nodes) {
		switch n.Kind {
		case Text:
			b.WriteString(escapeText(n.Text))
		case SoftBreak:
			b.WriteByte('\n')
		case HardBreak:
			if at == flow {
				b.WriteString("\\\n")
			} else {
				b.WriteByte(' ')
			}
		case Emphasis:
			b.WriteString(w.delimited(n, "*", at))
		case Strong:
			b.WriteString(w.delimited(n, "**", at))
		case Strikethrough:
			b.WriteString(w.delimited(n, "~~", at))
		case Code:
			b.WriteString(codeSpan(PlainText(n.Children), at))
		case Link:
			b.WriteString("[" + w.inline(n.Children, at) + "](" + w.target(n) + ")")
		case Image:
			b.WriteString("![" + w.inline(n.Children, at) + "](" + w.target(n) + ")")
		case NoteRef:
			b.WriteString("[^" + n.Text + "]")
		case Gelakt:
			b.WriteString(escapeText(GelaktText(n.Grounds)))
		default:
			b.WriteString(w.inline(n.Children, at))
		}
	}
	return b.String()
}

// joinTexts makes one of texts that follow each other: "&" and "lt;" apart are
// harmless, together they are not.
func joinTexts(nodes []*Node) []*Node {
	var out []*Node
	for _, n := range nodes {
		if k := len(out); k > 0 && n.Kind == Text && out[k-1].Kind == Text {
			out[k-1] = &Node{Kind: Text, Text: out[k-1].Text + n.Text}
			continue
		}
		out = append(out, n)
	}
	return out
}

// delimited puts signs around the words of n. Spaces at the ends go outside,
// since signs beside spaces are no markup.
func (w *markdownWriter) delimited(n *Node, sign string, at place) string {
	s := w.inline(n.Children, at)
	inner := strings.Trim(s, " \n")
	if inner == "" {
		return s
	}
	i := strings.Index(s, inner)
	return s[:i] + sign + inner + sign + s[i+len(inner):]
}

// target writes destination and title: as they stood where they were read.
func (w *markdownWriter) target(n *Node) string {
	s := ""
	switch {
	case n.DestinationSpan.Len() > 0 && n.DestinationSpan.End <= len(w.src):
		s = string(w.src[n.DestinationSpan.Start:n.DestinationSpan.End])
		if strings.ContainsAny(s, " \t()") {
			s = "<" + s + ">"
		}
	case strings.HasPrefix(n.Destination, AttachmentPath) && !strings.ContainsAny(n.Destination, " \t\n()<>"):
		s = n.Destination
	case n.Destination != "":
		s = "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(n.Destination) + ">"
	}
	if n.Title != "" && s != "" {
		s += ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(n.Title) + `"`
	}
	return s
}

func codeSpan(s string, at place) string {
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if at == inCell {
		s = strings.ReplaceAll(s, "|", `\|`)
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || strings.HasPrefix(s, " ") && strings.HasSuffix(s, " ") && strings.Trim(s, " ") != "" {
		s = " " + s + " "
	}
	return fence + s + fence
}

// escapeText writes words so that none of their signs is markup.
func escapeText(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\', '`', '*', '_', '[', ']', '<', '~', '|':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '&':
			if n, _ := entity([]byte(s[i:])); n > 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		case '\n', '\r':
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escapeLines escapes what begins a block at the beginning of a line, and spaces
// that would be trimmed away there and at its end.
func escapeLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if body := strings.TrimLeft(l, " \t"); len(body) < len(l) {
			l = body // spaces at the beginning of a line say nothing
		}
		switch {
		case l == "":
		case strings.ContainsAny(l[:1], "#>+-="):
			l = `\` + l
		case l[0] >= '0' && l[0] <= '9':
			n := 0
			for n < len(l) && l[n] >= '0' && l[n] <= '9' {
				n++
			}
			if n < len(l) && (l[n] == '.' || l[n] == ')') {
				l = l[:n] + `\` + l[n:]
			}
		}
		lines[i] = strings.TrimRight(l, " \t")
	}
	out := lines[:0]
	for _, l := range lines {
		if l != "" && l != `\` {
			out = append(out, l)
		}
	}
	// A backslash at the very end would be a sign, not a break.
	return strings.TrimSuffix(strings.Join(out, "\n"), "\\\n")
}
