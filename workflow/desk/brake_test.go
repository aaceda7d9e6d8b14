package desk

import (
	"errors"
	"strings"
	"testing"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

func TestWhoReadsTooMuchTooFastIsBrakedAndReported(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.must(o.book.SetSeats(o.ctx(), "tom", []workflow.Seat{keeper}))
	var ids []workflow.DossierID
	papers := 0
	for range 4 {
		id := o.opened()
		ids = append(ids, id)
		papers = len(o.see("noor", id).Papers)
	}
	o.SetBrake(Brake{Papers: 3 * papers, Within: 10 * time.Minute})
	noor := o.as("noor")
	read := func(id workflow.DossierID) error {
		_, err := o.Read(o.ctx(), noor, id)
		return err
	}
	for range 20 { // an ordinary reader looks at the same papers again and again
		o.must(read(ids[0]))
		o.must(read(ids[1]))
	}
	o.must(read(ids[2]))
	var braked *Braked
	for range 5 {
		if err := read(ids[3]); !errors.As(err, &braked) || braked.Wait <= 0 || !strings.Contains(braked.Text, "10 minuten") {
			t.Fatalf("the fourth dossier: %v", err)
		}
	}
	if _, _, err := o.Source(o.ctx(), noor, ids[0], papersOf(o.see("noor", ids[0]))[0]); !errors.As(err, &braked) {
		t.Errorf("a download goes by the brake: %v", err)
	}
	if _, err := o.Read(o.ctx(), o.as("hester"), ids[3]); errors.As(err, &braked) {
		t.Error("another reader is braked too")
	}

	told, err := o.Notifications(o.ctx(), o.as("tom").Actor)
	o.must(err)
	if len(told) != 1 || told[0].Kind != noticeBulk || told[0].Person != "noor" || told[0].Name != "Naam van noor" {
		t.Errorf("who manages the installation hears %+v", told)
	}
	refused := 0
	o.must(o.book.ReadLog(o.ctx(), o.now.Add(-time.Hour), o.now.Add(time.Hour), "", "noor", func(r journal.Reading) error {
		if r.Result == "refused" {
			refused++
		}
		return nil
	}))
	if refused != 6 {
		t.Errorf("%d refusals stand in the read log", refused)
	}
	o.now = o.now.Add(11 * time.Minute)
	noor = o.as("noor")
	o.must(read(ids[3]))
}

func papersOf(v View) []workflow.PaperID {
	var ids []workflow.PaperID
	for _, p := range v.Papers {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestARefusalStandsInTheReadLogAndHoldsNoText(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	ask := o.as("joost")
	for _, asked := range []workflow.DossierID{id, "bestaat-niet", "Kamerbrief over wachttijden", workflow.DossierID(strings.Repeat("a", 65)), ""} {
		o.must(o.Refused(o.ctx(), ask, asked))
	}
	var got []workflow.DossierID
	o.must(o.book.ReadLog(o.ctx(), o.now.Add(-time.Hour), o.now.Add(time.Hour), "", "joost", func(r journal.Reading) error {
		if r.Result != "refused" {
			t.Errorf("logged as %q", r.Result)
		}
		got = append(got, r.Dossier)
		return nil
	}))
	if len(got) != 2 || got[0] != id || got[1] != "bestaat-niet" {
		t.Errorf("logged: %q", got)
	}
}
