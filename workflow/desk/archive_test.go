package desk

import (
	"reflect"
	"testing"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// TestARebuiltListIsTheListThatWas rebuilds what lists show of dossiers in many
// states, from nothing but their events and papers.
func TestARebuiltListIsTheListThatWas(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.opened()
	submitted := o.opened()
	o.mended(submitted)
	o.do("noor", submitted, "", submit)
	back := o.opened()
	o.mended(back)
	o.do("noor", back, "", submit)
	o.do("hester", back, "Noem de contactpersoon.", sendBack)
	was := map[workflow.DossierID]journal.Summary{}
	o.must(o.book.Dossiers(o.ctx(), func(id workflow.DossierID) error {
		s, err := o.book.Summary(o.ctx(), id)
		was[id] = s
		return err
	}))
	found, err := o.finds("noor", "chipsoft")
	o.must(err)
	n, err := o.Rebuild(o.ctx())
	if err != nil || n != 3 || len(found) != 3 {
		t.Fatalf("%d rebuilt, %d found before: %v", n, len(found), err)
	}
	for id, s := range was {
		now, err := o.book.Summary(o.ctx(), id)
		if err != nil {
			t.Fatal(err)
		}
		// Every time the headings were stored they got a salt of their own: which of
		// the copies a list shows does not matter, what it says does.
		for _, d := range []*journal.Summary{&s, &now} {
			for i, h := range []*[32]byte{(*[32]byte)(&d.Onderwerp), (*[32]byte)(&d.Kenmerk)} {
				p, err := o.book.Paper(o.ctx(), *h)
				o.must(err)
				if want := []string{"Kamerbrief Chipsoft Incident", "4377464-1097773-DICIO"}[i]; string(p.Bytes) != want {
					t.Errorf("heading %q", p.Bytes)
				}
				*h = [32]byte{}
			}
		}
		if !reflect.DeepEqual(s, now) {
			t.Errorf("was  %+v\nnow  %+v", s, now)
		}
	}
	again, err := o.finds("noor", "chipsoft")
	o.must(err)
	if !reflect.DeepEqual(found, again) {
		t.Errorf("found %+v\nand  %+v", found, again)
	}
}
