package redact

import (
	"strings"

	"paraaf/documents"
)

// keepPerson records that p acts publicly: it stays, and so do later mentions,
// unless someone private has the same name.
func (w *work) keepPerson(p parsed, r *rule) {
	o := w.person(p)
	o.kept, o.rule = true, r
	w.people.add(o)
	w.guard(p.a, p.b, documents.Person, r)
}

var partyNames = hashSet(`vvd pvv cda sp pvda groenlinks gl pvdd cu christenunie sgp denk fvd bbb nsc volt bij1 d lpf lijst omtzigt groep leefbaar glpvda plus ja bvnl fnp`)

// pluralOffices are shared by a whole enumeration.
var pluralOffices = hashSet(`kamerleden ministers staatssecretarissen senatoren fractievoorzitters wethouders burgemeesters ambtsvoorgangers bewindspersonen gedeputeerden ambtgenoten`)

// roleLeft looks for an office before token a, over titles, forms of address
// and the names of an enumeration: "de leden Kathmann (GL) en Six Dijkstra".
func (w *work) roleLeft(a int) bool {
	t := w.tok
	k := a - 1
	// "de burgemeester van Heerlen, Roel Wever," is an office and its holder
	for n := 0; n < 4 && k > 0 && (t[k].kind == word && t[k].has(title) || w.isPunct(k, '.') && t[k-1].has(title)); n++ {
		k--
	}
	if w.isPunct(k, ',') && k > 2 && !t[k+1].is(first) {
		if m := w.ministryLeft(k - 1); m >= 0 && m+2 <= k-1 && !t[m].is(capital) && !t[m+1].is(capital) && (t[m+1].hash == hashVan || t[m+1].hash == hashVoor) && !pluralOffices.has(t[m].hash) {
			return true
		}
	}
	if w.apposed(a) {
		return true
	}
	k = a - 1
	inList, passed := false, false
	for n := 0; k >= 0 && n < 26; n++ {
		x := &t[k]
		if t[k+1].is(first) && (w.blankBefore(k+1) || w.slots[k].label || w.slots[k+1].start || !w.wraps(k+1) && !inList && k+1 != a) {
			return false
		}
		if x.kind == word {
			if x.has(official) && !(x.is(capital) && x.has(given|family)) && !(kamerOffices.has(x.hash) && !w.names.kamer) {
				// "wethouder X en mevrouw Y": the office is X's alone
				return !passed || pluralOffices.has(x.hash)
			}
			if x.hash == hashLid || x.hash == hashLeden || x.hash == hashFractie {
				return w.names.kamer || x.hash == hashLeden && w.boardBefore(k) || x.hash == hashLeden && w.isPunct(k+1, '-')
			}
			if x.has(title) {
				k--
				continue
			}
			// the names before in an enumeration
			if x.hash == hashEn || x.hash == hashOr {
				inList, passed = true, true
				k--
				continue
			}
			if inList && (x.is(capital) || x.has(particle)) && !x.has(stop) {
				passed = true
				k--
				continue
			}
			if inList && x.has(particle) {
				k--
				continue
			}
			// "minister van VWS Kuipers", "minister van Volksgezondheid, Welzijn en Sport Kuipers", "staatssecretaris voor Jeugd Karremans"
			if m := w.ministryLeft(k); m >= 0 {
				k = m
				continue
			}
			return false
		}
		switch {
		case w.isPunct(k, ','):
			inList = true
			k--
		case w.isPunct(k, '(') && k > 0 && t[k-1].kind == word && t[k-1].has(official) && !t[k-1].has(given|family):
			return true // de staatssecretaris (de heer Aartsen)
		case w.isPunct(k, ')'):
			q := k - 1
			for q >= 0 && q > k-8 && !w.isPunct(q, '(') {
				q--
			}
			if q < 0 || !w.isPunct(q, '(') {
				return false
			}
			inList = true
			k = q - 1
		case w.isPunct(k, '.') && k > 0 && w.tok[k-1].has(title), w.isPunct(k, '-') && inList, w.isPunct(k, '.') && k > 0 && w.tok[k-1].n == 1 && inList:
			k--
		case w.isPunct(k, '-') && k > 0 && t[k].is(glued) && k > 1 && t[k-1].kind == word && (t[k-1].hash == hashOud || t[k-1].hash == hashEx):
			k--
		default:
			return false
		}
	}
	return false
}

var hashLid, hashLeden, hashFractie, hashOr, hashOud, hashEx = uint32(hashOf("lid")), uint32(hashOf("leden")), uint32(hashOf("fractie")), uint32(hashOf("of")), uint32(hashOf("oud")), uint32(hashOf("ex"))

// ministryLeft passes back over "van VWS" and "van Justitie en Veiligheid" to
// the office before it, and gives its token, or -1.
func (w *work) ministryLeft(k int) int {
	t := w.tok
	for n := 0; k >= 0 && n < 9; n++ {
		x := &t[k]
		if n > 0 && t[k+1].is(first) && !w.wraps(k+1) {
			return -1
		}
		if x.kind == word {
			if x.has(official) {
				return k
			}
			if !x.is(capital) && x.hash != hashVan && x.hash != hashEn && x.hash != hashVoor && x.hash != hashDe {
				return -1
			}
			if x.is(capital) && (x.has(given) && !x.has(common)) {
				return -1
			}
		} else if !w.isPunct(k, ',') && !w.isPunct(k, '-') {
			return -1
		}
		k--
	}
	return -1
}

// officeRight reports whether an office follows p in apposition: "Silveria
// Jacobs, de (oud-)premier van Sint Maarten".
func (w *work) officeRight(p parsed) bool {
	t := w.tok
	k := p.b
	if !w.isPunct(k, ',') || p.words < 2 && p.initials == "" || len(p.given) == 0 && p.initials == "" {
		return false
	}
	for k++; k < len(t) && k < p.b+8; k++ {
		if t[k].is(first) && !w.wraps(k) {
			return false
		}
		switch {
		case t[k].kind == word && t[k].has(official) && !t[k].is(capital):
			return true
		case t[k].kind == word && officeBefore.has(t[k].hash), w.isPunct(k, '('), w.isPunct(k, ')'), w.isPunct(k, '-'):
		default:
			return false
		}
	}
	return false
}

var officeBefore = hashSet(`de toen destijds oud ex voormalig voormalige toenmalig toenmalige onze nu`)

// partyRight reports whether a political party in brackets follows p.
func (w *work) partyRight(p parsed) bool {
	k := p.b
	if w.isPunct(k, ',') && k+2 < len(w.tok) && w.tok[k+1].kind == word && w.tok[k+1].is(caps) && w.tok[k+1].n >= 3 && partyNames.has(w.tok[k+1].hash) && (w.isPunct(k+2, ',') || w.isPunct(k+2, '.') || w.isPunct(k+2, ')')) {
		return true // de heer Keessen, CDA, ga uw gang
	}
	if !w.isPunct(k, '(') || k+1 >= len(w.tok) || w.tok[k+1].kind != word {
		return false
	}
	t := &w.tok[k+1]
	if partyNames.has(t.hash) && (t.is(capital) || !ordinaryParties.has(t.hash)) {
		if t.hash == hashD || t.hash == hashJa { // D66, JA21
			return k+2 < len(w.tok) && w.tok[k+2].kind == number
		}
		return true
	}
	return false
}

// apposed reports whether an office and a comma or colon stand before the title at token a:
// "De minister, toen nog de heer X", "commissaris van de Koning, de heer X", "CdK: mevrouw X".
func (w *work) apposed(a int) bool {
	t := w.tok
	k, titled := a-1, false
	for n := 0; n < 8 && k > 0 && !t[k+1].is(first); n++ {
		switch x := &t[k]; {
		case x.kind == word && x.has(title), w.isPunct(k, '.') && t[k-1].has(title):
			titled = true
		case x.kind == word && (x.hash == hashDe || officeBefore.has(x.hash) || x.hash == hashNog):
		case titled && (w.isPunct(k, ',') || w.isPunct(k, ':')) && t[k-1].kind == word:
			return t[k-1].has(official) && !(t[k-1].is(capital) && t[k-1].has(given|family) && t[k-1].hash != hashKoning) && !kamerOffices.has(t[k-1].hash)
		default:
			return false
		}
		k--
	}
	return false
}

var hashNog, hashKoning = uint32(hashOf("nog")), uint32(hashOf("koning"))

// boardBefore reports whether "de leden" at token k goes on from the head of a public board:
// "dijkgraaf Bijl, de leden Hoekema en Van Duren".
func (w *work) boardBefore(k int) bool {
	for n := 0; k > 0 && n < 12; n++ {
		k--
		if w.tok[k].kind == word && (w.tok[k].hash == hashDijkgraaf || w.tok[k].hash == hashBurgemeester || w.tok[k].hash == hashGedeputeerde) {
			return true
		}
	}
	return false
}

var hashDijkgraaf, hashGedeputeerde = uint32(hashOf("dijkgraaf")), uint32(hashOf("gedeputeerde"))

// kamerOffices are offices where parliament or government is spoken of, and else work:
// a rapporteur of an assessment, a colleague of an inspector.
var kamerOffices = hashSet(`rapporteur ambtgenoot ambtgenoten ambtsvoorganger ambtsvoorgangers`)

// ordinaryParties are words of the language as well: (groep 7), (lijst 2).
var ordinaryParties = hashSet(`groep lijst plus leefbaar ja d volt denk`)

var hashD, hashJa = uint32(hashOf("d")), uint32(hashOf("ja"))

// keepsRole keeps p when it holds a public office here, and reports so.
func (w *work) keepsRole(p parsed) bool {
	if w.roleLeft(p.a) || w.partyRight(p) {
		w.keepPerson(p, keepOfficial)
		return true
	}
	if w.officialFull(p) {
		w.keepPerson(p, keepRegister)
		return true
	}
	return false
}

// officialRow keeps p, in a cell, when another cell of the row says that he holds a public
// office: "Van Houwelingen; Kamerlid; Tweede Kamer".
func (w *work) officialRow(p parsed) bool {
	t := w.tok
	l := w.lines[w.lineOf(p.a)]
	for k := int(l.a); k < int(l.b) && k < int(l.a)+rowReach; k++ {
		x := &t[k]
		if k >= p.a && k < p.b || x.kind != word || !x.has(official) || x.has(given|family) || !w.slots[k].cell || !w.slots[k].start && !w.isPunct(k-1, '"') {
			continue
		}
		if e := k + 1; e >= len(t) || t[e].is(first) || w.slots[e].start || t[e].kind == punct && t[e].hash != '-' {
			w.keepPerson(p, keepOfficial)
			return true
		}
	}
	return false
}

// thing reports whether p names a thing: motie-Hijink, de ziekte van
// Parkinson, het arrest Jansen, de Bernhardprijs. Then its tokens stay.
func (w *work) thing(p parsed) bool {
	t := w.tok
	if p.words == 1 && p.b-p.a == 3 && eponyms[w.fold(&t[p.a])] && eponyms[w.fold(&t[p.b-1])] {
		return true // Ehlers-Danlos
	}
	if n := p.b - p.a; n >= 1 && n <= 4 && p.initials == "" {
		s := w.phrase(p.a, p.b)
		if proverbial[s] || phrases()[s] && !w.namesake(p) {
			return true
		}
		if p.a > 0 && !t[p.a].is(first) && t[p.a-1].kind == word && t[p.a-1].is(capital) && int(t[p.a].start)-t[p.a-1].end() == 1 && phrases()[w.fold(&t[p.a-1])+" "+s] {
			return true // Bakker Bart
		}
		if n == 3 && !t[p.a].has(given|family) && t[p.a+1].is(capital) && phrases()[s[strings.IndexByte(s, ' ')+1:]] {
			return true // Zkv Zilveren Kruis
		}
	}
	if p.words == 1 && p.initials == "m" && eponyms[w.fold(&t[p.b-1])] {
		return true // M. Parkinson: morbus
	}
	k := p.a - 1
	if k >= 0 && !t[p.a].is(first) || k >= 0 && w.wraps(p.a) {
		// motie-Hijink, commissie-Van der Meer
		if w.isPunct(k, '-') && t[k].is(glued) && t[p.a].is(glued) && k > 0 && t[k-1].kind == word && !t[k-1].is(capital) && t[k-1].n > 2 {
			return true
		}
		if w.isPunct(k, '-') && t[k].is(glued) && t[p.a].is(glued) && k > 0 && t[k-1].kind == word && t[k-1].has(thingHead|orgHead) {
			return true
		}
		if t[k].kind == word && t[k].has(thingHead) && !(t[k].has(given|family) && t[k].is(capital)) {
			return true
		}
		if t[k].kind == word && t[k].hash == hashVan && k > 0 && t[k-1].kind == word && t[k-1].has(thingHead) && eponyms[w.fold(&t[p.b-1])] {
			return true
		}
		// de test van Romberg, het teken van Babinski
		if t[k].kind == word && t[k].hash == hashVan && k > 0 && !t[k-1].is(capital) && eponymHeads.has(t[k-1].hash) && (len(p.given) == 0 || t[p.b-1].has(anyFamily)) && (p.words == 1 || p.particle) && p.initials == "" {
			return true
		}
		// het initiatiefwetsvoorstel van Westerveld en Kostic
		if n := len(w.guards); n > 0 && p.words == 1 && p.initials == "" && w.guards[n-1].rule == keepThing && (t[k].hash == hashEn && t[k].kind == word || w.isPunct(k, ',') || w.isPunct(k, '/')) && k > 0 && w.guards[n-1].b == t[k-1].end() {
			return true
		}
		// de motie van het lid Van den Berg: roleLeft sees to it; de motie van Hijink
		if t[k].kind == word && (t[k].hash == hashVan) && k > 0 && (t[k-1].hash == hashMotie || t[k-1].hash == hashAmendement || t[k-1].hash == hashWet || t[k-1].hash == hashInitiatiefwet || t[k-1].hash == hashMoties || t[k-1].hash == hashWetsvoorstel || t[k-1].hash == hashInitiatiefwetsvoorstel || t[k-1].hash == hashInitiatiefnota || t[k-1].hash == hashAmendementen || t[k-1].hash == hashKabinet || t[k-1].hash == hashFractie || t[k-1].hash == hashRegering) {
			return true
		}
		if t[k].kind == word && t[k].hash == hashDe && k > 1 && t[k-1].hash == hashVan && t[k-2].hash == hashMotie {
			return true
		}
	}
	// de motie Ceder/Van der Burg
	if k := p.a - 1; k > 0 && w.isPunct(k, '/') && t[k].is(glued) && w.state[k-1] == guarded && t[k-1].is(capital) && t[k-1].kind == word {
		return true
	}
	// Hawkins-Kennedy positief: a test has two names and an outcome
	if p.words == 1 && p.b-p.a == 3 && p.initials == "" && p.b < len(t) && t[p.b].kind == word && testOutcomes.has(t[p.b].hash) {
		return true
	}
	// genoemd naar Willem Alexander
	if k := p.a - 1; k > 0 && t[k].hash == hashNaar && (t[k-1].hash == hashGenoemd || t[k-1].hash == hashVernoemd) {
		return true
	}
	if k := p.b; k+1 < len(t) && w.isPunct(k, '/') && t[k].is(glued) && t[k+1].hash == hashStaat {
		return true
	}
	// (Van Eck/minister van BZK)
	if k := p.b; k+1 < len(t) && w.isPunct(k, '/') && w.isPunct(p.a-1, '(') && (t[k+1].has(official|orgHead|team) || t[k+1].hash == hashStaat) {
		return true
	}
	k = p.b
	if k < len(t) && !t[k].is(first) {
		if w.isPunct(k, '-') && t[k].is(glued) && k+1 < len(t) && t[k+1].is(glued) && t[k+1].kind == word && !t[k+1].is(capital) && !t[k+1].has(particle) {
			return true // Van Leeuwenhoek-kliniek
		}
		if t[k].kind == word && !t[k].is(capital) && t[k].has(thingTail) && t[k].is(glued) {
			return true
		}
	}
	return false
}

// namesake reports whether p, a family name that a firm bears too, is someone here: by what
// stands before it, or because such a person was found already.
func (w *work) namesake(p parsed) bool {
	if !p.particle || p.words != 1 || len(p.given) > 0 || len(p.family) == 0 || w.tok[p.a].hash == hashDen { // den: towns
		return false
	}
	t := w.tok
	if l := w.leftWord(p.a); l >= 0 && l == p.a-1 && !t[l].is(capital) && (t[l].has(kin) || t[l].byTrade()) && !firmTrades.has(t[l].hash) {
		return true
	}
	for n, id := range w.people.index[w.wordHash(p.family[len(p.family)-1])] {
		if o := &w.people.list[id]; !o.kept && o.strong {
			return true
		}
		if n > 50 {
			break
		}
	}
	return false
}

// firmTrades are said of firms as of people: aannemer Van Wijnen.
var firmTrades = hashSet(`aannemer hoofdaannemer onderaannemer bouwer uitgever uitgeverij bankier leverancier makelaar ondernemer opdrachtnemer`)

// phrase gives the folded words of tokens a to b with single spaces between.
func (w *work) phrase(a, b int) string {
	s := ""
	for k := a; k < b; k++ {
		if w.tok[k].kind != word {
			continue
		}
		if s != "" {
			s += " "
		}
		s += w.fold(&w.tok[k])
	}
	return s
}

var testOutcomes = hashSet(`positief negatief pos neg score classificatie test schaal index criteria`)

var hashRegering = uint32(hashOf("regering"))
var hashStaat = uint32(hashOf("staat"))

// proverbial people are nobody.
var proverbial = map[string]bool{"jan modaal": true, "jan salie": true, "jan rap": true, "piet snot": true, "joris goedbloed": true, "jan publiek": true, "moeder natuur": true, "vadertje staat": true, "john doe": true, "magere hein": true, "lange jan": true, "prins carnaval": true, "vrouw holle": true, "koning winter": true}

var hashMotie, hashMoties, hashAmendement, hashAmendementen, hashWet, hashInitiatiefwet, hashKabinet = uint32(hashOf("motie")), uint32(hashOf("moties")), uint32(hashOf("amendement")), uint32(hashOf("amendementen")), uint32(hashOf("wet")), uint32(hashOf("initiatiefwet")), uint32(hashOf("kabinet"))

var hashWetsvoorstel, hashInitiatiefwetsvoorstel, hashInitiatiefnota = uint32(hashOf("wetsvoorstel")), uint32(hashOf("initiatiefwetsvoorstel")), uint32(hashOf("initiatiefnota"))

// eponymHeads are called after who described them.
var eponymHeads = hashSet(`vragenlijst lijst beperking operatie ingreep graad stadium ziekte syndroom test proef teken reflex schaal score index classificatie stelling wet effect manoeuvre formule theorie methode criteria principe paradox indeling hypothese`)

// eponyms gave their names to diseases, tests and signs.
var eponyms = map[string]bool{}

func init() {
	for _, s := range [...]string{"parkinson", "alzheimer", "crohn", "down", "asperger", "tourette", "huntington", "hodgkin", "kahler", "graves", "addison", "cushing", "pfeiffer", "lyme", "menière", "meniere", "raynaud",
		"weil", "bechterew", "behcet", "kawasaki", "marfan", "turner", "klinefelter", "rett", "hirschsprung", "creutzfeldt", "jakob", "guillain", "barre", "sjogren", "korsakov", "korsakoff", "scheuermann", "dupuytren", "hashimoto", "paget", "perthes",
		"barthel", "glasgow", "apgar", "braden", "katz", "rorschach", "wilson", "fabry", "pompe", "gaucher", "duchenne", "becker", "ehlers", "danlos", "bell", "wernicke", "munchausen", "stockholm", "lynch", "usher", "noonan", "williams", "angelman", "prader", "willi", "tietze", "horner", "reye", "still", "whipple", "von willebrand", "willebrand", "bayes", "gini", "pareto", "likert", "richter", "beaufort", "celsius", "fahrenheit", "nobel", "maslow", "kirkpatrick", "deming", "eisenhower", "osgood", "schlatter", "waterhouse", "baker", "charcot", "coats", "leber", "stargardt"} {
		eponyms[foldString(s)] = true
	}
}

// organisation reports whether p is (part of) the name of an organisation or
// a place, by the words around it.
func (w *work) organisation(p parsed) bool {
	t := w.tok
	if k := p.a - 1; k >= 0 && !t[p.a].is(first) {
		x := &t[k]
		if x.kind == word {
			// "Stichting Jan", "uitgeverij Van Gorcum", "het Erasmus MC"
			if x.has(orgHead) && !(x.has(anyName) && x.is(capital)) {
				return true
			}
			if x.hash == hashEen && len(p.given) == 1 && p.words == 1 && !t[p.a].has(common|place|team|english|family) && k > 0 && nearPeople.has(t[k-1].hash) {
				return false // gesproken met een Ingeborg
			}
			if (x.hash == hashHet || x.hash == hashEen || x.hash == hashT) && !x.is(capital) && !(k > 0 && t[k-1].kind == word && t[k-1].has(saying) || k > 0 && t[k-1].hash == hashIk) && !(x.hash != hashEen && p.b < len(t) && (t[p.b].hash == hashWas || t[p.b].hash == hashIs) && len(p.given) > 0 && t[p.given[0]].has(given)) {
				return true
			}
			if x.hash == hashThe || x.hash == hashGebroeders && p.words == 1 {
				return true
			}
			if x.hash == hashSint || x.hash == hashSt {
				return true
			}
			if x.is(capital) && (x.has(orgTail) || x.ends(tailOrg) || x.ends(tailBuilding) && x.n > 6) && !x.has(anyName) && x.n > 2 && !x.is(caps) {
				return true
			}
		}
		if x.kind == punct && x.hash == '.' && k > 0 && (t[k-1].hash == hashSt || t[k-1].hash == hashGebr || t[k-1].hash == hashFa || t[k-1].hash == hashVer) && x.is(glued) {
			return true
		}
		if x.kind == punct && x.hash == '&' && !(len(p.given) > 0 && k > 0 && w.taken(k-1)) && !(p.initials != "" && k > 1 && w.isPunct(k-1, '.') && t[k-2].kind == word && t[k-2].n == 1) {
			return true
		}
	}
	// Havo, Helen Parkhurst (2009-2014)
	if k := p.a - 1; k > 0 && (w.isPunct(k, ',') || w.isPunct(k, ':')) && t[k-1].kind == word && schoolKinds.has(t[k-1].hash) {
		return true
	}
	// Gustav Mahlerlaan: no name by itself, with the end of a street
	if x := &t[p.b-1]; p.words >= 2 && p.initials == "" && !p.particle && x.kind == word && x.class&^proper == 0 && x.n >= 9 && hasTail(w.fold(x), streetEnds) {
		return true
	}
	// its own last word: Jan Nieuwenhuizenschool
	if x := &t[p.b-1]; x.kind == word && p.b-1 > p.a && !(p.words == 2 && t[p.a].has(given) && x.ends(tailBuilding) && !x.ends(tailOrg|tailThing) && hasTail(w.fold(x), []string{"kerk", "brug", "toren", "sluis", "kapel"})) && !x.has(family|given) && (!x.has(familyFar) || x.has(thingTail) && p.words > 2) && (x.has(orgTail|thingTail) || x.ends(tailOrg) || x.ends(tailThing|tailBuilding) && x.n > 6) && !(p.initials != "" || p.words == 2 && t[p.a].has(given) && x.ends(tailSoft)) {
		return true
	}
	// Van Gog Tours
	if x := &t[p.b-1]; p.particle && p.initials == "" && len(p.given) == 0 && len(p.family) > 1 && x.has(orgTail) && !w.isPunct(p.b-2, '-') {
		return true
	}
	// what follows
	k := p.b
	for n := 0; k < len(t) && n < 3; n++ {
		x := &t[k]
		if x.is(first) && !w.wraps(k) || int(x.start)-t[k-1].end() > 1 {
			break
		}
		if x.kind == word {
			if x.is(capital) && (x.has(orgTail) || x.has(thingTail|streetTail) && n == 0) && !x.has(given) && !(x.has(family) && p.words == 1 && p.initials != "") {
				return true
			}
			if n == 0 && x.is(capital) && p.words == 1 && p.initials == "" && orgLands.has(x.hash) {
				return true // Thales Nederland
			}
			if x.is(capital) && (x.ends(tailOrg) || x.ends(tailThing) && x.n > 6) && !x.has(family|given) {
				return true
			}
			if !x.is(capital) && n == 0 && firmTails.has(x.hash) {
				return true // Van Heugten tours
			}
			if !x.is(capital) && n == 0 && x.has(thingTail) && !x.has(particle) && x.hash != hashZaak {
				return true
			}
			if x.is(capital) && x.kind == word && !x.has(stop) && n < 2 {
				k++
				continue
			}
			return false
		}
		if x.hash == '+' && n == 0 && p.initials == "" && p.words == 1 && k+1 < len(t) && t[k+1].is(capital) && !x.is(glued) && !t[k+1].is(glued) {
			return true // Slangen + Koenis Architecten
		}
		if x.hash == '&' && n == 0 {
			return !(len(p.given) > 0 && k+1 < len(t) && t[k+1].has(anyGiven))
		}
		if x.hash == '-' && x.is(glued) && k+1 < len(t) && t[k+1].is(glued) && t[k+1].kind == word && (t[k+1].has(orgTail|thingTail) || t[k+1].ends(tailOrg)) {
			return true
		}
		if x.hash == '.' && x.is(glued) && k+1 < len(t) && t[k+1].is(glued) && t[k+1].kind == word && !fileKinds.has(t[k+1].hash) {
			return true // bol.com
		}
		break
	}
	return false
}

// firmTails end firms in small letters too.
var firmTails = hashSet(`tours touringcars bv nv vof tweewielers makelaardij advocaten notarissen accountants holding trading logistics`)

var streetEnds = []string{"laan", "straat", "plein", "gracht", "kade", "singel", "dreef", "plantsoen", "park"}

// fileKinds end the names of files.
var fileKinds = hashSet(`pdf doc docx odt xls xlsx ods ppt pptx txt csv msg eml pst zip jpg jpeg png gif heic tif tiff mp mov m wav json xml html rtf log`)

// orgLands end the names of branches.
var orgLands = hashSet(`nederland holland benelux europe europa international belgie belgium worldwide nederlandse netherlands`)

// schoolKinds stand before the name of a school in a CV.
var schoolKinds = hashSet(`havo vwo mavo vmbo mbo hbo wo gymnasium atheneum lyceum basisschool lagere middelbare school master bachelor opleiding universiteit hogeschool lts mts hts heao meao`)

var hashGebr, hashFa, hashGebroeders, hashGenoemd, hashVernoemd = uint32(hashOf("gebr")), uint32(hashOf("fa")), uint32(hashOf("gebroeders")), uint32(hashOf("genoemd")), uint32(hashOf("vernoemd"))

var hashVer = uint32(hashOf("ver"))
var hashWas = uint32(hashOf("was"))
var hashHet, hashEen, hashT, hashSint, hashSt, hashZaak = uint32(hashOf("het")), uint32(hashOf("een")), uint32(hashOf("t")), uint32(hashOf("sint")), uint32(hashOf("st")), uint32(hashOf("zaak"))
