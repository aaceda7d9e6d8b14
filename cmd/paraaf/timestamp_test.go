package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paraaf/documents/pdf"
	"paraaf/documents/pdf/stamptest"
)

func TestASealIsStampedOverHTTPOrNothingIsWritten(t *testing.T) {
	t.Parallel()
	dir, key := t.TempDir(), sealFile(t)
	tsa := stamptest.New(t)
	roots := filepath.Join(dir, "vertrouwd.pem")
	write(t, roots, string(tsa.PEM))
	var answer http.HandlerFunc
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w, r) }))
	defer server.Close()
	good := func(w http.ResponseWriter, r *http.Request) {
		query, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/timestamp-query" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		reply, err := tsa.Stamp(r.Context(), query)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		_, _ = w.Write(reply)
	}
	for _, c := range []struct {
		why    string
		answer http.HandlerFunc
		args   []string
		says   string // "" is sealed and stamped
	}{
		{"as it should be", good, []string{"-seal", key, "-tsa", server.URL, "-tsa-roots", roots}, ""},
		{"the machine does not trust it", good, []string{"-seal", key, "-tsa", server.URL}, "unknown authority"},
		{"out of order", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, []string{"-seal", key, "-tsa", server.URL, "-tsa-roots", roots}, "status 502"},
		{"a page", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }, []string{"-seal", key, "-tsa", server.URL, "-tsa-roots", roots}, "text/html"},
		{"it sends us elsewhere", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:9/", http.StatusFound)
		}, []string{"-seal", key, "-tsa", server.URL, "-tsa-roots", roots}, "status 302"},
		{"without end", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/timestamp-reply")
			_, _ = io.WriteString(w, strings.Repeat("0", maxStampReply+1))
		}, []string{"-seal", key, "-tsa", server.URL, "-tsa-roots", roots}, "more than"},
		{"no seal to stamp", good, []string{"-tsa", server.URL, "-tsa-roots", roots}, "-seal"},
		{"another kind of address", good, []string{"-seal", key, "-tsa", "ftp://tijd.example"}, "https or http"},
		{"no certificates", good, []string{"-seal", key, "-tsa", server.URL, "-tsa-roots", notaFile}, "no certificate"},
		{"nobody there", good, []string{"-seal", key, "-tsa", "http://127.0.0.1:9/", "-tsa-roots", roots}, "no time stamp"},
	} {
		answer = c.answer
		out := filepath.Join(dir, "uit.pdf")
		code, _, says := invoke(t, "", append([]string{"render", briefFile, "-o", out}, c.args...)...)
		if c.says != "" {
			if _, err := os.Stat(out); code != 2 || !strings.Contains(says, c.says) || err == nil {
				t.Errorf("%s: exit %d, %q, %v", c.why, code, says, err)
			}
			continue
		}
		b, err := os.ReadFile(out)
		if code != 0 || err != nil {
			t.Fatalf("%s: exit %d, %s %v", c.why, code, says, err)
		}
		if s, err := pdf.CheckSeal(b); err != nil || s.Stamp == nil || s.Stamp.At != tsa.At {
			t.Errorf("%s: %v %+v", c.why, err, s.Stamp)
		}
		if code, found, _ := invoke(t, "", "gate", "-public", out); code != 0 {
			t.Errorf("%s: the gate says %s", c.why, found)
		}
		if err := os.Remove(out); err != nil {
			t.Fatal(err)
		}
	}
}
