package web

import (
	"fmt"
	"net/http"
	"strings"

	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// Sent or published wrongly: reported here, frozen at once, and put right.

func incidentRoutes() []Route {
	see := workflow.ActionSeeDossier
	return []Route{
		{Method: get, Path: one + "/incident", Name: "incident", Permission: see, Object: "dossier", handle: incidentPage},
		{Method: post, Path: one + "/incident", Name: "report incident", Permission: see, Object: "dossier", Changes: true, Guard: "sequence", handle: reportIncident},
		{Method: post, Path: one + "/incident/vrijgeven", Name: "end incident", Permission: see, Object: "dossier", Changes: true, Guard: "sequence", handle: endIncident},
		{Method: get, Path: one + "/incident/melding", Name: "draft report", Permission: see, Object: "dossier", handle: draftReport},
	}
}

func incidentPage(s *Server, v *visit) error { return showIncident(s, v, http.StatusOK, nil) }

func showIncident(s *Server, v *visit, status int, problems []templates.Problem) error {
	ctx := v.r.Context()
	d, err := s.Desk.View(ctx, v.actor, v.dossier())
	if err != nil {
		return err
	}
	i, err := s.Desk.IncidentOf(ctx, v.actor, d.ID)
	if err != nil {
		return err
	}
	p := &templates.BeheerPage{Frame: s.frame(v, "Verkeerd verzonden of gepubliceerd", "beheer"), Heading: "Verkeerd verzonden of gepubliceerd", Problems: problems, Back: &templates.Place{Label: orElse(d.Onderwerp, "Zonder onderwerp"), Href: place(d.ID)}}
	if !i.Open {
		p.Lead = "Meldt u dit, dan is het dossier meteen bevroren: alleen u, het secretariaat en communicatie kunnen het nog openen. Twijfelt u? Meld het."
		b, err := s.reportBlock(v, d)
		p.Blocks = []templates.Block{b}
		if err != nil {
			return err
		}
		return v.page(status, p)
	}
	p.Lead = "Het dossier is bevroren. Volg de stappen van uw ministerie, en houd de termijnen in de gaten."
	if p.Blocks, err = s.incidentBlocks(v, d, i); err != nil {
		return err
	}
	return v.page(status, p)
}

// reportBlock asks what went wrong.
func (s *Server) reportBlock(v *visit, d desk.View) (templates.Block, error) {
	choose := func(id, label, hint, none string, codes []string) templates.Input {
		in := templates.Input{ID: id, Name: id, Label: label, Hint: hint, Type: "select", Required: true, Options: []templates.Option{{Label: none}}}
		for _, c := range codes {
			in.Options = append(in.Options, templates.Option{Value: c, Label: templates.IncidentSays(c), Chosen: c == typed(v, id, "")})
		}
		return in
	}
	f, err := s.blockForm(place(d.ID, "incident"), "Melden en bevriezen", "report-incident",
		choose("soort", "Wat ging er mis?", "", "Kies wat er misging", desk.IncidentKinds),
		choose("ernst", "Hoe ernstig is het?", "Weet u het niet? Kies incident.", "Kies de ernst", desk.Severities))
	f.Grave, f.Seq = true, d.Seq
	return templates.Block{ID: "melden", Title: "Melden", Forms: []templates.BlockForm{f}}, err
}

// incidentBlocks show the terms, who read what, and what can be done.
func (s *Server) incidentBlocks(v *visit, d desk.View, i desk.IncidentView) ([]templates.Block, error) {
	now := v.now()
	term := func(title, what string, until bool, at string) templates.Item {
		it := templates.Item{Title: title, Meta: []string{what}, Facts: []templates.Fact{{Label: "Uiterlijk", Text: at}}, Test: "term", Badge: "loopt", Tone: "busy"}
		if until {
			it.Badge, it.Tone = "verstreken", "bad"
		}
		return it
	}
	warning, report := i.At.Add(desk.WarningTerm), i.At.Add(desk.ReportTerm)
	facts := templates.Block{ID: "melding", Title: "De melding", Lead: templates.IncidentDuties(i.Severity), Items: []templates.Item{
		{Title: templates.IncidentSays(i.Kind), Meta: []string{"gemeld door " + i.ByName}, Badge: i.Severity, Tone: "bad", Facts: []templates.Fact{{Label: "Ontdekt", Text: moment(i.At, now).Text}}, Test: "incident-facts"},
		term("Binnen 24 uur", "eerste waarschuwing aan het CSIRT, als diensten of veel mensen geraakt zijn", now.After(warning), moment(warning, now).Text),
		term("Binnen 72 uur", "melding aan de Autoriteit Persoonsgegevens, als er persoonsgegevens bij zijn", now.After(report), moment(report, now).Text),
	}}
	if !i.Handles {
		return []templates.Block{facts}, nil
	}
	facts.Items = append(facts.Items, templates.Item{Href: place(d.ID, "incident", "melding"), Title: "Concept van de melding ophalen", Meta: []string{"om aan te vullen en te sturen aan uw functionaris gegevensbescherming"}, Test: "draft-report"})
	readers := templates.Block{ID: "lezers", Title: "Wie las wat", Lead: "Uit het leeslogboek, sinds het dossier bestaat.", Empty: "Niemand opende het."}
	for _, r := range i.Readers {
		readers.Items = append(readers.Items, templates.Item{Title: r.Name, Test: "incident-reader", Facts: []templates.Fact{
			{Label: "Geopend", Text: plural(r.Opened+r.Other, "keer", "keer")}, {Label: "Opgehaald", Text: plural(r.Downloaded+r.Exported, "keer", "keer")}, {Label: "Laatst", Text: moment(r.Last, now).Text}}})
	}
	end := templates.Block{ID: "vrijgeven", Title: "Weer vrijgeven", Lead: "Is er een openbare versie? Trek die eerst terug, met een reden. Geef daarna het dossier vrij."}
	if !i.May {
		end.Lead = "U hebt dit zelf gemeld. Een ander van het secretariaat of communicatie geeft het dossier weer vrij."
		return []templates.Block{facts, readers, end}, nil
	}
	f, err := s.blockForm(place(d.ID, "incident", "vrijgeven"), "Dossier vrijgeven", "end-incident")
	f.Seq, end.Forms = d.Seq, []templates.BlockForm{f}
	end.Forms = []templates.BlockForm{f}
	return []templates.Block{facts, readers, end}, err
}

func reportIncident(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	err = s.Desk.ReportIncident(v.r.Context(), ask, v.dossier(), seq, v.line("soort"), v.line("ernst"))
	return s.managed(v, err, "incident-reported", place(v.dossier(), "incident"), showIncident)
}

func endIncident(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	err = s.Desk.EndIncident(v.r.Context(), ask, v.dossier(), seq)
	return s.managed(v, err, "incident-ended", place(v.dossier()), showIncident)
}

// draftReport gives a draft of the report to the Autoriteit Persoonsgegevens,
// with what is known here. It names no reader and no onderwerp: who sends it
// says what must be said.
func draftReport(s *Server, v *visit) error {
	i, err := s.Desk.IncidentOf(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	if !i.Open || !i.Handles {
		return desk.ErrNotFound
	}
	got := 0
	for _, r := range i.Readers {
		if r.Downloaded+r.Exported > 0 {
			got++
		}
	}
	lines := []string{"MELDING VAN EEN DATALEK (concept)", "",
		"1. Ontdekt: " + moment(i.At, v.now()).Text,
		"2. Wat er misging: " + templates.IncidentSays(i.Kind),
		"3. Ernst: " + i.Severity,
		"4. Uiterlijk melden aan de Autoriteit Persoonsgegevens (AVG, artikel 33): " + moment(i.At.Add(desk.ReportTerm), v.now()).Text,
		"5. Uiterlijk waarschuwen aan het CSIRT, als dat geldt: " + moment(i.At.Add(desk.WarningTerm), v.now()).Text,
		fmt.Sprintf("6. Binnen Paraaf openden %d mensen het dossier; %d haalden er iets uit op.", len(i.Readers), got),
		"7. Genomen maatregel: het dossier is op het moment van melden bevroren.", "",
		"Vul aan:", "8. Welke persoonsgegevens, en van hoeveel mensen:", "9. Wie het buiten Paraaf ontving:", "10. Gevolgen voor de mensen om wie het gaat:",
		"11. Of zij bericht krijgen (AVG, artikel 34), en hoe:", "12. Wat herhaling voorkomt:", ""}
	return v.download([]byte(strings.Join(lines, "\r\n")), "melding.txt")
}
