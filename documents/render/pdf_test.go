package render

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
	"paraaf/documents/redact"
)

// keep writes what the tests draw to a folder, for veraPDF and for the eye.
var keep = flag.String("keep", "", "folder to write the drawn papers to")

func keepFile(t testing.TB, name string, b []byte) {
	t.Helper()
	if *keep == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*keep, strings.ReplaceAll(name, "/", "-")), b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// paperFiles are the papers of the rooms below, one of each kind.
func paperFiles(t testing.TB) []string {
	t.Helper()
	var out []string
	for _, g := range []string{"../testdata/seed", "../testdata/notas", "../testdata/brieven", "../testdata/antwoorden", "../testdata/vormen", "../../cmd/paraaf/voorbeeld"} {
		fs, err := filepath.Glob(filepath.Join(filepath.FromSlash(g), "*.md"))
		if err != nil || len(fs) == 0 {
			t.Fatalf("no papers in %s: %v", g, err)
		}
		out = append(out, fs...)
	}
	return out
}

func read(t testing.TB, file string) markdown.Content {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := documents.Parse(b)
	c, err := markdown.Of(p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func inspect(t testing.TB, b []byte) pdf.Inspection {
	t.Helper()
	in, err := pdf.Inspect(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range in.Faults {
		t.Error(f)
	}
	return in
}

func TestEveryPaperMakesAFileWithoutFaults(t *testing.T) {
	t.Parallel()
	for _, f := range paperFiles(t) {
		name := strings.TrimSuffix(filepath.Base(f), ".md")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, err := PDF(read(t, f), PDFOptions{})
			if err != nil {
				t.Fatal(err)
			}
			keepFile(t, name+".pdf", b)
			inspect(t, b)
		})
	}
}

// parafen is the block of a nota that went all the way.
func parafen() []Paraaf {
	day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 4, Day: d} }
	return []Paraaf{
		{Function: "Directeur Informatiebeleid", Name: "M. van den Berg", Verdict: "akkoord", On: day(20)},
		{Function: "plv. secretaris-generaal", Name: "F. Aydin", Namens: "T. de Wit", Verdict: "akkoord met opmerking", On: day(21)},
		{Function: "Minister van Langdurige Zorg, Jeugd en Sport", Name: "J.W. Hoekzema", Verdict: "akkoord", On: day(22)},
	}
}

func seedMarks(t testing.TB, p documents.Paper) []documents.Mark {
	t.Helper()
	var ms []documents.Mark
	src := string(p.Bytes())
	for _, s := range []string{"ChipSoft", "Kamerleden van D66 en PvdA-GL", "Cluster iBeleid team B"} {
		i := strings.Index(src, s)
		if i < 0 {
			t.Fatalf("%q is not in the seed", s)
		}
		ms = append(ms, documents.Mark{Span: documents.Span{Start: i, End: i + len(s)}, Grounds: []documents.Ground{"5.1.2e"}})
	}
	ms[1].Grounds = []documents.Ground{"5.1.1d", "5.1.2i"}
	return ms
}

func seedPaper(t testing.TB) documents.Paper {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", "seed", "nota.md"))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := documents.Parse(b)
	return p
}

func TestTheInternalNotaSaysWhoAndForWhomAndWhen(t *testing.T) {
	t.Parallel()
	b, err := PDF(read(t, filepath.Join("..", "testdata", "seed", "nota.md")), PDFOptions{Parafen: parafen()})
	if err != nil {
		t.Fatal(err)
	}
	keepFile(t, "intern.pdf", b)
	got := inspect(t, b).Tree.Words()
	for _, want := range []string{"Parafen en besluit", "F. Aydin, namens T. de Wit", "akkoord met opmerking", "21 april 2026", "Minister van Langdurige Zorg, Jeugd en Sport"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestThePublicNotaHoldsNothingOfTheInside(t *testing.T) {
	t.Parallel()
	p := seedPaper(t)
	ms := seedMarks(t, p)
	public, err := redact.Apply(p, ms)
	if err != nil {
		t.Fatal(err)
	}
	b, err := PublicPDF(public, PublicOptions{})
	if err != nil {
		t.Fatal(err)
	}
	keepFile(t, "public.pdf", b)
	in := inspect(t, b)
	got := in.Tree.Words()
	for _, s := range redact.Secrets(p, ms) {
		if strings.Contains(got, s) || strings.Contains(in.Title, s) {
			t.Errorf("%q is still there", s)
		}
	}
	for _, want := range []string{"[5.1.2e]", "[5.1.1d, 5.1.2i]", "artikel 5.1, tweede lid, onder e", "Eerbiediging van de persoonlijke levenssfeer"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(got, "Parafen") {
		t.Error("the public version has a block of parafen")
	}
	if _, err := PublicPDF(redact.Public{}, PublicOptions{}); err == nil {
		t.Error("the zero Public was drawn")
	}
}

func testPNG(t testing.TB) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 60, 30))
	for i := range img.Pix {
		img.Pix[i] = uint8(i)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// figures gives the descriptions of the pictures in a file.
func figures(in pdf.Inspection) (out []string) {
	in.Tree.Walk(func(e *pdf.Element) {
		if e.Tag == "Figure" {
			out = append(out, e.Alt)
		}
	})
	return out
}
