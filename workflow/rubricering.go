package workflow

import "slices"

// A Rubricering says how confidential a dossier is, as the Voorschrift
// informatiebeveiliging rijksdienst - bijzondere informatie (VIRBI) names the
// levels. It is written to disk: never change one.
type Rubricering string

// The levels that this program carries. A staatsgeheim (Stg. Confidentieel and
// above) is none of them: it may be kept on accredited systems only.
const (
	GeenRubricering             Rubricering = ""
	DepartementaalVertrouwelijk Rubricering = "dep-v"
	staatsgeheimConfidentieel   Rubricering = "stg-c"
	staatsgeheimGeheim          Rubricering = "stg-g"
	staatsgeheimZeerGeheim      Rubricering = "stg-zg"
)

// Rubriceringen gives every level that somebody may choose, those that are
// refused with what to do instead among them: who does not find his level in a
// list takes the nearest, and that would be the wrong one.
func Rubriceringen() []Rubricering {
	return []Rubricering{GeenRubricering, DepartementaalVertrouwelijk, staatsgeheimConfidentieel, staatsgeheimGeheim, staatsgeheimZeerGeheim}
}

// Name says it as it stands above a paper; a dossier without one is "Niet
// gerubriceerd".
func (r Rubricering) Name() string {
	switch r {
	case GeenRubricering:
		return "Niet gerubriceerd"
	case DepartementaalVertrouwelijk:
		return "Departementaal vertrouwelijk"
	case staatsgeheimConfidentieel:
		return "Stg. Confidentieel"
	case staatsgeheimGeheim:
		return "Stg. Geheim"
	case staatsgeheimZeerGeheim:
		return "Stg. Zeer Geheim"
	}
	return "Rubricering onbekend"
}

// Short is Name as a list has room for: "Dep. V.", and nothing without one.
func (r Rubricering) Short() string {
	switch r {
	case GeenRubricering:
		return ""
	case DepartementaalVertrouwelijk:
		return "Dep. V."
	}
	return r.Name()
}

// other is what a dossier of level r can become.
func (r Rubricering) other() Rubricering {
	if r == GeenRubricering {
		return DepartementaalVertrouwelijk
	}
	return GeenRubricering
}

// Staatsgeheim reports whether r is a level that this program may not hold.
func (r Rubricering) Staatsgeheim() bool {
	return slices.Contains([]Rubricering{staatsgeheimConfidentieel, staatsgeheimGeheim, staatsgeheimZeerGeheim}, r)
}

// check refuses a level that a dossier cannot have (R25).
func (r Rubricering) check() *Refusal {
	switch {
	case r.Staatsgeheim():
		return refuse("R25", "Een staatsgeheim mag niet in Paraaf staan. Zet de tekst hier niet neer, ook niet in concept. Vraag de beveiligingsambtenaar (BVA) van uw ministerie op welk systeem u dit stuk maakt. Staat de tekst al in Paraaf? Meld het hem meteen.")
	case r != GeenRubricering && r != DepartementaalVertrouwelijk:
		return refuse("R25", "Kies geen rubricering of departementaal vertrouwelijk.")
	}
	return nil
}

// RefuseMarked refuses a text that carries the marking of a staatsgeheim (R25), whatever
// the rubricering of its dossier says. The text is not kept, also not in concept.
func RefuseMarked(marking string) *Refusal {
	return refuse("R25", "In deze tekst staat de regel \u2018%s\u2019. Een staatsgeheim mag niet in Paraaf staan, ook niet in concept. De tekst is niet bewaard. Vraag de beveiligingsambtenaar (BVA) van uw ministerie op welk systeem u dit stuk maakt. Is het geen staatsgeheim meer, haal dan de regel weg.", marking)
}

// unmarked refuses to bring papers on among which one is marked (R25).
func (q question) unmarked(m Marked) *Refusal {
	if len(m) == 0 {
		return nil
	}
	then := "Er gaat niets verder en niets naar buiten; meld ook een incident bij dit dossier, dan gaat het voor anderen dicht."
	switch q.s.Phase {
	case Concept:
		then = "Haal dit stuk weg."
	case InLine:
		then = "Stuur de stukken terug of vraag ze terug, dan haalt de opsteller dit stuk weg."
	}
	return refuse("R25", "In %s staat de rubricering van een staatsgeheim. Dat mag niet in Paraaf staan. Meld het meteen aan de beveiligingsambtenaar (BVA) van uw ministerie. %s", list(m), then)
}

func (q question) setRubricering(c SetRubricering) ([]Event, error) {
	if r := c.Rubricering.check(); r != nil {
		return nil, r
	}
	switch {
	case c.Rubricering == q.s.Rubricering:
		return nil, refuse("R25", "Het dossier heeft deze rubricering al. Kies een andere.")
	case c.Reason.IsZero():
		return nil, refuse("R25", "Schrijf waarom de rubricering verandert.")
	}
	return []Event{RubriceringSet{Stamp: q.stamp(), Rubricering: c.Rubricering, Reason: c.Reason}}, nil
}

// guarded refuses to bring out of the house what has a rubricering.
func (q question) guarded() *Refusal {
	if q.s.Rubricering == GeenRubricering {
		return nil
	}
	return refuse("R25", "Dit dossier is nog departementaal vertrouwelijk. Hef eerst de rubricering op, met een reden.")
}

// needs reports whether a seat has work in a dossier, so that a rubricering
// leaves it its relation ("need to know", BIO2 8.03.02): the colleagues of the
// opsteller have none, communicatie has it once there is something to make
// public, and who stands in the line once the papers came to it.
func (s State) needs(who PersonID, role Role, rel Relation) bool {
	if s.Rubricering == GeenRubricering {
		return true
	}
	switch {
	case rel == RelationDirectie && role == RoleOpsteller:
		return s.wrote(who) // who handed it over knows what is in it
	case rel == RelationCommunicatie:
		return s.Stage() != None
	}
	return true
}
