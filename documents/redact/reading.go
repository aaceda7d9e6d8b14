package redact

import (
	"sync"

	"paraaf/documents"
)

// This file is the second reader. It weighs for each word that may be part of a name what
// is seen of it (reading_features.go), with weights that were learned from our own labelled
// texts, and differs from the rules where it is sure: a name they know nothing of is
// proposed, one they proposed against the look of things is asked about.
//
// A rule says what is a name and is right; but it cuts off at layouts that nobody foresaw.
// The reader has no conditions to fall short of: every sign counts a little.

// Scores and weights count in 256ths: 0 is even, one is e to one.
const (
	oneBits = 8
	one     = 1 << oneBits
	unasked = -100 * one // the score of a word that was not asked about
)

// From which score on the reader is sure, chosen on texts of writers it had not seen.
const (
	sureFree  = one          // of a word that no rule knows
	surePlace = 5 * one / 2  // of one that may be a town
	sureOrg   = 3 * one      // of one that a rule takes for an organisation
	sureSmall = 5 * one / 2  // of one in small letters, in a text that writes names with capitals
	foreign   = 2 * one      // so much more in another language, of which the reader learned nothing
	alongside = -3 * one / 2 // of a word beside one that is sure
	doubtful  = -one / 2     // of what a rule proposed: under this it is asked about
	dubious   = -3 * one / 4 // the same, of a rule that seldom errs
	hopeless  = -4 * one     // under this nothing else can make a name of it
	seldom    = 0.9          // the certainty of such a rule is higher
)

// ask gives every word that may be part of a name its score.
func (r *reading) ask(w *work) {
	for _, k := range r.asked {
		if x := &w.tok[k]; x.has(stop) && !x.has(anyName|particle) {
			r.score[k] = hopeless // "Dit" and "Ook" at the start of a sentence
			continue
		}
		r.score[k] = w.d.names.weigh(r.see(w, int(k)))
	}
	r.compare(w)
	for _, k := range r.asked {
		if r.second[k] = r.score[k]; r.score[k] > hopeless && (r.person[k] || r.open(w, int(k))) {
			r.second[k] = w.d.names.weigh(r.seeAgain(w, int(k)))
		}
	}
}

// readings keeps the memory of readers from one text to the next.
var readings = sync.Pool{New: func() any { return new(reading) }}

// read proposes the names that the rules passed over, and doubts those of which nothing but
// a rule says that they are names. People before the one with number known were found in other texts.
func (w *work) read(known int) {
	r := readings.Get().(*reading)
	defer readings.Put(r)
	r.look(w)
	if len(r.asked) == 0 {
		return
	}
	r.weak = sized(r.weak, len(w.tok))
	for _, g := range w.guards {
		if g.rule == keepOrg {
			for k := w.tokenAt(g.a); k < len(w.tok) && int(w.tok[k].start) < g.b; k++ {
				r.weak[k] = true
			}
		}
	}
	r.ask(w)
	r.doubt(w, known)
	for _, k32 := range r.asked {
		k := int(k32)
		x := &w.tok[k]
		if !w.nameLike(k) || !r.open(w, k) {
			continue
		}
		need := int32(sureFree)
		switch {
		case w.state[k] == guarded:
			need = sureOrg
		case !x.is(capital) && !r.small:
			need = sureSmall
		case x.has(place):
			need = surePlace
		}
		if w.names.tongue {
			if !x.is(capital) {
				continue
			}
			need += foreign
		}
		if r.second[k] >= need {
			before := len(w.hits)
			w.acceptRead(r.extent(w, k))
			if w.explain && len(w.hits) > before {
				w.hits[before].why = r.because(w, k)
			}
		}
	}
}

// open reports whether the reader may say something of token k.
func (r *reading) open(w *work, k int) bool {
	return w.state[k] == free || w.state[k] == guarded && r.weak[k]
}

// nameLike reports whether the word at token k can be a name by itself: no initial and no
// tussenvoegsel.
func (w *work) nameLike(k int) bool {
	x := &w.tok[k]
	return x.n > 1 && (!x.has(particle) || x.is(capital))
}

// longestRead is how many tokens a name that the reader proposes may have to either side.
const longestRead = 8

// extent gives the tokens around k that are part of the same name.
func (r *reading) extent(w *work, k int) (int, int) {
	t := w.tok
	joins := func(q int) bool {
		if q < 0 || q >= len(t) || t[q].kind != word || !r.open(w, q) {
			return false
		}
		return r.second[q] > alongside || r.second[q] > 2*alongside && !w.nameLike(q)
	}
	apart := func(q int) bool { // token q does not go on from the one before it
		return t[q].is(first) && !w.wraps(q) || int(t[q].start)-t[q-1].end() > 2
	}
	a, b := k, k+1
left:
	for a > 0 && a > k-longestRead && !apart(a) {
		switch q := a - 1; {
		case joins(q):
			a = q
		case w.isPunct(q, '.') && t[q].is(glued) && q > 0 && t[q-1].n <= 3 && joins(q-1):
			a = q - 1
		case (w.isPunct(q, '-') || w.isPunct(q, '\'') || t[q].kind == number && t[q].n <= 2) && t[q].is(glued) && t[a].is(glued) && joins(q-1):
			a = q - 1 // and Kloost3rman
		case w.isPunct(q, '\'') && t[a].is(glued) && t[a].n == 1 && t[a].has(particle):
			a = q // 't
		default:
			break left
		}
	}
	if x := &t[a]; !x.is(capital) && !x.has(given|particle) {
		for q := w.particlesBefore(a); a > q && r.open(w, a-1); {
			a-- // toch van walsum
		}
	}
	for b < len(t) && b < k+longestRead && !apart(b) {
		switch {
		case joins(b):
			b++
		case b+1 < len(t) && (w.isPunct(b, '-') || w.isPunct(b, '\'') || t[b].kind == number && t[b].n <= 2) && t[b].is(glued) && t[b+1].is(glued) && joins(b+1):
			b += 2
		case w.isPunct(b, '.') && t[b].is(glued) && t[b-1].kind == word && t[b-1].n == 1 && joins(b+1):
			b += 2
		default:
			return a, b
		}
	}
	return a, b
}

// acceptRead records the tokens from a up to b as someone, unless he acts publicly.
func (w *work) acceptRead(a, b int) {
	t := w.tok
	p, ok := w.parseName(a, b, true)
	if !ok || p.a != a || p.b != b {
		p = parsed{a: a, b: b, words: 1}
		for q := a; q < b; q++ {
			if t[q].kind == word && w.nameLike(q) {
				p.family = append(p.family, q)
			}
		}
		if n := len(p.family); t[p.family[0]].has(given) && (n > 1 || !t[p.family[0]].has(family)) {
			p.given, p.family = p.family[:1:1], p.family[1:]
		}
	}
	if w.officialFull(p) || w.names.kamer && len(p.given) == 0 && w.officialFamily(p) {
		return
	}
	if w.mustStay(p) || w.thing(p) || w.organisation(p) {
		return
	}
	w.accept(p, ruleReading, 0.6, w.rankBeside(p, len(t)))
}

// because says what weighs most for the word at token k.
func (r *reading) because(w *work, k int) string {
	seen := r.see(w, k)
	best, at, why := int32(0), 0, ""
	for i, what := range [...]string{"het woord zelf", "de plaats in het stuk", "de woorden eromheen", "waar het woord verder in het stuk staat"} {
		if z := w.d.names.weigh(seen[at:r.parts[i]]); z > best {
			best, why = z, what
		}
		at = r.parts[i]
	}
	if why == "" {
		why = "de namen ernaast"
	}
	return ruleReading.why + " Het zwaarst weegt: " + why + "."
}

// doubt asks about what was proposed and does not read as a name. Who was found in another
// text stays as he is.
func (r *reading) doubt(w *work, known int) {
	sure := r.sure[:0]
	for len(sure) < len(w.people.list)-known {
		sure = append(sure, false)
	}
	r.sure = sure
	doubted := false
	for i := range w.hits {
		h := &w.hits[i]
		if h.label != documents.Person || h.ask || !onLooks(h.rule) {
			if h.person > known {
				sure[h.person-1-known] = sure[h.person-1-known] || !h.ask
			}
			continue
		}
		if r.doubts(w, h) {
			h.ask, doubted = true, true
		} else if h.person > known {
			sure[h.person-1-known] = true
		}
	}
	if !doubted {
		return
	}
	for i := range w.hits {
		if h := &w.hits[i]; h.ask && h.person > known && !sure[h.person-1-known] {
			w.people.list[h.person-1].ask = true
		}
	}
}

// onLooks reports whether rule r goes by how a name looks and what stands around it, which
// the reader weighs better than a title, the sender of a message or another document.
func onLooks(r *rule) bool {
	switch r {
	case ruleTitle, ruleSender, ruleSignature, ruleInside, ruleMailName:
		return false
	}
	return true
}

// doubts reports whether no word of h reads as part of a name.
func (r *reading) doubts(w *work, h *hit) bool {
	high := int32(unasked)
	for k := w.tokenAt(h.a); k < len(w.tok) && int(w.tok[k].start) < h.b; k++ {
		if w.tok[k].kind == word && w.nameLike(k) {
			if w.tok[k].has(stop) {
				return false // Lieve: only its place can have told
			}
			high = max(high, r.second[k], r.score[k])
		}
	}
	if h.cert > seldom || h.rule == ruleKin {
		return high != unasked && high < dubious
	}
	return high != unasked && high < doubtful
}
