package documents

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A head is a heading that was accepted as one, with what it heads.
type head struct {
	cand
	key   SectionKey
	level int
	form  *SectionForm // nil when no sjabloon knows it
}

// readNota chooses the sjabloon, finds the headings, and reads the head and the
// sections between them.
func (m *model) readNota() {
	cands := m.candidates()
	if m.sj == nil {
		m.sj = m.choose(cands)
	}
	heads := m.resolve(cands)
	m.bodyLine = len(m.lines)
	if len(heads) > 0 {
		m.bodyLine = heads[0].line
	}
	m.headEnd = m.bodyLine
	m.readHead(0, m.bodyLine)
	m.readPageHeaders(m.bodyLine, heads)
	m.build(heads, len(m.src))
	m.tile(heads)
}

func (m *model) candidates() []cand {
	var cs []cand
	for i := 0; i < len(m.lines); i++ {
		c, ok := m.wrapped(i)
		if !ok {
			c, ok = m.candidate(i)
		}
		if !ok {
			continue
		}
		c = m.numbered(c)
		if n := len(cs); n > 0 && cs[n-1].line == c.line {
			cs = cs[:n-1] // the number alone looked like a heading
		}
		cs = append(cs, c)
		i = c.line + c.lines - 1
	}
	return cs
}

// choose takes the sjabloon of this soort whose labels the paper shows most of.
// On a draw VWS wins, whose form this was built for first.
func (m *model) choose(cands []cand) *Sjabloon { return m.chooseAmong(shipped(), cands) }

func (m *model) chooseAmong(all []*Sjabloon, cands []cand) *Sjabloon {
	var best *Sjabloon
	top := -1
	head := m.headWords()
	house := houseIn(head)
	for _, s := range all {
		if s.Soort != m.soort || best != nil && best.ID == s.ID {
			continue
		}
		score := m.score(s, cands, head)
		if house != "" && s.serves(house) {
			score += 6
		}
		if score > top || score == top && s.ID == "vws-nota" {
			best, top = s, score
		}
	}
	return best
}

// houseIn gives the code of the ministry that the head names first, as its
// letterhead or as whom it is for; empty when it names none.
func houseIn(head []string) string {
	for i, w := range head {
		if anySection(w) {
			break
		}
		w = strings.TrimPrefix(strings.TrimPrefix(w, "aan "), "aan ")
		if !strings.HasPrefix(strings.TrimPrefix(w, "de "), "minister") && !strings.HasPrefix(strings.TrimPrefix(w, "de "), "staatssecretaris") {
			continue
		}
		if c := Ministry(w); c != "" {
			return c
		}
		if i+1 < len(head) {
			if c := Ministry(w + " " + head[i+1]); c != "" { // broken over two lines
				return c
			}
		}
	}
	return ""
}

// serves reports whether s is the form of the ministry with this code.
func (s *Sjabloon) serves(code string) bool {
	for _, h := range strings.Split(s.House, "/") {
		if strings.EqualFold(h, code) {
			return true
		}
	}
	return false
}

// headWords gives the folded pieces of the first lines that can be labels.
func (m *model) headWords() []string {
	var out []string
	for i := 0; i < min(len(m.lines), 80); i++ {
		t := m.lines[i].text()
		if t.Len() == 0 || t.Len() > 120 || m.lines[i].kind == lineItem {
			continue
		}
		for _, w := range strings.FieldsFunc(m.src[t.Start:t.End], func(r rune) bool { return r == '|' || r == ':' || r == '\t' }) {
			out = append(out, fold(w))
		}
	}
	return out
}

// score counts what of s the paper shows: headings in the words of s count
// more than aliases, and labels of the head a little.
func (m *model) score(s *Sjabloon, cands []cand, head []string) int {
	score := 0
	seen := map[*SectionForm]bool{}
	var top *SectionForm
	for i := range cands {
		c := &cands[i]
		f := s.tops[c.folded]
		if f == nil && top != nil {
			f = top.parts[c.folded]
		} else if f != nil && f.Parts != nil {
			top = f
		}
		if f == nil || seen[f] || c.style == stylePlain && c.number == "" && !m.stands(*c) {
			continue
		}
		seen[f] = true
		score += 3
		if f.folded == c.folded {
			score += 2
		}
		if f.Number == c.number && c.number != "" {
			score++
		}
	}
	for _, w := range head {
		if f, ok := s.fields[w]; ok {
			score++
			if s.labels[f] == w {
				score++
			}
		} else if w == "actief openbaar" && s.fieldForm(fieldOpenbaarheid) != nil {
			score += 3
		}
	}
	return score
}

// alone reports whether line i is a paragraph of its own.
func (m *model) alone(i int) bool {
	return (i == 0 || m.lines[i-1].kind == lineBlank) && (i+1 >= len(m.lines) || m.lines[i+1].kind == lineBlank)
}

// stands reports whether a plain line without number can head a section: a
// paragraph of its own, or a line with a capital on top of one.
func (m *model) stands(c cand) bool {
	next := c.line + c.lines
	if next >= len(m.lines) || m.lines[next].kind == lineBlank {
		return true
	}
	r, _ := utf8.DecodeRuneInString(m.src[c.label.Start:])
	return unicode.IsUpper(r)
}

// resolve decides which candidates head a section.
func (m *model) resolve(cands []cand) []head {
	var heads []head
	var top *SectionForm // the form of the current section of level 1
	var topKey SectionKey
	topNumber, partNumber := "", ""
	var topStyle style
	used := map[SectionKey]int{}
	all := forms()
	for _, c := range cands {
		var f *SectionForm
		level := 0
		partFirst := isLetter(c.number) || strings.Contains(c.number, ".") || len(heads) > 0 && c.number == "" && c.style > topStyle && topStyle >= styleATX
		lookTop := func() {
			if g := m.sj.tops[c.folded]; f == nil && g != nil {
				f, level = g, 1
			}
		}
		lookPart := func() {
			if top != nil && f == nil {
				if g := top.parts[c.folded]; g != nil {
					f, level = g, 2
				}
			}
		}
		if partFirst {
			lookPart()
		}
		lookTop()
		lookPart()
		plain := c.style == stylePlain
		if plain && f != nil && c.number == "" && !m.stands(c) {
			f = nil
		}
		if c.inline > 0 && (f == nil || level == 1 && c.number == "") {
			continue // words in emphasis that lead a paragraph in, not a heading
		}
		if f == nil && (!plain || m.stands(c)) && c.inline == 0 {
			// A part of this form whose own section is not headed.
			if g := m.sj.part(c.folded); g != nil {
				f, level = g, 1
				if top != nil && (partFirst || c.style != topStyle) {
					level = 2
				}
			}
		}
		if f == nil && plain && m.stands(c) && c.number == "" && len(c.folded) >= 12 {
			// A line of its own that heads a section in another house.
			if g := all[c.folded]; g != nil {
				f, level = g, 1
			}
		}
		if plain && f == nil {
			continue
		}
		if f == nil && !plain {
			f, level = m.near(c, top)
		}
		if f == nil && (c.style >= styleATX || c.number != "") {
			// A heading of another house's form keeps that form's key.
			if g := all[c.folded]; g != nil {
				f, level = g, 1
				if top != nil && (isLetter(c.number) || strings.Contains(c.number, ".") || c.style > topStyle && topStyle >= styleATX) {
					level = 2
				} else if strings.Contains(string(g.Key), ".") && top != nil && c.style != topStyle {
					level = 2
				}
			}
		}
		key := SectionKey("")
		switch {
		case f != nil:
			key = f.Key
		case len(heads) == 0:
			continue
		case c.number != "" && (isLetter(c.number) || strings.Contains(c.number, ".")) && (follows(partNumber, c.number) || c.style >= styleATX):
			level, key = 2, topKey+"."+SectionKey(slug(c.folded))
		case c.number != "" && c.style >= styleStrong && follows(topNumber, c.number):
			level, key = 1, SectionKey(slug(c.folded))
		case c.style >= styleATX && c.style <= topStyle:
			level, key = 1, SectionKey(slug(c.folded))
		default:
			continue
		}
		if level == 2 && topKey == "" {
			level = 1
		}
		if level == 1 {
			top, topKey, topNumber, partNumber, topStyle = f, key, c.number, "", c.style
			if f == nil || f.Parts == nil {
				top = m.sj.sectionForm(key)
			}
		} else {
			partNumber = c.number
		}
		used[key]++
		if n := used[key]; n > 1 {
			key = SectionKey(fmt.Sprintf("%s-%d", key, n))
		}
		heads = append(heads, head{c, key, level, f})
	}
	return heads
}

// near finds the form of a heading whose label deviates from the sjabloon: the
// same place in the numbering and at least half of the words.
func (m *model) near(c cand, top *SectionForm) (*SectionForm, int) {
	if c.number == "" {
		return nil, 0
	}
	if top != nil {
		for i := range top.Parts {
			f := &top.Parts[i]
			if lastOf(f.Number) == lastOf(c.number) && isLetter(f.Number) == isLetter(c.number) && similar(f.folded, c.folded) {
				return f, 2
			}
		}
	}
	for i := range m.sj.Sections {
		f := &m.sj.Sections[i]
		if f.Number == c.number && similar(f.folded, c.folded) {
			return f, 1
		}
	}
	return nil, 0
}

func lastOf(number string) string {
	if i := strings.LastIndexByte(number, '.'); i >= 0 {
		return number[i+1:]
	}
	return number
}

// build makes the sections between the headings; the last one ends at end.
func (m *model) build(heads []head, end int) {
	for i := range heads {
		h := &heads[i]
		next := end
		if i+1 < len(heads) {
			next = int(m.lines[heads[i+1].line].start)
		}
		last := m.lines[h.line+h.lines-1]
		s := Section{Key: h.key, Label: joined(m.src[h.label.Start:h.label.End]), Number: h.number, Level: h.level,
			Heading: Span{int(m.lines[h.line].start), int(last.end)}, form: h.form, cand: &h.cand}
		if h.inline > 0 {
			s.Heading.End = h.inline
			s.Body = m.body(h.inline, next)
		} else {
			s.Body = m.body(int(last.end), next)
		}
		if h.nvt.Len() > 0 {
			// The N.v.t. that is glued to the heading is the body, unless text
			// follows; then it is a remark that contradicts the text.
			s.glued = h.nvt
			if s.Body.Len() == 0 {
				s.Body, s.NVT = h.nvt, true
			}
		}
		if !s.NVT {
			s.NVT = s.Body.Len() > 0 && isNVT(m.src[s.Body.Start:s.Body.End])
		}
		m.sections = append(m.sections, s)
	}
}

// body trims [a, b) to what lies between blank lines, page headers at its ends
// and rulers left out. An empty body is the place where text would stand: after
// one blank line, if there is one.
func (m *model) body(a, b int) Span {
	from := a
	lo, hi := 0, len(m.headers)
	for lo < hi {
		if mid := (lo + hi) / 2; m.headers[mid].End <= a {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	hs := m.headers[lo:]
	n := 0
	for n < len(hs) && hs[n].Start < b {
		n++
	}
	hs = hs[:n]
	for {
		x, y := trimSpace(m.src, a, b)
		if x >= y {
			break
		}
		if len(hs) > 0 && hs[0].Start <= x {
			a, hs = min(hs[0].End, b), hs[1:]
			continue
		}
		if n := len(hs); n > 0 && hs[n-1].End >= y {
			b, hs = max(hs[n-1].Start, a), hs[:n-1]
			continue
		}
		// Indented code or a nested list at the start keeps its indent.
		if i := strings.LastIndexAny(m.src[a:x], "\r\n"); i >= 0 {
			x = a + i + 1
		} else {
			x = a
		}
		return Span{x, y}
	}
	// Empty.
	_, next := lineEnd(m.src, from)
	if from < len(m.src) && strings.TrimSpace(m.src[from:min(next, b)]) == "" && next <= b && next > from {
		return Span{next, next}
	}
	return Span{from, from}
}

// readPageHeaders finds, after the head, the short header that a PDF repeats
// and page numbers that stand alone.
func (m *model) readPageHeaders(from int, heads []head) {
	isHead := map[int]bool{}
	for _, h := range heads {
		isHead[h.line] = true
	}
	p := Paper{m}
	bare := m.barePages(from, isHead)
	for i := from; i < len(m.lines); i++ {
		l := m.lines[i]
		if l.kind == lineBlank || l.kind == lineCode || l.kind == lineRow || isHead[i] || l.tend-l.tstart > 120 {
			continue
		}
		page := bare[i] || isPageNumber(m.src[l.tstart:l.tend])
		if l.kind == lineItem && !page {
			continue
		}
		last := -1
		var fv *FieldView
		it := m.headItem(i)
		if page {
			last = i
		} else if f, label, rest, firm := m.matchField(it.span); f != "" && !it.blank {
			form := m.sj.fieldForm(f)
			if form == nil || !form.Repeats {
				continue
			}
			if rest.Len() > 0 {
				own, _ := p.Field(f)
				same := compact(fold(m.src[rest.Start:rest.End])) == compact(fold(p.Text(own.Value)))
				near := len(m.headers) > 0 && strings.TrimSpace(m.src[m.headers[len(m.headers)-1].End:l.start]) == ""
				if same && own.Value.Len() > 0 || firm && near && m.fits(f, m.src[rest.Start:rest.End]) {
					last, fv = i, &FieldView{f, label, rest}
				}
			} else {
				j := i + 1
				for j < len(m.lines) && j <= i+4 && m.lines[j].kind == lineBlank {
					j++
				}
				if j < len(m.lines) && j <= i+4 && !isHead[j] {
					v := m.headItem(j)
					if t := m.src[v.span.Start:v.span.End]; !v.blank && len(t) <= 60 && m.fits(f, t) && m.wholeValue(f, t) {
						last, fv = j, &FieldView{f, label, v.span}
					}
				}
			}
		}
		if last < 0 {
			continue
		}
		s := Span{int(m.lines[m.letterhead(i, from)].start), int(m.lines[last].end)}
		if n := len(m.headers); n > 0 && strings.TrimSpace(m.src[m.headers[n-1].End:s.Start]) == "" {
			m.headers[n-1].End = s.End
		} else {
			m.headers = append(m.headers, PageHeader{Span: s})
		}
		if fv != nil {
			h := &m.headers[len(m.headers)-1]
			h.Fields = append(h.Fields, *fv)
		}
		i = last
	}
}

// wholeValue reports whether t is nothing but a value of f, so that a sentence
// that begins with a date is not taken for a page header.
func (m *model) wholeValue(f Field, t string) bool {
	switch f {
	case FieldDatum:
		_, ok := wholeDate(t)
		return ok
	case FieldKenmerk, FieldOnsKenmerk:
		return len(compact(t)) <= 40
	}
	return true
}

// letterhead gives the line where a page header begins whose first field is on
// line i: the name of the ministry above it is part of it.
func (m *model) letterhead(i, from int) int {
	k := i - 1
	for k >= from && k >= i-3 && m.lines[k].kind == lineBlank {
		k--
	}
	if k < from || k < i-3 || m.lines[k].kind != lineText || !m.opens(k) || m.lines[k].tend-m.lines[k].tstart > 90 {
		return i
	}
	if strings.HasPrefix(fold(m.src[m.lines[k].tstart:m.lines[k].tend]), "ministerie van ") {
		return k
	}
	return i
}

// barePages gives the lines from line from on that are nothing but a number and
// count the pages: they stand alone and go up one by one from 1 or 2. Any other
// lone number is text.
func (m *model) barePages(from int, isHead map[int]bool) map[int]bool {
	if m.soort == SoortAntwoorden && !m.saysVraag() {
		return nil // there they are the questions
	}
	var at []int
	next := 0
	for i := from; i < len(m.lines); i++ {
		if isHead[i] || m.lines[i].kind != lineText {
			continue
		}
		n := m.loneNumber(i)
		if n == 0 || i+1 < len(m.lines) && m.lines[i+1].kind != lineBlank || !isDigit(m.src[m.lines[i].tstart]) || !isDigit(m.src[m.lines[i].tend-1]) {
			continue
		}
		if len(at) == 0 && n > 2 || len(at) > 0 && n != next {
			return nil
		}
		at, next = append(at, i), n+1
	}
	pages := map[int]bool{}
	for _, i := range at {
		pages[i] = true
	}
	return pages
}

// isPageNumber recognises "Pagina 2 van 3", "Blad 2", "2/3", "2 van 3" and
// "- 2 -".
func isPageNumber(t string) bool {
	if len(t) < 3 || len(t) > 60 {
		return false
	}
	if c := t[0]; !isDigit(c) && strings.IndexByte("PpBb*_-\xe2|", c) < 0 {
		return false
	}
	f := fold(t)
	if rest, ok := strings.CutPrefix(f, "- "); ok {
		rest, ok = strings.CutSuffix(rest, " -")
		_, n := number(rest, 3)
		return ok && n
	}
	w := strings.Fields(strings.ReplaceAll(strings.ReplaceAll(f, "/", " / "), "|", " "))
	word := len(w) > 0 && (w[0] == "pagina" || w[0] == "blad" || w[0] == "bladzijde" || w[0] == "blz" || w[0] == "blz." || w[0] == "page")
	if word {
		w = w[1:]
	}
	if len(w) != 1 && len(w) != 3 {
		return false
	}
	n, ok := number(w[0], 4)
	if len(w) == 3 {
		last, whole := number(w[2], 4)
		return ok && whole && n <= last && (w[1] == "van" || w[1] == "/" || w[1] == "of")
	}
	return ok && word
}

// tile cuts the paper into blocks.
func (m *model) tile(heads []head) {
	kindAt := make([]string, len(m.lines))
	for i := range kindAt {
		l := m.lines[i]
		switch {
		case l.kind == lineBlank:
			kindAt[i] = "blank"
		case i < m.bodyLine:
			kindAt[i] = "head"
		case l.kind == lineItem:
			kindAt[i] = "list"
		case l.kind == lineRow:
			kindAt[i] = "table"
		case l.kind == lineRule:
			kindAt[i] = "rule"
			if m.src[l.tstart] == '|' {
				kindAt[i] = "table"
			}
		case l.kind == lineCode:
			kindAt[i] = "code"
		case l.kind == lineNote:
			kindAt[i] = "footnote"
		case l.kind == lineATX:
			kindAt[i] = "heading"
		default:
			kindAt[i] = "paragraph"
			if i > 0 && (kindAt[i-1] == "list" || kindAt[i-1] == "footnote") {
				kindAt[i] = kindAt[i-1] // lazy continuation
			}
		}
	}
	for _, h := range heads {
		for k := range h.lines {
			kindAt[h.line+k] = "heading"
		}
	}
	mark := func(s Span, kind string) {
		for i := m.lineAt(s.Start); i < len(m.lines) && int(m.lines[i].start) < s.End; i++ {
			kindAt[i] = kind
		}
	}
	for _, h := range m.headers {
		mark(h.Span, "pageheader")
	}
	if m.title.Len() > 0 {
		mark(m.title, "title")
	}
	for _, s := range m.signers {
		mark(s.span, "signature")
	}
	for i, l := range m.lines {
		n := len(m.blocks)
		if n > 0 && m.blocks[n-1].Kind == kindAt[i] && kindAt[i] != "heading" {
			m.blocks[n-1].End = int(l.end)
			continue
		}
		m.blocks = append(m.blocks, Block{l.span(), kindAt[i]})
	}
}

// lineAt gives the index of the line that holds byte offset at.
func (m *model) lineAt(at int) int {
	lo, hi := 0, len(m.lines)
	for lo < hi {
		if mid := (lo + hi) / 2; int(m.lines[mid].end) <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
