package workflow

import (
	"slices"

	"paraaf/documents"
)

// NearDays is how many working days before the deadline it nears.
const NearDays = 2

// Due lists the reminders that day asks for and that were not decided yet: one
// for each holder, and each station beside the line, when the deadline is at
// most NearDays working days away, and one when it has passed. A deadline that
// moved is another deadline, and so asks again; a new round does not.
func (s State) Due(day documents.Date) []Remind {
	if s.Deadline.IsZero() || s.Closed() || s.Phase == None {
		return nil
	}
	var kind ReminderKind
	switch {
	case s.Deadline.Before(day):
		kind = DeadlinePassed
	case !day.Before(AddWorkdays(s.Deadline, -NearDays)):
		kind = DeadlineNears
	default:
		return nil
	}
	var out []Remind
	for _, st := range append(s.Holder(), s.Awaiting()...) {
		r := Remind{Holder: st.ID, Reminder: kind}
		if st.Kind == AskAdvice || slices.Contains(out, r) {
			continue
		}
		if !slices.ContainsFunc(s.Reminders, func(m ReminderSent) bool {
			return m.Station == st.ID && m.Reminder == kind && m.Deadline == s.Deadline
		}) {
			out = append(out, r)
		}
	}
	return out
}
