package web

import (
	"errors"
	"net/http"

	"paraaf/templates"
	"paraaf/web/signin"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// What comes before signing in: the first start of an installation, and a
// password that is set with a code. A code stands behind # in an address or is
// typed; it is sent in the body of a form, which no log holds.

// codeProblem is what is said of a code, whatever is wrong with it.
var codeProblem = templates.Problem{Field: "code", Text: "Deze code is niet (meer) geldig. Controleer de code, of vraag een nieuwe."}

func codeInput(v *visit) templates.Input {
	return templates.Input{ID: "code", Name: "code", Label: "Code", Hint: "Streepjes en hoofdletters maken niet uit.", Type: "text", Required: true, Value: typed(v, "code", ""), Auto: "off"}
}

func passwordInputs() []templates.Input {
	return []templates.Input{
		{ID: "nieuw", Name: "nieuw", Label: "Nieuw wachtwoord", Hint: "Ten minste 15 tekens. Een zin van vier of meer woorden is goed te onthouden.", Type: "password", Required: true, Auto: "new-password"},
		{ID: "nogeens", Name: "nogeens", Label: "Nog een keer", Type: "password", Required: true, Auto: "new-password"}}
}

// newPassword reads a password that is chosen and says what is wrong with it.
// Spaces around it are part of it.
func (v *visit) newPassword(names ...string) (string, []templates.Problem) {
	chosen := v.r.PostForm.Get("nieuw")
	if weak := signin.Weak(chosen, append(names, v.server.House)...); weak != signin.Fine {
		return "", []templates.Problem{{Field: "nieuw", Text: templates.WeakSays(string(weak))}}
	}
	if chosen != v.r.PostForm.Get("nogeens") {
		return "", []templates.Problem{{Field: "nogeens", Text: templates.WeakSays("same")}}
	}
	return chosen, nil
}

// doorForm makes a page before signing in.
func (s *Server) doorForm(v *visit, heading, lead, href, submit, test string, fields []templates.Input, problems []templates.Problem) (*templates.DoorPage, error) {
	mark(fields, problems)
	f, err := s.blockForm(href, submit, test, fields...)
	return &templates.DoorPage{Frame: s.frame(v, heading, "code"), Heading: heading, Lead: lead, Problems: problems, Form: f}, err
}

// notBegun fails with errNoPage once there is an account.
func (s *Server) notBegun(v *visit) error {
	begun, err := s.Desk.Begun(v.r.Context())
	if err == nil && begun {
		return errNoPage
	}
	return err
}

// firstStart shows the page of the first administrator.
func firstStart(s *Server, v *visit) error { return showFirstStart(s, v, http.StatusOK, nil) }

func showFirstStart(s *Server, v *visit, status int, problems []templates.Problem) error {
	if err := s.notBegun(v); err != nil {
		return err
	}
	fields := append([]templates.Input{codeInput(v),
		textInput(v, "naam", "naam", "Uw naam", "", true), textInput(v, "gebruikersnaam", "gebruikersnaam", "Uw gebruikersnaam", "Hiermee meldt u zich aan.", true)}, passwordInputs()...)
	fields = append(fields, textInput(v, "huis", "huis", "Naam van het eerste ministerie", "Bijvoorbeeld Ministerie van VWS.", true),
		textInput(v, "id", "id", "Afkorting", "Kleine letters, bijvoorbeeld vws. Dit verandert later niet meer.", true))
	fields[1].Auto, fields[2].Auto = "name", "username"
	p, err := s.doorForm(v, "Paraaf in gebruik nemen", "U wordt de eerste beheerder. Met de code uit het venster van het programma maakt u uw account.", "/eerste-start", "In gebruik nemen", "begin", fields, problems)
	if err != nil {
		return err
	}
	p.Points = []string{"Als beheerder beheert u organisaties, mensen en wat er geldt.", "Stukken ziet u niet. Wie met stukken werkt, krijgt een eigen account."}
	return v.page(status, p)
}

// begin makes the first account.
func begin(s *Server, v *visit) error {
	if err := errors.Join(v.parse(), s.notBegun(v)); err != nil {
		return err
	}
	b := desk.Beginning{Code: v.line("code"), House: v.line("huis"), HouseID: workflow.OrganisationID(v.line("id")), Name: v.line("naam"), Login: v.line("gebruikersnaam")}
	problems := plainText(plainText(plainText(nil, "naam", "Uw naam", b.Name, 200), "gebruikersnaam", "De gebruikersnaam", b.Login, 200), "huis", "De naam van het ministerie", b.House, 200)
	chosen, more := v.newPassword(b.Name, b.Login, b.House)
	if problems = append(problems, more...); len(problems) > 0 {
		return showFirstStart(s, v, http.StatusUnprocessableEntity, problems)
	}
	err := s.Desk.CanBegin(v.r.Context(), b.Code)
	if err == nil {
		if b.PasswordHash, err = s.door.Hash(v.r.Context(), chosen, s.Random); err == nil {
			err = s.Desk.Begin(v.r.Context(), b)
		}
	}
	if errors.Is(err, desk.ErrCode) {
		return showFirstStart(s, v, http.StatusUnprocessableEntity, []templates.Problem{codeProblem})
	}
	if err != nil {
		return s.managed(v, err, "", "", showFirstStart)
	}
	return s.doorDone(v, "Paraaf is klaar voor gebruik", "Uw account is gemaakt. Meld u aan en voeg organisaties en mensen toe.")
}

// doorDone says that something is done, and leads to signing in.
func (s *Server) doorDone(v *visit, heading, lead string) error {
	return v.page(http.StatusOK, &templates.DoorPage{Frame: s.frame(v, heading), Heading: heading, Lead: lead, Done: &templates.Place{Label: "Naar aanmelden", Href: "/aanmelden", Test: "to-sign-in"}})
}

// passwordPage lets somebody choose a password with a code.
func passwordPage(s *Server, v *visit) error { return showPassword(s, v, http.StatusOK, nil) }

func showPassword(s *Server, v *visit, status int, problems []templates.Problem) error {
	p, err := s.doorForm(v, "Wachtwoord kiezen", "Met de code van uw beheerder kiest u zelf een wachtwoord.", "/wachtwoord", "Wachtwoord bewaren", "set-password", append([]templates.Input{codeInput(v)}, passwordInputs()...), problems)
	if err != nil {
		return err
	}
	p.Notes = []string{"Daarna bent u op alle andere apparaten afgemeld."}
	return v.page(status, p)
}

// setPassword sets the password that a code is for.
func setPassword(s *Server, v *visit) error {
	if err := v.parse(); err != nil {
		return err
	}
	ctx, code := v.r.Context(), v.line("code")
	login, name, err := s.Desk.CodeFor(ctx, code)
	if errors.Is(err, desk.ErrCode) {
		return showPassword(s, v, http.StatusUnprocessableEntity, []templates.Problem{codeProblem})
	} else if err != nil {
		return err
	}
	chosen, problems := v.newPassword(login, name)
	if len(problems) > 0 {
		return showPassword(s, v, http.StatusUnprocessableEntity, problems)
	}
	hash, err := s.door.Hash(ctx, chosen, s.Random)
	if err == nil {
		err = s.Desk.RedeemPassword(ctx, code, hash)
	}
	if errors.Is(err, desk.ErrCode) {
		return showPassword(s, v, http.StatusUnprocessableEntity, []templates.Problem{codeProblem})
	} else if err != nil {
		return err
	}
	return s.doorDone(v, "Uw wachtwoord is bewaard", "Meld u aan als "+login+".")
}
