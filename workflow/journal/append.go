package journal

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/workflow"

	"golang.org/x/mod/sumdb/tlog"
)

// A Batch is everything that one decision writes, all or nothing.
type Batch struct {
	// Entries are the events in order. At, By, Namens and Event are given;
	// Seq is filled in by Append, and ID too where it is empty.
	Entries []Entry
	// Salt is the salt of the section digests of a new dossier, 16 bytes; it is
	// given with the first entries and kept as it was afterwards.
	Salt []byte
	// Papers are the new papers. One that is stored already is left alone.
	Papers []Paper
	// Summary is what lists show afterwards; its ID and Seq are filled in.
	Summary Summary
	// Emptied are the drafts that the papers replace, each with the version
	// that was read, 0 for none: over another version the append is stale, so
	// that no text is lost which somebody saved in between.
	Emptied map[workflow.PaperID]int
	// Notices go to the outbox.
	Notices []Notice
	// Published are the public files that are made.
	Published []Published
	// Text is what the dossier is found by from now on; nil leaves it as it
	// was. Letter is what those find it by who see the letter alone; it goes
	// with Text, and nil is nothing.
	Text, Letter *string
	// Register is what the letter promises and keeps; nil leaves it as it was.
	Register *Register
	// Key makes the change happen once; the zero Key does not.
	Key Key
}

// A Key is an idempotency key with the digest of the request it came with and
// the answer to give again. The answer holds no text of a paper.
type Key struct {
	Person  workflow.PersonID
	Key     string
	Request documents.Digest
	Answer  []byte
}

type appending struct {
	id            workflow.DossierID
	after         int
	batch         *Batch
	events        []encoded
	whole, letter string // stems of Text and Letter
	answer        *error
	first         int64 // place of its first entry in the ledger
}

type encoded struct {
	name string
	data []byte
}

// Append writes the batch to a dossier of which the caller saw the first after
// entries; after 0 opens it. It fails with [ErrStale] when other entries stand
// there, with [ErrRepeated] or [ErrKeyReused] when the key was answered before,
// with [ErrFull] or [ErrUnavailable] when the database cannot write. Only with
// ErrUnavailable or the error of ctx it may have been written: the same key
// asked again tells. A batch that contradicts itself is an error of the caller.
func (b *Book) Append(ctx context.Context, id workflow.DossierID, after int, batch Batch) error {
	a, err := b.prepare(id, after, &batch)
	if err != nil {
		return fmt.Errorf("append to %s: %w", id, err)
	}
	if err := b.put(ctx, &change{append: a}); err != nil {
		return err
	}
	return nil
}

// prepare checks and encodes what can be before the group is joined, where
// every microsecond counts for all.
func (b *Book) prepare(id workflow.DossierID, after int, batch *Batch) (*appending, error) {
	a := &appending{id: id, after: after, batch: batch}
	switch {
	case !plain(string(id), 1, 64):
		return nil, errors.New("id of the dossier is not plain")
	case after < 0:
		return nil, errors.New("a dossier has no negative number of entries")
	case after == 0 && len(batch.Salt) < 16:
		return nil, errors.New("a new dossier needs a salt of 16 bytes")
	case len(batch.Entries) == 0:
		return nil, errors.New("no entries")
	}
	batch.Entries = slices.Clone(batch.Entries) // the caller's stay as they were
	for i := range batch.Entries {
		e := &batch.Entries[i]
		name, data, err := workflow.EncodeEvent(e.Event)
		if err != nil {
			return nil, fmt.Errorf("encode event: %w", err)
		}
		if e.ID == "" {
			if e.ID, err = b.NewID(); err != nil {
				return nil, err
			}
		}
		if !plain(string(e.By), 1, 64) || !plain(string(e.Namens), 0, 64) || !plain(e.ID, 1, 64) || e.At.IsZero() {
			return nil, fmt.Errorf("entry %d lacks who, when or which", i)
		}
		e.Seq = after + i + 1
		e.At = fromMillis(millis(e.At))
		a.events = append(a.events, encoded{name, data})
	}
	for i := range batch.Papers {
		if err := batch.Papers[i].plain(); err != nil {
			return nil, err
		}
	}
	for i := range batch.Published {
		if err := checkPublished(&batch.Published[i]); err != nil {
			return nil, err
		}
	}
	if k := batch.Key; k.Key != "" && (!plain(k.Key, 1, 200) || !plain(string(k.Person), 1, 64)) {
		return nil, errors.New("idempotency key is not plain")
	}
	if batch.Text != nil {
		a.whole, a.letter = stems(batch.Text), stems(batch.Letter)
	}
	batch.Summary.ID, batch.Summary.Seq = id, after+len(batch.Entries)
	return a, checkSummary(&batch.Summary)
}

// plain reports whether s is between min and max bytes of printable text that
// both databases take: valid UTF-8 without control characters.
func plain(s string, min, max int) bool {
	if len(s) < min || len(s) > max || !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r < ' ' || r == 0x7f {
			return false
		}
	}
	return true
}

const (
	selectHead     = `SELECT size FROM ledger WHERE one = 1`
	updateHead     = `UPDATE ledger SET size = $1, root = $2 WHERE one = 1`
	selectDossiers = `SELECT dossier, nr, seq, salt FROM dossiers WHERE dossier IN (%s)`
	selectAnswers  = `SELECT person, key, request FROM answers WHERE (person, key) IN (VALUES %s)`
	insertAnswers  = `INSERT INTO answers (person, key, request, body, at, sum) VALUES `
	insertEntries  = `INSERT INTO entries (n, dossier, seq, id, at, person, namens, event, data, papers, nonce, hashes) VALUES `
)

// A head is how far a dossier is.
type head struct {
	nr, seq int64
	salt    []byte
}

// A standing is what stands in the database when a group of appends begins.
type standing struct {
	size     int64 // of the ledger
	answers  map[[2]string]documents.Digest
	heads    map[workflow.DossierID]head
	drafts   map[draftKey]int
	involved map[workflow.DossierID]map[string]int64
}

// stand asks what stands there, in an order that locks the ledger first, then
// the dossiers: a text that is saved meanwhile waits, and finds its dossier moved
// on.
func (b *Book) stand(ctx context.Context, u unit, group []*appending) (*standing, error) {
	s := &standing{answers: map[[2]string]documents.Digest{}, heads: map[workflow.DossierID]head{},
		drafts: map[draftKey]int{}, involved: map[workflow.DossierID]map[string]int64{}}
	var ids, keys, drafts []any
	for _, a := range group {
		ids = append(ids, string(a.id))
		if k := a.batch.Key; k.Key != "" {
			keys = append(keys, string(k.Person), k.Key)
		}
		for paper := range a.batch.Emptied {
			drafts = append(drafts, string(a.id), string(paper))
		}
	}
	head := statement{text: selectHead + b.d.forUpdate, take: func(scan func(...any) error) error { return scan(&s.size) }}
	if b.d.name == "sqlite" {
		// Here nobody else writes, and to ask first costs no turn: what is known of a
		// dossier need not be asked.
		if err := u.ask(ctx, head); err != nil {
			return s, err
		}
		b.memory.met(s.size == b.peaks.size)
		head, ids = statement{width: 1}, slices.DeleteFunc(ids, func(id any) bool { return b.memory.tell(workflow.DossierID(id.(string)), s) })
	}
	return s, u.ask(ctx,
		head,
		statement{text: selectDossiers + b.d.forUpdate, list: ids, width: 1, take: s.takeHead},
		statement{text: selectInvolved, list: ids, width: 1, take: s.takeInvolved},
		statement{text: selectAnswers, list: keys, width: 2, take: s.takeAnswer},
		statement{text: selectStands + b.d.forUpdate, list: drafts, width: 2, take: s.takeDraft},
	)
}

func (s *standing) takeHead(scan func(...any) error) error {
	var id string
	var h head
	if err := scan(&id, &h.nr, &h.seq, &h.salt); err != nil {
		return err
	}
	s.heads[workflow.DossierID(id)] = h
	return nil
}

func (s *standing) takeAnswer(scan func(...any) error) error {
	var person, key string
	var request []byte
	if err := scan(&person, &key, &request); err != nil {
		return err
	}
	s.answers[[2]string{person, key}] = digest(request)
	return nil
}

func (s *standing) takeInvolved(scan func(...any) error) error {
	var id, who string
	var part int64
	if err := scan(&id, &who, &part); err != nil {
		return err
	}
	have := s.involved[workflow.DossierID(id)]
	if have == nil {
		have = map[string]int64{}
		s.involved[workflow.DossierID(id)] = have
	}
	have[who] = part
	return nil
}

func (s *standing) takeDraft(scan func(...any) error) error {
	var id, paper string
	var version int64
	if err := scan(&id, &paper, &version); err != nil {
		return err
	}
	s.drafts[draftKey{workflow.DossierID(id), workflow.PaperID(paper)}] = int(version)
	return nil
}

// appendAll writes the appends of a group in the order they came: it locks the
// ledger, compares each with what stands there, and tells the rows of all that
// hold, table by table. It sets every answer and gives the new edge of the
// ledger, or the zero peaks when nothing was written, and what stands then.
func (b *Book) appendAll(ctx context.Context, u unit, group []*appending) (peaks, *standing, error) {
	s, err := b.stand(ctx, u, group)
	if err != nil {
		return peaks{}, nil, err
	}
	if b.d.name == "postgres" {
		b.memory.met(s.size == b.peaks.size)
	}
	edge, err := b.settle(ctx, u, group, s, statement{text: updateHead})
	return edge, s, err
}

// settle writes the appends of a group over what stands there. head moves the
// head of the ledger on; it gets the new size and root before its own args.
func (b *Book) settle(ctx context.Context, u unit, group []*appending, s *standing, head statement) (peaks, error) {
	var going []*appending
	size := s.size
	for _, a := range group {
		if *a.answer = s.verdict(a); *a.answer != nil {
			continue
		}
		h := s.heads[a.id]
		if a.after == 0 {
			h.nr, h.salt = size, a.batch.Salt
		}
		h.seq = int64(a.after + len(a.events))
		s.heads[a.id] = h
		if k := a.batch.Key; k.Key != "" {
			s.answers[[2]string{string(k.Person), k.Key}] = k.Request
		}
		for paper := range a.batch.Emptied {
			delete(s.drafts, draftKey{a.id, paper})
		}
		going = append(going, a)
		size += int64(len(a.events))
	}
	if len(going) == 0 {
		return peaks{}, nil
	}
	edge := b.peaks.clone()
	if edge.size != s.size { // another node wrote, or this one has just started
		var err error
		if edge, err = b.readPeaks(ctx, u, s.size); err != nil {
			return peaks{}, err
		}
	}
	entries, err := b.entries(going, &edge)
	if err != nil {
		return peaks{}, err
	}
	rest, err := b.rest(going, s)
	if err != nil {
		return peaks{}, err
	}
	root := edge.root()
	head.args = append([]any{edge.size, root[:]}, head.args...)
	return edge, u.tell(ctx, slices.Concat([]statement{head, entries}, rest)...)
}

// stored gives the digests of what the batch stores as papers.
func (b *Batch) stored() []documents.Digest {
	var all []documents.Digest
	for _, p := range b.Papers {
		all = append(all, p.Digest)
	}
	for _, p := range b.Published {
		all = append(all, documents.DigestOf(p.Salt, p.Bytes))
	}
	return all
}

// verdict compares one append with what stands there.
func (s *standing) verdict(a *appending) error {
	if k := a.batch.Key; k.Key != "" {
		if request, ok := s.answers[[2]string{string(k.Person), k.Key}]; ok {
			if request == k.Request {
				return ErrRepeated
			}
			return ErrKeyReused
		}
	}
	h, ok := s.heads[a.id]
	switch {
	case !ok && a.after > 0:
		return ErrNotFound
	case h.seq != int64(a.after):
		return ErrStale
	}
	for paper, version := range a.batch.Emptied {
		if s.drafts[draftKey{a.id, paper}] != version {
			return ErrStale
		}
	}
	return nil
}

// entries adds the entries to the ledger.
func (b *Book) entries(group []*appending, edge *peaks) (statement, error) {
	var rows [][]any
	for _, a := range group {
		a.first = edge.size
		nonces, err := b.bits(16 * len(a.batch.Entries))
		if err != nil {
			return statement{}, err
		}
		for i, e := range a.batch.Entries {
			nonce := nonces[16*i : 16*i+16]
			r := record{N: edge.size, Nonce: hex.EncodeToString(nonce), Dossier: string(a.id), Seq: int64(e.Seq), ID: e.ID,
				At: e.At.Format(recordTime), Person: string(e.By), Namens: string(e.Namens), Event: a.events[i].name, Data: a.events[i].data}
			if i == 0 { // the first entry of a batch names what was stored with it
				r.Papers = a.batch.stored()
			}
			line, err := r.line()
			if err != nil {
				return statement{}, err
			}
			hashes := edge.add(tlog.RecordHash(line))
			rows = append(rows, []any{r.N, r.Dossier, r.Seq, r.ID, millis(e.At), r.Person, r.Namens, r.Event, a.events[i].data, flat(r.Papers), nonce, flat(hashes)})
		}
	}
	return statement{text: insertEntries, rows: rows}, nil
}

// rest is what goes with the entries.
func (b *Book) rest(group []*appending, s *standing) ([]statement, error) {
	now := b.now()
	notices, err := b.notices(group, now)
	if err != nil {
		return nil, err
	}
	var answers [][]any
	for _, a := range group {
		if k := a.batch.Key; k.Key != "" {
			answers = append(answers, answerRow(k, now))
		}
	}
	papers, err := b.papers(group, now)
	if err != nil {
		return nil, err
	}
	published, err := b.published(group, now)
	if err != nil {
		return nil, err
	}
	all := slices.Concat([]statement{papers}, summaries(group, s), published)
	all = append(all, emptied(group), notices, texts(group, s), statement{text: insertAnswers, rows: answers})
	return append(all, registers(group)...), nil
}

func answerRow(k Key, now time.Time) []any {
	row := []any{string(k.Person), k.Key, k.Request[:], notNil(k.Answer), millis(now)}
	return append(row, sum("answers", row...))
}

// notNil gives no bytes rather than no value.
func notNil(p []byte) []byte {
	if p == nil {
		return []byte{}
	}
	return p
}

const selectAnswer = `SELECT person, key, request, body, at, sum FROM answers WHERE person = $1 AND key = $2`

// An Answered is the stored answer of an idempotency key and the digest of the
// request that it answered.
type Answered struct {
	Request documents.Digest
	Body    []byte
}

// Answer gives the stored answer of a key; it reports false when the key was
// not used yet. A key that came with another request is the caller's to refuse.
// It fails with [Damaged] when the answer is not what was stored.
func (b *Book) Answer(ctx context.Context, person workflow.PersonID, key string) (Answered, bool, error) {
	a, err := scanAnswer(b.row(ctx, b.read, selectAnswer, string(person), key))
	if errors.Is(err, sql.ErrNoRows) {
		return Answered{}, false, nil
	}
	if err != nil {
		return Answered{}, false, b.failRow("read answer", err)
	}
	return a, true, nil
}

func scanAnswer(row interface{ Scan(...any) error }) (Answered, error) {
	var person, key string
	var request, body, stored []byte
	var at int64
	if err := row.Scan(&person, &key, &request, &body, &at, &stored); err != nil {
		return Answered{}, err
	}
	if !sumAgrees(stored, sum("answers", person, key, request, body, at)) {
		return Answered{}, &Damaged{Table: "answers", Key: person + " " + key, What: "row does not agree with its sum"}
	}
	return Answered{Request: digest(request), Body: body}, nil
}

// once answers with ErrRepeated or ErrKeyReused when the key was used, within
// another change.
func (b *Book) once(ctx context.Context, tx *sql.Tx, k Key) error {
	if k.Key == "" {
		return nil
	}
	a, err := scanAnswer(b.row(ctx, tx, selectAnswer, string(k.Person), k.Key))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	case a.Request == k.Request:
		return ErrRepeated
	}
	return ErrKeyReused
}

// remember writes the answer of a key within another change.
func (b *Book) remember(ctx context.Context, tx *sql.Tx, k Key) error {
	if k.Key == "" {
		return nil
	}
	return inTx{b, tx}.tell(ctx, statement{text: insertAnswers, rows: [][]any{answerRow(k, b.now())}})
}

// digest reads a column that holds a digest or nothing.
func digest(p []byte) documents.Digest {
	if len(p) != len(documents.Digest{}) {
		return documents.Digest{}
	}
	return documents.Digest(p)
}

// column writes a digest as digest reads it.
func column(d documents.Digest) []byte {
	if d.IsZero() {
		return []byte{}
	}
	return d[:]
}
