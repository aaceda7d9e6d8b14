package web

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"golang.org/x/net/html"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// importSeed opens a dossier from the seed nota and its letter and gives where
// it lies.
func (b *browser) importSeed() string {
	b.Helper()
	b.page("/dossiers/nieuw").press("import-submit", "import-file", "testdata/nota.md", "import-letter-file", "testdata/kamerbrief.md")
	if b.status != http.StatusOK {
		b.Fatalf("import: status %d\n%s", b.status, text(b.root))
	}
	return b.where.Path
}

// submitted is importSeed with what blocks mended, and brought into the line.
func (b *browser) submitted() string {
	b.Helper()
	at := b.importSeed()
	for field, value := range map[string]string{"deadline": "24 april 2026", "opsteller": "Noor Haverkamp", "bijlagen": "1", "datum": "17 april 2026"} {
		b.page(at+"/stukken/nota/velden/"+field).press("edit-save", "edit-text", value)
	}
	b.page(at).press("action-submit")
	return at
}

// hidden gives a hidden field of the form that holds a button.
func (b *browser) hidden(test, name string) string {
	b.Helper()
	n := b.one(test)
	for n != nil && n.Data != "form" {
		n = n.Parent
	}
	values, _ := formValues(n, map[string]string{})
	return values.Get(name)
}

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	t.Parallel()
	c := newCounter(t, func(o *Options) { o.Secure = true })
	b := c.browser()
	for _, path := range []string{"/aanmelden", "/niets", "/static/paraaf.css", "/healthz", "/static/../server.go"} {
		b.get(path)
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000; includeSubDomains", "X-Frame-Options": "DENY",
		} {
			if got := b.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		csp := b.header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "require-trusted-types-for 'script'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: policy %q lacks %s", path, csp, want)
			}
		}
		if strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
	}
}

func TestSessionCookieIsBoundToHostAndHidden(t *testing.T) {
	t.Parallel()
	c := newCounter(t, func(o *Options) { o.Secure = true })
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.PostForm(c.server.URL+"/aanmelden", url.Values{"naam": {"noor"}, "wachtwoord": {testPassword}})
	c.must(err)
	defer resp.Body.Close()
	var got *http.Cookie
	for _, k := range resp.Cookies() {
		if k.Name == "__Host-sessie" {
			got = k
		}
	}
	if got == nil || !got.Secure || !got.HttpOnly || got.Path != "/" || got.Domain != "" || got.SameSite != http.SameSiteLaxMode || len(got.Value) < 40 {
		t.Fatalf("cookie: %+v", got)
	}
	if strings.Contains(c.log.String(), got.Value) {
		t.Error("the token stands in the log")
	}
}

func TestSessionEndsIdleAbsolutelyOnSignOutAndWithTheAccount(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*counter, *browser){
		"idle": func(c *counter, _ *browser) { c.pass(idle + time.Minute) },
		"absolute": func(c *counter, b *browser) {
			for range 25 {
				c.pass(29 * time.Minute)
				b.get("/werkvoorraad")
			}
		},
		"sign-out": func(_ *counter, b *browser) { b.page("/werkvoorraad").press("sign-out") },
		"closed account": func(c *counter, _ *browser) {
			c.must(c.book.PutAccount(c.Context(), journal.Account{Login: "noor", Person: "noor", Disabled: true}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCounter(t)
			b := c.as("noor")
			jar := b.client.Jar.Cookies(b.where)
			end(c, b)
			if name == "sign-out" {
				if b.where.Path != "/aanmelden" {
					t.Errorf("after signing out at %s", b.where)
				}
				b.client.Jar.SetCookies(b.where, jar) // whoever kept the cookie
			}
			b.get("/werkvoorraad")
			if b.where.Path != "/aanmelden" {
				t.Errorf("still in, at %s", b.where)
			}
		})
	}
}

func TestSignInMakesANewSessionAndEndsTheOld(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	b := c.browser()
	b.get("/aanmelden")
	fixed := &http.Cookie{Name: "sessie", Value: "door een ander gezet", Path: "/"}
	b.client.Jar.SetCookies(b.where, []*http.Cookie{fixed})
	b.press("login-submit", "login-name", "noor", "login-password", testPassword)
	first := b.client.Jar.Cookies(b.where)[0].Value
	if first == fixed.Value {
		t.Fatal("the token that was sent along is used on")
	}
	b.client.Jar.SetCookies(b.where, []*http.Cookie{{Name: "sessie", Value: first, Path: "/"}})
	b.post("/aanmelden", nil, "naam", "noor", "wachtwoord", testPassword)
	if _, err := c.book.Session(t.Context(), first, c.clock()); err == nil {
		t.Error("the session before still lives")
	}
}

func TestUnknownNameAndWrongPasswordAreAnsweredAlike(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	b := c.browser()
	b.get("/aanmelden").press("login-submit", "login-name", "noor", "login-password", "fout")
	wrong, status := b.says("problems"), b.status
	b.get("/aanmelden").press("login-submit", "login-name", "bestaat-niet", "login-password", "fout")
	if b.says("problems") != wrong || b.status != status || status != http.StatusUnauthorized {
		t.Errorf("%d %q, and %d %q", status, wrong, b.status, b.says("problems"))
	}
	for range 6 {
		b.get("/aanmelden").press("login-submit", "login-name", "noor", "login-password", "fout")
	}
	if b.status != http.StatusTooManyRequests || b.header.Get("Retry-After") == "" {
		t.Errorf("after many guesses: status %d, Retry-After %q", b.status, b.header.Get("Retry-After"))
	}
}

// somewhere is an address of a route at a dossier that is there.
func somewhere(r Route, dossier string) string {
	return strings.NewReplacer(":id", dossier, ":dossier", dossier, ":stuk", "nota", ":onderdeel", "aanleiding", ":veld", "deadline", ":vorm", "pdf", ":pagina", "1",
		":beeld", "geen", ":mens", "sem", ":organisatie", "ocw", ":soort", "remarks", ":naam", "vws", ":nummer", "1", ":hoofdstuk", "beheerder", ":oefening", "1", "*", "paraaf.css").Replace(r.Path)
}

// A parameter that keeps its name is an address of nothing, and what is not
// there is refused by itself.
func TestTheSweepsNameEveryParameter(t *testing.T) {
	t.Parallel()
	for _, r := range Routes() {
		if path := somewhere(r, "een"); strings.Contains(path, ":") {
			t.Errorf("%s is asked as %s", r.Path, path)
		}
	}
}

// TestTheBrowserKeepsNothing: on a machine that others use too no answer stays behind, on
// whatever address, and signing out has the browser forget what is ours (attack A37; ASVS
// 14.3.1 and 14.3.2).
func TestTheBrowserKeepsNothing(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	dossier := strings.TrimPrefix(noor.submitted(), "/dossiers/")
	opened := 0
	for _, b := range []*browser{noor, c.as("tom")} {
		for _, r := range Routes() {
			if r.Method != get || r.Name == "events" || r.Name == "static" {
				continue // a stream, and files that are everybody's
			}
			b.get(somewhere(r, dossier))
			if kept := b.header.Get("Cache-Control"); kept != "no-store" || b.header.Get("ETag")+b.header.Get("Last-Modified")+b.header.Get("Expires") != "" {
				t.Errorf("%s: %q, %v", r.Path, kept, b.header)
			}
			if b.status == http.StatusOK && b.where.Path != "/aanmelden" {
				opened++
			}
		}
	}
	if opened < 60 {
		t.Fatalf("only %d answers were given", opened)
	}
	noor.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	noor.post("/afmelden", nil)
	if got := noor.header.Get("Clear-Site-Data"); noor.status != http.StatusSeeOther || got != `"cache", "cookies", "storage"` {
		t.Errorf("signed out with %d: the browser is told to forget %q", noor.status, got)
	}
}

// TestWhatSomebodySentComesAsAnAttachmentInASandbox: what is no page of ours is handed over
// as a file under a name of ours, or drawn as a picture; a browser that would show it all
// the same runs nothing of it (attack A13; ASVS 3.2.1).
func TestWhatSomebodySentComesAsAnAttachmentInASandbox(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	dossier := strings.TrimPrefix(noor.submitted(), "/dossiers/")
	files := 0
	for _, r := range Routes() {
		if r.Method != get || r.Name == "events" || r.Name == "static" || r.Permission == Anyone {
			continue
		}
		noor.get(somewhere(r, dossier))
		kind, _, _ := strings.Cut(noor.header.Get("Content-Type"), ";")
		as := noor.header.Get("Content-Disposition")
		if noor.status != http.StatusOK || as == "" && (kind == "text/html" || kind == "application/json") {
			continue
		}
		files++
		if csp := noor.header.Get("Content-Security-Policy"); !strings.Contains(csp, "sandbox;") || strings.Contains(csp, "allow-") || noor.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s, %s: policy %q", r.Path, kind, csp)
		}
		name, quoted := strings.CutPrefix(as, `attachment; filename="`)
		if name = strings.TrimSuffix(name, `"`); kind != "image/png" && kind != "image/jpeg" && (!quoted || name != plainName(name)) {
			t.Errorf("%s, %s: is given as %q", r.Path, kind, as)
		}
	}
	if files < 4 { // as Markdown, PDF, Word and ODT
		t.Errorf("only %d files", files)
	}
}

// TestFieldsThatNoFormHasDoNothing: whoever sends along who he is, for whom, where in the
// line, or a second answer, gets what he would get without (attack A9; ASVS 15.3.3).
func TestFieldsThatNoFormHasDoNothing(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	hester := c.as("hester")
	hester.page(at + "/beslissen")
	hester.post(at+"/paraaf", nil, fieldKey, "sleutel-van-hester", fieldMatch, hester.hidden("action-give-paraaf", fieldMatch), "oordeel", "akkoord", "oordeel", "akkoord met wijziging",
		"persoon", "ilse", "mens", "ilse", "wie", "ilse", "namens", "ilse", "hoe", "telefoon", "rol", "bewindspersoon", "organisatie", "vws.mvws", "station", "minister",
		"opsteller", "hester", "fase", "decided", "ronde", "9", "rubricering", "dep-v", "tot", "2027-01-01", "deadline", "2027-01-01", "besluit", "akkoord", "Papers", "x")
	if hester.status != http.StatusOK {
		t.Fatalf("a paraaf with more in it: %d %s", hester.status, text(hester.root))
	}
	h, err := c.book.Load(t.Context(), workflow.DossierID(strings.TrimPrefix(at, "/dossiers/")))
	c.must(err)
	var events []workflow.Event
	for _, e := range h.Entries {
		events = append(events, e.Event)
	}
	s := workflow.Fold(events)
	if s.Phase != workflow.InLine || s.Opsteller != "noor" || s.Rubricering != workflow.GeenRubricering || s.Round != 1 || s.Besluit != nil || len(s.Assents) != 1 {
		t.Fatalf("the dossier became %+v", s)
	}
	if a := s.Assents[0]; a.By != "hester" || a.Namens != "" || a.How != "" || a.Verdict != workflow.Akkoord || a.Round != 1 || s.Holder()[0].ID == a.Station {
		t.Errorf("the paraaf is %+v", a)
	}
}

// TestRequestsFromAnotherOriginChangeNothing: whatever another site has a browser
// send, to whatever address that takes something, is refused before it is read.
func TestRequestsFromAnotherOriginChangeNothing(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor, tom := c.as("noor"), c.as("tom")
	dossier := strings.TrimPrefix(noor.importSeed(), "/dossiers/")
	before, posts := c.ledger(), 0
	for _, r := range Routes() {
		if r.Method == get {
			if r.Changes {
				t.Errorf("%s changes something for who follows a link", r.Path)
			}
			continue
		}
		posts++
		for name, header := range map[string]http.Header{
			"fetch metadata": {"Sec-Fetch-Site": {"cross-site"}},
			"same site":      {"Sec-Fetch-Site": {"same-site"}},
			"origin":         {"Sec-Fetch-Site": {""}, "Origin": {"https://elders.example"}},
			"no origin":      {"Sec-Fetch-Site": {""}, "Origin": {"null"}},
			"other port":     {"Sec-Fetch-Site": {""}, "Origin": {"http://127.0.0.1:1"}},
			"both":           {"Sec-Fetch-Site": {"cross-site"}, "Origin": {c.server.URL}},
			"a program":      {"Sec-Fetch-Site": {"cross-site"}, "Accept": {"application/json"}},
		} {
			for _, b := range []*browser{noor, tom} {
				b.post(somewhere(r, dossier), header, fieldKey, "van-een-andere-site", fieldMatch, strings.Repeat("ab", 32), "volgnummer", "1", fieldVersion, "1",
					"naam", "noor", "wachtwoord", testPassword, "tekst", "Van een ander.", "reden", "Van een ander.")
				if b.status != http.StatusForbidden || !strings.Contains(b.body, "Dit verzoek kwam van een andere site") || b.header.Get("Set-Cookie") != "" {
					t.Errorf("%s, %s: status %d", r.Path, name, b.status)
				}
			}
		}
	}
	if posts < 60 {
		t.Fatalf("only %d addresses take something", posts)
	}
	if c.ledger() != before {
		t.Error("somebody elsewhere changed something")
	}
	for _, b := range []*browser{noor, tom} {
		if b.get("/mijn-account"); b.where.Path != "/mijn-account" {
			t.Error("somebody elsewhere signed us out")
		}
	}
	if noor.post("/afmelden", nil); noor.where.Path != "/aanmelden" {
		t.Errorf("from our own pages it is not refused: %d at %s", noor.status, noor.where)
	}
}

// TestNothingIsRecordedWithoutAKey: a change that no form of ours made, and that says nothing
// of where it comes from, leaves no trace in the ledger either.
func TestNothingIsRecordedWithoutAKey(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor, tom := c.as("noor"), c.as("tom")
	dossier := strings.TrimPrefix(noor.importSeed(), "/dossiers/")
	before := c.ledger()
	for _, r := range Routes() {
		if !r.Changes || r.Name == "sign-out" || r.Permission == Anyone {
			continue // what anyone may do proves itself by a password or a code
		}
		for _, b := range []*browser{noor, tom} {
			b.post(somewhere(r, dossier), http.Header{"Sec-Fetch-Site": {""}, "Accept": {"application/json"}}, fieldMatch, strings.Repeat("ab", 32), "volgnummer", "1", fieldVersion, "1",
				"naam", "Van een ander", "tekst", "Van een ander.", "reden", "Van een ander.", "onderwerp", "Van een ander")
			keyed := r.Object != "" || strings.HasPrefix(r.Path, "/beheer") || strings.HasPrefix(r.Path, "/dossiers")
			if keyed && b.status != http.StatusPreconditionRequired && b.status != http.StatusNotFound {
				t.Errorf("%s without a key: status %d", r.Path, b.status)
			}
		}
	}
	if c.ledger() != before {
		t.Error("something was recorded for a request without a key")
	}
}

func TestWhatMayNotBeSeenIsAnsweredLikeWhatIsNotThere(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	id := strings.TrimPrefix(at, "/dossiers/")
	nowhere := strings.Repeat("a", len(id))
	for _, who := range []string{"vreemde", "tom"} {
		b := c.as(who)
		for _, r := range Routes() {
			if r.Method != get || !strings.Contains(r.Path, ":id") {
				continue
			}
			b.get(somewhere(r, id))
			there, status := anonymous(b, id), b.status
			b.get(somewhere(r, nowhere))
			if status != http.StatusNotFound || b.status != http.StatusNotFound {
				t.Errorf("%s at %s: status %d, and %d for what is not there", who, r.Path, status, b.status)
			}
			if absent := anonymous(b, nowhere); absent != there {
				t.Errorf("%s at %s: the answers differ:\n%s\n%s", who, r.Path, there, absent)
			}
		}
		if b.page("/stukken?zoek=chipsoft"); len(b.find("row")) > 0 {
			t.Errorf("%s finds the dossier", who)
		}
	}
}

// Lists and search are pages too: a co-signing ministry must not learn from
// them what the internal nota is called, what it says or where it lies.
func TestListsTellAnotherMinistryOnlyOfTheLetter(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.submitted()
	marijke := c.as("marijke")
	for _, path := range []string{"/werkvoorraad", "/stukken"} {
		marijke.page(path)
		if n := len(marijke.find("row")); n != 1 {
			t.Fatalf("%s: %d rows", path, n)
		}
		got := marijke.says("row")
		if strings.Contains(got, "Kamerbrief Chipsoft Incident") || strings.Contains(got, "4377464-1097773") || strings.Contains(got, "Informatiebeleid") {
			t.Errorf("%s tells another ministry %q", path, got)
		}
		if !strings.Contains(got, "Gestolen gegevens van patiënten") {
			t.Errorf("%s does not name the letter: %q", path, got)
		}
	}
	for query, want := range map[string]int{"arbeidsmarkteffecten": 0, "Kernpunten": 0, "Retouradres": 1, "Retouradres kernpunten": 0} {
		if n := len(marijke.page("/stukken?zoek=" + url.QueryEscape(query)).find("row")); n != want {
			t.Errorf("another ministry searches %q: %d found, want %d", query, n, want)
		}
		if n := len(noor.page("/stukken?zoek=" + url.QueryEscape(query)).find("row")); n != 1 {
			t.Errorf("the opsteller searches %q: %d found", query, n)
		}
	}
	ruud := c.as("hester")
	ruud.page(at+"/beslissen").press("action-send-back", "reason", "Interne reden om terug te sturen.")
	if got := text(marijke.page("/stukken").root); strings.Contains(got, "Interne reden") {
		t.Error("the list tells another ministry why the nota came back")
	}
}

// anonymous gives the page without what differs by request: its number and the
// address asked for.
func anonymous(b *browser, id string) string {
	eachElement(b.root, func(n *html.Node) {
		if attribute(n, "class") == "pf-digest" && n.FirstChild != nil {
			n.FirstChild.Data = ""
		}
	})
	return strings.ReplaceAll(text(b.root), id, "")
}

func TestEveryChangeAsksItsKeyAndWhatWasOnTheScreen(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.submitted()
	hester := c.as("hester")
	hester.page(at + "/beslissen")
	key, match := "sleutel-van-de-toets", hester.hidden("action-give-paraaf", fieldMatch)
	if match == "" {
		t.Fatal("the page does not say what it shows")
	}
	program := http.Header{"Accept": {"application/json"}}
	with := func(more http.Header) http.Header {
		h := program.Clone()
		for k, v := range more {
			h[k] = v
		}
		return h
	}
	ids := strings.TrimPrefix(at, "/dossiers/")
	for _, r := range Routes() {
		if !r.Changes || r.Object == "" {
			continue
		}
		path := somewhere(r, ids)
		if hester.post(path, program, "oordeel", "akkoord", "If-Match", match); hester.status != http.StatusPreconditionRequired {
			t.Errorf("%s without a key: status %d", r.Path, hester.status)
		}
		if hester.post(path, program, fieldKey, key+plainName(r.Name), "oordeel", "akkoord"); hester.status != http.StatusPreconditionRequired {
			t.Errorf("%s without what was on the screen: status %d", r.Path, hester.status)
		}
		if hester.post(path, with(http.Header{fieldMatch: {`"onzin"`}}), fieldKey, key+plainName(r.Name), "oordeel", "akkoord"); hester.status != http.StatusPreconditionFailed {
			t.Errorf("%s with nonsense for what was on the screen: status %d", r.Path, hester.status)
		}
	}
	stale := strings.Repeat("ab", 32)
	hester.post(at+"/paraaf", with(http.Header{fieldMatch: {`"` + stale + `"`}}), fieldKey, key, "oordeel", "akkoord")
	if hester.status != http.StatusPreconditionFailed || hester.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("a stale paraaf: status %d, %s", hester.status, hester.header.Get("Content-Type"))
	}
	var problem struct {
		Title, Detail, Rule string
		Status              int
	}
	c.must(json.Unmarshal([]byte(hester.body), &problem))
	if problem.Status != http.StatusPreconditionFailed || problem.Title == "" || problem.Detail == "" || problem.Rule != "R5" {
		t.Errorf("the problem says %+v", problem)
	}

	// Once, also when asked twice; and never for another request.
	for range 2 {
		hester.post(at+"/paraaf", with(http.Header{fieldMatch: {`"` + match + `"`}, fieldKey: {key}}), "oordeel", "akkoord")
		if hester.status != http.StatusOK || !strings.HasPrefix(hester.where.Path, at) {
			t.Errorf("a paraaf by a program: status %d at %s\n%s", hester.status, hester.where, hester.body)
		}
	}
	hester.page(at)
	if n := strings.Count(text(hester.root), "Hester van Dalen (Directie Informatiebeleid - CIO) gaf een paraaf"); n != 1 {
		t.Errorf("the history tells of %d parafen", n)
	}
	hester.post(at+"/paraaf", with(http.Header{fieldMatch: {`"` + match + `"`}, fieldKey: {key}}), "oordeel", "akkoord", "tekst", "anders")
	if hester.status != http.StatusUnprocessableEntity {
		t.Errorf("the same key for another request: status %d", hester.status)
	}
}

// Who sent a station on no longer sees the dossier. Asked once more, since the
// answer was lost on the way, his request still gives that answer; any other of
// his gives what is not there.
func TestARequestThatTookAwayOnesSightGivesItsAnswerAgain(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.submitted()
	ruud := c.as("ruud")
	ruud.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	ruud.page(at + "/doorzenden")
	seq := ruud.hidden("action-forward-station", fieldSeq)
	on := func(dossier, key, why string) string {
		ruud.post(dossier+"/doorzenden", nil, fieldKey, key, fieldSeq, seq, "station", "plvsg", "rol", "directie", "organisatie", "vws.mvws", "tekst", why)
		return http.StatusText(ruud.status) + " " + ruud.header.Get("Location")
	}
	first := on(at, "sleutel-van-ruud", "Dit is voor een ander.")
	if ruud.status != http.StatusSeeOther {
		t.Fatalf("sending on gives %s\n%s", first, text(ruud.root))
	}
	if ruud.get(at); ruud.status != http.StatusNotFound {
		t.Fatalf("ruud still sees the dossier: %d", ruud.status)
	}
	if again := on(at, "sleutel-van-ruud", "Dit is voor een ander."); again != first {
		t.Errorf("the same request again gives %q, want %q", again, first)
	}
	absent := "/dossiers/" + strings.Repeat("a", len(at)-len("/dossiers/"))
	for what, got := range map[string]string{
		"the same key with other words":           on(at, "sleutel-van-ruud", "Toch niet."),
		"another key":                             on(at, "sleutel-van-later", "Dit is voor een ander."),
		"the same of a dossier that is not there": on(absent, "sleutel-van-ruud", "Dit is voor een ander."),
	} {
		if got != "Not Found " {
			t.Errorf("%s gives %q", what, got)
		}
	}
}

func TestTwoWhoEditOneSectionBothKeepTheirText(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.importSeed() + "/stukken/nota/onderdelen/aanleiding"
	other := c.as("noor")
	noor.page(at)
	other.page(at).press("edit-save", "edit-text", "Tekst van de ander.")
	if other.status != http.StatusOK {
		t.Fatalf("status %d\n%s", other.status, text(other.root))
	}
	noor.press("edit-save", "edit-text", "Mijn eigen tekst.")
	if noor.status != http.StatusPreconditionFailed || !strings.Contains(noor.says("theirs"), "Tekst van de ander.") || !strings.Contains(noor.says("edit-text"), "Mijn eigen tekst.") {
		t.Fatalf("status %d\n%s", noor.status, text(noor.root))
	}
	noor.press("edit-save", "edit-text", "Samen.")
	if noor.status != http.StatusOK || !strings.Contains(noor.says("paper-body"), "Samen.") {
		t.Errorf("after the conflict: status %d", noor.status)
	}
}

func TestWhatCannotBeReadIsRefusedInDutchAndGivenBack(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	b := c.as("noor")
	for name, nota := range map[string]string{
		"empty": "", "not UTF-8": "nota \xff\xfe", "binary": "%PDF-1.7\x00\x01", "no nota": "Boodschappen: melk, brood.",
		"too large": strings.Repeat("lang ", 1<<18), "hostile": "# nota\n\n## 1. Aanleiding\n\n" + strings.Repeat("[a](", 100_000),
	} {
		b.page("/dossiers/nieuw")
		key := b.hidden("import-submit", fieldKey)
		begin := time.Now()
		b.post("/dossiers/importeren", nil, fieldKey, key, "nota", nota)
		if b.status < 400 || b.status >= 500 {
			t.Errorf("%s: status %d", name, b.status)
		}
		if len(b.find("problems")) == 0 && len(b.find("error-text")) == 0 {
			t.Errorf("%s: nothing says what is wrong\n%s", name, text(b.root))
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
		if name == "no nota" && !strings.Contains(b.body, "Boodschappen") {
			t.Errorf("%s: what was typed is gone", name)
		}
	}
	b.post("/dossiers/importeren", http.Header{"Content-Type": {"application/json"}}, "a", "b")
	if b.status != http.StatusUnsupportedMediaType {
		t.Errorf("a body that is no form: status %d", b.status)
	}
	b.post("/dossiers/nieuw", nil, fieldKey, "sleutel-123", "onderwerp", strings.Repeat("x", smallBody+1))
	if b.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a body over the limit: status %d", b.status)
	}
}

func TestTextThatWasTypedSurvivesTheEndOfTheSession(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.importSeed() + "/stukken/nota/onderdelen/aanleiding"
	noor.page(at)
	c.pass(idle + time.Minute)
	noor.press("edit-save", "edit-text", "Een halve middag werk.")
	if noor.status != http.StatusUnauthorized || !strings.Contains(noor.says("kept"), "Een halve middag werk.") {
		t.Errorf("status %d\n%s", noor.status, text(noor.root))
	}
}

func TestLogHoldsSixFieldsAndNothingThatSomebodyWrote(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.importSeed()
	noor.page("/stukken?zoek=geheimwoord")
	noor.page(at+"/stukken/nota/onderdelen/aanleiding").press("edit-save", "edit-text", "merkwoord in de tekst")
	noor.get("/dossiers/merkpad/stukken/x")
	logged := c.log.String()
	for _, never := range []string{"geheimwoord", "merkwoord", "Chipsoft", "Haverkamp", testPassword} {
		if strings.Contains(logged, never) {
			t.Errorf("%q stands in the log", never)
		}
	}
	lines := strings.Split(strings.TrimSpace(logged), "\n")
	var last map[string]any
	c.must(json.Unmarshal([]byte(lines[len(lines)-1]), &last))
	for _, field := range []string{"time", "action", "object", "result", "origin", "actor", "request"} {
		if _, there := last[field]; !there {
			t.Errorf("a log line lacks %s: %v", field, last)
		}
	}
	if last["actor"] != "noor" || last["result"] != float64(http.StatusNotFound) {
		t.Errorf("the last line is %v", last)
	}
}

func TestAddressComesFromTheConnectionUnlessAProxyIsTrusted(t *testing.T) {
	t.Parallel()
	_, loopback, err := net.ParseCIDR("127.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		trusted []*net.IPNet
		want    string
	}{"nobody": {nil, `"origin":"127.0.0.1"`}, "the proxy": {[]*net.IPNet{loopback}, `"origin":"203.0.113.7"`}} {
		c := newCounter(t, func(o *Options) { o.TrustedProxies = tc.trusted })
		b := c.browser()
		r, err := http.NewRequest(http.MethodGet, c.server.URL+"/aanmelden", nil)
		c.must(err)
		r.Header.Set("X-Forwarded-For", "203.0.113.7")
		r.Header.Set("X-Real-IP", "198.51.100.1")
		b.do(r)
		if !strings.Contains(c.log.String(), tc.want) {
			t.Errorf("trusting %s: the log says %s", name, c.log.String())
		}
	}
}

func TestAddressesAfterSignInStayOurOwn(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{
		"/dossiers/4c": "/dossiers/4c", "/stukken?zoek=a+b": "/stukken?zoek=a+b",
		"//elders.example": "", "https://elders.example": "", "/\\elders.example": "", "/\telders": "", "elders": "", "": "", "/%0a//elders": "/%0a//elders", "/..//elders.example": "/..//elders.example",
	} {
		if got := ownPath(to); got != want {
			t.Errorf("ownPath(%q) = %q, want %q", to, got, want)
		}
	}
	c := newCounter(t)
	b := c.browser()
	b.get("/aanmelden?naar=" + url.QueryEscape("//elders.example/x"))
	b.press("login-submit", "login-name", "noor", "login-password", testPassword)
	if b.where.Path != "/werkvoorraad" || !strings.HasPrefix(c.server.URL, "http://"+b.where.Host) {
		t.Errorf("signed in to %s", b.where)
	}
}

// elsewhere are addresses of another site, as they are slipped into a link of ours.
var elsewhere = []string{
	"//elders.example", "https://elders.example", "https:elders.example", "https:/elders.example", "http:///elders.example", "///elders.example",
	`\\elders.example`, `/\elders.example`, `\/elders.example`, "/\t/elders.example", "\t//elders.example", " //elders.example", "/\r\n/elders.example",
	"%2f%2felders.example", "/%2felders.example", "/%5celders.example", "%68ttps://elders.example", "https%3a%2f%2felders.example", "//elders.example%2f..", "/.//elders.example", "/x/..//elders.example",
	"//ons.example@elders.example", "https://elders.example#/werkvoorraad", "javascript:alert(1)", "data:text/html,x", "／／elders.example",
}

// leads sends a request, follows nothing, and gives the status; it fails for an
// answer that leads to another site.
func (b *browser) leads(method, path string, fields url.Values) int {
	b.Helper()
	r, err := http.NewRequest(method, b.server.URL+path, strings.NewReader(fields.Encode()))
	b.must(err)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	follow := b.client.CheckRedirect
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := b.client.Do(r)
	b.client.CheckRedirect = follow
	b.must(err)
	resp.Body.Close()
	to := strings.ReplaceAll(resp.Header.Get("Location"), `\`, "/") // as browsers read it
	if u, err := r.URL.Parse(to); err != nil || u.Host != r.URL.Host || u.Scheme != r.URL.Scheme || resp.Header.Get("Refresh") != "" {
		b.Errorf("%s %s leads to %q", method, path, to)
	}
	return resp.StatusCode
}

// TestNoParameterLeadsToAnotherSite: no address answers with a way out, whatever
// is called a way back or a next page in it.
func TestNoParameterLeadsToAnotherSite(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	dossier := strings.TrimPrefix(noor.importSeed(), "/dossiers/")
	for _, to := range elsewhere { // who signs in, or is in already, is led on
		b, naar := c.browser(), url.Values{"naar": {to}}
		door := "/aanmelden?" + naar.Encode()
		if status := b.leads(http.MethodPost, door, url.Values{"naar": {to}, "naam": {"noor"}, "wachtwoord": {testPassword}}); status != http.StatusSeeOther {
			t.Errorf("signs in with %q: status %d", to, status)
		}
		if status := b.leads(get, door, nil); status != http.StatusSeeOther {
			t.Errorf("at the door with %q: status %d", to, status)
		}
	}
	for i, r := range Routes() {
		if r.Name == "events" || r.Name == "sign-out" || r.Name == "static" {
			continue // a stream, the end of this session, and files
		}
		for n := range 3 { // each address gets some of them, and all together every one
			to := elsewhere[(3*i+n)%len(elsewhere)]
			slipped, path := url.Values{}, somewhere(r, dossier)
			for _, name := range []string{"naar", "terug", "stuk", "next", "return", "returnTo", "redirect", "url"} {
				slipped.Set(name, to)
			}
			path += "?" + slipped.Encode()
			slipped.Set(fieldKey, "sleutel-van-de-toets")
			noor.leads(r.Method, path, slipped)
		}
	}
}

// TestAProviderLeadsToNoOtherSite: what is carried past the provider comes back as
// carefully as what is not.
func TestAProviderLeadsToNoOtherSite(t *testing.T) {
	t.Parallel()
	c, _ := withProvider(t, jose.PS256)
	for _, to := range elsewhere {
		b := c.browser()
		b.get("/aanmelden/organisatie?" + url.Values{"naar": {to}}.Encode())
		if !strings.HasSuffix(c.server.URL, b.where.Host) {
			t.Errorf("%q leads to %s", to, b.where)
		}
	}
}

func FuzzOwnPath(f *testing.F) {
	for _, s := range []string{"/a", "//a", "/\\a", "https://a", "/a?b#c", "/%2f%2fa", "/a:b@c", "\t/a"} {
		f.Add(s)
	}
	base, err := url.Parse("https://ons.example/aanmelden")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, to string) {
		got := ownPath(to)
		if got == "" {
			return
		}
		u, err := base.Parse(got)
		if err != nil || u.Host != "ons.example" || u.Scheme != "https" {
			t.Errorf("%q becomes %q, which leads to %v", to, got, u)
		}
	})
}

func FuzzPlainName(f *testing.F) {
	for _, s := range []string{"nota.md", "", "..", "a\r\nSet-Cookie: x", `a"b`, "../../etc/x", "é", strings.Repeat("a", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := plainName(name)
		if got == "" || strings.HasPrefix(got, ".") || strings.ContainsAny(got, "\"\\/\r\n\x00;% ") {
			t.Errorf("%q becomes %q", name, got)
		}
	})
}

func TestSlowClientsAreCutOff(t *testing.T) {
	t.Parallel()
	h := (&Server{Options: Options{Log: slog.New(slog.DiscardHandler), Patience: UsualPatience}, crowd: newCrowd(1, 1, nil)}).HTTP()
	if h.ReadHeaderTimeout <= 0 || h.ReadHeaderTimeout > 15*time.Second || h.ReadTimeout <= 0 || h.WriteTimeout <= 0 || h.IdleTimeout <= 0 || h.MaxHeaderBytes > 64<<10 {
		t.Errorf("limits: %+v", h)
	}
}

func TestStaticServesOnlyWhatIsInTheMap(t *testing.T) {
	t.Parallel()
	c := newCounter(t, func(o *Options) { o.Theme = []byte(":root{--pf-color-accent:#123456}") })
	b := c.browser()
	for path, want := range map[string]int{
		"/static/paraaf.css": 200, "/static/huisstijl.css": 200, "/static/js/forms.js": 200, "/static/fonts/source-sans-3-latin-wght-normal.woff2": 200,
		"/static/": 404, "/static/../server.go": 404, "/static/%2e%2e/server.go": 404, "/static/README.md": 404, "/static/fonts/SourceSans3-OFL.txt": 404,
	} {
		if b.get(path); b.status != want {
			t.Errorf("%s: status %d, want %d", path, b.status, want)
		}
	}
	b.get("/aanmelden")
	if !strings.Contains(b.body, "/static/huisstijl.css?v=") {
		t.Error("the theme of the house is not on the page")
	}
}

// A fault of ours is logged with its kind and place; what it was raised with may be a
// text of somebody.
func TestAPanicTellsTheLogNothingThatSomebodyWrote(t *testing.T) {
	t.Parallel()
	for name, raise := range map[string]func(){
		"a text":      func() { panic("geheimwoord") },
		"an error":    func() { panic(errors.New("geheimwoord")) },
		"of language": func() { var none []string; none[len("geheimwoord")] = "geheimwoord" },
	} {
		s := &Server{}
		v := &visit{server: s, w: httptest.NewRecorder(), r: httptest.NewRequest(get, "/x", nil), param: func(string) string { return "" },
			route: &Route{Name: "x", Permission: Anyone, quiet: true, handle: func(*Server, *visit) error { raise(); return nil }}}
		err := s.serve(v)
		if err == nil || strings.Contains(err.Error(), "geheimwoord") || !strings.Contains(err.Error(), "security_test.go") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheLogNamesWhatIsOursAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"nota": "nota", "brief-2": "brief-2", "bijlage-12": "bijlage-12", strings.Repeat("a", 26): strings.Repeat("a", 26),
		"geheimwoord": "?", "a\r\nb": "?", strings.Repeat("b", 27): "?", "../nota": "?", "": "?",
	} {
		if got := plainID(name); got != want {
			t.Errorf("%q is logged as %q", name, got)
		}
	}
}

// TestWhoIsInIsNotLedBackToTheDoor: a page of the door that is asked by who is in already,
// as by the way back of a browser, ended in a circle between that page and the door.
func TestWhoIsInIsNotLedBackToTheDoor(t *testing.T) {
	t.Parallel()
	noor := newCounter(t).as("noor")
	for _, at := range []string{"/aanmelden/code", "/aanmelden?naar=/aanmelden/code", "/aanmelden?naar=/aanmelden", "/aanmelden?naar=/x/../aanmelden/code?naar=/mijn-stukken"} {
		if noor.get(at); noor.status != http.StatusOK || noor.where.Path != "/werkvoorraad" {
			t.Errorf("%s: status %d at %s", at, noor.status, noor.where)
		}
	}
}
