package redact

import (
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	word   kind = iota // letters, with apostrophes inside
	number             // digits
	punct              // one other character
)

type look uint8

const (
	capital  look = 1 << iota // begins with a capital
	caps                      // two or more letters, all capitals
	glued                     // no space before it
	first                     // first token of its line
	accent                    // holds letters outside ASCII
	last                      // last token of its line
	genitive                  // an apostrophe and s follow
	mixed                     // capitals inside, as in McDonald or IenW
)

// A token is a word, a number or a character of a view. hash belongs to the
// folded word, so that Ayşe, AYSE and ayse are one; for other tokens it is
// the character or 0.
type token struct {
	start uint32
	n     uint16
	kind  kind
	look  look
	hash  uint32
	class class
	cue   uint8 // what it says about the value beside it
	tail  tail  // what its end tells
}

func (t *token) end() int         { return int(t.start) + int(t.n) }
func (t *token) is(f look) bool   { return t.look&f != 0 }
func (t *token) has(c class) bool { return t.class&c != 0 }

// byTrade reports whether t is what someone does: loodgieter, wijkverpleegkundige.
func (t *token) byTrade() bool { return t.has(trade) || t.ends(tailTrade) }

// A line is a line of the view: its tokens from a up to b, its bytes from
// start up to end.
type line struct{ a, b, start, end int32 }

// A page is a view cut into tokens and lines.
type page struct {
	*view
	tok   []token
	lines []line
}

func (p *page) str(t *token) string { return string(p.text[t.start:t.end()]) }

// byteKind tells what a byte below 0x80 does.
var byteKind = func() (k [256]uint8) {
	for i := range k {
		switch c := byte(i); {
		case isLetter(c):
			k[i] = 1
		case isDigit(c):
			k[i] = 2
		case c == ' ' || c == '\t' || c == '\r':
			k[i] = 3
		case c == '\n':
			k[i] = 4
		case c >= 0x80:
			k[i] = 5
		}
	}
	return k
}()

// newPage cuts v. It is linear in v.
func newPage(v *view, tok []token, lines []line) *page {
	p := &page{view: v, tok: tok[:0], lines: lines[:0]}
	b := v.text
	if want := len(b)/4 + 16; cap(p.tok) < want { // growing a large list by doubling would hold it twice
		p.tok = make([]token, 0, want)
	}
	if want := len(b)/48 + 8; cap(p.lines) < want {
		p.lines = make([]line, 0, want)
	}
	begin, at := 0, 0 // first token and first byte of the line
	endLine := func(i int) {
		if n := len(p.tok); n > begin {
			p.tok[begin].look |= first
			p.tok[n-1].look |= last
		}
		p.lines = append(p.lines, line{int32(begin), int32(len(p.tok)), int32(at), int32(i)})
		begin = len(p.tok)
	}
	prev := -1 // end of the token before
	for i := 0; i < len(b); {
		switch byteKind[b[i]] {
		case 3:
			i++
		case 4:
			endLine(i)
			i++
			at = i
		case 2:
			j := i + 1
			for j < len(b) && isDigit(b[j]) && j-i < 0xFFFF {
				j++
			}
			t := token{start: uint32(i), n: uint16(j - i), kind: number}
			if prev == i {
				t.look = glued
			}
			p.tok = append(p.tok, t)
			i, prev = j, j
		case 0:
			t := token{start: uint32(i), n: 1, kind: punct, hash: uint32(b[i])}
			if prev == i {
				t.look = glued
			}
			p.tok = append(p.tok, t)
			i++
			prev = i
		default:
			j, t := scanWord(b, i)
			if j == i { // a character above ASCII that is no letter
				_, n := utf8.DecodeRune(b[i:])
				t = token{start: uint32(i), n: uint16(n), kind: punct, hash: 0x80}
				j = i + n
			}
			if prev == i {
				t.look |= glued
			}
			p.tok = append(p.tok, t)
			i, prev = j, j
		}
	}
	if at < len(b) || len(p.lines) == 0 {
		endLine(len(b))
	}
	return p
}

// scanWord reads the word at b[i] and gives its end.
func scanWord(b []byte, i int) (int, token) {
	h := uint64(hashSeed)
	j, letters, uppers := i, 0, 0
	var f look
	upperFirst := false
	for j < len(b) && j-i < 0xFF00 {
		c := b[j]
		if isLower(c) {
			h = (h ^ uint64(c)) * hashPrime
			letters++
			j++
			continue
		}
		if isUpper(c) {
			if letters == 0 || letters == 1 && b[j-1] == '\'' {
				upperFirst = true // also d'Ancona
			}
			uppers++
			h = (h ^ uint64(c|0x20)) * hashPrime
			letters++
			j++
			continue
		}
		if c == '\'' { // between letters, unless it is the s of a genitive
			if letters > 0 && j+1 < len(b) && (isLetter(b[j+1]) || b[j+1] >= 0xC3) {
				if (b[j+1] == 's' || b[j+1] == 'S') && (j+2 >= len(b) || !isLetter(b[j+2]) && b[j+2] < 0xC3) {
					f |= genitive
					break
				}
				j++
				continue
			}
			break
		}
		if c < 0x80 {
			break
		}
		r, n := utf8.DecodeRune(b[j:])
		s := foldRune(r)
		if s == "" {
			if !unicode.IsLetter(r) {
				break
			}
			s = string(b[j : j+n]) // another script stands for itself
		}
		if unicode.IsUpper(r) {
			if letters == 0 {
				upperFirst = true
			}
			uppers++
		}
		for k := 0; k < len(s); k++ {
			h = (h ^ uint64(s[k])) * hashPrime
		}
		f |= accent
		letters++
		j += n
	}
	if letters == 0 {
		return i, token{}
	}
	if upperFirst {
		f |= capital
		if uppers == letters && letters > 1 {
			f |= caps
		} else if uppers > 1 {
			f |= mixed
		}
	} else if uppers > 0 {
		f |= mixed
	}
	m := mix(h)
	t := token{start: uint32(i), n: uint16(j - i), kind: word, look: f, hash: uint32(m), class: lookup(m)}
	if t.class == 0 && b[i] == 'l' && j-i >= 4 && f&accent == 0 && ocrCapital(b[i:j]) {
		// lbrahimovic: a scan makes l of I, and no Dutch word begins with l and a consonant
		s := append([]byte{'i'}, b[i+1:j]...)
		if m := hashOf(string(s)); lookup(m)&anyName != 0 || hinted(string(s)) {
			t.hash, t.class = uint32(m), lookup(m)
			t.look |= capital
		}
	}
	if uppers >= 3 && uppers < letters && f&accent == 0 && t.class == 0 && onlyL(b[i:j]) {
		// TlMMERMAN
		s := []byte(nil)
		for _, c := range b[i:j] {
			if c == 'l' {
				c = 'i'
			}
			s = append(s, c|0x20)
		}
		m := hashOf(string(s))
		t.hash, t.class = uint32(m), lookup(m)
		t.look = t.look&^mixed | capital | caps
	}
	t.cue = uint8(cueOf(t.hash))
	if t.n >= 4 {
		w := b[i:j]
		if f&accent != 0 {
			w = []byte(foldString(string(w)))
		}
		var c cue
		t.tail, c = endOf(w)
		if t.cue == 0 && len(w) >= 8 && len(w) <= 40 {
			if x := beginCue(w); x != noCue {
				c = x
			}
			if c != noCue {
				t.cue = uint8(c) | cueCompound
			}
		}
		if t.n < 6 {
			t.tail &^= tailOrg
		}
	}
	return j, t
}

// onlyL reports whether the only small letters of b are l's, two at most.
func onlyL(b []byte) bool {
	n := 0
	for _, c := range b {
		switch {
		case c == 'l':
			n++
		case !isUpper(c):
			return false
		}
	}
	return n > 0 && n <= 2
}

// ocrCapital reports whether the small word b begins with an l and a consonant that no word
// begins with.
func ocrCapital(b []byte) bool {
	for _, c := range b {
		if !isLower(c) {
			return false
		}
	}
	switch b[1] {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'j', 'h', 'l':
		return false
	}
	return true
}

// fold gives the folded text of a token, for the rules that look inside it.
func (p *page) fold(t *token) string {
	if t.look&accent == 0 {
		b := make([]byte, 0, t.n)
		for _, c := range p.text[t.start:t.end()] {
			if isLetter(c) {
				b = append(b, c|0x20)
			}
		}
		return string(b)
	}
	return foldString(string(p.text[t.start:t.end()]))
}

// foldString folds a word: lower case, no accents, letters only.
func foldString(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = append(b, foldRune(r)...)
	}
	return string(b)
}
