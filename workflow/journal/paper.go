package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// A Paper is bytes that are known by their salted digest: a nota, a letter, a
// reason, an onderwerp, stored marks.
type Paper struct {
	Digest documents.Digest // DigestOf(Salt, Bytes)
	Salt   []byte           // 128 random bits of its own
	Bytes  []byte
	Soort  documents.Soort
	Name   string // file name as it came, if any
}

// maxPaper bounds what is stored as one paper: a foreign annex, not a nota.
const maxPaper = 64 << 20

func (p *Paper) plain() error {
	switch {
	case len(p.Salt) < 16:
		return errors.New("paper without a salt of 16 bytes")
	case len(p.Bytes) > maxPaper:
		return fmt.Errorf("paper of %d bytes", len(p.Bytes))
	case p.Digest != documents.DigestOf(p.Salt, p.Bytes):
		return errors.New("paper is not what its digest says")
	case !plain(string(p.Soort), 1, 64) || !plain(p.Name, 0, 255):
		return errors.New("paper with a soort or name that is not plain")
	}
	return nil
}

const (
	insertPapers = `INSERT INTO papers (digest, dossier, soort, name, salt, bytes, stored, destroyed, sum) VALUES `
	keepPapers   = ` ON CONFLICT (digest) DO NOTHING`
	selectPapers = `SELECT digest, dossier, soort, name, salt, bytes, stored, destroyed, sum FROM papers WHERE digest IN (%s)`
)

func paperSum(digest []byte, dossier, soort, name string, stored, destroyed int64) []byte {
	return sum("papers", digest, dossier, soort, name, stored, destroyed)
}

// papers stores the papers of a group.
func (b *Book) papers(group []*appending, now time.Time) (statement, error) {
	var rows [][]any
	for _, a := range group {
		for _, p := range a.batch.Papers {
			row, err := b.paperRow(a.id, p.Digest, p.Soort, p.Name, p.Salt, p.Bytes, now)
			if err != nil {
				return statement{}, err
			}
			rows = append(rows, row)
		}
	}
	return statement{text: insertPapers, rows: rows, ending: keepPapers}, nil
}

func (b *Book) paperRow(id workflow.DossierID, d documents.Digest, soort documents.Soort, name string, salt, text []byte, now time.Time) ([]any, error) {
	salt, text, err := b.sealPaper(d, salt, text)
	return []any{d[:], string(id), string(soort), name, salt, text, millis(now), int64(0), paperSum(d[:], string(id), string(soort), name, millis(now), 0)}, err
}

// Paper gives the paper with this digest. It fails with [ErrNotFound], with
// [ErrDestroyed] when the law had it destroyed, and with [Damaged] when its
// bytes are not what the digest says.
func (b *Book) Paper(ctx context.Context, d documents.Digest) (Paper, error) {
	papers, err := b.Papers(ctx, d)
	if err != nil {
		return Paper{}, err
	}
	return papers[0], nil
}

// Papers gives the papers with these digests in this order. It fails as Paper does.
func (b *Book) Papers(ctx context.Context, digests ...documents.Digest) ([]Paper, error) {
	if len(digests) == 0 {
		return nil, nil
	}
	args := make([]any, len(digests))
	for i, d := range digests {
		args[i] = d[:]
	}
	rows, err := b.query(ctx, b.read, fmt.Sprintf(selectPapers, b.d.places(len(args))), args...)
	if err != nil {
		return nil, b.fail("read papers", err)
	}
	defer rows.Close()
	found := map[documents.Digest]Paper{}
	for rows.Next() {
		s, err := scanPaper(rows)
		if err != nil {
			return nil, b.fail("read papers", err)
		}
		if err := b.checkPaper(&s); err != nil {
			return nil, err
		}
		found[s.paper.Digest] = s.paper
	}
	if err := rows.Err(); err != nil {
		return nil, b.fail("read papers", err)
	}
	papers := make([]Paper, len(digests))
	for i, d := range digests {
		p, ok := found[d]
		if !ok {
			return nil, ErrNotFound
		}
		papers[i] = p
	}
	return papers, nil
}

// A storedPaper is a row of papers.
type storedPaper struct {
	paper             Paper
	digest            []byte
	dossier           string
	stored, destroyed int64
	sum               []byte
}

func scanPaper(rows *sql.Rows) (storedPaper, error) {
	var s storedPaper
	var soort string
	err := rows.Scan(&s.digest, &s.dossier, &soort, &s.paper.Name, &s.paper.Salt, &s.paper.Bytes, &s.stored, &s.destroyed, &s.sum)
	s.paper.Digest, s.paper.Soort = digest(s.digest), documents.Soort(soort)
	return s, err
}

// checkPaper opens a row and checks it.
func (b *Book) checkPaper(s *storedPaper) error {
	var err error
	if s.paper.Salt, s.paper.Bytes, err = b.openPaper(s.paper.Digest, s.paper.Salt, s.paper.Bytes); err != nil {
		return err
	}
	return s.check()
}

// check fails with Damaged when the row is not what was written, and with
// ErrDestroyed when its bytes are gone by law.
func (s storedPaper) check() error {
	key := s.paper.Digest.String()
	if !sumAgrees(s.sum, paperSum(s.digest, s.dossier, string(s.paper.Soort), s.paper.Name, s.stored, s.destroyed)) {
		return &Damaged{Table: "papers", Key: key, What: "row does not agree with its sum"}
	}
	if s.destroyed != 0 {
		if len(s.paper.Bytes)+len(s.paper.Salt) > 0 {
			return &Damaged{Table: "papers", Key: key, What: "destroyed paper still has bytes"}
		}
		return ErrDestroyed
	}
	if documents.DigestOf(s.paper.Salt, s.paper.Bytes) != s.paper.Digest {
		return &Damaged{Table: "papers", Key: key, What: "bytes do not agree with the digest"}
	}
	return nil
}

// A Draft is working text, or judgements under review: outside the ledger, and
// gone when a paper takes its place.
type Draft struct {
	Version int // from 1; counts the times it was saved
	Kind    string
	By      workflow.PersonID
	At      time.Time // UTC
	Salt    []byte    // for the digest that the page compares
	Bytes   []byte
	Key     Key // when saving: makes it happen once
	// After is, when saving and not zero, how many entries of the dossier were
	// seen: text is not saved over papers that moved on in between.
	After int
}

const (
	selectDraft  = `SELECT version, kind, person, at, salt, bytes, sum FROM drafts WHERE dossier = $1 AND paper = $2`
	selectDrafts = `SELECT paper, version, kind, person, at, salt, bytes, sum FROM drafts WHERE dossier = $1 ORDER BY paper`
	insertDraft  = `INSERT INTO drafts (dossier, paper, version, kind, person, at, salt, bytes, sum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (dossier, paper) DO NOTHING`
	updateDraft  = `UPDATE drafts SET version = $3, kind = $4, person = $5, at = $6, salt = $7, bytes = $8, sum = $9 WHERE dossier = $1 AND paper = $2 AND version = $10`
	selectSeq    = `SELECT seq FROM dossiers WHERE dossier = $1`
	selectStands = `SELECT dossier, paper, version FROM drafts WHERE (dossier, paper) IN (VALUES %s)`
	deleteDrafts = `DELETE FROM drafts WHERE (dossier, paper) IN (VALUES %s)`
	forgetDrafts = `DELETE FROM drafts WHERE dossier = $1 AND at < $2`
)

func draftSum(id workflow.DossierID, paper workflow.PaperID, d Draft) []byte {
	return sum("drafts", string(id), string(paper), int64(d.Version), d.Kind, string(d.By), millis(d.At), d.Salt, d.Bytes)
}

// Draft gives the working text of a paper. It fails with [ErrNotFound] when
// there is none and with [Damaged] when it is not what was saved.
func (b *Book) Draft(ctx context.Context, id workflow.DossierID, paper workflow.PaperID) (Draft, error) {
	d, err := b.scanDraft(b.row(ctx, b.read, selectDraft, string(id), string(paper)), id, &paper, nil)
	if err != nil {
		return Draft{}, b.failRow("read draft", err)
	}
	return d, nil
}

// Drafts gives every working text of a dossier, by the place of its paper.
func (b *Book) Drafts(ctx context.Context, id workflow.DossierID) (map[workflow.PaperID]Draft, error) {
	rows, err := b.query(ctx, b.read, selectDrafts, string(id))
	if err != nil {
		return nil, b.fail("read drafts", err)
	}
	defer rows.Close()
	drafts := map[workflow.PaperID]Draft{}
	for rows.Next() {
		var paper workflow.PaperID
		d, err := b.scanDraft(rows, id, &paper, &paper)
		if err != nil {
			return nil, b.failRow("read drafts", err)
		}
		drafts[paper] = d
	}
	if err := rows.Err(); err != nil {
		return nil, b.fail("read drafts", err)
	}
	return drafts, nil
}

// ForgetDrafts drops the working texts of id that were last saved before the instant.
func (b *Book) ForgetDrafts(ctx context.Context, id workflow.DossierID, before time.Time) error {
	err := b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return b.exec(ctx, tx, forgetDrafts, string(id), millis(before))
	})
	if err != nil {
		return fmt.Errorf("forget drafts: %w", err)
	}
	return nil
}

// scanDraft reads a draft; named is where the first column goes, if it is read.
func (b *Book) scanDraft(row interface{ Scan(...any) error }, id workflow.DossierID, paper, named *workflow.PaperID) (Draft, error) {
	var d Draft
	var at int64
	var person string
	var stored []byte
	into := []any{&d.Version, &d.Kind, &person, &at, &d.Salt, &d.Bytes, &stored}
	if named != nil {
		into = append([]any{named}, into...)
	}
	if err := row.Scan(into...); err != nil {
		return Draft{}, err
	}
	d.By, d.At = workflow.PersonID(person), fromMillis(at)
	if !sumAgrees(stored, draftSum(id, *paper, d)) {
		return Draft{}, &Damaged{Table: "drafts", Key: fmt.Sprintf("%s %s", id, *paper), What: "does not agree with its sum"}
	}
	return b.openDraft(id, *paper, d)
}

// failRow is fail for an error that may be one of ours already.
func (b *Book) failRow(doing string, err error) error {
	var damaged *Damaged
	if errors.As(err, &damaged) || errors.Is(err, ErrDestroyed) {
		return err
	}
	return b.fail(doing, err)
}

// SaveDraft saves the working text of a paper over the given version, 0 when
// there was none, and gives its new version. It fails with [ErrStale] when
// another version stands there, or d.After is not how far the dossier is, so
// that nobody overwrites what they did not see, and with [ErrRepeated] or
// [ErrKeyReused] as Append does.
func (b *Book) SaveDraft(ctx context.Context, id workflow.DossierID, paper workflow.PaperID, version int, d Draft) (int, error) {
	if !plain(string(id), 1, 64) || !plain(string(paper), 1, 64) || !plain(d.Kind, 0, 64) || !plain(string(d.By), 1, 64) || len(d.Bytes) > maxPaper {
		return 0, fmt.Errorf("journal: save draft: it is not plain")
	}
	d.Version, d.At = version+1, fromMillis(millis(d.At))
	d, err := b.sealDraft(id, paper, d)
	if err != nil {
		return 0, err
	}
	args := []any{string(id), string(paper), int64(d.Version), d.Kind, string(d.By), millis(d.At), notNil(d.Salt), notNil(d.Bytes), draftSum(id, paper, d)}
	err = b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := b.once(ctx, tx, d.Key); err != nil {
			return err
		}
		if d.After > 0 {
			var seq int64
			if err := b.row(ctx, tx, selectSeq+b.d.forUpdate, string(id)).Scan(&seq); err != nil {
				return err
			} else if seq != int64(d.After) {
				return ErrStale
			}
		}
		text, args := insertDraft, args
		if version > 0 {
			text, args = updateDraft, append(args[:len(args):len(args)], int64(version))
		}
		if n, err := b.affect(ctx, tx, text, args...); err != nil {
			return err
		} else if n == 0 {
			return ErrStale
		}
		return b.remember(ctx, tx, d.Key)
	})
	if err != nil {
		return 0, err
	}
	return d.Version, nil
}

// A draftKey names a draft.
type draftKey struct {
	dossier workflow.DossierID
	paper   workflow.PaperID
}

// emptied takes away the drafts that papers of the group replace.
func emptied(group []*appending) statement {
	var list []any
	for _, a := range group {
		for paper := range a.batch.Emptied {
			list = append(list, string(a.id), string(paper))
		}
	}
	return statement{text: deleteDrafts, list: list, width: 2}
}

const selectWeight = `SELECT COALESCE(SUM(LENGTH(bytes)), 0) FROM papers WHERE dossier = $1`

// Weight gives how many bytes the papers of a dossier take, every version of them.
func (b *Book) Weight(ctx context.Context, dossier workflow.DossierID) (int64, error) {
	var n int64
	err := b.row(ctx, b.read, selectWeight, string(dossier)).Scan(&n)
	return n, b.failRow("weigh a dossier", err)
}
