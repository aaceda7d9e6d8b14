package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestASecondKeeperConfirmsWhatStays holds that what stays readable is loaded by
// one administrator on the page, waits there, is confirmed by another, and is
// then said in the review, which refuses to take it out.
func TestASecondKeeperConfirmsWhatStays(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	const file = `{"blijft":{"ministerie":"vws","termen":[{"tekst":"Z-CERT","waarom":"Waar het dossier over gaat."}]}}`
	tom, bas := c.as("tom"), c.ruler()
	tom.page("/beheer/bestanden").press("load-blijft", "tekst", file)
	if tom.page("/beheer/bestanden"); !strings.Contains(text(tom.root), "wacht op een tweede beheerder") {
		t.Fatalf("the page does not say that it waits: %s", text(tom.root))
	}
	if tom.press("confirm-setting"); tom.status != http.StatusUnprocessableEntity || !strings.Contains(tom.says("problems"), "tweede beheerder") {
		t.Errorf("who loaded it confirms it: status %d", tom.status)
	}
	bas.page("/beheer/bestanden").press("confirm-setting")
	if bas.page("/beheer/bestanden"); len(bas.find("confirm-setting")) != 0 || !strings.Contains(text(bas.root), "van kracht") {
		t.Errorf("after confirming: %s", text(bas.root))
	}
	tom.page("/beheer/bestanden/blijft/vws")
	if len(tom.find("withdraw-setting")) != 0 {
		t.Error("one person may take it away")
	}
	noor, dossier := c.begun()
	noor.page(dossier + "/lakken")
	if said := noor.says("stays"); !strings.Contains(said, "Z-CERT") || !strings.Contains(said, "Waar het dossier over gaat.") {
		t.Errorf("the review says %q", said)
	}
	if noor.press("mark-submit", "mark-text", "Z-CERT"); noor.status != http.StatusUnprocessableEntity || !strings.Contains(noor.says("problems"), "register van wat leesbaar blijft") {
		t.Errorf("marking it: status %d", noor.status)
	}
	noor.page(dossier + "/lakken")
	if noor.press("mark-submit", "mark-text", "Chipsoft", "mark-ground", "5.1.2f", "mark-motivering", "Naam van een bedrijf."); noor.status != http.StatusOK {
		t.Errorf("another word: status %d %s", noor.status, text(noor.root))
	}
	if noor.page(dossier + "/lakken"); !strings.Contains(noor.says("paragraphs"), ", alinea ") {
		t.Error("the meter does not count by paragraph")
	}
}
