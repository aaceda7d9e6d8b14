package render

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
	"paraaf/documents/redact"
)

// PDFOptions are what the line and the house add to a paper in print. They
// stand beside the paper's bytes, never in them (D13 of the house).
type PDFOptions struct {
	// Parafen is the block of parafen and besluit, in the order of the route.
	// Empty draws no block.
	Parafen []Paraaf
	// House is the ministry's own style; nil is neutral.
	House *House
	// Mark is the rubricering, on every page; empty draws none. A public version
	// has none.
	Mark string
	// Images are the pictures that the paper's image addresses stand for, PNG or JPEG.
	// A picture that is not here is drawn as its alternative text.
	Images map[string][]byte
}

// A Paraaf is one line of the block of parafen and besluit, ready to be
// printed: names and functions as people write them.
type Paraaf struct {
	Function string // "plv. secretaris-generaal"
	Name     string
	Namens   string // for whom Name stood in, or empty
	Verdict  string // "akkoord", "akkoord met opmerking"; empty is a paraaf without a word
	On       documents.Date
}

// PDF draws a paper in its own form: nota, Kamerbrief, antwoorden or plain.
// The file is PDF/A-2a and PDF/UA-1 and says the same in the same order as the
// HTML. Its dates are the paper's own, so that the same paper always gives the
// same bytes.
//
// It fails with *Unprintable on characters that no typeface has and on what does
// not fit on paper.
func PDF(c markdown.Content, o PDFOptions) ([]byte, error) {
	p := newPrinter(c, o)
	return p.draw(printTitle(c))
}

// A printer turns a Content into blocks for package pdf.
type printer struct {
	c     markdown.Content
	o     PDFOptions
	theme *pdf.Theme
	notes map[string]*pdf.Note // by label
	body  []pdf.Block

	legend []redact.LegendEntry // of a public version
	styles map[*pdf.Look]string // what looks are called in formats that have named styles
}

func newPrinter(c markdown.Content, o PDFOptions) *printer {
	p := &printer{c: c, o: o, theme: pdf.DefaultTheme(), notes: map[string]*pdf.Note{}, styles: map[*pdf.Look]string{}}
	p.dress()
	for _, n := range c.Notes {
		p.notes[n.Text] = &pdf.Note{}
	}
	for _, n := range c.Notes { // notes may refer to each other
		p.notes[n.Text].Blocks = p.blocks(n.Children, 4)
	}
	return p
}

// dress gives the theme the colour and typeface of the house.
func (p *printer) dress() {
	h := p.o.House
	if h == nil {
		return
	}
	if h.Accent != (pdf.Color{}) {
		accent(p.theme, h.Accent)
	}
	if h.Family != nil {
		p.theme.Families = []*pdf.Family{h.Family, pdf.SourceSans()}
	}
}

// look gives a look a name, under which it is a style in ODT and DOCX.
func (p *printer) look(name string, l pdf.Look) *pdf.Look {
	p.styles[&l] = name
	return &l
}

func accent(t *pdf.Theme, c pdf.Color) {
	old := t.Accent
	t.Accent = c
	for i := range t.Heading {
		if t.Heading[i].Color == old {
			t.Heading[i].Color = c
		}
	}
	t.TableHead.Color = c
}

// printTitle is what the window of a reader shows: what the paper is and what it is
// about.
func printTitle(c markdown.Content) string {
	about := ""
	for _, k := range []documents.Field{documents.FieldOnderwerp, documents.FieldBetreft} {
		if f, ok := c.Field(k); ok && about == "" {
			about = strings.Join(strings.Fields(markdown.PlainText(f.Value)), " ")
		}
	}
	what := map[documents.Soort]string{documents.SoortNota: "Nota", documents.SoortKamerbrief: "Kamerbrief",
		documents.SoortAntwoorden: "Antwoorden op Kamervragen", documents.SoortAantekening: "Aantekening"}[c.Soort]
	switch {
	case about == "":
		return what
	case what == "":
		return about
	}
	return what + ": " + about
}

// compose fills body with the whole paper, in reading order.
func (p *printer) compose() {
	p.letterhead()
	if p.c.Soort == documents.SoortKamerbrief {
		p.letter()
	} else {
		p.memo()
	}
	p.parafen()
	p.legendBlocks()
	for _, n := range p.c.Notes {
		// A note that nothing refers to is still text of the paper.
		p.body = append(p.body, pdf.LooseNote{Note: p.notes[n.Text]})
	}
}

func (p *printer) draw(title string) ([]byte, error) {
	p.compose()
	return printed(pdf.Document{Title: title, Date: p.date(), Theme: p.theme, Body: p.body, Running: p.running})
}

// date is the day on the paper, at midnight UTC: metadata ask for an instant.
// A paper without a day that can be read gets none.
func (p *printer) date() time.Time {
	f, ok := p.c.Field(documents.FieldDatum)
	if !ok {
		return time.Time{}
	}
	d, err := documents.ParseDutchDate(strings.TrimSpace(markdown.PlainText(f.Value)))
	if err != nil {
		return time.Time{}
	}
	return d.In(time.UTC)
}

// Places on the page in points: the foot with the page number, and the header
// that further pages repeat.
const (
	footY   = 806.0
	headerY = 62.0
	markY   = 28.0
)

// running is what stands on every page: its number, and from the second page
// on the fields that the form repeats.
func (p *printer) running(page, pages int) []pdf.Stamp {
	small, t := p.theme.Small, p.theme
	out := append(markStamps(t, p.o.Mark), pageStamp(t, page, pages))
	if page == 1 {
		return out
	}
	bold := small
	bold.Style |= pdf.Bold
	y := headerY
	for _, f := range repeated(p.c) {
		out = append(out, pdf.Stamp{X: t.SideLeft, Y: y, Look: bold, Text: f[0]}, pdf.Stamp{X: t.SideLeft, Y: y + small.Leading, Look: small, Text: f[1]})
		y += 2*small.Leading + 6
	}
	return out
}

// markStamps is the rubricering at the head of a page, where it is seen first.
func markStamps(t *pdf.Theme, mark string) []pdf.Stamp {
	if mark == "" {
		return nil
	}
	look := t.Small
	look.Style |= pdf.Bold
	return []pdf.Stamp{{X: t.SideLeft + t.SideWidth, Y: markY, Right: true, Look: look, Text: mark}}
}

// pageStamp is the number of a page at its foot.
func pageStamp(t *pdf.Theme, page, pages int) pdf.Stamp {
	return pdf.Stamp{X: t.SideLeft + t.SideWidth, Y: footY, Right: true, Look: t.Small, Text: fmt.Sprintf("%s%d%s%d", pageWord, page, ofWord, pages)}
}

// repeated gives the labels and values that further pages repeat.
func repeated(c markdown.Content) (out [][2]string) {
	for _, f := range c.Fields {
		if f.Key != documents.FieldDatum && f.Key != documents.FieldKenmerk && f.Key != documents.FieldOnsKenmerk {
			continue
		}
		if v := strings.Join(strings.Fields(markdown.PlainText(f.Value)), " "); v != "" {
			out = append(out, [2]string{f.Label, v})
		}
	}
	return out
}

// letterhead is the sender above the first page, and its colophon beside it.
func (p *printer) letterhead() {
	h := p.o.House
	if h == nil {
		return
	}
	if len(h.Logo) > 0 {
		width := h.LogoWidth
		if width == 0 {
			width = 150
		}
		p.body = append(p.body, pdf.Figure{Image: h.Logo, Alt: h.LogoAlt, Width: width, At: -1}, pdf.Space{Height: 18})
	} else if h.Name != "" {
		look := p.theme.Body
		look.Style, look.Color, look.Size, look.After = pdf.Bold, p.theme.Accent, 11, 22
		p.body = append(p.body, pdf.Paragraph{Text: pdf.Plain(h.Name), Look: p.look("Afzender", look)})
	}
	var rows []pdf.Term
	for _, l := range h.Colofon {
		row := pdf.Term{}
		if l.Label != "" {
			row.Label = pdf.Plain(l.Label)
		}
		for _, s := range l.Lines {
			row.Value = append(row.Value, pdf.Plain(s))
		}
		rows = append(rows, row)
	}
	if len(rows) > 0 {
		p.body = append(p.body, pdf.Aside{Blocks: []pdf.Block{p.colophon(rows), pdf.Space{Height: 7}}})
	}
	if line := h.returnTo(p.c); line != "" {
		p.body = append(p.body, p.retouradres(pdf.Plain(line)))
	}
}

// colophon sets the column beside the text: the lines of one entry close together.
func (p *printer) colophon(rows []pdf.Term) pdf.Terms {
	value := p.theme.Small
	value.After = 0
	return pdf.Terms{Rows: rows, Gap: 7, Value: &value}
}

// retouradres is the line above the addressee that shows in the window of an envelope.
func (p *printer) retouradres(t pdf.Text) pdf.Block {
	small := p.theme.Small
	small.After = 14
	return pdf.Paragraph{Text: t, Look: p.look("Retouradres", small)}
}

// besides are the fields that stand in the column beside the text of a nota and of a letter; what
// is not here stands above the text.
var (
	besideNota = map[documents.Field]bool{documents.FieldLijn: true, documents.FieldOpsteller: true, documents.FieldDatum: true,
		documents.FieldKenmerk: true, documents.FieldBijlagen: true}
	aboveLetter = map[documents.Field]bool{documents.FieldGeadresseerde: true, documents.FieldDatum: true, documents.FieldBetreft: true,
		documents.FieldAanhef: true, "retouradres": true}
	closesLetter = map[documents.Field]bool{documents.FieldSlotformule: true, documents.FieldOndertekening: true, documents.FieldMedeNamens: true}
)

// memo lays out a nota and everything that has no form of its own.
func (p *printer) memo() {
	title := p.inline(p.c.Title)
	if name, _, _ := parts(p.c); len(title) == 0 {
		title = pdf.Plain(name)
	}
	p.body = append(p.body, pdf.Heading{Level: 1, Text: title})
	p.head(func(k documents.Field) bool { return besideNota[k] })
	p.sections()
	p.close()
}

// letter lays out a Kamerbrief.
func (p *printer) letter() {
	p.head(func(k documents.Field) bool { return !aboveLetter[k] })
	p.sections()
	p.close()
}

// close writes the fields that stand after the text. From "Hoogachtend," to the last name is one
// whole on one page, with the end of the text before it: no signature stands alone on a page.
func (p *printer) close() {
	_, _, fields := parts(p.c)
	from, to := -1, -1
	for _, f := range fields {
		if f.loose != nil {
			p.body = append(p.body, p.blocks(f.loose, 1)...)
			continue
		}
		start := len(p.body)
		switch f.Key {
		case documents.FieldOndertekening:
			p.ondertekening(f.Field)
		case documents.FieldSlotformule:
			p.body = append(p.body, pdf.Space{Height: 8}, pdf.Paragraph{Text: p.inline(f.Value), Keep: true})
		default:
			p.body = append(p.body, pdf.Paragraph{Text: p.inline(f.Value)})
			continue
		}
		if to = len(p.body); from < 0 {
			from = start
		}
	}
	if from < 0 {
		return
	}
	signed := pdf.Together{Blocks: slices.Clone(p.body[from:to])}
	p.body = slices.Replace(p.body, from, to, pdf.Block(signed))
	if from > 0 {
		if last, ok := p.body[from-1].(pdf.Paragraph); ok {
			last.Keep = true
			p.body[from-1] = last
		}
	}
}

// head writes the fields in their order. Neighbours of one column go together.
func (p *printer) head(beside func(documents.Field) bool) {
	var rows []pdf.Term
	side := false
	flush := func() {
		if len(rows) == 0 {
			return
		}
		if side {
			p.body = append(p.body, pdf.Aside{Blocks: []pdf.Block{p.colophon(rows)}})
		} else {
			label, value := p.theme.Body, p.theme.Body
			label.Style |= pdf.Bold
			label.After, value.After = 0, 1
			p.body = append(p.body, pdf.Terms{Rows: rows, LabelWidth: labelWidth(rows), Gap: 1, Label: &label, Value: p.look("Kopregel", value)})
		}
		rows = nil
	}
	_, fields, _ := parts(p.c)
	for _, f := range fields {
		if f.loose != nil {
			flush()
			p.body = append(p.body, p.blocks(f.loose, 1)...)
			continue
		}
		value := p.inline(f.Value)
		if special := p.special(f.Field, value); special != nil {
			flush()
			p.body = append(p.body, special...)
			continue
		}
		if b := beside(f.Key); b != side {
			flush()
			side = b
		}
		row := pdf.Term{Value: lines(value)}
		if l := label(f.Field); l != "" {
			row.Label = pdf.Plain(l)
		}
		if len(row.Label) > 0 || len(row.Value) > 0 {
			rows = append(rows, row)
		}
	}
	flush()
	p.body = append(p.body, pdf.Space{Height: 10})
}

// labelWidth is the room for the labels of the head in points: that of a short
// word, more where a house has longer ones. Wider labels stand above their text.
func labelWidth(rows []pdf.Term) float64 {
	n := 0
	for _, r := range rows {
		n = max(n, utf8.RuneCountInString(plain(r.Label)))
	}
	return min(max(68, 6*float64(n)+10), 120)
}

// styleBetreft is a heading by another look than its level's: the row of the head, beside the
// date, that says what a letter is about.
const styleBetreft = "Betreft"

// special is how the fields are set that have a look of their own, or nil.
func (p *printer) special(f markdown.Field, value pdf.Text) []pdf.Block {
	body := p.theme.Body
	switch f.Key {
	case documents.FieldKind:
		body.Style, body.Color, body.Before, body.After, body.Size = pdf.Bold, p.theme.Accent, 12, 2, 9.5
		return []pdf.Block{pdf.Paragraph{Text: value, Look: p.look("Soort nota", body), Keep: true}}
	case documents.FieldOnderwerp:
		body.Style, body.Size, body.Leading, body.Before, body.After = pdf.Bold, 13, 18, 2, 6
		return []pdf.Block{pdf.Paragraph{Text: value, Look: p.look("Onderwerp", body), Keep: true}}
	case documents.FieldBetreft:
		if strings.TrimSpace(plain(value)) == "" {
			return nil // not filled in: a label as any, and no empty heading
		}
		look := p.theme.Body
		look.Before, look.After = 1, 10
		h := pdf.Heading{Level: 1, Text: value, Look: p.look(styleBetreft, look), LabelWidth: labelWidth(nil)}
		if l := label(f); l != "" {
			bold := look
			bold.Style |= pdf.Bold
			h.Label, h.LabelLook = pdf.Plain(l+" "), &bold
		}
		return []pdf.Block{h}
	case documents.FieldGeadresseerde:
		body.After = 26
		return []pdf.Block{pdf.Paragraph{Text: value, Look: p.look("Geadresseerde", body)}}
	case documents.FieldAanhef:
		body.Before, body.After = 16, 9
		return []pdf.Block{pdf.Paragraph{Text: value, Look: p.look("Aanhef", body), Keep: true}}
	case "retouradres":
		if l := label(f); l != "" {
			value = append(pdf.Text{{Text: l + " ", At: -1}}, value...)
		}
		return []pdf.Block{p.retouradres(value)}
	}
	return nil
}

// lines cuts a text at its line ends.
func lines(t pdf.Text) []pdf.Text {
	var out []pdf.Text
	var line pdf.Text
	for _, r := range t {
		if r.Break {
			out = append(out, line)
			line = nil
			continue
		}
		line = append(line, r)
	}
	if len(line) > 0 {
		out = append(out, line)
	}
	return out
}

// sections writes the sections. The body of a letter has no heading of its own.
func (p *printer) sections() {
	for i, s := range p.c.Sections {
		from, level := len(p.body), s.Level
		if s.Key != "tekst" {
			txt := p.inline(s.Label)
			if n := lettering(s.Number, s.Key); n != "" {
				txt = append(pdf.Text{{Text: n + " ", At: -1}}, txt...)
			}
			p.body = append(p.body, pdf.Heading{Level: level + 1, Text: txt, Look: p.sectionLook(s.Key)})
		} else {
			level = 0
		}
		p.body = append(p.body, p.blocks(s.Blocks, level+1)...)
		if answered(p.c.Sections, i) {
			p.body = append(p.body[:from], pdf.Together{Blocks: slices.Clone(p.body[from:]), Keep: true})
		}
	}
}

// answered says that section i is a question and the next one an answer: the question does not
// stand at the foot of a page with its answer overleaf.
func answered(ss []markdown.Section, i int) bool {
	return isQuestion(ss[i].Key) && i+1 < len(ss) && isAnswer(ss[i+1].Key)
}

func isQuestion(k documents.SectionKey) bool { return strings.HasPrefix(string(k), "vraag.") }

func isAnswer(k documents.SectionKey) bool {
	return k == "antwoord" || strings.HasPrefix(string(k), "antwoord.") || strings.HasPrefix(string(k), "antwoord-")
}

// sectionLook is how the heading of a section is set when it is not as its level asks: a
// question and its answer belong together, and come often.
func (p *printer) sectionLook(k documents.SectionKey) *pdf.Look {
	l := p.theme.Heading[2]
	switch {
	case isQuestion(k):
		l.Before, l.Color = 18, p.theme.Accent
		return p.look("Vraag", l)
	case isAnswer(k):
		l.Before = 6
		return p.look("Antwoord", l)
	}
	return nil
}

// lettering is the number of a section as it is printed: "4.", "a.", "4.1". Questions and
// answers carry theirs in their label.
func lettering(number string, key documents.SectionKey) string {
	switch {
	case number == "" || isQuestion(key) || isAnswer(key):
		return ""
	case strings.Contains(number, "."):
		return number
	}
	return number + "."
}

// ondertekening sets the signatories, two beside each other, with room to sign.
func (p *printer) ondertekening(f markdown.Field) {
	var columns [][]pdf.Block
	tight := p.theme.Body
	tight.After, tight.Whole = 0, true
	signed := p.look("Ondertekening", tight)
	const sign = 40 // points to sign in
	for _, who := range signatories(nameApart(lines(p.inline(f.Value))), plain) {
		if n := len(who) - 1; n > 0 && !isOffice(plain(who[0])) && isOffice(plain(who[n])) { // the name stands above the office
			col := []pdf.Block{pdf.Space{Height: sign}}
			for _, l := range who {
				col = append(col, pdf.Paragraph{Text: l, Look: signed})
			}
			columns = append(columns, col)
			continue
		}
		// The office is one paragraph, however many lines it takes; the name is another.
		n := max(len(who)-1, 1)
		office := who[0]
		for _, l := range who[1:n] {
			office = append(append(office, pdf.Run{Break: true, At: -1}), l...)
		}
		col := []pdf.Block{pdf.Paragraph{Text: office, Look: signed}}
		for _, l := range who[n:] {
			col = append(col, pdf.Space{Height: sign}, pdf.Paragraph{Text: l, Look: signed})
		}
		columns = append(columns, col)
	}
	two := len(columns) > 1
	for len(columns) > 0 {
		n := min(2, len(columns))
		if n == 1 && !two {
			p.body = append(p.body, pdf.Space{Height: 8}, pdf.Together{Blocks: columns[0]})
		} else if n == 1 { // the last of an odd number stands under the first
			p.body = append(p.body, pdf.Space{Height: 8}, pdf.Beside{Gap: 18, Level: true, Columns: [][]pdf.Block{columns[0], nil}})
		} else {
			p.body = append(p.body, pdf.Space{Height: 8}, pdf.Beside{Gap: 18, Level: true, Columns: columns[:n]})
		}
		p.body = append(p.body, pdf.Space{Height: 14})
		columns = columns[n:]
	}
}

// initials are how the name of who signs begins.
var initials = regexp.MustCompile(`^(?:\p{Lu}\p{Ll}{0,2}\.)+ ?\p{L}`)

// nameApart gives a name that stands behind its office on one line a line of its own: there
// must be room to sign between them.
func nameApart(ls []pdf.Text) []pdf.Text {
	var out []pdf.Text
	for _, l := range ls {
		if len(l) == 1 && isOffice(plain(l)) {
			office, name := l[0], l[0]
			if i := strings.LastIndex(office.Text, ", "); i >= 0 && initials.MatchString(office.Text[i+2:]) {
				office.Text, name.Text = office.Text[:i+1], name.Text[i+2:]
				if name.At >= 0 {
					name.At += i + 2
				}
				out = append(out, pdf.Text{office}, pdf.Text{name})
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// signatories divides the lines of a signature: each begins with an office,
// once the one before has a name. words gives what a line says.
func signatories[L any](ls []L, words func(L) string) [][]L {
	var out [][]L
	for _, l := range ls {
		n := len(out)
		if n == 0 || isOffice(words(l)) && len(out[n-1]) > 1 {
			out = append(out, []L{l})
			continue
		}
		out[n-1] = append(out[n-1], l)
	}
	return out
}

func isOffice(line string) bool {
	s := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(line)), "de ")
	return strings.HasPrefix(s, "minister") || strings.HasPrefix(s, "staatssecretaris")
}

func plain(t pdf.Text) string {
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.Text)
	}
	return b.String()
}

// parafen is the block of parafen and besluit.
func (p *printer) parafen() {
	if len(p.o.Parafen) == 0 {
		return
	}
	cell := p.theme.TableCell
	cell.Whole = true // "akkoord met opmerking" is not divided
	t := pdf.Table{RowHeads: true, Look: &cell, At: -1}
	for _, h := range parafenHead {
		t.Head = append(t.Head, pdf.Plain(h))
	}
	for _, x := range p.o.Parafen {
		var row []pdf.Text
		for _, s := range x.row() {
			row = append(row, pdf.Plain(s))
		}
		t.Rows = append(t.Rows, row)
	}
	p.body = append(p.body, pdf.Together{Blocks: []pdf.Block{pdf.Heading{Level: 2, Text: pdf.Plain(parafenTitle)}, t}})
}

// parafenTitle stands above the block of parafen and besluit, parafenHead above its columns.
const parafenTitle = "Parafen en besluit"

var parafenHead = [4]string{"Functie", "Naam", "Oordeel", "Datum"}

// row is a paraaf as it is printed.
func (x Paraaf) row() [4]string {
	name, verdict := x.Name, x.Verdict
	if x.Namens != "" {
		name += ", namens " + x.Namens
	}
	if verdict == "" {
		verdict = "paraaf"
	}
	return [4]string{x.Function, name, verdict, x.On.String()}
}

// blocks turns blocks of Markdown into blocks of print. level is that of the heading above
// them: headings inside go on from there.
func (p *printer) blocks(ns []*markdown.Node, level int) []pdf.Block {
	var out []pdf.Block
	for _, n := range ns {
		switch n.Kind {
		case markdown.Paragraph:
			out = append(out, p.paragraph(n)...)
		case markdown.Heading:
			out = append(out, pdf.Heading{Level: level + max(1, n.Level-1), Text: p.inline(n.Children)})
		case markdown.Quote:
			out = append(out, pdf.Quote{Blocks: p.blocks(n.Children, level)})
		case markdown.List:
			l := pdf.List{Ordered: n.Ordered, Start: n.Number, Tight: n.Tight}
			for _, it := range n.Children {
				l.Items = append(l.Items, p.blocks(it.Children, level))
			}
			out = append(out, l)
		case markdown.CodeBlock:
			out = append(out, pdf.Code{Text: markdown.PlainText(n.Children), At: at(n)})
		case markdown.ThematicBreak:
			out = append(out, pdf.Rule{Before: 10, After: 10})
		case markdown.Table:
			out = append(out, p.table(n))
		default: // inline nodes on their own
			out = append(out, pdf.Paragraph{Text: p.inline([]*markdown.Node{n})})
		}
	}
	return out
}

// paragraph is a paragraph, or a figure when it is a picture alone that is there.
func (p *printer) paragraph(n *markdown.Node) []pdf.Block {
	if len(n.Children) == 1 && n.Children[0].Kind == markdown.Image {
		img := n.Children[0]
		alt := strings.TrimSpace(markdown.PlainText(img.Children))
		if b := p.o.Images[img.Destination]; len(b) > 0 && alt != "" {
			return []pdf.Block{pdf.Figure{Image: b, Alt: alt, Address: img.Destination, At: at(img)}}
		}
	}
	return []pdf.Block{pdf.Paragraph{Text: p.inline(n.Children), Leads: leads(n)}}
}

// maxLead is how long a line in bold may be to head what follows, in runes.
const maxLead = 90

// leads says that a paragraph is a short line in bold: a heading in all but name, as letters
// have them.
func leads(n *markdown.Node) bool {
	return len(n.Children) == 1 && n.Children[0].Kind == markdown.Strong && utf8.RuneCountInString(markdown.PlainText(n.Children)) <= maxLead
}

func (p *printer) table(n *markdown.Node) pdf.Table {
	t := pdf.Table{At: at(n)}
	for _, row := range n.Children {
		var cells []pdf.Text
		for i, c := range row.Children {
			cells = append(cells, p.inline(c.Children))
			if i == len(t.Align) {
				t.Align = append(t.Align, map[markdown.Align]pdf.Align{markdown.AlignRight: pdf.Right, markdown.AlignCenter: pdf.Center}[c.Align])
			}
		}
		if row.Header {
			t.Head = cells
		} else {
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

// at is where a node stands in the paper, or -1 for one that was not read.
func at(n *markdown.Node) int {
	if n.Len() == 0 {
		return -1
	}
	return n.Start
}

// inline turns inline nodes into runs.
func (p *printer) inline(ns []*markdown.Node) pdf.Text {
	var out pdf.Text
	p.runs(&out, ns, pdf.Run{})
	return out
}

func (p *printer) runs(out *pdf.Text, ns []*markdown.Node, style pdf.Run) {
	for _, n := range ns {
		r := style
		r.At = at(n)
		switch n.Kind {
		case markdown.Text:
			r.Text = n.Text
			*out = append(*out, r)
		case markdown.SoftBreak:
			r.Text = " "
			*out = append(*out, r)
		case markdown.HardBreak:
			*out = append(*out, pdf.Run{Break: true, At: -1})
		case markdown.Gelakt:
			*out = append(*out, pdf.Run{Boxed: true, Text: markdown.GelaktText(n.Grounds), At: -1})
		case markdown.NoteRef:
			if note := p.notes[n.Text]; note != nil {
				*out = append(*out, pdf.Run{Note: note, At: -1})
			}
		case markdown.Emphasis:
			r.Style |= pdf.Italic
			p.runs(out, n.Children, r)
		case markdown.Strong:
			r.Style |= pdf.Bold
			p.runs(out, n.Children, r)
		case markdown.Strikethrough:
			r.Style |= pdf.Strike
			p.runs(out, n.Children, r)
		case markdown.Code:
			r.Style |= pdf.CodeStyle
			p.runs(out, n.Children, r)
		case markdown.Link:
			r.Link = n.Destination
			p.runs(out, n.Children, r)
		default:
			p.runs(out, n.Children, r)
		}
	}
}

// An Unprintable says that a paper cannot be put on paper as it stands: a
// character that no typeface has, a table that is too wide. Text is a Dutch
// sentence for the writer; At is a byte offset into the paper, or -1. It is
// found as *documents.Unreadable too, and wraps pdf.Missing or *pdf.Refused.
type Unprintable struct {
	Text string
	At   int
	err  error
}

func (u *Unprintable) Error() string { return u.Text }

// Unwrap gives what callers know it by.
func (u *Unprintable) Unwrap() []error {
	return []error{u.err, &documents.Unreadable{Text: u.Text}}
}

// printed draws a document. What the writer can mend is an *Unprintable.
func printed(d pdf.Document) ([]byte, error) {
	b, err := pdf.Render(d)
	var missing pdf.Missing
	var refused *pdf.Refused
	switch {
	case err == nil:
		return b, nil
	case errors.As(err, &missing):
		return nil, &Unprintable{Text: err.Error(), At: missing[0].At, err: err}
	case errors.As(err, &refused):
		return nil, &Unprintable{Text: refused.Text, At: refused.At, err: err}
	}
	return nil, fmt.Errorf("render pdf: %w", err)
}
