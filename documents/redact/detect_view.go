package redact

import (
	"bytes"
	"sort"
	"unicode"
	"unicode/utf8"
)

// A view is a text as the rules read it: without what a reader cannot see
// (soft hyphens, zero-width and direction marks), with plain spaces, quotes
// and hyphens, letters composed, ligatures and full-width forms opened, and
// letter-spaced words drawn together. Offsets in a view are view offsets;
// span brings them back to the bytes of the original.
type view struct {
	src   []byte // the original
	text  []byte // what the rules read; shares src when nothing differs
	same  bool   // text is src
	steps []step // where the distance between the two changes
	scan  bool   // a scan put digits into its words
}

// A step says that from view offset at on, an original offset is at + delta.
type step struct{ at, delta int }

// origin gives the offset in the original of view offset i.
func (v *view) origin(i int) int {
	if v.same {
		return i
	}
	k := sort.Search(len(v.steps), func(k int) bool { return v.steps[k].at > i })
	if k == 0 {
		return i
	}
	return i + v.steps[k-1].delta
}

// span brings a stretch of the view back to the original. Its end is the end
// of its last letter, so that marks behind that letter (combining accents)
// go with it.
func (v *view) span(a, b int) (int, int) {
	if v.same || a >= b {
		return a, b
	}
	oa := v.origin(a)
	last := b - 1
	for last > a && v.text[last]&0xC0 == 0x80 {
		last--
	}
	ob := v.origin(last)
	if ob < len(v.src) {
		_, n := utf8.DecodeRune(v.src[ob:])
		ob += n
	}
	for ob < len(v.src) { // marks that belong to the last letter
		r, n := utf8.DecodeRune(v.src[ob:])
		if !unicode.Is(unicode.Mn, r) {
			break
		}
		ob += n
	}
	return oa, ob
}

// plain reports whether b needs no second look: no control bytes that the
// view drops, and of the bytes above ASCII only Latin letters as they are.
func plain(src []byte) bool {
	for i := 0; i < len(src); i++ {
		c := src[i]
		if c < 0x80 {
			if c == '\r' || c < ' ' && c != '\n' && c != '\t' {
				return false
			}
			continue
		}
		if c == 0xC2 && i+1 < len(src) && (src[i+1] == 0xA0 || src[i+1] == 0xAD) {
			return false
		}
		if c < 0xC3 && c != 0xC2 || c > 0xC8 { // C3 to C8 lead U+00C0 to U+023F
			if c == 0xE2 && i+2 < len(src) && src[i+1] == 0x82 { // € and its neighbours
				i += 2
				continue
			}
			if c >= 0xF0 && i+3 < len(src) { // emoji and other rare planes; read as they are
				if c == 0xF0 && src[i+1] == 0x9D { // mathematical letters
					return false
				}
				i += 3
				continue
			}
			return false
		}
		i++
	}
	return true
}

// asIs are the bytes that a view keeps whatever stands beside them.
var asIs = func() (is [256]bool) {
	for c := byte(' '); c < 0x80; c++ {
		is[c] = c != '-'
	}
	is['\n'], is['\t'] = true, true
	return is
}()

// newView reads src. It is linear in src.
func newView(src []byte) *view {
	v := &view{src: src}
	spaced := findSpaced(src)
	zeros := findZeros(src)
	v.scan = len(zeros) > 0
	broken := len(zeros) > 0 || bytes.Contains(src, []byte("-\n")) || bytes.Contains(src, []byte("-\r\n"))
	if len(spaced) == 0 && !broken && plain(src) {
		v.text, v.same = src, true
		return v
	}
	v.text = make([]byte, 0, len(src)+16)
	delta := 0
	emit := func(at int, s string) {
		for k := 0; k < len(s); k++ {
			// every byte of what one rune became stands for that rune
			if d := at - len(v.text); d != delta {
				v.steps = append(v.steps, step{len(v.text), d})
				delta = d
			}
			v.text = append(v.text, s[k])
		}
	}
	keep := func(at, n int) {
		if d := at - len(v.text); d != delta {
			v.steps = append(v.steps, step{len(v.text), d})
			delta = d
		}
		v.text = append(v.text, src[at:at+n]...)
	}
	next := 0
	for i := 0; i < len(src); {
		if next < len(spaced) && i >= spaced[next].end {
			next++
		}
		in := next < len(spaced) && i >= spaced[next].start
		if !in {
			j, end := i, len(src)
			if next < len(spaced) {
				end = spaced[next].start
			}
			if len(zeros) > 0 {
				end = min(end, zeros[0])
			}
			for j < end && asIs[src[j]] {
				j++
			}
			if j > i { // most of a text
				keep(i, j-i)
				i = j
				continue
			}
		}
		c := src[i]
		if in && c == ' ' {
			j := i
			for j < len(src) && src[j] == ' ' {
				j++
			}
			if gap := j - i; gap >= spaced[next].gap {
				keep(i, 1)
			} else if spaced[next].cases && i > 0 && j < len(src) && isLower(src[i-1]) && isUpper(src[j]) {
				keep(i, 1)
			}
			i = j
			continue
		}
		if len(zeros) > 0 && zeros[0] == i {
			zeros = zeros[1:]
			small := c != 'l' && i+1 < len(src) && isLower(src[i+1]) && src[i+1] != 'l'
			switch {
			case c == '0' && small:
				emit(i, "o")
			case c == '0':
				emit(i, "O")
			case small:
				emit(i, "i")
			default:
				emit(i, "I")
			}
			i++
			continue
		}
		if c == '-' && broken && i > 0 {
			if k := brokenWord(src, i); k > 0 {
				i = k
				continue
			}
		}
		if c < 0x80 {
			if c != '\r' && (c >= ' ' || c == '\n' || c == '\t') {
				keep(i, 1)
			} else if c == '\r' && (i+1 >= len(src) || src[i+1] != '\n') || c == '\f' || c == '\v' {
				emit(i, "\n")
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			keep(i, 1)
			i++
			continue
		}
		s, drop := viewRune(r)
		switch {
		case drop:
		case s != "":
			if s == "–" { // a dash: between letters or digits it joins, elsewhere it parts
				s = "-"
				if !(i > 0 && joins(src[i-1]) && i+n < len(src) && joins(src[i+n])) && !betweenDigits(src, i, i+n) {
					s = ""
				}
			}
			if s == "" {
				keep(i, n)
			} else {
				emit(i, s)
			}
		default:
			if l := latinTwin(r); l != 0 && besideLatin(v.text, src[i+n:]) {
				emit(i, string(l))
			} else {
				keep(i, n)
			}
		}
		i += n
	}
	return v
}

// brokenWord reports whether the hyphen at src[i] breaks a word at the end of
// its line, and gives where the word goes on: small letters on the next line.
// "voor-" before "en nadelen" is no broken word. It gives 0 otherwise.
func brokenWord(src []byte, i int) int {
	if !joins(src[i-1]) || isDigit(src[i-1]) || isUpper(src[i-1]) && (i < 2 || !isUpper(src[i-2])) {
		return 0
	}
	k := i + 1
	if k < len(src) && src[k] == '\r' {
		k++
	}
	if k >= len(src) || src[k] != '\n' {
		return 0
	}
	k++
	for n := 0; k < len(src) && src[k] == ' ' && n < 16; n++ {
		k++
	}
	e := k
	for e < len(src) && (isLower(src[e]) || src[e] >= 0x80) {
		e++
	}
	if e == k || e < len(src) && isAlnum(src[e]) {
		return 0
	}
	switch string(src[k:e]) {
	case "en", "of", "in", "als", "tot", "naar", "van", "de", "den", "der", "ter", "ten", "el", "al", "und":
		return 0
	}
	if e-k < 40 && e < len(src) && src[e] == ':' {
		return 0
	}
	return k
}

// findZeros finds what a scan did to words: a zero for an O, a one or a small l for an I. In
// capitals it is a run of at least four without other digits, in which a one has a letter on
// both sides: J0HANNES, MARlA, W1TTE. In small letters it is one zero or one between letters:
// S1ebren, huurverh0ging. Neither is a number plate or the number of a document.
func findZeros(src []byte) []int {
	var out []int
	for i := 1; i+1 < len(src); i++ {
		c := src[i]
		if c != '0' && c != '1' && c != 'l' || !isLetter(src[i-1]) || c == 'l' && !isUpper(src[i-1]) {
			continue
		}
		a, b := i, i+1
		for a > 0 && i-a < 32 && isAlnum(src[a-1]) {
			a--
		}
		for b < len(src) && b-i < 32 && isAlnum(src[b]) {
			b++
		}
		if !(a > 0 && src[a-1] >= 0x80 || b < len(src) && src[b] >= 0x80) {
			if s := src[a:b]; scannedCapitals(s) || c != 'l' && scannedSmall(s) {
				for k := a; k < b; k++ {
					if isDigit(src[k]) || isUpper(src[i-1]) && src[k] == 'l' && scannedCapitals(s) {
						out = append(out, k)
					}
				}
			}
		}
		i = b - 1
	}
	return out
}

// scannedCapitals reports whether s is a word in capitals that a scan put zeros, ones and
// small l's in.
func scannedCapitals(s []byte) bool {
	capitals, ones := 0, 0
	for k, c := range s {
		switch {
		case isUpper(c):
			capitals++
		case c == '1':
			ones++
			if k+1 == len(s) || !isUpper(s[k+1]) || k == 0 || !isUpper(s[k-1]) {
				return false
			}
		case c != '0' && c != 'l':
			return false
		}
	}
	return capitals >= 4 && capitals*3 >= len(s)*2 && isUpper(s[0]) && ones <= 2
}

// scannedSmall reports whether s is a word in small letters, or with a capital before them, in
// which one letter became a digit.
func scannedSmall(s []byte) bool {
	digits, plain := 0, false
	for k, c := range s {
		switch {
		case isDigit(c):
			digits++
			if k == 0 || k+1 == len(s) || c > '1' || !isLower(s[k+1]) {
				return false
			}
		case !isLower(c) && k > 0:
			return false
		}
		plain = plain || c|0x20 > 'f' // not the digits of a machine
	}
	return digits == 1 && len(s) >= 4 && plain && (isUpper(s[0]) || len(s) >= 6 || s[1] == '0')
}

// betweenDigits reports whether a digit stands on both sides of src[a:b], with
// one space at most: 06 – 1234.
func betweenDigits(src []byte, a, b int) bool {
	if a > 1 && src[a-1] == ' ' {
		a--
	}
	if b+1 < len(src) && src[b] == ' ' {
		b++
	}
	return a > 0 && isDigit(src[a-1]) && b < len(src) && isDigit(src[b])
}

func joins(c byte) bool { return isAlnum(c) || c >= 0x80 }

// viewRune gives what r reads as, or that it is not to be seen. It gives ""
// for what stays itself, and "–" for a dash.
func viewRune(r rune) (string, bool) {
	switch {
	case r < 0xA0:
		return "", true // C1 controls
	case r < 0x300:
		switch r {
		case 0xA0:
			return " ", false
		case 0xAD:
			return "", true
		case '´', 'ʼ', 'ʹ':
			return "'", false
		}
		return "", false
	case r <= 0x36F: // combining marks: folded letters are compared, so they go
		return "", true
	case r >= 0x2000 && r <= 0x206F:
		switch {
		case r <= 0x200A || r == 0x202F || r == 0x205F:
			return " ", false
		case r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060:
			return "", true
		case r == 0x2010 || r == 0x2011:
			return "-", false
		case r >= 0x2012 && r <= 0x2015:
			return "–", false
		case r == '‘' || r == '’' || r == '‚' || r == '‛' || r == 0x2032:
			return "'", false
		case r >= '“' && r <= '‟' || r == 0x2033:
			return "\"", false
		case r == 0x2028 || r == 0x2029:
			return "\n", false
		case r == '•':
			return "", false
		}
		return "", false
	case r == 0x2212:
		return "–", false
	case r == '│' || r == '┃' || r == '║' || r == '┆' || r == '┇' || r == '┊' || r == '┋': // a drawn table
		return "|", false
	case r == 0x3000:
		return " ", false
	case r >= 0xFB00 && r <= 0xFB06:
		return [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xFB00], false
	case r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F || r == 0x180E:
		return "", true
	case r >= 0xFF01 && r <= 0xFF5E:
		return string(byte(r - 0xFF01 + '!')), false
	case r >= 0x1D400 && r <= 0x1D7FF:
		return mathRune(r), false
	case r >= 0xE0000 && r <= 0xE007F:
		return "", true
	}
	return "", false
}

// mathRune gives the plain letter or digit of a mathematical alphabet, which
// people use as bold or italic type in chats.
func mathRune(r rune) string {
	if r >= 0x1D7CE {
		return string(byte('0' + (r-0x1D7CE)%10))
	}
	if r < 0x1D6A4 {
		k := (r - 0x1D400) % 52
		if k < 26 {
			return string(byte('A' + k))
		}
		return string(byte('a' + k - 26))
	}
	return ""
}

// latinTwin gives the Latin letter that a Cyrillic or Greek r looks like.
func latinTwin(r rune) byte {
	if r < 0x370 || r > 0x52F {
		return 0
	}
	s := foldOther[r]
	if len(s) != 1 {
		return 0
	}
	if unicode.IsUpper(r) {
		return s[0] - 'a' + 'A'
	}
	return s[0]
}

// besideLatin reports whether the letter before or after is a Latin one: a
// word in Cyrillic stays Cyrillic, a Latin word with one stray letter is read
// as Latin.
func besideLatin(before, after []byte) bool {
	if n := len(before); n > 0 && isLetter(before[n-1]) {
		return true
	}
	for len(after) > 0 {
		if isLetter(after[0]) {
			return true
		}
		r, n := utf8.DecodeRune(after)
		if latinTwin(r) == 0 {
			return false
		}
		after = after[n:]
	}
	return false
}

func isLower(c byte) bool  { return 'a' <= c && c <= 'z' }
func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isLetter(c byte) bool { return isLower(c | 0x20) }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isAlnum(c byte) bool  { return isLetter(c) || isDigit(c) }

// A spacedRun is a stretch that was set with spaces between the letters.
// Fewer than gap spaces are taken out; with cases, a capital after a small
// letter starts a word as well.
type spacedRun struct {
	start, end, gap int
	cases           bool
}

// findSpaced finds letter-spaced stretches: whole lines in which the chunks
// between spaces are short and mostly letters, and, within other lines, runs
// of at least five single letters.
func findSpaced(src []byte) []spacedRun {
	var runs []spacedRun
	for i := 0; i < len(src); {
		j := i
		for j < len(src) && src[j] != '\n' {
			j++
		}
		runs = spacedLine(src, i, j, runs)
		i = j + 1
	}
	return runs
}

// spacedEnd gives where the letter-spacing of the line from a to b ends: behind
// the last two single letters in a row, when a word of four letters or more
// follows them, and otherwise at b.
func spacedEnd(src []byte, a, b int) int {
	end, before, long := b, false, false
	for k := a; k < b; {
		for k < b && src[k] == ' ' {
			k++
		}
		s, n := k, 0
		for k < b && src[k] != ' ' {
			if isLetter(src[k]) || src[k] >= 0xC0 {
				n++
			}
			k++
		}
		switch {
		case n == 1 && before:
			end, long = k, false
		case n >= 4 && k > s:
			long = true
		}
		before = n == 1
	}
	if long {
		return end
	}
	return b
}

func spacedLine(src []byte, a, b int, runs []spacedRun) []spacedRun {
	// a quick no: letter-spacing leaves a space in every second or third place
	spaces := 0
	for k := a; k < b; k++ {
		if src[k] == ' ' {
			spaces++
		}
	}
	if spaces < 4 {
		return runs
	}
	if spaces*4 >= b-a {
		chunks, letters, double, single, runes, digits, longest := 0, 0, 0, 0, 0, 0, 0
		for k := a; k < b; {
			for k < b && src[k] == ' ' {
				k++
			}
			if k >= b {
				break
			}
			s := k
			isl := true
			for k < b && src[k] != ' ' {
				if src[k]&0xC0 != 0x80 {
					runes++
				}
				if isDigit(src[k]) {
					digits++
				}
				if !isLetter(src[k]) && src[k] < 0x80 {
					isl = false
				}
				k++
			}
			longest = max(longest, k-s)
			chunks++
			if isl {
				letters++
			}
			g := k
			for g < b && src[g] == ' ' {
				g++
			}
			if g < b && s < k {
				if g-k >= 2 {
					double++
				} else {
					single++
				}
			}
		}
		if chunks >= 5 && runes*10 <= chunks*24 && (letters*2 > chunks || letters*3 > chunks && letters >= 4) && single*2 > chunks && digits*2 < runes && (double > 0 || longest < 4) {
			gap := 2
			if double == 0 {
				gap = 3
			}
			return append(runs, spacedRun{a, spacedEnd(src, a, b), gap, double == 0})
		}
	}
	// runs of single letters inside a line
	for k := a; k < b; {
		if !(isLetter(src[k]) || src[k] >= 0xC3) || k > a && src[k-1] != ' ' && src[k-1] != '\t' && src[k-1] != '|' && src[k-1] != '(' && src[k-1] != ':' {
			k++
			continue
		}
		s, n, e, lower, wide := k, 0, k, 0, 0
		for k < b {
			m := 1
			if src[k] >= 0xC3 {
				_, m = utf8.DecodeRune(src[k:])
			} else if !isLetter(src[k]) && src[k] != '-' {
				break
			}
			if k+m < b && src[k+m] != ' ' && !(n >= 4 && !isAlnum(src[k+m]) && src[k+m] < 0x80) {
				break
			}
			if isLower(src[k]) {
				lower++
			}
			n++
			k += m
			e = k
			g := k
			for g < b && src[g] == ' ' {
				g++
			}
			if g == k || g-k > 4 {
				break
			}
			if g-k > 1 {
				wide++
			}
			k = g
		}
		if n >= 5 && (lower >= 2 || n >= 6) {
			gap := 2
			if wide == 0 {
				gap = 3
			}
			runs = append(runs, spacedRun{s, e, gap, wide == 0})
		}
		if k == s {
			k++
		}
		for k < b && src[k] != ' ' {
			k++
		}
	}
	return runs
}
