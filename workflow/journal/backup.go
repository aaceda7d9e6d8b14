package journal

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
)

// A backup is one stream, the same whatever the database, so that it is also
// the way from SQLite to PostgreSQL. It is gzip over lines of JSON:
//
//	{"paraaf":"backup","format":1,"schema":2}
//	{"table":"book","columns":["name text","value bytes"]}     then its rows:
//	["key","..."]                                              bytes in base64
//	...
//	{"rows":1234,"sha256":"..."}                               of all bytes before this line
//
// Sessions, attempts to sign in and codes for one use are not in it: nobody is
// signed in after a restore. What a lease holds is free again.

// backedUp are the tables of a backup with their columns, in the order in which
// they are written. A test compares them with the schema.
var backedUp = []table{
	{"book", "name text, value bytes", "name"},
	{"ledger", "one int, size int, root bytes", "one"},
	{"entries", "n int, dossier text, seq int, id text, at int, person text, namens text, event text, data bytes, papers bytes, nonce bytes, hashes bytes", "n"},
	{"dossiers", "dossier text, nr int, salt bytes, seq int, phase text, kind text, opsteller text, organisation text, onderwerp bytes, kenmerk bytes, betreft bytes, deadline text, since int, round int, sent_back bytes, sent_back_at int, sum bytes", "nr"},
	{"awaiting", "dossier text, station text, role text, organisation text, since int, deadline text, nr int, part int", "dossier, station"},
	{"involved", "who text, nr int, dossier text, part int", "who, nr"},
	{"papers", "digest bytes, dossier text, soort text, name text, salt bytes, bytes bytes, stored int, destroyed int, sum bytes", "digest"},
	{"texts", "nr int, whole text, letter text, sum bytes", "nr"},
	{"drafts", "dossier text, paper text, version int, kind text, person text, at int, salt bytes, bytes bytes, sum bytes", "dossier, paper"},
	{"answers", "person text, key text, request bytes, body bytes, at int, sum bytes", "person, key"},
	{"jobs", "slot text, id text, kind text, recipient text, dossier text, entry text, args bytes, state text, run_at int, attempts int, created int, ended int, sum bytes", "slot"},
	{"published", "digest bytes, dossier text, paper text, format text, bytes bytes, certificate bytes, at int, sum bytes", "digest"},
	{"organisations", "id text, name text, parent text, aliases text, sum bytes", "id"},
	{"persons", "id text, name text, sum bytes", "id"},
	{"accounts", "login text, password text, person text, disabled int, sum bytes", "login"},
	{"seats", "person text, role text, organisation text, sum bytes", "person, role, organisation"},
	{"waarnemings", "person text, role text, organisation text, namens text, from_day text, until_day text, sum bytes", "person, role, organisation, namens, from_day"},
	{"waarneming_terms", "person text, role text, organisation text, namens text, from_day text, kind text, rank int, sum bytes", "person, role, organisation, namens, from_day"},
	{"toezeggingen", "dossier text, number int, sent text, due text, kept text, sum bytes", "dossier, number"},
	{"keepings", "dossier text, promised_in text, number int, sent text, sum bytes", "dossier, promised_in, number"},
	{"settings", "n int, kind text, name text, person text, at int, bytes bytes, sum bytes", "n"},
	{"factors", "id text, person text, kind text, name text, secret bytes, counter int, created int, used int, sum bytes", "id"},
	{"silenced", "person text, code text, sum bytes", "person, code"},
	{"mailboxes", "person text, address text, pace text, sum bytes", "person"},
	{"noticed", "person text, at int, sum bytes", "person"},
	{"positions", "person text, dossier text, digests bytes, at int, sum bytes", "person, dossier"},
	{"readings", "n int, at int, person text, session text, address text, dossier text, paper bytes, action text, result text, sum bytes", "n"},
	{"seals", "n int, from_n int, to_n int, count int, lines bytes, at int, sum bytes", "n"},
}

// leftOut are the columns and tables that a backup does not hold, with what a
// column is after a restore.
var leftOut = map[string]string{"jobs.lease": "''", "jobs.leased_until": "0", "sessions": "", "attempts": "", "codes": "", "proofs": ""}

type table struct{ name, columns, key string }

// split gives the names and the kinds of the columns.
func (t table) split() (names, kinds []string) {
	for c := range strings.SplitSeq(t.columns, ", ") {
		name, kind, _ := strings.Cut(c, " ")
		names, kinds = append(names, name), append(kinds, kind)
	}
	return names, kinds
}

type backupHead struct {
	Paraaf string `json:"paraaf"`
	Format int    `json:"format"`
	Schema int64  `json:"schema"`
}

type backupTable struct {
	Table   string   `json:"table"`
	Columns []string `json:"columns"`
}

type backupEnd struct {
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

// Backup writes everything that must not be lost to w, as it stands at one
// moment, while others work on. A backup is complete when Backup returns nil:
// one that was cut off is refused by [Restore].
func (b *Book) Backup(ctx context.Context, w io.Writer) error {
	schema, _, err := b.schema(ctx)
	if err != nil {
		return err
	}
	zip := gzip.NewWriter(w)
	out := &backupWriter{to: bufio.NewWriterSize(zip, 1<<16), sum: sha256.New()}
	err = b.snapshot(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := out.line(backupHead{Paraaf: "backup", Format: 1, Schema: schema}); err != nil {
			return err
		}
		for _, t := range backedUp {
			if err := b.backupTable(ctx, tx, t, out); err != nil {
				return err
			}
		}
		return out.line(backupEnd{Rows: out.rows, SHA256: hex.EncodeToString(out.sum.Sum(nil))})
	})
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	if err := errors.Join(out.to.Flush(), zip.Close()); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return nil
}

type backupWriter struct {
	to   *bufio.Writer
	sum  hash.Hash
	rows int64
}

func (w *backupWriter) line(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	w.sum.Write(b.Bytes())
	_, err := w.to.Write(b.Bytes())
	return err
}

func (b *Book) backupTable(ctx context.Context, tx *sql.Tx, t table, out *backupWriter) error {
	names, kinds := t.split()
	if err := out.line(backupTable{Table: t.name, Columns: strings.Split(t.columns, ", ")}); err != nil {
		return err
	}
	rows, err := b.query(ctx, tx, "SELECT "+strings.Join(names, ", ")+" FROM "+t.name+" ORDER BY "+t.key)
	if err != nil {
		return b.fail("read "+t.name, err)
	}
	defer rows.Close()
	row, into := make([]any, len(kinds)), make([]any, len(kinds))
	for i, k := range kinds {
		switch k {
		case "int":
			into[i] = new(int64)
		case "text":
			into[i] = new(string)
		default:
			into[i] = new([]byte)
		}
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return b.fail("read "+t.name, err)
		}
		for i := range into {
			switch v := into[i].(type) {
			case *int64:
				row[i] = *v
			case *string:
				row[i] = *v
			case *[]byte:
				row[i] = base64.StdEncoding.EncodeToString(*v)
			}
		}
		if err := out.line(row); err != nil {
			return err
		}
		out.rows++
	}
	return b.fail("read "+t.name, rows.Err())
}

// maxBackupLine bounds a line of a backup: a paper in base64 and its columns.
const maxBackupLine = 2 * maxPaper

// Restore loads a backup into an empty place; no program needs to run. The
// schema is that of the backup first and is then brought up to date. All of it
// is one transaction: a backup that is cut off or altered leaves the place as
// empty as it was. It fails with [ErrNotEmpty], with [NewerSchema] when a newer
// program made the backup, and otherwise with what is wrong with the backup.
// [Book.Verify] afterwards says whether what was restored is what was written.
func Restore(ctx context.Context, dsn string, r io.Reader, o Options) error {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return fmt.Errorf("restore: this is no backup: %w", err)
	}
	lines := bufio.NewScanner(zip)
	lines.Buffer(make([]byte, 1<<16), maxBackupLine)
	in := &backupReader{lines: lines, sum: sha256.New()}
	var head backupHead
	if err := in.into(&head); err != nil || head.Paraaf != "backup" || head.Format != 1 || head.Schema < 1 {
		return fmt.Errorf("restore: this is no backup that is known here: %w", err)
	}
	if known := knownSchema(); head.Schema > known {
		return &NewerSchema{Have: head.Schema, Known: known}
	}
	b, err := empty(ctx, dsn, head.Schema, o)
	if err != nil {
		return err
	}
	err = b.load(ctx, in)
	if err := errors.Join(err, b.Close()); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	// Opening brings the schema up to date and asserts what the database promises.
	// What is sealed comes back sealed: no key is needed for it.
	if b, err = upToDate(ctx, dsn, o); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return b.Close()
}

// empty opens an empty place with the schema of the given version.
func empty(ctx context.Context, dsn string, schema int64, o Options) (*Book, error) {
	o.ReadOnly = false
	b, err := connect(dsn, o)
	if err != nil {
		return nil, err
	}
	have, _, err := b.schema(ctx)
	if err == nil && have > 0 {
		// A place that a program made ready but nobody used is empty too.
		var n int
		if err = b.write.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM entries) + (SELECT count(*) FROM persons) + (SELECT count(*) FROM readings)`).Scan(&n); err == nil && (n > 0 || have > schema) {
			err = ErrNotEmpty
		}
	}
	if err == nil {
		err = b.migrate(ctx, schema)
	}
	if err == nil {
		err = b.durable(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

type backupReader struct {
	lines *bufio.Scanner
	sum   hash.Hash
	rows  int64
	last  []byte // digest of everything before the line that was read last
}

func (r *backupReader) line() ([]byte, error) {
	if !r.lines.Scan() {
		if err := r.lines.Err(); err != nil {
			return nil, err
		}
		return nil, io.ErrUnexpectedEOF
	}
	r.last = r.sum.Sum(nil)
	r.sum.Write(r.lines.Bytes())
	r.sum.Write([]byte{'\n'})
	return r.lines.Bytes(), nil
}

func (r *backupReader) into(v any) error {
	line, err := r.line()
	if err != nil {
		return err
	}
	return strictly(line, v)
}

func strictly(line []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	d.UseNumber()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value on a line")
	}
	return nil
}

// load reads all tables in one transaction.
func (b *Book) load(ctx context.Context, in *backupReader) error {
	tx, err := b.write.BeginTx(ctx, b.d.begin)
	if err != nil {
		return b.fail("begin", err)
	}
	defer tx.Rollback() // after Commit it does nothing
	seen := map[string]bool{}
	var into *loading
	for {
		line, err := in.line()
		if err != nil {
			return fmt.Errorf("backup is cut off or damaged after row %d: %w", in.rows, err)
		}
		if bytes.HasPrefix(line, []byte("[")) && into != nil {
			in.rows++
			if err := into.row(ctx, line); err != nil {
				return fmt.Errorf("row %d of the backup, in %s: %w", in.rows, into.t.name, err)
			}
			continue
		}
		if err := into.flush(ctx); err != nil {
			return fmt.Errorf("write %s: %w", into.t.name, err)
		}
		if bytes.HasPrefix(line, []byte(`{"rows"`)) {
			break
		}
		var head backupTable
		if err := strictly(line, &head); err != nil {
			return fmt.Errorf("line after row %d of the backup: %w", in.rows, err)
		}
		if into, err = b.loadInto(tx, head); err != nil {
			return err
		}
		if seen[head.Table] {
			return fmt.Errorf("table %s is twice in the backup", head.Table)
		}
		seen[head.Table] = true
		// What an unused place holds; an older schema has not every table.
		if err := b.exec(ctx, tx, "DELETE FROM "+into.t.name); err != nil {
			return b.fail("empty "+into.t.name, err)
		}
	}
	var end backupEnd
	if err := strictly(in.lines.Bytes(), &end); err != nil {
		return fmt.Errorf("end of the backup: %w", err)
	}
	if end.Rows != in.rows || end.SHA256 != hex.EncodeToString(in.last) {
		return errors.New("the backup is not what was written: its digest does not agree")
	}
	if in.lines.Scan() || in.lines.Err() != nil {
		return errors.New("the backup goes on after its end")
	}
	if err := b.d.afterLoad(ctx, tx); err != nil {
		return b.fail("count on", err)
	}
	if err := tx.Commit(); err != nil {
		return b.fail("commit", err)
	}
	return nil
}

// A loading fills one table.
type loading struct {
	b     *Book
	tx    *sql.Tx
	t     table
	text  string
	kinds []string
	rows  [][]any
	size  int
}

// loadInto starts a table. Names come from a file, so that only columns that
// this program knows are put into a statement.
func (b *Book) loadInto(tx *sql.Tx, head backupTable) (*loading, error) {
	i := slices.IndexFunc(backedUp, func(t table) bool { return t.name == head.Table })
	if i < 0 {
		return nil, fmt.Errorf("table %q of the backup is not known here", head.Table)
	}
	l := &loading{b: b, tx: tx, t: backedUp[i]}
	known := strings.Split(l.t.columns, ", ")
	var names []string
	for _, c := range head.Columns {
		if !slices.Contains(known, c) || slices.Contains(names, c) {
			return nil, fmt.Errorf("column %q of table %s is not known here", c, l.t.name)
		}
		name, kind, _ := strings.Cut(c, " ")
		names, l.kinds = append(names, name), append(l.kinds, kind)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("table %s of the backup has no columns", l.t.name)
	}
	for column, value := range leftOut {
		if table, name, ok := strings.Cut(column, "."); ok && table == l.t.name {
			names, l.kinds = append(names, name), append(l.kinds, value)
		}
	}
	l.text = "INSERT INTO " + l.t.name + " (" + strings.Join(names, ", ") + ") VALUES "
	return l, nil
}

func (l *loading) row(ctx context.Context, line []byte) error {
	var values []any
	if err := strictly(line, &values); err != nil {
		return err
	}
	row := make([]any, 0, len(l.kinds))
	for i, kind := range l.kinds {
		switch kind { // of a column that is left out: what it is afterwards
		case "''":
			row = append(row, "")
			continue
		case "0":
			row = append(row, int64(0))
			continue
		}
		if i >= len(values) {
			return errors.New("too few columns")
		}
		v, err := value(kind, values[i])
		if err != nil {
			return fmt.Errorf("column %d: %w", i+1, err)
		}
		if b, ok := v.([]byte); ok {
			l.size += len(b)
		}
		row = append(row, v)
	}
	l.rows = append(l.rows, row)
	if len(l.rows) >= 500 || l.size > 4<<20 {
		return l.flush(ctx)
	}
	return nil
}

// value reads a value of a column as backupTable wrote it.
func value(kind string, v any) (any, error) {
	switch v := v.(type) {
	case json.Number:
		if kind == "int" {
			return v.Int64()
		}
	case string:
		if kind == "text" {
			return v, nil
		}
		if kind == "bytes" {
			b, err := base64.StdEncoding.Strict().DecodeString(v)
			return notNil(b), err
		}
	}
	return nil, fmt.Errorf("is no %s", kind)
}

func (l *loading) flush(ctx context.Context) error {
	if l == nil || len(l.rows) == 0 {
		return nil
	}
	err := inTx{l.b, l.tx}.tell(ctx, statement{text: l.text, rows: l.rows})
	l.rows, l.size = l.rows[:0], 0
	return err
}
