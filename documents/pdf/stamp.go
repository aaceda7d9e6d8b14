package pdf

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	_ "crypto/sha512" // an authority may sign with it
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"
)

// A Stamper brings a question to a time-stamping authority and its answer back, both in the form
// of RFC 3161 (DER). What it brings is checked here: the way there need not be trusted.
type Stamper interface {
	Stamp(ctx context.Context, query []byte) (reply []byte, err error)
}

// ErrNotStamped: the authority was not reached, or its answer is no time stamp on this seal by
// somebody who is trusted. Nothing was sealed.
var ErrNotStamped = errors.New("no time stamp")

// A TimeStamp is what an authority says of the moment at which a seal was there.
type TimeStamp struct {
	At    time.Time           // UTC
	Chain []*x509.Certificate // of the authority, its own first
	Token []byte              // as it stands in the file (DER)

	nonce *big.Int
}

var (
	oidStampToken    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
	oidStampInfo     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidSigningCertV1 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}

	// The hashes that an authority may sign with, and how each is signed with RSA and ECDSA.
	stampHashes = []stampHash{
		{oidSHA256, crypto.SHA256, x509.SHA256WithRSA, x509.ECDSAWithSHA256},
		{asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}, crypto.SHA384, x509.SHA384WithRSA, x509.ECDSAWithSHA384},
		{asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}, crypto.SHA512, x509.SHA512WithRSA, x509.ECDSAWithSHA512},
	}
	// What it may call its signature: the kind of key alone, or with the hash.
	stampSignatures = []asn1.ObjectIdentifier{oidRSA, {1, 2, 840, 113549, 1, 1, 11}, {1, 2, 840, 113549, 1, 1, 12}, {1, 2, 840, 113549, 1, 1, 13},
		{1, 2, 840, 10045, 2, 1}, oidECDSA, {1, 2, 840, 10045, 4, 3, 3}, {1, 2, 840, 10045, 4, 3, 4}}
)

type (
	stampHash struct {
		oid        asn1.ObjectIdentifier
		hash       crypto.Hash
		rsa, ecdsa x509.SignatureAlgorithm
	}
	messageImprint struct {
		Algorithm pkix.AlgorithmIdentifier
		Digest    []byte
	}
	stampQuery struct {
		Version int
		Imprint messageImprint
		Nonce   *big.Int
		Certs   bool // the authority's, in its answer
	}
)

// stamp has a signature stamped and gives the token.
func (s Seal) stamp(ctx context.Context, signature []byte) ([]byte, error) {
	digest := sha256.Sum256(signature)
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotStamped, err)
	}
	query, err := asn1.Marshal(stampQuery{1, messageImprint{pkix.AlgorithmIdentifier{Algorithm: oidSHA256, Parameters: asn1.NullRawValue}, digest[:]}, nonce, true})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotStamped, err)
	}
	reply, err := s.Stamper.Stamp(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotStamped, err)
	}
	token, err := stampToken(reply)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotStamped, err)
	}
	t, err := readStamp(token, signature)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotStamped, err)
	}
	if t.nonce == nil || t.nonce.Cmp(nonce) != 0 {
		return nil, fmt.Errorf("%w: it answers another question", ErrNotStamped)
	}
	between := x509.NewCertPool()
	for _, c := range t.Chain[1:] {
		between.AddCert(c)
	}
	if _, err := t.Chain[0].Verify(x509.VerifyOptions{Roots: s.StampRoots, Intermediates: between, CurrentTime: t.At, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}}); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotStamped, err)
	}
	return token, nil
}

// stampToken takes the token out of an answer, or says why there is none.
func stampToken(reply []byte) ([]byte, error) {
	parts, err := elements(reply, asn1.TagSequence)
	if err != nil {
		return nil, fmt.Errorf("the answer cannot be read: %w", err)
	}
	if len(parts) == 0 {
		return nil, errors.New("the answer is empty")
	}
	status, err := elements(parts[0].FullBytes, asn1.TagSequence)
	if err != nil || len(status) == 0 || status[0].Tag != asn1.TagInteger || len(status[0].Bytes) != 1 {
		return nil, errors.New("the answer has no status")
	}
	if n := status[0].Bytes[0]; n > 1 { // granted, or granted with changes
		return nil, fmt.Errorf("the authority refuses (status %d)", n)
	}
	if len(parts) != 2 {
		return nil, errors.New("the answer holds no time stamp")
	}
	return parts[1].FullBytes, nil
}

// readStamp checks a token against the signature that it is on: that it is of this
// signature, that whoever it names signed it and may stamp, and that it holds nothing besides. It
// does not judge whether the authority is to be trusted.
func readStamp(token, signature []byte) (*TimeStamp, error) {
	sd, err := signedData(token)
	if err != nil {
		return nil, fmt.Errorf("read time stamp: %w", err)
	}
	t := &TimeStamp{Token: token}
	if t.Chain, err = sd.chain(); err != nil {
		return nil, fmt.Errorf("read time stamp: %w", err)
	}
	if err := sd.check(t.Chain[0]); err != nil {
		return nil, fmt.Errorf("read time stamp: %w", err)
	}
	if err := t.read(sd.info, signature); err != nil {
		return nil, fmt.Errorf("read time stamp: %w", err)
	}
	own := t.Chain[0]
	if !slices.Contains(own.ExtKeyUsage, x509.ExtKeyUsageTimeStamping) {
		return nil, errors.New("read time stamp: the certificate is not for time stamps")
	}
	if t.At.Before(own.NotBefore) || t.At.After(own.NotAfter) {
		return nil, errors.New("read time stamp: the certificate was not valid then")
	}
	return t, nil
}

// read takes what the authority says (TSTInfo, RFC 3161, 2.4.2).
func (t *TimeStamp) read(info, signature []byte) error {
	parts, err := elements(info, asn1.TagSequence)
	if err != nil || len(parts) < 5 {
		return errors.New("it says too little")
	}
	var imprint messageImprint
	if rest, err := asn1.Unmarshal(parts[2].FullBytes, &imprint); err != nil || len(rest) > 0 {
		return errors.New("it does not say of what")
	}
	digest := sha256.Sum256(signature)
	if !imprint.Algorithm.Algorithm.Equal(oidSHA256) || !bytes.Equal(imprint.Digest, digest[:]) {
		return errors.New("it is on something else")
	}
	if parts[4].Tag != asn1.TagGeneralizedTime {
		return errors.New("it does not say when")
	}
	if t.At, err = time.Parse("20060102150405.999999999Z", string(parts[4].Bytes)); err != nil {
		return errors.New("it does not say when")
	}
	for _, p := range parts[5:] {
		if p.Class == asn1.ClassUniversal && p.Tag == asn1.TagInteger {
			t.nonce = new(big.Int).SetBytes(p.Bytes)
		}
	}
	return nil
}

// A stampSigned is the signed data (CMS) of a time stamp.
type stampSigned struct {
	info         []byte
	certificates []byte
	issuer       []byte // of the certificate that signed, DER
	serial       *big.Int
	digest       asn1.ObjectIdentifier
	attrs        []byte // those that are signed, without their tag
	signature    []byte
}

var errStampForm = errors.New("it has another form than a time stamp, or holds more")

// signedData takes a token apart. Every byte that nobody signs is accounted for, since what is
// free there could hold words.
func signedData(token []byte) (*stampSigned, error) {
	outer, err := elements(token, asn1.TagSequence)
	if err != nil || len(outer) != 2 || !isOID(outer[0], oidSigned) || !isTagged(outer[1], 0) {
		return nil, errStampForm
	}
	parts, err := elements(outer[1].Bytes, asn1.TagSequence)
	if err != nil || len(parts) != 5 || !isVersion(parts[0]) || !isTagged(parts[3], 0) {
		return nil, errStampForm
	}
	hashes, err := elements(parts[1].FullBytes, asn1.TagSet)
	if err != nil || len(hashes) > len(stampHashes) {
		return nil, errStampForm
	}
	for _, h := range hashes {
		if oid := algorithmOf(h); !slices.ContainsFunc(stampHashes, hashIs(oid)) {
			return nil, errStampForm
		}
	}
	content, err := elements(parts[2].FullBytes, asn1.TagSequence)
	if err != nil || len(content) != 2 || !isOID(content[0], oidStampInfo) || !isTagged(content[1], 0) {
		return nil, errStampForm
	}
	out := &stampSigned{certificates: parts[3].Bytes}
	if rest, err := asn1.Unmarshal(content[1].Bytes, &out.info); err != nil || len(rest) > 0 {
		return nil, errStampForm
	}
	signers, err := elements(parts[4].FullBytes, asn1.TagSet)
	if err != nil || len(signers) != 1 {
		return nil, errStampForm
	}
	s, err := elements(signers[0].FullBytes, asn1.TagSequence)
	if err != nil || len(s) != 6 || !isVersion(s[0]) || !isTagged(s[3], 0) || s[5].Tag != asn1.TagOctetString {
		return nil, errStampForm
	}
	who, err := elements(s[1].FullBytes, asn1.TagSequence)
	if err != nil || len(who) != 2 {
		return nil, errStampForm
	}
	if rest, err := asn1.Unmarshal(who[1].FullBytes, &out.serial); err != nil || len(rest) > 0 {
		return nil, errStampForm
	}
	out.issuer, out.digest, out.attrs, out.signature = who[0].FullBytes, algorithmOf(s[2]), s[3].Bytes, s[5].Bytes
	if named := algorithmOf(s[4]); !slices.ContainsFunc(stampSignatures, named.Equal) {
		return nil, fmt.Errorf("a kind of signature that is not known: %v", named)
	}
	return out, nil
}

// chain puts the certificates in order, that of who signed first. All must belong to it.
func (s *stampSigned) chain() ([]*x509.Certificate, error) {
	left, err := x509.ParseCertificates(s.certificates)
	if err != nil {
		return nil, fmt.Errorf("its certificates: %w", err)
	}
	var chain []*x509.Certificate
	take := func(fits func(*x509.Certificate) bool) bool {
		i := slices.IndexFunc(left, fits)
		if i >= 0 {
			chain = append(chain, left[i])
			left = slices.Delete(left, i, i+1)
		}
		return i >= 0
	}
	if !take(func(c *x509.Certificate) bool {
		return bytes.Equal(c.RawIssuer, s.issuer) && c.SerialNumber.Cmp(s.serial) == 0
	}) {
		return nil, errors.New("without the certificate of who made it")
	}
	for take(func(c *x509.Certificate) bool { return chain[len(chain)-1].CheckSignatureFrom(c) == nil }) {
	}
	if len(left) > 0 {
		return nil, errors.New("it holds a certificate that is not of who made it or of an issuer")
	}
	return chain, nil
}

// check verifies the signature, and that it names the certificate that made it (RFC 5816).
func (s *stampSigned) check(own *x509.Certificate) error {
	i := slices.IndexFunc(stampHashes, hashIs(s.digest))
	if i < 0 {
		return fmt.Errorf("a hash that is not known: %v", s.digest)
	}
	h := stampHashes[i].hash.New()
	h.Write(s.info)
	var kind, digest, named bool
	set, err := setOf(s.attrs)
	if err != nil {
		return err
	}
	attrs, err := elements(set, asn1.TagSet)
	if err != nil {
		return errStampForm
	}
	for _, a := range attrs {
		pair, err := elements(a.FullBytes, asn1.TagSequence)
		if err != nil || len(pair) != 2 {
			return errStampForm
		}
		values, err := elements(pair[1].FullBytes, asn1.TagSet)
		if err != nil || len(values) != 1 {
			continue // one of its own, with none or more
		}
		switch v := values[0]; {
		case isOID(pair[0], oidContentType):
			kind = isOID(v, oidStampInfo)
		case isOID(pair[0], oidMessageDigest):
			digest = v.Tag == asn1.TagOctetString && bytes.Equal(v.Bytes, h.Sum(nil))
		case isOID(pair[0], oidSigningCertV1):
			sum := sha1.Sum(own.Raw)
			named = named || firstCertHash(v, sum[:])
		case isOID(pair[0], oidSigningCert):
			named = named || slices.ContainsFunc(stampHashes, func(x stampHash) bool {
				sum := x.hash.New()
				sum.Write(own.Raw)
				return firstCertHash(v, sum.Sum(nil))
			})
		}
	}
	if !kind || !digest {
		return errors.New("it was changed after it was made")
	}
	if !named {
		return errors.New("it does not say which certificate made it")
	}
	algorithm := stampHashes[i].ecdsa
	switch own.PublicKey.(type) {
	case *rsa.PublicKey:
		algorithm = stampHashes[i].rsa
	case *ecdsa.PublicKey:
	default:
		return fmt.Errorf("a key of type %T", own.PublicKey)
	}
	if err := own.CheckSignature(algorithm, set, s.signature); err != nil {
		return fmt.Errorf("the signature is not that of its certificate: %w", err)
	}
	return nil
}

// firstCertHash says whether a SigningCertificate (ESS, RFC 5035) names first the certificate
// with this hash.
func firstCertHash(v asn1.RawValue, sum []byte) bool {
	parts, err := elements(v.FullBytes, asn1.TagSequence)
	if err != nil || len(parts) == 0 {
		return false
	}
	certs, err := elements(parts[0].FullBytes, asn1.TagSequence)
	if err != nil || len(certs) == 0 {
		return false
	}
	id, err := elements(certs[0].FullBytes, asn1.TagSequence)
	if err != nil {
		return false
	}
	for _, p := range id { // before it the hash may be named, behind it the issuer
		if p.Class == asn1.ClassUniversal && p.Tag == asn1.TagOctetString {
			return bytes.Equal(p.Bytes, sum)
		}
	}
	return false
}

// elements gives the parts of a SEQUENCE or SET, which is all of der, in which every byte
// belongs to one.
func elements(der []byte, tag int) ([]asn1.RawValue, error) {
	var whole asn1.RawValue
	if rest, err := asn1.Unmarshal(der, &whole); err != nil {
		return nil, err
	} else if len(rest) > 0 || whole.Class != asn1.ClassUniversal || whole.Tag != tag || !whole.IsCompound {
		return nil, errStampForm
	}
	var out []asn1.RawValue
	for left := whole.Bytes; len(left) > 0; {
		var one asn1.RawValue
		rest, err := asn1.Unmarshal(left, &one)
		if err != nil {
			return nil, err
		}
		out, left = append(out, one), rest
	}
	return out, nil
}

func isOID(v asn1.RawValue, want asn1.ObjectIdentifier) bool {
	var got asn1.ObjectIdentifier
	rest, err := asn1.Unmarshal(v.FullBytes, &got)
	return err == nil && len(rest) == 0 && got.Equal(want)
}

// isTagged says whether v has a tag of its context.
func isTagged(v asn1.RawValue, tag int) bool {
	return v.Class == asn1.ClassContextSpecific && v.Tag == tag && v.IsCompound
}

func isVersion(v asn1.RawValue) bool {
	return v.Class == asn1.ClassUniversal && v.Tag == asn1.TagInteger && len(v.Bytes) == 1
}

// algorithmOf gives an algorithm without parameters, or nil.
func algorithmOf(v asn1.RawValue) asn1.ObjectIdentifier {
	parts, err := elements(v.FullBytes, asn1.TagSequence)
	if err != nil || len(parts) == 0 || len(parts) > 2 || len(parts) == 2 && !bytes.Equal(parts[1].FullBytes, asn1.NullBytes) {
		return nil
	}
	var oid asn1.ObjectIdentifier
	if _, err := asn1.Unmarshal(parts[0].FullBytes, &oid); err != nil {
		return nil
	}
	return oid
}

func hashIs(oid asn1.ObjectIdentifier) func(stampHash) bool {
	return func(h stampHash) bool { return h.oid.Equal(oid) }
}
