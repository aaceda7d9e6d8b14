package signin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"paraaf/workflow/journal"
)

// The answers of a Door that are no failure.
var (
	// ErrWrong: name and password do not go together. It is the answer alike
	// for a name that does not exist, an account without a password and one
	// that was closed.
	ErrWrong = errors.New("name and password do not go together")
	// ErrBusy: too many people sign in at this moment; try again shortly.
	ErrBusy = errors.New("too many sign-ins at once")
)

// A Slow says that who asks must wait before the next attempt is looked at.
type Slow struct{ Wait time.Duration }

func (s *Slow) Error() string { return fmt.Sprintf("wait %s before the next attempt", s.Wait) }

// Accounts is what the door needs of the book.
type Accounts interface {
	Account(ctx context.Context, login string) (journal.Account, error)
	Attempt(ctx context.Context, login, address string, at time.Time, good bool) error
	Attempts(ctx context.Context, login, address string, since time.Time) (forLogin, fromAddress int, last time.Time, err error)
}

// How attempts are counted: within window, the first free ones cost nothing,
// and every further one doubles the wait, up to longest.
const (
	window  = 15 * time.Minute
	free    = 5
	longest = time.Minute
	// crowd is how many failures from one address look like a machine and not
	// like a ministry behind one address on a Monday morning.
	crowd = 100
)

// A Door lets people in. It is safe for concurrent use.
type Door struct {
	book  Accounts
	clock func() time.Time
	dummy string        // hash for names that do not exist
	work  chan struct{} // one token for each hash that is computed at once
	queue chan struct{} // one token for each who waits or works

	guesses [guessLocks]sync.Mutex // by login: see Second
}

// guessLocks is how many logins can give a second factor at once; two that
// share a lock wait a few milliseconds for each other.
const guessLocks = 64

// New gives a door over accounts. It computes at most one hash per processor
// at once and lets eight times as many wait; random is read once, for the hash
// that unknown names are compared with.
func New(book Accounts, clock func() time.Time, random io.Reader) (*Door, error) {
	secret := make([]byte, 24)
	_, err := io.ReadFull(random, secret)
	if err != nil {
		return nil, fmt.Errorf("make a door: %w", err)
	}
	dummy, err := Hash(fmt.Sprintf("%x", secret), random)
	if err != nil {
		return nil, fmt.Errorf("make a door: %w", err)
	}
	n := runtime.GOMAXPROCS(0)
	return &Door{book: book, clock: clock, dummy: dummy, work: make(chan struct{}, n), queue: make(chan struct{}, 9*n)}, nil
}

// Enter gives the account that login and password open. It fails with ErrWrong,
// ErrBusy or a *Slow, or because the book could not be read. Every attempt that
// was looked at is written to the book, before the answer is known to anyone.
func (d *Door) Enter(ctx context.Context, login, password, address string) (journal.Account, error) {
	now := d.clock()
	forLogin, fromAddress, last, err := d.book.Attempts(ctx, login, address, now.Add(-window))
	if err != nil {
		return journal.Account{}, fmt.Errorf("sign in: %w", err)
	}
	if wait := brake(forLogin, fromAddress, now.Sub(last)); wait > 0 {
		return journal.Account{}, &Slow{Wait: wait}
	}
	account, err := d.book.Account(ctx, login)
	known := err == nil && !account.Disabled && account.PasswordHash != ""
	if err != nil && !errors.Is(err, journal.ErrNotFound) {
		return journal.Account{}, fmt.Errorf("sign in: %w", err)
	}
	hash := account.PasswordHash
	if !known {
		hash = d.dummy
	}
	good, err := d.check(ctx, hash, password)
	if err != nil {
		return journal.Account{}, err
	}
	good = good && known
	err = d.book.Attempt(ctx, login, address, now, good)
	if err != nil {
		return journal.Account{}, fmt.Errorf("sign in: %w", err)
	}
	if !good {
		return journal.Account{}, ErrWrong
	}
	return account, nil
}

// brake gives how long who asks must wait: nothing from an address without
// failures, whatever others did with the name.
func brake(forLogin, fromAddress int, since time.Duration) time.Duration {
	n := forLogin - free
	if fromAddress > crowd {
		n = max(n, fromAddress-crowd)
	}
	if fromAddress == 0 || n < 0 {
		return 0
	}
	wait := longest
	if n < 6 {
		wait = time.Second << n
	}
	return max(0, wait-since)
}

// check computes the hash with as many others as there are processors.
func (d *Door) check(ctx context.Context, hash, password string) (bool, error) {
	leave, err := d.turn(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	return Check(hash, password)
}

// turn waits until a hash may be computed; leave makes way for the next.
func (d *Door) turn(ctx context.Context) (leave func(), err error) {
	select {
	case d.queue <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	select {
	case d.work <- struct{}{}:
	case <-ctx.Done():
		<-d.queue
		return nil, fmt.Errorf("sign in: %w", ctx.Err())
	}
	return func() { <-d.work; <-d.queue }, nil
}

// Hash makes the hash of a password that somebody chooses, with as many others
// as there are processors. It fails with ErrBusy, and as the function Hash does.
func (d *Door) Hash(ctx context.Context, password string, random io.Reader) (string, error) {
	leave, err := d.turn(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return Hash(password, random)
}
