package desk

import (
	"slices"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

// TestClosedReviewsAreCounted holds that a closed review keeps what was proposed
// and what people made of it, by kind, and that the sum is shown only of dossiers
// whose marks one may see.
func TestClosedReviewsAreCounted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview(twoInAfstemming)
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	at := nth(r.Texts[0].Content.Bytes(), "Kastanjelaan", 0)
	changes := []Judgement{{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: at, End: at + len("Kastanjelaan")}}, Decision: Redact, Grounds: []documents.Ground{"5.1.2f"}, Motivering: "Naam van een bedrijf."}}
	for i, j := range r.Judgements {
		c := Judgement{ID: j.ID, Decision: Redact}
		switch i {
		case 0:
			c.Decision = Keep
		case 1:
			c.Grounds, c.Motivering = []documents.Ground{"5.1.2e", "5.1.2i"}, "Ook dit."
		}
		changes = append(changes, c)
	}
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, changes)
	o.must(err)
	o.do("yasmin", id, "", func(v View) workflow.Command { return workflow.CloseReview{Seen: v.State.MarksDigest()} })
	all, dossiers, err := o.ReviewFigures(o.ctx(), o.as("pieter").Actor)
	o.must(err)
	var sum workflow.ReviewFigure
	for _, f := range all {
		sum = f.Plus(sum)
	}
	n := len(r.Judgements)
	if dossiers != 1 || sum.Proposed+sum.Asked != n || sum.Kept != 1 || sum.Changed != 1 || sum.ByHand != 1 || sum.Accepted != n-2 {
		t.Errorf("%d findings in %d dossiers are counted as %+v", n, dossiers, all)
	}
	if none, dossiers, err := o.ReviewFigures(o.ctx(), o.as("vreemde").Actor); err != nil || dossiers != 0 || len(none) != 0 {
		t.Errorf("a stranger sees the figures of %d dossiers, %v", dossiers, err)
	}
}

// TestMeterSaysHowMuchGoes holds that the share of a paper counts what is decided
// to go, and that a section that loses more than half is named.
func TestMeterSaysHowMuchGoes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("Afgestemd met mevrouw Quirina Zandvoort.")
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if len(r.Shares) != 2 || r.Shares[0].Percent != 0 || len(r.Much) != 0 {
		t.Errorf("before anybody decided: %+v %+v", r.Shares, r.Much)
	}
	whole := "Afgestemd met mevrouw Quirina"
	at := nth(r.Texts[0].Content.Bytes(), whole, 0)
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, []Judgement{{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: at, End: at + len(whole)}}, Decision: Redact, Grounds: []documents.Ground{"5.1.2e"}}})
	o.must(err)
	r, err = o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if r.Shares[0].Percent == 0 || r.Shares[1].Percent != 0 || len(r.Much) != 1 || r.Much[0].Percent <= muchGoes || !strings.Contains(r.Much[0].Label, "Afstemming") {
		t.Errorf("after: %+v %+v", r.Shares, r.Much)
	}
}

// TestWhatChangedSinceTheBesluitIsListed holds that the preview of the moment of
// the besluit is kept with it, and that every place on which the review decided
// otherwise is listed, and no other.
func TestWhatChangedSinceTheBesluitIsListed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview(twoInAfstemming)
	if o.see("yasmin", id).State.Preview.IsZero() {
		t.Fatal("no preview went with the besluit")
	}
	none, known, err := o.SinceBesluit(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if !known || len(none) != 0 {
		t.Errorf("before anybody decided: %v %+v", known, none)
	}
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	keep := slices.IndexFunc(r.Judgements, func(j Judgement) bool {
		return j.Finding.Outcome == documents.Propose && j.Paper == PaperNota
	})
	at := nth(r.Texts[0].Content.Bytes(), "Kastanjelaan", 0)
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, []Judgement{{ID: r.Judgements[keep].ID, Decision: Keep},
		{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: at, End: at + len("Kastanjelaan")}}, Decision: Redact, Grounds: []documents.Ground{"5.1.2f"}, Motivering: "Bedrijf."}})
	o.must(err)
	since, _, err := o.SinceBesluit(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if len(since) != 2 {
		t.Fatalf("two decisions are listed as %+v", since)
	}
	for _, s := range since {
		if hand := s.Text == "Kastanjelaan"; hand != (len(s.Then) == 0) || hand != (len(s.Now) > 0) {
			t.Errorf("%q went on %v and goes on %v", s.Text, s.Then, s.Now)
		}
	}
	if hidden, known, err := o.SinceBesluit(o.ctx(), o.as("gert").Actor, id); err != nil || known && len(hidden) > 0 && !o.explain(o.see("gert", id).State, o.as("gert").Actor, workflow.ActionSeeMarks).Allowed {
		t.Errorf("who may not see marks is told %+v, %v", hidden, err)
	}
}
