package journal

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"paraaf/documents"
	"paraaf/workflow"

	"golang.org/x/text/unicode/norm"
)

// Words are analysed here and not by the databases: neither has a Dutch that
// joins brief and brieven, and PostgreSQL 19 changes what it has. Both store
// and match the same stems, so both find the same.

// maxIndexed bounds what is indexed of one dossier, in bytes: PostgreSQL takes
// 1 MiB of lexemes.
const maxIndexed = 512 << 10

// words yields the folded words of a text: letters and digits, without accents.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		var w strings.Builder
		for _, r := range norm.NFD.String(text) + " " {
			switch {
			case unicode.Is(unicode.Mn, r): // the accent of the letter before
			case unicode.IsLetter(r), unicode.IsDigit(r):
				w.WriteRune(unicode.ToLower(r))
			default:
				if n := w.Len(); n > 0 && n <= 64 && !yield(w.String()) {
					return
				}
				w.Reset()
			}
		}
	}
}

// stems writes a text as the index takes it: the stems of its words, each once.
func stems(text *string) string {
	if text == nil {
		return ""
	}
	seen := map[string]bool{}
	size := 0
	for w := range words(*text) {
		s := stem(w)
		if seen[s] {
			continue
		}
		if size += len(s) + 1; size > maxIndexed {
			break
		}
		seen[s] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(seen)), " ")
}

const (
	upsertTexts = `INSERT INTO texts (nr, whole, letter, sum) VALUES `
	onTexts     = ` ON CONFLICT (nr) DO UPDATE SET whole = excluded.whole, letter = excluded.letter, sum = excluded.sum`
)

// writeTexts replaces what the dossiers of the group are found by.
func (b *Book) writeTexts(ctx context.Context, tx *sql.Tx, group []*appending, heads map[workflow.DossierID]head) error {
	var rows [][]any
	place := map[int64]int{}
	for _, a := range group {
		if a.batch.Text == nil {
			continue
		}
		row := textRow(heads[a.id].nr, a.whole, a.letter)
		if i, ok := place[heads[a.id].nr]; ok {
			rows[i] = row
			continue
		}
		place[heads[a.id].nr] = len(rows)
		rows = append(rows, row)
	}
	return b.insert(ctx, tx, upsertTexts, rows, onTexts)
}

func textRow(nr int64, whole, letter string) []any {
	row := []any{nr, whole, letter}
	return append(row, sum("texts", row...))
}

// A Filter says which of the visible dossiers are asked.
type Filter struct {
	Text   string // words that all must occur, in any form; the last may be the start of one
	Phases []workflow.Phase
	Kind   workflow.Kind
	Under  workflow.OrganisationID // of this organisation or a part of it
	From   documents.Date          // deadline on or after
	Until  documents.Date          // deadline on or before
}

const (
	// Every seat and person walks its own part of the key of involved, newest
	// first; a right that is not there is never read.
	selectSeen    = `SELECT i.dossier, i.nr, i.part FROM involved i JOIN dossiers f ON f.dossier = i.dossier WHERE i.who = $%d AND i.nr < $1%s ORDER BY i.nr DESC LIMIT $2`
	selectVisible = `SELECT '', x.part, ` + columnsRow + ` FROM (SELECT dossier, nr, MIN(part) AS part FROM (%s) AS u GROUP BY dossier, nr ORDER BY nr DESC LIMIT $2) AS x` + joinPapers + ` ORDER BY x.nr DESC`
)

// Visible gives the dossiers that the person or one of the seats is involved
// in and that the filter asks for, newest first. The right is part of the
// query: what may not be seen is not counted, not skipped and not found; who
// sees the letter alone finds by the letter alone.
func (b *Book) Visible(ctx context.Context, seats []workflow.Seat, person workflow.PersonID, f Filter, page Page) (List, error) {
	after := newestFirst{Nr: 1 << 62}
	if err := page.after(&after); err != nil {
		return List{}, err
	}
	args := []any{after.Nr, page.size() + 1}
	place := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	where, ok := b.where(f, place)
	if !ok {
		return List{}, nil
	}
	persons := []workflow.PersonID{person}
	if person == "" {
		persons = nil
	}
	var walks []string
	for i, who := range whos(seats, persons...) {
		args = append(args, who)
		walks = append(walks, fmt.Sprintf("SELECT * FROM ("+selectSeen+") AS w%d", len(args), where, i))
	}
	if len(walks) == 0 {
		return List{}, nil
	}
	list, last, err := b.list(ctx, page, fmt.Sprintf(selectVisible, strings.Join(walks, " UNION ALL ")), args...)
	if err == nil && last != nil {
		list.Next = cursor(newestFirst{last.nr})
	}
	return list, err
}

// where writes the conditions of a filter on involved i and dossiers f. It
// reports false when nothing can be found by the filter's text.
func (b *Book) where(f Filter, place func(any) string) (string, bool) {
	var w strings.Builder
	if len(f.Phases) > 0 {
		var in []string
		for _, p := range f.Phases {
			in = append(in, place(string(p)))
		}
		w.WriteString(" AND f.phase IN (" + strings.Join(in, ", ") + ")")
	}
	if f.Kind != "" {
		w.WriteString(" AND f.kind = " + place(string(f.Kind)))
	}
	if f.Under != "" {
		p := place(string(f.Under))
		w.WriteString(" AND (f.organisation = " + p + " OR substr(f.organisation, 1, length(" + p + ") + 1) = " + p + " || '.')")
	}
	if !f.From.IsZero() {
		w.WriteString(" AND f.deadline >= " + place(f.From.ISO()))
	}
	if !f.Until.IsZero() {
		w.WriteString(" AND f.deadline <> '' AND f.deadline <= " + place(f.Until.ISO()))
	}
	if f.Text != "" {
		terms := queryTerms(f.Text)
		if len(terms) == 0 {
			return "", false
		}
		q := place(b.d.searchQuery(terms))
		w.WriteString(" AND ((i.part = 0 AND i.nr IN (" + fmt.Sprintf(b.d.found, "whole", q) + ")) OR (i.part = 1 AND i.nr IN (" + fmt.Sprintf(b.d.found, "letter", q) + ")))")
	}
	return w.String(), true
}

// A term is a word that is searched for: its stem, and what the words that it
// may be the start of start with.
type term struct{ stem, start string }

// queryTerms reads a search text, of at most twenty words. It is no query
// language: every sign that is no letter or digit ends a word.
func queryTerms(text string) []term {
	var terms []term
	for w := range words(text) {
		if terms = append(terms, term{stem: stem(w), start: w}); len(terms) == 20 {
			break
		}
	}
	for i := range terms {
		// Only what stands at the end may be half a word, and one letter starts too many.
		if i < len(terms)-1 || len(terms[i].start) < 3 {
			terms[i].start = ""
		}
	}
	return terms
}

// ftsQuery and tsQuery write terms in the language of the index; a term is
// letters and digits only, and quoted all the same.
func ftsQuery(terms []term) string {
	var all []string
	for _, t := range terms {
		q := `"` + t.stem + `"`
		if t.start != "" {
			q = `(` + q + ` OR "` + t.start + `"*)`
		}
		all = append(all, q)
	}
	return strings.Join(all, " AND ")
}

func tsQuery(terms []term) string {
	var all []string
	for _, t := range terms {
		q := `'` + t.stem + `'`
		if t.start != "" {
			q = `(` + q + ` | '` + t.start + `':*)`
		}
		all = append(all, q)
	}
	return strings.Join(all, " & ")
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
