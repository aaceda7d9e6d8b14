package annex

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"

	"paraaf/documents"
)

// marked is a white picture with a black upper left corner.
func marked(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{0, 0, 0, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// photo is a JPEG as a telephone makes it: with its orientation and where it was taken.
func photo(t testing.TB, w, h, turn int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, marked(w, h), nil); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), byte(turn), 0, 0, 0, 0, 0, 0)
	exif = append(exif, "GPS 52.0800 4.3120 Quirina"...)
	seg := append([]byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	return slices.Concat(b.Bytes()[:2], seg, b.Bytes()[2:])
}

func TestAPictureKeepsItsPixelsAndNothingElse(t *testing.T) {
	t.Parallel()
	var plain bytes.Buffer
	if err := png.Encode(&plain, marked(40, 20)); err != nil {
		t.Fatal(err)
	}
	secret := []byte("Quirina")
	for why, data := range map[string][]byte{
		"a photograph with a place":       photo(t, 64, 32, 1),
		"something behind the end of one": append(bytes.Clone(plain.Bytes()), "PK\x03\x04 Quirina"...),
	} {
		out, err := PaperPicture(data)
		if err != nil || bytes.Contains(out, secret) || bytes.Contains(out, []byte("Exif")) {
			t.Errorf("%s: %v, or it is still there", why, err)
		}
	}
}

func TestAPhotographStandsUpright(t *testing.T) {
	t.Parallel()
	// Where the upper left corner of the stored pixels belongs, by orientation.
	corner := map[int][2]int{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}}
	for turn, c := range corner {
		out, err := PaperPicture(photo(t, 64, 32, turn))
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		if (w > h) != (turn < 5) {
			t.Errorf("orientation %d: %d by %d", turn, w, h)
		}
		for x := range 2 {
			for y := range 2 {
				r, _, _, _ := m.At(w/4+x*w/2, h/4+y*h/2).RGBA()
				if dark := r < 0x8000; dark != (c == [2]int{x, y}) {
					t.Errorf("orientation %d: quarter %d,%d is dark: %v", turn, x, y, dark)
				}
			}
		}
	}
}

func TestAPictureIsMadeSmallerOrRefused(t *testing.T) {
	t.Parallel()
	var large, tall bytes.Buffer
	if err := png.Encode(&large, image.NewGray(image.Rect(0, 0, 4100, 1000))); err != nil {
		t.Fatal(err)
	}
	out, err := PaperPicture(large.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if cfg, err := png.DecodeConfig(bytes.NewReader(out)); err != nil || cfg.Width > 2000 || cfg.Width < 1300 || cfg.Height < 300 {
		t.Errorf("%d by %d, %v", cfg.Width, cfg.Height, err)
	}
	if err := png.Encode(&tall, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	bomb := bytes.Clone(tall.Bytes())
	copy(bomb[16:], "\x00\x01\x00\x00\x00\x01\x00\x00") // says 65536 by 65536
	for why, data := range map[string][]byte{
		"nothing":                      nil,
		"a PDF":                        []byte("%PDF-1.7"),
		"a drawing with scripts":       []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`),
		"a page that says it is one":   []byte("\x89PNG\r\n\x1a\n<html>"),
		"half a picture":               large.Bytes()[:200],
		"a bomb of 4 billion pixels":   bomb,
		"a file of more than 16 MiB":   append(bytes.Clone(large.Bytes()), make([]byte, MaxPicture)...),
		"a photograph that is cut off": photo(t, 64, 32, 6)[:120],
	} {
		var no *documents.Unreadable
		if _, err := PaperPicture(data); !errors.As(err, &no) || no.Text == "" {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func FuzzPaperPicture(f *testing.F) {
	f.Add(photo(f, 16, 8, 6))
	f.Fuzz(func(t *testing.T, b []byte) {
		if cfg, _, err := image.DecodeConfig(bytes.NewReader(b)); err == nil && cfg.Width*cfg.Height > 1<<20 {
			return
		}
		out, err := PaperPicture(b)
		if err == nil && len(out) == 0 {
			t.Error(fmt.Sprint("nothing came out of ", len(b)))
		}
	})
}
