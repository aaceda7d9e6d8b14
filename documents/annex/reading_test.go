package annex

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"paraaf/documents"
)

// TestATabIsKeptWhereEarlierReleasesFindASpace: what is kept reads as it was for them, and
// back it is the same, with every box in its place.
func TestATabIsKeptWhereEarlierReleasesFindASpace(t *testing.T) {
	t.Parallel()
	r := Reading{Width: 595, Height: 842, Source: FromFile, Text: "Jo\tBas\n\tx y\n", Places: make([]int32, 7*4), Pictures: true, Unseen: true}
	for i := range 7 {
		copy(r.Places[4*i:], []int32{int32(100 * i), 7000, int32(100*i + 90), 7100})
	}
	kept, err := json.Marshal([]Reading{r})
	if err != nil {
		t.Fatal(err)
	}
	var earlier []struct {
		Text string `json:"text"`
	}
	if err := json.Unmarshal(kept, &earlier); err != nil || earlier[0].Text != "Jo Bas\n x y\n" || strings.Contains(string(kept), `\t`) {
		t.Errorf("an earlier release reads %q, %v", earlier, err)
	}
	var back []Reading
	if err := json.Unmarshal(kept, &back); err != nil || !reflect.DeepEqual(back[0], r) {
		t.Errorf("%+v, %v", back, err)
	}
	if b := back[0].Boxes(documents.Span{Start: 3, End: 6}); len(b) != 1 || b[0].X0 > 20 || b[0].X0 < 10 || b[0].X1 < 49 || b[0].X1 > 60 {
		t.Errorf("boxes %v", b)
	}
	var old []Reading // of an earlier release, and bent
	if err := json.Unmarshal([]byte(`[{"w":1,"h":2,"source":"file","text":"a b","tabs":[0,9,-1]},{"text":"c d"}]`), &old); err != nil || old[0].Text != "a b" || old[0].Height != 2 || old[1].Text != "c d" {
		t.Errorf("%+v, %v", old, err)
	}
}
