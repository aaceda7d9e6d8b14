package journal

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"paraaf/workflow"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
)

// Options are what a book needs from outside.
type Options struct {
	Clock  func() time.Time // for housekeeping: when rows were stored, leases; nil is time.Now
	Random io.Reader        // for salts, ids, tokens and leaves; nil is crypto/rand.Reader
	// ReadOnly opens the book beside a program that has it open, for backup,
	// verify, readlog and ledger: nothing is written, no schema is changed.
	ReadOnly bool
	// Keys encrypt papers and working texts where they lie: 32 bytes each, the
	// first seals, all open. Without any nothing is sealed, and what is sealed
	// is not read.
	Keys [][]byte

	shared   bool          // tests only: open one SQLite file twice for writing
	patience time.Duration // tests only: instead of the constant
}

// A Book is one installation's book. It is safe for concurrent use.
type Book struct {
	d     dialect
	write *sql.DB // SQLite: one connection; PostgreSQL: the same pool as read
	read  *sql.DB
	clock func() time.Time
	group group
	bound time.Duration // of one transaction
	heard func(string)  // tests only: is told every statement
	lock  *os.File      // SQLite: held as long as the book is open
	path  string        // SQLite: of the file
	safe  *safe         // nil without keys

	random struct {
		sync.Mutex
		io.Reader
	}
	kept struct { // prepared statements, by text
		sync.Mutex
		byText map[string]*sql.Stmt
		todo   map[string]bool // to be prepared
		reads  map[string]*sql.Stmt
	}
	peaks  peaks  // the right edge of the ledger as this process last wrote it
	memory memory // what stood there then
}

// Open opens the book at dsn: "sqlite:PATH" or "postgres://...". It creates an
// empty book, and brings the schema of an older one up to date. It fails with
// [InUse] when another process has the SQLite file open, with [NewerSchema]
// when a newer program changed the schema, with [OtherKey] when papers are sealed
// with a key that is not among those of o and the book is opened to write, and when
// the database does not promise that what it acknowledges is on disk.
func Open(ctx context.Context, dsn string, o Options) (*Book, error) {
	b, err := upToDate(ctx, dsn, o)
	if err != nil || o.ReadOnly {
		return b, err
	}
	if err := b.admit(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// upToDate is Open for who keeps no papers in the book, whatever its keys.
func upToDate(ctx context.Context, dsn string, o Options) (*Book, error) {
	b, err := connect(dsn, o)
	if err != nil {
		return nil, err
	}
	if err := b.start(ctx, o); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// connect makes a book whose schema nobody has looked at yet.
func connect(dsn string, o Options) (*Book, error) {
	b := &Book{clock: o.Clock, bound: cmp.Or(o.patience, patience)}
	if b.clock == nil {
		b.clock = time.Now
	}
	b.random.Reader = o.Random
	if o.Random == nil {
		b.random.Reader = rand.Reader
	}
	b.kept.byText, b.kept.todo, b.kept.reads = map[string]*sql.Stmt{}, map[string]bool{}, map[string]*sql.Stmt{}
	kind, rest, _ := strings.Cut(dsn, ":")
	var err error
	if b.safe, err = newSafe(o.Keys); err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	switch kind {
	case "sqlite":
		err = b.openSQLite(rest, o)
	case "postgres", "postgresql":
		err = b.openPostgres(dsn)
	default:
		err = errors.New("open journal: database must start with sqlite: or postgres://")
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

func (b *Book) openSQLite(path string, o Options) error {
	if path == "" {
		return fmt.Errorf("open journal: sqlite: without a path")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	b.d, b.path = onSQLite, path
	if o.ReadOnly {
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("open journal: %w", err)
		}
	} else if !o.shared {
		if err := b.takeLock(path); err != nil {
			return err
		}
	}
	// The pragmas are constants; the path is escaped. Foreign keys are not used:
	// rows are never deleted one by one, and a backup is loaded table by table.
	file := "file:" + (&url.URL{Path: path}).EscapedPath()
	const both = "&_pragma=busy_timeout(5000)&_pragma=cache_size(-65536)&_dqs=0&_defensive=1"
	b.read, err = sql.Open("sqlite", file+"?mode=ro&_pragma=query_only(1)"+both)
	if err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	b.read.SetMaxOpenConns(8)
	b.read.SetMaxIdleConns(8)
	if o.ReadOnly {
		b.write = b.read
		return nil
	}
	b.write, err = sql.Open("sqlite", file+"?mode=rwc&_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=secure_delete(1)&_pragma=wal_autocheckpoint(4000)"+both)
	if err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	b.write.SetMaxOpenConns(1)
	b.write.SetMaxIdleConns(1)
	return nil
}

// takeLock keeps a second process from the file. SQLite itself would let it in,
// and two programs would answer for one book; the lock lies beside the file,
// since closing any descriptor of the file itself would drop SQLite's own locks.
func (b *Book) takeLock(path string) error {
	f, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return &InUse{Path: path}
		}
		return fmt.Errorf("open journal: lock: %w", err)
	}
	b.lock = f
	return nil
}

func (b *Book) openPostgres(dsn string) error {
	b.d = onPostgres
	if err := fenced(dsn); err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		// The message of a parser may hold the password of the address.
		return fmt.Errorf("open journal: the address of the database cannot be read")
	}
	db.SetMaxOpenConns(16)
	db.SetMaxIdleConns(16)
	b.read, b.write = db, db
	return nil
}

// fenced fails when papers and passwords could go over a network in the clear, or
// to whoever answers there (ASVS 12.3.1): to another machine only over TLS 1.2 or
// higher, with a certificate for its name, and with no falling back to less.
func fenced(dsn string) error {
	c, err := pgconn.ParseConfig(dsn)
	if err != nil {
		return errors.New("the address of the database cannot be read") // it may hold the password
	}
	ways := []*pgconn.FallbackConfig{{Host: c.Host, TLSConfig: c.TLSConfig}}
	for _, way := range append(ways, c.Fallbacks...) {
		ip := net.ParseIP(way.Host)
		near := strings.HasPrefix(way.Host, "/") || strings.HasPrefix(way.Host, "@") || way.Host == "localhost" || ip != nil && ip.IsLoopback()
		if !near && (way.TLSConfig == nil || way.TLSConfig.InsecureSkipVerify) {
			return fmt.Errorf("the database at %s is on another machine and would be spoken to without a checked certificate; add sslmode=verify-full, and sslrootcert=FILE for a certificate of your own house", way.Host)
		}
	}
	return nil
}

// start brings the schema up to date and asserts what the database promises.
func (b *Book) start(ctx context.Context, o Options) error {
	have, known, err := b.schema(ctx)
	if err != nil {
		return err
	}
	switch {
	case have > known:
		return &NewerSchema{Have: have, Known: known}
	case have < known && o.ReadOnly:
		return &OlderSchema{Have: have, Known: known}
	}
	if !o.ReadOnly {
		if have < known {
			if err := b.migrate(ctx, known); err != nil {
				return err
			}
		}
		if err := b.durable(ctx); err != nil {
			return err
		}
		if err := b.christen(ctx); err != nil {
			return err
		}
	}
	return b.Ready(ctx)
}

// durable fails when what the database acknowledges may be lost.
func (b *Book) durable(ctx context.Context) error {
	var mode, level, standbys string
	if b.d.name == "sqlite" {
		if err := b.write.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
			return b.fail("read journal mode", err)
		}
		if err := b.write.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&level); err != nil {
			return b.fail("read synchronous", err)
		}
		if mode != "wal" || level != "2" {
			return fmt.Errorf("open journal: want journal_mode=wal and synchronous=2 (FULL), have %s and %s", mode, level)
		}
		return nil
	}
	if err := b.write.QueryRowContext(ctx, "SHOW fsync").Scan(&mode); err != nil {
		return b.fail("read fsync", err)
	}
	if err := b.write.QueryRowContext(ctx, "SHOW synchronous_commit").Scan(&level); err != nil {
		return b.fail("read synchronous_commit", err)
	}
	if err := b.write.QueryRowContext(ctx, "SHOW synchronous_standby_names").Scan(&standbys); err != nil {
		return b.fail("read synchronous_standby_names", err)
	}
	if mode != "on" || level == "off" {
		return fmt.Errorf("open journal: want fsync=on and synchronous_commit on, have %s and %s", mode, level)
	}
	// A standby that takes over has what commits waited for, and no more.
	if standbys != "" && (level == "local" || level == "remote_write") {
		return fmt.Errorf("open journal: want synchronous_commit on, for there are standbys; have %s", level)
	}
	return nil
}

// Close closes the book. Work under way is waited for; closing twice is no error.
func (b *Book) Close() error {
	var errs []error
	b.kept.Lock()
	for _, kept := range []map[string]*sql.Stmt{b.kept.byText, b.kept.reads} {
		for _, s := range kept {
			s.Close()
		}
		clear(kept)
	}
	b.kept.Unlock()
	if b.write != nil {
		errs = append(errs, b.write.Close())
	}
	if b.read != nil && b.read != b.write {
		errs = append(errs, b.read.Close())
	}
	if b.lock != nil {
		errs = append(errs, b.lock.Close())
		b.lock = nil
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close journal: %w", err)
	}
	return nil
}

const selectReady = `SELECT size FROM ledger WHERE one = 1`

// Ready reports whether the book answers: nil, or an error that is
// [ErrUnavailable] when the database cannot be reached.
func (b *Book) Ready(ctx context.Context) error {
	var size int64
	if err := b.row(ctx, b.read, selectReady).Scan(&size); err != nil {
		return b.fail("ask the database", err)
	}
	return nil
}

// fail wraps an error of the database with what was being done, and with the
// error of ours that says what it means.
func (b *Book) fail(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return ErrNotFound
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("journal: %s: %w", doing, err)
	}
	switch b.d.classify(err) {
	case classFull:
		return fmt.Errorf("journal: %s: %w: %w", doing, ErrFull, err)
	case classUnavailable, classRetry:
		return fmt.Errorf("journal: %s: %w: %w", doing, ErrUnavailable, err)
	}
	return fmt.Errorf("journal: %s: %w", doing, err)
}

// bits gives n random bytes.
func (b *Book) bits(n int) ([]byte, error) {
	p := make([]byte, n)
	b.random.Lock()
	defer b.random.Unlock()
	if _, err := io.ReadFull(b.random.Reader, p); err != nil {
		return nil, fmt.Errorf("journal: read random bits: %w", err)
	}
	return p, nil
}

var idLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// NewID gives 128 random bits as 26 letters and digits: for a dossier, a
// notice or a person. Who knows one can guess no other.
func (b *Book) NewID() (string, error) {
	p, err := b.bits(16)
	if err != nil {
		return "", err
	}
	return idLetters.EncodeToString(p), nil
}

// NewDossierID gives the id of a dossier that is still to be opened.
func (b *Book) NewDossierID() (workflow.DossierID, error) {
	id, err := b.NewID()
	return workflow.DossierID(id), err
}

// NewSalt gives 128 random bits to hash a paper or the sections of a dossier with.
func (b *Book) NewSalt() ([]byte, error) { return b.bits(16) }

// now is the clock, cut to what is stored.
func (b *Book) now() time.Time { return fromMillis(millis(b.clock())) }

// millis is how an instant is stored: Unix milliseconds UTC; the zero Time is
// no instant and is stored as 0. This is the one place where times are cut.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}
