package web

import (
	"net/http"
	"net/url"
	"testing"
)

// Everything is shown a page at a time, newest first, and every dossier stands
// on exactly one page.
func TestAllPapersComeAPageAtATime(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	want := map[string]bool{}
	for range 53 {
		want[noor.importSeed()] = true
	}
	seen := map[string]int{}
	pages := 0
	for at := "/stukken?fase=concept&zoek=chipsoft"; at != ""; {
		pages++
		noor.page(at)
		for _, a := range noor.find("row-link") {
			seen[attribute(a, "href")]++
		}
		if first := pages == 1; first == (len(noor.find("newest")) > 0) {
			t.Errorf("page %d: a way back to the newest: %v", pages, !first)
		}
		at = ""
		if older := noor.find("older"); len(older) > 0 {
			at = attribute(older[0], "href")
			u, err := url.Parse(at)
			c.must(err)
			if u.Query().Get("fase") != "concept" || u.Query().Get("zoek") != "chipsoft" {
				t.Errorf("the next page forgets what was asked: %s", at)
			}
		}
	}
	if pages != 2 || len(seen) != len(want) {
		t.Errorf("%d pages with %d dossiers of %d", pages, len(seen), len(want))
	}
	for at, n := range seen {
		if n != 1 || !want[at] {
			t.Errorf("%s stands %d times", at, n)
		}
	}
}

func TestAllPapersCanBeNarrowed(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	concept, inLine := noor.importSeed(), noor.submitted()
	for _, row := range []struct {
		why, ask       string
		concept, lined bool
	}{
		{"nothing is asked", "", true, true},
		{"a phase", "fase=lijn", false, true},
		{"all that is not closed", "fase=loopt", true, true},
		{"what is closed", "fase=afgerond", false, false},
		{"a kind", "soort=ter+beslissing", true, true},
		{"another kind", "soort=ter+informatie", false, false},
		{"the directie that writes", "onderdeel=vws.dicio", true, true},
		{"the ministry above it", "onderdeel=vws", true, true},
		{"another part", "onderdeel=vws.mljs", false, false},
		{"a deadline within a week: 24 april, and 20 april in the concept", "deadline=week", true, true},
		{"a deadline that passed", "deadline=voorbij", false, false},
		{"two at once", "fase=concept&deadline=week", true, false},
		{"with words", "fase=lijn&zoek=chipsoft", false, true},
		{"words that nowhere stand", "fase=lijn&zoek=kwartelei", false, false},
		{"a value that is not offered narrows nothing", "fase=x&soort=y&deadline=z", true, true},
		{"an organisation that is not there", "onderdeel=x", false, false},
	} {
		got := map[string]bool{}
		for _, a := range noor.page("/stukken?" + row.ask).find("row-link") {
			got[attribute(a, "href")] = true
		}
		if got[concept] != row.concept || got[inLine] != row.lined {
			t.Errorf("%s: concept %v, in the line %v", row.why, got[concept], got[inLine])
		}
	}
	if noor.get("/stukken?na=geen"); noor.status != http.StatusNotFound {
		t.Errorf("a place in the list that is none: status %d", noor.status)
	}
}
