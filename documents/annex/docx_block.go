package annex

import (
	"strings"

	"paraaf/documents/markdown"
)

// What the body of a docx is made of: paragraphs and tables.

func (d *docxReader) blocks(e *elem) {
	for _, k := range e.kids {
		switch k.name {
		case "w:p":
			d.paragraph(k)
		case "w:tbl":
			d.flush()
			d.tbl(k)
		case "w:sdt":
			if d.placeholder(k) {
				continue
			}
			d.blocks(k.child("w:sdtContent").orEmpty())
		case "w:altChunk":
			d.report(Embedded, "Een ander bestand was in dit bestand ingevoegd. Dat is niet overgenomen.", "")
		case "mc:AlternateContent":
			d.blocks(choice(k))
		case "w:del", "w:moveFrom":
			d.change.deleted.WriteString(" " + deletedText(k))
			d.tellChanges(d.change)
			d.change = &changes{}
		case "", "w:sectPr", "w:pPr", "w:tblPr", "w:bookmarkStart", "w:bookmarkEnd":
		default:
			d.blocks(k)
		}
	}
}

// orEmpty lets a missing element be gone through.
func (e *elem) orEmpty() *elem {
	if e == nil {
		return &elem{}
	}
	return e
}

// placeholder reports whether a content control shows only what to type in it.
func (d *docxReader) placeholder(sdt *elem) bool {
	if sdt.down("w:sdtPr", "w:showingPlcHdr") == nil {
		return false
	}
	d.report(FieldResult, "Een invulveld was nog leeg. De aanwijzing die erin stond, is niet overgenomen.", shown(sdt.child("w:sdtContent").orEmpty()))
	return true
}

// choice is what a word processor of today shows of alternatives.
func choice(e *elem) *elem {
	if c := e.child("mc:Choice"); c != nil {
		return c
	}
	return e.child("mc:Fallback").orEmpty()
}

// paragraph reads one paragraph as a piece.
func (d *docxReader) paragraph(p *elem) {
	props := p.child("w:pPr")
	style := props.child("w:pStyle").attr("w:val")
	if style == "" {
		style = "Normal"
	}
	var after []piece // what stood in boxes anchored here
	at := &docxRun{style: style}
	if b := d.property(nil, style, "w:rPr", "w:b"); on(b) {
		at.bold = true
	}
	if i := d.property(nil, style, "w:rPr", "w:i"); on(i) {
		at.italic = true
	}
	at.hidden = on(d.property(nil, style, "w:rPr", "w:vanish"))
	level := d.heading(props, style)
	own := d.ownStyle(style)
	if level > 0 || own != "" || d.isStyle(style, "quote", "title", "toc heading") {
		at.bold, at.italic = false, false // of the style, not of the words
		at.plain = true
	}
	at.after = &after
	line := d.inline(p, at)
	d.tellChanges(d.change)
	d.change = &changes{}
	if props.child("w:pPrChange") != nil {
		d.changed++
	}
	if props.down("w:rPr", "w:del") != nil || props.down("w:rPr", "w:moveFrom") != nil {
		d.merge = append(d.merge, line...) // goes on in the next paragraph
		d.pieces = append(d.pieces, after...)
		return
	}
	line = append(d.merge, line...)
	d.merge = nil
	d.lay(piece{line: line, own: own}, props, style, level)
	d.pieces = append(d.pieces, after...)
}

// flush lays what is left of a paragraph whose end was deleted.
func (d *docxReader) flush() {
	if len(d.merge) > 0 {
		d.add(piece{line: d.merge})
		d.merge = nil
	}
}

// lay puts a paragraph where its style, number and indent say.
func (d *docxReader) lay(p piece, props *elem, style string, level int) {
	mark, label, depth, left := d.numberOf(props, style)
	if len(trimmed(p.line)) == 0 {
		if on(props.child("w:pBdr")) && props.down("w:pBdr", "w:bottom") != nil && d.property(nil, style, "w:pPr", "w:pBdr") == nil {
			d.pieces = append(d.pieces, piece{block: &markdown.Node{Kind: markdown.ThematicBreak}})
		}
		if mark == nil || len(d.pieces) == 0 {
			if d.isStyle(style, "code", "html preformatted") && len(d.pieces) > 0 && d.pieces[len(d.pieces)-1].code {
				d.add(piece{code: true})
			}
			return
		}
		// An item whose words follow in a list of its own, or none.
		p.block = &markdown.Node{Kind: markdown.Paragraph}
	}
	switch {
	case level > 0 && p.own == "":
		line := trimmed(p.line)
		if label != "" {
			line = append([]span{{text: label + " "}}, line...)
		}
		for i := range line {
			line[i].text = strings.ReplaceAll(line[i].text, "\n", " ")
		}
		d.indents = nil
		p.block = &markdown.Node{Kind: markdown.Heading, Level: level, Children: spanNodes(trimTabs(line))}
	case level > 0 && (p.own == styleQuestion || p.own == styleAnswer):
		d.indents = nil
		p.block = &markdown.Node{Kind: markdown.Heading, Level: level, Children: spanNodes(trimmed(p.line))}
	case d.isStyle(style, "code", "html preformatted"):
		p.code, p.line = true, joined(p.line)
	case mark != nil:
		p.depth, p.mark = depth, mark
		for len(d.indents) > 0 && d.indents[len(d.indents)-1].depth >= depth {
			d.indents = d.indents[:len(d.indents)-1]
		}
		d.indents = append(d.indents, docxIndent{depth, left})
		p.own = ""
	default:
		if label != "" {
			d.tellNumbering(props, style, label+" "+lineText(p.line))
			p.line = append([]span{{text: label + " "}}, trimmed(p.line)...)
		}
		p.quote = d.isStyle(style, "quote", "intense quote")
		if !p.quote {
			p.depth = d.goesOn(left)
		}
		if p.depth > 0 && d.isStyle(style, "list paragraph") {
			p.own = ""
		}
		p = typedBullet(piece{line: trimmed(p.line), own: p.own, depth: p.depth, quote: p.quote})
	}
	if p.block == nil && p.depth == 0 && !p.code {
		d.indents = nil
	}
	d.add(p)
}

// goesOn gives the depth of the list item that a paragraph without a mark goes on with, by
// its indent, or 0.
func (d *docxReader) goesOn(left int) int {
	if left <= 0 || len(d.pieces) == 0 || d.pieces[len(d.pieces)-1].depth == 0 {
		return 0
	}
	for i := len(d.indents) - 1; i >= 0; i-- {
		if in := d.indents[i]; in.left > 0 && left >= in.left-20 {
			return in.depth
		}
	}
	return 0
}

// tbl reads a table.
func (d *docxReader) tbl(e *elem) {
	var rows [][]cell
	depth := d.goesOn(number(e.down("w:tblPr", "w:tblInd").attr("w:w"), 0))
	nested := false
	var each func(*elem)
	cells := func(tr *elem) []cell {
		var row []cell
		var walk func(*elem)
		walk = func(e *elem) {
			for _, k := range e.kids {
				switch k.name {
				case "w:tc":
					x := cell{span: min(max(number(k.down("w:tcPr", "w:gridSpan").attr("w:val"), 1), 1), maxCells)}
					if v := k.down("w:tcPr", "w:vMerge"); v == nil || v.attr("w:val") == "restart" {
						nested = nested || k.find("w:tbl") != nil
						x.pieces = d.aside("", k)
						if jc := k.down("w:p", "w:pPr", "w:jc").attr("w:val"); len(x.pieces) > 0 && (jc == "right" || jc == "center" || jc == "end") {
							x.pieces[0].own = strings.Replace(jc, "end", "right", 1)
						}
					} else {
						x.span = -x.span
					}
					row = append(row, x)
				case "w:sdt", "w:sdtContent", "w:customXml":
					walk(k)
				}
			}
		}
		walk(tr)
		return row
	}
	each = func(e *elem) {
		for _, k := range e.kids {
			switch k.name {
			case "w:tr":
				if k.down("w:trPr", "w:del") != nil {
					d.report(TrackedChange, "Deze rij van een tabel is verwijderd en staat niet in de tekst.", deletedText(k))
					continue
				}
				if k.down("w:trPr", "w:ins") != nil {
					d.report(TrackedChange, "Deze rij van een tabel is ingevoegd en staat in de tekst.", shown(k))
				}
				if row := cells(k); len(row) > 0 {
					rows = append(rows, row)
				}
			case "w:sdt", "w:sdtContent", "w:customXml", "w:ins":
				each(k)
			}
		}
	}
	each(e)
	below := false
	for _, r := range rows {
		for i := range r {
			if r[i].span < 0 {
				below = true
				r[i].span = -r[i].span
			}
		}
	}
	if below {
		d.report(TableForm, "In een tabel waren cellen onder elkaar samengevoegd. De tekst staat in de bovenste, de andere zijn leeg.", "")
	}
	if nested {
		d.report(TableForm, "In een tabel stond een tabel. De tekst daarvan staat nu in de cel.", "")
	}
	d.table(rows, piece{depth: depth})
}
