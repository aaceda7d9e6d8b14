package journal

import (
	"bytes"
	"context"
	"database/sql"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal/postgrestest"

	"golang.org/x/mod/sumdb/tlog"
)

// The benchmarks give ratios within one run: what a decision costs against the
// barest durable commit that the same database makes of the same bytes.

func onBothBench(b *testing.B, measure func(b *testing.B, dsn string)) {
	b.Run("sqlite", func(b *testing.B) { measure(b, "sqlite:"+filepath.Join(b.TempDir(), "paraaf.db")) })
	b.Run("postgres", func(b *testing.B) { measure(b, postgrestest.DSN(b)) })
}

// another gives the address of another database of the same kind.
func another(b *testing.B, dsn string) string {
	b.Helper()
	if strings.HasPrefix(dsn, "sqlite:") {
		return "sqlite:" + filepath.Join(b.TempDir(), "other.db")
	}
	return postgrestest.DSN(b)
}

// compare has two kinds of work done in turn by so many clients, and gives the rate
// per second of each and the ratio of the two: of all that was done in all the time
// of its turns. The machine is shared. What disturbs one must disturb the other, so
// turns are many and short, and each of two comes first as often.
func compare(b *testing.B, clients int, one, other func(client int) error) (float64, float64, float64) {
	b.Helper()
	turns, long := 200, 25*time.Millisecond
	if clients > 1 { // who waits for one another has a beginning and an end in every turn
		turns, long = 24, 200*time.Millisecond
	}
	var done [2]int64
	var took [2]time.Duration
	slice := func(which int, work func(int) error) {
		var n atomic.Int64
		var all sync.WaitGroup
		from := time.Now()
		for c := range clients {
			all.Go(func() {
				for time.Since(from) < long {
					if err := work(c); err != nil {
						b.Error(err)
						return
					}
					n.Add(1)
				}
			})
		}
		all.Wait()
		done[which], took[which] = done[which]+n.Load(), took[which]+time.Since(from)
	}
	for turn := range turns {
		if turn%2 == 0 {
			slice(0, one)
			slice(1, other)
		} else {
			slice(1, other)
			slice(0, one)
		}
	}
	rate := func(which int) float64 { return float64(done[which]) / took[which].Seconds() }
	return rate(0), rate(1), rate(1) / rate(0)
}

// bare writes the very rows of a decision by hand: prepared statements on one
// connection (SQLite), one batch with begin and commit (PostgreSQL), as many bytes
// in each column as ours have. It compares nothing, hashes nothing and queues for nobody. It has a book of its own: in one
// table its rows would lie behind those of the other, whose pages would then be
// split in their midst instead of being filled one after the other.
type bare struct {
	book *Book
	kept []*sql.Stmt
	next atomic.Int64
	many bool // clients: on PostgreSQL they would queue for the one row of the head, and leave it out
}

// bareTexts are the statements of a decision, each for one row.
func bareTexts(d dialect) []string {
	return []string{
		insertEntries + d.tuples(1, 12),
		upsertDossiers + d.tuples(1, 17) + onDossiers,
		fmt.Sprintf(deleteAwaiting, d.places(1)),
		insertAwaiting + d.tuples(1, 8),
		insertJobs + d.tuples(1, 15),
		insertAnswers + d.tuples(1, 6),
		updateHead,
	}
}

func newBare(b *testing.B, book *Book, clients int) *bare {
	b.Helper()
	x := &bare{book: book, many: clients > 1}
	x.next.Store(1 << 20) // as many digits all the time
	if book.d.name == "sqlite" {
		for _, text := range bareTexts(book.d) {
			s, err := book.write.Prepare(text)
			if err != nil {
				b.Fatal(err)
			}
			x.kept = append(x.kept, s)
		}
	}
	return x
}

// scattered gives idempotency keys in no order, as browsers do.
func scattered(client, n int) string {
	return fmt.Sprintf("%016x", uint64(client<<40+n)*0x9e3779b97f4a7c15)
}

// args fills the statements.
func (x *bare) args(client int) [][]any {
	n := x.next.Add(1)
	dossier, unique := fmt.Sprintf("bare%022d", client), fmt.Sprintf("%016x.0", n) // as many letters as ours have
	s := summaryOf("p-anna")
	s.ID = workflow.DossierID(dossier)
	h := head{nr: int64(client) + 1, salt: make([]byte, 16), seq: n}
	all := [][]any{
		{n, dossier, n, "abcdefghijklmnopqrstuvwxyz", int64(1), "p-anna", "", "Submitted", fiveHundred[:128], []byte{}, fiveHundred[:16], fiveHundred[:64]},
		append(summaryRow(s, h)[:16:16], fiveHundred[:16]),
		{dossier},
		{dossier, "directie", "directie", "vws.dicio", int64(1), noDeadline, h.nr, partWhole},
		jobRow(Job{Slot: unique, ID: "abcdefghijklmnopqrstuvwxyz", Kind: "notice/turn", To: "p-bert", Dossier: s.ID, Entry: "abcdefghijklmnopqrstuvwxyz"}, noon),
		answerRow(Key{Person: "p-anna", Key: scattered(client, int(n)), Answer: []byte(`{"dossier":"d","seq":1}`)}, noon),
		{n, fiveHundred[:32]},
	}
	if x.many {
		return all[:len(all)-1]
	}
	return all
}

var fiveHundred = make([]byte, 500)

func (x *bare) rows(ctx context.Context, tx *sql.Tx, client int) error {
	for i, args := range x.args(client) {
		if _, err := tx.StmtContext(ctx, x.kept[i]).ExecContext(ctx, args...); err != nil {
			return err
		}
	}
	return nil
}

func (x *bare) commit(client int) error {
	ctx := context.Background()
	if x.book.d.name == "postgres" {
		u, err := x.book.pipe(ctx)
		if err != nil {
			return err
		}
		defer u.end()
		texts := bareTexts(x.book.d)
		for i, args := range x.args(client) {
			u.told = append(u.told, call{text: texts[i], args: [][]any{args}})
		}
		return u.commit(ctx)
	}
	tx, err := x.book.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := x.rows(ctx, tx, client); err != nil {
		return err
	}
	return tx.Commit()
}

// decision is a batch as a paraaf is: an entry, the summary with its station,
// a notice and the answer of a key.
func decision(client, n int) Batch {
	batch := submitted(summaryOf("p-anna"), "p-anna", n)
	batch.Notices = []Notice{{Kind: "turn", To: "p-bert"}}
	batch.Key = Key{Person: "p-anna", Key: scattered(client, n), Request: documents.DigestOf(nil, []byte{byte(n)}), Answer: []byte(`{"dossier":"d","seq":1}`)}
	return batch
}

func BenchmarkDecision(b *testing.B) {
	for _, clients := range []int{1, 256} {
		b.Run(fmt.Sprint(clients), func(b *testing.B) {
			onBothBench(b, func(b *testing.B, dsn string) {
				book := open(b, dsn)
				x := newBare(b, open(b, another(b, dsn)), clients)
				ids := make([]workflow.DossierID, clients)
				seqs := make([]int, clients)
				for c := range ids {
					ids[c], seqs[c] = start(b, book, "p-anna", "x"), 1
				}
				byHand := x.commit
				if clients > 1 && book.d.name == "sqlite" { // PostgreSQL groups commits itself
					byHand = func(c int) error {
						return x.book.put(context.Background(), &change{do: func(ctx context.Context, tx *sql.Tx) error { return x.rows(ctx, tx, c) }})
					}
				}
				var bareRate, ours, ratio float64
				for b.Loop() {
					bareRate, ours, ratio = compare(b, clients, byHand, func(c int) error {
						err := book.Append(context.Background(), ids[c], seqs[c], decision(c, seqs[c]))
						seqs[c]++
						return err
					})
				}
				b.ReportMetric(bareRate, "bare/s")
				b.ReportMetric(ours, "decisions/s")
				b.ReportMetric(ratio, "ratio")
			})
		})
	}
}

var million = flag.Int("dossiers", 20_000, "how many dossiers the large book of the benchmarks has; the figure that counts is for 1000000")

// settled fills a book with n dossiers of which the same few lie with dicio and
// the rest lies elsewhere, written straight into the tables: as many as there
// are, a reader's own work stays the same.
func settled(b *testing.B, dsn string, n int) (*Book, workflow.DossierID) {
	b.Helper()
	book := open(b, dsn)
	ctx := b.Context()
	var mine workflow.DossierID
	for range 60 {
		mine = openWithSummary(b, book, "Wachttijden", lies(dicio))
	}
	tx, err := book.write.BeginTx(ctx, book.d.begin)
	if err != nil {
		b.Fatal(err)
	}
	defer tx.Rollback()
	u := inTx{book, tx}
	for from := 60; from < n; from += 1000 {
		var entries, dossiers, awaiting, involved, papers [][]any
		for nr := from; nr < min(from+1000, n); nr++ {
			id := fmt.Sprintf("%016x", uint64(nr)*0x9e3779b97f4a7c15) // in no order
			s := Summary{ID: workflow.DossierID(id), Phase: workflow.InLine, Kind: workflow.TerBeslissing, Since: noon, Opsteller: workflow.PersonID(fmt.Sprint("p-", nr%2000)), Organisation: "vws"}
			subject := documents.DigestOf([]byte(id), []byte("Ander onderwerp"))
			s.Onderwerp = subject
			h := head{nr: int64(nr), salt: fiveHundred[:16], seq: 1}
			seat := workflow.Seat{Role: workflow.RoleDirectie, Organisation: workflow.OrganisationID(fmt.Sprint("vws.d", nr%100))}
			entries = append(entries, []any{int64(nr), id, int64(1), "abcdefghijklmnopqrstuvwxyz", int64(1), "p-anna", "", "Submitted", fiveHundred[:150], []byte{}, fiveHundred[:16], fiveHundred[:64]})
			dossiers = append(dossiers, summaryRow(s, h))
			awaiting = append(awaiting, []any{id, "directie", string(seat.Role), string(seat.Organisation), int64(1), noDeadline, h.nr, partWhole})
			for _, who := range whos([]workflow.Seat{seat}, s.Opsteller) {
				involved = append(involved, []any{who, h.nr, id, partWhole})
			}
			papers = append(papers, []any{subject[:], id, "onderwerp", "", []byte(id), []byte("Ander onderwerp"), int64(1), int64(0), fiveHundred[:16]})
		}
		if err := u.tell(ctx, statement{text: insertEntries, rows: entries}, statement{text: upsertDossiers, rows: dossiers, ending: onDossiers},
			statement{text: insertAwaiting, rows: awaiting}, statement{text: insertInvolved, rows: involved}, statement{text: insertPapers, rows: papers}); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := tx.Exec(`UPDATE ledger SET size = $1`, max(n, 60)); err != nil {
		b.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	if _, err := book.write.Exec(`ANALYZE`); err != nil {
		b.Fatal(err)
	}
	return book, mine
}

// BenchmarkGrowth compares a reader's pages in a small and in a large book.
func BenchmarkGrowth(b *testing.B) {
	seats := []workflow.Seat{dicio}
	pages := []struct {
		name string
		read func(book *Book, mine workflow.DossierID) error
	}{
		{"worklist", func(book *Book, _ workflow.DossierID) error {
			l, err := book.Worklist(context.Background(), seats, Page{Size: 50})
			if err == nil && len(l.Rows) != 50 {
				err = fmt.Errorf("%d rows", len(l.Rows))
			}
			return err
		}},
		{"visible", func(book *Book, _ workflow.DossierID) error {
			_, err := book.Visible(context.Background(), seats, "p-anna", Filter{}, Page{Size: 50})
			return err
		}},
		{"search", func(book *Book, _ workflow.DossierID) error {
			l, err := book.Visible(context.Background(), seats, "p-anna", Filter{Text: "wachttijden"}, Page{Size: 50})
			if err == nil && len(l.Rows) != 50 {
				err = fmt.Errorf("%d rows", len(l.Rows))
			}
			return err
		}},
		{"dossier", func(book *Book, mine workflow.DossierID) error {
			_, err := book.Load(context.Background(), mine)
			return err
		}},
	}
	onBothBench(b, func(b *testing.B, dsn string) {
		other := another(b, dsn)
		small, mineSmall := settled(b, dsn, 1000)
		large, mineLarge := settled(b, other, *million)
		for _, p := range pages {
			b.Run(p.name, func(b *testing.B) {
				var fast, slow, ratio float64
				for b.Loop() {
					fast, slow, ratio = compare(b, 1, func(int) error { return p.read(small, mineSmall) }, func(int) error { return p.read(large, mineLarge) })
				}
				b.ReportMetric(1e6/fast, "small-µs")
				b.ReportMetric(1e6/slow, "large-µs")
				b.ReportMetric(1/ratio, "ratio")
			})
		}
		b.Run("start", func(b *testing.B) {
			var best time.Duration
			for b.Loop() {
				from := time.Now()
				again, err := Open(context.Background(), other, Options{shared: true})
				if err != nil {
					b.Fatal(err)
				}
				if took := time.Since(from); best == 0 || took < best {
					best = took
				}
				if err := again.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(best.Microseconds())/1000, "ms")
		})
	})
}

// BenchmarkVerifyLedger reads an export of 100,000 entries.
func BenchmarkVerifyLedger(b *testing.B) {
	const n = 100_000
	book := filled(b, "sqlite:"+filepath.Join(b.TempDir(), "paraaf.db"), 1)
	signer, err := book.signer(b.Context(), book.read)
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	var edge peaks
	for i := range int64(n) {
		r := record{N: i, Nonce: "00112233445566778899aabbccddeeff", Dossier: fmt.Sprint("d", i/20), Seq: i%20 + 1, ID: "abcdefghijklmnopqrstuvwxyz",
			At: noon.Format(recordTime), Person: "p-anna", Event: "Submitted", Data: []byte(`{"by":"p-anna","at":"2026-04-22T12:00:00Z","round":1,"on":"` + strings.Repeat("0", 64) + `"}`)}
		line, err := r.line()
		if err != nil {
			b.Fatal(err)
		}
		leaf := tlog.RecordHash(line)
		edge.add(leaf)
		fmt.Fprintf(&out, "%x %s\n", leaf[:], line)
	}
	signed, err := sign(tlog.Tree{N: n, Hash: edge.root()}, signer)
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(signed)) {
		out.WriteString("| " + line)
	}
	b.SetBytes(int64(out.Len()))
	for b.Loop() {
		if got, err := VerifyLedger(bytes.NewReader(out.Bytes()), nil, ""); err != nil || got != n {
			b.Fatal(got, err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/100000")
}

// BenchmarkCheckpoint makes a checkpoint of a ledger of 100,000 entries and
// compares the ledger with one of half that size, as every start does.
func BenchmarkCheckpoint(b *testing.B) {
	onBothBench(b, func(b *testing.B, dsn string) {
		book := open(b, dsn)
		const batches, each = 200, 500
		var half []byte
		for i := range batches {
			id, batch, err := openable(book)
			if err != nil {
				b.Fatal(err)
			}
			for range each - 1 {
				batch.Entries = append(batch.Entries, batch.Entries[0])
			}
			if err := book.Append(b.Context(), id, 0, batch); err != nil {
				b.Fatal(err)
			}
			if i == batches/2 {
				if half, err = book.Checkpoint(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		}
		measure := func(what string, do func() error) {
			from := time.Now()
			const times = 50
			for range times {
				if err := do(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(time.Since(from).Microseconds())/1000/times, what)
		}
		for b.Loop() {
			measure("make-ms", func() error { _, err := book.Checkpoint(b.Context()); return err })
			measure("compare-ms", func() error { return book.CheckCheckpoint(b.Context(), half) })
		}
	})
}
