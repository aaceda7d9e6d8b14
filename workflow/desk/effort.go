package desk

import (
	"slices"

	"paraaf/documents"
	"paraaf/workflow"
)

// Effort follows risk: of each kind of finding it is dated data how much of a
// human it asks (workflow.EffortRules).

// effortFor gives the route of one finding. What a human marked is decided.
func (d *Desk) effortFor(j judged) workflow.Effort {
	if j.Manual {
		return workflow.EffortFull
	}
	return d.now.Load().effort.For(j.Finding, d.today())
}

// effortOf gives the route of a group: the most that one of its findings asks.
func (d *Desk) effortOf(js []judged, g Group) workflow.Effort {
	most := workflow.EffortAutomatic
	for _, j := range js {
		if !slices.Contains(g.IDs, j.ID) {
			continue
		}
		if e := d.effortFor(j); slices.Index(workflow.Efforts(), e) < slices.Index(workflow.Efforts(), most) {
			most = e
		}
	}
	return most
}

// automatic answers what nobody answered and what goes by itself. Of a group it
// does so only when all of it does: one person is one decision.
func (d *Desk) automatic(js []judged) {
	asks := map[string]bool{}
	keys := joined(js)
	for i, j := range js {
		if d.effortFor(j) != workflow.EffortAutomatic {
			asks[keys[i]] = true
		}
	}
	for i := range js {
		if j := &js[i]; j.Decision == Undecided && !asks[keys[i]] && j.Finding.Outcome == documents.Propose {
			j.Decision, j.Auto = Redact, true
		}
	}
}

// askedEach refuses answers that spare the effort which a kind asks: of many
// groups at once what is judged one by one, and without a motivering what asks
// one whichever way it goes.
func (d *Desk) askedEach(js []judged, changes []Judgement) error {
	groups := map[string]bool{}
	one, confirmed := false, false
	for i, key := range joined(js) {
		k := slices.IndexFunc(changes, func(c Judgement) bool { return c.ID == js[i].ID })
		if k < 0 {
			continue
		}
		groups[key] = true
		kind := js[i] // not what the detector leaves to a human: a human does answer
		kind.Finding.Outcome = documents.Propose
		switch d.effortFor(kind) {
		case workflow.EffortConfirmed:
			one = true
			confirmed = confirmed || changes[k].Motivering == ""
		case workflow.EffortFull:
			one = one || !js[i].Manual
		}
	}
	switch {
	case one && len(groups) > 1:
		return &workflow.Refusal{Rule: "R12", Text: "Hier is iets bij dat u één voor één beoordeelt. Beslis erover bij de vondst zelf."}
	case confirmed:
		return &workflow.Refusal{Rule: "R12", Text: "Deze soort vraagt een bevestigde keuze: schrijf bij Motivering waarom u lakt of laat staan."}
	}
	return nil
}
