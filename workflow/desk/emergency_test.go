package desk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// emergencyOffice has two administrators, a second account of the first as a
// person of its own, and a submitted dossier.
func emergencyOffice(t *testing.T) (*office, workflow.DossierID) {
	o := newOffice(t)
	for _, who := range []string{"tina", "tom2"} {
		o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: workflow.PersonID(who), Name: "Naam van " + who}))
	}
	for _, who := range []string{"tom", "tina", "tom2"} {
		o.must(o.book.SetSeats(o.ctx(), workflow.PersonID(who), []workflow.Seat{{Role: workflow.RoleBeheerder}}))
	}
	id := o.submitted()
	return o, id
}

func (o *office) absent(err error, what string) {
	o.Helper()
	if !errors.Is(err, ErrNotFound) {
		o.Errorf("%s: %v", what, err)
	}
}

func (o *office) readsNow(who string, id workflow.DossierID) error {
	_, _, err := o.ReadEmergency(o.ctx(), o.as(who), id, PaperNota)
	return err
}

func TestTwoPersonsOpenADossierInAnEmergencyAndTheOwnerHears(t *testing.T) {
	t.Parallel()
	o, id := emergencyOffice(t)
	o.absent(o.readsNow("tom", id), "an administrator reads without more")
	o.must(o.AskEmergency(o.ctx(), o.as("tom"), id, "onbereikbaar"))
	told := func(who string) int {
		n := 0
		all, err := o.Notifications(o.ctx(), o.as(who).Actor)
		o.must(err)
		for _, x := range all {
			if x.Kind == noticeEmergency && x.Dossier == id {
				n++
			}
		}
		return n
	}
	if told("noor") != 1 || told("hester") != 1 {
		t.Errorf("asked: the opsteller heard %d times, the directie %d", told("noor"), told("hester"))
	}
	o.absent(o.readsNow("tom", id), "one person reads")
	o.refused(o.OpenEmergency(o.ctx(), o.as("tom"), id), "zelf")
	second := o.as("tina")
	for range 2 { // a repeated request is answered alike
		o.must(o.OpenEmergency(o.ctx(), second, id))
	}
	if told("noor") != 2 || told("hester") != 2 {
		t.Errorf("opened: the opsteller heard %d times, the directie %d", told("noor"), told("hester"))
	}
	for _, who := range []string{"tom", "tina"} {
		data, _, err := o.ReadEmergency(o.ctx(), o.as(who), id, PaperNota)
		o.must(err)
		if text := printed(t, data); !strings.Contains(text, "Chipsoft") {
			t.Errorf("%s reads %.80q", who, text)
		}
		// Reading is all there is: no other door opened.
		o.absent(func() error { _, err := o.View(o.ctx(), o.as(who).Actor, id); return err }(), "the dossier itself")
		o.absent(o.Sees(o.ctx(), o.as(who).Actor, id), "any change")
		if rows, err := o.finds(who, ""); err == nil && len(rows) > 0 {
			t.Errorf("%s has it in a list", who)
		}
		_, _, err = o.ReadEmergency(o.ctx(), o.as(who), id, "bijlage-1")
		o.absent(err, "a paper that is not there")
	}
	for _, who := range []string{"tom2", "vreemde", "gert", "noor"} {
		o.absent(o.readsNow(who, id), who+" is none of the two")
	}
	lines := 0
	o.must(o.book.ReadLog(o.ctx(), time.Time{}.AddDate(2000, 0, 0), o.now.Add(time.Hour), id, "", func(r journal.Reading) error {
		if r.Action == string(actionEmergency) && r.Result == "ok" {
			lines++
		}
		return nil
	}))
	if lines != 2 {
		t.Errorf("%d lines in the read log", lines)
	}
	kinds := map[string]bool{}
	all, err := o.Measures(o.ctx(), o.as("tom").Actor, 0)
	o.must(err)
	for _, m := range all {
		kinds[string(m.Kind)] = true
	}
	if !kinds["EmergencyAsked"] || !kinds["EmergencyOpened"] {
		t.Errorf("the ledger holds %v", kinds)
	}
}

func TestAnEmergencyEndsByTimeAndByHand(t *testing.T) {
	t.Parallel()
	o, id := emergencyOffice(t)
	o.refused(o.AskEmergency(o.ctx(), o.as("tom"), id, "nieuwsgierig"), "waarom")
	o.refused(o.AskEmergency(o.ctx(), o.as("tom"), "bestaat-niet", "bevel"), "kent dit nummer niet")
	for _, who := range []string{"noor", "vreemde", "gert"} {
		o.absent(o.AskEmergency(o.ctx(), o.as(who), id, "bevel"), who+" asks")
	}
	// A request that nobody answers lapses.
	o.must(o.AskEmergency(o.ctx(), o.as("tom"), id, "bevel"))
	o.refused(o.AskEmergency(o.ctx(), o.as("tina"), id, "bevel"), "al noodtoegang")
	o.now = o.now.Add(EmergencyWaits)
	o.absent(o.OpenEmergency(o.ctx(), o.as("tina"), id), "a request that lapsed")
	o.absent(o.readsNow("tina", id), "after it lapsed")

	// What is open closes by itself.
	o.must(o.AskEmergency(o.ctx(), o.as("tom"), id, "bevel"))
	o.must(o.OpenEmergency(o.ctx(), o.as("tina"), id))
	o.must(o.readsNow("tom", id))
	o.now = o.now.Add(EmergencyLasts)
	o.absent(o.readsNow("tom", id), "after the time")
	if all, err := o.Emergencies(o.ctx(), o.as("tom").Actor); err != nil || len(all) != 0 {
		t.Errorf("it still stands there: %v %v", all, err)
	}

	// And by hand, on every node.
	asked := o.as("tom")
	for range 2 {
		o.must(o.AskEmergency(o.ctx(), asked, id, "onderzoek"))
	}
	o.refused(o.AskEmergency(o.ctx(), o.as("tom"), id, "onderzoek"), "al noodtoegang")
	o.must(o.OpenEmergency(o.ctx(), o.as("tina"), id))
	other := New(o.book, o.base, o.clock)
	o.must(other.Refresh(o.ctx()))
	_, _, err := other.ReadEmergency(o.ctx(), o.as("tom"), id, PaperNota)
	o.must(err)
	o.must(o.EndEmergency(o.ctx(), o.as("tom2"), id))
	o.absent(o.readsNow("tom", id), "after it was ended")
	o.must(other.Refresh(o.ctx()))
	_, _, err = other.ReadEmergency(o.ctx(), o.as("tom"), id, PaperNota)
	o.absent(err, "on another node")
}

// Two accounts of one human being are one person: before, and when it is found
// out while the dossier is open. Who lost the seat lost this too.
func TestOnePersonWithTwoAccountsOpensNothing(t *testing.T) {
	t.Parallel()
	o, id := emergencyOffice(t)
	o.must(o.AskEmergency(o.ctx(), o.as("tom"), id, "bevel"))
	o.must(o.OpenEmergency(o.ctx(), o.as("tom2"), id)) // nobody knows yet
	o.must(o.readsNow("tom", id))
	o.must(o.JoinPersons(o.ctx(), o.as("tina"), "tom", "tom2"))
	o.absent(o.readsNow("tom", id), "one human being after all")
	ended := o.as("tina")
	for range 2 {
		o.must(o.EndEmergency(o.ctx(), ended, id))
	}

	o.must(o.AskEmergency(o.ctx(), o.as("tom"), id, "bevel"))
	second := o.as("tina")
	second.Actor.Person = "tom2" // a session of before
	o.refused(o.OpenEmergency(o.ctx(), second, id), "zelf")
	o.must(o.OpenEmergency(o.ctx(), o.as("tina"), id))
	o.must(o.readsNow("tina", id))
	o.must(o.book.SetSeats(o.ctx(), "tina", nil))
	o.absent(o.readsNow("tina", id), "no administrator any more")
}
