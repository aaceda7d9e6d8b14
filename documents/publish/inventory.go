package publish

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"paraaf/documents"
)

// A Beoordeling is how much of a document is public.
type Beoordeling string

// The four answers, as the inventarislijst prints them.
const (
	Openbaar      Beoordeling = "Openbaar"
	DeelsOpenbaar Beoordeling = "Deels openbaar"
	NietOpenbaar  Beoordeling = "Niet openbaar"
	ReedsOpenbaar Beoordeling = "Reeds openbaar"
)

// A Document is one row of the inventarislijst. Every text in it is public.
type Document struct {
	ID          string // equals the file name without its ending
	Number      string // within the publication
	Matter      string // dossier or zaak it belongs to
	Name        string // file name as it is offered, of the PDF where there are more
	FileType    string // "PDF"
	Date        documents.Date
	Beoordeling Beoordeling
	Grounds     []documents.Ground // union over its redactions, in any order
	Explanation string             // Toelichting
	Link        string             // where it is public already
	Related     []string           // IDs
	Suspended   bool               // Opgeschort: waits for the view of a third party
	Besluit     string             // name of the publication
}

// A Columns is a set of columns that a receiver expects.
type Columns string

// The two sets that are in use at VWS: what goes into the platform, and what
// the public gets.
const (
	Productierapport Columns = "productierapport"
	Inventarislijst  Columns = "inventarislijst"
)

// A column is a head and how it is filled.
type column struct {
	head string
	cell func(Document) string
}

var sets = map[Columns][]column{
	Productierapport: {
		{"ID", func(d Document) string { return d.ID }},
		{"Matter", func(d Document) string { return d.Matter }},
		{"Family ID", func(d Document) string { return d.ID }},
		{"Email Thread ID", func(Document) string { return "" }},
		{"Document", func(d Document) string { return d.Name }},
		{"File type", func(d Document) string { return d.FileType }},
		{"Datum", func(d Document) string { return d.Date.ISO() }},
		{"Beoordeling", func(d Document) string { return string(d.Beoordeling) }},
		{"Opgeschort", func(d Document) string { return yes(d.Suspended) }},
		{"Beoordelingsgrond", func(d Document) string { return joinGrounds(d.Grounds) }},
		{"Toelichting", func(d Document) string { return d.Explanation }},
		{"Publieke link", func(d Document) string { return d.Link }},
		{"Gerelateerd ID", func(d Document) string { return strings.Join(d.Related, ";") }},
		{"Zaaknummer", func(d Document) string { return d.Matter }},
	},
	Inventarislijst: {
		{"Document ID", func(d Document) string { return d.ID }},
		{"Documentnummer", func(d Document) string { return d.Number }},
		{"Bestandsnaam", func(d Document) string { return d.Name }},
		{"Beoordeling", func(d Document) string { return string(d.Beoordeling) }},
		{"Beoordelingsgrond", func(d Document) string { return joinGrounds(d.Grounds) }},
		{"Toelichting", func(d Document) string { return d.Explanation }},
		{"Publieke link", func(d Document) string { return d.Link }},
		{"Locatie document ID", func(d Document) string { return d.ID }},
		{"Opgeschort", func(d Document) string { return yes(d.Suspended) }},
		{"Gerelateerd Documentnummer", func(d Document) string { return strings.Join(d.Related, ";") }},
		{"Locatie gerelateerd ID", func(d Document) string { return strings.Join(d.Related, ";") }},
		{"Besluitnaam", func(d Document) string { return d.Besluit }},
	},
}

func yes(b bool) string {
	if b {
		return "ja"
	}
	return ""
}

// joinGrounds writes codes in the order of the law, separated by ";".
func joinGrounds(gs []documents.Ground) string {
	var codes []string
	for _, g := range gs {
		codes = append(codes, string(g))
	}
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), ";")
}

// defuse keeps a cell from being taken for a formula: one that begins with a
// sign that starts one gets an apostrophe before it.
func defuse(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n\x00", rune(s[0])) {
		return "'" + s
	}
	return s
}

// rows gives heads and cells, ready for any form.
func rows(ds []Document, set Columns) ([][]string, error) {
	cols, known := sets[set]
	if !known {
		return nil, fmt.Errorf("inventory: no set of columns %q", set)
	}
	var out [][]string
	var head []string
	for _, c := range cols {
		head = append(head, c.head)
	}
	out = append(out, head)
	seen := map[string]bool{}
	for _, d := range ds {
		if d.ID == "" || seen[d.ID] {
			return nil, fmt.Errorf("inventory: id %q is missing or stands twice", d.ID)
		}
		seen[d.ID] = true
		if !slices.Contains([]Beoordeling{Openbaar, DeelsOpenbaar, NietOpenbaar, ReedsOpenbaar}, d.Beoordeling) {
			return nil, fmt.Errorf("inventory: %s: no beoordeling %q", d.ID, d.Beoordeling)
		}
		var row []string
		for _, c := range cols {
			row = append(row, defuse(c.cell(d)))
		}
		out = append(out, row)
	}
	return out, nil
}

// CSV writes the inventarislijst as comma-separated values (RFC 4180) in UTF-8
// with a byte order mark, without which spreadsheet programs garble accents.
func CSV(ds []Document, set Columns) ([]byte, error) {
	rs, err := rows(ds, set)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rs); err != nil {
		return nil, fmt.Errorf("inventory: write csv: %w", err)
	}
	return b.Bytes(), nil
}
