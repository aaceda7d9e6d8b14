package web

import (
	"net/http"
	"net/url"

	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// A dossier that two administrators open in an emergency, to read it.

// emergencies is where they are asked for and opened. Its parameter is not called
// id: no route that serves a dossier opens with it.
const emergencies = "/beheer/noodtoegang"

func emergencyRoutes() []Route {
	may := workflow.ActionManageInstallation
	return []Route{
		{Method: get, Path: emergencies, Name: "emergencies", Permission: may, handle: emergencyPage},
		{Method: post, Path: emergencies, Name: "ask emergency", Permission: may, Changes: true, handle: askEmergency, prove: true},
		{Method: post, Path: emergencies + "/:dossier/openen", Name: "open emergency", Permission: may, Changes: true, handle: openEmergency, prove: true},
		{Method: post, Path: emergencies + "/:dossier/beeindigen", Name: "end emergency", Permission: may, Changes: true, handle: endEmergency},
		{Method: get, Path: emergencies + "/:dossier", Name: "emergency dossier", Permission: may, handle: emergencyDossier},
		{Method: get, Path: emergencies + "/:dossier/:stuk", Name: "emergency paper", Permission: may, handle: emergencyPaper},
	}
}

func emergencyPage(s *Server, v *visit) error { return showEmergencies(s, v, http.StatusOK, nil) }

func showEmergencies(s *Server, v *visit, status int, problems []templates.Problem) error {
	all, err := s.Desk.Emergencies(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	p := s.managing(v, "Noodtoegang", "Beheerders lezen geen dossiers. Is het echt nodig, dan openen twee beheerders samen \u00e9\u00e9n dossier, twee uur lang en alleen om te lezen. De opsteller en de directie krijgen meteen bericht, en alles wat u opent wordt vastgelegd.")
	p.Problems = problems
	list := templates.Block{ID: "lopend", Title: "Gevraagd en geopend", Empty: "Er is geen noodtoegang gevraagd."}
	for _, e := range all {
		it := templates.Item{Title: "Dossier " + string(e.Dossier), Badge: "wacht op een tweede", Tone: "busy", Test: "emergency",
			Meta:  []string{templates.EmergencySays(e.Reason), "gevraagd door " + e.ByName},
			Facts: []templates.Fact{{Label: "Vervalt", Text: moment(e.Until(), v.now()).Text}}}
		if !e.Opened.IsZero() {
			it.Badge, it.Tone = "geopend", "bad"
			it.Meta = append(it.Meta, "geopend door "+e.SecondName)
		}
		at := emergencies + "/" + url.PathEscape(string(e.Dossier))
		for _, deed := range []struct {
			may                bool
			path, submit, test string
		}{{e.MayOpen, "/openen", "Als tweede openen", "open-emergency"}, {true, "/beeindigen", "Be\u00ebindigen", "end-emergency"}} {
			if !deed.may {
				continue
			}
			f, err := s.blockForm(at+deed.path, deed.submit, deed.test)
			if err != nil {
				return err
			}
			f.Grave = deed.path == "/openen"
			it.Deeds = append(it.Deeds, f)
		}
		if e.MayRead {
			it.Href = at
		}
		list.Items = append(list.Items, it)
	}
	why := templates.Input{ID: "reden", Name: "reden", Label: "Waarom?", Type: "select", Required: true, Options: []templates.Option{{Label: "Kies een reden"}}}
	for _, r := range desk.EmergencyReasons {
		why.Options = append(why.Options, templates.Option{Value: r, Label: templates.EmergencySays(r), Chosen: typed(v, "reden", "") == r})
	}
	f, err := s.blockForm(emergencies, "Noodtoegang vragen", "ask-emergency",
		textInput(v, "dossier", "dossier", "Nummer van het dossier", "Het nummer uit het adres van het dossier. U krijgt het van wie het meldde.", true), why)
	if err != nil {
		return err
	}
	f.Grave = true
	p.Blocks = []templates.Block{list, {ID: "vragen", Title: "Noodtoegang vragen", Forms: []templates.BlockForm{f}}}
	return v.page(status, p)
}

func askEmergency(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	err = s.Desk.AskEmergency(v.r.Context(), ask, workflow.DossierID(v.line("dossier")), v.line("reden"))
	return s.managed(v, err, "emergency-asked", emergencies, showEmergencies)
}

func openEmergency(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	err = s.Desk.OpenEmergency(v.r.Context(), ask, workflow.DossierID(v.param("dossier")))
	return s.managed(v, err, "emergency-opened", emergencies, showEmergencies)
}

func endEmergency(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	err = s.Desk.EndEmergency(v.r.Context(), ask, workflow.DossierID(v.param("dossier")))
	return s.managed(v, err, "emergency-ended", emergencies, showEmergencies)
}

// emergencyDossier shows the two persons what lies in it. The list of emergencies, which
// every administrator sees, says nothing of that.
func emergencyDossier(s *Server, v *visit) error {
	id := workflow.DossierID(v.param("dossier"))
	x, err := s.Desk.SeeEmergency(v.r.Context(), v.reading(), id)
	if err != nil {
		return err
	}
	p := s.managing(v, "Dossier in noodtoegang", "U leest dit dossier samen met een tweede beheerder. Wijzigen kan niet. Wat u opent, staat in het leeslogboek, en de eigenaar heeft bericht.")
	p.Frame.Rubricering = x.Rubricering.Name()
	about := templates.Block{ID: "dossier", Title: orElse(x.Onderwerp, "Zonder onderwerp"), Items: []templates.Item{{Title: "Gegevens", Test: "emergency-about", Facts: []templates.Fact{
		{Label: "Kenmerk", Text: orElse(x.Kenmerk, "geen")}, {Label: "Opsteller", Text: x.Opsteller}, {Label: "Te lezen tot", Text: moment(x.Until, v.now()).Text}}}}}
	papers := templates.Block{ID: "stukken", Title: "Stukken", Empty: "Er zijn geen stukken."}
	for _, one := range x.Papers {
		it := templates.Item{Href: emergencies + "/" + url.PathEscape(string(id)) + "/" + url.PathEscape(string(one.ID)), Title: one.Title, Meta: []string{"pdf"}, Test: "emergency-paper"}
		if one.Annex {
			it.Meta = []string{"het bestand zoals het binnenkwam"}
		}
		papers.Items = append(papers.Items, it)
	}
	p.Blocks = []templates.Block{about, papers}
	return v.page(http.StatusOK, p)
}

func emergencyPaper(s *Server, v *visit) error {
	data, name, err := s.Desk.ReadEmergency(v.r.Context(), v.reading(), workflow.DossierID(v.param("dossier")), v.paper())
	if err != nil {
		return err
	}
	return v.download(data, name)
}
