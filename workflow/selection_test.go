package workflow

import (
	"strings"
	"testing"

	"paraaf/documents"
)

func TestASelectielijstIsWhollyUnderstood(t *testing.T) {
	t.Parallel()
	good := `{"ministerie":"vws","selectielijst":"Selectielijst VWS 2021","regels":[{"soort":"nota","nummer":"1.1","waardering":"B"},{"soort":"bijlage","nummer":"7.2","waardering":"V","jaren":10}]}`
	s, err := ParseSelection([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if r, ok := s.For(documents.SoortBijlage); !ok || r.Years != 10 || r.Item != "7.2" {
		t.Errorf("an annex is kept %+v %v", r, ok)
	}
	if r, ok := s.For(documents.SoortKamerbrief); ok {
		t.Errorf("what the list does not name is kept %+v", r)
	}
	for _, c := range []struct{ from, to, why string }{
		{`"vws"`, `"vws.dicio"`, "a part of a ministry has no list of its own"},
		{`"Selectielijst VWS 2021"`, `" "`, "a list has a name"},
		{`"nota"`, `"bijlage"`, "one kind, one rule"},
		{`"nota"`, `"memo"`, "there is no such kind"},
		{`"1.1"`, `""`, "an item has a number"},
		{`"B"`, `"B","jaren":5`, "for ever has no term"},
		{`,"jaren":10`, ``, "what is destroyed has a term"},
		{`"V"`, `"N"`, "a list values"},
		{`"regels"`, `"regel"`, "unknown field"},
	} {
		if _, err := ParseSelection([]byte(strings.Replace(good, c.from, c.to, 1))); err == nil || !strings.HasPrefix(err.Error(), "selectielijst: ") {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}
