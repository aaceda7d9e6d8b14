package pdf

import "time"

// A Document is what is drawn, in reading order.
type Document struct {
	Title string    // shown in the window's title bar; PDF/UA asks for one
	Lang  string    // BCP 47; "nl-NL" when empty
	Date  time.Time // written as creation and change; the zero time writes neither
	Theme *Theme    // nil is DefaultTheme
	Body  []Block

	// Running gives what is drawn on every page beside the flow: page numbers,
	// a continuation header. It is marked as artifact, so that nobody hears it
	// twice. Pages count from 1. May be nil.
	Running func(page, pages int) []Stamp
}

// A Stamp is a line of running text. X and Y are points from the upper left
// corner of the page to the left end (or, with Right, the right end) of its
// baseline.
type Stamp struct {
	X, Y  float64
	Text  string
	Look  Look
	Right bool
}

// A Block is one of Heading, Paragraph, List, Terms, Table, Quote, Code, Figure,
// Rule, Space, Together, Beside, Aside, PageBreak,
// Part and LooseNote.
type Block interface{ isBlock() }

// Text is a line of running text in mixed styles.
type Text []Run

// Style is a set of marks on a Run.
type Style uint8

// The styles. Strike draws a line through the text.
const (
	Bold Style = 1 << iota
	Italic
	CodeStyle
	Strike
	Superscript
	Subscript
)

// A Run is a stretch of text in one style. Of Note, Boxed, Break at most one is
// set.
type Run struct {
	Text  string
	Style Style
	Color *Color // nil is the block's

	// Link is an http, https, mailto or tel address, or "#" and an Anchor of
	// this document. Any other address is drawn as plain text.
	Link string

	Lang  string // when it differs from the document's
	Note  *Note  // a mark that refers to a note; Text is ignored
	Boxed bool   // drawn as real text in a dark box, as wide whatever it replaces
	Break bool   // ends the line; Text is ignored

	At int // byte offset of Text in its source, for errors; -1 when unknown
}

// A Note is drawn at the foot of the page that refers to it first, and stands in
// the structure tree after everything else. Notes are numbered in reading order;
// one that is referred to twice is the same pointer.
type Note struct{ Blocks []Block }

// A Heading opens a section. Level is 1 to 6; the tag never skips a level,
// whatever Level says. A heading stays with what follows it.
type Heading struct {
	Level  int
	Text   Text
	Look   *Look  // nil is the theme's for Level
	Anchor string // name to link to
	Quiet  bool   // not in the outline

	// Label is read before Text and drawn left of it, in a column of LabelWidth points; a
	// wider one, or one of two lines, is drawn before it.
	Label      Text
	LabelLook  *Look // nil is Look
	LabelWidth float64
}

// A Paragraph is a paragraph.
type Paragraph struct {
	Text   Text
	Look   *Look // nil is the theme's body
	Anchor string
	Keep   bool // stays with what follows
	Leads  bool // stays with what follows and close to it, as a heading would
}

// A List is a list. Items hold any blocks.
type List struct {
	Ordered bool
	Start   int // number of the first item
	Tight   bool
	Items   [][]Block
	Mark    func(n int) string // label of item n; nil is "n." or a bullet
}

// Terms is a list of labels with what each of them says: a colophon.
type Terms struct {
	Rows []Term
	// LabelWidth puts labels left of their text, in a column of so many points;
	// 0 puts them above it.
	LabelWidth float64
	Label      *Look
	Value      *Look
	Gap        float64 // points between rows
}

// A Term is one label with its text.
type Term struct {
	Label Text
	Value []Text // one paragraph each
}

// A Table has a head, repeated on every page it runs on, and rows of as many
// cells. With RowHeads the first cell of a row is its heading.
type Table struct {
	Head     []Text
	Rows     [][]Text
	Align    []Align // by column; may be shorter
	RowHeads bool
	Look     *Look // of the cells
	At       int
}

// Quote is a block quotation.
type Quote struct{ Blocks []Block }

// Code is preformatted text; its lines are kept.
type Code struct {
	Text string
	At   int
}

// A Figure is a PNG or JPEG image. Alt is asked for: a figure without it is
// refused. Width is in points; 0 is its size at 150 pixels to the inch. It is
// scaled down to what the column and the page allow.
type Figure struct {
	Image   []byte
	Alt     string
	Caption Text
	Width   float64
	Sheet   bool   // a page of another paper: across the margins, as large as a page holds below a heading
	Address string // of the image in its paper; word processors give it back
	At      int
}

// Rule is a thin line across the column.
type Rule struct{ Before, After float64 }

// Space is empty height in points. It disappears at the top of a page, except
// of the first.
type Space struct{ Height float64 }

// Together stays on one page, if a page can hold it.
type Together struct {
	Blocks []Block
	Keep   bool // and with what follows, as a heading does
}

// Beside puts columns of equal width side by side, on one page if a page can
// hold them, and below each other otherwise. They are read one after the other.
type Beside struct {
	Columns [][]Block
	Gap     float64 // points between columns
	Level   bool    // what follows the first block of a column begins as low as in the lowest
}

// Aside is drawn in the side column of the page where it stands, and read
// where it stands. When the side column cannot hold it it is drawn in the flow.
type Aside struct{ Blocks []Block }

// PageBreak starts a new page.
type PageBreak struct{}

// Part is a paper of its own within the document: it begins on a new page as a
// document does, its pages and notes count from 1, its notes, which no other part
// refers to, end it. Parts do not stand within other blocks.
type Part struct {
	Blocks  []Block
	Anchor  string
	Running func(page, pages int) []Stamp // instead of the document's; may be nil
}

// LooseNote is a note that stands in the document even if nothing refers to it; then
// it is drawn after the text. One that is referred to stands where it is.
type LooseNote struct{ Note *Note }

func (Heading) isBlock()   {}
func (Paragraph) isBlock() {}
func (List) isBlock()      {}
func (Terms) isBlock()     {}
func (Table) isBlock()     {}
func (Quote) isBlock()     {}
func (Code) isBlock()      {}
func (Figure) isBlock()    {}
func (Rule) isBlock()      {}
func (Space) isBlock()     {}
func (Together) isBlock()  {}
func (Beside) isBlock()    {}
func (Aside) isBlock()     {}
func (PageBreak) isBlock() {}
func (Part) isBlock()      {}
func (LooseNote) isBlock() {}

// Plain is a Text in one style without links.
func Plain(s string) Text { return Text{{Text: s, At: -1}} }

// A Color is red, green and blue, 0 to 255 each, in sRGB.
type Color [3]uint8

// Align is where the lines of a paragraph or cell stand.
type Align uint8

// The alignments. Nothing is justified: even spaces read more easily.
const (
	Left Align = iota
	Right
	Center
)

// A Look is how text of a kind is set. Measures are points.
type Look struct {
	Size, Leading float64
	Style         Style // added to that of the runs
	Color         Color
	Before, After float64 // of neighbouring spaces the larger counts
	Align         Align
	Whole         bool // no word is divided
}

// A Theme is the looks of a house: typeface, colours, measures in points. The
// page is A4, 595.28 by 841.89 points.
type Theme struct {
	Families []*Family // the first is used; the others supply what it lacks

	Left, Width float64 // the text column
	Top, Bottom float64 // margins of a page
	FirstTop    float64 // upper margin of the first page

	SideLeft, SideWidth float64 // the column beside it
	SideTop             float64 // its upper margin on the first page
	SideTopNext         float64 // and on later ones

	Body, Small Look    // Small is notes and captions
	Heading     [6]Look // by level
	TableHead   Look
	TableCell   Look
	Accent      Color // links, bullets
	Line        Color // rules
	Tint        Color // behind code
	BoxFill     Color // redaction boxes
	BoxText     Color
	Indent      float64 // of lists and quotes
	BoxWidth    float64 // of a redaction box, in em
}

// A4 in points.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
)

// DefaultTheme is the neutral house style: dark blue on white, a wide left
// margin and a narrow column on the right, as the central government lays out its paper.
func DefaultTheme() *Theme {
	ink, accent, grey := Color{0x1b, 0x1b, 0x1b}, Color{0x17, 0x3a, 0x63}, Color{0x55, 0x5b, 0x61}
	t := &Theme{
		Families: []*Family{SourceSans()},
		Left:     79.4, Width: 331.7,
		Top: 99.2, Bottom: 70.9, FirstTop: 99.2,
		SideLeft: 442.2, SideWidth: 116.2, SideTop: 99.2, SideTopNext: 99.2,
		Body:      Look{Size: 10.5, Leading: 15, Color: ink, After: 7.5},
		Small:     Look{Size: 8.5, Leading: 11.5, Color: ink, After: 3},
		TableHead: Look{Size: 9, Leading: 12, Style: Bold, Color: accent},
		TableCell: Look{Size: 9, Leading: 12, Color: ink},
		Accent:    accent,
		Line:      Color{0xb4, 0xbb, 0xc3},
		Tint:      Color{0xf1, 0xf3, 0xf5},
		BoxFill:   Color{0x1b, 0x1b, 0x1b},
		BoxText:   Color{0xff, 0xff, 0xff},
		Indent:    17,
		BoxWidth:  5.2,
	}
	t.Heading = [6]Look{
		{Size: 22, Leading: 27, Style: Bold, Color: accent, Before: 0, After: 6},
		{Size: 13, Leading: 18, Style: Bold, Color: accent, Before: 18, After: 4},
		{Size: 10.5, Leading: 15, Style: Bold, Color: ink, Before: 12, After: 2},
		{Size: 10.5, Leading: 15, Style: Bold | Italic, Color: ink, Before: 9, After: 2},
		{Size: 10.5, Leading: 15, Style: Italic, Color: ink, Before: 9, After: 2},
		{Size: 10.5, Leading: 15, Style: Italic, Color: grey, Before: 9, After: 2},
	}
	return t
}
