package desk

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

// sent brings a dossier to the Kamer, with the beslisnota to follow.
func (o *office) sent(id workflow.DossierID) {
	o.Helper()
	o.decided(id)
	for _, st := range o.see("gert", id).State.Signatories() {
		o.do("gert", id, "", func(v View) workflow.Command {
			return workflow.RecordSignature{Station: st.ID, How: workflow.SignedWet, On: workflow.CivilDay(o.now)}
		})
	}
	o.do("gert", id, "", func(View) workflow.Command { return workflow.DateLetter{On: workflow.CivilDay(o.now)} })
	o.do("gert", id, "De beslisnota volgt.", func(v View) workflow.Command {
		return workflow.Dispatch{Seen: v.Seen, Date: workflow.CivilDay(o.now)}
	})
}

// letterSays puts a text at the end of the letter of a dossier.
func (o *office) letterSays(id workflow.DossierID, text string) {
	o.Helper()
	for _, p := range o.see("noor", id).Papers {
		if p.ID != PaperBrief {
			continue
		}
		s, _ := p.Paper.Section("tekst")
		_, err := o.SaveSection(o.ctx(), o.as("noor"), id, PaperBrief, "tekst", p.Version, p.Paper.Content(s)+"\n\n"+text)
		o.must(err)
	}
}

func (o *office) register(key string, open bool) []ToezeggingView {
	o.Helper()
	all, err := o.Toezeggingen(o.ctx(), o.as(key).Actor, open)
	o.must(err)
	return all
}

// What a letter promises stands in the register once it is sent, another letter
// keeps it, and the remark on that letter says so.
func TestWhatALetterPromisesIsKeptByAnother(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.opened()
	o.mended(first)
	o.letterSays(first, "Ik zal uw Kamer binnen twee weken over de uitkomst informeren.")
	o.letterSays(first, "Ik zal uw Kamer ook over de kosten informeren.")
	if got := o.register("noor", false); len(got) > 0 {
		t.Fatalf("before it is sent the letter promises %v", got)
	}
	o.sent(first)
	due := workflow.CivilDay(o.now).AddDays(14)
	open := o.register("noor", true)
	if len(open) < 2 || open[0].Text != "Ik zal uw Kamer binnen twee weken over de uitkomst informeren." || open[0].Due != due || open[0].Late || !open[0].MaySettle || open[0].Paper != "Kamerbrief" || open[0].Alinea < 2 {
		t.Fatalf("open are %+v", open)
	}
	if got := o.register("marijke", true); len(got) > 0 {
		t.Errorf("another ministry, which read the letter alone, has %v in the register", got)
	}
	if v := o.see("noor", first); len(v.Promised) != len(open) {
		t.Errorf("its own page has %d", len(v.Promised))
	}

	// Three weeks later the other letter goes: what it keeps is linked.
	o.now = o.now.AddDate(0, 0, 21)
	if got := o.register("noor", true); !got[0].Late {
		t.Error("after its day it is not late")
	}
	second := o.opened()
	o.mended(second)
	o.letterSays(second, "Met deze brief doe ik de toezegging gestand.")
	says := func(id workflow.DossierID) string {
		var out []string
		for _, p := range o.see("noor", id).Papers {
			for _, r := range p.Remarks {
				if r.Code == "L49" {
					out = append(out, r.Text)
				}
			}
		}
		return strings.Join(out, "\n")
	}
	if got := says(second); !strings.Contains(got, "niet aan gekoppeld") {
		t.Errorf("a letter that keeps something and is linked to nothing: %q", got)
	}
	link := func(other string, refs ...workflow.ToezeggingRef) error {
		return o.try("noor", second, other, func(View) workflow.Command { return workflow.LinkToezeggingen{Refs: refs} })
	}
	var no *workflow.Refusal
	for why, r := range map[string]workflow.ToezeggingRef{"of no dossier": {Dossier: "weg", Number: 1}, "of its own": {Dossier: second, Number: 1}, "of no number": {Dossier: first, Number: 99}} {
		if err := link("", r); !errors.As(err, &no) || no.Rule != "R26" {
			t.Errorf("linked to a promise %s: %v", why, err)
		}
	}
	o.must(link("", open[0].Ref))
	if got := says(second); strings.Contains(got, "niet aan gekoppeld") || !strings.Contains(got, due.String()) {
		t.Errorf("linked to what is too late: %q", got)
	}
	if got := o.register("noor", true); len(got) != len(open) {
		t.Errorf("a letter that is not sent keeps something: %v", got)
	}
	o.sent(second)
	if got := o.register("noor", true); slices.ContainsFunc(got, func(v ToezeggingView) bool { return v.Ref == open[0].Ref }) {
		t.Errorf("kept, and still open: %v", got)
	}
	all := o.register("noor", false)
	at := slices.IndexFunc(all, func(v ToezeggingView) bool { return v.Ref == open[0].Ref })
	if at < 0 || all[at].Kept == nil || all[at].Kept.Letter != second || all[at].Kept.Onderwerp == "" || all[at].MaySettle {
		t.Fatalf("the register says %+v", all)
	}
	if v := o.see("noor", second); len(v.Keeps) != 1 || v.Keeps[0].Kept == nil {
		t.Errorf("the letter that keeps it says %+v", v.Keeps)
	}

	// The other was kept in a debate.
	settle := func(v View) workflow.Command {
		return workflow.SettleToezegging{Number: open[1].Ref.Number, On: workflow.CivilDay(o.now)}
	}
	if err := o.try("noor", first, "", settle); !errors.As(err, &no) || no.Rule != "R26" {
		t.Errorf("settled without how: %v", err)
	}
	o.do("noor", first, "In het commissiedebat, Handelingen nr. 61.", settle)
	all = o.register("noor", false)
	at = slices.IndexFunc(all, func(v ToezeggingView) bool { return v.Ref == open[1].Ref })
	if k := all[at].Kept; k == nil || !strings.Contains(k.How, "Handelingen") || k.By != "Naam van noor" {
		t.Errorf("kept in a debate: %+v", all[at])
	}

	// What was made anew from the events says the same.
	_, err := o.Rebuild(o.ctx())
	o.must(err)
	if again := o.register("noor", false); len(again) != len(all) || again[at].Kept == nil {
		t.Errorf("rebuilt: %+v", again)
	}
}

// Who wrote a letter is told once of a promise in it whose day has passed, whoever asks,
// and not of what another letter kept.
func TestALatePromiseIsRemindedOfOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.opened()
	o.mended(first)
	o.letterSays(first, "Ik zal uw Kamer binnen twee weken over de uitkomst informeren.")
	o.letterSays(first, "Ik zal uw Kamer binnen twee weken over de kosten informeren.")
	o.sent(first)
	open := o.register("noor", true)
	second := o.opened()
	o.mended(second)
	o.letterSays(second, "Met deze brief doe ik de toezegging gestand.")
	o.do("noor", second, "", func(View) workflow.Command {
		return workflow.LinkToezeggingen{Refs: []workflow.ToezeggingRef{open[0].Ref}}
	})
	o.sent(second)
	remind := func() int {
		n, err := o.Remind(o.ctx())
		o.must(err)
		return n
	}
	o.now = o.now.AddDate(0, 0, 14)
	o.heard()
	if n := remind(); n != 0 {
		t.Errorf("on its last day: %d reminders", n)
	}
	o.now = o.now.AddDate(0, 0, 1)
	o.must(o.ReportIncident(o.ctx(), o.as("gert"), first, o.see("gert", first).Seq, IncidentKinds[0], Severities[0]))
	if n := remind(); n != 0 {
		t.Errorf("of a letter that is frozen: %d reminders", n)
	}
	o.must(o.EndIncident(o.ctx(), o.as("yasmin"), first, o.see("yasmin", first).Seq))
	o.heard()
	if n := remind(); n != 1 {
		t.Errorf("the day after: %d reminders, want one, for what no letter kept", n)
	}
	if n := remind(); n != 0 {
		t.Errorf("asked again: %d more", n)
	}
	if got := o.heard(); got["noor"] != "toezegging " || len(got) != 1 {
		t.Errorf("told is %v", got)
	}
	o.now = o.now.AddDate(1, 0, 0)
	if n := remind(); n != 0 {
		t.Errorf("a year later: %d more", n)
	}
}

// What was promised in a debate stands in the register with its own day and term, is
// reminded of, and is kept by another letter like a promise of a letter.
func TestWhatWasPromisedInADebateStandsInTheRegister(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.opened()
	o.mended(first)
	o.sent(first)
	o.now = o.now.AddDate(0, 0, 7)
	debate := workflow.CivilDay(o.now)
	record := func(View) workflow.Command {
		return workflow.RecordToezegging{On: debate, Due: debate.AddDays(14)}
	}
	var no *workflow.Refusal
	if err := o.try("noor", first, "", record); !errors.As(err, &no) || no.Rule != "R26" {
		t.Errorf("recorded without words: %v", err)
	}
	if err := o.try("marijke", first, "De Kamer krijgt de cijfers.", record); err == nil {
		t.Error("another ministry records what was promised about the letter")
	}
	o.do("noor", first, "De Kamer krijgt de cijfers\n(commissiedebat van 20 mei 2026).", record)
	at := func() ToezeggingView {
		t.Helper()
		all := o.register("noor", false)
		i := slices.IndexFunc(all, func(v ToezeggingView) bool { return v.Paper == "Debat" })
		if i < 0 {
			t.Fatalf("the register says %+v", all)
		}
		return all[i]
	}
	if v := at(); v.Text != "De Kamer krijgt de cijfers (commissiedebat van 20 mei 2026)." || v.Sent != debate || v.Due != debate.AddDays(14) || v.PaperID != "" || v.Onderwerp == "" || !v.MaySettle {
		t.Errorf("the register says %+v", v)
	}
	if got := o.register("marijke", false); len(got) > 0 {
		t.Errorf("another ministry sees %v", got)
	}
	_, err := o.Rebuild(o.ctx())
	o.must(err)
	o.now = o.now.AddDate(0, 0, 15)
	if v := at(); !v.Late {
		t.Errorf("after its day, made anew: %+v", v)
	}
	o.heard()
	if n, err := o.Remind(o.ctx()); n != 1 || err != nil || o.heard()["noor"] == "" {
		t.Errorf("%d reminders, %v", n, err)
	}

	second := o.opened()
	o.mended(second)
	o.letterSays(second, "Met deze brief doe ik de toezegging gestand.")
	o.do("noor", second, "", func(View) workflow.Command {
		return workflow.LinkToezeggingen{Refs: []workflow.ToezeggingRef{at().Ref}}
	})
	says := ""
	for _, p := range o.see("noor", second).Papers {
		for _, r := range p.Remarks {
			if r.Code == "L49" {
				says += r.Text
			}
		}
	}
	if !strings.Contains(says, debate.AddDays(14).String()) {
		t.Errorf("linked to what is too late, the letter says %q", says)
	}
	o.sent(second)
	if v := at(); v.Kept == nil || v.Kept.Letter != second {
		t.Errorf("the other letter was sent: %+v", v)
	}
}

// Who links anew and cannot see what a colleague linked does not take it away.
func TestWhatSomebodyCannotSeeStaysLinked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.opened()
	o.mended(first)
	o.letterSays(first, "Ik zal uw Kamer over de uitkomst informeren.")
	o.sent(first)
	ref := o.register("noor", true)[0].Ref
	second := o.opened()
	o.mended(second)
	link := func(other string, refs ...workflow.ToezeggingRef) {
		o.do("noor", second, other, func(View) workflow.Command { return workflow.LinkToezeggingen{Refs: refs} })
	}
	link("", ref)
	o.must(o.ReportIncident(o.ctx(), o.as("gert"), first, o.see("gert", first).Seq, IncidentKinds[0], Severities[0]))
	if got := o.register("noor", false); len(got) > 0 {
		t.Fatalf("of a frozen letter noor sees %v", got)
	}
	link("Motie-Voorbeeld.")
	if v := o.see("noor", second); !slices.Contains(v.State.Keeps, ref) || v.KeepsOther != "Motie-Voorbeeld." || len(v.Keeps) > 0 {
		t.Errorf("linked are %v and %q, of which noor sees %v", v.State.Keeps, v.KeepsOther, v.Keeps)
	}
	o.must(o.EndIncident(o.ctx(), o.as("yasmin"), first, o.see("yasmin", first).Seq))
	link("Motie-Voorbeeld, nr. 2.") // now the form showed it, and it was not chosen
	if v := o.see("noor", second); len(v.State.Keeps) > 0 {
		t.Errorf("what was unticked is linked: %v", v.State.Keeps)
	}
}

func TestAMotieBesideTheRegisterCountsAsLinked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	o.letterSays(id, "Hiermee is de motie van het lid Voorbeeld afgedaan.")
	o.do("noor", id, "Motie-Voorbeeld, Kamerstuk 36 200, nr. 12.", func(View) workflow.Command { return workflow.LinkToezeggingen{} })
	v := o.see("noor", id)
	if v.KeepsOther != "Motie-Voorbeeld, Kamerstuk 36 200, nr. 12." {
		t.Errorf("beside the register: %q", v.KeepsOther)
	}
	for _, p := range v.Papers {
		if slices.ContainsFunc(p.Remarks, func(r documents.Remark) bool { return r.Code == "L49" }) {
			t.Error("it is remarked on as if nothing was linked")
		}
	}
}
