package annex

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	_ "image/jpeg" // pictures as annexes
	"image/png"
	"math"
	"strings"
	"unicode"

	"paraaf/documents"
	"paraaf/documents/foreign"
	"paraaf/documents/pdf"
)

// maxPixels bounds a picture: 64 million pixels.
const maxPixels = 64 << 20

// A Source is where the text of a page comes from.
type Source string

// Read as the file gives it, read from the pixels, or not read at all: then
// only a person can say what is on it.
const (
	FromFile   Source = "file"
	FromPixels Source = "pixels"
	Unread     Source = "unread"
	Broken     Source = "broken" // it cannot be drawn either
)

// A Paper is an open annex of pages. It is not safe for concurrent use.
type Paper struct {
	doc   *foreign.Document
	tiff  *tiffFile
	at    int // the page of tiff that img is of
	img   *image.RGBA
	w, h  float64 // points, of img
	ocr   foreign.OCR
	Pages int
}

// Open opens an annex of pages. It fails with *documents.Unreadable on what
// cannot be read. ocr may be the zero OCR.
func Open(r *foreign.Reader, ocr foreign.OCR, data []byte) (*Paper, error) {
	form, err := Sniff(data)
	if err != nil {
		return nil, err
	}
	switch form {
	case PDF:
		doc, err := r.Open(data)
		if err != nil {
			return nil, err
		}
		return &Paper{doc: doc, ocr: ocr, Pages: doc.Pages}, nil
	case PNG, JPEG:
		cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return nil, &documents.Unreadable{Text: "Deze afbeelding is beschadigd. Kies een ander bestand."}
		}
		if cfg.Width < 1 || cfg.Height < 1 || cfg.Width > maxPixels/cfg.Height {
			return nil, &documents.Unreadable{Text: fmt.Sprintf("Deze afbeelding is te groot (%d bij %d beeldpunten). Verklein haar tot hooguit 64 miljoen beeldpunten.", cfg.Width, cfg.Height)}
		}
		m, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			return nil, &documents.Unreadable{Text: "Deze afbeelding is beschadigd. Kies een ander bestand."}
		}
		p := &Paper{img: image.NewRGBA(image.Rect(0, 0, cfg.Width, cfg.Height)), ocr: ocr, Pages: 1}
		draw.Draw(p.img, p.img.Bounds(), image.White, image.Point{}, draw.Src)
		draw.Draw(p.img, p.img.Bounds(), m, m.Bounds().Min, draw.Over)
		if form == JPEG {
			p.img = upright(p.img, data)
			cfg.Width, cfg.Height = p.img.Bounds().Dx(), p.img.Bounds().Dy()
		}
		p.w, p.h = onA4(cfg.Width, cfg.Height)
		return p, nil
	case TIFF:
		t, err := openTIFF(data)
		if err != nil {
			return nil, err
		}
		p := &Paper{tiff: t, at: -1, ocr: ocr, Pages: len(t.at)}
		return p, p.turn(0)
	}
	return nil, &documents.Unreadable{Text: "Dit stuk heeft geen pagina's om te tonen."}
}

// onA4 gives the size of a picture in points. A picture says nothing reliable about its
// size on paper: it is laid on A4.
func onA4(width, height int) (w, h float64) {
	long, short := 842.0, 595.0
	if width > height {
		w = min(long, short*float64(width)/float64(height))
		h = w * float64(height) / float64(width)
	} else {
		h = min(long, short*float64(height)/float64(width))
		w = h * float64(width) / float64(height)
	}
	return max(w, 3), max(h, 3)
}

// turn has the picture be that of page n, from 0: of a TIFF one page is unpacked at a time.
func (p *Paper) turn(n int) error {
	if p.tiff == nil || p.at == n {
		return nil
	}
	m, w, h, err := p.tiff.page(n)
	if err == nil {
		p.img, p.w, p.h, p.at = m, w, h, n
	}
	return err
}

// Close closes the annex.
func (p *Paper) Close() error {
	if p.doc == nil {
		return nil
	}
	return p.doc.Close()
}

// A glyph is a character in its place. Characters that were read from pixels
// share the box of their word.
type glyph struct {
	r    rune
	box  foreign.Box
	line int // on its page
	word int // on its page; characters of one word go together when one goes
}

// A Page is one page as it is read.
type Page struct {
	Width, Height float64 // points
	Text          string  // lines end in "\n"
	Source        Source
	// Pictures says that more is drawn on it than the text accounts for; set when
	// the page was drawn at 100 dots an inch or more.
	Pictures bool

	glyphs []glyph
	at     []int         // offset of each glyph in Text
	lines  []foreign.Box // as high as the line
	sizes  []float64     // em of each line
	below  []bool        // the line has letters that hang below it
	starts []bool        // the line starts a paragraph
	image  *image.RGBA
	dpi    float64

	// Of a page that is being rebuilt: the text that stays, and the colours it needs.
	lasting []pdf.ScanLine
	tone    tone
}

// Page reads page n, from 0, and draws it at dpi dots an inch; at 0 it is only
// read, which says nothing about pages without text.
func (p *Paper) Page(ctx context.Context, n int, dpi float64) (Page, error) {
	if n < 0 || n >= p.Pages {
		return Page{}, fmt.Errorf("page %d of %d", n+1, p.Pages)
	}
	out := Page{Source: FromFile}
	if p.doc != nil {
		read, err := p.doc.Read(n, dpi)
		if err != nil {
			return Page{}, err
		}
		out.Width, out.Height, out.image, out.dpi = read.Width, read.Height, read.Image, dpi
		out.takeChars(rightToLeft(read.Chars))
	} else {
		if err := p.turn(n); err != nil {
			return Page{}, err
		}
		out.Width, out.Height, out.image = p.w, p.h, p.img
		out.dpi = float64(p.img.Bounds().Dx()) / p.w * 72
	}
	if strings.TrimSpace(out.Text) == "" {
		out.Source = Unread
		if p.ocr.Present() {
			words, err := p.look(ctx, n, out)
			if err != nil {
				return Page{}, err
			}
			out.takeWords(words)
			out.Source = FromPixels
		}
	}
	if out.image != nil && dpi >= 100 {
		out.Pictures = out.inkBeside()
	}
	return out, nil
}

// draw draws page n, from 0, anew.
func (p *Paper) draw(n int, dpi float64, pg *Page) error {
	if p.doc == nil { // a picture is as it is
		if err := p.turn(n); err != nil {
			return err
		}
		pg.image, pg.dpi = p.img, float64(p.img.Bounds().Dx())/p.w*72
		return nil
	}
	drawn, err := p.doc.Draw(n, dpi)
	pg.image, pg.dpi = drawn.Image, dpi
	return err
}

// PixelDPI is at how many dots an inch pages are drawn to read their pixels: finer costs
// time and reads no better.
const PixelDPI = 200

// look reads the pixels of a page.
func (p *Paper) look(ctx context.Context, n int, pg Page) ([]foreign.Word, error) {
	if p.doc != nil && pg.dpi != PixelDPI {
		if err := p.draw(n, PixelDPI, &pg); err != nil {
			return nil, err
		}
	}
	return p.ocr.Read(ctx, pg.image, pg.dpi)
}

// cellGap is how wide the space between two cells of a table is at least, in em. Lines
// that are filled out to both margins seldom have one of half of it.
const cellGap = 1.5

// gap is what stands in the text between two words of a line: a tab when they lie so far
// apart that they are cells of a table. What runs to the left may have its neighbour
// elsewhere on the line.
func gap(a, b foreign.Box, em float64, text string) byte {
	if b.X0-a.X1 > cellGap*max(em, 1) && !leftward(text) {
		return '\t'
	}
	return ' '
}

// takeChars puts characters in lines and words.
func (pg *Page) takeChars(chars []foreign.Char) {
	var b strings.Builder
	line, word := -1, -1
	spaced, broken := true, true
	between := false // a space waits for the next word
	var last foreign.Box
	for _, c := range chars {
		if c.Rune == '\r' || c.Rune == '\n' {
			broken = true
			continue
		}
		if c.Rune == 0 || unicode.IsControl(c.Rune) && c.Rune != '\t' && c.Rune != 2 {
			continue
		}
		cut := c.Rune == 2 || c.Rune == 0xfffe // PDFium's hyphen at the end of a line, without that end
		if cut {
			c.Rune = '-'
		}
		if unicode.IsSpace(c.Rune) || c.Rune == 0xa0 {
			between = between || !spaced && !broken
			spaced = true
			continue
		}
		if c.Generated {
			continue
		}
		// A place far from the one before is another line, whatever the file says.
		if apart := c.Box.Y0 > last.Y1 || c.Box.Y1 < last.Y0; apart && (c.Box.X0 < last.X0-c.Size || c.Box.Y0 > last.Y1+c.Size || c.Box.Y1 < last.Y0-c.Size) {
			broken = true
		}
		if between && !broken {
			b.WriteByte(gap(last, c.Box, pg.sizes[line], string([]rune{pg.glyphs[len(pg.glyphs)-1].r, c.Rune})))
		} else if between {
			b.WriteByte(' ')
		}
		between = false
		if broken {
			if line >= 0 {
				b.WriteByte('\n')
			}
			line++
			pg.lines = append(pg.lines, c.Box)
			pg.sizes = append(pg.sizes, c.Size)
			pg.starts = append(pg.starts, true)
		}
		if broken || spaced {
			word++
		}
		spaced, broken = false, cut
		pg.lines[line] = union(pg.lines[line], c.Box)
		pg.sizes[line] = max(pg.sizes[line], c.Size)
		pg.at = append(pg.at, b.Len())
		pg.glyphs = append(pg.glyphs, glyph{c.Rune, c.Box, line, word})
		b.WriteRune(c.Rune)
		last = c.Box
	}
	if between {
		b.WriteByte(' ')
	}
	if line >= 0 {
		b.WriteByte('\n')
	}
	pg.Text = b.String()
	pg.measure()
	for i := 1; i < len(pg.lines); i++ { // close lines below each other are one paragraph
		gap := pg.lines[i-1].Y0 - pg.lines[i].Y1
		pg.starts[i] = gap < -2 || gap > 0.75*max(pg.height(i), pg.height(i-1)) || math.Abs(pg.height(i)-pg.height(i-1)) > 4
	}
}

func (pg *Page) height(line int) float64 { return pg.lines[line].Y1 - pg.lines[line].Y0 }

// takeWords puts words that were read from pixels in lines.
func (pg *Page) takeWords(words []foreign.Word) {
	var b strings.Builder
	line := -1
	for i, w := range words {
		if w.LineStarts || line < 0 {
			if line >= 0 {
				b.WriteByte('\n')
			}
			line++
			pg.lines = append(pg.lines, w.Box)
			pg.sizes = append(pg.sizes, w.Box.Y1-w.Box.Y0)
			pg.starts = append(pg.starts, w.Paragraph)
		} else {
			b.WriteByte(gap(words[i-1].Box, w.Box, words[i-1].Box.Y1-words[i-1].Box.Y0, words[i-1].Text+w.Text))
		}
		pg.lines[line] = union(pg.lines[line], w.Box)
		for _, r := range w.Text {
			pg.at = append(pg.at, b.Len())
			pg.glyphs = append(pg.glyphs, glyph{r, w.Box, line, i})
			b.WriteRune(r)
		}
	}
	if line >= 0 {
		b.WriteByte('\n')
	}
	pg.Text = b.String()
	pg.measure()
}

func union(a, b foreign.Box) foreign.Box {
	return foreign.Box{X0: min(a.X0, b.X0), Y0: min(a.Y0, b.Y0), X1: max(a.X1, b.X1), Y1: max(a.Y1, b.Y1)}
}

// Boxes gives where a stretch of Text stands: for every line one rectangle as
// high as the line and padded.
func (pg *Page) Boxes(s documents.Span) []foreign.Box {
	var which []int
	for i, at := range pg.at {
		if s.Start <= at && at < s.End {
			which = append(which, i)
		}
	}
	return pg.boxes(which)
}

// boxes gives the boxes of glyphs, which are in order.
func (pg *Page) boxes(which []int) []foreign.Box {
	var out []foreign.Box
	for k := 0; k < len(which); {
		first := pg.glyphs[which[k]]
		box := first.box
		for k++; k < len(which) && which[k] == which[k-1]+1 && pg.glyphs[which[k]].line == first.line; k++ {
			box = union(box, pg.glyphs[which[k]].box)
		}
		out = append(out, pg.pad(box, first.line))
	}
	return out
}

// pad makes a box as high as its line, or as wide where the line runs up or
// down the page, and some more.
func (pg *Page) pad(b foreign.Box, line int) foreign.Box {
	l, em := pg.lines[line], pg.sizes[line]
	if l.Y1-l.Y0 > 2*(l.X1-l.X0) && l.Y1-l.Y0 > 3*em {
		grow := max(0, 1.05*em-(l.X1-l.X0)) / 2
		b.X0, b.X1 = l.X0-grow, l.X1+grow
		b.Y0, b.Y1 = b.Y0-0.2*em, b.Y1+0.2*em
	} else {
		base := l.Y0
		if pg.below[line] {
			base += descent * em
		}
		b.Y0, b.Y1 = min(b.Y0, base-0.25*em)-0.3, max(b.Y1, base+0.8*em)+0.3
		b.X0, b.X1 = b.X0-0.2*em, b.X1+0.2*em
	}
	return foreign.Box{X0: max(b.X0, 0), Y0: max(b.Y0, 0), X1: min(b.X1, pg.Width), Y1: min(b.Y1, pg.Height)}
}

// How far letters reach above and below the line they stand on, in em: most
// typefaces for text come near it.
const (
	ascent  = 0.72
	middle  = 0.5
	descent = 0.21
)

// measure gives every line the size of its letters, by which of them rise above
// it and hang below it: the size in the file says nothing, since what is drawn
// may be scaled.
func (pg *Page) measure() {
	above := make([]bool, len(pg.lines))
	pg.below = make([]bool, len(pg.lines))
	for _, g := range pg.glyphs {
		switch {
		case strings.ContainsRune("gjpqyQ,;()[]{}|/@$", g.r):
			pg.below[g.line] = true
			above[g.line] = above[g.line] || !strings.ContainsRune("gpqy,;", g.r)
		case unicode.IsUpper(g.r) || unicode.IsDigit(g.r) || strings.ContainsRune("bdfhklti'\"’“”", g.r):
			above[g.line] = true
		}
	}
	for i, l := range pg.lines {
		reach := middle
		if above[i] {
			reach = ascent
		}
		if pg.below[i] {
			reach += descent
		}
		high := l.Y1 - l.Y0
		if high > 3*(l.X1-l.X0) { // runs up or down; one or two letters do not
			high = l.X1 - l.X0
		}
		pg.sizes[i] = min(max(high/reach, 2), 200)
	}
}

// Preview gives the page as PNG, for a person to look at. The page must have been
// drawn.
func (pg *Page) Preview() ([]byte, error) {
	if pg.image == nil {
		return nil, fmt.Errorf("show a page that was not drawn")
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, pg.image); err != nil {
		return nil, fmt.Errorf("encode the picture of a page: %w", err)
	}
	return b.Bytes(), nil
}

// pixels gives where a box lies in the picture, rounded outward.
func (pg *Page) pixels(b foreign.Box, bounds image.Rectangle) image.Rectangle {
	sx, sy := float64(bounds.Dx())/pg.Width, float64(bounds.Dy())/pg.Height
	return image.Rect(int(math.Floor(b.X0*sx)), int(math.Floor((pg.Height-b.Y1)*sy)), int(math.Ceil(b.X1*sx)), int(math.Ceil((pg.Height-b.Y0)*sy))).Intersect(bounds)
}

// light gives the brightness of a pixel, 0 to 255.
func light(m *image.RGBA, x, y int) int {
	o := m.PixOffset(x, y)
	p := m.Pix[o : o+3 : o+3]
	return (299*int(p[0]) + 587*int(p[1]) + 114*int(p[2])) / 1000
}

// contrast is the least difference in brightness that a person reads.
const contrast = 40

// ink reports for every glyph whether it can be seen: whether there is contrast
// where it stands. A narrow one ("l", ".") fills its box and has no contrast of its own;
// it is judged with its surroundings, and only beside a letter of its word that
// can be seen.
func (pg *Page) ink() []bool {
	out := make([]bool, len(pg.glyphs))
	wide := make([]bool, len(pg.glyphs))
	words := map[int][2]bool{} // of a word: has a wide glyph, has one with ink
	bounds := pg.image.Bounds()
	for i, g := range pg.glyphs {
		size := max(pg.sizes[g.line], 1)
		wide[i] = g.box.X1-g.box.X0 > 0.35*size && g.box.Y1-g.box.Y0 > 0.35*size
		b := g.box
		if !wide[i] {
			m := max(0.12*size, 0.5)
			b = foreign.Box{X0: b.X0 - m, Y0: b.Y0 - m, X1: b.X1 + m, Y1: b.Y1 + m}
		}
		out[i] = pg.contrasts(pg.pixels(b, bounds))
		if wide[i] {
			w := words[g.word]
			words[g.word] = [2]bool{true, w[1] || out[i]}
		}
	}
	for i, g := range pg.glyphs {
		if w := words[g.word]; !wide[i] && w[0] && !w[1] {
			out[i] = false
		}
	}
	return out
}

func (pg *Page) contrasts(r image.Rectangle) bool {
	lo, hi := 255, 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			l := light(pg.image, x, y)
			lo, hi = min(lo, l), max(hi, l)
		}
		if hi-lo >= contrast {
			return true
		}
	}
	return false
}

// inkBeside reports whether more is drawn than its text accounts for: pictures,
// outlines, stamps, lines. It counts dark cells of about three points that no
// character stands in.
func (pg *Page) inkBeside() bool {
	const cell = 3.0
	cols, rows := int(pg.Width/cell)+1, int(pg.Height/cell)+1
	taken := make([]bool, cols*rows)
	for _, g := range pg.glyphs {
		for y := max(0, int((g.box.Y0-cell)/cell)); y <= min(rows-1, int((g.box.Y1+cell)/cell)); y++ {
			for x := max(0, int((g.box.X0-cell)/cell)); x <= min(cols-1, int((g.box.X1+cell)/cell)); x++ {
				taken[y*cols+x] = true
			}
		}
	}
	b := pg.image.Bounds()
	step := max(1, int(cell*float64(b.Dx())/pg.Width/4))
	dark := map[int]bool{}
	for y := b.Min.Y; y < b.Max.Y; y += step {
		row := min(rows-1, int((pg.Height-float64(y-b.Min.Y)*pg.Height/float64(b.Dy()))/cell))
		for x := b.Min.X; x < b.Max.X; x += step {
			if light(pg.image, x, y) > 200 {
				continue
			}
			if c := row*cols + min(cols-1, int(float64(x-b.Min.X)*pg.Width/float64(b.Dx())/cell)); !taken[c] {
				dark[c] = true
			}
		}
	}
	return len(dark) > 12
}

// Unseen gives what the file says that it shows on this page where there is no
// ink: text that is white, covered or invisible, in whole words of which half
// or more cannot be seen. The page must have been drawn.
func (pg *Page) Unseen() string {
	if pg.image == nil || pg.Source == FromPixels {
		return ""
	}
	var b strings.Builder
	ink := pg.ink()
	for i := 0; i < len(ink); {
		j, unseen := i, 0
		for ; j < len(ink) && pg.glyphs[j].word == pg.glyphs[i].word; j++ {
			if !ink[j] {
				unseen++
			}
		}
		if 2*unseen >= j-i {
			for _, g := range pg.glyphs[i:j] {
				b.WriteRune(g.r)
			}
			b.WriteByte(' ')
		}
		i = j
	}
	return b.String()
}

// ReadPixels reads what a page shows, whatever text the file gives. The page must have
// been drawn, at PixelDPI where it can be drawn finer or coarser. Nothing of the paper is
// touched: the next page may be drawn meanwhile. It fails as foreign.OCR.Read does.
func (pg *Page) ReadPixels(ctx context.Context, ocr foreign.OCR) (string, error) {
	words, err := ocr.Read(ctx, pg.image, pg.dpi)
	if err != nil {
		return "", err
	}
	var read Page
	read.takeWords(words)
	return read.Text, nil
}
