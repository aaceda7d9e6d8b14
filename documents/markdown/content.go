package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"paraaf/documents"
)

// A Content is a whole paper as a tree, in the order in which it is read:
// Title, Fields, Loose, Sections, Notes. (The fields that close a letter stand
// among Fields; a letter's form puts them after its text. LooseAt says where among
// the fields loose blocks stand.) The internal and the public version have the same form; renderers
// know no other.
type Content struct {
	Soort    documents.Soort
	Title    []*Node // inline: "nota"; empty when the paper does not say what it is
	Fields   []Field
	Loose    []*Node // blocks that belong to no field and no section
	LooseAt  []int   // for each of them how many of Fields stand before it
	Sections []Section
	Notes    []*Node // of kind Note, by number
}

// A Field is a field of the head or the close of a paper. Label is what the
// sjabloon prints before it, empty when that is nothing.
type Field struct {
	Key   documents.Field
	Label string
	Bare  bool    // printed without its label, though it has one
	Value []*Node // inline; lines are divided by hard breaks; empty when the field says nothing
}

// A Section is a section with its heading. Label is inline, without lettering
// and markup. Heading and Body are its bytes in the paper, zero in a public
// version.
type Section struct {
	Key     documents.SectionKey
	Number  string
	Label   []*Node
	Level   int // 1 or 2
	NVT     bool
	Blocks  []*Node
	Heading documents.Span
	Body    documents.Span
}

// Field gives the field with key k, and whether the paper has it.
func (c Content) Field(k documents.Field) (Field, bool) {
	for _, f := range c.Fields {
		if f.Key == k {
			return f, true
		}
	}
	return Field{}, false
}

// Section gives the section with key k, and whether the paper has it.
func (c Content) Section(k documents.SectionKey) (Section, bool) {
	for _, s := range c.Sections {
		if s.Key == k {
			return s, true
		}
	}
	return Section{}, false
}

// Walk visits every node of c in reading order; see Walk.
func (c Content) Walk(visit func(*Node) bool) {
	all := func(nodes []*Node) {
		for _, n := range nodes {
			Walk(n, visit)
		}
	}
	all(c.Title)
	for _, f := range c.Fields {
		all(f.Value)
	}
	all(c.Loose)
	for _, s := range c.Sections {
		all(s.Label)
		all(s.Blocks)
	}
	all(c.Notes)
}

// Clone copies c and every node in it.
func (c Content) Clone() Content {
	out := c
	out.Title = Clone(c.Title)
	out.Loose, out.LooseAt = Clone(c.Loose), slices.Clone(c.LooseAt)
	out.Notes = Clone(c.Notes)
	out.Fields = append([]Field(nil), c.Fields...)
	for i := range out.Fields {
		out.Fields[i].Value = Clone(out.Fields[i].Value)
	}
	out.Sections = append([]Section(nil), c.Sections...)
	for i := range out.Sections {
		out.Sections[i].Label = Clone(out.Sections[i].Label)
		out.Sections[i].Blocks = Clone(out.Sections[i].Blocks)
	}
	return out
}

// Of gives the paper as a tree. It fails with *documents.Unreadable where Read
// does.
func Of(p documents.Paper) (Content, error) {
	src := p.Bytes()
	if err := checkLines(src); err != nil {
		return Content{}, err
	}
	defs, err := definitionsOf(src)
	if err != nil {
		return Content{}, err
	}
	o := &paperReader{reader: newReader(defs), paper: p, src: src, headers: p.PageHeaders()}
	c := Content{Soort: p.Soort()}
	if c.Title, err = o.lines(p.Title()); err != nil {
		return Content{}, err
	}
	labels := map[documents.Field]documents.FieldForm{}
	if s := p.Sjabloon(); s != nil {
		for _, f := range s.Fields {
			if _, ok := labels[f.Field]; !ok {
				labels[f.Field] = f
			}
		}
	}
	var starts []int // of the fields, in the paper
	for _, v := range p.Fields() {
		f := Field{Key: v.Field, Label: labels[v.Field].Label, Bare: labels[v.Field].Bare}
		read := o.lines
		if v.Field == documents.FieldOndertekening && strings.Contains(p.Text(v.Value), "|") {
			read = o.beside
		}
		if f.Value, err = read(v.Value); err != nil {
			return Content{}, err
		}
		f.Value = written(f.Value)
		if keepsLines[v.Field] {
			breakLines(f.Value)
		}
		if strings.Contains(p.Text(v.Value), "|") {
			withoutEdges(f.Value)
		}
		o.claim(v.Label)
		c.Fields = append(c.Fields, f)
		starts = append(starts, v.Label.Start)
		if v.Label.Len() == 0 {
			starts[len(starts)-1] = v.Value.Start
		}
	}
	for _, s := range p.Sections() {
		sec, err := o.section(s)
		if err != nil {
			return Content{}, err
		}
		c.Sections = append(c.Sections, sec)
	}
	if c.Loose, err = o.rest(); err != nil {
		return Content{}, err
	}
	o.finish(&c)
	for _, n := range c.Loose {
		at := len(starts)
		for at > 0 && starts[at-1] > n.Start {
			at--
		}
		c.LooseAt = append(c.LooseAt, at)
	}
	return c, nil
}

// A paperReader reads the parts of a paper and remembers which bytes it took.
type paperReader struct {
	*reader
	paper   documents.Paper
	src     []byte
	headers []documents.PageHeader // in order
	claims  []documents.Span
}

func (o *paperReader) claim(s documents.Span) {
	if s.Len() > 0 {
		o.claims = append(o.claims, s)
	}
}

// lines gives the text of span as inline nodes: its markup is read, but nothing in
// it is a list, heading or other block. Paragraphs are divided by hard breaks.
func (o *paperReader) lines(span documents.Span) ([]*Node, error) {
	if span.Len() == 0 {
		return nil, nil
	}
	o.claim(span)
	blocks, err := o.readWith(inlineOnly, o.src, span)
	if err != nil {
		return nil, err
	}
	var out []*Node
	for _, b := range blocks {
		if len(out) > 0 && len(b.Children) > 0 {
			out = append(out, &Node{Kind: HardBreak, Span: documents.Span{Start: out[len(out)-1].End, End: b.Children[0].Start}})
		}
		out = append(out, b.Children...)
	}
	return out, nil
}

// keepsLines holds the fields whose lines are lines: an address, a list of
// organisations, a signature. Elsewhere a line end is where the PDF broke a line.
var keepsLines = map[documents.Field]bool{
	documents.FieldAan: true, documents.FieldCC: true, documents.FieldLijn: true, documents.FieldGeadresseerde: true,
	documents.FieldOndertekening: true, documents.FieldMedeNamens: true, documents.FieldBijlagen: true,
	"bezoekadres": true, "postadres": true, "contactpersoon": true,
}

// lineEnds are the line ends that people and converters write as HTML in the
// cells of a table, which hold no others.
var lineEnds = regexp.MustCompile(`(?i)<br\s*/?>`)

// written takes line ends that are written as HTML for line ends.
func written(nodes []*Node) []*Node {
	var out []*Node
	for _, n := range nodes {
		at := lineEnds.FindAllStringIndex(n.Text, -1)
		if n.Kind != Text || len(at) == 0 || len(n.Text) != n.Len() {
			out = append(out, n)
			continue
		}
		from := 0
		part := func(to int) {
			if to > from {
				out = append(out, &Node{Kind: Text, Text: n.Text[from:to], Span: documents.Span{Start: n.Start + from, End: n.Start + to}})
			}
		}
		for _, m := range at {
			part(m[0])
			out = append(out, &Node{Kind: HardBreak, Span: documents.Span{Start: n.Start + m[0], End: n.Start + m[1]}})
			from = m[1]
		}
		part(len(n.Text))
	}
	return out
}

// withoutEdges takes the edges of a table from lines of text that were its rows: they are
// no text of the field.
func withoutEdges(nodes []*Node) {
	for i, n := range nodes {
		if n.Kind != Text || len(n.Text) != n.Len() {
			continue
		}
		if i+1 < len(nodes) && nodes[i+1].Kind == HardBreak {
			short := strings.TrimRight(strings.TrimSuffix(strings.TrimRight(n.Text, " "), "|"), " ")
			n.End -= len(n.Text) - len(short)
			n.Text = short
		}
		if i > 0 && nodes[i-1].Kind == HardBreak {
			short := strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(n.Text, " "), "|"), " ")
			n.Start += len(n.Text) - len(short)
			n.Text = short
		}
	}
}

// beside reads signatures that stand beside each other in a table: who signs from the
// left to the right, each with his lines below each other.
func (o *paperReader) beside(span documents.Span) ([]*Node, error) {
	o.claim(span)
	var groups [][][]documents.Span // of rows: by column, cells below each other
	deep := 0
	for start := span.Start; start < span.End; {
		end := span.End
		if i := bytes.IndexByte(o.src[start:span.End], '\n'); i >= 0 {
			end = start + i
		}
		line := documents.Span{Start: start, End: end}
		start = end + 1
		if delimiterColumns(bytes.TrimSpace(o.src[line.Start:line.End])) > 0 {
			continue
		}
		cells := cellsOf(o.src, line)
		if len(cells) == 0 {
			continue
		}
		// Another row of offices begins below the names of the first.
		if len(groups) == 0 || deep > 1 && isOffice(o.src[cells[0].Start:cells[0].End]) {
			groups, deep = append(groups, nil), 0
		}
		deep++
		group := &groups[len(groups)-1]
		for k, cell := range cells {
			for len(*group) <= k {
				*group = append(*group, nil)
			}
			(*group)[k] = append((*group)[k], cell)
		}
	}
	var columns [][]documents.Span
	for _, g := range groups {
		columns = append(columns, g...)
	}
	var out []*Node
	for _, column := range columns {
		for _, cell := range column {
			blocks, err := o.readWith(inlineOnly, o.src, cell)
			if err != nil {
				return nil, err
			}
			for _, b := range blocks {
				if len(out) > 0 {
					out = append(out, &Node{Kind: HardBreak, Span: documents.Span{Start: cell.Start, End: cell.Start}})
				}
				out = append(out, b.Children...)
			}
		}
	}
	return out, nil
}

// isOffice reports whether a cell begins with the office of who signs.
func isOffice(b []byte) bool {
	s := strings.TrimPrefix(strings.ToLower(strings.TrimLeft(string(b), " *_")), "de ")
	return strings.HasPrefix(s, "minister") || strings.HasPrefix(s, "staatssecretaris")
}

// cellsOf cuts a row of a table into its cells, white space apart; the bars at
// both ends may be missing.
func cellsOf(src []byte, line documents.Span) []documents.Span {
	var out []documents.Span
	add := func(a, b int) {
		for a < b && (src[a] == ' ' || src[a] == '\t' || src[a] == '\r') {
			a++
		}
		for b > a && (src[b-1] == ' ' || src[b-1] == '\t' || src[b-1] == '\r') {
			b--
		}
		out = append(out, documents.Span{Start: a, End: b})
	}
	a := line.Start
	for i := line.Start; i < line.End; i++ {
		if src[i] != '|' || i > line.Start && src[i-1] == '\\' {
			continue
		}
		if strings.TrimSpace(string(src[line.Start:i])) != "" { // not the bar before the first cell
			add(a, i)
		}
		a = i + 1
	}
	if strings.TrimSpace(string(src[a:line.End])) != "" {
		add(a, line.End)
	}
	return out
}

// breakLines makes every line end a hard break, unless the line ends in a hyphen:
// "Directie Informatiebeleid -" and "CIO" were one before the PDF broke them.
func breakLines(nodes []*Node) {
	for i, n := range nodes {
		if n.Kind != HardBreak && n.Kind != SoftBreak {
			continue
		}
		n.Kind = HardBreak
		if i > 0 && strings.HasSuffix(strings.TrimRight(nodes[i-1].Text, " "), "-") {
			n.Kind = SoftBreak
		}
	}
}

func (o *paperReader) section(s documents.Section) (Section, error) {
	out := Section{Key: s.Key, Number: s.Number, Level: s.Level, NVT: s.NVT, Heading: s.Heading, Body: s.Body}
	o.claim(s.Heading)
	o.claim(s.Body)
	out.Label = o.label(s)
	for _, part := range o.withoutHeaders(s.Body) {
		blocks, err := o.read(o.src, part)
		if err != nil {
			return Section{}, err
		}
		out.Blocks = append(out.Blocks, blocks...)
	}
	return out, nil
}

// label gives the label of a section as a node over its own bytes. Where the
// label does not stand in the heading letter by letter (markup inside it), the
// node covers the whole heading.
func (o *paperReader) label(s documents.Section) []*Node {
	if s.Label == "" {
		return nil
	}
	span := s.Heading
	if i := strings.LastIndex(o.paper.Text(s.Heading), s.Label); i >= 0 {
		span = documents.Span{Start: s.Heading.Start + i, End: s.Heading.Start + i + len(s.Label)}
	}
	return []*Node{{Kind: Text, Span: span, Text: s.Label}}
}

// withoutHeaders cuts the page headers that a PDF left in the text out of span.
func (o *paperReader) withoutHeaders(span documents.Span) []documents.Span {
	var out []documents.Span
	at := span.Start
	first := sort.Search(len(o.headers), func(i int) bool { return o.headers[i].End > span.Start })
	for _, h := range o.headers[first:] {
		if h.Start >= span.End {
			break
		}
		if h.Start > at {
			out = append(out, documents.Span{Start: at, End: h.Start})
		}
		at = max(at, h.End)
	}
	if at < span.End {
		out = append(out, documents.Span{Start: at, End: span.End})
	}
	return out
}

// rest gives what no field, section or page header took and has a letter or
// digit in it, so that nothing of a paper is lost when it is shown.
func (o *paperReader) rest() ([]*Node, error) {
	for _, h := range o.headers {
		o.claim(h.Span)
	}
	sort.Slice(o.claims, func(i, j int) bool { return o.claims[i].Start < o.claims[j].Start })
	var out []*Node
	take := func(s documents.Span) error {
		if !strings.ContainsFunc(o.paper.Text(s), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			return nil
		}
		blocks, err := o.read(o.src, s)
		out = append(out, blocks...)
		return err
	}
	at := 0
	for _, c := range o.claims {
		if c.Start > at {
			if err := take(documents.Span{Start: at, End: c.Start}); err != nil {
				return nil, err
			}
		}
		at = max(at, c.End)
	}
	if at < len(o.src) {
		if err := take(documents.Span{Start: at, End: len(o.src)}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// finish numbers the notes and settles the link definitions.
func (o *paperReader) finish(c *Content) {
	o.settle()
	o.number(c.Title)
	for _, f := range c.Fields {
		o.number(f.Value)
	}
	o.number(c.Loose)
	for _, s := range c.Sections {
		o.number(s.Blocks)
	}
	c.Loose = o.resolve(c.Loose)
	for i := range c.Sections {
		c.Sections[i].Blocks = o.resolve(c.Sections[i].Blocks)
	}
	c.Notes = o.sortedNotes()
	for _, n := range c.Notes {
		n.Children = o.resolve(n.Children)
	}
}

// inlineOnly reads everything as paragraphs: what stands in a field is no list, even
// when it begins with a number and a point.
var inlineOnly = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewCodeBlockParser(), 500), // takes lines that are indented far
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	inlineParsers(),
)
