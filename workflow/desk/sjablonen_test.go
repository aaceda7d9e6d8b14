package desk

import (
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
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
