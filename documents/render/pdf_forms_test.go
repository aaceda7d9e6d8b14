package render

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
	"paraaf/documents/redact"
)

// inflated hashes a PDF with its streams inflated: the digest does not hang on the
// compressor.
func inflated(t testing.TB, b []byte) string {
	t.Helper()
	h := sha256.New()
	for {
		head, rest, ok := bytes.Cut(b, []byte("/FlateDecode /Length "))
		if !ok {
			break
		}
		h.Write(head)
		_, rest, _ = bytes.Cut(rest, []byte("stream\n"))
		data, after, _ := bytes.Cut(rest, []byte("\nendstream\nendobj"))
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(h, z); err != nil {
			t.Fatal(err)
		}
		b = after
	}
	body, _, _ := bytes.Cut(b, []byte("xref\n")) // offsets and the ID hang on it too
	h.Write(body)
	return fmt.Sprintf("%x", h.Sum(nil))
}

// A changed digest is a changed file: look at it, let veraPDF judge it again (-keep
// writes it), then run with -update.
func TestPrintHasItsGoldenDigest(t *testing.T) {
	p := seedPaper(t)
	public, err := redact.Apply(p, seedMarks(t, p))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	add := func(name string, b []byte, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		fmt.Fprintf(&got, "%s %s\n", name, inflated(t, b))
	}
	for _, f := range []string{"seed/kamerbrief.md", "brieven/drie-ondertekenaars.md", "antwoorden/chipsoft.md"} {
		b, err := PDF(read(t, filepath.Join("..", "testdata", filepath.FromSlash(f))), PDFOptions{})
		add(f, b, err)
	}
	b, err := PDF(everythingContent(t), PDFOptions{Images: map[string][]byte{"/bijlagen/1": testPNG(t)}})
	add("everything", b, err)
	b, err = PDF(read(t, filepath.Join("..", "testdata", "seed", "nota.md")), PDFOptions{Parafen: parafen()})
	add("nota with parafen", b, err)
	b, err = PublicPDF(public, PublicOptions{})
	add("nota public", b, err)
	path := filepath.Join("testdata", "print.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	old := strings.Split(string(want), "\n")
	for i, l := range strings.Split(got.String(), "\n") {
		if i >= len(old) || old[i] != l {
			t.Errorf("changed: %s", l)
		}
	}
}

func TestTheHouseStyleIsData(t *testing.T) {
	t.Parallel()
	c := read(t, filepath.Join("..", "testdata", "seed", "nota.md"))
	b, err := PDF(c, PDFOptions{House: &House{Name: "Ministerie van Volksgezondheid, Welzijn en Sport", Accent: pdf.Color{0x0b, 0x5d, 0x3b}}})
	if err != nil {
		t.Fatal(err)
	}
	keepFile(t, "huis.pdf", b)
	if got := inspect(t, b).Tree.Words(); !strings.HasPrefix(got, "Ministerie van Volksgezondheid") {
		t.Errorf("begins with %.60q", got)
	}
	b, err = PDF(c, PDFOptions{House: &House{Logo: testPNG(t), LogoAlt: "Logo"}})
	if err != nil {
		t.Fatal(err)
	}
	if l := figures(inspect(t, b)); len(l) != 1 || l[0] != "Logo" {
		t.Errorf("pictures %q, want the logo", l)
	}
}

func TestDatesComeFromThePaper(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ src, want, why string }{
		{"# nota\n\nDatum 22 april 2026\n\n## 1. Aanleiding\n\nX\n", "/CreationDate (D:20260422000000+00'00')", "the day on the paper"},
		{"# nota\n\nDatum morgen\n\n## 1. Aanleiding\n\nX\n", "", "a day that cannot be read is none"},
	} {
		p, _ := documents.Parse([]byte(c.src))
		content, err := markdown.Of(p)
		if err != nil {
			t.Fatal(err)
		}
		b, err := PDF(content, PDFOptions{})
		if err != nil {
			t.Fatal(err)
		}
		inspect(t, b)
		if has := bytes.Contains(b, []byte("/CreationDate")); has != (c.want != "") || !bytes.Contains(b, []byte(c.want)) {
			t.Errorf("%q: %s", c.src, c.why)
		}
	}
}

func TestAWrongCharacterIsNamedWithItsPlace(t *testing.T) {
	t.Parallel()
	src := "# nota\n\n## 1. Aanleiding\n\nMooi 👍 gedaan.\n"
	_, err := PDF(plainPaper(t, src), PDFOptions{})
	var m *pdf.MissingGlyph
	if !errors.As(err, &m) || m.At != strings.Index(src, "👍") || !strings.Contains(err.Error(), "Haal het weg") {
		t.Errorf("got %v, want the thumb at %d", err, strings.Index(src, "👍"))
	}
	var u *Unprintable
	var unreadable *documents.Unreadable
	if !errors.As(err, &u) || u.At != strings.Index(src, "👍") || !errors.As(err, &unreadable) || unreadable.Text != u.Text {
		t.Errorf("got %v, want what can be told to the writer", err)
	}
}

func TestFieldsThatCloseALetterAreNotLostInANota(t *testing.T) {
	t.Parallel()
	c := markdown.Content{Soort: documents.SoortNota, Fields: []markdown.Field{{Key: documents.FieldSlotformule, Value: []*markdown.Node{{Kind: markdown.Text, Text: "Hoogachtend,"}}}}}
	b, err := PDF(c, PDFOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := inspect(t, b).Tree.Words(); !strings.Contains(got, "Hoogachtend,") {
		t.Errorf("got %q", got)
	}
}

// FuzzForms takes any Markdown through every form: a file without faults that
// says what the others say, or a reason.
func FuzzForms(f *testing.F) {
	f.Add(everything)
	f.Add("De Voorzitter van de Tweede Kamer\n\nDatum 1 mei 2026\nBetreft x\n\nGeachte Voorzitter,\n\ny\n\nHoogachtend,\n\nDe Minister van X,\nA. B\n")
	f.Add("| a |" + strings.Repeat(" b |", 40) + "\n|" + strings.Repeat("-|", 41) + "\n")
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 6000 {
			return
		}
		p, _ := documents.Parse([]byte(src))
		c, err := markdown.Of(p)
		if err != nil {
			return
		}
		for _, g := range []func(markdown.Content) ([]byte, error){DOCX, ODT} {
			b, err := g(c)
			if err != nil {
				t.Fatal(err)
			}
			officeFile(t, b)
		}
		b, err := PDF(c, PDFOptions{})
		if err != nil {
			var m pdf.Missing
			var r *pdf.Refused
			if !errors.As(err, &m) && !errors.As(err, &r) {
				t.Fatalf("no reason: %v", err)
			}
			return
		}
		in := inspect(t, b)
		got, want := letters(in.Tree.Words()), letters(Text(c))
		if got != want {
			t.Errorf("pdf says %q, text %q", got, want)
		}
	})
}

// longNota is the seed nota with its sections so many times.
func longNota(t testing.TB, times int) markdown.Content {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("..", "testdata", "seed", "nota.md"))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := documents.Parse(src)
	c, err := markdown.Of(p)
	if err != nil {
		t.Fatal(err)
	}
	one := c.Sections
	for range times - 1 {
		c.Sections = append(c.Sections, one...)
	}
	return c
}

// Not parallel: it counts what the whole process takes.
func TestAPageTakesTheSameMemoryHoweverManyThereAre(t *testing.T) {
	perPage := func(times int) float64 {
		c := longNota(t, times)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, err := PDF(c, PDFOptions{})
		if err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc-before.TotalAlloc) / float64(bytes.Count(f, []byte("/Type /Page ")))
	}
	perPage(1) // what is made once
	few, many := perPage(20), perPage(160)
	if many > 1.25*few {
		t.Errorf("a page of a few takes %.0f bytes, one of many %.0f", few, many)
	}
}

func benchmarkPDF(b *testing.B, times int) {
	c := longNota(b, times)
	b.ReportAllocs()
	pages := 0
	for b.Loop() {
		f, err := PDF(c, PDFOptions{Parafen: parafen()})
		if err != nil {
			b.Fatal(err)
		}
		pages = bytes.Count(f, []byte("/Type /Page "))
	}
	b.ReportMetric(float64(pages), "pages")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(pages), "µs/page")
}

func BenchmarkPDFOfTheSeed(b *testing.B) { benchmarkPDF(b, 1) }
func BenchmarkPDFLong(b *testing.B)      { benchmarkPDF(b, 70) }

func BenchmarkOffice(b *testing.B) {
	c := everythingContent(b)
	for name, f := range map[string]func(markdown.Content) ([]byte, error){"docx": DOCX, "odt": ODT} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := f(c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestAQuestionStaysWithItsAnswer holds it for print and for a printed page; that two
// questions which are answered together are not chained, and that nothing else is kept.
func TestAQuestionStaysWithItsAnswer(t *testing.T) {
	t.Parallel()
	c := read(t, filepath.Join("..", "testdata", "antwoorden", "chipsoft.md"))
	questions := 0
	for i := range c.Sections {
		if answered(c.Sections, i) {
			questions++
		}
	}
	p := newPrinter(c, PDFOptions{})
	p.compose()
	kept := 0
	for _, b := range p.body {
		if b, ok := b.(pdf.Together); ok && b.Keep {
			kept++
			if h, is := b.Blocks[0].(pdf.Heading); !is || !strings.HasPrefix(plain(h.Text), "Vraag") {
				t.Errorf("kept with what follows: %+v", b.Blocks[0])
			}
		}
	}
	doc, err := HTMLDocument(c)
	if err != nil {
		t.Fatal(err)
	}
	if questions < 2 || kept != questions || strings.Count(string(doc), `<div class="pf-vraag">`) != questions {
		t.Errorf("%d questions are answered; print keeps %d, the page %d", questions, kept, strings.Count(string(doc), `<div class="pf-vraag">`))
	}
	nota, err := HTMLDocument(read(t, filepath.Join("..", "testdata", "seed", "nota.md")))
	if err != nil || strings.Contains(string(nota), `<div class="pf-vraag">`) {
		t.Errorf("a nota has questions (%v)", err)
	}
	joint := contentOf(t, "Antwoorden op Kamervragen\n\n2026Z01234\n\n**Vraag 1**\n\nWat is a?\n\n**Vraag 2**\n\nWat is b?\n\n**Antwoord op vraag 1 en 2**\n\nDit is a en b.\n")
	var which []int
	for i := range joint.Sections {
		if answered(joint.Sections, i) {
			which = append(which, i)
		}
	}
	if len(joint.Sections) != 3 || len(which) != 1 || which[0] != 1 {
		t.Errorf("of %d sections %v are kept", len(joint.Sections), which)
	}
}

// TestFurtherPagesOfAPrintedPageSayOfWhichPaper holds that the browser prints what the PDF
// prints there, and that no word of a paper can be anything but a word in the style sheet.
func TestFurtherPagesOfAPrintedPageSayOfWhichPaper(t *testing.T) {
	t.Parallel()
	doc, err := HTMLDocumentWith(read(t, filepath.Join("..", "testdata", "seed", "nota.md")), PDFOptions{Mark: "Departementaal VERTROUWELIJK"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`@page{@top-left{content:"Datum 22 april 2026\a Kenmerk 4377464- 1097773-DICIO"}}`, `@page :first{@top-left{content:none}}`, `@page{@top-right{content:"Departementaal VERTROUWELIJK"}}`} {
		if !strings.Contains(string(doc), want) {
			t.Errorf("no %s", want)
		}
	}
	if got := cssString("a\"}</style>\\\n\x00é"); got != `"a\22 \7d \3c \2f style\3e \5c \a `+"\uFFFDé\"" {
		t.Errorf("%s", got)
	}
	bare, err := HTMLDocument(plainPaper(t, "Een paar woorden.\n"))
	if err != nil || strings.Contains(string(bare), "@top-left") {
		t.Errorf("a paper without datum and kenmerk has a header (%v)", err)
	}
}
