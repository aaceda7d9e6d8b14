package redact

// A tail says what the end of a word tells: Dutch puts the kind of a thing at
// the end of its compounds.
type tail uint8

const (
	tailOrg      tail = 1 << iota // ziekenhuis, stichting: an organisation
	tailStreet                    // hoeve, veld: may end the name of a street
	tailSure                      // straat, laan: hardly anything but a street
	tailPractice                  // praktijk, advocaten: a practice
	tailSoft                      // huis, zorg: both organisations and families end so
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
	for _, s := range softTails {
		add(s, tailSoft, noCue)
	}
	for i := len(compoundTails) - 1; i >= 0; i-- {
		add(compoundTails[i].tail, 0, compoundTails[i].cue)
	}
	return trie
}

var softTails = [...]string{"huis", "park", "zorg", "groep", "raad", "bank", "orde", "bond", "kring", "kamer", "hof", "burg", "meester", "man"}

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
