package web

import (
	"net/http"
	"os"
	"path/filepath"
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
			path := somewhere(r, strings.TrimPrefix(at, "/dossiers/"))
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
			noor.page(at+"/rubricering").press("action-set-rubricering", "rubricering", "dep-v", "tekst", "Nog niet rijp.")
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

// Whatever is wrong with a request, what one may not see answers as what is not
// there, on every route that changes a dossier (ASVS 8.2.2, attack A1).
func TestWhatOneMayNotSeeAnswersAsWhatIsNotThereHoweverMalformed(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	vreemde := c.as("vreemde")
	there := strings.TrimPrefix(at, "/dossiers/")
	absent := strings.Repeat("a", len(there))
	asked := 0
	for _, r := range Routes() {
		if !r.Changes || !strings.HasPrefix(r.Path, one) {
			continue
		}
		for _, fields := range [][]string{nil, {fieldKey, "sleutel-" + strings.Repeat("x", 9)}, {fieldKey, "kort"}, {fieldKey, "sleutel-abcdefgh", fieldSeq, "1", "versie", "0", "blad", "x"}} {
			var told [2]string
			for i, id := range []string{there, absent} {
				path := somewhere(r, id)
				vreemde.post(path, nil, fields...)
				told[i] = http.StatusText(vreemde.status) + " " + vreemde.header.Get("Content-Type") + vreemde.header.Get("Cache-Control")
				if asked++; !r.prove && vreemde.status != http.StatusNotFound {
					t.Errorf("POST %s with %v: %d", path, fields, vreemde.status)
				}
			}
			if told[0] != told[1] {
				t.Errorf("POST %s with %v: %q of what is there, %q of what is not", r.Path, fields, told[0], told[1])
			}
		}
	}
	if asked < 200 {
		t.Errorf("only %d requests", asked)
	}
}

// A marking of a staatsgeheim in a text is refused wherever a text comes in, and the
// text is not kept; a sentence about one is asked about and stays (R25).
func TestATextMarkedAsAStaatsgeheimIsRefusedWhereverItComesIn(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.importSeed()
	const marked = "Stg. GEHEIM\n\nBoodschappenlijst."
	refused := func(what string) {
		t.Helper()
		if said := text(noor.root); noor.status != http.StatusConflict && noor.status != http.StatusUnprocessableEntity || !strings.Contains(said, "beveiligingsambtenaar") || !strings.Contains(said, "Stg. GEHEIM") {
			t.Errorf("%s: %d %.300s", what, noor.status, said)
		}
		for _, p := range []string{at, at + "/stukken/nota", at + "/stukken/nota/onderdelen/aanleiding", "/mijn-stukken"} {
			if strings.Contains(noor.page(p).body, "Boodschappenlijst") {
				t.Errorf("%s: kept at %s", what, p)
			}
		}
		noor.get("/dossiers/nieuw")
		if noor.page("/mijn-stukken"); len(noor.find("row")) != 1 {
			t.Errorf("%s: %d dossiers", what, len(noor.find("row")))
		}
	}
	noor.page(at+"/stukken/nota/onderdelen/aanleiding").press("edit-save", "edit-text", marked)
	refused("a section")
	seed, err := os.ReadFile("testdata/nota.md")
	c.must(err)
	file := filepath.Join(t.TempDir(), "nota.md")
	c.must(os.WriteFile(file, append([]byte("# STAATSGEHEIM ZEER GEHEIM\n\n"), seed...), 0o600))
	noor.page("/dossiers/nieuw").press("import-submit", "import-file", file)
	if noor.status == http.StatusOK || !strings.Contains(text(noor.root), "beveiligingsambtenaar") {
		t.Errorf("an import: %d", noor.status)
	}
	noor.page(at+"/rubricering").press("action-set-rubricering", "rubricering", "dep-v", "tekst", "Stg. GEHEIM")
	refused("a reason")

	noor.page(at+"/stukken/nota/onderdelen/aanleiding").press("edit-save", "edit-text", "Het debat gaat over het schenden van een staatsgeheim.")
	if noor.status != http.StatusOK {
		t.Errorf("a sentence is refused: %d", noor.status)
	}
	if noor.page(at + "/stukken/nota"); !strings.Contains(text(noor.root), "Gaat de tekst alleen over het woord") {
		t.Error("a sentence is not asked about")
	}
}
