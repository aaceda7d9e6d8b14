package annex

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"paraaf/documents/markdown"
)

// A docxReader reads WordprocessingML (ISO/IEC 29500). Elements that it does not
// know are gone through for what they hold: text is never lost to a wrapper.
type docxReader struct {
	*collector
	main     string // the part that is read, "word/document.xml"
	rels     map[string]relation
	styles   map[string]*docxStyle
	levels   map[string]*[9]docxLevel // by abstract number
	nums     map[string]docxNum
	counters map[string]*[9]docxCount // by abstract number
	used     map[string]bool          // levels of numbers whose own start was taken, lists that were told of
	comments map[string]string
	bodies   map[string]*elem // of notes, by kind and id
	fields   []*docxField
	indents  []docxIndent // of the lists that are open
	inNote   bool
	change   *changes
	merge    []span // of a paragraph whose end was deleted
}

type relation struct {
	kind, target string
	external     bool
}

type docxStyle struct {
	name, based string
	el          *elem
}

type docxLevel struct {
	format, text string
	start, left  int
}

// A docxCount is how far a level has counted.
type docxCount struct {
	n     int
	begun bool
}

type docxNum struct {
	abstract string
	starts   map[int]int
}

// A docxField is a complex field that is open: its instruction, then its result.
type docxField struct {
	instr  strings.Builder
	result bool
	drop   bool
	link   string
}

type docxIndent struct{ depth, left int }

func readDOCX(c *collector) error {
	d := &docxReader{collector: c, styles: map[string]*docxStyle{}, levels: map[string]*[9]docxLevel{}, nums: map[string]docxNum{},
		counters: map[string]*[9]docxCount{}, used: map[string]bool{}, comments: map[string]string{}, bodies: map[string]*elem{}, change: &changes{}}
	roots, err := d.relations("")
	if err != nil {
		return err
	}
	d.main = "word/document.xml"
	for _, r := range roots {
		if r.kind == "officeDocument" && !r.external {
			d.main = strings.TrimPrefix(path.Join("/", r.target), "/")
		}
	}
	root, err := d.tree(d.main)
	if err != nil {
		return err
	}
	body := root.child("w:body")
	if root == nil || root.name != "w:document" || body == nil {
		return damaged()
	}
	if d.rels, err = d.relations(d.main); err != nil {
		return err
	}
	if err := d.furniture(); err != nil {
		return err
	}
	d.blocks(body)
	d.flush()
	return d.headers(body)
}

// relations reads what a part refers to, "" for the package itself.
func (d *docxReader) relations(part string) (map[string]relation, error) {
	dir, name := path.Split(part)
	root, err := d.tree(dir + "_rels/" + name + ".rels")
	if err != nil || root == nil {
		return nil, err
	}
	out := map[string]relation{}
	for _, r := range root.kids {
		if r.name == "" {
			continue
		}
		_, kind := path.Split(r.attr("Type"))
		rel := relation{kind: kind, target: r.attr("Target"), external: r.attr("TargetMode") == "External"}
		out[r.attr("Id")] = rel
		if rel.external && (kind == "attachedTemplate" || kind == "oleObject" || kind == "subDocument" || kind == "frame" || kind == "aFChunk") {
			d.report(Embedded, "Het bestand verwijst naar een bestand daarbuiten. Dat is niet geopend.", "")
		}
	}
	return out, nil
}

// inside gives the part that a relation of the main part means, or "".
func (d *docxReader) inside(r relation) string {
	if r.external || r.target == "" {
		return ""
	}
	if strings.HasPrefix(r.target, "/") {
		return strings.TrimPrefix(path.Clean(r.target), "/")
	}
	return path.Join(path.Dir(d.main), r.target)
}

// part reads the first part of a kind that the main part refers to.
func (d *docxReader) part(kind string) (*elem, error) {
	for _, id := range sortedKeys(d.rels) {
		if r := d.rels[id]; r.kind == kind {
			return d.tree(d.inside(r))
		}
	}
	return nil, nil
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// furniture reads styles, numbers, comments and notes.
func (d *docxReader) furniture() error {
	root, err := d.part("styles")
	if err != nil {
		return err
	}
	if root != nil {
		for _, s := range root.kids {
			if s.name == "w:style" {
				d.styles[s.attr("w:styleId")] = &docxStyle{name: s.child("w:name").attr("w:val"), based: s.child("w:basedOn").attr("w:val"), el: s}
			}
		}
	}
	if root, err = d.part("numbering"); err != nil {
		return err
	}
	d.numbering(root)
	if root, err = d.part("comments"); err != nil {
		return err
	}
	if root != nil {
		for _, c := range root.kids {
			if c.name == "w:comment" {
				d.comments[c.attr("w:id")] = shown(c)
			}
		}
	}
	for _, kind := range []string{"footnote", "endnote"} {
		if root, err = d.part(kind + "s"); err != nil {
			return err
		}
		if root == nil {
			continue
		}
		for _, n := range root.kids {
			if n.name == "w:"+kind && n.attr("w:type") != "separator" && n.attr("w:type") != "continuationSeparator" {
				d.bodies[kind+" "+n.attr("w:id")] = n
			}
		}
	}
	return nil
}

// shown gives the words of a part as plain text, paragraphs apart.
func shown(e *elem) string {
	var b strings.Builder
	var add func(*elem)
	add = func(e *elem) {
		switch e.name {
		case "w:t", "m:t":
			b.WriteString(e.words())
			return
		case "w:tab", "w:br":
			b.WriteByte(' ')
		case "w:del", "w:moveFrom", "w:instrText", "mc:Fallback":
			return
		}
		for _, k := range e.kids {
			add(k)
		}
		if e.name == "w:p" {
			b.WriteByte(' ')
		}
	}
	add(e)
	return strings.TrimSpace(b.String())
}

func (d *docxReader) numbering(root *elem) {
	if root == nil {
		return
	}
	for _, a := range root.kids {
		switch a.name {
		case "w:abstractNum":
			var ls [9]docxLevel
			for _, l := range a.kids {
				i := number(l.attr("w:ilvl"), -1)
				if l.name != "w:lvl" || i < 0 || i > 8 {
					continue
				}
				ls[i] = docxLevel{l.child("w:numFmt").attr("w:val"), l.child("w:lvlText").attr("w:val"),
					number(l.child("w:start").attr("w:val"), 1), number(l.down("w:pPr", "w:ind").attr("w:left"), 0)}
			}
			d.levels[a.attr("w:abstractNumId")] = &ls
		case "w:num":
			n := docxNum{a.child("w:abstractNumId").attr("w:val"), map[int]int{}}
			for _, o := range a.kids {
				if s := o.child("w:startOverride"); o.name == "w:lvlOverride" && s != nil {
					n.starts[number(o.attr("w:ilvl"), 0)] = number(s.attr("w:val"), 1)
				}
			}
			d.nums[a.attr("w:numId")] = n
		}
	}
}

func number(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n > 1<<20 || n < -1<<20 {
		return otherwise
	}
	return n
}

// on reports whether a switch of a style or run is on.
func on(e *elem) bool {
	if e == nil {
		return false
	}
	switch e.attr("w:val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// chain gives the elements of a style and of what it is based on, nearest first.
func (d *docxReader) chain(id string) []*docxStyle {
	var out []*docxStyle
	for len(out) < 20 {
		s := d.styles[id]
		if s == nil {
			break
		}
		out = append(out, s)
		id = s.based
	}
	return out
}

// property looks for a property in direct properties, then in a style.
func (d *docxReader) property(direct *elem, style string, where, name string) *elem {
	if p := direct.child(name); p != nil {
		return p
	}
	for _, s := range d.chain(style) {
		if p := s.el.down(where, name); p != nil {
			return p
		}
	}
	return nil
}

func (d *docxReader) blocks(e *elem) {
	for _, k := range e.kids {
		switch k.name {
		case "w:p":
			d.paragraph(k)
		case "w:tbl":
			d.flush()
			d.tbl(k)
		case "w:sdt":
			if d.placeholder(k) {
				continue
			}
			d.blocks(k.child("w:sdtContent").orEmpty())
		case "w:altChunk":
			d.report(Embedded, "Een ander bestand was in dit bestand ingevoegd. Dat is niet overgenomen.", "")
		case "mc:AlternateContent":
			d.blocks(choice(k))
		case "w:del", "w:moveFrom":
			d.change.deleted.WriteString(" " + deletedText(k))
			d.tellChanges(d.change)
			d.change = &changes{}
		case "", "w:sectPr", "w:pPr", "w:tblPr", "w:bookmarkStart", "w:bookmarkEnd":
		default:
			d.blocks(k)
		}
	}
}

// orEmpty lets a missing element be gone through.
func (e *elem) orEmpty() *elem {
	if e == nil {
		return &elem{}
	}
	return e
}

// placeholder reports whether a content control shows only what to type in it.
func (d *docxReader) placeholder(sdt *elem) bool {
	if sdt.down("w:sdtPr", "w:showingPlcHdr") == nil {
		return false
	}
	d.report(FieldResult, "Een invulveld was nog leeg. De aanwijzing die erin stond, is niet overgenomen.", shown(sdt.child("w:sdtContent").orEmpty()))
	return true
}

// choice is what a word processor of today shows of alternatives.
func choice(e *elem) *elem {
	if c := e.child("mc:Choice"); c != nil {
		return c
	}
	return e.child("mc:Fallback").orEmpty()
}

// paragraph reads one paragraph as a piece.
func (d *docxReader) paragraph(p *elem) {
	props := p.child("w:pPr")
	style := props.child("w:pStyle").attr("w:val")
	if style == "" {
		style = "Normal"
	}
	var after []piece // what stood in boxes anchored here
	at := &docxRun{style: style}
	if b := d.property(nil, style, "w:rPr", "w:b"); on(b) {
		at.bold = true
	}
	if i := d.property(nil, style, "w:rPr", "w:i"); on(i) {
		at.italic = true
	}
	at.hidden = on(d.property(nil, style, "w:rPr", "w:vanish"))
	level := d.heading(props, style)
	own := d.ownStyle(style)
	if level > 0 || own != "" || d.isStyle(style, "quote", "title", "toc heading") {
		at.bold, at.italic = false, false // of the style, not of the words
		at.plain = true
	}
	at.after = &after
	line := d.inline(p, at)
	d.tellChanges(d.change)
	d.change = &changes{}
	if props.child("w:pPrChange") != nil {
		d.changed++
	}
	if props.down("w:rPr", "w:del") != nil || props.down("w:rPr", "w:moveFrom") != nil {
		d.merge = append(d.merge, line...) // goes on in the next paragraph
		d.pieces = append(d.pieces, after...)
		return
	}
	line = append(d.merge, line...)
	d.merge = nil
	d.lay(piece{line: line, own: own}, props, style, level)
	d.pieces = append(d.pieces, after...)
}

// flush lays what is left of a paragraph whose end was deleted.
func (d *docxReader) flush() {
	if len(d.merge) > 0 {
		d.add(piece{line: d.merge})
		d.merge = nil
	}
}

// lay puts a paragraph where its style, number and indent say.
func (d *docxReader) lay(p piece, props *elem, style string, level int) {
	mark, label, depth, left := d.numberOf(props, style)
	if len(trimmed(p.line)) == 0 {
		if on(props.child("w:pBdr")) && props.down("w:pBdr", "w:bottom") != nil && d.property(nil, style, "w:pPr", "w:pBdr") == nil {
			d.pieces = append(d.pieces, piece{block: &markdown.Node{Kind: markdown.ThematicBreak}})
		}
		if mark == nil || len(d.pieces) == 0 {
			if d.isStyle(style, "code", "html preformatted") && len(d.pieces) > 0 && d.pieces[len(d.pieces)-1].code {
				d.add(piece{code: true})
			}
			return
		}
		// An item whose words follow in a list of its own, or none.
		p.block = &markdown.Node{Kind: markdown.Paragraph}
	}
	switch {
	case level > 0 && p.own == "":
		line := trimmed(p.line)
		if label != "" {
			line = append([]span{{text: label + " "}}, line...)
		}
		for i := range line {
			line[i].text = strings.ReplaceAll(line[i].text, "\n", " ")
		}
		d.indents = nil
		p.block = &markdown.Node{Kind: markdown.Heading, Level: level, Children: spanNodes(trimTabs(line))}
	case level > 0 && (p.own == styleQuestion || p.own == styleAnswer):
		d.indents = nil
		p.block = &markdown.Node{Kind: markdown.Heading, Level: level, Children: spanNodes(trimmed(p.line))}
	case d.isStyle(style, "code", "html preformatted"):
		p.code, p.line = true, joined(p.line)
	case mark != nil:
		p.depth, p.mark = depth, mark
		for len(d.indents) > 0 && d.indents[len(d.indents)-1].depth >= depth {
			d.indents = d.indents[:len(d.indents)-1]
		}
		d.indents = append(d.indents, docxIndent{depth, left})
		p.own = ""
	default:
		if label != "" {
			d.tellNumbering(props, style, label+" "+lineText(p.line))
			p.line = append([]span{{text: label + " "}}, trimmed(p.line)...)
		}
		p.quote = d.isStyle(style, "quote", "intense quote")
		if !p.quote {
			p.depth = d.goesOn(left)
		}
		if p.depth > 0 && d.isStyle(style, "list paragraph") {
			p.own = ""
		}
		p = typedBullet(piece{line: trimmed(p.line), own: p.own, depth: p.depth, quote: p.quote})
	}
	if p.block == nil && p.depth == 0 && !p.code {
		d.indents = nil
	}
	d.add(p)
}

// goesOn gives the depth of the list item that a paragraph without a mark goes on with, by
// its indent, or 0.
func (d *docxReader) goesOn(left int) int {
	if left <= 0 || len(d.pieces) == 0 || d.pieces[len(d.pieces)-1].depth == 0 {
		return 0
	}
	for i := len(d.indents) - 1; i >= 0; i-- {
		if in := d.indents[i]; in.left > 0 && left >= in.left-20 {
			return in.depth
		}
	}
	return 0
}

// heading gives the level of a heading, 0 for a paragraph that is none.
func (d *docxReader) heading(props *elem, style string) int {
	if d.isStyle(style, "title") {
		return 1
	}
	o := d.property(props, style, "w:pPr", "w:outlineLvl")
	if o != nil {
		if n := number(o.attr("w:val"), 9); n >= 0 && n < 9 {
			return min(n+1, 6)
		}
		return 0
	}
	for _, s := range d.chain(style) {
		if n, ok := strings.CutPrefix(strings.ToLower(s.name), "heading "); ok {
			return min(max(number(n, 0), 0), 6)
		}
	}
	return 0
}

// isStyle reports whether a style is one of the names or based on it.
func (d *docxReader) isStyle(style string, names ...string) bool {
	for _, s := range d.chain(style) {
		for _, n := range names {
			if strings.EqualFold(s.name, n) {
				return true
			}
		}
	}
	return false
}

// ownStyle gives the name of a style that render made, or "".
func (d *docxReader) ownStyle(style string) string {
	s := d.styles[style]
	if s == nil {
		return ""
	}
	return ownStyle(s.name)
}

func ownStyle(name string) string {
	switch name {
	case styleTerm, styleColophon, styleSubject, styleSignature, styleQuestion, styleAnswer,
		"Soort nota", "Onderwerp", "Geadresseerde", "Aanhef", "Retouradres", "Afzender", "Tabelkop", "Gelakt":
		return name
	}
	return ""
}

// numberOf counts the number of a paragraph: the mark of an item, or the text
// of a number that Markdown does not count itself.
func (d *docxReader) numberOf(props *elem, style string) (mark *listMark, label string, depth, left int) {
	left = number(d.property(props, style, "w:pPr", "w:ind").attr("w:left"), 0)
	num := d.property(props, style, "w:pPr", "w:numPr")
	id := num.child("w:numId").attr("w:val")
	n, ok := d.nums[id]
	ls := d.levels[n.abstract]
	if !ok || id == "0" || ls == nil {
		return nil, "", 0, left
	}
	l := min(max(number(num.child("w:ilvl").attr("w:val"), 0), 0), 8)
	if direct := props.down("w:ind"); direct.attr("w:left") == "" && ls[l].left > 0 {
		left = ls[l].left
	}
	c := d.counters[n.abstract]
	if c == nil {
		c = &[9]docxCount{}
		d.counters[n.abstract] = c
	}
	if start, own := n.starts[l]; own && !d.used[id+" "+strconv.Itoa(l)] {
		c[l] = docxCount{start - 1, true}
	}
	d.used[id+" "+strconv.Itoa(l)] = true
	if !c[l].begun {
		c[l] = docxCount{ls[l].start - 1, true}
	}
	c[l].n++
	for k := l + 1; k < 9; k++ {
		c[k] = docxCount{}
	}
	format := ls[l].format
	switch {
	case format == "bullet":
		return &listMark{list: id}, "", min(l+1, maxDepth), left
	case format == "none" || ls[l].text == "":
		return nil, "", 0, left
	case (format == "decimal" || format == "") && strings.TrimRight(ls[l].text, ".)") == "%"+strconv.Itoa(l+1):
		return &listMark{ordered: true, number: max(c[l].n, 0), list: id}, ls[l].textOf(c, ls), min(l+1, maxDepth), left
	}
	return nil, ls[l].textOf(c, ls), 0, left
}

// tellNumbering tells once for each list that its numbers are text now.
func (d *docxReader) tellNumbering(props *elem, style, words string) {
	id := "told " + d.property(props, style, "w:pPr", "w:numPr").child("w:numId").attr("w:val")
	if !d.used[id] {
		d.used[id] = true
		d.report(Numbering, "Een nummering met letters of met meer cijfers staat nu als gewone tekst voor de alinea's.", words)
	}
}

// textOf writes the number of a paragraph as its level asks: "%1.%2".
func (l docxLevel) textOf(c *[9]docxCount, ls *[9]docxLevel) string {
	out := l.text
	for k := 8; k >= 0; k-- {
		sign := "%" + strconv.Itoa(k+1)
		if strings.Contains(out, sign) {
			out = strings.ReplaceAll(out, sign, numbered(max(c[k].n, 1), ls[k].format))
		}
	}
	return out
}

// A docxRun is the look of what is being read.
type docxRun struct {
	style        string // of the paragraph
	bold, italic bool
	strike       bool
	plain        bool // looks belong to the style
	hidden       bool
	link         string
	inserted     bool
	after        *[]piece
}

// inline reads what stands in a paragraph.
func (d *docxReader) inline(e *elem, at *docxRun) []span {
	var out []span
	for _, k := range e.kids {
		switch k.name {
		case "", "w:pPr", "w:rPr", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:commentRangeStart", "w:commentRangeEnd", "mc:Fallback", "w:sdtPr":
		case "w:r":
			out = append(out, d.run(k, at)...)
		case "w:ins", "w:moveTo":
			in := *at
			in.inserted = true
			out = append(out, d.inline(k, &in)...)
		case "w:del", "w:moveFrom":
			d.change.deleted.WriteString(deletedText(k))
		case "w:hyperlink":
			in := *at
			if r, ok := d.rels[k.attr("r:id")]; ok && d.field() == nil {
				in.link = d.safeLink(r.target, shown(k))
			}
			out = append(out, d.inline(k, &in)...)
		case "w:fldSimple":
			in := *at
			link, drop := d.instruct(k.attr("w:instr"), shown(k))
			if link != "" {
				in.link = link
			}
			if !drop {
				out = append(out, d.inline(k, &in)...)
			}
		case "w:sdt":
			if !d.placeholder(k) {
				out = append(out, d.inline(k.child("w:sdtContent").orEmpty(), at)...)
			}
		case "mc:AlternateContent":
			out = append(out, d.inline(choice(k), at)...)
		case "m:oMath", "m:oMathPara":
			words := shown(k)
			d.report(Formula, "Een formule is als gewone tekst overgenomen. Controleer haar.", words)
			out = append(out, d.looked(words, at)...)
		default:
			out = append(out, d.inline(k, at)...)
		}
	}
	return out
}

func deletedText(e *elem) string {
	var b strings.Builder
	var add func(*elem)
	add = func(e *elem) {
		if e.name == "w:delText" || e.name == "w:t" {
			b.WriteString(e.words())
		}
		for _, k := range e.kids {
			add(k)
		}
	}
	add(e)
	return b.String()
}

// field gives the innermost field that is open, or nil.
func (d *docxReader) field() *docxField {
	if len(d.fields) == 0 {
		return nil
	}
	return d.fields[len(d.fields)-1]
}

// silent reports whether what is read is an instruction or dropped.
func (d *docxReader) silent() bool {
	for _, f := range d.fields {
		if !f.result || f.drop {
			return true
		}
	}
	return false
}

// looked makes a span of words with the look of the run, or none where nothing is
// shown.
func (d *docxReader) looked(words string, at *docxRun) []span {
	if words == "" || d.silent() {
		return nil
	}
	s := span{text: words, bold: at.bold, italic: at.italic, strike: at.strike, link: at.link}
	for _, f := range d.fields {
		if f.link != "" {
			s.link = f.link
		}
	}
	if at.inserted {
		d.change.inserted.WriteString(words)
	}
	return []span{s}
}

// run reads one run.
func (d *docxReader) run(r *elem, at *docxRun) []span {
	props := r.child("w:rPr")
	look := *at
	char := props.child("w:rStyle").attr("w:val")
	if !look.plain {
		look.bold = d.toggled(props, char, "w:b", look.bold)
		look.italic = d.toggled(props, char, "w:i", look.italic)
	} else {
		look.bold, look.italic = on(props.child("w:b")) && d.ownStyle(at.style) == "" && d.heading(nil, at.style) == 0, on(props.child("w:i"))
	}
	look.strike = on(d.property(props, char, "w:rPr", "w:strike"))
	look.hidden = d.toggled(props, char, "w:vanish", at.hidden)
	if props.child("w:rPrChange") != nil {
		d.changed++
	}
	up := d.property(props, char, "w:rPr", "w:vertAlign").attr("w:val") == "superscript"
	var out []span
	for _, k := range r.kids {
		words := ""
		switch k.name {
		case "w:t":
			words = k.words()
			if up {
				words = raised(words)
			}
			if f := d.field(); f != nil && !f.result {
				words = ""
			}
		case "w:tab", "w:ptab":
			words = "\t"
		case "w:br":
			if t := k.attr("w:type"); t == "" || t == "textWrapping" {
				words = "\n"
			}
		case "w:cr":
			words = "\n"
		case "w:noBreakHyphen":
			words = "-"
		case "w:sym":
			words = d.symbol(k)
		case "w:delText":
			d.change.deleted.WriteString(k.words())
		case "w:instrText":
			if f := d.field(); f != nil && !f.result {
				f.instr.WriteString(k.words())
			}
		case "w:fldChar":
			d.fieldChar(k)
		case "w:footnoteReference", "w:endnoteReference":
			if !d.silent() {
				out = append(out, d.note(strings.TrimSuffix(strings.TrimPrefix(k.name, "w:"), "Reference"), k.attr("w:id"))...)
			}
		case "w:commentReference":
			d.report(Comment, "Opmerking in de kantlijn: "+shortQuote(d.comments[k.attr("w:id")]), "")
		case "w:drawing", "w:pict", "w:object", "mc:AlternateContent":
			if k.name == "mc:AlternateContent" {
				k = choice(k)
			}
			out = append(out, d.drawn(k, &look)...)
		case "", "w:rPr", "w:footnoteRef", "w:endnoteRef", "w:softHyphen", "w:lastRenderedPageBreak", "w:separator", "w:annotationRef":
		default:
			out = append(out, d.inline(k, &look)...)
		}
		if words == "" {
			continue
		}
		if look.hidden {
			if !d.silent() && strings.TrimSpace(words) != "" {
				d.report(HiddenText, "Verborgen tekst. Zij is niet overgenomen.", words)
			}
			continue
		}
		if pale(props) && strings.TrimSpace(words) != "" && !d.silent() {
			d.report(PaleText, "Deze tekst was wit of bijna onzichtbaar. Zij staat nu gewoon in de tekst.", words)
		}
		out = append(out, d.looked(words, &look)...)
	}
	return out
}

// toggled gives a switch of a run: direct, else of its character style, else as
// the paragraph has it.
func (d *docxReader) toggled(props *elem, char, name string, before bool) bool {
	if p := d.property(props, char, "w:rPr", name); p != nil {
		return on(p)
	}
	return before
}

// pale reports whether words are white on white or too small to see.
func pale(props *elem) bool {
	if props == nil {
		return false
	}
	if n := number(props.child("w:sz").attr("w:val"), 20); n <= 4 {
		return true
	}
	if props.child("w:shd") != nil || props.child("w:highlight") != nil || props.child("w:rStyle") != nil {
		return false
	}
	return strings.EqualFold(props.child("w:color").attr("w:val"), "FFFFFF")
}

// fieldChar opens a field, goes to its result, or closes it.
func (d *docxReader) fieldChar(k *elem) {
	f := d.field()
	switch k.attr("w:fldCharType") {
	case "begin":
		if len(d.fields) < 20 {
			d.fields = append(d.fields, &docxField{})
		}
	case "separate":
		if f != nil {
			f.result = true
			f.link, f.drop = d.instruct(f.instr.String(), "")
		}
	case "end":
		if f != nil {
			if !f.result {
				d.instruct(f.instr.String(), "")
			}
			d.fields = d.fields[:len(d.fields)-1]
		}
	}
}

// instruct says what a field does to its result: make it a link, drop it, or
// nothing but that it is told.
func (d *docxReader) instruct(instr, words string) (link string, drop bool) {
	parts := strings.Fields(instr)
	if len(parts) == 0 {
		return "", false
	}
	switch name := strings.ToUpper(parts[0]); name {
	case "HYPERLINK":
		for _, p := range parts[1:] {
			if t := strings.Trim(p, `"“”`); t != "" && !strings.HasPrefix(p, `\`) {
				return d.safeLink(t, words), false
			}
		}
	case "TOC", "INDEX", "TOA":
		d.report(FieldResult, "De inhoudsopgave is niet overgenomen.", "")
		return "", true
	case "PAGE", "NUMPAGES", "SECTIONPAGES", "REF", "PAGEREF", "NOTEREF", "SEQ", "STYLEREF", "XE", "TC", "RD":
	case "DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE":
		d.report(FieldResult, "Een datum die vanzelf verandert, is overgenomen zoals zij er het laatst stond. Controleer haar.", words)
	case "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "IMPORT", "DATABASE":
		d.report(Embedded, "Het bestand haalt hier iets op uit een ander bestand. Dat is niet geopend; wat er het laatst stond, is overgenomen.", words)
	default:
		d.report(FieldResult, "Een veld ("+shortQuote(name)+") is overgenomen zoals het er het laatst stond.", words)
	}
	return "", false
}

// symbols are the signs of the symbol fonts that people put in papers.
var symbols = map[string]string{"F0FC": "✓", "F0FB": "✗", "F0A8": "☐", "F0FE": "☑", "F0FD": "☒", "F0E0": "→", "F0B7": "•", "F0A7": "▪", "F0D8": "►"}

func (d *docxReader) symbol(k *elem) string {
	if s := symbols[strings.ToUpper(k.attr("w:char"))]; s != "" {
		return s
	}
	d.report(Symbol, "Een teken uit een symboollettertype kon niet worden overgenomen.", k.attr("w:font")+" "+k.attr("w:char"))
	return ""
}

// note reads a note once and refers to it. Notes in notes are written in their place.
func (d *docxReader) note(kind, id string) []span {
	body := d.bodies[kind+" "+id]
	if body == nil {
		return nil
	}
	if d.inNote {
		return []span{{text: " (" + shown(body) + ")"}}
	}
	label := strconv.Itoa(len(d.notes) + 1)
	n := &markdown.Node{Kind: markdown.Note, Text: label}
	d.notes = append(d.notes, n)
	n.Children = tree(d.aside(kind, body))
	if len(n.Children) == 0 {
		n.Children = []*markdown.Node{{Kind: markdown.Paragraph, Children: textNodes("-")}}
	}
	return []span{{note: label}}
}

// aside reads the blocks of a part beside the text with the relations of that part.
func (d *docxReader) aside(kind string, body *elem) []piece {
	rels, fields, indents, merge := d.rels, d.fields, d.indents, d.merge
	if kind != "" {
		for _, id := range sortedKeys(rels) {
			if r := rels[id]; r.kind == kind+"s" {
				if own, err := d.relations(d.inside(r)); err == nil {
					d.rels = own
				}
			}
		}
		d.inNote = true
	}
	d.fields, d.indents, d.merge = nil, nil, nil
	out := d.within(func() { d.blocks(body); d.flush() })
	d.rels, d.fields, d.indents, d.merge = rels, fields, indents, merge
	if kind != "" {
		d.inNote = false
	}
	return out
}

// drawn reads a drawing: a picture by its description, the text of boxes.
func (d *docxReader) drawn(k *elem, at *docxRun) []span {
	var out []span
	boxes := 0
	var walk func(*elem)
	walk = func(e *elem) {
		switch e.name {
		case "w:txbxContent":
			boxes++
			inner := d.aside("", e)
			words := ""
			for _, p := range inner {
				words += " " + lineText(p.line)
			}
			if strings.TrimSpace(words) != "" || len(inner) > 0 {
				d.report(TextBox, "Een tekstvak staat nu gewoon in de tekst, na de alinea waar het bij hoorde.", words)
				*at.after = append(*at.after, inner...)
			}
			return
		case "mc:AlternateContent":
			walk(choice(e))
			return
		}
		for _, c := range e.kids {
			walk(c)
		}
	}
	walk(k)
	pic := k.find("a:blip")
	if pic == nil {
		pic = k.find("v:imagedata")
	}
	switch {
	case d.silent():
	case pic != nil && k.name != "w:object":
		alt := strings.TrimSpace(k.find("wp:docPr").attr("descr"))
		if alt == "" {
			alt = strings.TrimSpace(k.find("v:shape").attr("alt"))
		}
		r, ok := d.rels[pic.attr("r:embed")]
		if !ok {
			r = d.rels[pic.attr("r:link")]
		}
		what := "Een afbeelding is niet overgenomen, alleen haar beschrijving. Voeg haar toe als bijlage als zij nodig is."
		if r.external {
			what = "Een afbeelding van een ander adres is niet opgehaald. Alleen haar beschrijving staat in de tekst."
		}
		if alt == "" {
			alt = "Afbeelding zonder beschrijving"
		}
		address := ownPicture(k.find("wp:docPr").attr("title"))
		if address == "" {
			d.report(Picture, what, alt)
		}
		out = append(out, span{text: alt, image: true, address: address, link: at.link})
	case boxes == 0:
		d.report(Embedded, "Een tekening of ingesloten bestand is niet overgenomen.", k.find("wp:docPr").attr("descr"))
	}
	return out
}

// tbl reads a table.
func (d *docxReader) tbl(e *elem) {
	var rows [][]cell
	depth := d.goesOn(number(e.down("w:tblPr", "w:tblInd").attr("w:w"), 0))
	nested := false
	var each func(*elem)
	cells := func(tr *elem) []cell {
		var row []cell
		var walk func(*elem)
		walk = func(e *elem) {
			for _, k := range e.kids {
				switch k.name {
				case "w:tc":
					x := cell{span: min(max(number(k.down("w:tcPr", "w:gridSpan").attr("w:val"), 1), 1), maxCells)}
					if v := k.down("w:tcPr", "w:vMerge"); v == nil || v.attr("w:val") == "restart" {
						nested = nested || k.find("w:tbl") != nil
						x.pieces = d.aside("", k)
						if jc := k.down("w:p", "w:pPr", "w:jc").attr("w:val"); len(x.pieces) > 0 && (jc == "right" || jc == "center" || jc == "end") {
							x.pieces[0].own = strings.Replace(jc, "end", "right", 1)
						}
					} else {
						x.span = -x.span
					}
					row = append(row, x)
				case "w:sdt", "w:sdtContent", "w:customXml":
					walk(k)
				}
			}
		}
		walk(tr)
		return row
	}
	each = func(e *elem) {
		for _, k := range e.kids {
			switch k.name {
			case "w:tr":
				if k.down("w:trPr", "w:del") != nil {
					d.report(TrackedChange, "Bijgehouden verwijdering: deze rij van een tabel staat niet in de tekst.", deletedText(k))
					continue
				}
				if k.down("w:trPr", "w:ins") != nil {
					d.report(TrackedChange, "Bijgehouden invoeging: deze rij van een tabel staat in de tekst.", shown(k))
				}
				if row := cells(k); len(row) > 0 {
					rows = append(rows, row)
				}
			case "w:sdt", "w:sdtContent", "w:customXml", "w:ins":
				each(k)
			}
		}
	}
	each(e)
	below := false
	for _, r := range rows {
		for i := range r {
			if r[i].span < 0 {
				below = true
				r[i].span = -r[i].span
			}
		}
	}
	if below {
		d.report(TableForm, "In een tabel waren cellen onder elkaar samengevoegd. De tekst staat in de bovenste, de andere zijn leeg.", "")
	}
	if nested {
		d.report(TableForm, "In een tabel stond een tabel. De tekst daarvan staat nu in de cel.", "")
	}
	d.table(rows, piece{depth: depth})
}

// headers looks at what runs along on every page. The head of the first page is where
// some sjablonen keep the colophon, so what has known labels there is taken in; the rest is told when the
// paper does not say it.
func (d *docxReader) headers(body *elem) error {
	all := d.folded()
	first := map[string]bool{}
	var sections func(*elem)
	sections = func(e *elem) {
		for _, k := range e.kids {
			switch k.name {
			case "w:sectPr":
				for _, h := range k.kids {
					if h.name == "w:headerReference" && h.attr("w:type") == "first" {
						first[h.attr("r:id")] = true
					}
				}
			case "w:p", "w:pPr":
				sections(k)
			}
		}
	}
	sections(body)
	rels := d.rels
	for _, id := range sortedKeys(rels) {
		r := rels[id]
		if r.kind != "header" && r.kind != "footer" {
			continue
		}
		part := d.inside(r)
		root, err := d.tree(part)
		if err != nil {
			return err
		}
		if root == nil {
			continue
		}
		if d.rels, err = d.relations(part); err != nil {
			return err
		}
		quiet := collector{parcel: d.parcel, count: map[ReportKind]int{}}
		outer := d.collector
		d.collector = &quiet
		pieces := d.aside("", root)
		d.collector, d.rels = outer, rels
		take := d.running(pieces, all, first[id])
		d.pieces = append(take, d.pieces...)
	}
	return nil
}
