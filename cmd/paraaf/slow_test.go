package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// A said keeps what a program says, for a test to read while it runs.
type said struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// await waits until f holds, for as long as a slow machine may need.
func await(t *testing.T, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); !f(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// served runs the real serve on an empty folder until the test ends, and gives
// its address, that of its figures, and what it says.
func served(t *testing.T, args ...string) (address, figures string, out *said) {
	t.Helper()
	out = &said{}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	all := append([]string{"serve", "-addr", "127.0.0.1:0", "-monitor", "127.0.0.1:0", "-data", t.TempDir()}, args...)
	go func() {
		ended <- run(ctx, all, console{strings.NewReader(""), out, out, func(string) string { return "" }})
	}()
	t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("serve ended with %d: %s", code, out)
		}
	})
	of := func(msg string) string {
		var found string
		await(t, msg+": "+out.String(), func() bool {
			for line := range strings.Lines(out.String()) {
				var l struct{ Msg, Address string }
				if json.Unmarshal([]byte(line), &l) == nil && l.Msg == msg {
					found = l.Address
				}
			}
			return found != ""
		})
		return found
	}
	return of("listening"), of("monitor"), out
}

// figure reads one number of the monitor.
func figure(t *testing.T, figures, name string) int {
	t.Helper()
	resp, err := http.Get("http://" + figures + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^` + name + ` (\d+)$`).FindSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in %s", name, text)
	}
	n, _ := strconv.Atoi(string(m[1])) // digits
	return n
}

// dialFrom connects from an address of this machine, as another client.
func dialFrom(ip string) func(context.Context, string, string) (net.Conn, error) {
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}, Timeout: time.Minute}
	return d.DialContext
}

// TestSlowClientsAreBoundedAndHoldUpNobody: the real program, with clients that send
// heads and forms a byte at a time, that read no answer, or that keep connections
// open and say nothing (R19). Each kind comes from an address of its own with more
// connections than that may have. Somebody else is served all the while, the
// connections stay within the bounds, and all of it is given back.
func TestSlowClientsAreBoundedAndHoldUpNobody(t *testing.T) {
	t.Parallel()
	const most, each, sent = 90, 25, 60
	address, figures, _ := served(t, "-secure=false", "-connections", strconv.Itoa(most), "-connections-each", strconv.Itoa(each), "-patience", "700ms")
	await(t, "rest", func() bool { return figure(t, figures, "paraaf_connections") == 0 })
	before := figure(t, figures, "paraaf_goroutines")

	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var all sync.WaitGroup
	var ended sync.Map // by connection: whether the server let go
	client := func(ip string, speak func(net.Conn)) {
		dial := dialFrom(ip)
		for range sent {
			conn, err := dial(ctx, "tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			all.Go(func() {
				defer conn.Close()
				speak(conn)
				ended.Store(conn, ip)
			})
		}
	}
	trickle := func(conn net.Conn, first string) {
		_, err := io.WriteString(conn, first)
		for ; err == nil && ctx.Err() == nil; time.Sleep(50 * time.Millisecond) {
			_, err = io.WriteString(conn, "a")
		}
	}
	client("127.0.0.2", func(conn net.Conn) { trickle(conn, "GET /healthz HTTP/1.1\r\nHost: paraaf\r\nX-Traag: ") })
	client("127.0.0.3", func(conn net.Conn) {
		trickle(conn, "POST /aanmelden HTTP/1.1\r\nHost: paraaf\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nnaam=")
	})
	client("127.0.0.4", func(conn net.Conn) { // asks for much and reads nothing
		_ = conn.(*net.TCPConn).SetReadBuffer(1)
		for err := error(nil); err == nil && ctx.Err() == nil; {
			_, err = io.WriteString(conn, "GET /static/paraaf.css HTTP/1.1\r\nHost: paraaf\r\n\r\n")
		}
	})
	client("127.0.0.5", func(conn net.Conn) { // is answered, and then says nothing
		_, _ = io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: paraaf\r\n\r\n")
		_, _ = io.Copy(io.Discard, bufio.NewReader(conn)) // until the server ends it
	})

	other := &http.Client{Transport: &http.Transport{DialContext: dialFrom("127.0.0.6"), DisableKeepAlives: true}}
	fullest := 0
	for i := range 40 {
		resp, err := other.Get("http://" + address + "/aanmelden")
		if err != nil {
			t.Fatalf("somebody else is not served, at %d: %v", i, err)
		}
		page, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || !bytes.Contains(page, []byte("</html>")) {
			t.Fatalf("somebody else gets %d, %v", resp.StatusCode, err)
		}
		fullest = max(fullest, figure(t, figures, "paraaf_connections"))
	}
	if fullest > most || fullest <= each {
		t.Errorf("at most %d connections were held: more than %d are not allowed, and more than %d were asked for", fullest, most, each)
	}
	gone := func() map[string]int {
		n := map[string]int{}
		ended.Range(func(_, ip any) bool { n[ip.(string)]++; return true })
		return n
	}
	// Not one is left to its client: all of them are ended by the server.
	await(t, "the slow to be let go", func() bool {
		n := gone()
		return n["127.0.0.2"] == sent && n["127.0.0.3"] == sent && n["127.0.0.4"] == sent && n["127.0.0.5"] == sent
	})
	stop()
	all.Wait()
	other.CloseIdleConnections()
	http.DefaultClient.CloseIdleConnections()
	await(t, "what they took to be given back", func() bool {
		return figure(t, figures, "paraaf_connections") == 0
	})
	await(t, "the goroutines to end", func() bool { return figure(t, figures, "paraaf_goroutines") <= before+8 })
}

// The figures and profiles are of this machine alone, and hold no text of anybody.
func TestMonitorIsForThisMachineAndHoldsNoText(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:9090", "paraaf.example:1", "onzin"} {
		if code, _, says := invoke(t, "", "serve", "-addr", "127.0.0.1:0", "-data", t.TempDir(), "-monitor", addr); code != 2 || !strings.Contains(says, "-monitor") {
			t.Errorf("%s: exit %d, %q", addr, code, says)
		}
	}
	address, figures, _ := served(t, "-secure=false")
	resp, err := http.Get("http://" + address + "/dossiers/geheim-onderwerp?zoek=geheim-woord")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	for path, want := range map[string]int{"/metrics": 200, "/debug/pprof/goroutine?debug=1": 200, "/debug/pprof/cmdline": 404} {
		resp, err := http.Get("http://" + figures + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != want || bytes.Contains(text, []byte("geheim-")) {
			t.Errorf("%s: status %d, %v\n%.300s", path, resp.StatusCode, err, text)
		}
		if path == "/metrics" && !bytes.Contains(text, []byte(`paraaf_requests_total{route="dossier",status="303"} 1`)) {
			t.Errorf("the request was not counted:\n%s", text)
		}
		if resp, err := http.Get("http://" + address + path); err != nil || resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s is there for visitors: %v", path, err)
		}
	}
}

// With a certificate the program itself speaks TLS: nothing before 1.2, and in 1.2
// nothing without forward secrecy and authenticated encryption.
func TestServeSpeaksTLSAndNothingOld(t *testing.T) {
	t.Parallel()
	cert, key := certificateFiles(t)
	if code, _, says := invoke(t, "", "serve", "-addr", "127.0.0.1:0", "-data", t.TempDir(), "-tls-cert", cert, "-tls-key", cert+".geen"); code != 2 || !strings.Contains(says, "-tls-key") {
		t.Errorf("without its key: exit %d, %q", code, says)
	}
	address, _, out := served(t, "-tls-cert", cert, "-tls-key", key)
	await(t, "the first link, over https", func() bool { return strings.Contains(out.String(), "https://"+address+"/eerste-start#") })
	for _, c := range []struct {
		why    string
		config *tls.Config
		good   bool
	}{
		{"TLS 1.3", &tls.Config{MinVersion: tls.VersionTLS13}, true},
		{"TLS 1.2", &tls.Config{MaxVersion: tls.VersionTLS12}, true},
		{"TLS 1.1", &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, false},
		{"CBC", &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA}}, false},
	} {
		c.config.RootCAs = x509.NewCertPool()
		pem, err := os.ReadFile(cert)
		if err != nil || !c.config.RootCAs.AppendCertsFromPEM(pem) {
			t.Fatal(err)
		}
		client := http.Client{Transport: &http.Transport{TLSClientConfig: c.config, DisableKeepAlives: true}}
		resp, err := client.Get("https://" + address + "/healthz")
		if (err == nil) != c.good {
			t.Errorf("%s: %v", c.why, err)
		}
		if err == nil {
			resp.Body.Close()
			if resp.Header.Get("Strict-Transport-Security") == "" {
				t.Errorf("%s: no HSTS", c.why)
			}
		}
	}
}

// certificateFiles writes a certificate for this machine that vouches for itself,
// and its key.
func certificateFiles(t *testing.T) (certFile, keyFile string) {
	t.Helper()
	server, _ := certificate(t)
	der := server.Certificates[0].Certificate[0]
	private, err := x509.MarshalPKCS8PrivateKey(server.Certificates[0].PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, b := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: der}, "key.pem": {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
}
