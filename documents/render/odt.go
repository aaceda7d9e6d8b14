package render

import (
	"bytes"
	"fmt"
	"strings"

	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
	"paraaf/documents/redact"
)

// ODT writes a paper as OpenDocument Text 1.3 (ISO/IEC 26300), for editing in a
// word processor. It fails only when it cannot write.
func ODT(c markdown.Content) ([]byte, error) { return ODTWith(c, PDFOptions{}) }

// ODTWith is ODT with what the line and the house add.
func ODTWith(c markdown.Content, o PDFOptions) ([]byte, error) {
	return odtOf(officePrinter(c, o))
}

// PublicODT writes a public version as OpenDocument Text: for who wants to cite it or have
// it read in another form. What was taken out is not there to be written; the places say so in
// words, and a legend explains the grounds. It takes nothing else, and its errors are those of
// ODT, and one for the zero Public.
func PublicODT(p redact.Public, o PublicOptions) ([]byte, error) {
	if p.IsZero() {
		return nil, errNoPublic
	}
	q := newPrinter(p.Content(), o.print())
	q.legend = p.Legend()
	q.compose()
	return odtOf(q)
}

func odtOf(p *printer) ([]byte, error) {
	d := &odt{printer: p, noteID: map[*pdf.Note]int{}, told: map[*pdf.Note]bool{}, spans: map[string]string{}, paras: map[string]string{}}
	d.blocks(p.body, "Standard")
	for _, b := range p.body {
		if n, ok := b.(pdf.LooseNote); ok && d.noteID[n.Note] == 0 && !d.told[n.Note] {
			d.blocks(n.Note.Blocks, "Footnote")
		}
	}
	return d.file()
}

type odt struct {
	*printer
	out    bytes.Buffer
	noteID map[*pdf.Note]int
	told   map[*pdf.Note]bool // notes on notes, written in place
	inNote bool
	before float64 // extra space before the next paragraph
	whole  bool    // within blocks that stay on one page
	tables int
	media  []officeImage

	// Automatic styles: what they say to their names.
	spans, paras map[string]string
	auto         bytes.Buffer
}

func (d *odt) blocks(bs []pdf.Block, style string) {
	for _, b := range bs {
		d.block(b, style)
	}
}

func (d *odt) block(b pdf.Block, style string) {
	o := &d.out
	switch b := b.(type) {
	case pdf.Heading:
		level := min(max(b.Level, 1), 6)
		name := fmt.Sprintf("Heading_20_%d", level)
		if n := d.styles[b.Look]; n != "" {
			name = odtName(n)
		}
		fmt.Fprintf(o, `<text:h text:style-name="%s" text:outline-level="%d">`, name, level)
		d.runs(headed(b))
		o.WriteString("</text:h>\n")
		d.before = 0
	case pdf.Paragraph:
		if n := d.styles[b.Look]; n != "" {
			style = odtName(n)
		}
		whole := d.whole
		d.whole = whole || b.Keep || b.Leads
		d.paragraph(style, b.Text)
		d.whole = whole
	case pdf.Code:
		for l := range strings.SplitSeq(strings.TrimRight(b.Text, "\n"), "\n") {
			d.paragraph("Code", pdf.Plain(strings.ReplaceAll(l, "\t", "    ")))
		}
	case pdf.Quote:
		d.blocks(b.Blocks, "Quotations")
	case pdf.List:
		name := "Opsomming"
		if b.Ordered {
			name = "Nummering"
		}
		fmt.Fprintf(o, `<text:list text:style-name="%s">`, name)
		for i, item := range b.Items {
			o.WriteString("<text:list-item")
			if i == 0 && b.Ordered && b.Start != 1 {
				fmt.Fprintf(o, ` text:start-value="%d"`, b.Start)
			}
			o.WriteString(">")
			before := o.Len()
			d.blocks(item, "Lijst")
			if o.Len() == before {
				d.paragraph("Lijst", nil)
			}
			o.WriteString("</text:list-item>\n")
		}
		o.WriteString("</text:list>\n")
	case pdf.Terms:
		for _, row := range b.Rows {
			d.term(row, b)
		}
	case pdf.Table:
		d.table(b)
	case pdf.Figure:
		d.figure(b)
	case pdf.Space:
		d.before += b.Height
	case pdf.Rule:
		o.WriteString("<text:p text:style-name=\"Streep\"/>\n")
	case pdf.Together:
		whole := d.whole
		d.whole = true
		d.blocks(b.Blocks, style)
		d.whole = whole
	case pdf.Aside:
		d.blocks(b.Blocks, style)
	case pdf.Beside:
		for i, c := range b.Columns {
			if i > 0 {
				d.before += signRoom
			}
			d.blocks(c, style)
		}
	case pdf.PageBreak:
		d.paragraph(d.para("Standard", `fo:break-before="page"`), nil)
	}
}

func odtName(s string) string { return strings.ReplaceAll(s, " ", "_20_") }

func (d *odt) paragraph(style string, t pdf.Text) {
	props := ""
	if d.before >= signRoom {
		props = fmt.Sprintf(`fo:margin-top="%gpt"`, d.before)
	}
	if d.whole {
		props += ` fo:keep-with-next="always"`
	}
	if props = strings.TrimSpace(props); props != "" {
		style = d.para(style, props)
	}
	d.before = 0
	fmt.Fprintf(&d.out, `<text:p text:style-name="%s">`, style)
	d.runs(t)
	d.out.WriteString("</text:p>\n")
}

// para gives the automatic style that is parent with props.
func (d *odt) para(parent, props string) string {
	key := parent + " " + props
	if n := d.paras[key]; n != "" {
		return n
	}
	n := fmt.Sprintf("P%d", len(d.paras)+1)
	d.paras[key] = n
	fmt.Fprintf(&d.auto, `<style:style style:name="%s" style:family="paragraph" style:parent-style-name="%s"><style:paragraph-properties %s/></style:style>`, n, parent, props)
	return n
}

// span gives the automatic style for text properties.
func (d *odt) span(props string) string {
	if n := d.spans[props]; n != "" {
		return n
	}
	n := fmt.Sprintf("T%d", len(d.spans)+1)
	d.spans[props] = n
	fmt.Fprintf(&d.auto, `<style:style style:name="%s" style:family="text"><style:text-properties %s/></style:style>`, n, props)
	return n
}

func (d *odt) term(row pdf.Term, b pdf.Terms) {
	style := "Kopregel"
	if b.LabelWidth == 0 {
		style = "Colofon"
	}
	var t pdf.Text
	for _, r := range row.Label {
		r.Style |= pdf.Bold
		t = append(t, r)
	}
	if len(t) > 0 {
		t = append(t, pdf.Run{Text: "\t", At: -1})
	}
	for i, v := range row.Value {
		if i > 0 {
			d.paragraph(style, t)
			t = nil
			if len(row.Label) > 0 {
				t = pdf.Text{{Text: "\t", At: -1}}
			}
		}
		t = append(t, v...)
	}
	d.paragraph(style, t)
}

func (d *odt) runs(t pdf.Text) {
	o := &d.out
	for _, x := range t {
		switch {
		case x.Break:
			o.WriteString("<text:line-break/>")
			continue
		case x.Note != nil:
			d.note(x.Note)
			continue
		}
		link := x.Link != "" && !strings.HasPrefix(x.Link, "#")
		if link {
			fmt.Fprintf(o, `<text:a xlink:type="simple" xlink:href="%s" text:style-name="Internet_20_link">`, esc(x.Link))
		}
		style := ""
		switch {
		case x.Boxed:
			style = "Gelakt"
		default:
			if p := textProps(x); p != "" {
				style = d.span(p)
			}
		}
		if style != "" {
			fmt.Fprintf(o, `<text:span text:style-name="%s">`, style)
		}
		o.WriteString(odtText(x.Text))
		if style != "" {
			o.WriteString("</text:span>")
		}
		if link {
			o.WriteString("</text:a>")
		}
	}
}

func textProps(x pdf.Run) string {
	var p []string
	for _, s := range []struct {
		bit  pdf.Style
		prop string
	}{{pdf.Bold, `fo:font-weight="bold"`}, {pdf.Italic, `fo:font-style="italic"`}, {pdf.Strike, `style:text-line-through-style="solid"`},
		{pdf.CodeStyle, `fo:background-color="#f1f3f5"`}, {pdf.Superscript, `style:text-position="super 62%"`}, {pdf.Subscript, `style:text-position="sub 62%"`}} {
		if x.Style&s.bit != 0 {
			p = append(p, s.prop)
		}
	}
	if lang, country, _ := strings.Cut(x.Lang, "-"); lang != "" {
		if country == "" {
			country = "none"
		}
		p = append(p, fmt.Sprintf(`fo:language="%s" fo:country="%s"`, esc(lang), esc(country)))
	}
	return strings.Join(p, " ")
}

// odtText writes words; ODF collapses spaces that are not written as elements.
func odtText(s string) string {
	var b strings.Builder
	for i, part := range strings.Split(s, "\t") {
		if i > 0 {
			b.WriteString("<text:tab/>")
		}
		for part != "" {
			k := strings.Index(part, "  ")
			if k < 0 {
				b.WriteString(esc(part))
				break
			}
			n := len(part[k+1:]) - len(strings.TrimLeft(part[k+1:], " "))
			b.WriteString(esc(part[:k+1]))
			fmt.Fprintf(&b, `<text:s text:c="%d"/>`, n)
			part = part[k+1+n:]
		}
	}
	return b.String()
}

func (d *odt) note(n *pdf.Note) {
	o := &d.out
	if d.inNote { // ODF has no notes on notes: the text goes between brackets
		d.told[n] = true
		o.WriteString(" (")
		for i, b := range n.Blocks {
			if p, ok := b.(pdf.Paragraph); ok {
				if i > 0 {
					o.WriteString(" ")
				}
				d.runs(withoutNotes(p.Text))
			}
		}
		o.WriteString(")")
		return
	}
	if id := d.noteID[n]; id != 0 {
		fmt.Fprintf(o, `<text:span text:style-name="`+d.span(textProps(pdf.Run{Style: pdf.Superscript}))+`"><text:note-ref text:note-class="footnote" text:reference-format="text" text:ref-name="ftn%[1]d">%[1]d</text:note-ref></text:span>`, id)
		return
	}
	id := len(d.noteID) + 1
	d.noteID[n] = id
	fmt.Fprintf(o, `<text:note text:id="ftn%[1]d" text:note-class="footnote"><text:note-citation>%[1]d</text:note-citation><text:note-body>`, id)
	before := o.Len()
	d.inNote = true
	d.blocks(n.Blocks, "Footnote")
	if d.inNote = false; o.Len() == before {
		o.WriteString(`<text:p text:style-name="Footnote"/>`)
	}
	o.WriteString("</text:note-body></text:note>")
}

func (d *odt) table(t pdf.Table) {
	widths := t.Widths(d.theme, d.theme.Width)
	if len(widths) == 0 {
		return
	}
	d.tables++
	o := &d.out
	fmt.Fprintf(o, `<table:table table:name="Tabel%d" table:style-name="Tabel">`, d.tables)
	for c, w := range widths {
		fmt.Fprintf(&d.auto, `<style:style style:name="Kolom%d.%d" style:family="table-column"><style:table-column-properties style:column-width="%.2fpt"/></style:style>`, d.tables, c+1, w)
		fmt.Fprintf(o, `<table:table-column table:style-name="Kolom%d.%d"/>`, d.tables, c+1)
	}
	row := func(cells []pdf.Text, head bool) {
		o.WriteString("<table:table-row>")
		for c := range widths {
			style := "Tabeltekst"
			if head || t.RowHeads && c == 0 {
				style = "Tabelkop"
			}
			if c < len(t.Align) && t.Align[c] != pdf.Left {
				style = d.para(style, `fo:text-align="`+[...]string{"start", "end", "center"}[t.Align[c]]+`"`)
			}
			var txt pdf.Text
			if c < len(cells) {
				txt = cells[c]
			}
			o.WriteString(`<table:table-cell table:style-name="Cel" office:value-type="string">`)
			d.paragraph(style, txt)
			o.WriteString("</table:table-cell>")
		}
		o.WriteString("</table:table-row>\n")
	}
	if len(t.Head) > 0 {
		o.WriteString("<table:table-header-rows>")
		row(t.Head, true)
		o.WriteString("</table:table-header-rows>")
	}
	for _, r := range t.Rows {
		row(r, false)
	}
	o.WriteString("</table:table>\n")
	d.before = max(d.before, signRoom) // what follows keeps its distance
}

func (d *odt) figure(f pdf.Figure) {
	data, form, pw, ph, err := pdf.Bare(f.Image)
	if err != nil {
		d.paragraph("Standard", pdf.Plain("["+f.Alt+"]"))
		return
	}
	d.media = append(d.media, officeImage{data, form})
	n := len(d.media)
	cx, cy := imageSize(f.Width, d.theme.Width, pw, ph)
	address := ""
	if f.Address != "" {
		address = "<svg:title>" + esc(f.Address) + "</svg:title>"
	}
	fmt.Fprintf(&d.out, `<text:p text:style-name="Standard"><draw:frame draw:name="Afbeelding%[1]d" text:anchor-type="as-char" svg:width="%.2[2]fpt" svg:height="%.2[3]fpt"><draw:image xlink:href="Pictures/%[1]d.%[4]s" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>%[6]s<svg:desc>%[5]s</svg:desc></draw:frame></text:p>`,
		n, cx, cy, form, esc(f.Alt), address)
	if len(f.Caption) > 0 {
		d.paragraph("Bijschrift", f.Caption)
	}
}

const odtNS = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3"`

func (d *odt) file() ([]byte, error) {
	z := newArchive()
	z.add("mimetype", []byte("application/vnd.oasis.opendocument.text"), false) // first and plain: how ODF is known
	var man strings.Builder
	man.WriteString(xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>`)
	for _, f := range []string{"content.xml", "styles.xml", "meta.xml"} {
		fmt.Fprintf(&man, `<manifest:file-entry manifest:full-path="%s" manifest:media-type="text/xml"/>`, f)
	}
	for i, m := range d.media {
		fmt.Fprintf(&man, `<manifest:file-entry manifest:full-path="Pictures/%d.%s" manifest:media-type="image/%[2]s"/>`, i+1, m.form)
	}
	z.add("META-INF/manifest.xml", []byte(man.String()+"</manifest:manifest>"), true)

	var c bytes.Buffer
	c.WriteString(xmlHead + "<office:document-content" + odtNS + "><office:automatic-styles>")
	c.Write(d.auto.Bytes())
	fmt.Fprintf(&c, `<style:style style:name="Tabel" style:family="table"><style:table-properties style:rel-width="100%%" table:align="margins"/></style:style><style:style style:name="Cel" style:family="table-cell"><style:table-cell-properties fo:padding="3pt" fo:border-bottom="0.5pt solid #%s"/></style:style>`, hex(d.theme.Line))
	c.WriteString("</office:automatic-styles><office:body><office:text>")
	c.Write(d.out.Bytes())
	c.WriteString("</office:text></office:body></office:document-content>")
	z.add("content.xml", c.Bytes(), true)
	z.add("styles.xml", d.stylesXML(), true)
	z.add("meta.xml", []byte(xmlHead+"<office:document-meta"+odtNS+"><office:meta><dc:title>"+esc(printTitle(d.c))+"</dc:title><dc:language>nl-NL</dc:language></office:meta></office:document-meta>"), true)
	for i, m := range d.media {
		z.add(fmt.Sprintf("Pictures/%d.%s", i+1, m.form), m.data, false)
	}
	return z.bytes()
}

func (d *odt) stylesXML() []byte {
	var b bytes.Buffer
	t := d.theme
	fmt.Fprintf(&b, `%s<office:document-styles%s><office:font-face-decls><style:font-face style:name="%[3]s" svg:font-family="'%[3]s'" style:font-family-generic="swiss"/></office:font-face-decls><office:styles>`, xmlHead, odtNS, fontName)
	fmt.Fprintf(&b, `<style:default-style style:family="paragraph"><style:paragraph-properties fo:hyphenation-ladder-count="1" style:tab-stop-distance="85pt"/><style:text-properties style:font-name="%s" fo:language="nl" fo:country="NL" fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="3"/></style:default-style>`, fontName)
	style := func(name, shown, more string, l pdf.Look) {
		display := ""
		if shown != name {
			display = fmt.Sprintf(` style:display-name="%s"`, esc(shown))
		}
		parent := ` style:parent-style-name="Standard"`
		if name == "Standard" {
			parent = ""
		}
		outline, props, _ := strings.Cut(more+"|", "|")
		props = strings.TrimSuffix(props, "|")
		fmt.Fprintf(&b, `<style:style style:name="%s"%s style:family="paragraph"%s%s><style:paragraph-properties fo:margin-top="%gpt" fo:margin-bottom="%gpt" style:line-height-at-least="%gpt" fo:widows="2" fo:orphans="2" %s`,
			name, display, parent, outline, l.Before, l.After, l.Leading, props)
		if !strings.HasSuffix(props, ">") {
			b.WriteString("/>")
		}
		weight, slant := "normal", "normal"
		if l.Style&pdf.Bold != 0 {
			weight = "bold"
		}
		if l.Style&pdf.Italic != 0 {
			slant = "italic"
		}
		fmt.Fprintf(&b, `<style:text-properties fo:font-size="%gpt" fo:font-weight="%s" fo:font-style="%s" fo:color="#%s"/></style:style>`, l.Size, weight, slant, hex(l.Color))
	}
	// No hanging indent: programs that read ODF take it for a quotation.
	const tab = `><style:tab-stops><style:tab-stop style:position="85pt"/></style:tab-stops></style:paragraph-properties>`
	style("Standard", "Standard", "", t.Body)
	for i, l := range t.Heading {
		style(fmt.Sprintf("Heading_20_%d", i+1), fmt.Sprintf("Heading %d", i+1), fmt.Sprintf(` style:default-outline-level="%d"|fo:keep-with-next="always"`, i+1), l)
	}
	list, quote := t.Body, t.Body
	list.After = 2.5
	quote.Style |= pdf.Italic
	style("Lijst", "Lijst", "", list)
	style("Quotations", "Quotations", `|fo:margin-left="17pt"`, quote)
	style("Footnote", "Footnote", "", t.Small)
	style("Header", "Header", "", t.Small)
	style("Footer", "Footer", `|fo:text-align="end"`, t.Small)
	style("Colofon", "Colofon", "|"+tab, t.Small)
	style("Bijschrift", "Bijschrift", "", t.Small)
	style("Code", "Code", `|fo:background-color="#`+hex(t.Tint)+`"`, pdf.Look{Size: 9.5, Leading: 13, Color: t.Body.Color})
	style("Tabeltekst", "Tabeltekst", "", t.TableCell)
	style("Tabelkop", "Tabelkop", "", t.TableHead)
	style("Streep", "Streep", `|fo:border-bottom="0.5pt solid #`+hex(t.Line)+`"`, t.Small)
	names, looks := d.namedLooks()
	have := false
	for _, n := range names {
		more := ""
		switch n {
		case styleBetreft:
			more = ` style:default-outline-level="1"|fo:keep-with-next="always" ` + tab
		case "Vraag", "Antwoord":
			more = ` style:default-outline-level="2"|fo:keep-with-next="always"`
		case "Kopregel":
			have, more = true, "|"+tab
		}
		style(odtName(n), n, more, looks[n])
	}
	if !have {
		style("Kopregel", "Kopregel", "|"+tab, t.Body)
	}
	fmt.Fprintf(&b, `<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text"><style:text-properties fo:color="#%s" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>`, hex(t.Accent))
	fmt.Fprintf(&b, `<style:style style:name="Gelakt" style:family="text"><style:text-properties fo:color="#%s" fo:background-color="#%s" fo:font-weight="bold"/></style:style>`, hex(t.BoxText), hex(t.BoxFill))
	for _, l := range []struct{ name, level string }{
		{"Opsomming", `<text:list-level-style-bullet text:level="%[1]d" text:bullet-char="•">`},
		{"Nummering", `<text:list-level-style-number text:level="%[1]d" style:num-format="1" style:num-suffix=".">`},
	} {
		fmt.Fprintf(&b, `<text:list-style style:name="%s">`, l.name)
		for k := 1; k <= 10; k++ {
			kind := "bullet"
			if l.name == "Nummering" {
				kind = "number"
			}
			fmt.Fprintf(&b, l.level, k)
			fmt.Fprintf(&b, `<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="%[1]dpt" fo:text-indent="-17pt" fo:margin-left="%[1]dpt"/></style:list-level-properties></text:list-level-style-%[2]s>`, 17*k, kind)
		}
		b.WriteString(`</text:list-style>`)
	}
	b.WriteString(`<text:notes-configuration text:note-class="footnote" style:num-format="1" style:num-suffix=" " text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>`)
	fmt.Fprintf(&b, `</office:styles><office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="%gpt" fo:margin-bottom="%gpt" fo:margin-left="%gpt" fo:margin-right="90pt"/><style:header-style><style:header-footer-properties fo:min-height="30pt" fo:margin-bottom="14pt"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="16pt" fo:margin-top="12pt"/></style:footer-style></style:page-layout></office:automatic-styles><office:master-styles>`,
		t.Top-45, t.Bottom-30, t.Left)
	foot := `<style:footer><text:p text:style-name="Footer">` + esc(d.o.footMark()) + pageWord + `<text:page-number text:select-page="current">1</text:page-number>` + ofWord + `<text:page-count>1</text:page-count></text:p></style:footer>`
	var head strings.Builder
	for _, f := range repeated(d.c) {
		fmt.Fprintf(&head, `<text:p text:style-name="Header">%s %s</text:p>`, esc(f[0]), esc(f[1]))
	}
	if head.Len() == 0 {
		head.WriteString(`<text:p text:style-name="Header"/>`)
	}
	b.WriteString(`<style:master-page style:name="Standard" style:page-layout-name="A4"><style:header>` + head.String() + `</style:header><style:header-first><text:p text:style-name="Header"/></style:header-first>` + foot + strings.ReplaceAll(strings.ReplaceAll(foot, "<style:footer>", "<style:footer-first>"), "</style:footer>", "</style:footer-first>") + `</style:master-page>`)
	b.WriteString(`</office:master-styles></office:document-styles>`)
	return b.Bytes()
}
