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

// On PostgreSQL papers lie sealed too, with the key that every node is given: nothing of
// them is to be read in the database, another node with that file reads them, one with
// another key does not. Without a key the program says that they are not sealed.
func TestPapersOnPostgreSQLLieSealedWithANamedKey(t *testing.T) {
	t.Parallel()
	dsn := postgrestest.Start(t).Database(t)
	key := filepath.Join(t.TempDir(), "huis.key")
	if err := addKey(key, nil, rand.Reader); err != nil {
		t.Fatal(err)
	}
	node := func(key string) (store, *journal.Book) {
		dir := t.TempDir()
		s := store{data: &dir, db: &dsn, key: &key}
		book, err := s.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { book.Close() })
		return s, book
	}
	s, book := node(key)
	if !s.sealed() {
		t.Error("with a key it says that papers are not sealed")
	}
	if err := populate(t.Context(), book, rand.Reader, io.Discard); err != nil {
		t.Fatal(err)
	}
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t.Context(), book, policy, seedMoment)
	if p.open("sem", "spoedzorg-nota.md", "spoedzorg-brief.md"); p.err != nil {
		t.Fatal(p.err)
	}
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	readable := func(table string) (n int) {
		t.Helper()
		err := db.QueryRowContext(t.Context(), `SELECT count(*) FROM `+table+` t WHERE t::text LIKE '%medicatie%' OR t::text LIKE '%' || encode('medicatie', 'hex') || '%'`).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, table := range []string{"papers", "drafts", "dossiers", "entries"} {
		if n := readable(table); n > 0 {
			t.Errorf("%s: %d rows hold words of the nota", table, n)
		}
	}
	_, other := node(key)
	again := newPlayer(t.Context(), other, policy, p.now)
	if v, err := again.desk.View(t.Context(), again.as("sem").Actor, p.id); err != nil || !strings.Contains(v.Onderwerp, "spoedzorg") {
		t.Errorf("another node with the key: %q, %v", v.Onderwerp, err)
	}
	wrong := filepath.Join(t.TempDir(), "ander.key")
	if err := addKey(wrong, nil, rand.Reader); err != nil {
		t.Fatal(err)
	}
	_, stranger := node(wrong)
	locked := newPlayer(t.Context(), stranger, policy, p.now)
	if v, err := locked.desk.View(t.Context(), locked.as("sem").Actor, p.id); err == nil && strings.Contains(v.Onderwerp, "spoedzorg") {
		t.Error("a node with another key reads them")
	}
	s, bare := node("")
	if s.sealed() {
		t.Error("without a key it says that papers are sealed")
	}
	plain := newPlayer(t.Context(), bare, policy, p.now)
	if plain.open("sem", "spoedzorg-nota.md", ""); plain.err != nil || readable("papers") == 0 {
		t.Errorf("what lies there unsealed was not seen: %v", plain.err)
	}
}
