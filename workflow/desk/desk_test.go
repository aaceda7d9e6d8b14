package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/documents/gate"
	"paraaf/documents/render"
	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// An office is a desk over a fresh book with people of every role of the seed
// nota, and a clock that the test moves.
type office struct {
	*testing.T
	*Desk
	now  time.Time
	tick sync.Mutex // held by as and by the clock, which the book reads for what works beside a test
	keys int
}

var houses = []journal.Organisation{
	{ID: "vws", Name: "Ministerie van VWS", Aliases: []string{"VWS"}},
	{ID: "vws.mljs", Name: "Minister LJS", Parent: "vws"},
	{ID: "vws.mvws", Name: "Minister VWS", Parent: "vws", Aliases: []string{"MVWS"}},
	{ID: "vws.dicio", Name: "Directie Informatiebeleid - CIO", Parent: "vws", Aliases: []string{"Cluster iBeleid team B"}},
	{ID: "jenv", Name: "Ministerie van Justitie en Veiligheid", Aliases: []string{"JenV"}},
	{ID: "jenv.stas", Name: "Staatssecretaris JenV", Parent: "jenv", Aliases: []string{"Staatssecretaris van Justitie en Veiligheid"}},
	{ID: "ocw.dir", Name: "Directie Kennis"},
}

var people = map[string]workflow.Seat{
	"noor":    {Role: workflow.RoleOpsteller, Organisation: "vws.dicio"},
	"hester":  {Role: workflow.RoleDirectie, Organisation: "vws.dicio"},
	"ruud":    {Role: workflow.RolePlvSG, Organisation: "vws"},
	"ilse":    {Role: workflow.RoleBewindspersoon, Organisation: "vws.mljs"},
	"joost":   {Role: workflow.RoleBewindspersoon, Organisation: "vws.mvws"},
	"gert":    {Role: workflow.RoleSecretariaat, Organisation: "vws"},
	"yasmin":  {Role: workflow.RoleCommunicatie, Organisation: "vws"},
	"pieter":  {Role: workflow.RoleCommunicatie, Organisation: "vws"},
	"marijke": {Role: workflow.RoleBewindspersoon, Organisation: "jenv.stas"},
	"vreemde": {Role: workflow.RoleDirectie, Organisation: "ocw.dir"},
	"tom":     {Role: workflow.RoleBeheerder, Organisation: "vws"},
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{T: t, now: time.Date(2026, 4, 17, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time {
		o.tick.Lock()
		defer o.tick.Unlock()
		return o.now
	}
	book, err := journal.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"), journal.Options{Clock: clock})
	o.must(err)
	t.Cleanup(func() { book.Close() })
	for _, h := range houses {
		o.must(book.PutOrganisation(t.Context(), h))
	}
	for key, seat := range people {
		o.must(book.PutPerson(t.Context(), journal.Person{ID: workflow.PersonID(key), Name: "Naam van " + key}))
		o.must(book.SetSeats(t.Context(), workflow.PersonID(key), []workflow.Seat{seat}))
	}
	policy, err := policies.Embedded()
	o.must(err)
	o.Desk = New(book, policy, clock)
	return o
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) ctx() context.Context { return o.T.Context() }

func (o *office) as(key string) Ask {
	o.Helper()
	o.tick.Lock()
	o.now = o.now.Add(time.Minute)
	o.tick.Unlock()
	o.keys++
	a, err := o.Desk.Actor(o.ctx(), workflow.PersonID(key))
	o.must(err)
	k := fmt.Sprintf("key-%d", o.keys)
	return Ask{Actor: a, Key: k, Request: documents.DigestOf(nil, []byte(k))}
}

// finds gives the newest of what key may see with the words of text.
func (o *office) finds(key, text string) ([]Row, error) {
	return o.findsAs(o.as(key), text)
}

func (o *office) findsAs(by Ask, text string) ([]Row, error) {
	found, err := o.Visible(o.ctx(), by, Search{Filter: journal.Filter{Text: text}})
	return found.Rows, err
}

func (o *office) see(key string, id workflow.DossierID) View {
	o.Helper()
	v, err := o.View(o.ctx(), o.as(key).Actor, id)
	o.must(err)
	return v
}

// try gives a command made from what the person sees.
func (o *office) try(key string, id workflow.DossierID, text string, c func(View) workflow.Command) error {
	o.Helper()
	v := o.see(key, id)
	_, err := o.Do(o.ctx(), o.as(key), id, 0, c(v), text)
	return err
}

func (o *office) do(key string, id workflow.DossierID, text string, c func(View) workflow.Command) {
	o.Helper()
	if err := o.try(key, id, text, c); err != nil {
		o.Fatalf("%s: %v", key, err)
	}
}

func submit(v View) workflow.Command { return workflow.Submit{Seen: v.Seen} }
func paraaf(v View) workflow.Command {
	return workflow.GiveParaaf{Seen: v.Seen, Verdict: workflow.Akkoord}
}
func sendBack(v View) workflow.Command    { return workflow.SendBack{Seen: v.Seen} }
func medeakkoord(v View) workflow.Command { return workflow.GiveMedeakkoord{Seen: v.Seen} }
func akkoord(v View) workflow.Command {
	return workflow.TakeBesluit{Seen: v.Seen, Verdict: workflow.Akkoord}
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// readSecond takes out everything that is found, as the second reader by
// himself, and fixes it.
func (o *office) readSecond(key string, id workflow.DossierID) {
	o.Helper()
	o.readSecondBut(key, id, func(Judgement) bool { return false })
}

// readSecondBut is a second reading that leaves some of what was found as it is.
func (o *office) readSecondBut(key string, id workflow.DossierID, keep func(Judgement) bool) {
	o.Helper()
	r, err := o.Review(o.ctx(), o.as(key).Actor, id)
	o.must(err)
	var all []Judgement
	for _, j := range r.Judgements {
		d := Redact
		if keep(j) {
			d = Keep
		}
		all = append(all, Judgement{ID: j.ID, Decision: d})
	}
	if len(all) > 0 {
		_, err = o.Judge(o.ctx(), o.as(key), id, r.Version, all)
		o.must(err)
	}
	o.do(key, id, "", func(v View) workflow.Command { return workflow.CloseSecondReading{Seen: v.State.MarksDigest()} })
}

// opened is the seed nota with its letter, made fit to be submitted.
func (o *office) opened() workflow.DossierID {
	o.Helper()
	r, err := o.Open(o.ctx(), o.as("noor"), Intake{Nota: read(o, "nota.md"), Letter: read(o, "brief.md")})
	o.must(err)
	return r.Dossier
}

func (o *office) field(key string, id workflow.DossierID, f documents.Field, value string) {
	o.Helper()
	v := o.see(key, id)
	_, err := o.SaveField(o.ctx(), o.as(key), id, PaperNota, f, v.Papers[0].Version, value)
	o.must(err)
}

func (o *office) section(key string, id workflow.DossierID, k documents.SectionKey, body string) {
	o.Helper()
	v := o.see(key, id)
	_, err := o.SaveSection(o.ctx(), o.as(key), id, PaperNota, k, v.Papers[0].Version, body)
	o.must(err)
}

// mended answers what blocks the seed: the deadline before the date, the
// empty opsteller, the count of bijlagen.
func (o *office) mended(id workflow.DossierID) {
	o.Helper()
	o.field("noor", id, documents.FieldDeadline, "24 april 2026")
	o.field("noor", id, documents.FieldOpsteller, "N. Haverkamp")
	o.field("noor", id, documents.FieldBijlagen, "1")
}

// submitted is what was opened and mended, in the line.
func (o *office) submitted() workflow.DossierID {
	o.Helper()
	id := o.opened()
	o.mended(id)
	o.do("noor", id, "", submit)
	return id
}

// decided submits a dossier and has everybody in the line agree.
func (o *office) decided(id workflow.DossierID) {
	o.Helper()
	o.do("noor", id, "", submit)
	o.do("hester", id, "", paraaf)
	o.do("ruud", id, "", paraaf)
	o.do("marijke", id, "", medeakkoord)
	o.do("ilse", id, "", akkoord)
}

func TestTheSeedComesBackByteForByte(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	got, name, err := o.Source(o.ctx(), o.as("noor"), id, PaperNota)
	o.must(err)
	if !bytes.Equal(got, read(t, "nota.md")) {
		t.Error("the nota is not what came in")
	}
	if name != "nota.md" {
		t.Errorf("file name %q", name)
	}
}

// What no page could show is refused when it is offered, not when somebody
// opens the dossier.
func TestWhatCannotBeShownIsNotTakenIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	hostile := strings.Repeat("[a](", 200_000)
	var no *documents.Unreadable
	_, err := o.Open(o.ctx(), o.as("noor"), Intake{Nota: append(read(t, "nota.md"), hostile...)})
	if !errors.As(err, &no) {
		t.Errorf("a nota of openers is taken in: %v", err)
	}
	id := o.opened()
	version := o.see("noor", id).Papers[0].Version
	_, err = o.SaveSection(o.ctx(), o.as("noor"), id, PaperNota, "kernpunten", version, hostile)
	if !errors.As(err, &no) {
		t.Errorf("a section of openers is kept: %v", err)
	}
	if now := o.see("noor", id).Papers[0].Version; now != version {
		t.Errorf("the refused text made version %d of %d", now, version)
	}
}

func TestTheSeedFindsItsRoute(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.see("noor", o.opened())
	var got []string
	for _, step := range v.Route {
		for _, s := range step {
			got = append(got, s.Title)
		}
	}
	for _, s := range v.Beside {
		got = append(got, "naast: "+s.Title)
	}
	want := []string{"Directie Informatiebeleid - CIO", "Plv. SG", "Minister LJS", "naast: Staatssecretaris JenV"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if v.Onderwerp != "Kamerbrief Chipsoft Incident" || v.Kenmerk != "4377464-1097773-DICIO" {
		t.Errorf("onderwerp %q, kenmerk %q", v.Onderwerp, v.Kenmerk)
	}
}

// TestJourney2 is the second journey of the house: a nota goes up, comes back
// and goes up again, while JenV agrees beside it.
func TestJourney2(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	var no *workflow.Refusal
	if err := o.try("noor", id, "", submit); !errors.As(err, &no) || no.Rule != "R18" {
		t.Fatalf("submitting with blocking remarks gives %v", err)
	}
	o.mended(id)
	o.do("noor", id, "", submit)
	o.do("hester", id, "", paraaf)
	o.do("marijke", id, "", medeakkoord)
	o.do("ruud", id, "De risico's ontbreken bij kernpunten.", sendBack)

	v := o.see("noor", id)
	if v.SentBack == nil || v.SentBack.Text != "De risico's ontbreken bij kernpunten." || v.SentBack.By != "Naam van ruud" {
		t.Fatalf("why it came back: %+v", v.SentBack)
	}
	nota := v.Papers[0].Paper
	s, _ := nota.Section("kernpunten")
	o.section("noor", id, "kernpunten", nota.Content(s)+"\n- Risico: herhaling is niet uitgesloten.")
	o.do("noor", id, "", submit)

	v = o.see("hester", id)
	if got := v.Route[0][0]; got.Status != StopTurn || len(got.Asked) != 1 || got.Asked[0] != "Nota, Kernpunten" {
		t.Errorf("the directie is asked %q (%s), want only kernpunten", got.Asked, got.Status)
	}
	if v.Beside[0].Status != StopDone {
		t.Errorf("the medeakkoord on an unchanged letter is %s", v.Beside[0].Status)
	}
	o.do("hester", id, "", paraaf)
	o.do("ruud", id, "", paraaf)
	o.do("ilse", id, "", akkoord)
	if v := o.see("noor", id); v.Phase != workflow.Decided {
		t.Errorf("after akkoord the dossier is %s", v.Phase)
	}
}

func TestAnotherMinistrySeesTheLetterOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	if _, err := o.View(o.ctx(), o.as("marijke").Actor, id); !errors.Is(err, ErrNotFound) {
		t.Errorf("before submission JenV gets %v", err)
	}
	o.mended(id)
	o.do("noor", id, "", submit)
	v := o.see("marijke", id)
	if len(v.Papers) != 1 || v.Papers[0].ID != PaperBrief {
		t.Fatalf("JenV sees %d papers", len(v.Papers))
	}
	if v.SentBack != nil || len(v.Route) != 0 || len(v.Papers[0].Remarks) != 0 || strings.Contains(v.Onderwerp, "Chipsoft Incident") {
		t.Errorf("JenV sees more than the letter: %+v", v)
	}
	for _, l := range v.History {
		t.Errorf("JenV reads in the history: %s", l.Event)
	}
	if _, _, err := o.Source(o.ctx(), o.as("marijke"), id, PaperNota); !errors.Is(err, ErrNotFound) {
		t.Errorf("JenV downloading the nota gets %v", err)
	}
	if _, _, err := o.Source(o.ctx(), o.as("marijke"), id, PaperBrief); err != nil {
		t.Errorf("JenV downloading the letter gets %v", err)
	}
}

func TestForbiddenAndAbsentAreAlike(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	for _, key := range []string{"vreemde", "tom", "marijke"} {
		a := o.as(key)
		_, forbidden := o.View(o.ctx(), a.Actor, id)
		_, absent := o.View(o.ctx(), a.Actor, "bestaatniet")
		if !errors.Is(forbidden, ErrNotFound) || forbidden.Error() != absent.Error() {
			t.Errorf("%s: %v and %v", key, forbidden, absent)
		}
		if _, err := o.Do(o.ctx(), a, id, 0, workflow.Withdraw{}, "weg ermee"); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s may try: %v", key, err)
		}
		rows, err := o.findsAs(a, "")
		o.must(err)
		if len(rows) != 0 {
			t.Errorf("%s finds %d dossiers", key, len(rows))
		}
	}
}

func TestTheSameRequestGivesTheSameAnswer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	v := o.see("noor", id)
	ask := o.as("noor")
	first, err := o.Do(o.ctx(), ask, id, 0, submit(v), "")
	o.must(err)
	again, err := o.Do(o.ctx(), ask, id, 0, submit(v), "")
	o.must(err)
	if first != again {
		t.Errorf("%+v, then %+v", first, again)
	}
	ask.Request = documents.DigestOf(nil, []byte("iets anders"))
	if _, err := o.Do(o.ctx(), ask, id, 0, submit(v), ""); !errors.Is(err, ErrOtherRequest) {
		t.Errorf("the same key with another request gives %v", err)
	}
}

func TestNobodyOverwritesWhatHeDidNotSee(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	version := o.see("noor", id).Papers[0].Version
	if _, err := o.SaveSection(o.ctx(), o.as("noor"), id, PaperNota, "aanleiding", version, "Eerste."); err != nil {
		t.Fatal(err)
	}
	var c *Conflict
	_, err := o.SaveSection(o.ctx(), o.as("noor"), id, PaperNota, "aanleiding", version, "Tweede.")
	if !errors.As(err, &c) || !strings.Contains(c.Theirs, "Eerste.") || c.By != "Naam van noor" {
		t.Errorf("got %v, %+v", err, c)
	}
}

func TestReadersSeeWhatChangedSinceTheyLastRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	v, err := o.Read(o.ctx(), o.as("hester"), id)
	o.must(err)
	if v.Papers[0].Read || v.Papers[0].Changes != nil {
		t.Error("a first reading shows changes")
	}
	o.do("hester", id, "Noem de datum.", sendBack)
	o.section("noor", id, "aanleiding", "Op 7 april 2026 zijn gegevens gestolen.")
	o.do("noor", id, "", submit)
	for range 2 { // and again after a refresh
		v, err = o.Read(o.ctx(), o.as("hester"), id)
		o.must(err)
		if cs := v.Papers[0].Changes; len(cs) != 1 || cs[0].Section != "aanleiding" {
			t.Errorf("changes since the last reading: %+v", cs)
		}
	}
}

func TestWorklistsShowWhatOneIsAskedToDo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	tasks := func(key string) string {
		rows, err := o.Worklist(o.ctx(), o.as(key).Actor)
		o.must(err)
		var ts []string
		for _, r := range rows {
			ts = append(ts, string(r.Task))
		}
		return strings.Join(ts, " ")
	}
	want := func(moment string, who ...string) {
		t.Helper()
		for key := range people {
			expect := ""
			for _, w := range who {
				if name, task, _ := strings.Cut(w, ":"); name == key {
					expect = task
				}
			}
			if got := tasks(key); got != expect {
				t.Errorf("%s: %s is asked %q, want %q", moment, key, got, expect)
			}
		}
	}
	want("concept", "noor:submit")
	o.mended(id)
	o.do("noor", id, "", submit)
	want("submitted", "hester:give-paraaf", "marijke:give-medeakkoord")
	o.do("hester", id, "", paraaf)
	o.do("marijke", id, "", medeakkoord)
	want("after the directie", "ruud:give-paraaf")
	o.do("ruud", id, "", paraaf)
	want("before the minister", "ilse:take-besluit")
	o.do("ilse", id, "", akkoord)
	want("decided", "yasmin:close-review", "pieter:close-review", "gert:record-signature", "ilse:record-signature")
}

// TestJourney4 is the fourth journey of the house: marks, second reader,
// public version, dispatch; and nothing that was taken out is in any file.
func TestJourney4(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	o.section("noor", id, "toelichting.afstemming", "De Kamerbrief is afgestemd met mevrouw Quirina Zandvoort (q.zandvoort@minjenv.nl, 06-12345678).")
	o.decided(id)

	var no *workflow.Refusal
	closeReview := func(v View) workflow.Command { return workflow.CloseReview{Seen: v.State.MarksDigest()} }
	if err := o.try("yasmin", id, "", closeReview); !errors.As(err, &no) || no.Rule != "R12" {
		t.Fatalf("closing with findings undecided gives %v", err)
	}
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	var all []Judgement
	for _, j := range r.Judgements {
		all = append(all, Judgement{ID: j.ID, Decision: Redact})
	}
	if len(all) < 3 {
		t.Fatalf("%d findings in a nota with a name, an address and a number", len(all))
	}
	if _, err := o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, []Judgement{{ID: all[0].ID, Decision: Redact, Grounds: []documents.Ground{"5.2"}}}); !errors.As(err, &no) {
		t.Errorf("ground 5.2 on a beslisnota gives %v", err)
	}
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, all)
	o.must(err)
	var c *Conflict
	if _, err := o.Judge(o.ctx(), o.as("pieter"), id, r.Version, all[:1]); !errors.As(err, &c) {
		t.Errorf("judging over what another saved gives %v", err)
	}
	o.do("yasmin", id, "", closeReview)

	confirm := func(v View) workflow.Command { return workflow.ConfirmReview{Seen: v.State.MarksDigest()} }
	if err := o.try("yasmin", id, "", confirm); !errors.As(err, &no) || no.Rule != "R13" {
		t.Errorf("the reviewer as second reader gives %v", err)
	}
	if _, err := o.Export(o.ctx(), o.as("yasmin"), id, 0); !errors.As(err, &no) {
		t.Errorf("export before the second reading gives %v", err)
	}
	if err := o.try("pieter", id, "", confirm); !errors.As(err, &no) || no.Rule != "R13" {
		t.Errorf("confirming without a reading of one's own gives %v", err)
	}
	o.readSecond("pieter", id)
	o.do("pieter", id, "", confirm)
	o.do("gert", id, "", func(View) workflow.Command { return workflow.DateLetter{On: workflow.CivilDay(o.now)} })
	_, err = o.Export(o.ctx(), o.as("yasmin"), id, 0)
	o.must(err)

	dispatch := func(v View) workflow.Command {
		return workflow.Dispatch{Seen: v.Seen, Date: workflow.CivilDay(o.now)}
	}
	if err := o.try("gert", id, "", dispatch); !errors.As(err, &no) || no.Rule != "R15" {
		t.Errorf("dispatch without a signature gives %v", err)
	}
	o.do("gert", id, "", func(v View) workflow.Command {
		return workflow.RecordSignature{Station: v.State.Signatories()[0].ID, How: workflow.SignedWet, On: workflow.CivilDay(o.now)}
	})
	o.do("gert", id, "", dispatch)

	v := o.see("noor", id)
	if v.Phase != workflow.Dispatched || len(v.Public) != 4 {
		t.Fatalf("phase %s, %d public files", v.Phase, len(v.Public))
	}
	for _, f := range v.Public {
		data, name, err := o.PublicFile(o.ctx(), o.as("noor"), id, f.Paper, f.Format)
		o.must(err)
		for _, word := range []string{"Zandvoort", "Quirina", "q.zandvoort", "12345678", "Haverkamp"} {
			if bytes.Contains(data, []byte(word)) || strings.Contains(name, word) {
				t.Errorf("%s holds %q", name, word)
			}
		}
	}
	bundle, name, err := o.Bundle(o.ctx(), o.as("gert"), id)
	o.must(err)
	if again, _, _ := o.Bundle(o.ctx(), o.as("gert"), id); name != "publicatie.zip" || !bytes.Equal(bundle, again) {
		t.Errorf("the publication %q is not the same twice", name)
	}
	if leaks, _, err := gate.Examine(name, bundle, []string{"Quirina Zandvoort", "q.zandvoort", "06-12345678"}, true); err != nil || len(leaks) > 0 {
		t.Errorf("the publication leaks: %+v %v", leaks, err)
	}
	for _, l := range v.History {
		if l.Event == "LetterDispatched" {
			return
		}
	}
	t.Error("the history does not tell of the dispatch")
}

// TestTwoNamesGiveOnePublicVersion: two dossiers that differ only in what is
// taken out give equal public bytes (D14).
func TestTwoNamesGiveOnePublicVersion(t *testing.T) {
	t.Parallel()
	var files [2][]byte
	for i, name := range []string{"Quirina Zandvoort", "Bo Li"} {
		o := newOffice(t)
		id := o.opened()
		o.mended(id)
		o.section("noor", id, "toelichting.afstemming", "De Kamerbrief is afgestemd met mevrouw "+name+" van het ministerie.")
		p, err := o.Preview(o.ctx(), o.as("noor").Actor, id, PaperNota)
		o.must(err)
		if files[i], err = render.PublicPDF(p, render.PublicOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the public files tell two names apart")
	}
}

// heard empties the outbox and says who was told what.
func (o *office) heard() map[string]string {
	o.Helper()
	out := map[string]string{}
	_, err := o.book.Deliver(o.ctx(), o.now, 100, func(_ context.Context, n journal.Notice) error {
		out[string(n.To)] += n.Kind + " "
		return nil
	})
	o.must(err)
	return out
}

func TestNobodyIsLeftInSilence(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	o.heard()
	want := func(moment string, expect map[string]string) {
		t.Helper()
		if got := o.heard(); fmt.Sprint(got) != fmt.Sprint(expect) {
			t.Errorf("%s: told %v, want %v", moment, got, expect)
		}
	}
	o.do("noor", id, "", submit)
	want("submitted", map[string]string{"hester": "turn ", "marijke": "turn "})
	o.do("hester", id, "", paraaf)
	want("directie", map[string]string{"ruud": "turn "})
	o.do("ruud", id, "Noem de risico's.", sendBack)
	want("sent back", map[string]string{"noor": "sent-back ", "hester": "sent-back "})
	o.section("noor", id, "kernpunten", "- Er is een risico.")
	o.do("noor", id, "", submit)
	want("submitted again", map[string]string{"hester": "lapsed ", "marijke": "turn "}) // who could not answer while it lay with the opsteller can again
	o.do("hester", id, "", paraaf)
	o.do("ruud", id, "", paraaf)
	o.heard()
	o.do("ilse", id, "", akkoord)
	want("besluit", map[string]string{"noor": "besluit ", "hester": "besluit ", "ruud": "besluit ", "yasmin": "turn ", "pieter": "turn "})
}

func TestAReminderIsSentOnceWhoeverAsks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id) // the deadline is 24 April
	o.do("noor", id, "", submit)
	o.heard()
	if n, err := o.Remind(o.ctx()); n != 1 || err != nil {
		t.Errorf("a week before: %d reminders, %v; want that the directie no longer gets its days", n, err)
	}
	if got := o.heard(); got["hester"] != "plan-short " || got["noor"] != "plan-short " || len(got) != 2 {
		t.Errorf("of the plan is told %v", got)
	}
	o.now = time.Date(2026, 4, 23, 7, 0, 0, 0, time.UTC)
	n, err := o.Remind(o.ctx())
	o.must(err)
	if n != 2 {
		t.Errorf("the day before: %d reminders, want one for the directie and one for JenV", n)
	}
	if n, _ := o.Remind(o.ctx()); n != 0 {
		t.Errorf("asked again: %d more", n)
	}
	if got := o.heard(); got["hester"] != "reminder " || got["marijke"] != "reminder " {
		t.Errorf("told %v", got)
	}
	o.now = time.Date(2026, 4, 29, 7, 0, 0, 0, time.UTC) // King's Day does not count
	_, err = o.Remind(o.ctx())
	o.must(err)
	if got := o.heard(); !strings.Contains(got["noor"], "escalated") || !strings.Contains(got["gert"], "escalated") {
		t.Errorf("two working days late is told %v, want also the opsteller and the secretariaat", got)
	}
}

// The day of the Kamer presses as a deadline does, also when the nota names
// none or a later one; a day that moves asks anew.
func TestTheDayOfTheKamerRemindsToo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id) // the deadline is 24 April
	o.do("noor", id, "", submit)
	kamer := func(d int) {
		o.do("noor", id, "", func(View) workflow.Command {
			return workflow.SetKamerDate{Date: documents.Date{Year: 2026, Month: 4, Day: d}}
		})
	}
	kamer(23)
	_, err := o.Remind(o.ctx())
	o.must(err)
	o.heard()
	o.now = time.Date(2026, 4, 21, 7, 0, 0, 0, time.UTC)
	_, err = o.Remind(o.ctx())
	o.must(err)
	if got := o.heard(); got["hester"] != "reminder " {
		t.Errorf("two days before the Kamer must have it, told %v", got)
	}
	rows, err := o.Mine(o.ctx(), o.as("noor").Actor)
	o.must(err)
	if len(rows) != 1 || rows[0].Deadline != (documents.Date{Year: 2026, Month: 4, Day: 23}) {
		t.Errorf("the list has %+v", rows)
	}
	kamer(22)
	if n, err := o.Remind(o.ctx()); n == 0 || err != nil {
		t.Errorf("a day that moved: %d reminders, %v", n, err)
	}
}

// A station that asks for one person by name tells that person, and who stands
// in for him, and nobody else who fills the seat.
func TestAStationOfOnePersonTellsThatPerson(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.submitted()
	o.heard()
	o.do("hester", id, "Wat vindt u?", func(View) workflow.Command {
		return workflow.AskAdviceOf{ID: "advies-pieter", Of: people["pieter"], Person: "pieter"}
	})
	if got := o.heard(); got["pieter"] != "turn " || len(got) != 1 {
		t.Errorf("asked of one, told %v", got)
	}
}
