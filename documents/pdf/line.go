package pdf

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A shaped paragraph is its text as glyphs, cut into pieces that no line
// may divide. It is shaped once and can be broken for several widths.
type shaped struct {
	r      *render
	runs   []Run
	look   []Look // by run
	glyphs []glyph
	pieces []piece
	group  []int32 // by run: runs of one link, note or language share it
	pre    bool    // preformatted
	el     *elem   // owner of the text; inline elements hang under it
	inline map[int32]*elem
}

// A glyph is one rune as it is drawn. Width is in points and includes the kerning
// to the next glyph, kern is that kerning in font units.
type glyph struct {
	rune  rune
	width float32
	run   int32
	code  uint16
	gid   uint16
	kern  int16
	font  uint8
}

// A piece is glyphs that stay together. What follows decides whether a line may
// end here.
type piece struct {
	from, to int // glyphs, without the space
	space    int // glyphs of space after it: 0 or 1
	w, sw    float64
	end      ending
}

type ending uint8

const (
	never  ending = iota // the next piece belongs to the same word
	here                 // a line may end
	hyphen               // a line may end, with a hyphen
	must                 // the line ends
)

// A line is one line of a paragraph, ready to be drawn.
type line struct {
	s      *shaped
	spans  []span
	w      float64
	height float64
	rise   float64 // baseline below the line's top
	align  Align
	room   float64 // width of the column, for align
	notes  []*noteState
	last   bool // last of its paragraph
}

// A span is glyphs of one run and font.
type span struct {
	from, to int
	run      int32
	x, w     float64
	hyphen   bool // ends in a hyphen that the text does not have
}

const (
	tabWidth  = 4
	boxPad    = 4.0 // points inside a redaction box, left and right
	scriptRel = 0.62
)

// shape turns text into glyphs and pieces. pre keeps every space and line end.
func (r *render) shape(t Text, base Look, el *elem, pre bool) *shaped {
	s := &shaped{r: r, el: el, pre: pre}
	n := 0
	for _, run := range t {
		n += len(run.Text)
	}
	s.glyphs = make([]glyph, 0, n+len(t))
	s.pieces = make([]piece, 0, n/5+1)
	var group int32 = -1
	for _, run := range t {
		look := base
		look.Style |= run.Style
		if run.Link != "" && !run.Boxed {
			if run.Link = r.address(run.Link); run.Link != "" {
				look.Color = r.theme.Accent
			}
		}
		if run.Color != nil {
			look.Color = *run.Color
		}
		if run.Note != nil {
			run.Text = strconv.Itoa(r.note(run.Note).num)
			look.Style |= Superscript
			run.Link = ""
		}
		if look.Style&(Superscript|Subscript) != 0 {
			look.Size *= scriptRel
		}
		if run.Boxed {
			look.Style |= Bold
			look.Size *= 0.82
			look.Color = r.theme.BoxText
		}
		if k := len(s.runs) - 1; k < 0 || !sameGroup(s.runs[k], run) {
			group++
		}
		s.runs = append(s.runs, run)
		s.look = append(s.look, look)
		s.group = append(s.group, group)
		s.add(int32(len(s.runs) - 1))
	}
	s.kern()
	s.cut()
	return s
}

func sameGroup(a, b Run) bool {
	return a.Link == b.Link && a.Lang == b.Lang && a.Note == nil && b.Note == nil &&
		a.Boxed == b.Boxed && (a.Style^b.Style)&CodeStyle == 0
}

// add appends the glyphs of a run. Spaces are collapsed over run borders,
// except in preformatted text.
func (s *shaped) add(n int32) {
	run, look := &s.runs[n], s.look[n]
	if run.Break {
		s.newline(n, look, run.At)
		return
	}
	text, col := run.Text, 0
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	for i, c := range text {
		switch {
		case c == '\n' && s.pre:
			s.newline(n, look, run.At)
			col = 0
			continue
		case c == '\t' && s.pre:
			for k := tabWidth - col%tabWidth; k > 0; k-- {
				s.glyph(' ', n, look, run.At, i)
				col++
			}
			continue
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v':
			if k := len(s.glyphs) - 1; !s.pre && !run.Boxed && (k < 0 || s.glyphs[k].rune == ' ' || s.glyphs[k].rune == '\n') {
				continue
			}
			c = ' '
		case c == '\u00ad' || c == '\u200b':
			// Places where a line may end, with a hyphen or without: nothing to draw.
			if !run.Boxed {
				s.glyphs = append(s.glyphs, glyph{rune: c, run: n})
			}
			continue
		case c == '\ufeff' || c == '\u2060':
			continue // join the words that already stand together
		}
		s.glyph(c, n, look, run.At, i)
		col++
	}
}

// newline ends a line. A space goes before it, unseen: who hears the text or
// copies it must not get the words on both sides as one.
func (s *shaped) newline(n int32, look Look, at int) {
	if k := len(s.glyphs) - 1; k >= 0 && s.glyphs[k].rune != ' ' && s.glyphs[k].rune != '\n' {
		s.glyph(' ', n, look, at, 0)
	}
	s.glyphs = append(s.glyphs, glyph{rune: '\n', run: n})
}

func (s *shaped) glyph(c rune, n int32, look Look, at, i int) {
	f, code, gid, ok := s.r.lookup(c, look.Style)
	if !ok {
		if at >= 0 {
			at += i
		}
		s.r.miss(c, at)
		return
	}
	w := float32(float64(s.r.fonts[f].advance[gid]) * look.Size / float64(s.r.fonts[f].upem))
	s.glyphs = append(s.glyphs, glyph{rune: c, code: code, gid: gid, font: f, run: n, width: w})
}

// kern corrects the distance of neighbours in one font and run.
func (s *shaped) kern() {
	for i := 1; i < len(s.glyphs); i++ {
		a, b := &s.glyphs[i-1], &s.glyphs[i]
		if a.run != b.run || a.font != b.font || a.code == 0 || b.code == 0 {
			continue
		}
		f := s.r.fonts[a.font]
		if k := f.kern(a.gid, b.gid, &f.buf); k != 0 {
			a.kern = int16(k)
			a.width += float32(float64(k) * s.look[a.run].Size / float64(f.upem))
		}
	}
}

// cut finds the pieces. A line may end after a space, a hyphen or a dash that
// stands between letters, and after the separators of an address.
func (s *shaped) cut() {
	g := s.glyphs
	for i := 0; i < len(g); {
		p := piece{from: i, end: never}
		if run := g[i].run; s.runs[run].Boxed {
			for i < len(g) && g[i].run == run {
				i++
			}
			p.to, p.w = i, s.boxWidth(p.from, i)
		} else {
			for i < len(g) && p.end == never && (!s.separator(i) || s.tied(p.from, i)) {
				if s.pre && g[i].rune == ' ' || s.mayEndAfter(i) {
					p.end = here
				}
				p.w += float64(g[i].width)
				i++
			}
			p.to = i
		}
		if i == len(g) {
			p.end = here
		} else if c := g[i].rune; p.end == never && !s.runs[g[i].run].Boxed {
			switch {
			case c == ' ' && !s.pre:
				p.end, p.space, p.sw = here, 1, float64(g[i].width)
				i++
			case c == '\u00ad' && p.to > p.from:
				p.end = hyphen
				i++
			case c == '\u00ad' || c == '\u200b':
				p.end = here
				i++
			}
		}
		if i < len(g) && g[i].rune == '\n' && p.end != hyphen {
			p.end = must
			i++
		}
		s.pieces = append(s.pieces, p)
	}
}

// separator says that glyph i ends the piece before it.
func (s *shaped) separator(i int) bool {
	switch c := s.glyphs[i].rune; {
	case s.runs[s.glyphs[i].run].Boxed:
		return true
	case c == ' ':
		return !s.pre
	default:
		return c == '\n' || c == '\u00ad' || c == '\u200b'
	}
}

// tied says that the space at i must not end a line: it stands between a sign
// or abbreviation and the number that belongs to it, between a day and its
// month, or between groups of one number ("36 410").
func (s *shaped) tied(from, i int) bool {
	g := s.glyphs
	if s.pre || g[i].rune != ' ' || i-from > 7 {
		return false
	}
	before := lowered(g[from:i])
	next := i + 1
	for next < len(g) && next-i <= longestMonth && (unicode.IsLetter(g[next].rune) || unicode.IsDigit(g[next].rune)) {
		next++
	}
	after := lowered(g[i+1 : next])
	if after == "" {
		return false
	}
	if number := strings.TrimLeft(before, "(‘’“\""); number != "" && len(number) <= 3 && strings.Trim(number, "0123456789") == "" {
		return len(number) <= 2 && slices.Contains(monthNames, after) || len(after) == 3 && strings.Trim(after, "0123456789") == ""
	}
	switch before {
	case "€", "§", "art.", "artikel", "nr.", "nrs.", "nummer", "p.", "blz.", "lid", "vraag":
		return unicode.IsDigit(g[i+1].rune)
	}
	return false
}

var monthNames = []string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}

const longestMonth = len("september")

// lowered gives the runes of glyphs in lower case.
func lowered(g []glyph) string {
	var word [longestMonth + 1]rune
	n := 0
	for ; n < len(g) && n < len(word); n++ {
		word[n] = unicode.ToLower(g[n].rune)
	}
	return string(word[:n])
}

// boxWidth is the same for every box with up to so much text, whatever it
// stands for.
func (s *shaped) boxWidth(from, to int) float64 {
	w := 2 * boxPad
	for _, x := range s.glyphs[from:to] {
		w += float64(x.width)
	}
	return max(w, s.r.theme.BoxWidth*s.look[s.glyphs[from].run].Size)
}

// mayEndAfter says whether a line may end after a glyph that is not a space.
func (s *shaped) mayEndAfter(i int) bool {
	g := s.glyphs
	if i+1 >= len(g) || i == 0 {
		return false
	}
	prev, c, next := g[i-1].rune, g[i].rune, g[i+1].rune
	switch c {
	case '-', '‐':
		// "zorg- en" ends at the space; "2026-04", "-5", "Z-CERT" and "PvdA-GL"
		// stay whole.
		return i > 1 && unicode.IsLetter(g[i-2].rune) && unicode.IsLetter(prev) && unicode.IsLetter(next) &&
			i+3 < len(g) && unicode.IsLetter(g[i+2].rune) && unicode.IsLetter(g[i+3].rune)
	case '–', '—':
		return next != ' ' && !unicode.IsDigit(prev)
	case '/':
		return next != '/' && next != ' ' && (unicode.IsLetter(prev) || prev == '/')
	case '?', '&', '=', '_', '#':
		return s.runs[g[i].run].Link != "" && next != ' '
	case '.', '@':
		return s.runs[g[i].run].Link != "" && unicode.IsLetter(next)
	}
	return false
}

// divided is s.pieces with every word that may be hyphenated cut into parts.
func (s *shaped) divided() []piece {
	out := make([]piece, 0, len(s.pieces)*2)
	var word [maxWord]rune
	for _, p := range s.pieces {
		// A word with a comma after it or a bracket before it is still a word.
		a, b := p.from, p.to
		for a < b && !unicode.IsLetter(s.glyphs[a].rune) {
			a++
		}
		for b > a && !unicode.IsLetter(s.glyphs[b-1].rune) {
			b--
		}
		if b-a < minWord || b-a > maxWord || s.whole(a) {
			out = append(out, p)
			continue
		}
		for i, x := range s.glyphs[a:b] {
			word[i] = x.rune
		}
		from := p.from
		for _, at := range s.r.hyphens(word[:b-a]) {
			q := piece{from: from, to: a + at, end: hyphen}
			for _, x := range s.glyphs[q.from:q.to] {
				q.w += float64(x.width)
			}
			out = append(out, q)
			from = q.to
		}
		if from > p.from {
			p.from, p.w = from, 0
			for _, x := range s.glyphs[p.from:p.to] {
				p.w += float64(x.width)
			}
		}
		out = append(out, p)
	}
	return out
}

// whole says that the piece around glyph i is never hyphenated: code, addresses,
// boxes and words in another language.
func (s *shaped) whole(i int) bool {
	if i >= len(s.glyphs) {
		return true
	}
	run := s.runs[s.glyphs[i].run]
	return run.Boxed || run.Lang != "" || run.Style&CodeStyle != 0 ||
		run.Link != "" && run.Link == run.Text || !s.r.dutch
}

// Costs of a line, in units of (slack/width)²·1000. They were chosen by looking:
// a hyphen is worth a line a fifth too short, and a paragraph is hyphenated only
// when without it a line would stay a quarter short.
const (
	costHyphen  = 40.0
	costLine    = 6.0
	costLonely  = 25.0 // a last line of one short word
	looseEnough = 0.24
)

// lines breaks the paragraph for a width. hyphens allows dividing words.
func (s *shaped) lines(width float64, look Look, hyphenate bool) []*line {
	if len(s.pieces) == 0 {
		return nil
	}
	pieces := s.fit(s.pieces, width)
	ends, loose := s.best(pieces, width)
	if hyphenate && loose > looseEnough {
		pieces = s.fit(s.divided(), width)
		ends, _ = s.best(pieces, width)
	}
	out := make([]*line, 0, len(ends))
	from := 0
	for k, end := range ends {
		l := s.line(pieces[from:end+1], look)
		l.room, l.last = width, k == len(ends)-1
		out = append(out, l)
		from = end + 1
	}
	return out
}

// fit cuts pieces that are wider than a line, anywhere.
func (s *shaped) fit(in []piece, width float64) []piece {
	hw, wide := s.hyphenWidth(), false
	limit := func(p *piece) float64 {
		if p.end == hyphen {
			return width - hw
		}
		return width
	}
	for i := range in {
		wide = wide || in[i].w > limit(&in[i])
	}
	if !wide {
		return in
	}
	var out []piece
	for _, p := range in {
		width := limit(&p)
		if p.w <= width || p.to-p.from < 2 || s.runs[s.glyphs[p.from].run].Boxed {
			out = append(out, p)
			continue
		}
		q := piece{from: p.from, to: p.from, end: here}
		for i := p.from; i < p.to; i++ {
			w := float64(s.glyphs[i].width)
			if q.w+w > width && i > q.from {
				out = append(out, q)
				q = piece{from: i, to: i, end: here}
			}
			q.w, q.to = q.w+w, i+1
		}
		q.space, q.sw, q.end = p.space, p.sw, p.end
		out = append(out, q)
	}
	return out
}

// best chooses line ends with the least raggedness over the whole paragraph:
// dynamic programming over the places where a line may start. It gives the
// last piece of each line, and how short the shortest line but the last is
// (0 to 1, of the width).
func (s *shaped) best(p []piece, width float64) ([]int, float64) {
	n := len(p)
	cost := make([]float64, n+1)
	prev := make([]int32, n+1) // start of the line that ends before here
	for i := 1; i <= n; i++ {
		cost[i] = math.Inf(1)
	}
	const hair = 0.01 // points; sums of widths are not exact
	hw := s.hyphenWidth()
	for i := range n {
		if math.IsInf(cost[i], 1) {
			continue
		}
		w, fits, reached := 0.0, i, false
		for j := i; j < n; j++ {
			w += p[j].w
			if w > width+hair {
				break
			}
			lw := w
			if p[j].end == hyphen {
				lw += hw
			}
			if lw <= width+hair {
				fits = j
			}
			if p[j].end != never && lw <= width+hair {
				c := cost[i] + costLine
				if short := (width - lw) / width; j < n-1 && p[j].end != must && short > 0 {
					c += 1000 * short * short
				}
				if p[j].end == hyphen {
					c += costHyphen
				}
				if j == n-1 && i > 0 && lw < width*0.12 {
					c += costLonely
				}
				relax(cost, prev, i, j, c)
				reached = true
			}
			if p[j].end == must {
				break
			}
			w += p[j].sw
		}
		if !reached { // no place to end within the width: end where it is full
			relax(cost, prev, i, fits, cost[i]+1e6)
		}
	}
	var ends []int
	for i := n; i > 0; i = int(prev[i]) {
		ends = append(ends, i-1)
	}
	loose := 0.0
	for a, b := 0, len(ends)-1; a < b; a, b = a+1, b-1 {
		ends[a], ends[b] = ends[b], ends[a]
	}
	from := 0
	for k, end := range ends {
		if k < len(ends)-1 && p[end].end != must {
			w := -p[end].sw
			for _, q := range p[from : end+1] {
				w += q.w + q.sw
			}
			loose = max(loose, (width-w)/width)
		}
		from = end + 1
	}
	return ends, loose
}

// relax notes a line from piece from to piece last, if none was cheaper.
func relax(cost []float64, prev []int32, from, last int, c float64) {
	if c < cost[last+1] {
		cost[last+1], prev[last+1] = c, int32(from)
	}
}

func (s *shaped) hyphenWidth() float64 {
	if len(s.look) == 0 {
		return 0
	}
	f, err := s.r.theme.Families[0].face(s.look[0].Style)
	if err != nil {
		return 0
	}
	return float64(f.advance[f.low['-']]) * s.look[0].Size / float64(f.upem)
}

// line lays pieces out from left to right.
func (s *shaped) line(p []piece, look Look) *line {
	l := &line{s: s, height: look.Leading, align: look.Align}
	l.rise = baseline(look)
	x := 0.0
	for k, q := range p {
		to := q.to
		if q.space > 0 {
			to += q.space // also at the end of a line: words that are read must not run together
		}
		for i := q.from; i < to; {
			g := s.glyphs[i]
			if g.code == 0 {
				i++
				continue
			}
			sp := span{from: i, run: g.run, x: x}
			if s.runs[g.run].Boxed {
				sp.to, sp.w = q.to, q.w
				i = q.to
			} else {
				for ; i < to && s.glyphs[i].run == g.run && s.glyphs[i].font == g.font && s.glyphs[i].code != 0; i++ {
					sp.w += float64(s.glyphs[i].width)
				}
				sp.to = i
			}
			x += sp.w
			// Spans that continue one another are drawn in one go.
			if n := len(l.spans) - 1; n >= 0 && l.spans[n].run == sp.run && l.spans[n].to == sp.from &&
				s.glyphs[l.spans[n].from].font == g.font && !s.runs[g.run].Boxed {
				l.spans[n].to, l.spans[n].w = sp.to, l.spans[n].w+sp.w
			} else {
				l.spans = append(l.spans, sp)
			}
			if n := s.runs[g.run].Note; n != nil {
				l.notes = append(l.notes, s.r.note(n))
			}
		}
		l.w = x
		if k == len(p)-1 {
			l.w -= q.sw
			if q.end == hyphen && len(l.spans) > 0 {
				l.spans[len(l.spans)-1].hyphen = true
				l.w += s.hyphenWidth()
			}
		}
	}
	return l
}

// baseline is how far the baseline lies below the top of a line.
func baseline(look Look) float64 { return look.Leading/2 + look.Size*0.33 }

// longest is the width of the widest piece, in points.
func (s *shaped) longest() float64 {
	narrow, _ := s.measure(math.Inf(1))
	return narrow
}

// measure gives the width of the widest piece (at most most) and of the whole text on
// one line.
func (s *shaped) measure(most float64) (narrow, wide float64) {
	w := 0.0
	for _, p := range s.pieces {
		narrow = max(narrow, min(p.w, most))
		w += p.w
		wide = max(wide, w)
		if w += p.sw; p.end == must {
			w = 0
		}
	}
	return narrow, wide
}
