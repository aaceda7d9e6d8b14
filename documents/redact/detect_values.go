package redact

import (
	"paraaf/documents"
)

// values finds what is no name: numbers, mail and web addresses, accounts,
// places where people live, dates of birth.
func (w *work) values() {
	t := w.tok
	for i := 0; i < len(t); i++ {
		if w.state[i] != free {
			continue
		}
		if w.slots[i].cue == cueBirth && t[i].kind != punct {
			if k := w.birthCell(i); k > i {
				i = k - 1
				continue
			}
		}
		switch t[i].kind {
		case number:
			if k := w.numberAt(i); k > i {
				i = k - 1
			}
		case punct:
			switch t[i].hash {
			case '@':
				w.at(i)
			case '+', '(':
				if i+1 < len(t) && (t[i+1].kind == number || t[i+1].kind == punct && t[i+1].hash == '+') {
					if k := w.phone(i); k > i {
						i = k - 1
					}
				}
			case ':':
				if i+1 < len(t) && i > 0 && w.isPunct(i+1, ':') && t[i+1].is(glued) && (i == 0 || t[i-1].kind != punct) {
					if k := w.hexPairs(i); k > i {
						i = k - 1
					}
				}
			case '~':
				w.tilde(i)
			case '_':
				if k := w.placedAccount(i); k > i {
					i = k - 1
				}
			case '\\':
				w.domainUser(i)
			}
		case word:
			if k := w.wordValue(i); k > i {
				i = k - 1
			}
		}
	}
	w.accountsAgain()
	w.addresses()
}

// wordValue reads values that begin with letters: URLs, IBANs, plates,
// documents and numbers in which OCR made a letter of the first zero.
func (w *work) wordValue(i int) int {
	t := &w.tok[i]
	if t.direct() == cueHandle && !(w.isPunct(i+1, '.') && i+2 < len(w.tok) && w.tok[i+1].is(glued) && w.tok[i+2].is(glued)) {
		return w.accounts(i)
	}
	if t.n == 1 && w.text[t.start] == 'N' && i+1 < len(w.tok) && w.tok[i+1].is(glued) && w.tok[i+1].kind == number {
		if a, e := w.degrees(i + 1); e > 0 {
			w.addBytes(a, e, hit{rule: ruleCoord, label: labelCoord, cert: 0.75})
			return w.after(i, e)
		}
	}
	if !t.is(capital) {
		if k := w.prefixedAccount(i); k > i {
			return k
		}
		if k := w.placedAccount(i); k > i {
			return k
		}
	} else if t.is(caps) && t.n <= 7 {
		if k := w.hostAccount(i); k > i {
			return k
		}
	}
	switch {
	case t.n <= 5 && t.n >= 3 && (t.hash == hashHttp || t.hash == hashHttps || t.hash == hashWww || t.hash == hashMailto):
		return w.url(i)
	case t.n == 1 && (w.text[t.start] == 'O' || w.text[t.start] == 'o') && i+1 < len(w.tok) && w.tok[i+1].is(glued) && (w.tok[i+1].kind == number || w.isPunct(i+1, '-')) && !t.is(glued):
		if k := w.phone(i); k > i {
			return k
		}
		return w.ocrDate(i)
	}
	if i+1 < len(w.tok) && t.n <= 6 && w.tok[i+1].kind != word {
		n := &w.tok[i+1]
		if n.is(glued) && n.kind == number {
			if t.n == 2 && (n.n >= 2 || i+2 < len(w.tok) && w.tok[i+2].is(glued) && w.tok[i+2].n == 1 && (w.text[w.tok[i+2].start] == 'O' || w.text[w.tok[i+2].start] == 'l' || w.text[w.tok[i+2].start] == 'I')) {
				if k := w.iban(i); k > i {
					return k
				}
			}
			if k := w.hexPairs(i); k > i {
				return k
			}
			if k := w.plate(i); k > i {
				return k
			}
			if k := w.document(i); k > i {
				return k
			}
		} else if n.is(glued) && n.kind == punct {
			if n.hash == '-' && t.n <= 5 {
				if t.n <= 3 {
					if k := w.plate(i); k > i {
						return k
					}
				}
				if i+2 < len(w.tok) && w.tok[i+2].is(glued) && w.tok[i+2].kind == number {
					if k := w.document(i); k > i {
						return k
					}
				}
			}
			if n.hash == ':' && t.n <= 4 {
				if k := w.hexPairs(i); k > i {
					return k
				}
			}
			if n.hash == '.' && t.n == 1 {
				if k := w.dottedAccount(i); k > i {
					return k
				}
			}
			if n.hash == '_' && (t.n <= 2 || t.has(given)) {
				if k := w.lowAccount(i); k > i {
					return k
				}
			}
			if n.hash == '.' && t.n >= 2 {
				if k := w.bareURL(i); k > i {
					return k
				}
			}
		} else if n.kind == number && t.n == 2 && n.n == 2 && t.is(capital) {
			if k := w.iban(i); k > i {
				return k
			}
		} else if n.kind == number {
			if k := w.spacedCode(i); k > i {
				return k
			}
		}
	}
	if t.n == 2 && i+1 < len(w.tok) && w.tok[i+1].kind == number && !w.tok[i+1].is(glued) || t.n <= 3 && (t.is(caps) || t.n == 1) && w.cueLeft(i, 4) == cuePlate {
		if k := w.plate(i); k > i {
			return k
		}
	}
	if t.n <= 2 && !t.is(glued) {
		if k := w.ocrDate(i); k > i {
			return k
		}
	}
	if t.n > 6 && i+1 < len(w.tok) && w.isPunct(i+1, '.') && w.tok[i+1].is(glued) {
		return w.bareURL(i)
	}
	return i
}

// dottedAccount reads an account such as r.kappelhof that stands by itself.
func (w *work) dottedAccount(i int) int {
	t := w.tok
	if t[i].is(capital) || t[i].is(glued) && i > 0 && !w.isPunct(i-1, '=') && !w.isPunct(i-1, '"') && !w.isPunct(i-1, '(') && !w.isPunct(i-1, '\'') && !w.isPunct(i-1, '[') && !w.isPunct(i-1, '/') && !w.isPunct(i-1, ':') {
		return i
	}
	k := i
	for k+2 < len(t) && w.isPunct(k+1, '.') && t[k+1].is(glued) && t[k+2].is(glued) && t[k+2].kind == word && !t[k+2].is(capital) {
		k += 2
	}
	x := &t[k]
	if k == i || x.n < 4 || x.has(stop) || x.has(common) && !x.has(family) || k+1 < len(t) && t[k+1].is(glued) && (t[k+1].kind != punct || t[k+1].hash == '@' || t[k+1].hash == '.' && k+2 < len(t) && t[k+2].is(glued)) {
		return i
	}
	e := k + 1
	w.addAccount(i, e, 0.8)
	return e
}

// lowAccount reads an account such as t_okafor or jan_devries, and those that
// are named with it: "t_okafor en lkoopmans".
func (w *work) lowAccount(i int) int {
	t := w.tok
	if t[i].is(capital) || t[i].is(glued) && i > 0 && t[i-1].kind != punct || i > 0 && t[i].is(glued) && (w.isPunct(i-1, '_') || w.isPunct(i-1, '/') || w.isPunct(i-1, '.') || w.isPunct(i-1, '@')) || boxWords.has(t[i].hash) {
		return i
	}
	x := &t[min(i+2, len(t)-1)]
	if i+2 >= len(t) || !x.is(glued) || x.kind != word || x.is(capital) || x.n < 4 || boxWords.has(x.hash) || !(x.has(family|given) || t[i].n == 1 && !x.has(common|stop|english)) {
		return i
	}
	if i+3 < len(t) && t[i+3].is(glued) && (t[i+3].kind != punct || t[i+3].hash == '@' || t[i+3].hash == '_' || t[i+3].hash == '.' && i+4 < len(t) && t[i+4].is(glued)) {
		return i
	}
	w.addAccount(i, i+3, 0.8)
	k := i + 3
	if k+1 < len(t) && (t[k].hash == hashEn || w.isPunct(k, ',')) && t[k+1].kind == word && !t[k+1].is(capital) && t[k+1].n > 4 && !t[k+1].has(common|stop) && w.initialSurname(w.fold(&t[k+1])) {
		w.addAccount(k+1, k+2, 0.75)
		return k + 2
	}
	return k
}

// ocrDate reads a date of birth in which OCR made letters of digits, after
// its cue: l4-ll-1938, 12-O3-1951.
func (w *work) ocrDate(i int) int {
	b := w.text
	at := int(w.tok[i].start)
	if t := w.tok; i+3 < len(t) && t[i].n == 1 && t[i+1].kind == number && t[i+1].n == 1 && t[i+1].is(glued) && t[i+2].has(month) && t[i+3].kind == number && t[i+3].n == 4 && b[at] != 'B' && b[at] != 'S' && !t[i+3].is(first) {
		// geb. l4 juni 1932
		c, _ := w.cueLeftAt(i, 6)
		if c == cueBirth || w.slots[i].cue == cueBirth {
			w.add(i, i+4, hit{rule: ruleBirth, label: documents.DateOfBirth, cert: 0.85})
			return i + 4
		}
	}
	groups, digits, letters, j := 0, 0, 0, at
	n := 0
	for j < len(b) && j < at+14 {
		if x, ok := ocrDigit(b[j]); ok && b[j] != '|' {
			_ = x
			n++
			if isDigit(b[j]) {
				digits++
			} else {
				letters++
			}
			j++
			continue
		}
		if (b[j] == '-' || b[j] == '/' || b[j] == '.') && n >= 1 && n <= 2 && groups < 2 {
			groups++
			n = 0
			j++
			continue
		}
		break
	}
	if groups != 2 || n != 4 && n != 2 || letters == 0 || digits < 2 || j < len(b) && isAlnum(b[j]) {
		return i
	}
	if w.slots[i].cue != cueBirth {
		if c, _ := w.cueLeftAt(i, 6); c != cueBirth {
			return i
		}
	}
	w.addBytes(at, j, hit{rule: ruleBirth, label: documents.DateOfBirth, cert: 0.85})
	return w.after(i, j)
}

var hashHttp, hashHttps, hashWww, hashMailto = uint32(hashOf("http")), uint32(hashOf("https")), uint32(hashOf("www")), uint32(hashOf("mailto"))

// cueLeft looks for a cue in the n tokens before i, over at most one line
// break, not past the end of a sentence; the nearest counts.
func (w *work) cueLeft(i, n int) cue {
	c, _ := w.cueLeftAt(i, n)
	return c
}

func (w *work) cueLeftAt(i, n int) (cue, int) {
	breaks := 0
	used := false             // another value stands between
	weak, weakAt := noCue, -1 // "nummer" gives way to what it is the number of
	for k := i - 1; k >= 0 && k >= i-n; k-- {
		if w.isPunct(k, '.') && w.isPunct(k-1, '.') {
			for k > 0 && w.isPunct(k-1, '.') {
				k-- // dots that lead from a label to its value
				n++
			}
			continue
		}
		t := &w.tok[k]
		if w.tok[k+1].is(first) {
			if breaks++; breaks > 1 || w.blankBefore(k+1) || w.slots[i].cell && w.slots[i].cue != noCue {
				break
			}
		}
		used = used || t.kind == number && w.taken(k)
		if c := t.direct(); used && (c == cuePatient || c == cueID || c == cueBIG) {
			break // that word announced the value between
		}
		if t.kind == word {
			if c := w.nrCue(k); c != noCue {
				if used && (c == cuePatient || c == cueID || c == cueBIG) {
					break
				}
				return c, k
			}
			if c := t.direct(); c != noCue && c != cueCount && c != cueDate && c != cueText && c != cueName {
				if t.n == 1 && !w.loneLetterCue(k) {
					continue
				}
				if t.hash == hashNummer {
					if weak == noCue {
						weak, weakAt = c, k
						n = min(n, i-k+3)
					}
					continue
				}
				return c, k
			}
			if c := t.compound(); c != noCue && c != cueName && c != cueDate {
				return c, k
			}
			continue
		}
		if t.kind == punct && (t.hash == '!' || t.hash == '?' || t.hash == '|' || t.hash == '.' && k > 0 && !w.abbreviated(k) && !w.shortened(k)) {
			break
		}
	}
	if c := w.slots[i].cue; c != noCue {
		return c, -1
	}
	return weak, weakAt
}

var hashNummer = uint32(hashOf("nummer"))

// loneLetterCue: T and M before a number are telephone and mobile only as a
// label: at the start of a line, after a bar, or with a colon or dot behind.
func (w *work) loneLetterCue(k int) bool {
	return w.tok[k].is(first) || k > 0 && w.isPunct(k-1, '|') || k+1 < len(w.tok) && (w.isPunct(k+1, ':') || w.isPunct(k+1, '.'))
}

// abbreviated reports whether the dot at k ends an abbreviation rather than a
// sentence.
func (w *work) abbreviated(k int) bool {
	if k == 0 {
		return false
	}
	p := &w.tok[k-1]
	if !w.tok[k].is(glued) {
		return false
	}
	if p.kind == number {
		return k+1 < len(w.tok) && w.tok[k+1].is(glued)
	}
	if p.kind != word {
		return false
	}
	if k+1 < len(w.tok) && w.tok[k+1].is(glued) {
		return true
	}
	return abbreviations.has(p.hash) || p.n <= 2 || p.n <= 20 && p.direct() != noCue && p.direct() != cueName && (p.n <= 6 || abbrevTail(w.fold(p))) || p.has(title) && p.n <= 5
}

// shortened reports whether the dot at token k ends a short word after which the sentence goes
// on in small letters, as notes are kept: "Pers.nr verb. toegev.: ...".
func (w *work) shortened(k int) bool {
	t := w.tok
	return k+1 < len(t) && t[k].is(glued) && t[k-1].kind == word && t[k-1].n <= 6 && !t[k-1].has(common|stop) && !t[k+1].is(first) && t[k+1].kind == word && !t[k+1].is(capital)
}

var abbreviations = hashSet(`reg tst pat geb gebr fa st prof drs mevr ca bijv incl excl resp evt afd dir jl plv wnd secr gem prov dep min max art alg lid pag blz vgl zgn enz tav tnv ivm mbt obv`)

func abbrevTail(s string) bool {
	return len(s) > 3 && s[len(s)-3:] == "nrs" || len(s) > 2 && (s[len(s)-2:] == "nr" || s[len(s)-2:] == "nm" || s[len(s)-2:] == "dd")
}

// nrCue reads the abbreviations "pers.nr" and "pat. nr" that end at token k.
func (w *work) nrCue(k int) cue {
	t := w.tok
	if k >= 2 && w.isPunct(k-1, '-') && t[k].is(glued) && cardWords.has(t[k].hash) && cardKinds.has(t[k-2].hash) {
		return cueID // OV-kaart, ID-kaart
	}
	if t[k].hash == hashNr && k >= 2 && w.isPunct(k-1, '(') && t[k-2].kind == word && t[k-2].n > 3 && hasTail(w.fold(&t[k-2]), heldPapers) {
		return cueID // heftruckcertificaat (nr. ...)
	}
	if k >= 1 && heldBy.has(t[k].hash) && t[k-1].kind == word && numberWords.has(t[k-1].hash) {
		return cueID // registratienummer slachtoffer
	}
	if t[k].hash != hashNr && t[k].hash != hashNummer || k < 2 {
		return noCue
	}
	if t[k-1].hash == hashOnder && w.wordNear(k, 9, 0, registeredWords) && !w.thingBefore(k) {
		return cueID // verzekerd bij Menzis onder nr. ...
	}
	q := k - 1
	if w.isPunct(q, '.') || w.isPunct(q, '-') {
		q--
	}
	if q < 0 || t[q].kind != word || q == k-1 && t[k].is(first) {
		return noCue
	}
	if q > 0 && t[q].is(capital) && t[q-1].hash == hashTolk && t[q-1].kind == word {
		return cueID // tolk Dari nr. 4471
	}
	return nrCues[w.fold(&t[q])]
}

// thingBefore reports whether it is a thing that is registered before token k: a melding, a claim.
func (w *work) thingBefore(k int) bool {
	for q := k - 1; q >= 0 && q > k-10; q-- {
		if t := &w.tok[q]; t.kind == word && t.n > 5 && hasTail(w.fold(t), []string{"melding", "aanvraag", "verzoek", "klacht", "claim", "aangifte", "bezwaar", "brief"}) {
			return true
		} else if t.kind == punct && t.hash == '.' && !w.abbreviated(q) {
			return false
		}
	}
	return false
}

var cardWords, cardKinds = hashSet(`kaart chipkaart bewijs pas pasnummer kaartnummer`), hashSet(`ov id pin bank rijbewijs student kiezers pers vreemdelingen`)
var heldBy, numberWords = hashSet(`slachtoffer gedetineerde verdachte bewoner leerling student client patient patiënt cliënt betrokkene werknemer medewerker kind jeugdige verzekerde aanvrager melder`), hashSet(`registratienummer registratienr nummer nr kenmerk id code volgnummer`)

// ocrPostcode reads a postcode in which OCR made a letter of a digit, where an
// address is spoken of: 41O1 BK.
func (w *work) ocrPostcode(i int) int {
	b, t := w.text, w.tok
	at := int(t[i].start)
	if t[i].n > 3 || i+1 >= len(t) || !t[i+1].is(glued) || t[i+1].kind != word || t[i+1].n > 2 || at+6 > len(b) || b[at] == '0' {
		return i
	}
	digits := 0
	for k := at; k < at+4; k++ {
		if _, ok := ocrDigit(b[k]); !ok || b[k] == '|' || b[k] == 'S' || b[k] == 'B' {
			return i
		}
		if isDigit(b[k]) {
			digits++
		}
	}
	e := at + 4
	if b[e] == ' ' {
		e++
	}
	if digits < 2 || digits == 4 || e+2 > len(b) || !isUpper(b[e]) || !isUpper(b[e+1]) || e+2 < len(b) && isAlnum(b[e+2]) {
		return i
	}
	next := w.after(i, e+2)
	c := w.cueLeft(i, 9)
	if c != cueAddress && c != cuePostcode && !w.wordNear(i, 9, 0, livesWords) && !(next < len(t) && t[next].kind == word && t[next].has(place)) && !(i > 1 && w.wordNear(i, 4, 0, pcWords)) {
		return i
	}
	w.addBytes(at, e+2, hit{rule: rulePostcode, label: documents.Postcode, cert: 0.8})
	return next
}

var pcWords = hashSet(`pc postcode`)

var registeredWords = hashSet(`verzekerd ingeschreven geregistreerd aangemeld bekend`)

var nrCues = map[string]cue{"pers": cueID, "p": cueID, "personeels": cueID, "pat": cuePatient, "patient": cuePatient, "client": cuePatient, "pt": cuePatient, "px": cuePatient, "clienten": cuePatient, "polisnr": cueID, "reg": cueRef, "rel": cueID, "relatie": cueID, "klant": cueID, "lid": cueID, "polis": cueID,
	"bsn": cueBSN, "sofi": cueBSN, "v": cueID, "vreemdelingen": cueID, "big": cueBIG, "tel": cuePhone, "mob": cuePhone, "rek": cueIBAN, "bank": cueIBAN, "doc": cueID, "document": cueID, "paspoort": cueID, "zaak": cueRef, "dossier": cueRef, "fact": cueRef, "factuur": cueRef,
	"student": cueID, "leerling": cueID, "tolk": cueID, "cl": cuePatient, "clt": cuePatient, "brevet": cueID, "nibhv": cueID, "stamboek": cueID, "ubn": cueID, "corr": cueID, "correspondentie": cueID, "legitimatie": cueID, "legit": cueID, "stam": cueID, "diploma": cueID, "wapen": cueID, "huurder": cueID, "subject": cueID, "skn": cueID, "boa": cueID, "pas": cueID, "id": cueID, "deelnemer": cueID, "kandidaat": cueID, "inspecteur": cueID, "paspoortnr": cueID, "passport": cueID, "werknemer": cueID, "identiteits": cueID, "identiteitskaart": cueID, "verzekering": cueID, "ambtenaar": cueID, "verz": cueID, "verzekerden": cueID, "rijbewijs": cueID, "inschrijf": cueRef, "order": cueRef, "medewerker": cueID, "toezichthouder": cueID, "dienst": cueID, "badge": cueID, "kaart": cueID, "kvk": cueKvK}

// blankBefore reports whether a blank line lies before token k.
func (w *work) blankBefore(k int) bool {
	if k == 0 {
		return true
	}
	n := 0
	for i := w.tok[k-1].end(); i < int(w.tok[k].start); i++ {
		if w.text[i] == '\n' {
			if n++; n > 1 {
				return true
			}
		}
	}
	return false
}

// wordLeft looks for one of the classes of words in set within n tokens before
// i in the same sentence.
func (w *work) wordNear(i, left, right int, set *wordSet) bool {
	breaks := 0
	for k := i - 1; k >= 0 && k >= i-left; k-- {
		if w.tok[k+1].is(first) {
			if breaks++; breaks > 1 || w.blankBefore(k+1) {
				break
			}
		}
		t := &w.tok[k]
		if t.kind == word && set.has(t.hash) {
			return true
		}
		if t.kind == punct && (t.hash == '!' || t.hash == '?' || t.hash == '.' && k > 0 && !w.abbreviated(k)) {
			break
		}
	}
	for k := i + 1; k < len(w.tok) && k <= i+right; k++ {
		t := &w.tok[k]
		if t.is(first) {
			break
		}
		if t.kind == word && set.has(t.hash) {
			return true
		}
	}
	return false
}

// numberAt reads the value that begins with the digits at token i and gives
// the first token after it, or i.
func (w *work) numberAt(i int) int {
	t := w.tok
	b := w.text
	at := int(t[i].start)
	n := int(t[i].n)
	if t[i].is(glued) && i > 0 {
		switch p := &t[i-1]; {
		case p.kind == word:
			// the tail of a code: PL1500, nr12; but +31 and IPv6 begin earlier
			if !(p.n == 1 && (b[p.start]|0x20) == 'v') {
				return i
			}
		case p.kind == punct && (p.hash == '-' || p.hash == '/' || p.hash == '.' || p.hash == '_') && p.is(glued) && i > 1 && (t[i-2].kind == word || t[i-2].kind == number):
			return i // inside a chain that was looked at from its start
		}
	}
	if k := w.ocrPostcode(i); k > i {
		return k
	}
	// 1. dates
	if n <= 2 {
		if k := w.ocrDate(i); k > i {
			return k
		}
		if k := w.foreignBirth(i); k > i && !t[i+1].has(month) {
			return k
		}
	}
	if k := w.packedBirth(i); k > i {
		return k
	}
	if k := w.childYear(i); k > i {
		return k
	}
	if n <= 4 && !(n <= 3 && i+1 < len(t) && w.isPunct(i+1, '.') && ipv4At(b, at) > 0 && (cueOf4(w, i) || !smallDots(b[at:ipv4At(b, at)]))) {
		if e, y := w.dateAt(i); e > i {
			return w.date(i, e, y)
		}
	}
	cue, where := w.cueLeftAt(i, 9)
	// 2. addresses of machines
	if n <= 3 && i+1 < len(t) && w.isPunct(i+1, '.') && t[i+1].is(glued) {
		if e := ipv4At(b, at); e > 0 && (cue == cueIP || !smallDots(b[at:e])) && !(cue == cueRef && where >= 0) && !w.version(i) {
			if i > 0 && t[i].is(glued) && t[i-1].kind == punct && t[i-1].hash == '.' {
				return i
			}
			if e < len(b) && b[e] == '/' && e+1 < len(b) && isDigit(b[e+1]) {
				for e++; e < len(b) && isDigit(b[e]); e++ {
				}
			}
			if privateIP(b[at:e]) && (w.wordNear(i, 4, 0, machineWords) || !w.wordNear(i, 26, 0, deskWords)) {
				w.guardBytes(at, e, documents.IPAddress, keepInside)
				return w.after(i, e)
			}
			w.addBytes(at, e, hit{rule: ruleIP, label: documents.IPAddress, cert: 0.9})
			return w.after(i, e)
		}
	}
	if k := w.hexPairs(i); k > i {
		return k
	}
	// 3. plates
	if n <= 3 {
		if k := w.plate(i); k > i {
			return k
		}
	}
	// 4. postcodes
	if k := w.kixCode(i); k > i {
		return k
	}
	if n == 4 {
		if k := w.postcode(i); k > i {
			return k
		}
	}
	if cue == noCue || cue == cueName {
		// OCR makes B5N of BSN
		k := at
		for k > 0 && k > at-4 && (b[k-1] == ' ' || b[k-1] == ':' || b[k-1] == '.') {
			k--
		}
		if k >= 3 && b[k-3] == 'B' && (b[k-2] == '5' || b[k-2] == 'S' || b[k-2] == '$') && b[k-1] == 'N' {
			cue = cueBSN
		}
	}
	// 5. what a cue announces
	switch cue {
	case cueBSN:
		for _, want := range [...]int{9, 8} {
			if d, e := w.looseDigits(at, want); e > 0 {
				r := ruleBSNWord
				if elfproef(d) {
					r = ruleBSN
				}
				w.addBytes(at, e, hit{rule: r, label: documents.BSN, cert: 0.98})
				return w.after(i, e)
			}
		}
	case cuePatient:
		if n+w.gluedDigits(i) >= 4 && !w.refBetween(where, i) {
			return w.addCode(i, at, w.codeEnd(i), hit{rule: rulePatient, label: documents.PatientNumber, cert: 0.9})
		}
	case cueBIG:
		if d, e := w.looseDigits(at, 11); e > 0 {
			_ = d
			w.addBytes(at, e, hit{rule: ruleBIG, label: documents.BIGNumber, cert: 0.95})
			return w.after(i, e)
		}
	case cueID:
		if w.wordNear(i, 5, 0, practiceWords) && w.wordNear(i, 6, 0, agbWords) {
			e := w.codeEnd(i)
			w.guardBytes(at, e, "REFERENCE", keepCompany)
			return w.after(i, e)
		}
		if k := w.cityNumber(i); k > i {
			return k
		}
		if n+w.gluedDigits(i) >= 4 || w.mixedCode(i) {
			if e := w.codeEnd(i); e-at >= 5 || e-at == 4 && where >= i-3 && where >= 0 && (idNumberWords.has(t[where].hash) || t[where].hash == hashNr) {
				if _, ok := phoneAt(b, at); !(ok && b[at] == '0' && e-at <= 11 && w.wordNear(i, 4, 0, phoneWords)) {
					return w.addCode(i, at, e, hit{rule: ruleID, label: documents.IDNumber, cert: 0.88})
				}
			}
		}
	case cueCoord:
		if e := w.coordinates(i); e > 0 {
			w.addBytes(at, e, hit{rule: ruleCoord, label: labelCoord, cert: 0.8})
			return w.after(i, e)
		}
	}
	if n >= 1 && n <= 3 {
		if a, e := w.degrees(i); e > 0 {
			w.addBytes(a, e, hit{rule: ruleCoord, label: labelCoord, cert: 0.75})
			return w.after(i, e)
		}
		if e := w.coordinates(i); e > 0 && e-at >= 14 {
			w.addBytes(at, e, hit{rule: ruleCoord, label: labelCoord, cert: 0.7})
			return w.after(i, e)
		}
	}
	if n >= 4 || n >= 2 && i+1 < len(t) && t[i+1].is(glued) {
		if k := w.siblingAt(i); k > i {
			return k
		}
		if e, ok := w.assessmentNumber(i); ok {
			return w.addCode(i, at, e, hit{rule: ruleID, label: documents.IDNumber, cert: 0.8})
		}
		if n >= 4 && (w.besideBirth(i) || w.behindPerson(i)) {
			return w.addCode(i, at, w.codeEnd(i), hit{rule: ruleID, label: documents.IDNumber, cert: 0.8})
		}
	}
	// 6. telephone numbers
	if k := w.cityNumber(i); k > i {
		return k
	}
	if n == 11 && b[at] == '3' && b[at+1] == '1' && b[at+2] == '6' {
		w.addBytes(at, at+11, hit{rule: rulePhone, label: documents.Phone, cert: 0.85})
		return i + 1
	}
	if b[at] == '0' || b[at] == '1' {
		if k := w.phone(i); k > i {
			return k
		}
	}
	if n == 9 && (i+1 >= len(t) || !t[i+1].is(glued) || t[i+1].kind == punct) && w.spokenBSN(i) {
		w.addBytes(at, at+n, hit{rule: ruleBSNWord, label: documents.BSN, cert: 0.85})
		return i + 1
	}
	// 7. nine digits that pass
	if n >= 4 || n == 3 && i+2 < len(t) {
		if d, e := digitsAt(b, at, 9, " ."); e > 0 && elfproef(d) && (n == 9 || bsnGroups(b[at:e])) {
			// a chain goes on: no BSN
			if e < len(b) && (b[e] == '-' || b[e] == '/' || b[e] == '.' && e+1 < len(b) && isDigit(b[e+1])) && e+1 < len(b) && isAlnum(b[e+1]) || e < len(b) && isLetter(b[e]) {
				return w.skipChain(i)
			}
			if cue == cueRef || cue == cueKvK || cue == cueIBAN || cue == cuePhone && n != 9 && !(e-at == 11 && b[at+4] == '.') || w.wordNear(i, 8, 2, refWords) {
				w.guardBytes(at, e, "REFERENCE", keepReference)
				return w.after(i, e)
			}
			if n == 9 || cue != noCue || e-at == 11 && b[at+4] == '.' && b[at+7] == '.' {
				w.addBytes(at, e, hit{rule: ruleBSN, label: documents.BSN, cert: 0.8})
				return w.after(i, e)
			}
		}
	}
	if cue == cuePhone && (n >= 5 || n >= 2) {
		if k := w.phoneWithCue(i, where); k > i {
			return k
		}
	}
	if cue == cueKvK && n == 8 {
		w.guard(i, i+1, "KVK", keepCompany)
		return i + 1
	}
	if n >= 6 && (cue == cueRef || cue == cueKvK) {
		w.guard(i, i+1, "REFERENCE", keepReference)
	}
	return w.skipChain(i)
}

// cueOf4 reports whether a word for an address of a machine stands near token
// i, or an equals sign as in a log.
func cueOf4(w *work, i int) bool { return i > 0 && w.isPunct(i-1, '=') || w.near(i, 4, cueIP) }

var practiceWords, agbWords = hashSet(`praktijk apotheek instelling organisatie onderneming vestiging`), hashSet(`agb agbcode agbnummer`)

var refWords = hashSet(`factuur factuurnummer factuurnr verplichting verplichtingnummer verplichtingennummer order ordernummer bestelling bestelnummer kenmerk zaaknummer zaak
	dossiernummer dossier registratienummer registratie offerte contract contractnummer ticket ticketnummer meldingsnummer melding project projectnummer artikelnummer serienummer kvk
	rsin oin vestigingsnummer btw inkooporder inkoopordernummer referentie ref vergunning subsidie document documentnummer corsa inventarisnummer volgnummer begrotingsartikel bedrag isbn incidentnummer beschikking beschikkingsnummer crediteurnummer debiteurnummer debiteur crediteur betalingskenmerk`)

var phoneWords = hashSet(`tel telefoon telefoonnummer mobiel bel bellen belt 06 nummer`)

// bsnGroups reports whether nine digits are grouped as people write a BSN:
// 1234.56.789, 123 456 789.
func bsnGroups(b []byte) bool {
	var g [10]int
	n := 0
	for _, c := range b {
		if isDigit(c) {
			g[n]++
		} else if n < 9 {
			n++
		}
	}
	return n == 2 && (g[0] == 3 && g[1] == 3 && g[2] == 3 || g[0] == 4 && g[1] == 2 && g[2] == 3)
}

// looseDigits reads want digits with any usual separators, also where OCR
// made a letter of a digit.
func (w *work) looseDigits(at, want int) ([]byte, int) {
	b := w.text
	var d []byte
	j := at
	gap := 0
	for j < len(b) && len(d) < want {
		x, ok := ocrDigit(b[j])
		if ok && b[j] != '|' && (isDigit(b[j]) || len(d) > 0) {
			d = append(d, x)
			gap = 0
			j++
			continue
		}
		if len(d) == 0 || gap > 0 || !isSep(b[j], " .-/_") {
			return nil, 0
		}
		gap++
		j++
	}
	if len(d) < want || j < len(b) && isAlnum(b[j]) {
		return nil, 0
	}
	return d, j
}

// after gives the first token at or after byte e, at least i+1.
func (w *work) after(i, e int) int {
	for i++; i < len(w.tok) && int(w.tok[i].start) < e; i++ {
	}
	return i
}

// skipChain passes a number with all that is glued to it: 4377464-1097773-X.
func (w *work) skipChain(i int) int {
	j := i + 1
	for j < len(w.tok) && w.tok[j].is(glued) {
		t := &w.tok[j]
		if t.kind == punct && !(t.hash == '-' || t.hash == '/' || t.hash == '.' || t.hash == '_') {
			break
		}
		if t.kind == punct && (j+1 >= len(w.tok) || !w.tok[j+1].is(glued) || w.tok[j+1].kind == punct) {
			break
		}
		if t.kind == word && !(t.is(caps) || t.n <= 2) {
			break
		}
		j++
	}
	if j > i+1 {
		return j
	}
	return i + 1
}

// gluedDigits counts the digits that hang on the number at token i.
func (w *work) gluedDigits(i int) int {
	n := 0
	for j := i + 1; j < len(w.tok) && j < i+8; j++ {
		t := &w.tok[j]
		if !t.is(glued) && !(t.kind == number && t.n >= 2) {
			break
		}
		if t.kind == number {
			n += int(t.n)
		}
	}
	return n
}

func (w *work) mixedCode(i int) bool {
	return i+1 < len(w.tok) && w.tok[i+1].is(glued) && w.tok[i+1].kind != punct
}

// codeEnd gives the end of the code that begins at token i: letters, digits
// and single separators, glued; and further groups of digits after a space.
func (w *work) codeEnd(i int) int {
	e := w.tok[i].end()
	for j := i + 1; j < len(w.tok) && j < i+12; j++ {
		t := &w.tok[j]
		if t.is(glued) {
			if t.kind == punct {
				if !(t.hash == '-' || t.hash == '.' || t.hash == '/' || t.hash == '_') || j+1 >= len(w.tok) || !w.tok[j+1].is(glued) || w.tok[j+1].kind == punct {
					break
				}
				continue
			}
			if t.kind == word && !(t.is(caps) || t.n <= 3) {
				break
			}
			e = t.end()
			continue
		}
		if t.kind == number && t.n <= 4 && w.tok[j-1].kind == number && int(t.start)-e == 1 && !t.is(first) {
			e = t.end()
			continue
		}
		break
	}
	return e
}

// refBetween reports whether a word of the kind "zaaknummer" stands between
// the cue at where and token i.
func (w *work) refBetween(where, i int) bool {
	if where < 0 {
		return false
	}
	for k := where + 1; k < i; k++ {
		if w.tok[k].kind == word && w.tok[k].direct() == cueRef {
			return true
		}
	}
	return false
}

// smallDots reports whether a dotted number reads like that of a section or a
// version: 4.2.1.7.
func smallDots(b []byte) bool {
	v, first := 0, true
	for i := 0; i <= len(b); i++ {
		if i < len(b) && isDigit(b[i]) {
			v = v*10 + int(b[i]-'0')
			continue
		}
		if first && v >= 10 || v > 31 {
			return false
		}
		v, first = 0, false
	}
	return true
}

// version reports whether the dotted number at i is a version or a section.
func (w *work) version(i int) bool {
	if i == 0 {
		return false
	}
	p := &w.tok[i-1]
	if w.tok[i].is(first) {
		return false
	}
	return p.kind == word && (p.hash == hashVersie || p.hash == hashV || p.hash == hashPar || p.hash == hashSectie || p.hash == hashRelease || p.hash == hashBuild || p.hash == hashFirmware || p.hash == hashArtikel)
}

var (
	hashVersie, hashV, hashPar, hashSectie = uint32(hashOf("versie")), uint32(hashOf("v")), uint32(hashOf("paragraaf")), uint32(hashOf("sectie"))
	hashRelease, hashBuild, hashFirmware   = uint32(hashOf("release")), uint32(hashOf("build")), uint32(hashOf("firmware"))
	hashArtikel                            = uint32(hashOf("artikel"))
)

// date judges the date from token i up to e: a date of birth goes, another
// stays.
func (w *work) date(i, e, year int) int {
	if year > 26 && year < 100 {
		year += 1900 // 11/05/93
	}
	birth := w.slots[i].cue == cueBirth
	if !birth {
		if c, k := w.cueLeftAt(i, 7); c == cueBirth && k >= 0 {
			birth = true
			for q := k + 1; q < i; q++ { // "geboren in Ede, overleden op ..." and "verklaart op" are other dates
				if w.tok[q].kind == word && w.tok[q].hash == hashOverleden {
					birth = false
				}
				if w.tok[q].kind == number && w.tok[q].n >= 4 {
					birth = false
				}
			}
		}
	}
	if !birth && i > 0 && w.tok[i-1].kind == punct && (w.tok[i-1].hash == '*' && !w.tok[i-1].is(glued) || w.tok[i-1].hash == 0x80 && (w.str(&w.tok[i-1]) == "°" || w.str(&w.tok[i-1]) == "†")) && year > 0 && !w.tok[i-1].is(first) {
		birth = true
	}
	if !birth && e+1 < len(w.tok) && w.isPunct(e, '(') && w.tok[e+1].kind == word && (w.tok[e+1].hash == hashGeb || w.tok[e+1].hash == hashGeboortedatum) {
		birth = true
	}
	if !birth && e < len(w.tok) && w.tok[e].kind == word && w.tok[e].hash == hashGeboren && !w.tok[e].is(first) {
		birth = true
	}
	if !birth && year > 1900 && year < 2016 && i > 1 && w.isPunct(i-1, '(') && (w.isPunct(e, ')') || w.isPunct(e, ',')) && w.tok[i-2].kind == word && w.tok[i-2].is(capital) && !w.tok[i-2].has(stop|month|common|orgHead|orgTail|place|team) && !w.tok[i-2].ends(tailOrg) && !w.tok[i-2].is(caps) {
		birth = true // moeder Kaltoum Ben Haddou (12-6-1990)
	}
	if !birth && year > 1900 && year < 2012 && i > 1 && w.isPunct(i-1, ',') && w.isPunct(e, ',') && w.tok[i-2].kind == word && w.tok[i-2].is(capital) && w.tok[i-2].has(anyName) && !w.tok[i-2].has(stop|month|common|orgHead|orgTail|place|team|demonym) && !w.tok[i-2].is(caps) {
		birth = true // C. Abspoel-van Rooij, 03-11-1962, Veghelsedijk 201
	}
	if !birth && year > 1900 && year < 2026 && i > 2 && w.tok[i-1].hash == hashVan && (w.tok[i-2].hash == hashIs || w.tok[i-2].hash == hashBen) {
		for k := i - 3; k >= 0 && k > i-7; k-- { // mijn moeder is van 1944-02-03
			if x := &w.tok[k]; x.kind == punct && x.hash != ',' || x.is(first) {
				birth = birth || x.kind == word && (x.has(kin|given) || x.hash == hashIk)
				break
			} else if x.kind == word && (x.has(kin) || x.has(given) && !x.has(stop) || x.hash == hashIk) {
				birth = true
				break
			}
		}
	}
	if !birth && year > 1900 && year < 2026 { // het geboortejaar stond verkeerd; dat is nu verbeterd naar ...
		for k := i - 8; k >= 0 && k > i-24 && !w.tok[k+1].is(first); k-- {
			if x := &w.tok[k]; x.kind == punct && x.hash == '.' && !w.abbreviated(k) {
				break
			} else if x.direct() == cueBirth && x.n > 10 {
				birth = true
				break
			}
		}
	}
	if !birth && year > 1900 && year < 2026 && i > 4 && w.isPunct(i-1, ',') && w.isPunct(i-2, ')') && w.isPunct(i-4, '(') && w.tok[i-3].kind == word && sexWords.has(w.tok[i-3].hash) {
		birth = true // Q. Zhou (v), 21.06.2009
	}
	if !birth && year > 1900 && year < 2016 && i > 3 && (w.isPunct(i-1, ',') || w.isPunct(i-1, '(')) && w.tok[i-2].kind == word && w.tok[i-2].is(capital) && !w.tok[i-2].has(month|place) && (w.isPunct(e, ',') || w.isPunct(e, ')')) {
		for k := i - 3; k >= 0 && k > i-9 && !w.tok[k+1].is(first); k-- { // C. Anne-van Ridder, 03-11-1962, Kerkpad 2
			if x := &w.tok[k]; x.kind == word && x.n == 1 && x.is(capital) && w.isPunct(k+1, '.') || x.kind == word && x.n > 1 && x.has(kin|title) {
				birth = true
				break
			} else if x.kind == word && !x.is(capital) && !x.has(particle) || x.kind == number {
				break
			}
		}
	}
	if !birth && year > 1900 && year < 2026 && i > 2 && w.isPunct(i-1, ',') && w.tok[i-2].kind == word && sexWords.has(w.tok[i-2].hash) && w.isPunct(i-3, ',') {
		birth = true // R. el Morabet, man, 02-05-1971
	}
	if !birth && year > 1900 && year < 2012 && w.isPunct(e, '|') && (w.tok[i].is(first) || w.isPunct(i-1, '|')) {
		for k, l := i, w.lines[w.lineOf(i)]; k < int(l.b) && k < i+rowReach && !birth; k++ { // 1985-08-23 | Almere | 06 ... | jack@proton.me
			birth = w.isPunct(k, '@')
		}
	}
	if birth || w.bornAround(i, e, year) {
		w.add(i, e, hit{rule: ruleBirth, label: documents.DateOfBirth, cert: 0.95})
	}
	return e
}

var sexWords = hashSet(`v m x man vrouw jongen meisje`)

var hashOverleden, hashGeb, hashGeboortedatum, hashGeboren = uint32(hashOf("overleden")), uint32(hashOf("geb")), uint32(hashOf("geboortedatum")), uint32(hashOf("geboren"))

// plate judges a number plate that begins at token i.
func (w *work) plate(i int) int {
	t := &w.tok[i]
	if t.is(glued) && i > 0 && !w.isPunct(i-1, '(') && !w.isPunct(i-1, '"') && !w.isPunct(i-1, '\'') && !w.isPunct(i-1, ':') && !w.isPunct(i-1, '|') && !w.isPunct(i-1, '*') && !w.isPunct(i-1, '[') {
		return i
	}
	at := int(t.start)
	if e := plateAt(w.text, at, true); e > 0 {
		c, _ := w.cueLeftAt(i, 8)
		if c == cueRef && !w.near(i, 6, cuePlate) {
			w.guardBytes(at, e, "REFERENCE", keepReference)
			return w.after(i, e)
		}
		{
			w.plates = i
			w.addBytes(at, e, hit{rule: rulePlate, label: documents.LicensePlate, cert: 0.9})
			return w.after(i, e)
		}
	}
	c, k := w.cueLeftAt(i, 9)
	if c != cuePlate && w.slots[i].cue != cuePlate && !w.near(i, 9, cuePlate) && !(w.plates > 0 && i-w.plates < 60 && t.kind == word && t.n <= 3 && i+1 < len(w.tok) && w.tok[i+1].is(glued) && w.tok[i+1].kind == number) {
		return i
	}
	_ = k
	if e := plateAt(w.text, at, false); e > 0 {
		w.addBytes(at, e, hit{rule: rulePlate, label: documents.LicensePlate, cert: 0.88})
		return w.after(i, e)
	}
	// a foreign plate: letters and digits after the word kenteken itself
	if k >= 0 && isPlateWord(w.tok[k].hash) || w.slots[i].cue == cuePlate {
		letters, digits, j := 0, 0, i
		for ; j < len(w.tok) && j < i+9; j++ {
			x := &w.tok[j]
			if j > i && (x.is(first) || !x.is(glued) && int(x.start)-w.tok[j-1].end() > 1) {
				break
			}
			if x.kind == word && (x.is(caps) || x.n == 1 && x.is(capital)) && x.n <= 3 {
				letters += int(x.n)
			} else if x.kind == number && x.n <= 5 {
				digits += int(x.n)
			} else if !(x.kind == punct && x.hash == '-' && x.is(glued)) {
				break
			}
		}
		for j > i && w.tok[j-1].kind == punct {
			j--
		}
		if letters >= 1 && digits >= 2 && letters+digits >= 5 && letters+digits <= 9 {
			w.add(i, j, hit{rule: rulePlate, label: documents.LicensePlate, cert: 0.8})
			return j
		}
	}
	return i
}

func isPlateWord(h uint32) bool {
	return h == hashKenteken || h == hashKentekenNr || h == hashKentekens || h == hashKentekenplaat
}

var hashKenteken, hashKentekenNr, hashKentekens, hashKentekenplaat = uint32(hashOf("kenteken")), uint32(hashOf("kentekennummer")), uint32(hashOf("kentekens")), uint32(hashOf("kentekenplaat"))

// near reports whether cue c stands within n tokens before i on its line.
func (w *work) near(i, n int, c cue) bool {
	for k := i - 1; k >= 0 && k >= i-n; k-- {
		if w.tok[k].kind == word && w.tok[k].direct() == c {
			return true
		}
		if w.tok[k].is(first) {
			break
		}
	}
	return w.slots[i].cue == c
}

// document judges a passport or identity number: letters and digits after its
// word.
func (w *work) document(i int) int {
	if k := w.siblingAt(i); k > i {
		return k
	}
	if e := w.foreignerNumber(i); e > 0 {
		return w.addCode(i, int(w.tok[i].start), e, hit{rule: ruleIDNational, label: documents.IDNumber, cert: 0.9})
	}
	c, where := w.cueLeftAt(i, 8)
	if c != cueID && c != cuePatient && c != cueBSN || where >= 0 && where < i-2 && deviceWords.has(w.tok[where].hash) {
		return w.travelDocument(i)
	}
	if w.refBetween(where, i) {
		return i
	}
	e := w.codeEnd(i)
	digits := 0
	for _, x := range w.text[w.tok[i].start:e] {
		if isDigit(x) {
			digits++
		}
	}
	if n := e - int(w.tok[i].start); n < 5 || n > 20 || digits < 2 {
		return i
	}
	h := hit{rule: ruleID, label: documents.IDNumber, cert: 0.9}
	if c == cuePatient {
		h = hit{rule: rulePatient, label: documents.PatientNumber, cert: 0.9}
	} else if where >= 0 && nationalDocs.has(w.tok[where].hash) {
		h.rule = ruleIDNational
	}
	return w.addCode(i, int(w.tok[i].start), e, h)
}

// deviceWords announce the number of a thing that someone carries only right before it.
var deviceWords = hashSet(`imei vin`)

var nationalDocs = hashSet(`paspoort paspoortnummer paspoortnr identiteitskaart idkaart rijbewijs rijbewijsnummer rijbewijsnr vnummer vreemdelingennummer documentnummer verblijfsdocument`)

// hexPairs judges MAC and IPv6 addresses that begin at token i.
func (w *work) hexPairs(i int) int {
	t := &w.tok[i]
	if t.n > 4 || t.is(glued) && i > 0 && !w.isPunct(i-1, '(') && !w.isPunct(i-1, '[') && !w.isPunct(i-1, '"') && !w.isPunct(i-1, '=') {
		return i
	}
	// cheap test: a colon or hyphen follows, or a letter that may be hexadecimal
	e := t.end()
	if t.kind != punct {
		for e < len(w.text) && isAlnum(w.text[e]) && e-int(t.start) < 5 {
			e++
		}
		if e >= len(w.text) || w.text[e] != ':' && !(w.text[e] == '-' && e-int(t.start) == 2) {
			return i
		}
	}
	end, label := hexPairsAt(w.text, int(t.start))
	if end == 0 {
		return i
	}
	r := ruleIP
	if label == labelMAC {
		r = ruleMAC
	}
	w.addBytes(int(t.start), end, hit{rule: r, label: label, cert: 0.9})
	return w.after(i, end)
}

// coordinates reads "52.0705, 4.3007" or "52.0705 N 4.3007 E" at token i.
func (w *work) coordinates(i int) int {
	b := w.text
	j := int(w.tok[i].start)
	read := func(j int) int {
		k := j
		for k < len(b) && isDigit(b[k]) {
			k++
		}
		if k == j || k-j > 3 || k >= len(b) || b[k] != '.' {
			return 0
		}
		k++
		d := k
		for k < len(b) && isDigit(b[k]) {
			k++
		}
		if k-d < 4 {
			return 0
		}
		return k
	}
	e := read(j)
	if e == 0 {
		return 0
	}
	for n := 0; e < len(b) && n < 5 && (b[e] == ' ' || b[e] == ',' || b[e] == ';' || b[e] == 'N' || b[e] == '/'); n++ {
		e++
	}
	e2 := read(e)
	if e2 == 0 {
		return 0
	}
	if e2+1 < len(b) && b[e2] == ' ' && (b[e2+1] == 'E' || b[e2+1] == 'O') && (e2+2 >= len(b) || !isAlnum(b[e2+2])) {
		e2 += 2
	}
	return e2
}
