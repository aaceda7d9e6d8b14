package main

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// keyFile is where the key of an installation lies: in the data folder and not
// in the database, so that a copy of the one opens nothing of the other. Nodes
// over one database need the same key.
const keyFile = "paraaf.key"

// The uses of the key. Each has a key of its own, derived from that of the
// installation (HKDF, RFC 5869), so that what one of them gives away opens
// nothing of another. They say what is on disk: never change one.
const keyOfFactors = "paraaf second factors 1"

// keyFor derives the key for a use, 32 bytes.
func keyFor(key []byte, use string) ([]byte, error) {
	k, err := hkdf.Key(sha256.New, key, nil, use, 32)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	return k, nil
}

// sealKey reads a key of 32 bytes, written as 64 hexadecimal digits. When make
// says so one that is not there is drawn and kept, for its owner alone. It
// refuses a file that others can read.
func sealKey(file string, make bool, random io.Reader) ([]byte, error) {
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) && make {
		return newKey(file, random)
	}
	text, err := ownFile(file)
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("%s holds no key: want 64 hexadecimal digits", file)
	}
	return key, nil
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

func newKey(file string, random io.Reader) ([]byte, error) {
	if random == nil {
		random = rand.Reader
	}
	key := make([]byte, 32)
	if _, err := io.ReadFull(random, key); err != nil {
		return nil, fmt.Errorf("draw a key: %w", err)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("keep the key: %w", err)
	}
	_, err = fmt.Fprintln(f, hex.EncodeToString(key))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("keep the key: %w", err)
	}
	return key, nil
}
