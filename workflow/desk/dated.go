package desk

import (
	"slices"

	"paraaf/documents"
	"paraaf/workflow"
)

// The date on a letter is not its writer's: it is set after the besluit, when it
// is known on which day it goes. It is drawn from the State into whatever is
// made of the letter and never written into the paper (D13), so that nobody who
// agreed to the paper is asked again.

// leaving gives a paper as it leaves, with the date that is set for the letter,
// and the marks on it where they then stand. A paper that is not dated by who
// sends it, that offers no place for the date, or in which a mark covers that
// place, stays as it is.
func (x *dossier) leaving(id workflow.PaperID, marks []documents.Mark) (documents.Paper, []documents.Mark) {
	p := x.texts[id].paper
	if x.state.LetterDate.IsZero() || !x.bearsDate(id) {
		return p, marks
	}
	q := p.Set(documents.FieldDatum, x.state.LetterDate.String())
	head, tail := alike(p.Bytes(), q.Bytes())
	moved := make([]documents.Mark, 0, len(marks))
	for _, m := range marks {
		switch {
		case m.End <= head:
		case m.Start >= len(p.Bytes())-tail:
			m.Span = documents.Span{Start: m.Start + len(q.Bytes()) - len(p.Bytes()), End: m.End + len(q.Bytes()) - len(p.Bytes())}
		default:
			return p, marks
		}
		moved = append(moved, m)
	}
	return q, moved
}

// bearsDate reports whether who sends a paper dates it: a Kamerbrief, and antwoorden.
// Behind a Kamerbrief antwoorden mostly have no date, and one that nobody wrote would
// come to stand above them; there they bear it only where their writer put one.
func (x *dossier) bearsDate(id workflow.PaperID) bool {
	letters := x.papers.Letter()
	ref, is := letters.Find(id)
	if !is || ref.Soort != documents.SoortAntwoorden {
		return is
	}
	_, dated := x.texts[id].paper.Field(documents.FieldDatum)
	return dated || !slices.ContainsFunc(letters, func(l workflow.PaperRef) bool { return l.Soort == documents.SoortKamerbrief })
}

// alike gives how many bytes a and b begin and end with alike, without overlap.
func alike(a, b []byte) (head, tail int) {
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head, tail
}

// letterDate gives the date that stands on the letter as it leaves; zero when
// there is no letter, or none that can be read as a date.
func (x *dossier) letterDate() documents.Date {
	for _, ref := range x.papers.Letter() {
		p, _ := x.leaving(ref.ID, nil)
		if on := (documents.Kamerbrief{Paper: p}).Datum(); !on.IsZero() {
			return on
		}
	}
	return documents.Date{}
}
