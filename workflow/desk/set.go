package desk

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
)

// MaxPapers is how many papers a set holds at most: more is several dossiers,
// and a reader must get through it in one sitting.
const MaxPapers = 40

// placePattern is how a place in the set is written: what lies there and, from
// the second on, which: "nota", "brief-2", "antwoorden".
var placePattern = regexp.MustCompile(`^(nota|brief|antwoorden)(?:-([2-9]|[1-9][0-9]))?$`)

// places are the forms of paper by the word that begins their place.
var places = map[string]documents.Soort{
	string(PaperNota): documents.SoortNota, string(PaperBrief): documents.SoortKamerbrief, string(PaperAntwoorden): documents.SoortAntwoorden,
}

// placeOf says of a place which form of paper belongs there and its number,
// from 1; false for what is no place in a set.
func placeOf(id workflow.PaperID) (documents.Soort, int, bool) {
	m := placePattern.FindStringSubmatch(string(id))
	if m == nil {
		return "", 0, false
	}
	n := 1
	if m[2] != "" {
		n, _ = strconv.Atoi(m[2]) // two digits, as the pattern says
	}
	return places[m[1]], n, true
}

// paperTitle is what a paper is called on a page: "Kamerbrief", "Nota 2".
func paperTitle(id workflow.PaperID, s documents.Soort) string {
	if id == workflow.PaperAantekening {
		return "Aantekening van de bewindspersoon"
	}
	if m := annexPattern.FindStringSubmatch(string(id)); m != nil {
		return "Bijlage " + m[1]
	}
	if _, n, ok := placeOf(id); ok && n > 1 {
		return fmt.Sprintf("%s %d", s.Name(), n)
	}
	return s.Name()
}

// nextPlace gives the first place of a form that is free, or "" when the set is
// full.
func nextPlace(set workflow.Papers, soort documents.Soort) workflow.PaperID {
	if len(set) >= MaxPapers {
		return ""
	}
	for word, s := range places {
		if s != soort {
			continue
		}
		for n := 1; n <= MaxPapers; n++ {
			id := workflow.PaperID(word)
			if n > 1 {
				id = workflow.PaperID(fmt.Sprintf("%s-%d", word, n))
			}
			if _, taken := set.Find(id); !taken {
				return id
			}
		}
	}
	return ""
}

// lay checks a paper that is offered for a place in the set and puts it there.
// The rules take it in with freeze.
func (b *changing) lay(ctx context.Context, place workflow.PaperID, src []byte) (documents.Paper, error) {
	want, _, ok := placeOf(place)
	if !ok {
		return documents.Paper{}, ErrNotFound
	}
	p, ref, err := b.take(place, want, src)
	if err != nil {
		return documents.Paper{}, err
	}
	last := len(b.batch.Papers) - 1
	salt := b.batch.Papers[last].Salt
	b.batch.Papers = b.batch.Papers[:last] // freeze stores it with the rest
	saved := b.x.texts[place].saved
	if i := slices.IndexFunc(b.x.papers, func(r workflow.PaperRef) bool { return r.ID == place }); i >= 0 {
		b.x.papers[i] = ref
	} else {
		draft, err := b.draft(ctx, b.id, place) // one may have lain there before
		if err != nil {
			return documents.Paper{}, fmt.Errorf("load working text: %w", err)
		}
		saved = draft.Version
		b.x.papers = slices.Insert(slices.Clone(b.x.papers), len(b.x.written()), ref)
	}
	b.x.texts[place] = text{paper: p, salt: salt, draft: true, saved: saved}
	return p, nil
}

// AddNext adds a paper to the set in the first free place of its form, so that
// a dossier holds a second letter or nota beside the first. It fails as
// AddPaper does, and with a *workflow.Refusal when the set is full. Answers that
// are offered as a letter go where answers lie. Kenmerk is as in AddPaper.
func (d *Desk) AddNext(ctx context.Context, ask Ask, id workflow.DossierID, seq int, soort documents.Soort, src []byte, kenmerk string) (Receipt, error) {
	if soort != documents.SoortNota && soort != documents.SoortKamerbrief && soort != documents.SoortAntwoorden {
		return Receipt{}, ErrNotFound
	}
	if err := documents.Check(src); err != nil {
		return Receipt{}, err
	}
	if soort == documents.SoortKamerbrief && d.read(src).Soort() == documents.SoortAntwoorden {
		soort = documents.SoortAntwoorden
	}
	return d.addNext(ctx, ask, id, seq, soort, src, func(b *changing, place workflow.PaperID) error {
		return d.keepNamed(ctx, ask, b.x, map[workflow.PaperID]string{place: kenmerk})
	})
}

// addNext lays a paper in the first free place of its form; before it is
// appended, laid is told where, if there is anything to tell.
func (d *Desk) addNext(ctx context.Context, ask Ask, id workflow.DossierID, seq int, soort documents.Soort, src []byte, laid func(*changing, workflow.PaperID) error) (Receipt, error) {
	return d.rearrange(ctx, ask, id, seq, func(b *changing) error {
		place := nextPlace(b.x.papers, soort)
		if place == "" {
			return &workflow.Refusal{Rule: "R2", Text: fmt.Sprintf("In een dossier passen ten hoogste %d stukken. Open een ander dossier voor dit stuk.", MaxPapers)}
		}
		if _, err := b.lay(ctx, place, src); err != nil || laid == nil {
			return err
		}
		return laid(b, place)
	})
}

// AddAnswers adds the paper in which pasted Kamervragen are answered: every
// question word for word, with the place for its answer. The questions are kept
// as they were pasted, so that the paper is held against them from then on. It
// fails with *documents.Unreadable for a text without numbered questions.
func (d *Desk) AddAnswers(ctx context.Context, ask Ask, id workflow.DossierID, seq int, pasted string) (Receipt, error) {
	src := documents.AnswersTo(pasted)
	if src == nil {
		return Receipt{}, &documents.Unreadable{Text: "In deze tekst staan geen genummerde vragen. Plak de vragen zoals de Kamer ze stelde, met hun nummers: \"1\", \"Vraag 1\" of \"1. Bent u …\"."}
	}
	questions, _ := documents.ReadQuestions(pasted)
	return d.addNext(ctx, ask, id, seq, documents.SoortAntwoorden, src, func(b *changing, place workflow.PaperID) error {
		return d.keepAsked(ctx, ask, b.x, place, questions)
	})
}

// AddPostponement adds the uitstelbericht for the Kamervragen that a paper of
// the set answers: why they are answered later and by which day. It fails with
// ErrNotFound for a paper that holds no answers, with *documents.Unreadable
// without a reason or a day to come, and otherwise as AddNext does.
func (d *Desk) AddPostponement(ctx context.Context, ask Ask, id workflow.DossierID, seq int, paper workflow.PaperID, why string, until documents.Date) (Receipt, error) {
	if strings.TrimSpace(why) == "" {
		return Receipt{}, &documents.Unreadable{Text: "Schrijf in een zin waarom de antwoorden later komen. De Kamer wil dat weten."}
	}
	if !d.today().Before(until) {
		return Receipt{}, &documents.Unreadable{Text: "Kies een dag na vandaag waarop de Kamer de antwoorden uiterlijk heeft."}
	}
	x, err := d.load(ctx, ask.Actor, id)
	if err != nil {
		return Receipt{}, err
	}
	a, ok := x.texts[paper].paper.AsAntwoorden()
	if !ok {
		return Receipt{}, ErrNotFound
	}
	return d.addNext(ctx, ask, id, seq, documents.SoortKamerbrief, documents.Postpone(a.Series(), why, d.today(), until), nil)
}

// RemovePaper takes a paper out of a set in concept. What it said stays in the
// history. The nota that the set begins with stays: without it there is nothing
// to decide on.
func (d *Desk) RemovePaper(ctx context.Context, ask Ask, id workflow.DossierID, seq int, paper workflow.PaperID) (Receipt, error) {
	return d.rearrange(ctx, ask, id, seq, func(b *changing) error {
		i, err := b.x.movable(paper)
		if err != nil {
			return err
		}
		b.batch.Emptied[paper] = b.x.texts[paper].saved
		b.x.papers = slices.Delete(slices.Clone(b.x.papers), i, i+1)
		return nil
	})
}

// RaisePaper puts a paper one place nearer to the beginning of a set in
// concept, behind the nota that the set begins with.
func (d *Desk) RaisePaper(ctx context.Context, ask Ask, id workflow.DossierID, seq int, paper workflow.PaperID) (Receipt, error) {
	return d.rearrange(ctx, ask, id, seq, func(b *changing) error {
		i, err := b.x.movable(paper)
		if err != nil || i == 1 {
			return err
		}
		if i == len(b.x.written()) {
			return nil // the first annex lies behind the papers
		}
		papers := slices.Clone(b.x.papers)
		papers[i-1], papers[i] = papers[i], papers[i-1]
		b.x.papers = papers
		return nil
	})
}

// movable gives the index of a paper that need not lie where it lies.
func (x *dossier) movable(paper workflow.PaperID) (int, error) {
	i := slices.IndexFunc(x.papers, func(r workflow.PaperRef) bool { return r.ID == paper })
	switch {
	case i < 0:
		return 0, ErrNotFound
	case i == 0:
		return 0, &workflow.Refusal{Rule: "R2", Text: "Een dossier begint met zijn nota. Die blijft vooraan; vervang haar door een andere tekst, of trek het dossier in."}
	}
	return i, nil
}

// rearrange changes which papers the set holds, or their order, and freezes the
// working texts with it. Who may not write is told so before anything is said
// about the set.
func (d *Desk) rearrange(ctx context.Context, ask Ask, id workflow.DossierID, seq int, change func(*changing) error) (Receipt, error) {
	return d.change(ctx, ask, func() (Receipt, error) {
		x, err := d.load(ctx, ask.Actor, id)
		if err != nil {
			return Receipt{}, err
		}
		if seq != 0 && seq != x.history.Seq {
			return Receipt{}, ErrStale
		}
		if c := d.May(x.state, ask.Actor, d.clock(), workflow.Revise{Papers: x.papers}); !c.Allowed {
			return Receipt{}, &workflow.Refusal{Rule: c.Rule, Text: c.Why}
		}
		b := d.begin(x, ask)
		b.batch.Emptied = map[workflow.PaperID]int{}
		was := slices.Clone(x.papers)
		if err := change(b); err != nil {
			return Receipt{}, err
		}
		if slices.EqualFunc(was, x.papers, func(a, b workflow.PaperRef) bool { return a.ID == b.ID }) {
			return b.append(ctx) // nothing to do, and nothing is written
		}
		gone := b.batch.Emptied
		b.gather()
		for paper, version := range gone {
			b.batch.Emptied[paper] = version
		}
		if err := b.apply(workflow.Revise{Papers: x.papers, Deadline: deadline(x.set())}); err != nil {
			return Receipt{}, err
		}
		for _, ref := range x.papers {
			if _, there := was.Find(ref.ID); there {
				continue
			}
			if err := b.besideFor(ctx, x.texts[ref.ID].paper); err != nil {
				return Receipt{}, err
			}
		}
		return b.append(ctx)
	})
}
