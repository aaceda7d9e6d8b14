package render

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/pdf"
)

func TestABundleIsAListAndEveryPaperWithLinksBothWays(t *testing.T) {
	t.Parallel()
	at := func(parts ...string) string { return filepath.Join(append([]string{"..", "testdata"}, parts...)...) }
	nota, brief := read(t, at("seed", "nota.md")), read(t, at("seed", "kamerbrief.md"))
	val, valBrief := read(t, at("notas", "vws-valpreventie.md")), read(t, at("brieven", "vws-valpreventie.md"))
	ds := []BundleDossier{
		{Onderwerp: "Kamerbrief Chipsoft Incident", Kind: "ter beslissing", Deadline: documents.Date{Year: 2026, Month: 4, Day: 20}, Standing: "ligt bij de minister",
			Papers: []BundlePaper{{Name: "Nota", Content: nota, PDFOptions: PDFOptions{Parafen: parafen()}}, {Name: "Kamerbrief", Content: brief}}},
		{Onderwerp: "Vervolg valpreventie", Kind: "ter beslissing", Advice: "Akkoord met optie A", Deadline: documents.Date{Year: 2026, Month: 6, Day: 19}, Standing: "ligt bij de staatssecretaris",
			Papers: []BundlePaper{{Name: "Nota", Content: val}, {Name: "Kamerbrief", Content: valBrief}}},
	}
	b, err := Bundle("Weekendtas", documents.Date{Year: 2026, Month: 4, Day: 17}, ds)
	if err != nil {
		t.Fatal(err)
	}
	keepFile(t, "bundel.pdf", b)
	in := inspect(t, b)
	links := map[string]int{}
	in.Tree.Walk(func(e *pdf.Element) {
		if e.Link == "#" {
			links[strings.TrimSpace(e.Kids[0].Text)]++
		}
	})
	for text, n := range map[string]int{"Nota": 2, "Kamerbrief": 2, "Naar de lijst": 4, "Verder: Kamerbrief": 2} {
		if links[text] != n {
			t.Errorf("%d links %q, want %d (have %v)", links[text], text, n, links)
		}
	}
	// The papers say what they say alone, one after the other.
	got, from := strings.Join(strings.Fields(in.Tree.Words()), " "), 0
	for _, d := range ds {
		for _, p := range d.Papers {
			words := strings.SplitN(Text(p.Content), "\n", 3)[1]
			i := strings.Index(got[from:], words)
			if i < 0 {
				t.Fatalf("%q is not there in its turn", words)
			}
			from += i
		}
	}
	var refused *pdf.Refused
	if _, err := Bundle("Leeg", documents.Date{}, nil); !errors.As(err, &refused) {
		t.Errorf("an empty bundle gives %v", err)
	}
}

func TestABundleHasTheStyleOfItsHouse(t *testing.T) {
	t.Parallel()
	h := &House{Name: "Ministerie van X", Accent: pdf.Color{0x7a, 0x1d, 0x3f}}
	c := read(t, filepath.Join("..", "testdata", "seed", "nota.md"))
	b, err := Bundle("Tas", documents.Date{}, []BundleDossier{{Onderwerp: "x", Papers: []BundlePaper{{Name: "Nota", Content: c, PDFOptions: PDFOptions{House: h}}}}})
	if err != nil {
		t.Fatal(err)
	}
	// Headings of the first level below the title are set by the theme of the whole.
	all := streams(t, b)
	if neutral := "0.090 0.227 0.388 rg"; strings.Contains(all, neutral) || !strings.Contains(all, "0.478 0.114 0.247 rg") {
		t.Error("something has the neutral colour, or nothing that of the house")
	}
}

// streams gives what is packed in a file, unpacked.
func streams(t testing.TB, b []byte) string {
	t.Helper()
	var all strings.Builder
	for {
		_, rest, ok := bytes.Cut(b, []byte("/FlateDecode /Length "))
		if !ok {
			return all.String()
		}
		_, rest, _ = bytes.Cut(rest, []byte("stream\n"))
		data, after, _ := bytes.Cut(rest, []byte("\nendstream\nendobj"))
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err == nil {
			_, err = io.Copy(&all, z)
		}
		if err != nil {
			t.Fatal(err)
		}
		b = after
	}
}
