package journal

import (
	"context"
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

// words yields the folded words of a text: letters and digits, without accents,
// strokes and ligatures, of at most 64 bytes. An s behind an apostrophe, as in nota's,
// belongs to no word.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		var w strings.Builder
		apostrophe := false
		for _, r := range norm.NFKD.String(text) + " " {
			switch {
			case unicode.Is(unicode.Mn, r): // the accent of the letter before
			case unicode.IsLetter(r), unicode.IsDigit(r):
				w.WriteString(unstroked(unicode.ToLower(r)))
			default:
				s := w.String()
				w.Reset()
				if drop := s == "s" && apostrophe; !drop && s != "" && len(s) <= 64 && !yield(s) {
					return
				}
				apostrophe = r == '\'' || r == '’'
			}
		}
	}
}

// unstroked writes a letter whose stroke or ligature Unicode does not take apart
// as it is typed on a keyboard that lacks it.
func unstroked(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	}
	return string(r)
}

// stems writes a text as the index takes it: the stems of its words and of the
// parts of its compounds, each once.
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
		for _, s := range append(parts(s), s) {
			if size += len(s) + 1; size <= maxIndexed {
				seen[s] = true
			}
		}
		if size > maxIndexed {
			break
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(seen)), " ")
}

const (
	upsertTexts = `INSERT INTO texts (nr, whole, letter, sum) VALUES `
	onTexts     = ` ON CONFLICT (nr) DO UPDATE SET whole = excluded.whole, letter = excluded.letter, sum = excluded.sum`
)

// texts replaces what the dossiers of a group are found by.
func texts(group []*appending, s *standing) statement {
	var rows [][]any
	place := map[int64]int{}
	for _, a := range group {
		if a.batch.Text == nil {
			continue
		}
		row := textRow(s.heads[a.id].nr, a.whole, a.letter)
		if i, ok := place[s.heads[a.id].nr]; ok {
			rows[i] = row
			continue
		}
		place[s.heads[a.id].nr] = len(rows)
		rows = append(rows, row)
	}
	return statement{text: upsertTexts, rows: rows, ending: onTexts}
}

func textRow(nr int64, whole, letter string) []any {
	row := []any{nr, whole, letter}
	return append(row, sum("texts", row...))
}

// A Filter says which of the visible dossiers are asked.
type Filter struct {
	Text   string // words that all must occur, in any form; a longer one, and the last, may be the start of one
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
// sees the letter alone finds by the letter alone. What one person of namens is
// involved in is found too: who stands in for him asks his policy which of it
// may be read.
func (b *Book) Visible(ctx context.Context, seats []workflow.Seat, person workflow.PersonID, f Filter, page Page, namens ...workflow.PersonID) (List, error) {
	after := newestFirst{Nr: 1 << 62}
	if err := page.after(&after); err != nil {
		return List{}, err
	}
	args := []any{after.Nr, page.size() + 1}
	place := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	where := f.where(place)
	if f.Text != "" {
		terms := queryTerms(f.Text)
		if len(terms) == 0 {
			return List{}, nil
		}
		q := b.d.searchQuery(terms)
		match, err := b.match(ctx, q)
		if err != nil {
			return List{}, err
		}
		q = place(q)
		where += " AND ((i.part = 0 AND " + fmt.Sprintf(match, "whole", q) + ") OR (i.part = 1 AND " + fmt.Sprintf(match, "letter", q) + "))"
	}
	persons := namens
	if person != "" {
		persons = append([]workflow.PersonID{person}, namens...)
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

// rare is up to how many dossiers a search is answered from the index on words:
// then they are all looked up, and the few that may be seen are kept. Of more it
// is answered from the dossiers that may be seen, newest first, each asked
// whether it matches: a page is full soon.
const rare = 2000

// match gives the condition that answers a query fastest. How many dossiers
// match, seen or not, only chooses the way; it is told to nobody.
func (b *Book) match(ctx context.Context, q string) (string, error) {
	var n int
	count := "SELECT count(*) FROM (" + fmt.Sprintf(b.d.matching, "whole", "$1") + " LIMIT $2) AS m"
	if err := b.row(ctx, b.read, count, q, rare).Scan(&n); err != nil {
		return "", b.fail("search", err)
	}
	if n < rare {
		return "i.nr IN (" + b.d.matching + ")", nil
	}
	return "EXISTS (" + b.d.matchingOne + ")", nil
}

// where writes the conditions of a filter, but for its text, on dossiers f.
func (f Filter) where(place func(any) string) string {
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
	return w.String()
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
		// What stands at the end may be half a word, of which two letters start too
		// many; what stands before it may be the first part of a compound.
		if len(terms[i].start) < 3 || i < len(terms)-1 && len(terms[i].start) < 5 {
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
