package redact

import (
	"strings"

	"paraaf/documents"
)

// An Official acts publicly by function: a bewindspersoon, a Kamerlid. The
// register of them is data that a ministry loads and dates; a small one is
// built in.
type Official struct {
	Given    string         // given name, may be empty
	Initials string         // "M.A.J.", may be empty
	Family   string         // with tussenvoegsels, "Van den Berg"
	Function string         // "minister van VWS"
	From     documents.Date // zero: unknown
	Until    documents.Date // zero: still in office
}

// Grace is how many days after leaving office a name is still kept.
const Grace = 3652

// officialIndex finds officials by the last word of the family name.
type officialIndex map[uint32][]officialEntry

type officialEntry struct {
	words    []uint32 // words of the family name without particles
	given    uint32
	initials string
	particle bool
	letter   byte // the first of the given name, 0 when unknown
	kamer    bool // of the cabinet or the Tweede Kamer, of whom the Kamer speaks by family name
}

func indexOfficials(list []Official, at documents.Date) officialIndex {
	x := officialIndex{}
	for _, o := range list {
		if !at.IsZero() && !o.Until.IsZero() && o.Until.AddDays(Grace).Before(at) {
			continue
		}
		var e officialEntry
		f := strings.FieldsFunc(o.Family, func(r rune) bool { return r == ' ' || r == '-' })
		for i, s := range f {
			k := foldString(s)
			if k == "" {
				continue
			}
			if i < len(f)-1 && lookup(hashOf(k))&particle != 0 {
				e.particle = true
				continue
			}
			e.words = append(e.words, uint32(hashOf(k)))
		}
		if len(e.words) == 0 {
			continue
		}
		if o.Given != "" {
			first, _, _ := strings.Cut(strings.ReplaceAll(o.Given, "-", " "), " ") // Jan Peter, Gert-Jan: as the words of a text are
			e.given = uint32(hashOf(foldString(first)))
			if f := foldString(first); f != "" {
				e.letter = f[0]
			}
		}
		e.initials = foldString(o.Initials)
		e.kamer = strings.HasPrefix(o.Function, "minister") || strings.HasPrefix(o.Function, "staatssecretaris") || strings.HasPrefix(o.Function, "Kamer") || o.Function == ""
		h := e.words[len(e.words)-1]
		x[h] = append(x[h], e)
	}
	return x
}

// officialFull reports whether p, with given name or initials, is in the
// register.
func (w *work) officialFull(p parsed) bool {
	if len(p.family) == 0 || len(p.given) == 0 && p.initials == "" {
		return false
	}
	for _, e := range w.d.officials[w.wordHash(p.family[len(p.family)-1])] {
		if len(p.given) > 0 {
			for _, g := range p.given {
				if e.given != 0 && w.tok[g].hash == e.given {
					return true
				}
			}
			continue
		}
		if e.initials != "" && p.initials == e.initials {
			return true
		}
	}
	return false
}

// officialFamily reports whether the bare family name p is in the register.
func (w *work) officialFamily(p parsed) bool {
	if len(p.family) == 0 || len(p.given) > 0 {
		return false
	}
	for _, e := range w.d.officials[w.wordHash(p.family[len(p.family)-1])] {
		if p.initials != "" && e.letter != 0 && e.letter != p.initials[0] {
			continue // T.W. Fokkens is not Avine Fokkens
		}
		if len(e.words) == len(p.family) && e.particle == p.particle || len(e.words) > len(p.family) {
			return true
		}
	}
	return false
}

// registered reports whether the word at token k is the family name of someone of the
// cabinet or the Kamer.
func (w *work) registered(k int) bool {
	for _, e := range w.d.officials[w.wordHash(k)] {
		if e.kamer {
			return true
		}
	}
	return false
}

// DefaultOfficials is the built-in register: members of recent cabinets and of
// the Tweede Kamer, from memory of public record. It is a seed; a ministry
// replaces it by the current list of the Kamer.
func DefaultOfficials() []Official {
	var out []Official
	for _, l := range strings.Split(moreOfficials, "\n") {
		function, names, _ := strings.Cut(l, ":")
		for _, n := range strings.Split(names, ",") {
			if g, f, ok := strings.Cut(strings.TrimSpace(n), "|"); ok {
				out = append(out, Official{Given: g, Family: f, Function: function})
			}
		}
	}
	for _, l := range strings.Split(defaultOfficials, "\n") {
		f := strings.Split(l, "|")
		if len(f) < 2 {
			continue
		}
		o := Official{Given: strings.TrimSpace(f[0]), Family: strings.TrimSpace(f[1])}
		if len(f) > 2 {
			o.Function = strings.TrimSpace(f[2])
		}
		if len(f) > 3 {
			o.Initials = strings.TrimSpace(f[3])
		}
		out = append(out, o)
	}
	return out
}
