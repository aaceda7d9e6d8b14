package annex

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/markdown"
)

// A paper that was written in Word or LibreOffice is taken in as Markdown:
//
//	zip --> parts within a budget --> pieces --> tree --> Markdown
//	package.go                       docx.go    office.go
//	                                 odt.go
//
// What has a place in a paper is kept: headings with the numbers that the word
// processor counted, lists, tables, links, notes, emphasis, pictures by their
// description. What has none, or stood there unseen, is reported, so that who takes
// the paper in decides and nothing disappears or slips through in silence. Nothing that
// the file refers to is opened.

// An Imported is a word processor file as the text of a paper.
type Imported struct {
	Markdown []byte
	Reports  []Report // in the order of reading, at most maxReports of a kind
}

// A ReportKind says what is reported.
type ReportKind string

// What is reported.
const (
	TrackedChange ReportKind = "tracked-change" // insertions are kept, deletions are not
	Comment       ReportKind = "comment"
	HiddenText    ReportKind = "hidden-text" // left out
	PaleText      ReportKind = "pale-text"   // kept, though nobody saw it
	FieldResult   ReportKind = "field"
	TextBox       ReportKind = "text-box"
	Picture       ReportKind = "picture"
	Embedded      ReportKind = "embedded"
	PageHeader    ReportKind = "page-header"
	TableForm     ReportKind = "table"
	BrokenLink    ReportKind = "link"
	Numbering     ReportKind = "numbering"
	Symbol        ReportKind = "symbol"
	Formula       ReportKind = "formula"
	Macro         ReportKind = "macro"
)

// A Report is something of a file that is not in its text, or not as it was.
type Report struct {
	Kind  ReportKind
	Text  string // a Dutch sentence: what it is and what was done
	Quote string // the words concerned, at most maxQuote runes; may be empty
}

const (
	maxReports = 50
	maxQuote   = 200
	maxDepth   = 10 // of lists, as word processors have them
	maxCells   = 50 // of a row
)

// ImportOffice reads a docx or odt as the text of a paper. It fails with
// *documents.Unreadable on any other form and on files that are damaged, locked, over
// budget, empty, or have more text than a paper may.
func ImportOffice(data []byte) (Imported, error) {
	form, err := Sniff(data)
	if err != nil {
		return Imported{}, err
	}
	if form != DOCX && form != ODT {
		return Imported{}, &documents.Unreadable{Text: "Dit bestand is geen docx en geen odt. Kies een stuk uit Word of LibreOffice, of plak de tekst."}
	}
	p, err := openParcel(data)
	if err != nil {
		return Imported{}, err
	}
	c := &collector{parcel: p, count: map[ReportKind]int{}}
	if form == DOCX {
		err = readDOCX(c)
	} else {
		err = readODT(c)
	}
	if err != nil {
		return Imported{}, err
	}
	for _, name := range sortedParts(p) {
		if strings.HasSuffix(name, "vbaProject.bin") || strings.HasPrefix(name, "Basic/") && strings.HasSuffix(name, ".xml") {
			c.report(Macro, "Er zitten macro's in het bestand. Die zijn niet overgenomen.", "")
			break
		}
	}
	return c.imported()
}

func sortedParts(p *parcel) []string {
	var names []string
	for n := range p.parts {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// A collector gathers the pieces of a paper as they are read.
type collector struct {
	*parcel
	pieces  []piece
	notes   []*markdown.Node
	reports []Report
	count   map[ReportKind]int
	changed int // changes of looks that were tracked
}

// A piece is a block on its way into the tree.
type piece struct {
	block *markdown.Node // without spans; nil for a paragraph whose spans are in line
	line  []span
	own   string // our own style, whose meaning we know: "Kopregel"
	depth int    // of the list that it is in; 0 is none
	mark  *listMark
	quote bool
	code  bool
}

// A listMark is the bullet or number of an item.
type listMark struct {
	ordered bool
	number  int
	list    string // tells lists apart
}

// A span is text of one look.
type span struct {
	text                 string
	bold, italic, strike bool
	link                 string
	image                bool   // text is its description
	address              string // of an image that left us and came back
	note                 string // label of a note
}

// ownPicture gives the address that an image had when its paper went out, or "": one
// that came with us is in the dossier still, whatever the file holds now.
func ownPicture(title string) string {
	name, ours := strings.CutPrefix(title, markdown.AttachmentPath)
	if !ours || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') }) {
		return ""
	}
	return title
}

// report notes something once it is worth telling. Further ones of a kind are counted only.
func (c *collector) report(k ReportKind, text, quote string) {
	if c.count[k]++; c.count[k] > maxReports {
		return
	}
	c.reports = append(c.reports, Report{k, text, shortQuote(quote)})
}

func shortQuote(s string) string {
	s = strings.Join(strings.Fields(cleanText(s)), " ")
	if utf8.RuneCountInString(s) <= maxQuote {
		return s
	}
	return string([]rune(s)[:maxQuote-1]) + "…"
}

// within collects what read adds as pieces of its own.
func (c *collector) within(read func()) []piece {
	outer := c.pieces
	c.pieces = nil
	read()
	inner := c.pieces
	c.pieces = outer
	return inner
}

// add puts a piece behind the others. A paragraph without words is none.
func (c *collector) add(p piece) {
	if p.block == nil && !p.code {
		p.line = trimmed(p.line)
		if len(p.line) == 0 {
			return
		}
	}
	c.pieces = append(c.pieces, p)
}

// trimmed takes white space from both ends, but not the tab that stands for an empty label.
func trimmed(line []span) []span {
	line = joined(line)
	blank := func(s span, cut string) bool {
		return s.note == "" && !s.image && strings.Trim(s.text, cut) == ""
	}
	for len(line) > 0 && blank(line[0], " \n\u00a0") {
		line = line[1:]
	}
	for len(line) > 0 && blank(line[len(line)-1], " \n\t\u00a0") && !strings.Contains(line[len(line)-1].text, "\t") {
		line = line[:len(line)-1]
	}
	if len(line) == 0 || !slices.ContainsFunc(line, func(s span) bool { return !blank(s, " \n\t\u00a0") }) {
		return nil
	}
	line = slices.Clone(line)
	line[0].text = strings.TrimLeft(line[0].text, " \n")
	last := &line[len(line)-1]
	last.text = strings.TrimRight(last.text, " \n")
	return line
}

// joined makes one span of neighbours of one look, and puts text in order: no
// characters that a paper may not hold.
func joined(line []span) []span {
	var out []span
	for _, s := range line {
		s.text = cleanText(s.text)
		if s.text == "" && s.note == "" && !s.image {
			continue
		}
		if k := len(out) - 1; k >= 0 && s.note == "" && !s.image && out[k].note == "" && !out[k].image && out[k].look() == s.look() {
			out[k].text += s.text
			continue
		}
		out = append(out, s)
	}
	return out
}

func (s span) look() span {
	return span{bold: s.bold, italic: s.italic, strike: s.strike, link: s.link}
}

// windows are the characters of the code page 1252 that some programs leave as
// control characters.
var windows = map[rune]string{0x80: "€", 0x82: "‚", 0x84: "„", 0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x99: "™"}

// cleanText leaves out what a paper may not hold: control characters, soft
// hyphens, marks of direction that turn text about, private characters.
func cleanText(s string) string {
	clean := true
	for _, r := range s {
		if r < ' ' && r != '\t' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0xad || r == utf8.RuneError || !unicode.IsPrint(r) && r != '\u00a0' {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t', r == '\n', r == '\u00a0':
			b.WriteRune(r)
		case windows[r] != "":
			b.WriteString(windows[r])
		case r == '\u202f' || unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		case r == '\u2011':
			b.WriteByte('-')
		case r == '\u2028':
			b.WriteByte('\n')
		case r == utf8.RuneError || !unicode.IsPrint(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func lineText(line []span) string {
	var b strings.Builder
	for _, s := range line {
		b.WriteString(s.text)
	}
	return b.String()
}

// spanNodes turns spans into inline nodes: emphasis that goes on over several spans is
// one node.
func spanNodes(line []span) []*markdown.Node {
	var out []*markdown.Node
	for i := 0; i < len(line); {
		s := line[i]
		wrap := func(same func(span) bool, clear func(*span), n *markdown.Node) {
			k := i
			var inner []span
			for k < len(line) && same(line[k]) {
				in := line[k]
				clear(&in)
				inner = append(inner, in)
				k++
			}
			n.Children = spanNodes(inner)
			out = append(out, n)
			i = k
		}
		switch {
		case s.link != "":
			wrap(func(x span) bool { return x.link == s.link }, func(x *span) { x.link = "" }, &markdown.Node{Kind: markdown.Link, Destination: s.link})
		case s.bold:
			wrap(func(x span) bool { return x.bold && x.link == "" }, func(x *span) { x.bold = false }, &markdown.Node{Kind: markdown.Strong})
		case s.italic:
			wrap(func(x span) bool { return x.italic && x.link == "" }, func(x *span) { x.italic = false }, &markdown.Node{Kind: markdown.Emphasis})
		case s.strike:
			wrap(func(x span) bool { return x.strike && x.link == "" }, func(x *span) { x.strike = false }, &markdown.Node{Kind: markdown.Strikethrough})
		case s.note != "":
			out = append(out, &markdown.Node{Kind: markdown.NoteRef, Text: s.note})
			i++
		case s.image:
			out = append(out, &markdown.Node{Kind: markdown.Image, Destination: s.address, Children: textNodes(s.text)})
			i++
		default:
			out = append(out, textNodes(s.text)...)
			i++
		}
	}
	return out
}

// textNodes gives words with their line ends. What a tab moved is beside what stood
// before it: a space.
func textNodes(s string) []*markdown.Node {
	var out []*markdown.Node
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			out = append(out, &markdown.Node{Kind: markdown.HardBreak})
		}
		if l = strings.ReplaceAll(l, "\t", " "); l != "" {
			out = append(out, &markdown.Node{Kind: markdown.Text, Text: l})
		}
	}
	return out
}

// labels are those of the heads of all papers that we know, as they are compared.
var labels = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, s := range documents.Sjablonen() {
		for _, f := range s.Fields {
			for _, l := range append([]string{f.Label}, f.Aliases...) {
				if l = fold(l); l != "" {
					out[l] = true
				}
			}
		}
	}
	return out
})

// The styles that render gives the parts of a paper.
const (
	styleTerm      = "Kopregel"
	styleColophon  = "Colofon"
	styleSubject   = "Betreft"
	styleReturn    = "Retouradres"
	styleSignature = "Ondertekening"
	styleQuestion  = "Vraag"
	styleAnswer    = "Antwoord"
)

// lead takes the label of a line apart from what it says, when the line has one: a known
// label or one in a style for labels, before a tab or (in the style of a subject)
// before its words.
func lead(p piece) (label string, rest []span, ok bool) {
	for i, s := range p.line {
		if s.note != "" || s.image {
			break
		}
		before, after, found := strings.Cut(s.text, "\t")
		label += before
		if !found {
			if p.own == styleSubject && !strings.Contains(lineText(p.line), "\t") {
				break
			}
			continue
		}
		label = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(label), ":"))
		if p.own != styleTerm && p.own != styleColophon && !labels()[fold(label)] {
			return "", nil, false
		}
		s.text = after
		return label, append([]span{s}, p.line[i+1:]...), true
	}
	if after, found := strings.CutPrefix(strings.TrimPrefix(lineText(p.line), "> "), styleReturn+" "); found && p.own == styleReturn {
		return styleReturn, []span{{text: after}}, true
	}
	if text := lineText(p.line); p.own == styleSubject {
		word, after, found := strings.Cut(text, " ")
		if found && labels()[fold(word)] {
			return strings.TrimSuffix(word, ":"), []span{{text: after}}, true
		}
		return styleSubject, p.line, true
	}
	return "", nil, false
}

// withLabel marks the style of a line that has a label: what stands below it without one
// is no part of it.
const withLabel = " met label"

// heads gives the lines of a head the form of one: "Label: value", with further
// lines of a value below the first.
func heads(in []piece) []piece {
	var out []piece
	for _, p := range in {
		if p.block != nil || p.depth > 0 {
			out = append(out, p)
			continue
		}
		var last *piece
		if k := len(out) - 1; k >= 0 && out[k].block == nil && out[k].depth == 0 && p.own != "" && strings.TrimSuffix(out[k].own, withLabel) == p.own {
			last = &out[k]
		}
		label, rest, ok := lead(p)
		switch {
		case ok && label == "" && last != nil:
			last.line = append(append(last.line, span{text: "\n"}), trimmed(rest)...)
		case ok && label == "":
			p.line = trimmed(rest)
			out = append(out, p)
		case ok:
			for i := range rest {
				rest[i].bold = false
			}
			p.line = append([]span{{text: label + ": "}}, trimmed(rest)...)
			p.own += withLabel
			if len(trimmed(rest)) == 0 {
				p.line[0].text = label + ":"
			}
			out = append(out, p)
		case last != nil && last.own == p.own && (p.own == styleTerm || p.own == styleColophon):
			last.line = append(append(last.line, span{text: "\n"}), p.line...)
		default:
			out = append(out, p)
		}
	}
	return out
}

// plainHeads writes a value of more lines below its label, as papers have it, so
// that lines that begin with a number stay lines of it. Only words without signs of Markdown
// are written so.
func plainHeads(in []piece) []piece {
	for i, p := range in {
		text := lineText(p.line)
		label, value, found := strings.Cut(text, ": ")
		if p.block != nil || !strings.HasSuffix(p.own, withLabel) || !found || !strings.Contains(value, "\n") || strings.ContainsAny(text, "\\`*_[]<>|#~&") ||
			slices.ContainsFunc(p.line, func(s span) bool { return s.look() != span{} || s.note != "" || s.image }) {
			continue
		}
		var lines []string
		for l := range strings.SplitSeq(value, "\n") {
			if l = strings.TrimSpace(l); l != "" {
				lines = append(lines, l)
			}
		}
		in[i].block = &markdown.Node{Kind: markdown.Paragraph, Text: label + ":  \n" + strings.Join(lines, "  \n") + "\n"}
	}
	return in
}

// imported makes the paper.
func (c *collector) imported() (Imported, error) {
	if c.changed > 0 {
		c.report(TrackedChange, fmt.Sprintf("Er zijn %d bijgehouden wijzigingen van de opmaak. De tekst staat er zoals zij na die wijzigingen is.", c.changed), "")
	}
	for _, k := range sortedKinds(c.count) {
		if more := c.count[k] - maxReports; more > 0 {
			c.reports = append(c.reports, Report{Kind: k, Text: fmt.Sprintf("Hiervan zijn er nog %d. Die staan niet in deze lijst.", more)})
		}
	}
	blocks := tree(plainHeads(heads(c.pieces)))
	if len(blocks) == 0 {
		return Imported{}, &documents.Unreadable{Text: "In dit bestand staat geen tekst. Is het een scan? Voeg het toe als bijlage, of plak de tekst."}
	}
	out := Imported{Markdown: c.write(blocks), Reports: c.reports}
	if err := documents.Check(out.Markdown); err != nil {
		return Imported{}, err
	}
	return out, nil
}

// write writes the blocks, the notes of a section behind it: a note belongs to what
// refers to it, and would else be text of the last section.
func (c *collector) write(blocks []*markdown.Node) []byte {
	var out bytes.Buffer
	for i := 0; i < len(blocks); {
		k := i + 1
		for k < len(blocks) && blocks[k].Kind != markdown.Heading && (blocks[k].Kind != markdown.Paragraph || blocks[k].Text == "") {
			k++
		}
		if blocks[i].Kind == markdown.Paragraph && blocks[i].Text != "" { // a head, written already
			if out.Len() > 0 {
				out.WriteByte('\n')
			}
			out.WriteString(blocks[i].Text)
			i++
			continue
		}
		section := blocks[i:k:k]
		for _, b := range blocks[i:k] {
			markdown.Walk(b, func(n *markdown.Node) bool {
				if at, err := strconv.Atoi(n.Text); n.Kind == markdown.NoteRef && err == nil && at > 0 && at <= len(c.notes) {
					section = append(section, c.notes[at-1])
				}
				return true
			})
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		written := markdown.Write(nil, documents.Span{}, section)
		if !bytes.Contains(written, []byte("```")) {
			written = softEnds(written)
		}
		out.Write(written)
		i = k
	}
	return out.Bytes()
}

// softEnds writes line ends within a paragraph as two spaces, as papers have them, where
// they are written as a backslash. Only for text without code.
func softEnds(b []byte) []byte {
	lines := bytes.SplitAfter(b, []byte("\n"))
	for i, l := range lines {
		if bytes.HasSuffix(l, []byte("\\\n")) && !bytes.HasSuffix(l, []byte("\\\\\n")) {
			lines[i] = append(bytes.Clone(l[:len(l)-2]), "  \n"...)
		}
	}
	return bytes.Join(lines, nil)
}

func sortedKinds(m map[ReportKind]int) []ReportKind {
	var out []ReportKind
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// tree builds the blocks: lists within each other, quotes, code.
func tree(in []piece) []*markdown.Node {
	var out []*markdown.Node
	for i := 0; i < len(in); {
		k := i + 1
		for k < len(in) && in[k].quote == in[i].quote && in[k].code == in[i].code {
			k++
		}
		run := in[i:k]
		switch {
		case run[0].code:
			var lines []string
			for _, p := range run {
				lines = append(lines, strings.ReplaceAll(cleanText(lineText(p.line)), "\t", "    "))
			}
			out = append(out, &markdown.Node{Kind: markdown.CodeBlock, Children: []*markdown.Node{{Kind: markdown.Text, Text: strings.Join(lines, "\n") + "\n"}}})
		case run[0].quote:
			out = append(out, &markdown.Node{Kind: markdown.Quote, Children: listed(run)})
		default:
			out = append(out, listed(run)...)
		}
		i = k
	}
	return out
}

// An openList is a list that may go on.
type openList struct {
	node  *markdown.Node
	depth int
	mark  listMark // of its last item
}

// listed nests pieces in the lists that they are in.
func listed(in []piece) []*markdown.Node {
	root := &markdown.Node{}
	var open []*openList
	item := func() *markdown.Node {
		if len(open) == 0 {
			return root
		}
		l := open[len(open)-1].node
		return l.Children[len(l.Children)-1]
	}
	for _, p := range in {
		for len(open) > 0 && open[len(open)-1].depth > p.depth {
			open = open[:len(open)-1]
		}
		if p.depth > 0 && p.mark != nil {
			if n := len(open); n > 0 && open[n-1].depth == p.depth && !follows(open[n-1].mark, *p.mark) {
				open = open[:n-1]
			}
			if n := len(open); n == 0 || open[n-1].depth < p.depth {
				l := &markdown.Node{Kind: markdown.List, Ordered: p.mark.ordered, Number: p.mark.number, Tight: true}
				up := item()
				up.Children = append(up.Children, l)
				open = append(open, &openList{node: l, depth: p.depth})
			}
			l := open[len(open)-1]
			l.mark = *p.mark
			l.node.Children = append(l.node.Children, &markdown.Node{Kind: markdown.Item})
		}
		block := p.block
		if block == nil {
			block = &markdown.Node{Kind: markdown.Paragraph, Children: spanNodes(p.line)}
		}
		to := item()
		if len(to.Children) > 0 && to != root {
			open[len(open)-1].node.Tight = false
		}
		to.Children = append(to.Children, block)
	}
	return root.Children
}

// follows reports whether an item goes on with the list of the one before.
func follows(a, b listMark) bool {
	return a.ordered == b.ordered && a.list == b.list && (!a.ordered || b.number == a.number+1)
}

// A cell is what stands in a cell of a table, and over how many columns.
type cell struct {
	pieces []piece
	span   int
}

// table turns rows into a table of Markdown, or into lines when it is no table but a way to
// put things beside each other.
func (c *collector) table(rows [][]cell, at piece) {
	width, merged, labelled, single := 0, false, 0, true
	for _, r := range rows {
		n := 0
		for _, x := range r {
			n += max(x.span, 1)
			merged = merged || x.span > 1
			single = single && len(x.pieces) <= 1
		}
		width = max(width, n)
		if n := len(r); n == 2 && len(r[0].pieces) == 1 && labels()[fold(lineText(r[0].pieces[0].line))] {
			labelled++
		}
	}
	switch {
	case len(rows) == 0 || width == 0:
		return
	case labelled > 0 && labelled == len(rows) && !single:
		for _, r := range rows { // a label, and lines beside it
			for i, p := range r[1].pieces {
				label := span{text: "\t"}
				if i == 0 {
					label.text = lineText(r[0].pieces[0].line) + "\t"
				}
				p.own, p.line = styleTerm, append([]span{label}, p.line...)
				c.pieces = append(c.pieces, p)
			}
			if len(r[1].pieces) == 0 {
				c.pieces = append(c.pieces, piece{own: styleTerm, line: []span{{text: lineText(r[0].pieces[0].line) + ":"}}})
			}
		}
		return
	case labelled == 0 && (width == 1 || len(rows) == 1) || width > maxCells:
		c.report(TableForm, "Een tabel die alleen voor de plaats van de tekst diende, is gewone tekst geworden.", cellText(rows[0][0]))
		for _, r := range rows {
			for _, x := range r {
				c.pieces = append(c.pieces, x.pieces...)
			}
		}
		return
	}
	t := &markdown.Node{Kind: markdown.Table}
	for i, r := range rows {
		row := &markdown.Node{Kind: markdown.Row, Header: i == 0}
		for _, x := range r {
			row.Children = append(row.Children, &markdown.Node{Kind: markdown.Cell, Align: cellAlign(x), Children: c.cellNodes(x)})
			for range max(x.span, 1) - 1 {
				row.Children = append(row.Children, &markdown.Node{Kind: markdown.Cell})
			}
		}
		for len(row.Children) < width {
			row.Children = append(row.Children, &markdown.Node{Kind: markdown.Cell})
		}
		t.Children = append(t.Children, row)
	}
	if merged {
		c.report(TableForm, "In een tabel waren cellen samengevoegd. De tekst staat in de eerste van die cellen, de andere zijn leeg.", cellText(rows[0][0]))
	}
	at.block = t
	c.pieces = append(c.pieces, at)
}

func cellText(x cell) string {
	var words []string
	for _, p := range x.pieces {
		words = append(words, lineText(p.line))
	}
	return strings.Join(words, " ")
}

func cellAlign(x cell) markdown.Align {
	for _, p := range x.pieces {
		switch p.own {
		case "right":
			return markdown.AlignRight
		case "center":
			return markdown.AlignCenter
		}
	}
	return markdown.AlignNone
}

// cellNodes puts what stands in a cell on one line; Markdown has no other cells.
func (c *collector) cellNodes(x cell) []*markdown.Node {
	var line []span
	for i, p := range x.pieces {
		if i > 0 {
			line = append(line, span{text: " "})
		}
		switch {
		case p.mark != nil && p.mark.ordered:
			line = append(line, span{text: fmt.Sprintf("%d. ", p.mark.number)})
		case p.mark != nil:
			line = append(line, span{text: "• "})
		}
		if p.block != nil {
			line = append(line, span{text: markdown.PlainText(allInline(p.block))})
			continue
		}
		line = append(line, p.line...)
	}
	if len(x.pieces) > 1 {
		c.report(TableForm, "In een cel van een tabel stonden meer alinea's. Zij staan nu achter elkaar.", cellText(x))
	}
	for i := range line {
		line[i].text = strings.ReplaceAll(line[i].text, "\n", " ")
	}
	return spanNodes(trimmed(line))
}

// allInline gives the words of a block of any kind, cells and paragraphs apart.
func allInline(n *markdown.Node) []*markdown.Node {
	if len(n.Children) == 0 || !n.Children[0].Kind.IsBlock() {
		return n.Children
	}
	var out []*markdown.Node
	for i, k := range n.Children {
		if i > 0 {
			out = append(out, &markdown.Node{Kind: markdown.Text, Text: " "})
		}
		out = append(out, allInline(k)...)
	}
	return out
}

// safeLink gives an address as it may stand in a paper, or "" with a report.
func (c *collector) safeLink(target, words string) string {
	target = strings.TrimSpace(target)
	low := strings.ToLower(target)
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(low, scheme) && len(target) < 2000 && !strings.ContainsFunc(target, func(r rune) bool { return r <= ' ' || !unicode.IsPrint(r) }) {
			return target
		}
	}
	if target != "" && !strings.HasPrefix(target, "#") {
		c.report(BrokenLink, "Een koppeling naar een bestand of programma is niet overgenomen. De woorden staan er nog.", words)
	}
	return ""
}

// bullets are signs that people type at the beginning of a line to make a list by hand.
var bullets = []string{"•", "·", "▪", "‣", "◦", "-\t", "–\t", "—\t", "- ", "o\t"}

// typedBullet makes an item of a paragraph that begins with a bullet of its own.
func typedBullet(p piece) piece {
	if p.depth > 0 || p.block != nil || p.own != "" || len(p.line) == 0 || p.line[0].note != "" || p.line[0].image {
		return p
	}
	for _, b := range bullets {
		// One with the sign again further on is a list that was torn: it stays as it is.
		if rest, ok := strings.CutPrefix(p.line[0].text, b); ok && strings.TrimSpace(rest+lineText(p.line[1:])) != "" && (len(b) < 2 || b[0] < 0x80 || !strings.Contains(lineText(p.line)[len(b):], " "+b+" ")) {
			line := slices.Clone(p.line)
			line[0].text = rest
			p.line, p.depth, p.mark = trimTabs(line), 1, &listMark{list: "typed"}
			return p
		}
	}
	return p
}

// trimTabs takes the white space behind a mark away.
func trimTabs(line []span) []span {
	for len(line) > 0 && line[0].note == "" && !line[0].image {
		if line[0].text = strings.TrimLeft(line[0].text, " \t\u00a0"); line[0].text != "" {
			break
		}
		line = line[1:]
	}
	return line
}

// superscripts are what raised characters are without raising.
var superscripts = map[rune]rune{'0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹', '+': '⁺', '-': '⁻'}

// raised writes raised figures as characters that are so of themselves: a
// paper knows no raising, and m2 is no area. Other words are let down.
func raised(s string) string {
	var b strings.Builder
	for _, r := range s {
		up, ok := superscripts[r]
		if !ok {
			return s
		}
		b.WriteRune(up)
	}
	return b.String()
}

// numbered writes a number in one of the ways of word processors, or "" for one
// that is none of them.
func numbered(n int, format string) string {
	switch format {
	case "decimal", "1":
		return fmt.Sprint(n)
	case "decimalZero":
		return fmt.Sprintf("%02d", n)
	case "lowerLetter", "a":
		return letters(n)
	case "upperLetter", "A":
		return strings.ToUpper(letters(n))
	case "lowerRoman", "i":
		return strings.ToLower(roman(n))
	case "upperRoman", "I":
		return roman(n)
	}
	return ""
}

// letters counts a to z, then aa, bb as Word does.
func letters(n int) string {
	if n < 1 || n > 26*20 {
		return fmt.Sprint(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return fmt.Sprint(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.value {
			b.WriteString(r.sign)
			n -= r.value
		}
	}
	return b.String()
}

// A changes gathers what was inserted and deleted in one paragraph, to report it as people
// read it: together.
type changes struct{ inserted, deleted strings.Builder }

func (c *collector) tellChanges(x *changes) {
	if s := strings.TrimSpace(x.deleted.String()); s != "" {
		c.report(TrackedChange, "Deze woorden zijn verwijderd en staan niet in de tekst.", s)
	}
	if s := strings.TrimSpace(x.inserted.String()); s != "" {
		c.report(TrackedChange, "Deze woorden zijn ingevoegd en staan in de tekst.", s)
	}
}

// folded gives all words so far as they are compared.
func (c *collector) folded() string {
	var all strings.Builder
	for _, p := range c.pieces {
		all.WriteString(fold(lineText(p.line)))
		if p.block != nil {
			all.WriteString(fold(markdown.PlainText(allInline(p.block))))
		}
	}
	return all.String()
}

// running judges what runs along on the pages: in the head of the first page what has
// known labels is taken in, other words are told when the paper does not say them.
func (c *collector) running(pieces []piece, all string, first bool) (take []piece) {
	for _, p := range heads(pieces) {
		words := lineText(p.line)
		if p.block != nil {
			words = markdown.PlainText(allInline(p.block))
		}
		if f := fold(words); f == "" || strings.Contains(all, f) || onlyPages(words) {
			continue
		}
		if label, _, found := strings.Cut(words, ":"); first && found && labels()[fold(label)] {
			take = append(take, p)
			continue
		}
		c.report(PageHeader, "Dit stond in de kop of voet van de bladzijden. Het is niet overgenomen.", words)
	}
	return take
}

// onlyPages reports whether words say nothing but the number of a page.
func onlyPages(s string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '/' || r == '\t' || r == '\u00a0' }) {
		switch w = strings.Trim(w, ".:-–()"); w {
		case "pagina", "van", "blad", "bladzijde", "p", "page", "of", "":
		default:
			if _, err := strconv.Atoi(w); err != nil {
				return false
			}
		}
	}
	return true
}
