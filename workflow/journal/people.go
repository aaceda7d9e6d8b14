package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
)

// An Organisation is a ministry or a part of one.
type Organisation struct {
	ID      workflow.OrganisationID
	Name    string
	Parent  workflow.OrganisationID // "" at the top
	Aliases []string                // other names it goes by on paper
}

// A Person is one human being, whatever accounts hang under it.
type Person struct {
	ID   workflow.PersonID
	Name string
}

// An Account is a way in for a person.
type Account struct {
	Login        string
	PasswordHash string // argon2id in its own notation; "" when it has no password
	Person       workflow.PersonID
	Disabled     bool
}

const (
	upsertOrganisation = `INSERT INTO organisations (id, name, parent, aliases, sum) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent, aliases = excluded.aliases, sum = excluded.sum`
	selectOrganisation = `SELECT id, name, parent, aliases, sum FROM organisations ORDER BY id`
	upsertPerson       = `INSERT INTO persons (id, name, sum) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, sum = excluded.sum`
	selectPersons      = `SELECT id, name, sum FROM persons WHERE id IN (%s)`
	selectAllPersons   = `SELECT id, name, sum FROM persons ORDER BY id`
	upsertAccount      = `INSERT INTO accounts (login, password, person, disabled, sum) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (login) DO UPDATE SET password = excluded.password, person = excluded.person, disabled = excluded.disabled, sum = excluded.sum`
	selectAccount      = `SELECT login, password, person, disabled, sum FROM accounts WHERE login = $1`
	selectAccountsOf   = `SELECT login, password, person, disabled, sum FROM accounts WHERE person = $1 ORDER BY login`
	countAccounts      = `SELECT count(*) FROM accounts`
	deleteSeats        = `DELETE FROM seats WHERE person = $1`
	insertSeats        = `INSERT INTO seats (person, role, organisation, sum) VALUES `
	selectSeats        = `SELECT person, role, organisation, sum FROM seats WHERE person = $1 ORDER BY organisation, role`
	selectSeated       = `SELECT person, role, organisation, sum FROM seats WHERE role = $1 AND organisation = $2 ORDER BY person`
	upsertWaarneming   = `INSERT INTO waarnemings (person, role, organisation, namens, from_day, until_day, sum) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person, role, organisation, namens, from_day) DO UPDATE SET until_day = excluded.until_day, sum = excluded.sum`
	deleteWaarneming   = `DELETE FROM waarnemings WHERE person = $1 AND role = $2 AND organisation = $3 AND namens = $4 AND from_day = $5`
	selectWaarnemings  = `SELECT person, role, organisation, namens, from_day, until_day, sum FROM waarnemings WHERE person = $1 AND from_day <= $2 AND until_day >= $2 ORDER BY organisation, role, namens`
	selectStandIns     = `SELECT person, role, organisation, namens, from_day, until_day, sum FROM waarnemings WHERE role = $1 AND organisation = $2 AND from_day <= $3 AND until_day >= $3 ORDER BY person`
)

// PutOrganisation adds or changes an organisation.
func (b *Book) PutOrganisation(ctx context.Context, o Organisation) error {
	if !plain(string(o.ID), 1, 64) || !plain(o.Name, 1, 200) || !plain(string(o.Parent), 0, 64) || slices.ContainsFunc(o.Aliases, func(a string) bool { return !plain(a, 1, 200) }) {
		return errors.New("journal: organisation is not plain")
	}
	aliases, err := json.Marshal(o.Aliases)
	if err != nil {
		return fmt.Errorf("journal: write organisation: %w", err)
	}
	return b.changeRow(ctx, upsertOrganisation, "organisations", string(o.ID), o.Name, string(o.Parent), string(aliases))
}

// changeRow runs a statement that writes one row of the table: its columns in
// order, the sum of them last.
func (b *Book) changeRow(ctx context.Context, text, table string, columns ...any) error {
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return b.exec(ctx, tx, text, append(columns, sum(table, columns...))...)
	})
}

// Organisations gives all organisations by id.
func (b *Book) Organisations(ctx context.Context) ([]Organisation, error) {
	var all []Organisation
	err := b.each(ctx, "read organisations", func(rows *sql.Rows) error {
		o, err := scanOrganisation(rows)
		all = append(all, o)
		return err
	}, selectOrganisation)
	return all, err
}

func scanOrganisation(rows *sql.Rows) (Organisation, error) {
	var o Organisation
	var aliases string
	var stored []byte
	if err := rows.Scan(&o.ID, &o.Name, &o.Parent, &aliases, &stored); err != nil {
		return Organisation{}, err
	}
	if !sumAgrees(stored, sum("organisations", string(o.ID), o.Name, string(o.Parent), aliases)) {
		return Organisation{}, &Damaged{Table: "organisations", Key: string(o.ID), What: "row does not agree with its sum"}
	}
	if err := json.Unmarshal([]byte(aliases), &o.Aliases); err != nil {
		return Organisation{}, fmt.Errorf("read aliases of %s: %w", o.ID, err)
	}
	return o, nil
}

// each runs a query of the read pool and hands every row to take.
func (b *Book) each(ctx context.Context, doing string, take func(*sql.Rows) error, text string, args ...any) error {
	rows, err := b.query(ctx, b.read, text, args...)
	if err != nil {
		return b.fail(doing, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows); err != nil {
			return b.failRow(doing, err)
		}
	}
	return b.fail(doing, rows.Err())
}

// PutPerson adds a person or changes its name.
func (b *Book) PutPerson(ctx context.Context, p Person) error {
	if !plain(string(p.ID), 1, 64) || !plain(p.Name, 1, 200) {
		return errors.New("journal: person is not plain")
	}
	return b.changeRow(ctx, upsertPerson, "persons", string(p.ID), p.Name)
}

func scanPerson(rows *sql.Rows) (Person, error) {
	var p Person
	var stored []byte
	if err := rows.Scan(&p.ID, &p.Name, &stored); err != nil {
		return Person{}, err
	}
	if !sumAgrees(stored, sum("persons", string(p.ID), p.Name)) {
		return Person{}, &Damaged{Table: "persons", Key: string(p.ID), What: "row does not agree with its sum"}
	}
	return p, nil
}

// Persons gives the persons with these ids; one that is not there is left out.
func (b *Book) Persons(ctx context.Context, ids ...workflow.PersonID) (map[workflow.PersonID]Person, error) {
	found := map[workflow.PersonID]Person{}
	take := func(rows *sql.Rows) error {
		p, err := scanPerson(rows)
		found[p.ID] = p
		return err
	}
	for part := range slices.Chunk(ids, 500) {
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = string(id)
		}
		if err := b.each(ctx, "read persons", take, fmt.Sprintf(selectPersons, b.d.places(len(args))), args...); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Person gives one person. It fails with [ErrNotFound].
func (b *Book) Person(ctx context.Context, id workflow.PersonID) (Person, error) {
	found, err := b.Persons(ctx, id)
	if err != nil {
		return Person{}, err
	}
	p, ok := found[id]
	if !ok {
		return Person{}, ErrNotFound
	}
	return p, nil
}

// AllPersons gives all persons by id.
func (b *Book) AllPersons(ctx context.Context) ([]Person, error) {
	var all []Person
	err := b.each(ctx, "read persons", func(rows *sql.Rows) error {
		p, err := scanPerson(rows)
		all = append(all, p)
		return err
	}, selectAllPersons)
	return all, err
}

// foldLogin makes one spelling of a login: capitals and spaces around it do not count.
func foldLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// PutAccount adds an account or changes it. The login is known without regard
// to capitals.
func (b *Book) PutAccount(ctx context.Context, a Account) error {
	a.Login = foldLogin(a.Login)
	if !plain(a.Login, 1, 200) || !plain(a.PasswordHash, 0, 500) || !plain(string(a.Person), 1, 64) {
		return errors.New("journal: account is not plain")
	}
	return b.changeRow(ctx, upsertAccount, "accounts", a.Login, a.PasswordHash, string(a.Person), oneIf(a.Disabled))
}

func oneIf(on bool) int64 {
	if on {
		return 1
	}
	return 0
}

func scanAccount(row interface{ Scan(...any) error }) (Account, error) {
	var a Account
	var disabled int64
	var stored []byte
	if err := row.Scan(&a.Login, &a.PasswordHash, &a.Person, &disabled, &stored); err != nil {
		return Account{}, err
	}
	a.Disabled = disabled != 0
	if !sumAgrees(stored, sum("accounts", a.Login, a.PasswordHash, string(a.Person), disabled)) {
		return Account{}, &Damaged{Table: "accounts", Key: string(a.Person), What: "row does not agree with its sum"}
	}
	return a, nil
}

// Account gives the account with this login. It fails with [ErrNotFound].
func (b *Book) Account(ctx context.Context, login string) (Account, error) {
	login = foldLogin(login)
	if !plain(login, 1, 200) {
		return Account{}, ErrNotFound
	}
	a, err := scanAccount(b.row(ctx, b.read, selectAccount, login))
	return a, b.failRow("read account", err)
}

// AccountsOf gives the accounts of a person by login.
func (b *Book) AccountsOf(ctx context.Context, person workflow.PersonID) ([]Account, error) {
	var all []Account
	err := b.each(ctx, "read accounts", func(rows *sql.Rows) error {
		a, err := scanAccount(rows)
		all = append(all, a)
		return err
	}, selectAccountsOf, string(person))
	return all, err
}

// Accounts gives how many accounts there are: 0 means an empty installation.
func (b *Book) Accounts(ctx context.Context) (int, error) {
	var n int
	err := b.row(ctx, b.read, countAccounts).Scan(&n)
	return n, b.fail("count accounts", err)
}

// SetSeats gives a person exactly these seats.
func (b *Book) SetSeats(ctx context.Context, person workflow.PersonID, seats []workflow.Seat) error {
	var rows [][]any
	for _, s := range uniqueSeats(seats) {
		if !plain(string(person), 1, 64) || !plain(string(s.Role), 1, 64) || strings.Contains(string(s.Role), "/") || !plain(string(s.Organisation), 0, 64) {
			return errors.New("journal: seat is not plain")
		}
		row := []any{string(person), string(s.Role), string(s.Organisation)}
		rows = append(rows, append(row, sum("seats", row...)))
	}
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := b.exec(ctx, tx, deleteSeats, string(person)); err != nil {
			return err
		}
		return inTx{b, tx}.tell(ctx, statement{text: insertSeats, rows: rows})
	})
}

func scanSeat(rows *sql.Rows) (workflow.PersonID, workflow.Seat, error) {
	var person workflow.PersonID
	var s workflow.Seat
	var stored []byte
	if err := rows.Scan(&person, &s.Role, &s.Organisation, &stored); err != nil {
		return "", s, err
	}
	if !sumAgrees(stored, sum("seats", string(person), string(s.Role), string(s.Organisation))) {
		return "", s, &Damaged{Table: "seats", Key: string(person), What: "row does not agree with its sum"}
	}
	return person, s, nil
}

// Seats gives the seats of a person, by organisation and role.
func (b *Book) Seats(ctx context.Context, person workflow.PersonID) ([]workflow.Seat, error) {
	var seats []workflow.Seat
	err := b.each(ctx, "read seats", func(rows *sql.Rows) error {
		_, s, err := scanSeat(rows)
		seats = append(seats, s)
		return err
	}, selectSeats, string(person))
	return seats, err
}

// Seated gives who fill a seat, by id.
func (b *Book) Seated(ctx context.Context, seat workflow.Seat) ([]workflow.PersonID, error) {
	var persons []workflow.PersonID
	err := b.each(ctx, "read who fill a seat", func(rows *sql.Rows) error {
		p, _, err := scanSeat(rows)
		persons = append(persons, p)
		return err
	}, selectSeated, string(seat.Role), string(seat.Organisation))
	return persons, err
}

// PutWaarneming lets a person stand in for a seat; one that starts on the same
// day for the same seat gets the new last day.
func (b *Book) PutWaarneming(ctx context.Context, person workflow.PersonID, w workflow.Waarneming) error {
	if !plain(string(person), 1, 64) || !plain(string(w.Seat.Role), 1, 64) || !plain(string(w.Seat.Organisation), 0, 64) || !plain(string(w.Namens), 1, 64) ||
		w.From.IsZero() || w.Until.Before(w.From) {
		return errors.New("journal: waarneming is not plain, or ends before it starts")
	}
	err := b.changeRow(ctx, upsertWaarneming, "waarnemings", string(person), string(w.Seat.Role), string(w.Seat.Organisation), string(w.Namens), w.From.ISO(), w.Until.ISO())
	if err != nil {
		return err
	}
	return b.changeRow(ctx, upsertTerm, "waarneming_terms", string(person), string(w.Seat.Role), string(w.Seat.Organisation), string(w.Namens), w.From.ISO(), string(w.Kind), int64(w.Rank))
}

// EndWaarneming takes a waarneming away; one that is not there is no error.
func (b *Book) EndWaarneming(ctx context.Context, person workflow.PersonID, w workflow.Waarneming) error {
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return b.exec(ctx, tx, deleteWaarneming, string(person), string(w.Seat.Role), string(w.Seat.Organisation), string(w.Namens), w.From.ISO())
	})
}

func scanWaarneming(rows *sql.Rows) (workflow.PersonID, workflow.Waarneming, error) {
	var person workflow.PersonID
	var w workflow.Waarneming
	var from, until string
	var stored []byte
	if err := rows.Scan(&person, &w.Seat.Role, &w.Seat.Organisation, &w.Namens, &from, &until, &stored); err != nil {
		return "", w, err
	}
	err := errors.Join(w.From.UnmarshalText([]byte(from)), w.Until.UnmarshalText([]byte(until)))
	if err != nil || !sumAgrees(stored, sum("waarnemings", string(person), string(w.Seat.Role), string(w.Seat.Organisation), string(w.Namens), from, until)) {
		return "", w, &Damaged{Table: "waarnemings", Key: string(person), What: "row does not agree with its sum"}
	}
	return person, w, nil
}

// Waarnemings gives for which seats a person stands in on a day: of a chain
// only when all before him are away.
func (b *Book) Waarnemings(ctx context.Context, person workflow.PersonID, on documents.Date) ([]workflow.Waarneming, error) {
	var all []StandIn
	err := b.each(ctx, "read waarnemings", func(rows *sql.Rows) error {
		p, w, err := scanWaarneming(rows)
		all = append(all, StandIn{p, w})
		return err
	}, selectWaarnemings, string(person), on.ISO())
	if err != nil {
		return nil, err
	}
	if err := b.terms(ctx, all); err != nil {
		return nil, err
	}
	if all, err = b.inTurn(ctx, all, on); err != nil {
		return nil, err
	}
	var out []workflow.Waarneming
	for _, w := range all {
		out = append(out, w.Waarneming)
	}
	return out, nil
}

// StandIns gives who stand in for a seat on a day: of a chain the first who is
// there himself.
func (b *Book) StandIns(ctx context.Context, seat workflow.Seat, on documents.Date) (map[workflow.PersonID]workflow.Waarneming, error) {
	all, err := b.standIns(ctx, seat, on)
	if err != nil {
		return nil, err
	}
	if all, err = b.inTurn(ctx, all, on); err != nil {
		return nil, err
	}
	out := map[workflow.PersonID]workflow.Waarneming{}
	for _, w := range all {
		out[w.Person] = w.Waarneming
	}
	return out, nil
}

// Actor gives a person with the seats it fills and those it stands in for on
// the day. It fails with [ErrNotFound] when there is no such person.
func (b *Book) Actor(ctx context.Context, person workflow.PersonID, on documents.Date) (workflow.Actor, error) {
	if _, err := b.Person(ctx, person); err != nil {
		return workflow.Actor{}, err
	}
	seats, err := b.Seats(ctx, person)
	if err != nil {
		return workflow.Actor{}, err
	}
	w, err := b.Waarnemings(ctx, person, on)
	if err != nil {
		return workflow.Actor{}, err
	}
	return workflow.Actor{Person: person, Seats: seats, Waarnemings: w}, nil
}
