package annex

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/draw"
	"io"
	"math"

	"golang.org/x/image/tiff"

	"paraaf/documents"
	"paraaf/documents/foreign"
)

// A tiffFile is the directories of a TIFF (TIFF 6.0, section 2), each of them a page: as
// scanners and fax machines write them. golang.org/x/image reads one picture, the one
// that the header names; so the header is what is changed to have it read another.
type tiffFile struct {
	data  []byte
	order binary.ByteOrder
	at    []uint32 // where each directory lies
}

// openTIFF finds the pages. It fails with *documents.Unreadable on what cannot be
// followed, on more than foreign.MaxPages, and on directories that go round.
func openTIFF(data []byte) (*tiffFile, error) {
	t := &tiffFile{data: data, order: binary.LittleEndian}
	if data[0] == 'M' {
		t.order = binary.BigEndian
	}
	damaged := &documents.Unreadable{Text: "Deze TIFF-afbeelding is beschadigd. Maak de scan opnieuw, of bewaar haar als PDF."}
	if len(data) < 8 {
		return nil, damaged
	}
	seen := map[uint32]bool{}
	for at := t.order.Uint32(data[4:]); at != 0; {
		if seen[at] || at < 8 || uint64(at)+2 > uint64(len(data)) {
			return nil, damaged
		}
		seen[at] = true
		if len(t.at) == foreign.MaxPages {
			return nil, &documents.Unreadable{Text: fmt.Sprintf("Deze TIFF-afbeelding heeft meer dan %d pagina's. Splits haar in kleinere bestanden.", foreign.MaxPages)}
		}
		end := uint64(at) + 2 + 12*uint64(t.order.Uint16(data[at:]))
		if end+4 > uint64(len(data)) {
			return nil, damaged
		}
		if kind, ok := t.tag(at, 254); !ok || uint32(kind)&1 == 0 { // bit 0: a smaller copy of another page
			t.at = append(t.at, at)
		}
		at = t.order.Uint32(data[end:])
	}
	if len(t.at) == 0 {
		return nil, damaged
	}
	return t, nil
}

// tag gives the first number of a field that holds numbers.
func (t *tiffFile) tag(dir uint32, tag uint16) (float64, bool) {
	n := int(t.order.Uint16(t.data[dir:]))
	for k := range n {
		e := t.data[int(dir)+2+12*k:]
		if t.order.Uint16(e) != tag {
			continue
		}
		switch t.order.Uint16(e[2:]) {
		case 3: // short
			return float64(t.order.Uint16(e[8:])), true
		case 4: // long
			return float64(t.order.Uint32(e[8:])), true
		case 5: // rational
			if o := uint64(t.order.Uint32(e[8:])); o+8 <= uint64(len(t.data)) {
				return float64(t.order.Uint32(t.data[o:])) / float64(t.order.Uint32(t.data[o+4:])), true
			}
		}
		return 0, false
	}
	return 0, false
}

// A tiffHead is a file of which the header names another directory.
type tiffHead struct {
	*bytes.Reader
	head [8]byte
}

// ReadAt gives the header from head and everything else from the file.
func (h tiffHead) ReadAt(p []byte, off int64) (int, error) {
	n, err := h.Reader.ReadAt(p, off)
	if off < int64(len(h.head)) {
		copy(p[:n], h.head[off:])
	}
	return n, err
}

// page gives page n, from 0, upright on white, with its size in points. Fax machines
// write pixels that are twice as high as they are wide: those are made square.
func (t *tiffFile) page(n int) (m *image.RGBA, w, h float64, err error) {
	unreadable := func(says string, args ...any) (*image.RGBA, float64, float64, error) {
		return nil, 0, 0, &documents.Unreadable{Text: fmt.Sprintf(says, args...)}
	}
	r := tiffHead{Reader: bytes.NewReader(t.data)}
	copy(r.head[:], t.data[:4])
	t.order.PutUint32(r.head[4:], t.at[n])
	cfg, err := tiff.DecodeConfig(r)
	if err == nil && (cfg.Width < 1 || cfg.Height < 1 || cfg.Width > maxPixels/cfg.Height) {
		return unreadable("Pagina %d van deze TIFF-afbeelding is te groot (%d bij %d beeldpunten). Verklein haar tot hooguit 64 miljoen beeldpunten.", n+1, cfg.Width, cfg.Height)
	}
	var read image.Image
	if err == nil {
		_, err = r.Seek(0, io.SeekStart)
	}
	if err == nil {
		read, err = tiff.Decode(r)
	}
	if err != nil {
		if _, packed := err.(tiff.UnsupportedError); packed {
			return unreadable("Pagina %d van deze TIFF-afbeelding is ingepakt op een manier die niet wordt gelezen. Bewaar de scan als PDF en voeg die toe.", n+1)
		}
		return unreadable("Pagina %d van deze TIFF-afbeelding is beschadigd. Maak de scan opnieuw, of bewaar haar als PDF.", n+1)
	}
	m = image.NewRGBA(image.Rect(0, 0, read.Bounds().Dx(), read.Bounds().Dy()))
	draw.Draw(m, m.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(m, m.Bounds(), read, read.Bounds().Min, draw.Over)
	xdpi, ydpi := t.resolution(t.at[n])
	m, dpi := squared(m, xdpi, ydpi)
	if o, ok := t.tag(t.at[n], 274); ok {
		m = turned(m, uint16(o))
	}
	w, h = float64(m.Bounds().Dx())*72/dpi, float64(m.Bounds().Dy())*72/dpi
	if dpi == 0 || w < 3 || h < 3 || w > foreign.MaxSide || h > foreign.MaxSide {
		w, h = onA4(m.Bounds().Dx(), m.Bounds().Dy())
	}
	return m, w, h, nil
}

// resolution gives the dots an inch that a page says it has, or 0 when that says
// nothing: scanners lie less about it than cameras do.
func (t *tiffFile) resolution(dir uint32) (x, y float64) {
	x, okX := t.tag(dir, 282)
	y, okY := t.tag(dir, 283)
	if unit, ok := t.tag(dir, 296); ok && unit == 3 { // centimetres
		x, y = x*2.54, y*2.54
	} else if ok && unit != 2 {
		return 0, 0
	}
	if !okX || !okY || !(x >= 50 && x <= 2400 && y >= 50 && y <= 2400) {
		return 0, 0
	}
	return x, y
}

// squared doubles rows or columns until pixels are as wide as they are high.
func squared(m *image.RGBA, x, y float64) (*image.RGBA, float64) {
	if x == 0 || math.Abs(x-y) < 0.05*x {
		return m, x
	}
	dpi := max(x, y)
	b := m.Bounds()
	w, h := int(float64(b.Dx())*dpi/x), int(float64(b.Dy())*dpi/y)
	if w > maxPixels/max(h, 1) {
		return m, 0
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for row := range h {
		from := m.Pix[min(int(float64(row)*y/dpi), b.Dy()-1)*m.Stride:]
		to := out.Pix[row*out.Stride:]
		for col := range w {
			copy(to[4*col:4*col+4], from[4*min(int(float64(col)*x/dpi), b.Dx()-1):])
		}
	}
	return out, dpi
}
