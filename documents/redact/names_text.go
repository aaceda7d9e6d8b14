package redact

import "paraaf/documents"

// germanWords are the small words of German that are no Dutch ones.
var germanWords = hashSet(`und für mit auf nicht sich wird werden ist sind eine einer eines einem vom zum zur über nach durch dass auch oder wir ihre ihren`)

// nameText reads names in running text.
func (w *work) nameText() {
	t := w.tok
	capitals, starts, gov, words, foreign, german, small, strange := 0, 0, 0, 0, 0, 0, 0, 0
	for i := 0; i < len(t); i++ {
		x := &t[i]
		if x.kind != word {
			if x.kind == punct && x.hash == '@' {
				gov++ // a newspaper prints no addresses
			}
			continue
		}
		words++
		if x.has(english) && !x.has(common) {
			foreign++
		} else if germanWords.has(x.hash) {
			german++
		}
		if x.is(capital) {
			capitals++
		} else if x.n > 2 {
			small++
			if x.class == 0 {
				strange++
			}
		}
		if i > 0 && t[i-1].kind == punct && (t[i-1].hash == '.' || t[i-1].hash == '?') && !x.is(glued) {
			starts++
		}
		if govWords.has(x.hash) {
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
	w.names.press = w.names.press && !w.official()
	w.names.tongue = words >= 20 && max(foreign, german)*12 > words || small >= 20 && small*2 > words && strange*5 > small*2
	w.names.lower = starts >= 3 && capitals*3 < starts && foreign*12 <= words
	w.lowParagraphs()
	w.filesNamed()
	for i := 0; i < len(t); i++ {
		if t[i].kind != word || w.state[i] != free || w.slots[i].file {
			continue
		}
		if i+2 < len(t) && t[i+1].kind == word && !t[i+1].is(capital|first) && t[i+1].has(particle) && (t[i].has(kin) || t[i].byTrade()) && !prepositions.has(t[i+1].hash) && t[i+1].hash != hashTe && w.state[i+1] == free && !(t[i+1].hash == hashVan && t[i].has(kin) && i+2 < len(t) && t[i+2].has(given) && t[i+2].is(capital)) {
			// huisarts de Wit, wijkverpleegkundige van der Berg; but "arts van Isala"
			if p, ok := w.parseName(i+1, len(t), false); ok && p.particle && len(p.given) == 0 && len(p.family) > 0 {
				if x := &t[p.family[len(p.family)-1]]; p.b <= i+6 && x.is(capital) && !x.is(caps) && x.has(family) && !x.has(team|orgHead|orgTail) && !(x.has(place) && t[i+1].hash == hashVan && len(p.family) == 1 && p.family[0] == i+2) && !(t[i+1].hash == hashVan && p.family[0] == i+2 && hasTail(w.fold(x), frisianEnds)) && !(p.family[0] > i+2 && t[i+3].is(capital) && t[i+3].has(particle) && t[i+2].has(particle)) && !w.organisation(p) && !w.keepsRole(p) {
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
			if k := w.dotted(i); k > i {
				i = k - 1
				continue
			}
			if k := w.announcedSmall(i); k > i {
				i = k - 1
				continue
			}
			if k := w.shortParticle(i); k > i {
				i = k - 1
				continue
			}
			if k := w.smallParticles(i); k > i {
				i = k - 1
				continue
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
		if w.slots[i].label || w.orgCell(i) {
			continue
		}
		if k := w.nameAt(i); k > i {
			i = k - 1
		}
	}
}

// frisianEnds end family names that never have "van" before them: monteur van Feenstra.
var frisianEnds = []string{"stra", "sma", "inga", "enga", "ema", "mans", "sen", "ssen"}

// smallParticles reads a family name that begins with two small tussenvoegsels in the middle
// of a sentence: "ik heb van der Velde gezegd". No ordinary Dutch begins so.
func (w *work) smallParticles(i int) int {
	t := w.tok
	if t[i].hash != hashVan && t[i].hash != hashVd || t[i].is(first) || i == 0 || i+1 >= len(t) || t[i-1].kind != word || t[i-1].is(capital) || t[i-1].has(title|thingHead|orgHead|official) || w.taken(i-1) {
		return i
	}
	if k := i + 1; t[i].hash == hashVan && (t[k].kind != word || t[k].is(capital|first) || t[k].hash != hashDer && t[k].hash != hashDen) {
		return i
	}
	p, ok := w.parseName(i, len(t), false)
	if !ok || len(p.given) > 0 || len(p.family) == 0 || p.lower {
		return i
	}
	x := &t[p.family[0]]
	if x.is(caps) || x.has(orgHead|orgTail|team) || x.has(place) && !x.has(family) || !x.has(anyFamily) && !w.strange(p.family[0]) || w.organisation(p) || w.thing(p) || w.keepsRole(p) || w.registered(p.family[0]) {
		return i
	}
	w.accept(p, ruleShape, 0.7, w.rankBeside(p, len(t)))
	return p.b
}

var hashDer = uint32(hashOf("der"))

// orgCell reports whether token i stands in a cell below "bedrijf" or the like, which
// begins with a capital: an organisation, whatever it is called.
func (w *work) orgCell(i int) bool {
	if !w.slots[i].cell || w.slots[i].cue != cueOrg {
		return false
	}
	for k := i; k > i-rowReach; k-- {
		if w.slots[k].start || w.tok[k].is(first) {
			return w.tok[k].is(capital)
		}
	}
	return false // too long to be the name of one
}

// official reports whether the text is a letter of government: it begins with whom it is for,
// or an office and a comma stand below it.
func (w *work) official() bool {
	t := w.tok
	if len(t) > 2 && t[0].hash == hashAan && (w.isPunct(1, ':') || t[1].hash == hashDe || t[1].hash == hashHet) {
		return true
	}
	for n := len(w.lines) - 1; n >= 0 && n > len(w.lines)-12; n-- {
		l := w.lines[n]
		for k := l.a; k < l.b && k < l.a+2; k++ {
			if l.b-l.a < 14 && w.isPunct(int(l.b)-1, ',') && (t[k].hash == hashMinister || t[k].hash == hashStaatssecretaris) {
				return true
			}
		}
	}
	return false
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
		if t[k].kind != punct || t[k].hash != '"' && t[k].hash != '\'' && !(t[k].hash == '.' && t[k].is(glued) && k > 0 && (t[k-1].has(title) || t[k-1].has(trade) && t[k-1].n <= 4)) {
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
			if p, ok := w.parseName(k, len(t), false); ok && !(!t[k].is(capital) && t[k].has(particle) && t[p.b-1].is(caps) && t[p.b-1].n <= 5 && !w.shouting(k)) {
				return w.judge(p, true) // but not mevrouw van de WMO
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
	if t[i].n == 1 {
		if k := w.coupleInitials(i); k > i {
			return k
		}
	}
	if k := w.shoutedFirst(i); k > i {
		return k
	}
	if k := w.rowName(i); k > i {
		return k
	}
	if k := w.contactName(i); k > i {
		return k
	}
	if k := w.familyFirst(i); k > i {
		return k
	}
	if k := w.anonymous(i); k > i {
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

// postNominal titles stand behind a name, so that nothing follows them on the next line.
var postNominal = hashSet(`msc bsc ba ma llm llb mba phd rc ra cpc pmp hbo`)

// judge decides what p in running text is, after taking off leading words that begin a sentence
// and are no name, and records it: someone, what stays, or nothing. It gives the token to go on
// from.
func (w *work) judge(p parsed, titled bool) int {
	t := w.tok
	start := w.sentenceStart(p.a)
	// "Volgens" and the like are stop words; other first words of a sentence
	// are ordinary words that a name follows: "Huisarts Pinas", "Collega Jan"
	if first := &t[p.a]; (p.initials == "" || first.byTrade() || first.direct() == cueName) && !titled && (p.words > 1 || p.initials != "") && len(p.given) > 0 && p.given[0] == p.a && (!first.has(given) || start && first.has(greeting)) {
		cut := false
		if start && first.has(common) && !first.has(given) && !(first.has(givenFar|family) && !first.has(trade|kin|orgHead|official)) {
			cut = true
		}
		if start && p.particle && w.jobLetters(p.a) {
			cut = true // Gyn De Heus
		}
		if start && (first.has(greeting) || closingWords.has(first.hash)) {
			cut = true // Ha Pieter
		}
		if start && first.direct() == cueName && !first.has(given|family) {
			cut = true // Steller J. de Rooij
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
	if w.staysHere(p) {
		return p.b
	}
	if !titled && w.bareFamous(p) && !w.cuedByName(p) {
		return p.b // the dossier may know another of that name
	}
	if x := &t[p.b-1]; titled && p.words == 1 && p.initials == "" && !x.has(given|family) && x.n > 8 && (x.ends(tailOrg | tailSure | tailBuilding | tailThing)) {
		w.guard(p.a, p.b, "ORG", keepOrg) // Dr. Schaepmanschool
		return p.b
	}
	if titled && (w.kamerSpeaker(p) || w.satInKamer(p)) {
		w.keepPerson(p, keepOfficial)
		return p.b
	}
	if w.keptBefore(p, titled) {
		w.guard(p.a, p.b, documents.Person, keepOfficial)
		return p.b
	}
	if !titled && w.thing(p) {
		if len(p.family) > 0 && len(w.names.things) < 64 {
			w.names.things = append(w.names.things, w.wordHash(p.family[len(p.family)-1]))
		}
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
	if q, ok := w.nameBeforeVan(p, titled); ok && w.organisation(p) {
		return w.judge(q, titled)
	}
	if w.organisation(p) || p.words > 1 && p.initials == "" && p.a > 1 && w.isPunct(p.a-1, '(') && w.isPunct(p.b, ')') && w.taken(p.a-2) && t[p.a-2].kind == word && w.inPerson(int(t[p.a-2].start)) && !(p.a > 4 && t[p.a-3].hash == hashVan && t[p.a-4].has(kin)) {
		w.guard(p.a, p.b, "ORG", keepOrg) // Inge Wopereis (Marga Klompé)
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
			verb = verb || kamerVerbs.has(t[k].hash)
			place = place || kamerPlaces.has(t[k].hash)
		}
	}
	return verb && place
}

// satInKamer reports whether p, with a title and in the register, is spoken of as a member
// of parliament: "meneer Omtzigt toen hij nog in de Kamer zat".
func (w *work) satInKamer(p parsed) bool {
	if p.initials != "" || len(p.given)+len(p.family) != 1 || !w.registered(append(p.given, p.family...)[0]) {
		return false
	}
	for k := p.b; k < len(w.tok) && k < p.b+9 && !(w.isPunct(k, '.') && !w.abbreviated(k)); k++ {
		if w.tok[k].hash == hashKamer && w.tok[k].is(capital) && w.tok[k-1].hash != hashUw {
			return true
		}
	}
	return false
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
	if !ok || p.lower || p.words < 2 && p.initials == "" && !p.particle && !p.inverted {
		return i
	}
	for n := p.b + 1; w.isPunct(p.b, ',') && n < int(l.b) && w.initialAt(n, int(l.b), false) > 0; n = p.b {
		p.b = w.initialAt(n, int(l.b), false) // MEIJ, VAN DER, P.
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
	if x := &t[i]; !x.is(capital) || x.is(caps) && x.n <= 5 || !(w.strange(i) || x.has(given) && !x.has(place|team) || x.has(family) && !x.has(common|place|team)) || boxWords.has(x.hash) || generalPhoneWords.has(x.hash) {
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
	if t[k].kind == number && t[k].n <= 2 && t[k+1].kind == word && t[k+1].is(capital) && int(t[k+1].start)-t[k].end() >= 2 {
		return i < 0 || i == k+1 // 08  Boukema, K.
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
	if k < 1 || t[a].is(first) && !w.wraps(a) && !(w.isPunct(k, ',') && !w.blankBefore(a) && !w.slots[a].label) {
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
