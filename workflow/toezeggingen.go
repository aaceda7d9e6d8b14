package workflow

import (
	"errors"
	"slices"

	"paraaf/documents"
)

// A Toezegging is a sentence of a letter in which the Kamer is promised
// something, known by its place in a paper that does not change any more.
type Toezegging struct {
	Paper  PaperID        `json:"paper"`
	Start  int            `json:"start"` // bytes of the paper
	End    int            `json:"end"`
	Alinea int            `json:"alinea"` // paragraph, for people
	Due    documents.Date `json:"due,omitzero"`
}

func (t Toezegging) check(papers Papers) error {
	if _, there := papers.Letter().Find(t.Paper); !there || t.Start < 0 || t.End <= t.Start {
		return errors.New("a toezegging stands nowhere in the letter")
	}
	return nil
}

// A ToezeggingRef names a promise of a letter: its dossier and its place in the
// list, from 1.
type ToezeggingRef struct {
	Dossier DossierID `json:"dossier"`
	Number  int       `json:"number"`
}

// A Promised is a toezegging of a letter that was sent, or of a debate about it, with how
// it was kept otherwise than by another letter; Kept is nil without that.
type Promised struct {
	Toezegging
	Said Digest         // in a debate: the words; then it has no place in a paper
	On   documents.Date // day of that debate
	Kept *Keeping
}

// A Keeping says on which day a promise was kept, how, and who says so.
type Keeping struct {
	On  documents.Date
	How Digest
	By  PersonID
}

// mostRecorded bounds how many promises lie with one letter: what is recorded by hand
// comes on top of what the letter says.
const mostRecorded = 200

// MostKept bounds how many promises one letter keeps.
const MostKept = 100

func (q question) linkToezeggingen(c LinkToezeggingen) ([]Event, error) {
	switch {
	case !q.s.HasLetter():
		return nil, refuse("R26", "Er is geen brief aan de Kamer. Voeg de brief toe die de toezegging afdoet.")
	case len(c.Refs) > MostKept:
		return nil, refuse("R26", "Eén brief doet ten hoogste %d toezeggingen af. Kies er minder.", MostKept)
	case slices.Equal(c.Refs, q.s.Keeps) && c.Other == q.s.KeepsOther:
		return nil, refuse("R26", "Dit staat al bij dit dossier. Kies een toezegging, of beschrijf er een.")
	}
	seen := map[ToezeggingRef]bool{}
	for _, r := range c.Refs {
		if r.Dossier == "" || r.Number < 1 || seen[r] {
			return nil, refuse("R26", "Kies elke toezegging één keer, uit de lijst.")
		}
		seen[r] = true
	}
	return []Event{ToezeggingenLinked{Stamp: q.stamp(), Refs: slices.Clone(c.Refs), Other: c.Other}}, nil
}

func (q question) recordToezegging(c RecordToezegging) ([]Event, error) {
	switch {
	case q.s.Phase != Dispatched:
		return nil, refuse("R26", "Wat in een debat is toegezegd, legt u vast bij een brief die verzonden is.")
	case len(q.s.Promised) >= mostRecorded:
		return nil, refuse("R26", "Bij deze brief staan al %d toezeggingen. Meer kunnen er niet bij.", mostRecorded)
	case c.On.IsZero() || q.day.Before(c.On) || c.On.Before(q.s.Sending.Date):
		return nil, refuse("R26", "Kies de dag van het debat: niet voor de brief en niet na vandaag.")
	case !c.Due.IsZero() && c.Due.Before(c.On):
		return nil, refuse("R26", "De uiterste dag ligt voor het debat. Kies een latere dag, of laat hem leeg.")
	case c.Said.IsZero():
		return nil, refuse("R26", "Schrijf wat is toegezegd, met de vindplaats.")
	}
	return []Event{ToezeggingRecorded{Stamp: q.stamp(), On: c.On, Due: c.Due, Said: c.Said}}, nil
}

// recording gives the RecordToezegging that a page may offer.
func (s State) recording() RecordToezegging {
	c := RecordToezegging{Said: placeholder}
	if s.Sending != nil {
		c.On = s.Sending.Date
	}
	return c
}

// made is the day on which the promise of that number was made.
func (s State) made(number int) documents.Date {
	if p := s.Promised[number-1]; !p.On.IsZero() {
		return p.On
	}
	return s.Sending.Date
}

func (q question) settleToezegging(c SettleToezegging) ([]Event, error) {
	switch {
	case q.s.Phase != Dispatched:
		return nil, refuse("R26", "Een toezegging telt pas als de brief verzonden is.")
	case len(q.s.Promised) == 0:
		return nil, refuse("R26", "Bij deze brief staat geen toezegging.")
	case c.Number < 1 || c.Number > len(q.s.Promised):
		return nil, refuse("R26", "Kies een toezegging bij deze brief.")
	case q.s.Promised[c.Number-1].Kept != nil:
		return nil, refuse("R26", "Van deze toezegging is al vastgelegd hoe zij is nagekomen.")
	case c.On.IsZero() || q.day.Before(c.On) || c.On.Before(q.s.made(c.Number)):
		return nil, refuse("R26", "Kies de dag waarop de toezegging is nagekomen: niet voor de dag van de toezegging en niet na vandaag.")
	case c.How.IsZero():
		return nil, refuse("R26", "Schrijf hoe de toezegging is nagekomen, met een vindplaats.")
	}
	return []Event{ToezeggingSettled{Stamp: q.stamp(), Number: c.Number, On: c.On, How: c.How}}, nil
}

// promised adds what a letter promises when it is sent.
func (s State) promised(all []Toezegging) State {
	for _, t := range all {
		s.Promised = append(slices.Clip(s.Promised), Promised{Toezegging: t})
	}
	return s
}

// overdue lists the promises that the opsteller is to be reminded of.
func (s State) overdue(day documents.Date) []Remind {
	var out []Remind
	for i, p := range s.Promised {
		n := i + 1
		if p.Kept != nil || p.Due.IsZero() || !p.Due.Before(day) ||
			slices.ContainsFunc(s.Reminders, func(m ReminderSent) bool { return m.Number == n }) {
			continue
		}
		out = append(out, Remind{Holder: StationOpsteller, Reminder: ToezeggingPassed, Number: n})
	}
	return out
}

func (s State) settledOne(e ToezeggingSettled) State {
	if e.Number < 1 || e.Number > len(s.Promised) {
		return s
	}
	s.Promised = slices.Clone(s.Promised)
	s.Promised[e.Number-1].Kept = &Keeping{e.On, e.How, e.By}
	return s
}

// settling gives the SettleToezegging that a page may offer: of the first
// promise that lies open.
func (s State) settling() SettleToezegging {
	c := SettleToezegging{Number: 1, How: placeholder}
	for i, p := range s.Promised {
		if p.Kept == nil {
			c.Number = i + 1
			break
		}
	}
	if s.Sending != nil && len(s.Promised) > 0 {
		c.On = s.made(c.Number)
	}
	return c
}
