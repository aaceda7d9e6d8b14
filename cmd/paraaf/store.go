package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"paraaf/workflow/journal"
)

// A store is where a command keeps or finds its data.
type store struct {
	data, db *string
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

// open opens the book of s to work in it.
func (s store) open(ctx context.Context) (*journal.Book, error) {
	dsn, err := s.dsn(true)
	if err != nil {
		return nil, err
	}
	return journal.Open(ctx, dsn, journal.Options{Clock: time.Now})
}

// look opens the book of s for reading only, beside a program that works in it.
func (s store) look(ctx context.Context) (*journal.Book, error) {
	dsn, err := s.dsn(false)
	if err != nil {
		return nil, err
	}
	return journal.Open(ctx, dsn, journal.Options{Clock: time.Now, ReadOnly: true})
}
