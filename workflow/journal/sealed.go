package journal

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"paraaf/documents"
	"paraaf/workflow"
)

// Papers and working texts lie encrypted when the book was opened with keys:
// AES-256-GCM, each with a random nonce of its own and bound to its place, so
// that one cannot be put for another. The salt of a paper lies within, for
// beside its digest it would let anybody test guesses of a short text.
//
//	bytes = mark (8) | first 4 bytes of SHA-256 of the key | nonce (12) | box
//	box of a paper = length of the salt (1) | salt | bytes;  bound to the digest
//	box of a draft = bytes;                                   bound to dossier and place
//
// The first key seals, all of them open: a new key is put before the others, and
// what lay there stays as it is, as the guards on papers ask. A book without
// keys opens what is not sealed; rows from before there was a key stay readable.
// The book knows every key that ever sealed in it by its digest, and nobody writes
// in it who lacks one: see admit.
//
// What is not sealed: the ledger, which holds no words, names of people, and the
// stems that dossiers are found by.

// sealMark begins what is sealed. No text does: it begins with a zero byte.
var sealMark = []byte("\x00paraaf\x01")

// A safe seals and opens. The nil safe seals nothing.
type safe struct {
	first [4]byte
	boxes map[[4]byte]cipher.AEAD
	sums  [][]byte // SHA-256 of each key, the first key first
}

// newSafe makes a safe of keys of 32 bytes, or nil without keys.
func newSafe(keys [][]byte) (*safe, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	s := &safe{boxes: map[[4]byte]cipher.AEAD{}}
	for i, k := range keys {
		if len(k) != 32 {
			return nil, fmt.Errorf("key of %d bytes, want 32", len(k))
		}
		block, err := aes.NewCipher(k)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(k)
		id := [4]byte(sum[:4])
		s.sums = append(s.sums, sum[:])
		if s.boxes[id], err = cipher.NewGCM(block); err != nil {
			return nil, err
		}
		if i == 0 {
			s.first = id
		}
	}
	return s, nil
}

const (
	// nameOfKeys is what the book knows of its keys: the SHA-256 of each, one behind
	// the other. It tells nothing of a key, which is 32 random bytes.
	nameOfKeys = "paper keys"
	updateBook = `UPDATE book SET value = $2 WHERE name = $1`
	// someBoxes are the beginnings of a hundred papers, chosen by their digest.
	someBoxes = `SELECT substr(bytes, 1, 12) FROM papers WHERE destroyed = 0 ORDER BY digest LIMIT 100`
)

// admit lets in who has every key that ever sealed here, and notes those that are new.
// Otherwise a node with a key of its own would seal what the others cannot open, and one
// without any would keep papers in the clear. It fails with [OtherKey].
func (b *Book) admit(ctx context.Context) error {
	var own [][]byte
	if b.safe != nil {
		own = b.safe.sums
	}
	refused := &OtherKey{None: own == nil}
	ok := false
	err := b.change(ctx, func(ctx context.Context, tx *sql.Tx) error {
		known, err := b.keysOf(ctx, tx)
		if errors.Is(err, sql.ErrNoRows) {
			if ok, err = b.opensSome(ctx, tx); err != nil || !ok || own == nil {
				return err
			}
			// Of nodes that start together one is first.
			if err := b.exec(ctx, tx, insertBook, nameOfKeys, slices.Concat(own...)); err != nil {
				return err
			}
			known, err = b.keysOf(ctx, tx)
		}
		if err != nil {
			return err
		}
		lacks := func(keys [][]byte) func([]byte) bool {
			return func(k []byte) bool {
				return !slices.ContainsFunc(keys, func(other []byte) bool { return bytes.Equal(other, k) })
			}
		}
		if ok = !slices.ContainsFunc(known, lacks(own)); !ok || !slices.ContainsFunc(own, lacks(known)) {
			return nil
		}
		for _, k := range own {
			if lacks(known)(k) {
				known = append(known, k)
			}
		}
		return b.exec(ctx, tx, updateBook, nameOfKeys, slices.Concat(known...))
	})
	if err == nil && !ok {
		return refused
	}
	return err
}

func (b *Book) keysOf(ctx context.Context, tx *sql.Tx) ([][]byte, error) {
	var known []byte
	err := b.row(ctx, tx, selectBook+b.d.forUpdate, nameOfKeys).Scan(&known)
	return slices.Collect(slices.Chunk(known, sha256.Size)), err
}

// opensSome reports whether the keys at hand open what lies here sealed, for a book from
// before it knew its keys.
func (b *Book) opensSome(ctx context.Context, tx *sql.Tx) (bool, error) {
	rows, err := b.query(ctx, tx, someBoxes)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	for rows.Next() {
		var begin []byte
		if err := rows.Scan(&begin); err != nil {
			return false, err
		}
		if !isSealed(begin) {
			continue
		}
		if b.safe == nil || len(begin) < 12 || b.safe.boxes[[4]byte(begin[8:12])] == nil {
			return false, nil
		}
	}
	return true, rows.Err()
}

// seal puts bytes in a box that opens only for the same place.
func (b *Book) seal(plain, place []byte) ([]byte, error) {
	box := b.safe.boxes[b.safe.first]
	nonce, err := b.bits(box.NonceSize())
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(sealMark)+4+len(nonce)+len(plain)+box.Overhead())
	out = append(append(append(out, sealMark...), b.safe.first[:]...), nonce...)
	return box.Seal(out, nonce, plain, place), nil
}

func isSealed(b []byte) bool { return bytes.HasPrefix(b, sealMark) }

// errNoKey says that a key is not at hand, errBox that a box is not what was
// sealed for its place.
var (
	errNoKey = errors.New("sealed with a key that is not at hand")
	errBox   = errors.New("does not open: it is not what was sealed here")
)

func (b *Book) open(sealed, place []byte) ([]byte, error) {
	rest := sealed[len(sealMark):]
	if b.safe == nil || len(rest) < 4 {
		return nil, errNoKey
	}
	box, known := b.safe.boxes[[4]byte(rest[:4])]
	if !known {
		return nil, errNoKey
	}
	if rest = rest[4:]; len(rest) < box.NonceSize() {
		return nil, errBox
	}
	plain, err := box.Open(nil, rest[:box.NonceSize()], rest[box.NonceSize():], place)
	if err != nil {
		return nil, errBox
	}
	return plain, nil
}

// sealPaper gives what stands in the columns salt and bytes of a paper.
func (b *Book) sealPaper(d documents.Digest, salt, text []byte) (saltColumn, bytesColumn []byte, err error) {
	if b.safe == nil {
		return salt, notNil(text), nil
	}
	plain := append(append([]byte{byte(len(salt))}, salt...), text...)
	bytesColumn, err = b.seal(plain, append([]byte("paper "), d[:]...))
	return []byte{}, bytesColumn, err
}

// openPaper is the way back. It fails with Damaged.
func (b *Book) openPaper(d documents.Digest, saltColumn, bytesColumn []byte) (salt, text []byte, err error) {
	if len(saltColumn) > 0 || !isSealed(bytesColumn) {
		return saltColumn, bytesColumn, nil
	}
	plain, err := b.open(bytesColumn, append([]byte("paper "), d[:]...))
	if err == nil && (len(plain) == 0 || len(plain) < 1+int(plain[0])) {
		err = errBox
	}
	if err != nil {
		return nil, nil, &Damaged{Table: "papers", Key: d.String(), What: err.Error()}
	}
	n := 1 + int(plain[0])
	return plain[1:n:n], plain[n:], nil
}

func placeOfDraft(id workflow.DossierID, paper workflow.PaperID) []byte {
	return []byte("draft " + string(id) + " " + string(paper))
}

// sealDraft seals the bytes of a working text.
func (b *Book) sealDraft(id workflow.DossierID, paper workflow.PaperID, d Draft) (Draft, error) {
	if b.safe == nil {
		return d, nil
	}
	var err error
	d.Bytes, err = b.seal(d.Bytes, placeOfDraft(id, paper))
	return d, err
}

// openDraft is the way back. It fails with Damaged.
func (b *Book) openDraft(id workflow.DossierID, paper workflow.PaperID, d Draft) (Draft, error) {
	if !isSealed(d.Bytes) {
		return d, nil
	}
	var err error
	if d.Bytes, err = b.open(d.Bytes, placeOfDraft(id, paper)); err != nil {
		return Draft{}, &Damaged{Table: "drafts", Key: fmt.Sprintf("%s %s", id, paper), What: err.Error()}
	}
	return d, nil
}
