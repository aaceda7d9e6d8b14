package workflow

import (
	"errors"
	"fmt"
	"slices"

	"paraaf/documents"
)

// A Chain is who stands in for a seat, in order: the first who is there
// himself. It holds from From up to and including Until (zero is without end),
// for every kind of nota or for one. The secretariaat or the hierarchy sets it;
// whoever is away configures nothing.
type Chain struct {
	Seat     Seat           `json:"seat"`
	Kind     Kind           `json:"kind,omitempty"`
	Deputies []PersonID     `json:"deputies"`
	From     documents.Date `json:"from"`
	Until    documents.Date `json:"until,omitzero"`
}

// An Absence is when somebody is away, first and last day included; Until zero
// is until further notice.
type Absence struct {
	Person PersonID       `json:"person"`
	From   documents.Date `json:"from"`
	Until  documents.Date `json:"until,omitzero"`
}

func within(day, from, until documents.Date) bool {
	return !day.Before(from) && (until.IsZero() || !until.Before(day))
}

// Check says in Dutch why c is no chain, or gives nil.
func (c Chain) Check() error {
	switch {
	case c.Seat.Role == "" || c.Seat.Organisation == "":
		return errors.New("zeg van welke functie in welke organisatie de waarneming is")
	case len(c.Deputies) == 0:
		return errors.New("zeg wie waarneemt")
	case c.From.IsZero() || !c.Until.IsZero() && c.Until.Before(c.From):
		return errors.New("vul de eerste dag in; de laatste dag ligt niet voor de eerste")
	}
	for i, p := range c.Deputies {
		if p == "" || slices.Contains(c.Deputies[:i], p) {
			return fmt.Errorf("waarnemer %d ontbreekt of staat er twee keer", i+1)
		}
	}
	return nil
}

// StandIns says who stands in for whom on day: for every person in filled (by
// seat) who is away, the first of the chain who is not away and does not fill
// the seat himself. A seat with somebody present needs nobody, unless a
// station asks for the one who is away by name; so each absent person has his
// own. A chain for one kind of nota holds beside the one for every kind. Who has
// no chain for every kind, or a chain in which everybody is away, is listed in
// bare, for somebody must be told before the nota arrives.
//
// A waarneming is of one day: it is asked anew every day, so that who comes
// back early has his seat back at once.
func StandIns(chains []Chain, absences []Absence, filled map[Seat][]PersonID, day documents.Date) (by map[PersonID][]Waarneming, bare []Absence) {
	by = map[PersonID][]Waarneming{}
	away := func(p PersonID) (Absence, bool) {
		for _, a := range absences {
			if a.Person == p && within(day, a.From, a.Until) {
				return a, true
			}
		}
		return Absence{}, false
	}
	for _, seat := range sortedSeats(filled) {
		for _, p := range filled[seat] {
			a, gone := away(p)
			if !gone {
				continue
			}
			general := false
			for _, c := range chains {
				if c.Seat != seat || !within(day, c.From, c.Until) || c.Check() != nil {
					continue
				}
				for _, d := range c.Deputies {
					if _, gone := away(d); gone || d == p || slices.Contains(filled[seat], d) {
						continue
					}
					w := Waarneming{Seat: seat, Namens: p, From: day, Until: day, Kind: c.Kind}
					if !slices.Contains(by[d], w) {
						by[d] = append(by[d], w)
					}
					general = general || c.Kind == ""
					break
				}
			}
			if !general && !slices.Contains(bare, a) {
				bare = append(bare, a)
			}
		}
	}
	return by, bare
}

func sortedSeats(m map[Seat][]PersonID) []Seat {
	seats := make([]Seat, 0, len(m))
	for s := range m {
		seats = append(seats, s)
	}
	slices.SortFunc(seats, func(a, b Seat) int {
		if a.Organisation != b.Organisation {
			if a.Organisation < b.Organisation {
				return -1
			}
			return 1
		}
		if a.Role < b.Role {
			return -1
		}
		return 1
	})
	return seats
}
