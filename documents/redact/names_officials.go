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
			e.given = uint32(hashOf(foldString(o.Given)))
		}
		e.initials = foldString(o.Initials)
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
		if len(e.words) == len(p.family) && e.particle == p.particle || len(e.words) > len(p.family) {
			return true
		}
	}
	return false
}

// registered reports whether the word at token k is the family name of someone in the
// register.
func (w *work) registered(k int) bool { return len(w.d.officials[w.wordHash(k)]) > 0 }

// DefaultOfficials is the built-in register: members of recent cabinets and of
// the Tweede Kamer, from memory of public record. It is a seed; a ministry
// replaces it by the current list of the Kamer.
func DefaultOfficials() []Official {
	var out []Official
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
