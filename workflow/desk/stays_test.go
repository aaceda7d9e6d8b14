package desk

import (
	"errors"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

const termsOfVWS = `{"blijft":{"ministerie":"vws","termen":[{"tekst":"Wegiz","waarom":"Naam van een wet."},
	{"tekst":"oud begrip","waarom":"Gold vroeger.","tot":"2020-01-01"}]}}`

// TestStaysComeInForceWithASecondPerson holds that a register of terms that stay
// is loaded by one administrator and confirmed by another, and by nobody else.
func TestStaysComeInForceWithASecondPerson(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	if KindOf([]byte(termsOfVWS)) != SettingStays {
		t.Error("a register of terms is not known by its contents")
	}
	_, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingStays, []byte(termsOfVWS), 0)
	o.must(err)
	if len(o.inForce().stays) != 0 {
		t.Fatal("one person brought a register in force")
	}
	waits, err := o.Settings(o.ctx(), o.as("bas").Actor)
	o.must(err)
	if len(waits) != 1 || !waits[0].Waits || waits[0].InForce {
		t.Fatalf("what waits is shown as %+v", waits)
	}
	n := waits[0].N
	var faulty *Faulty
	if err := o.ConfirmSetting(o.ctx(), o.as("bas"), "vws", n); !errors.As(err, &faulty) {
		t.Errorf("who loaded it confirms it: %v", err)
	}
	if err := o.ConfirmSetting(o.ctx(), o.as("noor"), "vws", n); !errors.Is(err, ErrNotFound) {
		t.Errorf("an opsteller confirms: %v", err)
	}
	if err := o.ConfirmSetting(o.ctx(), o.as("tom"), "vws", n+1); !errors.Is(err, ErrStale) {
		t.Errorf("another number than was shown: %v", err)
	}
	o.must(o.ConfirmSetting(o.ctx(), o.as("tom"), "vws", n))
	if got := o.inForce().stays["vws"].On(o.today()); len(got) != 1 || got[0].Text != "Wegiz" {
		t.Errorf("in force is %v", got)
	}
	if err := o.ConfirmSetting(o.ctx(), o.as("tom"), "vws", n); err == nil && len(o.inForce().stays["vws"].Terms) != 2 {
		t.Error("confirming again changes something")
	}
	if err := o.WithdrawSetting(o.ctx(), o.as("bas"), SettingStays, "vws", o.inForce().n); !errors.As(err, &faulty) && !errors.Is(err, ErrStale) {
		t.Errorf("one person takes the register away: %v", err)
	}
	for src, why := range map[string]string{
		`{"blijft":{"ministerie":"vws","termen":[{"tekst":"a","waarom":"x"}]}}`:                                           "too short",
		`{"blijft":{"ministerie":"vws","termen":[{"tekst":"Wegiz"}]}}`:                                                    "no reason",
		`{"blijft":{"ministerie":"vws.dicio","termen":[]}}`:                                                               "no ministry",
		`{"blijft":{"ministerie":"zzz","termen":[]}}`:                                                                     "unknown ministry",
		`{"blijft":{"ministerie":"vws","termen":[{"tekst":"Wegiz","waarom":"x"},{"tekst":"wegiz","waarom":"y"}]}}`:        "twice",
		`{"blijft":{"ministerie":"vws","termen":[{"tekst":"Wegiz","waarom":"x","van":"2026-02-01","tot":"2026-01-01"}]}}`: "ends before it begins",
		`{"blijft":{"ministerie":"vws","termen":[]},"meer":1}`:                                                            "two parts",
		`{"blijft":{"ministerie":"vws","termen":[{"tekst":" Wegiz","waarom":"x"}]}}`:                                      "space before it",
	} {
		if _, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingStays, []byte(src), 0); !errors.As(err, &faulty) {
			t.Errorf("%s is loaded: %v", why, err)
		}
	}
}

// stays brings the register in force.
func (o *office) stays(src string) {
	o.Helper()
	_, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingStays, []byte(src), 0)
	o.must(err)
	all, err := o.SettingVersions(o.ctx(), o.as("bas").Actor, settingProposed, "vws")
	o.must(err)
	o.must(o.ConfirmSetting(o.ctx(), o.as("tom"), "vws", all[0].N))
}

func (o *office) inForce() *inForce { return o.Desk.now.Load() }

// TestWhatMustStayIsNotTakenOut holds that no answer takes a term of the
// register, that the review shows where terms stand, and that a register of
// another day asks nothing.
func TestWhatMustStayIsNotTakenOut(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	o.stays(termsOfVWS)
	id := o.underReview("Volgens de Wegiz en oud begrip is dit afgestemd met mevrouw Quirina Zandvoort.")
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	nota := r.Texts[0].Content.Bytes()
	found := 0
	for _, s := range r.Stays {
		if s.Taken || !strings.EqualFold(string(nota[s.Span.Start:s.Span.End]), "wegiz") {
			t.Errorf("%+v is no place of the term, or is taken", s)
		}
		found++
	}
	if found == 0 {
		t.Fatal("the review shows no term")
	}
	at := nth(nota, "Wegiz en oud begrip", 0)
	mark := func(text string) error {
		at := nth(nota, text, 0)
		_, err := o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, []Judgement{{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: at, End: at + len(text)}}, Decision: Redact, Grounds: []documents.Ground{"5.1.2e"}}})
		return err
	}
	var no *workflow.Refusal
	if err := mark("de Wegiz en"); at < 0 || !errors.As(err, &no) || no.Rule != "R12" || !strings.Contains(no.Text, "Naam van een wet.") {
		t.Errorf("a mark over the term gives %v", err)
	}
	o.must(mark("oud begrip")) // the register has let it go
}

// TestTheGateLooksForWhatMustStay holds that a review closed before the register
// came is not exported without the term, and that the export says which it is.
func TestTheGateLooksForWhatMustStay(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	id := o.underReview("Volgens de Wegiz is dit afgestemd.")
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	nota := r.Texts[0].Content.Bytes()
	var changes []Judgement
	for _, j := range r.Judgements {
		changes = append(changes, Judgement{ID: j.ID, Decision: Redact})
	}
	for n := 0; ; n++ {
		if strings.Count(string(nota), "Wegiz") <= n {
			break
		}
		at := nth(nota, "Wegiz", n)
		changes = append(changes, Judgement{Paper: PaperNota, Finding: documents.Finding{Span: documents.Span{Start: at, End: at + 5}}, Decision: Redact, Grounds: []documents.Ground{"5.1.2e"}})
	}
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, changes)
	o.must(err)
	o.do("yasmin", id, "", func(v View) workflow.Command { return workflow.CloseReview{Seen: v.State.MarksDigest()} })
	mine, err := o.Review(o.ctx(), o.as("pieter").Actor, id)
	o.must(err)
	_, err = o.Judge(o.ctx(), o.as("pieter"), id, mine.Version, changes)
	o.must(err)
	o.do("pieter", id, "", func(v View) workflow.Command { return workflow.CloseSecondReading{Seen: v.State.MarksDigest()} })
	o.do("pieter", id, "", func(v View) workflow.Command { return workflow.ConfirmReview{Seen: v.State.MarksDigest()} })
	o.stays(termsOfVWS)
	v := o.see("yasmin", id)
	_, err = o.Export(o.ctx(), o.as("yasmin"), id, v.Seq)
	var leaking *Leaking
	if !errors.As(err, &leaking) {
		t.Fatalf("exported without the term: %v", err)
	}
	for _, l := range leaking.Leaks {
		if l.What != WhatLacks || l.Detail != "Wegiz" {
			t.Errorf("the gate says %+v", l)
		}
	}
}
