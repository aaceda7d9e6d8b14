package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// Exercises have addresses of their own, so that none of a dossier's pages can ever show
// one: what is judged is judged by the handlers of the review, and there is nothing else.

const (
	exercising = "/oefenen"
	exercised  = exercising + "/:oefening"
)

func exerciseRoutes() []Route {
	return []Route{
		{Method: get, Path: exercising, Name: "exercises", Permission: SignedIn, handle: exercisesPage},
		{Method: post, Path: exercising, Name: "begin exercise", Permission: SignedIn, Changes: true, handle: beginExercise},
		{Method: get, Path: exercised, Name: "exercise", Permission: SignedIn, handle: exercisePage},
		{Method: get, Path: exercised + "/lakken", Name: "exercise review", Permission: SignedIn, handle: reviewPage},
		{Method: post, Path: exercised + "/lakken", Name: "judge in exercise", Permission: SignedIn, Changes: true, Guard: "version", handle: judgeGroup},
		{Method: post, Path: exercised + "/lakken/aanwijzen", Name: "mark in exercise", Permission: SignedIn, Changes: true, Guard: "version", handle: markText},
		{Method: post, Path: exercised + "/lakken/afronden", Name: "end exercise", Permission: SignedIn, Changes: true, Guard: "version", handle: endExercise},
	}
}

// exerciseMark stands in the place of the rubricering, above and below every page of an
// exercise.
const exerciseMark = "Oefening: alle personen en gegevens zijn verzonnen"

// exercisesPage lists what the reader measured, and for who manages people each reader.
func exercisesPage(s *Server, v *visit) error {
	list, err := s.Desk.Exercises(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	p := &templates.ExercisesPage{Frame: s.frame(v, "Oefenen met lakken"), Own: []templates.ExerciseRow{}}
	for _, e := range list.Own {
		row := templates.ExerciseRow{Number: e.Number, Href: place(desk.ExerciseID(e.Number)), When: moment(e.Begun, v.now())}
		if m := e.Measured; m != nil {
			row.Done, row.Planted, row.Found, row.Missed, row.Wrong, row.Spent = true, m.Planted, m.Found, m.Planted-m.Found, len(m.Wrong), spent(m.Spent)
		}
		p.Own = append(p.Own, row)
	}
	for _, r := range list.Readers {
		p.Readers = append(p.Readers, templates.ExerciseReader{Name: r.Name, Exercises: r.Exercises, Percent: percentOf(r.Found, r.Planted), Last: percentOf(r.LastFound, r.LastPlanted),
			Missed: r.Planted - r.Found, Wrong: r.Wrong, Spent: spent(r.Spent / time.Duration(max(1, r.Exercises))), When: moment(r.Last, v.now())})
	}
	p.May, p.Next, p.Busy = list.Next > 0, list.Next, list.Busy
	if p.Begin.Key, err = s.newKey(); err != nil {
		return err
	}
	p.Begin.Href = exercising
	return v.page(http.StatusOK, p)
}

// percentOf rounds down: only who found all has a hundred.
func percentOf(n, of int) int {
	if of == 0 {
		return 0
	}
	return 100 * n / of
}

// spent writes how long work took: "12 minuten".
func spent(d time.Duration) string {
	if d < time.Minute {
		return plural(int(d.Seconds()), "seconde", "seconden")
	}
	return plural(int(d.Round(time.Minute).Minutes()), "minuut", "minuten")
}

func beginExercise(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	n, err := s.Desk.BeginExercise(v.r.Context(), ask)
	if err != nil {
		return err
	}
	return v.redirect(place(desk.ExerciseID(n), "lakken"))
}

// exercisePage shows what came of an exercise, or goes on with it.
func exercisePage(s *Server, v *visit) error {
	list, err := s.Desk.Exercises(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	for _, e := range list.Own {
		switch m := e.Measured; {
		case desk.ExerciseID(e.Number) != v.dossier():
		case m == nil:
			return v.redirect(place(v.dossier(), "lakken"))
		default:
			p := &templates.ExercisePage{Frame: s.frame(v, fmt.Sprintf("Oefening %d", m.Number)), Number: m.Number, Planted: m.Planted, Found: m.Found,
				Missed: exerciseTexts(m.Missed), Wrong: exerciseTexts(m.Wrong), Spent: spent(m.Spent), When: moment(m.Ended, v.now()), Back: exercising}
			return v.page(http.StatusOK, p)
		}
	}
	return desk.ErrNotFound
}

func exerciseTexts(found []desk.MeasuredText) []templates.ExerciseText {
	var out []templates.ExerciseText
	for _, t := range found {
		out = append(out, templates.ExerciseText{Paper: t.Paper, Text: readable(t.Text), Before: t.Before, After: t.After, Partly: t.Partly})
	}
	return out
}

// endExercise measures the exercise.
func endExercise(s *Server, v *visit) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	if err := s.Desk.EndExercise(v.r.Context(), ask, v.exercise(), version-1); err != nil {
		return err
	}
	return v.done("exercise-ended", place(v.dossier()))
}

// ofExercise fits the page of the review to an exercise: it has no earlier dossiers, third
// parties or public version, and ending it measures.
func (s *Server) ofExercise(p *templates.ReviewPage, r desk.Review) error {
	p.Exercise, p.Memory = true, ""
	p.Head = templates.Head{Href: place(r.View.ID, "lakken"), Onderwerp: r.View.Onderwerp, Kind: "Oefening", Standing: "Oefening", Tone: "busy"}
	for i := range p.Texts {
		p.Texts[i].Public = ""
	}
	form, err := s.form(r.View, "lakken/afronden")
	if err != nil {
		return err
	}
	form.Seq, form.Version = 0, r.Version+1
	p.Close = templates.Deed{Name: "end-exercise", Test: "action-close-review", Label: "Oefening afronden", Icon: "check", Primary: true, Allowed: true, Form: &form,
		Why: "Daarna ziet u wat u vond, wat u miste en wat u ten onrechte lakte."}
	return nil
}

// exercise is the number of the exercise that the address names, as it is written.
func (v *visit) exercise() int { return desk.ExerciseNumber(v.dossier()) }

// placeOfExercise is where an exercise lies.
func placeOfExercise(id workflow.DossierID, rest ...string) string {
	return strings.Join(append([]string{exercising, fmt.Sprint(desk.ExerciseNumber(id))}, rest...), "/")
}
