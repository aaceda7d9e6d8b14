package redact

import "paraaf/documents"

// This file finds dates of birth that no word announces right before them, or that are written
// without separators.

// packedBirth reads a date of birth without separators at token i: geb. 22021988, geb 040616.
func (w *work) packedBirth(i int) int {
	t := &w.tok[i]
	if t.n <= 2 && i+2 < len(w.tok) && i > 0 && w.tok[i-1].direct() == cueBirth && w.tok[i-1].kind == word {
		a, b := &w.tok[i+1], &w.tok[i+2]
		if a.kind == number && b.kind == number && a.n <= 2 && (b.n == 2 || b.n == 4) && !a.is(glued|first) && !b.is(glued|first) {
			w.add(i, i+3, hit{rule: ruleBirth, label: documents.DateOfBirth, cert: 0.85}) // geb 3 3 74
			return i + 3
		}
	}
	if t.n != 6 && t.n != 8 || i+1 < len(w.tok) && w.tok[i+1].is(glued) && w.tok[i+1].kind != punct {
		return i
	}
	if c, k := w.cueLeftAt(i, 4); w.slots[i].cue != cueBirth && (c != cueBirth || k < 0) {
		return i
	}
	if !packedDate(w.text[t.start:t.end()]) {
		return i
	}
	w.add(i, i+1, hit{rule: ruleBirth, label: documents.DateOfBirth, cert: 0.9})
	return i + 1
}

// birthCell reads what stands below the head of a column for dates of birth, whatever a scan made
// of it, at token i: l.l.99, 2-IX-1919, 12 Juni O9, 1985.
func (w *work) birthCell(i int) int {
	t := w.tok
	if s := &w.slots[i]; !s.cell || !s.start || s.cue != cueBirth || s.label {
		return i
	}
	digits, seps, e := 0, 0, i
	for ; e < len(t) && e < i+10 && w.slots[e].cue == cueBirth && w.slots[e].cell && (e == i || !w.slots[e].start && !t[e].is(first) && int(t[e].start)-t[e-1].end() < 2); e++ {
		x := &t[e]
		if x.kind == punct && x.is(glued) && (x.hash == '.' || x.hash == '-' || x.hash == '/') || x.kind == word && x.has(month) {
			seps++
		}
		if x.kind == word && x.n > 2 && !x.has(month) && !romanMonths.has(x.hash) && x.n > 5 {
			break
		}
		for k := int(x.start); k < x.end(); k++ {
			if _, ok := ocrDigit(w.text[k]); ok {
				digits++
			}
		}
	}
	for e > i && t[e-1].kind == punct && !t[e-1].is(glued) {
		e--
	}
	year := e == i+1 && t[i].kind == number && t[i].n == 4 && (string(w.text[t[i].start:t[i].start+2]) == "19" || string(w.text[t[i].start:t[i].start+2]) == "20")
	if digits < 2 || seps == 0 && !year {
		return i
	}
	w.add(i, e, hit{rule: ruleBirth, label: documents.DateOfBirth, cert: 0.85})
	return e
}

// childYear reads the year of birth of a child in brackets behind its name: zoon Pim (2011).
func (w *work) childYear(i int) int {
	t := w.tok
	if t[i].n != 4 || i < 3 || !w.isPunct(i-1, '(') || !w.isPunct(i+1, ')') || w.text[t[i].start] != '1' && w.text[t[i].start] != '2' || !w.childBefore(i, i+1) {
		return i
	}
	w.add(i, i+1, hit{rule: ruleBirth, label: documents.DateOfBirth, cert: 0.7})
	return i + 1
}

// packedDate reports whether b is a day, a month and a year in one of their two orders.
func packedDate(b []byte) bool {
	two := func(k int) int { return int(b[k]-'0')*10 + int(b[k+1]-'0') }
	day := func(x int) bool { return x >= 1 && x <= 31 }
	mon := func(x int) bool { return x >= 1 && x <= 12 }
	century := func(x int) bool { return x == 19 || x == 20 || x == 18 }
	if len(b) == 8 {
		return day(two(0)) && mon(two(2)) && century(two(4)) || century(two(0)) && mon(two(4)) && day(two(6))
	}
	return day(two(0)) && mon(two(2)) || mon(two(2)) && day(two(4))
}

// foreignBirth reads a date of birth in another calendar in the value of its label: 21 hamal 1366.
func (w *work) foreignBirth(i int) int {
	t := w.tok
	if w.slots[i].cue != cueBirth || i+2 >= len(t) || t[i].n > 2 || t[i+1].kind != word || t[i+1].is(first|glued) || t[i+1].n > 12 || t[i+2].kind != number || t[i+2].n != 4 || t[i+2].is(first) {
		return i
	}
	w.add(i, i+3, hit{rule: ruleBirth, label: documents.DateOfBirth, cert: 0.85})
	return i + 3
}

// bornAround reports whether what stands around the date of token i to e in its sentence says
// that someone was born then.
func (w *work) bornAround(i, e, year int) bool {
	if year <= 1900 || year >= 2030 {
		return false
	}
	return w.bornBehind(e) || w.saidOfOneself(i, year) || w.childBefore(i, e) || w.patientRow(i) || year < 2012 && w.namedBefore(i, e)
}

// bornBehind: Op 29 februari 2004 ben ik geboren; zag op 3 mei 1950 het levenslicht.
func (w *work) bornBehind(e int) bool {
	for k := e; k < len(w.tok) && k < e+5 && !w.tok[k].is(first); k++ {
		t := &w.tok[k]
		if t.kind != word {
			return false
		}
		if t.hash == hashGeboren || t.hash == hashLevenslicht {
			return true
		}
	}
	return false
}

// saidOfOneself: Ik ben zelf van 2 mei 1956; mijn moeder is nog van 3-2-1938.
func (w *work) saidOfOneself(i, year int) bool {
	t := w.tok
	if i > 1 && t[i-1].hash == hashIs && (sheOrHe.has(t[i-2].hash) || t[i-2].has(kin) && !t[i-2].is(capital) && year < 2012) {
		return true // hij is 14 okt 1949
	}
	if i > 3 && t[i-1].hash == hashVan && t[i-2].hash == hashWas {
		for k, n := i-3, 0; k >= 0 && n < 8; k, n = k-1, n+1 {
			if t[k].kind == word && t[k].has(kin) {
				return true // mijn vader, wijlen Gerrit te Riele, was van 3 mei 1931
			}
			if w.isPunct(k, '.') {
				break
			}
		}
	}
	if i < 4 || t[i-1].hash != hashVan || !betweenWords.has(t[i-2].hash) {
		return false
	}
	k := i - 3
	if betweenWords.has(t[k].hash) {
		k--
	}
	if t[k].hash != hashBen && t[k].hash != hashIs {
		return false
	}
	for n := 0; k > 0 && n < 5 && !t[k].is(first); n++ {
		k--
		if t[k].kind == word && (t[k].hash == hashIk || t[k].has(kin) || t[k].has(given) && t[k].is(capital)) {
			return true
		}
	}
	return false
}

var sheOrHe = hashSet(`hij zij ze ik`)

// namedBefore: de heer Zhang Weiguo, 26/1/1958, at the end of a line or before a comma.
func (w *work) namedBefore(i, e int) bool {
	t := w.tok
	if i < 3 || !w.isPunct(i-1, ',') || t[i].is(first) || e < len(t) && !t[e].is(first) && !w.isPunct(e, ',') && !w.isPunct(e, ')') && !w.isPunct(e, ';') {
		return false
	}
	if w.personEnds(i - 2) {
		return true
	}
	if w.isPunct(e, ',') && e+1 < len(t) && t[i-2].kind == word && t[i-2].is(capital) && !t[i-2].has(orgHead|orgTail|month) {
		switch t[e+1].direct() {
		case cuePhone, cuePatient, cueBSN, cueID, cueMail, cueAddress:
			return true // Geziena Meinema-Wever, 15-12-1951, tel. ...
		}
	}
	for q, n := i-3, 0; q >= 0 && n < 4 && t[i-2].kind == word && t[i-2].is(capital) && !t[i-2].has(orgHead|orgTail|month|place) && !t[i-2].ends(tailOrg); q, n = q-1, n+1 {
		if t[q].kind == word && t[q].is(capital) && t[q].has(given) {
			return true // Noëlle van de Laar, Geziena Meinema-Wever
		}
		if !(t[q].kind == word && (t[q].has(particle) || t[q].is(capital)) || w.isPunct(q, '-')) {
			break
		}
	}
	return t[i-2].kind == word && t[i-2].is(capital) && t[i-3].kind == word && t[i-3].is(capital) && t[i-3].has(given|family) && !t[i-2].has(orgHead|orgTail|month|place|common) && !t[i-2].ends(tailOrg)
}

var betweenWords = hashSet(`zelf nog al pas dus toch namelijk ook`)

// childBefore: Kind 1: Natnael (12-03-2018), zoon Bram, 3-4-2019.
func (w *work) childBefore(i, e int) bool {
	t := w.tok
	if i < 2 || !w.isPunct(i-1, '(') && !w.isPunct(i-1, ',') || e < len(t) && !t[e].is(first) && t[e].kind != punct || t[i-2].kind != word || !t[i-2].is(capital) || t[i-2].has(month) {
		return false
	}
	for k, n := i-2, 0; k >= 0 && n < 7; k, n = k-1, n+1 {
		if w.isPunct(k, ':') {
			k = w.beforeLeader(k, 0)
		}
		if t[k].kind == word && childWords.has(t[k].hash) {
			return true
		}
		if t[k].is(first) || w.isPunct(k, '.') && !w.abbreviated(k) || w.isPunct(k, ')') {
			return false
		}
	}
	return false
}

var childWords = hashSet(`kind kinderen kindje baby zoon zoontje dochter dochtertje jeugdige minderjarige pupil leerling kleuter peuter broertje zusje kleinzoon kleindochter kleinkind jongen meisje tweeling stiefzoon stiefdochter pleegkind`)

// patientRow reports whether the date at token i stands alone between gaps in a line that begins
// with the word for a patient and goes on with his number.
func (w *work) patientRow(i int) bool {
	l := w.lines[w.lineOf(i)]
	if i == int(l.a) || int(w.tok[i].start)-w.tok[i-1].end() < 2 {
		return false
	}
	if x := &w.tok[l.a]; x.kind != word || !patientWords.has(x.hash) {
		return false
	}
	for k := i; k < int(l.b) && k < i+12; k++ {
		if c := w.tok[k].direct(); c == cuePatient || c == cueBSN || c == cueID {
			return true
		}
	}
	return false
}

var patientWords = hashSet(`patient patiënt client cliënt bewoner zorgvrager verzekerde deelnemer leerling gedetineerde betrokkene`)

var hashLevenslicht = uint32(hashOf("levenslicht"))
