package workflow

import (
	"strings"
	"testing"
)

func TestR25_AStaatsgeheimIsRefusedWithWhatToDoInstead(t *testing.T) {
	t.Parallel()
	concept := given(t, open(p1, route()))
	for _, r := range append(Rubriceringen(), "dep", "DEP-V", "geheim", "stg") {
		opening := do(anna, Open{Kind: TerBeslissing, Papers: p1, Route: route(), Rubricering: r})
		setting := do(anna, SetRubricering{Rubricering: r, Reason: dig("reden")})
		switch r {
		case GeenRubricering:
			given(t, opening)
		case DepartementaalVertrouwelijk:
			given(t, opening)
			given(t, open(p1, route()), setting)
		default:
			given(t).refused("R25", opening)
			concept.refused("R25", setting)
		}
		if r.Staatsgeheim() {
			if no := r.check(); no == nil || !strings.Contains(no.Text, "beveiligingsambtenaar") {
				t.Errorf("%s is refused without what to do: %v", r.Name(), no)
			}
		}
	}
}

func TestR25_ARubriceringChangesWithAReason(t *testing.T) {
	t.Parallel()
	set := func(r Rubricering, reason Digest) act {
		return do(anna, SetRubricering{Rubricering: r, Reason: reason})
	}
	st := given(t, open(p1, route()))
	st.refused("R25", set(DepartementaalVertrouwelijk, Digest{}))
	st.refused("R25", set(GeenRubricering, dig("reden")))
	st.when(set(DepartementaalVertrouwelijk, dig("advies")))
	st.refused("R25", set(DepartementaalVertrouwelijk, dig("nog eens")))
	if st.s.Rubricering.Short() != "Dep. V." {
		t.Errorf("it is %q", st.s.Rubricering.Name())
	}
	if st.when(set(GeenRubricering, dig("voorbij"))); st.s.Rubricering.Short() != "" {
		t.Errorf("it is still %q", st.s.Rubricering.Name())
	}
}

func TestR25_NothingLeavesTheHouseWithARubricering(t *testing.T) {
	t.Parallel()
	guard := do(anna, SetRubricering{Rubricering: DepartementaalVertrouwelijk, Reason: dig("reden")})
	lift := do(anna, SetRubricering{Reason: dig("opgeheven")})
	acts := toExported()
	st := given(t, append(acts[:len(acts)-1:len(acts)-1], guard)...)
	st.refused("R25", export(carla))
	st.when(lift)
	st.when(export(carla))
	ready := given(t, append(toExported(), mede(joost), sign("minister"), guard)...)
	ready.refused("R25", dispatch())
	ready.when(lift)
	ready.when(dispatch())
	// What went out keeps what it was: there is nothing left to guard.
	ready.refused("R17", guard)
}

// An annex may be read when its dossier is in the line already. Wherever it stands then,
// the papers go no further, and the refusal says what to do there; sending them back, by
// which the annex is taken away, stays open.
func TestR25_PapersMarkedAsAStaatsgeheimGoNoFurther(t *testing.T) {
	t.Parallel()
	marked := func(plain act) act {
		return by(plain.by, func(s State) Command {
			switch c := plain.cmd(s).(type) {
			case Submit:
				c.Marked = Marked{"Bijlage 2"}
				return c
			case GiveParaaf:
				c.Marked = Marked{"Bijlage 2"}
				return c
			case TakeBesluit:
				c.Marked = Marked{"Bijlage 2"}
				return c
			case RecordExport:
				c.Marked = Marked{"Bijlage 2"}
				return c
			case Dispatch:
				c.Marked = Marked{"Bijlage 2"}
				return c
			}
			t.Fatal("this brings no papers on")
			return nil
		})
	}
	exported := toExported()
	for _, row := range []struct {
		why    string
		before []act
		step   act
		then   string
	}{
		{"before they enter the line", []act{open(p1, route())}, submit(anna), "Haal dit stuk weg"},
		{"at a paraaf", []act{open(p1, route()), submit(anna)}, paraaf(dirk), "Stuur de stukken terug"},
		{"at the besluit", toMinister(), besluit(mieke, Akkoord), "Stuur de stukken terug"},
		{"at another answer of the bewindspersoon", toMinister(), besluit(mieke, Bespreken), "Stuur de stukken terug"},
		{"at the export", exported[:len(exported)-1], export(carla), "meld ook een incident"},
		{"at dispatch", append(toExported(), mede(joost), sign("minister")), dispatch(), "meld ook een incident"},
	} {
		st := given(t, row.before...)
		said := st.refused("R25", marked(row.step))
		for _, words := range []string{"Bijlage 2", "beveiligingsambtenaar", row.then} {
			if !strings.Contains(said, words) {
				t.Errorf("%s: %q lacks %q", row.why, said, words)
			}
		}
		st.when(row.step) // without the marking nothing stands in the way
	}
	given(t, open(p1, route()), submit(anna)).when(back(dirk)).phase(Concept)
}

// Dep. V. is for who has work in the dossier (BIO2 8.03.02).
func TestR25_DepVIsSeenByWhoHasWorkInIt(t *testing.T) {
	t.Parallel()
	r := Route{Line: []Step{step(stDirectie), step(stPlvSG), step(stMinister)}, Beside: []Station{stJenV}}
	cc := []Seat{{RoleBewindspersoon, "vws.mvws"}}
	opening := func(r2 Rubricering) act {
		return do(anna, Open{Kind: TerBeslissing, Papers: p1, Route: r, CC: cc, Rubricering: r2})
	}
	open, guarded := given(t, opening(GeenRubricering), submit(anna)), given(t, opening(DepartementaalVertrouwelijk), submit(anna))
	for _, c := range []struct {
		who         Actor
		plain, depV Relation
		why         string
	}{
		{anna, RelationOpsteller, RelationOpsteller, "writes it"},
		{olaf, RelationDirectie, RelationGeen, "a colleague has no work in it; to take over he is made opsteller"},
		{dirk, RelationLijn, RelationLijn, "whose turn it is"},
		{paula, RelationLijn, RelationGeen, "whose turn is to come reads when the papers come"},
		{mieke, RelationLijn, RelationGeen, "decides: the papers have not come to her"},
		{joost, RelationMede, RelationMede, "the letter of another ministry is asked of him"},
		{simone, RelationLijn, RelationLijn, "the secretariaat guards the line"},
		{carla, RelationCommunicatie, RelationGeen, "nothing is to be made public yet"},
		{Actor{Person: "iemand", Seats: cc}, RelationCC, RelationCC, "was put in the cc by name"},
		{vreemde, RelationGeen, RelationGeen, "another ministry"},
	} {
		if got := open.s.Relation(c.who); got != c.plain {
			t.Errorf("%v of a plain dossier is %s, want %s: %s", c.who.Seats, got, c.plain, c.why)
		}
		if got := guarded.s.Relation(c.who); got != c.depV {
			t.Errorf("%v of a Dep. V. dossier is %s, want %s: %s", c.who.Seats, got, c.depV, c.why)
		}
	}
	decided := given(t, append(toDecided(), do(anna, SetRubricering{Rubricering: DepartementaalVertrouwelijk, Reason: dig("reden")}))...)
	if got := decided.s.Relation(carla); got != RelationCommunicatie {
		t.Errorf("after the besluit communicatie is %s", got)
	}
}
