package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// This file turns what the desk says into what a page shows. It chooses words
// and writes dates; it decides nothing.

// place gives the address of a page of a dossier.
func place(id workflow.DossierID, rest ...string) string {
	if desk.ExerciseNumber(id) > 0 {
		return placeOfExercise(id, rest...)
	}
	return "/dossiers/" + string(id) + strings.Join(append([]string{""}, rest...), "/")
}

func message(m *desk.Message, now time.Time) *templates.Message {
	if m == nil {
		return nil
	}
	return &templates.Message{By: m.By, Namens: m.Namens, From: m.From, When: moment(m.At, now), Text: m.Text}
}

// rowOf shows one dossier in a list.
func rowOf(r desk.Row, now time.Time) templates.Row {
	standing := templates.Stands(r.Phase)
	row := templates.Row{Href: place(r.ID), Onderwerp: r.Onderwerp, Kenmerk: r.Kenmerk, Kind: capital(string(r.Kind)),
		Standing: standing.Text, Tone: standing.Tone, Since: day(workflow.CivilDay(r.Since), now), Ago: ago(r.Since, now),
		Deadline: day(r.Deadline, now), Remaining: remaining(r.Deadline, now, r.Late), Late: r.Late, SentBack: message(r.SentBack, now)}
	if r.Since.IsZero() {
		row.Since = templates.When{}
	}
	if len(r.With) == 0 {
		row.Remaining = "" // nobody has anything left to do
	}
	row.Mark = r.Mark
	if r.Frozen {
		row.Onderwerp, row.Standing, row.Tone, row.Ago = "Bevroren dossier", "Bevroren", "bad", ""
	}
	if r.Damaged {
		row.Onderwerp, row.Standing, row.Tone, row.Ago = "Beschadigd dossier", "Beschadigd", "bad", ""
	}
	for _, f := range r.Found {
		row.Found = append(row.Found, templates.Place{Label: fmt.Sprintf("%s, pagina %d", f.Name, f.Page),
			Href: place(r.ID, "bijlagen", string(f.Paper), "pagina", strconv.Itoa(f.Page)) + "?zoek=" + url.QueryEscape(f.Words)})
	}
	row.Plan, row.Short = day(r.Plan, now), r.Short
	row.Overdue = !r.Plan.IsZero() && r.Plan.Before(workflow.CivilDay(now))
	if r.SentBack != nil {
		row.Standing, row.Tone = "Teruggekomen", "busy"
	}
	if r.Task != "" {
		row.Task = templates.ActionSays(r.Task).Task
		switch r.Task {
		case "give-paraaf", "take-besluit", "give-medeakkoord":
			row.TaskHref = place(r.ID, "beslissen") // what changed and the answer, in one touch
		}
	} else {
		row.With = holders(r.With, now)
	}
	return row
}

func holders(stops []desk.Stop, now time.Time) []templates.Holder {
	var out []templates.Holder
	for _, st := range stops {
		out = append(out, templates.Holder{Title: inSentence(st.Title), House: st.House, People: peopleOf(st), Ago: since(st.Since, now)})
	}
	return out
}

// inSentence writes a title as it stands within a sentence: "plv. SG".
func inSentence(title string) string {
	for _, lead := range []string{"Plv. ", "De ", "Het "} {
		if strings.HasPrefix(title, lead) {
			return strings.ToLower(lead[:1]) + title[1:]
		}
	}
	return title
}

// namesOf writes at most three names; more would fill the page and say nothing.
func namesOf(people []string) string {
	if len(people) > 3 {
		return strings.Join(people[:2], ", ") + " en anderen"
	}
	return strings.Join(people, ", ")
}

// peopleOf names who fills a station, and says so when nobody of them is there.
func peopleOf(s desk.Stop) string {
	if s.Alone {
		return namesOf(s.People) + ", afwezig zonder waarnemer"
	}
	return namesOf(s.People)
}

// byHaste groups rows by how near their deadline is.
func byHaste(rows []desk.Row, now time.Time) []templates.RowGroup {
	today := workflow.CivilDay(now)
	titles := []string{"Te laat", "Vandaag of morgen", "Binnen een week", "Later of zonder datum"}
	groups := make([]templates.RowGroup, len(titles))
	for _, r := range rows {
		n := 3
		switch {
		case r.Late:
			n = 0
		case r.Deadline.IsZero():
		case workflow.WorkdaysBetween(today, r.Deadline) <= 1:
			n = 1
		case !today.AddDays(7).Before(r.Deadline):
			n = 2
		}
		groups[n].Rows = append(groups[n].Rows, rowOf(r, now))
	}
	return named(titles, groups)
}

// byPlace groups the reader's own dossiers by who must do something.
func byPlace(rows []desk.Row, now time.Time) []templates.RowGroup {
	titles := []string{"Teruggekomen", "Ligt bij u", "Onderweg", "Afgerond"}
	groups := make([]templates.RowGroup, len(titles))
	for _, r := range rows {
		n := 2
		switch {
		case r.SentBack != nil:
			n = 0
		case len(r.With) == 0:
			n = 3
		case slices.ContainsFunc(r.With, func(s desk.Stop) bool { return s.Station.ID == workflow.StationOpsteller }):
			n = 1
		}
		groups[n].Rows = append(groups[n].Rows, rowOf(r, now))
	}
	return named(titles, groups)
}

func named(titles []string, groups []templates.RowGroup) []templates.RowGroup {
	var out []templates.RowGroup
	for i, g := range groups {
		if len(g.Rows) > 0 {
			g.Title = titles[i]
			out = append(out, g)
		}
	}
	return out
}

// headOf is the top of every page about a dossier.
func headOf(v desk.View, now time.Time) templates.Head {
	standing := templates.Stands(v.Phase)
	h := templates.Head{Href: place(v.ID), Onderwerp: v.Onderwerp, Kenmerk: v.Kenmerk, Kind: capital(string(v.Kind)), Opsteller: v.Opsteller,
		Standing: standing.Text, Tone: standing.Tone, Deadline: day(v.Deadline, now), Remaining: remaining(v.Deadline, now, v.Late),
		Late: v.Late, Relation: templates.Relates(v.Relation)}
	for _, step := range v.Route {
		h.With = append(h.With, holders(turns(step), now)...)
	}
	h.With = append(h.With, holders(turns(v.Beside), now)...)
	if len(h.With) == 0 && len(v.Route) > 0 { // who sees no route is not told where in it the papers lie
		h.With = outside(v, now)
	}
	if v.SentBack != nil {
		h.Standing, h.Tone = "Teruggekomen", "busy"
	}
	if len(v.Route) > 0 && !v.State.Closed() {
		h.Terms = termsOf(v.State, now)
	}
	if v.State.Closed() {
		h.Remaining = ""
	}
	return h
}

// termsOf says what presses beside the deadline of the nota.
func termsOf(s workflow.State, now time.Time) []string {
	var out []string
	if !s.KamerDate.IsZero() {
		out = append(out, "bij de Kamer op "+day(s.KamerDate, now).Text)
	}
	if v := s.Vragen; v != nil {
		term := fmt.Sprintf("Kamervragen %s, antwoord uiterlijk %s", v.Zaaknummer, day(v.Due(), now).Text)
		if v.Uitstel.IsZero() {
			term += ", of een uitstelbericht uiterlijk " + day(v.UitstelBy(), now).Text
		}
		out = append(out, term)
	}
	if s.Spoed != nil {
		out = append(out, "spoed: uiterlijk "+moment(s.Spoed.Latest, now).Text)
	}
	return out
}

// outside names who holds the dossier when nobody in the route does.
func outside(v desk.View, now time.Time) []templates.Holder {
	var out []templates.Holder
	for _, st := range v.State.Holder() {
		name, people := strings.TrimPrefix(st.Name(), "de "), ""
		if st.ID == workflow.StationOpsteller {
			people = v.Opsteller
		}
		out = append(out, templates.Holder{Title: name, People: people, Ago: since(v.State.SinceOf(st.ID), now)})
	}
	return out
}

func turns(stops []desk.Stop) []desk.Stop {
	var out []desk.Stop
	for _, s := range stops {
		if s.Status == desk.StopTurn {
			out = append(out, s)
		}
	}
	return out
}

// stopSays are the words for how far a station is.
var stopSays = map[desk.StopStatus]string{
	desk.StopWaiting: "Nog niet aan de beurt", desk.StopTurn: "Ligt hier sinds", desk.StopDone: "Akkoord", desk.StopLapsed: "Vervallen: de stukken zijn gewijzigd",
	desk.StopRefused: "Niet akkoord", desk.StopSkipped: "Overgeslagen",
}

// maxAsked is how many parts a drawn station names; more says only that it is
// most of the papers.
const maxAsked = 6

// stopOf draws one station.
func stopOf(s desk.Stop, now time.Time) templates.Stop {
	out := templates.Stop{Title: s.Title, House: s.House, People: peopleOf(s), Asked: templates.Asks(s.Station.Kind), Mark: string(s.Status), Says: stopSays[s.Status]}
	if out.House == out.Title || s.Own {
		out.House = "" // of a station of our own the title says enough
	}
	switch s.Status {
	case desk.StopTurn:
		out.When = moment(s.Since, now)
	case desk.StopSkipped:
		out.When, out.People = moment(s.At, now), ""
		out.Says = "Overgeslagen door " + s.By
		if s.Remark != "" {
			out.Again = "Reden: " + s.Remark
		}
	case desk.StopDone, desk.StopRefused, desk.StopLapsed:
		out.When, out.People = moment(s.At, now), s.By
		if s.Namens != "" {
			out.People += ", namens " + s.Namens
		}
		if s.Status == desk.StopDone {
			out.Sign, out.Says = initials(s.By), capital(out.Asked)
			if s.Verdict != "" && s.Verdict != workflow.Akkoord {
				out.Says += ": " + string(s.Verdict)
			}
		}
	}
	if len(s.Asked) > 0 && s.Status != desk.StopWaiting && s.By != "" {
		out.Again = "Opnieuw gevraagd: " + strings.Join(s.Asked, "; ")
		if len(s.Asked) > maxAsked {
			out.Again = "Opnieuw gevraagd: " + plural(len(s.Asked), "onderdeel", "onderdelen") + " van de stukken"
		}
	}
	if !s.Plan.IsZero() && s.Status != desk.StopDone && s.Status != desk.StopSkipped {
		out.Plan = "uiterlijk " + day(s.Plan, now).Text
		out.Overdue = s.Plan.Before(workflow.CivilDay(now))
	}
	return out
}

// lineOf draws the route, from the opsteller to the sending.
func lineOf(v desk.View, now time.Time) templates.Line {
	var l templates.Line
	if len(v.Route) > 0 {
		l.Steps = append(l.Steps, startOf(v, now))
	}
	for i, step := range v.Route {
		drawn := stepOf(step, now)
		if len(step) > 1 && i < len(v.State.Route.Line) {
			drawn.Rule = "Tegelijk, een van deze is genoeg"
			if v.State.Route.Line[i].All {
				drawn.Rule = "Tegelijk, in willekeurige volgorde"
			}
		}
		l.Steps = append(l.Steps, drawn)
	}
	if len(v.Route) > 0 && v.State.HasLetter() {
		l.Steps = append(l.Steps, endOf(v, now))
	}
	for _, b := range v.Beside {
		l.Beside = append(l.Beside, stopOf(b, now))
	}
	l.Columns = max(len(l.Steps), 2)
	return l
}

func stepOf(step []desk.Stop, now time.Time) templates.Step {
	out := templates.Step{Mark: string(desk.StopWaiting)}
	for i, s := range step {
		stop := stopOf(s, now)
		out.Stops = append(out.Stops, stop)
		if i == 0 || s.Status == desk.StopTurn {
			out.Mark = stop.Mark
		}
	}
	return out
}

func startOf(v desk.View, now time.Time) templates.Step {
	stop := templates.Stop{Title: "Opsteller", House: v.State.Organisation.Name(), People: v.Opsteller, Mark: "start", Says: "Ingediend"}
	for _, l := range v.History {
		if l.Event == "Submitted" {
			stop.When = moment(l.At, now)
		}
	}
	step := templates.Step{Mark: "start", Stops: []templates.Stop{stop}}
	if slices.ContainsFunc(v.State.Holder(), func(st workflow.Station) bool { return st.ID == workflow.StationOpsteller }) {
		step.Mark, step.Stops[0].Mark = "turn", "turn"
		step.Stops[0].Says, step.Stops[0].When = "Ligt hier sinds", moment(v.State.SinceOf(workflow.StationOpsteller), now)
	}
	return step
}

func endOf(v desk.View, now time.Time) templates.Step {
	stop := templates.Stop{Title: "Verzending", House: "aan de Kamer", Mark: "end", Says: "Wacht op alle akkoorden"}
	switch sent := v.State.Sending; {
	case sent != nil:
		stop.Mark, stop.Says, stop.When = "done", "Verzonden", day(sent.Date, now)
	case v.State.Closed():
		stop.Mark, stop.Says = "skipped", "Vervalt"
	case len(v.Waits) == 0 && v.State.Besluit != nil:
		stop.Says = "Kan verzonden worden"
	}
	return templates.Step{Mark: stop.Mark, Stops: []templates.Stop{stop}}
}

// historyOf tells the history, newest first.
func historyOf(v desk.View, now time.Time) []templates.Event {
	out := make([]templates.Event, 0, len(v.History))
	for _, l := range slices.Backward(v.History) {
		sentence, icon, tone := templates.Tell(templates.Telling{Event: l.Event, Who: l.Who, Namens: l.Namens, Station: l.Station, Verdict: l.Verdict, Details: l.Details})
		out = append(out, templates.Event{When: moment(l.At, now), Sentence: sentence, Text: l.Text, Note: l.Note, Short: l.Short, Mark: icon, Tone: tone})
	}
	return out
}

// paperItems lists the papers of a dossier.
func paperItems(v desk.View) []templates.PaperItem {
	var out []templates.PaperItem
	for _, p := range v.Papers {
		item := templates.PaperItem{Name: p.Name, Href: place(v.ID, "stukken", string(p.ID)), Source: place(v.ID, "stukken", string(p.ID), "bron"),
			PDF: place(v.ID, "stukken", string(p.ID), "pdf"), Digest: p.Digest.Short(), Remarks: len(p.Remarks), Changed: len(p.Changes) > 0,
			NeverRead: !p.Read && v.Relation != workflow.RelationOpsteller, Working: p.Draft}
		for _, r := range p.Remarks {
			if !v.Shows(r) {
				item.Remarks--
			}
			if r.Severity == documents.SeverityBlock {
				item.Blocking++
			}
		}
		out = append(out, item)
	}
	return out
}

// publicFiles lists the exported files.
func publicFiles(v desk.View) []templates.PublicFile {
	var out []templates.PublicFile
	for _, f := range v.Public {
		out = append(out, templates.PublicFile{Name: f.Name, Label: capital(strings.TrimSuffix(f.Name, "."+f.Format)) + " (" + f.Format + ")",
			Href: place(v.ID, "openbaar", string(f.Paper), f.Format), Size: size(f.Size), Digest: f.Digest.Short()})
	}
	return out
}
