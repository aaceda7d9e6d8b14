package annex

import (
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/documents/markdown"
)

// An odtReader reads OpenDocument Text (ISO/IEC 26300). Elements that it does not
// know are gone through for what they hold.
type odtReader struct {
	*collector
	styles  map[string]*elem // by family and name
	lists   map[string]*elem
	outline [10]int
	levels  map[int]*elem // of the outline
	goes    map[string]int
	inNote  bool
	after   *[]piece
	change  *changes
	open    map[string]bool // insertions that are open
	changes map[string]string
}

func readODT(c *collector) error {
	o := &odtReader{collector: c, styles: map[string]*elem{}, lists: map[string]*elem{}, levels: map[int]*elem{}, goes: map[string]int{},
		change: &changes{}, open: map[string]bool{}, changes: map[string]string{}}
	manifest, err := o.tree("META-INF/manifest.xml")
	if err != nil {
		return err
	}
	if manifest.find("manifest:encryption-data") != nil {
		return &documents.Unreadable{Text: "Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en neem het bestand opnieuw over."}
	}
	sheet, err := o.tree("styles.xml")
	if err != nil {
		return err
	}
	root, err := o.tree("content.xml")
	if err != nil {
		return err
	}
	text := root.down("office:body", "office:text")
	if root == nil || root.name != "office:document-content" || text == nil {
		return &documents.Unreadable{Text: "Dit is geen tekststuk van LibreOffice (odt). Bewaar een rekenblad of presentatie als PDF en voeg die toe als bijlage."}
	}
	for _, e := range []*elem{sheet, root} {
		o.sheet(e)
	}
	o.tracked(text.child("text:tracked-changes"))
	o.blocks(text, odtPlace{})
	o.headers(sheet)
	return nil
}

// sheet takes the styles of a part.
func (o *odtReader) sheet(root *elem) {
	if root == nil {
		return
	}
	for _, group := range root.kids {
		for _, s := range group.kids {
			switch s.name {
			case "style:style":
				o.styles[s.attr("style:family")+" "+s.attr("style:name")] = s
			case "text:list-style":
				o.lists[s.attr("style:name")] = s
			case "text:outline-style":
				for _, l := range s.kids {
					o.levels[number(l.attr("text:level"), 0)] = l
				}
			}
		}
	}
}

// tracked reads the list of changes: what was deleted stands there and nowhere
// else.
func (o *odtReader) tracked(e *elem) {
	if e == nil {
		return
	}
	for _, region := range e.kids {
		id := region.attr("text:id")
		for _, kind := range region.kids {
			switch kind.name {
			case "text:deletion":
				o.changes[id] = "deletion"
				o.report(TrackedChange, "Deze woorden zijn verwijderd en staan niet in de tekst.", odtWords(kind))
			case "text:insertion":
				o.changes[id] = "insertion"
			case "text:format-change":
				o.changed++
			}
		}
	}
}

// odtWords gives the words of a part without who changed or said them.
func odtWords(e *elem) string {
	var b strings.Builder
	var add func(*elem)
	add = func(e *elem) {
		switch e.name {
		case "office:change-info", "?:creator", "?:date", "text:sender-initials", "text:note", "office:annotation":
			return
		case "text:s", "text:tab", "text:line-break":
			b.WriteByte(' ')
		}
		b.WriteString(e.text)
		for _, k := range e.kids {
			add(k)
		}
		if e.name == "text:p" || e.name == "text:h" {
			b.WriteByte(' ')
		}
	}
	add(e)
	return strings.TrimSpace(b.String())
}

// chain gives a style and its parents, nearest first.
func (o *odtReader) chain(family, name string) []*elem {
	var out []*elem
	for len(out) < 20 {
		s := o.styles[family+" "+name]
		if s == nil {
			break
		}
		out = append(out, s)
		name = s.attr("style:parent-style-name")
	}
	return out
}

// says looks for what a style says of text or paragraph.
func (o *odtReader) says(family, name, props, attribute string) string {
	for _, s := range o.chain(family, name) {
		if v := s.child(props).attr(attribute); v != "" {
			return v
		}
	}
	return ""
}

// is reports whether a style has one of the names or is derived from one.
func (o *odtReader) is(name string, names ...string) bool {
	for _, s := range append(o.chain("paragraph", name), &elem{attrs: []attr{{"style:name", name}}}) {
		for _, n := range names {
			if strings.EqualFold(s.attr("style:name"), n) {
				return true
			}
		}
	}
	return false
}

// own gives the style that render made, or "".
func (o *odtReader) own(name string) string {
	for _, s := range append(o.chain("paragraph", name), &elem{attrs: []attr{{"style:name", name}}}) {
		if n := ownStyle(strings.ReplaceAll(s.attr("style:name"), "_20_", " ")); n != "" {
			return n
		}
	}
	return ""
}

// An odtPlace is where a block stands.
type odtPlace struct {
	depth int
	mark  *listMark // of the item that begins here
	label string    // of a number that is written out
	style string    // of the list
}

// blocks reads blocks; the first paragraph of an item takes its mark. It gives
// back the place as it is behind them.
func (o *odtReader) blocks(e *elem, at odtPlace) odtPlace {
	for _, k := range e.kids {
		switch k.name {
		case "text:p", "text:h":
			at = o.paragraph(k, at)
		case "text:list":
			at = o.list(k, at)
		case "table:table":
			o.table(k, at)
		case "text:section":
			if k.attr("text:display") == "none" {
				o.report(HiddenText, "Dit deel van de tekst was verborgen en is niet overgenomen.", odtWords(k))
				continue
			}
			at = o.blocks(k, at)
		case "text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index", "text:object-index", "text:user-index":
			o.report(FieldResult, "De inhoudsopgave is niet overgenomen.", "")
		case "text:change-start", "text:change-end":
			o.changing(k)
		case "draw:frame", "draw:custom-shape", "draw:rect", "draw:g", "draw:line", "draw:polygon", "draw:ellipse":
			o.add(piece{line: o.drawn(k, odtRun{})})
		case "", "text:tracked-changes", "office:forms", "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "text:change", "text:soft-page-break", "office:annotation", "office:annotation-end":
		default:
			at = o.blocks(k, at)
		}
	}
	return at
}

// changing opens and closes an insertion.
func (o *odtReader) changing(k *elem) {
	id := k.attr("text:change-id")
	if k.name == "text:change-start" {
		o.open[id] = o.changes[id] == "insertion"
	} else {
		delete(o.open, id)
	}
}

func (o *odtReader) inserting() bool {
	for _, is := range o.open {
		if is {
			return true
		}
	}
	return false
}

// paragraph reads one paragraph or heading.
func (o *odtReader) paragraph(p *elem, at odtPlace) odtPlace {
	style := p.attr("text:style-name")
	var after []piece
	outer, change := o.after, o.change
	o.after, o.change = &after, &changes{}
	look := odtRun{}
	own := o.own(style)
	heading := p.name == "text:h" || o.is(style, "Title")
	if !heading && own == "" && !o.is(style, "Quotations", "Table_20_Heading") {
		look = o.look(look, "paragraph", style)
	}
	line := o.inline(p, look)
	o.tellChanges(o.change)
	o.after, o.change = outer, change
	if on := o.says("paragraph", style, "style:text-properties", "text:display"); on == "none" && len(trimmed(line)) > 0 {
		o.report(HiddenText, "Deze woorden waren verborgen en zijn niet overgenomen.", lineText(line))
		line = nil
	}
	line = trimmed(line)
	x := piece{line: line, own: own}
	level := min(max(number(p.attr("text:outline-level"), 1), 1), 6)
	switch {
	case len(line) == 0 && o.is(style, "Streep", "Horizontal_20_Line"):
		x.block = &markdown.Node{Kind: markdown.ThematicBreak}
	case len(line) == 0 && at.mark == nil:
		if o.is(style, "Code", "Preformatted_20_Text") && len(o.pieces) > 0 && o.pieces[len(o.pieces)-1].code {
			o.add(piece{code: true})
		}
		o.pieces = append(o.pieces, after...)
		return at
	case heading && (own == "" || own == styleQuestion || own == styleAnswer):
		for i := range line {
			line[i].text = strings.ReplaceAll(line[i].text, "\n", " ")
		}
		if own == "" && p.name == "text:h" {
			if n := o.outlined(p, number(p.attr("text:outline-level"), 1)); n != "" {
				line = append([]span{{text: n + " "}}, line...)
			}
		}
		if at.label != "" {
			line = append([]span{{text: at.label + " "}}, line...)
			at.label = ""
		}
		x.block = &markdown.Node{Kind: markdown.Heading, Level: level, Children: spanNodes(line)}
		at.mark = nil
	case o.is(style, "Code", "Preformatted_20_Text"):
		x.code, x.line = true, joined(line)
	default:
		if at.label != "" {
			x.line = append([]span{{text: at.label + " "}}, line...)
			at.label = ""
		}
		x.quote = o.is(style, "Quotations")
		if x.depth, x.mark = at.depth, at.mark; at.depth > 0 {
			x.own = ""
		}
		if len(line) == 0 {
			x.block = &markdown.Node{Kind: markdown.Paragraph}
		}
		at.mark = nil
		x = typedBullet(x)
	}
	o.add(x)
	o.pieces = append(o.pieces, after...)
	return at
}

// outlined counts the number of a heading as the outline asks, or gives "".
func (o *odtReader) outlined(p *elem, level int) string {
	if level < 1 || level > 9 || p.attr("text:is-list-header") == "true" {
		return ""
	}
	o.outline[level]++
	if s := number(p.attr("text:start-value"), -1); s >= 0 {
		o.outline[level] = s
	}
	for k := level + 1; k < 10; k++ {
		o.outline[k] = 0
	}
	l := o.levels[level]
	if l.attr("style:num-format") == "" {
		return ""
	}
	var parts []string
	for k := max(level-number(l.attr("text:display-levels"), 1)+1, 1); k <= level; k++ {
		if f := o.levels[k].attr("style:num-format"); f != "" {
			parts = append(parts, numbered(max(o.outline[k], 1), f))
		}
	}
	return l.attr("style:num-prefix") + strings.Join(parts, ".") + l.attr("style:num-suffix")
}

// list reads a list: every item with its mark.
func (o *odtReader) list(e *elem, at odtPlace) odtPlace {
	name := e.attr("text:style-name")
	if name == "" {
		name = at.style
	}
	depth := at.depth + 1
	var level *elem
	if s := o.lists[name]; s != nil {
		for _, l := range s.kids {
			if number(l.attr("text:level"), 0) == depth {
				level = l
			}
		}
	}
	ordered := level != nil && level.name == "text:list-level-style-number" && level.attr("style:num-format") != ""
	none := level != nil && level.name == "text:list-level-style-number" && level.attr("style:num-format") == ""
	key := name + " " + strconv.Itoa(depth)
	n := number(level.attr("text:start-value"), 1) - 1
	if e.attr("text:continue-numbering") == "true" || e.attr("text:continue-list") != "" {
		n = o.goes[key]
	}
	if at.mark != nil { // an item that begins with a list: its own mark needs a line
		o.pieces = append(o.pieces, piece{block: &markdown.Node{Kind: markdown.Paragraph}, depth: at.depth, mark: at.mark})
		at.mark = nil
	}
	id := key + " " + strconv.Itoa(len(o.pieces))
	for _, item := range e.kids {
		in := odtPlace{depth: min(depth, maxDepth), style: name}
		switch item.name {
		case "text:list-item":
			n++
			if s := number(item.attr("text:start-value"), -1); s >= 0 {
				n = s
			}
			simple := level.attr("style:num-format") == "1" && number(level.attr("text:display-levels"), 1) == 1 && strings.Trim(level.attr("style:num-prefix")+level.attr("style:num-suffix"), ".) ") == ""
			switch {
			case ordered && !simple:
				in.label = level.attr("style:num-prefix") + numbered(max(n, 1), level.attr("style:num-format")) + level.attr("style:num-suffix")
				in.depth = at.depth
				if o.count[Numbering] == 0 || n == 1 {
					o.report(Numbering, "Een nummering met letters of met meer cijfers staat nu als gewone tekst voor de alinea's.", in.label+" "+odtWords(item))
				}
			case none && onlyHeadings(item):
				in.depth = at.depth
			default:
				in.mark = &listMark{ordered: ordered, number: max(n, 0), list: id}
			}
		case "text:list-header":
		default:
			continue
		}
		if onlyHeadings(item) {
			if ordered && in.label == "" {
				in.label = level.attr("style:num-prefix") + strconv.Itoa(n) + level.attr("style:num-suffix")
			}
			in.mark, in.depth = nil, at.depth
		}
		before := len(o.pieces)
		if in = o.blocks(item, in); in.mark != nil && len(o.pieces) == before {
			o.pieces = append(o.pieces, piece{block: &markdown.Node{Kind: markdown.Paragraph}, depth: in.depth, mark: in.mark})
		}
	}
	o.goes[key] = n
	return at
}

// onlyHeadings reports whether an item is nothing but a heading: numbers of
// headings are often kept as lists.
func onlyHeadings(item *elem) bool {
	found := false
	for _, k := range item.kids {
		switch k.name {
		case "text:h":
			found = true
		case "text:list":
			for _, i := range k.kids {
				if i.name == "text:list-item" || i.name == "text:list-header" {
					if !onlyHeadings(i) {
						return false
					}
					found = true
				}
			}
		case "", "text:soft-page-break":
		default:
			return false
		}
	}
	return found
}

// An odtRun is the look of what is being read.
type odtRun struct {
	bold, italic, strike, up, hidden, pale bool
	link                                   string
}

// look gives a look as a style changes it.
func (o *odtReader) look(r odtRun, family, style string) odtRun {
	get := func(a string) string { return o.says(family, style, "style:text-properties", a) }
	if v := get("fo:font-weight"); v != "" {
		r.bold = v == "bold" || v == "600" || v == "700" || v == "800" || v == "900"
	}
	if v := get("fo:font-style"); v != "" {
		r.italic = v == "italic" || v == "oblique"
	}
	if v := get("style:text-line-through-style"); v != "" {
		r.strike = v != "none"
	}
	if v := get("style:text-position"); v != "" {
		r.up = strings.HasPrefix(v, "super")
	}
	if v := get("text:display"); v != "" {
		r.hidden = v == "none"
	}
	if v := get("fo:color"); v != "" {
		back := get("fo:background-color")
		r.pale = strings.EqualFold(v, "#ffffff") && (back == "" || back == "transparent")
	}
	return r
}

// inline reads what stands in a paragraph.
func (o *odtReader) inline(e *elem, at odtRun) []span {
	var out []span
	say := func(words string) {
		if words == "" {
			return
		}
		if at.hidden {
			if strings.TrimSpace(words) != "" {
				o.report(HiddenText, "Deze woorden waren verborgen en zijn niet overgenomen.", words)
			}
			return
		}
		if at.pale && strings.TrimSpace(words) != "" {
			o.report(PaleText, "Deze tekst was wit of bijna onzichtbaar. Zij staat nu gewoon in de tekst.", words)
		}
		if o.inserting() {
			o.change.inserted.WriteString(words)
		}
		if at.up {
			words = raised(words)
		}
		out = append(out, span{text: words, bold: at.bold, italic: at.italic, strike: at.strike, link: at.link})
	}
	for _, k := range e.kids {
		switch k.name {
		case "":
			say(odtSpace(k.text))
		case "text:s":
			say(strings.Repeat(" ", min(max(number(k.attr("text:c"), 1), 1), 200)))
		case "text:tab":
			say("\t")
		case "text:line-break":
			say("\n")
		case "text:span":
			style := k.attr("text:style-name")
			in := o.look(at, "text", style)
			if ownStyle(style) != "" {
				in.bold = at.bold
			}
			out = append(out, o.inline(k, in)...)
		case "text:a":
			in := at
			in.link = o.safeLink(k.attr("xlink:href"), odtWords(k))
			out = append(out, o.inline(k, in)...)
		case "text:note":
			out = append(out, o.note(k)...)
		case "text:note-ref":
			if !strings.HasPrefix(k.attr("text:ref-name"), "ftn") || !o.seen(k.words()) {
				say(k.words())
				continue
			}
			out = append(out, span{note: strings.TrimSpace(k.words())})
		case "office:annotation":
			o.report(Comment, "Die stond in de kantlijn en is niet overgenomen.", odtWords(&elem{kids: k.kids}))
		case "text:change-start", "text:change-end":
			o.changing(k)
		case "text:hidden-text", "text:hidden-paragraph":
			o.report(HiddenText, "Deze woorden waren verborgen en zijn niet overgenomen.", k.attr("text:string-value")+" "+odtWords(k))
		case "text:placeholder":
			o.report(FieldResult, "Een invulveld was nog leeg. De aanwijzing die erin stond, is niet overgenomen.", odtWords(k))
		case "text:date", "text:time", "text:print-date", "text:creation-date", "text:modification-date":
			if k.attr("text:fixed") != "true" {
				o.report(FieldResult, "Een datum die vanzelf verandert, is overgenomen zoals zij er het laatst stond. Controleer haar.", odtWords(k))
			}
			out = append(out, o.inline(k, at)...)
		case "text:database-display", "text:dde-connection", "text:script", "text:user-field-get", "text:user-field-input", "text:variable-get", "text:variable-set", "text:expression", "text:conditional-text", "text:text-input", "text:author-name", "text:author-initials", "text:sender-firstname", "text:sender-lastname", "text:sender-email", "text:file-name", "text:initial-creator", "text:creator":
			o.report(FieldResult, "Een veld ("+strings.TrimPrefix(k.name, "text:")+") is overgenomen zoals het er het laatst stond.", odtWords(k))
			if k.name != "text:script" {
				out = append(out, o.inline(k, at)...)
			}
		case "text:ruby":
			out = append(out, o.inline(k.child("text:ruby-base").orEmpty(), at)...)
		case "draw:frame", "draw:custom-shape", "draw:rect", "draw:g", "draw:line", "draw:polygon", "draw:ellipse", "draw:path", "draw:polyline", "draw:connector":
			out = append(out, o.drawn(k, at)...)
		case "text:bookmark", "text:bookmark-start", "text:bookmark-end", "text:soft-page-break", "text:change", "text:reference-mark", "text:reference-mark-start", "text:reference-mark-end", "office:annotation-end", "text:toc-mark", "text:alphabetical-index-mark":
		default:
			out = append(out, o.inline(k, at)...)
		}
	}
	return out
}

// odtSpace makes one space of white space, as the standard asks.
func odtSpace(s string) string {
	if !strings.ContainsAny(s, "\t\r\n") && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	space := false
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\r' || r == '\n' {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

// seen reports whether there is a note of that number already.
func (o *odtReader) seen(label string) bool {
	n := number(strings.TrimSpace(label), 0)
	return n > 0 && n <= len(o.notes)
}

// note reads a note and refers to it. Notes in notes are written in their place.
func (o *odtReader) note(k *elem) []span {
	body := k.child("text:note-body").orEmpty()
	if o.inNote {
		return []span{{text: " (" + odtWords(body) + ")"}}
	}
	label := strconv.Itoa(len(o.notes) + 1)
	n := &markdown.Node{Kind: markdown.Note, Text: label}
	o.notes = append(o.notes, n)
	o.inNote = true
	n.Children = tree(o.aside(body))
	o.inNote = false
	if len(n.Children) == 0 {
		n.Children = []*markdown.Node{{Kind: markdown.Paragraph, Children: textNodes("-")}}
	}
	return []span{{note: label}}
}

// aside reads the blocks of a part beside the text.
func (o *odtReader) aside(e *elem) []piece {
	return o.within(func() { o.blocks(e, odtPlace{}) })
}

// drawn reads a frame or shape: a picture by its description, the text of boxes.
func (o *odtReader) drawn(k *elem, at odtRun) []span {
	title := func(e *elem) string {
		for _, n := range []string{"svg:desc", "svg:title"} {
			if t := e.child(n); t != nil && strings.TrimSpace(t.words()) != "" {
				return strings.TrimSpace(t.words())
			}
		}
		return ""
	}
	inner := o.within(func() {
		var walk func(*elem)
		walk = func(e *elem) {
			for _, c := range e.kids {
				switch c.name {
				case "draw:text-box", "draw:frame", "draw:custom-shape", "draw:g":
					walk(c)
				case "text:p", "text:h", "text:list", "table:table":
					o.blocks(&elem{kids: []*elem{c}}, odtPlace{})
				}
			}
		}
		walk(k)
	})
	if len(inner) > 0 {
		words := ""
		for _, p := range inner {
			words += " " + lineText(p.line)
		}
		o.report(TextBox, "Een tekstvak staat nu gewoon in de tekst, na de alinea waar het bij hoorde.", words)
		if o.after != nil {
			*o.after = append(*o.after, inner...)
		} else {
			o.pieces = append(o.pieces, inner...)
		}
	}
	pic := k.find("draw:image")
	switch object := k.find("draw:object"); {
	case object != nil:
		o.report(Embedded, "Een formule, grafiek of ingesloten bestand is niet overgenomen.", title(k))
	case k.find("draw:object-ole") != nil:
		o.report(Embedded, "Een ingesloten bestand is niet overgenomen.", title(k))
	case pic != nil:
		alt, address := title(k), ""
		if named := k.find("svg:title"); named != nil {
			address = ownPicture(strings.TrimSpace(odtWords(named)))
		}
		what := "Een afbeelding is niet overgenomen, alleen haar beschrijving. Voeg haar toe als bijlage als zij nodig is."
		if strings.Contains(pic.attr("xlink:href"), ":") {
			what = "Een afbeelding van een ander adres is niet opgehaald. Alleen haar beschrijving staat in de tekst."
		}
		if alt == "" {
			alt = "Afbeelding zonder beschrijving"
		}
		if address == "" {
			o.report(Picture, what, alt)
		}
		return []span{{text: alt, image: true, address: address, link: at.link}}
	case len(inner) == 0:
		o.report(Embedded, "Een tekening is niet overgenomen.", title(k))
	}
	return nil
}

// table reads a table.
func (o *odtReader) table(e *elem, at odtPlace) {
	var rows [][]cell
	below, nested := false, false
	row := func(tr *elem) []cell {
		var out []cell
		for _, k := range tr.kids {
			if k.name != "table:table-cell" && k.name != "table:covered-table-cell" {
				continue
			}
			for range min(max(number(k.attr("table:number-columns-repeated"), 1), 1), maxCells) {
				if len(out) > maxCells {
					break
				}
				if k.name == "table:covered-table-cell" {
					out = append(out, cell{})
					continue
				}
				x := cell{}
				if n := number(k.attr("table:number-columns-spanned"), 1); n > 1 {
					x.span = 2 // told as merged; the covered cells come of themselves
				}
				below = below || number(k.attr("table:number-rows-spanned"), 1) > 1
				nested = nested || k.find("table:table") != nil
				x.pieces = o.aside(k)
				if len(x.pieces) > 0 {
					switch o.says("paragraph", k.child("text:p").attr("text:style-name"), "style:paragraph-properties", "fo:text-align") {
					case "end", "right":
						x.pieces[0].own = "right"
					case "center":
						x.pieces[0].own = "center"
					}
				}
				out = append(out, x)
			}
		}
		for len(out) > 0 && len(out[len(out)-1].pieces) == 0 && len(out) > maxCells {
			out = out[:len(out)-1]
		}
		return out
	}
	var each func(*elem)
	each = func(e *elem) {
		for _, k := range e.kids {
			switch k.name {
			case "table:table-row":
				if r := row(k); len(r) > 0 {
					rows = append(rows, r)
				}
			case "table:table-header-rows", "table:table-rows", "table:table-row-group":
				each(k)
			}
		}
	}
	each(e)
	spanned := false
	for _, r := range rows {
		for i := range r {
			if r[i].span == 2 {
				spanned = true
			}
			r[i].span = 1
		}
	}
	if spanned || below {
		o.report(TableForm, "In een tabel waren cellen samengevoegd. De tekst staat in de eerste van die cellen, de andere zijn leeg.", "")
	}
	if nested {
		o.report(TableForm, "In een tabel stond een tabel. De tekst daarvan staat nu in de cel.", "")
	}
	o.collector.table(rows, piece{depth: at.depth})
}

// headers looks at what runs along on every page. The head of the first page is where
// some sjablonen keep the colophon.
func (o *odtReader) headers(sheet *elem) {
	if sheet == nil {
		return
	}
	all := o.folded()
	var take []piece
	for _, m := range sheet.child("office:master-styles").orEmpty().kids {
		for _, h := range m.kids {
			if !strings.HasPrefix(h.name, "style:header") && !strings.HasPrefix(h.name, "style:footer") {
				continue
			}
			quiet := collector{parcel: o.parcel, count: map[ReportKind]int{}}
			outer := o.collector
			o.collector = &quiet
			pieces := o.aside(h)
			o.collector = outer
			take = append(take, o.running(pieces, all, h.name == "style:header-first")...)
		}
	}
	o.pieces = append(take, o.pieces...)
}
