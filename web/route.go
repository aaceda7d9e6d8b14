package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// routeForm shows the route and lets it be changed.
func routeForm(s *Server, v *visit) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	if may, known := choiceOf(d.Choices, "change-route"); !known || !may.Allowed {
		return &notAllowed{may}
	}
	_, why, err := s.Desk.ProposeRoute(v.r.Context(), v.actor, d.ID)
	if err != nil {
		return err
	}
	form, err := s.form(d, "route")
	if err != nil {
		return err
	}
	p := &templates.RoutePage{Frame: s.frame(v, "Route"), Head: headOf(d, v.now()), Form: form, Line: lineOf(d, v.now()), Why: why, Reason: d.State.Round > 0, InTurn: d.State.Route.InTurn}
	for i, step := range d.State.Route.Line {
		if !step.All && len(step.Stations) > 1 {
			p.Any = strings.TrimPrefix(p.Any+", "+strconv.Itoa(i+1), ", ")
		}
	}
	if p.Stops, err = s.routeStops(v, d); err != nil {
		return err
	}
	return v.page(http.StatusOK, p)
}

// spare is how many empty lines the form has to add stations.
const spare = 2

// routeStops makes a line of the form for every station.
func (s *Server) routeStops(v *visit, d desk.View) ([]templates.RouteStop, error) {
	r := d.State.Route
	var out []templates.RouteStop
	add := func(st workflow.Station, at string) error {
		houses, err := s.houses(v, st.Seat.Organisation)
		if err != nil {
			return err
		}
		line := templates.RouteStop{Index: len(out) + 1, ID: string(st.ID), Place: at, Roles: templates.RoleOptions(st.Seat.Role), Houses: houses, Kinds: templates.KindOptions(st.Kind)}
		if st.ID != "" {
			line.Title = titleOf(d, st.ID)
		}
		out = append(out, line)
		return nil
	}
	for i, step := range r.Line {
		for _, st := range step.Stations {
			if err := add(st, strconv.Itoa(i+1)); err != nil {
				return nil, err
			}
		}
	}
	for _, st := range r.Beside {
		if err := add(st, "0"); err != nil {
			return nil, err
		}
	}
	for range spare {
		if err := add(workflow.Station{}, ""); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// changeRoute replaces the route by what the form says.
func changeRoute(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	route, err := routeOf(v, d)
	if err != nil {
		return err
	}
	_, err = s.Desk.Do(v.r.Context(), ask, d.ID, seq, workflow.ChangeRoute{Route: route}, v.line("tekst"))
	if err != nil {
		return err
	}
	return v.done("change-route", place(d.ID))
}

// routeOf reads the form. What a station had besides what the form shows (that
// the house fixed it, what it covers) stays with it.
func routeOf(v *visit, d desk.View) (workflow.Route, error) {
	at, roles, houses, kinds, ids := v.r.PostForm["plaats"], v.r.PostForm["rol"], v.r.PostForm["organisatie"], v.r.PostForm["vraag"], v.r.PostForm["station"]
	if len(at) > workflow.MaxStations || len(roles) != len(at) || len(houses) != len(at) || len(kinds) != len(at) || len(ids) != len(at) {
		return workflow.Route{}, errUnreadable
	}
	steps := map[int][]workflow.Station{}
	r := workflow.Route{InTurn: d.State.Route.InTurn || v.line("beurt") != ""}
	for i := range at {
		if at[i] == "" {
			continue
		}
		n, err := strconv.Atoi(at[i])
		if err != nil || n < 0 || n > workflow.MaxStations {
			return workflow.Route{}, &documents.Unreadable{Text: "Het nummer van een station is een getal: 1 voor het eerste, 0 voor naast de lijn."}
		}
		st, known := d.State.Station(workflow.StationID(ids[i]))
		if !known {
			st = workflow.Station{ID: workflow.StationID(fmt.Sprintf("s%d-%d", d.Seq, i+1))}
		}
		st.Seat = workflow.Seat{Role: workflow.Role(roles[i]), Organisation: workflow.OrganisationID(houses[i])}
		st.Kind = workflow.StepKind(kinds[i])
		if n == 0 {
			r.Beside = append(r.Beside, st)
		} else {
			steps[n] = append(steps[n], st)
		}
	}
	var order []int
	for n := range steps {
		order = append(order, n)
	}
	slices.Sort(order)
	enough := map[int]bool{}
	for _, word := range strings.FieldsFunc(v.line("een"), func(r rune) bool { return r < '0' || r > '9' }) {
		n, err := strconv.Atoi(word)
		if err != nil || len(steps[n]) < 2 {
			return workflow.Route{}, &documents.Unreadable{Text: "Bij nummer " + word + " staan geen twee stations. Vul alleen nummers in waarbij één van de stations genoeg is."}
		}
		enough[n] = true
	}
	for _, n := range order {
		r.Line = append(r.Line, workflow.Step{Stations: steps[n], All: !enough[n]})
	}
	return r, nil
}
