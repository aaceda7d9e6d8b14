package main

import (
	"context"
	"debug/buildinfo"
	"errors"
	"flag"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/policies"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// TestBackupsAreMadeWhileRunningAndTheOldestGo has the chore of a running
// installation make backups, and restores what it kept.
func TestBackupsAreMadeWhileRunningAndTheOldestGo(t *testing.T) {
	t.Parallel()
	dir, to := seeded(t), t.TempDir()
	for _, other := range []string{"lees-mij.txt", "paraaf-oud.backup.gz"} { // not ours to remove
		if err := os.WriteFile(filepath.Join(to, other), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	clock := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	book, err := journal.Open(t.Context(), "sqlite:"+filepath.Join(dir, "paraaf.db"), journal.Options{Clock: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	chores := choresOf(book, desk.New(book, policy, time.Now), func() time.Time { return clock }, &witness{file: filepath.Join(dir, checkpointFile)}, backups{to: to, every: time.Hour, keep: 2})
	at := slices.IndexFunc(chores, func(c chore) bool { return c.name == "back up" })
	for range 4 {
		if err := chores[at].do(t.Context()); err != nil {
			t.Fatal(err)
		}
		clock = clock.Add(time.Hour)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := chores[at].do(stopped); err == nil {
		t.Error("a backup that was broken off is taken for one")
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(to)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{"lees-mij.txt", "paraaf-20261125T110000Z.backup.gz", "paraaf-20261125T120000Z.backup.gz", "paraaf-oud.backup.gz"}; !slices.Equal(names, want) {
		t.Fatalf("kept are %q", names)
	}
	again := t.TempDir()
	for _, args := range [][]string{{"restore", "-data", again, "-i", filepath.Join(to, names[2])}, {"verify", "-data", again}} {
		if code, out, err := invoke(t, "", args...); code != 0 {
			t.Errorf("%v: exit %d, %s%s", args, code, out, err)
		}
	}
}

func TestACheckpointLeavesTheHouse(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	book, err := journal.Open(t.Context(), "sqlite:"+filepath.Join(dir, "paraaf.db"), journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var got []string
	answer := http.StatusNoContent
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost {
			t.Error(r.Method, err)
		}
		got = append(got, string(body))
		w.Header().Set("Location", "/elders")
		w.WriteHeader(answer)
	}))
	defer server.Close()
	w := &witness{file: filepath.Join(dir, checkpointFile), outside: server.URL}
	for range 2 { // the same one is not sent twice
		if err := w.keep(t.Context(), book); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(w.file)
	if err != nil || len(got) != 1 || got[0] != string(kept) {
		t.Fatalf("the address got %d checkpoints, %q; kept is %q: %v", len(got), got, kept, err)
	}
	if err := book.CheckCheckpoint(t.Context(), []byte(got[0])); err != nil {
		t.Errorf("what it got: %v", err)
	}
	for _, status := range []int{http.StatusInternalServerError, http.StatusTemporaryRedirect} {
		answer = status
		w = &witness{file: w.file, outside: server.URL}
		if err := w.keep(t.Context(), book); err == nil {
			t.Errorf("an address that answers %d is taken for a witness", status)
		}
	}
	if len(got) != 3 {
		t.Errorf("%d requests: a redirect was followed", len(got))
	}
	outside := filepath.Join(t.TempDir(), "getuige")
	w = &witness{file: w.file, outside: "tee " + outside}
	if err := w.keep(t.Context(), book); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(outside); err != nil || string(content) != string(kept) {
		t.Errorf("the program got %q: %v", content, err)
	}
	w = &witness{file: w.file, outside: "false"}
	if err := w.keep(t.Context(), book); err == nil {
		t.Error("a program that fails is taken for a witness")
	}
	for to, ok := range map[string]bool{"": true, "https://getuige.example/paraaf": true, "http://127.0.0.1:99/x": true, "tee " + outside: true,
		"http://getuige.example/": false, "https://": false, "httpx": false, "geen-programma-van-ons x": false} {
		if err := checkOutside(to); (err == nil) != ok {
			t.Errorf("%q: %v", to, err)
		}
	}
}

func TestFlagsOfBackupsAreReadStrictly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, c := range []struct {
		why, args string
		every     time.Duration
		ok        bool
	}{
		{"none asked for", "", 0, true},
		{"a folder", "-backup-to " + dir, time.Hour, true},
		{"another pace", "-backup-to " + dir + " -backup-every 10m", 10 * time.Minute, true},
		{"a folder that is not there would lose them", "-backup-to " + dir + "/no", 0, false},
		{"too often", "-backup-to " + dir + " -backup-every 1s", 0, false},
		{"none would be kept", "-backup-to " + dir + " -backup-keep 0", 0, false},
	} {
		f := flag.NewFlagSet("t", flag.ContinueOnError)
		f.SetOutput(io.Discard)
		read := declareBackups(f, console{getenv: func(string) string { return "" }})
		if _, err := parseFlags(f, strings.Fields(c.args)); err != nil {
			t.Fatal(err)
		}
		if b, err := read(); (err == nil) != c.ok || b.every != c.every {
			t.Errorf("%s: %+v %v", c.why, b, err)
		}
	}
}

func TestTheBrakeIsReadStrictly(t *testing.T) {
	t.Parallel()
	cases := []struct {
		why, in string
		papers  int
		within  time.Duration
		ok      bool
	}{
		{"the usual one", "", 400, 10 * time.Minute, true},
		{"off", "0", 0, 0, true},
		{"another", "50/1h", 50, time.Hour, true},
		{"no time", "50", 0, 0, false},
		{"no number", "/10m", 0, 0, false},
		{"none at all would let nobody read", "0/10m", 0, 0, false},
		{"below nothing", "-1/10m", 0, 0, false},
		{"longer than the log is asked for at every page", "50/48h", 0, 0, false},
	}
	for _, c := range cases {
		b, err := parseBrake(c.in)
		if (err == nil) != c.ok || b.Papers != c.papers || b.Within != c.within {
			t.Errorf("%s: %+v %v", c.why, b, err)
		}
	}
}

// An older copy of the database is not gone on with: its ledger does not reach the
// checkpoint that was kept, and serve says so (attack A31).
func TestServeGoesOnWithNoOlderCopy(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	file := filepath.Join(dir, "paraaf.db")
	where := store{data: &dir, db: new(string), key: new(string)}
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	book, err := where.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	p := newPlayer(t.Context(), book, policy, seedMoment.AddDate(0, 1, 0))
	p.asks = 1 << 20
	if p.open("sem", "spoedzorg-nota.md", ""); p.err != nil {
		t.Fatal(p.err)
	}
	w := &witness{file: filepath.Join(dir, checkpointFile)}
	if err := w.keep(t.Context(), book); err != nil {
		t.Fatal(err)
	}
	if err := compare(t.Context(), book, w.file); err != nil {
		t.Errorf("the book itself: %v", err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, old, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		if err := os.Remove(file + beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if code, _, said := invoke(t, "", "serve", "-addr", "127.0.0.1:0", "-data", dir); code != 2 || !strings.Contains(said, "does not continue") {
		t.Errorf("serve on an older copy ended with %d: %s", code, said)
	}
}

// What the program is made of can be read from it, and is what this repository names with
// its sum: no module in another's place, none that nobody wrote down (attack A40).
func TestTheProgramIsMadeOfWhatIsWrittenDown(t *testing.T) {
	t.Parallel()
	info, err := buildinfo.ReadFile(browsertest.Build(t, "paraaf/cmd/paraaf"))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile("../../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range info.Deps {
		if m.Replace != nil || !strings.Contains(string(sums), m.Path+" "+m.Version+" "+m.Sum+"\n") || m.Sum == "" {
			t.Errorf("%s %s is not in go.sum as it was built in", m.Path, m.Version)
		}
	}
	if len(info.Deps) < 10 {
		t.Errorf("the program names %d modules", len(info.Deps))
	}
}
