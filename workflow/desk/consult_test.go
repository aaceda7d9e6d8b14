package desk

import (
	"context"
	"errors"
	"testing"
	"time"

	"paraaf/documents"
)

// anAnalyzer says one thing of every text, or fails.
type anAnalyzer struct {
	asked int
	fails bool
}

func (a *anAnalyzer) Analyze(_ context.Context, text []byte) ([]documents.Finding, error) {
	a.asked++
	if a.fails {
		return nil, errors.New("away")
	}
	return []documents.Finding{{Span: documents.Span{Start: 0, End: 5}, Label: documents.Person, Outcome: documents.Propose, Certainty: 1}}, nil
}

// TestAnotherDetectorIsAskedOnce: of each text once, to ask a person and not to
// propose; when it fails nobody waits for it again for a minute.
func TestAnotherDetectorIsAskedOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.March, 3, 9, 0, 0, 0, time.UTC)
	a, failed := &anAnalyzer{}, 0
	d := &Desk{clock: func() time.Time { return now }}
	d.now.Store(&inForce{})
	d.Consult(a, func(error) { failed++ })
	texts := [][]byte{[]byte("xyqqa zat er ook")}
	for range 3 {
		got := d.detect(t.Context(), texts)[0]
		if len(got) != 1 || got[0].Outcome != documents.Ask {
			t.Fatalf("found %v", got)
		}
	}
	if a.asked != 1 {
		t.Errorf("asked %d times about one text", a.asked)
	}
	a.fails = true
	for range 3 {
		d.detect(t.Context(), [][]byte{[]byte("een andere tekst")})
	}
	if a.asked != 2 || failed != 1 {
		t.Errorf("asked %d times and told of %d failures within a minute", a.asked, failed)
	}
	now = now.Add(2 * time.Minute)
	d.detect(t.Context(), [][]byte{[]byte("een andere tekst")})
	if a.asked != 3 {
		t.Error("never asked again after a failure")
	}
}
