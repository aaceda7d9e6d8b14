package redact

import "strings"

// A wordSet is a set of folded words by the hash that tokens carry. Rules ask for most
// words of a text whether they are in one of some two hundred sets, nearly always in vain:
// a filter of 512 bits says no without a look at the words.
type wordSet struct {
	filter [8]uint64
	slots  []uint32 // an open hash table, at most half full; 0 is free
}

// hashSet makes the set of the words in texts, which white space divides.
func hashSet(texts ...string) *wordSet {
	var words []string
	for _, s := range texts {
		words = append(words, strings.Fields(s)...)
	}
	size := 8
	for size < 2*len(words) {
		size *= 2
	}
	set := &wordSet{slots: make([]uint32, size)}
	for _, w := range words {
		h := uint32(hashOf(foldString(w)))
		set.filter[h>>29] |= 1 << (h >> 23 & 63)
		i := h & uint32(size-1)
		for set.slots[i] != 0 && set.slots[i] != h {
			i = (i + 1) & uint32(size-1)
		}
		set.slots[i] = h
	}
	return set
}

// has reports whether the word with hash h is in the set.
func (s *wordSet) has(h uint32) bool {
	return s.filter[h>>29]>>(h>>23&63)&1 != 0 && s.holds(h)
}

func (s *wordSet) holds(h uint32) bool {
	mask := uint32(len(s.slots) - 1)
	for i := h & mask; s.slots[i] != 0; i = (i + 1) & mask {
		if s.slots[i] == h {
			return true
		}
	}
	return false
}
