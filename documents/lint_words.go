package documents

import (
	"bytes"
	"strings"
)

// The rules about words, for every paper that goes public.

func (l *linter) partyName() {
	for i, p := range l.set {
		r := p.running()
		for k, t := range r.toks {
			for _, w := range ruleBook().parties[t.low] {
				s := int(t.start)
				if s+len(w.wrong) > len(r.src) || r.src[s:s+len(w.wrong)] != w.wrong || !wordBoundary(r.src, s+len(w.wrong)) || s > 0 && r.src[s-1] == '-' {
					continue
				}
				if k > 0 && r.toks[k-1].end == t.start-1 && strings.IndexByte("/-", r.src[t.start-1]) >= 0 {
					continue // the tail of a longer name
				}
				at := Span{s, s + len(w.wrong)}
				l.say(i, at, &Repair{"Schrijf " + w.write, []Edit{{at, w.write}}}, "De Kamer schrijft ‘%s’, hier staat ‘%s’.", w.write, w.wrong)
				break
			}
			if l.full() {
				return
			}
		}
	}
}

func wordBoundary(src string, i int) bool {
	return i >= len(src) || !(src[i] >= 'a' && src[i] <= 'z' || src[i] >= 'A' && src[i] <= 'Z' || src[i] >= '0' && src[i] <= '9' || src[i] >= 0x80)
}

func (l *linter) dateWithoutYear() {
	for i, p := range l.set {
		if p.Soort() == SoortAantekening {
			continue
		}
		r := p.running()
		year := p.date(FieldDatum).Year
		for k := 0; k+1 < len(r.toks); k++ {
			t := r.toks[k]
			if t.shape != shapeDigit || len(t.low) > 2 || monthOf(r.toks[k+1].low) == 0 || r.toks[k+1].sent != t.sent || len(r.toks[k+1].low) < 3 {
				continue
			}
			if d, ok := number(t.low, 2); !ok || d < 1 || d > 31 {
				continue
			}
			// "7 april tot en met 9 mei 2026" carries its year at the end.
			found := false
			for j := k + 2; j < min(k+9, len(r.toks)) && r.toks[j].sent == t.sent; j++ {
				w := r.toks[j]
				if len(w.low) == 4 && w.shape == shapeDigit && (strings.HasPrefix(w.low, "19") || strings.HasPrefix(w.low, "20")) {
					found = j == k+2 || r.onlyDates(k+2, j)
					break
				}
			}
			if found {
				continue
			}
			s := Span{int(t.start), int(r.toks[k+1].end)}
			var rep *Repair
			text := joined(p.Text(s))
			if year > 0 {
				rep = &Repair{"Schrijf " + text + " " + itoa(year), []Edit{{Span{s.End, s.End}, " " + itoa(year)}}}
			}
			l.say(i, s, rep, "De datum ‘%s’ heeft geen jaar. Zet het jaar erbij; het stuk wordt later nog gelezen.", text)
			if l.full() {
				return
			}
		}
	}
}

// onlyDates reports whether the tokens [a, b) are days, months and the small
// words between two dates of one range.
func (r *running) onlyDates(a, b int) bool {
	for k := a; k < b; k++ {
		switch w := r.toks[k].low; w {
		case "en", "tot", "met", "t", "m", "of", "op", "van":
		default:
			if monthOf(w) == 0 && !(r.toks[k].shape == shapeDigit && len(w) <= 2) {
				return false
			}
		}
	}
	return true
}

// joiners are what some write inside a name and others do not.
var joiners = strings.NewReplacer("-", "", "'", "", "’", "")

// A spelling is one way a name is written, and where.
type spelling struct {
	text   string
	inner  int // capitals inside the word
	places []Place
}

func (l *linter) nameTwoWays() {
	names := map[string][]spelling{}
	for i, p := range l.set {
		r := p.running()
		for _, t := range r.toks {
			if t.end-t.start < 4 || t.shape != shapeMixed && t.shape != shapeTitle && t.shape != shapeUpper {
				continue
			}
			// A shape that only begins a sentence says nothing about a word
			// that is written small elsewhere; those never get a mixed variant.
			w := strings.ReplaceAll(p.Text(Span{int(t.start), int(t.end)}), "\u00ad", "")
			key := joiners.Replace(t.low)
			list := names[key]
			n := -1
			for x := range list {
				if list[x].text == w {
					n = x
				}
			}
			if n < 0 {
				if len(list) >= 6 {
					continue
				}
				list = append(list, spelling{text: w, inner: innerCapitals(w)})
				n = len(list) - 1
			}
			if len(list[n].places) < 200 {
				list[n].places = append(list[n].places, Place{i, Span{int(t.start), int(t.end)}})
			}
			names[key] = list
		}
	}
	type found struct {
		key  string
		list []spelling
	}
	var odd []found
	for key, list := range names {
		if len(list) < 2 {
			continue
		}
		mixed := false
		for _, s := range list {
			_, shape := lowWord(s.text)
			mixed = mixed || shape == shapeMixed || shape == shapeUpper && strings.Contains(s.text, "-")
		}
		if mixed {
			odd = append(odd, found{key, list})
		}
	}
	// In order of first place, so that the answer does not depend on a map.
	for range odd {
		best := -1
		for x := range odd {
			if odd[x].list != nil && (best < 0 || before(odd[x].list[0].places[0], odd[best].list[0].places[0])) {
				best = x
			}
		}
		l.spelled(odd[best].list)
		odd[best].list = nil
		if l.full() {
			return
		}
	}
}

func before(a, b Place) bool {
	return a.Paper < b.Paper || a.Paper == b.Paper && a.Span.Start < b.Span.Start
}

// spelled remarks on one name, once for every paper that spells it otherwise
// than the spelling with most capitals inside, which nobody types by accident.
func (l *linter) spelled(list []spelling) {
	good := 0
	for x := range list {
		if list[x].inner > list[good].inner || list[x].inner == list[good].inner && len(list[x].places) > len(list[good].places) {
			good = x
		}
	}
	byPaper := map[int][]Edit{}
	wrong := map[int]string{}
	for x := range list {
		if x == good {
			continue
		}
		for _, pl := range list[x].places {
			if byPaper[pl.Paper] == nil {
				wrong[pl.Paper] = list[x].text
			}
			byPaper[pl.Paper] = append(byPaper[pl.Paper], Edit{pl.Span, list[good].text})
		}
	}
	for i := range l.set {
		es := byPaper[i]
		if len(es) == 0 {
			continue
		}
		sortEdits(es)
		other := list[good].places[0]
		m := l.say(i, es[0].Span, &Repair{"Schrijf overal " + list[good].text, es},
			"Dezelfde naam is op twee manieren geschreven: ‘%s’ en ‘%s’. Kies er een.", wrong[i], list[good].text)
		m.Other = &other
	}
}

func innerCapitals(w string) int {
	n := 0
	for i, r := range w {
		if i > 0 && r >= 'A' && r <= 'Z' {
			n++
		}
	}
	return n
}

func (l *linter) abbreviationUnexplained() {
	for i, p := range l.set {
		if p.Soort() == SoortAantekening {
			continue
		}
		r := p.running()
		seen := map[string]bool{}
		for k, t := range r.toks {
			if t.shape != shapeUpper || t.end-t.start > 12 || ruleBook().known[t.low] || seen[t.low] {
				continue
			}
			seen[t.low] = true
			z := r.zones[t.zone]
			if strings.HasPrefix(string(z.key), "kop.") || strings.HasPrefix(string(z.key), "nietopenbaar") || !letters(t.low) || zaaknummerIn(t.low).Len() > 0 || KenmerkIn(t.low) != "" ||
				r.explained(k) || r.normNumber(k) || r.postcode(k) || roman(t.low) || p.Soort() == SoortNota && (l.onRoute(t.low) || r.directieNamed(k) || strings.HasSuffix(string(z.key), "afstemming") && r.hasIn("internal", hit{k, k + 1})) {
				continue
			}
			s := Span{int(t.start), int(t.end)}
			l.say(i, s, nil, "De afkorting ‘%s’ is niet uitgelegd. Schrijf haar de eerste keer voluit, met de afkorting tussen haakjes.", p.Text(s))
			if l.full() {
				return
			}
		}
	}
}

// letters reports whether w has at least two letters and no more digits than
// letters, so that B12 or a product number is no abbreviation.
func letters(w string) bool {
	n, d := 0, 0
	for i := 0; i < len(w); i++ {
		if w[i] >= 'a' && w[i] <= 'z' {
			n++
		} else if isDigit(w[i]) {
			d++
		}
	}
	return n >= 2 && n >= d
}

// onRoute reports whether the paper passes a directie of that short name, which
// then needs no explaining to who reads it there.
func (l *linter) onRoute(low string) bool {
	for _, s := range l.at.Stations {
		_, own, _ := strings.Cut(strings.ToLower(s.Organisation), ".")
		if own == low {
			return true
		}
	}
	return false
}

// directieNamed reports whether token k is one of the names in "de directies FEZ,
// WJZ en Communicatie": the word before says what it is.
func (r *running) directieNamed(k int) bool {
	first := r.sents[r.toks[k].sent].from
	for n := k - 1; n >= max(first, k-10); n-- {
		switch t := r.toks[n]; t.low {
		case "directie", "directies", "directoraat", "directoraten", "afdeling", "afdelingen", "cluster", "team", "teams":
			return true
		case "en", "of", "de":
		default:
			if t.shape == shapeLower || t.shape == shapeDigit {
				return false
			}
		}
	}
	return false
}

// norms are who gives norms: with a number behind it, their name is that of the norm.
var norms = map[string]bool{"en": true, "nen": true, "iso": true, "iec": true, "din": true, "nta": true, "npr": true, "etsi": true, "rfc": true, "ieee": true, "sc": true, "icao": true, "itu": true, "ts": true, "tr": true}

// normNumber reports whether token k is part of the number of a norm: EN 301 549,
// NEN-EN-ISO 9001, ISO/IEC 27001.
func (r *running) normNumber(k int) bool {
	for n := k; n < min(k+3, len(r.toks)); n++ {
		t := r.toks[n]
		if n > k && t.start-r.toks[n-1].end > 1 {
			return false
		}
		if t.shape == shapeDigit {
			return n > k
		}
		for part := range strings.SplitSeq(t.low, "-") {
			if !norms[part] && (n == k && part == strings.Split(t.low, "-")[0] || strings.Trim(part, "0123456789") != "") {
				return false
			}
		}
		if strings.ContainsAny(t.low, "0123456789") {
			return true
		}
	}
	return false
}

// postcode reports whether token k is the letters of one: 2500 EA.
func (r *running) postcode(k int) bool {
	t := r.toks[k]
	return k > 0 && len(t.low) == 2 && r.toks[k-1].shape == shapeDigit && len(r.toks[k-1].low) == 4 && t.start-r.toks[k-1].end == 1
}

// roman reports whether w is a Roman number below forty, as chapters of the begroting and
// parts of a law have.
func roman(w string) bool {
	w = strings.TrimLeft(w, "x")
	switch w {
	case "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix":
		return true
	}
	return false
}

// explained reports whether the abbreviation at token k is explained where it
// stands: in parentheses after its words, with words in parentheses after it,
// or as "Z-CERT, het expertisecentrum ...".
func (r *running) explained(k int) bool {
	t := r.toks[k]
	if t.paren {
		return true
	}
	e := int(t.end)
	rest := strings.TrimLeft(r.src[e:min(len(r.src), e+40)], " *_")
	if strings.HasPrefix(rest, "(") {
		return true
	}
	if after, ok := strings.CutPrefix(rest, ","); ok {
		w := strings.Fields(after)
		if len(w) > 0 {
			switch w[0] {
			case "het", "de", "een", "dat", "ofwel", "oftewel":
				return true
			}
		}
	}
	return k > r.sents[t.sent].from && (r.toks[k-1].low == "afgekort" || r.toks[k-1].low == "ofwel")
}

func (l *linter) longSentence() {
	const most = 35
	for i, p := range l.set {
		if p.Soort() == SoortAantekening {
			continue
		}
		r := p.running()
		for _, s := range r.sents {
			if n := s.to - s.from; n > most && !strings.HasPrefix(string(r.zones[r.toks[s.from].zone].key), "vraag.") {
				l.say(i, r.span(s), nil, "Deze zin heeft %d woorden. Maak er twee of drie van; korte zinnen worden beter begrepen.", n)
				if l.full() {
					return
				}
			}
		}
	}
}

func (l *linter) jargon() {
	for i, p := range l.set {
		if p.Soort() == SoortAantekening {
			continue
		}
		r := p.running()
		for _, h := range r.hits["jargon"] {
			if strings.HasPrefix(string(r.zones[r.toks[h.from].zone].key), "vraag.") {
				continue // the Kamer's own words are repeated verbatim
			}
			l.say(i, r.span(h), nil, "‘%s’ is een moeilijk woord. Kies een gewoon woord als dat kan.", r.text(h))
			if l.full() {
				return
			}
		}
	}
}

// pictureUndescribed looks for pictures that nobody described. It reads the Markdown of an
// image, ![description](address), as far as it needs to.
func (l *linter) pictureUndescribed() {
	for i, p := range l.set {
		src := p.Bytes()
		for at := 0; ; {
			k := bytes.Index(src[at:], []byte("!["))
			if k < 0 {
				break
			}
			start := at + k
			at = start + 2
			n := 0
			for at+n < len(src) && (src[at+n] == ' ' || src[at+n] == '\t' || src[at+n] == '\n') {
				n++
			}
			if !bytes.HasPrefix(src[at+n:], []byte("](")) {
				continue
			}
			end := bytes.IndexByte(src[at+n:], ')')
			if end < 0 {
				break
			}
			l.say(i, Span{start, at + n + end + 1}, nil, "Bij deze afbeelding staat geen beschrijving. Schrijf tussen de vierkante haken wat er te zien is, voor wie haar niet kan zien.")
			at += n + end + 1
			if l.full() {
				return
			}
		}
	}
}
