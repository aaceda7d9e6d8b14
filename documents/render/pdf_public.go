package render

import (
	"errors"

	"paraaf/documents"
	"paraaf/documents/pdf"
	"paraaf/documents/redact"
)

// errNoPublic is what renderers answer to the zero Public.
var errNoPublic = errors.New("render public version: nothing was made public")

// PublicOptions are what the house adds to a public version. There is no field for
// what the line adds: who initialled is not public.
type PublicOptions struct {
	// House is the ministry's own style, the same for every paper; nil is neutral.
	House *House
	// Images are the pictures of the paper that were not taken out, by the address
	// that they have in it, without metadata.
	Images map[string][]byte
}

func (o PublicOptions) print() PDFOptions { return PDFOptions{House: o.House, Images: o.Images} }

// PublicPDF draws a public version. It can be handed nothing else: what was
// taken out is not there to be drawn. No block of parafen; a legend explains the grounds in
// use. Its errors are those of PDF, and one for the zero Public.
func PublicPDF(p redact.Public, o PublicOptions) ([]byte, error) {
	if p.IsZero() {
		return nil, errNoPublic
	}
	q := newPrinter(p.Content(), o.print())
	q.legend = p.Legend()
	title := printTitle(q.c)
	if p.Soort() == documents.SoortNota {
		// Publishers file what is called a beslisnota as one.
		title = "Beslis" + lowerFirst(title)
	}
	return q.draw(title)
}

func lowerFirst(s string) string {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return s
	}
	return string(s[0]+'a'-'A') + s[1:]
}

// legendBlocks explains the marks that stand where something was taken out.
func (p *printer) legendBlocks() {
	if len(p.legend) == 0 {
		return
	}
	label, value := p.theme.Small, p.theme.Small
	label.Style |= pdf.Bold
	var rows []pdf.Term
	for _, e := range p.legend {
		rows = append(rows, pdf.Term{Label: pdf.Plain("[" + string(e.Ground) + "]"), Value: []pdf.Text{pdf.Plain(legendLine(e))}})
	}
	look := p.theme.Heading[2]
	p.body = append(p.body, pdf.Together{Blocks: []pdf.Block{
		pdf.Heading{Level: 2, Text: pdf.Plain(legendTitle), Look: &look},
		pdf.Terms{Rows: rows, LabelWidth: 62, Label: &label, Value: &value, Gap: 2},
	}})
}

// legendTitle stands above the legend of a public version.
const legendTitle = "Gelakte gegevens"

// legendLine is what a ground stands for.
func legendLine(e redact.LegendEntry) string {
	return e.Title + " (" + e.Article + ", Wet open overheid)"
}
