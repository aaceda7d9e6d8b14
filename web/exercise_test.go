package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"paraaf/workflow"
)

// answered presses on every finding of the review that is still open.
func (b *browser) answered() {
	b.Helper()
	here := b.where.Path
	if len(b.find("redact-all")) > 0 {
		b.press("redact-all")
	}
	for range 100 {
		b.page(here + "?toon=open")
		if len(b.find("finding-group")) == 0 || !strings.Contains(b.says("undecided"), "te beoordelen") {
			return
		}
		b.press("redact")
	}
	b.Fatal("the findings do not end")
}

// TestAnExerciseMeasuresTheReader holds that a reader judges planted papers on the page
// of the review, that what he left and what he hid for no reason is told and kept, and
// that who manages people sees it while a colleague does not.
func TestAnExerciseMeasuresTheReader(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	yasmin := c.as("yasmin")
	yasmin.page("/werkvoorraad").follow("exercises-link")
	yasmin.press("begin-exercise")
	if yasmin.where.Path != "/oefenen/1/lakken" || yasmin.says("exercise") == "" || strings.Count(text(yasmin.root), exerciseMark) != 2 {
		t.Fatalf("an exercise begins at %s, and is marked %d times", yasmin.where.Path, strings.Count(text(yasmin.root), exerciseMark))
	}
	for _, test := range []string{"preview", "memory", "annex-link"} {
		if len(yasmin.find(test)) > 0 {
			t.Errorf("an exercise leads to %s", test)
		}
	}
	yasmin.press("action-close-review")
	if yasmin.status != http.StatusConflict {
		t.Errorf("an exercise ends with findings open: status %d", yasmin.status)
	}
	c.pass(2 * time.Minute)
	yasmin.page("/oefenen/1/lakken").press("mark-submit", "mark-text", "algemene nummer", "mark-ground", "5.1.2e")
	c.pass(25 * time.Minute) // a pause
	yasmin.page("/oefenen/1/lakken").answered()
	yasmin.page("/oefenen/1/lakken").press("undo")
	yasmin.page("/oefenen/1/lakken").press("redo")
	yasmin.page("/oefenen/1/lakken").press("action-close-review")
	score, missed := yasmin.says("exercise-score"), yasmin.says("exercise-missed")
	if yasmin.where.Path != "/oefenen/1" || !strings.Contains(score, "5 minuten") {
		t.Fatalf("at %s: %s", yasmin.where.Path, score)
	}
	if !strings.Contains(missed, "de enige in de wijk met een hulphond") || strings.Contains(missed, "naam") {
		t.Errorf("what only a human sees is not told: %s", missed)
	}
	if got := yasmin.says("exercise-wrong"); !strings.Contains(got, "algemene nummer") {
		t.Errorf("what is nobody's: %s", got)
	}
	if yasmin.get("/oefenen/1/lakken"); yasmin.status != http.StatusConflict {
		t.Errorf("what was measured can be judged on: status %d", yasmin.status)
	}
	if yasmin.page("/oefenen"); !strings.Contains(yasmin.says("exercises"), "Oefening 1") || !strings.Contains(yasmin.says("begin-exercise"), "oefening 2") || len(yasmin.find("exercise-readers")) > 0 {
		t.Errorf("her own page: %s", text(yasmin.root))
	}
	tom := c.as("tom")
	if tom.page("/oefenen"); !strings.Contains(tom.says("exercise-readers"), "Yasmin el Idrissi") || len(tom.find("begin-exercise")) > 0 {
		t.Errorf("who manages people: status %d %s", tom.status, text(tom.root))
	}
	pieter := c.as("pieter")
	pieter.get("/oefenen/1")
	if pieter.status != http.StatusNotFound {
		t.Errorf("another reader opens it: status %d", pieter.status)
	}
	if pieter.page("/oefenen"); strings.Contains(text(pieter.root), "Yasmin") {
		t.Error("another reader reads what she did")
	}
	noor := c.as("noor")
	if noor.get("/oefenen"); noor.status != http.StatusNotFound {
		t.Errorf("who does not read for publication: status %d", noor.status)
	}
}

// TestAnExerciseIsNoDossier holds that nothing that shows, counts, prints or sends dossiers
// knows of an exercise, ended or not.
func TestAnExerciseIsNoDossier(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	yasmin := c.as("yasmin")
	yasmin.page("/oefenen").press("begin-exercise")
	subject := "wijkzorg in Zandewier"
	if !strings.Contains(text(yasmin.root), subject) {
		t.Fatalf("the papers are not there: %s", text(yasmin.root))
	}
	for _, who := range []string{"yasmin", "gert", "tom"} {
		b := c.as(who)
		for _, list := range []string{"/werkvoorraad", "/mijn-stukken", "/stukken?q=Zandewier", "/meldingen", "/openbaarmaking/cijfers"} {
			if b.page(list); strings.Contains(text(b.root), subject) || strings.Contains(b.body, "oefening-1") {
				t.Errorf("%s finds an exercise at %s", who, list)
			}
		}
	}
	for _, r := range Routes() {
		if r.Method != get || !strings.Contains(r.Path, "/:id") {
			continue
		}
		for _, id := range []string{"oefening", "oefening-1"} {
			at := strings.NewReplacer(":id", id, ":stuk", "nota", ":vorm", "pdf").Replace(r.Path)
			if strings.Contains(at, ":") {
				continue
			}
			if yasmin.get(at); yasmin.status != http.StatusNotFound {
				t.Errorf("%s answers %d for an exercise", at, yasmin.status)
			}
		}
	}
	dossiers := 0
	c.must(c.book.Dossiers(t.Context(), func(_ workflow.DossierID) error { dossiers++; return nil }))
	if report, err := c.book.Verify(t.Context()); err != nil || dossiers != 0 {
		t.Errorf("the book holds %d dossiers and says %v %v", dossiers, report, err)
	}
}
