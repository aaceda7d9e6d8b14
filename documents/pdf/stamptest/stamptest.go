// Package stamptest is a time-stamping authority (RFC 3161) for tests, that can be told to do
// its work badly. It shares no code with what reads its answers.
package stamptest

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"
	"slices"
	"testing"
	"time"
)

// An Authority stamps. Its fields say what it does; the zero ones are as they should be.
type Authority struct {
	Roots *x509.CertPool // whom to trust for its stamps
	PEM   []byte         // the same, as a file

	Name     string           // of its certificate
	At       time.Time        // what it says the time is
	Usage    x509.ExtKeyUsage // of its certificate
	Status   int              // of its answers; above 1 it refuses
	Nonce    *big.Int         // that it answers with, whatever was asked
	On       []byte           // what it stamps the digest of, whatever was asked
	Unsigned any              // what it adds that it does not sign
	Stray    bool             // it sends a certificate that is not its own
	NoCert   bool             // it does not sign which certificate it used
	SHA512   bool             // signs with that, and with the time in fractions

	root, key *ecdsa.PrivateKey
	rootCert  *x509.Certificate
}

// New makes an authority with keys of its own.
func New(t testing.TB) *Authority {
	t.Helper()
	a := &Authority{Name: "Tijdstempeldienst (proef)", At: time.Date(2026, 4, 22, 12, 0, 1, 0, time.UTC), Usage: x509.ExtKeyUsageTimeStamping, Roots: x509.NewCertPool()}
	var err error
	if a.root, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	if a.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	tpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Stamhouder (proef)"}, NotBefore: a.At.AddDate(-1, 0, 0), NotAfter: a.At.AddDate(20, 0, 0), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, tpl, tpl, a.root.Public(), a.root)
	if err != nil {
		t.Fatal(err)
	}
	if a.rootCert, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	a.Roots.AddCert(a.rootCert)
	a.PEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return a
}

type algorithm struct {
	OID asn1.ObjectIdentifier
}

type imprint struct {
	Algorithm pkix.AlgorithmIdentifier
	Digest    []byte
}

var (
	oidData   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidInfo   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidCert   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidOther  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 99}
	sha256OID = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	sha512OID = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
	ecdsa256  = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
	ecdsa512  = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 4}
)

// Stamp answers a question.
func (a *Authority) Stamp(_ context.Context, query []byte) ([]byte, error) {
	var q struct {
		Version int
		Imprint imprint
		Nonce   *big.Int
		Certs   bool `asn1:"optional"`
	}
	if rest, err := asn1.Unmarshal(query, &q); err != nil || len(rest) > 0 || q.Version != 1 || !q.Certs {
		return nil, errors.New("stamptest: what is asked?")
	}
	if a.Status > 1 {
		return seq(seq(a.Status)), nil
	}
	if a.On != nil {
		sum := sha256.Sum256(a.On)
		q.Imprint.Digest = sum[:]
	}
	if a.Nonce != nil {
		q.Nonce = a.Nonce
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: a.Name}, NotBefore: a.At.AddDate(0, -1, 0), NotAfter: a.At.AddDate(1, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{a.Usage}}
	own, err := x509.CreateCertificate(rand.Reader, leaf, a.rootCert, a.key.Public(), a.root)
	if err != nil {
		return nil, err
	}
	when, hash, hashOID, sigOID := a.At.Format("20060102150405Z"), crypto.SHA256, sha256OID, ecdsa256
	if a.SHA512 {
		when, hash, hashOID, sigOID = a.At.Format("20060102150405")+".125Z", crypto.SHA512, sha512OID, ecdsa512
	}
	info := seq(1, asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 99999, 1}, q.Imprint, 42, raw(asn1.TagGeneralizedTime, false, []byte(when)), seq(1), q.Nonce)
	attrs := [][]byte{
		seq(oidType, set(must(oidInfo))),
		seq(oidDigest, set(must(sum(hash, info)))),
	}
	if !a.NoCert {
		attrs = append(attrs, seq(oidCert, set(seq(seq(seq(sum(crypto.SHA256, own)))))))
	}
	slices.SortFunc(attrs, slices.Compare)
	signed := set(attrs...)
	signature, err := ecdsa.SignASN1(rand.Reader, a.key, sum(hash, signed))
	if err != nil {
		return nil, err
	}
	signer := []any{1, seq(der(a.rootCert.RawSubject), 7), algorithm{hashOID}, tagged(0, inner(signed)), algorithm{sigOID}, signature}
	if a.Unsigned != nil {
		signer = append(signer, tagged(1, seq(oidOther, set(must(a.Unsigned)))))
	}
	certs := slices.Concat(own, a.rootCert.Raw)
	if a.Stray {
		other := &x509.Certificate{SerialNumber: big.NewInt(9), Subject: pkix.Name{CommonName: "Quirijn Zandvoort"}, NotBefore: a.At, NotAfter: a.At.AddDate(1, 0, 0)}
		der, err := x509.CreateCertificate(rand.Reader, other, other, a.key.Public(), a.key)
		if err != nil {
			return nil, err
		}
		certs = append(certs, der...)
	}
	data := seq(3, set(seq(hashOID)), seq(oidInfo, tagged(0, must([]byte(info)))), tagged(0, certs), set(seq(signer...)))
	return seq(seq(a.Status), seq(oidData, tagged(0, data))), nil
}

func sum(h crypto.Hash, b []byte) []byte {
	if h == crypto.SHA512 {
		s := sha512.Sum512(b)
		return s[:]
	}
	s := sha256.Sum256(b)
	return s[:]
}

// A der is written as it is.
type der []byte

func must(v any) der {
	if d, ok := v.(der); ok {
		return d
	}
	b, err := asn1.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

func raw(tag int, compound bool, b []byte) der {
	return must(asn1.RawValue{Tag: tag, IsCompound: compound, Bytes: b})
}

func seq(parts ...any) der {
	var in []byte
	for _, p := range parts {
		in = append(in, must(p)...)
	}
	return raw(asn1.TagSequence, true, in)
}

func set[D ~[]byte](parts ...D) der {
	var in []byte
	for _, p := range parts {
		in = append(in, p...)
	}
	return raw(asn1.TagSet, true, in)
}

func tagged(tag int, b []byte) der {
	return must(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: tag, IsCompound: true, Bytes: b})
}

// inner gives what a value holds.
func inner(b []byte) []byte {
	var v asn1.RawValue
	if _, err := asn1.Unmarshal(b, &v); err != nil {
		panic(err)
	}
	return v.Bytes
}
