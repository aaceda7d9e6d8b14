package desk

import (
	"context"
	"fmt"
	"slices"

	"paraaf/workflow"
)

// The secretariaat records, under its own name, what somebody told it: by
// phone, in the corridor, by mail or on paper (domain 2.3).

// A Telling is one station for which the actor may record an answer, and who
// may have given it.
type Telling struct {
	Station  workflow.Station
	Title    string
	Answer   workflow.Action // "give-paraaf" or "take-besluit"
	Verdicts []workflow.Verdict
	People   []Teller
	Amend    bool // also with a change, written in the text first
}

// Told is who told the secretariaat the answer, and how; empty for an answer of
// one's own.
type Told struct {
	Person workflow.PersonID
	How    workflow.Instruction
}

// A Teller is somebody who fills a station today, or stands in there.
type Teller struct {
	ID   workflow.PersonID
	Name string
}

// tellings lists the stations whose answer the actor may record now, asked as
// every button is: the policy, then the rules.
func (d *Desk) tellings(ctx context.Context, dir *directory, s workflow.State, by workflow.Actor) ([]Telling, error) {
	if !slices.ContainsFunc(by.Seats, func(own workflow.Seat) bool { return own.Role == workflow.RoleSecretariaat }) {
		return nil, nil // what follows asks who sits where, for every page
	}
	var out []Telling
	for _, st := range s.Holder() {
		t := Telling{Station: st, Title: dir.title(st)}
		people, err := d.fillers(ctx, st)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			allowed := false
			for _, c := range workflow.Candidates(s, by) {
				switch told := c.(type) {
				case workflow.GiveParaaf:
					told.Instructed, told.How = p, workflow.ByPhone
					if st.Kind == workflow.AskBesluit || !d.May(s, by, d.clock(), told).Allowed {
						continue
					}
					t.Answer, allowed = told.Action(), true
					t.add(told.Verdict)
				case workflow.TakeBesluit:
					told.Instructed, told.How = p, workflow.ByPhone
					if st.Kind != workflow.AskBesluit || !d.May(s, by, d.clock(), told).Allowed {
						continue
					}
					t.Answer, allowed = told.Action(), true
					t.add(told.Verdict)
				}
			}
			if allowed {
				t.People = append(t.People, Teller{p, dir.person(ctx, p)})
			}
		}
		if len(t.People) > 0 {
			out = append(out, t)
		}
	}
	return out, nil
}

// add takes in an answer that may be recorded.
func (t *Telling) add(v workflow.Verdict) {
	switch {
	case v == workflow.AkkoordMetWijziging:
		t.Amend = true
	case !slices.Contains(t.Verdicts, v):
		t.Verdicts = append(t.Verdicts, v)
	}
}

// fillers gives who fills a station today or stands in there: of a station that
// asks for one person that person, and who stands in for him.
func (d *Desk) fillers(ctx context.Context, st workflow.Station) ([]workflow.PersonID, error) {
	people, err := d.book.Seated(ctx, st.Seat)
	if err != nil {
		return nil, fmt.Errorf("load who fills a station: %w", err)
	}
	if st.Person != "" {
		people = slices.DeleteFunc(people, func(p workflow.PersonID) bool { return p != st.Person })
	}
	stand, err := d.book.StandIns(ctx, st.Seat, d.today())
	if err != nil {
		return nil, fmt.Errorf("load who stands in at a station: %w", err)
	}
	for p, w := range stand {
		if st.Person == "" || st.Person == w.Namens {
			people = append(people, p)
		}
	}
	slices.Sort(people)
	return slices.Compact(people), nil
}

// instructed refuses the word of somebody who does not fill the station that
// is asked: the rules know seats, the book knows who sits there.
func (b *changing) instructed(ctx context.Context, c workflow.Command) error {
	var who workflow.PersonID
	switch c := c.(type) {
	case workflow.GiveParaaf:
		who = c.Instructed
	case workflow.TakeBesluit:
		who = c.Instructed
	}
	if who == "" {
		return nil
	}
	for _, st := range b.state.Holder() {
		people, err := b.fillers(ctx, st)
		if err != nil {
			return err
		}
		if slices.Contains(people, who) {
			return nil
		}
	}
	return &workflow.Refusal{Rule: "R4", Text: "Namens deze persoon valt nu niets vast te leggen: hij of zij vult het station niet dat aan de beurt is. Kies een ander."}
}
