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
	"paraaf/documents/gate"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A public version of hundreds of pages takes minutes. It is a job in the book, made
// beside the requests, so that nobody sits before a page that does not come:
//
//	press --> job in the book --> claimed, renewed while somebody works on it --> done
//	            ^                    |
//	            +--- lease runs out -+   when the program is killed: another goes on
//
// What came of it is in the dossier (the export), or in a draft (what stopped it): no
// words of a paper, only rule and sentence, or the leaks.

const (
	jobExport = "export/" // and the dossier
	// exportLease is how long a job lies still after the program that made it was killed.
	exportLease = time.Minute
	// exportStale is how old a wish may be: after that its maker is asked again.
	exportStale = time.Hour
)

// A making is the exports that are made in this process.
type making struct {
	attended atomic.Bool
	wanted   chan struct{}

	mu      sync.Mutex
	waiting map[string]chan exported      // by slot of the job, who waits for it
	steps   map[workflow.DossierID][2]int // how far: step and of how many
}

func newMaking() *making {
	return &making{wanted: make(chan struct{}, 1), waiting: map[string]chan exported{}, steps: map[workflow.DossierID][2]int{}}
}

type exported struct {
	receipt Receipt
	err     error
}

// exportWish is what a job carries: who wants it, under which key.
type exportWish struct {
	Actor   workflow.Actor   `json:"actor"`
	Key     string           `json:"key"`
	Request documents.Digest `json:"request"`
	Seq     int              `json:"seq"`
	Seen    documents.Digest `json:"seen"` // of the marks
	Also    []string         `json:"also,omitempty"`
}

// exportOutcome is the draft: what is being made, or what stopped it.
type exportOutcome struct {
	Seen  documents.Digest `json:"seen"` // of the marks
	Key   string           `json:"key"`
	Ended bool             `json:"ended,omitempty"`
	Rule  string           `json:"rule,omitempty"`
	Text  string           `json:"text,omitempty"`
	Leaks []gate.Leak      `json:"leaks,omitempty"`
}

// exportPlace is where that draft lies.
const exportPlace workflow.PaperID = "export.uitkomst"

// An Exporting says how the making of a public version stands.
type Exporting struct {
	Busy    bool
	Step    int // of Steps; both 0 while it waits its turn or is made by another node
	Steps   int
	Refused string   // what stopped it, in Dutch
	Leaking *Leaking // or what leaked
}

// BeginExport is Export beside the request: it gives true with what came of it when that
// is known within patience, and false when it is still being made; Exporting tells how it
// goes on. Where nobody works beside the requests it is made at once.
func (d *Desk) BeginExport(ctx context.Context, ask Ask, id workflow.DossierID, seq int, patience time.Duration, also ...string) (Receipt, bool, error) {
	if !d.making.attended.Load() {
		r, err := d.Export(ctx, ask, id, seq, also...)
		return r, true, err
	}
	if r, done, err := d.replay(ctx, ask); err != nil || done {
		return r, true, err
	}
	x, err := d.load(ctx, ask.Actor, id)
	if err != nil {
		return Receipt{}, true, err
	}
	if seq != 0 && seq != x.history.Seq {
		return Receipt{}, true, ErrStale
	}
	dry, err := d.dryExport(ctx, x)
	if err != nil {
		return Receipt{}, true, err
	}
	if c := d.May(x.state, ask.Actor, d.clock(), dry); !c.Allowed {
		return Receipt{}, true, &workflow.Refusal{Rule: c.Rule, Text: c.Why}
	}
	if e, err := d.exporting(ctx, x); err != nil || e.Busy {
		return Receipt{}, false, err // it is being made: no second time
	}
	wish, err := json.Marshal(exportWish{ask.Actor, ask.Key, ask.Request, seq, x.state.MarksDigest(), also})
	if err != nil {
		return Receipt{}, true, fmt.Errorf("write a wish for an export: %w", err)
	}
	slot := jobExport + string(id) + "/" + documents.DigestOf(nil, []byte(ask.Actor.Person), []byte(ask.Key)).String()
	came := make(chan exported, 1)
	d.making.mu.Lock()
	d.making.waiting[slot] = came
	d.making.mu.Unlock()
	defer func() {
		d.making.mu.Lock()
		delete(d.making.waiting, slot)
		d.making.mu.Unlock()
	}()
	if _, err := d.book.Plan(ctx, journal.Job{Slot: slot, Kind: jobExport + string(id), To: ask.Actor.Person, Dossier: id, Args: wish, At: d.clock()}); err != nil {
		return Receipt{}, true, fmt.Errorf("plan an export: %w", err)
	}
	if err := d.keepOutcome(ctx, id, ask.Actor.Person, exportOutcome{Seen: x.state.MarksDigest(), Key: ask.Key}); err != nil {
		return Receipt{}, true, err
	}
	select {
	case d.making.wanted <- struct{}{}:
	default: // somebody is about to look
	}
	after := time.NewTimer(patience)
	defer after.Stop()
	select {
	case e := <-came:
		return e.receipt, true, e.err
	case <-after.C:
		return Receipt{}, false, nil
	case <-ctx.Done():
		return Receipt{}, false, ctx.Err()
	}
}

// Exporting says how the export of a dossier stands, for who may see all of it.
func (d *Desk) Exporting(ctx context.Context, by workflow.Actor, id workflow.DossierID) (Exporting, error) {
	x, err := d.loadWhole(ctx, by, id)
	if err != nil {
		return Exporting{}, err
	}
	e, err := d.exporting(ctx, x)
	if err == nil && e.Leaking != nil && d.explain(x.state, by, workflow.ActionSeeMarks).Allowed {
		e.Leaking.Places, err = d.leakPlaces(ctx, x)
	}
	return e, err
}

func (d *Desk) exporting(ctx context.Context, x *dossier) (Exporting, error) {
	draft, err := d.draft(ctx, x.history.ID, exportPlace)
	if err != nil || len(draft.Bytes) == 0 || x.state.Export != nil {
		return Exporting{}, err
	}
	var o exportOutcome
	if err := json.Unmarshal(draft.Bytes, &o); err != nil {
		return Exporting{}, fmt.Errorf("read what came of an export: %w", err)
	}
	switch {
	case o.Seen != x.state.MarksDigest():
		return Exporting{}, nil // of marks that are gone
	case len(o.Leaks) > 0:
		return Exporting{Leaking: &Leaking{Leaks: o.Leaks}}, nil
	case o.Ended:
		return Exporting{Refused: o.Text}, nil
	case d.clock().Sub(draft.At) > exportStale:
		return Exporting{}, nil // nobody works on it any more
	}
	d.making.mu.Lock()
	defer d.making.mu.Unlock()
	at := d.making.steps[x.history.ID]
	return Exporting{Busy: true, Step: at[0], Steps: at[1]}, nil
}

func (d *Desk) keepOutcome(ctx context.Context, id workflow.DossierID, by workflow.PersonID, o exportOutcome) error {
	data, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("write what came of an export: %w", err)
	}
	ref := workflow.PaperRef{ID: "export"}
	return d.keepDraft(ctx, annexTask{id, ref, by}, "uitkomst", data)
}

// MakeExports makes what BeginExport and other nodes planned, until ctx ends; what was
// under way then, or when a program was killed, is taken up by whoever looks next. failed
// is told of what goes wrong.
func (d *Desk) MakeExports(ctx context.Context, failed func(error)) {
	d.making.attended.Store(true)
	look := time.NewTicker(10 * time.Second)
	defer look.Stop()
	for {
		jobs, err := d.book.Claim(ctx, jobExport, d.clock(), exportLease, 1)
		if err != nil && ctx.Err() == nil {
			failed(fmt.Errorf("look for exports: %w", err))
		}
		for _, j := range jobs {
			if err := d.makeExport(ctx, j); err != nil && ctx.Err() == nil {
				failed(err)
			}
		}
		if len(jobs) > 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		case <-d.making.wanted:
		}
	}
}

// makeExport does one job and keeps its lease meanwhile.
func (d *Desk) makeExport(ctx context.Context, j journal.Job) error {
	var wish exportWish
	if err := json.Unmarshal(j.Args, &wish); err != nil {
		return errors.Join(fmt.Errorf("read a wish for an export: %w", err), d.book.Failed(ctx, j, d.clock()))
	}
	working, stop := context.WithCancel(ctx)
	renewed := make(chan struct{})
	go func() {
		defer close(renewed)
		tick := time.NewTicker(exportLease / 3)
		defer tick.Stop()
		for {
			select {
			case <-working.Done():
				return
			case <-tick.C:
				if d.book.Extend(working, j, d.clock().Add(exportLease)) != nil {
					stop() // another took it up
					return
				}
			}
		}
	}()
	var came exported
	if d.clock().Sub(j.At) > exportStale {
		came.err = &workflow.Refusal{Rule: "R14", Text: "Het maken van de openbare versie is een uur blijven liggen. Er is niets verloren. Begin opnieuw."}
	} else {
		ask := Ask{Actor: wish.Actor, Key: wish.Key, Request: wish.Request}
		if came.err = d.mayStill(working, &ask, j.Dossier); came.err == nil {
			came.receipt, came.err = d.export(working, ask, j.Dossier, wish.Seq, wish.Also, d.counts)
		}
	}
	gone := working.Err() != nil
	stop()
	<-renewed
	d.making.mu.Lock()
	delete(d.making.steps, j.Dossier)
	waits := d.making.waiting[j.Slot]
	d.making.mu.Unlock()
	if gone { // the lease runs out, and another goes on
		return nil
	}
	err := d.tellOutcome(ctx, j, wish, came.err)
	if waits != nil {
		waits <- came
	}
	if e := d.book.Done(ctx, j); e != nil && !errors.Is(e, journal.ErrStale) {
		err = errors.Join(err, e)
	}
	return err
}

// mayStill fills in of an ask who its actor is by now, and refuses when that person may
// not export the dossier any more: between asking and making lie minutes, or a restart,
// in which a role may have been taken away.
func (d *Desk) mayStill(ctx context.Context, ask *Ask, id workflow.DossierID) error {
	now, err := d.Actor(ctx, ask.Actor.Person)
	if err != nil {
		return err
	}
	s, err := d.stateOf(ctx, id)
	if err != nil {
		return err
	}
	if d.freezes(id, s, now) || !d.explain(s, now, workflow.RecordExport{}.Action()).Allowed {
		return &workflow.Refusal{Rule: ruleBevoegdheid, Text: "Wie om de openbare versie vroeg, mag dat bij dit dossier niet meer. Er is niets gemaakt. Iemand die het wel mag, kan opnieuw beginnen."}
	}
	ask.Actor = now
	return nil
}

// tellOutcome keeps that an export ended, and what stopped it, for whoever looks later.
func (d *Desk) tellOutcome(ctx context.Context, j journal.Job, wish exportWish, came error) error {
	o := exportOutcome{Seen: wish.Seen, Key: wish.Key, Ended: true}
	var no *workflow.Refusal
	var leaking *Leaking
	var err error
	switch {
	case came == nil: // the dossier tells
	case errors.As(came, &leaking):
		o.Leaks = leaking.Leaks
	case errors.As(came, &no):
		o.Rule, o.Text = no.Rule, no.Text
	case errors.Is(came, ErrStale):
		o.Text = "Het dossier is intussen veranderd. Er is niets gemaakt. Kijk wat er veranderde en begin opnieuw."
	default:
		o.Text = "Het maken van de openbare versie is mislukt. Er is niets bewaard en niets naar buiten gegaan. Probeer het opnieuw; lukt het weer niet, vraag dan de beheerder."
		err = fmt.Errorf("make an export: %w", came)
	}
	return errors.Join(err, d.keepOutcome(ctx, j.Dossier, wish.Actor.Person, o))
}

// counts gives what is called after each step of the export of a dossier: steps is how
// many there are, an annex that is rebuilt and a file that is attacked each being one.
func (d *Desk) counts(id workflow.DossierID, steps int) func() {
	step := func(by int) {
		d.making.mu.Lock()
		defer d.making.mu.Unlock()
		d.making.steps[id] = [2]int{d.making.steps[id][0] + by, steps}
	}
	step(1)
	return func() { step(1) }
}
