package redact

import "strings"

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
	if t.kind != word || t.n < 3 || t.class&(notStrange&^proper) != 0 || t.has(proper) && !t.has(anyName) || t.cue != 0 || t.ends(tailOrg|tailSure|tailThing|tailTrade|tailPractice) || boxWords.has(t.hash) || generalPhoneWords.has(t.hash) || partyNames.has(t.hash) {
		return false
	}
	if t.is(caps) && t.n <= 5 || t.is(mixed) && !w.camelName(t) {
		return false
	}
	if t.n >= 7 && hasTail(w.fold(t), remedyEnds) {
		return false // Oxazepam, Klebsiella
	}
	return !w.wordy(k) || t.n < 10 && hinted(w.fold(t)) && (t.has(anyName) || !w.names.press)
}

// remedyEnds end the names of medicines and of what makes ill.
var remedyEnds = []string{"zepam", "zolam", "pril", "olol", "sartan", "statine", "cilline", "mycine", "prazol", "tinib", "oxetine", "apine", "bacter", "coccus", "monas", "virus", "iella", "onella", "igella", "ridol", "pramine", "formine", "parine", "xaban", "triptan", "azine"}

// properOnly reports whether the word at token k is known to be written with a capital, but
// not what it names.
func (w *work) properOnly(k int) bool {
	t := &w.tok[k]
	return t.kind == word && t.n >= 4 && t.has(proper) && t.class&(notStrange&^proper) == 0 && !t.is(caps|mixed) && t.cue == 0 && !t.ends(tailOrg|tailSure|tailThing|tailTrade|tailPractice) && !boxWords.has(t.hash) && !partyNames.has(t.hash)
}

// Words before and after a single strange word that say it is someone.
var (
	// someone does these; an organisation hardly ever
	personVerbs = hashSet(`belt belde mailt mailde appt appte zegt zei vraagt vroeg vertelt vertelde schrijft schreef wil wilde vindt vond denkt dacht had opent opende vult vulde
	checkt regelt kijkt keek hoopt begrijpt voegt huilt lacht lachte knikt zucht zit zat loopt liep woont woonde slaapt sliep trakteert sluit schuift schoof komt kwam gaat ging bedankt herhaalt merkt merkte
	licht lichtte oppert stelt heet kreeg krijgt zoekt weet weigert weigerde ontkent ontkende bevestigt viel raakte overleed verloor won speelde scoorde studeert verhuist trouwt zou kan kon moet moest mag wordt werd neemt nam doet deed begon gaf geeft houdt ziet zag heeft is was reageert wijst maakt werkt
	terugkeert keert uitvalt invalt scoort leidt traint stopt eindigt passeert schiet kopt mist vervangt ontbreekt ontbrak vertrekt vertrok schreeuwt schreeuwde riep roept legt laat blijft staat pakt noemt draagt stapt rijdt ligt leest leert bleek verklaart verklaarde tekent tekende informeert runde kan zal mist wacht spreekt sprak hoort loste arriveert volgt stuurt verlaat verliet nodigt ontving ontvangt ziek`)
	// what an organisation does as well, so that these need more
	orgVerbs = hashSet(`is was heeft had wordt werd krijgt kreeg kan kon moet moest mag zal zou zoekt komt kwam gaat ging staat blijft geeft gaf maakt werkt biedt levert wil wilde neemt nam stelt bevestigt verklaart verklaarde laat volgt begon groeit doet won verloor ligt legt informeert reageert houdt verliet verlaat weigert weigerde ontkent ontkende stuurt wijst noemt verwacht adviseert ontvangt ontving draagt voegt meldt ziet zag weet zegt zei begrijpt denkt dacht vindt vond schrijft schreef herhaalt loopt liep`)
	// call upon someone
	callLeft = hashSet(`bel belde mail mailde app appte vraag vroeg spreek sprak ken kent groet groetjes bedank dank liefs ene genaamd heet heette noemde barvrouw gebeld gesproken gevraagd ha hoi hallo dag hey zei zegt vroeg vertelt antwoordt liefst`)
	callVia  = hashSet(`met door aan naar bij van voor`)
	// with what stands before: "gebeld met", "vraag naar", "behandeld door"
	viaHead = hashSet(`overgedragen uitgereikt betekend navragen navraag nagevraagd opvragen opgevraagd informeren uitgeprint geprint getypt uitgetypt gelezen teruggebeld ingesproken gespreksnotities gesprekspunten spreekpunten aantekeningen appjes opvolger opvolgster voorganger voorgangster vervanger vervangster weten gericht aanleiding geworden behandeling operatie opname verzorging begeleiding plaatsing ligt gebeld gesproken gemaild overlegd overleg afgesproken afgestemd besproken vraag vragen nummer mailtje adres telefoonnummer behandeld opgesteld geschreven ingediend ondertekend genoteerd aangenomen bestemd verzonden gemeld besluit advies naam ouders moeder vader zoon dochter broer zus vrouw man vriend
	vriendin vacature school kamer leiding hulp toelichting notitie stuk concept opmerking opmerkingen inbreng bijdrage presentatie mobiel meisje jongen partner verjaardag afscheid jubileum interview gesprek afspraak spreekt spreek terugbellen aanmelden melden samen bijgewoond genomen
	gedaan geregeld aangeleverd verzorgd overgenomen gecontroleerd meegelezen geparafeerd akkoord reactie mail mails bericht bericht brief contact bel zuster collega initiatief rapportage waarneming vervangen vervanging opvolging spullen kinderen kind oom oma opa tante dossier aanvraag verzoek bezwaar klacht verklaring getuigenis verhaal stem scheiding overlijden ziekte geboorte zwangerschap verlof bevalling dood uitvaart ontslag echtscheiding moord aanhouding arrestatie portret foto telefoontje appje berichtje agenda bureau laptop account telefoon auto fiets bevallen gehuwd getrouwd verloofd gescheiden bijval gewonnen verloren verslagen doelpunt treffer leerlingen gevoelig bloemen cadeau`)
	ownerRight = hashSet(`zijn haar hun z'n d'r m'n zn dr`)
)

// strangeOne gives the certainty that the single strange word at p is
// someone, or 0. left is the word before it and right the one after it, or
// -1.
func (w *work) strangeOne(p parsed, start bool, left, right int) float64 {
	t := w.tok
	k := p.a
	if p.particle && len(p.family) > 0 {
		k = p.family[len(p.family)-1]
	}
	named := t[k].has(anyName) || w.hint(k) && !t[k].has(proper)
	if p.a > 0 && !t[p.a].is(first) && w.goesOn(p.a) {
		return 0
	}
	// the last line of a mail, and nothing else on it
	if t[p.a].is(first) && t[p.b-1].is(last) && p.b == len(t) && w.names.letter && w.blankBefore(p.a) {
		return 0.62
	}
	// Kwame et al.
	if b := p.b; b+1 < len(t) && t[b].hash == hashEt && t[b+1].hash == hashAl && t[b+1].kind == word {
		return 0.7
	}
	if named && t[k].n > 3 && p.a > 0 && w.isPunct(p.a-1, '(') && w.isPunct(p.b, ')') && (t[k].has(anyGiven) || w.hint(k)) {
		return 0.6 // de wijkverpleging (Anneke)
	}
	if left >= 0 && left == p.a-1 && right == p.b {
		l, r := t[left].hash, t[right].hash
		switch {
		case youWords.has(l) && (askWords.has(r) || r == hashEven && right+1 < len(t) && askWords.has(t[right+1].hash)):
			return 0.7 // kan jij Fabio vragen
		case (l == hashNaar || l == hashAan) && sentWords.has(r):
			return 0.68 // naar Samira gestuurd
		case ifWords.has(l) && r == hashEr:
			return 0.6 // als Piet er niet is
		}
	}
	if w.aged(p.b) {
		return 0.75
	}
	// Arend zijn BSN, Henny haar adres
	if right == p.b && ownerRight.has(t[right].hash) && right+1 < len(t) && !strings.HasPrefix(w.fold(&t[right+1]), "ge") && t[right+1].kind == word && t[right+1].has(common) && !t[right+1].has(stop) && !(left >= 0 && (t[left].hash == hashDe || t[left].hash == hashHet)) {
		return 0.7
	}
	if left >= 0 && (t[left].hash == hashDe || t[left].hash == hashHet || t[left].hash == hashEen || t[left].hash == hashThe || t[left].has(placeCue) && !t[left].has(kin) && t[left].hash != hashNaar) && left == p.a-1 {
		return 0
	}
	if c := w.calledUpon(p, left, right); c > 0 {
		return c
	}
	// WJZ (Jedidja), BZK (Jedidja, directie ...)
	if k := p.a - 1; k > 0 && w.isPunct(k, '(') && t[k-1].kind == word && t[k-1].is(caps) && t[k-1].n <= 8 && (w.isPunct(p.b, ',') || w.isPunct(p.b, ')') || w.isPunct(p.b, ';')) && !t[k-1].has(anyName) {
		return 0.7
	}
	if w.landRight(p.b) {
		return 0.66
	}
	// Anjenie van salarisadministratie, Femke van team Noord, Roel van WJZ
	if b := p.b; b+1 < len(t) && t[b].kind == word && (t[b].hash == hashVan || t[b].hash == hashUit || t[b].hash == hashBij && named) && !t[b].is(first) && (left < 0 || left != p.a-1 || !prepositionsAll.has(t[left].hash) || named) {
		q := b + 1
		if t[q].hash == hashDe || t[q].hash == hashHet || t[q].hash == hashUw || t[q].hash == hashOns {
			q++
		}
		if q < len(t) && t[q].kind == word && (t[q].is(caps) && t[q].n >= 2 && t[q].n <= 6 || t[q].is(mixed) || unitWords.has(t[q].hash) || hasTail(w.fold(&t[q]), unitTails)) {
			return 0.66
		}
	}
	// Vandaag Dotinga gesproken; Rondvraag. Kromhout: wie ...
	if right == p.b && spokenTo.has(t[right].hash) && !t[right].is(capital) && (left < 0 || left != p.a-1 || !prepositionsAll.has(t[left].hash)) {
		return 0.64
	}
	if start && !t[p.a].is(first) && t[k].has(family) && w.isPunct(p.b, ':') && t[p.b].is(glued) && p.b+1 < len(t) && t[p.b+1].kind == word && !t[p.b+1].is(glued) {
		return 0.6
	}
	// he who does something is no part of "de voogd van Nidos"
	subject := left < 0 || left != p.a-1 || !prepositionsAll.has(t[left].hash)
	if w.spokenWith(p, left) {
		return 0.72
	}
	// Vasile, mijn kamergenoot
	if b := p.b; w.isPunct(b, ',') && b+2 < len(t) && t[b+1].kind == word && (t[b+1].hash == hashMijn || t[b+1].hash == hashOnze || ownerRight.has(t[b+1].hash) || t[b+1].hash == hashUw) && t[b+2].kind == word && (t[b+2].has(kin) || t[b+2].byTrade()) {
		return 0.75
	}
	// kreeg ik Sharita aan de lijn
	if b := p.b; b+2 < len(t) && t[b].kind == word && (t[b].hash == hashAan && t[b+1].hash == hashDe && onLine.has(t[b+2].hash) || t[b].hash == hashOp && t[b+1].hash == hashBezoek) {
		return 0.7
	}
	if (t[k].has(anyGiven) || named && w.hint(k)) && t[k].n >= 4 && left >= 0 && left == p.a-1 && !start && nearPeople.has(t[left].hash) && !t[left].is(capital) {
		if l := w.leftWord(left); l != left-1 || l < 0 || !(t[l].has(orgHead|trade) || w.taken(l)) {
			return 0.58
		}
	}
	if c := w.acts(p, named, subject, left, right); c > 0 {
		return c
	}
	// what is a name somewhere in the world, stands in the middle of a sentence and is
	// known as nothing else is more often someone than something
	if named && !w.names.press && !start && left >= 0 && left == p.a-1 && t[k].n >= 5 && !t[left].is(capital) && t[left].has(common|stop) && !nearThings.has(t[left].hash) && !(right == p.b && t[right].is(capital)) && !w.isPunct(p.b, '-') && !eponyms[w.fold(&t[k])] && !w.registered(k) && !w.afterThing(left) && !(t[left].has(particle) && t[left].hash != hashVan) {
		return 0.52
	}
	// Rowan, let op: ... ; Dank Rowan!
	if start && w.isPunct(p.b, ',') && p.b+1 < len(t) && t[p.b+1].kind == word && addressed.has(t[p.b+1].hash) {
		return 0.7
	}
	return 0
}

// calledUpon gives the certainty that the strange word at p is someone because of the word
// before it: bel Kwame, gesproken met Kwame. Or 0.
func (w *work) calledUpon(p parsed, left, right int) float64 {
	if left < 0 || left != p.a-1 {
		return 0
	}
	t := w.tok
	switch x := &t[left]; {
	case callLeft.has(x.hash):
		return 0.72
	case x.hash == hashNamens && left > 0 && t[left-1].hash == hashMede:
		return 0.7
	case callVia.has(x.hash):
		if l := w.leftWord(left); l >= 0 && l == left-1 && (viaHead.has(t[l].hash) || t[l].has(greeting)) {
			return 0.72
		}
	case x.hash == hashZich && right == p.b && (t[right].hash == hashNoemde || t[right].hash == hashNoemt):
		return 0.8
	}
	return 0
}

// spokenWith reports whether someone had contact with p: ik heb Folasade al gebeld, met Kwame
// gesproken.
func (w *work) spokenWith(p parsed, left int) bool {
	t := w.tok
	if left < 0 || left != p.a-1 {
		return false
	}
	have := haveWords.has(t[left].hash)
	if l := w.leftWord(left); !have && t[left].hash == hashMet && l >= 0 {
		have = haveWords.has(t[l].hash)
	}
	if !have {
		return false
	}
	for q, n := p.b, 0; q < len(t) && n < 6; q, n = q+1, n+1 {
		if t[q].kind == punct && t[q].hash != ',' && t[q].hash != '(' {
			return false
		}
		if t[q].kind == word && spokenTo.has(t[q].hash) {
			return true
		}
	}
	return false
}

// acts gives the certainty that the strange word at p is someone because of what it does, or
// 0. named: it is a name somewhere in the world; subject: no preposition precedes it.
func (w *work) acts(p parsed, named, subject bool, left, right int) float64 {
	t := w.tok
	does := right == p.b && !t[right].is(capital) && subject
	if does {
		x := &t[right]
		if personVerbs.has(x.hash) {
			switch {
			case !orgVerbs.has(x.hash):
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
	if left >= 0 && left == p.a-1 && t[left].has(saying) && !t[left].is(capital) && personVerbs.has(t[left].hash) && !orgVerbs.has(t[left].hash) {
		return 0.65
	}
	// Jan-Woinh zei: a hyphen and two capitals, and a person does that
	if k := p.a; does && k+2 < len(t) && p.b == k+3 && w.isPunct(k+1, '-') && t[k+2].is(capital) && !t[k].is(caps) && !t[k+2].is(caps|mixed) && w.strange(k) && w.strange(k+2) && t[right].has(saying) {
		return 0.62
	}
	// Boukhari drukt op de intercom, Tolsma schaalt op
	if named && does && !orgVerbs.has(t[right].hash) && t[right].has(common) && !w.names.press && w.verbLike(right) {
		return 0.56
	}
	return 0
}

// nearThings precede names of things and places as often as those of people.
var nearThings = hashSet(`de het een bij in te uit naar op via zaak zaken spreekt alleen merk type leverancier product programma systeem applicatie pakket platform app middel medicijn dorp stad regio gemeente richting rond nabij tussen vanuit tot over per groep klas kamer zaal lokaal`)

// afterThing reports whether the word at token k goes on from a thing that may be called
// after someone, or from a name: de Kamervragen van, Bits of.
func (w *work) afterThing(k int) bool {
	if k == 0 || w.tok[k].is(first) && !w.wraps(k) {
		return false
	}
	x := &w.tok[k-1]
	return x.kind == word && (x.has(thingHead) || x.is(capital) && !w.sentenceStart(k-1) && !w.taken(k-1) && !x.is(caps))
}

// verbLike reports whether the word at token k ends as verbs of one person do: drukt,
// vulde, startte.
func (w *work) verbLike(k int) bool {
	s := w.fold(&w.tok[k])
	for _, end := range [...]string{"t", "de", "te"} {
		if stem, ok := strings.CutSuffix(s, end); ok && len(stem) >= 3 && lookup(hashOf(stem+"en"))|lookup(hashOf(stem+"t")) != 0 && !w.tok[k].has(particle) {
			return true
		}
	}
	return false
}

// participle reports whether the word at token k is a past participle: afgemeld, gebeld.
func (w *work) participle(k int) bool {
	s := w.fold(&w.tok[k])
	if !w.tok[k].has(common) || len(s) < 5 || s[len(s)-1] != 'd' && s[len(s)-1] != 't' && s[len(s)-2:] != "en" {
		return false
	}
	n := strings.Index(s, "ge")
	return n >= 0 && n <= 5 && n < len(s)-3
}

var prepositionsAll = hashSet(`van bij met voor door aan op in uit tot naar over onder tegen tussen namens via per binnen volgens zonder sinds te ten ter`)
var haveWords, spokenTo = hashSet(`heb hebben heeft had hebt ben hadden is`), hashSet(`gebeld gesproken gemaild geappt gevraagd gezien ontmoet bereikt geinformeerd ingelicht gemaild gesmst gewaarschuwd uitgenodigd bedankt gebeld benaderd aangesproken doorgegeven afgesproken overlegd afgestemd gezegd besproken bijgepraat`)
var onLine, hashBezoek = hashSet(`lijn telefoon bel deur tafel beurt`), uint32(hashOf("bezoek"))
var nearPeople = hashSet(`van met door aan bij voor en`)
var unitWords = hashSet(`team afdeling directie bureau receptie balie dienst cluster unit secretariaat administratie kantoor salaris personeelszaken communicatie juridische financien inkoop voorlichting sectie vakbond politie gemeente school thuiszorg ggd wijkteam boven beneden hiernaast hierboven`)
var unitTails = []string{"administratie", "afdeling", "team", "zaken", "dienst", "bureau", "loket", "directie", "beheer", "desk"}
var hashOns = uint32(hashOf("ons"))
var (
	youWords  = hashSet(`jij je u ik we wij jullie`)
	askWords  = hashSet(`vragen bellen appen mailen spreken vertellen bedanken helpen informeren meenemen uitnodigen waarschuwen inlichten zeggen`)
	sentWords = hashSet(`gestuurd gemaild doorgestuurd gebracht verzonden gegeven doorgegeven gevraagd overgedragen geschreven verteld geadresseerd`)
	ifWords   = hashSet(`als omdat toen zodra dat wanneer zolang nu`)
)
var hashEt, hashAl, hashEven, hashEr = uint32(hashOf("et")), uint32(hashOf("al")), uint32(hashOf("even")), uint32(hashOf("er"))
var addressed = hashSet(`kun kunt kan wil weet heb heeft jij je u zou let graag zie dank bedankt fijn mooi ik hierbij wij we even goed bel mail stuur het hoe wat waar wanneer ben denk`)
var hashJr, hashJaar, hashMnd, hashZich, hashNoemde, hashNoemt, hashHier = uint32(hashOf("jr")), uint32(hashOf("jaar")), uint32(hashOf("mnd")), uint32(hashOf("zich")), uint32(hashOf("noemde")), uint32(hashOf("noemt")), uint32(hashOf("hier"))

// aged reports whether an age follows at token b: Folasade (42), (Madita, 16).
func (w *work) aged(b int) bool {
	t := w.tok
	if b+2 >= len(t) || t[b+1].kind != number || t[b+1].n > 2 {
		return false
	}
	unit := t[b+2].kind == word && (t[b+2].hash == hashJr || t[b+2].hash == hashJaar || t[b+2].hash == hashMnd)
	return w.isPunct(b, '(') && (w.isPunct(b+2, ')') || w.isPunct(b+2, ',') || unit) || w.isPunct(b, ',') && (w.isPunct(b+2, ')') || w.isPunct(b+2, ',') || unit)
}

// smallName reads a name in small letters of which a list knows nothing, in a
// chat or a paragraph without capitals: "mijn man hawash", "bel ramad even",
// "t. bolderman-pit".
func (w *work) smallName(i int) int {
	t := w.tok
	chat := w.chat > 2
	x := &t[i]
	if x.is(glued) && i > 0 && t[i-1].kind != punct || w.slots[i].label || w.slots[i].chat {
		return i
	}
	low := w.lowAt(i)
	if !chat && !low {
		return i
	}
	if x.n == 1 { // f. sarmiento cordero
		if !low || x.is(glued) || i+2 >= len(t) {
			return i
		}
		k, ini := i, ""
		for k+1 < len(t) && t[k].kind == word && t[k].n == 1 && w.isPunct(k+1, '.') && len(ini) < 6 {
			ini += w.fold(&t[k])
			k += 2
		}
		if ini == "" || letterWords[ini] || k >= len(t) || t[k].is(glued) && len(ini) > 1 {
			return i
		}
		p := parsed{a: i, initials: ini, lower: true}
		if e := w.smallFamily(k, &p); e > k {
			p.b = e
			w.accept(p, ruleInitials, 0.75, false)
			return e
		}
		return i
	}
	if !w.smallStrange(i) {
		return i
	}
	p := parsed{a: i, b: i + 1, given: []int{i}, words: 1, lower: true}
	q := i + 1
	for q < len(t) && t[q].kind == word && t[q].has(particle) && !t[q].is(first) && q < i+4 {
		q++
	}
	two := q < len(t) && t[q].kind == word && !t[q].is(first) && !t[q].is(capital) && !t[q].is(glued) && (w.smallStrange(q) || q > i+1 && t[q].has(family) || t[q].has(family) && !t[q].has(common|stop))
	if two {
		p.family, p.words, p.particle, p.b = []int{q}, 2, q > i+1, q+1
		for p.b+1 < len(t) && w.isPunct(p.b, '-') && t[p.b].is(glued) && t[p.b+1].is(glued) && t[p.b+1].kind == word {
			p.family = append(p.family, p.b+1)
			p.b += 2
		}
	}
	if two && phrases()[w.phrase(i, p.b)] {
		return p.b
	}
	left := -1
	if i > 0 && !t[i].is(first) && t[i-1].kind == word {
		left = i - 1
	}
	right := -1
	if p.b < len(t) && !t[p.b].is(first) && t[p.b].kind == word {
		right = p.b
	}
	cert := 0.0
	switch {
	case left >= 0 && (t[left].has(kin|title) && t[left].n > 1 || t[left].has(trade) && !t[left].has(common) || t[left].ends(tailTrade) || t[left].hash == hashEne || callVerbsSmall.has(t[left].hash) || t[left].hash == hashOnze || t[left].hash == hashHeet):
		cert = 0.7
	case left > 0 && t[left].hash == hashIs && w.near(left, 3, cueName) || left > 0 && t[left].hash == hashNaar && (t[left-1].hash == hashVraag || t[left-1].hash == hashVragen):
		cert = 0.72
	case left > 0 && callVia.has(t[left].hash) && (viaHead.has(t[left-1].hash) || haveWords.has(t[left-1].hash)) && (chat || two || w.hint5(i)):
		cert = 0.65
	case right >= 0 && ownerRight.has(t[right].hash) && right+1 < len(t) && (t[right+1].has(common) || t[right+1].direct() != noCue) && !t[right+1].has(saying) && (left < 0 || !t[left].has(common)):
		cert = 0.62
	case right >= 0 && personVerbs.has(t[right].hash) && (left < 0 || two || t[left].hash == hashEn || t[left].hash == hashDat) && (w.hint5(i) || two || !orgVerbs.has(t[right].hash)):
		cert = 0.6
	case left >= 0 && right >= 0 && (youWords.has(t[left].hash) && (askWords.has(t[right].hash) || t[right].hash == hashEven) || (t[left].hash == hashNaar || t[left].hash == hashAan) && sentWords.has(t[right].hash)):
		cert = 0.65
	case two && (left >= 0 && (t[left].has(particle) || t[left].has(stop)) || left < 0) && (chat || w.hint5(i)):
		cert = 0.58
	case low && !two && x.n >= 5 && x.has(family) && !x.has(common|place|english|given|demonym) && left >= 0 && t[left].hash != hashDe && t[left].hash != hashHet && t[left].hash != hashEen:
		cert = 0.55 // ja maar die willemsen van hiernaast
	case w.hint5(i) && (low || left >= 0 && nearPeople.has(t[left].hash)) && !(left >= 0 && (t[left].hash == hashDe || t[left].hash == hashHet || t[left].hash == hashEen)):
		cert = 0.55
	}
	if cert == 0 || w.roleLeft(i) || w.officialFull(p) {
		return i
	}
	w.accept(p, ruleShape, cert, false)
	if chat {
		w.people.list[w.hits[len(w.hits)-1].person-1].chat = true
	}
	return p.b
}

var callVerbsSmall = hashSet(`bel app mail vraag ken breng appte belde mailde tag sorry dank bedankt bureau haal groetjes gr`)
var hashOnze, hashVraag, hashVragen, hashDat = uint32(hashOf("onze")), uint32(hashOf("vraag")), uint32(hashOf("vragen")), uint32(hashOf("dat"))

// hint5 reports whether the word at token k, whatever its case, is a given
// name somewhere in the world.
func (w *work) hint5(k int) bool {
	x := &w.tok[k]
	return x.n >= 5 && (x.has(anyGiven) || hinted(w.fold(x)))
}

// smallStrange is strange for words in small letters, of which more may be
// anything: those with a slip of the pen, and foreign ones.
func (w *work) smallStrange(k int) bool {
	x := &w.tok[k]
	if x.n < 4 || x.is(capital) || x.has(proper) && !(x.has(family) && !x.has(given)) || k+1 < len(w.tok) && w.tok[k+1].is(glued) && (w.tok[k+1].kind != punct || w.tok[k+1].hash == '@' || w.tok[k+1].hash == '_' || w.tok[k+1].hash == '/' || w.tok[k+1].hash == '.' && k+2 < len(w.tok) && w.tok[k+2].is(glued)) {
		return false
	}
	if x.is(glued) && (w.isPunct(k-1, '/') || w.isPunct(k-1, '_') || w.isPunct(k-1, '.') || w.isPunct(k-1, '@') || w.isPunct(k-1, '=') || w.isPunct(k-1, '-')) {
		return false
	}
	return w.strange(k)
}

// smallFamily reads family names in small letters from token k, with
// particles and hyphens, into p, and gives their end.
func (w *work) smallFamily(k int, p *parsed) int {
	t := w.tok
	s := k
	for k < len(t) && t[k].kind == word && t[k].has(particle) && k < s+3 && (!t[k].is(first) || w.wraps(k)) {
		p.particle = true
		k++
	}
	if k >= len(t) || t[k].kind != word || t[k].is(capital) || t[k].n < 4 || !(t[k].has(anyFamily) && !t[k].has(stop) && (!t[k].has(common) || k > s) || w.strange(k)) {
		return 0
	}
	p.family, p.words = append(p.family, k), 1
	k++
	for k < len(t) && t[k].kind == word && !t[k].is(first|capital|glued) && t[k].n > 3 && w.strange(k) && p.words < 3 {
		p.family = append(p.family, k)
		p.words++
		k++
	}
	for k+1 < len(t) && w.isPunct(k, '-') && t[k].is(glued) && t[k+1].is(glued) && t[k+1].kind == word && t[k+1].n > 2 {
		p.family = append(p.family, k+1)
		k += 2
	}
	return k
}

// goesOn reports whether a word with a capital stands right before token a, so
// that a begins in the middle of something.
func (w *work) goesOn(a int) bool {
	x := &w.tok[a-1]
	return x.kind == word && x.is(capital) && !w.sentenceStart(a-1) && !x.has(trade|title|rank|demonym) && !x.is(caps)
}

// landRight reports whether a land in three letters follows in brackets, as in
// the results of a race: Kirsipuu (Est).
func (w *work) landRight(k int) bool {
	t := w.tok
	return k+2 < len(t) && w.isPunct(k, '(') && w.isPunct(k+2, ')') && t[k+1].kind == word && t[k+1].n == 3 && t[k+1].is(capital) && !partyNames.has(t[k+1].hash) && (!t[k+1].is(caps) || w.names.press)
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
	if z := &w.tok[words[len(words)-1]]; len(words) == 2 && z.has(place) && !z.has(given) && !w.tok[words[0]].has(anyName) && !w.hint(words[0]) {
		return false // Vion Boxtel
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
