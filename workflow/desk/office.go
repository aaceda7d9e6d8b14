package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// View gives a dossier as the actor may see it: to another ministry the letter
// and what is asked of it, to everyone else the whole set. It fails with
// ErrNotFound for a dossier that the actor may not know of.
func (d *Desk) View(ctx context.Context, by workflow.Actor, id workflow.DossierID) (View, error) {
	v, _, err := d.view(ctx, by, id)
	return v, err
}

// Read is View for who has the papers on the screen to read: it is written to
// the read log first, and moves the reader's position to what is shown now.
func (d *Desk) Read(ctx context.Context, ask Ask, id workflow.DossierID) (View, error) {
	v, x, err := d.view(ctx, ask.Actor, id)
	if err != nil {
		return View{}, err
	}
	var papers []documents.Digest
	for _, p := range v.Papers {
		papers = append(papers, p.Digest)
	}
	if err := d.logAll(ctx, ask, id, workflow.ActionSeeDossier, "ok", papers...); err != nil {
		return View{}, err
	}
	return v, d.remember(ctx, ask.Actor.Person, x, v)
}

func (d *Desk) view(ctx context.Context, by workflow.Actor, id workflow.DossierID) (View, *dossier, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return View{}, nil, err
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return View{}, nil, err
	}
	s := x.state
	if s.Phase == workflow.Concept {
		s.Deadline = deadline(x.set()) // as it is being written, not as it was laid down
	}
	whole := d.explain(s, by, workflow.ActionSeeDossier).Allowed
	v := View{ID: id, Seq: x.history.Seq, State: s, Phase: s.Phase, Kind: s.Kind, Opsteller: dir.person(ctx, s.Opsteller),
		Relation: s.Relation(by), Deadline: s.Until(), Late: d.late(s.Until(), s.Phase), Since: s.Since}
	v.Seen = x.papers.Digest()
	if !whole {
		v.Seen = x.papers.Letter().Digest()
	}
	if v.Papers, err = d.paperViews(ctx, by, x, whole); err != nil {
		return View{}, nil, err
	}
	v.title(x, whole)
	if v.Route, v.Beside, err = d.line(ctx, dir, x, whole, by); err != nil {
		return View{}, nil, err
	}
	v.LetterDate = x.letterDate()
	if whole && !s.Closed() {
		v.Planning = plan(s.Plan(d.today(), d.now.Load().recess), v.Route, v.Beside)
	}
	if v.History, err = d.lines(ctx, dir, x, by, whole); err != nil {
		return View{}, nil, err
	}
	if whole {
		if v.SentBack, err = d.sentBack(ctx, dir, s); err != nil {
			return View{}, nil, err
		}
		if v.Points, v.Asked, err = d.points(ctx, dir, x); err != nil {
			return View{}, nil, err
		}
		v.AnswersPoints = d.mayAnswer(x, by) == nil
	}
	if s.Besluit != nil && whole {
		m := Message{By: dir.person(ctx, s.Besluit.By), Namens: dir.person(ctx, s.Besluit.Namens), At: s.Besluit.At, From: dir.stationTitle(s, s.Besluit.Station)}
		if m.Text, err = d.remark(ctx, s.Besluit.Remark); err != nil {
			return View{}, nil, err
		}
		v.Besluit = &m
		if ref, there := s.ToPublish().Find(workflow.PaperAantekening); there {
			v.Aantekening = &PaperView{ID: ref.ID, Soort: ref.Soort, Name: paperTitle(ref.ID, ref.Soort), Digest: ref.Digest, Paper: x.texts[ref.ID].paper}
		}
	}
	if v.Silent, err = d.silenced(ctx, by, x); err != nil {
		return View{}, nil, err
	}
	if v.Choices, err = d.choices(ctx, x, by); err != nil {
		return View{}, nil, err
	}
	if whole {
		if v.Tellings, err = d.tellings(ctx, dir, s, by); err != nil {
			return View{}, nil, err
		}
		if v.Annexes, err = d.annexViews(ctx, x); err != nil {
			return View{}, nil, err
		}
		v.Answers, v.AnswersVersion = d.answerViews(ctx, dir, x), x.answersVersion
		if err := d.promised(ctx, dir, by, x, &v); err != nil {
			return View{}, nil, err
		}
		v.Public = publicViews(s)
		if c, ok := v.Choice(workflow.Dispatch{}.Action()); ok && c.Rule == "R15" {
			v.Waits = append(v.Waits, c.Why)
		}
	}
	return v, x, nil
}

// plan puts at every stop by when it should have acted, and gives what does not
// fit.
func plan(p workflow.Planning, line [][]Stop, beside []Stop) []string {
	latest := map[workflow.StationID]documents.Date{}
	for _, l := range append(p.Legs, p.Beside...) {
		for _, st := range l.Stations {
			latest[st.ID] = l.Latest
		}
	}
	for _, stops := range append(line, beside) {
		for i := range stops {
			stops[i].Plan = latest[stops[i].Station.ID]
		}
	}
	return p.Remarks
}

// sentBack says why the papers came back, or gives nil when they did not.
func (d *Desk) sentBack(ctx context.Context, dir *directory, s workflow.State) (*Message, error) {
	r := s.Back()
	if r == nil {
		return nil, nil
	}
	text, err := d.remark(ctx, r.Reason)
	if err != nil {
		return nil, err
	}
	return &Message{By: dir.person(ctx, r.By), Namens: dir.person(ctx, r.Namens), At: r.At, From: dir.stationTitle(s, r.Station), Text: text}, nil
}

// choices asks of every command of this moment whether it may, with papers as
// they lie there, working texts included.
func (d *Desk) choices(ctx context.Context, x *dossier, by workflow.Actor) ([]workflow.Choice, error) {
	s := x.state
	s.Papers = x.papers
	open, err := d.openPoints(ctx, x)
	if err != nil {
		return nil, err
	}
	marked := sync.OnceValues(func() (workflow.Marked, error) { return d.marked(ctx, x) })
	var out []workflow.Choice
	for _, c := range workflow.Candidates(s, by) {
		if c, err = carries(c, marked); err != nil {
			return nil, err
		}
		switch goes := c.(type) {
		case workflow.Submit:
			if goes.Blocking, err = d.blocking(ctx, x); err != nil {
				return nil, err
			}
			goes.Blocking = append(goes.Blocking, open...)
			c = goes
		case workflow.GiveParaaf:
			goes.Open = open
			c = goes
		}
		out = append(out, d.May(s, by, d.clock(), c))
	}
	return out, nil
}

// title takes onderwerp and kenmerk from what the reader may see.
func (v *View) title(x *dossier, whole bool) {
	for _, ref := range x.written() {
		p := x.texts[ref.ID].paper
		switch {
		case whole && p.Soort() == documents.SoortNota:
			n := documents.Nota{Paper: p}
			v.Onderwerp, v.Kenmerk = n.Onderwerp(), n.Kenmerk().Normal
			return
		case !whole && p.Soort() == documents.SoortKamerbrief:
			l := documents.Kamerbrief{Paper: p}
			v.Onderwerp, v.Kenmerk = l.Betreft(), l.OnsKenmerk().Normal
			return
		}
	}
}

// paperViews gives the papers that the reader may see, with remarks for who
// may see the whole and with what changed since the reader last read them.
func (d *Desk) paperViews(ctx context.Context, by workflow.Actor, x *dossier, whole bool) ([]PaperView, error) {
	shown := x.papers
	if !whole {
		shown = x.papers.Letter()
	}
	remarks := map[int][]documents.Remark{}
	if whole {
		known, err := d.circumstances(ctx, x)
		if err != nil {
			return nil, err
		}
		for _, r := range documents.Lint(x.set(), known) {
			remarks[r.Paper] = append(remarks[r.Paper], r)
		}
	}
	before, err := d.lastRead(ctx, by.Person, x)
	if err != nil {
		return nil, err
	}
	var out []PaperView
	for i, ref := range x.written() {
		if _, visible := shown.Find(ref.ID); !visible {
			continue
		}
		t := x.texts[ref.ID]
		pv := PaperView{ID: ref.ID, Soort: ref.Soort, Name: paperTitle(ref.ID, ref.Soort), Digest: ref.Digest,
			Version: x.version(ref.ID), Draft: t.draft, Paper: t.paper, Remarks: remarks[i]}
		if old, known := before[ref.ID]; known {
			pv.Read = true
			if string(old.Bytes()) != string(t.paper.Bytes()) {
				pv.Changes = documents.Diff(old, t.paper)
			}
		}
		out = append(out, pv)
	}
	return out, nil
}

// line draws the route with how far each station is.
func (d *Desk) line(ctx context.Context, dir *directory, x *dossier, whole bool, by workflow.Actor) (steps [][]Stop, beside []Stop, err error) {
	s := x.state
	turn := map[workflow.StationID]bool{}
	for _, st := range append(s.Holder(), s.Awaiting()...) {
		turn[st.ID] = true
	}
	if whole {
		for _, step := range s.Route.Line {
			var stops []Stop
			for _, st := range step.Stations {
				stop, err := d.stop(ctx, dir, x, st, turn[st.ID])
				if err != nil {
					return nil, nil, err
				}
				stops = append(stops, stop)
			}
			steps = append(steps, stops)
		}
	}
	for _, st := range s.Route.Beside {
		if _, own := fills(by, st.Seat); !whole && !own {
			continue
		}
		stop, err := d.stop(ctx, dir, x, st, turn[st.ID])
		if err != nil {
			return nil, nil, err
		}
		beside = append(beside, stop)
	}
	return steps, beside, nil
}

// fills reports whether the actor fills the seat or serves it as secretariaat.
func fills(by workflow.Actor, seat workflow.Seat) (workflow.Seat, bool) {
	own := slices.Clone(by.Seats)
	for _, w := range by.Waarnemings {
		own = append(own, w.Seat)
	}
	for _, o := range own {
		if o == seat || o.Role == workflow.RoleSecretariaat && seat.Organisation.Within(o.Organisation) {
			return o, true
		}
	}
	return workflow.Seat{}, false
}

// stop dresses one station.
func (d *Desk) stop(ctx context.Context, dir *directory, x *dossier, st workflow.Station, turn bool) (Stop, error) {
	s := x.state
	people, err := dir.asked(ctx, st)
	if err != nil {
		return Stop{}, err
	}
	stop := Stop{Station: st, Title: dir.title(st), House: dir.house(st.Seat.Organisation.Ministry()), People: people, Status: StopWaiting,
		Own: st.Seat.Organisation.Ministry() == s.Organisation.Ministry()}
	var last *workflow.Assent
	for i := range s.Assents {
		if s.Assents[i].Station == st.ID {
			last = &s.Assents[i]
		}
	}
	switch stands := s.Stands(st.ID); {
	case stands != nil:
		stop.Status = StopDone
		last = stands
	case slices.ContainsFunc(s.Skipped, func(k workflow.Skipped) bool { return k.Station == st.ID }):
		stop.Status = StopSkipped
	case turn:
		stop.Status = StopTurn
		for _, a := range s.Arrivals {
			if a.Station == st.ID {
				stop.Since = a.At
			}
		}
	case last != nil && last.Verdict == workflow.NietAkkoord:
		stop.Status = StopRefused
	case last != nil:
		stop.Status = StopLapsed
	}
	if stop.Status == StopTurn || stop.Status == StopWaiting {
		if stop.Alone, err = dir.alone(ctx, st, s.Kind); err != nil {
			return Stop{}, err
		}
	}
	if stop.Status == StopSkipped {
		for _, k := range s.Skipped {
			if k.Station == st.ID {
				stop.By, stop.At = dir.person(ctx, k.By), k.At
				stop.Remark, err = d.remark(ctx, k.Reason)
			}
		}
		return stop, err
	}
	if st.Kind == workflow.AskAdvice {
		return d.advised(ctx, dir, s, stop)
	}
	if last == nil {
		return stop, nil
	}
	stop.By, stop.Namens = dir.person(ctx, last.By), dir.person(ctx, last.Namens)
	stop.At, stop.Verdict = last.At, last.Verdict
	if stop.Remark, err = d.remark(ctx, last.Remark); err != nil {
		return Stop{}, err
	}
	if stop.Status == StopTurn || stop.Status == StopLapsed {
		for _, c := range s.Asked(st.ID) {
			stop.Asked = append(stop.Asked, x.label(c))
		}
	}
	return stop, nil
}

// advised dresses the stop of an adviser with the last thing he said. It is no
// assent: it lies on the papers that he read, and binds nobody.
func (d *Desk) advised(ctx context.Context, dir *directory, s workflow.State, stop Stop) (Stop, error) {
	for _, a := range slices.Backward(s.Advice) {
		if a.Station != stop.Station.ID {
			continue
		}
		stop.By, stop.Namens, stop.At = dir.person(ctx, a.By), dir.person(ctx, a.Namens), a.At
		if stop.Status != StopSkipped && a.On == s.SetDigest() {
			stop.Status = StopDone
		}
		var err error
		stop.Remark, err = d.remark(ctx, a.Remark)
		return stop, err
	}
	return stop, nil
}

// label is what a changed section is called.
func (x *dossier) label(c workflow.SectionChange) string {
	t, there := x.texts[c.Paper]
	if !there {
		return string(c.Paper)
	}
	name := paperTitle(c.Paper, t.paper.Soort())
	for _, part := range t.paper.Parts() {
		if part.Key == c.Section {
			return name + ", " + part.Label
		}
	}
	return name
}

// remark gives the text behind a digest, or "" for none.
func (d *Desk) remark(ctx context.Context, digest documents.Digest) (string, error) {
	if digest.IsZero() {
		return "", nil
	}
	p, err := d.book.Paper(ctx, digest)
	if err != nil {
		return "", fmt.Errorf("load a remark: %w", err)
	}
	return string(p.Bytes), nil
}

func (dir *directory) stationTitle(s workflow.State, id workflow.StationID) string {
	if st, ok := s.Station(id); ok {
		return dir.title(st)
	}
	return dir.title(workflow.Station{ID: id})
}

// lines gives the history, newest last. To another ministry it gives only what
// concerns the letter: its own answers and the dispatch.
func (d *Desk) lines(ctx context.Context, dir *directory, x *dossier, by workflow.Actor, whole bool) ([]Line, error) {
	var out []Line
	notes := d.explain(x.state, by, workflow.ActionSeeNotes).Allowed
	for _, e := range x.history.Entries {
		l := Line{Seq: e.Seq, At: e.At, Who: dir.person(ctx, e.By), Namens: dir.person(ctx, e.Namens), Event: e.Event.Name()}
		t := tell(e.Event)
		if !whole && !(t.letter && x.concerns(by, t.station)) {
			continue
		}
		if t.station != "" {
			l.Station = dir.stationTitle(x.state, t.station)
		}
		l.Verdict, l.Details = t.verdict, t.details
		if t.to != "" {
			l.Details["to"] = dir.stationTitle(x.state, t.to)
		}
		if !t.on.IsZero() {
			l.Short = t.on.Short()
		}
		var err error
		if l.Text, err = d.remark(ctx, t.text); err != nil {
			return nil, err
		}
		if notes {
			if l.Note, err = d.remark(ctx, t.note); err != nil {
				return nil, err
			}
		}
		if t.person != "" {
			l.Details["person"] = dir.person(ctx, t.person)
		}
		out = append(out, l)
	}
	return out, nil
}

// concerns reports whether an event at a station may be told to the actor of
// another ministry: it is his own, or of everyone.
func (x *dossier) concerns(by workflow.Actor, id workflow.StationID) bool {
	st, ok := x.state.Station(id)
	if !ok {
		return id == ""
	}
	_, own := fills(by, st.Seat)
	return own
}

// A telling is what the history says of one event.
type telling struct {
	station workflow.StationID
	to      workflow.StationID // where the papers went back to; "" for the opsteller
	on      documents.Digest
	text    documents.Digest // reason or remark
	note    documents.Digest // internal remark beside it
	verdict workflow.Verdict
	person  workflow.PersonID
	letter  bool // concerns the letter, so another ministry may know
	details map[string]string
}

// tell picks from an event what its sentence needs.
func tell(e workflow.Event) telling {
	t := telling{details: map[string]string{}}
	switch e := e.(type) {
	case workflow.Revised:
		t.station = e.Station
	case workflow.RouteChanged:
		t.text = e.Reason
	case workflow.Submitted:
		t.on, t.details["round"] = e.On, strconv.Itoa(e.Round)
	case workflow.ParaafGiven:
		t.station, t.on, t.text, t.verdict, t.details["told"] = e.Station, e.On, e.Remark, e.Verdict, string(e.How)
	case workflow.SentBack:
		t.station, t.on, t.text, t.note, t.verdict = e.Station, e.On, e.Reason, e.Note, e.Verdict
		t.to = e.To
	case workflow.AskedBack:
		t.text = e.Reason
	case workflow.AssentTakenBack:
		t.station, t.text = e.Station, e.Reason
	case workflow.MedeakkoordGiven:
		t.station, t.on, t.text, t.letter = e.Station, e.On, e.Remark, true
	case workflow.MedeakkoordRefused:
		t.station, t.on, t.text, t.letter = e.Station, e.On, e.Reason, true
	case workflow.BesluitTaken:
		t.station, t.on, t.text, t.note, t.verdict = e.Station, e.On, e.Remark, e.Note, e.Verdict
		t.details["until"], t.details["told"] = e.Until.String(), string(e.How)
	case workflow.NotaWithdrawn:
		t.text = e.Reason
	case workflow.HandedOver:
		t.person, t.text = e.To, e.Reason
	case workflow.ColleagueInvited:
		t.person = e.Person
	case workflow.StationSkipped:
		t.station, t.text = e.Station, e.Reason
	case workflow.StationForwarded:
		t.station, t.text = e.Station, e.Reason
	case workflow.AdviceAsked:
		t.station, t.text = e.Station, e.Question
	case workflow.AdviceGiven:
		t.station, t.on, t.text = e.Station, e.On, e.Remark
	case workflow.GezienMarked:
		t.on = e.On
	case workflow.SpoedSet:
		t.text, t.details["latest"] = e.Reason, workflow.Amsterdam(e.Latest).Format(time.DateTime)
	case workflow.MarksSet:
		t.details["paper"] = string(e.Paper)
	case workflow.ReviewReturned:
		t.text = e.Reason
	case workflow.ExportRecorded:
		t.details["files"] = strconv.Itoa(len(e.Files))
	case workflow.SignatureRecorded:
		t.station, t.details["how"], t.details["on"] = e.Station, e.How, e.On.String()
	case workflow.LetterDispatched:
		t.text, t.letter, t.details["date"] = e.Nazenden, true, e.Date.String()
	case workflow.BeslisnotaSent:
		t.details["date"] = e.Date.String()
	case workflow.ToezeggingenLinked:
		t.text = e.Other
	case workflow.ToezeggingRecorded:
		t.text, t.details["date"] = e.Said, e.On.String()
	case workflow.ToezeggingSettled:
		t.text, t.details["date"] = e.How, e.On.String()
	case workflow.ZienswijzeAsked:
		t.text, t.details["date"] = e.Of, e.Until.String()
	case workflow.ZienswijzeReceived:
		t.text, t.details["date"] = e.Reason, e.On.String()
	case workflow.EmbargoSet:
		t.text = e.Reason
		if !e.Until.IsZero() {
			t.details["date"] = e.Until.String()
		}
	case workflow.LetterDated:
		if !e.On.IsZero() {
			t.details["date"] = e.On.String()
		}
	case workflow.NietOpenbaarSet:
		t.text, t.details["paper"] = e.Reason, string(e.Paper)
	case workflow.AlreadyPublicSet:
		t.text, t.details["paper"] = e.Link, string(e.Paper)
	case workflow.PublicationWithdrawn:
		t.text = e.Reason
	case workflow.Reminded:
		t.station, t.details["reminder"] = e.Station, string(e.Reminder)
	}
	return t
}
