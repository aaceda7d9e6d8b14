package redact

import "paraaf/documents"

// This file knows rarer ways of writing a name, for parseName and what reads running text.

// estateWords begin family names after farms in the east: Oude Luttikhuis, Groot Obbink.
var estateWords = hashSet(`oude olde nieuwe nije groot groote grote klein kleine lutke luttike korte lange hoge lage`)

// nobility stands between initials and the family name; estates lead to a second half of it.
var (
	nobility = hashSet(`baron barones baronesse graaf gravin jonkheer jhr jonkvrouw jkvr ridder markies markiezin hertog hertogin burggraaf prins prinses vrijheer freule`)
	estates  = hashSet(`van tot thoe op tho`)
)

// spacedDouble reads the second half of a double family name behind a hyphen with spaces, as
// registers print it before a comma: "Vos - de Heer, A.". It gives the token after it, or 0.
func (w *work) spacedDouble(k, end int) int {
	t := w.tok
	if !w.isPunct(k, '-') || t[k].is(glued) || k+2 >= end || t[k+1].is(glued|first) {
		return 0
	}
	q := k + 1
	for q < end && q < k+4 && t[q].kind == word && t[q].has(particle) && !t[q].is(capital|first) {
		q++
	}
	if q+1 >= end || t[q].kind != word || !t[q].is(capital) || t[q].is(first) || !w.isPunct(q+1, ',') || !t[q+1].is(glued) || t[q].has(orgHead|orgTail) && !t[q].has(family) {
		return 0
	}
	if q == k+1 && !t[q].has(anyFamily) && !w.strange(q) {
		return 0
	}
	return q + 1
}

// asideIn passes over initials or a nickname in brackets or quotes between a given and a
// family name: (Sj.), ("Cor"), 'Bolle'. It gives the token of the family name, or 0.
func (w *work) asideIn(k, end int) int {
	t := w.tok
	q := k
	if w.quote(q) && w.isPunct(q+1, '(') {
		q++ // "Pim" (W.W.) Doornbos
	}
	if q+2 >= end || q == k && t[q].is(first) || t[q].is(glued) && q == k && w.isPunct(q, '(') {
		return 0
	}
	bracket := w.isPunct(q, '(')
	if !bracket && (!w.quote(q) || t[q].is(glued)) {
		return 0
	}
	q++
	if bracket && w.quote(q) {
		q++
	}
	from := q
	for q < end && q < from+8 && (t[q].kind == word && t[q].is(capital) && !t[q].is(first) || w.isPunct(q, '.') && t[q].is(glued)) {
		q++
	}
	if q == from || q >= end || t[from].has(orgHead|orgTail|official|stop|team|month) || t[from].is(caps) && t[from].n > 1 {
		return 0
	}
	if bracket && w.quote(q) {
		q++
	}
	if bracket && !w.isPunct(q, ')') || !bracket && !w.quote(q) {
		return 0
	}
	q++
	if q >= end || t[q].is(first|glued) || t[q].kind != word || int(t[q].start)-t[q-1].end() > 1 {
		return 0
	}
	if t[q].is(capital) && w.nameWord(q, true) || w.isParticle(q, end, false) {
		return q
	}
	return 0
}

// trailing reports whether particles stand at token k and nothing of a name after them: "Berg,
// Ottoline van den."
func (w *work) trailing(k, end int) bool {
	s := k
	for k < end && k < s+4 && w.tok[k].kind == word && w.tok[k].has(particle) && !w.tok[k].is(capital|first) {
		k++
	}
	return k > s && !prepositionsAll.has(w.tok[k-1].hash) && (k >= end || w.tok[k].kind == punct)
}

// twoGiven reports whether tokens k and k+1 may be what someone is called, rather than a
// given name and a family name.
func (w *work) twoGiven(k int) bool {
	t := w.tok
	for q := k; q < k+2; q++ {
		if t[q].kind != word || !t[q].is(capital) || t[q].is(first|caps|glued) || t[q].has(title|orgHead|orgTail|place|common|team) || !t[q].has(anyName) && !w.strange(q) {
			return false
		}
	}
	return !(t[k].has(given) && !t[k].has(family) && t[k+1].has(family))
}

// quote reports whether a quotation mark stands at token k.
func (w *work) quote(k int) bool {
	if k < 0 || k >= len(w.tok) || w.tok[k].kind != punct {
		return false
	}
	switch h := w.tok[k].hash; {
	case h == '"' || h == '\'':
		return true
	case h == 0x80:
		switch w.str(&w.tok[k]) {
		case "“", "”", "‘", "’", "„", "‚", "«", "»":
			return true
		}
	}
	return false
}

// dotted reads a family name whose tussenvoegsel is cut off and stands apart: "adviseur v.
// Zutven", "(v. d. Brink)", "PIW'er d. Wolf". It gives the token after it, or i.
func (w *work) dotted(i int) int {
	t := w.tok
	if t[i].n > 2 || !cutParticles.has(t[i].hash) || t[i].is(capital|glued) && !(t[i].is(glued) && i > 0 && (w.isPunct(i-1, '(') || w.quote(i-1))) || i > 0 && w.isPunct(i-1, '.') && t[i-1].is(glued) && t[i].is(glued) {
		return i
	}
	k := i
	for n := 0; n < 3 && k < len(t) && t[k].kind == word && !t[k].is(capital) && t[k].has(particle); n++ {
		k++
		if w.isPunct(k, '.') && t[k].is(glued) {
			k++
		} else if n == 0 && t[i].n == 1 {
			return i // "f v Adriaensen" may be anything
		}
	}
	if k >= len(t) || t[k].kind != word || !t[k].is(capital) || t[k].is(first) && !w.wraps(k) || t[k].n < 3 || int(t[k].start)-t[k-1].end() > 1 || w.state[k] != free {
		return i
	}
	x := &t[k]
	if x.has(month|weekday|orgHead|orgTail|official|team|demonym) || x.has(place) && !x.has(family) || !x.has(anyName) && !w.strange(k) || x.has(common) && !x.has(family|given) || x.hash == hashChr {
		return i
	}
	p := parsed{a: i, b: k + 1, family: []int{k}, particle: true, words: 1}
	for p.b+1 < len(t) && w.isPunct(p.b, '-') && t[p.b].is(glued) && t[p.b+1].is(glued) && t[p.b+1].kind == word && t[p.b+1].is(capital) {
		p.family = append(p.family, p.b+1)
		p.b += 2
	}
	if w.organisation(p) || w.keepsRole(p) || w.registered(k) {
		return i
	}
	w.accept(p, ruleShape, 0.7, false)
	return p.b
}

var hashChr = uint32(hashOf("chr"))

// cutParticles are tussenvoegsels cut to one or two letters.
var cutParticles = hashSet(`v d vd vh vdn vdr`)

// announcedSmall reads a name in small letters that the word before it announces: "een
// zekere delano", "zn vrouw gea", "ene rens", whatever the rest of the text looks like. It
// gives the token after it, or i.
func (w *work) announcedSmall(i int) int {
	t := w.tok
	x := &t[i]
	if i == 0 || x.n < 3 || x.is(capital|glued|first) || x.has(stop|particle|trade|kin|official|weekday|month|saying) || w.state[i] != free || t[i-1].kind != word {
		return i
	}
	y := &t[i-1]
	sure := y.hash == hashEne || y.hash == hashZekere && i > 1 && t[i-2].hash == hashEen
	owned := y.has(kin) && !y.is(capital) && i > 1 && t[i-2].kind == word && owners.has(t[i-2].hash)
	if !sure && !owned || !x.has(given) && !(sure && x.has(family)) || x.has(common) && !x.has(given) || adverbNames.has(x.hash) {
		return i
	}
	p := parsed{a: i, b: i + 1, given: []int{i}, words: 1, lower: true}
	w.accept(p, ruleKin, 0.7, false)
	return i + 1
}

var hashZekere = uint32(hashOf("zekere"))
var owners = hashSet(`mijn mn m'n zijn zn z'n haar hr d'r dr uw onze ons hun jouw je`)

// nameBeforeVan gives the name before "van" in p when what follows is where someone works:
// "mr. Ph. Roos van Roos & Partners", "Dr. Lub van Altenburg & Wymenga".
func (w *work) nameBeforeVan(p parsed, titled bool) (parsed, bool) {
	t := w.tok
	for k := p.a + 1; k < p.b; k++ {
		if t[k].kind != word || t[k].hash != hashVan || t[k].is(capital) {
			continue
		}
		q, ok := w.parseName(p.a, k, titled)
		if !ok || q.b != k {
			return p, false
		}
		return q, titled || q.initials != "" || len(q.given) > 0 && t[q.given[0]].has(given) && !t[q.given[0]].has(common|place)
	}
	return p, false
}

// familyFirst reads a name that begins with the family name where a value stands by itself in
// running text: in quotes, behind a semicolon, or with the family name in capitals: "BERG,
// Ottoline van den". It gives the token after it, or i.
func (w *work) familyFirst(i int) int {
	t := w.tok
	if i == 0 || t[i].n < 2 || t[i].has(orgHead|official|stop|month|weekday) && !t[i].has(particle|family) {
		return i
	}
	quoted, listed, shouted := w.quote(i-1) && t[i].is(glued), w.isPunct(i-1, ';'), t[i].is(caps) && t[i].n > 2 && !w.shouting(i)
	if !quoted && !listed && !shouted {
		return i
	}
	l := w.lines[w.lineOf(i)]
	p, ok := w.parseName(i, min(int(l.b), i+12), true)
	if !ok || !p.inverted || p.lower || len(p.family) == 0 {
		return i
	}
	x := &t[p.family[0]]
	if !x.has(anyName) && !w.strange(p.family[0]) || x.has(place|team|orgHead|orgTail) && !x.has(family) || t[p.b-1].has(place|orgTail) && !t[p.b-1].has(anyName) {
		return i
	}
	switch {
	case quoted && !(w.quote(p.b) && t[p.b].is(glued)), listed && !quoted && !shouted && !(p.b >= int(l.b) || w.isPunct(p.b, ';') || w.isPunct(p.b, '(')):
		return i
	case shouted && !quoted && (t[p.b-1].is(caps) && t[p.b-1].n > 1 || p.initials == "" && p.nick == 0 && !p.particle && !t[p.b-1].has(given)):
		return i
	}
	if w.keepsRole(p) {
		return p.b
	}
	w.accept(p, ruleShape, 0.8, w.rankBeside(p, int(l.b)))
	return p.b
}

// onlyName reports whether the text says of p that it is all of the name: "Soekardi, zonder
// achternaam".
func (w *work) onlyName(p parsed) bool {
	t := w.tok
	if p.words != 1 || p.particle || p.initials != "" || !w.isPunct(p.b, ',') && !w.isPunct(p.b, '(') {
		return false
	}
	for k := p.b + 1; k < len(t) && k < p.b+4 && t[k].kind == word && !t[k].is(first); k++ {
		if t[k].direct() == cueFamily || t[k].direct() == cueGiven {
			return true
		}
	}
	return false
}

// afterTime reports whether p stands behind a time of day and does something there, as logs
// have it: 22:10 Zwiers meldt, 22.14 Kamperman tp.
func (w *work) afterTime(p parsed) bool {
	t, a := w.tok, p.a
	if a < 3 || t[a].is(first) || t[a-1].kind != number || t[a-1].n != 2 || !w.isPunct(a-2, ':') && !w.isPunct(a-2, '.') || !t[a-2].is(glued) || t[a-3].kind != number || t[a-3].n > 2 || p.words != 1 || t[a].is(caps|mixed) || !t[a-3].is(first) && (a < 4 || t[a-4].kind != punct) || t[a].has(common|place|team|orgHead) && !t[a].has(given) {
		return false
	}
	r := w.rightWord(p.b)
	return r == p.b && !t[r].is(capital) && (t[r].has(saying) || personVerbs.has(t[r].hash) || logWords.has(t[r].hash) || w.participle(r))
}

// logWords follow a name in a log.
var logWords = hashSet(`tp retour uit in af aan weg terug binnen vertrokken aanwezig afwezig ziek vrij pauze dienst overleg en`)

// anonymous reads someone of whom only initials are left, behind what he is: "verdachte S. el
// B.", "medegedetineerde T. B.", "medewerkster L.". It gives the token after them, or i.
func (w *work) anonymous(i int) int {
	t := w.tok
	if i == 0 || t[i].n != 1 || !t[i].is(capital) || t[i].is(first|glued) || t[i-1].kind != word || t[i-1].is(caps) || !(t[i-1].has(kin) || t[i-1].byTrade()) || t[i-1].n < 5 {
		return i
	}
	k, e, letters := i, i, 0
read:
	for k+1 < len(t) && k < i+14 && !(k > i && t[k].is(first)) {
		switch {
		case t[k].kind == word && t[k].n == 1 && t[k].is(capital) && w.isPunct(k+1, '.') && t[k+1].is(glued):
			k += 2
			e = k
			letters++
		case letters > 0 && t[k].kind == word && t[k].has(particle) && !t[k].is(capital):
			k++
		default:
			break read
		}
	}
	if letters == 0 || letters > 4 || w.isPunct(k, '(') || k < len(t) && t[k].kind == word && t[k].is(capital) && !t[k].is(first) || e < len(t) && letters == 1 && t[e].is(first) || e+1 < len(t) && t[e].is(glued) && !w.isPunct(e, ',') {
		return i
	}
	w.add(i, e, hit{rule: ruleKin, label: documents.Person, cert: 0.65})
	return e
}
