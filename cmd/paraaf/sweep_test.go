package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"paraaf/documents"
	"paraaf/policies"
	"paraaf/web"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// marker is a word that nobody writes, planted in everything that somebody can
// write; it may stand in papers, pages and nowhere else.
const marker = "kwikstaartzilver"

// hostileLines are texts that would do something in a header, a log, a mail or a
// sheet if they came there (attacks A20, A21; ASVS 1.2.10, 1.3.11, 16.4.1).
var hostileLines = []string{
	marker + "\r\nX-Geraakt: ja\r\nSet-Cookie: geraakt=ja\r\nBcc: geraakt@elders.example\r\n\r\n" + marker,
	marker + "\nSubject: geraakt\n.\nMAIL FROM:<geraakt@elders.example>",
	"=cmd|' /C " + marker + "'!A0",
	"@SUM(1+1)*" + marker, "+" + marker, "-" + marker, "\t=" + marker,
	"\u202e" + marker + "\u2066\u200b\ufeff",
	marker + "\x00\x1b[31m\u2028{\"msg\":\"" + marker + "\",\"level\":\"ERROR\"}",
	`";` + marker + `";filename*=UTF-8''` + marker + `.exe`,
	"../../" + marker + "\\..\\con",
}

// A sweep asks the real server as many, and looks at everything an answer carries
// beside its page, and at what is written outside the book.
type sweep struct {
	*grid
	log     *said
	digests []string // of papers, in the codings in which one could stand in a header
	seen    int
}

func newSweep(t *testing.T) *sweep {
	t.Helper()
	s := &sweep{grid: newGrid(t), log: &said{}}
	s.server.Log = slog.New(slog.NewJSONHandler(s.log, nil))
	return s
}

// send sends one request and examines what the answer carries. What is asked for
// in the address itself may come back in the address of a redirect, as an escape.
func (s *sweep) send(login string, r *http.Request) *httptest.ResponseRecorder {
	s.Helper()
	s.seen++
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if token := s.tokens[login]; token != "" {
		r.AddCookie(&http.Cookie{Name: "sessie", Value: token})
	}
	w := httptest.NewRecorder()
	s.server.ServeHTTP(w, r)
	where := fmt.Sprintf("%s: %s %.80q", login, r.Method, r.URL.Path)
	if w.Code >= http.StatusInternalServerError && w.Code != http.StatusServiceUnavailable {
		s.Errorf("%s: status %d", where, w.Code)
	}
	kind, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
	as := w.Header().Get("Content-Disposition")
	if page := as == "" && slices.Contains([]string{"", "text/html", "text/plain", "application/json", "application/problem+json"}, kind); !page && !strings.HasPrefix(r.URL.Path, "/static/") {
		if !strings.HasPrefix(as, "attachment") && !strings.HasPrefix(kind, "image/") || !strings.Contains(w.Header().Get("Content-Security-Policy"), "sandbox;") {
			s.Errorf("%s: %s is no page of ours and does not come as an attachment in a sandbox", where, kind)
		}
	}
	for name, values := range w.Header() {
		for _, v := range values {
			if strings.ContainsAny(v, "\r\n\x00") || strings.Contains(strings.ToLower(name+v), "geraakt:") || strings.Contains(v, "geraakt=") {
				s.Errorf("%s: a header was made: %q: %q", where, name, v)
			}
			asked := strings.Contains(r.RequestURI, marker) && name == "Location" && !strings.ContainsAny(v, "\r\n\t \"<>\u202e")
			if strings.Contains(strings.ToLower(v), marker) && !asked {
				s.Errorf("%s: %s holds what somebody wrote: %q", where, name, v)
			}
			for _, d := range s.digests {
				if strings.Contains(v, d) {
					s.Errorf("%s: %s holds the digest of a paper: %q", where, name, v)
				}
			}
		}
	}
	return w
}

// look gets a page.
func (s *sweep) look(login, path string) *httptest.ResponseRecorder {
	s.Helper()
	return s.send(login, httptest.NewRequestWithContext(s.Context(), http.MethodGet, path, nil))
}

// logsHold fails for a line that is no line of ours, or that holds what somebody wrote.
func (s *sweep) logsHold() {
	s.Helper()
	text := s.log.String()
	if strings.Count(text, "\n") < 50 {
		s.Fatalf("only %d lines were logged", strings.Count(text, "\n"))
	}
	for line := range strings.Lines(text) {
		var fields map[string]any
		if err := json.Unmarshal([]byte(line), &fields); err != nil {
			s.Fatalf("a line that is none: %q", line)
		}
		if strings.Contains(strings.ToLower(line), marker) || strings.Contains(line, "geraakt") {
			s.Errorf("the log holds what somebody wrote: %.300s", line)
		}
		if fields["msg"] == "request" {
			for _, name := range []string{"time", "action", "object", "result", "origin", "actor"} { // BIO2 8.15.01
				if _, is := fields[name]; !is {
					s.Errorf("a line lacks %s: %s", name, line)
				}
			}
		}
	}
	var figures bytes.Buffer
	s.must(s.server.WriteFigures(&figures))
	if strings.Contains(figures.String(), marker) {
		s.Error("the figures hold what somebody wrote")
	}
}

// mailsHold sends all the mail that is waiting and fails for one with a header or
// a word that is not ours.
func (s *sweep) mailsHold(least int) {
	s.Helper()
	server := &mailServer{}
	b, err := box(s.T, nil, "-smtp", server.listen(s.T, nil), "-from", "paraaf@example.nl")
	s.must(err)
	at := seedMoment.AddDate(0, 1, 0)
	post := postman{book: s.book, desk: s.desk, box: b, url: "https://paraaf.example.nl", clock: func() time.Time { return at }}
	for range 60 {
		s.must(post.round(s.Context()))
		at = at.Add(time.Hour)
	}
	mails := server.mails()
	if len(mails) < least {
		s.Errorf("%d mails, want %d or more", len(mails), least)
	}
	for _, raw := range mails {
		m, err := mail.ReadMessage(strings.NewReader(raw))
		if err != nil {
			s.Fatalf("%v in %q", err, raw)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		s.must(err)
		for name, values := range m.Header {
			if !slices.Contains([]string{"Message-Id", "Date", "Subject", "From", "To", "Mime-Version", "Content-Type", "Content-Transfer-Encoding", "User-Agent", "X-Mailer"}, name) || len(values) != 1 {
				s.Errorf("a mail carries %s: %q", name, values)
			}
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		s.must(err)
		all := strings.ToLower(raw + subject + string(body))
		if strings.Contains(all, marker) || strings.Contains(all, "geraakt") || strings.Contains(m.Header.Get("Content-Type"), "html") {
			s.Errorf("a mail holds what somebody wrote:\n%s", raw)
		}
	}
}

// A field is a control of a form.
type formField struct{ name, kind, value string }

// A sentForm is a form as it stands on a page, with one of its buttons.
type sentForm struct {
	action string
	parts  bool
	fields []formField
}

// forms gives the forms on a page that change something, once for every button.
func forms(root *html.Node, at string) []sentForm {
	base, err := url.Parse(at)
	if err != nil {
		return nil
	}
	attribute := func(n *html.Node, name string) string {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val
			}
		}
		return ""
	}
	var out []sentForm
	var walk func(*html.Node, func(*html.Node))
	walk = func(n *html.Node, see func(*html.Node)) {
		if n.Type == html.ElementNode {
			see(n)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, see)
		}
	}
	walk(root, func(f *html.Node) {
		if f.Data != "form" || !strings.EqualFold(attribute(f, "method"), "post") {
			return
		}
		var one sentForm
		one.parts = attribute(f, "enctype") == "multipart/form-data"
		type button struct{ name, value, action string }
		var buttons []button
		radios := map[string]bool{}
		walk(f, func(n *html.Node) {
			name, kind := attribute(n, "name"), attribute(n, "type")
			switch {
			case n.Data == "button" || kind == "submit":
				buttons = append(buttons, button{name, attribute(n, "value"), attribute(n, "formaction")})
			case name == "":
			case n.Data == "textarea":
				one.fields = append(one.fields, formField{name, "textarea", ""})
			case n.Data == "select":
				value := ""
				walk(n, func(o *html.Node) {
					if o.Data == "option" && attribute(o, "value") != "" {
						value = attribute(o, "value")
					}
				})
				one.fields = append(one.fields, formField{name, "select", value})
			case n.Data != "input":
			case kind == "radio":
				if !radios[name] {
					radios[name] = true
					one.fields = append(one.fields, formField{name, kind, attribute(n, "value")})
				}
			default:
				one.fields = append(one.fields, formField{name, kind, attribute(n, "value")})
			}
		})
		if len(buttons) == 0 {
			buttons = []button{{}}
		}
		for _, b := range buttons {
			to, err := base.Parse(attribute(f, "action"))
			if b.action != "" {
				to, err = base.Parse(b.action)
			}
			if err != nil {
				continue
			}
			f := one
			f.action = to.RequestURI()
			if b.name != "" {
				f.fields = append(slices.Clone(f.fields), formField{b.name, "hidden", b.value})
			}
			out = append(out, f)
		}
	})
	return out
}

// written are the kinds of control in which somebody writes.
var written = []string{"", "text", "search", "textarea", "tel", "email", "url", "password", "file"}

// fill gives the body of a form with a text in everything that somebody writes; all
// puts it in everything but what a change must carry.
func (s *sweep) fill(f sentForm, text string, all bool) *http.Request {
	values := url.Values{}
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for _, c := range f.fields {
		value := c.value
		guard := slices.Contains([]string{"Idempotency-Key", "If-Match", "volgnummer", "versie"}, c.name)
		switch {
		case c.kind == "file" && f.parts:
			w, err := parts.CreatePart(map[string][]string{"Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename="%s"`, c.name, strings.NewReplacer("\r", "", "\n", " ", `"`, "%22").Replace(text))}})
			s.must(err)
			_, err = w.Write([]byte("# nota\n\n" + text + "\n"))
			s.must(err)
			continue
		case slices.Contains(written, c.kind), all && !guard:
			value = text
		case c.kind == "date":
			value = "2026-12-01"
		case c.kind == "number" && value == "":
			value = "1"
		}
		values.Add(c.name, value)
		s.must(parts.WriteField(c.name, value))
	}
	s.must(parts.Close())
	if !f.parts {
		body.Reset()
		body.WriteString(values.Encode())
	}
	r := httptest.NewRequestWithContext(s.Context(), http.MethodPost, f.action, &body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if f.parts {
		r.Header.Set("Content-Type", parts.FormDataContentType())
	}
	return r
}

// pattern gives the route that an address belongs to.
func pattern(method, path string) string {
	best := ""
	for _, r := range web.Routes() {
		if r.Method != method {
			continue
		}
		form := regexp.MustCompile("^" + regexp.MustCompile(`:[a-z]+`).ReplaceAllString(regexp.QuoteMeta(r.Path), `[^/]+`) + "$")
		if form.MatchString(path) && (best == "" || strings.Count(r.Path, ":") < strings.Count(best, ":")) {
			best = r.Path
		}
	}
	return best
}

// TestNothingTypedBecomesAHeaderALogLineOrAMail: every form on every page, in every
// state and for whoever gets it, is sent with hostile texts in everything that can
// be written; then every address of the table is asked with them in its path, its
// query and every field that any form has.
func TestNothingTypedBecomesAHeaderALogLineOrAMail(t *testing.T) {
	t.Parallel()
	s := newSweep(t)
	for _, login := range s.logins {
		if s.tokens[login] != "" {
			s.must(s.book.PutMailbox(t.Context(), journal.Mailbox{Person: s.actor(login).Person, Address: login + "@example.nl", Pace: desk.PaceAtOnce}))
		}
	}
	s.pages()
	names, sent := map[string]bool{}, map[string]int{}
	next := 0
	text := func() string { next++; return hostileLines[next%len(hostileLines)] }
	states := s.states()
	all := web.Routes()
	order := func(r web.Route) int { // first the forms, then the buttons, then what ends a dossier
		switch {
		case regexp.MustCompile(`/(intrekken|incident|terug[a-z]*|doorzenden|overslaan|verzenden|zaak.*)$`).MatchString(r.Path):
			return 2
		case slices.Contains(everyState, r.Path):
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b web.Route) int { return order(a) - order(b) })
	for _, r := range all {
		if r.Method != http.MethodGet || r.Permission == web.Anyone || r.Name == "events" || slices.Contains(files, r.Path[strings.LastIndex(r.Path, "/")+1:]) {
			continue
		}
		shown := 0
		for _, phase := range []workflow.Phase{workflow.InLine, workflow.Concept, workflow.Decided, workflow.Reviewed, workflow.Exported, workflow.Dispatched} {
			if shown > 0 && !slices.Contains(everyState, r.Path) {
				break
			}
			for _, at := range s.places(r, states[phase], []workflow.PaperID{desk.PaperNota}) {
				for _, login := range []string{"noor", "sem", "ruud", "ilse", "yasmin", "gert", "tom"} {
					page := s.look(login, at)
					if page.Code != http.StatusOK || page.Header().Get("Content-Disposition") != "" {
						continue
					}
					shown++
					root, err := html.Parse(page.Body)
					s.must(err)
					for _, f := range forms(root, at) {
						for _, c := range f.fields {
							names[c.name] = true
						}
						u, err := url.Parse(f.action)
						s.must(err)
						if to := pattern(http.MethodPost, u.Path); sent[to] < 4 && !slices.Contains(shutsOut, to) {
							sent[to]++
							s.send(login, s.fill(f, text(), true))  // refused mostly; what is refused is shown again
							s.send(login, s.fill(f, text(), false)) // kept mostly
						}
					}
					if !slices.Contains(everyState, r.Path) {
						break // of the others one reader is enough
					}
				}
			}
		}
	}
	t.Logf("%d requests, forms of %d addresses, %d names", s.seen, len(sent), len(names))
	if len(sent) < 40 || len(names) < 60 {
		t.Errorf("forms of %d addresses with %d names: pages are missing", len(sent), len(names))
	}
	id := string(states[workflow.InLine])
	slices.SortStableFunc(all, func(a, b web.Route) int { // what shuts somebody out comes last
		return slices.Index(shutsOut, a.Path) - slices.Index(shutsOut, b.Path)
	})
	for _, r := range all {
		if r.Name == "events" {
			continue // a stream
		}
		for i, login := range []string{"noor", "yasmin", "tom"} {
			path := regexp.MustCompile(`:[a-z]+|\*`).ReplaceAllStringFunc(r.Path, func(param string) string {
				if param == ":id" && i > 0 {
					return id
				}
				return url.PathEscape(text())
			})
			query, body := url.Values{}, url.Values{}
			for name := range names {
				query.Set(name, text())
				body.Set(name, text())
			}
			for _, name := range []string{"naar", "zoek", "dossier", "stand", "toon", "voor", "terug", "state", "code", "error"} {
				query.Set(name, text())
			}
			req := httptest.NewRequestWithContext(t.Context(), r.Method, path+"?"+query.Encode(), nil)
			if r.Method == http.MethodPost {
				body.Set("Idempotency-Key", fmt.Sprintf("veeg-%08d", s.seen))
				req = httptest.NewRequestWithContext(t.Context(), r.Method, path+"?"+query.Encode(), strings.NewReader(body.Encode()))
				req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			req.Header.Set("User-Agent", marker)
			req.Header.Set("X-Request-Id", marker)
			s.send(login, req)
		}
	}
	shown := 0
	// What was kept is in the lists, the notices and the pages of everybody now.
	for _, login := range []string{"noor", "gert", "ilse", "tom", "marijke"} {
		for _, path := range []string{"/werkvoorraad", "/mijn-stukken", "/stukken", "/stukken?zoek=" + marker, "/meldingen", "/beheer/mensen", "/beheer/verloop", "/dossiers/" + id} {
			if strings.Contains(strings.ToLower(s.look(login, path).Body.String()), marker) {
				shown++
			}
		}
	}
	if shown < 8 {
		t.Errorf("what was written stands on %d pages only: nothing was kept", shown)
	}
	s.logsHold()
	s.mailsHold(1)
}

// shutsOut are the addresses after which whom we sent there does not come in any more.
var shutsOut = []string{"/beheer/mensen/:mens/functies", "/beheer/mensen/:mens/toegang", "/beheer/mensen/:mens/samenvoegen", "/mijn-account/wachtwoord", "/mijn-account/beeindigen", "/afmelden"}

// files are the last words of addresses where there is a file and no form.
var files = []string{"bron", "pdf", "docx", "odt", "tas", "pakket", ":vorm", "melding", ":beeld", ":pagina"}

// pages loads a file, so that it has pages too.
func (s *sweep) pages() {
	s.Helper()
	csv, _ := policies.Source()
	tom := desk.Ask{Actor: s.actor("tom"), Key: "elke-pagina-1"}
	_, err := s.desk.LoadSetting(s.Context(), tom, "policy", []byte(strings.Replace(string(csv), "Iedereen zoekt;", "Iedereen mag zoeken;", 1)), 0)
	s.must(err)
}

// planted puts the marker under every heading of a paper.
func planted(t *testing.T, file string) []byte {
	t.Helper()
	src, err := examplePapers.ReadFile("voorbeeld/" + file)
	if err != nil {
		t.Fatal(err)
	}
	out := regexp.MustCompile(`(?m)^(##+ .*)$`).ReplaceAll(src, []byte("$1\n\nHier staat "+marker+".\n"))
	if bytes.Equal(out, src) {
		t.Fatalf("%s has no heading", file)
	}
	return out
}

// examine asks every address of a dossier.
func (s *sweep) examine(id workflow.DossierID, logins []string) {
	s.Helper()
	for _, r := range web.Routes() {
		if r.Method != http.MethodGet || !strings.Contains(r.Path, ":id") {
			continue
		}
		for i, login := range logins {
			if i > 0 && slices.Contains([]string{"pdf", "docx", "odt"}, r.Name) {
				continue // drawn anew for each, and of one reader it is enough
			}
			paper := "nota"
			if strings.Contains(r.Path, "/bijlagen/") {
				paper = "bijlage-1"
			}
			path := strings.NewReplacer(":id", string(id), ":stuk", paper, ":onderdeel", "kernpunten", ":veld", "onderwerp", ":vorm", "pdf", ":pagina", "1", ":beeld", "geen").Replace(r.Path)
			s.look(login, path)
		}
	}
}

// TestASecretWordStaysInPapersThroughTheWholeLife: a word stands in the title, every
// section, the kenmerk, every remark and every reason of a dossier, and in the name and
// the text of its annex. It goes through
// every state, and every job is done beside it. The word comes into no header, file
// name, log, figure, mail or line of the read log, and no digest of a paper does; in a
// sheet it starts no formula.
func TestASecretWordStaysInPapersThroughTheWholeLife(t *testing.T) {
	t.Parallel()
	s := newSweep(t)
	for _, login := range []string{"sem", "noor", "hester", "ruud", "ilse", "yasmin", "gert", "pieter", "marijke"} {
		s.must(s.book.PutMailbox(t.Context(), journal.Mailbox{Person: s.actor(login).Person, Address: login + "@example.nl", Pace: desk.PaceAtOnce}))
	}
	policy, err := policies.Embedded()
	s.must(err)
	p := newPlayer(t.Context(), s.book, policy, seedMoment.AddDate(0, 0, 20))
	nota := planted(t, "inkoop-nota.md")
	r, err := p.desk.Open(t.Context(), p.as("sem"), desk.Intake{Nota: nota, Letter: planted(t, "inkoop-brief.md")})
	s.must(err)
	p.id = r.Dossier
	foreign, err := newAnnexes(console{getenv: os.Getenv, err: io.Discard})
	s.must(err)
	p.desk.TakeForeign(foreign)
	s.desk.TakeForeign(foreign)
	annexed := &stage{T: t, player: p, foreign: foreign, policy: policy}
	annexed.work()
	t.Cleanup(annexed.rest)
	d := sha256.Sum256(nota)
	s.digests = []string{hex.EncodeToString(d[:])[:16], base64.StdEncoding.EncodeToString(d[:])[:16], base64.RawURLEncoding.EncodeToString(d[:])[:16]}
	states := 0
	step := func(what string, act func()) {
		t.Helper()
		act()
		if p.err != nil {
			t.Fatalf("%s: %v", what, p.err)
		}
		states++
		readers := []string{"sem", "yasmin"}
		if what == "in the line" || what == "dispatched" {
			readers = append(readers, "marijke", "vera") // who sees the letter, and who sees nothing
		}
		s.examine(p.id, readers)
	}
	word := "Vanwege " + marker + "."
	step("concept", func() {
		p.field("sem", documents.FieldOnderwerp, "="+marker+" inkoop")
		p.field("sem", documents.FieldKenmerk, marker)
		p.section("sem", "kernpunten", "- Het gaat om "+marker+".\n")
		s.must(annexed.attach("sem", "Verslag "+marker+".pdf", typeset(t, "Over "+marker+" is gesproken.")))
		annexed.counted(1)
	})
	step("in the line", func() { p.submit("sem") })
	step("sent back", func() { p.sendBack("hester", word) })
	step("again", func() {
		p.field("sem", documents.FieldKenmerk, "4381188-1099401-DICIO")
		p.section("sem", "kernpunten", "- Het gaat nog steeds om "+marker+".\n")
		p.submit("sem")
	})
	step("decided", func() {
		p.read("hester")
		p.paraaf("hester", word)
		p.paraaf("ruud", word)
		p.read("ilse")
		p.besluit("ilse", workflow.AkkoordMetOpmerking, word)
	})
	annexed.wait()
	step("reviewed", func() { annexed.look("yasmin"); p.review("yasmin") })
	step("confirmed", func() { annexed.look("pieter"); p.confirm("pieter") })
	step("exported", func() { p.later(1, 9); p.date("gert"); p.export("yasmin") })
	bundle := s.look("yasmin", "/dossiers/"+string(p.id)+"/pakket")
	if bundle.Code != http.StatusOK {
		t.Fatalf("the bundle: %d", bundle.Code)
	}
	sheets(t, bundle.Body.Bytes())
	step("dispatched", func() { p.sign("gert"); p.dispatch("gert") })
	step("publication withdrawn", func() {
		p.do("yasmin", word, func(desk.View) workflow.Command { return workflow.WithdrawPublication{} })
	})

	for _, c := range choresOf(s.book, s.desk, func() time.Time { return p.now }, &witness{file: filepath.Join(t.TempDir(), "x.checkpoint")}, backups{}) {
		s.must(c.do(t.Context()))
	}
	s.logsHold()
	s.mailsHold(3)
	readings := 0
	s.must(s.book.ReadLog(t.Context(), time.Time{}, p.now.AddDate(1, 0, 0), "", "", func(r journal.Reading) error {
		readings++
		if strings.Contains(fmt.Sprintf("%+v", r), marker) {
			t.Errorf("the read log holds the word: %+v", r)
		}
		return nil
	}))
	if readings < 50 || states < 10 {
		t.Errorf("%d lines in the read log, %d states", readings, states)
	}
}

// sheets reads every list in a bundle and fails for a cell that a program would work
// out, and for a name of a file that somebody wrote.
func sheets(t *testing.T, bundle []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		t.Fatal(err)
	}
	lists, named := 0, 0
	for _, f := range z.File {
		if strings.Contains(f.Name, marker) {
			t.Errorf("a file is called %q", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case strings.HasSuffix(f.Name, ".csv"):
			rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			lists++
			for _, cell := range slices.Concat(rows...) {
				named += strings.Count(cell, marker)
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%s: the cell %q starts a formula", f.Name, cell)
				}
			}
		case strings.HasSuffix(f.Name, ".xlsx"):
			lists++
			book, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range book.File {
				r, err := part.Open()
				if err != nil {
					t.Fatal(err)
				}
				text, err := io.ReadAll(r)
				if err != nil {
					t.Fatal(err)
				}
				named += strings.Count(string(text), marker)
				if bytes.Contains(text, []byte("<f>")) || bytes.Contains(text, []byte(">=")) {
					t.Errorf("%s: %s holds a formula", f.Name, part.Name)
				}
			}
		}
	}
	if lists < 4 || named < 2 { // a document is one row, whatever forms it has
		t.Errorf("%d lists, in which the title stands %d times", lists, named)
	}
}
