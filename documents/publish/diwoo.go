package publish

import (
	"encoding/xml"
	"fmt"
	"time"

	"paraaf/documents"
)

// A Term is an entry of a TOOI list: what people read and the address that
// machines compare.
type Term struct {
	Label string
	URI   string
}

// Terms of the TOOI lists in DiWoo 0.9.8 (of 12 August 2025) that our papers need.
var (
	SoortBeslisnota      = Term{"beslisnota", "https://identifier.overheid.nl/tooi/def/thes/kern/c_2977c34f"}
	SoortKamerbrief      = Term{"Kamerbrief", "https://identifier.overheid.nl/tooi/def/thes/kern/c_49599e6c"}
	HandelingVastgesteld = Term{"vaststelling", "https://identifier.overheid.nl/tooi/def/thes/kern/c_641ecd76"}
	IngekomenStukken     = Term{"bij vertegenwoordigende organen ingekomen stukken", "https://identifier.overheid.nl/tooi/def/thes/kern/c_8c840238"}
	FormatPDF            = Term{"PDF", "http://publications.europa.eu/resource/authority/file-type/PDF"}
	FormatODT            = Term{"ODT", "http://publications.europa.eu/resource/authority/file-type/ODT"}
	FormatHTML           = Term{"HTML", "http://publications.europa.eu/resource/authority/file-type/HTML"}
)

// ministries are the TOOI entries of the ministries of now, by the short name
// by which an organisation is known here (list of 10 July 2024, version 4).
var ministries = map[string]Term{
	"az":   {"ministerie van Algemene Zaken", ministerie + "mnre1010"},
	"aenm": {"ministerie van Asiel en Migratie", ministerie + "mnre1162"},
	"buza": {"ministerie van Buitenlandse Zaken", ministerie + "mnre1013"},
	"bzk":  {"ministerie van Binnenlandse Zaken en Koninkrijksrelaties", ministerie + "mnre1034"},
	"def":  {"ministerie van Defensie", ministerie + "mnre1018"},
	"ez":   {"ministerie van Economische Zaken", ministerie + "mnre1045"},
	"fin":  {"ministerie van Financiën", ministerie + "mnre1090"},
	"ienw": {"ministerie van Infrastructuur en Waterstaat", ministerie + "mnre1130"},
	"jenv": {"ministerie van Justitie en Veiligheid", ministerie + "mnre1058"},
	"kgg":  {"ministerie van Klimaat en Groene Groei", ministerie + "mnre1182"},
	"lvvn": {"ministerie van Landbouw, Visserij, Voedselzekerheid en Natuur", ministerie + "mnre1153"},
	"ocw":  {"ministerie van Onderwijs, Cultuur en Wetenschap", ministerie + "mnre1109"},
	"szw":  {"ministerie van Sociale Zaken en Werkgelegenheid", ministerie + "mnre1073"},
	"vro":  {"ministerie van Volkshuisvesting en Ruimtelijke Ordening", ministerie + "mnre1171"},
	"vws":  {"ministerie van Volksgezondheid, Welzijn en Sport", ministerie + "mnre1025"},
}

const ministerie = "https://identifier.overheid.nl/tooi/id/ministerie/"

// Ministry gives the TOOI entry of a ministry by its short name ("vws"), and
// whether there is one.
func Ministry(short string) (Term, bool) {
	t, known := ministries[short]
	return t, known
}

// A Metadata is what is said of one public file on the publication platform.
// The name of the opsteller has no place in it: naamOpsteller is never filled.
type Metadata struct {
	Identifier string // kenmerk
	Publisher  Term
	Mede       []Term // medeverantwoordelijken: who it was sent mede namens
	Title      string // with the word "Beslisnota" in it, by which they are found
	Category   Term   // informatiecategorie: a setting of the ministry
	Soort      Term
	Created    documents.Date
	Format     Term
	Valuation  Valuation
	Decided    time.Time // when it was vastgesteld, with the zone of the Netherlands
}

// The elements of DiWoo, in the order in which they are written.
type (
	diwooTerm struct {
		Resource string `xml:"resource,attr"`
		Label    string `xml:",chardata"`
	}
	diwooXML struct {
		XMLName     xml.Name     `xml:"diwoo:Document"`
		NS          string       `xml:"xmlns:diwoo,attr"`
		Identifier  string       `xml:"diwoo:DiWoo>diwoo:identifiers>diwoo:identifier"`
		Publisher   diwooTerm    `xml:"diwoo:DiWoo>diwoo:publisher"`
		Mede        *[]diwooTerm `xml:"diwoo:DiWoo>diwoo:medeverantwoordelijken>diwoo:medeverantwoordelijke"`
		Title       string       `xml:"diwoo:DiWoo>diwoo:titelcollectie>diwoo:officieleTitel"`
		Category    diwooTerm    `xml:"diwoo:DiWoo>diwoo:classificatiecollectie>diwoo:informatiecategorieen>diwoo:informatiecategorie"`
		Soort       diwooTerm    `xml:"diwoo:DiWoo>diwoo:classificatiecollectie>diwoo:documentsoorten>diwoo:documentsoort"`
		Created     string       `xml:"diwoo:DiWoo>diwoo:creatiedatum"`
		Format      diwooTerm    `xml:"diwoo:DiWoo>diwoo:format"`
		Handeling   diwooTerm    `xml:"diwoo:DiWoo>diwoo:documenthandelingen>diwoo:documenthandeling>diwoo:soortHandeling"`
		HandelingOp string       `xml:"diwoo:DiWoo>diwoo:documenthandelingen>diwoo:documenthandeling>diwoo:atTime"`
	}
)

// A Valuation is how long a paper is kept, as an item of a selectielijst has it. The zero
// Valuation is not known.
type Valuation struct {
	List  string // name of the selectielijst
	Item  string // its number in it
	Years int    // after dispatch; 0 is for ever
}

// DiWoo writes the metadata of one public file as KOOP's DiWoo 0.9.8 asks. It
// fails when one of the parts that the standard requires is missing.
func DiWoo(m Metadata) ([]byte, error) {
	for name, t := range map[string]Term{"publisher": m.Publisher, "informatiecategorie": m.Category, "documentsoort": m.Soort, "format": m.Format} {
		if t.Label == "" || t.URI == "" {
			return nil, fmt.Errorf("diwoo: without %s", name)
		}
	}
	if m.Title == "" || m.Decided.IsZero() || m.Created.IsZero() {
		return nil, fmt.Errorf("diwoo: without title, date or moment of vaststelling")
	}
	x := diwooXML{NS: "https://standaarden.overheid.nl/diwoo/metadata/", Identifier: m.Identifier, Publisher: termOf(m.Publisher),
		Title: m.Title, Category: termOf(m.Category), Soort: termOf(m.Soort), Created: m.Created.ISO(), Format: termOf(m.Format),
		Handeling: termOf(HandelingVastgesteld), HandelingOp: m.Decided.Format(time.RFC3339)}
	if len(m.Mede) > 0 {
		var mede []diwooTerm
		for _, t := range m.Mede {
			mede = append(mede, termOf(t))
		}
		x.Mede = &mede
	}
	data, err := xml.MarshalIndent(x, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("diwoo: %w", err)
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}

func termOf(t Term) diwooTerm { return diwooTerm{Resource: t.URI, Label: t.Label} }
