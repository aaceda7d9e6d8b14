package annex

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"paraaf/documents"
	"paraaf/documents/pdf"
)

// A Message is a mail as people read it: who, when, about what, and the words
// (RFC 5322 and MIME, RFC 2045 to 2047).
type Message struct {
	Heads       []Head // From, To, CC, date and subject, in this order; those it has
	Text        string // of the body; lines end in "\n"
	Attachments []Attachment
	Notes       []string // Dutch sentences about what was left out
}

// A Head is one line of a message's head: "Van", and who.
type Head struct{ Label, Value string }

// An Attachment is a file that came with a message. Its name is what the sender
// gave it, without a path.
type Attachment struct {
	Name string
	Data []byte
}

// The limits of a message. Bytes of all attachments together are counted after
// decoding.
const (
	maxMailParts   = 200
	maxMailDepth   = 8
	maxAttachments = 64 << 20
	maxMailText    = 4 << 20
)

// shownHeads are the fields that are printed, with what they are called.
var shownHeads = []Head{{"Van", "From"}, {"Aan", "To"}, {"CC", "Cc"}, {"BCC", "Bcc"}, {"Antwoord aan", "Reply-To"}, {"Verzonden", "Date"}, {"Onderwerp", "Subject"}}

// ReadMail reads a message. Of alternatives the plain text is taken, of HTML its
// words. It fails with *documents.Unreadable on what is no message, or is
// encrypted or too large.
func ReadMail(data []byte) (Message, error) {
	m, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(data, "\r\n")))
	if err != nil {
		return Message{}, &documents.Unreadable{Text: "Dit is geen e-mail die te lezen is. Bewaar het bericht opnieuw als eml, of als PDF."}
	}
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	r := &mailReader{}
	for _, h := range shownHeads {
		for _, v := range m.Header[h.Value] {
			if plain, err := words.DecodeHeader(v); err == nil {
				v = plain
			}
			if v = oneLine(v); v != "" {
				r.out.Heads = append(r.out.Heads, Head{h.Label, v})
			}
		}
	}
	if err := r.part(mailPart{m.Header.Get("Content-Type"), m.Header.Get("Content-Disposition"), m.Header.Get("Content-Transfer-Encoding"), m.Body}, 0); err != nil {
		return Message{}, err
	}
	r.out.Text = strings.TrimSpace(r.text.String()) + "\n"
	return r.out, nil
}

// A mailPart is one part of a message, as its head describes it.
type mailPart struct {
	kind, disposition, coding string
	body                      io.Reader
}

// A mailReader does the work on one message.
type mailReader struct {
	out      Message
	text     strings.Builder
	parts    int
	attached int
}

var errMailTooLarge = &documents.Unreadable{Text: "Dit bericht is te groot of zit te diep in elkaar. Bewaar de bijlagen los en voeg ze apart toe."}

func (r *mailReader) part(p mailPart, depth int) error {
	if r.parts++; r.parts > maxMailParts || depth > maxMailDepth {
		return errMailTooLarge
	}
	kind, params, err := mime.ParseMediaType(p.kind)
	if err != nil || kind == "" {
		kind = "text/plain" // RFC 2045, 5.2
	}
	disposition, names, err := mime.ParseMediaType(p.disposition)
	if err != nil {
		disposition, _, _ = strings.Cut(strings.ToLower(p.disposition), ";")
	}
	body := mailBody(p.body, p.coding)
	name := names["filename"]
	if name == "" {
		name = params["name"]
	}
	switch {
	case kind == "multipart/encrypted", kind == "application/pkcs7-mime" && params["smime-type"] != "signed-data", kind == "application/x-pkcs7-mime":
		return &documents.Unreadable{Text: "Dit bericht is versleuteld. Open het in uw mailprogramma en bewaar het zonder versleuteling, of als PDF."}
	case strings.HasPrefix(kind, "multipart/"):
		return r.parted(kind, params["boundary"], body, depth)
	case disposition == "attachment" || name != "" && !strings.HasPrefix(kind, "text/") || kind == "message/rfc822":
		if kind == "message/rfc822" && name == "" {
			name = "bericht.eml"
		}
		return r.attach(name, body)
	case kind == "text/plain", kind == "text/html":
		return r.words(kind, params["charset"], body)
	}
	return r.attach(name, body)
}

// parted reads the parts of a part. Of alternatives, which say the same, one is
// kept: the first that is plain text, otherwise the last.
func (r *mailReader) parted(kind, boundary string, body io.Reader, depth int) error {
	if boundary == "" {
		return &documents.Unreadable{Text: "Dit bericht is beschadigd. Bewaar het opnieuw als eml, of als PDF."}
	}
	parts := multipart.NewReader(body, boundary)
	var kept *mailReader
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return &documents.Unreadable{Text: "Dit bericht is beschadigd: een onderdeel houdt te vroeg op. Bewaar het opnieuw als eml, of als PDF."}
		}
		one := mailPart{p.Header.Get("Content-Type"), p.Header.Get("Content-Disposition"), p.Header.Get("Content-Transfer-Encoding"), p}
		if kind != "multipart/alternative" {
			if err := r.part(one, depth+1); err != nil {
				return err
			}
			continue
		}
		alternative := &mailReader{parts: r.parts, attached: r.attached}
		if err := alternative.part(one, depth+1); err != nil {
			return err
		}
		r.parts, r.attached = alternative.parts, alternative.attached
		if plain := strings.HasPrefix(one.kind, "text/plain") && strings.TrimSpace(alternative.text.String()) != ""; plain || kept == nil {
			kept = alternative
			if plain {
				// What follows says the same in another form, and is still read, since
				// it may say more.
				continue
			}
		} else if differMuch(kept.text.String(), alternative.text.String()) {
			r.out.Notes = append(r.out.Notes, "Dit bericht heeft twee vormen die niet hetzelfde zeggen. Getoond is de gewone tekst; bekijk ook het bericht in uw mailprogramma.")
		}
		kept.out.Attachments = append(kept.out.Attachments, alternative.out.Attachments...)
	}
	if kept != nil {
		r.text.WriteString(kept.text.String())
		r.out.Attachments = append(r.out.Attachments, kept.out.Attachments...)
		r.out.Notes = append(r.out.Notes, kept.out.Notes...)
	}
	return nil
}

// differMuch reports whether one of two texts has many words that the other lacks.
func differMuch(a, b string) bool {
	have := map[string]bool{}
	for _, w := range strings.Fields(a) {
		have[fold(w)] = true
	}
	more := 0
	for _, w := range strings.Fields(b) {
		if f := fold(w); f != "" && !have[f] && !strings.Contains(w, "://") {
			more++
		}
	}
	return more > 5
}

func mailBody(body io.Reader, coding string) io.Reader {
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, &alphabet{body})
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// alphabet leaves out what is no letter of base64: RFC 2045, 6.8 says to ignore
// it, and mail programs rely on that.
type alphabet struct{ r io.Reader }

func (a *alphabet) Read(p []byte) (int, error) {
	for {
		n, err := a.r.Read(p)
		k := 0
		for _, c := range p[:n] {
			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
				p[k] = c
				k++
			}
		}
		if k > 0 || err != nil {
			return k, err
		}
	}
}

func (r *mailReader) attach(name string, body io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(body, int64(maxAttachments-r.attached)+1))
	if err != nil {
		r.out.Notes = append(r.out.Notes, "Een bijlage van dit bericht is beschadigd en niet meegenomen.")
		return nil
	}
	if r.attached += len(data); r.attached > maxAttachments {
		return errMailTooLarge
	}
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if plain, err := words.DecodeHeader(name); err == nil {
		name = plain
	}
	r.out.Attachments = append(r.out.Attachments, Attachment{Name: BareName(name), Data: data})
	return nil
}

// BareName keeps of a file name what is safe to show: no path, no control
// characters, at most 120 runes.
func BareName(name string) string {
	name = oneLine(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if name == "." || name == "/" || name == "" {
		return "zonder naam"
	}
	if r := []rune(name); len(r) > 120 {
		name = string(r[:119]) + "…"
	}
	return name
}

// words adds the words of a part to the text.
func (r *mailReader) words(kind, set string, body io.Reader) error {
	raw, err := io.ReadAll(io.LimitReader(body, maxMailText+1))
	if len(raw) > maxMailText || r.text.Len() > maxMailText {
		return errMailTooLarge
	}
	if err != nil {
		r.out.Notes = append(r.out.Notes, "Een deel van de tekst van dit bericht is beschadigd.")
	}
	text := string(raw)
	if set != "" || !utf8.Valid(raw) {
		if set == "" {
			set = "windows-1252"
		}
		if dec, err := charset.NewReaderLabel(set, bytes.NewReader(raw)); err == nil {
			if all, err := io.ReadAll(dec); err == nil {
				text = string(all)
			}
		}
	}
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\r\n", "\n"), "\ufffd")
	if kind == "text/html" {
		text = htmlWords(text)
	}
	if r.text.Len() > 0 {
		r.text.WriteString("\n\n")
	}
	r.text.WriteString(text)
	return nil
}

// htmlBreaks are the elements at which a line of text ends.
var htmlBreaks = map[string]bool{"p": true, "div": true, "br": true, "li": true, "tr": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"blockquote": true, "pre": true, "table": true, "ul": true, "ol": true, "hr": true}

// htmlWords gives what a page of HTML says, line by line. Text that is hidden by
// its style is shown: a person must judge it.
func htmlWords(s string) string {
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(maxMailText)
	var b strings.Builder
	silent := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tidyLines(b.String())
		case html.TextToken:
			if silent == 0 {
				b.WriteString(strings.Join(strings.FieldsFunc(" "+string(z.Text())+" ", func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), " "))
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			t := z.Token()
			switch {
			case t.Data == "script" || t.Data == "style" || t.Data == "head" || t.Data == "title":
				if t.Type == html.StartTagToken {
					silent++
				} else if t.Type == html.EndTagToken && silent > 0 {
					silent--
				}
			case htmlBreaks[t.Data]:
				b.WriteByte('\n')
			case t.Data == "td" || t.Data == "th":
				b.WriteByte(' ')
			case t.Data == "a" && t.Type == html.StartTagToken:
				for _, a := range t.Attr {
					if to, ok := strings.CutPrefix(a.Val, "mailto:"); ok && a.Key == "href" && !strings.Contains(s, ">"+to+"<") {
						b.WriteString(" <" + to + "> ")
					}
				}
			}
		}
	}
}

// tidyLines takes away space at the ends of lines and more than one empty line.
func tidyLines(s string) string {
	var b strings.Builder
	empty := 2
	for line := range strings.Lines(s) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			empty++
		} else {
			empty = 0
		}
		if empty < 2 {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// oneLine gives text on one line without control characters.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError }), " ")
}

// pages lays a message out on pages.
func (m *Message) pages() ([]byte, error) {
	var body []pdf.Block
	terms := pdf.Terms{LabelWidth: 80, Gap: 3}
	for _, h := range m.Heads {
		terms.Rows = append(terms.Rows, pdf.Term{Label: pdf.Plain(h.Label), Value: []pdf.Text{pdf.Plain(h.Value)}})
	}
	if len(m.Attachments) > 0 {
		var names []pdf.Text
		for _, a := range m.Attachments {
			names = append(names, pdf.Plain(a.Name))
		}
		terms.Rows = append(terms.Rows, pdf.Term{Label: pdf.Plain("Bijlagen"), Value: names})
	}
	body = append(body, pdf.Heading{Level: 1, Text: pdf.Plain("E-mailbericht"), Quiet: true})
	if len(terms.Rows) > 0 {
		body = append(body, terms, pdf.Rule{Before: 4, After: 10})
	}
	body = append(body, blocksOf(m.Text)...)
	return laidOut(body)
}

// blocksOf makes blocks of plain text: lines stay lines.
func blocksOf(text string) []pdf.Block {
	var out []pdf.Block
	var t pdf.Text
	end := func() {
		if len(t) > 0 {
			out = append(out, pdf.Paragraph{Text: t})
			t = nil
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(strings.Map(func(r rune) rune {
			if r == '\t' {
				return ' '
			}
			if unicode.IsControl(r) {
				return -1
			}
			return r
		}, line), " ")
		if line == "" {
			end()
			continue
		}
		if len(t) > 0 {
			t = append(t, pdf.Run{Break: true})
		}
		t = append(t, pdf.Run{Text: line, At: -1})
		if len(t) > 60 {
			end() // a paragraph of thousands of lines is slow to break
		}
	}
	end()
	if len(out) == 0 {
		out = append(out, pdf.Paragraph{Text: pdf.Plain("(Zonder tekst)")})
	}
	return out
}

// laidOut draws blocks. What no font has is drawn as a square: a person sees
// that something stood there.
func laidOut(body []pdf.Block) ([]byte, error) {
	theme := pdf.DefaultTheme()
	theme.Width = 440
	sign := '□'
	for try := 0; ; try++ {
		if try == 1 { // the sign for what lacks may lack too
			sign = '?'
		}
		out, err := pdf.Render(pdf.Document{Title: Title, Theme: theme, Body: body})
		var missing pdf.Missing
		if !errors.As(err, &missing) || try == 2 {
			if err != nil {
				return nil, fmt.Errorf("lay out a message: %w", err)
			}
			return out, nil
		}
		lacks := map[rune]bool{}
		for _, g := range missing {
			lacks[g.Rune] = true
		}
		replaceText(body, func(s string) string {
			return strings.Map(func(r rune) rune {
				if lacks[r] {
					return sign
				}
				return r
			}, s)
		})
	}
}

// replaceText changes every text of blocks as mail and word processors give them.
func replaceText(body []pdf.Block, f func(string) string) {
	text := func(t pdf.Text) {
		for i := range t {
			t[i].Text = f(t[i].Text)
		}
	}
	for _, b := range body {
		switch b := b.(type) {
		case pdf.Heading:
			text(b.Text)
		case pdf.Paragraph:
			text(b.Text)
		case pdf.Quote:
			replaceText(b.Blocks, f)
		case pdf.List:
			for _, item := range b.Items {
				replaceText(item, f)
			}
		case pdf.Table:
			for _, row := range append([][]pdf.Text{b.Head}, b.Rows...) {
				for _, cell := range row {
					text(cell)
				}
			}
		case pdf.Terms:
			for _, row := range b.Rows {
				text(row.Label)
				for _, v := range row.Value {
					text(v)
				}
			}
		}
	}
}
