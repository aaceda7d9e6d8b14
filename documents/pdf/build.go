package pdf

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// asideGap is the space between two blocks in the side column.
const asideGap = 12.0

// leadsGap is the space below a line that leads what follows, at most, in points.
const leadsGap = 2.0

// keepRoom is what a page must have left for what follows a Together that keeps it, in points:
// a heading and some lines.
const keepRoom = 90.0

// A vitem is an entry of the vertical list: a line, a row, a picture or a space.
type vitem struct {
	h      float64
	x      float64 // from the left edge of the column
	space  bool    // vanishes at the top of a page
	stays  bool    // a space that does not
	glue   bool    // a page may not end after it
	starts bool    // a page starts here
	part   *part   // and with it a part; set on the item that starts it
	draw   drawer  // nil for spaces
	notes  []*noteState
	bars   []bar
	labels []label
	table  *tableHead // repeated when a page starts within the table
}

// A drawer is something with height that can be drawn. x and y are its upper left
// corner in points from that of the page.
type drawer interface {
	draw(p *painter, x, y float64)
}

// A bar is a coloured rectangle behind or beside items, from the left edge of the
// column.
type bar struct {
	x, w  float64
	color Color
}

// A label stands left of the first line of a list item.
type label struct {
	x float64
	l *line
}

// A noteState is a note as this document uses it.
type noteState struct {
	note   *Note
	num    int // within its part
	seq    int // within the document
	el     *elem
	items  []vitem
	height float64
	late   bool // drawn after the text: too long for the foot of a page
	placed bool
}

// render is the making of one document.
type render struct {
	doc   *Document
	theme *Theme

	fonts   []*fontUse
	fontAt  [][4]int // by family and style: 1 and more is its place in fonts
	buf     sfnt.Buffer
	missing Missing
	missed  map[rune]bool
	refused *Refused

	dutch     bool
	sideUsed  float64 // height of what went to the side column
	divisions map[string][]int

	root     *elem
	level    int // of the last heading
	notes    []*noteState
	noteOf   map[*Note]*noteState
	noteBase int // the notes of this part begin here

	anchors map[string]bool
	places  map[string]place
	outline []outlineEntry
	images  []*picture
	sizes   [][2]float64 // of the pages, in points, when they are not A4
	imageOf map[[32]byte]*picture
	owners  [][]*elem // by page and MCID
	annots  []*annot
}

// An outlineEntry is a heading as the reader's side bar lists it.
type outlineEntry struct {
	text  string
	level int // from 0; never more than one deeper than the entry before
	at    place
}

func newRender(d *Document) *render {
	r := &render{
		doc: d, theme: d.Theme,
		missed: map[rune]bool{}, divisions: map[string][]int{},
		noteOf: map[*Note]*noteState{}, anchors: map[string]bool{}, places: map[string]place{},
		imageOf: map[[32]byte]*picture{},
		root:    &elem{tag: "Document"},
	}
	if r.theme == nil {
		r.theme = DefaultTheme()
	}
	r.fontAt = make([][4]int, len(r.theme.Families))
	r.dutch = d.Lang == "" || d.Lang == "nl" || strings.HasPrefix(d.Lang, "nl-")
	return r
}

// lookup finds the first family that has c, and takes c into its subset.
func (r *render) lookup(c rune, s Style) (font uint8, code, gid uint16, ok bool) {
	s &= Bold | Italic
	for i, fam := range r.theme.Families {
		n := r.fontAt[i][s]
		if n == 0 {
			f, err := fam.face(s)
			if err != nil {
				r.refuse(fmt.Sprintf("Het lettertype %s is niet te lezen: %v. Vraag uw beheerder om het te vervangen.", fam.name, err), -1)
				return 0, 0, 0, false
			}
			if f.glyph(c, &r.buf) == 0 {
				continue
			}
			r.fonts = append(r.fonts, &fontUse{face: f, key: fmt.Sprintf("f%d", len(r.fonts)), runes: make([]rune, f.glyphs)})
			n = len(r.fonts)
			r.fontAt[i][s] = n
		}
		if code, gid, ok = r.fonts[n-1].code(c); ok {
			return uint8(n - 1), code, gid, true
		}
	}
	return 0, 0, 0, false
}

func (r *render) miss(c rune, at int) {
	if !r.missed[c] {
		r.missed[c] = true
		r.missing = append(r.missing, &MissingGlyph{Rune: c, At: at})
	}
}

// refuse keeps the first reason.
func (r *render) refuse(text string, at int) {
	if r.refused == nil {
		r.refused = &Refused{Text: text, At: at}
	}
}

func (r *render) note(n *Note) *noteState {
	if s, ok := r.noteOf[n]; ok {
		return s
	}
	s := &noteState{note: n, num: len(r.notes) - r.noteBase + 1, seq: len(r.notes) + 1}
	r.noteOf[n] = s
	r.notes = append(r.notes, s)
	return s
}

// hyphens gives the places where a word may be divided.
func (r *render) hyphens(word []rune) []int {
	k := string(word)
	at, ok := r.divisions[k]
	if !ok {
		at = dutch().divide(word)
		r.divisions[k] = at
	}
	return at
}

// address gives a link's target as it may stand in the file, or "" when it is
// not one that a reader should follow.
func (r *render) address(s string) string {
	if strings.HasPrefix(s, "#") {
		if r.anchors[s[1:]] {
			return s
		}
		return ""
	}
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || rest == "" {
		return ""
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto", "tel":
	default:
		return ""
	}
	var b strings.Builder
	for _, c := range []byte(s) { // a URI is ASCII (RFC 3986); what is not is escaped
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"<>\^`+"`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// collect notes the anchors, so that links may point forward.
func (r *render) collect(bs []Block) {
	for _, b := range bs {
		switch b := b.(type) {
		case Heading:
			r.anchors[b.Anchor] = true
		case Paragraph:
			r.anchors[b.Anchor] = true
		case List:
			for _, it := range b.Items {
				r.collect(it)
			}
		case Quote:
			r.collect(b.Blocks)
		case Together:
			r.collect(b.Blocks)
		case Aside:
			r.collect(b.Blocks)
		case Part:
			r.anchors[b.Anchor] = true
			r.collect(b.Blocks)
		case Beside:
			for _, c := range b.Columns {
				r.collect(c)
			}
		}
	}
	delete(r.anchors, "")
}

// A builder makes the vertical list.
type builder struct {
	r     *render
	items []vitem
	after float64 // space that the last block asks for
	body  Look    // of paragraphs here
	bars  []bar
	foot  bool // a note: its headings are not in the outline
	ended int  // items before this one have their notes
}

func (b *builder) blocks(bs []Block, el *elem, x, w float64) {
	for _, blk := range bs {
		b.block(blk, el, x, w)
	}
}

func (b *builder) block(blk Block, el *elem, x, w float64) {
	r, t := b.r, b.r.theme
	switch k := blk.(type) {
	case Heading:
		b.heading(k, el, x, w)
	case Paragraph:
		look := b.body
		if k.Look != nil {
			look = *k.Look
		}
		p := el.add("P")
		if !b.text(k.Text, look, p, x, w, !look.Whole, k.Anchor) {
			p.drop()
		} else if k.Keep || k.Leads {
			b.items[len(b.items)-1].glue = true
			if k.Leads {
				b.after = min(b.after, leadsGap)
			}
		}
	case List:
		b.list(k, el, x, w)
	case Terms:
		b.terms(k, el, x, w)
	case Table:
		b.table(k, el, x, w)
	case Quote:
		b.gap(b.body.After)
		n := len(b.bars)
		b.bars = append(b.bars[:n:n], bar{x: x, w: 2, color: t.Line})
		in := inset(t.Indent, w)
		b.blocks(k.Blocks, el.add("BlockQuote"), x+in, w-in)
		b.bars = b.bars[:n]
		b.after = max(b.after, b.body.After)
	case Code:
		b.code(k, el, x, w)
	case Figure:
		b.figure(k, el, x, w)
	case Rule:
		b.gap(max(k.Before, b.after))
		b.push(vitem{h: 0.5, x: x, draw: ruleBox{w}})
		b.after = k.After
	case Space:
		b.push(vitem{h: k.Height, space: true, stays: len(b.items) == 0, glue: b.glued()})
	case Together:
		from := len(b.items)
		b.blocks(k.Blocks, el, x, w)
		room := pageHeight - t.Top - t.Bottom
		if k.Keep {
			room -= keepRoom
		}
		if height(b.items[from:]) > room {
			return // no page can hold it: it ends where its lines let it
		}
		for i := from; i < len(b.items) && (k.Keep || i < len(b.items)-1); i++ {
			b.items[i].glue = true
		}
	case Beside:
		b.beside(k, el, x, w)
	case Aside:
		sub := builder{r: r, body: t.Body}
		sub.blocks(k.Blocks, el.add("Div"), 0, t.SideWidth)
		// All asides together fit in one side column, wherever they come to stand;
		// what is more than that goes with the text.
		h := height(sub.items) + asideGap
		if r.sideUsed+h <= pageHeight-max(t.SideTop, t.SideTopNext)-t.Bottom {
			r.sideUsed += h
			b.push(vitem{draw: &asideBox{items: sub.items, h: h}, glue: true, notes: notesOf(sub.items)})
			return
		}
		b.append(sub.items, x)
	case PageBreak:
		b.push(vitem{space: true, starts: true})
	case Part:
		b.part(k, el)
	case LooseNote:
		if _, referred := r.noteOf[k.Note]; !referred {
			r.note(k.Note).late = true
		}
	}
}

// A part is what the pages of a Part share.
type part struct {
	anchor  string
	running func(page, pages int) []Stamp
}

// part builds a Part, notes and all, between two page starts.
func (b *builder) part(k Part, el *elem) {
	r := b.r
	b.notes(b.ended) // of what stands before it
	b.push(vitem{space: true, starts: true, part: &part{anchor: k.Anchor, running: k.Running}})
	b.after, r.sideUsed, r.noteBase = 0, 0, len(r.notes)
	from := len(b.items)
	b.blocks(k.Blocks, el.add("Sect"), 0, r.theme.Width)
	b.notes(from)
	b.push(vitem{space: true, starts: true, part: &part{running: r.doc.Running}})
	b.after, r.sideUsed, r.noteBase, b.ended = 0, 0, len(r.notes), len(b.items)
}

func notesOf(items []vitem) (out []*noteState) {
	for _, it := range items {
		out = append(out, it.notes...)
	}
	return out
}

func height(items []vitem) float64 {
	h := 0.0
	for _, it := range items {
		h += it.h
	}
	return h
}

// inset is how far something is indented: deep nesting stops moving right
// while there is still room for words.
func inset(in, w float64) float64 {
	if w-in < 120 {
		return 0
	}
	return in
}

func (b *builder) glued() bool { return len(b.items) > 0 && b.items[len(b.items)-1].glue }

func (b *builder) push(it vitem) {
	it.bars = append(it.bars, b.bars...)
	b.items = append(b.items, it)
}

// append takes over items that were built in a column of their own.
func (b *builder) append(items []vitem, x float64) {
	b.gap(b.body.After)
	for _, it := range items {
		it.x += x
		b.push(it)
	}
	b.after = max(b.after, b.body.After)
}

// gap writes the space between two blocks: the larger of what both ask for.
func (b *builder) gap(before float64) {
	if h := max(before, b.after); h > 0 && len(b.items) > 0 {
		b.push(vitem{h: h, space: true, glue: b.glued()})
	}
	b.after = 0
}

// text sets a paragraph and says whether there was anything in it.
func (b *builder) text(t Text, look Look, el *elem, x, w float64, hyphenate bool, anchor string) bool {
	s := b.r.shape(t, look, el, false)
	lines := s.lines(w, look, hyphenate)
	if len(lines) == 0 {
		return false
	}
	b.gap(look.Before)
	b.lines(lines, x, anchor)
	b.after = look.After
	return true
}

// lines pushes the lines of a paragraph. No page ends after the first or before the
// last of them.
func (b *builder) lines(lines []*line, x float64, anchor string) {
	n := len(lines)
	for i, l := range lines {
		it := vitem{h: l.height, x: x, draw: l, notes: l.notes, glue: i < n-1 && (i == 0 || i == n-2)}
		if i == 0 && anchor != "" {
			it.draw = &anchored{name: anchor, drawer: l}
		}
		b.push(it)
	}
}

func (b *builder) heading(h Heading, el *elem, x, w float64) {
	r := b.r
	look := r.theme.Heading[min(max(h.Level, 1), 6)-1]
	if h.Look != nil {
		look = *h.Look
	}
	level := min(max(h.Level, 1), r.level+1, 6)
	e := el.add(fmt.Sprintf("H%d", level))
	var hung []*line
	if len(h.Label) > 0 {
		ll := look
		if h.LabelLook != nil {
			ll = *h.LabelLook
		}
		hung = r.shape(h.Label, ll, e, true).lines(w, ll, false)
		if len(hung) != 1 || hung[0].w > h.LabelWidth || h.LabelWidth > w/2 {
			h.Text, hung = slices.Concat(h.Label, h.Text), nil
		} else {
			x, w = x+h.LabelWidth, w-h.LabelWidth
		}
	}
	s := r.shape(h.Text, look, e, false)
	lines := s.lines(w, look, false)
	if len(lines) == 0 {
		e.drop()
		return
	}
	r.level = level
	b.gap(look.Before)
	b.lines(lines, x, h.Anchor)
	n := len(b.items)
	if hung != nil {
		it := &b.items[n-len(lines)]
		it.labels = append(it.labels, label{x: x - h.LabelWidth, l: hung[0]})
	}
	for i := n - len(lines); i < n; i++ {
		b.items[i].glue = true
	}
	if !h.Quiet && !b.foot {
		if txt := strings.TrimSpace(plain(s)); txt != "" {
			it := &b.items[n-len(lines)]
			it.draw = &bookmarked{text: txt, level: level - 1, drawer: it.draw}
		}
	}
	b.after = look.After
}

// plain is the text of a paragraph as it is drawn.
func plain(s *shaped) string {
	var b strings.Builder
	for _, g := range s.glyphs {
		switch {
		case s.runs[g.run].Note != nil:
		case g.rune == '\n':
			b.WriteByte(' ')
		case g.code != 0:
			b.WriteRune(g.rune)
		}
	}
	return b.String()
}

func (b *builder) list(k List, el *elem, x, w float64) {
	r, t := b.r, b.r.theme
	if len(k.Items) == 0 {
		return
	}
	l := el.add("L")
	l.attr.number = "Disc"
	if k.Ordered {
		l.attr.number = "Decimal"
	}
	outer := b.body
	if k.Tight {
		b.body.After = 2.5
	}
	b.gap(b.after)
	in := inset(t.Indent, w)
	if k.Ordered && in > 0 && len(k.Items)+k.Start > 99 {
		in += 7 // room for the third figure
	}
	for i, item := range k.Items {
		li := l.add("LI")
		lbl, body := li.add("Lbl"), li.add("LBody")
		from := len(b.items)
		b.blocks(item, body, x+in, w-in)
		if first := b.firstBox(from); first < 0 {
			b.gap(0)
			b.push(vitem{h: b.body.Leading, x: x + in, draw: emptyBox{}})
			b.after = b.body.After
		}
		mark := "•"
		if k.Ordered {
			mark = fmt.Sprintf("%d.", k.Start+i)
		}
		if k.Mark != nil {
			mark = k.Mark(k.Start + i)
		}
		look := b.body
		look.Color, look.Align = t.Accent, Left
		if k.Ordered {
			look.Color = b.body.Color
		}
		s := r.shape(Text{{Text: mark, At: -1}}, look, lbl, false)
		if ls := s.lines(w, look, false); len(ls) > 0 {
			at := x + in - 5 - ls[0].w
			if !k.Ordered {
				at = x + 2
			}
			if in == 0 { // no room left of the text: the label goes into the margin
				at = x - 5 - ls[0].w
			}
			it := &b.items[b.firstBox(from)]
			it.labels = append(it.labels, label{x: at, l: ls[0]})
		}
	}
	b.body = outer
	b.after = max(b.after, b.body.After)
}

// firstBox is the first item from index from on that is not a space, or -1.
func (b *builder) firstBox(from int) int {
	for i := from; i < len(b.items); i++ {
		if !b.items[i].space {
			return i
		}
	}
	return -1
}

func (b *builder) terms(k Terms, el *elem, x, w float64) {
	r, t := b.r, b.r.theme
	if len(k.Rows) == 0 {
		return
	}
	ll, vl := t.Small, t.Small
	ll.Style |= Bold
	if k.Label != nil {
		ll = *k.Label
	}
	if k.Value != nil {
		vl = *k.Value
	}
	l := el.add("L")
	l.attr.number = "None"
	for i, row := range k.Rows {
		li := l.add("LI")
		if i > 0 {
			b.after = max(b.after, k.Gap)
		}
		lbl := li.add("Lbl")
		labels := r.shape(row.Label, ll, lbl, false).lines(w, ll, false)
		if len(labels) == 0 {
			lbl.drop()
		}
		body := li.add("LBody")
		left := k.LabelWidth > 0 && len(labels) == 1 && labels[0].w < k.LabelWidth
		from := len(b.items)
		if !left && len(labels) > 0 {
			b.gap(ll.Before)
			b.lines(labels, x, "")
			b.items[len(b.items)-1].glue = true
		}
		for _, v := range row.Value {
			p := body.add("P")
			if !b.text(v, vl, p, x+k.LabelWidth, w-k.LabelWidth, true, "") {
				p.drop()
			}
		}
		if len(body.kids) == 0 {
			body.drop()
			if left {
				b.gap(vl.Before)
				b.push(vitem{h: vl.Leading, x: x + k.LabelWidth, draw: emptyBox{}})
				b.after = vl.After
			}
		}
		if left {
			it := &b.items[b.firstBox(from)]
			it.labels = append(it.labels, label{x: x, l: labels[0]})
		}
	}
}

func (b *builder) code(k Code, el *elem, x, w float64) {
	t := b.r.theme
	p := el.add("P")
	look := b.body
	look.Size *= 0.92
	text := strings.TrimRight(k.Text, "\n")
	s := b.r.shape(Text{{Text: text, Style: CodeStyle, At: k.At}}, look, p, true)
	lines := s.lines(w-12, look, false)
	if len(lines) == 0 {
		p.drop()
		return
	}
	b.gap(b.body.After)
	n := len(b.bars)
	b.bars = append(b.bars[:n:n], bar{x: x, w: w, color: t.Tint})
	b.lines(lines, x+6, "")
	b.bars = b.bars[:n]
	b.after = b.body.After
}

func (b *builder) beside(k Beside, el *elem, x, w float64) {
	n := len(k.Columns)
	if n == 0 {
		return
	}
	cw := (w - k.Gap*float64(n-1)) / float64(n)
	box := &besideBox{}
	var notes []*noteState
	h := 0.0
	subs, divs, firsts, lowest := make([]builder, n), make([]*elem, n), make([]int, n), 0.0
	if k.Level {
		for i, c := range k.Columns {
			// Set once to see how low the first blocks come; what stays is set below.
			try := builder{r: b.r, body: b.body}
			scrap := &elem{}
			try.blocks(c[:min(len(c), 1)], scrap, 0, max(cw, 40))
			lowest = max(lowest, height(try.items))
			firsts[i] = min(len(c), 1)
		}
	}
	for i, c := range k.Columns {
		subs[i], divs[i] = builder{r: b.r, body: b.body}, el.add("Div")
		sub := &subs[i]
		sub.blocks(c[:firsts[i]], divs[i], 0, max(cw, 40))
		if low := height(sub.items); k.Level && low < lowest && len(c) > firsts[i] {
			sub.push(vitem{h: lowest - low, space: true, glue: true})
		}
		sub.blocks(c[firsts[i]:], divs[i], 0, max(cw, 40))
		box.cols = append(box.cols, column{x: float64(i) * (cw + k.Gap), items: sub.items})
		h = max(h, height(sub.items))
		notes = append(notes, notesOf(sub.items)...)
	}
	if cw >= 40 && h < (pageHeight-b.r.theme.Top-b.r.theme.Bottom)/2 {
		b.gap(b.after)
		b.push(vitem{h: h, x: x, draw: box, notes: notes})
		b.after = b.body.After
		return
	}
	for _, c := range box.cols {
		b.append(c.items, x)
	}
}
