package annex

import (
	"slices"
	"unicode"

	"paraaf/documents/foreign"
)

// Lines that run from right to left (Arabic, Hebrew). PDFium gives their words in the
// order in which they stand on the page and the letters of each in the order in which
// they are read. Names are looked for as they are read, so the words are put in that
// order. In the text layer of a public version they are left out: there everything is
// placed from left to right, and another reader would turn the letters round.

// leftward reports whether a text has letters that run from right to left.
func leftward(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) && unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// rightToLeft puts the characters of lines that run to the left in the order in which
// they are read: word by word from the right, but for stretches that run to the right
// themselves (a number, a Latin name).
func rightToLeft(chars []foreign.Char) []foreign.Char {
	for from := 0; from < len(chars); {
		to := from
		left, right := 0, 0
		for ; to < len(chars) && chars[to].Rune != '\n' && chars[to].Rune != '\r'; to++ {
			switch r := chars[to].Rune; {
			case leftward(string(r)):
				left++
			case unicode.IsLetter(r):
				right++
			}
		}
		if left > right {
			copy(chars[from:to], turnedRound(chars[from:to]))
		}
		from = to + 1
	}
	return chars
}

// turnedRound gives a line that runs to the left in the order in which it is read.
func turnedRound(line []foreign.Char) []foreign.Char {
	type word struct {
		chars []foreign.Char
		left  bool
	}
	var words []word
	for i := 0; i < len(line); {
		j := i
		gap := unicode.IsSpace(line[i].Rune)
		w := word{left: true}
		for ; j < len(line) && unicode.IsSpace(line[j].Rune) == gap; j++ {
			if r := line[j].Rune; unicode.IsDigit(r) || unicode.IsLetter(r) && !leftward(string(r)) {
				w.left = false
			}
		}
		w.chars = slices.Clone(line[i:j])
		// A sign at the end of a sentence stands before its word, as it is placed.
		for w.left && !gap && len(w.chars) > 1 && unicode.IsPunct(w.chars[0].Rune) {
			w.chars = append(w.chars[1:], w.chars[0])
		}
		words = append(words, w)
		i = j
	}
	slices.Reverse(words)
	for i := 0; i < len(words); i++ { // what runs to the right, back again
		if words[i].left {
			continue
		}
		j := i + 1
		for j+1 < len(words) && !words[j+1].left { // a space and another such word
			j += 2
		}
		slices.Reverse(words[i:j])
		i = j
	}
	var out []foreign.Char
	for _, w := range words {
		out = append(out, w.chars...)
	}
	return out
}
