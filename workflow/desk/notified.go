package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A Notification is one notice as its receiver reads it: what happened, to
// which dossier, when. Onderwerp and Kenmerk are those that he may see now.
type Notification struct {
	ID        string
	Kind      string
	Dossier   workflow.DossierID
	Onderwerp string
	Kenmerk   string
	Person    workflow.PersonID // whom it is about, instead of a dossier
	Name      string            // of that person
	At        time.Time         // UTC
	New       bool
}

// The paces of mail.
const (
	PaceNever  = "never"
	PaceAtOnce = "at-once"
	PaceHourly = "hourly"
	PaceDaily  = "daily"
	PaceWeekly = "weekly"
)

// Paces gives the paces in the order in which a page offers them.
func Paces() []string { return []string{PaceAtOnce, PaceHourly, PaceDaily, PaceWeekly, PaceNever} }

// notificationsShown is how many a page shows.
const notificationsShown = 50

// Notifications gives what the actor was told, newest first. A dossier that he
// may not see any more is left out.
func (d *Desk) Notifications(ctx context.Context, by workflow.Actor) ([]Notification, error) {
	return d.Told(ctx, by, time.Time{}, d.clock())
}

// Told is Notifications after one moment up to and including another.
func (d *Desk) Told(ctx context.Context, by workflow.Actor, after, until time.Time) ([]Notification, error) {
	all, err := d.book.NoticesOf(ctx, by.Person, after, until, notificationsShown)
	if err != nil {
		return nil, fmt.Errorf("load notices: %w", err)
	}
	heads := map[workflow.DossierID]*View{}
	var out []Notification
	for _, n := range all {
		if n.Dossier == "" {
			about, err := d.aboutPerson(ctx, by, n)
			if err != nil {
				return nil, err
			}
			out = append(out, about...)
			continue
		}
		head, known := heads[n.Dossier]
		if !known {
			if head, err = d.heading(ctx, by, n.Dossier); err != nil {
				return nil, err
			}
			heads[n.Dossier] = head
		}
		if head == nil {
			continue
		}
		out = append(out, Notification{ID: n.ID, Kind: n.Kind, Dossier: n.Dossier, Onderwerp: head.Onderwerp, Kenmerk: head.Kenmerk, At: n.At, New: n.New})
	}
	return out, nil
}

// aboutPerson gives a notice about a person: of his account to himself, of a waarneming to both of it, and
// of anything else to who manages the installation.
func (d *Desk) aboutPerson(ctx context.Context, by workflow.Actor, n journal.Noted) ([]Notification, error) {
	if !AboutWaarneming(n.Kind) && !AboutAccount(n.Kind) && !d.manages(by, workflow.ActionManageInstallation, "") {
		return nil, nil
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, err
	}
	person := workflow.PersonID(n.Entry)
	return []Notification{{ID: n.ID, Kind: n.Kind, Person: person, Name: dir.person(ctx, person), At: n.At, New: n.New}}, nil
}

// heading gives onderwerp and kenmerk as the actor may see them, or nil for a
// dossier that he may not.
func (d *Desk) heading(ctx context.Context, by workflow.Actor, id workflow.DossierID) (*View, error) {
	x, err := d.load(ctx, by, id)
	if errors.Is(err, ErrNotFound) || Frozen(err) || isDamaged(err) {
		return nil, nil // what is frozen is named to nobody, in no list and no mail
	} else if err != nil {
		return nil, err
	}
	v := &View{}
	v.title(x, d.explain(x.state, by, workflow.ActionSeeDossier).Allowed)
	return v, nil
}

// Kenmerk gives the kenmerk by which a person may be mailed about a dossier,
// or "" when there is none that he may see. It fails with ErrNotFound for a
// dossier that he may not.
func (d *Desk) Kenmerk(ctx context.Context, by workflow.Actor, id workflow.DossierID) (string, error) {
	if id == "" {
		return "", nil // about a person: no mail names one
	}
	v, err := d.heading(ctx, by, id)
	if err != nil {
		return "", err
	}
	if v == nil {
		return "", ErrNotFound
	}
	return v.Kenmerk, nil
}

// NewNotifications counts what the person has not seen yet, up to 100.
func (d *Desk) NewNotifications(ctx context.Context, person workflow.PersonID) (int, error) {
	n, err := d.book.NewNotices(ctx, person)
	if err != nil {
		return 0, fmt.Errorf("count notices: %w", err)
	}
	return n, nil
}

// SeenNotifications keeps that the person has seen everything up to and
// including at; a moment that is still to come is taken for now.
func (d *Desk) SeenNotifications(ctx context.Context, person workflow.PersonID, at time.Time) error {
	if now := d.clock(); at.After(now) {
		at = now
	}
	if err := d.book.SeenNotices(ctx, person, at); err != nil {
		return fmt.Errorf("keep what was seen: %w", err)
	}
	return nil
}

// Mailbox gives where and how often a person is mailed. Who never chose is
// mailed daily, once he has an address.
func (d *Desk) Mailbox(ctx context.Context, person workflow.PersonID) (journal.Mailbox, error) {
	m, err := d.book.Mailbox(ctx, person)
	if err != nil {
		return m, fmt.Errorf("load a mailbox: %w", err)
	}
	if m.Pace == "" {
		m.Pace = PaceDaily
	}
	return m, nil
}

// SetPace keeps how often a person wants mail. The address is for the
// administrator to set. It fails with a *workflow.Refusal for no pace.
func (d *Desk) SetPace(ctx context.Context, person workflow.PersonID, pace string) error {
	if !slices.Contains(Paces(), pace) {
		return &workflow.Refusal{Text: "Kies hoe vaak u mail wilt: meteen, elk uur, elke dag, elke week of nooit."}
	}
	m, err := d.book.Mailbox(ctx, person)
	if err != nil {
		return fmt.Errorf("load a mailbox: %w", err)
	}
	m.Pace = pace
	if err := d.book.PutMailbox(ctx, m); err != nil {
		return fmt.Errorf("keep a mailbox: %w", err)
	}
	return nil
}

// Mark gives a mark that changes when there is something new for the actor to
// fetch: of one dossier when id is given, otherwise of what he was told. It
// says nothing else. It fails with ErrNotFound for a dossier that he may not see.
func (d *Desk) Mark(ctx context.Context, by workflow.Actor, id workflow.DossierID) (string, error) {
	if id != "" {
		x, err := d.load(ctx, by, id)
		if err != nil {
			return "", err
		}
		return fmt.Sprint(x.history.Seq), nil
	}
	last, err := d.book.NoticesOf(ctx, by.Person, time.Time{}, d.clock(), 1)
	if err != nil {
		return "", fmt.Errorf("load notices: %w", err)
	}
	if len(last) == 0 {
		return "-", nil
	}
	return last[0].ID, nil
}

// Size gives a number that grows with every change of any dossier.
func (d *Desk) Size(ctx context.Context) (int64, error) { return d.book.Size(ctx) }
