package desk

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"paraaf/documents/gate"
	"paraaf/workflow"
)

// node is another program on the same book, whose clock stands still.
func (o *office) node(after time.Duration) *Desk {
	at := o.now.Add(after)
	return New(o.Desk.book, o.Desk.base, func() time.Time { return at })
}

// working has a node make exports until the test ends.
func (o *office) working(d *Desk) {
	ctx, stop := context.WithCancel(o.ctx())
	d.making.attended.Store(true) // as when it has begun
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		d.MakeExports(ctx, func(err error) { o.T.Errorf("make an export: %v", err) })
	}()
	o.T.Cleanup(func() { stop(); <-ended })
}

func TestAnExportIsMadeBesideTheRequest(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview(twoInAfstemming)
	o.confirmed(id)
	ask := o.as("yasmin")
	d := o.node(time.Minute)
	o.working(d)
	first, done, err := d.BeginExport(t.Context(), ask, id, 0, time.Minute)
	if err != nil || !done || first.Dossier != id {
		t.Fatalf("%+v %v %v", first, done, err)
	}
	again, done, err := d.BeginExport(t.Context(), ask, id, 0, 0)
	if err != nil || !done || again != first {
		t.Errorf("the same request again gives %+v %v %v", again, done, err)
	}
	if how, err := d.Exporting(t.Context(), ask.Actor, id); err != nil || how.Busy || how.Refused != "" {
		t.Errorf("afterwards: %+v %v", how, err)
	}
}

// TestTwoWithOneKeyAreEachToldTheirOwn: a key is chosen by who sends it, so that of
// another person is another wish.
func TestTwoWithOneKeyAreEachToldTheirOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	asks := []Ask{o.as("yasmin"), o.as("pieter")}
	asks[1].Key = asks[0].Key
	var ids [2]workflow.DossierID
	for i := range ids {
		ids[i] = o.underReview(twoInAfstemming)
		o.confirmed(ids[i])
	}
	d := o.node(time.Minute)
	d.making.attended.Store(true)
	var all sync.WaitGroup
	for i, ask := range asks {
		all.Go(func() {
			if r, done, err := d.BeginExport(t.Context(), ask, ids[i], 0, time.Minute); err != nil || !done || r.Dossier != ids[i] {
				t.Errorf("who asks for %s is told %+v %v %v", ids[i], r, done, err)
			}
		})
	}
	for waiting := 0; waiting < 2; time.Sleep(time.Millisecond) { // for both, before any is made
		d.making.mu.Lock()
		waiting = len(d.making.waiting)
		d.making.mu.Unlock()
	}
	o.working(d)
	all.Wait()
}

// TestAnExportThatWasKilledIsTakenUp: the program dies with the job in its hands.
func TestAnExportThatWasKilledIsTakenUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview(twoInAfstemming)
	o.confirmed(id)
	dead := o.node(time.Minute)
	dead.making.attended.Store(true)
	ask := o.as("yasmin")
	if _, done, err := dead.BeginExport(t.Context(), ask, id, 0, 0); done || err != nil {
		t.Fatalf("nobody works on it, and it is done: %v %v", done, err)
	}
	if how, err := dead.Exporting(t.Context(), ask.Actor, id); err != nil || !how.Busy {
		t.Errorf("the page says %+v %v", how, err)
	}
	if _, done, err := dead.BeginExport(t.Context(), o.as("yasmin"), id, 0, 0); done || err != nil {
		t.Errorf("pressing a second time: %v %v", done, err)
	}
	jobs, err := o.Desk.book.Claim(t.Context(), jobExport, dead.clock(), exportLease, 5)
	if err != nil || len(jobs) != 1 {
		t.Fatalf("%d jobs, %v: pressing twice plans once", len(jobs), err)
	}
	if jobs, err := o.Desk.book.Claim(t.Context(), jobExport, dead.clock().Add(exportLease/2), exportLease, 5); err != nil || len(jobs) != 0 {
		t.Errorf("taken up while another may be working: %d %v", len(jobs), err)
	}
	heir := o.node(10 * time.Minute)
	o.working(heir)
	for range 600 {
		v, err := heir.View(t.Context(), ask.Actor, id)
		o.must(err)
		if v.State.Export != nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("nobody took it up")
}

// TestWhatStoppedAnExportIsToldLater holds for a leak and for a failure, and only as long
// as the marks are the same.
func TestWhatStoppedAnExportIsToldLater(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview(twoInAfstemming)
	o.confirmed(id)
	ask := o.as("yasmin")
	d := o.node(time.Minute)
	d.making.attended.Store(true)
	if _, _, err := d.BeginExport(t.Context(), ask, id, 0, 0); err != nil {
		t.Fatal(err)
	}
	jobs, err := o.Desk.book.Claim(t.Context(), jobExport, d.clock(), exportLease, 1)
	if err != nil || len(jobs) != 1 {
		t.Fatal(jobs, err)
	}
	v, err := d.View(t.Context(), ask.Actor, id)
	o.must(err)
	wish := exportWish{Actor: ask.Actor, Key: ask.Key, Seen: v.State.MarksDigest()}
	leak := gate.Leak{File: "beslisnota.pdf", Where: gate.InText, What: "geheim 1"}
	o.must(d.tellOutcome(t.Context(), jobs[0], wish, &Leaking{Leaks: []gate.Leak{leak}}))
	how, err := d.Exporting(t.Context(), ask.Actor, id)
	if err != nil || how.Busy || how.Leaking == nil || !slices.Equal(how.Leaking.Leaks, []gate.Leak{leak}) {
		t.Errorf("a leak: %+v %v", how, err)
	}
	if err := d.tellOutcome(t.Context(), jobs[0], wish, context.DeadlineExceeded); err == nil {
		t.Error("a failure is not told to the engineers")
	}
	if how, err = d.Exporting(t.Context(), ask.Actor, id); err != nil || how.Busy || how.Refused == "" {
		t.Errorf("a failure: %+v %v", how, err)
	}
	wish.Seen[0]++
	o.must(d.tellOutcome(t.Context(), jobs[0], wish, &workflow.Refusal{Rule: "R14", Text: "Nee."}))
	if how, err = d.Exporting(t.Context(), ask.Actor, id); err != nil || how.Refused != "" {
		t.Errorf("of marks that are gone: %+v %v", how, err)
	}
}

// TestAnExportIsRefusedToWhoLostTheRoleMeanwhile: the job stands in the book with the
// actor as he was when he asked; what counts is who he is when it is made.
func TestAnExportIsRefusedToWhoLostTheRoleMeanwhile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview(twoInAfstemming)
	o.confirmed(id)
	d := o.node(time.Minute)
	d.making.attended.Store(true)
	if _, done, err := d.BeginExport(t.Context(), o.as("yasmin"), id, 0, 0); done || err != nil {
		t.Fatalf("%v %v", done, err)
	}
	o.must(o.Desk.book.SetSeats(t.Context(), "yasmin", []workflow.Seat{people["vreemde"]}))
	heir := o.node(10 * time.Minute)
	o.working(heir)
	for range 600 {
		how, err := d.Exporting(t.Context(), o.as("pieter").Actor, id)
		o.must(err)
		if !how.Busy {
			if !strings.Contains(how.Refused, "mag dat bij dit dossier niet meer") {
				t.Errorf("the page says %+v", how)
			}
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if v := o.see("pieter", id); v.State.Export != nil {
		t.Error("it was made all the same")
	}
	// Who may begins anew.
	if r, done, err := heir.BeginExport(t.Context(), o.as("pieter"), id, 0, time.Minute); err != nil || !done || r.Dossier != id {
		t.Errorf("%+v %v %v", r, done, err)
	}
}
