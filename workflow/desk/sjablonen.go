package desk

import (
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
)

// Sjablonen gives the forms in which a nota may be begun: those that a house
// loaded, and those that come with the program and were not replaced.
func (d *Desk) Sjablonen() []*documents.Sjabloon {
	var out []*documents.Sjabloon
	for _, s := range append(slices.Clone(d.now.Load().sjablonen), documents.Sjablonen()...) {
		same := func(x *documents.Sjabloon) bool { return x.ID == s.ID }
		if s.Soort == documents.SoortNota && !slices.ContainsFunc(out, same) {
			out = append(out, s)
		}
	}
	return out
}

// HomeSjabloon gives the form of the ministry that the actor writes for, or nil
// when no form names it.
func (d *Desk) HomeSjabloon(by workflow.Actor) *documents.Sjabloon {
	house := string(home(by).Ministry())
	for _, s := range d.Sjablonen() {
		for _, name := range strings.Split(s.House, "/") {
			if house != "" && strings.EqualFold(name, house) {
				return s
			}
		}
	}
	return nil
}
