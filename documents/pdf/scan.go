package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/color"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/jung-kurt/gofpdf"
)

// A Scan is a document of which every page is one picture, with the text that
// can be read on it laid over it unseen: for search, for copying and for whoever
// listens. It comes in the same standards as a Document.
type Scan struct {
	Title string
	Lang  string    // BCP 47; "nl-NL" when empty
	Date  time.Time // written as creation and change; the zero time writes neither
	Pages []ScanPage
}

// A ScanPage is one page. Measures are points.
type ScanPage struct {
	Width, Height float64
	Picture       *Picture   // covers the page
	Lines         []ScanLine // in reading order
	// Alt says what is on a page without lines that can be read, for who cannot see
	// it; then the picture itself is the content.
	Alt string
}

// A Picture is the picture of one page as it will stand in the file, packed, so
// that a scan of hundreds of pages takes no more memory than its file.
type Picture struct{ p *picture }

// A ScanLine is one line of text in its place: X and Y are points from the lower left
// corner of the page to the left end of its baseline.
type ScanLine struct {
	X, Y, Width, Size float64 // the width is that without the spaces at the end
	Text              string
	Joins             bool // belongs to the paragraph of the line before it
	// Leftward says that it is read from right to left, as Arabic and Hebrew are. Text
	// stands as it is read in any case, with the spaces behind it. It is written as it
	// lies there, from left to right, and said to be reversed (ISO 32000-1, 14.8.2.3.3):
	// so do others, and readers turn it round.
	Leftward bool
}

// maxScanSide is the longest side that PDF/A-2 lets a page have (ISO 19005-2,
// 6.1.13), in points.
const maxScanSide = 14400

// RenderScan writes s. It fails with *Refused on pages without a size or a
// picture that can be read. Runes that no font has are no error here: what is
// not drawn needs no outline, only a place and a meaning.
func RenderScan(s Scan) (out []byte, err error) {
	defer func() { // as in Render
		if x := recover(); x != nil {
			out, err = nil, fmt.Errorf("draw scan: %v", x)
		}
	}()
	if len(s.Pages) == 0 {
		return nil, &Refused{Text: "Dit stuk heeft geen pagina's.", At: -1}
	}
	r := newRender(&Document{Title: s.Title, Lang: s.Lang, Date: s.Date})
	face, err := SourceSans().face(0)
	if err != nil {
		return nil, fmt.Errorf("read embedded font: %w", err)
	}
	u := &fontUse{face: face, key: "f0", runes: make([]rune, face.glyphs)}
	if u.take(s) {
		r.fonts = append(r.fonts, u)
	}
	f := gofpdf.New("P", "pt", "A4", "")
	f.SetCompression(false)
	f.SetCatalogSort(true)
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	r.registerFonts(f)
	p := &painter{r: r, pdf: f}
	for n, pg := range s.Pages {
		if !(pg.Width >= 3 && pg.Height >= 3 && pg.Width <= maxScanSide && pg.Height <= maxScanSide) {
			return nil, &Refused{Text: fmt.Sprintf("Pagina %d heeft geen bruikbaar formaat.", n+1), At: -1}
		}
		if pg.Picture == nil {
			return nil, &Refused{Text: fmt.Sprintf("Van pagina %d ontbreekt het beeld.", n+1), At: -1}
		}
		pic := *pg.Picture.p // gets an object number of its own
		r.images = append(r.images, &pic)
		r.sizes = append(r.sizes, [2]float64{pg.Width, pg.Height})
		r.owners = append(r.owners, nil)
		f.AddPageFormat("P", gofpdf.SizeType{Wd: pg.Width, Ht: pg.Height})
		p.page, p.hasFont = n, false
		if !pg.legible() && pg.Alt != "" {
			fig := r.root.add("Figure")
			fig.attr.alt, fig.attr.bbox = pg.Alt, &[4]float64{0, 0, pg.Width, pg.Height}
			p.begin(fig)
		} else {
			p.artifact()
		}
		f.RawWriteStr(fmt.Sprintf("q %.2f 0 0 %.2f 0 0 cm /Im%d Do Q", pg.Width, pg.Height, n))
		p.end()
		var el *elem
		for _, l := range pg.Lines {
			if strings.TrimSpace(l.Text) == "" || !(l.Size > 0) {
				continue
			}
			if el == nil || !l.Joins {
				el = r.root.add("P")
			}
			p.begin(el)
			p.layer(u, l)
		}
		p.end()
	}
	if len(r.root.kids) == 0 {
		// A tree needs content (PDF/UA-1, 7.1): without text the pages themselves
		// are it, and say so.
		return nil, &Refused{Text: "Geen van de pagina's heeft leesbare tekst of een beschrijving.", At: -1}
	}
	var raw bytes.Buffer
	if err := f.Output(&raw); err != nil {
		return nil, fmt.Errorf("draw scan: %w", err)
	}
	return r.finish(raw.Bytes(), len(s.Pages))
}

// legible reports whether a page has a line that can be read.
func (p ScanPage) legible() bool {
	return slices.ContainsFunc(p.Lines, func(l ScanLine) bool { return strings.TrimSpace(l.Text) != "" && l.Size > 0 })
}

// mirrors are the brackets that are drawn the other way round in a line to the left.
var mirrors = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<', '«': '»', '»': '«'}

// mirrored gives a text that runs to the left as it lies there, and the other way about.
func mirrored(s string) string {
	out := []rune(s)
	slices.Reverse(out)
	for i, c := range out {
		if m, ok := mirrors[c]; ok {
			out[i] = m
		}
	}
	return string(out)
}

// layerRune is what is written for a rune: controls say nothing.
func layerRune(c rune) (rune, bool) {
	switch {
	case c == '\t' || c == '\n' || c == '\r' || unicode.Is(unicode.Zs, c):
		return ' ', true
	case unicode.IsControl(c) || c == 0xfffe || c == 0xffff || c == 0xfeff || c == unicode.ReplacementChar || unicode.Is(unicode.Cs, c) || unicode.Is(unicode.Co, c):
		return 0, false
	}
	return c, true
}

// take brings the runes of a scan into the font in the order of their numbers,
// so that codes say nothing about the order of the text. A rune without a glyph
// gets a code of its own that draws a space. It reports whether there are any.
func (u *fontUse) take(s Scan) bool {
	set := map[rune]bool{}
	for _, p := range s.Pages {
		for _, l := range p.Lines {
			for _, c := range l.Text {
				if c, ok := layerRune(c); ok {
					if m, turns := mirrors[c]; turns && l.Leftward {
						c = m
					}
					set[c] = true
				}
			}
		}
	}
	runes := make([]rune, 0, len(set))
	for c := range set {
		runes = append(runes, c)
	}
	slices.Sort(runes)
	space := u.glyph(' ', &u.buf)
	for _, c := range runes {
		if _, _, ok := u.code(c); ok {
			continue
		}
		if u.extra == nil {
			u.extra = map[rune]uint16{}
		}
		if n := u.glyphs + len(u.base); n < 0xffff {
			u.extra[c] = uint16(n)
			u.base = append(u.base, space)
			u.runes = append(u.runes, c)
		}
	}
	return len(runes) > 0
}

// layer writes a line unseen (text rendering mode 3), as wide as it is on the
// picture.
func (p *painter) layer(u *fontUse, l ScanLine) {
	var codes []uint16
	natural, behind := 0.0, 0.0 // without the spaces at the end, and of those
	for _, c := range l.Text {
		c, ok := layerRune(c)
		if !ok {
			continue
		}
		if m, turns := mirrors[c]; turns && l.Leftward {
			c = m
		}
		code, known := u.extra[c]
		if !known {
			if code, _, known = u.code(c); !known {
				continue
			}
		}
		codes = append(codes, code)
		behind += float64(u.width(int(code))) / 1000 * l.Size
		if c != ' ' {
			natural, behind = natural+behind, 0
		}
	}
	if len(codes) == 0 {
		return
	}
	scale := 100.0
	if natural > 0 && l.Width > 0 {
		scale = min(max(100*l.Width/natural, 1), 1000)
	}
	p.setFont(0, l.Size)
	b, x := p.buf, l.X
	if l.Leftward {
		slices.Reverse(codes)
		b, x = append(b, "/ReversedChars BMC "...), x-behind*scale/100
	}
	b = append(b, "BT 3 Tr "...)
	b = strconv.AppendFloat(b, scale, 'f', 2, 64)
	b = append(b, " Tz "...)
	b = strconv.AppendFloat(b, x, 'f', 2, 64)
	b = append(b, ' ')
	b = strconv.AppendFloat(b, l.Y, 'f', 2, 64)
	b = append(b, " Td [<"...)
	for _, c := range codes {
		b = append(b, hexDigits[c>>12], hexDigits[c>>8&15], hexDigits[c>>4&15], hexDigits[c&15])
	}
	b = append(b, ">] TJ ET"...)
	if l.Leftward {
		b = append(b, " EMC"...)
	}
	p.buf = b
	p.flush()
}

// NewPicture packs an image. A palette of black and white takes one bit a
// pixel, one of up to 16 even greys four; anything else is kept in grey or
// colour as it is. It fails on an image without pixels.
func NewPicture(m image.Image) (*Picture, error) {
	if m == nil || m.Bounds().Empty() {
		return nil, fmt.Errorf("pack a picture: no pixels")
	}
	b := m.Bounds()
	p := &picture{w: b.Dx(), h: b.Dy()}
	pal, ok := m.(*image.Paletted)
	var levels []byte
	if ok {
		levels, ok = greys(pal.Palette)
	}
	if ok {
		p.pack(pal, levels)
	} else {
		p.pixels(m)
	}
	var out bytes.Buffer
	z, err := zlib.NewWriterLevel(&out, 4) // as small as 6 for pages of text, in half the time
	if err != nil {
		return nil, fmt.Errorf("pack a picture: %w", err)
	}
	z.Write(p.raw) //nolint:errcheck // a bytes.Buffer does not fail
	z.Close()
	p.flat, p.raw = out.Bytes(), nil
	return &Picture{p}, nil
}

// NewJPEG takes a JPEG of grey or three colours without what stands beside its
// pixels. It fails on anything else.
func NewJPEG(b []byte) (*Picture, error) {
	cfg, form, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || form != "jpeg" || cfg.ColorModel != color.YCbCrModel && cfg.ColorModel != color.GrayModel {
		return nil, fmt.Errorf("take a picture: not a JPEG of grey or three colours (%v)", err)
	}
	bare, err := bareJPEG(b)
	if err != nil {
		return nil, fmt.Errorf("take a picture: %w", err)
	}
	return &Picture{&picture{w: cfg.Width, h: cfg.Height, gray: cfg.ColorModel == color.GrayModel, jpeg: bare}}, nil
}

// pack takes the samples of a palette of greys, in as few bits as they need.
func (p *picture) pack(m *image.Paletted, levels []byte) {
	p.gray, p.bits = true, 4
	if !slices.ContainsFunc(levels, func(l byte) bool { return l != 0 && l != 15 }) {
		p.bits = 1
		for i := range levels {
			levels[i] &= 1
		}
	}
	per := 8 / p.bits
	stride := (p.w + per - 1) / per
	p.raw = make([]byte, stride*p.h)
	for y := range p.h {
		row, from := p.raw[y*stride:(y+1)*stride], m.Pix[y*m.Stride:y*m.Stride+p.w]
		for x, c := range from {
			row[x/per] |= levels[c] << (8 - p.bits*(x%per+1))
		}
	}
}

// greys gives a palette in sixteenths, when it is of so many greys.
func greys(p color.Palette) ([]byte, bool) {
	out := make([]byte, len(p))
	for i, c := range p {
		r, g, b, a := c.RGBA()
		if r != g || g != b || a != 0xffff || (r>>8)%17 != 0 {
			return nil, false
		}
		out[i] = byte(r >> 8 / 17)
	}
	return out, len(p) > 0 && len(p) <= 256
}
