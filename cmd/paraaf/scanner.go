package main

import (
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"time"

	"paraaf/web"
)

// clamd asks a ClamAV daemon to look at a file, with the command INSTREAM of
// clamd(8): chunks with their length before them, closed by an empty one. Nothing
// encrypts the way there, so the daemon must stand within the walls.
type clamd struct {
	network, address string
	patience         time.Duration // for one file, from dialling to the answer
}

const (
	clamdPatience = 20 * time.Second // within the time that a page may take
	clamdChunk    = 64 << 10         // bytes
	maxClamdReply = 4 << 10          // bytes
)

// scannerFlag adds where uploads are scanned.
func scannerFlag(f *flag.FlagSet, c console) *string {
	return f.String("scanner", c.getenv("PARAAF_SCANNER"), "ClamAV daemon (clamd) that looks at every upload: HOST:PORT within the walls, or the path of its socket (PARAAF_SCANNER); without one uploads are not scanned")
}

// newScanner gives the client for the daemon at address, HOST:PORT or the
// absolute path of a socket. No address gives no scanner.
func newScanner(address string) (web.Scanner, error) {
	if address == "" {
		return nil, nil
	}
	if filepath.IsAbs(address) {
		return &clamd{network: "unix", address: address, patience: clamdPatience}, nil
	}
	if host, port, err := net.SplitHostPort(address); err != nil || host == "" || port == "" || strings.Contains(address, "/") {
		return nil, errors.New("-scanner wants HOST:PORT or the absolute path of a socket, such as 127.0.0.1:3310 or /run/clamav/clamd.ctl")
	}
	return &clamd{network: "tcp", address: address, patience: clamdPatience}, nil
}

// Scan gives the name of what the daemon finds, or "" when it says that there is
// nothing. It fails with web.ErrScanLimit when the file is over StreamMaxLength
// of the daemon, and when the daemon is away, slow, or says anything else.
// Errors hold nothing of the file.
func (c *clamd) Scan(ctx context.Context, file []byte) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	var dial net.Dialer
	conn, err := dial.DialContext(ctx, c.network, c.address)
	if err != nil {
		return "", fmt.Errorf("reach the scanner: %w", err)
	}
	defer conn.Close()
	// Who goes away, or waits too long, leaves no connection behind.
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	// A daemon that has enough says so and hangs up while we still send: the
	// answer is read beside the sending, or it would be lost with it.
	sent := make(chan error, 1)
	go func() { sent <- instream(conn, file) }()
	reply, err := clamdReply(conn)
	if err != nil {
		return "", fmt.Errorf("hear the scanner: %w", errors.Join(ctx.Err(), err))
	}
	switch signature, found := strings.CutSuffix(reply, " FOUND"); {
	case found:
		signature = strings.TrimSpace(strings.TrimPrefix(signature, "stream:"))
		if signature == "" {
			signature = "unnamed"
		}
		return signature, nil
	case strings.HasPrefix(reply, "INSTREAM size limit exceeded"):
		return "", web.ErrScanLimit
	case reply != "stream: OK":
		return "", errors.New("the scanner does not say that the file is clean")
	}
	// Clean is only what was sent to the end.
	select {
	case err := <-sent:
		if err != nil {
			return "", fmt.Errorf("send to the scanner: %w", err)
		}
		return "", nil
	case <-ctx.Done():
		return "", fmt.Errorf("send to the scanner: %w", ctx.Err())
	}
}

// instream writes the command and the file.
func instream(w io.Writer, file []byte) error {
	if _, err := io.WriteString(w, "zINSTREAM\x00"); err != nil {
		return err
	}
	for {
		n := min(len(file), clamdChunk)
		chunk := binary.BigEndian.AppendUint32(make([]byte, 0, 4+n), uint32(n))
		if _, err := w.Write(append(chunk, file[:n]...)); err != nil || n == 0 {
			return err
		}
		file = file[n:]
	}
}

// clamdReply reads an answer up to its NUL.
func clamdReply(r io.Reader) (string, error) {
	var reply []byte
	buf := make([]byte, 512)
	for len(reply) < maxClamdReply {
		n, err := r.Read(buf)
		reply = append(reply, buf[:n]...)
		if said, _, whole := strings.Cut(string(reply), "\x00"); whole {
			return said, nil
		}
		if err != nil {
			return "", err
		}
	}
	return "", errors.New("it answers without end")
}
