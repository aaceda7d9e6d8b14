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
	// Unexamined are the pages that no program has read and people looked at.
	Unexamined []Unexamined `json:"unexamined,omitempty"`
}

// An Unexamined page holds a picture whose text was not read. People is how many
// persons looked at it; who they are stands in the ledger and not in public.
type Unexamined struct {
	File   string `json:"file"`
	Page   int    `json:"page"` // from 1
	People int    `json:"people"`
}

// A Looked says how many people looked at a page of a file.
type Looked struct {
	File   string
	Page   int // from 1
	People int
}

// Vouched gives what a certificate says of a part that was not examined. It
// reports false when it is no page, or a page that nobody looked at: then the
// file must not leave.
func Vouched(u NotExamined, looked []Looked) (Unexamined, bool) {
	for _, l := range looked {
		if u.Page > 0 && u.Where == InImage && l.File == u.File && l.Page == u.Page && l.People > 0 {
			return Unexamined(l), true
		}
	}
	return Unexamined{}, false
}

// A CertifiedFile is one file of a certificate.
type CertifiedFile struct {
	Name   string           `json:"name"`
	SHA256 documents.Digest `json:"sha256"` // of the bytes, without salt
	Size   int              `json:"size"`
}

// Certify makes the certificate of files that Examine found clean but for the
// pages that people looked at. It does not examine them again.
func Certify(files []Artefact, unexamined []Unexamined, on documents.Date) Certificate {
	c := Certificate{Rules: Rules, Date: on, Unexamined: unexamined}
	for _, f := range files {
		c.Files = append(c.Files, CertifiedFile{f.Name, sha256.Sum256(f.Data), len(f.Data)})
	}
	return c
}
