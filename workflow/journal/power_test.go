package journal

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"paraaf/workflow"
)

// A leftover is what a disk holds after the power failed: the files of a book as they
// may lie there then.
type leftover struct{ db, wal []byte }

// open puts the files in a place of their own and opens them as the program
// does after the power came back.
func (c leftover) open(t *testing.T) *Book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paraaf.db")
	for name, content := range map[string][]byte{path: c.db, path + "-wal": c.wal} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return open(t, "sqlite:"+path)
}

// TestAPowerCutLosesNothingAcknowledged cuts the log of SQLite at any byte, with
// rubbish after it as a torn sector leaves, and has a checkpoint stop half-way:
// whatever was acknowledged while that much was synced is there, whole, and
// nothing is there in half.
func TestAPowerCutLosesNothingAcknowledged(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "paraaf.db")
	b := open(t, "sqlite:"+path)
	ctx := t.Context()
	// What stood before goes into the file: the log begins empty.
	if err := b.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	read := func(name string) []byte {
		t.Helper()
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	before := read(path)
	type ack struct {
		id     workflow.DossierID
		synced int // bytes of the log when it was acknowledged: all of them synced, for synchronous is FULL
	}
	var acks []ack
	for i := range 30 {
		id := workflow.DossierID(fmt.Sprint("d", i))
		batch := opened(t, b, "p-anna", fmt.Sprint("Besluit ", i))
		batch.Entries = append(batch.Entries, Entry{At: noon, By: "p-anna", Event: workflow.Submitted{Stamp: stamp("p-anna"), Round: 1}})
		if err := b.Append(ctx, id, 0, batch); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		acks = append(acks, ack{id, int(info.Size())})
	}
	log := read(path + "-wal")
	if !bytes.Equal(before, read(path)) {
		t.Fatal("the file was written before a checkpoint: the cuts below would not be those of a disk")
	}

	random := rand.New(rand.NewPCG(uint64(len(log)), 7))
	check := func(why string, c leftover, synced int) {
		t.Helper()
		again := c.open(t)
		there := 0
		for i, a := range acks {
			h, err := again.Load(ctx, a.id)
			if err == nil {
				there++
			}
			if a.synced <= synced && err != nil {
				t.Errorf("%s: dossier %d was acknowledged and is lost: %v", why, i, err)
			}
			if err == nil && h.Seq != 2 {
				t.Errorf("%s: dossier %d is there in half: %d entries", why, i, h.Seq)
			}
		}
		if r := verified(t, again); !r.OK() || r.Dossiers != int64(there) || r.Entries != 2*int64(there) || r.Papers != 3*int64(there) {
			t.Errorf("%s: %d dossiers, verified %+v", why, there, r)
		}
		if err := again.Append(ctx, "later", 0, opened(t, again, "p-anna", "Daarna")); err != nil {
			t.Errorf("%s: nothing can be written any more: %v", why, err)
		}
	}
	for range rounds(25, 400) {
		at := random.IntN(len(log) + 1)
		torn := bytes.Clone(log[:at])
		why := fmt.Sprintf("cut at byte %d", at)
		if n := random.IntN(3); n > 0 { // what a sector that was being written may hold
			rubbish := make([]byte, random.IntN(6000))
			if n == 2 {
				for i := range rubbish {
					rubbish[i] = byte(random.Uint32())
				}
			}
			torn = append(torn, rubbish...)
			why += fmt.Sprintf(", %d bytes of rubbish", len(rubbish))
		}
		check(why, leftover{before, torn}, at)
	}

	// A checkpoint copies pages from the log, which is synced by then, to the
	// file; any of them may have arrived.
	if err := b.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	after := read(path)
	const page = 4096
	for range rounds(10, 100) {
		half := bytes.Clone(after[:max(len(before), random.IntN(len(after)/page+1)*page)])
		for at := 0; at < len(before); at += page {
			if random.IntN(2) == 0 {
				copy(half[at:at+page], before[at:at+page])
			}
		}
		check("a checkpoint that stopped half-way", leftover{half, log}, len(log))
	}
}
