package redact

import "paraaf/documents"

// joinedNames gives the hashes under which p may be written in one word, as
// in mail addresses and domains: vandenberg, elamrani, jansmit, jsmit. Only
// those long enough to mean something.
func (w *work) joinedNames(p parsed) []uint32 {
	t := w.tok
	var out []uint32
	add := func(s string, least int) {
		if len(s) >= least {
			out = append(out, uint32(hashOf(s)))
		}
	}
	fam, full, given := "", "", ""
	from := p.a
	if len(p.given) > 0 {
		from = p.given[len(p.given)-1] + 1
	}
	lastFam := -1
	for _, k := range p.family {
		fam += w.fold(&t[k])
		lastFam = k
	}
	for k := from; lastFam >= 0 && k <= lastFam; k++ {
		if t[k].kind == word && (t[k].has(particle) || hasInt(p.family, k)) && t[k].n > 1 {
			full += w.fold(&t[k])
		}
	}
	for _, k := range p.given {
		given += w.fold(&t[k])
	}
	if fam != "" {
		plain := len(p.family) == 1 && t[p.family[0]].has(common|place|stop)
		if !plain {
			add(fam, 5)
		} else {
			add(fam, 6)
		}
		if full != fam {
			add(full, 5)
		}
		for _, f := range []string{fam, full} {
			if given != "" {
				add(given+f, 6)
				add(f+given, 6)
			}
			if p.initials != "" {
				add(p.initials+f, 5)
				add(p.initials[:1]+f, 5)
				add(f+p.initials[:1], 5)
			}
			if given != "" {
				add(given[:1]+f, 5)
			}
		}
	}
	if len(p.given) > 1 {
		add(given, 6)
	}
	return out
}

func hasInt(s []int, x int) bool {
	for _, y := range s {
		if x == y {
			return true
		}
	}
	return false
}

// inString looks for a person whose name stands in s (small letters, digits
// and marks), and gives its number or -1. It tries every stretch of four to
// twenty-four letters, so it is linear in s.
func (ps *people) inString(s []byte) int {
	for i := range s {
		if !isLetter(s[i]) {
			continue
		}
		h := uint64(hashSeed)
		n := 0
		for j := i; j < len(s) && n < 24; j++ {
			c := s[j]
			if !isLetter(c) {
				if (c == '-' || c == '.' || c == '_') && j > i {
					continue // jan-de-vries
				}
				break
			}
			h = (h ^ uint64(c)) * hashPrime
			n++
			if n < 5 {
				continue
			}
			if id, ok := ps.joined[uint32(mix(h))]; ok {
				return int(id)
			}
		}
	}
	return -1
}

// lowered gives the folded bytes of the view from a to b, other characters
// kept, so that names in it can be found.
func (w *work) lowered(a, b int) []byte {
	out := make([]byte, 0, b-a)
	for _, r := range string(w.text[a:b]) {
		if r < 0x80 {
			c := byte(r)
			if isUpper(c) {
				c |= 0x20
			}
			out = append(out, c)
			continue
		}
		out = append(out, foldRune(r)...)
	}
	return out
}

// fromMails makes people of the local parts of mail addresses, so that
// "v.anthonissen@" makes Anthonissen a name in the text.
func (w *work) fromMails() {
	t := w.tok
	for _, m := range w.names.mails {
		i, j := w.tokenAt(m.a), w.tokenAt(m.b-1)
		if j-i > 10 || j < i {
			continue
		}
		var o person
		var p parsed
		last := -1
		for k := i; k <= j && k < len(t); k++ {
			x := &t[k]
			if x.kind != word || x.has(particle) && x.n > 1 && k < j {
				continue
			}
			if x.n == 1 {
				if len(o.initials) < 6 && last < 0 {
					o.initials += w.fold(x)
				}
				continue
			}
			if boxWords.has(x.hash) || x.has(stop) || x.n < 4 {
				last = -2
				break
			}
			if last >= 0 {
				o.given = append(o.given, t[last].hash)
				p.given = append(p.given, last)
			}
			last = k
		}
		if last < 0 || len(o.given) == 0 && o.initials == "" || t[last].has(common|place) && !t[last].has(family) {
			continue
		}
		o.family = append(o.family, t[last].hash)
		p.family = append(p.family, last)
		p.a, p.b = i, j+1
		p.initials = o.initials
		o.rule, o.joined = ruleMailName, w.joinedNames(p)
		w.people.add(o)
	}
}

// insides looks for the names of people within domains, web addresses and
// accounts, and links addresses to their owners.
func (w *work) insides() {
	ps := w.people
	for _, m := range w.names.boxes { // yosei@: someone of that name is known
		t := &w.tok[w.tokenAt(m.a)]
		if j, ok := ps.joined[t.hash]; ok && !ps.list[j].kept { // yosei@ of Y. Osei
			w.addBytes(m.a, m.b, hit{rule: ruleMail, label: documents.Email, cert: 0.8, person: int(j) + 1, ask: ps.list[j].ask})
			continue
		}
		for _, id := range ps.index[t.hash] {
			if o := &ps.list[id]; !o.kept && (hasHash(o.given, t.hash) || !t.has(common|place)) {
				w.addBytes(m.a, m.b, hit{rule: ruleMail, label: documents.Email, cert: 0.8, person: int(id) + 1, ask: o.ask})
				break
			}
		}
	}
	if len(ps.joined) == 0 {
		return
	}
	for _, m := range w.names.boxes { // hpz@zuurmond-audit.nl: initials at a domain that names someone
		d := w.domainName(lowerASCII(w.text[m.b+1 : m.e]))
		if id := ps.inString([]byte(d)); d != "" && id >= 0 && m.b-m.a <= 4 && !ps.list[id].kept {
			w.addBytes(m.a, m.b, hit{rule: ruleMail, label: documents.Email, cert: 0.75, person: id + 1, ask: ps.list[id].ask})
		}
	}
	for _, m := range w.names.mails {
		if id := w.owner(m.a, m.b); id >= 0 {
			w.link(m.a, m.b, id)
		}
	}
	for _, u := range w.names.inside {
		if id := ps.inString(w.lowered(u.a, u.b)); id >= 0 {
			w.link(u.a, u.b, id)
			w.link(u.a-1, u.b, id) // @naam
		}
	}
	for _, s := range w.names.sites {
		id := ps.inString(w.lowered(s.host, s.e))
		if id < 0 || ps.list[id].kept {
			continue
		}
		h := hit{rule: ruleURL, label: documents.URL, cert: 0.85, person: id + 1}
		if ps.list[id].ask {
			h.rule, h.ask = ruleURLAsk, true
		}
		w.addBytes(s.a, s.e, h)
	}
	for _, d := range w.names.domains {
		id := ps.inString([]byte(d.name))
		if id < 0 || ps.list[id].kept {
			continue
		}
		// the domain names a person: the whole address goes with the decision
		// about him
		h := hit{rule: ruleInside, label: documents.Email, cert: 0.8, person: id + 1}
		if ps.list[id].ask {
			h.rule, h.ask = ruleMailAsk, true
		}
		w.addBytes(d.a, d.b, h)
	}
}

// owner finds the person whose mail address has the local part from a to b.
func (w *work) owner(a, b int) int {
	ps := w.people
	s := w.lowered(a, b)
	if id := ps.inString(s); id >= 0 {
		return id
	}
	// short names: every part by itself
	i, j := w.tokenAt(a), w.tokenAt(b-1)
	for k := j; k >= i; k-- {
		if w.tok[k].kind == word && w.tok[k].n > 2 {
			if ids := ps.index[w.tok[k].hash]; len(ids) > 0 {
				return int(ids[0])
			}
		}
	}
	return -1
}

// link gives the hit that begins at a and reaches b the group of person id.
func (w *work) link(a, b, id int) {
	if w.hitAt == nil {
		w.hitAt = make(map[int]int, len(w.hits))
	}
	for ; w.indexed < len(w.hits); w.indexed++ {
		w.hitAt[w.hits[w.indexed].a] = w.indexed
	}
	if k, ok := w.hitAt[a]; ok {
		if h := &w.hits[k]; b <= h.b && h.person == 0 {
			h.person = id + 1
		}
	}
}

// ownPractices finds practices that bear the name of their owner, in the text
// and in its domains, before the names are read.
func (w *work) ownPractices() {
	t := w.tok
	for i := 0; i+1 < len(t); i++ {
		x := &t[i]
		if x.kind != word || !x.ends(tailPractice) || x.n < 6 || x.hash == hashHuisarts || x.hash == hashTandarts || x.hash == hashNotaris {
			continue
		}
		k := i + 1
		for k < len(t) && t[k].kind == word && t[k].has(title) && !t[k].is(first) {
			k++
		}
		if k >= len(t) || t[k].is(first) && !w.wraps(k) || t[k].kind != word || !t[k].is(capital) {
			continue
		}
		p, ok := w.parseName(k, len(t), false)
		if !ok || len(p.family) == 0 || !t[p.family[0]].has(anyFamily) && t[p.family[0]].has(common|place|proper) {
			continue
		}
		w.own(p)
	}
	for i := 1; i < len(t); i++ { // Van den Heuvel Advocaten
		x := &t[i]
		if x.kind != word || !x.is(capital) || x.n < 6 || t[i-1].kind != word || t[i].is(first) || !ownTails.has(x.hash) {
			continue
		}
		if p, ok := w.parseName(w.nameBegin(i-1), i, false); ok && p.b == i && len(p.family) > 0 && (t[p.family[0]].has(anyFamily) || p.particle) {
			w.own(p)
		}
	}
	for _, d := range w.names.domains {
		w.ownDomain(d.name)
	}
	for _, s := range w.names.sites {
		w.ownDomain(w.domainName(lowerASCII(w.text[s.host:s.path])))
	}
}

// ownTails follow the name of the owner in the name of a practice.
var ownTails = hashSet(`advocaten advocaat advocatuur notarissen notariaat tandartsen tandarts huisartsen fysiotherapie psychotherapie logopedie coaching advies mediation verloskundigen dierenartsen dierenkliniek apotheek accountants`)

var hashHuisarts, hashTandarts, hashNotaris = uint32(hashOf("huisarts")), uint32(hashOf("tandarts")), uint32(hashOf("notaris"))

func (w *work) own(p parsed) {
	if w.people.own == nil {
		w.people.own = map[uint32]bool{}
	}
	for _, k := range p.family {
		w.people.own[w.tok[k].hash] = true
	}
}

// ownDomain notes the owner in "huisartsenpraktijkvisser".
func (w *work) ownDomain(d string) {
	for _, x := range [...]string{"huisartsenpraktijk", "huisartspraktijk", "huisartsen", "huisarts", "praktijk", "tandartspraktijk", "tandarts", "fysiotherapie", "fysio", "apotheek", "advocatenkantoor", "notariskantoor", "psychologenpraktijk", "dokter", "doktor", "dr", "verloskundigenpraktijk", "logopediepraktijk", "dierenkliniek", "dierenarts"} {
		if len(d) > len(x)+2 && d[:len(x)] == x {
			if w.people.own == nil {
				w.people.own = map[uint32]bool{}
			}
			r := d[len(x):]
			for len(r) > 0 && r[0] == '-' {
				r = r[1:]
			}
			w.people.own[uint32(hashOf(foldString(r)))] = true
			for _, y := range [...]string{"van", "vanden", "vander", "de", "van-", "de-", "vande"} {
				if len(r) > len(y)+2 && r[:len(y)] == y {
					w.people.own[uint32(hashOf(foldString(r[len(y):])))] = true
				}
			}
			return
		}
	}
}

// accounts reads the names of accounts in a row: "accounts hbaars, lvanriel en
// admin-jdw", "user=mvanderzwan", "login: k.tanaka".
func (w *work) accounts(i int) int {
	t := w.tok
	k := i + 1
	for n := 0; k < len(t) && n < 4 && (w.isPunct(k, '=') || w.isPunct(k, ':') || w.isPunct(k, '"') || w.isPunct(k, '\'') || w.isPunct(k, '[') || w.isPunct(k, '(')); n++ {
		k++
	}
	e := i + 1
	for n := 0; k < len(t) && n < 20; n++ {
		if t[k].is(first) && !w.wraps(k) {
			break
		}
		if w.isPunct(k, ',') || w.isPunct(k, '"') || w.isPunct(k, '\'') || t[k].kind == word && (t[k].hash == hashEn || t[k].hash == hashOr) {
			k++
			continue
		}
		if t[k].kind != word || t[k].is(capital) && !t[k].is(mixed) || w.taken(k) {
			break
		}
		q := k + 1
		for q < len(t) && t[q].is(glued) && (t[q].kind != punct || (t[q].hash == '.' || t[q].hash == '-' || t[q].hash == '_') && q+1 < len(t) && t[q+1].is(glued) && t[q+1].kind != punct) {
			q++
		}
		if w.isPunct(q, '@') && t[q].is(glued) {
			break
		}
		if !w.accountName(k, q) {
			break
		}
		w.addAccount(k, q, 0.8)
		k, e = q, q
	}
	return e
}

var lockedWords = hashSet(`geblokkeerd gereset ingelogd uitgelogd vergrendeld gedeactiveerd verwijderd aangemaakt gebruikt gehackt overgenomen misbruikt gedeblokkeerd vrijgegeven logt logde`)

// accountName reports whether tokens k to q are the account of a person and
// no ordinary word: initials before a family name, dots, digits.
func (w *work) accountName(k, q int) bool {
	t := w.tok
	if q == k+1 {
		x := &t[k]
		if x.has(stop|common) || boxWords.has(x.hash) || x.n < 4 {
			return false
		}
		if x.n > 4 && k > 0 && (w.isPunct(k-1, '=') || q < len(t) && t[q].kind == word && lockedWords.has(t[q].hash)) {
			return true // user=mvadacan, account mvadacan geblokkeerd
		}
		return w.initialSurname(w.fold(x)) || x.has(given|family) && !x.has(common)
	}
	letters, service := 0, false
	for i := k; i < q; i++ {
		if t[i].kind == word {
			letters += int(t[i].n)
			switch w.fold(&t[i]) {
			case "svc", "srv", "sa", "service", "system", "test", "root", "backup", "scan", "robot", "api", "sys":
				service = true
			}
		}
	}
	return letters >= 3 && !service
}
