package documents

import (
	"strings"
	"time"
)

// A Toezegging is a sentence in which a letter or an answer promises the Kamer
// something.
type Toezegging struct {
	Span    Span // bytes of the paper
	Section SectionKey
	Alinea  int  // paragraph of the section, from 1
	Due     Date // last day on which it is kept in time; zero when the sentence names none
}

// Toezeggingen gives what a Kamerbrief or antwoorden promise, in order of place;
// no other paper promises the Kamer anything. It gives two hundred at most: a
// letter that promises more is no letter. A term without a year, or counted
// from the letter ("binnen vier weken"), counts from sent, the day on which the
// letter goes; without that day such a promise has no term.
func (p Paper) Toezeggingen(sent Date) []Toezegging {
	if p.Soort() != SoortKamerbrief && p.Soort() != SoortAntwoorden {
		return nil
	}
	r := p.running()
	var out []Toezegging
	at := alineas{zone: -1}
	for _, s := range r.promises() {
		span, zone := r.sentenceSpan(s), r.toks[s.from].zone
		out = append(out, Toezegging{span, r.zones[zone].key, at.of(r, zone, span.Start), r.due(s, sent)})
		if len(out) == maxToezeggingen {
			break
		}
	}
	return out
}

const maxToezeggingen = 200

// Joined gives the text of s as one line: without line ends, and without the
// hyphens and soft hyphens of a broken word.
func (p Paper) Joined(s Span) string { return joined(p.Text(s)) }

// promises gives the sentences that promise something.
func (r *running) promises() []hit {
	var out []hit
	last := int32(-1)
	for _, h := range r.hits["promise"] {
		t := r.toks[h.from]
		if t.sent == last || strings.HasPrefix(string(r.zones[t.zone].key), "vraag.") {
			continue // a question asks, and only the answer promises
		}
		if s := r.sents[t.sent]; r.hasIn("with this", s) && !r.later(h) {
			continue // what this letter does itself is no promise
		}
		last = t.sent
		out = append(out, r.sents[t.sent])
	}
	return out
}

// later reports whether the words of h can only be about what comes after the
// letter, as "ik informeer" cannot.
func (r *running) later(h hit) bool {
	for _, t := range r.toks[h.from:h.to] {
		switch t.low {
		case "zal", "zeg", "toe", "kom", "uiterlijk", "afloop", "afronding", "zodra":
			return true
		}
	}
	return false
}

// sentenceSpan gives a sentence with the mark that ends it.
func (r *running) sentenceSpan(s hit) Span {
	at := r.span(s)
	if at.End < len(r.src) && strings.IndexByte(".!?", r.src[at.End]) >= 0 {
		at.End++
	}
	return at
}

// An alineas counts the paragraphs of a zone, which blank lines part, from place
// to place; it goes on from the place that was asked before.
type alineas struct {
	zone  int32
	at    int  // counted up to here, the start of a line
	n     int  // paragraphs that began before it
	blank bool // the line before it was
}

// of gives the paragraph that holds a place.
func (a *alineas) of(r *running, zone int32, place int) int {
	if zone != a.zone {
		*a = alineas{zone: zone, at: r.zones[zone].span.Start, blank: true}
	}
	for {
		end := strings.IndexByte(r.src[a.at:place], '\n')
		if end < 0 {
			break
		}
		if line := r.src[a.at : a.at+end]; strings.TrimSpace(line) == "" {
			a.blank = true
		} else {
			if a.blank {
				a.n++
			}
			a.blank = false
		}
		a.at += end + 1
	}
	if a.blank { // the line of the place begins one
		return a.n + 1
	}
	return a.n
}

// due reads by when the sentence h says that it will be done: the first term it
// names. What stands after "voor" is the first day that is too late.
func (r *running) due(h hit, sent Date) Date {
	for k := h.from; k < h.to; k++ {
		if d := r.dueAt(h, k, sent); !d.IsZero() {
			return d
		}
	}
	return Date{}
}

// The last days of what people call by a season or a part of the year.
var partsOfYear = map[string]struct {
	month time.Month
	day   int
}{
	"begin": {time.March, 31}, "voorjaar": {time.June, 20}, "medio": {time.June, 30}, "zomer": {time.June, 30}, "zomerreces": {time.June, 30},
	"najaar": {time.December, 20}, "kerstreces": {time.December, 20}, "eind": {time.December, 31}, "einde": {time.December, 31},
	"jaareinde": {time.December, 31},
}

var ordinals = map[string]int{"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "1e": 1, "2e": 2, "3e": 3, "4e": 4}

var counts = map[string]int{"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "twaalf": 12}

// dueAt reads a term that begins at token k of the sentence h.
func (r *running) dueAt(h hit, k int, sent Date) Date {
	low := func(i int) string {
		if i < h.from || i >= h.to {
			return ""
		}
		return r.toks[i].low
	}
	before := low(k-1) == "voor"
	year := func(i int) int {
		if y, ok := number(low(i), 4); ok && len(low(i)) == 4 && y >= 1900 && y < 2200 {
			return y
		}
		return 0
	}
	// next gives the day in a year that was named, or the first time that it comes.
	next := func(y int, m time.Month, day int) Date {
		if y == 0 {
			if sent.IsZero() {
				return Date{}
			}
			if y = sent.Year; (Date{y, m, day}).Before(sent) {
				y++
			}
		}
		d, _ := civil(y, int(m), day)
		return d
	}
	earlier := func(d Date) Date {
		if before && !d.IsZero() {
			return d.AddDays(-1)
		}
		return d
	}
	w := low(k)
	day, isNumber := number(w, 2)
	month := time.Month(monthOf(w))
	switch {
	case isNumber && monthOf(low(k+1)) > 0:
		return earlier(next(year(k+2), time.Month(monthOf(low(k+1))), day))
	case month > 0 && len(w) > 3:
		if before {
			return earlier(next(year(k+1), month, 1))
		}
		first := next(year(k+1), month, 28)
		if first.IsZero() {
			return first
		}
		return DateOf(time.Date(first.Year, first.Month+1, 0, 0, 0, 0, 0, time.UTC))
	case w == "kwartaal" && ordinals[low(k-1)] > 0:
		y := year(k + 1)
		if y == 0 {
			y = year(k + 2) // "van 2026"
		}
		last := time.Month(3 * ordinals[low(k-1)])
		return next(y, last, time.Date(2001, last+1, 0, 0, 0, 0, 0, time.UTC).Day())
	case isNumber || counts[w] > 0:
		n := max(day, counts[w])
		if sent.IsZero() || low(k-1) != "binnen" && low(k-1) != "over" {
			return Date{}
		}
		switch low(k + 1) {
		case "dag", "dagen":
			return sent.AddDays(n)
		case "week", "weken":
			return sent.AddDays(7 * n)
		case "maand", "maanden":
			return DateOf(sent.In(time.UTC).AddDate(0, n, 0))
		}
		return Date{}
	}
	part, ok := partsOfYear[w]
	if !ok {
		return Date{}
	}
	// "eind 2026", "het einde van dit jaar", "na de zomer": the year stands within
	// three words, and a month there ("eind juni") is a term of its own.
	y := 0
	for i := k + 1; i <= k+3 && y == 0; i++ {
		if monthOf(low(i)) > 0 || low(i) == "kwartaal" || ordinals[low(i)] > 0 {
			return Date{}
		}
		if y = year(i); y == 0 && low(i) == "jaar" && low(i-1) == "dit" {
			y = sent.Year
		}
		if low(i) == "jaar" && low(i-1) == "volgend" && !sent.IsZero() {
			y = sent.Year + 1
		}
	}
	if w == "begin" && y == 0 || (w == "zomer" || w == "zomerreces") && (low(k-1) == "na" || low(k-2) == "na") {
		return Date{} // "na de zomer" ends nowhere
	}
	return next(y, part.month, part.day)
}
