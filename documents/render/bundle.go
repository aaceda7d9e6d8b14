package render

import (
	"fmt"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
)

// A BundleDossier is one dossier of a reading bundle: what the cover list says
// of it, and its papers in the order in which they are read: the nota first, then
// what is to be signed, then background.
type BundleDossier struct {
	Onderwerp string
	Kind      string // "ter beslissing"
	Deadline  documents.Date
	Advice    string // in one line
	Standing  string // with whom it lies, or what was decided
	Mark      string // its rubricering; "" without
	Papers    []BundlePaper
}

// A BundlePaper is one paper of a bundle, with what the line adds to it.
type BundlePaper struct {
	Name    string // "Nota", "Kamerbrief", "Bijlage 1"
	Content markdown.Content
	PDFOptions

	// Foreign says that others made it: then it has Pages, and no Content.
	Foreign bool
	Pages   []BundlePage
	Note    string // why pages are missing, or ""
}

// A BundlePage is a page of a paper that others made, as it is drawn.
type BundlePage struct {
	Picture []byte // PNG or JPEG
	Text    string // what was read on it, for who cannot see it
}

// Bundle draws dossiers as one PDF to be read at home or in a car (the "tas"): a cover
// list, then every paper as it is printed alone, with links from the list to the papers and
// back. on is the day of the bundle. It is internal paper: it holds what the dossiers
// hold. Its errors are those of PDF, and an *Unprintable for a bundle without papers.
func Bundle(title string, on documents.Date, dossiers []BundleDossier) ([]byte, error) {
	theme := newPrinter(markdown.Content{}, PDFOptions{House: bundleHouse(dossiers)}).theme
	cell := theme.TableCell
	list := pdf.Table{At: -1, Look: &cell, Head: []pdf.Text{pdf.Plain("Nr."), pdf.Plain("Onderwerp en stukken"), pdf.Plain("Deadline"), pdf.Plain("Stand")}}
	cover := []pdf.Block{
		pdf.Heading{Level: 1, Text: pdf.Plain(title), Anchor: bundleList},
		pdf.Paragraph{Text: pdf.Plain(on.String())},
	}
	var parts []pdf.Block
	mark := "" // a bundle is as confidential as what is in it
	for i, d := range dossiers {
		about := pdf.Text{{Text: d.Onderwerp, Style: pdf.Bold, At: -1}}
		if mark == "" {
			mark = d.Mark
		}
		for _, s := range []string{d.Mark, d.Kind, d.Advice} {
			if s != "" {
				about = append(about, pdf.Run{Break: true, At: -1}, pdf.Run{Text: s, At: -1})
			}
		}
		for k, p := range d.Papers {
			anchor := fmt.Sprintf("stuk-%d-%d", i+1, k+1)
			about = append(about, pdf.Run{Break: true, At: -1}, pdf.Run{Text: p.Name, Link: "#" + anchor, At: -1})
			parts = append(parts, bundlePart(title, fmt.Sprintf("%d.%d", i+1, k+1), anchor, d, k))
		}
		list.Rows = append(list.Rows, []pdf.Text{pdf.Plain(fmt.Sprint(i + 1)), about, pdf.Plain(d.Deadline.String()), pdf.Plain(d.Standing)})
	}
	if len(parts) == 0 {
		const why = "Er zijn geen stukken gekozen. Kies een of meer dossiers en maak de bundel opnieuw."
		return nil, &Unprintable{Text: why, At: -1, err: &pdf.Refused{Text: why, At: -1}}
	}
	cover = append(cover, list)
	at := time.Time{}
	if !on.IsZero() {
		at = on.In(time.UTC)
	}
	return printed(pdf.Document{Title: title, Date: at, Theme: theme, Body: append(cover, parts...), Running: func(page, pages int) []pdf.Stamp {
		return append(markStamps(theme, mark), pageStamp(theme, page, pages))
	}})
}

// bundleHouse is the house whose style the bundle has: that of the first paper with one.
func bundleHouse(dossiers []BundleDossier) *House {
	for _, d := range dossiers {
		for _, p := range d.Papers {
			if p.House != nil {
				return p.House
			}
		}
	}
	return nil
}

// bundleList is the anchor of the cover list.
const bundleList = "lijst"

// bundlePart is paper k of a dossier, with the way back above it.
func bundlePart(title, number, anchor string, d BundleDossier, k int) pdf.Part {
	paper := d.Papers[k]
	p := newPrinter(paper.Content, paper.PDFOptions)
	if paper.Foreign {
		p.sheets(paper)
	} else {
		p.compose()
	}
	small := p.theme.Small
	small.After = 16
	way := pdf.Text{
		{Text: number + "  ", Style: pdf.Bold, At: -1}, {Text: strings.TrimSpace(d.Onderwerp+": "+paper.Name) + " · ", At: -1},
		{Text: "Naar de lijst", Link: "#" + bundleList, At: -1},
	}
	if k+1 < len(d.Papers) {
		next := anchor[:strings.LastIndexByte(anchor, '-')+1] + fmt.Sprint(k+2)
		way = append(way, pdf.Run{Text: " · ", At: -1}, pdf.Run{Text: "Verder: " + d.Papers[k+1].Name, Link: "#" + next, At: -1})
	}
	return pdf.Part{
		Anchor: anchor,
		Blocks: append([]pdf.Block{pdf.Paragraph{Text: way, Look: &small}}, p.body...),
		Running: func(page, pages int) []pdf.Stamp {
			t := p.theme
			foot := t.Small
			return append(p.running(page, pages), pdf.Stamp{X: t.Left, Y: footY, Look: foot, Text: title + ", stuk " + number})
		},
	}
}

// maxSpoken is how much of the text of a page stands in its description, in runes.
const maxSpoken = 2000

// sheets fills body with the pages of a paper that others made.
func (p *printer) sheets(b BundlePaper) {
	p.body = append(p.body, pdf.Heading{Level: 1, Text: pdf.Plain(b.Name)})
	if b.Note != "" {
		p.body = append(p.body, pdf.Paragraph{Text: pdf.Plain(b.Note)})
	}
	for i, page := range b.Pages {
		says := strings.Join(strings.Fields(page.Text), " ")
		if r := []rune(says); len(r) > maxSpoken {
			says = string(r[:maxSpoken]) + "…"
		}
		if says == "" {
			says = "de tekst van deze pagina is niet gelezen."
		}
		p.body = append(p.body, pdf.Figure{Image: page.Picture, Alt: fmt.Sprintf("%s, pagina %d: %s", b.Name, i+1, says), Sheet: true, At: -1})
	}
}
