package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/workflow/journal/postgrestest"
)

// A sender is somebody who opens dossiers at one node without pause, and who
// sends what was answered with 503 again, the same thing with the same key.
type sender struct {
	*testing.T
	address string
	other   string // the node that takes over when there is no answer, "" when none does
	client  *http.Client
	nota    string
	opened  []string // where each dossier that was acknowledged lies
	refused int      // answers with 503
	moved   int      // to the other node
}

func newSender(t *testing.T, address, nota string, who browsertest.Account) *sender {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &sender{T: t, address: address, nota: nota, client: &http.Client{Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	resp, _, err := s.send(t.Context(), "/aanmelden", "", url.Values{"naam": {who.Login}, "wachtwoord": {who.Password}})
	if err != nil || resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s signs in: %v %v", who.Login, resp, err)
	}
	return s
}

func (s *sender) send(ctx context.Context, path, key string, form url.Values) (*http.Response, string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, "", err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	resp, err := s.client.Do(r)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp, string(body), err
}

// open opens a dossier, again and again until that is acknowledged.
func (s *sender) open(ctx context.Context, key string) bool {
	for ctx.Err() == nil {
		resp, body, err := s.send(ctx, "/dossiers/importeren", key, url.Values{"nota": {s.nota}})
		switch {
		case err != nil && s.other != "":
			s.address, s.other = s.other, s.address
			s.moved++
		case err != nil:
			s.Errorf("no answer: %v", err)
			return false
		case resp.StatusCode == http.StatusSeeOther:
			s.opened = append(s.opened, resp.Header.Get("Location"))
			return true
		case resp.StatusCode == http.StatusServiceUnavailable && strings.Contains(body, "even niet bereikbaar") && resp.Header.Get("Retry-After") != "":
			s.refused++
			select {
			case <-time.After(50 * time.Millisecond): // what the page asks a person to do takes a minute
			case <-ctx.Done():
			}
		default:
			s.Errorf("status %d: %.500s", resp.StatusCode, body)
			return false
		}
	}
	s.Error("never acknowledged")
	return false
}

// TestTwoNodesOutliveTheirDatabaseServer has people open dossiers on three programs
// while one of them is stopped, as for a new release, and one is killed: whoever
// worked there sends the same again to the one that is left, and a new one comes
// beside it. Then the PostgreSQL that both work in is killed,
// and the standby takes its place. Neither program is touched: they answer with a
// page that says so, and go on when there is a database again. Every dossier that
// was acknowledged is there, once, on both.
func TestTwoNodesOutliveTheirDatabaseServer(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	binary := browsertest.Build(t, "paraaf/cmd/paraaf")
	first := postgrestest.Start(t)
	dsn := first.Database(t)
	accounts := seedInto(t, binary, dsn)
	key := houseKey(t)
	dossiers := func(dsn string) int {
		out, err := exec.CommandContext(ctx, binary, "verify", "-db", dsn, "-key", key, "-data", t.TempDir()).Output()
		_, counted, _ := strings.Cut(string(out), "papers,")
		n := 0
		if _, scanned := fmt.Sscanf(counted, " %d public files, %d dossiers", new(int), &n); err != nil || scanned != nil {
			t.Fatalf("verify: %v %v\n%s", err, scanned, out)
		}
		return n
	}
	seeded := dossiers(dsn)
	second := first.Standby(t)
	either := first.Either(t, dsn, second)
	nota, err := os.ReadFile(seedNota)
	if err != nil {
		t.Fatal(err)
	}
	node := func() *browsertest.Program {
		p := browsertest.Start(t, binary, "serve", "-secure=false", "-db", either, "-key", key)
		p.Introduce(bytes.NewReader(accounts))
		return p
	}
	nodes := []*browsertest.Program{node(), node(), node()}
	var senders []*sender
	for i := range 6 {
		s := newSender(t, nodes[i%3].Address, string(nota), nodes[i%3].Account("opsteller", "vws.dicio"))
		if i%3 > 0 {
			s.other = nodes[0].Address
		}
		senders = append(senders, s)
	}
	var all sync.WaitGroup
	var acknowledged atomic.Int64
	enough := make(chan struct{})
	for i, s := range senders {
		all.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-enough:
					return
				default:
				}
				if !s.open(ctx, fmt.Sprintf("afzender-%d-stuk-%d", i, n)) {
					return
				}
				acknowledged.Add(1)
			}
		})
	}
	more := func(n int64) {
		t.Helper()
		for want := acknowledged.Load() + n; acknowledged.Load() < want; {
			select {
			case <-time.After(10 * time.Millisecond):
			case <-ctx.Done():
				t.Fatalf("%d acknowledged, waiting for %d", acknowledged.Load(), want)
			}
		}
	}
	more(20)
	nodes[1].Stop() // it answers what it had taken on, and leaves with 0
	more(20)
	nodes[2].Kill() // it answers nobody any more
	more(20)
	nodes = []*browsertest.Program{nodes[0], node()}
	if err := first.Kill(); err != nil {
		t.Fatal(err)
	}
	for _, p := range nodes { // alive, not ready: a balancer sends nobody, and nobody restarts it
		for path, want := range map[string]int{"/healthz": http.StatusOK, "/readyz": http.StatusServiceUnavailable} {
			if resp, err := http.Get(p.Address + path); err != nil || resp.StatusCode != want {
				t.Errorf("%s without a database: %v %v", path, resp, err)
			} else {
				resp.Body.Close()
			}
		}
	}
	if err := second.Promote(); err != nil {
		t.Fatal(err)
	}
	more(20)
	close(enough)
	all.Wait()

	refused, moved, where := 0, 0, map[string]bool{}
	for _, s := range senders {
		refused, moved = refused+s.refused, moved+s.moved
		for _, path := range s.opened {
			where[path] = true
			for _, p := range nodes {
				r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Address+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				if resp, err := s.client.Do(r); err != nil || resp.StatusCode != http.StatusOK {
					t.Errorf("acknowledged, and not there: %s at %s: %v %v", path, p.Address, resp, err)
				} else {
					resp.Body.Close()
				}
			}
		}
	}
	if refused == 0 {
		t.Error("nobody was told that the database was away: this tests nothing")
	}
	if moved != 4 { // nobody was without an answer when the database was away
		t.Errorf("of the four who worked on the nodes that went %d moved", moved)
	}
	if int64(len(where)) != acknowledged.Load() {
		t.Errorf("%d acknowledged, at %d places", acknowledged.Load(), len(where))
	}
	for _, p := range nodes {
		p.Stop()
	}
	if n := dossiers(either); n != seeded+len(where) {
		t.Errorf("%d dossiers were there and %d acknowledged, now there are %d", seeded, len(where), n)
	}
	t.Logf("%d acknowledged, none lost, none twice, %d answered with 503, %d moved", len(where), refused, moved)
}

// TestAFullDiskIsSaidAndHeals has the database refuse what is new, first what
// happened and then who reads: nobody is told that it is a fault of the program,
// nothing is half kept, and without a restart all goes on when there is room.
func TestAFullDiskIsSaidAndHeals(t *testing.T) {
	t.Parallel()
	binary := browsertest.Build(t, "paraaf/cmd/paraaf")
	dsn := postgrestest.Start(t).Database(t)
	accounts := seedInto(t, binary, dsn)
	nota, err := os.ReadFile(seedNota)
	if err != nil {
		t.Fatal(err)
	}
	p := browsertest.Start(t, binary, "serve", "-secure=false", "-db", dsn)
	p.Introduce(bytes.NewReader(accounts))
	noor := newSender(t, p.Address, string(nota), p.Account("opsteller", "vws.dicio"))
	open := func(key string) (int, string) {
		t.Helper()
		resp, body, err := noor.send(t.Context(), "/dossiers/importeren", key, url.Values{"nota": {noor.nota}})
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode == http.StatusSeeOther {
			body = resp.Header.Get("Location")
		}
		return resp.StatusCode, body
	}
	read := func(path string) (int, string) {
		t.Helper()
		resp, err := noor.client.Get(p.Address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(body)
	}
	said := func(what string, status int, body string) {
		t.Helper()
		if status != http.StatusInsufficientStorage || !strings.Contains(body, "geen plaats meer") || !strings.Contains(body, "niet bewaard") {
			t.Errorf("%s on a full disk: status %d, %.300s", what, status, body)
		}
	}
	_, before := open("stuk-vooraf")

	empty := postgrestest.Fill(t, dsn, "entries")
	status, body := open("stuk-op-een-volle-schijf")
	said("opening a dossier", status, body)
	if status, _ := read(before); status != http.StatusOK {
		t.Errorf("what was kept is not shown: status %d", status)
	}
	empty()
	status, after := open("stuk-op-een-volle-schijf")
	if status != http.StatusSeeOther || after == before {
		t.Errorf("the same sent again when there is room: status %d, %s", status, after)
	}

	empty = postgrestest.Fill(t, dsn, "readings")
	status, body = read(after)
	said("reading, which is noted first,", status, body)
	if strings.Contains(body, "Chipsoft") {
		t.Error("a paper went out and is not in the read log")
	}
	empty()
	if status, _ := read(after); status != http.StatusOK {
		t.Errorf("reading when there is room: status %d", status)
	}
}
