package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"paraaf/web"
)

// A monitor is an address of its own, on this machine only, where figures of the
// program are read: never at the address where visitors come (ASVS 13.4.5).
// Figures and profiles hold names of functions and routes, and no content.

// watch listens for a monitor on addr until the context ends; "" has none. It
// fails for an address that others can reach.
func watch(ctx context.Context, addr string, log *slog.Logger, s *web.Server) error {
	if addr == "" {
		return nil
	}
	if host, _, err := net.SplitHostPort(addr); err != nil || !thisMachine(host) {
		return fmt.Errorf("-monitor: it is for this machine only: 127.0.0.1:PORT, not %q", addr)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("-monitor: %w", err)
	}
	log.Info("monitor", "address", l.Addr().String())
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		_ = s.WriteFigures(w) // who asked went away
	})
	// pprof.Cmdline is left out: an address of a database may hold a password.
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	h := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 8 << 10}
	go func() { _ = h.Serve(l) }() // ends when it is closed
	context.AfterFunc(ctx, func() { h.Close() })
	return nil
}

// thisMachine reports whether a host is this machine, which no network lies before.
func thisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
