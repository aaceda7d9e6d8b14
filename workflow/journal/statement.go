package journal

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// Statements are constants; only the number of their placeholders varies. Those
// that are used for one row are kept prepared, for parsing costs SQLite more
// than running.

// maxPlaces is how many placeholders one statement gets: SQLite takes 32 766.
const maxPlaces = 8000

// prepared gives the kept statement for a text.
func (b *Book) prepared(ctx context.Context, text string) (*sql.Stmt, error) {
	b.kept.Lock()
	s, ok := b.kept.byText[text]
	b.kept.Unlock()
	if ok {
		return s, nil
	}
	s, err := b.write.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	b.kept.Lock()
	defer b.kept.Unlock()
	if old, ok := b.kept.byText[text]; ok {
		s.Close()
		return old, nil
	}
	b.kept.byText[text] = s
	return s, nil
}

func (b *Book) row(ctx context.Context, q querier, text string, args ...any) *sql.Row {
	return q.QueryRowContext(ctx, text, args...)
}

func (b *Book) query(ctx context.Context, q querier, text string, args ...any) (*sql.Rows, error) {
	return q.QueryContext(ctx, text, args...)
}

func (b *Book) exec(ctx context.Context, q querier, text string, args ...any) error {
	_, err := q.ExecContext(ctx, text, args...)
	return err
}

// insert writes rows with as few statements as the limit on placeholders
// allows. text ends in VALUES, ending comes after the rows.
func (b *Book) insert(ctx context.Context, q querier, text string, rows [][]any, ending string) error {
	for len(rows) > 0 {
		width := len(rows[0])
		n := min(len(rows), maxPlaces/width)
		args := make([]any, 0, n*width)
		for _, r := range rows[:n] {
			args = append(args, r...)
		}
		if err := b.exec(ctx, q, text+tuples(n, width)+ending, args...); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// tuples writes n times "($1, ..., $width)", numbered on.
func tuples(n, width int) string {
	var s strings.Builder
	for i := range n {
		if i > 0 {
			s.WriteString(", ")
		}
		s.WriteByte('(')
		for j := range width {
			if j > 0 {
				s.WriteString(", ")
			}
			s.WriteByte('$')
			s.WriteString(strconv.Itoa(i*width + j + 1))
		}
		s.WriteByte(')')
	}
	return s.String()
}

// places writes "$1, ..., $n"; pairs writes "($1, $2), ...".
func places(n int) string { return strings.Trim(tuples(1, n), "()") }
func pairs(n int) string  { return tuples(n, 2) }
