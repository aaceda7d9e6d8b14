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

	"paraaf/workflow"
	"paraaf/workflow/desk"
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
// whole way of an archivist: the list, two administrators, and what is left in
// the files.
func TestPapersWhoseTermHasPassedAreDestroyedAndTheLedgerStillVerifies(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	under := []string{"-data", dir, "-item", "VWS 12.3", "-years", "10"}
	late := seedMoment.AddDate(11, 0, 0)

	if code, out, said := destroyIn(t, seedMoment.AddDate(9, 0, 0), under...); code != 0 || out != "" {
		t.Errorf("before the term: exit %d, %s%s", code, out, said)
	}
	code, out, said := destroyIn(t, late, under...)
	var due []expired
	for line := range strings.Lines(out) {
		var x expired
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		due = append(due, x)
	}
	if code != 0 || len(due) < 2 || due[0].Kenmerk == "" {
		t.Fatalf("after the term: exit %d, %d dossiers, %s", code, len(due), said)
	}

	t.Log("Nobody destroys anything alone: not on the command line, whatever name he types.")
	for _, c := range []struct {
		why  string
		args []string
		code int
		says string
	}{
		{"an order in a name", []string{"-by", "tom", string(due[0].Dossier)}, 1, "twee beheerders"},
		{"an order in no name", []string{string(due[0].Dossier)}, 1, "twee beheerders"},
		{"a name alone", []string{"-by", "tom"}, 1, "twee beheerders"},
		{"no term", []string{"-years", "0"}, 2, "want -item and -years"},
	} {
		if code, out, said := destroyIn(t, late, append(append([]string{}, under...), c.args...)...); code != c.code || out != "" || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit %d, %q, %q", c.why, code, out, said)
		}
	}

	t.Log("Two administrators do, while the list can be made beside the program that serves.")
	f := flag.NewFlagSet("test", flag.ContinueOnError)
	where := storeFlags(f, console{getenv: func(string) string { return "" }})
	if err := f.Parse([]string{"-data", dir}); err != nil {
		t.Fatal(err)
	}
	office, book, err := where.office(t.Context(), func() time.Time { return late }, false)
	if err != nil {
		t.Fatal(err)
	}
	if code, beside, said := destroyIn(t, late, under...); code != 0 || beside != out {
		t.Errorf("beside a program that serves: exit %d, %s%s", code, beside, said)
	}
	ask := func(login string) desk.Ask {
		account, err := book.Account(t.Context(), login)
		if err != nil {
			t.Fatal(err)
		}
		actor, err := office.Actor(t.Context(), account.Person)
		if err != nil {
			t.Fatal(err)
		}
		return desk.Ask{Actor: actor, Key: "vernietigen-" + login}
	}
	err = errors.Join(
		book.PutPerson(t.Context(), journal.Person{ID: "eva", Name: "Eva Smit"}),
		book.SetSeats(t.Context(), "eva", []workflow.Seat{{Role: workflow.RoleBeheerder}}),
		book.PutAccount(t.Context(), journal.Account{Login: "eva", Person: "eva"}),
		office.ProposeDestruction(t.Context(), ask("tom"), due[0].Dossier, desk.Retention{Item: "VWS 12.3", Years: 10}))
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(
		office.ConfirmDestruction(t.Context(), ask("eva"), due[0].Dossier),
		book.PurgePlanned(t.Context(), late.Add(time.Hour)),
		book.Close())
	if err != nil {
		t.Fatal(err)
	}
	if _, out, _ := destroyIn(t, late, under...); strings.Contains(out, string(due[0].Dossier)) || !strings.Contains(out, string(due[1].Dossier)) {
		t.Error("what was destroyed is still on the list, or what stays is not")
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
