package journal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/workflow"

	"golang.org/x/mod/sumdb/tlog"
)

// A measure is a change to the installation itself: to people, seats, standing
// in, settings. It belongs to no dossier, and stands in the same ledger as they
// do, under the dossier with the empty id: no dossier can have that one. So one
// checkpoint covers both, and who took whom out of office can be cut off or
// rewritten no more than a besluit can.
//
// As everywhere the ledger says who, what and when in ids, codes and digests:
// names and logins stand in rows, which can be changed and removed.
const installation workflow.DossierID = ""

// A MeasureKind says what a measure did. It is written to disk: never change one.
type MeasureKind string

// The kinds of measure.
const (
	InstallationBegun MeasureKind = "InstallationBegun" // the first administrator came in
	OrganisationSet   MeasureKind = "OrganisationSet"   // added, or its names changed
	PersonAdded       MeasureKind = "PersonAdded"
	PersonRenamed     MeasureKind = "PersonRenamed"
	PersonsJoined     MeasureKind = "PersonsJoined" // the accounts of Other went to Person
	SeatsSet          MeasureKind = "SeatsSet"
	AccountAdded      MeasureKind = "AccountAdded"
	AccessClosed      MeasureKind = "AccessClosed" // all accounts of the person, and its sessions
	AccessOpened      MeasureKind = "AccessOpened"
	PasswordLinkMade  MeasureKind = "PasswordLinkMade"
	PasswordSet       MeasureKind = "PasswordSet"
	FactorAdded       MeasureKind = "FactorAdded"
	FactorRemoved     MeasureKind = "FactorRemoved"
	RecoveryCodesMade MeasureKind = "RecoveryCodesMade"
	RecoveryCodeUsed  MeasureKind = "RecoveryCodeUsed"
	WaarnemingSet     MeasureKind = "WaarnemingSet"
	WaarnemingEnded   MeasureKind = "WaarnemingEnded"
	MailboxSet        MeasureKind = "MailboxSet" // where the person is mailed; the address is not in the ledger
	SettingLoaded     MeasureKind = "SettingLoaded"
	SettingWithdrawn  MeasureKind = "SettingWithdrawn"
	IncidentReported  MeasureKind = "IncidentReported" // the dossier of On.Name is frozen
	IncidentEnded     MeasureKind = "IncidentEnded"
	EmergencyAsked    MeasureKind = "EmergencyAsked"  // to open the dossier of On.Name
	EmergencyOpened   MeasureKind = "EmergencyOpened" // by a second person, for a while
	EmergencyEnded    MeasureKind = "EmergencyEnded"
)

// measureKinds are all there are; an entry of another kind is a fault.
var measureKinds = []MeasureKind{InstallationBegun, OrganisationSet, PersonAdded, PersonRenamed, PersonsJoined, SeatsSet, AccountAdded,
	AccessClosed, AccessOpened, PasswordLinkMade, PasswordSet, FactorAdded, FactorRemoved, RecoveryCodesMade, RecoveryCodeUsed,
	WaarnemingSet, WaarnemingEnded, MailboxSet, SettingLoaded, SettingWithdrawn, IncidentReported, IncidentEnded, EmergencyAsked, EmergencyOpened, EmergencyEnded, ReadingsSealed, PapersDestroyed, DestructionProposed, DestructionWithdrawn}

// A Subject is what a measure concerned: ids and codes, never a name.
type Subject struct {
	Person       workflow.PersonID       `json:"person,omitempty"`
	Other        workflow.PersonID       `json:"other,omitempty"` // joined into Person
	Organisation workflow.OrganisationID `json:"organisation,omitempty"`
	Seats        []workflow.Seat         `json:"seats,omitempty"` // all that the person has from now on
	Waarneming   *workflow.Waarneming    `json:"waarneming,omitempty"`
	Chain        []workflow.PersonID     `json:"chain,omitempty"`  // who stand in after Person, in order
	Factor       string                  `json:"factor,omitempty"` // kind of it
	Setting      string                  `json:"setting,omitempty"`
	Name         string                  `json:"name,omitempty"` // of the setting: an id of a house or sjabloon; of a destruction: the item of the selectielijst
	N            int64                   `json:"n,omitempty"`    // of the setting, of the seal; of a destruction: the term in years
	SHA256       string                  `json:"sha256,omitempty"`
	From         int64                   `json:"from,omitempty"` // of a seal: number of its first line
	To           int64                   `json:"to,omitempty"`   // and of its last
	Count        int64                   `json:"count,omitempty"`
	Dossier      workflow.DossierID      `json:"dossier,omitempty"` // of a destruction
	Papers       []documents.Digest      `json:"papers,omitempty"`  // that were destroyed, when not all
}

// A Taken is one measure as the ledger has it.
type Taken struct {
	Seq  int
	At   time.Time // UTC
	By   workflow.PersonID
	Kind MeasureKind
	On   Subject
}

// A Measure is everything that one change to the installation writes, all or
// nothing, with the entry of the ledger that says so.
type Measure struct {
	At   time.Time
	By   workflow.PersonID // who took it
	Kind MeasureKind
	On   Subject
	// Key makes it happen once, as in a [Batch]. The zero Key does not.
	Key Key

	// What must hold before anything is written.

	Empty bool           // no account exists yet, otherwise ErrTaken
	Free  []string       // logins that nobody has, otherwise ErrTaken
	Code  *Spending      // a code to use up, otherwise ErrSpent
	Held  *workflow.Seat // somebody with an open account fills it afterwards, otherwise ErrLast

	// What is written, in this order.

	Organisations []Organisation
	Persons       []Person
	Accounts      []Account
	Passwords     map[string]string   // hash by login, of accounts that are there
	Closed        []workflow.PersonID // all accounts of these persons
	Opened        []workflow.PersonID
	Seats         map[workflow.PersonID][]workflow.Seat   // exactly these
	Joined        map[workflow.PersonID]workflow.PersonID // accounts and factors of the first go to the second; seats and waarneming fall away
	Waarnemings   map[workflow.PersonID]workflow.Waarneming
	Ended         map[workflow.PersonID]workflow.Waarneming // each still there, otherwise ErrNotFound
	Mailboxes     []Mailbox
	Setting       *Setting // its N is filled in
	NewCodes      []Code
	Revoked       []Revoking
	Factors       []Factor
	NoFactors     []string            // ids of factors that go
	SignedOut     []workflow.PersonID // whose sessions end, on every node at the next request
	Notices       []Notice            // who is told of it, once, about a person
	Except        string              // id of the session that stays
}

// Why a measure was not taken.
var (
	// ErrTaken: there is such a login already, or, of the first measure of an
	// installation, somebody else was first.
	ErrTaken = fmt.Errorf("%w: taken already", ErrStale)
	// ErrLast: nobody who can come in would be left in the seat.
	ErrLast = fmt.Errorf("%w: the last one in that seat", ErrStale)
	// ErrSpent: the code is not known, was used, or is too old.
	ErrSpent = fmt.Errorf("%w: code", ErrNotFound)
)

const (
	countLogin     = `SELECT count(*) FROM accounts WHERE login = $1`
	selectHolding  = `SELECT s.person FROM seats s WHERE s.role = $1 AND s.organisation = $2 AND EXISTS (SELECT 1 FROM accounts a WHERE a.person = s.person AND a.disabled = 0)`
	selectLast     = `SELECT COALESCE(MAX(seq), 0) FROM entries WHERE dossier = $1`
	selectMeasures = `SELECT n, dossier, seq, id, at, person, namens, event, data, papers, nonce, hashes FROM entries WHERE dossier = $1 AND seq < $2 AND event <> $4 ORDER BY seq DESC LIMIT $3`
	forgetStanding = `DELETE FROM waarnemings WHERE person = $1`
	selectAllSeats = `SELECT person, role, organisation, sum FROM seats ORDER BY person, organisation, role`
	selectAccounts = `SELECT login, password, person, disabled, sum FROM accounts ORDER BY login`
	selectComing   = `SELECT person, role, organisation, namens, from_day, until_day, sum FROM waarnemings WHERE until_day >= $1 ORDER BY from_day, organisation, role, person`
)

// Take writes a measure. It fails with [ErrTaken], [ErrLast], [ErrSpent],
// [ErrRepeated] or [ErrKeyReused] when what it asks does not hold, and as
// [Book.Append] does when the database cannot write. A measure that is not
// plain is an error of the caller. It gives the number of the setting that was
// written, 0 when none was.
func (b *Book) Take(ctx context.Context, m Measure) (int64, error) {
	if err := m.check(); err != nil {
		return 0, fmt.Errorf("journal: take a measure: %w", err)
	}
	var n int64
	err := b.takeOwn(ctx, &m, func(ctx context.Context, tx *sql.Tx) (err error) {
		if err := b.once(ctx, tx, m.Key); err != nil {
			return err
		}
		if err := b.holds(ctx, tx, m); err != nil {
			return err
		}
		if n, err = b.carryOut(ctx, tx, m); err != nil {
			return err
		}
		if n > 0 {
			m.On.N = n
		}
		return b.remember(ctx, tx, m.Key)
	})
	return n, err
}

// takeOwn writes a measure of which write writes the rows; write may add to what
// the measure says it concerned.
func (b *Book) takeOwn(ctx context.Context, m *Measure, write func(context.Context, *sql.Tx) error) error {
	id, err := b.NewID()
	if err != nil {
		return err
	}
	nonce, err := b.bits(16)
	if err != nil {
		return err
	}
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var size int64
		// The head of the ledger first: it puts the measures of all nodes in one
		// order, so that what write compares still holds when this commits.
		if err := b.row(ctx, tx, selectHead+b.d.forUpdate).Scan(&size); err != nil {
			return err
		}
		if err := write(ctx, tx); err != nil {
			return err
		}
		return b.enter(ctx, tx, *m, size, id, nonce)
	})
}

// check refuses what a row could not hold.
func (m Measure) check() error {
	if !plain(string(m.By), 1, 64) || m.At.IsZero() || !slices.Contains(measureKinds, m.Kind) {
		return errors.New("it lacks who, when or what")
	}
	for _, o := range m.Organisations {
		if !plain(string(o.ID), 1, 64) || !plain(o.Name, 1, 200) || !plain(string(o.Parent), 0, 64) || slices.ContainsFunc(o.Aliases, func(a string) bool { return !plain(a, 1, 200) }) {
			return errors.New("organisation is not plain")
		}
	}
	for _, p := range m.Persons {
		if !plain(string(p.ID), 1, 64) || !plain(p.Name, 1, 200) {
			return errors.New("person is not plain")
		}
	}
	for _, a := range m.Accounts {
		if !plain(foldLogin(a.Login), 1, 200) || !plain(a.PasswordHash, 0, 500) || !plain(string(a.Person), 1, 64) {
			return errors.New("account is not plain")
		}
	}
	for person, seats := range m.Seats {
		for _, s := range seats {
			if !plain(string(person), 1, 64) || !plain(string(s.Role), 1, 64) || strings.Contains(string(s.Role), "/") || !plain(string(s.Organisation), 0, 64) {
				return errors.New("seat is not plain")
			}
		}
	}
	for person, w := range m.Waarnemings {
		if !plain(string(person), 1, 64) || !plain(string(w.Seat.Role), 1, 64) || !plain(string(w.Seat.Organisation), 0, 64) || !plain(string(w.Namens), 1, 64) ||
			w.From.IsZero() || w.Until.Before(w.From) || !plain(string(w.Kind), 0, 64) || w.Rank < 0 || w.Rank > 99 {
			return errors.New("waarneming is not plain, or ends before it starts")
		}
	}
	for _, x := range m.Mailboxes {
		if !plain(string(x.Person), 1, 64) || !plain(x.Address, 0, 254) || !plain(x.Pace, 0, 20) {
			return errors.New("mailbox is not plain")
		}
	}
	if s := m.Setting; s != nil && (!plain(s.Kind, 1, 64) || !plain(s.Name, 0, 200) || len(s.Bytes) > MaxSetting) {
		return errors.New("setting is not plain or too large")
	}
	if k := m.Key; k.Key != "" && (!plain(k.Key, 1, 200) || !plain(string(k.Person), 1, 64)) {
		return errors.New("idempotency key is not plain")
	}
	return nil
}

// holds compares what the measure asks with what stands there.
func (b *Book) holds(ctx context.Context, tx *sql.Tx, m Measure) error {
	var n int
	if m.Empty {
		if err := b.row(ctx, tx, countAccounts).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return ErrTaken
		}
	}
	for _, login := range m.Free {
		if err := b.row(ctx, tx, countLogin, foldLogin(login)).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return ErrTaken
		}
	}
	if m.Code != nil {
		if _, err := b.spendable(ctx, tx, *m.Code, b.d.forUpdate); err != nil {
			return err
		}
	}
	if m.Held != nil {
		return b.stillHeld(ctx, tx, m)
	}
	return nil
}

// stillHeld counts who would fill the seat after the measure.
func (b *Book) stillHeld(ctx context.Context, tx *sql.Tx, m Measure) error {
	held := map[workflow.PersonID]bool{}
	rows, err := b.query(ctx, tx, selectHolding, string(m.Held.Role), string(m.Held.Organisation))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var p workflow.PersonID
		if err := rows.Scan(&p); err != nil {
			return err
		}
		held[p] = true
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	if len(held) == 0 {
		return nil // nobody had it: then nobody can be the last
	}
	for p, seats := range m.Seats {
		if !slices.Contains(seats, *m.Held) {
			delete(held, p)
		}
	}
	for from := range m.Joined {
		delete(held, from)
	}
	for _, p := range m.Closed {
		delete(held, p)
	}
	if len(held) == 0 {
		return ErrLast
	}
	return nil
}

// carryOut writes the rows of a measure.
func (b *Book) carryOut(ctx context.Context, tx *sql.Tx, m Measure) (n int64, err error) {
	put := func(text, table string, columns ...any) {
		if err == nil {
			err = b.exec(ctx, tx, text, append(columns, sum(table, columns...))...)
		}
	}
	run := func(text string, args ...any) {
		if err == nil {
			err = b.exec(ctx, tx, text, args...)
		}
	}
	for _, o := range m.Organisations {
		aliases, e := json.Marshal(o.Aliases)
		if e != nil {
			return 0, e
		}
		put(upsertOrganisation, "organisations", string(o.ID), o.Name, string(o.Parent), string(aliases))
	}
	for _, p := range m.Persons {
		put(upsertPerson, "persons", string(p.ID), p.Name)
	}
	for _, a := range m.Accounts {
		put(upsertAccount, "accounts", foldLogin(a.Login), a.PasswordHash, string(a.Person), oneIf(a.Disabled))
	}
	for person, seats := range m.Seats {
		run(deleteSeats, string(person))
		for _, s := range uniqueSeats(seats) {
			put(insertSeats+"($1, $2, $3, $4)", "seats", string(person), string(s.Role), string(s.Organisation))
		}
	}
	for person, w := range m.Waarnemings {
		put(upsertWaarneming, "waarnemings", string(person), string(w.Seat.Role), string(w.Seat.Organisation), string(w.Namens), w.From.ISO(), w.Until.ISO())
		if w.Kind != "" || w.Rank != 0 {
			put(upsertTerm, "waarneming_terms", string(person), string(w.Seat.Role), string(w.Seat.Organisation), string(w.Namens), w.From.ISO(), string(w.Kind), int64(w.Rank))
		} else {
			run(deleteTerm, string(person), string(w.Seat.Role), string(w.Seat.Organisation), string(w.Namens), w.From.ISO())
		}
	}
	for _, x := range m.Mailboxes {
		put(upsertMailbox, "mailboxes", string(x.Person), x.Address, x.Pace)
	}
	for person, w := range m.Ended {
		if err != nil {
			return 0, err
		}
		gone, err := b.affect(ctx, tx, deleteWaarneming, string(person), string(w.Seat.Role), string(w.Seat.Organisation), string(w.Namens), w.From.ISO())
		if err != nil {
			return 0, err
		}
		if gone == 0 {
			return 0, ErrNotFound // another node ended it, and told of it
		}
		run(deleteTerm, string(person), string(w.Seat.Role), string(w.Seat.Organisation), string(w.Namens), w.From.ISO())
	}
	if err != nil {
		return 0, err
	}
	for _, note := range m.Notices {
		id, err := b.NewID()
		if err != nil {
			return 0, err
		}
		j := Job{ID: id, Slot: id, Kind: kindNotice + note.Kind, To: note.To, Entry: note.Entry, At: m.At}
		if _, err := b.affect(ctx, tx, insertJobs+b.d.tuples(1, 15)+keepJobs, jobRow(j, m.At)...); err != nil {
			return 0, err
		}
	}
	if err := b.changeAccounts(ctx, tx, m); err != nil {
		return 0, err
	}
	for from, to := range m.Joined {
		if err := b.join(ctx, tx, from, to); err != nil {
			return 0, err
		}
	}
	if m.Setting != nil {
		if n, err = b.putSetting(ctx, tx, *m.Setting, m.By, m.At); err != nil {
			return 0, err
		}
	}
	if err := b.putProofs(ctx, tx, m); err != nil {
		return 0, err
	}
	for _, person := range m.SignedOut {
		if err := b.signOut(ctx, tx, person, m.At, m.Except); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// changeAccounts changes accounts as they stand there: what else is in them
// stays, also when it changed a moment ago.
func (b *Book) changeAccounts(ctx context.Context, tx *sql.Tx, m Measure) error {
	for login, hash := range m.Passwords {
		a, err := scanAccount(b.row(ctx, tx, selectAccount, foldLogin(login)))
		if err != nil {
			return err
		}
		a.PasswordHash = hash
		if err := b.putAccount(ctx, tx, a); err != nil {
			return err
		}
	}
	for i, p := range append(slices.Clone(m.Closed), m.Opened...) {
		all, err := b.accountsOf(ctx, tx, p)
		if err != nil {
			return err
		}
		for _, a := range all {
			a.Disabled = i < len(m.Closed)
			if err := b.putAccount(ctx, tx, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// join brings the accounts of one person under another. What the first did in
// the ledger stays under its id; its seats, waarnemings and factors fall away.
func (b *Book) join(ctx context.Context, tx *sql.Tx, from, to workflow.PersonID) error {
	all, err := b.accountsOf(ctx, tx, from)
	if err != nil {
		return err
	}
	for _, a := range all {
		a.Person = to
		if err := b.putAccount(ctx, tx, a); err != nil {
			return err
		}
	}
	for _, text := range []string{deleteSeats, forgetStanding, forgetTerms, forgetFactors} {
		if err := b.exec(ctx, tx, text, string(from)); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) accountsOf(ctx context.Context, tx *sql.Tx, person workflow.PersonID) ([]Account, error) {
	rows, err := b.query(ctx, tx, selectAccountsOf, string(person))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Account
	for rows.Next() {
		a, err := scanAccount(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, errors.Join(rows.Err(), rows.Close())
}

func (b *Book) putAccount(ctx context.Context, tx *sql.Tx, a Account) error {
	row := []any{a.Login, a.PasswordHash, string(a.Person), oneIf(a.Disabled)}
	return b.exec(ctx, tx, upsertAccount, append(row, sum("accounts", row...))...)
}

// enter adds the measure to the ledger.
func (b *Book) enter(ctx context.Context, tx *sql.Tx, m Measure, size int64, id string, nonce []byte) error {
	data, err := json.Marshal(m.On)
	if err != nil {
		return err
	}
	var seq int64
	if err := b.row(ctx, tx, selectLast, string(installation)).Scan(&seq); err != nil {
		return err
	}
	edge, err := b.readPeaks(ctx, inTx{b, tx}, size)
	if err != nil {
		return err
	}
	r := record{N: size, Nonce: hex.EncodeToString(nonce), Dossier: string(installation), Seq: seq + 1, ID: id, At: fromMillis(millis(m.At)).Format(recordTime),
		Person: string(m.By), Event: string(m.Kind), Data: data}
	line, err := r.line()
	if err != nil {
		return err
	}
	hashes := edge.add(tlog.RecordHash(line))
	if err := b.exec(ctx, tx, insertEntries+"($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", r.N, r.Dossier, r.Seq, r.ID, millis(m.At), r.Person, "", r.Event, data, []byte{}, nonce, flat(hashes)); err != nil {
		return err
	}
	root := edge.root()
	return b.exec(ctx, tx, updateHead, edge.size, root[:])
}

// decodeMeasure reads the data of an entry strictly: an unknown field or kind
// is a fault, not something to pass over.
func decodeMeasure(kind string, data []byte) (Subject, error) {
	if !slices.Contains(measureKinds, MeasureKind(kind)) {
		return Subject{}, fmt.Errorf("measure %q is not known", kind)
	}
	var on Subject
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&on); err != nil {
		return Subject{}, fmt.Errorf("measure %s: %w", kind, err)
	}
	return on, nil
}

// Measures gives the measures that were taken, newest first: at most size of
// them, from before the one with number before, or from the newest when before
// is 0. It fails with [Damaged] at one that is not what was written.
func (b *Book) Measures(ctx context.Context, before, size int) ([]Taken, error) {
	if before <= 0 {
		before = 1 << 62
	}
	var all []Taken
	err := b.each(ctx, "read measures", func(rows *sql.Rows) error {
		var l leaf
		if err := rows.Scan(&l.n, &l.dossier, &l.seq, &l.id, &l.at, &l.person, &l.namens, &l.event, &l.data, &l.papers, &l.nonce, &l.hashes); err != nil {
			return err
		}
		if err := l.check(); err != nil {
			return err
		}
		on, err := decodeMeasure(l.event, l.data)
		if err != nil {
			return err
		}
		all = append(all, Taken{Seq: int(l.seq), At: fromMillis(l.at), By: workflow.PersonID(l.person), Kind: MeasureKind(l.event), On: on})
		return nil
	}, selectMeasures, string(installation), int64(before), size, string(ReadingsSealed))
	return all, err
}

// A Setting is a file that an administrator loaded.
type Setting struct {
	N     int64  // counts on over all settings of the installation
	Kind  string // "routes", "sjabloon", "remarks", "register", "policy"
	Name  string // of which house or sjabloon; "" when there is one
	By    workflow.PersonID
	At    time.Time // UTC
	Bytes []byte    // none when it was withdrawn
}

// SHA256 is the digest of the file in hexadecimal digits. A setting holds no
// secret and no text of a paper.
func (s Setting) SHA256() string {
	d := sha256.Sum256(s.Bytes)
	return hex.EncodeToString(d[:])
}

// MaxSetting is the largest file that is kept as a setting, in bytes.
const MaxSetting = 4 << 20

const (
	insertSetting   = `INSERT INTO settings (n, kind, name, person, at, bytes, sum) VALUES ($1, $2, $3, $4, $5, $6, $7)`
	selectNewest    = `SELECT COALESCE(MAX(n), 0) FROM settings`
	columnsSetting  = `SELECT n, kind, name, person, at, bytes, sum FROM settings`
	selectInForce   = columnsSetting + ` s WHERE n = (SELECT MAX(n) FROM settings t WHERE t.kind = s.kind AND t.name = s.name) ORDER BY kind, name`
	selectSettingsN = columnsSetting + ` WHERE kind = $1 AND name = $2 ORDER BY n DESC`
)

func settingSum(s Setting) []byte {
	return sum("settings", s.N, s.Kind, s.Name, string(s.By), millis(s.At), s.Bytes)
}

func (b *Book) putSetting(ctx context.Context, tx *sql.Tx, s Setting, by workflow.PersonID, at time.Time) (int64, error) {
	var newest int64
	if err := b.row(ctx, tx, selectNewest).Scan(&newest); err != nil {
		return 0, err
	}
	s.N, s.By, s.At, s.Bytes = newest+1, by, fromMillis(millis(at)), notNil(s.Bytes)
	return s.N, b.exec(ctx, tx, insertSetting, s.N, s.Kind, s.Name, string(s.By), millis(s.At), s.Bytes, settingSum(s))
}

func scanSetting(rows *sql.Rows) (Setting, error) {
	var s Setting
	var at int64
	var stored []byte
	if err := rows.Scan(&s.N, &s.Kind, &s.Name, &s.By, &at, &s.Bytes, &stored); err != nil {
		return Setting{}, err
	}
	s.At = fromMillis(at)
	if !sumAgrees(stored, settingSum(s)) {
		return Setting{}, &Damaged{Table: "settings", Key: number(s.N), What: "row does not agree with its sum"}
	}
	return s, nil
}

// SettingsN gives the number of the newest setting, 0 when there is none: what
// a node compares to know whether anything changed. It is cheap.
func (b *Book) SettingsN(ctx context.Context) (int64, error) {
	var n int64
	err := b.row(ctx, b.read, selectNewest).Scan(&n)
	return n, b.fail("read the newest setting", err)
}

// InForce gives of every kind and name the newest setting, withdrawn ones among
// them, by kind and name. It fails with [Damaged] when one is not what was
// loaded: then none of them counts.
func (b *Book) InForce(ctx context.Context) ([]Setting, error) {
	var all []Setting
	err := b.each(ctx, "read settings", func(rows *sql.Rows) error {
		s, err := scanSetting(rows)
		all = append(all, s)
		return err
	}, selectInForce)
	return all, err
}

// Settings gives every version of one setting, newest first.
func (b *Book) Settings(ctx context.Context, kind, name string) ([]Setting, error) {
	var all []Setting
	err := b.each(ctx, "read settings", func(rows *sql.Rows) error {
		s, err := scanSetting(rows)
		all = append(all, s)
		return err
	}, selectSettingsN, kind, name)
	return all, err
}

// AllSeats gives the seats of everybody, by person.
func (b *Book) AllSeats(ctx context.Context) (map[workflow.PersonID][]workflow.Seat, error) {
	all := map[workflow.PersonID][]workflow.Seat{}
	err := b.each(ctx, "read seats", func(rows *sql.Rows) error {
		p, s, err := scanSeat(rows)
		all[p] = append(all[p], s)
		return err
	}, selectAllSeats)
	return all, err
}

// AllAccounts gives the accounts of everybody, by person.
func (b *Book) AllAccounts(ctx context.Context) (map[workflow.PersonID][]Account, error) {
	all := map[workflow.PersonID][]Account{}
	err := b.each(ctx, "read accounts", func(rows *sql.Rows) error {
		a, err := scanAccount(rows)
		all[a.Person] = append(all[a.Person], a)
		return err
	}, selectAccounts)
	return all, err
}

// A StandIn is a person with a waarneming.
type StandIn struct {
	Person workflow.PersonID
	workflow.Waarneming
}

// StandInsFrom gives every waarneming that has not ended before the day, by
// its first day.
func (b *Book) StandInsFrom(ctx context.Context, day documents.Date) ([]StandIn, error) {
	var all []StandIn
	err := b.each(ctx, "read waarnemings", func(rows *sql.Rows) error {
		p, w, err := scanWaarneming(rows)
		all = append(all, StandIn{p, w})
		return err
	}, selectComing, day.ISO())
	if err != nil {
		return nil, err
	}
	return all, b.terms(ctx, all)
}
