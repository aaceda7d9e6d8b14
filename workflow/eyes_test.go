package workflow

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// No person gives two assents in a round, through any combination of roles,
// waarneming, secretariaat or a further account: people with any seats, who
// stand in for anybody and record for anybody, try everything at every station.
func TestR6_NobodyGivesTwoAssentsInARoundThroughAnyCombination(t *testing.T) {
	t.Parallel()
	check := Station{ID: "check", Seat: Seat{RoleSecretariaat, "vws"}, Kind: AskProcescheck}
	r := Route{Line: []Step{step(stDirectie), {Stations: []Station{stFEZ, stWJZ}, All: true}, step(check), step(stPlvSG), step(stMinister)}, Beside: []Station{stJenV}}
	stations := r.Stations()
	start := given(t, open(p1, r), submit(anna)).s
	most := 0
	rapid.Check(t, func(t *rapid.T) {
		persons := []PersonID{"anna", "a", "b", "c", "d"}
		s, at := start, monday
		assents := 0
		for range rapid.IntRange(20, 120).Draw(t, "steps") {
			at = at.Add(time.Minute)
			// The same person comes with other hats every time, as with an
			// account for each: four-eyes knows persons.
			who := Actor{Person: rapid.SampledFrom(persons).Draw(t, "who")}
			for range rapid.IntRange(0, 2).Draw(t, "seats") {
				who.Seats = append(who.Seats, rapid.SampledFrom(stations).Draw(t, "seat").Seat)
			}
			if rapid.Bool().Draw(t, "secretariaat") {
				who.Seats = append(who.Seats, Seat{RoleSecretariaat, rapid.SampledFrom([]OrganisationID{"vws", "vws.dicio", "vws.ljs", "jenv"}).Draw(t, "of")})
			}
			if rapid.Bool().Draw(t, "stands in") {
				who.Waarnemings = append(who.Waarnemings, Waarneming{Seat: rapid.SampledFrom(stations).Draw(t, "for").Seat, Namens: rapid.SampledFrom(persons).Draw(t, "namens"), From: date(2026, 1, 1), Until: date(2026, 12, 31)})
			}
			var told PersonID
			var how Instruction
			if rapid.Bool().Draw(t, "told") {
				told, how = rapid.SampledFrom(persons).Draw(t, "by"), ByPhone
			}
			var c Command
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0, 1, 2, 3:
				c = GiveParaaf{Seen: s.SetDigest(), Instructed: told, How: how}
			case 4:
				papers := p2
				if s.SetDigest() == p2.Digest() {
					papers = p1
				}
				c = GiveParaaf{Seen: s.SetDigest(), Verdict: AkkoordMetWijziging, Papers: papers, Instructed: told, How: how}
			case 5, 6:
				c = TakeBesluit{Seen: s.SetDigest(), Verdict: rapid.SampledFrom([]Verdict{Akkoord, Bespreken}).Draw(t, "verdict"), Instructed: told, How: how}
			case 7:
				c = GiveMedeakkoord{Seen: s.LetterDigest()}
			case 8:
				c = TakeBack{Reason: dig("r")}
			default:
				c = SendBack{Seen: s.SetDigest(), Reason: dig("r"), To: rapid.SampledFrom([]StationID{"", "directie", "fez"}).Draw(t, "to")}
			}
			es, err := Decide(s, who, at, c)
			if err != nil {
				continue
			}
			for _, e := range es {
				s = Evolve(s, e)
			}
			if s.Phase == Concept {
				es, err := Decide(s, anna, at, Submit{Seen: s.SetDigest()})
				if err != nil {
					t.Fatal(err)
				}
				s = Evolve(s, es[0])
			}
			assents++
			if twice := assentsTwice(s); twice != "" {
				t.Fatalf("%s\nafter %T by %+v", twice, c, who)
			}
			if s.Closed() || s.Besluit != nil {
				break
			}
		}
		most = max(most, assents)
	})
	if most < 6 {
		t.Errorf("at most %d commands were accepted: the test tries nothing", most)
	}
}

// assentsTwice finds a person who is behind the assents of two stations in one
// round, or who wrote and assented.
func assentsTwice(s State) string {
	type turn struct {
		round int
		who   PersonID
	}
	at := map[turn]StationID{}
	for _, a := range s.Assents {
		if a.Void == TakenBack || a.Verdict == Bespreken || a.Verdict == NietAkkoord {
			continue
		}
		behind := []PersonID{a.By}
		if a.How != "" {
			behind = append(behind, a.Namens)
		}
		for _, p := range behind {
			if p == "anna" {
				return "the opsteller assents at " + string(a.Station)
			}
			k := turn{a.Round, p}
			if was, there := at[k]; there && was != a.Station {
				return fmt.Sprintf("%s is behind %s and %s in round %d", p, was, a.Station, a.Round)
			}
			at[k] = a.Station
		}
	}
	return ""
}
