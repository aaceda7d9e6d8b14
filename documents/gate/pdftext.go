package gate

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// A cmap maps character codes to text (ISO 32000-1, 9.10.3).
type cmap struct {
	single map[int]string
	ranges []cmapRange
	bytes  int // per code
}

type cmapRange struct {
	from, to int
	text     []rune
}

// parseCMap reads a ToUnicode table. What it cannot read it passes over.
func parseCMap(data []byte) cmap {
	m := cmap{single: map[int]string{}, bytes: 1}
	l := &pdfLexer{src: data}
	var args []any
	for {
		v, err := l.value(0, false)
		if err != nil && l.at >= len(data) {
			m.addChars(args) // of a block that never ends
			return m
		} else if err != nil {
			l.at++ // a bent table is read by other programs too
			continue
		}
		w, ok := v.(pdfWord)
		if !ok {
			args = append(args, v)
			continue
		}
		switch w {
		case "endcodespacerange":
			for _, a := range args {
				if s, ok := a.(pdfString); ok {
					m.bytes = max(m.bytes, len(s))
				}
			}
		case "endbfchar":
			m.addChars(args)
		case "endbfrange":
			m.addRanges(args)
		case "begincodespacerange", "beginbfchar", "beginbfrange":
		default:
			continue // what is no operator of the table does not take its entries along
		}
		args = args[:0]
	}
}

// addChars takes in pairs of a code and what it stands for.
func (m *cmap) addChars(args []any) {
	for i := 0; i+1 < len(args); {
		from, ok1 := args[i].(pdfString)
		to, ok2 := args[i+1].(pdfString)
		if !ok1 || !ok2 || len(from) != m.bytes {
			i++ // out of step: the next may be a code again
			continue
		}
		m.single[code(from)] = utf16Text(to, true)
		i += 2
	}
}

func (m *cmap) addRanges(args []any) {
	for i := 0; i+2 < len(args); i += 3 {
		from, ok1 := args[i].(pdfString)
		to, ok2 := args[i+1].(pdfString)
		if !ok1 || !ok2 {
			continue
		}
		switch dst := args[i+2].(type) {
		case pdfString:
			m.ranges = append(m.ranges, cmapRange{code(from), code(to), []rune(utf16Text(dst, true))})
		case pdfArray:
			for k, e := range dst {
				if s, ok := e.(pdfString); ok {
					m.single[code(from)+k] = utf16Text(s, true)
				}
			}
		}
	}
}

func code(s pdfString) int {
	n := 0
	for _, b := range s[:min(len(s), 4)] {
		n = n<<8 | int(b)
	}
	return n
}

// text gives what a code stands for, or "".
func (m cmap) text(c int) string {
	if s, ok := m.single[c]; ok {
		return s
	}
	for _, r := range m.ranges {
		if r.from <= c && c <= r.to && len(r.text) > 0 {
			t := slices.Clone(r.text)
			t[len(t)-1] += rune(c - r.from)
			return string(t)
		}
	}
	return ""
}

// A pdfFont is what is needed to read and place the text of one font.
type pdfFont struct {
	uni    cmap
	hasUni bool
	wide   bool // two bytes a code
	widths map[int]float64
	normal float64
	names  map[int]string // of codes, from /Differences
}

func (x *examination) font(f *pdfFile, d pdfDict) *pdfFont {
	p := &pdfFont{widths: map[int]float64{}, normal: 500, names: map[int]string{}, wide: d["Subtype"] == pdfName("Type0")}
	if s, ok := f.get(d["ToUnicode"]).(*pdfStream); ok {
		if data, err := f.decode(s, x.spend); err == nil {
			p.uni, p.hasUni = parseCMap(data), true
		}
	}
	if p.wide {
		if ds := f.array(d["DescendantFonts"]); len(ds) > 0 {
			c := f.dict(ds[0])
			p.normal = 1000
			if c["DW"] != nil {
				p.normal = f.number(c["DW"])
			}
			f.cidWidths(p, f.array(c["W"]))
		}
		return p
	}
	first := int(f.number(d["FirstChar"]))
	for i, w := range f.array(d["Widths"]) {
		p.widths[first+i] = f.number(w)
	}
	next := 0
	for _, e := range f.array(f.dict(d["Encoding"])["Differences"]) {
		switch e := f.get(e).(type) {
		case float64:
			next = int(e)
		case pdfName:
			p.names[next] = glyphText(string(e))
			next++
		}
	}
	return p
}

func (f *pdfFile) cidWidths(p *pdfFont, w pdfArray) {
	for i := 0; i < len(w); {
		from := int(f.number(w[i]))
		if i+1 >= len(w) {
			return
		}
		if list, ok := f.get(w[i+1]).(pdfArray); ok {
			for k, v := range list {
				p.widths[from+k] = f.number(v)
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		for c := from; c <= int(f.number(w[i+1])) && c-from < 1<<16; c++ {
			p.widths[c] = f.number(w[i+2])
		}
		i += 3
	}
}

// glyphText gives what a glyph name stands for: single letters, uniXXXX, and
// the names of accented letters as base and accent.
func glyphText(name string) string {
	if i := strings.IndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	if len(name) == 1 {
		return name
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) == 4 {
		v, err := (&pdfLexer{src: []byte("<" + hex + ">")}).hex()
		if err == nil {
			return utf16Text(v.(pdfString), true)
		}
	}
	if t, ok := glyphNames[name]; ok {
		return t
	}
	for _, accent := range []string{"acute", "grave", "dieresis", "circumflex", "tilde", "cedilla", "caron", "ring"} {
		if base, ok := strings.CutSuffix(name, accent); ok && len(base) == 1 {
			return base // accents do not count when secrets are compared
		}
	}
	return ""
}

var glyphNames = map[string]string{
	"space": " ", "period": ".", "comma": ",", "hyphen": "-", "at": "@", "slash": "/", "colon": ":", "parenleft": "(", "parenright": ")",
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "quoteright": "'", "underscore": "_", "plus": "+", "germandbls": "ß",
	"oslash": "ø", "ae": "æ", "dotlessi": "i", "ij": "ij", "endash": "–", "emdash": "—",
}

// codes splits a shown string in codes.
func (p *pdfFont) codes(s pdfString) []int {
	n := 1
	if p.wide {
		n = 2
	}
	out := make([]int, 0, len(s)/n)
	for i := 0; i+n <= len(s); i += n {
		out = append(out, code(s[i:i+n]))
	}
	return out
}

func (p *pdfFont) text(c int) string {
	if p.hasUni {
		if t := p.uni.text(c); t != "" {
			return t
		}
	}
	if t, ok := p.names[c]; ok {
		return t
	}
	if c < 0x100 || p.wide {
		return string(rune(c))
	}
	return ""
}

func (p *pdfFont) width(c int) float64 {
	if w, ok := p.widths[c]; ok {
		return w
	}
	return p.normal
}

// A matrix is a transformation as PDF writes it.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(px, py float64) (float64, float64) {
	return m[0]*px + m[2]*py + m[4], m[1]*px + m[3]*py + m[5]
}

// A piece is a run of text as it was drawn.
type piece struct {
	text       string
	x, y, size float64
	end        float64 // x where it ends
	order      int
	hidden     string // why it cannot be seen, or ""
}

// A rect is a filled rectangle, which covers what was drawn before it and
// makes white text visible that is drawn after it.
type rect struct {
	x0, y0, x1, y1 float64
	order          int
	white          bool
}

// graphics is the part of the graphics state that text depends on.
type graphics struct {
	ctm                            matrix
	font                           *pdfFont
	size, char, word, scale, raise float64
	leading                        float64
	mode                           int
	white                          bool
}

// A canvas gathers what one page draws.
type canvas struct {
	x        *examination
	f        *pdfFile
	page     int
	pieces   []piece
	boxes    []rect
	scans    []rect // where pictures lie
	pictures int
	steps    int
	fonts    map[string]*pdfFont
}

// maxSteps bounds the operators that one page may cost, forms included.
const maxSteps = 5_000_000

var errSteps = errors.New("a page costs more than five million operators")

// pages reads every page, in the order of the drawing and by position.
// It gives those with pictures, with what to say when nobody reads these.
func (x *examination) pages(f *pdfFile) (map[int]string, error) {
	n, unread := 0, map[int]string{}
	for _, o := range f.objects {
		d, ok := o.value.(pdfDict)
		if !ok || d["Type"] != pdfName("Page") {
			continue
		}
		n++
		c := &canvas{x: x, f: f, page: n, fonts: map[string]*pdfFont{}}
		if err := c.draw(d); err != nil {
			return nil, fmt.Errorf("page %d: %w", n, err)
		}
		c.judge(f.box(d))
		if c.pictures > 0 {
			unread[n] = fmt.Sprintf("page %d: %d pictures; their text was not read", n, c.pictures)
		}
	}
	if n == 0 {
		return nil, errors.New("a PDF without pages")
	}
	return unread, nil
}

// box gives the visible part of a page, inherited where it must be.
func (f *pdfFile) box(d pdfDict) [4]float64 {
	for _, key := range []pdfName{"CropBox", "MediaBox"} {
		for at, up := d, 0; at != nil && up < 32; at, up = f.dict(at["Parent"]), up+1 {
			if a := f.array(at[key]); len(a) == 4 {
				x0, y0, x1, y1 := f.number(a[0]), f.number(a[1]), f.number(a[2]), f.number(a[3])
				return [4]float64{math.Min(x0, x1), math.Min(y0, y1), math.Max(x0, x1), math.Max(y0, y1)}
			}
		}
	}
	return [4]float64{0, 0, 612, 792}
}

func (f *pdfFile) resources(d pdfDict) pdfDict {
	for up := 0; d != nil && up < 32; d, up = f.dict(d["Parent"]), up+1 {
		if r := f.dict(d["Resources"]); r != nil {
			return r
		}
	}
	return nil
}

// draw interprets the contents of a page and the appearances on it.
func (c *canvas) draw(page pdfDict) error {
	var src []byte
	contents := c.f.get(page["Contents"])
	list, ok := contents.(pdfArray)
	if !ok {
		list = pdfArray{contents}
	}
	for _, e := range list {
		s, ok := c.f.get(e).(*pdfStream)
		if !ok {
			continue
		}
		data, err := c.f.decode(s, c.x.spend)
		if err != nil {
			return err
		}
		src = append(append(src, data...), '\n')
	}
	g := graphics{ctm: identity, scale: 1}
	if err := c.run(src, c.f.resources(page), g, 0); err != nil {
		return err
	}
	for _, a := range c.f.array(page["Annots"]) {
		for _, state := range c.f.dict(c.f.dict(a)["AP"]) {
			if s, ok := c.f.get(state).(*pdfStream); ok {
				if err := c.form(s, c.f.resources(page), g, 1); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// form draws a form XObject.
func (c *canvas) form(s *pdfStream, outer pdfDict, g graphics, depth int) error {
	if depth > 12 {
		return nil
	}
	data, err := c.f.decode(s, c.x.spend)
	if err != nil {
		return err
	}
	if m := c.f.array(s.dict["Matrix"]); len(m) == 6 {
		var n matrix
		for i := range n {
			n[i] = c.f.number(m[i])
		}
		g.ctm = n.mul(g.ctm)
	}
	res := c.f.dict(s.dict["Resources"])
	if res == nil {
		res = outer
	}
	return c.run(data, res, g, depth+1)
}

// run interprets one content stream.
func (c *canvas) run(src []byte, res pdfDict, g graphics, depth int) error {
	l := &pdfLexer{src: src}
	var stack []graphics
	var args []any
	tm, line := identity, identity
	var pending []rect
	num := func(i int) float64 {
		if i < len(args) {
			n, _ := args[i].(float64)
			return n
		}
		return 0
	}
	for {
		if c.steps++; c.steps > maxSteps {
			return errSteps
		}
		v, err := l.value(0, false)
		if err == io.EOF {
			return nil
		} else if err != nil {
			continue
		}
		op, isOp := v.(pdfWord)
		if !isOp {
			if len(args) < 64 {
				args = append(args, v)
			}
			continue
		}
		switch op {
		case "q":
			if len(stack) < 512 {
				stack = append(stack, g)
			}
		case "Q":
			if len(stack) > 0 {
				g, stack = stack[len(stack)-1], stack[:len(stack)-1]
			}
		case "cm":
			g.ctm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}.mul(g.ctm)
		case "BT":
			tm, line = identity, identity
		case "Tf":
			if n, ok := first(args).(pdfName); ok {
				g.font = c.font(res, n)
			}
			g.size = num(1)
		case "Tc":
			g.char = num(0)
		case "Tw":
			g.word = num(0)
		case "Tz":
			g.scale = num(0) / 100
		case "Ts":
			g.raise = num(0)
		case "TL":
			g.leading = num(0)
		case "Tr":
			g.mode = int(num(0))
		case "Td", "TD":
			if op == "TD" {
				g.leading = -num(1)
			}
			line = matrix{1, 0, 0, 1, num(0), num(1)}.mul(line)
			tm = line
		case "Tm":
			line = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}
			tm = line
		case "T*":
			line = matrix{1, 0, 0, 1, 0, -g.leading}.mul(line)
			tm = line
		case "Tj":
			tm = c.show(g, tm, first(args))
		case "'":
			line = matrix{1, 0, 0, 1, 0, -g.leading}.mul(line)
			tm = c.show(g, line, first(args))
		case "\"":
			g.word, g.char = num(0), num(1)
			line = matrix{1, 0, 0, 1, 0, -g.leading}.mul(line)
			if len(args) > 2 {
				tm = c.show(g, line, args[2])
			}
		case "TJ":
			list, _ := first(args).(pdfArray)
			for _, e := range list {
				if n, ok := e.(float64); ok {
					tm = matrix{1, 0, 0, 1, -n / 1000 * g.size * g.scale, 0}.mul(tm)
					continue
				}
				tm = c.show(g, tm, e)
			}
		case "g":
			g.white = num(0) >= 0.98
		case "rg":
			g.white = num(0) >= 0.98 && num(1) >= 0.98 && num(2) >= 0.98
		case "k":
			g.white = num(0)+num(1)+num(2)+num(3) <= 0.02
		case "sc", "scn":
			g.white = len(args) > 0 && allWhite(args)
		case "re":
			x0, y0 := g.ctm.apply(num(0), num(1))
			x1, y1 := g.ctm.apply(num(0)+num(2), num(1)+num(3))
			pending = append(pending, rect{math.Min(x0, x1), math.Min(y0, y1), math.Max(x0, x1), math.Max(y0, y1), 0, false})
		case "f", "F", "f*", "B", "B*", "b", "b*":
			for _, r := range pending {
				r.order, r.white = c.steps, g.white
				c.boxes = append(c.boxes, r)
			}
			pending = pending[:0]
		case "S", "s", "n":
			pending = pending[:0]
		case "Do":
			if n, ok := first(args).(pdfName); ok {
				if err := c.do(res, n, g, depth); err != nil {
					return err
				}
			}
		case "BI":
			c.pictures++
			if i := bytes.Index(src[l.at:], []byte("EI")); i >= 0 {
				l.at += i + 2
			}
		}
		args = args[:0]
	}
}

func first(args []any) any {
	if len(args) == 0 {
		return nil
	}
	return args[0]
}

func allWhite(args []any) bool {
	for _, a := range args {
		if n, ok := a.(float64); ok && n < 0.98 {
			return false
		}
	}
	return len(args) == 1 || len(args) == 3
}

func (c *canvas) font(res pdfDict, name pdfName) *pdfFont {
	v := c.f.dict(res["Font"])[name]
	key := fmt.Sprintf("%v/%s", v, name)
	if p, known := c.fonts[key]; known {
		return p
	}
	var p *pdfFont
	if d := c.f.dict(v); d != nil {
		p = c.x.font(c.f, d)
	}
	c.fonts[key] = p
	return p
}

func (c *canvas) do(res pdfDict, name pdfName, g graphics, depth int) error {
	s, ok := c.f.get(c.f.dict(res["XObject"])[name]).(*pdfStream)
	if !ok {
		return nil
	}
	switch s.dict["Subtype"] {
	case pdfName("Form"):
		return c.form(s, res, g, depth)
	case pdfName("Image"):
		c.pictures++
		x0, y0 := g.ctm.apply(0, 0)
		x1, y1 := g.ctm.apply(1, 1)
		r := rect{math.Min(x0, x1), math.Min(y0, y1), math.Max(x0, x1), math.Max(y0, y1), c.steps, false}
		c.scans = append(c.scans, r)
		if see := s.dict["SMask"] != nil || s.dict["Mask"] != nil || s.dict["ImageMask"] == true; !see {
			c.boxes = append(c.boxes, r)
		}
	}
	return nil
}

// show draws one string and gives the text matrix after it.
func (c *canvas) show(g graphics, tm matrix, v any) matrix {
	s, ok := v.(pdfString)
	if !ok || g.font == nil {
		return tm
	}
	at := tm.mul(g.ctm)
	px, py := at.apply(0, g.raise)
	size := math.Abs(g.size) * math.Hypot(at[2], at[3])
	p := piece{x: px, y: py, size: size, order: c.steps}
	switch {
	case g.mode == 3 || g.mode == 7:
		p.hidden = unseen
	case g.white:
		p.hidden = white
	case size < 1:
		p.hidden = "smaller than one point"
	}
	var b strings.Builder
	for _, cd := range g.font.codes(s) {
		b.WriteString(g.font.text(cd))
		w := g.font.width(cd)/1000*g.size + g.char
		if cd == ' ' && !g.font.wide {
			w += g.word
		}
		tm = matrix{1, 0, 0, 1, w * g.scale, 0}.mul(tm)
	}
	p.text = b.String()
	p.end, _ = tm.mul(g.ctm).apply(0, 0)
	if p.text != "" {
		c.pieces = append(c.pieces, p)
	}
	return tm
}

// judge looks at what the page drew: for secrets in two orders, and for what is
// there and cannot be seen.
func (c *canvas) judge(box [4]float64) {
	at := fmt.Sprintf("page %d", c.page)
	var all, seen strings.Builder
	var invisible []string
	for i := range c.pieces {
		p := &c.pieces[i]
		if p.hidden == white && c.onDark(*p) {
			p.hidden = ""
		}
		if p.hidden == unseen && c.ofScan(*p) {
			p.hidden = ""
		} else if p.hidden == "" {
			p.hidden = c.concealed(*p, box)
		}
		all.WriteString(p.text)
		all.WriteString(gap(c.pieces, i))
		if p.hidden != "" && strings.TrimSpace(p.text) != "" {
			c.x.text(InHidden, at+", "+p.hidden, p.text)
			if !slices.Contains(invisible, p.hidden) {
				invisible = append(invisible, p.hidden)
			}
			continue
		}
		seen.WriteString(p.text)
		seen.WriteString(gap(c.pieces, i))
	}
	for _, why := range invisible {
		c.x.present(InHidden, "text that cannot be seen", at+", "+why)
	}
	c.x.text(InText, at+", in the order of drawing", seen.String())
	c.x.text(InHidden, at+", visible and invisible together", all.String())
	byPlace := slices.Clone(c.pieces)
	slices.SortStableFunc(byPlace, func(a, b piece) int {
		if math.Abs(a.y-b.y) > math.Min(a.size, b.size)/2 {
			return cmp.Compare(b.y, a.y)
		}
		return cmp.Compare(a.x, b.x)
	})
	var placed strings.Builder
	for i := range byPlace {
		placed.WriteString(byPlace[i].text)
		placed.WriteString(gap(byPlace, i))
	}
	c.x.text(InText, at+", by position", placed.String())
}

// gap gives the space between a piece and the next: a word space when they lie
// apart, nothing when they touch.
func gap(ps []piece, i int) string {
	if i+1 >= len(ps) {
		return ""
	}
	a, b := ps[i], ps[i+1]
	if math.Abs(a.y-b.y) > math.Max(a.size, b.size)/2 {
		if strings.HasSuffix(a.text, "\u00ad") || strings.HasSuffix(a.text, "-") {
			return "" // a word broken over two lines
		}
		return " "
	}
	if b.x-a.end > 0.2*math.Max(a.size, 1) {
		return " "
	}
	return ""
}

// unseen is why text that is drawn without ink cannot be seen. Over a picture it
// is how the text of a scan is written, and what the picture shows is for whoever
// reads pictures.
const unseen = "drawn invisibly"

func (c *canvas) ofScan(p piece) bool {
	return slices.ContainsFunc(c.scans, func(r rect) bool { return r.holds(p) })
}

// white is why white text cannot be seen on white paper.
const white = "white"

// onDark reports whether a piece was drawn on a box that is not white.
func (c *canvas) onDark(p piece) bool {
	for i := len(c.boxes) - 1; i >= 0; i-- {
		if r := c.boxes[i]; r.order < p.order && r.holds(p) {
			return !r.white
		}
	}
	return false
}

// holds reports whether the middle of a piece lies within r.
func (r rect) holds(p piece) bool {
	mid, y := (p.x+p.end)/2, p.y+p.size*0.3
	return r.x0 <= mid && mid <= r.x1 && r.y0 <= y && y <= r.y1
}

// concealed says why a piece cannot be seen: off the page, or under a box that
// was drawn after it.
func (c *canvas) concealed(p piece, box [4]float64) string {
	if p.end < box[0] || p.x > box[2] || p.y < box[1]-p.size || p.y > box[3] {
		return "off the page"
	}
	for _, r := range c.boxes {
		if r.order > p.order && r.holds(p) {
			return "covered"
		}
	}
	return ""
}
