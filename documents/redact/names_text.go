package redact

import (
	"sort"
	"strings"

	"paraaf/documents"
)

// nameText reads names in running text.
func (w *work) nameText() {
	t := w.tok
	capitals, starts, gov, words, foreign := 0, 0, 0, 0, 0
	for i := 0; i < len(t); i++ {
		x := &t[i]
		if x.kind != word {
			continue
		}
		words++
		if x.has(english) && !x.has(common) {
			foreign++
		}
		if x.is(capital) {
			capitals++
		}
		if i > 0 && t[i-1].kind == punct && (t[i-1].hash == '.' || t[i-1].hash == '?') && !x.is(glued) {
			starts++
		}
		if govWords[x.hash] {
			gov++
		}
		if x.hash == hashKamer && i > 0 && t[i-1].hash == hashUw {
			gov += 8 // "uw Kamer": a letter to parliament
		}
		switch x.hash {
		case hashVao, hashDebat, hashCommissiedebat, hashMoties, hashAmendement, hashAmendementen, hashKamer, hashMinister, hashStaatssecretaris, hashMotie, hashKamerbrief, hashKamervragen, hashTweedeKamer, hashBewindspersoon:
			w.names.kamer = true
		}
	}
	// a newspaper has neither the words nor the forms of government paper
	w.names.press = !w.names.letter && starts >= 3 && gov*600 < len(t) && w.chat*50 < len(w.lines) && (len(w.names.mails)+len(w.names.homes))*600 < len(t) && w.labelled*6 < len(w.lines)
	w.names.lower = starts >= 3 && capitals*3 < starts && foreign*12 <= words
	w.lowParagraphs()
	for i := 0; i < len(t); i++ {
		if t[i].kind != word || w.state[i] != free {
			continue
		}
		if i+2 < len(t) && t[i+1].kind == word && !t[i+1].is(capital|first) && t[i+1].has(particle) && (t[i].has(trade|kin) || t[i].ends(tailTrade)) && !prepositions[t[i+1].hash] && t[i+1].hash != hashTe && w.state[i+1] == free {
			// huisarts de Wit, wijkverpleegkundige van der Berg; but "arts van Isala"
			if p, ok := w.parseName(i+1, len(t), false); ok && p.particle && len(p.given) == 0 && len(p.family) > 0 {
				if x := &t[p.family[len(p.family)-1]]; p.b <= i+6 && x.is(capital) && !x.is(caps) && x.has(family) && !x.has(team|orgHead|orgTail) && !(x.has(place) && t[i+1].hash == hashVan && len(p.family) == 1 && p.family[0] == i+2) && !w.organisation(p) && !w.keepsRole(p) {
					w.accept(p, ruleKin, 0.78, w.rankBeside(p, len(t)))
					i = p.b - 1
					continue
				}
			}
		}
		if !t[i].is(capital) {
			if t[i].n == 1 && t[i].hash == hashV && i+3 < len(t) && w.isPunct(i+1, '/') && t[i+2].hash == hashD && t[i+3].kind == word && t[i+3].is(capital) {
				if k := w.nameAt(i); k > i { // v/d Kolk, I.
					i = k - 1
					continue
				}
			}
			if t[i].has(particle) && !t[i].is(first) && i > 1 && int(w.lines[w.lineOf(i)].a) == i-2 {
				if k := w.rowName(i); k > i { // 07. de Wit
					i = k - 1
					continue
				}
			}
			if t[i].has(particle) && i > 0 && (t[i-1].hash == hashEn || w.isPunct(i-1, ',')) && (t[i].n == 1 || t[i].hash == hashVd || t[i].hash == hashVan) && w.listedLeft(i) && w.isParticle(i, len(t), false) {
				if p, ok := w.parseName(i, len(t), false); ok && p.b > i+1 && !t[p.b-1].is(caps) && !w.organisation(p) && !w.thing(p) {
					w.accept(p, ruleKin, 0.7, false) // kroes en v. Dalfsen
					i = p.b - 1
					continue
				}
			}
			if t[i].has(title) && t[i].n > 1 {
				if k := w.lowerTitle(i); k > i {
					i = k - 1
				}
				continue
			}
			if w.chat > 0 || len(w.names.low) > 0 {
				if k := w.smallName(i); k > i {
					i = k - 1
					continue
				}
			}
			if t[i].has(given) && (!t[i].has(stop) || w.names.lower) || t[i].has(family) && i > 0 && t[i-1].hash == hashEne {
				if k := w.lowerName(i); k > i {
					i = k - 1
				}
			}
			continue
		}
		if w.slots[i].label {
			continue
		}
		if k := w.nameAt(i); k > i {
			i = k - 1
		}
	}
}

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

// govWords are written in government paper and seldom elsewhere.
var govWords = hashSet(`kamerbrief kamervragen kamerstuk kamerstukken bewindspersoon kernpunten beslisnota nota woo wob vws bzk jenv ocw szw bsn rijksoverheid kenmerk bijlage bijlagen cc verzoeker verzoekster zienswijze toezichthouder dienstpostbus vergadering notulen verslag actiepunten aanwezig afwezig datum onderwerp betreft`)

var hashVd = uint32(hashOf("vd"))
var hashVao, hashDebat, hashCommissiedebat = uint32(hashOf("vao")), uint32(hashOf("debat")), uint32(hashOf("commissiedebat"))
var hashKamer, hashKamerbrief, hashKamervragen, hashTweedeKamer, hashBewindspersoon = uint32(hashOf("kamer")), uint32(hashOf("kamerbrief")), uint32(hashOf("kamervragen")), uint32(hashOf("tweedekamer")), uint32(hashOf("bewindspersoon"))

// sentenceStart reports whether token i begins a sentence, where any word has
// a capital.
func (w *work) sentenceStart(i int) bool {
	t := w.tok
	if i == 0 {
		return true
	}
	if t[i].is(first) {
		if !w.wraps(i) {
			return true
		}
		p := &t[i-1]
		return p.kind == punct && (p.hash == '.' || p.hash == '!' || p.hash == '?' || p.hash == ':')
	}
	for k := i - 1; k >= 0; k-- {
		p := &t[k]
		if p.kind != punct {
			return false
		}
		switch p.hash {
		case '.', '!', '?':
			return !(p.hash == '.' && k > 0 && w.abbreviated(k) && t[k-1].n <= 3 && t[k-1].kind == word)
		case ':', '|', 0x80, '*', '#', '>', '_':
			return true
		case ';':
			return false
		case '"', '\'', '(', '[':
			if t[k].is(first) {
				return true
			}
			continue
		case '-':
			return t[k].is(first) || !t[k].is(glued)
		case ')', ']', ',', '/', '&', '%', '+', '=', '~', '<', '@', '\\', '$', '^', '`', '{', '}':
			return false
		}
		return false
	}
	return true
}

// leftWord gives the word before token i in the same line or wrapped line,
// over quotes, and its index; -1 when there is none.
func (w *work) leftWord(i int) int {
	t := w.tok
	for k := i - 1; k >= 0 && k > i-4; k-- {
		if t[k+1].is(first) && !w.wraps(k+1) {
			return -1
		}
		if !t[k+1].is(first) && int(t[k+1].start)-t[k].end() > 3 {
			return -1 // another column
		}
		if t[k].kind == word {
			return k
		}
		if t[k].kind != punct || t[k].hash != '"' && t[k].hash != '\'' && !(t[k].hash == '.' && t[k].is(glued) && k > 0 && t[k-1].has(title)) {
			return -1
		}
	}
	return -1
}

// rightWord gives the word after token i-1, over a closing quote and brackets
// that hold few words.
func (w *work) rightWord(i int) int {
	t := w.tok
	k := i
	if k < len(t) && w.isPunct(k, '(') {
		for q := k + 1; q < len(t) && q < k+6; q++ {
			if w.isPunct(q, ')') {
				k = q + 1
				break
			}
		}
	}
	if k < len(t) && t[k].kind == word && !(t[k].is(first) && !w.wraps(k)) {
		return k
	}
	return -1
}

// nameAt judges a name that may begin at token i and gives the token after
// what was decided, or i.
func (w *work) nameAt(i int) int {
	t := w.tok
	if i > 0 && t[i].is(glued) && t[i-1].kind == number {
		return i // 14B
	}
	if i > 1 && t[i].is(glued) && t[i].n <= 2 && w.isPunct(i-1, '.') && t[i-1].is(glued) && t[i-2].kind == word && t[i-2].n <= 2 {
		return i // inside initials that were judged from their start
	}
	// titles: "mevr. drs. J. Smit", "de heer Vos"
	if t[i].has(title) {
		if k, any := w.skipTitles(i, len(t)); any && k < len(t) && t[k].kind == word && w.state[k] == free {
			if p, ok := w.parseName(k, len(t), false); ok {
				return w.judge(p, true)
			}
		}
	}
	if t[i].is(first) || i > 0 && w.skipBullet(int(w.lines[w.lineOf(i)].a), i) == i {
		// a row that begins with "OUDENDIJK, Bart"
		l := w.lines[w.lineOf(i)]
		if p, ok := w.parseName(i, int(l.b), true); ok && p.inverted && !p.lower && (p.b == int(l.b) || int(t[p.b].start)-t[p.b-1].end() > 1 || w.isPunct(p.b, ';') || w.isPunct(p.b, '|') || w.isPunct(p.b, '(') || (w.isPunct(p.b, '-') || t[p.b].kind == punct && t[p.b].hash == 0x80) && !t[p.b].is(glued)) && !t[p.a].has(orgHead|official|stop) && (t[p.a].has(anyName) || !t[p.a].has(common|place)) {
			if !w.keepsRole(p) {
				w.accept(p, ruleShape, 0.85, w.rankBeside(p, int(l.b)))
			}
			return p.b
		}
	}
	if k := w.rowName(i); k > i {
		return k
	}
	if k := w.contactName(i); k > i {
		return k
	}
	titled := false
	if k := i - 1; k >= 0 && (!t[i].is(first) || w.wraps(i)) {
		if w.isPunct(k, '.') && k > 0 {
			k--
		}
		if t[k].kind == word && t[k].has(title) && !(t[k].is(capital) && t[k].has(given)) && !(t[k].is(glued) && w.isPunct(k-1, '-')) {
			titled = true
		}
	}
	p, ok := w.parseName(i, len(t), false)
	if !ok && titled {
		p, ok = w.parseName(i, len(t), true)
	}
	if !ok {
		return i
	}
	return w.judge(p, titled)
}

// strip takes leading words off p that begin a sentence and are no name.
func (w *work) judge(p parsed, titled bool) int {
	t := w.tok
	start := w.sentenceStart(p.a)
	// "Volgens" and the like are stop words; other first words of a sentence
	// are ordinary words that a name follows: "Huisarts Pinas", "Collega Jan"
	if first := &t[p.a]; (p.initials == "" || first.has(trade) || first.ends(tailTrade)) && !titled && (p.words > 1 || p.initials != "") && len(p.given) > 0 && p.given[0] == p.a && (!first.has(given) || start && first.has(greeting)) {
		cut := false
		if start && first.has(common) && !first.has(given) && !(first.has(givenFar|family) && !first.has(trade|kin|orgHead|official)) {
			cut = true
		}
		if start && p.particle && w.jobLetters(p.a) {
			cut = true // Gyn De Heus
		}
		if start && (first.has(greeting) || closingWords[first.hash]) {
			cut = true // Ha Pieter
		}
		if (first.has(trade|kin|rank) || first.ends(tailTrade) && !first.has(given|family)) && !first.has(given) {
			cut = true
		}
		if first.has(month|weekday) && !first.has(given) {
			cut = true
		}
		if cut {
			k := p.a + 1
			for k < p.b && (t[k].kind != word || !t[k].is(capital)) {
				k++
			}
			if k < p.b {
				q, ok := w.parseName(k, len(t), false)
				if ok {
					return max(w.judge(q, false), p.a+1)
				}
			}
			return p.a + 1
		}
	}
	if w.mustStay(p) {
		w.guard(p.a, p.b, documents.Person, keepMust)
		return p.b
	}
	if x := &t[p.b-1]; titled && p.words == 1 && p.initials == "" && !x.has(given|family) && x.n > 8 && (x.ends(tailOrg | tailSure | tailBuilding | tailThing)) {
		w.guard(p.a, p.b, "ORG", keepOrg) // Dr. Schaepmanschool
		return p.b
	}
	if titled && w.kamerSpeaker(p) {
		w.keepPerson(p, keepOfficial)
		return p.b
	}
	if !titled && w.thing(p) {
		w.guard(p.a, p.b, documents.Person, keepThing)
		return p.b
	}
	office := w.roleLeft(p.a) || w.partyRight(p) || w.officeRight(p)
	if office && w.names.press && !w.officialFull(p) && !w.officialFamily(p) {
		// a foreign head of state in a newspaper is no bewindspersoon of ours
		if len(p.given) > 1 && !t[p.given[0]].has(anyGiven) && t[p.given[1]].has(given) {
			if q, ok := w.parseName(p.given[1], len(t), false); ok {
				p = q // Justitie Tony Van Parys
			}
		}
		w.accept(p, ruleKin, 0.7, false)
		return p.b
	}
	if office {
		w.keepPerson(p, keepOfficial)
		return p.b
	}
	if w.belowOffice(p) {
		w.keepPerson(p, keepOfficial)
		return p.b
	}
	if w.organisation(p) {
		w.guard(p.a, p.b, "ORG", keepOrg)
		return p.b
	}
	if k := p.a - 1; k > 0 && w.isPunct(k, '(') && t[k-1].has(kin) && t[k-1].kind == word {
		w.accept(p, ruleKin, 0.85, false) // the son, whoever has the same name
		return p.b
	}
	if p.words == 1 && w.names.kamer && p.a > 1 && t[p.a-1].hash == hashVoorganger && (t[p.a-2].hash == hashMijn || t[p.a-2].hash == hashUw) {
		w.keepPerson(p, keepOfficial)
		return p.b
	}
	if w.officialFull(p) || len(p.given) == 0 && w.officialFamily(p) && (w.officeNear(p) || w.fellowMinister(p)) {
		w.keepPerson(p, keepRegister)
		return p.b
	}
	v := w.verdict(p, titled, start)
	if v.rule == nil {
		if w.officialFamily(p) {
			w.names.doubts = append(w.names.doubts, doubt{p.a, p.b})
		}
		if p.words > 1 || p.particle && !t[p.a].is(capital) {
			return p.a + 1
		}
		return p.b
	}
	w.accept(p, v.rule, v.cert, v.ask || w.rankBeside(p, len(t)))
	return p.b
}

// kamerSpeaker reports whether p, with a title, does what members of
// parliament do: "mevrouw Jansen vroeg in het debat van 20 mei", "de heer
// Claassen stelde in het vragenuur".
func (w *work) kamerSpeaker(p parsed) bool {
	t := w.tok
	if !w.names.kamer || p.initials != "" || len(p.given) > 0 {
		return false
	}
	verb, place := false, false
	for k := p.b; k < len(t) && k < p.b+16; k++ {
		if t[k].kind == punct && (t[k].hash == '.' && !w.abbreviated(k) || t[k].hash == '?') {
			break
		}
		if t[k].kind == word {
			verb = verb || kamerVerbs[t[k].hash]
			place = place || kamerPlaces[t[k].hash]
		}
	}
	return verb && place
}

var kamerVerbs = hashSet(`vroeg vroegen verzocht verzochten stelde stelden diende dienden wees wezen riep riepen uitte uitten`)
var kamerPlaces = hashSet(`debat commissiedebat tweeminutendebat kamerdebat vragenuur mondelinge motie moties schriftelijk begrotingsbehandeling notaoverleg wetgevingsoverleg overlegdebat interpellatie hoofdlijnendebat plenaire`)

// rowName reads the name that begins a numbered row of a list, up to a wide
// gap or the end of its line: "04. Abd el-Rahman Sherif    kenteken ...". At
// least three such rows make a list.
func (w *work) rowName(i int) int {
	t := w.tok
	li := w.lineOf(i)
	l := w.lines[li]
	if !w.numbered(li, i) {
		return i
	}
	rows := 1
	for _, d := range [...]int{-2, -1, 1, 2} {
		if q := li + d; q >= 0 && q < len(w.lines) && w.lines[q].a < w.lines[q].b && w.numbered(q, -1) {
			rows++
		}
	}
	if rows < 3 {
		return i
	}
	p, ok := w.parseName(i, int(l.b), true)
	if !ok || p.lower || p.words < 2 && p.initials == "" && !p.particle {
		return i
	}
	if p.b < int(l.b) && int(t[p.b].start)-t[p.b-1].end() < 2 && !w.isPunct(p.b, '/') && !w.isPunct(p.b, ',') && !w.isPunct(p.b, '(') && !w.isPunct(p.b, '-') {
		return i
	}
	named := p.initials != ""
	for _, k := range append(append([]int{}, p.given...), p.family...) {
		named = named || t[k].has(given|family) && !t[k].has(common) || w.strange(k)
		if t[k].has(common|place|orgHead|orgTail|stop) && !t[k].has(anyName) {
			return i
		}
	}
	if !named || w.organisation(p) || w.keepsRole(p) {
		return i
	}
	w.accept(p, ruleCell, 0.75, false)
	return p.b
}

// contactName reads the single name that begins a line on which someone can be
// reached: "● Chokri, LVVN, 06 ...".
func (w *work) contactName(i int) int {
	t := w.tok
	l := w.lines[w.lineOf(i)]
	if i+1 >= int(l.b) || !(!t[i+1].is(glued) && (w.isPunct(i+1, '-') || t[i+1].kind == punct && t[i+1].hash == 0x80)) && !w.isPunct(i+1, ',') && !w.isPunct(i+1, '(') && !w.isPunct(i+1, '|') && !w.isPunct(i+1, ':') && int(t[i+1].start)-t[i].end() < 2 || w.skipBullet(int(l.a), i) != i && i != int(l.a) {
		return i
	}
	if x := &t[i]; !x.is(capital) || x.is(caps) && x.n <= 5 || !(w.strange(i) || x.has(given) && !x.has(place|team) || x.has(family) && !x.has(common|place|team)) || boxWords[x.hash] || generalPhoneWords[x.hash] {
		return i
	}
	for k := i + 1; k < int(l.b) && k < i+24; k++ {
		if w.state[k] == reach {
			p, ok := w.parseName(i, i+1, true)
			if !ok {
				return i
			}
			w.accept(p, ruleShape, 0.72, false)
			return i + 1
		}
	}
	return i
}

// numbered reports whether line li begins with a number and a dot, and, unless
// i is negative, whether what follows begins at token i.
func (w *work) numbered(li, i int) bool {
	t := w.tok
	k := int(w.lines[li].a)
	if k+2 >= int(w.lines[li].b) {
		return false
	}
	if t[k].kind == word && t[k].n == 1 && t[k].is(capital) && t[k+1].kind == number && t[k+1].is(glued) {
		k++ // O3.
	}
	return t[k].kind == number && t[k].n <= 3 && (w.isPunct(k+1, '.') || w.isPunct(k+1, ')')) && t[k+1].is(glued) && (i < 0 || i == k+2)
}

// belowOffice reports whether p stands alone on its line below "de minister
// van X," as under a letter.
func (w *work) belowOffice(p parsed) bool {
	t := w.tok
	if !t[p.a].is(first) || !t[p.b-1].is(last) || p.initials == "" && len(p.given) == 0 {
		return false
	}
	li := w.lineOf(p.a)
	seen := 0
	for up := li - 1; up >= 0 && up > li-7 && seen < 3; up-- {
		l := w.lines[up]
		if l.a == l.b {
			continue
		}
		seen++
		if x := &t[l.b-1]; !w.isPunct(int(l.b)-1, ',') && (x.kind == punct || l.b-l.a > 14) {
			continue // a sentence about a minister, not his office below a letter
		}
		for k := l.a; k < l.b && k < l.a+3; k++ {
			if t[k].kind == word && (t[k].hash == hashMinister || t[k].hash == hashStaatssecretaris) {
				return w.isPunct(int(w.lines[li-1].b)-1, ',') || up < li-1 || w.isPunct(int(l.b)-1, ',') || l.b-l.a < 14
			}
		}
	}
	return false
}

// fellowMinister reports whether a bewindspersoon speaks of another: "mijn
// collega Wiersma van LVVN", "mijn ambtgenoot Kuipers".
func (w *work) fellowMinister(p parsed) bool {
	l := w.leftWord(p.a)
	return l > 0 && w.names.kamer && (w.tok[l].hash == hashCollega || w.tok[l].hash == hashAmbtgenoot || w.tok[l].hash == hashVoorganger) && (w.tok[l-1].hash == hashMijn || w.tok[l-1].hash == hashUw || w.tok[l-1].hash == hashZijn)
}

var hashVoorganger = uint32(hashOf("voorganger"))
var hashCollega, hashAmbtgenoot, hashMijn, hashUw = uint32(hashOf("collega")), uint32(hashOf("ambtgenoot")), uint32(hashOf("mijn")), uint32(hashOf("uw"))

// reachRight reports whether a telephone number or mail address follows within
// a few words: "bij Frederieke op 06 ...".
func (w *work) reachRight(k int) bool {
	for n := 0; k < len(w.tok) && n < 6; n++ {
		if w.state[k] == reach {
			return true
		}
		t := &w.tok[k]
		if t.is(first) && !w.wraps(k) {
			return false
		}
		if t.kind == word && t.direct() != cuePhone && t.direct() != cueMail && t.hash != hashOp && t.hash != hashVia && t.hash != hashIs && t.hash != hashTe && t.hash != hashEn && t.hash != hashOf2 {
			return false
		}
		if t.kind == punct && (t.hash == '.' && !w.abbreviated(k) || t.hash == ';') {
			return false
		}
		k++
	}
	return false
}

var hashNaam, hashNamen, hashEne = uint32(hashOf("naam")), uint32(hashOf("namen")), uint32(hashOf("ene"))

// pressLeft precede a bare family name in a newspaper.
var pressLeft = hashSet(`naar klopt tegen won verloor versloeg klopte tussen dat toen omdat die ook dan want maar zoals over`)

// nameTakers are words after which a hint of a name is enough.
var nameTakers = hashSet(`namens volgens aldus met van aan door voor bij en of cc namen als`)

var hashThe = uint32(hashOf("the"))
var hashOf2, hashVia, hashBel, hashMail, hashContact, hashNaar = uint32(hashOf("of")), uint32(hashOf("via")), uint32(hashOf("bel")), uint32(hashOf("mail")), uint32(hashOf("contact")), uint32(hashOf("naar"))

// listedLeft reports whether p goes on an enumeration of people: "Ilyas (8) en
// Noor (5)".
func (w *work) listedLeft(a int) bool {
	t := w.tok
	k := a - 1
	if k < 1 || t[a].is(first) && !w.wraps(a) {
		return false
	}
	if t[k].kind == word && (t[k].hash == hashEn || t[k].hash == hashOr) || w.isPunct(k, ',') || w.isPunct(k, '&') || w.isPunct(k, '/') {
		k--
	} else {
		return false
	}
	if w.isPunct(k, ',') {
		k--
	}
	if k > 0 && w.isPunct(k, ')') {
		q := k - 1
		for q > 0 && q > k-8 && !w.isPunct(q, '(') {
			q--
		}
		k = q - 1
	}
	if k < 0 || w.state[k] != taken || t[k].kind != word || !t[k].is(capital) && t[a].is(capital) {
		return false
	}
	return len(w.hits) > 0 && w.inPerson(int(t[k].start))
}

// listedRight reports whether a full name follows p in an enumeration: "Marit
// en Loes de Graaf".
func (w *work) listedRight(p parsed) bool {
	t := w.tok
	k := p.b
	if k+2 >= len(t) || !(t[k].kind == word && t[k].hash == hashEn || w.isPunct(k, '&')) || t[k+1].kind != word || !t[k+1].is(capital) || t[k+1].is(first) && !w.wraps(k+1) {
		return false
	}
	q, ok := w.parseName(k+1, len(t), false)
	if !ok || q.initials == "" && q.words < 2 || w.organisation(q) || w.thing(q) {
		return false
	}
	x := &t[k+1]
	return x.has(given) || q.initials != "" || w.strangeTwo(append(append([]int{}, q.given...), q.family...))
}

// jobLetters reports whether the word at token k is an abbreviation of what
// someone is, as logs and files have them: vpk Meijer, mcn Doornekamp. It is in
// no list, short, and stands in the middle of a line or begins a sentence.
func (w *work) jobLetters(k int) bool {
	x := &w.tok[k]
	return x.kind == word && x.class == 0 && x.cue == 0 && x.n >= 3 && x.n <= 4 && !x.is(accent|mixed|caps) && !x.is(glued) && (!x.is(capital) || w.sentenceStart(k)) && hasTail(w.fold(x), jobEnds)
}

// jobEnds are consonants that end no Dutch word, only what was cut off.
var jobEnds = []string{"pk", "cn", "gt", "yn", "rc", "vp", "pl", "tn", "nd", "ch", "pt", "wm", "km"}

// listedOn reports whether a person surely follows p in the same enumeration:
// initials or a given name after "en" or a comma.
func (w *work) listedOn(p parsed) bool {
	t := w.tok
	k := p.b
	if k+1 >= len(t) || !(t[k].kind == word && t[k].hash == hashEn || w.isPunct(k, ',')) || t[k+1].kind != word || !t[k+1].is(capital) || t[k+1].is(first) && !w.wraps(k+1) {
		return false
	}
	q, ok := w.parseName(k+1, len(t), false)
	return ok && (q.initials != "" || q.words > 1 && t[q.a].has(given) && !t[q.a].has(common|place)) && !w.organisation(q) && !w.thing(q)
}

// inPerson reports whether offset a lies in one of the persons found last.
func (w *work) inPerson(a int) bool {
	for n := len(w.hits) - 1; n >= 0 && n > len(w.hits)-40; n-- {
		if h := &w.hits[n]; h.a <= a && a < h.b {
			return h.label == documents.Person
		}
	}
	return false
}

// officeNear reports whether the sentence goes on about an office: "de heer
// Kuipers, toen hij nog minister was".
func (w *work) officeNear(p parsed) bool {
	t := w.tok
	for k := p.b; k < len(t) && k < p.b+10; k++ {
		if t[k].kind == punct && (t[k].hash == '.' || t[k].hash == '!' || t[k].hash == '?') {
			return false
		}
		if t[k].kind == word && (t[k].hash == hashMinister || t[k].hash == hashStaatssecretaris || t[k].hash == hashKamerlid) {
			return true
		}
	}
	return false
}

var hashKamerlid = uint32(hashOf("kamerlid"))

type verdict struct {
	rule *rule
	cert float64
	ask  bool
}

// wordy reports whether the word at token k is in no list but put together of
// ordinary words.
func (w *work) wordy(k int) bool { return w.wordyToken(&w.tok[k]) }

func (w *work) wordyToken(x *token) bool {
	return !x.has(given|family|common) && x.n >= 7 && !x.is(accent) && compound(w.fold(x))
}

// hint reports whether the word at token k, which no near list has, is a given
// name somewhere.
func (w *work) hint(k int) bool {
	x := &w.tok[k]
	return x.n >= 5 && !x.is(caps) && !x.is(mixed) && !x.has(common|place|team|english|demonym|stop|orgHead|orgTail|given) && hinted(w.fold(x))
}

// workWords say before "bij" that an employer follows.
var workWords = hashSet(`werk werkt werkte werken gewerkt werkzaam dienst stage baan functie aangesteld solliciteert solliciteerde gesolliciteerd uitgezonden gedetacheerd traineeship loopbaan ingehuurd aankoop gekocht besteld bestelling abonnement klant verzekerd verzekering rekening polis`)

// arrow reports whether an arrow stands at token k.
func (w *work) arrow(k int) bool {
	return w.isPunct(k, '-') && w.isPunct(k+1, '>') || k < len(w.tok) && w.tok[k].kind == punct && w.tok[k].hash == 0x80 && w.str(&w.tok[k]) == "→"
}

// materials begin the names of prizes.
var materials = hashSet(`gouden zilveren bronzen houten glazen stalen`)

// shouting reports whether the line of token i is written in capitals.
func (w *work) shouting(i int) bool {
	l := w.lines[w.lineOf(i)]
	big, small := 0, 0
	for k := l.a; k < l.b && k < l.a+24; k++ {
		if t := &w.tok[k]; t.kind == word && t.n > 1 {
			if t.is(caps) {
				big++
			} else {
				small++
			}
		}
	}
	return big > small
}

// person1 reports whether the word at token k is one for a person, or for
// several: kandidaat, inspecteurs.
func (w *work) person1(k int) bool {
	x := &w.tok[k]
	if x.kind != word {
		return false
	}
	if x.has(trade|kin) || x.ends(tailTrade) || x.direct() == cueName && x.n > 5 {
		return true
	}
	if x.n < 6 || x.is(capital) && !x.is(first) {
		return false
	}
	s := w.fold(x) // empty for letters of another script
	one, some := strings.CutSuffix(s, "s")
	if !some {
		one, some = strings.CutSuffix(s, "en")
	}
	if !some {
		return false
	}
	c, _ := endOf([]byte(one))
	return lookup(hashOf(one))&(trade|kin) != 0 || c&tailTrade != 0
}

// mustStay reports whether a ministry wants p to stay.
func (w *work) mustStay(p parsed) bool {
	if len(w.d.mustStay) == 0 {
		return false
	}
	s := ""
	for k := p.a; k < p.b; k++ {
		if w.tok[k].kind == word {
			if s != "" {
				s += " "
			}
			s += w.fold(&w.tok[k])
		}
	}
	return w.d.mustStay[s]
}

// verdict weighs the evidence for p in running text.
func (w *work) verdict(p parsed, titled, start bool) verdict {
	t := w.tok
	words := append(append([]int{}, p.given...), p.family...)
	head, tail := &t[words[0]], &t[words[len(words)-1]]
	if p.b < len(t) && t[p.b].kind == number && t[p.b].is(glued) {
		return verdict{} // JO13
	}
	// right after a closing of a number or code there is no name
	if titled {
		return verdict{rule: ruleTitle, cert: 0.95}
	}
	left := w.leftWord(p.a)
	if left < 0 && p.a > 1 && w.isPunct(p.a-1, '(') && t[p.a-2].kind == word && (t[p.a-2].has(trade|kin) || t[p.a-2].ends(tailTrade)) && !t[p.a].is(caps) {
		left = p.a - 2 // verzorgenden (Kim en Dorota)
	}
	if left < 0 && p.a > 1 && w.isPunct(p.a-1, '(') && w.person1(p.a-2) && !t[p.a].is(caps) {
		left = p.a - 2 // de inspecteurs (Heijligers, Tan)
	}
	if k := p.a - 1; left < 0 && k > 1 && !t[p.a].is(first) && (w.isPunct(k, ':') || w.isPunct(k, '-') || t[k].kind == punct && t[k].hash == 0x80) && t[k-1].kind == number && t[k-2].kind == word && w.person1(k-2) {
		left = k - 2 // Kandidaat 3 - Pauw
	}
	cued := left >= 0 && left < p.a-1 && w.person1(left) || left >= 0 && (t[left].has(greeting) || closingWords[t[left].hash]) && !t[left].is(glued)
	cued = cued || left >= 0 && t[left].is(mixed) && w.memberWord(&t[left]) || left >= 0 && (t[left].has(trade|kin) || t[left].ends(tailTrade)) && !(t[left].is(capital) && t[left].has(family) && !w.sentenceStart(left))
	// "de toezichthouders Kiers en Mahabier", "vpk Meijer", "Okafor (psychiater)"
	if !cued && left >= 0 && left == p.a-1 && !tail.is(caps) && t[p.a].hash != hashHet && (t[left].n > 6 && !t[left].is(capital) && w.person1(left) && left > 0 || w.jobLetters(left)) {
		cued = true
	}
	if !cued && p.words == 1 && p.b+1 < len(t) && w.isPunct(p.b, '(') && t[p.b+1].kind == word && !t[p.b+1].is(capital) && (t[p.b+1].has(trade) || t[p.b+1].ends(tailTrade)) && p.b+2 < len(t) && (w.isPunct(p.b+2, ')') || w.isPunct(p.b+2, ',') || t[p.b+2].kind == word && !t[p.b+2].is(capital)) && !head.is(caps) && !tail.is(caps) {
		cued = true
	}
	if !cued && w.andI(p.b) && head.has(given|family) && !head.is(caps) {
		cued = true // Ad en ik hebben ernaar gekeken
	}
	// "collega's Jan", "mijn zoon Jan", "haar man, Radjesh Bhagwandin"
	if !cued && p.a >= 2 && w.isPunct(p.a-1, ',') && t[p.a-2].kind == word && t[p.a-2].has(kin) && !t[p.a-2].is(capital) {
		cued = true
	}
	// "heet Shanti", "genaamd Jan", "mijn naam is Tjitske", "Pinas, zo heet mijn huisarts"
	if !cued && left >= 0 && (namingWords[t[left].hash] && !w.isPunct(p.a-1, '\'') && !w.isPunct(p.a-1, '"') && w.wordNear(left, 4, 0, whoWords) || t[left].hash == hashIs && w.near(left, 3, cueName) || (t[left].hash == hashNaam || t[left].hash == hashNamen || t[left].hash == hashEne) || t[left].hash == hashBen && left > 0 && (t[left-1].hash == hashIk)) {
		cued = true
	}
	if !cued && left >= 0 && bareNaming[t[left].hash] {
		cued = true
	}
	// "Pip, dochter van Maud"
	if !cued && p.b+2 < len(t) && w.isPunct(p.b, ',') && t[p.b+1].kind == word && t[p.b+1].has(kin) && !t[p.b+1].is(capital) && t[p.b+2].hash == hashVan && !head.is(caps) && !head.has(orgHead|orgTail|team) {
		return verdict{rule: ruleKin, cert: 0.75}
	}
	if !cued && p.b+3 < len(t) && w.isPunct(p.b, ',') && t[p.b+1].hash == hashZo && (t[p.b+2].hash == hashHeet || t[p.b+2].hash == hashHeette) {
		cued = true
	}
	if !cued && w.reachRight(p.b) && (left < 0 || t[left].hash == hashBij || t[left].hash == hashMet || t[left].hash == hashNaar || t[left].hash == hashOf2 || t[left].hash == hashEn || t[left].hash == hashVan || t[left].hash == hashAan || t[left].hash == hashVia || t[left].hash == hashBel || t[left].hash == hashMail || t[left].hash == hashContact) && !head.has(common|place|orgHead|orgTail|team) && !boxWords[head.hash] && !head.ends(tailOrg) && !generalPhoneWords[head.hash] {
		cued = true
	}
	if !cued && p.initials == "" && (w.wordy(words[0]) && (!p.particle || len(p.given) > 0 && !head.has(anyName)) || len(words) > 1 && !p.particle && w.wordy(words[len(words)-1]) && !head.has(given)) {
		return verdict{}
	}
	if p.words == 1 && !p.particle && p.initials == "" && left == p.a-1 && left > 1 && t[left].hash == hashVan && !t[left].is(capital) && w.state[left-1] == taken && t[left-1].kind == word && t[left-1].is(capital) && w.inPerson(int(t[left-1].start)) {
		return verdict{} // Corné van Zeijl van Cardano
	}
	if !cued && p.initials == "" && left >= 0 && left == p.a-1 && t[left].hash == hashBij && !t[left].is(capital) && !head.has(given) && (p.words == 1 || p.particle && len(p.given) == 0) {
		for k := left - 1; k >= 0 && k > left-5 && !t[k+1].is(first); k-- {
			if t[k].kind == word && workWords[t[k].hash] {
				return verdict{} // werkte ik bij Dacia
			}
		}
	}
	if p.words == 1 && p.initials == "" && p.a > 1 && w.isPunct(p.a-1, '(') && w.isPunct(p.b, ')') && w.taken(p.a-2) && !w.inPerson(int(t[p.a-2].start)) && !cued {
		return verdict{} // 185.220.101.47 (Tor)
	}
	if head.is(caps) && head.n <= 4 && p.words == 1 && p.initials == "" && !cued && !w.shouting(p.a) {
		return verdict{} // APG
	}
	listed := w.listedLeft(p.a)
	right := w.rightWord(p.b)
	if p.words == 1 && left >= 0 && left == p.a-1 && t[left].hash == hashSpreekt && (w.isPunct(p.b, ',') || p.b < len(t) && t[p.b].hash == hashEn) && !head.has(given) {
		return verdict{} // spreekt Twi, Engels en Nederlands
	}
	if p.words == 1 && head.has(given) && head.n > 2 && !head.is(caps) && w.aged(p.b) && !head.has(month) {
		return verdict{rule: ruleKin, cert: 0.75}
	}
	// tante Sol: in the middle of a sentence only a name has a capital
	if p.words == 1 && !start && left >= 0 && left == p.a-1 && t[left].has(kin) && !t[left].is(capital) && head.has(common) && !head.is(caps) && !head.has(place|orgHead|orgTail|team|month|weekday|demonym|official) && !(right == p.b && t[right].is(capital)) {
		return verdict{rule: ruleKin, cert: 0.7}
	}
	// Arend zijn BSN, Henny haar adres
	if head.has(given) && p.words == 1 && right == p.b && ownerRight[t[right].hash] && right+1 < len(t) && t[right+1].kind == word && (t[right+1].direct() != noCue || t[right+1].has(common) && !t[right+1].has(stop|saying)) && !(left >= 0 && (t[left].hash == hashDe || t[left].hash == hashHet || t[left].hash == hashEen)) {
		return verdict{rule: ruleKin, cert: 0.7}
	}
	if p.words == 1 && materials[head.hash] || p.words == 2 && materials[head.hash] && tail.has(common|place) {
		return verdict{} // Gouden Palm
	}
	says := right >= 0 && !t[right].is(capital) && t[right].has(saying)
	if p.initials != "" && len(p.family) > 0 {
		if p.words == 1 && len(p.initials) == 1 && !p.particle && !tail.has(anyFamily) && tail.direct() != noCue {
			return verdict{} // ingang C. Kenteken ...
		}
		if p.words == 1 && tail.has(place) && !tail.has(family) && len(p.initials) == 1 && !p.particle {
			return verdict{}
		}
		return verdict{rule: ruleInitials, cert: 0.93}
	}
	if p.initials != "" {
		return verdict{}
	}
	if p.words >= 2 || len(words) >= 2 && !w.isPunct(words[1]-1, '-') {
		// an acronym is no name, except when all is in capitals
		if (head.is(caps) != tail.is(caps)) && (head.is(caps) && !head.has(given) || tail.is(caps) && !tail.has(family)) {
			return verdict{}
		}
		nonFamily := tail.has(orgHead|orgTail|official|demonym|month|weekday) && !tail.has(family) || tail.has(team) && !tail.has(anyFamily)
		switch {
		case nonFamily, head.has(team) && tail.has(place|team) && !tail.has(family), (head.has(english) || tail.has(english)) && !head.has(given) && !tail.has(family):
		case head.has(given) && !(start && head.has(common|stop) && !tail.has(anyFamily) && tail.has(common|stop|place)) && !(head.has(place) && !tail.has(anyFamily) && tail.has(common|stop|place)):
			if tail.has(common|place) && !tail.has(anyFamily) && head.has(common|place) && !p.particle {
				break
			}
			c := 0.9
			if tail.has(anyFamily) {
				c = 0.94
			}
			return verdict{rule: ruleFull, cert: c}
		case head.has(givenFar) && !head.has(common|place|english|team) && (tail.has(anyName) || !tail.has(common|place|proper)):
			return verdict{rule: ruleFull, cert: 0.86}
		case head.has(givenFar) && !head.has(stop) && tail.has(family) && !start:
			return verdict{rule: ruleFull, cert: 0.85}
		case p.particle && len(p.given) > 0 && (tail.has(anyFamily) || !start && !tail.has(common)) && !head.has(common|place|orgHead|orgTail|proper|team|official):
			return verdict{rule: ruleFull, cert: 0.86}
		case tail.has(family) && !tail.has(place) && !head.has(place|orgHead|orgTail|english|team|official|demonym|stop|thingHead|trade|title) && !(head.has(common) && (start || head.n >= 7 && !head.has(anyName))) && !(head.has(proper) && !head.has(anyName|common)):
			return verdict{rule: ruleFull, cert: 0.8}
		case w.hint(words[0]) && !tail.has(common|place|team|orgHead|orgTail|english|demonym|stop) && !tail.is(caps) && !w.wordy(words[len(words)-1]):
			return verdict{rule: ruleFull, cert: 0.75}
		case head.has(anyFamily) && tail.has(anyName) && !head.has(common|place|english|team|orgHead|orgTail|stop|demonym) && !tail.has(common|place|english|team):
			return verdict{rule: ruleFull, cert: 0.72}
		}
		if (!head.is(caps) || head.n >= 4 && tail.is(caps) && t[p.a].is(first) && t[p.b-1].is(last)) && w.strangeTwo(words) {
			return verdict{rule: ruleShape, cert: 0.65}
		}
		if (cued || listed || says && !start) && !(head.has(english) && !head.has(given)) && !head.has(stop|orgHead|orgTail|team|demonym) && !tail.has(orgTail|team) && !(head.has(common|place) && !head.has(anyName)) && !(tail.has(common|place) && !tail.has(anyName)) && !head.is(caps) {
			return verdict{rule: ruleKin, cert: 0.75}
		}
		return verdict{}
	}
	// one word, perhaps with particles or a hyphen
	if tail.has(team|demonym|month|weekday) && !tail.has(given|family) {
		return verdict{}
	}
	place1 := left >= 0 && t[left].has(placeCue) && !cued && (head.has(place) || !head.has(given))
	if w.landRight(p.b) && w.names.press && !head.has(orgHead|orgTail|team|place) {
		return verdict{rule: ruleShape, cert: 0.66}
	}
	if p.particle && p.a < words[0] {
		if !t[p.a].is(capital) {
			return verdict{}
		}
		if left >= 0 && left == p.a-1 && t[left].hash == hashTe && !cued {
			return verdict{} // te Al Hoceima
		}
		ph := t[p.a].hash
		firm := ph != hashDe && ph != hashHet && ph != hashOp && ph != hashIn && ph != hashTe && ph != hashVoor && ph != hashOnder && ph != hashUit && ph != hashAan && ph != hashBij && ph != hashOver && ph != hashDen && ph != hashD && ph != hashLa && ph != hashTot
		surname := tail.has(anyFamily) && !(tail.has(place) && !tail.has(family))
		switch {
		case cued && !tail.has(orgHead|orgTail):
			return verdict{rule: ruleKin, cert: 0.85}
		case firm && surname && (!start || p.words == 1 && words[0]-p.a >= 2 || says):
			return verdict{rule: ruleShape, cert: 0.8}
		case firm && !tail.has(common|place|team|orgTail) && !start && !w.isPunct(p.a+1, '-'):
			return verdict{rule: ruleShape, cert: 0.7}
		case !start && t[p.a].is(capital) && ph == hashDe && (left < 0 || left != p.a-1 || says && !prepositionsAll[t[left].hash] || (t[left].hash == hashMaar || t[left].hash == hashEn || t[left].hash == hashDat || t[left].hash == hashWaar || t[left].hash == hashOmdat)) && right == p.b && !t[right].is(capital) && personVerbs[t[right].hash] && !tail.has(orgHead|orgTail|team|place):
			return verdict{rule: ruleShape, cert: 0.6}
		case left < 0 && w.arrow(p.b) && surname && !tail.has(orgHead|orgTail|team):
			return verdict{rule: ruleShape, cert: 0.65} // Van Meurs -> Y. Tuncer
		case says && surname && !tail.has(orgHead|orgTail) && (!start || tail.has(family)) && !place1:
			return verdict{rule: ruleShape, cert: 0.65}
		}
		return verdict{}
	}
	if cued && head.is(caps) && head.n > 2 && head.has(anyName) && !head.has(stop|orgHead|orgTail|team|place|month) && left == p.a-1 && t[left].is(caps) && w.shouting(p.a) {
		return verdict{rule: ruleKin, cert: 0.7} // AGENT VISSER
	}
	if head.is(caps) && !head.has(given) && !cued {
		if head.n >= 5 && !start && head.has(family) && !head.has(place|team|english) && !w.shouting(p.a) && !(left >= 0 && (t[left].hash == hashDe || t[left].hash == hashHet)) {
			return verdict{rule: ruleShape, cert: 0.6} // "zijn maat KRAMER", as police and inspectors write
		}
		return verdict{}
	}
	if cued && !head.has(stop|orgHead|orgTail|team) && !(head.has(common|place|demonym) && !head.has(given|family)) && !head.is(caps) && (head.has(anyName) || !head.has(proper) || left >= 0 && t[left].has(kin) && !head.has(team)) {
		return verdict{rule: ruleKin, cert: 0.82}
	}
	if w.strange(words[0]) {
		if c := w.strangeOne(p, start, left, right); c > 0 {
			return verdict{rule: ruleShape, cert: c}
		}
		if listed || w.listedRight(p) {
			return verdict{rule: ruleKin, cert: 0.7}
		}
	}
	if listed && w.listedOn(p) && !head.is(caps) && !head.has(place|stop|orgHead|orgTail|team|month|weekday|demonym|title) {
		return verdict{rule: ruleKin, cert: 0.7} // Wout Schellevis, Gül en A. Prinsen
	}
	if listed && !head.has(stop|orgHead|orgTail|team|month|weekday) && head.has(anyName) && !(head.has(place|common|demonym) && !head.has(given|family)) && !head.is(caps) {
		return verdict{rule: ruleKin, cert: 0.75}
	}
	if head.has(demonym|weekday) || left >= 0 && left == p.a-1 && colours[t[left].hash] && !cued {
		return verdict{} // een rode Kia
	}
	if head.has(given) && !head.has(common|place|english|team|family|stop|month) && !place1 {
		return verdict{rule: ruleSingle, cert: 0.75}
	}
	if left >= 0 && left == p.a-1 && (t[left].hash == hashDe || t[left].hash == hashHet || t[left].hash == hashEen || t[left].hash == hashThe) && !t[left].is(capital) && !cued {
		return verdict{} // de Brit, het Bram
	}
	if head.has(given) && head.has(family) && !head.has(common|place|english|stop|team|month) && !place1 && !start {
		return verdict{rule: ruleSingle, cert: 0.65}
	}
	if w.names.press && !start && left >= 0 && (says || nameTakers[t[left].hash] || t[left].has(saying) && !t[left].is(capital) || pressLeft[t[left].hash]) && head.has(anyFamily) && !head.has(common|place|team|english|demonym|stop|month) && !place1 && (!head.has(proper) || head.has(family) || w.hint(words[0])) {
		return verdict{rule: ruleSingle, cert: 0.55}
	}
	if head.has(given) && !start && !head.has(place|month|team|english) && !place1 {
		return verdict{rule: ruleSingle, cert: 0.6}
	}
	if head.has(given) && head.has(place) && !start && left >= 0 && left == p.a-1 && (ifWords[t[left].hash] || t[left].hash == hashOf2) && !head.has(month|english) {
		return verdict{rule: ruleSingle, cert: 0.55} // meldt dat Roy vertrekt
	}
	if head.has(given) && start && says && !head.has(stop|place|month|team|english) {
		return verdict{rule: ruleSingle, cert: 0.6}
	}
	return verdict{}
}

var colours = hashSet(`rode witte zwarte grijze blauwe groene gele bruine zilveren oranje paarse donkerblauwe donkergrijze zilvergrijze lichtblauwe`)
var hashMaar, hashWaar, hashOmdat = uint32(hashOf("maar")), uint32(hashOf("waar")), uint32(hashOf("omdat"))
var whoWords = hashSet(`ik hij zij ze je jij u die dochter zoon man vrouw moeder vader broer zus vriend vriendin collega buurman buurvrouw dokter huisarts arts agent meneer mevrouw jongen meisje kind baby iemand persoon medewerker melder beller en ook opa oma tante oom assistente zuster behandelaar patient patiënt`)
var bareNaming = hashSet(`meegelezen meelegezen opgesteld geparafeerd afgetekend`)
var namingWords = hashSet(`heet heette heten genaamd geheten genoemd`)
var hashIs, hashBen, hashIk, hashZo, hashHeet, hashHeette = uint32(hashOf("is")), uint32(hashOf("ben")), uint32(hashOf("ik")), uint32(hashOf("zo")), uint32(hashOf("heet")), uint32(hashOf("heette"))

var hashOp, hashIn, hashOnder, hashBij, hashOver, hashDen, hashLa, hashTot = uint32(hashOf("op")), uint32(hashOf("in")), uint32(hashOf("onder")), uint32(hashOf("bij")), uint32(hashOf("over")), uint32(hashOf("den")), uint32(hashOf("la")), uint32(hashOf("tot"))

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
	if !t[i].has(given) {
		return i
	}
	if t[i].has(particle|weekday|demonym) || t[i].n < 3 || t[i].has(month) && t[i].hash != hashJan {
		return i
	}
	if t[i].has(common | place | english) {
		// an ordinary word is a name in "bel roos even" and "roos jansen"
		if w.chat < 3 && !w.lowAt(i) {
			return i
		}
		l := w.leftWord(i)
		called := l >= 0 && callVerbs[t[l].hash]
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
		if k < len(t) && t[k].kind == word && !t[k].is(first) && !t[k].is(glued) && (t[k].has(family) || w.lowAt(i) && !t[k].has(common) && t[k].n > 4) && !t[k].has(stop|saying|trade) && !adverbNames[t[k].hash] && t[k].n > 2 {
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
		if p, ok := w.parseName(k, len(t), false); ok && p.particle && t[p.b-1].is(capital) && !t[p.b-1].has(orgHead|orgTail|month) && !prepositions[t[k].hash] && !t[p.b-1].ends(tailSure) && !(t[k].hash == hashVan && t[p.b-1].is(caps)) {
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
		if len(w.names.senders) > 0 && x.kind == word {
			if k := w.senderAt(i); k > i {
				i = k - 1
				continue
			}
		}
		if x.kind != word || w.taken(i) || x.n < 2 {
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
	if w.state[i] == guarded {
		return i
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
		if w.roleLeft(p.a) || w.partyRight(p) || w.thing(p) || w.organisation(p) {
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
	if x.has(common|place|month) || x.has(english) {
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
			if hasHash(o.family, t[q].hash) || t[q].has(family) && !t[q].has(stop) && (q > e || !t[q].has(common) || w.chat > 0 && !t[q].has(saying|stop|trade) && !adverbNames[t[q].hash]) {
				e = q + 1
			}
		}
	} else if a := w.particlesBefore(i); a < i && (o.particle || !prepositions[t[a].hash]) {
		i = a
	}
	w.add(i, e, hit{rule: ruleAgain, label: documents.Person, cert: 0.8, ask: o.ask, person: private + 1})
	return e
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
		return personVerbs[t[k].hash] && !t[k].is(capital) || int(t[k].start)-t[i].end() >= 3
	}
	return t[k].kind == punct && (t[k].hash == 0x80 && !t[k].is(glued) || t[k].hash == ':' || t[k].hash == '|' || t[k].hash == '>')
}

// adverbNames are family names that as small words mean something else.
var adverbNames = hashSet(`snel kort groot goed lang klein oud nieuw vast hard zacht laat vroeg even stil vrij druk ziek prima mooi wit zwart blauw rood groen bruin grijs`)

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
		return r >= 0 && (t[r].has(saying) || personVerbs[t[r].hash] && !t[r].is(capital)) || w.isPunct(p.b, ':') || w.isPunct(p.b, ',') || p.b < len(t) && t[p.b].is(first)
	}
	if l := w.leftWord(i); l >= 0 && t[l].has(placeCue) && x.has(place) {
		return false
	}
	return true
}

// andI reports whether "en ik" stands at token k.
func (w *work) andI(k int) bool {
	return k+1 < len(w.tok) && w.tok[k].hash == hashEn && w.tok[k].kind == word && w.tok[k+1].hash == hashIk && w.tok[k+1].kind == word
}

// thirdPerson reports whether the word at token k looks like a verb of the
// third person singular: beschikt, groeit, weigert.
func (w *work) thirdPerson(k int) bool {
	s := w.fold(&w.tok[k])
	return len(s) >= 6 && s[len(s)-1] == 't' && !w.tok[k].has(stop|particle) && lookup(hashOf(s[:len(s)-1]+"en"))|lookup(hashOf(s[:len(s)-1])) != 0 && (s[:2] == "be" || s[:2] == "ve" || s[:2] == "on" || s[:2] == "he" || s[len(s)-3:] == "ert")
}

var hashZelf, hashSpreekt = uint32(hashOf("zelf")), uint32(hashOf("spreekt"))

// settleDoubts decides about bare family names of officials that no one
// private shares.
func (w *work) settleDoubts() {
	for _, d := range w.names.doubts {
		if w.names.kamer && w.state[d.a] == free {
			w.guard(d.a, d.b, documents.Person, keepRegister)
		}
	}
}
