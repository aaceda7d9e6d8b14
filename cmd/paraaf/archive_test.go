package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paraaf/workflow/journal"
)

// seeded gives a place with the seeded ministries and the accounts by login.
func seeded(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if code, _, err := invoke(t, "", "seed", "-data", dir); code != 0 {
		t.Fatal(err)
	}
	return dir
}

// destroyIn runs destroy at a moment, as run does.
func destroyIn(t *testing.T, at time.Time, args ...string) (code int, out, said string) {
	t.Helper()
	var o, e bytes.Buffer
	f := flag.NewFlagSet("paraaf destroy", flag.ContinueOnError)
	f.SetOutput(&e)
	err := destroyAt(t.Context(), console{strings.NewReader(""), &o, &e, func(string) string { return "" }}, f, args, func() time.Time { return at })
	switch {
	case errors.Is(err, errNo):
		code = 1
	case err != nil:
		code = 2
		e.WriteString(err.Error())
	}
	return code, o.String(), e.String()
}

// TestPapersWhoseTermHasPassedAreDestroyedAndTheLedgerStillVerifies goes the
// whole way of an archivist: the list, the order, the declaration, and what is
// left in the files.
func TestPapersWhoseTermHasPassedAreDestroyedAndTheLedgerStillVerifies(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	under := []string{"-data", dir, "-item", "VWS 12.3", "-years", "10"}
	late := seedMoment.AddDate(11, 0, 0)

	if code, out, said := destroyIn(t, seedMoment.AddDate(9, 0, 0), under...); code != 0 || out != "" {
		t.Errorf("before the term: exit %d, %s%s", code, out, said)
	}
	code, out, said := destroyIn(t, late, under...)
	var due []statement
	for line := range strings.Lines(out) {
		var s statement
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatal(err)
		}
		due = append(due, s)
	}
	if code != 0 || len(due) < 2 || due[0].Kenmerk == "" || due[0].By != "" {
		t.Fatalf("after the term: exit %d, %d dossiers, %s", code, len(due), said)
	}
	id := string(due[0].Dossier)

	t.Log("The list can be made beside a program that serves; an order on the command line cannot.")
	serving, err := journal.Open(t.Context(), "sqlite:"+filepath.Join(dir, "paraaf.db"), journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if code, beside, said := destroyIn(t, late, under...); code != 0 || beside != out {
		t.Errorf("beside a program that serves: exit %d, %s%s", code, beside, said)
	}
	if code, _, said := destroyIn(t, late, append(append([]string{}, under...), "-by", "tom", id)...); code != 2 || !strings.Contains(said, "in gebruik") {
		t.Errorf("an order beside a program that serves: exit %d, %s", code, said)
	}
	if err := serving.Close(); err != nil {
		t.Fatal(err)
	}

	t.Log("Who does not manage the installation may not; nor may anybody before the term, or an open dossier.")
	for _, c := range []struct {
		why  string
		at   time.Time
		args []string
		code int
		says string
	}{
		{"an opsteller", late, []string{"-by", "noor", id}, 1, "beheert"},
		{"before the term", seedMoment.AddDate(9, 0, 0), []string{"-by", "tom", id}, 1, "bewaartermijn loopt"},
		{"no such dossier", late, []string{"-by", "tom", "bestaatniet"}, 1, "is er niet"},
		{"no such account", late, []string{"-by", "niemand", id}, 2, "no open account"},
		{"nobody orders it", late, []string{id}, 2, "want -by"},
		{"an order without dossiers", late, []string{"-by", "tom"}, 2, "want -by"},
	} {
		if code, out, said := destroyIn(t, c.at, append(append([]string{}, under...), c.args...)...); code != c.code || out != "" || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit %d, %q, %q", c.why, code, out, said)
		}
	}

	t.Log("On the word of who may, the papers go, and what stays says who and under what.")
	code, out, said = destroyIn(t, late, append(under, "-by", "tom", id)...)
	var declared statement
	if err := json.Unmarshal([]byte(out), &declared); code != 0 || err != nil || declared.By == "" || declared.Item != "VWS 12.3" || declared.At == "" || declared.Kenmerk != due[0].Kenmerk {
		t.Fatalf("exit %d, %s%s", code, out, said)
	}
	if code, _, said := destroyIn(t, late, append(under, "-by", "tom", id)...); code != 1 || !strings.Contains(said, "al vernietigd") {
		t.Errorf("again: exit %d, %s", code, said)
	}
	if _, out, _ := destroyIn(t, late, under...); strings.Contains(out, id) {
		t.Error("what was destroyed is still on the list")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte(due[0].Kenmerk)) {
			t.Errorf("%s still holds the kenmerk of what was destroyed", filepath.Base(f))
		}
		if strings.HasSuffix(f, ".db") && !bytes.Contains(content, []byte(due[1].Kenmerk)) {
			t.Errorf("%s does not hold the kenmerk of what stays: this tests nothing", filepath.Base(f))
		}
	}
	for _, args := range [][]string{{"verify", "-data", dir}, {"ledger", "verify", "-data", dir}, {"rebuild", "-data", dir}, {"verify", "-data", dir}} {
		if code, out, err := invoke(t, "", args...); code != 0 {
			t.Errorf("%v: exit %d, %s%s", args, code, out, err)
		}
	}
	if _, out, _ := invoke(t, "", "ledger", "export", "-data", dir); !strings.Contains(out, "PapersDestroyed") || !strings.Contains(out, "VWS 12.3") {
		t.Error("the ledger does not say what was destroyed under what")
	}
}
