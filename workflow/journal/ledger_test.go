package journal

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// TestTheLedgerIsTheLogOfItsPackage holds our right edge against tlog's own
// storage, for every size up to a few hundred.
func TestTheLedgerIsTheLogOfItsPackage(t *testing.T) {
	t.Parallel()
	var stored []tlog.Hash
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hs []tlog.Hash
		for _, i := range indexes {
			hs = append(hs, stored[i])
		}
		return hs, nil
	})
	var edge peaks
	for n := range int64(300) {
		leaf := tlog.RecordHash(fmt.Append(nil, n))
		want, err := tlog.StoredHashesForRecordHash(n, leaf, read)
		if err != nil {
			t.Fatal(err)
		}
		if got := edge.add(leaf); !slices.Equal(got, want) {
			t.Fatalf("leaf %d completes %v, want %v", n, got, want)
		}
		stored = append(stored, want...)
		root, err := tlog.TreeHash(n+1, read)
		if err != nil || edge.root() != root {
			t.Fatalf("root of %d is %v, want %v %v", n+1, edge.root(), root, err)
		}
	}
}

// filled opens a book with a ledger of about n entries.
func filled(t testing.TB, dsn string, n int) *Book {
	t.Helper()
	b := open(t, dsn)
	for i := 0; i < n; {
		id := start(t, b, "p-anna", "Wachttijden")
		i++
		for k := 1; k < 4 && i < n; k++ {
			if err := b.Append(t.Context(), id, k, submitted(summaryOf("p-anna"), "p-anna", k)); err != nil {
				t.Fatal(err)
			}
			i++
		}
	}
	return b
}

func exported(t testing.TB, b *Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.ExportLedger(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func checkpoint(t testing.TB, b *Book) ([]byte, string) {
	t.Helper()
	c, err := b.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	key, err := b.PublicKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c, key
}

func TestAnExportVerifies(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		b := open(t, dsn)
		empty, key := checkpoint(t, b)
		if n, err := VerifyLedger(bytes.NewReader(exported(t, b)), empty, key); n != 0 || err != nil {
			t.Errorf("an empty ledger: %d %v", n, err)
		}
		id := start(t, b, "p-anna", "<b>&amp;")
		if err := b.Append(t.Context(), id, 1, submitted(summaryOf("p-anna"), "p-anna", 1)); err != nil {
			t.Fatal(err)
		}
		kept, _ := checkpoint(t, b)
		for k := 2; k < 9; k++ {
			if err := b.Append(t.Context(), id, k, submitted(summaryOf("p-anna"), "p-anna", k)); err != nil {
				t.Fatal(err)
			}
		}
		for why, c := range map[string][]byte{"none": nil, "of an empty ledger": empty, "of before": kept} {
			if n, err := VerifyLedger(bytes.NewReader(exported(t, b)), c, key); n != 9 || err != nil {
				t.Errorf("checkpoint %s: %d %v", why, n, err)
			}
			if c != nil {
				if err := b.CheckCheckpoint(t.Context(), c); err != nil {
					t.Errorf("checkpoint %s at start: %v", why, err)
				}
			}
		}
		if n, err := VerifyLedger(bytes.NewReader(exported(t, b)), nil, ""); n != 9 || err != nil {
			t.Errorf("without a key: %d %v", n, err)
		}
	})
}

// TestEveryChangeOfAnExportIsNamed flips one bit at every byte of an export.
func TestEveryChangeOfAnExportIsNamed(t *testing.T) {
	t.Parallel()
	b := filled(t, "sqlite:"+t.TempDir()+"/paraaf.db", 9)
	export := exported(t, b)
	_, key := checkpoint(t, b)
	random := rand.New(rand.NewPCG(1, 2))
	record, records := int64(0), int64(9)
	for i, c := range export {
		changed := bytes.Clone(export)
		changed[i] ^= 1 << random.IntN(8)
		_, err := VerifyLedger(bytes.NewReader(changed), nil, key)
		var broken *Broken
		if !errors.As(err, &broken) {
			t.Fatalf("byte %d (%q to %q): %v", i, c, changed[i], err)
		}
		// The end of a line belongs to the record that it ends.
		if record < records && broken.N != record {
			t.Fatalf("byte %d of record %d (%q to %q) is named as %v", i, record, c, changed[i], err)
		}
		if c == '\n' && record < records {
			record++
		}
	}
}

func TestWhatWasLeftOutAddedOrMovedIsNamed(t *testing.T) {
	t.Parallel()
	b := filled(t, "sqlite:"+t.TempDir()+"/paraaf.db", 20)
	lines := strings.SplitAfter(string(exported(t, b)), "\n")
	lines = lines[:len(lines)-1]
	kept, key := checkpoint(t, b)
	records := len(lines) - 5 // a note is five lines
	for n := range records {
		tests := []struct {
			why     string
			changed []string
			want    int64
		}{
			{"left out", slices.Delete(slices.Clone(lines), n, n+1), int64(n)},
			{"doubled", slices.Insert(slices.Clone(lines), n, lines[n]), int64(n + 1)},
			{"moved to the front", slices.Insert(slices.Delete(slices.Clone(lines), n, n+1), 0, lines[n]), 0},
			{"cut off", slices.Concat(lines[:n], lines[records:]), int64(n)},
		}
		for _, tt := range tests {
			if tt.why == "moved to the front" && n == 0 {
				continue
			}
			_, err := VerifyLedger(strings.NewReader(strings.Join(tt.changed, "")), kept, key)
			var broken *Broken
			if !errors.As(err, &broken) || broken.N != tt.want {
				t.Errorf("record %d %s: %v, want it named at %d", n, tt.why, err, tt.want)
			}
		}
	}
}

// TestARewrittenHistoryShowsAgainstAKeptCheckpoint lets somebody with the key
// write everything anew: the export agrees with itself, the checkpoint does not.
func TestARewrittenHistoryShowsAgainstAKeptCheckpoint(t *testing.T) {
	t.Parallel()
	b := filled(t, "sqlite:"+t.TempDir()+"/paraaf.db", 12)
	kept, key := checkpoint(t, b)
	rewrite := func(change func(n int64, line []byte) []byte) []byte {
		var lines [][]byte
		for n, line := range recordsOf(exported(t, b)) {
			if line = change(int64(n), line); line != nil {
				lines = append(lines, line)
			}
		}
		return signedAnew(t, b, lines)
	}
	tests := []struct {
		why    string
		export []byte
		shows  bool
	}{
		{"nothing", rewrite(func(_ int64, line []byte) []byte { return line }), false},
		{"who did it", rewrite(func(n int64, line []byte) []byte {
			if n == 5 {
				return bytes.ReplaceAll(line, []byte("p-anna"), []byte("p-bert"))
			}
			return line
		}), true},
		{"the end cut off", rewrite(func(n int64, line []byte) []byte {
			if n == 11 {
				return nil
			}
			return line
		}), true},
	}
	for _, tt := range tests {
		if _, err := VerifyLedger(bytes.NewReader(tt.export), nil, key); err != nil && tt.why != "the end cut off" {
			t.Errorf("%s: the export does not agree with itself: %v", tt.why, err)
		}
		_, err := VerifyLedger(bytes.NewReader(tt.export), kept, key)
		if (err != nil) != tt.shows {
			t.Errorf("%s: %v", tt.why, err)
		}
	}
	other := filled(t, "sqlite:"+t.TempDir()+"/paraaf.db", 12)
	if _, err := VerifyLedger(bytes.NewReader(exported(t, b)), nil, mustKey(t, other)); err == nil {
		t.Error("the export of one book was taken for another's")
	}
	var broken *Broken
	if err := other.CheckCheckpoint(t.Context(), kept); !errors.As(err, &broken) {
		t.Errorf("the checkpoint of another book: %v", err)
	}
}

// recordsOf gives the records of an export, without their hashes.
func recordsOf(export []byte) [][]byte {
	var all [][]byte
	for line := range bytes.Lines(export) {
		if !bytes.HasPrefix(line, []byte("|")) {
			all = append(all, bytes.TrimSuffix(line, []byte("\n"))[65:])
		}
	}
	return all
}

// signedAnew writes an export of records as who holds the key of a book can.
func signedAnew(t *testing.T, b *Book, records [][]byte) []byte {
	t.Helper()
	signer, err := b.signer(t.Context(), b.read)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	var edge peaks
	for _, line := range records {
		leaf := tlog.RecordHash(line)
		edge.add(leaf)
		fmt.Fprintf(&out, "%x %s\n", leaf[:], line)
	}
	signed, err := sign(tlog.Tree{N: edge.size, Hash: edge.root()}, signer)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(signed) {
		out.WriteString("| " + string(line))
	}
	return out.Bytes()
}

func mustKey(t *testing.T, b *Book) string {
	t.Helper()
	key, err := b.PublicKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// TestStartComparesWithTheLastCheckpoint changes the database behind the
// program's back and holds it against a checkpoint that was kept.
func TestStartComparesWithTheLastCheckpoint(t *testing.T) {
	t.Parallel()
	tests := []struct {
		why    string
		change string
	}{
		{"the end cut off", `DELETE FROM entries WHERE n >= 9; UPDATE ledger SET size = 9`},
		{"a leaf replaced, on the right edge", `UPDATE entries SET hashes = (SELECT hashes FROM entries WHERE n = 8) WHERE n = 10`},
		{"the head replaced", `UPDATE ledger SET root = (SELECT nonce FROM entries WHERE n = 1)`},
	}
	onBoth(t, func(t *testing.T, dsn string) {
		b := filled(t, dsn, 11)
		kept, _ := checkpoint(t, b)
		for _, tt := range tests {
			tx, err := b.write.Begin()
			if err != nil {
				t.Fatal(err)
			}
			unguarded(t, b, tx, tt.change)
			if err := tx.Commit(); err != nil {
				t.Fatal(err)
			}
			var broken *Broken
			if err := b.CheckCheckpoint(t.Context(), kept); !errors.As(err, &broken) {
				t.Errorf("%s: %v", tt.why, err)
			}
		}
	})
}

func TestANodeThatWasPassedReadsTheEdgeAgain(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, dsn string) {
		one, other := two(t, dsn)
		for i := range 12 {
			start(t, []*Book{one, other, other, one, one}[i%5], "p-anna", "x")
		}
		if n, err := VerifyLedger(bytes.NewReader(exported(t, one)), nil, mustKey(t, one)); n != 12 || err != nil {
			t.Errorf("%d records: %v", n, err)
		}
		if mustKey(t, one) != mustKey(t, other) {
			t.Error("two nodes have two keys")
		}
	})
}

func FuzzLedgerRecord(f *testing.F) {
	b := filled(f, "sqlite:"+f.TempDir()+"/paraaf.db", 3)
	for line := range strings.Lines(string(exported(f, b))) {
		if len(line) > 65 && line[64] == ' ' {
			f.Add([]byte(strings.TrimSuffix(line[65:], "\n")))
		}
	}
	f.Add([]byte(`{"n":0,"nonce":"00","dossier":"d","seq":1,"id":"","at":"","person":"","namens":"","event":"","data":{}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		r, err := parseRecord(line)
		if err != nil {
			return
		}
		again, err := r.line()
		if err != nil || !bytes.Equal(again, line) {
			t.Errorf("a second spelling was taken: %q and %q %v", line, again, err)
		}
	})
}

func FuzzCheckpoint(f *testing.F) {
	b := filled(f, "sqlite:"+f.TempDir()+"/paraaf.db", 3)
	c, key := checkpoint(f, b)
	f.Add(c)
	f.Add([]byte("go.sum database tree\n1\nAAAA\n\n— x y\n"))
	f.Fuzz(func(t *testing.T, signed []byte) {
		tree, err := openCheckpoint(signed, key)
		if err == nil && !bytes.Contains(signed, tlog.FormatTree(tree)) {
			t.Errorf("%q was taken for %v", signed, tree)
		}
	})
}
