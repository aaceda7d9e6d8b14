package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// reviewPage is where communicatie judges what must go.
func reviewPage(s *Server, v *visit) error { return s.review(v, http.StatusOK, nil) }

func (s *Server) review(v *visit, status int, problems []templates.Problem) error {
	r, err := s.Desk.Review(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	return s.reviewOf(v, r, status, problems)
}

// reviewOf shows a work: the common one, or the second reader's own.
func (s *Server) reviewOf(v *visit, r desk.Review, status int, problems []templates.Problem) error {
	title, deed, post := "Lakken", workflow.CloseReview{}.Action(), "lakken/afronden"
	if r.Apart {
		title, deed, post = "Tweede lezing", workflow.CloseSecondReading{}.Action(), "tweede-lezing/vergelijken"
	}
	var err error
	p := &templates.ReviewPage{Frame: s.frame(v, title+": "+r.View.Onderwerp, "review", "select"), Apart: r.Apart, Head: headOf(r.View, v.now()), Undecided: r.Undecided,
		Total: len(r.Judgements), Done: len(r.Judgements) - r.Undecided, Grounds: groundOptions(r.Grounds, "5.1.2e"), Problems: problems}
	p.Wide, p.Head.Relation = true, ""
	if may, known := choiceOf(r.View.Choices, "set-marks"); !r.Apart && (!known || !may.Allowed) {
		p.Refused = orElse(may.Why, "U kunt hier alleen kijken.")
	}
	if p.Shown = v.r.URL.Query().Get("toon"); v.parsed {
		p.Shown = v.line("toon")
	}
	if err := s.reviewTexts(p, r); err != nil {
		return err
	}
	exercise := desk.ExerciseNumber(r.View.ID) > 0
	if !exercise {
		var held error
		if p.Hearings, held = s.hearings(v, r.View); held != nil {
			return held
		}
		p.Memory = place(r.View.ID, "lakken", "eerder")
	}
	meter(p, r)
	if p.Groups, err = s.reviewGroups(v, r); err != nil {
		return err
	}
	if err := s.reviewWork(v, p, r); err != nil {
		return err
	}
	if p.Refused == "" {
		if p.All, err = s.allProposals(r); err != nil {
			return err
		}
	}
	if p.Add, err = s.form(r.View, "lakken/aanwijzen"); err != nil {
		return err
	}
	p.Add.Seq, p.Add.Version = 0, r.Version+1 // 0 would be no guard at all
	if v.parsed {
		p.AddText, p.AddMotive = v.text("weg"), v.text("motivering")
		if gs := v.grounds(); p.AddText != "" && len(gs) > 0 {
			p.Grounds = groundOptions(r.Grounds, gs[0])
		} else {
			p.AddMotive = ""
		}
	}
	if exercise {
		if err := s.ofExercise(p, r); err != nil {
			return err
		}
		return v.page(status, p)
	}
	if p.Close, err = s.deedOf(r.View, deed, post, r.View.State.MarksDigest()); err != nil {
		return err
	}
	return v.page(status, p)
}

// reviewTexts shows the papers, with every finding where it stands.
func (s *Server) reviewTexts(p *templates.ReviewPage, r desk.Review) error {
	p.Annexes, p.Unseen = annexItems(r.View), r.Unseen
	p.Papers = append(p.Papers, templates.Option{Label: "Alle stukken"})
	for _, t := range r.Texts {
		if t.Annex { // it has pages of its own
			p.Papers = append(p.Papers, templates.Option{Value: string(t.Paper), Label: t.Name})
			continue
		}
		body, err := reviewBody(r.View.ID, t, r.Judgements)
		if err != nil {
			return err
		}
		p.Texts = append(p.Texts, templates.ReviewText{ID: string(t.Paper), Name: t.Name, Body: body, Public: place(r.View.ID, "openbaar", string(t.Paper))})
		if r.View.State.IsNietOpenbaar(t.Paper) {
			p.Texts[len(p.Texts)-1].Public = ""
		}
		p.Papers = append(p.Papers, templates.Option{Value: string(t.Paper), Label: t.Name})
	}
	return nil
}

// reviewGroups lists who and what was found, one decision for each.
func (s *Server) reviewGroups(v *visit, r desk.Review) ([]templates.ReviewGroup, error) {
	where := map[string]int{}
	for i, j := range r.Judgements {
		where[j.ID] = i
	}
	var out []templates.ReviewGroup
	for n, g := range r.Groups {
		form, err := s.form(r.View, "lakken")
		if err != nil {
			return nil, err
		}
		form.Seq, form.Version = 0, r.Version+1
		t := templates.ReviewGroup{ID: strconv.Itoa(n), Text: readable(g.Text), Label: templates.FindingSays(string(g.Label)), Why: g.Why, Count: g.Count, Decision: string(g.Decision), Form: form, Advice: adviceOf(g)}
		if g.Mixed {
			t.Decision = "mixed"
		}
		ground, also := g.Ground, documents.Ground("")
		for i, id := range g.IDs {
			j := r.Judgements[where[id]]
			if len(j.Grounds) > 0 && j.Decision == desk.Redact {
				ground, also = j.Grounds[0], ""
				if len(j.Grounds) > 1 {
					also = j.Grounds[1]
				}
			}
			t.Auto = t.Auto || j.Auto
			for _, c := range j.Comments {
				t.Comments = append(t.Comments, templates.Message{By: c.Name, When: moment(c.At, v.now()), Text: c.Text})
			}
			t.Motive = orElse(t.Motive, j.Motivering)
			t.IDs = append(t.IDs, id)
			t.Places = append(t.Places, templates.Place{Label: strconv.Itoa(i + 1), Href: placeOf(r.View.ID, j)})
		}
		t.Effort, t.Confirm = string(g.Effort), g.Effort == workflow.EffortConfirmed
		t.Ground, t.Also, t.Grounds = string(ground), string(also), groundOptions(r.Grounds, ground)
		t.More = append([]templates.Option{{Label: "geen tweede grond"}}, groundOptions(r.Grounds, also)...)
		if v.parsed && plainName(v.line("groep")) == t.ID { // it came back: nothing that was typed is lost
			t.Motive, t.Open = v.text("motivering"), true
			if gs := v.grounds(); len(gs) > 0 {
				t.Grounds = groundOptions(r.Grounds, gs[0])
				t.More = append(t.More[:1], groundOptions(r.Grounds, gs[len(gs)-1])...)
			}
		}
		out = append(out, t)
	}
	return out, nil
}

// allProposals gathers what the program advises to redact and nobody judged,
// each on its own ground. What a human must choose is not among it.
func (s *Server) allProposals(r desk.Review) (*templates.ReviewGroup, error) {
	all := &templates.ReviewGroup{}
	apart := map[string]bool{} // what is judged one by one
	for _, g := range r.Groups {
		for _, id := range g.IDs {
			apart[id] = g.Effort == workflow.EffortConfirmed || g.Effort == workflow.EffortFull && g.Outcome == documents.Propose
		}
	}
	for _, j := range r.Judgements {
		if j.Decision == desk.Undecided && j.Finding.Outcome == documents.Propose && !apart[j.ID] {
			all.IDs = append(all.IDs, j.ID)
		}
	}
	if all.Count = len(all.IDs); all.Count < 2 {
		return nil, nil
	}
	var err error
	all.Form, err = s.form(r.View, "lakken")
	all.Form.Seq, all.Form.Version = 0, r.Version+1
	return all, err
}

// adviceOf says what the program thinks of a group that nobody has judged.
func adviceOf(g desk.Group) string {
	switch {
	case g.Decision != desk.Undecided || g.Mixed:
		return ""
	case g.Outcome == documents.Propose:
		return "Voorstel: lakken."
	}
	return "Kies zelf."
}

// groundOptions lists the grounds that this publication allows.
func groundOptions(rules []workflow.GroundRule, chosen documents.Ground) []templates.Option {
	var out []templates.Option
	for _, r := range rules {
		if r.Allowed {
			out = append(out, templates.Option{Value: string(r.Ground), Label: string(r.Ground) + " " + r.Label, Chosen: r.Ground == chosen})
		}
	}
	return out
}

// judgeGroup records one decision for all places of one group.
func judgeGroup(s *Server, v *visit) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	if done, err := s.reviewStep(v, ask, version-1); done {
		return err
	}
	changes, err := groupAnswers(v)
	if err != nil {
		return err
	}
	group := plainName(v.line("groep"))
	_, err = s.Desk.Judge(v.r.Context(), ask, v.dossier(), version-1, changes)
	if refused := (*workflow.Refusal)(nil); errors.As(err, &refused) && refused.Rule == "R12" && group != "" && !v.wantsProblem() {
		return s.review(v, http.StatusUnprocessableEntity, []templates.Problem{{Field: "motivering-" + group, Text: refused.Text}})
	}
	if err != nil {
		return err
	}
	return v.done("judged", reviewPlace(v)+"#groep-"+group)
}

// reviewPlace is the review with the findings that were shown: who works
// through a kind of them stays there after each decision.
func reviewPlace(v *visit) string {
	page := place(v.dossier(), "lakken")
	if shown := v.line("toon"); shown != "" {
		page += "?" + url.Values{"toon": {shown}}.Encode()
	}
	return page
}

// groupAnswers reads one decision for every finding of a group.
func groupAnswers(v *visit) ([]desk.Judgement, error) {
	decision := desk.Decision(v.line("besluit"))
	if decision != desk.Redact && decision != desk.Keep || len(v.r.PostForm["vondst"]) == 0 {
		return nil, errUnreadable
	}
	var changes []desk.Judgement
	for _, id := range v.r.PostForm["vondst"] {
		j := desk.Judgement{ID: id, Decision: decision, Motivering: strings.TrimSpace(v.text("motivering"))}
		if decision == desk.Redact {
			j.Grounds = v.grounds()
		}
		changes = append(changes, j)
	}
	return changes, nil
}

// grounds gives the grounds that were chosen, each once; none keeps what was
// proposed.
func (v *visit) grounds() []documents.Ground {
	var out []documents.Ground
	for _, g := range v.r.PostForm["grond"] {
		if g := documents.Ground(strings.TrimSpace(g)); g != "" && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// markText marks every place where the typed text stands, in all papers unless
// one is chosen: the same words are treated alike, and what goes from the nota
// and stays in the letter has not gone.
func markText(s *Server, v *visit) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	r, err := s.Desk.Review(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	changes := marksFor(r, workflow.PaperID(v.line("stuk")), v.text("weg"), v.grounds(), strings.TrimSpace(v.text("motivering")))
	if len(changes) == 0 {
		return s.review(v, http.StatusUnprocessableEntity, []templates.Problem{{Field: "weg", Text: "Deze tekst staat niet in het stuk, of is al aangewezen. Selecteer de woorden in het stuk."}})
	}
	_, err = s.Desk.Judge(v.r.Context(), ask, v.dossier(), version-1, changes)
	if refused := (*workflow.Refusal)(nil); errors.As(err, &refused) && refused.Rule == "R12" && !v.wantsProblem() {
		return s.review(v, http.StatusUnprocessableEntity, []templates.Problem{{Field: "weg-waarom", Text: refused.Text}})
	}
	if err != nil {
		return err
	}
	return v.done("marked", markedAt(v))
}

// markedAt is where words were marked: while reviewing, or while writing.
func markedAt(v *visit) string {
	if v.line("terug") == "stuk" {
		return place(v.dossier(), "stukken", v.line("stuk"))
	}
	return reviewPlace(v)
}

// marksFor makes a judgement for every place of text, in one paper or in all,
// that is not marked already.
func marksFor(r desk.Review, paper workflow.PaperID, text string, grounds []documents.Ground, motive string) []desk.Judgement {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	var out []desk.Judgement
	for _, t := range r.Texts {
		if paper != "" && t.Paper != paper {
			continue
		}
		src := t.Content.Bytes()
		for from := 0; ; {
			i := bytes.Index(src[from:], []byte(text))
			if i < 0 {
				break
			}
			span := documents.Span{Start: from + i, End: from + i + len(text)}
			from = span.End
			if !covered(r.Judgements, t.Paper, span) {
				out = append(out, desk.Judgement{Paper: t.Paper, Finding: documents.Finding{Span: span}, Decision: desk.Redact, Grounds: grounds, Motivering: motive})
			}
		}
	}
	return out
}

// covered reports whether a span goes already.
func covered(js []desk.Judgement, paper workflow.PaperID, span documents.Span) bool {
	for _, j := range js {
		if j.Paper == paper && j.Decision == desk.Redact && j.Finding.Contains(span) {
			return true
		}
	}
	return false
}

// closeReview ends the reviewer's work.
func closeReview(s *Server, v *visit) error {
	return s.command(v, seenMarks, func(seen documents.Digest) workflow.Command { return workflow.CloseReview{Seen: seen} })
}

// command gives a command that a button on a page stands for, and goes to the
// dossier.
func (s *Server) command(v *visit, lay func(desk.View) documents.Digest, command func(documents.Digest) workflow.Command) error {
	return s.commandTo(v, lay, place(v.dossier()), command)
}

// commandTo is command that goes on to another page.
func (s *Server) commandTo(v *visit, lay func(desk.View) documents.Digest, next string, command func(documents.Digest) workflow.Command) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	seen, err := v.seenOr(lay)
	if err != nil {
		return err
	}
	c := command(seen)
	_, err = s.Desk.Do(v.r.Context(), ask, v.dossier(), seq, c, "")
	if err != nil {
		return err
	}
	return v.done(c.Action(), next)
}

// publicPreview shows what the public will get of one paper with the choices
// of now.
func publicPreview(s *Server, v *visit) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	paper, err := findIn(d.ToPublish(), v.paper())
	if err != nil {
		return err
	}
	if r := recalled(d); r != nil {
		return v.page(http.StatusGone, &templates.PublicPage{Frame: s.frame(v, paper.Name+", openbaar"), Head: headOf(d, v.now()), Name: paper.Name, Recall: r})
	}
	public, err := s.Desk.Preview(v.r.Context(), v.actor, d.ID, paper.ID)
	if err != nil {
		return err
	}
	body, err := publicBody(d.ID, paper.ID, public)
	if err != nil {
		return err
	}
	grounds := map[documents.Ground]bool{}
	for _, g := range public.Grounds() {
		grounds[g] = true
	}
	return v.page(http.StatusOK, &templates.PublicPage{Frame: s.frame(v, paper.Name+", openbaar"), Head: headOf(d, v.now()), Name: paper.Name, Body: body,
		Legend: legendOf(grounds), Final: len(d.Public) > 0})
}

// publicFile gives an exported file.
func publicFile(s *Server, v *visit) error {
	data, name, err := s.Desk.PublicFile(v.r.Context(), v.reading(), v.dossier(), v.paper(), v.param("vorm"))
	if err != nil {
		return err
	}
	return v.download(data, name)
}

// exportPage offers to make the public version, and shows it once made. A program
// hears only whether it is being made, and how far that is.
func exportPage(s *Server, v *visit) error {
	if !v.wantsProblem() {
		return s.exporting(v, http.StatusOK, &desk.Leaking{})
	}
	how, err := s.Desk.Exporting(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	return v.json(struct {
		Busy bool   `json:"busy"`
		Says string `json:"says"`
	}{how.Busy, progressOf(how)})
}

// progressOf says how far the public version is; nothing when it is not being made.
func progressOf(how desk.Exporting) string {
	if !how.Busy || how.Steps == 0 {
		return ""
	}
	return fmt.Sprintf("Stap %d van %d.", min(how.Step, how.Steps), how.Steps)
}

func (s *Server) exporting(v *visit, status int, found *desk.Leaking) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	p := &templates.ExportPage{Frame: s.frame(v, "Openbare versie", "waits"), Head: headOf(d, v.now()), Files: publicFiles(d), Checks: templates.GateChecks()}
	how, err := s.Desk.Exporting(v.r.Context(), v.actor, v.dossier())
	if err != nil && !errors.Is(err, desk.ErrNotFound) {
		return err
	}
	if how.Leaking != nil && len(found.Leaks) == 0 {
		found = how.Leaking
	}
	p.Stopped, p.Busy, p.Progress = how.Refused, how.Busy, progressOf(how)
	p.Leaks = leaks(found)
	for _, l := range found.Places {
		t := templates.LeakPlace{Word: l.Word, Before: l.Before, After: l.After, Paper: l.Name, Href: place(d.ID, "stukken", string(l.Paper))}
		if paper, err := find(d, l.Paper); err == nil {
			if at := around(paper, l.Span); at != "" {
				t.Href += "#" + at
			}
		}
		p.Stands = append(p.Stands, t)
	}
	p.Return = place(d.ID, "tweede-lezing")
	if err := s.sinceBesluit(v, d, p); err != nil {
		return err
	}
	if p.Hearings, err = s.hearings(v, d); err != nil {
		return err
	}
	p.Recall = recalled(d)
	if d.State.Export != nil {
		p.Done, p.Certificate, p.Bundle, p.Proof = true, d.State.Export.Certificate.Short(), place(d.ID, "pakket"), place(d.ID, "certificaat")
		return v.page(status, p)
	}
	if p.Busy {
		return v.page(status, p)
	}
	if p.Deed, err = s.deedOf(d, "record-export", "export", documents.Digest{}); err != nil {
		return err
	}
	p.Deed.Form.Match = ""
	p.Deed.Also = []templates.Also{{Name: "ook", Value: desk.AlsoODT, Label: "Ook als odt, om uit over te nemen", Test: "also-odt"}}
	return v.page(status, p)
}

// export makes the public files, has the gate attack them and records them.
// What leaks is shown and nothing is kept.
func export(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	var also []string
	if v.line("ook") == desk.AlsoODT {
		also = append(also, desk.AlsoODT)
	}
	v.slowly() // where nobody works beside the requests
	_, done, err := s.Desk.BeginExport(v.r.Context(), ask, v.dossier(), seq, exportPatience, also...)
	var leaking *desk.Leaking
	switch {
	case errors.As(err, &leaking):
		return s.exporting(v, http.StatusConflict, leaking)
	case err != nil:
		return err
	case !done:
		return v.redirect(place(v.dossier(), "export"))
	}
	return v.done("record-export", place(v.dossier(), "export"))
}

// exportPatience is how long the page waits for a public version before it says that it
// is being made: most are made within it.
const exportPatience = 4 * time.Second

// leaks turns what the gate found into what the page says.
func leaks(found *desk.Leaking) []templates.Leak {
	var out []templates.Leak
	for _, l := range found.Leaks {
		out = append(out, templates.Leak{File: l.File, Where: templates.LeakSays(string(l.Where)), What: leakWhat(l.What, l.Detail)})
	}
	return out
}

// leakWhat says in Dutch what the gate found: it counts what had to go and
// never writes it.
func leakWhat(what, detail string) string {
	if what == desk.WhatLacks {
		return "Een woord dat leesbaar moet blijven, ontbreekt: " + detail
	}
	if n, ok := strings.CutPrefix(what, "geheim "); ok {
		return "Tekst die weg moest (nummer " + n + ")"
	}
	return what
}

// legendOf explains the grounds in use, in the order of the law.
func legendOf(used map[documents.Ground]bool) []templates.Ground {
	var out []templates.Ground
	for _, r := range workflow.GroundsFor(workflow.PublicationWoo, documents.Date{Year: 2100, Month: 1, Day: 1}) {
		if used[r.Ground] {
			out = append(out, templates.Ground{Code: string(r.Ground), Label: r.Label})
		}
	}
	return out
}
