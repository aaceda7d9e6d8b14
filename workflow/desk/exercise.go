package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// An oefendossier measures a reader, on papers with planted data that are made up. It is
// no dossier: the book holds no event, paper or summary of it, so that no list, search,
// figure, register or export can ever show it. What it has is the working text of a review, which
// the steps of a review change as they change any other.

// exercises is under what their working texts are kept. It cannot be a dossier's id.
const exercises workflow.DossierID = "oefening"

// ExerciseID names exercise n, from 1, to the steps of a review.
func ExerciseID(n int) workflow.DossierID {
	return exercises + "-" + workflow.DossierID(strconv.Itoa(n))
}

// ExerciseNumber gives the number of an exercise, or 0 for a dossier.
func ExerciseNumber(id workflow.DossierID) int {
	n, err := strconv.Atoi(strings.TrimPrefix(string(id), string(exercises)+"-"))
	if err != nil || n < 1 || ExerciseID(n) != id {
		return 0
	}
	return n
}

// An exerciseWork is what the working text of an exercise holds beside the answers.
type exerciseWork struct {
	Begun    time.Time     `json:"begun"`
	Last     time.Time     `json:"last"`            // when something was kept last
	Spent    time.Duration `json:"spent,omitempty"` // at work, without the pauses
	Measured *Measured     `json:"measured,omitempty"`
}

// longestThought is how much of the time between two answers counts as work on them:
// who gets coffee is not a slow reader.
const longestThought = 3 * time.Minute

// exerciseYears is how long an exercise is kept after it was last worked on. What it measured
// serves a reader who learns, and is of his person: after that it has no purpose (AVG, article 5,
// first paragraph, under e).
const exerciseYears = 2

// ForgetExercises drops the exercises that are older than their term, ended or not.
func (d *Desk) ForgetExercises(ctx context.Context) error {
	if err := d.book.ForgetDrafts(ctx, exercises, d.clock().AddDate(-exerciseYears, 0, 0)); err != nil {
		return fmt.Errorf("forget exercises: %w", err)
	}
	return nil
}

// works adds the time since the last answer.
func (w *exerciseWork) works(now time.Time) {
	w.Spent += min(max(0, now.Sub(w.Last)), longestThought)
	w.Last = now
}

// A Measured is what came of an exercise.
type Measured struct {
	Number  int            `json:"number"`
	Begun   time.Time      `json:"begun"`
	Ended   time.Time      `json:"ended"`
	Spent   time.Duration  `json:"spent"`
	Planted int            `json:"planted"` // places
	Found   int            `json:"found"`   // of Planted: gone whole
	Missed  []MeasuredText `json:"missed,omitempty"`
	Wrong   []MeasuredText `json:"wrong,omitempty"` // hidden, and nobody's data
}

// A MeasuredText is one place of an exercise.
type MeasuredText struct {
	Paper         string `json:"paper"` // name
	Text          string `json:"text"`
	Before, After string
	Partly        bool `json:"partly,omitempty"` // some of it was hidden
}

// An ExerciseView is one exercise of a reader.
type ExerciseView struct {
	Number   int
	Begun    time.Time
	Measured *Measured // nil while it lasts
}

// An ExerciseList is what a reader did, and for who manages readers what each of them did.
type ExerciseList struct {
	Own     []ExerciseView // the newest first
	Next    int            // what he goes on with, or begins; 0 for who may not
	Busy    bool           // Next was begun
	Readers []ReaderResult // by name
}

// A ReaderResult is what one reader measured over every exercise that he ended.
type ReaderResult struct {
	Name                              string
	Exercises, Planted, Found, Wrong  int
	LastPlanted, LastFound, LastWrong int // of the last one
	Spent                             time.Duration
	Last                              time.Time
	person                            workflow.PersonID
}

// exercisingFor gives the ministry for which the actor may exercise: that of whose papers
// he reads for publication.
func exercisingFor(by workflow.Actor) workflow.OrganisationID {
	for _, s := range by.Seats {
		if s.Role == workflow.RoleCommunicatie {
			return s.Organisation.Ministry()
		}
	}
	return ""
}

// exercisePlace is where the work of one reader on one exercise is kept.
func exercisePlace(n int, reader workflow.PersonID) workflow.PaperID {
	return workflow.PaperID(fmt.Sprintf("%d.%s", n, documents.DigestOf(nil, []byte(reader)).Short()))
}

// MayExercise reports whether the actor reads for publication.
func (d *Desk) MayExercise(by workflow.Actor) bool { return exercisingFor(by) != "" }

// exercise makes what the steps of a review work on. It fails with ErrNotFound for an
// exercise that the actor did not begin.
func (d *Desk) exercise(ctx context.Context, by workflow.Actor, n int) (*dossier, exerciseWork, error) {
	house := exercisingFor(by)
	if house == "" {
		return nil, exerciseWork{}, ErrNotFound
	}
	x := &dossier{history: journal.History{ID: exercises}, reader: by.Person, exercise: n, texts: map[workflow.PaperID]text{}}
	papers, err := plantedExercise(n)
	if err != nil {
		return nil, exerciseWork{}, err
	}
	for _, p := range papers {
		t := text{paper: d.read(p.text)}
		x.texts[p.id] = t
		x.papers = append(x.papers, refOf(p.id, t.paper, nil, nil))
	}
	x.state = workflow.State{Phase: workflow.Decided, Kind: workflow.TerBeslissing, Organisation: house, Round: 1, Papers: x.papers, Besluit: &workflow.Assent{Verdict: workflow.Akkoord}}
	draft, err := d.draft(ctx, exercises, x.work())
	if err != nil {
		return nil, exerciseWork{}, fmt.Errorf("load an exercise: %w", err)
	}
	w, err := readWork(draft.Bytes)
	if err != nil {
		return nil, exerciseWork{}, err
	}
	if w.Exercise == nil {
		return nil, exerciseWork{}, ErrNotFound
	}
	return x, *w.Exercise, nil
}

// exercising gives an exercise that lasts, as a dossier to judge.
func (d *Desk) exercising(ctx context.Context, by workflow.Actor, n int) (*dossier, View, error) {
	x, w, err := d.exercise(ctx, by, n)
	if err != nil {
		return nil, View{}, err
	}
	if w.Measured != nil {
		return nil, View{}, &workflow.Refusal{Rule: "R12", Text: "Deze oefening is afgerond. Begin een nieuwe."}
	}
	v := View{ID: ExerciseID(n), Seq: 1, State: x.state, Phase: x.state.Phase, Onderwerp: documents.Nota{Paper: x.texts[PaperNota].paper}.Onderwerp(),
		Choices: []workflow.Choice{d.May(x.state, by, d.clock(), workflow.SetMarks{Paper: PaperNota, Marks: documents.DigestOf(nil)})}}
	return x, v, nil
}

// BeginExercise begins the exercise that comes next for the reader, and gives its number;
// of one that he did not end it gives that. It fails with ErrNotFound for who does not
// read for publication.
func (d *Desk) BeginExercise(ctx context.Context, ask Ask) (int, error) {
	list, err := d.Exercises(ctx, ask.Actor)
	if err != nil || list.Busy {
		return list.Next, err
	}
	x := &dossier{history: journal.History{ID: exercises}, reader: ask.Actor.Person, exercise: list.Next}
	now := d.clock()
	_, err = d.saveWork(ctx, ask, x, 0, reviewWork{Exercise: &exerciseWork{Begun: now, Last: now}})
	if errors.Is(err, journal.ErrStale) || errors.Is(err, journal.ErrRepeated) {
		err = nil // pressed twice
	}
	return list.Next, err
}

// Exercises gives what the reader did so far, and to who manages people what their readers did.
// It fails with ErrNotFound for who may do neither.
func (d *Desk) Exercises(ctx context.Context, by workflow.Actor) (ExerciseList, error) {
	var out ExerciseList
	manages := d.Manages(by).People
	if !manages && !d.MayExercise(by) {
		return out, ErrNotFound
	}
	drafts, err := d.book.Drafts(ctx, exercises)
	if err != nil {
		return out, fmt.Errorf("load exercises: %w", err)
	}
	seats, err := d.book.AllSeats(ctx)
	if err != nil {
		return out, fmt.Errorf("load seats: %w", err)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return out, err
	}
	readers := map[workflow.PersonID]*ReaderResult{}
	for place, draft := range drafts {
		w, err := readWork(draft.Bytes)
		if err != nil {
			return out, err
		}
		number, _, _ := strings.Cut(string(place), ".")
		n, err := strconv.Atoi(number)
		if err != nil || w.Exercise == nil {
			continue
		}
		if draft.By == by.Person {
			out.Own = append(out.Own, ExerciseView{Number: n, Begun: w.Exercise.Begun, Measured: w.Exercise.Measured})
		}
		if m := w.Exercise.Measured; m != nil && manages && d.managesPerson(by, seats[draft.By]) {
			if readers[draft.By] == nil {
				readers[draft.By] = &ReaderResult{Name: dir.person(ctx, draft.By), person: draft.By}
			}
			readers[draft.By].add(*m)
		}
	}
	slices.SortFunc(out.Own, func(a, b ExerciseView) int { return b.Number - a.Number })
	if d.MayExercise(by) {
		out.Next = 1
		if len(out.Own) > 0 {
			out.Next = out.Own[0].Number + 1
			if out.Own[0].Measured == nil {
				out.Next, out.Busy = out.Own[0].Number, true
			}
		}
	}
	for _, r := range readers {
		out.Readers = append(out.Readers, *r)
	}
	slices.SortFunc(out.Readers, func(a, b ReaderResult) int {
		return strings.Compare(strings.ToLower(a.Name)+string(a.person), strings.ToLower(b.Name)+string(b.person))
	})
	return out, nil
}

// add counts one more exercise.
func (r *ReaderResult) add(m Measured) {
	r.Exercises, r.Planted, r.Found, r.Wrong, r.Spent = r.Exercises+1, r.Planted+m.Planted, r.Found+m.Found, r.Wrong+len(m.Wrong), r.Spent+m.Spent
	if m.Ended.After(r.Last) {
		r.Last, r.LastPlanted, r.LastFound, r.LastWrong = m.Ended, m.Planted, m.Found, len(m.Wrong)
	}
}

// EndExercise measures what the reader did. version is that of the work that he saw. It
// fails as Judge does, and with a *workflow.Refusal while a finding is not answered.
func (d *Desk) EndExercise(ctx context.Context, ask Ask, n, version int) error {
	_, w, err := d.exercise(ctx, ask.Actor, n)
	if err != nil || w.Measured != nil {
		return err
	}
	x, js, err := d.judging(ctx, ask, ExerciseID(n), version)
	if err != nil {
		return err
	}
	for _, j := range js {
		if j.Decision == Undecided {
			return &workflow.Refusal{Rule: "R12", Text: "Beoordeel eerst elke vondst, ook in een oefening."}
		}
	}
	now := d.clock()
	w.works(now)
	m, err := measured(n, x, js)
	if err != nil {
		return err
	}
	m.Begun, m.Ended, m.Spent = w.Begun, now, w.Spent
	w.Measured = &m
	_, err = d.saveWork(ctx, ask, x, version, reviewWork{Exercise: &w}) // the answers have served
	return err
}

// measured lays what a reader took out beside what was planted. A planted text is found
// when no letter or digit of it is left to read.
func measured(n int, x *dossier, js []judged) (Measured, error) {
	m := Measured{Number: n}
	papers, err := plantedExercise(n)
	if err != nil {
		return m, err
	}
	for _, p := range papers {
		name := paperTitle(p.id, x.texts[p.id].paper.Soort())
		at := func(s documents.Span) MeasuredText {
			t := MeasuredText{Paper: name, Text: string(p.text[s.Start:s.End])}
			t.Before, t.After = around(p.text, s)
			return t
		}
		taken := marks(js, p.id, false)
		gone := func(i int) bool {
			return slices.ContainsFunc(taken, func(k documents.Mark) bool { return k.Start <= i && i < k.End })
		}
		for _, s := range p.planted {
			m.Planted++
			left, hidden := false, false
			for i, c := range string(p.text[s.Start:s.End]) {
				if unicode.IsLetter(c) || unicode.IsDigit(c) {
					left, hidden = left || !gone(s.Start+i), hidden || gone(s.Start+i)
				}
			}
			if !left {
				m.Found++
				continue
			}
			t := at(s)
			t.Partly = hidden
			m.Missed = append(m.Missed, t)
		}
		for _, k := range taken {
			if !slices.ContainsFunc(p.planted, k.Overlaps) {
				m.Wrong = append(m.Wrong, at(k.Span))
			}
		}
	}
	return m, nil
}
