package web

import (
	"net/http"
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// Akkoord met wijziging: who has the papers writes in a working copy of his
// own, sees what he changes, and answers with it.

var inAmendment = desktop{open: openAmendment, at: "wijziging", back: func(v *visit) string { return place(v.dossier(), "wijziging") }}

// openAmendment gives a paper of the working copy.
func openAmendment(s *Server, v *visit) (desk.View, desk.PaperView, error) {
	a, err := s.Desk.Amendment(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return desk.View{}, desk.PaperView{}, err
	}
	for _, p := range a.Papers {
		if p.ID == v.paper() {
			return a.View, p.PaperView, nil
		}
	}
	return desk.View{}, desk.PaperView{}, desk.ErrNotFound
}

// amendPage shows the working copy and lets it be answered with.
func amendPage(s *Server, v *visit) error {
	a, err := s.Desk.Amendment(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	p := &templates.AmendPage{Frame: s.frame(v, "Akkoord met wijziging"), Head: headOf(a.View, v.now()), Changed: a.Changed(), Digest: a.Becomes.Short(),
		Reading: place(a.View.ID, "beslissen"), Button: templates.AmendSays(a.Answer), Test: "action-" + string(a.Answer) + "-akkoord-met-wijziging", Becomes: a.Becomes.String()}
	p.Wide, p.Head.Relation = true, ""
	if p.Form, err = s.form(a.View, "wijziging"); err != nil {
		return err
	}
	p.Form.Seq, p.Form.Match = 0, a.View.Seen.String()
	asksOf(p, a, v)
	for _, paper := range a.Papers {
		shown, err := s.amendedPaper(a.View, paper)
		if err != nil {
			return err
		}
		p.Papers = append(p.Papers, shown)
	}
	return v.page(http.StatusOK, p)
}

// asksOf asks what goes with the answer: with a besluit a procesnotitie, and the secretariaat
// who told it, and how it heard.
func asksOf(p *templates.AmendPage, a desk.Amendment, v *visit) {
	if a.Answer == (workflow.TakeBesluit{}).Action() {
		note := noteField(v)
		p.Warning, p.Note = templates.RemarkBecomesPublic, &note
	}
	if len(a.Told) == 0 {
		return
	}
	who := templates.Input{ID: "wie", Name: "wie", Label: "Namens wie?", Type: "select", Required: true}
	for _, t := range a.Told {
		who.Options = append(who.Options, templates.Option{Value: string(t.ID), Label: t.Name})
	}
	p.Told, p.Reading = []templates.Input{who, howTold(v)}, place(a.View.ID, "namens")
}

// amendedPaper shows one paper of the working copy.
func (s *Server) amendedPaper(d desk.View, p desk.AmendedPaper) (templates.AmendPaper, error) {
	out := templates.AmendPaper{ID: string(p.ID), Name: p.Name}
	body, _, err := templates.PaperBody(p.Paper, prefixOf(p.ID), picturesOf(d.ID), nil)
	if err != nil {
		return out, err
	}
	out.Body = body
	out.Outline, out.Fields = outlineOf(p.PaperView, place(d.ID, "wijziging", string(p.ID)))
	out.Changes, out.Aside = changesOf(p.Changes), changesOf(p.Aside)
	if len(out.Changes) == 0 && len(out.Aside) == 0 {
		return out, nil
	}
	form, err := s.form(d, "wijziging/"+string(p.ID)+"/loslaten")
	if err != nil {
		return out, err
	}
	form.Seq, form.Version, out.Drop = 0, p.Version, &form
	return out, nil
}

// changesOf shows differences with the words around them.
func changesOf(changes []documents.Change) []templates.Change {
	var out []templates.Change
	for _, c := range changes {
		out = append(out, templates.Change{Section: capital(c.Label), Redline: templates.Redline(c.Words)})
	}
	return out
}

func amendSectionForm(s *Server, v *visit) error { return s.edit(v, inAmendment, sectionOf, nil, "") }
func amendFieldForm(s *Server, v *visit) error   { return s.edit(v, inAmendment, fieldOf, nil, "") }

func amendSection(s *Server, v *visit) error {
	return s.save(v, inAmendment, sectionOf, "section-saved", func(ask desk.Ask, version int, text string) error {
		_, err := s.Desk.AmendSection(v.r.Context(), ask, v.dossier(), v.paper(), documents.SectionKey(v.param("onderdeel")), version, text)
		return err
	})
}

func amendField(s *Server, v *visit) error {
	return s.save(v, inAmendment, fieldOf, "field-saved", func(ask desk.Ask, version int, text string) error {
		_, err := s.Desk.AmendField(v.r.Context(), ask, v.dossier(), v.paper(), documents.Field(v.param("veld")), version, text)
		return err
	})
}

// dropAmendment puts one paper back as it lies in the line.
func dropAmendment(s *Server, v *visit) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	_, err = s.Desk.DropAmendment(v.r.Context(), ask, v.dossier(), v.paper(), version)
	if err != nil {
		return err
	}
	return v.done("amendment-dropped", place(v.dossier(), "wijziging"))
}

// amend gives the paraaf or besluit with the changes of the working copy. The
// form says both what lay in the line and what it becomes.
func amend(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seen, err := v.seen()
	if err != nil {
		return err
	}
	becomes, err := documents.ParseDigest(v.line("wordt"))
	if err != nil {
		return errNoGuard
	}
	told := desk.Told{Person: workflow.PersonID(v.line("wie")), How: workflow.Instruction(v.line("hoe"))}
	if told.Person != "" && !slices.Contains(instructions, told.How) {
		return errUnreadable
	}
	_, err = s.Desk.Amend(v.r.Context(), ask, v.dossier(), seen, becomes, strings.TrimSpace(v.text("tekst")), strings.TrimSpace(v.text("procesnotitie")), told)
	if err != nil {
		return err
	}
	return v.done("amended", place(v.dossier()))
}

// amendAddress is where the reader answers with a change of his own, or "".
func amendAddress(d desk.View) string {
	for _, c := range d.Choices {
		verdict := workflow.Verdict("")
		switch command := c.Command.(type) {
		case workflow.GiveParaaf:
			verdict = command.Verdict
		case workflow.TakeBesluit:
			verdict = command.Verdict
		}
		if c.Allowed && verdict == workflow.AkkoordMetWijziging {
			return place(d.ID, "wijziging")
		}
	}
	return ""
}

// bundle gives the whole publication as one file.
func bundle(s *Server, v *visit) error {
	data, name, err := s.Desk.Bundle(v.r.Context(), v.reading(), v.dossier())
	if err != nil {
		return err
	}
	return v.download(data, name)
}
