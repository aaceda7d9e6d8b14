package pdf

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"time"
)

// A Seal is an organisation's electronic seal: a key, wherever it lies (a file, a
// hardware module, a service), and its certificates, its own first.
type Seal struct {
	Signer crypto.Signer
	Chain  []*x509.Certificate
	// Stamper, if there is one, has every seal stamped, so that it can be shown later that
	// it was there before the certificate ran out. StampRoots are whom to believe; nil are the roots
	// of the machine.
	Stamper    Stamper
	StampRoots *x509.CertPool
}

// Sealed is what the seal of a file says.
type Sealed struct {
	Chain []*x509.Certificate // of who sealed, its own first
	Stamp *TimeStamp          // nil when nobody vouches for the time
}

// maxSeal is the room for a signature in the file, in bytes.
const maxSeal = 24 << 10

// Check says why this is no seal that Apply could put under a file at a time: a key
// that is neither RSA nor ECDSA, a certificate that is not that key's, that is not valid
// then or that is for other uses, certificates that do not stand each before its issuer.
func (s Seal) Check(at time.Time) error {
	if len(s.Chain) == 0 || s.Signer == nil {
		return errors.New("seal pdf: no key or certificate")
	}
	own := s.Chain[0]
	pub, ok := own.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !pub.Equal(s.Signer.Public()) {
		return errors.New("seal pdf: the certificate is not that of the key")
	}
	if _, err := sealAlgorithm(s.Signer.Public()); err != nil {
		return fmt.Errorf("seal pdf: %w", err)
	}
	if at.Before(own.NotBefore) || at.After(own.NotAfter) {
		return fmt.Errorf("seal pdf: the certificate is valid from %s to %s", own.NotBefore.Format(time.DateOnly), own.NotAfter.Format(time.DateOnly))
	}
	if own.KeyUsage != 0 && own.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return errors.New("seal pdf: the certificate is not for signatures")
	}
	for i, c := range s.Chain[1:] {
		if err := s.Chain[i].CheckSignatureFrom(c); err != nil {
			return fmt.Errorf("seal pdf: certificate %d is not the issuer of the one before it: %w", i+2, err)
		}
	}
	return nil
}

// Apply seals a file that Render made: PAdES (ETSI EN 319 142-1) at level B-T with a
// Stamper and at B-B without. The
// file is written anew with the seal in it, in one revision, so that nothing lies
// behind it and whoever refuses files with a history can take it; its pages stay as they were,
// and it is PDF/A-2a and PDF/UA-1 as before. at is the time that the seal
// claims; it proves nothing, a time stamp does. Sealing comes last: whatever changes the
// file afterwards breaks the seal.
//
// It fails as Check does, on files that Render did not make and on sealed ones, and with
// ErrNotStamped when there is a Stamper and no time stamp: nothing leaves with less than was asked.
func (s Seal) Apply(ctx context.Context, file []byte, at time.Time) ([]byte, error) {
	if err := s.Check(at); err != nil {
		return nil, err
	}
	f, err := readFile(file)
	if err != nil {
		return nil, fmt.Errorf("seal pdf: %w", err)
	}
	root, ok := f.trailer["Root"].(ref)
	info, ok2 := f.trailer["Info"].(ref)
	pages := f.list(f.dict(f.dict(root)["Pages"])["Kids"])
	if !ok || !ok2 || len(pages) == 0 {
		return nil, errors.New("seal pdf: no catalogue or pages")
	}
	if f.dict(root)["AcroForm"] != nil {
		return nil, errors.New("seal pdf: it has a form, or a seal, already")
	}
	first, _ := pages[0].(ref)

	// Render writes the catalogue last. It gets the form that holds the field of the signature; the
	// field has no place on a page: nothing is drawn and nothing is heard.
	next := len(f.objects)
	table := bytes.LastIndex(file, []byte("xref\n0 "))
	start := bytes.LastIndex(file[:table], fmt.Appendf(nil, "\n%d 0 obj\n", root)) + 1
	end := bytes.LastIndex(file[:table], []byte(">>\nendobj\n"))
	if start <= 0 || end < start || end+len(">>\nendobj\n") != table {
		return nil, errors.New("seal pdf: the catalogue is not where it should be")
	}
	w := &writer{b: append(make([]byte, 0, len(file)+3*maxSeal), file[:end]...)}
	w.b = fmt.Appendf(w.b, " /AcroForm <</Fields [%d 0 R] /SigFlags 3>>>>\nendobj\n", next)
	field := len(w.b)
	w.b = fmt.Appendf(w.b, "%d 0 obj\n<</Type /Annot /Subtype /Widget /FT /Sig /T (Zegel) /TU (Elektronisch zegel) /F 132 /Rect [0 0 0 0] /P %d 0 R /V %d 0 R>>\nendobj\n", next, first, next+1)
	signature := len(w.b)
	w.b = fmt.Appendf(w.b, "%d 0 obj\n<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (%s) /ByteRange [0 ", next+1, pdfDate(at))
	rangeAt := len(w.b)
	const room = "0000000000 0000000000 0000000000"
	w.str(room + "] /Contents <")
	open := len(w.b) - 1
	w.b = append(w.b, bytes.Repeat([]byte("0"), 2*maxSeal)...)
	w.str(">")
	shut := len(w.b)
	w.str(">>\nendobj\n")

	id := sha256.Sum256(w.b)
	xref := len(w.b)
	head := fmt.Sprintf("xref\n0 %d\n", next)
	w.b = fmt.Appendf(w.b, "xref\n0 %d\n", next+2)
	w.b = append(w.b, file[table+len(head):table+len(head)+20*next]...) // the catalogue begins where it did
	w.b = fmt.Appendf(w.b, "%010d 00000 n \n%010d 00000 n \n", field, signature)
	w.b = fmt.Appendf(w.b, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%[4]x> <%[4]x>]>>\nstartxref\n%[5]d\n%%%%EOF\n", next+2, root, info, id[:16], xref)
	copy(w.b[rangeAt:], fmt.Sprintf("%-*s", len(room), strconv.Itoa(open)+" "+strconv.Itoa(shut)+" "+strconv.Itoa(len(w.b)-shut)))

	h := sha256.New()
	h.Write(w.b[:open])
	h.Write(w.b[shut:])
	cms, err := s.cms(ctx, h.Sum(nil))
	if err != nil {
		return nil, fmt.Errorf("seal pdf: %w", err)
	}
	if len(cms) > maxSeal {
		return nil, fmt.Errorf("seal pdf: signature of %d bytes", len(cms))
	}
	hex.Encode(w.b[open+1:], cms)
	return w.b, nil
}

// CheckSeal verifies the seal of a file from its bytes and gives what it says: that there is one signature, that it covers every byte but itself,
// that it holds nothing else but perhaps a time stamp of it, and that the key of the
// certificate made it. It does not judge whether the certificates are to be trusted. It fails on a file without a seal.
func CheckSeal(file []byte) (Sealed, error) {
	mark := []byte("/ByteRange [")
	i := bytes.Index(file, mark)
	if i < 0 || bytes.Count(file, []byte("/ByteRange")) != 1 {
		return Sealed{}, errors.New("check seal: want one signature in the file")
	}
	var r [4]int
	if _, err := fmt.Sscanf(string(file[i:min(len(file), i+80)]), string(mark)+"%d %d %d %d", &r[0], &r[1], &r[2], &r[3]); err != nil {
		return Sealed{}, fmt.Errorf("check seal: byte range: %w", err)
	}
	open, shut := r[1], r[2]
	if r[0] != 0 || open <= i || shut <= open+1 || shut > len(file) || shut+r[3] != len(file) || file[open] != '<' || file[shut-1] != '>' || !bytes.HasSuffix(file[:open], []byte("] /Contents ")) {
		return Sealed{}, errors.New("check seal: the signature does not cover the whole file")
	}
	der := make([]byte, hex.DecodedLen(shut-open-2))
	if _, err := hex.Decode(der, file[open+1:shut-1]); err != nil {
		return Sealed{}, fmt.Errorf("check seal: %w", err)
	}
	h := sha256.New()
	h.Write(file[:open])
	h.Write(file[shut:])
	out, err := checkCMS(der, h.Sum(nil))
	if err != nil {
		return Sealed{}, fmt.Errorf("check seal: %w", err)
	}
	return out, nil
}

// checkCMS verifies a signature that cms made over a digest. Zeros may follow it.
func checkCMS(der, digest []byte) (Sealed, error) {
	var ci cmsContent
	rest, err := asn1.Unmarshal(der, &ci)
	if err != nil {
		return Sealed{}, fmt.Errorf("read signature: %w", err)
	}
	if len(bytes.Trim(rest, "\x00")) > 0 {
		return Sealed{}, errors.New("something lies behind the signature")
	}
	var sd cmsSigned
	if _, err := asn1.Unmarshal(ci.Content.Bytes, &sd); err != nil {
		return Sealed{}, errors.New("read signature: not signed data")
	}
	certs, err := x509.ParseCertificates(sd.Certificates.Bytes)
	if err != nil || len(certs) == 0 || len(sd.Signers) != 1 {
		return Sealed{}, errors.New("read signature: want a certificate and one signer")
	}
	signer, own := sd.Signers[0], certs[0]
	hash := sha256.Sum256(own.Raw)
	want, err := signedAttributes(digest, hash)
	if err != nil {
		return Sealed{}, err
	}
	if !bytes.Equal(signer.Attrs.Bytes, want) {
		return Sealed{}, errors.New("the file was changed after it was sealed")
	}
	// What is read leaves room that nobody signs: attributes, parameters, fields at the end.
	token, err := tokenOf(signer.Unsigned)
	if err != nil {
		return Sealed{}, err
	}
	alone, err := encodeCMS(certs, want, signer.Signature, token)
	if err != nil {
		return Sealed{}, err
	}
	if !bytes.Equal(der[:len(der)-len(rest)], alone) {
		return Sealed{}, errors.New("read signature: it holds more than a seal")
	}
	set, err := setOf(want)
	if err != nil {
		return Sealed{}, err
	}
	algorithm := x509.SHA256WithRSA
	if _, ok := own.PublicKey.(*ecdsa.PublicKey); ok {
		algorithm = x509.ECDSAWithSHA256
	}
	if err := own.CheckSignature(algorithm, set, signer.Signature); err != nil {
		return Sealed{}, fmt.Errorf("the signature is not that of its certificate: %w", err)
	}
	out := Sealed{Chain: certs}
	if token != nil {
		if out.Stamp, err = readStamp(token, signer.Signature); err != nil {
			return Sealed{}, err
		}
	}
	return out, nil
}

// tokenOf takes a time stamp out of what nobody signs, or nil.
func tokenOf(unsigned asn1.RawValue) ([]byte, error) {
	if len(unsigned.Bytes) == 0 {
		return nil, nil
	}
	var a attribute
	if rest, err := asn1.Unmarshal(unsigned.Bytes, &a); err != nil || len(rest) > 0 || !a.Type.Equal(oidStampToken) {
		return nil, errors.New("read signature: it holds more than a seal")
	}
	return a.Values.Bytes, nil
}

// The parts of CMS (RFC 5652) and of ESS (RFC 5035) that a seal needs.
var (
	oidPlain         = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidSigned        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidContentType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSigningCert   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidSHA256        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidRSA           = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	oidECDSA         = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
)

type (
	cmsContent struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"explicit,tag:0"`
	}
	cmsSigned struct {
		Version      int
		Algorithms   []pkix.AlgorithmIdentifier `asn1:"set"`
		Content      struct{ Type asn1.ObjectIdentifier }
		Certificates asn1.RawValue
		Signers      []cmsSigner `asn1:"set"`
	}
	cmsSigner struct {
		Version   int
		Issuer    issuerAndSerial
		Digest    pkix.AlgorithmIdentifier
		Attrs     asn1.RawValue
		Algorithm pkix.AlgorithmIdentifier
		Signature []byte
		Unsigned  asn1.RawValue `asn1:"optional,tag:1"`
	}
	issuerAndSerial struct {
		Issuer asn1.RawValue
		Serial *big.Int
	}
	attribute struct {
		Type   asn1.ObjectIdentifier
		Values asn1.RawValue
	}
	// With SHA-256 as its default hash algorithm left out.
	signingCertificateV2 struct{ Certs []essCertID }
	essCertID            struct{ Hash []byte }
)

// signedAttributes are what is signed: the content type, the digest and which certificate
// it is, sorted as a SET OF in DER is. No time: PAdES forbids it here.
func signedAttributes(digest []byte, cert [sha256.Size]byte) ([]byte, error) {
	var attrs [][]byte
	for _, a := range []struct {
		oid   asn1.ObjectIdentifier
		value any
	}{{oidContentType, oidPlain}, {oidMessageDigest, digest}, {oidSigningCert, signingCertificateV2{[]essCertID{{cert[:]}}}}} {
		v, err := asn1.Marshal(a.value)
		if err != nil {
			return nil, fmt.Errorf("encode attribute: %w", err)
		}
		d, err := asn1.Marshal(attribute{a.oid, asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: v}})
		if err != nil {
			return nil, fmt.Errorf("encode attribute: %w", err)
		}
		attrs = append(attrs, d)
	}
	slices.SortFunc(attrs, bytes.Compare)
	return bytes.Join(attrs, nil), nil
}

// setOf wraps the attributes as they are signed.
func setOf(attrs []byte) ([]byte, error) {
	set, err := asn1.Marshal(asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: attrs})
	if err != nil {
		return nil, fmt.Errorf("encode attributes: %w", err)
	}
	return set, nil
}

// sealAlgorithm is how the key of pub signs.
func sealAlgorithm(pub crypto.PublicKey) (pkix.AlgorithmIdentifier, error) {
	switch pub.(type) {
	case *rsa.PublicKey:
		return pkix.AlgorithmIdentifier{Algorithm: oidRSA, Parameters: asn1.NullRawValue}, nil
	case *ecdsa.PublicKey:
		return pkix.AlgorithmIdentifier{Algorithm: oidECDSA}, nil
	}
	return pkix.AlgorithmIdentifier{}, fmt.Errorf("key of type %T", pub)
}

// cms signs a digest and has that stamped.
func (s Seal) cms(ctx context.Context, digest []byte) ([]byte, error) {
	cert := s.Chain[0]
	all, err := signedAttributes(digest, sha256.Sum256(cert.Raw))
	if err != nil {
		return nil, err
	}
	set, err := setOf(all)
	if err != nil {
		return nil, err
	}
	hash := sha256.Sum256(set)
	sig, err := s.Signer.Sign(rand.Reader, hash[:], crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	var token []byte
	if s.Stamper != nil {
		if token, err = s.stamp(ctx, sig); err != nil {
			return nil, err
		}
	}
	return encodeCMS(s.Chain, all, sig, token)
}

// encodeCMS writes a signature down, with the time stamp on it if there is one. CheckSeal takes no
// other bytes for one.
func encodeCMS(chain []*x509.Certificate, attrs, sig, token []byte) ([]byte, error) {
	algorithm, err := sealAlgorithm(chain[0].PublicKey)
	if err != nil {
		return nil, err
	}
	var certs []byte
	for _, c := range chain {
		certs = append(certs, c.Raw...)
	}
	sha := pkix.AlgorithmIdentifier{Algorithm: oidSHA256}
	sd := cmsSigned{
		Version: 1, Algorithms: []pkix.AlgorithmIdentifier{sha},
		Certificates: asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: certs},
		Signers: []cmsSigner{{
			Version: 1, Issuer: issuerAndSerial{asn1.RawValue{FullBytes: chain[0].RawIssuer}, chain[0].SerialNumber}, Digest: sha,
			Attrs:     asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: attrs},
			Algorithm: algorithm, Signature: sig,
		}},
	}
	sd.Content.Type = oidPlain
	if token != nil {
		a, err := asn1.Marshal(attribute{oidStampToken, asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: token}})
		if err != nil {
			return nil, fmt.Errorf("encode time stamp: %w", err)
		}
		sd.Signers[0].Unsigned = asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 1, IsCompound: true, Bytes: a}
	}
	inner, err := asn1.Marshal(sd)
	if err != nil {
		return nil, fmt.Errorf("encode signature: %w", err)
	}
	out, err := asn1.Marshal(cmsContent{oidSigned, asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: inner}})
	if err != nil {
		return nil, fmt.Errorf("encode signature: %w", err)
	}
	return out, nil
}
