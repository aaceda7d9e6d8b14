// Command paraaf carries a ministry's paper from first draft to publication.
//
// It is one program: the service itself (serve, demo), the same paper work on
// files (parse, lint, render, detect, redact, gate) and the care of stored
// data (verify, ledger, readlog, backup, restore, migrate). What may be relied
// on from outside stands in the README under "Opdrachten"; every command has
// -h, writes results to standard output and messages to standard error, and
// exits 0 when done, 1 when the answer is no (a leak, a failed verification, a
// blocking remark) and 2 when it could not be done.
//
// Flags and environment are read in this package and nowhere else, and this is
// where the clock and the source of randomness are handed to the rooms below.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// A console is what a command reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
}

// A command is one word after paraaf.
type command struct {
	name  string
	usage string // the arguments
	short string // one line of help
	run   func(ctx context.Context, c console, f *flag.FlagSet, args []string) error
}

// commands in the order of the help text.
func commands() []command {
	return []command{
		{"demo", "[-addr ADDR] [-data DIR]", "worked example with all roles, on loopback only", demo},
		{"serve", "[-addr ADDR] [-data DIR] [-db DSN]", "the product", serve},
		{"seed", "-profile toets -seed N [-data DIR] [-db DSN]", "two ministries, users of every role, dossiers in every state", seed},
		{"parse", "FILE...", "typed nota, Kamerbrief or antwoorden as JSON, one object a line", parse},
		{"lint", "[-json] [-sent DATE] FILE...", "remarks on the papers of one dossier", lint},
		{"render", "FILE -o OUT.html|.pdf|.odt|.docx|.md", "a paper in its form", renderPaper},
		{"bundle", "DOSSIER... -o OUT.pdf", "the papers of dossiers as one PDF to read, with a list in front", bundle},
		{"detect", "[-jsonl] [FILE|-]", "personal data found", detect},
		{"redact", "FILE -marks MARKS.json -o OUT", "the public version of a paper", redactPaper},
		{"gate", "[-secrets FILE] [-public] ARTEFACT...", "attack finished artefacts", gateFiles},
		{"routes", "-json", "method, path, permission, object kind, changes-state", routes},
		{"ledger", "export | checkpoint -o FILE | verify [-checkpoint FILE]", "the ledger, its checkpoints and their proof", ledger},
		{"readlog", "-from T -to T [-dossier D] [-person P]", "who opened, downloaded, exported, searched, was refused", readlog},
		{"verify", "[-data DIR] [-db DSN]", "digests, ledger, policy, pictures, published artefacts", verify},
		{"backup", "-o FILE", "backup while running", backup},
		{"restore", "-i FILE", "restore into an empty place", restore},
		{"key", "rotate [-data DIR]", "a new key for papers; the older ones still open what they sealed", key},
		{"rebuild", "[-data DIR] [-db DSN]", "what lists and searches show, anew from the events", rebuildBook},
		{"destroy", "-item ITEM -years N", "lists what may be destroyed; two administrators do it on their page", destroy},
		{"migrate", "[-dry-run]", "schema version", migrate},
		{"config", "check FILE...", "sjablonen, routes, register of bewindspersonen, recesses, policy", config},
	}
}

// errNo is the answer no: exit 1, with nothing more to say than was printed.
var errNo = errors.New("the answer is no")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr, os.Getenv})
	stop()
	os.Exit(code)
}

// run carries out one command line and gives the exit code.
func run(ctx context.Context, args []string, c console) int {
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" || args[0] == "help" {
		usage(c)
		if len(args) == 0 {
			return 2
		}
		return 0
	}
	for _, cmd := range append(commands(), command{name: workerCommand, run: foreignWorker}) {
		if cmd.name != args[0] {
			continue
		}
		f := flag.NewFlagSet("paraaf "+cmd.name, flag.ContinueOnError)
		f.SetOutput(c.err)
		f.Usage = func() {
			fmt.Fprintf(c.err, "usage: paraaf %s %s\n\n%s\n\n", cmd.name, cmd.usage, cmd.short)
			f.PrintDefaults()
		}
		err := cmd.run(ctx, c, f, args[1:])
		switch {
		case err == nil, errors.Is(err, flag.ErrHelp):
			return 0
		case errors.Is(err, errNo):
			return 1
		}
		fmt.Fprintf(c.err, "paraaf %s: %v\n", cmd.name, err)
		return 2
	}
	fmt.Fprintf(c.err, "paraaf: there is no command %q\n\n", args[0])
	usage(c)
	return 2
}

func usage(c console) {
	fmt.Fprint(c.err, "usage: paraaf COMMAND [ARGUMENTS]; paraaf COMMAND -h says more\n\n")
	for _, cmd := range commands() {
		fmt.Fprintf(c.err, "  %-8s %s\n", cmd.name, cmd.short)
	}
}

// parseFlags reads flags before, between and after the arguments, as in
// `paraaf render FILE -o OUT`; after "--" and for "-" everything is argument.
func parseFlags(f *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := f.Parse(args); err != nil {
			return nil, err
		}
		if ended := len(args) - f.NArg(); ended > 0 && args[ended-1] == "--" {
			return append(rest, f.Args()...), nil
		}
		args = f.Args()
		for len(args) > 0 && (args[0] == "-" || !strings.HasPrefix(args[0], "-")) {
			rest, args = append(rest, args[0]), args[1:]
		}
		if len(args) == 0 {
			return rest, nil
		}
	}
}
