package web

import (
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// A visit is one request, with who makes it.
type visit struct {
	server  *Server
	w       http.ResponseWriter
	r       *http.Request
	route   *Route
	address string
	param   func(string) string
	number  string // by which the log line is found

	session journal.Session
	token   string
	actor   workflow.Actor
	reader  *templates.Reader
	parsed  bool
	taken   []templates.Taken // files of a word processor, read
	beside  []templates.Taken // files of plain text that came with them
}

// The names of the fields that carry what a change needs. A program may send
// the first two as headers.
const (
	fieldKey     = "Idempotency-Key"
	fieldMatch   = "If-Match"
	fieldSeq     = "volgnummer"
	fieldVersion = "versie"
)

// The limits of a body, in bytes. A paper is at most documents.MaxBytes, and
// three times that when a form writes it with percent signs.
const (
	smallBody   = 256 << 10
	textBody    = 3*documents.MaxBytes + smallBody
	paperBody   = 2*textBody + smallBody
	pictureBody = textBody + desk.MaxPicture   // with the text of the section
	wordBody    = paperBody + 2*desk.MaxUpload // with a nota and a letter from Word
)

// requestNumber makes a number by which people and logs name a request.
func (s *Server) requestNumber() string {
	var b [5]byte
	if _, err := io.ReadFull(s.Random, b[:]); err != nil {
		return "onbekend"
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

// newKey makes an idempotency key for a form.
func (s *Server) newKey() (string, error) {
	var b [15]byte
	if _, err := io.ReadFull(s.Random, b[:]); err != nil {
		return "", fmt.Errorf("make an idempotency key: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:])), nil
}

// now is the instant of the visit.
func (v *visit) now() time.Time { return v.server.Clock() }

// dossier is the dossier that the address names, or the exercise.
func (v *visit) dossier() workflow.DossierID {
	if n, err := strconv.Atoi(v.param("oefening")); err == nil {
		return desk.ExerciseID(n)
	}
	id := workflow.DossierID(v.param("id"))
	if desk.ExerciseNumber(id) > 0 {
		return "" // no page of a dossier shows an exercise
	}
	return id
}

// paper is the paper that the address names.
func (v *visit) paper() workflow.PaperID { return workflow.PaperID(v.param("stuk")) }

// parse reads the form once. It fails for a body that is too large, is no form
// or is no UTF-8.
func (v *visit) parse() error {
	if v.parsed {
		return nil
	}
	kind, _, _ := strings.Cut(v.r.Header.Get("Content-Type"), ";")
	var err error
	switch strings.TrimSpace(kind) {
	case "application/x-www-form-urlencoded":
		err = v.r.ParseForm()
	case "multipart/form-data":
		err = v.r.ParseMultipartForm(wordBody)
	default:
		return errNoForm
	}
	if err == nil && !v.route.slow {
		// The request is here whole. A limit on reading that passed would now end
		// the work for it.
		v.readWithin(answerPatience * v.server.Patience)
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return errTooLarge
	case err != nil:
		return errUnreadable
	}
	for name, values := range v.r.PostForm {
		for _, value := range append(values, name) {
			if !utf8.ValidString(value) {
				return errUnreadable
			}
		}
	}
	v.parsed = true
	return nil
}

// text gives what was typed in a field. A browser ends lines with CR LF,
// whatever was pasted; that is taken back.
func (v *visit) text(name string) string {
	return strings.ReplaceAll(v.r.PostForm.Get(name), "\r\n", "\n")
}

// line gives what was typed in a field of one line, without space around it.
func (v *visit) line(name string) string { return strings.TrimSpace(v.r.PostForm.Get(name)) }

// file gives the bytes of an uploaded file, or nil when none was chosen. The
// name that the visitor's machine gave it is not looked at here. It is the one way
// in for a file, so here it is scanned.
func (v *visit) file(name string) ([]byte, error) {
	data, err := v.sent(name)
	if err == nil && len(data) > 0 {
		err = v.server.quota.take(v.actor.Person, len(data), v.server.Uploads, v.now())
	}
	if err == nil {
		err = v.scan(data)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// sent gives the bytes of an uploaded file as they came, to tell one request
// from another.
func (v *visit) sent(name string) ([]byte, error) {
	if v.r.MultipartForm == nil || len(v.r.MultipartForm.File[name]) == 0 {
		return nil, nil
	}
	f, err := v.r.MultipartForm.File[name][0].Open()
	if err != nil {
		return nil, errUnreadable
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, max(documents.MaxBytes+1, v.route.limit)))
	if err != nil {
		return nil, errUnreadable
	}
	return data, nil
}

// ask gives who asks for the change. It fails without an idempotency key.
func (v *visit) ask() (desk.Ask, error) {
	if err := v.parse(); err != nil {
		return desk.Ask{}, err
	}
	key := v.r.Header.Get(fieldKey)
	if key == "" {
		key = v.line(fieldKey)
	}
	if key == "" {
		return desk.Ask{}, errNoKey
	}
	if len(key) < 8 || len(key) > 128 || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return desk.Ask{}, errBadKey
	}
	request, err := v.request()
	if err != nil {
		return desk.Ask{}, err
	}
	ask := v.reading()
	ask.Key, ask.Request = key, request
	return ask, nil
}

// askOn is ask with the version of the working text that was on the screen. It fails
// too when that is no number.
func (v *visit) askOn() (desk.Ask, int, error) {
	ask, err := v.ask()
	if err != nil {
		return desk.Ask{}, 0, err
	}
	version, err := v.count(fieldVersion)
	return ask, version, err
}

// reading is who asks to see something: no key, for nothing changes.
func (v *visit) reading() desk.Ask {
	return desk.Ask{Actor: v.actor, Session: v.session.ID, Address: v.address}
}

// request identifies what was sent, so that one key with two requests is seen.
func (v *visit) request() (documents.Digest, error) {
	parts := [][]byte{[]byte(v.r.Method), []byte(v.r.URL.Path), []byte(v.r.Header.Get(fieldMatch))}
	form := url.Values{}
	for name, values := range v.r.PostForm {
		if name != fieldKey && !slices.Contains(fieldsOfProof, name) {
			form[name] = values
		}
	}
	parts = append(parts, []byte(form.Encode()))
	if v.r.MultipartForm != nil {
		for _, name := range sortedNames(v.r.MultipartForm.File) {
			data, err := v.sent(name)
			if err != nil {
				return documents.Digest{}, err
			}
			parts = append(parts, []byte(name), data)
		}
	}
	return documents.DigestOf(nil, parts...), nil
}

func sortedNames(files map[string][]*multipart.FileHeader) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// guard gives what a header If-Match or the named field says was on the screen.
// The header holds a digest or a number; the one that is not asked for here is
// left to the other guard of the same request.
func (v *visit) guard(field string) (string, error) {
	said := strings.Trim(strings.TrimPrefix(v.r.Header.Get(fieldMatch), "W/"), `" `)
	_, notNumber := strconv.Atoi(said)
	if said == "" || (field == fieldMatch) == (notNumber == nil) && v.line(field) != "" {
		said = v.line(field)
	}
	if said == "" {
		return "", errNoGuard
	}
	return said, nil
}

// seen gives the digest of what was on the screen. It fails with errNoGuard
// when the request does not say, and with ErrStale for what is no digest: that
// was never on a screen of ours.
func (v *visit) seen() (documents.Digest, error) {
	said, err := v.guard(fieldMatch)
	if err != nil {
		return documents.Digest{}, err
	}
	d, err := documents.ParseDigest(said)
	if err != nil {
		return documents.Digest{}, desk.ErrStale
	}
	return d, nil
}

// seenOr is seen for a change whose sequence number is guard enough: a program
// that names no digest means what lay there at that number.
func (v *visit) seenOr(lay func(desk.View) documents.Digest) (documents.Digest, error) {
	d, err := v.seen()
	if !errors.Is(err, errNoGuard) && v.line(fieldMatch) != "" {
		return d, err
	}
	view, err := v.server.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return documents.Digest{}, err
	}
	return lay(view), nil
}

// count gives a number that guards a change: the dossier's sequence number or
// the version of a working text.
func (v *visit) count(field string) (int, error) {
	said, err := v.guard(field)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(said)
	if err != nil || n < 0 {
		return 0, desk.ErrStale
	}
	return n, nil
}

// page writes a page.
func (v *visit) page(status int, p templates.Page) error {
	var out strings.Builder
	if err := templates.Write(&out, p); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	_, err := io.WriteString(v.w, out.String())
	return err
}

// done goes to another page after a change, which says there what was done.
func (v *visit) done(action workflow.Action, to string) error {
	v.server.leaveNotice(v, string(action))
	return v.redirect(to)
}

// redirect goes to another page of ours.
func (v *visit) redirect(to string) error {
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

// download gives bytes as a file that is kept, never shown, under a name that
// tells nothing.
func (v *visit) download(data []byte, name string) error {
	h := v.w.Header()
	h.Set("Content-Type", fileType(name))
	h.Set("Content-Disposition", `attachment; filename="`+plainName(name)+`"`)
	h.Set("Content-Security-Policy", policyFile)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	v.w.WriteHeader(http.StatusOK)
	_, err := v.w.Write(data)
	return err
}

// plainName keeps of a file name what is safe in a header and on any disk.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.':
			return r
		}
		return '-'
	}, name)
	name = strings.TrimLeft(name, ".-")
	if name == "" {
		return "stuk"
	}
	return name
}

func fileType(name string) string {
	switch {
	case strings.HasSuffix(name, ".pdf"):
		return "application/pdf"
	case strings.HasSuffix(name, ".html"):
		return "text/html; charset=utf-8"
	case strings.HasSuffix(name, ".zip"):
		return "application/zip"
	case strings.HasSuffix(name, ".docx"):
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case strings.HasSuffix(name, ".odt"):
		return "application/vnd.oasis.opendocument.text"
	case strings.HasSuffix(name, ".md"):
		return "text/markdown; charset=utf-8"
	}
	return "application/octet-stream"
}

// wantsProblem reports whether a program asks: it takes JSON and no HTML.
func (v *visit) wantsProblem() bool {
	accept := v.r.Header.Get("Accept")
	return strings.Contains(accept, "json") && !strings.Contains(accept, "text/html")
}

// json answers a program.
func (v *visit) json(body any) error {
	v.w.Header().Set("Content-Type", "application/json")
	v.w.WriteHeader(http.StatusOK)
	return json.NewEncoder(v.w).Encode(body)
}

// sequence gives the sequence number of the dossier that was on the screen.
// They count from 1: 0 would ask the desk not to look.
func (v *visit) sequence() (int, error) {
	n, err := v.count(fieldSeq)
	if err == nil && n == 0 {
		err = desk.ErrStale
	}
	return n, err
}
