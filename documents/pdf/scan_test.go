package pdf

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"
	"time"
)

// sheet is a page of black and white with a bar on it.
func sheet(levels ...color.Color) *Picture {
	m := image.NewPaletted(image.Rect(0, 0, 1001, 1400), levels)
	for x := 100; x < 900; x++ {
		for y := 100; y < 120; y++ {
			m.SetColorIndex(x, y, 1)
		}
	}
	p, err := NewPicture(m)
	if err != nil {
		panic(err)
	}
	return p
}

func colours(t *testing.T) *Picture {
	t.Helper()
	var b bytes.Buffer
	m := image.NewRGBA(image.Rect(0, 0, 300, 400))
	for i := range m.Pix {
		m.Pix[i] = byte(i)
	}
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	p, err := NewJPEG(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAScanIsAPictureWithReadableText(t *testing.T) {
	t.Parallel()
	s := Scan{Title: "Bijlage", Date: time.Date(2026, 4, 22, 12, 0, 0, 0, time.UTC), Pages: []ScanPage{
		{Width: 595, Height: 842, Picture: sheet(color.White, color.Black), Lines: []ScanLine{
			{X: 72, Y: 700, Width: 300, Size: 11, Text: "De minister besluit [5.1.2e]"},
			{X: 72, Y: 686, Width: 200, Size: 11, Text: "over de zorg.", Joins: true},
			{X: 72, Y: 650, Width: 200, Size: 11, Text: "Ağaoğlu مرحبا 漢字 😀"},
		}},
		{Width: 595, Height: 842, Picture: sheet(color.White, color.Black), Lines: []ScanLine{
			{X: 172, Y: 700, Width: 20, Size: 11, Text: "(كتب) ", Leftward: true},
			{X: 160, Y: 700, Width: 10, Size: 11, Text: "21", Joins: true},
			{X: 72, Y: 700, Width: 80, Size: 11, Text: " «כהן»", Joins: true, Leftward: true},
		}},
		{Width: 842, Height: 595, Picture: sheet(color.Gray{0xff}, color.Gray{0x33}), Lines: []ScanLine{{X: 9, Y: 9, Width: 90, Size: 9, Text: "liggend"}}},
		{Width: 300, Height: 400, Picture: colours(t), Lines: []ScanLine{{X: 9, Y: 9, Size: 9, Text: "in kleur"}}},
	}}
	data, err := RenderScan(s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Inspect(data)
	if err != nil || len(got.Faults) > 0 || got.Pages != 4 {
		t.Fatalf("%d pages, %v %v", got.Pages, got.Faults, err)
	}
	if want := "De minister besluit [5.1.2e]over de zorg.\nAğaoğlu مرحبا 漢字 😀\n(كتب) 21 «כהן»\nliggend\nin kleur"; got.Tree.Words() != want {
		t.Errorf("reads\n%s\nwant\n%s", got.Tree.Words(), want)
	}
	for _, want := range []string{"/BitsPerComponent 1 ", "/BitsPerComponent 4 ", "/DCTDecode", "/MediaBox [0 0 842.00 595.00]"} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("without %s", want)
		}
	}
	again, err := RenderScan(s)
	if err != nil || !bytes.Equal(data, again) {
		t.Error("the same scan gives other bytes")
	}
}

func TestTheFontOfAScanHoldsOnlyItsLetters(t *testing.T) {
	t.Parallel()
	data, err := RenderScan(Scan{Title: "x", Pages: []ScanPage{{Width: 100, Height: 100, Picture: sheet(color.White, color.Black),
		Lines: []ScanLine{{X: 1, Y: 1, Size: 9, Text: "zab 漢"}}}}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := readFile(data)
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{f: f}
	c.fonts()
	for _, font := range c.font {
		var letters strings.Builder
		for code := range 1 << 16 {
			if r, ok := font.text[code]; ok {
				letters.WriteRune(r)
			}
		}
		if len([]rune(letters.String())) != 5 || !strings.Contains(letters.String(), "ab") {
			t.Errorf("font has %q", letters.String())
		}
	}
}

func TestAScanWithoutSizeOrPictureIsRefused(t *testing.T) {
	t.Parallel()
	line := []ScanLine{{X: 1, Y: 1, Size: 9, Text: "x"}}
	for why, s := range map[string]Scan{
		"no pages":   {},
		"no size":    {Pages: []ScanPage{{Picture: sheet(color.White, color.Black), Lines: line}}},
		"too large":  {Pages: []ScanPage{{Width: 1e9, Height: 10, Picture: sheet(color.White, color.Black), Lines: line}}},
		"no picture": {Pages: []ScanPage{{Width: 10, Height: 10, Lines: line}}},
		"no text":    {Pages: []ScanPage{{Width: 10, Height: 10, Picture: sheet(color.White, color.Black)}}},
	} {
		var refused *Refused
		if _, err := RenderScan(s); !errors.As(err, &refused) {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func TestWhatIsNoPictureIsNotTaken(t *testing.T) {
	t.Parallel()
	if _, err := NewJPEG([]byte("x")); err == nil {
		t.Error("text is taken for a JPEG")
	}
	if _, err := NewPicture(image.NewRGBA(image.Rectangle{})); err == nil {
		t.Error("nothing is taken for a picture")
	}
}
