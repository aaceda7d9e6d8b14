package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // decodes the size and colours of what is taken in
	"image/png"
)

// maxPixels is the largest image that is taken: 24 million pixels, a page at
// 500 dots to the inch.
const maxPixels = 24 << 20

// A picture is an image as it stands in the file: nothing but its pixels. What
// cameras and programs write beside them (places, names, thumbnails) stays out.
type picture struct {
	w, h int
	gray bool
	jpeg []byte // DCT data without application segments, or nil
	raw  []byte // samples, when jpeg is nil
	bits int    // of a sample in raw; 0 is 8
	flat []byte // raw, deflated already, or nil
	num  int    // object number
}

// Room around a page of another paper, in points: beside it, and for a heading above it.
const (
	sheetMargin = 36.0
	sheetHead   = 84.0
)

// figureBox is a picture in its place.
type figureBox struct {
	pic  *picture
	w, h float64
	el   *elem
}

// picture reads PNG or JPEG. Transparency is laid on white, for PDF/A asks more
// of transparent pages than a picture in a letter is worth.
func (r *render) picture(b []byte) (*picture, error) {
	key := sha256.Sum256(b)
	if p := r.imageOf[key]; p != nil {
		return p, nil
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("read image: %w", err)
	}
	if cfg.Width < 1 || cfg.Height < 1 || cfg.Width > maxPixels/cfg.Height {
		return nil, fmt.Errorf("image of %d by %d pixels", cfg.Width, cfg.Height)
	}
	p := &picture{w: cfg.Width, h: cfg.Height}
	img, _, err := image.Decode(bytes.NewReader(b)) // a broken image must not reach the file
	if err != nil {
		return nil, fmt.Errorf("decode image: %w", err)
	}
	switch {
	case format == "jpeg" && (cfg.ColorModel == color.YCbCrModel || cfg.ColorModel == color.GrayModel):
		p.gray = cfg.ColorModel == color.GrayModel
		if p.jpeg, err = bareJPEG(b); err != nil {
			return nil, err
		}
	default:
		p.pixels(img)
	}
	r.imageOf[key] = p
	r.images = append(r.images, p)
	return p, nil
}

// Bare gives a PNG or JPEG image without anything but its pixels, its size in pixels and
// its form, "png" or "jpeg". It fails on what is neither, broken or larger
// than 24 million pixels.
func Bare(b []byte) (out []byte, form string, w, h int, err error) {
	cfg, form, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, "", 0, 0, fmt.Errorf("read image: %w", err)
	}
	if cfg.Width < 1 || cfg.Height < 1 || cfg.Width > maxPixels/cfg.Height {
		return nil, "", 0, 0, fmt.Errorf("image of %d by %d pixels", cfg.Width, cfg.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, "", 0, 0, fmt.Errorf("decode image: %w", err)
	}
	if form == "jpeg" {
		out, err = bareJPEG(b)
		return out, form, cfg.Width, cfg.Height, err
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		return nil, "", 0, 0, fmt.Errorf("encode image: %w", err)
	}
	return buf.Bytes(), "png", cfg.Width, cfg.Height, nil
}

// pixels takes the samples, in grey when the picture has no colour.
func (p *picture) pixels(img image.Image) {
	o := img.Bounds().Min
	p.raw = make([]byte, 0, p.w*p.h*3)
	p.gray = true
	for y := range p.h {
		for x := range p.w {
			r, g, b, a := img.At(o.X+x, o.Y+y).RGBA() // alpha-premultiplied
			white := 0xffff - a
			c := [3]byte{byte((r + white) >> 8), byte((g + white) >> 8), byte((b + white) >> 8)}
			p.gray = p.gray && c[0] == c[1] && c[1] == c[2]
			p.raw = append(p.raw, c[:]...)
		}
	}
	if p.gray {
		for i := range p.w * p.h {
			p.raw[i] = p.raw[3*i]
		}
		p.raw = p.raw[:p.w*p.h]
	}
}

// bareJPEG copies a JPEG without its application and comment segments (ITU-T
// T.81, B.1.1.3), up to the end of the image: cameras hide a second one behind it.
func bareJPEG(b []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(b)), 0xff, 0xd8)
	for i := 2; ; {
		if i+2 > len(b) || b[i] != 0xff {
			return nil, fmt.Errorf("read jpeg: no marker at %d", i)
		}
		m := b[i+1]
		switch {
		case m == 0xff: // fill byte
			i++
			continue
		case m == 0xd9:
			return append(out, 0xff, 0xd9), nil
		case i+4 > len(b):
			return nil, fmt.Errorf("read jpeg: cut off at %d", i)
		}
		end := i + 2 + int(b[i+2])<<8 + int(b[i+3])
		if m == 0xda { // a scan goes on to the next marker that is not part of it
			for end+1 < len(b) && (b[end] != 0xff || b[end+1] == 0 || b[end+1]&0xf8 == 0xd0) {
				end++
			}
		}
		if end > len(b) {
			return nil, fmt.Errorf("read jpeg: segment at %d is cut off", i)
		}
		if app := m >= 0xe0 && m <= 0xef || m == 0xfe; !app {
			out = append(out, b[i:end]...)
		}
		i = end
	}
}

func (b *builder) figure(k Figure, el *elem, x, w float64) {
	r, t := b.r, b.r.theme
	if k.Alt == "" {
		r.refuse("Bij een afbeelding ontbreekt de beschrijving. Schrijf erbij wat er te zien is, voor wie de afbeelding niet kan zien.", k.At)
		return
	}
	pic, err := r.picture(k.Image)
	if err != nil {
		r.refuse("Een afbeelding is niet te lezen. Gebruik een PNG- of JPEG-bestand van hooguit 24 miljoen beeldpunten.", k.At)
		return
	}
	fw := k.Width
	if fw <= 0 {
		fw = float64(pic.w) * 72 / 150
	}
	fw = min(fw, w)
	fh := fw * float64(pic.h) / float64(pic.w)
	most := (pageHeight - t.Top - t.Bottom) * 0.7
	if k.Sheet {
		most = pageHeight - t.Top - t.Bottom - sheetHead
		fw = pageWidth - 2*sheetMargin
		fh = fw * float64(pic.h) / float64(pic.w)
	}
	if fh > most {
		fw, fh = fw*most/fh, most
	}
	if k.Sheet {
		x = (pageWidth-fw)/2 - t.Left
	}
	e := el.add("Figure")
	e.attr.alt = k.Alt
	b.gap(b.body.After)
	b.push(vitem{h: fh, x: x, draw: &figureBox{pic: pic, w: fw, h: fh, el: e}, glue: len(k.Caption) > 0})
	b.after = 3
	if len(k.Caption) > 0 {
		c := el.add("Caption")
		if !b.text(k.Caption, t.Small, c, x, w, true, "") {
			c.drop()
		}
	}
	b.after = b.body.After
}

func (f *figureBox) draw(p *painter, x, y float64) {
	p.begin(f.el)
	low := pageHeight - y - f.h
	if !p.deaf {
		f.el.attr.bbox = &[4]float64{x, low, x + f.w, low + f.h}
	}
	p.pdf.RawWriteStr(fmt.Sprintf("q %.2f 0 0 %.2f %.2f %.2f cm /Im%d Do Q", f.w, f.h, x, low, p.r.imageIndex(f.pic)))
}

func (r *render) imageIndex(p *picture) int {
	for i, q := range r.images {
		if p == q {
			return i
		}
	}
	return -1
}
