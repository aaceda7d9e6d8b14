package annex

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"paraaf/documents"
)

// What a word processor file may hold. The figures lie far above any nota and
// far below what a small machine can bear: a file is as large unpacked as its
// maker likes, so everything is counted while it is read and nothing is believed.
const (
	// MaxOffice is the size in bytes of a docx or odt that is taken in.
	MaxOffice = 8 << 20

	maxParts    = 2_000    // files in the package
	maxXML      = 32 << 20 // bytes of XML read, over all parts
	maxElements = 400_000  // over all parts
	maxNesting  = 200      // elements within each other
	maxToken    = 4 << 20  // bytes of one tag or one run of text
)

// A budget is what may still be read of one file.
type budget struct{ bytes, elements int }

var errBudget = errors.New("too much to read")

// tooMuch is what is said of a file that is over budget.
func tooMuch() error {
	return &documents.Unreadable{Text: "Dit bestand is uitgepakt te groot of te ingewikkeld om in te lezen. Maak een kopie met alleen de tekst en neem die over."}
}

func damaged() error {
	return &documents.Unreadable{Text: "Dit bestand is beschadigd. Bewaar het opnieuw in het programma waarmee het is gemaakt."}
}

// A parcel is an opened package: its parts by name, none of them read yet.
type parcel struct {
	parts map[string]*zip.File
	left  budget
}

// openParcel reads the list of parts. It refuses names that would mean another
// place than the package, the same name twice (two readers would each read
// another) and parts behind a password.
func openParcel(data []byte) (*parcel, error) {
	if len(data) > MaxOffice {
		return nil, &documents.Unreadable{Text: fmt.Sprintf("Dit bestand is groter dan %d MB. Haal de afbeeldingen eruit of maak ze kleiner, en neem het bestand opnieuw over.", MaxOffice>>20)}
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged()
	}
	if len(r.File) > maxParts {
		return nil, tooMuch()
	}
	p := &parcel{parts: map[string]*zip.File{}, left: budget{maxXML, maxElements}}
	for _, f := range r.File {
		name := f.Name
		if strings.HasSuffix(name, "/") {
			continue
		}
		switch {
		case path.Clean(name) != name, strings.HasPrefix(name, "/"), strings.HasPrefix(name, "../"), strings.ContainsAny(name, "\\\x00:"):
			return nil, &documents.Unreadable{Text: "In dit bestand zit een onderdeel met een verdachte naam. Het is niet ingelezen. Bewaar het opnieuw in Word of LibreOffice."}
		case p.parts[name] != nil:
			return nil, &documents.Unreadable{Text: "In dit bestand zit een onderdeel twee keer. Het is niet ingelezen. Bewaar het opnieuw in Word of LibreOffice."}
		case f.Flags&1 != 0:
			return nil, &documents.Unreadable{Text: "Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en neem het bestand opnieuw over."}
		}
		p.parts[name] = f
	}
	return p, nil
}

// tree reads a part as XML. A part that is not there gives nil and no error.
func (p *parcel) tree(name string) (*elem, error) {
	f := p.parts[name]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged()
	}
	defer r.Close()
	root, err := readXML(r, &p.left)
	switch {
	case errors.Is(err, errBudget):
		return nil, tooMuch()
	case err != nil:
		return nil, damaged()
	}
	return root, nil
}

// An elem is an element, or text when name is empty. Names carry the prefix that
// the standard uses, whatever the file calls it: "w:p".
type elem struct {
	name  string
	text  string
	attrs []attr
	kids  []*elem
}

type attr struct{ name, value string }

// attr gives the value of an attribute, or "".
func (e *elem) attr(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// child gives the first child of a name, or nil.
func (e *elem) child(name string) *elem {
	if e == nil {
		return nil
	}
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// down follows a path of names, or gives nil.
func (e *elem) down(names ...string) *elem {
	for _, n := range names {
		e = e.child(n)
	}
	return e
}

// find gives the first element of a name under e, e included, or nil.
func (e *elem) find(name string) *elem {
	if e == nil || e.name == name {
		return e
	}
	for _, k := range e.kids {
		if f := k.find(name); f != nil {
			return f
		}
	}
	return nil
}

// words gives all text under e.
func (e *elem) words() string {
	var b strings.Builder
	var add func(*elem)
	add = func(e *elem) {
		b.WriteString(e.text)
		for _, k := range e.kids {
			add(k)
		}
	}
	if e != nil {
		add(e)
	}
	return b.String()
}

// prefixes are those of the standards, by namespace. ISO 29500 strict has
// addresses of its own for the same elements.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                       "w",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                              "a",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":             "wp",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":    "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                "r",
	"http://schemas.openxmlformats.org/package/2006/relationships":           "rel",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":             "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                         "m",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":            "mc",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":      "wps",
	"urn:schemas-microsoft-com:vml":                                          "v",
	"urn:oasis:names:tc:opendocument:xmlns:office:1.0":                       "office",
	"urn:oasis:names:tc:opendocument:xmlns:text:1.0":                         "text",
	"urn:oasis:names:tc:opendocument:xmlns:table:1.0":                        "table",
	"urn:oasis:names:tc:opendocument:xmlns:style:1.0":                        "style",
	"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0":                      "draw",
	"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0":            "fo",
	"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0":               "svg",
	"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0":                     "manifest",
	"http://www.w3.org/1999/xlink":                                           "xlink",
}

// readXML reads an XML document into a tree within b. It knows no entities but
// those of XML itself and refuses document type declarations, where others are
// made; nothing outside the document is opened.
func readXML(r io.Reader, b *budget) (*elem, error) {
	in := &counted{r: r, left: &b.bytes}
	d := xml.NewDecoder(in)
	var stack []*elem
	var root *elem
	s := scopes{means: map[string]string{}}
	for {
		in.token = 0
		t, err := d.RawToken()
		switch {
		case in.over:
			return nil, errBudget
		case err == io.EOF && root != nil && len(stack) == 0:
			return root, nil
		case err != nil:
			return nil, fmt.Errorf("read xml: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if b.elements--; b.elements < 0 || len(stack) >= maxNesting {
				return nil, errBudget
			}
			s.open(t.Attr)
			e := &elem{name: s.name(t.Name, true)}
			for _, a := range t.Attr {
				if !declares(a) {
					e.attrs = append(e.attrs, attr{s.name(a.Name, false), a.Value})
				}
			}
			switch {
			case len(stack) > 0:
				up := stack[len(stack)-1]
				up.kids = append(up.kids, e)
			case root != nil:
				return nil, errors.New("read xml: two roots")
			default:
				root = e
			}
			stack = append(stack, e)
		case xml.EndElement:
			if len(stack) == 0 {
				return nil, errors.New("read xml: an end without a beginning")
			}
			stack = stack[:len(stack)-1]
			s.close()
		case xml.CharData:
			if len(stack) > 0 {
				if b.elements--; b.elements < 0 {
					return nil, errBudget
				}
				up := stack[len(stack)-1]
				up.kids = append(up.kids, &elem{text: string(t)})
			}
		case xml.Directive:
			return nil, errors.New("read xml: a document type")
		}
	}
}

// scopes knows which namespace a prefix means at the place that is read.
type scopes struct {
	means map[string]string
	shut  [][]attr // by open element: prefixes with what they meant before
}

// declares reports whether an attribute says what a prefix means.
func declares(a xml.Attr) bool {
	return a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns"
}

func (s *scopes) open(attrs []xml.Attr) {
	var before []attr
	for _, a := range attrs {
		if !declares(a) {
			continue
		}
		prefix := a.Name.Local
		if a.Name.Space == "" {
			prefix = ""
		}
		before = append(before, attr{prefix, s.means[prefix]})
		s.means[prefix] = a.Value
	}
	s.shut = append(s.shut, before)
}

func (s *scopes) close() {
	before := s.shut[len(s.shut)-1]
	s.shut = s.shut[:len(s.shut)-1]
	for i := len(before) - 1; i >= 0; i-- {
		s.means[before[i].name] = before[i].value
	}
}

// name gives a name as the standard writes it. Attributes without a prefix have
// no namespace.
func (s *scopes) name(n xml.Name, element bool) string {
	if n.Space == "" && !element {
		return n.Local
	}
	space := s.means[n.Space]
	switch {
	case space == "" && n.Space == "":
		return n.Local
	case prefixes[space] != "":
		return prefixes[space] + ":" + n.Local
	}
	return "?:" + n.Local
}

// counted is a reader that stops when too much was read, of all or of one token.
type counted struct {
	r     io.Reader
	left  *int
	token int
	over  bool
	buf   [4096]byte
	rest  []byte
}

// ReadByte lets the decoder read without a buffer of its own, so that what
// is counted is what it took.
func (c *counted) ReadByte() (byte, error) {
	if len(c.rest) == 0 {
		n, err := c.r.Read(c.buf[:])
		if n == 0 {
			if err == nil {
				err = io.ErrNoProgress
			}
			return 0, err
		}
		c.rest = c.buf[:n]
	}
	*c.left--
	if c.token++; *c.left < 0 || c.token > maxToken {
		c.over = true
		return 0, errBudget
	}
	b := c.rest[0]
	c.rest = c.rest[1:]
	return b, nil
}

// Read is there for the interface; the decoder calls ReadByte.
func (c *counted) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := c.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}
