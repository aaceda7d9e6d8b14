package workflow

import (
	"fmt"
	"slices"
	"strings"

	"paraaf/documents"
)

// A StayTerm is a word or name that stays readable in everything a ministry
// makes public: the name of a law, of an office, of a fund. Too much taken out
// is as wrong as too little, and harder to see.
type StayTerm struct {
	Text  string         `json:"tekst"`
	Why   string         `json:"waarom"`
	From  documents.Date `json:"van,omitzero"` // zero has always been so
	Until documents.Date `json:"tot,omitzero"` // last day; zero is without end
}

// Stays is the must-stay register of one ministry.
type Stays struct {
	House OrganisationID `json:"ministerie"`
	Terms []StayTerm     `json:"termen"`
}

// Bounds of a register: what is longer is a passage and no term.
const (
	shortestStay = 3 // letters, so that no syllable stands in for a word
	longestStay  = 200
	mostStays    = 2000
)

// ParseStays reads {"ministerie":…,"termen":[{"tekst":…,"waarom":…}]}. It
// fails, in Dutch for who loads it, on anything that is not wholly understood,
// on a term without a reason and on one that stands there twice for one day.
func ParseStays(src []byte) (Stays, error) {
	var s Stays
	if err := strict(src, &s); err != nil {
		return s, fmt.Errorf("blijft: %w", err)
	}
	switch {
	case s.House == "" || s.House != s.House.Ministry():
		return s, fmt.Errorf("blijft: vul bij ministerie de korte naam van een ministerie in, zoals vws")
	case len(s.Terms) > mostStays:
		return s, fmt.Errorf("blijft: meer dan %d termen", mostStays)
	}
	for i, t := range s.Terms {
		n := len([]rune(strings.TrimSpace(t.Text)))
		switch {
		case n < shortestStay || n > longestStay || t.Text != strings.TrimSpace(t.Text) || strings.ContainsAny(t.Text, "\n\r\t"):
			return s, fmt.Errorf("blijft: term %d heeft %d tot %d tekens op één regel, zonder spatie aan begin of eind", i+1, shortestStay, longestStay)
		case strings.TrimSpace(t.Why) == "":
			return s, fmt.Errorf("blijft: schrijf bij %q waarom die leesbaar blijft", t.Text)
		case !t.Until.IsZero() && t.Until.Before(t.From):
			return s, fmt.Errorf("blijft: %q eindigt voordat die begint", t.Text)
		}
		for _, o := range s.Terms[:i] {
			apart := !o.Until.IsZero() && o.Until.Before(t.From) || !t.Until.IsZero() && t.Until.Before(o.From)
			if strings.EqualFold(o.Text, t.Text) && !apart {
				return s, fmt.Errorf("blijft: %q staat er twee keer voor dezelfde tijd", t.Text)
			}
		}
	}
	return s, nil
}

// On gives the terms that hold on a day.
func (s Stays) On(day documents.Date) []StayTerm {
	return slices.DeleteFunc(slices.Clone(s.Terms), func(t StayTerm) bool {
		return day.Before(t.From) || !t.Until.IsZero() && t.Until.Before(day)
	})
}
