package annex

import (
	"context"
	"fmt"
	"strings"

	"paraaf/documents/foreign"
)

// A Leak says that a finished public version still shows what had to go. It
// does not say what: only where.
type Leak struct {
	Page int // from 0
	What string
}

func (l *Leak) Error() string {
	return fmt.Sprintf("Op pagina %d van de openbare versie is nog te lezen wat weg moest: %s. De openbare versie is niet gemaakt. Zet zelf een kader om deze plaats.", l.Page+1, l.What)
}

// verify reopens the finished file and looks for what should be gone: no
// character of the text layer in a box but the mark of the box itself, no pixel
// in it that differs from the rest, no text that was marked, neither in the text
// nor in what can be read from the pixels.
func verify(ctx context.Context, r *foreign.Reader, b *building) error {
	doc, err := r.Open(b.out.PDF)
	if err != nil {
		return fmt.Errorf("reopen the public version: %w", err)
	}
	p := &Paper{doc: doc, ocr: b.paper.ocr, Pages: doc.Pages}
	defer p.Close()
	if p.Pages != b.paper.Pages {
		return fmt.Errorf("the public version has %d pages instead of %d", p.Pages, b.paper.Pages)
	}
	var all text
	for n := range p.Pages {
		pg, err := p.Page(ctx, n, 100)
		if err != nil {
			return fmt.Errorf("reopen the public version: %w", err)
		}
		if err := inBoxes(n, &pg, b.boxes[n]); err != nil {
			return err
		}
		all.add(n, &pg)
	}
	for _, m := range b.marks {
		if m.Text == "" {
			continue
		}
		if hits := all.find(m.Text); len(hits) > 0 {
			return &Leak{hits[0].page, "een gemarkeerde tekst"}
		}
	}
	return nil
}

func inBoxes(n int, pg *Page, boxes []Placed) error {
	bounds := pg.image.Bounds()
	for _, b := range boxes {
		// The outermost pixels mix the box with what lies beside it.
		area := pg.pixels(b.Box, bounds).Inset(1)
		for y := area.Min.Y; y < area.Max.Y; y++ {
			for x := area.Min.X; x < area.Max.X; x++ {
				if light(pg.image, x, y) > 24 {
					return &Leak{n, "een kader is niet dicht"}
				}
			}
		}
		var within strings.Builder
		for _, g := range pg.glyphs {
			x, y := (g.box.X0+g.box.X1)/2, (g.box.Y0+g.box.Y1)/2
			if b.Box.X0 < x && x < b.Box.X1 && b.Box.Y0 < y && y < b.Box.Y1 {
				within.WriteRune(g.r)
			}
		}
		if left := fold(strings.NewReplacer(signs(boxes)...).Replace(within.String())); left != "" {
			return &Leak{n, "tekst in een kader"}
		}
	}
	return nil
}

// signs lists the marks of boxes as pairs for a strings.Replacer that takes
// them away.
func signs(boxes []Placed) []string {
	var out []string
	for _, b := range boxes {
		for _, g := range b.Grounds {
			out = append(out, string(g), "")
		}
	}
	return out
}
