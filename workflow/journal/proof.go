package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"

	"paraaf/workflow"
)

// A Code is a secret that is good for one use until it expires. The code itself
// is not kept, only its SHA-256: it is drawn at random, so that it cannot be
// guessed from that.
type Code struct {
	Code    string // as it was handed out; empty when it was read from the book
	Purpose string // "first", "password", "second", "recovery"
	Person  workflow.PersonID
	Login   string
	Created time.Time // UTC
	Expires time.Time // UTC
}

// A Spending is the use of a code.
type Spending struct {
	Code, Purpose string
	Person        workflow.PersonID // whose it must be; "" for whoever it names
	At            time.Time
}

// A Revoking takes back the unused codes of a person for a purpose.
type Revoking struct {
	Person  workflow.PersonID
	Purpose string
}

// A Factor is something with which a person proves who it is, beside the
// password: an authenticator app ("totp") or a passkey ("passkey").
type Factor struct {
	ID      string
	Person  workflow.PersonID
	Kind    string
	Name    string // what the person calls it
	Secret  []byte // sealed by whoever keeps it; a passkey's is public
	Counter int64  // never goes back
	Created time.Time
	Used    time.Time
}

// A Proof is how and when the person behind a session last proved who it is.
type Proof struct {
	Strength string // "password", "second"
	At       time.Time
}

const (
	insertCode    = `INSERT INTO codes (hash, purpose, person, login, created, expires, used, sum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	selectCode    = `SELECT hash, purpose, person, login, created, expires, used, sum FROM codes WHERE hash = $1`
	useCode       = `UPDATE codes SET used = $2, sum = $3 WHERE hash = $1`
	revokeCodes   = `DELETE FROM codes WHERE person = $1 AND purpose = $2 AND used = 0`
	sweepCodes    = `DELETE FROM codes WHERE expires < $1`
	countCodes    = `SELECT count(*) FROM codes WHERE person = $1 AND purpose = $2 AND used = 0 AND expires > $3`
	insertFactor  = `INSERT INTO factors (id, person, kind, name, secret, counter, created, used, sum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	selectFactors = `SELECT id, person, kind, name, secret, counter, created, used, sum FROM factors WHERE person = $1 ORDER BY created, id`
	selectFactor  = `SELECT id, person, kind, name, secret, counter, created, used, sum FROM factors WHERE id = $1`
	updateFactor  = `UPDATE factors SET secret = $2, counter = $3, used = $4, sum = $5 WHERE id = $1`
	deleteFactor  = `DELETE FROM factors WHERE id = $1`
	forgetFactors = `DELETE FROM factors WHERE person = $1`
	upsertProof   = `INSERT INTO proofs (session, strength, at, sum) VALUES ($1, $2, $3, $4) ON CONFLICT (session) DO UPDATE SET strength = excluded.strength, at = excluded.at, sum = excluded.sum`
	selectProof   = `SELECT session, strength, at, sum FROM proofs WHERE session = $1`
	sweepProofs   = `DELETE FROM proofs WHERE at < $1`
)

// A storedCode is a row of codes.
type storedCode struct {
	hash []byte
	Code
	used time.Time
}

func (c storedCode) sum() []byte {
	return sum("codes", c.hash, c.Purpose, string(c.Person), c.Login, millis(c.Created), millis(c.Expires), millis(c.used))
}

func scanCode(row interface{ Scan(...any) error }) (storedCode, error) {
	var c storedCode
	var created, expires, used int64
	var stored []byte
	if err := row.Scan(&c.hash, &c.Purpose, &c.Person, &c.Login, &created, &expires, &used, &stored); err != nil {
		return storedCode{}, err
	}
	c.Created, c.Expires, c.used = fromMillis(created), fromMillis(expires), fromMillis(used)
	if !sumAgrees(stored, c.sum()) {
		return storedCode{}, &Damaged{Table: "codes", Key: c.Purpose, What: "row does not agree with its sum"}
	}
	return c, nil
}

// spendable gives the code when it can be used now, and fails with ErrSpent.
// lock ends the statement: within a change the row is held until that ends, so
// that of two who use the code at once one finds it used.
func (b *Book) spendable(ctx context.Context, q querier, s Spending, lock string) (storedCode, error) {
	hash := sha256.Sum256([]byte(s.Code))
	c, err := scanCode(b.row(ctx, q, selectCode+lock, hash[:]))
	var damaged *Damaged
	switch {
	case errors.Is(err, sql.ErrNoRows), errors.As(err, &damaged):
		return storedCode{}, ErrSpent
	case err != nil:
		return storedCode{}, err
	case c.Purpose != s.Purpose, !c.used.IsZero(), !c.Expires.After(s.At), s.Person != "" && c.Person != s.Person:
		return storedCode{}, ErrSpent
	}
	return c, nil
}

// LookUp gives whom a code is for, without using it. It fails with [ErrSpent].
func (b *Book) LookUp(ctx context.Context, s Spending) (Code, error) {
	c, err := b.spendable(ctx, b.read, s, "")
	return c.Code, b.failRow("look up a code", err)
}

// Codes counts the codes of a person that can still be used.
func (b *Book) Codes(ctx context.Context, person workflow.PersonID, purpose string, at time.Time) (int, error) {
	var n int
	err := b.row(ctx, b.read, countCodes, string(person), purpose, millis(at)).Scan(&n)
	return n, b.fail("count codes", err)
}

// KeepCode keeps a code that belongs to no measure: the one of a first start,
// and the one that stands between a password and a second factor. It fails with
// [ErrSpent] when it was kept before.
func (b *Book) KeepCode(ctx context.Context, c Code) error {
	if err := c.check(); err != nil {
		return err
	}
	err := b.change(ctx, func(ctx context.Context, tx *sql.Tx) error { return b.putCode(ctx, tx, c) })
	if err != nil && b.d.classify(err) == classUnique {
		return ErrSpent
	}
	return err
}

// Spend uses a code up. It fails with [ErrSpent] when somebody did before.
func (b *Book) Spend(ctx context.Context, s Spending) (Code, error) {
	var c storedCode
	err := b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var err error
		if c, err = b.spendable(ctx, tx, s, b.d.forUpdate); err != nil {
			return err
		}
		return b.spend(ctx, tx, c, s.At)
	})
	return c.Code, err
}

func (b *Book) spend(ctx context.Context, tx *sql.Tx, c storedCode, at time.Time) error {
	c.used = fromMillis(millis(at))
	return b.exec(ctx, tx, useCode, c.hash, millis(c.used), c.sum())
}

func (c Code) check() error {
	if len(c.Code) < 16 || !plain(c.Purpose, 1, 64) || !plain(string(c.Person), 0, 64) || !plain(c.Login, 0, 200) || !c.Expires.After(c.Created) {
		return errors.New("journal: code is not plain, or ends before it starts")
	}
	return nil
}

func (b *Book) putCode(ctx context.Context, tx *sql.Tx, c Code) error {
	hash := sha256.Sum256([]byte(c.Code))
	s := storedCode{hash: hash[:], Code: c}
	s.Created, s.Expires = fromMillis(millis(c.Created)), fromMillis(millis(c.Expires))
	return b.exec(ctx, tx, insertCode, s.hash, s.Purpose, string(s.Person), s.Login, millis(s.Created), millis(s.Expires), millis(s.used), s.sum())
}

// putProofs writes of a measure what proves who people are.
func (b *Book) putProofs(ctx context.Context, tx *sql.Tx, m Measure) error {
	if m.Code != nil {
		c, err := b.spendable(ctx, tx, *m.Code, b.d.forUpdate)
		if err != nil {
			return err
		}
		if err := b.spend(ctx, tx, c, m.At); err != nil {
			return err
		}
	}
	for _, r := range m.Revoked {
		if err := b.exec(ctx, tx, revokeCodes, string(r.Person), r.Purpose); err != nil {
			return err
		}
	}
	for _, c := range m.NewCodes {
		if err := c.check(); err != nil {
			return err
		}
		if err := b.putCode(ctx, tx, c); err != nil {
			return err
		}
	}
	for _, id := range m.NoFactors {
		if err := b.exec(ctx, tx, deleteFactor, id); err != nil {
			return err
		}
	}
	for _, f := range m.Factors {
		f.Created, f.Used = fromMillis(millis(f.Created)), fromMillis(millis(f.Used))
		if !plain(f.ID, 1, 200) || !plain(string(f.Person), 1, 64) || !plain(f.Kind, 1, 64) || !plain(f.Name, 1, 200) || len(f.Secret) > 1<<16 {
			return errors.New("journal: factor is not plain")
		}
		if err := b.exec(ctx, tx, insertFactor, f.ID, string(f.Person), f.Kind, f.Name, notNil(f.Secret), f.Counter, millis(f.Created), millis(f.Used), f.sum()); err != nil {
			return err
		}
	}
	return nil
}

func (f Factor) sum() []byte {
	return sum("factors", f.ID, string(f.Person), f.Kind, f.Name, f.Secret, f.Counter, millis(f.Created), millis(f.Used))
}

func scanFactor(row interface{ Scan(...any) error }) (Factor, error) {
	var f Factor
	var created, used int64
	var stored []byte
	if err := row.Scan(&f.ID, &f.Person, &f.Kind, &f.Name, &f.Secret, &f.Counter, &created, &used, &stored); err != nil {
		return Factor{}, err
	}
	f.Created, f.Used = fromMillis(created), fromMillis(used)
	if !sumAgrees(stored, f.sum()) {
		return Factor{}, &Damaged{Table: "factors", Key: f.ID, What: "row does not agree with its sum"}
	}
	return f, nil
}

// Factors gives the second factors of a person, oldest first.
func (b *Book) Factors(ctx context.Context, person workflow.PersonID) ([]Factor, error) {
	var all []Factor
	err := b.each(ctx, "read factors", func(rows *sql.Rows) error {
		f, err := scanFactor(rows)
		all = append(all, f)
		return err
	}, selectFactors, string(person))
	return all, err
}

// UseFactor moves the counter of a factor on, and replaces its secret unless
// that is nil. It fails with [ErrSpent] when the counter is not higher than the
// one that stands there: then it was used before, here or on another node.
func (b *Book) UseFactor(ctx context.Context, id string, counter int64, secret []byte, at time.Time) error {
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		f, err := scanFactor(b.row(ctx, tx, selectFactor+b.d.forUpdate, id))
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return ErrNotFound
		case err != nil:
			return err
		case counter <= f.Counter:
			return ErrSpent
		}
		f.Counter, f.Used = counter, fromMillis(millis(at))
		if secret != nil {
			f.Secret = secret
		}
		return b.exec(ctx, tx, updateFactor, f.ID, f.Secret, f.Counter, millis(f.Used), f.sum())
	})
}

// Prove notes that the person behind a session proved who it is.
func (b *Book) Prove(ctx context.Context, session string, p Proof) error {
	if !plain(session, 1, 64) || !plain(p.Strength, 1, 64) {
		return errors.New("journal: proof is not plain")
	}
	return b.changeRow(ctx, upsertProof, "proofs", session, p.Strength, millis(p.At))
}

// Proof gives how and when a session was last proven, or the zero Proof. One
// that is damaged counts as none.
func (b *Book) Proof(ctx context.Context, session string) (Proof, error) {
	p, err := scanProof(b.row(ctx, b.read, selectProof, session))
	var damaged *Damaged
	if errors.Is(err, sql.ErrNoRows) || errors.As(err, &damaged) {
		return Proof{}, nil
	}
	return p, b.fail("read a proof", err)
}

func scanProof(row interface{ Scan(...any) error }) (Proof, error) {
	var session string
	var p Proof
	var at int64
	var stored []byte
	if err := row.Scan(&session, &p.Strength, &at, &stored); err != nil {
		return Proof{}, err
	}
	if !sumAgrees(stored, sum("proofs", session, p.Strength, at)) {
		return Proof{}, &Damaged{Table: "proofs", Key: session, What: "row does not agree with its sum"}
	}
	p.At = fromMillis(at)
	return p, nil
}

// signOut ends the sessions of a person within another change, but for one.
func (b *Book) signOut(ctx context.Context, tx *sql.Tx, person workflow.PersonID, at time.Time, except string) error {
	rows, err := b.query(ctx, tx, selectLiving+b.d.forUpdate, string(person))
	if err != nil {
		return err
	}
	defer rows.Close()
	var updates [][]any
	for rows.Next() {
		s, key, err := scanSession(rows)
		var damaged *Damaged
		if errors.As(err, &damaged) || err == nil && s.ID == except {
			continue // a damaged one is refused wherever it is read
		}
		if err != nil {
			return err
		}
		s.ended = fromMillis(millis(at))
		updates = append(updates, []any{key, millis(s.Seen), millis(s.ended), sessionSum(key, s)})
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, u := range updates {
		if err := b.exec(ctx, tx, updateSession, u...); err != nil {
			return err
		}
	}
	return nil
}
