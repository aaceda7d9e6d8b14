package templates

// ReviewWork is what stands around the findings of a review: steps to take
// back, which findings are shown, and what is redacted in one place only.
type ReviewWork struct {
	Undo     *Form // nil when there is no step to take back
	Redo     *Form
	Filters  []Place
	Readable []ReadablePlace
	Spread   Form // redacts every readable place
	Hidden   int  // groups that the filter leaves out
}

// A ReadablePlace is where a text still stands that is redacted elsewhere.
type ReadablePlace struct {
	Text  string
	Paper string // name
	Href  string
	Kept  bool // somebody decided that it stays here
}
