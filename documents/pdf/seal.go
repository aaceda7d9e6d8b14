package pdf

import (
	"bytes"
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
}

// maxSeal is the room for a signature in the file, in bytes.
const maxSeal = 24 << 10

// Apply seals a file that Render made: PAdES at level B-B (ETSI EN 319 142-1),
// as an addition behind the file, which itself stays as it was. The sealed
// file is PDF/A-2a and PDF/UA-1 as before. at is the time that the seal claims; it
// proves nothing without a time stamp. Sealing comes last: whatever changes the file
// afterwards breaks the seal, and Inspect reads unsealed files.
//
// It fails on a key that is neither RSA nor ECDSA, on a certificate that is not
// that key's, and on files that Render did not make.
func (s Seal) Apply(file []byte, at time.Time) ([]byte, error) {
	if len(s.Chain) == 0 || s.Signer == nil {
		return nil, errors.New("seal pdf: no key or certificate")
	}
	pub, ok := s.Chain[0].PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !pub.Equal(s.Signer.Public()) {
		return nil, errors.New("seal pdf: the certificate is not that of the key")
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
	first, _ := pages[0].(ref)

	// The catalogue comes again with the form that holds the signature's field. The
	// field has no place on a page: nothing is drawn and nothing is heard.
	next := len(f.objects)
	prev := bytes.LastIndex(file, []byte("startxref\n"))
	line, _, _ := bytes.Cut(file[prev+10:], []byte("\n"))
	head := fmt.Appendf(nil, "%d 0 obj\n", root)
	start := bytes.LastIndex(file, head)
	end := bytes.Index(file[start:], []byte(">>\nendobj"))
	if start < 0 || end < 0 {
		return nil, errors.New("seal pdf: the catalogue is not where it should be")
	}
	w := &writer{b: slices.Clone(file)}
	var offset [3]int
	offset[0] = len(w.b)
	w.b = append(w.b, file[start:start+end]...)
	w.b = fmt.Appendf(w.b, " /AcroForm <</Fields [%d 0 R] /SigFlags 3>>>>\nendobj\n", next)
	offset[1] = len(w.b)
	w.b = fmt.Appendf(w.b, "%d 0 obj\n<</Type /Annot /Subtype /Widget /FT /Sig /T (Zegel) /TU (Elektronisch zegel) /F 132 /Rect [0 0 0 0] /P %d 0 R /V %d 0 R>>\nendobj\n", next, first, next+1)
	offset[2] = len(w.b)
	w.b = fmt.Appendf(w.b, "%d 0 obj\n<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (%s) /ByteRange [0 ", next+1, pdfDate(at))
	rangeAt := len(w.b)
	const room = "0000000000 0000000000 0000000000"
	w.str(room + "] /Contents <")
	open := len(w.b) - 1
	w.b = append(w.b, bytes.Repeat([]byte("0"), 2*maxSeal)...)
	w.str(">")
	shut := len(w.b)
	w.str(">>\nendobj\n")
	xref := len(w.b)
	w.b = fmt.Appendf(w.b, "xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n%d 2\n%010d 00000 n \n%010d 00000 n \n", root, offset[0], next, offset[1], offset[2])
	id, _ := f.list(f.trailer["ID"])[0].([]byte)
	changed := sha256.Sum256(w.b)
	w.b = fmt.Appendf(w.b, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /Prev %s /ID [<%x> <%x>]>>\nstartxref\n%d\n%%%%EOF\n", next+2, root, info, line, id, changed[:16], xref)
	copy(w.b[rangeAt:], fmt.Sprintf("%-*s", len(room), strconv.Itoa(open)+" "+strconv.Itoa(shut)+" "+strconv.Itoa(len(w.b)-shut)))

	h := sha256.New()
	h.Write(w.b[:open])
	h.Write(w.b[shut:])
	cms, err := s.cms(h.Sum(nil))
	if err != nil {
		return nil, fmt.Errorf("seal pdf: %w", err)
	}
	if len(cms) > maxSeal {
		return nil, fmt.Errorf("seal pdf: signature of %d bytes", len(cms))
	}
	hex.Encode(w.b[open+1:], cms)
	return w.b, nil
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

// cms signs a digest: the content type, the digest and which certificate it
// is are signed together, no time.
func (s Seal) cms(digest []byte) ([]byte, error) {
	cert := s.Chain[0]
	certHash := sha256.Sum256(cert.Raw)
	var attrs [][]byte
	for _, a := range []struct {
		oid   asn1.ObjectIdentifier
		value any
	}{{oidContentType, oidPlain}, {oidMessageDigest, digest}, {oidSigningCert, signingCertificateV2{[]essCertID{{certHash[:]}}}}} {
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
	slices.SortFunc(attrs, bytes.Compare) // a SET OF in DER is sorted
	all := bytes.Join(attrs, nil)
	set, err := asn1.Marshal(asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSet, IsCompound: true, Bytes: all})
	if err != nil {
		return nil, fmt.Errorf("encode attributes: %w", err)
	}
	hash := sha256.Sum256(set)
	var algorithm pkix.AlgorithmIdentifier
	switch s.Signer.Public().(type) {
	case *rsa.PublicKey:
		algorithm = pkix.AlgorithmIdentifier{Algorithm: oidRSA, Parameters: asn1.NullRawValue}
	case *ecdsa.PublicKey:
		algorithm = pkix.AlgorithmIdentifier{Algorithm: oidECDSA}
	default:
		return nil, fmt.Errorf("key of type %T", s.Signer.Public())
	}
	sig, err := s.Signer.Sign(rand.Reader, hash[:], crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	var certs []byte
	for _, c := range s.Chain {
		certs = append(certs, c.Raw...)
	}
	sha := pkix.AlgorithmIdentifier{Algorithm: oidSHA256}
	sd := cmsSigned{
		Version: 1, Algorithms: []pkix.AlgorithmIdentifier{sha},
		Certificates: asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: certs},
		Signers: []cmsSigner{{
			Version: 1, Issuer: issuerAndSerial{asn1.RawValue{FullBytes: cert.RawIssuer}, cert.SerialNumber}, Digest: sha,
			Attrs:     asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: all},
			Algorithm: algorithm, Signature: sig,
		}},
	}
	sd.Content.Type = oidPlain
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
