package journal

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"time"

	"paraaf/documents"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A record is an entry as it is hashed into the ledger and exported: one line
// of JSON in exactly this order, without spaces. Nonce is 128 random bits, so
// that a leaf cannot be guessed from what it says.
type record struct {
	N       int64              `json:"n"` // place in the ledger, from 0
	Nonce   string             `json:"nonce"`
	Dossier string             `json:"dossier"`
	Seq     int64              `json:"seq"` // place in the dossier, from 1
	ID      string             `json:"id"`
	At      string             `json:"at"` // UTC, milliseconds
	Person  string             `json:"person"`
	Namens  string             `json:"namens"`
	Event   string             `json:"event"`
	Data    json.RawMessage    `json:"data"`
	Papers  []documents.Digest `json:"papers,omitempty"` // what was stored with it
}

const recordTime = "2006-01-02T15:04:05.000Z"

// line writes r canonically. It fails when Data is no JSON.
func (r record) line() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return nil, fmt.Errorf("write record %d: %w", r.N, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// parseRecord reads what line writes, and nothing else: a second spelling of
// the same record is refused, so that equal meaning is equal bytes.
func parseRecord(line []byte) (record, error) {
	var r record
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return record{}, fmt.Errorf("read record: %w", err)
	}
	again, err := r.line()
	if err != nil {
		return record{}, err
	}
	if !bytes.Equal(again, line) {
		return record{}, errors.New("read record: not in canonical form")
	}
	if _, err := time.Parse(recordTime, r.At); err != nil {
		return record{}, fmt.Errorf("read record: %w", err)
	}
	if n, err := hex.DecodeString(r.Nonce); err != nil || len(n) != 16 || strings.ToLower(r.Nonce) != r.Nonce {
		return record{}, errors.New("read record: nonce is not 32 hexadecimal digits")
	}
	return r, nil
}

// peaks are the roots of the full subtrees of a ledger of the given size, the
// largest first: all that is needed to add leaves.
type peaks struct {
	size   int64
	hashes []tlog.Hash
}

// add appends a leaf and gives the hashes that it completes: its own, then
// those of the subtrees that end with it.
func (p *peaks) add(leaf tlog.Hash) []tlog.Hash {
	done := []tlog.Hash{leaf}
	for range bits.TrailingZeros64(^uint64(p.size)) { // as many as size ends in ones
		last := len(p.hashes) - 1
		done = append(done, tlog.NodeHash(p.hashes[last], done[len(done)-1]))
		p.hashes = p.hashes[:last]
	}
	p.hashes = append(p.hashes, done[len(done)-1])
	p.size++
	return done
}

// root is the hash of the whole tree, the zero hash when it is empty.
func (p peaks) root() tlog.Hash {
	if len(p.hashes) == 0 {
		return tlog.Hash{}
	}
	h := p.hashes[len(p.hashes)-1]
	for i := len(p.hashes) - 2; i >= 0; i-- {
		h = tlog.NodeHash(p.hashes[i], h)
	}
	return h
}

func (p peaks) clone() peaks {
	return peaks{size: p.size, hashes: append([]tlog.Hash(nil), p.hashes...)}
}

// flat writes hashes or digests one after the other, as a column holds them.
func flat[H ~[32]byte](hs []H) []byte {
	b := make([]byte, 0, len(hs)*32)
	for _, h := range hs {
		b = append(b, h[:]...)
	}
	return b
}

// querier is what both a pool and a transaction can do.
type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
	ExecContext(context.Context, string, ...any) (sql.Result, error)
}

const selectHashes = `SELECT hashes FROM entries WHERE n = $1`

// readHash reads the hash of the subtree of 2^level leaves that is the i-th of its level.
func (b *Book) readHash(ctx context.Context, q querier, level int, i int64) (tlog.Hash, error) {
	n := (i+1)<<level - 1 // the leaf that completes it
	var hashes []byte
	if err := b.row(ctx, q, selectHashes, n).Scan(&hashes); err != nil {
		return tlog.Hash{}, fmt.Errorf("read hash of leaf %d: %w", n, err)
	}
	if len(hashes) < (level+1)*tlog.HashSize {
		return tlog.Hash{}, &Damaged{Table: "entries", Key: number(n), What: "hashes are cut off"}
	}
	return tlog.Hash(hashes[level*tlog.HashSize:][:tlog.HashSize]), nil
}

const selectEdge = `SELECT n, hashes FROM entries WHERE n IN (%s)`

// readPeaks reads the right edge of a ledger of the given size.
func (b *Book) readPeaks(ctx context.Context, u unit, size int64) (peaks, error) {
	p := peaks{size: size}
	var leaves []any // that complete the full subtrees, largest first
	var levels []int
	var start int64
	for level := 62; level >= 0; level-- {
		if size&(1<<level) != 0 {
			start += 1 << level
			leaves, levels = append(leaves, start-1), append(levels, level)
		}
	}
	if leaves == nil {
		return p, nil
	}
	found := map[int64][]byte{}
	err := u.ask(ctx, statement{text: selectEdge, list: leaves, width: 1, take: func(scan func(...any) error) error {
		var n int64
		var hashes []byte
		err := scan(&n, &hashes)
		found[n] = hashes
		return err
	}})
	if err != nil {
		return peaks{}, err
	}
	for i, n := range leaves {
		hashes := found[n.(int64)]
		if len(hashes) < (levels[i]+1)*tlog.HashSize {
			return peaks{}, &Damaged{Table: "entries", Key: fmt.Sprint(n), What: "hashes are cut off or gone"}
		}
		p.hashes = append(p.hashes, tlog.Hash(hashes[levels[i]*tlog.HashSize:][:tlog.HashSize]))
	}
	return p, nil
}

const (
	selectBook = `SELECT value FROM book WHERE name = $1`
	insertBook = `INSERT INTO book (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`
)

// christen gives a new book its identity and the key that signs its checkpoints.
func (b *Book) christen(ctx context.Context) error {
	if _, err := b.named(ctx, b.read, "key"); !errors.Is(err, ErrNotFound) {
		return err
	}
	return b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		id, err := b.NewID()
		if err != nil {
			return err
		}
		seed := &source{b: b}
		skey, vkey, err := note.GenerateKey(seed, "paraaf-"+id)
		if err != nil {
			return fmt.Errorf("make key: %w", err)
		}
		// The private key goes first: of two nodes that start together on an empty
		// database the one whose key stands there names the book.
		if n, err := b.affect(ctx, tx, insertBook, "key", []byte(skey)); err != nil || n == 0 {
			return err
		}
		return b.exec(ctx, tx, insertBook, "public", []byte(vkey))
	})
}

// source reads the book's random bits as an io.Reader.
type source struct{ b *Book }

func (s *source) Read(p []byte) (int, error) {
	r, err := s.b.bits(len(p))
	return copy(p, r), err
}

// named reads what the book knows of itself.
func (b *Book) named(ctx context.Context, q querier, name string) ([]byte, error) {
	var v []byte
	if err := b.row(ctx, q, selectBook, name).Scan(&v); err != nil {
		return nil, b.fail("read "+name+" of the book", err)
	}
	return v, nil
}
