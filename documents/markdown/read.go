package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"paraaf/documents"
)

// Read gives the blocks that span of src holds, with spans into the whole of
// src. Footnotes that are defined in span come last, as nodes of kind Note.
// It fails with *documents.Unreadable on text that is not UTF-8, too big, or
// built to be slow, and with another error when span does not lie in src.
func Read(src []byte, span documents.Span) ([]*Node, error) {
	if err := checkSpan(src, span); err != nil {
		return nil, err
	}
	window := src[span.Start:span.End]
	if err := checkLines(window); err != nil {
		return nil, err
	}
	defs, err := definitionsOf(window)
	if err != nil {
		return nil, err
	}
	r := newReader(defs)
	blocks, err := r.read(src, span)
	if err != nil {
		return nil, err
	}
	r.settle()
	r.number(blocks)
	blocks = r.resolve(blocks)
	for _, n := range r.sortedNotes() {
		n.Children = r.resolve(n.Children)
		blocks = append(blocks, n)
	}
	return blocks, nil
}

func checkSpan(src []byte, span documents.Span) error {
	if span.Start < 0 || span.End < span.Start || span.End > len(src) {
		return fmt.Errorf("read markdown: span %d-%d outside %d bytes", span.Start, span.End, len(src))
	}
	return nil
}

// definitions are what one part of a paper may refer to in another: the
// footnotes' labels and the targets of reference links.
type definitions struct {
	notes map[string]bool
	links []parser.Reference
}

// blockParsers are goldmark's without those for HTML.
func blockParsers() parser.Option {
	return parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(placed{parser.NewThematicBreakParser()}, 200),
		util.Prioritized(placed{parser.NewListParser()}, 300),
		util.Prioritized(placed{parser.NewListItemParser()}, 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(placed{parser.NewATXHeadingParser()}, 600),
		util.Prioritized(placed{parser.NewFencedCodeBlockParser()}, 700),
		util.Prioritized(placed{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(placed{extension.NewFootnoteBlockParser()}, 999),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	)
}

// placed remembers where a block begins: behind a tab that is partly
// indentation goldmark counts columns where it means bytes.
type placed struct{ parser.BlockParser }

func (p placed) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, at := reader.Position()
	offset := pc.BlockOffset()
	n, state := p.BlockParser.Open(parent, reader, pc)
	if places, ok := pc.Get(locationsKey).(map[ast.Node]documents.Span); ok && n != nil {
		start := at.Start + max(offset-at.Padding, 0)
		places[n] = documents.Span{Start: start, End: start}
	}
	return n, state
}

func paragraphTransformers() parser.Option {
	return parser.WithParagraphTransformers(
		util.Prioritized(definitionTransformer{}, 100),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
	)
}

func inlineParsers() parser.Option {
	return parser.WithInlineParsers(
		util.Prioritized(located{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(noteRefParser{}, 101),
		util.Prioritized(located{parser.NewLinkParser()}, 200),
		util.Prioritized(located{parser.NewAutoLinkParser()}, 300),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(strikeParser{}, 500),
	)
}

var (
	// blocksOnly finds the blocks; its tree is measured before the inline
	// parsers see the text.
	blocksOnly = parser.NewParser(blockParsers(), paragraphTransformers())

	whole = parser.NewParser(blockParsers(), paragraphTransformers(), inlineParsers())

	locationsKey = parser.NewContextKey()
	notesKey     = parser.NewContextKey()
)

// located remembers from where to where an inline parser read: goldmark's tree
// does not say where a link or a code span ends.
type located struct{ parser.InlineParser }

func (l located) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, before := block.Position()
	n := l.InlineParser.Parse(parent, block, pc)
	if n != nil {
		_, after := block.Position()
		pc.Get(locationsKey).(map[ast.Node]documents.Span)[n] = documents.Span{Start: before.Start, End: after.Start}
	}
	return n
}

// CloseBlock lets the link parser drop its open brackets.
func (l located) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := l.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// noteRefParser reads "[^label]" of a note that is defined somewhere in the
// paper. goldmark's own looks through the list of notes for each of them.
type noteRefParser struct{}

func (noteRefParser) Trigger() []byte { return []byte{'['} }

func (noteRefParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 4 || line[1] != '^' || segment.Padding != 0 {
		return nil
	}
	label := line[2:min(len(line), 2+maxLabel)]
	end := bytes.IndexAny(label, "[]\n")
	if end <= 0 || label[end] != ']' {
		return nil
	}
	label = label[:end]
	if known, _ := pc.Get(notesKey).(map[string]bool); !known[string(label)] {
		return nil
	}
	n := &noteRef{label: string(label)}
	size := 2 + end + 1
	block.Advance(size)
	pc.Get(locationsKey).(map[ast.Node]documents.Span)[n] = documents.Span{Start: segment.Start, End: segment.Start + size}
	return n
}

// strikeParser reads "~~" and "~" as GFM does. The node of goldmark's own does not
// say how many of them it took.
type strikeParser struct{}

func (strikeParser) Trigger() []byte { return []byte{'~'} }

func (s strikeParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, s)
	if d == nil || d.OriginalLength > 2 || before == '~' {
		return nil
	}
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}

func (strikeParser) IsDelimiter(b byte) bool { return b == '~' }

func (strikeParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (strikeParser) OnMatch(consumes int) ast.Node { return &strike{level: consumes} }

type strike struct {
	ast.BaseInline
	level int
}

var kindStrike = ast.NewNodeKind("ParaafStrike")

func (n *strike) Kind() ast.NodeKind { return kindStrike }
func (n *strike) Inline()            {}

// Dump is asked by goldmark's interface.
func (n *strike) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// maxLabel is how long a label may be, as in CommonMark.
const maxLabel = 999

type noteRef struct {
	ast.BaseInline
	label string
}

var kindNoteRef = ast.NewNodeKind("ParaafNoteRef")

func (n *noteRef) Kind() ast.NodeKind { return kindNoteRef }
func (n *noteRef) Inline()            {}

// Dump is asked by goldmark's interface.
func (n *noteRef) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"label": n.label}, nil)
}

// definitionsOf collects what window defines, and refuses a window that inline
// parsing would be slow on.
func definitionsOf(window []byte) (definitions, error) {
	defs := definitions{notes: map[string]bool{}}
	if !bytes.Contains(window, []byte("]:")) && countSigns(window)*len(window) <= maxWork {
		return defs, nil // nothing to find, and even as one block it is no work
	}
	pc := parser.NewContext()
	root := blocksOnly.Parse(text.NewReader(window), parser.WithContext(pc))
	if err := checkBlocks(root, window); err != nil {
		return defs, err
	}
	defs.links = pc.References()
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if f, ok := n.(*east.Footnote); ok && entering {
			defs.notes[string(f.Ref)] = true
		}
		return ast.WalkContinue, nil
	})
	return defs, nil
}

// A reader reads the parts of one paper and keeps what they share.
type reader struct {
	defs    definitions
	notes   []*Node                   // definitions in order of appearance
	labels  map[string]bool           // of notes, once all of them are read
	asked   int                       // how often a definition was handed to goldmark
	targets map[string]documents.Span // of link definitions, by label
	waiting []waitingLink             // links whose target stands in a definition
	used    map[string]bool           // labels of link definitions that were referred to
	seen    map[string]bool           // labels whose first definition, which counts, was passed
	order   map[string]int            // label of a note to its number
}

// A waitingLink is a link or image that refers to a definition by its label.
type waitingLink struct {
	node  *Node
	label string
}

func newReader(defs definitions) *reader {
	return &reader{defs: defs, used: map[string]bool{}, seen: map[string]bool{}, targets: map[string]documents.Span{}, order: map[string]int{}}
}

// read gives the blocks of one part. The caller has checked the limits of the
// whole; those of the part are checked here, since blocks can differ.
func (r *reader) read(src []byte, span documents.Span) ([]*Node, error) {
	return r.readWith(whole, src, span)
}

func (r *reader) readWith(p parser.Parser, src []byte, span documents.Span) ([]*Node, error) {
	if blocks := plainLine(src, span, p == inlineOnly); blocks != nil {
		return blocks, nil
	}
	return r.parse(p, src, span)
}

// plainLine gives the paragraph that span is when it is one line without any
// sign of markup, as most fields and many sections are, or nil. It is there for
// speed: what goldmark needs to begin costs more than such a line.
func plainLine(src []byte, span documents.Span, inField bool) []*Node {
	start, end := span.Start, span.End
	for end > start && (src[end-1] == ' ' || src[end-1] == '\n' || src[end-1] == '\r') {
		end--
	}
	if start == end || !inField && !beginsWord(src[start]) {
		return nil
	}
	for _, b := range src[start:end] {
		if isSign[b] || b < ' ' || b == '\\' || b == '&' || b == 0x7f {
			return nil
		}
	}
	if src[start] == ' ' {
		return nil
	}
	s := documents.Span{Start: start, End: end}
	return []*Node{{Kind: Paragraph, Span: s, Children: []*Node{{Kind: Text, Span: s, Text: string(src[start:end])}}}}
}

func beginsWord(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= utf8.RuneSelf }

func (r *reader) parse(p parser.Parser, src []byte, span documents.Span) ([]*Node, error) {
	window := src[span.Start:span.End]
	local, err := definitionsOf(window)
	if err != nil {
		return nil, err
	}
	for label := range local.notes {
		r.defs.notes[label] = true
	}
	pc := parser.NewContext()
	locations := map[ast.Node]documents.Span{}
	pc.Set(locationsKey, locations)
	pc.Set(notesKey, r.defs.notes)
	if bytes.IndexByte(window, '[') >= 0 {
		// Every part asks for the definitions of the whole anew.
		if r.asked += len(r.defs.links); r.asked > maxAsked {
			return nil, unreadable("Het stuk heeft te veel verwijzingen over te veel onderdelen. Splits het stuk.")
		}
		for _, ref := range r.defs.links {
			pc.AddReference(ref)
		}
	}
	root := p.Parse(text.NewReader(window), parser.WithContext(pc))
	c := &converter{reader: r, src: window, base: span.Start, locations: locations}
	return c.blocks(root, 0)
}

// number gives the notes their numbers, in the order in which blocks refer to them.
// A reference to a note that did not turn up (its definition stands in a page
// header) is the text it was written as.
func (r *reader) number(blocks []*Node) {
	for _, b := range blocks {
		Walk(b, func(n *Node) bool {
			if n.Kind == NoteRef && !r.hasNote(n.Text) {
				n.Kind, n.Text = Text, "[^"+n.Text+"]"
			}
			if n.Kind == NoteRef {
				if r.order[n.Text] == 0 {
					r.order[n.Text] = len(r.order) + 1
				}
				n.Number = r.order[n.Text]
			}
			return true
		})
	}
}

func (r *reader) hasNote(label string) bool {
	if r.labels == nil {
		r.labels = map[string]bool{}
		for _, n := range r.notes {
			r.labels[n.Text] = true
		}
	}
	return r.labels[label]
}

// sortedNotes gives the notes by number; those nobody refers to come last, so
// that no text is lost.
func (r *reader) sortedNotes() []*Node {
	// Notes refer to notes: numbering goes on while it finds new ones.
	numbered := map[*Node]bool{}
	for before := -1; before < len(numbered); {
		before = len(numbered)
		for _, n := range r.notes {
			if r.order[n.Text] > 0 && !numbered[n] {
				numbered[n] = true
				r.number(n.Children)
			}
		}
	}
	out := make([]*Node, len(r.order))
	var rest []*Node
	for _, n := range r.notes {
		if i := r.order[n.Text]; i > 0 && out[i-1] == nil {
			n.Number = i
			out[i-1] = n
			continue
		}
		rest = append(rest, n)
	}
	kept := out[:0]
	for _, n := range out {
		if n != nil {
			kept = append(kept, n)
		}
	}
	for _, n := range rest {
		n.Number = len(kept) + 1
		if r.order[n.Text] > 0 {
			n.Text += " (" + itoa(n.Number) + ")" // a label that was defined before; labels tell notes apart
		}
		r.order[n.Text] = n.Number
		kept = append(kept, n)
		r.number(n.Children)
	}
	return kept
}

// settle gives reference links the place of their target.
func (r *reader) settle() {
	for _, w := range r.waiting {
		w.node.DestinationSpan = r.targets[w.label]
	}
}

// resolve drops the link definitions that were used and brings back the others
// as the text they are.
func (r *reader) resolve(blocks []*Node) []*Node {
	out := blocks[:0:0]
	for _, b := range blocks {
		if b.Kind == definition {
			if r.used[b.Text] && !r.seen[b.Text] {
				r.seen[b.Text] = true
				continue
			}
			b = &Node{Kind: Paragraph, Span: b.Span, Children: b.Children}
		} else if b.Kind.IsBlock() {
			b.Children = r.resolve(b.Children)
		}
		out = append(out, b)
	}
	return out
}

// A converter makes our tree of goldmark's.
type converter struct {
	*reader
	src       []byte // the window that goldmark read
	base      int    // where it begins in the paper
	locations map[ast.Node]documents.Span
	cell      bool // within a table cell, where "\|" is a bar
}

// span gives bytes of the window as a span of the paper.
func (c *converter) span(start, end int) documents.Span {
	start = min(max(start, 0), len(c.src))
	end = min(max(end, start), len(c.src))
	return documents.Span{Start: c.base + start, End: c.base + end}
}

// lineEnd gives the end of the line that holds i, without its newline.
func (c *converter) lineEnd(i int) int {
	for i < len(c.src) && c.src[i] != '\n' {
		i++
	}
	if i > 0 && i <= len(c.src) && c.src[i-1] == '\r' {
		i--
	}
	return i
}

func (c *converter) blocks(parent ast.Node, depth int) ([]*Node, error) {
	if depth > 3*maxDepth {
		return nil, unreadable("Het stuk heeft te veel lagen van opsommingen of citaten in elkaar (meer dan %d). Maak de opsomming eenvoudiger.", maxDepth)
	}
	var out []*Node
	for b := parent.FirstChild(); b != nil; b = b.NextSibling() {
		if b.Type() != ast.TypeBlock {
			continue
		}
		n, err := c.block(b, depth)
		if err != nil {
			return nil, err
		}
		if n != nil {
			out = append(out, n)
		}
	}
	// A line under a paragraph of which goldmark makes a table first gives a
	// heading behind the table that it stood before.
	byPlace := func(a, b *Node) int { return a.Start - b.Start }
	if !slices.IsSortedFunc(out, byPlace) {
		slices.SortStableFunc(out, byPlace)
	}
	return out, nil
}

func (c *converter) block(b ast.Node, depth int) (*Node, error) {
	n := &Node{}
	var err error
	switch b := b.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		n.Kind = Paragraph
		n.Span = c.linesSpan(b.Lines(), b.Pos())
		n.Children, err = c.inlineOf(b, n.Span)
	case *ast.Heading:
		n.Kind, n.Level = Heading, b.Level
		n.Span = c.headingSpan(b)
		n.Children, err = c.inlineOf(b, c.linesSpan(b.Lines(), b.Pos()))
	case *ast.ThematicBreak:
		n.Kind = ThematicBreak
		pos := c.start(b)
		n.Span = c.span(pos, c.lineEnd(pos))
	case *ast.Blockquote:
		n.Kind = Quote
		n.Children, err = c.blocks(b, depth+1)
		pos := c.start(b)
		n.Span = c.around(pos, pos+1, n.Children)
	case *ast.List:
		n.Kind, n.Ordered, n.Tight = List, b.IsOrdered(), b.IsTight
		if n.Ordered {
			n.Number = b.Start
		}
		n.Children, err = c.blocks(b, depth+1)
		pos := c.start(b)
		n.Span = c.around(pos, pos+1, n.Children)
	case *ast.ListItem:
		n.Kind = Item
		marker := c.start(b)
		size := 0
		if marker >= 0 && marker < len(c.src) {
			size = markerLength(c.src[marker:c.lineEnd(marker)])
		}
		n.Marker = c.span(marker, marker+size)
		n.Children, err = c.blocks(b, depth+1)
		n.Span = c.around(marker, marker+size, n.Children)
	case *ast.CodeBlock:
		n.Kind = CodeBlock
		n.Children = c.codeLines(b.Lines())
		n.Span = c.around(b.Pos(), b.Pos(), n.Children)
		if len(n.Children) > 0 {
			n.Start = n.Children[0].Start
		}
	case *ast.FencedCodeBlock:
		n.Kind = CodeBlock
		n.Children = c.codeLines(b.Lines())
		n.Span = c.fenceSpan(b)
		if k := len(n.Children); k > 0 {
			n.End = max(n.End, n.Children[k-1].End)
		}
	case *ast.LinkReferenceDefinition:
		// Only the first definition of a label counts.
		n.Kind = definition
		n.Span = c.linesSpan(b.Lines(), b.Pos())
		n.Text = util.ToLinkReference(b.Label)
		n.Children = c.literal(b.Lines())
		if r := c.sourceOf(b.Destination); r >= 0 {
			if _, ok := c.targets[n.Text]; !ok {
				c.targets[n.Text] = c.span(r, r+len(b.Destination))
			}
		}
	case *east.FootnoteList:
		for f := b.FirstChild(); f != nil; f = f.NextSibling() {
			note, err := c.block(f, depth+1)
			if err != nil {
				return nil, err
			}
			c.notes = append(c.notes, note)
		}
		return nil, nil
	case *east.Footnote:
		n.Kind, n.Text = Note, string(b.Ref)
		n.Children, err = c.blocks(b, depth+1)
		n.Span = c.around(c.start(b), c.noteLabelEnd(c.start(b)), n.Children)
	case *east.Table:
		return c.table(b)
	default:
		return nil, fmt.Errorf("read markdown: unknown block %s", b.Kind())
	}
	return n, err
}

// noteLabelEnd gives the place after "[^label]:".
func (c *converter) noteLabelEnd(pos int) int {
	if i := bytes.Index(c.src[min(max(pos, 0), len(c.src)):], []byte("]:")); i >= 0 {
		return pos + i + 2
	}
	return pos
}

// start gives where a block begins.
func (c *converter) start(b ast.Node) int {
	if at, ok := c.locations[b]; ok {
		return at.Start
	}
	return min(max(b.Pos(), 0), len(c.src))
}

// around gives the span from start to the end of the last child, or to end.
func (c *converter) around(start, end int, children []*Node) documents.Span {
	s := c.span(start, end)
	if len(children) > 0 && children[0].Start < s.Start {
		s.Start = children[0].Start
	}
	for _, k := range children {
		if k.End > s.End {
			s.End = k.End
		}
	}
	return s
}

func (c *converter) linesSpan(l *text.Segments, pos int) documents.Span {
	if l == nil || l.Len() == 0 {
		return c.span(pos, pos)
	}
	end := l.At(l.Len() - 1).Stop
	for end > l.At(0).Start && (c.src[end-1] == '\n' || c.src[end-1] == '\r') {
		end--
	}
	return c.span(l.At(0).Start, end)
}

func (c *converter) headingSpan(b *ast.Heading) documents.Span {
	l := b.Lines()
	if l.Len() == 0 {
		pos := c.start(b)
		return c.span(pos, c.lineEnd(pos))
	}
	start := l.At(0).Start
	i := start
	for i > 0 && (c.src[i-1] == ' ' || c.src[i-1] == '\t') {
		i--
	}
	if i < start && i >= b.Level && c.src[i-1] == '#' {
		return c.span(i-b.Level, c.lineEnd(start))
	}
	// Setext: the line under the text belongs to it.
	end := l.At(l.Len() - 1).Stop
	if end < len(c.src) && c.src[end] == '\r' {
		end++
	}
	if end < len(c.src) && c.src[end] == '\n' {
		end++
	}
	under := bytes.TrimLeft(c.src[end:c.lineEnd(end)], " \t>")
	if len(under) == 0 || len(bytes.Trim(under, "-= \t\r")) > 0 {
		return c.linesSpan(l, start)
	}
	return c.span(start, c.lineEnd(end))
}

func (c *converter) fenceSpan(b *ast.FencedCodeBlock) documents.Span {
	pos := c.start(b)
	end := c.lineEnd(pos)
	if l := b.Lines(); l.Len() > 0 {
		end = max(end, c.lineEnd(max(l.At(l.Len()-1).Stop-1, 0)))
	}
	// The closing fence, behind the same prefixes.
	next := end
	for next < len(c.src) && (c.src[next] == '\r' || c.src[next] == '\n') {
		next++
		if c.src[next-1] == '\n' {
			break
		}
	}
	stop := c.lineEnd(next)
	if pos < len(c.src) && stop > next {
		line := bytes.TrimLeft(c.src[next:stop], " \t>")
		if len(line) >= 3 && line[0] == c.src[pos] && len(bytes.Trim(line, string(line[:1])+" \t\r")) == 0 {
			end = stop
		}
	}
	return c.span(pos, end)
}

// codeLines gives every line of a code block as verbatim text.
func (c *converter) codeLines(l *text.Segments) []*Node {
	var out []*Node
	for i := range l.Len() {
		seg := l.At(i)
		if seg.Padding > 0 {
			out = append(out, &Node{Kind: Text, Span: c.span(seg.Start, seg.Start), Text: string(bytes.Repeat([]byte{' '}, seg.Padding))})
		}
		out = c.verbatim(out, seg.Start, seg.Stop)
	}
	return out
}

// literal gives lines as text with breaks between them.
func (c *converter) literal(l *text.Segments) []*Node {
	var out []*Node
	for i := range l.Len() {
		seg := l.At(i)
		end := seg.Stop
		for end > seg.Start && (c.src[end-1] == '\n' || c.src[end-1] == '\r') {
			end--
		}
		if i > 0 {
			out = append(out, &Node{Kind: SoftBreak, Span: c.span(l.At(i-1).Stop, seg.Start)})
		}
		out = c.verbatim(out, seg.Start, end)
	}
	return out
}

// verbatim appends the bytes from start to end as text.
func (c *converter) verbatim(out []*Node, start, end int) []*Node {
	if start < end {
		out = append(out, c.text(start, end, ""))
	}
	return out
}

// text makes a node of kind Text; s is what the bytes mean when that is not
// themselves.
func (c *converter) text(start, end int, s string) *Node {
	if s == "" {
		s = string(c.src[start:end])
	}
	return &Node{Kind: Text, Span: c.span(start, end), Text: s}
}

func (c *converter) table(b *east.Table) (*Node, error) {
	t := &Node{Kind: Table}
	for r := b.FirstChild(); r != nil; r = r.NextSibling() {
		_, header := r.(*east.TableHeader)
		pos := max(r.Pos(), 0)
		row := &Node{Kind: Row, Header: header, Span: c.span(pos, c.lineEnd(pos))}
		last := pos // end of what the cells hold
		for k := r.FirstChild(); k != nil; k = k.NextSibling() {
			cell, ok := k.(*east.TableCell)
			if !ok {
				continue
			}
			n := &Node{Kind: Cell, Align: alignOf(cell.Alignment)}
			if l := cell.Lines(); l.Len() > 0 {
				seg := l.At(0)
				n.Span = c.span(seg.Start, seg.Stop)
				last = max(last, seg.Stop)
				c.cell = true
				var err error
				n.Children, err = c.inlineOf(cell, n.Span)
				c.cell = false
				if err != nil {
					return nil, err
				}
			} else {
				n.Span = c.span(last, last)
			}
			row.Children = append(row.Children, n)
		}
		c.surplus(row, last)
		t.Children = append(t.Children, row)
	}
	if len(t.Children) > 0 {
		t.Span = documents.Span{Start: t.Children[0].Start, End: t.Children[len(t.Children)-1].End}
		if len(t.Children) == 1 {
			// A head without rows: the delimiter row is the last line.
			t.Span.End = c.base + c.lineEnd(min(t.Span.End-c.base+1, len(c.src)))
		}
	}
	return t, nil
}

// surplus appends to the last cell of a row what stands in cells that the head
// has no column for. GFM drops them in silence; a paper must not lose text.
func (c *converter) surplus(row *Node, last int) {
	end := row.End - c.base
	if len(row.Children) == 0 || last >= end {
		return
	}
	rest := c.src[last:end]
	trimmed := bytes.TrimRight(rest, " \t\r|")
	if len(bytes.Trim(trimmed, " \t|")) == 0 {
		return
	}
	cell := row.Children[len(row.Children)-1]
	cell.Children = c.verbatim(cell.Children, last, last+len(trimmed))
	cell.End = c.base + last + len(trimmed)
}

func alignOf(a east.Alignment) Align {
	switch a {
	case east.AlignLeft:
		return AlignLeft
	case east.AlignCenter:
		return AlignCenter
	case east.AlignRight:
		return AlignRight
	}
	return AlignNone
}

// inlineOf gives the inline nodes of a block.
func (c *converter) inlineOf(b ast.Node, within documents.Span) ([]*Node, error) {
	return c.inline(b, within.End-c.base, 0)
}

// inline converts the children of parent. end is where parent's text ends; a
// break reaches to the next node or to there.
func (c *converter) inline(parent ast.Node, end, depth int) ([]*Node, error) {
	if depth > maxDepth {
		return nil, unreadable("Het stuk heeft te veel lagen van nadruk of koppelingen in elkaar (meer dan %d). Haal de opmaak weg die niet nodig is.", maxDepth)
	}
	var out []*Node
	var open *Node // break that still asks for its end
	for k := parent.FirstChild(); k != nil; k = k.NextSibling() {
		var made []*Node
		var brk *Node
		switch k := k.(type) {
		case *ast.Text:
			start, stop := k.Segment.Start, k.Segment.Stop
			if len(out) > 0 && out[len(out)-1].Kind >= Emphasis {
				// What is left of a closing run of delimiters stands behind the
				// ones that were used; goldmark keeps the first ones.
				if shift := out[len(out)-1].End - c.base - start; shift > 0 {
					start, stop = start+shift, stop+shift
				}
			}
			made = c.splitText(nil, start, stop)
			if k.HardLineBreak() || k.SoftLineBreak() {
				brk = &Node{Kind: SoftBreak, Span: c.span(stop, stop)}
				if k.HardLineBreak() {
					brk.Kind = HardBreak
				}
			}
		default:
			n, err := c.inlineNode(k, depth)
			if err != nil {
				return nil, err
			}
			made = []*Node{n}
		}
		if open != nil && len(made) > 0 {
			open.End = made[0].Start
			open = nil
		}
		for _, n := range made {
			out = c.appendText(out, n)
		}
		if brk != nil {
			if open != nil {
				open.End = brk.Start
			}
			open = brk
			out = append(out, brk)
		}
	}
	if open != nil {
		open.End = max(open.Start, c.base+min(max(end, open.Start-c.base), len(c.src)))
	}
	for _, n := range out {
		if n.Kind == Text && n.Text == "" {
			n.Text = string(c.src[n.Start-c.base : n.End-c.base])
		}
	}
	return out, nil
}

// appendText appends n, joined with a verbatim text right before it: goldmark
// cuts text at every sign that could have been markup. Text from splitText
// has no Text yet when it is verbatim.
func (c *converter) appendText(out []*Node, n *Node) []*Node {
	if len(out) > 0 && n.Kind == Text && n.Text == "" {
		last := out[len(out)-1]
		if last.Kind == Text && last.Text == "" && last.End == n.Start {
			last.End = n.End
			return out
		}
	}
	return append(out, n)
}

func (c *converter) inlineNode(k ast.Node, depth int) (*Node, error) {
	n := &Node{}
	loc := c.locations[k]
	var err error
	switch k := k.(type) {
	case *ast.Emphasis:
		n.Kind = Emphasis
		if k.Level == 2 {
			n.Kind = Strong
		}
		n.Children, err = c.inline(k, 0, depth+1)
		n.Span = c.delimited(n.Children, k.Level)
	case *strike:
		n.Kind = Strikethrough
		n.Children, err = c.inline(k, 0, depth+1)
		n.Span = c.delimited(n.Children, k.level)
	case *ast.CodeSpan:
		n.Kind = Code
		n.Span = c.span(loc.Start, loc.End)
		for t := k.FirstChild(); t != nil; t = t.NextSibling() {
			if t, ok := t.(*ast.Text); ok {
				n.Children = c.codeText(n.Children, t.Segment.Start, t.Segment.Stop)
			}
		}
	case *ast.Link:
		n.Kind = Link
		err = c.link(n, k, &k.Destination, &k.Title, k.Reference, documents.Span{Start: k.Pos(), End: loc.End}, depth)
		n.Destination = linkTarget(n.Destination)
	case *ast.Image:
		n.Kind = Image
		err = c.link(n, k, &k.Destination, &k.Title, k.Reference, documents.Span{Start: k.Pos(), End: loc.End}, depth)
		n.Destination = imageTarget(n.Destination)
	case *ast.AutoLink:
		n.Kind = Link
		n.Span = c.span(loc.Start, loc.End)
		n.DestinationSpan = c.span(loc.Start+1, loc.End-1)
		n.Children = c.verbatim(nil, loc.Start+1, loc.End-1)
		target := string(k.URL(c.src))
		if k.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(k.URL(c.src), []byte("mailto:")) {
			target = "mailto:" + target
		}
		n.Destination = linkTarget(target)
	case *noteRef:
		n.Kind, n.Text = NoteRef, k.label
		n.Span = c.span(loc.Start, loc.End)
	default:
		return nil, fmt.Errorf("read markdown: unknown inline node %s", k.Kind())
	}
	return n, err
}

// link fills what links and images share. The span of the destination is found
// by where its bytes lie in the source, since goldmark does not keep it.
func (c *converter) link(n *Node, k ast.Node, destination, title *[]byte, ref *ast.ReferenceLink, at documents.Span, depth int) error {
	n.Span = c.span(at.Start, at.End)
	var err error
	textEnd := at.End - 1
	n.Destination = decodeReference(*destination)
	n.Title = decodeReference(*title)
	if ref != nil {
		label := util.ToLinkReference(ref.Value)
		c.used[label] = true
		c.waiting = append(c.waiting, waitingLink{n, label})
	} else if i := c.sourceOf(*destination); i >= at.Start && i+len(*destination) <= at.End {
		n.DestinationSpan = c.span(i, i+len(*destination))
		textEnd = i
		if len(*title) > 0 {
			from := i + len(*destination)
			if c.src[from] == '>' {
				from++
			}
			region := c.src[from : at.End-1]
			left := len(region) - len(bytes.TrimLeft(region, " \t\r\n>"))
			right := len(bytes.TrimRight(region, " \t\r\n"))
			if left < right {
				n.TitleSpan = c.span(from+left, from+right)
			}
		}
	}
	n.Children, err = c.inline(k, textEnd, depth+1)
	return err
}

// sourceOf gives where in the window the bytes of part lie, or -1 when it is
// not a slice of the window. A slice knows its capacity, hence its place.
func (c *converter) sourceOf(part []byte) int {
	i := cap(c.src) - cap(part)
	if len(part) == 0 || i < 0 || i+len(part) > len(c.src) || &c.src[i] != &part[0] {
		return -1
	}
	return i
}

// delimited widens the span of children by the delimiters around them, level bytes long.
func (c *converter) delimited(children []*Node, level int) documents.Span {
	if len(children) == 0 {
		return documents.Span{}
	}
	return c.span(children[0].Start-c.base-level, children[len(children)-1].End-c.base+level)
}

// codeText gives the text of a code span: line ends are spaces, and in a table "\|"
// is a bar.
func (c *converter) codeText(out []*Node, start, end int) []*Node {
	from := start
	flush := func(to int) {
		out = c.verbatim(out, from, to)
	}
	for i := start; i < end; i++ {
		switch {
		case c.src[i] == '\n' || c.src[i] == '\r' && i+1 < end && c.src[i+1] == '\n':
			flush(i)
			size := 1
			if c.src[i] == '\r' {
				size = 2
			}
			out = append(out, c.text(i, i+size, " "))
			i += size - 1
			from = i + 1
		case c.cell && c.src[i] == '\\' && i+1 < end && c.src[i+1] == '|':
			flush(i)
			out = append(out, c.text(i, i+2, "|"))
			i++
			from = i + 1
		}
	}
	flush(end)
	return out
}

// splitText gives the bytes from start to end as text nodes: verbatim runs,
// their Text still to be filled in, and one node for each escape and entity.
func (c *converter) splitText(out []*Node, start, end int) []*Node {
	from := start
	for i := start; i < end; {
		size, s := 0, ""
		switch c.src[i] {
		case '\\':
			if i+1 < end && util.IsPunct(c.src[i+1]) {
				size, s = 2, string(c.src[i+1:i+2])
			}
		case '&':
			size, s = entity(c.src[i:end])
		}
		if size == 0 {
			i++
			continue
		}
		if from < i {
			out = append(out, &Node{Kind: Text, Span: c.span(from, i)})
		}
		out = append(out, c.text(i, i+size, s))
		i += size
		from = i
	}
	if from < end {
		out = append(out, &Node{Kind: Text, Span: c.span(from, end)})
	}
	return out
}

// maxEntity is longer than the longest name in HTML.
const maxEntity = 40

// entity reads an entity at the beginning of s and gives its length and
// meaning, or 0.
func entity(s []byte) (int, string) {
	end := bytes.IndexByte(s[:min(len(s), maxEntity)], ';')
	if end < 2 {
		return 0, ""
	}
	raw := s[:end+1]
	var got []byte
	if raw[1] == '#' {
		got = util.ResolveNumericReferences(raw)
	} else {
		got = util.ResolveEntityNames(raw)
	}
	if bytes.Equal(got, raw) || !utf8.Valid(got) {
		return 0, ""
	}
	return len(raw), string(got)
}

func itoa(n int) string { return strconv.Itoa(n) }
