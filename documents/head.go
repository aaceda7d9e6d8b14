package documents

import (
	"regexp"
	"strings"
)

// An item is a line of the head, or one cell of a table in it.
type item struct {
	line  int
	span  Span
	cell  bool
	blank bool
	atx   bool
}

// A headReader reads the head of a paper, item by item.
type headReader struct {
	m       *model
	pending int // index in m.fields of the label that waits for its value; -1
	gap     bool
	open    int // index in m.fields of the field whose value may go on; -1
	titled  bool
	title0  int // the line of the title itself; -1 when no line is one
	lijn    int
	loose   bool
}

// multi are the fields whose value may go on over the next lines.
func multi(f Field) bool {
	switch f {
	case FieldAan, FieldCC, FieldLijn, FieldOpsteller, FieldOnderwerp, FieldBetreft, FieldGeadresseerde,
		fieldContactpersoon, fieldBezoekadres, fieldPostadres, fieldVan, fieldParafenroute:
		return true
	}
	return false
}

// readHead reads the lines [from, to) as the head of a paper.
func (m *model) readHead(from, to int) {
	r := &headReader{m: m, pending: -1, open: -1, lijn: -1, title0: -1}
	if m.soort == SoortNota {
		for i := from; i < to && r.title0 < 0; i++ {
			if it := m.headItem(i); !it.blank && it.span.Len() <= 40 && isTitle(fold(m.src[it.span.Start:it.span.End])) {
				r.title0 = i
			}
		}
	}
	for i := from; i < to; {
		if k := m.lines[i].kind; k == lineRow || k == lineRule && m.src[m.lines[i].tstart] == '|' {
			j := i
			for j < to && (m.lines[j].kind == lineRow || m.lines[j].kind == lineRule) {
				j++
			}
			r.table(i, j)
			i = j
			continue
		}
		if n := r.columns(i, to); n > 0 {
			i += n
			continue
		}
		it := m.headItem(i)
		if parts := m.split(it); len(parts) > 1 {
			for _, p := range parts {
				r.item(p)
			}
			i++
			continue
		}
		r.item(it)
		i++
	}
}

// columns reads, at line i, a column of labels that was extracted before the
// column of its values: two or more labels each alone on a line, then a blank
// line, then as many lines that are no labels. It gives the number of lines
// read; 0 when there is no such column.
func (r *headReader) columns(i, to int) int {
	m := r.m
	type pair struct {
		f     Field
		label Span
	}
	var labels []pair
	seen := map[Field]bool{}
	k := i
	for ; k < to && k < i+16 && m.lines[k].kind == lineText; k++ {
		f, label, rest, _ := m.matchField(m.headItem(k).span)
		if f == "" || rest.Len() > 0 || seen[f] {
			break
		}
		seen[f] = true
		labels = append(labels, pair{f, label})
	}
	if len(labels) < 2 || k >= to || m.lines[k].kind != lineBlank {
		return 0
	}
	for k < to && m.lines[k].kind == lineBlank {
		k++
	}
	first := k
	for ; k < to && m.lines[k].kind != lineBlank && k-first <= len(labels); k++ {
		it := m.headItem(k)
		if it.blank || it.atx {
			return 0
		}
		if f, _, _, firm := m.matchField(it.span); f != "" && firm {
			return 0
		}
	}
	if k-first != len(labels) {
		return 0
	}
	fit := 0
	for n, l := range labels {
		t := m.src[m.lines[first+n].tstart:m.lines[first+n].tend]
		if m.fits(l.f, t) && (l.f == FieldAan || l.f == fieldVan || !isOrganisation(fold(t))) {
			fit++
		}
	}
	if fit < max(2, len(labels)-1) {
		return 0 // one odd value may stand among ones that fit
	}
	for n, l := range labels {
		r.add(l.f, l.label, m.headItem(first+n).span)
		r.open = -1
	}
	return k - i
}

// split cuts a line of the head at wide gaps, where two columns came out on one
// line: "Aan   Minister   Datum   3 maart". A label stays with what follows it.
func (m *model) split(it item) []item {
	if it.blank || it.atx || it.span.Len() > 400 {
		return nil
	}
	t := m.src[it.span.Start:it.span.End]
	var parts []item
	at := 0
	for _, gap := range append(wideGap.FindAllStringIndex(t, 16), []int{len(t), len(t)}) {
		p := it
		p.span, _ = unmark(m.src, Span{it.span.Start + at, it.span.Start + gap[0]})
		at = gap[1]
		if p.span.Len() <= 0 {
			continue
		}
		if n := len(parts); n > 0 {
			if f, _, rest, _ := m.matchField(parts[n-1].span); f != "" && rest.Len() == 0 {
				parts[n-1].span.End = p.span.End
				continue
			}
		}
		parts = append(parts, p)
	}
	return parts
}

var wideGap = regexp.MustCompile(` {4,}|[ ]*\t[ \t]*`)

func (m *model) headItem(i int) item {
	l := m.lines[i]
	s := l.text()
	it := item{line: i, span: s}
	switch l.kind {
	case lineBlank:
		it.blank = true
		return it
	case lineATX:
		t := m.src[s.Start:s.End]
		a, b := trimSpace(m.src, s.Start+atxLevel(t), s.Start+len(strings.TrimRight(t, "#")))
		it.span, it.atx = Span{a, max(a, b)}, true
	case lineRule, lineSetext:
		it.blank = true
		return it
	}
	if t := m.src[it.span.Start:it.span.End]; strings.HasPrefix(t, ">") {
		a, b := trimSpace(m.src, it.span.Start+1, it.span.End)
		it.span = Span{a, max(a, b)}
	}
	it.span, _ = unmark(m.src, it.span)
	it.blank = it.span.Len() == 0
	return it
}

// table reads the rows [i, j): either label and value side by side, or a row of
// labels above a row of values.
func (r *headReader) table(i, j int) {
	m := r.m
	r.pending, r.open = -1, -1
	var rows [][]item
	for k := i; k < j; k++ {
		if m.lines[k].kind == lineRow {
			rows = append(rows, m.cells(k))
		}
	}
	for k := 0; k < len(rows); k++ {
		labels := 0
		for _, c := range rows[k] {
			if f, _, rest, _ := m.matchField(c.span); f != "" && rest.Len() == 0 {
				labels++
			}
		}
		if labels > 0 && labels == len(rows[k]) && k+1 < len(rows) && (labels > 1 || len(rows[k+1]) == 1) {
			for n, c := range rows[k] {
				f, label, _, _ := m.matchField(c.span)
				v := Span{label.End, label.End}
				if n < len(rows[k+1]) {
					v, _ = unmark(m.src, rows[k+1][n].span)
				}
				r.add(f, label, v)
			}
			k++
			for labels == 1 && k+1 < len(rows) && len(rows[k+1]) == 1 && itemMarker(m.src[rows[k+1][0].span.Start:rows[k+1][0].span.End]) > 0 {
				k++
				if n := len(m.fields); n > 0 && m.fields[n-1].Value.Len() > 0 {
					m.fields[n-1].Value.End = rows[k][0].span.End
				}
			}
			continue
		}
		for _, c := range rows[k] {
			r.item(c)
		}
		r.pending, r.open = -1, -1
	}
}

// cells cuts a table row into its cells.
func (m *model) cells(i int) []item {
	l := m.lines[i]
	var cells []item
	at := int(l.tstart) + 1
	for k := at; k <= int(l.tend); k++ {
		if k < int(l.tend) && (m.src[k] != '|' || m.src[k-1] == '\\') {
			continue
		}
		if k == int(l.tend) && at >= k {
			break
		}
		a, b := trimSpace(m.src, at, k)
		if a >= b {
			a = min(at+1, k)
			b = a
		}
		s, _ := unmark(m.src, Span{a, b})
		cells = append(cells, item{line: i, span: s, cell: true})
		at = k + 1
	}
	return cells
}

// matchField reads a label at the start of s: the field, the span of the
// label's words, and what follows it. firm says that a colon, a wide gap or the
// end of the text divides them, so that any value is welcome.
func (m *model) matchField(s Span) (f Field, label, rest Span, firm bool) {
	if m.sj == nil || s.Len() == 0 {
		return "", Span{}, Span{}, false
	}
	t := m.src[s.Start:min(s.End, s.Start+80)]
	whole := len(t) == s.Len()
	best := -1
	// Words end at white space, colon or the end, and before a number that was
	// extracted against them ("Deadline21 april 2026").
	words := 0
	for k := 1; k <= len(t) && words < 6; k++ {
		glued := k < len(t) && isDigit(t[k]) && (t[k-1] == ')' || t[k-1] >= 'a' && t[k-1] <= 'z')
		if k < len(t) && !glued && t[k] != ' ' && t[k] != '\t' && t[k] != ':' && t[k] != 0xc2 && t[k] != ',' && t[k] != '|' {
			continue
		}
		if k == len(t) && !whole {
			break
		}
		if t[k-1] == ' ' || t[k-1] == '\t' {
			continue
		}
		words++
		if g, ok := m.sj.fields[fold(t[:k])]; ok {
			f, best = g, k
		}
	}
	if best < 0 {
		return "", Span{}, Span{}, false
	}
	a, b := s.Start, s.Start+best
	for a < b && strings.IndexByte("*_ ", m.src[a]) >= 0 {
		a++
	}
	for b > a && strings.IndexByte("*_: ", m.src[b-1]) >= 0 {
		b--
	}
	label = Span{a, b}
	k := b
	gap := 0
	// A label that is set in bold by itself ("**Kopie aan** de staatssecretaris")
	// needs no colon.
	if a >= s.Start+2 && b+2 < s.End && m.src[a-2:a] == m.src[b:b+2] && (m.src[b:b+2] == "**" || m.src[b:b+2] == "__") {
		gap = 2
	}
	for k < s.End {
		c := m.src[k]
		if c == ':' || c == '|' {
			if firm {
				break
			}
			firm = true
		} else if c == '\t' {
			gap += 2
		} else if c == ' ' || c == 0xa0 && m.src[k-1] == 0xc2 {
			gap++
		} else if c != '*' && c != '_' && c != ',' && c != 0xc2 {
			break
		}
		k++
	}
	if k < s.End && m.src[k-1] == 0xc2 {
		k-- // the first byte of another character
	}
	colon := firm
	if f == FieldDatum && k > b && m.src[b] == ',' && !colon {
		firm = false
	}
	x, y := trimSpace(m.src, k, s.End)
	if x >= y {
		x, y = k, k
	}
	rest = Span{x, y}
	if firm || gap >= 2 || rest.Len() == 0 {
		firm = true
	}
	if f == FieldDatum && !colon && fold(m.src[label.Start:label.End]) == "den haag" && !m.fits(f, m.src[rest.Start:rest.End]) {
		return "", Span{}, Span{}, false // the town of an address
	}
	rest, _ = unmark(m.src, rest)
	return f, label, rest, firm
}

// fits reports whether text can be the value of f by its looks.
func (m *model) fits(f Field, text string) bool {
	t := strings.TrimSpace(text)
	if t == "" || len(t) > 300 {
		return false
	}
	switch f {
	case FieldDatum, FieldDeadline:
		_, n := dateAt(fold(t))
		return n > 0 || f == FieldDatum && fold(t) == "datum"
	case FieldKenmerk, FieldOnsKenmerk, FieldUwKenmerk, fieldZaaknummer:
		c := compact(t)
		return len(c) <= 40 && strings.ContainsAny(c, "0123456789") && (strings.ContainsAny(c, "-/.") || len(c) >= 5) && strings.Count(t, " ") <= 4
	case fieldRetouradres:
		return strings.HasPrefix(fold(t), "postbus") || strings.ContainsAny(t, "0123456789")
	case FieldBijlagen:
		return t[0] >= '0' && t[0] <= '9' || numberWord(fold(t)) >= 0
	case FieldAan:
		return isBewindspersoon(t) || isOrganisation(fold(t)) || strings.HasPrefix(fold(t), "voorzitter") || isName(t)
	case FieldCC:
		return (t[0] < 'a' || isBewindspersoon(t)) && strings.Count(t, " ") < 8
	case FieldOpsteller, fieldContactpersoon, fieldVan:
		if redactedMark.MatchString(t) {
			return true
		}
		return (t[0] < 'a' || t[0] > 'z') && strings.Count(t, " ") < 8
	case FieldBetreft, FieldOnderwerp:
		return true
	}
	return false
}

func (r *headReader) item(it item) {
	m := r.m
	if it.blank && !it.cell {
		r.gap = true
		r.open = -1
		r.loose = false
		return
	}
	text := m.src[it.span.Start:it.span.End]
	if r.open >= 0 && !it.atx && !it.cell {
		// The second half of a word that was broken off is no label, whatever
		// it spells ("Overheids-" "organisatie").
		if v := &m.fields[r.open]; brokenOff(m.src[v.Value.Start:v.Value.End], text) {
			v.Value.End = it.span.End
			return
		}
	}
	f, label, rest, firm := m.matchField(it.span)
	if f != "" && (firm || m.fits(f, m.src[rest.Start:rest.End])) {
		if it.cell && rest.Len() == 0 {
			rest = Span{label.End, label.End}
		}
		r.add(f, label, rest)
		return
	}
	folded := ""
	if len(text) <= maxHeading {
		folded = fold(text)
	}
	if r.title(it, text, folded) {
		return
	}
	if r.pending >= 0 && strings.HasPrefix(text, ": ") {
		// A definition: the value stands under its label behind a colon.
		v := &m.fields[r.pending]
		a, b := trimSpace(m.src, it.span.Start+1, it.span.End)
		if a < b {
			v.Value = Span{a, b}
			r.open, r.pending = -1, -1
			if multi(v.Field) {
				r.open = r.at(v.Field)
			}
			return
		}
	}
	if r.pending >= 0 {
		v := &m.fields[r.pending]
		if it.cell || !r.gap || m.fits(v.Field, text) && !(isOrganisation(folded) && v.Field != FieldAan && v.Field != fieldVan) {
			if !it.atx && !(v.Field == FieldOpsteller && !it.cell && isOrganisation(folded)) {
				v.Value = it.span
				r.open, r.pending = r.pending, -1
				if !multi(v.Field) && !(v.Field == FieldBijlagen && listMarker(text) > 0) || it.cell {
					r.open = -1
				}
				return
			}
		}
		r.pending = -1
	}
	if r.open >= 0 && !it.atx {
		v := &m.fields[r.open]
		if v.Field == FieldBijlagen && listMarker(text) == 0 {
			r.open = -1
		} else if !(isOrganisation(folded) && (v.Field == FieldAan || v.Field == FieldCC || v.Field == FieldOpsteller || v.Field == FieldOnderwerp) && !endsInHyphen(m.src[v.Value.Start:v.Value.End])) {
			v.Value.End = it.span.End
			return
		}
		r.open = -1
	}
	if r.bare(it, text, folded) {
		return
	}
	s := it.span
	if it.cell {
		s = m.lines[it.line].text() // a table nobody knows stays a table
	}
	if n := len(m.loose); n > 0 && (r.loose || m.loose[n-1].Overlaps(s)) {
		m.loose[n-1].End = max(m.loose[n-1].End, s.End)
	} else {
		m.loose = append(m.loose, s)
	}
	r.loose = true
}

// at gives the place of field f in the list, or -1.
func (r *headReader) at(f Field) int {
	for k := range r.m.fields {
		if r.m.fields[k].Field == f {
			return k
		}
	}
	return -1
}

// add records a field. A field that stands twice in the head is the page header
// of a first page; the first that says something counts.
func (r *headReader) add(f Field, label, value Span) {
	m := r.m
	r.pending, r.open, r.gap, r.loose = -1, -1, false, false
	if f == FieldLijn && value.Len() > 0 {
		r.dropLetterhead()
	}
	at := r.at(f)
	if at >= 0 {
		if m.fields[at].Value.Len() > 0 {
			m.loose = append(m.loose, Span{label.Start, max(label.End, value.End)})
			return
		}
		m.fields = append(m.fields[:at], m.fields[at+1:]...)
		if r.lijn > at {
			r.lijn--
		}
	}
	m.fields = append(m.fields, FieldView{f, label, value})
	if value.Len() == 0 {
		r.pending = len(m.fields) - 1
		k := label.End
		for k < len(m.src) && strings.IndexByte("*_: \t", m.src[k]) >= 0 && k < value.Start {
			k++
		}
		m.fields[r.pending].Value = Span{max(k, value.Start), max(k, value.Start)}
	} else if multi(f) || f == FieldBijlagen && listMarker(m.src[value.Start:value.End]) > 0 {
		r.open = len(m.fields) - 1
	}
}

// isTitle reports whether folded is what stands over a nota.
func isTitle(folded string) bool {
	return folded == "nota" || folded == "beslisnota" || folded == "nota (actief openbaar)" ||
		strings.HasPrefix(folded, "nota ter ") && kindOf(strings.TrimPrefix(folded, "nota ")) != ""
}

// brokenOff reports whether next goes on with the word that value ends in.
func brokenOff(value, next string) bool {
	v := strings.TrimRight(value, " \t\r\n*_")
	n := len(v)
	return n >= 2 && v[n-1] == '-' && (v[n-2]|0x20 >= 'a' && v[n-2]|0x20 <= 'z') && next != "" && next[0] >= 'a' && next[0] <= 'z'
}

// dropLetterhead gives up the ministry's own name on top as the line, once
// another says what stands within the ministry, and reports whether it did.
func (r *headReader) dropLetterhead() bool {
	m := r.m
	if r.lijn < 0 || !strings.HasPrefix(fold(m.src[m.fields[r.lijn].Value.Start:m.fields[r.lijn].Value.End]), "ministerie") {
		return false
	}
	m.loose = append(m.loose, m.fields[r.lijn].Value)
	m.fields = append(m.fields[:r.lijn], m.fields[r.lijn+1:]...)
	r.lijn, r.pending, r.open = -1, -1, -1
	return true
}

// title reads the words that say what the paper is and what it asks.
func (r *headReader) title(it item, text, folded string) bool {
	m := r.m
	if m.soort != SoortNota || folded == "" {
		return false
	}
	kind := func(s Span) {
		for _, v := range m.fields {
			if v.Field == FieldKind {
				return
			}
		}
		m.fields = append(m.fields, FieldView{FieldKind, Span{s.Start, s.Start}, s})
	}
	switch {
	case isTitle(folded) && kindOf(strings.TrimPrefix(folded, "nota ")) == "":
		if m.title.Len() == 0 {
			m.title = it.span
		}
	case kindOf(folded) != "":
		kind(it.span)
	case strings.HasPrefix(folded, "nota ter ") && kindOf(strings.TrimPrefix(folded, "nota ")) != "":
		i := strings.IndexAny(text, " \t\u00a0")
		a, b := trimSpace(m.src, it.span.Start+i, it.span.End)
		m.title = Span{it.span.Start, it.span.Start + i}
		kind(Span{a, b})
	default:
		return false
	}
	r.titled = true
	r.pending, r.open, r.gap, r.loose = -1, -1, false, false
	return true
}

// bare reads lines that carry no label: organisations, the onderwerp under the
// title, the addressee of a letter.
func (r *headReader) bare(it item, text, folded string) bool {
	m := r.m
	if folded == "" {
		return false
	}
	has := func(f Field) bool { _, ok := Paper{m}.Field(f); return ok }
	if m.sj.fieldForm(FieldGeadresseerde) != nil && !has(FieldGeadresseerde) && isAddressee(folded) {
		m.fields = append(m.fields, FieldView{FieldGeadresseerde, Span{it.span.Start, it.span.Start}, it.span})
		r.open = len(m.fields) - 1
		return true
	}
	if m.sj.fieldForm(FieldLijn) != nil && !it.atx && !it.cell && isOrganisation(folded) {
		if r.lijn >= 0 {
			v := &m.fields[r.lijn]
			if strings.TrimSpace(m.src[v.Value.End:it.span.Start]) != "" && r.dropLetterhead() {
				return r.bare(it, text, folded)
			}
			if strings.TrimSpace(m.src[v.Value.End:it.span.Start]) == "" {
				v.Value.End = it.span.End
				r.open = r.lijn
				return true
			}
			return false
		}
		m.fields = append(m.fields, FieldView{FieldLijn, Span{it.span.Start, it.span.Start}, it.span})
		r.lijn = len(m.fields) - 1
		r.open = r.lijn
		return true
	}
	if folded == "actief openbaar" || folded == "niet actief openbaar" {
		if m.sj.fieldForm(fieldOpenbaarheid) != nil && !has(fieldOpenbaarheid) {
			m.fields = append(m.fields, FieldView{fieldOpenbaarheid, Span{it.span.Start, it.span.Start}, it.span})
			return true
		}
		return false
	}
	if f := m.sj.fieldForm(FieldOnderwerp); f != nil && f.Bare && (r.titled || it.atx) && it.line >= r.title0 && !has(FieldOnderwerp) {
		m.fields = append(m.fields, FieldView{FieldOnderwerp, Span{it.span.Start, it.span.Start}, it.span})
		r.open = len(m.fields) - 1
		return true
	}
	return false
}

func endsInHyphen(s string) bool {
	s = strings.TrimRight(s, " \t\r\n")
	return strings.HasSuffix(s, "-") || strings.HasSuffix(s, "–")
}

// organisations are the words an organisational line begins with.
var organisations = []string{"directie", "directoraat", "dg", "plv. sg", "plv sg", "plv. dg", "plv dg", "plvsg", "psg", "sg", "secretaris-generaal", "plv. secretaris-generaal", "cluster",
	"team", "afdeling", "programma", "programmadirectie", "projectdirectie", "projectteam", "bureau", "dienst", "eenheid", "hoofddirectie", "stafdirectie", "inspectie",
	"ministerie", "sector", "unit", "bestuursdepartement", "kerndepartement", "concerndirectie", "hoofdafdeling", "onderafdeling", "agentschap", "rijksdienst"}

// isOrganisation recognises an organisational line by its first word.
func isOrganisation(folded string) bool {
	if len(folded) > 100 {
		return false
	}
	for _, o := range organisations {
		if rest, ok := strings.CutPrefix(folded, o); ok && (rest == "" || strings.IndexByte(" -/.", rest[0]) >= 0) {
			return true
		}
	}
	return false
}

// isBewindspersoon recognises the way a nota names a minister or
// staatssecretaris: by role, in full or abbreviated.
func isBewindspersoon(text string) bool {
	f := fold(text)
	f = strings.TrimPrefix(f, "de ")
	f = strings.TrimPrefix(f, "mijnheer ")
	for _, r := range []string{"minister-president", "minister", "staatssecretaris", "stas", "vice-minister-president", "mp", "bewindspersoon", "bewindspersonen", "ministers"} {
		if rest, ok := strings.CutPrefix(f, r); ok && (rest == "" || rest[0] == ' ' || rest[0] == '-' || rest[0] == ',') {
			return true
		}
	}
	return len(f) >= 3 && len(f) <= 6 && (f[0] == 'm' || f[0] == 's') && strings.ToUpper(strings.TrimSpace(text)) == strings.TrimSpace(text) && !strings.ContainsAny(f, " 0123456789")
}

// isAddressee recognises the first line of a letter's address.
func isAddressee(folded string) bool {
	folded = strings.TrimPrefix(folded, "aan ")
	folded = strings.TrimPrefix(folded, "de ")
	return strings.HasPrefix(folded, "voorzitter van") || strings.HasPrefix(folded, "voorzitters van") ||
		strings.HasPrefix(folded, "leden van de vaste commissie")
}

// compact removes all white space.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, s)
}

// numberWord reads a small number written as a word or digits at the start of
// folded; -1 when there is none.
func numberWord(folded string) int {
	for i, w := range []string{"geen", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"} {
		if rest, ok := strings.CutPrefix(folded, w); ok && (rest == "" || rest[0] == ' ') {
			return i
		}
	}
	n := 0
	for n < len(folded) && folded[n] >= '0' && folded[n] <= '9' {
		n++
	}
	if v, ok := number(folded[:n], 4); ok {
		return v
	}
	return -1
}

// dateAt reads a date at the start of folded text and gives its length in
// bytes; a date without a year has Year 0.
func dateAt(folded string) (Date, int) {
	t := folded
	if i := strings.IndexByte(t, ' '); i > 0 && isWeekday(strings.TrimRight(t[:i], ",")) {
		d, n := dateAt(t[i+1:])
		if n == 0 {
			return d, 0
		}
		return d, n + i + 1
	}
	n := 0
	for n < len(t) && t[n] >= '0' && t[n] <= '9' {
		n++
	}
	if n == 4 && len(t) >= 10 && t[4] == '-' && t[7] == '-' {
		if d, ok := wholeDate(t[:10]); ok {
			return d, 10
		}
	}
	if n == 0 || n > 2 || n >= len(t) {
		return Date{}, 0
	}
	day, _ := number(t[:n], 2)
	if c := t[n]; c == '-' || c == '/' || c == '.' {
		k := n + 1
		for k < len(t) && k < n+9 && (t[k] >= '0' && t[k] <= '9' || t[k] == c) {
			k++
		}
		if d, ok := wholeDate(strings.ReplaceAll(t[:k], ".", "-")); ok {
			return d, k
		}
		if c != '.' {
			return Date{}, 0
		}
	}
	k := n
	for k < len(t) && (t[k] == ' ' || t[k] == '.' || t[k] == '-') {
		k++
	}
	w := k
	for w < len(t) && t[w] >= 'a' && t[w] <= 'z' {
		w++
	}
	month := monthOf(t[k:w])
	if month == 0 || k == n {
		return Date{}, 0
	}
	y := w
	for y < len(t) && (t[y] == ' ' || t[y] == '.' || t[y] == '-') {
		y++
	}
	e := y
	for e < len(t) && t[e] >= '0' && t[e] <= '9' {
		e++
	}
	if e-y == 4 && y > w {
		year, _ := number(t[y:e], 4)
		if d, ok := civil(year, month, day); ok {
			return d, e
		}
	}
	if d, ok := civil(2000, month, day); ok {
		d.Year = 0
		return d, w
	}
	return Date{}, 0
}
