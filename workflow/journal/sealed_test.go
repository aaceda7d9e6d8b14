package journal

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

const secretText = "Kernpunten: de gestolen gegevens van Forensische Zorgspecialisten"

var keyOne, keyTwo = bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32)

// sealedBook is a book with keys, with a dossier of which one paper is secretText
// and a working text that lies over another.
func sealedBook(t *testing.T, dsn string, keys ...[]byte) (*Book, workflow.DossierID, documents.Digest) {
	t.Helper()
	b := openWith(t, dsn, Options{Keys: keys})
	id, d := storeSecret(t, b)
	return b, id, d
}

func storeSecret(t *testing.T, b *Book) (workflow.DossierID, documents.Digest) {
	t.Helper()
	id, err := b.NewDossierID()
	if err != nil {
		t.Fatal(err)
	}
	batch := opened(t, b, "noor", secretText)
	if err := b.Append(t.Context(), id, 0, batch); err != nil {
		t.Fatal(err)
	}
	if _, err := b.SaveDraft(t.Context(), id, "nota", 0, Draft{Kind: "tekst", By: "noor", At: noon, Salt: batch.Salt, Bytes: []byte(secretText + " 2")}); err != nil {
		t.Fatal(err)
	}
	return id, batch.Summary.Onderwerp
}

func TestPapersAndWorkingTextsLieSealed(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		b, id, d := sealedBook(t, dsn, keyOne)
		for what, query := range map[string]string{"papers": `SELECT bytes FROM papers`, "salts": `SELECT salt FROM papers`, "drafts": `SELECT bytes FROM drafts`} {
			rows, err := b.read.QueryContext(t.Context(), query)
			if err != nil {
				t.Fatal(err)
			}
			for rows.Next() {
				var raw []byte
				if err := rows.Scan(&raw); err != nil {
					t.Fatal(err)
				}
				if bytes.Contains(raw, []byte("Forensische")) || what == "salts" && len(raw) > 0 || what != "salts" && !isSealed(raw) {
					t.Errorf("%s hold %.60q", what, raw)
				}
			}
			rows.Close()
		}
		p, err := b.Paper(t.Context(), d)
		if err != nil || string(p.Bytes) != secretText || len(p.Salt) != 16 {
			t.Errorf("%q %v", p.Bytes, err)
		}
		draft, err := b.Draft(t.Context(), id, "nota")
		if err != nil || string(draft.Bytes) != secretText+" 2" {
			t.Errorf("%q %v", draft.Bytes, err)
		}
		list, err := b.Mine(t.Context(), "noor", Page{})
		if err != nil || len(list.Rows) != 1 || list.Rows[0].OnderwerpText != secretText || list.Rows[0].Damaged {
			t.Errorf("a list shows %+v %v", list.Rows, err)
		}
		if r, err := b.Verify(t.Context()); err != nil || !r.OK() {
			t.Errorf("verify: %v %v", r.Faults, err)
		}
	})
}

// TestADossierIsWeighed: what its papers take in the database counts, and nothing of
// another (ASVS 5.2.4).
func TestADossierIsWeighed(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		b, id, _ := sealedBook(t, dsn, keyOne)
		if n, err := b.Weight(t.Context(), id); err != nil || n < int64(len(secretText)) || n > 1<<20 {
			t.Errorf("%d bytes, %v", n, err)
		}
		if n, err := b.Weight(t.Context(), "een-ander"); err != nil || n != 0 {
			t.Errorf("of a dossier that is not there: %d bytes, %v", n, err)
		}
	})
}

func TestANewKeySealsAndOldOnesStillOpen(t *testing.T) {
	t.Parallel()
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "book.db")
	reopen := func(keys ...[]byte) *Book {
		t.Helper()
		b, err := Open(t.Context(), dsn, Options{Keys: keys})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := reopen() // from before there were keys
	_, plain := storeSecret(t, b)
	b.Close()
	b = reopen(keyOne)
	_, first := storeSecret(t, b)
	b.Close()
	b = reopen(keyTwo, keyOne)
	_, second := storeSecret(t, b)
	for name, d := range map[string]documents.Digest{"unsealed": plain, "with the old key": first, "with the new key": second} {
		if p, err := b.Paper(t.Context(), d); err != nil || string(p.Bytes) != secretText {
			t.Errorf("%s: %v", name, err)
		}
	}
	if r, err := b.Verify(t.Context()); err != nil || !r.OK() {
		t.Errorf("verify: %v %v", r.Faults, err)
	}
	b.Close()
	var damaged *Damaged
	for name, keys := range map[string][][]byte{"the new key alone": {keyTwo}, "no key": nil} {
		if b, err := Open(t.Context(), dsn, Options{Keys: keys}); err == nil {
			b.Close()
			t.Errorf("%s may write", name)
		}
		b, err := Open(t.Context(), dsn, Options{Keys: keys, ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Paper(t.Context(), first); !errors.As(err, &damaged) {
			t.Errorf("%s opens: %v", name, err)
		}
		if r, err := b.Verify(t.Context()); err != nil || r.OK() {
			t.Errorf("%s: verify finds nothing: %v", name, err)
		}
		b.Close()
	}
	if _, err := Open(t.Context(), dsn, Options{Keys: [][]byte{[]byte("kort")}}); err == nil {
		t.Error("a short key is taken")
	}
}

func TestABoxOpensInItsOwnPlaceAlone(t *testing.T) {
	t.Parallel()
	b, _, d := sealedBook(t, "sqlite:"+filepath.Join(t.TempDir(), "book.db"), keyOne)
	_, sealed, err := b.sealPaper(d, make([]byte, 16), []byte(secretText))
	if err != nil {
		t.Fatal(err)
	}
	other := documents.DigestOf(nil, []byte("een ander"))
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	var damaged *Damaged
	for name, try := range map[string]func() error{
		"of another paper": func() error { _, _, err := b.openPaper(other, nil, sealed); return err },
		"one bit changed":  func() error { _, _, err := b.openPaper(d, nil, changed); return err },
		"cut off":          func() error { _, _, err := b.openPaper(d, nil, sealed[:20]); return err },
		"the mark alone":   func() error { _, _, err := b.openPaper(d, nil, sealMark); return err },
		"as a draft":       func() error { _, err := b.openDraft("d1", "nota", Draft{Bytes: sealed}); return err },
	} {
		if err := try(); !errors.As(err, &damaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, again, _ := b.sealPaper(d, make([]byte, 16), []byte(secretText)); bytes.Equal(sealed, again) {
		t.Error("twice the same box: the nonce is not random")
	}
}

func TestBackupOfASealedBookStaysSealed(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		b, _, d := sealedBook(t, dsn, keyOne)
		var out bytes.Buffer
		if err := b.Backup(t.Context(), &out); err != nil {
			t.Fatal(err)
		}
		to := "sqlite:" + filepath.Join(t.TempDir(), "back.db")
		if err := Restore(context.Background(), to, bytes.NewReader(out.Bytes()), Options{}); err != nil { // the key lies elsewhere
			t.Fatal(err)
		}
		if b, err := Open(t.Context(), to, Options{Keys: [][]byte{keyTwo}}); err == nil {
			b.Close()
			t.Error("what was restored forgot its key")
		}
		back, err := Open(t.Context(), to, Options{Keys: [][]byte{keyOne}})
		if err != nil {
			t.Fatal(err)
		}
		defer back.Close()
		if p, err := back.Paper(t.Context(), d); err != nil || string(p.Bytes) != secretText {
			t.Errorf("%v", err)
		}
		var raw []byte
		if err := back.read.QueryRow(`SELECT bytes FROM papers`).Scan(&raw); err != nil || !isSealed(raw) {
			t.Errorf("restored as %.40q %v", raw, err)
		}
	})
}

// Who lacks a key that ever sealed here does not write here: neither a node with a key of
// its own, nor one without, nor one with the file from before a rotation. Of nodes that
// start together on an empty book one is first. What lay there unsealed stays readable.
func TestNobodyWritesWhoLacksAKeyOfTheBook(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		three := bytes.Repeat([]byte{3}, 32)
		open := func(keys ...[]byte) (*Book, error) {
			return Open(t.Context(), dsn, Options{Keys: keys, shared: true})
		}
		first, err := open() // from before there were keys
		if err != nil {
			t.Fatal(err)
		}
		defer first.Close()
		_, plain := storeSecret(t, first)
		won := make(chan error, 2)
		for _, key := range [][]byte{keyOne, keyTwo} {
			go func() {
				b, err := open(key)
				if err == nil {
					b.Close()
				}
				won <- err
			}()
		}
		var refused *OtherKey
		if a, b := <-won, <-won; (a == nil) == (b == nil) || !errors.As(cmp.Or(a, b), &refused) || refused.None {
			t.Fatalf("two nodes with two keys start together: %v, %v", a, b)
		}
		mine, other := keyOne, keyTwo
		if b, err := open(mine); err == nil {
			b.Close()
		} else {
			mine, other = keyTwo, keyOne
		}
		b, err := open(mine)
		if err != nil {
			t.Fatal(err)
		}
		_, sealed := storeSecret(t, b)
		if _, err := b.write.ExecContext(t.Context(), `DELETE FROM book WHERE name = 'paper keys'`); err != nil { // from before a book knew its keys
			t.Fatal(err)
		}
		b.Close()
		for _, row := range []struct {
			why  string
			keys [][]byte
			ok   bool
		}{
			{"a key of its own, on a book that does not know its keys", [][]byte{other}, false},
			{"no key, on a book that does not know its keys", nil, false},
			{"another node with the key", [][]byte{mine}, true},
			{"a key of its own", [][]byte{other}, false},
			{"no key", nil, false},
			{"after a rotation", [][]byte{three, mine}, true},
			{"the file from before it", [][]byte{mine}, false},
			{"the new key alone: what the old one sealed would not open", [][]byte{three}, false},
			{"the new file on another node", [][]byte{three, mine}, true},
		} {
			b, err := open(row.keys...)
			if (err == nil) != row.ok {
				t.Fatalf("%s: %v", row.why, err)
			}
			if err != nil {
				if !errors.As(err, &refused) || refused.None != (row.keys == nil) || !strings.Contains(err.Error(), "-key") {
					t.Errorf("%s: %v", row.why, err)
				}
				continue
			}
			for _, d := range []documents.Digest{plain, sealed} {
				if p, err := b.Paper(t.Context(), d); err != nil || string(p.Bytes) != secretText {
					t.Errorf("%s: what lies there: %v", row.why, err)
				}
			}
			b.Close()
		}
	})
}
