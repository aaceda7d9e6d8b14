package journal

import (
	"context"
	"errors"

	"paraaf/documents"
	"paraaf/workflow"

	"github.com/jackc/pgx/v5/pgconn"
)

// On PostgreSQL an append takes two turns: one to ask what stands there, one to
// write. Whoever works alone pays more for the way to and fro than for the
// commit. But whatever an append asks of a dossier changes with the ledger
// alone, so as long as the ledger has the size that this process left it with, it
// knows the answers and writes in one turn. The first statement of that turn
// locks the head and compares its size; when another node wrote meanwhile it
// fails, nothing of the turn stands, and the append goes the long way. What the
// process cannot know (drafts, keys of other changes) either goes the long way or
// stands under a unique key that undoes the turn.

// moveHead is updateHead that fails, by a division by zero, when the ledger is
// not of the size that was expected.
const moveHead = `UPDATE ledger SET size = CAST($1 AS BIGINT) / CASE WHEN size = $3 THEN 1 ELSE 0 END, root = $2 WHERE one = 1`

const divisionByZero = "22012"

// maxKnown bounds the dossiers that are remembered.
const maxKnown = 10_000

// aloneFor is how many appends in a row must find the ledger as this process
// left it before it counts on that: nodes that work side by side would lose a
// turn each time.
const aloneFor = 3

// A memory is what this process knows of the dossiers that it wrote last. Only
// the leader of the group touches it.
type memory struct {
	alone    int
	dossiers map[workflow.DossierID]remembered
}

type remembered struct {
	head     head
	involved map[string]int64
}

// met notes whether the ledger was found as this process left it. When it was
// not, all that was known may have changed.
func (k *memory) met(same bool) {
	if same {
		k.alone++
		return
	}
	k.alone, k.dossiers = 0, nil
}

// keep remembers what stands after the appends of a group were committed.
func (k *memory) keep(group []*appending, s *standing) {
	if len(k.dossiers) >= maxKnown || k.dossiers == nil {
		k.dossiers = map[workflow.DossierID]remembered{}
	}
	for _, a := range group {
		if *a.answer == nil {
			k.dossiers[a.id] = remembered{s.heads[a.id], a.batch.Summary.Involved.whos()}
		}
	}
}

// tell puts what is known of a dossier into s, and reports whether it is.
func (k *memory) tell(id workflow.DossierID, s *standing) bool {
	d, there := k.dossiers[id]
	if there {
		s.heads[id], s.involved[id] = d.head, d.involved
	}
	return there
}

// commitSwift tries to write a single append in one turn. It reports false,
// with nothing written, when the append must go the long way.
func (b *Book) commitSwift(ctx context.Context, batch []*change) (bool, error) {
	if b.d.name != "postgres" || len(batch) != 1 || batch[0].append == nil || b.memory.alone < aloneFor {
		return false, nil
	}
	a := batch[0].append
	d, there := b.memory.dossiers[a.id]
	if !there || d.head.seq != int64(a.after) || len(a.batch.Emptied) > 0 {
		return false, nil
	}
	var answer error
	a.answer = &answer
	s := &standing{size: b.peaks.size, heads: map[workflow.DossierID]head{a.id: d.head}, answers: map[[2]string]documents.Digest{},
		involved: map[workflow.DossierID]map[string]int64{a.id: d.involved}}
	u, err := b.pipe(ctx)
	if err != nil {
		return false, b.fail("begin", err)
	}
	defer u.end()
	edge, err := b.settle(ctx, u, []*appending{a}, s, statement{text: moveHead, args: []any{s.size}})
	if err != nil {
		return false, b.fail("append", err)
	}
	err = u.commit(ctx)
	var no *pgconn.PgError
	switch {
	case err == nil:
		b.peaks = edge
		b.memory.keep([]*appending{a}, s)
		return true, nil
	case errors.As(err, &no) && no.Code == divisionByZero, b.d.classify(err) == classUnique:
		b.memory.met(false)
		return false, nil
	}
	b.memory.met(false)
	return false, b.fail("commit", err)
}
