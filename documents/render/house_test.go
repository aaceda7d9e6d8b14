package render

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"paraaf/documents"
)

var windowHead = regexp.MustCompile(`(?s)<head>.*</head>`)

// A second house, with all that a house can bring. Its typeface is the one of the program
// under another name, for there is no other here that may be given away.
func secondHouse(t testing.TB) fstest.MapFS {
	t.Helper()
	dir := fstest.MapFS{"logo.png": {Data: testPNG(t)}, "house.json": {Data: []byte(`{"name": "Ministerie van Economische Zaken", "accent": "#7a1d3f",
		"logo": "logo.png", "logo_alt": "Ministerie van Economische Zaken", "logo_width_mm": 40, "retouradres": "Postbus 20401 2500 EK Den Haag",
		"fonts": {"name": "Huis", "regular": "r.ttf", "bold": "b.ttf", "italic": "i.ttf", "bold_italic": "bi.ttf"},
		"colofon": [{"label": "Bezoekadres", "lines": ["Bezuidenhoutseweg 73", "2594 AC Den Haag"]}, {"lines": ["www.rijksoverheid.nl/ez"]}]}`)}}
	for name, file := range map[string]string{"r": "Regular", "b": "Bold", "i": "It", "bi": "BoldIt"} {
		b, err := os.ReadFile(filepath.Join("..", "pdf", "assets", "SourceSans3-"+file+".ttf"))
		if err != nil {
			t.Fatal(err)
		}
		dir[name+".ttf"] = &fstest.MapFile{Data: b}
	}
	return dir
}

func TestASecondHouseDressesEveryForm(t *testing.T) {
	t.Parallel()
	h, err := LoadHouse(secondHouse(t))
	if err != nil {
		t.Fatal(err)
	}
	c := read(t, filepath.Join("..", "testdata", "brieven", "drie-ondertekenaars.md"))
	o := PDFOptions{House: h}
	b, err := PDF(c, o)
	if err != nil {
		t.Fatal(err)
	}
	keepFile(t, "tweede-huis.pdf", b)
	in := inspect(t, b)
	if got := figures(in); len(got) != 1 || got[0] != h.LogoAlt {
		t.Errorf("pictures %q", got)
	}
	printed := strings.Fields(in.Tree.Words())
	page, err := HTMLDocumentWith(c, o)
	if err != nil {
		t.Fatal(err)
	}
	shown := words(windowHead.ReplaceAllString(string(page), ""))
	if i := firstDifference(printed, shown); i >= 0 {
		t.Errorf("word %d: pdf %q, html %q", i, around(printed, i), around(shown, i))
	}
	for _, want := range []string{"Bezuidenhoutseweg 73", "2594 AC Den Haag", "www.rijksoverheid.nl/ez", "> Retouradres Postbus 20401 2500 EK Den Haag"} {
		if !strings.Contains(in.Tree.Words(), want) {
			t.Errorf("the pdf does not say %q", want)
		}
	}
	for name, write := range map[string]func() ([]byte, error){"docx": func() ([]byte, error) { return DOCXWith(c, o) }, "odt": func() ([]byte, error) { return ODTWith(c, o) }} {
		b, err := write()
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, part := range officeFile(t, b) {
			all += part
		}
		if !strings.Contains(all, "Bezuidenhoutseweg 73") || !strings.Contains(strings.ToLower(all), "7a1d3f") {
			t.Errorf("%s: no address or no colour of the house", name)
		}
	}
	neutral, err := PDF(c, PDFOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(inspect(t, neutral).Tree.Words(), "Bezuidenhoutseweg") {
		t.Error("the neutral form has the address of a house")
	}
}

func TestWhatIsWrongWithAHouseIsSaidInDutchAtTheStart(t *testing.T) {
	t.Parallel()
	good := `{"name": "Ministerie van X"`
	for _, c := range []struct{ why, json, says string }{
		{"no file", "", "house.json staat niet in de map"},
		{"no JSON", "{", "niet te lezen"},
		{"a word that nobody knows is a setting that is not made", good + `, "kleur": "#000000"}`, "kleur"},
		{"two objects", good + `} {}`, "meer dan één object"},
		{"no name", `{}`, `"name" ontbreekt`},
		{"no colour", good + `, "accent": "blauw"}`, "geen kleur"},
		{"a colour that nobody can read", good + `, "accent": "#ffd400"}`, "te licht"},
		{"a logo that is not there", good + `, "logo": "weg.png", "logo_alt": "x"}`, "weg.png staat niet in de map"},
		{"a logo without a description", good + `, "logo": "logo.png"}`, "logo_alt"},
		{"a logo from elsewhere", good + `, "logo": "../logo.png", "logo_alt": "x"}`, "geen bestandsnaam"},
		{"a logo that is no picture", good + `, "logo": "house.json", "logo_alt": "x"}`, "geen PNG of JPEG"},
		{"a logo wider than paper", good + `, "logo": "logo.png", "logo_alt": "x", "logo_width_mm": 400}`, "tussen 5 en 110"},
		{"a typeface that is none", good + `, "fonts": {"regular": "logo.png", "bold": "logo.png", "italic": "logo.png", "bold_italic": "logo.png"}}`, "lettertype kan niet worden gebruikt"},
		{"a label without lines", good + `, "colofon": [{"label": "Bezoekadres"}]}`, "Bezoekadres"},
		{"a line too long for its column", good + `, "colofon": [{"lines": ["` + strings.Repeat("x", 100) + `"]}]}`, "langer dan 80"},
		{"a sign that no typeface has", good + `, "colofon": [{"lines": ["\u13a0"]}]}`, "kan geen stuk worden gemaakt"},
	} {
		dir := fstest.MapFS{"logo.png": {Data: testPNG(t)}}
		if c.json != "" {
			dir["house.json"] = &fstest.MapFile{Data: []byte(c.json)}
		}
		_, err := LoadHouse(dir)
		var no *documents.Unreadable
		if !errors.As(err, &no) || !strings.Contains(no.Text, c.says) || !strings.HasPrefix(no.Text, "Huisstijl: ") {
			t.Errorf("%s: %v, want %q", c.why, err, c.says)
		}
	}
	if _, err := LoadHouse(fstest.MapFS{"house.json": {Data: []byte(good + "}")}}); err != nil {
		t.Errorf("a name alone: %v", err)
	}
}
