package pdf

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
)

// An Inspection is what a file that Render made turns out to hold when it is
// read back. Faults is empty for a file that may leave.
type Inspection struct {
	Title, Lang string
	Pages       int
	Tree        Element // the root element, Document
	Seal        Sealed  // its Chain is nil when nobody sealed the file
	Faults      []string
}

// An Element is an element of the structure tree with the text that is drawn
// for it, in the order in which it is read.
type Element struct {
	Tag       string
	Text      string // of a leaf: Tag is empty
	Alt       string
	Scope     string // of a TH
	Numbering string // of a L: None, Disc or Decimal
	Lang      string
	Link      string // where a Link goes; "#" for a place in the file
	Kids      []Element
}

// Inspect reads back a file that Render made and checks of PDF/A-2a and
// PDF/UA-1 what can be decided from the objects and what no validator looks
// at: that everything drawn belongs to one element, that every code
// has a glyph and a character, that tags nest, headings go down one level at a
// time, pictures have a description, links a name, and that nothing stands in
// the file that is not on the list. It fails on bytes that Render cannot have written.
func Inspect(b []byte) (out Inspection, err error) {
	defer func() { // a font or picture that is not ours may be cut off anywhere
		if x := recover(); x != nil {
			out, err = Inspection{}, fmt.Errorf("inspect pdf: %v", x)
		}
	}()
	f, err := readFile(b)
	if err != nil {
		return Inspection{}, err
	}
	c := &checker{f: f}
	if root := f.dict(f.trailer["Root"]); root["AcroForm"] != nil {
		if c.out.Seal, err = CheckSeal(b); err == nil {
			delete(root, "AcroForm") // the form of a seal that holds; any other is a fault
		}
	}
	c.header(b)
	c.catalog()
	c.fonts()
	c.pages()
	c.structure()
	c.strangers()
	return c.out, nil
}

// Words gives the text of the tree as it is read: a line for every block, words
// that were divided over lines whole. Marks that a list or note puts before
// its text ("•", "1.") are left out; the labels of Terms are in it.
func (e Element) Words() string {
	var b strings.Builder
	e.words(&b, false)
	lines := strings.Split(strings.ReplaceAll(b.String(), "\u00ad", ""), "\n")
	out := lines[:0]
	for _, l := range lines {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// Tags that stand within a line.
var inlineTags = map[string]bool{"Link": true, "Code": true, "Span": true, "Reference": true}

func (e Element) words(b *strings.Builder, terms bool) {
	switch {
	case e.Tag == "":
		b.WriteString(e.Text)
		return
	case e.Tag == "Lbl" && !terms:
		return
	case e.Tag == "L":
		terms = e.Numbering == "None"
	case e.Tag == "Note":
		terms = false
	}
	if !inlineTags[e.Tag] {
		b.WriteByte('\n')
	}
	for _, k := range e.Kids {
		k.words(b, terms)
	}
	if !inlineTags[e.Tag] {
		b.WriteByte('\n')
	}
}

// Walk visits e and everything below, in reading order.
func (e *Element) Walk(visit func(*Element)) {
	visit(e)
	for i := range e.Kids {
		e.Kids[i].Walk(visit)
	}
}

type checker struct {
	f     *file
	out   Inspection
	root  dict
	seen  map[any]bool
	font  map[name]*readFont // by resource name
	pageN map[ref]int
	text  []map[int]string // by page and MCID
	used  []map[int]int    // how often an element claims it
	annot map[ref]dict
}

type readFont struct {
	text  map[int]rune
	width map[int]bool
	empty func(code int) bool
}

func (c *checker) fault(format string, args ...any) {
	if len(c.out.Faults) < 100 {
		c.out.Faults = append(c.out.Faults, fmt.Sprintf(format, args...))
	}
}

func (c *checker) header(b []byte) {
	if !bytes.HasPrefix(b, []byte("%PDF-1.7\n%")) || len(b) < 15 || b[10]&b[11]&b[12]&b[13] < 0x80 {
		c.fault("header is not that of PDF 1.7 with a binary comment")
	}
	id := c.f.list(c.f.trailer["ID"])
	if len(id) != 2 {
		c.fault("trailer has no ID")
	}
	for k := range c.f.trailer {
		if !slices.Contains([]name{"Size", "Root", "Info", "ID"}, k) {
			c.fault("trailer has %s", k)
		}
	}
}

// What may stand in the catalogue and in the document's information.
var (
	catalogKeys = []name{"Type", "Pages", "Lang", "MarkInfo", "ViewerPreferences", "StructTreeRoot", "PageMode", "Outlines", "Metadata", "OutputIntents"}
	infoKeys    = []name{"Title", "Producer", "CreationDate", "ModDate"}
)

func (c *checker) catalog() {
	f := c.f
	c.root = f.dict(f.trailer["Root"])
	for k := range c.root {
		if !slices.Contains(catalogKeys, k) {
			c.fault("catalogue has %s", k)
		}
	}
	info := f.dict(f.trailer["Info"])
	for k := range info {
		if !slices.Contains(infoKeys, k) {
			c.fault("document information has %s", k)
		}
	}
	c.out.Title, c.out.Lang = textOf(info["Title"]), textOf(c.root["Lang"])
	if c.out.Title == "" {
		c.fault("no title")
	}
	if c.out.Lang == "" {
		c.fault("no language")
	}
	if f.dict(c.root["MarkInfo"])["Marked"] != true {
		c.fault("not marked as tagged")
	}
	if f.dict(c.root["ViewerPreferences"])["DisplayDocTitle"] != true {
		c.fault("title is not shown")
	}
	intents := f.list(c.root["OutputIntents"])
	if len(intents) != 1 || f.dict(intents[0])["S"] != name("GTS_PDFA1") {
		c.fault("no output intent")
	} else if icc, ok := f.get(f.dict(intents[0])["DestOutputProfile"]).(*stream); !ok || len(icc.data) < 128 || string(icc.data[36:40]) != "acsp" {
		c.fault("output intent without a colour profile")
	}
	meta, ok := f.get(c.root["Metadata"]).(*stream)
	if !ok || meta.dict["Filter"] != nil {
		c.fault("no plain metadata")
		return
	}
	x := string(meta.data)
	for _, want := range []string{"<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "<pdfuaid:part>1</pdfuaid:part>",
		"<pdfaProperty:name>part</pdfaProperty:name>", "<pdf:Producer>" + producer + "</pdf:Producer>"} {
		if !strings.Contains(x, want) {
			c.fault("metadata lack %s", want)
		}
	}
	// The packet must be exactly what the title and the dates ask for: then nothing else can be in it.
	at := documentDate(info["CreationDate"])
	if x != string(xmp(c.out.Title, c.out.Lang, at)) {
		c.fault("metadata differ from the document information")
	}
}

func (c *checker) fonts() {
	c.font = map[name]*readFont{}
	for n, v := range c.f.dict(c.f.dict(ref(2))["Font"]) {
		d := c.f.dict(v)
		kids := c.f.list(d["DescendantFonts"])
		if d["Subtype"] != name("Type0") || len(kids) != 1 || d["Encoding"] != name("Identity-H") {
			c.fault("font %s is not of type 0", n)
			continue
		}
		cid := c.f.dict(kids[0])
		desc := c.f.dict(cid["FontDescriptor"])
		prog, ok := c.f.get(desc["FontFile2"]).(*stream)
		uni, ok2 := c.f.get(d["ToUnicode"]).(*stream)
		if !ok || !ok2 {
			c.fault("font %s is not embedded or has no character map", n)
			continue
		}
		if d["BaseFont"] != cid["BaseFont"] || d["BaseFont"] != desc["FontName"] {
			c.fault("font %s has several names", n)
		}
		r := &readFont{text: map[int]rune{}, width: map[int]bool{}}
		l := &lexer{b: uni.data}
		var last []any
		for {
			v, err := l.next()
			if err != nil {
				break
			}
			last = append(last, v)
			if v != operator("endbfchar") {
				continue
			}
			start := slices.Index(last, any(operator("beginbfchar")))
			for i := start + 1; i+1 < len(last)-1; i += 2 {
				code, _ := last[i].([]byte)
				txt, _ := last[i+1].([]byte)
				if u := decode16(txt); len(code) == 2 && len(u) == 1 {
					r.text[int(code[0])<<8|int(code[1])] = u[0]
				}
			}
			last = nil
		}
		w := c.f.list(cid["W"])
		for i := 0; i+1 < len(w); i += 2 {
			first, _ := w[i].(float64)
			for k := range c.f.list(w[i+1]) {
				r.width[int(first)+k] = true
			}
		}
		tables := map[string][]byte{}
		for i := range int(prog.data[5]) {
			e := prog.data[12+16*i:]
			off, size := be32(e[8:]), be32(e[12:])
			tables[string(e[:4])] = prog.data[off : off+size]
		}
		loca := tables["loca"]
		r.empty = func(code int) bool {
			return 4*code+8 > len(loca) || be32(loca[4*code:]) == be32(loca[4*code+4:])
		}
		c.font[n] = r
	}
}

func be32(b []byte) int { return int(b[0])<<24 | int(b[1])<<16 | int(b[2])<<8 | int(b[3]) }

func decode16(b []byte) []rune {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return utf16.Decode(u)
}

// textOf reads a text string: UTF-16 with byte order mark, or ASCII.
func textOf(v any) string {
	b, _ := v.([]byte)
	if t, ok := bytes.CutPrefix(b, []byte{0xfe, 0xff}); ok {
		return string(decode16(t))
	}
	return string(b)
}

func (c *checker) pages() {
	c.pageN, c.annot = map[ref]int{}, map[ref]dict{}
	for n, v := range c.f.list(c.f.dict(c.root["Pages"])["Kids"]) {
		r, _ := v.(ref)
		c.pageN[r] = n
		d := c.f.dict(v)
		for k := range d {
			if !slices.Contains([]name{"Type", "Parent", "Resources", "Contents", "Tabs", "StructParents", "Annots", "MediaBox"}, k) {
				c.fault("page %d has %s", n+1, k)
			}
		}
		if d["Tabs"] != name("S") || d["StructParents"] != float64(n) {
			c.fault("page %d: tabs %v, parents %v", n+1, d["Tabs"], d["StructParents"])
		}
		for _, a := range c.f.list(d["Annots"]) {
			ar, _ := a.(ref)
			ad := c.f.dict(a)
			c.annot[ar] = ad
			uri := c.f.dict(ad["A"])
			if ad["Subtype"] != name("Link") || ad["F"] != float64(4) || textOf(ad["Contents"]) == "" ||
				(uri == nil) == (ad["Dest"] == nil) || uri != nil && (uri["S"] != name("URI") || len(uri) != 2) {
				c.fault("page %d: annotation %d is not a named link", n+1, ar)
			}
		}
		s, ok := c.f.get(d["Contents"]).(*stream)
		if !ok {
			c.fault("page %d has no content", n+1)
			s = &stream{}
		}
		c.text = append(c.text, map[int]string{})
		c.used = append(c.used, map[int]int{})
		c.content(n, s.data)
	}
	c.out.Pages = len(c.text)
	if c.out.Pages == 0 {
		c.fault("no pages")
	}
}

// Operators that paint, and those that set a state.
var paints = map[operator]bool{"Tj": true, "TJ": true, "f": true, "S": true, "Do": true, "B": true, "s": true, "b": true, "f*": true, "B*": true, "'": true, "\"": true, "sh": true}

var states = map[operator]bool{"Tf": true, "Td": true, "BT": true, "ET": true, "q": true, "Q": true, "cm": true, "re": true, "m": true, "l": true,
	"w": true, "J": true, "j": true, "rg": true, "RG": true, "g": true, "G": true, "Tr": true, "Tz": true}

// content walks the operators of a page.
func (c *checker) content(n int, b []byte) {
	l := &lexer{b: b}
	var args []any
	var font *readFont
	mcid, open, text, saved, next, unseen := -1, false, false, 0, 0, false
	turned := false // what is shown stands the other way round
	for {
		v, err := l.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			c.fault("page %d: %v", n+1, err)
			return
		}
		op, ok := v.(operator)
		if !ok {
			args = append(args, v)
			continue
		}
		switch op {
		case "BDC":
			if open {
				c.fault("page %d: marked content within marked content", n+1)
			}
			open, mcid = true, -1
			if len(args) != 2 {
				c.fault("page %d: BDC with %d operands", n+1, len(args))
				break
			}
			d, _ := args[1].(dict)
			if id, ok := d["MCID"].(float64); ok {
				if mcid = int(id); mcid != next {
					c.fault("page %d: MCID %d where %d is next", n+1, mcid, next)
				}
				next = mcid + 1
				c.text[n][mcid] = ""
			} else if args[0] != name("Artifact") {
				c.fault("page %d: %v is neither content nor artifact", n+1, args[0])
			}
		case "BMC": // within content
			if mcid < 0 || turned || len(args) != 1 || args[0] != name("ReversedChars") {
				c.fault("page %d: BMC of %v", n+1, args)
			}
			turned = true
		case "EMC":
			if turned {
				turned = false
				break
			}
			if !open {
				c.fault("page %d: EMC without BDC", n+1)
			}
			open, mcid = false, -1
		case "BT", "ET":
			if text == (op == "BT") {
				c.fault("page %d: %s out of order", n+1, op)
			}
			text = op == "BT"
		case "Tr": // 3 is the text over the picture of a scan, which needs no outlines
			unseen = len(args) == 1 && args[0] == float64(3)
			if !unseen {
				c.fault("page %d: text rendering mode %v", n+1, args)
			}
		case "q":
			saved++
		case "Q":
			saved--
		case "Tf":
			fn, _ := args[0].(name)
			if font = c.font[fn]; font == nil {
				c.fault("page %d: unknown font %s", n+1, fn)
			}
		case "TJ":
			s := c.show(n, font, args, unseen)
			if turned {
				s = mirrored(s)
			}
			if mcid >= 0 {
				c.text[n][mcid] += s
			}
		default:
			if !states[op] && !paints[op] {
				c.fault("page %d: operator %s", n+1, op)
			}
		}
		if paints[op] && !open {
			c.fault("page %d: %s outside marked content", n+1, op)
		}
		args = args[:0]
	}
	if open || turned || text || saved != 0 {
		c.fault("page %d: marked content, text or state is left open", n+1)
	}
}

func (c *checker) show(page int, font *readFont, args []any, unseen bool) string {
	var b strings.Builder
	if font == nil || len(args) != 1 {
		c.fault("page %d: text without a font", page+1)
		return ""
	}
	l, _ := args[0].([]any)
	for _, v := range l {
		s, _ := v.([]byte)
		for i := 0; i+1 < len(s); i += 2 {
			code := int(s[i])<<8 | int(s[i+1])
			r, ok := font.text[code]
			blank := r == ' ' || r == '\u00a0' || r >= '\u2000' && r <= '\u200a' || r == '\u202f' || r == '\u205f' || r == '\u3000'
			if code == 0 || !ok || !font.width[code] || font.empty(code) && !blank && !unseen {
				c.fault("page %d: code %d (%q) has no glyph, character or width", page+1, code, r)
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// within says which elements may stand in which, where the standards say so.
var within = map[string][]string{
	"LI": {"L"}, "Lbl": {"LI", "Note"}, "LBody": {"LI"}, "THead": {"Table"}, "TBody": {"Table"}, "TR": {"THead", "TBody"},
	"TH": {"TR"}, "TD": {"TR"},
}

var tags = map[string]bool{"Document": true, "Sect": true, "Div": true, "P": true, "H1": true, "H2": true, "H3": true, "H4": true, "H5": true, "H6": true,
	"L": true, "LI": true, "Lbl": true, "LBody": true, "Table": true, "THead": true, "TBody": true, "TR": true, "TH": true, "TD": true,
	"BlockQuote": true, "Code": true, "Figure": true, "Caption": true, "Note": true, "Reference": true, "Link": true, "Span": true}

func (c *checker) structure() {
	root := c.f.dict(c.root["StructTreeRoot"])
	kids := c.f.list(root["K"])
	if len(kids) != 1 {
		c.fault("the structure tree has %d roots", len(kids))
		return
	}
	parents := map[int]any{}
	nums := c.f.list(c.f.dict(root["ParentTree"])["Nums"])
	for i := 0; i+1 < len(nums); i += 2 {
		k, _ := nums[i].(float64)
		parents[int(k)] = nums[i+1]
	}
	ids := map[string]ref{}
	names := c.f.list(c.f.dict(root["IDTree"])["Names"])
	for i := 0; i+1 < len(names); i += 2 {
		k, _ := names[i].([]byte)
		ids[string(k)], _ = names[i+1].(ref)
	}
	level := 0
	c.seen = map[any]bool{}
	linked := map[ref]int{}
	var walk func(v any, up string, upRef any) Element
	walk = func(v any, up string, upRef any) Element {
		d := c.f.dict(v)
		tag, _ := d["S"].(name)
		e := Element{Tag: string(tag), Alt: textOf(d["Alt"]), Lang: textOf(d["Lang"])}
		if c.seen[v] {
			c.fault("element %s stands twice in the tree", tag)
			return e
		}
		c.seen[v] = true
		if d["P"] != upRef {
			c.fault("element %s names another parent", tag)
		}
		if !tags[e.Tag] {
			c.fault("tag %s is not one of ours", tag)
		}
		if ok := within[e.Tag]; ok != nil && !slices.Contains(ok, up) {
			c.fault("%s in %s", tag, up)
		}
		if only, parent := e.Tag, up; (parent == "L" && only != "LI" && only != "Caption") || (parent == "TR" && only != "TH" && only != "TD") ||
			(parent == "LI" && only != "Lbl" && only != "LBody") {
			c.fault("%s in %s", only, parent)
		}
		if len(e.Tag) == 2 && e.Tag[0] == 'H' && e.Tag[1] <= '6' {
			n := int(e.Tag[1] - '0')
			if n > level+1 {
				c.fault("heading of level %d after one of level %d", n, level)
			}
			level = n
		}
		attr := c.f.dict(d["A"])
		if s, ok := attr["Scope"].(name); ok {
			e.Scope = string(s)
		}
		if s, ok := attr["ListNumbering"].(name); ok {
			e.Numbering = string(s)
		}
		switch e.Tag {
		case "Figure":
			if strings.TrimSpace(e.Alt) == "" || attr["BBox"] == nil {
				c.fault("figure without description or place")
			}
		case "TH":
			if e.Scope == "" {
				c.fault("table heading without scope")
			}
		case "Note":
			id, _ := d["ID"].([]byte)
			if len(id) == 0 || ids[string(id)] != v {
				c.fault("note %q is not in the tree of ids", id)
			}
		}
		page := -1
		if p, ok := d["Pg"].(ref); ok {
			page = c.pageN[p]
		}
		objects := 0
		for _, k := range c.f.list(d["K"]) {
			kd, _ := k.(dict)
			switch {
			case kd["Type"] == name("OBJR"):
				objects++
				o, _ := kd["Obj"].(ref)
				linked[o]++
				a := c.annot[o]
				if a == nil || e.Tag != "Link" {
					c.fault("%s refers to object %d", tag, o)
					break
				}
				sp, _ := a["StructParent"].(float64)
				if parents[int(sp)] != v {
					c.fault("annotation %d does not lead back to its element", o)
				}
				e.Link = "#"
				if u, ok := c.f.dict(a["A"])["URI"].([]byte); ok {
					e.Link = string(u)
				}
			case kd != nil || isNumber(k):
				id, pg := k, page
				if kd != nil {
					id = kd["MCID"]
					p, _ := kd["Pg"].(ref)
					pg = c.pageN[p]
				}
				m, _ := id.(float64)
				if pg < 0 || pg >= len(c.text) {
					c.fault("%s has content on no page", tag)
					break
				}
				t, ok := c.text[pg][int(m)]
				if !ok {
					c.fault("%s has content %d that page %d lacks", tag, int(m), pg+1)
				}
				c.used[pg][int(m)]++
				if own := c.f.list(parents[pg]); int(m) >= len(own) || own[int(m)] != v {
					c.fault("content %d of page %d does not lead back to its element", int(m), pg+1)
				}
				e.Kids = append(e.Kids, Element{Text: t})
			default:
				e.Kids = append(e.Kids, walk(k, e.Tag, v))
			}
		}
		if e.Tag == "Link" && objects == 0 {
			c.fault("link without an annotation")
		}
		if e.Tag == "Table" {
			c.table(&e)
		}
		return e
	}
	c.out.Tree = walk(kids[0], "", c.root["StructTreeRoot"])
	if c.out.Tree.Tag != "Document" {
		c.fault("the root element is %s", c.out.Tree.Tag)
	}
	for n := range c.text {
		for id, t := range c.text[n] {
			if c.used[n][id] != 1 {
				c.fault("page %d: content %d (%q) belongs to %d elements", n+1, id, t, c.used[n][id])
			}
		}
	}
	for a := range c.annot {
		if linked[a] != 1 {
			c.fault("annotation %d belongs to %d elements", a, linked[a])
		}
	}
}

func isNumber(v any) bool { _, ok := v.(float64); return ok }

// table checks that all rows have as many cells.
func (c *checker) table(e *Element) {
	cells := -1
	e.Walk(func(k *Element) {
		if k.Tag != "TR" {
			return
		}
		if n := len(k.Kids); cells < 0 {
			cells = n
		} else if n != cells {
			c.fault("table row of %d cells where others have %d", n, cells)
		}
	})
}

// strangers looks at every dictionary for what may run, hide or tell.
func (c *checker) strangers() {
	bad := []name{"JS", "JavaScript", "Launch", "EmbeddedFiles", "EF", "AA", "OpenAction", "Encrypt", "RichMedia", "XFA", "AcroForm", "OCProperties",
		"PieceInfo", "Thumb", "ActualText", "SMask", "Author", "Creator", "Keywords", "Subject", "LastModified"}
	var look func(v any, depth int)
	look = func(v any, depth int) {
		switch v := v.(type) {
		case dict:
			for k, x := range v {
				if slices.Contains(bad, k) {
					c.fault("a dictionary holds %s", k)
				}
				look(x, depth+1)
			}
		case []any:
			for _, x := range v {
				look(x, depth+1)
			}
		case *stream:
			look(v.dict, depth+1)
		}
	}
	for _, o := range c.f.objects {
		look(o, 0)
	}
	slices.Sort(c.out.Faults)
}
