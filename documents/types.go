package documents

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// A Span is a stretch of a paper's bytes: Start is included, End is not.
// Offsets count bytes from the beginning of the file.
type Span struct{ Start, End int }

// Len gives the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies wholly within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// A Digest identifies bytes: SHA-256 over a salt and the bytes. The salt keeps
// a digest from being an oracle for guessing short or hidden text.
type Digest [sha256.Size]byte

// DigestOf hashes the salt, its length and then every part with its length, so
// that no two different lists of parts give the same bytes to hash.
func DigestOf(salt []byte, parts ...[]byte) Digest {
	h := sha256.New()
	var n [8]byte
	for _, p := range append([][]byte{salt}, parts...) {
		for i, l := 0, uint64(len(p)); i < 8; i++ {
			n[i] = byte(l >> (8 * i))
		}
		h.Write(n[:])
		h.Write(p)
	}
	return Digest(h.Sum(nil))
}

// String writes d as 64 lower-case hexadecimal digits.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// Short writes the first eight digits of d, for people to compare.
func (d Digest) Short() string { return d.String()[:8] }

// IsZero reports whether d is no digest at all.
func (d Digest) IsZero() bool { return d == Digest{} }

// ParseDigest reads what String writes. It fails on anything else.
func ParseDigest(s string) (Digest, error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != sha256.Size || hex.EncodeToString(b) != s {
		return Digest{}, fmt.Errorf("parse digest: want 64 lower-case hexadecimal digits")
	}
	return Digest(b), nil
}

// MarshalText and UnmarshalText make a Digest a hexadecimal string in JSON.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Digest) UnmarshalText(b []byte) error {
	var err error
	*d, err = ParseDigest(string(b))
	return err
}

// A Date is a civil day in the Netherlands, without time or zone. The zero
// Date is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf gives the civil day of t in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// In gives midnight at the start of d in loc.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// Compare gives -1, 0 or 1 as d lies before, on or after e.
func (d Date) Compare(e Date) int {
	return d.In(time.UTC).Compare(e.In(time.UTC))
}

// Before reports whether d lies before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// AddDays gives the civil day n days after d (before, when n is negative).
func (d Date) AddDays(n int) Date { return DateOf(d.In(time.UTC).AddDate(0, 0, n)) }

// ISO writes d as 2026-04-22 (ISO 8601), and no day as the empty string.
func (d Date) ISO() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the ISO form, so that a Date is a string in JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.ISO()), nil }

// UnmarshalText reads the ISO form; the empty string is no day.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return fmt.Errorf("parse date: %w", err)
	}
	*d = DateOf(t)
	return nil
}

var months = [...]string{"januari", "februari", "maart", "april", "mei", "juni",
	"juli", "augustus", "september", "oktober", "november", "december"}

// String writes d as a letter does: 22 april 2026.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d.Day, months[d.Month-1], d.Year)
}

// A Ground is an article of the Woo that allows withholding, in canonical
// spelling: "5.1.2e". See ParseGround for the spellings that are read.
type Ground string

// A Mark says that a stretch of a paper must go from its public version, and
// on which grounds. Motivering is asked where the regime asks for one.
type Mark struct {
	Span
	Grounds    []Ground
	Group      string `json:",omitempty"` // marks about one person share it
	Motivering string `json:",omitempty"`
}

// A Label is the kind of personal data that a Finding is.
type Label string

// The labels of contract.md, for `paraaf detect`.
const (
	Person        Label = "PERSON"
	Email         Label = "EMAIL"
	Phone         Label = "PHONE"
	Address       Label = "ADDRESS"
	Postcode      Label = "POSTCODE"
	BSN           Label = "BSN"
	IBAN          Label = "IBAN"
	DateOfBirth   Label = "DATE_OF_BIRTH"
	LicensePlate  Label = "LICENSE_PLATE"
	URL           Label = "URL"
	Handle        Label = "HANDLE"
	IPAddress     Label = "IP_ADDRESS"
	IDNumber      Label = "ID_NUMBER"
	PatientNumber Label = "PATIENT_NUMBER"
	BIGNumber     Label = "BIG_NUMBER"
	Picture       Label = "PICTURE" // whatever can be seen on it
)

// An Outcome is what the detector advises about a Finding. What is kept with a
// reason is no Finding.
type Outcome string

// Propose: redact unless a human says no. Ask: a human must choose.
const (
	Propose Outcome = "propose"
	Ask     Outcome = "ask"
)

// A Finding is personal data that the detector found (a "vondst"): where, what
// kind, how sure, by which rule and on which ground it could be withheld.
// Findings of one person share a Group within the texts searched together.
// Why is a Dutch sentence for the reviewer.
type Finding struct {
	Span
	Label     Label
	Outcome   Outcome
	Certainty float64 // 0 to 1
	Ground    Ground
	Rule      string
	Group     string
	Why       string
}

// Unreadable is the error for bytes that are not taken as a paper. Text is a
// Dutch sentence that says what is wrong and what to do.
type Unreadable struct{ Text string }

func (u *Unreadable) Error() string { return u.Text }
