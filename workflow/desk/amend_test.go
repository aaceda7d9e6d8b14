package desk

import (
	"errors"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

func (o *office) amendment(key string, id workflow.DossierID) Amendment {
	o.Helper()
	a, err := o.Amendment(o.ctx(), o.as(key).Actor, id)
	o.must(err)
	return a
}

// rewrite adds a line to a section of the nota in somebody's working copy.
func (o *office) rewrite(key string, id workflow.DossierID, section documents.SectionKey, line string) {
	o.Helper()
	p := o.amendment(key, id).Papers[0]
	s, ok := p.Paper.Section(section)
	if !ok {
		o.Fatalf("no section %s", section)
	}
	_, err := o.AmendSection(o.ctx(), o.as(key), id, PaperNota, section, p.Version, p.Paper.Content(s)+"\n"+line)
	o.must(err)
}

func (o *office) amendAs(key string, id workflow.DossierID, text string) error {
	o.Helper()
	a := o.amendment(key, id)
	_, err := o.Amend(o.ctx(), o.as(key), id, a.View.Seen, a.Becomes, text, "", Told{})
	return err
}

func TestAkkoordMetWijzigingAsksAgainOnlyWhatWasTouched(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	o.do("hester", id, "", paraaf)
	o.do("marijke", id, "", medeakkoord)

	lay := o.see("hester", id).Seen
	o.rewrite("ruud", id, "kernpunten", "- Risico: herhaling is niet uitgesloten.")
	if o.see("hester", id).Seen != lay {
		t.Fatal("a working copy changed what lies in the line")
	}
	a := o.amendment("ruud", id)
	if len(a.Papers[0].Changes) != 1 || a.Papers[0].Changes[0].Section != "kernpunten" || a.Answer != "give-paraaf" {
		t.Fatalf("the working copy differs in %+v and is given by %s", a.Papers[0].Changes, a.Answer)
	}
	o.must(o.amendAs("ruud", id, "Het risico hoort erbij."))

	v := o.see("hester", id)
	if got := v.Route[0][0]; got.Status != StopTurn || len(got.Asked) != 1 || got.Asked[0] != "Nota, Kernpunten" {
		t.Errorf("the directie is asked %q (%s), want only kernpunten", got.Asked, got.Status)
	}
	if v.Beside[0].Status != StopDone {
		t.Errorf("the medeakkoord on the untouched letter is %s", v.Beside[0].Status)
	}
	if !strings.Contains(string(v.Papers[0].Paper.Bytes()), "herhaling is niet uitgesloten") {
		t.Error("the change is not in the papers")
	}
	if got := v.Route[1][0]; got.Status != StopDone || got.Verdict != workflow.AkkoordMetWijziging || got.Remark != "Het risico hoort erbij." {
		t.Errorf("the plv. SG stands as %+v", got)
	}
	if heard := o.heard(); heard["hester"] == "" || heard["noor"] == "" {
		t.Errorf("told are %v; the directie and the opsteller must hear of a change", heard)
	}
	o.do("hester", id, "", paraaf)
	o.do("ilse", id, "", akkoord)
	if v := o.see("noor", id); v.Phase != workflow.Decided {
		t.Errorf("after akkoord the dossier is %s", v.Phase)
	}
}

func TestOnlyWhoHasThePapersAmendsThem(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	var no *workflow.Refusal
	for key, why := range map[string]string{"noor": "the opsteller asks the papers back", "ruud": "it is not his turn yet", "ilse": "it is not her turn yet", "yasmin": "she has no place in the line"} {
		if _, err := o.Amendment(o.ctx(), o.as(key).Actor, id); !errors.As(err, &no) {
			t.Errorf("%s gets %v; %s", key, err, why)
		}
	}
	if _, err := o.Amendment(o.ctx(), o.as("vreemde").Actor, id); !errors.Is(err, ErrNotFound) {
		t.Errorf("a stranger gets %v", err)
	}
}

func TestAnAmendmentIsGivenAsItWasOnTheScreen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	var no *workflow.Refusal
	if err := o.amendAs("hester", id, ""); !errors.As(err, &no) || no.Rule != "R2" {
		t.Errorf("an amendment without change gives %v", err)
	}
	o.rewrite("hester", id, "kernpunten", "- Eerste.")
	a := o.amendment("hester", id)
	o.rewrite("hester", id, "kernpunten", "- Tweede.")
	if _, err := o.Amend(o.ctx(), o.as("hester"), id, a.View.Seen, a.Becomes, "", "", Told{}); !errors.Is(err, ErrStale) {
		t.Errorf("an older screen gives %v", err)
	}
	var c *Conflict
	if _, err := o.AmendSection(o.ctx(), o.as("hester"), id, PaperNota, "kernpunten", a.Papers[0].Version, "- Derde."); !errors.As(err, &c) || !strings.Contains(c.Theirs, "Tweede") {
		t.Errorf("saving over an older version gives %v", err)
	}
	if _, err := o.DropAmendment(o.ctx(), o.as("hester"), id, PaperNota, o.amendment("hester", id).Papers[0].Version); err != nil {
		t.Fatal(err)
	}
	if a := o.amendment("hester", id); a.Changed() {
		t.Error("a dropped working copy still differs")
	}
}

func TestAWorkingCopyKeepsWhatOthersLeftAlone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	o.rewrite("hester", id, "kernpunten", "- Van de directie.")
	o.rewrite("hester", id, "toelichting.afstemming", "Ook met FEZ.")
	o.do("hester", id, "Te vroeg.", sendBack)
	v := o.see("noor", id)
	s, _ := v.Papers[0].Paper.Section("kernpunten")
	o.section("noor", id, "kernpunten", v.Papers[0].Paper.Content(s)+"\n- Van de opsteller.")
	o.do("noor", id, "", submit)

	p := o.amendment("hester", id).Papers[0]
	src := string(p.Paper.Bytes())
	if !strings.Contains(src, "Van de opsteller.") || !strings.Contains(src, "Ook met FEZ.") || strings.Contains(src, "Van de directie.") {
		t.Error("the working copy did not keep exactly what nobody else touched")
	}
	if len(p.Aside) != 1 || p.Aside[0].Section != "kernpunten" {
		t.Errorf("put aside is %+v", p.Aside)
	}
}

// The secretariaat records an akkoord met wijziging that it was told: it writes
// the change, says who wanted it and how it heard, and both names stand.
func TestTheSecretariaatRecordsAWijzigingThatItWasTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	o.do("hester", id, "", paraaf)
	if v := o.see("gert", id); len(v.Tellings) != 1 || !v.Tellings[0].Amend {
		t.Fatalf("gert may record %+v", v.Tellings)
	}
	o.rewrite("gert", id, "kernpunten", "- Risico: herhaling is niet uitgesloten.")
	a := o.amendment("gert", id)
	if a.Answer != "give-paraaf" || len(a.Told) != 1 || a.Told[0].ID != "ruud" || a.Told[0].Name != "Naam van ruud" {
		t.Fatalf("the working copy is for %+v, given by %s", a.Told, a.Answer)
	}
	if len(o.amendment("ruud", id).Told) != 0 {
		t.Error("who has the papers is asked who told him")
	}
	var no *workflow.Refusal
	for why, told := range map[string]Told{"without who told it": {}, "by who is not asked": {"ilse", workflow.ByPhone}, "by the secretariaat itself": {"gert", workflow.ByPhone}, "without how": {Person: "ruud"}} {
		if _, err := o.Amend(o.ctx(), o.as("gert"), id, a.View.Seen, a.Becomes, "", "", told); !errors.As(err, &no) {
			t.Errorf("%s: %v", why, err)
		}
	}
	if _, err := o.Amend(o.ctx(), o.as("ruud"), id, a.View.Seen, a.Becomes, "", "", Told{"ruud", workflow.ByPhone}); !errors.As(err, &no) {
		t.Errorf("who has the papers records his own word: %v", err)
	}
	if _, err := o.Amend(o.ctx(), o.as("gert"), id, a.View.Seen, a.Becomes, "", "Voor de minister.", Told{"ruud", workflow.ByPhone}); !errors.As(err, &no) {
		t.Errorf("a paraaf with a procesnotitie, which nobody would read: %v", err)
	}
	o.heard()
	_, err := o.Amend(o.ctx(), o.as("gert"), id, a.View.Seen, a.Becomes, "Het risico hoort erbij.", "", Told{"ruud", workflow.ByPhone})
	o.must(err)
	if got := o.heard(); got["ruud"] != "namens " || got["hester"] == "" || got["noor"] == "" {
		t.Errorf("told are %v", got)
	}
	v := o.see("noor", id)
	stop, last := v.Route[1][0], v.History[len(v.History)-1]
	if stop.By != "Naam van gert" || stop.Namens != "Naam van ruud" || stop.Verdict != workflow.AkkoordMetWijziging || last.Details["told"] != "telefonisch" {
		t.Errorf("recorded as %+v, %+v", stop, last)
	}
	if v.Route[0][0].Status != StopTurn {
		t.Error("the directie is not asked again for what was changed")
	}
	o.do("hester", id, "", paraaf)

	t.Log("Gert gave an assent of this round by it, so another records what the minister says.")
	if _, err := o.Amendment(o.ctx(), o.as("gert").Actor, id); !errors.As(err, &no) || no.Rule != "R6" {
		t.Errorf("a second assent of the round: %v", err)
	}
	o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: "greet", Name: "Naam van greet"}))
	o.must(o.book.SetSeats(o.ctx(), "greet", []workflow.Seat{people["gert"]}))
	o.rewrite("greet", id, "kernpunten", "- En de kosten.")
	a = o.amendment("greet", id)
	if a.Answer != "take-besluit" || len(a.Told) != 1 || a.Told[0].ID != "ilse" {
		t.Fatalf("for the minister: %+v by %s", a.Told, a.Answer)
	}
	_, err = o.Amend(o.ctx(), o.as("greet"), id, a.View.Seen, a.Becomes, "", "Bel de woordvoerder.", Told{"ilse", workflow.InPerson})
	o.must(err)
	for who, want := range map[string]string{"ruud": "Bel de woordvoerder.", "noor": ""} {
		h := o.see(who, id).History
		if got := h[len(h)-1].Note; got != want {
			t.Errorf("%s reads the procesnotitie %q", who, got)
		}
	}
	if b := o.see("noor", id).State.Assents; b[len(b)-1].Verdict != workflow.AkkoordMetWijziging || b[len(b)-1].Namens != "ilse" || b[len(b)-1].How != workflow.InPerson {
		t.Errorf("the besluit is kept as %+v", b[len(b)-1])
	}
}
