package workflow

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
)

// Every rule has a test of its number, stands in doc.go and in Rules, and is
// written for people.
func TestRulesAreNumberedTestedAndWritten(t *testing.T) {
	t.Parallel()
	tests, err := os.ReadFile("rules_test.go")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var code []byte
	for _, name := range []string{"decide.go", "publication.go", "toezeggingen.go"} {
		part, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code = append(code, part...)
	}
	for name, all := range map[string]*[]byte{"rubricering.go": &code, "rubricering_test.go": &tests} {
		more, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		*all = append(*all, more...)
	}
	for i, r := range Rules() {
		n := fmt.Sprintf("R%d", i+1)
		if r.Number != n {
			t.Errorf("rule %d bears number %s", i+1, r.Number)
		}
		if !strings.Contains(string(tests), "func Test"+n+"_") {
			t.Errorf("%s has no test", n)
		}
		if !regexp.MustCompile(`(?m)^//\t` + n + ` `).Match(doc) {
			t.Errorf("%s does not stand in doc.go", n)
		}
		if !strings.Contains(string(code), `"`+n+`"`) {
			t.Errorf("no refusal bears %s", n)
		}
		if !strings.HasSuffix(r.Text, ".") || len(r.Text) < 40 {
			t.Errorf("%s is no sentence: %q", n, r.Text)
		}
	}
	for _, m := range regexp.MustCompile(`"(R\d+)"`).FindAllStringSubmatch(string(code), -1) {
		if !slices.ContainsFunc(Rules(), func(r Rule) bool { return r.Number == m[1] }) {
			t.Errorf("a refusal bears %s, which is no rule", m[1])
		}
	}
}

func TestR1_OpenedOnceWithTheNotaFirstAndADecider(t *testing.T) {
	t.Parallel()
	st := given(t)
	st.refused("R1", submit(anna))
	st.refused("R1", open(p1, Route{}))
	st.refused("R1", open(p1, Route{Line: []Step{step(stDirectie)}}))
	noKind := Open{Papers: p1, Route: route()}
	st.refused("R1", do(anna, noKind))
	st.refused("R1", do(Actor{Person: "nieuw"}, Open{Kind: TerBeslissing, Papers: p1, Route: route()}))
	st.refused("R1", do(anna, Open{Kind: TerBeslissing, Papers: p1, Route: route(), Organisation: "fin"}))
	for _, bad := range []struct {
		papers Papers
		why    string
	}{
		{nil, "no papers"},
		{Papers{letter("b1"), nota("a=a")}, "the letter first"},
		{Papers{nota("a=a"), nota("a=a")}, "one place twice"},
		{Papers{{ID: "nota", Soort: documents.SoortNota}}, "no digest"},
		{Papers{nota("a=a", "a=b")}, "a section twice"},
	} {
		if es, err := st.try(open(bad.papers, route())); err == nil {
			t.Errorf("opened with %s: %v", bad.why, es)
		}
	}
	st.when(open(p1, route())).phase(Concept).holder(StationOpsteller)
	if st.s.Opsteller != "anna" || st.s.Organisation != "vws.dicio" {
		t.Errorf("opsteller %s of %s", st.s.Opsteller, st.s.Organisation)
	}
	st.refused("R1", open(p1, route()))
}

// Another ministry in the line would read the internal nota (D2).
func TestR1_NobodyOfAnotherMinistryStandsInTheLine(t *testing.T) {
	t.Parallel()
	foreign := Station{ID: "x", Seat: Seat{RoleDirectie, "fin.irf"}, Kind: AskParaaf}
	given(t).refused("R1", open(p1, Route{Line: []Step{step(foreign), step(stMinister)}}))
	adviser := Station{ID: "x", Seat: Seat{RoleAdviseur, "fin"}, Kind: AskAdvice}
	given(t).refused("R1", open(p1, Route{Line: []Step{step(stMinister)}, Beside: []Station{adviser}}))
}

func TestR2_OnlyTheOpstellerAndWhoIsInvitedRevisesInConcept(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	st.refused("R2", revise(olaf, p2))
	st.refused("R2", revise(dirk, p2))
	st.refused("R2", do(olaf, Invite{Person: "olaf"}))
	st.when(do(anna, Invite{Person: "olaf"}))
	st.refused("R2", do(anna, Invite{Person: "olaf"}))
	st.when(revise(olaf, p2))
	if st.s.SetDigest() != p2.Digest() {
		t.Error("the papers are not those that were written")
	}
	st.when(submit(anna))
	st.refused("R2", revise(anna, p3))
	st.refused("R2", revise(paula, p3))
}

// The holder changes the text as he agrees: who went before is asked again,
// for what he touched; who comes after has not been asked yet.
func TestR2_AkkoordMetWijzigingAsksAgainWhatItTouched(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna), paraaf(dirk), mede(joost))
	st.refused("R2", by(paula, func(s State) Command {
		return GiveParaaf{Seen: s.SetDigest(), Verdict: AkkoordMetWijziging, Papers: s.Papers}
	}))
	st.refused("R2", by(paula, func(s State) Command {
		return GiveParaaf{Seen: s.SetDigest(), Verdict: Akkoord, Papers: p2}
	}))
	st.when(by(paula, func(s State) Command {
		return GiveParaaf{Seen: s.SetDigest(), Verdict: AkkoordMetWijziging, Papers: p2}
	}))
	st.holder("directie")
	if got := st.s.Asked("directie"); len(got) != 1 || got[0].Section != "kernpunten" {
		t.Errorf("the directie is asked %v", got)
	}
	if st.s.Stands("plvsg") == nil || st.s.Stands("jenv") == nil {
		t.Error("the changer's own paraaf or the medeakkoord on the same letter does not stand")
	}
	if st.s.wrote("paula") {
		t.Error("who changes while agreeing became an opsteller")
	}
	st.when(paraaf(dirk)).holder("minister")

	// The bewindspersoon changes the letter: everybody before is asked, JenV
	// too, and his besluit holds once they agree.
	st.when(by(mieke, func(s State) Command {
		return TakeBesluit{Seen: s.SetDigest(), Verdict: AkkoordMetWijziging, Papers: p3}
	}))
	st.phase(InLine).holder("directie")
	if st.s.Stands("jenv") != nil {
		t.Error("the medeakkoord stands on another letter")
	}
	st.when(paraaf(dirk)).phase(InLine).holder("plvsg")
	st.when(paraaf(paula)).phase(Decided)
	if st.s.Besluit.By != "mieke" || st.s.Besluit.On.Digest() != p3.Digest() {
		t.Errorf("besluit is %+v", st.s.Besluit)
	}
}

func TestR3_OnlyTheOpstellerSubmitsAndAsksBack(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	st.refused("R3", submit(olaf))
	st.refused("R5", do(anna, Submit{Seen: p2.Digest()}))
	st.refused("R3", do(anna, AskBack{Reason: dig("reden")}))
	st.when(submit(anna)).phase(InLine)
	st.refused("R3", submit(anna))
	st.when(paraaf(dirk))
	st.refused("R3", do(dirk, AskBack{Reason: dig("reden")}))
	st.refused("R3", do(anna, AskBack{}))
	st.when(do(anna, AskBack{Reason: dig("fout gevonden")})).phase(Concept)
	if st.s.Stands("directie") == nil {
		t.Error("asking back lapses a paraaf although nothing changed")
	}
	st.when(submit(anna)).holder("plvsg")
}

// A colleague who was invited and gave a paraaf first would agree to what he
// wrote himself, once the text is as it was.
func TestR2_WhoGaveAParaafDoesNotWriteAfterwards(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), do(anna, Invite{Person: "dirk"}), submit(anna), paraaf(dirk), back(paula))
	st.refused("R2", revise(dirk, p1))
	st.when(revise(anna, p2))
}

func TestR4_StationsActInTheOrderOfTheRoute(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	st.refused("R4", paraaf(dirk))
	st.when(submit(anna))
	if why := st.refused("R4", paraaf(paula)); !strings.Contains(why, "directie DICIO") {
		t.Errorf("does not say with whom it lies: %q", why)
	}
	st.refused("R4", paraaf(vreemde))
	st.refused("R9", besluit(mieke, Akkoord))
	st.when(paraaf(dirk)).holder("plvsg")
	st.refused("R4", paraaf(dirk))
	st.when(paraaf(paula)).holder("minister")
	st.refused("R4", paraaf(mieke)) // gives a besluit, no paraaf
}

func TestR4_AllOrOneOfAStep(t *testing.T) {
	t.Parallel()
	both := Route{Line: []Step{step(stFEZ, stWJZ), step(stMinister)}}
	st := given(t, open(p1, both), submit(anna)).holder("fez", "wjz")
	st.when(paraaf(willem)).holder("fez")
	st.when(paraaf(fatima)).holder("minister")

	either := Route{Line: []Step{{Stations: []Station{stFEZ, stWJZ}}, step(stMinister)}}
	st = given(t, open(p1, either), submit(anna)).holder("fez", "wjz")
	st.when(paraaf(willem)).holder("minister")
	st.refused("R4", paraaf(fatima))
}

func TestR4_AdviceHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	pa := Station{ID: "pa", Seat: Seat{RoleAdviseur, "vws.ljs"}, Kind: AskAdvice}
	r := Route{Line: []Step{step(stDirectie), step(pa), step(stMinister)}}
	st := given(t, open(p1, r), submit(anna))
	advice := by(pieter, func(s State) Command { return GiveAdvice{Seen: s.SetDigest(), Remark: dig("advies")} })
	st.refused("R4", advice) // not before the papers come to him
	st.when(paraaf(dirk)).holder("minister")
	st.refused("R4", paraaf(pieter))
	st.refused("R4", do(pieter, GiveAdvice{Seen: p1.Digest()}))
	st.refused("R5", do(pieter, GiveAdvice{Seen: p2.Digest(), Remark: dig("advies")}))
	st.when(advice)
	st.refused("R4", advice)
	if len(st.s.Advice) != 1 || st.s.Advice[0].By != "pieter" {
		t.Errorf("advice is %+v", st.s.Advice)
	}
	// A colleague asked along the way, without leaving the step.
	ask := AskAdviceOf{ID: "fez", Of: Seat{RoleMedeparaaf, "vws.fez"}, Question: dig("klopt dit bedrag?")}
	st.refused("R4", do(mieke, AskAdviceOf{ID: "fin", Of: Seat{RoleDirectie, "fin.irf"}, Question: dig("?")}))
	st.refused("R4", do(mieke, AskAdviceOf{ID: "fez", Of: ask.Of}))
	st.when(do(mieke, ask)).holder("minister")
	st.when(by(fatima, func(s State) Command { return GiveAdvice{Seen: s.SetDigest(), Remark: dig("ja")} }))
	st.when(besluit(mieke, Akkoord)).phase(Decided)
}

func TestR4_WaarnemingShowsBothAndHoldsOnItsDaysOnly(t *testing.T) {
	t.Parallel()
	vera := func(from, until int) Actor {
		return Actor{Person: "vera", Seats: []Seat{{RoleDirectie, "vws.wjz"}}, Waarnemings: []Waarneming{{
			Seat: stPlvSG.Seat, Namens: "paula",
			From:  documents.Date{Year: 2026, Month: 4, Day: from},
			Until: documents.Date{Year: 2026, Month: 4, Day: until}}}}
	}
	st := given(t, open(p1, route()), submit(anna), paraaf(dirk))
	st.refused("R4", paraaf(vera(14, 20))) // begins tomorrow
	st.refused("R4", paraaf(vera(1, 12)))  // ended yesterday
	st.when(paraaf(vera(13, 13)))          // first and last day are included
	a := st.s.Stands("plvsg")
	if a.By != "vera" || a.Namens != "paula" {
		t.Errorf("paraaf by %s namens %s, want both names", a.By, a.Namens)
	}
	st.holder("minister")
}

func TestR4_SkippedAndForwardedWithAReasonOnly(t *testing.T) {
	t.Parallel()
	r := Route{Line: []Step{step(stDirectie), step(stFEZ), step(stPlvSG), step(stMinister)}, Beside: []Station{stJenV}}
	st := given(t, open(p1, r), submit(anna), paraaf(dirk))
	st.refused("R4", do(simone, Skip{Station: "fez"}))
	st.refused("R4", do(simone, Skip{Station: "nergens", Reason: dig("reden")}))
	st.refused("R4", do(simone, Skip{Station: "minister", Reason: dig("reden")}))
	st.refused("R8", do(simone, Skip{Station: "jenv", Reason: dig("reden")}))
	st.refused("R4", do(simone, Skip{Station: "directie", Reason: dig("reden")})) // has acted
	st.refused("R4", do(anna, Skip{Station: "fez", Reason: dig("reden")}))        // wrote it
	// The secretariaat of a directie is not over FEZ, and who records
	// signatures and sends is the secretariaat of who decides.
	local := Actor{Person: "lia", Seats: []Seat{{RoleSecretariaat, "vws.dicio"}}}
	st.refused("R4", do(local, Skip{Station: "fez", Reason: dig("reden")}))
	st.refused("R4", do(local, Forward{Station: "plvsg", To: Seat{RoleSG, "vws"}, Reason: dig("reden")}))
	st.when(do(simone, Skip{Station: "fez", Reason: dig("geen geld in deze nota")})).holder("plvsg")
	st.refused("R4", do(simone, Skip{Station: "fez", Reason: dig("reden")}))
	// Who is left out is not asked, and neither is another in his place.
	st.refused("R4", do(simone, Forward{Station: "fez", To: stWJZ.Seat, Reason: dig("reden")}))

	sg := Seat{RoleSG, "vws"}
	st.refused("R4", do(simone, Forward{Station: "plvsg", To: sg}))
	st.refused("R4", do(simone, Forward{Station: "plvsg", To: Seat{RoleSG, "fin"}, Reason: dig("reden")}))
	st.refused("R4", do(simone, Forward{Station: "plvsg", To: stPlvSG.Seat, Reason: dig("reden")}))
	st.refused("R4", do(simone, Forward{Station: "minister", To: Seat{RoleBewindspersoon, "vws.mvws"}, Reason: dig("reden")}))
	st.refused("R4", do(anna, Forward{Station: "plvsg", To: sg, Reason: dig("reden")}))
	st.when(do(simone, Forward{Station: "plvsg", To: sg, Reason: dig("plv. SG is er niet")}))
	st.refused("R4", paraaf(paula))
	st.when(paraaf(Actor{Person: "sjoerd", Seats: []Seat{sg}})).holder("minister")
}

func TestR4_ARunningRouteLosesNobody(t *testing.T) {
	t.Parallel()
	fixed := stPlvSG
	fixed.Fixed = true
	r := Route{Line: []Step{step(stDirectie), step(fixed), step(stMinister)}, Beside: []Station{stJenV}}
	change := func(a Actor, reason bool, r Route) act {
		c := ChangeRoute{Route: r}
		if reason {
			c.Reason = dig("reden")
		}
		return do(a, c)
	}
	without := Route{Line: []Step{step(stDirectie), step(stMinister)}, Beside: []Station{stJenV}}
	with := Route{Line: []Step{step(stDirectie), step(stFEZ), step(fixed), step(stMinister)}, Beside: []Station{stJenV}}

	st := given(t, open(p1, r))
	st.refused("R4", change(anna, true, without)) // the house laid it down
	loose := with
	loose.Line = slices.Clone(loose.Line)
	loose.Line[2] = step(stPlvSG)
	st.refused("R4", change(anna, true, loose)) // nor does it come loose
	st.refused("R4", change(anna, true, Route{}))
	st.when(change(anna, false, with)) // before submission no reason is asked
	st.when(submit(anna)).when(paraaf(dirk)).holder("fez")
	st.refused("R4", change(anna, false, with))
	if why := st.refused("R4", change(anna, true, r)); !strings.Contains(why, "FEZ") {
		t.Errorf("does not name who disappears: %q", why)
	}
	noJenV := Route{Line: with.Line}
	st.refused("R4", change(anna, true, noJenV))
	replaced := with.clone()
	replaced.Line[0].Stations[0].Seat.Organisation = "vws.wjz" // directie has acted
	st.refused("R4", change(simone, true, replaced))
	chosen := with.clone()
	chosen.Line[2].Stations[0].Seat = Seat{RoleSG, "vws"}
	st.refused("R4", change(anna, true, chosen)) // nobody chooses his own approver
	more := with.clone()
	more.Line[1] = Step{Stations: []Station{stFEZ, stWJZ}, All: true}
	st.when(change(simone, true, more)).holder("fez", "wjz")

	// Back in concept the letter is open, and with it who co-signs.
	st.when(back(fatima)).when(change(anna, true, Route{Line: more.Line}))
	if len(st.s.Awaiting()) != 0 {
		t.Errorf("still awaits %v", st.s.Awaiting())
	}
	st.refused("R4", change(anna, true, without))
}

// That a station reads from its own turn on is laid down for good: who changes
// the line opens the papers to nobody by it.
func TestR4_ReadingInTurnStays(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	quiet := route()
	quiet.InTurn = true
	st.when(do(anna, ChangeRoute{Route: quiet}))
	st.refused("R4", do(anna, ChangeRoute{Route: route()}))
	st.when(submit(anna))
	st.refused("R4", do(anna, ChangeRoute{Route: route(), Reason: dig("reden")}))
	// Nobody loses what he could read already.
	given(t, open(p1, route()), submit(anna)).refused("R4", do(anna, ChangeRoute{Route: quiet, Reason: dig("reden")}))
}

func TestR5_AnAssentOnOtherPapersIsRefused(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna))
	st.refused("R5", do(dirk, GiveParaaf{Seen: p2.Digest()}))
	st.refused("R5", do(dirk, GiveParaaf{}))
	st.refused("R5", do(dirk, SendBack{Seen: p2.Digest(), Reason: dig("reden")}))
	st.refused("R5", do(joost, GiveMedeakkoord{Seen: p3.Letter().Digest()}))
	st.refused("R5", do(joost, GiveMedeakkoord{Seen: p1.Digest()})) // the set is not the letter
	st.refused("R5", do(joost, RefuseMedeakkoord{Seen: p3.Letter().Digest(), Reason: dig("reden")}))
	st.when(paraaf(dirk)).when(paraaf(paula))
	st.refused("R5", do(mieke, TakeBesluit{Seen: p2.Digest(), Verdict: Akkoord}))
	st.refused("R5", do(mieke, MarkGezien{Seen: p2.Digest()}))
	st.when(do(mieke, MarkGezien{Seen: p1.Digest()}))
	st.refused("R5", do(mieke, MarkGezien{Seen: p1.Digest()}))
}

// What changed is exactly what is asked again, over rounds, in every kind of
// change; what was put back asks nobody.
func TestR5_AnAssentStandsWhileWhatItCoveredIsUnchanged(t *testing.T) {
	t.Parallel()
	annex := PaperRef{ID: "bijlage-1", Digest: dig("bijlage 1")}
	other := PaperRef{ID: "bijlage-1", Digest: dig("bijlage 1, gewijzigd")}
	outside := nota("aanleiding=a", "kernpunten=a")
	outside.Digest = dig("zelfde rubrieken, ander wit ertussen")
	for _, c := range []struct {
		name     string
		was, is  Papers
		want     string
		medeHeld bool
	}{
		{"nothing changed", p1, p1, "", true},
		{"one section", p1, p2, "nota/kernpunten", true},
		{"a section and the letter", p1, p3, "nota/kernpunten brief/tekst", false},
		{"a section is new", Papers{nota("a=a"), letter("b1")}, Papers{nota("a=a", "b=b"), letter("b1")}, "nota/b", true},
		{"a section is gone", Papers{nota("a=a", "b=b"), letter("b1")}, Papers{nota("a=a"), letter("b1")}, "nota/b", true},
		{"bytes outside every section", p1, Papers{outside, letter("b1")}, "nota/", true},
		{"an annex is new", p1, Papers{p1[0], p1[1], annex}, "bijlage-1/", true},
		{"an annex is gone", Papers{p1[0], p1[1], annex}, p1, "bijlage-1/", true},
		{"an annex changed", Papers{p1[0], p1[1], annex}, Papers{p1[0], p1[1], other}, "bijlage-1/", true},
		{"the letter is gone", p1, Papers{p1[0]}, "brief/", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := Route{Line: []Step{step(stDirectie), step(stPlvSG), step(stMinister)}, Beside: []Station{stJenV}}
			st := given(t, open(c.was, r), submit(anna), paraaf(dirk), mede(joost), back(paula), revise(anna, c.is))
			var got []string
			for _, ch := range st.s.Asked("directie") {
				got = append(got, string(ch.Paper)+"/"+string(ch.Section))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("the directie is asked %q, want %q", strings.Join(got, " "), c.want)
			}
			if held := st.s.Stands("jenv") != nil; held != c.medeHeld {
				t.Errorf("medeakkoord stands: %v, want %v", held, c.medeHeld)
			}
			st.when(revise(anna, c.was))
			if st.s.Stands("directie") == nil || st.s.Stands("jenv") == nil {
				t.Error("put back as it was, and still asked again")
			}
		})
	}
}

// FEZ covers the money; a change elsewhere does not come back to it.
func TestR5_AMedeparaafMayCoverItsSectionsOnly(t *testing.T) {
	t.Parallel()
	fez := stFEZ
	fez.Covers = []documents.SectionKey{"toelichting.financieel"}
	r := Route{Line: []Step{step(fez), step(stPlvSG), step(stMinister)}}
	with := func(money, rest string) Papers {
		return Papers{nota("kernpunten="+rest, "toelichting.financieel="+money), letter("b1")}
	}
	st := given(t, open(with("1", "a"), r), submit(anna), paraaf(fatima), back(paula), revise(anna, with("1", "b")), submit(anna))
	st.holder("plvsg")
	st.when(back(paula)).when(revise(anna, with("2", "b"))).when(submit(anna)).holder("fez")
	if got := st.s.Asked("fez"); len(got) != 1 || got[0].Section != "toelichting.financieel" {
		t.Errorf("FEZ is asked %v", got)
	}
}

func TestR6_WhoParafeertIsNotTheOpsteller(t *testing.T) {
	t.Parallel()
	both := Actor{Person: "anna", Seats: append(slices.Clone(anna.Seats), stDirectie.Seat)}
	st := given(t, open(p1, route()), submit(anna))
	st.refused("R6", paraaf(both))
	standin := Actor{Person: "anna", Seats: anna.Seats, Waarnemings: []Waarneming{{Seat: stDirectie.Seat, Namens: "dirk",
		From: documents.Date{Year: 2026, Month: 4, Day: 1}, Until: documents.Date{Year: 2026, Month: 4, Day: 30}}}}
	st.refused("R6", paraaf(standin)) // never on one's own nota, in waarneming neither

	// Who was invited and revised wrote it too.
	helper := Actor{Person: "dirk", Seats: dirk.Seats}
	st = given(t, open(p1, route()), do(anna, Invite{Person: "dirk"}), revise(helper, p2), submit(anna))
	st.refused("R6", paraaf(dirk))

	// The decider is held to it as well.
	minister := Actor{Person: "anna", Seats: append(slices.Clone(anna.Seats), stMinister.Seat)}
	st = given(t, toMinister()...)
	st.refused("R6", besluit(minister, Akkoord))
}

// Who stood in at the plv. SG in a round that lapsed, and is directeur in the next,
// brings the old text back with a wijziging: his older paraaf stays lapsed.
func TestR6_AParaafThatLapsedDoesNotReviveBesideALaterOne(t *testing.T) {
	t.Parallel()
	dora := Actor{Person: "dora", Seats: dirk.Seats}
	dirkToo := Actor{Person: "dirk", Seats: dirk.Seats, Waarnemings: []Waarneming{{Seat: stPlvSG.Seat, Namens: "paula",
		From: documents.Date{Year: 2026, Month: 4, Day: 1}, Until: documents.Date{Year: 2026, Month: 4, Day: 30}}}}
	st := given(t, open(p1, route()), submit(anna), paraaf(dora), paraaf(dirkToo), back(mieke), revise(anna, p2), submit(anna))
	st.when(by(dirk, func(s State) Command {
		return GiveParaaf{Seen: s.SetDigest(), Verdict: AkkoordMetWijziging, Papers: p1}
	})).holder("plvsg")
}

func TestR6_NobodyAssentsTwiceInARound(t *testing.T) {
	t.Parallel()
	days := func(s Seat, namens PersonID) []Waarneming {
		return []Waarneming{{Seat: s, Namens: namens, From: documents.Date{Year: 2026, Month: 4, Day: 1},
			Until: documents.Date{Year: 2026, Month: 4, Day: 30}}}
	}
	dirkToo := Actor{Person: "dirk", Seats: dirk.Seats, Waarnemings: days(stPlvSG.Seat, "paula")}
	st := given(t, open(p1, route()), submit(anna), paraaf(dirk))
	st.refused("R6", paraaf(dirkToo))
	// Nor in the next round while his paraaf stands.
	st.when(do(anna, AskBack{Reason: dig("reden")})).when(submit(anna)).holder("plvsg")
	st.refused("R6", paraaf(dirkToo))
	// Nor at another ministry, nor by telling the secretariaat.
	away := Actor{Person: "dirk", Seats: []Seat{stJenV.Seat}}
	st.refused("R6", mede(away))
	st.refused("R6", by(simone, func(s State) Command {
		return GiveParaaf{Seen: s.SetDigest(), Instructed: "dirk", How: ByPhone}
	}))
	// Nor by typing for two.
	st.when(by(simone, func(s State) Command {
		return GiveParaaf{Seen: s.SetDigest(), Instructed: "paula", How: ByPhone}
	})).holder("minister")
	st.refused("R6", by(simone, func(s State) Command {
		return TakeBesluit{Seen: s.SetDigest(), Verdict: Akkoord, Instructed: "mieke", How: InPerson}
	}))
	// At his own station he is asked again after a change: that is no second.
	st = given(t, open(p1, route()), submit(anna), paraaf(dirk), by(paula, func(s State) Command {
		return GiveParaaf{Seen: s.SetDigest(), Verdict: AkkoordMetWijziging, Papers: p2}
	}))
	st.when(paraaf(dirk)).holder("minister")
	// And once his paraaf was taken back, he may act elsewhere.
	st = given(t, open(p1, route()), submit(anna), paraaf(dirk), do(dirk, TakeBack{Reason: dig("reden")}))
	st.when(paraaf(Actor{Person: "els", Seats: dirk.Seats})).when(paraaf(dirkToo)).holder("minister")
}

func TestR7_OnlyTheHolderSendsBackWithAReason(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	st.refused("R7", back(dirk))
	st.when(submit(anna))
	st.refused("R7", back(paula))
	st.refused("R7", back(anna))
	st.refused("R7", by(dirk, func(s State) Command { return SendBack{Seen: s.SetDigest()} }))
	st.refused("R7", by(dirk, func(s State) Command {
		return SendBack{Seen: s.SetDigest(), Reason: dig("r"), Verdict: Akkoord}
	}))
	st.when(paraaf(dirk)).when(by(paula, func(s State) Command {
		return SendBack{Seen: s.SetDigest(), Reason: dig("reden"), Note: dig("voor wie mee beoordeelt"), Verdict: NietAkkoord}
	})).phase(Concept)
	if r := st.s.SentBack; r.Reason == r.Note || r.Verdict != NietAkkoord || r.By != "paula" {
		t.Errorf("return is %+v", r)
	}
	if st.s.Returns != 1 {
		t.Errorf("%d returns", st.s.Returns)
	}
	st.when(submit(anna)).holder("plvsg")
	if st.s.SentBack != nil {
		t.Error("submitted again and still sent back")
	}
}

// A return to the middle: the station it goes to is asked again although
// nothing changed, those before it are not.
func TestR7_SendBackToAStationBefore(t *testing.T) {
	t.Parallel()
	to := func(a Actor, id StationID) act {
		return by(a, func(s State) Command { return SendBack{Seen: s.SetDigest(), Reason: dig("reden"), To: id} })
	}
	r := Route{Line: []Step{step(stDirectie), step(stFEZ), step(stPlvSG), step(stMinister)}, Beside: []Station{stJenV}}
	st := given(t, open(p1, r), submit(anna), paraaf(dirk), paraaf(fatima), paraaf(paula))
	st.refused("R7", to(mieke, "minister"))
	st.refused("R7", to(mieke, "jenv"))
	st.refused("R7", to(mieke, "nergens"))
	st.when(to(mieke, "fez")).phase(InLine).holder("fez")
	st.when(paraaf(fatima)).holder("minister")
	st.when(to(mieke, StationOpsteller)).phase(Concept)
}

// Who sends back has not agreed any more, whatever comes of the text.
func TestR7_SendingBackEndsTheOwnParaaf(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna), paraaf(dirk), paraaf(paula), back(mieke), revise(anna, p2),
		submit(anna), paraaf(dirk), back(paula), revise(anna, p1), submit(anna))
	st.when(paraaf(dirk)).holder("plvsg") // who agreed to p1 once, but sent back since
	if a := st.s.last("plvsg"); a != nil {
		t.Errorf("the paraaf of who sent back counts still: %+v", a)
	}
}

func TestR8_MedeakkoordIsAskedAtSubmissionAndHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	st.refused("R8", mede(joost))
	if len(st.s.Awaiting()) != 0 {
		t.Error("JenV is asked before the nota is in the line")
	}
	st.when(submit(anna))
	if w := st.s.Awaiting(); len(w) != 1 || w[0].ID != "jenv" {
		t.Errorf("awaits %v", w)
	}
	st.refused("R8", mede(paula))
	for _, a := range []act{paraaf(dirk), paraaf(paula), besluit(mieke, Akkoord)} {
		st.when(a) // JenV has said nothing
	}
	st.phase(Decided)
	st.refused("R8", do(joost, RefuseMedeakkoord{Seen: st.s.LetterDigest()}))
	st.when(do(joost, RefuseMedeakkoord{Seen: st.s.LetterDigest(), Reason: dig("reden")}))
	if st.s.Stands("jenv") != nil {
		t.Error("a refusal stands as an assent")
	}
	st.when(mede(joost)) // has thought again
	st.refused("R8", mede(joost))
	if st.s.Stands("jenv") == nil || len(st.s.Awaiting()) != 1 {
		t.Errorf("awaits %v, want the signature alone", st.s.Awaiting())
	}

	st = given(t, open(p1, route()), submit(anna), back(dirk))
	st.refused("R8", mede(joost)) // the letter is being written
	given(t, open(Papers{p1[0]}, route())).refused("R8", submit(anna))
}

func TestR9_TheBewindspersoonDecidesLast(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	st.refused("R9", besluit(mieke, Akkoord))
	st.when(submit(anna)).when(paraaf(dirk))
	if why := st.refused("R9", besluit(mieke, Akkoord)); !strings.Contains(why, "plv. SG") {
		t.Errorf("does not name whose paraaf is missing: %q", why)
	}
	st.when(paraaf(paula))
	st.refused("R9", besluit(paula, Akkoord))
	st.refused("R9", by(mieke, func(s State) Command { return TakeBesluit{Seen: s.SetDigest(), Verdict: Gezien} }))
	st.refused("R9", by(mieke, func(s State) Command { return TakeBesluit{Seen: s.SetDigest(), Verdict: NietAkkoord} }))
	st.refused("R9", by(mieke, func(s State) Command {
		return TakeBesluit{Seen: s.SetDigest(), Verdict: AkkoordMetOpmerking}
	}))
	st.refused("R9", by(mieke, func(s State) Command {
		return TakeBesluit{Seen: s.SetDigest(), Verdict: Aanhouden, Until: documents.Date{Year: 2026, Month: 4, Day: 13}}
	}))
	st.when(besluit(mieke, AkkoordMetOpmerking)).phase(Decided)
	if st.s.Besluit.Remark.IsZero() {
		t.Error("the aantekening is lost")
	}
}

// The secretariaat of the bewindspersoon records what it was told, under its
// own name.
func TestR9_ABesluitRecordedNamensShowsWhoAndHow(t *testing.T) {
	t.Parallel()
	told := func(a Actor, how Instruction) act {
		return by(a, func(s State) Command {
			return TakeBesluit{Seen: s.SetDigest(), Verdict: Akkoord, Instructed: "mieke", How: how}
		})
	}
	st := given(t, toMinister()...)
	st.refused("R4", told(simone, ""))
	st.refused("R4", told(paula, ByPhone)) // no secretariaat
	st.refused("R4", told(Actor{Person: "s2", Seats: []Seat{{RoleSecretariaat, "vws.dicio"}}}, ByPhone))
	st.when(told(simone, ByPhone)).phase(Decided)
	if b := st.s.Besluit; b.By != "simone" || b.Namens != "mieke" || b.How != ByPhone {
		t.Errorf("besluit is %+v", b)
	}
}

func TestR9_EveryKindHasItsOwnEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind   Kind
		papers Papers
		answer Verdict
		want   Phase
		not    Verdict // no answer to this kind
	}{
		{TerBeslissing, p1, Akkoord, Decided, Gezien},
		{TerBeslissing, Papers{p1[0]}, Akkoord, Ended, Discussed}, // no letter, nothing to send
		{TerBeslissing, p1, NietAkkoord, Ended, Gezien},
		{TerInformatie, Papers{p1[0]}, Gezien, Ended, Akkoord},
		{TerBespreking, Papers{p1[0]}, Discussed, Ended, Gezien},
		{TerVoorbereiding, Papers{p1[0]}, Gezien, Ended, NietAkkoord},
		{TerOndertekening, p1, Akkoord, Decided, Gezien},
	} {
		r := Route{Line: []Step{step(stDirectie), step(stMinister)}}
		st := given(t, do(anna, Open{Kind: c.kind, Papers: c.papers, Route: r}), submit(anna), paraaf(dirk))
		st.refused("R9", besluit(mieke, c.not))
		st.when(besluit(mieke, Bespreken)).phase(InLine)
		st.when(besluit(mieke, c.answer)).phase(c.want)
	}
}

func TestR10_AfterTheBesluitThePapersAreFixed(t *testing.T) {
	t.Parallel()
	for _, v := range []Verdict{Akkoord, AkkoordMetOpmerking} {
		st := given(t, append(toMinister(), besluit(mieke, v))...)
		st.refused("R10", revise(anna, p2))
		st.refused("R10", submit(anna))
		st.refused("R10", paraaf(paula))
		st.refused("R10", back(paula))
		st.refused("R10", besluit(mieke, NietAkkoord))
		st.refused("R10", do(anna, Withdraw{Reason: dig("reden")}))
		st.refused("R10", do(anna, AskBack{Reason: dig("reden")}))
		st.refused("R10", do(simone, ChangeRoute{Route: route(), Reason: dig("reden")}))
		st.refused("R10", do(anna, Invite{Person: "olaf"}))
		st.refused("R10", do(anna, SetSpoed{Reason: dig("reden"), Latest: monday.AddDate(1, 0, 0)}))
	}
	for _, v := range []Verdict{Bespreken, Aanhouden} {
		st := given(t, append(toMinister(), besluit(mieke, v))...).phase(InLine).holder("minister")
		if st.s.Parked == nil || st.s.Parked.Verdict != v || st.s.Besluit != nil {
			t.Errorf("%s: parked %+v, besluit %+v", v, st.s.Parked, st.s.Besluit)
		}
		if v == Aanhouden && st.s.Parked.Until.IsZero() {
			t.Error("parked without a day")
		}
		st.when(besluit(mieke, Akkoord)).phase(Decided)
		if st.s.Parked != nil {
			t.Error("decided and still parked")
		}
		// Or the opsteller asks it back after the talk.
		given(t, append(toMinister(), besluit(mieke, v), do(anna, AskBack{Reason: dig("na het gesprek")}))...).phase(Concept)
	}
}

func TestR11_MarksFromTheFirstConceptReviewOnDecidedPapers(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), marks(anna, "nota"), submit(anna), marks(carla, "brief"))
	st.refused("R11", closeReview(carla))
	st.refused("R11", confirm(coen))
	st.refused("R11", do(coen, ReturnReview{Reason: dig("reden")}))
	if _, err := st.try(marks(carla, "nergens")); err == nil {
		t.Error("marks on a paper that is not there")
	}
	for _, a := range []act{paraaf(dirk), paraaf(paula), besluit(mieke, Akkoord), closeReview(carla)} {
		st.when(a)
	}
	st.phase(Reviewed)
	st.refused("R11", marks(carla, "nota"))
	st.refused("R11", closeReview(carla))
}

func TestR12_EveryFindingIsJudgedAndEveryGroundAllowed(t *testing.T) {
	t.Parallel()
	st := given(t, append(toDecided(), marks(carla, "nota"))...)
	st.refused("R12", by(carla, func(s State) Command { return CloseReview{Seen: s.MarksDigest(), Undecided: 1} }))
	st.refused("R12", by(carla, func(s State) Command { return CloseReview{Seen: s.MarksDigest(), Unseen: 3} }))
	st.refused("R12", do(carla, CloseReview{Seen: dig("andere lakkingen")}))
	why := st.refused("R12", by(carla, func(s State) Command {
		return CloseReview{Seen: s.MarksDigest(), Grounds: []documents.Ground{"5.1.2e", "5.2"}}
	}))
	if !strings.Contains(why, "Ambtelijk advies") {
		t.Errorf("5.2 on a beslisnota is refused without the reason: %q", why)
	}
	st.refused("R12", by(carla, func(s State) Command {
		return CloseReview{Seen: s.MarksDigest(), Grounds: []documents.Ground{"9.9"}}
	}))
	st.when(closeReview(carla)).phase(Reviewed)

	// Marks that were set on an earlier text are not judged on this one.
	st = given(t, open(p1, route()), marks(anna, "nota"), revise(anna, p2), submit(anna), paraaf(dirk), paraaf(paula), besluit(mieke, Akkoord))
	st.refused("R12", closeReview(carla))
	st.when(marks(carla, "nota")).when(closeReview(carla)).phase(Reviewed)
}

func TestR13_TheSecondReaderIsAnother(t *testing.T) {
	t.Parallel()
	st := given(t, append(toDecided(), marks(coen, "brief"), marks(carla, "nota"))...)
	st.refused("R13", confirm(coen)) // not closed yet
	st.refused("R13", do(coen, ReturnReview{Reason: dig("reden")}))
	third := Actor{Person: "cees", Seats: carla.Seats}
	st.when(closeReview(carla))
	st.refused("R13", confirm(carla))
	st.refused("R13", confirm(coen)) // set marks himself
	st.refused("R13", confirm(Actor{Person: "anna", Seats: carla.Seats}))
	st.refused("R13", do(third, ReturnReview{}))
	st.when(do(third, ReturnReview{Reason: dig("naam vergeten")})).phase(Decided)
	st.when(marks(carla, "nota")).when(closeReview(carla))
	st.refused("R13", confirm(third)) // has not read by himself
	st.when(readSecond(third, 0))
	st.refused("R5", do(third, ConfirmReview{Seen: dig("iets anders")}))
	st.when(confirm(third)).phase(Confirmed)
	st.refused("R13", confirm(third))
}

func TestR13_WhoDecidedAFindingIsNoSecondReader(t *testing.T) {
	t.Parallel()
	helped := do(carla, SetMarks{Paper: "nota", Marks: dig("marks"), Judges: []PersonID{"coen"}})
	st := given(t, append(toDecided(), helped, closeReview(carla))...)
	st.refused("R13", readSecond(coen, 0))
	if st.s.ReadsSecond("coen") || st.s.ReadsSecond("carla") || st.s.ReadsSecond("anna") || !st.s.ReadsSecond("cees") {
		t.Error("who reads second is not who is another")
	}
}

func TestR13_TheSecondReaderReadsByHimself(t *testing.T) {
	t.Parallel()
	third := Actor{Person: "cees", Seats: carla.Seats}
	st := given(t, append(toDecided(), marks(carla, "nota"))...)
	st.refused("R13", readSecond(coen, 0)) // not closed yet
	st.refused("R13", settleFor(coen, SideFirst, 1))
	st.when(closeReview(carla))
	st.refused("R13", readSecond(carla, 0))
	st.refused("R13", settleFor(coen, SideFirst, 1)) // nothing to settle before there are two readings
	st.refused("R5", do(coen, CloseSecondReading{Seen: dig("iets anders"), Answers: dig("tweede")}))
	st.refused("R12", by(coen, func(s State) Command {
		return CloseSecondReading{Seen: s.MarksDigest(), Answers: dig("tweede"), Undecided: 2}
	}))
	st.refused("R12", by(coen, func(s State) Command {
		return CloseSecondReading{Seen: s.MarksDigest(), Answers: dig("tweede"), Grounds: []documents.Ground{"5.2"}}
	}))
	st.refused("R13", by(coen, func(s State) Command { return CloseSecondReading{Seen: s.MarksDigest()} }))
	st.when(readSecond(coen, 0)).phase(Reviewed)
	st.refused("R13", readSecond(third, 0)) // one second reading is enough
	st.refused("R13", confirm(third))       // it is coen who read
	st.refused("R13", settleFor(third, SideFirst, 1))
	st.when(do(third, ReturnReview{Reason: dig("naam vergeten")})).phase(Decided)
	if st.s.Second != nil {
		t.Error("a returned review keeps the second reading")
	}
}

func TestR13_NobodySettlesADifferenceInHisOwnFavour(t *testing.T) {
	t.Parallel()
	third := Actor{Person: "cees", Seats: carla.Seats}
	st := given(t, append(toDecided(), marks(carla, "nota"), closeReview(carla), readSecond(coen, 3))...)
	st.refused("R13", confirm(coen)) // three places are open
	st.refused("R13", settleFor(carla, SideFirst, 1))
	st.refused("R13", settleFor(coen, SideSecond, 1))
	st.refused("R13", settleFor(Actor{Person: "anna", Seats: carla.Seats}, SideFirst, 1))
	st.refused("R13", settleFor(coen, SideFirst))
	st.refused("R13", settleFor(coen, SideFirst, 4))
	st.refused("R13", settleFor(coen, "geen", 1))
	st.when(settleFor(coen, SideFirst, 1)).when(settleFor(carla, SideSecond, 2))
	st.refused("R13", settleFor(carla, SideSecond, 2)) // decided already
	st.refused("R13", confirm(coen))
	st.when(settleFor(third, SideSecond, 3))
	st.refused("R13", settleFor(third, SideFirst, 1))
	for i, want := range []PersonID{"coen", "carla", "cees"} {
		if got := st.s.Second.Settled[i]; got.By != want || got.Number != i+1 {
			t.Errorf("difference %d is settled by %s", got.Number, got.By)
		}
	}
	st.refused("R13", confirm(coen)) // the marks as settled must be named
	settled := by(coen, func(s State) Command {
		return ConfirmReview{Seen: s.MarksDigest(), Marks: []PaperMarksRef{{"nota", dig("beslist")}}}
	})
	st.refused("R13", by(coen, func(s State) Command {
		return ConfirmReview{Seen: s.MarksDigest(), Marks: []PaperMarksRef{{"nergens", dig("beslist")}}}
	}))
	before := st.s.MarksDigest()
	st.when(settled).phase(Confirmed)
	if m, ok := st.s.marksOf("nota"); !ok || m.Marks != dig("beslist") || st.s.MarksDigest() == before {
		t.Error("the settled marks are not the ones that are confirmed")
	}
	st.when(export(carla)).phase(Exported)
}

func TestR14_AnExportIsOfTheConfirmedMarksAndClean(t *testing.T) {
	t.Parallel()
	file := []PublicFile{{Paper: "nota", Format: "html", Digest: dig("html"), Size: 1}}
	rec := func(f func(*RecordExport)) act {
		return by(carla, func(s State) Command {
			c := RecordExport{Seen: s.MarksDigest(), Files: file, Certificate: dig("bewijs")}
			f(&c)
			return c
		})
	}
	st := given(t, toMinister()...)
	st.refused("R14", export(carla))
	for _, a := range []act{besluit(mieke, Akkoord), marks(carla, "nota"), closeReview(carla)} {
		st.when(a)
	}
	st.refused("R14", export(carla)) // no second reader yet
	st.when(readSecond(coen, 0)).when(confirm(coen))
	st.refused("R14", rec(func(c *RecordExport) { c.Seen = dig("andere lakkingen") }))
	st.refused("R14", rec(func(c *RecordExport) { c.Leaks = 1 }))
	st.refused("R14", rec(func(c *RecordExport) { c.Leaks = -1 }))
	st.refused("R14", rec(func(c *RecordExport) { c.Certificate = Digest{} }))
	st.refused("R14", rec(func(c *RecordExport) { c.Files = nil }))
	st.refused("R14", rec(func(c *RecordExport) {
		c.Files = []PublicFile{{Paper: "brief", Format: "html", Digest: dig("html"), Size: 1}}
	}))
	if _, err := st.try(rec(func(c *RecordExport) { c.Files = []PublicFile{{Paper: "nota", Format: "html"}} })); err == nil {
		t.Error("a file without digest counts")
	}
	st.when(export(carla)).phase(Exported)
	st.refused("R14", export(carla))
	st.when(do(coen, ReturnReview{Reason: dig("toch nog een naam")})).phase(Decided)
	if st.s.Export != nil || st.s.Reviewer != "" || st.s.SecondReader != "" {
		t.Error("returned, and an export or reader remains")
	}
}

func TestR15_DispatchNeedsEverything(t *testing.T) {
	t.Parallel()
	given(t, toMinister()...).refused("R15", dispatchOn(documents.Date{Year: 2026, Month: 4, Day: 13}))
	given(t, toMinister()...).refused("R15", do(simone, RecordSignature{Station: "minister", How: SignedWet}))

	st := given(t, toExported()...)
	if why := st.refused("R15", dispatch()); !strings.Contains(why, "JenV") {
		t.Errorf("does not name JenV: %q", why)
	}
	local := Actor{Person: "lia", Seats: []Seat{{RoleSecretariaat, "vws.dicio"}}}
	st.refused("R15", do(local, RecordSignature{Station: "minister", How: SignedWet, On: CivilDay(monday)}))
	st.refused("R15", do(local, Dispatch{Seen: p1.Digest(), Date: CivilDay(monday)}))
	st.when(mede(joost))
	if why := st.refused("R15", dispatch()); !strings.Contains(why, "handtekening") || !strings.Contains(why, "LJS") {
		t.Errorf("does not name whose signature: %q", why)
	}
	day := CivilDay(monday)
	for _, c := range []struct {
		sig RecordSignature
		why string
	}{
		{RecordSignature{Station: "jenv", How: SignedWet, On: day}, "mede namens is no signatory"},
		{RecordSignature{Station: "minister", How: "stempel", On: day}, "signed how?"},
		{RecordSignature{Station: "minister", How: SignedWet}, "signed when?"},
		{RecordSignature{Station: "minister", How: SignedWet, On: day.AddDays(1)}, "signed tomorrow"},
		{RecordSignature{Station: "minister", How: SignedWet, On: day.AddDays(-1)}, "signed before the besluit"},
	} {
		if r := st.refused("R15", do(simone, c.sig)); r == "" {
			t.Error(c.why)
		}
	}
	st.when(sign("minister"))
	st.refused("R15", sign("minister"))
	st.refused("R15", dispatchOn(documents.Date{}))
	st.refused("R15", dispatchOn(day.AddDays(1)))
	st.refused("R15", dispatchOn(day.AddDays(-1)))
	st.refused("R5", do(simone, Dispatch{Seen: p2.Digest(), Date: day}))
	st.refused("R15", do(simone, Dispatch{Seen: p1.Digest(), Date: day, Nazenden: dig("onnodig")}))
	st.when(dispatch()).phase(Dispatched)
	if st.s.Sending.Date != day {
		t.Errorf("letter dated %v", st.s.Sending.Date)
	}
}

func dispatchOn(day documents.Date) act {
	return by(simone, func(s State) Command { return Dispatch{Seen: s.SetDigest(), Date: day} })
}

// The letter goes ahead with a reason; its beslisnota still walks the whole
// way, and the dossier says that it is owed.
func TestR15_NazendenNeedsAReasonAndIsStillOwed(t *testing.T) {
	t.Parallel()
	st := given(t, append(toDecided(), mede(joost), sign("minister"))...)
	st.refused("R15", dispatch())
	st.refused("R15", do(simone, SendBeslisnota{On: CivilDay(monday)}))
	st.when(by(simone, func(s State) Command {
		return Dispatch{Seen: s.SetDigest(), Date: CivilDay(s.Besluit.At), Nazenden: dig("uitzonderlijke spoed")}
	})).phase(Dispatched).holder(StationReview)
	late := func(s State) Command { return SendBeslisnota{Seen: s.MarksDigest(), On: CivilDay(monday)} }
	st.refused("R15", by(simone, late))
	for _, a := range []act{marks(carla, "nota"), closeReview(carla), readSecond(coen, 0), confirm(coen), export(carla)} {
		st.when(a).phase(Dispatched)
	}
	st.holder(StationDispatch)
	st.refused("R17", do(simone, WithdrawPublication{Reason: dig("reden")})) // not public yet
	st.refused("R5", do(simone, SendBeslisnota{Seen: dig("anders"), On: CivilDay(monday)}))
	st.when(by(simone, late)).holder()
	if st.s.OwesBeslisnota() {
		t.Error("sent and still owed")
	}
	st.refused("R17", marks(carla, "nota"))
}

// Mede namens is a sentence and one signatory; medeondertekening is a block of
// its own, and its signature is recorded too.
func TestR15_MedeondertekeningSignsMedeNamensDoesNot(t *testing.T) {
	t.Parallel()
	block := stJenV
	block.Kind = AskMedeondertekening
	r := route()
	r.Beside = []Station{block}
	acts := []act{open(p1, r), submit(anna), paraaf(dirk), paraaf(paula), besluit(mieke, Akkoord), marks(carla, "nota"),
		closeReview(carla), readSecond(coen, 0), confirm(coen), export(carla), sign("minister")}
	st := given(t, acts...)
	st.refused("R15", sign("jenv")) // no medeakkoord on this letter yet
	st.when(mede(joost))
	if why := st.refused("R15", dispatch()); !strings.Contains(why, "JenV") {
		t.Errorf("does not name the missing signature: %q", why)
	}
	st.when(sign("jenv")).when(dispatch()).phase(Dispatched)
}

func TestR16_OneReminderPerHolderKindAndDeadline(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna)) // deadline Monday 20 April 2026
	remind := func(id StationID, k ReminderKind) act { return do(nacht, Remind{Holder: id, Reminder: k}) }
	st.refused("R16", remind("directie", DeadlineNears)) // a week to go
	st.at = time.Date(2026, 4, 16, 1, 0, 0, 0, time.UTC) // Thursday: two working days before
	st.refused("R16", remind("directie", DeadlinePassed))
	st.refused("R16", remind("plvsg", DeadlineNears)) // does not lie there
	st.when(remind("directie", DeadlineNears))
	st.refused("R16", remind("directie", DeadlineNears)) // another node was first
	st.when(remind("jenv", DeadlineNears))               // asked beside
	st.when(paraaf(dirk)).when(remind("plvsg", DeadlineNears))
	st.when(do(anna, AskBack{Reason: dig("reden")})).when(submit(anna))
	st.refused("R16", remind("plvsg", DeadlineNears)) // a new round is no new deadline
	st.at = time.Date(2026, 4, 20, 23, 0, 0, 0, time.UTC)
	st.when(remind("plvsg", DeadlinePassed)) // in the Netherlands it is the 21st
	if got := st.s.Due(documents.Date{Year: 2026, Month: 4, Day: 21}); len(got) != 1 || got[0].Holder != "jenv" {
		t.Errorf("due: %v", got)
	}
	st.refused("R16", remind("plvsg", DeadlineEscalated)) // give him two working days
	early := st.at
	st.at = time.Date(2026, 4, 22, 9, 0, 0, 0, time.UTC)
	st.when(remind("plvsg", DeadlineEscalated))
	st.refused("R16", remind("plvsg", DeadlineEscalated))
	st.at = early
	st.when(do(anna, AskBack{Reason: dig("reden")})).when(do(anna, Revise{Papers: p1, Deadline: documents.Date{Year: 2026, Month: 4, Day: 22}}))
	st.when(remind(StationOpsteller, DeadlineNears)) // moved, so asked anew
	st.when(do(anna, Withdraw{Reason: dig("reden")}))
	st.refused("R17", remind(StationOpsteller, DeadlinePassed))
}

func TestR16_APromiseThatIsLateIsRemindedOfOnce(t *testing.T) {
	t.Parallel()
	st := given(t, append(toExported(), mede(joost), sign("minister"))...)
	due := CivilDay(st.at).AddDays(7)
	brief := st.s.Papers.Letter()[0].ID
	st.when(by(simone, func(s State) Command {
		return Dispatch{Seen: s.SetDigest(), Date: CivilDay(s.Besluit.At), Toezeggingen: []Toezegging{
			{Paper: brief, End: 10, Alinea: 1, Due: due}, {Paper: brief, Start: 20, End: 30, Alinea: 2}, {Paper: brief, Start: 40, End: 50, Alinea: 3, Due: due}}}
	}))
	remind := func(n int) act {
		return do(nacht, Remind{Holder: StationOpsteller, Reminder: ToezeggingPassed, Number: n})
	}
	st.at = due.In(time.UTC).Add(9 * time.Hour)
	st.refused("R16", remind(1)) // its last day is in time
	st.at = st.at.AddDate(0, 0, 1)
	st.when(remind(1))
	st.refused("R16", remind(1)) // another node was first
	st.refused("R16", remind(2)) // has no term
	st.refused("R16", remind(9)) // is no promise
	st.refused("R17", do(nacht, Remind{Holder: StationOpsteller, Reminder: DeadlinePassed}))
	st.when(do(anna, SettleToezegging{Number: 3, On: CivilDay(st.at), How: dig("debat")}))
	st.refused("R16", remind(3)) // was kept
	if last := st.s.Reminders[len(st.s.Reminders)-1]; last.Deadline != due || last.Number != 1 {
		t.Errorf("the reminder says %+v", last)
	}
}

// What presses is the nearest of the deadline of the nota and the day of the
// Kamer; once there is akkoord the Kamer alone still waits.
func TestR16_TheDayThatPressesIsTheNearest(t *testing.T) {
	t.Parallel()
	day := func(d int) documents.Date { return documents.Date{Year: 2026, Month: 4, Day: d} }
	for _, c := range []struct {
		why                    string
		deadline, kamer, asked documents.Date
		akkoord                bool
		want                   documents.Date
	}{
		{why: "nothing says when"},
		{why: "the nota does", deadline: day(20), want: day(20)},
		{why: "the Kamer does", kamer: day(17), want: day(17)},
		{why: "the Kamer sooner than the nota", deadline: day(20), kamer: day(17), want: day(17)},
		{why: "the nota sooner than the Kamer", deadline: day(20), kamer: day(24), want: day(20)},
		{why: "the nota is decided, the letter still waits", deadline: day(20), kamer: day(24), akkoord: true, want: day(24)},
		{why: "decided, and nothing says when the letter must go", deadline: day(20), akkoord: true, want: day(20)},
		{why: "the term of the Kamervragen", deadline: day(30), asked: day(1), want: day(22)},
	} {
		s := State{Phase: InLine, Deadline: c.deadline, KamerDate: c.kamer}
		if !c.asked.IsZero() {
			s.Vragen = &Vragen{Asked: c.asked}
		}
		if c.akkoord {
			s.Besluit = &Assent{Verdict: Akkoord}
		}
		if got := s.Until(); got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
}

// The first station that no longer gets its days is named on the day that this
// becomes so, and once; a deadline that moves asks anew.
func TestR16_TheFirstImpossibleStationIsNamedTheDayItBecomesSo(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna)) // directie, plv. SG, minister: two working days each, until Monday 20 April
	short := func(day int) []Remind {
		var out []Remind
		for _, r := range st.s.Due(documents.Date{Year: 2026, Month: 4, Day: day}) {
			if r.Reminder == PlanShort {
				out = append(out, r)
			}
		}
		return out
	}
	if got := short(10); len(got) != 0 {
		t.Errorf("with every day still there: %v", got)
	}
	if got := short(13); len(got) != 1 || got[0].Holder != "directie" {
		t.Fatalf("on Monday the directie has one day: %v", got)
	}
	st.at = time.Date(2026, 4, 13, 9, 0, 0, 0, time.UTC)
	st.when(do(nacht, Remind{Holder: "directie", Reminder: PlanShort}))
	st.refused("R16", do(nacht, Remind{Holder: "directie", Reminder: PlanShort}))
	st.when(paraaf(dirk))
	if got := short(17); len(got) != 0 {
		t.Errorf("said twice for one deadline: %v", got)
	}
}

func TestR17_AClosedDossierIsClosed(t *testing.T) {
	t.Parallel()
	gone := given(t, append(toExported(), mede(joost), sign("minister"), dispatch())...)
	withdrawn := given(t, open(p1, route()), submit(anna))
	withdrawn.refused("R17", do(anna, Withdraw{}))
	withdrawn.when(do(anna, Withdraw{Reason: dig("reden")})).phase(Withdrawn).holder()
	ended := given(t, append(toMinister(), besluit(mieke, NietAkkoord))...)
	for _, st := range []*story{gone, withdrawn, ended} {
		for _, a := range []act{revise(anna, p2), submit(anna), paraaf(dirk), back(paula), besluit(mieke, Akkoord), mede(joost),
			do(anna, Withdraw{Reason: dig("r")}), do(anna, HandOver{To: "olaf", Reason: dig("r")}), marks(carla, "nota"), dispatchOn(CivilDay(monday)),
			do(simone, Skip{Station: "directie", Reason: dig("r")}), do(nacht, Remind{Holder: "minister", Reminder: DeadlinePassed})} {
			st.refused("R17", a)
		}
	}
	numbers := func(n ...KamerNumber) act { return do(simone, RecordKamerNumbers{Numbers: n}) }
	given(t, toDecided()...).refused("R17", numbers("2026D29290"))
	withdrawn.refused("R17", numbers("2026D29290"))
	gone.refused("R17", numbers())
	for _, n := range []KamerNumber{"", "29290", "2026D2929", "2026X29290", "kst-28362", "Kamerstuk 28362", "blg-1", "2026D29290\n"} {
		gone.refused("R17", numbers(n))
	}
	gone.when(numbers("2026D29290", "2026Z12920", "kst-28362-82", "blg-1007826", "kst-36200-XVI-39"))
	gone.refused("R17", numbers("2026D29290"))
	if len(gone.s.KamerNumbers) != 5 {
		t.Errorf("numbers are %v", gone.s.KamerNumbers)
	}
	gone.refused("R17", do(carla, WithdrawPublication{}))
	gone.when(do(carla, WithdrawPublication{Reason: dig("er stond een naam in")}))
	gone.refused("R17", do(carla, WithdrawPublication{Reason: dig("nog eens")}))
	gone.phase(Dispatched)
}

func TestR18_SubmissionWaitsForAnswers(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	why := st.refused("R18", do(anna, Submit{Seen: p1.Digest(), Blocking: []string{"L01", "L25"}}))
	if !strings.Contains(why, "L01") || !strings.Contains(why, "L25") {
		t.Errorf("does not name the remarks: %q", why)
	}
	st = given(t, open(p1, route()), submit(anna))
	point := do(dirk, GiveParaaf{Seen: p1.Digest(), Open: []string{"punt 1 van wat terugkwam"}})
	if why := st.refused("R18", point); !strings.Contains(why, "punt 1") {
		t.Errorf("does not name the point: %q", why)
	}
	given(t, do(anna, Open{Kind: TerOndertekening, Papers: Papers{p1[0]}, Route: Route{Line: []Step{step(stMinister)}}})).
		refused("R18", submit(anna))
}

func TestR19_TakenBackUntilTheNextHasActed(t *testing.T) {
	t.Parallel()
	take := func(a Actor) act { return do(a, TakeBack{Reason: dig("reden")}) }
	st := given(t, open(p1, route()), submit(anna))
	st.refused("R19", take(dirk))
	st.when(paraaf(dirk))
	st.refused("R19", take(paula))
	st.refused("R19", do(dirk, TakeBack{}))
	st.when(take(dirk)).holder("directie")
	st.refused("R19", take(dirk))
	st.when(paraaf(dirk)).when(paraaf(paula))
	st.refused("R19", take(dirk)) // plv. SG has acted
	st.when(besluit(mieke, Akkoord))
	st.refused("R19", take(paula))
	st.when(take(mieke)).phase(InLine).holder("minister")
	if st.s.Besluit != nil {
		t.Error("taken back and still decided")
	}
	st.when(besluit(mieke, NietAkkoord)).phase(Ended)
	st.when(take(mieke)).holder("minister") // also when it ended the dossier
	st.when(besluit(mieke, Bespreken)).when(take(mieke))
	if st.s.Parked != nil {
		t.Error("taken back and still parked")
	}
	st.when(besluit(mieke, Akkoord)).when(marks(carla, "nota")).when(take(mieke)) // marks are no act upon it
	st.when(besluit(mieke, Akkoord)).when(marks(carla, "nota")).when(closeReview(carla))
	st.refused("R19", take(mieke))
	signed := given(t, append(toDecided(), sign("minister"))...)
	signed.refused("R19", take(mieke))

	// One of two in a step takes back although the other has acted.
	both := Route{Line: []Step{step(stFEZ, stWJZ), step(stMinister)}}
	given(t, open(p1, both), submit(anna), paraaf(fatima), paraaf(willem), take(fatima)).holder("fez")
	// Two ministers fill one seat: the second's akkoord is not the first's to
	// take back (a walk found it: seed 1967).
	other := Actor{Person: "maarten", Seats: mieke.Seats}
	st = given(t, append(toMinister(), besluit(mieke, Aanhouden), besluit(other, Akkoord))...)
	st.refused("R19", take(mieke))
	st.when(take(other)).holder("minister")
	// A return settles everything.
	st = given(t, open(p1, route()), submit(anna), paraaf(dirk), back(paula))
	st.refused("R19", take(dirk))
}

// Taking back an akkoord met wijziging puts the papers back, and with them the
// parafen that it had lapsed.
func TestR19_TakingBackAWijzigingRestoresThePapers(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna), paraaf(dirk), by(paula, func(s State) Command {
		return GiveParaaf{Seen: s.SetDigest(), Verdict: AkkoordMetWijziging, Papers: p3}
	})).holder("directie")
	st.when(do(paula, TakeBack{Reason: dig("reden")})).holder("plvsg")
	if st.s.SetDigest() != p1.Digest() || st.s.Stands("directie") == nil {
		t.Error("the papers of before do not lie there, or the paraaf on them does not stand")
	}
}

// What another takes back in the same step leaves the papers of before where they lie.
func TestR19_AWijzigingIsTakenBackAfterAnotherTookBack(t *testing.T) {
	t.Parallel()
	r := Route{Line: []Step{step(stDirectie), step(stFEZ, stWJZ), step(stMinister)}}
	st := given(t, open(p1, r), submit(anna), paraaf(dirk), paraaf(willem), by(fatima, func(s State) Command {
		return GiveParaaf{Seen: s.SetDigest(), Verdict: AkkoordMetWijziging, Papers: p3}
	}))
	st.when(do(willem, TakeBack{Reason: dig("reden")})).when(do(fatima, TakeBack{Reason: dig("reden")}))
	if st.s.SetDigest() != p1.Digest() || st.s.Stands("directie") == nil {
		t.Error("the papers of before do not lie there, or the paraaf on them does not stand")
	}
}

func TestR20_HandedOverAndFourEyesCountsBoth(t *testing.T) {
	t.Parallel()
	over := func(a Actor, to PersonID) act { return do(a, HandOver{To: to, Reason: dig("met verlof")}) }
	st := given(t, open(p1, route()))
	st.refused("R20", over(anna, ""))
	st.refused("R20", over(anna, "anna"))
	st.refused("R20", do(anna, HandOver{To: "olaf"}))
	st.when(over(dirk, "olaf")) // by the directie; the policy says who may
	st.refused("R3", submit(anna))
	st.when(submit(olaf)).when(do(olaf, AskBack{Reason: dig("reden")})).when(submit(olaf))
	for _, p := range []PersonID{"anna", "olaf"} {
		st.refused("R6", paraaf(Actor{Person: p, Seats: dirk.Seats}))
	}
	st.when(paraaf(dirk))
	st.refused("R20", over(olaf, "dirk")) // gave a paraaf
}

func TestR21_KamervragenInThreeWeeksAndOnceThreeMore(t *testing.T) {
	t.Parallel()
	vragen := func(z KamerNumber, asked documents.Date) act {
		return do(anna, RegisterVragen{Zaaknummer: z, Asked: asked})
	}
	uitstel := func(on documents.Date) act { return do(anna, ReportUitstel{On: on, Reason: dig("reden")}) }
	st := given(t, open(p1, route()))
	st.refused("R21", uitstel(date(2026, 4, 13)))
	for _, z := range []KamerNumber{"", "12920", "2026D12920", "2026Z1292", "2026Z12920 "} {
		st.refused("R21", vragen(z, date(2026, 4, 7)))
	}
	st.refused("R21", vragen("2026Z12920", documents.Date{}))
	st.refused("R21", vragen("2026Z12920", date(2026, 4, 14))) // tomorrow
	st.when(vragen("2026Z12920", date(2026, 4, 7)))
	st.refused("R21", vragen("2026Z12920", date(2026, 4, 7)))
	if got := st.s.Vragen.Due(); got != date(2026, 4, 28) {
		t.Errorf("due on %v", got)
	}
	st.refused("R21", uitstel(date(2026, 4, 6)))
	st.refused("R21", uitstel(date(2026, 4, 14)))
	st.refused("R21", do(anna, ReportUitstel{On: date(2026, 4, 13)}))
	st.when(uitstel(date(2026, 4, 13)))
	if got := st.s.Vragen.Due(); got != date(2026, 5, 19) {
		t.Errorf("after uitstel due on %v", got)
	}
	st.refused("R21", uitstel(date(2026, 4, 13)))
	st.refused("R21", vragen("2026Z99999", date(2026, 4, 7)))

	kamer := func(d documents.Date) act { return do(anna, SetKamerDate{Date: d}) }
	st.refused("R21", kamer(date(2026, 4, 12)))
	st.when(kamer(date(2026, 4, 30)))
	st.refused("R21", kamer(date(2026, 4, 30)))
	st.when(kamer(documents.Date{}))
	if !st.s.KamerDate.IsZero() {
		t.Error("the day was not taken away")
	}
	given(t, open(Papers{p1[0]}, Route{Line: []Step{step(stMinister)}})).refused("R21", kamer(date(2026, 4, 30)))
}

func TestR26_WhatWasPromisedInADebateLiesBesideTheLetter(t *testing.T) {
	t.Parallel()
	st := given(t, append(toExported(), mede(joost), sign("minister"))...)
	day := CivilDay(st.at)
	record := func(on, due documents.Date, said string) act {
		c := RecordToezegging{On: on, Due: due}
		if said != "" {
			c.Said = dig(said)
		}
		return do(anna, c)
	}
	st.refused("R26", record(day, documents.Date{}, "cijfers")) // no letter was sent
	st.when(by(simone, func(s State) Command {
		d := dispatch().cmd(s).(Dispatch)
		d.Toezeggingen = []Toezegging{{Paper: "brief", Start: 10, End: 60, Alinea: 2}}
		return d
	}))
	st.at = st.at.AddDate(0, 0, 10)
	debate := day.AddDays(5)
	for why, a := range map[string]act{
		"without a day": record(documents.Date{}, documents.Date{}, "cijfers"), "before the letter": record(day.AddDays(-1), documents.Date{}, "cijfers"),
		"tomorrow": record(day.AddDays(11), documents.Date{}, "cijfers"), "due before it was made": record(debate, day, "cijfers"), "without words": record(debate, documents.Date{}, ""),
	} {
		if got := st.refused("R26", a); got == "" {
			t.Errorf("recorded %s", why)
		}
	}
	st.when(record(debate, debate.AddDays(2), "cijfers"))
	if p := st.s.Promised; len(p) != 2 || p[1].Said != dig("cijfers") || p[1].On != debate || p[1].Due != debate.AddDays(2) {
		t.Fatalf("promised are %+v", p)
	}
	st.when(do(nacht, Remind{Holder: StationOpsteller, Reminder: ToezeggingPassed, Number: 2}))
	st.refused("R26", do(anna, SettleToezegging{Number: 2, On: day, How: dig("brief")})) // before it was made
	st.when(do(anna, SettleToezegging{Number: 2, On: debate, How: dig("brief")}))
	for range mostRecorded - 2 {
		st.when(record(debate, documents.Date{}, "nog een"))
	}
	st.refused("R26", record(debate, documents.Date{}, "te veel"))
}

func TestR26_WhatALetterPromisesLiesOpenUntilItIsKept(t *testing.T) {
	t.Parallel()
	day := date(2026, 4, 13) // of all stories
	promise := func(d Dispatch) Dispatch {
		d.Toezeggingen = []Toezegging{{Paper: "brief", Start: 10, End: 60, Alinea: 2, Due: day.AddDays(30)}, {Paper: "brief", Start: 70, End: 90, Alinea: 3}}
		return d
	}
	link := func(other Digest, refs ...ToezeggingRef) act {
		return do(anna, LinkToezeggingen{Refs: refs, Other: other})
	}
	settle := func(n int, on documents.Date, how string) act {
		c := SettleToezegging{Number: n, On: on}
		if how != "" {
			c.How = dig(how)
		}
		return do(anna, c)
	}
	st := given(t, append(toExported(), mede(joost), sign("minister"))...)
	st.refused("R26", settle(1, day, "in het debat"))
	st.refused("R26", link(Digest{}))
	st.refused("R26", link(Digest{}, ToezeggingRef{"d-1", 0}))
	st.refused("R26", link(Digest{}, ToezeggingRef{"d-1", 1}, ToezeggingRef{"d-1", 1}))
	st.refused("R26", link(Digest{}, make([]ToezeggingRef, 101)...))
	st.when(link(dig("motie"), ToezeggingRef{"d-1", 1}))
	st.refused("R26", link(dig("motie"), ToezeggingRef{"d-1", 1}))
	st.when(link(Digest{}, ToezeggingRef{"d-2", 3})) // in place of what was linked
	if len(st.s.Keeps) != 1 || st.s.Keeps[0].Dossier != "d-2" || !st.s.KeepsOther.IsZero() {
		t.Errorf("linked are %v and %v", st.s.Keeps, st.s.KeepsOther)
	}
	given(t, open(Papers{p1[0]}, Route{Line: []Step{step(stMinister)}})).refused("R26", link(dig("motie")))

	st.when(by(simone, func(s State) Command { return promise(dispatch().cmd(s).(Dispatch)) }))
	if len(st.s.Promised) != 2 || st.s.Promised[0].Kept != nil {
		t.Fatalf("the letter promises %v", st.s.Promised)
	}
	for why, a := range map[string]act{
		"none of this letter": settle(3, day, "debat"), "of no number": settle(0, day, "debat"), "without a day": settle(1, documents.Date{}, "debat"),
		"before the letter": settle(1, day.AddDays(-1), "debat"), "tomorrow": settle(1, day.AddDays(1), "debat"), "without how": settle(1, day, ""),
	} {
		if got := st.refused("R26", a); got == "" {
			t.Errorf("settled %s", why)
		}
	}
	st.when(settle(1, day, "in het debat van 13 april"))
	st.refused("R26", settle(1, day, "nog eens"))
	if st.s.Promised[0].Kept == nil || st.s.Promised[1].Kept != nil || st.s.settling().Number != 2 {
		t.Errorf("after one was kept: %v", st.s.Promised)
	}
	st.when(link(dig("motie"))) // what was forgotten can be said afterwards
	given(t, append(toExported(), mede(joost), sign("minister"), dispatch())...).refused("R26", settle(1, day, "debat"))
	gone := given(t, open(p1, route()), submit(anna), do(anna, Withdraw{Reason: dig("reden")}))
	gone.refused("R17", link(dig("motie")))
}

func TestR22_AThirdPartyThatWasAskedIsHeardFirst(t *testing.T) {
	t.Parallel()
	day := date(2026, 4, 13) // of all stories
	ask := func(f func(*AskZienswijze)) act {
		c := AskZienswijze{Paper: "nota", Of: dig("bedrijf"), Until: day.AddDays(14)}
		f(&c)
		return do(carla, c)
	}
	plain := func(*AskZienswijze) {}
	record := func(f func(*RecordZienswijze)) act {
		c := RecordZienswijze{Number: 1, On: day, Effect: ViewAgrees, Reason: dig("brief")}
		f(&c)
		return do(carla, c)
	}
	given(t, open(p1, route())).refused("R22", ask(plain)) // in concept
	st := given(t, append(toMinister(), besluit(mieke, Akkoord), marks(carla, "nota"))...)
	st.refused("R22", record(func(*RecordZienswijze) {}))
	for why, f := range map[string]func(*AskZienswijze){
		"no paper": func(c *AskZienswijze) { c.Paper = "zoek" }, "nobody": func(c *AskZienswijze) { c.Of = Digest{} },
		"no term": func(c *AskZienswijze) { c.Until = documents.Date{} }, "today": func(c *AskZienswijze) { c.Until = day },
	} {
		if got := st.refused("R22", ask(f)); got == "" {
			t.Errorf("asked with %s", why)
		}
	}
	st.when(ask(plain)).when(closeReview(carla)).when(readSecond(coen, 0)).when(confirm(coen))
	st.refused("R22", export(carla))
	if got := st.s.Holding(day.AddDays(14)); len(got) != 1 {
		t.Errorf("on the last day of the term %v hold", got)
	}
	if got := st.s.Holding(day.AddDays(15)); len(got) != 0 {
		t.Errorf("after the term %v hold", got)
	}
	st.refused("R22", record(func(c *RecordZienswijze) { c.Number = 2 }))
	st.refused("R22", record(func(c *RecordZienswijze) { c.Reason = Digest{} }))
	st.refused("R22", record(func(c *RecordZienswijze) { c.Effect = "" }))
	st.refused("R22", record(func(c *RecordZienswijze) { c.On = day.AddDays(1) }))
	st.refused("R22", record(func(c *RecordZienswijze) { c.Effect = ViewFollowed })) // the marks are fixed
	st.when(record(func(*RecordZienswijze) {}))
	st.refused("R22", record(func(*RecordZienswijze) {}))
	st.when(ask(plain)).when(record(func(c *RecordZienswijze) { c.Number, c.Effect = 2, ViewRejected }))
	st.refused("R22", export(carla))
	if z := st.s.Zienswijzen[1]; z.ClearOn() != day.AddDays(ObjectionDays) {
		t.Errorf("an objection that is not followed holds until %v", z.ClearOn())
	}

	// The objection is followed while the marks are open; then it is made.
	st = given(t, append(toMinister(), besluit(mieke, Akkoord), marks(carla, "nota"), ask(plain), record(func(c *RecordZienswijze) { c.Effect = ViewFollowed }),
		closeReview(carla), readSecond(coen, 0), confirm(coen), export(carla))...).phase(Exported)
	st.refused("R22", ask(plain))
}

func TestR23_NothingGoesOutBeforeTheEmbargo(t *testing.T) {
	t.Parallel()
	day := date(2026, 4, 13)
	set := func(until documents.Date) act { return do(carla, SetEmbargo{Until: until, Reason: dig("aangeboden")}) }
	st := given(t, append(toExported(), mede(joost), sign("minister"))...)
	st.refused("R23", set(documents.Date{}))
	st.refused("R23", set(day))
	st.refused("R23", do(carla, SetEmbargo{Until: day.AddDays(3)}))
	st.when(set(day.AddDays(3)))
	st.refused("R23", dispatch())
	if st.s.Embargoed(day.AddDays(2)) == nil || st.s.Embargoed(day.AddDays(3)) != nil {
		t.Error("the embargo ends on another day than it says")
	}
	st.refused("R23", set(day.AddDays(3)))
	st.when(set(documents.Date{})).when(dispatch()).phase(Dispatched)
	st.refused("R17", set(day.AddDays(3)))
}

func TestR24_WhatIsPublicAlreadyIsNotMadeAgain(t *testing.T) {
	t.Parallel()
	papers := append(slices.Clone(p1), PaperRef{ID: "bijlage", Soort: documents.SoortBijlage, Digest: dig("een")}, PaperRef{ID: "bijlage-2", Soort: documents.SoortBijlage, Digest: dig("twee")})
	set := func(p PaperID, link Digest, as PaperID) act { return do(carla, SetAlreadyPublic{p, link, as}) }
	st := given(t, open(papers, route()), submit(anna))
	st.refused("R24", set("bijlage", dig("adres"), ""))
	st.when(paraaf(dirk)).when(paraaf(paula)).when(besluit(mieke, Akkoord))
	for _, p := range []PaperID{"", "zoek", "nota", "brief"} {
		st.refused("R24", set(p, dig("adres"), ""))
	}
	st.refused("R24", set("bijlage", Digest{}, ""))
	st.refused("R24", set("bijlage", Digest{}, "bijlage"))
	st.when(set("bijlage-2", Digest{}, "bijlage"))
	st.refused("R24", set("bijlage", dig("adres"), "")) // the other leans on it
	st.refused("R24", set("bijlage", Digest{}, "bijlage-2"))
	if !st.s.IsAlreadyPublic("bijlage-2") || st.s.IsAlreadyPublic("bijlage") {
		t.Errorf("already public are %v", st.s.Already)
	}
	st.when(set("bijlage-2", Digest{}, "")).when(set("bijlage", dig("adres"), ""))
	if len(st.s.Already) != 1 {
		t.Errorf("already public are %v", st.s.Already)
	}
	for _, p := range []PaperID{"nota", "brief", "bijlage", "bijlage-2"} {
		st.when(marks(carla, p))
	}
	st.when(closeReview(carla))
	st.refused("R24", set("bijlage", Digest{}, ""))
}

func TestR27_OfAPaperAsAWholeNothingBecomesPublic(t *testing.T) {
	t.Parallel()
	papers := append(slices.Clone(p1), PaperRef{ID: "bijlage", Soort: documents.SoortBijlage, Digest: dig("een")})
	set := func(p PaperID, reason string, grounds ...documents.Ground) act {
		c := SetNietOpenbaar{Paper: p, Grounds: grounds}
		if reason != "" {
			c.Reason = dig(reason)
		}
		return do(carla, c)
	}
	st := given(t, open(papers, route()), submit(anna))
	st.refused("R27", set("nota", "geheim", "5.1.1b")) // before the besluit
	st.when(paraaf(dirk)).when(paraaf(paula)).when(besluit(mieke, Akkoord))
	for _, p := range []PaperID{"", "zoek", "brief", "bijlage"} {
		st.refused("R27", set(p, "geheim", "5.1.1b"))
	}
	st.refused("R27", set("nota", "", "5.1.1b"))
	st.refused("R27", set("nota", "geheim"))                    // without a ground nothing is withheld
	st.refused("R27", set("nota", "geheim", "5.2"))             // not in a beslisnota
	st.refused("R27", set("nota", "geheim", "5.1.5", "5.1.1b")) // not together
	st.when(set("nota", "geheim", "5.1.1b"))
	if st.s.Made("nota") || !st.s.Made("brief") || len(st.s.NietOpenbaar) != 1 {
		t.Errorf("withheld are %v", st.s.NietOpenbaar)
	}
	st.when(set("nota", "toch"))
	if !st.s.Made("nota") {
		t.Error("it cannot be judged again")
	}
	st.when(set("nota", "geheim", "5.1.1b"))
	cees := Actor{Person: "cees", Seats: carla.Seats}
	for _, p := range []PaperID{"nota", "brief", "bijlage"} {
		st.when(marks(cees, p))
	}
	st.when(closeReview(cees))
	st.refused("R27", set("nota", "toch"))
	if !st.s.marked("carla") {
		t.Error("who withheld a paper may be the second reader of that")
	}
	export := RecordExport{Seen: st.s.MarksDigest(), Certificate: dig("bewijs"), Files: []PublicFile{{"brief", "pdf", dig("pdf"), 1}}}
	st.s.SecondReader = "cora" // as confirmed
	if _, err := Decide(st.s, carla, st.at, export); err != nil {
		t.Errorf("the letter alone is not enough: %v", err)
	}
	export.Files = append(export.Files, PublicFile{"nota", "pdf", dig("pdf"), 1})
	if _, err := Decide(st.s, carla, st.at, export); err == nil {
		t.Error("a withheld paper was made")
	}
}

// Everybody who did something is known, so that everybody hears of the end.
func TestWhoActedHearsOfIt(t *testing.T) {
	t.Parallel()
	st := given(t, append(toExported(), mede(joost), sign("minister"), dispatch())...)
	want := []PersonID{"anna", "dirk", "paula", "mieke", "carla", "coen", "joost", "simone"}
	if !slices.Equal(st.s.Acted, want) {
		t.Errorf("acted: %v, want %v", st.s.Acted, want)
	}
}

// Since when it lies where it lies, for the holder and for who is beside.
func TestSinceWhenItLiesWhere(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	opened := st.at
	if !st.s.Since.Equal(opened) {
		t.Errorf("since %v, want %v", st.s.Since, opened)
	}
	st.when(submit(anna))
	submitted := st.at
	st.when(marks(anna, "nota"))
	if !st.s.Since.Equal(submitted) || !st.s.SinceOf("directie").Equal(submitted) || !st.s.SinceOf("jenv").Equal(submitted) {
		t.Errorf("since %v, arrivals %v", st.s.Since, st.s.Arrivals)
	}
	st.when(paraaf(dirk))
	if !st.s.Since.Equal(st.at) || !st.s.SinceOf("plvsg").Equal(st.at) || !st.s.SinceOf("directie").IsZero() || !st.s.SinceOf("jenv").Equal(submitted) {
		t.Errorf("since %v, arrivals %v", st.s.Since, st.s.Arrivals)
	}
	both := given(t, open(p1, Route{Line: []Step{step(stFEZ, stWJZ), step(stMinister)}}), submit(anna))
	begun := both.at
	both.when(paraaf(fatima))
	if !both.s.Since.Equal(begun) || !both.s.SinceOf("wjz").Equal(begun) {
		t.Error("the other of a step is asked anew because one acted")
	}
}

// TestR19_AnAantekeningGoesWithItsBesluit holds that marks on what the bewindspersoon wrote
// hold nobody up once he took his besluit back and decided without words.
func TestR19_AnAantekeningGoesWithItsBesluit(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna))
	st.when(paraaf(dirk)).when(paraaf(paula))
	st.when(by(mieke, func(s State) Command {
		return TakeBesluit{Seen: s.SetDigest(), Verdict: AkkoordMetOpmerking, Remark: dig("goed")}
	}))
	if _, there := st.s.ToPublish().Find(PaperAantekening); !there || len(st.s.Papers) != len(p1) {
		t.Fatalf("to publish: %v", st.s.ToPublish())
	}
	st.when(marks(carla, PaperAantekening))
	st.when(do(mieke, TakeBack{Reason: dig("toch niet")}))
	st.when(besluit(mieke, Akkoord))
	for _, p := range st.s.Papers {
		st.when(marks(carla, p.ID))
	}
	st.when(closeReview(carla))
}

func TestR28_TheLetterIsSentWithTheDateThatStandsOnIt(t *testing.T) {
	t.Parallel()
	day := CivilDay(monday)
	date := func(by Actor, on documents.Date) act { return do(by, DateLetter{On: on}) }
	given(t, toMinister()...).refused("R28", date(simone, day)) // before the besluit its writer dates it
	st := given(t, toExported()...)
	made := *st.s.Export
	st.refused("R28", date(simone, day.AddDays(-1))) // before the besluit
	st.refused("R28", date(simone, documents.Date{}))
	st.when(date(simone, day.AddDays(2))).phase(Confirmed) // what was made bears another date
	if st.s.Export != nil || st.s.SecondReader == "" {
		t.Errorf("export %v, second reader %q", st.s.Export, st.s.SecondReader)
	}
	st.refused("R28", date(simone, day.AddDays(2)))
	st.when(do(carla, RecordExport{Seen: made.Seen, Files: made.Files, Certificate: made.Certificate})).phase(Exported) // nobody reads it again
	st.when(mede(joost)).when(sign("minister"))
	st.at = st.at.AddDate(0, 0, 2)
	with := func(on, stands documents.Date) act {
		return do(simone, Dispatch{Seen: p1.Digest(), Date: on, Dated: stands})
	}
	if why := st.refused("R28", with(day, day.AddDays(2))); !strings.Contains(why, day.AddDays(2).String()) {
		t.Errorf("does not name the date that stands on it: %q", why)
	}
	st.when(with(day.AddDays(2), day.AddDays(2))).phase(Dispatched)
	st.refused("R17", date(simone, day.AddDays(3)))
}
