package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := check(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitPassed = 0
	exitFailed = 1
	exitUnable = 2
)

// check is the whole command: what is asked, what there is, what is missing,
// and then step after step.
func check(ctx context.Context, args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.SetOutput(errs)
	quick := flags.Bool("quick", false, "without race detector and fuzzing")
	long := flags.Bool("long", false, "more of everything: longer fuzzing, more random cases")
	run := flags.String("run", "", "only the steps whose name matches this `regexp`")
	list := flags.Bool("list", false, "say what would run")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return exitPassed
	}
	if err != nil {
		return exitUnable
	}
	options := Options{Quick: *quick, Long: *long}
	if *run != "" {
		options.Run, err = regexp.Compile(*run)
		if err != nil {
			fmt.Fprintf(errs, "check: -run: %v\n", err)
			return exitUnable
		}
	}

	root, err := moduleRoot(ctx)
	if err != nil {
		fmt.Fprintf(errs, "check: %v\n", err)
		return exitUnable
	}
	packages, err := listPackages(ctx, root)
	if err != nil {
		fmt.Fprintf(errs, "check: %v\n", err)
		return exitUnable
	}
	steps := Plan(packages, options)
	if len(steps) == 0 {
		fmt.Fprintf(errs, "check: no step is named like %q; -list shows them\n", *run)
		return exitUnable
	}
	if *list {
		for _, s := range steps {
			fmt.Fprintf(out, "%-34s %s\n", s.Name, s.Title)
		}
		return exitPassed
	}

	fmt.Fprintf(out, "%d steps. The first build takes a while: about two minutes on two cores, most of it the database.\n", len(steps))
	if needsTools(steps) {
		fmt.Fprintf(out, "\n== tools: what the tests need beside Go\n")
		err = provide(ctx, tools, out)
		if err != nil {
			fmt.Fprintf(errs, "check: %v\n", err)
			return exitUnable
		}
	}
	return execute(ctx, root, steps, out)
}

// needsTools says whether any of the steps runs tests.
func needsTools(steps []Step) bool {
	return slices.ContainsFunc(steps, func(s Step) bool { return s.Read == ReadTests })
}

// execute runs the steps one after the other and says at the end what ran.
// Steps are not run beside each other: the go command uses every core itself,
// and output of two at a time is read by nobody.
func execute(ctx context.Context, root string, steps []Step, out io.Writer) int {
	tally := NewTally()
	began := time.Now()
	type fault struct {
		step  string
		lines []string
	}
	var faults []fault
	for _, s := range steps {
		if ctx.Err() != nil {
			fmt.Fprintf(out, "\nstopped\n")
			return exitUnable
		}
		fmt.Fprintf(out, "\n== %s: %s\n", s.Name, s.Title)
		start := time.Now()
		wrong := perform(ctx, root, s, tally, out)
		for _, line := range wrong {
			fmt.Fprintf(out, "  WRONG %s\n", line)
		}
		if len(wrong) > 0 {
			faults = append(faults, fault{s.Name, wrong})
		}
		fmt.Fprintf(out, "  %s\n", time.Since(start).Round(100*time.Millisecond))
	}

	fmt.Fprintf(out, "\n== summary after %s\n", time.Since(began).Round(time.Second))
	for _, f := range faults {
		for _, line := range f.lines {
			first, _, _ := strings.Cut(line, "\n")
			fmt.Fprintf(out, "  %s: %s\n", f.step, first)
		}
	}
	fmt.Fprintf(out, "%d passed, %d failed\n", tally.Passed(), tally.Failed())
	if tally.Failed() > 0 || len(faults) > 0 {
		return exitFailed
	}
	return exitPassed
}
