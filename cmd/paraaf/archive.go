package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
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

// An expired is a line of the list of what may be destroyed.
type expired struct {
	Dossier workflow.DossierID `json:"dossier"`
	Kenmerk string             `json:"kenmerk"`
	Phase   workflow.Phase     `json:"phase"`
	Closed  string             `json:"closed"` // day
	Until   string             `json:"until"`  // day up to and including which papers are kept
	Item    string             `json:"item"`
	Years   int                `json:"years"`
}

// destroyAt lists the dossiers whose term has passed, for a person to read. It
// destroys nothing: that takes two administrators, and who they are is proved on
// their page, while on the command line a name is a word that anybody types.
func destroyAt(ctx context.Context, c console, f *flag.FlagSet, args []string, clock func() time.Time) error {
	item := f.String("item", "", "number in the selectielijst, as \"VWS 12.3\"")
	years := f.Int("years", 0, "how many years after closing papers are kept, as the item says")
	f.String("by", "", "no longer: papers are destroyed on the page of two administrators")
	where := storeFlags(f, c)
	ids, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(ids) > 0 || f.Lookup("by").Value.String() != "" {
		fmt.Fprintln(c.err, "Vernietigen doen twee beheerders van de hele installatie, op de pagina Beheer, Vernietigen: de een draagt voor, de ander besluit. Deze opdracht toont alleen wat weg mag.")
		return errNo
	}
	if *item == "" || *years < 1 {
		return fmt.Errorf("want -item and -years, as the selectielijst has them")
	}
	office, book, err := where.office(ctx, clock, true)
	if err != nil {
		return err
	}
	defer book.Close()
	keep := desk.Retention{Item: *item, Years: *years}
	enc := json.NewEncoder(c.out)
	return office.Expired(ctx, keep, func(x desk.Expired) error {
		return enc.Encode(expired{Dossier: x.Dossier, Kenmerk: x.Kenmerk, Phase: x.Phase, Closed: x.Closed.ISO(), Until: x.Until.ISO(), Item: keep.Item, Years: keep.Years})
	})
}
