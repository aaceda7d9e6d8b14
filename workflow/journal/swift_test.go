package journal

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"paraaf/workflow"
)

// swiftTurns counts the statements that compare the head of the ledger in the turn
// that writes.
func swiftTurns(b *Book) func() int {
	var mu sync.Mutex
	n := 0
	b.heard = func(text string) {
		if strings.HasPrefix(text, "UPDATE ledger SET size = CAST") {
			mu.Lock()
			n++
			mu.Unlock()
		}
	}
	return func() int {
		mu.Lock()
		defer mu.Unlock()
		return n
	}
}

// TestWhoWorksAloneWritesInOneTurn has one node decide again and again, with
// everything in between that may change what it remembers: another node, a
// measure, a text that is saved, a key that was used elsewhere, a destruction.
// Every answer must be that of the long way.
func TestWhoWorksAloneWritesInOneTurn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) { worksAlone(t, dsn) })
}

func worksAlone(t *testing.T, dsn string) {
	t.Helper()
	one, other := openWith(t, dsn, Options{shared: true}), openWith(t, dsn, Options{shared: true})
	turns := swiftTurns(one)
	ctx := t.Context()
	id, beside := start(t, one, "p-anna", "x"), start(t, one, "p-anna", "y")
	seq := 1
	round := func(b *Book) error {
		batch := decision(seq, seq)
		batch.Key.Key = "k" + number(int64(seq))
		err := b.Append(ctx, id, seq, batch)
		if err == nil {
			seq++
		}
		return err
	}
	rounds := func(n int) {
		t.Helper()
		for range n {
			if err := round(one); err != nil {
				t.Fatal(err)
			}
		}
	}
	rounds(8)
	if n := turns(); n < 4 {
		t.Fatalf("of eight decisions alone %d went in one turn", n)
	}

	for _, c := range []struct {
		why string
		do  func() error
	}{
		{"another node decides on the same dossier", func() error { return round(other) }},
		{"another node decides on another dossier", func() error {
			return other.Append(ctx, beside, 1, submitted(summaryOf("p-anna"), "p-anna", 1))
		}},
		{"a measure is taken", func() error {
			_, err := other.Take(ctx, Measure{At: noon, By: "p-anna", Kind: PersonAdded, On: Subject{Person: "p-carl"}, Persons: []Person{{ID: "p-carl", Name: "Carl"}}})
			return err
		}},
		{"a text is saved", func() error {
			_, err := other.SaveDraft(ctx, id, "nota", 0, Draft{By: "p-anna", At: noon, Key: Key{Person: "p-anna", Key: "draft"}})
			return err
		}},
		{"the summary is rebuilt", func() error {
			s, err := other.Summary(ctx, id)
			if err != nil {
				return err
			}
			return other.RebuildOne(ctx, id, func(context.Context, History) (Folded, error) { return Folded{Summary: s}, nil })
		}},
	} {
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		rounds(6)
		if r := verified(t, one); !r.OK() {
			t.Fatalf("%s: %v", c.why, r.Faults)
		}
	}

	// What is refused the long way is refused in one turn too.
	rounds(4)
	before := turns()
	stale := submitted(summaryOf("p-anna"), "p-anna", 1)
	if err := one.Append(ctx, id, seq-1, stale); !errors.Is(err, ErrStale) {
		t.Errorf("stale: %v", err)
	}
	for want, request := range map[error]byte{ErrRepeated: 0, ErrKeyReused: 1} {
		batch := submitted(summaryOf("p-anna"), "p-anna", 1)
		batch.Key = Key{Person: "p-anna", Key: "draft"} // used by a text: no entry of the ledger tells
		if request == 1 {
			batch.Key.Request[0] = 1
		}
		rounds(4)
		if err := one.Append(ctx, id, seq, batch); !errors.Is(err, want) {
			t.Errorf("want %v: %v", want, err)
		}
	}
	rounds(4)
	replacing := submitted(summaryOf("p-anna"), "p-anna", 1)
	replacing.Emptied = map[workflow.PaperID]int{"nota": 0} // a text of version 1 stands there
	if err := one.Append(ctx, id, seq, replacing); !errors.Is(err, ErrStale) {
		t.Errorf("a text that was not seen: %v", err)
	}
	if turns() == before {
		t.Error("nothing of this went in one turn: it tests nothing")
	}

	// A ledger that went back behind the program's back is not written to.
	rounds(4)
	unguarded(t, one, other.write, `UPDATE ledger SET size = size - 1 WHERE one = 1`)
	if err := round(one); err == nil {
		t.Error("it is written behind a ledger that was cut")
	}
	unguarded(t, one, other.write, `UPDATE ledger SET size = size + 1 WHERE one = 1`)
	rounds(4)
	if r := verified(t, other); !r.OK() {
		t.Errorf("in the end: %v", r.Faults)
	}
}
