package web

import (
	"net/http"
	"slices"
	"strings"

	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// The secretariaat records an answer that somebody gave it: under its own
// name, with who said it and how.

// instructions are the ways to be told, in the order of a list.
var instructions = []workflow.Instruction{workflow.ByPhone, workflow.InPerson, workflow.ByMail, workflow.OnPaper}

func namensPage(s *Server, v *visit) error { return s.namensPage(v, http.StatusOK, nil) }

func (s *Server) namensPage(v *visit, status int, problems []templates.Problem) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	says := templates.StepSays("namens")
	p := &templates.StepPage{Frame: s.frame(v, "Vastleggen namens een ander"), Head: headOf(d, v.now()), Lead: says.Lead, Points: says.Points,
		Submit: "Vastleggen", Problems: problems, Test: "action-namens"}
	if len(d.Tellings) == 0 {
		p.Refused = "U legt hier nu niets vast namens een ander. Dat kan het secretariaat van wie aan de beurt is, behalve bij een procescheck."
	}
	if p.Form, err = s.form(d, "namens"); err != nil {
		return err
	}
	p.Form.Match, p.Form.Seq = d.Seen.String(), 0
	who := templates.Input{ID: "wie", Name: "wie", Label: "Namens wie?", Type: "select", Required: true}
	answer := templates.Input{ID: "oordeel", Name: "oordeel", Label: "Wat is het antwoord?", Type: "select", Required: true}
	how := howTold(v)
	var verdicts []workflow.Verdict
	for _, t := range d.Tellings {
		if t.Amend {
			p.Aside = &templates.Link{Label: "Was het akkoord met een wijziging? Schrijf de wijziging eerst in de tekst", Href: place(d.ID, "wijziging")}
		}
		for _, person := range t.People {
			who.Options = append(who.Options, templates.Option{Value: string(t.Answer) + "/" + string(person.ID), Label: person.Name + " (" + t.Title + ")", Chosen: typed(v, "wie", "") == string(t.Answer)+"/"+string(person.ID)})
		}
		for _, x := range t.Verdicts {
			if !slices.Contains(verdicts, x) {
				verdicts = append(verdicts, x)
				answer.Options = append(answer.Options, templates.Option{Value: string(x), Label: capital(string(x)), Chosen: typed(v, "oordeel", "") == string(x)})
			}
		}
	}
	why := reasonField(v, "Opmerking of reden, in de woorden van wie het zei", false)
	p.Fields = []templates.Input{who, answer, how, why}
	if slices.ContainsFunc(d.Tellings, func(t desk.Telling) bool { return t.Answer == workflow.TakeBesluit{}.Action() }) {
		p.Fields[3].Hint = templates.RemarkBecomesPublic
		p.Fields = append(p.Fields, noteField(v))
	}
	if slices.Contains(verdicts, workflow.Aanhouden) {
		p.Fields = append(p.Fields, templates.Input{ID: "tot", Name: "tot", Label: "Aanhouden tot", Type: "date", Value: typed(v, "tot", "")})
	}
	mark(p.Fields, problems)
	return v.page(status, p)
}

// howTold asks how the secretariaat heard it.
func howTold(v *visit) templates.Input {
	how := templates.Input{ID: "hoe", Name: "hoe", Label: "Hoe hoorde u dat?", Type: "select", Required: true}
	for _, i := range instructions {
		how.Options = append(how.Options, templates.Option{Value: string(i), Label: capital(string(i)), Chosen: typed(v, "hoe", "") == string(i)})
	}
	return how
}

// noteField asks for what a besluit says of the course of things.
func noteField(v *visit) templates.Input {
	return templates.Input{ID: "procesnotitie", Name: "procesnotitie", Label: "Procesnotitie", Type: "textarea", Rows: 2, Hint: "Over de gang van zaken. Dit wordt nooit openbaar.", Value: typed(v, "procesnotitie", "")}
}

// doNamens gives the recorded answer to the desk.
func doNamens(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	d := decision{verdict: workflow.Verdict(v.line("oordeel")), text: strings.TrimSpace(v.text("tekst"))}
	if d.seen, err = v.seen(); err != nil {
		return err
	}
	action, person, _ := strings.Cut(v.line("wie"), "/")
	how := workflow.Instruction(v.line("hoe"))
	if !slices.Contains(instructions, how) || person == "" {
		return errUnreadable
	}
	problems := d.read(v, verdictButtons[d.verdict].needs)
	if action != string(workflow.TakeBesluit{}.Action()) && strings.TrimSpace(v.text("procesnotitie")) != "" {
		problems = append(problems, templates.Problem{Field: "procesnotitie", Text: "Een procesnotitie hoort bij een besluit. Laat haar hier leeg."})
	}
	if len(problems) > 0 && !v.wantsProblem() {
		return s.namensPage(v, http.StatusUnprocessableEntity, problems)
	}
	c := told(d, workflow.Action(action), workflow.PersonID(person), how)
	if err := s.give(v, ask, c, d.text); err != nil {
		return err
	}
	return v.done("namens", place(v.dossier()))
}

// told makes the command of an answer that was told.
func told(d decision, action workflow.Action, by workflow.PersonID, how workflow.Instruction) workflow.Command {
	if d.verdict == workflow.Akkoord && d.text != "" {
		d.verdict = workflow.AkkoordMetOpmerking
	}
	if action == (workflow.TakeBesluit{}).Action() {
		return workflow.TakeBesluit{Seen: d.seen, Verdict: d.verdict, Until: d.until, Instructed: by, How: how}
	}
	return workflow.GiveParaaf{Seen: d.seen, Verdict: d.verdict, Instructed: by, How: how}
}

// namensDeed offers the page, to who may record something.
func namensDeed(d desk.View) (templates.Deed, bool) {
	if len(d.Tellings) == 0 {
		return templates.Deed{}, false
	}
	var titles []string
	for _, t := range d.Tellings {
		titles = append(titles, t.Title)
	}
	return templates.Deed{Name: "namens", Label: "Vastleggen namens een ander", Icon: "pen", Allowed: true, Href: place(d.ID, "namens"), Test: "go-namens",
		Why: "Zei iemand van " + strings.Join(titles, " of ") + " u wat het antwoord is? Dan legt u dat onder uw eigen naam vast."}, true
}
