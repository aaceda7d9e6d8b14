package documents

import (
	"strings"
)

// The rules about sections and headings.

func (l *linter) sectionMissing() {
	l.notas(func(i int, n Nota) {
		sj := n.model().sj
		for k := range sj.Sections {
			f := &sj.Sections[k]
			if _, ok := n.Section(f.Key); !ok {
				if f.Required && f.Key != "besluit" && (n.Kind() != "ter voorbereiding" || f.Key != "kernpunten") && !n.anyPart(f) {
					l.missing(i, n.Paper, f)
				}
				continue
			}
			for j := range f.Parts {
				p := &f.Parts[j]
				if _, ok := n.Section(p.Key); !ok && p.Required && n.anyPart(f) {
					l.missing(i, n.Paper, p)
				}
			}
		}
	})
}

// asks reports whether the nota is of a kind that asks for a besluit.
func (n Nota) asks() bool {
	k := n.Kind()
	return k == "" || k == "ter beslissing" || k == "ter ondertekening" || k == "ter accordering"
}

// anyPart reports whether a part of f stands in the nota. A toelichting that
// was written without its parts is one text, not nine omissions.
func (p Paper) anyPart(f *SectionForm) bool {
	for j := range f.Parts {
		if _, ok := p.Section(f.Parts[j].Key); ok {
			return true
		}
	}
	return false
}

func (l *linter) missing(i int, p Paper, f *SectionForm) {
	at, _ := p.sectionPlace(f.Key)
	l.say(i, Span{at, at}, nil, "Het onderdeel ‘%s’ ontbreekt. Voeg het toe, zo nodig met ‘N.v.t.’ en waarom.", f.Label)
}

func (l *linter) sectionEmpty() {
	l.notas(func(i int, n Nota) {
		ss := n.model().sections
		for k, s := range ss {
			if s.form == nil || !s.form.Required || s.Key == "besluit" && !n.asks() || s.Level == 1 && k+1 < len(ss) && ss[k+1].Level == 2 {
				continue
			}
			if s.Body.Len() == 0 || strings.TrimSpace(n.Content(s)) == "" {
				l.say(i, s.head().text, nil, "Het onderdeel ‘%s’ is leeg. Vul het in, of schrijf ‘N.v.t.’ en waarom.", s.Label)
			}
		}
	})
}

func (l *linter) nvtInHeading() {
	l.notas(func(i int, n Nota) {
		src := n.model().src
		nl := n.newline()
		for _, s := range n.model().sections {
			if s.glued.Len() == 0 {
				continue
			}
			var rep *Repair
			if s.inHeading() {
				cut, tail := n.headingTail(s)
				cut.Start = s.head().label.End
				closing := strings.Trim(src[cut.Start:s.glued.Start], " \t\r\n:-–—\u00a0\u202f") // "*c. Lasten* N.v.t."
				if strings.Trim(closing, "*_") != "" {
					closing = ""
				}
				rep = &Repair{"Zet N.v.t. onder de kop", []Edit{{cut, closing + tail + nl + nl + strings.TrimRight(src[s.glued.Start:s.glued.End], " *_")}}}
			}
			l.say(i, s.glued, rep, "‘N.v.t.’ staat in de kop van ‘%s’. Zet het op een eigen regel onder de kop.", quote(s.Label))
		}
	})
}

func (l *linter) nvtWithoutReason() {
	l.notas(func(i int, n Nota) {
		for _, s := range n.model().sections {
			if s.NVT && nvtReason(n.Text(s.Body)) == "" {
				l.say(i, s.Body, nil, "Bij ‘%s’ staat N.v.t. zonder reden. Schrijf er in een regel bij waarom, bijvoorbeeld ‘N.v.t.: de brief heeft geen gevolgen voor …’.", quote(s.Label))
			}
		}
	})
}

func (l *linter) mostlyNVT() {
	l.notas(func(i int, n Nota) {
		parts, nvt := 0, 0
		for _, s := range n.model().sections {
			if strings.HasPrefix(string(s.Key), "toelichting.") {
				parts++
				if s.NVT {
					nvt++
				}
			}
		}
		if parts >= 3 && nvt*2 > parts {
			t, _ := n.Section("toelichting")
			l.say(i, t.head().text, nil, "Van de %d onderdelen van de toelichting zijn er %d N.v.t. Ga na of er echt niets over te zeggen is.", parts, nvt)
		}
	})
}

func (l *linter) nvtContradicted() {
	l.notas(func(i int, n Nota) {
		for _, c := range ruleBook().Contradictions {
			s, ok := n.Section(c.Section)
			if !ok || !s.NVT {
				continue
			}
			var where *Place
			word := ""
			for j, p := range l.set {
				if j != i && p.Soort() == SoortNota || c.List == "promise" && p.Soort() == SoortNota && l.count(SoortKamerbrief) > 0 {
					continue
				}
				r := p.running()
				for _, h := range r.hits[c.List] {
					if z := r.zones[r.toks[h.from].zone]; z.key == c.Section || z.nvt || strings.HasPrefix(string(z.key), "nietopenbaar") {
						continue
					}
					where, word = &Place{j, r.span(h)}, r.text(h)
					break
				}
				if where == nil && c.List == "money" {
					if a := amounts(r); len(a) > 0 {
						where, word = &Place{j, a[0].span}, joined(p.Text(a[0].span))
					}
				}
				if where != nil {
					break
				}
			}
			if where != nil {
				m := l.say(i, s.Body, nil, "Bij ‘%s’ staat N.v.t., maar "+c.Text+". Vul het onderdeel in, of schrijf waarom het niet geldt.", quote(s.Label), quote(word))
				m.Other = where
			}
		}
	})
}

func (l *linter) numbering() {
	l.notas(func(i int, n Nota) {
		prev := map[int]string{}
		first := map[int]bool{1: true, 2: true}
		for _, s := range n.model().sections {
			if s.Level == 1 {
				prev[2], first[2] = "", true
			}
			if base, _, ok := cutDuplicate(s.Key); ok {
				if o, there := n.Section(base); there {
					m := l.say(i, s.head().text, nil, "Het onderdeel ‘%s’ staat er twee keer in. Voeg de teksten samen.", quote(s.Label))
					m.Other = &Place{i, o.head().text}
				}
			}
			if s.Number == "" {
				continue
			}
			switch p := prev[s.Level]; {
			case p == "" && first[s.Level]:
				if s.Number != "1" && s.Number != "a" && lastOf(s.Number) != "1" {
					l.say(i, s.head().text, nil, "De nummering begint met %s. Ga na of er iets is weggevallen.", s.Number)
				}
			case p == s.Number:
				l.say(i, s.head().text, nil, "Nummer %s staat er twee keer. Pas de nummering aan.", s.Number)
			case !n.asks() && p == "1" && s.Number == "3" && s.Key == "kernpunten":
				// Nothing is asked, so the form's own second section is left out.
			case !follows(p, s.Number):
				l.say(i, s.head().text, nil, "Na %s komt %s. Ga na of er iets is weggevallen, of pas de nummering aan.", p, s.Number)
			}
			prev[s.Level], first[s.Level] = s.Number, false
		}
	})
}

// cutDuplicate takes the "-2" off the key of a section that stands there twice.
func cutDuplicate(k SectionKey) (SectionKey, string, bool) {
	i := strings.LastIndexByte(string(k), '-')
	if i < 0 {
		return k, "", false
	}
	if n, ok := number(string(k[i+1:]), 4); !ok || n < 2 {
		return k, "", false
	}
	return k[:i], string(k[i+1:]), true
}

func (l *linter) labelDeviates() {
	l.notas(func(i int, n Nota) {
		sj := n.model().sj
		for _, s := range n.model().sections {
			f := sj.sectionForm(s.Key)
			if f == nil || s.head().folded == "" {
				continue
			}
			known := fold(withoutParens(f.Label)) == s.head().folded || f.folded == s.head().folded
			for _, a := range f.Aliases {
				known = known || fold(a) == s.head().folded || fold(withoutParens(a)) == s.head().folded
			}
			if known || s.form != f {
				continue
			}
			l.say(i, s.head().label, &Repair{"Schrijf ‘" + f.Label + "’", []Edit{{s.head().label, f.Label}}},
				"De kop ‘%s’ wijkt af van het sjabloon. Daar heet dit onderdeel ‘%s’.", quote(s.Label), f.Label)
		}
	})
}

// headingsMixed compares the headings of one level with the first of them.
func (l *linter) headingsMixed() {
	l.notas(func(i int, n Nota) {
		src := n.model().src
		for level := 1; level <= 2; level++ {
			var ref *Section
			var edits []Edit
			var at Span
			names := 0
			ss := n.model().sections
			for k := range ss {
				s := &ss[k]
				if s.Level != level || s.head().lines == 0 {
					continue
				}
				if ref == nil {
					ref = s
					continue
				}
				if s.head().style == ref.head().style && s.head().bold == ref.head().bold {
					continue
				}
				if names++; names == 1 {
					at = s.head().text
				}
				line := n.model().lines[s.head().line]
				last := n.model().lines[s.head().line+s.head().lines-1]
				text := src[s.head().text.Start:s.head().text.End]
				if at := s.head().inline; at > 0 {
					text = strings.TrimRight(text, " :")
					edits = append(edits, Edit{Span{int(line.tstart), at}, dress(text, ref.head()) + n.newline() + n.newline()})
					continue
				}
				edits = append(edits, Edit{Span{int(line.tstart), int(last.tend)}, dress(text, ref.head())})
			}
			if names == 0 {
				continue
			}
			if ref.head().style == stylePlain {
				edits = nil // marking headings as plain text would lose them
			}
			var rep *Repair
			if edits != nil {
				rep = &Repair{"Maak de koppen gelijk", edits}
			}
			l.say(i, at, rep, "%s opgemaakt dan de eerste kop van dit niveau (‘%s’). Maak ze gelijk.", plural(names, "Deze kop is anders", "Deze kop en de volgende zijn anders"), quote(ref.Label))
		}
	})
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// dress writes text as a heading in the style of ref.
func dress(text string, ref cand) string {
	if ref.bold {
		text = "**" + text + "**"
	}
	switch {
	case ref.style >= styleATX:
		return strings.Repeat("#", int(ref.style-styleATX)+1) + " " + text
	case ref.style == styleStrong:
		return "**" + text + "**"
	case ref.style == styleEmphasis:
		return "*" + text + "*"
	case ref.style == styleSetext:
		return "## " + text
	}
	return text
}

func (l *linter) pageHeaderInText() {
	for i, p := range l.set {
		for _, h := range p.model().headers {
			rep := &Repair{"Haal weg", []Edit{{h.Span, ""}}}
			for _, v := range h.Fields {
				own, _ := p.Field(v.Field)
				if compact(fold(p.Text(v.Value))) != compact(fold(p.Text(own.Value))) {
					rep = nil // it says something else than the head: look first
				}
			}
			l.say(i, h.Span, rep, "Hier staat de kop van een volgende bladzijde tussen de tekst. Haal die weg; bij het afdrukken komt die er vanzelf weer.")
		}
	}
}
