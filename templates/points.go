package templates

// Points are what was asked when the papers were sent back. Form keeps what
// was done about them; without one they are only shown.
type Points struct {
	By       string
	From     string
	All      []Point
	Answered int
	Form     *Form
	Next     string // the page of the dossier to go on to, or "" for the dossier itself
}

// A Point is one thing that was asked.
type Point struct {
	ID       string
	Number   string
	Text     string
	Weight   string // in words
	Must     bool   // the papers do not go up before it is ticked or answered
	Done     bool
	Answered bool
	Why      string
	By       string
	When     When
}

// weightTexts are the weights of a point in words.
var weightTexts = map[string]string{"moet": "moet", "overweeg": "overweeg", "vraag": "vraag"}

// WeightSays gives the word for how much a point presses.
func WeightSays(w string) string { return weightTexts[w] }

// A Link leads to a place.
type Link struct{ Label, Href string }
