package pdf

// An elem is an element of the structure tree (ISO 32000-1, 14.7). Its kids are
// in reading order: elements, stretches of marked content and annotations.
type elem struct {
	tag    string
	parent *elem
	kids   []kid
	attr   attributes
	num    int // object number, given by the finisher
}

// attributes are what an element says besides its kids; most say nothing.
type attributes struct {
	lang   string
	alt    string      // of a Figure
	id     string      // of a Note
	scope  string      // of a TH: Column or Row
	number string      // of a L: ListNumbering
	bbox   *[4]float64 // of a Figure, in PDF coordinates
}

// A kid is one of three: an element, content of a page, an annotation.
type kid struct {
	el    *elem
	page  int // from 0
	mcid  int
	annot int // 1 and more: annots[annot-1]
}

func (e *elem) add(tag string) *elem {
	k := &elem{tag: tag, parent: e}
	e.kids = append(e.kids, kid{el: k})
	return k
}

// drop takes an element out that in the end has no content. It is the last kid of
// its parent.
func (e *elem) drop() {
	if k := e.parent.kids; len(k) > 0 && k[len(k)-1].el == e {
		e.parent.kids = k[:len(k)-1]
	}
}

// An annot is a link's rectangle on a page, in PDF coordinates.
type annot struct {
	page     int
	rect     [4]float64
	el       *elem
	uri      string
	anchor   string // of this document, when uri is empty
	contents string
	num      int
}

// A place is where an anchor or heading was drawn.
type place struct {
	page int
	y    float64 // points from the upper edge
}
