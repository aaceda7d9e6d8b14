package journal

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"paraaf/documents"
	"paraaf/workflow"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A Report is what Verify found.
type Report struct {
	Entries   int64
	Dossiers  int64
	Papers    int64 // destroyed ones among them
	Destroyed int64
	Published int64
	Readings  int64
	Rows      int64     // of other tables
	Faults    []Damaged // the first thousand
	More      int       // faults that are not in Faults
}

// OK reports whether nothing is wrong.
func (r Report) OK() bool { return len(r.Faults) == 0 }

// Verify reads everything: the file's own check (SQLite), every entry, the
// ledger they make, every paper, every summary with who may see it, and every
// other row that carries a sum. It goes on after a fault, so that the report
// names them all. It fails when it cannot read at all; a damaged table is a
// fault.
func (b *Book) Verify(ctx context.Context) (Report, error) {
	v := &verifier{b: b, ctx: ctx}
	err := b.snapshot(ctx, func(ctx context.Context, tx *sql.Tx) error {
		v.q = tx
		return v.all()
	})
	return v.report, err
}

func (v *verifier) all() error {
	for _, step := range []func() error{v.file, v.guards, v.ledger, v.papers, v.dossiers, v.published, v.readings, v.rows, v.key} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

type verifier struct {
	b      *Book
	ctx    context.Context
	q      querier
	report Report

	seqs   map[workflow.DossierID]int64 // entries of each dossier
	named  [][16]byte                   // starts of the digests that entries name
	stored [][16]byte                   // of the papers that are there
	seals  map[int64]Subject            // of the read log, as the ledger has them

	// What the ledger says was destroyed: whole dossiers, and single papers.
	emptied map[workflow.DossierID]bool
	erased  map[documents.Digest]workflow.DossierID
}

const maxFaults = 1000

func (v *verifier) fault(d Damaged) {
	if len(v.report.Faults) == maxFaults {
		v.report.More++
		return
	}
	v.report.Faults = append(v.report.Faults, d)
}

// found notes err when it says that something is damaged, and gives it back
// when it says that nothing can be read.
func (v *verifier) found(table string, err error) error {
	var damaged *Damaged
	switch {
	case err == nil, errors.Is(err, ErrDestroyed):
		return nil
	case errors.As(err, &damaged):
		v.fault(*damaged)
		return nil
	case v.ctx.Err() != nil:
		return fmt.Errorf("verify: %w", v.ctx.Err())
	}
	v.fault(Damaged{Table: table, What: err.Error()})
	return nil
}

// each hands the rows of a query to take. What take finds wrong with one row
// does not stop the others.
func (v *verifier) each(table, text string, take func(*sql.Rows) error, args ...any) error {
	rows, err := v.b.query(v.ctx, v.q, text, args...)
	if err != nil {
		return v.found(table, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := v.found(table, take(rows)); err != nil {
			return err
		}
	}
	return v.found(table, rows.Err())
}

// file has SQLite check the pages of its file. A connection that looked into the
// index on words before another one changed it would check it by the structure
// that it remembers, and find corruption where there is none; a search has it
// read the structure anew.
func (v *verifier) file() error {
	if v.b.d.name != "sqlite" {
		return nil
	}
	if err := v.each("texts", `SELECT rowid FROM search WHERE search MATCH '"paraaf"' LIMIT 1`, func(*sql.Rows) error { return nil }); err != nil {
		return err
	}
	return v.each("database", `PRAGMA integrity_check(100)`, func(rows *sql.Rows) error {
		var said string
		if err := rows.Scan(&said); err != nil || said == "ok" {
			return err
		}
		return &Damaged{Table: "database", Key: "file", What: said}
	})
}

// ledger computes the Merkle log anew. After an entry that is gone no more than
// each entry by itself can be checked.
func (v *verifier) ledger() error {
	v.seqs, v.seals = map[workflow.DossierID]int64{}, map[int64]Subject{}
	v.emptied, v.erased = map[workflow.DossierID]bool{}, map[documents.Digest]workflow.DossierID{}
	var edge peaks
	gap := false
	err := v.each("entries", selectLeaves, func(rows *sql.Rows) error {
		var l leaf
		if err := rows.Scan(&l.n, &l.dossier, &l.seq, &l.id, &l.at, &l.person, &l.namens, &l.event, &l.data, &l.papers, &l.nonce, &l.hashes); err != nil {
			gap = true
			return err
		}
		v.report.Entries++
		id := workflow.DossierID(l.dossier)
		v.seqs[id]++
		for _, d := range digests(l.papers) {
			v.named = append(v.named, [16]byte(d[:16]))
		}
		damaged := func(what string) {
			v.fault(Damaged{Table: "entries", Key: fmt.Sprintf("%d (%s %d)", l.n, l.dossier, l.seq), What: what})
		}
		if !gap && l.n != edge.size {
			gap = true
			damaged(fmt.Sprintf("stands where entry %d is due", edge.size))
		}
		if l.seq != v.seqs[id] {
			v.seqs[id] = l.seq
			damaged("an entry of the dossier before it is gone")
		}
		if err := l.check(); err != nil {
			v.fault(*err.(*Damaged))
		} else if on, err := known(l); err != nil {
			damaged("event is not known: " + err.Error())
		} else if id == installation {
			v.measure(MeasureKind(l.event), on)
		}
		if gap {
			return nil
		}
		// An entry that was changed counts by the hash that was written, so that one
		// change is one fault.
		leaf := tlog.Hash(append(l.hashes, make([]byte, tlog.HashSize)...)[:tlog.HashSize])
		if hashes := edge.add(leaf); !bytes.Equal(flat(hashes), l.hashes) {
			damaged("completes other hashes than the ledger has")
		}
		return nil
	})
	if err != nil {
		return err
	}
	tree, err := v.b.head(v.ctx, v.q)
	if err != nil {
		return v.found("ledger", err)
	}
	if !gap && (tree.N != edge.size || tree.Hash != edge.root()) {
		v.fault(Damaged{Table: "ledger", Key: "head", What: fmt.Sprintf("size %d and root do not agree with %d entries", tree.N, edge.size)})
	}
	return nil
}

// measure keeps what the tables are compared with later.
func (v *verifier) measure(kind MeasureKind, on Subject) {
	switch kind {
	case ReadingsSealed:
		v.seals[on.N] = on
	case PapersDestroyed:
		if len(on.Papers) == 0 {
			v.emptied[on.Dossier] = true
		}
		for _, d := range on.Papers {
			v.erased[d] = on.Dossier
		}
	}
}

// known fails for an entry that this program cannot read: an event of a dossier
// or a measure. Of a measure it gives what it concerned.
func known(l leaf) (Subject, error) {
	if l.dossier == string(installation) {
		return decodeMeasure(l.event, l.data)
	}
	_, err := workflow.DecodeEvent(l.event, l.data)
	return Subject{}, err
}

func (v *verifier) papers() error {
	err := v.each("papers", `SELECT digest, dossier, soort, name, salt, bytes, stored, destroyed, sum FROM papers`, func(rows *sql.Rows) error {
		s, err := scanPaper(rows)
		if err != nil {
			return err
		}
		v.report.Papers++
		if s.destroyed != 0 {
			v.report.Destroyed++
			if id := workflow.DossierID(s.dossier); !v.emptied[id] && v.erased[s.paper.Digest] != id {
				v.fault(Damaged{Table: "papers", Key: s.paper.Digest.String(), What: "is destroyed, the ledger does not say that it was to be"})
			}
		}
		v.stored = append(v.stored, [16]byte(s.paper.Digest[:16]))
		return v.b.checkPaper(&s)
	})
	if err != nil {
		return err
	}
	compare := func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) }
	slices.SortFunc(v.named, compare)
	slices.SortFunc(v.stored, compare)
	v.named = slices.Compact(v.named)
	has := func(all [][16]byte, p [16]byte) bool {
		_, ok := slices.BinarySearchFunc(all, p, compare)
		return ok
	}
	for _, p := range v.named {
		if !has(v.stored, p) {
			v.fault(Damaged{Table: "papers", Key: fmt.Sprintf("%x...", p), What: "is gone, an entry names it"})
		}
	}
	for _, p := range v.stored {
		if !has(v.named, p) {
			v.fault(Damaged{Table: "papers", Key: fmt.Sprintf("%x...", p), What: "no entry names it"})
		}
	}
	return nil
}

// dossiers compares every summary, with what hangs under it, with its sum.
func (v *verifier) dossiers() error {
	after := ""
	for {
		page, heads, err := v.b.summaries(v.ctx, v.q, after, 500)
		if err != nil {
			return v.found("dossiers", err)
		}
		for i, s := range page {
			after = string(s.ID)
			v.report.Dossiers++
			h := heads[i]
			if !sumAgrees(h.sum, summarySum(s, h.head)) {
				v.fault(Damaged{Table: "dossiers", Key: string(s.ID), What: "summary, or who sees it, does not agree with its sum"})
			}
			if n := v.seqs[s.ID]; n != h.seq {
				v.fault(Damaged{Table: "dossiers", Key: string(s.ID), What: fmt.Sprintf("has %d entries where %d are due", n, h.seq)})
			}
			delete(v.seqs, s.ID)
		}
		if len(page) < 500 {
			break
		}
	}
	delete(v.seqs, installation) // measures belong to no dossier
	for id := range v.seqs {
		v.fault(Damaged{Table: "dossiers", Key: string(id), What: "is gone, its entries are there"})
	}
	const stray = ` x LEFT JOIN dossiers d ON d.dossier = x.dossier WHERE d.dossier IS NULL OR d.nr <> x.nr`
	lost := func(table string) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			return &Damaged{Table: table, Key: id, What: "row belongs to no dossier"}
		}
	}
	if err := v.each("awaiting", `SELECT x.dossier FROM awaiting`+stray+` OR (d.deadline <> x.deadline AND NOT (d.deadline = '' AND x.deadline = '`+noDeadline+`'))`, lost("awaiting")); err != nil {
		return err
	}
	return v.each("involved", `SELECT x.dossier FROM involved`+stray, lost("involved"))
}

func (v *verifier) published() error {
	err := v.each("published", selectPublishedAll, func(rows *sql.Rows) error {
		v.report.Published++
		_, err := v.b.scanPublished(rows)
		return err
	})
	if err != nil {
		return err
	}
	return v.each("published", `SELECT p.digest FROM papers p LEFT JOIN published u ON u.bytes = p.digest WHERE p.soort = $1 AND u.digest IS NULL`, func(rows *sql.Rows) error {
		var d []byte
		if err := rows.Scan(&d); err != nil {
			return err
		}
		return &Damaged{Table: "published", Key: digest(d).String(), What: "public file is gone, its bytes are there"}
	}, string(soortPublic))
}

// rows checks the other tables that carry sums.
func (v *verifier) rows() error {
	row := func(check func(*sql.Rows) error) func(*sql.Rows) error {
		return func(rows *sql.Rows) error {
			v.report.Rows++
			return check(rows)
		}
	}
	for _, t := range []struct {
		table, text string
		check       func(*sql.Rows) error
	}{
		{"drafts", `SELECT dossier, paper, version, kind, person, at, salt, bytes, sum FROM drafts`, checkDraft},
		{"texts", `SELECT nr, whole, letter, sum FROM texts`, checkText},
		{"answers", `SELECT person, key, request, body, at, sum FROM answers`, func(r *sql.Rows) error { _, err := scanAnswer(r); return err }},
		{"jobs", `SELECT id, slot, kind, recipient, dossier, entry, args, run_at, attempts, sum FROM jobs`, func(r *sql.Rows) error { _, err := scanJob(r); return err }},
		{"organisations", selectOrganisation, func(r *sql.Rows) error { _, err := scanOrganisation(r); return err }},
		{"persons", selectAllPersons, func(r *sql.Rows) error { _, err := scanPerson(r); return err }},
		{"accounts", `SELECT login, password, person, disabled, sum FROM accounts`, func(r *sql.Rows) error { _, err := scanAccount(r); return err }},
		{"seats", `SELECT person, role, organisation, sum FROM seats`, func(r *sql.Rows) error { _, _, err := scanSeat(r); return err }},
		{"waarnemings", `SELECT person, role, organisation, namens, from_day, until_day, sum FROM waarnemings`, func(r *sql.Rows) error { _, _, err := scanWaarneming(r); return err }},
		{"toezeggingen", allToezeggingen, func(r *sql.Rows) error { _, err := scanPromise(r); return err }},
		{"keepings", allKeepings, func(r *sql.Rows) error { _, err := scanKeeping(r); return err }},
		{"waarneming_terms", selectTerms, func(r *sql.Rows) error { _, _, err := scanTerm(r); return err }},
		{"sessions", `SELECT ` + columnsSession + ` FROM sessions`, func(r *sql.Rows) error { _, _, err := scanSession(r); return err }},
		{"settings", columnsSetting, func(r *sql.Rows) error { _, err := scanSetting(r); return err }},
		{"codes", `SELECT hash, purpose, person, login, created, expires, used, sum FROM codes`, func(r *sql.Rows) error { _, err := scanCode(r); return err }},
		{"factors", `SELECT id, person, kind, name, secret, counter, created, used, sum FROM factors`, func(r *sql.Rows) error { _, err := scanFactor(r); return err }},
		{"proofs", `SELECT session, strength, at, sum FROM proofs`, func(r *sql.Rows) error { _, err := scanProof(r); return err }},
		{"silenced", allSilenced, func(r *sql.Rows) error { _, err := scanSilenced(r); return err }},
		{"mailboxes", `SELECT person, address, pace, sum FROM mailboxes`, func(r *sql.Rows) error { _, err := scanMailbox(r); return err }},
		{"noticed", `SELECT person, at, sum FROM noticed`, func(r *sql.Rows) error { _, err := scanNoticed(r); return err }},
		{"positions", `SELECT person, dossier, digests, at, sum FROM positions`, func(r *sql.Rows) error { _, err := scanPosition(r); return err }},
	} {
		if err := v.each(t.table, t.text, row(t.check)); err != nil {
			return err
		}
	}
	return v.each("jobs", `SELECT id FROM jobs WHERE state NOT IN ('waits', 'done', 'parked')`, func(rows *sql.Rows) error {
		var id string
		if err := rows.Scan(&id); err != nil {
			return err
		}
		return &Damaged{Table: "jobs", Key: id, What: "is in a state that does not exist"}
	})
}

func checkDraft(rows *sql.Rows) error {
	var id, paper string
	var d Draft
	var at int64
	var stored []byte
	if err := rows.Scan(&id, &paper, &d.Version, &d.Kind, &d.By, &at, &d.Salt, &d.Bytes, &stored); err != nil {
		return err
	}
	d.At = fromMillis(at)
	if !sumAgrees(stored, draftSum(workflow.DossierID(id), workflow.PaperID(paper), d)) {
		return &Damaged{Table: "drafts", Key: id + " " + paper, What: "does not agree with its sum"}
	}
	return nil
}

func checkText(rows *sql.Rows) error {
	var nr int64
	var whole, letter string
	var stored []byte
	if err := rows.Scan(&nr, &whole, &letter, &stored); err != nil {
		return err
	}
	if !sumAgrees(stored, sum("texts", nr, whole, letter)) {
		return &Damaged{Table: "texts", Key: number(nr), What: "row does not agree with its sum"}
	}
	return nil
}

// key sees that what the private key signs the public one verifies.
func (v *verifier) key() error {
	signer, err := v.b.signer(v.ctx, v.q)
	if err != nil {
		return v.found("book", err)
	}
	public, err := v.b.named(v.ctx, v.q, "public")
	if err != nil {
		return v.found("book", err)
	}
	check, err := note.NewVerifier(string(public))
	if err != nil || check.KeyHash() != signer.KeyHash() || check.Name() != signer.Name() {
		v.fault(Damaged{Table: "book", Key: "key", What: "public key is not that of the private one"})
		return nil
	}
	said := []byte("paraaf")
	signed, err := signer.Sign(said)
	if err != nil || !check.Verify(said, signed) {
		v.fault(Damaged{Table: "book", Key: "key", What: "public key does not verify what the private one signs"})
	}
	return nil
}

const (
	selectPublishedAll = `SELECT u.digest, u.dossier, u.paper, u.format, u.bytes, u.certificate, u.at, u.sum, p.salt, p.bytes, p.destroyed
FROM published u LEFT JOIN papers p ON p.digest = u.bytes`

	selectLeaves    = `SELECT n, dossier, seq, id, at, person, namens, event, data, papers, nonce, hashes FROM entries ORDER BY n`
	columnsSummary  = `SELECT dossier, nr, salt, seq, phase, kind, opsteller, organisation, onderwerp, kenmerk, betreft, deadline, since, round, sent_back, sent_back_at, sum FROM dossiers`
	selectSummaries = columnsSummary + ` WHERE dossier > $1 ORDER BY dossier LIMIT $2`
	selectSummary   = columnsSummary + ` WHERE dossier = $1`
)

// A storedHead is the head of a dossier with the sum of its row.
type storedHead struct {
	head
	sum []byte
}

// summaries reads whole summaries in the order of their ids.
func (b *Book) summaries(ctx context.Context, q querier, after string, n int) ([]Summary, []storedHead, error) {
	rows, err := b.query(ctx, q, selectSummaries, after, n)
	if err != nil {
		return nil, nil, err
	}
	return b.wholeSummaries(ctx, q, rows)
}

// wholeSummaries reads rows of dossiers with all that hangs under them.
func (b *Book) wholeSummaries(ctx context.Context, q querier, rows *sql.Rows) ([]Summary, []storedHead, error) {
	defer rows.Close()
	var page []Summary
	var heads []storedHead
	place := map[workflow.DossierID]int{}
	var ids []any
	for rows.Next() {
		var s Summary
		var h storedHead
		var onderwerp, kenmerk, betreft, sentBack []byte
		var deadline string
		var since, sentBackAt int64
		if err := rows.Scan(&s.ID, &h.nr, &h.salt, &h.seq, &s.Phase, &s.Kind, &s.Opsteller, &s.Organisation, &onderwerp, &kenmerk, &betreft, &deadline,
			&since, &s.Round, &sentBack, &sentBackAt, &h.sum); err != nil {
			return nil, nil, err
		}
		s.Seq = int(h.seq)
		s.Onderwerp, s.Kenmerk, s.Betreft, s.SentBack = digest(onderwerp), digest(kenmerk), digest(betreft), digest(sentBack)
		s.Since, s.SentBackAt = fromMillis(since), fromMillis(sentBackAt)
		if err := s.Deadline.UnmarshalText([]byte(deadline)); err != nil {
			h.sum = nil // agrees with nothing
		}
		place[s.ID] = len(page)
		page, heads, ids = append(page, s), append(heads, h), append(ids, string(s.ID))
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || len(page) == 0 {
		return page, heads, err
	}
	if err := b.hangUnder(ctx, q, page, place, ids); err != nil {
		return nil, nil, err
	}
	return page, heads, nil
}

// hangUnder reads the stations and the involved of summaries.
func (b *Book) hangUnder(ctx context.Context, q querier, page []Summary, place map[workflow.DossierID]int, ids []any) error {
	rows, err := b.query(ctx, q, fmt.Sprintf(selectWaiting, b.d.places(len(ids))), ids...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		id, w, err := scanWaiting(rows)
		if err != nil {
			return err
		}
		s := &page[place[id]]
		s.Awaiting = append(s.Awaiting, w)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	rows, err = b.query(ctx, q, fmt.Sprintf(selectInvolved, b.d.places(len(ids))), ids...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id workflow.DossierID
		var who string
		var part int64
		if err := rows.Scan(&id, &who, &part); err != nil {
			return err
		}
		page[place[id]].Involved.add(who, part)
	}
	return rows.Err()
}
