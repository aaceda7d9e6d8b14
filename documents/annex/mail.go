package annex

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"

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
var shownHeads = []Head{{"Van", "From"}, {"Verzonden door", "Sender"}, {"Aan", "To"}, {"CC", "Cc"}, {"BCC", "Bcc"}, {"Antwoord aan", "Reply-To"}, {"Verzonden", "Date"}, {"Onderwerp", "Subject"}}

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
			v = decoded(v) // programs that ignore RFC 2047 write bytes
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
	kind, params := mediaType(p.kind)
	if !strings.Contains(kind, "/") {
		kind = "text/plain" // RFC 2045, 5.2
	}
	disposition, names := mediaType(p.disposition)
	body := mailBody(p.body, p.coding)
	name := cmp.Or(extended(p.disposition, "filename"), names["filename"], extended(p.kind, "name"), params["name"])
	switch {
	case kind == "multipart/encrypted", isSMIME(kind) && params["smime-type"] != "signed-data" && params["smime-type"] != "certs-only":
		return &documents.Unreadable{Text: "Dit bericht is versleuteld. Open het in uw mailprogramma en bewaar het zonder versleuteling, of als PDF."}
	case isSMIME(kind):
		return &documents.Unreadable{Text: "De tekst van dit bericht zit in een digitale handtekening (smime.p7m) en is zo niet te lezen. Open het in uw mailprogramma en bewaar het als PDF, of laat het gewoon sturen."}
	case strings.HasSuffix(kind, "pkcs7-signature"), kind == "application/pgp-signature":
		r.note("Dit bericht is digitaal ondertekend. De handtekening is niet gecontroleerd en niet meegenomen.")
		return nil
	case strings.HasPrefix(kind, "multipart/"):
		return r.parted(kind, params["boundary"], body, depth)
	case disposition == "attachment" || name != "" && !strings.HasPrefix(kind, "text/") || kind == "message/rfc822":
		if kind == "message/rfc822" && name == "" {
			name = "bericht.eml"
		}
		return r.attach(name, kind, body)
	case strings.HasPrefix(kind, "text/"), kind == "message/delivery-status", kind == "message/disposition-notification":
		return r.words(kind, params, body)
	}
	return r.attach(name, kind, body)
}

// isSMIME reports whether a part is a message in an envelope of S/MIME (RFC 8551).
func isSMIME(kind string) bool {
	return kind == "application/pkcs7-mime" || kind == "application/x-pkcs7-mime"
}

// mediaType takes a field apart into what it says and its parameters. Programs write
// fields that RFC 2045 forbids, as file names without quotes: of those what can be
// understood is.
func mediaType(field string) (string, map[string]string) {
	kind, params, err := mime.ParseMediaType(field)
	if err == nil {
		return kind, params
	}
	kind, rest, _ := strings.Cut(field, ";")
	params = map[string]string{}
	for _, one := range strings.Split(rest, ";") {
		key, value, _ := strings.Cut(one, "=")
		params[strings.ToLower(strings.TrimSpace(key))] = strings.Trim(strings.TrimSpace(value), `"`)
	}
	return strings.ToLower(strings.TrimSpace(kind)), params
}

// extended gives a parameter that was cut into pieces and coded (RFC 2231, 4.1), in
// any character set: package mime knows two.
func extended(field, key string) string {
	set, value := "", ""
	for n := range 20 {
		found := false
		for _, form := range []string{key + "*" + strconv.Itoa(n) + "*", key + "*" + strconv.Itoa(n), key + "*"} {
			if form == key+"*" && n > 0 {
				continue
			}
			_, rest, ok := cutFold(field, form+"=")
			if !ok {
				continue
			}
			rest, _, _ = strings.Cut(rest, ";")
			rest = strings.Trim(strings.TrimSpace(rest), `"`)
			if strings.HasSuffix(form, "*") {
				if n == 0 && strings.Count(rest, "'") >= 2 {
					set, rest, _ = strings.Cut(rest, "'")
					_, rest, _ = strings.Cut(rest, "'")
				}
				if plain, err := url.PathUnescape(rest); err == nil {
					rest = plain
				}
			}
			value, found = value+rest, true
			break
		}
		if !found {
			break
		}
	}
	if set != "" {
		if dec, err := charset.NewReaderLabel(set, strings.NewReader(value)); err == nil {
			if all, err := io.ReadAll(dec); err == nil {
				return string(all)
			}
		}
	}
	return value
}

// cutFold is strings.Cut, whatever the case of ASCII letters, before a parameter's name.
func cutFold(s, sep string) (before, after string, found bool) {
	for i := 0; i+len(sep) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(sep)], sep) && (i == 0 || strings.ContainsRune("; \t\r\n", rune(s[i-1]))) {
			return s[:i], s[i+len(sep):], true
		}
	}
	return s, "", false
}

// note keeps a sentence about what was left out, once.
func (r *mailReader) note(says string) {
	if !slices.Contains(r.out.Notes, says) {
		r.out.Notes = append(r.out.Notes, says)
	}
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
		if kind, _ := mediaType(one.kind); kind == "text/calendar" && kept != nil {
			// An invitation says who was asked, which the text beside it does not.
			kept.text.WriteString("\n\n" + alternative.text.String())
			continue
		}
		if plain := strings.HasPrefix(one.kind, "text/plain") && strings.TrimSpace(alternative.text.String()) != ""; plain || kept == nil {
			kept = alternative
			if plain {
				// What follows says the same in another form, and is still read, since
				// it may say more.
				continue
			}
		} else if differMuch(kept.text.String(), alternative.text.String()) {
			r.note("Dit bericht heeft twee vormen die niet hetzelfde zeggen. Getoond is de gewone tekst; bekijk ook het bericht in uw mailprogramma.")
		}
		if kept != alternative {
			kept.out.Attachments = append(kept.out.Attachments, alternative.out.Attachments...)
			kept.out.Notes = append(kept.out.Notes, alternative.out.Notes...)
		}
	}
	if kept != nil {
		if r.text.Len() > 0 {
			r.text.WriteString("\n\n")
		}
		r.text.WriteString(kept.text.String())
		r.out.Attachments = append(r.out.Attachments, kept.out.Attachments...)
		for _, n := range kept.out.Notes {
			r.note(n)
		}
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

func (r *mailReader) attach(name, kind string, body io.Reader) error {
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if plain, err := words.DecodeHeader(decoded(name)); err == nil {
		name = plain
	}
	if strings.TrimSpace(name) == "" {
		name = strings.ReplaceAll(kind, "/", " ") + " zonder naam"
	}
	name = BareName(name)
	data, err := io.ReadAll(io.LimitReader(body, int64(maxAttachments-r.attached)+1))
	if err != nil {
		r.note("Niet meegenomen: " + name + ". Deze bijlage van het bericht is beschadigd. Vraag haar opnieuw op.")
		return nil
	}
	if r.attached += len(data); r.attached > maxAttachments {
		return errMailTooLarge
	}
	r.out.Attachments = append(r.out.Attachments, Attachment{Name: name, Data: data})
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
func (r *mailReader) words(kind string, params map[string]string, body io.Reader) error {
	raw, err := io.ReadAll(io.LimitReader(body, maxMailText+1))
	if len(raw) > maxMailText || r.text.Len() > maxMailText {
		return errMailTooLarge
	}
	if err != nil {
		r.note("Een deel van de tekst van dit bericht is beschadigd en ontbreekt. Bekijk het bericht in uw mailprogramma.")
	}
	text := string(raw)
	if set := params["charset"]; set != "" {
		if dec, err := charset.NewReaderLabel(set, bytes.NewReader(raw)); err == nil {
			if all, err := io.ReadAll(dec); err == nil {
				text = string(all)
			}
		}
	}
	text = strings.ReplaceAll(decoded(text), "\r\n", "\n")
	if strings.ContainsRune(text, utf8.RuneError) {
		r.note("Van dit bericht zijn tekens niet te lezen: de codering klopt niet. Bekijk het bericht in uw mailprogramma.")
	}
	switch {
	case kind == "text/html":
		var left htmlLeft
		text, left = htmlWords(text)
		for _, says := range left.says() {
			r.note(says)
		}
	case kind == "text/calendar":
		text = calendarWords(text)
	case strings.EqualFold(params["format"], "flowed"):
		text = unflowed(text, strings.EqualFold(params["delsp"], "yes"))
	}
	if r.text.Len() > 0 {
		r.text.WriteString("\n\n")
	}
	r.text.WriteString(text)
	return nil
}

// decoded reads bytes that are no UTF-8 as Windows-1252, in which every byte is a
// sign: what programs that do not say what they write have written.
func decoded(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	if plain, err := charmap.Windows1252.NewDecoder().String(s); err == nil {
		return plain
	}
	return strings.ToValidUTF8(s, string(utf8.RuneError))
}

// unflowed joins the lines that a mail program broke and marked so (RFC 3676), since
// a name that runs over two lines is a name.
func unflowed(text string, deleteSpace bool) string {
	var b strings.Builder
	depth, open := 0, false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		said := strings.TrimLeft(line, ">")
		d := len(line) - len(said)
		said = strings.TrimPrefix(said, " ") // space that was stuffed
		soft := strings.HasSuffix(said, " ") && said != "-- "
		if open && (d != depth || said == "-- ") {
			b.WriteByte('\n')
			open = false
		}
		if !open && d > 0 {
			b.WriteString(strings.Repeat(">", d) + " ")
		}
		depth, open = d, soft
		if soft && deleteSpace {
			said = said[:len(said)-1]
		}
		b.WriteString(said)
		if !soft {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// calendarLabels are the properties of an appointment that people read (RFC 5545).
var calendarLabels = map[string]string{"SUMMARY": "Onderwerp", "DTSTART": "Begin", "DTEND": "Einde", "LOCATION": "Plaats", "ORGANIZER": "Organisator", "ATTENDEE": "Genodigde",
	"DESCRIPTION": "Omschrijving", "COMMENT": "Opmerking", "CONTACT": "Contact", "URL": "Adres", "ATTACH": "Bijlage", "CATEGORIES": "Categorie"}

// calendarWords gives what an invitation says, a property on a line.
func calendarWords(text string) string {
	text = strings.NewReplacer("\n ", "", "\n\t", "").Replace(text) // RFC 5545, 3.1
	var b strings.Builder
	b.WriteString("Agenda-uitnodiging\n")
	within := ""
	for line := range strings.Lines(text) {
		head, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		for ok && strings.Count(head, `"`)%2 == 1 { // a colon within quotes
			more := ""
			more, value, ok = strings.Cut(value, ":")
			head += ":" + more
		}
		name, params, _ := strings.Cut(head, ";")
		name = strings.ToUpper(name)
		if name == "BEGIN" {
			within = strings.ToUpper(value)
		}
		label := calendarLabels[name]
		if !ok || label == "" || within == "VTIMEZONE" || within == "STANDARD" || within == "DAYLIGHT" {
			continue
		}
		for _, p := range strings.Split(params, ";") {
			if called, ok := strings.CutPrefix(p, "CN="); ok {
				value = strings.Trim(called, `"`) + " <" + value + ">"
			}
		}
		value = strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`, "mailto:", "", "MAILTO:", "").Replace(value)
		b.WriteString(label + ": " + value + "\n")
	}
	return b.String()
}

// htmlBreaks are the elements at which a line of text ends.
var htmlBreaks = map[string]bool{"p": true, "div": true, "br": true, "li": true, "tr": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"blockquote": true, "pre": true, "table": true, "ul": true, "ol": true, "hr": true}

// htmlLeft is what a page of HTML holds besides its words.
type htmlLeft struct {
	embedded, elsewhere int // pictures
	cut                 bool
}

func (l htmlLeft) says() []string {
	var out []string
	if l.embedded > 0 {
		out = append(out, "In de tekst van dit bericht staan afbeeldingen die niet zijn meegenomen. Bekijk het bericht in uw mailprogramma, en voeg toe wat erbij hoort.")
	}
	if l.elsewhere > 0 {
		out = append(out, "Dit bericht haalt afbeeldingen op van een ander adres. Dat is niet gedaan.")
	}
	if l.cut {
		out = append(out, "Een deel van de tekst van dit bericht is beschadigd en ontbreekt. Bekijk het bericht in uw mailprogramma.")
	}
	return out
}

// htmlWords gives what a page of HTML says, line by line. Text that is hidden by
// its style is shown, and so is what stands there for Outlook alone: a person must
// judge it.
func htmlWords(s string) (string, htmlLeft) {
	var left htmlLeft
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(maxMailText)
	var b strings.Builder
	say := func(text string) {
		b.WriteString(strings.Join(strings.FieldsFunc(" "+text+" ", func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), " "))
	}
	silent := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			left.cut = !errors.Is(z.Err(), io.EOF)
			return tidyLines(b.String()), left
		case html.TextToken:
			if silent == 0 {
				say(string(z.Text()))
			}
		case html.CommentToken:
			// A comment that begins with a condition is text in Outlook.
			if said := string(z.Text()); silent == 0 && strings.HasPrefix(strings.TrimSpace(said), "[if") {
				_, said, _ = strings.Cut(said, ">")
				words, more := htmlWords(strings.TrimSuffix(strings.TrimSpace(said), "<![endif]"))
				b.WriteString("\n" + words + "\n")
				left.embedded, left.elsewhere, left.cut = left.embedded+more.embedded, left.elsewhere+more.elsewhere, left.cut || more.cut
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			t := z.Token()
			switch {
			case t.Data == "body":
				silent = 0 // a head that was never closed ends here
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
			case t.Data == "img" || t.Data == "v:imagedata":
				for _, a := range t.Attr {
					switch {
					case a.Key == "alt" && strings.TrimSpace(a.Val) != "":
						say("[afbeelding: " + a.Val + "]")
					case a.Key == "src" && strings.HasPrefix(a.Val, "data:"):
						left.embedded++
					case a.Key == "src" && strings.Contains(a.Val, "//"):
						left.elsewhere++
					}
				}
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
