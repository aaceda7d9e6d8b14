package redact

// This file judges words that are in no list at all. A capitalised word in a
// Dutch text that is neither Dutch nor English, no place, no organisation that
// is known and not put together of Dutch words is a name of something; where
// it stands tells whether of someone.

// notStrange are the classes that make a word known as something other than a
// name.
const notStrange = common | proper | place | team | english | demonym | stop | month | weekday | orgHead | orgTail | title | official | trade | rank | kin | thingHead | thingTail | greeting | saying

// strange reports whether the word at token k is known as nothing but,
// perhaps, a name.
func (w *work) strange(k int) bool {
	t := &w.tok[k]
	if t.kind != word || t.n < 3 || t.class&notStrange != 0 || t.cue != 0 || t.ends(tailOrg|tailSure|tailThing|tailTrade|tailPractice) || boxWords[t.hash] || generalPhoneWords[t.hash] || partyNames[t.hash] {
		return false
	}
	if t.is(caps) && t.n <= 5 || t.is(mixed) && !w.camelName(t) {
		return false
	}
	return !w.wordy(k)
}

// Words before and after a single strange word that say it is someone.
var (
	// someone does these; an organisation hardly ever
	personVerbs = hashSet(`belt belde mailt mailde appt appte zegt zei vraagt vroeg vertelt vertelde schrijft schreef wil wilde vindt vond denkt dacht had opent opende vult vulde
	checkt regelt kijkt keek hoopt begrijpt voegt huilt lacht lachte knikt zucht zit zat loopt liep woont woonde slaapt sliep trakteert sluit schuift schoof komt kwam gaat ging bedankt herhaalt merkt merkte
	licht lichtte oppert stelt heet kreeg krijgt zoekt weet weigert weigerde ontkent ontkende bevestigt viel raakte overleed verloor won speelde scoorde studeert verhuist trouwt zou kan kon moet moest mag wordt werd neemt nam doet deed begon gaf geeft houdt ziet zag heeft is was reageert wijst maakt werkt
	legt laat blijft staat pakt noemt draagt stapt rijdt ligt leest leert bleek verklaart verklaarde tekent tekende informeert runde kan zal mist wacht spreekt sprak hoort loste arriveert volgt stuurt verlaat verliet nodigt ontving ontvangt ziek`)
	// what an organisation does as well, so that these need more
	orgVerbs = hashSet(`is was heeft had wordt werd krijgt kreeg kan kon moet moest mag zal zou zoekt komt kwam gaat ging staat blijft geeft gaf maakt werkt biedt levert wil wilde neemt nam stelt bevestigt verklaart verklaarde laat volgt begon groeit doet won verloor ligt legt informeert reageert houdt verliet verlaat weigert weigerde ontkent ontkende stuurt wijst noemt verwacht adviseert ontvangt ontving draagt voegt meldt ziet zag weet zegt zei begrijpt denkt dacht vindt vond schrijft schreef herhaalt loopt liep`)
	// call upon someone
	callLeft = hashSet(`bel belde mail mailde app appte vraag vroeg spreek sprak ken kent groet groetjes bedank dank liefs ene genaamd heet heette noemde barvrouw gebeld gesproken gevraagd ha hoi hallo dag hey zei zegt vroeg vertelt antwoordt liefst`)
	callVia  = hashSet(`met door aan naar bij van voor`)
	// with what stands before: "gebeld met", "vraag naar", "behandeld door"
	viaHead = hashSet(`gebeld gesproken gemaild overlegd overleg afgesproken afgestemd besproken vraag vragen nummer mailtje adres telefoonnummer behandeld opgesteld geschreven ingediend ondertekend genoteerd aangenomen bestemd verzonden gemeld besluit advies naam ouders moeder vader zoon dochter broer zus vrouw man vriend
	vriendin vacature school kamer leiding hulp toelichting notitie stuk concept opmerking opmerkingen inbreng bijdrage presentatie mobiel meisje jongen partner verjaardag afscheid jubileum interview gesprek afspraak spreekt spreek terugbellen aanmelden melden samen bijgewoond genomen
	gedaan geregeld aangeleverd verzorgd overgenomen gecontroleerd meegelezen geparafeerd akkoord reactie mail mails bericht bericht brief contact bel zuster collega initiatief rapportage waarneming vervangen vervanging opvolging spullen kinderen kind oom oma opa tante dossier aanvraag verzoek bezwaar klacht verklaring getuigenis verhaal stem portret foto telefoontje appje berichtje agenda bureau laptop account telefoon auto fiets bevallen gehuwd getrouwd verloofd gescheiden bijval gewonnen verloren verslagen doelpunt treffer leerlingen gevoelig bloemen cadeau`)
	ownerRight = hashSet(`zijn haar hun z'n d'r m'n zn dr`)
)

// strangeOne gives the certainty that the single strange word at p is
// someone, or 0. left is the word before it and right the one after it, or
// -1.
func (w *work) strangeOne(p parsed, start bool, left, right int) float64 {
	t := w.tok
	k := p.a
	if p.particle {
		k = p.family[len(p.family)-1]
	}
	named := t[k].has(anyName) || w.hint(k)
	if p.a > 0 && !t[p.a].is(first) && w.goesOn(p.a) {
		return 0
	}
	// Folasade (42), Manish (17), die ...
	if b := p.b; b+2 < len(t) && w.isPunct(b, '(') && t[b+1].kind == number && t[b+1].n <= 2 && (w.isPunct(b+2, ')') || w.isPunct(b+2, ',') || t[b+2].kind == word && (t[b+2].hash == hashJr || t[b+2].hash == hashJaar || t[b+2].hash == hashMnd)) {
		return 0.75
	}
	// Arend zijn BSN, Henny haar adres
	if right == p.b && ownerRight[t[right].hash] && right+1 < len(t) && t[right+1].kind == word && t[right+1].has(common) && !t[right+1].has(stop) && !(left >= 0 && (t[left].hash == hashDe || t[left].hash == hashHet)) {
		return 0.7
	}
	if left >= 0 && (t[left].hash == hashDe || t[left].hash == hashHet || t[left].hash == hashEen || t[left].hash == hashThe || t[left].has(placeCue) && !t[left].has(kin) && t[left].hash != hashNaar) && left == p.a-1 {
		return 0
	}
	if left >= 0 && left == p.a-1 && !(t[left].is(first) && t[left].is(glued)) {
		x := &t[left]
		if callLeft[x.hash] {
			return 0.72
		}
		if callVia[x.hash] {
			if l := w.leftWord(left); l >= 0 && l == left-1 && viaHead[t[l].hash] {
				return 0.72
			}
		}
		if x.hash == hashZich && right == p.b && (t[right].hash == hashNoemde || t[right].hash == hashNoemt) {
			return 0.8
		}
	}
	// WJZ (Jedidja), BZK (Jedidja, directie ...)
	if k := p.a - 1; k > 0 && w.isPunct(k, '(') && t[k-1].kind == word && t[k-1].is(caps) && t[k-1].n <= 8 && (w.isPunct(p.b, ',') || w.isPunct(p.b, ')') || w.isPunct(p.b, ';')) && !t[k-1].has(anyName) {
		return 0.7
	}
	// he who does something is no part of "de voogd van Nidos"
	subject := left < 0 || left != p.a-1 || !prepositionsAll[t[left].hash]
	if right == p.b && !t[right].is(capital) && subject {
		x := &t[right]
		if personVerbs[x.hash] {
			switch {
			case !orgVerbs[x.hash]:
				return 0.68
			case named && left < 0:
				return 0.6
			}
		}
		if x.hash == hashHier && (left < 0 || w.isPunct(p.a-1, ',')) {
			return 0.72
		}
	}
	// "dat vindt Khinh", "zei Khinh"
	if left >= 0 && left == p.a-1 && t[left].has(saying) && !t[left].is(capital) && personVerbs[t[left].hash] && !orgVerbs[t[left].hash] {
		return 0.65
	}
	// Rowan, let op: ... ; Dank Rowan!
	if start && w.isPunct(p.b, ',') && p.b+1 < len(t) && t[p.b+1].kind == word && addressed[t[p.b+1].hash] {
		return 0.7
	}
	return 0
}

var prepositionsAll = hashSet(`van bij met voor door aan op in uit tot naar over onder tegen tussen namens via per binnen volgens zonder sinds te ten ter`)
var addressed = hashSet(`kun kunt kan wil weet heb heeft jij je u zou let graag zie dank bedankt fijn mooi ik hierbij wij we even goed bel mail stuur het hoe wat waar wanneer ben denk`)
var hashJr, hashJaar, hashMnd, hashZich, hashNoemde, hashNoemt, hashHier = uint32(hashOf("jr")), uint32(hashOf("jaar")), uint32(hashOf("mnd")), uint32(hashOf("zich")), uint32(hashOf("noemde")), uint32(hashOf("noemt")), uint32(hashOf("hier"))

// goesOn reports whether a word with a capital stands right before token a, so
// that a begins in the middle of something.
func (w *work) goesOn(a int) bool {
	x := &w.tok[a-1]
	return x.kind == word && x.is(capital) && !w.sentenceStart(a-1) && !x.has(trade|title|rank) && !x.is(caps)
}

// strangeTwo reports whether p, of two words or more, is made of words of
// which one at least is strange and none is known as something else.
func (w *work) strangeTwo(words []int) bool {
	odd := 0
	if a := words[0]; a > 0 && !w.tok[a].is(first) {
		// what goes on from a capital is the rest of something else
		if w.goesOn(a) {
			return false
		}
		if x := &w.tok[a-1]; x.kind == word && !x.is(capital) && (x.hash == hashDe || x.hash == hashHet || x.hash == hashEen) {
			return false
		}
	}
	for _, k := range words {
		switch {
		case w.tok[k].ends(tailSoft) && k == words[0] || w.tok[k].has(place) && !w.tok[k].has(given|family):
			return false
		case w.strange(k) || w.tok[k].n == 2 && w.tok[k].class&notStrange == 0 && !w.tok[k].is(caps):
			odd++
		case !w.tok[k].has(given|family) || w.tok[k].has(orgHead|orgTail|stop|english|team|demonym|official|title|thingHead):
			return false
		}
	}
	return odd > 0 && (odd > 1 || len(words) > 1)
}
