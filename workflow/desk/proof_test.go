package desk

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

func codes(rs []documents.Remark) []string {
	var out []string
	for _, r := range rs {
		out = append(out, r.Code)
	}
	return out
}

func TestATextIsProvedWithoutBeingKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	before := o.see("noor", id)
	now, err := o.ProveSection(o.ctx(), o.as("noor").Actor, id, PaperNota, "toelichting.afstemming", "Afgestemd met FEZ.\n")
	o.must(err)
	if !strings.Contains(string(now.Paper.Bytes()), "Afgestemd met FEZ.") {
		t.Error("the proof does not hold the text")
	}
	sec, _ := now.Paper.Section("toelichting.afstemming")
	for _, r := range now.Remarks {
		if r.Other == nil && r.Span.Len() > 0 && (r.Span.End < sec.Heading.Start || r.Span.Start > sec.Body.End) {
			t.Errorf("%s is about another section: %q", r.Code, now.Paper.Text(r.Span))
		}
	}
	after := o.see("noor", id)
	if after.Papers[0].Version != before.Papers[0].Version || after.Seq != before.Seq || after.Papers[0].Draft {
		t.Error("looking at a text kept it")
	}

	// The seed's deadline lies before its date; another deadline takes that away.
	old, err := o.ProveField(o.ctx(), o.as("noor").Actor, id, PaperNota, documents.FieldDeadline, "20 april 2026")
	o.must(err)
	mended, err := o.ProveField(o.ctx(), o.as("noor").Actor, id, PaperNota, documents.FieldDeadline, "24 april 2026")
	o.must(err)
	if !slices.Contains(codes(old.Remarks), "L01") || slices.Contains(codes(mended.Remarks), "L01") {
		t.Errorf("L01 on the old deadline: %v; on the new: %v", codes(old.Remarks), codes(mended.Remarks))
	}
}

func TestOnlyWhoMayWriteProvesAText(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	prove := func(key string, paper workflow.PaperID, section documents.SectionKey, body string) error {
		_, err := o.ProveSection(o.ctx(), o.as(key).Actor, id, paper, section, body)
		return err
	}
	var no *workflow.Refusal
	var bad *documents.Unreadable
	for _, key := range []string{"marijke", "vreemde"} {
		if err := prove(key, PaperNota, "aanleiding", "x"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", key, err)
		}
	}
	if err := prove("noor", "brief-7", "tekst", "x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such paper: %v", err)
	}
	if err := prove("noor", PaperNota, "verzonnen", "x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("no such section: %v", err)
	}
	if err := prove("noor", PaperNota, "aanleiding", "nul\x00byte"); !errors.As(err, &bad) {
		t.Errorf("a text that no paper may hold: %v", err)
	}
	o.mended(id)
	o.do("noor", id, "", submit)
	if err := prove("noor", PaperNota, "aanleiding", "x"); !errors.As(err, &no) {
		t.Errorf("in the line: %v", err)
	}
}

// TestTheMotiveringIsHeldAgainstWhatWasMarked holds that the remarks know of the
// marks while the opsteller can still mend the motivering, and only then.
func TestTheMotiveringIsHeldAgainstWhatWasMarked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.section("noor", id, "nietopenbaar.motivering", "N.v.t.: alles kan openbaar.\n")
	o.section("noor", id, "toelichting.afstemming", "Afgestemd met mevrouw Quirina Zandvoort.\n")
	said := func() bool { return slices.Contains(codes(o.see("noor", id).Papers[0].Remarks), "L41") }
	if said() {
		t.Fatal("L41 before anything was marked")
	}
	r, err := o.Review(o.ctx(), o.as("noor").Actor, id)
	o.must(err)
	i := slices.IndexFunc(r.Judgements, func(j Judgement) bool {
		return j.Paper == PaperNota && strings.Contains(string(r.Texts[0].Content.Bytes()[j.Finding.Start:j.Finding.End]), "Zandvoort")
	})
	if i < 0 {
		t.Fatal("the name is not found")
	}
	_, err = o.Judge(o.ctx(), o.as("noor"), id, r.Version, []Judgement{{ID: r.Judgements[i].ID, Decision: Redact, Grounds: []documents.Ground{"5.1.2e"}}})
	o.must(err)
	if !said() {
		t.Error("a name is marked, the motivering says N.v.t., and nothing is said")
	}
	o.section("noor", id, "toelichting.afstemming", "Afgestemd met FEZ.\n")
	if said() {
		t.Error("what was marked is no longer there, and it still counts")
	}
}

// TestAClaimThatCannotComeTrueIsRemarkedOnInConcept holds that what section 5 says is
// taken out is remarked on once all that was found is to be kept, and not before: who
// wrote the nota is found, and marks are mostly set after the besluit.
func TestAClaimThatCannotComeTrueIsRemarkedOnInConcept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	said := func() documents.Severity {
		for _, r := range o.see("noor", id).Papers[0].Remarks {
			if r.Code == "L43" {
				return r.Severity
			}
		}
		return ""
	}
	if said() != "" {
		t.Error("L43 on the seed, where nobody is named yet as opsteller")
	}
	o.mended(id)
	if said() != "" {
		t.Error("L43 while the name of the opsteller can still be marked")
	}
	judge := func(d Decision) {
		r, err := o.Review(o.ctx(), o.as("noor").Actor, id)
		o.must(err)
		var all []Judgement
		for _, j := range r.Judgements {
			if j.Paper == PaperNota {
				all = append(all, Judgement{ID: j.ID, Decision: d, Grounds: []documents.Ground{"5.1.2e"}})
			}
		}
		if len(all) == 0 {
			t.Fatal("nothing is found in the nota")
		}
		_, err = o.Judge(o.ctx(), o.as("noor"), id, r.Version, all)
		o.must(err)
	}
	judge(Keep)
	if got := said(); got != documents.SeverityWarn {
		t.Errorf("everything is kept, section 5 says that something is not: %q", got)
	}
	judge(Redact)
	if said() != "" {
		t.Error("L43 on what is marked")
	}
	judge(Keep)
	_, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortNota, o.see("noor", id).Papers[0].Paper.Bytes(), "")
	o.must(err)
	if said() != "" {
		t.Error("L43 while in the second nota nothing is judged")
	}
}
