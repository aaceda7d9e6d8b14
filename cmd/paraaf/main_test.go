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

// What the line and the enclosed files are, lint takes from its arguments.
func TestLintKnowsTheLineAndTheFilesItIsGiven(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	seed, err := os.ReadFile("../../documents/testdata/seed/nota.md")
	if err != nil {
		t.Fatal(err)
	}
	nota, brief := "../../documents/testdata/seed/nota.md", "../../documents/testdata/seed/kamerbrief.md"
	pdf := write("bijlage.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n4 0 obj<</Author(Jan de Boer)>>endobj\ntrailer<</Root 1 0 R/Info 4 0 R>>\n%%EOF\n")
	other := write("4377464-1097773-CIO.md", string(seed))
	for _, row := range []struct {
		args []string
		has  []string
		not  []string
		why  string
	}{
		{[]string{nota}, []string{"L04", "L05", "L25"}, []string{"L02", "L07", "L29", "L50"}, "the nota alone"},
		{[]string{"-station", "jenv", nota, brief}, []string{"L29"}, []string{"L04", "L05", "L25"}, "with its letter and JenV in the line, without FEZ and WJZ"},
		{[]string{"-station", "jenv", "-station", "vws.fez", "-station", "vws.wjz", "-station", "vws.communicatie", nota, brief}, nil, []string{"L25", "L29"}, "with everybody in the line"},
		{[]string{"-sent", "22 april 2026", nota}, []string{"L02"}, nil, "a day as papers write it"},
		{[]string{"-sent", "2026-04-22", nota}, []string{"L02"}, nil, "a day as machines write it"},
		{[]string{nota, pdf}, []string{"L50", "L05"}, []string{"L04"}, "a file with an author is enclosed, and not counted"},
		{[]string{other}, []string{"L07"}, nil, "a kenmerk in the name of the file that is another"},
	} {
		code, out, said := invoke(t, "", append([]string{"lint"}, row.args...)...)
		if code != 1 {
			t.Errorf("%s: exit %d, %s", row.why, code, said)
		}
		for _, c := range row.has {
			if !strings.Contains(out, " "+c+" ") {
				t.Errorf("%s: no %s\n%s", row.why, c, out)
			}
		}
		for _, c := range row.not {
			if strings.Contains(out, " "+c+" ") {
				t.Errorf("%s: %s\n%s", row.why, c, out)
			}
		}
		if strings.Contains(out, "Jan de Boer") {
			t.Errorf("%s: the remark repeats what it warns of", row.why)
		}
	}
	for _, args := range [][]string{{"lint"}, {"lint", pdf}, {"lint", "-sent", "gisteren", nota}, {"lint", nota, filepath.Join(dir, "weg.pdf")}} {
		if code, _, _ := invoke(t, "", args...); code != 2 {
			t.Errorf("%v: exit %d", args[1:], code)
		}
	}
}
