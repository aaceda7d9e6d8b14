package journal

import (
	"context"
	"database/sql"

	"paraaf/documents"
	"paraaf/workflow"
)

const (
	upsertTerm  = `INSERT INTO waarneming_terms (person, role, organisation, namens, from_day, kind, rank, sum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (person, role, organisation, namens, from_day) DO UPDATE SET kind = excluded.kind, rank = excluded.rank, sum = excluded.sum`
	deleteTerm  = `DELETE FROM waarneming_terms WHERE person = $1 AND role = $2 AND organisation = $3 AND namens = $4 AND from_day = $5`
	forgetTerms = `DELETE FROM waarneming_terms WHERE person = $1`
	selectTerms = `SELECT person, role, organisation, namens, from_day, kind, rank, sum FROM waarneming_terms ORDER BY person, role, organisation, namens, from_day`
	selectAway  = `SELECT count(*) FROM waarnemings WHERE namens = $1 AND from_day <= $2 AND until_day >= $2`
)

// A termKey is which waarneming a row of terms belongs to.
type termKey struct {
	person workflow.PersonID
	seat   workflow.Seat
	namens workflow.PersonID
	from   string
}

func keyOf(person workflow.PersonID, w workflow.Waarneming) termKey {
	return termKey{person, w.Seat, w.Namens, w.From.ISO()}
}

// A standTerm is for which kind a waarneming is, and its place in the chain.
type standTerm struct {
	kind workflow.Kind
	rank int
}

func scanTerm(rows *sql.Rows) (termKey, standTerm, error) {
	var k termKey
	var t standTerm
	var stored []byte
	if err := rows.Scan(&k.person, &k.seat.Role, &k.seat.Organisation, &k.namens, &k.from, &t.kind, &t.rank, &stored); err != nil {
		return k, t, err
	}
	if !sumAgrees(stored, sum("waarneming_terms", string(k.person), string(k.seat.Role), string(k.seat.Organisation), string(k.namens), k.from, string(t.kind), int64(t.rank))) {
		return k, t, &Damaged{Table: "waarneming_terms", Key: string(k.person), What: "row does not agree with its sum"}
	}
	return k, t, nil
}

// terms fills in of each waarneming for which kind it is and its place in the
// chain.
func (b *Book) terms(ctx context.Context, all []StandIn) error {
	if len(all) == 0 {
		return nil
	}
	known := map[termKey]standTerm{}
	err := b.each(ctx, "read terms of waarneming", func(rows *sql.Rows) error {
		k, t, err := scanTerm(rows)
		known[k] = t
		return err
	}, selectTerms)
	for i := range all {
		t := known[keyOf(all[i].Person, all[i].Waarneming)]
		all[i].Kind, all[i].Rank = t.kind, t.rank
	}
	return err
}

// inTurn leaves of the waarnemings of one day those whose turn it is: of a
// chain the first who is there himself.
func (b *Book) inTurn(ctx context.Context, all []StandIn, on documents.Date) ([]StandIn, error) {
	var out []StandIn
	for _, w := range all {
		before := false
		if w.Rank > 0 {
			chain, err := b.standIns(ctx, w.Seat, on)
			if err != nil {
				return nil, err
			}
			for _, c := range chain {
				if c.Namens != w.Namens || c.Kind != w.Kind || c.Rank >= w.Rank || c.Person == w.Person {
					continue
				}
				away, err := b.away(ctx, c.Person, on)
				if err != nil {
					return nil, err
				}
				before = before || !away
			}
		}
		if !before {
			out = append(out, w)
		}
	}
	return out, nil
}

// away reports whether somebody stands in for the person on that day.
func (b *Book) away(ctx context.Context, person workflow.PersonID, on documents.Date) (bool, error) {
	n := 0
	err := b.each(ctx, "look whether somebody is away", func(rows *sql.Rows) error { return rows.Scan(&n) }, selectAway, string(person), on.ISO())
	return n > 0, err
}

// standIns gives every waarneming for a seat on a day, with its terms.
func (b *Book) standIns(ctx context.Context, seat workflow.Seat, on documents.Date) ([]StandIn, error) {
	var all []StandIn
	err := b.each(ctx, "read stand-ins", func(rows *sql.Rows) error {
		p, w, err := scanWaarneming(rows)
		all = append(all, StandIn{p, w})
		return err
	}, selectStandIns, string(seat.Role), string(seat.Organisation), on.ISO())
	if err != nil {
		return nil, err
	}
	return all, b.terms(ctx, all)
}
