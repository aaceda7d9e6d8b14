package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// Destruction under the selectielijst while the program runs: one administrator
// proposes, another has the papers destroyed.

func destroyRoutes() []Route {
	const at = "/beheer/vernietigen"
	manage := workflow.ActionManageInstallation
	return []Route{
		{Method: get, Path: at, Name: "destruction", Permission: manage, handle: vernietigen},
		{Method: post, Path: at, Name: "look for expired", Permission: manage, Changes: true, handle: lookExpired},
		{Method: post, Path: at + "/voordragen", Name: "propose destruction", Permission: manage, Changes: true, handle: proposeDestruction, prove: true},
		{Method: post, Path: at + "/afvoeren", Name: "withdraw destruction", Permission: manage, Changes: true, handle: withdrawDestruction, prove: true},
		{Method: post, Path: at + "/uitvoeren", Name: "destroy papers", Permission: manage, Changes: true, handle: confirmDestruction, prove: true},
	}
}

func vernietigen(s *Server, v *visit) error { return showVernietigen(s, v, http.StatusOK, nil) }

// retention reads the item of the selectielijst and its term, from what was sent
// or from the address.
func (v *visit) retention() desk.Retention {
	from := v.r.URL.Query()
	if v.r.Method == http.MethodPost {
		from = v.r.PostForm
	}
	years, _ := strconv.Atoi(strings.TrimSpace(from.Get("jaren"))) // what is no number is refused as 0 is
	return desk.Retention{Item: strings.TrimSpace(from.Get("nummer")), Years: years}
}

func showVernietigen(s *Server, v *visit, status int, problems []templates.Problem) error {
	waiting, err := s.proposedBlock(v)
	if err != nil {
		return err
	}
	p := s.managing(v, "Vernietigen", "Stukken waarvan de termijn van de selectielijst voorbij is. U draagt een dossier voor, een andere beheerder beslist. Wat er besloten is, door wie en wanneer, blijft in het logboek staan.")
	p.Problems = problems
	r := v.retention()
	term := years(r)
	if v.parsed {
		term = v.line("jaren") // as it was typed
	}
	f, err := s.blockForm("/beheer/vernietigen", "Dossiers zoeken", "look-expired",
		textFrom("nummer", "Nummer in de selectielijst", "Zoals VWS 12.3. Het komt in het logboek te staan.", r.Item),
		textFrom("jaren", "Bewaartermijn in jaren", "", term))
	if err != nil {
		return err
	}
	p.Blocks = []templates.Block{waiting, {ID: "zoeken", Title: "Verlopen dossiers zoeken", Forms: []templates.BlockForm{f}}}
	if r.Item != "" && r.Years > 0 {
		found := templates.Block{ID: "verlopen", Title: "Verlopen dossiers", Empty: "Onder dit nummer is nu niets verlopen."}
		all, err := s.Desk.ExpiredFor(v.r.Context(), v.actor, r)
		if err != nil {
			return err
		}
		for _, x := range all {
			it := expiredItem(x)
			if it.Deeds, err = s.destroyDeeds(r, x.Dossier, "voordragen", "Voordragen", "propose-destruction", false, nil); err != nil {
				return err
			}
			found.Items = append(found.Items, it)
		}
		p.Blocks = append(p.Blocks, found)
	}
	return v.page(status, p)
}

func years(r desk.Retention) string {
	if r.Years == 0 {
		return ""
	}
	return strconv.Itoa(r.Years)
}

func textFrom(name, label, hint, value string) templates.Input {
	return templates.Input{ID: name, Name: name, Label: label, Hint: hint, Type: "text", Required: true, Value: value}
}

// proposedBlock shows what waits for a second person.
func (s *Server) proposedBlock(v *visit) (templates.Block, error) {
	b := templates.Block{ID: "voorgedragen", Title: "Voorgedragen", Lead: "Vernietigen is niet terug te draaien. De stukken, concepten en zoekwoorden gaan weg. Reservekopieën van daarvoor moet u zelf vernietigen.", Empty: "Er is niets voorgedragen."}
	all, err := s.Desk.Proposals(v.r.Context(), v.actor)
	if err != nil {
		return b, err
	}
	for _, x := range all {
		it := expiredItem(x.Expired)
		it.Test, it.Badge, it.Tone = "proposed", "wacht op een tweede beheerder", "busy"
		it.Meta = append(it.Meta, "voorgedragen door "+x.ByName, moment(x.At, v.now()).Text)
		it.Facts = append(it.Facts, templates.Fact{Label: "Selectielijst", Text: x.Item + ", " + plural(x.Years, "jaar", "jaar")})
		if x.May {
			if it.Deeds, err = s.destroyDeeds(x.Retention, x.Dossier, "uitvoeren", "Stukken vernietigen", "destroy-papers", true, it.Deeds); err != nil {
				return b, err
			}
		}
		if it.Deeds, err = s.destroyDeeds(x.Retention, x.Dossier, "afvoeren", "Van de lijst halen", "withdraw-destruction", false, it.Deeds); err != nil {
			return b, err
		}
		b.Items = append(b.Items, it)
	}
	return b, nil
}

// expiredItem names a dossier by its id, as the list of "paraaf destroy" does
// beside the kenmerk: who manages the installation has no right to content.
func expiredItem(x desk.Expired) templates.Item {
	return templates.Item{Title: "Dossier " + string(x.Dossier), Test: "expired",
		Facts: []templates.Fact{{Label: "Afgesloten", Text: x.Closed.String()}, {Label: "Bewaren tot en met", Text: x.Until.String()}}}
}

func (s *Server) destroyDeeds(r desk.Retention, id workflow.DossierID, step, submit, test string, grave bool, before []templates.BlockForm) ([]templates.BlockForm, error) {
	f, err := s.blockForm("/beheer/vernietigen/"+step, submit, test)
	f.Hidden, f.Grave = []templates.Hidden{{Name: "dossier", Value: string(id)}, {Name: "nummer", Value: r.Item}, {Name: "jaren", Value: strconv.Itoa(r.Years)}}, grave
	return append(before, f), err
}

// backTo is the list that the visitor came from.
func (v *visit) backTo() string {
	r := v.retention()
	return "/beheer/vernietigen?" + url.Values{"nummer": {r.Item}, "jaren": {strconv.Itoa(r.Years)}}.Encode()
}

func lookExpired(s *Server, v *visit) error {
	if err := v.parse(); err != nil {
		return err
	}
	r := v.retention()
	var problems []templates.Problem
	if r.Item == "" || len(r.Item) > 60 {
		problems = append(problems, templates.Problem{Field: "nummer", Text: "Noem het nummer in de selectielijst, in hooguit 60 tekens."})
	}
	if r.Years < 1 || r.Years > 200 {
		problems = append(problems, templates.Problem{Field: "jaren", Text: "Geef de bewaartermijn in hele jaren, van 1 tot en met 200."})
	}
	if len(problems) > 0 {
		return showVernietigen(s, v, http.StatusUnprocessableEntity, problems)
	}
	return v.redirect(v.backTo())
}

func proposeDestruction(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	err = s.Desk.ProposeDestruction(v.r.Context(), ask, workflow.DossierID(v.line("dossier")), v.retention())
	return s.managed(v, err, "destruction-proposed", v.backTo(), showVernietigen)
}

func withdrawDestruction(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	err = s.Desk.WithdrawDestruction(v.r.Context(), ask, workflow.DossierID(v.line("dossier")))
	return s.managed(v, err, "destruction-withdrawn", "/beheer/vernietigen", showVernietigen)
}

func confirmDestruction(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	err = s.Desk.ConfirmDestruction(v.r.Context(), ask, workflow.DossierID(v.line("dossier")))
	return s.managed(v, err, "papers-destroyed", "/beheer/vernietigen", showVernietigen)
}
