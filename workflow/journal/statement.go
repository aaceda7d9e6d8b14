package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// A statement is a constant text with what fills it: args, a list or rows. One
// with an empty list or no rows is not run.
type statement struct {
	text string
	args []any // of a text that stands as it is

	list  []any // fills the %s of a text: all elements one after the other
	width int   // how many make one element, 0 without a list; more than one are written as VALUES

	rows   [][]any // of a text that ends in VALUES
	ending string  // comes after the rows

	// take is called with every row of a statement that reads.
	take func(scan func(...any) error) error
}

// A call is a text that is ready to be run, once for each of its args.
type call struct {
	text string
	args [][]any
	take func(scan func(...any) error) error
}

// Lists come in few lengths, so that few texts have to be prepared; a shorter
// one repeats its last element, which neither a choice nor a deletion minds.
var listLengths = []int{1, 8, 64, 256}

// fill makes s ready for a database. On PostgreSQL rows travel together; SQLite
// has no way to go, and there one prepared statement for each row is fastest.
func (s statement) fill(d dialect) []call {
	switch {
	case strings.HasSuffix(s.text, "VALUES "):
		return s.fillRows(d)
	case s.width == 0:
		return []call{{s.text, [][]any{s.args}, s.take}}
	}
	var all []call
	step := listLengths[len(listLengths)-1] * s.width
	for at := 0; at < len(s.list); at += step {
		part := s.list[at:min(at+step, len(s.list))]
		n := len(part) / s.width
		for _, length := range listLengths {
			if length >= n {
				n = length
				break
			}
		}
		args := make([]any, 0, n*s.width)
		args = append(args, part...)
		for len(args) < n*s.width {
			args = append(args, part[len(part)-s.width:]...)
		}
		all = append(all, call{d.written(shape{s.text, "", n, s.width, true}), [][]any{args}, s.take})
	}
	return all
}

func (s statement) fillRows(d dialect) []call {
	if len(s.rows) == 0 {
		return nil
	}
	width := len(s.rows[0])
	var all []call
	rows := s.rows
	for _, length := range d.together {
		if len(rows) < length {
			continue
		}
		c := call{text: d.written(shape{s.text, s.ending, length, width, false})}
		for ; len(rows) >= length; rows = rows[length:] {
			args := make([]any, 0, length*width)
			for _, r := range rows[:length] {
				args = append(args, r...)
			}
			c.args = append(c.args, args)
		}
		all = append(all, c)
	}
	if len(rows) > 0 {
		all = append(all, call{text: d.written(shape{s.text, s.ending, 1, width, false}), args: rows})
	}
	return all
}

// A shape is what the text of a statement depends on. There are few: texts are
// constants and lengths come from lists.
type shape struct {
	text, ending string
	n, width     int
	list         bool
}

// written keeps every text that was written, for each database: to write them
// anew took a fortieth of a decision.
var written = map[string]*sync.Map{onSQLite.name: {}, onPostgres.name: {}}

// written gives the text of a shape.
func (d dialect) written(s shape) string {
	if text, known := written[d.name].Load(s); known {
		return text.(string)
	}
	var text string
	switch {
	case !s.list:
		text = s.text + d.tuples(s.n, s.width) + s.ending
	case s.width > 1:
		text = fmt.Sprintf(s.text, d.tuples(s.n, s.width))
	default:
		text = fmt.Sprintf(s.text, d.places(s.n))
	}
	written[d.name].Store(s, text)
	return text
}

// tuples writes n times "($1, ..., $width)", numbered on, or question marks
// where the database searches all names for every number.
func (d dialect) tuples(n, width int) string {
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
			if d.numbered {
				s.WriteByte('$')
				s.WriteString(strconv.Itoa(i*width + j + 1))
				continue
			}
			s.WriteByte('?')
		}
		s.WriteByte(')')
	}
	return s.String()
}

// places writes "$1, ..., $n".
func (d dialect) places(n int) string { return strings.Trim(d.tuples(1, n), "()") }

// A unit is one transaction on the writing side.
type unit interface {
	// ask runs statements that read, in order.
	ask(ctx context.Context, statements ...statement) error
	// tell runs statements that write, in order; their errors may come with commit.
	tell(ctx context.Context, statements ...statement) error
	// commit makes durable what was told.
	commit(ctx context.Context) error
	// end gives up what was not committed.
	end()
}

// inTx is a unit, or part of one, on a transaction of database/sql.
type inTx struct {
	b  *Book
	tx *sql.Tx
}

func (u inTx) ask(ctx context.Context, statements ...statement) error {
	for _, s := range statements {
		for _, c := range s.fill(u.b.d) {
			for _, args := range c.args {
				if err := u.read(ctx, c, args); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (u inTx) read(ctx context.Context, c call, args []any) error {
	u.b.hear(c.text)
	var rows *sql.Rows
	var err error
	if kept := u.b.keep(ctx, u.tx, c.text); kept != nil {
		rows, err = kept.QueryContext(ctx, args...)
	} else {
		rows, err = u.tx.QueryContext(ctx, c.text, args...)
	}
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := c.take(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (u inTx) tell(ctx context.Context, statements ...statement) error {
	for _, s := range statements {
		for _, c := range s.fill(u.b.d) {
			u.b.hear(c.text)
			kept := u.b.keep(ctx, u.tx, c.text)
			for _, args := range c.args {
				var err error
				if kept != nil {
					_, err = kept.ExecContext(ctx, args...)
				} else {
					_, err = u.tx.ExecContext(ctx, c.text, args...)
				}
				if err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (u inTx) commit(context.Context) error { return u.tx.Commit() }
func (u inTx) end()                         { u.tx.Rollback() } // after Commit it does nothing

// maxKept bounds the statements that are kept prepared: those of an append in
// their few lengths.
const maxKept = 200

// keep gives a statement prepared on the one writing connection of SQLite, for
// parsing costs it more than running; nil where the driver keeps them itself.
func (b *Book) keep(ctx context.Context, tx *sql.Tx, text string) *sql.Stmt {
	if b.d.name != "sqlite" {
		return nil
	}
	b.kept.Lock()
	defer b.kept.Unlock()
	if s, ok := b.kept.byText[text]; ok {
		return tx.StmtContext(ctx, s)
	}
	if len(b.kept.byText) >= maxKept || b.kept.todo == nil {
		return nil
	}
	// The connection is in use by this transaction: it is prepared after it.
	b.kept.todo[text] = true
	return nil
}

// keepNow prepares what the last transactions ran unprepared.
func (b *Book) keepNow(ctx context.Context) {
	b.kept.Lock()
	defer b.kept.Unlock()
	for text := range b.kept.todo {
		delete(b.kept.todo, text)
		if s, err := b.write.PrepareContext(ctx, text); err == nil { // else it runs unprepared again
			b.kept.byText[text] = s
		}
	}
}

// inPipe is a unit that sends its statements to PostgreSQL in as few turns as
// they allow: one for all that is asked, one for all that is told with the
// commit. With a turn for every statement the way to and fro costs more than
// everything else.
type inPipe struct {
	b     *Book
	conn  *sql.Conn
	begun bool
	told  []call
	over  bool
}

func (b *Book) pipe(ctx context.Context) (*inPipe, error) {
	conn, err := b.write.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &inPipe{b: b, conn: conn}, nil
}

const (
	beginWork    = `BEGIN ISOLATION LEVEL READ COMMITTED`
	commitWork   = `COMMIT`
	rollbackWork = `ROLLBACK`
)

func (u *inPipe) ask(ctx context.Context, statements ...statement) error {
	var all []call
	for _, s := range statements {
		all = append(all, s.fill(u.b.d)...)
	}
	return u.send(ctx, all, "")
}

func (u *inPipe) tell(_ context.Context, statements ...statement) error {
	for _, s := range statements {
		u.told = append(u.told, s.fill(u.b.d)...)
	}
	return nil
}

func (u *inPipe) commit(ctx context.Context) error {
	if !u.begun && len(u.told) == 0 {
		u.over = true
		return nil
	}
	err := u.send(ctx, nil, commitWork)
	u.over = err == nil
	return err
}

// send sends what was told and what is asked.
func (u *inPipe) send(ctx context.Context, asked []call, last string) error {
	batch := &pgx.Batch{}
	if !u.begun {
		batch.Queue(beginWork)
		u.begun = true
	}
	for _, c := range append(u.told, asked...) {
		u.b.hear(c.text)
		for _, args := range c.args {
			q := batch.Queue(c.text, args...)
			if c.take == nil {
				continue
			}
			q.Query(func(rows pgx.Rows) error {
				defer rows.Close()
				for rows.Next() {
					if err := c.take(rows.Scan); err != nil {
						return err
					}
				}
				return rows.Err()
			})
		}
	}
	u.told = nil
	if last != "" {
		batch.Queue(last)
	}
	return u.conn.Raw(func(c any) error {
		pg, ok := c.(*stdlib.Conn)
		if !ok {
			return errors.New("connection is none of pgx")
		}
		return pg.Conn().SendBatch(ctx, batch).Close()
	})
}

func (u *inPipe) end() {
	if u.begun && !u.over {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		// A connection that cannot take it back must not go to another: the pool
		// drops one that is closed, and PostgreSQL rolls back then.
		if _, err := u.conn.ExecContext(ctx, rollbackWork); err != nil {
			u.conn.Raw(func(c any) error {
				if pg, ok := c.(*stdlib.Conn); ok {
					return pg.Conn().Close(ctx)
				}
				return nil
			})
		}
	}
	u.conn.Close() // gives it back to the pool
}

func (b *Book) row(ctx context.Context, q querier, text string, args ...any) *sql.Row {
	b.hear(text)
	if kept := b.keepRead(ctx, q, text); kept != nil {
		return kept.QueryRowContext(ctx, args...)
	}
	return q.QueryRowContext(ctx, text, args...)
}

func (b *Book) query(ctx context.Context, q querier, text string, args ...any) (*sql.Rows, error) {
	b.hear(text)
	if kept := b.keepRead(ctx, q, text); kept != nil {
		return kept.QueryContext(ctx, args...)
	}
	return q.QueryContext(ctx, text, args...)
}

// keepRead gives a statement prepared on the reading connections of SQLite, or
// nil. A list in a text makes many of it; the first two hundred are kept.
func (b *Book) keepRead(ctx context.Context, q querier, text string) *sql.Stmt {
	if b.d.name != "sqlite" || q != querier(b.read) {
		return nil
	}
	b.kept.Lock()
	s, known := b.kept.reads[text]
	full := len(b.kept.reads) >= maxKept
	b.kept.Unlock()
	if known || full {
		return s
	}
	s, err := b.read.PrepareContext(ctx, text)
	if err != nil {
		return nil // the query itself will tell
	}
	b.kept.Lock()
	defer b.kept.Unlock()
	if first, known := b.kept.reads[text]; known {
		s.Close()
		return first
	}
	b.kept.reads[text] = s
	return s
}

func (b *Book) exec(ctx context.Context, q querier, text string, args ...any) error {
	_, err := b.affect(ctx, q, text, args...)
	return err
}

// affect gives how many rows a statement changed.
func (b *Book) affect(ctx context.Context, q querier, text string, args ...any) (int64, error) {
	b.hear(text)
	res, err := q.ExecContext(ctx, text, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// hear tells a test which statements this program runs.
func (b *Book) hear(text string) {
	if b.heard != nil {
		b.heard(text)
	}
}
