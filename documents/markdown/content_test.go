package markdown

import (
	"flag"
	"os"
	"strings"
	"testing"

	"paraaf/documents"
)

var update = flag.Bool("update", false, "write the goldens anew")

func of(t testing.TB, src string) (documents.Paper, Content) {
	t.Helper()
	p := documents.Read([]byte(src))
	c, err := Of(p)
	if err != nil {
		t.Fatalf("Of(%.200q): %v", src, err)
	}
	return p, c
}

func TestOfTheSeedHasEveryFieldAndSection(t *testing.T) {
	t.Parallel()
	p, c := of(t, seed(t))
	var got strings.Builder
	got.WriteString(string(c.Soort) + ": " + PlainText(c.Title) + "\n")
	for _, f := range c.Fields {
		got.WriteString(string(f.Key) + " " + f.Label + ": " + strings.ReplaceAll(PlainText(f.Value), "\n", " / ") + "\n")
	}
	for _, s := range c.Sections {
		got.WriteString(strings.TrimSpace(s.Number+" "+PlainText(s.Label)) + "\n")
		for _, b := range s.Blocks {
			got.WriteString("  " + outline([]*Node{b})[:min(60, len(outline([]*Node{b})))] + "\n")
		}
	}
	golden, err := os.ReadFile("testdata/nota.outline")
	if *update {
		if err := os.WriteFile("testdata/nota.outline", []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if err != nil || got.String() != string(golden) {
		t.Errorf("outline differs from testdata/nota.outline (%v):\n%s", err, got.String())
	}
	if len(c.Loose) > 0 || len(c.Notes) > 0 {
		t.Errorf("loose %s, notes %s", outline(c.Loose), outline(c.Notes))
	}
	checkContent(t, p, c)
}

// checkContent checks that every text of c lies where its span says.
func checkContent(t testing.TB, p documents.Paper, c Content) {
	t.Helper()
	c.Walk(func(n *Node) bool {
		if n.Start < 0 || n.End > len(p.Bytes()) || n.End < n.Start {
			t.Fatalf("%v %v outside the paper", n.Kind, n.Span)
		}
		if n.Kind == definition {
			t.Fatalf("a definition was left in %q", p.Bytes())
		}
		if (n.Kind == NoteRef || n.Kind == Note) && n.Number == 0 {
			t.Fatalf("note %q has no number in %q", n.Text, p.Bytes())
		}
		return true
	})
}

const letter = "> Postbus 20350\n\nDe voorzitter van de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG\n\n" +
	"Datum 22 april 2026\nBetreft Incident bij ChipSoft\nOns kenmerk 4377464-1097773-DICIO\n\nGeachte voorzitter,\n\n" +
	"Op 7 april 2026 is er *iets* gebeurd[^z]. Zie [de site][s] en[^a].\n\nHoogachtend,\n\nde minister van Volksgezondheid, Welzijn en Sport,\n\nJ.A. Bruijn\n\n" +
	"[^a]: Kamerstuk 27529, nr. 12.\n\n[^z]: Brief van 1 april[^a].\n\n[s]: https://www.z-cert.nl\n"

func TestOfALetterKeepsWhatStandsOutsideItsFields(t *testing.T) {
	t.Parallel()
	p, c := of(t, letter)
	checkContent(t, p, c)
	if got, want := outline(c.Loose), `quote(paragraph("Postbus 20350"))`; got != want {
		t.Errorf("loose: got %s, want %s", got, want)
	}
	text, _ := c.Section("tekst")
	if got, want := outline(text.Blocks), `paragraph("Op 7 april 2026 is er " emphasis("iets") " gebeurd" note reference z=1 ". Zie " link<https://www.z-cert.nl>("de site") " en" note reference a=2 ".")`; got != want {
		t.Errorf("text:\n got %s\nwant %s", got, want)
	}
	if got, want := outline(c.Notes), `note z=1(paragraph("Brief van 1 april" note reference a=2 ".")) note a=2(paragraph("Kamerstuk 27529, nr. 12."))`; got != want {
		t.Errorf("notes:\n got %s\nwant %s", got, want)
	}
	f, _ := c.Field(documents.FieldGeadresseerde)
	if got, want := PlainText(f.Value), "De voorzitter van de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG"; got != want {
		t.Errorf("addressee: got %q, want %q", got, want)
	}
}

func TestNotesAreToldApartAndNoReferenceDangles(t *testing.T) {
	t.Parallel()
	blocks := read(t, "Een[^a].\n\n[^a]: eerste\n\n[^a]: tweede\n\n[^b]: derde\n")
	if got, want := outline(blocks), `paragraph("Een" note reference a=1 ".") note a=1(paragraph("eerste")) note a (2)=2(paragraph("tweede")) note b=3(paragraph("derde"))`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestReferenceLinksKnowWhereTheirTargetStands(t *testing.T) {
	t.Parallel()
	src := "Zie [brief][b].\n\n[b]: https://overheid.nl"
	found := false
	Walk(read(t, src)[0], func(n *Node) bool {
		if n.Kind == Link {
			found = src[n.DestinationSpan.Start:n.DestinationSpan.End] == "https://overheid.nl"
		}
		return true
	})
	if !found {
		t.Error("the place of the target is not known")
	}
}

func TestFieldsHoldNoBlocks(t *testing.T) {
	t.Parallel()
	_, c := of(t, strings.Replace(seed(t), "Kamerbrief Chipsoft Incident", "2. Voortgang *ChipSoft*", 1))
	f, _ := c.Field(documents.FieldOnderwerp)
	if got, want := outline(f.Value), `"2. Voortgang " emphasis("ChipSoft")`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzOf(f *testing.F) {
	f.Add(seed(f))
	f.Add(letter)
	f.Add("Vraag 1\nWie?\n\nAntwoord 1\nNiemand.\n")
	f.Fuzz(func(t *testing.T, src string) {
		p := documents.Read([]byte(src))
		c, err := Of(p)
		if err != nil {
			return
		}
		checkContent(t, p, c)
	})
}

func BenchmarkOfSeed(b *testing.B) {
	p := documents.Read([]byte(seed(b)))
	b.SetBytes(int64(len(p.Bytes())))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Of(p); err != nil {
			b.Fatal(err)
		}
	}
}

func TestSignaturesInATableAreReadOneAfterTheOther(t *testing.T) {
	t.Parallel()
	head := "De voorzitter van de Tweede Kamer\nPostbus 20018\n2500 EA DEN HAAG\n\nDatum 22 april 2026\nBetreft Plan\nOns kenmerk 4377464-1097773-DICIO\n\nGeachte voorzitter,\n\nTekst.\n\nHoogachtend,\n\n"
	_, c := of(t, head+"| De Minister van A, | De Minister voor B, |\n|---|---|\n| D. van Weel | K. Bos |\n| De Staatssecretaris van C, | De Minister van D, |\n| M. Karim | T. Brand |\n")
	f, _ := c.Field(documents.FieldOndertekening)
	if got, want := PlainText(f.Value), "De Minister van A,\nD. van Weel\nDe Minister voor B,\nK. Bos\nDe Staatssecretaris van C,\nM. Karim\nDe Minister van D,\nT. Brand"; got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestLinesOfTheHeadAreLines(t *testing.T) {
	t.Parallel()
	_, c := of(t, "| Aan | Minister VWS |\n|---|---|\n| Cc | Minister LJS<br>Staatssecretaris JPS<BR/>SG |\n\n# nota\n\nTER BESLISSING\n\nOnderwerp\n\nDatum: 22 april 2026\n\n## 1. Aanleiding\n\nX <br> y\n")
	f, _ := c.Field(documents.FieldCC)
	if got, want := PlainText(f.Value), "Minister LJS\nStaatssecretaris JPS\nSG"; got != want {
		t.Errorf("cc: got %q, want %q", got, want)
	}
	for _, n := range f.Value { // every character of it is where it says it is
		if n.Kind == Text && n.Len() != len(n.Text) {
			t.Errorf("%q has the span %v", n.Text, n.Span)
		}
	}
}
