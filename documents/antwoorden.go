package documents

import (
	"strings"
)

// Antwoorden is a paper read as answers to Kamervragen.
type Antwoorden struct{ Paper }

// AsAntwoorden gives p as answers, and whether they are.
func (p Paper) AsAntwoorden() (Antwoorden, bool) { return Antwoorden{p}, p.Soort() == SoortAntwoorden }

// A Vraag is one question, or several that are answered together, with the
// answer. Vragen holds the text of each question, without its heading, in the
// order of Nummers; Antwoord the text of the answer, and Answered whether there
// is one. Section keys are "vraag.1" and "antwoord.1" after the first number.
type Vraag struct {
	Nummers  []int
	Vragen   []Span
	Antwoord Span
	Answered bool
}

// Vragen gives the questions in order.
func (a Antwoorden) Vragen() []Vraag { return append([]Vraag(nil), a.model().vragen...) }

// Zaaknummer gives the Kamer's number of the questions ("2026Z04567"); empty
// when none stands there.
func (a Antwoorden) Zaaknummer() string {
	t := a.Text(zaaknummerIn(a.model().src))
	return strings.ToUpper(compact(t))
}

// zaaknummerIn finds the first number of the form 2026Z04567.
func zaaknummerIn(src string) Span {
	for at := 0; ; {
		i := strings.IndexAny(src[at:], "Zz")
		if i < 0 {
			return Span{}
		}
		i += at
		at = i + 1
		s, e := i, i+1
		for s > 0 && isDigit(src[s-1]) && i-s < 5 {
			s--
		}
		for e < len(src) && isDigit(src[e]) && e-i < 8 {
			e++
		}
		if i-s == 4 && src[s] == '2' && src[s+1] == '0' && e-i-1 >= 4 && e-i-1 <= 6 {
			return Span{s, e}
		}
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// questionLine reads "Vraag 1", "Vragen 2 en 3", "Antwoord op vraag 4 t/m 6",
// "Antwoord" in folded text. It gives the numbers (nil when there are none) and
// whether the line is such a heading.
func questionLine(folded, one, many string) ([]int, bool) {
	if len(folded) > 80 || len(folded) < len(one) || folded[0] != one[0] {
		return nil, false
	}
	w := strings.FieldsFunc(folded, func(r rune) bool {
		return r == ' ' || r == ',' || r == '.' || r == ':' || r == '&' || r == '+' || r == '(' || r == ')'
	})
	if len(w) == 0 || w[0] != one && w[0] != many {
		return nil, false
	}
	var nums []int
	upto := false
	for _, x := range w[1:] {
		switch x {
		case "en", "op", "de", "vraag", "vragen", "nr", "nummer", "nummers":
			continue
		case "t/m", "tot", "met", "m", "t", "-":
			upto = true
			continue
		}
		if a, b, ok := strings.Cut(x, "-"); ok {
			n, ok1 := number(a, 3)
			k, ok2 := number(b, 3)
			if !ok1 || !ok2 || k < n || k-n > 99 {
				return nil, false
			}
			for ; n <= k; n++ {
				nums = append(nums, n)
			}
			continue
		}
		n, ok := number(x, 3)
		if !ok {
			return nil, false
		}
		if upto && len(nums) > 0 {
			last := nums[len(nums)-1]
			for k := last + 1; k < n && k-last < 100 && len(nums) < 100; k++ {
				nums = append(nums, k)
			}
		}
		upto = false
		nums = append(nums, n)
	}
	return nums, len(nums) <= 100
}

// readAntwoorden cuts the text at its "Vraag" and "Antwoord" lines. Numbers
// that follow each other without an answer between them are answered together.
func (m *model) readAntwoorden() {
	if m.sj == nil {
		m.sj = m.choose(nil)
	}
	type mark struct {
		line   int
		nums   []int
		answer bool
		text   Span
		from   int // where the text begins when it stands on the same line; 0 otherwise
	}
	var marks []mark
	// In a list of questions and answers the number stands alone above the
	// question, or before it; that counts only when no line says "Vraag".
	bare, next := !m.saysVraag(), 1
	for i, l := range m.lines {
		t := m.src[l.tstart:l.tend]
		if l.kind == lineBlank || l.kind == lineCode {
			continue
		}
		s := l.text()
		if bare && m.loneNumber(i) == next {
			marks = append(marks, mark{i, []int{next}, false, s, 0})
			next++
			continue
		}
		if n, q, rest := m.numberedQuestion(i); bare && n == next {
			marks = append(marks, mark{i, []int{n}, false, q, rest})
			next++
			continue
		}
		if q, rest := m.inlineQuestion(s); q.Len() > 0 {
			// "Vraag 1: Bent u bekend met ...?" on one line.
			f := fold(m.src[q.Start:q.End])
			if n, ok := questionLine(f, "vraag", "vragen"); ok && n != nil {
				marks = append(marks, mark{i, n, false, q, rest})
			} else if n, ok := questionLine(f, "antwoord", "antwoorden"); ok {
				marks = append(marks, mark{i, n, true, q, rest})
			}
			continue
		}
		if len(t) > 80 {
			continue
		}
		if l.kind == lineATX {
			s.Start += atxLevel(t)
			s.Start, s.End = trimSpace(m.src, s.Start, s.End)
		}
		s, _ = unmark(m.src, s)
		f := fold(m.src[s.Start:s.End])
		if n, ok := questionLine(f, "vraag", "vragen"); ok && n != nil {
			marks = append(marks, mark{i, n, false, s, 0})
		} else if n, ok := questionLine(f, "antwoord", "antwoorden"); ok {
			marks = append(marks, mark{i, n, true, s, 0})
		}
	}
	m.bodyLine = len(m.lines)
	if len(marks) > 0 {
		m.bodyLine = marks[0].line
	}
	headEnd := m.bodyLine
	for i := range min(headEnd, 60) {
		// Running text ends the head: a covering paragraph is no label.
		if m.lines[i].tend-m.lines[i].tstart > 160 {
			headEnd = i
			break
		}
	}
	m.headEnd = headEnd
	m.readHead(0, headEnd)
	m.readPageHeaders(m.bodyLine, nil)
	end := func(k int) int {
		if k+1 < len(marks) {
			return int(m.lines[marks[k+1].line].start)
		}
		return len(m.src)
	}
	var heads []head
	used := map[SectionKey]int{}
	waiting := map[int]int{} // number of a question to its place, until it is answered
	pending := 0             // the first question since the last answer
	for k, q := range marks {
		l := m.lines[q.line]
		s := Section{Label: m.src[q.text.Start:q.text.End], Level: 1, Heading: l.span()}
		if q.from > 0 {
			s.Heading.End = q.from
			s.Body = m.body(q.from, end(k))
		} else {
			s.Body = m.body(int(l.end), end(k))
		}
		body := s.Body
		if !q.answer {
			for _, n := range q.nums {
				waiting[n] = len(m.vragen)
			}
			m.vragen = append(m.vragen, Vraag{Nummers: q.nums, Vragen: []Span{body}})
			s.Number = itoa(q.nums[0])
			s.Key = SectionKey("vraag." + s.Number)
		} else {
			at := m.answers(q.nums, pending, waiting)
			v := &m.vragen[at]
			v.Antwoord, v.Answered = body, true
			s.Key = "antwoord"
			if len(v.Nummers) > 0 {
				s.Number = itoa(v.Nummers[0])
				s.Key = SectionKey("antwoord." + s.Number)
			}
			pending = len(m.vragen)
		}
		used[s.Key]++
		if n := used[s.Key]; n > 1 {
			s.Key += "-" + SectionKey(itoa(n))
		}
		m.sections = append(m.sections, s)
		heads = append(heads, head{cand: cand{line: q.line, lines: 1}})
	}
	kept := m.vragen[:0]
	for _, v := range m.vragen {
		if v.Nummers != nil || v.Answered {
			kept = append(kept, v)
		}
	}
	m.vragen = kept
	m.tile(heads)
}

// saysVraag reports whether a line of the paper heads a question in words.
func (m *model) saysVraag() bool {
	for _, l := range m.lines {
		t := m.src[l.tstart:l.tend]
		c := strings.TrimLeft(t[:min(len(t), 20)], "#*_ ")
		if len(c) < 5 || c[0]|0x20 != 'v' {
			continue
		}
		if q, _ := m.inlineQuestion(l.text()); q.Len() > 0 {
			return true
		}
		if len(t) <= 80 {
			if n, ok := questionLine(fold(strings.TrimLeft(t, "# ")), "vraag", "vragen"); ok && n != nil {
				return true
			}
		}
	}
	return false
}

// loneNumber gives the number that is all line i says, at the start of a
// paragraph; 0 when it says anything else.
func (m *model) loneNumber(i int) int {
	l := m.lines[i]
	if l.tend-l.tstart > 12 || i > 0 && m.lines[i-1].kind != lineBlank {
		return 0
	}
	n, ok := number(strings.Trim(m.src[l.tstart:l.tend], "#*_. "), 3)
	if !ok {
		return 0
	}
	return n
}

// numberedQuestion reads "3. Kunt u ...?" at the start of a paragraph that ends
// as a question: the number, its place, and where the question begins; 0 for
// anything else.
func (m *model) numberedQuestion(i int) (n int, num Span, from int) {
	l := m.lines[i]
	if i > 0 && m.lines[i-1].kind != lineBlank || l.indent > 3 || l.kind == lineBlank {
		return 0, Span{}, 0
	}
	t := m.src[l.tstart:l.tend]
	k := 0
	for k < len(t) && k < 3 && isDigit(t[k]) {
		k++
	}
	n, ok := number(t[:k], 3)
	if !ok || k+2 >= len(t) || t[k] != '.' && t[k] != ')' || t[k+1] != ' ' && t[k+1] != '\t' {
		return 0, Span{}, 0
	}
	last := i
	for last+1 < len(m.lines) && m.lines[last+1].kind != lineBlank && last-i < 40 {
		last++
	}
	if !strings.HasSuffix(strings.TrimRight(m.src[m.lines[last].tstart:m.lines[last].tend], "*_”’\"' "), "?") {
		return 0, Span{}, 0
	}
	at := int(l.tstart)
	from = at + k + 1
	for from < int(l.tend) && (m.src[from] == ' ' || m.src[from] == '\t') {
		from++
	}
	return n, Span{at, at + k}, from
}

// inlineQuestion splits "Vraag 1: text" and "**Antwoord:** text" into the words
// before the colon and the place where the text begins.
func (m *model) inlineQuestion(s Span) (Span, int) {
	t := m.src[s.Start:min(s.End, s.Start+60)]
	lead := len(t) - len(strings.TrimLeft(t, "*_"))
	if c := t[lead:]; !strings.HasPrefix(c, "Vra") && !strings.HasPrefix(c, "vra") && !strings.HasPrefix(c, "Ant") && !strings.HasPrefix(c, "ant") {
		return Span{}, 0
	}
	i := strings.IndexByte(t, ':')
	if lead > 0 {
		// "**Vraag 1.** Bent u ...": the marks end the heading.
		if e := strings.Index(t[lead:], t[:lead]); e > 0 && (i < 0 || lead+e < i) {
			i = lead + e
		}
	}
	if i < 0 {
		return Span{}, 0
	}
	f := fold(t[:i])
	if n, ok := questionLine(f, "vraag", "vragen"); !ok || n == nil {
		if _, ok := questionLine(f, "antwoord", "antwoorden"); !ok {
			return Span{}, 0
		}
	}
	k := s.Start + i + 1
	for k < s.End && strings.IndexByte("*_ \t:", m.src[k]) >= 0 {
		k++
	}
	if k >= s.End {
		return Span{}, 0
	}
	return Span{s.Start + lead, s.Start + i}, k
}

// answers gives the place in m.vragen of the questions that an answer with
// these numbers answers, brought together in one; without numbers those since
// the last answer. Questions that were brought together elsewhere are left
// empty. An answer to a question that is not there gets a place of its own.
func (m *model) answers(nums []int, pending int, waiting map[int]int) int {
	at := -1
	join := func(k int) {
		v := &m.vragen[k]
		switch {
		case v.Answered || v.Nummers == nil:
		case at < 0:
			at = k
		case k != at:
			o := &m.vragen[at]
			o.Nummers = append(o.Nummers[:len(o.Nummers):len(o.Nummers)], v.Nummers...)
			o.Vragen = append(o.Vragen, v.Vragen...)
			*v = Vraag{}
		}
	}
	for _, n := range nums {
		if k, ok := waiting[n]; ok {
			join(k)
			delete(waiting, n)
		}
	}
	if nums == nil {
		for k := pending; k < len(m.vragen); k++ {
			for _, n := range m.vragen[k].Nummers {
				delete(waiting, n)
			}
			join(k)
		}
	}
	if at < 0 {
		m.vragen = append(m.vragen, Vraag{Nummers: nums})
		at = len(m.vragen) - 1
	}
	return at
}

func itoa(n int) string {
	if n < 0 {
		return "0"
	}
	var b [20]byte
	i := len(b)
	for {
		i--
		b[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(b[i:])
		}
	}
}

// A Question is a question as the Kamer asked it.
type Question struct {
	Number int
	Text   string
}

// ReadQuestions reads questions that somebody pasted from the Kamer's site or
// from a PDF: each begins with its number ("1", "1.", "Vraag 1", "1. Bent u
// ..."), in order from 1; a number out of order is text. Lines broken by the
// paper are joined; the words stay as they are. What stands before the first
// question (who asks whom about what) is the second result.
func ReadQuestions(pasted string) ([]Question, string) {
	pasted = pasted[:min(len(pasted), MaxBytes)]
	lines := scan(pasted)
	var out []Question
	var text, lead []string
	next := 1
	flush := func() {
		t := joinParagraphs(text)
		text = nil
		if len(out) == 0 {
			lead = append(lead, t)
			return
		}
		out[len(out)-1].Text = t
	}
	for i, l := range lines {
		t := pasted[l.tstart:l.tend]
		n, rest := 0, ""
		f := fold(t[:min(len(t), 40)])
		switch {
		case t == "":
		case strings.HasPrefix(f, "vraag "):
			w, e := word(t, skipSpace(t, strings.IndexAny(t, " \t\u00a0")))
			n, _ = number(w, 3)
			rest = strings.TrimLeft(t[min(e, len(t)):], " :.*_\t")
		default:
			k := strings.TrimLeft(t, "*_")
			num, w := splitNumber(k + " ")
			if v, ok := number(num, 3); ok && w > 0 && (len(strings.Trim(k, "0123456789.)*_ ")) == 0 || k[len(num)] == '.' || k[len(num)] == ')') {
				n = v
				if w < len(k) {
					rest = strings.TrimLeft(k[w:], "*_ ")
				}
			}
		}
		if n == next && n > 0 {
			flush()
			out = append(out, Question{Number: n})
			next++
			if rest != "" {
				text = append(text, rest)
			}
			continue
		}
		if isPageNumber(t) || i == 0 && t == "" {
			continue
		}
		text = append(text, t)
	}
	flush()
	return out, strings.TrimSpace(strings.Join(lead, "\n\n"))
}

// joinParagraphs joins the lines of each paragraph and keeps blank lines.
func joinParagraphs(lines []string) string {
	var paras []string
	start := 0
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) && lines[i] != "" {
			continue
		}
		if i > start {
			paras = append(paras, joined(strings.Join(lines[start:i], "\n")))
		}
		start = i + 1
	}
	return strings.Join(paras, "\n\n")
}

// AnswersTo writes the paper in which pasted questions are answered: what stood
// before them, each question word for word under its number, and the place for
// its answer. It gives nil when the text holds no questions.
func AnswersTo(pasted string) []byte {
	qs, lead := ReadQuestions(pasted)
	if len(qs) == 0 {
		return nil
	}
	var b strings.Builder
	if lead != "" {
		b.WriteString(lead + "\n\n")
	}
	for _, q := range qs {
		n := itoa(q.Number)
		b.WriteString("**Vraag " + n + "**\n\n" + q.Text + "\n\n**Antwoord " + n + "**\n\n")
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}
