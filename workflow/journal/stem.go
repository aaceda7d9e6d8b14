package journal

import "strings"

// stem gives the form under which a folded word is found: it joins the forms of
// one Dutch noun, adjective or present-tense verb, and does not try to join
// words that are related only by meaning. It is ours and not a published
// stemmer, because its one promise is that the index and the question agree on
// both databases and in every release; a change here asks for Rebuild.
//
// After an irregular plural it does these until none of them changes anything,
// so that every form of a word ends where its shortest one does: -heden to -heid
// and -ici to -icus; the ending -en off, and -e, and an -s behind a consonant or
// an e; a doubled consonant at the end once; v and z at the end to f and s. Last
// a doubled vowel once, for jaar and jaren, groot and grote. At least three
// letters stay.
func stem(word string) string {
	if len(word) < 4 || strings.IndexFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return word // short, a number, or no Dutch
	}
	for plural, one := range irregular {
		if rest, ok := strings.CutSuffix(word, plural); ok {
			word = rest + one // of a compound too: deelgemeenteraadsleden
			break
		}
	}
	for {
		shorter := strip(word)
		if shorter == word {
			return single(word)
		}
		word = shorter
	}
}

// strip takes one step towards the stem.
func strip(word string) string {
	last := len(word) - 1
	end := word[last]
	switch {
	case strings.HasSuffix(word, "heden"):
		return strings.TrimSuffix(word, "eden") + "eid"
	case len(word) > 5 && strings.HasSuffix(word, "ici"):
		return strings.TrimSuffix(word, "i") + "us"
	case end == 'v':
		return word[:last] + "f"
	case end == 'z':
		return word[:last] + "s"
	case len(word) < 4:
		return word
	case len(word) > 4 && strings.HasSuffix(word, "en"), end == 'e':
		return strings.TrimSuffix(strings.TrimSuffix(word, "n"), "e")
	case end == 's' && (word[last-1] == 'e' || !vowel(word[last-1])):
		return word[:last]
	case end == word[last-1] && !vowel(end):
		return word[:last]
	}
	return word
}

// irregular are plurals that are no ending to the singular. No one is the end
// of another, so their order does not matter.
var irregular = map[string]string{
	"steden": "stad", "schepen": "schip", "leden": "lid", "eieren": "ei", "kinderen": "kind", "liederen": "lied",
	"volkeren": "volk", "goederen": "goed", "koeien": "koe", "musea": "museum", "criteria": "criterium", "media": "medium",
}

func vowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

// single writes aa, ee, oo and uu once.
func single(word string) string {
	var s strings.Builder
	for i := range len(word) {
		if i > 0 && word[i] == word[i-1] && strings.IndexByte("aeou", word[i]) >= 0 {
			continue
		}
		s.WriteByte(word[i])
	}
	return s.String()
}
