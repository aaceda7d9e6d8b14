package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Group commit without a goroutine of its own. Whoever comes while nobody
// writes, leads: it takes all that wait, writes them in one transaction with
// one fsync, and hands the lead to the first of those that came meanwhile.
// A connection pool would let SQLite's busy handler choose who is next, and
// that one is not fair; a queue is.

// maxGroup is the largest number of changes in one commit: enough to hide the
// fsync, few enough that the first in line does not wait for long.
const maxGroup = 256

// patience bounds one transaction, so that a database that hangs gives an
// error instead of a queue that grows. It is longer than SQLite's busy time-out.
const patience = 10 * time.Second

// A change is one caller's wish: an append, or a function that writes.
type change struct {
	append *appending
	do     func(context.Context, *sql.Tx) error

	done   chan error // buffered: the leader never waits for a caller that left
	lead   chan struct{}
	chosen bool // to lead next; guarded by group.mu
}

type group struct {
	mu      sync.Mutex
	waiting []*change
	led     bool // somebody leads
}

// put has c written together with what others want. A caller whose ctx ends
// while c waits leaves with nothing written; while c is being written it gets
// the ctx's error without knowing the outcome.
func (b *Book) put(ctx context.Context, c *change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.done, c.lead = make(chan error, 1), make(chan struct{})
	g := &b.group
	g.mu.Lock()
	g.waiting = append(g.waiting, c)
	if g.led {
		g.mu.Unlock()
		select {
		case err := <-c.done:
			return err
		case <-c.lead:
		case <-ctx.Done():
			if !g.leave(c) {
				select {
				case err := <-c.done:
					return err
				case <-c.lead:
					b.leadOn(c) // others count on it
					return <-c.done
				default:
				}
			}
			return fmt.Errorf("journal: wait to write: %w", ctx.Err())
		}
	} else {
		g.led = true
		g.mu.Unlock()
	}
	b.leadOn(c)
	return <-c.done
}

// leave takes c out of the queue; it reports false when c is being written or
// was chosen to lead.
func (g *group) leave(c *change) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, w := range g.waiting {
		if w == c && !c.chosen {
			g.waiting = append(g.waiting[:i], g.waiting[i+1:]...)
			return true
		}
	}
	return false
}

// leadOn writes everything that waits, c among it, and hands over the lead.
func (b *Book) leadOn(c *change) {
	g := &b.group
	g.mu.Lock()
	n := min(len(g.waiting), maxGroup)
	batch := g.waiting[:n:n]
	g.waiting = append([]*change(nil), g.waiting[n:]...)
	g.mu.Unlock()

	defer func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if len(g.waiting) > 0 {
			next := g.waiting[0]
			next.chosen = true
			close(next.lead)
			return
		}
		g.led = false
	}()
	b.commitAll(batch)
}

// commitAll writes the changes in one transaction and answers each. When the
// transaction fails, each is tried alone, so that one bad change does not take
// the others with it; not when the database is what fails, for then all would
// wait as many times as there are changes.
func (b *Book) commitAll(batch []*change) {
	errs, err := b.commitOnce(batch)
	down := errors.Is(err, ErrUnavailable) || errors.Is(err, ErrFull) || errors.Is(err, context.DeadlineExceeded)
	for i, c := range batch {
		switch {
		case err == nil:
			c.done <- errs[i]
		case down, len(batch) == 1 && b.d.classify(err) != classUnique:
			c.done <- err
		default:
			c.done <- b.commitOne(c)
		}
	}
}

// commitOne tries one change again after it failed with others, or because
// another connection was first with the same key: then it finds that key there.
func (b *Book) commitOne(c *change) error {
	answers, err := b.commitOnce([]*change{c})
	if err != nil {
		return err
	}
	return answers[0]
}

// commitOnce gives the answer of every change, or the error that undid all. A
// single append is tried without asking first (swift.go).
func (b *Book) commitOnce(batch []*change) ([]error, error) {
	ctx := context.Background()
	if b.d.name == "postgres" { // SQLite bounds its waiting by itself, and watching costs it a goroutine a statement
		bounded, cancel := context.WithTimeoutCause(ctx, b.bound, errSlow)
		defer cancel()
		ctx = bounded
	}
	var answers []error
	done, err := b.commitSwift(ctx, batch)
	if done {
		answers = []error{nil}
	} else if err == nil {
		answers, err = b.commitWithin(ctx, batch)
	}
	if errors.Is(context.Cause(ctx), errSlow) && err != nil {
		err = fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return answers, err
}

// errSlow is why a transaction of ours was ended: the database did not answer in time.
var errSlow = errors.New("database did not answer in time")

func (b *Book) commitWithin(ctx context.Context, batch []*change) ([]error, error) {
	u, tx, err := b.begin(ctx)
	if err != nil {
		return nil, b.fail("begin", err)
	}
	defer u.end()
	answers := make([]error, len(batch))
	var appends []*appending
	for i, c := range batch {
		if c.append != nil {
			c.append.answer = &answers[i]
			appends = append(appends, c.append)
		}
	}
	var edge peaks
	var stands *standing
	if len(appends) > 0 {
		edge, stands, err = b.appendAll(ctx, u, appends)
		if err != nil {
			return nil, b.fail("append", err)
		}
	}
	for i, c := range batch {
		if c.do == nil {
			continue
		}
		answers[i] = c.do(ctx, tx)
		if answers[i] == nil || saysNo(answers[i]) {
			continue
		}
		return nil, b.fail("write", answers[i])
	}
	if err := u.commit(ctx); err != nil {
		return nil, b.fail("commit", err)
	}
	if edge.size > 0 {
		b.peaks = edge // only the leader touches it
		b.memory.keep(appends, stands)
	}
	return answers, nil
}

// begin starts the transaction of a group: on SQLite a tx for appends and
// others, on PostgreSQL a pipe, for there only appends come in groups.
func (b *Book) begin(ctx context.Context) (unit, *sql.Tx, error) {
	if b.d.name == "postgres" {
		u, err := b.pipe(ctx)
		return u, nil, err
	}
	b.keepNow(ctx)
	tx, err := b.write.BeginTx(ctx, b.d.begin)
	if err != nil {
		return nil, nil, err
	}
	return inTx{b, tx}, tx, nil
}

// saysNo reports whether err is an answer of ours that wrote nothing, so that
// the transaction can go on. A function that writes compares before it writes.
func saysNo(err error) bool {
	for _, no := range []error{ErrStale, ErrNotFound, ErrRepeated, ErrKeyReused} {
		if errors.Is(err, no) {
			return true
		}
	}
	return false
}

// change runs do in a transaction. On SQLite it shares the commit of others; on
// PostgreSQL it has its own, since there commits do not wait for one another.
// do must write nothing before it answers with one of the errors of saysNo.
func (b *Book) change(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	if b.d.name == "sqlite" {
		return b.put(ctx, &change{do: do})
	}
	ctx, cancel := context.WithTimeoutCause(ctx, b.bound, errSlow)
	defer cancel()
	for again := 0; ; again++ {
		err := b.commitAlone(ctx, do)
		switch {
		case err == nil, saysNo(err):
			return err
		case again < 3 && (b.d.classify(err) == classRetry || b.d.classify(err) == classUnique):
			continue // another was first; now its row is seen
		}
		if errors.Is(context.Cause(ctx), errSlow) {
			return fmt.Errorf("journal: write: %w: %w", ErrUnavailable, err)
		}
		return b.fail("write", err)
	}
}

func (b *Book) commitAlone(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	tx, err := b.write.BeginTx(ctx, b.d.begin)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	if err := do(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}
