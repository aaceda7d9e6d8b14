package redact

// This file lets a name grow over what the order of given name, tussenvoegsel
// and family name does not foresee: second tussenvoegsels, third halves,
// names cut off to a letter.

// seconds are tussenvoegsels that stand inside a family name of two parts: Van
// Rossum du Chattel. A second "van" would rather say where someone works.
var seconds = hashSet(`du des von dos y`)

// grows gives the next word of the family name of p, which ends at p.b, and
// the token after that word, or zeros. The arguments tell whether p has
// initials and whether its family name has begun.
func (w *work) grows(p parsed, end int, initials, begun bool) (int, int) {
	t := w.tok
	k := p.b
	if k >= end || t[k].is(first) || !t[k-1].is(capital) || t[k-1].kind != word || t[k-1].n == 1 || int(t[k].start)-t[k-1].end() > 1 {
		return 0, 0
	}
	x := &t[k]
	// L.S. Tjin-Kon-Fat: what hangs on a family name by a hyphen is part of it
	if w.isPunct(k, '-') && x.is(glued) && (initials || begun) && k+1 < end && t[k+1].is(glued) && t[k+1].kind == word && t[k+1].is(capital) && t[k+1].n > 1 && !t[k+1].has(orgTail|thingTail) && !t[k+1].is(first) {
		return k + 1, k + 2
	}
	// M. Krul - van Dongen
	if w.isPunct(k, '-') && !x.is(glued) && initials && k+2 < end && t[k+1].kind == word && !t[k+1].is(capital|first) && (t[k+1].hash == hashVan || t[k+1].hash == hashDe) && w.isParticle(k+1, end, false) {
		for q := k + 2; q < end && q < k+5; q++ {
			if t[q].is(capital) {
				if t[q].has(orgHead|orgTail|team) && !t[q].has(family) {
					return 0, 0
				}
				return q, q + 1
			}
		}
	}
	// G. Hissink - Beernink, and nothing else on the line
	if w.isPunct(k, '-') && !x.is(glued) && initials && k+1 < end && t[k+1].kind == word && t[k+1].is(capital) && t[k+1].is(last) && !t[k+1].is(first|glued|caps) && t[p.a].is(first) && (t[k+1].has(anyFamily) || w.strange(k+1)) && !t[k+1].has(orgHead|orgTail|team|place) {
		return k + 1, k + 2
	}
	if x.kind != word || x.is(glued) {
		return 0, 0
	}
	// Thea de J., Jerry van R., Rob v K
	if x.has(particle) && !x.is(capital) && !prepositions.has(x.hash) && !begun && !initials {
		q := k
		for q < end && q < k+5 && (t[q].kind == word && t[q].has(particle) && !t[q].is(capital|first) || q > k && w.isPunct(q, '.') && t[q].is(glued) && t[q-1].n == 1) {
			q++
		}
		if q < end && t[q].kind == word && t[q].n == 1 && t[q].is(capital) && !t[q].is(first|glued) && (t[p.a].has(anyGiven) || w.strange(p.a)) {
			if q+1 < len(t) && t[q+1].is(glued) && !w.isPunct(q+1, '.') && !w.isPunct(q+1, ',') && !w.isPunct(q+1, ')') && !w.isPunct(q+1, ':') {
				return 0, 0
			}
			return q, q + 1
		}
	}
	if !begun && !initials {
		return 0, 0
	}
	if seconds.has(x.hash) && !x.is(capital) && k+1 < end && t[k+1].kind == word && t[k+1].is(capital) && !t[k+1].is(caps|first) && t[k+1].n > 2 {
		return k + 1, k + 2
	}
	// T. Hoog Antink: a word that is in no list, behind a family name
	if (initials || t[p.a].has(anyGiven) && t[p.a].is(capital)) && x.is(capital) && !x.is(caps|mixed) && x.class == 0 && x.cue == 0 && x.n >= 4 && x.tail&(tailOrg|tailThing|tailBuilding|tailTrade) == 0 && !w.wordy(k) && w.state[k] == free {
		return k, k + 1
	}
	return 0, 0
}

// restOfValue reads the given names behind the comma at the end of a value that must be a
// name: "Op de Weegh, Ger", "Tesfay, Yohannes Mehari". It gives the token after them, or 0.
// fam are the words before the comma; from famFrom on they belong to the family name.
func (w *work) restOfValue(k, end int, fam []int, famFrom int) int {
	t := w.tok
	s := w.slots[k]
	if s.cue != cueName || !(s.cell || s.head || s.field || s.chat) || w.slots[fam[0]] != s && !w.slots[fam[0]].start {
		return 0
	}
	f := &t[fam[len(fam)-1]]
	if famFrom < 0 && (f.has(given) && !f.has(family) || !f.has(anyFamily) && (f.class != 0 || f.cue != 0 || f.ends(tailOrg|tailTrade|tailThing|tailPractice))) || f.has(orgHead|orgTail|official) || f.is(caps) && f.n <= 4 && !t[k].is(caps) {
		return 0
	}
	words := 0
	for ; k < end && words < 4; k++ {
		x := &t[k]
		if w.isPunct(k, '-') && x.is(glued) && words > 0 && k+1 < end && t[k+1].is(glued) {
			continue
		}
		if x.kind != word {
			break
		}
		if !x.is(capital) || x.is(first) || x.is(caps) && !f.is(caps) || x.has(orgHead|orgTail|official|rank|trade|title|stop|month|weekday|place|team) && !x.has(given) || x.has(common) && !x.has(anyName|proper) || x.byTrade() || x.ends(tailOrg) || boxWords.has(x.hash) {
			return 0
		}
		words++
	}
	if words == 0 || k < end && !w.isPunct(k, ';') && !w.isPunct(k, '<') && !w.isPunct(k, '(') && !w.isPunct(k, '|') && !w.isPunct(k, '"') && !w.slots[k].start && w.slots[k].cue == cueName {
		return 0
	}
	return k
}

// shortParticle reads a family name whose tussenvoegsel is one letter and a dot where it cannot
// be a preposition: "(v. Wijk)", "PIW'er d. Wolf", "chef meldk.: v. Rossum", or alone in a cell.
// It gives the token after the name, or i.
func (w *work) shortParticle(i int) int {
	t := w.tok
	if t[i].n != 1 || t[i].hash != hashV && t[i].hash != hashD || t[i].is(glued) && !w.isPunct(i-1, '(') || !w.isPunct(i+1, '.') || i+2 >= len(t) || t[i+2].kind != word || t[i+2].is(first) {
		return i
	}
	if i > 0 && !t[i].is(first) && int(t[i].start)-t[i-1].end() < 2 {
		p := &t[i-1]
		switch {
		case p.kind == punct && (p.hash == '(' || p.hash == ':' || p.hash == '/' || p.hash == '&' || p.hash == '|' || p.hash == '"' || p.hash == ','):
		case p.kind == word && (p.byTrade() && !p.has(kin) || p.has(rank) || w.memberWord(p)):
		default:
			return i
		}
	}
	p, ok := w.parseName(i, len(t), false)
	if !ok || !p.particle || len(p.family) == 0 || len(p.given) > 0 {
		return i
	}
	x := &t[p.family[len(p.family)-1]]
	if !x.is(capital) || x.n < 3 || x.is(caps) && x.n <= 4 || x.has(orgHead|orgTail|official|month|weekday|team) || x.ends(tailOrg|tailSure|tailBuilding|tailThing) || w.organisation(p) || w.keepsRole(p) {
		return i
	}
	w.accept(p, ruleShape, 0.7, w.rankBeside(p, len(t)))
	return p.b
}
