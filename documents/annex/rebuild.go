package annex

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"paraaf/documents"
	"paraaf/documents/foreign"
	"paraaf/documents/pdf"
)

// Resolutions of the public version, in dots an inch.
const (
	sharp = 300 // black and white
	soft  = 200 // grey and colour
)

// A Mark says what must go: a box on a page, or a text wherever it stands.
type Mark struct {
	Page    int         // from 0; of a box
	Box     foreign.Box // empty for a mark by text
	Text    string
	Grounds []documents.Ground
}

// A Placed is a box as it was burnt in.
type Placed struct {
	Page    int // from 0
	Box     foreign.Box
	Grounds []documents.Ground
}

// A Rebuilt is the public version of an annex.
type Rebuilt struct {
	PDF   []byte
	Boxes []Placed
	// Missed are the marks by text, by their place in the list, that stand nowhere.
	Missed []int
	// Unseen are the pages, from 0, with pictures that no machine has read: a
	// person must look at them.
	Unseen []int
}

// Title is what a public version is called when nobody gives it a name: the
// source's own title is not asked.
const Title = "Openbare versie van een bijlage"

// Rebuild makes the public version of an annex of pages. It fails with
// *documents.Unreadable on what cannot be read, with a *Leak when the finished
// file still shows what had to go, and on marks that are not on a page. Nothing is
// given back then.
func Rebuild(ctx context.Context, r *foreign.Reader, ocr foreign.OCR, data []byte, marks []Mark, title string, at time.Time) (Rebuilt, error) {
	p, err := Open(r, ocr, data)
	if err != nil {
		return Rebuilt{}, err
	}
	defer p.Close()
	b := &building{paper: p, marks: marks, boxes: make([][]Placed, p.Pages)}
	if err := b.check(); err != nil {
		return Rebuilt{}, err
	}
	if err := b.place(ctx); err != nil {
		return Rebuilt{}, err
	}
	s := pdf.Scan{Title: title, Date: at}
	if s.Title == "" {
		s.Title = Title
	}
	if s.Pages, err = b.pages(ctx); err != nil {
		return Rebuilt{}, err
	}
	b.out.PDF, err = pdf.RenderScan(s)
	if err != nil {
		return Rebuilt{}, err
	}
	for _, boxes := range b.boxes {
		b.out.Boxes = append(b.out.Boxes, boxes...)
	}
	if err := verify(ctx, r, b); err != nil {
		return Rebuilt{}, err
	}
	return b.out, nil
}

// A building is the making of one public version.
type building struct {
	paper *Paper
	marks []Mark
	boxes [][]Placed // by page
	read  []Page     // what was read to find marks by text; empty without those
	out   Rebuilt
}

// check refuses marks that mean nothing.
func (b *building) check() error {
	for i, m := range b.marks {
		by := m.Box != foreign.Box{}
		switch {
		case len(m.Grounds) == 0:
			return fmt.Errorf("mark %d has no ground", i+1)
		case by == (m.Text != ""):
			return fmt.Errorf("mark %d: want either a box or a text", i+1)
		case m.Text != "" && fold(m.Text) == "":
			return fmt.Errorf("mark %d: a text without letters or digits", i+1)
		case by && (m.Page < 0 || m.Page >= b.paper.Pages):
			return fmt.Errorf("mark %d: page %d of %d", i+1, m.Page+1, b.paper.Pages)
		case by && !(m.Box.X1 > m.Box.X0 && m.Box.Y1 > m.Box.Y0):
			return fmt.Errorf("mark %d: an empty box", i+1)
		}
	}
	return nil
}

// place turns marks into boxes. Texts are looked for in the whole paper at once,
// since they run over the ends of lines and pages.
func (b *building) place(ctx context.Context) error {
	byText := slices.ContainsFunc(b.marks, func(m Mark) bool { return m.Text != "" })
	var all text
	pages := make([]Page, b.paper.Pages)
	for n := range pages {
		if byText {
			pg, err := b.paper.Page(ctx, n, 0)
			if err != nil {
				return err
			}
			pages[n] = pg
			all.add(n, &pages[n])
		}
	}
	if byText {
		b.read = pages
	}
	for i, m := range b.marks {
		if m.Text == "" {
			b.boxes[m.Page] = append(b.boxes[m.Page], Placed{m.Page, m.Box, m.Grounds})
			continue
		}
		hits := map[int]map[int]bool{}
		for _, s := range all.find(m.Text) {
			if hits[s.page] == nil {
				hits[s.page] = map[int]bool{}
			}
			hits[s.page][s.glyph] = true
		}
		if len(hits) == 0 {
			b.out.Missed = append(b.out.Missed, i)
		}
		for n := range pages {
			for _, box := range pages[n].boxes(pages[n].whole(hits[n])) {
				b.boxes[n] = append(b.boxes[n], Placed{n, box, m.Grounds})
			}
		}
	}
	return nil
}

// pages draws the pages one after another, since PDFium does one thing at a time, and
// packs those that are drawn meanwhile. No more of them wait than there are processors:
// one takes some 35 MB.
func (b *building) pages(ctx context.Context) ([]pdf.ScanPage, error) {
	out := make([]pdf.ScanPage, b.paper.Pages)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for n := range out {
		pg, err := b.page(ctx, n)
		if err != nil {
			return nil, errors.Join(err, g.Wait())
		}
		g.Go(func() (err error) {
			out[n], err = b.finished(n, &pg)
			return err
		})
	}
	return out, g.Wait()
}

// page draws one page as finely as it will be kept.
func (b *building) page(ctx context.Context, n int) (Page, error) {
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	var pg Page
	if b.read != nil && b.read[n].Source == FromFile {
		pg, b.read[n] = b.read[n], Page{}
		if err := b.paper.draw(n, sharp, &pg); err != nil {
			return Page{}, err
		}
		pg.Pictures = pg.inkBeside()
	} else {
		var err error
		if pg, err = b.paper.Page(ctx, n, sharp); err != nil {
			return Page{}, err
		}
	}
	if pg.Source == Unread || pg.Pictures {
		if err := b.net(ctx, n, &pg); err != nil {
			return Page{}, err
		}
	}
	pg.lasting = pg.layer(b.boxes[n])
	pg.tone = toneOf(pg.image)
	if pg.tone != mono && b.paper.doc != nil {
		return pg, b.paper.draw(n, soft, &pg)
	}
	return pg, nil
}

// finished burns the boxes into a page and packs it.
func (b *building) finished(n int, pg *Page) (pdf.ScanPage, error) {
	out := pdf.ScanPage{Width: pg.Width, Height: pg.Height, Lines: pg.lasting}
	if len(out.Lines) == 0 {
		out.Alt = fmt.Sprintf("Pagina %d is een afbeelding zonder leesbare tekst.", n+1)
		if !pg.Pictures && len(b.boxes[n]) == 0 {
			out.Alt = fmt.Sprintf("Pagina %d is leeg.", n+1)
		}
	}
	var err error
	out.Picture, err = pg.burn(b.boxes[n], pg.tone)
	return out, err
}

// net looks in the pixels for the texts that must go: pictures, outlines and
// appearances hold text that the file does not give.
func (b *building) net(ctx context.Context, n int, pg *Page) error {
	if !b.paper.ocr.Present() {
		b.out.Unseen = append(b.out.Unseen, n)
		return nil
	}
	if pg.Source == FromPixels || !slices.ContainsFunc(b.marks, func(m Mark) bool { return m.Text != "" }) {
		return nil
	}
	words, err := b.paper.look(ctx, n, *pg)
	if err != nil {
		return err
	}
	seen := Page{Width: pg.Width, Height: pg.Height}
	seen.takeWords(words)
	var all text
	all.add(n, &seen)
	for i, m := range b.marks {
		hit := map[int]bool{}
		for _, s := range all.find(m.Text) {
			hit[s.glyph] = true
		}
		if len(hit) == 0 {
			continue
		}
		b.out.Missed = slices.DeleteFunc(b.out.Missed, func(k int) bool { return k == i })
		for _, box := range seen.boxes(seen.whole(hit)) {
			b.boxes[n] = append(b.boxes[n], Placed{n, box, m.Grounds})
		}
	}
	return nil
}

// layer gives the text that stays on a page, word by word in its place, with a
// mark where something went.
func (pg *Page) layer(boxes []Placed) []pdf.ScanLine {
	ink := pg.ink()
	gone := make([]int, len(pg.glyphs)) // 1 and more: the box
	wordGone := map[int]int{}
	for i, g := range pg.glyphs {
		for k, b := range boxes {
			if g.box.Overlaps(b.Box) {
				gone[i] = k + 1
				if pg.Source == FromPixels {
					wordGone[g.word] = k + 1
				}
			}
		}
	}
	for i, g := range pg.glyphs {
		if k := wordGone[g.word]; k > 0 {
			gone[i] = k
		}
	}
	var out []pdf.ScanLine
	marked := make([]bool, len(boxes))
	turned := pg.turned()
	line, started, apart := -1, false, false // apart: a space comes before the next word
	put := func(l pdf.ScanLine, g glyph) {
		if g.line != line {
			started = started && !pg.starts[g.line]
			line = g.line
		}
		l.Joins = started
		started, apart = true, false
		out = append(out, l)
	}
	for i := 0; i < len(pg.glyphs); {
		g := pg.glyphs[i]
		if k := gone[i]; k > 0 {
			if !marked[k-1] {
				marked[k-1] = true
				put(pg.sign(boxes[k-1]), g)
			}
			i++
			continue
		}
		var word strings.Builder
		box := foreign.Box{}
		j, runs := i, direction(g.r)
		for ; j < len(pg.glyphs) && pg.glyphs[j].word == g.word && pg.glyphs[j].line == g.line && gone[j] == 0; j++ {
			if d := direction(pg.glyphs[j].r); pg.Source == FromFile && d != 0 { // a number in a word runs the other way
				if runs != 0 && d != runs {
					break
				}
				runs = d
			}
			if !ink[j] {
				continue
			}
			if word.Len() == 0 {
				box = pg.glyphs[j].box
			}
			box = union(box, pg.glyphs[j].box)
			word.WriteRune(pg.glyphs[j].r)
		}
		if word.Len() > 0 {
			l := pdf.ScanLine{X: box.X0, Y: box.Y0, Width: box.X1 - box.X0, Size: max(min(box.Y1-box.Y0, 100), 1), Text: word.String(), Leftward: leftward(word.String())}
			if line := pg.lines[g.line]; line.Y1-line.Y0 < 1.5*pg.sizes[g.line] && pg.Source == FromFile { // runs across the page
				l.Size, l.Y = pg.sizes[g.line], line.Y0
				if pg.below[g.line] {
					l.Y += descent * l.Size
				}
			}
			// The space after a word belongs to the text, but not into a box. It lies where
			// the line goes on: behind what runs against the line, before what comes next.
			space := 0.4 * l.Size
			side := func(right bool) foreign.Box {
				if right {
					return foreign.Box{X0: box.X0, Y0: box.Y0, X1: box.X1 + space, Y1: box.Y1}
				}
				return foreign.Box{X0: box.X0 - space, Y0: box.Y0, X1: box.X1, Y1: box.Y1}
			}
			ends := j < len(pg.glyphs) && gone[j] == 0 && pg.glyphs[j].word != g.word
			against := ends && l.Leftward != turned[g.line] && pg.glyphs[j].line == g.line && leftward(pg.firstOf(j)) == turned[g.line]
			if apart && free(boxes, side(l.Leftward)) {
				l.Text, l.Width = " "+l.Text, l.Width+space
				if !l.Leftward {
					l.X -= space
				}
			}
			if ends && !against && free(boxes, side(!l.Leftward)) {
				l.Text += " "
			}
			put(l, g)
			apart = against
		}
		i = j
	}
	for k, b := range boxes { // boxes over what is no text
		if !marked[k] {
			line = -1
			started = false
			l := pg.sign(b)
			out = append(out, l)
		}
	}
	return out
}

// free reports whether a place lies in no box.
func free(boxes []Placed, at foreign.Box) bool {
	return !slices.ContainsFunc(boxes, func(b Placed) bool { return b.Box.Overlaps(at) })
}

// sign is what is read where a box stands.
func (pg *Page) sign(b Placed) pdf.ScanLine {
	grounds := make([]string, len(b.Grounds))
	for i, g := range b.Grounds {
		grounds[i] = string(g)
	}
	size := min(max(0.6*(b.Box.Y1-b.Box.Y0), 1), 12)
	return pdf.ScanLine{X: b.Box.X0, Y: b.Box.Y0 + 0.2*(b.Box.Y1-b.Box.Y0), Width: b.Box.X1 - b.Box.X0, Size: size, Text: " [" + strings.Join(grounds, ", ") + "] "}
}

// A tone is how many colours a page needs.
type tone int

const (
	mono tone = iota
	grey
	colour
)

// toneOf looks at every fourth pixel.
func toneOf(m *image.RGBA) tone {
	b := m.Bounds()
	var n, mid, strong int
	for y := b.Min.Y; y < b.Max.Y; y += 2 {
		for x := b.Min.X; x < b.Max.X; x += 2 {
			o := m.PixOffset(x, y)
			p := m.Pix[o : o+3 : o+3]
			hi, lo := max(p[0], p[1], p[2]), min(p[0], p[1], p[2])
			n++
			if hi-lo > 60 {
				strong++
			}
			if lo < 215 && hi > 60 {
				mid++
			}
		}
	}
	switch {
	case strong*1000 > n*2:
		return colour
	case mid*100 > n*6: // the soft edges of letters stay below this
		return grey
	}
	return mono
}

// burn writes the boxes into the pixels and packs them. In a JPEG a box covers whole
// blocks of its coding, so that nothing of what lies beside it rings within.
func (pg *Page) burn(boxes []Placed, t tone) (*pdf.Picture, error) {
	m := pg.image
	bounds := m.Bounds()
	for _, b := range boxes {
		r := pg.pixels(b.Box, bounds)
		if t == colour {
			const block = 16
			r = image.Rect(r.Min.X/block*block, r.Min.Y/block*block, (r.Max.X+block-1)/block*block, (r.Max.Y+block-1)/block*block).Intersect(bounds)
		}
		draw.Draw(m, r, image.Black, image.Point{}, draw.Src)
	}
	if t == colour {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 85}); err != nil {
			return nil, fmt.Errorf("encode a page: %w", err)
		}
		return pdf.NewJPEG(out.Bytes())
	}
	levels := 2
	if t == grey {
		levels = 16
	}
	palette := make(color.Palette, levels)
	for i := range palette {
		palette[i] = color.Gray{uint8(i * 255 / (levels - 1))}
	}
	var of [256]uint8 // by brightness
	for l := range of {
		of[l] = uint8(l * levels / 256)
		if t == mono {
			of[l] = 0
			if l >= 160 { // thin grey strokes stay readable
				of[l] = 1
			}
		}
	}
	flat := image.NewPaletted(bounds, palette)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		row, src := flat.Pix[(y-bounds.Min.Y)*flat.Stride:], m.Pix[m.PixOffset(bounds.Min.X, y):]
		for x := range bounds.Dx() {
			p := src[4*x : 4*x+3 : 4*x+3]
			row[x] = of[(299*int(p[0])+587*int(p[1])+114*int(p[2]))/1000]
		}
	}
	return pdf.NewPicture(flat)
}
