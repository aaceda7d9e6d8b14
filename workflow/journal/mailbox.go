package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"paraaf/workflow"
)

// A Mailbox is where a person is mailed and how often. Without an address
// nothing is mailed; what happens is always in the notices of the page.
type Mailbox struct {
	Person  workflow.PersonID
	Address string // "" for none
	Pace    string // what the program calls it: "at-once", "daily"; "" when never chosen
}

// A Noted is a notice as its receiver finds it in the page.
type Noted struct {
	Notice
	At  time.Time // UTC
	New bool      // later than what he has seen
}

const (
	upsertMailbox = `INSERT INTO mailboxes (person, address, pace, sum) VALUES ($1, $2, $3, $4) ON CONFLICT (person) DO UPDATE SET address = excluded.address, pace = excluded.pace, sum = excluded.sum`
	selectMailbox = `SELECT person, address, pace, sum FROM mailboxes WHERE person = $1`
	upsertNoticed = `INSERT INTO noticed (person, at, sum) VALUES ($1, $2, $3) ON CONFLICT (person) DO UPDATE SET at = excluded.at, sum = excluded.sum`
	selectNoticed = `SELECT person, at, sum FROM noticed WHERE person = $1`

	// The slot holds the place in the ledger, so that those of one moment stand in order.
	selectNotices = `SELECT id, slot, kind, recipient, dossier, entry, args, sum, created FROM jobs WHERE recipient = $1 AND created > $2 AND created <= $3 AND substr(kind, 1, 7) = 'notice/' ORDER BY created DESC, slot DESC LIMIT $4`
	countNotices  = `SELECT count(*) FROM (SELECT 1 FROM jobs WHERE recipient = $1 AND created > $2 AND substr(kind, 1, 7) = 'notice/' LIMIT 100) AS few`
)

// PutMailbox says where and how often a person is mailed.
func (b *Book) PutMailbox(ctx context.Context, m Mailbox) error {
	if !plain(string(m.Person), 1, 64) || !plain(m.Address, 0, 254) || !plain(m.Pace, 0, 20) {
		return errors.New("journal: mailbox is not plain")
	}
	return b.changeRow(ctx, upsertMailbox, "mailboxes", string(m.Person), m.Address, m.Pace)
}

func scanMailbox(row interface{ Scan(...any) error }) (Mailbox, error) {
	var m Mailbox
	var stored []byte
	if err := row.Scan(&m.Person, &m.Address, &m.Pace, &stored); err != nil {
		return Mailbox{}, err
	}
	if !sumAgrees(stored, sum("mailboxes", string(m.Person), m.Address, m.Pace)) {
		return Mailbox{}, &Damaged{Table: "mailboxes", Key: string(m.Person), What: "row does not agree with its sum"}
	}
	return m, nil
}

// Mailbox gives where a person is mailed; one without address for who has none.
func (b *Book) Mailbox(ctx context.Context, person workflow.PersonID) (Mailbox, error) {
	m, err := scanMailbox(b.row(ctx, b.read, selectMailbox, string(person)))
	if errors.Is(err, sql.ErrNoRows) {
		return Mailbox{Person: person}, nil
	}
	return m, b.failRow("read a mailbox", err)
}

func scanNoticed(row interface{ Scan(...any) error }) (time.Time, error) {
	var person string
	var at int64
	var stored []byte
	if err := row.Scan(&person, &at, &stored); err != nil {
		return time.Time{}, err
	}
	if !sumAgrees(stored, sum("noticed", person, at)) {
		return time.Time{}, &Damaged{Table: "noticed", Key: person, What: "row does not agree with its sum"}
	}
	return fromMillis(at), nil
}

// SeenNotices keeps that a person has seen all notices up to and including at.
func (b *Book) SeenNotices(ctx context.Context, person workflow.PersonID, at time.Time) error {
	if !plain(string(person), 1, 64) {
		return errors.New("journal: person is not plain")
	}
	return b.changeRow(ctx, upsertNoticed, "noticed", string(person), millis(at))
}

func (b *Book) noticed(ctx context.Context, person workflow.PersonID) (time.Time, error) {
	at, err := scanNoticed(b.row(ctx, b.read, selectNoticed, string(person)))
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return at, b.failRow("read what was noticed", err)
}

// NewNotices counts what a person has not seen yet, up to 100.
func (b *Book) NewNotices(ctx context.Context, person workflow.PersonID) (int, error) {
	seen, err := b.noticed(ctx, person)
	if err != nil {
		return 0, err
	}
	var n int
	err = b.row(ctx, b.read, countNotices, string(person), millis(seen)).Scan(&n)
	return n, b.fail("count notices", err)
}

// NoticesOf gives the notices of a person after one moment up to and including
// another, newest first, at most n. They are kept as long as other finished
// work is.
func (b *Book) NoticesOf(ctx context.Context, person workflow.PersonID, after, until time.Time, n int) ([]Noted, error) {
	seen, err := b.noticed(ctx, person)
	if err != nil {
		return nil, err
	}
	var all []Noted
	err = b.each(ctx, "read notices", func(rows *sql.Rows) error {
		n, err := scanNoted(rows)
		n.New = n.At.After(seen)
		all = append(all, n)
		return err
	}, selectNotices, string(person), millis(after), millis(until), n)
	return all, err
}

// scanNoted reads a notice with when it was made, which its sum leaves out.
func scanNoted(rows *sql.Rows) (Noted, error) {
	var j Job
	var created int64
	var stored []byte
	if err := rows.Scan(&j.ID, &j.Slot, &j.Kind, &j.To, &j.Dossier, &j.Entry, &j.Args, &stored, &created); err != nil {
		return Noted{}, err
	}
	if !sumAgrees(stored, jobSum(j)) {
		return Noted{}, &Damaged{Table: "jobs", Key: j.ID, What: "row does not agree with its sum"}
	}
	return Noted{Notice: Notice{ID: j.ID, Kind: strings.TrimPrefix(j.Kind, kindNotice), To: j.To, Dossier: j.Dossier, Entry: j.Entry}, At: fromMillis(created)}, nil
}

const selectSize = `SELECT size FROM ledger WHERE one = 1`

// Size gives how many entries the ledger has: it grows with every change of any
// dossier, on whatever node.
func (b *Book) Size(ctx context.Context) (int64, error) {
	var n int64
	if err := b.row(ctx, b.read, selectSize).Scan(&n); err != nil {
		return 0, fmt.Errorf("journal: read the size of the ledger: %w", err)
	}
	return n, nil
}
