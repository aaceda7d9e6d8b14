package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// A Session is one sign-in. The token that the browser holds is not kept, only
// its SHA-256; ID names the session in the read log and in a list of sessions.
type Session struct {
	ID      string
	Person  workflow.PersonID
	Login   string
	Address string    // where it was started
	Created time.Time // UTC
	Seen    time.Time // UTC; to the minute
	Expires time.Time // UTC; whatever is done with it

	ended time.Time
}

const (
	columnsSession = `token, id, person, login, address, created, seen, expires, ended, sum`
	insertSession  = `INSERT INTO sessions (` + columnsSession + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)`
	selectSession  = `SELECT ` + columnsSession + ` FROM sessions WHERE token = $1 AND ended = 0 AND expires > $2`
	selectSessions = `SELECT ` + columnsSession + ` FROM sessions WHERE person = $1 AND ended = 0 AND expires > $2 ORDER BY created DESC, id`
	selectPlaces   = `SELECT ` + columnsSession + ` FROM sessions WHERE person = $1 ORDER BY created DESC, id LIMIT 200`
	selectLiving   = `SELECT ` + columnsSession + ` FROM sessions WHERE ended = 0 AND person = $1`
	updateSession  = `UPDATE sessions SET seen = $2, ended = $3, sum = $4 WHERE token = $1`
	sweepSessions  = `DELETE FROM sessions WHERE expires < $1 OR (ended > 0 AND ended < $1)`
	insertAttempt  = `INSERT INTO attempts (login, address, at, good) VALUES ($1, $2, $3, $4)`
	selectAttempts = `SELECT (SELECT count(*) FROM attempts WHERE login = $1 AND at >= $3 AND good = 0), (SELECT count(*) FROM attempts WHERE address = $2 AND at >= $3 AND good = 0), (SELECT COALESCE(MAX(at), 0) FROM attempts WHERE login = $1 AND at >= $3 AND good = 0)`
	forgetAttempts = `DELETE FROM attempts WHERE login = $1`
	sweepAttempts  = `DELETE FROM attempts WHERE at < $1`
	sweepAnswers   = `DELETE FROM answers WHERE at < $1`
	upsertPosition = `INSERT INTO positions (person, dossier, digests, at, sum) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person, dossier) DO UPDATE SET digests = excluded.digests, at = excluded.at, sum = excluded.sum`
	selectPosition = `SELECT person, dossier, digests, at, sum FROM positions WHERE person = $1 AND dossier = $2`
)

// NewSession starts a session that ends at expires and gives its token: 256
// random bits in base64url, to be kept by the browser alone.
func (b *Book) NewSession(ctx context.Context, s Session) (string, Session, error) {
	bits, err := b.bits(32)
	if err != nil {
		return "", Session{}, err
	}
	if s.ID, err = b.NewID(); err != nil {
		return "", Session{}, err
	}
	token := base64.RawURLEncoding.EncodeToString(bits)
	s.Created, s.Seen, s.Expires = fromMillis(millis(s.Created)), fromMillis(millis(s.Created)), fromMillis(millis(s.Expires))
	s.Login, s.Address = foldLogin(s.Login), cut(s.Address)
	if !plain(string(s.Person), 1, 64) || !plain(s.Login, 0, 200) || !s.Expires.After(s.Created) {
		return "", Session{}, errors.New("journal: session is not plain, or ends before it starts")
	}
	key := sha256.Sum256([]byte(token))
	err = b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return b.exec(ctx, tx, insertSession, key[:], s.ID, string(s.Person), s.Login, s.Address, millis(s.Created), millis(s.Seen), millis(s.Expires), sessionSum(key[:], s))
	})
	return token, s, err
}

// sessionSum covers all of it: one flipped bit must not bring a session back to
// life or give it to another.
func sessionSum(key []byte, s Session) []byte {
	return sum("sessions", key, s.ID, string(s.Person), s.Login, s.Address, millis(s.Created), millis(s.Seen), millis(s.Expires), millis(s.ended))
}

func scanSession(row interface{ Scan(...any) error }) (Session, []byte, error) {
	var s Session
	var created, seen, expires, ended int64
	var key, stored []byte
	if err := row.Scan(&key, &s.ID, &s.Person, &s.Login, &s.Address, &created, &seen, &expires, &ended, &stored); err != nil {
		return Session{}, nil, err
	}
	s.Created, s.Seen, s.Expires, s.ended = fromMillis(created), fromMillis(seen), fromMillis(expires), fromMillis(ended)
	if !sumAgrees(stored, sessionSum(key, s)) {
		return Session{}, nil, &Damaged{Table: "sessions", Key: s.ID, What: "row does not agree with its sum"}
	}
	return s, key, nil
}

// changeSessions lets change choose among the living sessions of a person and
// say what becomes of them.
func (b *Book) changeSessions(ctx context.Context, person workflow.PersonID, change func(*Session) bool) error {
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		rows, err := b.query(ctx, tx, selectLiving+b.d.forUpdate, string(person))
		if err != nil {
			return err
		}
		defer rows.Close()
		var updates [][]any
		for rows.Next() {
			s, key, err := scanSession(rows)
			var damaged *Damaged
			if errors.As(err, &damaged) {
				continue // it is refused wherever it is read
			}
			if err != nil {
				return err
			}
			if change(&s) {
				updates = append(updates, []any{key, millis(s.Seen), millis(s.ended), sessionSum(key, s)})
			}
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
	})
}

// Session gives the session of a token at an instant. It fails with
// [ErrNotFound] when there is none, when it was ended and when it expired. How
// long it may lie idle is for the caller to compare with Seen.
func (b *Book) Session(ctx context.Context, token string, at time.Time) (Session, error) {
	key := sha256.Sum256([]byte(token))
	s, _, err := scanSession(b.row(ctx, b.read, selectSession, key[:], millis(at)))
	return s, b.failRow("read session", err)
}

// Touch notes that a session was used. It writes at most once a minute.
func (b *Book) Touch(ctx context.Context, s Session, at time.Time) error {
	if at.Sub(s.Seen) < time.Minute {
		return nil
	}
	return b.changeSessions(ctx, s.Person, func(now *Session) bool {
		if now.ID != s.ID || !now.Seen.Before(at) {
			return false // another, or another request was later
		}
		now.Seen = fromMillis(millis(at))
		return true
	})
}

// Sessions gives the sessions of a person that are alive, newest first.
func (b *Book) Sessions(ctx context.Context, person workflow.PersonID, at time.Time) ([]Session, error) {
	var all []Session
	err := b.each(ctx, "read sessions", func(rows *sql.Rows) error {
		s, _, err := scanSession(rows)
		all = append(all, s)
		return err
	}, selectSessions, string(person), millis(at))
	return all, err
}

// CameFrom gives the addresses from which a person began the sessions that are still
// kept, ended ones too: the newest first, each once.
func (b *Book) CameFrom(ctx context.Context, person workflow.PersonID) ([]string, error) {
	var out []string
	err := b.each(ctx, "read sessions", func(rows *sql.Rows) error {
		s, _, err := scanSession(rows)
		var damaged *Damaged
		if errors.As(err, &damaged) {
			return nil // it is refused where it counts
		}
		if err == nil && !slices.Contains(out, s.Address) {
			out = append(out, s.Address)
		}
		return err
	}, selectPlaces, string(person))
	return out, err
}

// EndSession ends one session of a person; one that has ended is no error.
func (b *Book) EndSession(ctx context.Context, person workflow.PersonID, id string, at time.Time) error {
	return b.changeSessions(ctx, person, func(s *Session) bool {
		s.ended = fromMillis(millis(at))
		return s.ID == id
	})
}

// EndSessions ends every session of a person.
func (b *Book) EndSessions(ctx context.Context, person workflow.PersonID, at time.Time) error {
	return b.changeSessions(ctx, person, func(s *Session) bool {
		s.ended = fromMillis(millis(at))
		return true
	})
}

// cut makes something that came from outside fit to be stored: printable, and
// no longer than 200 bytes.
func cut(s string) string {
	if plain(s, 0, 200) {
		return s
	}
	var c []rune
	for _, r := range s {
		if r < ' ' || r == 0x7f || r == 0xfffd || len(c) == 50 {
			continue
		}
		c = append(c, r)
	}
	return string(c)
}

// Attempt notes an attempt to sign in. A good one forgets the bad ones of its login.
func (b *Book) Attempt(ctx context.Context, login, address string, at time.Time, good bool) error {
	login, address = cut(foldLogin(login)), cut(address)
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if good {
			if err := b.exec(ctx, tx, forgetAttempts, login); err != nil {
				return err
			}
		}
		return b.exec(ctx, tx, insertAttempt, login, address, millis(at), oneIf(good))
	})
}

// Attempts gives how many bad attempts there were since an instant: for the
// login, then from the address; and when the last one for the login was (UTC).
func (b *Book) Attempts(ctx context.Context, login, address string, since time.Time) (int, int, time.Time, error) {
	var forLogin, fromAddress int
	var at int64
	err := b.row(ctx, b.read, selectAttempts, cut(foldLogin(login)), cut(address), millis(since)).Scan(&forLogin, &fromAddress, &at)
	return forLogin, fromAddress, fromMillis(at), b.fail("read attempts", err)
}

// MarkRead notes which papers of a dossier a person has read last. A place
// that is not among them keeps nothing: give the whole set.
func (b *Book) MarkRead(ctx context.Context, person workflow.PersonID, id workflow.DossierID, papers []documents.Digest, at time.Time) error {
	return b.changeRow(ctx, upsertPosition, "positions", string(person), string(id), flat(papers), millis(at))
}

// LastRead gives the papers that a person has read last of a dossier; none
// when the person never opened it. A position that is damaged counts as none:
// then everything is shown as new.
func (b *Book) LastRead(ctx context.Context, person workflow.PersonID, id workflow.DossierID) ([]documents.Digest, error) {
	papers, err := scanPosition(b.row(ctx, b.read, selectPosition, string(person), string(id)))
	var damaged *Damaged
	if errors.Is(err, sql.ErrNoRows) || errors.As(err, &damaged) {
		return nil, nil
	}
	return papers, b.fail("read position", err)
}

func scanPosition(row interface{ Scan(...any) error }) ([]documents.Digest, error) {
	var person, dossier string
	var all, stored []byte
	var at int64
	if err := row.Scan(&person, &dossier, &all, &at, &stored); err != nil {
		return nil, err
	}
	if !sumAgrees(stored, sum("positions", person, dossier, all, at)) {
		return nil, &Damaged{Table: "positions", Key: person + " " + dossier, What: "row does not agree with its sum"}
	}
	return digests(all), nil
}

func digests(all []byte) []documents.Digest {
	const size = len(documents.Digest{})
	var ds []documents.Digest
	for ; len(all) >= size; all = all[size:] {
		ds = append(ds, documents.Digest(all[:size]))
	}
	return ds
}

// Sweep removes what no longer serves: sessions that ended before the
// instant, attempts, stored answers and delivered jobs from before it.
func (b *Book) Sweep(ctx context.Context, before time.Time) error {
	for _, text := range []string{sweepSessions, sweepAttempts, sweepAnswers, sweepJobs, sweepCodes, sweepProofs} {
		err := b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
			return b.exec(ctx, tx, text, millis(before))
		})
		if err != nil {
			return fmt.Errorf("sweep: %w", err)
		}
	}
	return nil
}
