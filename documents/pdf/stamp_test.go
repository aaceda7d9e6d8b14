package pdf

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paraaf/documents/pdf/stamptest"
)

// stamperFunc is a way there that does what it likes.
type stamperFunc func(query []byte) ([]byte, error)

func (f stamperFunc) Stamp(_ context.Context, query []byte) ([]byte, error) { return f(query) }

func TestAStampedSealSaysWhenItWasThereAndBreaksWithAnyByte(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	file := drawn(t, torture())
	for _, long := range []bool{false, true} {
		tsa := stamptest.New(t)
		tsa.SHA512 = long
		s := Seal{Signer: key, Chain: []*x509.Certificate{certificate(t, key)}, Stamper: tsa, StampRoots: tsa.Roots}
		b, err := s.Apply(t.Context(), file, time.Date(2026, 4, 22, 12, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		if *keep != "" {
			if err := os.WriteFile(filepath.Join(*keep, "zegel-met-tijdstempel.pdf"), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		says, err := CheckSeal(b)
		if err != nil || says.Stamp == nil || says.Stamp.At.Truncate(time.Second) != tsa.At || says.Stamp.Chain[0].Subject.CommonName != tsa.Name || len(says.Stamp.Chain) != 2 {
			t.Fatalf("%v: %+v", err, says)
		}
		if in, err := Inspect(b); err != nil || len(in.Faults) > 0 || in.Seal.Stamp == nil {
			t.Errorf("%v %v", err, in.Faults)
		}
		// Every bit of the signature and the stamp within it counts, and there is no room for others.
		hole := bytes.Index(b, []byte("/Contents <")) + 11
		end := hole + 2*maxSeal
		for end > hole && b[end-1] == '0' {
			end--
		}
		for at := hole; at < end; at += 14 {
			bad := bytes.Clone(b)
			if bad[at] = '0'; b[at] == '0' {
				bad[at] = '1'
			}
			if got, err := CheckSeal(bad); err == nil {
				t.Errorf("digit %d of %d changed and the seal holds (%v)", at-hole, end-hole, got.Stamp)
			}
		}
	}
}

func TestWithoutATrueTimeStampNothingIsSealed(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	file := drawn(t, Document{Body: []Block{para("x")}})
	for why, change := range map[string]func(*stamptest.Authority, *Seal){
		"it refuses":                        func(a *stamptest.Authority, _ *Seal) { a.Status = 2 },
		"an answer to an earlier question":  func(a *stamptest.Authority, _ *Seal) { a.Nonce = big.NewInt(5) },
		"a stamp on something else":         func(a *stamptest.Authority, _ *Seal) { a.On = []byte("iets anders") },
		"a certificate for other uses":      func(a *stamptest.Authority, _ *Seal) { a.Usage = x509.ExtKeyUsageServerAuth },
		"somebody whom nobody trusts":       func(_ *stamptest.Authority, s *Seal) { s.StampRoots = stamptest.New(t).Roots },
		"words that nobody signs":           func(a *stamptest.Authority, _ *Seal) { a.Unsigned = "Quirijn Zandvoort" },
		"a certificate of nobody":           func(a *stamptest.Authority, _ *Seal) { a.Stray = true },
		"it does not say which certificate": func(a *stamptest.Authority, _ *Seal) { a.NoCert = true },
		"nobody answers": func(_ *stamptest.Authority, s *Seal) {
			s.Stamper = stamperFunc(func([]byte) ([]byte, error) { return nil, errors.New("weg") })
		},
		"no answer in the form of the standard": func(_ *stamptest.Authority, s *Seal) {
			s.Stamper = stamperFunc(func([]byte) ([]byte, error) { return []byte("<html>"), nil })
		},
		"an empty answer": func(_ *stamptest.Authority, s *Seal) {
			s.Stamper = stamperFunc(func([]byte) ([]byte, error) { return []byte{0x30, 0}, nil })
		},
		"nothing": func(_ *stamptest.Authority, s *Seal) {
			s.Stamper = stamperFunc(func([]byte) ([]byte, error) { return nil, nil })
		},
		"more than there is room for": func(a *stamptest.Authority, _ *Seal) { a.Name = string(bytes.Repeat([]byte("n"), 30000)) },
	} {
		tsa := stamptest.New(t)
		s := Seal{Signer: key, Chain: []*x509.Certificate{certificate(t, key)}, Stamper: tsa, StampRoots: tsa.Roots}
		change(tsa, &s)
		out, err := s.Apply(t.Context(), file, tsa.At)
		if err == nil || out != nil {
			t.Errorf("%s: sealed", why)
		}
		if why != "more than there is room for" && !errors.Is(err, ErrNotStamped) || strings.Contains(fmt.Sprint(err), "%!") {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func FuzzStamp(f *testing.F) {
	tsa := stamptest.New(f)
	signature := []byte("een handtekening")
	digest := sha256.Sum256(signature)
	query := append([]byte{0x30, 0x3c, 2, 1, 1, 0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20}, digest[:]...)
	query = append(query, 2, 1, 9, 1, 1, 0xff)
	reply, err := tsa.Stamp(context.Background(), query)
	if err != nil {
		f.Fatal(err)
	}
	if token, err := stampToken(reply); err != nil {
		f.Fatal(err)
	} else if _, err := readStamp(token, signature); err != nil {
		f.Fatal(err)
	}
	f.Add(reply)
	f.Add([]byte{0x30, 0x03, 0x30, 0x80, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		token, err := stampToken(b)
		if err != nil {
			return
		}
		if got, err := readStamp(token, signature); err == nil && !bytes.Equal(token, got.Token) {
			t.Fatal("another token was read")
		}
	})
}
