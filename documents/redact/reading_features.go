package redact

import "paraaf/documents"

// This file says what the reader sees of a word: what it is, what stands around it, and
// where else it stands. What the rules made of it is no part of that, so that the weights
// may be learned from texts the rules were made on.

// Each kind of thing that is seen has a number, which is mixed with what was seen.
const (
	seenAlways uint32 = iota
	seenGroup
	seenClassLook
	seenTail
	seenLength
	seenEnd3
	seenEnd4
	seenBegin
	seenWord
	seenOdd
	seenOddBrief
	seenCue
	seenSlot
	seenSlotBrief
	seenText
	seenLeft
	seenRight
	seenLeftTwo
	seenRightTwo
	seenLeftTwoBrief
	seenBefore
	seenBeforeTail
	seenTitled
	seenTitledBrief
	seenInitials
	seenInitialsBrief
	seenNearLeft
	seenNearRight
	seenCapitals
	seenSmall
	seenBoth
	seenTitledElse
	seenTitledElseBrief
	seenSlotElse
	seenInitialsElse
	seenInitialsElseBrief
	seenMail
	seenMailBrief
	seenNearClass // and 7 places
)

// What is seen when the scores of all words are known.
const (
	againAlways uint32 = iota + 64
	againScore
	againScoreLook
	againBrief
	againLeft
	againRight
	againBoth
	againLeftScore
	againRightScore
	againLeftMark
	againRightMark
	againLeftMarkLook
	againRightMarkLook
	againElse
	againElseScore
	againElseLook
	againElseLow
	againOnce
	againColumn      // above, below, two above, two below
	againColumnBrief = againColumn + 4
)

// sees mixes what is seen with its kind.
func sees(kind, what uint32) uint32 {
	x := (what + kind*0x9E3779B9) * 0x85EBCA6B
	x ^= x >> 15
	x *= 0xC2B2AE35
	return x ^ x>>13
}

func both(a, b uint32) uint32 { return (a^b>>16)*0x27D4EB2F ^ b*0x165667B1 }

const (
	lookSmall uint32 = iota
	lookLetter
	lookInitial
	lookCapital
	lookCaps
	lookMixed
)

// lookOf tells how the word x is written.
func lookOf(x *token) uint32 {
	switch {
	case x.is(caps):
		return lookCaps
	case x.is(mixed):
		return lookMixed
	case x.is(capital) && x.n == 1:
		return lookInitial
	case x.is(capital):
		return lookCapital
	case x.n == 1:
		return lookLetter
	}
	return lookSmall
}

// groupOf leaves out of a class what makes no difference here.
func groupOf(c class) uint32 {
	if c&given != 0 {
		c &^= givenFar
	}
	if c&family != 0 {
		c &^= familyFar
	}
	if c&thingTail != 0 {
		c = c&^thingTail | thingHead
	}
	if c&weekday != 0 {
		c = c&^weekday | month
	}
	return uint32(c &^ (placeCue | streetTail))
}

// briefly tells of a word how it is written and whether it is a given name, a family name
// or something else.
func briefly(x *token) uint32 {
	b := lookOf(x) << 3
	if x.has(anyGiven) {
		b |= 1
	}
	if x.has(anyFamily) {
		b |= 2
	}
	if x.has(common | proper | place | stop) {
		b |= 4
	}
	return b
}

// sightOf gives in one number what a token is to its neighbours: class and look of a word,
// length of a number, the character.
func sightOf(x *token) uint32 {
	switch x.kind {
	case number:
		return 1<<31 | uint32(min(x.n, 5))
	case punct:
		return 1<<30 | x.hash
	}
	return groupOf(x.class)<<3&(1<<30-1) | lookOf(x)
}

const (
	sightOutside = 1<<31 | 99 // beyond the first or last token
	otherLine    = 0x5bd1e995 // mixed with what stands in another line
)

// An elsewhere tells how a word stands in the whole text: how often with a capital and
// without, behind a title, where a name belongs, behind initials; whether it ends the
// local part of a mail address; and the two highest scores and the lowest of its places.
type elsewhere struct {
	hash                                  uint32
	capitals, small, titled, slot, dotted uint16
	mail                                  bool
	places                                int32
	high, next, low                       int32
}

// A reading is what the reader keeps of a text. It is used again for the next one.
type reading struct {
	asked  []int32     // tokens that may be of a name
	line   []int32     // the line of each token
	sight  []uint32    // of each token
	score  []int32     // of each token
	second []int32     // of each token, when all scores are known
	where  []elsewhere // an open hash table of the words that are asked about
	person []bool      // a finding of a person covers the token
	weak   []bool      // the token stays by a rule that the reader may overrule
	small  bool        // names are written small in this text
	saw    []uint32
	parts  [4]int // where in saw the signs end that see takes from the word, its slot, what stands around it and elsewhere
	sure   []bool // of people: a finding that nobody doubts
}

// find gives what is known of the word with hash h, or nil.
func (r *reading) find(h uint32) *elsewhere {
	h |= 1
	m := uint32(len(r.where) - 1)
	for i := h * 0x9E3779B1 >> 7 & m; ; i = (i + 1) & m {
		switch r.where[i].hash {
		case h:
			return &r.where[i]
		case 0:
			return nil
		}
	}
}

func (r *reading) add(h uint32) {
	h |= 1
	m := uint32(len(r.where) - 1)
	i := h * 0x9E3779B1 >> 7 & m
	for r.where[i].hash != h && r.where[i].hash != 0 {
		i = (i + 1) & m
	}
	r.where[i].hash = h
}

// sized gives a cleared slice of n, of the memory of s if that is enough.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// look fills r with what it needs to know of w.
func (r *reading) look(w *work) {
	n := len(w.tok)
	r.asked = r.asked[:0]
	r.line, r.sight = sized(r.line, n), sized(r.sight, n)
	r.score, r.second = sized(r.score, n), sized(r.second, n)
	r.person = sized(r.person, n)
	for i := range w.hits {
		if h := &w.hits[i]; h.label == documents.Person {
			for k := w.tokenAt(h.a); k < n && int(w.tok[k].start) < h.b; k++ {
				r.person[k] = true
			}
		}
	}
	for li := range w.lines {
		for k := w.lines[li].a; k < w.lines[li].b; k++ {
			r.line[k] = int32(li)
		}
	}
	r.small = w.chat > 0 || w.names.lower || len(w.names.low) > 0
	for k := range w.tok {
		r.sight[k] = sightOf(&w.tok[k])
		r.score[k], r.second[k] = unasked, unasked
		if w.tok[k].kind == word && r.mayBeName(w, k) {
			r.asked = append(r.asked, int32(k))
		}
	}
	size := 16
	for size < 2*len(r.asked) {
		size *= 2
	}
	r.where = sized(r.where, size)
	for _, k := range r.asked {
		r.add(w.tok[k].hash)
	}
	for k := range w.tok {
		x := &w.tok[k]
		if x.kind != word || x.n < 2 {
			continue
		}
		if w.state[k] == reach {
			r.ends(w, x)
			continue
		}
		e := r.find(x.hash)
		if e == nil {
			continue
		}
		if x.is(capital) {
			e.capitals++
		} else {
			e.small++
		}
		if k > 0 && w.tok[k-1].kind == word && w.tok[k-1].has(title) || k > 1 && w.isPunct(k-1, '.') && w.tok[k-2].kind == word && w.tok[k-2].has(title) {
			e.titled++
		}
		if w.slots[k].cue == cueName {
			e.slot++
		}
		if k > 1 && w.isPunct(k-1, '.') && w.tok[k-2].kind == word && w.tok[k-2].n == 1 {
			e.dotted++
		}
	}
}

// ends notes the word x of a mail address and its ends: pdevries ends in vries.
func (r *reading) ends(w *work, x *token) {
	if x.is(accent) || x.n > 24 {
		return
	}
	b := w.text[x.start:x.end()]
	for i := 0; i == 0 || i+4 <= len(b); i++ {
		h := uint64(hashSeed)
		for _, c := range b[i:] {
			h = (h ^ uint64(c|0x20)) * hashPrime
		}
		if e := r.find(uint32(mix(h))); e != nil {
			e.mail = true
		}
	}
}

// mayBeName reports whether the word at token k may be a part of a name: it has a capital,
// or is a name or unknown (and no ordinary word, unless names are written small), or a
// tussenvoegsel before a capital.
func (r *reading) mayBeName(w *work, k int) bool {
	x := &w.tok[k]
	if w.state[k] == reach || w.state[k] == taken && !r.person[k] {
		return false
	}
	if !x.has(particle) || x.has(given|family) && x.is(capital) {
		return x.is(capital) || !x.has(stop) && (x.has(anyName) && (r.small || !x.has(common)) || x.class == 0 && x.n >= 3)
	}
	for q := k + 1; q < len(w.tok) && q < k+5; q++ {
		y := &w.tok[q]
		if y.kind == word && y.is(capital) {
			return true
		}
		if !(y.kind == word && y.has(particle) || y.kind == punct && (y.hash == '.' || y.hash == '\'' || y.hash == '/')) {
			break
		}
	}
	return k > 1 && w.isPunct(k-1, ',') && w.tok[k-2].is(capital)
}

// see lists what is seen of the word at token k.
func (r *reading) see(w *work, k int) []uint32 {
	t := w.tok
	x := &t[k]
	f := r.saw[:0]
	look, brief := lookOf(x), briefly(x)
	f = append(f, sees(seenAlways, 0), sees(seenGroup, both(groupOf(x.class), look)), sees(seenLength, uint32(min(x.n, 12))), sees(seenWord, x.hash))
	for c := uint32(x.class); c != 0; c &= c - 1 {
		f = append(f, sees(seenClassLook, both(c&-c, look)))
	}
	for c := uint32(x.tail); c != 0; c &= c - 1 {
		f = append(f, sees(seenTail, c&-c))
	}
	b := w.text[x.start:x.end()]
	if n := len(b); n > 3 {
		end := uint32(b[n-1]|0x20)<<16 | uint32(b[n-2]|0x20)<<8 | uint32(b[n-3]|0x20)
		f = append(f, sees(seenEnd3, end), sees(seenBegin, uint32(b[0]|0x20)|uint32(b[1]|0x20)<<8|uint32(b[2]|0x20)<<16))
		if n > 4 {
			f = append(f, sees(seenEnd4, end<<8|uint32(b[n-4]|0x20)))
		}
	}
	for i, yes := range [...]bool{w.strange(k), w.hint(k), w.properOnly(k), w.sentenceStart(k)} {
		if yes {
			f = append(f, sees(seenOdd, uint32(i)<<8|look), sees(seenOddBrief, uint32(i)<<8|brief))
		}
	}
	if x.cue != 0 {
		f = append(f, sees(seenCue, uint32(x.cue&^cueCompound)))
	}
	r.parts[0] = len(f)
	s := w.slots[k]
	slot := uint32(s.cue)
	for i, yes := range [...]bool{s.head, s.cell, s.chat, s.label} {
		if yes {
			slot |= 256 << i
		}
	}
	f = append(f, sees(seenSlot, slot), sees(seenSlotBrief, slot<<8|brief))
	for i, yes := range [...]bool{w.names.press, w.names.letter, w.names.lower, w.names.kamer, w.chat > 0} {
		if yes {
			f = append(f, sees(seenText, uint32(i)<<8|look))
		}
	}
	r.parts[1] = len(f)
	// what stands around it
	var near [7]uint32
	for d := -3; d <= 3; d++ {
		at := k + d
		if d == 0 {
			continue
		}
		if at < 0 || at >= len(t) {
			near[d+3] = sightOutside
			continue
		}
		y := &t[at]
		if y.kind == word {
			if d < 0 {
				f = append(f, sees(seenNearLeft, y.hash))
			} else {
				f = append(f, sees(seenNearRight, y.hash))
			}
		}
		near[d+3] = r.sight[at]
		if r.line[at] != r.line[k] {
			near[d+3] ^= otherLine
		}
		if y.kind == word && d > -3 && d < 3 {
			for c := uint32(y.class); c != 0; c &= c - 1 {
				f = append(f, sees(seenNearClass+uint32(d+3), c&-c))
			}
		}
	}
	left, right := near[2], near[4]
	f = append(f, sees(seenLeft, both(left, brief)), sees(seenRight, both(right, brief)), sees(seenLeftTwo, both(near[1], left)), sees(seenRightTwo, both(right, near[5])), sees(seenLeftTwoBrief, both(both(near[1], left), brief)))
	// the word before it, over titles, initials, tussenvoegsels and marks
	before, titled, dotted := k-1, false, false
	for n := 0; before >= 0 && n < 6; n++ {
		y := &t[before]
		if y.kind == punct && (y.hash == '.' || y.hash == '-' || y.hash == '\'' || y.hash == '"' || y.hash == '(') {
			before--
			continue
		}
		if y.kind == word && (y.n == 1 || y.has(title|particle) && !y.is(capital) || y.has(title) && w.isPunct(before+1, '.')) {
			titled = titled || y.has(title) && y.n > 1
			dotted = dotted || y.n == 1 && y.is(capital) && w.isPunct(before+1, '.')
			before--
			continue
		}
		break
	}
	if before >= 0 {
		y := &t[before]
		what := y.hash
		if y.kind != word {
			what = r.sight[before]
		}
		if r.line[before] != r.line[k] {
			what ^= 1
		}
		f = append(f, sees(seenBefore, what), sees(seenBeforeTail, uint32(y.tail&(tailTrade|tailThing|tailOrg))))
	}
	if titled {
		f = append(f, sees(seenTitled, 0), sees(seenTitledBrief, brief))
	}
	if dotted {
		f = append(f, sees(seenInitials, 0), sees(seenInitialsBrief, brief))
	}
	r.parts[2] = len(f)
	// where else it stands
	if e := r.find(x.hash); e != nil && x.n > 1 {
		capitals, small := uint32(e.capitals), uint32(e.small)
		if x.is(capital) {
			capitals--
		} else {
			small--
		}
		f = append(f, sees(seenCapitals, min(capitals, 2)), sees(seenSmall, min(small, 2)), sees(seenBoth, brief<<4|min(capitals, 1)<<1|min(small, 1)))
		if e.titled > 0 {
			f = append(f, sees(seenTitledElse, 0), sees(seenTitledElseBrief, brief))
		}
		if e.slot > 1 || e.slot == 1 && s.cue != cueName {
			f = append(f, sees(seenSlotElse, look))
		}
		if e.dotted > 0 {
			f = append(f, sees(seenInitialsElse, 0), sees(seenInitialsElseBrief, brief))
		}
		if e.mail {
			f = append(f, sees(seenMail, 0), sees(seenMailBrief, brief))
		}
	}
	r.parts[3] = len(f)
	r.saw = f
	return f
}

// compare notes for each word the scores of its places.
func (r *reading) compare(w *work) {
	for i := range r.where {
		r.where[i].places, r.where[i].high, r.where[i].next, r.where[i].low = 0, unasked, unasked, -unasked
	}
	for _, k := range r.asked {
		e, z := r.find(w.tok[k].hash), r.score[k]
		e.places++
		if z > e.high {
			e.high, e.next = z, e.high
		} else if z > e.next {
			e.next = z
		}
		e.low = min(e.low, z)
	}
}

// seeAgain lists what is seen of the word at token k when the score of every word is known.
func (r *reading) seeAgain(w *work, k int) []uint32 {
	f := r.saw[:0]
	x := &w.tok[k]
	look, brief := lookOf(x), briefly(x)
	z := r.score[k]
	me, here := halves(z), wholes(z)
	left, leftMark := r.beside(w, k, -1)
	right, rightMark := r.beside(w, k, 1)
	f = append(f, sees(againAlways, 0), sees(againScore, me), sees(againScoreLook, me<<8|look), sees(againBrief, brief),
		sees(againLeft, left), sees(againRight, right), sees(againBoth, left<<8|right),
		sees(againLeftScore, left<<16|here<<8|look), sees(againRightScore, right<<16|here<<8|look),
		sees(againLeftMark, both(leftMark, left)), sees(againRightMark, both(rightMark, right)),
		sees(againLeftMarkLook, both(leftMark, left<<8|look)), sees(againRightMarkLook, both(rightMark, right<<8|look)))
	if x.n > 1 {
		if e := r.find(x.hash); e.places > 1 {
			high := e.high
			if z >= high {
				high = e.next
			}
			o := wholes(high)
			f = append(f, sees(againElse, o), sees(againElseScore, o<<8|here), sees(againElseLook, o<<8|look), sees(againElseLow, wholes(e.low)))
		} else {
			f = append(f, sees(againOnce, here))
		}
	}
	li := int(r.line[k])
	column := int(x.start) - int(w.lines[li].start)
	place := uint32(min(k-int(w.lines[li].a), 3))
	for i, d := range [...]int{-1, 1, -2, 2} {
		v := r.column(w, li+d, column)
		if i < 2 {
			f = append(f, sees(againColumn+uint32(i), v<<8|place), sees(againColumnBrief+uint32(i), v<<8|brief))
		} else {
			f = append(f, sees(againColumn+uint32(i), v))
		}
	}
	r.saw = f
	return f
}

// What beside and column tell when they have no score to tell.
const (
	besideUnasked uint32 = iota + 40
	besideNothing
	besideOrdinary
	columnNoLine
	columnEmpty
	columnShort
	columnOther
)

// beside gives the score of the next word that was asked about, before token k (d is -1) or
// after it (1), over marks, tussenvoegsels and "en", and the token that stands between.
func (r *reading) beside(w *work, k, d int) (uint32, uint32) {
	for s := 1; s <= 4; s++ {
		q := k + d*s
		if q < 0 || q >= len(w.tok) {
			return besideNothing, 0
		}
		if r.score[q] != unasked {
			mark := uint32(0)
			if s > 1 {
				mark = r.sight[k+d]
			}
			if r.line[q] != r.line[k] {
				mark ^= otherLine
			}
			return wholes(r.score[q]), mark
		}
		if x := &w.tok[q]; x.kind == word && !x.has(particle) && x.hash != hashEn {
			return besideOrdinary, 0
		}
	}
	return besideOrdinary, 1
}

// column gives the score of the word in line li that begins at a column, as those in a
// table do.
func (r *reading) column(w *work, li, column int) uint32 {
	if li < 0 || li >= len(w.lines) {
		return columnNoLine
	}
	l := w.lines[li]
	if l.a == l.b {
		return columnEmpty
	}
	lo, hi := int(l.a), int(l.b)
	for lo < hi {
		m := (lo + hi) / 2
		if w.tok[m].end()-int(l.start) <= column {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo >= int(l.b) {
		return columnShort
	}
	if d := int(w.tok[lo].start) - int(l.start) - column; d > 1 || d < -1 {
		return columnOther
	}
	return wholes(r.score[lo])
}

// halves and wholes give a score in steps.
func halves(z int32) uint32 {
	if z == unasked {
		return besideUnasked
	}
	return uint32(max(0, min(28, (z+7*one+one/4)>>(oneBits-1))))
}

func wholes(z int32) uint32 {
	if z == unasked {
		return besideUnasked
	}
	return uint32(max(0, min(10, (z+5*one+one/2)>>oneBits)))
}
