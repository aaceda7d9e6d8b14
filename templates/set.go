package templates

import "strconv"

// SetPage is where a set of papers is put together.
type SetPage struct {
	Frame
	Head      Head
	Papers    []SetPaper
	Add       Form
	Kinds     []Option
	Text      string // what was pasted, given back when it was refused
	Attach    Form   // to add what others made
	Annexes   []AnnexItem
	Ask       Form // to draft the answers to pasted questions
	Questions string
	Letter    string // address to draft the letter from the nota, or ""
	Limit     string // "1 MB"
	Taken     []Taken
	Problems  []Problem
}

// A SetPaper is one paper of the set.
type SetPaper struct {
	ID      string
	Name    string
	Href    string
	Digest  string // first digits
	Working bool
	Raise   *Form // to put it one place forward
	Remove  *Form
	// Postpone drafts the uitstelbericht for the Kamervragen that this paper
	// answers; nil for any other paper.
	Postpone *Form
}

// VersionsPage shows the texts a paper had, and two of them compared.
type VersionsPage struct {
	Frame
	Head     Head
	Name     string
	Back     string // address of the paper, "" for one that was removed
	Action   string
	Versions []Version
	From, To []Option
	Compared string // "versie 1 met versie 3", "" when there is nothing to compare
	Changes  []Change
	Gone     bool
}

// A Version is one text of a paper.
type Version struct {
	Number  int
	When    When
	By      string
	Station string
	Digest  string
	Working bool
}

// A Proof is the way to have a text looked at while it is being written, and
// what came of it.
type Proof struct {
	Href    string
	Part    Hidden // which section or field it is
	Checked bool
	Says    string // "2 opmerkingen bij deze tekst"
	Remarks []Remark
}

// ProofSays tells how many remarks there are on a text that is being written.
func ProofSays(n int) string {
	switch n {
	case 0:
		return "Paraaf heeft niets op te merken bij deze tekst."
	case 1:
		return "1 opmerking bij deze tekst."
	}
	return strconv.Itoa(n) + " opmerkingen bij deze tekst."
}

func (*SetPage) file() string      { return "set" }
func (*VersionsPage) file() string { return "versions" }
