package signin

import (
	"context"
	"crypto/rand"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"paraaf/workflow/journal"
)

func TestCheckKnowsThePasswordThatWasHashed(t *testing.T) {
	t.Parallel()
	for _, password := range []string{"a", "vier woorden op een rij", strings.Repeat("ë", MostBytes/2)} {
		hash, err := Hash(password, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		for given, want := range map[string]bool{password: true, password + "x": false, "": false, strings.Repeat("x", MostBytes+1): false} {
			got, err := Check(hash, given)
			if err != nil || got != want {
				t.Errorf("Check of %d bytes against a password of %d: %v, %v; want %v", len(given), len(password), got, err, want)
			}
		}
		if strings.Contains(hash, password) && len(password) > 1 {
			t.Error("the hash holds the password")
		}
	}
	for _, password := range []string{"", strings.Repeat("x", MostBytes+1)} {
		if _, err := Hash(password, rand.Reader); err == nil {
			t.Errorf("a password of %d bytes was hashed", len(password))
		}
	}
}

func TestHashesOfOnePasswordDiffer(t *testing.T) {
	t.Parallel()
	a, errA := Hash("zelfde wachtwoord", rand.Reader)
	b, errB := Hash("zelfde wachtwoord", rand.Reader)
	if errA != nil || errB != nil || a == b {
		t.Errorf("two hashes of one password: %v %v, equal %v", errA, errB, a == b)
	}
}

func TestHashesThatWouldStopTheProgramAreRefused(t *testing.T) {
	t.Parallel()
	for hash, why := range map[string]string{
		"": "empty",
		"$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5":           "another function",
		"$argon2id$v=16$m=19456,t=2,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5":          "an old version",
		"$argon2id$v=19$m=4294967295,t=2,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5":     "4 TiB of memory",
		"$argon2id$v=19$m=19456,t=4294967295,p=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5": "years of work",
		"$argon2id$v=19$m=19456,t=2,p=1,x=1$c2FsdHNhbHQ$a2V5a2V5a2V5a2V5a2V5":      "an unknown setting",
		"$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$":                              "no key: everything would fit",
	} {
		if _, err := Check(hash, "x"); err == nil {
			t.Errorf("%s: taken", why)
		}
	}
}

// shelf is a book of accounts in memory: the one in the journal is tested there.
type shelf struct {
	accounts map[string]journal.Account
	bad      []time.Time
	from     map[string]int
}

func (s *shelf) Account(_ context.Context, login string) (journal.Account, error) {
	a, ok := s.accounts[login]
	if !ok {
		return journal.Account{}, journal.ErrNotFound
	}
	return a, nil
}

func (s *shelf) Attempt(_ context.Context, _, address string, at time.Time, good bool) error {
	if !good {
		s.bad = append(s.bad, at)
		s.from[address]++
	}
	return nil
}

func (s *shelf) Attempts(_ context.Context, _, address string, _ time.Time) (int, int, time.Time, error) {
	var last time.Time
	if len(s.bad) > 0 {
		last = s.bad[len(s.bad)-1]
	}
	return len(s.bad), s.from[address], last, nil
}

func TestWhoGuessesWaitsLongerAndTheOwnerElsewhereDoesNot(t *testing.T) {
	t.Parallel()
	hash, err := Hash("het goede wachtwoord", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)
	book := &shelf{accounts: map[string]journal.Account{"ilse": {Login: "ilse", PasswordHash: hash, Person: "ilse"}}, from: map[string]int{}}
	door, err := New(book, func() time.Time { return now }, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for i := range free {
		if _, err := door.Enter(ctx, "ilse", "fout", "192.0.2.1"); !errors.Is(err, ErrWrong) {
			t.Fatalf("guess %d: %v", i, err)
		}
	}
	var slow *Slow
	if _, err := door.Enter(ctx, "ilse", "het goede wachtwoord", "192.0.2.1"); !errors.As(err, &slow) || slow.Wait <= 0 {
		t.Errorf("after %d guesses: %v, want a wait", free, err)
	}
	if a, err := door.Enter(ctx, "ilse", "het goede wachtwoord", "192.0.2.9"); err != nil || a.Person != "ilse" {
		t.Errorf("the owner from elsewhere: %v: guessing has become a lock", err)
	}
	now = now.Add(longest)
	if _, err := door.Enter(ctx, "ilse", "het goede wachtwoord", "192.0.2.1"); err != nil {
		t.Errorf("after the longest wait: %v", err)
	}
}

func TestBrakeNeverLastsLongerThanAMinuteAndNeverShrinks(t *testing.T) {
	t.Parallel()
	before := time.Duration(0)
	for n := range 200 {
		wait := brake(n, 1, 0)
		if wait < before || wait > longest {
			t.Errorf("after %d failures the wait is %s, before it was %s", n, wait, before)
		}
		before = wait
	}
	if brake(1000, 0, 0) != 0 {
		t.Error("an address without failures waits for what others did")
	}
}

func TestUnknownClosedAndPasswordlessGiveTheSameAnswer(t *testing.T) {
	t.Parallel()
	hash, err := Hash("wachtwoord", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	book := &shelf{accounts: map[string]journal.Account{
		"weg": {Login: "weg", PasswordHash: hash, Person: "p", Disabled: true}, "sso": {Login: "sso", Person: "q"}}, from: map[string]int{}}
	now := time.Now()
	door, err := New(book, func() time.Time { now = now.Add(time.Hour); return now }, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for i, login := range []string{"weg", "sso", "niemand"} {
		_, err := door.Enter(context.Background(), login, "wachtwoord", "192.0.2."+string(rune('1'+i)))
		if !errors.Is(err, ErrWrong) || err.Error() != ErrWrong.Error() {
			t.Errorf("%s: %v", login, err)
		}
	}
}

// The work for a name that does not exist is that of one that does: the ratio
// of the two is what matters, not the milliseconds.
func BenchmarkCheck(b *testing.B) {
	hash, err := Hash("wachtwoord", rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Check(hash, "fout"); err != nil {
			b.Fatal(err)
		}
	}
}

// Who is not there, closed or without a password costs the work of a wrong password, so
// that no clock tells them apart (attack A27). The work is counted by the memory that
// argon2id takes; other tests wait meanwhile.
func TestUnknownClosedAndPasswordlessCostTheSameWork(t *testing.T) {
	hash, err := Hash("wachtwoord", rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	book := &shelf{accounts: map[string]journal.Account{
		"ilse": {Login: "ilse", PasswordHash: hash, Person: "i"}, "weg": {Login: "weg", PasswordHash: hash, Person: "p", Disabled: true}, "sso": {Login: "sso", Person: "q"}}, from: map[string]int{}}
	now := time.Now()
	door, err := New(book, func() time.Time { now = now.Add(time.Hour); return now }, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	work := func(login string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := door.Enter(t.Context(), login, "fout", "192.0.2.1"); !errors.Is(err, ErrWrong) {
			t.Fatalf("%s: %v", login, err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	wrong := work("ilse")
	if wrong < memory<<10 {
		t.Fatalf("a wrong password costs %d bytes", wrong)
	}
	for _, login := range []string{"weg", "sso", "niemand"} {
		if got := work(login); got < wrong*9/10 || got > wrong*11/10 {
			t.Errorf("%s costs %d bytes, a wrong password %d", login, got, wrong)
		}
	}
}
