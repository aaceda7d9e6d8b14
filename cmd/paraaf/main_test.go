package main

import (
	"bytes"
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// invoke runs one command line as main does, without its environment.
func invoke(t *testing.T, in string, args ...string) (code int, out, err string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, console{strings.NewReader(in), &o, &e, func(string) string { return "" }})
	return code, o.String(), e.String()
}

func TestFlagsMayStandAnywhere(t *testing.T) {
	t.Parallel()
	cases := []struct {
		why  string
		args string
		rest []string
		o    string
		flag bool
	}{
		{"before", "-o x -json a b", []string{"a", "b"}, "x", true},
		{"after", "a b -o x", []string{"a", "b"}, "x", false},
		{"between", "a -json b", []string{"a", "b"}, "", true},
		{"a dash is a file", "-json -", []string{"-"}, "", true},
		{"after two dashes nothing is a flag", "-o x -- -json", []string{"-json"}, "x", false},
		{"with an equals sign", "a -o=x", []string{"a"}, "x", false},
		{"none", "", nil, "", false},
	}
	for _, c := range cases {
		f := flag.NewFlagSet("t", flag.ContinueOnError)
		o, j := f.String("o", "", ""), f.Bool("json", false, "")
		rest, err := parseFlags(f, strings.Fields(c.args))
		if err != nil || !slices.Equal(rest, c.rest) || *o != c.o || *j != c.flag {
			t.Errorf("%s: %q %q %v %v", c.why, rest, *o, *j, err)
		}
	}
	f := flag.NewFlagSet("t", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	if _, err := parseFlags(f, []string{"a", "-unknown"}); err == nil {
		t.Error("an unknown flag after an argument is taken")
	}
}

func TestEveryCommandHasHelp(t *testing.T) {
	t.Parallel()
	for _, c := range commands() {
		code, out, help := invoke(t, "", c.name, "-h")
		if code != 0 || out != "" || !strings.Contains(help, "usage: paraaf "+c.name) {
			t.Errorf("%s -h: exit %d, %q, %q", c.name, code, out, help)
		}
	}
}

func TestWhatCannotBeDoneExits2WithAReason(t *testing.T) {
	t.Parallel()
	cases := [][]string{
		{}, {"bestaatniet"}, {"parse"}, {"parse", "/bestaat/niet"}, {"render", "x"}, {"gate"}, {"lint"},
		{"seed", "-profile", "anders"}, {"demo", "-addr", "0.0.0.0:0"}, {"ledger"}, {"backup"}, {"restore"},
		{"readlog", "-from", "gisteren", "-to", "vandaag"}, {"redact", "x"},
	}
	for _, args := range cases {
		if code, _, err := invoke(t, "", args...); code != 2 || err == "" {
			t.Errorf("%q: exit %d, %q", args, code, err)
		}
	}
}

func TestTimesAreReadAsDutchDaysOrAsInstants(t *testing.T) {
	t.Parallel()
	cases := []struct{ why, in, want string }{
		{"a winter day begins at 23:00 UTC", "2026-01-15", "2026-01-14T23:00:00Z"},
		{"a summer day begins at 22:00 UTC", "2026-07-15", "2026-07-14T22:00:00Z"},
		{"an instant is taken as it is", "2026-07-15T10:00:00+02:00", "2026-07-15T08:00:00Z"},
	}
	for _, c := range cases {
		got, err := parseTime(c.in)
		if err != nil || got.UTC().Format(time.RFC3339) != c.want {
			t.Errorf("%s: %v %v", c.why, got, err)
		}
	}
}
