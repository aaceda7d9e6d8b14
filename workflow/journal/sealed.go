package journal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"fmt"

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
//
// What is not sealed: the ledger, which holds no words, names of people, and the
// stems that dossiers are found by.

// sealMark begins what is sealed. No text does: it begins with a zero byte.
var sealMark = []byte("\x00paraaf\x01")

// A safe seals and opens. The nil safe seals nothing.
type safe struct {
	first [4]byte
	boxes map[[4]byte]cipher.AEAD
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
		if s.boxes[id], err = cipher.NewGCM(block); err != nil {
			return nil, err
		}
		if i == 0 {
			s.first = id
		}
	}
	return s, nil
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
