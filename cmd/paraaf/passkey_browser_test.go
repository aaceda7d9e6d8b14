package main

import (
	"crypto/rand"
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/policies"
	"paraaf/web"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// An office is a seeded installation that is served in this process, so that a
// test knows its address beforehand, with the passwords of its people.
type office struct {
	address   string
	book      *journal.Book
	passwords map[string]string
}

func newOffice(t *testing.T, change func(o *web.Options)) *office {
	t.Helper()
	dir := t.TempDir()
	code, accounts, said := invoke(t, "", "seed", "-seed", "1", "-data", dir)
	if code != 0 {
		t.Fatal(said)
	}
	o := &office{passwords: map[string]string{}}
	for line := range strings.Lines(accounts) {
		var a accountLine
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		o.passwords[a.Login] = a.Password
	}
	var err error
	if o.book, err = journal.Open(t.Context(), "sqlite:"+filepath.Join(dir, "paraaf.db"), journal.Options{Clock: time.Now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.book.Close() })
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	o.address = "http://localhost:" + port
	options := web.Options{Desk: desk.New(o.book, policy, time.Now), Book: o.book, Policy: policy, Clock: time.Now, Random: rand.Reader, Key: make([]byte, 32), Origin: o.address}
	change(&options)
	server, err := web.New(options)
	if err != nil {
		t.Fatal(err)
	}
	h := server.HTTP()
	go func() { _ = h.Serve(l) }() // ends when it is closed
	t.Cleanup(func() { h.Close() })
	return o
}

// A minister for whom nothing but a passkey is good makes one, comes in with
// it, and takes a besluit with it.
func TestBrowserPasskeyOfWhoDecides(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(o *web.Options) {
		o.PasskeyFor, o.StepUp = []workflow.Role{workflow.RoleBewindspersoon}, time.Nanosecond
	})
	v := browsertest.NewBrowser(t).Visit(t, "ilse", o.address, browsertest.Tablet)
	v.Device()
	password := func() {
		t.Helper()
		v.Open("/aanmelden")
		v.Fill("login-name", "ilse")
		v.Fill("login-password", o.passwords["ilse"])
		v.Follow("login-submit")
	}

	t.Log("Without a passkey she gets no further than her own account.")
	password()
	if v.Path() != "/mijn-account#tweede-stap" {
		t.Fatalf("she lands at %s", v.Path())
	}
	v.Open("/werkvoorraad")
	if v.Path() != "/mijn-account#tweede-stap" {
		t.Errorf("and comes to %s", v.Path())
	}
	v.HasNot("add-app") // no use to her

	t.Log("She makes one, after saying her password once more.")
	v.Expect(http.StatusForbidden).Follow("add-passkey")
	v.Fill("bewijs", o.passwords["ilse"])
	v.Follow("prove")
	v.Fill("naam", "Tablet van de minister")
	v.Screenshot("passkey")
	v.Follow("confirm-passkey")
	v.Sees("Tablet van de minister", "passkey")
	v.Screenshot("account-passkey")
	v.Open("/werkvoorraad")
	v.Has("row")

	t.Log("With her password alone nobody comes in.")
	v.Follow("sign-out")
	password()
	if v.Path() != "/aanmelden/code" {
		t.Fatalf("a password leads to %s", v.Path())
	}
	if n := len(v.All("input[autocomplete=one-time-code]", "e.id")); n != 0 {
		t.Errorf("she is offered a code: %d", n)
	}
	v.Follow("second-submit")
	v.Has("row")

	t.Log("A besluit asks the passkey again, and loses nothing that was typed.")
	v.FollowAt(`[data-test="row"]:last-child [data-test="row-link"]`)
	v.Follow("go-take-besluit")
	v.Expect(http.StatusForbidden).Follow("action-take-besluit")
	v.Screenshot("prove-passkey")
	v.Follow("prove")
	v.Has("besluit")

	t.Log("Without any password, from the door.")
	v.Follow("sign-out")
	v.Screenshot("aanmelden-passkey")
	v.Follow("passkey-submit")
	if v.Path() != "/werkvoorraad" {
		t.Fatalf("with a passkey she lands at %s", v.Path())
	}

	t.Log("She takes it away, and is where she began.")
	v.Open("/mijn-account")
	v.Expect(http.StatusForbidden).Follow("remove-factor")
	v.Follow("prove")
	v.HasNot("factor")
	v.Open("/werkvoorraad")
	if v.Path() != "/mijn-account#tweede-stap" {
		t.Errorf("without a passkey she comes to %s", v.Path())
	}
	if r, err := o.book.Verify(t.Context()); err != nil || !r.OK() {
		t.Errorf("verify: %v %v", r.Faults, err)
	}
}
