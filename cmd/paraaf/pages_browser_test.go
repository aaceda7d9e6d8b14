package main

import (
	"crypto/rand"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/policies"
	"paraaf/web"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// Every page there is, found from the table of routes and the states of the
// seed, is opened in the browser and examined: scripts, axe, keyboard, headings
// and focus, at 1440, 1024, 390 and 320 pixels (the last is 400 % zoom of a
// window of 1280), light and dark. A route that shows nobody a page fails,
// unless it stands here with its reason.
var noPages = map[string]string{
	"/healthz":                     "for machines",
	"/readyz":                      "for machines",
	"/static/*":                    "files",
	"/gebeurtenissen":              "a stream",
	"/aanmelden/organisatie":       "goes to another site",
	"/aanmelden/organisatie/terug": "comes from another site",
	"/werkvoorraad/tas":            "a file, of the dossiers that are ticked",

	// The seed has no annex: TestBrowserForeignPapers examines these.
	"/dossiers/:id/bijlagen/:stuk":                  "an annex",
	"/dossiers/:id/bijlagen/:stuk/pagina/:pagina":   "an annex",
	"/dossiers/:id/bijlagen/:stuk/bron":             "the file of an annex",
	"/dossiers/:id/bijlagen/:stuk/beeld/:pagina":    "a picture",
	"/dossiers/:id/bijlagen/:stuk/openbaar/:pagina": "a picture",
	"/dossiers/:id/beelden/:beeld":                  "a picture, which no paper of the seed has: web.TestAPictureIsAddedToASectionWithItsDescription",

	"/beheer/noodtoegang/:dossier":       "after two administrators opened it, at the end",
	"/beheer/noodtoegang/:dossier/:stuk": "a file, after two administrators opened it: TestTwoAdministratorsReadOneDossierAndNothingElse",
	"/dossiers/:id/incident/melding":     "a file, asked for at the end: an incident closes the rest of its dossier",
}

// everyState are the pages that differ with the state of the dossier; of the
// others one is enough.
var everyState = []string{"/dossiers/:id", "/dossiers/:id/stukken/:stuk", "/dossiers/:id/beslissen", "/dossiers/:id/lakken", "/dossiers/:id/export"}

// serveOn serves a server on loopback until the test ends, and gives its address.
func serveOn(t *testing.T, s *web.Server) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h := s.HTTP()
	go func() { _ = h.Serve(l) }() // ends when it is closed
	t.Cleanup(func() { h.Close() })
	return "http://" + l.Addr().String()
}

// shows reports whether somebody gets a page of HTML at an address.
func (g *grid) shows(login, path string) bool {
	req := httptest.NewRequestWithContext(g.Context(), http.MethodGet, path, nil)
	req.Header.Set("Accept", "text/html")
	if token := g.tokens[login]; token != "" {
		req.AddCookie(&http.Cookie{Name: "sessie", Value: token})
	}
	w := httptest.NewRecorder()
	g.server.ServeHTTP(w, req)
	moved := w.Code == http.StatusSeeOther && !strings.HasPrefix(w.Header().Get("Location"), "/aanmelden")
	return moved || w.Code == http.StatusOK && strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && w.Header().Get("Content-Disposition") == ""
}

// isFile reports whether somebody gets a file there, to keep and not to see.
func (g *grid) isFile(login, path string) bool {
	req := httptest.NewRequestWithContext(g.Context(), http.MethodGet, path, nil)
	req.AddCookie(&http.Cookie{Name: "sessie", Value: g.tokens[login]})
	w := httptest.NewRecorder()
	g.server.ServeHTTP(w, req)
	return w.Code == http.StatusOK && w.Header().Get("Content-Disposition") != ""
}

// places gives the addresses that a route may stand for in a dossier, or
// outside any.
func (g *grid) places(r web.Route, id workflow.DossierID, papers []workflow.PaperID) []string {
	var out []string
	versions, err := g.desk.SettingVersions(g.Context(), g.actor("tom"), "policy", "")
	g.must(err)
	number := "0"
	if len(versions) > 0 {
		number = strconv.FormatInt(versions[0].N, 10)
	}
	for _, paper := range append(papers, "") {
		for _, part := range []string{"aanleiding", "tekst"} {
			for _, field := range []string{"deadline", "betreft"} {
				path := strings.NewReplacer(":id", string(id), ":stuk", string(paper), ":onderdeel", part, ":veld", field, ":vorm", "html", ":persoon", string(g.actor("noor").Person), ":mens", string(g.actor("noor").Person),
					":organisatie", "vws.dicio", ":soort", "policy", ":naam", "alles", ":nummer", number, ":hoofdstuk", "privacy", ":oefening", "1", ":pagina", "1").Replace(r.Path)
				if !slices.Contains(out, path) && (paper != "" || !strings.Contains(r.Path, ":stuk")) {
					out = append(out, path)
				}
			}
		}
	}
	return out
}

// A stop is one page to open, and who opens it.
type pageStop struct{ login, path string }

// tour finds the pages to open.
func (g *grid) tour(states map[workflow.Phase]workflow.DossierID) []pageStop {
	g.Helper()
	papers := map[workflow.DossierID][]workflow.PaperID{}
	for _, id := range states {
		h, err := g.book.Load(g.Context(), id)
		g.must(err)
		var s workflow.State
		for _, e := range h.Entries {
			s = workflow.Evolve(s, e.Event)
		}
		for _, p := range s.Papers {
			papers[id] = append(papers[id], p.ID)
		}
	}
	var out []pageStop
	for _, r := range web.Routes() {
		if r.Method != http.MethodGet || noPages[r.Path] != "" || r.Permission == web.Anyone {
			continue
		}
		found, file := 0, false
		for _, phase := range []workflow.Phase{workflow.InLine, workflow.Concept, workflow.Decided, workflow.Reviewed, workflow.Confirmed, workflow.Exported, workflow.Dispatched, workflow.Withdrawn, workflow.Ended} {
			if found > 0 && (!slices.Contains(everyState, r.Path) || !strings.Contains(r.Path, ":id")) {
				break
			}
			for _, stop := range g.stopsOf(r, states[phase], papers[states[phase]]) {
				if g.shows(stop.login, stop.path) {
					out = append(out, stop)
					found++
					break
				}
				file = file || g.isFile(stop.login, stop.path)
			}
		}
		if found == 0 && !file {
			g.Errorf("GET %s shows nobody a page in any state of the seed", r.Path)
		}
	}
	return out
}

func (g *grid) stopsOf(r web.Route, id workflow.DossierID, papers []workflow.PaperID) []pageStop {
	var out []pageStop
	for _, login := range []string{"ruud", "noor", "yasmin", "pieter", "gert", "tom", "ilse", "marijke", "hester", "sem"} {
		for _, path := range g.places(r, id, papers) {
			out = append(out, pageStop{login, path})
		}
	}
	return out
}

// exercised has a reader begin his first exercise, and end it when done.
func (g *grid) exercised(login string, done bool) {
	g.Helper()
	ask := desk.Ask{Actor: g.actor(login), Key: "oefening-beginnen"}
	n, err := g.desk.BeginExercise(g.Context(), ask)
	g.must(err)
	if !done {
		return
	}
	r, err := g.desk.Review(g.Context(), ask.Actor, desk.ExerciseID(n))
	g.must(err)
	for i := range r.Judgements {
		r.Judgements[i].Decision = desk.Redact
	}
	ask.Key = "oefening-lakken"
	for _, j := range r.Judgements {
		ask.Key += "-"
		r.Version, err = g.desk.Judge(g.Context(), ask, desk.ExerciseID(n), r.Version, []desk.Judgement{j})
		g.must(err)
	}
	ask.Key = "oefening-afronden"
	g.must(g.desk.EndExercise(g.Context(), ask, n, r.Version))
}

// destroying goes through the page of destruction eleven years on, as two
// administrators: what has expired, what waits for the other, and what is gone.
func (g *grid) destroying(browser *browsertest.Browser) {
	g.Helper()
	now := seedMoment.AddDate(11, 0, 0)
	clock := func() time.Time { return now }
	policy, err := policies.Embedded()
	g.must(err)
	late := desk.New(g.book, policy, clock)
	s, err := web.New(web.Options{Desk: late, Book: g.book, Policy: policy, Clock: clock, Random: rand.Reader, Key: make([]byte, 32)})
	g.must(err)
	address := serveOn(g.T, s)
	g.must(g.book.PutPerson(g.Context(), journal.Person{ID: "eva", Name: "Eva Smit"}))
	g.must(g.book.SetSeats(g.Context(), "eva", []workflow.Seat{{Role: workflow.RoleBeheerder}}))
	g.must(g.book.PutAccount(g.Context(), journal.Account{Login: "eva", Person: "eva"}))
	visit := func(login string, width browsertest.Width) *browsertest.Visitor {
		token, _, err := g.book.NewSession(g.Context(), journal.Session{Person: g.actor(login).Person, Login: login, Created: now, Expires: now.Add(time.Hour)})
		g.must(err)
		v := browser.Visit(g.T, login+" elf jaar later", address, width)
		v.Carry("sessie", token)
		v.Open("/beheer/vernietigen")
		return v
	}
	tom := visit("tom", browsertest.Desk)
	tom.FillAt("#nummer", "VWS 12.3")
	tom.FillAt("#jaren", "veel")
	tom.Expect(http.StatusUnprocessableEntity).Follow("look-expired")
	tom.FillAt("#jaren", "10")
	tom.Follow("look-expired")
	expired := tom.Count("expired")
	tom.Follow("propose-destruction")
	tom.Follow("propose-destruction")
	if tom.Count("expired") != expired-2 || tom.Count("proposed") != 2 {
		g.Errorf("of %d expired dossiers %d are left and %d proposed", expired, tom.Count("expired"), tom.Count("proposed"))
	}
	tom.HasNot("destroy-papers") // that is for another

	eva := visit("eva", browsertest.Phone)
	eva.Follow("destroy-papers")
	eva.Sees("vernietigd")
	eva.Follow("withdraw-destruction")
	if eva.Count("proposed") != 0 {
		g.Error("what was decided on is still on the list")
	}
}

func TestBrowserEveryPage(t *testing.T) {
	t.Parallel()
	g := newGrid(t)
	// A file that was loaded has a page of its own.
	csv, _ := policies.Source()
	tom := desk.Ask{Actor: g.actor("tom"), Key: "elke-pagina-1"}
	_, err := g.desk.LoadSetting(t.Context(), tom, "policy", []byte(strings.Replace(string(csv), "Iedereen zoekt;", "Iedereen mag zoeken;", 1)), 0)
	g.must(err)
	g.exercised("yasmin", false)
	g.exercised("pieter", true)
	address := serveOn(t, g.server)
	browser := browsertest.NewBrowser(t)
	visitors := map[string]*browsertest.Visitor{}
	tour := g.tour(g.states())
	for _, stop := range tour {
		v := visitors[stop.login]
		if v == nil {
			v = browser.Visit(t, stop.login, address, browsertest.Desk)
			v.Carry("sessie", g.tokens[stop.login])
			visitors[stop.login] = v
		}
		v.Open(stop.path)
	}
	t.Logf("%d pages", len(tour))

	// What was sent wrongly is frozen, and has pages of its own.
	wrong := g.states()[workflow.Dispatched]
	summary, err := g.book.Summary(t.Context(), wrong)
	g.must(err)
	g.must(g.desk.ReportIncident(t.Context(), desk.Ask{Actor: g.actor("noor"), Key: "elke-pagina-3"}, wrong, summary.Seq, "ontvanger", "incident"))
	at := "/dossiers/" + string(wrong) + "/incident"
	gert := browser.Visit(t, "gert bij het incident", address, browsertest.Tablet)
	gert.Carry("sessie", g.tokens["gert"])
	gert.Open(at)
	if !g.isFile("gert", at+"/melding") {
		t.Error("there is no draft of the report")
	}

	g.destroying(browser)

	// Two administrators read a dossier.
	tina := journal.Person{ID: "tina", Name: "Tina de Wit"}
	g.must(g.book.PutPerson(t.Context(), tina))
	g.must(g.book.SetSeats(t.Context(), tina.ID, []workflow.Seat{{Role: workflow.RoleBeheerder}}))
	read := g.states()[workflow.InLine]
	g.must(g.desk.AskEmergency(t.Context(), desk.Ask{Actor: g.actor("tom"), Key: "elke-pagina-4"}, read, "bevel"))
	second, err := g.desk.Actor(t.Context(), tina.ID)
	g.must(err)
	g.must(g.desk.OpenEmergency(t.Context(), desk.Ask{Actor: second, Key: "elke-pagina-5"}, read))
	visitors["tom"].Open("/beheer/noodtoegang/" + string(read))
	visitors["tom"].Screenshot("noodtoegang")

	// Before signing in.
	v := browser.Visit(t, "niemand", address, browsertest.Phone)
	v.Open("/aanmelden")
	v.Open("/wachtwoord")
	v.Expect(http.StatusNotFound).Open("/nergens")
	empty, err := journal.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"), journal.Options{})
	g.must(err)
	t.Cleanup(func() { empty.Close() })
	policy, err := policies.Embedded()
	g.must(err)
	s, err := web.New(web.Options{Desk: desk.New(empty, policy, time.Now), Book: empty, Policy: policy, Clock: time.Now, Random: rand.Reader})
	g.must(err)
	first := browser.Visit(t, "de eerste", serveOn(t, s), browsertest.Tablet)
	first.Open("/eerste-start")

	// The second step, of somebody who has one.
	half, err := g.book.NewID()
	g.must(err)
	_, err = g.desk.AddFactor(t.Context(), desk.Ask{Actor: g.actor("sem"), Key: "elke-pagina-2"}, journal.Factor{Kind: "totp", Name: "Telefoon", Secret: []byte("x")})
	g.must(err)
	g.must(g.book.KeepCode(t.Context(), journal.Code{Code: half + half, Purpose: "second", Person: g.actor("sem").Person, Login: "sem", Created: seedMoment, Expires: seedMoment.AddDate(1, 0, 0)}))
	v.Carry("tweede", half+half)
	v.Open("/aanmelden/code")
	for _, r := range web.Routes() {
		if r.Method == http.MethodGet && r.Permission == web.Anyone && noPages[r.Path] == "" && !slices.Contains([]string{"/aanmelden", "/wachtwoord", "/eerste-start", "/aanmelden/code"}, r.Path) {
			t.Errorf("GET %s is open to anyone and was not visited", r.Path)
		}
	}
}
