package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"paraaf/policies"
	"paraaf/web"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// TestADamagedDossierIsSaidToBeDamagedAndTheRestIsUsable changes one letter in
// the file of the database: verify names the record, its dossier is not shown and
// the page says why, and everything else goes on.
func TestADamagedDossierIsSaidToBeDamagedAndTheRestIsUsable(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	file := filepath.Join(dir, "paraaf.db")
	opened := func() *journal.Book {
		t.Helper()
		book, err := journal.Open(t.Context(), "sqlite:"+file, journal.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { book.Close() })
		return book
	}
	book := opened()
	noor, err := book.Account(t.Context(), "noor")
	if err != nil {
		t.Fatal(err)
	}
	list, err := book.Mine(t.Context(), noor.Person, journal.Page{})
	hers := list.Rows
	if err != nil || len(hers) < 2 {
		t.Fatalf("%d dossiers, %v", len(hers), err)
	}
	inLine := slices.IndexFunc(hers, func(r journal.Row) bool { return r.Phase == workflow.InLine })
	hit, whole := hers[inLine].ID, hers[(inLine+1)%len(hers)].ID
	history, err := book.Load(t.Context(), hit)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(book.Purge(t.Context()), book.Close()); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	entry := []byte(history.Entries[0].ID)
	changed := bytes.Clone(entry)
	changed[3] ^= 1
	if !bytes.Contains(content, entry) {
		t.Fatal("the entry is not in the file")
	}
	if err := os.WriteFile(file, bytes.ReplaceAll(content, entry, changed), 0o600); err != nil {
		t.Fatal(err)
	}

	if code, out, said := invoke(t, "", "verify", "-data", dir); code != 1 || !strings.Contains(out, string(hit)) || strings.Contains(out, string(whole)) {
		t.Errorf("verify: exit %d, %s%s", code, out, said)
	}
	book = opened()
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	now := seedMoment.AddDate(0, 1, 0)
	clock := func() time.Time { return now }
	office := desk.New(book, policy, clock)
	s, err := web.New(web.Options{Desk: office, Book: book, Policy: policy, Clock: clock, Random: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := book.NewSession(t.Context(), journal.Session{Person: noor.Person, Login: "noor", Created: now, Expires: now.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]struct {
		status int
		says   string
	}{
		"/dossiers/" + string(hit):   {http.StatusInternalServerError, "beschadigd"},
		"/dossiers/" + string(whole): {http.StatusOK, ""},
		"/werkvoorraad":              {http.StatusOK, ""},
		"/mijn-stukken":              {http.StatusOK, "Beschadigd dossier"},
		"/stukken":                   {http.StatusOK, "Beschadigd dossier"},
		"/stukken?zoek=zorg":         {http.StatusOK, ""},
		"/toezeggingen":              {http.StatusOK, ""},
		"/meldingen":                 {http.StatusOK, ""},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.AddCookie(&http.Cookie{Name: "sessie", Value: token})
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != want.status || !strings.Contains(w.Body.String(), want.says) || strings.Contains(w.Body.String(), "journal:") {
			t.Errorf("%s: status %d, %.600s", path, w.Code, w.Body)
		}
	}
	// Reminders go to everybody else, and who runs the program is told of the one.
	var damaged *journal.Damaged
	if n, err := office.Remind(t.Context()); n == 0 || !errors.As(err, &damaged) {
		t.Errorf("%d reminders, %v", n, err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	if code, out, said := destroyIn(t, seedMoment.AddDate(11, 0, 0), "-data", dir, "-item", "VWS 12.3", "-years", "10"); code != 0 || out == "" {
		t.Errorf("the list of what may go: exit %d, %s%s", code, out, said)
	}
}
