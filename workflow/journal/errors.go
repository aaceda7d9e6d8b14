package journal

import (
	"errors"
	"fmt"
)

var (
	// ErrNotFound: there is no such dossier, paper, person, session or file.
	ErrNotFound = errors.New("journal: not found")
	// ErrStale: somebody else was faster. Load again; nothing was written.
	ErrStale = errors.New("journal: stale")
	// ErrRepeated: this idempotency key was answered before for the same
	// request. Nothing was written; Answer gives the stored answer.
	ErrRepeated = errors.New("journal: key was answered before")
	// ErrKeyReused: this idempotency key was answered before, for another
	// request. Nothing was written.
	ErrKeyReused = errors.New("journal: key was used for another request")
	// ErrUnavailable: the database or its disk does not answer as it should.
	// Whether the change was written is not known: ask again with the same key.
	ErrUnavailable = errors.New("journal: database unavailable")
	// ErrFull: no space is left to write in. Reading goes on.
	ErrFull = errors.New("journal: no space left")
	// ErrDestroyed: the paper was destroyed as the law asks; its digest remains.
	ErrDestroyed = errors.New("journal: paper was destroyed")
	// ErrNotEmpty: a restore needs an empty place.
	ErrNotEmpty = errors.New("journal: place is not empty")
)

// Damaged is the error for a record that is not what was written. The record
// is refused; others can still be read.
type Damaged struct {
	Table string
	Key   string // names the row; holds no text of a paper
	What  string
}

func (d *Damaged) Error() string {
	return fmt.Sprintf("journal: damaged record in %s: %s: %s", d.Table, d.Key, d.What)
}

// InUse is the error for a SQLite file that another process has open. Its text
// is a Dutch sentence for the administrator.
type InUse struct{ Path string }

func (e *InUse) Error() string {
	return "De gegevens in " + e.Path + " zijn al in gebruik door een ander programma van Paraaf. " +
		"Stop dat programma eerst, of kies een andere map."
}

// OtherKey is the error for a book whose papers are sealed with a key that is not at
// hand: this program would keep papers that others cannot read, or that anybody can.
// None: there is no key at all. Its text is a Dutch sentence for the administrator.
type OtherKey struct{ None bool }

func (e *OtherKey) Error() string {
	why := "Dit programma heeft een andere sleutel dan waarmee de stukken in deze database versleuteld zijn. "
	if e.None {
		why = "De stukken in deze database zijn versleuteld, en dit programma heeft de sleutel niet. "
	}
	return why + "Neem het sleutelbestand (paraaf.key) van een programma dat op deze database werkt. " +
		"Zet het in de gegevensmap, in plaats van wat daar ligt, of noem het met -key. Er is niets gewijzigd."
}

// NewerSchema is the error for a database that a newer program has changed.
// Its text is a Dutch sentence for the administrator.
type NewerSchema struct{ Have, Known int64 }

func (e *NewerSchema) Error() string {
	return fmt.Sprintf("Deze gegevens zijn bijgewerkt door een nieuwere versie van Paraaf (schema %d); dit programma kent schema %d. "+
		"Gebruik de nieuwere versie, of zet een reservekopie van vóór de bijwerking terug.", e.Have, e.Known)
}

// OlderSchema is the error for a database that must be brought up to date
// before it can be read: a book opened for reading changes nothing. Its text
// is a Dutch sentence for the administrator.
type OlderSchema struct{ Have, Known int64 }

func (e *OlderSchema) Error() string {
	return fmt.Sprintf("Deze gegevens zijn van een oudere versie van Paraaf (schema %d van %d). Voer eerst \"paraaf migrate\" uit.", e.Have, e.Known)
}
