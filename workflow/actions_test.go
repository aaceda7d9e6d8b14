package workflow

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// stops are dossiers in every phase.
func stops(t *testing.T) []State {
	t.Helper()
	var out []State
	for _, acts := range [][]act{
		nil, {open(p1, route())}, {open(p1, route()), submit(anna)}, {open(p1, route()), submit(anna), paraaf(dirk), back(paula)},
		toMinister(), append(toMinister(), besluit(mieke, Aanhouden)), append(toMinister(), besluit(mieke, NietAkkoord)), toDecided(),
		append(toDecided(), closeReview(carla)), append(toDecided(), closeReview(carla), readSecond(coen, 2)), append(toDecided(), closeReview(carla), readSecond(coen, 0), confirm(coen)), toExported(),
		append(toExported(), mede(joost), sign("minister"), dispatch()), {open(p1, route()), do(anna, Withdraw{Reason: dig("r")})},
	} {
		out = append(out, given(t, acts...).s)
	}
	return out
}

// A dry run is answered with yes or with a refusal, whoever asks and wherever
// the dossier is; a candidate that is a mistake of the caller would grey a
// button without a reason.
func TestCandidatesAreWellFormed(t *testing.T) {
	t.Parallel()
	later := monday.Add(24 * time.Hour)
	for _, s := range stops(t) {
		for _, who := range cast {
			var verbs []Action
			for _, c := range Candidates(s, who) {
				_, err := Decide(s, who, later, c)
				var no *Refusal
				if err != nil && !errors.As(err, &no) {
					t.Errorf("%s, %s: %T: %v", s.Phase, who.Person, c, err)
				}
				if no != nil && (no.Rule == "R5" || strings.Contains(no.Text, "Schrijf")) && c.Action() != "mark-gezien" {
					t.Errorf("%s, %s: %T is refused for what a dry run should bring: %v", s.Phase, who.Person, c, no)
				}
				if !slices.Contains(verbs, c.Action()) {
					verbs = append(verbs, c.Action())
				}
			}
			if s.Phase == None {
				continue
			}
			for _, c := range Commands() {
				switch c.(type) {
				case Open, Remind:
					continue
				}
				if !slices.Contains(verbs, c.Action()) {
					t.Errorf("%s: no button for %s", s.Phase, c.Action())
				}
			}
		}
	}
}

// A command that can be done is a candidate that says so.
func TestCandidatesSayWhatCanBeDone(t *testing.T) {
	t.Parallel()
	st := given(t, toMinister()...)
	can := func(who Actor) string {
		var out []string
		for _, c := range Candidates(st.s, who) {
			if b, ok := c.(TakeBesluit); ok {
				if _, err := Decide(st.s, who, st.at, c); err == nil {
					out = append(out, string(b.Verdict))
				}
			}
		}
		return strings.Join(out, ", ")
	}
	if got, want := can(mieke), "akkoord, akkoord met opmerking, akkoord met wijziging, niet akkoord, bespreken, aanhouden"; got != want {
		t.Errorf("the minister can answer %q, want %q", got, want)
	}
	if got := can(paula); got != "" {
		t.Errorf("the plv. SG can answer %q", got)
	}
}

// Every command has an action of its own, written as a policy writes it, and
// Decide knows it; nothing else is known.
func TestEveryCommandHasItsAction(t *testing.T) {
	t.Parallel()
	seen := map[Action]string{}
	for _, c := range Commands() {
		name := reflect.TypeOf(c).Name()
		if !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(string(c.Action())) {
			t.Errorf("%s: action %q", name, c.Action())
		}
		if other, twice := seen[c.Action()]; twice {
			t.Errorf("%s and %s are both %q", name, other, c.Action())
		}
		seen[c.Action()] = name
		if _, err := Decide(given(t, open(p1, route())).s, anna, monday, c); err != nil && strings.Contains(err.Error(), "unknown command") {
			t.Errorf("%s is not decided", name)
		}
	}
	for _, r := range Reads() {
		if name, twice := seen[r]; twice {
			t.Errorf("%s and seeing are both %q", name, r)
		}
	}
}

type stranger struct{}

func (stranger) Action() Action { return "dance" }

func TestMistakesOfTheCallerAreNoRefusals(t *testing.T) {
	t.Parallel()
	s := given(t, open(p1, route())).s
	for _, c := range []struct {
		who  Actor
		at   time.Time
		what Command
		why  string
	}{
		{Actor{}, monday, Submit{}, "nobody"},
		{anna, time.Time{}, Submit{}, "never"},
		{anna, monday, nil, "nothing"},
		{anna, monday, stranger{}, "a command that does not exist"},
		{anna, monday, Revise{}, "no papers"},
		{anna, monday, SetMarks{Paper: "nota"}, "no marks"},
	} {
		es, err := Decide(s, c.who, c.at, c.what)
		var no *Refusal
		if err == nil || errors.As(err, &no) || es != nil {
			t.Errorf("%s: %v, %v", c.why, es, err)
		}
	}
	if (&Refusal{"R7", "Schrijf waarom."}).Error() != "R7: Schrijf waarom." {
		t.Error("a refusal does not say its rule and text")
	}
}

func TestForwardSpoedAndAdviceAtTheWrongTime(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()))
	fwd := do(simone, Forward{Station: "plvsg", To: Seat{RoleSG, "vws"}, Reason: dig("r")})
	st.refused("R4", fwd)
	st.refused("R4", do(anna, AskAdviceOf{ID: "x", Of: stFEZ.Seat, Question: dig("?")}))
	st.refused("R4", do(pieter, GiveAdvice{Seen: p1.Digest(), Remark: dig("a")}))
	st.refused("R4", do(anna, SetSpoed{Latest: monday.AddDate(0, 0, 1)}))
	st.refused("R4", do(anna, SetSpoed{Reason: dig("r"), Latest: monday.AddDate(0, 0, -1)}))
	st.when(do(anna, SetSpoed{Reason: dig("r"), Latest: monday.AddDate(0, 0, 1)}))
	if st.s.Spoed == nil || st.s.Spoed.By != "anna" {
		t.Errorf("spoed %+v", st.s.Spoed)
	}
	st.when(submit(anna)).when(paraaf(dirk))
	st.refused("R4", do(simone, Forward{Station: "nergens", To: Seat{RoleSG, "vws"}, Reason: dig("r")}))
	st.refused("R4", do(simone, Forward{Station: "directie", To: Seat{RoleDirectie, "vws.geo"}, Reason: dig("r")}))
	st.refused("R4", do(simone, AskAdviceOf{ID: "plvsg", Of: stFEZ.Seat, Question: dig("?")}))
	given(t, toDecided()...).refused("R10", fwd)
}

// One colleague is asked, and nobody else of his organisation.
func TestAdviceOfOnePerson(t *testing.T) {
	t.Parallel()
	desk := Seat{RoleOpsteller, "vws.geo"}
	asked := Actor{Person: "gerrit", Seats: []Seat{desk}}
	colleague := Actor{Person: "grietje", Seats: []Seat{desk}}
	standin := Actor{Person: "guus", Waarnemings: []Waarneming{{Seat: desk, Namens: "gerrit", From: date(2026, 4, 1), Until: date(2026, 4, 30)}}}
	st := given(t, open(p1, route()), submit(anna), do(dirk, AskAdviceOf{ID: "geo", Of: desk, Person: "gerrit", Question: dig("?")}))
	if st.s.Relation(asked) != RelationLijn || st.s.Relation(standin) != RelationLijn || st.s.Relation(colleague) != RelationGeen {
		t.Errorf("relations %s, %s, %s", st.s.Relation(asked), st.s.Relation(standin), st.s.Relation(colleague))
	}
	advice := GiveAdvice{Seen: p1.Digest(), Remark: dig("a")}
	st.refused("R4", do(colleague, advice))
	st.when(do(standin, advice)).holder("directie")
	if st.s.Advice[0].Namens != "gerrit" {
		t.Errorf("advice %+v", st.s.Advice[0])
	}
}

// An assent that counts no longer stays, and says so.
func TestLapsedAssentsStay(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna), paraaf(dirk), do(dirk, TakeBack{Reason: dig("r")}), paraaf(dirk), paraaf(paula), back(mieke), revise(anna, p2),
		submit(anna), paraaf(dirk))
	var got []string
	for _, a := range st.s.Assents {
		word := "geldt"
		if st.s.Lapsed(a) {
			word = "vervallen"
		}
		got = append(got, string(a.Station)+" "+word+" "+string(a.Void))
	}
	if want := "directie vervallen taken-back, directie vervallen , plvsg vervallen , directie geldt "; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", strings.Join(got, ", "), want)
	}
}

func TestNamesInSentences(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		st   Station
		want string
	}{
		{stDirectie, "directie DICIO"}, {stPlvSG, "plv. SG"}, {stFEZ, "FEZ"}, {stJenV, "bewindspersoon van JenV"}, {stMinister, "bewindspersoon van VWS (LJS)"},
		{Station{Seat: Seat{RoleSG, "vws"}}, "SG"}, {Station{Seat: Seat{RoleDG, "vws"}}, "DG"}, {Station{Seat: Seat{RoleDG, "vws.dgv"}}, "DG DGV"},
		{Station{Seat: Seat{RoleOpsteller, "vws"}}, "opsteller"}, {Station{Seat: Seat{RoleSecretariaat, "vws"}}, "secretariaat VWS"},
		{Station{ID: StationOpsteller}, "de opsteller"}, {Station{ID: StationReview}, "de beoordelaar van communicatie"}, {Station{ID: StationSecond}, "de tweede lezer"},
		{Station{ID: StationExport}, "communicatie, voor de openbare versie"}, {Station{ID: StationDispatch}, "het secretariaat, voor de verzending"},
	} {
		if got := c.st.Name(); got != c.want {
			t.Errorf("%v is called %q, want %q", c.st.Seat, got, c.want)
		}
	}
	if got := stationNames([]Station{stDirectie, stFEZ, stPlvSG}); got != "directie DICIO, FEZ en plv. SG" {
		t.Errorf("three are %q", got)
	}
	if got := list(nil); got != "niemand" {
		t.Errorf("none are %q", got)
	}
}

func TestTermsOfKamervragen(t *testing.T) {
	t.Parallel()
	v := Vragen{Zaaknummer: "2026Z12920", Asked: date(2026, 4, 4)} // a Saturday; due on Saturday 25 April
	if v.Due() != date(2026, 4, 25) || v.UitstelBy() != date(2026, 4, 24) {
		t.Errorf("due %v, uitstel by %v", v.Due(), v.UitstelBy())
	}
	v.Uitstel = date(2026, 4, 20)
	if v.Due() != date(2026, 5, 16) || v.UitstelBy() != date(2026, 4, 24) {
		t.Errorf("after uitstel due %v, uitstel by %v", v.Due(), v.UitstelBy())
	}
	if leap := (Vragen{Asked: date(2028, 2, 10)}); leap.Due() != date(2028, 3, 2) {
		t.Errorf("over a leap day due %v", leap.Due())
	}
	// Without a deadline in the nota they are reminded of.
	s := given(t, open(p1, route()), do(anna, Revise{Papers: p1}), do(anna, RegisterVragen{Zaaknummer: "2026Z12920", Asked: date(2026, 4, 7)})).s
	if due := s.Due(date(2026, 4, 28)); len(due) != 1 || due[0].Reminder != DeadlineNears {
		t.Errorf("due %v", due)
	}
	s = given(t, open(p1, route()), do(anna, Revise{Papers: p1}), do(anna, SetKamerDate{Date: date(2026, 4, 28)})).s
	if due := s.Due(date(2026, 4, 29)); len(due) != 1 || due[0].Reminder != DeadlinePassed {
		t.Errorf("due %v", due)
	}
}
