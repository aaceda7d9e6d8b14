package signin

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// The vectors of RFC 6238, appendix B, for SHA-1; the last six of their eight
// digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	secret := Secret("12345678901234567890")
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		if got := secret.Code(time.Unix(at, 0)); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
	if secret.String() != "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" {
		t.Errorf("written %s", secret)
	}
}

func TestACodeIsGoodForItsStepAndOneBesideIt(t *testing.T) {
	t.Parallel()
	s, err := NewSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_800_000_015, 0)
	for steps, want := range map[int]bool{-2: false, -1: true, 0: true, 1: true, 2: false} {
		code := s.Code(now.Add(time.Duration(steps) * totpStep * time.Second))
		if c, good := s.Match(code[:3]+" "+code[3:], now); good != want || good && c != now.Unix()/totpStep+int64(steps) {
			t.Errorf("%d steps away: %v at %d", steps, good, c)
		}
	}
	for _, typed := range []string{"", "12345", "1234567", "abcdef"} {
		if _, good := s.Match(typed, now); good {
			t.Errorf("%q is good", typed)
		}
	}
}

func TestASecretOpensWithItsKeyForItsUseAlone(t *testing.T) {
	t.Parallel()
	key, other := bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32)
	sealed, err := Seal(key, []byte("geheim"), "noor", rand.Reader)
	if err != nil || bytes.Contains(sealed, []byte("geheim")) {
		t.Fatalf("%x %v", sealed, err)
	}
	if got, err := Unseal(key, sealed, "noor"); err != nil || string(got) != "geheim" {
		t.Errorf("%q %v", got, err)
	}
	for name, try := range map[string]func() ([]byte, error){
		"another key": func() ([]byte, error) { return Unseal(other, sealed, "noor") },
		"another use": func() ([]byte, error) { return Unseal(key, sealed, "tom") },
		"cut off":     func() ([]byte, error) { return Unseal(key, sealed[:5], "noor") },
		"changed":     func() ([]byte, error) { return Unseal(key, append([]byte{9}, sealed[1:]...), "noor") },
		"short key":   func() ([]byte, error) { return Unseal(key[:16], sealed, "noor") },
	} {
		if _, err := try(); err == nil {
			t.Errorf("%s: opens", name)
		}
	}
}

func TestGuessingCodesWaitsWhereverItComesFrom(t *testing.T) {
	t.Parallel()
	book := &shelf{from: map[string]int{}}
	now := time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)
	door, err := New(book, func() time.Time { return now }, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	wrong, right := func() (bool, error) { return false, nil }, func() (bool, error) { return true, nil }
	for i := range free {
		if err := door.Second(context.Background(), "ilse", string(rune('a'+i)), wrong); !errors.Is(err, ErrWrong) {
			t.Fatalf("guess %d: %v", i, err)
		}
	}
	var slow *Slow
	if err := door.Second(context.Background(), "ilse", "elders", right); !errors.As(err, &slow) {
		t.Errorf("after %d guesses from everywhere: %v", free, err)
	}
	now = now.Add(longest)
	if err := door.Second(context.Background(), "ilse", "elders", right); err != nil {
		t.Errorf("after the longest wait: %v", err)
	}
}

// A thousand codes at once are a thousandth of all there are: no more of them
// may be looked at than when they come one by one.
func TestGuessingCodesAtOnceIsNoFaster(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)
	door, err := New(&shelf{from: map[string]int{}}, func() time.Time { return now }, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	var looked atomic.Int32
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() {
			_ = door.Second(context.Background(), "ilse", "192.0.2.1", func() (bool, error) {
				looked.Add(1)
				runtime.Gosched()
				return false, nil
			})
		})
	}
	all.Wait()
	if looked.Load() != free {
		t.Errorf("%d of 200 guesses at once were looked at, want %d", looked.Load(), free)
	}
}
