package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// Sending back with more than one sentence: to whom, the points that must be
// dealt with, and a word for who judges the papers only.

func backPage(s *Server, v *visit) error { return s.backPage(v, http.StatusOK, nil) }

func (s *Server) backPage(v *visit, status int, problems []templates.Problem) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	p := &templates.StepPage{Frame: s.frame(v, "Terugsturen"), Head: headOf(d, v.now()), Lead: templates.StepSays("send-back").Lead,
		Points: templates.StepSays("send-back").Points, Submit: "Terugsturen", Problems: problems, Test: "action-send-back"}
	if c, _ := choiceOf(d.Choices, "send-back"); !c.Allowed {
		p.Refused, p.Rule = orElse(c.Why, "Dit is nu niet aan de orde."), ruleLink(c.Rule)
	}
	if p.Form, err = s.form(d, "retour"); err != nil {
		return err
	}
	p.Form.Match = d.Seen.String()
	to := templates.Input{ID: "naar", Name: "naar", Label: "Naar wie?", Type: "select", Required: true, Options: backTo(v, d)}
	points := templates.Input{ID: "punten", Name: "punten", Label: "Punten", Type: "textarea", Rows: 5, Value: typed(v, "punten", ""),
		Hint: "Elk punt op een eigen regel. Wie de stukken terugkrijgt, vinkt ze af, en u ziet bij de volgende ronde wat ermee is gedaan. Begint een regel met \"overweeg:\" of \"vraag:\", dan houdt het punt niets tegen."}
	note := templates.Input{ID: "intern", Name: "intern", Label: "Alleen voor wie meebeslist", Type: "textarea", Rows: 3, Value: typed(v, "intern", ""),
		Hint: "Dit leest de opsteller niet. Het blijft bij wie in de lijn staat."}
	p.Fields = []templates.Input{to, reasonField(v, "Reden", true), points, note,
		{ID: "oordeel", Name: "oordeel", Label: "Ik ben niet akkoord.", Hint: "Zonder vinkje is het terugsturen zonder oordeel: graag aanpassen.", Type: "checkbox", Value: typed(v, "oordeel", "")}}
	mark(p.Fields, problems)
	return v.page(status, p)
}

// backTo offers the opsteller and every station before this one that agreed.
func backTo(v *visit, d desk.View) []templates.Option {
	out := []templates.Option{{Value: string(workflow.StationOpsteller), Label: "De opsteller, " + d.Opsteller}}
	for _, step := range d.Route {
		if slices.ContainsFunc(step, func(st desk.Stop) bool { return st.Status == desk.StopTurn }) {
			break
		}
		for _, st := range step {
			if st.Status == desk.StopDone {
				out = append(out, templates.Option{Value: string(st.Station.ID), Label: st.Title + ", " + st.By, Chosen: typed(v, "naar", "") == string(st.Station.ID)})
			}
		}
	}
	return out
}

// doBack gives the return to the desk.
func doBack(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seen, err := v.seen()
	if err != nil {
		return err
	}
	if problems := needsReason(v); len(problems) > 0 && !v.wantsProblem() {
		return s.backPage(v, http.StatusUnprocessableEntity, problems)
	}
	c := workflow.SendBack{Seen: seen, To: workflow.StationID(v.line("naar"))}
	if v.line("oordeel") != "" {
		c.Verdict = workflow.NietAkkoord
	}
	if _, err = s.Desk.SendBack(v.r.Context(), ask, v.dossier(), c, withPoints(v.text("tekst"), v.text("punten")), strings.TrimSpace(v.text("intern"))); err != nil {
		return err
	}
	return v.done("send-back", place(v.dossier()))
}

// withPoints writes a reason with its points below it, each on a line of its
// own that begins with a dash, as somebody would by hand.
func withPoints(reason, points string) string {
	out := strings.TrimSpace(reason)
	for _, line := range strings.Split(points, "\n") {
		if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-*• ")); line != "" {
			out += "\n- " + line
		}
	}
	return out
}

// pointsOf shows the points of the last return: a form for who may write,
// otherwise what was done about them.
func (s *Server) pointsOf(v *visit, d desk.View) (*templates.Points, error) {
	if len(d.Points) == 0 {
		return nil, nil
	}
	out := &templates.Points{}
	for _, p := range d.Points {
		n := strconv.Itoa(p.Number)
		t := templates.Point{ID: "punt-" + n, Number: n, Text: p.Text, Weight: templates.WeightSays(string(p.Weight)), Must: p.Weight == desk.WeightMust, Done: p.Done}
		if p.Answer != nil {
			t.Answered, t.Why, t.By, t.When = true, p.Answer.Text, p.Answer.By, moment(p.Answer.At, v.now())
			out.Answered++
		}
		out.All = append(out.All, t)
	}
	if d.Asked != nil {
		out.By, out.From = d.Asked.By, d.Asked.From
	}
	if d.AnswersPoints {
		form, err := s.form(d, "punten")
		if err != nil {
			return nil, err
		}
		form.Seq, form.Version, out.Form = 0, d.AnswersVersion+1, &form
		if d.Phase == workflow.InLine {
			out.Next = "beslissen"
		}
	}
	return out, nil
}

// savePoints keeps what was done about each point. Who has the papers in the line
// goes on to decide.
func savePoints(s *Server, v *visit) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	var answers []desk.PointAnswer
	for _, number := range v.r.PostForm["punt"] {
		n, err := strconv.Atoi(number)
		if err != nil || len(answers) > 100 {
			return errUnreadable
		}
		answers = append(answers, desk.PointAnswer{Number: n, Done: v.line("gedaan-"+number) != "", Text: v.line("waarom-" + number)})
	}
	if err = s.Desk.AnswerPoints(v.r.Context(), ask, v.dossier(), version-1, answers); err != nil {
		return err
	}
	if v.line("verder") == "beslissen" {
		return v.done("points-saved", place(v.dossier(), "beslissen"))
	}
	return v.done("points-saved", place(v.dossier()))
}
