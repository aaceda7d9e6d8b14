package workflow

import (
	"fmt"
	"slices"
	"strings"

	"paraaf/documents"
)

// An Effort is how much of a human a kind of finding asks. It follows the risk:
// of being wrong, and of what it does to somebody.
type Effort string

// The routes, from least to most. They are written to disk.
const (
	EffortAutomatic Effort = "automatisch" // what is proposed goes; a human sees it and may undo it
	EffortSimple    Effort = "eenvoudig"   // many at once, with one key
	EffortFull      Effort = "volledig"    // each person or text by itself
	EffortConfirmed Effort = "bevestigd"   // each by itself and with a motivering, also to let it stand
)

// Efforts gives all routes, the most asked first: the order of a list.
func Efforts() []Effort {
	return []Effort{EffortConfirmed, EffortFull, EffortSimple, EffortAutomatic}
}

// An EffortRule says which route a kind of finding takes from a day on.
type EffortRule struct {
	Label  documents.Label `json:"soort"`
	Effort Effort          `json:"weg"`
	From   documents.Date  `json:"van"`
	// Certainty is what the detector must be sure of (0 to 1) for the automatic
	// route; what is less sure is asked as EffortSimple.
	Certainty float64 `json:"zekerheid,omitempty"`
	Why       string  `json:"waarom"`
}

// An EffortRules is the rules of an installation.
type EffortRules []EffortRule

// effortLabels are what a rule may be about.
var effortLabels = []documents.Label{documents.Person, documents.Email, documents.Phone, documents.Address, documents.Postcode, documents.BSN, documents.IBAN,
	documents.DateOfBirth, documents.LicensePlate, documents.URL, documents.Handle, documents.IPAddress, documents.IDNumber, documents.PatientNumber,
	documents.BIGNumber, documents.Picture}

// carried are the rules that hold without a file. Nothing goes by itself until
// a ministry says so; what tells of somebody's health is looked at one by one.
var carried = EffortRules{
	{Label: documents.PatientNumber, Effort: EffortFull, Why: "Gaat over iemands gezondheid."},
}

// ParseEffort reads a JSON list of rules. It fails, in Dutch for who loads it,
// on anything that is not wholly understood, on a rule without a reason, and on
// an automatic route without the certainty that it asks.
func ParseEffort(src []byte) (EffortRules, error) {
	var rs EffortRules
	if err := strict(src, &rs); err != nil {
		return nil, fmt.Errorf("wegen: %w", err)
	}
	for i, r := range rs {
		at := fmt.Sprintf("wegen: regel %d (%s)", i+1, r.Label)
		switch {
		case !slices.Contains(effortLabels, r.Label):
			return nil, fmt.Errorf("%s: deze soort vondst is er niet", at)
		case !slices.Contains(Efforts(), r.Effort):
			return nil, fmt.Errorf("%s: kies als weg automatisch, eenvoudig, volledig of bevestigd", at)
		case r.From.IsZero() || strings.TrimSpace(r.Why) == "":
			return nil, fmt.Errorf("%s: vul in vanaf welke dag dit geldt, en waarom", at)
		case r.Effort == EffortAutomatic && (r.Certainty < 0.5 || r.Certainty > 1):
			return nil, fmt.Errorf("%s: vul bij automatisch een zekerheid in van 0.5 tot 1", at)
		case r.Effort == EffortAutomatic && r.Label == documents.Picture:
			return nil, fmt.Errorf("%s: over een beeld beslist altijd een mens", at)
		case r.Effort != EffortAutomatic && r.Certainty != 0:
			return nil, fmt.Errorf("%s: een zekerheid hoort alleen bij automatisch", at)
		}
		for _, o := range rs[:i] {
			if o.Label == r.Label && o.From == r.From {
				return nil, fmt.Errorf("%s: er zijn twee regels vanaf %s", at, r.From)
			}
		}
	}
	return rs, nil
}

// For gives the route of a finding on a day. What the detector leaves to a human
// is never automatic and never one of many.
func (rs EffortRules) For(f documents.Finding, day documents.Date) Effort {
	e := rs.rule(f.Label, day)
	switch {
	case f.Outcome == documents.Ask && e.Effort != EffortConfirmed:
		return EffortFull
	case e.Effort == EffortAutomatic && float64(f.Certainty) < e.Certainty:
		return EffortSimple
	case e.Effort == "":
		return EffortSimple
	}
	return e.Effort
}

// rule gives the newest rule about a kind, of the file or of what the program
// carries.
func (rs EffortRules) rule(l documents.Label, day documents.Date) EffortRule {
	var found EffortRule
	for _, r := range rs {
		if r.Label == l && !day.Before(r.From) && (found.Effort == "" || found.From.Before(r.From)) {
			found = r
		}
	}
	if found.Effort == "" {
		for _, r := range carried {
			if r.Label == l {
				return r
			}
		}
	}
	return found
}
