package desk

import (
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

// TestEarlierDossiersAreRemembered holds that what was decided about a person is
// proposed in the next dossier, that a publication which still shows what goes
// here is named, and that both are said to nobody who may not see them.
func TestEarlierDossiersAreRemembered(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.reviewed(twoInAfstemming, "")
	o.readSecond("pieter", first)
	o.do("pieter", first, "", func(v View) workflow.Command { return workflow.ConfirmReview{Seen: v.State.MarksDigest()} })
	_, err := o.Export(o.ctx(), o.as("yasmin"), first, 0)
	o.must(err)

	next := o.underReview(twoInAfstemming)
	m, err := o.Remember(o.ctx(), o.as("yasmin").Actor, next)
	o.must(err)
	person := 0
	for _, e := range m.Earlier {
		if strings.Contains(e.Text, "Zandvoort") && e.Dossier == first && e.Decision == Redact && len(e.Grounds) == 1 {
			person++
		}
	}
	if m.Looked != 1 || person != 1 || len(m.Elsewhere) != 0 {
		t.Fatalf("remembered: %+v", m)
	}
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, next)
	o.must(err)
	version, err := o.TreatAsBefore(o.ctx(), o.as("yasmin"), next, r.Version)
	o.must(err)
	r, err = o.Review(o.ctx(), o.as("yasmin").Actor, next)
	o.must(err)
	for _, j := range r.Judgements {
		if text := string(r.Texts[0].Content.Bytes()); j.Paper == PaperNota && strings.Contains(text[j.Finding.Start:j.Finding.End], "Zandvoort") && j.Decision != Redact {
			t.Errorf("%s is %q after deciding as before", j.ID, j.Decision)
		}
	}
	if !r.CanUndo {
		t.Error("deciding as before cannot be taken back")
	}
	at := nth(r.Texts[0].Content.Bytes(), "Kastanjelaan", 0)
	_, err = o.Judge(o.ctx(), o.as("yasmin"), next, version, []Judgement{{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: at, End: at + len("Kastanjelaan")}}, Decision: Redact, Grounds: []documents.Ground{"5.1.2f"}, Motivering: "Bedrijf."}})
	o.must(err)
	m, err = o.Remember(o.ctx(), o.as("yasmin").Actor, next)
	o.must(err)
	if len(m.Elsewhere) != 1 || m.Elsewhere[0].Dossier != first || m.Elsewhere[0].Text != "Kastanjelaan" || !strings.HasSuffix(m.Elsewhere[0].Before, "De proef ") {
		t.Errorf("still readable elsewhere: %+v", m.Elsewhere)
	}
	if _, err := o.Remember(o.ctx(), o.as("vreemde").Actor, next); err != ErrNotFound {
		t.Errorf("a stranger asks and gets %v", err)
	}
}
