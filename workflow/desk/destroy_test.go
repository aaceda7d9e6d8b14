package desk

import (
	"errors"
	"slices"
	"testing"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// TestPapersAreDestroyedWhileTheProgramRunsByTwoPeople goes through a destruction
// as two administrators make it, with all that is refused on the way.
func TestPapersAreDestroyedWhileTheProgramRunsByTwoPeople(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: "eva", Name: "Naam van eva"}))
	o.must(o.book.SetSeats(o.ctx(), "eva", []workflow.Seat{keeper}))
	withdrawn := func(View) workflow.Command { return workflow.Withdraw{} }
	id, other, open := o.opened(), o.opened(), o.opened()
	o.do("noor", id, "Niet meer nodig.", withdrawn)
	o.do("noor", other, "Niet meer nodig.", withdrawn)
	ten := Retention{Item: "VWS 12.3", Years: 10}

	if all, err := o.ExpiredFor(o.ctx(), o.as("bas").Actor, ten); err != nil || len(all) != 0 {
		t.Errorf("before the term: %v %v", all, err)
	}
	o.refused(o.ProposeDestruction(o.ctx(), o.as("bas"), id, ten), "bewaartermijn loopt")
	o.now = o.now.AddDate(11, 0, 0)
	all, err := o.ExpiredFor(o.ctx(), o.as("bas").Actor, ten)
	if err != nil || len(all) != 2 {
		t.Fatalf("after the term: %v %v", all, err)
	}
	for _, who := range []string{"noor", "tom"} { // tom manages VWS, not the installation
		_, err := o.ExpiredFor(o.ctx(), o.as(who).Actor, ten)
		_, second := o.Proposals(o.ctx(), o.as(who).Actor)
		if !errors.Is(err, ErrNotFound) || !errors.Is(second, ErrNotFound) {
			t.Errorf("%s sees the list: %v, %v", who, err, second)
		}
		o.refused(o.ProposeDestruction(o.ctx(), o.as(who), id, ten), "beheert")
		if err := o.ConfirmDestruction(o.ctx(), o.as(who), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s confirms: %v", who, err)
		}
	}
	o.refused(o.ProposeDestruction(o.ctx(), o.as("bas"), open, ten), "niet afgesloten")
	o.refused(o.ProposeDestruction(o.ctx(), o.as("bas"), id, Retention{}), "Noem het nummer")
	o.refused(o.ConfirmDestruction(o.ctx(), o.as("bas"), id), "niet meer op de lijst")

	propose := o.as("bas")
	for range 2 { // a repeated request is answered alike
		o.must(o.ProposeDestruction(o.ctx(), propose, id, ten))
	}
	o.must(o.ProposeDestruction(o.ctx(), o.as("bas"), other, ten))
	o.refused(o.ProposeDestruction(o.ctx(), o.as("eva"), id, ten), "al voorgedragen")
	if all, err := o.ExpiredFor(o.ctx(), o.as("bas").Actor, ten); err != nil || len(all) != 0 {
		t.Errorf("what was proposed is still offered: %v %v", all, err)
	}
	waiting, err := o.Proposals(o.ctx(), o.as("bas").Actor)
	if err != nil || len(waiting) != 2 || waiting[0].May || waiting[0].Retention != ten || waiting[0].ByName != "Naam van bas" || waiting[0].Kenmerk == "" {
		t.Fatalf("%+v %v", waiting, err)
	}
	o.refused(o.ConfirmDestruction(o.ctx(), o.as("bas"), id), "zelf voorgedragen")

	// Another may, at once after that refusal; a repeated request is answered alike.
	confirm := o.as("eva")
	for range 2 {
		o.must(o.ConfirmDestruction(o.ctx(), confirm, id))
	}
	confirm.Request[0]++
	if err := o.ConfirmDestruction(o.ctx(), confirm, id); !errors.Is(err, ErrOtherRequest) {
		t.Errorf("the same key with another request: %v", err)
	}
	o.must(o.WithdrawDestruction(o.ctx(), o.as("bas"), other))
	if waiting, err := o.Proposals(o.ctx(), o.as("bas").Actor); err != nil || len(waiting) != 0 {
		t.Errorf("left on the list: %v %v", waiting, err)
	}
	if all, err := o.ExpiredFor(o.ctx(), o.as("eva").Actor, ten); err != nil || len(all) != 1 || all[0].Dossier != other {
		t.Errorf("what is offered now: %v %v", all, err)
	}
	if got := o.kinds(); !slices.Equal(got, []journal.MeasureKind{journal.DestructionProposed, journal.DestructionProposed, journal.PapersDestroyed, journal.DestructionWithdrawn}) {
		t.Errorf("the ledger says %v", got)
	}
	o.must(o.book.PurgePlanned(o.ctx(), o.now.AddDate(0, 0, 1)))
	if r, err := o.book.Verify(o.ctx()); err != nil || !r.OK() || r.Destroyed == 0 {
		t.Errorf("verify: %+v %v", r, err)
	}
}

// TestWhoWasJoinedIsNoSecondPerson: two accounts of one person are one pair of eyes.
func TestWhoWasJoinedIsNoSecondPerson(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: "eva", Name: "Naam van eva"}))
	o.must(o.book.SetSeats(o.ctx(), "eva", []workflow.Seat{keeper}))
	o.must(o.book.PutAccount(o.ctx(), journal.Account{Login: "eva", Person: "eva"}))
	id := o.opened()
	o.do("noor", id, "Niet meer nodig.", func(View) workflow.Command { return workflow.Withdraw{} })
	o.now = o.now.AddDate(11, 0, 0)
	o.must(o.ProposeDestruction(o.ctx(), o.as("bas"), id, Retention{Item: "VWS 12.3", Years: 10}))
	o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: "kees", Name: "Naam van kees"}))
	o.must(o.book.SetSeats(o.ctx(), "kees", []workflow.Seat{keeper}))
	o.must(o.JoinPersons(o.ctx(), o.as("kees"), "bas", "eva"))
	o.must(o.Refresh(o.ctx()))
	for _, who := range []string{"bas", "eva"} {
		if a, err := o.Desk.Actor(o.ctx(), workflow.PersonID(who)); err == nil && o.manages(a, workflow.ActionManageInstallation, "") {
			o.refused(o.ConfirmDestruction(o.ctx(), o.as(who), id), "zelf voorgedragen")
		}
	}
	o.must(o.ConfirmDestruction(o.ctx(), o.as("kees"), id))
}
