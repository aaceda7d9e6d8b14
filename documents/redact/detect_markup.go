package redact

// This file reads what machines write: the fields of JSON and XML, key=value pairs, cards
// (vCard) and appointments (iCalendar). A key says what its value is as a label does, so the
// value gets the slot that it would have behind a colon.

// markup reads the fields in the line from token a to b, and reports whether it has any.
func (w *work) markup(a, b int) bool {
	if b-a < 3 {
		return false
	}
	if w.cardLine(a, b) {
		return true
	}
	quotes, angles, equals := 0, 0, 0
	for k := a; k < b; k++ {
		if w.tok[k].kind == punct {
			switch w.tok[k].hash {
			case '"':
				quotes++
			case '<':
				angles++
			case '=':
				equals++
			}
		}
	}
	found := false
	if quotes >= 2 {
		found = w.jsonFields(a, b)
	}
	if angles > 0 {
		found = w.elements(a, b) || found
	}
	if equals > 0 {
		found = w.attributes(a, b) || found
	}
	return found
}

// keyCue gives the cue of a key between tokens a and b: volledigeNaam, boa2, opgemaakt_door.
func (w *work) keyCue(a, b int) cue {
	if b-a > 6 || a >= b {
		return noCue
	}
	t := w.tok
	if c := w.headCue(a, b); c != noCue {
		return c
	}
	if x := &t[a]; x.kind == word && keyNames.has(x.hash) {
		return cueName
	}
	return noCue
}

// keyNames are keys of which the value is someone, beside the labels that people write.
var keyNames = hashSet(`boa user author owner creator assignee reporter sender recipient displayname fullname firstname lastname surname givenname samaccountname wijziger invoerder behandeldoor aangemaaktdoor gewijzigddoor laatstgewijzigddoor createdby modifiedby editor approver requester modifier ingevoerddoor
	volledigenaam weergavenaam roepnaam verbalisant hulpofficier collega begeleider leerkracht docent mentor tolk ouder verzorger wijkagent opdrachtgever indiener`)

// notKeys are keys whose value is no person though they read so.
var notKeys = hashSet(`filename hostname bestandsnaam straatnaam plaatsnaam productnaam systeemnaam typenaam veldnaam tabelnaam domeinnaam rolnaam groepsnaam bedrijfsnaam organisatienaam merknaam modelnaam taaknaam projectnaam zaaknaam schoolnaam instellingsnaam straat documentnaam servernaam rol`)

// jsonFields reads "key": "value" and "key": ["value", "value"].
func (w *work) jsonFields(a, b int) bool {
	t := w.tok
	found, talk := false, false
	for k := a; k+2 < b; k++ {
		if !w.isPunct(k, '"') {
			continue
		}
		e := w.closingQuote(k+1, b)
		if e == 0 || !w.isPunct(e+1, ':') || e+1 >= b {
			if e > 0 {
				k = e
			}
			continue
		}
		found = true
		for q := k; q <= e+1; q++ {
			w.slots[q] = slot{label: true}
		}
		c := noCue
		if !notKeys.has(t[k+1].hash) {
			c = w.keyCue(k+1, e)
		}
		talk = talk || t[k+1].hash == hashFrom || t[k+1].hash == hashAfzender || t[k+1].hash == hashSender
		v := e + 2
		list := w.isPunct(v, '[')
		if list {
			v++
		}
		for v < b && w.isPunct(v, '"') {
			end := w.closingQuote(v+1, b)
			if end == 0 {
				end = b
			}
			if c != noCue && c != cueText && !w.boxAccount(v+1, end) {
				w.fill(v+1, end, slot{cue: c, field: true, chat: talk && c == cueName})
			}
			if talk && c == cueName {
				w.chat++
			}
			k = end
			if !list || !w.isPunct(end+1, ',') {
				break
			}
			v = end + 2
		}
		talk = false
		k = max(k, e+1)
	}
	return found
}

var hashAfzender, hashSender = uint32(hashOf("afzender")), uint32(hashOf("sender"))

// closingQuote gives the quotation mark that ends what begins at token k, or 0.
func (w *work) closingQuote(k, b int) int {
	for ; k < b; k++ {
		if w.isPunct(k, '"') && !(w.isPunct(k-1, '\\') && w.tok[k].is(glued)) {
			return k
		}
	}
	return 0
}

// boxAccount reports whether tokens k to e are the account of an organisation: gemeente_zeist.
func (w *work) boxAccount(k, e int) bool {
	for q := k; q < e; q++ {
		if x := &w.tok[q]; x.kind == word && (x.has(orgHead|orgTail|team) && !x.has(anyName) || boxWords.has(x.hash) && !x.has(given|family) || x.ends(tailOrg)) {
			return true
		}
	}
	return false
}

// elements reads <naam>Jan</naam> and <veld naam="achternaam">Jansen</veld>, once or more.
func (w *work) elements(a, b int) bool {
	t := w.tok
	found := false
	for k := a; k+3 < b; k++ {
		if !w.isPunct(k, '<') || t[k+1].kind != word || !t[k+1].is(glued) {
			continue
		}
		e := k + 2
		for e < b && !w.isPunct(e, '>') && !w.isPunct(e, '<') {
			e++
		}
		if !w.isPunct(e, '>') || e >= b || w.isPunct(e-1, '/') {
			k = max(k, e-1)
			continue
		}
		name := k + 2
		for name < e && t[name].is(glued) && !w.isPunct(name, '=') && (t[name].kind != punct || t[name].hash == '_' || t[name].hash == '-' || t[name].hash == ':') {
			name++
		}
		c := w.keyCue(k+1, name)
		if notKeys.has(t[k+1].hash) {
			c = noCue
		}
		if c == noCue { // the key may stand in an attribute
			for q := name; q+3 < e; q++ {
				if w.isPunct(q, '=') && w.isPunct(q+1, '"') {
					end := w.closingQuote(q+2, e)
					if end > 0 && end-q <= 5 && c == noCue && keyAttributes.has(t[q-1].hash) {
						c = w.keyCue(q+2, end)
					}
				}
			}
		}
		v := e + 1
		end := v
		for end < b && !w.isPunct(end, '<') {
			end++
		}
		if end+1 >= b || !w.isPunct(end+1, '/') { // it goes on below, or holds other elements
			k = e
			continue
		}
		found = true
		for q := k; q <= e; q++ {
			w.slots[q] = slot{label: true}
		}
		if c != noCue && c != cueText && end > v {
			w.fill(v, end, slot{cue: c, field: true})
		}
		k = end
	}
	return found
}

// keyAttributes hold the key of an element.
var keyAttributes = hashSet(`naam name veld field key id label class kop itemprop property type`)

// attributes reads key="value" and key=value.
func (w *work) attributes(a, b int) bool {
	t := w.tok
	found := false
	for k := a + 1; k+1 < b; k++ {
		if !w.isPunct(k, '=') || t[k-1].kind != word || !t[k].is(glued) || !t[k+1].is(glued) {
			continue
		}
		s := k - 1
		for s-1 > a && t[s].is(glued) && (w.isPunct(s-1, '_') || w.isPunct(s-1, '-')) && t[s-2].kind == word {
			s -= 2
		}
		quoted := w.isPunct(k+1, '"')
		v, end := k+1, k+2
		if quoted {
			v = k + 2
			end = w.closingQuote(v, b)
		} else {
			for end < b && t[end].is(glued) && (t[end].kind != punct || t[end].hash == '_' || t[end].hash == '.' || t[end].hash == '-') {
				end++
			}
		}
		c := w.keyCue(s, k)
		if end <= v || c != cueName && c != cueGiven && c != cueFamily && c != cueBirth || notKeys.has(t[k-1].hash) || keyAttributes.has(t[k-1].hash) && w.keyCue(v, end) != noCue {
			continue
		}
		if w.isPunct(end, '@') || w.boxAccount(v, end) {
			continue
		}
		found = true
		w.fill(v, end, slot{cue: c, field: true})
		for q := s; q <= k; q++ {
			w.slots[q] = slot{label: true}
		}
		k = end - 1
	}
	return found
}

// cardLine reads a line of a vCard or an appointment: "N:Siregar;Maruli;T.;;",
// "ATTENDEE;ROLE=CHAIR;CN="Op de Weegh, Ger":mailto:...".
func (w *work) cardLine(a, b int) bool {
	t := w.tok
	if t[a].kind != word || !t[a].is(caps) && !(t[a].n == 1 && t[a].is(capital)) {
		return false
	}
	p := a + 1 // the parameters
	for p+1 < b && (w.isPunct(p, '-') || w.isPunct(p, '.')) && t[p].is(glued) {
		p += 2 // X-SPOUSE, ITEM1.X-ABRELATEDNAMES
	}
	if !w.isPunct(p, ';') && !w.isPunct(p, ':') || !t[p].is(glued) {
		return false
	}
	key := t[p-1].hash
	if cardPeople.has(key) && w.commonName(p, b) {
		return true
	}
	v := p
	for v < b && !w.isPunct(v, ':') {
		v++
	}
	v++
	if v >= b {
		return false
	}
	switch {
	case key == hashLetterN && p == a+1:
		return w.cardName(v, b)
	case cardNicks.has(key):
		w.fill(v, b, slot{cue: cueGiven, cell: true})
	case cardNames.has(key):
		for k := v; k < b; k++ { // "Jan\, tel 06" ends at the comma
			if w.isPunct(k, '\\') || w.isPunct(k, ';') {
				b = k
			}
		}
		if x := &t[v]; boxWords.has(x.hash) || generalPhoneWords.has(x.hash) || x.has(orgHead) && !x.has(given|family) {
			return false // FN:Receptie Huis Huguetan
		}
		w.fill(v, b, slot{cue: cueName, cell: true})
	default:
		return false
	}
	for k := a; k < v; k++ {
		w.slots[k] = slot{label: true}
	}
	return true
}

var hashLetterN = uint32(hashOf("n"))

var (
	cardNicks  = hashSet(`nickname`)
	cardNames  = hashSet(`fn agent related abrelatednames spouse assistant manager evolutionassistant evolutionmanager evolutionspouse children child partner displayname contact`)
	cardPeople = hashSet(`organizer attendee sender olksender related`)
)

// cardName reads family name; given name; further names; titles; what stands behind.
func (w *work) cardName(v, b int) bool {
	cues := [...]cue{cueFamily, cueGiven, cueInitials}
	n := 0
	for k := v; k <= b; k++ {
		if k < b && !w.isPunct(k, ';') {
			continue
		}
		if n < len(cues) && k > v {
			w.fill(v, k, slot{cue: cues[n], cell: true})
		}
		n++
		v = k + 1
	}
	return n >= 3
}

// commonName reads the parameter CN among those from token p on.
func (w *work) commonName(p, b int) bool {
	t := w.tok
	for k := p; k+2 < b; k++ {
		if t[k].hash != hashCN || t[k].kind != word || !w.isPunct(k+1, '=') {
			continue
		}
		v, e := k+2, k+2
		if w.isPunct(v, '"') {
			v++
			e = w.closingQuote(v, b)
		} else {
			for e < b && !w.isPunct(e, ':') && !w.isPunct(e, ';') {
				e++
			}
		}
		if e <= v {
			return false
		}
		w.fill(v, e, slot{cue: cueName, head: true})
		return true
	}
	return false
}

var hashCN = uint32(hashOf("cn"))
