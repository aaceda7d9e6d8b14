package web

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

const chosenPassword = "elf paarse schaatsen op zolder"

// emptyCounter is the server over a book in which nobody has an account yet.
func emptyCounter(t *testing.T) (*counter, *desk.Desk) {
	t.Helper()
	c := &counter{T: t, at: time.Date(2026, 4, 17, 9, 0, 0, 0, time.UTC), log: &lockedBuffer{}}
	book, err := journal.Open(context.Background(), "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"), journal.Options{Clock: c.clock})
	c.must(err)
	c.book = book
	t.Cleanup(func() { book.Close() })
	policy, err := policies.Embedded()
	c.must(err)
	d := desk.New(book, policy, c.clock)
	s, err := New(Options{Desk: d, Book: book, Policy: policy, Clock: c.clock, Random: rand.Reader, Log: slog.New(slog.NewJSONHandler(c.log, nil))})
	c.must(err)
	c.server = httptest.NewServer(s)
	t.Cleanup(c.server.Close)
	return c, d
}

// enter signs somebody in with a password.
func (c *counter) enter(login, password string) *browser {
	c.Helper()
	b := c.browser()
	b.get("/aanmelden").press("login-submit", "login-name", login, "login-password", password)
	if b.where.Path != "/werkvoorraad" {
		c.Fatalf("%s signs in: status %d at %s: %s", login, b.status, b.where, text(b.root))
	}
	return b
}

// An installation is taken into use without a database tool: first
// administrator, organisation, person, password, signed in, recorded.
func TestFromAnEmptyBookToAnOfficialWhoSignsIn(t *testing.T) {
	t.Parallel()
	c, d := emptyCounter(t)
	code, err := d.FirstCode(t.Context())
	c.must(err)
	b := c.browser()
	first := func(code, password, again string) {
		t.Helper()
		b.page("/eerste-start").press("begin", "code", code, "naam", "Tom Beekman", "gebruikersnaam", "tom", "nieuw", password, "nogeens", again, "huis", "Ministerie van VWS", "id", "vws")
	}
	for name, try := range map[string][3]string{
		"a wrong code":     {"aaaaa-bbbbb-ccccc", chosenPassword, chosenPassword},
		"a short password": {code, "kort", "kort"},
		"a known password": {code, "passwordpassword", "passwordpassword"},
		"a plain one":      {code, "Tom Beekman 2026!!", "Tom Beekman 2026!!"},
		"two passwords":    {code, chosenPassword, chosenPassword + "x"},
	} {
		if first(try[0], try[1], try[2]); b.status != http.StatusUnprocessableEntity || len(b.find("problems")) != 1 {
			t.Errorf("%s: status %d", name, b.status)
		}
		if len(try[1]) > 10 && strings.Contains(b.body, try[1]) {
			t.Errorf("%s: the password stands on the page", name)
		}
	}
	if first(strings.ToUpper(code), chosenPassword, chosenPassword); b.status != http.StatusOK {
		t.Fatalf("first start: status %d %s", b.status, text(b.root))
	}
	b.follow("to-sign-in")
	if b.get("/eerste-start"); b.status != http.StatusNotFound {
		t.Errorf("the first start a second time: %d", b.status)
	}
	if strings.Contains(c.log.String(), code) || strings.Contains(c.log.String(), chosenPassword) {
		t.Error("code or password stand in the log")
	}

	tom := c.enter("tom", chosenPassword)
	tom.page("/beheer").page("/beheer/organisaties").press("add-organisation", "id", "vws.dicio", "naam", "Directie Informatiebeleid", "ookgenoemd", "DICIO\nCluster iBeleid team B")
	if tom.status != http.StatusOK || !strings.Contains(tom.says("notice"), "bewaard") {
		t.Fatalf("organisation: %d %s", tom.status, text(tom.root))
	}
	tom.page("/beheer/mensen").pressAs("add-person", map[string]string{"naam": "Noor Haverkamp", "gebruikersnaam": "noor"}, "rol", "opsteller", "organisatie", "vws.dicio")
	given := tom.says("code")
	noor := c.browser()
	noor.page("/wachtwoord").press("set-password", "code", given, "nieuw", chosenPassword, "nogeens", chosenPassword)
	if noor.status != http.StatusOK {
		t.Fatalf("password: %d %s", noor.status, text(noor.root))
	}
	noor = c.enter("noor", chosenPassword)
	if noor.get("/beheer"); noor.status != http.StatusNotFound || len(noor.find("nav-manage")) != 0 {
		t.Errorf("an official at /beheer: %d", noor.status)
	}
	if noor.page("/dossiers/nieuw"); len(noor.find("import-submit")) != 1 {
		t.Error("noor cannot begin a dossier")
	}

	// Shutting out works at her next request.
	tom.page("/beheer/mensen")
	tom.page(attribute(tom.linkWith("Noor Haverkamp"), "href")).press("close-access")
	if noor.get("/werkvoorraad"); noor.where.Path != "/aanmelden" {
		t.Errorf("shut out, and still at %s", noor.where)
	}
	tom.page("/beheer/verloop")
	said := text(tom.root)
	for _, want := range []string{"begon deze installatie", "voegde Noor Haverkamp toe", "sloot de toegang van Noor Haverkamp", "koos een nieuw wachtwoord"} {
		if !strings.Contains(said, want) {
			t.Errorf("the record does not say %q: %s", want, said)
		}
	}
	if r, err := c.book.Verify(t.Context()); err != nil || !r.OK() {
		t.Errorf("verify: %v %v", r.Faults, err)
	}
}

// pressAs is press with fields by name, for forms in which one name stands more
// than once: the pair values go to the first of each name.
func (b *browser) pressAs(test string, given map[string]string, pairs ...string) {
	b.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		given[pairs[i]] = pairs[i+1]
	}
	var all []string
	for k, v := range given {
		all = append(all, k, v)
	}
	b.press(test, all...)
}

// ruler gives somebody who manages the whole installation a place.
func (c *counter) ruler() *browser {
	c.Helper()
	hash, err := testHash()
	c.must(err)
	c.must(c.book.PutPerson(c.Context(), journal.Person{ID: "bas", Name: "Bas Klaver"}))
	c.must(c.book.SetSeats(c.Context(), "bas", []workflow.Seat{{Role: workflow.RoleBeheerder}}))
	c.must(c.book.PutAccount(c.Context(), journal.Account{Login: "bas", PasswordHash: hash, Person: "bas"}))
	return c.as("bas")
}

func TestBeheerderSeesNoContentOnAnyPage(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	for _, b := range []*browser{c.ruler(), c.as("tom")} {
		for _, r := range Routes() {
			if r.Method != get || r.Permission == Anyone || strings.HasPrefix(r.Path, "/handleiding") || r.Path == "/dossiers/nieuw" || r.still {
				continue
			}
			path := somewhere(r, strings.TrimPrefix(at, "/dossiers/"))
			b.get(path)
			if said := text(b.root); strings.Contains(said, "Chipsoft") || strings.Contains(said, "4377464") {
				t.Errorf("%s shows content", path)
			}
			if strings.Contains(path, "/dossiers/") && b.status != http.StatusNotFound {
				t.Errorf("%s: status %d", path, b.status)
			}
		}
	}
}

func TestFilesAreCheckedBeforeTheyAreInForce(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	b := c.ruler()
	csv, _ := policies.Source()
	strict := strings.Replace(string(csv), `"Iedereen zoekt; wat u niet mag zien, vindt u niet."`, `"Iedereen mag zoeken in wat hij mag zien."`, 1)
	if b.page("/beheer/bestanden").press("load-policy", "tekst", strict[:5000]); b.status != http.StatusUnprocessableEntity || !strings.Contains(b.says("problems"), "bevoegdhedenbestand") {
		t.Errorf("half a policy: %d %s", b.status, text(b.root))
	}
	before := b.page("/werkvoorraad").find("nav-manage")
	b.page("/beheer/bestanden").press("load-policy", "tekst", strict)
	if b.status != http.StatusOK || !strings.Contains(b.says("notice"), "van kracht") || len(before) != 1 {
		t.Fatalf("a policy: %d %s", b.status, text(b.root))
	}
	b.page("/beheer/bestanden/policy/alles")
	b.get("/beheer/bestanden/policy/alles/1")
	if b.body != strict || b.header.Get("Content-Disposition") == "" {
		t.Errorf("what was loaded comes back as %d bytes of %d", len(b.body), len(strict))
	}
	b.page("/beheer/bestanden/policy/alles").press("withdraw-setting")
	if b.status != http.StatusOK {
		t.Errorf("withdrawn: %d", b.status)
	}
	// Of the houses' routes a beheerder of one ministry loads its own.
	tom := c.as("tom")
	tom.page("/beheer/bestanden").press("load-remarks", "tekst", `{"ministerie":"vws","opmerkingen":{"L16":"uit"}}`)
	if tom.status != http.StatusOK || !strings.Contains(text(tom.root), "L16 N.v.t. zonder reden: uit") {
		t.Errorf("weights: %d %s", tom.status, text(tom.root))
	}
	tom.press("load-remarks", "tekst", `{"ministerie":"vws","opmerkingen":{"L25":"uit"}}`)
	if tom.status != http.StatusUnprocessableEntity || !strings.Contains(tom.says("problems"), "blijft blokkeren") {
		t.Errorf("weights that may not be: %d %s", tom.status, text(tom.root))
	}
	if tom.page("/beheer/bestanden"); len(tom.find("load-policy")) != 0 || len(tom.find("load-routes")) != 1 {
		t.Error("a beheerder of one ministry may load a policy, or no routes")
	}
	tom.press("load-routes", "tekst", `{"routes":[{"name":"x","for":["jenv"],"from":"2026-01-01"}]}`)
	if tom.status != http.StatusUnprocessableEntity {
		t.Errorf("routes of another ministry: %d", tom.status)
	}
	if c.as("noor").get("/beheer/bestanden").status != http.StatusNotFound {
		t.Error("an official sees the files")
	}
}

// Who is away without anybody who stands in shows in the line and above the
// worklist of the secretariaat; both hear that a waarneming ended early.
func TestWhoIsAwayWithoutStandInShows(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	gert := c.as("gert").page("/werkvoorraad")
	if len(gert.find("alone")) != 0 {
		t.Fatal("somebody is away before anything was laid down")
	}
	put := func(kind string) {
		t.Helper()
		gert.page("/beheer/waarneming").press("add-waarneming", "stoel", "hester/directie/vws.dicio", "wie", "noor", "van", "2026-04-17", "tot", "2026-04-24", "soort", kind)
		if gert.status != http.StatusOK {
			t.Fatalf("waarneming: %d %s", gert.status, text(gert.root))
		}
	}
	put("ter informatie") // the nota is ter beslissing
	const words = "Hester van Dalen, afwezig zonder waarnemer"
	if got := gert.page("/werkvoorraad").says("alone"); !strings.Contains(got, "niemand neemt waar") || !strings.Contains(text(gert.root), words) {
		t.Errorf("the secretariaat reads %q", got)
	}
	noor := c.as("noor").page(at)
	if got := text(noor.root); !strings.Contains(got, words) {
		t.Error("the dossier does not say that nobody stands in")
	}
	if noor.page("/werkvoorraad"); len(noor.find("alone")) != 0 {
		t.Error("an opsteller gets the list of the secretariaat")
	}
	put("")
	if gert.page("/werkvoorraad"); len(gert.find("alone")) != 0 || strings.Contains(text(c.as("noor").page(at).root), "afwezig zonder") {
		t.Error("it is still shown with somebody who stands in")
	}
	gert.page("/beheer/waarneming").press("end-waarneming")
	for login, want := range map[string]string{"noor": "Een waarneming door u is eerder beëindigd.", "hester": "Een waarneming voor u is eerder beëindigd."} {
		if got := text(c.as(login).page("/meldingen").root); !strings.Contains(got, want) {
			t.Errorf("%s reads %q", login, got)
		}
	}
}

func TestSecretariaatLaysDownWhoStandsIn(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	gert := c.as("gert")
	gert.page("/beheer").press("add-waarneming", "stoel", "hester/directie/vws.dicio", "wie", "noor", "van", "2026-04-17", "tot", "2026-04-24")
	if gert.status != http.StatusOK || len(gert.find("waarneming")) != 1 {
		t.Fatalf("waarneming: %d %s", gert.status, text(gert.root))
	}
	noor := c.as("noor").page("/werkvoorraad")
	if !strings.Contains(text(noor.root), "namens Hester van Dalen") {
		t.Error("noor does not see for whom she stands in")
	}
	gert.press("add-waarneming", "stoel", "hester/directie/vws.dicio", "wie", "hester", "van", "2026-04-17", "tot", "2026-04-24")
	if gert.status != http.StatusConflict || !strings.Contains(gert.says("problems"), "zichzelf") {
		t.Errorf("for herself: %d", gert.status)
	}
	gert.page("/beheer/waarneming").press("end-waarneming")
	if noor.page("/werkvoorraad"); strings.Contains(text(noor.root), "namens Hester") {
		t.Error("a waarneming that ended still counts")
	}
	if gert.get("/beheer/mensen").status != http.StatusNotFound {
		t.Error("the secretariaat manages people")
	}
}

func TestReaderSeesAndEndsHisOwnSessionsAndChangesHisPassword(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	here, there := c.as("noor"), c.as("noor")
	if here.page("/mijn-account"); len(here.find("session")) != 2 || len(here.find("end-session")) != 1 {
		t.Fatalf("%d sessions: %s", len(here.find("session")), text(here.root))
	}
	other := c.as("hester").page("/mijn-account")
	other.post("/mijn-account/beeindigen", nil, fieldKey, "sleutel-van-een-ander", "aanmelding", attribute(here.oneNamed("aanmelding"), "value"))
	if there.get("/werkvoorraad"); there.where.Path != "/werkvoorraad" {
		t.Fatal("somebody else ended the session")
	}
	here.press("end-session")
	if there.get("/werkvoorraad"); there.where.Path != "/aanmelden" {
		t.Error("a session that was ended lives")
	}
	there = c.as("noor")
	for name, f := range map[string][3]string{
		"wrong":  {"fout", chosenPassword, chosenPassword},
		"weak":   {testPassword, "Noor Haverkamp 2026!", "Noor Haverkamp 2026!"},
		"unlike": {testPassword, chosenPassword, chosenPassword + "!"},
	} {
		if here.page("/mijn-account").press("change-password", "huidig", f[0], "nieuw", f[1], "nogeens", f[2]); here.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", name, here.status)
		}
	}
	here.page("/mijn-account").press("change-password", "huidig", testPassword, "nieuw", chosenPassword, "nogeens", chosenPassword)
	if here.status != http.StatusOK || here.where.Path != "/mijn-account" {
		t.Errorf("changed: %d at %s", here.status, here.where)
	}
	if there.get("/werkvoorraad"); there.where.Path != "/aanmelden" {
		t.Error("another session outlives the password")
	}
	c.enter("noor", chosenPassword)
}

// linkWith gives the link with these words.
func (b *browser) linkWith(words string) *html.Node {
	b.Helper()
	var found *html.Node
	eachElement(b.root, func(n *html.Node) {
		if n.Data == "a" && text(n) == words {
			found = n
		}
	})
	if found == nil {
		b.Fatalf("no link %q", words)
	}
	return found
}

// oneNamed gives the first control with a name.
func (b *browser) oneNamed(name string) *html.Node {
	b.Helper()
	var found *html.Node
	eachElement(b.root, func(n *html.Node) {
		if found == nil && attribute(n, "name") == name {
			found = n
		}
	})
	if found == nil {
		b.Fatalf("no control %q", name)
	}
	return found
}
