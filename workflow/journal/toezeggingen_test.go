package journal

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

func TestTheRegisterSaysWhatIsPromisedAndWhatKeepsIt(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		ctx := t.Context()
		day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 5, Day: d} }
		seq := map[workflow.DossierID]int{}
		put := func(id workflow.DossierID, who workflow.PersonID, r *Register) {
			t.Helper()
			batch := submitted(summaryOf(who), who, seq[id]+1)
			batch.Summary.Involved = Involved{Persons: []workflow.PersonID{who}}
			batch.Register = r
			if seq[id]++; b.Append(ctx, id, seq[id], batch) != nil {
				t.Fatal("the batch is not taken")
			}
		}
		ask := func(who workflow.PersonID, open bool) []string {
			t.Helper()
			all, err := b.Toezeggingen(ctx, nil, who, open, 10)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, p := range all {
				out = append(out, fmt.Sprintf("%d due %s open %v", p.Ref.Number, p.Due.ISO(), p.Open()))
			}
			return out
		}
		same := func(why string, got []string, want ...string) {
			t.Helper()
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q, not %q", why, got, want)
			}
		}
		made := start(t, b, "p-anna", "brief die belooft")
		keeps := start(t, b, "p-anna", "brief die nakomt")
		same("before anything is promised", ask("p-anna", false))
		promised := Register{Sent: day(1), Promised: []Promise{{Sent: day(1)}, {Sent: day(1), Due: day(30)}, {Sent: day(1), Due: day(20)}}}
		put(made, "p-anna", &promised)
		same("the nearest day first, without a term last", ask("p-anna", true), "3 due 2026-05-20 open true", "2 due 2026-05-30 open true", "1 due  open true")
		same("who may not read the letter sees none", ask("p-bert", false))

		link := Register{Keeps: []workflow.ToezeggingRef{{Dossier: made, Number: 2}}}
		put(keeps, "p-anna", &link)
		same("a letter that is not sent keeps nothing", ask("p-anna", true), "3 due 2026-05-20 open true", "2 due 2026-05-30 open true", "1 due  open true")
		link.Sent = day(9)
		put(keeps, "p-anna", &link)
		promised.Promised[0].Kept = day(8)
		put(made, "p-anna", &promised)
		put(made, "p-anna", nil) // leaves the register as it was
		same("what is kept is left out", ask("p-anna", true), "3 due 2026-05-20 open true")
		same("and said when asked", ask("p-anna", false), "3 due 2026-05-20 open true", "2 due 2026-05-30 open false", "1 due  open false")
		all, err := b.Toezeggingen(ctx, nil, "p-anna", false, 10)
		if err != nil || all[1].Letter != keeps || all[1].On != day(9) || all[2].Kept != day(8) {
			t.Errorf("kept by %+v, %v", all, err)
		}
		if of, err := b.ToezeggingenOf(ctx, made, keeps); err != nil || len(of) != 3 || of[1].Letter != keeps {
			t.Errorf("of two dossiers %+v, %v", of, err)
		}
		link.Keeps = nil
		put(keeps, "p-anna", &link) // the link is taken away
		same("without the link it is open again", ask("p-anna", true), "3 due 2026-05-20 open true", "2 due 2026-05-30 open true")
		if r, err := b.Verify(ctx); err != nil || !r.OK() {
			t.Errorf("verify says %+v, %v", r.Faults, err)
		}
		err = b.RebuildOne(ctx, made, func(_ context.Context, h History) (Folded, error) {
			s := summaryOf("p-anna")
			return Folded{Summary: s, Register: promised}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		same("rebuilt", ask("p-anna", true), "3 due 2026-05-20 open true", "2 due 2026-05-30 open true")
		if err := b.Destroy(ctx, destruction(made)); err != nil {
			t.Fatal(err)
		}
		same("destroyed with the letter", ask("p-anna", false))
	})
}

// What is late and open is given page by page, and one damaged row holds up no others.
func TestWhatIsOverdueIsGivenAPageAtATime(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		ctx := t.Context()
		day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 5, Day: d} }
		put := func(what string, r Register) workflow.DossierID {
			t.Helper()
			id := start(t, b, "p-anna", what)
			batch := submitted(summaryOf("p-anna"), "p-anna", 2)
			batch.Register = &r
			if b.Append(ctx, id, 1, batch) != nil {
				t.Fatal("the batch is not taken")
			}
			return id
		}
		first := put("brief een", Register{Sent: day(1), Promised: []Promise{{Sent: day(1)}, {Sent: day(1), Due: day(10)}, {Sent: day(1), Due: day(11)}, {Sent: day(1), Due: day(9), Kept: day(8)}}})
		second := put("brief twee", Register{Sent: day(1), Promised: []Promise{{Sent: day(1), Due: day(2)}, {Sent: day(1), Due: day(3)}, {Sent: day(1), Due: day(4)}}})
		put("brief drie", Register{Sent: day(5), Keeps: []workflow.ToezeggingRef{{Dossier: second, Number: 2}}})
		all := func(size int) ([]workflow.ToezeggingRef, error) {
			t.Helper()
			var out []workflow.ToezeggingRef
			var damaged error
			for page := (Page{Size: size}); ; {
				late, next, err := b.Overdue(ctx, day(11), page)
				if err != nil {
					damaged = err
				}
				for _, p := range late {
					out = append(out, p.Ref)
				}
				if next == "" {
					return out, damaged
				}
				page.After = next
			}
		}
		want := []workflow.ToezeggingRef{{Dossier: first, Number: 2}, {Dossier: second, Number: 1}, {Dossier: second, Number: 3}}
		slices.SortFunc(want, func(a, b workflow.ToezeggingRef) int {
			if c := cmp.Compare(a.Dossier, b.Dossier); c != 0 {
				return c
			}
			return a.Number - b.Number
		})
		for _, size := range []int{1, 2, 200} {
			if got, err := all(size); err != nil || !slices.Equal(got, want) {
				t.Errorf("%d a page: %v, %v", size, got, err)
			}
		}
		unguarded(t, b, b.write, `UPDATE toezeggingen SET sent = '2026-05-02' WHERE number = 1 AND due <> ''`)
		want = slices.DeleteFunc(want, func(r workflow.ToezeggingRef) bool { return r.Number == 1 })
		for _, size := range []int{1, 200} {
			var d *Damaged
			if got, err := all(size); !errors.As(err, &d) || !slices.Equal(got, want) {
				t.Errorf("with a damaged row, %d a page: %v, %v", size, got, err)
			}
		}
		if _, _, err := b.Overdue(ctx, day(11), Page{After: "geen cursor"}); err == nil {
			t.Error("a page after nothing was given")
		}
	})
}
