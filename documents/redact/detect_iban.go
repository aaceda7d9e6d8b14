package redact

import "paraaf/documents"

// This file tells the account of a person from that of an organisation: by its bank, by its
// holder behind it, and by what is said to be done with it.

// iban judges an IBAN that begins at token i.
func (w *work) iban(i int) int {
	at := int(w.tok[i].start)
	e := ibanAt(w.text, at, false)
	if e == 0 {
		if c := w.cueLeft(i, 6); c == cueIBAN {
			e = ibanAt(w.text, at, true)
		}
		if e == 0 {
			return i
		}
	}
	if w.orgAccount(i, w.after(i, e)) {
		w.guardBytes(at, e, documents.IBAN, keepAccount)
	} else {
		w.addBytes(at, e, hit{rule: ruleIBAN, label: documents.IBAN, cert: 0.95})
	}
	return w.after(i, e)
}

var ownAccountWords = hashSet(`mijn zijn haar hun m'n mn jouw je uw privé prive privérekening priverekening spaarrekening betaalrekening mij cliënt client patiënt bewoner melder klager slachtoffer werknemer salaris loon declaratie moeder vader man vrouw zoon dochter neef nicht broer zus
	ex overtreder betrokkene verdachte belastingplichtige schuldenaar aanvrager eiser begunstigde verzoeker rekeninghouder huurder terugstorten teruggestort terugbetalen terugbetaald terugbetaling teruggaaf teruggave uitbetaald uitbetalen uitbetaling uitgekeerd uitkeren uitkering vergoed
	reiskosten reiskostenvergoeding onkosten schadevergoeding schadebedrag voorschot zakgeld erven nalatenschap bijgeschreven gezamenlijke giro terug houder bsn saldo`)
var orgAccountWords = hashSet(`kvk btw crediteuren crediteur factuur facturen betaling betalingen betaal maak overmaken overmaakt over contributie donatie donaties giften gift leverancier stort
	stichting ministerie gemeente bv vereniging b.v. praktijk ziekenhuis kantoor belastingdienst gerechtsdeurwaarder incasso incassoafdeling griffie cjib eigen maar ten name crediteurenadres debiteuren legesrekening
	subsidie organisatie bedrijf zakelijke bedrijfsrekening algemene factuurbedrag retour rijksoverheid brengen derdengeldenrekening derdengelden collecte schadefonds kosten bijdrage ouderbijdrage inschrijfgeld entree leges voldoen voldaan`)

// publicBanks keep accounts for public bodies only.
func publicBank(b []byte) bool {
	return len(b) > 8 && (string(b[4:8]) == "BNGH" || string(b[4:8]) == "NWAB")
}

// orgAccount reports whether the account at tokens i to e is that of an
// organisation: said so before it, or by its holder after it.
func (w *work) orgAccount(i, e int) bool {
	if publicBank(w.joined(i, e)) {
		return true
	}
	if org, known := w.accountHolder(e); known {
		return org
	}
	for k := e; k < len(w.tok) && k < e+10; k++ {
		if w.tok[k].is(first) && k > e || w.isPunct(k, ')') || w.isPunct(k, '.') && !w.abbreviated(k) {
			break
		}
		if (w.tok[k].has(orgHead|orgTail) || w.tok[k].ends(tailOrg)) && !w.tok[k].has(anyName) {
			return true
		}
		if w.tok[k].kind == word && w.tok[k].hash == hashKvK {
			return true
		}
	}
	if w.paidBy(i) {
		return false
	}
	own, org := -1, -1
	breaks := 0
	for k := i - 1; k >= 0 && k > i-22; k-- {
		if w.tok[k+1].is(first) {
			if breaks++; breaks > 1 || w.blankBefore(k+1) {
				break
			}
		}
		t := &w.tok[k]
		if t.kind == punct && t.hash == '.' && !w.abbreviated(k) {
			break
		}
		if t.kind != word {
			continue
		}
		if own < 0 && ownAccountWords.has(t.hash) {
			own = i - k
		}
		if org < 0 && !(t.hash == hashEigen && k > 0 && ownAccountWords.has(w.tok[k-1].hash)) && (orgAccountWords.has(t.hash) || t.has(orgHead) && !t.has(anyName)) {
			org = i - k
		}
	}
	if own < 0 {
		return org >= 0
	}
	return org >= 0 && org < own
}

var hashEigen = uint32(hashOf("eigen"))

// joined gives the bytes of tokens i to e without what divides them, at most the first dozen.
func (w *work) joined(i, e int) []byte {
	out := make([]byte, 0, 12)
	for _, c := range w.text[w.tok[i].start:w.tok[e-1].end()] {
		if isAlnum(c) && len(out) < cap(out) {
			out = append(out, c&^(c>>6&1<<5))
		}
	}
	return out
}

// accountHolder reads whose account it is behind the account that ends at token e, t.n.v. or
// "op naam van", and reports whether that is an organisation.
func (w *work) accountHolder(e int) (org, known bool) {
	t := w.tok
	k := e
	for n := 0; n < 2 && k < len(t) && (w.isPunct(k, ',') || w.isPunct(k, '(')); n++ {
		k++
	}
	q := w.holderCue(k)
	if q <= k {
		return false, false
	}
	named := false
	for n := 0; q < len(t) && n < 9; q, n = q+1, n+1 {
		x := &t[q]
		if x.is(first) && n > 0 || w.isPunct(q, ')') || w.isPunct(q, ';') || x.kind == number || w.isPunct(q, '.') && !w.abbreviated(q) {
			break
		}
		if w.dottedForm(q) || x.kind == word && (x.has(orgHead|orgTail) && !x.has(given) || x.ends(tailOrg) && !x.has(anyName) || holderWords.has(x.hash) || orgAccountWords.has(x.hash) && x.n > 3) {
			return true, true
		}
		named = named || x.kind == word && x.is(capital) && (x.n == 1 || x.has(anyName) && !x.has(stop))
	}
	return false, named
}

// holderCue passes over "t.n.v.", "tnv", "ten name van" and "op naam van" at token k.
func (w *work) holderCue(k int) int {
	t := w.tok
	if k >= len(t) || t[k].kind != word {
		return k
	}
	switch {
	case t[k].hash == hashTnv:
		return k + 1
	case k+5 < len(t) && t[k].n == 1 && w.text[t[k].start]|0x20 == 't' && w.isPunct(k+1, '.') && t[k+2].n == 1 && w.isPunct(k+3, '.') && t[k+4].hash == hashV:
		return k + 6
	case k+2 < len(t) && (t[k].hash == hashOp || t[k].hash == hashTen) && (t[k+1].hash == hashNaam || t[k+1].hash == hashInName) && t[k+2].hash == hashVan:
		return k + 3
	}
	return k
}

var hashDoor, hashInName = uint32(hashOf("door")), uint32(hashOf("name"))

// holderWords are organisations that hold accounts, also in small letters.
var holderWords = hashSet(`obs cbs rkbs pcbs ikc school basisschool ouderraad ouderfonds oudervereniging schoolfonds gemeente provincie waterschap ministerie stichting vereniging fonds kas comité comite commissie club clubkas kerk parochie moskee diaconie
	bewonerscommissie buurtvereniging wijkplatform wijkplatforms wijkraad dorpsraad bestuur college coöperatie cooperatie maatschap bv nv vof`)

// dottedForm reports whether a legal form of a company stands at token k: B.V., N.V., V.O.F.
func (w *work) dottedForm(k int) bool {
	t := w.tok
	if k+2 >= len(t) || t[k].kind != word || t[k].n != 1 || !t[k].is(capital) || !w.isPunct(k+1, '.') || !t[k+1].is(glued) || t[k+2].kind != word || t[k+2].n != 1 || !t[k+2].is(glued) {
		return false
	}
	switch a, b := w.text[t[k].start], w.text[t[k+2].start]; {
	case a == 'B' && b == 'V', a == 'N' && b == 'V', a == 'C' && b == 'V':
		return true
	case a == 'V' && b == 'O':
		return k+4 < len(t) && w.isPunct(k+3, '.') && t[k+4].n == 1 && w.text[t[k+4].start] == 'F'
	}
	return false
}

// paidBy reports whether the sentence says that an organisation pays to the account at token i:
// "wordt door het waterschap betaald op".
func (w *work) paidBy(i int) bool {
	if i < 4 || !paidWords.has(w.tok[i-2].hash) || w.tok[i-1].kind != word {
		return false
	}
	for k := i - 3; k > 0 && k > i-9; k-- {
		if w.tok[k].kind == word && w.tok[k].hash == hashDoor {
			return true
		}
		if w.isPunct(k, '.') {
			return false
		}
	}
	return false
}

var paidWords = hashSet(`betaald overgemaakt vergoed uitbetaald gestort voldaan bijgeschreven`)

var hashTnv = uint32(hashOf("tnv"))
var hashKvK = uint32(hashOf("kvk"))
