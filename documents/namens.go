package documents

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MedeNamens gives the offices on whose behalf the paper says to be sent as
// well ("mede namens de Staatssecretaris van Justitie en Veiligheid"), without
// "de", each once, in order. Who signs himself is not among them.
func (p Paper) MedeNamens() []string {
	var out []string
	for _, s := range p.medeNamens() {
		t := joined(p.Text(s))
		dup := false
		for _, o := range out {
			dup = dup || strings.EqualFold(o, t)
		}
		if !dup {
			out = append(out, t)
		}
	}
	return out
}

// medeNamens finds the offices after each "mede namens".
func (p Paper) medeNamens() []Span {
	src := p.model().src
	var out []Span
	for at := 0; len(out) < 100; {
		i := indexFold(src[at:], "namens")
		if i < 0 {
			return out
		}
		at += i
		k := skipSpace(src, at+len("namens"))
		before := strings.TrimRight(strings.ToLower(src[max(0, at-12):at]), " \t\r\n*_\u00a0")
		at += len("namens")
		if !strings.HasSuffix(before, "mede") && !strings.HasSuffix(before, "ook") {
			continue
		}
		for {
			w, e := word(src, k)
			if lw := strings.ToLower(w); lw == "de" || lw == "mijn" || lw == "ambtgenoot" || lw == "collega" || lw == "zijn" || lw == "haar" {
				k = skipSpace(src, e)
				continue
			}
			s := office(src, k)
			if s.Len() == 0 {
				break
			}
			out = append(out, s)
			at = s.End
			// "A, B en C": another office may follow.
			k = skipSpace(src, s.End)
			if k < len(src) && src[k] == ',' {
				k = skipSpace(src, k+1)
			}
			if w, e := word(src, k); w == "en" || w == "alsmede" {
				k = skipSpace(src, e)
			}
			w, e = word(src, k)
			if strings.ToLower(w) == "de" {
				w, _ = word(src, skipSpace(src, e))
			}
			if lw := strings.ToLower(w); lw != "minister" && lw != "staatssecretaris" && lw != "minister-president" {
				break
			}
		}
	}
	return out
}

// office reads "Minister voor Langdurige Zorg, Jeugd en Sport" at k: the role,
// van or voor, and a name of capitalised words joined by commas, en and van.
func office(src string, k int) Span {
	w, e := word(src, k)
	lw := strings.ToLower(w)
	if lw == "minister-president" {
		return Span{k, e}
	}
	if lw != "minister" && lw != "staatssecretaris" && lw != "stas" {
		return Span{}
	}
	end := e
	prep, e2 := word(src, skipSpace(src, e))
	at := e2
	if prep != "van" && prep != "voor" {
		if !upper(prep) {
			return Span{k, end}
		}
		end = e2 // "Staatssecretaris JenV", "Staatssecretaris Digitalisering en Koninkrijksrelaties"
	}
	for n := 0; n < 24; n++ {
		a := skipSpace(src, at)
		comma := false
		if a < len(src) && src[a] == ',' {
			a, comma = skipSpace(src, a+1), true
		}
		w, e := word(src, a)
		if upper(w) {
			if lw := strings.ToLower(w); lw == "minister" || lw == "staatssecretaris" {
				break
			}
			at, end = e, e
			continue
		}
		if w != "en" && w != "de" && w != "van" && w != "voor" || comma && w != "en" {
			break
		}
		// A small word belongs to the name only when a capital follows that is
		// not another office.
		nx, _ := word(src, skipSpace(src, e))
		if ln := strings.ToLower(nx); !upper(nx) || ln == "minister" || ln == "staatssecretaris" {
			break
		}
		if w == "de" && strings.HasSuffix(strings.TrimRight(src[:a], " "), "en") {
			break
		}
		at = e
	}
	return Span{k, end}
}

func upper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// word gives the word at k (letters, digits and inner hyphens) and its end.
func word(src string, k int) (string, int) {
	i := k
	for i < len(src) {
		r, n := utf8.DecodeRuneInString(src[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !(r == '-' && i > k) && r != '\u00ad' {
			break
		}
		i += n
	}
	return strings.TrimRight(src[k:i], "-"), k + len(strings.TrimRight(src[k:i], "-"))
}

func skipSpace(src string, k int) int {
	for k < len(src) {
		r, n := utf8.DecodeRuneInString(src[k:])
		if !isSpace(r) && r != '*' && r != '_' {
			break
		}
		k += n
	}
	return k
}

// indexFold finds an ASCII word in s without regard to case.
func indexFold(s, w string) int {
	lo, hi := w[0]|0x20, w[0]&^0x20
	for i := 0; i+len(w) <= len(s); i++ {
		if c := s[i]; c != lo && c != hi {
			continue
		}
		if strings.EqualFold(s[i:i+len(w)], w) {
			return i
		}
	}
	return -1
}
