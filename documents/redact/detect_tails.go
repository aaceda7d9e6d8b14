package redact

// A tail says what the end of a word tells: Dutch puts the kind of a thing at
// the end of its compounds.
type tail uint16

const (
	tailOrg      tail = 1 << iota // ziekenhuis, stichting: an organisation
	tailStreet                    // hoeve, veld: may end the name of a street
	tailSure                      // straat, laan: hardly anything but a street
	tailPractice                  // praktijk, advocaten: a practice
	tailSoft                      // huis, zorg: both organisations and families end so
	tailTrade                     // arts, medewerker: a person, whose name may follow
	tailFamily                    // stra, inga, oglu: the end of family names
	tailThing                     // prijs, lezing, court: a thing named after someone
	tailBuilding                  // gebouw, zaal: a building or a room named after someone
)

// tailNode is a node of the trie of endings, read from the last letter back.
type tailNode struct {
	next [26]uint16
	tail tail
	cue  cue
	cueN uint8 // the ending of the cue has this many letters
}

var tailTrie = buildTails()

func buildTails() []tailNode {
	trie := make([]tailNode, 1, 1024)
	add := func(s string, t tail, c cue) {
		n := uint16(0)
		for i := len(s) - 1; i >= 0; i-- {
			k := s[i] - 'a'
			if trie[n].next[k] == 0 {
				trie = append(trie, tailNode{})
				trie[n].next[k] = uint16(len(trie) - 1)
			}
			n = trie[n].next[k]
		}
		trie[n].tail |= t
		if c != noCue {
			trie[n].cue, trie[n].cueN = c, uint8(len(s))
		}
	}
	for _, s := range orgTails {
		add(s, tailOrg, noCue)
	}
	for _, s := range streetTails {
		add(s, tailStreet, noCue)
	}
	for _, s := range sureTails {
		add(s, tailStreet|tailSure, noCue)
	}
	for _, s := range practiceTails {
		add(s, tailPractice, noCue)
	}
	for _, s := range tradeTails {
		add(s, tailTrade, noCue)
	}
	for _, s := range familyTails {
		add(s, tailFamily, noCue)
	}
	for _, s := range thingTails {
		add(s, tailThing, noCue)
	}
	for _, s := range [...]string{"gebouw", "zaal", "theater", "stadion", "arena", "kerk", "museum", "paviljoen", "toren", "complex", "brug", "tunnel", "sluis", "kazerne", "kapel"} {
		add(s, tailBuilding, noCue)
	}
	for _, s := range softTails {
		add(s, tailSoft, noCue)
	}
	for i := len(compoundTails) - 1; i >= 0; i-- {
		add(compoundTails[i].tail, 0, compoundTails[i].cue)
	}
	return trie
}

var softTails = [...]string{"huis", "park", "zorg", "groep", "raad", "bank", "orde", "bond", "kring", "kamer", "hof", "burg", "meester", "man"}

var tradeTails = [...]string{"arts", "verpleegkundige", "medewerker", "medewerkster", "adviseur", "leider", "leidster", "manager", "coordinator", "consulent", "consulente", "inspecteur", "docent", "docente", "leraar", "lerares", "begeleider",
	"begeleidster", "assistent", "assistente", "ambtenaar", "agent", "agente", "psycholoog", "psychologe", "therapeut", "therapeute", "specialist", "apotheker", "beheerder", "analist", "analiste", "officier", "aanklager", "advocaat", "advocate", "raadsman",
	"raadsvrouw", "hoogleraar", "onderzoeker", "werker", "werkster", "hulpverlener", "verzorgende", "chirurg", "therapeut", "loog", "loge", "houder", "houdster", "genoot", "rechter", "griffier", "makelaar", "ontwikkelaar", "controleur", "auditor", "architect",
	"kracht", "krachten", "ouder", "persoon", "gezinsvoogd", "begeleidster", "redacteur", "journalist", "journaliste", "verslaggever", "trainer", "coach", "chauffeur", "monteur", "ondernemer", "eigenaar", "eigenaresse", "directrice", "voorman", "voorvrouw", "ploegleider", "regisseur", "kampioen", "speler", "speelster", "schrijver", "schrijfster",
	"auteur", "acteur", "actrice", "zanger", "zangeres", "componist", "dirigent", "fotograaf", "kunstenaar", "kunstenares", "renner", "loper", "loopster", "rijder", "rijdster", "zwemmer", "zwemster", "keeper", "doelman", "spits", "verdediger", "topman", "topvrouw", "baas", "bazin", "secretaresse", "jurist", "juriste", "econoom", "receptionist", "receptioniste", "gastvrouw", "gastheer", "beveiliger", "kandidaat", "client", "voorzitster", "penningmeester", "moeder", "vader",
	"peed", "iater", "ticus", "nicus", "sicus", "ricien", "huisgenoot", "dochter", "zoon", "broer", "vriend", "vriendin", "collega", "monteur", "bezorger", "kundige", "kundigen", "tolk", "voogd", "raadslid", "bestuurslid", "teamlid", "hoofd"}

var familyTails = [...]string{"stra", "sma", "inga", "enga", "unga", "sema", "tema", "kema", "nema", "lema", "ssen", "sens", "rink", "link", "tink", "mans", "mann", "oglu", "ski", "ska", "wicz", "czyk", "ovic", "evic", "enko", "chuk", "yan", "dze", "shvili", "sson", "escu", "idis", "poulos", "singh", "dien", "persad", "zadeh", "pour", "kuijl", "huijzen", "haegen", "meijer", "kamp", "broek", "boer"}

var thingTails = [...]string{"prijs", "award", "lezing", "leerstoel", "medaille", "trofee", "bokaal", "penning", "stipendium", "court", "schaal", "toernooi", "memorial", "concours", "syndroom", "ziekte", "doctrine"}

var practiceTails = [...]string{"praktijk", "huisarts", "huisartsen", "tandarts", "tandartsen", "fysiotherapie", "advocaten", "advocatuur", "notariaat", "apotheek", "notaris", "psychotherapie", "logopedie", "verloskundigen", "coaching", "mediation"}

// endOf reads the endings of a word. Bytes above ASCII end the reading, but
// for the accents that are folded by the caller.
func endOf(b []byte) (tail, cue) {
	var t tail
	c := noCue
	n := uint16(0)
	for i := len(b) - 1; i >= 0; i-- {
		x := b[i] | 0x20
		if x < 'a' || x > 'z' {
			break
		}
		n = tailTrie[n].next[x-'a']
		if n == 0 {
			break
		}
		d := &tailTrie[n]
		if d.tail != 0 {
			t |= d.tail
		}
		if d.cue != noCue && i > 2 {
			c = d.cue
		}
	}
	return t, c
}

// beginCue reads the cue from the beginning of a compound: paspoortkopie.
func beginCue(b []byte) cue {
	switch b[0] | 0x20 {
	case 'p', 'r', 'i', 'k', 'b', 'g', 'c':
	default:
		return noCue
	}
	for _, x := range compoundHeads {
		if len(b) > len(x.tail) && foldedPrefix(b, x.tail) {
			return x.cue
		}
	}
	return noCue
}

func foldedPrefix(b []byte, s string) bool {
	for i := range len(s) {
		if b[i]|0x20 != s[i] {
			return false
		}
	}
	return true
}

// cueCompound marks a cue that comes from a part of the word.
const cueCompound = 0x80

// direct gives the cue that the whole word is.
func (t *token) direct() cue {
	if t.cue&cueCompound != 0 {
		return noCue
	}
	return cue(t.cue)
}

// compound gives the cue that a part of the word is.
func (t *token) compound() cue {
	if t.cue&cueCompound == 0 {
		return noCue
	}
	return cue(t.cue &^ cueCompound)
}

func (t *token) ends(x tail) bool { return t.tail&x != 0 }
