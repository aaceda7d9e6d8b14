package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// The second step of signing in, as far as the book keeps it. What a factor
// proves is for who lets people in; here it is recorded.

// recoveryCodes is how many codes somebody gets for when a factor is lost, and
// recoveryYears how long they are good.
const (
	recoveryCodes = 10
	recoveryYears = 10
)

// AddFactor gives the actor a second factor. With the first one come recovery
// codes, to be shown once; a factor added later leaves those there are.
func (d *Desk) AddFactor(ctx context.Context, ask Ask, f journal.Factor) ([]string, error) {
	id, err := d.book.NewID()
	if err != nil {
		return nil, err
	}
	have, err := d.book.Factors(ctx, ask.Actor.Person)
	if err != nil {
		return nil, fmt.Errorf("load factors: %w", err)
	}
	if len(have) >= 10 {
		return nil, refuse("U hebt al tien tweede stappen. Haal er eerst een weg.")
	}
	if f.ID == "" {
		f.ID = id
	}
	f.Person, f.Created = ask.Actor.Person, d.clock()
	m := d.measure(ask, journal.FactorAdded, journal.Subject{Person: ask.Actor.Person, Factor: f.Kind})
	m.Factors, m.SignedOut, m.Except = []journal.Factor{f}, []workflow.PersonID{ask.Actor.Person}, ask.Session
	var shown []string
	if len(have) == 0 {
		if shown, err = d.recovery(&m); err != nil {
			return nil, err
		}
	}
	if err := d.takeNew(ctx, m); errors.Is(err, errRepeated) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return shown, nil
}

// recovery puts new recovery codes into a measure; those there were go.
func (d *Desk) recovery(m *journal.Measure) ([]string, error) {
	m.Revoked = append(m.Revoked, journal.Revoking{Person: m.By, Purpose: codeRecovery})
	var all []string
	for range recoveryCodes {
		code, shown, err := d.newCode()
		if err != nil {
			return nil, err
		}
		m.NewCodes = append(m.NewCodes, journal.Code{Code: code, Purpose: codeRecovery, Person: m.By, Created: m.At, Expires: m.At.AddDate(recoveryYears, 0, 0)})
		all = append(all, shown)
	}
	return all, nil
}

// NewRecoveryCodes gives the actor new recovery codes, to be shown once.
func (d *Desk) NewRecoveryCodes(ctx context.Context, ask Ask) ([]string, error) {
	m := d.measure(ask, journal.RecoveryCodesMade, journal.Subject{Person: ask.Actor.Person})
	shown, err := d.recovery(&m)
	if err != nil {
		return nil, err
	}
	if err := d.takeNew(ctx, m); errors.Is(err, errRepeated) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return shown, nil
}

// RemoveFactor takes a factor of the actor's own away. With the last one the
// recovery codes go too.
func (d *Desk) RemoveFactor(ctx context.Context, ask Ask, id string) error {
	have, err := d.book.Factors(ctx, ask.Actor.Person)
	if err != nil {
		return fmt.Errorf("load factors: %w", err)
	}
	i := slices.IndexFunc(have, func(f journal.Factor) bool { return f.ID == id })
	if i < 0 {
		return ErrNotFound
	}
	m := d.measure(ask, journal.FactorRemoved, journal.Subject{Person: ask.Actor.Person, Factor: have[i].Kind})
	m.NoFactors = []string{id}
	if len(have) == 1 {
		m.Revoked = []journal.Revoking{{Person: ask.Actor.Person, Purpose: codeRecovery}}
	}
	return d.take(ctx, m)
}

// UseRecovery uses a recovery code of a person up. It fails with ErrCode.
func (d *Desk) UseRecovery(ctx context.Context, person workflow.PersonID, typed string) error {
	code := foldCode(typed)
	if len(code) < 20 {
		return ErrCode
	}
	s := journal.Spending{Code: code, Purpose: codeRecovery, Person: person, At: d.clock()}
	if _, err := d.book.LookUp(ctx, s); errors.Is(err, journal.ErrNotFound) {
		return ErrCode
	} else if err != nil {
		return fmt.Errorf("look up a code: %w", err)
	}
	return d.take(ctx, journal.Measure{At: d.clock(), By: person, Kind: journal.RecoveryCodeUsed, On: journal.Subject{Person: person}, Code: &s})
}
