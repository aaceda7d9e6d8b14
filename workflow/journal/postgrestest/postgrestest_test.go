package postgrestest

import (
	"database/sql"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

// TestEveryTestHasADatabaseOfItsOwn: what one test writes no other sees, and
// the cluster promises durability like the real one.
func TestEveryTestHasADatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	one, two := DSN(t), DSN(t)
	if one == two {
		t.Fatal("two tests share a database")
	}
	for _, dsn := range []string{one, two} {
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.ExecContext(t.Context(), "CREATE TABLE mine (n INTEGER)"); err != nil {
			t.Errorf("the place is not empty: %v", err)
		}
		var fsync string
		if err := db.QueryRowContext(t.Context(), "SHOW fsync").Scan(&fsync); err != nil || fsync != "on" {
			t.Errorf("fsync is %q, %v", fsync, err)
		}
	}
}
