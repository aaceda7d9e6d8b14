package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"paraaf/workflow/journal"
)

// Backups that the program makes by itself while it serves: the same as "paraaf
// backup" makes, of either database, so that "paraaf restore" and "verify" are all
// that is needed afterwards. What is lost with the machine is what was written
// since the last one; who may lose nothing uses PostgreSQL with a synchronous
// standby.
//
// Litestream as a library would lose a second instead of an hour, and was not
// taken: it keeps a read transaction open, so that SQLite cannot empty its log
// and what was destroyed under the selectielijst would stay in it (journal.Purge
// refuses then); its copies keep every page that ever was; it adds a table to the
// book; and it is of no use to PostgreSQL.
type backups struct {
	to    string        // folder
	every time.Duration // 0: none are made
	keep  int           // how many; the oldest go
}

// declareBackups declares the flags, and gives what reads them after parsing.
func declareBackups(f *flag.FlagSet, c console) func() (backups, error) {
	to := f.String("backup-to", c.getenv("PARAAF_BACKUP_TO"), "folder for backups while running, better on another machine (PARAAF_BACKUP_TO); without it none are made")
	every := f.Duration("backup-every", time.Hour, "how often")
	keep := f.Int("backup-keep", 48, "how many are kept; the oldest go")
	return func() (backups, error) {
		if *to == "" {
			return backups{}, nil
		}
		if *every < time.Minute || *keep < 1 {
			return backups{}, errors.New("-backup-every wants at least a minute, -backup-keep at least one")
		}
		if info, err := os.Stat(*to); err != nil || !info.IsDir() {
			return backups{}, errors.New("-backup-to: want a folder that is there")
		}
		return backups{to: *to, every: *every, keep: *keep}, nil
	}
}

// backupName is how a backup is called: in the order of their time.
const (
	backupStart = "paraaf-"
	backupEnd   = ".backup.gz"
	backupTime  = "20060102T150405Z"
)

// make makes a backup and removes the oldest beyond those that are kept. A
// backup has its name when it is whole and on disk; before that it is called .new,
// and the next one takes its place.
func (b backups) make(ctx context.Context, book *journal.Book, at time.Time) error {
	name := filepath.Join(b.to, backupStart+at.UTC().Format(backupTime)+backupEnd)
	half := filepath.Join(b.to, backupStart+"half"+backupEnd+".new")
	file, err := os.OpenFile(half, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make a backup: %w", err)
	}
	if err := errors.Join(book.Backup(ctx, file), file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("make a backup: %w", errors.Join(err, os.Remove(half)))
	}
	if err := os.Rename(half, name); err != nil {
		return fmt.Errorf("make a backup: %w", err)
	}
	if err := syncFolder(b.to); err != nil {
		return fmt.Errorf("make a backup: %w", err)
	}
	return b.prune()
}

// syncFolder makes durable which names a folder has.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// prune removes the oldest. Files that were named otherwise are left alone.
func (b backups) prune() error {
	entries, err := os.ReadDir(b.to)
	if err != nil {
		return fmt.Errorf("remove old backups: %w", err)
	}
	var names []string
	for _, e := range entries {
		stamp, ok := strings.CutPrefix(strings.TrimSuffix(e.Name(), backupEnd), backupStart)
		if _, err := time.Parse(backupTime, stamp); err == nil && ok && strings.HasSuffix(e.Name(), backupEnd) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	var errs []error
	for _, n := range names[:max(0, len(names)-b.keep)] {
		errs = append(errs, os.Remove(filepath.Join(b.to, n)))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("remove old backups: %w", err)
	}
	return nil
}
