package desk

import (
	"context"
	"fmt"
	"time"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// What is told of signing in: to a person, that somebody came in as him from a place
// that is not known; to who manages the installation, that somebody guesses (ASVS
// 6.3.5, BIO2 5.17.01). Neither says a name or an address: those stand with the
// sessions under Mijn account, and in the log of the program.
const (
	noticeCameIn  = "came-in"
	noticeGuesses = "guesses"
)

// AboutAccount reports whether a kind of notice is about the account of its reader.
func AboutAccount(kind string) bool { return kind == noticeCameIn }

// CameIn tells a person that a session of his began at a place that is not known.
func (d *Desk) CameIn(ctx context.Context, person workflow.PersonID, session string) error {
	if err := d.book.Notify(ctx, "came-in."+session, journal.Notice{Kind: noticeCameIn, To: person, Entry: string(person)}); err != nil {
		return fmt.Errorf("tell of a sign-in: %w", err)
	}
	return nil
}

// Guessed tells who manages the installation that somebody is slowed down at the door,
// once an hour; whether the name that he tried exists plays no part.
func (d *Desk) Guessed(ctx context.Context) error {
	keepers, err := d.book.Seated(ctx, keeper)
	if err != nil {
		return fmt.Errorf("find who manages: %w", err)
	}
	hour := d.clock().Truncate(time.Hour).Unix()
	for _, k := range keepers {
		if err := d.book.Notify(ctx, fmt.Sprintf("guesses.%s.%d", k, hour), journal.Notice{Kind: noticeGuesses, To: k, Entry: string(k)}); err != nil {
			return fmt.Errorf("tell of guessing: %w", err)
		}
	}
	return nil
}
