package render

import (
	"bytes"
	"fmt"
	"strings"

	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
)

// DOCX writes a paper as Office Open XML (ISO/IEC 29500, transitional), for
// editing in a word processor. It fails only when it cannot write.
func DOCX(c markdown.Content) ([]byte, error) { return DOCXWith(c, PDFOptions{}) }

// DOCXWith is DOCX with what the line and the house add.
func DOCXWith(c markdown.Content, o PDFOptions) ([]byte, error) {
	p := officePrinter(c, o)
	d := &docx{printer: p, numbers: 1, noteID: map[*pdf.Note]int{}, told: map[*pdf.Note]bool{}, bookmarks: map[string]int{}}
	d.blocks(p.body, spot{})
	d.looseNotes()
	return d.file()
}

type docx struct {
	*printer
	body      bytes.Buffer
	out       *bytes.Buffer // where paragraphs go: body, or notes
	rels      []string      // targets of links and pictures
	media     []officeImage
	starts    []int // first numbers of ordered lists; list k is number k+2
	numbers   int
	noteID    map[*pdf.Note]int
	told      map[*pdf.Note]bool // notes on notes, written in place
	notes     []*pdf.Note
	footnotes bytes.Buffer
	bookmarks map[string]int
	inNote    bool
}

type officeImage struct {
	data []byte
	form string
}

// A spot is where a block stands: in lists and quotes.
type spot struct {
	indent int // twentieths of a point
	depth  int // of lists
	style  string
	num    int     // list whose item begins here, or 0
	keep   bool    // with the next
	whole  bool    // within blocks that stay on one page
	before float64 // extra space before what follows, in points: room to sign
}

const (
	nsW = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	nsR = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

	listIndent = 357 // twentieths of a point, as Theme.Indent
)

func twips(pt float64) int { return int(pt*20 + 0.5) }

// blocks writes blocks. The first paragraph of a list item carries its number;
// begin is given back without it once it is used.
func (d *docx) blocks(bs []pdf.Block, at spot) spot {
	if d.out == nil {
		d.out = &d.body
	}
	for _, b := range bs {
		at = d.block(b, at)
	}
	return at
}

func (d *docx) block(b pdf.Block, at spot) spot {
	style := at.style
	switch b := b.(type) {
	case pdf.Heading:
		style = fmt.Sprintf("Heading%d", min(max(b.Level, 1), 6))
		if n := d.styles[b.Look]; n != "" {
			style = styleID(n)
		}
		at = d.paragraph(style, headed(b), at, "")
	case pdf.Paragraph:
		if n := d.styles[b.Look]; n != "" {
			style = styleID(n)
		}
		at.keep = b.Keep || b.Leads
		at = d.paragraph(style, b.Text, at, "")
		at.keep = false
	case pdf.Code:
		for i, l := range strings.Split(strings.TrimRight(b.Text, "\n"), "\n") {
			if i > 0 {
				at.num = 0
			}
			at = d.paragraph("Code", pdf.Plain(strings.ReplaceAll(l, "\t", "    ")), at, "")
		}
	case pdf.Quote:
		in := at
		in.indent, in.style = at.indent+listIndent, "Quote"
		at.num = d.blocks(b.Blocks, in).num
	case pdf.List:
		num := 1 // bullets
		if b.Ordered {
			d.starts = append(d.starts, b.Start)
			num = len(d.starts) + 1
		}
		for _, item := range b.Items {
			in := spot{indent: at.indent + listIndent, depth: at.depth + 1, style: "ListParagraph", num: num}
			if at.num != 0 { // an item that begins with a list: its own mark needs a line
				at = d.paragraph("ListParagraph", nil, at, "")
			}
			if in = d.blocks(item, in); in.num != 0 {
				d.paragraph("ListParagraph", nil, in, "")
			}
		}
	case pdf.Terms:
		for _, row := range b.Rows {
			d.term(row, b)
		}
	case pdf.Table:
		d.table(b, at)
	case pdf.Figure:
		at = d.figure(b, at)
	case pdf.Space:
		at.before += b.Height
	case pdf.Rule:
		d.out.WriteString(`<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="` + hex(d.theme.Line) + `"/></w:pBdr></w:pPr></w:p>`)
	case pdf.Together:
		whole := at.whole
		at.whole = true
		at = d.blocks(b.Blocks, at)
		at.whole = whole
	case pdf.Aside:
		at = d.blocks(b.Blocks, at)
	case pdf.Beside:
		for i, c := range b.Columns {
			if i > 0 {
				at.before += signRoom
			}
			at = d.blocks(c, at)
		}
	case pdf.PageBreak:
		d.out.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
	}
	return at
}

// paragraph writes one paragraph, with the number of the list item that begins here.
func (d *docx) paragraph(style string, t pdf.Text, at spot, align string) spot {
	o := d.out
	o.WriteString("<w:p><w:pPr>")
	if style != "" {
		fmt.Fprintf(o, `<w:pStyle w:val="%s"/>`, style)
	}
	if at.keep || at.whole {
		o.WriteString("<w:keepNext/>")
	}
	if at.num != 0 {
		fmt.Fprintf(o, `<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, min(at.depth-1, 8), at.num)
	}
	if at.before >= signRoom {
		fmt.Fprintf(o, `<w:spacing w:before="%d"/>`, twips(at.before))
	}
	if at.indent > 0 {
		hanging := ""
		if at.num != 0 {
			hanging = fmt.Sprintf(` w:hanging="%d"`, listIndent)
		}
		fmt.Fprintf(o, `<w:ind w:left="%d"%s/>`, min(at.indent, 5000), hanging)
	}
	if align != "" {
		fmt.Fprintf(o, `<w:jc w:val="%s"/>`, align)
	}
	o.WriteString("</w:pPr>")
	d.runs(t)
	o.WriteString("</w:p>")
	at.num, at.before = 0, 0
	return at
}

// headed is the text of a heading behind its label.
func headed(h pdf.Heading) pdf.Text {
	if len(h.Label) == 0 {
		return h.Text
	}
	var t pdf.Text
	for _, r := range h.Label {
		r.Style, r.Text = r.Style|pdf.Bold, strings.TrimSuffix(r.Text, " ")
		t = append(t, r)
	}
	return append(append(t, pdf.Run{Text: "\t", At: -1}), h.Text...)
}

// term writes a label and what it says, behind a tab as secretaries do.
func (d *docx) term(row pdf.Term, b pdf.Terms) {
	style := "Kopregel"
	if b.LabelWidth == 0 {
		style = "Colofon"
	}
	t := pdf.Text{}
	for _, r := range row.Label {
		r.Style |= pdf.Bold
		t = append(t, r)
	}
	if len(t) > 0 {
		t = append(t, pdf.Run{Text: "\t", At: -1})
	}
	for i, v := range row.Value {
		if i > 0 {
			d.paragraph(style, t, spot{}, "")
			t = nil
			if len(row.Label) > 0 {
				t = pdf.Text{{Text: "\t", At: -1}}
			}
		}
		t = append(t, v...)
	}
	d.paragraph(style, t, spot{}, "")
}

func (d *docx) runs(t pdf.Text) {
	o := d.out
	for i := 0; i < len(t); {
		link := t[i].Link
		n := i + 1
		for n < len(t) && t[n].Link == link {
			n++
		}
		if link != "" && !strings.HasPrefix(link, "#") {
			d.rels = append(d.rels, link)
			fmt.Fprintf(o, `<w:hyperlink r:id="%s">`, d.relID(len(d.rels)-1))
		}
		for _, run := range t[i:n] {
			d.run(run)
		}
		if link != "" && !strings.HasPrefix(link, "#") {
			o.WriteString("</w:hyperlink>")
		}
		i = n
	}
}

// relID names a relationship; those of the notes part are its own.
func (d *docx) relID(i int) string { return fmt.Sprintf("rIdL%d", i+1) }

func (d *docx) run(x pdf.Run) {
	o := d.out
	if x.Break {
		o.WriteString("<w:r><w:br/></w:r>")
		return
	}
	if x.Note != nil {
		if d.inNote { // a note on a note: Word has none, so it is text in brackets
			d.told[x.Note] = true
			o.WriteString("<w:r><w:t xml:space=\"preserve\"> (</w:t></w:r>")
			for i, b := range x.Note.Blocks {
				if p, ok := b.(pdf.Paragraph); ok {
					if i > 0 {
						o.WriteString("<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>")
					}
					d.runs(withoutNotes(p.Text))
				}
			}
			o.WriteString("<w:r><w:t>)</w:t></w:r>")
			return
		}
		if id := d.noteID[x.Note]; id != 0 {
			fmt.Fprintf(o, `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>%d</w:t></w:r>`, id)
			return
		}
		d.notes = append(d.notes, x.Note)
		d.noteID[x.Note] = len(d.notes)
		fmt.Fprintf(o, `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, len(d.notes))
		d.note(x.Note, len(d.notes))
		return
	}
	var p strings.Builder
	switch {
	case x.Link != "" && !strings.HasPrefix(x.Link, "#"):
		p.WriteString(`<w:rStyle w:val="Hyperlink"/>`)
	case x.Style&pdf.CodeStyle != 0:
		p.WriteString(`<w:rStyle w:val="CodeTeken"/>`)
	case x.Boxed:
		p.WriteString(`<w:rStyle w:val="Gelakt"/>`)
	}
	for _, s := range []struct {
		bit pdf.Style
		tag string
	}{{pdf.Bold, "<w:b/>"}, {pdf.Italic, "<w:i/>"}, {pdf.Strike, "<w:strike/>"},
		{pdf.Superscript, `<w:vertAlign w:val="superscript"/>`}, {pdf.Subscript, `<w:vertAlign w:val="subscript"/>`}} {
		if x.Style&s.bit != 0 {
			p.WriteString(s.tag)
		}
	}
	if x.Lang != "" {
		fmt.Fprintf(&p, `<w:lang w:val="%s"/>`, esc(x.Lang))
	}
	o.WriteString("<w:r>")
	if p.Len() > 0 {
		o.WriteString("<w:rPr>" + p.String() + "</w:rPr>")
	}
	for i, s := range strings.Split(x.Text, "\t") {
		if i > 0 {
			o.WriteString("<w:tab/>")
		}
		for j, s := range strings.Split(s, "\u00ad") {
			if j > 0 {
				o.WriteString("<w:softHyphen/>")
			}
			if s != "" {
				o.WriteString(`<w:t xml:space="preserve">` + esc(s) + `</w:t>`)
			}
		}
	}
	o.WriteString("</w:r>")
}

func withoutNotes(t pdf.Text) pdf.Text {
	var out pdf.Text
	for _, r := range t {
		if r.Note == nil {
			out = append(out, r)
		}
	}
	return out
}

// note writes a footnote's text.
func (d *docx) note(n *pdf.Note, id int) {
	out := d.out
	d.out, d.inNote = &bytes.Buffer{}, true
	d.blocks(n.Blocks, spot{style: "FootnoteText"})
	text := d.out.String()
	d.out, d.inNote = out, false
	if !strings.HasPrefix(text, "<w:p>") { // a note must begin with a paragraph
		text = `<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr></w:p>` + text
	}
	mark := `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>`
	text = strings.Replace(text, "</w:pPr>", "</w:pPr>"+mark, 1)
	fmt.Fprintf(&d.footnotes, `<w:footnote w:id="%d">%s</w:footnote>`, id, text)
}

// looseNotes writes the notes that nothing refers to, after the text.
func (d *docx) looseNotes() {
	for _, b := range d.printer.body {
		if n, ok := b.(pdf.LooseNote); ok && d.noteID[n.Note] == 0 && !d.told[n.Note] {
			d.blocks(n.Note.Blocks, spot{style: "FootnoteText"})
		}
	}
}

func (d *docx) table(t pdf.Table, at spot) {
	widths := t.Widths(d.theme, d.theme.Width)
	if len(widths) == 0 {
		return
	}
	o := d.out
	fmt.Fprintf(o, `<w:tbl><w:tblPr><w:tblStyle w:val="Tabel"/><w:tblW w:w="5000" w:type="pct"/><w:tblInd w:w="%d" w:type="dxa"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`, min(at.indent, 5000))
	for _, w := range widths {
		fmt.Fprintf(o, `<w:gridCol w:w="%d"/>`, twips(w))
	}
	o.WriteString("</w:tblGrid>")
	row := func(cells []pdf.Text, head bool) {
		o.WriteString("<w:tr><w:trPr><w:cantSplit/>")
		if head {
			o.WriteString("<w:tblHeader/>")
		}
		o.WriteString("</w:trPr>")
		for c, w := range widths {
			fmt.Fprintf(o, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, twips(w))
			var txt pdf.Text
			if c < len(cells) {
				txt = cells[c]
			}
			align, style := "", "Tabeltekst"
			if c < len(t.Align) {
				align = [...]string{"", "right", "center"}[t.Align[c]]
			}
			if head || t.RowHeads && c == 0 {
				style = "Tabelkop"
			}
			d.paragraph(style, txt, spot{}, align)
			o.WriteString("</w:tc>")
		}
		o.WriteString("</w:tr>")
	}
	if len(t.Head) > 0 {
		row(t.Head, true)
	}
	for _, r := range t.Rows {
		row(r, false)
	}
	o.WriteString("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"NaTabel\"/></w:pPr></w:p>")
}

func (d *docx) figure(f pdf.Figure, at spot) spot {
	data, form, pw, ph, err := pdf.Bare(f.Image)
	if err != nil {
		return d.paragraph("", pdf.Plain("["+f.Alt+"]"), at, "")
	}
	d.media = append(d.media, officeImage{data, form})
	n := len(d.media)
	cx, cy := imageSize(f.Width, d.theme.Width, pw, ph)
	const emu = 12700 // per point
	address := ""
	if f.Address != "" {
		address = ` title="` + esc(f.Address) + `"`
	}
	d.out.WriteString("<w:p><w:r><w:drawing>")
	fmt.Fprintf(d.out, `<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr id="%[3]d" name="Afbeelding %[3]d" descr="%[4]s"%[5]s/>`+
		`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="%[3]d" name="Afbeelding %[3]d" descr="%[4]s"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="rIdM%[3]d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>`+
		`</a:graphicData></a:graphic></wp:inline>`, int(cx*emu), int(cy*emu), n, esc(f.Alt), address)
	d.out.WriteString("</w:drawing></w:r></w:p>")
	if len(f.Caption) > 0 {
		d.paragraph("Bijschrift", f.Caption, spot{}, "")
	}
	return at
}

// imageSize gives the size in points of a picture of pw by ph pixels.
func imageSize(want, room float64, pw, ph int) (float64, float64) {
	if want <= 0 {
		want = float64(pw) * 72 / 150
	}
	want = min(want, room)
	return want, want * float64(ph) / float64(pw)
}

func (d *docx) file() ([]byte, error) {
	z := newArchive()
	var types, rels, noteRels strings.Builder
	const ns = "http://schemas.openxmlformats.org/package/2006/"
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	types.WriteString(xmlHead + `<Types xmlns="` + ns + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>`)
	for _, t := range [][2]string{{"/word/document.xml", "wordprocessingml.document.main"}, {"/word/styles.xml", "wordprocessingml.styles"}, {"/word/numbering.xml", "wordprocessingml.numbering"},
		{"/word/settings.xml", "wordprocessingml.settings"}, {"/word/footnotes.xml", "wordprocessingml.footnotes"}, {"/word/header1.xml", "wordprocessingml.header"}, {"/word/footer1.xml", "wordprocessingml.footer"}} {
		fmt.Fprintf(&types, `<Override PartName="%s" ContentType="application/vnd.openxmlformats-officedocument.%s+xml"/>`, t[0], t[1])
	}
	types.WriteString(`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`)
	z.add("[Content_Types].xml", []byte(types.String()), true)
	z.add("_rels/.rels", []byte(xmlHead+`<Relationships xmlns="`+ns+`relationships"><Relationship Id="rId1" Type="`+office+`officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="`+ns+`relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`), true)
	z.add("docProps/core.xml", []byte(xmlHead+`<cp:coreProperties xmlns:cp="`+ns+`metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`+esc(printTitle(d.c))+`</dc:title><dc:language>nl-NL</dc:language></cp:coreProperties>`), true)

	rels.WriteString(xmlHead + `<Relationships xmlns="` + ns + `relationships">`)
	for i, t := range []string{"styles", "numbering", "settings", "footnotes", "header", "footer"} {
		file := t
		if t == "header" || t == "footer" {
			file += "1"
		}
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s%s" Target="%s.xml"/>`, i+1, office, t, file)
	}
	noteRels.WriteString(xmlHead + `<Relationships xmlns="` + ns + `relationships">`)
	for i, target := range d.rels {
		rel := fmt.Sprintf(`<Relationship Id="%s" Type="%shyperlink" Target="%s" TargetMode="External"/>`, d.relID(i), office, esc(target))
		rels.WriteString(rel)
		noteRels.WriteString(rel)
	}
	for i, m := range d.media {
		fmt.Fprintf(&rels, `<Relationship Id="rIdM%d" Type="%simage" Target="media/image%d.%s"/>`, i+1, office, i+1, m.form)
	}
	rels.WriteString("</Relationships>")
	noteRels.WriteString("</Relationships>")
	z.add("word/_rels/document.xml.rels", []byte(rels.String()), true)
	z.add("word/_rels/footnotes.xml.rels", []byte(noteRels.String()), true)

	var doc bytes.Buffer
	doc.WriteString(xmlHead + `<w:document ` + nsW + ` ` + nsR + `><w:body>`)
	doc.Write(d.body.Bytes())
	t := d.theme
	fmt.Fprintf(&doc, `<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="first" r:id="rId6"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="800" w:footer="600" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>`,
		twips(t.Top), twips(90), twips(t.Bottom), twips(t.Left))
	z.add("word/document.xml", doc.Bytes(), true)
	z.add("word/styles.xml", d.stylesXML(), true)
	z.add("word/numbering.xml", d.numberingXML(), true)
	z.add("word/settings.xml", []byte(xmlHead+`<w:settings `+nsW+`><w:autoHyphenation/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="nl-NL"/></w:settings>`), true)
	z.add("word/footnotes.xml", []byte(xmlHead+`<w:footnotes `+nsW+` `+nsR+`><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`+d.footnotes.String()+`</w:footnotes>`), true)

	var head bytes.Buffer
	head.WriteString(xmlHead + `<w:hdr ` + nsW + `>`)
	rep := repeated(d.c)
	for _, f := range rep {
		fmt.Fprintf(&head, `<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">%s </w:t></w:r><w:r><w:t>%s</w:t></w:r></w:p>`, esc(f[0]), esc(f[1]))
	}
	if len(rep) == 0 {
		head.WriteString(`<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>`)
	}
	head.WriteString(`</w:hdr>`)
	z.add("word/header1.xml", head.Bytes(), true)
	field := func(f string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + f + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	word := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	z.add("word/footer1.xml", []byte(xmlHead+`<w:ftr `+nsW+`><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>`+word(esc(d.o.footMark()))+word(pageWord)+field("PAGE")+word(ofWord)+field("NUMPAGES")+`</w:p></w:ftr>`), true)
	for i, m := range d.media {
		z.add(fmt.Sprintf("word/media/image%d.%s", i+1, m.form), m.data, false)
	}
	return z.bytes()
}

// fontName is the typeface of the office formats. It is not embedded: the form
// is for editing, and who lacks it sees its own.
const fontName = "Source Sans 3"

func (d *docx) stylesXML() []byte {
	var b bytes.Buffer
	t := d.theme
	fmt.Fprintf(&b, `%s<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%[3]s" w:hAnsi="%[3]s" w:cs="%[3]s" w:eastAsia="%[3]s"/><w:color w:val="%s"/><w:sz w:val="%d"/><w:szCs w:val="%[5]d"/><w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>`,
		xmlHead, nsW, fontName, hex(t.Body.Color), int(t.Body.Size*2))
	style := func(id, name, more string, l pdf.Look) {
		based := `<w:basedOn w:val="Normal"/><w:qFormat/>`
		def := ""
		if id == "Normal" {
			based, def = "<w:qFormat/>", ` w:default="1"`
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>%s<w:pPr>%s<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="atLeast"/>`,
			def, id, esc(name), based, strings.Split(more+"|", "|")[0], twips(l.Before), twips(l.After), twips(l.Leading))
		b.WriteString(strings.Split(more+"|", "|")[1] + "</w:pPr><w:rPr>")
		if l.Style&pdf.Bold != 0 {
			b.WriteString("<w:b/>")
		}
		if l.Style&pdf.Italic != 0 {
			b.WriteString("<w:i/>")
		}
		fmt.Fprintf(&b, `<w:color w:val="%s"/><w:sz w:val="%d"/></w:rPr></w:style>`, hex(l.Color), int(l.Size*2))
	}
	style("Normal", "Normal", "", t.Body)
	for i, l := range t.Heading {
		style(fmt.Sprintf("Heading%d", i+1), fmt.Sprintf("heading %d", i+1), fmt.Sprintf(`<w:keepNext/><w:keepLines/>|<w:outlineLvl w:val="%d"/>`, i), l)
	}
	list := t.Body
	list.After = 2.5
	style("ListParagraph", "List Paragraph", "", list)
	quote := t.Body
	quote.Style |= pdf.Italic
	style("Quote", "Quote", "", quote)
	small := t.Small
	style("FootnoteText", "footnote text", "", small)
	style("Header", "header", "", small)
	style("Footer", "footer", `|<w:jc w:val="right"/>`, small)
	style("Colofon", "Colofon", `<w:tabs><w:tab w:val="left" w:pos="1701"/></w:tabs>|<w:ind w:left="1701" w:hanging="1701"/>`, small)
	style("Bijschrift", "caption", "", small)
	style("Code", "Code", `<w:shd w:val="clear" w:color="auto" w:fill="`+hex(t.Tint)+`"/>`, pdf.Look{Size: 9.5, Leading: 13, Color: t.Body.Color})
	style("Tabeltekst", "Tabeltekst", "", t.TableCell)
	style("Tabelkop", "Tabelkop", "<w:keepNext/>", t.TableHead)
	style("NaTabel", "Na tabel", "", pdf.Look{Size: 4, Leading: 4, Color: t.Body.Color})
	names, looks := d.namedLooks()
	have := false
	for _, n := range names {
		more := ""
		switch n {
		case styleBetreft:
			more = `<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="1701"/></w:tabs>|<w:ind w:left="1701" w:hanging="1701"/><w:outlineLvl w:val="0"/>`
		case "Vraag", "Antwoord":
			more = `<w:keepNext/>|<w:outlineLvl w:val="1"/>`
		case "Kopregel":
			have = true
			more = `<w:tabs><w:tab w:val="left" w:pos="1701"/></w:tabs>|<w:ind w:left="1701" w:hanging="1701"/>`
		}
		style(styleID(n), n, more, looks[n])
	}
	if !have {
		style("Kopregel", "Kopregel", "", t.Body)
	}
	b.WriteString(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>`)
	fmt.Fprintf(&b, `<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="%s"/><w:u w:val="single"/></w:rPr></w:style>`, hex(t.Accent))
	b.WriteString(`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`)
	fmt.Fprintf(&b, `<w:style w:type="character" w:styleId="CodeTeken"><w:name w:val="Code teken"/><w:rPr><w:shd w:val="clear" w:color="auto" w:fill="%s"/></w:rPr></w:style>`, hex(t.Tint))
	fmt.Fprintf(&b, `<w:style w:type="character" w:styleId="Gelakt"><w:name w:val="Gelakt"/><w:rPr><w:b/><w:color w:val="%s"/><w:shd w:val="clear" w:color="auto" w:fill="%s"/></w:rPr></w:style>`, hex(t.BoxText), hex(t.BoxFill))
	line := func(side string, size int) string {
		return fmt.Sprintf(`<w:%s w:val="single" w:sz="%d" w:space="0" w:color="%s"/>`, side, size, hex(t.Line))
	}
	b.WriteString(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	b.WriteString(`<w:style w:type="table" w:styleId="Tabel"><w:name w:val="Tabel"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>` + line("bottom", 4) + line("insideH", 4) + `</w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	b.WriteString(`</w:styles>`)
	return b.Bytes()
}

func (d *docx) numberingXML() []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<w:numbering ` + nsW + `>`)
	for abstract, f := range []struct{ format, text string }{{"bullet", "•"}, {"decimal", ""}} {
		fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/>`, abstract)
		for l := range 9 {
			text := f.text
			if text == "" {
				text = fmt.Sprintf("%%%d.", l+1)
			}
			fmt.Fprintf(&b, `<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="%d"/></w:pPr></w:lvl>`, l, f.format, text, (l+1)*listIndent, listIndent)
		}
		b.WriteString(`</w:abstractNum>`)
	}
	b.WriteString(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i, start := range d.starts {
		fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/>`, i+2)
		for l := range 9 {
			fmt.Fprintf(&b, `<w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride>`, l, start)
		}
		b.WriteString(`</w:num>`)
	}
	b.WriteString(`</w:numbering>`)
	return b.Bytes()
}
