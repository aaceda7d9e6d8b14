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
	line := make([]byte, 0, 256)
	line = binary.BigEndian.AppendUint64(line, uint64(len(table)))
	line = append(line, table...)
	for _, p := range parts {
		switch p := p.(type) {
		case []byte:
			line = binary.BigEndian.AppendUint64(line, uint64(len(p)))
			line = append(line, p...)
		case string:
			line = binary.BigEndian.AppendUint64(line, uint64(len(p)))
			line = append(line, p...)
		case int64:
			line = binary.BigEndian.AppendUint64(line, uint64(p))
		default:
			panic(fmt.Sprintf("sum of %s: %T is no type of a column", table, p))
		}
	}
	h := sha256.Sum256(line)
	return h[:16]
}

func sumAgrees(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }
