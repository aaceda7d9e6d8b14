package documents

import (
	"strings"
)

// A Kamerbrief is a paper read as a letter to parliament. Its body is the
// section "tekst".
type Kamerbrief struct{ Paper }

// AsKamerbrief gives p as a letter, and whether it is one.
func (p Paper) AsKamerbrief() (Kamerbrief, bool) {
	return Kamerbrief{p}, p.Soort() == SoortKamerbrief
}

// An Ondertekenaar is one signature block: the office as printed, without the
// comma ("De Minister van Justitie en Veiligheid"), and the name under it,
// empty when none is printed.
type Ondertekenaar struct{ Ambt, Naam string }

type signer struct {
	span       Span // the whole block
	ambt, naam Span
}

// Geadresseerde gives the lines of the address.
func (k Kamerbrief) Geadresseerde() []string {
	v, _ := k.Field(FieldGeadresseerde)
	return valueLines(k.Text(v.Value), false)
}

// Datum gives the date of the letter; zero when it has none.
func (k Kamerbrief) Datum() Date { return k.date(FieldDatum) }

// Betreft gives the subject on one line.
func (k Kamerbrief) Betreft() string { return k.value(FieldBetreft) }

// OnsKenmerk gives the ministry's registration mark.
func (k Kamerbrief) OnsKenmerk() Kenmerk { return k.kenmerk(FieldOnsKenmerk) }

// UwKenmerk gives the mark of what the letter answers.
func (k Kamerbrief) UwKenmerk() Kenmerk { return k.kenmerk(FieldUwKenmerk) }

// Aanhef gives the salutation ("Geachte voorzitter,").
func (k Kamerbrief) Aanhef() string { return k.value(FieldAanhef) }

// Slotformule gives the closing words ("Hoogachtend,").
func (k Kamerbrief) Slotformule() string { return k.value(FieldSlotformule) }

// Ondertekenaars gives the signature blocks in order. Who is only named in the
// text as "mede namens" has none: see MedeNamens.
func (k Kamerbrief) Ondertekenaars() []Ondertekenaar {
	var out []Ondertekenaar
	for _, s := range k.model().signers {
		out = append(out, Ondertekenaar{strings.TrimRight(joined(k.Text(s.ambt)), ", "), joined(k.Text(s.naam))})
	}
	return out
}

// The kinds of letter that ask for something of their own.
const (
	aanbiedingsbrief = "aanbiedingsbrief"
	Uitstelbericht   = "uitstelbericht" // says that Kamervragen are answered later
)

// Kind says whether the letter is an Uitstelbericht or an "aanbiedingsbrief",
// which carries a report or besluit and whose annex matters more than its text;
// empty for any other letter.
func (k Kamerbrief) Kind() string {
	r := k.running()
	if b := fold(k.Betreft()); strings.HasPrefix(b, "uitstel") || strings.Contains(b, "uitstelbericht") {
		return Uitstelbericht
	}
	if len(r.hits["questions"]) > 0 && len(r.hits["postpone"]) > 0 && len(r.toks) < 250 {
		return Uitstelbericht
	}
	if b := fold(k.Betreft()); strings.HasPrefix(b, "aanbieding") || strings.HasPrefix(b, "aanbiedingsbrief") {
		return aanbiedingsbrief
	}
	if len(r.hits["offer"]) > 0 && len(r.toks) < 120 {
		return aanbiedingsbrief
	}
	return ""
}

// readLetter reads head, aanhef, text, closing and signatures.
func (m *model) readLetter() {
	if m.sj == nil {
		m.sj = m.choose(nil)
	}
	aanhef := -1
	for i, l := range m.lines {
		t := m.src[l.tstart:l.tend]
		if l.kind != lineBlank && len(t) <= 120 && strings.HasPrefix(fold(t), "geachte ") {
			aanhef = i
			break
		}
	}
	first := aanhef
	if aanhef < 0 {
		first = m.letterHeadEnd()
	}
	m.bodyLine, m.headEnd = first, first
	m.readHead(0, first)
	after := first
	if aanhef >= 0 {
		v, _ := unmark(m.src, m.lines[aanhef].text())
		m.fields = append(m.fields, FieldView{FieldAanhef, Span{v.Start, v.Start}, v})
		after, m.bodyLine = aanhef+1, aanhef+1
	}
	m.readPageHeaders(after, nil)
	slot, sign := -1, len(m.lines)
	for i := len(m.lines) - 1; i >= after; i-- {
		t := m.src[m.lines[i].tstart:m.lines[i].tend]
		if len(t) > 80 || m.lines[i].kind == lineBlank {
			continue
		}
		if isClosing(fold(t)) {
			slot, sign = i, i+1
			break
		}
	}
	if slot < 0 {
		sign = m.signatureStart(after)
	}
	end := len(m.src)
	if slot >= 0 {
		end = int(m.lines[slot].start)
		v, _ := unmark(m.src, m.lines[slot].text())
		m.fields = append(m.fields, FieldView{FieldSlotformule, Span{v.Start, v.Start}, v})
	} else if sign < len(m.lines) {
		end = int(m.lines[sign].start)
	}
	m.readSigners(sign)
	start := len(m.src)
	if after < len(m.lines) {
		start = int(m.lines[after].start)
	}
	s := Section{Key: "tekst", Label: "Tekst", Level: 1, Heading: Span{start, start}, form: m.sj.sectionForm("tekst")}
	s.Body = m.body(start, end)
	m.sections = append(m.sections, s)
	m.tile(nil)
}

// letterHeadEnd finds where the text begins in a letter without aanhef: after
// the last of the leading lines that are a label, a value or an address.
func (m *model) letterHeadEnd() int {
	end := 0
	for i := 0; i < min(len(m.lines), 60); i++ {
		l := m.lines[i]
		if l.kind == lineBlank {
			continue
		}
		it := m.headItem(i)
		f, _, rest, firm := m.matchField(it.span)
		label := f != "" && (firm || m.fits(f, m.src[rest.Start:rest.End]))
		if !label && (l.tend-l.tstart > 100 || isProse(m.src[it.span.Start:it.span.End])) {
			break
		}
		if label {
			end = i + 1
			if rest.Len() == 0 {
				j := end
				for j < len(m.lines) && m.lines[j].kind == lineBlank {
					j++
				}
				if j < len(m.lines) {
					v := m.headItem(j)
					if t := m.src[v.span.Start:v.span.End]; j == end || m.fits(f, t) {
						end = j + 1
					}
				}
			}
			for multi(f) && end < len(m.lines) && m.lines[end].kind != lineBlank && m.lines[end].tend-m.lines[end].tstart <= 100 {
				end++
			}
			i = end - 1
		} else if t := m.src[it.span.Start:it.span.End]; isAddressee(fold(t)) {
			for i+1 < len(m.lines) && m.lines[i+1].kind != lineBlank {
				i++
			}
			end = i + 1
		}
	}
	return min(end, len(m.lines))
}

// isProse recognises a line of running text: eight words and more, most of them
// in small letters.
func isProse(t string) bool {
	ws := strings.Fields(t)
	small := 0
	for _, w := range ws {
		if w[0] >= 'a' && w[0] <= 'z' {
			small++
		}
	}
	return len(ws) >= 8 && small*2 > len(ws)
}

func isClosing(folded string) bool {
	switch folded {
	case "hoogachtend", "met hoogachting", "met vriendelijke groet", "met vriendelijke groeten", "met de meeste hoogachting":
		return true
	}
	return false
}

// signatureStart finds a signature block near the end of a letter that has no
// closing words.
func (m *model) signatureStart(from int) int {
	at := len(m.lines)
	for i := max(from, len(m.lines)-60); i < len(m.lines); i++ {
		l := m.lines[i]
		t := m.src[l.tstart:l.tend]
		if l.kind == lineText && len(t) <= 160 && isOffice(fold(t)) && (i == 0 || m.lines[i-1].kind == lineBlank) && (m.endsInComma(i) || m.alone(i)) {
			if at == len(m.lines) {
				at = i
			}
		} else if at < len(m.lines) && len(t) > 160 {
			at = len(m.lines)
		}
	}
	return at
}

// endsInComma reports whether line i ends in a comma, or one of the two lines
// that go on with it: an office is broken over at most three.
func (m *model) endsInComma(i int) bool {
	for k := i; k < len(m.lines) && k <= i+2 && m.lines[k].kind == lineText; k++ {
		if t := strings.TrimRight(m.src[m.lines[k].tstart:m.lines[k].tend], "*_ "); len(t) <= 160 && strings.HasSuffix(t, ",") {
			return true
		}
	}
	return false
}

// isOffice recognises the first line of a signature block.
func isOffice(folded string) bool {
	folded = strings.TrimPrefix(folded, "de ")
	return strings.HasPrefix(folded, "minister ") || strings.HasPrefix(folded, "minister-president") || folded == "minister" ||
		strings.HasPrefix(folded, "staatssecretaris ") || folded == "staatssecretaris" || strings.HasPrefix(folded, "vice-minister-president")
}

// readSigners reads the signature blocks from line i on.
func (m *model) readSigners(i int) {
	h := 0
	inHeader := func(at int32) bool {
		for h < len(m.headers) && m.headers[h].End <= int(at) {
			h++
		}
		return h < len(m.headers) && m.headers[h].Start <= int(at)
	}
	type row struct {
		Span
		office bool
		gap    bool
	}
	var rows []row
	gap := true
	for ; i < len(m.lines) && len(rows) < 200; i++ {
		l := m.lines[i]
		switch {
		case l.kind == lineBlank:
			gap = true
			continue
		case l.kind == lineNote || l.kind == lineRule || inHeader(l.tstart) || l.kind == lineATX:
			continue
		}
		s := l.text()
		if l.kind == lineRow {
			// Signatories side by side: a row of offices over a row of names.
			cells := m.cells(i)
			offices := len(cells) > 1
			for _, c := range cells {
				offices = offices && isOffice(fold(m.src[c.span.Start:c.span.End]))
			}
			k := i + 1
			for k < len(m.lines) && m.lines[k].kind == lineRule {
				k++
			}
			var names []item
			if offices && k < len(m.lines) && m.lines[k].kind == lineRow {
				if names = m.cells(k); len(names) != len(cells) || isOffice(fold(m.src[names[0].span.Start:names[0].span.End])) {
					names = nil
				}
			}
			for n, c := range cells {
				if c.span.Len() > 0 {
					rows = append(rows, row{c.span, isOffice(fold(m.src[c.span.Start:c.span.End])), true})
				}
				if names != nil && names[n].span.Len() > 0 {
					rows = append(rows, row{names[n].span, false, false})
				}
			}
			if names != nil {
				i = k
			}
			continue
		}
		s, _ = unmark(m.src, s)
		s.End = s.Start + len(strings.TrimRight(m.src[s.Start:s.End], " \\"))
		rows = append(rows, row{s, s.Len() <= 200 && isOffice(fold(m.src[s.Start:s.End])), gap})
		gap = false
	}
	comma := func(s Span) bool { return strings.HasSuffix(m.src[s.Start:s.End], ",") }
	// Name first, office under it: the first line is no office and no office
	// ends in a comma.
	nameFirst := len(rows) >= 2 && !rows[0].office && rows[1].office
	for k := 0; k < len(rows); k++ {
		r := rows[k]
		if !r.office {
			if nameFirst && k+1 < len(rows) && rows[k+1].office {
				e := rows[k+1].Span
				n := k + 1
				for n+1 < len(rows) && !rows[n+1].gap && !rows[n+1].office && !(n+2 < len(rows) && rows[n+2].office) {
					n++
					e.End = rows[n].End
				}
				m.signers = append(m.signers, signer{Span{r.Start, e.End}, e, r.Span})
				k = n
			}
			continue
		}
		sg := signer{span: r.Span, ambt: r.Span}
		// "De Minister van X, A.B. Naam" on one line.
		if t := m.src[r.Start:r.End]; !comma(r.Span) {
			if j := strings.LastIndex(t, ", "); j > 0 && isName(t[j+2:]) {
				sg.ambt.End = r.Start + j + 1
				sg.naam = Span{r.Start + j + 2, r.End}
				m.signers = append(m.signers, sg)
				continue
			}
		}
		n := k
		for n+1 < len(rows) && !rows[n+1].office && !rows[n+1].gap && (comma(rows[n+1].Span) || !comma(rows[n].Span)) && !isName(m.src[rows[n+1].Start:rows[n+1].End]) {
			n++
			sg.ambt.End = rows[n].End
		}
		sg.span.End = sg.ambt.End
		sg.naam = Span{sg.ambt.End, sg.ambt.End}
		if n+1 < len(rows) && !rows[n+1].office && rows[n+1].Len() <= 120 && !m.underSignature(rows[n+1].Span) {
			n++
			sg.naam = rows[n].Span
			sg.span.End = rows[n].End
		}
		m.signers = append(m.signers, sg)
		k = n
	}
	if n := len(m.signers); n > 0 {
		s := Span{m.signers[0].span.Start, m.signers[n-1].span.End}
		m.fields = append(m.fields, FieldView{FieldOndertekening, Span{s.Start, s.Start}, s})
	}
}

// underSignature recognises what may stand under a signature block and is no
// name: "Bijlagen:", a label of the head, an item of a list.
func (m *model) underSignature(s Span) bool {
	t := m.src[s.Start:s.End]
	if strings.HasSuffix(t, ":") || isDigit(t[0]) || itemMarker(t) > 0 {
		return true
	}
	f, _, rest, firm := m.matchField(s)
	return f != "" && (firm || rest.Len() == 0)
}

// isName recognises a printed name: initials or a first name and a surname.
func isName(t string) bool {
	w := strings.Fields(t)
	if len(w) < 1 || len(w) > 6 || strings.HasSuffix(t, ",") {
		return false
	}
	first := w[0]
	if strings.Contains(first, ".") {
		return first[0] >= 'A' && first[0] <= 'Z'
	}
	return false
}
