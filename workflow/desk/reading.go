package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A reader's position is kept as one list of digests: the papers on the screen
// last, a zero digest, and the papers read before those. The second half keeps
// "what changed since I last read" on the page when it is opened again.

// lastRead gives the papers as the reader had them before what lies there now.
func (d *Desk) lastRead(ctx context.Context, person workflow.PersonID, x *dossier) (map[workflow.PaperID]documents.Paper, error) {
	now, before, err := d.position(ctx, person, x.history.ID)
	if err != nil {
		return nil, err
	}
	if same(now, x.papers) {
		now = before
	}
	out := map[workflow.PaperID]documents.Paper{}
	for _, digest := range now {
		id, known := x.paperOf(digest)
		if !known {
			continue
		}
		p, err := d.book.Paper(ctx, digest)
		if errors.Is(err, journal.ErrNotFound) || errors.Is(err, journal.ErrDestroyed) {
			continue // a working text that was never frozen, or destroyed by law
		} else if err != nil {
			return nil, fmt.Errorf("load what was read: %w", err)
		}
		out[id] = d.readIn(x, p.Bytes)
	}
	return out, nil
}

// remember moves the reader's position to what is on the screen.
func (d *Desk) remember(ctx context.Context, person workflow.PersonID, x *dossier, v View) error {
	now, before, err := d.position(ctx, person, x.history.ID)
	if err != nil {
		return err
	}
	shown := make([]documents.Digest, 0, len(v.Papers))
	for _, p := range v.Papers {
		if p.Draft {
			return nil // a working text is not a version that one has read
		}
		shown = append(shown, p.Digest)
	}
	if !slices.Equal(now, shown) {
		now, before = shown, now
	}
	kept := append(slices.Clone(now), documents.Digest{})
	if err := d.book.MarkRead(ctx, person, x.history.ID, append(kept, before...), d.clock()); err != nil {
		return fmt.Errorf("keep a reading position: %w", err)
	}
	return nil
}

// position reads what remember wrote.
func (d *Desk) position(ctx context.Context, person workflow.PersonID, id workflow.DossierID) (now, before []documents.Digest, err error) {
	all, err := d.book.LastRead(ctx, person, id)
	if errors.Is(err, journal.ErrNotFound) {
		return nil, nil, nil
	} else if err != nil {
		return nil, nil, fmt.Errorf("load a reading position: %w", err)
	}
	i := slices.IndexFunc(all, documents.Digest.IsZero)
	if i < 0 {
		return all, nil, nil
	}
	return all[:i], all[i+1:], nil
}

// same reports whether every one of the digests lies there now.
func same(digests []documents.Digest, papers workflow.Papers) bool {
	for _, d := range digests {
		if !slices.ContainsFunc(papers, func(r workflow.PaperRef) bool { return r.Digest == d }) {
			return false
		}
	}
	return true
}

// paperOf finds the place in the set of a version that the history knows.
func (x *dossier) paperOf(digest documents.Digest) (workflow.PaperID, bool) {
	for _, e := range x.history.Entries {
		for _, r := range papersIn(e.Event) {
			if r.Digest == digest {
				return r.ID, true
			}
		}
	}
	return "", false
}

// papersIn gives the set that an event lays down.
func papersIn(e workflow.Event) workflow.Papers {
	switch e := e.(type) {
	case workflow.Opened:
		return e.Papers
	case workflow.Revised:
		return e.Papers
	case workflow.AssentTakenBack:
		return e.Papers
	}
	return nil
}

// SealReadings puts the read log under the ledger as far as it goes now, and
// gives how many lines that were. Any number of nodes may do it.
func (d *Desk) SealReadings(ctx context.Context) (int64, error) {
	n, err := d.book.SealReadings(ctx, systeem, d.clock())
	if err != nil {
		return n, fmt.Errorf("seal the read log: %w", err)
	}
	return n, nil
}
