package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// toezeggingen shows the register: what is open, and what was kept when asked.
func toezeggingen(s *Server, v *visit) error {
	all := v.r.URL.Query().Get("alle") != ""
	views, err := s.Desk.Toezeggingen(v.r.Context(), v.actor, !all)
	if err != nil {
		return err
	}
	p := &templates.ToezeggingenPage{Frame: s.frame(v, "Toezeggingen", "line", "toezeggingen"), All: all, Other: "/toezeggingen?alle=1"}
	if all {
		p.Other = "/toezeggingen"
	}
	for _, t := range toezeggingenOf(views, v.now()) {
		switch {
		case t.Kept != nil:
			p.Kept = append(p.Kept, t)
		case t.Late:
			p.Late = append(p.Late, t)
		default:
			p.Open = append(p.Open, t)
		}
	}
	return v.page(http.StatusOK, p)
}

// toezeggingenOf dresses promises for a page.
func toezeggingenOf(views []desk.ToezeggingView, now time.Time) []templates.Toezegging {
	var out []templates.Toezegging
	for _, t := range views {
		at := place(t.Ref.Dossier)
		row := templates.Toezegging{Text: t.Text, Where: t.Paper, Onderwerp: t.Onderwerp, Dossier: at, Sent: dated(t.Sent), Late: t.Late, Standing: "open", Tone: "busy"}
		if t.PaperID != "" {
			row.Where, row.Href = fmt.Sprintf("%s, alinea %d", t.Paper, t.Alinea), place(t.Ref.Dossier, "stukken", string(t.PaperID))
		}
		if !t.Due.IsZero() {
			row.Due = dated(t.Due)
		}
		switch {
		case t.Kept != nil:
			row.Standing, row.Tone = "nagekomen", "good"
			row.Kept = &templates.Keeping{On: dated(t.Kept.On), Onderwerp: t.Kept.Onderwerp, How: t.Kept.How, By: t.Kept.By}
			if t.Kept.Letter != "" {
				row.Kept.Dossier = place(t.Kept.Letter)
			}
		case t.Late:
			row.Standing, row.Tone = "te laat", "bad"
		}
		if t.Kept == nil {
			row.Remaining = remaining(t.Due, now, t.Late)
		}
		if t.MaySettle {
			row.Settle = place(t.Ref.Dossier, "toezegging-afdoen") + "?nummer=" + strconv.Itoa(t.Ref.Number)
		}
		out = append(out, row)
	}
	return out
}

// linesOf gives the lines of a text that say something.
func linesOf(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// refs reads which promises were chosen.
func (v *visit) refs() []workflow.ToezeggingRef {
	var out []workflow.ToezeggingRef
	for _, chosen := range v.r.PostForm["toezegging"] {
		id, number, _ := strings.Cut(chosen, "/")
		n, _ := strconv.Atoi(number) // no number is none of the register, which the desk refuses
		out = append(out, workflow.ToezeggingRef{Dossier: workflow.DossierID(id), Number: n})
	}
	return out
}

// keepable offers the promises that lie open, with those that are linked now.
func keepable(s *Server, v *visit, d desk.View) ([]templates.Input, error) {
	open, err := s.Desk.Toezeggingen(v.r.Context(), v.actor, true)
	if err != nil {
		return nil, err
	}
	chosen := d.State.Keeps
	if v.parsed {
		chosen = v.refs()
	}
	in := templates.Input{ID: "toezegging", Name: "toezegging", Label: "Uit het register", Type: "checks"}
	offered := d.Keeps
	for _, t := range open {
		if t.Ref.Dossier != d.ID && !slices.Contains(d.State.Keeps, t.Ref) {
			offered = append(offered, t)
		}
	}
	for _, t := range offered {
		hint := fmt.Sprintf("%s van %s, %s", t.Paper, t.Sent, t.Onderwerp)
		if !t.Due.IsZero() {
			hint += fmt.Sprintf("; uiterlijk %s", t.Due)
		}
		in.Options = append(in.Options, templates.Option{Value: fmt.Sprintf("%s/%d", t.Ref.Dossier, t.Ref.Number), Label: t.Text, Hint: hint, Chosen: slices.Contains(chosen, t.Ref)})
	}
	if len(in.Options) == 0 {
		in.Hint = "Er staat geen toezegging open in brieven die u mag lezen."
	}
	other := templates.Input{ID: "tekst", Name: "tekst", Label: "Andere toezeggingen en moties", Hint: "Eén op een regel, met de vindplaats: Motie-Voorbeeld, Kamerstuk 36 200, nr. 12.", Type: "textarea", Value: typed(v, "tekst", d.KeepsOther)}
	return []templates.Input{in, other}, nil
}

// recordable asks what was promised in a debate.
func recordable(_ *Server, v *visit, _ desk.View) ([]templates.Input, error) {
	what := reasonField(v, "Wat is toegezegd?", true)
	what.Hint = "In één zin, met de vindplaats: De Kamer krijgt voor 1 juli de cijfers (commissiedebat van 20 mei 2026)."
	due := templates.Input{ID: "uiterlijk", Name: "uiterlijk", Label: "Uiterlijk", Hint: "De laatste dag waarop zij is nagekomen. Laat leeg als er geen termijn is genoemd.", Type: "date", Value: typed(v, "uiterlijk", "")}
	return []templates.Input{what, dateField(v, "Dag van het debat"), due}, nil
}

// settleable offers the promises of the letter that lie open.
func settleable(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	which := templates.Input{ID: "nummer", Name: "nummer", Label: "Welke toezegging?", Type: "select", Required: true}
	now := typed(v, "nummer", v.r.URL.Query().Get("nummer"))
	for _, t := range d.Promised {
		if n := strconv.Itoa(t.Ref.Number); t.Kept == nil {
			which.Options = append(which.Options, templates.Option{Value: n, Label: t.Text, Chosen: now == n})
		}
	}
	how := reasonField(v, "Hoe is zij nagekomen?", true)
	how.Hint = "Met een vindplaats: commissiedebat van 20 mei 2026, Handelingen nr. 61."
	return []templates.Input{which, dateField(v, "Op welke dag?"), how}, nil
}
