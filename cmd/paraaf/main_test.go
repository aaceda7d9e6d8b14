package main

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
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

func TestAPaperFromWordIsReadLikeItsText(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	seed := "../../documents/testdata/seed/nota.md"
	for _, form := range []string{"docx", "odt"} {
		file, back := filepath.Join(dir, "nota."+form), filepath.Join(dir, form+".md")
		for _, args := range [][]string{{"render", seed, "-o", file}, {"render", file, "-o", back}} {
			if code, _, err := invoke(t, "", args...); code != 0 {
				t.Fatalf("%v: exit %d, %s", args, code, err)
			}
		}
		_, want, _ := invoke(t, "", "parse", back)
		code, got, _ := invoke(t, "", "parse", file)
		if code != 0 || got != want || !strings.Contains(got, `"onderwerp":"Kamerbrief Chipsoft Incident"`) {
			t.Errorf("parse of %s: exit %d\n%s\nof its text\n%s", form, code, got, want)
		}
		if code, out, _ := invoke(t, "", "lint", file); code != 1 || !strings.Contains(out, "L01") {
			t.Errorf("lint of %s: exit %d\n%s", form, code, out)
		}
	}
	broken := filepath.Join(dir, "kapot.docx")
	if err := os.WriteFile(broken, []byte("PK\x03\x04kapot"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, err := invoke(t, "", "parse", broken); code != 2 || !strings.Contains(err, "kapot.docx") {
		t.Errorf("a broken file: exit %d, %q", code, err)
	}
}
