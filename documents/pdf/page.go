package pdf

import "strconv"

// A page is items with their places, and the notes at its foot.
type page struct {
	first, last int // items; last is not included
	top         float64
	head        *tableHead // repeated at the top
	notes       []*noteState
	notesH      float64
	part        *part
	number, of  int // within the part, from 1
}

// Space above and below the line over the notes, and around repeated heads.
const (
	noteGap  = 10.0
	noteRule = 5.0
)

// pages cuts the vertical list: each page takes as much as fits and then goes
// back to the last place where it may end.
func (r *render) pages(items []vitem) []page {
	var out []page
	of := &part{running: r.doc.Running}
	fresh := true // the next page is the first of its part
	for i := 0; ; {
		for i < len(items) && items[i].space && !(items[i].stays && len(out) == 0) {
			if p := items[i].part; p != nil {
				of, fresh = p, true
			}
			i++ // a space or page break adds nothing to an empty page
		}
		if i == len(items) && len(out) > 0 {
			return out
		}
		p := page{first: i, top: r.theme.Top, part: of, number: 1}
		if fresh {
			p.top = r.theme.FirstTop
		} else {
			p.number = out[len(out)-1].number + 1
			if i < len(items) && items[i].table != nil {
				p.head = items[i].table
			}
		}
		fresh = false
		p.fill(items, pageHeight-p.top-r.theme.Bottom)
		for _, s := range p.notes {
			s.placed = true
		}
		out = append(out, p)
		for k := len(out) - p.number; k < len(out); k++ {
			out[k].of = p.number
		}
		i = p.last
	}
}

// stamps gives the running text of a page.
func (p *page) stamps() []Stamp {
	if p.part.running == nil {
		return nil
	}
	return p.part.running(p.number, p.of)
}

// fill finds the last item of a page and the notes that go with it. It takes at least
// one item, even when that is higher than the page.
func (p *page) fill(items []vitem, room float64) {
	used := 0.0
	if p.head != nil {
		used = p.head.h
	}
	var notes []*noteState
	notesH := 0.0
	end := func(at, n int, h float64) { p.last, p.notes, p.notesH = at, notes[:n], h }
	may, mayN, mayH := p.first, 0, 0.0 // the last place where the page may end
	for j := p.first; j < len(items); j++ {
		it := &items[j]
		if it.starts && j > p.first {
			end(j, len(notes), notesH)
			return
		}
		n, h := len(notes), notesH
		for _, s := range it.notes {
			if s.late || s.placed || has(notes, s) {
				continue
			}
			if len(notes) == 0 {
				notesH += noteGap + noteRule
			}
			notes, notesH = append(notes, s), notesH+s.height
		}
		if !it.space && used+it.h+notesH > room+0.01 {
			switch {
			case may > p.first:
				end(may, mayN, mayH)
			case j > p.first: // everything is glued: the page ends where it is full
				end(j, n, h)
			default:
				end(j+1, len(notes), notesH)
			}
			return
		}
		used += it.h
		if !it.glue {
			may, mayN, mayH = j+1, len(notes), notesH
		}
	}
	end(len(items), len(notes), notesH)
}

func has(l []*noteState, s *noteState) bool {
	for _, x := range l {
		if x == s {
			return true
		}
	}
	return false
}

// notes lays out the notes that the items from from on refer to. Short ones go
// to the foot of the page that refers to them; the rest, and notes that only other
// notes refer to, come after the text.
func (b *builder) notes(from int) {
	r, t := b.r, b.r.theme
	if len(r.notes) == r.noteBase {
		return
	}
	room := pageHeight - t.Top - t.Bottom
	sect := r.root.add("Sect")
	direct := len(r.notes)
	for i := r.noteBase; i < len(r.notes); i++ { // grows when a note refers to a note
		s := r.notes[i]
		s.el = sect.add("Note")
		s.el.attr.id = noteID(s.seq)
		sub := builder{r: r, body: t.Small, foot: true}
		lbl := s.el.add("Lbl")
		sub.blocks(s.note.Blocks, s.el, 12, t.Width-12)
		if sub.firstBox(0) < 0 {
			sub.push(vitem{h: t.Small.Leading, draw: emptyBox{}})
		}
		look := t.Small
		look.Size *= 0.82
		mark := r.shape(Text{{Text: strconv.Itoa(s.num), At: -1}}, look, lbl, false)
		if ls := mark.lines(t.Width, look, false); len(ls) > 0 {
			it := &sub.items[sub.firstBox(0)]
			it.labels = append(it.labels, label{x: 0, l: ls[0]})
		}
		s.items = append(sub.items, vitem{h: 2, space: true})
		s.height = height(s.items)
		s.late = s.late || i >= direct || s.height > room*0.35
	}
	// A line, row or column with more notes than half a page holds gives them up.
	for _, it := range b.items[from:] {
		sum := 0.0
		for _, s := range it.notes {
			sum += s.height
		}
		if sum > room*0.5 {
			for _, s := range it.notes {
				s.late = true
			}
		}
	}
	first := true
	for _, s := range r.notes[r.noteBase:] {
		if !s.late {
			continue
		}
		if first {
			b.gap(14)
			b.push(vitem{h: noteRule, draw: ruleBox{56}, glue: true})
			first = false
		}
		for _, it := range s.items {
			it.notes = nil
			b.push(it)
		}
	}
}
