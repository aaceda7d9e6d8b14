package journal

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"fmt"
)

// sum is the digest that a row carries of its own columns: 16 bytes of SHA-256
// over the name of the table and every part with its length. SQLite keeps no
// checksum of a page, so without it a flipped bit gives another right, another
// name or another date in silence.
func sum(table string, parts ...any) []byte {
	h := sha256.New()
	var n [8]byte
	add := func(b []byte) {
		binary.BigEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	add([]byte(table))
	for _, p := range parts {
		switch p := p.(type) {
		case []byte:
			add(p)
		case string:
			add([]byte(p))
		case int64:
			binary.BigEndian.PutUint64(n[:], uint64(p))
			h.Write(n[:])
		default:
			panic(fmt.Sprintf("sum of %s: %T is no type of a column", table, p))
		}
	}
	return h.Sum(nil)[:16]
}

func sumAgrees(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }
