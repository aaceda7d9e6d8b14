package web

import (
	"slices"
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// A way is where an action is done: on a page of its own, or at once with a
// button on the dossier.
type way struct {
	action workflow.Action
	page   string                           // below the dossier; "" for at once
	post   string                           // where the button posts to, when at once
	match  func(desk.View) documents.Digest // what was on the screen, when at once
	grave  bool
	lead   bool // brings the dossier further: it is offered first
}

func seenSet(v desk.View) documents.Digest   { return v.Seen }
func seenMarks(v desk.View) documents.Digest { return v.State.MarksDigest() }

// ways are the actions in the order in which a page offers them.
var ways = []way{
	{action: "take-besluit", page: "beslissen", lead: true},
	{action: "give-paraaf", page: "beslissen", lead: true},
	{action: "give-medeakkoord", page: "beslissen", lead: true},
	{action: "submit", post: "indienen", match: seenSet, lead: true},
	{action: "confirm-review", page: "tweede-lezing", lead: true},
	{action: "close-second-reading", page: "tweede-lezing", lead: true},
	{action: "settle-differences", page: "tweede-lezing", lead: true},
	{action: "close-review", page: "lakken", lead: true},
	{action: "record-export", page: "export", lead: true},
	{action: "record-signature", page: "handtekening", lead: true},
	{action: "dispatch", page: "verzenden", lead: true},
	{action: "send-beslisnota", page: "nazenden", lead: true},
	{action: "give-advice", page: "advies", lead: true},
	{action: "mark-gezien", post: "gezien", match: seenSet},
	{action: "send-back", page: "retour"},
	{action: "refuse-medeakkoord", page: "beslissen"},
	{action: "revise-papers", page: "stukken/nota"},
	{action: "change-route", page: "route"},
	{action: "set-marks", page: "lakken"},
	{action: "return-review", page: "tweede-lezing"},
	{action: "ask-advice", page: "advies-vragen"},
	{action: "invite", page: "meeschrijven"},
	{action: "hand-over", page: "overdragen"},
	{action: "set-spoed", page: "spoed"},
	{action: "set-kamerdate", page: "kamerdatum"},
	{action: "set-rubricering", page: "rubricering"},
	{action: "register-vragen", page: "kamervragen"},
	{action: "report-uitstel", page: "uitstel"},
	{action: "ask-zienswijze", page: "zienswijze-vragen"},
	{action: "record-zienswijze", page: "zienswijze"},
	{action: "set-embargo", page: "embargo"},
	{action: "set-already-public", page: "al-openbaar"},
	{action: "date-letter", page: "datum"},
	{action: "set-niet-openbaar", page: "niet-openbaar"},
	{action: "skip-station", page: "overslaan"},
	{action: "forward-station", page: "doorzenden"},
	{action: "record-kamernumbers", page: "kamernummers"},
	{action: "link-toezeggingen", page: "toezeggingen-koppelen"},
	{action: "record-toezegging", page: "toezegging-vastleggen"},
	{action: "settle-toezegging", page: "toezegging-afdoen"},
	{action: "ask-back", page: "terugvragen"},
	{action: "take-back", page: "terugnemen"},
	{action: "withdraw-publication", page: "publicatie-terugtrekken", grave: true},
	{action: "withdraw", page: "intrekken", grave: true},
}

// offers sorts what the desk says of every action into what is asked of the
// reader now, what else may be done, what a rule refuses at this moment, and
// what the reader is not competent for.
func (s *Server) offers(v desk.View) (lead, more, not, never []templates.Deed, err error) {
	offered := map[string]bool{}
	for _, w := range ways {
		c, known := choiceOf(v.Choices, w.action)
		if !known {
			continue
		}
		says := templates.ActionSays(w.action)
		d := templates.Deed{Name: string(w.action), Label: says.Button, Icon: says.Icon, Grave: w.grave, Allowed: c.Allowed, Why: c.Why, Rule: ruleLink(c.Rule)}
		if !c.Allowed {
			d.Test = "refused-" + d.Name
			if (w.action == "submit" || w.action == "give-paraaf") && d.Rule == "R18" {
				d.Links = blockingLinks(v)
				lead = append(lead, d) // what is asked of the reader is to clear the way
				continue
			}
			if d.Rule == "" {
				never = append(never, d)
			} else {
				not = append(not, d)
			}
			continue
		}
		d.Test = "go-" + d.Name
		if w.page != "" {
			d.Href = place(v.ID, w.page)
			if offered[d.Href] {
				continue // the page has both
			}
			offered[d.Href] = true
		} else {
			form, err := s.form(v, w.post)
			if err != nil {
				return nil, nil, nil, nil, err
			}
			form.Match, d.Form, d.Test = w.match(v).String(), &form, "action-"+d.Name
		}
		if w.lead {
			d.Primary = len(lead) == 0
			lead = append(lead, d)
		} else {
			more = append(more, d)
		}
	}
	if d, there := namensDeed(v); there {
		more = append([]templates.Deed{d}, more...)
	}
	return lead, more, not, never, nil
}

// blockingLinks leads to everything that keeps the papers from going up, each
// at its place.
func blockingLinks(v desk.View) []templates.Link {
	var out []templates.Link
	for _, p := range v.Papers {
		for i, r := range p.Remarks {
			if r.Severity == documents.SeverityBlock && v.Phase == workflow.Concept {
				out = append(out, templates.Link{Label: r.Code + ": " + shortened(r.Text, 80), Href: place(v.ID, "stukken", string(p.ID)) + "#opm-" + strconv.Itoa(i)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b templates.Link) int { return strings.Compare(a.Label[:3], b.Label[:3]) })
	for _, p := range v.Points {
		if p.Weight == desk.WeightMust && p.Answer == nil {
			n := strconv.Itoa(p.Number)
			out = append(out, templates.Link{Label: "Punt " + n + ": " + shortened(p.Text, 80), Href: "#punt-" + n})
		}
	}
	return out
}

// choiceOf gives one choice for an action of which several are offered, such
// as the verdicts: the first that is allowed, otherwise the first.
func choiceOf(all []workflow.Choice, a workflow.Action) (workflow.Choice, bool) {
	var first workflow.Choice
	found := false
	for _, c := range all {
		if c.Command.Action() != a {
			continue
		}
		if c.Allowed {
			return c, true
		}
		if !found {
			first, found = c, true
		}
	}
	return first, found
}

// deedOf gives one deed with a form on the page itself.
func (s *Server) deedOf(v desk.View, a workflow.Action, post string, match documents.Digest) (templates.Deed, error) {
	c, known := choiceOf(v.Choices, a)
	says := templates.ActionSays(a)
	d := templates.Deed{Name: string(a), Test: "action-" + string(a), Label: says.Button, Icon: says.Icon, Allowed: c.Allowed, Why: c.Why, Rule: ruleLink(c.Rule), Primary: true}
	if !known {
		d.Why = "Dit is nu niet aan de orde."
	}
	form, err := s.form(v, post)
	if err != nil {
		return d, err
	}
	form.Match, d.Form = match.String(), &form
	return d, nil
}

// form makes the hidden part of a form on a dossier's page.
func (s *Server) form(v desk.View, post string) (templates.Form, error) {
	key, err := s.newKey()
	if err != nil {
		return templates.Form{}, err
	}
	return templates.Form{Href: place(v.ID, post), Key: key, Seq: v.Seq}, nil
}

// A verdictButton is how one answer looks on the decision bar.
type verdictButton struct {
	label, icon, tone, needs string
}

var verdictButtons = map[workflow.Verdict]verdictButton{
	workflow.Akkoord:             {"Akkoord", "check", "good", ""},
	workflow.AkkoordMetOpmerking: {"Met opmerking", "talk", "plain", "text"},
	workflow.Bespreken:           {"Bespreken", "talk", "plain", ""},
	workflow.Aanhouden:           {"Aanhouden", "pause", "plain", "date"},
	workflow.NietAkkoord:         {"Niet akkoord", "cross", "bad", "text"},
	workflow.Gezien:              {"Gezien", "eye", "good", ""},
	workflow.Discussed:           {"Besproken", "check", "good", ""},
}

// verdictsOf gives the buttons of the decision bar: every answer that the desk
// allows at this moment.
func verdictsOf(v desk.View) []templates.Verdict {
	var out []templates.Verdict
	seen := map[workflow.Action]int{}
	for _, c := range v.Choices {
		if !c.Allowed {
			continue
		}
		b, verdict, post := verdictButton{}, workflow.Verdict(""), ""
		switch command := c.Command.(type) {
		case workflow.GiveParaaf:
			b, verdict, post = verdictButtons[command.Verdict], command.Verdict, "paraaf"
			if command.Verdict == workflow.Akkoord {
				b.label, b.icon = "Paraaf", "pen"
			}
		case workflow.SendBack:
			b, post = verdictButton{"Terugsturen", "back", "bad", "text"}, "terugsturen"
		case workflow.TakeBesluit:
			b, verdict, post = verdictButtons[command.Verdict], command.Verdict, "besluit"
		case workflow.GiveMedeakkoord:
			b, post = verdictButton{"Medeakkoord", "check", "good", ""}, "medeakkoord"
		case workflow.RefuseMedeakkoord:
			b, post = verdictButton{"Weigeren", "cross", "bad", "text"}, "medeakkoord-weigeren"
		}
		if b.label == "" {
			continue // an answer that needs a changed text is given in the text
		}
		a := c.Command.Action()
		test := "action-" + string(a)
		if seen[a]++; seen[a] > 1 {
			test += "-" + slug(string(verdict))
		}
		out = append(out, templates.Verdict{Label: b.label, Icon: b.icon, Tone: b.tone, Needs: b.needs, Href: place(v.ID, post), Value: string(verdict), Test: test, Allowed: true})
	}
	// Who decides mostly agrees, talks or refuses; what parks the papers or gives
	// them back folds away, so that on a telephone the papers stay in sight.
	if seen[workflow.TakeBesluit{}.Action()] > 0 {
		for i, b := range out {
			out[i].Rare = b.Needs == "date" || b.Test == "action-"+string(workflow.SendBack{}.Action())
		}
	}
	// What refuses or gives back stands last, away from what agrees.
	slices.SortStableFunc(out, func(a, b templates.Verdict) int { return bad(a) - bad(b) })
	return out
}

func bad(v templates.Verdict) int {
	if v.Tone == "bad" {
		return 1
	}
	return 0
}

// slug writes a verdict for the name of a test: "niet-akkoord".
func slug(s string) string { return plainName(s) }
