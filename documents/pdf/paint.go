package pdf

import (
	"strconv"
	"strings"

	"github.com/jung-kurt/gofpdf"
)

// canvas is what we ask of gofpdf. Its maintained fork has the same methods.
type canvas interface {
	AddPage()
	SetFont(family, style string, size float64)
	SetFillColor(r, g, b int)
	SetDrawColor(r, g, b int)
	SetLineWidth(w float64)
	Line(x1, y1, x2, y2 float64)
	Rect(x, y, w, h float64, style string)
	RawWriteStr(s string)
}

// A painter draws pages. Everything it draws lies in marked content: under an
// element, or as artifact.
type painter struct {
	r    *render
	pdf  canvas
	page int
	buf  []byte

	open    *elem // whose content is open
	opened  bool
	deaf    bool // artifact only: repeated heads, running text
	kind    string
	sideY   float64
	font    uint8
	size    float64
	fill    Color
	hasFont bool
	hasFill bool
}

// registerFonts registers every font in use with gofpdf as an empty simple font, whose
// objects the finisher replaces.
func (r *render) registerFonts(f *gofpdf.Fpdf) {
	widths := strings.Repeat("0,", 255) + "0"
	for _, u := range r.fonts {
		f.AddFontFromBytes(u.key, "", []byte(`{"Tp":"TrueType","Name":"`+u.key+`","Cw":[`+widths+`]}`), nil)
	}
}

// begin opens marked content for el, if it is not open.
func (p *painter) begin(el *elem) {
	if p.deaf {
		p.artifact()
		return
	}
	if p.opened && p.open == el {
		return
	}
	p.end()
	own := p.r.owners[p.page]
	p.buf = append(p.buf, '/')
	p.buf = append(p.buf, el.tag...)
	p.buf = append(p.buf, " <</MCID "...)
	p.buf = strconv.AppendInt(p.buf, int64(len(own)), 10)
	p.buf = append(p.buf, ">> BDC"...)
	p.flush()
	el.kids = append(el.kids, kid{page: p.page, mcid: len(own)})
	p.r.owners[p.page] = append(own, el)
	p.open, p.opened = el, true
}

// artifact opens content that belongs to no element.
func (p *painter) artifact() {
	if p.opened && p.open == nil {
		return
	}
	p.end()
	kind := p.kind
	if kind == "" {
		kind = "/Type /Layout"
	}
	p.buf = append(p.buf, "/Artifact <<"...)
	p.buf = append(p.buf, kind...)
	p.buf = append(p.buf, ">> BDC"...)
	p.flush()
	p.open, p.opened = nil, true
}

func (p *painter) end() {
	if p.opened {
		p.pdf.RawWriteStr("EMC")
	}
	p.open, p.opened = nil, false
}

func (p *painter) flush() {
	p.pdf.RawWriteStr(string(p.buf))
	p.buf = p.buf[:0]
}

func (p *painter) setFont(n uint8, size float64) {
	if p.hasFont && p.font == n && p.size == size {
		return
	}
	p.pdf.SetFont(p.r.fonts[n].key, "", size)
	p.font, p.size, p.hasFont = n, size, true
}

func (p *painter) setFill(c Color) {
	if p.hasFill && p.fill == c {
		return
	}
	p.pdf.SetFillColor(int(c[0]), int(c[1]), int(c[2]))
	p.fill, p.hasFill = c, true
}

// rect fills a rectangle, as artifact.
func (p *painter) rect(x, y, w, h float64, c Color) {
	p.artifact()
	p.setFill(c)
	p.pdf.Rect(x, y, w, h, "F")
}

// stroke draws a line, as artifact.
func (p *painter) stroke(x1, y1, x2, y2, width float64, c Color) {
	p.artifact()
	p.pdf.SetDrawColor(int(c[0]), int(c[1]), int(c[2]))
	p.pdf.SetLineWidth(width)
	p.pdf.Line(x1, y1, x2, y2)
}

// paint draws all pages.
func (r *render) paint(f canvas, items []vitem, pages []page) {
	p := &painter{r: r, pdf: f}
	t := r.theme
	for n := range pages {
		pg := &pages[n]
		f.AddPage()
		p.page, p.hasFont, p.hasFill = n, false, false
		r.owners = append(r.owners, nil)
		p.sideY = t.SideTopNext
		if pg.number == 1 {
			p.sideY = t.SideTop
			if pg.part.anchor != "" {
				r.places[pg.part.anchor] = place{n, 0}
			}
		}
		y := pg.top
		if pg.head != nil {
			p.deaf, p.kind = true, "/Type /Pagination"
			pg.head.box.draw(p, t.Left+items[pg.first].x, y)
			p.end()
			p.deaf, p.kind = false, ""
			y += pg.head.h
		}
		p.items(items[pg.first:pg.last], t.Left, y)
		if len(pg.notes) > 0 {
			y := pageHeight - t.Bottom - pg.notesH + noteGap
			p.stroke(t.Left, y, t.Left+56, y, 0.5, t.Line)
			y += noteRule
			for _, s := range pg.notes {
				p.items(s.items, t.Left, y)
				y += s.height
			}
		}
		p.end()
		p.deaf, p.kind = true, "/Type /Pagination"
		for _, s := range pg.stamps() {
			p.stamp(s)
		}
		p.end()
		p.deaf, p.kind = false, ""
	}
}

// items draws a vertical list. Bars of neighbouring items are drawn as one, before
// anything that lies on them.
func (p *painter) items(items []vitem, x, y float64) {
	type run struct {
		b    bar
		y, h float64
	}
	var open []run
	flush := func(keep int) {
		for _, o := range open[keep:] {
			p.rect(x+o.b.x, o.y, o.b.w, o.h, o.b.color)
		}
		open = open[:keep]
	}
	yy := y
	for i := range items {
		it := &items[i]
		k := 0
		for k < len(open) && k < len(it.bars) && open[k].b == it.bars[k] {
			open[k].h += it.h
			k++
		}
		flush(k)
		for _, b := range it.bars[k:] {
			open = append(open, run{b: b, y: yy, h: it.h})
		}
		yy += it.h
	}
	flush(0)
	for i := range items {
		it := &items[i]
		for _, l := range it.labels {
			l.l.draw(p, x+l.x, y)
		}
		if it.draw != nil {
			it.draw.draw(p, x+it.x, y)
		}
		y += it.h
	}
}

func (p *painter) stamp(s Stamp) {
	sh := p.r.shape(Text{{Text: s.Text, At: -1}}, s.Look, nil, false)
	ls := sh.lines(1e6, s.Look, false)
	if len(ls) == 0 {
		return
	}
	x := s.X
	if s.Right {
		x -= ls[0].w
	}
	ls[0].draw(p, x, s.Y-ls[0].rise)
}

// owner is the element that the text of a run belongs to. Inline elements come
// into the tree when they are first drawn: only then is it known what stands before
// them.
func (s *shaped) owner(run int32) *elem {
	k := &s.runs[run]
	tag := ""
	switch {
	case s.el == nil:
		return nil
	case k.Note != nil:
		tag = "Reference"
	case k.Link != "":
		tag = "Link"
	case k.Style&CodeStyle != 0:
		tag = "Code"
	case k.Lang != "":
		tag = "Span"
	default:
		return s.el
	}
	if e := s.inline[s.group[run]]; e != nil {
		return e
	}
	e := s.el.add(tag)
	if k.Lang != "" {
		e.attr.lang = k.Lang
	}
	if s.inline == nil {
		s.inline = map[int32]*elem{}
	}
	s.inline[s.group[run]] = e
	return e
}

func (l *line) draw(p *painter, x, y float64) {
	s := l.s
	switch l.align {
	case Right:
		x += l.room - l.w
	case Center:
		x += (l.room - l.w) / 2
	}
	base := y + l.rise
	for _, sp := range l.spans { // what lies under the text
		k, look := &s.runs[sp.run], s.look[sp.run]
		switch {
		case k.Boxed:
			p.rect(x+sp.x, base-look.Size*0.98, sp.w-0.8, look.Size*1.32, p.r.theme.BoxFill)
		case k.Style&CodeStyle != 0 && !s.pre:
			p.rect(x+sp.x-1, base-look.Size*0.92, sp.w+2-l.spaceAfter(sp), look.Size*1.24, p.r.theme.Tint)
		}
	}
	for _, sp := range l.spans {
		p.begin(s.owner(sp.run))
		p.span(s, sp, x, base)
	}
	for _, sp := range l.spans { // what lies over it
		k, look := &s.runs[sp.run], s.look[sp.run]
		w := sp.w - l.spaceAfter(sp)
		if k.Link != "" {
			p.stroke(x+sp.x, base+1.6, x+sp.x+w, base+1.6, 0.4, look.Color)
			p.link(s, sp, x+sp.x, base, w)
		}
		if k.Style&Strike != 0 {
			p.stroke(x+sp.x, base-look.Size*0.24, x+sp.x+w, base-look.Size*0.24, 0.6, look.Color)
		}
	}
}

// spaceAfter is the width of a span's last space when the line ends there.
func (l *line) spaceAfter(sp span) float64 {
	if g := l.s.glyphs[sp.to-1]; g.rune == ' ' && sp.to == l.spans[len(l.spans)-1].to {
		return float64(g.width)
	}
	return 0
}

const hexDigits = "0123456789abcdef"

// span shows the glyphs of a span: codes in hexadecimal, kerning between them.
func (p *painter) span(s *shaped, sp span, x, base float64) {
	look, k := s.look[sp.run], &s.runs[sp.run]
	g := s.glyphs[sp.from:sp.to]
	f := p.r.fonts[g[0].font]
	p.setFont(g[0].font, look.Size)
	p.setFill(look.Color)
	x += sp.x
	switch {
	case k.Boxed:
		w := 0.0
		for _, c := range g {
			w += float64(c.width)
		}
		x += (sp.w - 0.8 - w) / 2
	case look.Style&Superscript != 0:
		base -= look.Size / scriptRel * 0.34
	case look.Style&Subscript != 0:
		base += look.Size / scriptRel * 0.12
	}
	b := append(p.buf, "BT "...)
	b = strconv.AppendFloat(b, x, 'f', 2, 64)
	b = append(b, ' ')
	b = strconv.AppendFloat(b, pageHeight-base, 'f', 2, 64)
	b = append(b, " Td [<"...)
	for i, c := range g {
		b = append(b, hexDigits[c.code>>12], hexDigits[c.code>>8&15], hexDigits[c.code>>4&15], hexDigits[c.code&15])
		if c.kern != 0 && i < len(g)-1 {
			b = append(b, '>')
			b = strconv.AppendInt(b, int64(-f.milli(int(c.kern))), 10)
			b = append(b, '<')
		}
	}
	if sp.hyphen {
		// A soft hyphen, so that copied and spoken text keeps whole words.
		if code, _, ok := f.code('\u00ad'); ok {
			b = append(b, hexDigits[code>>12], hexDigits[code>>8&15], hexDigits[code>>4&15], hexDigits[code&15])
		}
	}
	p.buf = append(b, ">] TJ ET"...)
	p.flush()
}

func (p *painter) link(s *shaped, sp span, x, base, w float64) {
	if p.deaf {
		return
	}
	k, size := &s.runs[sp.run], s.look[sp.run].Size
	e := s.owner(sp.run)
	a := &annot{page: p.page, el: e, rect: [4]float64{x, pageHeight - base - size*0.3, x + w, pageHeight - base + size*0.85}}
	if strings.HasPrefix(k.Link, "#") {
		a.anchor = k.Link[1:]
	} else {
		a.uri = k.Link
	}
	a.contents = strings.TrimSpace(s.groupText(s.group[sp.run]))
	p.r.annots = append(p.r.annots, a)
	e.kids = append(e.kids, kid{page: p.page, annot: len(p.r.annots)})
}

// groupText is the text of all runs of a group: what a link is called.
func (s *shaped) groupText(n int32) string {
	var b strings.Builder
	for i := range s.runs {
		if s.group[i] == n {
			b.WriteString(s.runs[i].Text)
		}
	}
	return b.String()
}

// The drawers that are not lines.
type (
	emptyBox struct{}
	ruleBox  struct{ w float64 }
	asideBox struct {
		items []vitem
		h     float64
	}
	besideBox struct{ cols []column }
	column    struct {
		x     float64
		items []vitem
	}
	anchored struct {
		name string
		drawer
	}
	bookmarked struct {
		text  string
		level int
		drawer
	}
)

func (emptyBox) draw(*painter, float64, float64) {}

func (r ruleBox) draw(p *painter, x, y float64) {
	p.stroke(x, y, x+r.w, y, 0.5, p.r.theme.Line)
}

func (a *asideBox) draw(p *painter, _, y float64) {
	p.items(a.items, p.r.theme.SideLeft, p.sideY)
	p.sideY += a.h
}

func (b *besideBox) draw(p *painter, x, y float64) {
	for _, c := range b.cols {
		p.items(c.items, x+c.x, y)
	}
}

func (a *anchored) draw(p *painter, x, y float64) {
	if _, ok := p.r.places[a.name]; !ok && !p.deaf {
		p.r.places[a.name] = place{p.page, y}
	}
	a.drawer.draw(p, x, y)
}

func (b *bookmarked) draw(p *painter, x, y float64) {
	o := &p.r.outline
	level := b.level
	if n := len(*o); n == 0 {
		level = 0
	} else {
		level = min(level, (*o)[n-1].level+1)
	}
	*o = append(*o, outlineEntry{text: b.text, level: level, at: place{p.page, y}})
	b.drawer.draw(p, x, y)
}
