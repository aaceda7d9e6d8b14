package render

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
)

// ODT and DOCX say the same as print in the same order, as something to go on
// editing: real styles that carry the names of what they are for, real lists,
// tables with repeated heads, notes, a header on further pages. What print puts
// beside the text stands in it. Nothing in them says who made them, or when.
// Their redaction places are text on a dark ground.

// An archive is a zip of XML parts.
type archive struct {
	zip bytes.Buffer
	w   *zip.Writer
	err error
}

func newArchive() *archive {
	p := &archive{}
	p.w = zip.NewWriter(&p.zip)
	return p
}

// add writes a part. No times are written, so that the same paper gives the same bytes.
func (p *archive) add(name string, data []byte, compress bool) {
	if p.err != nil {
		return
	}
	h := &zip.FileHeader{Name: name, Method: zip.Store}
	if compress {
		h.Method = zip.Deflate
	}
	w, err := p.w.CreateHeader(h)
	if err == nil {
		_, err = w.Write(data)
	}
	if err != nil {
		p.err = fmt.Errorf("write %s: %w", name, err)
	}
}

func (p *archive) bytes() ([]byte, error) {
	if p.err != nil {
		return nil, p.err
	}
	if err := p.w.Close(); err != nil {
		return nil, fmt.Errorf("write zip: %w", err)
	}
	return p.zip.Bytes(), nil
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// esc makes text safe in XML. Characters that XML cannot hold become U+FFFD.
func esc(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return "" // a bytes.Buffer does not fail
	}
	return b.String()
}

// styleID is a style's name as an identifier.
func styleID(name string) string { return strings.ReplaceAll(name, " ", "") }

// namedLooks are the styles of a paper besides headings, with what they look like, in
// the order of their names.
func (p *printer) namedLooks() (names []string, looks map[string]pdf.Look) {
	looks = map[string]pdf.Look{}
	for l, n := range p.styles {
		looks[n] = *l
	}
	for n := range looks {
		i := 0
		for i < len(names) && names[i] < n {
			i++
		}
		names = append(names[:i], append([]string{n}, names[i:]...)...)
	}
	return names, looks
}

// officePrinter composes a paper for editing.
func officePrinter(c markdown.Content, o PDFOptions) *printer {
	p := newPrinter(c, o)
	p.compose()
	return p
}

// hex writes a colour as six hexadecimal digits.
func hex(c pdf.Color) string { return fmt.Sprintf("%02X%02X%02X", c[0], c[1], c[2]) }

// footWords stand around the page number and the number of pages.
const (
	pageWord = "Pagina "
	ofWord   = " van "
)

// footMark is the rubricering as it stands before the page number: in a foot,
// where it does not come back as text of the paper.
func (o PDFOptions) footMark() string {
	if o.Mark == "" {
		return ""
	}
	return o.Mark + " | "
}

// signRoom is the least space in points that is carried over from print; smaller ones
// are in the styles.
const signRoom = 14.0
