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

// What is destroyed under the selectielijst is gone from the tables, from the
// index and from the files beside them. What remains is the digest, which with
// its salt gone says nothing, and the ledger, which still proves that something
// was decided, by whom, when and on which paper.

const (
	destroyPapers  = `UPDATE papers SET name = '', salt = $3, bytes = $3, destroyed = $4, sum = $5 WHERE dossier = $1 AND digest = $2`
	selectStanding = `SELECT digest, dossier, soort, name, salt, bytes, stored, destroyed, sum FROM papers WHERE dossier = $1 AND destroyed = 0`
	deleteTexts    = `DELETE FROM texts WHERE nr IN (SELECT nr FROM dossiers WHERE dossier = $1)`
	// What was promised in words that are gone stands in no list any more.
	deletePromises = `DELETE FROM toezeggingen WHERE dossier = $1`
	deleteKept     = `DELETE FROM keepings WHERE dossier = $1`
	emptyDossier   = `DELETE FROM drafts WHERE dossier = $1`
)

// PapersDestroyed is the measure that a destruction stands in the ledger as.
const PapersDestroyed MeasureKind = "PapersDestroyed"

// The measures of a destruction that waits for a second person.
const (
	DestructionProposed  MeasureKind = "DestructionProposed"
	DestructionWithdrawn MeasureKind = "DestructionWithdrawn"
)

// A Destruction says which papers go, on whose word and under what.
type Destruction struct {
	Dossier workflow.DossierID
	Papers  []documents.Digest // none: all, the working texts and what the dossier is found by
	By      workflow.PersonID
	At      time.Time
	Item    string // of the selectielijst
	Term    int    // in years, as the item says
	Key     Key    // makes it happen once; the zero Key does not
}

// Destroy destroys papers of a dossier, and writes in the ledger that it was
// done. Of what was destroyed before nothing happens. After single papers the
// dossier is found again once RebuildOne has made its index anew. It fails with
// [ErrNotFound] when there is no such dossier or the dossier has no such paper,
// with [ErrRepeated] or [ErrKeyReused] when its key was answered before.
// [Book.Purge] must follow: until then what was deleted may still lie in the files.
func (b *Book) Destroy(ctx context.Context, x Destruction) error {
	if !plain(string(x.By), 1, 64) || !plain(x.Item, 1, 64) || x.At.IsZero() || x.Term < 0 {
		return errors.New("journal: destroy: it lacks who, when or under what")
	}
	m := Measure{At: x.At, By: x.By, Kind: PapersDestroyed, On: Subject{Dossier: x.Dossier, Papers: x.Papers, Name: x.Item, N: int64(x.Term)}}
	return b.takeOwn(ctx, &m, func(ctx context.Context, tx *sql.Tx) error {
		if err := b.once(ctx, tx, x.Key); err != nil {
			return err
		}
		page, heads, err := b.summaryOf(ctx, tx, x.Dossier)
		if err != nil {
			return err
		}
		if err := b.remember(ctx, tx, x.Key); err != nil {
			return err
		}
		standing, err := b.standing(ctx, tx, x.Dossier)
		if err != nil {
			return err
		}
		chosen := x.Papers
		if len(x.Papers) == 0 {
			for d := range standing {
				chosen = append(chosen, d)
			}
		}
		for _, d := range chosen {
			if _, ok := standing[d]; !ok {
				if _, err := b.destroyed(ctx, tx, x.Dossier, d); err != nil {
					return err
				}
			}
		}
		for _, d := range chosen {
			p, ok := standing[d]
			if !ok {
				continue
			}
			s := paperSum(d[:], p.dossier, string(p.paper.Soort), "", p.stored, millis(x.At))
			if err := b.exec(ctx, tx, destroyPapers, string(x.Dossier), d[:], []byte{}, millis(x.At), s); err != nil {
				return err
			}
		}
		// What the dossier is found by may hold words of what goes.
		if err := b.exec(ctx, tx, deleteTexts, string(x.Dossier)); err != nil || len(x.Papers) > 0 {
			return err
		}
		for _, text := range []string{emptyDossier, deletePromises, deleteKept} {
			if err := b.exec(ctx, tx, text, string(x.Dossier)); err != nil {
				return err
			}
		}
		h := heads.head
		h.salt = []byte{}
		return b.exec(ctx, tx, `UPDATE dossiers SET salt = $2, sum = $3 WHERE dossier = $1`, string(x.Dossier), h.salt, summarySum(page, h))
	})
}

// Stored gives the papers of a dossier that are not destroyed, of one soort, in
// no order; of a damaged one it fails with [Damaged].
func (b *Book) Stored(ctx context.Context, id workflow.DossierID, soort documents.Soort) ([]Paper, error) {
	var all []Paper
	err := b.each(ctx, "read papers", func(rows *sql.Rows) error {
		p, err := scanPaper(rows)
		if err != nil || p.paper.Soort != soort {
			return err
		}
		err = b.checkPaper(&p)
		all = append(all, p.paper)
		return err
	}, selectStanding, string(id))
	return all, err
}

// standing gives the papers of a dossier that are not destroyed, without bytes.
func (b *Book) standing(ctx context.Context, tx *sql.Tx, id workflow.DossierID) (map[documents.Digest]storedPaper, error) {
	rows, err := b.query(ctx, tx, selectStanding, string(id))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[documents.Digest]storedPaper{}
	for rows.Next() {
		p, err := scanPaper(rows)
		if err != nil {
			return nil, err
		}
		p.paper.Bytes = nil
		found[p.paper.Digest] = p
	}
	return found, rows.Err()
}

// destroyed fails with ErrNotFound unless the dossier had this paper once.
func (b *Book) destroyed(ctx context.Context, tx *sql.Tx, id workflow.DossierID, d documents.Digest) (time.Time, error) {
	var at int64
	err := b.row(ctx, tx, `SELECT destroyed FROM papers WHERE dossier = $1 AND digest = $2`, string(id), d[:]).Scan(&at)
	return fromMillis(at), b.fail("read paper", err)
}

// summaryOf gives one whole summary.
func (b *Book) summaryOf(ctx context.Context, q querier, id workflow.DossierID) (Summary, storedHead, error) {
	rows, err := b.query(ctx, q, selectSummary, string(id))
	if err != nil {
		return Summary{}, storedHead{}, err
	}
	page, heads, err := b.wholeSummaries(ctx, q, rows)
	if err != nil {
		return Summary{}, storedHead{}, err
	}
	if len(page) == 0 {
		return Summary{}, storedHead{}, ErrNotFound
	}
	return page[0], heads[0], nil
}

// Summary gives what lists show of one dossier, with who may see it. It fails
// with [ErrNotFound], and with [Damaged] when it is not what was written: then
// Rebuild makes it anew.
func (b *Book) Summary(ctx context.Context, id workflow.DossierID) (Summary, error) {
	s, h, err := b.summaryOf(ctx, b.read, id)
	if err != nil {
		return Summary{}, b.failRow("read summary", err)
	}
	if !sumAgrees(h.sum, summarySum(s, h.head)) {
		return Summary{}, &Damaged{Table: "dossiers", Key: string(id), What: "summary, or who sees it, does not agree with its sum"}
	}
	return s, nil
}

// Purge takes what was deleted out of the files: SQLite overwrote the pages and
// now empties the log beside them, PostgreSQL writes the tables anew and starts
// a new log. It holds up those who write meanwhile, so it is run after a round of
// destruction, not after every paper. On PostgreSQL it needs the right to
// CHECKPOINT (pg_checkpoint), and archives of its log are the administrator's.
func (b *Book) Purge(ctx context.Context) error {
	for _, text := range b.d.purge {
		if err := b.purgeStep(ctx, text); err != nil {
			return fmt.Errorf("purge: %w", err)
		}
	}
	return nil
}

// jobPurge is the kind of job that has the files purged.
const jobPurge = "purge"

// PlanPurge has the files purged once what is being destroyed at this moment is
// destroyed: it is planned before, so that a program that stops in between
// leaves nothing behind. On SQLite that is a minute later. On PostgreSQL, where
// whole tables are written anew and nobody reads meanwhile, it is the next night.
func (b *Book) PlanPurge(ctx context.Context, at time.Time) error {
	due := at.Add(time.Minute)
	if b.d.name == "postgres" {
		due = nextNight(at)
	}
	_, err := b.Plan(ctx, Job{Kind: jobPurge, At: due})
	return err
}

// nextNight is the first two o'clock of a Dutch night after an instant.
func nextNight(at time.Time) time.Time {
	local := workflow.Amsterdam(at)
	night := time.Date(local.Year(), local.Month(), local.Day(), 2, 0, 0, 0, local.Location())
	if !night.After(at) {
		night = night.AddDate(0, 0, 1)
	}
	return night.UTC()
}

// PurgePlanned purges the files if that was planned for an instant before at,
// once for all that was destroyed until then. Any number of nodes may ask. When
// readers hold the log it fails, and is tried again later.
func (b *Book) PurgePlanned(ctx context.Context, at time.Time) error {
	jobs, err := b.Claim(ctx, jobPurge, at, time.Hour, 500)
	if err != nil || len(jobs) == 0 {
		return err
	}
	failed := b.Purge(ctx)
	for _, j := range jobs {
		if failed != nil {
			err = errors.Join(err, b.Failed(ctx, j, at))
			continue
		}
		err = errors.Join(err, b.Done(ctx, j))
	}
	return errors.Join(failed, err)
}

func (b *Book) purgeStep(ctx context.Context, text string) error {
	rows, err := b.query(ctx, b.write, text)
	if err != nil {
		return b.fail("purge", err)
	}
	defer rows.Close()
	if columns, err := rows.Columns(); err == nil && len(columns) == 3 && rows.Next() { // of wal_checkpoint
		var busy, log, done int64
		if err := rows.Scan(&busy, &log, &done); err != nil {
			return b.fail("purge", err)
		}
		if busy != 0 {
			return fmt.Errorf("readers hold the log: %w", ErrUnavailable)
		}
	}
	return b.fail("purge", rows.Err())
}
