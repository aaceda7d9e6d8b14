package annex_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"paraaf/documents/annex"
)

// TestAFileAsWordWritesIt: testdata/word holds the parts as Word for Microsoft 365
// lays them out, with ids of revisions, runs cut by the spelling check, comments with
// answers, tracked and moved text, alternatives, fields, form fields of old, a
// sheet of Excel. The words are invented.
func TestAFileAsWordWritesIt(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := z.AddFS(os.DirFS("testdata/word"))
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if form, err := annex.Sniff(b.Bytes()); form != annex.DOCX {
		t.Fatalf("%s %v", form, err)
	}
	in, err := annex.ImportOffice(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	const want = "# Verslag van de werkgroep\n\nAanwezig was mevrouw J. Terwisscha. De leverancier onderzoekt de oorzaak.\n\n" +
		"1. Meldplicht: zie [de inspectie](<https://www.igj.nl/>).[^1]\n2. Deze zin is verplaatst.\n\nDatum: 20 april 2026\n\nContact: de heer K. Brouwershaven\n\n" +
		"Gemeld bij de AP: ☒ ja. Rubriek: zorgaanbieder, dossier 14\n\n| Actie | Wie |\n| --- | --- |\n| Tijdlijn | J. Terwisscha |\n\n[^1]: Artikel 33 AVG.\n"
	if string(in.Markdown) != want {
		t.Errorf("it says %q\nwant %q", in.Markdown, want)
	}
	var told []string
	for _, r := range in.Reports {
		told = append(told, fmt.Sprintf("%s: %s", r.Kind, r.Quote))
	}
	for _, c := range []struct{ why, report string }{
		{"what was deleted", "tracked-change: De leverancier wist ervan."},
		{"what was put in", "tracked-change: De leverancier onderzoekt de oorzaak"},
		{"a comment", "comment: Kunnen we dit wel zeggen?"},
		{"an answer to a comment, to which nothing in the text refers", "comment: Ja, navragen bij Zandvoort."},
		{"a box beside the text", "text-box: Contact: de heer K. Brouwershaven"},
		{"a sheet of Excel", "embedded: "},
		{"the head of the pages", "page-header: Behandelaar Q. Zandvoort"},
	} {
		if !slices.Contains(told, c.report) {
			t.Errorf("%s is not told (%s): %q", c.why, c.report, told)
		}
	}
	for _, hidden := range []string{"S::j.terwisscha", "MERGEFORMAT", "Fallback"} {
		if strings.Contains(string(in.Markdown), hidden) {
			t.Errorf("the text holds %q", hidden)
		}
	}
}
