package redact

import (
	"unicode"
	"unicode/utf8"

	"paraaf/documents"
)

// Stands gives where a term stands in a text as words of its own, without
// regard to case, with any space between its words, in order.
func Stands(text []byte, term string) []documents.Span {
	var out []documents.Span
	before := ' '
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if !wordy(before) {
			if end := begins(text[i:], term); end > 0 {
				out = append(out, documents.Span{Start: i, End: i + end})
				i += end
				before, _ = utf8.DecodeLastRune(text[:i])
				continue
			}
		}
		before, i = r, i+n
	}
	return out
}

// wordy reports whether a rune is part of a word.
func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// begins gives how many bytes of text are term, when it begins with it and the
// word ends there; otherwise 0.
func begins(text []byte, term string) int {
	at := 0
	for i := 0; i < len(term); {
		want, n := utf8.DecodeRuneInString(term[i:])
		i += n
		is, m := utf8.DecodeRune(text[at:])
		if m == 0 {
			return 0
		}
		if want == ' ' && unicode.IsSpace(is) {
			breaks := 0
			for at < len(text) {
				r, w := utf8.DecodeRune(text[at:])
				if !unicode.IsSpace(r) {
					break
				}
				if r == '\n' {
					breaks++
				}
				at += w
			}
			if breaks > 1 {
				return 0 // another paragraph
			}
			continue
		}
		if unicode.ToLower(want) != unicode.ToLower(is) {
			return 0
		}
		at += m
	}
	if next, m := utf8.DecodeRune(text[at:]); m > 0 && wordy(next) {
		return 0
	}
	return at
}
