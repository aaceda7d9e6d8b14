package web

import (
	"net/http"
	"strings"
	"testing"
)

const promise = "Ik zal uw Kamer voor 1 juni 2026 informeren over de uitkomst van het onderzoek."

// promises writes a promise in the letter of a dossier that is in concept.
func (b *browser) promises(dossier string) {
	b.Helper()
	at := dossier + "/stukken/brief/onderdelen/tekst"
	b.page(at)
	b.press("edit-save", "edit-text", text(b.one("edit-text"))+"\n\n"+promise)
	if b.status != http.StatusOK {
		b.Fatalf("the letter promises: status %d\n%s", b.status, text(b.root))
	}
}

// keepsAPromise holds that what a letter that was sent promises stands in the register
// until another letter is linked or somebody says how it was kept.
func (c *counter) keepsAPromise(t *testing.T, noor *browser, dossier string) {
	t.Helper()
	if got := noor.page(dossier).says("toezeggingen"); !strings.Contains(got, promise) || !strings.Contains(got, "open") {
		t.Errorf("the dossier says of its promise %q", got)
	}
	noor.page("/stukken").follow("register")
	got := noor.says("toezegging")
	for _, want := range []string{promise, "31 mei 2026", "Kamerbrief, alinea "} {
		if !strings.Contains(got, want) {
			t.Errorf("the register does not say %q: %s", want, got)
		}
	}
	// In the debate about the letter something more is promised.
	noor.page(dossier + "/toezegging-vastleggen").press("action-record-toezegging")
	if noor.status != http.StatusUnprocessableEntity {
		t.Errorf("recorded without words: status %d", noor.status)
	}
	noor.press("action-record-toezegging", "tekst", "De Kamer krijgt de cijfers (commissiedebat).", "uiterlijk", "2027-01-31").done("record", "in het register")
	if got := noor.page(dossier).says("toezeggingen"); !strings.Contains(got, "De Kamer krijgt de cijfers") || !strings.Contains(got, "31 januari 2027") || !strings.Contains(got, "Debat") {
		t.Errorf("the dossier says of the debate %q", got)
	}
	noor.page(dossier+"/toezegging-afdoen").press("action-settle-toezegging", "nummer", "2", "tekst", "De cijfers zijn nagestuurd.").done("settle", "nagekomen")
	joost := c.as("marijke")
	if joost.get("/toezeggingen"); len(joost.find("toezegging")) > 0 {
		t.Errorf("who read the letter alone sees the register: %s", text(joost.root))
	}

	// Another letter keeps it: linked, and named beside it a motie.
	_, other := c.begun()
	noor.page(other + "/toezeggingen-koppelen")
	if len(noor.find("toezegging")) != 1 || !strings.Contains(text(noor.root), promise) {
		t.Fatalf("no promise is offered: %s", text(noor.root))
	}
	number := attribute(noor.one("toezegging"), "value")
	noor.press("action-link-toezeggingen", "toezegging", number, "tekst", "Motie-Voorbeeld, Kamerstuk 36 200, nr. 12.")
	noor.done("link", "welke toezeggingen")
	if got := noor.page(other).says("toezeggingen"); !strings.Contains(got, promise) || !strings.Contains(got, "Motie-Voorbeeld") {
		t.Errorf("the letter that keeps it says %q", got)
	}
	noor.post(other+"/toezeggingen-koppelen", nil, "toezegging", strings.TrimPrefix(other, "/dossiers/")+"/1", "Idempotency-Key", "een-toezegging-van-zichzelf", "volgnummer", noor.page(other+"/toezeggingen-koppelen").hidden("action-link-toezeggingen", "volgnummer"))
	if noor.status != http.StatusConflict {
		t.Errorf("a letter keeps its own promise: status %d", noor.status)
	}

	// It was kept in a debate.
	noor.page("/toezeggingen").follow("settle")
	noor.press("action-settle-toezegging", "nummer", "1")
	if noor.status != http.StatusUnprocessableEntity {
		t.Errorf("settled without how: status %d", noor.status)
	}
	noor.press("action-settle-toezegging", "nummer", "1", "tekst", "Commissiedebat, Handelingen nr. 61.").done("settle", "nagekomen")
	if noor.page("/toezeggingen"); len(noor.find("toezegging")) != 0 {
		t.Errorf("it is still open: %s", text(noor.root))
	}
	if got := noor.follow("register-other").says("toezegging"); !strings.Contains(got, "Handelingen nr. 61") || !strings.Contains(got, "nagekomen") {
		t.Errorf("what was kept: %q", got)
	}
}
