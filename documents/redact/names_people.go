package redact

import "strconv"

// A person is someone named in the dossier.
type person struct {
	given    []uint32 // hashes of given names
	family   []uint32 // hashes of the words of the family name
	initials string
	particle bool
	kept     bool // acts publicly
	ask      bool // a human decides
	rule     *rule
	chat     bool     // speaks in a chat, so may be named in small letters
	strong   bool     // found by structure, title or full name
	joined   []uint32 // ways to write it in one word
	into     int      // the person this one turned out to be, plus one
}

// people are the persons of a dossier and where to find them by a word.
type people struct {
	list   []person
	index  map[uint32][]int32 // word of a name -> persons, set by settle
	joined map[uint32]int32   // words run together, as in mail addresses
	own    map[uint32]bool    // family names that stand in the name of a practice
	blurs  map[uint32]int32   // words of names as a scan may confuse them
}

// groupOf names the group of person i.
func (ps *people) groupOf(i int) string {
	for n := 0; ps.list[i].into > 0 && n < 8; n++ {
		i = ps.list[i].into - 1
	}
	return "persoon-" + strconv.Itoa(i+1)
}

// initial reports whether someone private whose first initial is c has been found, of whom
// no given name is known.
func (ps *people) initial(c byte) bool {
	for i := range ps.list {
		if o := &ps.list[i]; !o.kept && o.initials != "" && o.initials[0] == c && len(o.given) == 0 {
			return true
		}
		if i > 200 {
			break
		}
	}
	return false
}

func hasHash(s []uint32, h uint32) bool {
	for _, x := range s {
		if x == h {
			return true
		}
	}
	return false
}

// add records a person and gives its number. Someone already known who can be
// the same is enriched instead.
func (ps *people) add(p person) int {
	if ps.index == nil {
		ps.index = map[uint32][]int32{}
	}
	if n := ps.match(p); n >= 0 {
		o := &ps.list[n]
		for _, h := range p.given {
			if !hasHash(o.given, h) {
				o.given = append(o.given, h)
				ps.index[h] = append(ps.index[h], int32(n))
			}
		}
		for _, h := range p.family {
			if !hasHash(o.family, h) {
				o.family = append(o.family, h)
				ps.index[h] = append(ps.index[h], int32(n))
			}
		}
		for _, h := range p.joined {
			if len(o.joined) < 40 && !hasHash(o.joined, h) {
				o.joined = append(o.joined, h)
			}
		}
		if len(p.initials) > len(o.initials) {
			o.initials = p.initials
		}
		o.particle = o.particle || p.particle
		o.chat = o.chat || p.chat
		o.strong = o.strong || p.strong
		o.ask = o.ask && p.ask || o.ask && o.rule == ruleRank
		return n
	}
	n := len(ps.list)
	ps.list = append(ps.list, p)
	for _, h := range p.given {
		ps.index[h] = append(ps.index[h], int32(n))
	}
	for _, h := range p.family {
		ps.index[h] = append(ps.index[h], int32(n))
	}
	return n
}

// match finds the person that p may be.
func (ps *people) match(p person) int {
	best := -1
	tried := 0
	for k := range len(p.family) + len(p.given) {
		h := uint32(0)
		if k < len(p.family) {
			h = p.family[k]
		} else {
			h = p.given[k-len(p.family)]
		}
		for _, i := range ps.index[h] {
			if tried++; tried > 200 { // a crowd of namesakes: stay linear
				return best
			}
			if ps.same(&ps.list[i], &p) {
				best = int(i)
				return best
			}
		}
	}
	return best
}

// same reports whether a and b can be one person.
func (ps *people) same(a, b *person) bool {
	if a.kept != b.kept {
		return false
	}
	// family names must share a word, if both have one
	if len(a.family) > 0 && len(b.family) > 0 {
		shared := false
		for _, h := range b.family {
			if hasHash(a.family, h) {
				shared = true
			}
		}
		if !shared {
			return false
		}
	} else {
		// one is a given name alone, or a family name alone
		shared := false
		for _, l := range [...][]uint32{b.given, b.family} {
			for _, h := range l {
				if hasHash(a.given, h) || hasHash(a.family, h) {
					shared = true
				}
			}
		}
		return shared
	}
	if len(a.given) > 0 && len(b.given) > 0 {
		for _, h := range b.given {
			if hasHash(a.given, h) {
				return true
			}
		}
		return false
	}
	if a.initials != "" && b.initials != "" {
		return a.initials[0] == b.initials[0]
	}
	return true
}

// reset forgets everyone. Maps that grew with a giant dossier are dropped.
func (ps *people) reset() {
	if len(ps.index) > 1<<14 || len(ps.joined) > 1<<16 {
		*ps = people{}
		return
	}
	ps.list = ps.list[:0]
	clear(ps.index)
	clear(ps.joined)
	clear(ps.own)
	clear(ps.blurs)
}

// settle prepares the look-up of people by their words.
func (ps *people) settle() {
	if ps.joined == nil {
		ps.joined = map[uint32]int32{}
	}
	for i := range ps.list {
		if ps.list[i].kept {
			continue
		}
		for _, h := range ps.list[i].joined {
			if _, ok := ps.joined[h]; !ok {
				ps.joined[h] = int32(i)
			}
		}
	}
}
