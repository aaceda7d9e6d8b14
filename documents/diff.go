package documents

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// An Op says what happened to a stretch of words.
type Op string

// The three things that can happen.
const (
	Same     Op = "same"
	Inserted Op = "inserted"
	Deleted  Op = "deleted"
)

// A Word is a stretch of text with one fate: as many words, with the white
// space between them, as share it.
type Word struct {
	Op   Op
	Text string
}

// A Change is a part of the paper that differs: a section, a field of the head
// (Section "kop.<field>"), or with Section "overig" what belongs to neither.
// Same and Inserted words together are the new text, Same and Deleted the old.
type Change struct {
	Section SectionKey
	Label   string
	Words   []Word
}

// Accepted gives the new text of c, with every change accepted.
func (c Change) Accepted() string { return pick(c.Words, Inserted) }

// Rejected gives the old text of c, with every change rejected.
func (c Change) Rejected() string { return pick(c.Words, Deleted) }

func pick(ws []Word, op Op) string {
	var b strings.Builder
	for _, w := range ws {
		if w.Op == Same || w.Op == op {
			b.WriteString(w.Text)
		}
	}
	return b.String()
}

// A Part is a stretch of a paper with a name, as Diff compares them.
type Part struct {
	Key   SectionKey
	Label string
	Text  string
}

// Parts cuts the paper into what Diff compares: the fields of the head, the
// sections with their headings, and the rest ("overig") as one.
func (p Paper) Parts() []Part {
	m := p.model()
	var parts []Part
	var spans []Span
	for _, f := range m.fields {
		label := string(f.Field)
		if m.sj != nil {
			if form := m.sj.fieldForm(f.Field); form != nil && form.Label != "" {
				label = form.Label
			}
		}
		if f.Label.Len() > 0 {
			label = p.Text(f.Label)
		}
		parts = append(parts, Part{SectionKey("kop." + string(f.Field)), label, p.Text(f.Value)})
		spans = append(spans, f.Value)
	}
	for i, s := range m.sections {
		end := max(s.Heading.End, s.Body.End)
		if i+1 < len(m.sections) {
			end = min(end, max(m.sections[i+1].Heading.Start, s.Heading.End))
		}
		parts = append(parts, Part{s.Key, s.Label, m.src[s.Heading.Start:end]})
		spans = append(spans, Span{s.Heading.Start, end})
	}
	sort.SliceStable(spans, func(i, j int) bool { return spans[i].Start < spans[j].Start })
	var rest strings.Builder
	at := 0
	for _, s := range spans {
		if s.Start > at {
			rest.WriteString(m.src[at:s.Start])
		}
		at = max(at, s.End)
	}
	rest.WriteString(m.src[at:])
	return append(parts, Part{"overig", "Overige tekst", rest.String()})
}

// Diff gives what changed from a to b, by words within parts, in the order of
// b with what b lost after the part that came before it. Equal papers give
// nothing; papers whose bytes differ always give something.
func Diff(a, b Paper) []Change {
	if a.model().src == b.model().src {
		return nil
	}
	pa, pb := a.Parts(), b.Parts()
	old := map[SectionKey]int{}
	for i, x := range pa {
		old[x.Key] = i
	}
	inNew := map[SectionKey]bool{}
	for _, x := range pb {
		inNew[x.Key] = true
	}
	var out []Change
	add := func(key SectionKey, label, from, to string) {
		if from != to {
			out = append(out, Change{key, label, Redline(from, to)})
		}
	}
	at := 0
	lost := func(to int) {
		for ; at < to; at++ {
			if !inNew[pa[at].Key] {
				add(pa[at].Key, pa[at].Label, pa[at].Text, "")
			}
		}
	}
	for _, x := range pb {
		i, ok := old[x.Key]
		if !ok {
			add(x.Key, x.Label, "", x.Text)
			continue
		}
		if i >= at {
			lost(i)
			at = i + 1
		}
		add(x.Key, x.Label, pa[i].Text, x.Text)
	}
	lost(len(pa))
	if len(out) == 0 {
		// Only the order of the parts differs.
		add("overig", "Volgorde", a.model().src, b.model().src)
	}
	return out
}

// Redline compares two texts by words and white space. A text against itself
// gives one Same stretch, or nothing when it is empty. It is linear in the
// length of the texts up to a constant bound on the effort per stretch; past
// that bound a stretch is shown as replaced.
func Redline(from, to string) []Word {
	a, b := tokens(from), tokens(to)
	d := differ{}
	ids := map[string]int32{}
	id := func(ts []string) []int32 {
		out := make([]int32, len(ts))
		for i, t := range ts {
			n, ok := ids[t]
			if !ok {
				n = int32(len(ids))
				ids[t] = n
			}
			out[i] = n
		}
		return out
	}
	x, y := id(a), id(b)
	d.space = make([]bool, len(ids))
	for t, n := range ids {
		r, _ := utf8.DecodeRuneInString(t)
		d.space[n] = isSpace(r)
	}
	d.inA, d.inB = make([]int32, len(ids)), make([]int32, len(ids))
	d.diff(x, y, 0)
	return d.words(a, b)
}

// tokens cuts text into words, runs of white space, and single punctuation
// marks. Together they are the text.
func tokens(s string) []string {
	out := make([]string, 0, len(s)/3+8) // a word and a space are seven letters
	for i := 0; i < len(s); {
		j, k := i, 0
		for j < len(s) {
			kind, n := tokenOf(s[j]), 1
			if kind < 0 {
				var r rune
				if r, n = utf8.DecodeRuneInString(s[j:]); isSpace(r) {
					kind = tokenSpace
				} else {
					kind = tokenWord
				}
			}
			if j == i {
				k = kind
			} else if kind != k || kind == tokenMark {
				break
			}
			j += n
		}
		out = append(out, s[i:j])
		i = j
	}
	return out
}

const (
	tokenWord  = 0
	tokenSpace = 1
	tokenMark  = 2
	tokenLine  = 3
)

// tokenOf says what a byte of ASCII is; -1 begins another character.
func tokenOf(c byte) int {
	switch {
	case c >= utf8.RuneSelf:
		return -1
	case c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-':
		return tokenWord
	case c == '\n':
		return tokenLine
	case c == ' ' || c >= '\t' && c <= '\r':
		return tokenSpace
	}
	return tokenMark
}

// A differ compares sequences of token numbers. Its script lists runs.
type differ struct {
	script []run
	space  []bool
	inA    []int32 // occurrences of a token in the stretch looked at, for anchors
	inB    []int32
}

type run struct {
	op Op
	n  int
}

func (d *differ) emit(op Op, n int) {
	if n == 0 {
		return
	}
	if k := len(d.script); k > 0 && d.script[k-1].op == op {
		d.script[k-1].n += n
		return
	}
	d.script = append(d.script, run{op, n})
}

// diff compares a with b: equal ends first, then anchors (tokens that occur once
// in both, in the longest increasing order), then the classic greedy search
// with a bound.
func (d *differ) diff(a, b []int32, depth int) {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	d.emit(Same, n)
	a, b = a[n:], b[n:]
	tail := 0
	for tail < len(a) && tail < len(b) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	a, b = a[:len(a)-tail], b[:len(b)-tail]
	switch {
	case len(a) == 0 || len(b) == 0:
		d.emit(Deleted, len(a))
		d.emit(Inserted, len(b))
	case depth > 12:
		d.greedy(a, b)
	default:
		pairs := d.anchors(a, b)
		if len(pairs) == 0 {
			d.greedy(a, b)
			break
		}
		i, j := 0, 0
		for _, p := range pairs {
			d.diff(a[i:p[0]], b[j:p[1]], depth+1)
			d.emit(Same, 1)
			i, j = p[0]+1, p[1]+1
		}
		d.diff(a[i:], b[j:], depth+1)
	}
	d.emit(Same, tail)
}

// anchors gives pairs of places of tokens that are unique in both a and b, in
// increasing order in both.
func (d *differ) anchors(a, b []int32) [][2]int {
	for _, t := range a {
		d.inA[t]++
	}
	for _, t := range b {
		d.inB[t]++
	}
	where := map[int32]int{}
	for j, t := range b {
		if d.inA[t] == 1 && d.inB[t] == 1 && !d.space[t] {
			where[t] = j
		}
	}
	type node struct {
		i, j, prev int
	}
	var nodes []node
	var tops []int // index in nodes of the smallest end of a chain of each length
	for i, t := range a {
		j, ok := where[t]
		if !ok {
			continue
		}
		k := sort.Search(len(tops), func(k int) bool { return nodes[tops[k]].j >= j })
		prev := -1
		if k > 0 {
			prev = tops[k-1]
		}
		nodes = append(nodes, node{i, j, prev})
		if k == len(tops) {
			tops = append(tops, len(nodes)-1)
		} else {
			tops[k] = len(nodes) - 1
		}
	}
	for _, t := range a {
		d.inA[t] = 0
	}
	for _, t := range b {
		d.inB[t] = 0
	}
	if len(tops) == 0 {
		return nil
	}
	out := make([][2]int, len(tops))
	for n, k := len(tops)-1, tops[len(tops)-1]; n >= 0; n, k = n-1, nodes[k].prev {
		out[n] = [2]int{nodes[k].i, nodes[k].j}
	}
	return out
}

// maxEffort bounds the edits the greedy search looks for; beyond it the two
// stretches are shown as one replaced by the other, which is also what a reader
// wants to see of texts that different.
const maxEffort = 64

// greedy is Myers' O(ND) search, bounded by maxEffort.
func (d *differ) greedy(a, b []int32) {
	bound := min(maxEffort, len(a)+len(b))
	v := make([]int, 2*bound+2)
	var trace [][]int
	for e := 0; e <= bound; e++ {
		trace = append(trace, append([]int(nil), v...))
		for k := -e; k <= e; k += 2 {
			var x int
			if k == -e || k != e && v[bound+k-1] < v[bound+k+1] {
				x = v[bound+k+1]
			} else {
				x = v[bound+k-1] + 1
			}
			y := x - k
			for x < len(a) && y < len(b) && a[x] == b[y] {
				x++
				y++
			}
			v[bound+k] = x
			if x >= len(a) && y >= len(b) {
				d.replay(trace, len(a), len(b), bound)
				return
			}
		}
	}
	d.emit(Deleted, len(a))
	d.emit(Inserted, len(b))
}

// replay walks the trace of greedy back and emits it forwards.
func (d *differ) replay(trace [][]int, x, y, bound int) {
	var back []Op
	for e := len(trace) - 1; e > 0; e-- {
		v := trace[e]
		k := x - y
		var prev int
		if k == -e || k != e && v[bound+k-1] < v[bound+k+1] {
			prev = k + 1
		} else {
			prev = k - 1
		}
		px := v[bound+prev]
		py := px - prev
		for x > px && y > py && x > 0 && y > 0 {
			back = append(back, Same)
			x--
			y--
		}
		if prev == k+1 {
			back = append(back, Inserted)
			y--
		} else {
			back = append(back, Deleted)
			x--
		}
	}
	for ; x > 0; x-- {
		back = append(back, Same)
	}
	for i := len(back) - 1; i >= 0; i-- {
		d.emit(back[i], 1)
	}
}

// chance reports whether the stretch that run k leaves alone is the same by
// chance: at most two short words within a line, where much more was changed
// before it and, of what follows in a and b, after it.
func (d *differ) chance(same string, before, k int, a, b []string) bool {
	if len(same) > 24 || strings.ContainsAny(same, "\n\r") || before < 4*len(same)+24 {
		return false
	}
	if len(strings.Fields(same)) > 2 {
		return false
	}
	after, need := 0, 4*len(same)+24
	for k++; k < len(d.script) && after < need; k++ {
		switch r := d.script[k]; r.op {
		case Deleted, Inserted:
			from := &a
			if r.op == Inserted {
				from = &b
			}
			for range r.n {
				after += len((*from)[0])
				*from = (*from)[1:]
			}
		case Same:
			if r.n > 1 || strings.Trim(a[0], " \t") != "" {
				return false
			}
			a, b = a[1:], b[1:]
		}
	}
	return after >= need
}

// words turns the script into words; between two changes that only white space
// divides, the white space is taken along, so that a reader sees "oude tekst"
// replaced rather than every second word. So is a small word that two sentences
// happen to share, between changes that are much longer than it.
func (d *differ) words(a, b []string) []Word {
	var out []Word
	i, j := 0, 0
	var del, ins strings.Builder
	flush := func() {
		if del.Len() > 0 {
			out = append(out, Word{Deleted, del.String()})
		}
		if ins.Len() > 0 {
			out = append(out, Word{Inserted, ins.String()})
		}
		del.Reset()
		ins.Reset()
	}
	for k, r := range d.script {
		switch r.op {
		case Deleted:
			for range r.n {
				del.WriteString(a[i])
				i++
			}
		case Inserted:
			for range r.n {
				ins.WriteString(b[j])
				j++
			}
		case Same:
			text := strings.Join(a[i:i+r.n], "")
			i += r.n
			j += r.n
			if r.n == 1 && k > 0 && k+1 < len(d.script) && strings.TrimSpace(text) == "" && del.Len() > 0 && ins.Len() > 0 {
				del.WriteString(text)
				ins.WriteString(text)
				continue
			}
			if d.chance(text, del.Len()+ins.Len(), k, a[i:], b[j:]) {
				del.WriteString(text)
				ins.WriteString(text)
				continue
			}
			flush()
			out = append(out, Word{Same, text})
		}
	}
	flush()
	return out
}
