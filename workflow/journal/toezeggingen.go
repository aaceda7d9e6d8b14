package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"paraaf/documents"
	"paraaf/workflow"
)

// A Register is what the letter of one dossier promises the Kamer and which
// promises of others it keeps. It holds places and days, no words.
type Register struct {
	Sent     documents.Date // day of the letter; zero as long as it is not sent
	Promised []Promise      // in order of number; empty as long as it is not sent
	Keeps    []workflow.ToezeggingRef
}

// A Promise is one line of the register.
type Promise struct {
	Ref    workflow.ToezeggingRef
	Sent   documents.Date
	Due    documents.Date     // zero without a term
	Kept   documents.Date     // otherwise than by a letter; zero is not
	Letter workflow.DossierID // the first letter that keeps it, once that is sent
	On     documents.Date     // day of that letter
}

// Open reports whether the promise is still to be kept.
func (p Promise) Open() bool { return p.Kept.IsZero() && p.Letter == "" }

const (
	deleteToezeggingen = `DELETE FROM toezeggingen WHERE dossier IN (%s)`
	insertToezeggingen = `INSERT INTO toezeggingen (dossier, number, sent, due, kept, sum) VALUES `
	deleteKeepings     = `DELETE FROM keepings WHERE dossier IN (%s)`
	insertKeepings     = `INSERT INTO keepings (dossier, promised_in, number, sent, sum) VALUES `
	allToezeggingen    = `SELECT dossier, number, sent, due, kept, sum FROM toezeggingen`
	allKeepings        = `SELECT dossier, promised_in, number, sent, sum FROM keepings`

	// A promise is open until a letter that keeps it is sent.
	openPromise = ` AND t.kept = '' AND NOT EXISTS (SELECT 1 FROM keepings k WHERE k.promised_in = t.dossier AND k.number = t.number AND k.sent <> '')`
	// With the nearest day first; what has no term comes after what has.
	selectToezeggingen = `SELECT t.dossier, t.number, t.sent, t.due, t.kept, t.sum FROM toezeggingen t
WHERE EXISTS (SELECT 1 FROM involved i WHERE i.dossier = t.dossier AND i.part = 0 AND i.who IN (%s))%s
ORDER BY CASE WHEN t.due = '' THEN 1 ELSE 0 END, t.due, t.sent, t.dossier, t.number LIMIT $1`
	selectOverdue = `SELECT t.dossier, t.number, t.sent, t.due, t.kept, t.sum FROM toezeggingen t
WHERE t.due <> '' AND t.due < $1 AND (t.dossier, t.number) > ($2, $3)` + openPromise + ` ORDER BY t.dossier, t.number LIMIT $4`
	selectPromises = `SELECT dossier, number, sent, due, kept, sum FROM toezeggingen WHERE dossier IN (%s) ORDER BY dossier, number`
	selectKeepings = `SELECT dossier, promised_in, number, sent, sum FROM keepings WHERE promised_in IN (%s) AND sent <> '' ORDER BY sent, dossier`
)

// registers writes the registers of a group; of one dossier the last counts.
func registers(group []*appending) []statement {
	last := map[workflow.DossierID]Register{}
	for _, a := range group {
		if a.batch.Register != nil {
			last[a.id] = *a.batch.Register
		}
	}
	if len(last) == 0 {
		return nil
	}
	return putRegisters(last)
}

// putRegisters makes the rows what the registers say, whatever stands there.
func putRegisters(all map[workflow.DossierID]Register) []statement {
	var ids []any
	var promised, keeps [][]any
	for id, r := range all {
		ids = append(ids, string(id))
		for i, p := range r.Promised {
			row := []any{string(id), int64(i + 1), p.Sent.ISO(), p.Due.ISO(), p.Kept.ISO()}
			promised = append(promised, append(row, sum("toezeggingen", row...)))
		}
		for _, k := range r.Keeps {
			row := []any{string(id), string(k.Dossier), int64(k.Number), r.Sent.ISO()}
			keeps = append(keeps, append(row, sum("keepings", row...)))
		}
	}
	return []statement{
		{text: deleteToezeggingen, list: ids, width: 1},
		{text: insertToezeggingen, rows: promised},
		{text: deleteKeepings, list: ids, width: 1},
		{text: insertKeepings, rows: keeps},
	}
}

// Toezeggingen gives what letters that the person or one of the seats may read
// promise: what must be kept first stands first, at most limit of them. With
// open those that were kept are left out.
func (b *Book) Toezeggingen(ctx context.Context, seats []workflow.Seat, person workflow.PersonID, open bool, limit int, namens ...workflow.PersonID) ([]Promise, error) {
	persons := namens
	if person != "" {
		persons = append([]workflow.PersonID{person}, namens...)
	}
	args := []any{limit}
	var places string
	for _, who := range whos(seats, persons...) {
		args = append(args, who)
		places += ", $" + strconv.Itoa(len(args))
	}
	if places == "" {
		return nil, nil
	}
	where := ""
	if open {
		where = openPromise
	}
	var all []Promise
	err := b.each(ctx, "read the register of toezeggingen", func(rows *sql.Rows) error {
		p, err := scanPromise(rows)
		all = append(all, p)
		return err
	}, fmt.Sprintf(selectToezeggingen, places[2:], where), args...)
	if err != nil || len(all) == 0 || open {
		return all, err
	}
	return all, b.keptBy(ctx, all)
}

// Overdue gives the promises that lie open though their day came before day, by dossier
// and number, and the cursor of the next page ("" when there is none). Whether a
// reminder goes out is for the rules to say. With *Damaged rows it gives what is whole,
// and the cursor, beside the error: one row holds up no others.
func (b *Book) Overdue(ctx context.Context, day documents.Date, page Page) ([]Promise, string, error) {
	var after workflow.ToezeggingRef
	if err := page.after(&after); err != nil {
		return nil, "", err
	}
	var all []Promise
	var damaged error
	read := 0
	err := b.each(ctx, "read overdue toezeggingen", func(rows *sql.Rows) error {
		p, err := scanPromise(rows)
		read, after = read+1, p.Ref
		var d *Damaged
		if errors.As(err, &d) {
			damaged = errors.Join(damaged, err)
			return nil
		}
		all = append(all, p)
		return err
	}, selectOverdue, day.ISO(), string(after.Dossier), int64(after.Number), page.size())
	if err != nil || read < page.size() {
		return all, "", errors.Join(err, damaged)
	}
	return all, cursor(after), damaged
}

// ToezeggingenOf gives what the letters of these dossiers promise, kept or not,
// in order of dossier and number. It asks no right: who may read the letters the
// caller knows.
func (b *Book) ToezeggingenOf(ctx context.Context, dossiers ...workflow.DossierID) ([]Promise, error) {
	var ids []any
	places := ""
	for _, id := range dossiers {
		ids = append(ids, string(id))
		places += ", $" + strconv.Itoa(len(ids))
	}
	if places == "" {
		return nil, nil
	}
	var all []Promise
	err := b.each(ctx, "read what letters promise", func(rows *sql.Rows) error {
		p, err := scanPromise(rows)
		all = append(all, p)
		return err
	}, fmt.Sprintf(selectPromises, places[2:]), ids...)
	if err != nil || len(all) == 0 {
		return all, err
	}
	return all, b.keptBy(ctx, all)
}

// keptBy fills in which letter kept each promise.
func (b *Book) keptBy(ctx context.Context, all []Promise) error {
	at := map[workflow.ToezeggingRef]int{}
	seen := map[workflow.DossierID]bool{}
	var ids []any
	places := ""
	for i, p := range all {
		at[p.Ref] = i
		if !seen[p.Ref.Dossier] {
			seen[p.Ref.Dossier] = true
			ids = append(ids, string(p.Ref.Dossier))
			places += ", $" + strconv.Itoa(len(ids))
		}
	}
	return b.each(ctx, "read what keeps toezeggingen", func(rows *sql.Rows) error {
		k, err := scanKeeping(rows)
		if i, ok := at[k.ref]; ok && all[i].Letter == "" {
			all[i].Letter, all[i].On = k.letter, k.sent
		}
		return err
	}, fmt.Sprintf(selectKeepings, places[2:]), ids...)
}

func scanPromise(rows *sql.Rows) (Promise, error) {
	var p Promise
	var number int64
	var sent, due, kept string
	var stored []byte
	if err := rows.Scan(&p.Ref.Dossier, &number, &sent, &due, &kept, &stored); err != nil {
		return p, err
	}
	p.Ref.Number = int(number)
	if !sumAgrees(stored, sum("toezeggingen", string(p.Ref.Dossier), number, sent, due, kept)) {
		return p, &Damaged{Table: "toezeggingen", Key: string(p.Ref.Dossier) + " " + strconv.FormatInt(number, 10), What: "row does not agree with its sum"}
	}
	for _, d := range []struct {
		day  *documents.Date
		text string
	}{{&p.Sent, sent}, {&p.Due, due}, {&p.Kept, kept}} {
		if err := d.day.UnmarshalText([]byte(d.text)); err != nil {
			return p, &Damaged{Table: "toezeggingen", Key: string(p.Ref.Dossier), What: "holds no day: " + err.Error()}
		}
	}
	return p, nil
}

// A keeping is a letter that keeps a promise.
type keeping struct {
	letter workflow.DossierID
	ref    workflow.ToezeggingRef
	sent   documents.Date
}

func scanKeeping(rows *sql.Rows) (keeping, error) {
	var k keeping
	var number int64
	var sent string
	var stored []byte
	if err := rows.Scan(&k.letter, &k.ref.Dossier, &number, &sent, &stored); err != nil {
		return k, err
	}
	k.ref.Number = int(number)
	if !sumAgrees(stored, sum("keepings", string(k.letter), string(k.ref.Dossier), number, sent)) {
		return k, &Damaged{Table: "keepings", Key: string(k.letter), What: "row does not agree with its sum"}
	}
	return k, k.sent.UnmarshalText([]byte(sent))
}
