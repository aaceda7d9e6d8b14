package redact

import (
	_ "embed" // the lexicon
	"encoding/binary"
	"math/bits"
	"strings"
	"sync"
)

// A class says what a word may be. A word is often several things: "bakker"
// is a trade and a family name, "april" a month and a given name.
type class uint32

const (
	given      class = 1 << iota // given name borne in the Netherlands and Belgium
	givenFar                     // given name borne elsewhere
	family                       // family name borne in the Netherlands and Belgium
	familyFar                    // family name borne elsewhere, or a name of either kind
	common                       // ordinary Dutch word
	proper                       // Dutch word that is always written with a capital
	place                        // town, province or country
	stop                         // word that is never a name by itself: the, and, but, verbs of saying ...
	particle                     // tussenvoegsel
	title                        // mr., drs., de heer: stands before a name and makes it one
	official                     // minister, staatssecretaris, Kamerlid: its name stays
	rank                         // directeur, woordvoerder: a human decides about the name
	kin                          // man, dochter, buurman: a name follows
	trade                        // collega, beleidsmedewerker: a name may follow
	orgHead                      // Stichting, Ministerie: what follows is an organisation
	orgTail                      // Ziekenhuis, College: what precedes is an organisation
	thingHead                    // motie, wet, ziekte, prijs: what follows names a thing after a person
	thingTail                    // wet, prijs, methode: likewise, after the name
	greeting                     // beste, hoi, groet
	saying                       // zegt, vraagt, meldt: a person does that
	month                        // januari
	weekday                      // maandag
	streetTail                   // straat, laan
	placeCue                     // te, in, uit, naar, bij
	english                      // frequent English word
	demonym                      // Nederlander, Duitse
	team                         // sports club, paper, broadcaster, brand: known name of no person
)

const anyGiven, anyFamily = given | givenFar, family | familyFar
const anyName = anyGiven | anyFamily

//go:embed lists/lexicon.bin
var lexicon string

// The file lists/lexicon.bin is a hash table, made by TestLexicon of the lists
// beside it: the logarithm of the number of slots (1 byte), the number of
// combinations of classes (1 byte), the combinations (4 bytes each, little
// endian), a bit for each slot that is taken (lowest first), then the taken slots
// in their order (4 bytes each): the number of a combination and 24 bits of the
// word's hash. A word that is in no list is taken for one with a chance of less
// than one in a million.
//
// Free slots take a bit and no more: where a taken one stands follows from how
// many are taken before it, which is counted once per 64 slots at the start.
var (
	lexiconMask  uint32
	lexiconKinds [256]class
	lexiconTaken []uint64
	lexiconRank  []uint32 // taken slots before each 64
	lexiconSlots string
)

func init() {
	n := int(lexicon[1])
	for i := range n {
		lexiconKinds[i+1] = class(binary.LittleEndian.Uint32([]byte(lexicon[2+4*i:])))
	}
	slots := 1 << lexicon[0]
	lexiconMask = uint32(slots - 1)
	taken := lexicon[2+4*n:]
	lexiconTaken, lexiconRank = make([]uint64, slots/64), make([]uint32, slots/64)
	count := 0
	for i := range lexiconTaken {
		lexiconTaken[i] = binary.LittleEndian.Uint64([]byte(taken[8*i : 8*i+8]))
		lexiconRank[i] = uint32(count)
		count += bits.OnesCount64(lexiconTaken[i])
	}
	lexiconSlots = taken[slots/8:]
	fillHot()
}

const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// mix spreads the FNV-1a hash h of a folded word over all bits.
func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return h ^ h>>29
}

// hashOf gives the hash of a folded word, as tokens carry it.
func hashOf(folded string) uint64 {
	h := uint64(hashSeed)
	for i := 0; i < len(folded); i++ {
		h = (h ^ uint64(folded[i])) * hashPrime
	}
	return mix(h)
}

// lookup gives the classes of the folded word with hash h.
func lookup(h uint64) class {
	c := hotClass(h)
	i, tag := uint32(h)&lexiconMask, uint32(h>>40)
	for {
		taken, bit := lexiconTaken[i/64], uint64(1)<<(i%64)
		if taken&bit == 0 {
			return c
		}
		o := 4 * (int(lexiconRank[i/64]) + bits.OnesCount64(taken&(bit-1)))
		s := uint32(lexiconSlots[o]) | uint32(lexiconSlots[o+1])<<8 | uint32(lexiconSlots[o+2])<<16 | uint32(lexiconSlots[o+3])<<24
		if s>>8 == tag {
			return c | lexiconKinds[s&0xFF]
		}
		i = (i + 1) & lexiconMask
	}
}

//go:embed lists/given-hint.bloom
var givenHint string

// hinted reports whether a folded word of five letters or more occurs as a
// given name somewhere in the world. It is a Bloom filter over two million
// names without frequencies: a hint, wrong for one word in a hundred and for
// more that are names of things as well.
func hinted(s string) bool {
	if len(s) < 5 || len(s) > 12 {
		return false
	}
	size := uint64(binary.LittleEndian.Uint32([]byte(givenHint[:4])))
	h := hashOf(s)
	x, y := uint32(h), uint32(h>>32)|1
	for i := range uint32(6) {
		k := uint64(x+i*y) * size >> 32
		if givenHint[4+k>>3]>>(k&7)&1 == 0 {
			return false
		}
	}
	return true
}

//go:embed lists/phrases-own.txt
var phraseText string

// phrases are names of several words that are no person's.
var phrases = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, l := range strings.Split(phraseText, "\n") {
		if l != "" && l[0] != '#' {
			m[l] = true
		}
	}
	return m
})

// compound reports whether s, in no list, is put together of ordinary words:
// dossiernotitie, gegevensuitwisseling. The last part must be a word of at
// least four letters, what precedes it a word as well, perhaps with a linking
// s or en.
func compound(s string) bool {
	if len(s) < 7 || len(s) > 60 {
		return false
	}
	for k := len(s) - 4; k >= 3; k-- {
		if lookup(hashOf(s[k:]))&(common|orgHead|orgTail) == 0 {
			continue
		}
		p := s[:k]
		for {
			if lookup(hashOf(p))&common != 0 {
				return true
			}
			switch {
			case len(p) > 4 && p[len(p)-1] == 's':
				p = p[:len(p)-1]
			case len(p) > 5 && p[len(p)-2:] == "en":
				p = p[:len(p)-2]
			default:
				p = ""
			}
			if p == "" {
				break
			}
		}
	}
	return false
}

// The hot table holds the words that rules ask about, written by hand in
// names_words.go. It is filled at start: some thousand words, well under a
// millisecond.
const hotSize = 1 << 14

var hotKeys [hotSize]uint64
var hotKinds [hotSize]class

func hotClass(h uint64) class {
	for i := h & (hotSize - 1); ; i = (i + 1) & (hotSize - 1) {
		if hotKeys[i] == h {
			return hotKinds[i]
		}
		if hotKeys[i] == 0 {
			return 0
		}
	}
}

func addHot(word string, c class) {
	h := hashOf(word)
	i := h & (hotSize - 1)
	for hotKeys[i] != 0 && hotKeys[i] != h {
		i = (i + 1) & (hotSize - 1)
	}
	hotKeys[i] = h
	hotKinds[i] |= c
}

func fillHot() {
	for _, l := range [...][]struct {
		class class
		words string
	}{hotWords, roleWords} {
		for _, g := range l {
			for _, w := range strings.Fields(g.words) {
				addHot(w, g.class)
			}
		}
	}
}
