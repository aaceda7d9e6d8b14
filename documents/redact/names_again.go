package redact

import "paraaf/documents"

// This file reads a text for the second time, when it is known who is in the dossier.

// propagate searches the text again for everyone who was found in the dossier.
func (w *work) propagate() {
	t := w.tok
	ps := w.people
	if len(ps.list) == 0 {
		w.settleDoubts()
		return
	}
	for i := 0; i < len(t); i++ {
		x := &t[i]
		if w.names.speaks>>(x.hash>>26)&1 != 0 && x.kind == word {
			if k := w.senderAt(i); k > i {
				i = k - 1
				continue
			}
		}
		if x.kind != word || w.taken(i) || x.n < 2 {
			continue
		}
		if w.slots[i].file {
			i = max(w.fileAgain(i)-1, i)
			continue
		}
		ids := ps.index[w.wordHash(i)]
		g := false
		if len(ids) == 0 && x.n > 4 && !x.is(capital) && i > 0 && w.state[i] == free && (t[i-1].direct() == cueHandle || i > 1 && t[i-2].direct() == cueHandle && t[i-1].kind == punct) {
			if j, ok := ps.joined[x.hash]; ok && !ps.list[j].kept { // user rooms
				w.add(i, i+1, hit{rule: ruleHandle, label: documents.Handle, cert: 0.8, person: int(j) + 1})
				continue
			}
		}
		if len(ids) == 0 && x.n > 5 && !x.has(common|anyName|place) && w.state[i] == free {
			// vanderzwan, in a file name
			if j, ok := ps.joined[x.hash]; ok {
				w.add(i, i+1, hit{rule: ruleInside, label: documents.Person, cert: 0.8, person: int(j) + 1, ask: ps.list[j].ask})
				continue
			}
		}
		if len(ids) == 0 && x.n > 4 {
			// Hannekes moeder
			if f := w.text[x.end()-1]; f == 's' {
				s := w.fold(x)
				ids = ps.index[uint32(hashOf(s[:len(s)-1]))]
				g = true
			}
		}
		if len(ids) == 0 {
			i = max(w.blurAgain(i)-1, i)
			continue
		}
		if k := w.again(i, ids, g); k > i {
			i = k - 1
		}
	}
	w.settleDoubts()
	w.insides()
}

// senderAt takes the words of a sender of this chat where they stand again:
// "Anouk BZ heeft Mohamed Z toegevoegd". It gives the token after them.
func (w *work) senderAt(i int) int {
	t := w.tok
	for _, s := range w.names.senders {
		if t[s.a].hash != t[i].hash || i == s.a || i+s.b-s.a > len(t) || !w.sameWords(s, insideTokens{i, i + s.b - s.a}) {
			continue
		}
		for k := i; k < i+s.b-s.a; k++ {
			if w.state[k] == guarded || t[k].is(capital) != t[s.a+k-i].is(capital) || w.slots[k].chat {
				return i
			}
		}
		if w.taken(s.a) && w.taken(s.b-1) && !(w.taken(i) && w.taken(i+s.b-s.a-1)) {
			w.add(i, i+s.b-s.a, hit{rule: ruleAgain, label: documents.Person, cert: 0.85})
			return i + s.b - s.a
		}
	}
	return i
}

// again judges a word that belongs to someone known.
func (w *work) again(i int, ids []int32, genitive bool) int {
	t := w.tok
	ps := w.people
	x := &t[i]
	h := w.wordHash(i)
	if genitive {
		s := w.fold(x)
		h = uint32(hashOf(s[:len(s)-1]))
	}
	// whom may it be? someone private goes before someone public
	private, public := -1, -1
	asGiven := false
	for n, id := range ids {
		if n > 50 {
			break
		}
		o := &ps.list[id]
		isGiven := hasHash(o.given, h)
		if o.kept {
			if !isGiven {
				public = int(id)
			}
			continue
		}
		if private < 0 {
			private = int(id)
			asGiven = isGiven
		}
	}
	if w.state[i] == guarded || x.has(month) && i > 0 && t[i-1].kind == number && i+1 < len(t) && t[i+1].kind == number {
		return i // 13 Jan 2026
	}
	if private < 0 {
		if public >= 0 && x.is(capital) {
			w.guard(i, i+1, documents.Person, keepOfficial)
		}
		return i
	}
	o := &ps.list[private]
	// read the whole name around it
	a := w.nameBegin(i)
	p, ok := w.parseName(a, len(t), false)
	if !ok || p.b <= i {
		p = parsed{a: i, b: w.wordEnd(i), words: 1}
		if asGiven {
			p.given = []int{i}
		} else {
			p.family = []int{i}
		}
	} else if !w.fits(p, o, i) {
		p = parsed{a: i, b: w.wordEnd(i), words: 1}
		if asGiven {
			p.given = []int{i}
		} else {
			p.family = []int{i}
		}
		if a < i && t[a].has(particle) && o.particle {
			p.a = w.particlesBefore(i)
		}
	}
	for p.a < i && t[p.a].kind == word && (t[p.a].has(trade|kin) || t[p.a].has(particle) && !t[p.a].is(capital) && !o.particle) && !hasHash(o.given, t[p.a].hash) && !hasHash(o.family, t[p.a].hash) {
		p.a++ // 'Boer Hurkmans vreest', de komst van Fortuin
	}
	if x.is(capital) {
		if p.a == i && !asGiven && o.particle {
			p.a = w.particlesBefore(i) // Van 't Hek, v.d. Sar
		}
		if w.roleLeft(p.a) || w.partyRight(p) || w.thing(p) || w.organisation(p) || w.firmHyphen(i) {
			return i
		}
		if !w.againSure(i, p, o, asGiven) {
			return i
		}
		if p.b < len(t) && !asGiven && t[p.b].kind == word && !t[p.b].is(first) && t[p.b].is(capital) && (t[p.b].n == 1 || t[p.b].is(caps)) && t[p.b].n <= 4 && (o.initials != "" && w.initial(&t[p.b]) == o.initials[0] || w.isPunct(p.b+1, ',')) && (p.b+1 >= len(t) || t[p.b+1].kind != word || t[p.b+1].is(first)) {
			p.b++ // Kolff P, in a list of authors
		}
		if p.a > 1 && w.apostropheT(p.a-2, len(t)) {
			p.a -= 2
		}
		w.add(p.a, p.b, hit{rule: ruleAgain, label: documents.Person, cert: 0.88, ask: o.ask, person: private + 1})
		return p.b
	}
	// small letters
	if x.has(stop) || x.n < 3 && !(asGiven && o.chat && w.chat > 0) {
		return i
	}
	if x.is(glued) && i > 0 && t[i-1].kind == punct && (t[i-1].hash == '.' || t[i-1].hash == '/') {
		return i
	}
	if l := w.leftWord(i); !asGiven && l == i-1 && l >= 0 && (t[l].hash == hashEen || t[l].hash == hashGeen) {
		return i // geen kuik meer
	}
	if (x.has(common|place|month) || x.has(english)) && !w.sentOn(i) {
		if l := w.leftWord(i); !asGiven && o.strong && l == i-1 && l >= 0 && (t[l].has(trade|kin|title) && t[l].n > 1) || !asGiven && o.strong && x.has(common) && !x.has(place|month) && w.actsHere(i) {
			w.add(i, i+1, hit{rule: ruleAgain, label: documents.Person, cert: 0.7, ask: o.ask, person: private + 1})
			return i + 1
		}
		if !(asGiven && o.chat && w.chat > 0) {
			return i
		}
		if l := w.leftWord(i); l >= 0 && (t[l].hash == hashDe || t[l].hash == hashEen || t[l].hash == hashHet || t[l].hash == hashDie || t[l].hash == hashDeze) {
			return i
		}
	}
	e := i + 1
	if asGiven { // roos jansen
		q := e
		for q < len(t) && t[q].kind == word && t[q].has(particle) && !t[q].is(first) && q < e+3 {
			q++
		}
		if q < len(t) && t[q].kind == word && !t[q].is(first) && !t[q].is(glued) {
			if hasHash(o.family, t[q].hash) || t[q].has(family) && !t[q].has(stop) && (q > e || !t[q].has(common) || w.chat > 0 && !t[q].has(saying|stop|trade) && !adverbNames.has(t[q].hash)) {
				e = q + 1
			}
		}
	} else if a := w.particlesBefore(i); a < i && (o.particle || !prepositions.has(t[a].hash)) {
		i = a
	}
	w.add(i, e, hit{rule: ruleAgain, label: documents.Person, cert: 0.8, ask: o.ask, person: private + 1})
	return e
}

// firmHyphen reports whether letters hang on the word at token i as on the name of a firm: Fox-IT.
func (w *work) firmHyphen(i int) bool {
	t := w.tok
	return i+2 < len(t) && !t[i].is(caps) && w.isPunct(i+1, '-') && t[i+1].is(glued) && t[i+2].kind == word && t[i+2].is(glued) && t[i+2].is(caps) && t[i+2].n <= 3
}

// sentOn reports whether the word at token i is whom something went from or to: "mail 3/3,
// schoorl > tromp".
func (w *work) sentOn(i int) bool {
	return w.isPunct(i+1, '>') && !w.tok[i+1].is(glued) || i > 1 && w.isPunct(i-1, '>') && !w.tok[i].is(glued|first) && w.tok[i-2].kind == word && !w.tok[i-1].is(first)
}

// actsHere reports whether the small word at token i begins a line or cell, or
// follows a time, and acts there: "22:52 ooms belt", "| bril → dienst".
func (w *work) actsHere(i int) bool {
	t := w.tok
	if !t[i].is(first) && t[i-1].kind != number && !w.isPunct(i-1, '|') && !w.isPunct(i-1, ']') && !w.isPunct(i-1, '-') && int(t[i].start)-t[i-1].end() < 3 {
		return false
	}
	k := i + 1
	if k >= len(t) || t[k].is(first) {
		return w.isPunct(i-1, '|') || int(t[i].start)-t[max(i-1, 0)].end() >= 3
	}
	if t[k].kind == word {
		return personVerbs.has(t[k].hash) && !t[k].is(capital) || int(t[k].start)-t[i].end() >= 3
	}
	return t[k].kind == punct && (t[k].hash == 0x80 && !t[k].is(glued) || t[k].hash == ':' || t[k].hash == '|' || t[k].hash == '>')
}

// adverbNames are family names that as small words mean something else.
var adverbNames = hashSet(`anders snel kort groot goed lang klein oud nieuw vast hard zacht laat vroeg even stil vrij druk ziek prima mooi wit zwart blauw rood groen bruin grijs`)

var hashGeen = uint32(hashOf("geen"))
var hashDie = uint32(hashOf("die"))

// wordEnd gives the token after the word at i, with its other half when a line
// end broke it.
func (w *work) wordEnd(i int) int {
	if i+2 < len(w.tok) && w.wordHash(i) != w.tok[i].hash {
		return i + 3
	}
	return i + 1
}

// particlesBefore gives the first of the particles that stand before token i.
func (w *work) particlesBefore(i int) int {
	t := w.tok
	a := i
	if a > 1 && w.apostropheT(a-2, len(t)) {
		a -= 2
	}
	for a > 1 && a > i-6 && w.isPunct(a-1, '.') && t[a-1].is(glued) && t[a-2].kind == word && t[a-2].n == 1 && t[a-2].has(particle) {
		a -= 2 // v.d. Sar
	}
	for a > 0 && a > i-4 && t[a-1].kind == word && t[a-1].has(particle) && (!t[a].is(first) || w.wraps(a)) && int(t[a].start)-t[a-1].end() <= 2 {
		a--
	}
	return a
}

// nameBegin goes back from token i over words that may belong to the same
// name.
func (w *work) nameBegin(i int) int {
	t := w.tok
	a := i
	for n := 0; a > 0 && n < 8; n++ {
		if t[a].is(first) && !w.wraps(a) {
			break
		}
		y := &t[a-1]
		if w.taken(a - 1) {
			break
		}
		if y.kind == word {
			if int(t[a].start)-y.end() > 2 {
				break
			}
			if y.has(particle) || y.is(capital) && y.has(anyName) && !y.has(stop) {
				a--
				continue
			}
			break
		}
		if w.isPunct(a-1, '.') && a > 1 && t[a-1].is(glued) && t[a-2].kind == word && t[a-2].n <= 3 && t[a-2].is(capital) {
			a -= 2
			continue
		}
		if w.isPunct(a-1, '-') && a > 1 && t[a-1].is(glued) && t[a].is(glued) && t[a-2].kind == word && t[a-2].is(capital) {
			a -= 2
			continue
		}
		break
	}
	return a
}

// fits reports whether p, read around token i, can be o.
func (w *work) fits(p parsed, o *person, i int) bool {
	q := w.person(p)
	inside := false
	for _, k := range append(append([]int{}, p.given...), p.family...) {
		if k == i {
			inside = true
		}
	}
	if !inside {
		return false
	}
	return w.people.same(o, &q) || len(p.given) > 0 && len(p.family) > 0
}

// againSure reports whether the capitalised word i is o rather than an
// ordinary word at the start of a sentence.
func (w *work) againSure(i int, p parsed, o *person, asGiven bool) bool {
	t := w.tok
	x := &t[i]
	if len(p.given)+len(p.family) > 1 || p.initials != "" {
		return true
	}
	if x.has(stop) && p.a == i {
		r := w.rightWord(p.b) // Top meldt
		return o.strong && r == p.b && t[r].has(saying) && !t[r].is(capital) && !t[r].has(english)
	}
	plain := x.has(common|place|month|english) || x.has(orgHead|orgTail)
	if o.particle && !asGiven && p.a == i {
		// De Wit without "De" is colour
		if plain {
			return false
		}
	}
	if !plain {
		return true
	}
	if i > 0 && x.has(place) && t[i-1].kind == word && t[i-1].has(placeCue) && !t[i-1].is(capital) {
		return false // geboren te Amersfoort
	}
	if p.a < i { // a particle stands before it
		return true
	}
	if x.is(caps) && x.n > 2 {
		return true
	}
	if w.andI(p.b) {
		return true
	}
	if w.sentenceStart(i) {
		r := w.rightWord(p.b)
		if r == p.b && o.strong && !t[r].is(capital) && (t[r].hash == hashZelf || w.thirdPerson(r)) {
			return true // Kuiper zelf stelt voor; Demi beschikt niet
		}
		if r == p.b && o.strong && !t[r].is(capital) && !t[r].has(particle|english) && (w.verbLike(r) || w.participle(r)) {
			return true // Kist berekende, Hoekman afgemeld
		}
		return r >= 0 && (t[r].has(saying) || personVerbs.has(t[r].hash) && !t[r].is(capital)) || w.isPunct(p.b, ':') || w.isPunct(p.b, ',') || p.b < len(t) && t[p.b].is(first)
	}
	if l := w.leftWord(i); l >= 0 && t[l].has(placeCue) && x.has(place) {
		return false
	}
	return true
}

// settleDoubts decides about bare family names of officials that no one
// private shares.
func (w *work) settleDoubts() {
	for _, d := range w.names.doubts {
		if w.names.kamer && w.state[d.a] == free {
			w.guard(d.a, d.b, documents.Person, keepRegister)
		}
	}
}
