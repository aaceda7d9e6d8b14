package desk

import (
	"bytes"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/redact"
	"paraaf/workflow"
)

// TestExercisesAreTheSameForEveryReader holds that the number alone makes the papers, that
// they read as papers do, and that every planted stretch lies where it is said to lie.
func TestExercisesAreTheSameForEveryReader(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for n := 1; n <= 3*len(exerciseCases); n++ {
		papers, err := plantedExercise(n)
		if err != nil {
			t.Fatal(err)
		}
		again, err := plantedExercise(n)
		if err != nil {
			t.Fatal(err)
		}
		places := 0
		for i, p := range papers {
			if !bytes.Equal(p.text, again[i].text) {
				t.Errorf("exercise %d is not the same twice", n)
			}
			want := map[int]documents.Soort{0: documents.SoortNota, 1: documents.SoortKamerbrief}[i]
			if got := documents.Read(p.text).Soort(); got != want {
				t.Errorf("exercise %d, %s reads as %s", n, p.id, got)
			}
			if bytes.Contains(p.text, []byte("[[")) {
				t.Errorf("exercise %d, %s: a place was left empty", n, p.id)
			}
			for _, s := range p.planted {
				if value := string(p.text[s.Start:s.End]); strings.TrimSpace(value) != value || value == "" {
					t.Errorf("exercise %d, %s: planted %q", n, p.id, value)
				}
			}
			places += len(p.planted)
		}
		if places < 15 {
			t.Errorf("exercise %d plants %d times", n, places)
		}
		if was := seen[string(papers[0].text)]; was > 0 {
			t.Errorf("exercises %d and %d are one", was, n)
		}
		seen[string(papers[0].text)] = n
	}
}

// TestOnlyAnExercisesNumberIsOne holds that nothing else passes for an exercise.
func TestOnlyAnExercisesNumberIsOne(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]int{"oefening-1": 1, "oefening-12": 12, "oefening": 0, "oefening-0": 0, "oefening-01": 0, "oefening--1": 0, "oefening-+1": 0, "1": 0, "4c0f": 0, "": 0} {
		if got := ExerciseNumber(workflow.DossierID(id)); got != want {
			t.Errorf("%q is exercise %d, not %d", id, got, want)
		}
	}
}

// TestAnExerciseTellsReadersFromTheProgram holds that who takes over every proposal misses
// something: an exercise that the program does alone measures nobody. What a reader hides
// without a need is told too, however little of it the program would.
func TestAnExerciseTellsReadersFromTheProgram(t *testing.T) {
	t.Parallel()
	for n := 1; n <= len(exerciseCases); n++ {
		papers, err := plantedExercise(n)
		if err != nil {
			t.Fatal(err)
		}
		x := &dossier{texts: map[workflow.PaperID]text{}}
		var src [][]byte
		for _, p := range papers {
			x.texts[p.id] = text{paper: documents.Read(p.text)}
			src = append(src, p.text)
		}
		var js []judged
		for i, found := range redact.DetectDossier(src) {
			for _, f := range found {
				j := anchor(papers[i].id, src[i], f)
				j.Decision = Redact
				js = append(js, j)
			}
		}
		m, err := measured(n, x, js)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Missed) == 0 || m.Found < m.Planted*3/4 || m.Found+len(m.Missed) != m.Planted {
			t.Errorf("exercise %d: found %d of %d, missed %v, wrong %v", n, m.Found, m.Planted, m.Missed, m.Wrong)
		}
		heading := anchor(papers[0].id, src[0], documents.Finding{Span: documents.Span{End: bytes.IndexByte(src[0], '\n')}})
		heading.Decision = Redact
		zealous, err := measured(n, x, append(js, heading))
		if err != nil {
			t.Fatal(err)
		}
		if len(zealous.Wrong) != len(m.Wrong)+1 || zealous.Found != m.Found {
			t.Errorf("exercise %d: the first line hidden without a need: wrong %v", n, zealous.Wrong)
		}
	}
}

// TestAnExerciseIsForgottenAfterItsTerm holds that what measured a person goes when it has served,
// and that the working text of a dossier does not go with it.
func TestAnExerciseIsForgottenAfterItsTerm(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	if n, err := o.BeginExercise(o.ctx(), o.as("yasmin")); err != nil || n != 1 {
		t.Fatalf("exercise %d begins: %v", n, err)
	}
	o.now = o.now.AddDate(exerciseYears, 0, -1)
	for _, want := range []int{1, 0} {
		o.must(o.ForgetExercises(o.ctx()))
		list, err := o.Exercises(o.ctx(), o.as("yasmin").Actor)
		o.must(err)
		if len(list.Own) != want {
			t.Errorf("at %s there are %d exercises, want %d", o.now, len(list.Own), want)
		}
		o.now = o.now.AddDate(0, 0, 2)
	}
	if drafts, err := o.book.Drafts(o.ctx(), id); err != nil || len(drafts) == 0 {
		t.Errorf("the dossier has %d working texts (%v)", len(drafts), err)
	}
}
