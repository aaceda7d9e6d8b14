package templates

// A Taken is a file of a word processor that was read and not yet taken in.
type Taken struct {
	Field string // the field that its text stands in
	Text  string
	Told  []Told
	// Plain says that it is a file of plain text, which came with one that was read: it
	// stands in its field too, and there is nothing to tell of it.
	Plain bool
	// Kenmerk stands in the name of the file, and goes along in KenmerkField.
	Kenmerk, KenmerkField string
}

// A Told is something of a file that is not in its text, or not as it was.
type Told struct {
	Label string // "Opmerking"
	Text  string
	Quote string // the words concerned, or ""
}

// reports are what is reported of a file, by kind.
var reports = map[string]string{
	"tracked-change": "Bijgehouden wijziging", "comment": "Opmerking", "hidden-text": "Verborgen tekst", "pale-text": "Onzichtbare tekst",
	"field": "Veld", "text-box": "Tekstvak", "picture": "Afbeelding", "embedded": "Ingesloten bestand", "page-header": "Kop of voet",
	"table": "Tabel", "link": "Koppeling", "numbering": "Nummering", "symbol": "Teken", "formula": "Formule", "macro": "Macro",
}

// ReportSays gives what is reported in words.
func ReportSays(kind string) string {
	if t, ok := reports[kind]; ok {
		return t
	}
	return kind
}
