package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"paraaf/documents"
	"paraaf/documents/pdf"
	"paraaf/documents/render"
	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// The answers of the desk that are neither a refusal nor a failure.
var (
	// ErrNotFound: there is no such dossier or paper, or the actor may not
	// know that there is.
	ErrNotFound = errors.New("not found")
	// ErrStale: what was on the screen is not what lies there now.
	ErrStale = errors.New("changed since it was read")
	// ErrOtherRequest: the idempotency key was used for another request.
	ErrOtherRequest = errors.New("idempotency key was used for another request")
	// ErrNotStamped: the authority that stamps the seal gave no time stamp, so nothing was made.
	ErrNotStamped = pdf.ErrNotStamped
)

// A Conflict says that somebody else saved the same text in between. Nothing
// is lost: Theirs is what stands now, the caller still has his own.
type Conflict struct {
	Theirs  string
	Version int
	By      string
	At      time.Time
}

func (c *Conflict) Error() string { return "saved by somebody else in between" }

// tries is how often Do starts again when another was faster.
const tries = 5

// A Desk is the office over one book. It is safe for concurrent use.
type Desk struct {
	book  *journal.Book
	clock func() time.Time
	base  *policies.Authorizer // holds as long as none was loaded

	beside  *consulted // another detector, or nil
	brakeAt Brake

	// House dresses papers in print, for Word and in public; nil is neutral. It is set before
	// the office opens, as Seal is.
	House *render.House
	// Seal stands under every public PDF; nil seals none.
	Seal *pdf.Seal

	now     atomic.Pointer[inForce]
	loading sync.Mutex

	annexes *annexRoom // nil: no foreign papers are taken in
	making  *making    // public versions that are made beside the requests
}

// New gives the office over a book, under a policy, with a clock that gives
// instants; civil days are those of the Netherlands (workflow.CivilDay).
func New(book *journal.Book, policy *policies.Authorizer, clock func() time.Time) *Desk {
	d := &Desk{book: book, base: policy, clock: clock, brakeAt: UsualBrake, making: newMaking()}
	d.now.Store(&inForce{policy: policy})
	return d
}

// today is the civil day in the Netherlands.
func (d *Desk) today() documents.Date { return workflow.CivilDay(d.clock()) }

// Actor gives the actor that a person is today: the seats it fills and those
// it stands in for.
func (d *Desk) Actor(ctx context.Context, person workflow.PersonID) (workflow.Actor, error) {
	a, err := d.book.Actor(ctx, person, d.today())
	if err != nil {
		return workflow.Actor{}, fmt.Errorf("load an actor: %w", err)
	}
	return a, nil
}

// May answers the one question: may the actor do this now, and if not, why
// not. It is the policy, followed by the rules.
func (d *Desk) May(s workflow.State, by workflow.Actor, at time.Time, c workflow.Command) workflow.Choice {
	_, err := d.decide(s, by, at, c)
	choice := workflow.Choice{Command: c, Allowed: err == nil}
	var no *workflow.Refusal
	switch {
	case err == nil:
		choice.Why = d.explain(s, by, c.Action()).Why
	case errors.As(err, &no):
		choice.Rule, choice.Why = no.Rule, no.Text
	default:
		choice.Why = "Dit kan nu niet. Ververs de pagina en probeer het opnieuw."
	}
	return choice
}

// ruleBevoegdheid is the number that stands in a refusal of the policy.
const ruleBevoegdheid = "bevoegdheid"

// decide asks the policy and then the rules, in this order: who has no
// business with an action does not learn how far the line is.
func (d *Desk) decide(s workflow.State, by workflow.Actor, at time.Time, c workflow.Command) ([]workflow.Event, error) {
	if v := d.explain(s, by, c.Action()); !v.Allowed {
		return nil, &workflow.Refusal{Rule: ruleBevoegdheid, Text: v.Why}
	}
	return workflow.Decide(s, by, at, c)
}

func (d *Desk) explain(s workflow.State, by workflow.Actor, a workflow.Action) policies.Verdict {
	return d.Policy().Explain(by, a, policies.Of(s, by))
}

// A dossier is one history as loaded, with the working texts that lie over it.
type dossier struct {
	history journal.History
	state   workflow.State
	papers  workflow.Papers // as they lie there now, working texts included
	texts   map[workflow.PaperID]text
	reader  workflow.PersonID // whose own reading is meant, "" for the common one

	exercise int // number of the exercise that this is instead of a dossier, or 0

	answers        map[string]answered // to remarks, by code
	answersVersion int
	asked          map[workflow.PaperID]askedSeries // Kamervragen by the paper that answers them
	askedVersion   int
}

// A text is the bytes of one paper as they lie there now.
type text struct {
	paper documents.Paper
	salt  []byte
	saved int  // times the working text was saved, as the book counts
	draft bool // not yet frozen
	by    workflow.PersonID
	at    time.Time
}

// load gives a dossier that the actor may see, whole or the letter only.
func (d *Desk) load(ctx context.Context, by workflow.Actor, id workflow.DossierID) (*dossier, error) {
	x, err := d.fetch(ctx, id)
	if err != nil {
		return nil, err
	}
	if !d.sees(x.state, by) {
		return nil, ErrNotFound
	}
	if err := d.frozen(x, by); err != nil {
		return nil, err
	}
	return x, d.asSubmitted(ctx, x, by)
}

// sees reports whether the actor may see a dossier, whole or the letter only.
func (d *Desk) sees(s workflow.State, by workflow.Actor) bool {
	return d.explain(s, by, workflow.ActionSeeDossier).Allowed || d.explain(s, by, workflow.ActionSeeLetter).Allowed
}

// Sees fails with ErrNotFound for a dossier that is not there, or that the
// actor may not see: to him both are alike.
func (d *Desk) Sees(ctx context.Context, by workflow.Actor, id workflow.DossierID) error {
	s, err := d.stateOf(ctx, id)
	if err == nil && !d.sees(s, by) {
		err = ErrNotFound
	}
	return err
}

// asSubmitted gives who does not write the papers as they were last submitted:
// what the opsteller is changing after a return is not for others until it
// comes up again, and nobody loses what he could read.
func (d *Desk) asSubmitted(ctx context.Context, x *dossier, by workflow.Actor) error {
	if x.state.Phase != workflow.Concept || x.state.Round == 0 {
		return nil
	}
	switch x.state.Relation(by) {
	case workflow.RelationOpsteller, workflow.RelationDirectie:
		return nil
	}
	for i, ref := range x.state.Papers {
		t := x.texts[ref.ID]
		if !t.draft {
			continue
		}
		p, err := d.book.Paper(ctx, ref.Digest)
		if err != nil {
			return fmt.Errorf("load paper: %w", err)
		}
		x.texts[ref.ID] = text{paper: d.read(p.Bytes), salt: p.Salt, saved: t.saved}
		x.papers[i] = ref
	}
	return nil
}

// folded gives what a history comes to, with everybody in it as who they are now.
func (d *Desk) folded(h journal.History) workflow.State {
	var s workflow.State
	for _, e := range h.Entries {
		s = workflow.Evolve(s, d.now.Load().asOne(e.Event))
	}
	return s
}

// stateOf gives what a dossier is, without its papers. It fails with
// ErrNotFound.
func (d *Desk) stateOf(ctx context.Context, id workflow.DossierID) (workflow.State, error) {
	h, err := d.book.Load(ctx, id)
	if errors.Is(err, journal.ErrNotFound) {
		return workflow.State{}, ErrNotFound
	} else if err != nil {
		return workflow.State{}, fmt.Errorf("load a dossier: %w", err)
	}
	return d.folded(h), nil
}

// fetch loads without asking who wants to know.
func (d *Desk) fetch(ctx context.Context, id workflow.DossierID) (*dossier, error) {
	h, err := d.book.Load(ctx, id)
	if errors.Is(err, journal.ErrNotFound) {
		return nil, ErrNotFound
	} else if err != nil {
		return nil, fmt.Errorf("load dossier: %w", err)
	}
	x := &dossier{history: h, state: d.folded(h), texts: map[workflow.PaperID]text{}}
	for _, ref := range x.state.Papers {
		if ref.Soort == documents.SoortBijlage {
			x.texts[ref.ID] = text{}
			x.papers = append(x.papers, ref)
			continue
		}
		t, err := d.text(ctx, x, ref)
		if err != nil {
			return nil, err
		}
		x.texts[ref.ID] = t
		if t.draft {
			ref = refOf(ref.ID, t.paper, t.salt, h.Salt)
		}
		x.papers = append(x.papers, ref)
	}
	if ref, there := x.state.ToPublish().Find(workflow.PaperAantekening); there {
		p, err := d.book.Paper(ctx, ref.Digest)
		if err != nil {
			return nil, fmt.Errorf("load an aantekening: %w", err)
		}
		x.texts[ref.ID] = text{paper: documents.ReadAantekening(p.Bytes), salt: p.Salt}
	}
	if err := d.loadAsked(ctx, x); err != nil {
		return nil, err
	}
	return x, d.loadAnswers(ctx, x)
}

// text gives the paper as it lies there: in concept its working text, if it
// has one, otherwise the frozen bytes.
func (d *Desk) text(ctx context.Context, x *dossier, ref workflow.PaperRef) (text, error) {
	draft, err := d.draft(ctx, x.history.ID, ref.ID)
	if err != nil {
		return text{}, fmt.Errorf("load working text: %w", err)
	}
	t := text{saved: draft.Version}
	if len(draft.Bytes) > 0 && x.state.Phase == workflow.Concept {
		t.salt, t.draft, t.by, t.at = draft.Salt, true, draft.By, draft.At
		t.paper = d.readIn(x, draft.Bytes)
		return t, nil
	}
	p, err := d.book.Paper(ctx, ref.Digest)
	if err != nil {
		return text{}, fmt.Errorf("load paper: %w", err)
	}
	t.salt = p.Salt
	t.paper = d.readIn(x, p.Bytes)
	return t, nil
}

// draft gives a working text, or an empty one of version 0 when there is none.
func (d *Desk) draft(ctx context.Context, id workflow.DossierID, paper workflow.PaperID) (journal.Draft, error) {
	draft, err := d.book.Draft(ctx, id, paper)
	if errors.Is(err, journal.ErrNotFound) {
		return journal.Draft{}, nil
	}
	return draft, err
}

// generations is how many saves of one working text are told apart.
const generations = 1 << 20

// version is the guard of a paper's working text: the last entry that laid
// down papers or moved the dossier, and the number of saves since. It never
// comes back, so a page from before a submission cannot pass for a newer one.
func (x *dossier) version(paper workflow.PaperID) int {
	base := 0
	for _, e := range x.history.Entries {
		switch e.Event.(type) {
		case workflow.Opened, workflow.Revised, workflow.Submitted, workflow.SentBack, workflow.AskedBack:
			base = e.Seq
		}
	}
	return base*generations + x.texts[paper].saved
}

// set gives the papers of our own as they lie there, in the order of the set;
// the annexes lie behind them.
func (x *dossier) set() []documents.Paper {
	written := x.written()
	set := make([]documents.Paper, len(written))
	for i, ref := range written {
		set[i] = x.texts[ref.ID].paper
	}
	return set
}

// replay gives the answer that was given to this request before, if it was.
func (d *Desk) replay(ctx context.Context, ask Ask) (Receipt, bool, error) {
	a, found, err := d.book.Answer(ctx, ask.Actor.Person, ask.Key)
	if err != nil || !found {
		return Receipt{}, false, err
	}
	if a.Request != ask.Request {
		return Receipt{}, false, ErrOtherRequest
	}
	var r Receipt
	if err := json.Unmarshal(a.Body, &r); err != nil {
		return Receipt{}, false, fmt.Errorf("read a stored answer: %w", err)
	}
	return r, true, nil
}

// Answered reports whether this very request was carried out on a dossier
// before, whether or not the actor may still see it.
func (d *Desk) Answered(ctx context.Context, ask Ask, id workflow.DossierID) (bool, error) {
	a, found, err := d.book.Answer(ctx, ask.Actor.Person, ask.Key)
	if err != nil || !found || a.Request != ask.Request {
		return false, err
	}
	var r Receipt // the answers of other changes hold none
	return json.Unmarshal(a.Body, &r) == nil && r.Dossier == id, nil
}

// Do carries out one command on a dossier. Text is the reason, remark or
// aantekening that goes with it; seq, when not zero, is the sequence number
// that was on the screen. It gives ErrNotFound, ErrStale, ErrOtherRequest or a
// *workflow.Refusal, and on success the same receipt however often it is asked.
func (d *Desk) Do(ctx context.Context, ask Ask, id workflow.DossierID, seq int, c workflow.Command, reason string) (Receipt, error) {
	return d.do(ctx, ask, id, seq, c, reason, "")
}

// TakeBesluit is Do for the answer of the bewindspersoon: aantekening is what he says on
// the content, note what only those read who judge the papers, and nobody outside.
func (d *Desk) TakeBesluit(ctx context.Context, ask Ask, id workflow.DossierID, c workflow.TakeBesluit, aantekening, note string) (Receipt, error) {
	return d.do(ctx, ask, id, 0, c, aantekening, note)
}

// SendBack is Do for a return: reason is what everybody in the line reads,
// note what only those read who judge the papers (rule R7).
func (d *Desk) SendBack(ctx context.Context, ask Ask, id workflow.DossierID, c workflow.SendBack, reason, note string) (Receipt, error) {
	return d.do(ctx, ask, id, 0, c, reason, note)
}

func (d *Desk) do(ctx context.Context, ask Ask, id workflow.DossierID, seq int, c workflow.Command, reason, note string) (Receipt, error) {
	return d.change(ctx, ask, func() (Receipt, error) {
		x, err := d.load(ctx, ask.Actor, id)
		if err != nil {
			return Receipt{}, err
		}
		if seq != 0 && seq != x.history.Seq {
			return Receipt{}, ErrStale
		}
		b := d.begin(x, ask)
		c, err := b.complete(ctx, c, reason)
		if err != nil {
			return Receipt{}, err
		}
		if c, err = b.noted(c, note); err != nil {
			return Receipt{}, err
		}
		if err := b.instructed(ctx, c); err != nil {
			return Receipt{}, err
		}
		if _, submitting := c.(workflow.Submit); submitting {
			if err := b.freeze(ctx); err != nil {
				return Receipt{}, err
			}
		}
		if err := b.apply(c); err != nil {
			return Receipt{}, err
		}
		return b.append(ctx)
	})
}

// noted gives a return or a besluit with the note that goes beside it, which few may read.
func (b *changing) noted(c workflow.Command, note string) (workflow.Command, error) {
	if note == "" {
		return c, nil
	}
	beside, err := b.store(documents.SoortAantekening, []byte(note))
	if err != nil {
		return nil, err
	}
	switch given := c.(type) {
	case workflow.SendBack:
		given.Note = beside
		return given, nil
	case workflow.TakeBesluit:
		given.Note = beside
		return given, nil
	}
	return nil, &workflow.Refusal{Rule: "R9", Text: "Een procesnotitie hoort bij een besluit. Laat haar leeg, of schrijf haar bij uw opmerking."}
}

// change is the loop around every change: answered before, or try, and when
// another was faster try again.
func (d *Desk) change(ctx context.Context, ask Ask, once func() (Receipt, error)) (Receipt, error) {
	var err error
	for range tries {
		r, done, e := d.replay(ctx, ask)
		if e != nil || done {
			return r, e
		}
		r, err = once()
		if !errors.Is(err, journal.ErrStale) {
			return r, err
		}
	}
	return Receipt{}, fmt.Errorf("another was faster %d times: %w", tries, ErrStale)
}
