package pdf

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
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
		b, err := Seal{Signer: key, Chain: []*x509.Certificate{cert}}.Apply(t.Context(), file, time.Date(2026, 4, 22, 12, 0, 0, 0, time.UTC))
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
		if by, err := CheckSeal(b); err != nil || !by.Chain[0].Equal(cert) {
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
	sealed, err := good.Apply(t.Context(), file, day)
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
		if _, err := c.seal.Apply(t.Context(), c.file, c.at); err == nil {
			t.Errorf("%s: sealed", c.why)
		}
	}
}

// TestASealHoldsNothingBesidesTheSignature puts words where the structure of a signature
// leaves room that nobody signs: whoever reads a seal as one skips those bytes.
func TestASealHoldsNothingBesidesTheSignature(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256([]byte("een bestand"))
	der, err := Seal{Signer: key, Chain: []*x509.Certificate{certificate(t, key)}}.cms(t.Context(), digest[:])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := checkCMS(append(der, 0, 0), digest[:]); err != nil {
		t.Fatal(err)
	}
	var ci cmsContent
	var sd cmsSigned
	if _, err := asn1.Unmarshal(der, &ci); err != nil {
		t.Fatal(err)
	}
	if _, err := asn1.Unmarshal(ci.Content.Bytes, &sd); err != nil {
		t.Fatal(err)
	}
	wrap := func(tag int, parts ...any) asn1.RawValue {
		var in []byte
		for _, p := range parts {
			b, err := asn1.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			in = append(in, b...)
		}
		return asn1.RawValue{Tag: tag, IsCompound: true, Bytes: in}
	}
	const note = "Quirijn Zandvoort"
	s := sd.Signers[0]
	signer := func(more ...any) asn1.RawValue {
		return wrap(asn1.TagSequence, append([]any{s.Version, s.Issuer, s.Digest, s.Attrs, s.Algorithm, s.Signature}, more...)...)
	}
	algorithms := wrap(asn1.TagSet, sd.Algorithms[0])
	whole := func(content, signers asn1.RawValue, more ...any) []byte {
		data, err := asn1.Marshal(wrap(asn1.TagSequence, append([]any{sd.Version, algorithms, content, sd.Certificates, signers}, more...)...))
		if err != nil {
			t.Fatal(err)
		}
		out, err := asn1.Marshal(cmsContent{ci.Type, asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: data}})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	plain, signed := wrap(asn1.TagSequence, sd.Content.Type), wrap(asn1.TagSet, signer())
	if _, err := checkCMS(whole(plain, signed), digest[:]); err != nil {
		t.Fatalf("put together again: %v", err)
	}
	for why, b := range map[string][]byte{
		"attributes that are not signed": whole(plain, wrap(asn1.TagSet, signer(note))),
		"something behind the signers":   whole(plain, signed, note),
		"content of its own":             whole(wrap(asn1.TagSequence, sd.Content.Type, note), signed),
		"another kind of content":        bytes.Replace(der, []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"), []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"), 1),
	} {
		if _, err := checkCMS(b, digest[:]); err == nil {
			t.Errorf("%s: taken for a seal", why)
		}
	}
}
