package desk

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A reason with points becomes a checklist; what must be done keeps the papers
// down, by name; who sent back reads what became of it.
func TestPointsOfAReturnAreTickedOffAndReadByWhoSentBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	v := o.see("hester", id)
	reason := "Nog niet goed.\n- Noem de kosten.\n- overweeg: maak het korter\n2. Vraag: wat vindt JenV?"
	_, err := o.SendBack(o.ctx(), o.as("hester"), id, workflow.SendBack{Seen: v.Seen}, reason, "De vorige keer ging dit ook mis.")
	o.must(err)

	v = o.see("noor", id)
	var got []string
	for _, p := range v.Points {
		got = append(got, string(p.Weight)+"/"+p.Text)
	}
	if want := []string{"moet/Noem de kosten.", "overweeg/maak het korter", "vraag/wat vindt JenV?"}; !slices.Equal(got, want) {
		t.Fatalf("points %q, want %q", got, want)
	}
	if last := v.History[len(v.History)-1]; last.Note != "" || strings.Contains(last.Text, "vorige keer") {
		t.Errorf("the opsteller reads what is for who judges only: %+v", last)
	}
	if last := o.see("ruud", id).History; last[len(last)-1].Note != "De vorige keer ging dit ook mis." {
		t.Error("who judges does not read the internal remark")
	}
	var no *workflow.Refusal
	if err := o.try("noor", id, "", submit); !errors.As(err, &no) || no.Rule != "R18" || !strings.Contains(no.Text, "punt 1") {
		t.Errorf("submitted with an open point: %v", err)
	}
	if err := o.AnswerPoints(o.ctx(), o.as("hester"), id, v.AnswersVersion, []PointAnswer{{Number: 1, Done: true}}); !errors.As(err, &no) {
		t.Errorf("somebody else ticks it off: %v", err)
	}
	if err := o.AnswerPoints(o.ctx(), o.as("noor"), id, v.AnswersVersion, []PointAnswer{{Number: 4, Done: true}}); !errors.As(err, &no) {
		t.Errorf("a point that nobody made is ticked off: %v", err)
	}
	o.must(o.AnswerPoints(o.ctx(), o.as("noor"), id, v.AnswersVersion, []PointAnswer{{Number: 1, Done: true}, {Number: 2, Text: "De Kamer vroeg erom."}}))
	var both *Conflict
	if err := o.AnswerPoints(o.ctx(), o.as("noor"), id, v.AnswersVersion, []PointAnswer{{Number: 1}}); !errors.As(err, &both) {
		t.Errorf("over what was saved in between: %v", err)
	}
	o.do("noor", id, "", submit)
	v = o.see("hester", id)
	if p := v.Points; len(p) != 3 || !p[0].Done || p[1].Done || p[1].Answer.Text != "De Kamer vroeg erom." || p[2].Answer != nil || p[0].Answer.By != "Naam van noor" {
		t.Errorf("who sent back reads %+v", p)
	}
	if other := o.see("marijke", id); len(other.Points) != 0 {
		t.Error("another ministry reads the points")
	}
}

// A return to a station has points too: that station answers them, nobody else
// does, and gives no paraaf before; who sent back reads what became of them.
func TestPointsOfAReturnToAStationAreAnsweredThere(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	o.do("hester", id, "", paraaf)
	v := o.see("ruud", id)
	_, err := o.SendBack(o.ctx(), o.as("ruud"), id, workflow.SendBack{Seen: v.Seen, To: "directie"}, "Kijk nog eens.\n- Klopt het bedrag?\n- vraag: wie dekt het?", "")
	o.must(err)
	v = o.see("hester", id)
	if len(v.Points) != 2 || !v.AnswersPoints || v.Points[0].Text != "Klopt het bedrag?" {
		t.Fatalf("the directie reads %+v", v.Points)
	}
	var no *workflow.Refusal
	if c, _ := v.Choice("give-paraaf"); c.Allowed || c.Rule != "R18" {
		t.Errorf("the paraaf is offered with an open point: %+v", c)
	}
	if err := o.try("hester", id, "", paraaf); !errors.As(err, &no) || no.Rule != "R18" || !strings.Contains(no.Text, "punt 1") {
		t.Errorf("a paraaf with an open point: %v", err)
	}
	if err := o.try("gert", id, "", func(v View) workflow.Command {
		return workflow.GiveParaaf{Seen: v.Seen, Verdict: workflow.Akkoord, Instructed: "hester", How: workflow.ByPhone}
	}); !errors.As(err, &no) || no.Rule != "R18" {
		t.Errorf("recorded for the directie with an open point: %v", err)
	}
	for _, other := range []string{"noor", "ruud"} {
		if o.see(other, id).AnswersPoints {
			t.Errorf("%s is offered to answer", other)
		}
		if err := o.AnswerPoints(o.ctx(), o.as(other), id, v.AnswersVersion, []PointAnswer{{Number: 1, Done: true}}); !errors.As(err, &no) {
			t.Errorf("%s answers for the directie: %v", other, err)
		}
	}
	if !o.see("gert", id).AnswersPoints {
		t.Error("who may record the paraaf may not record what was done about the points")
	}
	o.must(o.AnswerPoints(o.ctx(), o.as("hester"), id, v.AnswersVersion, []PointAnswer{{Number: 1, Text: "Ja, artikel 4."}}))
	o.do("hester", id, "", paraaf)
	if p := o.see("ruud", id).Points; len(p) != 2 || p[0].Done || p[0].Answer == nil || p[0].Answer.Text != "Ja, artikel 4." || p[0].Answer.By != "Naam van hester" {
		t.Errorf("who sent back reads %+v", p)
	}
	if o.see("hester", id).AnswersPoints {
		t.Error("answers are still taken after the paraaf")
	}
	t.Log("The opsteller who asks the papers back is not held by what was asked of a station.")
	o.do("noor", id, "Eerst iets anders.", func(View) workflow.Command { return workflow.AskBack{} })
	o.do("noor", id, "", submit)
	o.do("ruud", id, "", paraaf)
}

// Whatever somebody writes as a reason, its words are all in the lead or in a
// point, in order.
func TestSplittingPointsLosesNoWord(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"", "- a b", "* c", "1. d", "e f", "moet: g", "- overweeg: h i", "-", "• j", "12) k", "- vraag:"}), 0, 60).Draw(t, "lines")
		text := strings.Join(lines, "\n")
		lead, points := splitPoints(text)
		words := lead
		for i, p := range points {
			if p.Number != i+1 || strings.TrimSpace(p.Text) == "" {
				t.Fatalf("point %d is %+v", i+1, p)
			}
			words += " " + p.Text
		}
		for _, w := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"} {
			count := func(s string) int {
				n := 0
				for _, f := range strings.Fields(s) {
					if f == w {
						n++
					}
				}
				return n
			}
			if count(words) != count(text) {
				t.Fatalf("%q: %d times, of %d", w, count(words), count(text))
			}
		}
	})
}

// The secretariaat records what it was told: both names, and how; nobody's
// word but of who fills the station, and never on his own nota.
func TestTheSecretariaatRecordsWhatItWasTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	if v := o.see("hester", id); len(v.Tellings) != 0 {
		t.Error("the directie may record for another")
	}
	v := o.see("gert", id)
	if len(v.Tellings) != 1 || v.Tellings[0].Answer != "give-paraaf" || len(v.Tellings[0].People) != 1 || v.Tellings[0].People[0].ID != "hester" {
		t.Fatalf("gert may record %+v", v.Tellings)
	}
	tell := func(who workflow.PersonID) func(View) workflow.Command {
		return func(v View) workflow.Command {
			return workflow.GiveParaaf{Seen: v.Seen, Verdict: workflow.Akkoord, Instructed: who, How: workflow.ByPhone}
		}
	}
	var no *workflow.Refusal
	for _, stranger := range []workflow.PersonID{"ruud", "vreemde", "nobody"} {
		if err := o.try("gert", id, "", tell(stranger)); !errors.As(err, &no) {
			t.Errorf("the word of %s is recorded: %v", stranger, err)
		}
	}
	o.heard()
	o.do("gert", id, "", tell("hester"))
	if got := o.heard(); got["hester"] != "namens " {
		t.Errorf("the one in whose name it was done is told %v", got)
	}
	v = o.see("noor", id)
	stop := v.Route[0][0]
	last := v.History[len(v.History)-1]
	if stop.By != "Naam van gert" || stop.Namens != "Naam van hester" || last.Details["told"] != "telefonisch" {
		t.Errorf("recorded as %+v, %+v", stop, last)
	}
	pdf, _, err := o.PDF(o.ctx(), o.as("noor"), id, PaperNota)
	o.must(err)
	if text := printed(t, pdf); !strings.Contains(text, "Naam van gert, namens Naam") || !strings.Contains(text, "van hester") || !strings.Contains(text, "telefonisch") {
		t.Errorf("the print does not have both names and how: %s", text[max(0, len(text)-900):])
	}
	// Both have given their assent of this round now.
	if err := o.try("gert", id, "", func(v View) workflow.Command {
		return workflow.GiveParaaf{Seen: v.Seen, Verdict: workflow.Akkoord, Instructed: "ruud", How: workflow.ByPhone}
	}); !errors.As(err, &no) || no.Rule != "R6" {
		t.Errorf("one person records two assents of a round: %v", err)
	}
}

// printed is what a reader of the PDF can copy.
func printed(t *testing.T, data []byte) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-", "-")
	c.Stdin = bytes.NewReader(data)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// A chain of stand-ins: the second has the seat only on days on which the
// first is away himself; a kind narrows it; the principal reads who they are.
func TestAChainOfStandIns(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 4, Day: d} }
	plv := workflow.Waarneming{Seat: people["ruud"], Namens: "ruud", From: day(17), Until: day(30)}
	o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "hester", plv, "yasmin", "pieter"))
	stands := func(key string) bool { return len(o.as(key).Actor.Waarnemings) > 0 }
	for key, want := range map[string]bool{"hester": true, "yasmin": false, "pieter": false} {
		if stands(key) != want {
			t.Errorf("with the first there, %s stands in: %v", key, !want)
		}
	}
	// The first goes away too, for two days, and then the second.
	o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "noor", workflow.Waarneming{Seat: people["hester"], Namens: "hester", From: day(20), Until: day(21)}))
	o.now = time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)
	if !stands("yasmin") || stands("pieter") {
		t.Error("the second does not stand in when the first is away")
	}
	o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "pieter", workflow.Waarneming{Seat: people["yasmin"], Namens: "yasmin", From: day(21), Until: day(21)}))
	o.now = time.Date(2026, 4, 21, 9, 0, 0, 0, time.UTC)
	own := 0
	for _, w := range o.as("pieter").Actor.Waarnemings {
		if w.Seat == plv.Seat {
			own++
		}
	}
	if own != 1 {
		t.Error("the third does not stand in when both before him are away")
	}
	o.now = time.Date(2026, 4, 22, 9, 0, 0, 0, time.UTC)
	if !stands("hester") || stands("yasmin") {
		t.Error("the first does not have the seat back")
	}
	away, err := o.CoveredBy(o.ctx(), "ruud")
	o.must(err)
	if len(away) != 1 || !slices.Equal(away[0].Deputies, []string{"Naam van hester", "Naam van yasmin", "Naam van pieter"}) {
		t.Errorf("the plv. SG is told %+v", away)
	}
	var no *workflow.Refusal
	if err := o.PutWaarneming(o.ctx(), o.as("gert"), "hester", plv, "hester"); !errors.As(err, &no) {
		t.Errorf("one stands in after himself: %v", err)
	}
	if err := o.PutWaarneming(o.ctx(), o.as("gert"), "hester", plv, "marijke"); !errors.Is(err, ErrNotFound) {
		t.Errorf("another ministry in the chain: %v", err)
	}

	if err := o.PutWaarneming(o.ctx(), o.as("gert"), "hester", workflow.Waarneming{Seat: people["ilse"], Namens: "ilse", From: day(22), Until: day(23)}); !errors.As(err, &no) {
		t.Errorf("an official stands in for a minister: %v", err)
	}

	t.Log("For one kind of nota: the seed is ter beslissing.")
	id := o.submitted()
	o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "joost", workflow.Waarneming{Seat: people["ilse"], Namens: "ilse", From: day(22), Until: day(30), Kind: workflow.TerInformatie}))
	if _, err := o.View(o.ctx(), o.as("joost").Actor, id); err != nil {
		t.Fatal(err) // he reads along in cc
	}
	if s := o.see("joost", id).State; len(s.Standings(o.as("joost").Actor)) == 0 || s.Relation(o.as("joost").Actor) != workflow.RelationCC {
		t.Errorf("who stands in for another kind is %s here", s.Relation(o.as("joost").Actor))
	}
}

// Who is stood in for hears of it on the day it begins, and so does who stands
// in: once, however many nodes look and however often.
func TestWhoIsStoodInForHearsThatItBegins(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 4, Day: d} }
	told := func(key string) (out []string) {
		t.Helper()
		all, err := o.Notifications(o.ctx(), o.as(key).Actor)
		o.must(err)
		for _, n := range all {
			out = append(out, n.Kind+" "+n.Name)
		}
		return out
	}
	o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "hester", workflow.Waarneming{Seat: people["ruud"], Namens: "ruud", From: day(20), Until: day(30)}))
	if got := told("ruud"); len(got) != 0 {
		t.Errorf("before it begins ruud is told %q", got)
	}
	o.now = time.Date(2026, 4, 20, 5, 0, 0, 0, time.UTC)
	for range 3 {
		o.must(o.TellOfWaarneming(o.ctx()))
	}
	if got := told("ruud"); !slices.Equal(got, []string{"covered Naam van hester"}) {
		t.Errorf("the principal is told %q", got)
	}
	if got := told("hester"); !slices.Equal(got, []string{"stands-in Naam van ruud"}) {
		t.Errorf("who stands in is told %q", got)
	}
	var mailed []string
	_, err := o.book.Deliver(o.ctx(), o.now.Add(time.Minute), 10, func(_ context.Context, n journal.Notice) error {
		mailed = append(mailed, string(n.To)+" "+n.Kind)
		return nil
	})
	o.must(err)
	slices.Sort(mailed)
	if !slices.Equal(mailed, []string{"hester stands-in", "ruud covered"}) {
		t.Errorf("the postman is handed %q", mailed)
	}
	if kenmerk, err := o.Kenmerk(o.ctx(), o.as("ruud").Actor, ""); err != nil || kenmerk != "" {
		t.Errorf("the mail names %q, %v", kenmerk, err)
	}
	o.now = time.Date(2026, 4, 28, 5, 0, 0, 0, time.UTC)
	o.must(o.TellOfWaarneming(o.ctx()))
	if got := told("ruud"); len(got) != 1 {
		t.Errorf("a week later once more: %q", got)
	}
	o.must(o.PutWaarneming(o.ctx(), o.as("gert"), "yasmin", workflow.Waarneming{Seat: people["pieter"], Namens: "pieter", From: day(28), Until: day(28)}))
	if got := told("pieter"); len(got) != 1 {
		t.Errorf("one that begins today is told at once: %q", got)
	}
}

// The bag holds the papers that its maker may see, and the read log says so.
func TestTheBagHoldsWhatItsMakerMaySee(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	one, two := o.opened(), o.opened()
	for _, id := range []workflow.DossierID{one, two} {
		o.mended(id)
		o.do("noor", id, "", submit)
	}
	data, err := o.Bag(o.ctx(), o.as("hester"), []workflow.DossierID{two, one})
	o.must(err)
	text := printed(t, data)
	for _, want := range []string{"Tas van Naam van hester", "Kamerbrief Chipsoft Incident", "Geadviseerd besluit", "Naar de lijst", "24 april 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("the bag does not hold %q", want)
		}
	}
	taken := 0
	o.must(o.book.ReadLog(o.ctx(), o.now.Add(-time.Hour), o.now.Add(time.Hour), "", "hester", func(r journal.Reading) error {
		if r.Action == string(workflow.ActionDownload) && r.Result == "tas" {
			taken++
		}
		return nil
	}))
	if taken != 4 {
		t.Errorf("the read log has %d papers of the bag, want 4", taken)
	}
	data, err = o.Bag(o.ctx(), o.as("marijke"), []workflow.DossierID{one})
	o.must(err)
	if text := printed(t, data); strings.Contains(text, "Geadviseerd besluit") || !strings.Contains(text, "voorzitter") {
		t.Error("the bag of another ministry is not the letter alone")
	}
	if _, err := o.Bag(o.ctx(), o.as("vreemde"), []workflow.DossierID{one}); !errors.Is(err, ErrNotFound) {
		t.Errorf("a stranger's bag: %v", err)
	}
	if _, err := o.Bag(o.ctx(), o.as("tom"), []workflow.DossierID{one}); !errors.Is(err, ErrNotFound) {
		t.Errorf("the beheerder's bag: %v", err)
	}
	var no *workflow.Refusal
	if _, err := o.Bag(o.ctx(), o.as("hester"), nil); !errors.As(err, &no) {
		t.Errorf("an empty bag: %v", err)
	}
}

// Recess is data that an administrator loads; the plan says when a day falls
// in it.
func TestTheRecessThatIsLoadedIsSaidByThePlan(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	id := o.opened()
	o.mended(id) // deadline 24 April 2026
	src := []byte(`{"reces":[{"name":"meireces","from":"2026-04-24","until":"2026-05-11"}]}`)
	if KindOf(src) != SettingRecess {
		t.Errorf("the file is taken for %q", KindOf(src))
	}
	_, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingRecess, src, 0)
	o.must(err)
	if says := strings.Join(o.see("noor", id).Planning, " "); !strings.Contains(says, "meireces") {
		t.Errorf("the plan says %q", says)
	}
	taken, err := o.Measures(o.ctx(), o.as("bas").Actor, 1<<30)
	o.must(err)
	if i := slices.IndexFunc(taken, func(m MeasureView) bool { return m.Kind == journal.SettingLoaded && m.On.Setting == SettingRecess }); i < 0 || taken[i].By != "bas" {
		t.Errorf("the ledger does not say who loaded it: %+v", taken)
	}
	var faulty *Faulty
	for _, bad := range []string{`{"reces":[]}`, `{"reces":[{"name":"x","from":"2026-05-01","until":"2026-04-01"}]}`, `{"reces":[],"meer":1}`, `{}`,
		`{"reces":[{"name":"a","from":"2026-01-01","until":"2026-01-09"},{"name":"b","from":"2026-01-09","until":"2026-01-12"}]}`} {
		if _, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingRecess, []byte(bad), 0); !errors.As(err, &faulty) {
			t.Errorf("%s is loaded: %v", bad, err)
		}
	}
	if _, err := o.LoadSetting(o.ctx(), o.as("noor"), SettingRecess, src, 0); !errors.Is(err, ErrNotFound) {
		t.Errorf("loaded by an official: %v", err)
	}
}

// A return to a station in the middle is said where it lies, and over once
// that station has acted.
func TestAReturnToTheMiddleIsSaidWhereItLies(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	o.do("hester", id, "", paraaf)
	o.do("ruud", id, "Klopt de dekking?", func(v View) workflow.Command { return workflow.SendBack{Seen: v.Seen, To: "directie"} })
	if v := o.see("hester", id); v.SentBack == nil || v.SentBack.Text != "Klopt de dekking?" || v.History[len(v.History)-1].Details["to"] == "" {
		t.Errorf("the directie reads %+v", v.SentBack)
	}
	rows, err := o.Mine(o.ctx(), o.as("noor").Actor)
	o.must(err)
	if len(rows) != 1 || rows[0].SentBack != nil || rows[0].Plan.IsZero() {
		t.Errorf("the opsteller's list: %+v", rows)
	}
	o.do("hester", id, "", paraaf)
	if v := o.see("ruud", id); v.SentBack != nil {
		t.Error("it is still said to have come back")
	}
}

// After a return nobody loses what he saw, and nobody reads what the opsteller
// is writing before it comes up again.
func TestAfterAReturnEveryoneKeepsWhatHeSawAndNoMore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	if _, err := o.View(o.ctx(), o.as("marijke").Actor, id); !errors.Is(err, ErrNotFound) {
		t.Errorf("JenV before submission: %v", err)
	}
	o.mended(id)
	o.do("noor", id, "", submit)
	seen := map[string]documents.Digest{}
	readers := []string{"marijke", "yasmin", "joost", "ruud", "hester"}
	for _, key := range readers {
		seen[key] = o.see(key, id).Seen
	}
	o.do("hester", id, "Anders.", sendBack)
	o.section("noor", id, "kernpunten", "- Dit is nog een gedachte van de opsteller.")
	v := o.see("noor", id)
	_, err := o.SaveField(o.ctx(), o.as("noor"), id, PaperBrief, documents.FieldBetreft, v.Papers[1].Version, "Een ander onderwerp")
	o.must(err)
	for _, key := range readers {
		v, err := o.View(o.ctx(), o.as(key).Actor, id)
		o.must(err)
		if v.Seen != seen[key] {
			t.Errorf("%s sees other papers than were submitted", key)
		}
		for _, p := range v.Papers {
			if text := string(p.Paper.Bytes()); strings.Contains(text, "nog een gedachte") || strings.Contains(text, "Een ander onderwerp") {
				t.Errorf("%s reads what is being written", key)
			}
		}
		if _, _, err := o.Source(o.ctx(), o.as(key), id, PaperBrief); err != nil {
			t.Errorf("%s may not fetch the letter any more: %v", key, err)
		}
	}
	if v := o.see("marijke", id); v.Phase != workflow.Concept || len(v.Papers) != 1 {
		t.Errorf("JenV sees %d papers", len(v.Papers))
	}
	if text := string(o.see("noor", id).Papers[0].Paper.Bytes()); !strings.Contains(text, "nog een gedachte") {
		t.Error("the opsteller lost the working text")
	}
	o.do("noor", id, "", submit)
	if v := o.see("ruud", id); !strings.Contains(string(v.Papers[0].Paper.Bytes()), "nog een gedachte") {
		t.Error("what came up again is not read")
	}
}

// Where the line lets a station read from its own turn on, nothing gives it the
// papers before: no page, no file, no list, no search, no bag and no notice.
func TestNothingShowsThePapersBeforeTheTurn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	o.do("noor", id, "", func(v View) workflow.Command {
		r := v.State.Route
		r.InTurn = true
		return workflow.ChangeRoute{Route: r}
	})
	o.do("noor", id, "", submit)
	reads := map[string]func(Ask) error{
		"dossier": func(a Ask) error { _, err := o.View(o.ctx(), a.Actor, id); return err },
		"reading": func(a Ask) error { _, err := o.Read(o.ctx(), a, id); return err },
		"source":  func(a Ask) error { _, _, err := o.Source(o.ctx(), a, id, PaperNota); return err },
		"pdf":     func(a Ask) error { _, _, err := o.PDF(o.ctx(), a, id, PaperBrief); return err },
		"docx":    func(a Ask) error { _, _, err := o.ForWord(o.ctx(), a, id, PaperNota, "docx"); return err },
		"versions": func(a Ask) error {
			_, err := o.Versions(o.ctx(), a, id, PaperNota, 0, 0)
			return err
		},
		"public preview": func(a Ask) error { _, err := o.Preview(o.ctx(), a.Actor, id, PaperNota); return err },
		"review":         func(a Ask) error { _, err := o.Review(o.ctx(), a.Actor, id); return err },
		"route":          func(a Ask) error { _, _, err := o.ProposeRoute(o.ctx(), a.Actor, id); return err },
		"wijziging":      func(a Ask) error { _, err := o.Amendment(o.ctx(), a.Actor, id); return err },
		"colleagues":     func(a Ask) error { _, err := o.Colleagues(o.ctx(), a.Actor, id); return err },
		"live":           func(a Ask) error { _, err := o.Mark(o.ctx(), a.Actor, id); return err },
		"bag":            func(a Ask) error { _, err := o.Bag(o.ctx(), a, []workflow.DossierID{id}); return err },
	}
	hidden := func(key string) {
		t.Helper()
		for name, read := range reads {
			if err := read(o.as(key)); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s before the turn of %s: %v", name, key, err)
			}
		}
		for _, query := range []string{"", "Chipsoft"} {
			rows, err := o.finds(key, query)
			o.must(err)
			if len(rows) != 0 {
				t.Errorf("%s finds it before the turn, with %q", key, query)
			}
		}
		rows, err := o.Worklist(o.ctx(), o.as(key).Actor)
		o.must(err)
		told, err := o.Notifications(o.ctx(), o.as(key).Actor)
		o.must(err)
		if len(rows)+len(told) != 0 {
			t.Errorf("%s has it in a list or a notice before the turn", key)
		}
	}
	hidden("ruud")
	hidden("ilse")
	o.see("gert", id) // the secretariaat plans
	o.do("hester", id, "", paraaf)
	o.see("ruud", id)
	hidden("ilse")
	o.do("ruud", id, "", paraaf)
	o.see("ilse", id)
	if rows, err := o.finds("ilse", "Chipsoft"); err != nil || len(rows) != 1 {
		t.Errorf("at her turn the minister finds %d: %v", len(rows), err)
	}
}

// Who is asked by name finds the dossier in his list; who has the same seat
// does not by that.
func TestWhoIsAskedByNameFindsTheDossier(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: "fleur", Name: "Naam van fleur"}))
	o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: "floor", Name: "Naam van floor"}))
	seat := workflow.Seat{Role: workflow.RoleAdviseur, Organisation: "vws.mvws"}
	for _, p := range []workflow.PersonID{"fleur", "floor"} {
		o.must(o.book.SetSeats(o.ctx(), p, []workflow.Seat{seat}))
	}
	o.do("hester", id, "Wat vindt u?", func(View) workflow.Command {
		return workflow.AskAdviceOf{ID: "advies-fleur", Of: seat, Person: "fleur"}
	})
	for key, want := range map[string]int{"fleur": 1, "floor": 0} {
		rows, err := o.finds(key, "")
		o.must(err)
		if len(rows) != want {
			t.Errorf("%s finds %d", key, len(rows))
		}
	}
	// Who stands in for the one finds it too; who stands in for the other does not.
	for deputy, namens := range map[workflow.PersonID]workflow.PersonID{"frans": "fleur", "freek": "floor"} {
		o.must(o.book.PutPerson(o.ctx(), journal.Person{ID: deputy, Name: "Naam van " + string(deputy)}))
		o.must(o.book.SetSeats(o.ctx(), deputy, []workflow.Seat{{Role: workflow.RoleAdviseur, Organisation: "vws.mljs"}}))
		o.must(o.PutWaarneming(o.ctx(), o.as("gert"), deputy, workflow.Waarneming{Seat: seat, Namens: namens, From: documents.DateOf(o.now), Until: documents.DateOf(o.now).AddDays(7)}))
	}
	for key, want := range map[string]int{"frans": 1, "freek": 0} {
		work, err := o.Worklist(o.ctx(), o.as(key).Actor)
		o.must(err)
		for _, query := range []string{"", "Chipsoft"} {
			rows, err := o.finds(key, query)
			o.must(err)
			if len(rows) != want || len(work) != want {
				t.Errorf("%s finds %d by %q and has %d to do", key, len(rows), query, len(work))
			}
		}
	}
	if stop := o.see("noor", id).Beside; !slices.ContainsFunc(stop, func(s Stop) bool { return slices.Equal(s.People, []string{"Naam van fleur"}) }) {
		t.Error("the line names somebody else at the station")
	}
}
