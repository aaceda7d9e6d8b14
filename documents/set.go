package documents

import (
	"strings"
	"unicode/utf8"
)

// Set gives the paper with the value of f replaced, and nothing else: the bytes
// before and after the value's span stay. Then
//
//	v, _ := q.Field(f); q.Text(v.Value) == p.Settled(f, value)
//
// where Settled trims the value and puts one that must stand on a line on one.
// A field that is absent is put in the head with the label of the sjabloon. A
// value that would be read as something else where it stands (a label, a
// heading) is written with a character reference at its start, which every
// reader of Markdown shows as the character itself.
//
// In a paper that offers no place for the value at all - a heap of labels and
// fragments, not a paper of any house - p comes back as it was.
func (p Paper) Set(f Field, value string) Paper {
	m := p.model()
	if m.sj == nil {
		return p
	}
	want := p.Settled(f, value)
	v, there := p.Field(f)
	if there && p.Text(v.Value) == want || !there && want == "" {
		return p
	}
	for _, val := range escapings(want) {
		for _, q := range p.placings(f, v, there, val) {
			if w, ok := q.Field(f); (ok || val == "") && q.Text(w.Value) == val && p.sameElse(q, f) {
				return q
			}
		}
	}
	return p
}

// Settled gives value in the shape in which it can stand in field f: trimmed,
// without emphasis around a whole line, line ends as the paper has them, and on
// one line unless the field may take several.
func (p Paper) Settled(f Field, value string) string {
	value = strings.ToValidUTF8(value, "\ufffd")
	lines := strings.FieldsFunc(value, func(r rune) bool { return r == '\n' || r == '\r' })
	var out []string
	for _, l := range lines {
		a, b := trimSpace(l, 0, len(l))
		if a < b {
			s, _ := unmark(l, Span{a, b})
			out = append(out, l[s.Start:s.End])
		}
	}
	sep := " "
	if multi(f) {
		sep = p.newline()
	}
	return strings.Join(out, sep)
}

// newline gives the line end that the paper uses.
func (p Paper) newline() string {
	src := p.model().src
	if i := strings.IndexByte(src, '\n'); i > 0 && src[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// placings are the ways to write val where f stands, the plainest first.
func (p Paper) placings(f Field, v FieldView, there bool, val string) []Paper {
	m := p.model()
	nl := p.newline()
	put := func(s Span, text string) Paper { return p.again(m.src[:s.Start] + text + m.src[s.End:]) }
	form := m.sj.fieldForm(f)
	label := ""
	if form != nil {
		if label = form.Label; label == "" && len(form.Aliases) > 0 {
			label = form.Aliases[0]
		}
	}
	var out []Paper
	if !there {
		at := p.place(f)
		lead, trail := "", nl+nl
		if at > 0 && m.src[at-1] != '\n' {
			lead = nl + nl
		}
		if label != "" {
			out = append(out, put(Span{at, at}, lead+label+": "+val+trail))
		}
		out = append(out, put(Span{at, at}, lead+val+trail))
		return out
	}
	if v.Value.Len() > 0 || v.Label.Len() == 0 {
		out = append(out, put(v.Value, val))
		if v.Label.Len() == 0 && label != "" {
			out = append(out, put(v.Value, label+": "+val), put(v.Value, nl+label+": "+val))
		}
		if v.Label.Len() > 0 && val != "" {
			out = append(out, put(v.Value, ": "+val))
		}
		return out
	}
	before := m.src[v.Label.End:v.Value.Start]
	sep := ": "
	if strings.Contains(before, ":") {
		sep = " "
	}
	if m.src != "" && m.lines[min(m.lineAt(v.Value.Start), len(m.lines)-1)].kind == lineRow {
		out = append(out, put(v.Value, val), put(v.Value, " "+val+" "))
	}
	return append(out, put(v.Value, sep+val), put(v.Value, nl+val), put(v.Value, ": "+val))
}

// place gives where in the head an absent field belongs: before the first field
// that follows it in the sjabloon, else at the end of the head.
func (p Paper) place(f Field) int {
	m := p.model()
	after := false
	for _, g := range m.sj.Fields {
		if g.Field == f {
			after = true
			continue
		}
		if !after {
			continue
		}
		if v, ok := p.Field(g.Field); ok {
			at := v.Value.Start
			if v.Label.Len() > 0 {
				at = v.Label.Start
			}
			l := m.lines[m.lineAt(at)]
			if l.kind != lineRow {
				return int(l.start)
			}
		}
	}
	if m.headEnd < len(m.lines) {
		return int(m.lines[m.headEnd].start)
	}
	return len(m.src)
}

// sameElse reports whether everything but field f reads in q as it does in p.
func (p Paper) sameElse(q Paper, f Field) bool {
	a, b := p.model(), q.model()
	n := 0
	for _, v := range a.fields {
		if v.Field == f {
			continue
		}
		w, ok := q.Field(v.Field)
		if !ok && v.Value.Len() > 0 || ok && p.Text(v.Value) != q.Text(w.Value) {
			return false
		}
		n++
	}
	for _, w := range b.fields {
		if w.Field != f && w.Value.Len() > 0 {
			if _, ok := p.Field(w.Field); !ok {
				return false
			}
		}
	}
	if len(a.sections) != len(b.sections) {
		return false
	}
	for i := range a.sections {
		if a.sections[i].Key != b.sections[i].Key || p.Text(a.sections[i].Body) != q.Text(b.sections[i].Body) {
			return false
		}
	}
	return true
}

// escapings are the ways to write a value, the plainest first.
func escapings(s string) []string {
	bars := strings.ReplaceAll(s, "|", "&#124;")
	return []string{s, bars, escapeFirst(s), escapeLines(s), escapeLines(bars)}
}

// escapeFirst writes the first character of s as a character reference.
func escapeFirst(s string) string {
	if s == "" {
		return s
	}
	_, n := utf8.DecodeRuneInString(s)
	return reference(s[:n]) + s[n:]
}

func escapeLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = escapeFirst(lines[i])
	}
	return strings.Join(lines, "\n")
}

func reference(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	return "&#" + itoa(int(r)) + ";"
}

// SetSection gives the paper with the body of section k replaced, and nothing
// else; of a N.v.t. that is glued to its heading, the heading's end is kept and
// the new text comes under it. Blank lines at the ends of body go; line ends become the paper's. A
// line that would be read as a heading of the sjabloon or a page header is
// escaped as in Set. A section that is absent is put in its place with the
// heading of the sjabloon; a key that the sjabloon does not know changes
// nothing.
func (p Paper) SetSection(k SectionKey, body string) Paper {
	m := p.model()
	s, there := p.Section(k)
	want := p.SettledBody(body)
	if there && !s.inHeading() && p.Text(s.Body) == want {
		return p
	}
	if !there && (m.sj == nil || m.sj.sectionForm(k) == nil) {
		return p
	}
	for _, b := range []func(string) string{
		func(b string) string { return b },
		func(b string) string { return p.escapeStructure(b) },
		func(b string) string { return escapeText(b) },
	} {
		val := b(want)
		for _, q := range p.bodyPlacings(k, s, there, val) {
			if t, ok := q.Section(k); ok && q.Text(t.Body) == val && p.sameSections(q, k) {
				return q
			}
		}
	}
	return p
}

// inHeading reports whether the body is a N.v.t. glued to the heading.
func (s Section) inHeading() bool { return s.Heading.Contains(s.Body) && s.Body.Len() > 0 }

// headingTail gives the stretch from a glued N.v.t. to the end of its line, which
// may be the second of a heading that the paper broke, and what of it closes the
// heading.
func (p Paper) headingTail(s Section) (Span, string) {
	m := p.model()
	k := s.cand.line
	for int(m.lines[k].tend) < s.Body.End && k+1 < len(m.lines) {
		k++
	}
	end := max(s.Body.End, int(m.lines[k].tend))
	from := s.Body.Start
	if label := s.head().label.End; strings.ContainsAny(m.src[label:from], "\r\n") && strings.TrimSpace(m.src[label:from]) == "" {
		from = label // the line that it stands on goes with it
	}
	return Span{from, end}, m.src[s.Body.End:end]
}

// SettledBody gives body as SetSection writes it, before any escaping.
func (p Paper) SettledBody(body string) string {
	body = strings.ToValidUTF8(body, "\ufffd")
	body = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(body)
	a, b := trimSpace(body, 0, len(body))
	if a >= b {
		return ""
	}
	if i := strings.LastIndexByte(body[:a], '\n'); i >= 0 {
		a = i + 1
	} else {
		a = 0
	}
	body = body[a:b]
	if nl := p.newline(); nl != "\n" {
		body = strings.ReplaceAll(body, "\n", nl)
	}
	return body
}

func (p Paper) bodyPlacings(k SectionKey, s Section, there bool, val string) []Paper {
	m := p.model()
	nl := p.newline()
	put := func(sp Span, text string) Paper { return p.again(m.src[:sp.Start] + text + m.src[sp.End:]) }
	if !there {
		at, form := p.sectionPlace(k)
		lead := ""
		if at > 0 && m.src[at-1] != '\n' {
			lead = nl + nl
		}
		mark := "## "
		if strings.Contains(string(k), ".") {
			mark = "### "
		}
		h := mark
		if form.Number != "" {
			h += form.Number + ". "
		}
		return []Paper{put(Span{at, at}, lead+h+form.Label+nl+nl+val+nl+nl)}
	}
	if s.inHeading() {
		// What closes the heading (emphasis, a run of #) stays with it.
		cut, tail := p.headingTail(s)
		if val == "" {
			return []Paper{put(cut, tail)}
		}
		return []Paper{put(cut, tail+nl+nl+val), put(cut, tail+nl+nl+val+nl)}
	}
	if s.Body.Len() > 0 {
		return []Paper{put(s.Body, val), put(s.Body, val+nl), put(s.Body, nl+val+nl+nl)}
	}
	var out []Paper
	lead := ""
	if a := s.Body.Start; a > 0 && m.src[a-1] != '\n' && m.src[a-1] != '\r' {
		lead = nl + nl
	}
	out = append(out, put(s.Body, lead+val+nl+nl), put(s.Body, lead+nl+val+nl+nl), put(s.Body, nl+nl+val+nl+nl))
	return out
}

// sectionPlace gives where an absent section belongs: before the first that
// follows it in the sjabloon, else at the end.
func (p Paper) sectionPlace(k SectionKey) (int, *SectionForm) {
	m := p.model()
	var form *SectionForm
	seen := false
	find := func(f *SectionForm) (int, bool) {
		if f.Key == k {
			form, seen = f, true
			return 0, false
		}
		if seen {
			if s, ok := p.Section(f.Key); ok {
				return s.Heading.Start, true
			}
		}
		return 0, false
	}
	for i := range m.sj.Sections {
		f := &m.sj.Sections[i]
		if at, ok := find(f); ok {
			return at, form
		}
		for j := range f.Parts {
			if at, ok := find(&f.Parts[j]); ok {
				return at, form
			}
		}
	}
	return len(m.src), form
}

// sameSections reports whether all but section k reads in q as it does in p.
func (p Paper) sameSections(q Paper, k SectionKey) bool {
	a, b := p.model(), q.model()
	for _, v := range a.fields {
		w, ok := q.Field(v.Field)
		if !ok || p.Text(v.Value) != q.Text(w.Value) {
			return false
		}
	}
	if len(a.fields) != len(b.fields) {
		return false
	}
	n := 0
	for i := range b.sections {
		if b.sections[i].Key == k {
			continue
		}
		for n < len(a.sections) && a.sections[n].Key == k {
			n++
		}
		if n >= len(a.sections) || a.sections[n].Key != b.sections[i].Key || p.Text(a.sections[n].Body) != q.Text(b.sections[i].Body) {
			return false
		}
		n++
	}
	for n < len(a.sections) && a.sections[n].Key == k {
		n++
	}
	return n == len(a.sections)
}

// escapeStructure escapes the lines of body that reading it in this paper takes
// for a heading, a page header, a closing or a question.
func (p Paper) escapeStructure(body string) string {
	m := &model{src: body, soort: p.Soort(), sj: p.model().sj}
	m.lines = scan(body)
	var b strings.Builder
	for i, l := range m.lines {
		t := body[l.tstart:l.tend]
		risky := false
		if len(t) <= maxHeading && l.kind != lineBlank {
			if c, ok := m.candidate(i); ok {
				risky = m.sj != nil && (m.sj.tops[c.folded] != nil || anySection(c.folded) || c.style >= styleATX || c.number != "" && c.style != stylePlain || c.number != "" && m.partOf(c.folded))
				risky = risky || m.partOf(c.folded)
			}
			f := fold(t)
			if isClosing(f) || isPageNumber(t) || isOffice(f) {
				risky = true
			}
			if n, ok := questionLine(f, "vraag", "vragen"); ok && n != nil {
				risky = true
			}
			if _, ok := questionLine(f, "antwoord", "antwoorden"); ok {
				risky = true
			}
			if it := m.headItem(i); !it.blank {
				if g, _, _, _ := m.matchField(it.span); g != "" {
					risky = true
				}
			}
		}
		if risky {
			b.WriteString(body[l.start:l.tstart] + escapeFirst(t) + body[l.tend:l.end])
		} else {
			b.WriteString(body[l.start:l.end])
		}
	}
	return b.String()
}

func (m *model) partOf(folded string) bool {
	if m.sj == nil {
		return false
	}
	for i := range m.sj.Sections {
		if m.sj.Sections[i].parts[folded] != nil {
			return true
		}
	}
	return false
}

// escapeText escapes the start of every line.
func escapeText(body string) string {
	var b strings.Builder
	for _, l := range scan(body) {
		b.WriteString(body[l.start:l.tstart] + escapeFirst(body[l.tstart:l.tend]) + body[l.tend:l.end])
	}
	return b.String()
}
