package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// TestPapersAreDestroyedOnThePagesOfTwoAdministrators goes the way of the page:
// look, propose, decide; who may not finds nothing there.
func TestPapersAreDestroyedOnThePagesOfTwoAdministrators(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	id := workflow.DossierID(strings.TrimPrefix(noor.importSeed(), "/dossiers/"))
	noor.page("/dossiers/"+string(id)+"/intrekken").press("action-withdraw", "tekst", "De brief is niet meer nodig.")
	c.pass(11 * 366 * 24 * time.Hour)

	bas := c.ruler()
	bas.page("/beheer").page("/beheer/vernietigen").press("look-expired", "nummer", "VWS 12.3", "jaren", "veel")
	if bas.status != http.StatusUnprocessableEntity || len(bas.find("expired")) != 0 {
		t.Errorf("a term that is no number: %d", bas.status)
	}
	bas.page("/beheer/vernietigen").press("look-expired", "nummer", "VWS 12.3", "jaren", "10")
	if len(bas.find("expired")) != 1 || strings.Contains(text(bas.root), "4377464") {
		t.Fatalf("status %d at %s: %s", bas.status, bas.where, text(bas.root))
	}
	bas.press("propose-destruction")
	if bas.status != http.StatusOK || len(bas.find("proposed")) != 1 || len(bas.find("destroy-papers")) != 0 {
		t.Fatalf("status %d: %s", bas.status, text(bas.root))
	}
	if refused := bas.post("/beheer/vernietigen/uitvoeren", http.Header{"Idempotency-Key": {"zelf-vernietigen"}}, "dossier", string(id), "nummer", "VWS 12.3", "jaren", "10"); refused.status != http.StatusConflict || !strings.Contains(text(refused.root), "zelf voorgedragen") {
		t.Errorf("who proposed destroys: %d", refused.status)
	}

	hash, err := testHash()
	c.must(err)
	c.must(c.book.PutPerson(t.Context(), journal.Person{ID: "eva", Name: "Eva Smit"}))
	c.must(c.book.SetSeats(t.Context(), "eva", []workflow.Seat{{Role: workflow.RoleBeheerder}}))
	c.must(c.book.PutAccount(t.Context(), journal.Account{Login: "eva", PasswordHash: hash, Person: "eva"}))
	eva := c.as("eva")
	eva.page("/beheer/vernietigen").press("destroy-papers")
	if eva.status != http.StatusOK || !strings.Contains(eva.says("notice"), "vernietigd") || len(eva.find("proposed")) != 0 {
		t.Fatalf("status %d: %s", eva.status, text(eva.root))
	}
	if said := text(eva.page("/beheer/verloop").root); !strings.Contains(said, "Eva Smit vernietigde de stukken") || !strings.Contains(said, "Bas Klaver droeg een dossier voor") {
		t.Errorf("the record: %s", said)
	}
	c.must(c.book.PurgePlanned(t.Context(), c.clock().Add(time.Hour)))
	if r, err := c.book.Verify(t.Context()); err != nil || !r.OK() || r.Destroyed == 0 {
		t.Errorf("verify: %+v %v", r, err)
	}
	for _, who := range []string{"noor", "tom"} {
		if b := c.as(who); b.get("/beheer/vernietigen").status != http.StatusNotFound {
			t.Errorf("%s: %d", who, b.status)
		}
	}
}
