package journal

import (
	"context"
	"database/sql"
	"errors"

	"paraaf/workflow"
)

const (
	upsertSilenced = `INSERT INTO silenced (person, code, sum) VALUES ($1, $2, $3) ON CONFLICT (person, code) DO UPDATE SET sum = excluded.sum`
	deleteSilenced = `DELETE FROM silenced WHERE person = $1 AND code = $2`
	selectSilenced = `SELECT person, code, sum FROM silenced WHERE person = $1 ORDER BY code`
	allSilenced    = `SELECT person, code, sum FROM silenced`
)

// Silence keeps whether a person wants to see the hints of one code. To say so
// again changes nothing.
func (b *Book) Silence(ctx context.Context, person workflow.PersonID, code string, silent bool) error {
	if !plain(string(person), 1, 64) || !plain(code, 1, 20) {
		return errors.New("journal: person or code is not plain")
	}
	if silent {
		return b.changeRow(ctx, upsertSilenced, "silenced", string(person), code)
	}
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return b.exec(ctx, tx, deleteSilenced, string(person), code)
	})
}

// Silenced gives the codes that a person does not want to see, in order.
func (b *Book) Silenced(ctx context.Context, person workflow.PersonID) ([]string, error) {
	var codes []string
	err := b.each(ctx, "read silenced hints", func(rows *sql.Rows) error {
		code, err := scanSilenced(rows)
		codes = append(codes, code)
		return err
	}, selectSilenced, string(person))
	return codes, err
}

func scanSilenced(rows *sql.Rows) (string, error) {
	var person, code string
	var stored []byte
	if err := rows.Scan(&person, &code, &stored); err != nil {
		return "", err
	}
	if !sumAgrees(stored, sum("silenced", person, code)) {
		return "", &Damaged{Table: "silenced", Key: person + " " + code, What: "row does not agree with its sum"}
	}
	return code, nil
}
