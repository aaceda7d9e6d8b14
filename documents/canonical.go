package documents

import (
	"strings"
)

// Canonical writes the paper in the clean form of its sjabloon: labels as the
// sjabloon prints them, each with its value, headings of one style with the
// lettering that stands there, "N.v.t." under its heading, page headers left
// out, white space tidied. The words of no field and no section change.
//
// It is idempotent: Canonical(Read(Canonical(p))) equals Canonical(p). A paper
// whose clean form would read differently (text that looks like something else
// once tidied) is only tidied in its white space.
func Canonical(p Paper) []byte {
	m := p.model()
	tidy := tidySpace(m.src)
	q := p.again(tidy)
	c := tidySpace(q.compose())
	if c == "" {
		return []byte(tidy)
	}
	r := p.again(c)
	if tidySpace(r.compose()) != c || !q.sameWords(r) {
		return []byte(tidy)
	}
	return []byte(c)
}

// tidySpace gives LF line ends, no byte order mark, no white space at line ends
// but a hard break, at most one blank line in a row outside code, none at the
// start, and one line end at the end.
func tidySpace(src string) string {
	var b strings.Builder
	b.Grow(len(src) + 1)
	blank := false
	for _, l := range scan(src) {
		if l.kind == lineCode {
			t := src[l.start:l.tend]
			b.WriteString(strings.Trim(t, "\r\n") + "\n")
			continue
		}
		if l.kind == lineBlank {
			blank = b.Len() > 0
			continue
		}
		if blank {
			b.WriteByte('\n')
			blank = false
		}
		lead := src[l.start:l.tstart]
		n := 0
		for _, r := range lead {
			switch r {
			case '\t':
				n += 4 - n%4
			case ' ', '\u00a0':
				n++
			}
		}
		b.WriteString(strings.Repeat(" ", min(n, 12)))
		b.WriteString(src[l.tstart:l.tend])
		if strings.HasSuffix(strings.TrimRight(src[l.start:l.end], "\r\n"), "  ") {
			b.WriteString("  ")
		}
		b.WriteByte('\n')
	}
	// A hard break at the end of a paragraph breaks nothing.
	s := strings.TrimRight(b.String(), " \n")
	if s == "" {
		return ""
	}
	for strings.Contains(s, "  \n\n") {
		s = strings.ReplaceAll(s, "  \n\n", "\n\n")
	}
	return s + "\n"
}

// compose writes a nota in the clean form; other papers have none beyond tidy
// white space.
func (p Paper) compose() string {
	m := p.model()
	if m.soort != SoortNota || m.sj == nil || len(m.sections) == 0 {
		return ""
	}
	var b strings.Builder
	field := func(v FieldView) {
		form := m.sj.fieldForm(v.Field)
		lines := valueLines(p.Text(v.Value), true)
		label := ""
		if form != nil && !form.Bare {
			label = form.Label
		}
		if label == "" && v.Label.Len() > 0 {
			label = p.Text(v.Label)
		}
		text := strings.Join(lines, "\n")
		if label != "" {
			text = strings.TrimSpace(label + ": " + text)
		}
		if text != "" {
			b.WriteString(text + "\n\n")
		}
	}
	late := func(f Field) bool {
		switch f {
		case FieldKind, FieldOnderwerp, FieldDatum, FieldKenmerk, FieldBijlagen:
			return true
		}
		return false
	}
	for _, v := range m.fields {
		if !late(v.Field) {
			field(v)
		}
	}
	for _, s := range m.loose {
		b.WriteString(p.Text(s) + "\n\n")
	}
	if m.title.Len() > 0 {
		b.WriteString("# " + p.Text(m.title) + "\n\n")
	}
	for _, f := range []Field{FieldKind, FieldOnderwerp, FieldDatum, FieldKenmerk, FieldBijlagen} {
		if v, ok := p.Field(f); ok {
			field(v)
		}
	}
	for _, s := range m.sections {
		mark := "## "
		if s.Level == 2 {
			mark = "### "
		}
		b.WriteString(mark)
		if s.Number != "" {
			b.WriteString(s.Number + ". ")
		}
		b.WriteString(strings.Join(strings.Fields(s.Label), " ") + "\n\n")
		body := p.Content(s)
		if s.glued.Len() > 0 && !s.inHeading() {
			body = strings.TrimSpace(p.Text(s.glued) + "\n\n" + body)
		}
		if strings.HasPrefix(p.Text(s.Body), " ") {
			// Content trims; an indent at the start belongs to the text.
			body = p.Text(s.Body)[:len(p.Text(s.Body))-len(strings.TrimLeft(p.Text(s.Body), " "))] + body
		}
		if body != "" {
			b.WriteString(body + "\n\n")
		}
	}
	return b.String()
}

// sameWords reports whether q holds the same fields and sections as p, white
// space and joined hyphens apart.
func (p Paper) sameWords(q Paper) bool {
	a, b := p.model(), q.model()
	if len(a.sections) != len(b.sections) {
		return false
	}
	for i, s := range a.sections {
		t := b.sections[i]
		body := p.Content(s)
		if s.glued.Len() > 0 && !s.inHeading() {
			body = p.Text(s.glued) + body
		}
		if s.Key != t.Key || s.Number != t.Number || fold(s.Label) != fold(t.Label) || compact(body) != compact(q.Content(t)) {
			return false
		}
	}
	n := 0
	for _, v := range a.fields {
		w, ok := q.Field(v.Field)
		if !ok && v.Value.Len() > 0 || strings.Join(valueLines(p.Text(v.Value), true), "\n") != strings.Join(valueLines(q.Text(w.Value), true), "\n") {
			return false
		}
		if ok {
			n++
		}
	}
	return n == len(b.fields) && compact(p.Text(a.title)) == compact(q.Text(b.title)) && len(a.loose) == len(b.loose)
}
