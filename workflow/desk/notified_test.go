package desk

import (
	"testing"
	"time"

	"paraaf/workflow"
)

func TestWhoIsToldFindsItInHisOwnListUntilHeSawIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	before, err := o.Mark(o.ctx(), o.as("hester").Actor, "")
	o.must(err)
	o.do("noor", id, "", submit)
	list, err := o.Notifications(o.ctx(), o.as("hester").Actor)
	o.must(err)
	if len(list) != 1 || list[0].Kind != NoticeTurn || !list[0].New || list[0].Dossier != id || list[0].Onderwerp == "" {
		t.Fatalf("the directie was told %+v", list)
	}
	if after, err := o.Mark(o.ctx(), o.as("hester").Actor, ""); err != nil || after == before {
		t.Errorf("the mark stays %q, %v", after, err)
	}
	other, err := o.Notifications(o.ctx(), o.as("marijke").Actor)
	o.must(err)
	if len(other) != 1 || other[0].Onderwerp == list[0].Onderwerp {
		t.Errorf("another ministry is told %+v; it may see the letter's betreft, not the onderwerp of the nota", other)
	}
	o.must(o.SeenNotifications(o.ctx(), "hester", o.now.Add(time.Hour)))
	if n, err := o.NewNotifications(o.ctx(), "hester"); err != nil || n != 0 {
		t.Errorf("%d are new after reading, %v", n, err)
	}
	o.now = o.now.Add(time.Minute)
	o.do("hester", id, "", paraaf)
	if n, err := o.NewNotifications(o.ctx(), "ruud"); err != nil || n != 1 {
		t.Errorf("the next has %d new, %v", n, err)
	}
	if _, err := o.Mark(o.ctx(), o.as("vreemde").Actor, id); err == nil {
		t.Error("a stranger gets the mark of a dossier")
	}
}

func TestAPersonChoosesThePaceOfHisMail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m, err := o.Mailbox(o.ctx(), "noor")
	if err != nil || m.Pace != PaceDaily || m.Address != "" {
		t.Errorf("who never chose has %+v, %v", m, err)
	}
	for _, p := range Paces() {
		o.must(o.SetPace(o.ctx(), "noor", p))
		if m, err := o.Mailbox(o.ctx(), "noor"); err != nil || m.Pace != p {
			t.Errorf("chosen %s, kept %+v, %v", p, m, err)
		}
	}
	for _, p := range []string{"", "soms", "daily weekly"} {
		if err := o.SetPace(o.ctx(), workflow.PersonID("noor"), p); err == nil {
			t.Errorf("%q is taken for a pace", p)
		}
	}
}
