package browsertest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// An Account is one that the program printed: somebody to sign in as.
type Account struct {
	Name         string   `json:"name"`
	Login        string   `json:"login"`
	Password     string   `json:"password"`
	Roles        []string `json:"roles"`
	Organisation string   `json:"organisation"`
}

// A Program is the product, running as a process of its own.
type Program struct {
	Address string // "http://127.0.0.1:1234"
	Data    string // its folder

	t    testing.TB
	said struct {
		sync.Mutex
		accounts []Account
		logs     bytes.Buffer
	}
	stop func()
	kill func() error
	news chan struct{} // something was printed; one may be missed, none is lost
}

// Build builds the program at the import path into a folder of the test, and
// gives its path.
func Build(t testing.TB, importPath string) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), filepath.Base(importPath))
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", binary, importPath)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("build %s: %v\n%s", importPath, err, said)
	}
	return binary
}

// Start starts the program and waits until it is ready to serve: its first
// line says where, or the line of its log that it listens. It is told to stop
// when the test ends, and must then exit with 0.
func Start(t testing.TB, binary string, args ...string) *Program {
	t.Helper()
	p := &Program{t: t, Data: t.TempDir(), news: make(chan struct{}, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, binary, append(args, "-addr", "127.0.0.1:0", "-data", p.Data)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = patience
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = logs{p}
	err = cmd.Start()
	if err != nil {
		t.Fatalf("start %s: %v", binary, err)
	}
	ended := make(chan error, 1)
	go func() {
		p.read(out)
		ended <- cmd.Wait()
	}()
	killed := false
	p.kill = func() error {
		killed = true
		return cmd.Process.Kill()
	}
	p.stop = sync.OnceFunc(func() {
		cancel()
		err := <-ended
		if err != nil && !killed && !errors.Is(err, context.Canceled) {
			t.Errorf("%s ended with %v", strings.Join(args, " "), err)
		}
	})
	t.Cleanup(func() {
		p.stop()
		if t.Failed() {
			t.Logf("%s said:\n%s", strings.Join(args, " "), p.Logs())
		}
	})
	p.await("its address", func() bool { return p.Address != "" })
	p.awaitReady()
	return p
}

// Stop stops the program before the test ends: its data can then be looked at
// by another.
func (p *Program) Stop() { p.stop() }

// Kill ends the program as a machine does that fails: it learns nothing of it
// (SIGKILL), and need not exit with 0.
func (p *Program) Kill() {
	p.t.Helper()
	if err := p.kill(); err != nil {
		p.t.Fatalf("kill: %v", err)
	}
	p.stop()
}

// logs takes what the program writes to its standard error.
type logs struct{ p *Program }

// Write keeps what is logged. A line of slog comes in one piece, so that the
// one that names the address is found whole.
func (l logs) Write(b []byte) (int, error) {
	l.p.said.Lock()
	defer l.p.said.Unlock()
	var line struct{ Msg, Address string }
	if l.p.Address == "" && json.Unmarshal(b, &line) == nil && line.Msg == "listening" {
		l.p.Address = "http://" + line.Address
		select {
		case l.p.news <- struct{}{}:
		default:
		}
	}
	return l.p.said.logs.Write(b)
}

// Logs gives what the program wrote to its standard error until now.
func (p *Program) Logs() string {
	p.said.Lock()
	defer p.said.Unlock()
	return p.said.logs.String()
}

// read takes the lines of standard output as they come.
func (p *Program) read(out io.Reader) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var line struct {
			Address string `json:"address"`
			Account
		}
		err := json.Unmarshal(lines.Bytes(), &line)
		p.said.Lock()
		switch {
		case err != nil:
			p.said.logs.WriteString("standard output is not JSON: " + lines.Text() + "\n")
		case line.Address != "":
			p.Address = line.Address
			if !strings.Contains(p.Address, "://") {
				p.Address = "http://" + p.Address
			}
			p.Address = strings.TrimSuffix(p.Address, "/")
		case line.Login != "":
			p.said.accounts = append(p.said.accounts, line.Account)
		}
		p.said.Unlock()
		select {
		case p.news <- struct{}{}:
		default:
		}
	}
}

// await waits until the program has said what satisfies.
func (p *Program) await(what string, satisfied func() bool) {
	p.t.Helper()
	enough := time.NewTimer(patience)
	defer enough.Stop()
	for {
		p.said.Lock()
		done := satisfied()
		p.said.Unlock()
		if done {
			return
		}
		select {
		case <-p.news:
		case <-enough.C:
			p.t.Fatalf("the program did not say %s; it said:\n%s", what, p.Logs())
		}
	}
}

// awaitReady asks /readyz until it answers 200.
func (p *Program) awaitReady() {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	last := ""
	for time.Now().Before(deadline) {
		response, err := http.Get(p.Address + "/readyz")
		if err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return
			}
			last = response.Status
		} else {
			last = err.Error()
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-p.t.Context().Done():
			return
		}
	}
	p.t.Fatalf("the program is not ready: %s; it said:\n%s", last, p.Logs())
}

// Introduce makes known the accounts that another program printed, one line of
// JSON each: of two nodes on one database neither makes them itself.
func (p *Program) Introduce(lines io.Reader) { p.read(lines) }

// Account gives the first account with the role in the organisation or a part
// of it, waiting for its line.
func (p *Program) Account(role, organisation string) Account {
	p.t.Helper()
	return p.Accounts(role, organisation, 1)[0]
}

// Accounts gives the first n accounts with the role in the organisation or a
// part of it, waiting for their lines.
func (p *Program) Accounts(role, organisation string, n int) []Account {
	p.t.Helper()
	var found []Account
	p.await("accounts with role "+role+" in "+organisation, func() bool {
		found = nil
		for _, a := range p.said.accounts {
			if slices.Contains(a.Roles, role) && (a.Organisation == organisation || strings.HasPrefix(a.Organisation, organisation+".")) {
				found = append(found, a)
			}
		}
		return len(found) >= n
	})
	return found[:n]
}
