package pdf

import (
	"bytes"
	"fmt"

	"github.com/jung-kurt/gofpdf"
)

// Render draws d. Its errors are Missing (runes that no font has), *Refused
// (anything else that cannot be drawn), both with a Dutch sentence for the
// writer of the text, or a failure in English.
//
// It keeps nothing: documents may be drawn at the same time, and drawn again.
func Render(d Document) (out []byte, err error) {
	// gofpdf panics where it does not expect what it is given; an official's text
	// must never bring a server down.
	defer func() {
		if x := recover(); x != nil {
			out, err = nil, fmt.Errorf("draw pdf: %v", x)
		}
	}()
	r := newRender(&d)
	r.collect(d.Body)
	b := &builder{r: r, body: r.theme.Body}
	b.blocks(d.Body, r.root, 0, r.theme.Width)
	b.notes(b.ended)
	pages := r.pages(b.items)
	for i := range pages { // takes their glyphs into the fonts before these are registered
		for _, s := range pages[i].stamps() {
			r.shape(Text{{Text: s.Text, At: -1}}, s.Look, nil, false)
		}
	}
	if len(r.missing) > 0 {
		return nil, r.missing
	}
	if r.refused != nil {
		return nil, r.refused
	}

	f := gofpdf.New("P", "pt", "A4", "")
	f.SetCompression(false) // the finisher compresses
	f.SetCatalogSort(true)
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	r.registerFonts(f)
	r.paint(f, b.items, pages)
	var raw bytes.Buffer
	if err := f.Output(&raw); err != nil {
		return nil, fmt.Errorf("draw pdf: %w", err)
	}
	return r.finish(raw.Bytes(), len(pages))
}

func noteID(n int) string { return fmt.Sprintf("noot-%06d", n) }
