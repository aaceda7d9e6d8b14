package redact

import "paraaf/documents"

var generalPhoneWords = hashSet(`afspraak afspraken inbellen inbelnummer inbel vergadernummer vergaderruimte info lijn infonummer balienummer crisiscentrum spoeddienst weekenddienst alarm meldkamer centrum algemeen algemene secretariaat receptie servicelijn helpdesk servicedesk meldpunt centrale klantenservice klantcontact balie loket storingsnummer storingsdienst
	spoednummer spoedlijn huisartsenpost doktersdienst praktijk informatielijn infolijn informatienummer hotline crisislijn meldlijn hulplijn publieksvoorlichting publieksinformatie
	telefooncentrale ziekenhuis apotheek gemeente gemeentehuis politie politiebureau kantoor school meldkamer alarmcentrale alarmnummer noodnummer klantenservicenummer
	servicenummer werkdagen openingstijden gratis contactcentrum callcenter hoofdnummer bezoekadres fax f bureau patientenservice polikliniek poli afdelingssecretariaat bestuurssecretariaat persdienst
	meldnummer wijkteam ggd belastingdienst postbus slachtofferhulp locket steunpunt expertisecentrum organisatie ministerie centraal vestiging dagelijks team huisartsenpraktijk tandartspraktijk praktijknummer receptienummer portier portiersloge huismeester bewaking beveiliging wachtcommandant conciergerie storing nachtreceptie portierspost piketpost officieel draait kiest
	vragen stadsdeelkantoor stadskantoor bezoekerscentrum infopunt informatiepunt kantine clubhuis sporthal zwembad bibliotheek buurthuis wijkcentrum museum winkel garage bakkerij slagerij restaurant hotel cafe café uitvaartcentrum crematorium keet bouwkeet projectbureau bouwbureau
	deurwaarder deurwaarderskantoor notariskantoor advocatenkantoor rechtbank griffie gerechtshof parket inrichting detentiecentrum penitentiaire azc opvanglocatie noodopvang leger heils piket facilitair redactie`)

var ownPhoneWords = hashSet(`hij ik mijn zijn haar hem mij m'n mn mobiel mobiele mob gsm prive privenummer thuisnummer thuis direct rechtstreeks doorkiesnummer doorkies 06 whatsapp app appen dochter zoon buurvrouw buurman`)

// knownGeneral are numbers of ministries and services that everyone may know.
var knownGeneral = map[string]bool{
	"0703407911": true, // VWS
	"0703407834": true, // VWS, fax
	"0704266426": true, // BZK
	"0703707911": true, // JenV
	"0704560000": true, // IenW
	"0703428000": true, // Financiën
	"0703798911": true, // EZ, LNV
	"0704123456": true, // OCW
	"0703334444": true, // SZW
	"0703486486": true, // BuZa
	"0703188188": true, // Defensie
	"0773700000": true, // Douane
	"0703564000": true, // AZ
	"0703182211": true, // Tweede Kamer
	"0703183040": true,
	"0703129200": true, // Eerste Kamer
}

// phone judges a telephone number that begins at token i.
func (w *work) phone(i int) int {
	b := w.text
	at := int(w.tok[i].start)
	if w.tok[i].is(glued) && i > 0 && at > 0 {
		if c := b[at-1]; isAlnum(c) || c == '-' && at > 1 && isAlnum(b[at-2]) || c == '/' && at > 1 && isDigit(b[at-2]) || c == '.' && at > 1 && isAlnum(b[at-2]) || c == '_' {
			return i
		}
	}
	p, ok := phoneAt(b, at)
	if !ok {
		return i
	}
	if p.end < len(b) && (isLetter(b[p.end]) || b[p.end] == '-' && p.end+1 < len(b) && isAlnum(b[p.end+1]) || b[p.end] == '@' || b[p.end] == '_') {
		return i
	}
	e := w.after(i, p.end)
	if d, _ := w.dateAt(i + 1); w.tok[i].n <= 3 && d > i+1 && d >= e && i+1 < len(w.tok) && !w.tok[i+1].is(glued|first) {
		return i // 02   2026-02-03
	}
	c, where := w.cueLeftAt(i, 9)
	if !p.sure && p.digits[0] == '0' && (c == cueRef || c == cueIBAN || c == cueBSN || c == cueKvK || c == cueID || c == cuePatient) {
		return i
	}
	if c == cueRef && where >= i-3 && where >= 0 && p.digits[0] == '0' && p.digits[1] != '6' && p.digits[1] != '+' {
		w.guardBytes(at, p.end, "REFERENCE", keepReference)
		return e
	}
	if p.service && !(p.digits[1] == '8' && p.digits[2] != '0' && w.directLine(i)) || knownGeneral[p.digits] {
		w.guardBytes(at, p.end, documents.Phone, keepNumber)
		return e
	}
	mobile := p.digits[1] == '6' || p.digits[0] == '+'
	if !mobile && w.generalPhone(i, e) {
		w.guardBytes(at, p.end, documents.Phone, keepNumber)
		return e
	}
	if i > 0 && w.isPunct(i, '(') && w.isPunct(e, ')') && !w.hasClose(i, e) {
		at = int(w.tok[i+1].start)
	}
	w.addBytes(at, p.end, hit{rule: rulePhone, label: documents.Phone, cert: 0.93})
	return e
}

func (w *work) hasClose(i, e int) bool {
	for k := i; k < e; k++ {
		if w.isPunct(k, ')') {
			return true
		}
	}
	return false
}

var (
	hashZijn, hashToestel              = uint32(hashOf("zijn")), uint32(hashOf("toestel"))
	hashTst, hashDoorkies, hashIntern  = uint32(hashOf("tst")), uint32(hashOf("doorkies")), uint32(hashOf("intern"))
	hashDoorkiesnr, hashDoorkiesnummer = uint32(hashOf("doorkiesnr")), uint32(hashOf("doorkiesnummer"))
)

// rowReach is how many tokens around a value its row is looked at: a row of a
// table is shorter, and a line of ten megabytes stays linear.
const rowReach = 80

// unnamedBlock reports whether the number at token i is the value of a label in
// a block of labels of which the name is no person's: "Naam  Projectbureau".
func (w *work) unnamedBlock(i int) bool {
	if w.slots[i].cue != cuePhone || w.slots[i].cell {
		return false
	}
	li := w.lineOf(i)
	for q := li - 1; q >= 0 && q >= li-4 && w.lines[q].a < w.lines[q].b; q-- {
		l := w.lines[q]
		named := false
		for k := l.a; k < l.b && k < l.a+16; k++ {
			if x := &w.tok[k]; w.slots[k].cue == cueName && x.kind == word && !w.slots[k].label {
				if x.is(capital) && !x.is(caps) && (x.has(given|family) || w.strange(int(k))) {
					return false
				}
				named = true
			}
		}
		if named {
			return true
		}
	}
	return false
}

// letterhead reports whether the number at token i stands in the block with which the text
// begins, below an organisation: a practice, its street, its telephone.
func (w *work) letterhead(i int) bool {
	li := w.lineOf(i)
	if li == 0 || li > 5 {
		return false
	}
	for q := li; q >= 0; q-- {
		l := w.lines[q]
		if l.a == l.b {
			return false
		}
		if q > 0 {
			for k := l.a; k < l.b && k < l.a+rowReach; k++ {
				if x := &w.tok[k]; x.kind == word && (x.has(title) && x.n > 1 && !x.has(stop) || w.slots[k].cue == cueName || ownPhoneWords.has(x.hash)) {
					return false
				}
			}
			continue
		}
		x := &w.tok[l.a]
		return x.kind == word && x.is(capital) && (x.has(orgHead) && !x.has(anyName) || x.ends(tailOrg|tailPractice) && x.n > 7)
	}
	return false
}

// unnamedRow reports whether the number at token i stands alone behind a wide
// gap in a row that begins with words of which none is a name: "BHV      070 ..."
func (w *work) unnamedRow(i int) bool {
	if i == 0 || w.tok[i].is(first) || w.slots[i].cue == cuePhone && !w.slots[i].cell {
		return false
	}
	bar := w.isPunct(i-1, '|')
	if gap := w.text[w.tok[i-1].end():w.tok[i].start]; !bar && len(gap) < 3 && !(len(gap) > 0 && gap[0] == '\t') {
		return false
	}
	n := 0
	for k := i - 1; k >= 0 && n < 8 && k > i-24; k-- {
		t := &w.tok[k]
		if t.kind == word {
			if n++; t.has(given|family) && !t.is(caps) && t.is(capital) || ownPhoneWords.has(t.hash) || !t.has(common|stop|orgHead|orgTail) && !t.is(caps) && w.state[k] != guarded {
				return false
			}
		}
		if t.is(first) {
			return n > 0 && (n < 4 || bar)
		}
	}
	return false
}

// personRow reports whether the number at token i stands in the row of a
// person, and whether the table has names at all.
func (w *work) personRow(i int) (person, known bool) {
	l := w.lines[w.lineOf(i)]
	desk := false // the cell begins with the word for a desk or an organisation
	for k := max(l.a, int32(i)-rowReach); k < min(l.b, int32(i)+rowReach); k++ {
		if c := w.slots[k].cue; (c == cueName || c == cueFamily) && w.tok[k].kind == word {
			known = true
			x := &w.tok[k]
			if k == 0 || w.slots[k-1].cue != c || w.tok[k-1].kind == punct && !w.isPunct(int(k)-1, '.') && w.tok[k-1].hash != '-' {
				desk = !x.has(anyName) && (x.has(orgHead) || generalPhoneWords.has(x.hash) && x.n > 1 || boxWords.has(x.hash) || x.n > 6 && hasTail(w.fold(x), deskTails))
			}
			desk = desk && !(x.n == 1 && x.is(capital) && w.isPunct(int(k)+1, '.'))
			if desk {
				continue
			}
			if x.is(capital) && !x.has(orgHead|orgTail|stop) && !boxWords.has(x.hash) && !generalPhoneWords.has(x.hash) && (x.has(given|family) || !x.has(common)) && !x.ends(tailOrg) {
				person = true
			}
			if k > 0 && x.is(capital) && w.tok[k-1].kind == word && w.tok[k-1].is(capital) && w.slots[k-1].cue == c && !x.is(caps) && !x.has(orgHead|orgTail|team) && !w.tok[k-1].has(orgHead|orgTail|team|stop) && !x.ends(tailOrg) {
				person = true // two capitals in a column of names
			}
		}
	}
	return person, known
}

// deskTails end what has a telephone of its own in a list: bouwkeet, havenkantoor.
var deskTails = []string{"keet", "kantoor", "balie", "loket", "receptie", "desk", "centrale", "secretariaat", "administratie", "kazerne", "gemaal"}

// deskRow reports whether the row of token i is that of a desk, whoever answers there.
func (w *work) deskRow(i int) bool {
	l := w.lines[w.lineOf(i)]
	for k := max(l.a, int32(i)-rowReach); k < min(l.b, int32(i)+rowReach); k++ {
		if t := &w.tok[k]; t.kind == word && t.n > 4 && w.slots[k].cue != cueName && (t.hash == hashSecretariaat || t.hash == hashReceptie || t.hash == hashBalie) && !w.isPunct(int(k)+1, '-') {
			return true
		}
	}
	return false
}

var hashReceptie, hashBalie = uint32(hashOf("receptie")), uint32(hashOf("balie"))

// boxAt reports whether the @ at token k is that of a functional mailbox.
func (w *work) boxAt(k int) bool {
	j := k
	for j > 0 && w.tok[j].is(glued) && j > k-8 && !w.tok[j].is(first) {
		j--
	}
	if j >= k {
		return false
	}
	e := w.tok[k].end()
	for e < len(w.text) && (isAlnum(w.text[e]) || w.text[e] == '.' || w.text[e] == '-') {
		e++
	}
	return w.functional(j, k, int(w.tok[j].start), int(w.tok[k].start), lowerASCII(w.text[w.tok[k].end():e]))
}

var hashTel, hashTelefoon = uint32(hashOf("tel")), uint32(hashOf("telefoon"))

// phoneWithCue reads numbers that are telephone numbers only because a word
// says so: internal extensions and numbers without their area code.
func (w *work) phoneWithCue(i, where int) int {
	if w.slots[i].cell && (where < 0 || w.slots[where].label) && w.slots[i].cue == cuePhone && w.tok[i].n >= 4 && w.tok[i].n <= 6 && w.text[w.tok[i].start] != '0' {
		// an extension, in the row of a person under "Toestel"
		next := i+1 < len(w.tok) && !w.tok[i+1].is(first) && int(w.tok[i+1].start)-w.tok[i].end() < 2 && w.text[w.tok[i].end()] != '\t' && !w.isPunct(i+1, '|') && !w.isPunct(i+1, ';') && !w.isPunct(i+1, '"')
		if person, known := w.personRow(i); known && person && !next && !w.deskRow(i) {
			w.add(i, i+1, hit{rule: rulePhoneWork, label: documents.Phone, cert: 0.7})
			return i + 1
		}
		return i
	}
	if where < 0 || where < i-3 {
		return i
	}
	h := w.tok[where].hash
	if (h == hashTel || h == hashTelefoon) && w.tok[i].n == 4 && w.text[w.tok[i].start] != '0' && w.text[w.tok[i].start] != '1' && !(i+1 < len(w.tok) && w.tok[i+1].kind == number && !w.tok[i+1].is(first)) && !(i+1 < len(w.tok) && w.tok[i+1].is(glued) && w.tok[i+1].kind != punct) {
		w.add(i, i+1, hit{rule: rulePhoneWork, label: documents.Phone, cert: 0.7})
		return i + 1
	}
	if (h == hashToestel || h == hashTst) && w.tok[i].n == 2 && i+1 < len(w.tok) && w.tok[i+1].kind == number && w.tok[i+1].n == 2 && !w.tok[i+1].is(first|glued) && !(i+2 < len(w.tok) && w.tok[i+2].kind == number) {
		w.add(i, i+2, hit{rule: rulePhoneWork, label: documents.Phone, cert: 0.75}) // tst. 17 45
		return i + 2
	}
	if (h == hashToestel || h == hashTst || h == hashDoorkies || h == hashIntern || h == hashDoorkiesnr || h == hashDoorkiesnummer) && w.tok[i].n >= 3 && w.tok[i].n <= 6 {
		w.add(i, i+1, hit{rule: rulePhoneWork, label: documents.Phone, cert: 0.75})
		w.state[i] = reach
		return i + 1
	}
	return i
}
