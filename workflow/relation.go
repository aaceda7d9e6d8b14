package workflow

import (
	"slices"
	"strings"

	"paraaf/documents"
)

// A Relation is what somebody is to one dossier.
type Relation string

// The relations, closest first.
const (
	RelationOpsteller    Relation = "opsteller"    // writes it, or is invited to
	RelationLijn         Relation = "lijn"         // fills, stands in for or serves a station of the line, once submitted
	RelationMede         Relation = "mede"         // fills a station of another bewindspersoon, once submitted: the letter only
	RelationDirectie     Relation = "directie"     // of the opsteller's own directie
	RelationCommunicatie Relation = "communicatie" // publishes for the dossier's ministry, once submitted
	RelationCC           Relation = "cc"           // reads along, once submitted
	RelationGeen         Relation = "geen"         // nothing
)

// A Standing is a role together with the relation that its seat gives, so that
// a role held elsewhere never lends its rights to a dossier here.
type Standing struct {
	Role     Role
	Relation Relation
}

// Relation gives the closest relation of a to the dossier. It counts every
// Waarneming of a: the desk hands over those of today only.
func (s State) Relation(a Actor) Relation {
	closest := RelationGeen
	for _, st := range s.Standings(a) {
		if rank(st.Relation) < rank(closest) {
			closest = st.Relation
		}
	}
	return closest
}

func rank(r Relation) int {
	return slices.Index([]Relation{RelationOpsteller, RelationLijn, RelationMede, RelationDirectie,
		RelationCommunicatie, RelationCC, RelationGeen}, r)
}

// Standings lists with which roles a stands in which relations to the dossier:
// one for each seat (also those it stands in for) and relation, without
// doubles. Beheerder and systeem have no relation to any content; every other
// seat without one gives RelationGeen.
func (s State) Standings(a Actor) []Standing {
	var out []Standing
	add := func(r Role, rel Relation) {
		if !s.needs(a.Person, r, rel) {
			return
		}
		if st := (Standing{r, rel}); !slices.Contains(out, st) {
			out = append(out, st)
		}
	}
	if s.Phase != None && a.Person != "" && (a.Person == s.Opsteller || slices.Contains(s.Invited, a.Person)) {
		add(RoleOpsteller, RelationOpsteller)
	}
	type hat struct {
		Seat
		of PersonID // whose it is
	}
	var hats []hat
	for _, seat := range a.Seats {
		hats = append(hats, hat{seat, a.Person})
	}
	for _, w := range a.Waarnemings {
		if w.covers(s.Kind) {
			hats = append(hats, hat{w.Seat, w.Namens})
		}
	}
	for _, hat := range hats {
		seat := hat.Seat
		n := len(out)
		if seat.Role == RoleBeheerder || seat.Role == RoleSysteem || s.Phase == None {
			add(seat.Role, RelationGeen)
			continue
		}
		for _, st := range s.asked() {
			mede := st.Kind == AskMedeakkoord || st.Kind == AskMedeondertekening
			mine := seat == st.Seat && (st.Person == "" || st.Person == hat.of)
			switch {
			case mine && mede:
				add(seat.Role, RelationMede)
			case mine && s.reads(st):
				add(seat.Role, RelationLijn)
			case !mede && seat.serves(st.Seat):
				add(seat.Role, RelationLijn)
			case mede && seat.serves(st.Seat):
				add(seat.Role, RelationMede)
			}
		}
		if colleagues(seat.Organisation, s.Organisation) {
			switch seat.Role {
			case RoleOpsteller, RoleDirectie, RoleSecretariaat:
				add(seat.Role, RelationDirectie)
			}
		}
		if seat.Role == RoleSecretariaat && s.Round > 0 && s.Organisation.Within(seat.Organisation) {
			add(seat.Role, RelationLijn)
		}
		// Who was asked, or could read along, keeps what he saw when the papers
		// come back to concept; before the first submission nobody of them knows.
		if s.Round > 0 && seat.Role == RoleCommunicatie && seat.Organisation.Ministry() == s.Organisation.Ministry() {
			add(seat.Role, RelationCommunicatie)
		}
		if s.Round > 0 && slices.Contains(s.CC, seat) {
			add(seat.Role, RelationCC)
		}
		if len(out) == n {
			add(seat.Role, RelationGeen)
		}
	}
	return out
}

// reads reports whether who fills st may read: the papers came to it, or its
// turn is still to come and the route and the rubricering let it read before. A station that was
// left out has no turn to come.
func (s State) reads(st Station) bool {
	if slices.Contains(s.Reached, st.ID) {
		return true
	}
	return !s.Route.InTurn && !s.skipped(st.ID) && s.Rubricering == GeenRubricering
}

// asked lists the stations that the papers have come before: all of the route
// once they were submitted, none while they were only ever a concept.
func (s State) asked() []Station {
	if s.Round == 0 {
		return nil
	}
	return s.Route.Stations()
}

// serves reports whether s is the secretariaat of what seat belongs to: of its
// own organisation or of one above it.
func (s Seat) serves(seat Seat) bool {
	return s.Role == RoleSecretariaat && seat.Organisation.Within(s.Organisation)
}

// colleagues reports whether two organisations are of one directie: one is
// within the other, and neither is a whole ministry.
func colleagues(a, b OrganisationID) bool {
	return strings.Contains(string(a), ".") && strings.Contains(string(b), ".") && (a.Within(b) || b.Within(a))
}

// today lists the seats of a on day, also those it stands in for in dossiers
// of kind.
func (a Actor) today(day documents.Date, kind Kind) []Seat {
	seats := slices.Clone(a.Seats)
	for _, w := range a.Waarnemings {
		if w.holds(day) && w.covers(kind) {
			seats = append(seats, w.Seat)
		}
	}
	return seats
}

// holds reports whether day is one of w.
func (w Waarneming) holds(day documents.Date) bool {
	return !day.Before(w.From) && !w.Until.Before(day)
}

// fills reports whether a fills st on day in a dossier of kind, and in whose
// place. An own seat comes before a waarneming.
func (a Actor) fills(st Station, day documents.Date, kind Kind) (PersonID, bool) {
	if slices.Contains(a.Seats, st.Seat) && (st.Person == "" || st.Person == a.Person) {
		return "", true
	}
	for _, w := range a.Waarnemings {
		if w.Seat == st.Seat && w.holds(day) && w.covers(kind) && (st.Person == "" || st.Person == w.Namens) {
			return w.Namens, true
		}
	}
	return "", false
}

// covers reports whether w is for dossiers of kind.
func (w Waarneming) covers(kind Kind) bool { return w.Kind == "" || w.Kind == kind }
