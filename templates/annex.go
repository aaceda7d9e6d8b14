package templates

import "strconv"

// An AnnexItem is one annex in a list.
type AnnexItem struct {
	Name  string // "Bijlage 1"
	File  string // as it came
	Href  string
	Says  string // "pdf, 12 pagina's, 340 kB"
	Get   string // address of the bytes
	Notes []string
	// Review is how far the review is: "nog 3 pagina's te bekijken", or "".
	Review string
	Done   bool // every page was looked at, or nothing of it becomes public
	Remove *Form
}

// AnnexPage is one page of an annex, with what is marked on it.
type AnnexPage struct {
	Frame
	Head     Head
	Annex    AnnexItem
	Place    string // "Pagina 3 van 12"
	Number   int    // from 1
	Pages    int
	Picture  string // address of the picture
	Known    bool   // it has been read
	Broken   bool   // it cannot be shown
	Waiting  string // how far reading is, "" when it is done
	Width    string // points, as in the picture's own measure
	Height   string
	Boxes    []AnnexBox
	Words    []AnnexBox
	Text     string
	Source   string // sentence on where the text comes from
	Unseen   bool
	Previous string // addresses, or ""
	Next     string
	List     []AnnexPlace
	Search   string
	Found    []Place // pages on which the searched words stand
	Searched bool
	Findings []AnnexFinding
	Drawn    []AnnexDrawn
	Draw     Form
	Grounds  []Option
	See      Form
	SeenBy   string // names, "" when nobody looked
	Withhold Form
	Withheld string
	Refused  string
	Problems []Problem
	Review   string // address of the review of the whole dossier
}

// An AnnexBox is a rectangle on a page in points from its upper left corner.
type AnnexBox struct {
	X, Y, W, H string
	Kind       string // "open", "redact", "keep", "drawn"
	ID         string
	Label      string
}

// An AnnexPlace is one page in the row of pages.
type AnnexPlace struct {
	Number  int
	Href    string
	Current bool
	Seen    bool
	Open    int
	Gone    int
	Says    string // the same in words
}

// An AnnexFinding is a finding on this page.
type AnnexFinding struct {
	ID       string
	Finding  string // of the judgement
	Text     string
	Label    string
	Why      string
	Decision string
	Ground   string
	Grounds  []Option
	Form     Form
}

// An AnnexDrawn is a box that was drawn by hand.
type AnnexDrawn struct {
	ID     string
	Number int
	Text   string
	Ground string
	Form   Form
}

// An AnnexSheet is an annex as the public gets it, for the second reader.
type AnnexSheet struct {
	Name     string
	Pages    []AnnexBox // X is its number, W and H its size, Label the address of the picture
	Withheld string
}

// CertificatePage is the certificate of a publication, to be printed.
type CertificatePage struct {
	Frame
	Head       Head
	Digest     string
	Date       When
	Rules      int
	Files      []CertifiedFile
	Checks     []string
	Unexamined []UnexaminedPage
	Reviewer   string
	Second     string
}

// A CertifiedFile is one file of a certificate.
type CertifiedFile struct {
	Name   string
	SHA256 string
	Size   string
}

// An UnexaminedPage is a page that no program has read.
type UnexaminedPage struct {
	File   string
	Page   int
	People string
}

// AnnexSource says where the text of a page comes from.
func AnnexSource(source string) string {
	switch source {
	case "file":
		return "Zoals het bestand de tekst geeft."
	case "pixels":
		return "Van het beeld gelezen; daarin kunnen fouten zitten."
	}
	return "Van deze pagina is geen tekst gelezen. Alleen u kunt zien wat erop staat."
}

// AnnexPlaceSays tells in words how far a page is.
func AnnexPlaceSays(p AnnexPlace) string {
	says := "nog niet bekeken"
	if p.Seen {
		says = "bekeken"
	}
	if p.Open > 0 {
		says += ", " + strconv.Itoa(p.Open) + " te beoordelen"
	}
	if p.Gone > 0 {
		says += ", " + strconv.Itoa(p.Gone) + " gelakt"
	}
	return says
}

func (*AnnexPage) file() string       { return "annex" }
func (*CertificatePage) file() string { return "certificate" }
