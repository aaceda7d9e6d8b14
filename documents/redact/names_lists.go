package redact

import "paraaf/documents"

// This file reads lists of people that no word announces: who has his birthday when, who works
// on which day.

// birthdays reads lines of names with a day behind or before each: "Siem 14/3 · Lieve 15/3 ·
// Amine 17/3". Three such items make a list.
func (w *work) birthdays() {
	var items []insideTokens
	for _, l := range w.lines {
		items = items[:0]
		a, b := int(l.a), int(l.b)
		if b-a < 12 || b-a > 120 {
			continue
		}
		for k := a; k < b; {
			s, e := w.dayItem(k, b)
			if e == 0 {
				k++
				continue
			}
			items = append(items, insideTokens{s, e})
			k = e
		}
		if len(items) < 3 {
			continue
		}
		for _, x := range items {
			if p, ok := w.parseName(x.a, x.b, true); ok && p.b == x.b && w.state[x.a] == free {
				w.accept(p, ruleCell, 0.7, false)
			} else if x.b == x.a+1 && w.state[x.a] == free {
				w.accept(parsed{a: x.a, b: x.b, given: []int{x.a}, words: 1}, ruleCell, 0.65, false)
			}
		}
	}
}

// dayItem reads one item at token k: at most three words with a capital, then a day and a month
// in digits, then the end or a mark. It gives the words.
func (w *work) dayItem(k, b int) (int, int) {
	t := w.tok
	if k > 0 && !t[k].is(first) && t[k-1].kind == word {
		return 0, 0
	}
	e := k
	for e < b && e < k+4 && t[e].kind == word && (t[e].is(capital) && !t[e].is(caps) && !t[e].has(month|weekday|orgHead|official) && t[e].n > 1 || e > k && t[e].has(particle)) {
		e++
	}
	if e == k || e+2 >= b || t[e].kind != number || t[e].n > 2 || !w.isPunct(e+1, '/') && !w.isPunct(e+1, '-') || t[e+2].kind != number || t[e+2].n > 2 || !t[e+2].is(glued) {
		return 0, 0
	}
	if n := e + 3; n < b && !(t[n].kind == punct && !t[n].is(glued)) && !w.isPunct(n, ',') && !w.isPunct(n, ';') && !w.isPunct(n, '|') {
		return 0, 0
	}
	return k, e
}

// rosterHead reports whether the cells of a line are days: "ma 23   di 24   wo 25". Below them
// stands who works.
func (w *work) rosterHead(cs []cell) int {
	days := 0
	for _, c := range cs {
		if c.b > c.a && c.b-c.a <= 5 && w.tok[c.a].kind == word && (w.tok[c.a].has(weekday) || rosterDays.has(w.tok[c.a].hash)) && (c.b == c.a+1 || w.tok[c.a+1].kind != word || w.tok[c.a+1].is(glued)) {
			days++
		}
	}
	return days
}

var rosterDays = hashSet(`ma di wo do vr za zo maa din woe don vri zat zon`)

// rosterCell reads who works on a day: initials, a tussenvoegsel or a known name; what is no
// name for certain may be what is done.
func (w *work) rosterCell(k, e int) {
	t := w.tok
	for k < e {
		q, _ := w.skipTitles(k, e)
		if q >= e {
			return
		}
		k = q
		if t[k].kind != word || w.state[k] != free || !t[k].is(capital) && !t[k].has(particle) {
			k++
			continue
		}
		p, ok := w.parseName(k, e, true)
		if !ok || p.lower {
			k++
			continue
		}
		x := &t[p.b-1]
		if p.initials != "" || p.particle && x.is(capital) && !x.has(orgHead|orgTail|official) || w.rosterWord(p) {
			if !w.organisation(p) && !w.keepsRole(p) {
				w.accept(p, ruleCell, 0.8, false)
			}
		}
		k = max(p.b, k+1)
	}
}

// rosterWord reports whether the words of p are names and nothing else, as far as is known.
func (w *work) rosterWord(p parsed) bool {
	for _, k := range append(append([]int{}, p.given...), p.family...) {
		x := &w.tok[k]
		if !x.has(anyName) && !w.hint(k) || x.has(stop|orgHead|orgTail|team|trade|weekday|month) && !x.has(given|family) || x.is(caps) && x.n <= 4 || x.has(common|place) && !x.has(given|family) {
			return false
		}
	}
	return true
}

// coupleInitials reads "R. & M. Zandvoort" and "J. en P. de Wit" at token i, and gives the token
// after it, or i.
func (w *work) coupleInitials(i int) int {
	t := w.tok
	k := i
	for k < len(t) && k < i+8 && w.initialAt(k, len(t), false) > 0 {
		k = w.initialAt(k, len(t), false)
	}
	if k == i || k+2 >= len(t) || !w.isPunct(k, '&') && !w.isPunct(k, '+') && t[k].hash != hashEn || t[k].is(first|glued) || w.initialAt(k+1, len(t), false) == 0 || t[k+1].is(first) {
		return i
	}
	p, ok := w.parseName(k+1, len(t), false)
	if !ok || p.initials == "" || len(p.family) == 0 || w.organisation(p) || w.thing(p) {
		return i
	}
	p.a = i
	w.accept(p, ruleInitials, 0.85, false)
	return p.b
}

// soleInitial reads the letter with which a mail is signed, alone on its line: below it the
// text ends, or another mail begins.
func (w *work) soleInitial(li, a, b int) {
	t := w.tok
	x := &t[a]
	if x.kind != word || !x.is(capital) || x.n > 2 || x.n == 2 && !x.is(accent) || b-a > 2 || b-a == 2 && !w.isPunct(a+1, '.') || w.state[a] != free || !w.blankBefore(a) {
		return
	}
	for down := li + 1; down < len(w.lines); down++ {
		l := w.lines[down]
		if l.a == l.b {
			continue
		}
		if k := int(l.a); down == li+1 || !w.isPunct(k, '>') && !w.isPunct(k, '-') && !w.slots[k].label && !(t[k].hash == hashOp && t[l.b-1].hash == ':') {
			return
		}
		break
	}
	w.add(a, b, hit{rule: ruleSignature, label: documents.Person, cert: 0.6})
}

// shoutedFirst reads a family name in capitals before a comma and given names behind it, at the
// beginning of a line or row: "4  DE LA PARRA, Quincy". It gives the token after the name, or i.
func (w *work) shoutedFirst(i int) int {
	t := w.tok
	l := w.lines[w.lineOf(i)]
	if w.skipBullet(int(l.a), int(l.b)) != i && !(int(l.a) == i-1 && t[i-1].kind == number) || !t[i].is(caps) {
		return i
	}
	k := i
	for k < int(l.b) && k < i+6 && (t[k].kind == word && t[k].is(caps) || w.isPunct(k, '-') && t[k].is(glued)) {
		k++
	}
	f := &t[max(k-1, 0)]
	if k == i || !w.isPunct(k, ',') || !t[k].is(glued) || k+1 >= int(l.b) || f.kind != word || f.has(orgHead|orgTail|official|title|month|weekday) || f.has(team) && !t[k+1].has(given) || f.has(common|place) && !f.has(anyFamily) && !t[k+1].has(given) || t[i].has(orgHead|official) {
		return i
	}
	e := k + 1
	words := 0
	for e < int(l.b) && words < 4 && t[e].kind == word && t[e].is(capital) && !t[e].is(caps) && int(t[e].start)-t[e-1].end() <= 1 && !t[e].has(orgHead|orgTail|official|rank|trade|stop|month|weekday) {
		words++
		e++
		if w.isPunct(e, '.') && t[e].is(glued) && t[e-1].n <= 5 || w.isPunct(e, '-') && t[e].is(glued) && e+1 < int(l.b) && t[e+1].is(glued) {
			e++
		}
	}
	if x := &t[k+1]; words == 0 || x.n > 1 && !x.has(anyGiven) && !w.strange(k+1) && !w.isPunct(k+2, '.') {
		return i
	}
	if e+2 < int(l.b) && w.isPunct(e, '(') && t[e+1].is(capital) && !t[e+1].is(caps) && w.isPunct(e+2, ')') && !t[e+1].has(orgHead|trade|rank|place) {
		e += 3
	}
	p := parsed{a: i, b: e, family: []int{k - 1}, words: 2, inverted: true, particle: k-i > 1}
	if t[k+1].n > 1 {
		p.given = []int{k + 1}
	}
	if w.organisation(p) {
		return i
	}
	w.accept(p, ruleCell, 0.8, false)
	return e
}
