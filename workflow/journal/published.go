package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// A Published file is what left the house: bytes that everybody may have. Its
// digest is the plain SHA-256 of those bytes ([PublicDigest]), so that anybody
// can check it; it says nothing of the internal paper. The bytes are stored as
// a paper. Certificate is the digest of the paper that says how it was checked.
type Published struct {
	Digest      documents.Digest
	Dossier     workflow.DossierID
	Paper       workflow.PaperID
	Format      string // "html", "pdf" or "odt"
	Bytes       []byte
	Salt        []byte // of the bytes as a stored paper
	Certificate documents.Digest
	At          time.Time // UTC; filled in
}

// PublicDigest is the digest that a public file is known by: SHA-256 without salt.
func PublicDigest(b []byte) documents.Digest { return sha256.Sum256(b) }

// soortPublic is the form under which the bytes of a public file are stored.
const soortPublic documents.Soort = "openbaar"

func checkPublished(p *Published) error {
	switch {
	case p.Digest != PublicDigest(p.Bytes):
		return errors.New("public file is not what its digest says")
	case len(p.Salt) < 16:
		return errors.New("public file without a salt of 16 bytes")
	case len(p.Bytes) > maxPaper:
		return fmt.Errorf("public file of %d bytes", len(p.Bytes))
	case !plain(p.Format, 1, 16) || !plain(string(p.Paper), 1, 64):
		return errors.New("public file with a format or paper that is not plain")
	}
	return nil
}

const (
	insertPublished = `INSERT INTO published (digest, dossier, paper, format, bytes, certificate, at, sum) VALUES `
	keepPublished   = ` ON CONFLICT (digest) DO NOTHING`
	selectPublished = `SELECT u.digest, u.dossier, u.paper, u.format, u.bytes, u.certificate, u.at, u.sum, p.salt, p.bytes, p.destroyed
FROM published u LEFT JOIN papers p ON p.digest = u.bytes WHERE u.digest = $1`
	selectPublishedOf = `SELECT u.digest, u.dossier, u.paper, u.format, u.bytes, u.certificate, u.at, u.sum, p.salt, p.bytes, p.destroyed
FROM published u LEFT JOIN papers p ON p.digest = u.bytes WHERE u.dossier = $1 ORDER BY u.at, u.paper, u.format, u.digest`
)

// published stores the public files of a group, with their bytes as papers.
func (b *Book) published(group []*appending, now time.Time) ([]statement, error) {
	var rows, papers [][]any
	for _, a := range group {
		for _, p := range a.batch.Published {
			d := documents.DigestOf(p.Salt, p.Bytes)
			paper, err := b.paperRow(a.id, d, soortPublic, "", p.Salt, p.Bytes, now)
			if err != nil {
				return nil, err
			}
			papers = append(papers, paper)
			row := []any{p.Digest[:], string(a.id), string(p.Paper), p.Format, d[:], column(p.Certificate), millis(now)}
			rows = append(rows, append(row, sum("published", row...)))
		}
	}
	return []statement{{text: insertPapers, rows: papers, ending: keepPapers}, {text: insertPublished, rows: rows, ending: keepPublished}}, nil
}

// PublicFile gives a public file by its digest. It fails with [ErrNotFound],
// with [ErrDestroyed] when its bytes were destroyed with their dossier, and with
// [Damaged] when it is not what was published.
func (b *Book) PublicFile(ctx context.Context, d documents.Digest) (Published, error) {
	p, err := b.scanPublished(b.row(ctx, b.read, selectPublished, d[:]))
	if err != nil {
		return Published{}, b.failRow("read public file", err)
	}
	return p, nil
}

// PublicFiles gives the public files of a dossier, oldest first.
func (b *Book) PublicFiles(ctx context.Context, id workflow.DossierID) ([]Published, error) {
	rows, err := b.query(ctx, b.read, selectPublishedOf, string(id))
	if err != nil {
		return nil, b.fail("read public files", err)
	}
	defer rows.Close()
	var files []Published
	for rows.Next() {
		p, err := b.scanPublished(rows)
		if err != nil {
			return nil, b.failRow("read public files", err)
		}
		files = append(files, p)
	}
	return files, b.fail("read public files", rows.Err())
}

func (b *Book) scanPublished(row interface{ Scan(...any) error }) (Published, error) {
	var p Published
	var d, bytes, certificate, stored []byte
	var at int64
	var dossier, paper string
	var destroyed sql.NullInt64
	if err := row.Scan(&d, &dossier, &paper, &p.Format, &bytes, &certificate, &at, &stored, &p.Salt, &p.Bytes, &destroyed); err != nil {
		return Published{}, err
	}
	p.Digest, p.Certificate, p.At = digest(d), digest(certificate), fromMillis(at)
	p.Dossier, p.Paper = workflow.DossierID(dossier), workflow.PaperID(paper)
	switch {
	case !sumAgrees(stored, sum("published", d, dossier, paper, p.Format, bytes, certificate, at)):
		return Published{}, &Damaged{Table: "published", Key: p.Digest.String(), What: "row does not agree with its sum"}
	case destroyed.Int64 != 0 && len(p.Bytes) == 0:
		return Published{}, ErrDestroyed
	}
	var err error
	if p.Salt, p.Bytes, err = b.openPaper(digest(bytes), p.Salt, p.Bytes); err != nil {
		return Published{}, err
	}
	switch {
	case PublicDigest(p.Bytes) != p.Digest:
		return Published{}, &Damaged{Table: "published", Key: p.Digest.String(), What: "bytes are not what was published"}
	}
	return p, nil
}

// AllPublished gives every file that was ever published, without its bytes, which
// were held against its digest. Those that the law had destroyed are left out.
func (b *Book) AllPublished(ctx context.Context) ([]Published, error) {
	rows, err := b.query(ctx, b.read, selectPublishedAll)
	if err != nil {
		return nil, b.fail("read public files", err)
	}
	defer rows.Close()
	var out []Published
	for rows.Next() {
		p, err := b.scanPublished(rows)
		if errors.Is(err, ErrDestroyed) {
			continue
		}
		if err != nil {
			return nil, b.failRow("read public files", err)
		}
		p.Bytes = nil
		out = append(out, p)
	}
	return out, b.fail("read public files", rows.Err())
}
