package redact

import (
	"bytes"
	"fmt"
	"sort"
	"sync"

	"paraaf/documents"
)

// A Detector finds personal data in Dutch government text. It is made by New,
// is not changed by use and may be shared between goroutines.
type Detector struct {
	officials officialIndex
	mustStay  map[string]bool
	date      documents.Date
	names     *weights         // of the second reader
	instead   func(*work, int) // what a test does instead of reading
	figures   *weights         // of the reader of numbers
	insteadOf func(*work)      // what a test does instead of reading numbers
}

// Options are what a ministry decides about detection.
type Options struct {
	// Officials act publicly by their function, so their names stay. Nil
	// stands for DefaultOfficials.
	Officials []Official
	// MustStay are words or names that stay wherever they occur as such, for
	// instance the name of an institution. Case and accents do not matter.
	MustStay []string
	// Date is the day as of which functions are judged: who left office more
	// than Grace ago is no longer kept for his function alone. Zero: no limit.
	Date documents.Date
}

// New makes a Detector.
func New(o Options) *Detector {
	d := &Detector{mustStay: map[string]bool{}, date: o.Date, names: ofNames(), figures: ofFigures()}
	if o.Officials == nil {
		o.Officials = DefaultOfficials()
	}
	d.officials = indexOfficials(o.Officials, o.Date)
	for _, s := range o.MustStay {
		d.mustStay[foldPhrase(s)] = true
	}
	return d
}

// foldPhrase folds the words of s and puts single spaces between them.
func foldPhrase(s string) string {
	p := newPage(newView([]byte(s)), nil, nil)
	var b []byte
	for i := range p.tok {
		if p.tok[i].kind == punct {
			continue
		}
		if len(b) > 0 {
			b = append(b, ' ')
		}
		if p.tok[i].kind == number {
			b = append(b, p.str(&p.tok[i])...)
		} else {
			b = append(b, p.fold(&p.tok[i])...)
		}
	}
	return string(b)
}

var standard = sync.OnceValue(func() *Detector { return New(Options{}) })

// Detect finds the personal data in one text with the built-in register. The
// findings are sorted, do not overlap, and their spans count bytes of text.
// Any bytes may be given; time and memory are linear in their number.
func Detect(text []byte) []documents.Finding { return standard().Detect(text) }

// DetectDossier finds the personal data in texts that belong together: who is
// named in one of them is found in all, under one group.
func DetectDossier(texts [][]byte) [][]documents.Finding { return standard().DetectDossier(texts) }

// Detect is like the function Detect, with what d was told.
func (d *Detector) Detect(text []byte) []documents.Finding {
	return d.DetectDossier([][]byte{text})[0]
}

// DetectDossier is like the function DetectDossier, with what d was told.
func (d *Detector) DetectDossier(texts [][]byte) [][]documents.Finding {
	f, _ := d.run(texts, false)
	return f
}

// A Kept is a look-alike that stays readable: where it stands, what it looks
// like, by which rule it stays, and a Dutch sentence that says why.
type Kept struct {
	documents.Span
	Label documents.Label
	Rule  string
	Why   string
}

// Explain gives the findings in text together with what was kept on purpose.
func (d *Detector) Explain(text []byte) ([]documents.Finding, []Kept) {
	f, k := d.run([][]byte{text}, true)
	return f[0], k[0]
}

// A hit is a finding in view offsets.
type hit struct {
	a, b   int
	rule   *rule
	label  documents.Label
	ask    bool
	cert   float64
	person int    // index in people plus one, 0 for no person
	why    string // what to tell instead of what the rule tells
}

// A guard is a stretch that stays.
type guard struct {
	a, b  int
	label documents.Label
	rule  *rule
}

// What a token is taken for.
const (
	free uint8 = iota
	taken
	guarded
	reach // taken by a way to reach someone: telephone, mail
)

// taken reports whether a finding covers token k.
func (w *work) taken(k int) bool { return w.state[k] == taken || w.state[k] == reach }

// work is the state of one text in one run.
type work struct {
	d *Detector
	*page
	slots    []slot
	state    []uint8 // per token: free, taken, guarded
	hits     []hit
	guards   []guard
	people   *people
	chat     int // lines of a chat
	labelled int // lines with a label
	cellBuf  []cell
	settled  []hit // a buffer of findings
	names    namesWork
	explain  bool // who asks wants to know why

	hitAt      map[int]int // offset -> hit, up to indexed
	indexed    int
	plates     int         // the token of the last plate
	sibling    codeShape   // the last number of a person
	nicks      []insideUse // accounts that may stand elsewhere too
	signedLine int         // which line below a closing is being read
	lineNow    int         // the line that was asked for last
}

// crowds keeps the maps of people from one run to the next.
var crowds = sync.Pool{New: func() any { return new(people) }}

// scratch keeps buffers from one run to the next.
var scratch = sync.Pool{New: func() any { return new(work) }}

func (d *Detector) run(texts [][]byte, kept bool) ([][]documents.Finding, [][]Kept) {
	parts := cutParts(texts)
	frugal := len(parts) > len(texts) // a giant: its tokens are made twice rather than kept
	ws := make([]*work, len(parts))
	ps := crowds.Get().(*people)
	ps.reset()
	defer crowds.Put(ps)
	var tok []token
	var lines []line
	var slots []slot
	for i, part := range parts {
		w := scratch.Get().(*work)
		if w.page != nil && !frugal {
			tok, lines = w.tok, w.lines
		}
		w.d, w.people, w.explain = d, ps, kept
		w.page = newPage(newView(part.text), tok, lines)
		tok, lines = nil, nil
		w.hits, w.guards, w.nicks, w.chat = w.hits[:0], w.guards[:0], w.nicks[:0], 0
		w.labelled, w.indexed, w.plates, w.sibling = 0, 0, 0, codeShape{}
		clear(w.hitAt)
		w.names.reset()
		if cap(w.state) < len(w.tok) {
			w.state = make([]uint8, len(w.tok))
		}
		w.state = w.state[:len(w.tok)]
		clear(w.state)
		if frugal {
			w.slots = slots
			w.hits = make([]hit, 0, len(w.tok)/24)
		}
		ws[i] = w
		known := len(ps.list)
		w.layout()
		w.values()
		w.ownPractices()
		w.nameSlots()
		w.nameText()
		w.fromMails()
		if d.instead != nil {
			d.instead(w, known)
		} else {
			w.read(known)
		}
		if d.insteadOf != nil {
			d.insteadOf(w)
		} else {
			w.readNumbers()
		}
		if frugal {
			tok, lines, slots = w.tok, w.lines, w.slots
			w.page, w.slots = nil, nil
		}
	}
	ps.settle()
	if !frugal {
		for _, w := range ws {
			w.propagate()
		}
	}
	out := make([][]documents.Finding, len(texts))
	var why [][]Kept
	if kept {
		why = make([][]Kept, len(texts))
	}
	for i, w := range ws {
		part := parts[i]
		if frugal {
			w.page = newPage(newView(part.text), tok, lines)
			w.slots = slots
			w.layoutAgain()
			w.propagate()
		}
		if frugal && out[part.of] == nil { // growing it by doubling would hold it twice
			out[part.of] = make([]documents.Finding, 0, len(w.hits)*(len(texts[part.of])/len(part.text)+1))
		}
		out[part.of] = w.findings(out[part.of], part.at)
		if kept {
			why[part.of] = w.kept(why[part.of], part.at)
		}
		if frugal {
			tok, lines, slots = w.tok, w.lines, w.slots
			w.page, w.slots = nil, nil
		} else {
			w.page.view = nil
			if cap(w.tok) > 1<<20 { // do not hold on to the memory of a giant
				continue
			}
		}
		ws[i] = nil
		scratch.Put(w)
	}
	for i := range out {
		if out[i] == nil {
			out[i] = []documents.Finding{}
		}
	}
	return out, why
}

// A part is a stretch of a text that is read by itself: all of a text, or of
// a giant about a megabyte.
type part struct {
	of, at int // which text, from which byte on
	text   []byte
}

const partSize = 1 << 20

// cutParts cuts texts of more than two megabytes at blank lines, else at line
// ends. People are one in all parts, as they are in all texts of a dossier.
func cutParts(texts [][]byte) []part {
	parts := make([]part, 0, len(texts))
	for i, b := range texts {
		at := 0
		for len(b)-at > 2*partSize {
			n := at + partSize
			k := bytes.Index(b[n:n+partSize/2], []byte("\n\n"))
			if k < 0 {
				k = bytes.IndexByte(b[n:], '\n') - 1
			}
			if k < -1 || n+k+2 >= len(b) {
				break
			}
			parts = append(parts, part{i, at, b[at : n+k+2]})
			at = n + k + 2
		}
		parts = append(parts, part{i, at, b[at:]})
	}
	return parts
}

// add records a finding over the tokens from a up to b.
func (w *work) add(a, b int, h hit) {
	h.a, h.b = int(w.tok[a].start), w.tok[b-1].end()
	w.hits = append(w.hits, h)
	for k := a; k < b; k++ {
		w.state[k] = taken
	}
}

// guard records that the tokens from a up to b stay.
func (w *work) guard(a, b int, label documents.Label, r *rule) {
	if a >= b {
		return
	}
	w.guards = append(w.guards, guard{int(w.tok[a].start), w.tok[b-1].end(), label, r})
	for k := a; k < b; k++ {
		if w.state[k] == free {
			w.state[k] = guarded
		}
	}
}

// tokenAt gives the first token that ends after offset i.
func (w *work) tokenAt(i int) int {
	return sort.Search(len(w.tok), func(k int) bool { return w.tok[k].end() > i })
}

// addBytes records a finding over bytes of the view.
func (w *work) addBytes(a, b int, h hit) {
	h.a, h.b = a, b
	w.hits = append(w.hits, h)
	s := taken
	if h.label == documents.Phone || h.label == documents.Email {
		s = reach
	}
	for k := w.tokenAt(a); k < len(w.tok) && int(w.tok[k].start) < b; k++ {
		w.state[k] = s
	}
}

func (w *work) guardBytes(a, b int, label documents.Label, r *rule) {
	w.guards = append(w.guards, guard{a, b, label, r})
	for k := w.tokenAt(a); k < len(w.tok) && int(w.tok[k].start) < b; k++ {
		if w.state[k] == free {
			w.state[k] = guarded
		}
	}
}

// findings sorts the hits, resolves overlaps and brings them to the bytes of
// the original. Of two that overlap the one that proposes wins from the one
// that asks, then the surer, then the longer; what sticks out of the loser
// stays, for nothing may be lost. They go behind out, moved by at bytes.
func (w *work) findings(out []documents.Finding, at int) []documents.Finding {
	h := w.hits
	sort.SliceStable(h, func(i, j int) bool {
		if h[i].a != h[j].a {
			return h[i].a < h[j].a
		}
		return h[i].b > h[j].b
	})
	better := func(x, y *hit) bool {
		if x.ask != y.ask {
			return y.ask
		}
		if x.label == y.label && x.b-x.a != y.b-y.a {
			return x.b-x.a > y.b-y.a
		}
		return x.cert > y.cert
	}
	kept := w.settled[:0]
	for _, x := range h {
		for len(kept) > 0 && x.a < x.b {
			y := &kept[len(kept)-1]
			if x.a >= y.b {
				break
			}
			if x.label == y.label && x.ask == y.ask {
				if x.b > y.b {
					y.b = x.b // two halves of one thing
				}
				if y.person == 0 {
					y.person = x.person
				}
				x.a = x.b
				break
			}
			if better(&x, y) {
				rest := *y
				rest.a = x.b
				if y.a < x.a {
					y.b = x.a
				} else {
					kept = kept[:len(kept)-1]
				}
				if rest.a < rest.b {
					kept = append(kept, x, rest)
					x.a = x.b
				}
				break
			}
			x.a = y.b
		}
		if x.a < x.b {
			kept = append(kept, x)
		}
	}
	w.hits, w.settled = kept, h
	if out == nil {
		out = make([]documents.Finding, 0, len(kept))
	}
	end := 0
	for _, x := range kept {
		a, b := w.span(x.a, x.b)
		if a < end {
			a = end
		}
		if a >= b {
			continue
		}
		end = b
		f := documents.Finding{Span: documents.Span{Start: a + at, End: b + at}, Label: x.label, Outcome: documents.Propose, Certainty: x.cert, Ground: x.rule.ground, Rule: x.rule.code, Why: x.rule.why}
		if f.Ground == "" {
			f.Ground = "5.1.2e"
		}
		if x.why != "" {
			f.Why = x.why
		}
		if x.ask {
			f.Outcome = documents.Ask
		}
		if x.person > 0 {
			f.Group = w.people.groupOf(x.person - 1)
		}
		if f.Group == "" {
			f.Group = fmt.Sprintf("%s:%s", x.label, valueKey(w.text[x.a:x.b]))
		}
		out = append(out, f)
	}
	return out
}

// valueKey groups equal values: two spellings of one telephone number are one.
func valueKey(b []byte) string {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if isUpper(c) {
			c |= 0x20
		}
		if isAlnum(c) || c >= 0x80 || c == '@' {
			out = append(out, c)
		}
	}
	return fmt.Sprintf("%08x", uint32(hashOf(string(out))))
}

func (w *work) kept(out []Kept, at int) []Kept {
	sort.SliceStable(w.guards, func(i, j int) bool { return w.guards[i].a < w.guards[j].a })
	n := 0 // hits are sorted and do not overlap
	for _, g := range w.guards {
		for n < len(w.hits) && w.hits[n].b <= g.a {
			n++
		}
		if n < len(w.hits) && w.hits[n].a < g.b {
			continue
		}
		a, b := w.span(g.a, g.b)
		out = append(out, Kept{documents.Span{Start: a + at, End: b + at}, g.label, g.rule.code, g.rule.why})
	}
	return out
}
