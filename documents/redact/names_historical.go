package redact

import (
	_ "embed" // the list
	"strings"
	"sync"
)

// This file keeps people of the past, and those everybody knows: streets, schools and
// ships are called after them, and they are cited. They are no personal data of a dossier.

//go:embed lists/historical-own.txt
var historicalText string

// A fame says how much of a name is enough.
type fame uint8

const (
	fullFame fame = 1 << iota // the whole name
	bareFame                  // the family name alone
)

// historical finds the famous by the chained hashes of the words of their names.
var historical = sync.OnceValue(func() map[uint64]fame {
	m := map[uint64]fame{}
	for _, l := range strings.Split(historicalText, "\n") {
		if l == "" || l[0] == '#' {
			continue
		}
		f := fullFame
		if rest, bare := strings.CutPrefix(l, "= "); bare {
			f, l = bareFame, rest
		}
		for _, name := range strings.Split(l, ",") {
			h := uint64(0)
			for _, s := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '.' }) {
				h = chained(h, uint32(hashOf(foldString(s))))
			}
			m[h] |= f
		}
	}
	return m
})

// chained adds the hash of a word to that of the words before it.
func chained(h uint64, word uint32) uint64 { return (h ^ uint64(word)) * hashPrime }

// fameOf tells who is called by the words from token a to b.
func (w *work) fameOf(a, b int) fame {
	h, n := uint64(0), 0
	for k := a; k < b; k++ {
		if w.tok[k].kind == word {
			h = chained(h, w.tok[k].hash)
			n++
		}
	}
	if n == 0 || n > 6 {
		return 0
	}
	return historical()[h]
}

// famous reports whether p is someone of the past, or known to all, and nothing around
// the name tells of a private person who happens to be called so: a form of address, a
// way to reach him. With a courtesy title p is private.
func (w *work) famous(p parsed, courtesy bool) bool {
	if courtesy || p.lower || p.inverted || w.names.press {
		return false
	}
	f := w.fameOf(p.a, p.b)
	if f&fullFame == 0 && !w.famousTitled(p) && !w.famousPair(p) {
		return false
	}
	return !w.reachRight(p.b) && !w.aged(p.b) && !w.privately(p)
}

// famousPair reports whether p is the second of two who are known together: Ot en Sien.
func (w *work) famousPair(p parsed) bool {
	return p.a > 1 && w.tok[p.a-1].hash == hashEn && !w.tok[p.a].is(first) && w.fameOf(p.a-2, p.b)&fullFame != 0
}

// famousTitled reports whether the name with the title before it is famous: Generaal
// Winkelman, Pater Damiaan, Koningin Emma.
func (w *work) famousTitled(p parsed) bool {
	k := p.a - 1
	if k > 0 && w.isPunct(k, '.') {
		k--
	}
	return k >= 0 && w.tok[k].kind == word && w.fameOf(k, p.b)&fullFame != 0
}

// privately reports whether kin or a function at a desk stands right before p.
func (w *work) privately(p parsed) bool {
	l := w.leftWord(p.a)
	return l >= 0 && l == p.a-1 && (w.tok[l].has(kin) || w.tok[l].byTrade() && !w.tok[l].has(official) && !oldTrades.has(w.tok[l].hash))
}

// oldTrades are said of the famous: schilder, dichter, componist.
var oldTrades = hashSet(`schilder schilderes kunstschilder dichter dichteres schrijver schrijfster componist architect bouwmeester filosoof beeldhouwer wielrenner wielrenster coureur voetballer schaatser turner zwemster atlete schaker auteur ingenieur waterbouwkundige zeeheld admiraal staatsman verzetsstrijder verzetsheld zanger zangeres acteur actrice cabaretier rapper historicus wetenschapper natuurkundige wiskundige uitvinder ontdekkingsreiziger econoom socioloog psycholoog pedagoog`)

// bareFamous reports whether p is but the family name of someone of the past.
func (w *work) bareFamous(p parsed) bool {
	return p.initials == "" && !p.lower && !p.inverted && !w.names.press && w.fameOf(p.a, p.b)&bareFame != 0
}

// cuedByName reports whether the words around p, a bare family name, are those around
// someone alive: kin or a trade before it, or he says something, or can be reached.
func (w *work) cuedByName(p parsed) bool {
	t := w.tok
	if w.privately(p) || w.reachRight(p.b) || w.aged(p.b) {
		return true
	}
	r := w.rightWord(p.b)
	return r == p.b && !t[r].is(capital) && personVerbs.has(t[r].hash) && !orgVerbs.has(t[r].hash) || w.listedLeft(p.a)
}
