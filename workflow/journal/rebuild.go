package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"paraaf/workflow"
)

// A Folded is what a history comes to: the summary, and what the dossier is
// found by (nil leaves that as it was)
// and what the register says of its letter.
type Folded struct {
	Summary      Summary
	Text, Letter *string
	Register     Register // of the letter
}

// Rebuild makes every summary anew from the events: fold says what a history
// comes to. A dossier on which somebody decides meanwhile is done again. It
// goes on after a dossier that cannot be folded and fails with all their
// errors. It gives how many were rebuilt.
func (b *Book) Rebuild(ctx context.Context, fold func(context.Context, History) (Folded, error)) (int, error) {
	var errs []error
	done := 0
	after := ""
	for {
		ids, err := b.dossierIDs(ctx, after)
		if err != nil {
			return done, err
		}
		for _, id := range ids {
			after = string(id)
			if err := b.RebuildOne(ctx, id, fold); err != nil {
				if ctx.Err() != nil {
					return done, err
				}
				errs = append(errs, err)
				continue
			}
			done++
		}
		if len(ids) == 0 {
			return done, errors.Join(errs...)
		}
	}
}

const (
	countEntries   = `SELECT count(*), MIN(n) FROM entries WHERE dossier = $1`
	forgetInvolved = `DELETE FROM involved WHERE dossier = $1`
	renumber       = `UPDATE dossiers SET nr = $2 WHERE dossier = $1`
)

const (
	selectIDs = `SELECT dossier FROM dossiers WHERE dossier > $1 ORDER BY dossier LIMIT 500`
	// selectOld leaves out those of which everything is destroyed.
	selectOld = `SELECT dossier FROM dossiers WHERE dossier > $1 AND since < $2 AND length(salt) > 0 ORDER BY dossier LIMIT 500`
)

func (b *Book) dossierIDs(ctx context.Context, after string) ([]workflow.DossierID, error) {
	return b.idsOf(ctx, selectIDs, after)
}

func (b *Book) idsOf(ctx context.Context, text string, args ...any) ([]workflow.DossierID, error) {
	var ids []workflow.DossierID
	err := b.each(ctx, "list dossiers", func(rows *sql.Rows) error {
		var id workflow.DossierID
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, text, args...)
	return ids, err
}

// Dossiers hands the id of every dossier to take, in no order that means anything.
func (b *Book) Dossiers(ctx context.Context, take func(workflow.DossierID) error) error {
	return eachID(take, func(after string) ([]workflow.DossierID, error) { return b.dossierIDs(ctx, after) })
}

// Unmoved is Dossiers for those that have lain where they lie since before an
// instant, and of which not everything is destroyed.
func (b *Book) Unmoved(ctx context.Context, before time.Time, take func(workflow.DossierID) error) error {
	return eachID(take, func(after string) ([]workflow.DossierID, error) {
		return b.idsOf(ctx, selectOld, after, millis(before))
	})
}

// eachID hands on the ids of one page after the other.
func eachID(take func(workflow.DossierID) error, page func(after string) ([]workflow.DossierID, error)) error {
	for after := ""; ; {
		ids, err := page(after)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := take(id); err != nil {
				return err
			}
		}
		after = string(ids[len(ids)-1])
	}
}

// RebuildOne makes one summary anew.
func (b *Book) RebuildOne(ctx context.Context, id workflow.DossierID, fold func(context.Context, History) (Folded, error)) error {
	for range 5 {
		h, err := b.Load(ctx, id)
		if err != nil {
			return fmt.Errorf("rebuild %s: %w", id, err)
		}
		f, err := fold(ctx, h)
		if err != nil {
			return fmt.Errorf("rebuild %s: %w", id, err)
		}
		f.Summary.ID, f.Summary.Seq = id, h.Seq
		if err := checkSummary(&f.Summary); err != nil {
			return fmt.Errorf("rebuild %s: %w", id, err)
		}
		err = b.change(ctx, func(ctx context.Context, tx *sql.Tx) error { return b.rebuild(ctx, tx, f) })
		if !errors.Is(err, ErrStale) {
			return err
		}
	}
	return fmt.Errorf("rebuild %s: %w", id, ErrStale)
}

func (b *Book) rebuild(ctx context.Context, tx *sql.Tx, f Folded) error {
	id := f.Summary.ID
	u := inTx{b, tx}
	if b.d.name == "sqlite" { // within the group: what it remembers is made anew here
		b.memory.met(false)
	}
	stands := &standing{heads: map[workflow.DossierID]head{}}
	if err := u.ask(ctx, statement{text: selectDossiers + b.d.forUpdate, list: []any{string(id)}, width: 1, take: stands.takeHead}); err != nil {
		return err
	}
	// The entries say how far the dossier is and what its number is; its own rows
	// may be what is damaged.
	h := stands.heads[id]
	if err := b.row(ctx, tx, countEntries, string(id)).Scan(&h.seq, &h.nr); err != nil {
		return err
	}
	if h.seq != int64(f.Summary.Seq) {
		return ErrStale
	}
	stands.heads[id] = h
	orders := append([]statement{{text: forgetInvolved, args: []any{string(id)}}, {text: renumber, args: []any{string(id), h.nr}}},
		putSummaries([]any{string(id)}, map[workflow.DossierID]Summary{id: f.Summary}, stands)...)
	if f.Text != nil {
		orders = append(orders, statement{text: upsertTexts, rows: [][]any{textRow(h.nr, stems(f.Text), stems(f.Letter))}, ending: onTexts})
	}
	orders = append(orders, putRegisters(map[workflow.DossierID]Register{id: f.Register})...)
	return u.tell(ctx, orders...)
}
