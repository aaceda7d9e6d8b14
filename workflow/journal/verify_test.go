package journal

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// marker stands in every text of lived, and nowhere else.
const marker = "Wolfskruid"

// lived is a book in which everything was done once.
func lived(t testing.TB, dsn string) *Book {
	t.Helper()
	b := open(t, dsn)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []workflow.PersonID{"p-anna", "p-bert"} {
		must(b.PutPerson(ctx, Person{ID: p, Name: "Naam " + string(p)}))
		must(b.PutAccount(ctx, Account{Login: string(p), PasswordHash: "$argon2id$" + string(p), Person: p}))
		must(b.SetSeats(ctx, p, []workflow.Seat{dicio, jenv}))
	}
	must(b.PutOrganisation(ctx, Organisation{ID: "vws", Name: "VWS", Aliases: []string{"Volksgezondheid"}}))
	must(b.PutWaarneming(ctx, "p-bert", workflow.Waarneming{Seat: dicio, Namens: "p-anna", From: documents.Date{Year: 2026, Month: 1, Day: 1}, Until: documents.Date{Year: 2026, Month: 12, Day: 31}}))
	_, s, err := b.NewSession(ctx, Session{Person: "p-anna", Login: "p-anna", Address: "192.0.2.1", Created: noon, Expires: noon.Add(time.Hour)})
	must(err)
	must(b.Touch(ctx, s, noon.Add(2*time.Minute)))
	must(b.Attempt(ctx, "p-anna", "192.0.2.1", noon, true))
	for i := range 12 {
		batch := opened(t, b, "p-anna", fmt.Sprintf("Besluit %d over %s", i, marker))
		batch.Key = Key{Person: "p-anna", Key: fmt.Sprint("k", i), Request: documents.DigestOf(nil, []byte{byte(i)}), Answer: []byte("303")}
		letter := "Brief over " + marker
		batch.Letter = &letter
		batch.Summary.Involved.Outside = []workflow.Seat{jenv}
		id, err := b.NewDossierID()
		must(err)
		must(b.Append(ctx, id, 0, batch))
		_, err = b.SaveDraft(ctx, id, "nota", 0, Draft{Kind: "text", By: "p-anna", At: noon, Salt: []byte("zout"), Bytes: []byte("Concept over " + marker)})
		must(err)
		next := submitted(batch.Summary, "p-anna", 1)
		next.Notices = []Notice{{Kind: "turn", To: "p-bert"}}
		public := []byte(fmt.Sprintf("<p>openbaar %d</p>", i))
		salt, err := b.NewSalt()
		must(err)
		certificate := paper(t, b, "certificaat", "schoon")
		next.Papers = []Paper{certificate}
		next.Published = []Published{{Digest: PublicDigest(public), Paper: "nota", Format: "html", Bytes: public, Salt: salt, Certificate: certificate.Digest}}
		must(b.Append(ctx, id, 1, next))
		must(b.MarkRead(ctx, "p-bert", id, []documents.Digest{batch.Papers[0].Digest}, noon))
		must(b.LogReading(ctx, Reading{At: noon, Person: "p-bert", Session: s.ID, Address: "192.0.2.1", Dossier: id, Paper: batch.Papers[0].Digest, Action: "open", Result: "ok"}))
	}
	return b
}

func verified(t testing.TB, b *Book) Report {
	t.Helper()
	r, err := b.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatWasWrittenVerifies(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		r := verified(t, lived(t, dsn))
		want := Report{Entries: 24, Dossiers: 12, Papers: 60, Published: 12, Readings: 12, Rows: r.Rows}
		if !r.OK() || !reflect.DeepEqual(r, want) || r.Rows == 0 {
			t.Errorf("%+v", r)
		}
	})
}

// TestEveryAlterationIsNamed alters rows behind the program's back, each in a
// copy of the same book, and asks whether Verify names the table.
func TestEveryAlterationIsNamed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		table string
		text  string
	}{
		{"entries", `UPDATE entries SET person = 'p-bert' WHERE n = 5`},
		{"entries", `UPDATE entries SET at = at + 1 WHERE n = 5`},
		{"entries", `UPDATE entries SET data = (SELECT data FROM entries WHERE n = 4) WHERE n = 6`},
		{"entries", `UPDATE entries SET papers = (SELECT papers FROM entries WHERE n = 6) WHERE n = 4`},
		{"entries", `UPDATE entries SET nonce = (SELECT nonce FROM entries WHERE n = 6) WHERE n = 4`},
		{"entries", `DELETE FROM entries WHERE n = 5`},
		{"ledger", `DELETE FROM entries WHERE n = 25`},
		{"ledger", `UPDATE ledger SET size = 20`},
		{"papers", `DELETE FROM papers WHERE digest = (SELECT digest FROM papers ORDER BY digest LIMIT 1)`},
		{"papers", `UPDATE papers SET bytes = salt WHERE digest = (SELECT digest FROM papers ORDER BY digest LIMIT 1)`},
		{"papers", `UPDATE papers SET soort = 'nota' WHERE soort = 'kenmerk' AND dossier = (SELECT MIN(dossier) FROM papers)`},
		{"papers", `INSERT INTO papers SELECT p.salt, p.dossier, p.soort, p.name, p.salt, p.bytes, p.stored, p.destroyed, p.sum FROM papers p WHERE p.digest = (SELECT digest FROM papers ORDER BY digest LIMIT 1)`},
		{"dossiers", `UPDATE dossiers SET opsteller = 'p-bert' WHERE nr = 0`},
		{"dossiers", `UPDATE awaiting SET role = 'dg' WHERE nr = 0`},
		{"dossiers", `INSERT INTO involved (who, nr, dossier, part) SELECT 'p/p-carl', nr, dossier, 0 FROM dossiers WHERE nr = 0`},
		{"dossiers", `UPDATE involved SET part = 0 WHERE nr = 0`},
		{"dossiers", `DELETE FROM involved WHERE nr = 0 AND who = 'p/p-anna'`},
		{"dossiers", `DELETE FROM dossiers WHERE nr = 0`},
		{"awaiting", `UPDATE awaiting SET deadline = '2030-01-01' WHERE nr = 0`},
		{"involved", `UPDATE involved SET nr = 99 WHERE nr = 0`},
		{"published", `DELETE FROM published WHERE digest = (SELECT digest FROM published ORDER BY digest LIMIT 1)`},
		{"published", `UPDATE published SET format = 'pdf' WHERE digest = (SELECT digest FROM published ORDER BY digest LIMIT 1)`},
		{"readings", `UPDATE readings SET person = 'p-carl' WHERE n = 3`},
		{"readings", `UPDATE readings SET dossier = (SELECT dossier FROM readings WHERE n = 4), paper = (SELECT paper FROM readings WHERE n = 4), sum = (SELECT sum FROM readings WHERE n = 4) WHERE n = 3`},
		{"readings", `DELETE FROM readings WHERE n = 1`},
		{"readings", `DELETE FROM readings WHERE n = 7`},
		{"readings", `DELETE FROM readings WHERE n = 14`},
		{"readings", `DELETE FROM readings`},
		{"readings", `UPDATE readings SET n = 0 WHERE n = 2`},
		{"readings", `INSERT INTO readings (n, at, person, session, address, dossier, paper, action, result, sum) SELECT 0, at, person, session, address, dossier, paper, action, result, sum FROM readings WHERE n = 9`},
		{"seals", `DELETE FROM seals WHERE n = 1`},
		{"seals", `DELETE FROM seals WHERE n = 2`},
		{"seals", `UPDATE seals SET to_n = 4 WHERE n = 1`},
		{"seals", `UPDATE seals SET lines = (SELECT lines FROM seals WHERE n = 2) WHERE n = 1`},
		{"seals", `INSERT INTO seals (n, from_n, to_n, count, lines, at, sum) SELECT 3, from_n, to_n, count, lines, at, sum FROM seals WHERE n = 2`},
		{"drafts", `UPDATE drafts SET person = 'p-carl' WHERE dossier = (SELECT MIN(dossier) FROM drafts)`},
		{"texts", `UPDATE texts SET whole = 'ander' WHERE nr = 0`},
		{"answers", `UPDATE answers SET body = request WHERE key = 'k1'`},
		{"jobs", `UPDATE jobs SET recipient = 'p-carl'`},
		{"jobs", `UPDATE jobs SET state = 'lost'`},
		{"organisations", `UPDATE organisations SET parent = 'jenv'`},
		{"persons", `UPDATE persons SET name = 'Carl' WHERE id = 'p-anna'`},
		{"accounts", `UPDATE accounts SET person = 'p-bert' WHERE login = 'p-anna'`},
		{"seats", `UPDATE seats SET role = 'sg' WHERE person = 'p-anna' AND role = 'directie'`},
		{"waarnemings", `UPDATE waarnemings SET until_day = '2036-12-31'`},
		{"sessions", `UPDATE sessions SET expires = expires + 1`},
		{"positions", `UPDATE positions SET person = 'p-carl' WHERE dossier = (SELECT MIN(dossier) FROM positions)`},
		{"book", `UPDATE book SET value = (SELECT root FROM ledger) WHERE name = 'public'`},
	}
	onBoth(t, func(t *testing.T, dsn string) {
		b := lived(t, dsn)
		seals(t, b, 12)
		again := Reading{At: noon, Person: "p-anna", Action: "open", Result: "ok"}
		if err := b.LogReading(t.Context(), again, again); err != nil {
			t.Fatal(err)
		}
		seals(t, b, 2)
		for _, tt := range tests {
			// Verify within the transaction that alters, and take it back.
			tx, err := b.write.BeginTx(t.Context(), b.d.begin)
			if err != nil {
				t.Fatal(err)
			}
			unguarded(t, b, tx, tt.text)
			v := &verifier{b: b, ctx: t.Context(), q: tx}
			if err := v.all(); err != nil {
				t.Fatal(err)
			}
			if err := tx.Rollback(); err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(v.report.Faults, func(d Damaged) bool { return d.Table == tt.table }) {
				t.Errorf("%s: named is %v", tt.text, v.report.Faults)
			}
		}
		if r := verified(t, b); !r.OK() {
			t.Errorf("afterwards: %v", r.Faults)
		}
	})
}

// dump writes what a backup holds, as text.
func dump(ctx context.Context, b *Book) (string, error) {
	var s strings.Builder
	err := b.snapshot(ctx, func(ctx context.Context, tx *sql.Tx) error {
		for _, tab := range backedUp {
			names, _ := tab.split()
			rows, err := tx.QueryContext(ctx, "SELECT "+strings.Join(names, ", ")+" FROM "+tab.name+" ORDER BY "+tab.key)
			if err != nil {
				return err
			}
			fmt.Fprintln(&s, tab.name)
			for rows.Next() {
				into := make([]any, len(names))
				for i := range into {
					into[i] = new(any)
				}
				if err := rows.Scan(into...); err != nil {
					return errors.Join(err, rows.Close())
				}
				for _, v := range into {
					fmt.Fprintf(&s, "%v ", *v.(*any))
				}
				s.WriteByte('\n')
			}
			if err := errors.Join(rows.Err(), rows.Close()); err != nil {
				return err
			}
		}
		return nil
	})
	return s.String(), err
}

// TestAFlippedBitIsFound flips single bits of a SQLite file. A flip that changes
// what is read, in any table of a backup, must be named by Verify.
func TestAFlippedBitIsFound(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "paraaf.db")
	b := lived(t, "sqlite:"+path)
	want, err := dump(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil { // writes the log into the file
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	harmful, silent := 0, 0
	for range 400 {
		at, bit := random.IntN(len(file)), byte(1)<<random.IntN(8)
		flipped := bytes.Clone(file)
		flipped[at] ^= bit
		place := filepath.Join(t.TempDir(), "flipped.db")
		if err := os.WriteFile(place, flipped, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(t.Context(), "sqlite:"+place, Options{ReadOnly: true})
		if err != nil {
			harmful++ // found before anything was read
			continue
		}
		got, dumpErr := dump(t.Context(), f)
		r, err := f.Verify(t.Context())
		if dumpErr != nil || got != want {
			harmful++
			if err == nil && r.OK() && !onlyJobs(got, want) {
				silent++
				t.Errorf("byte %d, bit %d: what is read changed and nothing was named\n%s", at, bit, diffLines(got, want))
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if harmful < 100 {
		t.Errorf("only %d of the flips changed anything: this tests nothing", harmful)
	}
}

// onlyJobs reports whether only what changes while a job lives differs: when it
// runs again is no lasting fact.
func onlyJobs(got, want string) bool {
	cut := func(s string) string {
		before, rest, _ := strings.Cut(s, "\njobs\n")
		_, after, _ := strings.Cut(rest, "\npublished\n")
		return before + after
	}
	return cut(got) == cut(want)
}

func diffLines(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return g[i] + "\n" + w[i]
		}
	}
	return "length"
}

// TestADamagedRecordIsRefusedAndTheRestIsUsable damages one of each and reads it.
func TestADamagedRecordIsRefusedAndTheRestIsUsable(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		hurt, whole := opened(t, b, "p-anna", "gewond"), opened(t, b, "p-anna", "heel")
		ctx := t.Context()
		if err := errors.Join(b.Append(ctx, "hurt", 0, hurt), b.Append(ctx, "whole", 0, whole)); err != nil {
			t.Fatal(err)
		}
		d := hurt.Papers[1].Digest // the onderwerp
		unguarded(t, b, b.write, `UPDATE papers SET bytes = salt WHERE digest = $1`, d[:])
		unguarded(t, b, b.write, `UPDATE entries SET person = 'p-bert' WHERE dossier = 'hurt'`)
		var damaged *Damaged
		if _, err := b.Load(ctx, "hurt"); !errors.As(err, &damaged) || damaged.Table != "entries" {
			t.Errorf("entry: %v", err)
		}
		if _, err := b.Paper(ctx, d); !errors.As(err, &damaged) || damaged.Table != "papers" || damaged.Key != d.String() {
			t.Errorf("paper: %v", err)
		}
		if _, err := b.Load(ctx, "whole"); err != nil {
			t.Errorf("the other dossier: %v", err)
		}
		l, err := b.Mine(ctx, "p-anna", Page{})
		if err != nil || len(l.Rows) != 2 || l.Rows[0].Damaged || l.Rows[0].OnderwerpText != "heel" || !l.Rows[1].Damaged || l.Rows[1].OnderwerpText != "" {
			t.Errorf("list: %+v %v", l, err)
		}
	})
}

func TestSummariesAreRebuiltFromTheEvents(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := lived(t, dsn)
		ctx := t.Context()
		was := map[workflow.DossierID]Summary{}
		err := b.Dossiers(ctx, func(id workflow.DossierID) error {
			s, err := b.Summary(ctx, id)
			was[id] = s
			return err
		})
		if err != nil || len(was) != 12 {
			t.Fatal(len(was), err)
		}
		before, err := dump(ctx, b)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{`UPDATE dossiers SET phase = 'ended', seq = 9`, `DELETE FROM involved WHERE nr < 9`, `DELETE FROM awaiting`, `UPDATE involved SET nr = nr + 100`} {
			if _, err := b.write.Exec(text); err != nil {
				t.Fatal(err)
			}
		}
		if r := verified(t, b); r.OK() {
			t.Error("nothing was damaged")
		}
		done, err := b.Rebuild(ctx, func(_ context.Context, h History) (Folded, error) {
			if h.Seq != len(h.Entries) || h.Seq != 2 {
				return Folded{}, fmt.Errorf("history of %d", h.Seq)
			}
			return Folded{Summary: was[h.ID]}, nil
		})
		if err != nil || done != 12 {
			t.Fatal(done, err)
		}
		if r := verified(t, b); !r.OK() {
			t.Errorf("after it: %v", r.Faults)
		}
		if after, err := dump(ctx, b); err != nil || after != before {
			t.Errorf("not what it was: %s %v", diffLines(after, before), err)
		}
		bad := errors.New("cannot")
		if done, err := b.Rebuild(ctx, func(_ context.Context, h History) (Folded, error) { return Folded{}, bad }); done != 0 || !errors.Is(err, bad) {
			t.Errorf("a history that cannot be folded: %d %v", done, err)
		}
	})
}

// TestNoTableButThoseForTextHoldsText looks for a word of the papers in every
// column of every table of the database itself.
func TestNoTableButThoseForTextHoldsText(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := lived(t, dsn)
		found := map[string]bool{}
		tables := `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`
		if b.d.name == "postgres" {
			tables = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name`
		}
		var names []string
		if err := b.each(t.Context(), "list tables", func(r *sql.Rows) error {
			var n string
			err := r.Scan(&n)
			names = append(names, n)
			return err
		}, tables); err != nil {
			t.Fatal(err)
		}
		if len(names) < 20 {
			t.Fatalf("only %v", names)
		}
		for _, name := range names {
			err := b.each(t.Context(), "read "+name, func(r *sql.Rows) error {
				columns, err := r.Columns()
				if err != nil {
					return err
				}
				into := make([]any, len(columns))
				for i := range into {
					into[i] = new(sql.RawBytes)
				}
				if err := r.Scan(into...); err != nil {
					return err
				}
				for _, v := range into {
					if strings.Contains(strings.ToLower(string(*v.(*sql.RawBytes))), strings.ToLower(marker)) {
						found[name] = true
					}
				}
				return nil
			}, "SELECT * FROM "+name)
			if err != nil {
				t.Fatal(err)
			}
		}
		for name := range found {
			if !slices.Contains([]string{"papers", "drafts", "texts", "search", "search_data", "search_content"}, name) {
				t.Errorf("table %s holds text of a paper", name)
			}
		}
		if !found["papers"] || !found["drafts"] || !found["texts"] {
			t.Errorf("found in %v only: this tests nothing", found)
		}
	})
}
