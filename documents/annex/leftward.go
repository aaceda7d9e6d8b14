package annex

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"paraaf/documents/foreign"
)

// Lines that run from right to left (Arabic, Hebrew). PDFium gives their words in the
// order in which they stand on the page and the letters of each in the order in which
// they are read. Names are looked for as they are read, so the words are put in that
// order. In the text layer of a public version each stands in its own place, its letters
// as they lie there, as in any PDF: readers turn them round.

// leftward reports whether a text has letters that run from right to left.
func leftward(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) && unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// direction gives where a character runs: -1 to the left, 1 to the right, 0 as its
// neighbours do.
func direction(r rune) int {
	switch {
	case leftward(string(r)):
		return -1
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return 1
	}
	return 0
}

// turned says of each line whether it runs to the left.
func (pg *Page) turned() []bool {
	sum := make([]int, len(pg.lines))
	for _, g := range pg.glyphs {
		if !unicode.IsDigit(g.r) {
			sum[g.line] += direction(g.r)
		}
	}
	out := make([]bool, len(sum))
	for i, n := range sum {
		out[i] = n < 0
	}
	return out
}

// firstOf gives the word that begins with glyph i, to where it turns.
func (pg *Page) firstOf(i int) string {
	var b strings.Builder
	runs := 0
	for _, g := range pg.glyphs[i:] {
		d := direction(g.r)
		if g.word != pg.glyphs[i].word || d != 0 && runs != 0 && d != runs {
			break
		}
		runs = cmp.Or(d, runs)
		b.WriteRune(g.r)
	}
	return b.String()
}

// rightToLeft puts the characters of lines that run to the left in the order in which
// they are read: word by word from the right, but for stretches that run to the right
// themselves (a number, a Latin name). In a line that runs to the right, stretches of
// words that run to the left are turned.
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
		switch {
		case left > right:
			bracketed(chars[from:to])
			copy(chars[from:to], turnedRound(chars[from:to]))
		case left > 0:
			copy(chars[from:to], turnedWithin(chars[from:to]))
		}
		from = to + 1
	}
	return chars
}

// bracketed puts the brackets of a line that runs to the left, as PDFium gives it, beside
// the words that they stand against on the page: PDFium turns each with the space that
// comes next.
func bracketed(line []foreign.Char) {
	near := func(at, by, way int) float64 { // how far the next word lies
		least := math.Inf(1)
		for ; by >= 0 && by < len(line); by += way {
			c := line[by]
			if !unicode.IsSpace(c.Rune) {
				least = min(least, max(line[at].Box.X0-c.Box.X1, c.Box.X0-line[at].Box.X1))
			} else if !math.IsInf(least, 1) {
				break
			}
		}
		return least
	}
	for i, c := range line {
		if !strings.ContainsRune("()[]{}<>«»", c.Rune) {
			continue
		}
		before, behind := near(i, i-1, -1), near(i, i+1, 1)
		switch {
		case i > 0 && unicode.IsSpace(line[i-1].Rune) && before < behind:
			line[i-1], line[i] = line[i], line[i-1]
		case i+1 < len(line) && unicode.IsSpace(line[i+1].Rune) && behind < before:
			line[i+1], line[i] = line[i], line[i+1]
		}
	}
}

// turnedWithin gives a line that runs to the right in the order in which it is read.
func turnedWithin(line []foreign.Char) []foreign.Char {
	kind := func(c foreign.Char) int {
		if unicode.IsSpace(c.Rune) {
			return 0
		}
		return cmp.Or(direction(c.Rune), 2)
	}
	out := slices.Clone(line)
	for i := 0; i < len(out); {
		if kind(out[i]) != -1 {
			i++
			continue
		}
		var words [][]foreign.Char // and the spaces between them
		j := i
		for k := i; k < len(out) && (kind(out[k]) == -1 || kind(out[k]) == 0); {
			from, is := k, kind(out[k])
			for k < len(out) && kind(out[k]) == is {
				k++
			}
			words = append(words, slices.Clone(out[from:k]))
			if is == -1 {
				j = k
			}
		}
		if len(words)%2 == 0 { // a space at the end
			words = words[:len(words)-1]
		}
		slices.Reverse(words)
		copy(out[i:j], slices.Concat(words...))
		i = j
	}
	return out
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
		if w.left && !gap {
			w.chars = signed(w.chars)
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

// signed gives a word that runs to the left with the signs at its sides as they are read:
// PDFium gives those as they lie, around letters in the order in which they are read.
func signed(word []foreign.Char) []foreign.Char {
	sign := func(c foreign.Char) bool { return !unicode.In(c.Rune, unicode.L, unicode.M, unicode.N) }
	from, to := 0, len(word)
	for from < to && sign(word[from]) {
		from++
	}
	for to > from && sign(word[to-1]) && word[to-1].Box.X0 >= word[from].Box.X1 {
		to--
	}
	before, behind := slices.Clone(word[to:]), slices.Clone(word[:from])
	slices.Reverse(before)
	slices.Reverse(behind)
	return slices.Concat(before, word[from:to], behind)
}
