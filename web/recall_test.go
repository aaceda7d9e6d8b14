package web

import (
	"net/http"
	"strings"
	"testing"
)

// leavesAPageAndNoBytes takes a publication back, and holds that a publication that was
// taken back says so with its cause, to whoever looks for it, that its files are
// given no more, and that the reason within the house is not on that page.
func (c *counter) leavesAPageAndNoBytes(t *testing.T, noor *browser, dossier string) {
	t.Helper()
	yasmin := c.as("yasmin")
	yasmin.page(dossier+"/publicatie-terugtrekken").press("action-withdraw-publication", "oorzaak", "persoonsgegevens", "tekst", "De naam Zandvoort stond er nog.")
	if yasmin.status != http.StatusOK {
		t.Fatalf("taking back: status %d %s", yasmin.status, text(yasmin.root))
	}
	for who, b := range map[string]*browser{"who wrote it": noor, "communicatie": yasmin} {
		b.get(dossier + "/openbaar/nota")
		if b.status != http.StatusGone || !strings.Contains(b.says("recalled"), "Er stonden persoonsgegevens in") || strings.Contains(b.body, "Zandvoort") {
			t.Errorf("%s: status %d %q", who, b.status, text(b.root))
		}
	}
	for _, path := range []string{"/openbaar/nota/html", "/openbaar/nota/pdf", "/pakket"} {
		if yasmin.get(dossier + path); yasmin.status != http.StatusConflict || !strings.Contains(yasmin.body, "teruggetrokken") {
			t.Errorf("%s: status %d", path, yasmin.status)
		}
	}
	if yasmin.page(dossier + "/export"); len(yasmin.find("public-file")) != 0 || len(yasmin.find("recalled")) != 1 {
		t.Error("the page of the export still offers files")
	}
}
