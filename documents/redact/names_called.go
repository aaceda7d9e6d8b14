package redact

import (
	"strings"

	"paraaf/documents"
)

// This file keeps things called after people: by what the last word ends in
// (Huizingahuis), by what stands before (gemaal Ir. Wouda, Hr.Ms. Evertsen), by the
// article before a full name (de Trijntje Postma), and dogs.

// called reports whether p names a thing, an animal or someone of the past rather than a
// person of this text, and by which rule it stays.
func (w *work) called(p parsed) *rule {
	courtesy, ship, head := w.before(p.a)
	switch {
	case w.afterTail(p) && !(courtesy && w.softTail(p)), ship, w.inRuling(p), w.scored(p):
		return keepThing
	case courtesy:
		return nil
	case w.beginsAsThing(p), w.calledByHead(p, head), w.petName(p, head), w.articled(p), w.famous(p, false), w.carModel(p), w.sectionHead(p):
		return keepThing
	case w.firmHere(p), w.dealsIn(p):
		return keepOrg
	}
	return nil
}

// softTail reports whether the last word of p ends as families do as well as things: who is
// addressed as de heer Siebren Zuurveld is no field.
func (w *work) softTail(p parsed) bool {
	_, sure := cutTail(w.fold(&w.tok[p.b-1]), calledTails)
	return !sure
}

// staysHere keeps p when called has a reason, and reports so.
func (w *work) staysHere(p parsed) bool {
	r := w.called(p)
	if r == nil {
		return false
	}
	label := documents.Person
	if r == keepOrg {
		label = "ORG"
	}
	w.guard(p.a, p.b, label, r)
	return true
}

// calledInSlot keeps p, which stands where names stand, when its own words or the one
// before say that it is a thing.
func (w *work) calledInSlot(p parsed) bool {
	_, ship, head := w.before(p.a)
	if !(w.afterTail(p) || ship || w.famousPair(p) || w.calledByHead(p, head) && calledHeads.has(w.tok[head].hash) || p.words == 1 && p.initials == "" && w.articled(p)) {
		return false
	}
	w.guard(p.a, p.b, documents.Person, keepThing)
	return true
}

// keptBefore reports whether p, a bare family name, was kept before as the holder of an
// office, or as that of a commission or a motion, and no one private bears it.
func (w *work) keptBefore(p parsed, titled bool) bool {
	if p.initials != "" || len(p.given) > 0 || len(p.family) == 0 || w.privately(p) {
		return false
	}
	courtesy, _, _ := w.before(p.a)
	h := w.wordHash(p.family[len(p.family)-1])
	office := false
	for n, id := range w.people.index[h] {
		o := &w.people.list[id]
		if !o.kept || n > 50 {
			return false
		}
		office = office || o.rule == keepOfficial
	}
	return office && !courtesy || !courtesy && titled && hasHash(w.names.things, h)
}

// before passes back from token a over titles, quotes and marks of print. It tells whether
// a form of address of the living stands there, whether the prefix of a ship, and gives
// the word before them all, or -1.
func (w *work) before(a int) (courtesy, ship bool, head int) {
	t := w.tok
	k := a - 1
	for n := 0; k >= 0 && n < 8; n++ {
		x := &t[k]
		if t[k+1].is(first) && !w.wraps(k+1) || !t[k+1].is(first) && int(t[k+1].start)-x.end() > 2 {
			return courtesy, ship, -1
		}
		switch {
		case x.kind == word && shipPrefixes.has(x.hash) && (x.is(caps) || k > 1 && w.isPunct(k-1, '.') && shipOwners.has(t[k-2].hash) || k > 0 && shipOwners.has(t[k-1].hash)):
			ship = true
			k--
		case ship && x.kind == word && shipOwners.has(x.hash):
			k--
		case x.kind == word && x.has(title|official) && !(x.is(capital) && x.has(given|family) && x.n > 4) && (x.hash != hashPrins || k+1 == a):
			courtesy = courtesy || courtesies.has(x.hash)
			k--
		case x.kind == punct && (x.hash == '.' && k > 0 && t[k-1].has(title) || x.hash == '"' || x.hash == '\'' || x.hash == '*' || x.hash == '_' || x.hash == 0x80 && x.n <= 3 && !t[k+1].is(first) && t[k+1].is(glued)):
			k--
		case x.kind == word:
			return courtesy, ship, k
		default:
			return courtesy, ship, -1
		}
	}
	return courtesy, ship, -1
}

var hashPrins = uint32(hashOf("prins"))
var courtesies = hashSet(`heer dhr hr mevrouw mevr mw mej mejuffrouw meneer mijnheer fam familie gezin weduwe wed mrs miss juf juffrouw meester`)
var shipPrefixes, shipOwners = hashSet(`ms ss mv mts hmts zm`), hashSet(`hr zr zm hare zijne`)

// sureTails end a thing called after someone, whatever stands before them; softTailsOf end
// families as well, so that the stem must be a name and an article or a place stand before.
var (
	calledTails = endingsOf("straat", "laan", "plein", "gracht", "singel", "plantsoen", "boulevard", "viaduct", "aquaduct", "tunnel", "gemaal", "kazerne", "gebouw", "flat", "zaal", "hallen", "stadion", "sporthal", "gymzaal", "theater", "museum", "college", "lyceum", "gymnasium", "school", "mavo", "instituut", "ziekenhuis", "gasthuis", "kliniek", "paviljoen", "bibliotheek", "kathedraal", "basiliek", "synagoge", "moskee", "complex", "centrum", "stichting", "fonds", "prijs", "penning", "medaille", "trofee", "bokaal", "lezing", "leerstoel", "collectie", "schaal", "norm", "syndroom", "methode", "index", "instelling", "toernooi", "concours", "orgel", "monument", "standbeeld", "molen", "reservaat", "kanaal", "vliegveld", "airport", "luchthaven", "polder", "sluizen", "sluis", "controle", "affaire", "zaak", "rapport")
	calledSoft  = endingsOf("huis", "huys", "hal", "hof", "weg", "dijk", "kade", "dreef", "pad", "park", "steeg", "brug", "toren", "kerk", "kapel", "haven", "bad", "bos", "hoeve", "vaart", "oord", "tuin", "veer", "poort", "borg", "burg", "kamp", "veld", "steen", "huizen", "wet", "test", "str", "campus", "loods", "hoek", "bank", "wijk", "buurt")
)

// afterTail reports whether the last word of p is a name and the kind of a thing in one: de
// Anton Geesinkhal, het H.D. Louwesgemaal.
func (w *work) afterTail(p parsed) bool {
	x := &w.tok[p.b-1]
	if x.kind != word || x.n < 7 || x.has(given|family) || p.inverted || p.lower {
		return false
	}
	s := w.fold(x)
	if stem, ok := cutTail(s, calledTails); ok && len(stem) >= 3 {
		if c := lookup(hashOf(stem)); p.initials != "" && hasTail(s, streetEnds) && !(c&family != 0 && c&common == 0) && !w.fameStem(p, stem) {
			return false // P.J. Langstraat
		}
		several := p.words > 1 || p.initials != "" || p.a < p.b-1
		c, named := lookup(hashOf(stem)), false
		if e, _ := endOf([]byte(stem)); c&(given|family) != 0 && c&common == 0 || e&tailFamily != 0 || w.fameStem(p, stem) {
			named = true
		}
		begins := w.tok[p.a].has(particle) && w.tok[p.a].is(capital) && p.initials == "" && !(p.b < len(w.tok) && w.tok[p.b].kind == number) // Van Heutszplein
		return several && (named || begins)
	}
	stem, ok := cutTail(s, calledSoft)
	if !ok || len(stem) < 3 || x.has(familyFar) && x.ends(tailFamily) {
		return false
	}
	if w.fameStem(p, stem) {
		return true
	}
	c := lookup(hashOf(stem))
	if _, _, k := w.before(p.a); c&common == 0 && k >= 0 && k < p.a-1 && w.tok[p.a-1].kind == punct && (w.tok[k].hash == hashDe || w.tok[k].hash == hashHet) {
		return true // het Dr. Poelshuis
	}
	if c&(given|family) == 0 || c&common != 0 && c&family == 0 {
		return false
	}
	return p.b < len(w.tok) && w.tok[p.b].kind == number && !w.tok[p.b].is(first) && int(w.tok[p.b].start)-x.end() == 1 && hasTail(s, roads) // Dr. Van Deenweg 1
}

// roads end streets whose number follows.
var roads = []string{"weg", "dijk", "kade", "dreef", "pad", "steeg", "hof", "str"}

// Endings are ends of words by their last letter, so that a word is held against few.
type endings [128][]string

func endingsOf(tails ...string) *endings {
	var e endings
	for _, x := range tails {
		c := x[len(x)-1]
		e[c] = append(e[c], x)
	}
	return &e
}

// cutTail cuts the longest of tails off s.
func cutTail(s string, tails *endings) (string, bool) {
	if s == "" || s[len(s)-1] >= 128 {
		return s, false
	}
	best, found := s, false
	for _, x := range tails[s[len(s)-1]] {
		if stem, ok := strings.CutSuffix(s, x); ok && (!found || len(stem) < len(best)) {
			best, found = stem, true
		}
	}
	return best, found
}

// fameStem reports whether the words of p, with stem for the last, are the name of someone
// of the past: Johan Huizingahuis.
func (w *work) fameStem(p parsed, stem string) bool {
	for _, s := range [...]string{stem, strings.TrimSuffix(stem, "s")} {
		h := uint64(0)
		for k := p.a; k < p.b-1; k++ {
			if w.tok[k].kind == word {
				h = chained(h, w.tok[k].hash)
			}
		}
		if historical()[chained(h, uint32(hashOf(s)))] != 0 {
			return true
		}
	}
	return false
}

var hashTeam, hashPolitie, hashBasis = uint32(hashOf("team")), uint32(hashOf("politie")), uint32(hashOf("basis"))

// calledHeads stand before what is called after someone.
var calledHeads = hashSet(`gemaal sluis zaal vergaderzaal raadzaal aula gebouw hoofdgebouw toren station metrostation halte windpark zonnepark windmolenpark bedrijvenpark bedrijventerrein industrieterrein recreatiepark vakantiepark bungalowpark buurthuis buurtcentrum wijkcentrum wijkgebouw dorpshuis verenigingsgebouw clubhuis jongerencentrum cultuurhuis kulturhus mfc verpleeghuis verzorgingshuis woonzorgcentrum zorgcentrum hospice huize huis villa residentie flat landgoed kasteel buitenplaats borg stins fort kazerne legerplaats kamp vliegbasis marinebasis standbeeld borstbeeld monument gedenkteken plaquette buste collectie
	school obs cbs rkbs pcbs kbs pc basisschool daltonschool montessorischool jenaplanschool vmbo mavo college lyceum peuterspeelzaal kinderdagverblijf kdv bso kinderopvang bibliotheek museum molen poldermolen korenmolen boerderij hoeve herberg cafe restaurant bakkerij hotel camping manege zwembad sportpark sporthal gymzaal ijsbaan veerpont pont veer veerboot bruggetje brug tunnel viaduct aquaduct kanaal polder plas park plantsoen begraafplaats
	schip vrachtschip binnenschip motorschip zeilschip opleidingsschip onderzoeksschip fregat korvet onderzeeboot mijnenjager patrouilleschip patrouilleboot patrouillevaartuig reddingboot sleepboot loodsboot rondvaartboot kotter vissersboot vissersschip garnalenkotter klipper tjalk ponton dienstvaartuig vaartuig amfibieschip luchtverdedigingsfregat bevoorradingsschip pleziervaartuig woonboot
	cyclus stichting vereniging ver studievereniging voetbalvereniging gymnastiekvereniging muziekvereniging harmonie fanfare orkest koor scouting supermarkt bloemsierkunst slijterij vishandel kantoor advocatenkantoor notariskantoor maatschap basisteam wijkteam planeet asteroïde orkaan storm hurricane tyfoon cycloon algoritme systeem applicatie programma platform module softwarepakket ras rassen cultivar leverancier model ingang entree`)

var productHeads = hashSet(`app handleiding software softwarepakket portaal website webshop module tool licentie abonnement klantportaal webapplicatie`)

var (
	clubs   = hashSet(`sv vv fc hc mhc rkvv rksv kv tv av gv sc usv ksv asv csv hsv zvv rkfc vvv svv ssv mtv ltc tc`)
	fishing = hashSet(`uk zk hd tx th sch od go ye arm bru kw wr hk ijm den hdx lo wl ud ha za bu mdl vd vli yer`)
	courts  = hashSet(`hr ehrm hvj hvjeu abrvs crvb cbb rb hof arrest arresten zaak uitspraak vonnis rechtspraak jurisprudentie`)
	books   = hashSet(`asser zie vgl vergelijk aldus handboek noot annotatie literatuur`)
	scales  = hashSet(`barthel katz tinetti norton waterlow braden hamilton beck apgar glasgow wells ranson gleason bishop killip hoehn yahr folstein denver bayley wechsler raven borg berg epworth lawton fried fazekas fitzpatrick tanner bristol child pugh karnofsky zarit honos conners achenbach rosenberg spielberger amsterdam kaufman cornell framingham`)
)

// inRuling reports whether p is one of the parties of a ruling, or of the writers of a
// handbook, joined by a stroke: HR Baijings/Mendes, zie Van Wijk/Konijnenbelt.
func (w *work) inRuling(p parsed) bool {
	t := w.tok
	if p.initials != "" || p.words > 2 || !(w.isPunct(p.b, '/') && t[p.b].is(glued) && p.b+1 < len(t) && t[p.b+1].is(capital|glued)) && !(p.a > 1 && w.isPunct(p.a-1, '/') && t[p.a-1].is(glued) && t[p.a].is(glued)) {
		return false
	}
	if eponyms[w.fold(&t[p.a])] || t[p.a].hash == hashAsser && w.isPunct(p.b, '/') {
		return true
	}
	for k, n := p.a-1, 0; k >= 0 && n < 12 && !(t[k+1].is(first) && !w.wraps(k+1)); k, n = k-1, n+1 {
		switch x := &t[k]; {
		case x.kind == word && (courts.has(x.hash) || books.has(x.hash)) && (x.hash != hashHr || x.is(caps)):
			return true
		case x.kind == word && (x.is(capital) || x.has(particle) || x.hash == hashEn || x.hash == hashOok), x.kind == punct && (x.hash == '/' || x.hash == '.' && n < 9):
		default:
			return false
		}
	}
	return false
}

// dealsIn reports whether p is a family name and what its bearer deals in: Boersma Hout, Van
// Raak Staal.
func (w *work) dealsIn(p parsed) bool {
	t := w.tok
	if p.words < 2 || p.initials != "" || p.inverted || !goods.has(t[p.b-1].hash) || !t[p.b-1].is(capital) || t[p.b-1].is(glued) {
		return false
	}
	x := &t[p.a]
	return x.has(particle) && x.is(capital) || x.has(family) && !x.has(given) || w.strange(p.a) && x.ends(tailFamily)
}

var goods = hashSet(`staal hout beton metaal glas steen zand grind verf dakwerken bouw chrysanten rozen bloemen planten groente groenten fruit vlees vis kaas melk zuivel pluimvee veevoer mest aardappelen uien machines trucks banden auto autos fietsen meubelen keukens tegels vloeren tapijt gordijnen kleding schoenen boeken drukwerk papier plastic kunststof kunststoffen energie gas olie water tuinen`)

var hashHr, hashAsser = uint32(hashOf("hr")), uint32(hashOf("asser"))

// scored reports whether p is a scale with its score behind it: Tinetti 19, Hamilton: 18.
func (w *work) scored(p parsed) bool {
	t := w.tok
	if p.words != 1 || p.initials != "" || p.particle || !scales.has(t[p.a].hash) {
		return false
	}
	k := p.b
	if w.isPunct(k, ':') || w.isPunct(k, '=') {
		k++
	}
	return k < len(t) && t[k].kind == number && t[k].n <= 3 && !t[k].is(first)
}

// calledTailsHead end compounds that stand before what is called after someone.
var calledTailsHead = []string{"school", "gemaal", "schip", "kotter", "vaartuig", "fregat", "gebouw", "zaal", "kazerne", "vereniging", "kantoor", "handel", "kunst", "centrum"}

// calledByHead reports whether the word at head, before p and its titles, is a thing that is
// called after people; or p goes on a list of such things.
func (w *work) calledByHead(p parsed, head int) bool {
	t := w.tok
	if k := p.a - 3; head < 0 && k >= 0 && t[p.a-1].kind == number && w.isPunct(p.a-2, '-') && t[k].is(caps) && fishing.has(t[k].hash) && !t[p.a].is(first) {
		return true // UK-45 Jannetje
	}
	if head < 0 || p.inverted {
		return false
	}
	x := &t[head]
	if x.is(capital) && x.has(kin) && head > 0 && t[head-1].kind == word && t[head-1].has(orgHead) && !x.is(first) {
		return true // snackbar Ome Jan
	}
	if x.hash == hashVan && head > 0 && (p.words == 1 || p.particle) && p.initials == "" && eponymHeads.has(t[head-1].hash) && w.sentenceStart(head-1) && w.fold(&t[head-1]) != "lijst" {
		return true // Score van Wells
	}
	if x.hash == hashVan && head > 0 && p.words == 1 && !p.particle && p.initials == "" && productHeads.has(t[head-1].hash) {
		return true // de app van Stan
	}
	if x.is(capital) && x.has(given|family) && !calledHeads.has(x.hash) {
		return false
	}
	if calledHeads.has(x.hash) {
		return true
	}
	if clubs.has(x.hash) && x.is(caps) && p.words == 1 && !p.particle && p.initials == "" && head == p.a-1 {
		return true // SV Bernardus
	}
	if x.hash == hashTeam && head > 0 && (t[head-1].hash == hashPolitie || t[head-1].hash == hashBasis) {
		return true
	}
	return !x.has(anyName) && x.n > 6 && hasTail(w.fold(x), calledTailsHead) && !x.byTrade()
}

// beginsAsThing reports whether the first word of p is a kind of house or a chain of shops:
// Villa Pinedo, Huize Sint Gerlach, Expert Van Dijk.
func (w *work) beginsAsThing(p parsed) bool {
	return p.initials == "" && (p.words > 1 || p.particle) && (houses.has(w.tok[p.a].hash) || franchises.has(w.tok[p.a].hash))
}

var (
	houses     = hashSet(`villa huize huis residentie kasteel landgoed station gemaal buurthuis hotel fort kamp camping museum hospice klooster abdij paleis radio omroep poppodium bioscoop bungalowpark recreatiepark`)
	franchises = hashSet(`expert bruna primera hubo welkoop kwantum spar jumbo etos electroworld multimate formido gamma karwei praxis boerenbond agrifirm profile quick bovag vakgarage autotaal bosch carglass readshop boekenvoordeel intertoys pearle specsavers`)
)

// articled reports whether "de" stands before a given and a family name, which is said of
// ships, halls and prizes: de Trijntje Postma. Of people hardly anyone says so.
func (w *work) articled(p parsed) bool {
	t := w.tok
	if p.initials != "" || p.inverted || p.lower {
		return false
	}
	a, from := p.a, 0
	if t[a].hash == hashDe && t[a].is(capital) && p.words == 2 && p.b == a+3 && len(p.given) == 0 && t[a+1].kind == word && t[a+1].has(given) && !t[a+1].has(family|common) && w.sentenceStart(a) {
		return true // De Trijntje Postma steekt 2 meter
	}
	if t[a].hash == hashDe && len(p.given) > 0 && p.given[0] > a {
		from = 1 // De Trijntje Postma steekt 2 meter
	} else if t[a].hash == hashDe && len(p.family) == 1 && t[p.b-1].has(given) && p.b+1 < len(t) && t[p.b].kind == word && !t[p.b].is(capital|first) && t[p.b].hash == hashVan && w.isParticle(p.b, len(t), false) && !t[a].is(capital) {
		return true // de Willem van der Zaan
	} else if _, _, k := w.before(a); k >= 0 && t[k].hash == hashDe && !t[k].is(capital) && len(p.given) > 0 && len(p.family) > 0 {
		from = 1
		if k > 0 && t[k-1].kind == word && t[k-1].has(saying) && !w.sentenceStart(k-1) {
			return false
		}
	}
	if from == 0 || len(p.given) == 0 || !t[p.given[0]].has(given) {
		return false
	}
	return !t[p.given[0]].has(common|demonym|team) && (p.words > 1 || p.particle)
}

// petName reports whether p is called so as an animal: onze hond Kees, de kat heet Tromp.
func (w *work) petName(p parsed, head int) bool {
	if head < 0 || p.words > 2 || p.initials != "" {
		return false
	}
	t := w.tok
	if pets.has(t[head].hash) {
		return true
	}
	if !namingWords.has(t[head].hash) && t[head].hash != hashNaam && t[head].hash != hashNoemt {
		return false
	}
	for k, n := head-1, 0; k >= 0 && n < 9; k, n = k-1, n+1 {
		if w.isPunct(k, '.') || w.isPunct(k, '!') || w.isPunct(k, '?') || t[k].kind == word && (t[k].has(kin) || t[k].hash == hashIk || t[k].hash == hashDie && n > 0) {
			return false
		}
		if t[k].kind == word && pets.has(t[k].hash) {
			return true
		}
	}
	return false
}

var pets = hashSet(`hond hondje teckel labrador herdershond speurhond diensthond drugshond puppy pup kat kater poes kitten kip haan paard paardje pony merrie hengst ruin veulen stier koe kalf pink geit bok schaap ram varken zeug beer ezel konijn hamster cavia papegaai parkiet kanarie goudvis schildpad`)

// carModel reports whether p is the model of a car: the make, a colour or the word before
// it tells, or the plate behind.
func (w *work) carModel(p parsed) bool {
	if p.words != 1 || p.initials != "" || p.particle {
		return false
	}
	t := w.tok
	x := &t[p.a]
	if !carModels.has(x.hash) {
		return false
	}
	for k, n := p.a-1, 0; k >= 0 && n < 4; k, n = k-1, n+1 {
		if t[k].kind == word {
			return carMakes.has(t[k].hash) || colours.has(t[k].hash) || carWords.has(t[k].hash)
		}
	}
	return false
}

var (
	carMakes  = hashSet(`opel renault skoda volkswagen vw ford peugeot citroen fiat seat toyota kia hyundai dacia nissan mazda mitsubishi suzuki volvo audi bmw mercedes mini smart tesla lexus lancia alfa honda saab subaru rover jeep iveco man daf scania`)
	carWords  = hashSet(`model merk type auto personenauto bestelauto bestelbus busje voertuig wagen een bestuurder`)
	carModels = hashSet(`skoda opel seat astra corsa zafira meriva vectra insignia mokka combo vivaro movano kadett omega clio megane scenic twingo zoe kangoo trafic laguna espace captur octavia fabia superb felicia kodiaq citigo rapid golf polo passat touran tiguan caddy transporter lupo up sharan jetta fiesta focus mondeo galaxy transit kuga ka punto panda doblo ducato tipo bravo ibiza leon alhambra arosa cordoba yaris corolla auris aygo avensis picanto rio ceed sportage sorento tucson kona duster sandero logan juke micra qashqai leaf primera swift alto berlingo saxo xsara picasso jumper jumpy civic jazz accord prius sprinter vito daily amarok`)
)

// sectionHead reports whether p is the head of a section that begins with a letter or a
// Roman number: "B. Zicht op ontwikkeling", "I. Verloop van de procedure".
func (w *work) sectionHead(p parsed) bool {
	t := w.tok
	if len(p.initials) != 1 || p.words != 1 || p.particle || !t[p.a].is(first) || t[p.a].kind != word || t[p.a].n != 1 || len(p.family) != 1 {
		return false
	}
	x := &t[p.family[0]]
	if !x.has(common) || x.has(family) && p.initials != "i" {
		return false
	}
	if p.b >= len(t) || t[p.b].is(first) {
		return headings.has(x.hash)
	}
	y := &t[p.b]
	return y.kind == word && !y.is(capital) && !y.has(saying) && int(y.start)-t[p.b-1].end() < 2 || w.isPunct(p.b, '-') || w.isPunct(p.b, ':')
}

// headings are sections by themselves.
var headings = hashSet(`bestuur veiligheid inleiding aanleiding achtergrond feiten beoordeling beslissing procesverloop procedure verloop overwegingen besluit advies conclusie conclusies slot algemeen toelichting samenvatting onderwijs financien personeel organisatie planning bijlage bijlagen kwaliteit vraagstelling methode resultaten discussie bevindingen aanbevelingen maatregelen kosten baten risico risicos doel definities begrippen`)

// firmHere reports whether p is a firm by the role of firms in brackets or before it: de
// aannemer (Van Gelder); or by the half that a list has: Van Hattum en Blankevoort.
func (w *work) firmHere(p parsed) bool {
	t := w.tok
	if p.initials != "" || len(p.given) > 0 && t[p.given[0]].has(given) {
		return false
	}
	if l := w.leftWord(p.a); l > 0 && l == p.a-1 && t[l].hash == hashDoor && builtWords.has(t[l-1].hash) {
		return true // aangelegd door Van Gelder
	}
	if l := w.leftWord(p.a); l >= 0 && l == p.a-1 && firmTrades.has(t[l].hash) && p.words == 1 && !t[p.a].has(given|family) && hasTail(w.fold(&t[p.a]), firmEnds) {
		return true // makelaar Agriteam
	}
	if k := p.a - 2; k >= 0 && w.isPunct(p.a-1, '(') && w.isPunct(p.b, ')') && t[k].kind == word && firmRoles.has(t[k].hash) {
		return true
	}
	if k := p.b; k+1 < len(t) && (t[k].hash == hashEn && t[k].kind == word || w.isPunct(k, '&')) && t[k+1].kind == word && t[k+1].is(capital) && !t[k+1].is(first) {
		s := w.phrase(p.a, p.b) + " en "
		return phrases()[s+w.phrase(k+1, k+2)] || k+3 <= len(t) && phrases()[s+w.phrase(k+1, k+3)]
	}
	return false
}

// firmEnds end the names of firms in one word.
var firmEnds = []string{"team", "groep", "plan", "tech", "techniek", "bouw", "zorg", "consult", "advies", "info", "plus", "net", "werk", "data", "soft", "trans", "agri", "vast", "media", "print", "works", "group", "services"}

// builtWords are done by firms.
var builtWords = hashSet(`aangelegd gebouwd geleverd gesloopt gerenoveerd geinstalleerd geproduceerd gefabriceerd gebaggerd geasfalteerd geexploiteerd gefinancierd gedrukt uitgegeven bestraat verwerkt`)

// firmRoles are played by firms.
var firmRoles = hashSet(`aannemer hoofdaannemer onderaannemer leverancier initiatiefnemer exploitant opdrachtnemer uitgever uitvoerder installateur bouwer ontwikkelaar projectontwikkelaar vervoerder verhuurder inlener uitlener uitzender kabelaar netbeheerder verzekeraar zorgverzekeraar accountant huisbankier drukker fabrikant importeur concessiehouder schoonmaker cateraar detacheerder werkgever`)
