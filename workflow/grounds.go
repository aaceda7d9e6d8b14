package workflow

import (
	"slices"
	"strings"

	"paraaf/documents"
)

// A Publication is the kind of making public; it says which grounds may be used.
type Publication string

// The kinds of publication.
const (
	PublicationBeslisnota Publication = "beslisnota"  // with a Kamerstuk, by the beleidslijn of the cabinet
	PublicationWoo        Publication = "woo-verzoek" // on request, by the Woo itself
)

// Publication says how the papers of s go public: as a beslisnota when a
// letter to the Kamer lies with the nota, otherwise only on request.
func (s State) Publication() Publication {
	if s.HasLetter() {
		return PublicationBeslisnota
	}
	return PublicationWoo
}

// A GroundRule says of one ground whether a kind of publication may use it.
type GroundRule struct {
	Ground   documents.Ground
	Label    string // what the article protects
	Absolute bool   // article 5.1, first paragraph, and 5.4: no interest is weighed
	Allowed  bool
	// Motivering says that each mark on it needs a reasoning of its own.
	Motivering bool
	// Alone says that it is never combined with another ground for the same
	// words (article 5.1, fifth paragraph).
	Alone bool
	Why   string // a Dutch sentence: what to mind, or why not
}

// groundPeriod is the rules of one kind of publication from a day on, until
// the next period of the kind begins.
type groundPeriod struct {
	kind   Publication
	from   documents.Date
	source string
	refuse map[documents.Ground]string // with the reason
	mind   map[documents.Ground]string // allowed, with a reasoning
	remark map[documents.Ground]string // allowed, with something to know
}

const (
	whyNot52 = "Ambtelijk advies in een beslisnota wordt openbaar: het kabinet weigert persoonlijke beleidsopvattingen " +
		"niet meer aan de Kamer (beleidslijn actieve openbaarmaking nota's, Kamerstuk 28362, nr. 56). Kies een andere grond of laat de tekst staan."
	whyNotFormateur = "Deze grond geldt voor stukken die bij de formateur berusten, niet voor een beslisnota."
	whyNotLeden     = "Deze grond geldt voor de ondersteuning van volksvertegenwoordigers door hun eigen ambtenaren, niet voor een beslisnota."
	mind52          = "Motiveer dit en laat het door WJZ bekijken: opvattingen in stukken voor formele bestuurlijke besluitvorming worden " +
		"in niet-herleidbare vorm openbaar (artikel 5.2, derde lid, Woo; ABRvS 8 oktober 2025, ECLI:NL:RVS:2025:4814)."
	whyWeigh = "Schrijf waarom dit belang hier zwaarder weegt dan openbaarheid (artikel 5.1, derde lid, Woo)."
	mind515  = "Alleen in uitzonderlijke gevallen, met een eigen motivering, en nooit samen met een andere grond voor dezelfde tekst (artikel 5.1, vijfde lid, Woo)."
)

// The periods. A change of law or beleidslijn adds a period; what stood before
// stays, because dossiers of then are judged by the rules of then.
var groundPeriods = []groundPeriod{
	{
		kind: PublicationBeslisnota, from: documents.Date{Year: 2021, Month: 7, Day: 1},
		source: "Beleidslijn actieve openbaarmaking nota's (Kamerstuk 28362, nr. 56), met de codes van de Woo",
		refuse: map[documents.Ground]string{"5.2": whyNot52, "5.4": whyNotFormateur, "5.4a": whyNotLeden},
		mind:   map[documents.Ground]string{"5.1.5": mind515},
		remark: map[documents.Ground]string{
			"5.1.2e": "Namen van ambtenaren die niet uit hun functie in de openbaarheid treden, en andere tot personen herleidbare gegevens.",
			"5.1.1c": "Denk aan een zienswijze van het bedrijf voordat u beslist.",
			"5.1.2f": "Denk aan een zienswijze van het bedrijf voordat u beslist.",
		},
	},
	{
		kind: PublicationWoo, from: documents.Date{Year: 2022, Month: 5, Day: 1},
		source: "Wet open overheid, hoofdstuk 5 (BWBR0045754), in werking 1 mei 2022",
		mind:   map[documents.Ground]string{"5.1.5": mind515, "5.2": mind52},
		remark: map[documents.Ground]string{
			"5.1.1c": "Denk aan een zienswijze van het bedrijf voordat u beslist.",
			"5.1.2f": "Denk aan een zienswijze van het bedrijf voordat u beslist.",
		},
	},
}

// groundOrder is every ground, in the order of the law.
var groundOrder = []documents.Ground{
	"5.1.1a", "5.1.1b", "5.1.1c", "5.1.1d", "5.1.1e",
	"5.1.2a", "5.1.2b", "5.1.2c", "5.1.2d", "5.1.2e", "5.1.2f", "5.1.2g", "5.1.2h", "5.1.2i",
	"5.1.5", "5.2", "5.4", "5.4a",
}

// GroundsFor gives every ground in the order of the law, with whether a
// publication of this kind on that day may use it and what to mind. It is
// empty before the first period of the kind, and for a kind that is not known:
// then nothing may be withheld under these codes, and a human must look.
func GroundsFor(kind Publication, on documents.Date) []GroundRule {
	var p *groundPeriod
	for i := range groundPeriods {
		q := &groundPeriods[i]
		if q.kind == kind && !on.Before(q.from) && (p == nil || p.from.Before(q.from)) {
			p = q
		}
	}
	if p == nil {
		return nil
	}
	out := make([]GroundRule, len(groundOrder))
	for i, g := range groundOrder {
		r := GroundRule{Ground: g, Label: g.Title(), Allowed: true, Alone: g == "5.1.5"}
		r.Absolute = i < 5 || g == "5.4" || g == "5.4a"
		if why, ok := p.refuse[g]; ok {
			r.Allowed, r.Why = false, why
		} else if why, ok := p.mind[g]; ok {
			r.Motivering, r.Why = true, why
		} else {
			r.Why = p.remark[g]
			// Of the second paragraph only what rests on a fixed line of
			// conduct, the names of officials, needs no weighing of its own.
			if r.Motivering = weighed(g); r.Motivering && r.Why == "" {
				r.Why = whyWeigh
			}
		}
		out[i] = r
	}
	return out
}

// weighed reports whether the interest of a ground is weighed in every case by
// itself (article 5.1, third paragraph, of the Woo).
func weighed(g documents.Ground) bool {
	return strings.HasPrefix(string(g), "5.1.2") && g != "5.1.2e"
}

// CheckGrounds says in Dutch why these grounds may not stand together on one
// mark of such a publication, or gives "". No ground at all is refused too.
func CheckGrounds(kind Publication, on documents.Date, grounds []documents.Ground) string {
	if len(grounds) == 0 {
		return "Kies een grond voor deze lakking."
	}
	rules := GroundsFor(kind, on)
	for _, g := range grounds {
		i := slices.IndexFunc(rules, func(r GroundRule) bool { return r.Ground == g })
		switch {
		case i < 0:
			return "De grond " + string(g) + " is niet bekend voor deze openbaarmaking. Kies een grond uit de lijst."
		case !rules[i].Allowed:
			return "De grond " + string(g) + " kan hier niet. " + rules[i].Why
		case rules[i].Alone && len(grounds) > 1:
			return "De grond " + string(g) + " kan niet samen met een andere grond voor dezelfde tekst. Kies er één."
		}
	}
	return ""
}

// oldYears is after how many years article 5.3 of the Woo asks why an interest
// of the second paragraph of 5.1, or of 5.2, still outweighs making public.
const oldYears = 5

// CheckMark says in Dutch why a mark may not stand on a paper of that date, or
// gives "": its grounds as CheckGrounds, and whether they ask for a reasoning
// of their own that is not there. The zero date is a paper without one.
func CheckMark(kind Publication, on documents.Date, grounds []documents.Ground, motivering string, paper documents.Date) string {
	if why := CheckGrounds(kind, on, grounds); why != "" || strings.TrimSpace(motivering) != "" {
		return why
	}
	old := !paper.IsZero() && documents.Date{Year: paper.Year + oldYears, Month: paper.Month, Day: paper.Day}.Before(on)
	for _, r := range GroundsFor(kind, on) {
		if !slices.Contains(grounds, r.Ground) {
			continue
		}
		switch {
		case r.Motivering && weighed(r.Ground):
			return "De grond " + string(r.Ground) + " vraagt om een afweging. " + whyWeigh
		case r.Motivering:
			return "De grond " + string(r.Ground) + " vraagt om een eigen motivering. " + r.Why
		case old && !r.Absolute:
			return "Dit stuk is ouder dan vijf jaar. Schrijf waarom het belang van " + string(r.Ground) + " nog steeds zwaarder weegt (artikel 5.3 Woo)."
		}
	}
	return ""
}
