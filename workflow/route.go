package workflow

import (
	"fmt"
	"slices"
	"strings"
)

// Ministry gives the ministry that o is or lies in: "vws.dicio" lies in "vws".
func (o OrganisationID) Ministry() OrganisationID {
	m, _, _ := strings.Cut(string(o), ".")
	return OrganisationID(m)
}

// Within reports whether o is p or a part of it: "vws.dicio" is within "vws".
func (o OrganisationID) Within(p OrganisationID) bool {
	return p != "" && (o == p || strings.HasPrefix(string(o), string(p)+"."))
}

// Stations lists all stations of r, those of the line first.
func (r Route) Stations() []Station {
	var out []Station
	for _, step := range r.Line {
		out = append(out, step.Stations...)
	}
	return append(out, r.Beside...)
}

// find gives station id and the index of its step; -1 stands for beside.
func (r Route) find(id StationID) (Station, int, bool) {
	for i, step := range r.Line {
		for _, st := range step.Stations {
			if st.ID == id {
				return st, i, true
			}
		}
	}
	for _, st := range r.Beside {
		if st.ID == id {
			return st, -1, true
		}
	}
	return Station{}, 0, false
}

// decider gives the station that decides: the only one of the last step.
func (r Route) decider() (Station, bool) {
	if len(r.Line) == 0 {
		return Station{}, false
	}
	last := r.Line[len(r.Line)-1].Stations
	if len(last) != 1 || last[0].Kind != AskBesluit {
		return Station{}, false
	}
	return last[0], true
}

// MaxStations is how many stations a route may have; more is a mistake, and a
// bound on what one dossier can cost.
const MaxStations = 64

// The stations that stand outside every route.
var outside = []StationID{StationOpsteller, StationReview, StationSecond, StationExport, StationDispatch}

// Check says why r is no route for a dossier of house (a ministry), in Dutch
// for whoever lays down routes, or gives nil. It holds that everyone in the
// line is of the house, because who stands in the line reads the internal
// nota; another ministry stands beside it and reads the letter.
func (r Route) Check(house OrganisationID) error {
	if _, ok := r.decider(); !ok {
		return fmt.Errorf("de laatste stap is niet één bewindspersoon die besluit")
	}
	all := r.Stations()
	if len(all) > MaxStations {
		return fmt.Errorf("de route heeft meer dan %d stations", MaxStations)
	}
	seen := map[StationID]bool{}
	for _, st := range all {
		if st.ID == "" || seen[st.ID] || slices.Contains(outside, st.ID) {
			return fmt.Errorf("station %q komt twee keer voor of heeft geen eigen naam", st.ID)
		}
		seen[st.ID] = true
		if st.Seat.Role == "" || st.Seat.Organisation == "" {
			return fmt.Errorf("station %q zegt niet welke functie in welke organisatie", st.ID)
		}
		if st.Days < 0 {
			return fmt.Errorf("station %q heeft een negatief aantal dagen", st.ID)
		}
		if len(st.Covers) > 0 && st.Kind != AskMedeparaaf {
			return fmt.Errorf("station %q kijkt niet naar alles; dat kan alleen bij een medeparaaf", st.ID)
		}
	}
	for i, step := range r.Line {
		if len(step.Stations) == 0 {
			return fmt.Errorf("stap %d is leeg", i+1)
		}
		for _, st := range step.Stations {
			switch st.Kind {
			case AskParaaf, AskMedeparaaf, AskProcescheck, AskAdvice:
			case AskBesluit:
				if i != len(r.Line)-1 {
					return fmt.Errorf("station %q besluit, maar is niet de laatste stap", st.ID)
				}
				if st.Seat.Role != RoleBewindspersoon {
					return fmt.Errorf("station %q besluit, maar is geen bewindspersoon", st.ID)
				}
			default:
				return fmt.Errorf("station %q kan niet in de lijn: %q", st.ID, st.Kind)
			}
			if st.Seat.Organisation.Ministry() != house {
				return fmt.Errorf("station %q is van een ander ministerie en kan alleen naast de lijn", st.ID)
			}
		}
	}
	for _, st := range r.Beside {
		switch st.Kind {
		case AskMedeakkoord, AskMedeondertekening:
		case AskAdvice:
			if st.Seat.Organisation.Ministry() != house {
				return fmt.Errorf("station %q adviseert en is van een ander ministerie", st.ID)
			}
		default:
			return fmt.Errorf("station %q kan niet naast de lijn: %q", st.ID, st.Kind)
		}
	}
	return nil
}

// keeps says in Dutch what r takes away from old that must stay once the
// papers have been in the line (a station leaves the line by being skipped,
// with a reason and by who may), or gives "". A station goes to another seat
// only when it is movable.
func (r Route) keeps(old Route, movable func(Station) bool) string {
	for _, st := range old.Stations() {
		now, i, ok := r.find(st.ID)
		_, was, _ := old.find(st.ID)
		switch {
		case !ok:
			return fmt.Sprintf("%s verdwijnt uit de route; sla het station over als dat nodig is", st.Name())
		case now.Kind != st.Kind || (i < 0) != (was < 0) || now.Fixed != st.Fixed || !slices.Equal(now.Covers, st.Covers):
			return fmt.Sprintf("%s krijgt een andere taak", st.Name())
		case (now.Seat != st.Seat || now.Person != st.Person) && (!movable(st) || st.Kind == AskBesluit || was < 0):
			return fmt.Sprintf("%s wordt vervangen, maar daar gaat u niet over of er is al gehandeld", st.Name())
		}
	}
	return ""
}

// clone copies r, so that nobody who holds the original changes it.
func (r Route) clone() Route {
	c := Route{Beside: slices.Clone(r.Beside), InTurn: r.InTurn}
	for _, step := range r.Line {
		step.Stations = slices.Clone(step.Stations)
		c.Line = append(c.Line, step)
	}
	return c
}
