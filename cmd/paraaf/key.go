package main

import (
	"context"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// keyFile is where the key of an installation lies: in the data folder and not
// in the database, so that a copy of the one opens nothing of the other. Nodes
// over one database need the same key.
const keyFile = "paraaf.key"

// The uses of the key. Each has a key of its own, derived from that of the
// installation (HKDF, RFC 5869), so that what one of them gives away opens
// nothing of another. They say what is on disk: never change one.
const (
	keyOfFactors = "paraaf second factors 1"
	keyOfPapers  = "paraaf papers 1"
)

// keyFor derives the key for a use, 32 bytes.
func keyFor(key []byte, use string) ([]byte, error) {
	k, err := hkdf.Key(sha256.New, key, nil, use, 32)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	return k, nil
}

// readKeys reads the keys of an installation: 32 bytes each, written as 64
// hexadecimal digits on a line, the newest first. When make says so a file that
// is not there is made with one key, for its owner alone. It refuses a file that
// others can read.
func readKeys(file string, make bool, random io.Reader) ([][]byte, error) {
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) && make {
		if err := addKey(file, nil, random); err != nil {
			return nil, err
		}
	}
	text, err := ownFile(file)
	if err != nil {
		return nil, err
	}
	var keys [][]byte
	for _, line := range strings.Fields(string(text)) {
		key, err := hex.DecodeString(line)
		if err != nil || len(key) != 32 {
			return nil, fmt.Errorf("%s holds no key: want 64 hexadecimal digits on a line", file)
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("%s holds no key: want 64 hexadecimal digits on a line", file)
	}
	return keys, nil
}

// paperKeys derives the keys of papers, the newest first.
func paperKeys(keys [][]byte) ([][]byte, error) {
	var out [][]byte
	for _, k := range keys {
		derived, err := keyFor(k, keyOfPapers)
		if err != nil {
			return nil, err
		}
		out = append(out, derived)
	}
	return out, nil
}

// key makes a new key for the papers from now on. Those that lie there stay
// sealed with the keys before it, which the file keeps.
func key(_ context.Context, c console, f *flag.FlagSet, args []string) error {
	where := storeFlags(f, c)
	rest, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 || rest[0] != "rotate" {
		return errors.New("want: paraaf key rotate")
	}
	file := where.keyPath()
	keys, err := readKeys(file, false, nil)
	if err != nil {
		return err
	}
	if err := addKey(file, keys, rand.Reader); err != nil {
		return err
	}
	fmt.Fprintf(c.err, "%s has a new key before %d older. Give every node this file and start it again.\n", file, len(keys))
	return nil
}

// ownFile reads a file that holds a secret. It refuses one that others can read.
func ownFile(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("read a secret: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("others can read %s; make it 0600", file)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read a secret: %w", err)
	}
	return text, nil
}

// addKey draws a key and writes it before those there are, in a file for its
// owner alone. What was there is replaced whole or not at all.
func addKey(file string, keys [][]byte, random io.Reader) error {
	fresh := make([]byte, 32)
	if _, err := io.ReadFull(random, fresh); err != nil {
		return fmt.Errorf("draw a key: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".paraaf-key-*") // 0600
	if err != nil {
		return fmt.Errorf("keep the key: %w", err)
	}
	defer os.Remove(f.Name())
	for _, k := range append([][]byte{fresh}, keys...) {
		_, e := fmt.Fprintln(f, hex.EncodeToString(k))
		err = errors.Join(err, e)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil && len(keys) == 0 {
		err = os.Link(f.Name(), file) // fails when somebody else was first
	} else if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return fmt.Errorf("keep the key: %w", err)
	}
	return nil
}
