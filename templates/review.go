package templates

import "slices"

// ReviewWork is what stands around the findings of a review: steps to take
// back, which findings are shown, and what is redacted in one place only.
type ReviewWork struct {
	Undo     *Form // nil when there is no step to take back
	Redo     *Form
	Filters  []Place
	Readable []ReadablePlace
	Spread   Form // redacts every readable place
	Hidden   int  // groups that the filter leaves out
	Shares   []Share
	Much     []Share // sections of which more than half goes
	Parts    []Share // paragraphs that lose something
	Stays    []StayPlace
}

// Loses tells whether a term that must stay readable would go somewhere.
func (w ReviewWork) Loses() bool {
	return slices.ContainsFunc(w.Stays, func(s StayPlace) bool { return s.Taken > 0 })
}

// A Share is how much of a paper or of one section goes.
type Share struct {
	Label   string
	Percent int
	Href    string
	Nearly  bool // a paragraph that goes nearly whole
}

// EffortSays gives the heading above the findings of a route.
func EffortSays(effort string) string {
	return map[string]string{
		"bevestigd":   "Eén voor één, met een motivering",
		"volledig":    "Eén voor één",
		"eenvoudig":   "Mag in één keer",
		"automatisch": "Vanzelf gelakt",
	}[effort]
}

// A StayPlace is a term that must stay readable, with where it stands.
type StayPlace struct {
	Term, Why string
	Places    int
	Taken     int // places that would go
}

// A ReviewFigure is one row of the figures.
type ReviewFigure struct {
	Kind                                                   string
	Proposed, Asked, Accepted, Auto, Changed, Kept, ByHand int
}

// FiguresPage shows what was proposed in reviews and what people made of it.
type FiguresPage struct {
	Frame
	Figures   []ReviewFigure
	Dossiers  int
	Exercises string // address, for who may exercise or sees who did
}

func (*FiguresPage) file() string { return "figures" }

// A SincePlace is where the review decided otherwise than what was shown with
// the besluit.
type SincePlace struct{ Text, Before, After, Paper, Then, Now string }

// Redacted is what of a paper, or of one part of it, would go.
type Redacted struct {
	Places  []RedactedPlace
	Review  string // address of the review
	Preview string // address of the public preview
	Add     Form   // marks more; without an address the reader may only look
	Paper   string
	Options []Option
}

// A RedactedPlace is one stretch of text with what will become of it.
type RedactedPlace struct {
	Text, Says, Why string
	Grounds         []Ground
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

// MemoryPage shows what earlier dossiers say about a review.
type MemoryPage struct {
	Frame
	Head      Head
	Looked    int // dossiers that were looked through
	Back      string
	Earlier   []MemoryPlace
	Elsewhere []MemoryPlace
	Take      *Form // decides here as before; nil for who may only look
}

func (*MemoryPage) file() string { return "memory" }

// A MemoryPlace is a text with what an earlier dossier did with it.
type MemoryPlace struct {
	Text, Before, After, Href, Onderwerp, Says string
	Places                                     int
}

// Hearings is what stands between a reviewed set and the public besides its
// marks.
type Hearings struct {
	Views   []Hearing
	Embargo string // first day on which it may go out; "" without one
	Holds   bool   // that day is still to come
	Doubles []Double
	// Withheld are papers of our own of which nothing becomes public.
	Withheld []Hearing
}

// A Recall is what stands where a publication stood that was taken back.
type Recall struct{ On, Says string }

// CauseSays gives what the public is told of a publication that was taken back.
func CauseSays(cause string) string {
	return map[string]string{
		"persoonsgegevens": "Er stonden persoonsgegevens in die niet openbaar horen te zijn.",
		"fout":             "Er stond een fout in.",
		"te-vroeg":         "De stukken waren te vroeg openbaar.",
	}[cause]
}

// ViewSays gives what was done with a zienswijze in words.
func ViewSays(effect string) string {
	return map[string]string{"geen-bezwaar": "geen bezwaar", "gevolgd": "bezwaar gevolgd, de lakkingen zijn aangepast", "niet-gevolgd": "bezwaar niet gevolgd"}[effect]
}

// A Hearing is the zienswijze of a third party.
type Hearing struct {
	Who, Paper, Says, Reason string
	Done                     bool // it holds nobody up
}

// A Double is a paper of the set that is the same as an earlier one.
type Double struct {
	First, Second string
	Bytes         bool // byte for byte; otherwise its text
}

// ExercisesPage is where readers exercise on papers that are made up.
type ExercisesPage struct {
	Frame
	May     bool // exercise; who manages people sees the readers only
	Begin   Form
	Next    int
	Busy    bool // Next was begun
	Own     []ExerciseRow
	Readers []ExerciseReader
}

func (*ExercisesPage) file() string { return "exercises" }

// An ExerciseRow is one exercise of the reader.
type ExerciseRow struct {
	Number                        int
	Href                          string
	When                          When
	Done                          bool
	Planted, Found, Missed, Wrong int
	Spent                         string
}

// An ExerciseReader is what one reader measured in all exercises.
type ExerciseReader struct {
	Name                              string
	Exercises, Percent, Missed, Wrong int
	Last                              int    // percent of the last one
	Spent                             string // on one, on average
	When                              When
}

// ExercisePage shows what came of one exercise.
type ExercisePage struct {
	Frame
	Number, Planted, Found int
	Missed, Wrong          []ExerciseText
	Spent                  string
	When                   When
	Back                   string
}

func (*ExercisePage) file() string { return "exercise" }

// An ExerciseText is one place that was missed, or hidden for no reason.
type ExerciseText struct {
	Paper, Text, Before, After string
	Partly                     bool
}
