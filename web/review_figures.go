package web

import (
	"errors"
	"net/http"
	"slices"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// reviewFigures shows what the program proposed and what people made of it, by
// kind, over every closed review that the reader may see.
func reviewFigures(s *Server, v *visit) error {
	figures, dossiers, err := s.Desk.ReviewFigures(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	p := &templates.FiguresPage{Frame: s.frame(v, "Cijfers over lakken", "review"), Dossiers: dossiers}
	if s.Desk.MayExercise(v.actor) || s.Desk.Manages(v.actor).People {
		p.Exercises = exercising
	}
	for _, f := range figures {
		p.Figures = append(p.Figures, templates.ReviewFigure{Kind: templates.FindingSays(string(f.Label)), Proposed: f.Proposed, Asked: f.Asked, Accepted: f.Accepted, Auto: f.Auto, Changed: f.Changed, Kept: f.Kept, ByHand: f.ByHand})
	}
	return v.page(http.StatusOK, p)
}

// meter says how much of each paper goes, and which sections lose more than half.
func meter(p *templates.ReviewPage, r desk.Review) {
	for _, sh := range r.Shares {
		p.Work.Shares = append(p.Work.Shares, templates.Share{Label: sh.Label, Percent: sh.Percent})
	}
	for _, sh := range r.Much {
		p.Work.Much = append(p.Work.Much, templates.Share{Label: sh.Label, Percent: sh.Percent, Href: "#stuk-" + string(sh.Paper)})
	}
	for _, sh := range r.Paragraphs {
		part := templates.Share{Label: sh.Label, Percent: sh.Percent, Href: "#stuk-" + string(sh.Paper), Nearly: sh.Nearly}
		for _, j := range r.Judgements {
			if j.Paper == sh.Paper && sh.Span.Overlaps(j.Finding.Span) {
				part.Href = placeOf(r.View.ID, j)
				break
			}
		}
		p.Work.Parts = append(p.Work.Parts, part)
	}
	for _, st := range r.Stays {
		i := slices.IndexFunc(p.Work.Stays, func(o templates.StayPlace) bool { return o.Term == st.Term.Text })
		if i < 0 {
			i = len(p.Work.Stays)
			p.Work.Stays = append(p.Work.Stays, templates.StayPlace{Term: st.Term.Text, Why: st.Term.Why})
		}
		p.Work.Stays[i].Places++
		if st.Taken {
			p.Work.Stays[i].Taken++
		}
	}
}

// sinceBesluit lists what the review decided otherwise than the preview that went
// with the besluit.
func (s *Server) sinceBesluit(v *visit, d desk.View, p *templates.ExportPage) error {
	since, known, err := s.Desk.SinceBesluit(v.r.Context(), v.actor, d.ID)
	if err != nil {
		return err
	}
	p.Known = known
	for _, c := range since {
		p.Since = append(p.Since, templates.SincePlace{Text: c.Text, Before: c.Before, After: c.After, Paper: c.Name, Then: readingSays(c.Then, false), Now: readingSays(c.Now, false)})
	}
	return nil
}

// redacted says beside a paper, or one part of it, what of it would go and on
// which ground, to who may see marks; nil to others.
func (s *Server) redacted(v *visit, d desk.View, p desk.PaperView, part *documents.Span) (*templates.Redacted, error) {
	if _, known := choiceOf(d.Choices, workflow.SetMarks{}.Action()); !known || p.Soort == documents.SoortBijlage {
		return nil, nil
	}
	r, err := s.Desk.Review(v.r.Context(), v.actor, d.ID)
	if errors.Is(err, desk.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := &templates.Redacted{Review: place(d.ID, "lakken"), Preview: place(d.ID, "openbaar", string(p.ID))}
	for _, j := range r.Judgements {
		if j.Paper == p.ID && (part == nil || part.Overlaps(j.Finding.Span)) {
			out.Places = append(out.Places, redactedPlace(p.Paper, j))
		}
	}
	if may, _ := choiceOf(d.Choices, workflow.SetMarks{}.Action()); may.Allowed {
		if out.Add, err = s.form(d, "lakken/aanwijzen"); err != nil {
			return nil, err
		}
		out.Add.Seq, out.Add.Version = 0, r.Version+1
		out.Paper, out.Options = string(p.ID), groundOptions(r.Grounds, "5.1.2e")
	}
	return out, nil
}

// redactedPlace says what becomes of one stretch of p.
func redactedPlace(p documents.Paper, j desk.Judgement) templates.RedactedPlace {
	t := templates.RedactedPlace{Text: shortened(readable(p.Text(j.Finding.Span)), 60), Says: "voorstel: lakken", Why: j.Motivering}
	gs := j.Grounds
	switch {
	case j.Decision == desk.Keep:
		t.Says, gs = "blijft staan", nil
	case j.Decision == desk.Redact:
		t.Says = "wordt gelakt"
	case j.Finding.Outcome == documents.Ask:
		t.Says, gs = "kies zelf", nil
	}
	for _, g := range gs {
		t.Grounds = append(t.Grounds, templates.Ground{Code: string(g), Label: g.Title()})
	}
	return t
}
