package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// The pages of who manages. What somebody may not manage is not there for him:
// the desk says so.

// managePlaces are the pages that a reader may open, in the order of the tabs.
func (s *Server) managePlaces(v *visit) []templates.Place {
	m := s.Desk.Manages(v.actor)
	var out []templates.Place
	for _, p := range []struct {
		may  bool
		name string
		href string
	}{
		{m.People, "Mensen", "/beheer/mensen"}, {m.People, "Organisaties", "/beheer/organisaties"}, {m.Waarneming, "Waarneming", "/beheer/waarneming"}, {m.People, "Oefeningen", exercising},
		{m.Routes || m.Installation, "Bestanden", "/beheer/bestanden"}, {m.Installation, "Vernietigen", "/beheer/vernietigen"}, {m.Installation, "Noodtoegang", emergencies}, {m.Installation, "Verloop", "/beheer/verloop"},
	} {
		if p.may {
			out = append(out, templates.Place{Label: p.name, Href: p.href, Current: v.r.URL.Path == p.href, Test: "tab-" + p.href[strings.LastIndexByte(p.href, '/')+1:]})
		}
	}
	return out
}

// managing begins a page.
func (s *Server) managing(v *visit, heading, lead string) *templates.BeheerPage {
	return &templates.BeheerPage{Frame: s.frame(v, heading, "beheer"), Heading: heading, Lead: lead, Tabs: s.managePlaces(v)}
}

// blockForm makes a form that posts to an address of ours.
func (s *Server) blockForm(href, submit, test string, fields ...templates.Input) (templates.BlockForm, error) {
	key, err := s.newKey()
	return templates.BlockForm{Form: templates.Form{Href: href, Key: key}, Submit: submit, Test: test, Fields: fields}, err
}

// managed finishes a change: a refusal gives the page back with why, all else
// goes on as everywhere.
func (s *Server) managed(v *visit, err error, code, to string, page func(*Server, *visit, int, []templates.Problem) error) error {
	var no *workflow.Refusal
	var faulty *desk.Faulty
	switch {
	case err == nil:
		s.leaveNotice(v, code)
		return v.redirect(to)
	case v.wantsProblem():
		return err
	case errors.As(err, &no):
		return page(s, v, http.StatusConflict, []templates.Problem{{Text: no.Text}})
	case errors.As(err, &faulty):
		var problems []templates.Problem
		for _, f := range faulty.Faults {
			problems = append(problems, templates.Problem{Text: capital(strings.TrimRight(f, ".")) + "."})
		}
		return page(s, v, http.StatusUnprocessableEntity, problems)
	}
	return err
}

// beheer goes to the first page that the reader may open.
func beheer(s *Server, v *visit) error {
	all := s.managePlaces(v)
	if len(all) == 0 {
		return errNoPage
	}
	return v.redirect(all[0].Href)
}

func textInput(v *visit, id, name, label, hint string, must bool) templates.Input {
	return templates.Input{ID: id, Name: name, Label: label, Hint: hint, Type: "text", Required: must, Value: typed(v, name, "")}
}

// organisaties lists the organisations.
func organisaties(s *Server, v *visit) error { return showOrganisaties(s, v, http.StatusOK, nil) }

func showOrganisaties(s *Server, v *visit, status int, problems []templates.Problem) error {
	all, err := s.Desk.Organisations(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	p := s.managing(v, "Organisaties", "Ministeries en hun onderdelen, met de namen die op stukken staan. Aan die namen herkent Paraaf wie er moet paraferen.")
	p.Problems = problems
	list := templates.Block{ID: "lijst", Title: plural(len(all), "organisatie", "organisaties"), Empty: "Er is nog geen organisatie."}
	for _, o := range all {
		list.Items = append(list.Items, templates.Item{Href: "/beheer/organisaties/" + url.PathEscape(string(o.ID)), Title: o.Name, Meta: []string{string(o.ID)},
			Facts: []templates.Fact{{Label: "Ook genoemd", Text: orElse(strings.Join(o.Aliases, ", "), "geen andere naam")}}, Test: "organisation"})
	}
	f, err := s.blockForm("/beheer/organisaties", "Organisatie toevoegen", "add-organisation",
		textInput(v, "nieuw-id", "id", "Afkorting", "Kleine letters, met een punt tussen ministerie en onderdeel: vws of vws.dicio. Dit verandert later niet meer.", true),
		textInput(v, "nieuw-naam", "naam", "Naam", "Zoals boven een brief: Directie Informatiebeleid.", true), aliasInput("nieuw-", typed(v, "ookgenoemd", "")))
	if err != nil {
		return err
	}
	p.Blocks = []templates.Block{list, {ID: "nieuw", Title: "Nieuwe organisatie", Forms: []templates.BlockForm{f}}}
	return v.page(status, p)
}

func aliasInput(prefix, value string) templates.Input {
	return templates.Input{ID: prefix + "ookgenoemd", Name: "ookgenoemd", Label: "Andere namen op stukken", Hint: "Eén op een regel: DICIO, Cluster iBeleid team B.", Type: "textarea", Value: value}
}

// aliases reads names, one on a line.
func (v *visit) aliases() []string {
	var out []string
	for line := range strings.Lines(v.text("ookgenoemd")) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}

// plainText refuses what a name cannot hold, before the book does.
func plainText(problems []templates.Problem, field, label, text string, most int) []templates.Problem {
	switch {
	case text == "":
		return append(problems, templates.Problem{Field: field, Text: label + " ontbreekt. Vul het in."})
	case len(text) > most || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return append(problems, templates.Problem{Field: field, Text: fmt.Sprintf("%s is te lang of bevat tekens die niet kunnen. Houd het onder de %d tekens.", label, most/2)})
	}
	return problems
}

func addOrganisatie(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	o := journal.Organisation{ID: workflow.OrganisationID(v.line("id")), Name: v.line("naam"), Aliases: v.aliases()}
	problems := plainText(nil, "nieuw-naam", "De naam", o.Name, 200)
	for _, a := range o.Aliases {
		problems = plainText(problems, "nieuw-ookgenoemd", "Een andere naam", a, 200)
	}
	if len(problems) > 0 {
		return showOrganisaties(s, v, http.StatusUnprocessableEntity, problems)
	}
	err = s.Desk.PutOrganisation(v.r.Context(), ask, o, true)
	return s.managed(v, err, "organisation-saved", "/beheer/organisaties", showOrganisaties)
}

// organisatie shows one organisation to be changed.
func organisatie(s *Server, v *visit) error { return showOrganisatie(s, v, http.StatusOK, nil) }

func (s *Server) theOrganisatie(v *visit) (journal.Organisation, error) {
	all, err := s.Desk.Organisations(v.r.Context(), v.actor)
	if err != nil {
		return journal.Organisation{}, err
	}
	i := slices.IndexFunc(all, func(o journal.Organisation) bool { return string(o.ID) == v.param("organisatie") })
	if i < 0 {
		return journal.Organisation{}, desk.ErrNotFound
	}
	return all[i], nil
}

func showOrganisatie(s *Server, v *visit, status int, problems []templates.Problem) error {
	o, err := s.theOrganisatie(v)
	if err != nil {
		return err
	}
	p := s.managing(v, o.Name, "Afkorting: "+string(o.ID)+". Die staat in het verloop en verandert niet.")
	p.Back, p.Problems = &templates.Place{Label: "Organisaties", Href: "/beheer/organisaties"}, problems
	name := textInput(v, "naam", "naam", "Naam", "", true)
	name.Value = typed(v, "naam", o.Name)
	f, err := s.blockForm("/beheer/organisaties/"+url.PathEscape(string(o.ID)), "Bewaren", "save-organisation", name, aliasInput("", typed(v, "ookgenoemd", strings.Join(o.Aliases, "\n"))))
	if err != nil {
		return err
	}
	p.Blocks = []templates.Block{{ID: "namen", Title: "Namen", Forms: []templates.BlockForm{f}}}
	return v.page(status, p)
}

func saveOrganisatie(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	o, err := s.theOrganisatie(v)
	if err != nil {
		return err
	}
	o.Name, o.Aliases = v.line("naam"), v.aliases()
	problems := plainText(nil, "naam", "De naam", o.Name, 200)
	for _, a := range o.Aliases {
		problems = plainText(problems, "ookgenoemd", "Een andere naam", a, 200)
	}
	if len(problems) > 0 {
		return showOrganisatie(s, v, http.StatusUnprocessableEntity, problems)
	}
	err = s.Desk.PutOrganisation(v.r.Context(), ask, o, false)
	return s.managed(v, err, "organisation-saved", "/beheer/organisaties", showOrganisatie)
}

// mensen lists the people.
func mensen(s *Server, v *visit) error { return showMensen(s, v, http.StatusOK, nil) }

func showMensen(s *Server, v *visit, status int, problems []templates.Problem) error {
	all, err := s.Desk.People(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	names, err := s.houseNames(v)
	if err != nil {
		return err
	}
	p := s.managing(v, "Mensen", "Wie zich aanmeldt, met welke functies. Eén mens is één persoon, ook met twee accounts: dan telt het vierogenprincipe goed.")
	p.Problems = problems
	list := templates.Block{ID: "lijst", Title: plural(len(all), "persoon", "personen"), Empty: "Er is nog niemand."}
	for _, m := range all {
		list.Items = append(list.Items, personItem(m, names))
	}
	seats, err := s.seatInputs(v, "nieuw-", nil, 2)
	if err != nil {
		return err
	}
	f, err := s.blockForm("/beheer/mensen", "Persoon toevoegen", "add-person", append([]templates.Input{textInput(v, "nieuw-naam", "naam", "Naam", "Voor- en achternaam, zoals in het verloop.", true),
		textInput(v, "nieuw-login", "gebruikersnaam", "Gebruikersnaam", "Bijvoorbeeld n.haverkamp.", true)}, seats...)...)
	if err != nil {
		return err
	}
	p.Blocks = []templates.Block{list, {ID: "nieuw", Title: "Nieuwe persoon", Lead: "Na het toevoegen krijgt u een code waarmee deze persoon zelf een wachtwoord kiest.", Forms: []templates.BlockForm{f}}}
	return v.page(status, p)
}

// houseNames gives how organisations are called.
func (s *Server) houseNames(v *visit) (map[workflow.OrganisationID]string, error) {
	all, err := s.Book.Organisations(v.r.Context())
	out := map[workflow.OrganisationID]string{}
	for _, o := range all {
		out[o.ID] = o.Name
	}
	return out, err
}

func personItem(m desk.PersonView, names map[workflow.OrganisationID]string) templates.Item {
	it := templates.Item{Href: "/beheer/mensen/" + url.PathEscape(string(m.ID)), Title: m.Name, Test: "person"}
	for _, a := range m.Accounts {
		it.Meta = append(it.Meta, a.Login)
	}
	var seats []string
	for _, seat := range m.Seats {
		seats = append(seats, templates.SeatSays(seat.Role, orElse(names[seat.Organisation], string(seat.Organisation))))
	}
	it.Facts = []templates.Fact{{Label: "Functies", Text: orElse(strings.Join(seats, "; "), "geen")}}
	if m.Closed {
		it.Badge, it.Tone = "toegang gesloten", "bad"
	}
	return it
}

// seatInputs ask for seats: those there are, and some to add.
func (s *Server) seatInputs(v *visit, prefix string, have []workflow.Seat, more int) ([]templates.Input, error) {
	houses, err := s.Desk.Organisations(v.r.Context(), v.actor)
	if err != nil {
		return nil, err
	}
	if v.parsed {
		if again := v.seats(); len(again) > 0 {
			have = again
		}
	}
	var out []templates.Input
	for i := range len(have) + more {
		var seat workflow.Seat
		if i < len(have) {
			seat = have[i]
		}
		nr := strconv.Itoa(i + 1)
		org := templates.Input{ID: prefix + "huis-" + nr, Name: "organisatie", Label: "Organisatie bij functie " + nr, Type: "select", Options: []templates.Option{{Label: "De hele installatie (alleen beheerder)"}}, Required: i == 0}
		for _, o := range houses {
			org.Options = append(org.Options, templates.Option{Value: string(o.ID), Label: o.Name, Chosen: o.ID == seat.Organisation})
		}
		out = append(out, templates.Input{ID: prefix + "rol-" + nr, Name: "rol", Label: "Functie " + nr, Type: "select", Options: templates.SeatRoles(seat.Role), Required: i == 0}, org)
	}
	return out, nil
}

// seats reads the seats of a form; a line without a role is none.
func (v *visit) seats() []workflow.Seat {
	roles, houses := v.r.PostForm["rol"], v.r.PostForm["organisatie"]
	var out []workflow.Seat
	for i, r := range roles {
		if r == "" || i >= len(houses) || i >= 20 {
			continue
		}
		if seat := (workflow.Seat{Role: workflow.Role(r), Organisation: workflow.OrganisationID(houses[i])}); !slices.Contains(out, seat) {
			out = append(out, seat)
		}
	}
	return out
}

func addMens(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	name, login := v.line("naam"), v.line("gebruikersnaam")
	if problems := plainText(plainText(nil, "nieuw-naam", "De naam", name, 200), "nieuw-login", "De gebruikersnaam", login, 200); len(problems) > 0 {
		return showMensen(s, v, http.StatusUnprocessableEntity, problems)
	}
	id, code, err := s.Desk.AddPerson(v.r.Context(), ask, name, login, v.seats())
	if err != nil {
		return s.managed(v, err, "", "", showMensen)
	}
	return s.showMens(v, http.StatusOK, id, nil, s.once(code))
}

// once shows a code this one time.
func (s *Server) once(code string) *templates.Once {
	if code == "" {
		return &templates.Once{Lead: "Deze koppeling is al getoond.", Code: "maak hieronder een nieuwe", Note: "Een code is maar één keer te zien."}
	}
	return &templates.Once{Lead: "Geef deze code nu door. U ziet haar maar één keer.", Link: "/wachtwoord#" + code, Code: code, Note: "De code werkt één keer, drie dagen lang. Geef haar persoonlijk of telefonisch door, niet per mail."}
}

// mens shows one person.
func mens(s *Server, v *visit) error {
	return s.showMens(v, http.StatusOK, workflow.PersonID(v.param("mens")), nil, nil)
}

// mensAgain shows the person of the address with what is wrong.
func mensAgain(s *Server, v *visit, status int, problems []templates.Problem) error {
	return s.showMens(v, status, workflow.PersonID(v.param("mens")), problems, nil)
}

func (s *Server) showMens(v *visit, status int, id workflow.PersonID, problems []templates.Problem, once *templates.Once) error {
	m, err := s.Desk.Person(v.r.Context(), v.actor, id)
	if err != nil {
		return err
	}
	at := "/beheer/mensen/" + url.PathEscape(string(id))
	p := s.managing(v, m.Name, "")
	p.Back, p.Problems, p.Once = &templates.Place{Label: "Mensen", Href: "/beheer/mensen"}, problems, once
	if m.Closed {
		p.Lead = "De toegang van deze persoon is gesloten."
	}
	for _, block := range []func(*visit, desk.PersonView, string) (templates.Block, error){s.accountsBlock, s.seatsBlock, s.accessBlock, s.mailBlock, s.nameBlock, s.joinBlock} {
		b, err := block(v, m, at)
		if err != nil {
			return err
		}
		p.Blocks = append(p.Blocks, b)
	}
	return v.page(status, p)
}

func (s *Server) accountsBlock(v *visit, m desk.PersonView, at string) (templates.Block, error) {
	b := templates.Block{ID: "accounts", Title: "Accounts", Lead: "Met een koppeling kiest deze persoon zelf een nieuw wachtwoord."}
	for i, a := range m.Accounts {
		f, err := s.blockForm(at+"/koppeling", "Koppeling maken", "make-link")
		if err != nil {
			return b, err
		}
		f.Hidden = []templates.Hidden{{Name: "gebruikersnaam", Value: a.Login}}
		it := templates.Item{Title: a.Login, Test: "account", Deeds: []templates.BlockForm{f}}
		if !m.Password[a.Login] {
			it.Badge = "nog geen wachtwoord"
		}
		if i > 0 {
			it.Deeds[0].Test += "-" + strconv.Itoa(i+1)
		}
		b.Items = append(b.Items, it)
	}
	f, err := s.blockForm(at+"/accounts", "Account toevoegen", "add-account", templates.Input{ID: "account-login", Name: "gebruikersnaam", Label: "Gebruikersnaam", Type: "text", Required: true})
	f.Title = "Nog een account geven"
	b.Forms = []templates.BlockForm{f}
	return b, err
}

func (s *Server) seatsBlock(v *visit, m desk.PersonView, at string) (templates.Block, error) {
	b := templates.Block{ID: "functies", Title: "Functies", Lead: "Wat deze persoon mag, volgt uit deze functies. Maak een functie leeg om haar weg te halen."}
	fields, err := s.seatInputs(v, "", m.Seats, 1)
	if err != nil {
		return b, err
	}
	for i := range fields {
		fields[i].Required = false
	}
	f, err := s.blockForm(at+"/functies", "Functies bewaren", "save-seats", fields...)
	b.Forms = []templates.BlockForm{f}
	return b, err
}

func (s *Server) accessBlock(_ *visit, m desk.PersonView, at string) (templates.Block, error) {
	b := templates.Block{ID: "toegang", Title: "Toegang", Lead: "Sluiten werkt meteen: elke aanmelding van deze persoon eindigt, op elk apparaat."}
	say, test := "Toegang sluiten", "close-access"
	if m.Closed {
		b.Lead, say, test = "Na het openen kan deze persoon zich weer aanmelden.", "Toegang openen", "open-access"
	}
	f, err := s.blockForm(at+"/toegang", say, test)
	f.Grave, f.Hidden = !m.Closed, []templates.Hidden{{Name: "toegang", Value: map[bool]string{true: "open", false: "dicht"}[m.Closed]}}
	b.Forms = []templates.BlockForm{f}
	if m.Factors > 0 && err == nil {
		var g templates.BlockForm
		g, err = s.blockForm(at+"/tweede-stap", "Tweede stap weghalen", "forget-factors")
		g.Title, g.Grave = plural(m.Factors, "tweede stap", "tweede stappen")+" ingesteld: weghalen na verlies", true
		b.Forms = append(b.Forms, g)
	}
	return b, err
}

func (s *Server) mailBlock(v *visit, m desk.PersonView, at string) (templates.Block, error) {
	b := templates.Block{ID: "mail", Title: "Mail", Lead: "Naar dit adres gaat bericht dat er iets te doen is: alleen het kenmerk, nooit inhoud. Hoe vaak kiest deze persoon zelf."}
	box, err := s.Desk.Mailbox(v.r.Context(), m.ID)
	if err != nil {
		return b, err
	}
	f, err := s.blockForm(at+"/mail", "Mailadres bewaren", "save-address",
		templates.Input{ID: "mailadres", Name: "mailadres", Label: "Mailadres", Type: "email", Value: typed(v, "mailadres", box.Address), Hint: "Leeg: deze persoon krijgt geen mail. De meldingen in Paraaf blijven."})
	b.Forms = []templates.BlockForm{f}
	return b, err
}

func (s *Server) nameBlock(v *visit, m desk.PersonView, at string) (templates.Block, error) {
	name := templates.Input{ID: "naam", Name: "naam", Label: "Naam", Type: "text", Required: true, Value: typed(v, "naam", m.Name)}
	f, err := s.blockForm(at+"/naam", "Naam bewaren", "save-name", name)
	f.Title = "Naam wijzigen"
	return templates.Block{ID: "naamblok", Title: "Naam", Forms: []templates.BlockForm{f}}, err
}

func (s *Server) joinBlock(v *visit, m desk.PersonView, at string) (templates.Block, error) {
	b := templates.Block{ID: "samen", Title: "Samenvoegen", Lead: "Staat dezelfde mens er twee keer in? Voeg de accounts dan samen. De functies van de ander vervallen."}
	all, err := s.Desk.People(v.r.Context(), v.actor)
	if err != nil {
		return b, err
	}
	who := templates.Input{ID: "ander", Name: "ander", Label: "Wie is dezelfde mens?", Type: "select", Required: true, Options: []templates.Option{{Label: "Kies een persoon"}}}
	for _, o := range all {
		if o.ID != m.ID && len(o.Accounts) > 0 {
			who.Options = append(who.Options, templates.Option{Value: string(o.ID), Label: o.Name + " (" + o.Accounts[0].Login + ")"})
		}
	}
	f, err := s.blockForm(at+"/samenvoegen", "Samenvoegen", "join", who)
	f.Title, f.Grave = "Accounts van een ander hierbij voegen", true
	b.Forms = []templates.BlockForm{f}
	return b, err
}

// changeMens is a change of one person: do says what, code what is said after.
func changeMens(code string, do func(*Server, *visit, desk.Ask, workflow.PersonID) error) handler {
	return func(s *Server, v *visit) error {
		ask, err := v.ask()
		if err != nil {
			return err
		}
		id := workflow.PersonID(v.param("mens"))
		return s.managed(v, do(s, v, ask, id), code, "/beheer/mensen/"+url.PathEscape(string(id)), mensAgain)
	}
}

var (
	renameMens = changeMens("person-saved", func(s *Server, v *visit, ask desk.Ask, id workflow.PersonID) error {
		return s.Desk.RenamePerson(v.r.Context(), ask, id, v.line("naam"))
	})
	mailMens = changeMens("person-saved", func(s *Server, v *visit, ask desk.Ask, id workflow.PersonID) error {
		return s.Desk.SetAddress(v.r.Context(), ask, id, v.line("mailadres"))
	})
	seatMens = changeMens("person-saved", func(s *Server, v *visit, ask desk.Ask, id workflow.PersonID) error {
		return s.Desk.SetSeats(v.r.Context(), ask, id, v.seats())
	})
	admitMens = changeMens("access-saved", func(s *Server, v *visit, ask desk.Ask, id workflow.PersonID) error {
		if v.line("toegang") == "open" {
			return s.Desk.OpenAccess(v.r.Context(), ask, id)
		}
		return s.Desk.CloseAccess(v.r.Context(), ask, id)
	})
	joinMens = changeMens("person-saved", func(s *Server, v *visit, ask desk.Ask, id workflow.PersonID) error {
		return s.Desk.JoinPersons(v.r.Context(), ask, id, workflow.PersonID(v.line("ander")))
	})
	forgetFactors = changeMens("person-saved", func(s *Server, v *visit, ask desk.Ask, id workflow.PersonID) error {
		return s.Desk.ForgetFactors(v.r.Context(), ask, id)
	})
)

// linkMens shows a code for a new password, once.
func linkMens(s *Server, v *visit) error {
	return s.giveCode(v, func(ask desk.Ask, id workflow.PersonID) (string, error) {
		return s.Desk.PasswordLink(v.r.Context(), ask, id, v.line("gebruikersnaam"))
	})
}

// accountMens gives a person another account.
func accountMens(s *Server, v *visit) error {
	return s.giveCode(v, func(ask desk.Ask, id workflow.PersonID) (string, error) {
		login := v.line("gebruikersnaam")
		if problems := plainText(nil, "account-login", "De gebruikersnaam", login, 200); len(problems) > 0 {
			return "", &desk.Faulty{Faults: []string{problems[0].Text}}
		}
		return s.Desk.AddAccount(v.r.Context(), ask, id, login)
	})
}

func (s *Server) giveCode(v *visit, make func(desk.Ask, workflow.PersonID) (string, error)) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	id := workflow.PersonID(v.param("mens"))
	code, err := make(ask, id)
	if err != nil {
		return s.managed(v, err, "", "", mensAgain)
	}
	return s.showMens(v, http.StatusOK, id, nil, s.once(code))
}

// waarneming lists who stands in for whom.
func waarneming(s *Server, v *visit) error { return showWaarneming(s, v, http.StatusOK, nil) }

func showWaarneming(s *Server, v *visit, status int, problems []templates.Problem) error {
	all, err := s.Desk.Waarneming(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	p := s.managing(v, "Waarneming", "Wie er voor wie waarneemt, en hoe lang. Bij elke handeling staan beide namen. Een waarneming geldt tot en met de laatste dag.")
	p.Problems = problems
	list := templates.Block{ID: "lijst", Title: plural(len(all), "waarneming", "waarnemingen"), Empty: "Op dit moment neemt niemand waar."}
	for _, w := range all {
		f, err := s.blockForm("/beheer/waarneming/beeindigen", "Beëindigen", "end-waarneming")
		if err != nil {
			return err
		}
		f.Hidden = []templates.Hidden{{Name: "wie", Value: string(w.Person)}, {Name: "rol", Value: string(w.Seat.Role)}, {Name: "organisatie", Value: string(w.Seat.Organisation)}, {Name: "namens", Value: string(w.Namens)}, {Name: "van", Value: w.From.ISO()}}
		it := templates.Item{Title: w.Name + " voor " + w.NamensName, Meta: append([]string{templates.SeatSays(w.Seat.Role, w.House)}, templates.TermsSay(w.Kind, w.Rank)...), Deeds: []templates.BlockForm{f}, Test: "waarneming",
			Facts: []templates.Fact{{Label: "Van", Text: day(w.From, v.now()).Text}, {Label: "Tot en met", Text: day(w.Until, v.now()).Text}}}
		if w.Now {
			it.Badge, it.Tone = "nu", "good"
		}
		list.Items = append(list.Items, it)
	}
	f, err := s.waarnemingForm(v)
	if err != nil {
		return err
	}
	p.Blocks = []templates.Block{list, {ID: "nieuw", Title: "Nieuwe waarneming", Forms: []templates.BlockForm{f}}}
	return v.page(status, p)
}

func (s *Server) waarnemingForm(v *visit) (templates.BlockForm, error) {
	seats, people, err := s.Desk.Seated(v.r.Context(), v.actor)
	if err != nil {
		return templates.BlockForm{}, err
	}
	away := templates.Input{ID: "stoel", Name: "stoel", Label: "Wie is afwezig, in welke functie?", Type: "select", Required: true, Options: []templates.Option{{Label: "Kies een persoon en functie"}}}
	for _, seat := range seats {
		value := seatValue(seat)
		away.Options = append(away.Options, templates.Option{Value: value, Label: seat.Name + ": " + templates.SeatSays(seat.Seat.Role, seat.House), Chosen: typed(v, "stoel", "") == value})
	}
	who := templates.Input{ID: "wie", Name: "wie", Label: "Wie neemt waar?", Type: "select", Required: true, Options: []templates.Option{{Label: "Kies een persoon"}}}
	for _, m := range people {
		who.Options = append(who.Options, templates.Option{Value: string(m.ID), Label: m.Name, Chosen: typed(v, "wie", "") == string(m.ID)})
	}
	then := func(name, label string) templates.Input {
		in := templates.Input{ID: name, Name: name, Label: label, Type: "select", Options: []templates.Option{{Label: "Niemand"}}}
		for _, m := range people {
			in.Options = append(in.Options, templates.Option{Value: string(m.ID), Label: m.Name, Chosen: typed(v, name, "") == string(m.ID)})
		}
		return in
	}
	kind := templates.Input{ID: "soort", Name: "soort", Label: "Voor welke nota's?", Type: "select", Options: []templates.Option{{Label: "Alle nota's"}}}
	for _, k := range workflow.Kinds() {
		kind.Options = append(kind.Options, templates.Option{Value: string(k), Label: "Alleen nota's " + string(k), Chosen: typed(v, "soort", "") == string(k)})
	}
	today := workflow.CivilDay(v.now()).ISO()
	return s.blockForm("/beheer/waarneming", "Waarneming vastleggen", "add-waarneming", away, who,
		then("daarna", "En als die er zelf niet is?"), then("daarna2", "En daarna?"), kind,
		templates.Input{ID: "van", Name: "van", Label: "Eerste dag", Type: "date", Required: true, Value: typed(v, "van", today)},
		templates.Input{ID: "tot", Name: "tot", Label: "Laatste dag", Type: "date", Required: true, Value: typed(v, "tot", "")})
}

// seatValue names a seat with who fills it in one option of a list.
func seatValue(x desk.SeatView) string {
	return strings.Join([]string{string(x.Person), string(x.Seat.Role), string(x.Seat.Organisation)}, "/")
}

func addWaarneming(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	parts := strings.SplitN(v.line("stoel"), "/", 3)
	if len(parts) < 3 {
		return showWaarneming(s, v, http.StatusUnprocessableEntity, []templates.Problem{{Field: "stoel", Text: "Kies wie er afwezig is."}})
	}
	from, problems := v.date("van", true)
	until, more := v.date("tot", true)
	if problems = append(problems, more...); len(problems) > 0 {
		return showWaarneming(s, v, http.StatusUnprocessableEntity, problems)
	}
	w := workflow.Waarneming{Namens: workflow.PersonID(parts[0]), Seat: workflow.Seat{Role: workflow.Role(parts[1]), Organisation: workflow.OrganisationID(parts[2])}, From: from, Until: until, Kind: workflow.Kind(v.line("soort"))}
	var then []workflow.PersonID
	for _, name := range []string{"daarna", "daarna2"} {
		if p := v.line(name); p != "" {
			then = append(then, workflow.PersonID(p))
		}
	}
	err = s.Desk.PutWaarneming(v.r.Context(), ask, workflow.PersonID(v.line("wie")), w, then...)
	return s.managed(v, err, "waarneming-saved", "/beheer/waarneming", showWaarneming)
}

func endWaarneming(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	var from documents.Date
	if from.UnmarshalText([]byte(v.line("van"))) != nil {
		return desk.ErrNotFound
	}
	err = s.Desk.EndWaarneming(v.r.Context(), ask, workflow.PersonID(v.line("wie")), v.seat(), workflow.PersonID(v.line("namens")), from)
	return s.managed(v, err, "waarneming-ended", "/beheer/waarneming", showWaarneming)
}

// bestanden lists the files that are in force.
func bestanden(s *Server, v *visit) error { return showBestanden(s, v, http.StatusOK, nil) }

func showBestanden(s *Server, v *visit, status int, problems []templates.Problem) error {
	kinds := s.Desk.LoadableKinds(v.actor)
	if len(kinds) == 0 {
		return desk.ErrNotFound
	}
	all, err := s.Desk.Settings(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	p := s.managing(v, "Bestanden", "Wat er geldt. Een bestand wordt eerst gecontroleerd. Klopt het niet, dan verandert er niets en staat hier waarom.")
	p.Problems = problems
	for _, kind := range kinds {
		says := templates.SettingSays(kind)
		b := templates.Block{ID: kind, Title: says.Title, Lead: says.Lead, Empty: says.Carried}
		for _, x := range all {
			if x.Kind == kind || x.Waits && kind == desk.SettingStays {
				b.Items = append(b.Items, settingItem(x, v))
			}
		}
		f, err := s.blockForm("/beheer/bestanden/"+kind, "Controleren en van kracht maken", "load-"+kind,
			templates.Input{ID: kind + "-bestand", Name: "bestand", Label: "Bestand", Type: "file"},
			templates.Input{ID: kind + "-tekst", Name: "tekst", Label: "Of plak de inhoud", Type: "textarea", Rows: 4, Value: map[bool]string{true: typed(v, "tekst", "")}[v.param("soort") == kind]})
		if err != nil {
			return err
		}
		f.Title, f.File, f.Open = "Nieuw bestand laden", true, len(problems) > 0 && v.param("soort") == kind
		if b.Forms, err = s.confirmForms(kind, all); err != nil {
			return err
		}
		b.Forms = append(b.Forms, f)
		p.Blocks = append(p.Blocks, b)
	}
	return v.page(status, p)
}

func settingItem(x desk.SettingView, v *visit) templates.Item {
	it := templates.Item{Href: "/beheer/bestanden/" + x.Kind + "/" + url.PathEscape(orElse(x.Name, "alles")), Title: orElse(x.Name, templates.SettingSays(x.Kind).Title), Meta: x.Says, Test: "setting",
		Facts: []templates.Fact{{Label: "Sinds", Text: moment(x.At, v.now()).Text}, {Label: "Door", Text: x.ByName}, {Label: "Kenmerk", Text: x.SHA256()[:8]}}}
	if x.InForce {
		it.Badge, it.Tone = "van kracht", "good"
	}
	if x.Waits {
		it.Badge, it.Tone = "wacht op een tweede beheerder", "busy"
	}
	return it
}

// confirmForms asks a second person about the registers that wait for one.
func (s *Server) confirmForms(kind string, all []desk.SettingView) ([]templates.BlockForm, error) {
	var out []templates.BlockForm
	for _, x := range all {
		if !x.Waits || kind != desk.SettingStays {
			continue
		}
		f, err := s.blockForm("/beheer/bestanden/"+kind+"/"+url.PathEscape(x.Name)+"/bevestigen", "Bevestigen", "confirm-setting")
		if err != nil {
			return nil, err
		}
		f.Title, f.Hidden = "Voorstel voor "+x.Name+", geladen door "+x.ByName, []templates.Hidden{{Name: "nummer", Value: strconv.FormatInt(x.N, 10)}}
		out = append(out, f)
	}
	return out, nil
}

// confirmBestand is the second person's agreement with what another loaded.
func confirmBestand(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(v.line("nummer"), 10, 64)
	if err != nil || v.param("soort") != desk.SettingStays {
		return errUnreadable
	}
	err = s.Desk.ConfirmSetting(v.r.Context(), ask, settingName(v), n)
	return s.managed(v, err, "setting-confirmed", "/beheer/bestanden", showBestanden)
}

func loadBestand(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	data, err := v.file("bestand")
	if err != nil {
		return err
	}
	if len(data) == 0 {
		data = []byte(v.text("tekst"))
	}
	if len(data) > documents.MaxBytes {
		return errTooLarge
	}
	_, err = s.Desk.LoadSetting(v.r.Context(), ask, v.param("soort"), data, 0)
	code := "setting-loaded"
	if v.param("soort") == desk.SettingStays {
		code = "setting-proposed"
	}
	return s.managed(v, err, code, "/beheer/bestanden", showBestanden)
}

// theBestand gives every version of the setting that the address names.
func (s *Server) theBestand(v *visit) ([]desk.SettingView, error) {
	return s.Desk.SettingVersions(v.r.Context(), v.actor, v.param("soort"), settingName(v))
}

func settingName(v *visit) string {
	if name := v.param("naam"); name != "alles" {
		return name
	}
	return ""
}

// bestand shows the versions of one setting.
func bestand(s *Server, v *visit) error {
	all, err := s.theBestand(v)
	if err != nil {
		return err
	}
	says := templates.SettingSays(all[0].Kind)
	p := s.managing(v, orElse(all[0].Name, says.Title), says.Lead)
	p.Back = &templates.Place{Label: "Bestanden", Href: "/beheer/bestanden"}
	b := templates.Block{ID: "versies", Title: "Versies"}
	for _, x := range all {
		it := settingItem(x, v)
		it.Title, it.Href = "Nummer "+strconv.FormatInt(x.N, 10), v.r.URL.Path+"/"+strconv.FormatInt(x.N, 10)
		if len(x.Bytes) == 0 {
			it.Title, it.Href, it.Badge = "Ingetrokken", "", ""
		}
		b.Items = append(b.Items, it)
	}
	if all[0].Withdraw {
		f, err := s.withdrawForm(v, all[0].N)
		if err != nil {
			return err
		}
		b.Forms = []templates.BlockForm{f}
	}
	p.Blocks = []templates.Block{b}
	return v.page(http.StatusOK, p)
}

func (s *Server) withdrawForm(v *visit, n int64) (templates.BlockForm, error) {
	f, err := s.blockForm(v.r.URL.Path+"/intrekken", "Intrekken", "withdraw-setting")
	f.Title, f.Grave, f.Hidden = "Intrekken: dan geldt weer wat met Paraaf meekomt", true, []templates.Hidden{{Name: "nummer", Value: strconv.FormatInt(n, 10)}}
	return f, err
}

// bestandSource gives one version as it was loaded.
func bestandSource(s *Server, v *visit) error {
	all, err := s.theBestand(v)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(x desk.SettingView) bool { return strconv.FormatInt(x.N, 10) == v.param("nummer") })
	if i < 0 || len(all[i].Bytes) == 0 {
		return desk.ErrNotFound
	}
	ending := ".json"
	if all[i].Kind == desk.SettingPolicy {
		ending = ".csv"
	}
	return v.download(all[i].Bytes, all[i].Kind+"-"+v.param("nummer")+ending)
}

func withdrawBestand(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(v.line("nummer"), 10, 64)
	if err != nil {
		return desk.ErrStale
	}
	err = s.Desk.WithdrawSetting(v.r.Context(), ask, v.param("soort"), settingName(v), n)
	return s.managed(v, err, "setting-withdrawn", "/beheer/bestanden", showBestanden)
}

// verloop shows what was managed, by whom and when.
func verloop(s *Server, v *visit) error {
	before, _ := strconv.Atoi(v.r.URL.Query().Get("voor")) // what is no number asks the newest
	all, err := s.Desk.Measures(v.r.Context(), v.actor, before)
	if err != nil {
		return err
	}
	p := s.managing(v, "Verloop van het beheer", "Elke wijziging staat in hetzelfde grootboek als de dossiers, en is niet meer weg te halen.")
	b := templates.Block{ID: "lijst", Title: "Wijzigingen", Empty: "Er is nog niets gewijzigd."}
	for _, t := range all {
		words := templates.MeasureSays(string(t.Kind), t.PersonName, t.OtherName, t.House, t.On.Setting, t.On.Name)
		b.Items = append(b.Items, templates.Item{Title: t.ByName + " " + words, Meta: []string{moment(t.At, v.now()).Text, "nummer " + strconv.Itoa(t.Seq)}, Test: "measure"})
	}
	p.Blocks = []templates.Block{b}
	if n := len(all); n > 0 && all[n-1].Seq > 1 {
		p.Blocks = append(p.Blocks, templates.Block{ID: "ouder", Title: "Ouder", Items: []templates.Item{{Title: "Eerdere wijzigingen", Href: "/beheer/verloop?voor=" + strconv.Itoa(all[n-1].Seq)}}})
	}
	return v.page(http.StatusOK, p)
}
