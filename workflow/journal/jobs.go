package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// A Notice goes from the outbox to one person: that something happened, and
// where. It holds no text; whoever delivers it reads what it says when it does.
type Notice struct {
	ID      string // filled in where empty; a Message-ID is made of it
	Kind    string // "turn", "sent-back", "reminder": what the words are chosen by
	To      workflow.PersonID
	Dossier workflow.DossierID // filled in by Append
	Entry   string             // id of the entry; filled in by Append where empty, with the last one
}

// A Job is work that waits: a notice, or work of another kind that is planned
// with Plan. It is done at least once and known again by its ID.
type Job struct {
	ID       string
	Slot     string // unique; who plans a slot first has planned it for all
	Kind     string
	To       workflow.PersonID
	Dossier  workflow.DossierID
	Entry    string
	Args     []byte    // no text of a paper
	At       time.Time // UTC; not before
	Attempts int       // the one under way included

	lease string
}

const kindNotice = "notice/"

// A job waits until it is claimed; it is done, or after maxAttempts parked for
// the administrator.
const (
	jobWaits    = "waits"
	jobDone     = "done"
	jobParked   = "parked"
	maxAttempts = 12
)

const (
	insertJobs = `INSERT INTO jobs (slot, id, kind, recipient, dossier, entry, args, state, run_at, attempts, lease, leased_until, created, ended, sum) VALUES `
	keepJobs   = ` ON CONFLICT (slot) DO NOTHING`

	// claimJobs takes jobs that wait and whose lease has run out. The chosen rows
	// are compared again by the UPDATE, so that two nodes never get the same. They
	// are chosen once and for all: as a mere subquery PostgreSQL may choose again
	// for every row, and then takes more than were asked.
	claimJobs = `WITH chosen AS MATERIALIZED (SELECT slot FROM jobs WHERE state = 'waits' AND run_at <= $3 AND leased_until <= $3 AND substr(kind, 1, length($4)) = $4 ORDER BY run_at, slot LIMIT $5%s)
UPDATE jobs SET lease = $1, leased_until = $2, attempts = attempts + 1
WHERE state = 'waits' AND leased_until <= $3 AND slot IN (SELECT slot FROM chosen)
RETURNING id, slot, kind, recipient, dossier, entry, args, run_at, attempts, sum`
	extendJob  = `UPDATE jobs SET leased_until = $3 WHERE slot = $1 AND lease = $2`
	endJob     = `UPDATE jobs SET state = $3, ended = $4, lease = '' WHERE slot = $1 AND lease = $2`
	retryJob   = `UPDATE jobs SET run_at = $3, leased_until = 0, lease = '' WHERE slot = $1 AND lease = $2`
	releaseJob = `UPDATE jobs SET attempts = attempts - 1, leased_until = 0, lease = '' WHERE slot = $1 AND lease = $2`
	parkedJobs = `SELECT id, slot, kind, recipient, dossier, entry, args, run_at, attempts, sum FROM jobs WHERE state = 'parked' ORDER BY run_at, id LIMIT 500`
	waitingFor = `SELECT id, slot, kind, recipient, dossier, entry, args, run_at, attempts, sum FROM jobs WHERE state = 'waits' AND substr(kind, 1, length($1)) = $1 ORDER BY run_at, slot LIMIT 500`
	unparkJob  = `UPDATE jobs SET state = 'waits', attempts = 0, leased_until = 0, lease = '', run_at = $2 WHERE id = $1 AND state = 'parked'`
	sweepJobs  = `DELETE FROM jobs WHERE state = 'done' AND ended < $1`
)

func jobRow(j Job, now time.Time) []any {
	return []any{j.Slot, j.ID, j.Kind, string(j.To), string(j.Dossier), j.Entry, notNil(j.Args), jobWaits, millis(j.At), int64(0), "", int64(0), millis(now), int64(0), jobSum(j)}
}

// jobSum leaves out what changes while the job lives.
func jobSum(j Job) []byte {
	return sum("jobs", j.ID, j.Slot, j.Kind, string(j.To), string(j.Dossier), j.Entry, j.Args)
}

// notices puts the notices of a group in the outbox.
func (b *Book) notices(group []*appending, now time.Time) (statement, error) {
	var rows [][]any
	for _, a := range group {
		for i, n := range a.batch.Notices {
			if n.ID == "" {
				id, err := b.NewID()
				if err != nil {
					return statement{}, err
				}
				n.ID = id
			}
			if n.Entry == "" {
				n.Entry = a.batch.Entries[len(a.batch.Entries)-1].ID
			}
			// The slot follows the ledger, so that what is new lies together on disk.
			slot := fmt.Sprintf("%016x.%d", a.first, i)
			rows = append(rows, jobRow(Job{ID: n.ID, Slot: slot, Kind: kindNotice + n.Kind, To: n.To, Dossier: a.id, Entry: n.Entry, At: now}, now))
		}
	}
	return statement{text: insertJobs, rows: rows, ending: keepJobs}, nil
}

// Notify puts a notice in the outbox that comes of no entry. The slot makes it
// once: who is first with it tells for all.
func (b *Book) Notify(ctx context.Context, slot string, n Notice) error {
	_, err := b.Plan(ctx, Job{ID: n.ID, Slot: slot, Kind: kindNotice + n.Kind, To: n.To, Dossier: n.Dossier, Entry: n.Entry, At: b.now()})
	return err
}

// Plan has a job done at its time. It reports false when the slot was planned
// before, by this node or another: whoever is first plans for all.
func (b *Book) Plan(ctx context.Context, j Job) (bool, error) {
	if j.ID == "" {
		id, err := b.NewID()
		if err != nil {
			return false, err
		}
		j.ID = id
	}
	if j.Slot == "" {
		j.Slot = j.ID
	}
	if !plain(j.Slot, 1, 200) || !plain(j.Kind, 1, 64) || !plain(j.ID, 1, 64) {
		return false, errors.New("journal: plan: slot or kind is not plain")
	}
	planned := false
	err := b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		n, err := b.affect(ctx, tx, insertJobs+b.d.tuples(1, 15)+keepJobs, jobRow(j, b.now())...)
		planned = n == 1
		return err
	})
	return planned, err
}

// Claim takes at most n jobs whose kind starts with kind and whose time has
// come, for the length of the lease. Who does not finish in time may find that
// another does the job again.
func (b *Book) Claim(ctx context.Context, kind string, at time.Time, lease time.Duration, n int) ([]Job, error) {
	token, err := b.NewID()
	if err != nil {
		return nil, err
	}
	var jobs []Job
	err = b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		jobs = nil // when the transaction is tried again
		rows, err := b.query(ctx, tx, fmt.Sprintf(claimJobs, b.d.skipLocked), token, millis(at.Add(lease)), millis(at), kind, n)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			j, err := scanJob(rows)
			var damaged *Damaged
			if errors.As(err, &damaged) {
				continue // it comes round until it is parked; Verify names it
			}
			if err != nil {
				return err
			}
			j.lease = token
			jobs = append(jobs, j)
		}
		return rows.Err()
	})
	return jobs, err
}

func scanJob(rows *sql.Rows) (Job, error) {
	var j Job
	var at int64
	var stored []byte
	if err := rows.Scan(&j.ID, &j.Slot, &j.Kind, &j.To, &j.Dossier, &j.Entry, &j.Args, &at, &j.Attempts, &stored); err != nil {
		return Job{}, err
	}
	j.At = fromMillis(at)
	if !sumAgrees(stored, jobSum(j)) {
		return Job{}, &Damaged{Table: "jobs", Key: j.ID, What: "row does not agree with its sum"}
	}
	return j, nil
}

// Extend keeps a claimed job until a later moment, for work that takes long. It fails
// with [ErrStale] when the lease ran out and another claimed it.
func (b *Book) Extend(ctx context.Context, j Job, until time.Time) error {
	return b.onLease(ctx, j, extendJob, millis(until))
}

// Done ends a claimed job. It fails with [ErrStale] when the lease ran out and
// another claimed it.
func (b *Book) Done(ctx context.Context, j Job) error {
	return b.onLease(ctx, j, endJob, jobDone, millis(b.clock()))
}

// Failed gives a claimed job back, to be tried again later and later: after a
// minute, two, four, at most six hours. After twelve attempts it is parked
// until an administrator has it tried again.
func (b *Book) Failed(ctx context.Context, j Job, at time.Time) error {
	if j.Attempts >= maxAttempts {
		return b.onLease(ctx, j, endJob, jobParked, millis(at))
	}
	wait := min(time.Minute<<max(j.Attempts-1, 0), 6*time.Hour)
	return b.onLease(ctx, j, retryJob, millis(at.Add(wait)))
}

// Release gives a claimed job back as if it had not been claimed: nothing failed,
// it was not its turn. It fails with [ErrStale] as Done does.
func (b *Book) Release(ctx context.Context, j Job) error {
	return b.onLease(ctx, j, releaseJob)
}

func (b *Book) onLease(ctx context.Context, j Job, text string, args ...any) error {
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if n, err := b.affect(ctx, tx, text, append([]any{j.Slot, j.lease}, args...)...); err != nil || n == 1 {
			return err
		}
		return ErrStale
	})
}

// Parked gives the jobs that failed too often, oldest first, at most 500.
func (b *Book) Parked(ctx context.Context) ([]Job, error) {
	return b.jobs(ctx, "read parked jobs", parkedJobs)
}

// Waiting gives the jobs whose kind starts with kind and that nobody finished,
// the first in time first, at most 500.
func (b *Book) Waiting(ctx context.Context, kind string) ([]Job, error) {
	return b.jobs(ctx, "read waiting jobs", waitingFor, kind)
}

func (b *Book) jobs(ctx context.Context, doing, text string, args ...any) ([]Job, error) {
	var jobs []Job
	err := b.each(ctx, doing, func(rows *sql.Rows) error {
		j, err := scanJob(rows)
		jobs = append(jobs, j)
		return err
	}, text, args...)
	if err != nil {
		return nil, err
	}
	return jobs, nil
}

// Unpark has a parked job tried again from at. It fails with [ErrNotFound].
func (b *Book) Unpark(ctx context.Context, id string, at time.Time) error {
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if n, err := b.affect(ctx, tx, unparkJob, id, millis(at)); err != nil || n == 1 {
			return err
		}
		return ErrNotFound
	})
}

// Deliver hands at most n notices whose time has come to send and gives how
// many were delivered. What send refuses is tried again later. A notice may be
// sent twice when a node dies in between; its ID stays the same.
func (b *Book) Deliver(ctx context.Context, at time.Time, n int, send func(context.Context, Notice) error) (int, error) {
	jobs, err := b.Claim(ctx, kindNotice, at, time.Minute, n)
	if err != nil {
		return 0, err
	}
	delivered := 0
	var errs []error
	for _, j := range jobs {
		err := send(ctx, Notice{ID: j.ID, Kind: j.Kind[len(kindNotice):], To: j.To, Dossier: j.Dossier, Entry: j.Entry})
		if err != nil {
			errs = append(errs, fmt.Errorf("deliver %s: %w", j.ID, err), b.Failed(ctx, j, at))
			continue
		}
		if err := b.Done(ctx, j); err != nil && !errors.Is(err, ErrStale) {
			errs = append(errs, err)
			continue
		}
		delivered++
	}
	return delivered, errors.Join(errs...)
}

// A Deadline is a dossier that lies with somebody while its deadline nears.
type Deadline struct {
	Dossier workflow.DossierID
	Day     documents.Date
	Station workflow.StationID
}

const selectDue = `SELECT dossier, deadline, station FROM awaiting WHERE deadline <= $1 AND (dossier, station) > ($2, $3) ORDER BY dossier, station LIMIT $4`

type dueAfter struct{ Dossier, Station string }

// Due gives the dossiers that lie with a station and whose deadline is on or
// before day, in no order that means anything, and the cursor of the next page
// ("" when there is none). Whether a reminder goes out is for the rules to say.
func (b *Book) Due(ctx context.Context, day documents.Date, page Page) ([]Deadline, string, error) {
	var after dueAfter
	if err := page.after(&after); err != nil {
		return nil, "", err
	}
	rows, err := b.query(ctx, b.read, selectDue, day.ISO(), after.Dossier, after.Station, page.size())
	if err != nil {
		return nil, "", b.fail("read deadlines", err)
	}
	defer rows.Close()
	var due []Deadline
	for rows.Next() {
		var d Deadline
		var deadline string
		if err := rows.Scan(&d.Dossier, &deadline, &d.Station); err != nil {
			return nil, "", b.fail("read deadlines", err)
		}
		after = dueAfter{string(d.Dossier), string(d.Station)}
		if err := d.Day.UnmarshalText([]byte(deadline)); err != nil {
			return nil, "", &Damaged{Table: "awaiting", Key: string(d.Dossier), What: "deadline is no day"}
		}
		due = append(due, d)
	}
	if err := rows.Err(); err != nil {
		return nil, "", b.fail("read deadlines", err)
	}
	if len(due) < page.size() {
		return due, "", nil
	}
	return due, cursor(after), nil
}
