package annex

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/foreign"
)

// A Box is a rectangle on a page in points, from its lower left corner.
type Box = foreign.Box

// A Reading is what was read of one page, as it is kept: every character with
// its place, so that the boxes of a text are found again without the file.
type Reading struct {
	Width  float64 `json:"w"` // points
	Height float64 `json:"h"`
	Source Source  `json:"source"`
	Text   string  `json:"text"` // lines end in "\n"; a tab stands between cells of a table
	// Places are left, lower, right and upper edge of every character of Text
	// that is no space, tab or line end, in tenths of a point.
	Places []int32 `json:"at,omitempty"`
	// Pictures says that more is drawn than the text accounts for.
	Pictures bool `json:"pictures,omitempty"`
	// Unseen says that the file gives text here that nobody sees.
	Unseen bool `json:"unseen,omitempty"`
}

// keptReading is a Reading as it is kept: a tab is kept as a space, and Tabs says where
// one stands in Text. So earlier releases, for which a tab was a character with a place,
// find the boxes of a text where they are.
type keptReading struct {
	*plainReading
	Text string `json:"text"`
	Tabs []int  `json:"tabs,omitempty"`
}

type plainReading Reading

// MarshalJSON writes a reading as it is kept.
func (r Reading) MarshalJSON() ([]byte, error) {
	k := keptReading{(*plainReading)(&r), strings.ReplaceAll(r.Text, "\t", " "), nil}
	for i := range len(r.Text) {
		if r.Text[i] == '\t' {
			k.Tabs = append(k.Tabs, i)
		}
	}
	return json.Marshal(k)
}

// UnmarshalJSON reads what MarshalJSON wrote, and what earlier releases did.
func (r *Reading) UnmarshalJSON(data []byte) error {
	k := keptReading{plainReading: (*plainReading)(r)}
	if err := json.Unmarshal(data, &k); err != nil {
		return err
	}
	text := []byte(k.Text)
	for _, i := range k.Tabs {
		if i >= 0 && i < len(text) && text[i] == ' ' {
			text[i] = '\t'
		}
	}
	r.Text = string(text)
	return nil
}

// readDPI is how finely a page is drawn to see what its text does not say.
const readDPI = 100

// Read reads page n, from 0.
func (p *Paper) Read(ctx context.Context, n int) (Reading, error) {
	pg, err := p.Page(ctx, n, readDPI)
	if err != nil {
		return Reading{}, err
	}
	r := Reading{Width: pg.Width, Height: pg.Height, Source: pg.Source, Text: pg.Text, Pictures: pg.Pictures, Unseen: lettersIn(pg.Unseen()) > 2}
	for _, g := range pg.glyphs {
		r.Places = append(r.Places, tenths(g.box.X0), tenths(g.box.Y0), tenths(g.box.X1), tenths(g.box.Y1))
	}
	return r, nil
}

func tenths(points float64) int32 { return int32(math.Round(10 * min(max(points, -1e6), 1e6))) }

func lettersIn(s string) int { return utf8.RuneCountInString(fold(s)) }

// page makes of a reading what it was read from, without pixels.
func (r *Reading) page() *Page {
	pg := &Page{Width: r.Width, Height: r.Height, Text: r.Text, Source: r.Source, Pictures: r.Pictures}
	line, word, spaced := 0, -1, true
	begun := false
	for at, c := range r.Text {
		switch {
		case c == '\n':
			if begun {
				line++
			}
			begun, spaced = false, true
			continue
		case c == ' ' || c == '\t':
			spaced = true
			continue
		}
		k := 4 * len(pg.glyphs)
		if k+4 > len(r.Places) {
			break // not ours: nothing is said of the rest
		}
		b := Box{X0: float64(r.Places[k]) / 10, Y0: float64(r.Places[k+1]) / 10, X1: float64(r.Places[k+2]) / 10, Y1: float64(r.Places[k+3]) / 10}
		if !begun {
			pg.lines, pg.sizes, begun = append(pg.lines, b), append(pg.sizes, 0), true
			line = len(pg.lines) - 1
		}
		if spaced {
			word++
			spaced = false
		}
		pg.lines[line] = union(pg.lines[line], b)
		pg.at = append(pg.at, at)
		pg.glyphs = append(pg.glyphs, glyph{c, b, line, word})
	}
	pg.measure()
	return pg
}

// Boxes gives where a stretch of Text stands: for every line one rectangle as
// high as the line and padded; of a page that was read from pixels whole words.
func (r *Reading) Boxes(s documents.Span) []Box {
	pg := r.page()
	var which []int
	for i, at := range pg.at {
		if s.Start <= at && at < s.End {
			which = append(which, i)
		}
	}
	if r.Source == FromPixels { // the letters of a word drift
		hit := map[int]bool{}
		for _, i := range which {
			hit[i] = true
		}
		which = pg.whole(hit)
	}
	return pg.boxes(which)
}

// A ReadWord is a word and where it stands.
type ReadWord struct {
	documents.Span // in Text
	Box            Box
}

// Words gives the words of a page in reading order.
func (r *Reading) Words() []ReadWord {
	pg := r.page()
	var out []ReadWord
	for i := 0; i < len(pg.glyphs); {
		w := ReadWord{Span: documents.Span{Start: pg.at[i]}, Box: pg.glyphs[i].box}
		j := i
		for ; j < len(pg.glyphs) && pg.glyphs[j].word == pg.glyphs[i].word; j++ {
			w.Box = union(w.Box, pg.glyphs[j].box)
			w.End = pg.at[j] + utf8.RuneLen(pg.glyphs[j].r)
		}
		out = append(out, w)
		i = j
	}
	return out
}

// Within gives the text whose middle lies in a box, words apart.
func (r *Reading) Within(b Box) string {
	var out []byte
	last := -1
	pg := r.page()
	for _, g := range pg.glyphs {
		x, y := (g.box.X0+g.box.X1)/2, (g.box.Y0+g.box.Y1)/2
		if x < b.X0 || x > b.X1 || y < b.Y0 || y > b.Y1 || unicode.IsControl(g.r) {
			continue
		}
		if last >= 0 && g.word != last {
			out = append(out, ' ')
		}
		last = g.word
		out = utf8.AppendRune(out, g.r)
	}
	return string(out)
}

// Picture draws page n, from 0, as PNG at dpi dots an inch, with boxes burnt in.
func (p *Paper) Picture(n int, dpi float64, boxes []Box) ([]byte, error) {
	if n < 0 || n >= p.Pages {
		return nil, fmt.Errorf("page %d of %d", n+1, p.Pages)
	}
	if err := p.turn(n); err != nil {
		return nil, err
	}
	pg := Page{Width: p.w, Height: p.h, image: p.img}
	if p.doc != nil {
		read, err := p.doc.Draw(n, dpi)
		if err != nil {
			return nil, err
		}
		pg.Width, pg.Height, pg.image = read.Width, read.Height, read.Image
	} else {
		pg.image = shrunk(p.img, int(p.w*dpi/72), int(p.h*dpi/72))
	}
	for _, b := range boxes {
		draw.Draw(pg.image, pg.pixels(b, pg.image.Bounds()), image.NewUniform(color.Black), image.Point{}, draw.Src)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, pg.image); err != nil {
		return nil, fmt.Errorf("encode the picture of a page: %w", err)
	}
	return out.Bytes(), nil
}

// shrunk makes a picture no larger than w by h by taking the mean of what falls
// together; it makes none larger.
func shrunk(m *image.RGBA, w, h int) *image.RGBA {
	b := m.Bounds()
	w, h = min(max(w, 1), b.Dx()), min(max(h, 1), b.Dy())
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1 := b.Min.Y+y*b.Dy()/h, b.Min.Y+(y+1)*b.Dy()/h
		for x := range w {
			x0, x1 := b.Min.X+x*b.Dx()/w, b.Min.X+(x+1)*b.Dx()/w
			var sum [3]int
			for yy := y0; yy < y1; yy++ {
				for o, end := m.PixOffset(x0, yy), m.PixOffset(x1, yy); o < end; o += 4 {
					sum[0] += int(m.Pix[o])
					sum[1] += int(m.Pix[o+1])
					sum[2] += int(m.Pix[o+2])
				}
			}
			n := (y1 - y0) * (x1 - x0)
			o := out.PixOffset(x, y)
			out.Pix[o], out.Pix[o+1], out.Pix[o+2], out.Pix[o+3] = uint8(sum[0]/n), uint8(sum[1]/n), uint8(sum[2]/n), 255
		}
	}
	return out
}
