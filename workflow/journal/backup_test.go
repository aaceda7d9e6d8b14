package journal

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal/postgrestest"
)

func backup(t testing.TB, b *Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Backup(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func unzip(t testing.TB, p []byte) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(p))
	if err != nil {
		t.Fatal(err)
	}
	s, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}

func zip(t testing.TB, s string) io.Reader {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return &b
}

// TestTheDrill loads, backs up while others write, destroys, restores and
// compares every dossier; from each database to each.
func TestTheDrill(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := lived(t, dsn)
		ctx := t.Context()
		token, _, err := b.NewSession(ctx, Session{Person: "p-anna", Created: noon, Expires: noon.Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		known := map[workflow.DossierID]History{}
		papers := map[documents.Digest]Paper{}
		err = b.Dossiers(ctx, func(id workflow.DossierID) error {
			known[id], err = b.Load(ctx, id)
			if err == nil {
				s, err := b.Summary(ctx, id)
				if err != nil {
					return err
				}
				papers[s.Onderwerp], err = b.Paper(ctx, s.Onderwerp)
				return err
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		kept, key := checkpoint(t, b)

		// Others go on writing while the backup is made.
		stop := make(chan struct{})
		var busy sync.WaitGroup
		meanwhile := opened(t, b, "p-bert", "tijdens de reservekopie")
		busy.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
					if err := b.Append(ctx, workflow.DossierID(fmt.Sprint("busy", n)), 0, meanwhile); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
		copy := backup(t, b)
		close(stop)
		busy.Wait()
		want := unzip(t, copy)

		for name, place := range map[string]string{"sqlite": "sqlite:" + filepath.Join(t.TempDir(), "terug.db"), "postgres": postgrestest.DSN(t)} {
			if err := Restore(ctx, place, bytes.NewReader(copy), Options{}); err != nil {
				t.Fatalf("to %s: %v", name, err)
			}
			r := open(t, place)
			if got := unzip(t, backup(t, r)); got != want {
				t.Errorf("to %s: a backup of what was restored is not the backup", name)
			}
			if rep := verified(t, r); !rep.OK() {
				t.Errorf("to %s: %v", name, rep.Faults)
			}
			if err := r.CheckCheckpoint(ctx, kept); err != nil {
				t.Errorf("to %s: %v", name, err)
			}
			for id, h := range known {
				if got, err := r.Load(ctx, id); err != nil || !reflect.DeepEqual(got, h) {
					t.Errorf("to %s: dossier %s: %v", name, id, err)
				}
			}
			for d, p := range papers {
				if got, err := r.Paper(ctx, d); err != nil || !reflect.DeepEqual(got, p) {
					t.Errorf("to %s: paper: %v", name, err)
				}
			}
			if l, err := r.Visible(ctx, []workflow.Seat{dicio}, "", Filter{Text: marker}, Page{}); err != nil || len(l.Rows) != 12 {
				t.Errorf("to %s: found %d: %v", name, len(l.Rows), err)
			}
			if _, err := r.Session(ctx, token, noon); !errors.Is(err, ErrNotFound) {
				t.Errorf("to %s: a session outlived it: %v", name, err)
			}
			if n, err := VerifyLedger(bytes.NewReader(exported(t, r)), kept, key); err != nil || n < 24 {
				t.Errorf("to %s: ledger of %d: %v", name, n, err)
			}
			// And it is a book to go on in: rows that count by themselves count on.
			start(t, r, "p-anna", "verder")
			if err := r.LogReading(ctx, Reading{At: noon, Person: "p-anna", Action: "open", Result: "ok"}); err != nil {
				t.Errorf("to %s: %v", name, err)
			}
			if err := Restore(ctx, place, bytes.NewReader(copy), Options{shared: true}); !errors.Is(err, ErrNotEmpty) {
				t.Errorf("to %s again: %v", name, err)
			}
		}
	})
}

func TestABackupThatIsNotWholeIsRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		whole := unzip(t, backup(t, lived(t, "sqlite:"+filepath.Join(t.TempDir(), "from.db"))))
		lines := strings.SplitAfter(whole, "\n")
		entry := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, `"table":"entries"`) }) + 1
		without := func(i int) string { return strings.Join(slices.Delete(slices.Clone(lines), i, i+1), "") }
		tests := []struct{ why, backup string }{
			{"nothing", ""},
			{"another file", "hello\n"},
			{"a line left out", without(entry)},
			{"a word changed", strings.Replace(whole, "p-anna", "p-bert", 1)},
			{"the end cut off", strings.Join(lines[:len(lines)-2], "")},
			{"half a line", whole[:len(whole)/2]},
			{"something after the end", whole + "[]\n"},
			{"a table that does not exist", strings.Replace(whole, `"table":"entries"`, `"table":"secrets"`, 1)},
			{"a table twice", strings.Replace(whole, `{"table":"jobs"`, `{"table":"book","columns":["name text","value bytes"]}`+"\n"+`{"table":"jobs"`, 1)},
			{"a column that is a statement", strings.Replace(whole, `"n int"`, `"n) SELECT 1; -- int"`, 1)},
			{"a column twice", strings.Replace(whole, `"n int"`, `"seq int"`, 1)},
			{"a number that is a text", strings.Replace(whole, lines[entry], strings.Replace(lines[entry], "[0,", `["0",`, 1), 1)},
			{"another format", strings.Replace(whole, `"format":1`, `"format":2`, 1)},
		}
		for _, tt := range tests {
			if err := Restore(t.Context(), dsn, zip(t, tt.backup), Options{}); err == nil {
				t.Fatalf("%s: taken", tt.why)
			}
		}
		if err := Restore(t.Context(), dsn, strings.NewReader(whole), Options{}); err == nil {
			t.Error("what is no gzip was taken")
		}
		var newer *NewerSchema
		if err := Restore(t.Context(), dsn, zip(t, strings.Replace(whole, fmt.Sprintf(`"schema":%d`, knownSchema()), `"schema":900`, 1)), Options{}); !errors.As(err, &newer) {
			t.Errorf("of a newer program: %v", err)
		}
		// After all that the place is as empty as it was.
		if err := Restore(t.Context(), dsn, zip(t, whole), Options{}); err != nil {
			t.Error(err)
		}
	})
}

// TestABackupHoldsEveryColumn compares the list of tables with the schema.
func TestABackupHoldsEveryColumn(t *testing.T) {
	t.Parallel()
	b := open(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"))
	rows, err := b.read.Query(`SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.sql LIKE 'CREATE TABLE%STRICT%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	have := map[string]bool{}
	for _, tab := range backedUp {
		names, kinds := tab.split()
		for i := range names {
			have[tab.name+"."+names[i]+" "+kinds[i]] = true
		}
	}
	kind := map[string]string{"INTEGER": "int", "TEXT": "text", "BLOB": "bytes"}
	n := 0
	for rows.Next() {
		var table, column, typ string
		if err := rows.Scan(&table, &column, &typ); err != nil {
			t.Fatal(err)
		}
		n++
		_, whole := leftOut[table]
		_, one := leftOut[table+"."+column]
		if !have[table+"."+column+" "+kind[typ]] && !whole && !one {
			t.Errorf("%s.%s (%s) is not in a backup and not left out on purpose", table, column, typ)
		}
		delete(have, table+"."+column+" "+kind[typ])
	}
	if err := rows.Err(); err != nil || n < 100 {
		t.Errorf("%d columns: %v", n, err)
	}
	for c := range have {
		t.Errorf("%s is in a backup and not in the schema", c)
	}
}

func FuzzBackupManifest(f *testing.F) {
	b := open(f, "sqlite:"+filepath.Join(f.TempDir(), "paraaf.db"))
	start(f, b, "p-anna", "x")
	whole := unzip(f, backup(f, b))
	f.Add(whole)
	f.Add(strings.Replace(whole, "p-anna", "p-bert", 1))
	f.Add(`{"paraaf":"backup","format":1,"schema":2}` + "\n" + `{"rows":0,"sha256":""}` + "\n")
	place := filepath.Join(f.TempDir(), "place.db")
	f.Fuzz(func(t *testing.T, s string) {
		if err := Restore(context.Background(), "sqlite:"+place, zip(t, s), Options{}); err == nil {
			back := open(t, "sqlite:"+place)
			if got := unzip(t, backup(t, back)); got != s && strings.HasPrefix(s, whole[:40]) {
				t.Errorf("restored %q from %q", got, s)
			}
			if err := back.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(place); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestWhatIsDestroyedIsGoneFromTheFiles looks for the words in every file of the
// database, the logs among them.
// destruction is one as the selectielijst asks.
func destruction(id workflow.DossierID, papers ...documents.Digest) Destruction {
	return Destruction{Dossier: id, Papers: papers, By: "p-anna", At: noon, Item: "selectielijst 12.3", Term: 10}
}

// TestPostgresIsPurgedAtNight: there whole tables are written anew.
func TestPostgresIsPurgedAtNight(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]string{
		"2026-04-22T12:00:00Z": "2026-04-23T00:00:00Z", // summer: two o'clock is midnight UTC
		"2026-01-22T00:30:00Z": "2026-01-22T01:00:00Z",
		"2026-01-22T01:00:00Z": "2026-01-23T01:00:00Z",
	} {
		from, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := nextNight(from).Format(time.RFC3339); got != want {
			t.Errorf("after %s it is %s, want %s", at, got, want)
		}
	}
}

func TestWhatIsDestroyedIsGoneFromTheFiles(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	word := func() string { // no database squeezes it, and no file has it by chance
		var s strings.Builder
		for range 24 {
			s.WriteByte('a' + byte(random.IntN(26)))
		}
		return s.String()
	}
	test := func(t *testing.T, dsn, folder string) {
		b := open(t, dsn)
		ctx := t.Context()
		gone, stays, single := word(), word(), word()
		for id, w := range map[workflow.DossierID]string{"gone": gone, "stays": stays} {
			batch := opened(t, b, "p-anna", w+strings.Repeat(" vulling", 2000))
			if id == "stays" {
				batch.Papers = append(batch.Papers, paper(t, b, "reden", single))
			}
			if err := b.Append(ctx, id, 0, batch); err != nil {
				t.Fatal(err)
			}
			if _, err := b.SaveDraft(ctx, id, "nota", 0, Draft{By: "p-anna", At: noon, Bytes: []byte("concept " + w)}); err != nil {
				t.Fatal(err)
			}
			if id == "stays" {
				reason := batch.Papers[3].Digest
				if err := b.Destroy(ctx, destruction(id, reason)); err != nil {
					t.Fatal(err)
				}
				if _, err := b.Paper(ctx, reason); !errors.Is(err, ErrDestroyed) {
					t.Errorf("a single paper: %v", err)
				}
				if _, err := b.Paper(ctx, batch.Papers[0].Digest); err != nil {
					t.Errorf("the paper beside it: %v", err)
				}
				if err := b.Destroy(ctx, destruction("gone", reason)); !errors.Is(err, ErrNotFound) {
					t.Errorf("a paper of another dossier: %v", err)
				}
			}
		}
		if err := b.Destroy(ctx, destruction("never")); !errors.Is(err, ErrNotFound) {
			t.Errorf("no such dossier: %v", err)
		}
		for again := range 2 { // again is no error, and once with the same key
			keyed := destruction("gone")
			keyed.Key = Key{Person: "p-anna", Key: "weg", Answer: []byte("{}")}
			if err := b.Destroy(ctx, keyed); again == 1 && !errors.Is(err, ErrRepeated) || again == 0 && err != nil {
				t.Errorf("the same request: %v", err)
			}
			if err := b.Destroy(ctx, destruction("gone")); err != nil {
				t.Fatal(err)
			}
		}
		// The files are purged when the job says so, and once.
		if err := errors.Join(b.PlanPurge(ctx, noon), b.PlanPurge(ctx, noon), b.PurgePlanned(ctx, noon)); err != nil {
			t.Fatal(err)
		}
		if waits, err := b.Waiting(ctx, jobPurge); err != nil || len(waits) != 2 {
			t.Errorf("purged before its time: %v %v", waits, err)
		}
		if err := b.PurgePlanned(ctx, noon.AddDate(0, 0, 1)); err != nil {
			t.Fatal(err)
		}
		if waits, err := b.Waiting(ctx, jobPurge); err != nil || len(waits) != 0 {
			t.Errorf("still to purge: %v %v", waits, err)
		}
		for w, want := range map[string]bool{gone: false, single: false, stays: true} {
			if files := filesWith(t, folder, w); (len(files) > 0) != want {
				t.Errorf("a word that is there %v stands in %v", want, files)
			}
		}
		h, err := b.Load(ctx, "gone")
		if err != nil || len(h.Salt) != 0 || h.Seq != 1 {
			t.Errorf("its history: %+v %v", h, err)
		}
		if r := verified(t, b); !r.OK() || r.Destroyed != 4 {
			t.Errorf("verified: %+v", r)
		}
		if _, err := VerifyLedger(bytes.NewReader(exported(t, b)), nil, ""); err != nil {
			t.Errorf("ledger: %v", err)
		}
		l, err := b.Mine(ctx, "p-anna", Page{})
		if err != nil || len(l.Rows) != 2 || !slices.ContainsFunc(l.Rows, func(r Row) bool { return r.Destroyed && !r.Damaged && r.OnderwerpText == "" }) {
			t.Errorf("list: %+v %v", l, err)
		}
		if l, err := b.Visible(ctx, []workflow.Seat{dicio}, "", Filter{Text: gone}, Page{}); err != nil || len(l.Rows) != 0 {
			t.Errorf("still found: %v %v", l, err)
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		test(t, "sqlite:"+filepath.Join(folder, "paraaf.db"), folder)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		s := postgrestest.Start(t, "wal_recycle=off", "full_page_writes=on")
		test(t, s.Database(t), s.Folder())
	})
}

// filesWith gives the files under a folder in which a word stands.
func filesWith(t *testing.T, folder, word string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		p, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // PostgreSQL removes files as it goes
		}
		if bytes.Contains(p, []byte(word)) {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
