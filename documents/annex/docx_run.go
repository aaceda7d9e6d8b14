package annex

import (
	"strconv"
	"strings"

	"paraaf/documents/markdown"
)

// What stands within a paragraph of a docx: runs, fields, notes, drawings.

// A docxField is a complex field that is open: its instruction, then its result.
type docxField struct {
	instr  strings.Builder
	result bool
	drop   bool
	link   string
	form   string // what a form field of old shows, which stands in its properties
}

// A docxRun is the look of what is being read.
type docxRun struct {
	style        string // of the paragraph
	bold, italic bool
	strike       bool
	plain        bool // looks belong to the style
	hidden       bool
	link         string
	inserted     bool
	after        *[]piece
}

// inline reads what stands in a paragraph.
func (d *docxReader) inline(e *elem, at *docxRun) []span {
	var out []span
	for _, k := range e.kids {
		switch k.name {
		case "", "w:pPr", "w:rPr", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:commentRangeStart", "w:commentRangeEnd", "mc:Fallback", "w:sdtPr":
		case "w:r":
			out = append(out, d.run(k, at)...)
		case "w:ins", "w:moveTo":
			in := *at
			in.inserted = true
			out = append(out, d.inline(k, &in)...)
		case "w:del", "w:moveFrom":
			d.change.deleted.WriteString(deletedText(k))
		case "w:hyperlink":
			in := *at
			if r, ok := d.rels[k.attr("r:id")]; ok && d.field() == nil {
				in.link = d.safeLink(r.target, shown(k))
			}
			out = append(out, d.inline(k, &in)...)
		case "w:fldSimple":
			in := *at
			link, drop := d.instruct(k.attr("w:instr"), shown(k))
			if link != "" {
				in.link = link
			}
			if !drop {
				out = append(out, d.inline(k, &in)...)
			}
		case "w:sdt":
			if !d.placeholder(k) {
				out = append(out, d.inline(k.child("w:sdtContent").orEmpty(), at)...)
			}
		case "mc:AlternateContent":
			out = append(out, d.inline(choice(k), at)...)
		case "m:oMath", "m:oMathPara":
			words := shown(k)
			d.report(Formula, "Een formule is als gewone tekst overgenomen. Controleer haar.", words)
			out = append(out, d.looked(words, at)...)
		default:
			out = append(out, d.inline(k, at)...)
		}
	}
	return out
}

func deletedText(e *elem) string {
	var b strings.Builder
	var add func(*elem)
	add = func(e *elem) {
		if e.name == "w:delText" || e.name == "w:t" {
			b.WriteString(e.words())
		}
		for _, k := range e.kids {
			add(k)
		}
	}
	add(e)
	return b.String()
}

// field gives the innermost field that is open, or nil.
func (d *docxReader) field() *docxField {
	if len(d.fields) == 0 {
		return nil
	}
	return d.fields[len(d.fields)-1]
}

// silent reports whether what is read is an instruction or dropped.
func (d *docxReader) silent() bool {
	for _, f := range d.fields {
		if !f.result || f.drop {
			return true
		}
	}
	return false
}

// looked makes a span of words with the look of the run, or none where nothing is
// shown.
func (d *docxReader) looked(words string, at *docxRun) []span {
	if words == "" || d.silent() {
		return nil
	}
	s := span{text: words, bold: at.bold, italic: at.italic, strike: at.strike, link: at.link}
	for _, f := range d.fields {
		if f.link != "" {
			s.link = f.link
		}
	}
	if at.inserted {
		d.change.inserted.WriteString(words)
	}
	return []span{s}
}

// run reads one run.
func (d *docxReader) run(r *elem, at *docxRun) []span {
	props := r.child("w:rPr")
	look := *at
	char := props.child("w:rStyle").attr("w:val")
	if !look.plain {
		look.bold = d.toggled(props, char, "w:b", look.bold)
		look.italic = d.toggled(props, char, "w:i", look.italic)
	} else {
		look.bold, look.italic = on(props.child("w:b")) && d.ownStyle(at.style) == "" && d.heading(nil, at.style) == 0, on(props.child("w:i"))
	}
	look.strike = on(d.property(props, char, "w:rPr", "w:strike"))
	look.hidden = d.toggled(props, char, "w:vanish", at.hidden)
	if props.child("w:rPrChange") != nil {
		d.changed++
	}
	up := d.property(props, char, "w:rPr", "w:vertAlign").attr("w:val") == "superscript"
	var out []span
	for _, k := range r.kids {
		words := ""
		switch k.name {
		case "w:t":
			words = k.words()
			if up {
				words = raised(words)
			}
			if f := d.field(); f != nil && !f.result {
				words = ""
			}
		case "w:tab", "w:ptab":
			words = "\t"
		case "w:br":
			if t := k.attr("w:type"); t == "" || t == "textWrapping" {
				words = "\n"
			}
		case "w:cr":
			words = "\n"
		case "w:noBreakHyphen":
			words = "-"
		case "w:sym":
			words = d.symbol(k)
		case "w:delText":
			d.change.deleted.WriteString(k.words())
		case "w:instrText":
			if f := d.field(); f != nil && !f.result {
				f.instr.WriteString(k.words())
			}
		case "w:fldChar":
			words = d.fieldChar(k)
		case "w:footnoteReference", "w:endnoteReference":
			if !d.silent() {
				out = append(out, d.note(strings.TrimSuffix(strings.TrimPrefix(k.name, "w:"), "Reference"), k.attr("w:id"))...)
			}
		case "w:commentReference":
			d.tellComment(k.attr("w:id"))
		case "w:drawing", "w:pict", "w:object", "mc:AlternateContent":
			if k.name == "mc:AlternateContent" {
				k = choice(k)
			}
			out = append(out, d.drawn(k, &look)...)
		case "", "w:rPr", "w:footnoteRef", "w:endnoteRef", "w:softHyphen", "w:lastRenderedPageBreak", "w:separator", "w:annotationRef":
		default:
			out = append(out, d.inline(k, &look)...)
		}
		if words == "" {
			continue
		}
		if look.hidden {
			if !d.silent() && strings.TrimSpace(words) != "" {
				d.report(HiddenText, "Deze woorden waren verborgen en zijn niet overgenomen.", words)
			}
			continue
		}
		if pale(props) && strings.TrimSpace(words) != "" && !d.silent() {
			d.report(PaleText, "Deze tekst was wit of bijna onzichtbaar. Zij staat nu gewoon in de tekst.", words)
		}
		out = append(out, d.looked(words, &look)...)
	}
	return out
}

// tellComment tells of a comment, once.
func (d *docxReader) tellComment(id string) {
	if words, ok := d.comments[id]; ok {
		delete(d.comments, id)
		d.report(Comment, "Die stond in de kantlijn en is niet overgenomen.", words)
	}
}

// formShows gives what a box to tick or a list to choose from shows.
func formShows(form *elem) string {
	if box := form.child("w:checkBox"); box != nil {
		ticked := box.child("w:checked")
		if ticked == nil {
			ticked = box.child("w:default")
		}
		if on(ticked) {
			return "☒"
		}
		return "☐"
	}
	list := form.child("w:ddList")
	if list == nil {
		return ""
	}
	chosen := number(list.child("w:result").attr("w:val"), 0)
	for _, k := range list.kids {
		if k.name == "w:listEntry" {
			if chosen == 0 {
				return k.attr("w:val")
			}
			chosen--
		}
	}
	return ""
}

// fieldChar opens a field, goes to its result, or closes it. It gives what a closed
// field shows beside its result.
func (d *docxReader) fieldChar(k *elem) string {
	f := d.field()
	switch k.attr("w:fldCharType") {
	case "begin":
		if len(d.fields) < 20 {
			d.fields = append(d.fields, &docxField{form: formShows(k.child("w:ffData"))})
		}
	case "separate":
		if f != nil {
			f.result = true
			f.link, f.drop = d.instruct(f.instr.String(), "")
		}
	case "end":
		if f != nil {
			if !f.result {
				d.instruct(f.instr.String(), "")
			}
			d.fields = d.fields[:len(d.fields)-1]
			return f.form
		}
	}
	return ""
}

// instruct says what a field does to its result: make it a link, drop it, or
// nothing but that it is told.
func (d *docxReader) instruct(instr, words string) (link string, drop bool) {
	parts := strings.Fields(instr)
	if len(parts) == 0 {
		return "", false
	}
	switch name := strings.ToUpper(parts[0]); name {
	case "HYPERLINK":
		for _, p := range parts[1:] {
			if t := strings.Trim(p, `"“”`); t != "" && !strings.HasPrefix(p, `\`) {
				return d.safeLink(t, words), false
			}
		}
	case "TOC", "INDEX", "TOA":
		d.report(FieldResult, "De inhoudsopgave is niet overgenomen.", "")
		return "", true
	case "PAGE", "NUMPAGES", "SECTIONPAGES", "REF", "PAGEREF", "NOTEREF", "SEQ", "STYLEREF", "XE", "TC", "RD", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN":
	case "DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE":
		d.report(FieldResult, "Een datum die vanzelf verandert, is overgenomen zoals zij er het laatst stond. Controleer haar.", words)
	case "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "IMPORT", "DATABASE":
		d.report(Embedded, "Het bestand haalt hier iets op uit een ander bestand. Dat is niet geopend; wat er het laatst stond, is overgenomen.", words)
	default:
		d.report(FieldResult, "Een veld ("+shortQuote(name)+") is overgenomen zoals het er het laatst stond.", words)
	}
	return "", false
}

// symbols are the signs of the symbol fonts that people put in papers.
var symbols = map[string]string{"F0FC": "✓", "F0FB": "✗", "F0A8": "☐", "F0FE": "☑", "F0FD": "☒", "F0E0": "→", "F0B7": "•", "F0A7": "▪", "F0D8": "►"}

func (d *docxReader) symbol(k *elem) string {
	if s := symbols[strings.ToUpper(k.attr("w:char"))]; s != "" {
		return s
	}
	d.report(Symbol, "Een teken uit een symboollettertype kon niet worden overgenomen.", k.attr("w:font")+" "+k.attr("w:char"))
	return ""
}

// note reads a note once and refers to it. Notes in notes are written in their place.
func (d *docxReader) note(kind, id string) []span {
	body := d.bodies[kind+" "+id]
	if body == nil {
		return nil
	}
	if d.inNote {
		return []span{{text: " (" + shown(body) + ")"}}
	}
	label := strconv.Itoa(len(d.notes) + 1)
	n := &markdown.Node{Kind: markdown.Note, Text: label}
	d.notes = append(d.notes, n)
	n.Children = tree(d.aside(kind, body))
	if len(n.Children) == 0 {
		n.Children = []*markdown.Node{{Kind: markdown.Paragraph, Children: textNodes("-")}}
	}
	return []span{{note: label}}
}

// aside reads the blocks of a part beside the text with the relations of that part.
func (d *docxReader) aside(kind string, body *elem) []piece {
	rels, fields, indents, merge := d.rels, d.fields, d.indents, d.merge
	if kind != "" {
		for _, id := range sortedKeys(rels) {
			if r := rels[id]; r.kind == kind+"s" {
				if own, err := d.relations(d.inside(r)); err == nil {
					d.rels = own
				}
			}
		}
		d.inNote = true
	}
	d.fields, d.indents, d.merge = nil, nil, nil
	out := d.within(func() { d.blocks(body); d.flush() })
	d.rels, d.fields, d.indents, d.merge = rels, fields, indents, merge
	if kind != "" {
		d.inNote = false
	}
	return out
}

// drawn reads a drawing: a picture by its description, the text of boxes.
func (d *docxReader) drawn(k *elem, at *docxRun) []span {
	var out []span
	boxes := 0
	var walk func(*elem)
	walk = func(e *elem) {
		switch e.name {
		case "w:txbxContent":
			boxes++
			inner := d.aside("", e)
			words := ""
			for _, p := range inner {
				words += " " + lineText(p.line)
			}
			if strings.TrimSpace(words) != "" || len(inner) > 0 {
				d.report(TextBox, "Een tekstvak staat nu gewoon in de tekst, na de alinea waar het bij hoorde.", words)
				*at.after = append(*at.after, inner...)
			}
			return
		case "mc:AlternateContent":
			walk(choice(e))
			return
		}
		for _, c := range e.kids {
			walk(c)
		}
	}
	walk(k)
	pic := k.find("a:blip")
	if pic == nil {
		pic = k.find("v:imagedata")
	}
	switch {
	case d.silent():
	case pic != nil && k.name != "w:object":
		alt := strings.TrimSpace(k.find("wp:docPr").attr("descr"))
		if alt == "" {
			alt = strings.TrimSpace(k.find("v:shape").attr("alt"))
		}
		r, ok := d.rels[pic.attr("r:embed")]
		if !ok {
			r = d.rels[pic.attr("r:link")]
		}
		what := "Een afbeelding is niet overgenomen, alleen haar beschrijving. Voeg haar toe als bijlage als zij nodig is."
		if r.external {
			what = "Een afbeelding van een ander adres is niet opgehaald. Alleen haar beschrijving staat in de tekst."
		}
		if alt == "" {
			alt = "Afbeelding zonder beschrijving"
		}
		address := ownPicture(k.find("wp:docPr").attr("title"))
		if address == "" {
			d.report(Picture, what, alt)
		}
		out = append(out, span{text: alt, image: true, address: address, link: at.link})
	case boxes == 0:
		d.report(Embedded, "Een tekening of ingesloten bestand is niet overgenomen.", k.find("wp:docPr").attr("descr"))
	}
	return out
}
