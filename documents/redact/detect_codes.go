package redact

import "paraaf/documents"

// This file reads the numbers by which an administration knows a person: of a pass, a
// diploma, an employee, a customer. Their shape tells nothing, for a kenmerk looks the same;
// the word that announces them does, or a sibling that was announced before.

// idStems are whose number it is, or of which paper that a person holds.
const idStems = `personeels personeel pers stam dienst badge pas pasje toegangspas legitimatie legit tolk tolken diploma diplomas wapen wapenverlof wapenvergunning jachtakte huurder huurders subject
	klant klanten relatie relaties lid leden lidmaatschaps deelnemer deelnemers kandidaat kandidaats kandidaten examen test verzekerde verzekerden verz polis student studenten leerling leerlingen onderwijs
	gedetineerde gedetineerden vreemdelingen vreemdeling paspoort paspoorten rijbewijs identiteits identiteitsbewijs identiteitskaart identificatie id verblijfs verblijfsdocument correspondentie corr burger toezichthouder
	toezichthouders inspecteur inspecteurs ambtenaar ambtenaren agent boa opsporings opsporingsambtenaar werknemer werknemers medewerker medewerkers accreditatie chipkaart ovkaart ovchipkaart kaarthouder
	creditcard betaalpas bankpas bibliotheekpas donateur donateurs donateurs abonnee abonnees imei simkaart chassis voertuigidentificatie frame chauffeurs chauffeurskaart bestuurderskaart taxipas asielzoekers coa
	pensioen deurwaarders advocaten beedigings beediging rbtv vog brevet stamboek ubn lamp vaarbewijs reispas personeelspas gpk betrokkene betrokkenen aanvragers begunstigde rekeninghouder werkzoekende uitkerings`

var idTails = [...]string{"nummer", "nummers", "nr", "nrs"}

// idNumberWords are the words for such a number, so that four digits behind one are enough.
var idNumberWords = hashSet(append(idCompounds(), `pasnr stamnr persnr legit legitimatiebewijs v-nummer vnummer vnr anummer`)...)

// heldPapers end what a person holds and what bears a number: heftruckcertificaat (nr. ...).
var heldPapers = []string{"certificaat", "diploma", "getuigschrift", "rijbewijs", "paspoort", "legitimatie", "kaart", "pas", "akte"}

// A codeShape is how a number is written, so that the next one of the same kind is known by it.
type codeShape struct {
	prefix uint32 // the letters before it
	layout uint32 // how its digits are grouped
	end    int    // the token behind it
	label  documents.Label
	rule   *rule
}

// shapeOf gives the shape of the code in bytes a to b.
func (w *work) shapeOf(a, b int) codeShape {
	s := codeShape{prefix: hashSeed32, layout: hashSeed32}
	digits := false
	for _, c := range w.text[a:b] {
		switch {
		case isDigit(c):
			digits = true
			s.layout = s.layout*31 + 1
		case isLetter(c) && !digits:
			s.prefix = s.prefix*31 + uint32(c)
		default:
			s.layout = s.layout*31 + uint32(c)
		}
	}
	return s
}

const hashSeed32 = 7

// addCode records the number of a person in bytes at to e, whose first token is i, and what
// its siblings look like.
func (w *work) addCode(i, at, e int, h hit) int {
	w.addBytes(at, e, h)
	next := w.after(i, e)
	w.sibling = w.shapeOf(at, e)
	w.sibling.end, w.sibling.label, w.sibling.rule = next, h.label, h.rule
	return next
}

// siblingReach is how far behind the number of one person that of another is looked for.
const siblingReach = 14

// siblingAt reads a code at token i that is written like one that was announced just before:
// "4471 en 4520", "(NLA-20771) en K. Bouazza (NLA-21043)".
func (w *work) siblingAt(i int) int {
	s := &w.sibling
	if s.end == 0 || i < s.end {
		return i
	}
	lettered := s.prefix != hashSeed32
	if i-s.end > siblingReach && !(lettered && i-s.end < 40) {
		return i
	}
	at, e := int(w.tok[i].start), w.codeEnd(i)
	if w.tok[i].kind == word && i+1 < len(w.tok) && w.tok[i+1].kind == number && !w.tok[i+1].is(glued) {
		e = w.codeEnd(i + 1)
	}
	if x := w.shapeOf(at, e); x.prefix != s.prefix || x.layout != s.layout {
		return i
	}
	if !lettered && !w.listed(s.end, i) {
		return i
	}
	return w.addCode(i, at, e, hit{rule: s.rule, label: s.label, cert: 0.8})
}

// listed reports whether between two codes stands only what joins the items of a list: a
// comma, "en", "resp.", a name in brackets.
func (w *work) listed(a, b int) bool {
	joined := false
	for k := a; k < b; k++ {
		t := &w.tok[k]
		switch {
		case t.kind == number:
			return false
		case t.kind == punct:
			if t.hash == ';' || t.hash == '|' || t.hash == '.' && !w.abbreviated(k) {
				return false
			}
			joined = joined || t.hash == ',' || t.hash == '/' || t.hash == '&'
		case joinWords.has(t.hash):
			joined = true
		case !t.is(capital):
			return false
		}
	}
	return joined
}

var joinWords = hashSet(`en of resp respectievelijk alsmede alsook cq and or c q`)

// spacedCode reads a code whose letters stand apart before its digits, where a word announces
// the number of a person: personeelsnummer RCE 700316.
func (w *work) spacedCode(i int) int {
	t := w.tok
	if !t[i].is(caps) || t[i].n > 5 || t[i+1].kind != number || t[i+1].is(glued|first) || int(t[i+1].start)-t[i].end() != 1 {
		return i
	}
	if t[i+1].n+uint16(w.gluedDigits(i+1)) < 4 {
		return i
	}
	at, e := int(t[i].start), w.codeEnd(i+1)
	if k := w.siblingAt(i); k > i {
		return k
	}
	c, where := w.cueLeftAt(i, 5)
	if c != cueID && c != cuePatient || w.refBetween(where, i) || w.postcodeAt(i+1) {
		return i
	}
	h := hit{rule: ruleID, label: documents.IDNumber, cert: 0.88}
	if c == cuePatient {
		h = hit{rule: rulePatient, label: documents.PatientNumber, cert: 0.88}
	} else if where >= 0 && nationalDocs.has(t[where].hash) {
		h.rule = ruleIDNational
	}
	return w.addCode(i, at, e, h)
}

// travelDocument reads the number of a Dutch passport or identity card by itself: nine capitals
// and digits mixed, of which two letters first and a digit last, without the letter O.
func (w *work) travelDocument(i int) int {
	at := int(w.tok[i].start)
	b := w.text
	if at+9 > len(b) || w.tok[i].is(glued) && i > 0 && w.tok[i-1].kind != punct || at+9 < len(b) && isAlnum(b[at+9]) {
		return i
	}
	letters, digits := 0, 0
	for k := at; k < at+9; k++ {
		switch {
		case isDigit(b[k]) && k >= at+2:
			digits++
		case isUpper(b[k]) && b[k] != 'O' && k < at+8:
			letters++
		default:
			return i
		}
	}
	if letters < 3 || digits < 3 || !mixedInside(b[at+2:at+8]) {
		return i
	}
	if c, where := w.cueLeftAt(i, 4); c == cueRef && where >= 0 && !idNumberWords.has(w.tok[where].hash) {
		return i
	}
	return w.addCode(i, at, at+9, hit{rule: ruleIDNational, label: documents.IDNumber, cert: 0.75})
}

// mixedInside reports whether a letter stands behind a digit in b.
func mixedInside(b []byte) bool {
	digit := false
	for _, c := range b {
		if isDigit(c) {
			digit = true
		} else if digit {
			return true
		}
	}
	return false
}

// besideBirth reports whether the number at token i stands in brackets before a date of
// birth: (reg 4410882, geb. 3-2-1979).
func (w *work) besideBirth(i int) bool {
	t := w.tok
	if i < 2 || i+2 >= len(t) || !w.isPunct(i+1, ',') || t[i+2].direct() != cueBirth && t[i+2].hash != hashCel {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if w.isPunct(k, '(') {
			return true
		}
	}
	return false
}

// behindPerson reports whether the number at token i stands behind "nr" in the value of a field
// for a person: "toezichthouder: Annejet Kuiper nr 23877".
func (w *work) behindPerson(i int) bool {
	k := i - 1
	if k >= 0 && w.tok[k].hash == hashTolk && w.tok[k].kind == word || w.slots[i].start && w.slots[i].cue == cueName && w.isPunct(i+1, '(') && i+2 < len(w.tok) && w.tok[i+2].is(capital) {
		return true // tolk 3417; Inspecteur: 34817 (H.G. Wevers)
	}
	if w.isPunct(k, '.') {
		k--
	}
	if k > 0 && w.tok[k].kind == word && w.tok[k].is(caps) && w.tok[k].n <= 5 {
		k--
	}
	return k > 0 && w.slots[i].cue == cueName && !w.slots[i].cell && (w.tok[k].hash == hashNr || w.tok[k].hash == hashNummer) && w.tok[k-1].kind == word && w.tok[k-1].is(capital) && !w.tok[k-1].has(orgHead|orgTail)
}

var hashCel, hashTolk = uint32(hashOf("cel")), uint32(hashOf("tolk"))

// assessmentNumber reports whether the code at token i is that of a tax assessment, which begins
// with the BSN of who pays: 1234.56.789.H.36.
func (w *work) assessmentNumber(i int) (int, bool) {
	b, at := w.text, int(w.tok[i].start)
	if w.tok[i].n != 4 || at+11 > len(b) || b[at+4] != '.' || b[at+7] != '.' || !w.wordNear(i, 4, 0, assessmentWords) {
		return 0, false
	}
	for _, k := range [...]int{5, 6, 8, 9, 10} {
		if !isDigit(b[at+k]) {
			return 0, false
		}
	}
	e := at + 11
	if e+2 < len(b) && b[e] == '.' && isUpper(b[e+1]) && b[e+2] == '.' {
		for e += 3; e < len(b) && isDigit(b[e]); e++ {
		}
	}
	return e, e >= len(b) || !isAlnum(b[e])
}

var assessmentWords = hashSet(`aanslag aanslagnummer aanslagnr aanslagbiljet aanslagbiljetnummer belastingaanslag beschikkingsnummer beschikking navorderingsaanslag`)

// cityNumber reads the number of a municipality's switchboard at token i: 14 030, 140341.
func (w *work) cityNumber(i int) int {
	t, b := w.tok, w.text
	at := int(t[i].start)
	if t[i].n < 2 || b[at] != '1' || b[at+1] != '4' {
		return i
	}
	if t[i].n == 2 && i+1 < len(t) && t[i+1].kind == number && !t[i+1].is(glued|first) && (t[i+1].n == 3 || t[i+1].n == 4) && b[t[i+1].start] == '0' && b[t[i+1].start+1] != '0' {
		w.guard(i, i+2, documents.Phone, keepNumber)
		return i + 2
	}
	return i
}

// spokenBSN reports whether the nine digits at token i stand in a sentence about a
// BSN: "mijn BSN staat fout op de aanslag, er staat ...".
func (w *work) spokenBSN(i int) bool {
	for k := i - 1; k >= 0 && k > i-30 && !w.tok[k+1].is(first); k-- {
		t := &w.tok[k]
		if t.kind == punct && t.hash == '.' && !w.abbreviated(k) {
			return false
		}
		if c := t.direct(); c == cueBSN {
			return true
		} else if k > i-4 && (c == cueRef || refWords.has(t.hash) && t.kind == word) {
			return false
		}
	}
	return false
}

// machineWords are machines that nobody sits at; deskWords tell that someone does.
var (
	machineWords = hashSet(`server servers fileserver webserver mailserver databaseserver database camera printer router switch firewall gateway proxy dns nas scada plc host cluster`)
	deskWords    = hashSet(`vanaf from werkplek werkstation laptop pc mac toestel apparaat sensor thuis`)
)

// privateIP reports whether b is an address that networks use inside (RFC 1918).
func privateIP(b []byte) bool {
	s := string(b)
	if len(s) > 3 && s[:3] == "10." || len(s) > 8 && s[:8] == "192.168." {
		return true
	}
	return len(s) > 7 && s[:4] == "172." && s[6] == '.' && (s[4] == '1' && s[5] >= '6' || s[4] == '2' || s[4] == '3' && s[5] <= '1')
}

// degrees reads a place in degrees, minutes and seconds at token i, N before or behind:
// 52°29'18.4"N 4°58'44.1"E.
func (w *work) degrees(i int) (int, int) {
	b := w.text
	at := int(w.tok[i].start)
	e := degreesAt(b, at)
	if e == 0 {
		return 0, 0
	}
	for n := 0; e < len(b) && n < 4 && (isSep(b[e], " ,;/NSE")); n++ {
		e++
	}
	e2 := degreesAt(b, e)
	if e2 == 0 {
		return 0, 0
	}
	if e2 < len(b) && (b[e2] == 'E' || b[e2] == 'O') {
		e2++
	} else if e2+1 < len(b) && b[e2] == ' ' && (b[e2+1] == 'E' || b[e2+1] == 'O') {
		e2 += 2
	}
	if at > 0 && b[at-1] == 'N' {
		at--
	}
	return at, e2
}

// degreesAt gives the end of degrees with minutes at b[j], or 0.
func degreesAt(b []byte, j int) int {
	k := j
	for k < len(b) && isDigit(b[k]) {
		k++
	}
	if k == j || k-j > 3 || k+1 >= len(b) || b[k] != 0xC2 || b[k+1] != 0xB0 {
		return 0
	}
	k += 2
	m := k
	for k < len(b) && (isDigit(b[k]) || b[k] == '.' || b[k] == '\'' || b[k] == '"' || b[k] == ' ' && k+1 < len(b) && isDigit(b[k+1]) && b[k-1] == '\'' || b[k] >= 0x80) && k-m < 24 {
		k++
	}
	if k-m < 3 {
		return 0
	}
	return k
}

// foreignerNumber gives the end of the number of a foreigner at token i, as it is grouped with its
// letter: V-289.447.1036.
func (w *work) foreignerNumber(i int) int {
	b, at := w.text, int(w.tok[i].start)
	if at+14 > len(b) || b[at] != 'V' || b[at+1] != '-' || w.tok[i].n != 1 {
		return 0
	}
	for k := 2; k < 14; k++ {
		if k == 5 || k == 9 {
			if b[at+k] != '.' && b[at+k] != ' ' {
				return 0
			}
		} else if !isDigit(b[at+k]) {
			return 0
		}
	}
	if at+14 < len(b) && isAlnum(b[at+14]) {
		return 0
	}
	return at + 14
}
