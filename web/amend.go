package web

import (
	"errors"
	"net/http"
	"strings"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// Akkoord met wijziging: the working copy of who has the papers.

// amendPage shows what the holder changes, and gives the answer with it.
func amendPage(s *Server, v *visit) error {
	a, err := s.Desk.Amendment(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	d := a.View
	p := &templates.AmendPage{Frame: s.frame(v, "Akkoord met wijziging: "+d.Onderwerp), Head: headOf(d, v.now()), Changed: a.Changed(), Back: place(d.ID, "beslissen"),
		Becomes: a.Becomes.String(), Submit: "Paraaf met deze wijziging", Icon: "pen", Test: "action-" + string(a.Answer) + "-met-wijziging"}
	p.Wide = true
	post := "paraaf"
	if a.Answer == (workflow.TakeBesluit{}).Action() {
		post, p.Submit, p.Icon = "besluit", "Akkoord met deze wijziging", "check"
	}
	if p.Form, err = s.form(d, post); err != nil {
		return err
	}
	p.Form.Match, p.Form.Seq = d.Seen.String(), 0
	for _, paper := range a.Papers {
		shown, err := s.amendPaper(d, paper)
		if err != nil {
			return err
		}
		p.Papers = append(p.Papers, shown)
	}
	return v.page(http.StatusOK, p)
}

// amendPaper shows one paper of the working copy.
func (s *Server) amendPaper(d desk.View, p desk.AmendedPaper) (templates.AmendPaper, error) {
	out := templates.AmendPaper{ID: string(p.ID), Name: p.Name, Changes: redlines(p.Changes), Aside: redlines(p.Aside)}
	out.Sections, out.Fields = outlineOf(p.PaperView, place(d.ID, "wijzigen", string(p.ID)))
	if len(out.Changes)+len(out.Aside) > 0 {
		form, err := s.form(d, "wijzigen/"+string(p.ID)+"/weg")
		if err != nil {
			return out, err
		}
		form.Seq, form.Version, out.Drop = 0, p.Version, &form
	}
	return out, nil
}

func redlines(changes []documents.Change) []templates.Change {
	var out []templates.Change
	for _, c := range changes {
		out = append(out, templates.Change{Section: capital(c.Label), Redline: templates.Redline(c.Words)})
	}
	return out
}

func amendSectionForm(s *Server, v *visit) error { return s.amendForm(v, sectionOf, nil, "") }
func amendFieldForm(s *Server, v *visit) error   { return s.amendForm(v, fieldOf, nil, "") }

// amendForm shows one part of the working copy in a form; after a conflict
// with both texts.
func (s *Server) amendForm(v *visit, of func(*visit, desk.PaperView) (editing, error), c *desk.Conflict, yours string) error {
	a, err := s.Desk.Amendment(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	p, err := amendedOf(a, v.paper())
	if err != nil {
		return err
	}
	e, err := of(v, p)
	if err != nil {
		return err
	}
	form, err := s.form(a.View, "wijzigen/"+string(p.ID)+"/"+e.post)
	if err != nil {
		return err
	}
	form.Seq, form.Version = 0, p.Version
	page := &templates.EditPage{Frame: s.frame(v, e.label), Head: headOf(a.View, v.now()), Paper: "wijziging", Back: place(a.View.ID, "wijzigen"),
		Label: e.label, Hint: e.hint, Text: e.text, Long: e.long, Form: form}
	if c == nil {
		return v.page(http.StatusOK, page)
	}
	page.Text, page.Long = yours, e.long || strings.Contains(yours, "\n")
	page.Conflict = &templates.Conflict{By: orElse(c.By, "Iemand"), When: moment(c.At, v.now()), Theirs: c.Theirs, Merged: templates.Redline(documents.Redline(c.Theirs, yours))}
	return v.page(http.StatusPreconditionFailed, page)
}

func amendedOf(a desk.Amendment, id workflow.PaperID) (desk.PaperView, error) {
	for _, p := range a.Papers {
		if p.ID == id {
			return p.PaperView, nil
		}
	}
	return desk.PaperView{}, desk.ErrNotFound
}

func amendSection(s *Server, v *visit) error {
	return s.amendSave(v, sectionOf, func(ask desk.Ask, version int, text string) error {
		_, err := s.Desk.AmendSection(v.r.Context(), ask, v.dossier(), v.paper(), documents.SectionKey(v.param("onderdeel")), version, text)
		return err
	})
}

func amendField(s *Server, v *visit) error {
	return s.amendSave(v, fieldOf, func(ask desk.Ask, version int, text string) error {
		_, err := s.Desk.AmendField(v.r.Context(), ask, v.dossier(), v.paper(), documents.Field(v.param("veld")), version, text)
		return err
	})
}

func dropAmendment(s *Server, v *visit) error {
	return s.amendSave(v, nil, func(ask desk.Ask, version int, _ string) error {
		_, err := s.Desk.DropAmendment(v.r.Context(), ask, v.dossier(), v.paper(), version)
		return err
	})
}

// amendSave keeps a text of the working copy over the version on the screen.
func (s *Server) amendSave(v *visit, of func(*visit, desk.PaperView) (editing, error), keep func(desk.Ask, int, string) error) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	version, err := v.count(fieldVersion)
	if err != nil {
		return err
	}
	err = keep(ask, version, v.text("tekst"))
	var c *desk.Conflict
	if errors.As(err, &c) && of != nil && !v.wantsProblem() {
		return s.amendForm(v, of, c, v.text("tekst"))
	}
	if err != nil {
		return err
	}
	return v.done("amended", place(v.dossier(), "wijzigen"))
}

// giveAmended gives the answer with the changes that were on the screen.
func (s *Server) giveAmended(v *visit, ask desk.Ask, d decision, action workflow.Action) error {
	becomes, err := documents.ParseDigest(v.line("wordt"))
	if err != nil {
		return desk.ErrStale // a working copy that was never on a screen of ours
	}
	if _, err := s.Desk.Amend(v.r.Context(), ask, v.dossier(), d.seen, becomes, d.text); err != nil {
		return err
	}
	return v.done(action, place(v.dossier()))
}

// amendAddress is where the reader changes the text, or "" when he cannot.
func amendAddress(d desk.View) string {
	for _, c := range d.Choices {
		if !c.Allowed {
			continue
		}
		switch c := c.Command.(type) {
		case workflow.GiveParaaf:
			if c.Verdict == workflow.AkkoordMetWijziging {
				return place(d.ID, "wijzigen")
			}
		case workflow.TakeBesluit:
			if c.Verdict == workflow.AkkoordMetWijziging {
				return place(d.ID, "wijzigen")
			}
		}
	}
	return ""
}
