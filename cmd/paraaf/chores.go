package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// What the program does by itself while it serves. Any number of nodes may do
// it at the same time: reminders are decided once by the rules, notices are
// claimed by compare-and-set.

// checkpointFile is where the last signed checkpoint of the ledger is kept in
// the data folder. Copy it to a place that the owner of the database does not
// rule: against it a cut-off or rewritten ledger shows.
const checkpointFile = "ledger.checkpoint"

// compare holds the ledger against the checkpoint that was kept last. It fails
// when the ledger is not a continuation of it: an old backup, a cut or a
// rewritten history is not carried on in silence.
func compare(ctx context.Context, book *journal.Book, file string) error {
	kept, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return fmt.Errorf("read the last checkpoint: %w", err)
	}
	if err := book.CheckCheckpoint(ctx, kept); err != nil {
		return fmt.Errorf("the ledger does not continue %s; after a restore that was meant so, move that file aside: %w", file, err)
	}
	return nil
}

// keep writes the checkpoint of now, so that a crash leaves the old or the new.
func keep(ctx context.Context, book *journal.Book, file string) error {
	signed, err := book.Checkpoint(ctx)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", signed, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// work does the chores until the context ends: at once, and then each at its
// own pace. A chore that fails is logged and tried again the next time.
func work(ctx context.Context, log *slog.Logger, book *journal.Book, d *desk.Desk, clock func() time.Time, checkpoint string) {
	chores := []struct {
		name  string
		every time.Duration
		do    func(context.Context) error
	}{
		{"remind", time.Hour, func(ctx context.Context) error {
			if err := d.Refresh(ctx); err != nil {
				return err
			}
			_, err := d.Remind(ctx)
			return err
		}},
		{"seal the read log", 15 * time.Minute, func(ctx context.Context) error {
			_, err := d.SealReadings(ctx)
			return err
		}},
		{"keep a checkpoint", 5 * time.Minute, func(ctx context.Context) error { return keep(ctx, book, checkpoint) }},
		{"sweep", 24 * time.Hour, func(ctx context.Context) error { return book.Sweep(ctx, clock().AddDate(0, -1, 0)) }},
	}
	next := make([]time.Time, len(chores))
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		for i, c := range chores {
			if now := clock(); !now.Before(next[i]) {
				next[i] = now.Add(c.every)
				if err := c.do(ctx); err != nil && ctx.Err() == nil {
					log.Error("chore failed", "action", c.name, "error", err.Error())
				}
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// deliver brings notices round until the context ends.
func deliver(ctx context.Context, log *slog.Logger, p postman) {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		if err := p.round(ctx); err != nil && ctx.Err() == nil {
			log.Error("chore failed", "action", "deliver notices", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
