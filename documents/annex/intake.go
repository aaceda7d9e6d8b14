package annex

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"slices"
	"strings"
	"unicode"

	"paraaf/documents"
	"paraaf/documents/foreign"
)

// An Intake is what a file turned out to be when it was taken in.
type Intake struct {
	Form  Form
	Pages int
	// Notes are Dutch sentences about what the file holds besides its pages, and
	// about what of it is not on them.
	Notes []string
	// Attachments are the names of the files that came along with a message.
	Attachments []string
}

// TakeIn opens a file that somebody offers as an annex, and gives its pages: the
// file itself when it is pages, otherwise a PDF of what it says. It fails with
// *documents.Unreadable on what cannot be read, with what to do about it. What is
// active in the file (scripts, macros, links to elsewhere) is never carried out.
func TakeIn(ctx context.Context, r *foreign.Reader, data []byte) (Intake, []byte, []Attachment, error) {
	form, err := Sniff(data)
	if err != nil {
		return Intake{}, nil, nil, err
	}
	in, pages := Intake{Form: form}, data
	var along []Attachment
	switch form {
	case Mail:
		m, err := ReadMail(data)
		if err != nil {
			return Intake{}, nil, nil, err
		}
		in.Notes, along = m.Notes, m.Attachments
		for _, a := range along {
			in.Attachments = append(in.Attachments, a.Name)
		}
		if pages, err = m.pages(); err != nil {
			return Intake{}, nil, nil, err
		}
	case DOCX, ODT:
		if pages, in.Notes, err = wordPages(data); err != nil {
			return Intake{}, nil, nil, err
		}
	case PDF:
		in.Notes = pdfNotes(data)
	case JPEG:
		if place, other := exif(data); place {
			in.Notes = append(in.Notes, "In deze foto staat waar zij is gemaakt. Dat komt niet in de openbare versie.")
		} else if other {
			in.Notes = append(in.Notes, "In deze afbeelding staan gegevens over het toestel. Die komen niet in de openbare versie.")
		}
	}
	p, err := Open(r, foreign.OCR{}, pages)
	if err != nil {
		return Intake{}, nil, nil, err
	}
	defer p.Close()
	in.Pages = p.Pages
	if err := ctx.Err(); err != nil {
		return Intake{}, nil, nil, err
	}
	// A first page that cannot be drawn is said now, and not in the review.
	if _, err := p.Picture(0, 36, nil); err != nil {
		return Intake{}, nil, nil, err
	}
	if form == PDF {
		more, err := p.beside()
		if err != nil {
			return Intake{}, nil, nil, err
		}
		in.Notes = append(in.Notes, more...)
	}
	return in, pages, along, nil
}

// maxLooked is of how many pages it is looked up whether fields are drawn.
const maxLooked = 50

// beside says what PDFium knows a PDF to hold besides its pages, however it is packed.
// It fails with *documents.Unreadable on a form whose pages say that another program must
// draw it (XFA).
func (p *Paper) beside() ([]string, error) {
	var out []string
	if p.doc.Attached() > 0 {
		out = append(out, "In deze PDF zitten bestanden. Die worden niet gelezen en komen niet in de openbare versie; voeg toe wat erbij hoort.")
	}
	runs := false
	for n := range min(p.Pages, maxLooked) {
		read, err := p.doc.Read(n, 0)
		if err != nil {
			continue // the page says so itself when it is read
		}
		runs = runs || slices.ContainsFunc(read.Chars, func(c foreign.Char) bool { return leftward(string(c.Rune)) })
		if n == 0 && asksForOther(read.Chars) {
			return nil, &documents.Unreadable{Text: "Dit is een formulier dat alleen Adobe zelf kan tekenen (XFA). Open het in Adobe Acrobat of Reader, druk het af naar een PDF en voeg die toe."}
		}
		if p.doc.Unshown(n) {
			out = append(out, fmt.Sprintf("Op pagina %d zijn velden ingevuld die niet getekend zijn. U ziet ze niet en ze komen niet in de openbare versie. Druk het formulier af naar een PDF en voeg die toe.", n+1))
			break
		}
	}
	if runs {
		out = append(out, "In deze PDF staat tekst die van rechts naar links loopt, zoals Arabisch of Hebreeuws. Paraaf zoekt daarin geen namen: lak die met een kader.")
	}
	return out, nil
}

// asksForOther reports whether a page is the one that Adobe's forms show in any other
// program: "Please wait... If this message is not eventually replaced by the proper
// contents of the document, your PDF viewer may not be able to display this type of
// document."
func asksForOther(chars []foreign.Char) bool {
	var b strings.Builder
	for _, c := range chars {
		if !c.Generated && !unicode.IsSpace(c.Rune) {
			b.WriteRune(unicode.ToLower(c.Rune))
		}
	}
	return strings.HasPrefix(b.String(), "pleasewait...") && strings.Contains(b.String(), "adobe")
}

// pdfNotes says what a PDF holds besides its pages. It looks at the bytes alone:
// what stands in packed streams is not seen, and goes all the same.
func pdfNotes(data []byte) []string {
	var out []string
	for _, sign := range []struct{ mark, says string }{
		{"/JavaScript", "In deze PDF staat een script. Het wordt niet uitgevoerd en komt niet in de openbare versie."},
		{"/AcroForm", "Deze PDF is een formulier. U ziet de velden zoals zij zijn ingevuld."},
		{"/OCProperties", "Deze PDF heeft lagen. U ziet de lagen die aan staan; wat uit staat, komt niet in de openbare versie."},
		{"/Sig", "Deze PDF is ondertekend. De openbare versie draagt die handtekening niet."},
	} {
		if bytes.Contains(data, []byte(sign.mark)) && (sign.mark != "/Sig" || bytes.Contains(data, []byte("/ByteRange"))) {
			out = append(out, sign.says)
		}
	}
	return out
}

// exif says whether a JPEG carries EXIF with a place (GPS), or any at all.
func exif(data []byte) (place, any bool) {
	t, order := exifBlock(data)
	if t == nil {
		return false, false
	}
	_, place = exifTag(t, order, 0x8825)
	return place, true
}

// exifBlock finds the TIFF structure in a JPEG (JEITA CP-3451, 4.7.2).
func exifBlock(data []byte) ([]byte, binary.ByteOrder) {
	for i := 2; i+10 <= len(data) && data[i] == 0xff; {
		n := int(binary.BigEndian.Uint16(data[i+2:]))
		if data[i+1] == 0xda || n < 2 || i+2+n > len(data) {
			return nil, nil
		}
		if seg := data[i+4 : i+2+n]; data[i+1] == 0xe1 && bytes.HasPrefix(seg, []byte("Exif\x00\x00")) && len(seg) > 14 {
			t := seg[6:]
			switch string(t[:2]) {
			case "II":
				return t, binary.LittleEndian
			case "MM":
				return t, binary.BigEndian
			}
			return nil, nil
		}
		i += 2 + n
	}
	return nil, nil
}

// exifTag gives the first short of a tag in the first directory.
func exifTag(t []byte, order binary.ByteOrder, tag uint16) (uint16, bool) {
	at := int(order.Uint32(t[4:]))
	if at < 8 || at+2 > len(t) {
		return 0, false
	}
	n := int(order.Uint16(t[at:]))
	for k := range n {
		e := at + 2 + 12*k
		if e+12 > len(t) {
			return 0, false
		}
		if order.Uint16(t[e:]) == tag {
			return order.Uint16(t[e+8:]), true
		}
	}
	return 0, false
}

// upright turns a picture as its EXIF orientation (tag 0x0112) says that it was
// taken, so that a page that was photographed sideways is read upright.
func upright(m *image.RGBA, data []byte) *image.RGBA {
	t, order := exifBlock(data)
	if t == nil {
		return m
	}
	o, _ := exifTag(t, order, 0x0112)
	return turned(m, o)
}

// turned turns a picture by an orientation as EXIF and TIFF count them, 1 to 8.
func turned(m *image.RGBA, o uint16) *image.RGBA {
	if o < 2 || o > 8 {
		return m
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	if o >= 5 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := x, y
			switch o {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, w-1-x
			case 7:
				sx, sy = h-1-y, w-1-x
			case 8:
				sx, sy = h-1-y, x
			}
			copy(out.Pix[out.PixOffset(x, y):][:4], m.Pix[m.PixOffset(sx, sy):][:4])
		}
	}
	return out
}
