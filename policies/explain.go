package policies

import (
	"fmt"
	"slices"
	"strings"

	"paraaf/workflow"
)

// An Object is what somebody wants to do something to: a dossier, or nothing
// in particular (the zero Object, for searching and managing).
type Object struct {
	Relation     workflow.Relation // of the actor to the dossier; empty is none
	Phase        workflow.Phase
	Organisation workflow.OrganisationID // the dossier's
	// Standings are the roles of the actor with the relation that each of
	// its seats gives (workflow.State.Standings). They say more than
	// Relation and replace it. Without them every role that the actor has in
	// the dossier's ministry (or, for RelationMede, outside it) is taken to
	// stand in Relation.
	Standings []workflow.Standing
}

// Of gives the Object that a dossier is to an actor.
func Of(s workflow.State, a workflow.Actor) Object {
	return Object{Relation: s.Relation(a), Phase: s.Phase, Organisation: s.Organisation, Standings: s.Standings(a)}
}

// Over gives the Object that an organisation is to an actor who wants to manage
// something in it, such as a waarneming: only roles that he has there or in an
// organisation above it count. The empty organisation is the whole
// installation; a seat in it lies above every other.
func Over(org workflow.OrganisationID, a workflow.Actor) Object {
	o := Object{Organisation: org, Standings: []workflow.Standing{}}
	for _, s := range a.Seats {
		if s.Organisation == "" || org.Within(s.Organisation) {
			o.Standings = append(o.Standings, workflow.Standing{Role: s.Role, Relation: workflow.RelationGeen})
		}
	}
	return o
}

// A Verdict is the answer of the policy. Why is a Dutch sentence: the reason
// of the row that allows it, or why not and who may. Rule names that row
// ("policy.csv:41"); Needs says who may instead ("de directie, in de lijn").
type Verdict struct {
	Allowed bool
	Rule    string
	Why     string
	Needs   []string
}

// Explain answers whether actor may do action to o, and why or why not. An
// action, role, relation or phase that the policy does not know is refused.
func (a *Authorizer) Explain(actor workflow.Actor, action workflow.Action, o Object) Verdict {
	if a == nil || len(a.allowed) == 0 {
		return Verdict{Why: "De regels over bevoegdheid zijn niet geladen. Er mag nu niets; waarschuw de beheerder."}
	}
	standings := o.Standings
	if standings == nil {
		standings = o.standings(actor)
	}
	var best *row
	for _, st := range standings {
		if w := a.allowed[question{st.Role, st.Relation, action, o.Phase}]; w != nil && (best == nil || w.line < best.line) {
			best = w
		}
	}
	if best != nil {
		return Verdict{Allowed: true, Rule: best.rule, Why: best.why}
	}
	return a.refusal(standings, action, o.Phase)
}

// Allows is Explain without the reasons, for lists.
func (a *Authorizer) Allows(actor workflow.Actor, action workflow.Action, o Object) bool {
	if a == nil {
		return false
	}
	standings := o.Standings
	if standings == nil {
		standings = o.standings(actor)
	}
	for _, st := range standings {
		if a.allowed[question{st.Role, st.Relation, action, o.Phase}] != nil {
			return true
		}
	}
	return false
}

// standings gives each role of the actor, where it counts, the one relation of o.
func (o Object) standings(actor workflow.Actor) []workflow.Standing {
	rel := o.Relation
	if rel == "" {
		rel = workflow.RelationGeen
	}
	var out []workflow.Standing
	add := func(s workflow.Seat) {
		home := o.Organisation == "" || s.Organisation.Ministry() == o.Organisation.Ministry() || s.Role == workflow.RoleSysteem
		if !home && rel != workflow.RelationMede {
			return
		}
		if st := (workflow.Standing{Role: s.Role, Relation: rel}); !slices.Contains(out, st) {
			out = append(out, st)
		}
	}
	for _, s := range actor.Seats {
		add(s)
	}
	for _, w := range actor.Waarnemings {
		add(w.Seat)
	}
	return out
}

// refusal says why not. When the same standing may do it in another phase,
// that is the reason; otherwise it says who may.
func (a *Authorizer) refusal(standings []workflow.Standing, action workflow.Action, phase workflow.Phase) Verdict {
	var when []workflow.Phase
	var needs []string
	for i := range a.rows {
		w := &a.rows[i]
		if w.action != string(action) {
			continue
		}
		if who := w.who(); slices.Contains(a.in[phase], w.phase) && !slices.Contains(needs, who) {
			needs = append(needs, who)
		}
	}
	for _, ph := range allPhases {
		for _, st := range standings {
			if a.allowed[question{st.Role, st.Relation, action, ph}] != nil {
				when = append(when, ph)
				break
			}
		}
	}
	v := Verdict{Needs: needs}
	switch {
	case len(when) > 0:
		v.Why = fmt.Sprintf("Dit kan nu niet: %s. Het kan %s.", is[phase], moments(when))
	case len(needs) > 0:
		who := needs
		if len(who) > 5 {
			who = append(slices.Clone(who[:4]), "een ander met een plaats bij dit dossier")
		}
		v.Why = fmt.Sprintf("U bent hiervoor niet bevoegd. Dit kan: %s.", orList(who))
	default:
		v.Why = "Dit kan nu niemand: " + is[phase] + "."
	}
	return v
}

// who writes the role and relation of a row for a sentence.
func (w *row) who() string {
	role, ok := roleNames[w.role]
	if !ok {
		role = w.role
	}
	return strings.TrimSpace(role + " " + relationNames[w.relation])
}

var roleNames = map[string]string{
	"opsteller": "de opsteller", "directie": "de directie", "medeparaaf": "wie een medeparaaf geeft",
	"secretariaat": "het secretariaat", "dg": "de DG", "plvsg": "de plv. SG", "sg": "de SG",
	"leiding": "de ambtelijke leiding", "adviseur": "de adviseur", "bewindspersoon": "de bewindspersoon",
	"communicatie": "communicatie", "beheerder": "de beheerder", "systeem": "het programma", "lezer": "een medewerker",
}

var relationNames = map[string]string{
	"opsteller": "van dit dossier", "lijn": "in de parafenlijn", "mede": "die meetekent", "directie": "van de eigen directie",
	"communicatie": "van dit ministerie", "cc": "in de cc", "geen": "",
}

// is says in what phase a dossier is.
var is = map[workflow.Phase]string{
	workflow.None:       "het dossier is nog niet geopend",
	workflow.Concept:    "de stukken liggen bij de opsteller",
	workflow.InLine:     "de stukken zijn in de lijn",
	workflow.Decided:    "er is besloten en de lakkingen worden beoordeeld",
	workflow.Reviewed:   "de lakkingen wachten op de tweede lezer",
	workflow.Confirmed:  "de lakkingen zijn bevestigd",
	workflow.Exported:   "de openbare versie is gereed",
	workflow.Dispatched: "de brief is verzonden en het dossier is gesloten",
	workflow.Withdrawn:  "het dossier is ingetrokken en gesloten",
	workflow.Ended:      "het dossier is beëindigd en gesloten",
}

// moments writes when something can be done.
func moments(when []workflow.Phase) string {
	words := make([]string, len(when))
	for i, p := range when {
		words[i] = map[workflow.Phase]string{
			workflow.None:       "voordat het dossier geopend is",
			workflow.Concept:    "in concept",
			workflow.InLine:     "in de lijn",
			workflow.Decided:    "na het besluit",
			workflow.Reviewed:   "bij de tweede lezer",
			workflow.Confirmed:  "na de tweede lezer",
			workflow.Exported:   "als de openbare versie gereed is",
			workflow.Dispatched: "na verzending",
			workflow.Withdrawn:  "na intrekking",
			workflow.Ended:      "na beëindiging",
		}[p]
	}
	return orList(words)
}

func orList(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " of " + words[n-1]
	}
	return words[0]
}
