package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// A step is an action with a page of its own: a few fields and one button.
type step struct {
	action workflow.Action
	slug   string
	assent bool                             // the digest of what was shown guards it, not the sequence number
	match  func(desk.View) documents.Digest // what the command names as seen; nil for none
	grave  bool
	// fields gives the controls, with what was typed before.
	fields func(s *Server, v *visit, d desk.View) ([]templates.Input, error)
	// command reads them. What lacks is named at its field.
	command func(v *visit, seen documents.Digest) (workflow.Command, []templates.Problem)
}

// steps are all actions with a page of their own.
var steps = []step{
	{action: "withdraw", slug: "intrekken", grave: true, fields: reason, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.Withdraw{}, needsReason(v)
	}},
	{action: "ask-back", slug: "terugvragen", fields: reason, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.AskBack{}, needsReason(v)
	}},
	{action: "take-back", slug: "terugnemen", fields: reason, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.TakeBack{}, needsReason(v)
	}},
	{action: "withdraw-publication", slug: "publicatie-terugtrekken", grave: true, fields: recall, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.WithdrawPublication{Cause: workflow.RecallCause(v.line("oorzaak"))}, needsReason(v)
	}},
	{action: "give-advice", slug: "advies", assent: true, match: seenSet, fields: reason, command: func(v *visit, seen documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.GiveAdvice{Seen: seen}, needsReason(v)
	}},
	{action: "record-signature", slug: "handtekening", fields: signature, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", true)
		return workflow.RecordSignature{Station: workflow.StationID(v.line("station")), How: v.line("hoe"), On: on}, problems
	}},
	{action: "dispatch", slug: "verzenden", match: seenSet, fields: dispatch, command: func(v *visit, seen documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", true)
		if v.line("zeker") == "" {
			problems = append(problems, templates.Problem{Field: "zeker", Text: "Zet een vinkje dat u de stukken hebt gecontroleerd."})
		}
		return workflow.Dispatch{Seen: seen, Date: on}, problems
	}},
	{action: "send-beslisnota", slug: "nazenden", match: seenMarks, fields: dateOnly, command: func(v *visit, seen documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", true)
		return workflow.SendBeslisnota{Seen: seen, On: on}, problems
	}},
	{action: "record-kamernumbers", slug: "kamernummers", fields: kamerNumbers, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		var c workflow.RecordKamerNumbers
		for _, n := range strings.Fields(v.text("nummers")) {
			c.Numbers = append(c.Numbers, workflow.KamerNumber(strings.Trim(n, ",;")))
		}
		if len(c.Numbers) == 0 {
			return c, []templates.Problem{{Field: "nummers", Text: "Vul ten minste één nummer in."}}
		}
		return c, nil
	}},
	{action: "link-toezeggingen", slug: "toezeggingen-koppelen", fields: keepable, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.LinkToezeggingen{Refs: v.refs()}, nil
	}},
	{action: "record-toezegging", slug: "toezegging-vastleggen", fields: recordable, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", true)
		due, more := v.date("uiterlijk", false)
		problems = append(problems, more...)
		return workflow.RecordToezegging{On: on, Due: due}, append(problems, needsText(v, "Schrijf wat is toegezegd, met de vindplaats.")...)
	}},
	{action: "settle-toezegging", slug: "toezegging-afdoen", fields: settleable, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", true)
		number, err := strconv.Atoi(v.line("nummer"))
		if err != nil {
			problems = append(problems, templates.Problem{Field: "nummer", Text: "Kies een toezegging."})
		}
		return workflow.SettleToezegging{Number: number, On: on}, append(problems, needsText(v, "Schrijf hoe de toezegging is nagekomen, met een vindplaats.")...)
	}},
	{action: "set-spoed", slug: "spoed", fields: spoed, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		problems := needsReason(v)
		latest, ok := dutchMoment(v.line("uiterlijk"))
		if !ok {
			problems = append(problems, templates.Problem{Field: "uiterlijk", Text: "Kies een dag en een uur waarop het er moet zijn."})
		}
		return workflow.SetSpoed{Latest: latest}, problems
	}},
	{action: "date-letter", slug: "datum", fields: letterDate, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", true)
		return workflow.DateLetter{On: on}, problems
	}},
	{action: "set-kamerdate", slug: "kamerdatum", fields: kamerDate, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", false)
		return workflow.SetKamerDate{Date: on}, problems
	}},
	{action: "set-rubricering", slug: "rubricering", fields: rubricering, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.SetRubricering{Rubricering: workflow.Rubricering(v.line("rubricering"))}, needsReason(v)
	}},
	{action: "register-vragen", slug: "kamervragen", fields: vragen, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", true)
		return workflow.RegisterVragen{Zaaknummer: workflow.KamerNumber(v.line("zaaknummer")), Asked: on}, problems
	}},
	{action: "report-uitstel", slug: "uitstel", fields: uitstel, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", true)
		return workflow.ReportUitstel{On: on}, append(problems, needsReason(v)...)
	}},
	{action: "ask-zienswijze", slug: "zienswijze-vragen", fields: askView, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		until, problems := v.date("datum", true)
		return workflow.AskZienswijze{Paper: workflow.PaperID(v.line("stuk")), Until: until}, append(problems, needsText(v, "Schrijf wie u vraagt, en over welke passages.")...)
	}},
	{action: "record-zienswijze", slug: "zienswijze", fields: recordView, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		on, problems := v.date("datum", true)
		number, err := strconv.Atoi(v.line("nummer"))
		if err != nil {
			problems = append(problems, templates.Problem{Field: "nummer", Text: "Kies welke zienswijze er kwam."})
		}
		return workflow.RecordZienswijze{Number: number, On: on, Effect: workflow.ViewEffect(v.line("gevolg"))}, append(problems, needsText(v, "Schrijf wat de zienswijze zegt en wat u ermee doet.")...)
	}},
	{action: "set-embargo", slug: "embargo", fields: embargo, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		until, problems := v.date("datum", false)
		return workflow.SetEmbargo{Until: until}, append(problems, needsText(v, "Schrijf waarom er een embargo ligt, of waarom het vervalt.")...)
	}},
	{action: "set-already-public", slug: "al-openbaar", fields: alreadyPublic, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		var problems []templates.Problem
		if at := strings.TrimSpace(v.text("tekst")); at != "" && !publicAddress(at) {
			problems = []templates.Problem{{Field: "tekst", Text: "Vul het hele adres in, beginnend met https://."}}
		}
		return workflow.SetAlreadyPublic{Paper: workflow.PaperID(v.line("stuk")), As: workflow.PaperID(v.line("dubbel"))}, problems
	}},
	{action: "set-niet-openbaar", slug: "niet-openbaar", fields: nietOpenbaar, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.SetNietOpenbaar{Paper: workflow.PaperID(v.line("stuk")), Grounds: v.grounds()}, needsText(v, "Schrijf waarom niets van dit stuk openbaar wordt, of waarom toch.")
	}},
	{action: "hand-over", slug: "overdragen", fields: colleague(true), command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.HandOver{To: workflow.PersonID(v.line("wie"))}, needsReason(v)
	}},
	{action: "invite", slug: "meeschrijven", fields: colleague(false), command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.Invite{Person: workflow.PersonID(v.line("wie"))}, nil
	}},
	{action: "skip-station", slug: "overslaan", fields: stations(false), command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.Skip{Station: workflow.StationID(v.line("station"))}, needsReason(v)
	}},
	{action: "forward-station", slug: "doorzenden", fields: stations(true), command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		return workflow.Forward{Station: workflow.StationID(v.line("station")), To: v.seat()}, needsReason(v)
	}},
	{action: "ask-advice", slug: "advies-vragen", fields: adviser, command: func(v *visit, _ documents.Digest) (workflow.Command, []templates.Problem) {
		problems := needsReason(v)
		parts := strings.SplitN(v.line("wie"), "/", 3)
		if len(parts) < 3 || parts[0] == "" {
			return workflow.AskAdviceOf{}, append(problems, templates.Problem{Field: "wie", Text: "Kies een collega."})
		}
		id := "advies-" + plainName(parts[0])
		seat := workflow.Seat{Role: workflow.Role(parts[1]), Organisation: workflow.OrganisationID(parts[2])}
		return workflow.AskAdviceOf{ID: workflow.StationID(id), Of: seat, Person: workflow.PersonID(parts[0])}, problems
	}},
}

// seat is the seat that a form names.
func (v *visit) seat() workflow.Seat {
	return workflow.Seat{Role: workflow.Role(v.line("rol")), Organisation: workflow.OrganisationID(v.line("organisatie"))}
}

// show gives the page of a step.
func (st *step) show(s *Server, v *visit) error { return st.page(s, v, http.StatusOK, nil) }

func (st *step) page(s *Server, v *visit, status int, problems []templates.Problem) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	says, action := templates.StepSays(st.action), templates.ActionSays(st.action)
	p := &templates.StepPage{Frame: s.frame(v, action.Button, "toezeggingen"), Head: headOf(d, v.now()), Lead: says.Lead, Points: says.Points, Submit: action.Button,
		Grave: st.grave, Problems: problems, Test: "action-" + string(st.action)}
	if c, _ := choiceOf(d.Choices, st.action); !c.Allowed {
		p.Refused, p.Rule = orElse(c.Why, "Dit is nu niet aan de orde."), ruleLink(c.Rule)
	}
	if st.action == (workflow.Dispatch{}).Action() && len(d.Waits) > 0 {
		p.Waits = d.Waits
		if p.Refused != "" {
			p.Refused = "Verzenden kan zodra dit er is."
		}
	}
	p.Files = sent(d, st.action)
	if p.Form, err = s.form(d, st.slug); err != nil {
		return err
	}
	if st.match != nil {
		p.Form.Match = st.match(d).String()
	}
	if p.Fields, err = st.fields(s, v, d); err != nil {
		return err
	}
	mark(p.Fields, problems)
	return v.page(status, p)
}

// sent gives the files that go to the Kamer with a step: all with the letter, and
// all but the letter when they are sent afterwards.
func sent(d desk.View, action workflow.Action) []templates.PublicFile {
	switch action {
	case workflow.Dispatch{}.Action():
		return publicFiles(d)
	case workflow.SendBeslisnota{}.Action():
		letter := d.State.Papers.Letter()
		d.Public = slices.DeleteFunc(slices.Clone(d.Public), func(f desk.PublicView) bool { _, is := letter.Find(f.Paper); return is })
		return publicFiles(d)
	}
	return nil
}

// mark puts each problem at its field.
func mark(fields []templates.Input, problems []templates.Problem) {
	for i := range fields {
		for _, p := range problems {
			if p.Field == fields[i].ID {
				fields[i].Problem = p.Text
			}
		}
	}
}

// do gives the command of a step to the desk.
func (st *step) do(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seen, seq, err := st.guards(v)
	if err != nil {
		return err
	}
	c, problems := st.command(v, seen)
	if len(problems) > 0 && !v.wantsProblem() {
		return st.page(s, v, http.StatusUnprocessableEntity, problems)
	}
	_, err = s.Desk.Do(v.r.Context(), ask, v.dossier(), seq, c, strings.TrimSpace(v.text("tekst")))
	if err != nil {
		return err
	}
	return v.done(st.action, place(v.dossier()))
}

// guards reads what was on the screen.
func (st *step) guards(v *visit) (seen documents.Digest, seq int, err error) {
	if st.assent {
		seen, err = v.seen()
		return seen, 0, err
	}
	if seq, err = v.sequence(); err != nil || st.match == nil {
		return seen, seq, err
	}
	seen, err = v.seenOr(st.match)
	return seen, seq, err
}

// date reads a day. An empty one is a problem when it must be there.
func (v *visit) date(name string, must bool) (documents.Date, []templates.Problem) {
	var d documents.Date
	err := d.UnmarshalText([]byte(v.line(name)))
	if err != nil || must && d.IsZero() {
		return d, []templates.Problem{{Field: name, Text: "Kies een dag uit de kalender, of schrijf haar als 2026-04-22."}}
	}
	return d, nil
}

// dutchMoment reads what a datetime-local control sends, as Dutch time.
func dutchMoment(s string) (time.Time, bool) {
	t, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		return time.Time{}, false
	}
	// The offset of the Netherlands around that moment; a moment that does not
	// exist in spring becomes the one an hour later, as clocks do.
	_, offset := workflow.Amsterdam(t.Add(-time.Hour)).Zone()
	return t.Add(-time.Duration(offset) * time.Second).UTC(), true
}

func needsReason(v *visit) []templates.Problem {
	if strings.TrimSpace(v.text("tekst")) == "" {
		return []templates.Problem{{Field: "tekst", Text: templates.NeedsText("")}}
	}
	return nil
}

// typed gives what was typed in a field, or the value to begin with.
func typed(v *visit, name, begin string) string {
	if v.parsed {
		return v.text(name)
	}
	return begin
}

func reasonField(v *visit, label string, must bool) templates.Input {
	return templates.Input{ID: "tekst", Name: "tekst", Label: label, Type: "textarea", Required: must, Value: typed(v, "tekst", "")}
}

func reason(_ *Server, v *visit, _ desk.View) ([]templates.Input, error) {
	return []templates.Input{reasonField(v, "Reden", true)}, nil
}

func signature(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	who := templates.Input{ID: "station", Name: "station", Label: "Wie tekende?", Type: "select", Required: true}
	for _, c := range d.Choices {
		if r, ok := c.Command.(workflow.RecordSignature); ok {
			who.Options = append(who.Options, templates.Option{Value: string(r.Station), Label: titleOf(d, r.Station), Chosen: typed(v, "station", "") == string(r.Station)})
		}
	}
	how := templates.Input{ID: "hoe", Name: "hoe", Label: "Hoe?", Type: "select", Required: true, Options: []templates.Option{
		{Value: workflow.SignedWet, Label: "Met de pen, op papier"}, {Value: workflow.SignedElectronic, Label: "Elektronisch", Chosen: typed(v, "hoe", "") == workflow.SignedElectronic}}}
	return []templates.Input{who, how, dateField(v, "Op welke dag?")}, nil
}

// titleOf gives how a station of the route is called.
func titleOf(d desk.View, id workflow.StationID) string {
	for _, step := range append(d.Route, d.Beside) {
		for _, st := range step {
			if st.Station.ID == id {
				return st.Title
			}
		}
	}
	return string(id)
}

func dateField(v *visit, label string) templates.Input {
	return templates.Input{ID: "datum", Name: "datum", Label: label, Type: "date", Required: true, Value: typed(v, "datum", workflow.CivilDay(v.now()).ISO())}
}

func dateOnly(_ *Server, v *visit, _ desk.View) ([]templates.Input, error) {
	return []templates.Input{dateField(v, "Datum van nazending")}, nil
}

func letterDate(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	in := dateField(v, "Datum op de brief")
	in.Hint = "De dag waarop de brief uitgaat."
	if !d.LetterDate.IsZero() {
		in.Hint = "Nu staat er " + d.LetterDate.String() + ". Zet hier de dag waarop de brief uitgaat."
	}
	return []templates.Input{in}, nil
}

func dispatch(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	date := dateField(v, "Datum op de brief")
	if !d.LetterDate.IsZero() {
		date.Value = typed(v, "datum", d.LetterDate.ISO())
		date.Hint = "Deze datum staat op de brief. Klopt zij niet, zet dan eerst bij het dossier de datum op de brief."
	}
	fields := []templates.Input{date}
	if len(d.Public) == 0 {
		why := reasonField(v, "Reden om de beslisnota na te zenden", false)
		why.Hint = "De openbare beslisnota is nog niet gemaakt. Alleen bij uitzondering gaat de brief alvast, en meldt u dat vooraf aan de Griffie."
		fields = append(fields, why)
	}
	return append(fields, templates.Input{ID: "zeker", Name: "zeker", Label: "Ik heb brief en beslisnota gecontroleerd.", Hint: "Na verzenden is het dossier gesloten.", Type: "checkbox", Required: true, Value: typed(v, "zeker", "")}), nil
}

func kamerNumbers(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	var now []string
	for _, n := range d.State.KamerNumbers {
		now = append(now, string(n))
	}
	return []templates.Input{{ID: "nummers", Name: "nummers", Label: "Nummers van de Kamer", Hint: "Eén op een regel: 2025D29290, 2025Z12920, kst-28362-82, blg-1007826.", Type: "textarea", Required: true, Value: typed(v, "nummers", strings.Join(now, "\n"))}}, nil
}

func kamerDate(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	in := dateField(v, "Dag waarop de brief bij de Kamer moet zijn")
	in.Value, in.Required = typed(v, "datum", d.State.KamerDate.ISO()), false
	return []templates.Input{in}, nil
}

func rubricering(_ *Server, v *visit, d desk.View) ([]templates.Input, error) {
	return []templates.Input{rubriceringInput(v, d.State.Rubricering), reasonField(v, "Waarom verandert de rubricering?", true)}, nil
}

// rubriceringInput offers every level, also those that are refused with what to
// do instead.
func rubriceringInput(v *visit, begin workflow.Rubricering) templates.Input {
	in := templates.Input{ID: "rubricering", Name: "rubricering", Label: "Rubricering", Type: "select", Hint: "Bij departementaal vertrouwelijk ziet alleen wie aan het dossier werkt het. Twijfelt u? Kies departementaal vertrouwelijk."}
	now := typed(v, "rubricering", string(begin))
	for _, r := range workflow.Rubriceringen() {
		in.Options = append(in.Options, templates.Option{Value: string(r), Label: r.Name(), Chosen: now == string(r)})
	}
	return in
}

func vragen(_ *Server, v *visit, _ desk.View) ([]templates.Input, error) {
	return []templates.Input{{ID: "zaaknummer", Name: "zaaknummer", Label: "Zaaknummer", Hint: "Bijvoorbeeld 2025Z12920.", Type: "text", Required: true, Value: typed(v, "zaaknummer", "")},
		dateField(v, "Dag van inzending")}, nil
}

func uitstel(_ *Server, v *visit, _ desk.View) ([]templates.Input, error) {
	return []templates.Input{dateField(v, "Dag van het uitstelbericht"), reasonField(v, "Reden van het uitstel", true)}, nil
}

func spoed(_ *Server, v *visit, _ desk.View) ([]templates.Input, error) {
	return []templates.Input{reasonField(v, "Waarom is er haast?", true),
		{ID: "uiterlijk", Name: "uiterlijk", Label: "Uiterlijk wanneer?", Type: "datetime-local", Required: true, Value: typed(v, "uiterlijk", "")}}, nil
}

// colleague offers who writes in the same organisation.
func colleague(why bool) func(*Server, *visit, desk.View) ([]templates.Input, error) {
	return func(s *Server, v *visit, d desk.View) ([]templates.Input, error) {
		ids, err := s.Book.Seated(v.r.Context(), workflow.Seat{Role: workflow.RoleOpsteller, Organisation: d.State.Organisation})
		if err != nil {
			return nil, err
		}
		people, err := s.Book.Persons(v.r.Context(), ids...)
		if err != nil {
			return nil, err
		}
		who := templates.Input{ID: "wie", Name: "wie", Label: "Wie?", Type: "select", Required: true}
		for _, id := range ids {
			if id != d.State.Opsteller {
				who.Options = append(who.Options, templates.Option{Value: string(id), Label: people[id].Name, Chosen: typed(v, "wie", "") == string(id)})
			}
		}
		if !why {
			return []templates.Input{who}, nil
		}
		return []templates.Input{who, reasonField(v, "Reden", true)}, nil
	}
}

// stations offers the stations that have yet to act; when to is set, also to
// whom one is given.
func stations(to bool) func(*Server, *visit, desk.View) ([]templates.Input, error) {
	return func(s *Server, v *visit, d desk.View) ([]templates.Input, error) {
		which := templates.Input{ID: "station", Name: "station", Label: "Welk station?", Type: "select", Required: true}
		for _, st := range d.Route {
			for _, stop := range st {
				if stop.Status == desk.StopTurn || stop.Status == desk.StopWaiting || stop.Status == desk.StopLapsed {
					which.Options = append(which.Options, templates.Option{Value: string(stop.Station.ID), Label: stop.Title, Chosen: typed(v, "station", "") == string(stop.Station.ID)})
				}
			}
		}
		fields := []templates.Input{which}
		if to {
			seat, err := s.seatFields(v)
			if err != nil {
				return nil, err
			}
			fields = append(fields, seat...)
		}
		return append(fields, reasonField(v, "Reden", true)), nil
	}
}

// adviser offers every colleague of the dossier's ministry, by name.
func adviser(s *Server, v *visit, d desk.View) ([]templates.Input, error) {
	people, err := s.Desk.Colleagues(v.r.Context(), v.actor, d.ID)
	if err != nil {
		return nil, err
	}
	who := templates.Input{ID: "wie", Name: "wie", Label: "Aan wie?", Type: "select", Required: true, Options: []templates.Option{{Label: "Kies een collega"}}}
	for _, p := range people {
		value := seatValue(p)
		who.Options = append(who.Options, templates.Option{Value: value, Label: p.Name + ": " + templates.SeatSays(p.Seat.Role, p.House), Chosen: typed(v, "wie", "") == value})
	}
	return []templates.Input{who, reasonField(v, "Wat wilt u weten?", true)}, nil
}

// seatFields ask for a role in an organisation.
func (s *Server) seatFields(v *visit) ([]templates.Input, error) {
	houses, err := s.houses(v, workflow.OrganisationID(typed(v, "organisatie", "")))
	if err != nil {
		return nil, err
	}
	return []templates.Input{
		{ID: "rol", Name: "rol", Label: "Rol", Type: "select", Required: true, Options: templates.RoleOptions(workflow.Role(typed(v, "rol", "")))},
		{ID: "organisatie", Name: "organisatie", Label: "Organisatie", Type: "select", Required: true, Options: houses}}, nil
}

// houses offers all organisations.
func (s *Server) houses(v *visit, chosen workflow.OrganisationID) ([]templates.Option, error) {
	all, err := s.Book.Organisations(v.r.Context())
	if err != nil {
		return nil, err
	}
	out := []templates.Option{{Label: "Kies een organisatie"}}
	for _, o := range all {
		out = append(out, templates.Option{Value: string(o.ID), Label: o.Name, Chosen: o.ID == chosen})
	}
	return out, nil
}
