package documents

import (
	"slices"
	"strings"
	"time"
)

// The rules about the head of a paper.

func (l *linter) deadlineBeforeDatum() {
	l.notas(func(i int, n Nota) {
		if d, e := n.Datum(), n.Deadline(); !d.IsZero() && !e.IsZero() && e.Before(d) {
			l.say(i, place(n.Paper, FieldDeadline), nil, "De deadline (%s) ligt voor de datum van de nota (%s). Pas een van de twee aan.", e, d)
		}
	})
}

func (l *linter) deadlineTooClose() {
	if l.at.Sent.IsZero() {
		return
	}
	want := l.at.WorkingDays
	if want == 0 {
		want = 1
	}
	l.notas(func(i int, n Nota) {
		e := n.Deadline()
		if e.IsZero() {
			return
		}
		if e.Before(l.at.Sent) {
			l.say(i, place(n.Paper, FieldDeadline), nil, "De deadline (%s) is al voorbij op de dag van indienen (%s). Kies een nieuwe datum, of vraag spoed met een reden.", e, l.at.Sent)
		} else if d := workingDays(l.at.Sent, e, l.at.Holidays); d < want {
			l.say(i, place(n.Paper, FieldDeadline), nil, "Tussen indienen (%s) en de deadline (%s) ligt te weinig tijd: %d van de %d werkdagen. Kies een latere datum, of vraag spoed met een reden.", l.at.Sent, e, d, want)
		}
	})
}

// workingDays counts the weekdays after from up to and including until, at most
// 1000, without the holidays.
func workingDays(from, until Date, holidays []Date) int {
	n := 0
	for d := from; d.Before(until) && n < 1000; {
		d = d.AddDays(1)
		if w := d.In(time.UTC).Weekday(); w != time.Saturday && w != time.Sunday && !slices.Contains(holidays, d) {
			n++
		}
	}
	return n
}

func (l *linter) deadlineWithoutReason() {
	l.notas(func(i int, n Nota) {
		v, ok := n.Field(FieldDeadline)
		if !ok || v.Value.Len() == 0 {
			return
		}
		if _, bare := wholeDate(joined(n.Text(v.Value))); bare {
			l.say(i, v.Value, nil, "Er staat niet waarvoor deze deadline is. Zet erachter wat er dan gebeurt, bijvoorbeeld ‘(verzending aan de Kamer)’ of ‘(debat)’.")
		}
	})
}

func (l *linter) enclosedWithoutBijlage() {
	letters := l.count(SoortKamerbrief, SoortAntwoorden)
	for i, p := range l.set {
		n, known := p.Bijlagen()
		if !known || n != 0 || l.at.AttachedKnown && l.at.Attached > 0 || p.Soort() == SoortNota && letters > 0 {
			continue
		}
		r := p.running()
		for _, h := range r.hits["enclosed"] {
			s := r.span(h)
			if t := r.sentence(h.from); h.to < t.to {
				s.End = int(r.toks[h.to].end)
			}
			m := l.say(i, s, nil, "Hier staat ‘%s’, maar het aantal bijlagen is 0 en er is niets toegevoegd. Voeg het stuk toe.", quote(p.Text(s)))
			m.Other = &Place{i, place(p, FieldBijlagen)}
			break
		}
	}
}

func (l *linter) bijlagenCount() {
	letters := l.count(SoortKamerbrief, SoortAntwoorden)
	others := len(l.set) - 1
	for i, p := range l.set {
		n, known := p.Bijlagen()
		if k, ok := p.AsKamerbrief(); ok && n == 0 && k.Kind() == aanbiedingsbrief && !(l.at.AttachedKnown && l.at.Attached > 0) {
			l.say(i, place(p, FieldBijlagen), nil, "Deze brief biedt een stuk aan, maar er is geen bijlage. Voeg het stuk toe.")
			continue
		}
		if !known {
			continue
		}
		if l.at.AttachedKnown {
			// A letter to be signed may or may not have been counted along.
			if extra := others; n < l.at.Attached || n > l.at.Attached+extra {
				belong := l.at.Attached
				if p.Soort() == SoortNota {
					belong += letters
				}
				var repair *Repair
				if at := place(p, FieldBijlagen); strings.Trim(p.Text(at), "0123456789") == "" && at.Len() > 0 {
					repair = &Repair{"Schrijf " + itoa(belong), []Edit{{at, itoa(belong)}}}
				}
				l.say(i, place(p, FieldBijlagen), repair, "Hier staat %d, maar bij dit stuk %s. Pas het aantal aan, of voeg toe wat ontbreekt.", n,
					plural(belong, "hoort 1 bijlage", "horen "+itoa(belong)+" bijlagen"))
				continue
			}
		}
		if p.Soort() != SoortNota || n != 0 || letters > 0 || l.at.AttachedKnown && l.at.Attached > 0 {
			continue
		}
		r := p.running()
		b, ok := r.zoneOf("besluit")
		if !ok {
			continue
		}
		if hs := r.in("letter-noun", b); len(hs) > 0 {
			l.say(i, place(p, FieldBijlagen), nil, "Hier staat 0, maar de nota vraagt een besluit over een stuk dat erbij hoort (‘%s’). Voeg dat stuk toe.", r.text(hs[0]))
		}
	}
}

func (l *linter) kenmerkForm() {
	for i, p := range l.set {
		m := p.model()
		if m.sj == nil {
			continue
		}
		check := func(v FieldView) {
			raw := p.Text(v.Value)
			if raw == "" || isNVT(raw) {
				return
			}
			normal := normalKenmerk(raw)
			if k := m.sj.kenmerk; k != nil {
				switch {
				case k.MatchString(raw):
					return
				case oldKenmerk(normal):
					l.say(i, v.Value, nil, "Het kenmerk ‘%s’ heeft de oude vorm. Ga na of het stuk al een nieuw kenmerk heeft.", quote(raw))
					return
				case !k.MatchString(normal):
					l.say(i, v.Value, nil, "Het kenmerk ‘%s’ heeft niet de vorm die %s gebruikt. Neem het over uit het archiefsysteem.", quote(raw), m.sj.houseName())
					return
				}
			} else if !strayHyphen(raw) {
				return // without a pattern only a stray space can be told
			}
			l.say(i, v.Value, &Repair{"Schrijf " + normal, []Edit{{v.Value, normal}}},
				"Het kenmerk ‘%s’ is niet geschreven zoals het hoort. Schrijf ‘%s’.", quote(raw), normal)
		}
		for _, v := range kenmerken(p) {
			check(v)
		}
	}
}

// oldKenmerk recognises the form that VWS used before: DWJZ-3158930.
func oldKenmerk(k string) bool {
	dir, nr, ok := strings.Cut(k, "-")
	return ok && len(dir) >= 2 && len(dir) <= 8 && len(nr) >= 6 && len(nr) <= 8 && strings.Trim(nr, "0123456789") == "" && strings.Trim(dir, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// strayHyphen reports a space on one side of a hyphen only: "123- 45", not
// "a - b".
func strayHyphen(t string) bool {
	for i := 0; i < len(t); i++ {
		if t[i] != '-' {
			continue
		}
		before := i > 0 && (t[i-1] == ' ' || t[i-1] == '\n' || t[i-1] == 0xa0)
		after := i+1 < len(t) && (t[i+1] == ' ' || t[i+1] == '\n' || t[i+1] == 0xc2)
		if before != after {
			return true
		}
	}
	return false
}

// kenmerken gives the kenmerk of the head and of every page header.
func kenmerken(p Paper) []FieldView {
	var out []FieldView
	m := p.model()
	for _, v := range m.fields {
		if v.Field == FieldKenmerk || v.Field == FieldOnsKenmerk {
			out = append(out, v)
		}
	}
	for _, h := range m.headers {
		for _, v := range h.Fields {
			if v.Field == FieldKenmerk || v.Field == FieldOnsKenmerk {
				out = append(out, v)
			}
		}
	}
	return out
}

func (s *Sjabloon) houseName() string {
	if s.House == "" {
		return "uw ministerie"
	}
	return s.House
}

func (l *linter) kenmerkDiffers() {
	number := "" // of the first paper of the set that has one
	first := Place{}
	for i, p := range l.set {
		ks := kenmerken(p)
		if len(ks) == 0 || ks[0].Value.Len() == 0 {
			continue
		}
		own := normalKenmerk(p.Text(ks[0].Value))
		for _, k := range ks[1:] {
			if other := normalKenmerk(p.Text(k.Value)); other != own && other != "" {
				m := l.say(i, k.Value, nil, "Op deze bladzijde staat kenmerk ‘%s’, in de kop ‘%s’. Ga na of de bladzijden van één stuk zijn.", quote(other), quote(own))
				m.Other = &Place{i, ks[0].Value}
			}
		}
		if i < len(l.at.FileNames) {
			if k := KenmerkIn(l.at.FileNames[i]); k != "" && k != own && strings.Count(own, "-") == 2 {
				l.say(i, ks[0].Value, nil, "Het kenmerk in de naam van het bestand (‘%s’) is anders dan in het stuk (‘%s’). Ga na of dit het goede bestand is. Zo niet, vervang het dan; zo ja, verbeter het kenmerk of schrijf een reden.", k, quote(own))
			}
		}
		// At VWS nota and letter of one dossier share the first number.
		head, _, two := strings.Cut(own, "-")
		if !two || len(head) != 7 || strings.Trim(head, "0123456789") != "" {
			continue
		}
		if number == "" {
			number, first = head, Place{i, ks[0].Value}
		} else if head != number {
			m := l.say(i, ks[0].Value, nil, "Dit kenmerk begint met %s, dat van het andere stuk met %s. Stukken in één dossier hebben hetzelfde eerste nummer.", head, number)
			m.Other = &first
		}
	}
}

// KenmerkIn finds a kenmerk of the form 1234567-123456-DIR in a file name, in capitals;
// "" without one.
func KenmerkIn(name string) string {
	for _, w := range strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-')
	}) {
		parts := strings.Split(strings.Trim(w, "-"), "-")
		if len(parts) >= 3 && len(parts[0]) == 7 && strings.Trim(parts[0]+parts[1], "0123456789") == "" && len(parts[1]) >= 6 {
			return strings.Join(parts[:3], "-")
		}
	}
	return ""
}

func (l *linter) datumDiffers() {
	for i, p := range l.set {
		own := p.date(FieldDatum)
		if own.IsZero() {
			continue
		}
		for _, h := range p.model().headers {
			for _, v := range h.Fields {
				if v.Field != FieldDatum {
					continue
				}
				if d, ok := wholeDate(joined(p.Text(v.Value))); ok && d != own {
					m := l.say(i, v.Value, &Repair{"Schrijf " + own.String(), []Edit{{v.Value, own.String()}}},
						"Op deze bladzijde staat %s, in de kop %s. Ga na welke datum klopt.", d, own)
					m.Other = &Place{i, place(p, FieldDatum)}
				}
			}
		}
	}
}

func (l *linter) kenmerkOfOtherDirectie() {
	for i, p := range l.set {
		m := p.model()
		v, ok := p.Field(FieldKenmerk)
		lijn, ok2 := p.Field(FieldLijn)
		if !ok || !ok2 || m.sj == nil {
			continue
		}
		k := normalKenmerk(p.Text(v.Value))
		code := k[strings.LastIndexByte(k, '-')+1:]
		name, known := m.sj.Directies[code]
		if !known {
			continue
		}
		where := fold(strings.Join(valueLines(p.Text(lijn.Value), true), " ; "))
		if !strings.Contains(where, "directie") && !strings.Contains(where, fold(name)) {
			continue // the line names no directie to compare with
		}
		if !strings.Contains(where, fold(name)) {
			r := l.say(i, v.Value, nil, "Het kenmerk eindigt op %s (%s), maar in de kop staat een andere directie. Ga na of de nota uit een ander bestand is gekopieerd.", code, name)
			r.Other = &Place{i, lijn.Value}
		}
	}
}

func (l *linter) opstellerEmpty() {
	l.notas(func(i int, n Nota) {
		form := n.model().sj.fieldForm(FieldOpsteller)
		if form == nil || !form.Required {
			// A house that prints a contact instead asks for that.
			if strings.Trim(n.value(fieldContactpersoon), " -._") != "" {
				return
			}
		}
		if n.Opsteller().State == OpstellerEmpty {
			l.say(i, place(n.Paper, FieldOpsteller), nil, "Er staat niet wie de nota heeft opgesteld. Vul in wie te bellen is; de naam gaat niet mee in de openbare versie.")
		}
	})
}

func (l *linter) aanUnknown() {
	l.notas(func(i int, n Nota) {
		aan := n.Aan()
		if len(aan) == 0 {
			l.say(i, place(n.Paper, FieldAan), nil, "Er staat niet aan wie de nota is gericht. Vul bij ‘Aan’ de bewindspersoon in.")
			return
		}
		for _, a := range aan {
			if isBewindspersoon(a) {
				return
			}
		}
		l.say(i, place(n.Paper, FieldAan), nil, "‘%s’ is geen bewindspersoon die bekend is. Vul bij ‘Aan’ een minister of staatssecretaris in.", quote(aan[0]))
	})
}

// generic are subjects that say nothing once the paper lies among others.
var generic = map[string]bool{"kamerbrief": true, "brief": true, "nota": true, "beslisnota": true, "kamervragen": true, "beantwoording kamervragen": true, "antwoorden kamervragen": true,
	"beantwoording": true, "brief tweede kamer": true, "brief aan de kamer": true, "brief aan de tweede kamer": true, "stand van zaken": true, "ter beslissing": true, "kamerstuk": true, "aanbiedingsbrief": true, "update": true, "concept": true}

func (l *linter) onderwerpEmpty() {
	l.notas(func(i int, n Nota) {
		o := n.Onderwerp()
		switch {
		case o == "":
			l.say(i, place(n.Paper, FieldOnderwerp), nil, "Het onderwerp ontbreekt. Schrijf in een paar woorden waar de nota over gaat; dit wordt de titel bij openbaarmaking.")
		case generic[fold(o)]:
			l.say(i, place(n.Paper, FieldOnderwerp), nil, "Het onderwerp ‘%s’ zegt niet waar het over gaat. Voeg dat toe; dit wordt de titel bij openbaarmaking.", quote(o))
		}
	})
}
