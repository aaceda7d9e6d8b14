package main

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
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
