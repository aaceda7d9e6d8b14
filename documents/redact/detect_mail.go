package redact

import (
	"paraaf/documents"
)

// at judges what stands around the @ at token i: a mail address or an account.
func (w *work) at(i int) {
	b := w.text
	p := int(w.tok[i].start)
	// the local part: back over what RFC 5321 allows in practice
	s := p
	for s > 0 && (isAlnum(b[s-1]) || isSep(b[s-1], "._-+'&") || b[s-1] >= 0x80) && p-s < 64 {
		s--
	}
	for s < p && !isAlnum(b[s]) && b[s] < 0x80 && b[s] != '_' {
		s++
	}
	// the domain
	e := p + 1
	dot := -1
	for e < len(b) && (isAlnum(b[e]) || b[e] == '.' || b[e] == '-' || b[e] >= 0x80) && e-p < 255 {
		if b[e] == '.' {
			if e+1 >= len(b) || !isAlnum(b[e+1]) {
				break
			}
			dot = e
		}
		e++
	}
	switch {
	case s < p && e > p+1 && dot > 0:
		w.mail(s, p, e)
	case s < p && e == p+1 && e < len(b) && b[e] == '\n' && w.tok[i].is(glued):
		// an address broken behind its @
		j := e + 1
		k := j
		for k < len(b) && (isAlnum(b[k]) || b[k] == '.' || b[k] == '-') {
			if b[k] == '.' {
				dot = k
			}
			k++
		}
		if dot > 0 && k > j {
			w.mail(s, p, k)
		}
	case (s == p || !w.tok[i].is(glued)) && (e > p+2 || e < len(b) && b[e] == '_'):
		w.handle(i, p, e)
	}
}

// freemail are providers where only people have an address.
var freemail = map[string]bool{}

func init() {
	for _, s := range [...]string{"gmail.com", "hotmail.com", "hotmail.nl", "outlook.com", "outlook.nl", "live.nl", "live.com", "msn.com", "yahoo.com", "yahoo.nl", "icloud.com", "me.com",
		"ziggo.nl", "kpnmail.nl", "kpnplanet.nl", "planet.nl", "xs4all.nl", "home.nl", "hetnet.nl", "casema.nl", "chello.nl", "upcmail.nl", "telfort.nl", "tele2.nl", "solcon.nl", "caiway.nl",
		"zonnet.nl", "quicknet.nl", "freedom.nl", "proton.me", "protonmail.com", "gmx.net", "gmx.de", "gmx.com", "web.de", "mail.com", "online.nl", "onsbrabantnet.nl", "zeelandnet.nl", "delta.nl",
		"kabelfoon.nl", "wxs.nl", "tiscali.nl", "orange.nl", "versatel.nl", "wanadoo.nl", "ymail.com", "aol.com", "mail.ru", "ukr.net", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "telenet.be", "skynet.be", "yandex.ru", "gmail.nl", "googlemail.com", "tutanota.com", "hey.com", "fastmail.com", "ziggomail.nl"} {
		freemail[s] = true
	}
}

// boxWords are words that functional mailboxes are called by.
var boxWords = hashSet(`keet bouwkeet bureau hoofdbureau regiobureau info informatie woo wob woob fg avg secretariaat secr sec postbus dienstpostbus functionelepostbus contact redactie pers persvoorlichting press klacht klachten
	klachtencommissie support helpdesk servicedesk service noreply no reply donotreply receptie meldpunt melding meldingen programma programmabureau administratie praktijk factuur facturen
	crediteuren debiteuren inkoop verkoop sales hr hrm pz pno personeel privacy datalek datalekken communicatie voorlichting bestuur directie balie post loket griffie webmaster admin beheer
	office kantoor team afdeling project projecten bezwaar bezwaren juridisch jz wjz bjz werving vacatures vacature sollicitatie sollicitaties solliciteren jobs bestellingen bestelling order orders planning
	rooster leerlingzaken onderbouw bovenbouw school leerplicht zorg apotheek huisarts huisartsen recepten herhaalrecept assistente poli polikliniek afspraken afspraak patientenservice klantenservice klantcontact
	customerservice nieuwsbrief nieuws abonnementen leden ledenadministratie ledenservice donateurs vrijwilligers bibliotheek archief archieven documentatie dpo ciso cio security cert csirt abuse postmaster
	mail mailbox email e-mail alert alerts notificaties notification notifications systeem system ict it automatisering functioneelbeheer beheerders incident incidenten incidentmanagement
	gemeente ggd wmo jeugd wijkteam sociaalteam raad raadsgriffie college burgerzaken handhaving toezicht inspectie vergunningen vergunning omgevingsloket bouwen wonen belasting belastingen
	kamer commissie cie werkgroep taskforce stuurgroep regiegroep kennisbank onderzoek research data statistiek monitor evaluatie advies adviseurs consult vragen vraag antwoord reacties reactie
	aanmelden aanmelding aanmeldingen inschrijven registratie registraties congres event events bijeenkomst training trainingen academie opleiding opleidingen stage stages internationaal international
	general algemeen algemene centraal central hoofdkantoor nederland nl regio noord zuid oost west amsterdam rotterdam utrecht denhaag financien finance fin boekhouding salaris salarisadministratie declaraties
	facilitair facilitaire logistiek transport vervoer technische dienst td onderhoud storing storingen veiligheid bhv arbo preventie crisis crisiscommunicatie woordvoering persdienst media social web website
	uitvoering uitvoeringsbeleid kwaliteit zorgverkoop zorginkoop patientenraad clientenraad or ondernemingsraad mr vertrouwenspersoon klokkenluiders integriteit ombudsman nationaleombudsman
	digitaal digitale documentenbeheer dicio dgcz dglz dgv meva cz pg lz jeugd sport vgp gmt bpz wooverzoek wooverzoeken woocontact woocontactpersoon bewonerszaken parkeren wijkbeheer
	minister staatssecretaris bewindspersoon kabinet bureausg bsg dg sg kabinetszaken parlementair parlementaire zaken eerstekamer tweedekamer voorzitter openbaarheid`)

// mail judges the address whose local part lies from s to p and whose domain
// ends at e.
func (w *work) mail(s, p, e int) {
	b := w.text
	domain := lowerASCII(b[p+1 : e])
	i, j := w.tokenAt(s), w.tokenAt(p)
	if w.messageID(i) {
		w.guardBytes(s, e, documents.Email, keepReference)
		return
	}
	if w.functional(i, j, s, p, domain) {
		w.guardBytes(s, e, documents.Email, keepMailbox)
		if d := w.domainName(domain); d != "" {
			w.names.domains = append(w.names.domains, domainUse{s, e, d})
		}
		if j == i+1 && w.tok[i].kind == word && !boxWords.has(w.tok[i].hash) {
			w.names.boxes = append(w.names.boxes, mailUse{s, p, e})
		}
		return
	}
	w.addBytes(s, p, hit{rule: ruleMail, label: documents.Email, cert: 0.95})
	// the domain is dealt with; it holds no name unless propagation says so
	for k := w.tokenAt(p); k < len(w.tok) && int(w.tok[k].start) < e; k++ {
		if w.state[k] == free {
			w.state[k] = guarded
		}
	}
	w.names.mails = append(w.names.mails, mailUse{s, p, e})
	if d := w.domainName(domain); d != "" {
		w.names.domains = append(w.names.domains, domainUse{p + 1, e, d})
	}
}

// messageID reports whether token i stands in the line of a mail's head that numbers
// messages, not people.
func (w *work) messageID(i int) bool {
	a := int(w.lines[w.lineOf(i)].a)
	if a+3 >= len(w.tok) || !w.tok[a].is(first) {
		return false
	}
	switch x := w.tok[a].hash; {
	case x == hashMessage && w.isPunct(a+1, '-'), x == hashReferences && w.isPunct(a+1, ':'), x == hashIn && w.isPunct(a+1, '-') && w.tok[a+2].hash == hashReply:
		return true
	}
	return false
}

var hashMessage, hashReferences, hashReply = uint32(hashOf("message")), uint32(hashOf("references")), uint32(hashOf("reply"))

// A mailUse is a personal address: its local part from a to b, its domain to e.
type mailUse struct{ a, b, e int }

// A domainUse is a domain in which a name may hide: its span and its letters.
type domainUse struct {
	a, b int
	name string
}

func lowerASCII(b []byte) string {
	o := make([]byte, len(b))
	for i, c := range b {
		if isUpper(c) {
			c |= 0x20
		}
		o[i] = c
	}
	return string(o)
}

// domainName gives the letters of the label before the top-level domain, or
// "" for domains of government and providers.
func (w *work) domainName(d string) string {
	if freemail[d] || len(d) > 80 {
		return ""
	}
	end := len(d)
	for end > 0 && d[end-1] != '.' {
		end--
	}
	if end == 0 {
		return ""
	}
	end--
	start := end
	for start > 0 && d[start-1] != '.' {
		start--
	}
	out := make([]byte, 0, end-start)
	for k := start; k < end; k++ {
		if isLetter(d[k]) || isDigit(d[k]) || d[k] == '-' {
			out = append(out, d[k])
		}
	}
	return string(out)
}

// functional reports whether the local part, tokens i to j, is that of a
// mailbox rather than of a person.
func (w *work) functional(i, j, s, p int, domain string) bool {
	if b := w.text[s]; b == '_' {
		return true
	}
	box, name, other, initials := 0, 0, 0, 0
	if w.slots[i].cell && j-i == 1 && w.tok[i].kind == word && w.tok[i].n >= 2 && w.tok[i].n <= 4 && !boxWords.has(w.tok[i].hash) {
		if person, known := w.personRow(i); known && person {
			return false // jak@tg.nl in the row of Joost van den Akker
		}
	}
	for k := i; k < j; k++ {
		t := &w.tok[k]
		if t.kind != word {
			continue
		}
		switch {
		case boxWords.has(t.hash):
			box++
		case t.n == 1:
			initials++
		case t.has(given|family) && !t.has(stop):
			name++
		case t.has(particle):
			name++
		case t.has(common) && t.n >= 4 && !t.has(anyName):
			box++
		case t.has(anyName):
			name++
		case w.boxCompound(t):
			box++
		default:
			other++
		}
	}
	if !freemail[domain] && initials == 0 && w.boxBefore(i) {
		return true
	}
	if freemail[domain] {
		return box > 0 && name+other+initials == 0 && boxWords.has(w.tok[i].hash) && w.isPunct(i+1, '@')
	}
	if initials > 0 && w.tok[i].n == 1 && !freemail[domain] && j-i >= 3 && (w.isPunct(i+1, '.') || w.isPunct(i+1, '-') || w.isPunct(i+1, '_')) {
		all := true // h.vaandrager: a trade behind initials is a family name
		for k := i; k < j; k++ {
			if t := &w.tok[k]; t.kind == number || t.kind == word && t.n > 1 && boxWords.has(t.hash) && !t.has(family) {
				all = false
			}
		}
		if all {
			return false
		}
	}
	if box > 0 && name == 0 && other == 0 || w.unitBox(i, j) {
		return true
	}
	if box > 0 && w.tok[i].kind == word && (boxWords.has(w.tok[i].hash) || w.boxCompound(&w.tok[i])) && !w.tok[i].has(given) {
		return true // info.regio, secretariaat-cz, woo-team
	}
	if initials == 0 && name == 0 && box == 0 && j-i == 1 && w.tok[i].kind == word {
		// one unknown word before the @ of an organisation: a unit, unless it
		// ends in a family name behind initials
		t := &w.tok[i]
		if t.n <= 5 {
			return true
		}
		if t.n >= 6 && !t.has(common|proper|place|team) && !t.is(mixed) {
			return false
		}
		return !w.initialSurname(w.fold(t))
	}
	if initials == 0 && name == 0 && box == 0 && other == 0 {
		return true // digits only
	}
	return false
}

// unitBox reports whether the local part, tokens i to j at the domain of an organisation, is that
// of a unit or a list: dl-natuur, dcv-visa, FIOD.infodesk, ban.
func (w *work) unitBox(i, j int) bool {
	t := w.tok
	if t[i].kind != word {
		return false
	}
	if j == i+1 {
		return t[i].n <= 3
	}
	last := &t[j-1]
	if j != i+3 || last.kind != word || last.has(given|family) || last.n < 2 || t[i].n < 2 {
		return false
	}
	if t[i].hash == hashDl {
		return true
	}
	if t[i].has(given|family) && !t[i].is(caps) {
		return false
	}
	if w.isPunct(i+1, '-') {
		return t[i].n <= 4 || last.n <= 3 && t[i].has(common)
	}
	return t[i].n <= 5 && w.isPunct(i+1, '.') && (boxWords.has(last.hash) || w.boxCompound(last) || last.has(place) && boxWords.has(t[i].hash))
}

var hashDl = uint32(hashOf("dl"))

// boxBefore reports whether the address at token i stands in brackets behind
// the name of a mailbox: _Postbus Crisiscommunicatie <crisiscom@rws.nl>.
func (w *work) boxBefore(i int) bool {
	t := w.tok
	if i < 2 || !w.isPunct(i-1, '<') || t[i-1].is(first) {
		return false
	}
	for k := i - 2; k >= 0 && k > i-8; k-- {
		if w.isPunct(k, '_') || t[k].kind == word && (t[k].hash == hashPostbus || t[k].hash == hashDienstpostbus || t[k].hash == hashSecretariaat || t[k].hash == hashMailbox) {
			return true
		}
		if t[k].is(first) || t[k].kind == punct && (t[k].hash == ';' || t[k].hash == '>' || t[k].hash == ':') {
			return false
		}
	}
	return false
}

var hashDienstpostbus, hashSecretariaat, hashMailbox = uint32(hashOf("dienstpostbus")), uint32(hashOf("secretariaat")), uint32(hashOf("mailbox"))

// boxCompound reports whether a word begins or ends with the word of a
// mailbox: dienstpostbusdicio, ledenservice, klachtenbehandeling.
func (w *work) boxCompound(t *token) bool {
	if t.n < 7 {
		return false
	}
	s := w.fold(t)
	for _, x := range [...]string{"postbus", "secretariaat", "servicedesk", "helpdesk", "meldpunt", "klachten", "info", "loket", "administratie", "redactie", "desk", "team", "dienst", "praktijk", "bureau", "beheer", "zaken", "service", "contact", "verzoek", "verzoeken", "meldingen", "directie", "support", "journaal", "bulletin", "magazine", "krant", "nieuws", "wacht", "consultatie", "commissie", "registratie", "planning", "piket", "meldingen", "keet"} {
		if len(s) >= len(x)+2 && (s[:len(x)] == x || s[len(s)-len(x):] == x) {
			return true
		}
	}
	return t.has(common) && !t.has(anyName)
}

// initialSurname reports whether s is initials with a family name behind them,
// as in jdejong, pvandijk, wscholten.
func (w *work) initialSurname(s string) bool {
	for n := 1; n <= 3 && n < len(s)-3; n++ {
		r := s[n:]
		if lookup(hashOf(r))&(family|given) != 0 {
			return true
		}
		for _, p := range [...]string{"vander", "vanden", "vande", "van", "de", "den", "der", "ter", "ten", "el", "vd", "v"} {
			if len(r) > len(p)+2 && r[:len(p)] == p && lookup(hashOf(r[len(p):]))&anyFamily != 0 {
				return true
			}
		}
	}
	for _, p := range [...]string{"vander", "vanden", "vande", "van", "de", "el"} {
		if len(s) > len(p)+3 && s[:len(p)] == p && lookup(hashOf(s[len(p):]))&(family) != 0 {
			return true
		}
	}
	// given name and family name in one word
	for n := 3; n <= len(s)-3 && n < 14; n++ {
		if lookup(hashOf(s[:n]))&given != 0 && lookup(hashOf(s[n:]))&anyFamily != 0 {
			return true
		}
	}
	return false
}

// orgHandles are accounts of organisations.
var orgHandles = map[string]bool{}

func init() {
	for _, s := range [...]string{"minvws", "rijksoverheid", "minpres", "minbzk", "minfin", "mineza", "minezk", "minlnv", "minocw", "minszw", "minbuza", "mindef", "ministerievwsnl", "nos", "nosnieuws", "nrc", "volkskrant", "telegraaf",
		"ad", "trouw", "politie", "defensie", "rivm", "igj", "nza", "ggd", "vng", "lhv", "rtlnieuws", "nuntius", "vws", "tweedekamer", "eerstekamer", "autoriteitpersoonsgegevens", "belastingdienst", "rijkswaterstaat", "gemeente", "everyone", "here", "channel", "all", "allen", "iedereen", "team"} {
		orgHandles[s] = true
	}
}

// handle judges "@naam" from p to e.
func (w *work) handle(i, p, e int) {
	b := w.text
	for e < len(b) && (b[e] == '_' || isAlnum(b[e]) || b[e] == '.' && e+1 < len(b) && isAlnum(b[e+1])) {
		e++
	}
	for e > p+1 && (b[e-1] == '.' || b[e-1] == '-') {
		e--
	}
	if e-p < 3 {
		return
	}
	if p > 0 && (isAlnum(b[p-1]) || b[p-1] == '.') {
		return
	}
	name := lowerASCII(b[p+1 : e])
	j := w.tokenAt(e - 1)
	box := orgHandles[name] || publicHandle(b[p+1:e])
	for k := i + 1; k <= j && k < len(w.tok); k++ {
		if t := &w.tok[k]; t.kind == word && boxWords.has(t.hash) || t.has(orgHead|orgTail) && !t.has(anyName) {
			box = true
		}
	}
	letters := 0
	for _, c := range name {
		if c >= 'a' && c <= 'z' || c >= 0x80 {
			letters++
		}
	}
	if letters < 2 {
		return
	}
	for _, x := range [...]string{"min", "gemeente", "ggd", "nieuws", "officieel", "nederland", "politie", "ziekenhuis", "zorg", "stichting", "official", "support", "umc", "partij", "federatie", "fractie", "rijks", "bureau"} {
		if len(name) > len(x) && (name[:len(x)] == x && x != "min" || len(name) >= len(x) && name[len(name)-len(x):] == x && x != "min") || x == "min" && len(name) <= 8 && name[:min(3, len(name))] == "min" {
			box = true
		}
	}
	if box {
		w.guardBytes(p, e, documents.Handle, keepSite)
		return
	}
	w.addBytes(p, e, hit{rule: ruleHandle, label: documents.Handle, cert: 0.85})
	w.names.inside = append(w.names.inside, insideUse{p + 1, e})
}

// An insideUse is a string in which the name of a person may stand: an
// account, a file name, a path.
type insideUse struct{ a, b int }

// tilde judges "~Piotr N.", which is how a chat names who is no contact.
func (w *work) tilde(i int) {
	if w.slots[i].cue != cueName || !w.slots[i].chat {
		return
	}
	j := i + 1
	for j < len(w.tok) && w.slots[j].chat && !w.isPunct(j, ':') {
		j++
	}
	if j > i+1 {
		w.add(i, j, hit{rule: ruleHandle, label: documents.Handle, cert: 0.9})
		if p, ok := w.parseName(i+1, j, true); ok {
			o := w.person(p)
			o.chat, o.rule, o.joined = true, ruleSender, w.joinedNames(p)
			w.people.add(o)
		}
	}
}

// domainUser judges "MINVWS\jdevries".
func (w *work) domainUser(i int) {
	if i == 0 || i+1 >= len(w.tok) || !w.tok[i].is(glued) || !w.tok[i+1].is(glued) || w.tok[i-1].kind != word || !w.tok[i-1].is(caps) {
		return
	}
	j := i + 1
	for j < len(w.tok) && w.tok[j].is(glued) && (w.tok[j].kind != punct || w.isPunct(j, '.') && j+1 < len(w.tok) && w.tok[j+1].is(glued) && w.tok[j+1].kind == word || w.isPunct(j, '_') || w.isPunct(j, '-')) {
		j++
	}
	if j > i+1 && w.tok[i+1].kind == word && w.tok[i+1].n > 1 {
		w.add(i+1, j, hit{rule: ruleHandle, label: documents.Handle, cert: 0.85})
	}
}

// url judges the web address that begins at token i and gives the token after
// it.
func (w *work) url(i int) int {
	b := w.text
	s := int(w.tok[i].start)
	e := s
	for e < len(b) && b[e] > ' ' && b[e] != '>' && b[e] != '<' && b[e] != '"' && b[e] != '|' && b[e] != ')' && b[e] != ']' && b[e] != ';' && b[e] != '\'' && e-s < 2048 {
		e++
	}
	for e > s && isSep(b[e-1], ".,:!?*") {
		e--
	}
	host := s
	for k := s; k+2 < e; k++ {
		if b[k] == ':' && b[k+1] == '/' && b[k+2] == '/' {
			host = k + 3
			break
		}
	}
	if w.tok[i].hash == hashMailto {
		return i // the @ sees to it
	}
	return w.webAddress(i, s, host, e)
}

// bareURL judges "linkedin.com/in/naam" and "jandevries.nl".
func (w *work) bareURL(i int) int {
	t := &w.tok[i]
	if t.is(glued) && i > 0 && !w.isPunct(i-1, '(') && !w.isPunct(i-1, '<') && !w.isPunct(i-1, '"') {
		return i
	}
	b := w.text
	s := int(t.start)
	e := s
	dot := 0
	for e < len(b) && (isAlnum(b[e]) || b[e] == '-' || b[e] == '.') && e-s < 255 {
		if b[e] == '.' {
			if e+1 >= len(b) || !isAlnum(b[e+1]) {
				break
			}
			dot = e
		}
		e++
	}
	if dot == 0 || e < len(b) && b[e] == '@' || !topLevel[lowerASCII(b[dot+1:e])] {
		return i
	}
	if e < len(b) && (b[e] == '/' || b[e] > ' ' && !isSep(b[e], ".,;:!?)>]\"'|<*")) {
		e++
		for e < len(b) && b[e] > ' ' && !isSep(b[e], ",;:!?)>]\"'|<*") && e-s < 2048 {
			e++
		}
	}
	for e > s && isSep(b[e-1], ".,:") {
		e--
	}
	return w.webAddress(i, s, s, e)
}

var topLevel = map[string]bool{"nl": true, "com": true, "be": true, "org": true, "net": true, "eu": true, "de": true, "nu": true, "info": true, "frl": true, "amsterdam": true, "me": true, "io": true, "tv": true, "online": true, "site": true, "blog": true, "dev": true, "fr": true, "uk": true, "photo": true, "photos": true, "photography": true, "art": true, "studio": true, "design": true, "shop": true, "app": true, "gent": true, "vlaanderen": true, "brussels": true, "name": true, "tech": true, "academy": true, "coach": true, "consulting": true, "example": true}

// profiles are the addresses under which people have a page of their own.
var profiles = [...]struct{ host, path string }{
	{"linkedin.com", "/in/"}, {"linkedin.com", "/pub/"}, {"facebook.com", "/"}, {"fb.com", "/"}, {"instagram.com", "/"}, {"twitter.com", "/"}, {"x.com", "/"}, {"tiktok.com", "/@"},
	{"github.com", "/"}, {"gitlab.com", "/"}, {"youtube.com", "/@"}, {"t.me", "/"}, {"medium.com", "/@"}, {"orcid.org", "/0"}, {"researchgate.net", "/profile/"}, {"strava.com", "/athletes/"},
	{"bsky.app", "/profile/"}, {"mastodon.nl", "/@"}, {"mastodon.social", "/@"}, {"threads.net", "/@"}, {"pinterest.com", "/"}, {"snapchat.com", "/add/"}, {"wa.me", "/"}, {"about.me", "/"}, {"scholar.google.com", "/citations?user="},
}

var sharedPaths = map[string]bool{"company": true, "groups": true, "pages": true, "events": true, "hashtag": true, "search": true, "explore": true, "home": true, "login": true, "share": true, "sharer": true, "intent": true, "watch": true, "p": true, "posts": true,
	"minvws": true, "rijksoverheid": true, "orgs": true, "topics": true, "features": true, "school": true, "jobs": true, "i": true, "status": true}

func (w *work) webAddress(i, s, host, e int) int {
	b := w.text
	next := w.after(i, e)
	h := host
	for h < e && b[h] != '/' && b[h] != '?' && b[h] != ':' {
		h++
	}
	name := lowerASCII(b[host:h])
	path := lowerASCII(b[h:e])
	if len(name) > 4 && name[:4] == "www." {
		name = name[4:]
	}
	for _, p := range profiles {
		if name != p.host && !(len(name) > len(p.host) && name[len(name)-len(p.host)-1:] == "."+p.host) {
			continue
		}
		if len(path) <= len(p.path) || path[:len(p.path)] != p.path {
			continue
		}
		user := path[len(p.path):]
		k := 0
		for k < len(user) && user[k] != '/' && user[k] != '?' {
			k++
		}
		if (p.host == "github.com" || p.host == "gitlab.com") && k+1 < len(user) && user[k] == '/' {
			continue // the page of a program, not of its maker
		}
		user = user[:k]
		if user == "" || sharedPaths[user] || orgHandles[user] {
			continue
		}
		w.addBytes(s, e, hit{rule: ruleURL, label: documents.URL, cert: 0.92})
		w.names.inside = append(w.names.inside, insideUse{h, e})
		return next
	}
	w.guardBytes(s, e, documents.URL, keepSite)
	w.names.sites = append(w.names.sites, siteUse{s, host, h, e})
	return next
}

// A siteUse is a web address that may hold a name: from a to e, its host from
// host to path.
type siteUse struct{ a, host, path, e int }
