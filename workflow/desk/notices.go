package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// The kinds of notice: what the words of a notice or mail are chosen by.
const (
	NoticeTurn       = "turn"        // it lies with you now
	NoticeSentBack   = "sent-back"   // the papers came back, with a reason
	NoticeRefused    = "refused"     // another ministry said no to the letter
	NoticeBesluit    = "besluit"     // the bewindspersoon answered
	NoticeLapsed     = "lapsed"      // what you agreed to has changed
	NoticeWithdrawn  = "withdrawn"   // ended without besluit
	NoticeReturned   = "returned"    // the second reader gave the marks back
	NoticeDiffers    = "differs"     // the second reader decided otherwise
	NoticeDispatched = "dispatched"  // sent to the Kamer
	NoticeHandedOver = "handed-over" // you are the opsteller now, or no longer
	NoticeChanged    = "changed"     // somebody in the line agreed with a change of his own
	NoticePlan       = "plan-short"  // a station no longer gets its days
	NoticeEscalated  = "escalated"   // two days late, also for who keeps the line moving
	NoticeNamens     = "namens"      // somebody acted in your name
	NoticeCovered    = "covered"     // somebody stands in for you from today on
	NoticeStandsIn   = "stands-in"   // you stand in for somebody from today on
	NoticeUncovered  = "uncovered"   // a waarneming for you was ended before its last day
	NoticeStoodDown  = "stood-down"  // a waarneming by you was ended before its last day
	NoticeShortened  = "shortened"   // a waarneming for you was given an earlier last day
	NoticeStandsLess = "stands-less" // a waarneming by you was given an earlier last day
	NoticeReminder   = "reminder"    // the deadline nears or has passed
	NoticeToezegging = "toezegging"  // what your letter promised was not kept in time
)

// AboutWaarneming reports whether a kind of notice is about a waarneming: both
// people of it read it, and read more of it above the worklist.
func AboutWaarneming(kind string) bool {
	return slices.Contains([]string{NoticeCovered, NoticeStandsIn, NoticeUncovered, NoticeStoodDown, NoticeShortened, NoticeStandsLess}, kind)
}

// notify puts in the outbox who must hear of what this attempt does: of every
// refusal, change and end those who acted, and of their turn those who are
// newly asked. Nobody hears of his own act.
func (b *changing) notify(ctx context.Context, before workflow.State) error {
	told := map[workflow.PersonID]bool{b.ask.Actor.Person: true}
	tell := func(kind string, people ...workflow.PersonID) {
		for _, p := range people {
			if p != "" && !told[p] {
				told[p] = true
				b.batch.Notices = append(b.batch.Notices, journal.Notice{Kind: kind, To: p})
			}
		}
	}
	for _, e := range b.batch.Entries {
		tell(NoticeNamens, e.Namens)
	}
	everyone := append([]workflow.PersonID{b.state.Opsteller}, b.state.Acted...)
	for _, e := range b.batch.Entries {
		switch e := e.Event.(type) {
		case workflow.SentBack:
			tell(NoticeSentBack, everyone...)
		case workflow.MedeakkoordRefused:
			tell(NoticeRefused, everyone...)
		case workflow.BesluitTaken:
			tell(NoticeBesluit, everyone...)
		case workflow.NotaWithdrawn:
			tell(NoticeWithdrawn, everyone...)
		case workflow.LetterDispatched, workflow.BeslisnotaSent:
			tell(NoticeDispatched, everyone...)
		case workflow.ReviewReturned:
			tell(NoticeReturned, before.Reviewer, before.SecondReader)
		case workflow.SecondReadingClosed:
			if e.Differences > 0 {
				tell(NoticeDiffers, before.Reviewer)
			}
		case workflow.DifferencesSettled:
			tell(NoticeDiffers, before.Reviewer, before.Second.By)
		case workflow.HandedOver:
			tell(NoticeHandedOver, e.To, before.Opsteller)
		case workflow.Submitted:
			tell(NoticeLapsed, lapsed(before, b.state)...)
		case workflow.Revised:
			if e.Station != "" {
				tell(NoticeLapsed, lapsed(before, b.state)...)
				tell(NoticeChanged, everyone...)
			}
		case workflow.Reminded:
			if err := b.reminded(ctx, e, tell); err != nil {
				return err
			}
		}
	}
	was := append(before.Holder(), before.Awaiting()...)
	for _, st := range append(b.state.Holder(), b.state.Awaiting()...) {
		if _, already := find(was, st.ID); already {
			continue
		}
		people, err := b.seated(ctx, st)
		if err != nil {
			return err
		}
		tell(NoticeTurn, people...)
	}
	return nil
}

// reminded tells of a reminder: the station; when the plan cannot be kept also
// the opsteller, and when it is days late also the secretariaat of the station.
func (b *changing) reminded(ctx context.Context, e workflow.Reminded, tell func(kind string, people ...workflow.PersonID)) error {
	if e.Reminder == workflow.ToezeggingPassed {
		tell(NoticeToezegging, b.state.Opsteller)
		return nil
	}
	st, ok := find(append(b.state.Holder(), b.state.Awaiting()...), e.Station)
	if !ok {
		st, ok = b.state.Station(e.Station)
	}
	if !ok {
		return nil
	}
	people, err := b.seated(ctx, st)
	if err != nil {
		return err
	}
	switch e.Reminder {
	case workflow.PlanShort:
		tell(NoticePlan, append(people, b.state.Opsteller)...)
	case workflow.DeadlineEscalated:
		tell(NoticeEscalated, append(people, b.state.Opsteller)...)
		for o := range above(st.Seat.Organisation + ".") { // itself too
			secretaries, err := b.book.Seated(ctx, workflow.Seat{Role: workflow.RoleSecretariaat, Organisation: o})
			if err != nil {
				return fmt.Errorf("load a secretariaat: %w", err)
			}
			tell(NoticeEscalated, secretaries...)
		}
	default:
		tell(NoticeReminder, people...)
	}
	return nil
}

func find(stations []workflow.Station, id workflow.StationID) (workflow.Station, bool) {
	i := slices.IndexFunc(stations, func(s workflow.Station) bool { return s.ID == id })
	if i < 0 {
		return workflow.Station{}, false
	}
	return stations[i], true
}

// seated gives who fills a station today, stand-ins included; of the station
// where the opsteller writes that is the opsteller.
func (b *changing) seated(ctx context.Context, st workflow.Station) ([]workflow.PersonID, error) {
	if st.ID == workflow.StationOpsteller {
		return []workflow.PersonID{b.state.Opsteller}, nil
	}
	return b.fillers(ctx, st)
}

// lapsed gives who agreed before to papers that have changed since.
func lapsed(before, after workflow.State) []workflow.PersonID {
	var out []workflow.PersonID
	for _, a := range after.Assents {
		if after.Stands(a.Station) == nil {
			out = append(out, a.By)
		}
	}
	return out
}

// systeem is who the program is when it acts by itself.
var systeem = workflow.PersonID("systeem")

// planAhead is how many working days before its deadline a dossier is looked
// at: longer than any line is planned to need.
const planAhead = 60

// Remind decides, for every dossier whose deadline is in sight or past, whether
// its holders are reminded. Any number of nodes may ask at the same time: the
// rules remind once, and the loser of a race finds it done. It gives how many
// reminders went out. Of promises it does so for each that lies open in the register
// though its day has passed.
func (d *Desk) Remind(ctx context.Context) (int, error) {
	sent, failed := d.remindHolders(ctx)
	if failed != nil && !isDamaged(failed) {
		return sent, failed
	}
	for page := (journal.Page{Size: 200}); ; {
		late, next, err := d.book.Overdue(ctx, d.today(), page)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("load overdue toezeggingen: %w", err))
		}
		if err != nil && !isDamaged(err) {
			return sent, failed
		}
		for i, p := range late {
			if i > 0 && late[i-1].Ref.Dossier == p.Ref.Dossier {
				continue
			}
			n, err := d.remindOne(ctx, p.Ref.Dossier, func(r workflow.Remind) bool {
				return slices.ContainsFunc(late, func(o journal.Promise) bool {
					return o.Ref == workflow.ToezeggingRef{Dossier: p.Ref.Dossier, Number: r.Number}
				})
			})
			sent += n
			if errors.Is(err, journal.ErrDestroyed) {
				continue // nothing of it is left to remind of
			}
			if isDamaged(err) {
				failed = errors.Join(failed, err)
			} else if err != nil {
				return sent, errors.Join(failed, err)
			}
		}
		if next == "" {
			return sent, failed
		}
		page.After = next
	}
}

func (d *Desk) remindHolders(ctx context.Context) (int, error) {
	sent := 0
	var failed error // of dossiers that are damaged: they hold up no others
	until := workflow.AddWorkdays(d.today(), planAhead)
	for page := (journal.Page{Size: 200}); ; {
		due, next, err := d.book.Due(ctx, until, page)
		if err != nil {
			return sent, fmt.Errorf("load deadlines: %w", err)
		}
		var last workflow.DossierID
		for _, x := range due {
			if x.Dossier == last {
				continue
			}
			last = x.Dossier
			n, err := d.remindOne(ctx, x.Dossier, func(r workflow.Remind) bool { return r.Number == 0 })
			sent += n
			if isDamaged(err) {
				failed = errors.Join(failed, err)
			} else if err != nil {
				return sent, errors.Join(failed, err)
			}
		}
		if next == "" {
			return sent, failed
		}
		page.After = next
	}
}

// remindOne decides the reminders of one dossier that are wanted.
func (d *Desk) remindOne(ctx context.Context, id workflow.DossierID, wanted func(workflow.Remind) bool) (int, error) {
	x, err := d.fetch(ctx, id)
	if err != nil {
		return 0, err
	}
	by := workflow.Actor{Person: systeem, Seats: []workflow.Seat{{Role: workflow.RoleSysteem, Organisation: x.state.Organisation.Ministry()}}}
	sent := 0
	for _, r := range x.state.Due(d.today()) {
		if !wanted(r) || r.Number > 0 && d.freezes(id, x.state, workflow.Actor{}) {
			continue // who cannot open the letter is told when it is no longer frozen
		}
		key := fmt.Sprintf("%s/%s/%s/%s", id, r.Holder, r.Reminder, x.state.Until().ISO())
		if r.Number > 0 {
			key = fmt.Sprintf("%s/%s/%d", id, r.Reminder, r.Number)
		}
		ask := Ask{Actor: by, Key: key, Request: documents.DigestOf(nil, []byte(key))}
		_, err := d.change(ctx, ask, func() (Receipt, error) {
			x, err := d.fetch(ctx, id)
			if err != nil {
				return Receipt{}, err
			}
			b := d.begin(x, ask)
			if err := b.apply(r); err != nil {
				return Receipt{}, err
			}
			return b.append(ctx)
		})
		var no *workflow.Refusal
		switch {
		case err == nil:
			sent++
		case errors.As(err, &no), errors.Is(err, ErrStale):
			continue // decided by another node, or no longer needed
		default:
			return sent, err
		}
	}
	return sent, nil
}
