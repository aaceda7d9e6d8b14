package main

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paraaf/policies"
	"paraaf/web"
)

// eicar is the file that every scanner takes for malware (eicar.org), in pieces,
// so that no scanner takes this file for it.
const eicar = `X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-` + `STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`

// daemon listens as clamd does and answers each connection; it gives the address
// for -scanner.
func daemon(t *testing.T, network string, answer func(net.Conn)) string {
	t.Helper()
	at := "127.0.0.1:0"
	if network == "unix" {
		at = filepath.Join(t.TempDir(), "c")
	}
	l, err := net.Listen(network, at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() { defer conn.Close(); answer(conn) }()
		}
	}()
	return l.Addr().String()
}

// speak is INSTREAM as clamd has it: it reads chunks until an empty one, stops at
// most bytes with the words of the daemon, and knows one signature.
func speak(limit int) func(net.Conn) {
	return func(conn net.Conn) {
		command := make([]byte, len("zINSTREAM\x00"))
		if _, err := io.ReadFull(conn, command); err != nil || string(command) != "zINSTREAM\x00" {
			io.WriteString(conn, "UNKNOWN COMMAND\x00")
			return
		}
		var file []byte
		for {
			var n uint32
			if binary.Read(conn, binary.BigEndian, &n) != nil {
				return
			}
			if n == 0 {
				break
			}
			if len(file)+int(n) > limit {
				io.WriteString(conn, "INSTREAM size limit exceeded. ERROR\x00")
				io.Copy(io.Discard, conn)
				return
			}
			chunk := make([]byte, n)
			if _, err := io.ReadFull(conn, chunk); err != nil {
				return
			}
			file = append(file, chunk...)
		}
		if bytes.Contains(file, []byte(eicar)) {
			io.WriteString(conn, "stream: Win.Test.EICAR_HDB-1 FOUND\x00")
			return
		}
		io.WriteString(conn, "stream: OK\x00")
	}
}

// says answers every connection with words, before it has read what is sent.
func says(words string) func(net.Conn) {
	return func(conn net.Conn) {
		io.WriteString(conn, words)
		conn.(*net.TCPConn).CloseWrite()
		io.Copy(io.Discard, conn)
	}
}

// TestAFileIsCleanOnlyWhenTheScannerSaysSo: found is named, clean passes, and all
// else is an error.
func TestAFileIsCleanOnlyWhenTheScannerSaysSo(t *testing.T) {
	t.Parallel()
	large := make([]byte, 3*clamdChunk+7)
	rand.Read(large)
	const whole = 1 << 20
	for _, c := range []struct {
		why, network string
		answer       func(net.Conn)
		file         []byte
		signature    string
		err          error // nil: none; errAny: some error
	}{
		{"the test file is found", "tcp", speak(whole), []byte(eicar), "Win.Test.EICAR_HDB-1", nil},
		{"over a socket too", "unix", speak(whole), []byte(eicar), "Win.Test.EICAR_HDB-1", nil},
		{"behind many chunks", "tcp", speak(whole), append(bytes.Clone(large), eicar...), "Win.Test.EICAR_HDB-1", nil},
		{"across the edge of two chunks", "tcp", speak(whole), append(bytes.Repeat([]byte("a"), clamdChunk-5), eicar...), "Win.Test.EICAR_HDB-1", nil},
		{"clean is clean", "tcp", speak(whole), large, "", nil},
		{"clean over a socket", "unix", speak(whole), []byte("Geachte heer"), "", nil},
		{"a file of a whole number of chunks", "tcp", speak(whole), large[:2*clamdChunk], "", nil},
		{"larger than the daemon takes", "tcp", speak(clamdChunk), large, "", web.ErrScanLimit},
		{"no words at all", "tcp", says(""), large, "", errAny},
		{"garbled", "tcp", says("\xff\xfeOK\x00"), large, "", errAny},
		{"an error of the daemon", "tcp", says("stream: Can't allocate memory ERROR\x00"), large, "", errAny},
		{"OK of something else", "tcp", says("elders: OK\x00"), large, "", errAny},
		{"an answer that is cut off", "tcp", says("stream: OK"), large, "", errAny},
		{"an answer without end", "tcp", says(strings.Repeat("a", 2*maxClamdReply)), large, "", errAny},
		{"a find without a name is a find", "tcp", says("stream:  FOUND\x00"), large, "unnamed", nil},
	} {
		t.Run(c.why, func(t *testing.T) {
			t.Parallel()
			s, err := newScanner(daemon(t, c.network, c.answer))
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.Scan(t.Context(), c.file)
			if got != c.signature || (err != nil) != (c.err != nil) || c.err == web.ErrScanLimit && !errors.Is(err, c.err) {
				t.Errorf("%q, %v; want %q, %v", got, err, c.signature, c.err)
			}
		})
	}
}

var errAny = errors.New("any error")

// TestADeadOrSlowScannerIsNotWaitedForLong: nobody there is an error, and one that
// says nothing, or says clean before it has the file, is left after the patience.
func TestADeadOrSlowScannerIsNotWaitedForLong(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead := l.Addr().String()
	l.Close()
	done := make(chan struct{})
	t.Cleanup(func() { close(done) })
	for why, address := range map[string]string{
		"nobody there":            dead,
		"no socket":               filepath.Join(t.TempDir(), "clamd.ctl"),
		"never answers":           daemon(t, "tcp", func(net.Conn) { <-done }),
		"clean without the file":  daemon(t, "tcp", func(c net.Conn) { io.WriteString(c, "stream: OK\x00"); <-done }),
		"half an answer and then": daemon(t, "tcp", func(c net.Conn) { io.WriteString(c, "stream: "); <-done }),
	} {
		s, err := newScanner(address)
		if err != nil {
			t.Fatal(err)
		}
		s.(*clamd).patience = 50 * time.Millisecond
		if got, err := s.Scan(t.Context(), make([]byte, 32<<20)); err == nil || got != "" {
			t.Errorf("%s: %q, %v", why, got, err)
		}
	}
}

func TestAScannerNeedsAnAddress(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"clamd", ":3310", "clamd:", "http://clamd:3310", "run/clamd.ctl", "tcp://clamd:3310"} {
		if _, err := newScanner(s); err == nil {
			t.Errorf("%q is taken for an address", s)
		}
		for _, command := range []string{"serve", "demo"} {
			var out, said strings.Builder
			if code := run(t.Context(), []string{command, "-data", t.TempDir(), "-addr", "127.0.0.1:0", "-scanner", s}, console{in: strings.NewReader(""), out: &out, err: &said, getenv: func(string) string { return "" }}); code == 0 || !strings.Contains(said.String(), "-scanner wants") {
				t.Errorf("%s -scanner %s: exit %d, %s", command, s, code, said.String())
			}
		}
	}
	if s, err := newScanner(""); s != nil || err != nil {
		t.Errorf("no address gives %v, %v", s, err)
	}
}

// TestAnUploadGoesPastTheScanner: over the pages, with a daemon at the other end,
// the test file makes no dossier, nor does anything while the daemon is away.
func TestAnUploadGoesPastTheScanner(t *testing.T) {
	t.Parallel()
	g := newGrid(t)
	nota, err := os.ReadFile("../../web/testdata/nota.md")
	g.must(err)
	policy, err := policies.Embedded()
	g.must(err)
	dead := filepath.Join(t.TempDir(), "clamd.ctl")
	alive := daemon(t, "tcp", speak(1<<20))
	for i, c := range []struct {
		why, scanner string
		file         []byte
		status       int
	}{
		{"malware", alive, append(bytes.Clone(nota), eicar...), http.StatusUnprocessableEntity},
		{"nobody to ask", dead, nota, http.StatusServiceUnavailable},
		{"clean", alive, nota, http.StatusSeeOther},
	} {
		scanner, err := newScanner(c.scanner)
		g.must(err)
		var log bytes.Buffer
		g.server, err = web.New(web.Options{Desk: g.desk, Book: g.book, Policy: policy, Clock: func() time.Time { return seedMoment.AddDate(0, 1, 0) }, Random: rand.Reader, Scanner: scanner, Log: slog.New(slog.NewJSONHandler(&log, nil))})
		g.must(err)
		var before, after, body bytes.Buffer
		g.must(g.book.ExportLedger(t.Context(), &before))
		form := multipart.NewWriter(&body)
		g.must(form.WriteField("Idempotency-Key", fmt.Sprintf("scanner-%d", i)))
		part, err := form.CreateFormFile("nota-bestand", "nota.md")
		g.must(err)
		part.Write(c.file)
		g.must(form.Close())
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/dossiers/importeren", &body)
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		req.Header.Set("Content-Type", form.FormDataContentType())
		req.Header.Set("Accept", "application/json")
		req.AddCookie(&http.Cookie{Name: "sessie", Value: g.tokens["noor"]})
		w := httptest.NewRecorder()
		g.server.ServeHTTP(w, req)
		g.must(g.book.ExportLedger(t.Context(), &after))
		stored := before.String() != after.String()
		if clean := c.why == "clean"; w.Code != c.status && !(clean && w.Code < 300) || stored != clean {
			t.Errorf("%s: status %d, stored: %t\n%s", c.why, w.Code, stored, w.Body)
		}
		if (w.Code == http.StatusServiceUnavailable) != (w.Header().Get("Retry-After") != "") || strings.Contains(w.Body.String(), "EICAR") {
			t.Errorf("%s: %v %s", c.why, w.Header(), w.Body)
		}
		if said := strings.Contains(log.String(), `"signature":"Win.Test.EICAR_HDB-1"`); said != (c.why == "malware") {
			t.Errorf("%s: the log says %s", c.why, log.String())
		}
	}
}
