package web

import (
	"errors"
	"net/http"
	"strconv"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// setRoutes are where a set is put together, compared and proved.
func setRoutes() []Route {
	see := workflow.ActionSeeDossier
	return []Route{
		{Method: get, Path: one + "/samenstellen", Name: "set form", Permission: "revise-papers", Object: "dossier", handle: setPage},
		{Method: post, Path: one + "/samenstellen", Name: "add paper", Permission: "revise-papers", Object: "dossier", Changes: true, Guard: "sequence", handle: addPaper, limit: wordBody},
		{Method: post, Path: one + "/samenstellen/vragen", Name: "draft answers", Permission: "revise-papers", Object: "dossier", Changes: true, Guard: "sequence", handle: draftAnswers, limit: textBody},
		{Method: post, Path: piece + "/uitstelbericht", Name: "draft uitstelbericht", Permission: "revise-papers", Object: "paper", Changes: true, Guard: "sequence", handle: draftPostponement},
		{Method: post, Path: piece + "/naar-voren", Name: "raise paper", Permission: "revise-papers", Object: "paper", Changes: true, Guard: "sequence", handle: raisePaper},
		{Method: post, Path: piece + "/weghalen", Name: "remove paper", Permission: "revise-papers", Object: "paper", Changes: true, Guard: "sequence", handle: removePaper},
		{Method: get, Path: piece + "/versies", Name: "versions", Permission: see, Object: "paper", handle: versions},
		{Method: post, Path: piece + "/proef", Name: proofName, Permission: "revise-papers", Object: "paper", handle: prove, limit: textBody},
	}
}

// setKinds are the papers that may be added, as the form names them.
var setKinds = []templates.Option{
	{Value: string(documents.SoortKamerbrief), Label: "Een brief"},
	{Value: string(documents.SoortAntwoorden), Label: "Antwoorden op Kamervragen"},
	{Value: string(documents.SoortNota), Label: "Een nota"},
}

// setPage shows the set with what may be done to it.
func setPage(s *Server, v *visit) error { return s.compose(v, http.StatusOK, nil) }

func (s *Server) compose(v *visit, status int, problems []templates.Problem) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	if may, _ := choiceOf(d.Choices, "revise-papers"); !may.Allowed {
		return &notAllowed{may}
	}
	page := &templates.SetPage{Frame: s.frame(v, "De stukken van dit dossier", "set"), Head: headOf(d, v.now()), Limit: "1 MB", Taken: v.brought(), Problems: problems}
	if page.Papers, err = s.setPapers(d); err != nil {
		return err
	}
	if page.Add, err = s.form(d, "samenstellen"); err != nil {
		return err
	}
	if page.Attach, err = s.form(d, "bijlagen"); err != nil {
		return err
	}
	page.Annexes = annexItems(d)
	for i, a := range d.Annexes {
		form, err := s.form(d, "stukken/"+string(a.ID)+"/weghalen")
		if err != nil {
			return err
		}
		page.Annexes[i].Remove = &form
	}
	if page.Ask, err = s.form(d, "samenstellen/vragen"); err != nil {
		return err
	}
	chosen := ""
	if v.parsed {
		page.Text, page.Questions, chosen = v.given("tekst"), v.text("vragen"), v.line("soort")
	}
	for _, k := range setKinds {
		k.Chosen = k.Value == chosen
		page.Kinds = append(page.Kinds, k)
	}
	if !d.State.HasLetter() {
		page.Letter = place(d.ID, "kamerbrief")
	}
	return v.page(status, page)
}

// setPapers lists the papers; those behind the first nota may be moved.
func (s *Server) setPapers(d desk.View) ([]templates.SetPaper, error) {
	var out []templates.SetPaper
	for i, p := range d.Papers {
		at := "stukken/" + string(p.ID)
		t := templates.SetPaper{ID: string(p.ID), Name: p.Name, Href: place(d.ID, at), Digest: p.Digest.Short(), Working: p.Draft}
		if i > 0 {
			form, err := s.form(d, at+"/weghalen")
			if err != nil {
				return nil, err
			}
			t.Remove = &form
		}
		if i > 1 {
			form, err := s.form(d, at+"/naar-voren")
			if err != nil {
				return nil, err
			}
			t.Raise = &form
		}
		if _, answers := p.Paper.AsAntwoorden(); answers {
			form, err := s.form(d, at+"/uitstelbericht")
			if err != nil {
				return nil, err
			}
			t.Postpone = &form
		}
		out = append(out, t)
	}
	return out, nil
}

// addPaper takes in a further paper: a file as it is, or pasted text.
func addPaper(s *Server, v *visit) error {
	return s.rearrange(v, "paper-added", "tekst", func(ask desk.Ask, seq int) error {
		data, err := v.uploaded("bestand", "tekst")
		if err != nil || len(v.taken) > 0 {
			return err
		}
		if len(data) == 0 {
			return &documents.Unreadable{Text: "Kies een bestand of plak de tekst van het stuk."}
		}
		_, err = s.Desk.AddNext(v.r.Context(), ask, v.dossier(), seq, documents.Soort(v.line("soort")), data, v.named("bestand"))
		return err
	})
}

// draftAnswers makes the paper in which pasted questions are answered.
func draftAnswers(s *Server, v *visit) error {
	return s.rearrange(v, "answers-added", "vragen", func(ask desk.Ask, seq int) error {
		_, err := s.Desk.AddAnswers(v.r.Context(), ask, v.dossier(), seq, v.text("vragen"))
		return err
	})
}

// draftPostponement makes the letter that says that answers come later.
func draftPostponement(s *Server, v *visit) error {
	return s.rearrange(v, "uitstel-drafted", "uitstel-reden-"+string(v.paper()), func(ask desk.Ask, seq int) error {
		until, problems := v.date("uitstel-tot", true)
		if len(problems) > 0 {
			return &documents.Unreadable{Text: problems[0].Text}
		}
		_, err := s.Desk.AddPostponement(v.r.Context(), ask, v.dossier(), seq, v.paper(), v.text("uitstel-reden"), until)
		return err
	})
}

func raisePaper(s *Server, v *visit) error {
	return s.rearrange(v, "paper-raised", "", func(ask desk.Ask, seq int) error {
		_, err := s.Desk.RaisePaper(v.r.Context(), ask, v.dossier(), seq, v.paper())
		return err
	})
}

func removePaper(s *Server, v *visit) error {
	return s.rearrange(v, "paper-removed", "", func(ask desk.Ask, seq int) error {
		_, err := s.Desk.RemovePaper(v.r.Context(), ask, v.dossier(), seq, v.paper())
		return err
	})
}

// rearrange changes the set as it was on the screen. A paper that cannot be
// taken in gives the page back, with what was typed.
func (s *Server) rearrange(v *visit, done workflow.Action, field string, change func(desk.Ask, int) error) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	err = change(ask, seq)
	var unreadable *documents.Unreadable
	if errors.As(err, &unreadable) && !v.wantsProblem() {
		return s.compose(v, http.StatusUnprocessableEntity, []templates.Problem{{Field: field, Text: unreadable.Text}})
	}
	if err != nil {
		return err
	}
	if len(v.taken) > 0 {
		return s.compose(v, http.StatusOK, nil)
	}
	return v.done(done, place(v.dossier(), "samenstellen"))
}

// versions shows the texts of a paper, and two of them compared.
func versions(s *Server, v *visit) error {
	from, to, err := v.pair("van", "tot")
	if err != nil {
		return err
	}
	vs, err := s.Desk.Versions(v.r.Context(), v.reading(), v.dossier(), v.paper(), from, to)
	if err != nil {
		return err
	}
	here := place(v.dossier(), "stukken", string(v.paper()))
	page := &templates.VersionsPage{Frame: s.frame(v, "Versies · "+vs.Name, "set"), Head: headOf(vs.View, v.now()), Name: vs.Name, Action: here + "/versies", Changes: changesOf(vs.Changes), Gone: vs.Gone}
	if _, err := find(vs.View, vs.Paper); err == nil {
		page.Back = here
	}
	for _, one := range vs.List {
		page.Versions = append(page.Versions, templates.Version{Number: one.Number, When: moment(one.At, v.now()), By: one.By, Station: one.Station, Digest: one.Digest.Short(), Working: one.Working})
	}
	if vs.From > 0 {
		page.From, page.To = versionOptions(vs.List, vs.From), versionOptions(vs.List, vs.To)
		page.Compared = "versie " + strconv.Itoa(vs.From) + " met versie " + strconv.Itoa(vs.To)
	}
	return v.page(http.StatusOK, page)
}

// pair gives two numbers of the address, or twice 0 when it has neither. It
// fails with ErrNotFound for what is no number.
func (v *visit) pair(first, second string) (a, b int, err error) {
	q := v.r.URL.Query()
	if !q.Has(first) && !q.Has(second) {
		return 0, 0, nil
	}
	a, errA := strconv.Atoi(q.Get(first))
	b, errB := strconv.Atoi(q.Get(second))
	if errA != nil || errB != nil || a < 1 || b < 1 {
		return 0, 0, desk.ErrNotFound
	}
	return a, b, nil
}

func versionOptions(list []desk.Version, chosen int) []templates.Option {
	var out []templates.Option
	for _, one := range list {
		label := strconv.Itoa(one.Number)
		if one.Working {
			label += " (werktekst)"
		}
		out = append(out, templates.Option{Value: strconv.Itoa(one.Number), Label: label, Chosen: one.Number == chosen})
	}
	return out
}
