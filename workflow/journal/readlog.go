package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"slices"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// A Reading is one line of the read log: who saw what, from where. It holds no
// text: what was searched for is not in it.
type Reading struct {
	At      time.Time // UTC, milliseconds
	Person  workflow.PersonID
	Session string // id of the session
	Address string // network address
	Dossier workflow.DossierID
	Paper   documents.Digest // version of the paper; zero when the dossier as a whole
	Action  string           // "open", "download", "export", "search"
	Result  string           // "ok", "refused"
}

const (
	insertReading = `INSERT INTO readings (at, person, session, address, dossier, paper, action, result, sum) VALUES `

	selectReadings = `SELECT n, at, person, session, address, dossier, paper, action, result, sum FROM readings WHERE at >= $1 AND at < $2`
	ofDossier      = ` AND dossier = $3`
	ofPerson       = ` AND person = $3`
	ofBoth         = ` AND dossier = $3 AND person = $4`
	inOrder        = ` ORDER BY at, n`

	selectReadingAt = `SELECT at FROM readings WHERE n >= $1 ORDER BY n LIMIT 1`

	// A paper that is read twice is one; up to $3 are counted.
	countReadings = `SELECT count(*) FROM (SELECT DISTINCT dossier, paper FROM readings WHERE person = $1 AND at >= $2 AND result = 'ok' AND dossier <> '' LIMIT $3) AS d`
)

// LogReading writes lines to the read log. The bytes go out after it has
// returned: what is not in the log was not read.
func (b *Book) LogReading(ctx context.Context, readings ...Reading) error {
	var rows [][]any
	for _, r := range readings {
		r.Address, r.Session = cut(r.Address), cut(r.Session)
		if !plain(string(r.Person), 0, 64) || !plain(string(r.Dossier), 0, 64) || !plain(r.Action, 1, 64) || !plain(r.Result, 1, 64) || r.At.IsZero() {
			return errors.New("journal: reading is not plain, or without a time")
		}
		row := []any{millis(r.At), string(r.Person), r.Session, r.Address, string(r.Dossier), column(r.Paper), r.Action, r.Result}
		rows = append(rows, append(row, sum("readings", row...)))
	}
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return inTx{b, tx}.tell(ctx, statement{text: insertReading, rows: rows})
	})
}

// ReadLog hands the lines from from up to but not including to, oldest first,
// to take, one by one: memory does not grow with their number. An empty dossier
// or person asks for all. It fails with [Damaged] at a line that is not what
// was written, and with the error of take.
func (b *Book) ReadLog(ctx context.Context, from, to time.Time, dossier workflow.DossierID, person workflow.PersonID, take func(Reading) error) error {
	args := []any{millis(from), millis(to)}
	text := selectReadings
	switch {
	case dossier != "" && person != "":
		text, args = text+ofBoth, append(args, string(dossier), string(person))
	case dossier != "":
		text, args = text+ofDossier, append(args, string(dossier))
	case person != "":
		text, args = text+ofPerson, append(args, string(person))
	}
	var l readingLine
	return b.each(ctx, "read the read log", func(rows *sql.Rows) error {
		r, err := l.scan(rows)
		if err != nil {
			return err
		}
		return take(r)
	}, text+inOrder, args...)
}

// mostCuts bounds how often CutReadLog looks into the log.
const mostCuts = 2000

// CutReadLog gives instants that cut the period from from up to but not
// including to into parts of about so many lines each, in order: who reads the
// parts with ReadLog side by side has the same lines as who reads it whole. It
// looks at a line here and there, in the order of writing, so parts may be
// longer and shorter than was asked.
func (b *Book) CutReadLog(ctx context.Context, from, to time.Time, lines int64) ([]time.Time, error) {
	var top int64
	if err := b.row(ctx, b.read, selectTop).Scan(&top); err != nil {
		return nil, b.fail("cut the read log", err)
	}
	step := max(lines, top/mostCuts, 1)
	var cuts []time.Time
	for n := 1 + step; n <= top; n += step {
		var at int64
		if err := b.row(ctx, b.read, selectReadingAt, n).Scan(&at); err != nil {
			return nil, b.fail("cut the read log", err)
		}
		if cut := fromMillis(at); cut.After(from) && cut.Before(to) {
			cuts = append(cuts, cut)
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	return slices.Compact(cuts), nil
}

// A readingLine reads lines of the read log one after the other. A log of ten
// million holds few people, sessions and addresses: each text is made once, and
// what the database gives is looked at where it lies.
type readingLine struct {
	n    int64
	sum  []byte    // of the line that was read last, until the next is
	last [6]string // texts of that line
	kept map[string]string

	line []byte
}

// mostKept bounds the texts that are kept: those of a log that has more are made
// anew after so many.
const mostKept = 50_000

// text gives one string for all that are equal; most are what the line before
// had in the same column.
func (l *readingLine) text(column int, raw []byte) string {
	if string(raw) == l.last[column] {
		return l.last[column]
	}
	s, known := l.kept[string(raw)]
	if !known {
		if l.kept == nil || len(l.kept) >= mostKept {
			l.kept = map[string]string{}
		}
		s = string(raw)
		l.kept[s] = s
	}
	l.last[column] = s
	return s
}

// scan reads a line. One that does not agree with its sum is Damaged; then n and
// sum are set all the same.
func (l *readingLine) scan(rows *sql.Rows) (Reading, error) {
	var at int64
	var person, session, address, dossier, paper, action, result, stored sql.RawBytes
	if err := rows.Scan(&l.n, &at, &person, &session, &address, &dossier, &paper, &action, &result, &stored); err != nil {
		return Reading{}, err
	}
	l.sum = stored
	line := summed(l.line[:0], "readings")
	line = summedNumber(line, at)
	for _, raw := range [...]sql.RawBytes{person, session, address, dossier, paper, action, result} {
		line = summedBytes(line, raw)
	}
	l.line = line
	if h := sha256.Sum256(line); !sumAgrees(stored, h[:sumBytes]) {
		return Reading{}, &Damaged{Table: "readings", Key: number(l.n), What: "row does not agree with its sum"}
	}
	return Reading{At: fromMillis(at), Person: workflow.PersonID(l.text(0, person)), Session: l.text(1, session), Address: l.text(2, address),
		Dossier: workflow.DossierID(l.text(3, dossier)), Paper: digest(paper), Action: l.text(4, action), Result: l.text(5, result)}, nil
}

// DifferentReadings gives how many different papers a person opened, downloaded
// or exported since an instant, counting up to most: what a bulk reader is
// braked by.
func (b *Book) DifferentReadings(ctx context.Context, person workflow.PersonID, since time.Time, most int) (int, error) {
	var n int
	err := b.row(ctx, b.read, countReadings, string(person), millis(since), most).Scan(&n)
	return n, b.fail("count readings", err)
}
