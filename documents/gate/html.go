package gate

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"paraaf/documents/pdf"
)

func looksLikeHTML(data []byte) bool {
	h := bytes.ToLower(head(data))
	return bytes.Contains(h, []byte("<!doctype html")) || bytes.Contains(h, []byte("<html"))
}

// typeface is a font within a style sheet.
var typeface = regexp.MustCompile(`url\(data:font/woff2;base64,([A-Za-z0-9+/=]+)\)`)

// withoutTypeface takes out the files of the typeface that come with the program. Each is
// known by every byte, and among forty thousand letters of base64 a short name stands by chance.
func withoutTypeface(data []byte) []byte {
	return typeface.ReplaceAllFunc(data, func(m []byte) []byte {
		b, err := base64.StdEncoding.DecodeString(string(typeface.FindSubmatch(m)[1]))
		if err != nil || !pdf.IsWebFont(b) {
			return m
		}
		return []byte("url()")
	})
}

// unpercent undoes percent-encoding where it is sound.
func unpercent(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// cssEscape is how CSS writes a character by its number, or one that would mean something.
var cssEscape = regexp.MustCompile(`\\(?:([0-9A-Fa-f]{1,6})(?:\r\n|[ \t\r\n\f])?|([^0-9A-Fa-f]))`)

// styleWords gives a style as its reader has it: what it prints on a page may be written in
// other letters than it shows (CSS Syntax 3, 4.3.7).
func styleWords(css string) string {
	return cssEscape.ReplaceAllStringFunc(css, func(m string) string {
		part := cssEscape.FindStringSubmatch(m)
		if part[1] == "" {
			return strings.Trim(part[2], "\n") // the end of a line goes on
		}
		n, _ := strconv.ParseUint(part[1], 16, 32) // six digits are a number
		return string(rune(n))
	})
}

// quietMeta are the <meta> names that say nothing about people.
var quietMeta = []string{"viewport", "color-scheme", "robots", "referrer", "generator", "description"}

// html examines a page: its text as it is read, every attribute, comment and
// script, and what is there but hidden.
func (x *examination) html(data []byte) error {
	if err := x.packedFonts("page", data); err != nil {
		return err
	}
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(16 << 20)
	var all, line strings.Builder
	var open []string // elements whose content is no text of the page
	flush := func() {
		x.text(InText, "text", line.String())
		line.Reset()
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			flush()
			x.text(InText, "text of the whole page", all.String())
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return fmt.Errorf("read html: %w", err)
			}
			return nil
		case html.CommentToken:
			c := string(z.Text())
			x.text(InComment, "comment", c)
			if strings.TrimSpace(c) != "" {
				x.present(InComment, "comment", "in the page")
			}
		case html.TextToken:
			t := string(z.Text())
			if len(open) == 0 {
				all.WriteString(t)
				line.WriteString(t)
				continue
			}
			where := InStream
			if slices.Contains(open, "script") {
				where = InScript
			}
			if slices.Contains(open, "title") {
				where = InMetadata
			}
			x.text(where, "<"+open[len(open)-1]+">", t)
			if slices.Contains(open, "style") {
				x.text(where, "words of a style", styleWords(t))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			x.tag(t)
			if block[t.Data] {
				flush()
			}
			if t.Type == html.StartTagToken && slices.Contains([]string{"script", "style", "title", "template", "noscript"}, t.Data) {
				open = append(open, t.Data)
			}
		case html.EndTagToken:
			t := z.Token()
			if block[t.Data] {
				flush()
			}
			if n := len(open); n > 0 && open[n-1] == t.Data {
				open = open[:n-1]
			}
		}
	}
}

// block are elements at which a line of text ends.
var block = map[string]bool{"p": true, "div": true, "li": true, "td": true, "th": true, "tr": true, "dt": true, "dd": true, "br": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "section": true, "header": true, "footer": true, "blockquote": true, "figure": true}

// tag looks at one element and its attributes.
func (x *examination) tag(t html.Token) {
	at := "<" + t.Data + ">"
	if t.Data == "script" || t.Data == "iframe" || t.Data == "object" || t.Data == "embed" || t.Data == "form" {
		x.present(InScript, "element "+t.Data, "in the page")
	}
	attr := map[string]string{}
	drawn := false // a picture that stands in the page itself
	for _, a := range t.Attr {
		attr[a.Key] = a.Val
		if a.Key == "src" && x.inline(a.Val) {
			drawn = true
			continue
		}
		where := InAttribute
		switch a.Key {
		case "href", "src", "action", "cite":
			where = InLink
			x.text(where, at+" "+a.Key, unpercent(a.Val))
		case "alt", "title", "aria-label", "aria-description":
			where = InStructure
		case "id", "class", "name":
			where = InName
		case "style":
			x.text(where, at+" style", styleWords(a.Val))
		}
		x.text(where, at+" "+a.Key, a.Val)
		if strings.HasPrefix(a.Key, "on") {
			x.present(InScript, "attribute "+a.Key, at)
		}
	}
	_, hidden := attr["hidden"]
	if style := strings.ReplaceAll(strings.ToLower(attr["style"]), " ", ""); hidden || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
		x.present(InHidden, "hidden element", at)
	}
	if t.Data == "meta" && attr["name"] != "" && strings.TrimSpace(attr["content"]) != "" {
		name := strings.ToLower(attr["name"])
		named := slices.Contains([]string{"author", "creator", "keywords", "company", "manager", "dc.creator", "dcterms.creator"}, name)
		if named || x.public && !slices.Contains(quietMeta, name) {
			x.present(InMetadata, "meta "+name, "in the page")
		}
	}
	if t.Data == "img" && !drawn && !strings.HasPrefix(attr["src"], "data:image/svg") {
		x.skip(InImage, "picture in the page: its text was not read")
	}
}

// inline looks at a picture that stands in the page itself, as a picture; its letters are
// no text. It reports false on anything else.
func (x *examination) inline(src string) bool {
	kind, packed, ok := strings.Cut(src, ";base64,")
	data, err := base64.StdEncoding.DecodeString(packed)
	if !ok || err != nil || !slices.Contains([]string{"data:image/png", "data:image/jpeg"}, kind) || !picture(data) || x.spend(len(data)) != nil {
		return false
	}
	x.picture("picture in the page", data)
	return true
}

// xmlLeaves yields the local name and the text of every element that holds
// text, and of every attribute. Reading ends at the first fault.
func xmlLeaves(data []byte) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		d := xml.NewDecoder(bytes.NewReader(data))
		d.Strict = false
		var names []string
		for {
			tok, err := d.Token()
			if err != nil {
				return
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				names = append(names, tok.Name.Local)
				for _, a := range tok.Attr {
					if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Local == "about" || a.Name.Local == "parseType" || a.Name.Local == "lang" || a.Name.Local == "xmptk" {
						continue
					}
					if !yield(a.Name.Local, a.Value) {
						return
					}
				}
			case xml.EndElement:
				if len(names) > 0 {
					names = names[:len(names)-1]
				}
			case xml.CharData:
				if len(names) > 0 && len(bytes.TrimSpace(tok)) > 0 && !yield(names[len(names)-1], string(tok)) {
					return
				}
			}
		}
	}
}

// xml examines a part that is XML: its text with and without the elements that
// cut it, its attributes and its comments.
func (x *examination) xml(where Where, at string, data []byte) error {
	if err := x.packedFonts(at, data); err != nil {
		return err
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	var all strings.Builder
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return fmt.Errorf("read %s: %w", at, err)
		}
		switch tok := tok.(type) {
		case xml.CharData:
			all.Write(tok)
		case xml.Comment:
			x.text(InComment, at, string(tok))
		case xml.StartElement:
			for _, a := range tok.Attr {
				x.text(InAttribute, at+" "+a.Name.Local, a.Value)
			}
			if strings.HasPrefix(tok.Name.Local, "p") || tok.Name.Local == "br" || tok.Name.Local == "tab" {
				all.WriteByte(' ')
			}
		}
	}
	x.text(where, at, all.String())
	return nil
}
