package pdf

import (
	"fmt"
	"strings"
	"unicode"
)

// A MissingGlyph says that a rune stands in none of the fonts. At is the place
// that its Run gave: a byte offset into the source, or -1 when unknown.
type MissingGlyph struct {
	Rune rune
	At   int
}

// Error is a Dutch sentence for the writer of the text.
func (m *MissingGlyph) Error() string {
	shown := fmt.Sprintf("%U", m.Rune)
	if unicode.IsGraphic(m.Rune) && !unicode.Is(unicode.M, m.Rune) {
		shown = fmt.Sprintf("“%c” (%U)", m.Rune, m.Rune)
	}
	return "Het teken " + shown + " staat niet in de lettertypen van de pdf. Haal het weg of schrijf het met woorden."
}

// Missing is every MissingGlyph of a document, each rune once, in reading order.
type Missing []*MissingGlyph

// Error joins the sentences of the first five.
func (m Missing) Error() string {
	var s []string
	for i, g := range m {
		if i == 5 {
			s = append(s, fmt.Sprintf("Dit geldt voor nog %d andere tekens.", len(m)-i))
			break
		}
		s = append(s, g.Error())
	}
	return strings.Join(s, " ")
}

// Unwrap gives the single errors, for errors.As.
func (m Missing) Unwrap() []error {
	e := make([]error, len(m))
	for i, g := range m {
		e[i] = g
	}
	return e
}

// Refused says that a document cannot be drawn and what to do about it, as a
// Dutch sentence. At is a byte offset into the source, or -1 when unknown.
type Refused struct {
	Text string
	At   int
}

func (r *Refused) Error() string { return r.Text }
