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

// heads are the words that most compounds of these papers end in. A compound is
// found by its head and by what stands before it too: digitaliseringsbeleid by
// beleid and by digitalisering. What a compound begins with needs no list: a
// question finds what starts with its words (queryTerms).
var heads = stemmed("aanpak aanval advies agenda akkoord beleid bedrijf bericht besluit beveiliging bijeenkomst brief commissie crisis debat dossier fonds fractie " +
	"gegevens gesprek incident inspectie instelling kader kosten kwaliteit lek lijst maatregel markt ministerie motie nota norm onderzoek organisatie overleg " +
	"partij plan programma raad rapport recht regeling register sector stelsel stuk subsidie systeem tekort toezicht traject uitkering verdrag vergadering verlener " +
	"verordening verslag verzekering verzekeraar visie voorstel vraag vragen wet wijziging zaak zorg " +
	// These end in one and are none: a shorter head is not looked for in them.
	"aanvraag noodzaak verraad voorraad")

// shortFirst are the words of three letters that a compound here may begin with;
// of others three letters are a prefix: verraad is no raad.
var shortFirst = map[string]bool{"woo": true, "ict": true, "avg": true, "wmo": true, "ggz": true}

func stemmed(list string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(list) {
		all[stem(w)] = true
	}
	return all
}

// parts gives what a compound is made of, as stems, or nothing for a word that
// is none that is known. It takes the longest head.
func parts(stemOfWord string) []string {
	if heads[stemOfWord] {
		return nil
	}
	for at := 3; at < len(stemOfWord)-1; at++ {
		first, head := stemOfWord[:at], stemOfWord[at:]
		if !heads[head] {
			continue
		}
		first = stem(first) // the s or en between them goes as an ending does
		if len(first) > 2 && (at > 3 || shortFirst[first]) {
			return []string{first, head}
		}
		return nil
	}
	return nil
}
