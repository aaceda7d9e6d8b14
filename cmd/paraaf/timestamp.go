package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"time"

	"paraaf/documents/pdf"
)

// An authority is asked for time stamps over HTTP (RFC 3161, 3.4). It learns the digest of a
// signature and nothing of what was sealed.
type authority struct {
	address string
	client  *http.Client
}

const (
	stampPatience = 15 * time.Second
	maxStampReply = 64 << 10 // bytes
)

// newAuthority gives the client for the authority at an http or https address. What it answers
// is signed and is checked, so the way there need not be encrypted.
func newAuthority(address string) (*authority, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Fragment != "" {
		return nil, errors.New("-tsa wants the address of a time-stamping authority, https or http")
	}
	return &authority{address, &http.Client{
		Timeout:       stampPatience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Stamp sends one question. It fails on anything but an answer in the form of the protocol.
func (a *authority) Stamp(ctx context.Context, query []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.address, bytes.NewReader(query))
	if err != nil {
		return nil, fmt.Errorf("ask for a time stamp: %w", err)
	}
	r.Header.Set("Content-Type", "application/timestamp-query")
	r.Header.Set("Accept", "application/timestamp-reply")
	answer, err := a.client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("ask for a time stamp: %w", err)
	}
	defer answer.Body.Close()
	if kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type")); answer.StatusCode != http.StatusOK || kind != "application/timestamp-reply" {
		return nil, fmt.Errorf("ask for a time stamp: status %d with %q", answer.StatusCode, kind)
	}
	reply, err := io.ReadAll(io.LimitReader(answer.Body, maxStampReply+1))
	if err != nil {
		return nil, fmt.Errorf("ask for a time stamp: %w", err)
	}
	if len(reply) > maxStampReply {
		return nil, fmt.Errorf("ask for a time stamp: an answer of more than %d bytes", maxStampReply)
	}
	return reply, nil
}

// A sealFlags says with what PDFs that leave are sealed.
type sealFlags struct{ file, tsa, roots *string }

func sealFlag(f *flag.FlagSet, c console) sealFlags {
	return sealFlags{
		f.String("seal", c.getenv("PARAAF_SEAL"), "file with the private key and the certificates of the organisation's seal (PEM), for PDFs that leave (PARAAF_SEAL); default no seal"),
		f.String("tsa", c.getenv("PARAAF_TSA"), "address of the time-stamping authority (RFC 3161) that stamps every seal (PARAAF_TSA); when it does not answer nothing is sealed; default no time stamp"),
		f.String("tsa-roots", c.getenv("PARAAF_TSA_ROOTS"), "file with the certificates to trust for time stamps (PEM) (PARAAF_TSA_ROOTS); default those of the machine"),
	}
}

// open reads the seal, and who stamps it; nil when there is none.
func (s sealFlags) open() (*pdf.Seal, error) {
	seal, err := sealAt(*s.file)
	if err != nil || *s.tsa == "" {
		return seal, err
	}
	if seal == nil {
		return nil, errors.New("-tsa stamps a seal: name one with -seal")
	}
	if seal.Stamper, err = newAuthority(*s.tsa); err != nil || *s.roots == "" {
		return seal, err
	}
	raw, err := os.ReadFile(*s.roots)
	if err != nil {
		return nil, fmt.Errorf("-tsa-roots: %w", err)
	}
	seal.StampRoots = x509.NewCertPool()
	if !seal.StampRoots.AppendCertsFromPEM(raw) {
		return nil, fmt.Errorf("-tsa-roots %s: no certificate in it", *s.roots)
	}
	return seal, nil
}
