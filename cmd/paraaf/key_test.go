package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestKeyIsDrawnOnceAndKeptForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), keyFile)
	if _, err := sealKey(file, false, nil); err == nil {
		t.Error("a key that is not there is taken")
	}
	one, err := sealKey(file, true, nil)
	if err != nil || len(one) != 32 {
		t.Fatalf("%d bytes: %v", len(one), err)
	}
	two, err := sealKey(file, true, nil)
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("the second time another key: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := sealKey(file, true, nil); err == nil {
		t.Error("a key that others can read is taken")
	}
	for _, text := range []string{"", "abc", "zz"} {
		bad := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(bad, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := sealKey(bad, true, nil); err == nil {
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
