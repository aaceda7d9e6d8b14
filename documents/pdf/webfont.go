package pdf

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
)

// A WebFont is a file of Source Sans 3 for pages: the typeface of the PDF in the form of
// the web (WOFF2), whole as it was published and the same in every page. All weights are in it.
type WebFont struct {
	Italic bool
	// Range are the runes that it is for, as a style sheet writes them: "U+0000-00FF,U+20AC".
	Range string
	Data  []byte

	runes [][2]rune // Range, each with its last
}

// For says whether the file is for one of the runes of s.
func (w WebFont) For(s string) bool {
	for _, r := range s {
		for _, x := range w.runes {
			if x[0] <= r && r <= x[1] {
				return true
			}
		}
	}
	return false
}

// The runes that Fontsource cut Source Sans 3 up by. The first are those of Dutch; the second
// those of other European names.
const (
	latin    = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-201F,U+2021-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
	latinExt = "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113"
)

// WebFonts gives the files of Source Sans 3 for pages, upright before italic.
var WebFonts = sync.OnceValues(func() ([]WebFont, error) {
	var out []WebFont
	for _, f := range []struct{ name, runes string }{{"latin-wght-normal", latin}, {"latin-ext-wght-normal", latinExt}, {"latin-wght-italic", latin}, {"latin-ext-wght-italic", latinExt}} {
		b, err := assets.ReadFile("assets/source-sans-3-" + f.name + ".woff2")
		if err != nil {
			return nil, fmt.Errorf("read embedded font: %w", err)
		}
		w := WebFont{Italic: strings.HasSuffix(f.name, "italic"), Range: f.runes, Data: b}
		for part := range strings.SplitSeq(f.runes, ",") {
			var x [2]rune
			if n, _ := fmt.Sscanf(part, "U+%x-%x", &x[0], &x[1]); n == 1 {
				x[1] = x[0]
			} else if n == 0 {
				return nil, fmt.Errorf("range of a font: %q", part)
			}
			w.runes = append(w.runes, x)
		}
		out = append(out, w)
	}
	return out, nil
})

var webDigests = sync.OnceValue(func() map[[sha256.Size]byte]bool {
	fonts, err := WebFonts()
	if err != nil {
		return nil
	}
	m := map[[sha256.Size]byte]bool{}
	for _, f := range fonts {
		m[sha256.Sum256(f.Data)] = true
	}
	return m
})

// IsWebFont says whether b is one of WebFonts, byte for byte: a file that was there before
// any paper and that no paper can have left anything in.
func IsWebFont(b []byte) bool { return webDigests()[sha256.Sum256(b)] }
