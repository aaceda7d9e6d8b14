package gate

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
)

// A needle is a secret as it is looked for.
type needle struct {
	what  string   // how it is named in a finding: never by itself
	forms []string // folded: letters and digits only, lower case, no accents
	coded []coded
	// apart are the forms with an initial in them: they count as words of their own
	// only, since "Berg, A." is not in "Berg aan Zee".
	apart map[string]bool
}

// A coded is a secret in one coding.
type coded struct {
	name  string
	bytes []byte
	exact bool // compared with the bytes as they are; otherwise both in lower case
}

// whole is the length, in letters and digits, up to which a secret must stand
// as a word of its own: within other words so short a string means nothing.
const whole = 4

// shortest is the length, in bytes, from which a secret is looked for in raw
// bytes; anything shorter occurs in every compressed stream.
const shortest = 5

// needles prepares the secrets, without doubles and without empty ones.
func needles(secrets []string) []needle {
	var out []needle
	seen := map[string]bool{}
	for i, s := range secrets {
		s = strings.TrimSpace(s)
		if f := fold(s); f == "" || seen[f] {
			continue
		} else {
			seen[f] = true
		}
		n := needle{what: fmt.Sprintf("geheim %d", i+1), apart: map[string]bool{}}
		for _, v := range variants(s) {
			if f := fold(v); f != "" && !slices.Contains(n.forms, f) {
				n.forms = append(n.forms, f)
			}
		}
		for _, v := range withInitial(s) {
			if f := fold(v); !slices.Contains(n.forms, f) {
				n.forms = append(n.forms, f)
				n.apart[f] = true
			}
		}
		for _, f := range slices.Clone(n.forms) {
			if b := backwards(f); b != "" && !slices.Contains(n.forms, b) {
				n.forms = append(n.forms, b)
				n.apart[b] = n.apart[f]
			}
		}
		for _, v := range variants(s) { // words as they are read, letters as they lie
			words := strings.Fields(v)
			for i, w := range words {
				if b := backwards(fold(w)); b != "" {
					words[i] = b
				}
			}
			if f := fold(strings.Join(words, " ")); !slices.Contains(n.forms, f) {
				n.forms = append(n.forms, f)
			}
		}
		n.coded = codings(s)
		out = append(out, n)
	}
	return out
}

// backwards gives a folded text that runs to the left in the order in which it lies on a
// page, from left to right: so a PDF has it. Any other text is "".
func backwards(f string) string {
	rs := []rune(f)
	if !slices.ContainsFunc(rs, func(r rune) bool {
		return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
	}) {
		return ""
	}
	slices.Reverse(rs)
	return string(rs)
}

// variants gives the other ways in which people write the same: of a mail
// address the local part, of a name the parts in another order, of a phone number
// the national and international beginnings.
func variants(s string) []string {
	vs := []string{s}
	if at := strings.IndexByte(s, '@'); at > 0 && at == strings.LastIndexByte(s, '@') {
		if local := s[:at]; len(fold(local)) > whole {
			vs = append(vs, local)
		}
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	letters := strings.IndexFunc(s, unicode.IsLetter) >= 0
	if !letters && len(digits) >= 9 {
		for _, begin := range []string{"0031", "31", "0"} {
			if rest, ok := strings.CutPrefix(digits, begin); ok && len(rest) >= 8 {
				vs = append(vs, "0"+rest, "31"+rest, "0031"+rest, "310"+rest)
				break
			}
		}
	}
	if words := nameWords(s); len(words) > 1 {
		// Lists turn a name round: "Berg, Anna van der" and "van der Berg, Anna".
		last := len(words) - 1
		vs = append(vs, strings.Join(append(slices.Clone(words[1:]), words[0]), " "), strings.Join(append([]string{words[last]}, words[:last]...), " "))
	}
	return vs
}

// nameWords gives the words of what may be a name, or nil: two to five words of
// letters alone.
func nameWords(s string) []string {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsDigit(r) || r == '@' || r == '/' }) {
		return nil
	}
	return words
}

// withInitial gives the ways in which the first name of a name shrinks to its
// letter: "A. van der Berg", "Berg, A. van der", "van der Berg, A.".
func withInitial(s string) []string {
	words := nameWords(s)
	if len(words) < 2 || len([]rune(words[0])) <= 2 || strings.Contains(words[0], ".") {
		return nil
	}
	first, rest := string([]rune(words[0])[:1]), words[1:]
	last := len(rest) - 1
	return []string{first + " " + strings.Join(rest, " "), strings.Join(rest, " ") + " " + first,
		strings.Join(append([]string{rest[last], first}, rest[:last]...), " ")}
}

// codings gives s in every coding that is looked for in bytes. Text codings are
// compared in lower case; those that change bytes bit by bit cannot be, so the
// usual spellings are each coded.
func codings(s string) []coded {
	if len(s) < shortest {
		return nil
	}
	var out []coded
	add := func(name string, b []byte, exact bool) {
		if len(b) >= shortest && !slices.ContainsFunc(out, func(c coded) bool { return c.exact == exact && bytes.Equal(c.bytes, b) }) {
			out = append(out, coded{name, b, exact})
		}
	}
	l := strings.ToLower(s)
	add("UTF-8", lower([]byte(l)), false)
	if latin, ok := latin1(l); ok {
		add("Latin-1", lower(latin), false)
	}
	units := utf16.Encode([]rune(l))
	be, le := make([]byte, 0, 2*len(units)), make([]byte, 0, 2*len(units))
	for _, u := range units {
		be = append(be, byte(u>>8), byte(u))
		le = append(le, byte(u), byte(u>>8))
	}
	add("UTF-16BE", lower(be), false)
	add("UTF-16LE", lower(le), false)
	for _, spelling := range []string{s, l, strings.ToUpper(s)} {
		b := []byte(spelling)
		add("hexadecimal", []byte(hex.EncodeToString(b)), false)
		for shift := range 3 {
			add("base64", base64At(b, shift), true)
		}
		if esc := url.PathEscape(spelling); esc != spelling {
			add("percent-encoding", lower([]byte(esc)), false)
		}
		if esc := url.QueryEscape(spelling); esc != spelling {
			add("percent-encoding", lower([]byte(esc)), false)
		}
	}
	units = utf16.Encode([]rune(s))
	wide := make([]byte, 0, 2*len(units))
	for _, u := range units {
		wide = append(wide, byte(u>>8), byte(u))
	}
	add("hexadecimal UTF-16", []byte(hex.EncodeToString(wide)), false)
	return out
}

// base64At gives what stands in base64 for b when it begins shift bytes into a
// group of three, without the characters that its neighbours decide too.
func base64At(b []byte, shift int) []byte {
	padded := append(make([]byte, shift), b...)
	enc := base64.RawStdEncoding.EncodeToString(padded)
	begin := (shift*8 + 5) / 6
	end := len(padded) * 8 / 6
	return []byte(enc[begin:end])
}

func latin1(s string) ([]byte, bool) {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return nil, false
		}
		out = append(out, byte(r))
	}
	return out, true
}

// lower gives a copy with A to Z in lower case and everything else as it is.
func lower(b []byte) []byte {
	out := make([]byte, len(b))
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = c
	}
	return out
}

// A haystack is a text as secrets are looked for in it: folded, with the places
// where words begin and end.
type haystack struct {
	folded string
	starts map[int]bool // offsets in folded where a word begins
	ends   map[int]bool // and where one ends
}

// hay folds a text: what is left are letters and digits, lower case, without
// accents, ligatures taken apart.
func hay(s string) haystack {
	h := haystack{starts: map[int]bool{}, ends: map[int]bool{}}
	var b strings.Builder
	in := false
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) || r == '\u00ad' || unicode.Is(unicode.Cf, r) {
			continue // an accent, a soft hyphen, a mark of direction: within the word
		}
		f := foldRune(r)
		if f == "" {
			if in {
				h.ends[b.Len()] = true
			}
			in = false
			continue
		}
		if !in {
			h.starts[b.Len()] = true
			in = true
		}
		b.WriteString(f)
	}
	if in {
		h.ends[b.Len()] = true
	}
	h.folded = b.String()
	return h
}

// fold is hay without the words.
func fold(s string) string { return hay(s).folded }

// strokes are letters that Unicode does not take apart, and those of other alphabets that
// look like ours: who reads a page does not see the difference.
var strokes = map[rune]string{'а': "a", 'в': "b", 'е': "e", 'һ': "h", 'н': "h", 'і': "i", 'ј': "j", 'к': "k", 'м': "m", 'о': "o", 'р': "p", 'ѕ': "s", 'с': "c", 'т': "t", 'у': "y", 'х': "x", 'ԁ': "d", 'ԛ': "q",
	'α': "a", 'β': "b", 'ε': "e", 'η': "h", 'ι': "i", 'κ': "k", 'μ': "m", 'ν': "v", 'ο': "o", 'ρ': "p", 'τ': "t", 'υ': "u", 'χ': "x", 'ζ': "z",
	'ø': "o", 'ł': "l", 'đ': "d", 'ħ': "h", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i", 'þ': "th", 'ð': "d"}

func foldRune(r rune) string {
	r = unicode.ToLower(r)
	if s, ok := strokes[r]; ok {
		return s
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return string(r)
	}
	return ""
}

// in reports whether the needle stands in the haystack.
func (n needle) in(h haystack) bool {
	for _, f := range n.forms {
		short := len([]rune(f)) <= whole || n.apart[f]
		for from := 0; ; {
			i := strings.Index(h.folded[from:], f)
			if i < 0 {
				break
			}
			i += from
			if !short || h.starts[i] && h.ends[i+len(f)] {
				return true
			}
			from = i + 1
		}
	}
	return false
}
