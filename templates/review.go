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

// A Difference is where the two readers decided otherwise about one text.
type Difference struct {
	ID            string
	Text          string
	Before, After string // words around it
	Paper         string
	Places        int
	First, Second string // what each decided
	MotiveFirst   string
	MotiveSecond  string

	Form                Form
	Numbers             []string // of its places
	MayFirst, MaySecond bool     // whether the reader of the page may decide for it
	WhyFirst, WhySecond string

	Settled string // who decided; "" while nobody did
	When    When
	Chosen  string // "first" or "second"
	Reason  string
}

// A ReadingPair is one paper as each reader marked it.
type ReadingPair struct {
	ID, Name      string
	First, Second Fragment
}
