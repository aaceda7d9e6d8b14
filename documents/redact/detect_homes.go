package redact

import "paraaf/documents"

// This file knows homes whose street is no word for a street, and the further signs by which
// the address of an organisation is told from one.

// notStreet are words with a capital before a street that are no part of its name.
var notStreet = hashSet(`ingang uitgang hoek sleutelbox sleutelkluis huisnummer perceel kruising kruispunt rotonde bushalte halte toegang woning pand kantoor winkel tussen nabij thv ligplaats standplaats kavel unit loods appartement kamer afslag parkeerterrein parkeerplaats afleveradres bezorgen
	adres woonadres postadres bezoekadres vestiging locatie plaats bouwplaats werkadres gelegen wonende woont namens huis`)

// bareHome reports whether the words before the house number at token i are a street by where they
// stand, and gives the first: behind a person and a comma, below a closing, behind "ligplaats".
func (w *work) bareHome(i int) (int, bool) {
	t := w.tok
	k := i - 1
	head := &t[k]
	if head.kind != word || !head.is(capital) || head.is(caps) || head.n < 3 || head.has(month|weekday|orgHead|team) || head.direct() != noCue || t[i].is(first) || t[i].n > 4 || w.text[t[i].start] == '0' || i+1 < len(t) && t[i+1].kind == word && t[i+1].has(month) {
		return 0, false
	}
	if head.has(stop|common) && !head.has(streetTail|place) && !head.ends(tailStreet) && (head.n < 6 || numbered.has(head.hash) || k < 2 || !w.isPunct(k-1, ',') || !w.personEnds(k-2)) {
		return 0, false // only behind a person may an ordinary word be a street
	}
	a := k
	for n := 0; n < 3 && a > 0 && !t[a].is(first) && t[a-1].kind == word && int(t[a].start)-t[a-1].end() == 1 && (t[a-1].is(capital) && !t[a-1].has(title) && !notStreet.has(t[a-1].hash) || !t[a-1].is(capital) && t[a-1].has(particle) && a > 1 && t[a-2].is(capital)); n++ {
		a--
	}
	if a > 0 && moorings.has(t[a-1].hash) || a < k && moorings.has(t[a].hash) {
		if moorings.has(t[a].hash) {
			a++
		}
		return a, true
	}
	e := w.houseEnd(i)
	if w.reachedBehind(a, e) {
		return a, true
	}
	if !(e >= len(t) || t[e].is(first) || t[e].kind == punct && (t[e].hash == ',' || t[e].hash == '.' || t[e].hash == ')' || t[e].hash == ';') || int(t[e].start)-t[e-1].end() > 1) {
		return 0, false
	}
	if a > 1 && w.isPunct(a-1, ',') && int(t[a].start)-t[a-1].end() <= 1 && w.personEnds(a-2) {
		return a, true
	}
	return a, w.belowSigner(a, e)
}

// numbered are things that have a number as houses do.
var numbered = hashSet(`kamer bijlage pagina groep klas artikel afdeling etage verdieping nummer versie productie schaal lokaal gebouw sessie categorie kandidaat blad bladzijde hoofdstuk paragraaf regel loket perron spoor vlucht cel ronde fase niveau periode kwartaal dossier zaaknummer scenario variant bezwaar vraag besluit`)

// reachedBehind reports whether tokens a to e stand in a row between commas before the telephone
// number or the postcode of who lives there.
func (w *work) reachedBehind(a, e int) bool {
	t := w.tok
	if a < 2 || !w.isPunct(a-1, ',') && !w.isPunct(a-1, ';') && !w.isPunct(a-1, '|') || e+1 >= len(t) || t[e].kind != punct || t[e].hash != t[a-1].hash || t[e+1].is(first) {
		return false
	}
	x := &t[e+1]
	return x.kind == number && x.n >= 2 && w.text[x.start] == '0' && t[a-2].kind == word && !t[a-2].has(orgHead|orgTail)
}

// moorings announce the place of a ship, a caravan or a plot that someone lives on.
var moorings = hashSet(`ligplaats woonark woonschip woonbootligplaats woonwagenstandplaats woonwagenlocatie chalet recreatiewoning`)

// personEnds reports whether a person is named up to token k: mevrouw Tops, L. Volten, zus Corry.
func (w *work) personEnds(k int) bool {
	t := w.tok
	if k < 1 || t[k].kind != word || !t[k].is(capital) || t[k].has(orgHead|orgTail|month) || t[k].ends(tailOrg|tailStreet) {
		return false
	}
	q := k - 1
	for n := 0; q > 0 && n < 3 && (t[q].kind == word && (t[q].has(particle) || t[q].is(capital) && t[q].has(given)) || w.isPunct(q, '-')); n++ {
		q--
	}
	if w.isPunct(q, '.') && q > 0 {
		return t[q-1].n == 1 && t[q-1].is(capital) || t[q-1].has(title)
	}
	if t[q].kind != word {
		return t[k].has(given) && t[k-1].kind == word && t[k-1].has(kin)
	}
	return t[q].has(title) && t[q].n > 1 || t[q].has(kin) && !t[q].is(capital) || t[q].hash == hashFamilie
}

var hashFamilie = uint32(hashOf("familie"))

// belowSigner reports whether tokens a to e are a line of their own below the name of who signed:
// "Groetjes Wietske / De Meent 3, Vleuten".
func (w *work) belowSigner(a, e int) bool {
	t := w.tok
	li := w.lineOf(a)
	l := w.lines[li]
	if li == 0 || a != w.skipBullet(int(l.a), a) || a > int(l.a)+2 {
		return false
	}
	if e < int(l.b) && !(w.isPunct(e, ',') && e+1 < int(l.b) && t[e+1].is(capital) && t[e+1].has(place)) {
		return false
	}
	up := w.lines[li-1]
	if up.a == up.b || up.b-up.a > 6 {
		return false
	}
	for k := int(up.a); k < int(up.b); k++ {
		if t[k].kind == word && t[k].has(orgHead|orgTail) && !t[k].has(anyName) {
			return false
		}
	}
	x := &t[up.b-1]
	return x.kind == word && x.is(capital) && x.has(given|family) && !x.has(place|month|stop)
}

// atNumber reads "op nummer 11" behind those who live there, at token i.
func (w *work) atNumber(i int) bool {
	t := w.tok
	if i < 4 || t[i].n > 3 || t[i-1].hash != hashNummer || t[i-2].hash != hashOp || i+1 < len(t) && !t[i+1].is(first) && t[i+1].kind != punct {
		return false
	}
	for k := i - 3; k >= 0 && k > i-8; k-- {
		if x := &t[k]; x.kind == word && x.is(capital) && x.has(given|family) && !x.is(first) {
			return true
		} else if x.kind == word && (x.has(kin) || neighbours.has(x.hash) || livesWords.has(x.hash)) {
			return true
		} else if x.kind == punct && x.hash == '.' && !w.abbreviated(k) || x.is(first) {
			return false
		}
	}
	return false
}

var neighbours = hashSet(`buren buurman buurvrouw buur overburen overburen`)

// kixCode reads the postcode and house number below an address, as machines read it: KIX 6006TL86.
func (w *work) kixCode(i int) int {
	t := w.tok
	if t[i].n != 4 || i+2 >= len(t) || !t[i+1].is(glued) || t[i+1].kind != word || t[i+1].n != 2 || !t[i+1].is(caps) || !t[i+2].is(glued) || t[i+2].kind != number {
		return i
	}
	for k, n := i-1, 0; k >= 0 && n < 4; k, n = k-1, n+1 {
		if t[k].hash == hashKix {
			e := i + 3
			for e < len(t) && t[e].is(glued) && t[e].kind != punct {
				e++
			}
			w.add(i, e, hit{rule: rulePostcode, label: documents.Postcode, cert: 0.9})
			return e
		}
	}
	return i
}

var hashKix = uint32(hashOf("kix"))

// floorWords say on which floor of a house.
var floorWords = hashSet(`rd hoog huis boven beneden bov ben bel bg souterrain rood zwart wit hs bis zw ach achter voor links rechts`)

// houseTail passes over what belongs to a house number ending at token e: "4-boven", ", 2 hoog",
// "12 t/m 16", "61 a".
func (w *work) houseTail(e int) int {
	t := w.tok
	switch {
	case e >= len(t) || t[e].is(first):
	case w.isPunct(e, '-') && t[e].is(glued) && e+1 < len(t) && t[e+1].is(glued) && t[e+1].kind == word && floorWords.has(t[e+1].hash):
		return e + 2
	case w.isPunct(e, ',') && e+2 < len(t) && t[e+1].kind == number && t[e+1].n == 1 && t[e+2].hash == hashHoog:
		return e + 3
	case w.isPunct(e, ',') && e+3 < len(t) && t[e+1].kind == number && t[e+1].n == 1 && w.isPunct(e+2, '-') && t[e+3].hash == hashHoog:
		return e + 4
	case t[e].kind == number && t[e].n == 1 && e+1 < len(t) && t[e+1].hash == hashHoog && !t[e].is(glued):
		return e + 2
	case t[e].kind == word && !t[e].is(glued) && t[e].n >= 2 && floorWords.has(t[e].hash) && (t[e].hash == hashBoven || t[e].hash == hashBeneden || t[e].hash == hashHuis || t[e].hash == hashHs || t[e].hash == hashRd) && (e+1 >= len(t) || t[e+1].is(first) || t[e+1].kind == punct || int(t[e+1].start)-t[e].end() > 1):
		return e + 1
	case t[e].kind == word && !t[e].is(glued|capital) && t[e].n == 1 && w.text[t[e].start] >= 'a' && w.text[t[e].start] <= 'h' && int(t[e].start)-t[e-1].end() == 1 && !(e+1 < len(t) && (w.isPunct(e+1, '.') || t[e+1].is(glued) && t[e+1].kind != punct)):
		return e + 1
	case t[e].n == 1 && t[e].kind == word && e+3 < len(t) && w.text[t[e].start] == 't' && w.isPunct(e+1, '/') && t[e+2].n == 1 && w.text[t[e+2].start] == 'm' && t[e+3].kind == number && t[e+3].n <= 4:
		return e + 4
	}
	return e
}

var hashRd = uint32(hashOf("rd"))
var hashHoog, hashBoven, hashBeneden = uint32(hashOf("hoog")), uint32(hashOf("boven")), uint32(hashOf("beneden"))

// publicBlock are words for a public body in the lines above its address, also in small letters.
var publicBlock = hashSet(`kamer waterschap hoogheemraadschap bestuur college raad staten provincie gemeente ministerie rechtbank gerechtshof hof griffie parlement staten-generaal stadhuis politie inspectie belastingdienst directie voorzitter burgemeester wethouders commissie`)

// headAddress reports whether the address at token at stands in the letterhead of an organisation,
// and is not the value of a label.
func (w *work) headAddress(at int) bool {
	l := w.lines[w.lineOf(at)]
	return w.slots[at].cue == noCue && !w.slots[l.a].label && w.tok[l.a].direct() != cueAddress && w.letterhead(at)
}

// publicAbove reports whether the lines above names a public body to which the letter goes.
func (w *work) publicAbove(li int) bool {
	for up := li - 1; up >= 0 && up >= li-2; up-- {
		l := w.lines[up]
		if l.a == l.b || l.b-l.a > 14 {
			return false
		}
		person := false
		for k := l.a; k < l.b; k++ {
			x := &w.tok[k]
			if x.kind == word && publicBlock.has(x.hash) && !(x.has(family) && k > l.a && w.isPunct(int(k)-1, '.')) {
				return true
			}
			person = person || x.kind == word && (x.is(capital) && x.has(given|family) && !x.has(common|place|stop) || x.has(title) && !x.has(stop)) || w.slots[k].cue == cueName
		}
		if person {
			return false
		}
	}
	return false
}

// signatureLine reports whether the address at token at stands in the line of a signature between
// bars, beside the site or the general number of an organisation.
func (w *work) signatureLine(at, end int) bool {
	l := w.lines[w.lineOf(at)]
	if l.b-l.a > rowReach {
		return false
	}
	bars, public, site, reached := 0, false, false, false
	for k := int(l.a); k < int(l.b); k++ {
		t := &w.tok[k]
		if k >= at && k < end {
			continue
		}
		if t.kind == punct && (t.hash == '|' || t.hash == 0x80 && w.str(t) == "·" || t.hash == 0x80 && w.str(t) == "•") {
			bars++
		}
		site = site || t.kind == word && t.hash == hashWww
		reached = reached || w.state[k] == reach && t.kind == number
		public = public || t.kind == word && workPhone.has(t.hash) || w.state[k] == guarded && t.kind == number && t.n >= 2 && w.text[t.start] == '0'
	}
	return bars > 0 && (public || site && !reached) && !w.slots[at].cell
}

var workPhone = hashSet(`werkmobiel algemeen kvk`)

// cardAddress reads an address in a card for an address book (vCard): of the work, or of the home.
func (w *work) cardAddress(at int) (card, office bool) {
	a := int(w.lines[w.lineOf(at)].a)
	if w.tok[a].hash != hashAdr || !w.tok[a].is(caps) {
		return false, false
	}
	for k := a + 1; k < at && k < a+10; k++ {
		if w.tok[k].hash == hashWork {
			return true, true
		}
	}
	return true, false
}

var hashAdr = uint32(hashOf("adr"))

// shopWords are where one goes, in small letters right before "aan de" or "op de" and a street.
var shopWords = hashSet(`bakker slager kapper groenteboer apotheker snackbar cafetaria café cafe kroeg restaurant pizzeria winkel supermarkt slagerij bakkerij kapsalon kwekerij boerderij manege camping garagebedrijf opslag loods hal tankstation benzinestation makelaar tandarts huisarts dokter fysio
	sportschool kinderdagverblijf kinderopvang bso peuterspeelzaal moskee kerk synagoge tempel begraafplaats crematorium ziekenhuis bank postkantoor pakketpunt`)

// careHome reports whether the street at token a stands behind an institution where someone stays:
// verblijft in Frankelandt, St. Liduinastraat 10.
func (w *work) careHome(a int) bool {
	t := w.tok
	if a < 4 || !w.isPunct(a-1, ',') || t[a-2].kind != word || !t[a-2].is(capital) || t[a-2].has(place|given) {
		return false
	}
	return t[a-3].hash == hashIn && stays.has(t[a-4].hash)
}

var stays = hashSet(`verblijft verbleef opgenomen geplaatst verblijvend logeert`)
