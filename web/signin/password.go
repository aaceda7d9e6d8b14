package signin

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The parameters of a new hash. Check reads those that stand in the hash, so
// that they can be raised without asking anyone for a new password.
const (
	memory = 19 * 1024 // KiB
	passes = 2
	lanes  = 1
	saltB  = 16 // bytes
	keyB   = 32 // bytes
)

// MostBytes is the longest password that is looked at, in bytes; a longer one
// is wrong. Argon2 itself would take megabytes, at our cost.
const MostBytes = 1024

// errHash says that a stored hash is not one of ours.
var errHash = errors.New("not an argon2id hash within bounds")

// Hash makes the hash of a password in the notation of the reference
// implementation, with a salt of 128 bits from random. It fails for a password
// that is empty or longer than MostBytes, and when random gives out.
func Hash(password string, random io.Reader) (string, error) {
	if password == "" || len(password) > MostBytes {
		return "", fmt.Errorf("hash a password: want 1 to %d bytes, have %d", MostBytes, len(password))
	}
	salt := make([]byte, saltB)
	_, err := io.ReadFull(random, salt)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	key := argon2.IDKey([]byte(password), salt, passes, memory, lanes, keyB)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

// Check reports whether the password has this hash. It fails for a hash that
// is not one of ours, or that asks for more than 256 MiB or 16 passes: what
// stands in the book must not be able to stop the program.
func Check(hash, password string) (bool, error) {
	h, err := parse(hash)
	if err != nil {
		return false, fmt.Errorf("check a password: %w", err)
	}
	if password == "" || len(password) > MostBytes {
		password = "" // the work is done all the same; the answer is no
	}
	key := argon2.IDKey([]byte(password), h.salt, h.passes, h.memory, h.lanes, uint32(len(h.key)))
	return subtle.ConstantTimeCompare(key, h.key) == 1 && password != "", nil
}

type parsed struct {
	memory, passes uint32
	lanes          uint8
	salt, key      []byte
}

func parse(hash string) (parsed, error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != "v="+strconv.Itoa(argon2.Version) {
		return parsed{}, errHash
	}
	var p parsed
	for _, setting := range strings.Split(parts[3], ",") {
		name, value, _ := strings.Cut(setting, "=")
		n, err := strconv.ParseUint(value, 10, 32)
		if err != nil {
			return parsed{}, errHash
		}
		switch name {
		case "m":
			p.memory = uint32(n)
		case "t":
			p.passes = uint32(n)
		case "p":
			p.lanes = uint8(min(n, 255))
		default:
			return parsed{}, errHash
		}
	}
	var err error
	if p.salt, err = base64.RawStdEncoding.Strict().DecodeString(parts[4]); err != nil {
		return parsed{}, errHash
	}
	if p.key, err = base64.RawStdEncoding.Strict().DecodeString(parts[5]); err != nil {
		return parsed{}, errHash
	}
	if p.memory < 8*1024 || p.memory > 256*1024 || p.passes < 1 || p.passes > 16 || p.lanes < 1 || p.lanes > 16 ||
		len(p.salt) < 8 || len(p.salt) > 64 || len(p.key) < 16 || len(p.key) > 64 {
		return parsed{}, errHash
	}
	return p, nil
}
