package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestWebFontsAreThoseOfTheCounter(t *testing.T) {
	t.Parallel()
	fonts, err := WebFonts()
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"latin-wght-normal", "latin-ext-wght-normal"} {
		b, err := os.ReadFile(filepath.Join("..", "..", "web", "static", "fonts", "source-sans-3-"+name+".woff2"))
		if err != nil || !bytes.Equal(b, fonts[i].Data) {
			t.Errorf("%s is another file in web/static (%v)", name, err)
		}
	}
	for i, f := range fonts {
		if !IsWebFont(f.Data) || !bytes.HasPrefix(f.Data, []byte("wOF2")) {
			t.Errorf("font %d is not known", i)
		}
		tampered := bytes.Clone(f.Data)
		tampered[len(tampered)/2] ^= 1
		if IsWebFont(tampered) {
			t.Errorf("font %d with another byte in it is taken for ours", i)
		}
	}
}

func TestEachRuneOfEuropeHasOneWebFont(t *testing.T) {
	t.Parallel()
	fonts, err := WebFonts()
	if err != nil {
		t.Fatal(err)
	}
	for r := rune(' '); r < 0x250; r++ {
		n := 0
		for _, f := range fonts {
			if f.For(string(r)) {
				n++
			}
		}
		if n != 2 { // an upright one and its italic
			t.Errorf("%q (%U) is in %d files", r, r, n)
		}
	}
}
