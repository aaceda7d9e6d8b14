package journal

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"paraaf/workflow"

	"golang.org/x/mod/sumdb/tlog"
)

// An Entry is one event of a dossier as it stands in the ledger.
type Entry struct {
	Seq    int               // from 1, without gaps
	ID     string            // 128 random bits; names the event outside, in a Message-ID
	At     time.Time         // UTC, milliseconds
	By     workflow.PersonID // who did it
	Namens workflow.PersonID // for whom, when By stood in
	Event  workflow.Event
}

// A History is everything that happened to a dossier.
type History struct {
	ID      workflow.DossierID
	Seq     int    // number of entries: what Append is told was seen
	Salt    []byte // of the section digests of this dossier
	Entries []Entry
}

const selectEntries = `SELECT d.salt, e.n, e.seq, e.id, e.at, e.person, e.namens, e.event, e.data, e.papers, e.nonce, e.hashes
FROM entries e JOIN dossiers d ON d.dossier = e.dossier WHERE e.dossier = $1 ORDER BY e.seq`

// Load gives the history of a dossier. It fails with [ErrNotFound] when there
// is none, with [Damaged] when an entry is not what was written or one is
// missing, and when an event is of a kind that this program does not know: an
// unknown history is a hard stop.
func (b *Book) Load(ctx context.Context, id workflow.DossierID) (History, error) {
	h := History{ID: id}
	rows, err := b.query(ctx, b.read, selectEntries, string(id))
	if err != nil {
		return History{}, b.fail("load "+string(id), err)
	}
	defer rows.Close()
	for rows.Next() {
		var l leaf
		if err := rows.Scan(&h.Salt, &l.n, &l.seq, &l.id, &l.at, &l.person, &l.namens, &l.event, &l.data, &l.papers, &l.nonce, &l.hashes); err != nil {
			return History{}, b.fail("load "+string(id), err)
		}
		l.dossier = string(id)
		h.Seq++
		if l.seq != int64(h.Seq) {
			return History{}, &Damaged{Table: "entries", Key: fmt.Sprintf("%s %d", id, h.Seq), What: "entry is missing"}
		}
		if err := l.check(); err != nil {
			return History{}, err
		}
		events, err := workflow.DecodeEvent(l.event, l.data)
		if err != nil {
			return History{}, fmt.Errorf("load %s, entry %d: %w", id, l.seq, err)
		}
		for _, event := range events {
			h.Entries = append(h.Entries, Entry{Seq: h.Seq, ID: l.id, At: fromMillis(l.at),
				By: workflow.PersonID(l.person), Namens: workflow.PersonID(l.namens), Event: event})
		}
	}
	if err := rows.Err(); err != nil {
		return History{}, b.fail("load "+string(id), err)
	}
	if h.Seq == 0 {
		return History{}, ErrNotFound
	}
	return h, nil
}

// A leaf is a row of entries.
type leaf struct {
	n, seq, at                         int64
	dossier, id, person, namens, event string
	data, papers, nonce, hashes        []byte
}

// record gives the row as it was hashed.
func (l leaf) record() record {
	return record{N: l.n, Nonce: hex.EncodeToString(l.nonce), Dossier: l.dossier, Seq: l.seq, ID: l.id,
		At: fromMillis(l.at).Format(recordTime), Person: l.person, Namens: l.namens, Event: l.event, Data: l.data, Papers: digests(l.papers)}
}

// check fails with Damaged when the row is not what was hashed.
func (l leaf) check() error {
	line, err := l.record().line()
	if err == nil && len(l.hashes) >= tlog.HashSize && tlog.RecordHash(line) == tlog.Hash(l.hashes[:tlog.HashSize]) {
		return nil
	}
	return &Damaged{Table: "entries", Key: fmt.Sprintf("%d (%s %d)", l.n, l.dossier, l.seq), What: "does not agree with the ledger"}
}
