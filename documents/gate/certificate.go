package gate

import (
	"crypto/sha256"

	"paraaf/documents"
)

// Rules is the version of what the gate looks for. It goes up when a kind of
// leak is added, so that a certificate says by which rules a file was clean.
const Rules = 1

// A Certificate says which finished files were attacked, when, by which rules,
// and that nothing was found. It names the files by the digests of their public
// bytes only (D14): nothing in it comes from the internal paper.
type Certificate struct {
	Rules int             `json:"rules"`
	Date  documents.Date  `json:"date"`
	Files []CertifiedFile `json:"files"`
}

// A CertifiedFile is one file of a certificate.
type CertifiedFile struct {
	Name   string           `json:"name"`
	SHA256 documents.Digest `json:"sha256"` // of the bytes, without salt
	Size   int              `json:"size"`
}

// Certify makes the certificate of files that Examine found clean. It does not
// examine them again.
func Certify(files []Artefact, on documents.Date) Certificate {
	c := Certificate{Rules: Rules, Date: on}
	for _, f := range files {
		c.Files = append(c.Files, CertifiedFile{f.Name, sha256.Sum256(f.Data), len(f.Data)})
	}
	return c
}
