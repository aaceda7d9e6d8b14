package workflow

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"paraaf/documents"
)

// The people of the tests. Their ids say who they are, which ids of the product
// never do.
var (
	anna    = Actor{Person: "anna", Seats: []Seat{{RoleOpsteller, "vws.dicio"}}}
	olaf    = Actor{Person: "olaf", Seats: []Seat{{RoleOpsteller, "vws.dicio"}}}
	dirk    = Actor{Person: "dirk", Seats: []Seat{{RoleDirectie, "vws.dicio"}}}
	paula   = Actor{Person: "paula", Seats: []Seat{{RolePlvSG, "vws"}}}
	mieke   = Actor{Person: "mieke", Seats: []Seat{{RoleBewindspersoon, "vws.ljs"}}}
	joost   = Actor{Person: "joost", Seats: []Seat{{RoleBewindspersoon, "jenv"}}}
	carla   = Actor{Person: "carla", Seats: []Seat{{RoleCommunicatie, "vws"}}}
	coen    = Actor{Person: "coen", Seats: []Seat{{RoleCommunicatie, "vws"}}}
	simone  = Actor{Person: "simone", Seats: []Seat{{RoleSecretariaat, "vws"}}}
	pieter  = Actor{Person: "pieter", Seats: []Seat{{RoleAdviseur, "vws.ljs"}}}
	fatima  = Actor{Person: "fatima", Seats: []Seat{{RoleMedeparaaf, "vws.fez"}}}
	willem  = Actor{Person: "willem", Seats: []Seat{{RoleMedeparaaf, "vws.wjz"}}}
	vreemde = Actor{Person: "vreemde", Seats: []Seat{{RoleDirectie, "fin.irf"}}}
	nacht   = Actor{Person: "systeem", Seats: []Seat{{RoleSysteem, "vws"}}}
)

// Stations of the tests.
var (
	stDirectie = Station{ID: "directie", Seat: Seat{RoleDirectie, "vws.dicio"}, Kind: AskParaaf}
	stFEZ      = Station{ID: "fez", Seat: Seat{RoleMedeparaaf, "vws.fez"}, Kind: AskMedeparaaf}
	stWJZ      = Station{ID: "wjz", Seat: Seat{RoleMedeparaaf, "vws.wjz"}, Kind: AskMedeparaaf}
	stPlvSG    = Station{ID: "plvsg", Seat: Seat{RolePlvSG, "vws"}, Kind: AskParaaf}
	stMinister = Station{ID: "minister", Seat: Seat{RoleBewindspersoon, "vws.ljs"}, Kind: AskBesluit}
	stJenV     = Station{ID: "jenv", Seat: Seat{RoleBewindspersoon, "jenv"}, Kind: AskMedeakkoord}
)

func step(sts ...Station) Step { return Step{Stations: sts, All: true} }

// route is the line of the seed: directie, plv. SG, minister, JenV beside.
func route() Route {
	return Route{Line: []Step{step(stDirectie), step(stPlvSG), step(stMinister)}, Beside: []Station{stJenV}}
}

func dig(s string) Digest { return documents.DigestOf([]byte("test"), []byte(s)) }

// nota makes a nota of which each section has the text given: "besluit=a".
func nota(sections ...string) PaperRef {
	return paper("nota", documents.SoortNota, sections...)
}

func letter(text string) PaperRef {
	return paper("brief", documents.SoortKamerbrief, "tekst="+text)
}

func paper(id PaperID, soort documents.Soort, sections ...string) PaperRef {
	p := PaperRef{ID: id, Soort: soort, Digest: dig(fmt.Sprint(id, sections))}
	for _, s := range sections {
		for i := range s {
			if s[i] == '=' {
				p.Sections = append(p.Sections, SectionRef{documents.SectionKey(s[:i]), dig(string(id) + s)})
			}
		}
	}
	return p
}

// The papers of journey 2: p1 and p2 have the same letter b1, p3 has b2.
var (
	p1 = Papers{nota("aanleiding=a", "kernpunten=a"), letter("b1")}
	p2 = Papers{nota("aanleiding=a", "kernpunten=b"), letter("b1")}
	p3 = Papers{nota("aanleiding=a", "kernpunten=b"), letter("b2")}
)

var monday = time.Date(2026, time.April, 13, 9, 0, 0, 0, time.UTC)

// A story tells what happened to one dossier, a minute at a time.
type story struct {
	*testing.T
	s      State
	at     time.Time
	events []Event
}

// given begins a story with what happened before.
func given(t *testing.T, acts ...act) *story {
	t.Helper()
	st := &story{T: t, at: monday}
	for _, a := range acts {
		st.when(a)
	}
	return st
}

// An act is a command by somebody; the command may depend on the state.
type act struct {
	by  Actor
	cmd func(State) Command
}

func do(by Actor, c Command) act            { return act{by, func(State) Command { return c }} }
func by(a Actor, c func(State) Command) act { return act{a, c} }

// when lets an act happen; it must be accepted.
func (st *story) when(a act) *story {
	st.Helper()
	es, err := st.try(a)
	if err != nil {
		st.Fatalf("%s: %T: %v", a.by.Person, a.cmd(st.s), err)
	}
	for _, e := range es {
		st.s = Evolve(st.s, e)
	}
	st.events = append(st.events, es...)
	return st
}

func (st *story) try(a act) ([]Event, error) {
	st.at = st.at.Add(time.Minute)
	return Decide(st.s, a.by, st.at, a.cmd(st.s))
}

// refused says that an act is refused under rule, and gives the sentence.
func (st *story) refused(rule string, a act) string {
	st.Helper()
	es, err := st.try(a)
	var r *Refusal
	if !errors.As(err, &r) {
		st.Fatalf("%s: %T gives %v, %v; want a refusal under %s", a.by.Person, a.cmd(st.s), es, err, rule)
	}
	if r.Rule != rule {
		st.Fatalf("%s: %T is refused under %s (%s), want %s", a.by.Person, a.cmd(st.s), r.Rule, r.Text, rule)
	}
	if len(r.Text) < 10 {
		st.Fatalf("refusal without a sentence: %q", r.Text)
	}
	return r.Text
}

// holder says with which stations the dossier lies.
func (st *story) holder(want ...StationID) *story {
	st.Helper()
	var got []StationID
	for _, h := range st.s.Holder() {
		got = append(got, h.ID)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		st.Fatalf("lies with %v, want %v", got, want)
	}
	return st
}

func (st *story) phase(want Phase) *story {
	st.Helper()
	if st.s.Phase != want {
		st.Fatalf("phase %q, want %q", st.s.Phase, want)
	}
	return st
}

// Acts that most stories need.

func open(p Papers, r Route) act {
	return do(anna, Open{Kind: TerBeslissing, Papers: p, Route: r, Deadline: documents.Date{Year: 2026, Month: 4, Day: 20}})
}

func submit(a Actor) act { return by(a, func(s State) Command { return Submit{Seen: s.SetDigest()} }) }

func revise(a Actor, p Papers) act {
	return by(a, func(s State) Command { return Revise{Papers: p, Deadline: s.Deadline} })
}

func paraaf(a Actor) act {
	return by(a, func(s State) Command { return GiveParaaf{Seen: s.SetDigest()} })
}

func back(a Actor) act {
	return by(a, func(s State) Command { return SendBack{Seen: s.SetDigest(), Reason: dig("reden")} })
}

func mede(a Actor) act {
	return by(a, func(s State) Command { return GiveMedeakkoord{Seen: s.LetterDigest()} })
}

func besluit(a Actor, v Verdict) act {
	return by(a, func(s State) Command {
		c := TakeBesluit{Seen: s.SetDigest(), Verdict: v}
		switch v {
		case AkkoordMetOpmerking, NietAkkoord:
			c.Remark = dig("opmerking")
		case Aanhouden:
			c.Until = documents.Date{Year: 2026, Month: 5, Day: 1}
		}
		return c
	})
}

func marks(a Actor, id PaperID) act { return do(a, SetMarks{Paper: id, Marks: dig("marks")}) }

func closeReview(a Actor) act {
	return by(a, func(s State) Command {
		return CloseReview{Seen: s.MarksDigest(), Grounds: []documents.Ground{"5.1.2e"}}
	})
}

// readSecond fixes what the second reader decided by himself; it differs from
// the first reading in so many places.
func readSecond(a Actor, differences int) act {
	return by(a, func(s State) Command {
		return CloseSecondReading{Seen: s.MarksDigest(), Answers: dig("tweede"), Differences: differences, Grounds: []documents.Ground{"5.1.2e"}}
	})
}

func settleFor(a Actor, side Side, numbers ...int) act {
	return do(a, SettleDifferences{Numbers: numbers, For: side})
}

func confirm(a Actor) act {
	return by(a, func(s State) Command { return ConfirmReview{Seen: s.MarksDigest()} })
}

func export(a Actor) act {
	return by(a, func(s State) Command {
		return RecordExport{Seen: s.MarksDigest(), Certificate: dig("bewijs"),
			Files: []PublicFile{{Paper: "nota", Format: "pdf", Digest: dig("pdf"), Size: 9}}}
	})
}

func sign(id StationID) act {
	return by(simone, func(s State) Command {
		return RecordSignature{Station: id, How: SignedWet, On: CivilDay(s.Besluit.At)}
	})
}

func dispatch() act {
	return by(simone, func(s State) Command { return Dispatch{Seen: s.SetDigest(), Date: CivilDay(s.Besluit.At)} })
}

// toMinister is the way up to the minister, on p1.
func toMinister() []act {
	return []act{open(p1, route()), submit(anna), paraaf(dirk), paraaf(paula)}
}

func toDecided() []act { return append(toMinister(), besluit(mieke, Akkoord)) }

func toExported() []act {
	return append(toDecided(), marks(carla, "nota"), closeReview(carla), readSecond(coen, 0), confirm(coen), export(carla))
}

// Journey 2 of the house: submitted, one paraaf, JenV agrees on the letter,
// sent back, revised without touching the letter, up again, akkoord; the
// medeakkoord still stands and the dossier goes out.
func TestJourney2_SentBackAndUpAgainWithJenVBeside(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna))
	st.holder("directie")
	st.when(paraaf(dirk)).holder("plvsg")
	st.when(mede(joost)).holder("plvsg")
	st.when(back(paula)).phase(Concept).holder(StationOpsteller)
	if st.s.SentBack == nil || st.s.SentBack.Reason != dig("reden") || st.s.SentBack.Station != "plvsg" {
		t.Fatalf("who sent back and why is lost: %+v", st.s.SentBack)
	}
	if st.s.Stands("directie") == nil {
		t.Error("the paraaf of the directie lapsed before anything changed")
	}
	st.when(revise(anna, p2))
	if got := st.s.Asked("directie"); len(got) != 1 || got[0].Section != "kernpunten" {
		t.Errorf("the directie is asked %v, want kernpunten alone", got)
	}
	if st.s.Stands("jenv") == nil {
		t.Error("the medeakkoord on b1 lapsed although the letter is b1")
	}
	st.when(submit(anna)).holder("directie")
	st.when(paraaf(dirk)).when(paraaf(paula)).holder("minister")
	st.when(besluit(mieke, Akkoord)).phase(Decided)
	for _, a := range []act{marks(carla, "nota"), closeReview(carla), readSecond(coen, 0), confirm(coen), export(carla), sign("minister"), dispatch()} {
		st.when(a)
	}
	st.phase(Dispatched).holder()

	// Had the letter changed, JenV would be asked again and named.
	other := given(t, open(p1, route()), submit(anna), paraaf(dirk), mede(joost), back(paula), revise(anna, p3),
		submit(anna), paraaf(dirk), paraaf(paula), besluit(mieke, Akkoord), marks(carla, "nota"), closeReview(carla),
		readSecond(coen, 0), confirm(coen), export(carla), sign("minister"))
	if why := other.refused("R15", dispatch()); !contains(why, "JenV") {
		t.Errorf("dispatch is refused without naming JenV: %q", why)
	}
	other.when(mede(joost)).when(dispatch()).phase(Dispatched)
}

func contains(s, sub string) bool {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i:i+len(sub)] == sub {
			return true
		}
	}
	return false
}
