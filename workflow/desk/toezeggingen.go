package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A ToezeggingView is a promise of a letter that was sent, as who may read that
// letter sees it.
type ToezeggingView struct {
	Ref       workflow.ToezeggingRef
	Onderwerp string           // of the dossier that promised
	Paper     string           // "Kamerbrief", "Antwoorden", "Debat"
	PaperID   workflow.PaperID // "" for what was promised in a debate
	Alinea    int
	Text      string         // the sentence; empty when the letter is destroyed
	Sent      documents.Date // of the letter, or the day of the debate
	Due       documents.Date // zero without a term
	Late      bool           // open, and its day has passed
	Kept      *KeptView      // nil as long as it is open
	MaySettle bool           // the reader may say how it was kept
}

// A KeptView says when and how a promise was kept. Letter is the dossier of the
// letter that kept it, with its Onderwerp when the reader may know it; without a
// letter How are the words of By.
type KeptView struct {
	On        documents.Date
	Letter    workflow.DossierID
	Onderwerp string
	How       string
	By        string
}

// maxRegister bounds one page of the register.
const maxRegister = 200

// Toezeggingen gives the register as far as the actor may read the letters in
// it: what is due first stands first. With open what was kept is left out.
func (d *Desk) Toezeggingen(ctx context.Context, by workflow.Actor, open bool) ([]ToezeggingView, error) {
	all, err := d.book.Toezeggingen(ctx, reach(by), by.Person, open, maxRegister, principals(by)...)
	if err != nil {
		return nil, fmt.Errorf("load the register: %w", err)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, err
	}
	return d.toezeggingen(ctx, dir, by, all)
}

// toezeggingen dresses lines of the register, without those of letters that the
// actor may not read.
func (d *Desk) toezeggingen(ctx context.Context, dir *directory, by workflow.Actor, all []journal.Promise) ([]ToezeggingView, error) {
	loaded := map[workflow.DossierID]*dossier{}
	var out []ToezeggingView
	for _, p := range all {
		x, known := loaded[p.Ref.Dossier]
		if !known {
			var err error
			if x, err = d.letterOf(ctx, by, p.Ref.Dossier); err != nil {
				return nil, err
			}
			loaded[p.Ref.Dossier] = x
		}
		if x == nil {
			continue
		}
		v, err := d.toezegging(ctx, dir, by, x, p)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// letterOf loads a dossier whose letter the actor may read, or gives nil.
func (d *Desk) letterOf(ctx context.Context, by workflow.Actor, id workflow.DossierID) (*dossier, error) {
	x, err := d.load(ctx, by, id)
	if errors.Is(err, ErrNotFound) || errors.Is(err, journal.ErrDestroyed) || Frozen(err) || isDamaged(err) {
		return nil, nil
	}
	if err != nil || !d.explain(x.state, by, workflow.ActionSeeDossier).Allowed {
		return nil, err
	}
	return x, nil
}

// toezegging dresses one line of the register.
func (d *Desk) toezegging(ctx context.Context, dir *directory, by workflow.Actor, x *dossier, p journal.Promise) (ToezeggingView, error) {
	v := ToezeggingView{Ref: p.Ref, Sent: p.Sent, Due: p.Due}
	var title View
	title.title(x, true)
	v.Onderwerp = title.Onderwerp
	if p.Ref.Number < 1 || p.Ref.Number > len(x.state.Promised) {
		return v, nil // a register of another history: verify tells
	}
	made := x.state.Promised[p.Ref.Number-1]
	var err error
	if v.Text, err = d.words(ctx, x, made); err != nil {
		return v, err
	}
	v.PaperID, v.Alinea = made.Paper, made.Alinea
	if v.PaperID == "" {
		v.Paper = "Debat"
	}
	if ref, there := x.papers.Find(made.Paper); there {
		v.Paper = paperTitle(ref.ID, ref.Soort)
	}
	switch {
	case made.Kept != nil:
		how, err := d.remark(ctx, made.Kept.How)
		if err != nil {
			return v, err
		}
		v.Kept = &KeptView{On: made.Kept.On, How: how, By: dir.person(ctx, made.Kept.By)}
	case p.Letter != "":
		v.Kept = &KeptView{On: p.On, Letter: p.Letter}
		kept, err := d.letterOf(ctx, by, p.Letter)
		if err != nil {
			return v, err
		}
		if kept != nil {
			var title View
			title.title(kept, true)
			v.Kept.Onderwerp = title.Onderwerp
		}
	default:
		v.Late = !p.Due.IsZero() && p.Due.Before(d.today())
		v.MaySettle = d.explain(x.state, by, workflow.SettleToezegging{}.Action()).Allowed
	}
	return v, nil
}

// words gives the sentence of a promise, on one line.
func (d *Desk) words(ctx context.Context, x *dossier, made workflow.Promised) (string, error) {
	if !made.Said.IsZero() {
		said, err := d.remark(ctx, made.Said)
		return strings.Join(strings.Fields(said), " "), err
	}
	p, there := x.texts[made.Paper]
	if !there || made.End > len(p.paper.Bytes()) {
		return "", nil
	}
	return p.paper.Joined(documents.Span{Start: made.Start, End: made.End}), nil
}

// promises reads what the letters of a dossier promise when they are sent.
func (x *dossier) promises(sent documents.Date) []workflow.Toezegging {
	var out []workflow.Toezegging
	for _, ref := range x.papers.Letter() {
		for _, t := range x.texts[ref.ID].paper.Toezeggingen(sent) {
			out = append(out, workflow.Toezegging{Paper: ref.ID, Start: t.Span.Start, End: t.Span.End, Alinea: t.Alinea, Due: t.Due})
		}
	}
	return out
}

// register gives what the book keeps of a letter's promises.
func register(s workflow.State) journal.Register {
	r := journal.Register{Keeps: s.Keeps}
	if s.Sending == nil {
		return r
	}
	r.Sent = s.Sending.Date
	for _, p := range s.Promised {
		line := journal.Promise{Sent: r.Sent, Due: p.Due}
		if !p.On.IsZero() {
			line.Sent = p.On
		}
		if p.Kept != nil {
			line.Kept = p.Kept.On
		}
		r.Promised = append(r.Promised, line)
	}
	return r
}

// registered has the register follow what was decided, when that concerns it.
func (b *changing) registered() {
	for _, e := range b.batch.Entries {
		switch e.Event.(type) {
		case workflow.LetterDispatched, workflow.ToezeggingenLinked, workflow.ToezeggingRecorded, workflow.ToezeggingSettled:
			r := register(b.state)
			b.batch.Register = &r
		}
	}
}

// keepable refuses what the actor cannot see in the register, and leaves linked
// what somebody else linked that he cannot see: his form did not show it.
func (b *changing) keepable(ctx context.Context, refs []workflow.ToezeggingRef) ([]workflow.ToezeggingRef, error) {
	for _, r := range b.state.Keeps {
		if slices.Contains(refs, r) {
			continue
		}
		x, err := b.letterOf(ctx, b.ask.Actor, r.Dossier)
		if err != nil {
			return nil, err
		}
		if x == nil {
			refs = append(refs, r)
		}
	}
	if len(refs) > workflow.MostKept {
		return refs, nil // refused for their number, before each is loaded
	}
	for _, r := range refs {
		if slices.Contains(b.state.Keeps, r) {
			continue
		}
		x, err := b.letterOf(ctx, b.ask.Actor, r.Dossier)
		if err != nil {
			return nil, err
		}
		if x == nil || r.Dossier == b.id || r.Number < 1 || r.Number > len(x.state.Promised) {
			return nil, &workflow.Refusal{Rule: "R26", Text: "Deze toezegging staat niet in het register dat u ziet. Kies er een uit de lijst."}
		}
	}
	return refs, nil
}

// overdue gives the linked promises whose day had passed when the letter goes.
func (d *Desk) overdue(ctx context.Context, s workflow.State) ([]documents.Overdue, error) {
	day := d.today()
	if s.Sending != nil {
		day = s.Sending.Date
	}
	var out []documents.Overdue
	for _, r := range s.Keeps {
		x, err := d.fetch(ctx, r.Dossier)
		if errors.Is(err, journal.ErrDestroyed) || errors.Is(err, ErrNotFound) {
			continue
		} else if err != nil {
			return nil, err
		}
		if r.Number > len(x.state.Promised) || d.freezes(r.Dossier, x.state, workflow.Actor{}) {
			continue
		}
		// What was promised stands in a letter that was sent, or was said to the Kamer in
		// public: whoever reads this remark may read it.
		if p := x.state.Promised[r.Number-1]; !p.Due.IsZero() && p.Due.Before(day) {
			said, err := d.words(ctx, x, p)
			if err != nil {
				return nil, err
			}
			out = append(out, documents.Overdue{Text: said, Due: p.Due})
		}
	}
	return out, nil
}

// promised gives what the letter of a dossier promises and what it keeps, for
// who sees the whole.
func (d *Desk) promised(ctx context.Context, dir *directory, by workflow.Actor, x *dossier, v *View) error {
	s := x.state
	if len(s.Promised) == 0 && len(s.Keeps) == 0 && s.KeepsOther.IsZero() {
		return nil
	}
	ids := []workflow.DossierID{x.history.ID}
	for _, r := range s.Keeps {
		ids = append(ids, r.Dossier)
	}
	lines, err := d.book.ToezeggingenOf(ctx, ids...)
	if err != nil {
		return fmt.Errorf("load the register: %w", err)
	}
	all, err := d.toezeggingen(ctx, dir, by, lines)
	if err != nil {
		return err
	}
	for _, t := range all {
		switch {
		case t.Ref.Dossier == x.history.ID:
			v.Promised = append(v.Promised, t)
		case slices.Contains(s.Keeps, t.Ref):
			v.Keeps = append(v.Keeps, t)
		}
	}
	v.KeepsOther, err = d.remark(ctx, s.KeepsOther)
	return err
}
