package workflow

import (
	"slices"
	"time"

	"paraaf/documents"
)

// The second reading (R13). The second reader judges the papers without the
// marks of the first: he who sees an answer agrees with it. What he decided is
// fixed by its digest before he is shown the other, and where the two differ
// somebody settles it under his own name, never in his own favour.

// A Side is one of the two readings that are laid beside each other.
type Side string

// The readings: of who closed the review, and of the second reader.
const (
	SideFirst  Side = "first"
	SideSecond Side = "second"
)

// A SecondReading is what the second reader decided by himself.
type SecondReading struct {
	By          PersonID
	At          time.Time
	On          Digest // State.MarksDigest of the reading it was laid beside
	Answers     Digest // of his marks, as stored
	Differences int    // places where the two readings differ, numbered from 1
	Settled     []Settled
}

// A Settled is one difference that somebody decided.
type Settled struct {
	Number int // of the difference, from 1
	For    Side
	By     PersonID
	At     time.Time
	Reason Digest
}

// Unsettled lists the numbers of the differences that nobody decided, from 1.
func (r SecondReading) Unsettled() []int {
	var out []int
	for n := 1; n <= r.Differences; n++ {
		if !slices.ContainsFunc(r.Settled, func(s Settled) bool { return s.Number == n }) {
			out = append(out, n)
		}
	}
	return out
}

// Commands of the second reading.
type (
	// CloseSecondReading fixes what the second reader decided by himself.
	// Undecided counts findings that he did not answer.
	CloseSecondReading struct {
		Seen        Digest // State.MarksDigest: the reading it will be laid beside
		Answers     Digest
		Differences int
		Undecided   int
		Unseen      int // pages of annexes that he did not look at
		Terms       int // places of terms that must stay readable and would go
		Grounds     []documents.Ground
	}
	// SettleDifferences decides the differences of the numbers for one side.
	SettleDifferences struct {
		Numbers []int
		For     Side
		Reason  Digest
	}
)

// A PaperMarksRef names the marks of one paper as stored.
type PaperMarksRef struct {
	Paper PaperID `json:"paper"`
	Marks Digest  `json:"marks"`
}

// Events of the second reading.
type (
	// SecondReadingClosed fixes what the second reader decided by himself.
	SecondReadingClosed struct {
		Stamp
		On          Digest `json:"on"` // State.MarksDigest
		Answers     Digest `json:"answers"`
		Differences int    `json:"differences"`
	}
	// DifferencesSettled decides differences for one side.
	DifferencesSettled struct {
		Stamp
		Numbers []int  `json:"numbers"`
		For     Side   `json:"for"`
		Reason  Digest `json:"reason,omitzero"`
	}
)

// Name gives the name on disk.
func (SecondReadingClosed) Name() string { return "SecondReadingClosed" }

// Name gives the name on disk.
func (DifferencesSettled) Name() string { return "DifferencesSettled" }

// Action completes "a second reader may ...".
func (CloseSecondReading) Action() Action { return "close-second-reading" }

// Action completes "a reader may ...".
func (SettleDifferences) Action() Action { return "settle-differences" }

// secondStage is the refusal of a step of the second reading outside its time.
func (q question) secondStage() *Refusal {
	st, r := q.stage("R11")
	switch {
	case r != nil:
		return r
	case st == Decided:
		return refuse("R13", "De beoordeling is nog niet gesloten. Wacht tot de eerste beoordelaar klaar is.")
	case st != Reviewed:
		return refuse("R13", "De tweede lezer heeft al bevestigd.")
	}
	return nil
}

// another is R13: who may not be the second reader.
func (s State) another(p PersonID) *Refusal {
	switch {
	case p == s.Reviewer:
		return refuse("R13", "U sloot de beoordeling zelf. Een ander moet haar als tweede lezer bekijken.")
	case s.marked(p):
		return refuse("R13", "U maakte zelf lakkingen. Een ander moet ze als tweede lezer bekijken.")
	case s.wrote(p):
		return refuse("R13", "U schreef mee aan de nota. Een ander moet de lakkingen als tweede lezer bekijken.")
	}
	return nil
}

// marked reports whether p set marks that lie there, or decided a finding of
// them for who set them, or withheld a paper as a whole.
func (s State) marked(p PersonID) bool {
	return slices.ContainsFunc(s.NietOpenbaar, func(n NietOpenbaar) bool { return n.By == p }) || slices.ContainsFunc(s.Marks, func(m PaperMarks) bool { return m.By == p || slices.Contains(m.Judges, p) })
}

// ReadsSecond reports whether p may be the second reader of the review as it
// lies there: until he fixed his own reading he is shown nothing of the first.
func (s State) ReadsSecond(p PersonID) bool {
	return s.Stage() == Reviewed && s.Second == nil && s.another(p) == nil
}

func (q question) closeSecondReading(c CloseSecondReading) ([]Event, error) {
	if r := q.secondStage(); r != nil {
		return nil, r
	}
	if r := q.s.another(q.by.Person); r != nil {
		return nil, r
	}
	switch {
	case q.s.Second != nil:
		return nil, refuse("R13", "De tweede lezing is al afgerond. Bekijk de verschillen.")
	case c.Seen != q.s.MarksDigest():
		return nil, refuse("R5", "De lakkingen zijn gewijzigd sinds u ze opende. Lees de stukken opnieuw.")
	case c.Undecided > 0:
		return nil, refuse("R12", "Beoordeel eerst elke vondst. Zonder antwoord: %d.", c.Undecided)
	case c.Unseen > 0:
		return nil, refuse("R12", "Bekijk eerst zelf elke pagina van de bijlagen. Nog niet bekeken: %d.", c.Unseen)
	case c.Terms > 0:
		return nil, refuse("R12", whyTerms, c.Terms)
	case c.Differences < 0 || c.Answers.IsZero():
		return nil, refuse("R13", "Uw lezing kon niet worden vastgelegd. Probeer het opnieuw.")
	}
	for _, g := range c.Grounds {
		if why := CheckGrounds(q.s.Publication(), q.day, []documents.Ground{g}); why != "" {
			return nil, refuse("R12", "%s", why)
		}
	}
	return []Event{SecondReadingClosed{Stamp: q.stamp(), On: c.Seen, Answers: c.Answers, Differences: c.Differences}}, nil
}

func (q question) settleDifferences(c SettleDifferences) ([]Event, error) {
	if r := q.secondStage(); r != nil {
		return nil, r
	}
	if q.s.Second == nil {
		return nil, refuse("R13", "De tweede lezer heeft nog niet zelf gelezen. Daarna ziet u de verschillen.")
	}
	open := q.s.Second.Unsettled()
	switch {
	case len(open) == 0:
		return nil, refuse("R13", "Er zijn geen verschillen meer om over te beslissen.")
	case q.s.wrote(q.by.Person):
		return nil, refuse("R13", "U schreef mee aan de nota en beslist niet over een verschil tussen de lezers.")
	case len(c.Numbers) == 0 || slices.ContainsFunc(c.Numbers, func(n int) bool { return !slices.Contains(open, n) }):
		return nil, refuse("R13", "Over dit verschil is al beslist. Kijk wat er nu staat.")
	case c.For == SideFirst && (q.by.Person == q.s.Reviewer || q.s.marked(q.by.Person)):
		return nil, refuse("R13", "U beslist niet in uw eigen voordeel. De tweede lezer of een andere collega kiest voor de eerste lezing.")
	case c.For == SideSecond && q.by.Person == q.s.Second.By:
		return nil, refuse("R13", "U beslist niet in uw eigen voordeel. De eerste lezer of een andere collega kiest voor uw lezing.")
	case c.For != SideFirst && c.For != SideSecond:
		return nil, refuse("R13", "Kies welke lezing geldt.")
	}
	numbers := slices.Clone(c.Numbers)
	slices.Sort(numbers)
	return []Event{DifferencesSettled{Stamp: q.stamp(), Numbers: slices.Compact(numbers), For: c.For, Reason: c.Reason}}, nil
}

func (q question) confirmReview(c ConfirmReview) ([]Event, error) {
	if r := q.secondStage(); r != nil {
		return nil, r
	}
	if r := q.s.another(q.by.Person); r != nil {
		return nil, r
	}
	switch r := q.s.Second; {
	case r == nil:
		return nil, refuse("R13", "Lees de stukken eerst zelf, zonder de lakkingen van de eerste lezer. Daarna ziet u de twee lezingen naast elkaar.")
	case r.By != q.by.Person:
		return nil, refuse("R13", "Een andere collega las als tweede. Wie zelf las, bevestigt.")
	case len(r.Unsettled()) > 0:
		return nil, refuse("R13", "De lezingen verschillen nog op plaatsen waarover niet is beslist: %d.", len(r.Unsettled()))
	case c.Seen != q.s.MarksDigest():
		return nil, refuse("R5", "De lakkingen zijn gewijzigd sinds u ze opende. Bekijk ze opnieuw.")
	case (r.Differences > 0) != (len(c.Marks) > 0):
		return nil, refuse("R13", "De lakkingen zijn niet die waarover beslist is. Open de tweede lezing opnieuw.")
	}
	for _, m := range c.Marks {
		if _, ok := q.s.ToPublish().Find(m.Paper); !ok || m.Marks.IsZero() {
			return nil, refuse("R13", "De lakkingen zijn niet die waarover beslist is. Open de tweede lezing opnieuw.")
		}
	}
	e := ReviewConfirmed{Stamp: q.stamp(), On: c.Seen, Marks: slices.Clone(c.Marks)}
	if len(c.Marks) > 0 {
		e.On = q.s.remarked(e).MarksDigest()
	}
	return []Event{e}, nil
}

// remarked puts the marks as they were settled in the place of the first ones.
func (s State) remarked(e ReviewConfirmed) State {
	s.Marks = slices.Clone(s.Marks)
	for _, m := range e.Marks {
		p, _ := s.ToPublish().Find(m.Paper)
		s.Marks = append(slices.DeleteFunc(s.Marks, func(old PaperMarks) bool { return old.Paper == m.Paper }),
			PaperMarks{Paper: m.Paper, On: p.Digest, Marks: m.Marks, By: e.By, At: e.At})
	}
	return s
}

// evolveSecond folds the events of the second reading.
func (s State) evolveSecond(e Event) State {
	switch e := e.(type) {
	case SecondReadingClosed:
		s.Second = &SecondReading{By: e.By, At: e.At, On: e.On, Answers: e.Answers, Differences: e.Differences}
	case DifferencesSettled:
		if s.Second == nil {
			return s
		}
		r := *s.Second
		r.Settled = slices.Clone(r.Settled)
		for _, n := range e.Numbers {
			r.Settled = append(r.Settled, Settled{n, e.For, e.By, e.At, e.Reason})
		}
		s.Second = &r
	case ReviewConfirmed:
		s = s.remarked(e)
		s.SecondReader = e.By
	}
	return s
}
