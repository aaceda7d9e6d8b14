package redact

import "strings"

// This file weighs the evidence for a candidate in running text: what the words around it
// and its own words say.

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
	if x.has(kin) || x.byTrade() || x.direct() == cueName && x.n > 5 {
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

// evidence is what stands around a candidate: its first and last word and where its words are,
// the word before and the word after it (or -1), whether it begins a sentence, whether
// someone is announced, goes on from a list of people, or says something.
type evidence struct {
	head, tail                *token
	words                     []int
	left, right               int
	start, cued, listed, says bool
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
	if left < 0 && p.a > 1 && w.isPunct(p.a-1, '(') && t[p.a-2].kind == word && (t[p.a-2].has(kin) || t[p.a-2].byTrade()) && !t[p.a].is(caps) {
		left = p.a - 2 // verzorgenden (Kim en Dorota)
	}
	if left < 0 && p.a > 1 && w.isPunct(p.a-1, '(') && w.person1(p.a-2) && !t[p.a].is(caps) {
		left = p.a - 2 // de inspecteurs (Heijligers, Tan)
	}
	if k := p.a - 1; left < 0 && k > 1 && !t[p.a].is(first) && (w.isPunct(k, ':') || w.isPunct(k, '-') || w.isPunct(k, '.') || t[k].kind == punct && t[k].hash == 0x80) && t[k-1].kind == number && t[k-2].kind == word && w.person1(k-2) {
		left = k - 2 // Kandidaat 3 - Pauw
	}
	cued := w.cuedHere(p, head, tail, left)
	// "Pip, dochter van Maud"
	if !cued && p.b+2 < len(t) && w.isPunct(p.b, ',') && t[p.b+1].kind == word && t[p.b+1].has(kin) && !t[p.b+1].is(capital) && t[p.b+2].hash == hashVan && !head.is(caps) && !head.has(orgHead|orgTail|team) {
		return verdict{rule: ruleKin, cert: 0.75}
	}
	if !cued && p.b+3 < len(t) && w.isPunct(p.b, ',') && t[p.b+1].hash == hashZo && (t[p.b+2].hash == hashHeet || t[p.b+2].hash == hashHeette) {
		cued = true
	}
	if !cued && w.reachRight(p.b) && (left < 0 || t[left].hash == hashBij || t[left].hash == hashMet || t[left].hash == hashNaar || t[left].hash == hashOf2 || t[left].hash == hashEn || t[left].hash == hashVan || t[left].hash == hashAan || t[left].hash == hashVia || t[left].hash == hashBel || t[left].hash == hashMail || t[left].hash == hashContact) && !head.has(common|place|orgHead|orgTail|team) && !boxWords.has(head.hash) && !head.ends(tailOrg) && !generalPhoneWords.has(head.hash) {
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
			if t[k].kind == word && workWords.has(t[k].hash) {
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
	if head.has(given) && p.words == 1 && right == p.b && ownerRight.has(t[right].hash) && right+1 < len(t) && t[right+1].kind == word && (t[right+1].direct() != noCue || t[right+1].has(common) && !t[right+1].has(stop|saying)) && !(left >= 0 && (t[left].hash == hashDe || t[left].hash == hashHet || t[left].hash == hashEen)) {
		return verdict{rule: ruleKin, cert: 0.7}
	}
	if p.words == 1 && materials.has(head.hash) || p.words == 2 && materials.has(head.hash) && tail.has(common|place) {
		return verdict{} // Gouden Palm
	}
	says := right >= 0 && !t[right].is(capital) && t[right].has(saying)
	e := evidence{head, tail, words, left, right, start, cued, listed, says}
	switch {
	case p.initials != "" && len(p.family) > 0:
		return w.initialled(p, e)
	case p.initials != "":
		return verdict{}
	case p.words >= 2 || len(words) >= 2 && !w.isPunct(words[1]-1, '-'):
		return w.severalWords(p, e)
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
		return w.behindParticle(p, e, place1)
	}
	if cued && head.is(caps) && head.n > 2 && head.has(anyName) && !head.has(stop|orgHead|orgTail|team|place|month) && left >= 0 && left == p.a-1 && t[left].is(caps) && w.shouting(p.a) {
		return verdict{rule: ruleKin, cert: 0.7} // AGENT VISSER
	}
	if head.is(caps) && head.n >= 4 && !w.shouting(p.a) && left >= 0 && left == p.a-1 && !t[left].is(caps) && !head.has(orgHead|orgTail|team|place|month) {
		if cued && head.has(anyFamily) && (t[left].has(kin) || t[left].byTrade()) {
			return verdict{rule: ruleKin, cert: 0.72} // Bewoonster KOSTER
		}
		if l := w.leftWord(left); head.n >= 6 && callVia.has(t[left].hash) && l == left-1 && l >= 0 && viaHead.has(t[l].hash) && (head.has(anyFamily) && !head.has(common) || head.class == 0 && !w.wordy(words[0])) {
			return verdict{rule: ruleShape, cert: 0.62} // samen met OUEDRAOGO
		}
	}
	if head.is(caps) && !head.has(given) && !cued {
		if head.n >= 5 && !start && head.has(family) && !head.has(place|team|english) && !w.shouting(p.a) && !(left >= 0 && (t[left].hash == hashDe || t[left].hash == hashHet)) {
			return verdict{rule: ruleShape, cert: 0.6} // "zijn maat KRAMER", as police and inspectors write
		}
		return verdict{}
	}
	if left >= 0 && left == p.a-1 && suppliers.has(t[left].hash) && p.words == 1 && !head.has(given) && !head.is(caps) {
		return verdict{rule: ruleKin, cert: 0.5, ask: true} // aannemer Huurman: the man or his firm
	}
	if cued && w.wordy(words[0]) && left >= 0 && left == p.a-1 && t[left].byTrade() && !t[left].has(kin) && head.n > 9 && p.words == 1 {
		return verdict{} // medewerkers Rijksvastgoedbedrijf
	}
	if cued && !head.has(stop|orgHead|orgTail|team) && (head.direct() == noCue || head.has(given|family)) && !(head.has(common|place|demonym) && !head.has(given|family) && !(head.has(familyFar) && !head.has(place|demonym) && !start && left == p.a-1 && t[left].byTrade() && (t[left].is(mixed) || t[left].n <= 4))) && !head.is(caps) && (head.has(anyName) || !head.has(proper) || left >= 0 && (t[left].has(kin) || closePeople.has(t[left].hash)) && !head.has(team)) {
		return verdict{rule: ruleKin, cert: 0.82}
	}
	if w.strange(words[0]) || w.properOnly(words[0]) {
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
	if head.has(demonym|weekday) || left >= 0 && left == p.a-1 && colours.has(t[left].hash) && !cued {
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
	if w.names.press && !start && left >= 0 && (says || nameTakers.has(t[left].hash) || t[left].has(saying) && !t[left].is(capital) || pressLeft.has(t[left].hash)) && head.has(anyFamily) && !head.has(common|place|team|english|demonym|stop|month) && !place1 && (!head.has(proper) || head.has(family) || w.hint(words[0])) {
		return verdict{rule: ruleSingle, cert: 0.55}
	}
	if head.has(given) && !start && !head.has(place|month|team|english) && !place1 {
		return verdict{rule: ruleSingle, cert: 0.6}
	}
	if head.has(given) && head.has(place) && !start && left >= 0 && left == p.a-1 && (ifWords.has(t[left].hash) || t[left].hash == hashOf2) && !head.has(month|english) {
		return verdict{rule: ruleSingle, cert: 0.55} // meldt dat Roy vertrekt
	}
	if head.has(given) && head.has(place) && start && says && !head.has(stop|month|team|english) && right == p.b && w.people.initial(w.initial(head)) {
		return verdict{rule: ruleSingle, cert: 0.6} // R.D. Nijhuis ... Roy is hiervan op de hoogte
	}
	if head.has(given) && start && says && !head.has(stop|place|month|team|english) {
		return verdict{rule: ruleSingle, cert: 0.6}
	}
	return verdict{}
}

// cuedHere reports whether the words around p announce someone: what someone does, a greeting,
// "heet". left is the word before p, or -1.
func (w *work) cuedHere(p parsed, head, tail *token, left int) bool {
	t := w.tok
	cued := left >= 0 && left < p.a-1 && w.person1(left) || left >= 0 && (t[left].has(greeting) || closingWords.has(t[left].hash)) && !t[left].is(glued)
	cued = cued || left >= 0 && t[left].is(mixed) && w.memberWord(&t[left]) || left >= 0 && (t[left].has(kin) || t[left].byTrade()) && !(t[left].is(capital) && t[left].has(family) && !w.sentenceStart(left))
	// "de toezichthouders Kiers en Mahabier", "vpk Meijer", "Okafor (psychiater)"
	if !cued && left >= 0 && left == p.a-1 && !tail.is(caps) && t[p.a].hash != hashHet && (t[left].n > 6 && !t[left].is(capital) && w.person1(left) && left > 0 || w.jobLetters(left)) {
		cued = true
	}
	if !cued && p.words == 1 && p.b+1 < len(t) && w.isPunct(p.b, '(') && t[p.b+1].kind == word && !t[p.b+1].is(capital) && t[p.b+1].byTrade() && p.b+2 < len(t) && (w.isPunct(p.b+2, ')') || w.isPunct(p.b+2, ',') || t[p.b+2].kind == word && !t[p.b+2].is(capital)) && !head.is(caps) && !tail.is(caps) {
		cued = true
	}
	if !cued && w.andI(p.b) && head.has(given|family) && !head.is(caps) {
		cued = true // Ad en ik hebben ernaar gekeken
	}
	// "collega's Jan", "mijn zoon Jan", "haar man, Radjesh Bhagwandin"
	if !cued && p.a >= 2 && w.isPunct(p.a-1, ',') && t[p.a-2].kind == word && t[p.a-2].has(kin) && !t[p.a-2].is(capital) {
		cued = true
	}
	// Cliënt, Jadina Azrim de Rahraoui, geboren op ...
	if !cued && p.a >= 2 && p.words >= 2 && w.isPunct(p.a-1, ',') && t[p.a-2].kind == word && t[p.a-2].byTrade() && (w.isPunct(p.b, ',') || w.isPunct(p.b, '.') || w.isPunct(p.b, '(')) && !head.is(caps) {
		cued = true
	}
	// "heet Shanti", "genaamd Jan", "mijn naam is Tjitske", "Pinas, zo heet mijn huisarts"
	if !cued && left >= 0 && (namingWords.has(t[left].hash) && !w.isPunct(p.a-1, '\'') && !w.isPunct(p.a-1, '"') && w.wordNear(left, 4, 0, whoWords) || t[left].hash == hashIs && w.near(left, 3, cueName) || (t[left].hash == hashNaam || t[left].hash == hashNamen || t[left].hash == hashEne) || t[left].hash == hashBen && left > 0 && (t[left-1].hash == hashIk)) {
		cued = true
	}
	if !cued && (w.afterTime(p) || w.onlyName(p) || left >= 0 && left == p.a-1 && (t[left].hash == hashDames || t[left].hash == hashHeren)) {
		cued = true // 22:10 Zwiers meldt; de dames Terwisscha en Van Scheltinga
	}
	return cued || left >= 0 && bareNaming.has(t[left].hash)
}

// initialled weighs a family name with initials.
func (w *work) initialled(p parsed, e evidence) verdict {
	t := w.tok
	if len(p.initials) == 1 && e.left >= 0 && e.left == p.a-1 && lettered.has(t[e.left].hash) && !t[e.left].is(capital) {
		return verdict{} // uit team B. Zaal verzoekt
	}
	if e.tail.has(english) && !e.tail.has(family) && !p.particle && p.words > 1 {
		return verdict{} // W. Europe Standard Time
	}
	if p.words == 1 && len(p.initials) == 1 && !p.particle && !e.tail.has(anyFamily) && e.tail.direct() != noCue {
		return verdict{} // ingang C. Kenteken ...
	}
	if p.words == 1 && e.tail.has(place) && !e.tail.has(family) && len(p.initials) == 1 && !p.particle {
		return verdict{}
	}
	return verdict{rule: ruleInitials, cert: 0.93}
}

// severalWords weighs a name of several words without initials.
func (w *work) severalWords(p parsed, e evidence) verdict {
	t := w.tok
	// an acronym is no name, except when all is in capitals
	if (e.head.is(caps) != e.tail.is(caps)) && (e.head.is(caps) && !e.head.has(given) || e.tail.is(caps) && !e.tail.has(family)) {
		return verdict{}
	}
	if len(e.words) == 3 && t[e.words[1]].hash == hashThi && e.head.n <= 6 && !e.head.is(caps) {
		return verdict{rule: ruleFull, cert: 0.8} // Ngo Thi Lan
	}
	nonFamily := e.tail.has(orgHead|orgTail|official|demonym|month|weekday) && !e.tail.has(family) || e.tail.has(team) && !e.tail.has(anyFamily)
	switch {
	case nonFamily, e.head.has(team) && e.tail.has(place|team) && !e.tail.has(family), (e.head.has(english) || e.tail.has(english)) && !e.head.has(given) && !e.tail.has(family):
	case e.head.has(given) && !(e.start && e.head.has(common|stop) && !e.tail.has(anyFamily) && e.tail.has(common|stop|place)) && !(e.head.has(place) && !e.tail.has(anyFamily) && e.tail.has(common|stop|place)):
		if e.tail.has(common|place) && !e.tail.has(anyFamily) && e.head.has(common|place) && !p.particle {
			break
		}
		c := 0.9
		if e.tail.has(anyFamily) {
			c = 0.94
		}
		return verdict{rule: ruleFull, cert: c}
	case e.head.has(givenFar) && !e.head.has(common|place|english|team) && (e.tail.has(anyName) || !e.tail.has(common|place|proper)):
		return verdict{rule: ruleFull, cert: 0.86}
	case e.head.has(givenFar) && !e.head.has(stop) && e.tail.has(family) && !e.start:
		return verdict{rule: ruleFull, cert: 0.85}
	case p.particle && len(p.given) > 0 && (e.tail.has(anyFamily) || !e.start && !e.tail.has(common)) && !e.head.has(common|place|orgHead|orgTail|proper|team|official):
		return verdict{rule: ruleFull, cert: 0.86}
	case e.tail.has(family) && !e.tail.has(place) && !e.head.has(place|orgHead|orgTail|english|team|official|demonym|stop|thingHead|trade|title) && !(e.head.has(common) && (e.start || e.head.n >= 7 && !e.head.has(anyName|proper))) && !(e.head.has(proper) && !e.head.has(anyName|common)):
		return verdict{rule: ruleFull, cert: 0.8}
	case w.hint(e.words[0]) && !e.tail.has(common|place|team|orgHead|orgTail|english|demonym|stop) && !e.tail.is(caps) && !w.wordy(e.words[len(e.words)-1]):
		return verdict{rule: ruleFull, cert: 0.75}
	case e.head.has(anyFamily) && e.tail.has(anyName) && !e.head.has(common|place|english|team|orgHead|orgTail|stop|demonym) && !e.tail.has(common|place|english|team):
		return verdict{rule: ruleFull, cert: 0.72}
	}
	if e.cued && e.head.has(given) && !e.head.has(english|team|month) && !(e.head.has(stop) && e.start) && e.tail.has(common) && !e.tail.has(orgHead|orgTail|team|official|stop) && !e.tail.is(caps) && p.words == 2 {
		return verdict{rule: ruleKin, cert: 0.75} // de intern begeleider (Ans Poldervaart)
	}
	if (!e.head.is(caps) || e.head.n >= 4 && e.tail.is(caps) && t[p.a].is(first) && t[p.b-1].is(last)) && w.strangeTwo(e.words) {
		return verdict{rule: ruleShape, cert: 0.65}
	}
	if (e.cued || e.listed || e.says && !e.start) && !(e.head.has(english) && !e.head.has(given)) && !e.head.has(stop|orgHead|orgTail|team|demonym) && !e.tail.has(orgTail|team) && !(e.head.has(common|place) && !e.head.has(anyName)) && !(e.tail.has(common|place) && !e.tail.has(anyName)) && !e.head.is(caps) {
		return verdict{rule: ruleKin, cert: 0.75}
	}
	return verdict{}
}

// behindParticle weighs a family name that begins with a tussenvoegsel. place1: a word that
// places precede stands before it.
func (w *work) behindParticle(p parsed, e evidence, place1 bool) verdict {
	t := w.tok
	if !t[p.a].is(capital) {
		return verdict{}
	}
	if e.left >= 0 && e.left == p.a-1 && t[e.left].hash == hashTe && !e.cued {
		return verdict{} // te Al Hoceima
	}
	ph := t[p.a].hash
	firm := ph != hashDe && ph != hashHet && ph != hashOp && ph != hashIn && ph != hashTe && ph != hashVoor && ph != hashOnder && ph != hashUit && ph != hashAan && ph != hashBij && ph != hashOver && ph != hashDen && ph != hashD && ph != hashLa && ph != hashTot
	if e.tail.is(caps) && e.tail.has(common) && e.left >= 0 && t[e.left].is(caps) && !e.cued {
		return verdict{} // WISSELING VAN DE WACHT
	}
	firm = firm || p.particle && e.words[0]-p.a >= 2 && oldArticles.has(t[p.a+1].hash) && !e.tail.has(common|place) // Op den Buijs
	if t[p.a].is(caps) && e.tail.is(caps) && e.tail.n >= 4 && e.tail.has(family) && !e.tail.has(place|orgHead|orgTail|team) && !w.shouting(p.a) && e.left >= 0 && !t[e.left].is(caps) {
		return verdict{rule: ruleShape, cert: 0.62} // is DE WAARD overgeplaatst
	}
	surname := e.tail.has(anyFamily) && !(e.tail.has(place) && !e.tail.has(family))
	switch {
	case e.cued && !e.tail.has(orgHead|orgTail) && !(e.tail.is(caps) && e.tail.n <= 5 && !t[p.a].is(caps)):
		return verdict{rule: ruleKin, cert: 0.85}
	case firm && surname && (!e.start || p.words == 1 && e.words[0]-p.a >= 2 || e.says):
		return verdict{rule: ruleShape, cert: 0.8}
	case firm && e.start && e.right == p.b && !t[e.right].is(capital) && personVerbs.has(t[e.right].hash) && !orgVerbs.has(t[e.right].hash) && !e.tail.has(common|place|orgHead|orgTail|team) && !e.tail.is(caps):
		return verdict{rule: ruleShape, cert: 0.65} // El Mouden ontkent
	case firm && e.start && surname && e.tail.has(family) && !e.tail.has(common|place) && p.b+1 < len(t) && t[p.b].hash == hashEn && t[p.b].kind == word && t[p.b+1].is(capital) && !t[p.b+1].is(first) && !e.tail.is(caps):
		return verdict{rule: ruleShape, cert: 0.62} // Da Silva en Dos Santos Pereira
	case firm && e.start && w.isPunct(p.a-1, ':') && (surname || w.strange(e.words[len(e.words)-1])) && !e.tail.has(orgHead|orgTail|team) && (w.isPunct(p.b, ',') || w.isPunct(p.b, '(') || p.b < len(t) && t[p.b].hash == hashEn || t[p.b-1].is(last)):
		return verdict{rule: ruleShape, cert: 0.65} // Doelpunten: Van Es (2x) en Ozan
	case firm && !e.tail.has(common|place|team|orgTail|orgHead) && !e.start && !w.isPunct(p.a+1, '-'):
		return verdict{rule: ruleShape, cert: 0.7}
	case !e.start && t[p.a].is(capital) && ph == hashDe && (e.left < 0 || e.left != p.a-1 || e.says && !prepositionsAll.has(t[e.left].hash) || (t[e.left].hash == hashMaar || t[e.left].hash == hashEn || t[e.left].hash == hashDat || t[e.left].hash == hashWaar || t[e.left].hash == hashOmdat)) && e.right == p.b && !t[e.right].is(capital) && personVerbs.has(t[e.right].hash) && !e.tail.has(orgHead|orgTail|team|place):
		return verdict{rule: ruleShape, cert: 0.6}
	case e.left < 0 && w.arrow(p.b) && surname && !e.tail.has(orgHead|orgTail|team):
		return verdict{rule: ruleShape, cert: 0.65} // Van Meurs -> Y. Tuncer
	case e.says && surname && !e.tail.has(orgHead|orgTail) && (!e.start || e.tail.has(family)) && !place1:
		return verdict{rule: ruleShape, cert: 0.65}
	}
	return verdict{}
}

// closePeople are called by a bare given name.
var closePeople = hashSet(`collega collegas leerling klasgenoot klasgenote teamgenoot ploeggenoot huisgenoot stagiair stagiaire vrijwilliger vrijwilligster medeleerling kamergenoot celgenoot medebewoner`)

var colours = hashSet(`rode witte zwarte grijze blauwe groene gele bruine zilveren oranje paarse donkerblauwe donkergrijze zilvergrijze lichtblauwe`)
var hashMaar, hashWaar, hashOmdat = uint32(hashOf("maar")), uint32(hashOf("waar")), uint32(hashOf("omdat"))

// lettered are things that are told apart by letters.
var lettered = hashSet(`team klas groep blok optie versie bijlage deel categorie type locatie gebouw vleugel afdeling scenario variant hepatitis vitamine plan rijbewijs punt sub fase lijst zone route model kolom perceel hal entree ingang terminal`)

var whoWords = hashSet(`ik hij zij ze je jij u die dochter zoon man vrouw moeder vader broer zus vriend vriendin collega buurman buurvrouw dokter huisarts arts agent meneer mevrouw jongen meisje kind baby iemand persoon medewerker melder beller en ook opa oma tante oom assistente zuster behandelaar patient patiënt`)
var bareNaming = hashSet(`meegelezen meelegezen opgesteld geparafeerd afgetekend`)
var namingWords = hashSet(`heet heette heten genaamd geheten genoemd`)
var hashIs, hashBen, hashIk, hashZo, hashHeet, hashHeette = uint32(hashOf("is")), uint32(hashOf("ben")), uint32(hashOf("ik")), uint32(hashOf("zo")), uint32(hashOf("heet")), uint32(hashOf("heette"))

var hashOp, hashIn, hashOnder, hashBij, hashOver, hashDen, hashLa, hashTot = uint32(hashOf("op")), uint32(hashOf("in")), uint32(hashOf("onder")), uint32(hashOf("bij")), uint32(hashOf("over")), uint32(hashOf("den")), uint32(hashOf("la")), uint32(hashOf("tot"))

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

// oldArticles stand behind a preposition in family names only.
var oldArticles = hashSet(`den der ten ter`)

// suppliers are firms as often as people.
var suppliers = hashSet(`aannemer hoofdaannemer onderaannemer leverancier installateur vervoerder touringcarbedrijf uitgever cateraar`)

var hashDames, hashHeren = uint32(hashOf("dames")), uint32(hashOf("heren"))

var hashThi = uint32(hashOf("thi"))
var hashZelf, hashSpreekt = uint32(hashOf("zelf")), uint32(hashOf("spreekt"))
