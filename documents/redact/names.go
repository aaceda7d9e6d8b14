package redact

// This file reads names: how a name is built, in which order, where it ends.
// Whether it is a person at all is judged elsewhere (names_judge.go).

// A parsed name is a stretch of tokens read as the name of a person.
type parsed struct {
	a, b     int    // tokens, from the first name word to the last
	given    []int  // tokens of given names
	family   []int  // tokens of the family name, without particles
	initials string // folded initials, "mj"
	particle bool   // a tussenvoegsel stands in it
	inverted bool   // Jansen, P.
	nick     int    // token of a name in brackets, or 0
	lower    bool   // not one capital in it
	words    int    // name words, hyphenated ones counted once
}

// initialAt reports whether an initial stands at token k, and gives the token
// after it. "A.", "Th.", "IJ."; without a dot only where lax.
func (w *work) initialAt(k, end int, lax bool) int {
	t := &w.tok[k]
	if t.kind != word || !t.is(capital) && !(lax && t.n == 1 && (!t.has(particle) || w.names.lower)) || t.n > 3 || t.has(title) && t.n > 1 {
		return 0
	}
	if k+1 < end && w.isPunct(k+1, '.') && w.tok[k+1].is(glued) {
		if k+5 < len(w.tok) && w.fold(t) == "n" && w.fold(&w.tok[k+2]) == "v" && w.fold(&w.tok[k+4]) == "t" {
			return 0
		}
		// W.v.t.t.k. and N.v.t. are abbreviations; J.v.d. Berg is not
		if k+3 < end && w.tok[k+2].is(glued) && w.tok[k+2].kind == word && w.tok[k+2].n == 1 && !w.tok[k+2].is(capital) && w.isPunct(k+3, '.') && !w.tok[k+2].has(particle) && !(k > 0 && w.isPunct(k-1, '.') && w.tok[k].is(glued)) {
			return 0
		}
		if t.n == 1 || t.is(accent) && t.n == 2 {
			return k + 2
		}
		switch w.fold(t) {
		case "gr":
			if t.is(first) && w.names.letter {
				return 0 // Gr. Ottoline
			}
			return k + 2
		case "th", "chr", "ph", "ij", "fr", "jac", "joh", "ch", "kl", "tj", "sj", "sh", "wm", "alb", "her", "yv", "ed", "chs":
			return k + 2
		}
		return 0
	}
	if t.n == 1 && lax && t.is(capital) {
		return k + 1
	}
	return 0
}

// initial gives the letter that an initial is compared by. Those of another script are
// alike here, and unlike any of ours.
func (w *work) initial(x *token) byte {
	if s := w.fold(x); s != "" {
		return s[0]
	}
	return '?'
}

// nameWord reports whether token k may be a word of a name.
func (w *work) nameWord(k int, lax bool) bool {
	t := &w.tok[k]
	if t.kind != word || t.n < 2 || w.state[k] == guarded && !lax {
		return false
	}
	if t.has(stop) {
		if lax && t.is(capital) && !t.is(caps) && t.n > 2 && k > 0 && (w.tok[k-1].has(title) || w.isPunct(k-1, '.') && w.tok[k-1].is(glued)) && k+1 < len(w.tok) && w.tok[k+1].class == 0 && w.tok[k+1].kind == word && w.tok[k+1].is(capital) && !w.tok[k+1].is(first) {
			return true // dhr. Hoog Antink
		}
		if t.is(capital) && t.has(given) && t.has(particle) && k+1 < len(w.tok) && w.tok[k+1].kind == word && w.tok[k+1].is(capital) && (w.tok[k+1].has(anyName) || !w.tok[k+1].is(caps|mixed) && !w.sentenceStart(k) && !w.tok[k+1].has(orgHead|orgTail|stop|place|official)) && !w.tok[k+1].is(first) && (lax || !w.sentenceStart(k)) {
			return true // Ben Ali
		}
		return t.is(capital) && t.has(given|family) && !t.has(particle) && (lax || !w.sentenceStart(k) || k+1 < len(w.tok) && w.tok[k+1].kind == word && !w.tok[k+1].is(capital) && w.tok[k+1].has(particle) && w.isParticle(k+1, len(w.tok), false))
	}
	if !t.is(capital) {
		return lax && (w.slots[k].head && t.n > 3 && !t.has(common|stop|orgHead|orgTail) && t.cue == 0 && !boxWords.has(t.hash) || t.has(given|family) && !(t.has(common) && !w.slots[k].chat) || t.n > 2 && !t.has(stop) && k > 1 && (w.isPunct(k-1, '.') && w.tok[k-2].n == 1 && !t.has(common) || w.isPunct(k-1, '-') && t.is(glued) && !w.tok[k-2].is(capital) && w.names.lower))
	}
	if t.is(caps) && t.n > 2 && t.direct() != noCue && !t.has(family) {
		return false
	}
	if t.is(mixed) && (!t.has(anyName) && !w.camelName(t) || w.memberWord(t)) {
		return false
	}
	if t.has(title|official|weekday) && !t.has(given|family) {
		return false
	}
	if t.has(orgHead|orgTail|rank|greeting) && !t.has(anyName) {
		return false
	}
	return true
}

// apostropheT reports whether 't before a name stands at token k: R. 't Sas.
func (w *work) apostropheT(k, end int) bool {
	return k+2 < end && w.isPunct(k, '\'') && w.tok[k+1].is(glued) && w.tok[k+1].kind == word && w.tok[k+1].n == 1 && w.text[w.tok[k+1].start]|0x20 == 't' && !w.tok[k+1].is(capital) && w.tok[k+2].kind == word && w.tok[k+2].is(capital) && !w.tok[k+2].is(first|glued)
}

// legalForm reports whether the initials at tokens k and q are B.V., N.V. or
// another form of a company.
func (w *work) legalForm(k, q int) bool {
	if q >= len(w.tok) || w.tok[q].kind != word || w.tok[q].n != 1 {
		return false
	}
	switch w.fold(&w.tok[k]) + w.fold(&w.tok[q]) {
	case "bv", "nv", "cv", "vo", "ua", "ba":
		return true
	}
	return false
}

// memberWord reports whether t is one of a kind: EVV'er, CVP'ers.
func (w *work) memberWord(t *token) bool {
	b := w.text[t.start:t.end()]
	for i := 1; i+2 < len(b); i++ {
		if b[i] == '\'' {
			return isUpper(b[i-1]) && b[i+1] == 'e' && b[i+2] == 'r'
		}
	}
	return false
}

// camelName reports whether capitals inside a word fit a name: McDonald,
// DeVries, O'Brien.
func (w *work) camelName(t *token) bool {
	b := w.text[t.start:t.end()]
	for i := 1; i < len(b); i++ {
		if b[i] == '\'' {
			return true
		}
	}
	return len(b) > 4 && (b[0] == 'M' && (b[1] == 'c' || b[1] == 'a') || b[0] == 'D' || b[0] == 'V' || b[0] == 'L')
}

// isParticle reports whether token k is a tussenvoegsel here: a name word or
// a further particle follows.
func (w *work) isParticle(k, end int, lax bool) bool {
	t := &w.tok[k]
	if t.kind != word || !t.has(particle) {
		return false
	}
	if prepositions.has(t.hash) { // in 't Veld, op den Kamp, uit de Bosch; but not "bij Jansen"
		q := k + 1
		for q < end && q < k+3 && w.tok[q].kind == punct && w.tok[q].hash == '\'' {
			q++
		}
		if q >= end || w.tok[q].kind != word || !w.tok[q].has(particle) || prepositions.has(w.tok[q].hash) {
			return false
		}
	}
	for q := k + 1; q < end && q < k+6; q++ {
		x := &w.tok[q]
		if w.isPunct(q, '\'') && (x.is(glued) || q+1 < end && w.tok[q+1].is(glued) && w.tok[q+1].n == 1) || w.isPunct(q, '-') && x.is(glued) {
			continue
		}
		if w.isPunct(q, '.') && x.is(glued) && w.tok[q-1].n <= 2 { // v. d. Berg, v.d. Berg
			continue
		}
		if x.is(first) && q > k && !w.wraps(q) {
			return false
		}
		if x.kind != word {
			return false
		}
		if x.is(capital) && !(x.has(particle) && !x.has(given|family) && q+1 < end && w.tok[q+1].kind == word) {
			return w.nameWord(q, true) || x.n >= 3 && !x.has(stop) || x.has(stop) && x.n >= 3 && (lax || !t.is(capital) || q == k+1 && (t.hash == hashTer || t.hash == hashTen) || q > k+1 || k > 0 && (w.tok[k-1].has(title) || k > 1 && w.isPunct(k-1, '.') && w.tok[k-2].has(title)))
		}
		if !x.has(particle) {
			return lax && w.nameWord(q, true)
		}
	}
	return false
}

// tjons are the first words of Surinamese-Chinese names with a single letter in
// them.
var tjons = hashSet(`tjon tjong tjin lie lim li lo fung jong sjak sjauw kon ten pang liauw asin wong chin chen foe loi tjoe ajodhia oei sjoe joe moe nio kwee njo hung ngo`)

// prepositions are tussenvoegsels only before an article.
var prepositions = hashSet(`bij voor over onder tot aan uit op in`)

// wraps2 is wraps for a line that ends in a hyphen.
func (w *work) wraps2(k int) bool {
	return k > 1 && w.tok[k].is(first) && !w.blankBefore(k) && w.isPunct(k-1, '-') && w.slots[k].cue == noCue && !w.slots[k].label
}

// wraps reports whether token k, the first of its line, goes on with the
// sentence of the line before: prose that was broken to a width.
func (w *work) wraps(k int) bool {
	if k == 0 || w.blankBefore(k) || w.slots[k-1].label || w.slots[k-1].cell {
		return false
	}
	p := &w.tok[k-1]
	if p.kind == punct && p.hash != '-' && p.hash != '.' || p.kind == number {
		return false
	}
	for q := k + 1; q < len(w.tok) && q < k+4; q++ { // a label begins something new
		if w.isPunct(q, ':') {
			return false
		}
	}
	li := w.lineOf(k - 1)
	l := w.lines[li]
	if l.end-l.start < 38 {
		// a shorter line goes on only when its last word cannot end anything
		if l.end-l.start < 12 || !(p.kind == word && p.has(particle|title) && !p.has(given) && !postNominal.has(p.hash) || p.kind == punct && p.hash == '.' && k > 1 && (w.tok[k-2].n == 1 && w.tok[k-2].is(capital) || w.tok[k-2].has(title))) {
			return false
		}
	}
	return w.slots[k].cue == noCue && !w.slots[k].label && !w.slots[k].cell
}

// parseName reads a name at token i, at most up to end. With lax the place
// itself says that a name must stand here, so small letters and unknown words
// will do.
func (w *work) parseName(i, end int, lax bool) (parsed, bool) {
	p := parsed{a: i, b: i}
	t := w.tok
	k := i
	var ini [12]byte
	ni := 0
	afterParticle := false
	hyphen := false
	var wordsAt [10]int
	nw := 0
	noble := false
	famFrom := -1 // index in wordsAt where the family name begins
	if i+3 < end && t[i].n == 1 && t[i].hash == hashV && w.isPunct(i+1, '/') && t[i+2].hash == hashD && t[i+3].kind == word && t[i+3].is(capital) {
		k, famFrom, p.particle, afterParticle = i+3, 0, true, true // V/D BRINK
	}
	if i+4 < end && t[i].n == 1 && t[i].hash == hashV && t[i].is(capital) && w.isPunct(i+1, '.') && t[i+2].hash == hashD && t[i+2].is(glued) && w.isPunct(i+3, '.') && t[i+4].is(caps) && !t[i+4].is(first) {
		k, famFrom, p.particle, afterParticle = i+4, 0, true, true // V.D. BRINK, J.
	}
	for k < end && nw < len(wordsAt) {
		x := &t[k]
		if w.apostropheT(k, end) && nw < 3 && famFrom < 0 && (!x.is(first) || k == i) {
			famFrom, p.particle, afterParticle, hyphen = nw, true, true, false // R. 't Sas
			k += 2
			continue
		}
		if lax && nw == 1 && ni == 0 && famFrom < 0 && x.kind == word && x.has(particle) && !x.is(capital|first) && t[k-1].is(capital) {
			// Ploeg van der, Bart
			q := k
			for q < end && q < k+4 && t[q].kind == word && t[q].has(particle) && !t[q].is(capital|first) {
				q++
			}
			if w.isPunct(q, ',') && t[q].is(glued) && q+1 < end && t[q+1].kind == word && t[q+1].is(capital) && !t[q+1].is(first) && (t[q+1].has(given) || w.initialAt(q+1, end, false) > 0) {
				if e, in := w.invertedTail(q+1, end, lax, wordsAt[:nw], 0); e > 0 {
					for _, c := range in {
						if ni < len(ini) {
							ini[ni] = c
							ni++
						}
					}
					p.inverted, p.particle, famFrom = true, true, 0
					p.b = e
					break
				}
			}
		}
		if k > i {
			if x.is(first) {
				if !w.wraps(k) && !(hyphen && w.wraps2(k)) {
					break
				}
			} else if gap := int(x.start) - t[k-1].end(); gap == 2 && t[k-1].kind == word && t[k-1].has(particle) && t[k-1].is(caps) && x.is(caps) && w.text[x.start-1] == ' ' {
				// VAN  DEN  HOOGENBAND, as scans have it
			} else if gap > 2 || gap > 0 && w.text[x.start-1] == '\t' {
				break
			} else if gap == 2 && !w.isPunct(k-1, '.') && lax && w.slots[k].cue == noCue {
				break
			}
		}
		if x.kind == word {
			if x.is(glued) && k > i && !hyphen && t[k-1].kind != punct {
				break
			}
			if k > i && x.n == 1 && x.hash == hashV && k+3 < end && w.isPunct(k+1, '/') && t[k+2].hash == hashD && t[k+3].kind == word && t[k+3].is(capital) && famFrom < 0 {
				famFrom, p.particle, afterParticle, hyphen = nw, true, true, false // Rina v/d Bospoort
				k += 3
				continue
			}
			if q := w.initialAt(k, end, lax && nw == 0 || ni > 0 && nw == 0 || nw > 0 && w.slots[k].chat && k+1 == end); q > 0 {
				if nw > 0 && famFrom < 0 && !(nw == 1 || t[wordsAt[0]].has(anyGiven)) {
					break
				}
				if nw > 0 && lax && ni == 0 && !x.is(first) && (w.slots[k].cell || t[k-1].is(caps)) && !t[wordsAt[nw-1]].has(given) && q > k+1 {
					// AKKERMAN  W.J. in a list
					e := q
					for e < end && w.initialAt(e, end, false) > 0 && !t[e].is(first) {
						e = w.initialAt(e, end, false)
					}
					if e >= end || t[e].kind != word || !t[e].is(capital) || int(t[e].start)-t[e-1].end() > 1 {
						for g := k; g < e && ni < len(ini); g++ {
							if t[g].kind == word {
								ini[ni] = w.initial(&t[g])
								ni++
							}
						}
						p.inverted, p.b, famFrom = true, e, 0
						break
					}
				}
				if nw > 0 && q == k+1 && q == end && w.slots[k].chat {
					k = q // Bram H
					p.b = k
					continue
				}
				if nw > 0 && !(q < end && !t[q].is(first) && (w.nameWord(q, lax) || w.isParticle(q, end, lax) || w.apostropheT(q, end))) && !((t[wordsAt[0]].has(given) || w.strange(wordsAt[0])) && (nw == 1 || nw == 2 && t[wordsAt[0]].has(given) && t[wordsAt[1]].has(given) && (w.isPunct(q, ',') || w.isPunct(q, ')'))) && !x.is(first) && !w.legalForm(k, q)) {
					break // "Rijbewijs B."
				}
				if q == k+1 && (nw > 0 || !(q < end && (w.nameWord(q, lax) || w.isParticle(q, end, lax) || w.initialAt(q, end, lax) > 0 || w.apostropheT(q, end)))) {
					break
				}
				if famFrom >= 0 || ni == len(ini) {
					break
				}
				if ni < len(ini) {
					ini[ni] = w.initial(x)
					ni++
				}
				k = q
				p.b = k
				if k < end && w.isPunct(k, '-') && t[k].is(glued) && k+1 < end && t[k+1].is(glued) && w.initialAt(k+1, end, false) > 0 {
					k++
				}
				continue
			}
			// W.F. baron van Heeckeren
			if ni > 0 && nw == 0 && !x.is(capital) && nobility.has(x.hash) && k+1 < end && t[k+1].kind == word && (t[k+1].is(capital) || w.isParticle(k+1, end, lax)) {
				noble = true
				k++
				continue
			}
			// MJ van den Berg, PM Bakker: initials without dots
			if nw == 0 && ni == 0 && lax && x.is(caps) && x.n <= 4 && !x.has(anyName) && !x.is(accent) && k+1 < end && (w.isParticle(k+1, end, lax) || w.nameWord(k+1, lax) && !t[k+1].is(caps)) {
				for _, c := range w.text[x.start:x.end()] {
					ini[ni] = c | 0x20
					ni++
				}
				k++
				p.b = k
				continue
			}
			isP := x.has(particle) && !(x.is(capital) && x.has(given) && nw == 0 && ni == 0) && w.isParticle(k, end, lax)
			if isP {
				if prepositions.has(x.hash) && !x.is(capital) && nw >= 2 && famFrom < 0 {
					break // Albert Heijn in de ...
				}
				if prepositions.has(x.hash) && !x.is(capital) && nw > 0 && !lax && !w.apostropheT(k+1, end) && !w.leadsToFamily(k, end, true) {
					break // Truus aan het Venenplein
				}
				if x.hash == hashTe && !x.is(capital) && nw > 0 && !t[k-1].has(anyGiven) && !w.strange(k-1) {
					break // Duin te Wijk aan Zee
				}
				if nw == 0 && ni > 0 && (x.hash == hashTe || x.hash == hashIn || x.hash == hashUit) && !x.is(capital) && k+1 < end && t[k+1].has(place) {
					break // K. te Oss
				}
				if x.is(capital) && nw > 0 && t[k-1].kind == word && !t[k-1].is(caps) && !x.is(first) {
					// Dries Van Noten: a capital inside makes it part of the name
				} else if !afterParticle && !hyphen && nw > 0 && !w.leadsToFamily(k, end, nw+ni > 1 && !(ni == 1 && nw == 1 && t[k-1].has(given) && !t[k-1].has(family)) || famFrom >= 0 || t[wordsAt[0]].has(family) && !t[wordsAt[0]].has(given)) {
					break // a preposition: Jansen van Nictiz
				}
				if famFrom < 0 {
					famFrom = nw
				}
				p.particle = true
				afterParticle = true
				hyphen = false
				k++
				for k+1 < end && (w.isPunct(k, '.') || w.isPunct(k, '\'') || w.isPunct(k, '-')) && t[k+1].kind == word && (t[k].is(glued) || t[k].hash == '\'' && t[k+1].is(glued) && t[k+1].n == 1) {
					k++
				}
				continue
			}
			// Tjon A Fat, Lie-A-Ling: a single letter inside a family name
			if nw > 0 && x.n == 1 && x.is(capital) && k+1 < end && tjons.has(t[k-1].hash) || nw > 0 && hyphen && x.n == 1 && x.is(capital) && k+2 < end && w.isPunct(k+1, '-') {
				q := k + 1
				if w.isPunct(q, '-') {
					q++
				}
				if q < end && t[q].kind == word && t[q].is(capital) && t[q].n > 1 && !t[q].is(first) {
					if famFrom < 0 {
						famFrom = nw - 1
					}
					wordsAt[nw] = q
					nw++
					hyphen, afterParticle = false, false
					k = q + 1
					p.b = k
					continue
				}
			}
			ok := w.nameWord(k, lax)
			if !ok && afterParticle && x.is(capital) && x.n >= 2 && (!x.has(stop) || x.n >= 3) && !x.has(orgTail) && !(x.has(official|title) && !x.has(given|family)) {
				ok = true // De Lange, Van Nieuw
			}
			if !ok && hyphen && x.is(glued) && estateWords.has(x.hash) && x.is(capital) && k+1 < end && t[k+1].kind == word && t[k+1].is(capital) && !t[k+1].is(first|glued|caps) {
				ok = true // ten Hove-Oude Luttikhuis
			}
			if !ok && hyphen && x.is(glued|first) && x.is(capital) && !x.is(caps|mixed) && x.n >= 3 && x.has(stop) && nw > 0 && t[wordsAt[nw-1]].has(anyFamily) && (nw > 1 || ni > 0 || famFrom >= 0) {
				ok = true // Ali Huizing-Tien
			}
			if !ok && lax && p.words == 1 && ni == 0 && x.is(capital) && !x.is(caps) && x.n >= 2 && t[k-1].has(given) && !t[k-1].has(common|place) && w.slots[k].cue == cueName && !x.has(particle|title|orgHead|orgTail|official|rank|trade|month|weekday|greeting) && !x.is(first) {
				ok = true // Reinier Top
			}
			if !ok && !lax && nw == 1 && ni == 0 && p.words == 1 && x.is(capital) && !x.is(caps|first) && x.has(stop) && x.n >= 3 && t[k-1].has(given) && t[k-1].is(capital) && !t[k-1].has(common|place|english|stop) && !x.has(particle|title|orgHead|orgTail|official|rank|trade|month|weekday|greeting) && !w.sentenceStart(k) && k+1 < end && (w.isPunct(k+1, ',') || w.isPunct(k+1, ')') || w.isPunct(k+1, '.') && t[k+1].is(last) || t[k+1].kind == word && !t[k+1].is(capital)) {
				ok = true // Marjolein Tel, die ...
			}
			if !ok && ni > 0 && nw == 0 && x.is(capital) && x.n >= 2 && !(x.has(stop) && x.n < 4) && !x.has(orgTail|orgHead) {
				ok = true // J. Kort
			}
			if !ok {
				break
			}
			if nw > 0 && x.is(caps) && x.n <= 4 && !t[wordsAt[nw-1]].is(caps) && !hyphen && !afterParticle {
				break // a degree or an organisation behind the name: MBA, VWS
			}
			if !hyphen {
				p.words++
				if !afterParticle && x.is(first) && (nw+ni >= 2 && !x.has(anyName) && !w.strange(k) || nw+ni >= 1 && x.has(common|english) && !x.has(given|family)) {
					p.words--
					break // the next line begins something else
				}
				// a third word that is no name ends a name of two: "Jan Smit Minister"
				if nw >= 2 && !afterParticle && !lax && !x.has(anyName) && x.has(common|place|proper) {
					break
				}
				if nw >= 1 && !afterParticle && famFrom >= 0 && nw > famFrom && !lax && !x.has(family) {
					p.words--
					break
				}
			}
			wordsAt[nw] = k
			nw++
			afterParticle, hyphen = false, false
			k++
			p.b = k
			if k+1 < end && w.isPunct(k, '-') && t[k].is(glued) && (t[k+1].is(glued) || t[k].is(last) && w.wraps2(k+1)) && t[k+1].kind == word && (t[k+1].is(capital) && (!t[k+1].has(orgTail) || t[k+1].has(family) && x.has(anyFamily)) || w.isParticle(k+1, end, lax) || lax && (ni > 0 || x.has(given) && t[k+1].has(given)) && !x.is(capital) && t[k+1].n > 2 && !t[k+1].has(stop)) {
				hyphen = true
				k++
			} else if k+1 < end && w.isPunct(k, '-') && t[k].is(last) && t[k].is(glued) && w.wraps(k+1) && t[k+1].kind == word && !t[k+1].is(capital) && !t[k+1].has(particle) {
				// Jan-<newline>sen: broken by a hyphen
				k += 2
				p.b = k
			}
			continue
		}
		// A.C. (Anne) Wolters
		if w.isPunct(k, '(') && ni > 0 && nw == 0 && k+3 < end && t[k+1].kind == word && t[k+1].is(capital) && w.isPunct(k+2, ')') && t[k+3].kind == word && (t[k+3].is(capital) || w.isParticle(k+3, end, lax)) && !t[k+1].is(caps) {
			p.nick = k + 1
			k += 3
			continue
		}
		if q := w.spacedDouble(k, end); q > 0 && nw > 0 && ni == 0 && lax {
			// Vos - de Heer, A.
			if famFrom < 0 {
				famFrom = 0
			}
			p.particle = p.particle || q > k+2
			wordsAt[nw] = q - 1
			nw++
			k = q
			p.b = k
			continue
		}
		if q := w.asideIn(k, end); q > 0 && nw == 1 && ni == 0 && famFrom < 0 && t[wordsAt[0]].has(anyGiven) {
			// Sjoukje (Sj.) Ras-Haak, Roelof 'Bolle' Nagel
			k = q
			continue
		}
		if x.kind == punct && nw > 0 {
			if x.hash == '\\' && x.is(glued) && w.isPunct(k+1, ',') && k+2 < end { // as an appointment has its commas
				k++
				x = &t[k]
			}
			// Jansen, P.M. (Pieter)
			if x.hash == ',' && k+1 < len(t) && (x.is(glued) || !t[k+1].is(glued) && (t[k-1].is(caps) && t[k-1].n > 3 || w.initialAt(k+1, end, false) > 0)) && ni == 0 && k+1 < end {
				if q, in := w.invertedTail(k+1, end, lax, wordsAt[:nw], famFrom); q > 0 {
					p.inverted = true
					if len(in) == 0 {
						for g := k + 1; g < q; g++ {
							if t[g].kind == word && !t[g].has(title|particle) {
								p.nick = g
								break
							}
						}
					}
					for _, c := range in {
						if ni < len(ini) {
							ini[ni] = c
							ni++
						}
					}
					k = q
					p.b = q
					famFrom = 0
				} else {
					break
				}
			}
			if k < end && w.isPunct(k, '(') && lax && k+2 < end {
				q := k + 1
				for q < end && q < k+5 && (t[q].kind == word && (t[q].is(capital) && !t[q].is(caps) || w.nameWord(q, true) && !(t[q].is(caps) && t[q].n <= 4 && !t[q].has(given))) || w.isPunct(q, '-')) {
					q++
				}
				if q > k+1 && q < end && w.isPunct(q, ')') && !t[k+1].has(orgHead|orgTail|official|stop|team) && !t[k+1].has(common) && (ni > 0 || p.inverted || t[k+1].has(given)) {
					p.nick = k + 1
					p.b = q + 1
					if p.inverted { // Haan, J.W. (Jan Willem) de
						e := p.b
						for e < end && t[e].kind == word && t[e].has(particle) && !t[e].is(capital|first) {
							e++
						}
						if e >= end || t[e].kind == punct {
							p.b = e
						}
					}
				} else if q == k+2 && q < end && w.isPunct(q, ')') && t[k+1].has(given) && ni > 0 {
					p.nick = k + 1
					p.b = q + 1
				}
			}
			break
		}
		break
	}
	if nw == 0 {
		return p, false
	}
	for noble && nw < len(wordsAt) && p.b+1 < end && t[p.b].kind == word && estates.has(t[p.b].hash) && !t[p.b].is(first) && t[p.b+1].kind == word && t[p.b+1].is(capital) && !t[p.b+1].is(first) {
		wordsAt[nw] = p.b + 1 // baron van Heeckeren van Overlaer
		nw++
		p.b += 2
	}
	for nw < len(wordsAt) && !p.inverted {
		from, e := w.grows(p, end, ni > 0, famFrom >= 0)
		if e == 0 {
			break
		}
		if famFrom < 0 && ni == 0 {
			famFrom = nw
		}
		p.particle = p.particle || from > p.b && t[p.b].has(particle)
		wordsAt[nw] = from
		nw++
		p.b = e
	}
	if p.b < end && t[p.b].kind == word && (t[p.b].hash == hashJr || t[p.b].hash == hashSr) && !t[p.b].is(first) && !p.lower {
		p.b++ // Pim Visser jr.
		if p.b < end && w.isPunct(p.b, '.') && t[p.b].is(glued) && p.b+1 < end && !t[p.b+1].is(capital) {
			p.b++
		}
	}
	p.initials = string(ini[:ni])
	switch p.initials {
	case "sv", "vv", "fc", "sc":
		if x := &t[wordsAt[nw-1]]; !x.has(family) && !p.particle && (x.has(given|place|common|proper|team) || x.class == 0 && p.b < end && (t[p.b].kind == number || w.isPunct(p.b, '\''))) {
			return p, false // S.V. Olympia '98
		}
	case "bv", "nv", "cv", "vof", "ua", "hm", "zkh", "po":
		q := i - 1
		if q > 0 && w.isPunct(q, '.') {
			q--
		}
		if q >= 0 && !t[i].is(first) && t[q].kind == word && t[q].is(capital) || p.initials == "hm" || p.initials == "po" {
			return p, false // Janssen B.V.
		}
	}
	p.lower = true
	for n := range nw {
		if t[wordsAt[n]].is(capital) {
			p.lower = false
		}
	}
	// which words are the given names?
	switch {
	case p.inverted:
		p.family = append(p.family, wordsAt[:nw]...)
	case famFrom >= 0:
		p.given = append(p.given, wordsAt[:famFrom]...)
		p.family = append(p.family, wordsAt[famFrom:nw]...)
	case ni > 0:
		// J. (Jan) Smit and Jan P. Smit
		n := 0
		if wordsAt[0] < i+1 && nw > 1 {
			n = 1
		}
		p.given = append(p.given, wordsAt[:n]...)
		p.family = append(p.family, wordsAt[n:nw]...)
	case nw == 1:
		x := &t[wordsAt[0]]
		if x.has(given) || x.has(givenFar) && !x.has(family) {
			p.given = append(p.given, wordsAt[0])
		} else {
			p.family = append(p.family, wordsAt[0])
		}
	default:
		// the family name is the last word with what is hyphenated to it;
		// Chinese and other inverted orders are left to propagation
		n := nw - 1
		for n > 1 && w.isPunct(wordsAt[n]-1, '-') && t[wordsAt[n]-1].is(glued) {
			n--
		}
		if n == 1 && w.isPunct(wordsAt[1]-1, '-') && t[wordsAt[1]-1].is(glued) && nw == 2 {
			// one hyphenated word: Anne-Fleur or Smit-Jansen
			if t[wordsAt[0]].has(given) {
				p.given = append(p.given, wordsAt[:2]...)
			} else {
				p.family = append(p.family, wordsAt[:2]...)
			}
			break
		}
		p.given = append(p.given, wordsAt[:n]...)
		p.family = append(p.family, wordsAt[n:nw]...)
	}
	return p, true
}

// leadsToFamily reports whether the particle at k leads to a family name. If
// not it is a preposition: "Jansen van Nictiz". With complete, the name before
// it could stand by itself, so that only a known family name will do.
func (w *work) leadsToFamily(k, end int, complete bool) bool {
	if w.tok[k].hash == hashTe && k+1 < end && w.tok[k+1].has(place) {
		return false // Arcadis te Assen
	}
	if h := w.tok[k].hash; (h == hashTer || h == hashTen) && k+1 < end && w.tok[k+1].kind == word && w.tok[k+1].is(capital) && !w.tok[k+1].has(orgHead|orgTail) && !w.tok[k+1].is(first) {
		return true
	}
	for q := k + 1; q < end && q < k+6; q++ {
		x := &w.tok[q]
		if x.kind != word {
			continue
		}
		if x.is(capital) && q+2 < end && w.isPunct(q+1, '-') && w.tok[q+1].is(glued) && w.tok[q+2].is(glued) && w.tok[q+2].is(capital) && !w.tok[q+2].has(orgTail) {
			return !w.tok[q+2].ends(tailOrg|tailBuilding|tailThing) || w.tok[q+2].has(family) // van Tilburg-Kool
		}
		if x.has(particle) && !(x.is(capital) && x.has(family)) {
			continue
		}
		if x.has(orgHead|orgTail|team|official) && !x.has(family) || x.has(place) && !x.has(family) && x.is(capital) && (complete || bigPlaces.has(x.hash) || !w.tok[k-1].has(given)) || x.ends(tailOrg) && !x.has(family) {
			return false
		}
		if x.is(caps) && !w.tok[k-1].is(caps) || x.is(mixed) && !w.camelName(x) {
			return false // Annemieke van het JCvSZ
		}
		if complete {
			return x.has(family) || x.ends(tailFamily) && !x.has(common|place)
		}
		return x.has(anyFamily|place) || !x.has(common|proper|demonym) || x.has(proper) && w.tok[k-1].has(given) ||
			// Joep van Zanten: no ordinary word has a capital there, though a department may
			x.has(common) && x.is(capital) && x.n >= 5 && w.tok[k-1].has(given) && !w.tok[k-1].has(common|place) && !x.has(stop|orgHead|orgTail|rank|trade|title|month|weekday) && !boxWords.has(x.hash) && !unitWords.has(x.hash) && !x.ends(tailOrg|tailThing|tailBuilding) && !hasTail(w.fold(x), unitTails) && x.direct() == noCue
	}
	return false
}

var hashSr = uint32(hashOf("sr"))
var hashTer, hashTen = uint32(hashOf("ter")), uint32(hashOf("ten"))

// bigPlaces are where offices are: "Pieter van Utrecht" is Pieter of the
// office there; "Lieke van Riel" is her name.
var bigPlaces = hashSet(`amsterdam rotterdam utrecht eindhoven groningen tilburg almere breda nijmegen apeldoorn enschede haarlem arnhem zaanstad amersfoort zwolle leiden dordrecht zoetermeer maastricht leeuwarden brussel nederland belgie europa limburg brabant zeeland drenthe overijssel gelderland friesland flevoland suriname turkije marokko duitsland`)

// particlesEnd reports whether only particles stand from token k to the end of
// the value: "Linde, Joost van der".
func (w *work) particlesEnd(k, end int) bool {
	s := k
	for k < end && w.tok[k].kind == word && w.tok[k].has(particle) && !w.tok[k].is(capital) {
		k++
	}
	return k > s && (k >= end || w.isPunct(k, ';') || w.isPunct(k, '<'))
}

// particlesComma passes over particles and a comma before what a person is called, as some
// lists have it: "Zwart, de, Anneke". It gives the token after the comma, or 0.
func (w *work) particlesComma(k, end int) int {
	t := w.tok
	q := k
	for q < end && q < k+4 && t[q].kind == word && t[q].has(particle) && !t[q].is(capital|first) {
		q++
	}
	if q == k || q+1 >= end || !w.isPunct(q, ',') || t[q+1].kind != word || !t[q+1].is(capital) || t[q+1].is(first) {
		return 0
	}
	if t[q+1].has(anyGiven) || w.strange(q+1) || w.initialAt(q+1, end, false) > 0 {
		return q + 1
	}
	return 0
}

// invertedTail reads what follows the comma in "Jansen, P.M. van der (Piet)",
// and gives the token after it and the initials.
func (w *work) invertedTail(k, end int, lax bool, fam []int, famFrom int) (int, []byte) {
	t := w.tok
	var in []byte
	if t[k].is(first) || w.isPunct(k+1, '&') && t[k+1].is(glued) {
		return 0, nil // Gerda Lubbers, P&O
	}
	if x := &t[fam[0]]; x.has(common) && !x.has(anyName) && x.is(capital) && !x.is(caps|first) && fam[0] > 0 && t[fam[0]-1].kind == word && t[fam[0]-1].byTrade() && !t[fam[0]-1].is(capital) {
		return 0, nil // clusterhoofd Toezicht, P. in 't Groen
	}
	if t[k].kind == word && t[k].is(caps) && partyNames.has(t[k].hash) {
		return 0, nil // Keessen, CDA
	}
	if q := w.particlesComma(k, end); q > 0 {
		k = q
		for k < end && w.initialAt(k, end, false) > 0 {
			in = append(in, w.initial(&t[k]))
			k = w.initialAt(k, end, false)
		}
		if len(in) == 0 {
			k++
		}
		return k, in
	}
	k, titled := w.skipTitles(k, end)
	if k >= end {
		return 0, nil
	}
	for k < end && (w.initialAt(k, end, false) > 0) {
		in = append(in, w.initial(&t[k]))
		k = w.initialAt(k, end, false)
		if k+1 < end && w.isPunct(k, '-') && t[k].is(glued) && w.initialAt(k+1, end, false) > 0 {
			k++
		}
	}
	if titled && len(in) > 0 && k < end && t[k].kind == word && t[k].is(capital) && !t[k].is(first) {
		return 0, nil // the next of a list: "mw. Iris Kok, dhr. T. Hoog Antink"
	}
	if len(in) == 0 && lax && !t[fam[0]].is(capital) && t[k].n == 1 && k+1 < end && w.isPunct(k+1, '.') && t[fam[0]].n > 2 {
		for k+1 < end && t[k].kind == word && t[k].n == 1 && w.isPunct(k+1, '.') { // lankhorst, b.p.
			in = append(in, w.initial(&t[k]))
			k += 2
		}
		return k, in
	}
	if len(in) == 0 && lax && len(fam) > 1 && famFrom < 0 && t[fam[0]].has(given) && t[k].kind == word && t[k].is(caps) && !t[k].has(given) && !t[fam[0]].is(caps) {
		return 0, nil // Hans Rouwenhorst, HRM
	}
	if len(in) == 0 && lax && t[k].kind == word && t[k].is(caps) && t[k].n <= 4 && !t[k].is(first) && t[k].is(capital) || len(in) == 0 && lax && t[k].kind == word && t[k].n == 1 && t[k].is(capital) {
		if f := &t[fam[0]]; partyNames.has(t[k].hash) || f.is(caps) && f.n <= 5 && !f.has(anyName) && len(fam) == 1 {
			return 0, nil // Jansen, CDA; DGRR, WJZ
		}
		// Jansen, PM
		for _, c := range w.text[t[k].start:t[k].end()] {
			in = append(in, c|0x20)
		}
		k++
	}
	if len(in) == 0 {
		if !lax {
			return 0, nil
		}
		if t[k].kind == word && t[k].has(particle) && !t[k].is(capital) && w.particlesEnd(k, end) && (t[fam[0]].has(anyFamily) || w.strange(fam[0])) {
			for k < end && t[k].kind == word && t[k].has(particle) {
				k++
			}
			return k, nil // Zwart, de
		}
		if k+2 == end && w.slots[k].cue == cueName && w.twoGiven(k) && (t[fam[0]].has(anyName) || w.strange(fam[0])) {
			return k + 2, in // Tesfay, Yohannes Mehari, and nothing else in the field
		}
		// Jansen, Pieter (P.M.) van
		if e := w.restOfValue(k, end, fam, famFrom); e > 0 {
			return e, nil
		}
		odd := t[k].kind == word && t[k].is(capital) && t[k].n > 1 && (t[fam[0]].is(caps) && t[fam[0]].n > 3 && !t[k].is(caps) && !t[fam[0]].has(common|orgHead|orgTail) || w.slots[k].head || w.slots[k].chat) && (w.strange(k) || t[k].has(anyGiven)) && (w.strange(fam[0]) || t[fam[0]].has(anyFamily) && !t[fam[0]].has(given))
		odd = odd || t[k].kind == word && t[k].is(capital) && !t[k].is(caps|first) && t[k].n > 2 && !t[k].has(orgHead|orgTail|place|title) && w.trailing(k+1, end) && (t[fam[0]].has(anyFamily) || w.strange(fam[0]))
		if !odd && (t[k].kind != word || !t[k].is(capital) && !t[k].has(given) || !t[k].has(anyGiven) && !(k+1 < len(t) && (w.isPunct(k+1, '<') || w.isPunct(k+1, ';')) && t[k].is(capital) && t[k].n > 2 && !t[k].has(stop|orgTail|orgHead)) && !(t[k].is(caps) && t[fam[0]].is(caps) && t[k].n > 2 && !t[k].has(stop|orgTail)) || t[fam[0]].has(given) && !t[fam[0]].has(family) && famFrom < 0 && !w.particlesEnd(k+1, end)) {
			return 0, nil
		}
		if k+1 < end && t[k+1].kind == word && !t[k+1].has(particle) && t[k+1].is(capital) && !t[k+1].has(title) && !t[k+1].has(given) && int(t[k+1].start)-t[k].end() <= 1 {
			return 0, nil // the next of a list: "Jansen, Pieter Bakker"
		}
		k++
		if k+1 < end && w.isPunct(k, '-') && t[k].is(glued) && t[k+1].kind == word && t[k+1].is(glued) && t[k+1].is(capital) {
			k += 2 // Jan-Willem
		}
	}
	e := k
	for k < end && (t[k].kind == word && t[k].has(particle) && !t[k].is(first) || k > e && w.isPunct(k, '.') && t[k].is(glued) && t[k-1].n <= 2) {
		k++
	}
	if k > e && k < end && t[k].kind == word && t[k].is(capital) && !t[k].is(first) && !t[k].has(title) {
		if len(in) > 0 {
			return 0, nil // "Jansen, P. de Vries" are two people
		}
		k = e
	}
	if k == e && len(in) > 0 && k < end && t[k].kind == word && t[k].is(capital) && !t[k].is(first) && int(t[k].start)-t[k-1].end() <= 1 && w.nameWord(k, false) {
		return 0, nil
	}
	if w.isPunct(k, ',') && k+1 < end && t[k+1].has(particle) && t[k+1].kind == word && (k+2 >= end || t[k+2].kind != word || !t[k+2].is(capital)) && lax {
		k += 2 // Jansen, P.M., van
	}
	return k, in
}
