package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

func TestABulkReaderIsToldToWaitAndARefusalIsLogged(t *testing.T) {
	t.Parallel()
	c := newCounter(t, func(o *Options) { o.Desk.SetBrake(desk.Brake{Papers: 3, Within: 10 * time.Minute}) })
	noor := c.as("noor")
	// Every import shows the dossier that it made.
	first, _, third := noor.importSeed(), noor.importSeed(), noor.importSeed()
	got := noor.get(third + "/beslissen")
	if got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") != "150" {
		t.Fatalf("the third: status %d, wait %q", got.status, got.header.Get("Retry-After"))
	}
	if !strings.Contains(got.body, "U opende in 10 minuten meer dan") || !strings.Contains(got.body, "beheerder") {
		t.Errorf("the third says %s", got.body)
	}
	if got := c.as("vreemde").get(first); got.status != http.StatusNotFound {
		t.Errorf("a stranger gets %d", got.status)
	}
	lines := map[string]int{}
	c.must(c.book.ReadLog(t.Context(), c.clock().Add(-time.Hour), c.clock().Add(time.Hour), workflow.DossierID(strings.TrimPrefix(first, "/dossiers/")), "", func(r journal.Reading) error {
		lines[string(r.Person)+" "+r.Result]++
		return nil
	}))
	if lines["vreemde refused"] != 1 || lines["noor ok"] == 0 {
		t.Errorf("the read log has %v", lines)
	}
}

// TestEveryPageOfADossierStandsInTheReadLog opens every page that there is of a
// dossier, also those that are added later.
func TestEveryPageOfADossierStandsInTheReadLog(t *testing.T) {
	t.Parallel()
	c := newCounter(t, func(o *Options) { o.Desk.SetBrake(desk.Brake{}) })
	at := c.as("noor").submitted()
	id := workflow.DossierID(strings.TrimPrefix(at, "/dossiers/"))
	lines := func(person workflow.PersonID) int {
		n := 0
		c.must(c.book.ReadLog(t.Context(), c.clock().Add(-time.Hour), c.clock().Add(time.Hour), id, person, func(r journal.Reading) error { n++; return nil }))
		return n
	}
	opened := 0
	for _, login := range []string{"noor", "hester", "yasmin"} {
		b := c.as(login)
		for _, r := range Routes() {
			if r.Method != http.MethodGet || !strings.Contains(r.Path, "/:id") {
				continue
			}
			path := somewhere(r, string(id))
			before := lines(workflow.PersonID(login))
			b.get(path)
			if b.status != http.StatusOK {
				continue
			}
			opened++
			if lines(workflow.PersonID(login)) == before {
				t.Errorf("%s opened %s and the read log does not say so", login, path)
			}
		}
	}
	if opened < 15 {
		t.Errorf("only %d pages were opened: this tests nothing", opened)
	}
}
