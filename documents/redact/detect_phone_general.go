package redact

// This file tells the landline of an organisation from that of a person. A number by itself
// says neither; what stands nearest before it decides, then its block, then what stands behind.

// generalPhone reports whether the landline number at tokens i to e is said to
// be that of an organisation.
func (w *work) generalPhone(i, e int) bool {
	if w.directLine(i) {
		return false
	}
	if w.slots[i].cell {
		if person, known := w.personRow(i); known {
			return !person
		}
	}
	if card, general := w.cardPhone(i); card {
		return general
	}
	if w.letterhead(i) && !w.namedHere(i) {
		return true
	}
	switch w.phoneOwner(i) {
	case ownerOrg:
		return true
	case ownerPerson:
		return false
	}
	if w.isPunct(e, '(') && e+1 < len(w.tok) && directWords.has(w.tok[e+1].hash) {
		return false // 0598 612 774 (thuis)
	}
	return w.unnamedRow(i) || w.unnamedBlock(i) || w.besideMobile(i, e) || w.besideMailbox(i) || w.generalBehind(e)
}

// namedHere reports whether a person is named before the number at token i on its line.
func (w *work) namedHere(i int) bool {
	for k := int(w.lines[w.lineOf(i)].a); k < i; k++ {
		if x := &w.tok[k]; x.kind == word && x.is(capital) && !x.is(caps) && (x.has(given) && !x.has(common|place) || w.slots[k].cue == cueName && !w.slots[k].label) {
			return true
		}
	}
	return false
}

// An owner is whose number what stands before it makes it.
type owner uint8

const (
	ownerUnknown owner = iota
	ownerSelf          // who speaks or is spoken of, yet what stands behind may correct it
	ownerPerson
	ownerOrg
)

// directWords say that a number rings with one person, whatever else it looks like.
var directWords = hashSet(`doorkies doorkiesnr doorkiesnummer doorkiesnummers direct rechtstreeks privé prive thuis privenummer privénummer thuisnummer`)

var meWords = hashSet(`me mij`)

// directLine reports whether such a word stands right before the number at token i.
func (w *work) directLine(i int) bool {
	for k, n := i-1, 0; k >= 0 && n < 3; k, n = k-1, n+1 {
		t := &w.tok[k]
		if t.kind == word && (directWords.has(t.hash) || t.hash == hashOp && k > 0 && meWords.has(w.tok[k-1].hash) || t.hash == hashOp && k > 1 && meWords.has(w.tok[k-2].hash)) {
			return true // bel me gerust op ...
		}
		if t.kind == word && t.direct() != cuePhone || t.kind == punct && t.hash != ':' && t.hash != '.' && t.hash != '(' || w.tok[k+1].is(first) && !w.slots[k].label {
			return false
		}
	}
	return false
}

// phoneOwner reads back from the number at token i to whom or what it belongs.
func (w *work) phoneOwner(i int) owner {
	breaks := 0
	for k := i - 1; k >= 0 && k > i-18; k-- {
		if w.tok[k+1].is(first) {
			if breaks++; breaks > 1 || w.blankBefore(k+1) {
				return ownerUnknown
			}
		}
		t := &w.tok[k]
		if t.kind == punct && (t.hash == '.' && !w.abbreviated(k) || t.hash == ';' || t.hash == '|') {
			return ownerUnknown
		}
		if w.isPunct(k, ')') && k < i-1 {
			k = w.openBracket(k) // "Sien (werkdagen ma-wo)": said of her, not of the number
			continue
		}
		if t.kind != word {
			continue
		}
		if ownPhoneWords.has(t.hash) && !(t.hash == hashZijn && k+1 < i && generalPhoneWords.has(w.tok[k+1].hash)) && !(t.hash == hashHaar && k+1 < i && generalPhoneWords.has(w.tok[k+1].hash)) {
			if t.hash != hashZijn || k+1 < len(w.tok) && w.tok[k+1].kind == word && (w.tok[k+1].direct() == cuePhone || w.tok[k+1].has(trade)) {
				return ownerSelf
			}
		}
		if w.generalWord(k, i) {
			return ownerOrg
		}
		if t.has(orgHead) && !t.has(anyName) || w.firmEnd(k, i) || t.n == 1 && (w.dottedForm(k) || k > 1 && w.dottedForm(k-2)) {
			return ownerOrg
		}
		if w.slots[k].cue == cueName && !w.slots[k].label && t.is(capital) && !t.is(caps) && t.n > 2 && !t.has(stop|place|orgHead|orgTail) && !t.ends(tailOrg) && w.slots[k].start {
			return ownerPerson // Contact: Dollekamp, 0320-767741
		}
		if t.is(capital) && !t.is(caps) && !t.is(first) && (t.has(given|family) && !t.has(common|stop|place) || w.strange(k) || t.n > 1 && k > 1 && w.isPunct(k-1, '.') && w.tok[k-2].n == 1 && w.tok[k-2].is(capital)) {
			a := w.nameStart(k)
			if a > 0 && w.namedDesk(a-1) {
				return ownerOrg // kazerne Margraten, haar kantoor Dekkers Van Gerven
			}
			if a > 0 && secretaries.has(w.tok[a-1].hash) || a > 1 && w.isPunct(a-1, ',') && secretaries.has(w.tok[a-2].hash) {
				return ownerOrg // mijn secretaresse Miranda, 038 ...
			}
			if w.attention(a) {
				k = a // Bewind B.V., t.a.v. D. Roos, tel. ...
				continue
			}
			return ownerPerson // a person stands nearer
		}
		if t.is(caps) && t.n >= 3 && t.n <= 8 && !t.has(anyName) && (k == i-2 && w.isPunct(i-1, '(') || k == i-1 && w.isPunct(i, '(') || k >= i-4 && w.tok[k+1].kind == word && calledWords.has(w.tok[k+1].hash)) {
			return ownerOrg // Z-CERT (070-2170110), NCSC gebeld op ...
		}
	}
	return ownerUnknown
}

var secretaries = hashSet(`secretaresse secretariaat managementassistent managementassistente receptioniste telefoniste`)
var calledWords = hashSet(`gebeld bellen belt belde bereiken bereikbaar gesproken ingelicht geïnformeerd`)

// generalWord reports whether the word at token k, before a number at token i, is that of a desk,
// a line or an organisation.
func (w *work) generalWord(k, i int) bool {
	t := &w.tok[k]
	if t.hash == hashLijn && k > 0 && w.tok[k-1].hash == hashVaste {
		return false
	}
	if generalPhoneWords.has(t.hash) && (t.n > 1 || w.loneLetterCue(k)) {
		return true
	}
	if k >= i-3 && closeDesks.has(t.hash) && !w.worksThere(k) {
		return true
	}
	if guardWords.has(t.hash) && k > 0 && w.tok[k-1].hash == hashDe {
		return true // zij belt voor aankomst de wacht
	}
	if t.hash == hashOns && k > 0 && contactWords.has(w.tok[k-1].hash) || t.hash == hashIn && t.kind == word && k > 0 && k >= i-2 && (w.tok[k-1].hash == hashBel) {
		return true // bel ons op; of bel in: +31 20 ...
	}
	return !t.is(capital) && t.n > 7 && k > i-6 && (t.ends(tailOrg) || hasTail(w.fold(t), deskTails)) && !t.has(trade) && !t.ends(tailTrade)
}

// worksThere reports whether the word at token k says where a person works: "Kos, brandweer, 0223",
// "Kos van de brandweer".
func (w *work) worksThere(k int) bool {
	if k == 0 || w.tok[k].is(first) {
		return false
	}
	if w.tok[k-1].kind == punct {
		return w.tok[k].n > 3 && (w.tok[k-1].hash == ',' || w.tok[k-1].hash == '-' || w.tok[k-1].hash == '/')
	}
	if w.tok[k-1].hash == hashDe && k > 1 {
		k--
	}
	return w.tok[k-1].hash == hashVan || w.tok[k-1].hash == hashBij
}

// closeDesks are where one may also work, so that the number must follow at once.
var closeDesks = hashSet(`alg kabinet hap brandweer brandweerkazerne kazerne ambulance ambulancedienst ambulancepost dierenambulance dierenarts dierenkliniek`)
var guardWords = hashSet(`wacht poort`)
var contactWords = hashSet(`bel belt bellen stuur mail mailt app bereik bereikt met`)
var hashLijn, hashVaste = uint32(hashOf("lijn")), uint32(hashOf("vaste"))
var hashHaar = uint32(hashOf("haar"))

// openBracket gives the bracket that opens what token k closes, at most a dozen tokens before.
func (w *work) openBracket(k int) int {
	for q := k - 1; q >= 0 && q > k-12; q-- {
		if w.isPunct(q, '(') {
			return q
		}
	}
	return k
}

// firmEnd reports whether a firm ends at token k, right before the number at token i: Roos & Partners (070-...).
func (w *work) firmEnd(k, i int) bool {
	t := w.tok
	if k < i-2 || k < 2 || !t[k].is(capital) {
		return false
	}
	return w.isPunct(k-1, '&') || t[k].has(orgTail) && !t[k].has(given)
}

// nameStart gives the first token of the capitals and particles that end at token k.
func (w *work) nameStart(k int) int {
	t := w.tok
	a := k
	for n := 0; a > 0 && n < 8 && !t[a].is(first); n++ {
		x := &t[a-1]
		switch {
		case x.kind == word && (x.is(capital) && !namedDesks.has(x.hash) || x.has(particle) && !x.has(orgHead)) && int(t[a].start)-x.end() <= 1:
			a--
		case (w.isPunct(a-1, '.') || w.isPunct(a-1, '-') || w.isPunct(a-1, '&')) && a > 1 && t[a-2].is(capital):
			a--
		default:
			return a
		}
	}
	return a
}

// namedDesks are followed by the name by which they are told apart.
var namedDesks = hashSet(`kantoor advocatenkantoor notariskantoor bureau firma fa bedrijf kazerne brandweer brandweerkazerne school basisschool gemeente politie politiebureau praktijk huisartsenpraktijk apotheek bakkerij slagerij garage winkel hotel restaurant café cafe stichting vereniging kliniek ziekenhuis locatie
	vestiging filiaal buurthuis wijkcentrum sporthal zwembad bibliotheek museum makelaar makelaardij aannemer aannemersbedrijf installateur installatiebedrijf uitvaartonderneming havenkantoor gemaal sluis camping jachthaven rederij kwekerij manege dierenarts dierenkliniek azc pi`)

func (w *work) namedDesk(k int) bool {
	t := &w.tok[k]
	return t.kind == word && (namedDesks.has(t.hash) || t.has(orgHead) && !t.has(anyName) || !t.is(capital) && t.n > 7 && t.ends(tailOrg))
}

// attention reports whether "t.a.v." stands before token a.
func (w *work) attention(a int) bool {
	t := w.tok
	if a < 1 {
		return false
	}
	if t[a-1].kind == word && t[a-1].hash == hashTav {
		return true
	}
	return a >= 6 && w.isPunct(a-1, '.') && t[a-2].hash == hashV && w.isPunct(a-3, '.') && t[a-4].n == 1 && w.isPunct(a-5, '.') && t[a-6].n == 1
}

var hashTav = uint32(hashOf("tav"))

// besideMobile reports whether the number at tokens i to e is the T of a signature whose mobile
// number stands behind it on the line.
func (w *work) besideMobile(i, e int) bool {
	if i == 0 || w.tok[i-1].kind != word || w.tok[i-1].n != 1 || w.text[w.tok[i-1].start] != 'T' {
		return false
	}
	mobile, street := false, false
	l := w.lines[w.lineOf(i)]
	for k := int(l.a); k < int(l.b) && k < i+rowReach; k++ {
		t := &w.tok[k]
		mobile = mobile || k >= e && k < e+8 && t.kind == word && workMobiles.has(t.hash)
		street = street || t.kind == number && t.n == 4 && w.postcodeAt(k)
	}
	return mobile && street // the block of an organisation, of which he has the mobile number only
}

var workMobiles = hashSet(`m mob mobiel werkmobiel gsm mobile`)

// besideMailbox reports whether the number at token i stands behind a mailbox, as in
// "via leefbaarheid@demarke.nl of 013-5499200".
func (w *work) besideMailbox(i int) bool {
	k := i - 1
	for n := 0; k > 0 && n < 2 && w.tok[k].kind == word && w.tok[k].direct() == cuePhone; n++ {
		k-- // of bel 043 ...
	}
	if k < 3 || w.tok[i].is(first) || !joinWords.has(w.tok[k].hash) && !w.isPunct(k, ',') || w.state[k-1] != guarded {
		return false
	}
	for q := k - 1; q > 0 && q > i-16 && !w.tok[q].is(first); q-- {
		if w.isPunct(q, '@') {
			return w.boxAt(q)
		}
		if !w.tok[q].is(glued) {
			return false
		}
	}
	return false
}

// behindWords stand behind the number of an organisation: its hours, its menu, its queue.
var behindWords = hashSet(`fax werkdagen gratis tarief keuze openingstijden bandje keuzemenu wachtrij doorverbonden antwoordapparaat vergadering conferentie conf conferenceid vergaderid kantooruren kantoortijden`)

// generalBehind reports whether what stands behind the number, from token e on, makes it that
// of an organisation.
func (w *work) generalBehind(e int) bool {
	if w.isPunct(e, '(') && e+1 < len(w.tok) && generalPhoneWords.has(w.tok[e+1].hash) && w.tok[e+1].n > 1 && !w.isPunct(e+2, ':') {
		return true // 020 797 85 55 (algemeen)
	}
	if w.isPunct(e, ',') && w.isPunct(e+1, ',') {
		return true // +31 20 708 1122,,82094411#
	}
	for k := e; k < len(w.tok) && k < e+12; k++ {
		t := &w.tok[k]
		if t.is(first) || t.kind == punct && t.hash == '.' && !w.abbreviated(k) {
			break
		}
		if t.kind == punct && t.hash == '@' && k < e+9 && w.boxAt(k) {
			return true // the number and the mailbox of an organisation
		}
		if t.kind != word {
			continue
		}
		if behindWords.has(t.hash) || t.hash == hashAfspraak && k+2 < len(w.tok) && (madeWords.has(w.tok[k+1].hash) || madeWords.has(w.tok[k+2].hash)) {
			return true
		}
	}
	return false
}

var hashAfspraak = uint32(hashOf("afspraak"))
var madeWords = hashSet(`maken kon kunt kan inplannen`)

// cardPhone reads a number in a card for an address book (vCard): what is of the work is the
// organisation's, what is of the home is not, and a desk has no home.
func (w *work) cardPhone(i int) (card, general bool) {
	li := w.lineOf(i)
	a := int(w.lines[li].a)
	if a+2 >= len(w.tok) || !w.tok[a].is(caps) || w.tok[a].hash != hashTel || !w.isPunct(a+1, ';') && !w.isPunct(a+1, ':') {
		return false, false
	}
	for k := a + 2; k < i && k < a+12; k++ {
		if h := w.tok[k].hash; h == hashHome {
			return true, false
		} else if h == hashWork {
			return true, true
		}
	}
	for q := li - 1; q >= 0 && q > li-12; q-- {
		l := w.lines[q]
		if l.a+2 < l.b && w.tok[l.a].hash == hashFn {
			x := &w.tok[l.a+2]
			return true, x.has(orgHead) || generalPhoneWords.has(x.hash) || boxWords.has(x.hash)
		}
	}
	return false, false
}

var hashHome, hashWork, hashFn = uint32(hashOf("home")), uint32(hashOf("work")), uint32(hashOf("fn"))
