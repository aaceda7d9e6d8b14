package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A changing is one attempt at a change: the dossier as loaded, the state as
// it becomes, and what the book will write, all or nothing.
type changing struct {
	*Desk
	x     *dossier
	ask   Ask
	at    time.Time
	state workflow.State
	batch journal.Batch
	id    workflow.DossierID
	after int
	salt  []byte // of the dossier
	// unread are the annexes whose words were not all known when the dossier was
	// indexed.
	unread []workflow.PaperRef
}

// begin starts an attempt on a dossier that exists.
func (d *Desk) begin(x *dossier, ask Ask) *changing {
	return &changing{Desk: d, x: x, ask: ask, at: d.clock(), state: x.state,
		id: x.history.ID, after: x.history.Seq, salt: x.history.Salt}
}

// store keeps bytes as a paper of the batch and gives its digest.
func (b *changing) store(soort documents.Soort, data []byte) (documents.Digest, error) {
	if err := unmarked(data); err != nil {
		return documents.Digest{}, err
	}
	salt, err := b.book.NewSalt()
	if err != nil {
		return documents.Digest{}, err
	}
	p := journal.Paper{Digest: documents.DigestOf(salt, data), Salt: salt, Bytes: data, Soort: soort}
	b.batch.Papers = append(b.batch.Papers, p)
	return p.Digest, nil
}

// unmarked refuses bytes in which a line marks a staatsgeheim (R25): every text comes
// by here or by saveDraft before it is kept.
func unmarked(data []byte) error {
	if s, is := documents.MarksStaatsgeheim(data); is {
		return workflow.RefuseMarked(string(data[s.Start:s.End]))
	}
	return nil
}

// carries fills in of a command that brings the papers on what marked says of them.
func carries(c workflow.Command, marked func() (workflow.Marked, error)) (workflow.Command, error) {
	var err error
	switch given := c.(type) {
	case workflow.Submit:
		given.Marked, err = marked()
		c = given
	case workflow.GiveParaaf:
		given.Marked, err = marked()
		c = given
	case workflow.TakeBesluit:
		given.Marked, err = marked()
		c = given
	case workflow.RecordExport:
		given.Marked, err = marked()
		c = given
	case workflow.Dispatch:
		given.Marked, err = marked()
		c = given
	}
	return c, err
}

// marked names the annexes of which the text that was read marks a staatsgeheim. What
// is not read yet says nothing yet.
func (d *Desk) marked(ctx context.Context, x *dossier) (workflow.Marked, error) {
	var out workflow.Marked
	for _, ref := range x.attached() {
		f, err := d.found(ctx, x, ref)
		if err != nil {
			return nil, err
		}
		if f.Marked > 0 {
			out = append(out, paperTitle(ref.ID, ref.Soort))
		}
	}
	return out, nil
}

// apply lets policy and rules decide on c and folds what comes of it.
func (b *changing) apply(c workflow.Command) error {
	events, err := b.decide(b.state, b.ask.Actor, b.at, c)
	if err != nil {
		return err
	}
	for _, e := range events {
		who := e.Who()
		b.batch.Entries = append(b.batch.Entries, journal.Entry{At: who.At, By: who.By, Namens: who.Namens, Event: e})
		b.state = workflow.Evolve(b.state, e)
	}
	return nil
}

// append writes the attempt. Nothing is written when nothing happened.
func (b *changing) append(ctx context.Context) (Receipt, error) {
	r := Receipt{Dossier: b.id, Seq: b.after + len(b.batch.Entries)}
	if len(b.batch.Entries) == 0 {
		return r, nil
	}
	answer, err := json.Marshal(r)
	if err != nil {
		return Receipt{}, fmt.Errorf("write an answer: %w", err)
	}
	b.batch.Key = journal.Key{Person: b.ask.Actor.Person, Key: b.ask.Key, Request: b.ask.Request, Answer: answer}
	if err := b.summarise(ctx); err != nil {
		return Receipt{}, err
	}
	var before workflow.State
	if b.x != nil {
		before = b.x.state
	}
	if err := b.notify(ctx, before); err != nil {
		return Receipt{}, err
	}
	if err := b.book.Append(ctx, b.id, b.after, b.batch); err != nil {
		return Receipt{}, err
	}
	for _, ref := range b.unread {
		b.want(annexTask{b.id, ref, b.state.Opsteller})
	}
	return r, nil
}

// complete fills in of a command what the desk knows and the page does not:
// the digest of the text that goes with it, and the facts that rules ask for.
func (b *changing) complete(ctx context.Context, c workflow.Command, reason string) (workflow.Command, error) {
	c, err := carries(c, func() (workflow.Marked, error) { return b.marked(ctx, b.x) })
	if err != nil {
		return nil, err
	}
	var digest documents.Digest
	if reason != "" {
		var err error
		if digest, err = b.store(documents.SoortAantekening, []byte(reason)); err != nil {
			return nil, err
		}
	}
	switch c := c.(type) {
	case workflow.GiveParaaf:
		c.Remark = digest
		var err error
		c.Open, err = b.openPoints(ctx, b.x)
		return c, err
	case workflow.SendBack:
		c.Reason = digest
		return c, nil
	case workflow.GiveMedeakkoord:
		c.Remark = digest
		return c, nil
	case workflow.RefuseMedeakkoord:
		c.Reason = digest
		return c, nil
	case workflow.TakeBesluit:
		c.Remark = digest
		var err error
		c.Preview, err = b.previewed(ctx)
		return c, err
	case workflow.Withdraw:
		c.Reason = digest
		return c, nil
	case workflow.ReturnReview:
		c.Reason = digest
		return c, nil
	case workflow.Dispatch:
		c.Nazenden, c.Toezeggingen, c.Dated = digest, b.x.promises(c.Date), b.x.letterDate()
		return c, nil
	case workflow.LinkToezeggingen:
		c.Other = digest
		var err error
		c.Refs, err = b.keepable(ctx, c.Refs)
		return c, err
	case workflow.RecordToezegging:
		c.Said = digest
		return c, nil
	case workflow.SettleToezegging:
		c.How = digest
		return c, nil
	case workflow.AskBack:
		c.Reason = digest
		return c, nil
	case workflow.TakeBack:
		c.Reason = digest
		return c, nil
	case workflow.HandOver:
		c.Reason = digest
		return c, nil
	case workflow.Skip:
		c.Reason = digest
		return c, nil
	case workflow.Forward:
		c.Reason = digest
		return c, nil
	case workflow.AskAdviceOf:
		c.Question = digest
		return c, nil
	case workflow.GiveAdvice:
		c.Remark = digest
		return c, nil
	case workflow.SetSpoed:
		c.Reason = digest
		return c, nil
	case workflow.SetRubricering:
		c.Reason = digest
		return c, nil
	case workflow.WithdrawPublication:
		c.Reason = digest
		return c, nil
	case workflow.AskZienswijze:
		c.Of = digest
		return c, nil
	case workflow.RecordZienswijze:
		c.Reason = digest
		return c, nil
	case workflow.SetEmbargo:
		c.Reason = digest
		return c, nil
	case workflow.SetNietOpenbaar:
		c.Reason = digest
		return c, nil
	case workflow.SetAlreadyPublic:
		c.Link = digest
		return c, nil
	case workflow.ReportUitstel:
		c.Reason = digest
		return c, nil
	case workflow.ChangeRoute:
		c.Reason = digest
		return c, nil
	case workflow.Submit:
		open, err := b.openPoints(ctx, b.x)
		if err != nil {
			return nil, err
		}
		if c.Blocking, err = b.blocking(ctx, b.x); err != nil {
			return nil, err
		}
		c.Blocking = append(c.Blocking, open...)
		return c, nil
	case workflow.CloseReview:
		return b.closing(ctx, c)
	case workflow.CloseSecondReading:
		return b.closingSecond(ctx, c)
	case workflow.SettleDifferences:
		c.Reason = digest
		return c, nil
	case workflow.ConfirmReview:
		return b.confirming(ctx, c)
	}
	return c, nil
}

// blocking lists the codes of remarks that stop the papers from going up.
func (d *Desk) blocking(ctx context.Context, x *dossier) ([]string, error) {
	known, err := d.circumstances(ctx, x)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, r := range documents.Lint(x.set(), known) {
		if r.Severity == documents.SeverityBlock && !slices.Contains(codes, r.Code) {
			codes = append(codes, r.Code)
		}
	}
	slices.Sort(codes)
	return codes, nil
}

// closing fixes the marks that follow from the answers, one stored list a
// paper, and fills in what rule R12 asks.
func (b *changing) closing(ctx context.Context, c workflow.CloseReview) (workflow.Command, error) {
	js, _, err := b.judgements(ctx, b.x)
	if err != nil {
		return nil, err
	}
	for _, j := range js {
		if j.Decision == Undecided {
			c.Undecided++
		}
	}
	c.Terms = len(b.takenTerms(b.x, js))
	for _, ref := range b.x.judgedPapers() {
		ms := marks(js, ref.ID, false)
		content := any(ms)
		if ref.Soort == documents.SoortBijlage {
			fixed, err := b.fixAnnex(ctx, b.x, ref, ms)
			if err != nil {
				return nil, err
			}
			if !b.x.state.IsAlreadyPublic(ref.ID) {
				c.Unseen += fixed.unseen()
			}
			content, ms = fixed, append(ms, fixed.drawnMarks()...)
		}
		data, err := json.Marshal(content)
		if err != nil {
			return nil, fmt.Errorf("write marks: %w", err)
		}
		digest, err := b.store(documents.SoortAantekening, data)
		if err != nil {
			return nil, err
		}
		for _, m := range ms {
			for _, g := range m.Grounds {
				if !slices.Contains(c.Grounds, g) {
					c.Grounds = append(c.Grounds, g)
				}
			}
		}
		if c.Undecided > 0 {
			continue
		}
		if err := b.apply(workflow.SetMarks{Paper: ref.ID, Marks: digest, Judges: judges(js)}); err != nil {
			return nil, err
		}
	}
	c.Seen, c.Figures = b.state.MarksDigest(), figures(js)
	return c, nil
}

// freeze makes papers of the working texts and has the rules take them in.
func (b *changing) freeze(ctx context.Context) error {
	if !b.gather() {
		return nil
	}
	return b.apply(workflow.Revise{Papers: b.x.papers, Deadline: deadline(b.x.set())})
}

// gather stores the working texts of the set, and reports whether there were
// any.
func (b *changing) gather() bool {
	changed := false
	b.batch.Emptied = map[workflow.PaperID]int{}
	for _, ref := range b.x.papers {
		t := b.x.texts[ref.ID]
		b.batch.Emptied[ref.ID] = t.saved // also where there is none: nobody may have begun since
		if !t.draft {
			continue
		}
		changed = true
		b.batch.Papers = append(b.batch.Papers, journal.Paper{Digest: ref.Digest, Salt: t.salt, Bytes: t.paper.Bytes(), Soort: ref.Soort})
	}
	return changed
}

// deadline is the day that the nota of a set names, or none.
func deadline(set []documents.Paper) documents.Date {
	for _, p := range set {
		if p.Soort() == documents.SoortNota {
			return documents.Nota{Paper: p}.Deadline()
		}
	}
	return documents.Date{}
}

// stationSignature is with whom a letter lies whose signature is not recorded.
const stationSignature workflow.StationID = "handtekening"

// summarise fills in what the lists will show, and the words by which the
// dossier is found.
func (b *changing) summarise(ctx context.Context) error {
	sum := b.summary(b.state)
	title, mark, err := b.headings(ctx)
	if err != nil {
		return err
	}
	sum.Onderwerp, sum.Kenmerk = title, mark
	b.batch.Summary = sum
	// Who decides on the same papers leaves the index as it is: of an annex of
	// hundreds of pages it takes longer than the decision.
	same := func(a, b workflow.PaperRef) bool { return a.ID == b.ID && a.Digest == b.Digest }
	if b.x == nil || !slices.EqualFunc(b.x.state.Papers, b.state.Papers, same) {
		text, err := b.words(ctx)
		if err != nil {
			return err
		}
		b.batch.Text = &text
	}
	b.registered()
	return nil
}

// words gives the text by which the dossier is found: of every paper, and of the
// annexes as far as they were read.
func (b *changing) words(ctx context.Context) (string, error) {
	b.unread = nil
	var text strings.Builder
	for _, ref := range b.state.Papers {
		if ref.Soort == documents.SoortBijlage {
			more, whole, err := b.annexText(ctx, b.id, ref)
			if err != nil {
				return "", err
			}
			if !whole && b.annexes != nil {
				b.unread = append(b.unread, ref)
			}
			text.WriteString(more + "\n")
			continue
		}
		p, err := b.frozen(ctx, ref)
		if err != nil {
			return "", err
		}
		text.WriteString(string(p.Bytes()) + "\n")
	}
	return text.String(), nil
}

// summary gives what the lists show of a state, but for its headings.
func (d *Desk) summary(s workflow.State) journal.Summary {
	sum := journal.Summary{
		Phase: s.Phase, Kind: s.Kind, Opsteller: s.Opsteller, Organisation: s.Organisation,
		Deadline: s.Until(), Since: s.Since, Round: s.Round,
	}
	if s.SentBack != nil && s.Phase == workflow.Concept {
		sum.SentBack, sum.SentBackAt = s.SentBack.Reason, s.SentBack.At
	}
	asked := append(s.Holder(), s.Awaiting()...)
	if slices.ContainsFunc(asked, func(st workflow.Station) bool { return st.Kind == workflow.AskSignature }) {
		// A signature is set by a bewindspersoon and recorded by the secretariaat.
		asked = append(asked, workflow.Station{ID: stationSignature, Seat: workflow.Seat{Role: workflow.RoleSecretariaat, Organisation: s.Organisation.Ministry()}})
	}
	for _, st := range asked {
		since := s.Since
		for _, a := range s.Arrivals {
			if a.Station == st.ID {
				since = a.At
			}
		}
		sum.Awaiting = append(sum.Awaiting, journal.Waiting{Station: st.ID, Role: st.Seat.Role, Organisation: st.Seat.Organisation, Since: since})
	}
	sum.Involved = d.involved(s)
	return sum
}

// headings stores onderwerp and kenmerk of the nota as papers of their own, so
// that lists can show them without opening it.
func (b *changing) headings(ctx context.Context) (title, mark documents.Digest, err error) {
	for _, ref := range b.state.Papers {
		if ref.Soort == documents.SoortBijlage {
			continue
		}
		p, err := b.frozen(ctx, ref)
		if err != nil {
			return title, mark, err
		}
		if p.Soort() != documents.SoortNota {
			continue
		}
		n := documents.Nota{Paper: p} // the first nota names the dossier
		if title, err = b.store(documents.SoortAantekening, []byte(n.Onderwerp())); err != nil {
			return title, mark, err
		}
		mark, err = b.store(documents.SoortAantekening, []byte(n.Kenmerk().Normal))
		return title, mark, err
	}
	return title, mark, nil
}

// frozen gives a paper of the state, from the batch or from the book.
func (b *changing) frozen(ctx context.Context, ref workflow.PaperRef) (documents.Paper, error) {
	for _, p := range b.batch.Papers {
		if p.Digest == ref.Digest {
			paper := b.read(p.Bytes)
			return paper, nil
		}
	}
	if b.x != nil {
		if t, there := b.x.texts[ref.ID]; there && !t.draft {
			return t.paper, nil
		}
	}
	p, err := b.book.Paper(ctx, ref.Digest)
	if err != nil {
		return documents.Paper{}, fmt.Errorf("load paper: %w", err)
	}
	paper := b.read(p.Bytes)
	return paper, nil
}
