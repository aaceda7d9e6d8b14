package main

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paraaf/policies"
	"paraaf/workflow/journal"
	"paraaf/workflow/journal/postgrestest"
)

func TestKeyIsDrawnOnceAndKeptForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), keyFile)
	if _, err := readKeys(file, false, nil); err == nil {
		t.Error("a key that is not there is taken")
	}
	one, err := readKeys(file, true, rand.Reader)
	if err != nil || len(one) != 1 || len(one[0]) != 32 {
		t.Fatalf("%d bytes: %v", len(one), err)
	}
	two, err := readKeys(file, true, rand.Reader)
	if err != nil || !bytes.Equal(one[0], two[0]) {
		t.Errorf("the second time another key: %v", err)
	}
	if code, _, said := invoke(t, "", "key", "rotate", "-data", filepath.Dir(file)); code != 0 {
		t.Error(said)
	}
	three, err := readKeys(file, false, nil)
	if err != nil || len(three) != 2 || bytes.Equal(three[0], one[0]) || !bytes.Equal(three[1], one[0]) {
		t.Errorf("after a rotation %d keys, %v", len(three), err)
	}
	if code, _, _ := invoke(t, "", "key", "-data", filepath.Dir(file)); code != 2 {
		t.Error("key without a word does something")
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readKeys(file, true, rand.Reader); err == nil {
		t.Error("a key that others can read is taken")
	}
	for _, text := range []string{"", "abc", "zz"} {
		bad := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(bad, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readKeys(bad, true, nil); err == nil {
			t.Errorf("%q is taken for a key", text)
		}
	}
}

func TestEveryUseHasAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	key := bytes.Repeat([]byte{1}, 32)
	one, err := keyFor(key, keyOfFactors)
	if err != nil {
		t.Fatal(err)
	}
	two, err := keyFor(key, "another use")
	if err != nil || len(one) != 32 || bytes.Equal(one, two) || bytes.Equal(one, key) {
		t.Errorf("%x and %x: %v", one, two, err)
	}
}

// On PostgreSQL papers lie sealed too: nothing of them is to be read in the database,
// and every node needs the key of the first. A node with a key of its own, or with one
// that it makes, does not start, and says what to do. What lay there unsealed stays.
func TestPapersOnPostgreSQLLieSealed(t *testing.T) {
	t.Parallel()
	dsn := postgrestest.Start(t).Database(t)
	node := func(key string) (store, *journal.Book, error) {
		dir := t.TempDir()
		s := store{data: &dir, db: &dsn, key: &key}
		book, err := s.open(t.Context())
		if err == nil {
			t.Cleanup(func() { book.Close() })
		}
		return s, book, err
	}
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	before, err := journal.Open(t.Context(), dsn, journal.Options{}) // a release from before there were keys
	if err != nil {
		t.Fatal(err)
	}
	if err := populate(t.Context(), before, rand.Reader, io.Discard); err != nil {
		t.Fatal(err)
	}
	old := newPlayer(t.Context(), before, policy, seedMoment)
	if old.open("sem", "inkoop-nota.md", ""); old.err != nil {
		t.Fatal(old.err)
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}

	first, book, err := node("")
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t.Context(), book, policy, seedMoment.AddDate(0, 0, 1))
	if p.open("sem", "spoedzorg-nota.md", "spoedzorg-brief.md"); p.err != nil {
		t.Fatal(p.err)
	}
	if v, err := p.desk.View(t.Context(), p.as("sem").Actor, old.id); err != nil || v.Onderwerp == "" {
		t.Errorf("what lay there unsealed: %q, %v", v.Onderwerp, err)
	}
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	readable := func(table, word string) (n int) {
		t.Helper()
		err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM `+table+` t WHERE t::text LIKE '%' || $1 || '%' OR t::text LIKE '%' || encode($1::bytea, 'hex') || '%'`, word).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, table := range []string{"papers", "drafts", "dossiers", "entries"} {
		if n := readable(table, "medicatie"); n > 0 {
			t.Errorf("%s: %d rows hold words of the nota", table, n)
		}
	}
	if readable("papers", "inkoop") == 0 {
		t.Error("what lies there unsealed is not seen: this test sees nothing")
	}
	_, other, err := node(first.keyPath())
	if err != nil {
		t.Fatal(err)
	}
	again := newPlayer(t.Context(), other, policy, p.now)
	if v, err := again.desk.View(t.Context(), again.as("sem").Actor, p.id); err != nil || !strings.Contains(v.Onderwerp, "spoedzorg") {
		t.Errorf("another node with the key: %q, %v", v.Onderwerp, err)
	}
	for why, args := range map[string][]string{"a key of its own": {"-key", houseKey(t)}, "an empty folder": nil} {
		code, _, said := invoke(t, "", append([]string{"serve", "-addr", "127.0.0.1:0", "-data", t.TempDir(), "-db", dsn}, args...)...)
		if code != 2 || !strings.Contains(said, "Neem het sleutelbestand (paraaf.key)") || strings.Contains(said, dsn) {
			t.Errorf("%s: serve ended with %d: %s", why, code, said)
		}
	}
	if code, _, said := invoke(t, "", "rebuild", "-data", t.TempDir(), "-db", dsn); code != 2 || !strings.Contains(said, "sleutel") {
		t.Errorf("rebuild without a key: %d %s", code, said)
	}
	if err := addKey(first.keyPath(), mustKeys(t, first), rand.Reader); err != nil {
		t.Fatal(err)
	}
	if _, _, err := node(first.keyPath()); err != nil {
		t.Errorf("after a rotation: %v", err)
	}
}

// houseKey is the file with the key of an installation, for every node of it.
func houseKey(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), keyFile)
	if err := addKey(file, nil, rand.Reader); err != nil {
		t.Fatal(err)
	}
	return file
}

func mustKeys(t *testing.T, s store) [][]byte {
	t.Helper()
	keys, err := s.keys(false)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}
