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
	"encoding/hex"
	"fmt"
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

// checkSeal verifies a sealed file from its bytes.
func checkSeal(b []byte, cert *x509.Certificate) error {
	var r [4]int
	i := bytes.LastIndex(b, []byte("/ByteRange ["))
	if _, err := fmt.Sscanf(string(b[i:]), "/ByteRange [%d %d %d %d", &r[0], &r[1], &r[2], &r[3]); err != nil {
		return err
	}
	if r[0] != 0 || r[2]+r[3] != len(b) || b[r[1]] != '<' || b[r[2]-1] != '>' {
		return fmt.Errorf("range %v does not cover %d bytes but the signature", r, len(b))
	}
	der := make([]byte, (r[2]-r[1]-2)/2)
	if _, err := hex.Decode(der, b[r[1]+1:r[2]-1]); err != nil {
		return err
	}
	var ci cmsContent
	if _, err := asn1.Unmarshal(der, &ci); err != nil {
		return err
	}
	var sd cmsSigned
	if _, err := asn1.Unmarshal(ci.Content.Bytes, &sd); err != nil {
		return err
	}
	digest := sha256.New()
	digest.Write(b[:r[1]])
	digest.Write(b[r[2]:])
	s := sd.Signers[0]
	if !bytes.Contains(s.Attrs.Bytes, digest.Sum(nil)) {
		return fmt.Errorf("the digest is not that of the file")
	}
	if h := sha256.Sum256(cert.Raw); !bytes.Contains(s.Attrs.Bytes, h[:]) {
		return fmt.Errorf("the signature does not name its certificate")
	}
	set, err := asn1.Marshal(asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: s.Attrs.Bytes})
	if err != nil {
		return err
	}
	algorithm := x509.SHA256WithRSA
	if _, ok := cert.PublicKey.(*ecdsa.PublicKey); ok {
		algorithm = x509.ECDSAWithSHA256
	}
	return cert.CheckSignature(algorithm, set, s.Signature)
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
		if !bytes.HasPrefix(b, file) {
			t.Errorf("%s: the sealed file does not begin with the file", name)
		}
		if err := checkSeal(b, cert); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, at := range []int{100, len(file) - 40, len(b) - 30} {
			bad := bytes.Clone(b)
			bad[at] ^= 1
			if checkSeal(bad, cert) == nil {
				t.Errorf("%s: byte %d changed and the seal holds", name, at)
			}
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
	sealed, err := good.Apply(file, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		seal Seal
		file []byte
		why  string
	}{
		{Seal{}, file, "no key"},
		{Seal{Signer: other, Chain: good.Chain}, file, "another key than the certificate's"},
		{Seal{Signer: ed, Chain: []*x509.Certificate{certificate(t, ed)}}, file, "a kind of key that readers do not know"},
		{good, []byte("%PDF-1.7"), "not a file of ours"},
		{good, sealed, "sealed already"},
	} {
		if _, err := c.seal.Apply(c.file, time.Time{}); err == nil {
			t.Errorf("%s: sealed", c.why)
		}
	}
}
