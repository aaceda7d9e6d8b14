package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
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

// A witness is where checkpoints are kept: in a file here, and with somebody who
// is no administrator of this database, if one is named. What both hold cannot be
// rewritten by either.
type witness struct {
	file    string
	outside string // https address that takes a POST, or a program that reads its input
	sent    string // what the outside took last
}

// keep writes the checkpoint of now, so that a crash leaves the old or the new,
// and hands it on when it is another than before.
func (w *witness) keep(ctx context.Context, book *journal.Book) error {
	signed, err := book.Checkpoint(ctx)
	if err != nil {
		return err
	}
	if err := os.WriteFile(w.file+".new", signed, 0o600); err != nil {
		return err
	}
	if err := os.Rename(w.file+".new", w.file); err != nil {
		return err
	}
	if w.outside == "" || w.sent == string(signed) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, witnessTime)
	defer cancel()
	hand := pipe
	if strings.HasPrefix(w.outside, "http") {
		hand = send
	}
	if err := hand(ctx, w.outside, signed); err != nil {
		return fmt.Errorf("hand on the checkpoint: %w", err)
	}
	w.sent = string(signed)
	return nil
}

// witnessTime bounds how long the outside may take.
const witnessTime = 20 * time.Second

// checkOutside fails for what is neither an address nor a program. Over plain
// http anybody on the way could keep a checkpoint from arriving.
func checkOutside(to string) error {
	u, err := url.Parse(to)
	switch {
	case to == "":
		return nil
	case err == nil && u.Scheme == "https" && u.Host != "":
		return nil
	case err == nil && u.Scheme == "http" && loopback(u.Host) == nil:
		return nil
	case strings.HasPrefix(to, "http"):
		return errors.New("-checkpoint-to: want https://, or http:// on loopback with a port")
	}
	if _, err := exec.LookPath(strings.Fields(to)[0]); err != nil {
		return fmt.Errorf("-checkpoint-to: %w", err)
	}
	return nil
}

// send hands the checkpoint to an address. A redirect is not followed: only the
// address that was configured is spoken to.
func send(ctx context.Context, to string, signed []byte) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(signed))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "text/plain; charset=utf-8")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("it answers %s", resp.Status)
	}
	return nil
}

// pipe hands the checkpoint to a program, on its input; no shell sees the words.
func pipe(ctx context.Context, program string, signed []byte) error {
	words := strings.Fields(program)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Stdin = bytes.NewReader(signed)
	return cmd.Run()
}

// A chore is something that is done at its own pace.
type chore struct {
	name  string
	every time.Duration
	do    func(context.Context) error
}

// choresOf gives what the program does by itself.
func choresOf(book *journal.Book, d *desk.Desk, clock func() time.Time, w *witness, copies backups) []chore {
	all := []chore{
		{"remind", time.Hour, func(ctx context.Context) error {
			if err := d.Refresh(ctx); err != nil {
				return err
			}
			_, err := d.Remind(ctx)
			return errors.Join(err, d.TellOfWaarneming(ctx))
		}},
		{"seal the read log", 15 * time.Minute, func(ctx context.Context) error {
			_, err := d.SealReadings(ctx)
			return err
		}},
		{"purge", time.Minute, func(ctx context.Context) error { return book.PurgePlanned(ctx, clock()) }},
		{"keep a checkpoint", 5 * time.Minute, func(ctx context.Context) error { return w.keep(ctx, book) }},
		{"sweep", 24 * time.Hour, func(ctx context.Context) error { return book.Sweep(ctx, clock().AddDate(0, -1, 0)) }},
		{"forget exercises", 24 * time.Hour, d.ForgetExercises},
	}
	if copies.every > 0 {
		all = append(all, chore{"back up", copies.every, func(ctx context.Context) error { return copies.make(ctx, book, clock()) }})
	}
	return all
}

// work does the chores until the context ends: at once, and then each at its
// own pace. A chore that fails is logged and tried again the next time.
func work(ctx context.Context, log *slog.Logger, clock func() time.Time, chores []chore) {
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
