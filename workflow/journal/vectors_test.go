package journal

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal/postgrestest"
)

var update = flag.Bool("update", false, "write the vectors of this schema anew")

// everything does what the desk, the counter and the chores do with a book.
func everything(t *testing.T, b *Book) {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	id := start(t, b, "p-anna", "alles")
	_, err := b.SaveDraft(ctx, id, "brief", 0, Draft{By: "p-anna", At: noon, After: 1, Key: Key{Person: "p-anna", Key: "draft", Request: documents.DigestOf(nil)}})
	must(err)
	_, err = b.SaveDraft(ctx, id, "brief", 1, Draft{By: "p-anna", At: noon})
	must(err)
	next := submitted(summaryOf("p-anna"), "p-anna", 1)
	next.Emptied = map[workflow.PaperID]int{"brief": 2}
	next.Summary.Involved.Seats = nil
	next.Register = &Register{Sent: documents.DateOf(noon), Promised: []Promise{{Sent: documents.DateOf(noon)}}, Keeps: []workflow.ToezeggingRef{{Dossier: id, Number: 1}}}
	must(b.Append(ctx, id, 1, next))
	for _, open := range []bool{true, false} {
		_, err := b.Toezeggingen(ctx, []workflow.Seat{dicio}, "p-anna", open, 10)
		must(err)
	}
	for _, f := range []Filter{{}, {Text: "alles"}, {Phases: []workflow.Phase{workflow.Concept}, Kind: workflow.TerBeslissing, Under: "vws", From: documents.DateOf(noon), Until: documents.DateOf(noon)}} {
		_, err := b.Visible(ctx, []workflow.Seat{dicio, jenv}, "p-anna", f, Page{})
		must(err)
	}
	_, err = b.Worklist(ctx, []workflow.Seat{dicio, jenv}, Page{})
	must(err)
	_, err = b.Mine(ctx, "p-anna", Page{})
	must(err)
	_, _, err = b.Due(ctx, documents.DateOf(noon), Page{})
	must(err)
	_, err = b.Load(ctx, id)
	must(err)
	_, err = b.Summary(ctx, id)
	must(err)
	_, err = b.Drafts(ctx, id)
	must(err)
	_, err = b.Actor(ctx, "p-anna", documents.DateOf(noon))
	must(err)
	_, err = b.Seated(ctx, dicio)
	must(err)
	_, err = b.StandIns(ctx, dicio, documents.DateOf(noon))
	must(err)
	_, err = b.AccountsOf(ctx, "p-anna")
	must(err)
	_, _, err = b.Answer(ctx, "p-anna", "draft")
	must(err)
	token, s, err := b.NewSession(ctx, Session{Person: "p-anna", Created: noon, Expires: noon.Add(time.Hour)})
	must(err)
	_, err = b.Session(ctx, token, noon)
	must(err)
	_, err = b.Sessions(ctx, "p-anna", noon)
	must(err)
	must(b.EndSession(ctx, "p-anna", s.ID, noon))
	must(b.Attempt(ctx, "p-anna", "192.0.2.1", noon, false))
	_, _, _, err = b.Attempts(ctx, "p-anna", "192.0.2.1", noon)
	must(err)
	_, err = b.LastRead(ctx, "p-bert", id)
	must(err)
	must(b.ReadLog(ctx, noon, noon.Add(time.Hour), id, "p-anna", func(Reading) error { return nil }))
	_, err = b.CutReadLog(ctx, noon, noon.Add(time.Hour), 1)
	must(err)
	_, err = b.DifferentReadings(ctx, "p-anna", noon, 400)
	must(err)
	_, err = b.Plan(ctx, Job{Kind: "chore", At: noon})
	must(err)
	for fail := range 3 {
		jobs, err := b.Claim(ctx, "chore", noon.Add(time.Duration(fail)*time.Hour), time.Minute, 1)
		must(err)
		if len(jobs) == 1 && fail > 0 {
			must(b.Done(ctx, jobs[0]))
		} else if len(jobs) == 1 {
			must(b.Failed(ctx, jobs[0], noon))
		}
	}
	_, err = b.Parked(ctx)
	must(err)
	_, err = b.Plan(ctx, Job{Kind: "vernietiging/" + string(id) + "/", At: noon})
	must(err)
	_, err = b.Waiting(ctx, "vernietiging/")
	must(err)
	proposed, err := b.Claim(ctx, "vernietiging/", noon, time.Minute, 1)
	must(err)
	must(b.Release(ctx, proposed[0]))
	must(b.PlanPurge(ctx, noon))
	must(b.PurgePlanned(ctx, noon.AddDate(0, 0, 1)))
	must(b.Unmoved(ctx, noon, func(workflow.DossierID) error { return nil }))
	must(b.Sweep(ctx, noon.Add(-time.Hour)))
	governed(t, b)
	_, err = b.Measures(ctx, 0, 10)
	must(err)
	_, err = b.SettingsN(ctx)
	must(err)
	_, err = b.InForce(ctx)
	must(err)
	_, err = b.Settings(ctx, "route", "vws")
	must(err)
	_, err = b.AllSeats(ctx)
	must(err)
	_, err = b.AllAccounts(ctx)
	must(err)
	_, err = b.StandInsFrom(ctx, documents.DateOf(noon))
	must(err)
	must(b.KeepCode(ctx, Code{Code: "0123456789abcdef", Purpose: "second", Person: "p-anna", Created: noon, Expires: noon.Add(time.Hour)}))
	_, err = b.LookUp(ctx, Spending{Code: "0123456789abcdef", Purpose: "second", At: noon})
	must(err)
	_, err = b.Spend(ctx, Spending{Code: "0123456789abcdef", Purpose: "second", At: noon})
	must(err)
	_, err = b.Codes(ctx, "p-anna", "second", noon)
	must(err)
	_, err = b.Factors(ctx, "p-anna")
	must(err)
	must(b.UseFactor(ctx, "f-anna", 2, []byte("anders"), noon))
	must(b.Prove(ctx, s.ID, Proof{Strength: "second", At: noon}))
	_, err = b.Proof(ctx, s.ID)
	must(err)
	_, err = b.Mailbox(ctx, "p-anna")
	must(err)
	_, err = b.Silenced(ctx, "p-anna")
	must(err)
	_, err = b.NewNotices(ctx, "p-anna")
	must(err)
	_, err = b.NoticesOf(ctx, "p-anna", noon.Add(-time.Hour), noon.Add(time.Hour), 50)
	must(err)
	_, err = b.Size(ctx)
	must(err)
	_, err = b.Take(ctx, Measure{At: noon, By: "p-anna", Kind: AccessClosed, On: Subject{Person: "p-bert"}, Closed: []workflow.PersonID{"p-bert"}, SignedOut: []workflow.PersonID{"p-bert"}, NoFactors: []string{"f-bert"}})
	must(err)
	c, err := b.Checkpoint(ctx)
	must(err)
	must(b.CheckCheckpoint(ctx, c))
	_, err = b.Verify(ctx)
	must(err)
	must(b.Backup(ctx, new(bytes.Buffer)))
	must(b.RebuildOne(ctx, id, func(context.Context, History) (Folded, error) { return Folded{Summary: next.Summary}, nil }))
	must(b.Destroy(ctx, destruction(id)))
}

// governed does what administrators do, and what people do with their own things.
func governed(t *testing.T, b *Book) {
	t.Helper()
	ctx := t.Context()
	seals(t, b, -1)
	for _, m := range []Measure{
		{Kind: SettingLoaded, On: Subject{Setting: "route", Name: "vws"}, Setting: &Setting{Kind: "route", Name: "vws", Bytes: []byte("route: vws")}},
		{Kind: FactorAdded, On: Subject{Person: "p-anna", Factor: "totp"}, Factors: []Factor{{ID: "f-anna", Person: "p-anna", Kind: "totp", Name: "telefoon", Secret: []byte("geheim"), Created: noon}}},
		{Kind: WaarnemingSet, On: Subject{Person: "p-bert", Waarneming: &secondInLine}, Waarnemings: map[workflow.PersonID]workflow.Waarneming{"p-bert": secondInLine}},
		{Kind: SeatsSet, On: Subject{Person: "p-bert", Seats: []workflow.Seat{jenv}}, Seats: map[workflow.PersonID][]workflow.Seat{"p-bert": {jenv}}},
		{Kind: PersonAdded, On: Subject{Person: "p-carl"}, Persons: []Person{{ID: "p-carl", Name: "Naam p-carl"}}, Accounts: []Account{{Login: "p-carl", Person: "p-carl"}}, Free: []string{"p-carl"},
			NewCodes: []Code{{Code: "fedcba9876543210", Purpose: "first", Person: "p-carl", Login: "p-carl", Created: noon, Expires: noon.Add(time.Hour)}}, Revoked: []Revoking{{Person: "p-carl", Purpose: "password"}}},
	} {
		m.At, m.By = noon, "p-anna"
		if _, err := b.Take(ctx, m); err != nil {
			t.Fatal(err)
		}
	}
	err := errors.Join(b.PutMailbox(ctx, Mailbox{Person: "p-anna", Address: "anna@example.nl", Pace: "daily"}), b.SeenNotices(ctx, "p-anna", noon),
		b.Silence(ctx, "p-anna", "L53", true), b.Silence(ctx, "p-anna", "L52", true), b.Silence(ctx, "p-anna", "L52", false))
	if err != nil {
		t.Fatal(err)
	}
}

// secondInLine stands in for one kind of nota, after another (schema 7).
var secondInLine = workflow.Waarneming{Seat: dicio, Namens: "p-anna", From: documents.Date{Year: 2026, Month: 4, Day: 1}, Until: documents.Date{Year: 2026, Month: 12, Day: 31}, Kind: workflow.TerBeslissing, Rank: 2}

// backupEntries is how many entries each backup of testdata has: what lived
// writes, and what governed did in the program of its day.
var backupEntries = map[string]int64{"00003.gz": 24, "00004.gz": 28, "00006.gz": 29, "00007.gz": 30, "00008.gz": 30}

// newest fails unless there is a vector of the schema of today: a program that
// changes the schema leaves one behind for those that come after it.
func newest(t *testing.T, files []string, name string) {
	t.Helper()
	if !slices.ContainsFunc(files, func(f string) bool { return filepath.Base(f) == name }) {
		t.Fatalf("testdata has no %s, of the newest schema: go test -run 'EarlierSchema|EarlierProgram|PreviousProgram' -update makes what is missing", name)
	}
}

// heardOf gives the statements that this program runs.
func heardOf(t *testing.T, dsn string) []string {
	t.Helper()
	b := lived(t, dsn)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = open(t, dsn)
	var mu sync.Mutex
	texts := map[string]bool{}
	b.heard = func(text string) {
		mu.Lock()
		defer mu.Unlock()
		texts[strings.Join(strings.Fields(text), " ")] = true
	}
	everything(t, b)
	b.heard = nil
	return slices.Sorted(maps.Keys(texts))
}

// TestAProgramOfAnEarlierSchemaRunsOnThisOne prepares the statements of every
// program that there was on the schema of today: while nodes are replaced one by
// one, the old ones go on working in a database that the first new one changed.
func TestAProgramOfAnEarlierSchemaRunsOnThisOne(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		if *update {
			name := filepath.Join("testdata", "statements", fmt.Sprintf("%05d.%s.txt", knownSchema(), b.d.name))
			other := "sqlite:" + filepath.Join(t.TempDir(), "heard.db")
			if b.d.name == "postgres" {
				other = postgrestest.DSN(t)
			}
			if err := os.WriteFile(name, []byte(strings.Join(heardOf(t, other), "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		files, err := filepath.Glob(filepath.Join("testdata", "statements", "*."+b.d.name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		newest(t, files, fmt.Sprintf("%05d.%s.txt", knownSchema(), b.d.name))
		for _, f := range files {
			texts, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for text := range strings.Lines(string(texts)) {
				n++
				if err := runs(t.Context(), b, strings.TrimSpace(text)); err != nil {
					t.Errorf("%s: %v\n%s", f, err, text)
				}
			}
			if n < 60 {
				t.Errorf("%s: only %d statements", f, n)
			}
		}
		// And what is no step that an old program survives is seen.
		for _, change := range []string{
			`ALTER TABLE persons RENAME COLUMN name TO naam`,
			`ALTER TABLE persons ADD COLUMN birth TEXT NOT NULL DEFAULT ''`,
			`ALTER TABLE drafts RENAME TO concepts`,
		} {
			if _, err := b.write.Exec(change); err != nil {
				t.Fatal(err)
			}
		}
		if b.d.name == "sqlite" { // SQLite adds no column without a default, PostgreSQL does to an empty table
			_, err = b.write.Exec(`ALTER TABLE persons RENAME TO old; CREATE TABLE persons (id TEXT NOT NULL, name TEXT NOT NULL, sum BLOB NOT NULL, must TEXT NOT NULL) STRICT`)
		} else {
			_, err = b.write.Exec(`ALTER TABLE persons RENAME COLUMN naam TO name; ALTER TABLE persons ADD COLUMN must TEXT NOT NULL`)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{selectDraft, upsertPerson} {
			if err := runs(t.Context(), b, text); err == nil {
				t.Errorf("taken for running: %s", text)
			}
		}
	})
}

var inserting = regexp.MustCompile(`^INSERT INTO (\w+) \(([\w, ]+)\)`)

// runs fails when a statement cannot run on the schema as it is: when it cannot
// be prepared, or leaves out a column that must have a value.
func runs(ctx context.Context, b *Book, text string) error {
	c, err := b.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	s, err := c.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	m := inserting.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	needed := `SELECT name FROM pragma_table_info($1) WHERE "notnull" = 1 AND dflt_value IS NULL AND NOT (pk = 1 AND type = 'INTEGER')`
	if b.d.name == "postgres" {
		needed = `SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'`
	}
	rows, err := c.QueryContext(ctx, needed, m[1])
	if err != nil {
		return err
	}
	defer rows.Close()
	given := strings.Split(m[2], ", ")
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			return err
		}
		if !slices.Contains(given, column) {
			return fmt.Errorf("leaves out %s.%s, which must have a value", m[1], column)
		}
	}
	return rows.Err()
}

// TestABackupOfEveryEarlierProgramIsRestored restores the backups that earlier
// programs made.
func TestABackupOfEveryEarlierProgramIsRestored(t *testing.T) {
	t.Parallel()
	if *update {
		b := lived(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"))
		governed(t, b)
		if err := os.WriteFile(filepath.Join("testdata", "backups", fmt.Sprintf("%05d.gz", knownSchema())), backup(t, b), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "backups", "*.gz"))
	if err != nil {
		t.Fatal(err)
	}
	newest(t, files, fmt.Sprintf("%05d.gz", knownSchema()))
	for _, f := range files {
		onBoth(t, func(t *testing.T, dsn string) {
			kept, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if err := Restore(t.Context(), dsn, bytes.NewReader(kept), Options{}); err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			b := open(t, dsn)
			r := verified(t, b)
			entries, known := backupEntries[filepath.Base(f)]
			if !known {
				t.Errorf("%s: write down that it has %d entries", f, r.Entries)
			}
			if !r.OK() || r.Entries != entries || r.Dossiers != 12 || r.Papers != 60 || r.Readings != 12 {
				t.Errorf("%s: %+v", f, r)
			}
			l, err := b.Visible(t.Context(), []workflow.Seat{dicio}, "", Filter{Text: marker}, Page{})
			if err != nil || len(l.Rows) != 12 {
				t.Errorf("%s: found %d: %v", f, len(l.Rows), err)
			}
			for _, row := range l.Rows {
				if h, err := b.Load(t.Context(), row.ID); err != nil || h.Seq != 2 {
					t.Errorf("%s: %s: %v", f, row.ID, err)
				}
			}
		})
	}
}

// TestTheLedgersOfTestdata verifies exports of which the outcome is written
// down: <name>.<record that is named, or ok>.txt, with the checkpoint and the key
// beside them. Those of ledgers were changed by somebody who cannot sign; those
// of histories were written anew by somebody who can, and only a checkpoint that
// was kept elsewhere tells. What is there is never written again: later programs
// must come to the same.
func TestTheLedgersOfTestdata(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(*testing.T, string){"ledgers": writeLedgers, "histories": writeHistories} {
		folder := filepath.Join("testdata", name)
		if _, err := os.Stat(folder); *update && errors.Is(err, os.ErrNotExist) {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			write(t, folder)
		}
		ledgersOf(t, folder)
	}
}

func ledgersOf(t *testing.T, folder string) {
	t.Helper()
	read := func(name string) []byte {
		t.Helper()
		p, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	kept, key := read("checkpoint"), string(read("key"))
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		name := filepath.Base(f)
		want := strings.TrimPrefix(filepath.Ext(strings.TrimSuffix(name, ".txt")), ".")
		n, err := VerifyLedger(bytes.NewReader(read(name)), kept, key)
		var broken *Broken
		switch {
		case want == "ok" && (err != nil || n != 12):
			t.Errorf("%s: %d records, %v", name, n, err)
		case want != "ok" && (!errors.As(err, &broken) || strconv.FormatInt(broken.N, 10) != want):
			t.Errorf("%s: %v", name, err)
		}
		if folder != filepath.Join("testdata", "histories") {
			continue
		}
		if _, err := VerifyLedger(bytes.NewReader(read(name)), nil, key); err != nil {
			t.Errorf("%s: it does not agree with itself, so that no checkpoint is needed: %v", name, err)
		}
	}
}

// writeHistories writes histories that agree with themselves. The checkpoint
// that was kept has seen eight records: whatever is changed before shows there.
func writeHistories(t *testing.T, folder string) {
	t.Helper()
	b := filled(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"), 6)
	old := backup(t, b)
	for range 2 {
		start(t, b, "p-bert", "later")
	}
	kept, key := checkpoint(t, b)
	for range 4 {
		start(t, b, "p-bert", "later")
	}
	restored := "sqlite:" + filepath.Join(t.TempDir(), "paraaf.db")
	if err := Restore(t.Context(), restored, bytes.NewReader(old), Options{}); err != nil {
		t.Fatal(err)
	}
	carried := open(t, restored)
	for range 6 {
		start(t, carried, "p-bert", "anders")
	}
	// renumbered gives records in a new order, each with the number of its place.
	renumbered := func(lines ...[]byte) []byte {
		t.Helper()
		for n, line := range lines {
			r, err := parseRecord(line)
			if err == nil {
				r.N = int64(n)
				lines[n], err = r.line()
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		return signedAnew(t, b, lines)
	}
	whole := recordsOf(exported(t, b))
	forged, err := parseRecord(whole[3])
	if err != nil {
		t.Fatal(err)
	}
	forged.Dossier, forged.Seq, forged.ID = "abcdefghijklmnopqrstuvwxyz", 1, "abcdefghijklmnopqrstuvwxyz"
	put, err := forged.line()
	if err != nil {
		t.Fatal(err)
	}
	who := slices.Clone(whole)
	who[2] = bytes.ReplaceAll(who[2], []byte("p-anna"), []byte("p-bert"))
	files := map[string][]byte{
		"checkpoint": kept, "key": []byte(key),
		"whole.ok.txt":                        signedAnew(t, b, whole),
		"who-did-it.7.txt":                    signedAnew(t, b, who),
		"an-entry-put-in.7.txt":               renumbered(slices.Concat(whole[:3], [][]byte{put}, whole[3:])...),
		"an-entry-left-out.7.txt":             renumbered(slices.Concat(whole[:3], whole[4:])...),
		"two-entries-swapped.7.txt":           renumbered(slices.Concat(whole[:3], [][]byte{whole[4], whole[3]}, whole[5:])...),
		"the-end-cut-off.7.txt":               renumbered(whole[:7]...),
		"an-old-backup-that-went-on.7.txt":    exported(t, carried),
		"an-old-backup-as-it-was.6.txt":       renumbered(whole[:6]...),
		"the-last-entry-seen-is-others.7.txt": renumbered(slices.Concat(whole[:7], whole[8:])...),
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func writeLedgers(t *testing.T, folder string) {
	t.Helper()
	b := filled(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"), 8)
	kept, key := checkpoint(t, b)
	for range 4 {
		start(t, b, "p-bert", "later")
	}
	whole := string(exported(t, b))
	lines := strings.SplitAfter(whole, "\n")
	without := func(from, to int) string { return strings.Join(slices.Delete(slices.Clone(lines), from, to), "") }
	swapped := slices.Clone(lines)
	swapped[3], swapped[4] = swapped[4], swapped[3]
	files := map[string]string{
		"checkpoint": string(kept), "key": key,
		"whole.ok.txt":                    whole,
		"a-byte-of-who.2.txt":             strings.Join(lines[:2], "") + strings.Replace(strings.Join(lines[2:], ""), "p-anna", "p-bnna", 1),
		"a-digit-of-a-hash.6.txt":         strings.Join(lines[:6], "") + flipDigit(strings.Join(lines[6:], "")),
		"an-entry-left-out.5.txt":         without(5, 6),
		"an-entry-twice.6.txt":            strings.Join(slices.Insert(slices.Clone(lines), 5, lines[5]), ""),
		"two-entries-swapped.3.txt":       strings.Join(swapped, ""),
		"the-end-cut-off.4.txt":           without(4, 12),
		"no-checkpoint-at-its-end.12.txt": strings.Join(lines[:12], ""),
		"of-another-book.7.txt":           string(exported(t, filled(t, "sqlite:"+filepath.Join(t.TempDir(), "other.db"), 12))),
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func flipDigit(s string) string {
	if s[0] == '0' {
		return "1" + s[1:]
	}
	return "0" + s[1:]
}
