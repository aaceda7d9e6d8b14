package desk

import (
	"context"
	"errors"

	"paraaf/workflow"
)

// RubriceringOf gives the rubricering of a dossier, and whether the actor may
// know that there is one. What cannot be read counts as departementaal
// vertrouwelijk, to those who ask for what is there.
func (d *Desk) RubriceringOf(ctx context.Context, by workflow.Actor, id workflow.DossierID) (workflow.Rubricering, bool) {
	s, err := d.stateOf(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return workflow.GeenRubricering, false
	} else if err != nil {
		return workflow.DepartementaalVertrouwelijk, true
	}
	if !d.sees(s, by) {
		return workflow.GeenRubricering, false
	}
	return s.Rubricering, true
}
