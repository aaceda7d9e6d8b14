package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/documents/render"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// secondReading is the page of the second reader: first the papers without the
// marks of the first, to judge by himself; then both readings beside each
// other; then what the public gets.
func secondReading(s *Server, v *visit) error { return s.second(v, http.StatusOK, nil) }

func (s *Server) second(v *visit, status int, problems []templates.Problem) error {
	r, err := s.Desk.Review(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	if r.Apart {
		return s.reviewOf(v, r, status, problems)
	}
	d := r.View
	p := &templates.SecondReadingPage{Frame: s.frame(v, "Tweede lezing: "+d.Onderwerp, "review", "annex"), Head: headOf(d, v.now()), Problems: problems}
	p.Wide, p.Head.Relation = true, ""
	if v.parsed {
		p.Text = v.text("tekst")
	}
	if p.Hearings, err = s.hearings(v, d); err != nil {
		return err
	}
	if err := s.compared(v, d, p); err != nil {
		return err
	}
	if err := s.publicTexts(v, d, p); err != nil {
		return err
	}
	if p.Form, err = s.form(d, "tweede-lezing/terug"); err != nil {
		return err
	}
	if p.Confirm, err = s.deedOf(d, "confirm-review", "tweede-lezing/akkoord", d.State.MarksDigest()); err != nil {
		return err
	}
	p.Confirm.Label, p.Confirm.Icon = "Akkoord met deze versie", "check"
	p.Return, err = s.deedOf(d, "return-review", "tweede-lezing/terug", documents.Digest{})
	if err != nil {
		return err
	}
	return v.page(status, p)
}

// compared lays the two readings beside each other, once there are two.
func (s *Server) compared(v *visit, d desk.View, p *templates.SecondReadingPage) error {
	c, err := s.Desk.Comparison(v.r.Context(), v.actor, v.dossier())
	if errors.Is(err, desk.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	p.Compared, p.First, p.Second, p.Alike, p.Open = true, c.First, c.Second, c.Alike, c.Open
	sides := map[workflow.Side]workflow.Choice{}
	for _, choice := range d.Choices {
		if settle, ok := choice.Command.(workflow.SettleDifferences); ok {
			sides[settle.For] = choice
		}
	}
	for i, dif := range c.Differences {
		t := templates.Difference{ID: strconv.Itoa(i + 1), Text: readable(dif.Text), Before: dif.Before, After: dif.After, Paper: dif.Name, Places: len(dif.Numbers),
			First: readingSays(dif.First, dif.Partly), Second: readingSays(dif.Second, dif.Partly), MotiveFirst: dif.Motives[0], MotiveSecond: dif.Motives[1]}
		if dif.For != "" {
			t.Settled, t.When, t.Reason = dif.By, moment(dif.At, v.now()), dif.Reason
			t.Chosen = string(dif.For)
			p.Differences = append(p.Differences, t)
			continue
		}
		if t.Form, err = s.form(d, "tweede-lezing/verschil"); err != nil {
			return err
		}
		for _, n := range dif.Numbers {
			t.Numbers = append(t.Numbers, strconv.Itoa(n))
		}
		t.MayFirst, t.MaySecond = sides[workflow.SideFirst].Allowed, sides[workflow.SideSecond].Allowed
		t.WhyFirst, t.WhySecond = sides[workflow.SideFirst].Why, sides[workflow.SideSecond].Why
		p.Differences = append(p.Differences, t)
	}
	for _, t := range c.Texts {
		pair := templates.ReadingPair{ID: string(t.Paper), Name: t.Name}
		if pair.First, err = markedBody(c.View.ID, t.ReviewText, t.First, "eerste-"); err != nil {
			return err
		}
		if pair.Second, err = markedBody(c.View.ID, t.ReviewText, t.Second, "tweede-"); err != nil {
			return err
		}
		p.Pairs = append(p.Pairs, pair)
	}
	return nil
}

// readingSays tells what a reader decided about a place.
func readingSays(grounds []documents.Ground, partly bool) string {
	if len(grounds) == 0 {
		return "Laten staan"
	}
	says := "Lakken op " + groundsSay(grounds)
	if partly {
		says += ", met een andere omvang of grond"
	}
	return says
}

// groundsSay names grounds in a sentence: "5.1.1b en 5.1.2e".
func groundsSay(grounds []documents.Ground) string {
	var codes []string
	for _, g := range grounds {
		codes = append(codes, string(g))
	}
	return strings.Join(codes, " en ")
}

// markedBody shows a paper as one reader marked it.
func markedBody(id workflow.DossierID, t desk.ReviewText, ms []documents.Mark, prefix string) (templates.Fragment, error) {
	var marks []render.Highlight
	for i, m := range ms {
		marks = append(marks, render.Highlight{Span: m.Span, ID: "lak-" + strconv.Itoa(i), Class: "pf-vondst pf-vondst--redact", Title: readingSays(m.Grounds, false)})
	}
	body, _, err := templates.PaperBody(t.Content, prefix+prefixOf(t.Paper), picturesOf(id), marks)
	return body, err
}

// closeSecondReading fixes what the second reader decided by himself.
func closeSecondReading(s *Server, v *visit) error {
	return s.commandTo(v, seenMarks, place(v.dossier(), "tweede-lezing"), func(seen documents.Digest) workflow.Command { return workflow.CloseSecondReading{Seen: seen} })
}

// confirmReview is the second reader's agreement with what was shown.
func confirmReview(s *Server, v *visit) error {
	return s.command(v, seenMarks, func(seen documents.Digest) workflow.Command { return workflow.ConfirmReview{Seen: seen} })
}

// settleDifferences decides where the readings differ, for one of them.
func settleDifferences(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	c := workflow.SettleDifferences{For: workflow.Side(v.line("lezing"))}
	for _, n := range v.r.PostForm["verschil"] {
		number, err := strconv.Atoi(n)
		if err != nil {
			return errUnreadable
		}
		c.Numbers = append(c.Numbers, number)
	}
	_, err = s.Desk.Do(v.r.Context(), ask, v.dossier(), seq, c, strings.TrimSpace(v.text("tekst")))
	if err != nil {
		return err
	}
	return v.done(c.Action(), place(v.dossier(), "tweede-lezing")+"#verschillen")
}

// publicTexts shows what the reader outside will get of each paper.
func (s *Server) publicTexts(v *visit, d desk.View, p *templates.SecondReadingPage) error {
	grounds := map[documents.Ground]bool{}
	for _, paper := range d.ToPublish() {
		if d.State.IsNietOpenbaar(paper.ID) {
			continue
		}
		public, err := s.Desk.Preview(v.r.Context(), v.actor, d.ID, paper.ID)
		if err != nil {
			return err
		}
		body, err := publicBody(d.ID, paper.ID, public)
		if err != nil {
			return err
		}
		p.Gone += public.Gelakt()
		for _, g := range public.Grounds() {
			grounds[g] = true
		}
		p.Texts = append(p.Texts, templates.ReviewText{ID: string(paper.ID), Name: paper.Name, Body: body})
	}
	p.Legend = legendOf(grounds)
	var err error
	p.Annexes, err = s.annexSheets(v, d)
	return err
}

// returnReview gives the marks back to the reviewer, with a reason.
func returnReview(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	if problems := needsReason(v); len(problems) > 0 && !v.wantsProblem() {
		return s.second(v, http.StatusUnprocessableEntity, problems)
	}
	_, err = s.Desk.Do(v.r.Context(), ask, v.dossier(), seq, workflow.ReturnReview{}, strings.TrimSpace(v.text("tekst")))
	if err != nil {
		return err
	}
	return v.done("return-review", place(v.dossier()))
}
