package web

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// figures count what the counter does, for a monitor. They hold names of routes,
// statuses and numbers: no address, no person, no dossier (ASVS 16.2.5).
type figures struct {
	mu       sync.Mutex
	requests map[requestKind]int64
	seconds  map[string]float64 // by route
}

// A requestKind is what requests are counted by.
type requestKind struct {
	route  string
	status int
}

func (f *figures) count(route string, status int, took time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.requests == nil {
		f.requests, f.seconds = map[requestKind]int64{}, map[string]float64{}
	}
	f.requests[requestKind{route, status}]++
	f.seconds[route] += took.Seconds()
}

// WriteFigures writes what was counted since the start, and how full the node is,
// in the text format of OpenMetrics' predecessor that every monitor reads
// (Prometheus exposition format 0.0.4). It gives the error of w.
func (s *Server) WriteFigures(w io.Writer) error {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	out := &lines{w: w}
	out.head("paraaf_connections", "gauge", "Connections held open.")
	out.line("paraaf_connections %d", s.crowd.size())
	out.head("paraaf_goroutines", "gauge", "Goroutines.")
	out.line("paraaf_goroutines %d", runtime.NumGoroutine())
	out.head("paraaf_memory_bytes", "gauge", "Memory taken from the machine and not given back.")
	out.line("paraaf_memory_bytes %d", m.Sys-m.HeapReleased)
	s.figures.mu.Lock()
	defer s.figures.mu.Unlock()
	var kinds []requestKind
	for k := range s.figures.requests {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b requestKind) int {
		if a.route != b.route {
			return strings.Compare(a.route, b.route)
		}
		return a.status - b.status
	})
	out.head("paraaf_requests_total", "counter", "Requests answered, by route and status.")
	for _, k := range kinds {
		out.line("paraaf_requests_total{route=%q,status=\"%d\"} %d", k.route, k.status, s.figures.requests[k])
	}
	out.head("paraaf_request_seconds_total", "counter", "Time that requests took, by route.")
	for i, k := range kinds {
		if i == 0 || kinds[i-1].route != k.route {
			out.line("paraaf_request_seconds_total{route=%q} %.3f", k.route, s.figures.seconds[k.route])
		}
	}
	return out.err
}

// lines are written until one fails.
type lines struct {
	w   io.Writer
	err error
}

func (l *lines) line(format string, args ...any) {
	if l.err == nil {
		_, l.err = fmt.Fprintf(l.w, format+"\n", args...)
	}
}

func (l *lines) head(name, kind, help string) {
	l.line("# HELP %s %s", name, help)
	l.line("# TYPE %s %s", name, kind)
}
