package redact

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"unicode/utf8"
)

// TestWritePredictions writes what the detector finds in a labelled file, for
// a scorer outside; it runs only when asked.
func TestWritePredictions(t *testing.T) {
	in, out := os.Getenv("REDACT_IN"), os.Getenv("REDACT_OUT")
	if in == "" {
		return
	}
	f, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	o, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<26)
	for s.Scan() {
		var d struct{ ID, Text string }
		if err := json.Unmarshal(s.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		type span struct {
			Start   int    `json:"start"`
			End     int    `json:"end"`
			Label   string `json:"label"`
			Outcome string `json:"outcome"`
			Rule    string `json:"rule"`
			Group   string `json:"group"`
			Redact  bool   `json:"redact"`
		}
		spans := []span{}
		for _, x := range Detect([]byte(d.Text)) {
			a := utf8.RuneCountInString(d.Text[:x.Start])
			spans = append(spans, span{a, a + utf8.RuneCountInString(d.Text[x.Start:x.End]), string(x.Label), string(x.Outcome), x.Rule, x.Group, x.Outcome == "propose"})
		}
		b, _ := json.Marshal(map[string]any{"id": d.ID, "spans": spans})
		o.Write(append(b, '\n'))
	}
}
