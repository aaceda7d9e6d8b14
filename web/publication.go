package web

import (
	"net/url"
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// The steps that stand between a reviewed set and the public besides its marks:
// the zienswijze of a third party, an embargo, and what is public already.

// needsText is needsReason with words of its own.
func needsText(v *visit, says string) []templates.Problem {
	if strings.TrimSpace(v.text("tekst")) == "" {
		return []templates.Problem{{Field: "tekst", Text: says}}
	}
	return nil
}

// publicAddress reports whether a text is an address where anyone can look.
func publicAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil && !strings.ContainsAny(s, " \t\r\n")
}

// paperField offers the papers of the set that ok accepts.
func paperField(v *visit, d desk.View, ok func(desk.PaperView) bool) templates.Input {
	in := templates.Input{ID: "stuk", Name: "stuk", Label: "Welk stuk?", Type: "select", Required: true}
	for _, p := range d.Papers {
		if ok(p) {
			in.Options = append(in.Options, templates.Option{Value: string(p.ID), Label: p.Name, Chosen: typed(v, "stuk", "") == string(p.ID)})
		}
	}
	for _, a := range d.Annexes {
		if ok(desk.PaperView{ID: a.ID, Soort: documents.SoortBijlage}) {
			in.Options = append(in.Options, templates.Option{Value: string(a.ID), Label: a.Name, Chosen: typed(v, "stuk", "") == string(a.ID)})
		}
	}
	return in
}

func askView(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	until := dateField(v, "Laatste dag van de termijn")
	until.Value = typed(v, "datum", workflow.CivilDay(v.now()).AddDays(workflow.ObjectionDays).ISO())
	who := reasonField(v, "Wie vraagt u, en over welke passages?", true)
	who.Hint = "Dit wordt nooit openbaar."
	return []templates.Input{paperField(v, d, func(desk.PaperView) bool { return true }), until, who}, nil
}

func recordView(s *Server, v *visit, d desk.View) ([]templates.Input, error) {
	views, err := s.Desk.Zienswijzen(v.r.Context(), v.actor, d.ID)
	if err != nil {
		return nil, err
	}
	which := templates.Input{ID: "nummer", Name: "nummer", Label: "Welke zienswijze?", Type: "select", Required: true}
	for _, z := range views {
		if z.Received.IsZero() {
			n := strconv.Itoa(z.Number)
			which.Options = append(which.Options, templates.Option{Value: n, Label: shortened(z.Who, 60) + " (" + z.Name + ")", Chosen: typed(v, "nummer", "") == n})
		}
	}
	effect := templates.Input{ID: "gevolg", Name: "gevolg", Label: "Wat doet u ermee?", Type: "select", Required: true}
	for _, e := range workflow.ViewEffects() {
		effect.Options = append(effect.Options, templates.Option{Value: string(e), Label: templates.ViewSays(string(e)), Chosen: typed(v, "gevolg", "") == string(e)})
	}
	return []templates.Input{which, dateField(v, "Dag waarop de zienswijze kwam"), effect, reasonField(v, "Wat zegt de zienswijze, en waarom doet u dit?", true)}, nil
}

func recall(_ *Server, v *visit, _ desk.View) ([]templates.Input, error) {
	cause := templates.Input{ID: "oorzaak", Name: "oorzaak", Label: "Wat leest wie de publicatie zoekt?", Type: "select", Required: true}
	for _, c := range workflow.RecallCauses() {
		cause.Options = append(cause.Options, templates.Option{Value: string(c), Label: templates.CauseSays(string(c)), Chosen: typed(v, "oorzaak", "") == string(c)})
	}
	why := reasonField(v, "Reden", true)
	why.Hint = "Deze reden blijft binnen; zet er gerust in wat er te lezen was."
	return []templates.Input{cause, why}, nil
}

// recalled says of a publication that was taken back what the public is told;
// nil of one that stands.
func recalled(d desk.View) *templates.Recall {
	if d.State.Recall == nil {
		return nil
	}
	return &templates.Recall{On: workflow.CivilDay(d.State.Recall.At).String(), Says: templates.CauseSays(string(d.State.Cause))}
}

func embargo(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	in := dateField(v, "Eerste dag waarop het openbaar mag worden")
	in.Required, in.Value = false, typed(v, "datum", "")
	if e := d.State.Embargo; e != nil {
		in.Value = typed(v, "datum", e.Until.ISO())
	}
	return []templates.Input{in, reasonField(v, "Reden", true)}, nil
}

func alreadyPublic(s *Server, v *visit, d desk.View) ([]templates.Input, error) {
	letter := d.State.Papers.Letter()
	which := paperField(v, d, func(p desk.PaperView) bool {
		_, is := letter.Find(p.ID)
		return !is && p.ID != d.State.Papers[0].ID
	})
	double := templates.Input{ID: "dubbel", Name: "dubbel", Label: "Of is het gelijk aan een ander stuk van dit dossier?", Type: "select", Options: []templates.Option{{Label: "Nee"}}}
	dup, err := s.Desk.Duplicates(v.r.Context(), v.actor, d.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range dup {
		double.Options = append(double.Options, templates.Option{Value: string(p.First), Label: p.SecondName + " is gelijk aan " + p.FirstName, Chosen: typed(v, "dubbel", "") == string(p.First)})
	}
	at := templates.Input{ID: "tekst", Name: "tekst", Label: "Waar staat het?", Hint: "Het hele adres, beginnend met https://. Het komt op de inventarislijst.", Type: "text", Value: typed(v, "tekst", "")}
	return []templates.Input{which, at, double}, nil
}

// nietOpenbaar asks which paper of our own, and why.
func nietOpenbaar(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	letter := d.State.Papers.Letter()
	which := templates.Input{ID: "stuk", Name: "stuk", Label: "Welk stuk?", Type: "select", Required: true}
	for _, p := range d.ToPublish() {
		if _, is := letter.Find(p.ID); !is {
			which.Options = append(which.Options, templates.Option{Value: string(p.ID), Label: p.Name, Chosen: typed(v, "stuk", "") == string(p.ID)})
		}
	}
	ground := templates.Input{ID: "grond", Name: "grond", Label: "Op welke grond wordt niets openbaar?", Type: "select"}
	ground.Options = append([]templates.Option{{Label: "geen: het stuk wordt beoordeeld zoals de andere"}}, groundOptions(workflow.GroundsFor(d.State.Publication(), workflow.CivilDay(v.now())), documents.Ground(typed(v, "grond", "")))...)
	why := reasonField(v, "Motivering", true)
	why.Hint = "Dit blijft binnen. Op de inventarislijst staat de grond."
	return []templates.Input{which, ground, why}, nil
}

// hearings tells of zienswijzen and embargo, for the pages of the review.
func (s *Server) hearings(v *visit, d desk.View) (templates.Hearings, error) {
	var h templates.Hearings
	if e := d.State.Embargo; e != nil {
		h.Embargo, h.Holds = e.Until.String(), d.State.Embargoed(workflow.CivilDay(v.now())) != nil
	}
	for _, n := range d.State.NietOpenbaar {
		t := templates.Hearing{Paper: string(n.Paper), Says: "niet openbaar op " + groundsSay(n.Grounds)}
		for _, p := range d.ToPublish() {
			if p.ID == n.Paper {
				t.Paper = p.Name
			}
		}
		h.Withheld = append(h.Withheld, t)
	}
	views, err := s.Desk.Zienswijzen(v.r.Context(), v.actor, d.ID)
	if err != nil {
		return h, err
	}
	today := workflow.CivilDay(v.now())
	for _, z := range views {
		t := templates.Hearing{Who: z.Who, Paper: z.Name, Says: "tot en met " + z.Until.String(), Reason: z.Why}
		switch {
		case !z.Received.IsZero():
			t.Says, t.Done = "binnen op "+z.Received.String()+": "+templates.ViewSays(string(z.Effect)), !today.Before(z.ClearOn())
			if !t.Done {
				t.Says += ", openbaar vanaf " + z.ClearOn().String()
			}
		case !today.Before(z.ClearOn()):
			t.Says, t.Done = "niets ontvangen, termijn voorbij op "+z.Until.String(), true
		}
		h.Views = append(h.Views, t)
	}
	dup, err := s.Desk.Duplicates(v.r.Context(), v.actor, d.ID)
	if err != nil {
		return h, err
	}
	for _, p := range dup {
		h.Doubles = append(h.Doubles, templates.Double{First: p.FirstName, Second: p.SecondName, Bytes: p.Bytes})
	}
	return h, nil
}
