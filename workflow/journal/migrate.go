package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// migrations gives the numbered files of the schema that this database needs:
// "00001_book.sql" is for both, "00002_search.sqlite.sql" for one.
func (b *Book) migrations() (*goose.Provider, error) {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		return nil, fmt.Errorf("list schema: %w", err)
	}
	var steps []*goose.Migration
	for _, name := range names {
		base := strings.TrimSuffix(path.Base(name), ".sql")
		if ext := path.Ext(base); ext != "" && ext != "."+b.d.name {
			continue
		}
		number, _, _ := strings.Cut(base, "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("number of %s: %w", name, err)
		}
		text, err := schemaFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		up := b.d.migration(string(text))
		steps = append(steps, goose.NewGoMigration(version, &goose.GoFunc{
			RunTx: func(ctx context.Context, tx *sql.Tx) error {
				_, err := tx.ExecContext(ctx, up)
				return err
			},
		}, nil))
	}
	options := []goose.ProviderOption{goose.WithGoMigrations(steps...), goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger())}
	kind := goose.DialectSQLite3
	if b.d.name == "postgres" {
		kind = goose.DialectPostgres
		// Nodes that start together wait for the first one.
		l, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("lock schema: %w", err)
		}
		options = append(options, goose.WithSessionLocker(l))
	}
	p, err := goose.NewProvider(kind, b.write, nil, options...)
	if err != nil {
		return nil, fmt.Errorf("prepare schema: %w", err)
	}
	return p, nil
}

const selectSchema = `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version`

// schema gives the version of the database, 0 when it is empty, and the newest
// version that this program knows. It writes nothing.
func (b *Book) schema(ctx context.Context) (int64, int64, error) {
	p, err := b.migrations()
	if err != nil {
		return 0, 0, err
	}
	var have, known int64
	for _, s := range p.ListSources() {
		known = max(known, s.Version)
	}
	exists := `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'`
	if b.d.name == "postgres" {
		exists = `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'goose_db_version'`
	}
	var n int
	if err := b.write.QueryRowContext(ctx, exists).Scan(&n); err != nil {
		return 0, 0, b.fail("look for the schema", err)
	}
	if n == 0 {
		return 0, known, nil
	}
	if err := b.write.QueryRowContext(ctx, selectSchema).Scan(&have); err != nil {
		return 0, 0, b.fail("read the version of the schema", err)
	}
	return have, known, nil
}

// migrate brings the schema to the given version, each step in a transaction
// of its own, so that a program that is killed half-way goes on where it was.
func (b *Book) migrate(ctx context.Context, version int64) error {
	p, err := b.migrations()
	if err != nil {
		return err
	}
	if _, err := p.UpTo(ctx, version); err != nil {
		return b.fail("migrate", err)
	}
	return nil
}

// A Plan is what Migrate did or would do.
type Plan struct {
	Have  int64    // version of the schema before
	Known int64    // version of this program
	Steps []string // names of the steps between
}

// Migrate brings the schema of the database at dsn up to date; with dry it
// only says what it would do. It needs no keys, and fails otherwise as [Open] does.
func Migrate(ctx context.Context, dsn string, dry bool, o Options) (Plan, error) {
	plan, err := planned(ctx, dsn, o)
	if err != nil || dry {
		return plan, err
	}
	o.ReadOnly = false
	b, err := upToDate(ctx, dsn, o)
	if err != nil {
		return plan, err
	}
	return plan, b.Close()
}

// planned reads the version without writing anything.
func planned(ctx context.Context, dsn string, o Options) (Plan, error) {
	o.ReadOnly = true
	var plan Plan
	b, err := Open(ctx, dsn, o)
	var older *OlderSchema
	switch {
	case err == nil:
		defer b.Close()
		plan.Have, plan.Known, err = b.schema(ctx)
		return plan, err
	case errors.As(err, &older):
		plan.Have, plan.Known = older.Have, older.Known
	case errors.Is(err, fs.ErrNotExist):
		plan.Known = knownSchema()
	default:
		return plan, err
	}
	for _, s := range schemaNames() {
		if v := versionOf(s); v > plan.Have {
			plan.Steps = append(plan.Steps, s)
		}
	}
	return plan, nil
}

// schemaNames gives the steps by name, those of both databases once.
func schemaNames() []string {
	var names []string
	files, _ := fs.Glob(schemaFiles, "schema/*.sql") // the pattern is a constant: it cannot fail
	for _, f := range files {
		name, _, _ := strings.Cut(path.Base(f), ".")
		if len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return names
}

func versionOf(step string) int64 {
	number, _, _ := strings.Cut(step, "_")
	v, _ := strconv.ParseInt(number, 10, 64) // a test reads every name
	return v
}

func knownSchema() int64 {
	names := schemaNames()
	return versionOf(names[len(names)-1])
}
