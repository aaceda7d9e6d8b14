package redact

import "sort"

// This file reads names in small letters, where a writer uses no capitals.

// lowParagraphs notes the paragraphs that are written without capitals: at
// least two lines or eight words of prose, and hardly a capital.
func (w *work) lowParagraphs() {
	t := w.tok
	w.names.low = w.names.low[:0]
	if w.names.lower {
		w.names.low = append(w.names.low, 0, int32(len(t)))
		return
	}
	for li := 0; li < len(w.lines); li++ {
		a := w.lines[li].a
		words, capitals, small, odd, foreign := 0, 0, 0, 0, 0
		for ; li < len(w.lines) && w.lines[li].a < w.lines[li].b; li++ {
			for k := w.lines[li].a; k < w.lines[li].b; k++ {
				x := &t[k]
				if x.kind != word || w.slots[k].label || w.slots[k].chat {
					if x.kind == punct && (x.hash == '|' || x.hash == ';') {
						odd++
					}
					continue
				}
				words++
				if x.has(english) && !x.has(common) {
					foreign++
				}
				if x.is(capital) && !(x.is(caps) && x.n <= 5) {
					capitals++
				} else if x.has(stop) {
					small++
				}
			}
		}
		b := int32(len(t))
		if li < len(w.lines) {
			b = w.lines[li].a
		}
		if words >= 8 && capitals*20 <= words && small*4 >= words && odd < 3 && foreign*12 <= words && w.sentences(int(a), int(b)) {
			w.names.low = append(w.names.low, a, b)
		}
	}
}

// sentences reports whether a sentence between tokens a and b begins with a
// small letter.
func (w *work) sentences(a, b int) bool {
	t := w.tok
	for k := a; k < b; k++ {
		if t[k].kind == word && (k == a || w.isPunct(k-1, '.') && !t[k].is(glued) && !w.abbreviated(k-1)) && !t[k].is(capital) && t[k].n > 1 {
			return true
		}
	}
	return false
}

// lowAt reports whether token i stands in a paragraph without capitals.
func (w *work) lowAt(i int) bool {
	l := w.names.low
	if len(l) == 0 {
		return false
	}
	k := sort.Search(len(l), func(k int) bool { return int(l[k]) > i })
	return k&1 == 1
}

// lowerName reads a name in small letters: two words that are both names and
// nothing else, or, in a chat, one given name.
func (w *work) lowerName(i int) int {
	t := w.tok
	if t[i].is(glued) && i > 0 && t[i-1].kind == punct && (t[i-1].hash == '.' || t[i-1].hash == '/' || t[i-1].hash == '-' || t[i-1].hash == '_' || t[i-1].hash == '=') {
		return i
	}
	if t[i].has(family) && i > 0 && t[i-1].hash == hashEne && !t[i].has(common|stop) {
		p := parsed{a: i, b: i + 1, family: []int{i}, words: 1, lower: true}
		w.accept(p, ruleKin, 0.7, false)
		return i + 1
	}
	if !t[i].has(given) || i > 0 && t[i-1].kind == number && !t[i].is(first) && t[i].n <= 4 {
		return i // 6 min uit de pas
	}
	if t[i].has(particle|weekday|demonym) || t[i].n < 3 || smallWords.has(t[i].hash) || t[i].has(month) && t[i].hash != hashJan {
		return i
	}
	if t[i].has(common | place | english) {
		// an ordinary word is a name in "bel roos even" and "roos jansen"
		if w.chat < 3 && !w.lowAt(i) {
			return i
		}
		l := w.leftWord(i)
		called := l >= 0 && callVerbs.has(t[l].hash) && !adverbNames.has(t[i].hash)
		if !called && !(i+1 < len(t) && t[i+1].kind == word && !t[i+1].is(first) && !t[i+1].is(capital) && t[i+1].has(family) && !t[i+1].has(common|stop) && !(l >= 0 && (t[l].hash == hashDe || t[l].hash == hashEen || t[l].hash == hashHet))) {
			return i
		}
	}
	k := i + 1
	if k < len(t) && t[k].is(glued) && t[k].kind != punct || w.isPunct(k, '.') && k+1 < len(t) && t[k+1].is(glued) || w.isPunct(k, '_') || w.isPunct(k, '@') {
		return i
	}
	q := k
	for q < len(t) && t[q].kind == word && t[q].has(particle) && !t[q].is(first) && q < k+3 {
		q++
	}
	if q < len(t) && t[q].kind == word && phrases()[w.phrase(i, q+1)] {
		return q + 1
	}
	if q < len(t) && t[q].kind == word && !t[q].is(first) && !t[q].is(capital) && t[q].n > 2 && !t[q].is(glued) && (t[q].has(anyFamily) || q > k && w.chat > 0 && !t[q].has(common)) && !t[q].has(stop) &&
		(!t[q].has(common) || q > k && (t[q].has(family) || w.chat > 0 && t[q].has(anyFamily))) {
		p := parsed{a: i, b: q + 1, given: []int{i}, family: []int{q}, particle: q > k, words: 2, lower: true}
		if w.roleLeft(i) || w.officialFull(p) {
			return i
		}
		w.accept(p, ruleFull, 0.75, false)
		return q + 1
	}
	if w.chat > 2 || w.lowAt(i) {
		if k < len(t) && t[k].kind == word && !t[k].is(first) && !t[k].is(glued) && (t[k].has(family) || w.lowAt(i) && !t[k].has(common) && t[k].n > 4) && !t[k].has(stop|saying|trade) && !adverbNames.has(t[k].hash) && t[k].n > 2 {
			p := parsed{a: i, b: k + 1, given: []int{i}, family: []int{k}, words: 2, lower: true}
			if !w.officialFull(p) && !w.roleLeft(i) {
				w.accept(p, ruleFull, 0.7, false)
				return k + 1
			}
		}
		p := parsed{a: i, b: i + 1, given: []int{i}, words: 1, lower: true}
		if t[i].has(common|place|english) && w.leftWord(i) >= 0 && (t[w.leftWord(i)].hash == hashAan || t[w.leftWord(i)].hash == hashMet) {
			return i
		}
		if w.roleLeft(i) {
			w.keepPerson(p, keepOfficial)
			return i + 1
		}
		w.accept(p, ruleSingle, 0.6, false)
		w.people.list[w.hits[len(w.hits)-1].person-1].chat = true
		return i + 1
	}
	return i
}

// smallWords are given names that in small letters hardly ever are: 'tis, anders, max.
var smallWords = hashSet(`tis anders max min mag dan wel even nog vast bij ook niet fan pro online app`)

var hashWeduwe = uint32(hashOf("weduwe"))
var hashJan = uint32(hashOf("jan"))

// callVerbs take a person in a chat.
var callVerbs = hashSet(`zijn heet ben onze mijn bel app mail appte belde vraag aan met tag bericht`)

// lowerTitle reads a name in small letters behind a title: mevr hoekzema,
// meneer ten kate.
func (w *work) lowerTitle(i int) int {
	t := w.tok
	k, any := w.skipTitles(i, len(t))
	if any && w.isPunct(k, '_') && t[k].is(glued) {
		k++ // mw_jansen
	}
	if any && k < len(t) && t[k].kind == word && !t[k].is(capital) && t[k].has(particle) && w.state[k] == free && !(t[k].is(first) && !w.wraps(k)) {
		// mw. de Graaf, de heer van Loon; but "de arts van Unica" has no title
		if t[k].hash == hashVan && t[k-1].hash == hashWeduwe && k+1 < len(t) && t[k+1].has(given) && t[k+1].is(capital) {
			return i // weduwe van Gijsbert Op den Camp
		}
		if p, ok := w.parseName(k, len(t), false); ok && p.particle && t[p.b-1].is(capital) && !t[p.b-1].has(orgHead|orgTail|month) && !prepositions.has(t[k].hash) && !t[p.b-1].ends(tailSure) && !(t[k].hash == hashVan && t[p.b-1].is(caps)) {
			return max(w.judge(p, true), i+1)
		}
	}
	if !any || k >= len(t) || t[k].kind != word || t[k].is(capital) || w.state[k] != free || t[k].is(first) && !w.wraps(k) {
		return i
	}
	q := k
	for q < len(t) && t[q].kind == word && t[q].has(particle) && q < k+3 {
		q++
	}
	if q >= len(t) || t[q].kind != word || t[q].n < 3 || t[q].has(stop) || t[q].is(first) && !w.wraps(q) {
		return i
	}
	x := &t[q]
	if x.is(capital) || x.has(common) && !(x.has(family) && (w.chat > 0 || w.lowAt(q)) && !x.has(trade)) || x.has(trade|official|orgHead) && !x.has(family) {
		return i
	}
	if x.n <= 3 && !x.has(anyName) {
		return i
	}
	p := parsed{a: k, b: q + 1, family: []int{q}, particle: q > k, words: 1, lower: true}
	if q == k && x.has(given) && q+1 < len(t) && t[q+1].kind == word && t[q+1].has(family) && !t[q+1].has(common|stop) && !t[q+1].is(first) {
		p.given, p.family, p.b, p.words = []int{q}, []int{q + 1}, q+2, 2
	}
	w.accept(p, ruleTitle, 0.8, false)
	return p.b
}
