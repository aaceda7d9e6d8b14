package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

func TestANotaIsBegunInTheFormOfOnesOwnHouse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	seen := map[string]bool{}
	for _, s := range o.Sjablonen() {
		if s.Soort != documents.SoortNota || seen[s.ID] {
			t.Errorf("%s is no nota, or offered twice", s.ID)
		}
		seen[s.ID] = true
	}
	for _, row := range []struct {
		org  workflow.OrganisationID
		want string
		why  string
	}{
		{"vws.dicio", "vws-nota", "a part of the house"},
		{"kgg", "ez-nota", "one form for three houses"},
		{"waterschap", "", "a house without a form"},
	} {
		got := ""
		if s := o.HomeSjabloon(workflow.Actor{Seats: []workflow.Seat{{Role: workflow.RoleOpsteller, Organisation: row.org}}}); s != nil {
			got = s.ID
		}
		if got != row.want {
			t.Errorf("%s: %q, not %q (%s)", row.org, got, row.want, row.why)
		}
	}
	if s := o.HomeSjabloon(workflow.Actor{}); s != nil {
		t.Errorf("who writes nowhere is offered %s", s.ID)
	}
}

// TestARunningDossierKeepsTheSjabloonItWasBegunWith loads a new version of the
// house's form: dossiers of before keep reading in the old one, new ones read in
// the new, and nothing that was agreed on lapses because headings changed name.
func TestARunningDossierKeepsTheSjabloonItWasBegunWith(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	of := func(id workflow.DossierID) (string, workflow.PaperRef) {
		v := o.see("noor", id)
		s := v.Papers[0].Paper.Sjabloon()
		return fmt.Sprintf("%s %d", s.ID, s.Version), v.State.Papers[0]
	}
	old := o.opened()
	was, ref := of(old)
	if was != "vws-nota 1" {
		t.Fatalf("the seed reads as %s", was)
	}
	shipped, _ := documents.SjabloonByID("vws-nota")
	next := *shipped
	next.Version, next.Why = 2, "Kernpunten heten voortaan Waar het om gaat."
	next.Sections = slices.Clone(shipped.Sections)
	for i := range next.Sections {
		if next.Sections[i].Key == "kernpunten" {
			next.Sections[i].Key, next.Sections[i].Label = "gaat-om", "Kernpunten"
		}
	}
	src, err := json.Marshal(next)
	o.must(err)
	o.now = o.now.Add(time.Hour)
	checked, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingSjabloon, src, 0)
	o.must(err)
	if len(checked.Says) != 1 || !strings.Contains(checked.Says[0], "versie 2") {
		t.Errorf("loaded: %q", checked.Says)
	}
	o.now = o.now.Add(time.Hour)
	r, err := o.Open(o.ctx(), o.as("noor"), Intake{Nota: read(o, "nota.md")})
	o.must(err)
	if got, _ := of(r.Dossier); got != "vws-nota 2" {
		t.Errorf("a new dossier reads as %s", got)
	}
	if _, ok := o.see("noor", r.Dossier).Papers[0].Paper.Section("gaat-om"); !ok {
		t.Error("the new form's section is not there")
	}
	got, same := of(old)
	if got != was || !reflect.DeepEqual(same, ref) {
		t.Errorf("the running dossier reads as %s, and its sections became %v", got, same)
	}
	// Also what is written in it from now on.
	o.section("noor", old, "kernpunten", "- Anders gezegd.\n")
	if got, _ := of(old); got != was {
		t.Errorf("after a save the running dossier reads as %s", got)
	}
	// Withdrawn, the form that comes with the program holds again for new ones.
	all, err := o.SettingVersions(o.ctx(), o.as("bas").Actor, SettingSjabloon, "vws-nota")
	o.must(err)
	o.now = o.now.Add(time.Hour)
	o.must(o.WithdrawSetting(o.ctx(), o.as("bas"), SettingSjabloon, "vws-nota", all[0].N))
	o.now = o.now.Add(time.Hour)
	if got, _ := of(r.Dossier); got != "vws-nota 2" {
		t.Errorf("a dossier of the withdrawn form reads as %s", got)
	}
	r, err = o.Open(o.ctx(), o.as("noor"), Intake{Nota: read(o, "nota.md")})
	o.must(err)
	if got, _ := of(r.Dossier); got != "vws-nota 1" {
		t.Errorf("after the withdrawal a new dossier reads as %s", got)
	}
}

// TestAMinistrySaysHowHeavyARemarkWeighs loads the weights of one ministry; a
// dossier of that house has them, and who manages another house cannot.
func TestAMinistrySaysHowHeavyARemarkWeighs(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	id := o.opened()
	count := func() (hints, warned int) {
		for _, p := range o.see("noor", id).Papers {
			for _, r := range p.Remarks {
				switch {
				case r.Code == "L16":
					hints++
				case r.Code == "L03" && r.Severity == documents.SeverityWarn:
					warned++
				}
			}
		}
		return hints, warned
	}
	if hints, warned := count(); hints == 0 || warned != 0 {
		t.Fatalf("to begin with %d hints and %d warnings", hints, warned)
	}
	checked, err := o.LoadSetting(o.ctx(), o.as("tom"), SettingRemarks, []byte(`{"ministerie":"vws","opmerkingen":{"L16":"uit","L03":"waarschuwen"}}`), 0)
	o.must(err)
	if want := []string{"L03 Deadline zonder reden: waarschuwen", "L16 N.v.t. zonder reden: uit"}; !slices.Equal(checked.Says, want) {
		t.Errorf("it says %q", checked.Says)
	}
	if hints, warned := count(); hints != 0 || warned != 1 {
		t.Errorf("now %d hints and %d warnings", hints, warned)
	}
	var faulty *Faulty
	if _, err := o.LoadSetting(o.ctx(), o.as("tom"), SettingRemarks, []byte(`{"ministerie":"jenv","opmerkingen":{"L16":"uit"}}`), 0); !errors.As(err, &faulty) {
		t.Errorf("of another ministry: %v", err)
	}
	if _, err := o.LoadSetting(o.ctx(), o.as("tom"), SettingRemarks, []byte(`{"ministerie":"vws","opmerkingen":{"L04":"uit"}}`), 0); !errors.As(err, &faulty) || !strings.Contains(faulty.Faults[0], "blijft blokkeren") {
		t.Errorf("what must be mended: %v", err)
	}
	if got := o.kinds(); !slices.Contains(got, journal.SettingLoaded) {
		t.Errorf("the book says %v", got)
	}
}
