package redact

import "paraaf/documents"

// This file finds people again whose name a scan spoilt: letters that look alike are taken for
// one another, so that Boersrna is Boersma and Wltte is Witte.

// blurred gives the hash of a folded word in which letters that a scan confuses are one.
func blurred(s string) uint32 {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'r' && i+1 < len(s) && s[i+1] == 'n':
			b = append(b, 'm')
			i++
		case c == 'l' || c == 'j' && i > 0 && (s[i-1] == 'i' || s[i-1] == 'l'):
			b = append(b, 'i')
		default:
			b = append(b, c)
		}
	}
	return uint32(hashOf(string(b)))
}

// blur notes how the words of p may read elsewhere in a scan.
func (w *work) blur(p parsed, id int) {
	if !w.scan {
		return
	}
	ps := w.people
	if ps.blurs == nil {
		ps.blurs = map[uint32]int32{}
	}
	for _, l := range [...][]int{p.family, p.given} {
		for _, k := range l {
			if w.tok[k].n >= 5 {
				if h := blurred(w.fold(&w.tok[k])); ps.blurs[h] == 0 {
					ps.blurs[h] = int32(id) + 1
				}
			}
		}
	}
}

// blurAgain takes the word at token i when a scan made it of the name of someone known, with the
// tussenvoegsels before it. It gives the token after it, or i.
func (w *work) blurAgain(i int) int {
	x := &w.tok[i]
	if !w.scan || x.n < 5 || !x.is(capital) || x.has(common|place|stop) || w.state[i] != free {
		return i
	}
	id := w.people.blurs[blurred(w.fold(x))]
	if id == 0 || w.people.list[id-1].kept {
		return i
	}
	a := w.particlesBefore(i)
	w.add(a, w.wordEnd(i), hit{rule: ruleAgain, label: documents.Person, cert: 0.7, ask: w.people.list[id-1].ask, person: int(id)})
	return w.wordEnd(i)
}
