package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/redact"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// What was decided about a person or a text in earlier dossiers is no list of its
// own: it is read from those dossiers when somebody asks, so that it is never
// older than they are, goes when they are destroyed, and shows nobody more than
// he may see.

// An Earlier is how a text of this review was treated in an earlier dossier.
type Earlier struct {
	Dossier    workflow.DossierID
	Onderwerp  string
	Text       string
	IDs        []string // of the judgements here that nobody decided
	Decision   Decision
	Grounds    []documents.Ground
	Motivering string
}

// An Elsewhere is a publication that still shows what is redacted here.
type Elsewhere struct {
	Dossier       workflow.DossierID
	Onderwerp     string
	Paper         workflow.PaperID
	Name          string
	Text          string
	Before, After string
}

// A Memory is what earlier dossiers say about this review.
type Memory struct {
	View      View
	Version   int
	Earlier   []Earlier
	Elsewhere []Elsewhere
	Looked    int // dossiers that were looked through
	May       bool
}

// maxRemembered bounds how many dossiers are looked through, newest first, and
// maxElsewhere how many places are named.
const (
	maxRemembered = 500
	maxElsewhere  = 200
)

// leastRemembered is from how many letters on a text means one thing: a short
// word would be found everywhere.
const leastRemembered = 5

// rememberKey is by what the same text in two dossiers is known: its words in
// lower case without accents, or "" for one that is too short.
func rememberKey(text string) string {
	key := strings.Join(plainWords(text), " ")
	if utf8.RuneCountInString(strings.ReplaceAll(key, " ", "")) < leastRemembered {
		return ""
	}
	return key
}

// Remember looks through the dossiers whose marks the actor may see: how were the
// texts of this review treated before, and which publication still shows what is
// redacted here? It fails as Review does.
func (d *Desk) Remember(ctx context.Context, by workflow.Actor, id workflow.DossierID) (Memory, error) {
	v, x, err := d.view(ctx, by, id)
	if err != nil {
		return Memory{}, err
	}
	if !d.explain(x.state, by, workflow.ActionSeeMarks).Allowed {
		return Memory{}, ErrNotFound
	}
	d.readsApart(x, by)
	js, version, err := d.judgements(ctx, x)
	if err != nil {
		return Memory{}, err
	}
	m := Memory{View: v, Version: version}
	_, _, err = d.judging(ctx, Ask{Actor: by}, id, version)
	m.May = err == nil
	open, gone := map[string][]string{}, map[string]bool{}
	var texts []string
	for _, j := range js {
		key := rememberKey(j.Text)
		switch {
		case key == "":
		case j.Decision == Undecided:
			open[key] = append(open[key], j.ID)
		case j.Decision == Redact && !gone[key]:
			gone[key], texts = true, append(texts, j.Text)
		}
	}
	list, err := d.book.Visible(ctx, reach(by), by.Person, journal.Filter{}, journal.Page{Size: maxRemembered})
	if err != nil {
		return Memory{}, fmt.Errorf("load what may be seen: %w", err)
	}
	for _, row := range list.Rows {
		if row.ID == id {
			continue
		}
		y, err := d.fetch(ctx, row.ID)
		if errors.Is(err, ErrNotFound) || isDamaged(err) {
			continue
		}
		if err != nil {
			return Memory{}, err
		}
		if y.state.Reviewer == "" || !d.explain(y.state, by, workflow.ActionSeeMarks).Allowed || d.readsApart(y, by) || d.freezes(row.ID, y.state, by) {
			continue
		}
		m.Looked++
		if err := d.recall(ctx, y, open, texts, &m); err != nil && !isDamaged(err) {
			return Memory{}, err
		}
	}
	return m, nil
}

// recall adds what one earlier dossier says.
func (d *Desk) recall(ctx context.Context, y *dossier, open map[string][]string, texts []string, m *Memory) error {
	var head View
	head.title(y, true)
	was, _, err := d.judgements(ctx, y)
	if err != nil {
		return err
	}
	for _, j := range was {
		key := rememberKey(j.Text)
		ids := open[key]
		if key == "" || len(ids) == 0 || j.Decision == Undecided {
			continue
		}
		delete(open, key) // the newest dossier says how
		m.Earlier = append(m.Earlier, Earlier{y.history.ID, head.Onderwerp, j.Text, ids, j.Decision, j.Grounds, j.Motivering})
	}
	if y.state.Export == nil || y.state.Recall != nil {
		return nil
	}
	for _, ref := range y.public() {
		if !y.state.Made(ref.ID) {
			continue
		}
		p := y.texts[ref.ID].paper
		ms, _, err := d.frozenMarks(ctx, y, ref.ID)
		if err != nil {
			return err
		}
		found, err := redact.Readable(p, ms, texts)
		if err != nil {
			return fmt.Errorf("read what stays of %s: %w", ref.ID, err)
		}
		for _, f := range found {
			if len(m.Elsewhere) == maxElsewhere {
				return nil
			}
			e := Elsewhere{Dossier: y.history.ID, Onderwerp: head.Onderwerp, Paper: ref.ID, Name: paperTitle(ref.ID, ref.Soort), Text: string(p.Bytes()[f.Start:f.End])}
			e.Before, e.After = around(p.Bytes(), f.Span)
			m.Elsewhere = append(m.Elsewhere, e)
		}
	}
	return nil
}

// TreatAsBefore decides what nobody decided here as it was decided in the newest
// earlier dossier, one step that can be taken back. It fails as Judge does.
func (d *Desk) TreatAsBefore(ctx context.Context, ask Ask, id workflow.DossierID, version int) (int, error) {
	m, err := d.Remember(ctx, ask.Actor, id)
	if err != nil {
		return 0, err
	}
	var changes []Judgement
	for _, e := range m.Earlier {
		for _, j := range e.IDs {
			c := Judgement{ID: j, Decision: e.Decision, Motivering: e.Motivering}
			if e.Decision == Redact {
				c.Grounds = slices.Clone(e.Grounds)
			}
			changes = append(changes, c)
		}
	}
	if len(changes) == 0 {
		return 0, &workflow.Refusal{Rule: "R12", Text: "In eerdere dossiers is over deze vondsten niets besloten."}
	}
	x, js, err := d.judging(ctx, ask, id, version)
	if err != nil {
		return 0, err
	}
	return d.answer(ctx, ask, x, version, js, changes) // each was decided by itself, then
}
