package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"paraaf/documents"
)

// MDTO 1.0.1 of the Nationaal Archief: what an archive asks to be told of a
// public paper (informatieobject) and of each of its files (bestand). Only what
// is public stands in it; the internal paper is another informatieobject.

// mdtoNS is the namespace, and where its schema is published.
const mdtoNS = "https://www.nationaalarchief.nl/mdto"

type (
	mdtoTerm struct {
		Label string `xml:"begripLabel"`
		Code  string `xml:"begripCode,omitempty"`
		List  string `xml:"begripBegrippenlijst>verwijzingNaam"`
	}
	mdtoID struct {
		Kenmerk string `xml:"identificatieKenmerk"`
		Bron    string `xml:"identificatieBron"`
	}
	mdtoRef struct {
		Naam string  `xml:"verwijzingNaam"`
		ID   *mdtoID `xml:"verwijzingIdentificatie"`
	}
	mdtoEvent struct {
		Type mdtoTerm `xml:"eventType"`
		Time string   `xml:"eventTijd,omitempty"`
	}
	mdtoLimit struct {
		Type mdtoTerm `xml:"beperkingGebruikType"`
		Says string   `xml:"beperkingGebruikNadereBeschrijving,omitempty"`
	}
	mdtoKept struct {
		From  mdtoTerm `xml:"termijnTriggerStartLooptijd"`
		Years string   `xml:"termijnLooptijd"` // as xsd:duration
	}
	// The parts stand in the order that the schema asks.
	mdtoObject struct {
		ID          mdtoID      `xml:"identificatie"`
		Naam        string      `xml:"naam"`
		Level       mdtoTerm    `xml:"aggregatieniveau"`
		Kinds       []mdtoTerm  `xml:"classificatie"`
		Taal        string      `xml:"taal"`
		Events      []mdtoEvent `xml:"event"`
		Waardering  mdtoTerm    `xml:"waardering"`
		Termijn     *mdtoKept   `xml:"bewaartermijn"`
		Category    mdtoTerm    `xml:"informatiecategorie"`
		Files       []mdtoRef   `xml:"heeftRepresentatie"`
		Archief     mdtoRef     `xml:"archiefvormer"`
		Beperkingen []mdtoLimit `xml:"beperkingGebruik"`
	}
	mdtoFile struct {
		ID     mdtoID   `xml:"identificatie"`
		Naam   string   `xml:"naam"`
		Omvang int      `xml:"omvang"`
		Format mdtoTerm `xml:"bestandsformaat"`
		Algo   mdtoTerm `xml:"checksum>checksumAlgoritme"`
		Waarde string   `xml:"checksum>checksumWaarde"`
		Datum  string   `xml:"checksum>checksumDatum"`
		Of     mdtoRef  `xml:"isRepresentatieVan"`
	}
	mdtoXML struct {
		XMLName xml.Name    `xml:"MDTO"`
		NS      string      `xml:"xmlns,attr"`
		Object  *mdtoObject `xml:"informatieobject"`
		File    *mdtoFile   `xml:"bestand"`
	}
)

// grondenList names where the codes of the grounds come from.
const grondenList = "Wet open overheid, hoofdstuk 5 (BWBR0045754)"

// MDTO writes what an archive is told of one public paper: of its metadata, the
// grounds on which something was taken out of it, and the names of its files.
// It is valued as the selectielijst has it, and as yet to be decided where nobody said which.
// It fails when a part that the schema requires is missing.
func MDTO(m Metadata, grounds []documents.Ground, files []string) ([]byte, error) {
	if m.Title == "" || m.Publisher.Label == "" || m.Decided.IsZero() || len(files) == 0 {
		return nil, fmt.Errorf("mdto: without title, publisher, moment of vaststelling or files")
	}
	o := &mdtoObject{
		ID: mdtoID{orDash(m.Identifier), m.Publisher.Label}, Naam: m.Title,
		Level: mdtoTerm{Label: "Archiefstuk", List: "Begrippenlijst Aggregatieniveaus MDTO"},
		Kinds: []mdtoTerm{{Label: m.Soort.Label, Code: m.Soort.URI, List: "TOOI documentsoorten"}}, Taal: "nl",
		Events:     []mdtoEvent{{Type: mdtoTerm{Label: "Accordering", List: "Begrippenlijst EventTypeLijst MDTO"}, Time: m.Decided.Format(time.RFC3339)}},
		Waardering: mdtoTerm{Label: "Nader te bepalen", Code: "N", List: "Begrippenlijst Waarderingen MDTO"},
		Category:   mdtoTerm{Label: m.Category.Label, Code: m.Category.URI, List: "TOOI informatiecategorieën"},
		Archief:    mdtoRef{m.Publisher.Label, &mdtoID{m.Publisher.URI, "TOOI register ministeries"}},
	}
	if v := m.Valuation; v.Item != "" {
		o.Kinds = append(o.Kinds, mdtoTerm{Label: "Categorie " + v.Item, Code: v.Item, List: v.List})
		o.Waardering.Label, o.Waardering.Code = "Blijvend te bewaren", "B"
		if v.Years > 0 {
			o.Waardering.Label, o.Waardering.Code = "Tijdelijk te bewaren", "V"
			o.Termijn = &mdtoKept{mdtoTerm{Label: "Verzending", List: "Begrippenlijst EventTypeLijst MDTO"}, fmt.Sprintf("P%dY", v.Years)}
		}
	}
	for _, f := range files {
		o.Files = append(o.Files, mdtoRef{Naam: f})
	}
	o.Beperkingen = []mdtoLimit{{Type: mdtoTerm{Label: "Geen", List: "Paraaf, beperkingen"}, Says: "Dit is de openbare versie."}}
	for i, g := range strings.Split(joinGrounds(grounds), ";") {
		if g == "" {
			break
		}
		if i == 0 {
			o.Beperkingen = nil
		}
		o.Beperkingen = append(o.Beperkingen, mdtoLimit{Type: mdtoTerm{Label: "Deels openbaar, Woo " + g, Code: g, List: grondenList}, Says: "In deze openbare versie is weggelaten wat onder deze grond valt."})
	}
	return mdtoWrite(mdtoXML{NS: mdtoNS, Object: o})
}

// MDTOFile writes what an archive is told of one file of the paper with metadata
// m. on is the day on which its digest was taken: a moment would tell two
// publications apart that are the same.
func MDTOFile(m Metadata, f File, on documents.Date) ([]byte, error) {
	if m.Title == "" || f.Name == "" || on.IsZero() {
		return nil, fmt.Errorf("mdto: file without title, name or day")
	}
	digest := sha256.Sum256(f.Data)
	return mdtoWrite(mdtoXML{NS: mdtoNS, File: &mdtoFile{
		ID: mdtoID{f.Name, orDash(m.Publisher.Label)}, Naam: f.Name, Omvang: len(f.Data), Format: pronom(f),
		Algo: mdtoTerm{Label: "SHA-256", List: "Begrippenlijst ChecksumAlgoritme MDTO"}, Waarde: hex.EncodeToString(digest[:]), Datum: on.ISO() + "T00:00:00",
		Of: mdtoRef{Naam: m.Title},
	}})
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// pronom gives the entry of a file in PRONOM, of a PDF by what it says it is.
func pronom(f File) mdtoTerm {
	t := mdtoTerm{List: "PRONOM-register"}
	switch {
	case strings.HasSuffix(f.Name, ".html"):
		t.Label, t.Code = "Hypertext Markup Language, versie 5", "fmt/471"
	case strings.HasSuffix(f.Name, ".odt"):
		t.Label, t.Code = "OpenDocument Text, versie 1.3", "fmt/1756"
	case bytes.Contains(f.Data, []byte("<pdfaid:conformance>A<")):
		t.Label, t.Code = "PDF/A-2a", "fmt/476"
	case bytes.Contains(f.Data, []byte("<pdfaid:conformance>B<")):
		t.Label, t.Code = "PDF/A-2b", "fmt/477"
	case bytes.Contains(f.Data, []byte("<pdfaid:conformance>U<")):
		t.Label, t.Code = "PDF/A-2u", "fmt/478"
	default:
		t.Label, t.Code = "PDF 1.7", "fmt/276"
	}
	return t
}

func mdtoWrite(x mdtoXML) ([]byte, error) {
	data, err := xml.MarshalIndent(x, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("mdto: %w", err)
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}
