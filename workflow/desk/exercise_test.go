package desk

import (
	"bytes"
	"strings"
	"testing"

	"paraaf/documents"
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
