package publish

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/documents/gate"
)

func examples() []Document {
	return []Document{
		{ID: "beslisnota", Number: "1", Matter: "4377464-1097773-DICIO", Name: "beslisnota.pdf", FileType: "PDF", Date: documents.Date{Year: 2026, Month: 4, Day: 22},
			Beoordeling: DeelsOpenbaar, Grounds: []documents.Ground{"5.1.2e", "5.1.1e", "5.1.2e"}, Besluit: "Kamerbrief Chipsoft Incident"},
		{ID: "brief", Number: "2", Matter: "4377464-1097773-DICIO", Name: "brief.pdf", FileType: "PDF", Beoordeling: Openbaar, Explanation: `=HYPERLINK("http://x")`, Related: []string{"beslisnota"}},
	}
}

func TestBothColumnSetsAreThoseOfThePlatform(t *testing.T) {
	t.Parallel()
	want := map[Columns]string{
		Productierapport: "ID,Matter,Family ID,Email Thread ID,Document,File type,Datum,Beoordeling,Opgeschort,Beoordelingsgrond,Toelichting,Publieke link,Gerelateerd ID,Zaaknummer",
		Inventarislijst:  "Document ID,Documentnummer,Bestandsnaam,Beoordeling,Beoordelingsgrond,Toelichting,Publieke link,Locatie document ID,Opgeschort,Gerelateerd Documentnummer,Locatie gerelateerd ID,Besluitnaam",
	}
	for set, head := range want {
		data, err := CSV(examples(), set)
		if err != nil {
			t.Fatal(err)
		}
		all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(all[0], ","); got != head {
			t.Errorf("%s: %s", set, got)
		}
		if len(all) != 3 || !strings.Contains(strings.Join(all[1], ","), "5.1.1e;5.1.2e") {
			t.Errorf("%s: %q", set, all)
		}
	}
}

func TestNoCellStartsAFormula(t *testing.T) {
	t.Parallel()
	for _, evil := range []string{"=1+1", "+31", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"} {
		ds := examples()
		ds[0].Explanation = evil
		data, err := CSV(ds, Inventarislijst)
		if err != nil {
			t.Fatal(err)
		}
		all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range all[1:] {
			for _, c := range r {
				if c != "" && strings.ContainsRune("=+-@\t\r\n", rune(c[0])) {
					t.Errorf("%q stands in a cell as %q", evil, c)
				}
			}
		}
	}
}

func TestAListThatContradictsItselfIsRefused(t *testing.T) {
	t.Parallel()
	double := append(examples(), examples()[0])
	nameless := examples()
	nameless[1].ID = ""
	vague := examples()
	vague[1].Beoordeling = "een beetje"
	for why, ds := range map[string][]Document{"the same id twice": double, "no id": nameless, "an unknown beoordeling": vague} {
		if _, err := XLSX(ds, Productierapport); err == nil {
			t.Errorf("%s: written", why)
		}
	}
}

func TestAWorkbookIsTextOnlyAndAlwaysTheSame(t *testing.T) {
	t.Parallel()
	one, err := XLSX(examples(), Inventarislijst)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := XLSX(examples(), Inventarislijst)
	if !bytes.Equal(one, two) {
		t.Error("the same list gives other bytes")
	}
	r, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	sheet, _ := io.ReadAll(f)
	if bytes.Contains(sheet, []byte("<f>")) || !bytes.Contains(sheet, []byte("Deels openbaar")) {
		t.Errorf("%s", sheet)
	}
}

func TestABundleCarriesTheDigestsOfItsFiles(t *testing.T) {
	t.Parallel()
	files := []File{{"beslisnota.pdf", []byte("b")}, {"brief.pdf", []byte("a")}}
	data, err := Bundle(files)
	if err != nil {
		t.Fatal(err)
	}
	turned, _ := Bundle([]File{files[1], files[0]})
	if !bytes.Equal(data, turned) {
		t.Error("the order in which files are given shows")
	}
	r, _ := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	f, err := r.Open("SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	sums, _ := io.ReadAll(f)
	if !strings.Contains(string(sums), "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  beslisnota.pdf\n") {
		t.Errorf("%s", sums)
	}
	for _, name := range []string{"../x.pdf", "Jansen.pdf", "", "a/b", "SHA256SUMS", ".x"} {
		if _, err := Bundle([]File{{name, nil}}); err == nil {
			t.Errorf("file name %q is taken", name)
		}
	}
}

func metadata() Metadata {
	cest := time.FixedZone("CEST", 7200)
	return Metadata{Identifier: "4377464-1097773-DICIO", Publisher: ministries["vws"], Mede: []Term{ministries["jenv"]}, Title: "Beslisnota bij Kamerbrief Chipsoft Incident",
		Category: IngekomenStukken, Soort: SoortBeslisnota, Created: documents.Date{Year: 2026, Month: 4, Day: 22}, Format: FormatPDF,
		Decided: time.Date(2026, 4, 22, 14, 5, 0, 0, cest)}
}

func TestDiWooHasWhatTheStandardRequires(t *testing.T) {
	t.Parallel()
	data, err := DiWoo(metadata())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<diwoo:officieleTitel>Beslisnota bij Kamerbrief Chipsoft Incident</diwoo:officieleTitel>`,
		`<diwoo:publisher resource="https://identifier.overheid.nl/tooi/id/ministerie/mnre1025">`,
		`<diwoo:atTime>2026-04-22T14:05:00+02:00</diwoo:atTime>`,
		`<diwoo:creatiedatum>2026-04-22</diwoo:creatiedatum>`,
	} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("no %s in\n%s", want, data)
		}
	}
	if bytes.Contains(data, []byte("naamOpsteller")) {
		t.Error("the name of the opsteller has a place")
	}
	for why, change := range map[string]func(*Metadata){
		"no title": func(m *Metadata) { m.Title = "" }, "no publisher": func(m *Metadata) { m.Publisher = Term{} },
		"no category": func(m *Metadata) { m.Category = Term{} }, "no moment": func(m *Metadata) { m.Decided = time.Time{} },
	} {
		m := metadata()
		change(&m)
		if _, err := DiWoo(m); err == nil {
			t.Errorf("%s: written", why)
		}
	}
}

func TestTheGateHasNoQuarrelWithWhatIsMadeHere(t *testing.T) {
	t.Parallel()
	list, _ := XLSX(examples(), Inventarislijst)
	meta, _ := DiWoo(metadata())
	bundle, err := Bundle([]File{{"inventarislijst.xlsx", list}, {"beslisnota.xml", meta}})
	if err != nil {
		t.Fatal(err)
	}
	leaks, unread, err := gate.Examine("openbaar.zip", bundle, []string{"Quirijn Zandvoort"}, true)
	if err != nil || len(leaks) != 0 || len(unread) != 0 {
		t.Errorf("%+v %+v %v", leaks, unread, err)
	}
}
