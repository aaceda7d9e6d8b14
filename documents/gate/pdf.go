package gate

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"paraaf/documents/pdf"
)

// pdf examines a PDF: all objects in all revisions, then the pages as drawn.
func (x *examination) pdf(data []byte) error {
	f, err := readPDF(data)
	if err != nil {
		return err
	}
	if err := f.unpack(x.spend); err != nil {
		return err
	}
	if f.broken > 0 && x.public {
		return fmt.Errorf("%d objects cannot be read", f.broken)
	}
	if f.ends > 1 && !linearized(f) {
		x.present(InRevision, "earlier revision", fmt.Sprintf("%d revisions in one file", f.ends))
	}
	if s, err := pdf.CheckSeal(data); err == nil {
		x.seal = &seal{says: s, held: held(data)}
	}
	gathered := &loose{}
	for _, o := range f.objects {
		x.walk(f, o, o.value, nil, 0)
		if s, ok := o.value.(*pdfStream); ok {
			if err := x.stream(f, o, s, gathered); err != nil {
				return err
			}
		}
	}
	if len(x.needles) > 0 {
		gathered.rawStreams(data)
		x.looseText(gathered)
	}
	x.information(f)
	unread, err := x.pages(f)
	if err != nil {
		return err
	}
	x.look("pdf", data, unread)
	return nil
}

// linearized reports whether two ends of file are one revision, written so that
// the first page comes early (ISO 32000-1, annex F).
func linearized(f *pdfFile) bool {
	for _, o := range f.objects {
		if d, ok := o.value.(pdfDict); ok && d["Linearized"] != nil {
			return f.ends <= 2
		}
	}
	return false
}

// places says what strings under a key are, wherever the key stands.
var places = map[pdfName]Where{
	"URI": InLink, "Alt": InStructure, "ActualText": InStructure, "E": InStructure, "T": InForm, "TU": InForm, "TM": InForm,
	"V": InForm, "DV": InForm, "Opt": InForm, "JS": InScript, "Contents": InAnnotation, "RC": InAnnotation, "Subj": InAnnotation,
	"UF": InAttachment, "Desc": InAttachment,
	"Author": InMetadata, "Subject": InMetadata, "Keywords": InMetadata, "Creator": InMetadata, "Producer": InMetadata, "Company": InMetadata, "Manager": InMetadata,
}

// forbidden are what must not be in a file that goes out, by key and value.
func (x *examination) forbidden(d pdfDict, at string) {
	switch d["S"] {
	case pdfName("JavaScript"), pdfName("Launch"), pdfName("ImportData"), pdfName("SubmitForm"), pdfName("Rendition"):
		x.present(InScript, "action "+string(d["S"].(pdfName)), at)
	}
	if d["JS"] != nil {
		x.present(InScript, "script", at)
	}
	if d["Type"] == pdfName("Filespec") || d["EF"] != nil || d["Type"] == pdfName("EmbeddedFile") {
		x.present(InAttachment, "attached file", at)
	}
	if sub, ok := d["Subtype"].(pdfName); ok && d["Rect"] != nil && sub != "Link" && (d["Type"] == nil || d["Type"] == pdfName("Annot")) {
		switch {
		case sub == "Widget" && x.seal.field(d):
		case sub == "Widget":
			x.present(InForm, "form field", at)
		default:
			x.present(InAnnotation, "annotation "+string(sub), at)
		}
	}
	if d["Type"] == pdfName("OCG") {
		x.present(InLayer, "layer", at)
	}
	if d["PieceInfo"] != nil {
		x.present(InMetadata, "private data of another program", at)
	}
	if d["Thumb"] != nil {
		x.present(InImage, "thumbnail", at)
	}
}

// walk visits every value of an object with the keys that lead to it.
func (x *examination) walk(f *pdfFile, o pdfObject, v any, path []pdfName, depth int) {
	if depth > maxNesting {
		return
	}
	at := fmt.Sprintf("object %d", o.ref.num)
	if len(path) > 0 {
		at += " /" + string(path[len(path)-1])
	}
	switch v := v.(type) {
	case pdfString:
		where := InStream
		if len(path) > 0 {
			key := path[len(path)-1]
			switch w, known := places[key]; {
			case known:
				where = w
			case key == "Title" && slices.Contains(path, "Info") || key == "Title" && isInfo(f, o):
				where = InMetadata
			case key == "Title":
				where = InOutline
			case isInfo(f, o):
				where = InMetadata
			}
		}
		s := textOf(v)
		if len(path) > 0 && path[len(path)-1] == "CharSet" { // what a subset of Type 1 holds
			x.order(at, glyphLetters(s))
		}
		x.text(where, at, s)
		x.bytes(where, at, v)
		if where == InLink {
			x.text(where, at, unpercent(s))
		}
	case pdfName:
		if len(x.needles) > 0 && len(v) > 2 {
			x.text(InName, at, string(v))
		}
	case pdfArray:
		for _, e := range v {
			x.walk(f, o, e, path, depth+1)
		}
	case pdfDict:
		x.forbidden(v, at)
		for _, k := range sortedKeys(v) {
			if len(k) > 2 {
				x.text(InName, at, string(k))
			}
			if k == "Contents" && x.seal.signature(v) {
				// Random bits hold any short word; what can be read in them is who sealed and stamped.
				chain := x.seal.says.Chain
				if stamp := x.seal.says.Stamp; stamp != nil {
					chain = slices.Concat(chain, stamp.Chain)
					x.bytes(InMetadata, at+", time stamp", stamp.Token)
				}
				for _, c := range chain {
					x.text(InMetadata, at+", certificate", c.Subject.String()+"\n"+c.Issuer.String()+"\n"+strings.Join(c.EmailAddresses, "\n"))
					x.bytes(InMetadata, at+", certificate", c.Raw)
				}
				continue
			}
			x.walk(f, o, v[k], append(path[:len(path):len(path)], k), depth+1)
		}
	case *pdfStream:
		x.walk(f, o, v.dict, path, depth+1)
	}
}

// A seal is that of a file for which pdf.CheckSeal stood in: its signature covers every byte but
// itself. Its one field and its one signature are no leaks; a second of either is.
type seal struct {
	says           pdf.Sealed
	held           pdfString // the bytes of the signature that was checked
	fields, signed int
}

// held gives the signature of a file for which CheckSeal stood in: it stands where that looked.
func held(file []byte) pdfString {
	_, after, _ := bytes.Cut(file, []byte("/ByteRange ["))
	_, after, _ = bytes.Cut(after, []byte("] /Contents <"))
	digits, _, _ := bytes.Cut(after, []byte(">"))
	out, err := hex.AppendDecode(nil, digits)
	if err != nil {
		return nil
	}
	return out
}

func (s *seal) field(d pdfDict) bool {
	if s == nil || d["FT"] != pdfName("Sig") {
		return false
	}
	for _, k := range []pdfName{"Parent", "Kids", "A", "AA", "AP", "DV"} { // what would draw, act or hold more
		if d[k] != nil {
			return false
		}
	}
	s.fields++
	return s.fields == 1
}

func (s *seal) signature(d pdfDict) bool {
	// Another one may come first, packed in a stream or with its names written otherwise.
	if c, ok := d["Contents"].(pdfString); s == nil || !ok || d["Type"] != pdfName("Sig") || d["ByteRange"] == nil || !bytes.Equal(c, s.held) {
		return false
	}
	s.signed++
	return s.signed == 1
}

func isInfo(f *pdfFile, o pdfObject) bool {
	for _, t := range f.trailers {
		if ref, ok := t["Info"].(pdfRef); ok && ref.num == o.ref.num {
			return true
		}
	}
	return false
}

func sortedKeys(d pdfDict) []pdfName {
	keys := make([]pdfName, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// stream looks into one stream.
func (x *examination) stream(f *pdfFile, o pdfObject, s *pdfStream, l *loose) error {
	at := fmt.Sprintf("object %d, stream", o.ref.num)
	if s.dict["Subtype"] == pdfName("Image") {
		// The page that draws it says whether it was read. Unpacked, the pictures of a few
		// hundred scanned pages alone are more than the bound.
		return nil
	}
	data, err := f.decode(s, x.spend)
	switch {
	case errors.Is(err, errPicture):
		return nil // the page that draws it says that it was not examined
	case errors.Is(err, ErrTooLarge):
		return err
	case err != nil && x.public:
		return fmt.Errorf("%s: %w", at, err)
	case err != nil:
		x.skip(InStream, at+": "+err.Error())
		return nil
	}
	l.table(data)
	l.content(data)
	where := InStream
	switch {
	case s.dict["Type"] == pdfName("Metadata"):
		where = InMetadata
		x.xmp(at, data)
	case s.dict["Type"] == pdfName("EmbeddedFile"):
		where = InAttachment
		if err := x.examine("attachment", data); err != nil {
			x.skip(InAttachment, at+": "+err.Error())
		}
	case bytes.Contains(data, []byte("begincmap")):
		where = InFont
		x.order(at+", order of the characters", inOrder(parseCMap(data)))
	case isFont(data):
		where = InFont
		if err := x.fontFile(at, data); err != nil {
			return err
		}
	case slices.Contains([]any{pdfName("Type1C"), pdfName("CIDFontType0C")}, s.dict["Subtype"]):
		where = InFont
		x.compactFont(at, data)
	}
	x.bytes(where, at, data)
	if where == InMetadata || where == InAttachment {
		x.text(where, at, string(data))
	}
	return nil
}

// inOrder gives the characters of a font's table by code: where a program
// numbers them by first use, this is the beginning of the text.
func inOrder(m cmap) string {
	letters := maps.Clone(m.single)
	for _, r := range m.ranges {
		for c := r.from; c <= r.to && len(r.text) > 0 && len(letters) < maxGlyphs; c++ {
			t := slices.Clone(r.text)
			t[len(t)-1] += rune(c - r.from)
			letters[c] = string(t)
		}
	}
	var b strings.Builder
	for _, c := range slices.Sorted(maps.Keys(letters)) {
		b.WriteString(letters[c])
	}
	return b.String()
}

// What the document information may say without being asked about.
var (
	infoQuiet  = []pdfName{"Creator", "Producer", "CreationDate", "ModDate", "Title", "Trapped"}
	infoPublic = []pdfName{"Title", "Producer", "CreationDate", "ModDate", "Creator"}
)

// information looks at the document information dictionary of every revision.
func (x *examination) information(f *pdfFile) {
	for _, t := range f.trailers {
		for _, k := range sortedKeys(f.dict(t["Info"])) {
			s, _ := f.get(f.dict(t["Info"])[k]).(pdfString)
			allowed := infoQuiet
			if x.public {
				allowed = infoPublic
			}
			if strings.TrimSpace(textOf(s)) != "" && !slices.Contains(allowed, k) {
				x.present(InMetadata, "document information "+string(k), "has content")
			}
		}
	}
}

// xmpQuiet are the elements of XMP that say nothing about people.
var xmpQuiet = map[string]bool{
	"xmpmeta": true, "RDF": true, "Description": true, "title": true, "Alt": true, "li": true, "Bag": true, "Seq": true,
	"language": true, "format": true, "CreateDate": true, "ModifyDate": true, "MetadataDate": true, "CreatorTool": true,
	"Producer": true, "part": true, "conformance": true, "DocumentID": true, "InstanceID": true, "Trapped": true,
	"schemas": true, "schema": true, "namespaceURI": true, "prefix": true, "property": true, "name": true, "valueType": true,
	"category": true, "description": true, "amd": true, "rev": true, "date": true,
}

// xmp looks at the elements of a metadata packet.
func (x *examination) xmp(at string, data []byte) {
	for name, content := range xmlLeaves(data) {
		if strings.TrimSpace(content) == "" {
			continue
		}
		named := slices.Contains([]string{"creator", "Author", "Keywords", "subject", "Company", "Manager", "contributor", "AuthorsPosition", "CaptionWriter"}, name)
		if named || x.public && !xmpQuiet[name] {
			x.present(InMetadata, "XMP "+name, at)
		}
	}
}

// textOf decodes a text string (ISO 32000-1, 7.9.2.2).
func textOf(s pdfString) string {
	switch {
	case len(s) >= 2 && s[0] == 0xfe && s[1] == 0xff:
		return utf16Text(s[2:], true)
	case len(s) >= 2 && s[0] == 0xff && s[1] == 0xfe:
		return utf16Text(s[2:], false)
	case len(s) >= 3 && s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf:
		return string(s[3:])
	case utf8.Valid(s):
		return string(s)
	}
	out := make([]rune, len(s))
	for i, b := range s {
		out[i] = rune(b) // PDFDocEncoding agrees with Latin-1 on letters
	}
	return string(out)
}

func utf16Text(b []byte, big bool) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		if big {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		} else {
			units = append(units, uint16(b[i+1])<<8|uint16(b[i]))
		}
	}
	return string(utf16.Decode(units))
}
