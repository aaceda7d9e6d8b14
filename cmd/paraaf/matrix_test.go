package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"paraaf/policies"
	"paraaf/web"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The matrix is what everybody gets on every route, for a dossier in every
// state of the seed; testdata/matrix.txt is read by people when it changes. And
// whatever is answered with "not there" is answered exactly so for what is not
// there: from no address, no form and no format does anybody learn that an id
// exists.

// A grid asks the real server, over a seeded installation, for everybody.
type grid struct {
	*testing.T
	server *web.Server
	book   *journal.Book
	desk   *desk.Desk
	logins []string
	tokens map[string]string
	asked  int
	absent map[string]told // by login, format and address, within one state
	// In one state everybody is asked, as a person and as a program; in the
	// others those who have to do with it, and one who has not.
	asking   []string
	programs bool
}

// strangers are people that the seed does not know: of another ministry, in the
// same roles in another house, and with an account and no seat.
var strangers = map[string][]workflow.Seat{
	"vera":   {{Role: workflow.RoleDirectie, Organisation: "ocw.dir"}},
	"romy":   {{Role: workflow.RoleCommunicatie, Organisation: "jenv"}},
	"sjoerd": {{Role: workflow.RoleSG, Organisation: "vws"}},
	"leeg":   nil,
}

// newGrid seeds an installation and signs everybody in.
func newGrid(t *testing.T) *grid {
	t.Helper()
	dir := t.TempDir()
	if code, _, said := invoke(t, "", "seed", "-seed", "1", "-data", dir); code != 0 {
		t.Fatal(said)
	}
	now := seedMoment.AddDate(0, 1, 0)
	clock := func() time.Time { return now }
	book, err := journal.Open(t.Context(), "sqlite:"+filepath.Join(dir, "paraaf.db"), journal.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	g := &grid{T: t, book: book, desk: desk.New(book, policy, clock), tokens: map[string]string{}, absent: map[string]told{}}
	if g.server, err = web.New(web.Options{Desk: g.desk, Book: book, Policy: policy, Clock: clock, Random: rand.Reader, Key: make([]byte, 32)}); err != nil {
		t.Fatal(err)
	}
	for login, seats := range strangers {
		id := workflow.PersonID(login)
		g.must(book.PutPerson(t.Context(), journal.Person{ID: id, Name: "Mens " + login}))
		g.must(book.PutAccount(t.Context(), journal.Account{Login: login, Person: id}))
		g.must(book.SetSeats(t.Context(), id, seats))
		g.logins = append(g.logins, login)
	}
	for _, p := range examplePeople {
		g.logins = append(g.logins, p.Key)
	}
	slices.Sort(g.logins)
	for _, login := range g.logins {
		g.tokens[login], _, err = book.NewSession(t.Context(), journal.Session{Person: g.actor(login).Person, Login: login, Created: now, Expires: now.Add(time.Hour)})
		g.must(err)
	}
	g.logins = append(g.logins, "niemand") // who is not signed in
	return g
}

func (g *grid) must(err error) {
	g.Helper()
	if err != nil {
		g.Fatal(err)
	}
}

func (g *grid) actor(login string) workflow.Actor {
	g.Helper()
	account, err := g.book.Account(g.Context(), login)
	g.must(err)
	actor, err := g.desk.Actor(g.Context(), account.Person)
	g.must(err)
	return actor
}

// A told is all that somebody outside can tell of a request.
type told struct {
	status int
	what   string
}

// renewed are the numbers that are new for every request.
var renewed = regexp.MustCompile(`(class="pf-digest">|"instance":"/verzoeken/|name="Idempotency-Key" value=")[a-z0-9]+`)

// ask sends one request and gives the answer, without the numbers that are new
// for every request and the ids that were asked for. A change carries a key,
// and says that something was on the screen that never was.
func (g *grid) ask(login, method, path string, program bool, ids ...string) told {
	g.Helper()
	g.asked++
	body := ""
	if method == http.MethodPost {
		body = url.Values{"Idempotency-Key": {fmt.Sprintf("matrix-%08d", g.asked)}, "If-Match": {strings.Repeat("ab", 32)}, "volgnummer": {"999999"}, "versie": {"999999"}}.Encode()
	}
	// A stream that is waited for ends, as when its reader goes.
	ctx, cancel := context.WithTimeout(g.Context(), 20*time.Second)
	defer cancel()
	req := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(body))
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	if body != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if program {
		req.Header.Set("Accept", "application/json")
	}
	if token := g.tokens[login]; token != "" {
		req.AddCookie(&http.Cookie{Name: "sessie", Value: token})
	}
	w := httptest.NewRecorder()
	g.server.ServeHTTP(w, req)
	if w.Code != http.StatusNotFound && w.Code != http.StatusUnauthorized && login != "niemand" {
		return told{status: w.Code}
	}
	what := renewed.ReplaceAllString(fmt.Sprint(w.Header(), w.Body.String()), "$1*")
	for _, id := range ids {
		what = strings.ReplaceAll(strings.ReplaceAll(what, url.QueryEscape(id), "*"), id, "*")
	}
	return told{w.Code, what}
}

// nothing is the answer at an address where nothing is.
func (g *grid) nothing(login, method, path string, program bool, ids ...string) told {
	g.Helper()
	key := fmt.Sprint(login, program, method, path)
	if _, known := g.absent[key]; !known {
		g.absent[key] = g.ask(login, method, path, program, ids...)
	}
	return g.absent[key]
}

// differs shows where two texts part.
func differs(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%.120q\n%.120q", a[max(0, i-40):], b[max(0, i-40):])
}

// row asks one route of everybody, at a real place and at one where nothing is,
// and gives who got what; who was told that there is nothing is left out.
func (g *grid) row(r web.Route, real, absent string, ids ...string) string {
	g.Helper()
	got := map[int][]string{}
	for _, login := range g.asking {
		for _, program := range []bool{false, true} {
			if program && !g.programs {
				break
			}
			there := g.ask(login, r.Method, real, program, ids...)
			if there.status >= http.StatusInternalServerError {
				g.Errorf("%s: %s %s: status %d", login, r.Method, real, there.status)
			}
			if there.status == http.StatusNotFound || login == "niemand" {
				if nothing := g.nothing(login, r.Method, absent, program, ids...); nothing != there {
					g.Errorf("%s can tell that %s %s is there: %d and %d\n%s", login, r.Method, real, there.status, nothing.status, differs(there.what, nothing.what))
				}
			}
			if there.status != http.StatusNotFound && !program {
				got[there.status] = append(got[there.status], login)
			}
			if there.status != http.StatusNotFound {
				break // a program gets no further than a person
			}
		}
	}
	var parts []string
	for status := 100; status < 600; status++ {
		if who := got[status]; len(who) > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", status, strings.Join(who, " ")))
		}
	}
	return strings.Join(parts, "; ")
}

// dossier asks every route of a dossier, for its nota and its letter.
func (g *grid) dossier(state string, id workflow.DossierID) string {
	g.Helper()
	clear(g.absent) // what a reader has to do stands on every page
	nowhere := strings.Repeat("a", len(id))
	place := func(id, paper, path string) string {
		return strings.NewReplacer(":id", id, ":stuk", paper, ":onderdeel", "aanleiding", ":veld", "deadline", ":vorm", "html", ":pagina", "1").Replace(path)
	}
	before, err := g.book.Load(g.Context(), id)
	g.must(err)
	var out strings.Builder
	fmt.Fprintf(&out, "\n# %s\n", state)
	for _, r := range web.Routes() {
		if !strings.Contains(r.Path, ":id") {
			continue
		}
		papers := []string{""}
		if strings.Contains(r.Path, ":stuk") {
			papers = []string{"nota", "brief"}
		}
		for _, paper := range papers {
			who := g.row(r, place(string(id), paper, r.Path), place(nowhere, paper, r.Path), string(id), nowhere)
			fmt.Fprintf(&out, "%s %s: %s\n", r.Method, strings.Replace(r.Path, ":stuk", paper, 1), who)
			if paper == "nota" {
				// Who sees the letter alone must not learn of the nota either.
				all := g.asking
				g.asking = []string{"marijke", "daan"}
				g.row(r, place(string(id), "nota", r.Path), place(string(id), "geen", r.Path), "nota", "geen")
				g.asking = all
			}
		}
	}
	after, err := g.book.Load(g.Context(), id)
	g.must(err)
	if before.Seq != after.Seq {
		g.Errorf("%s: requests with nothing good on the screen changed the dossier", state)
	}
	return out.String()
}

// states gives one dossier of each state, the one with most in its history.
func (g *grid) states() map[workflow.Phase]workflow.DossierID {
	g.Helper()
	out, longest := map[workflow.Phase]workflow.DossierID{}, map[workflow.Phase]int{}
	for _, who := range []string{"noor", "sem"} {
		rows, err := g.desk.Mine(g.Context(), g.actor(who))
		g.must(err)
		for _, row := range rows {
			h, err := g.book.Load(g.Context(), row.ID)
			g.must(err)
			if h.Seq > longest[row.Phase] {
				out[row.Phase], longest[row.Phase] = row.ID, h.Seq
			}
		}
	}
	return out
}

// rulesDiffer are the states that are asked about: what the policy says of the
// others is what it says of one of these.
var rulesDiffer = []workflow.Phase{workflow.Concept, workflow.InLine, workflow.Decided, workflow.Dispatched, workflow.Withdrawn}

func TestMatrixOfRoutesRolesRelationsAndStates(t *testing.T) {
	t.Parallel()
	g := newGrid(t)
	var out strings.Builder
	out.WriteString("# Who gets what: a route, then status and logins. Who is not named gets 404, the\n# same as for an id that is not there. Changes carry a key and a guard that is out\n# of date: 412 and 409 are those who are told what there is.\n#\n")
	for _, login := range g.logins[:len(g.logins)-1] {
		var seats []string
		for _, s := range g.actor(login).Seats {
			seats = append(seats, strings.TrimSpace(string(s.Role)+" "+string(s.Organisation)))
		}
		fmt.Fprintf(&out, "# %-8s %s\n", login, strings.Join(seats, ", "))
	}
	fmt.Fprintf(&out, "# %-8s %s\n", "niemand", "not signed in")
	states := g.states()
	for _, phase := range []workflow.Phase{workflow.Concept, workflow.InLine, workflow.Decided, workflow.Reviewed, workflow.Confirmed, workflow.Exported, workflow.Dispatched, workflow.Withdrawn, workflow.Ended} {
		id, there := states[phase]
		if !there {
			t.Errorf("the seed has no dossier that is %s", phase)
			continue
		}
		if !slices.Contains(rulesDiffer, phase) {
			continue
		}
		g.asking, g.programs = g.logins, phase == workflow.InLine
		if phase != workflow.InLine && phase != workflow.Dispatched {
			g.asking = []string{"noor", "sem", "hester", "ruud", "ilse", "gert", "yasmin", "marijke", "tom"}
		}
		out.WriteString(g.dossier(string(phase), id))
	}
	g.asking, g.programs = g.logins, true
	out.WriteString("\n# what is managed\n")
	there := strings.NewReplacer(":mens", string(g.actor("noor").Person), ":organisatie", "vws.dicio", ":soort", "policy", ":naam", "alles", ":nummer", "1")
	nowhere := strings.NewReplacer(":mens", "bbbb", ":organisatie", "cc.ccccc", ":soort", "dddddd", ":naam", "eeeee", ":nummer", "9")
	for _, r := range web.Routes() {
		if strings.HasPrefix(r.Path, "/beheer/") && strings.Contains(r.Path, ":") {
			who := g.row(r, there.Replace(r.Path), nowhere.Replace(r.Path), string(g.actor("noor").Person), "bbbb", "vws.dicio", "cc.ccccc", "policy", "dddddd", "alles", "eeeee", "1", "9")
			fmt.Fprintf(&out, "%s %s: %s\n", r.Method, r.Path, who)
		}
	}
	t.Logf("%d requests", g.asked)
	golden(t, "testdata/matrix.txt", out.String())
}

// golden compares a text with what people have read.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	t.Errorf("%s has changed: run this test with -update and read the difference", file)
	old := strings.Split(string(want), "\n")
	for line := range strings.Lines(got) {
		if !slices.Contains(old, strings.TrimSuffix(line, "\n")) {
			t.Logf("new: %s", line)
		}
	}
}
