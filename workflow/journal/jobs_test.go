package journal

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"paraaf/workflow"
)

func TestANoticeIsDeliveredAndThenGone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		id := start(t, b, "p-anna", "x")
		batch := submitted(summaryOf("p-anna"), "p-anna", 1)
		batch.Notices = []Notice{{Kind: "turn", To: "p-bert"}, {ID: "chosen", Kind: "turn", To: "p-carl", Entry: "e"}}
		if err := b.Append(t.Context(), id, 1, batch); err != nil {
			t.Fatal(err)
		}
		h, err := b.Load(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		got := map[workflow.PersonID]Notice{}
		down := errors.New("mail server is down")
		send := func(_ context.Context, n Notice) error {
			got[n.To] = n
			if n.To == "p-carl" {
				return down
			}
			return nil
		}
		if n, err := b.Deliver(t.Context(), noon, 10, send); n != 1 || !errors.Is(err, down) {
			t.Fatalf("first time: %d %v", n, err)
		}
		if n := got["p-bert"]; n.Kind != "turn" || n.Dossier != id || n.Entry != h.Entries[1].ID || n.ID == "" {
			t.Errorf("notice %+v", n)
		}
		if n := got["p-carl"]; n.ID != "chosen" || n.Entry != "e" {
			t.Errorf("notice %+v", n)
		}
		clear(got)
		if n, err := b.Deliver(t.Context(), noon.Add(59*time.Second), 10, send); n != 0 || err != nil || len(got) != 0 {
			t.Errorf("before its time: %d %v %v", n, err, got)
		}
		down = nil
		if n, err := b.Deliver(t.Context(), noon.Add(time.Minute), 10, send); n != 1 || err != nil || got["p-carl"].ID != "chosen" {
			t.Errorf("second time: %d %v %v", n, err, got)
		}
		if n, err := b.Deliver(t.Context(), noon.Add(time.Hour), 10, send); n != 0 || err != nil {
			t.Errorf("afterwards: %d %v", n, err)
		}
	})
}

func TestASlotIsPlannedOnceByAllNodes(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		one, other := two(t, dsn)
		var all sync.WaitGroup
		planned := make([]bool, 10)
		for i := range planned {
			all.Go(func() {
				var err error
				planned[i], err = []*Book{one, other}[i%2].Plan(context.Background(), Job{Slot: "herinnering/d/2026-04-20", Kind: "remind", At: noon})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		n := 0
		for _, p := range planned {
			if p {
				n++
			}
		}
		if n != 1 {
			t.Errorf("planned %d times", n)
		}
	})
}

func TestNoTwoNodesHoldTheSameJob(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		one, other := two(t, dsn)
		const jobs = 60
		for range jobs {
			if _, err := one.Plan(t.Context(), Job{Kind: "remind", At: noon}); err != nil {
				t.Fatal(err)
			}
		}
		var mu sync.Mutex
		held := map[string]int{}
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				b := []*Book{one, other}[i%2]
				for {
					got, err := b.Claim(context.Background(), "remind", noon, time.Minute, 5)
					if err != nil {
						t.Error(err)
						return
					}
					if len(got) == 0 {
						return
					}
					mu.Lock()
					for _, j := range got {
						held[j.ID]++
					}
					mu.Unlock()
				}
			})
		}
		all.Wait()
		for id, n := range held {
			if n != 1 {
				t.Errorf("job %s was held %d times", id, n)
			}
		}
		if len(held) != jobs {
			t.Errorf("%d jobs were held", len(held))
		}
	})
}

func TestALeaseThatRanOutIsAnothers(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		if _, err := b.Plan(t.Context(), Job{Kind: "remind", At: noon}); err != nil {
			t.Fatal(err)
		}
		claim := func(at time.Time) []Job {
			t.Helper()
			jobs, err := b.Claim(t.Context(), "remind", at, time.Minute, 5)
			if err != nil {
				t.Fatal(err)
			}
			return jobs
		}
		if jobs := claim(noon.Add(-time.Second)); len(jobs) != 0 {
			t.Fatalf("before its time: %v", jobs)
		}
		first := claim(noon)
		if len(first) != 1 || len(claim(noon.Add(59*time.Second))) != 0 {
			t.Fatal("claimed while another holds it, or not at all")
		}
		if err := b.Extend(t.Context(), first[0], noon.Add(2*time.Minute)); err != nil {
			t.Fatal(err)
		}
		if len(claim(noon.Add(2*time.Minute-time.Second))) != 0 {
			t.Error("a lease that was extended ran out")
		}
		second := claim(noon.Add(2 * time.Minute))
		if len(second) != 1 || second[0].ID != first[0].ID || second[0].Attempts != 2 {
			t.Fatalf("after the lease: %+v", second)
		}
		if err := b.Done(t.Context(), first[0]); !errors.Is(err, ErrStale) {
			t.Errorf("who came too late: %v", err)
		}
		if err := b.Extend(t.Context(), first[0], noon.Add(time.Hour)); !errors.Is(err, ErrStale) {
			t.Errorf("who came too late keeps what another has: %v", err)
		}
		if err := b.Done(t.Context(), second[0]); err != nil {
			t.Error(err)
		}
	})
}

func TestAJobThatFailsTooOftenIsParked(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		if _, err := b.Plan(t.Context(), Job{Kind: "remind", At: noon}); err != nil {
			t.Fatal(err)
		}
		at := noon
		for range maxAttempts {
			jobs, err := b.Claim(t.Context(), "remind", at, time.Minute, 1)
			if err != nil || len(jobs) != 1 {
				t.Fatal(jobs, err)
			}
			if err := b.Failed(t.Context(), jobs[0], at); err != nil {
				t.Fatal(err)
			}
			at = at.Add(7 * time.Hour)
		}
		if jobs, err := b.Claim(t.Context(), "remind", at, time.Minute, 1); err != nil || len(jobs) != 0 {
			t.Fatal(jobs, err)
		}
		parked, err := b.Parked(t.Context())
		if err != nil || len(parked) != 1 || parked[0].Attempts != maxAttempts {
			t.Fatal(parked, err)
		}
		if err := b.Unpark(t.Context(), "another", at); !errors.Is(err, ErrNotFound) {
			t.Errorf("no such job: %v", err)
		}
		if err := b.Unpark(t.Context(), parked[0].ID, at); err != nil {
			t.Fatal(err)
		}
		if jobs, err := b.Claim(t.Context(), "remind", at, time.Minute, 1); err != nil || len(jobs) != 1 {
			t.Error(jobs, err)
		}
	})
}
