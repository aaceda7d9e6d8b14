package desk

import (
	"errors"
	"testing"

	"paraaf/workflow"
)

func TestWhatMustBeMendedIsNotAnsweredAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	var no *workflow.Refusal
	for _, code := range []string{"L04", "L13", "L14", "L23", "L25"} {
		if _, err := o.AnswerRemark(o.ctx(), o.as("noor"), id, 0, code, "Dat komt later."); !errors.As(err, &no) || no.Rule != "R18" {
			t.Errorf("%s is answered away: %v", code, err)
		}
	}
	_, err := o.AnswerRemark(o.ctx(), o.as("noor"), id, 0, "L01", "Met het secretariaat besproken.")
	o.must(err)
}
