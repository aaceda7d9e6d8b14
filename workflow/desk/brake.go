package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A Brake says how many different papers one person may open, download or
// export within a while. Nobody reads four hundred papers in ten minutes; a
// script in a stolen session does.
type Brake struct {
	Papers int // 0 does not brake
	Within time.Duration
}

// UsualBrake holds until another is set.
var UsualBrake = Brake{Papers: 400, Within: 10 * time.Minute}

// SetBrake sets the brake on bulk reading; before the desk is used.
func (d *Desk) SetBrake(b Brake) { d.brakeAt = b }

// A Braked says that somebody read too much too fast. It is no refusal of the
// line: after a while the same may be asked again.
type Braked struct {
	Wait time.Duration
	Text string
}

func (b *Braked) Error() string { return "too many papers in too short a time" }

// noticeBulk is the kind of a notice to those who manage the installation; its
// entry is the person that was braked.
const noticeBulk = "bulk"

// brake fails with Braked when the person read too much. It is counted in the
// read log, which all nodes write to, by what differs: who opens one paper again
// and again is no bulk reader.
func (d *Desk) brake(ctx context.Context, ask Ask, id workflow.DossierID, a workflow.Action) error {
	b := d.brakeAt
	if b.Papers <= 0 || id == "" {
		return nil
	}
	now := d.clock()
	n, err := d.book.DifferentReadings(ctx, ask.Actor.Person, now.Add(-b.Within), b.Papers)
	if err != nil {
		return fmt.Errorf("count readings: %w", err)
	}
	if n < b.Papers {
		return nil
	}
	if err := d.note(ctx, ask, id, a, "refused"); err != nil {
		return err
	}
	if err := d.reportBulk(ctx, ask.Actor.Person, now); err != nil {
		return err
	}
	return &Braked{Wait: b.Within / 4, Text: fmt.Sprintf("U opende in %d minuten meer dan %d verschillende stukken. Daarom kunt u nu even niets openen. De beheerder heeft hiervan bericht gekregen.",
		int(b.Within.Minutes()+0.5), b.Papers-1)}
}

// reportBulk tells who manages the installation, once an hour for a person.
func (d *Desk) reportBulk(ctx context.Context, person workflow.PersonID, now time.Time) error {
	keepers, err := d.book.Seated(ctx, keeper)
	if err != nil {
		return fmt.Errorf("find who manages: %w", err)
	}
	for _, k := range keepers {
		slot := fmt.Sprintf("bulk.%s.%s.%d", person, k, now.Unix()/3600)
		if err := d.book.Notify(ctx, slot, journal.Notice{Kind: noticeBulk, To: k, Entry: string(person)}); err != nil {
			return fmt.Errorf("report a bulk reader: %w", err)
		}
	}
	return nil
}

// Opened writes to the read log that a page about a dossier, or about one paper
// of it, goes on the screen; before any byte of it does. Of what the actor may
// not see it writes nothing: whoever makes the page refuses it. It fails with
// Braked.
func (d *Desk) Opened(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID) error {
	x, err := d.load(ctx, ask.Actor, id)
	if errors.Is(err, ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	if paper == "" {
		return d.log(ctx, ask, id, documents.Digest{}, workflow.ActionSeeDossier, "ok")
	}
	shown := x.papers
	if !d.explain(x.state, ask.Actor, workflow.ActionSeeDossier).Allowed {
		shown = shown.Letter()
	}
	ref, there := shown.Find(paper)
	if !there {
		return nil
	}
	return d.log(ctx, ask, id, ref.Digest, workflow.ActionSeeDossier, "ok")
}

// Refused writes to the read log that somebody asked for a dossier that he may
// not see, or that is not there: to him both are alike, and so both are logged.
func (d *Desk) Refused(ctx context.Context, ask Ask, id workflow.DossierID) error {
	if len(id) > 64 || !printable(string(id)) {
		return nil // nothing of ours has such an id, and the log holds no text
	}
	return d.note(ctx, ask, id, workflow.ActionSeeDossier, "refused")
}

// printable reports whether s holds letters, digits and dashes only, as an id does.
func printable(s string) bool {
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '-' {
			return false
		}
	}
	return s != ""
}

// log writes to the read log, before any byte goes out, that one paper is read,
// or with the zero digest the dossier as a whole. Who reads too much too fast is
// braked first.
func (d *Desk) log(ctx context.Context, ask Ask, id workflow.DossierID, paper documents.Digest, a workflow.Action, result string) error {
	return d.logAll(ctx, ask, id, a, result, paper)
}

// logAll is log of several papers in one go.
func (d *Desk) logAll(ctx context.Context, ask Ask, id workflow.DossierID, a workflow.Action, result string, papers ...documents.Digest) error {
	if err := d.brake(ctx, ask, id, a); err != nil {
		return err
	}
	return d.note(ctx, ask, id, a, result, papers...)
}

// note writes lines to the read log, in one go.
func (d *Desk) note(ctx context.Context, ask Ask, id workflow.DossierID, a workflow.Action, result string, papers ...documents.Digest) error {
	if len(papers) == 0 {
		papers = []documents.Digest{{}}
	}
	var lines []journal.Reading
	for _, p := range papers {
		lines = append(lines, journal.Reading{At: d.clock(), Person: ask.Actor.Person, Session: ask.Session, Address: ask.Address, Dossier: id, Paper: p, Action: string(a), Result: result})
	}
	if err := d.book.LogReading(ctx, lines...); err != nil {
		return fmt.Errorf("write to the read log: %w", err)
	}
	return nil
}
