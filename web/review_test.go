package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestWhatGoesStandsBesideTheText holds that who writes sees while writing what
// will go and on which ground, can say that more must not become public, and has
// the public version in sight at any moment.
func TestWhatGoesStandsBesideTheText(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor, dossier := c.begun()
	noor.page(dossier+"/stukken/nota/onderdelen/toelichting.afstemming").press("edit-save", "edit-text", "Afgestemd met mevrouw Quirina Zandvoort. De proef Kastanjelaan loopt door.")
	noor.page(dossier + "/stukken/nota/onderdelen/toelichting.afstemming")
	if got := noor.says("redacted"); !strings.Contains(got, "Zandvoort") || !strings.Contains(got, "voorstel: lakken") || !strings.Contains(got, "5.1.2e") {
		t.Errorf("beside the section: %q", got)
	}
	noor.page(dossier + "/stukken/nota/onderdelen/aanleiding")
	if got := noor.says("redacted"); strings.Contains(got, "Zandvoort") {
		t.Errorf("beside another section: %q", got)
	}
	noor.page(dossier+"/stukken/nota").press("mark-submit", "mark-text", "Kastanjelaan", "mark-ground", "5.1.2f", "mark-motivering", "")
	if noor.status != http.StatusUnprocessableEntity || !strings.Contains(noor.says("problems"), "afweging") {
		t.Errorf("5.1.2f without a reasoning: status %d, %s", noor.status, text(noor.root))
	}
	noor.page(dossier+"/stukken/nota").press("mark-submit", "mark-text", "Kastanjelaan", "mark-ground", "5.1.2f", "mark-motivering", "De naam verraadt het bedrijf.")
	if got := noor.says("redacted"); noor.where.Path != dossier+"/stukken/nota" || !strings.Contains(got, "Kastanjelaan wordt gelakt") || !strings.Contains(got, "De naam verraadt het bedrijf.") {
		t.Errorf("after marking, at %s: %q", noor.where.Path, got)
	}
	noor.page(dossier+"/stukken/nota/onderdelen/toelichting.afstemming").press("edit-save", "edit-text", "Vooraf een zin. Afgestemd met mevrouw Quirina Zandvoort. De proef Kastanjelaan loopt door.")
	noor.follow("preview")
	if got := publicText(noor); strings.Contains(got, "Kastanjelaan") || strings.Contains(got, "Zandvoort") || !strings.Contains(got, "Vooraf een zin") {
		t.Errorf("after an edit the preview shows %q", got)
	}
}

// TestTheFiguresHaveAPage holds that the page is there for who saw no review
// closed yet.
func TestTheFiguresHaveAPage(t *testing.T) {
	t.Parallel()
	yasmin := newCounter(t).as("yasmin")
	if yasmin.page("/openbaarmaking/cijfers"); yasmin.status != http.StatusOK || !strings.Contains(text(yasmin.root), "Er is nog geen beoordeling afgerond") {
		t.Errorf("status %d: %s", yasmin.status, text(yasmin.root))
	}
}
