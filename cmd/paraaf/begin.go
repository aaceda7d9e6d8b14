package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"paraaf/workflow/desk"
)

// invite prints the link with which the first administrator comes in, on an
// installation without accounts. The code stands behind #: a browser does not
// send that, so that no log on the way can hold it.
func invite(ctx context.Context, out io.Writer, d *desk.Desk, base string) error {
	begun, err := d.Begun(ctx)
	if err != nil || begun {
		return err
	}
	code, err := d.FirstCode(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "\nEr is nog geen account. Open binnen 24 uur, één keer:\n\n  %s/eerste-start#%s\n\n", strings.TrimSuffix(base, "/"), code)
	return err
}

// config checks files as they are checked before they come in force: exit 1
// when one is not right, with every fault that is known.
func config(_ context.Context, c console, f *flag.FlagSet, args []string) error {
	words, err := parseFlags(f, args)
	if err != nil {
		return err
	}
	if len(words) < 2 || words[0] != "check" {
		return fmt.Errorf("want check and at least one file")
	}
	wrong := false
	for _, name := range words[1:] {
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		kind := desk.KindOf(src)
		checked, err := desk.CheckSetting(kind, src, nil)
		if err != nil {
			wrong = true
			for _, fault := range strings.Split(err.Error(), "\n") {
				fmt.Fprintf(c.out, "%s: %s\n", name, fault)
			}
			continue
		}
		fmt.Fprintf(c.out, "%s: %s in orde: %s\n", name, kind, strings.Join(checked.Says, "; "))
	}
	if wrong {
		return errNo
	}
	return nil
}
