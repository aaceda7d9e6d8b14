package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"paraaf/documents/redact"
	"paraaf/policies"
	"paraaf/web"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

func serve(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	addr := f.String("addr", "127.0.0.1:8080", "address to listen on")
	door := doorFlags(f, c)
	leave := leaveFlags(f, c)
	where := storeFlags(f, c)
	letters := mailFlags(f, c)
	service := f.String("analyzer", c.getenv("PARAAF_ANALYZER"), "address of a service within the walls that speaks as Presidio does; texts go there, and it may add what to ask about (PARAAF_ANALYZER)")
	scan := scannerFlag(f, c)
	care := careFlags(f, c)
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	if err := care.read(); err != nil {
		return err
	}
	other, err := newAnalyzer(*service)
	if err != nil {
		return err
	}
	scanner, err := newScanner(*scan)
	if err != nil {
		return err
	}
	box, err := letters.open()
	if err != nil {
		return err
	}
	out, err := leave.open()
	if err != nil {
		return err
	}
	_, err = os.Stat(where.keyPath())
	made := errors.Is(err, fs.ErrNotExist)
	book, err := where.open(ctx)
	if err != nil {
		return err
	}
	defer book.Close()
	if made {
		slog.New(slog.NewJSONHandler(c.err, nil)).Warn("a key was made: keep a copy elsewhere than the backups, and give it to every node on this database", "file", where.keyPath())
	}
	care.kept.file = filepath.Join(*where.data, checkpointFile)
	if err := compare(ctx, book, care.kept.file); err != nil {
		return err
	}
	policy, err := policies.Embedded()
	if err != nil {
		return fmt.Errorf("load the policy: %w", err)
	}
	options, err := door.options(where, *letters.url)
	if err != nil {
		return err
	}
	options.Scanner = scanner
	l, err := door.listen(*addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	return listen(ctx, c, l, book, policy, options, care, postman{box: box, url: *letters.url}, other, out)
}

// networks reads a list of CIDR ranges.
func networks(list string) ([]*net.IPNet, error) {
	var out []*net.IPNet
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		_, n, err := net.ParseCIDR(s)
		if err != nil {
			return nil, fmt.Errorf("-proxies: %w", err)
		}
		out = append(out, n)
	}
	return out, nil
}

// listen serves the pages on l until the context ends, then lets the requests
// under way finish. What the program does by itself goes on beside it.
func listen(ctx context.Context, c console, l net.Listener, book *journal.Book, policy *policies.Authorizer, o web.Options, care *caring, post postman, other redact.Analyzer, out leaving) error {
	log := slog.New(slog.NewJSONHandler(c.err, nil))
	o.Desk = desk.New(book, policy, time.Now)
	o.Desk.House, o.Desk.Seal = out.house, out.seal
	o.Desk.SetBrake(care.brake)
	o.Desk.Consult(other, func(err error) { log.Warn("analyzer not heard", "error", err.Error()) })
	o.Book, o.Policy, o.Clock, o.Random, o.Log, o.Stopping = book, policy, time.Now, rand.Reader, log, ctx.Done()
	post.book, post.desk, post.clock = book, o.Desk, o.Clock
	server, err := web.New(o)
	if err != nil {
		return fmt.Errorf("build the pages: %w", err)
	}
	watched, unwatch := context.WithCancel(ctx)
	defer unwatch()
	if err := watch(watched, care.monitor, log, server); err != nil {
		return err
	}
	if err := o.Desk.Refresh(ctx); err != nil {
		log.Error("settings not in force", "error", err.Error()) // until they are put right nobody may do anything
	}
	log.Info("listening", "address", l.Addr().String(), "policy", o.Desk.Policy().SHA256())
	scheme := "https://"
	if _, plain := l.(*net.TCPListener); plain {
		scheme = "http://"
	}
	if err := invite(ctx, c.err, o.Desk, cmp.Or(post.url, scheme+l.Addr().String())); err != nil {
		return fmt.Errorf("invite the first administrator: %w", err)
	}
	chores, rest := context.WithCancel(ctx)
	if err := takeForeign(chores, c, o.Desk, log); err != nil {
		rest()
		return err
	}
	for range annexWorkers { // a small dossier does not wait for a large one
		go o.Desk.MakeExports(chores, func(err error) { log.Error("chore failed", "action", "make an export", "error", err.Error()) })
	}
	worked := make(chan struct{})
	go func() {
		defer close(worked)
		// A slow mail server holds up mail, and nothing else.
		posted := make(chan struct{})
		go func() {
			defer close(posted)
			deliver(chores, log, post)
		}()
		work(chores, log, o.Clock, choresOf(book, o.Desk, o.Clock, &care.kept, care.copies))
		<-posted
	}()
	defer func() { rest(); <-worked }()
	h := server.HTTP()
	h.BaseContext = func(net.Listener) context.Context { return context.WithoutCancel(ctx) }
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := h.Shutdown(stop); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}

// demo serves the worked example, on loopback only: its passwords are printed.
func demo(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	addr := f.String("addr", "127.0.0.1:8080", "loopback address to listen on")
	data := f.String("data", "", "empty folder to keep the example in; default a temporary one")
	leave := leaveFlags(f, c)
	scan := scannerFlag(f, c)
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	if err := loopback(*addr); err != nil {
		return err
	}
	scanner, err := newScanner(*scan)
	if err != nil {
		return err
	}
	out, err := leave.open()
	if err != nil {
		return err
	}
	dir := *data
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "paraaf-demo-"); err != nil {
			return fmt.Errorf("make a folder for the example: %w", err)
		}
		defer os.RemoveAll(dir)
	}
	none := ""
	where := store{data: &dir, db: &none, key: &none}
	policy, err := policies.Embedded()
	if err != nil {
		return fmt.Errorf("load the policy: %w", err)
	}
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	defer l.Close()
	if err := tell(ctx, c, where, l.Addr(), policy, out); err != nil {
		return err
	}
	key, err := factorKey(where)
	if err != nil {
		return err
	}
	book, err := where.open(ctx)
	if err != nil {
		return err
	}
	defer book.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String()) // it is one of ours
	fmt.Fprintf(c.err, "Open http://%s and sign in with one of the accounts above.\n", l.Addr())
	return listen(ctx, c, l, book, policy, web.Options{Key: key, Origin: "http://localhost:" + port, Scanner: scanner}, &caring{brake: desk.UsualBrake, kept: witness{file: filepath.Join(dir, checkpointFile)}}, postman{}, nil, out)
}

// tell makes the example in an empty place, in a book that keeps the time of the
// story, and writes where it is served and who can sign in.
func tell(ctx context.Context, c console, where store, at net.Addr, policy *policies.Authorizer, out leaving) error {
	var actors *player
	begin := fortnightAgo(time.Now())
	book, err := where.openAt(ctx, func() time.Time {
		if actors == nil {
			return begin
		}
		return actors.now
	})
	if err != nil {
		return err
	}
	defer book.Close()
	if n, err := book.Accounts(ctx); err != nil {
		return err
	} else if n > 0 {
		return fmt.Errorf("%s holds an installation already; name an empty folder", *where.data)
	}
	if err := json.NewEncoder(c.out).Encode(map[string]string{"address": "http://" + at.String()}); err != nil {
		return err
	}
	if err := populate(ctx, book, rand.Reader, c.out); err != nil {
		return err
	}
	actors = newPlayer(ctx, book, policy, begin)
	actors.desk.House = out.house
	if out.seal != nil && out.seal.Check(begin) == nil { // a seal of today holds nothing of a fortnight ago
		actors.desk.Seal = out.seal
	}
	if err := actors.play(); err != nil {
		return fmt.Errorf("act out the example: %w", err)
	}
	return nil
}

// loopback refuses an address that others can reach.
func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("-addr: %w", err)
	}
	if !thisMachine(host) {
		return fmt.Errorf("-addr: the example runs on loopback only (127.0.0.1:PORT), not on %q", host)
	}
	return nil
}

// fortnightAgo is when the story of the example begins.
func fortnightAgo(now time.Time) time.Time {
	return now.AddDate(0, 0, -14).Truncate(24 * time.Hour).Add(8 * time.Hour)
}

// routes prints the table that the pages are served from.
func routes(_ context.Context, c console, f *flag.FlagSet, args []string) error {
	f.Bool("json", true, "as JSON, one object a line (the only form)")
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	enc := json.NewEncoder(c.out)
	for _, r := range web.Routes() {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}
