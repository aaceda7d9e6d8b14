package workflow

import (
	"slices"

	"paraaf/documents"
)

const (
	// NearDays is how many working days before the deadline it nears.
	NearDays = 2
	// EscalateDays is how many working days after the deadline others hear of it.
	EscalateDays = 2
)

// until is the day against which is reminded: the deadline of the nota, or
// without one the day on which Kamervragen must be answered or the letter must
// reach the Kamer.
func (s State) until() documents.Date {
	switch {
	case !s.Deadline.IsZero():
		return s.Deadline
	case s.Vragen != nil:
		return s.Vragen.Due()
	}
	return s.KamerDate
}

// Due lists the reminders that day asks for and that were not decided yet, for
// each holder and each station asked beside the line: one when the deadline is
// at most NearDays working days away, one when it has passed, and one to
// escalate EscalateDays working days later. A deadline that moved is another
// deadline, and so asks again; a new round does not. Once for each deadline it
// also lists the first station of the line that no longer gets the working days
// it is planned to need, on the first day that this is so.
func (s State) Due(day documents.Date) []Remind {
	until := s.until()
	if until.IsZero() || s.Closed() || s.Phase == None {
		return nil
	}
	var kinds []ReminderKind
	switch {
	case until.Before(day):
		kinds = append(kinds, DeadlinePassed)
		if !day.Before(AddWorkdays(until, EscalateDays)) {
			kinds = append(kinds, DeadlineEscalated)
		}
	case !day.Before(AddWorkdays(until, -NearDays)):
		kinds = append(kinds, DeadlineNears)
	}
	var out []Remind
	for _, kind := range kinds {
		for _, st := range append(s.Holder(), s.Awaiting()...) {
			r := Remind{Holder: st.ID, Reminder: kind}
			if st.Kind == AskAdvice || slices.Contains(out, r) {
				continue
			}
			if !slices.ContainsFunc(s.Reminders, func(m ReminderSent) bool {
				return m.Station == st.ID && m.Reminder == kind && m.Deadline == until
			}) {
				out = append(out, r)
			}
		}
	}
	if s.Phase == InLine && !until.Before(day) && !slices.ContainsFunc(s.Reminders, func(m ReminderSent) bool { return m.Reminder == PlanShort && m.Deadline == until }) {
		if p := s.Plan(day, nil); p.First >= 0 {
			out = append(out, Remind{Holder: p.Legs[p.First].Stations[0].ID, Reminder: PlanShort})
		}
	}
	return out
}
