package pdf

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func certificate(t testing.TB, key crypto.Signer) *x509.Certificate {
	t.Helper()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	c := &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "Zegel van een ministerie (proef)"}, NotBefore: now, NotAfter: now.AddDate(9, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestASealHoldsTheWholeFileAndBreaksWithAnyByte(t *testing.T) {
	t.Parallel()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	file := drawn(t, torture())
	for name, key := range map[string]crypto.Signer{"rsa": rsaKey, "ecdsa": ecKey} {
		cert := certificate(t, key)
		b, err := Seal{Signer: key, Chain: []*x509.Certificate{cert}}.Apply(file, time.Date(2026, 4, 22, 12, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		if *keep != "" {
			if err := os.WriteFile(filepath.Join(*keep, "zegel-"+name+".pdf"), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if n := bytes.Count(b, []byte("%%EOF")); n != 1 {
			t.Errorf("%s: %d revisions in the sealed file", name, n)
		}
		if by, err := CheckSeal(b); err != nil || !by[0].Equal(cert) {
			t.Errorf("%s: %v", name, err)
		}
		in, err := Inspect(b)
		if err != nil || len(in.Faults) > 0 {
			t.Errorf("%s: %v %v", name, err, in.Faults)
		}
		if plain, err := Inspect(file); err != nil || plain.Tree.Words() != in.Tree.Words() {
			t.Errorf("%s: a seal changed the words (%v)", name, err)
		}
		hole := bytes.Index(b, []byte("/Contents <")) + 11
		for _, at := range []int{100, len(file) / 2, len(file) - 40, hole + 2, hole + 600, hole + 2*maxSeal - 2, len(b) - 30} {
			bad := bytes.Clone(b)
			bad[at] ^= 1
			if _, err := CheckSeal(bad); err == nil {
				t.Errorf("%s: byte %d changed and the seal holds", name, at)
			}
		}
		if _, err := CheckSeal(append(bytes.Clone(b), " % more"...)); err == nil {
			t.Errorf("%s: something was added and the seal holds", name)
		}
	}
}

func TestASealIsRefusedWhereItCannotHold(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	file := drawn(t, Document{Body: []Block{para("x")}})
	good := Seal{Signer: key, Chain: []*x509.Certificate{certificate(t, key)}}
	day := time.Date(2026, 4, 22, 12, 0, 0, 0, time.UTC)
	sealed, err := good.Apply(file, day)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := CheckSeal(file); err == nil {
		t.Error("a file without a seal has one")
	}
	for _, c := range []struct {
		seal Seal
		file []byte
		at   time.Time
		why  string
	}{
		{Seal{}, file, day, "no key"},
		{Seal{Signer: other, Chain: good.Chain}, file, day, "another key than the certificate's"},
		{Seal{Signer: ed, Chain: []*x509.Certificate{certificate(t, ed)}}, file, day, "a kind of key that readers do not know"},
		{Seal{Signer: key, Chain: []*x509.Certificate{good.Chain[0], certificate(t, other)}}, file, day, "certificates that do not follow each other"},
		{good, file, day.AddDate(20, 0, 0), "a certificate that has run out"},
		{good, file, day.AddDate(-1, 0, 0), "a certificate that is not valid yet"},
		{good, []byte("%PDF-1.7"), day, "not a file of ours"},
		{good, sealed, day, "sealed already"},
	} {
		if _, err := c.seal.Apply(c.file, c.at); err == nil {
			t.Errorf("%s: sealed", c.why)
		}
	}
}
