package web

import (
	"net/http"
	"strings"
	"testing"
)

// Every page of a dossier says how confidential it is, whatever its address;
// the pages that are of no dossier, and those that are refused, say nothing of it.
func TestEveryPageOfADossierSaysItsRubricering(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.submitted()
	for _, want := range []string{"Niet gerubriceerd", "Departementaal vertrouwelijk"} {
		seen := 0
		for _, r := range Routes() {
			if r.Method != http.MethodGet || !strings.HasPrefix(r.Path, one) {
				continue
			}
			path := strings.NewReplacer(one, at, ":stuk", "nota", ":onderdeel", "kernpunten", ":veld", "onderwerp").Replace(r.Path)
			if strings.Contains(path, ":") {
				continue
			}
			noor.get(path)
			if noor.status != http.StatusOK || !strings.Contains(noor.body, "<html") || noor.header.Get("Content-Disposition") != "" {
				continue
			}
			seen++
			if got := noor.says("rubricering"); got != want {
				t.Errorf("%s says %q, want %q", path, got, want)
			}
		}
		if seen < 12 {
			t.Errorf("only %d pages were looked at", seen)
		}
		if want == "Niet gerubriceerd" {
			noor.page(at + "/rubricering").press("action-set-rubricering", "rubricering", "dep-v", "tekst", "Nog niet rijp.")
		}
	}
	noor.page("/mijn-stukken")
	if got := noor.says("row-rubricering"); got != "Dep. V." {
		t.Errorf("the list says %q", got)
	}
	if got := noor.says("rubricering"); got != "Alleen voor intern gebruik" {
		t.Errorf("a page of no dossier says %q", got)
	}
	vreemde := c.as("vreemde")
	if vreemde.get(at); strings.Contains(vreemde.body, "ertrouwelijk") || vreemde.status != http.StatusNotFound {
		t.Errorf("a stranger learns of the rubricering: %d", vreemde.status)
	}
}

func TestAStaatsgeheimIsNotOpened(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	for _, level := range []string{"stg-c", "stg-g", "stg-zg"} {
		noor.page("/dossiers/nieuw").press("import-submit", "import-file", "testdata/nota.md", "rubricering", level)
		if noor.status != http.StatusConflict || !strings.Contains(text(noor.root), "beveiligingsambtenaar") {
			t.Errorf("%s: %d %.200s", level, noor.status, text(noor.root))
		}
	}
	if noor.page("/mijn-stukken"); len(noor.find("row")) != 0 {
		t.Error("a dossier was opened all the same")
	}
	noor.page("/dossiers/nieuw").press("import-submit", "import-file", "testdata/nota.md", "rubricering", "dep-v")
	if got := noor.says("rubricering"); got != "Departementaal vertrouwelijk" {
		t.Errorf("opened as Dep. V. it says %q", got)
	}
}
