package journal

import (
	"context"
	"database/sql"
	"fmt"
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
// and match the same tokens, so both find the same.

// maxTokens bounds what is indexed of one dossier.
const maxTokens = 200_000

// words splits a text into folded words: letters and digits, without accents.
func words(text string) []string {
	var all []string
	var w strings.Builder
	flush := func() {
		if w.Len() > 0 && w.Len() <= 64 && len(all) < maxTokens {
			all = append(all, w.String())
		}
		w.Reset()
	}
	for _, r := range norm.NFD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r): // the accent of the letter before
		case unicode.IsLetter(r), unicode.IsDigit(r):
			w.WriteRune(unicode.ToLower(r))
		default:
			flush()
		}
	}
	flush()
	return all
}

// tokens writes a text as the index takes it: the stems of its words in order.
func tokens(text string) string {
	ws := words(text)
	for i, w := range ws {
		ws[i] = stem(w)
	}
	return strings.Join(ws, " ")
}

const (
	deleteIndex = `DELETE FROM search WHERE %s IN (%s)`
)

// writeIndex replaces what the dossiers of the group are found by.
func (b *Book) writeIndex(ctx context.Context, tx *sql.Tx, group []*appending, heads map[workflow.DossierID]head) error {
	last := map[int64]string{}
	for _, a := range group {
		if a.batch.Text != nil {
			last[heads[a.id].nr] = a.tokens
		}
	}
	return b.putIndex(ctx, tx, last)
}

func (b *Book) putIndex(ctx context.Context, tx *sql.Tx, last map[int64]string) error {
	if len(last) == 0 {
		return nil
	}
	var nrs []any
	for nr := range last {
		nrs = append(nrs, nr)
	}
	slices.SortFunc(nrs, func(a, b any) int { return int(a.(int64) - b.(int64)) })
	// A row that exists already must go first: FTS5 without content would keep both.
	if err := b.exec(ctx, tx, fmt.Sprintf(deleteIndex, b.d.searchKey, places(len(nrs))), nrs...); err != nil {
		return err
	}
	for _, nr := range nrs {
		if last[nr.(int64)] == "" {
			continue
		}
		if err := b.exec(ctx, tx, b.d.insertIndex, nr, last[nr.(int64)]); err != nil {
			return err
		}
	}
	return nil
}

// A Filter says which of the visible dossiers are asked.
type Filter struct {
	Text   string // words that all must occur; the last may be the start of one
	Phases []workflow.Phase
	Kind   workflow.Kind
	Under  workflow.OrganisationID // of this organisation or a part of it
	From   documents.Date          // deadline on or after
	Until  documents.Date          // deadline on or before
}

const (
	// Every seat and person walks its own part of the key of involved, newest
	// first; a right that is not there is never read.
	selectSeen    = `SELECT i.dossier, i.nr FROM involved i JOIN dossiers f ON f.dossier = i.dossier WHERE i.who = $%d AND i.nr < $1%s ORDER BY i.nr DESC LIMIT $2`
	selectVisible = `SELECT '', ` + columnsRow + ` FROM (SELECT dossier, nr FROM (%s) AS u GROUP BY dossier, nr ORDER BY nr DESC LIMIT $2) AS x` + joinPapers + ` ORDER BY x.nr DESC`
)

// Visible gives the dossiers that the person or one of the seats is involved
// in and that the filter asks for, newest first. The right is part of the
// query: what may not be seen is not counted, not skipped and not found.
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
	var where strings.Builder
	if len(f.Phases) > 0 {
		var in []string
		for _, p := range f.Phases {
			in = append(in, place(string(p)))
		}
		where.WriteString(" AND f.phase IN (" + strings.Join(in, ", ") + ")")
	}
	if f.Kind != "" {
		where.WriteString(" AND f.kind = " + place(string(f.Kind)))
	}
	if f.Under != "" {
		p := place(string(f.Under))
		where.WriteString(" AND (f.organisation = " + p + " OR substr(f.organisation, 1, length(" + p + ") + 1) = " + p + " || '.')")
	}
	if !f.From.IsZero() {
		where.WriteString(" AND f.deadline >= " + place(f.From.ISO()))
	}
	if !f.Until.IsZero() {
		where.WriteString(" AND f.deadline <> '' AND f.deadline <= " + place(f.Until.ISO()))
	}
	if f.Text != "" {
		q := b.d.searchQuery(f.Text)
		if q == "" {
			return List{}, nil
		}
		where.WriteString(" AND i.nr IN (SELECT " + b.d.searchKey + " FROM search WHERE " + fmt.Sprintf(b.d.searchMatch, place(q)) + ")")
	}
	persons := []workflow.PersonID{person}
	if person == "" {
		persons = nil
	}
	var walks []string
	for i, who := range whos(seats, persons...) {
		args = append(args, who)
		walks = append(walks, fmt.Sprintf("SELECT * FROM ("+selectSeen+") AS w%d", len(args), where.String(), i))
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

// queryTerms gives the terms of a search: stems that must match whole, and the
// start of a word when the text ends in one.
func queryTerms(text string) (whole []string, start string) {
	ws := words(text)
	if len(ws) > 20 {
		ws = ws[:20]
	}
	for _, w := range ws {
		whole = append(whole, stem(w))
	}
	return whole, ""
}

// ftsQuery quotes every term, for a search text is no query language.
func ftsQuery(text string) string {
	whole, _ := queryTerms(text)
	for i, w := range whole {
		whole[i] = `"` + w + `"`
	}
	return strings.Join(whole, " ")
}

func tsQuery(text string) string {
	whole, _ := queryTerms(text)
	for i, w := range whole {
		whole[i] = `'` + w + `'`
	}
	return strings.Join(whole, " & ")
}

// putText replaces what one dossier is found by, outside an append.
func (b *Book) putText(ctx context.Context, nr int64, text string) error {
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return b.putIndex(ctx, tx, map[int64]string{nr: tokens(text)})
	})
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
