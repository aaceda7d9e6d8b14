package workflow

import (
	"slices"
	"testing"
)

func TestRelation(t *testing.T) {
	t.Parallel()
	r := Route{Line: []Step{step(stDirectie), step(stFEZ), step(stPlvSG), step(stMinister)}, Beside: []Station{stJenV}}
	opened := given(t, do(anna, Open{Kind: TerBeslissing, Papers: p1, Route: r, CC: []Seat{{RoleBewindspersoon, "vws.mvws"}}}), do(anna, Invite{Person: "genodigde"}))
	submitted := given(t, do(anna, Open{Kind: TerBeslissing, Papers: p1, Route: r, CC: []Seat{{RoleBewindspersoon, "vws.mvws"}}}), do(anna, Invite{Person: "genodigde"}), submit(anna))
	who := func(seats ...Seat) Actor { return Actor{Person: "iemand", Seats: seats} }
	for _, c := range []struct {
		who           Actor
		before, after Relation // submission
		why           string
	}{
		{anna, RelationOpsteller, RelationOpsteller, "writes it"},
		{Actor{Person: "genodigde", Seats: fatima.Seats}, RelationOpsteller, RelationOpsteller, "was invited to write"},
		{dirk, RelationDirectie, RelationLijn, "of the own directie, and then in the line"},
		{olaf, RelationDirectie, RelationDirectie, "a colleague"},
		{who(Seat{RoleOpsteller, "vws.dicio.team"}), RelationDirectie, RelationDirectie, "of a team of the directie"},
		{who(Seat{RoleOpsteller, "vws"}), RelationGeen, RelationGeen, "a whole ministry is no directie"},
		{who(Seat{RoleOpsteller, "vws.dicioo"}), RelationGeen, RelationGeen, "a name that begins alike"},
		{fatima, RelationGeen, RelationLijn, "a medeparaaf"},
		{paula, RelationGeen, RelationLijn, "higher up: not before it is submitted"},
		{mieke, RelationGeen, RelationLijn, "decides"},
		{joost, RelationGeen, RelationMede, "the other ministry: the letter"},
		{who(Seat{RoleSecretariaat, "jenv"}), RelationGeen, RelationMede, "the secretariaat of the other"},
		{simone, RelationGeen, RelationLijn, "the secretariaat of the house"},
		{who(Seat{RoleSecretariaat, "vws.dicio"}), RelationDirectie, RelationLijn, "the secretariaat of the directie"},
		{who(Seat{RoleSecretariaat, "vws.wjz"}), RelationGeen, RelationGeen, "the secretariaat of another directie"},
		{carla, RelationGeen, RelationCommunicatie, "publishes for the house: not before it is submitted"},
		{who(Seat{RoleCommunicatie, "jenv"}), RelationGeen, RelationGeen, "publishes for another house"},
		{who(Seat{RoleBewindspersoon, "vws.mvws"}), RelationGeen, RelationCC, "reads along, once it is submitted"},
		{who(Seat{RoleBeheerder, "vws"}), RelationGeen, RelationGeen, "manages, reads nothing"},
		{who(Seat{RoleBeheerder, "vws.dicio"}), RelationGeen, RelationGeen, "nor when he sits at the directie"},
		{vreemde, RelationGeen, RelationGeen, "another ministry"},
		{Actor{Person: "iemand"}, RelationGeen, RelationGeen, "no seat"},
		{who(carla.Seats[0], stFEZ.Seat), RelationGeen, RelationLijn, "the closest of two"},
	} {
		if got := opened.s.Relation(c.who); got != c.before {
			t.Errorf("before submission %v is %s, want %s: %s", c.who.Seats, got, c.before, c.why)
		}
		if got := submitted.s.Relation(c.who); got != c.after {
			t.Errorf("after submission %v is %s, want %s: %s", c.who.Seats, got, c.after, c.why)
		}
	}
	if got := (State{}).Relation(anna); got != RelationGeen {
		t.Errorf("to nothing: %s", got)
	}
}

// Reading early is for who stands in the line and whose turn is to come; a
// route may keep the papers from a station until they reach it. What one once
// could read one keeps.
func TestWhoReadsBeforeItsTurn(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna))
	if got := st.s.Relation(mieke); got != RelationLijn {
		t.Errorf("the minister before her turn is %s", got)
	}
	st.when(do(simone, Skip{Station: "plvsg", Reason: dig("reden")}))
	if got := st.s.Relation(paula); got != RelationGeen {
		t.Errorf("whose station is left out is %s", got)
	}

	strict := route()
	strict.InTurn = true
	st = given(t, open(p1, strict), submit(anna))
	for _, c := range []struct {
		who  Actor
		want Relation
		why  string
	}{
		{dirk, RelationLijn, "its turn"}, {paula, RelationGeen, "not yet"}, {mieke, RelationGeen, "not yet"},
		{simone, RelationLijn, "the secretariaat plans"}, {joost, RelationMede, "beside the line"},
	} {
		if got := st.s.Relation(c.who); got != c.want {
			t.Errorf("in turn, %s is %s, want %s: %s", c.who.Person, got, c.want, c.why)
		}
	}
	st.when(paraaf(dirk))
	if got := st.s.Relation(paula); got != RelationLijn {
		t.Errorf("the plv. SG at its turn is %s", got)
	}
	st.when(back(paula)).when(submit(anna))
	if st.s.Relation(paula) != RelationLijn || st.s.Relation(mieke) != RelationGeen {
		t.Error("after a return who read once reads no longer, or who did not does")
	}
}

// A role counts in the relation of its own seat, never in that of another hat
// of the same person.
func TestStandingsKeepHatsApart(t *testing.T) {
	t.Parallel()
	st := given(t, open(p1, route()), submit(anna))
	hats := Actor{Person: "petten", Seats: []Seat{stPlvSG.Seat, {RoleSecretariaat, "fin"}, carla.Seats[0]},
		Waarnemings: []Waarneming{{Seat: stJenV.Seat, Namens: "joost", From: date(2026, 1, 1), Until: date(2026, 12, 31)}}}
	got := st.s.Standings(hats)
	want := []Standing{{RolePlvSG, RelationLijn}, {RoleSecretariaat, RelationGeen}, {RoleCommunicatie, RelationCommunicatie}, {RoleBewindspersoon, RelationMede}}
	if !slices.Equal(got, want) {
		t.Errorf("stands %v, want %v", got, want)
	}
}
