package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// What is done to a whole installation long after the work: the tables that
// lists are made from are made anew, and papers whose term has passed go.

// Rebuild makes what the lists show, who may find what, and the index on words
// anew from the events, and gives of how many dossiers. It goes on after one that
// cannot be read and fails with all that was wrong.
func (d *Desk) Rebuild(ctx context.Context) (int, error) {
	n, err := d.book.Rebuild(ctx, d.fold)
	if err != nil {
		return n, fmt.Errorf("rebuild: %w", err)
	}
	return n, nil
}

// fold gives what a history comes to.
func (d *Desk) fold(ctx context.Context, h journal.History) (journal.Folded, error) {
	var s workflow.State
	for _, e := range h.Entries {
		s = workflow.Evolve(s, e.Event)
	}
	f := journal.Folded{Summary: d.summary(s), Register: register(s)}
	text := ""
	for _, ref := range s.Papers {
		p, err := d.book.Paper(ctx, ref.Digest)
		if errors.Is(err, journal.ErrDestroyed) {
			return f, nil // it is found by no word any more, and has no name
		} else if err != nil {
			return f, err
		}
		if ref.Soort == documents.SoortBijlage {
			more, _, err := d.annexText(ctx, h.ID, ref)
			if err != nil {
				return f, err
			}
			text += more + "\n"
			continue
		}
		paper := d.read(p.Bytes)
		text += string(paper.Bytes()) + "\n"
		if paper.Soort() != documents.SoortNota || !f.Summary.Onderwerp.IsZero() {
			continue // the first nota names the dossier
		}
		n := documents.Nota{Paper: paper}
		if f.Summary.Onderwerp, err = d.kept(ctx, h.ID, n.Onderwerp()); err != nil {
			return f, err
		}
		if f.Summary.Kenmerk, err = d.kept(ctx, h.ID, n.Kenmerk().Normal); err != nil {
			return f, err
		}
	}
	f.Text = &text
	return f, nil
}

// kept gives the paper under which a heading of the dossier was stored. No new
// one can be made: papers come with events only.
func (d *Desk) kept(ctx context.Context, id workflow.DossierID, heading string) (documents.Digest, error) {
	all, err := d.book.Stored(ctx, id, documents.SoortAantekening)
	if err != nil {
		return documents.Digest{}, err
	}
	for _, p := range all {
		if string(p.Bytes) == heading {
			return p.Digest, nil
		}
	}
	return documents.Digest{}, fmt.Errorf("heading of %s is not among its papers", id)
}

// A Retention is how long an item of the selectielijst has papers kept after
// their dossier was closed.
type Retention struct {
	Item  string `json:"nummer"` // in the selectielijst, as "VWS 2021 12.3"
	Years int    `json:"jaren"`
}

// An Expired dossier is one whose papers may be destroyed.
type Expired struct {
	Dossier workflow.DossierID
	Kenmerk string
	Phase   workflow.Phase
	Closed  documents.Date // of the last thing that happened to it
	Until   documents.Date // papers are kept up to and including this day
}

// Expired gives the dossiers whose papers may be destroyed today under the
// retention, in no order. Those of which everything is destroyed are left out.
func (d *Desk) Expired(ctx context.Context, r Retention, take func(Expired) error) error {
	return d.book.Unmoved(ctx, d.clock().AddDate(-r.Years, 0, 1), func(id workflow.DossierID) error {
		x, err := d.expiry(ctx, id, r)
		if isDamaged(err) {
			return nil // verify names it
		} else if err != nil {
			return fmt.Errorf("look at dossier %s: %w", id, err)
		}
		if x == nil || !x.Until.Before(d.today()) {
			return nil
		}
		return take(*x)
	})
}

// expiry gives until when the papers of a dossier are kept, or nil when it is
// not closed or nothing of it is left.
func (d *Desk) expiry(ctx context.Context, id workflow.DossierID, r Retention) (*Expired, error) {
	h, err := d.book.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	var s workflow.State
	for _, e := range h.Entries {
		s = workflow.Evolve(s, e.Event)
	}
	if !s.Closed() || len(h.Salt) == 0 { // the salt of its sections goes with the last papers
		return nil, nil
	}
	closed := workflow.CivilDay(h.Entries[len(h.Entries)-1].At)
	until := workflow.CivilDay(closed.In(time.UTC).AddDate(r.Years, 0, 0))
	x := &Expired{Dossier: id, Phase: s.Phase, Closed: closed, Until: until}
	for _, ref := range s.Papers {
		p, err := d.book.Paper(ctx, ref.Digest)
		if err != nil {
			return nil, err
		}
		if paper := d.read(p.Bytes); paper.Soort() == documents.SoortNota {
			x.Kenmerk = documents.Nota{Paper: paper}.Kenmerk().Normal
			break
		}
	}
	return x, nil
}

// ruleVernietiging is the number that stands in a refusal to destroy.
const ruleVernietiging = "selectielijst"

// destroyable gives a dossier whose papers the actor may have destroyed, or
// refuses with why not.
func (d *Desk) destroyable(ctx context.Context, by workflow.Actor, id workflow.DossierID, r Retention) (Expired, error) {
	no := func(text string) error { return &workflow.Refusal{Rule: ruleVernietiging, Text: text} }
	if !d.manages(by, workflow.ActionManageInstallation, "") {
		return Expired{}, no("Alleen wie de hele installatie beheert, mag stukken vernietigen.")
	}
	if r.Item == "" || r.Years < 1 {
		return Expired{}, no("Noem het nummer van de selectielijst en de bewaartermijn in jaren.")
	}
	x, err := d.expiry(ctx, id, r)
	switch {
	case errors.Is(err, journal.ErrNotFound):
		return Expired{}, ErrNotFound
	case err != nil:
		return Expired{}, fmt.Errorf("look at the dossier: %w", err)
	case x == nil:
		return Expired{}, no("Dit dossier is niet afgesloten, of de stukken zijn al vernietigd.")
	case !x.Until.Before(d.today()):
		return *x, no("De bewaartermijn loopt tot en met " + x.Until.ISO() + ". Tot die dag blijven de stukken bewaard.")
	}
	return *x, nil
}
