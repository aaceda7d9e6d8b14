package workflow

import (
	"fmt"
	"slices"
	"strings"

	"paraaf/documents"
)

// A SelectionRule says how long papers of one kind are kept, as an item of the
// selectielijst (article 5 Archiefwet) has it.
type SelectionRule struct {
	Soort  documents.Soort `json:"soort"`
	Item   string          `json:"nummer"` // "12.3"
	Valued string          `json:"waardering"`
	Years  int             `json:"jaren,omitempty"` // after dispatch, with ValuedTemporary
}

// How papers are valued. They are the codes of MDTO, and written to disk.
const (
	ValuedPermanent = "B" // blijvend te bewaren
	ValuedTemporary = "V" // te vernietigen after a term
)

// A Selection is what the selectielijst of one ministry says of what Paraaf makes public.
type Selection struct {
	House OrganisationID  `json:"ministerie"`
	Name  string          `json:"selectielijst"` // name of the list, as it was published
	Rules []SelectionRule `json:"regels"`
}

// selected are the kinds that a rule may be about.
var selected = []documents.Soort{documents.SoortNota, documents.SoortKamerbrief, documents.SoortAntwoorden, documents.SoortAantekening, documents.SoortBijlage}

// ParseSelection reads {"ministerie":…,"selectielijst":…,"regels":[…]}. It fails, in Dutch for who
// loads it, on anything that is not wholly understood, on a kind that stands there twice,
// and on a valuation whose term lacks or says too much.
func ParseSelection(src []byte) (Selection, error) {
	var s Selection
	if err := strict(src, &s); err != nil {
		return s, fmt.Errorf("selectielijst: %w", err)
	}
	switch {
	case s.House == "" || s.House != s.House.Ministry():
		return s, fmt.Errorf("selectielijst: vul bij ministerie de korte naam van een ministerie in, zoals vws")
	case strings.TrimSpace(s.Name) == "" || len(s.Name) > 200:
		return s, fmt.Errorf("selectielijst: vul bij selectielijst in hoe de lijst heet")
	case len(s.Rules) == 0:
		return s, fmt.Errorf("selectielijst: er staan geen regels in")
	}
	for i, r := range s.Rules {
		at := fmt.Sprintf("selectielijst: regel %d (%s)", i+1, r.Soort)
		switch {
		case !slices.Contains(selected, r.Soort):
			return s, fmt.Errorf("%s: kies als soort nota, kamerbrief, antwoorden, aantekening of bijlage", at)
		case slices.ContainsFunc(s.Rules[:i], func(o SelectionRule) bool { return o.Soort == r.Soort }):
			return s, fmt.Errorf("%s: deze soort staat er twee keer", at)
		case strings.TrimSpace(r.Item) == "" || len(r.Item) > 60:
			return s, fmt.Errorf("%s: vul het nummer in de lijst in", at)
		case r.Valued == ValuedPermanent && r.Years != 0:
			return s, fmt.Errorf("%s: wat blijvend wordt bewaard, heeft geen termijn", at)
		case r.Valued == ValuedTemporary && (r.Years < 1 || r.Years > 200):
			return s, fmt.Errorf("%s: vul bij V in na hoeveel jaren", at)
		case r.Valued != ValuedPermanent && r.Valued != ValuedTemporary:
			return s, fmt.Errorf("%s: kies als waardering B (blijvend) of V (te vernietigen)", at)
		}
	}
	return s, nil
}

// For gives the rule about a kind, and whether there is one.
func (s Selection) For(soort documents.Soort) (SelectionRule, bool) {
	for _, r := range s.Rules {
		if r.Soort == soort {
			return r, true
		}
	}
	return SelectionRule{}, false
}
