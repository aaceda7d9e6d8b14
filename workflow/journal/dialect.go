package journal

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"io"
	"net"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A dialect is all that differs between the two databases: two endings of
// statements, the words of the schema and of the search index, and the codes of
// errors.
type dialect struct {
	name       string
	numbered   bool  // generated placeholders carry numbers
	together   []int // how many rows one statement takes along, the most first
	begin      *sql.TxOptions
	snapshot   *sql.TxOptions // of a transaction in which everything stands still
	forUpdate  string         // ends the statement that locks the head of the ledger
	skipLocked string         // ends the choice of jobs to claim
	// lockReadings waits for the lines of the read log that are being written; SQLite has one writer.
	lockReadings string
	// guards gives of every trigger that guards a table: table, name, its text or
	// that of its function, and whether it is on.
	guards    string
	migration func(text string) string
	classify  func(error) class
	// elsewhere reports whether moveHead failed since the ledger had moved on.
	elsewhere func(error) bool

	// afterLoad makes what counts on by itself count on from the rows that stand there.
	afterLoad func(context.Context, *sql.Tx) error
	purge     []string // takes what was deleted out of the files
	// matching chooses the numbers of the dossiers whose texts match a query, in
	// no order; the first %s is the column, the second the place of the query.
	// matchingOne chooses i.nr if its texts do.
	matching    string
	matchingOne string
	searchQuery func(terms []term) string
}

// A class is what an error of a database means to us.
type class int

const (
	classOther       class = iota // a fault of ours or one that has no name here
	classUnique                   // somebody was first
	classRetry                    // nothing happened; the same again may succeed
	classFull                     // no space left
	classUnavailable              // the database or its disk does not answer as it should
)

var onSQLite = dialect{
	name:        "sqlite",
	matching:    "SELECT rowid FROM search WHERE %[1]s MATCH %[2]s",
	matchingOne: "SELECT rowid FROM search WHERE rowid = i.nr AND %[1]s MATCH %[2]s",
	searchQuery: ftsQuery,
	purge:       []string{`PRAGMA wal_checkpoint(TRUNCATE)`},
	guards:      `SELECT tbl_name, name, sql, 1 FROM sqlite_master WHERE type = 'trigger'`,
	afterLoad:   func(context.Context, *sql.Tx) error { return nil }, // a row counts from the last one
	migration:   func(text string) string { return text },
	elsewhere: func(err error) bool {
		var e *sqlite.Error
		return errors.As(err, &e) && e.Code() == sqlite3.SQLITE_CONSTRAINT_NOTNULL
	},
	classify: func(err error) class {
		var e *sqlite.Error
		if !errors.As(err, &e) {
			return classifyAny(err)
		}
		switch e.Code() {
		case sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_ROWID:
			return classUnique
		}
		switch e.Code() & 0xff { // the primary code
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			return classRetry
		case sqlite3.SQLITE_FULL:
			return classFull
		case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PROTOCOL,
			sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return classUnavailable
		}
		return classOther
	},
}

var onPostgres = dialect{
	name:        "postgres",
	numbered:    true,
	together:    []int{64, 8},
	begin:       &sql.TxOptions{Isolation: sql.LevelReadCommitted}, // whatever the database's default is
	snapshot:    &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	matching:    "SELECT nr FROM texts WHERE array_to_tsvector(string_to_array(%[1]s, ' ')) @@ %[2]s::tsquery",
	matchingOne: "SELECT nr FROM texts WHERE nr = i.nr AND array_to_tsvector(string_to_array(%[1]s, ' ')) @@ %[2]s::tsquery",
	searchQuery: tsQuery,
	purge:       []string{`VACUUM (FULL) papers`, `VACUUM (FULL) drafts`, `VACUUM (FULL) texts`, `VACUUM (FULL) dossiers`, `SELECT pg_switch_wal()`, `CHECKPOINT`},
	afterLoad: func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `SELECT setval(pg_get_serial_sequence('readings', 'n'), (SELECT COALESCE(MAX(n), 0) + 1 FROM readings), false)`)
		return err
	},
	lockReadings: `LOCK TABLE readings IN SHARE MODE`,
	guards: `SELECT c.relname, t.tgname, p.prosrc, CASE WHEN t.tgenabled IN ('O', 'A') THEN 1 ELSE 0 END FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)`,
	forUpdate:  " FOR UPDATE",
	skipLocked: " FOR UPDATE SKIP LOCKED",
	migration: func(text string) string {
		for _, w := range inPostgres {
			text = w.word.ReplaceAllString(text, w.with)
		}
		return text
	},
	elsewhere: func(err error) bool {
		var e *pgconn.PgError
		return errors.As(err, &e) && e.Code == "22012" // division_by_zero
	},
	classify: func(err error) class {
		var e *pgconn.PgError
		if !errors.As(err, &e) {
			return classifyAny(err)
		}
		switch {
		case e.Code == "23505":
			return classUnique
		case e.Code == "40001", e.Code == "40P01", e.Code == "55P03":
			return classRetry
		case e.Code == "53100":
			return classFull
		case strings.HasPrefix(e.Code, "08"), strings.HasPrefix(e.Code, "53"), strings.HasPrefix(e.Code, "57"),
			strings.HasPrefix(e.Code, "58"), strings.HasPrefix(e.Code, "XX"), e.Code == "25006":
			return classUnavailable
		}
		return classOther
	},
}

// classifyAny sorts errors that do not come from the database itself.
func classifyAny(err error) class {
	var n net.Error
	if errors.Is(err, driver.ErrBadConn) || errors.As(err, &n) || pgconn.Timeout(err) || pgconn.SafeToRetry(err) {
		return classUnavailable
	}
	// A server that is killed says nothing on the way out.
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) {
		return classUnavailable
	}
	var c *pgconn.ConnectError
	if errors.As(err, &c) {
		return classUnavailable
	}
	return classOther
}

// inPostgres are the words of the schema that PostgreSQL has others for.
var inPostgres = []struct {
	word *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`\bINTEGER NOT NULL PRIMARY KEY,`), "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,"},
	{regexp.MustCompile(`\bINTEGER\b`), "BIGINT"},
	{regexp.MustCompile(`CAST\('' AS BLOB\)`), "''"},
	{regexp.MustCompile(`\bBLOB\b`), "BYTEA"},
	{regexp.MustCompile(`\) STRICT(, WITHOUT ROWID)?;`), ");"},
}

//go:embed schema/*.sql
var schemaFiles embed.FS
