package gate

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"paraaf/documents"
)

// A Where is the kind of place in which something was found.
type Where string

// The places, as `paraaf gate` prints them.
const (
	InText       Where = "text"
	InHidden     Where = "hidden text"
	InMetadata   Where = "metadata"
	InLink       Where = "link"
	InOutline    Where = "outline"
	InAttachment Where = "attachment"
	InRevision   Where = "revision"
	InImage      Where = "image"
	InFont       Where = "font"
	InStructure  Where = "structure"
	InName       Where = "name" // a name within the file
	InFileName   Where = "file name"
	InAnnotation Where = "annotation"
	InForm       Where = "form field"
	InLayer      Where = "layer"
	InScript     Where = "script"
	InComment    Where = "comment"
	InChange     Where = "tracked change"
	InAttribute  Where = "attribute"
	InStream     Where = "stream" // anywhere else in the bytes
)

// A Leak is one finding. What is the number of the secret that was found,
// counted from 1 ("geheim 3"), or what is there that should not be; it never
// repeats a secret. Detail says where exactly and in which coding.
type Leak struct {
	File   string `json:"file"`
	Where  Where  `json:"where"`
	What   string `json:"what"`
	Detail string `json:"detail"`
}

// A NotExamined is a part that nobody has looked at: a picture, as long as no
// text was read from it.
type NotExamined struct {
	File   string `json:"file"`
	Where  Where  `json:"where"`
	What   string `json:"what"` // always "not examined"
	Detail string `json:"detail"`
	Page   int    `json:"-"` // from 1; 0 for what is no page
}

// An Artefact is a finished file with what it is the public version of.
type Artefact struct {
	Paper  string // place of the paper in the set
	Format string // "html", "pdf", "odt"
	Name   string // file name as it will be offered
	Data   []byte
}

// maxUnpacked bounds what all streams and parts of one artefact may hold
// together after decoding, in bytes.
const maxUnpacked = 256 << 20

// ErrTooLarge: decoding the artefact would need more than 256 MiB.
var ErrTooLarge = errors.New("more than 256 MiB when unpacked")

// Examine attacks one artefact. secrets are what must not be found; public
// says that it is our own output, in which any field off the allow-list is a
// leak. An artefact that cannot be opened is an error: it must not leave.
func Examine(name string, data []byte, secrets []string, public bool) ([]Leak, []NotExamined, error) {
	return ExamineSeen(nil, name, data, secrets, public)
}

// Eyes look at a PDF or picture as it is drawn. pages, counted from 1, are those
// whose pixels must be read as text. An error means that nothing was seen.
type Eyes func(data []byte, pages []int) ([]Sight, error)

// A Sight is what was seen of one page.
type Sight struct {
	Page int // from 1
	// Read says that its pixels were read, and Text what stood in them.
	Read bool
	Text string
	// Unseen is what the file says that it shows there, where no ink is.
	Unseen string
}

// ExamineSeen is Examine with eyes: pictures are read, and text is compared with
// the ink where it stands. Without eyes (nil) pictures are not examined.
func ExamineSeen(eyes Eyes, name string, data []byte, secrets []string, public bool) ([]Leak, []NotExamined, error) {
	x := &examination{file: name, needles: needles(secrets), public: public, seen: map[Leak]bool{}, eyes: eyes}
	x.text(InFileName, "file name", path.Base(name))
	err := x.examine(name, data)
	if err != nil {
		return nil, nil, fmt.Errorf("examine %s: %w", name, err)
	}
	return x.leaks, x.unread, nil
}

// An examination is the work on one artefact and everything packed in it.
type examination struct {
	file     string
	needles  []needle
	public   bool
	leaks    []Leak
	unread   []NotExamined
	seen     map[Leak]bool
	eyes     Eyes
	unpacked int
	depth    int
	fontKeys []byte // the table of fonts of the package that is looked at
	seal     *seal  // nil unless there is one that holds
}

// examine looks at one file by what its bytes are, not by its name.
func (x *examination) examine(name string, data []byte) error {
	if x.depth++; x.depth > 4 {
		return fmt.Errorf("packed more than four deep")
	}
	defer func() { x.depth-- }()
	if looksLikeHTML(data) {
		data = withoutTypeface(data)
	}
	x.bytes(InStream, "the bytes of the file", data)
	switch {
	case len(data) == 0 && x.depth == 1:
		return errors.New("nothing in it")
	case bytes.HasPrefix(bytes.TrimLeft(data, "\x00\t\r\n \xef\xbb\xbf"), []byte("%PDF-")) || bytes.Contains(head(data), []byte("%PDF-")):
		return x.pdf(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return x.zip(data)
	case picture(data):
		x.picture("picture", data)
		return nil
	case isFont(data):
		return x.fontFile("font", data)
	case !utf8.Valid(data):
		return fmt.Errorf("neither PDF, package, picture nor UTF-8 text")
	}
	switch ext := strings.ToLower(path.Ext(name)); {
	case x.depth == 1 && slices.Contains([]string{".pdf", ".docx", ".odt", ".xlsx", ".zip"}, ext):
		return fmt.Errorf("called %s and no such file", ext)
	case ext == ".html" || ext == ".htm" || looksLikeHTML(data):
		return x.html(data)
	case ext == ".xml" || bytes.HasPrefix(bytes.TrimSpace(data), []byte("<?xml")):
		return x.xml(InText, "xml", data)
	}
	x.text(InText, "text", string(data))
	return nil
}

func head(data []byte) []byte { return data[:min(len(data), 1024)] }

// picture recognises the picture formats that packages and pages carry.
func picture(data []byte) bool {
	for _, magic := range []string{"\x89PNG\r\n", "\xff\xd8\xff", "GIF8", "II*\x00", "MM\x00*", "BM", "RIFF"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return true
		}
	}
	return false
}

// spend counts what was unpacked against the bound.
func (x *examination) spend(n int) error {
	if x.unpacked += n; x.unpacked > maxUnpacked {
		return ErrTooLarge
	}
	return nil
}

// leak reports once.
func (x *examination) leak(where Where, what, detail string) {
	l := Leak{x.file, where, what, detail}
	if !x.seen[l] {
		x.seen[l] = true
		x.leaks = append(x.leaks, l)
	}
}

// picture has a picture read.
func (x *examination) picture(at string, data []byte) {
	if what := besides(data); x.public && what != "" {
		x.present(InMetadata, what, at)
	}
	x.look(at, data, map[int]string{1: at + ": its text was not read"})
}

// besides names what a PNG or JPEG says besides its pixels: of where it was taken, with
// what and by whom (Exif, XMP, IPTC, comments). "" is nothing.
func besides(data []byte) string {
	if bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) {
		for i := 8; i+8 <= len(data); {
			kind := string(data[i+4 : i+8])
			if slices.Contains([]string{"eXIf", "tEXt", "iTXt", "zTXt", "tIME"}, kind) {
				return "picture with " + kind
			}
			i += 12 + int(binary.BigEndian.Uint32(data[i:]))
		}
		return ""
	}
	for i := 2; bytes.HasPrefix(data, []byte("\xff\xd8")) && i+4 <= len(data) && data[i] == 0xff && data[i+1] != 0xda; {
		if m := data[i+1]; m > 0xe0 && m <= 0xef && m != 0xee || m == 0xfe { // APP14 says how colours are coded
			return fmt.Sprintf("picture with segment %#x", m)
		}
		i += 2 + int(binary.BigEndian.Uint16(data[i+2:]))
	}
	return ""
}

// look has pages looked at. unread says of those with pictures what to report
// when nobody has read them.
func (x *examination) look(at string, data []byte, unread map[int]string) {
	pages := slices.Sorted(maps.Keys(unread))
	var sights []Sight
	if x.eyes != nil {
		var err error
		if sights, err = x.eyes(data, pages); err != nil {
			sights = nil // what was not seen was not examined
		}
	}
	for _, s := range sights {
		on := fmt.Sprintf("%s, page %d", at, s.Page)
		if s.Read {
			delete(unread, s.Page)
			x.text(InImage, on+", read from its pixels", s.Text)
		}
		if len([]rune(fold(withoutGrounds(s.Unseen)))) > 2 { // less may be a speck that is hard to see
			x.present(InHidden, "text that cannot be seen", on+", no ink where it stands")
			x.text(InHidden, on+", no ink where it stands", s.Unseen)
		}
	}
	for _, n := range pages {
		if why, still := unread[n]; still {
			x.skip(InImage, why)
			if at == "pdf" {
				x.unread[len(x.unread)-1].Page = n
			}
		}
	}
}

// bracketed is what may be the mark of a box, "[5.1.2e, 5.1.2i]".
var bracketed = regexp.MustCompile(`\[[^\[\]]{1,80}\]`)

// withoutGrounds takes out the marks that stand unseen in the boxes of a rebuilt
// paper: they say why something is gone and nothing else.
func withoutGrounds(s string) string {
	return bracketed.ReplaceAllStringFunc(s, func(m string) string {
		for g := range strings.SplitSeq(m[1:len(m)-1], ",") {
			if _, err := documents.ParseGround(strings.TrimSpace(g)); err != nil {
				return m
			}
		}
		return " "
	})
}

// skip says that a part was not examined.
func (x *examination) skip(where Where, detail string) {
	x.unread = append(x.unread, NotExamined{File: x.file, Where: where, What: "not examined", Detail: detail})
}

// text looks for every secret in words as a person would read them.
func (x *examination) text(where Where, detail, s string) {
	if len(x.needles) == 0 || s == "" {
		return
	}
	h := hay(s)
	for _, n := range x.needles {
		if n.in(h) {
			x.leak(where, n.what, detail)
		}
	}
}

// bytes looks for every secret in the codings in which text hides.
func (x *examination) bytes(where Where, detail string, data []byte) {
	if len(x.needles) == 0 || len(data) == 0 {
		return
	}
	low := lower(data)
	for _, n := range x.needles {
		for _, c := range n.coded {
			in := low
			if c.exact {
				in = data
			}
			if bytes.Contains(in, c.bytes) {
				x.leak(where, n.what, detail+", as "+c.name)
			}
		}
	}
}

// present reports something that is there and should not be, whatever it says.
func (x *examination) present(where Where, what, detail string) { x.leak(where, what, detail) }
