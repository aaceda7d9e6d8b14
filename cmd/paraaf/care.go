package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"paraaf/documents"
	"paraaf/documents/gate"
	"paraaf/policies"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// The commands that care for stored data. They read beside a program that
// works in it; only migrate and restore change anything.

func migrate(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	dry := f.Bool("dry-run", false, "say what would be done and change nothing")
	where := storeFlags(f, c)
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	dsn, err := where.dsn(!*dry)
	if err != nil {
		return err
	}
	plan, err := journal.Migrate(ctx, dsn, *dry, journal.Options{Clock: time.Now})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "schema %d, this program knows %d\n", plan.Have, plan.Known)
	done := "done"
	if *dry {
		done = "to do"
	}
	for _, s := range plan.Steps {
		fmt.Fprintf(c.out, "%s: %s\n", done, s)
	}
	return nil
}

func ledger(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	out := f.String("o", "", "file to write the checkpoint to")
	kept := f.String("checkpoint", "", "checkpoint that was kept, to hold the ledger against")
	where := storeFlags(f, c)
	words, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return fmt.Errorf("want export, checkpoint or verify")
	}
	book, err := where.look(ctx)
	if err != nil {
		return err
	}
	defer book.Close()
	switch words[0] {
	case "export":
		return book.ExportLedger(ctx, c.out)
	case "checkpoint":
		return writeCheckpoint(ctx, c, book, *out)
	case "verify":
		return verifyLedger(ctx, c, book, *kept)
	}
	return fmt.Errorf("there is no ledger %q; use export, checkpoint or verify", words[0])
}

func writeCheckpoint(ctx context.Context, c console, book *journal.Book, file string) error {
	signed, err := book.Checkpoint(ctx)
	if err != nil {
		return err
	}
	if file == "" {
		_, err = c.out.Write(signed)
		return err
	}
	return os.WriteFile(file, signed, 0o644)
}

// verifyLedger reads the whole ledger, and holds it against a kept checkpoint.
func verifyLedger(ctx context.Context, c console, book *journal.Book, kept string) error {
	var checkpoint []byte
	key, err := book.PublicKey(ctx)
	if err != nil {
		return err
	}
	if kept != "" {
		if checkpoint, err = os.ReadFile(kept); err != nil {
			return err
		}
	}
	r, w := io.Pipe()
	go func() { w.CloseWithError(book.ExportLedger(ctx, w)) }()
	n, err := journal.VerifyLedger(r, checkpoint, key)
	r.CloseWithError(errors.New("read no further"))
	return answer(c, err, fmt.Sprintf("%d records, all as they were written", n))
}

// answer turns a broken ledger or a damaged record into the answer no.
func answer(c console, err error, yes string) error {
	var broken *journal.Broken
	var damaged *journal.Damaged
	switch {
	case err == nil:
		fmt.Fprintln(c.out, yes)
		return nil
	case errors.As(err, &broken), errors.As(err, &damaged):
		fmt.Fprintln(c.out, err)
		return errNo
	}
	return err
}

// verify holds everything that is stored against what was written.
func verify(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	where := storeFlags(f, c)
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	policy, err := policies.Embedded()
	if err != nil {
		return fmt.Errorf("load the policy: %w", err)
	}
	book, err := where.look(ctx)
	if err != nil {
		return err
	}
	defer book.Close()
	report, err := book.Verify(ctx)
	if err != nil {
		return err
	}
	for _, d := range report.Faults {
		fmt.Fprintln(c.out, d.Error())
	}
	if report.More > 0 {
		fmt.Fprintf(c.out, "and %d more\n", report.More)
	}
	loose, err := uncertified(ctx, book)
	if err != nil {
		return err
	}
	lost, err := desk.LostPictures(ctx, book)
	if err != nil {
		return err
	}
	loose = append(loose, lost...)
	for _, l := range loose {
		fmt.Fprintln(c.out, l)
	}
	fmt.Fprintf(c.out, "%d records, %d papers, %d public files, %d dossiers; policy %s\n",
		report.Entries, report.Papers, report.Published, report.Dossiers, policy.SHA256())
	if !report.OK() || len(loose) > 0 {
		return errNo
	}
	return nil
}

// uncertified holds every file that was ever published against the certificate that
// it went out under, and names those that are not in it.
func uncertified(ctx context.Context, book *journal.Book) ([]string, error) {
	files, err := book.AllPublished(ctx)
	var damaged *journal.Damaged
	if errors.As(err, &damaged) {
		return nil, nil // it stands in the report already
	} else if err != nil {
		return nil, err
	}
	var out []string
	known := map[documents.Digest]gate.Certificate{}
	for _, p := range files {
		c, read := known[p.Certificate]
		if !read {
			paper, err := book.Paper(ctx, p.Certificate)
			if err == nil {
				err = json.Unmarshal(paper.Bytes, &c)
			}
			if err != nil {
				out = append(out, fmt.Sprintf("public file %s: its certificate cannot be read: %v", p.Digest.Short(), err))
				continue
			}
			known[p.Certificate] = c
		}
		if !slices.ContainsFunc(c.Files, func(f gate.CertifiedFile) bool { return f.SHA256 == p.Digest }) {
			out = append(out, fmt.Sprintf("public file %s: its certificate does not name it", p.Digest.Short()))
		}
	}
	return out, nil
}

func backup(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	out := f.String("o", "", "file to write the backup to")
	where := storeFlags(f, c)
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	if *out == "" {
		return fmt.Errorf("want -o FILE")
	}
	book, err := where.look(ctx)
	if err != nil {
		return err
	}
	defer book.Close()
	file, err := os.OpenFile(*out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make the backup: %w", err)
	}
	if err := errors.Join(book.Backup(ctx, file), file.Sync(), file.Close()); err != nil {
		os.Remove(*out)
		return fmt.Errorf("make the backup: %w", err)
	}
	return nil
}

func restore(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	in := f.String("i", "", "backup to restore")
	where := storeFlags(f, c)
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	raw, err := os.Open(*in)
	if err != nil {
		return fmt.Errorf("want -i FILE: %w", err)
	}
	defer raw.Close()
	dsn, err := where.dsn(true)
	if err != nil {
		return err
	}
	keys, err := where.paperKeys(false)
	if err != nil {
		return err
	}
	return journal.Restore(ctx, dsn, raw, journal.Options{Clock: time.Now, Keys: keys})
}
