package documents

import (
	"fmt"
	"strings"
)

// A rule is one remark that can be made, by the number it has in the
// secretaries' list.
type rule struct {
	code     string
	severity Severity
	check    func(*linter)
}

// rules are in the order of their numbers.
var rules = []rule{
	{"L01", SeverityBlock, (*linter).deadlineBeforeDatum},
	{"L06", SeverityWarn, (*linter).kenmerkForm},
	{"L10", SeverityBlock, (*linter).opstellerEmpty},
	{"L13", SeverityBlock, (*linter).sectionMissing},
	{"L14", SeverityBlock, (*linter).sectionEmpty},
	{"L46", SeverityWarn, (*linter).pageHeaderInText},
}

// A linter looks at one set of papers.
type linter struct {
	set     []Paper
	at      Circumstances
	rule    *rule
	remarks []Remark
}

// Lint gives the remarks on a set of papers in the given circumstances, ordered
// by paper and place. It changes nothing, and the same set in the same
// circumstances always gives the same remarks.
func Lint(set []Paper, at Circumstances) []Remark {
	l := &linter{set: set, at: at}
	for i := range rules {
		r := rules[i]
		if s, ok := at.Severities[r.code]; ok {
			r.severity = s
		}
		if r.severity == SeverityOff {
			continue
		}
		l.rule = &r
		r.check(l)
	}
	sortRemarks(l.remarks)
	return l.remarks
}

func (l *linter) say(paper int, s Span, repair *Repair, format string, args ...any) {
	l.remarks = append(l.remarks, Remark{Code: l.rule.code, Severity: l.rule.severity, Span: s, Text: fmt.Sprintf(format, args...), Paper: paper, Repair: repair})
}

// notas calls f for every nota of the set.
func (l *linter) notas(f func(i int, n Nota)) {
	for i, p := range l.set {
		if n, ok := p.AsNota(); ok {
			f(i, n)
		}
	}
}

// field gives the place of a field's value, or an empty place at its label or
// the start of the paper.
func place(p Paper, f Field) Span {
	v, ok := p.Field(f)
	switch {
	case !ok:
		return Span{}
	case v.Value.Len() == 0 && v.Label.Len() > 0:
		return v.Label
	}
	return v.Value
}

func (l *linter) deadlineBeforeDatum() {
	l.notas(func(i int, n Nota) {
		if d, e := n.Datum(), n.Deadline(); !d.IsZero() && !e.IsZero() && e.Before(d) {
			l.say(i, place(n.Paper, FieldDeadline), nil, "De deadline (%s) ligt voor de datum van de nota (%s). Pas een van de twee aan.", e, d)
		}
	})
}

func (l *linter) kenmerkForm() {
	for i, p := range l.set {
		m := p.model()
		if m.sj == nil || m.sj.kenmerk == nil {
			continue
		}
		check := func(v FieldView) {
			raw := p.Text(v.Value)
			if raw == "" || m.sj.kenmerk.MatchString(raw) {
				return
			}
			normal := normalKenmerk(raw)
			if m.sj.kenmerk.MatchString(normal) {
				l.say(i, v.Value, &Repair{"Schrijf " + normal, []Edit{{v.Value, normal}}},
					"Het kenmerk ‘%s’ is niet geschreven zoals het hoort. Bedoelt u ‘%s’?", joined(raw), normal)
				return
			}
			l.say(i, v.Value, nil, "Het kenmerk ‘%s’ heeft niet de vorm die %s gebruikt. Neem het over uit het archiefsysteem.", joined(raw), m.sj.houseName())
		}
		for _, v := range m.fields {
			if v.Field == FieldKenmerk || v.Field == FieldOnsKenmerk {
				check(v)
			}
		}
		for _, h := range m.headers {
			for _, v := range h.Fields {
				if v.Field == FieldKenmerk || v.Field == FieldOnsKenmerk {
					check(v)
				}
			}
		}
	}
}

func (s *Sjabloon) houseName() string {
	if s.House == "" {
		return "uw ministerie"
	}
	return s.House
}

func (l *linter) opstellerEmpty() {
	l.notas(func(i int, n Nota) {
		if n.Opsteller().State == OpstellerEmpty {
			l.say(i, place(n.Paper, FieldOpsteller), nil, "Bij ‘Opgesteld door’ staat niemand. Vul in wie te bellen is; de naam gaat niet mee in de openbare versie.")
		}
	})
}

func (l *linter) sectionMissing() {
	l.notas(func(i int, n Nota) {
		var walk func(fs []SectionForm)
		walk = func(fs []SectionForm) {
			for k := range fs {
				f := &fs[k]
				_, ok := n.Section(f.Key)
				if !ok && f.Required {
					at, _ := n.sectionPlace(f.Key)
					l.say(i, Span{at, at}, nil, "Het onderdeel ‘%s’ ontbreekt. Voeg het toe, zo nodig met ‘N.v.t.’ en waarom.", f.Label)
					continue
				}
				if ok {
					walk(f.Parts)
				}
			}
		}
		walk(n.model().sj.Sections)
	})
}

func (l *linter) sectionEmpty() {
	l.notas(func(i int, n Nota) {
		ss := n.model().sections
		for k, s := range ss {
			if s.form == nil || !s.form.Required || s.Level == 1 && k+1 < len(ss) && ss[k+1].Level == 2 {
				continue
			}
			if strings.TrimSpace(n.Content(s)) == "" {
				l.say(i, s.cand.text, nil, "Het onderdeel ‘%s’ is leeg. Vul het in, of schrijf ‘N.v.t.’ en waarom.", s.Label)
			}
		}
	})
}

func (l *linter) pageHeaderInText() {
	for i, p := range l.set {
		for _, h := range p.model().headers {
			l.say(i, h.Span, &Repair{"Haal weg", []Edit{{h.Span, ""}}}, "Hier staat de kop van een volgende bladzijde tussen de tekst. Haal die weg; de kop komt er bij het afdrukken vanzelf.")
		}
	}
}
