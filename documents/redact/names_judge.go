package redact

import "paraaf/documents"

// namesWork is what the values leave for the names.
type namesWork struct {
	mails     []mailUse
	senders   []insideTokens
	boxes     []mailUse // kept for want of evidence: one word before the @
	domains   []domainUse
	inside    []insideUse
	sites     []siteUse
	postcodes []int
	homes     []int
	doubts    []doubt  // bare family names that only the dossier can decide
	press     bool     // the text reads like a newspaper
	letter    bool     // the text greets or closes as letters and mails do
	lower     bool     // the text is written without capitals
	low       []int32  // first and last of each paragraph without capitals
	kamer     bool     // the text speaks of parliament or government
	things    []uint32 // family names of commissions, motions and rulings
	speaks    uint64   // a filter of the first words of senders
	tongue    bool     // the text is in another language than ours
}

// insideTokens are the tokens from a up to b.
type insideTokens struct{ a, b int }

// sameWords reports whether two stretches are the same words.
func (w *work) sameWords(x, y insideTokens) bool {
	if x.b-x.a != y.b-y.a {
		return false
	}
	for i := range x.b - x.a {
		if w.tok[x.a+i].hash != w.tok[y.a+i].hash || w.tok[x.a+i].kind != w.tok[y.a+i].kind {
			return false
		}
	}
	return true
}

// A doubt is a bare family name that the register knows, from token a to b.
type doubt struct{ a, b int }

func (n *namesWork) reset() {
	*n = namesWork{n.mails[:0], n.senders[:0], n.boxes[:0], n.domains[:0], n.inside[:0], n.sites[:0], n.postcodes[:0], n.homes[:0], n.doubts[:0], false, false, false, n.low[:0], false, n.things[:0], 0, false}
}

// person makes a person of p.
func (w *work) person(p parsed) person {
	o := person{initials: p.initials, particle: p.particle}
	for _, k := range p.given {
		o.given = append(o.given, w.tok[k].hash)
	}
	for _, k := range p.family {
		o.family = append(o.family, w.wordHash(k))
	}
	if p.nick > 0 {
		o.given = append(o.given, w.tok[p.nick].hash)
	}
	return o
}

// wordHash gives the hash of the word at token k, joined with its other half
// when a hyphen at the end of a line broke it.
func (w *work) wordHash(k int) uint32 {
	if k+2 < len(w.tok) && w.isPunct(k+1, '-') && w.tok[k+1].is(last) && w.tok[k+1].is(glued) && w.tok[k+2].kind == word && !w.tok[k+2].is(capital) && !w.tok[k+2].has(particle) {
		return uint32(hashOf(w.fold(&w.tok[k]) + w.fold(&w.tok[k+2])))
	}
	return w.tok[k].hash
}

// accept records p as a person by rule r.
func (w *work) accept(p parsed, r *rule, cert float64, ask bool) {
	o := w.person(p)
	if !ask && w.ownPractice(p) {
		r, ask = rulePractice, true
	}
	o.rule, o.ask, o.joined = r, ask, w.joinedNames(p)
	o.strong = len(p.given) > 0 && len(p.family) > 0 || p.initials != "" || r != ruleSingle && r != ruleAgain
	if w.slots[p.a].chat {
		o.chat = true
	}
	n := w.people.add(o)
	w.blur(p, n)
	w.add(p.a, p.b, hit{rule: r, label: documents.Person, cert: cert, ask: ask, person: n + 1})
}

// skipTitles passes over titles and forms of address, and gives the token
// after them and whether there were any.
func (w *work) skipTitles(k, end int) (int, bool) {
	any := false
	for n := 0; k < end && n < 8; n++ {
		t := &w.tok[k]
		if t.kind != word || !t.has(title) || t.is(glued) && w.isPunct(k-1, '-') || t.is(capital) && t.has(given|family) && !(k+1 < end && w.isPunct(k+1, '.')) && t.n > 3 {
			break
		}
		if t.n == 1 {
			break
		}
		// "ir" and "mr" need a dot or a name behind them
		q := k + 1
		if q < end && w.isPunct(q, '.') && w.tok[q].is(glued) {
			q++
		}
		if q < end && w.isPunct(q, '/') {
			q++
		}
		if q < end && w.isPunct(q, ',') && q+1 < end && w.tok[q+1].has(title) {
			q++
		}
		if q < end && w.tok[q].is(first) && !w.wraps(q) {
			break
		}
		k, any = q, true
	}
	return k, any
}

// nameSlots reads the names that stand where a name must stand.
func (w *work) nameSlots() {
	t := w.tok
	for k := 0; k < len(t); k++ {
		s := w.slots[k]
		if !s.start {
			continue
		}
		e := k + 1
		same := s
		same.start = false
		for e < len(t) && w.slots[e] == same {
			e++
		}
		switch s.cue {
		case cueName:
			w.nameValues(k, e, s)
		case cueGiven, cueFamily:
			w.namePart(k, e, s)
		case cueInitials:
			w.initialsPart(k, e)
		case cueRoster:
			w.rosterCell(k, e)
		case cueSign:
			if p, ok := w.parseName(k, e, true); ok && p.words > 1 && (t[p.a].has(given) || p.particle) && !p.lower && w.slotName(p, s, false) {
				w.nameValues(k, e, s) // paraaf: Jet van Zuurveld, team Noord
				continue
			}
			w.initialsValue(k, e)
		}
	}
	w.closings()
	w.birthdays()
	w.heading()
	w.contactRows()
}

// nameValues reads one or more names between tokens k and e.
func (w *work) nameValues(k, e int, s slot) {
	t := w.tok
	if s.chat && w.groupName(k, e) {
		return
	}
	if q := w.gluedEnd(k, e); t[k].kind == word && !s.chat && !s.field && q > k+1 && (w.isPunct(k+1, '_') || w.isPunct(k+1, '.')) && w.fieldAccount(k, q) {
		w.addAccount(k, q, 0.75) // Gemeld door: bouhlel_s (Sanae Bouhlel)
		k = q
	}
	if s.field && !s.chat {
		if w.fieldAccount(k, e) {
			w.addAccount(k, e, 0.8)
			return
		}
		s.cell = true
	}
	if s.chat && speakers.has(t[k].hash) && w.oneWord(k, e) {
		return // SPREKER_00
	}
	if !s.chat && !s.field && !s.head && k > 0 && w.isPunct(k-1, ':') && w.loneAccount(k, e) {
		w.addAccount(k, k+1, 0.7)
		return
	}
	if s.chat && e-k > 1 && w.oneWord(k, e) {
		// jorn_vd_b: the sender is an account
		p, ok := w.parseName(k, k+1, true)
		w.add(k, e, hit{rule: ruleSender, label: documents.Handle, cert: 0.9})
		if ok && t[k].has(given) {
			o := w.person(p)
			o.chat, o.rule, o.joined = true, ruleSender, w.joinedNames(p)
			w.link(int(t[k].start), t[e-1].end(), w.people.add(o))
		}
		return
	}
	if s.chat && e-k >= 2 && e-k <= 4 && len(w.names.senders) < 64 {
		if n := len(w.names.senders); n == 0 || !w.sameWords(w.names.senders[n-1], insideTokens{k, e}) {
			w.names.senders = append(w.names.senders, insideTokens{k, e})
			w.names.speaks |= 1 << (w.tok[k].hash >> 26)
		}
	}
	r, cert := ruleSlot, 0.9
	switch {
	case s.head:
		r, cert = ruleHeader, 0.95
	case s.cell:
		r, cert = ruleCell, 0.93
	case s.chat:
		r, cert = ruleSender, 0.96
	}
	if s.chat {
		defer w.wholeSender(k, e)
	}
	if !s.cell && !s.chat && !s.head && w.namesListed(k, e) {
		s.cell = true // small letters will do
	}
	prose := 0 // small words passed since the last name: a value that is a sentence
	for k < e {
		x := &t[k]
		if w.taken(k) || w.state[k] == guarded {
			k++
			continue
		}
		if q := w.letterWord(k, e); q > k {
			k = q // t.a.v.
			continue
		}
		if x.kind == number && x.n == 1 && w.text[x.start] == '0' && s.cell && k+2 < e && w.isPunct(k+1, '.') {
			// OCR makes 0. de Groot of O. de Groot
			if p, ok := w.parseName(k+2, e, true); ok && w.slotName(p, s, true) && !p.lower {
				p.a = k
				w.accept(p, r, cert, false)
				k = p.b
				continue
			}
		}
		if x.kind != word {
			if w.isPunct(k, '.') && prose > 2 {
				return
			}
			// what stands in brackets is an organisation or a role
			if w.isPunct(k, '(') && !s.chat {
				q := k + 1
				for q < e && !w.isPunct(q, ')') {
					q++
				}
				w.namesIn(k, q, s, r)
				k = q
			}
			k++
			continue
		}
		if s.chat && x.is(capital) && notSenders.has(x.hash) && k+2 < e && w.tok[k+1].is(capital) && !x.has(given) {
			k++ // Melding Y. de Waard (receptie): ...
			continue
		}
		q, _ := w.skipTitles(k, e)
		if q >= e {
			return
		}
		if q > k {
			k = q
			continue
		}
		if x.has(official) && !x.has(given|family) || w.orgBegins(k, e) {
			// an office or an organisation: on to the next name
			k = w.nextInList(k, e)
			continue
		}
		if x.has(stop) && !x.is(capital) && !w.isParticle(k, e, true) {
			prose++
			if prose > 6 {
				return
			}
			k++
			continue
		}
		if !x.is(capital) && x.has(particle) && !s.cell && !s.head && !s.chat && (x.hash == hashTe || x.hash == hashIn || x.hash == hashUit || x.hash == hashAan || x.hash == hashBij || x.hash == hashVoor || x.hash == hashOver || x.hash == hashTot) {
			if x.hash == hashTe && k+1 < e && t[k+1].is(capital) && !t[k+1].has(given|family) {
				k++
			}
			k++ // "geboren te Wenzhou"
			continue
		}
		p, ok := w.parseName(k, e, true)
		if !ok || !w.slotName(p, s, k > 0 && w.tok[k-1].has(title)) {
			if x.kind == word && !x.is(capital) {
				prose++
				if prose > 6 {
					return
				}
			}
			k++
			continue
		}
		if prose > 0 && p.particle && !t[p.a].is(capital) && p.initials == "" && len(p.family) > 0 && t[p.family[0]].has(common|place|demonym|proper) && !t[p.family[0]].has(family) {
			k = p.b // in de Munt
			continue
		}
		if w.isPunct(p.b, ':') && p.b < e && p.initials == "" && p.words == 1 && !t[p.a].has(given) && !s.chat {
			k = p.b + 1 // "Rijkswaterstaat: ..." in a list of who was there
			continue
		}
		prose = 0
		if w.calledInSlot(p) {
			k = p.b
			continue
		}
		if !(s.head && w.partyRight(p) && !w.roleLeft(p.a) && !w.officialFull(p)) && w.keepsRole(p) { // in a mail "(PVV)" may be a department
			k = p.b
			continue
		}
		if s.chat && p.b == e-1 && !p.lower && t[p.b].kind == word && t[p.b].is(caps) && t[p.b].n <= 7 && !t[p.b].has(team) {
			p.b = e // Ruben Tak BZ, as the telephone has him
		}
		if s.cell && !s.field && w.officialRow(p) {
			k = p.b
			continue
		}
		ask := w.rankBeside(p, e)
		w.accept(p, r, cert, ask)
		k = p.b
	}
}

// orgBegins reports whether the name of an organisation begins at token k of a value that ends
// at e: "Actiegroep Behoud Zoutkamperhaven", "gemeente Almelo".
func (w *work) orgBegins(k, e int) bool {
	x := &w.tok[k]
	if x.has(anyName) {
		return false
	}
	if x.is(capital) {
		return x.has(orgHead|orgTail) || x.ends(tailOrg) && !x.is(caps) && k+1 < e && w.tok[k+1].kind == word && w.tok[k+1].is(capital)
	}
	return x.has(orgHead) && k+1 < e && w.tok[k+1].kind == word && w.tok[k+1].is(capital) && w.slots[k].head
}

// wholeSender takes the sender of a chat line, from token k to e, when no name
// was found in it: "mam 💕" and "Buuf nr 6" are someone in the book of the one
// whose telephone this is.
func (w *work) wholeSender(k, e int) {
	t := w.tok
	if w.taken(k) {
		w.wholeContact(k, e)
		return
	}
	words := 0
	for q := k; q < e; q++ {
		x := &t[q]
		if w.state[q] != free || w.isPunct(q, '~') {
			return
		}
		if x.kind != word {
			continue
		}
		words++
		if x.has(orgHead|orgTail|official|rank|team) && !x.has(given|family) || notSenders.has(x.hash) || boxWords.has(x.hash) || x.ends(tailOrg) || generalPhoneWords.has(x.hash) || x.is(caps) && x.n <= 5 {
			return
		}
	}
	if words == 0 || words > 3 {
		return
	}
	if x := &t[k]; words == 1 && x.kind == word && x.has(common|trade) && !x.has(kin|given|family) && x.n > 5 {
		return // "Woordvoering", "Beheerder"
	}
	for e > k && t[e-1].kind == punct && t[e-1].hash == 0x80 {
		e--
	}
	w.add(k, e, hit{rule: ruleSender, label: documents.Person, cert: 0.7})
}

// groupName reports whether a chat itself speaks, of who joins or leaves:
// "Buurtapp Kastanjelaan: ...".
func (w *work) groupName(k, e int) bool {
	for q := k; q < e; q++ {
		if x := &w.tok[q]; x.kind == word && x.n > 4 && !x.has(anyName) && hasTail(w.fold(x), []string{"app", "groep"}) {
			return true
		}
	}
	return false
}

// wholeContact takes the rest of a sender of whom the name was found: "Ilse
// nr 14" is one contact in the book of a telephone. Where someone works ("Bas
// iBeleid") stays.
func (w *work) wholeContact(k, e int) {
	t := w.tok
	if e-k > 6 || w.taken(e-1) && w.taken(k) {
		return
	}
	for q := k; q < e; q++ {
		if w.state[q] == guarded || w.state[q] == reach || !(w.taken(q) || t[q].kind == number || t[q].kind == word && t[q].n <= 2 && !t[q].is(caps) || w.isPunct(q, '.')) {
			return
		}
	}
	for n := len(w.hits) - 1; n >= 0 && n > len(w.hits)-4; n-- {
		if h := w.hits[n]; h.label == documents.Person && h.a >= int(t[k].start) && h.b <= t[e-1].end() {
			w.add(k, e, hit{rule: ruleSender, label: documents.Person, cert: h.cert, ask: h.ask, person: h.person})
			return
		}
	}
}

var notSenders = hashSet(`jij je you ik systeem system admin beheerder bot groep group iedereen all melding bericht server user unknown onbekend anoniem bestelling noot appel pauze opname einde stilte muziek gelach applaus alarm log info error warn warning debug fatal notice trace actie besluit status update onderwerp vraag antwoord locatie`)

// namesListed reports whether tokens k to e are three items or more of at most
// three words, of which half begin with a given name: "elise, bart-jan, de
// wijs, omar".
func (w *work) namesListed(k, e int) bool {
	t := w.tok
	items, named, words, inside := 0, 0, 0, false
	for q := k; q <= e; q++ {
		if q == e || w.isPunct(q, ',') && !inside {
			if words == 0 || words > 3 {
				return false
			}
			items++
			words = 0
			continue
		}
		if w.isPunct(q, '(') || w.isPunct(q, ')') {
			inside = w.isPunct(q, '(')
			continue
		}
		if t[q].kind == word && !inside {
			if words == 0 && t[q].has(given) && !t[q].has(stop) {
				named++
			}
			words++
		} else if t[q].kind == number {
			return false
		}
	}
	return items >= 3 && named*2 >= items
}

// oneWord reports whether tokens k to e are glued into one account.
func (w *work) oneWord(k, e int) bool {
	for q := k; q < e; q++ {
		if q > k && !w.tok[q].is(glued) || w.tok[q].kind == punct && w.tok[q].hash != '_' && w.tok[q].hash != '.' && w.tok[q].hash != '-' {
			return false
		}
	}
	return w.tok[k].kind == word && !w.isPunct(k+1, '-') && !w.isPunct(e-1, '.')
}

// namesIn reads what stands in brackets: behind a name a role or an
// organisation, but behind an organisation who comes from there: VWS (Jadish
// S., Mashari).
func (w *work) namesIn(a, b int, s slot, r *rule) {
	t := w.tok
	if x := &t[a-1]; a == 0 || x.kind != word || w.taken(a-1) || !(x.is(caps) && x.n <= 8 || x.has(orgHead|orgTail|team) || x.ends(tailOrg) || x.has(common)) {
		return
	}
	for k := a + 1; k < b; k++ {
		k, _ = w.skipTitles(k, b)
		if k >= b || t[k].kind != word || !t[k].is(capital) || w.state[k] != free {
			continue
		}
		p, ok := w.parseName(k, b, true)
		if !ok {
			continue
		}
		x := &t[p.a]
		sure := p.initials != "" || x.has(given) || w.strange(p.a) || p.words > 1 && x.has(anyName)
		if sure && !x.is(caps) && (p.b >= b || t[p.b].kind == punct || t[p.b].hash == hashEn) && !w.keepsRole(p) && w.slotName(p, slot{cue: cueName, cell: true}, false) {
			w.accept(p, r, 0.75, false)
		}
		k = max(p.b-1, k)
	}
}

// letterWord passes over an abbreviation of small letters that is no name:
// t.a.v., o.l.v., c.s. It gives k when there is none.
func (w *work) letterWord(k, e int) int {
	t := w.tok
	s, q := "", k
	for q+1 < e && t[q].kind == word && t[q].n == 1 && !t[q].is(capital) && w.isPunct(q+1, '.') && t[q+1].is(glued) && (q == k || t[q].is(glued)) && len(s) < 5 {
		s += w.fold(&t[q])
		q += 2
	}
	if len(s) > 1 && letterWords[s] {
		return q
	}
	return k
}

var letterWords = map[string]bool{"tav": true, "tnv": true, "dtv": true, "io": true, "ai": true, "bd": true, "dd": true, "mk": true, "olv": true, "ea": true, "cs": true, "nav": true, "ivm": true, "mbt": true, "oa": true, "zoz": true, "wg": true, "wv": true, "va": true, "jl": true, "ovv": true, "evv": true}

// nextInList passes to behind the next comma, semicolon or line end.
func (w *work) nextInList(k, e int) int {
	for k++; k < e; k++ {
		if w.tok[k].is(first) || w.isPunct(k, ',') || w.isPunct(k, ';') {
			return k
		}
	}
	return e
}

// slotName reports whether p may be believed in slot s.
func (w *work) slotName(p parsed, s slot, titled bool) bool {
	t := w.tok
	if p.lower && !s.chat && !s.cell && !s.head {
		// small letters in a field: both words must be names
		ok := p.words >= 2 || p.initials != ""
		for _, k := range append(append([]int{}, p.given...), p.family...) {
			if !t[k].has(anyName) {
				ok = false
			}
		}
		return ok
	}
	if k := p.a; t[k].kind == word && t[k].has(particle) && !t[k].is(capital) && len(p.family) > 0 && t[p.family[0]].is(caps) && t[p.family[0]].n <= 4 {
		return false // van de OR
	}
	if x := &t[p.a]; p.b-p.a > 1 && x.is(caps) && x.n <= 4 && (x.has(rank) || heads.has(x.hash)) && !t[p.b-1].has(given|family) {
		return false // DG Openbaar Bestuur
	}
	if p.initials != "" || titled {
		return true
	}
	if x := &t[p.a]; x.is(caps) && x.n <= 5 && !x.has(given) && p.words > 1 && (x.has(team|orgHead) || t[p.b-1].has(place) || t[p.b-1].ends(tailOrg) || boxWords.has(t[p.b-1].hash) || w.wordy(p.b-1)) && !t[p.b-1].is(caps) {
		return false // GGD Amsterdam
	}
	words := append(append([]int{}, p.given...), p.family...)
	one := len(words) == 1
	if p.a > 0 && w.isPunct(p.a-1, '_') && t[p.a].is(glued) {
		return false // _Dienstpostbus Woo
	}
	if p.inverted && !t[words[0]].has(orgHead|orgTail|official|stop) {
		return true
	}
	named, ordinary := 0, 0
	for _, k := range words {
		x := &t[k]
		if x.has(given | family) {
			named++
		} else if x.has(orgHead|orgTail|official|rank|trade) || boxWords.has(x.hash) || x.has(common|place|demonym|team) && !x.has(anyName) || x.ends(tailOrg) || x.is(caps) && x.n <= 5 && !x.has(anyName) {
			ordinary++
		} else if x.has(anyName) {
			named++
		}
	}
	if one {
		x := &t[words[0]]
		if p.b < len(t) && t[p.b].kind == number && t[p.b].n <= 2 && !t[p.b].is(first) && !s.chat && !p.particle && !x.has(given|family) && int(t[p.b].start)-x.end() == 1 {
			return false // loket 2
		}
		if w.wholeFamily(p, s) {
			return true
		}
		if ordinary > 0 || x.has(stop) {
			return false
		}
		if x.is(caps) && x.n <= 4 && !s.chat && (!x.has(given|family) || x.n == 3 && !w.shouting(p.a)) {
			return false // SOC
		}
		if p.particle && x.is(capital) && x.n >= 3 {
			return true
		}
		if s.head && x.has(place) && !x.has(given) && p.a > 0 && !w.slots[p.a].start && w.isPunct(p.a-1, ',') {
			return false // Gemeente X, Rijswijk
		}
		if s.head && (x.has(common|english) && !x.has(given|family) || x.hash == hashUndisclosed) {
			return false
		}
		if named > 0 {
			if x.has(common|place) && !s.cell && !s.chat && !s.head && !x.has(given) && !(x.has(family) && w.onlyValue(p)) {
				return false
			}
			return true
		}
		if s.head && p.b < len(t) && !t[p.b].is(first) && !w.isPunct(p.b, '<') && !w.isPunct(p.b, ';') && !w.isPunct(p.b, ',') && !w.isPunct(p.b, '(') && !w.isPunct(p.b, '[') && !w.isPunct(p.b, '"') {
			return false
		}
		if (!x.is(caps) || x.n >= 5) && w.strange(words[0]) && (p.b >= len(t) || t[p.b].is(first) || t[p.b].kind == punct && t[p.b].hash != '-' && t[p.b].hash != '&' || t[p.b].hash == hashEn) {
			return true
		}
		return (s.cell || s.chat || s.head) && (!x.is(caps) || s.cell && x.n >= 6 && x.class == 0 && x.tail == 0) && x.n >= 3 && !x.has(common|proper)
	}
	if len(p.given) == 1 && len(p.family) > 0 && p.family[0]-p.given[0] == 3 && t[p.a+1].has(particle) && t[p.a+2].has(particle) && !t[p.a+1].is(capital) && !t[p.a].has(orgHead|orgTail|official|rank|trade|team|place) && !t[p.b-1].has(orgHead|orgTail|team) && !prepositions.has(t[p.a+1].hash) {
		return true // Rozemarijn van der Zwaluw
	}
	if ordinary > 0 && named == 0 {
		return false
	}
	if ordinary >= 2 {
		return false
	}
	// "Servicelijn leverancier", "Algemene Rekenkamer"
	if ordinary == 1 && !t[words[0]].has(given|family) && !p.particle {
		return false
	}
	// what follows makes it an organisation
	if p.b < len(t) && !t[p.b].is(first) && t[p.b].kind == word && t[p.b].has(orgTail) && t[p.b].is(capital) && !t[p.b].has(anyName) {
		return false
	}
	return true
}

// heads lead a part of a ministry, which is called after what it does.
var heads = hashSet(`dg pdg sg psg plv dgs`)

// wholeFamily reports whether p, a family name that is a common word or a town, is all of an
// item where a name must stand: Van Aalst, De Lange, Op de Berg; in a field or cell also
// without a tussenvoegsel when the word is one that is written with a capital.
func (w *work) wholeFamily(p parsed, s slot) bool {
	t := w.tok
	x := &t[p.b-1]
	if p.b < len(t) && !t[p.b].is(first) && t[p.b].kind != punct && int(t[p.b].start)-x.end() < 2 || !x.is(capital) || x.n < 3 || x.is(caps) && x.n <= 5 ||
		x.has(orgHead|orgTail|official|rank|month|weekday|title|thingHead|team) || x.ends(tailOrg|tailSure|tailBuilding|tailThing) || boxWords.has(x.hash) || unitWords.has(x.hash) {
		return false
	}
	if p.particle && t[p.a].is(capital) && t[p.a].kind == word && t[p.a].has(particle) {
		return t[p.a].hash != hashHet && (s.cell || s.head || s.field || s.chat || p.a > 0 && (w.isPunct(p.a-1, ',') || w.isPunct(p.a-1, ';')) && w.listedLeft(p.a))
	}
	return s.field && x.has(proper) && !x.has(place|trade|stop|english|demonym)
}

// onlyValue reports whether p is all that stands behind the label "Naam:".
func (w *work) onlyValue(p parsed) bool {
	t := w.tok
	return p.a > 1 && w.isPunct(p.a-1, ':') && t[p.a-2].hash == hashNaam && (t[p.a-2].is(first) || w.slots[p.a-2].label) && (p.b >= len(t) || t[p.b].is(first))
}

// namePart reads a cell or field that holds only given names or only a family
// name.
func (w *work) namePart(k, e int, s slot) {
	t := w.tok
	if q, any := w.skipTitles(k, e); any && q < e {
		k = q
	}
	if s.cue == cueGiven && t[k].kind == word && t[k].n <= 2 && w.initialAt(k, e, false) > 0 {
		w.initialsPart(k, e)
		return
	}
	a := -1
	b := k
	for q := k; q < e; q++ {
		if t[q].kind == word && t[q].n > 1 && !w.slots[q].label && (t[q].is(capital) || t[q].has(anyName|particle)) {
			if a < 0 {
				a = q
			}
			b = q + 1
			continue
		}
		if t[q].kind == word && t[q].n == 1 && t[q].is(capital) || w.isPunct(q, '-') || w.isPunct(q, '.') || w.isPunct(q, ',') && s.cue == cueFamily {
			continue
		}
		break
	}
	if a < 0 || b-a > 8 {
		return
	}
	p := parsed{a: a, b: b}
	if s.cue == cueGiven && b+2 < e && w.isPunct(b, '(') && t[b+1].kind == word && t[b+1].is(capital) && w.isPunct(b+2, ')') && !t[b+1].has(orgHead|stop) {
		p.nick, p.b = b+1, b+3 // Wim (Wimpie)
	}
	for q := a; q < b; q++ {
		if t[q].kind != word || t[q].has(particle) && (b-a > 1) && !t[q].has(given) {
			p.particle = p.particle || t[q].kind == word
			continue
		}
		if s.cue == cueGiven {
			p.given = append(p.given, q)
		} else {
			p.family = append(p.family, q)
		}
	}
	if len(p.given)+len(p.family) == 0 {
		return
	}
	for _, q := range append(append([]int{}, p.given...), p.family...) {
		if x := &t[q]; (boxWords.has(x.hash) || x.has(orgHead|orgTail|rank|stop|trade) || generalPhoneWords.has(x.hash)) && !x.has(given|family) {
			return
		}
	}
	w.accept(p, ruleCell, 0.93, false)
}

var hashUndisclosed = uint32(hashOf("undisclosed"))

// initialsPart records the initials in a cell for them, from token k to e: "C.J.", "R. v.",
// "Jac.". They are those of the name that stands in the same row.
func (w *work) initialsPart(k, e int) {
	t := w.tok
	end, letters := k, 0
	for q := k; q < e && q < k+16; q++ {
		x := &t[q]
		if x.kind == punct && (x.hash == '.' || x.hash == '-') && letters > 0 {
			end = q + 1
			continue
		}
		if x.kind != word || w.state[q] != free || !(x.is(capital) && x.n <= 5 && (x.n <= 3 || x.is(caps)) || x.has(particle) && letters > 0) || x.has(stop|month|weekday) && x.n > 2 && !x.has(particle) {
			break
		}
		letters++
		end = q + 1
	}
	if letters == 0 {
		return
	}
	h := hit{rule: ruleCell, label: documents.Person, cert: 0.85}
	if n := len(w.hits) - 1; n >= 0 && w.hits[n].label == documents.Person && w.hits[n].a >= w.lineStart(k) {
		h.person = w.hits[n].person
	}
	w.add(k, end, h)
}

// initialsValue asks about initials in a field for them.
func (w *work) initialsValue(k, e int) {
	if e-k > 6 {
		return
	}
	for q := k; q < e; q++ {
		if t := &w.tok[q]; t.kind == word && t.n >= 2 && t.n <= 5 && t.is(capital) && !t.has(stop|month) {
			w.add(q, q+1, hit{rule: ruleAbbrev, label: documents.Person, cert: 0.5, ask: true})
		}
	}
}

var closingWords = hashSet(`groet groeten groetjes groet, hoogachtend mvg gr grt vriendelijke hartelijke hartelijk liefs vrgr vrgrt hgr respectvol achtend regards sincerely cheers dank vr ziens`)

// closings reads the names below "Met vriendelijke groet," and those after
// "Beste".
func (w *work) closings() {
	for li := range w.lines {
		l := w.lines[li]
		a, b := int(l.a), int(l.b)
		for a < b && w.tok[a].kind == punct && (w.isPunct(a, '>') || w.isPunct(a, '*') || w.isPunct(a, '_')) {
			a++
		}
		if a >= b {
			continue
		}
		if w.slots[a].chat {
			for a < b && !w.isPunct(a, ':') {
				a++
			}
			a++
			if a >= b {
				continue
			}
			// behind the colon lies the text of the message
			for a < b && w.slots[a].chat {
				a++
			}
		}
		w.salutation(a, b, li)
		if w.names.letter {
			w.soleInitial(li, a, b)
		}
		if e := w.closing(a, b); e > 0 {
			w.names.letter = true
			w.signature(e, b, li)
		}
	}
}

// heading reads the name that stands alone above the ways to reach someone, as a
// curriculum vitae begins: "DEMI-ROOS VAN AMERSFOORT".
func (w *work) heading() {
	t := w.tok
	li := 0
	for li < len(w.lines) && (w.lines[li].a == w.lines[li].b || titleLines.has(t[w.lines[li].a].hash)) {
		li++
	}
	if li >= len(w.lines) {
		return
	}
	a, e := int(w.lines[li].a), int(w.lines[li].b)
	if e-a > 9 || t[a].kind != word || !t[a].is(capital) || w.state[a] != free || w.slots[a].label {
		return
	}
	p, ok := w.parseName(a, e, true)
	if !ok || p.b != e {
		// a family name that is a town as well, a nickname in the middle
		p, ok = parsed{a: a, b: e, given: []int{a}, family: []int{e - 1}, words: 2}, (t[a].has(given) || w.hint(a) || w.strange(a)) && t[e-1].kind == word && t[e-1].n > 1
		for k := a; k < e; k++ {
			ok = ok && (t[k].kind == word && (t[k].is(capital) || t[k].has(particle)) && !t[k].has(orgHead|month) || w.isPunct(k, '-') || w.isPunct(k, '.') || w.isPunct(k, '(') || w.isPunct(k, ')'))
			p.particle = p.particle || k > a && t[k].has(particle)
		}
	}
	if !ok || p.b != e || p.words < 2 || !(t[a].has(anyGiven) || w.hint(a) || p.initials == "" && w.strange(a)) || t[a].has(orgHead|team|official|title) || t[e-1].has(orgTail) || w.organisation(p) || w.officialFull(p) {
		return
	}
	for seen, down := 0, li+1; down < len(w.lines) && seen < 3; down++ {
		l := w.lines[down]
		if l.a < l.b {
			seen++
		}
		for k := int(l.a); k < int(l.b) && k < int(l.a)+24; k++ {
			if w.taken(k) {
				w.accept(p, ruleSlot, 0.85, false)
				return
			}
		}
	}
}

// titleLines are what stands above the name in a curriculum vitae.
var titleLines = hashSet(`curriculum cv resume profiel personalia`)

// contactRows reads rows of a list without a head: who, where, how to reach. Two such rows
// make a list; the name stands first, often the family name before the rest: "Haken, ter,
// Luit, Venne 18, 0597 431 002".
func (w *work) contactRows() {
	rows := make([]insideTokens, 0, 8)
	flush := func() {
		if len(rows) >= 3 {
			for _, r := range rows {
				w.contactRow(r.a, r.b)
			}
		}
		rows = rows[:0]
	}
	for _, l := range w.lines {
		a, b := int(l.a), int(l.b)
		if a == b {
			continue
		}
		e := w.rowNameEnd(a, b)
		if e == 0 {
			flush()
			continue
		}
		rows = append(rows, insideTokens{a, e})
	}
	flush()
}

// rowNameEnd gives the token after the name that begins the row from a to b, or 0: a word
// with a capital, then words, initials and commas up to a comma before something taken.
func (w *work) rowNameEnd(a, b int) int {
	t := w.tok
	if t[a].kind != word || !t[a].is(capital) || w.slots[a].label || w.slots[a].chat || t[a].n < 2 || t[a].has(orgHead|official|stop|month|weekday) && !t[a].has(family) {
		return 0
	}
	comma, over := 0, false
	for k := a; k < b && k < a+24; k++ {
		x := &t[k]
		if w.taken(k) && !w.inPerson(int(x.start)) && comma > 0 {
			return comma
		}
		switch {
		case w.isPunct(k, ',') && !over:
			comma = k
		case x.kind == number:
			over = true
		case x.kind == punct && x.hash != ',' && x.hash != '.' && x.hash != '-' && x.hash != '/' && x.hash != '&' && x.hash != '(' && x.hash != ')':
			return 0
		}
	}
	return 0
}

// contactRow records the name from token a to e of a row.
func (w *work) contactRow(a, e int) {
	t := w.tok
	for s := a; s < e; {
		q := s
		for q < e && !w.isPunct(q, '/') && !w.isPunct(q, '&') {
			q++
		}
		k, _ := w.skipTitles(s, q)
		end, named, odd, letters := k, false, false, false
		for g := k; g < q; g++ {
			x := &t[g]
			if w.taken(g) || x.kind == number || x.kind == punct && x.hash != '.' && x.hash != ',' && x.hash != '-' {
				break
			}
			if x.kind == word {
				if !x.is(capital) && !x.has(particle|title) || x.has(orgHead|orgTail|place) && !x.has(anyName) {
					break
				}
				named = named || x.has(given|family) && x.n > 1
				odd = odd || w.strange(g)
				letters = letters || x.n == 1
				end = g + 1
				if w.isPunct(end, '.') && end < q && x.n == 1 {
					end++
				}
			}
		}
		if end > k && (named || odd && letters || odd && end-k > 1) && w.state[k] == free && !w.isPunct(end-1, ',') {
			p := parsed{a: k, b: end, family: []int{k}, words: 2, inverted: true}
			for g := k + 1; g < end; g++ {
				if t[g].kind == word && t[g].n > 1 && t[g].is(capital) && w.isPunct(g-1, ',') {
					p.given = append(p.given, g)
				}
			}
			if !w.organisation(p) {
				w.accept(p, ruleCell, 0.8, false)
			}
		}
		s = q + 1
	}
}

// salutation reads "Beste Wei," and a line that is a name and a comma.
func (w *work) salutation(a, b, li int) {
	t := w.tok
	k := a
	n := 0
	for k < b && t[k].kind == word && t[k].has(greeting) && n < 3 {
		k++
		n++
	}
	w.names.letter = w.names.letter || n > 0
	if n == 0 {
		// "Sjoerd," alone on its line
		if b-a < 2 || b-a > 7 || !w.isPunct(b-1, ',') || !t[a].is(capital) || li > 0 && w.lines[li-1].a < w.lines[li-1].b {
			return
		}
		p, ok := w.parseName(a, b-1, false)
		if ok && p.b == b-1 && (w.allNames(p) && !(p.words == 1 && t[p.a].has(common) && !t[p.a].has(given|family)) || p.words == 1 && t[p.a].has(anyName) && !t[p.a].has(common|stop)) && !t[a].has(closingStop) && w.state[a] == free && len(p.given)+len(p.family) <= 2 {
			w.accept(p, ruleGreeting, 0.85, false)
		}
		return
	}
	for k < b && k-a < 24 {
		q, titled := w.skipTitles(k, b)
		if q >= b {
			return
		}
		if q > k && !titled {
			return
		}
		k = q
		if t[k].kind != word || w.taken(k) {
			if w.isPunct(k, ',') || w.isPunct(k, '/') || w.isPunct(k, '&') || w.isPunct(k, '(') {
				k++
				if k < b && t[k].kind == word && t[k].hash == hashEn {
					k++
				}
				// "Ha Pieter, dag Samira" but "Beste Wei, Dank voor ..."
				for k < b && t[k].kind == word && t[k].has(greeting) {
					k++
				}
				if k < b && t[k].kind == word && t[k].is(capital) && t[k].has(given|family) && !t[k].has(stop) {
					continue
				}
			}
			return
		}
		if t[k].hash == hashEn || t[k].hash == hashAllemaal {
			k++
			continue
		}
		if t[k].has(trade|kin) && !t[k].is(capital) && !t[k].has(official|rank) && k+1 < b && t[k+1].kind == word && t[k+1].is(capital) {
			k, titled = k+1, true // Geachte collega Te Winkel
		}
		if t[k].has(stop) && !t[k].has(particle) || t[k].has(trade|kin|official|rank|orgHead) && !t[k].has(given|family) {
			return
		}
		p, ok := w.parseName(k, b, true)
		if !ok || p.particle && !t[p.a].is(capital) && t[p.b-1].is(caps) && t[p.b-1].n <= 4 {
			return // mevrouw van de WMO
		}
		if !titled && !w.greetable(p) {
			return
		}
		if w.keepsRole(p) {
			return
		}
		w.accept(p, ruleGreeting, 0.9, false)
		k = p.b
	}
}

const closingStop = stop | month | weekday | place

var hashEn, hashAllemaal = uint32(hashOf("en")), uint32(hashOf("allemaal"))

// greetable reports whether one may say "Beste" to p.
func (w *work) greetable(p parsed) bool {
	t := w.tok
	for _, k := range append(append([]int{}, p.given...), p.family...) {
		if t[k].has(given | family) {
			return !t[k].has(stop)
		}
		if t[k].has(common|place|orgHead|orgTail|trade|official|demonym) && !t[k].has(anyName) {
			return false
		}
	}
	return !p.lower
}

// allNames reports whether every word of p is in a list of names.
func (w *work) allNames(p parsed) bool {
	for _, k := range append(append([]int{}, p.given...), p.family...) {
		if !w.tok[k].has(anyName) {
			return false
		}
	}
	return true
}

// closing reports whether the line from a to b closes a letter, and gives the
// token after the words that do, or 0.
func (w *work) closing(a, b int) int {
	t := w.tok
	n := 0
	for k := a; k < b && k < a+7; k++ {
		if t[k].kind == word {
			if closingWords.has(t[k].hash) {
				n = k + 1
				continue
			}
			if n > 0 {
				if t[k].is(capital) && !t[k].has(stop) {
					break
				}
				if t[k].hash == hashUit || t[k].hash == hashAan || t[k].has(common) && !t[k].has(anyName) {
					return 0
				}
				break
			}
			if t[k].hash != hashMet && t[k].hash != hashTot && t[k].hash != hashNamens && t[k].hash != hashVeel && t[k].hash != hashDe && t[k].hash != hashEn && t[k].hash != hashKind && !t[k].has(greeting) {
				return 0
			}
		} else if n > 0 {
			break
		} else if !w.isPunct(k, ',') && !w.isPunct(k, '.') {
			return 0
		}
	}
	if n == 0 {
		return 0
	}
	// the last word decides: "vriendelijke" alone closes nothing
	switch h := t[n-1].hash; h {
	case hashVriendelijke, hashHartelijk, hashDank:
		return 0
	}
	return n
}

var hashUit, hashMet, hashNamens, hashVeel, hashKind = uint32(hashOf("uit")), uint32(hashOf("met")), uint32(hashOf("namens")), uint32(hashOf("veel")), uint32(hashOf("kind"))
var hashVriendelijke, hashHartelijk, hashDank = uint32(hashOf("vriendelijke")), uint32(hashOf("hartelijk")), uint32(hashOf("dank"))

// signature reads the names on the rest of the closing line and on the lines
// below it, up to four that hold something.
func (w *work) signature(k, b, li int) {
	t := w.tok
	for k < b && t[k].kind == punct {
		k++
	}
	if k < b && w.signed(k, b) {
		return
	}
	lines, office := 0, false
	w.signedLine = 1
	for up := li + 1; up < len(w.lines) && lines < 4 && up < li+9; up++ {
		l := w.lines[up]
		if l.a == l.b {
			if up > li+6 {
				return
			}
			continue
		}
		a, e := int(l.a), int(l.b)
		for a < e && t[a].kind == punct && (w.isPunct(a, '>') || w.isPunct(a, '*') || w.isPunct(a, '_') || w.isPunct(a, '-')) {
			a++
		}
		if a >= e {
			return
		}
		lines++
		if w.slots[a].head || w.slots[a].label && w.slots[a].cue == noCue {
			return
		}
		// "de minister van X," and the name below it stays
		for q := a; q < e && q < a+4; q++ {
			if t[q].has(official) && t[q].kind == word && !t[q].is(capital) || t[q].kind == word && (t[q].hash == hashMinister || t[q].hash == hashStaatssecretaris || t[q].hash == hashBurgemeester) {
				office = true
			}
		}
		if w.taken(a) {
			continue
		}
		if office {
			q, _ := w.skipTitles(a, e)
			if p, ok := w.parseName(q, e, true); ok && (p.initials != "" || w.allNames(p)) && p.b >= e-1 {
				w.keepPerson(p, keepOfficial)
				office = false
			}
			continue
		}
		w.signedLine = lines
		w.signed(a, e)
	}
}

var hashMinister, hashStaatssecretaris, hashBurgemeester = uint32(hashOf("minister")), uint32(hashOf("staatssecretaris")), uint32(hashOf("burgemeester"))

// signed reads a name at the start of a line of a signature.
func (w *work) signed(a, e int) bool {
	t := w.tok
	k := a
	for k < e && t[k].kind == word && (t[k].hash == hashNamens || t[k].hash == hashMede || t[k].hash == hashEn || t[k].hash == hashDeze || t[k].hash == hashVoor || t[k].hash == hashOok) {
		k++
	}
	k, titled := w.skipTitles(k, e)
	if k >= e || t[k].kind != word || w.taken(k) || w.state[k] == guarded {
		return false
	}
	if t[k].has(orgHead|orgTail|official|rank) && !t[k].has(anyName) {
		return false
	}
	p, ok := w.parseName(k, e, true)
	if !ok {
		return false
	}
	s := slot{cell: e-p.b <= 3}
	if p.lower {
		// all small letters: every word must be a name and nothing else follow
		if !((w.allNames(p) || p.initials != "") && (p.b >= e-1 || t[p.b].hash == hashEn) && !t[p.a].has(stop)) {
			return false
		}
		s.chat = true
	} else if !titled && p.initials == "" && p.words == 1 && p.b < e && t[p.b].kind == word && !t[p.b].is(capital) && !t[p.a].has(given) && t[p.b].hash != hashEn {
		return false
	}
	if x := &t[p.a]; p.words == 1 && p.initials == "" && !titled && x.is(caps) && x.n <= 5 {
		return false
	}
	pair := p.b+1 < e && t[p.b].kind == word && t[p.b].hash == hashEn && t[p.b+1].is(capital) && !t[p.b+1].has(orgHead|trade|stop)
	if x := &t[p.a]; !pair && p.words == 1 && p.initials == "" && !titled && (!x.has(anyName) || !x.has(given|family) && p.b < e) && (p.b < e && !(w.isPunct(p.b, '(') && w.strange(p.a)) || w.signedLine > 1) {
		return false
	}
	if !(pair && !t[p.a].has(common|place)) && !w.slotName(p, s, titled) {
		return false
	}
	// words that go on without a comma make it a sentence or an organisation
	if !pair && p.b < e && t[p.b].kind == word && !titled && p.initials == "" && !w.slots[p.a].cell && (t[p.b].has(orgTail) || t[p.b].has(common) && !t[p.b].has(trade|rank|placeCue) && p.words < 2) {
		return false
	}
	ask := w.rankBeside(p, e)
	w.accept(p, ruleSignature, 0.93, ask)
	// "Jan en Marie de Vries"
	k = p.b
	if k+1 < e && (t[k].hash == hashEn && t[k].kind == word || w.isPunct(k, '&') || w.isPunct(k, ',') || w.isPunct(k, '/')) {
		k++
		k, _ = w.skipTitles(k, e)
		if k < e && t[k].kind == word && (t[k].is(capital) || s.chat) && w.state[k] == free {
			if p, ok := w.parseName(k, e, true); ok && w.slotName(p, slot{}, false) && !t[k].has(orgHead|orgTail|trade|rank) {
				w.accept(p, ruleSignature, 0.9, false)
			}
		}
	}
	return true
}

var hashMede, hashDeze, hashVoor, hashOok = uint32(hashOf("mede")), uint32(hashOf("deze")), uint32(hashOf("voor")), uint32(hashOf("ook"))

// ownPractice is set by practices(): the family name stands in the name of a
// practice of this text.
func (w *work) ownPractice(p parsed) bool {
	if len(w.people.own) == 0 {
		return false
	}
	for _, k := range p.family {
		if w.people.own[w.tok[k].hash] {
			return true
		}
	}
	return false
}

// rankBeside reports whether p is in the lead or speaks for an organisation:
// "Karin Verbeek (DG Curatieve Zorg)", "woordvoerder Kees Visser".
func (w *work) rankBeside(p parsed, end int) bool {
	t := w.tok
	k := p.b
	if k < len(t) && (w.isPunct(k, '(') || w.isPunct(k, ',') || w.isPunct(k, '-')) && !t[k].is(first) {
		for q := k + 1; q < len(t) && q < k+5 && !t[q].is(first); q++ {
			if w.isPunct(q, ')') || w.isPunct(q, ',') {
				break
			}
			if t[q].kind == word && t[q].has(rank) && !(q > k+1 && t[q-1].hash == hashVan) && !(w.isPunct(q+1, '-') && t[q+1].is(glued)) {
				return true
			}
		}
	}
	n := 0
	for q := p.a - 1; q >= 0 && n < 4 && !t[q+1].is(first) && int(t[q+1].start)-t[q].end() < 3 && !w.slots[q+1].start; q-- {
		n++
		if t[q].kind == word {
			if t[q].has(rank) {
				return true
			}
			if t[q].has(title) {
				continue
			}
			break
		}
		if w.isPunct(q, '(') || w.isPunct(q, '.') || w.isPunct(q, ',') {
			continue
		}
		break
	}
	return false
}
