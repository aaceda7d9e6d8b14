package journal

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// A Summary is what lists show of a dossier. It holds no text: Onderwerp and
// Kenmerk are digests of papers, whose text is read when a list is.
type Summary struct {
	ID           workflow.DossierID
	Seq          int
	Phase        workflow.Phase
	Kind         workflow.Kind
	Opsteller    workflow.PersonID
	Organisation workflow.OrganisationID
	Onderwerp    documents.Digest
	Kenmerk      documents.Digest
	Betreft      documents.Digest // shown in place of the onderwerp to who sees the letter alone
	Deadline     documents.Date
	Since        time.Time // UTC; when it came to lie where it lies
	Round        int
	SentBack     documents.Digest // of the reason, as long as it lies with the opsteller for that
	SentBackAt   time.Time        // UTC
	Awaiting     []Waiting
	Involved     Involved
}

// A Waiting is a station that a dossier lies with.
type Waiting struct {
	Station      workflow.StationID
	Role         workflow.Role
	Organisation workflow.OrganisationID
	Since        time.Time // UTC
	Outside      bool      // sees the letter alone
}

// Involved are who may see a dossier. Outside are who may see its letter alone.
type Involved struct {
	Seats   []workflow.Seat
	Persons []workflow.PersonID
	Outside []workflow.Seat
}

// whos gives the part that each sees; who sees the whole sees the letter too.
func (i Involved) whos() map[string]int64 {
	parts := map[string]int64{}
	for _, w := range whos(i.Outside) {
		parts[w] = partLetter
	}
	for _, w := range whos(i.Seats, i.Persons...) {
		parts[w] = partWhole
	}
	return parts
}

// add reads what whos wrote. What it did not write becomes a seat that whos
// writes otherwise, so that the sum of the summary does not agree.
func (i *Involved) add(who string, part int64) {
	kind, rest, _ := strings.Cut(who, "/")
	role, organisation, _ := strings.Cut(rest, "/")
	seat := workflow.Seat{Role: workflow.Role(role), Organisation: workflow.OrganisationID(organisation)}
	switch {
	case kind == "p" && part == partWhole:
		i.Persons = append(i.Persons, workflow.PersonID(rest))
	case kind == "s" && part == partWhole:
		i.Seats = append(i.Seats, seat)
	case kind == "s" && part == partLetter:
		i.Outside = append(i.Outside, seat)
	default:
		i.Outside = append(i.Outside, workflow.Seat{Role: workflow.Role(who + "?")})
	}
}

// The parts of a dossier that somebody may see, as the column "part" has them.
const (
	partWhole  int64 = 0
	partLetter int64 = 1
)

// whos writes seats and persons as the column "who" of involved has them.
func whos(seats []workflow.Seat, persons ...workflow.PersonID) []string {
	var w []string
	for _, s := range seats {
		w = append(w, "s/"+string(s.Role)+"/"+string(s.Organisation))
	}
	for _, p := range persons {
		w = append(w, "p/"+string(p))
	}
	slices.Sort(w)
	return slices.Compact(w)
}

func checkSummary(s *Summary) error {
	s.Since, s.SentBackAt = fromMillis(millis(s.Since)), fromMillis(millis(s.SentBackAt))
	for _, w := range s.Awaiting {
		if !plain(string(w.Station), 1, 64) || !plain(string(w.Role), 1, 64) || !plain(string(w.Organisation), 0, 64) {
			return errors.New("summary: a station that is not plain")
		}
	}
	for _, seat := range slices.Concat(s.Involved.Seats, s.Involved.Outside) {
		if !plain(string(seat.Role), 1, 64) || strings.Contains(string(seat.Role), "/") || !plain(string(seat.Organisation), 0, 64) {
			return errors.New("summary: a seat that is not plain")
		}
	}
	for _, p := range s.Involved.Persons {
		if !plain(string(p), 1, 64) {
			return errors.New("summary: a person that is not plain")
		}
	}
	if !plain(string(s.Phase), 0, 64) || !plain(string(s.Kind), 0, 64) || !plain(string(s.Opsteller), 0, 64) || !plain(string(s.Organisation), 0, 64) {
		return errors.New("summary: a word that is not plain")
	}
	return nil
}

const (
	upsertDossiers = `INSERT INTO dossiers (dossier, nr, salt, seq, phase, kind, opsteller, organisation, onderwerp, kenmerk, betreft, deadline, since, round, sent_back, sent_back_at, sum) VALUES `
	onDossiers     = ` ON CONFLICT (dossier) DO UPDATE SET seq = excluded.seq, phase = excluded.phase, kind = excluded.kind, opsteller = excluded.opsteller, organisation = excluded.organisation, onderwerp = excluded.onderwerp, kenmerk = excluded.kenmerk, betreft = excluded.betreft, deadline = excluded.deadline, since = excluded.since, round = excluded.round, sent_back = excluded.sent_back, sent_back_at = excluded.sent_back_at, sum = excluded.sum`
	deleteAwaiting = `DELETE FROM awaiting WHERE dossier IN (%s)`
	insertAwaiting = `INSERT INTO awaiting (dossier, station, role, organisation, since, deadline, nr, part) VALUES `
	selectInvolved = `SELECT dossier, who, part FROM involved WHERE dossier IN (%s)`
	insertInvolved = `INSERT INTO involved (who, nr, dossier, part) VALUES `
	deleteInvolved = `DELETE FROM involved WHERE (dossier, who) IN (VALUES %s)`
)

// noDeadline is how a row of awaiting sorts after all that have one.
const noDeadline = "9999-12-31"

// summaries writes the last summary of every dossier in a group.
func summaries(group []*appending, s *standing) []statement {
	last := map[workflow.DossierID]Summary{}
	var ids []any
	for _, a := range group {
		if _, ok := last[a.id]; !ok {
			ids = append(ids, string(a.id))
		}
		last[a.id] = a.batch.Summary
	}
	return putSummaries(ids, last, s)
}

// putSummaries makes the rows of dossiers, awaiting and involved what the
// summaries say, whatever stands there.
func putSummaries(ids []any, last map[workflow.DossierID]Summary, stands *standing) []statement {
	var dossiers, awaiting, involved [][]any
	var gone []any
	for _, id := range ids {
		id := workflow.DossierID(id.(string))
		s, h, have := last[id], stands.heads[id], stands.involved[id]
		dossiers = append(dossiers, summaryRow(s, h))
		until := noDeadline
		if !s.Deadline.IsZero() {
			until = s.Deadline.ISO()
		}
		for _, w := range s.Awaiting {
			awaiting = append(awaiting, []any{string(id), string(w.Station), string(w.Role), string(w.Organisation), millis(w.Since), until, h.nr, partOf(w)})
		}
		want := s.Involved.whos()
		for _, who := range slices.Sorted(maps.Keys(want)) {
			if part, ok := have[who]; !ok || part != want[who] {
				involved = append(involved, []any{who, h.nr, string(id), want[who]})
			}
		}
		for who, part := range have {
			if now, ok := want[who]; !ok || part != now {
				gone = append(gone, string(id), who)
			}
		}
	}
	return []statement{
		{text: upsertDossiers, rows: dossiers, ending: onDossiers},
		{text: deleteAwaiting, list: ids, width: 1},
		{text: insertAwaiting, rows: awaiting},
		{text: deleteInvolved, list: gone, width: 2},
		{text: insertInvolved, rows: involved},
	}
}

func summaryRow(s Summary, h head) []any {
	return []any{string(s.ID), h.nr, notNil(h.salt), h.seq, string(s.Phase), string(s.Kind), string(s.Opsteller), string(s.Organisation),
		column(s.Onderwerp), column(s.Kenmerk), column(s.Betreft), s.Deadline.ISO(), millis(s.Since), int64(s.Round), column(s.SentBack), millis(s.SentBackAt),
		summarySum(s, h)}
}

// summarySum covers the summary with all that hangs under it.
func summarySum(s Summary, h head) []byte {
	parts := []any{string(s.ID), h.nr, h.salt, h.seq, string(s.Phase), string(s.Kind), string(s.Opsteller), string(s.Organisation),
		column(s.Onderwerp), column(s.Kenmerk), column(s.Betreft), s.Deadline.ISO(), millis(s.Since), int64(s.Round), column(s.SentBack), millis(s.SentBackAt)}
	awaiting := slices.Clone(s.Awaiting)
	slices.SortFunc(awaiting, func(a, b Waiting) int { return strings.Compare(string(a.Station), string(b.Station)) })
	for _, w := range awaiting {
		parts = append(parts, string(w.Station), string(w.Role), string(w.Organisation), millis(w.Since), partOf(w))
	}
	involved := s.Involved.whos()
	for _, who := range slices.Sorted(maps.Keys(involved)) {
		parts = append(parts, who, involved[who])
	}
	return sum("dossiers", parts...)
}

// A Page is which part of a list is asked.
type Page struct {
	After string // Next of the page before; "" is the first page
	Size  int    // at most this many rows; 0 is 50, more than 500 is 500
}

func (p Page) size() int {
	switch {
	case p.Size <= 0:
		return 50
	case p.Size > 500:
		return 500
	}
	return p.Size
}

// A Row is a dossier in a list, with the texts its summary names. Involved is
// not read. A text that is damaged or destroyed is empty, and the row says so. For who
// sees the letter alone Outside is true, OnderwerpText is the betreft of the
// letter and KenmerkText is empty: the internal nota has a subject of its own.
type Row struct {
	Summary
	OnderwerpText string
	KenmerkText   string
	Outside       bool
	Damaged       bool
	Destroyed     bool
}

func partOf(w Waiting) int64 {
	if w.Outside {
		return partLetter
	}
	return partWhole
}

// A List is one page of rows; Next is "" on the last page.
type List struct {
	Rows []Row
	Next string
}

const (
	// columnsRow are those of a row in a list, from dossiers d and the papers.
	columnsRow = `d.dossier, d.nr, d.seq, d.phase, d.kind, d.opsteller, d.organisation, d.onderwerp, d.kenmerk, d.betreft, d.deadline, d.since, d.round, d.sent_back, d.sent_back_at,
o.salt, o.bytes, k.salt, k.bytes, t.salt, t.bytes`
	joinPapers = ` JOIN dossiers d ON d.dossier = x.dossier LEFT JOIN papers o ON o.digest = d.onderwerp LEFT JOIN papers k ON k.digest = d.kenmerk LEFT JOIN papers t ON t.digest = d.betreft`

	// A worklist is the first rows of every seat's own walk along the index, put
	// in order; the order is the nearest deadline, then the oldest dossier.
	selectSeatWork = `SELECT dossier, deadline, nr, part FROM awaiting WHERE role = $%d AND organisation = $%d AND (deadline, nr) > ($1, $2) ORDER BY deadline, nr LIMIT $3`
	selectWork     = `SELECT x.deadline, x.part, ` + columnsRow + ` FROM (SELECT dossier, deadline, nr, MIN(part) AS part FROM (%s) AS u GROUP BY dossier, deadline, nr ORDER BY deadline, nr LIMIT $3) AS x` + joinPapers + ` ORDER BY x.deadline, x.nr`

	selectMine = `SELECT '', 0, ` + columnsRow + ` FROM (SELECT dossier, nr FROM dossiers WHERE opsteller = $3 AND nr < $1 ORDER BY nr DESC LIMIT $2) AS x` + joinPapers + ` ORDER BY x.nr DESC`

	selectWaiting = `SELECT dossier, station, role, organisation, since, part FROM awaiting WHERE dossier IN (%s) ORDER BY dossier, station`
)

// Worklist gives what lies with any of the seats: nearest deadline first,
// then oldest dossier.
func (b *Book) Worklist(ctx context.Context, seats []workflow.Seat, page Page) (List, error) {
	if len(seats) == 0 {
		return List{}, nil
	}
	var after struct {
		Deadline string
		Nr       int64
	}
	after.Nr = -1
	if err := page.after(&after); err != nil {
		return List{}, err
	}
	args := []any{after.Deadline, after.Nr, page.size() + 1}
	var walks []string
	for i, s := range uniqueSeats(seats) {
		walks = append(walks, fmt.Sprintf("SELECT * FROM ("+selectSeatWork+") AS s%d", len(args)+1, len(args)+2, i))
		args = append(args, string(s.Role), string(s.Organisation))
	}
	list, last, err := b.list(ctx, page, fmt.Sprintf(selectWork, strings.Join(walks, " UNION ALL ")), args...)
	if err == nil && last != nil {
		after.Deadline, after.Nr = last.sort, last.nr
		list.Next = cursor(after)
	}
	return list, err
}

func uniqueSeats(seats []workflow.Seat) []workflow.Seat {
	seen := map[workflow.Seat]bool{}
	var u []workflow.Seat
	for _, s := range seats {
		if !seen[s] {
			seen[s] = true
			u = append(u, s)
		}
	}
	return u
}

// newestFirst is where a list by number is.
type newestFirst struct{ Nr int64 }

// Mine gives the dossiers that the person is the opsteller of, newest first.
func (b *Book) Mine(ctx context.Context, person workflow.PersonID, page Page) (List, error) {
	after := newestFirst{Nr: 1 << 62}
	if err := page.after(&after); err != nil {
		return List{}, err
	}
	list, last, err := b.list(ctx, page, selectMine, after.Nr, page.size()+1, string(person))
	if err == nil && last != nil {
		list.Next = cursor(newestFirst{last.nr})
	}
	return list, err
}

// after reads the cursor into at, which stays as it is for the first page.
func (p Page) after(at any) error {
	if p.After == "" {
		return nil
	}
	b, err := base64.RawURLEncoding.DecodeString(p.After)
	if err == nil {
		err = json.Unmarshal(b, at)
	}
	if err != nil {
		return fmt.Errorf("journal: page: %w", ErrNotFound)
	}
	return nil
}

func cursor(at any) string {
	b, _ := json.Marshal(at) // a struct of strings and numbers
	return base64.RawURLEncoding.EncodeToString(b)
}

// position is where the last row of a page stands in its order.
type position struct {
	sort string
	nr   int64
}

// list runs a query that gives one row more than the page takes; it gives the
// position of the last row when there are more.
func (b *Book) list(ctx context.Context, page Page, text string, args ...any) (List, *position, error) {
	rows, err := b.query(ctx, b.read, text, args...)
	if err != nil {
		return List{}, nil, b.fail("list dossiers", err)
	}
	defer rows.Close()
	var list List
	var at position
	for rows.Next() {
		if len(list.Rows) == page.size() {
			if err := rows.Close(); err != nil {
				return List{}, nil, b.fail("list dossiers", err)
			}
			return list, &at, b.waiting(ctx, list.Rows)
		}
		var r Row
		if r, at, err = b.scanRow(rows); err != nil {
			return List{}, nil, b.fail("list dossiers", err)
		}
		list.Rows = append(list.Rows, r)
	}
	if err := rows.Err(); err != nil {
		return List{}, nil, b.fail("list dossiers", err)
	}
	rows.Close()
	return list, nil, b.waiting(ctx, list.Rows)
}

func (b *Book) scanRow(rows *sql.Rows) (Row, position, error) {
	var r Row
	var at position
	var onderwerp, kenmerk, betreft, sentBack, oSalt, oText, kSalt, kText, tSalt, tText []byte
	var deadline string
	var since, sentBackAt, part int64
	s := &r.Summary
	err := rows.Scan(&at.sort, &part, &s.ID, &at.nr, &s.Seq, &s.Phase, &s.Kind, &s.Opsteller, &s.Organisation, &onderwerp, &kenmerk, &betreft, &deadline,
		&since, &s.Round, &sentBack, &sentBackAt, &oSalt, &oText, &kSalt, &kText, &tSalt, &tText)
	if err != nil {
		return Row{}, position{}, err
	}
	s.Onderwerp, s.Kenmerk, s.Betreft, s.SentBack = digest(onderwerp), digest(kenmerk), digest(betreft), digest(sentBack)
	s.Since, s.SentBackAt = fromMillis(since), fromMillis(sentBackAt)
	if err := s.Deadline.UnmarshalText([]byte(deadline)); err != nil {
		r.Damaged = true
	}
	if r.Outside = part == partLetter; r.Outside {
		r.OnderwerpText = b.shown(&r, s.Betreft, tSalt, tText)
		return r, at, nil
	}
	r.OnderwerpText = b.shown(&r, s.Onderwerp, oSalt, oText)
	r.KenmerkText = b.shown(&r, s.Kenmerk, kSalt, kText)
	return r, at, nil
}

// shown gives the text of a paper that a row names, and marks the row when it
// is not what it was.
func (b *Book) shown(r *Row, d documents.Digest, salt, text []byte) string {
	if d.IsZero() {
		return ""
	}
	if len(salt)+len(text) == 0 {
		r.Destroyed = true
		return ""
	}
	salt, text, err := b.openPaper(d, salt, text)
	if err != nil || documents.DigestOf(salt, text) != d {
		r.Damaged = true
		return ""
	}
	return string(text)
}

// waiting reads with whom the rows lie.
func (b *Book) waiting(ctx context.Context, list []Row) error {
	if len(list) == 0 {
		return nil
	}
	place := map[workflow.DossierID]int{}
	args := make([]any, len(list))
	for i, r := range list {
		place[r.ID], args[i] = i, string(r.ID)
	}
	rows, err := b.query(ctx, b.read, fmt.Sprintf(selectWaiting, b.d.places(len(args))), args...)
	if err != nil {
		return b.fail("list stations", err)
	}
	defer rows.Close()
	for rows.Next() {
		id, w, err := scanWaiting(rows)
		if err != nil {
			return b.fail("list stations", err)
		}
		r := &list[place[id]]
		r.Awaiting = append(r.Awaiting, w)
	}
	return b.fail("list stations", rows.Err())
}

func scanWaiting(rows *sql.Rows) (workflow.DossierID, Waiting, error) {
	var id workflow.DossierID
	var w Waiting
	var since, part int64
	err := rows.Scan(&id, &w.Station, &w.Role, &w.Organisation, &since, &part)
	w.Since, w.Outside = fromMillis(since), part == partLetter
	return id, w, err
}
