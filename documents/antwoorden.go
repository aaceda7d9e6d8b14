package documents

import (
	"strings"
)

// Antwoorden is a paper read as answers to Kamervragen.
type Antwoorden struct{ Paper }

// AsAntwoorden gives p as answers, and whether they are.
func (p Paper) AsAntwoorden() (Antwoorden, bool) { return Antwoorden{p}, p.Soort() == SoortAntwoorden }

// A Vraag is one question, or several that are answered together, with the
// answer. The spans cover the texts without their headings; Section keys are
// "vraag.1" and "antwoord.1" after the first number.
type Vraag struct {
	Nummers  []int
	Vraag    Span
	Antwoord Span
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
			for k := last + 1; k < n && k-last < 100; k++ {
				nums = append(nums, k)
			}
		}
		upto = false
		nums = append(nums, n)
	}
	return nums, len(nums) <= 400
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
	}
	var marks []mark
	for i, l := range m.lines {
		t := m.src[l.tstart:l.tend]
		if len(t) > 80 || l.kind == lineBlank || l.kind == lineCode {
			continue
		}
		s := l.text()
		if l.kind == lineATX {
			s.Start += atxLevel(t)
			s.Start, s.End = trimSpace(m.src, s.Start, s.End)
		}
		s, _ = unmark(m.src, s)
		f := fold(m.src[s.Start:s.End])
		if n, ok := questionLine(f, "vraag", "vragen"); ok && n != nil {
			marks = append(marks, mark{i, n, false, s})
		} else if n, ok := questionLine(f, "antwoord", "antwoorden"); ok {
			marks = append(marks, mark{i, n, true, s})
		}
	}
	m.bodyLine = 0
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
	m.readHead(0, headEnd)
	m.readPageHeaders(m.bodyLine, nil)
	var heads []head
	used := map[SectionKey]int{}
	waiting := map[int]int{} // first number of a question to its place, until it is answered
	var open *Vraag
	end := func(k int) int {
		if k+1 < len(marks) {
			return int(m.lines[marks[k+1].line].start)
		}
		return len(m.src)
	}
	for k, q := range marks {
		l := m.lines[q.line]
		body := m.body(int(l.end), end(k))
		s := Section{Label: m.src[q.text.Start:q.text.End], Level: 1, Heading: l.span(), Body: body}
		if !q.answer {
			if open == nil || open.Antwoord.End > 0 {
				m.vragen = append(m.vragen, Vraag{Nummers: q.nums, Vraag: body})
				open = &m.vragen[len(m.vragen)-1]
				if _, ok := waiting[q.nums[0]]; !ok {
					waiting[q.nums[0]] = len(m.vragen) - 1
				}
			} else {
				open.Nummers = append(open.Nummers, q.nums...)
				open.Vraag.End = body.End
			}
			s.Number = itoa(q.nums[0])
			s.Key = SectionKey("vraag." + s.Number)
		} else {
			nums := q.nums
			if open != nil && open.Antwoord.End == 0 {
				open.Antwoord = body
				if len(nums) == 0 {
					nums = open.Nummers
				}
			} else if len(nums) > 0 {
				// Questions first, answers after them all.
				if v, ok := waiting[nums[0]]; ok && m.vragen[v].Antwoord.End == 0 {
					m.vragen[v].Antwoord = body
				}
			}
			s.Key = "antwoord"
			if len(nums) > 0 {
				s.Number = itoa(nums[0])
				s.Key = SectionKey("antwoord." + s.Number)
			}
		}
		used[s.Key]++
		if n := used[s.Key]; n > 1 {
			s.Key += "-" + SectionKey(itoa(n))
		}
		m.sections = append(m.sections, s)
		heads = append(heads, head{cand: cand{line: q.line, lines: 1}})
	}
	m.tile(heads)
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
