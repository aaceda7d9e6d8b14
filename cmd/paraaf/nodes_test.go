package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/workflow/journal/postgrestest"
)

// seedInto fills an empty database with the seed, and gives who can sign in.
func seedInto(t *testing.T, binary, dsn string) []byte {
	t.Helper()
	accounts, err := exec.CommandContext(t.Context(), binary, "seed", "-data", t.TempDir(), "-db", dsn).Output()
	if err != nil {
		t.Fatalf("seed: %v", err)
	}
	return accounts
}

// TestBrowserTwoNodes has two programs serve one PostgreSQL database, and people
// whose every request goes to another one: what one node does holds on both.
func TestBrowserTwoNodes(t *testing.T) {
	t.Parallel()
	binary := browsertest.Build(t, "paraaf/cmd/paraaf")
	dsn := postgrestest.Start(t).Database(t)
	accounts := seedInto(t, binary, dsn)
	key := houseKey(t)
	node := func() *browsertest.Program {
		p := browsertest.Start(t, binary, "serve", "-secure=false", "-db", dsn, "-key", key)
		p.Introduce(bytes.NewReader(accounts))
		return p
	}
	a, b := node(), node()
	m := &ministry{t: t, binary: binary, program: a, browser: browsertest.NewBrowser(t)}
	noor := m.as(a.Account("opsteller", "vws.dicio"), browsertest.Desk)
	ruud := m.as(a.Account("plvsg", "vws"), browsertest.Desk)
	ilse := m.as(a.Account("bewindspersoon", "vws.mljs"), browsertest.Tablet)
	const changed = `document.querySelector("[data-test=live]").checkVisibility()`

	t.Log("Who signed in on one node is in on the other.")
	ruud.MoveTo(b.Address)
	ruud.Open("/werkvoorraad")
	if who := ruud.Text("reader"); who != a.Account("plvsg", "vws").Name {
		t.Errorf("node B greets %q", who)
	}
	ruud.FollowNamed("link", "Kamerbrief Chipsoft Incident")
	dossier := ruud.Path()

	t.Log("What is done on B shows on the pages that stand open on A, without anybody asking.")
	noor.Open(dossier)
	ilse.Open("/werkvoorraad")
	before := ilse.Count("row")
	ruud.Follow("go-give-paraaf")
	ruud.Follow("action-give-paraaf")
	noor.Await(changed)
	ilse.Await(changed)

	t.Log("The minister decides on A about what B laid before her.")
	ilse.Open("/werkvoorraad")
	if after := ilse.Count("row"); after != before+1 {
		t.Errorf("the worklist on A had %d rows and has %d after the paraaf on B", before, after)
	}
	ilse.FollowAt(`[data-test="row-link"][href="` + dossier + `"]`)
	ilse.Follow("go-take-besluit")
	ruud.Open(dossier)

	t.Log("The paraaf is taken back on B while the minister has the page of A before her: her akkoord is refused.")
	ruud.Follow("go-take-back")
	ruud.Fill("tekst", "Ik had de bijlage nog niet gelezen.")
	ruud.Follow("action-take-back")
	ilse.Expect(412).Expect(409).Follow("action-take-besluit")
	ruud.Open(dossier + "/beslissen")
	ruud.Follow("action-give-paraaf")
	ilse.MoveTo(b.Address)
	ilse.Open(dossier + "/beslissen")
	ilse.Follow("action-take-besluit")
	ilse.Has("besluit")

	t.Log("A page on B hears of what happens on A.")
	noor.MoveTo(b.Address)
	noor.Open(dossier)
	gert := m.as(a.Account("secretariaat", "vws"), browsertest.Desk)
	gert.Open(dossier)
	gert.Follow("go-record-signature")
	gert.Follow("action-record-signature")
	noor.Await(changed)

	t.Log("A session that ends on A is dead on B within a second.")
	ruud.Open("/werkvoorraad")
	ruud.MoveTo(a.Address)
	ruud.Open("/werkvoorraad")
	cookies := ruud.Cookies("/werkvoorraad")
	if got := ruud.GetWith("/werkvoorraad", cookies); got.Status != 200 {
		t.Fatalf("before signing out A answers %d", got.Status)
	}
	ruud.Follow("sign-out")
	ruud.MoveTo(b.Address)
	if got := ruud.GetWith("/werkvoorraad", cookies); got.Status != 303 || !strings.HasPrefix(got.Header.Get("Location"), "/aanmelden") {
		t.Errorf("right after signing out on A node B answers %d to the cookies of that session", got.Status)
	}

	t.Log("Both stop, and the book is whole.")
	a.Stop()
	b.Stop()
	if out, err := exec.Command(binary, "verify", "-db", dsn, "-key", key, "-data", t.TempDir()).CombinedOutput(); err != nil {
		t.Errorf("paraaf verify: %v\n%s", err, out)
	}
}
