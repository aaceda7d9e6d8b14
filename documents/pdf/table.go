package pdf

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Padding of cells, and the narrowest column that can hold words, in points.
const (
	cellPadX  = 4.0
	cellPadY  = 3.0
	minColumn = 2*cellPadX + 14
)

// A tableHead is the head of a table, drawn again on every page it runs on.
type tableHead struct {
	box *rowBox
	h   float64
}

// A rowBox is a row of a table, or the part of one that fits on a page.
type rowBox struct {
	cells []cellBox
	w, h  float64
	pad   float64 // above the lines
	head  bool
	more  bool // the row goes on: no rule below
}

type cellBox struct {
	x     float64
	lines []*line
}

// columns counts the columns.
func (t Table) columns() int {
	cols := len(t.Head)
	for _, row := range t.Rows {
		cols = max(cols, len(row))
	}
	return cols
}

// looks gives how cells are set, and those of the head.
func (t Table) looks(th *Theme) (cell, head Look) {
	if t.Look == nil {
		return th.TableCell, th.TableHead
	}
	head = *t.Look
	head.Style |= Bold
	return *t.Look, head
}

// Widths gives how wide print sets each column, in points, where w are to be divided: so that
// a word processor shows the same table. Columns are equally wide in a table of which print would
// refuse the number. nil is a table without cells.
func (t Table) Widths(th *Theme, w float64) []float64 {
	cols := t.columns()
	if cols == 0 {
		return nil
	}
	if float64(cols)*minColumn > w {
		return slices.Repeat([]float64{w / float64(cols)}, cols)
	}
	r := newRender(&Document{Theme: th})
	head, rows := r.shapeTable(t, cols, r.root)
	return columnWidths(head, rows, cols, w)
}

func (b *builder) table(t Table, el *elem, x, w float64) {
	r, th := b.r, b.r.theme
	cols := t.columns()
	if cols == 0 {
		return
	}
	if float64(cols)*minColumn > w {
		r.refuse(fmt.Sprintf("Een tabel met %d kolommen past niet op de breedte van de pagina: het kunnen er hier hooguit %d zijn. Splits de tabel of zet haar in een bijlage.",
			cols, int(w/minColumn)), t.At)
		return
	}
	cell, head := t.looks(th)
	shapedHead, rows := r.shapeTable(t, cols, el.add("Table"))
	width := columnWidths(shapedHead, rows, cols, w)
	lookOf := func(c int, look Look) Look {
		if c < len(t.Align) {
			look.Align = t.Align[c]
		}
		return look
	}
	layout := func(row []*shaped, look Look, isHead bool) *rowBox {
		box := &rowBox{w: w, pad: cellPadY, head: isHead}
		cx := 0.0
		for c, s := range row {
			in := width[c] - 2*cellPadX
			// The head of a column is no place for a divided word, as long as each word fits.
			ls := s.lines(in, lookOf(c, look), !(isHead || look.Whole) || s.longest() > in)
			box.cells = append(box.cells, cellBox{x: cx + cellPadX, lines: ls})
			box.h = max(box.h, float64(max(len(ls), 1))*look.Leading)
			cx += width[c]
		}
		box.h += 2 * cellPadY
		return box
	}

	b.gap(max(b.body.After, 4))
	room := pageHeight - th.Top - th.Bottom
	var hd *tableHead
	if shapedHead != nil {
		box := layout(shapedHead, head, true)
		if box.h > room/3 {
			r.refuse("De kop van een tabel is hoger dan een derde pagina. Maak de tekst in de kop korter.", t.At)
			return
		}
		b.push(vitem{h: box.h, x: x, draw: box, notes: box.notes(), glue: true})
		hd = &tableHead{box: box, h: box.h}
	}
	for _, row := range rows {
		for _, part := range layout(row, cell, false).parts(cell.Leading, room*0.4) {
			b.push(vitem{h: part.h, x: x, draw: part, notes: part.notes(), table: hd})
		}
	}
	b.after = max(b.body.After, 8)
}

// shapeTable shapes the cells of a table, which is te in the structure tree. Rows are as long
// as there are columns; head is nil when there is none.
func (r *render) shapeTable(t Table, cols int, te *elem) (head []*shaped, rows [][]*shaped) {
	cell, top := t.looks(r.theme)
	row := func(parent *elem, texts []Text, isHead bool) []*shaped {
		tr := parent.add("TR")
		out := make([]*shaped, cols)
		for c := range cols {
			look := cell
			e := tr.add("TD")
			switch {
			case isHead:
				look, e.tag, e.attr.scope = top, "TH", "Column"
			case t.RowHeads && c == 0:
				e.tag, e.attr.scope = "TH", "Row"
				look.Style |= Bold
			}
			if c < len(t.Align) {
				look.Align = t.Align[c]
			}
			var txt Text
			if c < len(texts) {
				txt = texts[c]
			}
			out[c] = r.shape(txt, look, e, false)
		}
		return out
	}
	if len(t.Head) > 0 {
		head = row(te.add("THead"), t.Head, true)
	}
	if len(t.Rows) > 0 {
		body := te.add("TBody")
		for _, texts := range t.Rows {
			rows = append(rows, row(body, texts, false))
		}
	}
	return head, rows
}

func (r *rowBox) notes() (out []*noteState) {
	for _, c := range r.cells {
		for _, l := range c.lines {
			out = append(out, l.notes...)
		}
	}
	return out
}

// parts divides a row that is higher than most between its lines, so that it can
// go on on the next page.
func (r *rowBox) parts(leading, most float64) []*rowBox {
	if r.h <= most {
		return []*rowBox{r}
	}
	const n = 3 // lines: small enough to fill a page, and no single lines are left
	var out []*rowBox
	for from := 0; ; from += n {
		part := &rowBox{w: r.w}
		tall := 0
		for _, c := range r.cells {
			a, z := min(from, len(c.lines)), min(from+n, len(c.lines))
			part.cells = append(part.cells, cellBox{x: c.x, lines: c.lines[a:z]})
			part.more = part.more || z < len(c.lines)
			tall = max(tall, z-a)
		}
		if part.h = float64(tall) * leading; from == 0 {
			part.pad = cellPadY
			part.h += cellPadY
		}
		out = append(out, part)
		if !part.more {
			part.h += cellPadY
			return out
		}
	}
}

// columnWidths divides w over the columns: everything on one line when that
// fits. Otherwise columns that need no more than an equal share get what they
// need, and the others share the rest by how much they could use, but none gets less
// than its longest word, or, when there is room, than its head takes on two lines.
func columnWidths(head []*shaped, rows [][]*shaped, cols int, w float64) []float64 {
	if head != nil {
		rows = append([][]*shaped{head}, rows...)
	}
	narrow, wide, inTwo := make([]float64, cols), make([]float64, cols), make([]float64, cols)
	most := w / float64(cols) * 1.6
	for i, row := range rows {
		for c, s := range row {
			n, full := s.measure(most)
			if head != nil && i == 0 { // a head on two lines, not in a pile of words
				inTwo[c] = min(full*0.6, most)
			}
			narrow[c], wide[c] = max(narrow[c], n), max(wide[c], full)
		}
	}
	var sumN, sumW, sumTwo float64
	for c := range cols {
		inTwo[c] = max(narrow[c], inTwo[c])
		sumTwo += max(inTwo[c]+2*cellPadX+0.1, minColumn)
	}
	if sumTwo <= w {
		narrow = inTwo
	}
	for c := range cols {
		narrow[c] = max(narrow[c]+2*cellPadX+0.1, minColumn)
		wide[c] = max(wide[c]+2*cellPadX+0.1, narrow[c])
		sumN, sumW = sumN+narrow[c], sumW+wide[c]
	}
	out := make([]float64, cols)
	switch {
	case sumW <= w:
		for c := range out {
			out[c] = wide[c] + (w-sumW)*wide[c]/sumW
		}
		return out
	case sumN > w: // words must be divided: the longest, in columns that then are equally wide
		order := make([]int, cols)
		for c := range order {
			order[c] = c
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(narrow[a], narrow[b]) })
		rest := w
		for i, c := range order {
			out[c] = min(narrow[c], rest/float64(cols-i))
			rest -= out[c]
		}
		return out
	}
	// A column that is content with less than its share leaves more to the rest.
	for rest, left := w, cols; left > 0; {
		share, found := rest/float64(left), false
		needed := 0.0 // the longest words of the columns that are still to be served
		for c := range out {
			if out[c] == 0 {
				needed += narrow[c]
			}
		}
		for c := range out {
			if out[c] == 0 && wide[c] <= share && rest-wide[c] >= needed-narrow[c] {
				out[c], found = wide[c], true
				rest, left, needed = rest-wide[c], left-1, needed-narrow[c]
			}
		}
		if found {
			continue
		}
		var more float64
		for c := range out {
			if out[c] == 0 {
				more += wide[c] - narrow[c]
			}
		}
		for c := range out {
			if out[c] == 0 {
				out[c] = narrow[c] + (rest-needed)*(wide[c]-narrow[c])/math.Max(more, 1e-9)
			}
		}
		break
	}
	return out
}

func (r *rowBox) draw(p *painter, x, y float64) {
	for _, c := range r.cells {
		for i, l := range c.lines {
			l.draw(p, x+c.x, y+r.pad+float64(i)*l.height)
		}
	}
	if r.more {
		return
	}
	lw := 0.5
	if r.head {
		lw = 1
	}
	p.stroke(x, y+r.h, x+r.w, y+r.h, lw, p.r.theme.Line)
}
