package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// An Arrival is somebody whom a provider of the organisation vouches for.
type Arrival struct {
	Login string
	Name  string
	Seats []string // as "opsteller@vws.dicio"
	Says  bool     // the provider says which seats; otherwise an administrator does
}

// viaProvider stands in the ledger where a provider said what the seats are.
const viaProvider = "provider"

// Arrive gives the account of who arrives. Somebody new is added when the
// provider says which seats he has; somebody known gets exactly those. Beheer
// is never given nor taken so: a provider that was taken over would rule the
// installation. It fails with ErrNotFound for who is not known and has no seats.
func (d *Desk) Arrive(ctx context.Context, a Arrival) (journal.Account, error) {
	account, err := d.book.Account(ctx, a.Login)
	unknown := errors.Is(err, journal.ErrNotFound)
	if err != nil && !unknown {
		return journal.Account{}, fmt.Errorf("load an account: %w", err)
	}
	if unknown && !a.Says || account.Disabled {
		return journal.Account{}, ErrNotFound
	}
	if !a.Says {
		return account, nil
	}
	seats, err := d.seatsSaid(ctx, a.Seats)
	if err != nil {
		return journal.Account{}, err
	}
	if unknown {
		return d.welcome(ctx, a, seats)
	}
	have, err := d.book.Seats(ctx, account.Person)
	if err != nil {
		return journal.Account{}, fmt.Errorf("load seats: %w", err)
	}
	if sameSeats(have, seats) || slices.ContainsFunc(have, func(s workflow.Seat) bool { return s.Role == workflow.RoleBeheerder }) {
		return account, nil
	}
	m := journal.Measure{At: d.clock(), By: account.Person, Kind: journal.SeatsSet, On: journal.Subject{Person: account.Person, Seats: seats, Setting: viaProvider},
		Seats: map[workflow.PersonID][]workflow.Seat{account.Person: seats}}
	return account, d.take(ctx, m)
}

// welcome adds somebody new.
func (d *Desk) welcome(ctx context.Context, a Arrival, seats []workflow.Seat) (journal.Account, error) {
	if len(seats) == 0 {
		return journal.Account{}, ErrNotFound
	}
	id, err := d.book.NewID()
	if err != nil {
		return journal.Account{}, err
	}
	who := workflow.PersonID(id)
	account := journal.Account{Login: a.Login, Person: who}
	m := journal.Measure{At: d.clock(), By: who, Kind: journal.PersonAdded, On: journal.Subject{Person: who, Seats: seats, Setting: viaProvider}, Free: []string{a.Login},
		Persons: []journal.Person{{ID: who, Name: plainName(a.Name)}}, Accounts: []journal.Account{account}, Seats: map[workflow.PersonID][]workflow.Seat{who: seats}}
	return account, d.take(ctx, m)
}

// plainName is a name as a list can show it.
func plainName(name string) string {
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
	if name == "" || len(name) > 200 {
		return "Naam niet bekend"
	}
	return name
}

// seatsSaid reads seats. What does not exist here is passed over: a provider
// serves other programs too.
func (d *Desk) seatsSaid(ctx context.Context, said []string) ([]workflow.Seat, error) {
	houses, err := d.book.Organisations(ctx)
	if err != nil {
		return nil, fmt.Errorf("load organisations: %w", err)
	}
	var out []workflow.Seat
	for _, text := range said {
		role, house, _ := strings.Cut(text, "@")
		seat := workflow.Seat{Role: workflow.Role(role), Organisation: workflow.OrganisationID(house)}
		known := slices.Contains(policies.Roles(), seat.Role) && seat.Role != workflow.RoleSysteem && seat.Role != workflow.RoleBeheerder &&
			slices.ContainsFunc(houses, func(o journal.Organisation) bool { return o.ID == seat.Organisation })
		if known && !slices.Contains(out, seat) && len(out) < 20 {
			out = append(out, seat)
		}
	}
	return out, nil
}

func sameSeats(a, b []workflow.Seat) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(s workflow.Seat) bool { return !slices.Contains(b, s) })
}
