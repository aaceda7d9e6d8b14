package documents

import (
	"strings"
	"testing"
)

func TestWeightsAreCheckedBeforeTheyHold(t *testing.T) {
	t.Parallel()
	w, err := LoadWeights([]byte(`{"ministerie":"VWS","opmerkingen":{"L16":"uit","L03":"Waarschuwen","L04":"blokkeren"}}`))
	if err != nil || w.House != "vws" || w.Severities["L16"] != SeverityOff || w.Severities["L03"] != SeverityWarn || w.Severities["L04"] != SeverityBlock {
		t.Fatalf("%+v %v", w, err)
	}
	for _, x := range []struct{ src, want string }{
		{`{"ministerie":"vws","opmerkingen":{}}`, "noemt geen opmerking"},
		{`{"ministerie":"xyz","opmerkingen":{"L16":"uit"}}`, `ministerie "xyz" is niet bekend`},
		{`{"opmerkingen":{"L16":"uit"}}`, `ministerie "" is niet bekend`},
		{`{"ministerie":"vws","opmerkingen":{"L99":"uit"}}`, "L99 bestaat niet"},
		{`{"ministerie":"vws","opmerkingen":{"L16":"stil"}}`, "kies blokkeren, waarschuwen, aanwijzing of uit"},
		{`{"ministerie":"vws","opmerkingen":{"L25":"uit"}}`, "L25 (Mede namens zonder medeakkoord) moet altijd worden opgelost"},
		{`{"ministerie":"vws","opmerkingen":{"L16":"uit"},"x":1}`, "niet te lezen"},
		{`{"ministerie":"vws","opmerkingen":{"L16":"uit"}} {}`, "staat nog iets"},
		{`[]`, "niet te lezen"},
	} {
		if _, err := LoadWeights([]byte(x.src)); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, want %s", x.src, err, x.want)
		}
	}
}
