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

// Until is the day that presses: the deadline of the nota, or the day on which
// the letter must reach the Kamer when that comes earlier. Once there is akkoord
// the deadline of the nota is met, and only the Kamer still waits. It is zero
// when nothing says when it must be done.
func (s State) Until() documents.Date {
	kamer := s.kamerBy()
	switch {
	case kamer.IsZero():
		return s.Deadline
	case s.Deadline.IsZero() || kamer.Before(s.Deadline) || s.Besluit != nil && agrees(s.Besluit.Verdict):
		return kamer
	}
	return s.Deadline
}

// kamerBy is the day by which something must reach the Kamer: the letter, or
// the answers to Kamervragen, whichever comes first; zero when neither is asked.
func (s State) kamerBy() documents.Date {
	kamer := s.KamerDate
	if s.Vragen != nil && (kamer.IsZero() || s.Vragen.Due().Before(kamer)) {
		kamer = s.Vragen.Due()
	}
	return kamer
}

// Due lists the reminders that day asks for and that were not decided yet, for
// each holder and each station asked beside the line: one when the deadline is
// at most NearDays working days away, one when it has passed, and one to
// escalate EscalateDays working days later. A deadline that moved is another
// deadline, and so asks again; a new round does not. Once for each deadline it
// also lists the first station of the line that no longer gets the working days
// it is planned to need, on the first day that this is so. Of a letter that was sent
// it lists, once each, the promises whose day has passed and of which nobody said how
// they were kept; whether another letter kept one only the register knows.
func (s State) Due(day documents.Date) []Remind {
	if s.Closed() {
		return s.overdue(day)
	}
	until := s.Until()
	if until.IsZero() || s.Phase == None {
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
