package render

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
)

// headings gives the text of the headings of a level in a tree.
func headings(e pdf.Element, tag string) []string {
	var out []string
	if e.Tag == tag {
		out = append(out, strings.TrimSpace(e.Words()))
	}
	for _, k := range e.Kids {
		out = append(out, headings(k, tag)...)
	}
	return out
}

func TestALetterIsHeadedByWhatItIsAbout(t *testing.T) {
	t.Parallel()
	c := read(t, filepath.Join("..", "testdata", "brieven", "aanbiedingsbrief.md"))
	b, err := PDF(c, PDFOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if h := headings(inspect(t, b).Tree, "H1"); len(h) != 1 || h[0] != "Betreft Aanbieding rapport Sporten met een beperking" {
		t.Errorf("the pdf is headed by %q", h)
	}
	doc, err := HTMLDocument(c)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(doc), "<h1"); n != 1 || !strings.Contains(string(doc), `<dt>Betreft</dt> <dd><h1 class="pf-kop__betreft">Aanbieding rapport Sporten met een beperking</h1></dd>`) {
		t.Errorf("%d headings of level 1 in\n%s", n, doc)
	}
}

// What stands among the fields of a letter and belongs to none stays where it was, in print as
// on the page: an address in the head, a list of what is enclosed behind the signature.
func TestWhatBelongsNowhereInALetterStaysWhereItStood(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ file, before, loose, after string }{
		{"brief-aanbieding.md", "Staatssecretaris van Onderwijs", "Jaarverslag", ""},
		{"brief-pdf-colofon-ertussen.md", "2500 EA DEN HAAG", "Turfmarkt 147", "Uw kenmerk"},
		{"brief-uitstel-pdf.md", "", "Postbus 90801", "2026-0000240009"},
	} {
		c := read(t, filepath.Join("..", "testdata", "vormen", x.file))
		b, err := PDF(c, PDFOptions{})
		if err != nil {
			t.Fatal(err)
		}
		doc, err := HTMLDocument(c)
		if err != nil {
			t.Fatal(err)
		}
		_, page, _ := strings.Cut(string(doc), "<body>") // its style says the kenmerk too
		for form, said := range map[string]string{"pdf": inspect(t, b).Tree.Words(), "html": page, "text": Text(c)} {
			at := strings.LastIndex(said, x.loose)
			if at < 0 || strings.Index(said, x.before) > at || x.after != "" && strings.Index(said, x.after) < at {
				t.Errorf("%s, %s: %q does not stand between %q and %q", x.file, form, x.loose, x.before, x.after)
			}
		}
	}
}

func TestThereIsRoomToSignAboveTheName(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ signed, want string }{
		{"De Minister van Volksgezondheid,\nWelzijn en Sport,\n\nT.A. Bruinsma", "De Minister van Volksgezondheid, Welzijn en Sport,|T.A. Bruinsma"},
		{"De Staatssecretaris van Justitie en Veiligheid, W.F. Kortenhoeven", "De Staatssecretaris van Justitie en Veiligheid,|W.F. Kortenhoeven"},
		{"De Minister van Volksgezondheid, Welzijn en Sport", "De Minister van Volksgezondheid, Welzijn en Sport"},
		{"Jantine Hoekstra-Velt\nStaatssecretaris van Jeugd, Preventie en Sport", "|Jantine Hoekstra-Velt Staatssecretaris van Jeugd, Preventie en Sport"},
	} {
		src := "De Voorzitter van de Tweede Kamer der Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG\n\nDatum 5 februari 2026\nBetreft Proef\n\nGeachte voorzitter,\n\nHierbij bied ik u iets aan.\n\nHoogachtend,\n\n" + x.signed + "\n"
		c, err := markdown.Of(documents.Read([]byte(src)))
		if err != nil {
			t.Fatal(err)
		}
		p := newPrinter(c, PDFOptions{})
		p.compose()
		var got strings.Builder
		for _, b := range p.body {
			together, ok := b.(pdf.Together)
			if !ok {
				continue
			}
			at := slices.IndexFunc(together.Blocks, func(b pdf.Block) bool { // behind "Hoogachtend," and the room below it
				par, ok := b.(pdf.Paragraph)
				return ok && par.Keep
			})
			signed, ok := together.Blocks[at+2].(pdf.Together)
			if !ok {
				t.Fatalf("%q: %T", x.signed, together.Blocks[at+2])
			}
			for _, b := range signed.Blocks {
				switch b := b.(type) {
				case pdf.Space:
					got.WriteString("|")
				case pdf.Paragraph:
					if s := got.String(); s != "" && !strings.HasSuffix(s, "|") {
						got.WriteString(" ")
					}
					for _, r := range b.Text {
						if r.Break {
							got.WriteString(" ")
						}
						got.WriteString(r.Text)
					}
				}
			}
		}
		if s := strings.Join(strings.Fields(got.String()), " "); s != x.want {
			t.Errorf("%q is signed as %q, want %q", x.signed, s, x.want)
		}
	}
}

func TestASignatureStaysWholeWithTheEndOfTheText(t *testing.T) {
	t.Parallel()
	p := newPrinter(read(t, filepath.Join("..", "testdata", "brieven", "drie-ondertekenaars.md")), PDFOptions{})
	p.compose()
	n := len(p.body)
	signed, ok := p.body[n-1].(pdf.Together)
	if !ok {
		t.Fatalf("the letter ends in %T", p.body[n-1])
	}
	rows, closing := 0, 0
	for _, b := range signed.Blocks {
		switch b := b.(type) {
		case pdf.Beside:
			rows++
		case pdf.Paragraph:
			if plain(b.Text) == "Met vriendelijke groet," {
				closing++
			}
		}
	}
	if rows != 2 || closing != 1 {
		t.Errorf("%d rows and %d closings stay together", rows, closing)
	}
	if last, ok := p.body[n-2].(pdf.Paragraph); !ok || !last.Keep {
		t.Errorf("the text before it (%T) may stay behind", p.body[n-2])
	}
	leading := 0
	for _, b := range p.body {
		if b, ok := b.(pdf.Paragraph); ok && b.Leads {
			leading++
		}
	}
	if leading != 2 {
		t.Errorf("%d lines in bold lead what follows, want 2", leading)
	}
}

func TestEachSignatoryStandsApartInAPage(t *testing.T) {
	t.Parallel()
	doc, err := HTMLDocument(read(t, filepath.Join("..", "testdata", "brieven", "drie-ondertekenaars.md")))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"De Minister van Klimaat en Groene Groei,<br>\nT.A. Bruinsma</p>", "<p class=\"pf-slot__ondertekening\">De Minister van Binnenlandse Zaken en Koninkrijksrelaties,<br>\nF. el Hamdaoui</p>"} {
		if !strings.Contains(string(doc), want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestALetterWithoutSubjectKeepsItsLabelAndHasNoEmptyHeading(t *testing.T) {
	t.Parallel()
	c := contentOf(t, "De Voorzitter van de Tweede Kamer der Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG\n\nDatum 5 februari 2026\nBetreft\n\nGeachte voorzitter,\n\nHierbij bied ik u iets aan.\n")
	b, err := PDF(c, PDFOptions{})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := HTMLDocument(c)
	if err != nil {
		t.Fatal(err)
	}
	tree := inspect(t, b).Tree
	if h := headings(tree, "H1"); len(h) > 0 || !strings.Contains(tree.Words(), "Betreft") {
		t.Errorf("print is headed by %q and says %q", h, tree.Words())
	}
	if strings.Contains(string(doc), "<h1") || !strings.Contains(string(doc), "<dt>Betreft</dt>") {
		t.Errorf("the page: %s", withoutFonts(doc))
	}
}
