package journal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"

	"pgregory.net/rapid"
)

// node draws one of two.
func node(r *rapid.T, one, other *Book) *Book {
	if rapid.Bool().Draw(r, "other") {
		return other
	}
	return one
}

// TestARandomWalkAgreesWithAModel appends, saves and asks at random and compares
// every answer with a model that is a few maps. Node one or node two is asked.
func TestARandomWalkAgreesWithAModel(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		one, other := two(t, dsn)
		walk := 0
		rapid.Check(t, func(r *rapid.T) {
			walk++
			ctx := context.Background()
			type saved struct {
				version int
				text    string
			}
			rounds := map[workflow.DossierID][]int{} // of each entry
			drafts := map[draftKey]saved{}
			keys := map[string]byte{}
			lies := map[workflow.DossierID]bool{} // with the seat of this walk
			seat := workflow.Seat{Role: workflow.RoleDirectie, Organisation: workflow.OrganisationID(fmt.Sprint("walk", walk))}
			dossier := rapid.Map(rapid.IntRange(1, 3), func(n int) workflow.DossierID {
				return workflow.DossierID(fmt.Sprintf("walk-%d-%d", walk, n))
			})
			book := func() *Book { return node(r, one, other) }
			paper := rapid.SampledFrom([]workflow.PaperID{"nota", "brief"})
			r.Repeat(map[string]func(*rapid.T){
				"append": func(r *rapid.T) {
					id := dossier.Draw(r, "dossier")
					after := rapid.IntRange(0, 5).Draw(r, "after")
					if rapid.Bool().Draw(r, "well") {
						after = len(rounds[id])
					}
					n := rapid.IntRange(1, 3).Draw(r, "entries")
					batch := Batch{Salt: make([]byte, 16), Summary: summaryOf("p-anna")}
					for i := range n {
						batch.Entries = append(batch.Entries, Entry{At: noon, By: "p-anna", Event: workflow.Submitted{Stamp: stamp("p-anna"), Round: after + i}})
					}
					batch.Summary.Involved = Involved{Seats: []workflow.Seat{seat}}
					waits := rapid.Bool().Draw(r, "waits")
					if waits {
						batch.Summary.Awaiting = []Waiting{{Station: "s", Role: seat.Role, Organisation: seat.Organisation, Since: noon}}
					}
					request := byte(rapid.IntRange(0, 2).Draw(r, "request"))
					if k := rapid.IntRange(0, 4).Draw(r, "key"); k > 0 {
						batch.Key = Key{Person: "p-anna", Key: fmt.Sprintf("walk-%d-%d", walk, k), Request: documents.DigestOf(nil, []byte{request}), Answer: []byte{request}}
					}
					empties := rapid.Bool().Draw(r, "empties")
					version := 0
					if empties {
						version = rapid.IntRange(0, 2).Draw(r, "version")
						batch.Emptied = map[workflow.PaperID]int{"nota": version}
					}
					var want error
					used, known := keys[batch.Key.Key]
					switch {
					case known && used == request:
						want = ErrRepeated
					case known:
						want = ErrKeyReused
					case len(rounds[id]) == 0 && after > 0:
						want = ErrNotFound
					case len(rounds[id]) != after, empties && drafts[draftKey{id, "nota"}].version != version:
						want = ErrStale
					}
					if err := book().Append(ctx, id, after, batch); !errors.Is(err, want) || (want == nil && err != nil) {
						r.Fatalf("append %s after %d: %v, want %v", id, after, err, want)
					}
					if want != nil {
						return
					}
					for i := range n {
						rounds[id] = append(rounds[id], after+i)
					}
					lies[id] = waits
					if batch.Key.Key != "" {
						keys[batch.Key.Key] = request
					}
					if empties {
						delete(drafts, draftKey{id, "nota"})
					}
				},
				"save": func(r *rapid.T) {
					k := draftKey{dossier.Draw(r, "dossier"), paper.Draw(r, "paper")}
					version, text := rapid.IntRange(0, 3).Draw(r, "version"), rapid.String().Draw(r, "text")
					v, err := book().SaveDraft(ctx, k.dossier, k.paper, version, Draft{By: "p-anna", At: noon, Bytes: []byte(text)})
					if drafts[k].version != version {
						if !errors.Is(err, ErrStale) {
							r.Fatalf("saved over %d where %d stands: %v", version, drafts[k].version, err)
						}
						return
					}
					if err != nil || v != version+1 {
						r.Fatalf("save: %d %v", v, err)
					}
					drafts[k] = saved{v, text}
				},
				"": func(r *rapid.T) {
					b := book()
					var waiting []workflow.DossierID
					for n := range 3 {
						id := workflow.DossierID(fmt.Sprintf("walk-%d-%d", walk, n+1))
						h, err := b.Load(ctx, id)
						if len(rounds[id]) == 0 {
							if !errors.Is(err, ErrNotFound) {
								r.Fatalf("load %s: %v", id, err)
							}
							continue
						}
						var got []int
						for _, e := range h.Entries {
							got = append(got, e.Event.(workflow.Submitted).Round)
						}
						if err != nil || !slices.Equal(got, rounds[id]) {
							r.Fatalf("load %s: %v %v, want %v", id, got, err, rounds[id])
						}
						if lies[id] {
							waiting = append(waiting, id)
						}
					}
					for _, place := range []workflow.PaperID{"nota", "brief"} {
						id := workflow.DossierID(fmt.Sprintf("walk-%d-1", walk))
						want := drafts[draftKey{id, place}]
						d, err := b.Draft(ctx, id, place)
						if (want.version == 0) != errors.Is(err, ErrNotFound) || d.Version != want.version || string(d.Bytes) != want.text {
							r.Fatalf("draft: %+v %v, want %+v", d, err, want)
						}
					}
					l, err := b.Worklist(ctx, []workflow.Seat{seat}, Page{})
					var got []workflow.DossierID
					for _, row := range l.Rows {
						got = append(got, row.ID)
					}
					slices.Sort(got)
					if err != nil || !slices.Equal(got, waiting) {
						r.Fatalf("worklist: %v %v, want %v", got, err, waiting)
					}
				},
			})
		})
		if rep := verified(t, one); !rep.OK() {
			t.Errorf("verify: %v", rep.Faults)
		}
	})
}

// TestNoJobIsLostOrHeldTwice lets two workers claim, finish, fail and die while
// the clock jumps, and compares with a model.
func TestNoJobIsLostOrHeldTwice(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		one, other := two(t, dsn)
		walk := 0
		rapid.Check(t, func(r *rapid.T) {
			walk++
			ctx := context.Background()
			kind := fmt.Sprintf("walk%d/", walk)
			now := noon
			type model struct {
				until    time.Time // of the lease, or not before
				attempts int
				lease    string
				ended    bool
			}
			jobs := map[string]*model{}
			var held []Job
			r.Repeat(map[string]func(*rapid.T){
				"plan": func(r *rapid.T) {
					slot := fmt.Sprintf("%s%d", kind, rapid.IntRange(0, 3).Draw(r, "slot"))
					planned, err := node(r, one, other).Plan(ctx, Job{Slot: slot, Kind: kind, At: now})
					if _, known := jobs[slot]; err != nil || planned == known {
						r.Fatalf("plan %s: %v %v", slot, planned, err)
					}
					if planned {
						jobs[slot] = &model{until: now}
					}
				},
				"clock": func(r *rapid.T) {
					now = now.Add(time.Duration(rapid.IntRange(-30, 600).Draw(r, "seconds")) * time.Second)
				},
				"claim": func(r *rapid.T) {
					got, err := node(r, one, other).Claim(ctx, kind, now, time.Minute, 2)
					if err != nil {
						r.Fatal(err)
					}
					free := 0
					for _, m := range jobs {
						if !m.ended && !m.until.After(now) {
							free++
						}
					}
					if len(got) != min(free, 2) {
						r.Fatalf("claimed %d of %d", len(got), free)
					}
					for _, j := range got {
						m := jobs[j.Slot]
						if m.ended || m.until.After(now) {
							r.Fatalf("claimed %s, which is done or held", j.Slot)
						}
						m.until, m.lease = now.Add(time.Minute), j.lease
						if m.attempts++; j.Attempts != m.attempts {
							r.Fatalf("attempt %d, want %d", j.Attempts, m.attempts)
						}
						held = append(held, j)
					}
				},
				"end": func(r *rapid.T) {
					if len(held) == 0 {
						return
					}
					i := rapid.IntRange(0, len(held)-1).Draw(r, "which")
					j := held[i]
					held = slices.Delete(held, i, i+1)
					m := jobs[j.Slot]
					mine := m.lease == j.lease && !m.ended
					var err error
					fails := rapid.Bool().Draw(r, "fails")
					if fails {
						err = other.Failed(ctx, j, now)
					} else {
						err = one.Done(ctx, j)
					}
					if mine != (err == nil) || (!mine && !errors.Is(err, ErrStale)) {
						r.Fatalf("ending %s: %v, mine is %v", j.Slot, err, mine)
					}
					if mine {
						m.lease = ""
						m.ended = !fails || j.Attempts >= maxAttempts
						m.until = now.Add(min(time.Minute<<(j.Attempts-1), 6*time.Hour))
					}
				},
				"die": func(r *rapid.T) { held = nil },
			})
		})
	})
}
