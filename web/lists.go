package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// health says that the program runs.
func health(_ *Server, v *visit) error { return v.plain(http.StatusOK, "ok\n") }

// ready says that the book can be read and written.
func ready(s *Server, v *visit) error {
	if err := s.Book.Ready(v.r.Context()); err != nil {
		s.Log.Error("not ready", "error", err)
		return v.plain(http.StatusServiceUnavailable, "not ready\n")
	}
	return v.plain(http.StatusOK, "ready\n")
}

func (v *visit) plain(status int, text string) error {
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	v.w.WriteHeader(status)
	_, err := v.w.Write([]byte(text))
	return err
}

func front(_ *Server, v *visit) error { return v.redirect("/werkvoorraad") }

// worklist shows what lies with the reader.
func worklist(s *Server, v *visit) error { return s.worklist(v, http.StatusOK, nil) }

func (s *Server) worklist(v *visit, status int, problems []templates.Problem) error {
	rows, err := s.Desk.Worklist(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	p := &templates.WorklistPage{Frame: s.frame(v, "Werkvoorraad", "live", "line"), Groups: byHaste(rows, v.now()), Total: len(rows), New: s.newAddress(v), Problems: problems}
	if s.Desk.MayExercise(v.actor) {
		p.Exercises = exercising
	}
	for _, g := range p.Groups {
		for i := range g.Rows {
			g.Rows[i].Pick = strings.TrimPrefix(g.Rows[i].Href, "/dossiers/")
		}
	}
	if p.Total > 0 {
		p.Bag = "/werkvoorraad/tas"
	}
	if p.Away, err = s.covered(v); err != nil {
		return err
	}
	alone, err := s.Desk.Alone(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	if len(alone) > 0 {
		p.Alone = []templates.RowGroup{{Title: "Afwezig zonder waarnemer"}}
		for _, r := range alone {
			p.Alone[0].Rows = append(p.Alone[0].Rows, rowOf(r, v.now()))
		}
	}
	mark, err := s.Desk.Mark(v.r.Context(), v.actor, "")
	if err != nil {
		return err
	}
	p.Live = liveAddress("", mark)
	for _, r := range rows {
		if r.Late {
			p.Late++
		}
	}
	return v.page(status, p)
}

// bag gives the chosen dossiers as one file to read elsewhere.
func bag(s *Server, v *visit) error {
	var ids []workflow.DossierID
	for _, id := range v.r.URL.Query()["dossier"] {
		ids = append(ids, workflow.DossierID(id))
	}
	data, err := s.Desk.Bag(v.r.Context(), v.reading(), ids)
	var no *workflow.Refusal
	if errors.As(err, &no) && !v.wantsProblem() {
		return s.worklist(v, http.StatusUnprocessableEntity, []templates.Problem{{Text: no.Text}})
	}
	if err != nil {
		return err
	}
	return v.download(data, "tas-"+workflow.CivilDay(v.now()).ISO()+".pdf")
}

// covered says who stand in for the reader: he hears it without having set it.
func (s *Server) covered(v *visit) ([]string, error) {
	all, err := s.Desk.CoveredBy(v.r.Context(), v.actor.Person)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, a := range all {
		text := "Van " + day(a.From, v.now()).Text + " tot en met " + day(a.Until, v.now()).Text + " neemt " + a.Deputies[0] + " voor u waar"
		if a.Kind != "" {
			text += " bij nota's " + string(a.Kind)
		}
		if len(a.Deputies) > 1 {
			text += ", en bij diens afwezigheid " + strings.Join(a.Deputies[1:], " of ")
		}
		out = append(out, text+". U krijgt bericht van wat er namens u wordt gedaan.")
	}
	return out, nil
}

// mine shows each dossier of the reader's own.
func mine(s *Server, v *visit) error {
	rows, err := s.Desk.Mine(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	return v.page(http.StatusOK, &templates.MinePage{Frame: s.frame(v, "Mijn stukken", "line"), Groups: byPlace(rows, v.now()), Total: len(rows), New: s.newAddress(v)})
}

// everything shows all that the reader may see, searched and narrowed.
func everything(s *Server, v *visit) error {
	q := searched(v)
	found, err := s.Desk.Visible(v.r.Context(), v.reading(), q)
	if err != nil {
		return err
	}
	p := &templates.EverythingPage{Frame: s.frame(v, "Alle stukken", "line"), Action: "/stukken", Query: q.Text, Narrowed: narrowed(v), Register: "/toezeggingen"}
	if p.Narrow, err = s.narrow(v); err != nil {
		return err
	}
	for _, r := range found.Rows {
		p.Rows = append(p.Rows, rowOf(r, v.now()))
	}
	if q.After != "" {
		p.Newest = searchAddress(v, "")
	}
	if found.Next != "" {
		p.Older = searchAddress(v, found.Next)
	}
	return v.page(http.StatusOK, p)
}

// stages are the parts of a dossier's life that a list can be narrowed to.
var stages = []struct {
	value, label string
	phases       []workflow.Phase
}{
	{"loopt", "Alles wat niet is afgerond", []workflow.Phase{workflow.Concept, workflow.InLine, workflow.Decided, workflow.Reviewed, workflow.Confirmed, workflow.Exported}},
	{"concept", "Concept", []workflow.Phase{workflow.Concept}},
	{"lijn", "In de lijn", []workflow.Phase{workflow.InLine}},
	{"besloten", "Besloten, nog niet verzonden", []workflow.Phase{workflow.Decided, workflow.Reviewed, workflow.Confirmed, workflow.Exported}},
	{"afgerond", "Afgerond", []workflow.Phase{workflow.Dispatched, workflow.Withdrawn, workflow.Ended}},
}

// terms are the deadlines that a list can be narrowed to, in days from today.
var terms = []struct {
	value, label string
	from, until  int
}{
	{"voorbij", "Voorbij", -36525, -1},
	{"week", "Binnen een week", 0, 7},
	{"maand", "Binnen een maand", 0, 31},
}

// searched reads what the address asks of the list. A value that the form does
// not offer narrows nothing.
func searched(v *visit) desk.Search {
	ask := v.r.URL.Query()
	var q desk.Search
	q.Text, q.After, q.Under = ask.Get("zoek"), ask.Get("na"), workflow.OrganisationID(ask.Get("onderdeel"))
	if k := workflow.Kind(ask.Get("soort")); slices.Contains(workflow.Kinds(), k) {
		q.Kind = k
	}
	for _, st := range stages {
		if st.value == ask.Get("fase") {
			q.Phases = st.phases
		}
	}
	for _, t := range terms {
		if today := workflow.CivilDay(v.now()); t.value == ask.Get("deadline") {
			q.From, q.Until = today.AddDays(t.from), today.AddDays(t.until)
		}
	}
	return q
}

// narrowing are the parameters that narrow the list.
var narrowing = []string{"fase", "soort", "onderdeel", "deadline"}

func narrowed(v *visit) bool {
	return slices.ContainsFunc(narrowing, func(name string) bool { return v.r.URL.Query().Get(name) != "" })
}

// searchAddress is the list as it is asked, from another row on.
func searchAddress(v *visit, after string) string {
	ask, to := v.r.URL.Query(), url.Values{}
	for _, name := range append([]string{"zoek"}, narrowing...) {
		if ask.Get(name) != "" {
			to.Set(name, ask.Get(name))
		}
	}
	if after != "" {
		to.Set("na", after)
	}
	if len(to) == 0 {
		return "/stukken"
	}
	return "/stukken?" + to.Encode()
}

// narrow is what the list can be narrowed by.
func (s *Server) narrow(v *visit) ([]templates.Input, error) {
	parts, err := s.ownHouses(v)
	if err != nil {
		return nil, err
	}
	var phases, kinds, days []templates.Option
	for _, st := range stages {
		phases = append(phases, templates.Option{Value: st.value, Label: st.label})
	}
	for _, k := range workflow.Kinds() {
		kinds = append(kinds, templates.Option{Value: string(k), Label: capital(string(k))})
	}
	for _, t := range terms {
		days = append(days, templates.Option{Value: t.value, Label: t.label})
	}
	var out []templates.Input
	for i, options := range [][]templates.Option{phases, kinds, parts, days} {
		in := templates.Input{ID: narrowing[i], Name: narrowing[i], Label: []string{"Fase", "Soort nota", "Van onderdeel", "Deadline"}[i], Type: "select", Options: append([]templates.Option{{Label: "Alles"}}, options...)}
		for j, o := range in.Options {
			in.Options[j].Chosen = o.Value == v.r.URL.Query().Get(in.Name)
		}
		out = append(out, in)
	}
	return out, nil
}

// ownHouses offers the reader's own ministries with their parts.
func (s *Server) ownHouses(v *visit) ([]templates.Option, error) {
	all, err := s.Book.Organisations(v.r.Context())
	if err != nil {
		return nil, err
	}
	house := func(id workflow.OrganisationID) string {
		top, _, _ := strings.Cut(string(id), ".")
		return top
	}
	var out []templates.Option
	for _, o := range all {
		if slices.ContainsFunc(v.actor.Seats, func(seat workflow.Seat) bool { return house(seat.Organisation) == house(o.ID) }) {
			out = append(out, templates.Option{Value: string(o.ID), Label: o.Name})
		}
	}
	return out, nil
}

// newAddress is where the reader begins a dossier, or "" when that is not his.
func (s *Server) newAddress(v *visit) string {
	open := workflow.Candidates(workflow.State{}, v.actor)[0]
	if !s.Desk.May(workflow.State{}, v.actor, v.now(), open).Allowed {
		return ""
	}
	return "/dossiers/nieuw"
}

// dossierPage shows the whole of one dossier.
func dossierPage(s *Server, v *visit) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	p := &templates.DossierPage{Frame: s.frame(v, d.Onderwerp, "live", "line", "toezeggingen"), Head: headOf(d, v.now()), Line: lineOf(d, v.now()), Papers: paperItems(d), Annexes: annexItems(d),
		History: historyOf(d, v.now()), SentBack: message(d.SentBack, v.now()), Besluit: besluitOf(d, v), Waits: d.Waits, Planning: d.Planning, Public: publicFiles(d)}
	p.Live = liveAddress(d.ID, strconv.Itoa(d.Seq))
	if p.Lead, p.Deeds, p.Refused, p.NotYours, err = s.offers(d); err != nil {
		return err
	}
	leadOnly(p.SentBack, d)
	if d.Phase == workflow.Concept || d.Phase == workflow.InLine {
		if p.Points, err = s.pointsOf(v, d); err != nil {
			return err
		}
	}
	i, err := s.Desk.IncidentOf(v.r.Context(), v.actor, d.ID)
	if err != nil {
		return err
	}
	p.Incident, p.Frozen = place(d.ID, "incident"), i.Open
	p.Letter, p.Compose = composeAt(d)
	promisesOf(p, d, v.now())
	return v.page(http.StatusOK, p)
}

// promisesOf shows what the letter promises and which promises it keeps.
func promisesOf(p *templates.DossierPage, d desk.View, now time.Time) {
	p.Promised, p.Keeps, p.Besides, p.Register = toezeggingenOf(d.Promised, now), toezeggingenOf(d.Keeps, now), linesOf(d.KeepsOther), "/toezeggingen"
	for i := range p.Promised {
		p.Promised[i].Onderwerp = "" // it is this dossier
	}
}

// leadOnly leaves of the reason for a return what stands before its points,
// which have a place of their own on the page.
func leadOnly(back *templates.Message, d desk.View) {
	if back != nil && len(d.Points) > 0 {
		back.Text = orElse(d.Asked.Text, "Zie de punten hieronder.")
	}
}

// composeAt is where who writes the papers drafts the letter and adds others.
func composeAt(d desk.View) (letter, compose string) {
	if c, ok := choiceOf(d.Choices, "revise-papers"); !ok || !c.Allowed {
		return "", ""
	}
	if !d.State.HasLetter() {
		letter = place(d.ID, "kamerbrief")
	}
	return letter, place(d.ID, "samenstellen")
}

// besluitOf shows the besluit; one without a remark says the verdict.
func besluitOf(d desk.View, v *visit) *templates.Message {
	m := message(d.Besluit, v.now())
	if m == nil || d.State.Besluit == nil {
		return m
	}
	verdict := capital(string(d.State.Besluit.Verdict))
	if m.Text == "" {
		m.Text = verdict + "."
	} else {
		m.Text = verdict + ": " + m.Text
	}
	return m
}

// source gives the bytes of a paper as they lie there.
func source(s *Server, v *visit) error {
	data, name, err := s.Desk.Source(v.r.Context(), v.reading(), v.dossier(), v.paper())
	if err != nil {
		return err
	}
	return v.download(data, name)
}

// pdf gives a paper in its form.
func pdf(s *Server, v *visit) error {
	data, name, err := s.Desk.PDF(v.r.Context(), v.reading(), v.dossier(), v.paper())
	if err != nil {
		return err
	}
	return v.download(data, name)
}
