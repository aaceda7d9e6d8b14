package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf16"
)

// split finds the bodies of gofpdf's objects by its cross-reference table. The
// result is indexed by object number.
func split(out []byte) ([][]byte, error) {
	at := bytes.LastIndex(out, []byte("startxref\n"))
	if at < 0 {
		return nil, fmt.Errorf("finish pdf: no startxref")
	}
	line, _, _ := bytes.Cut(out[at+len("startxref\n"):], []byte("\n"))
	xref, err := strconv.Atoi(string(line))
	if err != nil || xref < 0 || xref > at {
		return nil, fmt.Errorf("finish pdf: startxref %q", line)
	}
	head, entries, _ := bytes.Cut(bytes.TrimPrefix(out[xref:], []byte("xref\n0 ")), []byte("\n"))
	n, err := strconv.Atoi(string(head))
	if err != nil || n < 1 || len(entries) < 20*n {
		return nil, fmt.Errorf("finish pdf: cross-reference table of %q objects", head)
	}
	offset := make([]int, n)
	order := make([]int, 0, n-1)
	for i := 1; i < n; i++ {
		offset[i], err = strconv.Atoi(string(entries[20*i : 20*i+10]))
		if err != nil || offset[i] > xref {
			return nil, fmt.Errorf("finish pdf: offset of object %d", i)
		}
		order = append(order, i)
	}
	sort.Slice(order, func(a, b int) bool { return offset[order[a]] < offset[order[b]] })
	bodies := make([][]byte, n)
	for k, i := range order {
		end := xref
		if k+1 < len(order) {
			end = offset[order[k+1]]
		}
		b := out[offset[i]:end]
		_, b, ok := bytes.Cut(b, []byte(" 0 obj\n"))
		stop := bytes.LastIndex(b, []byte("endobj"))
		if !ok || stop < 0 {
			return nil, fmt.Errorf("finish pdf: object %d has no end", i)
		}
		bodies[i] = b[:stop]
	}
	return bodies, nil
}

// streamOf gives the bytes of gofpdf's uncompressed stream.
func streamOf(body []byte) ([]byte, error) {
	_, s, ok := bytes.Cut(body, []byte(">>\nstream\n"))
	end := bytes.LastIndex(s, []byte("\nendstream"))
	if !ok || end < 0 {
		return nil, fmt.Errorf("finish pdf: not a stream")
	}
	return s[:end], nil
}

// A writer writes a PDF file from its objects.
type writer struct {
	b      []byte
	offset []int // by object number
}

func (w *writer) begin(n int) {
	for len(w.offset) <= n {
		w.offset = append(w.offset, 0)
	}
	w.offset[n] = len(w.b)
	w.b = strconv.AppendInt(w.b, int64(n), 10)
	w.b = append(w.b, " 0 obj\n"...)
}

func (w *writer) str(s string) { w.b = append(w.b, s...) }
func (w *writer) int(n int)    { w.b = strconv.AppendInt(w.b, int64(n), 10) }
func (w *writer) ref(n int) {
	w.int(n)
	w.str(" 0 R")
}
func (w *writer) real(f float64) { w.b = strconv.AppendFloat(w.b, f, 'f', 2, 64) }
func (w *writer) end()           { w.str("\nendobj\n") }

// text writes a text string: UTF-16 with byte order mark, in hexadecimal.
func (w *writer) text(s string) {
	w.str("<FEFF")
	for _, c := range utf16.Encode([]rune(s)) {
		w.b = fmt.Appendf(w.b, "%04X", c)
	}
	w.str(">")
}

// stream writes a stream object. dict is what its dictionary holds besides length and
// filter.
func (w *writer) stream(n int, dict string, data []byte, deflated bool) {
	w.begin(n)
	w.str("<<")
	w.str(dict)
	if deflated {
		data = deflate(data)
		w.str("/Filter /FlateDecode ")
	}
	w.str("/Length ")
	w.int(len(data))
	w.str(">>\nstream\n")
	w.b = append(w.b, data...)
	w.str("\nendstream")
	w.end()
}

// deflaters are reused: a fresh one costs more than what it compresses.
var deflaters = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant of that package
	}
	return z
}}

func deflate(b []byte) []byte {
	z := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(z)
	var out bytes.Buffer
	out.Grow(len(b)/3 + 64)
	z.Reset(&out)
	z.Write(b) //nolint:errcheck // a bytes.Buffer does not fail
	z.Close()
	return out.Bytes()
}

// finish turns gofpdf's plain file into tagged PDF/A-2a and PDF/UA-1.
func (r *render) finish(raw []byte, pages int) ([]byte, error) {
	objs, err := split(raw)
	if err != nil {
		return nil, err
	}
	catalog := len(objs) - 1
	info := catalog - 1
	next := len(objs)
	alloc := func() int { next++; return next - 1 }
	pageObj := func(n int) int { return 3 + 2*n }

	w := &writer{b: make([]byte, 0, len(raw)/2+32<<10)}
	// ISO 19005-2, 6.1.2: four bytes above 127 in a comment, so that the file is treated as binary.
	w.str("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

	annotsOf := make([][]int, pages)
	for _, a := range r.annots {
		a.num = alloc()
		annotsOf[a.page] = append(annotsOf[a.page], a.num)
	}
	for _, p := range r.images {
		p.num = alloc()
	}
	w.begin(1)
	w.b = append(w.b, bytes.TrimSpace(objs[1])...)
	w.end()
	if err := r.writeResources(w, objs[2]); err != nil {
		return nil, err
	}
	for n := range pages {
		k := pageObj(n)
		w.begin(k)
		w.str("<</Type /Page /Parent 1 0 R /Resources 2 0 R /Contents ")
		w.ref(k + 1)
		if n < len(r.sizes) {
			w.b = fmt.Appendf(w.b, " /MediaBox [0 0 %.2f %.2f]", r.sizes[n][0], r.sizes[n][1])
		}
		w.str(" /Tabs /S /StructParents ")
		w.int(n)
		if len(annotsOf[n]) > 0 {
			w.str(" /Annots [")
			for _, a := range annotsOf[n] {
				w.ref(a)
				w.str(" ")
			}
			w.str("]")
		}
		w.str(">>")
		w.end()
		s, err := streamOf(objs[k+1])
		if err != nil {
			return nil, err
		}
		w.stream(k+1, "", s, true)
	}
	if err := r.writeFonts(w, objs, pages, alloc); err != nil {
		return nil, err
	}
	for _, p := range r.images {
		p.write(w)
	}
	for i, a := range r.annots {
		r.writeAnnot(w, a, pages+i, pageObj)
	}
	tree := r.writeTree(w, alloc, pageObj)
	outline := r.writeOutline(w, alloc, pageObj)
	intent, meta := alloc(), alloc()
	icc, err := assets.ReadFile("assets/sRGB.icc")
	if err != nil {
		return nil, fmt.Errorf("read embedded colour profile: %w", err)
	}
	w.stream(intent, "/N 3 ", icc, true)
	title := cleanTitle(r.doc.Title)
	lang := r.doc.Lang
	if lang == "" {
		lang = "nl-NL"
	}
	// Metadata stay readable for whoever has no PDF program (ISO 19005-2, 6.6.2.1).
	w.stream(meta, "/Type /Metadata /Subtype /XML ", xmp(title, lang, r.doc.Date), false)

	w.begin(info)
	w.str("<</Title ")
	w.text(title)
	w.str(" /Producer (" + producer + ")")
	if !r.doc.Date.IsZero() {
		d := pdfDate(r.doc.Date)
		w.str(" /CreationDate (" + d + ") /ModDate (" + d + ")")
	}
	w.str(">>")
	w.end()

	w.begin(catalog)
	w.str("<</Type /Catalog /Pages 1 0 R /Lang ")
	w.text(lang)
	w.str(" /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>> /StructTreeRoot ")
	w.ref(tree)
	if outline > 0 {
		w.str(" /PageMode /UseOutlines /Outlines ")
		w.ref(outline)
	}
	w.str(" /Metadata ")
	w.ref(meta)
	w.str(" /OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) /DestOutputProfile ")
	w.ref(intent)
	w.str(">>]>>")
	w.end()

	id := sha256.Sum256(w.b)
	xref := len(w.b)
	w.str("xref\n0 ")
	w.int(next)
	w.str("\n0000000000 65535 f \n")
	for n := 1; n < next; n++ {
		if n >= len(w.offset) || w.offset[n] == 0 {
			return nil, fmt.Errorf("finish pdf: object %d was not written", n)
		}
		w.b = fmt.Appendf(w.b, "%010d 00000 n \n", w.offset[n])
	}
	w.b = fmt.Appendf(w.b, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%[4]s> <%[4]s>]>>\nstartxref\n%[5]d\n%%%%EOF\n",
		next, catalog, info, hex.EncodeToString(id[:16]), xref)
	return w.b, nil
}

// writeResources takes gofpdf's resource dictionary and adds the images.
func (r *render) writeResources(w *writer, body []byte) error {
	before, after, ok := bytes.Cut(body, []byte("/XObject <<\n"))
	if !ok {
		return fmt.Errorf("finish pdf: resources without XObject")
	}
	w.begin(2)
	w.b = append(w.b, before...)
	w.str("/XObject <<")
	for i, p := range r.images {
		w.b = fmt.Appendf(w.b, "/Im%d %d 0 R ", i, p.num)
	}
	w.b = append(w.b, bytes.TrimSpace(after)...)
	w.end()
	return nil
}

func (p *picture) write(w *writer) {
	space := "RGB"
	if p.gray {
		space = "Gray"
	}
	bits := 8
	if p.bits > 0 {
		bits = p.bits
	}
	dict := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace /Device%s ", p.w, p.h, bits, space)
	if p.jpeg != nil {
		w.stream(p.num, dict+"/Filter /DCTDecode ", p.jpeg, false)
		return
	}
	if p.flat != nil {
		w.stream(p.num, dict+"/Filter /FlateDecode ", p.flat, false)
		return
	}
	w.stream(p.num, dict, p.raw, true)
}

// writeFonts puts a Type 0 font in the place of each empty one: gofpdf wrote a font, a list of widths and
// a descriptor, one after the other.
func (r *render) writeFonts(w *writer, objs [][]byte, pages int, alloc func() int) error {
	for _, u := range r.fonts {
		n := 0
		for k := 3 + 2*pages; k < len(objs)-2; k++ {
			if bytes.Contains(objs[k], []byte("/BaseFont /"+u.key+"\n/Subtype /TrueType")) {
				n = k
			}
		}
		if n == 0 {
			return fmt.Errorf("finish pdf: font %s is not there", u.key)
		}
		sub, err := u.subset()
		if err != nil {
			return fmt.Errorf("cut font: %w", err)
		}
		file, uni := alloc(), alloc()
		name := subsetTag(sub) + "+" + u.name
		w.begin(n)
		w.b = fmt.Appendf(w.b, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, n+1, uni)
		w.end()
		w.begin(n + 1)
		w.b = fmt.Appendf(w.b, "<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW %d /W [", name, n+2, u.milli(int(u.advance[0])))
		last := -2
		for c, x := range u.runes {
			if x == 0 {
				continue
			}
			if c != last+1 {
				if last >= 0 {
					w.str("]")
				}
				w.int(c)
				w.str("[")
			} else {
				w.str(" ")
			}
			w.int(u.width(c))
			last = c
		}
		w.str("]]>>")
		w.end()
		flags := 32 // nonsymbolic
		if u.italicAngle != 0 {
			flags |= 64
		}
		w.begin(n + 2)
		w.b = fmt.Appendf(w.b, "<</Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %g /Ascent %d /Descent %d /CapHeight %d /StemV %d /FontFile2 %d 0 R>>",
			name, flags, u.bbox[0], u.bbox[1], u.bbox[2], u.bbox[3], u.italicAngle, u.ascent, u.descent, u.capHeight, u.stemV, file)
		w.end()
		w.stream(file, fmt.Sprintf("/Length1 %d ", len(sub)), sub, true)
		w.stream(uni, "", u.toUnicode(), true)
	}
	return nil
}

// subsetTag is six capitals before a font's name that differ when subsets differ
// (ISO 32000-1, 9.6.4).
func subsetTag(b []byte) string {
	h := sha256.Sum256(b)
	var t [6]byte
	for i := range t {
		t[i] = 'A' + h[i]%26
	}
	return string(t[:])
}

// toUnicode maps codes to text, one by one: ranges may not cross a change of
// the first byte, and readers differ about them.
func (u *fontUse) toUnicode() []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	var codes []int
	for c, r := range u.runes {
		if r != 0 {
			codes = append(codes, c)
		}
	}
	for len(codes) > 0 {
		n := min(len(codes), 100) // the most that one block may hold
		b = fmt.Appendf(b, "%d beginbfchar\n", n)
		for _, c := range codes[:n] {
			b = fmt.Appendf(b, "<%04X> <", c)
			for _, x := range utf16.Encode([]rune{u.runes[c]}) {
				b = fmt.Appendf(b, "%04X", x)
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
		codes = codes[n:]
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

func (r *render) writeAnnot(w *writer, a *annot, parent int, pageObj func(int) int) {
	w.begin(a.num)
	w.str("<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [")
	for i, v := range a.rect {
		if i > 0 {
			w.str(" ")
		}
		w.real(v)
	}
	w.str("] /P ")
	w.ref(pageObj(a.page))
	w.str(" /StructParent ")
	w.int(parent)
	w.str(" /Contents ")
	w.text(a.contents)
	if a.uri != "" {
		w.str(" /A <</S /URI /URI (" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(a.uri) + ")>>")
	} else {
		at := r.places[a.anchor]
		w.str(" /Dest ")
		w.dest(pageObj(at.page), at.y)
	}
	w.str(">>")
	w.end()
}

func (w *writer) dest(page int, y float64) {
	w.str("[")
	w.ref(page)
	w.str(" /XYZ 0 ")
	w.real(pageHeight - y)
	w.str(" null]")
}

// writeTree writes the structure tree and gives the number of its root.
func (r *render) writeTree(w *writer, alloc func() int, pageObj func(int) int) int {
	root, parents := alloc(), alloc()
	var all []*elem
	var number func(e *elem)
	number = func(e *elem) {
		e.num = alloc()
		all = append(all, e)
		for _, k := range e.kids {
			if k.el != nil {
				number(k.el)
			}
		}
	}
	number(r.root)
	for _, e := range all {
		up := root
		if e.parent != nil {
			up = e.parent.num
		}
		w.begin(e.num)
		w.str("<</S /")
		w.str(e.tag)
		w.str(" /P ")
		w.ref(up)
		page := -1
		for _, k := range e.kids {
			if k.el == nil {
				page = k.page
				w.str(" /Pg ")
				w.ref(pageObj(page))
				break
			}
		}
		e.attr.write(w, e.tag)
		if len(e.kids) > 0 {
			w.str(" /K [")
			for i, k := range e.kids {
				if i > 0 {
					w.str(" ")
				}
				switch {
				case k.el != nil:
					w.ref(k.el.num)
				case k.annot > 0:
					w.str("<</Type /OBJR /Pg ")
					w.ref(pageObj(k.page))
					w.str(" /Obj ")
					w.ref(r.annots[k.annot-1].num)
					w.str(">>")
				case k.page == page:
					w.int(k.mcid)
				default:
					w.str("<</Type /MCR /Pg ")
					w.ref(pageObj(k.page))
					w.str(" /MCID ")
					w.int(k.mcid)
					w.str(">>")
				}
			}
			w.str("]")
		}
		w.str(">>")
		w.end()
	}
	w.begin(parents)
	w.str("<</Nums [")
	for n, own := range r.owners {
		w.int(n)
		w.str(" [")
		for _, e := range own {
			w.ref(e.num)
			w.str(" ")
		}
		w.str("]\n")
	}
	for i, a := range r.annots {
		w.int(len(r.owners) + i)
		w.str(" ")
		w.ref(a.el.num)
		w.str("\n")
	}
	w.str("]>>")
	w.end()
	w.begin(root)
	w.str("<</Type /StructTreeRoot /K [")
	w.ref(r.root.num)
	w.str("] /ParentTree ")
	w.ref(parents)
	w.str(" /ParentTreeNextKey ")
	w.int(len(r.owners) + len(r.annots))
	if len(r.notes) > 0 { // in the order of their ids, as a name tree must be
		w.str(" /IDTree <</Names [")
		for _, s := range r.notes {
			w.str("(" + s.el.attr.id + ") ")
			w.ref(s.el.num)
			w.str(" ")
		}
		w.str("]>>")
	}
	w.str(">>")
	w.end()
	return root
}

func (a *attributes) write(w *writer, tag string) {
	if a.lang != "" {
		w.str(" /Lang ")
		w.text(a.lang)
	}
	if a.alt != "" {
		w.str(" /Alt ")
		w.text(a.alt)
	}
	if a.id != "" {
		w.str(" /ID (" + a.id + ")")
	}
	switch {
	case a.scope != "":
		w.str(" /A <</O /Table /Scope /" + a.scope + ">>")
	case a.number != "":
		w.str(" /A <</O /List /ListNumbering /" + a.number + ">>")
	case a.bbox != nil:
		w.b = fmt.Appendf(w.b, " /A <</O /Layout /Placement /Block /BBox [%.2f %.2f %.2f %.2f]>>", a.bbox[0], a.bbox[1], a.bbox[2], a.bbox[3])
	}
}

// writeOutline writes the outline, all of it open, and gives the number of its root, or 0.
func (r *render) writeOutline(w *writer, alloc func() int, pageObj func(int) int) int {
	n := len(r.outline)
	if n == 0 {
		return 0
	}
	root := alloc()
	num, up := make([]int, n), make([]int, n) // up: index of the parent, -1 is the root
	prev, following, first, last, below := make([]int, n), make([]int, n), make([]int, n), make([]int, n), make([]int, n)
	var path []int // the latest entry of each level
	for i, e := range r.outline {
		num[i] = alloc()
		prev[i], following[i], first[i], last[i], up[i] = -1, -1, -1, -1, -1
		if e.level > 0 {
			up[i] = path[e.level-1]
			if first[up[i]] < 0 {
				first[up[i]] = i
			}
			last[up[i]] = i
		}
		if e.level < len(path) {
			prev[i] = path[e.level]
			following[prev[i]] = i
		}
		path = append(path[:e.level], i)
		for k := up[i]; k >= 0; k = up[k] {
			below[k]++
		}
	}
	for i, e := range r.outline {
		w.begin(num[i])
		w.str("<</Title ")
		w.text(e.text)
		w.str(" /Parent ")
		if up[i] < 0 {
			w.ref(root)
		} else {
			w.ref(num[up[i]])
		}
		for _, x := range []struct {
			key string
			to  int
		}{{" /Prev ", prev[i]}, {" /Next ", following[i]}, {" /First ", first[i]}, {" /Last ", last[i]}} {
			if x.to >= 0 {
				w.str(x.key)
				w.ref(num[x.to])
			}
		}
		if below[i] > 0 {
			w.str(" /Count ")
			w.int(below[i])
		}
		w.str(" /Dest ")
		w.dest(pageObj(e.at.page), e.at.y)
		w.str(">>")
		w.end()
	}
	w.begin(root)
	w.str("<</Type /Outlines /First ")
	w.ref(num[0])
	w.str(" /Last ")
	w.ref(num[path[0]])
	w.str(" /Count ")
	w.int(n)
	w.str(">>")
	w.end()
	return root
}

// producer is who made the file, as far as the file says.
const producer = "Paraaf"

// cleanTitle takes out what neither XML nor a title bar can show.
func cleanTitle(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || r == 0xfffe || r == 0xffff || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return "Document" // PDF/UA-1, 7.1: there must be a title
	}
	return s
}

func pdfDate(t time.Time) string {
	return t.Format("D:20060102150405") + strings.Replace(t.Format("-07:00"), ":", "'", 1) + "'"
}

// documentDate reads what pdfDate writes; anything else is the zero time.
func documentDate(v any) time.Time {
	b, _ := v.([]byte)
	t, err := time.Parse("D:20060102150405-07'00'", string(b))
	if err != nil {
		return time.Time{}
	}
	return t
}
