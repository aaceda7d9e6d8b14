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
	line := summed(make([]byte, 0, 256), table)
	for _, p := range parts {
		switch p := p.(type) {
		case []byte:
			line = summedBytes(line, p)
		case string:
			line = summed(line, p)
		case int64:
			line = summedNumber(line, p)
		default:
			panic(fmt.Sprintf("sum of %s: %T is no type of a column", table, p))
		}
	}
	return sumOf(line)
}

// What follows writes one part after another, for rows that come by the million.

func summed(line []byte, part string) []byte {
	return append(binary.BigEndian.AppendUint64(line, uint64(len(part))), part...)
}

func summedBytes(line, part []byte) []byte {
	return append(binary.BigEndian.AppendUint64(line, uint64(len(part))), part...)
}

func summedNumber(line []byte, part int64) []byte {
	return binary.BigEndian.AppendUint64(line, uint64(part))
}

// sumBytes is the length of a sum.
const sumBytes = 16

func sumOf(line []byte) []byte {
	h := sha256.Sum256(line)
	return h[:sumBytes]
}

func sumAgrees(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }
