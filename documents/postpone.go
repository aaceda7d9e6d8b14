package documents

import "strings"

// A Series is a series of Kamervragen as the words before the first question
// tell it: "Vragen van het lid X (partij) aan de Minister van Y over Z
// (ingezonden 14 april 2026)". What is not told is empty.
type Series struct {
	Members    string // "het lid Terlouw-Smit (ChristenUnie)", "de leden A (VVD) en B (D66)"
	To         string // "Staatssecretaris van Jeugd, Preventie en Sport"
	About      string // "wachttijden in de jeugdzorg"
	Asked      Date
	Zaaknummer string
}

// Series reads who asked whom about what.
func (a Antwoorden) Series() Series {
	m := a.model()
	head := joined(a.Text(Span{0, m.leadEnd()}))
	s := Series{Zaaknummer: a.Zaaknummer()}
	for _, w := range []string{"het lid ", "de leden "} {
		if i := indexFold(head, w); i >= 0 {
			head, s.Members = head[i:], w
			break
		}
	}
	if s.Members == "" {
		return s
	}
	if e := strings.Index(head, " aan "); e >= 0 {
		s.Members = head[:e]
		k := e + len(" aan ")
		if w, n := word(head, k); strings.EqualFold(w, "de") {
			k = skipSpace(head, n)
		}
		o := office(head, k)
		s.To = head[o.Start:o.End]
	} else if e := strings.Index(head, " over "); e >= 0 {
		s.Members = head[:e]
	} else {
		s.Members = ""
	}
	if i := strings.Index(head, "ngezonden "); i >= 0 {
		rest := fold(head[i+len("ngezonden ") : min(len(head), i+60)])
		if d, n := dateAt(rest); n > 0 && d.Year > 0 {
			s.Asked = d
		}
	}
	if i := strings.Index(head, " over "); i >= 0 {
		about := head[i+len(" over "):]
		if e := strings.Index(about, " ("); e > 0 {
			about = about[:e]
		}
		if len(about) <= 300 {
			s.About = strings.TrimRight(about, " .,")
		}
	}
	return s
}

// leadEnd gives where the text before the first question ends.
func (m *model) leadEnd() int {
	for _, s := range m.sections {
		return s.Heading.Start
	}
	return len(m.src)
}

// Postpone writes the letter that tells the Kamer that a series of questions is
// answered later: which, why ("gemeenten nog cijfers aanleveren") and by which
// day at the latest. What the series does not tell stays open for the drafter.
func Postpone(s Series, why string, on, until Date) []byte {
	var b strings.Builder
	b.WriteString("De Voorzitter van de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG\n\nDatum: " + on.String() + "\n\nBetreft: Uitstel beantwoording Kamervragen")
	if s.About != "" {
		b.WriteString(" over " + s.About)
	}
	b.WriteString("\n\nOns kenmerk:\n\nUw kenmerk: " + s.Zaaknummer + "\n\nBijlage(n): 0\n\nGeachte voorzitter,\n\n")
	who, verb := s.Members, "stelde"
	if who == "" {
		who = "een lid van uw Kamer"
	} else if strings.HasPrefix(who, "de leden") {
		verb = "stelden"
	}
	if s.Asked.IsZero() {
		b.WriteString(strings.ToUpper(who[:1]) + who[1:] + " " + verb)
	} else {
		b.WriteString("Op " + s.Asked.String() + " " + verb + " " + who)
	}
	b.WriteString(" schriftelijke vragen")
	if s.About != "" {
		b.WriteString(" over " + s.About)
	}
	if s.Zaaknummer != "" {
		b.WriteString(" (" + s.Zaaknummer + ")")
	}
	why = strings.TrimRight(strings.TrimPrefix(joined(why), "omdat "), " .")
	b.WriteString(". Het lukt niet om deze vragen binnen drie weken te beantwoorden, omdat " + why + ". U ontvangt de antwoorden uiterlijk " + until.String() + ".\n\nHoogachtend,\n\n")
	if s.To != "" {
		b.WriteString("De " + s.To + ",\n")
	} else {
		b.WriteString("De Minister,\n")
	}
	return []byte(b.String())
}
