package annex

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/documents/foreign"
)

func tiffFileOf(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name + ".tiff")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestATIFFIsItsPages: the files are those of libtiff, as scanners write them.
func TestATIFFIsItsPages(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, why string
		pages     int
		w, h      float64
	}{
		{"g4", "two pages of CCITT G4 at 150 dots an inch", 2, 595, 842},
		{"lzw", "grey, LZW", 1, 595, 842},
		{"fax", "the pixels of a fax are twice as high as wide: 204 by 98 dots an inch", 1, 610, 792},
	}
	for _, c := range cases {
		p, err := Open(nil, foreign.OCR{}, tiffFileOf(t, c.name))
		if err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		if p.Pages != c.pages {
			t.Errorf("%s: %d pages", c.why, p.Pages)
		}
		for n := range p.Pages {
			pg, err := p.Page(t.Context(), n, 100)
			if err != nil || math.Abs(pg.Width-c.w) > 1 || math.Abs(pg.Height-c.h) > 1 || !pg.Pictures {
				t.Errorf("%s, page %d: %.0f by %.0f, with ink %v, %v", c.why, n+1, pg.Width, pg.Height, pg.Pictures, err)
			}
			b := pg.image.Bounds()
			if ratio := float64(b.Dx()) / float64(b.Dy()) * pg.Height / pg.Width; math.Abs(ratio-1) > 0.02 {
				t.Errorf("%s: pixels are not square: %v on %.0f by %.0f", c.why, b, pg.Width, pg.Height)
			}
		}
	}
}

// TestEveryPageOfATIFFBecomesPublic: boxes on both pages are burnt into their own page.
func TestEveryPageOfATIFFBecomesPublic(t *testing.T) {
	t.Parallel()
	ground := []documents.Ground{"5.1.2e"}
	marks := []Mark{{Page: 0, Box: Box{X0: 50, Y0: 740, X1: 400, Y1: 780}, Grounds: ground}, {Page: 1, Box: Box{X0: 50, Y0: 700, X1: 400, Y1: 740}, Grounds: ground}}
	withReader(t, func(r *foreign.Reader) {
		made, err := Rebuild(t.Context(), r, foreign.OCR{}, tiffFileOf(t, "g4"), marks, "", time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		p, err := Open(r, foreign.OCR{}, made.PDF)
		if err != nil || p.Pages != 2 || len(made.Unseen) != 2 {
			t.Fatalf("%+v %v", p, err)
		}
		defer p.Close()
		for n, m := range marks {
			pg, err := p.Page(t.Context(), n, 100)
			if err != nil {
				t.Fatal(err)
			}
			in := pg.pixels(m.Box, pg.image.Bounds())
			if l := light(pg.image, (in.Min.X+in.Max.X)/2, (in.Min.Y+in.Max.Y)/2); l > 24 {
				t.Errorf("page %d is not black in its box: %d", n+1, l)
			}
			if !pg.Pictures {
				t.Errorf("page %d is empty", n+1)
			}
		}
	})
}

func TestATIFFIsReadFromItsPixels(t *testing.T) {
	t.Parallel()
	ocr := foreign.FindOCR(t.Context())
	if !ocr.Present() {
		t.Log("there is no Tesseract here: nothing to read with")
		return
	}
	p, err := Open(nil, ocr, tiffFileOf(t, "g4"))
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range []string{"Zandvoort", "51 63 27 80"} {
		if pg, err := p.Page(t.Context(), n, 100); err != nil || !strings.Contains(pg.Text, want) {
			t.Errorf("page %d: %q %v", n+1, pg.Text, err)
		}
	}
}

func TestATIFFThatCannotBeReadIsRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	good := tiffFileOf(t, "g4")
	first := int(binary.LittleEndian.Uint32(good[4:]))
	round := append([]byte(nil), good...) // the second page points back at the first
	next := first + 2 + 12*int(binary.LittleEndian.Uint16(round[first:]))
	binary.LittleEndian.PutUint32(round[binary.LittleEndian.Uint32(round[next:])+2+12*uint32(binary.LittleEndian.Uint16(round[binary.LittleEndian.Uint32(round[next:]):])):], uint32(first))
	huge := append([]byte(nil), good...)
	for k := range int(binary.LittleEndian.Uint16(huge[first:])) {
		if e := huge[first+2+12*k:]; binary.LittleEndian.Uint16(e) == 256 || binary.LittleEndian.Uint16(e) == 257 { // width, height
			binary.LittleEndian.PutUint16(e[2:], 4)
			binary.LittleEndian.PutUint32(e[8:], 60000)
		}
	}
	cases := []struct {
		why  string
		data []byte
		says string
	}{
		{"pages that go round", round, "beschadigd"},
		{"cut off in its head", good[:6], "beschadigd"},
		{"cut off within its pages", good[:len(good)/2], "beschadigd"},
		{"a page of 3,600 million pixels", huge, "te groot"},
		{"packed as JPEG", tiffFileOf(t, "jpeg"), "ingepakt"},
		{"BigTIFF", []byte("II+\x00\x08\x00\x00\x00"), "BigTIFF"},
	}
	for _, c := range cases {
		_, err := Open(nil, foreign.OCR{}, c.data)
		var unreadable *documents.Unreadable
		if !errors.As(err, &unreadable) || !strings.Contains(unreadable.Text, c.says) {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}

// FuzzTIFF: no bytes make a page that is not there, or bring the reader down.
func FuzzTIFF(f *testing.F) {
	for _, name := range []string{"g4", "fax", "lzw"} {
		f.Add(tiffFileOf(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 4 || string(data[:4]) != "II*\x00" && string(data[:4]) != "MM\x00*" {
			return
		}
		p, err := Open(nil, foreign.OCR{}, data)
		if err != nil {
			return
		}
		for n := range min(p.Pages, 3) {
			pg, err := p.Page(context.Background(), n, 0)
			if err == nil && (pg.Width < 3 || pg.Height < 3 || pg.image == nil) {
				t.Errorf("page %d is %.0f by %.0f", n+1, pg.Width, pg.Height)
			}
		}
	})
}
