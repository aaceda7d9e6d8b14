package desk

import (
	"strings"
	"testing"
	"time"

	"paraaf/documents"
)

func TestTheLineSaysByWhenEachStationActsAndNamesTheFirstThatCannot(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	o.field("noor", id, documents.FieldDeadline, "29 april 2026")
	o.do("noor", id, "", submit)
	v := o.see("noor", id)
	last := len(v.Route) - 1
	if got := v.Route[last][0].Plan; got != (documents.Date{Year: 2026, Month: 4, Day: 29}) {
		t.Errorf("the besluit is planned on %s, want the deadline", got)
	}
	for i := 1; i <= last; i++ {
		if !v.Route[i-1][0].Plan.Before(v.Route[i][0].Plan) {
			t.Errorf("step %d is planned on %s, not before %s", i, v.Route[i-1][0].Plan, v.Route[i][0].Plan)
		}
	}
	if len(v.Planning) != 0 {
		t.Errorf("with days to spare the plan says %q", v.Planning)
	}
	o.now = o.now.Add(10 * 24 * time.Hour)
	v = o.see("noor", id)
	if len(v.Planning) == 0 || !strings.Contains(strings.Join(v.Planning, " "), "directie") {
		t.Errorf("after ten days at the directie the plan says %q", v.Planning)
	}
	if other := o.see("marijke", id); len(other.Planning) != 0 || !other.Beside[0].Plan.IsZero() {
		t.Error("another ministry is told of the plan of the line")
	}
}
