package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
	"paraaf/workflow/journal/postgrestest"

	"pgregory.net/rapid"
)

// logged writes n lines into the read log of a new book, a second after each
// other but every fifth, which another node wrote with a clock that is behind.
func logged(t testing.TB, dsn string, n int) *journal.Book {
	t.Helper()
	book, err := journal.Open(t.Context(), dsn, journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	for from := 0; from < n; from += 50_000 {
		var lines []journal.Reading
		for i := from; i < min(from+50_000, n); i++ {
			r := journal.Reading{At: seedMoment.Add(time.Duration(i) * time.Second), Person: workflow.PersonID(fmt.Sprint("p-", i%2000)), Session: fmt.Sprintf("session-%06d", i/100),
				Address: "192.0.2.1", Dossier: workflow.DossierID(fmt.Sprint("d", i%5000)), Action: "open", Result: "ok"}
			if i%5 == 0 {
				r.At = r.At.Add(-7 * time.Second)
			}
			if i%3 == 0 {
				r.Paper = documents.DigestOf(nil, []byte(r.Dossier))
			}
			lines = append(lines, r)
		}
		if err := book.LogReading(t.Context(), lines...); err != nil {
			t.Fatal(err)
		}
	}
	return book
}

func TestTheReadLogIsPrintedAlikeByManyReadersAndByOne(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const n = 2500
	book := logged(t, "sqlite:"+filepath.Join(dir, "paraaf.db"), n)
	q := question{from: seedMoment.Add(-time.Hour), to: seedMoment.Add(n * time.Second)}
	var one bytes.Buffer
	if err := q.answer(t.Context(), book, &one, nil, 1); err != nil {
		t.Fatal(err)
	}
	var before time.Time
	lines := 0
	for text := range strings.Lines(one.String()) {
		var l struct {
			At                                                       time.Time
			Person, Session, Address, Dossier, Paper, Action, Result string
		}
		if err := json.Unmarshal([]byte(text), &l); err != nil || l.At.Before(before) || l.Person == "" || l.Session == "" || l.Address == "" || l.Dossier == "" || l.Action != "open" || l.Result != "ok" {
			t.Fatalf("%s: %v", text, err)
		}
		before = l.At
		lines++
	}
	if lines != n {
		t.Fatalf("%d lines of %d", lines, n)
	}
	for _, each := range []int64{1, 17, 400, 10_000} {
		cuts, err := book.CutReadLog(t.Context(), q.from, q.to, each)
		if err != nil || each < 1000 && int64(len(cuts)) < n/each/2 {
			t.Fatalf("%d cuts, %v", len(cuts), err)
		}
		for _, readers := range []int{1, 2, 7} {
			var many bytes.Buffer
			if err := q.answer(t.Context(), book, &many, cuts, readers); err != nil || many.String() != one.String() {
				t.Errorf("%d readers of parts of %d lines: %v, %d bytes of %d", readers, each, err, many.Len(), one.Len())
			}
		}
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	args := []string{"readlog", "-data", dir, "-from", q.from.Format(time.RFC3339), "-to", q.to.Format(time.RFC3339)}
	if code, out, said := invoke(t, "", args...); code != 0 || out != one.String() {
		t.Errorf("the command: exit %d, %d bytes of %d, %s", code, len(out), one.Len(), said)
	}
	if code, out, said := invoke(t, "", append(args, "-person", "p-3", "-dossier", "d3")...); code != 0 || strings.Count(out, "\n") != 1 {
		t.Errorf("one person in one dossier: exit %d, %s%s", code, out, said)
	}
}

// TestADamagedLineOfTheReadLogEndsTheAnswer changes the file beside the program:
// what stands before the line is printed, nothing after it, however many read.
func TestADamagedLineOfTheReadLogEndsTheAnswer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "paraaf.db")
	const n = 2500
	written := logged(t, "sqlite:"+file, n)
	if err := errors.Join(written.Purge(t.Context()), written.Close()); err != nil { // all stands in the file
		t.Fatal(err)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	broken := bytes.Replace(content, []byte("session-000012"), []byte("session-000013"), 1)
	if bytes.Equal(broken, content) {
		t.Fatal("the session is not in the file")
	}
	if err := os.WriteFile(file, broken, 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := journal.Open(t.Context(), "sqlite:"+file, journal.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	q := question{from: seedMoment.Add(-time.Hour), to: seedMoment.Add(n * time.Second)}
	var damaged *journal.Damaged
	var one bytes.Buffer
	if err := q.answer(t.Context(), book, &one, nil, 1); !errors.As(err, &damaged) || strings.Count(one.String(), "\n") < 1100 || strings.Contains(one.String(), "session-000014") {
		t.Fatalf("%v, %d bytes", err, one.Len())
	}
	cuts, err := book.CutReadLog(t.Context(), q.from, q.to, 50)
	if err != nil {
		t.Fatal(err)
	}
	var many bytes.Buffer
	if err := q.answer(t.Context(), book, &many, cuts, 4); !errors.As(err, &damaged) || many.String() != one.String() {
		t.Errorf("many readers: %v, %d bytes of %d", err, many.Len(), one.Len())
	}
}

// A shut writer takes so much and then no more, as a pipe does whose reader left.
type shut struct{ left int }

var errShut = errors.New("shut")

func (s *shut) Write(p []byte) (int, error) {
	if s.left -= len(p); s.left < 0 {
		return 0, errShut
	}
	return len(p), nil
}

func TestTheReadLogStopsWhenNobodyReadsOn(t *testing.T) {
	t.Parallel()
	const n = 5000
	book := logged(t, "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"), n)
	q := question{from: seedMoment.Add(-time.Hour), to: seedMoment.Add(n * time.Second)}
	cuts, err := book.CutReadLog(t.Context(), q.from, q.to, 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := q.answer(t.Context(), book, &shut{left: 100_000}, cuts, 3); !errors.Is(err, errShut) {
		t.Errorf("got %v", err)
	}
}

func TestALineOfTheReadLogIsWhatEncodingJSONWouldWrite(t *testing.T) {
	t.Parallel()
	type line struct {
		At      time.Time          `json:"at"`
		Person  workflow.PersonID  `json:"person"`
		Session string             `json:"session"`
		Address string             `json:"address"`
		Dossier workflow.DossierID `json:"dossier,omitempty"`
		Paper   string             `json:"paper,omitempty"`
		Action  string             `json:"action"`
		Result  string             `json:"result"`
	}
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return rapid.String().Draw(t, name) }
		r := journal.Reading{At: time.UnixMilli(rapid.Int64Range(0, 1<<42).Draw(t, "at")).UTC(), Person: workflow.PersonID(text("person")), Session: text("session"), Address: text("address"),
			Dossier: workflow.DossierID(text("dossier")), Action: text("action"), Result: rapid.SampledFrom([]string{"ok", "refused", "<\"&\\>", "\x7f\xff\u2028"}).Draw(t, "result")}
		want := line{At: r.At, Person: r.Person, Session: r.Session, Address: r.Address, Dossier: r.Dossier, Action: r.Action, Result: r.Result}
		if rapid.Bool().Draw(t, "paper") {
			r.Paper = documents.DigestOf(nil, []byte(text("paper")))
			want.Paper = r.Paper.Short()
		}
		var b bytes.Buffer
		if err := json.NewEncoder(&b).Encode(want); err != nil {
			t.Fatal(err)
		}
		if got := appendReading(nil, r); !bytes.Equal(got, b.Bytes()) {
			t.Errorf("got  %s\nwant %s", got, b.Bytes())
		}
	})
}

var manyReadings = flag.Int("readings", 50_000, "how many lines the read log of the benchmark has; the figure that counts is for 10000000")

// BenchmarkReadLog asks a large read log for all lines of one person in one
// dossier, and for everything, through the command.
func BenchmarkReadLog(b *testing.B) {
	for name, dsn := range map[string]func() string{
		"sqlite":   func() string { return "sqlite:" + filepath.Join(b.TempDir(), "paraaf.db") },
		"postgres": func() string { return postgrestest.Start(b).Database(b) },
	} {
		b.Run(name, func(b *testing.B) {
			dsn := dsn()
			if err := logged(b, dsn, *manyReadings).Close(); err != nil {
				b.Fatal(err)
			}
			out, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
			if err != nil {
				b.Fatal(err)
			}
			defer out.Close()
			ask := func(name string, args ...string) {
				args = append([]string{"readlog", "-data", b.TempDir(), "-db", dsn, "-from", "2000-01-01", "-to", "2100-01-01"}, args...)
				b.Run(name, func(b *testing.B) {
					for b.Loop() {
						var said bytes.Buffer
						if code := run(b.Context(), args, console{strings.NewReader(""), out, &said, func(string) string { return "" }}); code != 0 {
							b.Fatal(said.String())
						}
					}
					b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
				})
			}
			ask("one", "-dossier", "d1", "-person", "p-1")
			ask("all")
		})
	}
}
