package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"paraaf/documents/redact"
)

// TestAnAnalyzerIsAskedNotTrusted: what a service adds is asked of a person;
// one that lies, is slow, sends elsewhere or falls over costs nothing of what
// is found here.
func TestAnAnalyzerIsAskedNotTrusted(t *testing.T) {
	t.Parallel()
	text := []byte("De heer Vos (ëën) belde met Xyqqa over zaak 4.")
	own := redact.Detect(text)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Error("the text was sent on to another address")
	}))
	defer elsewhere.Close()
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		adds   string // the surface it adds, "" for nothing
		fails  bool
	}{
		{"speaks as Presidio does", func(w http.ResponseWriter, r *http.Request) {
			var q struct{ Text, Language string }
			if err := json.NewDecoder(r.Body).Decode(&q); err != nil || q.Text != string(text) || q.Language != "nl" || r.URL.Path != "/analyze" {
				t.Errorf("asked %s %v", r.URL.Path, err)
			}
			a := strings.Index(q.Text, "Xyqqa") - 2 // two letters of two bytes
			fmt.Fprintf(w, `[{"entity_type":"PERSON","start":%d,"end":%d,"score":0.85}]`, a, a+5)
		}, "Xyqqa", false},
		{"lies about places", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, `[{"entity_type":"PERSON","start":-4,"end":2},{"entity_type":"PERSON","start":900,"end":910},{"entity_type":"PERSON","start":9,"end":3}]`)
		}, "", false},
		{"claims everything", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, `[{"entity_type":"X","start":0,"end":46,"score":1e300}]`)
		}, "belde", false},
		{"is not JSON", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<html>") }, "", true},
		{"falls over", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }, "", true},
		{"sends elsewhere", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		}, "", true},
		{"never ends", func(w http.ResponseWriter, r *http.Request) {
			for range 6 << 10 {
				if _, err := io.WriteString(w, strings.Repeat(" ", 1<<10)); err != nil {
					return
				}
			}
		}, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := httptest.NewServer(c.answer)
			defer s.Close()
			a, err := newAnalyzer(s.URL)
			if err != nil {
				t.Fatal(err)
			}
			more, err := a.Analyze(t.Context(), text)
			if (err != nil) != c.fails {
				t.Fatalf("error %v, want one: %t", err, c.fails)
			}
			if err != nil && strings.Contains(err.Error(), "Vos") {
				t.Error("the error holds the text:", err)
			}
			got := redact.Join(text, own, more)
			if len(got) < len(own) {
				t.Fatalf("%d findings, %d without it", len(got), len(own))
			}
			added := ""
			for _, f := range got {
				if f.Rule == "elders" {
					added += string(text[f.Start:f.End]) + "|"
				}
			}
			if !strings.Contains(added, c.adds) || c.adds == "" && added != "" {
				t.Errorf("added %q, want %q", added, c.adds)
			}
		})
	}
}

// TestASlowAnalyzerIsLeft: who waits for a page waits no longer than he wants.
func TestASlowAnalyzerIsLeft(t *testing.T) {
	t.Parallel()
	held := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { <-held }))
	defer s.Close()
	defer close(held)
	a, err := newAnalyzer(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if _, err := a.Analyze(ctx, []byte("tekst")); err == nil {
		t.Error("a service that does not answer gave an answer")
	}
}

func TestAnAnalyzerNeedsAnAddress(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"analyzer:3000", "ftp://x", "http://", "://", "http://analyzer.intern:3000", "http://127.0.0.1.elders.example"} {
		if _, err := newAnalyzer(s); err == nil {
			t.Errorf("%q is taken for an address", s)
		}
	}
	if a, err := newAnalyzer(""); a != nil || err != nil {
		t.Errorf("no address gives %v, %v", a, err)
	}
}

// TestDetectAsksTheAnalyzer: the flag of the command reaches the findings.
func TestDetectAsksTheAnalyzer(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `[{"entity_type":"PERSON","start":0,"end":5,"score":0.6}]`)
	}))
	defer s.Close()
	var out, errs strings.Builder
	in := strings.NewReader(`{"id":1,"text":"xyqqa zat er ook"}`)
	if code := run(t.Context(), []string{"detect", "-jsonl", "-analyzer", s.URL}, console{in: in, out: &out, err: &errs}); code != 0 {
		t.Fatal(code, errs.String())
	}
	if !strings.Contains(out.String(), `"start":0,"end":5,"label":"PERSON","outcome":"ask"`) {
		t.Error(out.String())
	}
}
