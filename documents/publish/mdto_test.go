package publish

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
)

// children lists the elements right below the second level of an MDTO document,
// in order, each once, and every text in it.
func children(t *testing.T, data []byte) (names []string, texts map[string]string) {
	t.Helper()
	texts = map[string]string{}
	d := xml.NewDecoder(strings.NewReader(string(data)))
	depth, at := 0, ""
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return names, texts
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if e.Name.Space != mdtoNS {
				t.Errorf("%s stands in %q", e.Name.Local, e.Name.Space)
			}
			if depth++; depth == 3 && (len(names) == 0 || names[len(names)-1] != e.Name.Local) {
				names = append(names, e.Name.Local)
			}
			at = e.Name.Local
		case xml.EndElement:
			depth--
		case xml.CharData:
			if s := strings.TrimSpace(string(e)); s != "" {
				texts[at] += s + "|"
			}
		}
	}
}

// The order is that of the sequence in MDTO-XML1.0.1.xsd, which refuses another.
func TestMDTOHasThePartsOfTheSchemaInOrder(t *testing.T) {
	t.Parallel()
	vws, _ := Ministry("vws")
	m := Metadata{Identifier: "4377464-1097773-DICIO", Publisher: vws, Title: "Beslisnota bij Kamerbrief Chipsoft & anderen", Category: IngekomenStukken, Soort: SoortBeslisnota,
		Created: documents.Date{Year: 2026, Month: 4, Day: 22}, Decided: time.Date(2026, 4, 22, 14, 5, 0, 0, time.FixedZone("", 7200)), Valuation: Valuation{"Selectielijst VWS 2021", "12.3", 10}}
	data, err := MDTO(m, []documents.Ground{"5.1.2e", "5.1.1e", "5.1.2e"}, []string{"beslisnota.html", "beslisnota.pdf"})
	if err != nil {
		t.Fatal(err)
	}
	names, texts := children(t, data)
	if want := []string{"identificatie", "naam", "aggregatieniveau", "classificatie", "taal", "event", "waardering", "bewaartermijn", "informatiecategorie", "heeftRepresentatie", "archiefvormer", "beperkingGebruik"}; !slices.Equal(names, want) {
		t.Errorf("the parts are %v", names)
	}
	if !strings.Contains(texts["begripCode"], "5.1.1e|5.1.2e|") || texts["naam"] != m.Title+"|" || !strings.Contains(texts["begripLabel"], "Tijdelijk te bewaren") || texts["termijnLooptijd"] != "P10Y|" {
		t.Errorf("it says %v", texts)
	}
	for years, want := range map[Valuation]string{{}: "<begripCode>N<", {List: "L", Item: "1.1"}: "<begripCode>B<", {List: "L", Item: "1.1", Years: 5}: "<begripCode>V<"} {
		m := m
		m.Valuation = years
		if data, err := MDTO(m, nil, []string{"brief.pdf"}); err != nil || !strings.Contains(string(data), want) || strings.Contains(string(data), "bewaartermijn") != (years.Years > 0) {
			t.Errorf("%+v: %s %v", years, data, err)
		}
	}
	whole, err := MDTO(m, nil, []string{"brief.pdf"})
	if err != nil || !strings.Contains(string(whole), "<begripLabel>Geen</begripLabel>") {
		t.Errorf("a paper of which nothing was taken out: %v", err)
	}
	file, err := MDTOFile(m, File{"beslisnota.pdf", []byte("%PDF <pdfaid:conformance>A</pdfaid:conformance>")}, m.Created)
	if err != nil {
		t.Fatal(err)
	}
	names, texts = children(t, file)
	if want := []string{"identificatie", "naam", "omvang", "bestandsformaat", "checksum", "isRepresentatieVan"}; !slices.Equal(names, want) {
		t.Errorf("the parts of a file are %v", names)
	}
	if texts["omvang"] != "47|" || texts["begripCode"] != "fmt/476|" || len(texts["checksumWaarde"]) != 65 {
		t.Errorf("the file says %v", texts)
	}
	for why, bad := range map[string]Metadata{"no title": {Publisher: vws, Decided: m.Decided}, "no publisher": {Title: "x", Decided: m.Decided}, "no moment": {Title: "x", Publisher: vws}} {
		if _, err := MDTO(bad, nil, []string{"x.pdf"}); err == nil {
			t.Errorf("written with %s", why)
		}
	}
}
