package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Destruction while the program runs, by two people: one who manages the
// installation proposes a dossier, another has its papers destroyed or takes it
// off the list. What waits lies in the job table, where each proposal is claimed
// once; who proposed, withdrew and destroyed stands in the ledger.

// jobDestruction starts the kind of job that a proposal is.
const jobDestruction = "vernietiging/"

// proposalOf is the kind of job of one dossier; no other kind starts with it.
func proposalOf(id workflow.DossierID) string { return jobDestruction + string(id) + "/" }

// A Proposal is a dossier that somebody proposed for destruction.
type Proposal struct {
	Expired
	Retention
	At     time.Time // UTC
	ByName string
	May    bool // the reader may destroy it: somebody else proposed it
}

// errEnough ends a list that is long enough.
var errEnough = errors.New("enough")

// mostExpired bounds what is shown at once; after these are dealt with come others.
const mostExpired = 100

// ExpiredFor is [Desk.Expired] for a page: at most a hundred, without those that
// were proposed, for who manages the installation. Others get ErrNotFound.
func (d *Desk) ExpiredFor(ctx context.Context, by workflow.Actor, r Retention) ([]Expired, error) {
	if !d.manages(by, workflow.ActionManageInstallation, "") {
		return nil, ErrNotFound
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	jobs, err := d.book.Waiting(ctx, jobDestruction)
	if err != nil {
		return nil, fmt.Errorf("read proposals: %w", err)
	}
	proposed := map[workflow.DossierID]bool{}
	for _, j := range jobs {
		proposed[j.Dossier] = true
	}
	var all []Expired
	err = d.Expired(ctx, r, func(x Expired) error {
		if !proposed[x.Dossier] {
			all = append(all, x)
		}
		if len(all) == mostExpired {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	return all, nil
}

// check refuses what no selectielijst says.
func (r Retention) check() error {
	if r.Item == "" || len(r.Item) > 60 || r.Years < 1 || r.Years > 200 {
		return &workflow.Refusal{Rule: ruleVernietiging, Text: "Noem het nummer van de selectielijst (hooguit 60 tekens) en de bewaartermijn in jaren."}
	}
	return nil
}

// Proposals gives what waits for a second person, for who manages the
// installation. Others get ErrNotFound.
func (d *Desk) Proposals(ctx context.Context, by workflow.Actor) ([]Proposal, error) {
	if !d.manages(by, workflow.ActionManageInstallation, "") {
		return nil, ErrNotFound
	}
	jobs, err := d.book.Waiting(ctx, jobDestruction)
	if err != nil {
		return nil, fmt.Errorf("read proposals: %w", err)
	}
	var all []Proposal
	for _, j := range jobs {
		p := Proposal{At: j.At, ByName: d.nameOf(ctx, j.To), May: !d.same(j.To, by.Person)}
		if err := json.Unmarshal(j.Args, &p.Retention); err != nil {
			return nil, fmt.Errorf("read a proposal: %w", err)
		}
		x, err := d.expiry(ctx, j.Dossier, p.Retention)
		if err != nil && !isDamaged(err) {
			return nil, fmt.Errorf("look at dossier %s: %w", j.Dossier, err)
		}
		if p.Expired = (Expired{Dossier: j.Dossier}); x != nil {
			p.Expired = *x
		}
		all = append(all, p)
	}
	return all, nil
}

// ProposeDestruction puts a dossier on the list of what a second person may have
// destroyed. It refuses who does not manage the installation, before the term, and
// what is not closed or was proposed already.
func (d *Desk) ProposeDestruction(ctx context.Context, ask Ask, id workflow.DossierID, r Retention) error {
	if err := r.check(); err != nil {
		return err
	}
	if _, err := d.destroyable(ctx, ask.Actor, id, r); err != nil {
		return err
	}
	waits, err := d.book.Waiting(ctx, proposalOf(id))
	if err != nil {
		return fmt.Errorf("read proposals: %w", err)
	}
	// The slot is that of the request: sent again it makes no second proposal.
	slot := jobDestruction + string(ask.Actor.Person) + "/" + ask.Key
	if slices.ContainsFunc(waits, func(j journal.Job) bool { return j.Slot != slot }) {
		return &workflow.Refusal{Rule: ruleVernietiging, Text: "Dit dossier is al voorgedragen."}
	}
	args, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("propose destruction: %w", err)
	}
	if err := d.take(ctx, d.measure(ask, journal.DestructionProposed, r.subject(id))); err != nil {
		return err
	}
	_, err = d.book.Plan(ctx, journal.Job{Slot: slot, Kind: proposalOf(id), To: ask.Actor.Person, Dossier: id, Args: args, At: d.clock()})
	if err != nil {
		return fmt.Errorf("propose destruction: %w", err)
	}
	return nil
}

func (r Retention) subject(id workflow.DossierID) journal.Subject {
	return journal.Subject{Dossier: id, Name: r.Item, N: int64(r.Years)}
}

// WithdrawDestruction takes a dossier off the list. Whoever manages the
// installation may, also who proposed it.
func (d *Desk) WithdrawDestruction(ctx context.Context, ask Ask, id workflow.DossierID) error {
	return d.onProposal(ctx, ask, id, func(j journal.Job, r Retention) error {
		return d.take(ctx, d.measure(ask, journal.DestructionWithdrawn, r.subject(id)))
	})
}

// ConfirmDestruction destroys the papers of a dossier that somebody else
// proposed, and has the files purged after it. What was decided, by whom and when
// stays in the ledger. It refuses who proposed it himself, and as
// ProposeDestruction does.
func (d *Desk) ConfirmDestruction(ctx context.Context, ask Ask, id workflow.DossierID) error {
	return d.onProposal(ctx, ask, id, func(j journal.Job, r Retention) error {
		if d.same(j.To, ask.Actor.Person) {
			return &workflow.Refusal{Rule: ruleVernietiging, Text: "U hebt dit dossier zelf voorgedragen. Een andere beheerder beslist of de stukken weggaan."}
		}
		if err := d.book.PlanPurge(ctx, d.clock()); err != nil {
			return fmt.Errorf("plan the purge: %w", err)
		}
		if _, err := d.destroyable(ctx, ask.Actor, id, r); err != nil {
			return err
		}
		x := journal.Destruction{Dossier: id, By: ask.Actor.Person, At: d.clock(), Item: r.Item, Term: r.Years, Key: d.measure(ask, journal.PapersDestroyed, journal.Subject{}).Key}
		if err := d.book.Destroy(ctx, x); err != nil {
			return fmt.Errorf("destroy papers: %w", err)
		}
		return nil
	})
}

// onProposal claims the proposal of a dossier, has something done with it, and
// ends it when that was done. Of two people at once one finds it.
func (d *Desk) onProposal(ctx context.Context, ask Ask, id workflow.DossierID, do func(journal.Job, Retention) error) error {
	if !d.manages(ask.Actor, workflow.ActionManageInstallation, "") {
		return ErrNotFound
	}
	if done, err := d.taken(ctx, ask); err != nil || done {
		return err
	}
	jobs, err := d.book.Claim(ctx, proposalOf(id), d.clock(), time.Minute, 1)
	if err != nil {
		return fmt.Errorf("claim a proposal: %w", err)
	}
	if len(jobs) == 0 {
		return &workflow.Refusal{Rule: ruleVernietiging, Text: "Dit dossier staat niet meer op de lijst, of een ander is er nu mee bezig. Kijk over een minuut opnieuw."}
	}
	j := jobs[0]
	var r Retention
	if err := json.Unmarshal(j.Args, &r); err != nil {
		return fmt.Errorf("read a proposal: %w", err)
	}
	if err := do(j, r); err != nil {
		return errors.Join(err, d.book.Release(ctx, j))
	}
	if err := d.book.Done(ctx, j); err != nil {
		return fmt.Errorf("end a proposal: %w", err)
	}
	return nil
}
