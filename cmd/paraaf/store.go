package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"paraaf/workflow/journal"
)

// A store is where a command keeps or finds its data.
type store struct {
	data, db, key *string
}

// storeFlags declares -data and -db; the environment gives their defaults.
func storeFlags(f *flag.FlagSet, c console) store {
	data := c.getenv("PARAAF_DATA")
	if data == "" {
		data = "paraaf-data"
	}
	return store{
		data: f.String("data", data, "folder for the data (PARAAF_DATA)"),
		db:   f.String("db", c.getenv("PARAAF_DB"), "database: sqlite:PATH or postgres://... (PARAAF_DB); default a SQLite file in the data folder"),
		key:  f.String("key", c.getenv("PARAAF_KEY"), "file with the keys of the installation, 0600, the same on every node (PARAAF_KEY); default paraaf.key in the data folder, which serve makes"),
	}
}

// dsn gives the address of the book, and makes the data folder when make says
// so: for its owner alone.
func (s store) dsn(make bool) (string, error) {
	if make {
		if err := os.MkdirAll(*s.data, 0o700); err != nil {
			return "", fmt.Errorf("make the data folder: %w", err)
		}
	}
	if *s.db != "" {
		return *s.db, nil
	}
	return "sqlite:" + filepath.Join(*s.data, "paraaf.db"), nil
}

// keyPath is where the keys lie.
func (s store) keyPath() string {
	return cmp.Or(*s.key, filepath.Join(*s.data, keyFile))
}

// keys gives the keys of the installation; make says that one in the data
// folder is made when it is not there.
func (s store) keys(make bool) ([][]byte, error) {
	return readKeys(s.keyPath(), make && *s.key == "", rand.Reader)
}

// paperKeys gives the keys of papers for a book; make as for keys. Whether they are
// those of the book, the book knows.
func (s store) paperKeys(make bool) ([][]byte, error) {
	if _, err := os.Stat(s.keyPath()); errors.Is(err, fs.ErrNotExist) && !make && *s.key == "" {
		return nil, nil
	}
	keys, err := s.keys(make)
	if err != nil {
		return nil, err
	}
	return paperKeys(keys)
}

// open opens the book of s to work in it.
func (s store) open(ctx context.Context) (*journal.Book, error) { return s.openAt(ctx, time.Now) }

// openAt is open for a story of another time.
func (s store) openAt(ctx context.Context, clock func() time.Time) (*journal.Book, error) {
	dsn, err := s.dsn(true)
	if err != nil {
		return nil, err
	}
	keys, err := s.paperKeys(true)
	if err != nil {
		return nil, err
	}
	return journal.Open(ctx, dsn, journal.Options{Clock: clock, Keys: keys})
}

// look opens the book of s for reading only, beside a program that works in it.
func (s store) look(ctx context.Context) (*journal.Book, error) {
	dsn, err := s.dsn(false)
	if err != nil {
		return nil, err
	}
	keys, err := s.paperKeys(false)
	if err != nil {
		return nil, err
	}
	return journal.Open(ctx, dsn, journal.Options{Clock: time.Now, ReadOnly: true, Keys: keys})
}
