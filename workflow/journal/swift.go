package journal

import (
	"context"

	"paraaf/documents"
	"paraaf/workflow"
)

// An append asks first what stands there, and then writes. On PostgreSQL that is
// two turns, and whoever works alone pays more for the way to and fro than for
// the commit; on SQLite the questions cost a tenth of the commit. But whatever an append asks of a dossier changes with the ledger
// alone, so as long as the ledger has the size that this process left it with, it
// knows the answers and writes at once. The first statement of that turn locks
// the head and compares its size; when another node, or another change of this
// one, wrote meanwhile it fails, nothing of the turn stands, and the append goes
// the long way. What the
// process cannot know (drafts, keys of other changes) either goes the long way or
// stands under a unique key that undoes the turn.

// moveHead is updateHead that fails when the ledger is not of the size that was
// expected: PostgreSQL refuses to divide by zero, SQLite makes it NULL, which the
// column refuses.
const moveHead = `UPDATE ledger SET size = CAST($1 AS BIGINT) / CASE WHEN size = $3 THEN 1 ELSE 0 END, root = $2 WHERE one = 1`

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
	if len(batch) != 1 || batch[0].append == nil || b.memory.alone < aloneFor {
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
	u, _, err := b.begin(ctx)
	if err != nil {
		return false, b.fail("begin", err)
	}
	defer u.end()
	edge, err := b.settle(ctx, u, []*appending{a}, s, statement{text: moveHead, args: []any{s.size}})
	if err == nil {
		err = u.commit(ctx)
	}
	if err == nil {
		b.peaks = edge
		b.memory.keep([]*appending{a}, s)
		return true, nil
	}
	b.memory.met(false)
	if b.d.elsewhere(err) || b.d.classify(err) == classUnique {
		return false, nil
	}
	return false, b.fail("append", err)
}
