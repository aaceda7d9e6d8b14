package desk

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Who is stood in for must not think that somebody still is at his desk: that a
// waarneming ends early is told to both and to the next of the chain, once,
// however many nodes end it, and again when another one ends.
func TestThatAWaarnemingEndsEarlyIsToldOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 4, Day: d} }
	w := workflow.Waarneming{Seat: people["ruud"], Namens: "ruud", From: day(17), Until: day(30)}
	for range 2 {
		o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "hester", w, "yasmin"))
		o.now = o.now.Add(time.Minute)
		o.heard()
		asks := []Ask{o.as("gert"), o.as("gert"), o.as("gert")}
		ended := make([]error, len(asks))
		var all sync.WaitGroup
		for i, ask := range asks {
			all.Go(func() { ended[i] = o.EndWaarneming(o.ctx(), ask, "hester", w.Seat, "ruud", w.From) })
		}
		all.Wait()
		done := 0
		for _, err := range ended {
			if err == nil {
				done++
			} else if !errors.Is(err, ErrNotFound) {
				t.Errorf("ending what another ended gives %v", err)
			}
		}
		if done != 1 {
			t.Errorf("%d of three ended it", done)
		}
		o.now = o.now.Add(time.Minute)
		got := o.heard()
		if len(got) != 3 || got["ruud"] != "uncovered " || got["hester"] != "stood-down " || got["yasmin"] != "stands-in " {
			t.Errorf("the postman is handed %v", got)
		}
	}
	for key, want := range map[string]string{"ruud": "uncovered Naam van hester", "hester": "stood-down Naam van ruud"} {
		told, err := o.Notifications(o.ctx(), o.as(key).Actor)
		o.must(err)
		if !slices.ContainsFunc(told, func(n Notification) bool { return n.Kind+" "+n.Name == want }) {
			t.Errorf("%s reads %+v", key, told)
		}
	}

	t.Log("The second of the chain ends: nobody comes after, and the first keeps the seat.")
	o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "hester", w, "yasmin"))
	o.now = o.now.Add(time.Minute)
	o.heard()
	ask := o.as("gert")
	for range 2 { // a repeated request is answered alike, and tells nobody more
		o.must(o.EndWaarneming(o.ctx(), ask, "yasmin", w.Seat, "ruud", w.From))
	}
	o.now = o.now.Add(time.Minute)
	if got := o.heard(); len(got) != 2 || got["ruud"] != "uncovered " || got["yasmin"] != "stood-down " {
		t.Errorf("of the second in the chain are told %v", got)
	}
}

// An earlier last day is an end that was not there before: both are told it, of
// each in the chain, once for one request; a later last day is no loss to anybody.
func TestThatAWaarnemingGetsShorterIsTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	put := func(until int) {
		t.Helper()
		ask, day := o.as("gert"), func(d int) documents.Date { return documents.Date{Year: 2026, Month: 4, Day: d} }
		w := workflow.Waarneming{Seat: people["ruud"], Namens: "ruud", From: day(17), Until: day(until)}
		for range 2 { // a repeated request is one
			o.must(o.PutWaarneming(o.ctx(), ask, "hester", w, "yasmin"))
		}
		o.now = o.now.Add(time.Minute)
	}
	put(28)
	o.heard()
	put(30)
	if got := o.heard(); len(got) != 0 {
		t.Errorf("of a later last day are told %v", got)
	}
	put(20)
	if got := o.heard(); len(got) != 3 || got["ruud"] != "shortened shortened " || got["hester"] != "stands-less " || got["yasmin"] != "stands-less " {
		t.Errorf("of an earlier last day are told %v", got)
	}
	told, err := o.Notifications(o.ctx(), o.as("ruud").Actor)
	o.must(err)
	if !slices.ContainsFunc(told, func(n Notification) bool { return n.Kind == NoticeShortened && n.Name == "Naam van hester" }) {
		t.Errorf("ruud reads %+v", told)
	}
}

// Work that lies with somebody who is away while nobody stands in shows in the
// line, and to the secretariaat that can mend it.
func TestWorkThatLiesWithNobodyShows(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 4, Day: d} }
	holder := o.see("noor", id).State.Holder()[0].Seat
	var who workflow.PersonID
	for key, seat := range people {
		if seat == holder {
			who = workflow.PersonID(key)
		}
	}
	put := func(deputy, namens workflow.PersonID, kind workflow.Kind) {
		t.Helper()
		o.must(o.PutWaarneming(o.ctx(), o.as("gert"), deputy, workflow.Waarneming{Seat: people[string(namens)], Namens: namens, From: day(17), Until: day(30), Kind: kind}))
	}
	want := func(why string, alone bool) {
		t.Helper()
		shown := false
		for _, step := range o.see("noor", id).Route {
			for _, s := range step {
				if s.Station.Seat == holder && s.Alone {
					shown = true
				} else if s.Alone {
					t.Errorf("%s: %s is alone too", why, s.Title)
				}
			}
		}
		rows, err := o.Alone(o.ctx(), o.as("gert").Actor)
		o.must(err)
		if listed := len(rows) == 1 && rows[0].ID == id && len(rows[0].With) == 1 && rows[0].With[0].Station.Seat == holder; shown != alone || listed != alone || len(rows) > 1 {
			t.Errorf("%s: in the line %v, listed %v, want %v", why, shown, listed, alone)
		}
		all, err := o.finds("gert", "")
		o.must(err)
		if len(all) != 1 || all[0].With[0].Alone != alone {
			t.Errorf("%s: among all papers %+v", why, all)
		}
		for _, other := range []string{"noor", "vreemde", "tom"} {
			if rows, err := o.Alone(o.ctx(), o.as(other).Actor); err != nil || len(rows) != 0 {
				t.Errorf("%s: %s is given %d rows, %v", why, other, len(rows), err)
			}
		}
	}
	want("nobody is away", false)
	put("pieter", who, workflow.TerInformatie)
	want("away, and stood in for at another kind only", true)
	put("yasmin", who, "")
	want("somebody stands in", false)
	put("pieter", "yasmin", "")
	want("who stands in is away", true)
	o.must(o.book.EndWaarneming(o.ctx(), "pieter", workflow.Waarneming{Seat: people["yasmin"], Namens: "yasmin", From: day(17)}))
	want("who stands in is back", false)
}

// Who is asked by name has the work alone: another with the same seat neither
// stands beside it in a list nor makes up for his absence.
func TestAListNamesWhoIsAskedByName(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	seat := workflow.Seat{Role: workflow.RoleAdviseur, Organisation: "vws.mljs"}
	for _, key := range []workflow.PersonID{"fleur", "floor", "frans"} {
		o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: key, Name: "Naam van " + string(key)}))
		o.must(o.book.SetSeats(o.ctx(), key, []workflow.Seat{seat}))
	}
	o.do("hester", id, "Wat vindt u?", func(View) workflow.Command {
		return workflow.AskAdviceOf{ID: "advies-fleur", Of: seat, Person: "fleur"}
	})
	want := func(why string, alone bool) {
		t.Helper()
		rows, err := o.finds("gert", "")
		o.must(err)
		i := slices.IndexFunc(rows[0].With, func(s Stop) bool { return s.Station.ID == "advies-fleur" })
		if i < 0 || !slices.Equal(rows[0].With[i].People, []string{"Naam van fleur"}) || rows[0].With[i].Alone != alone {
			t.Errorf("%s: %+v", why, rows[0].With)
		}
	}
	want("she is there", false)
	day := documents.DateOf(o.now)
	away := workflow.Waarneming{Seat: seat, Namens: "fleur", From: day, Until: day.AddDays(7), Kind: workflow.TerInformatie}
	o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "frans", away))
	want("she is away, and who has her seat is not asked", true)
}
