package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paraaf/documents/annex"
	"paraaf/documents/foreign"
	"paraaf/documents/pdf"
	"paraaf/documents/redact"
)

// TestMain lets the test program run itself as the worker for foreign papers, as
// the product does.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == workerCommand {
		os.Exit(run(context.Background(), os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr, os.Getenv}))
	}
	os.Exit(m.Run())
}

// foreignPDF writes a PDF of small pages.
func foreignPDF(pages ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}
	for _, content := range pages {
		n := len(objects) + 1
		fmt.Fprintf(&kids, "%d 0 R ", n)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>", n+1),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 400 200]>>", kids.String(), len(pages))
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
	return b.Bytes()
}

// TestEveryPageIsSeenAndThoseAskedForAreRead: pages are read beside each other, and what
// was seen of each is told of that page.
func TestEveryPageIsSeenAndThoseAskedForAreRead(t *testing.T) {
	t.Parallel()
	words := []string{"Rozemarijn", "Waterlelie", "Zonnebloem", "Paardenbloem", "Klaproos", "Korenbloem"}
	pages := make([]string, len(words))
	for i, w := range words {
		pages[i] = fmt.Sprintf("BT /F1 20 Tf 20 150 Td (%s staat hier) Tj 0 -80 Td (Verborgen%s) Tj ET 0 g 10 60 300 40 re f", w, w)
	}
	look, err := eyes(t.Context(), console{getenv: os.Getenv})(foreignPDF(pages...), []int{2, 3, 6})
	if err != nil || len(look) != len(words) {
		t.Fatalf("%d pages, %v", len(look), err)
	}
	can := foreign.FindOCR(t.Context()).Present()
	for i, s := range look {
		read := can && slices.Contains([]int{2, 3, 6}, i+1)
		if s.Page != i+1 || s.Read != read || strings.TrimSpace(s.Unseen) != "Verborgen"+words[i] {
			t.Errorf("page %d: %+v", i+1, s)
		}
		if want := words[i] + " staat hier"; read && !strings.Contains(s.Text, want) || !read && s.Text != "" {
			t.Errorf("page %d reads %q", i+1, s.Text)
		}
	}
}

// TestNamesInATableOfAnAnnexAreProposedAlone: cells that lie beside each other are not one
// name, on a page with text and on one that was read from its pixels.
func TestNamesInATableOfAnAnnexAreProposedAlone(t *testing.T) {
	t.Parallel()
	row := func(cells ...string) (out []pdf.Text) {
		for _, c := range cells {
			out = append(out, pdf.Plain(c))
		}
		return out
	}
	data, err := pdf.Render(pdf.Document{Title: "Lijst", Body: []pdf.Block{
		pdf.Paragraph{Text: pdf.Plain("Hieronder staat wie er was op de bijeenkomst van 3 april, die lang duurde en waarvan het verslag over twee regels loopt.")},
		pdf.Table{Head: row("Naam", "Bedrijf", "Telefoon"), Rows: [][]pdf.Text{row("Kaya", "De Linde", "030 1234567"), row("Xy Qualm", "Van Vliet", "06 12345678"), row("Jansen", "Bakker", "06 12345679")}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := newAnnexes(console{getenv: os.Getenv})
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := a.Draw(t.Context(), data, 0, 1, 200, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range [][]byte{data, drawn[0]} {
		read, err := a.Read(t.Context(), page, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		if read[0].Source == annex.Unread {
			continue // there is nothing to read pixels with
		}
		var names []string
		for _, f := range redact.Detect([]byte(read[0].Text)) {
			if f.Label == "PERSON" {
				names = append(names, read[0].Text[f.Start:f.End])
			}
		}
		if !slices.Equal(names, []string{"Kaya", "Xy Qualm", "Jansen"}) || strings.Count(read[0].Text, "\t") != 8 {
			t.Errorf("of a page %s: %q in %q", read[0].Source, names, read[0].Text)
		}
	}
}

// TestAForeignPDFIsRedactedByBoxAndByText goes the way of an administrator: redact,
// and the gate on what came out and on what only has boxes drawn over it.
func TestAForeignPDFIsRedactedByBoxAndByText(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	text := "BT /F1 14 Tf 20 150 Td (Aan Quirijn Zandvoort) Tj 0 -40 Td (Bel Pieterse morgen) Tj 0 -40 Td (Dit blijft staan) Tj ET"
	source := write("brief.pdf", foreignPDF(text))
	marks := write("marks.json", []byte(`{"marks":[{"text":"zandvoort","ground":"5.1.2e"},{"page":1,"x":43,"y":105,"w":54,"h":16,"ground":"5.1.2i"}]}`))
	secrets := write("geheimen.txt", []byte("Zandvoort\nPieterse\n"))
	out := filepath.Join(dir, "openbaar.pdf")
	do := func(args ...string) (int, string, string) {
		var stdout, stderr bytes.Buffer
		code := run(context.Background(), args, console{strings.NewReader(""), &stdout, &stderr, os.Getenv})
		return code, stdout.String(), stderr.String()
	}
	if code, _, said := do("redact", source, "-marks", marks, "-o", out); code != 0 {
		t.Fatalf("redact: %d %s", code, said)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pdf.Inspect(data)
	if words := strings.Join(strings.Fields(got.Tree.Words()), " "); err != nil || len(got.Faults) > 0 || words != "Aan Quirijn [5.1.2e] Bel [5.1.2i] morgen Dit blijft staan" {
		t.Errorf("%q %v %v", words, got.Faults, err)
	}
	if code, found, said := do("gate", "-secrets", secrets, out); code != 0 || strings.Contains(found, "geheim") {
		t.Errorf("gate on the public version: %d %s %s", code, found, said)
	}
	drawn := write("zwart.pdf", foreignPDF(text+" 0 g 45 145 200 20 re f 40 105 120 20 re f"))
	if code, found, _ := do("gate", "-secrets", secrets, drawn); code != 1 || !strings.Contains(found, `"hidden text"`) || !strings.Contains(found, "geheim 2") {
		t.Errorf("gate on boxes that were only drawn: %d %s", code, found)
	}
	for why, c := range map[string]struct{ file, marks string }{
		"a mark that nobody understands": {source, `{"marks":[{"tekst":"x","ground":"5.1.2e"}]}`},
		"a mark on no page":              {source, `{"marks":[{"page":9,"x":1,"y":1,"w":1,"h":1,"ground":"5.1.2e"}]}`},
		"a mark without a ground":        {source, `{"marks":[{"text":"x"}]}`},
		"a broken file":                  {write("stuk.pdf", []byte("%PDF-1.4 stuk")), `{"marks":[]}`},
	} {
		nowhere := filepath.Join(dir, "nergens.pdf")
		code, _, said := do("redact", c.file, "-marks", write("m.json", []byte(c.marks)), "-o", nowhere)
		if _, err := os.Stat(nowhere); code != 2 || said == "" || err == nil {
			t.Errorf("%s: %d %q, written: %v", why, code, said, err == nil)
		}
	}
}
