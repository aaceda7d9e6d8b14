package journal

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"paraaf/workflow"

	"pgregory.net/rapid"
)

// seals seals the read log and fails unless that took want lines; -1 takes any.
func seals(t testing.TB, b *Book, want int64) {
	t.Helper()
	n, err := b.SealReadings(t.Context(), "systeem", noon)
	if err != nil || want >= 0 && n != want {
		t.Fatalf("sealed %d lines, want %d: %v", n, want, err)
	}
}

// unguarded runs a statement as somebody does who owns the tables: the guards
// are taken away before it and put back after it.
func unguarded(t testing.TB, b *Book, q interface {
	Exec(string, ...any) (sql.Result, error)
	Query(string, ...any) (*sql.Rows, error)
}, text string, args ...any) {
	t.Helper()
	run := func(text string, args ...any) {
		t.Helper()
		if _, err := q.Exec(text, args...); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	var again []string
	if b.d.name == "postgres" {
		for _, g := range guarded {
			run("ALTER TABLE " + g + " DISABLE TRIGGER USER")
			again = append(again, "ALTER TABLE "+g+" ENABLE TRIGGER USER")
		}
	} else {
		rows, err := q.Query(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'texts%'`)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for rows.Next() {
			var name, text string
			if err := rows.Scan(&name, &text); err != nil {
				t.Fatal(err)
			}
			names, again = append(names, name), append(again, text)
		}
		if err := rows.Close(); err != nil || len(names) != 2*len(guarded) {
			t.Fatal(names, err)
		}
		for _, n := range names {
			run("DROP TRIGGER " + n)
		}
	}
	run(text, args...)
	for _, text := range again {
		run(text)
	}
}

// TestWhatIsKeptCannotBeChangedDirectly asks the database itself, with the very
// account of the program.
func TestWhatIsKeptCannotBeChangedDirectly(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := lived(t, dsn)
		seals(t, b, 12)
		refused := []string{
			`UPDATE entries SET person = 'p-bert' WHERE n = 5`, `DELETE FROM entries WHERE n = 5`, `DELETE FROM entries`,
			`UPDATE readings SET person = 'p-carl' WHERE n = 3`, `DELETE FROM readings WHERE n = 3`,
			`UPDATE seals SET count = 1`, `DELETE FROM seals`,
			`DELETE FROM papers WHERE soort = 'nota'`, `UPDATE papers SET name = 'ander.md'`,
			`UPDATE papers SET bytes = salt`, // changed, not destroyed
			`UPDATE papers SET destroyed = 1 WHERE soort = 'nota'`,
			`UPDATE papers SET destroyed = 1, soort = 'brief', bytes = '', salt = ''`,
		}
		if b.d.name == "postgres" {
			refused = append(refused, `TRUNCATE entries`, `TRUNCATE readings`, `TRUNCATE seals`, `TRUNCATE papers`)
		} else {
			refused[len(refused)-1] = `UPDATE papers SET destroyed = 1, soort = 'brief', bytes = x'', salt = x''`
		}
		for _, text := range refused {
			if _, err := b.write.Exec(text); err == nil {
				t.Errorf("the database carries out: %s", text)
			}
		}
		if r := verified(t, b); !r.OK() {
			t.Errorf("after the refusals: %v", r.Faults)
		}
		// What the law asks goes on.
		var id workflow.DossierID
		if err := b.Dossiers(t.Context(), func(d workflow.DossierID) error { id = d; return nil }); err != nil {
			t.Fatal(err)
		}
		if err := b.Destroy(t.Context(), destruction(id)); err != nil {
			t.Errorf("destroy: %v", err)
		}
		if r := verified(t, b); !r.OK() || r.Destroyed == 0 {
			t.Errorf("after destruction: %+v", r)
		}
		// The database lets a paper go; that the ledger says nothing of it is found.
		var d []byte
		var dossier, soort string
		var stored int64
		if err := b.write.QueryRow(`SELECT digest, dossier, soort, stored FROM papers WHERE destroyed = 0 LIMIT 1`).Scan(&d, &dossier, &soort, &stored); err != nil {
			t.Fatal(err)
		}
		if err := b.exec(t.Context(), b.write, destroyPapers, dossier, d, []byte{}, int64(1), paperSum(d, dossier, soort, "", stored, 1)); err != nil {
			t.Fatal(err)
		}
		if r := verified(t, b); !slices.ContainsFunc(r.Faults, func(f Damaged) bool { return f.Table == "papers" && strings.Contains(f.What, "ledger does not say") }) {
			t.Errorf("after a destruction that nobody ordered: %v", r.Faults)
		}
	})
}

// TestAGuardThatIsGoneIsNamed takes the guards away in every way there is, and
// alters a row behind the last.
func TestAGuardThatIsGoneIsNamed(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := lived(t, dsn)
		seals(t, b, 12)
		on := func(name, table string) string {
			if b.d.name == "postgres" {
				return name + " ON " + table
			}
			return name
		}
		ways := []string{"DROP TRIGGER " + on("papers_stay", "papers"), "DROP TRIGGER " + on("seals_remain", "seals")}
		if b.d.name == "postgres" {
			ways = append(ways, `ALTER TABLE entries DISABLE TRIGGER entries_stay`, `ALTER TABLE readings DISABLE TRIGGER ALL`,
				`CREATE OR REPLACE FUNCTION paraaf_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN coalesce(new, old); END $$`)
		} else {
			ways = append(ways, `DROP TRIGGER entries_stay; CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT 1; END`,
				`DROP TRIGGER readings_remain; CREATE TRIGGER readings_remain BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'x'); END`)
		}
		for _, way := range ways {
			tx, err := b.write.BeginTx(t.Context(), b.d.begin)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tx.Exec(way); err != nil {
				t.Fatalf("%s: %v", way, err)
			}
			v := &verifier{b: b, ctx: t.Context(), q: tx}
			if err := v.all(); err != nil {
				t.Fatal(err)
			}
			if err := tx.Rollback(); err != nil {
				t.Fatal(err)
			}
			if len(v.report.Faults) == 0 || slices.ContainsFunc(v.report.Faults, func(d Damaged) bool { return d.Table != "database" }) {
				t.Errorf("%s: named is %v", way, v.report.Faults)
			}
		}
		if _, err := b.write.Exec("DROP TRIGGER " + on("readings_remain", "readings")); err != nil {
			t.Fatal(err)
		}
		if b.d.name == "postgres" {
			if _, err := b.write.Exec("DROP TRIGGER readings_stay ON readings"); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.write.Exec(`DELETE FROM readings WHERE n = 5`); err != nil {
			t.Fatal(err)
		}
		said := fmt.Sprint(verified(t, b).Faults)
		if !strings.Contains(said, "readings_remain") || !strings.Contains(said, "5") || !strings.Contains(said, "is gone, its seal names it") {
			t.Errorf("named is %s", said)
		}
	})
}

// TestEveryLineIsNamedByItsNumber leaves out, puts in and changes lines of a
// sealed read log at random, and compares what Verify names with what was done.
func TestEveryLineIsNamedByItsNumber(t *testing.T) {
	t.Parallel()
	onBothInTurn(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		const lines = 40
		for i := range lines {
			r := Reading{At: noon.Add(time.Duration(i) * time.Second), Person: "p-anna", Action: "open", Result: "ok"}
			if err := b.LogReading(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			if i%15 == 14 {
				seals(t, b, 15)
			}
		}
		seals(t, b, 10)
		rapid.Check(t, func(rt *rapid.T) {
			gone := rapid.SliceOfNDistinct(rapid.IntRange(1, lines), 0, 4, rapid.ID[int]).Draw(rt, "gone")
			altered := rapid.SliceOfNDistinct(rapid.IntRange(1, lines), 0, 4, rapid.ID[int]).Draw(rt, "altered")
			tx, err := b.write.BeginTx(t.Context(), b.d.begin)
			if err != nil {
				rt.Fatal(err)
			}
			defer tx.Rollback()
			want := map[string]bool{}
			unguarded(t, b, tx, `SELECT 1`) // once, so that what follows is the work of one who put them back
			for _, n := range altered {
				at := millis(noon) - int64(n)
				row := []any{at, "p-carl", "", "", "", []byte{}, "open", "ok"}
				unguarded(t, b, tx, `UPDATE readings SET at = $1, person = $2, session = $3, address = $4, dossier = $5, paper = $6, action = $7, result = $8, sum = $9 WHERE n = $10`, append(row, sum("readings", row...), n)...)
				want[number(int64(n))] = true
			}
			for _, n := range gone {
				unguarded(t, b, tx, `DELETE FROM readings WHERE n = $1`, n)
				want[number(int64(n))] = true
			}
			v := &verifier{b: b, ctx: t.Context(), q: tx}
			if err := v.all(); err != nil {
				rt.Fatal(err)
			}
			named := map[string]bool{}
			for _, d := range v.report.Faults {
				if d.Table != "readings" || named[d.Key] {
					rt.Errorf("named is %v", d)
				}
				named[d.Key] = true
			}
			if fmt.Sprint(named) != fmt.Sprint(want) {
				rt.Errorf("left out %v, changed %v, named %v", gone, altered, named)
			}
		})
	})
}

// TestNoLineEscapesItsSealWhileOthersWrite has many write to the read log while
// two nodes seal it: in the end every line is under exactly one seal.
func TestNoLineEscapesItsSealWhileOthersWrite(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		nodes := []*Book{openWith(t, dsn, Options{shared: true}), openWith(t, dsn, Options{shared: true})}
		var writers, sealers sync.WaitGroup
		stop := make(chan struct{})
		for w := range 8 {
			writers.Go(func() {
				for i := range 40 {
					r := Reading{At: noon, Person: workflow.PersonID(fmt.Sprint("p-", w)), Action: "open", Result: "ok", Session: fmt.Sprint(i)}
					if err := nodes[w%2].LogReading(t.Context(), r); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		for _, n := range nodes {
			sealers.Go(func() {
				for {
					if _, err := n.SealReadings(t.Context(), "systeem", noon); err != nil {
						t.Error(err)
						return
					}
					select {
					case <-stop:
						return
					default:
					}
				}
			})
		}
		writers.Wait()
		close(stop)
		sealers.Wait()
		seals(t, nodes[0], -1)
		seals(t, nodes[1], 0)
		r := verified(t, nodes[0])
		if !r.OK() || r.Readings != 320 {
			t.Errorf("%d lines: %v", r.Readings, r.Faults)
		}
		m, err := nodes[0].Measures(t.Context(), 0, 100)
		if err != nil || len(m) != 0 {
			t.Errorf("seals are shown as measures: %v %v", m, err)
		}
	})
}
