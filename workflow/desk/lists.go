package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Worklist gives what lies with the actor: nearest deadline first.
func (d *Desk) Worklist(ctx context.Context, by workflow.Actor) ([]Row, error) {
	seats := slices.Clone(by.Seats)
	for _, w := range by.Waarnemings {
		seats = append(seats, w.Seat)
	}
	list, err := d.book.Worklist(ctx, seats, journal.Page{Size: 500})
	if err != nil {
		return nil, fmt.Errorf("load the worklist: %w", err)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, r := range list.Rows {
		row, mine, err := d.workRow(ctx, by, dir, r)
		if isDamaged(err) {
			row, mine, err = damagedRow(r), true, nil
		}
		if err != nil {
			return nil, err
		}
		if mine {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// workRow gives the row of a dossier that lies with a seat of the actor, and
// whether it is for him: not when four eyes ask for another of the same seat.
func (d *Desk) workRow(ctx context.Context, by workflow.Actor, dir *directory, r journal.Row) (Row, bool, error) {
	x, err := d.fetch(ctx, r.ID)
	if err != nil {
		return Row{}, false, err
	}
	task := d.task(x.state, by)
	if task == "" {
		return Row{}, false, nil
	}
	row, err := d.row(ctx, dir, r, x.state)
	if err != nil {
		return Row{}, false, err
	}
	row.Task = task
	if d.freezes(r.ID, x.state, by) {
		return frozenRow(row), true, nil
	}
	return d.narrowed(by, x, row), true, nil
}

// isDamaged reports whether a record of a dossier is not what was written: it
// stands in a list as such, and takes no other with it.
func isDamaged(err error) bool {
	var damaged *journal.Damaged
	return errors.As(err, &damaged)
}

// damagedRow is a row of what cannot be read whole.
func damagedRow(r journal.Row) Row {
	return Row{ID: r.ID, Kind: r.Kind, Phase: r.Phase, Damaged: true}
}

// tasks are the actions that bring a dossier further, most telling first.
var tasks = []workflow.Action{
	workflow.TakeBesluit{}.Action(), workflow.GiveParaaf{}.Action(), workflow.GiveMedeakkoord{}.Action(),
	workflow.Submit{}.Action(), workflow.CloseSecondReading{}.Action(), workflow.ConfirmReview{}.Action(), workflow.SettleDifferences{}.Action(), workflow.CloseReview{}.Action(),
	workflow.RecordExport{}.Action(), workflow.RecordSignature{}.Action(), workflow.Dispatch{}.Action(),
	workflow.SendBeslisnota{}.Action(), workflow.GiveAdvice{}.Action(),
}

// task says what the actor is asked to do now. An action counts when the
// policy gives it and no rule about persons or turns forbids it; that there is
// still work to do before it succeeds (a finding undecided) does not matter.
func (d *Desk) task(s workflow.State, by workflow.Actor) workflow.Action {
	cs := workflow.Candidates(s, by)
	for _, a := range tasks {
		for _, c := range cs {
			if c.Action() != a {
				continue
			}
			choice := d.May(s, by, d.clock(), c)
			if choice.Allowed || slices.Contains(unready, choice.Rule) {
				return a
			}
		}
	}
	return ""
}

// unready are the rules that refuse because work is not finished, rather than
// because it is somebody else's.
var unready = []string{"R12", "R14", "R18", "R15"}

// Mine gives each dossier that the actor is the opsteller of, newest first.
func (d *Desk) Mine(ctx context.Context, by workflow.Actor) ([]Row, error) {
	list, err := d.book.Mine(ctx, by.Person, journal.Page{Size: 500})
	if err != nil {
		return nil, fmt.Errorf("load own dossiers: %w", err)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, r := range list.Rows {
		row, err := d.ownRow(ctx, by, dir, r)
		if isDamaged(err) {
			row, err = damagedRow(r), nil
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (d *Desk) ownRow(ctx context.Context, by workflow.Actor, dir *directory, r journal.Row) (Row, error) {
	s, err := d.stateOf(ctx, r.ID)
	if err != nil {
		return Row{}, err
	}
	row, err := d.row(ctx, dir, r, s)
	if err != nil {
		return Row{}, err
	}
	if s.Phase == workflow.InLine {
		row.planned(s.Plan(d.today(), d.now.Load().recess))
	}
	if d.freezes(r.ID, s, by) {
		return frozenRow(row), nil
	}
	return row, nil
}

// planned puts the plan on a row: the day of the first leg that lies open, and
// what does not fit.
func (r *Row) planned(p workflow.Planning) {
	r.Short = p.Late
	for _, l := range p.Legs {
		if !l.Done {
			r.Plan = l.Latest
			return
		}
	}
}

// A Search says which of the dossiers that one may see are asked.
type Search struct {
	journal.Filter
	After string // Next of the Found before; "" begins at the newest
}

// tells reports whether an answer says more of a dossier than its row does when
// it is frozen: the kind and the phase stand there, words and days do not.
func (q Search) tells() bool {
	return q.Text != "" || q.Under != "" || !q.From.IsZero() || !q.Until.IsZero()
}

// A Found is one page of what was asked, newest first; Next is "" on the last.
type Found struct {
	Rows []Row
	Next string
}

// found is how many dossiers stand on one page.
const found = 50

// Visible gives what the actor may see of what is asked.
func (d *Desk) Visible(ctx context.Context, ask Ask, q Search) (Found, error) {
	if q.Text = strings.TrimSpace(q.Text); q.Text != "" {
		if err := d.log(ctx, ask, "", documents.Digest{}, workflow.ActionSearch, "ok"); err != nil {
			return Found{}, err
		}
	}
	list, err := d.book.Visible(ctx, reach(ask.Actor), ask.Actor.Person, q.Filter, journal.Page{After: q.After, Size: found}, principals(ask.Actor)...)
	if err != nil {
		return Found{}, fmt.Errorf("load what may be seen: %w", err)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return Found{}, err
	}
	var rows []Row
	for _, r := range list.Rows {
		// The query narrows by seat; the page itself asks the policy, so the
		// list asks it too and never names what the page would not open.
		x, err := d.load(ctx, ask.Actor, r.ID)
		if Frozen(err) {
			if !q.tells() { // to find it by a word is to read it
				rows = append(rows, frozenRow(Row{ID: r.ID, Kind: r.Kind, Phase: r.Phase}))
			}
			continue
		}
		if isDamaged(err) {
			if !q.tells() {
				rows = append(rows, damagedRow(r))
			}
			continue
		}
		if errors.Is(err, ErrNotFound) || errors.Is(err, journal.ErrDestroyed) || err == nil && !d.mayFind(ask.Actor, x, q.Text) {
			continue
		} else if err != nil {
			return Found{}, err
		}
		row, err := d.row(ctx, dir, r, x.state)
		if err != nil {
			return Found{}, err
		}
		if q.Text != "" && d.explain(x.state, ask.Actor, workflow.ActionSeeDossier).Allowed {
			if row.Found, err = d.foundIn(ctx, x, q.Text); err != nil {
				return Found{}, err
			}
		}
		rows = append(rows, d.narrowed(ask.Actor, x, row))
	}
	return Found{rows, list.Next}, nil
}

// mayFind reports whether a search may answer with a dossier: the index holds
// the words of every paper, and to find one by a word of the nota is to read it.
func (d *Desk) mayFind(by workflow.Actor, x *dossier, query string) bool {
	if query == "" || d.explain(x.state, by, workflow.ActionSeeDossier).Allowed {
		return true
	}
	letter := ""
	for _, ref := range x.papers.Letter() {
		letter += strings.ToLower(string(x.texts[ref.ID].paper.Bytes())) + "\n"
	}
	for _, word := range strings.Fields(strings.ToLower(query)) {
		if !strings.Contains(letter, word) {
			return false
		}
	}
	return true
}

// frozenRow is a row of what is frozen to the reader: that it is there he knows,
// and that it is frozen he must know to ask about it; of what it is about and
// with whom it lies it says nothing any more.
func frozenRow(row Row) Row {
	return Row{ID: row.ID, Kind: row.Kind, Phase: row.Phase, Frozen: true}
}

// narrowed takes out of a row what somebody who sees only the letter may not
// know: how the nota calls it, why it came back and at whose desk of ours it lies.
func (d *Desk) narrowed(by workflow.Actor, x *dossier, row Row) Row {
	if d.explain(x.state, by, workflow.ActionSeeDossier).Allowed {
		return row
	}
	var v View
	v.title(x, false)
	row.Onderwerp, row.Kenmerk, row.SentBack = v.Onderwerp, v.Kenmerk, nil
	row.With = slices.DeleteFunc(row.With, func(s Stop) bool {
		_, own := fills(by, s.Station.Seat)
		return !own
	})
	for _, s := range row.With {
		row.Since = s.Since
	}
	return row
}

// reach lists the seats by which the involved rows of a dossier are matched: a
// seat, and for roles that see with a whole directie or ministry the same role
// in the organisations above. It mirrors workflow.State.Standings.
func reach(by workflow.Actor) []workflow.Seat {
	var seats []workflow.Seat
	add := func(s workflow.Seat) {
		if !slices.Contains(seats, s) {
			seats = append(seats, s)
		}
	}
	own := slices.Clone(by.Seats)
	for _, w := range by.Waarnemings {
		own = append(own, w.Seat)
	}
	for _, s := range own {
		add(s)
		switch s.Role {
		case workflow.RoleOpsteller, workflow.RoleDirectie, workflow.RoleSecretariaat, workflow.RoleCommunicatie:
			for o := range above(s.Organisation) {
				add(workflow.Seat{Role: s.Role, Organisation: o})
			}
		}
	}
	return seats
}

// principals lists whom the actor stands in for: a station that asks for one
// person is theirs, and no seat shows it.
func principals(by workflow.Actor) []workflow.PersonID {
	var out []workflow.PersonID
	for _, w := range by.Waarnemings {
		out = append(out, w.Namens)
	}
	return out
}

// above yields the organisations that o lies in, nearest first.
func above(o workflow.OrganisationID) func(func(workflow.OrganisationID) bool) {
	return func(yield func(workflow.OrganisationID) bool) {
		for i := strings.LastIndexByte(string(o), '.'); i > 0; i = strings.LastIndexByte(string(o), '.') {
			if o = o[:i]; !yield(o) {
				return
			}
		}
	}
}

// involved lists the seats that may see a dossier as it is now, asked of the
// policy seat by seat, so that the lists show what the pages will open.
func (d *Desk) involved(s workflow.State) journal.Involved {
	var seats []workflow.Seat
	add := func(role workflow.Role, o workflow.OrganisationID) {
		seat := workflow.Seat{Role: role, Organisation: o}
		if slices.Contains(seats, seat) {
			return
		}
		who := workflow.Actor{Seats: []workflow.Seat{seat}}
		if d.explain(s, who, workflow.ActionSeeDossier).Allowed || d.explain(s, who, workflow.ActionSeeLetter).Allowed {
			seats = append(seats, seat)
		}
	}
	for _, st := range s.Route.Stations() {
		add(st.Seat.Role, st.Seat.Organisation)
		add(workflow.RoleSecretariaat, st.Seat.Organisation)
		for o := range above(st.Seat.Organisation) {
			add(workflow.RoleSecretariaat, o)
		}
	}
	for _, o := range append(slices.Collect(above(s.Organisation)), s.Organisation) {
		for _, r := range []workflow.Role{workflow.RoleOpsteller, workflow.RoleDirectie, workflow.RoleSecretariaat, workflow.RoleCommunicatie} {
			add(r, o)
		}
	}
	for _, seat := range s.CC {
		add(seat.Role, seat.Organisation)
	}
	persons := append([]workflow.PersonID{s.Opsteller}, s.Invited...)
	for _, st := range s.Route.Stations() {
		who := workflow.Actor{Person: st.Person, Seats: []workflow.Seat{st.Seat}}
		if st.Person != "" && d.explain(s, who, workflow.ActionSeeDossier).Allowed {
			persons = append(persons, st.Person) // asked by name: the seat alone sees nothing
		}
	}
	if s.Rubricering != workflow.GeenRubricering { // who wrote it keeps it, and no seat of his shows it
		persons = append(persons, s.Writers...)
	}
	return journal.Involved{Seats: seats, Persons: persons}
}

// row dresses a row of the book, of the dossier that s is the state of.
func (d *Desk) row(ctx context.Context, dir *directory, r journal.Row, s workflow.State) (Row, error) {
	row := Row{ID: r.ID, Onderwerp: r.OnderwerpText, Kenmerk: r.KenmerkText, Kind: r.Kind, Phase: r.Phase, Mark: s.Rubricering.Short(),
		Since: r.Since, Deadline: r.Deadline, Late: d.late(r.Deadline, r.Phase)}
	for _, w := range r.Awaiting {
		st, ok := s.Station(w.Station)
		if !ok {
			st = workflow.Station{ID: w.Station, Seat: workflow.Seat{Role: w.Role, Organisation: w.Organisation}}
		}
		stop := Stop{Station: st, Title: dir.title(st), House: dir.house(w.Organisation), Status: StopTurn, Since: w.Since}
		var err error
		if st.ID == workflow.StationOpsteller {
			stop.People = []string{dir.person(ctx, r.Opsteller)}
		} else if stop.People, err = dir.asked(ctx, st); err != nil {
			return Row{}, err
		} else if stop.Alone, err = dir.alone(ctx, st, r.Kind); err != nil {
			return Row{}, err
		}
		row.With = append(row.With, stop)
	}
	if !r.SentBack.IsZero() {
		var err error
		if row.SentBack, err = d.sentBack(ctx, dir, s); err != nil {
			return Row{}, err
		}
	}
	return row, nil
}

// late reports whether a deadline has passed for work that is not done.
func (d *Desk) late(deadline documents.Date, phase workflow.Phase) bool {
	switch phase {
	case workflow.Dispatched, workflow.Withdrawn, workflow.Ended:
		return false
	}
	return !deadline.IsZero() && deadline.Before(d.today())
}
