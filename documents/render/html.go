package render

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
	"paraaf/documents/redact"
)

// A Highlight marks characters of the paper in its HTML: a remark, a finding,
// a mark. Span counts bytes of the paper and may cross any markup.
type Highlight struct {
	documents.Span
	ID    string // of the first element of the highlight, without prefix; unique on the page
	Class string
	Title string // what a reader is told about it
}

// Options say how a paper becomes a fragment of a page.
type Options struct {
	// IDPrefix stands before every id, so that two papers fit on one page and no
	// paper can take an id of the page. "stuk-" when empty. A section has the id
	// IDPrefix + "sectie-" + its key, a field IDPrefix + "kop-" + its key.
	IDPrefix string
	// HeadingLevel is that of the sections "1. ..."; 2 when 0, at most 4. The
	// title of the paper is a heading only in a document of its own.
	HeadingLevel int
	// Highlights are marked in the text.
	Highlights []Highlight
	// Pictures is the path, with a slash at its end, below which the page finds the pictures of
	// the paper; when it is empty their description stands there.
	Pictures string
}

// HTML gives the paper as a fragment: no html, head, script or style, all words
// escaped. It cannot fail on anything that markdown.Of gave; the error is for
// options that cannot be.
func HTML(c markdown.Content, o Options) ([]byte, error) {
	w, err := newWriter(c, o)
	if err != nil {
		return nil, err
	}
	w.paper()
	return w.b.Bytes(), nil
}

// SectionHTML gives the blocks of one section as a fragment, without its
// heading; nothing when the paper does not have it.
func SectionHTML(c markdown.Content, key documents.SectionKey, o Options) ([]byte, error) {
	w, err := newWriter(c, o)
	if err != nil {
		return nil, err
	}
	s, _ := c.Section(key)
	w.blocks(s.Blocks)
	return w.b.Bytes(), nil
}

// Unshown gives the highlights that no character of the HTML shows: they lie in markup,
// in a page header or between the parts of the paper.
func Unshown(c markdown.Content, highlights []Highlight) []Highlight {
	w, err := newWriter(c, Options{Highlights: highlights})
	if err != nil {
		return nil
	}
	w.paper()
	var out []Highlight
	for i, h := range w.o.Highlights {
		if !w.begun[i] {
			out = append(out, h)
		}
	}
	return out
}

// HTMLDocument gives the paper as a document of its own, for reading and
// printing: accessible, one style sheet within, no script, no reference to
// anything outside but links. Same paper, same bytes.
func HTMLDocument(c markdown.Content) ([]byte, error) {
	return HTMLDocumentWith(c, PDFOptions{})
}

// HTMLDocumentWith is HTMLDocument with what the line and the house add, as it stands in
// print: the sender, pictures (within the document), the block of parafen. Source Sans 3 is in
// it, so that it looks the same everywhere. A typeface of the house is named before it, for
// who has it, and is not in it: the right to put a font in a PDF is not that to hand it out.
func HTMLDocumentWith(c markdown.Content, o PDFOptions) ([]byte, error) {
	return document(c, printTitle(c), nil, o)
}

// PublicHTML gives a public version as a document of its own, with a legend of
// the grounds in use. It fails on the zero Public.
func PublicHTML(p redact.Public, o PublicOptions) ([]byte, error) {
	if p.IsZero() {
		return nil, errNoPublic
	}
	c := p.Content()
	title := printTitle(c)
	if p.Soort() == documents.SoortNota {
		title = "Beslis" + lowerFirst(title)
	}
	return document(c, title, p.Legend(), o.print())
}

// PublicFragment gives a public version as a fragment, without the legend. It
// fails on the zero Public. Highlights are not possible: a public version knows
// no bytes.
func PublicFragment(p redact.Public, o Options) ([]byte, error) {
	if p.IsZero() {
		return nil, errNoPublic
	}
	o.Highlights = nil
	return HTML(p.Content(), o)
}

//go:embed document.css
var documentCSS string

func document(c markdown.Content, title string, legend []redact.LegendEntry, o PDFOptions) ([]byte, error) {
	w, err := newWriter(c, Options{IDPrefix: "p-"})
	if err != nil {
		return nil, err
	}
	w.whole = true
	w.pictures = o.Images
	if o.Mark != "" {
		w.raw("<p class=\"pf-mark\"><strong>")
		w.text(o.Mark)
		w.raw("</strong></p>\n")
	}
	w.letterhead(o.House)
	w.paper()
	w.parafen(o.Parafen)
	if len(legend) > 0 {
		w.raw("<section class=\"pf-legend\" aria-labelledby=\"p-legenda\">\n<h2 id=\"p-legenda\">" + legendTitle + "</h2>\n<dl>\n")
		for _, e := range legend {
			w.raw("<div><dt>")
			w.text(markdown.GelaktText([]documents.Ground{e.Ground}))
			w.raw("</dt><dd>")
			w.text(legendLine(e))
			w.raw("</dd></div>\n")
		}
		w.raw("</dl>\n</section>\n")
	}
	w.notes()
	return page(title, w.b.String(), continued(c, o.Mark), o.House)
}

// continued is the style that has further pages of print say of which paper they are, as those
// of the PDF do: the rubricering, and the fields that the form repeats.
func continued(c markdown.Content, mark string) string {
	var says []string
	for _, f := range repeated(c) {
		says = append(says, f[0]+" "+f[1])
	}
	css := ""
	for _, box := range [][2]string{{"left", strings.Join(says, "\n")}, {"right", mark}} {
		if box[1] != "" {
			css += "@page{@top-" + box[0] + "{content:" + cssString(box[1]) + "}}@page :first{@top-" + box[0] + "{content:none}}"
		}
	}
	if css == "" {
		return ""
	}
	return "@media print{@page{@top-left{font:8pt/1.5 \"Source Sans 3\",Arial,sans-serif;color:#000;white-space:pre}@top-right{font:bold 8pt \"Source Sans 3\",Arial,sans-serif;color:#000}}" + css + "}\n"
}

// cssString writes words as a string of CSS. Only what can mean nothing else stands there as
// it is.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == ' ', r == '-', r == '.', r == ',':
			b.WriteRune(r)
		case forbidden(r):
			b.WriteRune('\uFFFD')
		default:
			fmt.Fprintf(&b, `\%x `, r)
		}
	}
	return b.String() + "\""
}

// page puts what was written in a page of its own: its looks, and that it may load nothing.
// More is what its looks have beside those of every page.
func page(title, body, more string, house *House) ([]byte, error) {
	css := documentCSS + more
	if house != nil && house.Accent != (pdf.Color{}) {
		css += "@media (prefers-color-scheme:light){h1,h2,h3,a,.pf-afzender>p{color:#" + hex(house.Accent) + "}}\n"
	}
	if house != nil && house.Family != nil {
		css += "body{font-family:\"" + familyName(house.Family.Name()) + "\",\"Source Sans 3\",\"Segoe UI\",Arial,sans-serif}\n"
	}
	fonts, err := typeface(body)
	if err != nil {
		return nil, err
	}
	css += fonts
	sum := sha256.Sum256([]byte(css))
	may := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; font-src data:"
	if strings.Contains(body, "<img ") {
		may += "; img-src data:"
	}
	return []byte("<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" + may + "\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escape(title) + "</title>\n<style>" + css + "</style>\n</head>\n" +
		"<body>\n<main>\n" + body + "</main>\n</body>\n</html>\n"), nil
}

// faces are the @font-face rules of pdf.WebFonts.
var faces = sync.OnceValues(func() ([]string, error) {
	fonts, err := pdf.WebFonts()
	if err != nil {
		return nil, fmt.Errorf("render html: %w", err)
	}
	out := make([]string, len(fonts))
	for i, f := range fonts {
		style := "normal"
		if f.Italic {
			style = "italic"
		}
		out[i] = "@font-face{font-family:\"Source Sans 3\";font-style:" + style + ";font-weight:200 900;unicode-range:" + f.Range +
			";src:url(data:font/woff2;base64," + base64.StdEncoding.EncodeToString(f.Data) + ") format(\"woff2\")}\n"
	}
	return out, nil
})

// typeface gives the files of the typeface that a page needs. Each is whole and the same in
// every page, and which are in it follows from the page as it leaves and from nothing else: so
// they say nothing that the page does not say itself, of what was taken out least of all.
func typeface(body string) (string, error) {
	fonts, err := pdf.WebFonts()
	if err != nil {
		return "", fmt.Errorf("render html: %w", err)
	}
	rules, err := faces()
	if err != nil {
		return "", err
	}
	italic, css := strings.Contains(body, "<em>"), ""
	for i, f := range fonts {
		if f.For(body) && (italic || !f.Italic) {
			css += rules[i]
		}
	}
	return css, nil
}

// familyName keeps the name of a typeface to what may stand in a style sheet.
func familyName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || r == '-' {
			return r
		}
		return -1
	}, s)
}

// A writer writes one paper.
type writer struct {
	b     bytes.Buffer
	c     markdown.Content
	o     Options
	whole bool // a document of its own: title as heading, notes behind the legend
	begun []bool
	ids   map[string]bool
	level int // of the heading above what is being written
	refs  map[int]bool

	pictures map[string][]byte // that stand in the document, by their address
}

func newWriter(c markdown.Content, o Options) (*writer, error) {
	if o.IDPrefix == "" {
		o.IDPrefix = "stuk-"
	}
	if o.HeadingLevel == 0 {
		o.HeadingLevel = 2
	}
	if o.HeadingLevel < 1 || o.HeadingLevel > 4 {
		return nil, fmt.Errorf("render html: heading level %d", o.HeadingLevel)
	}
	o.Highlights = append([]Highlight(nil), o.Highlights...)
	for _, h := range o.Highlights {
		if h.Start < 0 || h.Start >= h.End {
			return nil, fmt.Errorf("render html: highlight %d-%d is empty", h.Start, h.End)
		}
	}
	sort.SliceStable(o.Highlights, func(i, j int) bool {
		a, b := o.Highlights[i], o.Highlights[j]
		return a.Start < b.Start || a.Start == b.Start && a.End > b.End
	})
	return &writer{c: c, o: o, begun: make([]bool, len(o.Highlights)), ids: map[string]bool{}, refs: map[int]bool{}}, nil
}

func (w *writer) raw(s string) { w.b.WriteString(s) }

// text writes words. Characters that HTML does not allow become U+FFFD.
func (w *writer) text(s string) { w.b.WriteString(escape(s)) }

func escape(s string) string {
	if strings.ContainsFunc(s, forbidden) {
		s = strings.Map(func(r rune) rune {
			if forbidden(r) {
				return '\uFFFD'
			}
			return r
		}, s)
	}
	return html.EscapeString(s)
}

// forbidden holds the characters that are errors in HTML.
func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\f' && r != '\r' || r >= 0x7f && r < 0xa0 || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// attr writes an attribute, unless its value is empty.
func (w *writer) attr(name, value string) {
	if value != "" {
		w.raw(" " + name + "=\"" + escape(value) + "\"")
	}
}

// id writes an id attribute that is in use once only.
func (w *writer) id(name string) {
	id := w.o.IDPrefix + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' {
			return r
		}
		return '-'
	}, name)
	if w.ids[id] {
		return
	}
	w.ids[id] = true
	w.attr("id", id)
}

func (w *writer) paper() {
	title, head, close := parts(w.c)
	w.raw("<header class=\"pf-kop\">\n")
	if title != "" {
		tag := "p"
		if w.whole {
			tag = "h1"
		}
		w.raw("<" + tag + " class=\"pf-kop__titel\">")
		if len(w.c.Title) > 0 {
			w.inline(w.c.Title)
		} else {
			w.text(title)
		}
		w.raw("</" + tag + ">\n")
	}
	w.head(head)
	w.raw("</header>\n")
	w.level = w.o.HeadingLevel - 1
	for i, s := range w.c.Sections {
		whole := w.whole && answered(w.c.Sections, i)
		if whole {
			w.raw("<div class=\"pf-vraag\">\n")
		}
		w.section(s)
		if whole {
			w.raw("</div>\n")
		}
	}
	w.close(close)
	if !w.whole {
		w.notes()
	}
}

// head writes the fields in their order: those with a label as terms, the
// others as lines of their own.
func (w *writer) head(fields []part) {
	inList := false
	for _, f := range fields {
		if f.loose != nil {
			if inList {
				w.raw("</dl>\n")
			}
			inList = false
			w.level = w.o.HeadingLevel - 1
			w.blocks(f.loose)
			continue
		}
		name := label(f.Field)
		if name == "" && len(f.Value) == 0 {
			continue
		}
		if (name != "") != inList {
			if inList = name != ""; inList {
				w.raw("<dl>\n")
			} else {
				w.raw("</dl>\n")
			}
		}
		if inList {
			w.raw("<div")
			w.id("kop-" + string(f.Key))
			w.raw("><dt>")
			w.text(name)
			w.raw("</dt> <dd>")
			if w.whole && f.Key == documents.FieldBetreft && strings.TrimSpace(markdown.PlainText(f.Value)) != "" { // what a letter is about heads it
				w.raw("<h1 class=\"pf-kop__betreft\">")
				w.inline(f.Value)
				w.raw("</h1>")
			} else {
				w.inline(f.Value)
			}
			w.raw("</dd></div>\n")
			continue
		}
		tag := "p"
		if w.whole && f.Key == documents.FieldBetreft {
			tag = "h1"
		}
		w.raw("<" + tag)
		w.id("kop-" + string(f.Key))
		w.attr("class", "pf-kop__"+class(string(f.Key)))
		w.raw(">")
		w.inline(f.Value)
		w.raw("</" + tag + ">\n")
	}
	if inList {
		w.raw("</dl>\n")
	}
}

// class keeps a key to what a class may be.
func class(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

func (w *writer) section(s markdown.Section) {
	w.level = w.o.HeadingLevel - 1
	if s.Key == "tekst" {
		w.blocks(s.Blocks)
		return
	}
	w.level += max(1, min(s.Level, 2))
	tag := "h" + strconv.Itoa(w.level)
	w.raw("<" + tag)
	w.id("sectie-" + string(s.Key))
	if s.NVT {
		w.attr("class", "pf-nvt")
	}
	w.raw(">")
	if n := lettering(s.Number, s.Key); n != "" {
		w.text(n + " ")
	}
	w.inline(s.Label)
	w.raw("</" + tag + ">\n")
	if s.NVT {
		w.raw("<div class=\"pf-nvt\">\n")
	}
	w.blocks(s.Blocks)
	if s.NVT {
		w.raw("</div>\n")
	}
}

func (w *writer) close(fields []part) {
	if len(fields) == 0 {
		return
	}
	w.raw("<div class=\"pf-slot\">\n")
	for _, f := range fields {
		if f.loose != nil {
			w.level = w.o.HeadingLevel - 1
			w.blocks(f.loose)
			continue
		}
		if len(f.Value) == 0 {
			continue
		}
		values := [][]*markdown.Node{f.Value}
		if f.Key == documents.FieldOndertekening {
			values = signers(f.Value)
		}
		for _, v := range values { // the id is on the first
			w.raw("<p")
			w.id("kop-" + string(f.Key))
			w.attr("class", "pf-slot__"+class(string(f.Key)))
			w.raw(">")
			w.inline(v)
			w.raw("</p>\n")
		}
	}
	w.raw("</div>\n")
}

// signers divides a signature over who sign, as print does; the line ends stay within.
func signers(value []*markdown.Node) [][]*markdown.Node {
	var ls [][]*markdown.Node
	from := 0
	for i, n := range value {
		if n.Kind == markdown.HardBreak {
			ls = append(ls, value[from:i+1])
			from = i + 1
		}
	}
	var out [][]*markdown.Node
	for _, who := range signatories(append(ls, value[from:]), markdown.PlainText) {
		whole := slices.Concat(who...)
		if n := len(whole) - 1; n > 0 && whole[n].Kind == markdown.HardBreak {
			whole = whole[:n]
		}
		out = append(out, whole)
	}
	return out
}

func (w *writer) notes() {
	if len(w.c.Notes) == 0 {
		return
	}
	w.raw("<section class=\"pf-noten\" aria-label=\"Voetnoten\">\n<ol>\n")
	for _, n := range w.c.Notes {
		w.raw("<li")
		w.id("noot-" + strconv.Itoa(n.Number))
		w.raw(">")
		w.blocks(n.Children)
		w.raw("</li>\n")
	}
	w.raw("</ol>\n</section>\n")
}

// blocks writes block nodes. Headings among them go on from the level above,
// one step at a time, whatever level they were given.
func (w *writer) blocks(nodes []*markdown.Node) {
	above := w.level
	last := above
	for _, n := range nodes {
		if n.Kind == markdown.Heading {
			last = max(above+1, min(last+1, above+max(1, n.Level-1)))
			w.heading(n, min(last, 6))
			w.level = last
			continue
		}
		w.block(n)
	}
	w.level = above
}

func (w *writer) heading(n *markdown.Node, level int) {
	tag := "h" + strconv.Itoa(max(level, 1))
	w.raw("<" + tag + ">")
	w.inline(n.Children)
	w.raw("</" + tag + ">\n")
}

func (w *writer) block(n *markdown.Node) {
	switch n.Kind {
	case markdown.Paragraph:
		if leads(n) {
			w.raw("<p class=\"pf-tussenkop\">")
		} else {
			w.raw("<p>")
		}
		w.inline(n.Children)
		w.raw("</p>\n")
	case markdown.Quote:
		w.raw("<blockquote>\n")
		w.blocks(n.Children)
		w.raw("</blockquote>\n")
	case markdown.List:
		w.list(n)
	case markdown.CodeBlock:
		w.raw("<pre><code>")
		if strings.HasPrefix(markdown.PlainText(n.Children), "\n") {
			w.raw("\n") // a browser drops the first line end
		}
		w.inline(n.Children)
		w.raw("</code></pre>\n")
	case markdown.ThematicBreak:
		w.raw("<hr>\n")
	case markdown.Table:
		w.table(n)
	default:
		w.raw("<p>")
		w.inline([]*markdown.Node{n})
		w.raw("</p>\n")
	}
}

func (w *writer) list(n *markdown.Node) {
	tag := "ul"
	if n.Ordered {
		tag = "ol"
	}
	w.raw("<" + tag)
	if n.Ordered && n.Number != 1 {
		w.attr("start", strconv.Itoa(n.Number))
	}
	w.raw(">\n")
	for _, item := range n.Children {
		w.raw("<li>")
		for i, b := range item.Children {
			if n.Tight && b.Kind == markdown.Paragraph {
				if i > 0 {
					w.raw("\n")
				}
				w.inline(b.Children)
				continue
			}
			w.blocks(item.Children[i : i+1])
		}
		w.raw("</li>\n")
	}
	w.raw("</" + tag + ">\n")
}

func (w *writer) table(n *markdown.Node) {
	w.raw("<div class=\"pf-scroll\" role=\"group\" aria-label=\"Tabel\" tabindex=\"0\"><table>\n")
	body := false
	for _, row := range n.Children {
		switch {
		case row.Header:
			w.raw("<thead>\n")
		case !body:
			w.raw("<tbody>\n")
			body = true
		}
		w.raw("<tr>")
		for _, cell := range row.Children {
			tag := "td"
			if row.Header && len(cell.Children) > 0 {
				tag = "th"
			}
			w.raw("<" + tag)
			if tag == "th" {
				w.raw(" scope=\"col\"")
			}
			switch cell.Align {
			case markdown.AlignRight:
				w.raw(" class=\"pf-rechts\"")
			case markdown.AlignCenter:
				w.raw(" class=\"pf-midden\"")
			}
			w.raw(">")
			w.inline(cell.Children)
			w.raw("</" + tag + ">")
		}
		w.raw("</tr>\n")
		if row.Header {
			w.raw("</thead>\n")
		}
	}
	if body {
		w.raw("</tbody>\n")
	}
	w.raw("</table></div>\n")
}

func (w *writer) inline(nodes []*markdown.Node) {
	for _, n := range nodes {
		switch n.Kind {
		case markdown.Text:
			w.words(n)
		case markdown.SoftBreak:
			w.raw("\n")
		case markdown.HardBreak:
			w.raw("<br>\n")
		case markdown.Emphasis:
			w.around("em", n)
		case markdown.Strong:
			w.around("strong", n)
		case markdown.Strikethrough:
			w.around("s", n)
		case markdown.Code:
			w.around("code", n)
		case markdown.Link:
			w.link(n)
		case markdown.Image:
			w.image(n)
		case markdown.NoteRef:
			w.noteRef(n)
		case markdown.Gelakt:
			w.raw("<span class=\"pf-gelakt\" role=\"img\"")
			w.attr("aria-label", redact.Spoken(n.Grounds))
			w.raw(">")
			w.text(markdown.GelaktText(n.Grounds))
			w.raw("</span>")
		default:
			w.inline(n.Children)
		}
	}
}

func (w *writer) around(tag string, n *markdown.Node) {
	w.raw("<" + tag + ">")
	w.inline(n.Children)
	w.raw("</" + tag + ">")
}

func (w *writer) link(n *markdown.Node) {
	// What is highlighted in the target shows at the words.
	var hidden []int
	if n.DestinationSpan.Len() > 0 || n.TitleSpan.Len() > 0 {
		for i, h := range w.o.Highlights {
			if (h.Overlaps(n.DestinationSpan) || h.Overlaps(n.TitleSpan)) && !overlapsAny(h.Span, n.Children) {
				hidden = append(hidden, i)
			}
		}
	}
	// A link without words has no name to read aloud.
	target := n.Destination
	if strings.TrimSpace(markdown.PlainText(n.Children)) == "" {
		target = ""
	}
	if target != "" {
		w.raw("<a")
		w.attr("href", target)
		if !strings.HasPrefix(target, "/") {
			w.raw(" rel=\"noopener noreferrer\"")
		}
		w.raw(">")
	}
	w.open(hidden)
	w.inline(n.Children)
	w.shut(hidden)
	if target != "" {
		w.raw("</a>")
	}
}

func overlapsAny(s documents.Span, nodes []*markdown.Node) bool {
	for _, n := range nodes {
		if s.Overlaps(n.Span) {
			return true
		}
	}
	return false
}

func (w *writer) image(n *markdown.Node) {
	alt := strings.TrimSpace(markdown.PlainText(n.Children))
	if b := w.pictures[n.Destination]; len(b) > 0 && alt != "" {
		if data, form, _, _, err := pdf.Bare(b); err == nil {
			w.picture(data, form, alt)
			return
		}
	}
	name, ours := strings.CutPrefix(n.Destination, markdown.AttachmentPath)
	if w.o.Pictures == "" || !ours || alt == "" {
		w.inline(n.Children)
		return
	}
	var touching []int
	for i, h := range w.o.Highlights {
		if h.Overlaps(n.Span) {
			touching = append(touching, i)
		}
	}
	w.open(touching)
	w.raw("<img")
	w.attr("src", w.o.Pictures+name)
	w.attr("alt", alt)
	w.raw(">")
	w.shut(touching)
}

// picture writes a picture within the document.
func (w *writer) picture(data []byte, form, alt string) {
	w.raw("<img src=\"data:image/" + form + ";base64," + base64.StdEncoding.EncodeToString(data) + "\"")
	w.attr("alt", alt)
	w.raw(">")
}

// letterhead is the sender, as print has it.
func (w *writer) letterhead(h *House) {
	if h == nil {
		return
	}
	w.raw("<header class=\"pf-afzender\">\n")
	if len(h.Logo) > 0 {
		if data, form, _, _, err := pdf.Bare(h.Logo); err == nil {
			w.raw("<p>")
			w.picture(data, form, h.LogoAlt)
			w.raw("</p>\n")
		}
	} else if h.Name != "" {
		w.raw("<p>")
		w.text(h.Name)
		w.raw("</p>\n")
	}
	if len(h.Colofon) > 0 {
		w.raw("<dl>\n")
		for _, l := range h.Colofon {
			w.raw("<div>")
			if l.Label != "" {
				w.raw("<dt>")
				w.text(l.Label)
				w.raw("</dt> ")
			}
			for i, s := range l.Lines {
				if i > 0 {
					w.raw(" ")
				}
				w.raw("<dd>")
				w.text(s)
				w.raw("</dd>")
			}
			w.raw("</div>\n")
		}
		w.raw("</dl>\n")
	}
	if line := h.returnTo(w.c); line != "" {
		w.raw("<p>")
		w.text(line)
		w.raw("</p>\n")
	}
	w.raw("</header>\n")
}

// parafen is the block of parafen and besluit.
func (w *writer) parafen(list []Paraaf) {
	if len(list) == 0 {
		return
	}
	w.raw("<section class=\"pf-parafen\" aria-labelledby=\"p-parafen\">\n<h2 id=\"p-parafen\">" + parafenTitle + "</h2>\n<table>\n<thead><tr>")
	for _, h := range parafenHead {
		w.raw("<th scope=\"col\">" + h + "</th> ")
	}
	w.raw("</tr></thead>\n<tbody>\n")
	for _, x := range list {
		row := x.row()
		w.raw("<tr><th scope=\"row\">")
		w.text(row[0])
		w.raw("</th>")
		for _, s := range row[1:] {
			w.raw(" <td>")
			w.text(s)
			w.raw("</td>")
		}
		w.raw("</tr>\n")
	}
	w.raw("</tbody>\n</table>\n</section>\n")
}

func (w *writer) noteRef(n *markdown.Node) {
	number := strconv.Itoa(n.Number)
	w.raw("<sup><a class=\"pf-nootverwijzing\"")
	w.attr("href", "#"+w.o.IDPrefix+"noot-"+number)
	w.attr("aria-label", "voetnoot "+number)
	w.raw(">" + number + "</a></sup>")
}

// words writes a text with the highlights that touch it, exact on characters. Text that was
// written in another way than it reads (an entity) is one thing.
func (w *writer) words(n *markdown.Node) {
	if len(w.o.Highlights) == 0 || n.Len() == 0 {
		w.text(n.Text)
		return
	}
	verbatim := len(n.Text) == n.Len()
	cuts := []int{n.Start, n.End}
	var touching []int
	for i, h := range w.o.Highlights {
		if h.Start >= n.End {
			break // sorted by start
		}
		if !h.Overlaps(n.Span) {
			continue
		}
		touching = append(touching, i)
		if verbatim {
			// Never half a character.
			from, to := max(h.Start, n.Start), min(h.End, n.End)
			for from > n.Start && !utf8.RuneStart(n.Text[from-n.Start]) {
				from--
			}
			for to < n.End && !utf8.RuneStart(n.Text[to-n.Start]) {
				to++
			}
			cuts = append(cuts, from, to)
		}
	}
	sort.Ints(cuts)
	for k := 1; k < len(cuts); k++ {
		piece := documents.Span{Start: cuts[k-1], End: cuts[k]}
		if piece.Len() == 0 {
			continue
		}
		var here []int
		for _, i := range touching {
			if w.o.Highlights[i].Overlaps(piece) {
				here = append(here, i)
			}
		}
		w.open(here)
		if verbatim {
			w.text(n.Text[piece.Start-n.Start : piece.End-n.Start])
		} else {
			w.text(n.Text)
		}
		w.shut(here)
	}
}

// open begins highlights, the longest outside.
func (w *writer) open(which []int) {
	for _, i := range which {
		h := w.o.Highlights[i]
		w.raw("<mark")
		w.attr("class", h.Class)
		if h.ID != "" {
			if !w.begun[i] {
				w.attr("id", w.o.IDPrefix+h.ID)
			}
			w.attr("data-mark", h.ID)
		}
		w.attr("title", h.Title)
		w.raw(">")
		w.begun[i] = true
	}
}

func (w *writer) shut(which []int) {
	for range which {
		w.raw("</mark>")
	}
}
