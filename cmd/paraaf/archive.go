package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// office opens a book to work in it without serving pages, by the settings that
// are in force; to look only it may be open in a program that serves.
func (s store) office(ctx context.Context, clock func() time.Time, look bool) (*desk.Desk, *journal.Book, error) {
	policy, err := policies.Embedded()
	if err != nil {
		return nil, nil, fmt.Errorf("load the policy: %w", err)
	}
	dsn, err := s.dsn(false)
	if err != nil {
		return nil, nil, err
	}
	keys, err := s.paperKeys(false)
	if err != nil {
		return nil, nil, err
	}
	book, err := journal.Open(ctx, dsn, journal.Options{Clock: clock, Keys: keys, ReadOnly: look})
	if err != nil {
		return nil, nil, err
	}
	d := desk.New(book, policy, clock)
	if err := d.Refresh(ctx); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("settings not in force: %w", err), book.Close())
	}
	return d, book, nil
}

// rebuildBook makes what lists and searches show anew from the events.
func rebuildBook(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	where := storeFlags(f, c)
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	office, book, err := where.office(ctx, time.Now, false)
	if err != nil {
		return err
	}
	defer book.Close()
	n, err := office.Rebuild(ctx)
	fmt.Fprintf(c.out, "%d dossiers\n", n)
	return err
}

func destroy(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	return destroyAt(ctx, c, f, args, time.Now)
}

// A statement is a line of the list of what may be destroyed and, with By and
// At, of the declaration of what was.
type statement struct {
	Dossier workflow.DossierID `json:"dossier"`
	Kenmerk string             `json:"kenmerk"`
	Phase   workflow.Phase     `json:"phase"`
	Closed  string             `json:"closed"` // day
	Until   string             `json:"until"`  // day up to and including which papers are kept
	Item    string             `json:"item"`
	Years   int                `json:"years"`
	By      workflow.PersonID  `json:"by,omitempty"`
	At      string             `json:"at,omitempty"`
}

// destroyAt lists the dossiers whose term has passed, or destroys the papers of
// those that are named. Nothing is destroyed that was not named: a list is for a
// person to read first.
func destroyAt(ctx context.Context, c console, f *flag.FlagSet, args []string, clock func() time.Time) error {
	item := f.String("item", "", "number in the selectielijst, as \"VWS 12.3\"; it stands in the ledger")
	years := f.Int("years", 0, "how many years after closing papers are kept, as the item says")
	login := f.String("by", "", "account of who manages the installation and orders it; without it what may be destroyed is listed")
	where := storeFlags(f, c)
	ids, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if *item == "" || *years < 1 {
		return fmt.Errorf("want -item and -years, as the selectielijst has them")
	}
	if (*login == "") != (len(ids) == 0) {
		return fmt.Errorf("want -by together with the dossiers to destroy; without both what may be destroyed is listed")
	}
	office, book, err := where.office(ctx, clock, len(ids) == 0)
	if err != nil {
		return err
	}
	defer book.Close()
	keep := desk.Retention{Item: *item, Years: *years}
	enc := json.NewEncoder(c.out)
	line := func(x desk.Expired) statement {
		return statement{Dossier: x.Dossier, Kenmerk: x.Kenmerk, Phase: x.Phase, Closed: x.Closed.ISO(), Until: x.Until.ISO(), Item: keep.Item, Years: keep.Years}
	}
	if len(ids) == 0 {
		return office.Expired(ctx, keep, func(x desk.Expired) error { return enc.Encode(line(x)) })
	}
	account, err := book.Account(ctx, strings.TrimSpace(*login))
	if err != nil || account.Disabled {
		return fmt.Errorf("-by: there is no open account %q", *login)
	}
	by, err := office.Actor(ctx, account.Person)
	if err != nil {
		return err
	}
	refused := false
	for _, id := range ids {
		x, err := office.Destroy(ctx, by, workflow.DossierID(id), keep)
		var no *workflow.Refusal
		switch {
		case errors.As(err, &no):
			refused = true
			fmt.Fprintf(c.err, "%s: %s\n", id, no.Text)
			continue
		case errors.Is(err, desk.ErrNotFound):
			refused = true
			fmt.Fprintf(c.err, "%s: dit dossier is er niet.\n", id)
			continue
		case err != nil:
			return err
		}
		x.Dossier = workflow.DossierID(id)
		s := line(x)
		s.By, s.At = by.Person, clock().UTC().Format(time.RFC3339)
		if err := enc.Encode(s); err != nil {
			return err
		}
	}
	if err := office.Purge(ctx); err != nil {
		return err
	}
	fmt.Fprintln(c.err, "Reservekopieën van voor vandaag bevatten deze stukken nog: vernietig ook die.")
	if refused {
		return errNo
	}
	return nil
}
