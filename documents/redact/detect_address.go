package redact

import "paraaf/documents"

// streetTails end the names of streets.
var streetTails = [...]string{"straat", "laan", "weg", "plein", "kade", "gracht", "singel", "dreef", "steeg", "pad", "hof", "park", "dijk", "markt", "plantsoen", "burgwal", "wal", "baan", "boulevard",
	"hoeve", "erf", "veld", "akker", "oord", "waard", "weide", "kamp", "ring", "poort", "brink", "heuvel", "kant", "einde", "eind", "haven", "horst", "donk", "meent", "hoek", "berg", "burg", "dam", "stede", "tuin", "zoom", "gang", "promenade", "straatweg", "sluis",
	"laantje", "straatje", "weggetje", "pleintje", "hofje", "diep", "wijk", "singels", "meer", "rade", "drift", "passage", "bolwerk", "vest", "wetering", "vaart", "broek", "beemd", "ley", "lei", "laar", "hage", "kwartier", "spoor", "wegje", "str", "ln", "wg", "allee", "dyk", "strjitte", "leane", "wyk", "paed", "gaarde", "gaard", "oever", "werf", "zijde", "akkers", "velden", "weiden", "hoven", "tuinen", "kampen", "kolk", "schans", "bleek", "veste", "marke", "mark", "maten", "meden", "made", "laagte", "hoogte", "tocht", "hoeven", "gors", "slag", "terp", "wierde", "vliet", "stee", "zicht", "wende", "kwelder", "rijt", "boog", "bocht", "straten", "ikkers", "fean", "viaduct"}

// sureTails are those that end hardly anything but streets.
var sureTails = [...]string{"straat", "laan", "weg", "plein", "kade", "gracht", "singel", "dreef", "steeg", "dijk", "markt", "plantsoen", "burgwal", "boulevard", "pad", "hof", "straatje", "laantje", "str", "promenade", "dyk", "strjitte", "leane"}

func hasTail(s string, tails []string) bool {
	for _, x := range tails {
		if len(s) >= len(x) && s[len(s)-len(x):] == x {
			return true
		}
	}
	return false
}

// A dwelling is an address as found: its street and number, its postcode.
type dwelling struct {
	a, b int // tokens of street and house number; a == b when absent
	p, q int // tokens of the postcode; p == q when absent
}

// addresses finds streets with house numbers and judges them together with
// the postcodes found before.
func (w *work) addresses() {
	t := w.tok
	for i := 1; i < len(t); i++ {
		if t[i].kind != number || t[i].n > 5 || w.state[i] != free || t[i-1].kind != word && !w.houseWord(i) {
			continue
		}
		if i+2 < len(t) && t[i].n == 4 && t[i+1].hash == hashNr && t[i+1].kind == word && (t[i+2].kind == number || w.isPunct(i+2, '.')) {
			continue // the year belongs to the name: Boulevard 1945 nr. 33
		}
		if w.atNumber(i) {
			w.add(i-1, i+1, hit{rule: ruleAddress, label: documents.Address, cert: 0.7})
			continue
		}
		a, ok := w.streetBefore(i)
		if !ok && t[i-1].kind == word && !w.taken(i-1) && !t[i].is(glued) {
			a, ok = w.bareHome(i)
		}
		if !ok {
			continue
		}
		e := w.houseEnd(i)
		if a == i-1 && a > 0 && t[a].has(streetTail) && w.isPunct(a-1, '"') && w.isPunct(e, '"') {
			continue // the title of a chat: "Kade 7"
		}
		d := dwelling{a: a, b: e}
		d.p, d.q = w.postcodeAfter(e)
		w.judgeAddress(d)
	}
	for _, pc := range w.names.postcodes {
		if w.state[pc] == free {
			w.judgeAddress(dwelling{a: pc, b: pc, p: pc, q: pc + 2})
		}
	}
	w.names.postcodes = w.names.postcodes[:0]
}

// houseWord reports whether "nr." or "huisnummer" stands before the number.
func (w *work) houseWord(i int) bool {
	if !w.isPunct(i-1, '.') || i < 2 || w.tok[i-2].kind != word {
		return false
	}
	t := &w.tok[i-2]
	return t.hash == hashNr || t.n > 4 && t.is(capital) && hasTail(w.fold(t), []string{"str", "ln", "wg", "pln"}) && !t.has(anyName)
}

var hashNr, hashHuisnummer, hashNo = uint32(hashOf("nr")), uint32(hashOf("huisnummer")), uint32(hashOf("no"))

// datedHere reports whether the number at token i begins a date in digits, which stands
// behind a place as a house number does behind a street: Amsterdam 31-1-2026.
func (w *work) datedHere(i int) bool {
	t := w.tok
	return t[i].n <= 2 && i+4 < len(t) && (w.isPunct(i+1, '-') || w.isPunct(i+1, '/')) && t[i+2].kind == number && t[i+2].n <= 2 &&
		t[i+3].kind == punct && t[i+3].hash == t[i+1].hash && t[i+4].kind == number && t[i+4].n != 3 && t[i+4].is(glued)
}

// scannedDigit reports whether token k is what a scan makes of the first digit of a house
// number: Eursinge l7.
func (w *work) scannedDigit(k int) bool {
	t := w.tok
	return t[k].kind == word && t[k].n == 1 && !t[k].is(glued|first) && (w.text[t[k].start] == 'l' || w.text[t[k].start] == 'I') &&
		t[k-1].kind == word && (w.slots[k].cue == cueAddress || t[k-1].ends(tailSure))
}

// scannedStreet gives the first token of the street before the scanned digit at token k, and
// whether there is one.
func (w *work) scannedStreet(k int) (int, bool) {
	t := w.tok
	for s := k - 1; s >= 0 && t[s].kind == word && !w.slots[s].label; s-- {
		if t[s].is(first) || s == 0 || t[s-1].kind != word || w.slots[s-1].label || !t[s-1].is(capital) && !t[s-1].has(particle) {
			return s, t[s].is(capital)
		}
	}
	return 0, false
}

// streetBefore reads the name of a street that ends before the house number
// at token i, and gives its first token.
func (w *work) streetBefore(i int) (int, bool) {
	t := w.tok
	k := i - 1
	if w.isPunct(k, '.') {
		k--
	}
	if k > 0 && (t[k].hash == hashNr || t[k].hash == hashHuisnummer || t[k].hash == hashNo) && t[k].kind == word {
		k--
		if w.isPunct(k, ',') {
			k--
		}
	}
	if k > 0 && k < i-1 && t[k].kind == number && t[k].n == 4 && t[k-1].kind == word && t[k-1].has(streetTail) {
		k-- // Boulevard 1945 nr. 33
	}
	if k > 0 && k == i-1 && w.scannedDigit(k) && t[i].is(glued) {
		return w.scannedStreet(k)
	}
	if k < 0 || t[k].kind != word || w.taken(k) || t[i].is(glued) && k == i-1 || w.slots[k].chat {
		return 0, false
	}
	if t[k].has(common) && t[k].n > 8 && k < i-1 && w.slots[i].cue != cueAddress && w.cueLeft(k, 5) != cueAddress {
		if p, _ := w.postcodeAfter(w.houseEnd(i)); p <= 0 {
			return 0, false // nieuwsbrief bedrijfsvoering nr. 4
		}
	}
	if t[i].is(first) || w.datedHere(i) || t[i].n <= 2 && i+1 < len(t) && t[i+1].kind == word && t[i+1].has(month) && !t[i+1].is(first) {
		return 0, false
	}
	if k > 1 && t[k].is(capital) && directions.has(t[k].hash) && w.isPunct(k-1, '-') && t[k].is(glued) && t[k-2].kind == word && t[k-2].is(capital) && t[k-2].ends(tailStreet) {
		k -= 2 // Lekdijk-West 203b
	}
	if k > 0 && t[k].is(capital) && directions.has(t[k].hash) && t[k-1].kind == word && t[k-1].is(capital) && t[k-1].ends(tailStreet) && !t[k].is(first) {
		k-- // Kanaaldijk Oost 3
	}
	head := &t[k]
	sure := head.ends(tailSure) && head.n > 3
	tail := sure || head.ends(tailStreet) && head.n > 4
	slot := w.slots[i].cue == cueAddress || w.slots[k].cue == cueAddress
	p, _ := w.postcodeAfter(w.houseEnd(i))
	if p < 0 || p == 0 {
		p = 0
	}
	post := p > 0
	year := t[i].n == 4 && (w.text[t[i].start] == '1' && w.text[t[i].start+1] == '9' || w.text[t[i].start] == '2' && w.text[t[i].start+1] == '0')
	if head.has(month) || head.has(stop) && !slot && !post {
		return 0, false
	}
	if tail && !sure && !post && !slot && head.has(common) && !head.has(streetTail|place|given|family) {
		return 0, false // Onderdeel 1, Notificaties 2
	}
	if !head.is(capital) && !tail {
		// laan van nieuw oost indie 14
		for q, n := k-1, 0; q >= 0 && n < 4 && t[q].kind == word && !t[q+1].is(first); q, n = q-1, n+1 {
			if t[q].has(streetTail) && t[q].n >= 4 && n > 0 && t[q+1].has(particle) && (w.chat > 0 || post || slot) {
				return q, true
			}
		}
	}
	if !head.is(capital) {
		// lower case: dorpsstraat 12
		if !(sure && head.n >= 6 && !year && (!head.has(common) || slot || post || w.cueLeftIs(k, cueAddress))) && !(slot && tail) {
			return 0, false
		}
	}
	if year && !post && !slot {
		return 0, false
	}
	if !tail && !post && !slot {
		// "Laan van Meerdervoort 12", "De Meent 4": a street word stands first; "woont aan de Weerdslag 118"
		if !w.streetHead(k) && !(k > 1 && head.is(capital) && !head.has(common|month|team) && (t[k-1].hash == hashDe || t[k-1].hash == hashHet) && (t[k-2].hash == hashAan || t[k-2].hash == hashOp || t[k-2].hash == hashIn) && w.wordNear(k, 14, 0, livesWords)) && !(w.cueLeftIs(k, cueAddress)) {
			return 0, false
		}
	}
	// extend to the left over capitals, particles and initials
	a := k
	steps := 0
	for a > 0 && steps < 5 && !t[a].is(first) {
		x := &t[a-1]
		if w.taken(a - 1) {
			break
		}
		if x.kind == word && x.is(capital) && !x.has(greeting) && (!x.has(stop) || x.has(particle) || hasStreetAdjective(x.hash)) && !notStreet.has(x.hash) && x.direct() != cueAddress && x.compound() != cueAddress && !(x.direct() != noCue && !x.has(anyName)) {
			if int(t[a].start)-x.end() > 1 {
				break
			}
			a--
			steps++
			continue
		}
		if x.kind == punct && x.hash == '.' && a > 1 && int(t[a].start)-x.end() <= 1 && (t[a-2].n <= 2 && t[a-2].is(capital) || t[a-2].has(title) || t[a-2].n <= 4 && t[a-2].is(capital)) && x.is(glued) {
			a -= 2
			steps++
			continue
		}
		if x.kind == punct && x.hash == '\'' && t[a].is(glued) || x.kind == punct && x.hash == '-' && t[a].is(glued) && x.is(glued) {
			a--
			continue
		}
		if x.kind == word && !x.is(capital) && (x.hash == hashAan || x.hash == hashOp || x.hash == hashIn || x.hash == hashBij || x.hash == hashTe || x.hash == hashUit || x.hash == hashVoor || x.hash == hashOver) {
			break
		}
		if x.kind == word && !x.is(capital) && x.has(particle) && a > 1 {
			// a particle counts when a capital stands before it, or it begins the value
			y := a - 2
			for y > 0 && t[y].kind == word && !t[y].is(capital) && t[y].has(particle) && t[y].hash != hashAan && t[y].hash != hashOp && t[y].hash != hashIn && t[y].hash != hashUit && t[y].hash != hashBij && t[y].hash != hashOver && y > a-5 && !t[y+1].is(first) {
				y--
			}
			if t[y].kind == word && t[y].is(capital) && !t[y].has(stop) && !t[y+1].is(first) && !w.taken(y) && t[y].direct() != cueAddress {
				a = y
				steps++
				continue
			}
		}
		break
	}
	// Op de Bos 91, Achter de Kerk 3: all of the line or cell, before a postcode or in a column of addresses
	if post || slot {
		q := a
		for n := 0; q > 0 && n < 4 && !t[q].is(first) && !w.slots[q].start && t[q-1].kind == word && !t[q-1].is(caps) && t[q-1].has(particle|stop) && !w.taken(q-1) && int(t[q].start)-t[q-1].end() == 1; n++ {
			q--
		}
		if q < a && t[q].is(capital) && (t[q].is(first) || w.slots[q].start) && t[q].direct() == noCue {
			a = q
		}
	}
	for n := 0; n < 2 && a > 0 && !t[a].is(first|capital) && (slot || post || w.cueLeftIs(k, cueAddress)) && t[a-1].kind == word && !t[a-1].is(capital) && streetAdjectives.has(t[a-1].hash) && !prepositionsAll.has(t[a-1].hash) && t[a-1].n > 3; n++ {
		a-- // lange veenteweg 9
	}
	// 2e Oosterparkstraat, 1e van der Helststraat
	if a > 1 && t[a-1].kind == word && t[a-1].is(glued) && t[a-2].kind == number && t[a-2].n <= 2 && t[a-1].n <= 2 {
		a -= 2
	}
	return a, true
}

func hasStreetAdjective(h uint32) bool { return streetAdjectives.has(h) }

var streetAdjectives = hashSet(`oude nieuwe lange korte grote kleine hoge lage oud nieuw lang kort groot klein eerste tweede derde achter voor onder boven aan op in het de den ten ter naar`)

// streetHead reports whether the words before and at k begin with a word for
// a street: Laan van, Plein, Weg naar, Aan de.
func (w *work) streetHead(k int) bool {
	for n := 0; k >= 0 && n < 5; n++ {
		t := &w.tok[k]
		if t.kind != word {
			return false
		}
		if t.is(capital) && t.has(streetTail) {
			return true
		}
		if t.is(first) || !t.is(capital) && !t.has(particle) {
			return false
		}
		k--
	}
	return false
}

func (w *work) cueLeftIs(i int, c cue) bool {
	q, k := w.cueLeftAt(i, 5)
	return q == c && k >= i-4
}

// houseEnd gives the token after a house number with what belongs to it:
// 12A, 12-3, 12 hs, 12 bis, 12 II.
func (w *work) houseEnd(i int) int {
	t := w.tok
	e := i + 1
	for n := 0; e < len(t) && n < 3 && !t[e].is(first); n++ {
		x := &t[e]
		if x.is(glued) && x.kind == word && x.n <= 3 {
			e++
			continue
		}
		if x.is(glued) && x.kind == punct && (x.hash == '-' || x.hash == '/') && e+1 < len(t) && t[e+1].is(glued) && (t[e+1].kind == number && t[e+1].n <= 4 || t[e+1].kind == word && t[e+1].n <= 3) {
			e += 2
			if e < len(t) && t[e].is(glued) && t[e].kind == number && t[e].n <= 3 && t[e-1].kind == word {
				e++ // 1287-K14
			}
			continue
		}
		if !x.is(glued) && x.kind == word && x.n <= 4 {
			h := x.hash
			if h == hashBis || h == hashHs || h == hashZw || h == hashHuis || h == hashIi || h == hashIii || h == hashIv || houseColours.has(h) && (e+1 >= len(t) || t[e+1].is(first) || t[e+1].kind == punct) || x.n == 1 && x.is(capital) && (e+1 >= len(t) || t[e+1].is(first) || t[e+1].kind == punct || t[e+1].kind == number && t[e+1].n == 4 || t[e+1].hash == hashTe || t[e+1].hash == hashIn) {
				e++
				continue
			}
		}
		break
	}
	if e+1 < len(t) && t[e-1].kind == word && t[e-1].n <= 2 && t[e-1].is(glued) && t[e].kind == number && t[e].is(glued) && t[e].n <= 2 {
		e++ // 1O4: a scan
	}
	return w.houseTail(e)
}

// houseColours tell houses of one number apart in Haarlem and Zandvoort.
var houseColours = hashSet(`rood zwart wit`)

var hashBis, hashHs, hashZw, hashHuis, hashIi, hashIii, hashIv = uint32(hashOf("bis")), uint32(hashOf("hs")), uint32(hashOf("zw")), uint32(hashOf("huis")), uint32(hashOf("ii")), uint32(hashOf("iii")), uint32(hashOf("iv"))

// postcodeAt reports whether tokens i and i+1 are a postcode.
func (w *work) postcodeAt(i int) bool {
	t := w.tok
	if i+1 >= len(t) || t[i].kind != number || t[i].n != 4 || w.text[t[i].start] == '0' || t[i+1].kind != word || t[i+1].n != 2 || t[i+1].is(first) || t[i+1].is(accent) {
		return false
	}
	if t[i].is(glued) && i > 0 && t[i-1].kind != punct {
		return false
	}
	if t[i].is(glued) && i > 1 && (w.isPunct(i-1, '-') || w.isPunct(i-1, '/') || w.isPunct(i-1, '.')) && t[i-1].is(glued) {
		return false
	}
	if c := w.text[t[i].start]; (c == '1' && w.text[t[i].start+1] == '9' || c == '2' && w.text[t[i].start+1] == '0') && degreeLetters.has(t[i+1].hash) && t[i].is(first) && i+2 < len(t) && t[i+2].kind == word && !t[i+2].is(capital) {
		return false // 2012 MA kunstgeschiedenis
	}
	if i+2 < len(t) && t[i+2].is(glued) && (t[i+2].kind == number || t[i+2].kind == punct && (t[i+2].hash == '-' || t[i+2].hash == '/' || t[i+2].hash == '\'') && i+3 < len(t) && t[i+3].is(glued) && t[i+3].kind != punct) {
		return false
	}
	if int(t[i+1].start)-t[i].end() > 2 {
		return false
	}
	x := t[i+1]
	if !x.is(caps) {
		// 1234 ab: only glued or with a cue, for "2024 is" is no postcode
		if x.is(mixed) || x.is(capital) && !x.is(caps) {
			return false
		}
		if x.has(stop) || x.has(common) && !x.is(glued) {
			return x.is(glued) && !x.has(stop) || w.slots[i].cue == cuePostcode || w.cueLeftIs(i, cuePostcode)
		}
		if !x.is(glued) {
			return w.slots[i].cue == cuePostcode || w.slots[i].cue == cueAddress || w.cueLeftIs(i, cuePostcode) || w.cueLeftIs(i, cueAddress) || i > 1 && w.tok[i-1].kind == punct && w.tok[i-1].hash == ',' && w.tok[i-2].kind != word
		}
	}
	return true
}

var degreeLetters = hashSet(`ma ba ms bs`)

// smallPostcode reports whether tokens i and i+1 are a postcode in small
// letters, where an address goes before: 8302 gk.
func (w *work) smallPostcode(i int) bool {
	t := w.tok
	return i+1 < len(t) && t[i].kind == number && t[i].n == 4 && w.text[t[i].start] != '0' && t[i+1].kind == word && t[i+1].n == 2 && !t[i+1].is(accent) && !t[i+1].has(stop|particle) && !t[i+1].is(first) && (i+2 >= len(t) || !t[i+2].is(glued) || t[i+2].kind == punct)
}

func (w *work) postcode(i int) int {
	if !w.postcodeAt(i) {
		return i
	}
	w.names.postcodes = append(w.names.postcodes, i)
	return i + 2
}

// postcodeAfter finds the postcode that follows token e over a comma, a bar or
// a line break.
func (w *work) postcodeAfter(e int) (int, int) {
	n := 0
	for e < len(w.tok) && n < 4 {
		t := &w.tok[e]
		if t.kind == number {
			if (w.postcodeAt(e) || w.smallPostcode(e)) && !(t.is(first) && w.blankBefore(e)) {
				return e, e + 2
			}
			return 0, 0
		}
		if t.kind == punct && (t.hash == ',' || t.hash == '|' || t.hash == ';' || t.hash == '-' || t.hash == '/' || t.hash == '(') {
			e++
			n++
			continue
		}
		if t.kind == word && t.hash == hashTe || t.kind == word && t.hash == hashPostcode || t.kind == word && t.hash == hashIn || t.kind == word && t.has(place) && !t.is(first) && n > 0 {
			e++
			n++
			continue
		}
		return 0, 0
	}
	return 0, 0
}

var hashTe, hashPostcode = uint32(hashOf("te")), uint32(hashOf("postcode"))

var homeWords = hashSet(`woont wonen wonende woonachtig woonde woonadres huisadres thuisadres thuis huis verblijft verblijfadres ingeschreven mijn haar bewoner bewoners bewoonster
	patiënt patient cliënt client melder klager huurder koerier buren buurman buurvrouw moeder vader dochter zoon woning wonend adressant bezorgadres privéadres prive`)
var officeWords = hashSet(`vindt verhuist verhuizen bezoekt kantoorhoudend kantoorhoudende bezoekadres retouradres postadres vestigingsadres kantooradres factuuradres crediteurenadres postbus antwoordnummer kantoor hoofdkantoor vestiging locatie gevestigd praktijk gebouw
	vergaderlocatie zaal receptie kantoorlocatie stadhuis gemeentehuis ministerie rechtbank school ziekenhuis bibliotheek buurthuis wijkcentrum gezondheidscentrum apotheek supermarkt winkel pand bedrijfspand perceel kavel bouwplaats
	bouwproject object inspectielocatie restaurant hotel kerk museum sporthal zwembad station kazerne fabriek magazijn terrein loods hal opslag garage parkeergarage werkplaats verpleeghuis filiaal vestigingen hoek kruising kruispunt werkzaamheden afsluiting tunnel brug bushalte halte bouwlocatie onderneming werkgever inspectieadres bureau politiebureau hoofdbureau districtsbureau bezocht bezochte bijeenkomst vergadering trefpunt congres inloop loket spreekuur balie zitting poort toegang ingang kwekerij vof bv nv snackbar slagerij bakkerij moskee dierenkliniek kliniek hoofdingang zijingang kantine clubhuis opvang noodopvang provinciehuis vergaderlocatie stembureau provincie staten opgemaakt gesprek`)

var directions = hashSet(`nz zz oz wz no nw zo centrum dorp oost west noord zuid oostzijde westzijde noordzijde zuidzijde binnen buiten boven beneden links rechts`)
var livesWords = hashSet(`woont woon wonen wonende woonachtig woonde verblijft woonadres verbleef verbleven gehuisvest ingeschreven`)

// officeStreets are addresses of ministries and courts.
var officeStreets = map[string]bool{"parnassusplein": true, "prinsesirenestraat": true, "turfmarkt": true, "rijnstraat": true, "bezuidenhoutseweg": true, "kortevoorhout": true, "kalvermarkt": true, "plein": true, "binnenhof": true, "schedeldoekshaven": true,
	"prinsesbeatrixlaan": true, "koningskade": true, "hoftoren": true, "wilhelminavanpruisenweg": true, "muzenstraat": true, "lange voorhout": true, "kneuterdijk": true, "zurichtoren": true, "antonievanleeuwenhoeklaan": true, "catsheuvel": true, "griffioenlaan": true, "bezuidenhout": true, "stadsplateau": true, "croeselaan": true, "griendwerf": true, "buitenhof": true, "korteVoorhout": true, "korte voorhout": true}

// judgeAddress decides whether an address is a home or an office.
func (w *work) judgeAddress(d dwelling) {
	at := d.a
	if d.a == d.b {
		at = d.p
	}
	end := d.q
	if d.p == d.q {
		end = d.b
	}
	office := w.isOffice(d, at, end)
	if office {
		if d.a < d.b {
			w.guard(d.a, d.b, documents.Address, keepOffice)
		}
		if d.p < d.q {
			w.guard(d.p, d.q, documents.Postcode, keepOffice)
		}
		return
	}
	if d.a < d.b {
		w.add(d.a, d.b, hit{rule: ruleAddress, label: documents.Address, cert: 0.88})
		w.names.homes = append(w.names.homes, d.a)
	}
	if d.p < d.q {
		w.add(d.p, d.q, hit{rule: rulePostcode, label: documents.Postcode, cert: 0.9})
		if d.a == d.b {
			w.names.homes = append(w.names.homes, d.p)
		}
	}
}

func (w *work) isOffice(d dwelling, at, end int) bool {
	t := w.tok
	// streets of ministries
	if d.a < d.b {
		s := ""
		for k := d.a; k < d.b && t[k].kind == word; k++ {
			s += w.fold(&t[k])
		}
		if officeStreets[s] {
			return true
		}
		for _, x := range [...]string{"industrie", "bedrijv", "handels", "nijverheid", "ambacht", "businesspark", "techniek"} {
			if len(s) > len(x)+2 && s[:len(x)] == x {
				return true
			}
		}
		for k := d.a; k < d.b; k++ {
			if t[k].hash == hashPostbus || t[k].hash == hashAntwoordnummer {
				return true
			}
		}
	}
	if card, office := w.cardAddress(at); card {
		return office
	}
	if d.a < d.b && t[d.b-1].kind == number && t[max(d.b-2, 0)].kind == word && hasTail(w.fold(&t[d.b-2]), publicTails) {
		return true
	}
	if at > 2 && (w.isPunct(at-1, '(') || w.isPunct(at-1, ',')) && w.personEnds(at-2) {
		return false // de heer W. Kraan (Maasboulevard 212, 6211 JW)
	}
	if w.signatureLine(at, end) || w.careHome(d.a) || w.headAddress(at) {
		return true
	}
	// the same line, nearest word first
	li := w.lineOf(at)
	l := w.lines[li]
	if at == int(l.a) && w.publicAbove(li) {
		return true
	}
	for k := at - 1; k >= int(l.a) && k > at-16; k-- {
		x := &t[k]
		if x.kind == punct && (x.hash == '.' && !w.abbreviated(k) || x.hash == '!' || x.hash == '?') {
			break
		}
		if x.kind != word {
			continue
		}
		if homeWords.has(x.hash) && !(k+1 < len(t) && officeWords.has(t[k+1].hash)) {
			return false
		}
		if w.dottedForm(k) || k >= at-3 && shopWords.has(x.hash) && !x.is(capital) {
			return true
		}
		if officeWords.has(x.hash) || x.n > 8 && !x.is(capital) && hasTail(w.fold(x), visitTails) || x.hash == hashPostbus || x.has(team) && x.is(capital) && !x.has(given|family) || x.has(orgHead) && !x.has(anyName) && !x.has(common) || x.has(orgTail) && x.is(capital) && !x.has(anyName) || x.has(orgHead) && x.is(capital) {
			return true
		}
		if w.taken(k) {
			return false // a person or his number stands nearer
		}
	}
	if c := w.slots[at].cue; c == cueAddress || c == cuePostcode {
		return w.orgRow(at)
	}
	// words behind it: "Molenweg 88 (kantoor)"
	for k := end; k < len(t) && k < end+8 && !t[k].is(first); k++ {
		if t[k].kind == word && officeWords.has(t[k].hash) && w.isPunct(k-1, '(') {
			return true
		}
	}
	// wrapped prose: the line before
	startsLine := at == int(l.a) || w.skipBullet(int(l.a), at) == at || w.labelledPlace(int(l.a), at)
	if !startsLine {
		return false
	}
	if li > 0 && w.isProse(li-1) {
		for k, n := at-1, 0; k >= 0 && n < 16; k, n = k-1, n+1 {
			x := &t[k]
			if x.kind == punct && (x.hash == '.' && !w.abbreviated(k) || x.hash == '!' || x.hash == '?') {
				return false
			}
			if x.kind == word && (officeWords.has(x.hash) || x.has(orgHead) && x.is(capital) || x.has(orgTail) && x.is(capital) && !x.has(anyName)) {
				return true
			}
		}
		return false
	}
	// the block above: the nearest line that is an organisation or a person
	for up := li - 1; up >= 0 && up >= li-4; up-- {
		x := w.lines[up]
		if x.a == x.b {
			break
		}
		org, person := false, false
		for k := x.a; k < min(x.b, x.a+rowReach); k++ {
			y := &t[k]
			if y.kind != word {
				if y.kind == punct && y.hash == '@' {
					person = false
				}
				continue
			}
			if y.hash == hashPostbus || officeWords.has(y.hash) || y.has(orgHead|orgTail) && y.is(capital) && !y.has(given|family) || y.ends(tailOrg) && y.is(capital) && !y.has(given) {
				org = true
			}
			if (y.has(given|family) && y.is(capital) && !y.has(common|place|stop) || y.has(title) && !y.has(stop)) && !person {
				person = true
			}
			if y.kind == word && y.n == 1 && y.is(capital) && int(k)+1 < len(t) && w.isPunct(int(k)+1, '.') {
				person = true
			}
		}
		if org {
			return true
		}
		if person {
			return false
		}
	}
	return false
}

// publicTails end what nobody lives in.
var publicTails = []string{"viaduct", "tunnel", "brug", "station"}

// labelledPlace reports whether before token at on its line stands only the label of a place: PLAATS  Lallemanstraat 9.
func (w *work) labelledPlace(a, at int) bool {
	return at == a+1 && w.tok[a].kind == word && w.tok[a].is(caps) && w.tok[a].direct() == cueTown
}

// visitTails end what is done to organisations, and where they are.
var visitTails = []string{"bezoek", "inspectie", "locatie", "vestiging", "kantoor", "gebouw", "bureau", "controle", "objecten", "object", "panden", "kwekerij", "slachterij", "fabriek", "bedrijf", "opslag"}

// isProse reports whether line li goes on in the next: it ends in a small word.
func (w *work) isProse(li int) bool {
	l := w.lines[li]
	if l.b-l.a < 3 {
		return false
	}
	x := &w.tok[l.b-1]
	return x.kind == word && !x.is(capital) && x.has(stop)
}

// orgRow reports whether the row or field beside token at names an
// organisation and no person.
func (w *work) orgRow(at int) bool {
	l := w.lines[w.lineOf(at)]
	for k := max(l.a, int32(at)-rowReach); k < min(l.b, int32(at)+rowReach); k++ {
		if w.slots[k].cue == cueName || w.slots[k].cue == cueFamily {
			return false
		}
	}
	for k := at - 1; k >= 0 && k > at-6 && w.slots[k].label; k-- {
		if officeWords.has(w.tok[k].hash) {
			return true
		}
		if homeWords.has(w.tok[k].hash) {
			return false
		}
	}
	for k := max(l.a, int32(at)-rowReach); k < int32(at); k++ {
		if x := &w.tok[k]; x.kind == word && x.is(capital) && x.has(orgTail|orgHead) && !x.has(anyName) {
			return true
		}
	}
	return false
}

// lineOf gives the number of the line that holds token k.
func (w *work) lineOf(k int) int {
	if l := w.lineNow; l < len(w.lines) && int(w.lines[l].a) <= k && k < int(w.lines[l].b) {
		return l // rules go from word to word
	}
	w.lineNow = w.lineFound(k)
	return w.lineNow
}

func (w *work) lineFound(k int) int {
	lo, hi := 0, len(w.lines)
	for hi-lo > 1 {
		m := (lo + hi) / 2
		if int(w.lines[m].a) <= k {
			lo = m
		} else {
			hi = m
		}
	}
	for int(w.lines[lo].b) <= k && lo+1 < len(w.lines) {
		lo++
	}
	return lo
}

var hashPostbus, hashAntwoordnummer = uint32(hashOf("postbus")), uint32(hashOf("antwoordnummer"))

// orgTails end the names of organisations.
var orgTails = [...]string{"ziekenhuis", "kliniek", "stichting", "vereniging", "praktijk", "huisartsen", "apotheek", "school", "college", "universiteit", "hogeschool", "instituut", "centrum", "bureau", "dienst", "ministerie", "autoriteit",
	"inspectie", "gemeente", "federatie", "groep", "fonds", "museum", "umc", "zorg", "bedrijf", "kantoor", "koepel", "platform", "gasthuis", "academie", "lyceum", "verbond", "unie", "partij", "maatschappij", "directie", "secretariaat", "agentschap", "slachterij", "kwekerij", "drukkerij", "brouwerij", "makelaardij", "rederij", "groothandel", "fabriek", "uitgeverij", "schilders", "hoveniers", "loket", "huisvesting", "ondersteuning", "beheer"}
