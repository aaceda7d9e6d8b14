package desk

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"paraaf/documents"
	"paraaf/workflow"
)

// reviewed is a dossier whose first reading is closed: yasmin took out every
// finding and one stretch by hand.
func (o *office) reviewed(afstemming, byHand string) workflow.DossierID {
	o.Helper()
	id := o.underReview(afstemming)
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	var all []Judgement
	for _, j := range r.Judgements {
		all = append(all, Judgement{ID: j.ID, Decision: Redact})
	}
	if byHand != "" {
		at := nth(r.Texts[0].Content.Bytes(), byHand, 0)
		all = append(all, Judgement{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: at, End: at + len(byHand)}},
			Decision: Redact, Grounds: []documents.Ground{"5.1.2f"}, Motivering: "Bedrijfsnaam."})
	}
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, all)
	o.must(err)
	o.do("yasmin", id, "", func(v View) workflow.Command { return workflow.CloseReview{Seen: v.State.MarksDigest()} })
	return id
}

const twoInAfstemming = "Afgestemd met mevrouw Quirina Zandvoort. De proef Kastanjelaan loopt door."

// TestR13_TheSecondReaderSeesNothingOfTheFirst holds that neither the work,
// the preview nor the comparison shows the second reader an answer of the
// first before he fixed his own, and that others see the common work.
func TestR13_TheSecondReaderSeesNothingOfTheFirst(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.reviewed(twoInAfstemming, "Kastanjelaan")
	r, err := o.Review(o.ctx(), o.as("pieter").Actor, id)
	o.must(err)
	if !r.Apart || r.Undecided != len(r.Judgements) || r.CanUndo || len(r.Readable) > 0 {
		t.Errorf("the second reader starts apart %v with %d of %d open", r.Apart, r.Undecided, len(r.Judgements))
	}
	for _, j := range r.Judgements {
		if j.By != "" || j.Motivering != "" || j.Manual {
			t.Errorf("he is shown what the first did: %+v", j)
		}
	}
	p, err := o.Preview(o.ctx(), o.as("pieter").Actor, id, PaperNota)
	o.must(err)
	if !slices.Equal(p.Grounds(), []documents.Ground{"5.1.2e"}) {
		t.Errorf("his preview has the grounds %v, the first one's are among them", p.Grounds())
	}
	if _, err := o.Comparison(o.ctx(), o.as("pieter").Actor, id); !errors.Is(err, ErrNotFound) {
		t.Errorf("a comparison with one reading gives %v", err)
	}
	first, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if first.Apart || first.Undecided != 0 {
		t.Errorf("the reviewer sees apart %v and %d open", first.Apart, first.Undecided)
	}
	var no *workflow.Refusal
	if _, err := o.Judge(o.ctx(), o.as("yasmin"), id, first.Version, []Judgement{{ID: first.Judgements[0].ID, Decision: Keep}}); !errors.As(err, &no) || no.Rule != "R11" {
		t.Errorf("changing a closed review gives %v", err)
	}
	before := o.see("yasmin", id).State.MarksDigest()
	o.readSecond("pieter", id)
	if o.see("yasmin", id).State.MarksDigest() != before {
		t.Error("the second reading changed the marks of the first")
	}
	if r, err = o.Review(o.ctx(), o.as("pieter").Actor, id); err != nil || r.Apart {
		t.Errorf("once fixed he sees apart %v, %v", r.Apart, err)
	}
}

// TestR13_WhoHelpedToJudgeIsNoSecondReader holds that a colleague who decided
// one finding of the common work does not count as another pair of eyes.
func TestR13_WhoHelpedToJudgeIsNoSecondReader(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview(twoInAfstemming)
	r, err := o.Review(o.ctx(), o.as("pieter").Actor, id)
	o.must(err)
	version, err := o.Judge(o.ctx(), o.as("pieter"), id, r.Version, []Judgement{{ID: r.Judgements[0].ID, Decision: Redact}})
	o.must(err)
	var rest []Judgement
	for _, j := range r.Judgements[1:] {
		rest = append(rest, Judgement{ID: j.ID, Decision: Redact})
	}
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, version, rest)
	o.must(err)
	o.do("yasmin", id, "", func(v View) workflow.Command { return workflow.CloseReview{Seen: v.State.MarksDigest()} })
	var no *workflow.Refusal
	err = o.try("pieter", id, "", func(v View) workflow.Command { return workflow.CloseSecondReading{Seen: v.State.MarksDigest()} })
	if !errors.As(err, &no) || no.Rule != "R13" {
		t.Errorf("who judged one finding reads second: %v", err)
	}
}

// TestR13_DifferencesAreSettledByName holds that what the readers decided
// otherwise is listed once, settled by the one who gives way, told with his
// name, and confirmed as settled.
func TestR13_DifferencesAreSettledByName(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.reviewed(twoInAfstemming, "Kastanjelaan")
	r, err := o.Review(o.ctx(), o.as("pieter").Actor, id)
	o.must(err)
	var own []Judgement
	for _, j := range r.Judgements {
		d := Judgement{ID: j.ID, Decision: Redact}
		if text := string(r.Texts[0].Content.Bytes()[j.Finding.Start:j.Finding.End]); j.Paper == PaperNota && strings.Contains(text, "Zandvoort") {
			d.Decision = Keep
		}
		own = append(own, d)
	}
	_, err = o.Judge(o.ctx(), o.as("pieter"), id, r.Version, own)
	o.must(err)
	o.do("pieter", id, "", func(v View) workflow.Command { return workflow.CloseSecondReading{Seen: v.State.MarksDigest()} })
	c, err := o.Comparison(o.ctx(), o.as("pieter").Actor, id)
	o.must(err)
	if len(c.Differences) != 2 || c.Open != 2 || c.First != "Naam van yasmin" || c.Second != "Naam van pieter" {
		t.Fatalf("differences: %+v", c.Differences)
	}
	name, company := c.Differences[0], c.Differences[1]
	if !strings.Contains(name.Text, "Zandvoort") || len(name.Second) != 0 || company.Text != "Kastanjelaan" || company.Motives[0] != "Bedrijfsnaam." || !strings.HasSuffix(company.Before, "De proef ") {
		t.Errorf("differences: %+v and %+v", name, company)
	}
	settle := func(d Difference, side workflow.Side) func(View) workflow.Command {
		return func(View) workflow.Command { return workflow.SettleDifferences{Numbers: d.Numbers, For: side} }
	}
	var no *workflow.Refusal
	if err := o.try("pieter", id, "", settle(name, workflow.SideSecond)); !errors.As(err, &no) || no.Rule != "R13" {
		t.Errorf("settling in one's own favour gives %v", err)
	}
	o.do("pieter", id, "Gemist.", settle(name, workflow.SideFirst))
	o.do("yasmin", id, "", settle(company, workflow.SideSecond))
	c, err = o.Comparison(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if c.Open != 0 || c.Differences[0].By != "Naam van pieter" || c.Differences[0].Reason != "Gemist." || c.Differences[1].By != "Naam van yasmin" {
		t.Errorf("settled: %+v", c.Differences)
	}
	o.do("pieter", id, "", func(v View) workflow.Command { return workflow.ConfirmReview{Seen: v.State.MarksDigest()} })
	_, err = o.Export(o.ctx(), o.as("yasmin"), id, 0)
	o.must(err)
	data, _, err := o.PublicFile(o.ctx(), o.as("yasmin"), id, PaperNota, "html")
	o.must(err)
	if strings.Contains(string(data), "Zandvoort") || !strings.Contains(string(data), "Kastanjelaan") {
		t.Error("the public version is not as it was settled")
	}
	if c, err = o.Comparison(o.ctx(), o.as("yasmin").Actor, id); err != nil || len(c.Differences) != 2 || c.Differences[1].For != workflow.SideSecond {
		t.Errorf("afterwards it is not told who decided: %+v %v", c.Differences, err)
	}
}

// TestComparisonFindsEveryDifference holds that two readings differ nowhere
// exactly when they take out the same on the same grounds, whichever way round
// they are compared, and that every place is in one difference at most.
func TestComparisonFindsEveryDifference(t *testing.T) {
	t.Parallel()
	text := []byte(strings.Repeat("abc de ", 12))
	grounds := []documents.Ground{"5.1.2e", "5.1.1e"}
	reading := rapid.Custom(func(t *rapid.T) []documents.Mark {
		var ms []documents.Mark
		for at := rapid.IntRange(0, 9).Draw(t, "gap"); at < len(text)-6; at += rapid.IntRange(0, 9).Draw(t, "gap") {
			end := at + rapid.IntRange(1, 6).Draw(t, "length")
			ms = append(ms, documents.Mark{Span: documents.Span{Start: at, End: end}, Grounds: []documents.Ground{rapid.SampledFrom(grounds).Draw(t, "ground")}})
			at = end
		}
		return ms
	})
	gone := func(ms []documents.Mark) string {
		out := slices.Clone(text)
		for _, m := range ms {
			for i := m.Start; i < m.End; i++ {
				if text[i] != ' ' {
					out[i] = m.Grounds[0][4]
				}
			}
		}
		return string(out)
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := reading.Draw(t, "first"), reading.Draw(t, "second")
		if rapid.IntRange(0, 3).Draw(t, "same") == 0 {
			b = slices.Clone(a)
		}
		ab, _ := compare(PaperNota, text, a, b)
		ba, _ := compare(PaperNota, text, b, a)
		if len(ab) != len(ba) {
			t.Fatalf("%d differences one way, %d the other", len(ab), len(ba))
		}
		if gone(a) != gone(b) && len(ab) == 0 {
			t.Fatalf("%q and %q differ nowhere", gone(a), gone(b))
		}
		for i := range ab {
			if ab[i].span != ba[i].span || i > 0 && ab[i].span.Start < ab[i-1].span.End {
				t.Fatalf("difference %d: %v and %v", i, ab[i].span, ba[i].span)
			}
		}
		if same, alike := compare(PaperNota, text, a, slices.Clone(a)); len(same) != 0 || alike == 0 && len(a) > 0 {
			t.Fatalf("a reading differs from itself at %v", same)
		}
	})
}
