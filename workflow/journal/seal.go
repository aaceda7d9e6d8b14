package journal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"paraaf/workflow"
)

// The read log grows with every page that is opened, far faster than the
// ledger, and on PostgreSQL no line waits for another. So its lines are no
// leaves of the ledger: from time to time they are sealed. A seal lists the
// lines since the one before it, each by number and sum, and the digest of the
// list goes into the ledger, so that the next checkpoint that leaves the
// building covers them. What stands after the last seal is guarded by its sums
// alone.

// ReadingsSealed is the measure that a seal stands in the ledger as. The program
// takes it, not an administrator: [Book.Measures] leaves it out.
const ReadingsSealed MeasureKind = "ReadingsSealed"

// maxSealed bounds the lines of one seal, and with it the memory that sealing
// and verifying take.
const maxSealed = 50_000

const (
	selectTop      = `SELECT COALESCE(MAX(n), 0) FROM readings`
	selectLastSeal = `SELECT n, to_n FROM seals ORDER BY n DESC LIMIT 1`
	selectSealed   = `SELECT n, sum FROM readings WHERE n > $1 AND n <= $2 ORDER BY n LIMIT $3`
	insertSeal     = `INSERT INTO seals (n, from_n, to_n, count, lines, at, sum) VALUES ($1, $2, $3, $4, $5, $6, $7)`
	selectSeals    = `SELECT n, from_n, to_n, count, at, sum FROM seals ORDER BY n`
	selectLines    = `SELECT lines FROM seals WHERE n = $1`
)

// A seal is a row of seals; its own sum leaves the lines out, for their digest
// stands in the ledger.
type seal struct {
	n, from, to, count, at int64
	sum                    []byte
}

func (s seal) agrees() bool {
	return sumAgrees(s.sum, sum("seals", s.n, s.from, s.to, s.count, s.at))
}

// A sealed is one line of the read log as its seal has it.
type sealed struct {
	n   int64
	sum [16]byte
}

// SealReadings seals the lines of the read log that no seal covers yet, and
// gives how many. Any number of nodes may do it: of two at once one seals and
// the other finds nothing left. It fails as [Book.Append] does.
func (b *Book) SealReadings(ctx context.Context, by workflow.PersonID, at time.Time) (int64, error) {
	top, err := b.topReading(ctx)
	if err != nil {
		return 0, err
	}
	var all int64
	for {
		n, err := b.sealNext(ctx, by, at, top)
		if errors.Is(err, ErrStale) {
			return all, nil // another node does it
		}
		if err != nil || n == 0 {
			return all, err
		}
		all += n
	}
}

// topReading gives a number up to which every line is written that ever will
// be. On PostgreSQL numbers are drawn before lines are committed: the lock waits
// for those that are under way, and lets go at once.
func (b *Book) topReading(ctx context.Context) (int64, error) {
	var top int64
	err := b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if b.d.lockReadings != "" {
			if err := b.exec(ctx, tx, b.d.lockReadings); err != nil {
				return err
			}
		}
		return b.row(ctx, tx, selectTop).Scan(&top)
	})
	return top, err
}

// sealNext writes one seal and gives how many lines it covers; it fails with
// ErrStale when somebody else sealed meanwhile.
func (b *Book) sealNext(ctx context.Context, by workflow.PersonID, at time.Time, top int64) (int64, error) {
	last, err := b.lastSeal(ctx, b.read)
	if err != nil {
		return 0, b.fail("read the last seal", err)
	}
	s := seal{n: last.n + 1, from: last.to + 1, at: millis(at)}
	var lines []byte
	before := last.to
	err = b.each(ctx, "read lines to seal", func(rows *sql.Rows) error {
		var n int64
		var sum []byte
		if err := rows.Scan(&n, &sum); err != nil {
			return err
		}
		lines = binary.AppendUvarint(lines, uint64(n-before))
		var fixed [16]byte
		copy(fixed[:], sum) // a sum that was cut is named when it is verified
		lines = append(lines, fixed[:]...)
		before, s.to = n, n
		s.count++
		return nil
	}, selectSealed, last.to, top, maxSealed)
	if err != nil || s.count == 0 {
		return 0, err
	}
	digest := sha256.Sum256(lines)
	m := Measure{At: at, By: by, Kind: ReadingsSealed, On: Subject{N: s.n, From: s.from, To: s.to, Count: s.count, SHA256: hex.EncodeToString(digest[:])}}
	if !plain(string(by), 1, 64) || at.IsZero() {
		return 0, errors.New("journal: seal: it lacks who or when")
	}
	return s.count, b.takeOwn(ctx, &m, func(ctx context.Context, tx *sql.Tx) error {
		now, err := b.lastSeal(ctx, tx)
		if err != nil {
			return err
		}
		if now.n != last.n {
			return ErrStale
		}
		return b.exec(ctx, tx, insertSeal, s.n, s.from, s.to, s.count, lines, s.at, sum("seals", s.n, s.from, s.to, s.count, s.at))
	})
}

// lastSeal gives number and end of the last seal, zeros when there is none.
func (b *Book) lastSeal(ctx context.Context, q querier) (seal, error) {
	var s seal
	err := b.row(ctx, q, selectLastSeal).Scan(&s.n, &s.to)
	if errors.Is(err, sql.ErrNoRows) {
		return seal{}, nil
	}
	return s, err
}

// readSealed reads the list of a seal. It fails when it is not one.
func readSealed(lines []byte, before int64) ([]sealed, error) {
	var all []sealed
	for len(lines) > 0 {
		step, n := binary.Uvarint(lines)
		if n <= 0 || step == 0 || step > 1<<62 || len(lines) < n+16 {
			return nil, errors.New("list of lines cannot be read")
		}
		before += int64(step)
		all = append(all, sealed{n: before, sum: [16]byte(lines[n : n+16])})
		lines = lines[n+16:]
	}
	return all, nil
}

// readings checks the read log against its seals, and the seals against the
// ledger.
func (v *verifier) readings() error {
	var seals []seal
	err := v.each("seals", selectSeals, func(rows *sql.Rows) error {
		var s seal
		if err := rows.Scan(&s.n, &s.from, &s.to, &s.count, &s.at, &s.sum); err != nil {
			return err
		}
		seals = append(seals, s)
		return nil
	})
	if err != nil {
		return err
	}
	var to int64 // up to where the read log was checked
	for _, s := range seals {
		if to, err = v.seal(s, to); err != nil {
			return err
		}
	}
	for n := range v.seals {
		v.fault(Damaged{Table: "seals", Key: number(n), What: "is gone, the ledger names it"})
	}
	var l readingLine
	return v.each("readings", selectAfter, func(rows *sql.Rows) error {
		v.report.Readings++
		_, err := l.scan(rows)
		return err
	}, to)
}

const (
	columnsReading = `SELECT n, at, person, session, address, dossier, paper, action, result, sum FROM readings`
	selectAfter    = columnsReading + ` WHERE n > $1 ORDER BY n`
	selectUntil    = columnsReading + ` WHERE n > $1 AND n <= $2 ORDER BY n`
)

// seal checks one seal and the lines that it covers, and gives where it ends.
func (v *verifier) seal(s seal, after int64) (int64, error) {
	damaged := func(what string) { v.fault(Damaged{Table: "seals", Key: number(s.n), What: what}) }
	on, named := v.seals[s.n]
	delete(v.seals, s.n)
	var lines []byte
	if err := v.b.row(v.ctx, v.q, selectLines, s.n).Scan(&lines); err != nil {
		return after, v.found("seals", err)
	}
	digest := sha256.Sum256(lines)
	list, err := readSealed(lines, s.from-1)
	switch {
	case !s.agrees():
		damaged("row does not agree with its sum")
	case !named:
		damaged("the ledger does not name it")
	case on.SHA256 != hex.EncodeToString(digest[:]) || on.From != s.from || on.To != s.to || on.Count != s.count:
		damaged("is not the one that the ledger names")
	case err != nil || int64(len(list)) != s.count:
		damaged("list of lines is not what it should be")
	case s.from != after+1:
		damaged(fmt.Sprintf("begins at line %d where %d is due", s.from, after+1))
	}
	if err != nil {
		list = nil
	}
	return max(s.to, after), v.lines(list, after, s.to)
}

// lines compares the lines of the read log after one number, up to and including
// another, with the list of their seal.
func (v *verifier) lines(list []sealed, after, to int64) error {
	gone := func(until int64) {
		for len(list) > 0 && list[0].n < until {
			v.fault(Damaged{Table: "readings", Key: number(list[0].n), What: "is gone, its seal names it"})
			list = list[1:]
		}
	}
	if after == 0 {
		after = -1 << 62 // a line before the first is one that was put in
	}
	var l readingLine
	err := v.each("readings", selectUntil, func(rows *sql.Rows) error {
		v.report.Readings++
		_, err := l.scan(rows)
		n, stored := l.n, l.sum
		var damaged *Damaged
		if err != nil && !errors.As(err, &damaged) {
			return err // the line cannot be read at all: its seal will miss it
		}
		gone(n)
		switch {
		case len(list) == 0 || list[0].n != n:
			v.fault(Damaged{Table: "readings", Key: number(n), What: "was put in, its seal does not name it"})
		case !bytes.Equal(stored, list[0].sum[:]):
			list = list[1:]
			v.fault(Damaged{Table: "readings", Key: number(n), What: "was changed since it was sealed"})
			return nil
		default:
			list = list[1:]
		}
		return err
	}, after, to)
	gone(to + 1)
	return err
}
