package documents

import (
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A tok is a word of the running text.
type tok struct {
	start, end int32
	sent       int32 // number of its sentence within the paper
	zone       int32
	low        string // folded: lower case, without accents
	shape      wordShape
	paren      bool // an opening parenthesis or quote stands right before it
}

type wordShape uint8

const (
	shapeLower wordShape = iota
	shapeTitle           // Kamer
	shapeUpper           // NCSC, Z-CERT, D66
	shapeMixed           // ChipSoft, PvdA
	shapeDigit           // 7, 2026, 1.000
)

// A zone is a piece of running text: the body of a section or a field.
type zone struct {
	key  SectionKey // "kop.onderwerp" for a field
	span Span
	from int // tokens [from, to)
	to   int
	nvt  bool
}

// A hit is where a phrase of a list stands, in tokens.
type hit struct{ from, to int }

// running is the running text of a paper, cut into words and sentences once.
type running struct {
	src   string
	toks  []tok
	sents []hit
	zones []zone
	hits  map[string][]hit
}

func (r *running) span(h hit) Span {
	return Span{int(r.toks[h.from].start), int(r.toks[h.to-1].end)}
}

func (r *running) text(h hit) string { s := r.span(h); return joined(r.src[s.Start:s.End]) }

// zoneOf gives the zone with key k.
func (r *running) zoneOf(k SectionKey) (zone, bool) {
	for _, z := range r.zones {
		if z.key == k {
			return z, true
		}
	}
	return zone{}, false
}

// in gives the hits of a list within a zone.
func (r *running) in(list string, z zone) []hit {
	var out []hit
	for _, h := range r.hits[list] {
		if h.from >= z.from && h.to <= z.to {
			out = append(out, h)
		}
	}
	return out
}

// sentence gives the tokens of the sentence that holds token i.
func (r *running) sentence(i int) hit { return r.sents[r.toks[i].sent] }

// hasIn reports whether list has a hit within h.
func (r *running) hasIn(list string, h hit) bool {
	hs := r.hits[list]
	for k := sort.Search(len(hs), func(k int) bool { return hs[k].from >= h.from }); k < len(hs) && hs[k].from < h.to; k++ {
		if hs[k].to <= h.to {
			return true
		}
	}
	return false
}

// running reads the running text of p. A paper never changes, so it is read
// once however often it is linted.
func (p Paper) running() *running {
	m := p.model()
	m.once.Do(func() { m.text = p.read() })
	return m.text
}

func (p Paper) read() *running {
	m := p.model()
	r := &running{src: m.src}
	for _, f := range []Field{FieldOnderwerp, FieldBetreft} {
		if v, ok := p.Field(f); ok && v.Value.Len() > 0 {
			r.zone(SectionKey("kop."+string(f)), []Span{v.Value}, false)
		}
	}
	h := 0
	for _, s := range m.sections {
		if s.Body.Len() == 0 || s.inHeading() {
			continue
		}
		var spans []Span
		at := s.Body.Start
		for h < len(m.headers) && m.headers[h].End <= at {
			h++
		}
		for k := h; k < len(m.headers) && m.headers[k].Start < s.Body.End; k++ {
			if m.headers[k].Start > at {
				spans = append(spans, Span{at, m.headers[k].Start})
			}
			at = min(max(at, m.headers[k].End), s.Body.End)
		}
		if at < s.Body.End {
			spans = append(spans, Span{at, s.Body.End})
		}
		r.zone(s.Key, spans, s.NVT)
	}
	r.hits = vocabulary().match(r)
	return r
}

// zone reads the words of spans as one zone.
func (r *running) zone(key SectionKey, spans []Span, nvt bool) {
	z := zone{key: key, from: len(r.toks), nvt: nvt}
	if len(spans) == 0 {
		return
	}
	z.span = Span{spans[0].Start, spans[len(spans)-1].End}
	id := int32(len(r.zones))
	for _, s := range spans {
		r.words(s, id)
	}
	z.to = len(r.toks)
	r.zones = append(r.zones, z)
}

// words reads the words of s. A sentence ends at . ! ? : before white space and
// a capital, at a blank line, and at the start of a list item, a table cell or
// a heading.
func (r *running) words(s Span, zone int32) {
	src := r.src
	begin := len(r.toks) // of the sentence
	closeSent := func() {
		if len(r.toks) > begin {
			r.sents = append(r.sents, hit{begin, len(r.toks)})
			begin = len(r.toks)
		}
	}
	i := s.Start
	lineStart := true
	newlines := 0
	stop := false // a full stop was seen, a capital would begin a sentence
	paren := false
	for i < s.End {
		c := src[i]
		switch {
		case c == '\n' || c == '\r':
			if c == '\n' || i+1 >= len(src) || src[i+1] != '\n' {
				newlines++
			}
			if newlines >= 2 {
				closeSent()
				stop = false
			}
			lineStart = true
			i++
			continue
		case c == ' ' || c == '\t':
			i++
			paren = false
			continue
		}
		if lineStart {
			lineStart, newlines = false, 0
			e, _ := lineEnd(src, i)
			e = min(e, s.End)
			line := src[i:min(e, i+300)]
			switch {
			case atxLevel(line) > 0 || isRule(line):
				closeSent()
				stop = false
				i += max(1, atxLevel(line))
				continue
			case itemMarker(line) > 0:
				closeSent()
				stop = false
				i += itemMarker(line)
				continue
			case c == '|':
				closeSent()
				i++
				continue
			}
		}
		rn, n := rune(c), 1
		if c >= utf8.RuneSelf {
			rn, n = utf8.DecodeRuneInString(src[i:s.End])
		}
		if !unicode.IsLetter(rn) && !unicode.IsDigit(rn) {
			switch rn {
			case '.', '!', '?':
				stop = true
			case '|':
				closeSent()
			case ';':
				if len(r.toks)-begin > 12 {
					closeSent()
				}
			case '(', '‘', '“', '"', '[':
				paren = true
				i += n
				continue
			case ')', ',', ':':
				if rn != ')' {
					stop = false
				}
			}
			if !isSpace(rn) {
				paren = false
			}
			i += n
			continue
		}
		e := wordEnd(src, i, s.End)
		if stop {
			if unicode.IsUpper(rn) && !r.abbreviation(begin) {
				closeSent()
			}
			stop = false
		}
		t := tok{start: int32(i), end: int32(e), sent: int32(len(r.sents)), zone: zone, paren: paren}
		t.low, t.shape = lowWord(src[i:e])
		r.toks = append(r.toks, t)
		paren = false
		i = e
	}
	closeSent()
}

// abbreviation reports whether the last word before a full stop is one that
// commonly ends in one without ending the sentence.
func (r *running) abbreviation(begin int) bool {
	if len(r.toks) <= begin {
		return false
	}
	t := r.toks[len(r.toks)-1]
	if t.end-t.start == 1 {
		return true // initials, N.v.t.
	}
	switch t.low {
	case "nr", "art", "plv", "dhr", "mw", "mevr", "dr", "mr", "drs", "ir", "prof", "bijv", "bv", "ca", "blz", "lid", "st", "resp", "incl", "excl", "nrs", "jl", "dd", "vgl", "evt":
		return true
	}
	return false
}

// wordEnd gives the end of the word at i: letters and digits, with hyphens,
// apostrophes and points between them kept when both sides belong together
// ("Z-CERT", "foto's", "1.000", "2026Z04567"), soft hyphens, and the ends of
// lines broken at a hyphen.
func wordEnd(src string, i, end int) int {
	for i < end {
		r, n := rune(src[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(src[i:end])
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\u00ad' || unicode.IsMark(r) {
			i += n
			continue
		}
		if i+n >= end {
			return i
		}
		next, _ := utf8.DecodeRuneInString(src[i+n : end])
		switch r {
		case '-', '‑', '\'', '’':
			if unicode.IsLetter(next) || unicode.IsDigit(next) {
				i += n
				continue
			}
		case '.', ',':
			if unicode.IsDigit(next) && src[i-1] >= '0' && src[i-1] <= '9' {
				i += n
				continue
			}
		}
		return i
	}
	return i
}

// lowWord folds a word and says how it is written.
func lowWord(w string) (string, wordShape) {
	upper, lower, digit, first := 0, 0, 0, false
	plain := true
	for i, r := range w {
		switch {
		case r >= utf8.RuneSelf:
			plain = false
			if unicode.IsUpper(r) {
				upper++
				first = first || i == 0
			} else if unicode.IsLetter(r) {
				lower++
			}
		case r >= 'A' && r <= 'Z':
			plain = false
			upper++
			first = first || i == 0
		case r >= 'a' && r <= 'z':
			lower++
		case r >= '0' && r <= '9':
			digit++
		}
	}
	low := w
	if !plain {
		low = foldWord(w)
	}
	switch {
	case upper == 0 && lower == 0:
		return low, shapeDigit
	case upper == 0:
		if digit > 0 && w[0] >= '0' && w[0] <= '9' {
			return low, shapeDigit
		}
		return low, shapeLower
	case lower == 0 && upper+digit > 1:
		return low, shapeUpper
	case upper == 1 && first:
		return low, shapeTitle
	case first && strings.IndexByte(w, '-') > 0 && titleParts(w):
		return low, shapeTitle // Noord-Holland
	}
	return low, shapeMixed
}

// titleParts reports whether every part of a hyphenated word is written with at
// most a first capital.
func titleParts(w string) bool {
	for _, p := range strings.Split(w, "-") {
		for i, r := range p {
			if i > 0 && unicode.IsUpper(r) {
				return false
			}
		}
	}
	return true
}

func foldWord(w string) string {
	var b strings.Builder
	b.Grow(len(w))
	for _, r := range w {
		switch {
		case r == '\u00ad':
		case r >= 'A' && r <= 'Z':
			b.WriteByte(byte(r) + 'a' - 'A')
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		default:
			b.WriteString(foldRune(r))
		}
	}
	return b.String()
}

// A pattern is a phrase: words that follow each other within a sentence. A word
// that ends in * matches every word that begins so; … matches up to six words.
type pattern struct {
	list  string
	words []string
}

// A vocab finds many phrases in one pass over the words.
type vocab struct {
	exact  map[string][]pattern // by first word
	prefix map[string][]pattern // by the first three bytes of a first word that ends in *
}

var vocabulary = sync.OnceValue(func() *vocab {
	v := &vocab{map[string][]pattern{}, map[string][]pattern{}}
	for list, phrases := range ruleBook().Lists {
		for _, ph := range phrases {
			p := pattern{list, strings.Fields(ph)}
			for i, w := range p.words {
				p.words[i] = foldWord(w)
			}
			if w, ok := strings.CutSuffix(p.words[0], "*"); ok {
				v.prefix[w[:3]] = append(v.prefix[w[:3]], p)
			} else {
				v.exact[p.words[0]] = append(v.exact[p.words[0]], p)
			}
		}
	}
	return v
})

func (v *vocab) match(r *running) map[string][]hit {
	hits := map[string][]hit{}
	for i := range r.toks {
		low := r.toks[i].low
		for _, p := range v.exact[low] {
			if to := p.at(r, i); to > 0 {
				hits[p.list] = append(hits[p.list], hit{i, to})
			}
		}
		if len(low) >= 3 {
			for _, p := range v.prefix[low[:3]] {
				if to := p.at(r, i); to > 0 {
					hits[p.list] = append(hits[p.list], hit{i, to})
				}
			}
		}
	}
	return hits
}

// at gives the token after the phrase that starts at token i, or 0.
func (p pattern) at(r *running, i int) int {
	sent := r.toks[i].sent
	gap := 0
	for _, w := range p.words {
		if w == "…" {
			gap = 6
			continue
		}
		for {
			if i >= len(r.toks) || r.toks[i].sent != sent {
				return 0
			}
			if low := r.toks[i].low; low == w || strings.HasSuffix(w, "*") && strings.HasPrefix(low, w[:len(w)-1]) {
				break
			}
			if gap == 0 {
				return 0
			}
			gap--
			i++
		}
		gap = 0
		i++
	}
	return i
}
