package main

import (
	"bufio"
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
	"paraaf/workflow"
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

// A readLine is one line of readlog.
type readLine struct {
	At      time.Time          `json:"at"`
	Person  workflow.PersonID  `json:"person"`
	Session string             `json:"session"`
	Address string             `json:"address"`
	Dossier workflow.DossierID `json:"dossier,omitempty"`
	Paper   string             `json:"paper,omitempty"` // first digits of the version's digest
	Action  string             `json:"action"`
	Result  string             `json:"result"`
}

func readlog(ctx context.Context, c console, f *flag.FlagSet, args []string) error {
	from := f.String("from", "", "begin, as 2026-04-22 or RFC 3339")
	to := f.String("to", "", "end, not included; as -from")
	dossier := f.String("dossier", "", "only this dossier")
	person := f.String("person", "", "only this person")
	where := storeFlags(f, c)
	if _, err := parseFlags(f, args); err != nil {
		return err
	}
	begin, err := parseTime(*from)
	if err != nil {
		return fmt.Errorf("-from: %w", err)
	}
	end, err := parseTime(*to)
	if err != nil {
		return fmt.Errorf("-to: %w", err)
	}
	book, err := where.look(ctx)
	if err != nil {
		return err
	}
	defer book.Close()
	out := bufio.NewWriterSize(c.out, 64<<10) // a write for every line took as long as reading it
	enc := json.NewEncoder(out)
	err = book.ReadLog(ctx, begin, end, workflow.DossierID(*dossier), workflow.PersonID(*person), func(r journal.Reading) error {
		l := readLine{At: r.At, Person: r.Person, Session: r.Session, Address: r.Address, Dossier: r.Dossier, Action: r.Action, Result: r.Result}
		if !r.Paper.IsZero() {
			l.Paper = r.Paper.Short()
		}
		return enc.Encode(l)
	})
	return errors.Join(err, out.Flush())
}

// parseTime reads an instant: RFC 3339, or a day at midnight in the Netherlands.
func parseTime(s string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	var d documents.Date
	if err := d.UnmarshalText([]byte(s)); err != nil || d.IsZero() {
		return time.Time{}, fmt.Errorf("%q is neither 2026-04-22 nor 2026-04-22T15:04:05Z", s)
	}
	noon := d.In(time.UTC).Add(12 * time.Hour)
	_, offset := workflow.Amsterdam(noon).Zone()
	return d.In(time.UTC).Add(-time.Duration(offset) * time.Second), nil
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
