package render

import (
	"fmt"
	"strings"
	"testing"
)

// torture is a nota of ten pages and more, with every element that Markdown has here, within each
// other and over the ends of pages.
func torture() string {
	const (
		long  = "De verantwoordelijkheidsverdeling tussen zorgaanbieder, softwareleverancier en toezichthouder blijft **voorlopig** ongewijzigd, zoals *met de Kamer* is besproken in het commissiedebat over de gegevensuitwisseling; zie [de toelichting bij het wetsvoorstel elektronische gegevensuitwisseling](https://www.rijksoverheid.nl/documenten/toelichting)"
		short = "Z-CERT kijkt mee"
	)
	var b strings.Builder
	b.WriteString("# nota\n\nAan\n\nMinister LJS\n\nDeadline: 20 april 2026\n\nTER BESLISSING\n\nAlles over de einden van pagina's\n\nDatum  \n22 april 2026\n\nKenmerk  \n4377464-1097773-DICIO\n\n")
	note := 0
	ref := func() string { note++; return fmt.Sprintf("[^%d]", note) }
	for i, head := range []string{"## 1. Aanleiding", "## 2. Geadviseerd besluit", "## 3. Kernpunten", "## 4. Toelichting\n\n### a. Draagvlak politiek", "### e. Financiële en personele gevolgen", "### g. Afstemming", "## 5. Informatie die niet openbaar gemaakt kan worden"} {
		fmt.Fprintf(&b, "%s\n\n%s.%s %s.\n\n", head, long, ref(), strings.Repeat(long+". ", 3+i))
		fmt.Fprintf(&b, "**Een regel die voorgaat**\n\n- %s\n  - %s\n    1. %s\n    2. %s.%s\n\n       Tweede alinea van het punt.\n  - %s\n- ~~vervallen~~ en `code x`\n\n", long, short, long, short, ref(), long)
		fmt.Fprintf(&b, "> %s.\n>\n> - %s\n> - %s\n>\n> > Een citaat in een citaat.\n\n", long, short, short)
		b.WriteString("| Maatregel | Trekker | Kosten (× € 1.000) |\n| --- | :---: | ---: |\n")
		for row := range 18 {
			fmt.Fprintf(&b, "| Maatregel %d met een lange omschrijving die over de regel gaat | *Z-CERT* | %d |\n", row+1, 100*row)
		}
		fmt.Fprintf(&b, "\n```\nregel een\n    regel twee\n```\n\n3. drie\n4. vier  \nop een eigen regel\n\n---\n\nEen noot die terugkomt%s en “aanhalingen” – met € 1.000, ½ en ≤ 5 %%.\n\n", ref())
	}
	for n := range note {
		fmt.Fprintf(&b, "[^%d]: Kamerstuk 27 529, nr. %d; %s.\n\n", n+1, 300+n, long)
	}
	return b.String()
}

func TestTenPagesOfEverythingSayTheSameInEveryForm(t *testing.T) {
	t.Parallel()
	c := contentOf(t, torture())
	b, err := PDF(c, PDFOptions{})
	if err != nil {
		t.Fatal(err)
	}
	keepFile(t, "marteling.pdf", b)
	in := inspect(t, b)
	if in.Pages < 10 {
		t.Errorf("%d pages", in.Pages)
	}
	doc, err := HTMLDocument(c)
	if err != nil {
		t.Fatal(err)
	}
	keepFile(t, "marteling.html", doc)
	print, page, text := strings.Fields(in.Tree.Words()), words(ignored.ReplaceAllString(string(doc), "")), strings.Fields(Text(c))
	if i := firstDifference(print, text); i >= 0 {
		t.Errorf("word %d: pdf %q, text %q", i, around(print, i), around(text, i))
	}
	if i := firstDifference(page, text); i >= 0 {
		t.Errorf("word %d: html %q, text %q", i, around(page, i), around(text, i))
	}
}
