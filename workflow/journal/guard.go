package journal

import (
	"database/sql"
	"path"
	"strings"
)

// guarded are the tables of which the database itself refuses that rows are
// changed or removed; each has a trigger _stay and a trigger _remain.
var guarded = []string{"entries", "readings", "seals", "papers"}

// guards sees that the triggers are there, are on, and are those of the schema.
// Who may own the tables can drop them, change a row and put them back: then the
// ledger, the seals and the digests tell.
func (v *verifier) guards() error {
	written, err := schemaFiles.ReadFile(path.Join("schema", "00006_guards."+v.b.d.name+".sql"))
	if err != nil {
		return err
	}
	missing := map[string]string{} // the table by the name of its trigger
	for _, t := range guarded {
		missing[t+"_stay"], missing[t+"_remain"] = t, t
	}
	err = v.each("database", v.b.d.guards, func(rows *sql.Rows) error {
		var table, name, text string
		var on int64
		if err := rows.Scan(&table, &name, &text, &on); err != nil {
			return err
		}
		if missing[name] == table && on == 1 && strings.Contains(string(written), text) {
			delete(missing, name)
		}
		return nil
	})
	for name, table := range missing {
		v.fault(Damaged{Table: "database", Key: name, What: "the guard on " + table + " is gone, off or another one"})
	}
	return err
}
