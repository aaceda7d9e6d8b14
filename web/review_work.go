package web

import (
	"net/url"
	"slices"
	"strconv"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// lowCertainty is below what certainty of the detector (0 to 1) a finding is
// listed for a second look.
const lowCertainty = 0.8

// reviewWork fills in what stands around the findings.
func (s *Server) reviewWork(v *visit, p *templates.ReviewPage, r desk.Review) error {
	form, err := s.form(r.View, "lakken")
	if err != nil {
		return err
	}
	form.Seq, form.Version = 0, r.Version+1
	if p.Refused == "" {
		if r.CanUndo {
			p.Work.Undo = &form
		}
		if r.CanRedo {
			p.Work.Redo = &form
		}
		p.Work.Spread = form
	}
	for _, e := range r.Readable {
		p.Work.Readable = append(p.Work.Readable, templates.ReadablePlace{Text: e.Text, Paper: e.Name, Href: "#stuk-" + string(e.Paper), Kept: e.Kept})
	}
	filterGroups(v, p, r)
	headGroups(p)
	return nil
}

// headGroups puts what asks most first, and says above each route what it asks.
func headGroups(p *templates.ReviewPage) {
	rank := func(g templates.ReviewGroup) int { return slices.Index(workflow.Efforts(), workflow.Effort(g.Effort)) }
	slices.SortStableFunc(p.Groups, func(a, b templates.ReviewGroup) int { return rank(a) - rank(b) })
	if n := len(p.Groups); n == 0 || p.Groups[0].Effort == p.Groups[n-1].Effort && p.Groups[0].Effort == string(workflow.EffortSimple) {
		return // one route, and the usual one
	}
	for i := range p.Groups {
		if i == 0 || p.Groups[i].Effort != p.Groups[i-1].Effort {
			p.Groups[i].Heading = templates.EffortSays(p.Groups[i].Effort)
		}
	}
}

// filterGroups leaves the groups on the page that the reader asked for. A
// group keeps its number, so that an address of one means the same in any list.
func filterGroups(v *visit, p *templates.ReviewPage, r desk.Review) {
	if len(p.Groups) < 2 {
		return
	}
	certainty := map[string]float64{}
	for _, j := range r.Judgements {
		certainty[j.ID] = float64(j.Finding.Certainty)
	}
	kinds := []struct {
		name, label string
		holds       func(desk.Group) bool
	}{
		{"", "Alle", func(desk.Group) bool { return true }},
		{"open", "Nog open", func(g desk.Group) bool { return g.Decision == desk.Undecided || g.Mixed }},
		{"kies", "Kies zelf", func(g desk.Group) bool { return g.Outcome == documents.Ask }},
		{"onzeker", "Onzeker", func(g desk.Group) bool {
			for _, id := range g.IDs {
				if certainty[id] < lowCertainty {
					return true
				}
			}
			return false
		}},
	}
	known := map[string]bool{}
	for _, g := range r.Groups {
		label := string(g.Label)
		if known[label] {
			continue
		}
		known[label] = true
		kinds = append(kinds, struct {
			name, label string
			holds       func(desk.Group) bool
		}{"soort-" + label, templates.FindingSays(label), func(g desk.Group) bool { return string(g.Label) == label }})
	}
	asked := p.Shown
	page := place(r.View.ID, "lakken")
	shown := p.Groups
	for _, k := range kinds {
		var held []templates.ReviewGroup
		for i, g := range r.Groups {
			if k.holds(g) {
				held = append(held, p.Groups[i])
			}
		}
		f := templates.Place{Label: k.label, Href: page, Current: k.name == asked, Count: len(held), Test: "filter-" + strconv.Itoa(len(p.Work.Filters))}
		if k.name != "" {
			f.Href += "?" + url.Values{"toon": {k.name}}.Encode()
		}
		f.Href += "#vondsten"
		if len(held) > 0 || f.Current {
			p.Work.Filters = append(p.Work.Filters, f)
		}
		if f.Current {
			shown = held
		}
	}
	p.Work.Hidden = len(p.Groups) - len(shown)
	p.Groups = shown
}

// reviewStep does what is asked of the review as a whole, and reports whether
// that was asked.
func (s *Server) reviewStep(v *visit, ask desk.Ask, version int) (done bool, err error) {
	switch v.line("besluit") {
	case "undo":
		_, err = s.Desk.Retrace(v.r.Context(), ask, v.dossier(), version, false)
	case "redo":
		_, err = s.Desk.Retrace(v.r.Context(), ask, v.dossier(), version, true)
	case "comment":
		_, err = s.Desk.Comment(v.r.Context(), ask, v.dossier(), version, v.r.PostForm["vondst"], v.text("opmerking"))
	case "memory":
		_, err = s.Desk.TreatAsBefore(v.r.Context(), ask, v.dossier(), version)
	case "spread":
		_, err = s.Desk.RedactReadable(v.r.Context(), ask, v.dossier(), version)
	default:
		return false, nil
	}
	if err != nil {
		return true, err
	}
	at := "#vondsten"
	if group := plainName(v.line("groep")); group != "" {
		at = "#groep-" + group
	}
	return true, v.done("judged", reviewPlace(v)+at)
}
