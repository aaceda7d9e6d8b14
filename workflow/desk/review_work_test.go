package desk

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

// underReview opens a dossier that lies with communicatie.
func (o *office) underReview(afstemming string) workflow.DossierID {
	id := o.opened()
	o.mended(id)
	o.section("noor", id, "toelichting.afstemming", afstemming)
	o.decided(id)
	return id
}

// TestOnePersonIsOneDecision holds that a name and the address that spells it
// are one group, and that two persons of one family are two.
func TestOnePersonIsOneDecision(t *testing.T) {
	t.Parallel()
	cases := []struct {
		texts []string
		want  []int // which of texts stand in one group, by the first of it
		why   string
	}{
		{[]string{"N. Haverkamp", "n.haverkamp"}, []int{0, 0}, "the account spells the name"},
		{[]string{"n.haverkamp@minbzk.nl", "Noor Haverkamp"}, []int{0, 0}, "the address may come first"},
		{[]string{"N. van den Berg", "nvandenberg@minbzk.nl", "n.berg"}, []int{0, 0, 0}, "tussenvoegsels are written in or left out"},
		{[]string{"Zoë Müller", "z.muller@minbzk.nl"}, []int{0, 0}, "addresses have no accents"},
		{[]string{"N. Haverkamp", "T. Haverkamp", "t.haverkamp"}, []int{0, 1, 1}, "one family is not one person"},
		{[]string{"Nina Haverkamp", "Noor Haverkamp", "n.haverkamp"}, []int{0, 1, 2}, "an address that may be of two is of neither"},
		{[]string{"N. Haverkamp", "loket@minbzk.nl"}, []int{0, 1}, "a shared address is no person"},
	}
	for _, c := range cases {
		var js []judged
		for _, s := range c.texts {
			js = append(js, judged{Text: s, Judgement: Judgement{Finding: documents.Finding{Group: "g:" + s}}})
		}
		keys := joined(js)
		var got []int
		for _, k := range keys {
			got = append(got, slices.Index(keys, k))
		}
		// the group keeps the name's key wherever it stands
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q gives %v, not %v: %s", c.texts, got, c.want, c.why)
		}
	}
}

// TestReviewStepsGoBackAndForth holds that a step of the review is taken back
// and made again, that a new decision ends what could be made again, and that
// the version guards all of it.
func TestReviewStepsGoBackAndForth(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("De Kamerbrief is afgestemd met mevrouw Quirina Zandvoort (q.zandvoort@minjenv.nl).")
	yasmin := o.as("yasmin")
	look := func() Review {
		r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
		o.must(err)
		return r
	}
	start := look()
	if start.CanUndo || start.CanRedo {
		t.Error("a review that nobody began has steps")
	}
	version, err := o.Judge(o.ctx(), yasmin, id, start.Version, []Judgement{{ID: start.Judgements[0].ID, Decision: Redact}})
	o.must(err)
	nota := start.Texts[0].Content.Bytes()
	hand := Judgement{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: len(nota) - 8, End: len(nota) - 2}}, Decision: Redact, Grounds: []documents.Ground{"5.1.2e"}}
	version, err = o.Judge(o.ctx(), o.as("yasmin"), id, version, []Judgement{hand})
	o.must(err)
	done := look()
	version, err = o.Retrace(o.ctx(), o.as("yasmin"), id, version, false)
	o.must(err)
	if r := look(); len(r.Judgements) != len(start.Judgements) || r.Judgements[0].Decision != Redact || !r.CanUndo || !r.CanRedo {
		t.Errorf("taking back a mark by hand leaves %d of %d, first %q", len(r.Judgements), len(start.Judgements), r.Judgements[0].Decision)
	}
	version, err = o.Retrace(o.ctx(), o.as("yasmin"), id, version, false)
	o.must(err)
	if r := look(); !reflect.DeepEqual(r.Judgements, start.Judgements) || r.CanUndo {
		t.Error("taking everything back does not give the start")
	}
	var no *workflow.Refusal
	if _, err := o.Retrace(o.ctx(), o.as("yasmin"), id, version, false); !errors.As(err, &no) {
		t.Errorf("taking back what is not there gives %v", err)
	}
	for range 2 {
		version, err = o.Retrace(o.ctx(), o.as("yasmin"), id, version, true)
		o.must(err)
	}
	if r := look(); !reflect.DeepEqual(r.Judgements, done.Judgements) || r.CanRedo {
		t.Error("making every step again does not give the end")
	}
	var c *Conflict
	if _, err := o.Retrace(o.ctx(), o.as("pieter"), id, version-1, false); !errors.As(err, &c) {
		t.Errorf("taking back over what another saved gives %v", err)
	}
	version, err = o.Retrace(o.ctx(), o.as("yasmin"), id, version, false)
	o.must(err)
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, version, []Judgement{{ID: start.Judgements[1].ID, Decision: Keep}})
	o.must(err)
	if look().CanRedo {
		t.Error("after a new decision an old step may be made again")
	}
}

// TestReadableElsewhereIsShownAndGoes holds that what is redacted in one place
// and stands in another is listed, redacted at once, and then gone.
func TestReadableElsewhereIsShownAndGoes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("Proef Kastanjelaan loopt. Over Proef Kastanjelaan, ook proef kastanjelaan genoemd, is gesproken.")
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	src := string(r.Texts[0].Content.Bytes())
	at := nth([]byte(src), "Proef Kastanjelaan", 0)
	mark := Judgement{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: at, End: at + len("Proef Kastanjelaan")}}, Decision: Redact, Grounds: []documents.Ground{"5.1.2f"}, Motivering: "Bedrijfsnaam."}
	version, err := o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, []Judgement{mark})
	o.must(err)
	r, err = o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if len(r.Readable) != 2 || r.Readable[1].Text != "proef kastanjelaan" {
		t.Fatalf("the other two places give %+v", r.Readable)
	}
	_, err = o.RedactReadable(o.ctx(), o.as("yasmin"), id, version)
	o.must(err)
	r, err = o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	gone := 0
	for _, j := range r.Judgements {
		if j.Decision == Redact && slices.Equal(j.Grounds, mark.Grounds) && j.Motivering == mark.Motivering {
			gone++
		}
	}
	if len(r.Readable) != 0 || gone != 3 {
		t.Errorf("afterwards %d places are readable and %d are redacted", len(r.Readable), gone)
	}
}

// TestCommentsStayWithTheirFinding holds that what a colleague says about a
// finding is kept with it, undecided or not, with his name, and is never in
// what is made public.
func TestCommentsStayWithTheirFinding(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("Afgestemd met mevrouw Quirina Zandvoort.")
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	said := "Treedt zij zelf naar buiten?"
	version, err := o.Comment(o.ctx(), o.as("pieter"), id, r.Version, r.Groups[0].IDs, said)
	o.must(err)
	var no *workflow.Refusal
	if _, err := o.Comment(o.ctx(), o.as("pieter"), id, version, r.Groups[0].IDs, " "); !errors.As(err, &no) {
		t.Errorf("an empty comment gives %v", err)
	}
	version, err = o.Judge(o.ctx(), o.as("yasmin"), id, version, []Judgement{{ID: r.Groups[0].IDs[0], Decision: Redact}})
	o.must(err)
	r, err = o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	found := 0
	for _, j := range r.Judgements {
		for _, c := range j.Comments {
			found++
			if c.Text != said || c.Name != "Naam van pieter" || j.Decision != Redact {
				t.Errorf("the comment is %+v at %q", c, j.Decision)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d comments", found)
	}
	_, err = o.Retrace(o.ctx(), o.as("yasmin"), id, version, false)
	o.must(err)
	if r, _ = o.Review(o.ctx(), o.as("yasmin").Actor, id); len(r.Judgements[0].Comments)+len(r.Judgements[1].Comments) == 0 && found > 0 {
		t.Error("a step back takes the comment of somebody else along")
	}
}

// TestR12_AGroundThatWeighsAsksItsReasoning holds that a mark without the
// reasoning that its ground asks is refused and nothing of it is kept.
func TestR12_AGroundThatWeighsAsksItsReasoning(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("Afgestemd met mevrouw Quirina Zandvoort.")
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	mark := Judgement{ID: r.Judgements[0].ID, Decision: Redact, Grounds: []documents.Ground{"5.1.2e", "5.1.2f"}}
	var no *workflow.Refusal
	if _, err := o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, []Judgement{mark}); !errors.As(err, &no) || no.Rule != "R12" {
		t.Fatalf("5.1.2f without a reasoning gives %v", err)
	}
	mark.Motivering = "Concurrentiegevoelig."
	version, err := o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, []Judgement{mark})
	o.must(err)
	j := r.Judgements[0]
	beside := Judgement{Paper: j.Paper, Finding: documents.Finding{Span: documents.Span{Start: j.Finding.Start, End: j.Finding.End - 1}}, Decision: Redact, Grounds: []documents.Ground{"5.1.5"}, Motivering: "Uitzonderlijk."}
	if _, err := o.Judge(o.ctx(), o.as("yasmin"), id, version, []Judgement{beside}); !errors.As(err, &no) || no.Rule != "R12" {
		t.Errorf("5.1.5 over words that go on another ground gives %v", err)
	}
}
