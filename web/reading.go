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

// readingPage is where an official or a bewindspersoon reads and decides. To
// another ministry it shows the letter, and what is asked about it.
func readingPage(s *Server, v *visit) error { return s.reading(v, http.StatusOK, nil) }

// reading shows the page, with what was typed when it was not accepted.
func (s *Server) reading(v *visit, status int, problems []templates.Problem) error {
	d, err := s.Desk.Read(v.r.Context(), v.reading(), v.dossier())
	if err != nil {
		return err
	}
	page := &templates.ReadingPage{Frame: s.frame(v, "Lezen: "+d.Onderwerp, "decide", "line"), Head: headOf(d, v.now()), Line: lineOf(d, v.now()), SentBack: message(d.SentBack, v.now()),
		Verdicts: verdictsOf(d), Digest: d.Seen.Short(), Problems: problems, FirstRead: true}
	page.Wide, page.Head.Relation = true, ""
	if page.Form, err = s.form(d, "beslissen"); err != nil {
		return err
	}
	page.Form.Match, page.Form.Seq = d.Seen.String(), 0
	if v.parsed {
		page.Text, page.Until, page.Note = v.text("tekst"), v.line("tot"), v.text("procesnotitie")
	}
	if err := readPapers(page, d); err != nil {
		return err
	}
	page.Notes, page.Amend = notesOf(d, v), amendAddress(d)
	leadOnly(page.SentBack, d)
	if page.Points, err = s.pointsOf(v, d); err != nil {
		return err
	}
	if c, ok := choiceOf(d.Choices, "send-back"); ok && c.Allowed {
		page.Back = place(d.ID, "retour")
	}
	page.Asked, page.Warning, page.Dated = askedOf(page.Verdicts, d)
	page.Noted = slices.ContainsFunc(d.Choices, func(c workflow.Choice) bool {
		_, besluit := c.Command.(workflow.TakeBesluit)
		return besluit && c.Allowed
	})
	_, _, page.Refused, _, err = s.offers(d)
	if err != nil {
		return err
	}
	if c, _ := choiceOf(d.Choices, "give-paraaf"); c.Rule == "R18" {
		page.Blocked = c.Why
	}
	return v.page(status, page)
}

// readPapers puts the papers on the page, with what changed since the reader
// last read them and what is asked, in the nota's own words.
func readPapers(page *templates.ReadingPage, d desk.View) error {
	for _, p := range d.Papers {
		body, _, err := templates.PaperBody(p.Paper, prefixOf(p.ID), picturesOf(d.ID), nil)
		if err != nil {
			return err
		}
		read := templates.ReadPaper{ID: string(p.ID), Name: p.Name, Body: body,
			Source: place(d.ID, "stukken", string(p.ID), "bron"), PDF: place(d.ID, "stukken", string(p.ID), "pdf")}
		read.Changes = changesOf(p.Changes)
		page.Changed += len(p.Changes)
		page.FirstRead = page.FirstRead && !p.Read
		page.Papers = append(page.Papers, read)
		if p.Soort != documents.SoortNota {
			continue
		}
		if page.Question, err = templates.SectionBody(p.Paper, "besluit", "vraag-"); err != nil {
			return err
		}
		if page.Reason, err = templates.SectionBody(p.Paper, "aanleiding", "reden-"); err != nil {
			return err
		}
	}
	return nil
}

// notesOf gathers the remarks that earlier stations gave along.
func notesOf(d desk.View, v *visit) []templates.Message {
	var out []templates.Message
	for _, step := range append(d.Route, d.Beside) {
		for _, st := range step {
			if st.Remark != "" {
				out = append(out, templates.Message{By: st.By, Namens: st.Namens, From: st.Title, When: moment(st.At, v.now()), Text: st.Remark})
			}
		}
	}
	return out
}

// askedOf says what is asked of this reader, what he should know before he
// writes, and whether a date may go with the answer.
func askedOf(verdicts []templates.Verdict, d desk.View) (asked, warning string, dated bool) {
	asked = "Wat er gevraagd wordt"
	for _, c := range d.Choices {
		if !c.Allowed {
			continue
		}
		if w := templates.AskedSays(c.Command.Action()); w.Asked != "" {
			asked, warning = w.Asked, w.Warning
			break
		}
	}
	for _, b := range verdicts {
		dated = dated || b.Needs == "date"
	}
	return asked, warning, dated
}

// A decision is what the decision bar sends.
type decision struct {
	verdict workflow.Verdict
	text    string
	seen    documents.Digest
	until   documents.Date
}

// decide reads what the decision bar sent and gives the command to the desk.
// What lacks its reason comes back with the page, and nothing is lost.
func (s *Server) decide(v *visit, needs string, command func(decision) workflow.Command) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	d := decision{verdict: workflow.Verdict(v.line("oordeel")), text: strings.TrimSpace(v.text("tekst"))}
	if d.seen, err = v.seen(); err != nil {
		return err
	}
	if b, known := verdictButtons[d.verdict]; known {
		needs = b.needs
	}
	if problems := d.read(v, needs); len(problems) > 0 && !v.wantsProblem() {
		return s.reading(v, http.StatusUnprocessableEntity, problems)
	}
	c := command(d)
	if err := s.give(v, ask, c, d.text); err != nil {
		return err
	}
	return v.done(c.Action(), place(v.dossier()))
}

// give gives a paraaf or besluit to the desk, a besluit with the procesnotitie of the form.
func (s *Server) give(v *visit, ask desk.Ask, c workflow.Command, text string) error {
	note := strings.TrimSpace(v.text("procesnotitie"))
	if besluit, ok := c.(workflow.TakeBesluit); ok {
		_, err := s.Desk.TakeBesluit(v.r.Context(), ask, v.dossier(), besluit, text, note)
		return err
	}
	if note != "" {
		return errUnreadable // only a besluit has one: it is not lost unseen
	}
	_, err := s.Desk.Do(v.r.Context(), ask, v.dossier(), 0, c, text)
	return err
}

// read takes in the date and says what lacks.
func (d *decision) read(v *visit, needs string) (problems []templates.Problem) {
	if err := d.until.UnmarshalText([]byte(v.line("tot"))); err != nil {
		problems = append(problems, templates.Problem{Field: "tot", Text: "Deze datum kennen we niet. Kies een dag uit de kalender."})
	}
	if needs == "text" && d.text == "" {
		problems = append(problems, templates.Problem{Field: "tekst", Text: templates.NeedsText(string(d.verdict))})
	}
	if needs == "date" && d.until.IsZero() {
		problems = append(problems, templates.Problem{Field: "tot", Text: "Kies tot wanneer u het stuk aanhoudt."})
	}
	return problems
}

func giveParaaf(s *Server, v *visit) error {
	return s.decide(v, "", func(d decision) workflow.Command {
		if d.verdict == workflow.Akkoord && d.text != "" {
			d.verdict = workflow.AkkoordMetOpmerking
		}
		return workflow.GiveParaaf{Seen: d.seen, Verdict: d.verdict}
	})
}

func sendBack(s *Server, v *visit) error {
	return s.decide(v, "text", func(d decision) workflow.Command { return workflow.SendBack{Seen: d.seen, Verdict: d.verdict} })
}

func takeBesluit(s *Server, v *visit) error {
	return s.decide(v, "", func(d decision) workflow.Command {
		if d.verdict == workflow.Akkoord && d.text != "" {
			d.verdict = workflow.AkkoordMetOpmerking
		}
		return workflow.TakeBesluit{Seen: d.seen, Verdict: d.verdict, Until: d.until}
	})
}

func giveMedeakkoord(s *Server, v *visit) error {
	return s.decide(v, "", func(d decision) workflow.Command { return workflow.GiveMedeakkoord{Seen: d.seen} })
}

func refuseMedeakkoord(s *Server, v *visit) error {
	return s.decide(v, "text", func(d decision) workflow.Command { return workflow.RefuseMedeakkoord{Seen: d.seen} })
}

func markGezien(s *Server, v *visit) error {
	return s.decide(v, "", func(d decision) workflow.Command { return workflow.MarkGezien{Seen: d.seen} })
}

// submit brings the papers into the line. The button also says which text was
// on the screen, for a colleague may have saved since.
func submit(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	seen, err := v.seenOr(seenSet)
	if err != nil {
		return err
	}
	_, err = s.Desk.Do(v.r.Context(), ask, v.dossier(), seq, workflow.Submit{Seen: seen}, "")
	if err != nil {
		return err
	}
	return v.done("submit", place(v.dossier()))
}
