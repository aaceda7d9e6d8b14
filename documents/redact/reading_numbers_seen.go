package redact

import "bytes"

import "paraaf/documents"

// This file cuts the stretches that may be a value and says what the reader of numbers sees
// of them. What the rules made of them is no part of that; which names they found is.

const (
	figAlways uint32 = iota
	figShape
	figGroups
	figDigits
	figBegin
	figCheck
	figYear
	figLeft1
	figLeft2
	figLeftTail
	figNearLeft
	figFarLeft
	figRight1
	figRight2
	figNearRight
	figSightLeft
	figSightRight
	figLabel
	figLineHead
	figAbove
	figAboveHead
	figBelow
	figSlot
	figCueLeft
	figHead
	figPersonLeft
	figPersonRight
	figPersonAbove
	figPersonAbove2
	figPersonBelow
	figMail
	figPlace
	figLine
	figEnd
	figText
	figBefore
	figAfter
	figCount
	figClassAbove
	figStreet
	figCueBag
	figOwner
	figLabelOwner
	figKinds = 64
)

// Marks of tokens.
const (
	markPerson uint8 = 1 << iota
	markMail
	markBox
	markLocked
	markOrg
	markName  // a person, also one that the reader of names found
	markDoubt // a late date that looks like it stays
	markOther // of a finding that is no value: mail, account, web address
)

// figureReading is what the reader of numbers keeps of a text. It is used again.
type figureReading struct {
	list   []figure
	doubts bool
	mark   []uint8
	top    []int32 // per line: the first of the lines with bars that it belongs to, or -1
	saw    []uint32
	sort   figureSort
}

// look fills r.
func (r *figureReading) look(w *work) {
	n := len(w.tok)
	r.list, r.doubts = r.list[:0], false
	r.mark = sized(r.mark, n)
	for i := range w.hits {
		h := &w.hits[i]
		m := markOther
		switch {
		case h.label == documents.Person:
			if m = markName | markPerson; h.rule == ruleReading {
				m = markName
			}
		case h.label == documents.Email:
			m |= markMail
		case isValue(h.label):
			continue
		}
		for k := w.tokenAt(h.a); k < n && int(w.tok[k].start) < h.b; k++ {
			r.mark[k] |= m
		}
	}
	for i := range w.guards {
		g := &w.guards[i]
		m := uint8(0)
		switch g.rule {
		case keepMailbox:
			m = markBox | markLocked
		case keepOrg:
			m = markOrg
		case keepSite, keepMust, keepOfficial, keepRegister:
			m = markLocked
		default:
			continue
		}
		for k := w.tokenAt(g.a); k < n && int(w.tok[k].start) < g.b; k++ {
			r.mark[k] |= m
		}
	}
	r.top = sized(r.top, len(w.lines))
	for li := range w.lines {
		l := w.lines[li]
		r.top[li] = -1
		if w.barred(l) {
			if li > 0 && r.top[li-1] >= 0 {
				r.top[li] = r.top[li-1]
			} else {
				r.top[li] = int32(li)
			}
		}
	}
	for li := range w.lines {
		for k, end := int(w.lines[li].a), int(w.lines[li].b); k < end; {
			if x := &w.tok[k]; x.kind == word && (x.n > 6 || x.is(accent)) {
				k++ // most of a text
				continue
			}
			k = r.cut(w, k, end)
		}
	}
}

// barred reports whether something stands between cells in the first forty tokens of l.
func (w *work) barred(l line) bool {
	if l.a == l.b {
		return false
	}
	s := w.text[w.tok[l.a].start:w.tok[min(int(l.b), int(l.a)+40)-1].end()]
	return bytes.IndexByte(s, '|') >= 0 || bytes.IndexByte(s, ';') >= 0 || bytes.IndexByte(s, '\t') >= 0
}

// barAt reports whether token k stands between cells: a bar, a semicolon or what follows a tab.
func (w *work) barAt(k int) bool {
	return w.isPunct(k, '|') || w.isPunct(k, ';') || k > 0 && !w.tok[k].is(first) && w.text[w.tok[k].start-1] == '\t'
}

// digitLike reports whether the word x may be a digit that was scanned badly.
func (w *work) digitLike(x *token) bool {
	if x.kind != word || x.n > 2 {
		return false
	}
	c := w.text[x.start]
	return c == 'O' || c == 'o' || c == 'l' || c == 'I'
}

// cut adds the figure that begins at token k of a line that ends before end, if any does, and
// gives the token where to go on.
func (r *figureReading) cut(w *work, k, end int) int {
	t := w.tok
	x := &t[k]
	if r.mark[k]&(markOther|markLocked) != 0 {
		return k + 1
	}
	switch x.kind {
	case number:
	case word:
		if x.n > 6 || x.is(accent) || k+1 >= end || !t[k+1].is(glued) && !(x.n == 1 && x.is(capital) && t[k+1].kind == number && w.text[t[k+1].start] != '0') {
			return k + 1
		}
		y := &t[k+1]
		if !(y.kind == number || y.kind == punct && (y.hash == '-' || y.hash == '/' || y.hash == '.' && w.digitLike(x)) && k+2 < end && t[k+2].is(glued) && (t[k+2].kind == number || w.digitLike(x))) {
			return k + 1
		}
	default:
		if (x.hash != '+' && x.hash != '(') || k+1 >= end || t[k+1].kind != number && !w.isPunct(k+1, '+') {
			return k + 1
		}
		if x.hash == '(' && (k+1 >= end || t[k+1].n < 2 || w.text[t[k+1].start] != '0') && !w.isPunct(k+1, '+') {
			return k + 1
		}
	}
	if x.kind == number && x.n <= 5 && !x.is(glued) && k > 0 && !x.is(first) && !w.datedHere(k) {
		if a, ok := r.street(w, k); ok && !w.tabbed(a, k+1) {
			e := min(w.houseEnd(k), end)
			for q := k; q < e; q++ {
				if r.mark[q]&(markOther|markLocked) != 0 {
					return k + 1
				}
			}
			if !(e < end && t[e].is(glued) && t[e].kind == punct && (t[e].hash == '-' || t[e].hash == '.' || t[e].hash == ':' || t[e].hash == '/') && e+1 < end && t[e+1].kind == number && t[e+1].is(glued)) && !(e < end && t[e].kind == word && t[e].has(month)) {
				r.list = append(r.list, figure{a: a, b: e, sort: sortHouse, digits: int(x.n)})
				return e
			}
		}
	}
	e := k + 1
	named := false
grow:
	for e < end && e-k < 24 && r.mark[e]&(markOther|markLocked) == 0 {
		y := &t[e]
		p := &t[e-1]
		next := func(d int) *token {
			if e+d < end {
				return &t[e+d]
			}
			return nil
		}
		if y.is(glued) {
			switch y.kind {
			case number:
				e++
				continue
			case word:
				if y.n <= 6 && !y.is(accent) {
					e++
					continue
				}
				break grow
			}
			switch y.hash {
			case '-', '.', '/', ':', '_':
				if z := next(1); z != nil && z.is(glued) && (z.kind == number || z.kind == word && z.n <= 6 && !z.is(accent)) {
					e += 2
					continue
				}
				if z := next(1); y.hash == '-' && z != nil && z.kind == number && int(z.start)-y.end() == 1 {
					e += 2
					continue
				}
			case ',', ';':
				if p.kind == number && p.n >= 4 && w.isPunct(e-2, '.') && e+3 < end && t[e+1].kind == number && t[e+1].n <= 3 && w.isPunct(e+2, '.') && t[e+2].is(glued) && t[e+3].kind == number && t[e+3].n >= 4 {
					e += 4
					continue
				}
			case ')':
				if w.isPunct(k, '(') || e-k > 1 {
					if z := next(1); z != nil && z.kind == number {
						e++
						continue
					}
				}
			case 0x80, '\'', '"':
				if p.kind == number && (y.hash == 0x80 || next(1) != nil && next(1).is(glued)) {
					e++
					continue
				}
			}
			break grow
		}
		gap := int(y.start) - p.end()
		if gap > 1 {
			break
		}
		switch y.kind {
		case number:
			if e+1 < end && w.isPunct(e+1, ':') && t[e+1].is(glued) {
				break grow // a time
			}
			if p.kind == number || p.kind == punct && p.hash != '.' || p.kind == word && (p.n <= 4 && (p.is(caps) || e-k == 1) || w.digitLike(p) || named) {
				e++
				continue
			}
		case word:
			switch {
			case e-k == 1 && x.kind == number && x.n == 4 && y.n == 2 && (y.is(caps) || !y.is(capital) && !y.has(stop|common)):
				e++
				break grow
			case y.has(month) && p.kind == number && p.n <= 2 && e-k <= 2:
				named = true
				e++
				if e+1 < end && w.isPunct(e, '.') && t[e+1].kind == number {
					e++
				}
				if e+1 < end && w.isPunct(e, '\'') && t[e+1].kind == number && t[e+1].n == 2 {
					e += 2
					break grow
				}
				if e < end && t[e].kind == number && (t[e].n == 4 || t[e].n == 2) {
					e++
				}
				break grow
			case (y.n == 4 && y.is(caps) || y.n == 1 && y.is(capital)) && p.kind == number && p.n == 2 && t[k].kind == word && t[k].n == 2:
				e++
				continue
			case w.digitLike(y) && e+1 < end && t[e+1].is(glued) && t[e+1].kind == number:
				e++
				continue
			}
		case punct:
			if z := next(2); z != nil && (y.hash == '/' || y.hash == ',') && p.kind == number && p.n >= 4 && w.isPunct(e-2, '.') && w.isPunct(e+2, '.') && next(1).kind == number && next(1).n <= 3 && e+3 < end && t[e+3].kind == number && t[e+3].n >= 4 && z.is(glued) {
				e += 4
				continue
			}
			if z := next(1); z != nil && z.kind == number && p.kind == number && int(z.start)-y.end() <= 1 && (y.hash == '-' || y.hash == '/' && p.n >= 3 && (p.n < 6 || z.n < 6)) {
				e += 2
				continue
			}
			if y.hash == '(' && next(2) != nil && next(1).kind == number && w.isPunct(e+2, ')') && (w.isPunct(k, '+') || w.text[x.start] == '0') {
				e += 3
				continue
			}
		}
		break
	}
	f := figure{a: k, b: e}
	r.classify(w, &f)
	if f.sort != sortNone {
		r.list = append(r.list, f)
	}
	return e
}

// tabbed reports whether a tab stands between the tokens from a up to b.
func (w *work) tabbed(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if w.text[w.tok[k].start-1] == '\t' {
			return true
		}
	}
	return false
}

// street gives the first token of what may be a street before the number at token k.
func (r *figureReading) street(w *work, k int) (int, bool) {
	t := w.tok
	if a, ok := w.streetBefore(k); ok {
		return a, true
	}
	q := k - 1
	if w.isPunct(q, '.') {
		q--
	}
	if q < 0 || t[q].kind != word || w.slots[q].label || w.slots[q].chat || t[q].n < 3 {
		return 0, false
	}
	y := &t[q]
	if int(t[k].start)-t[k-1].end() > 2 || w.text[t[k].start] == '0' || k+1 < len(t) && w.isPunct(k+1, '/') && t[k+1].is(glued) {
		return 0, false
	}
	if k+1 < len(t) && t[k+1].kind == number && !t[k+1].is(first) && !w.postcodeAt(k+1) {
		return 0, false
	}
	if y.has(month|weekday|title|stop) || !y.is(capital) && !y.has(streetTail) && !y.ends(tailStreet|tailSure) || y.is(caps) && y.n < 5 {
		return 0, false
	}
	if y.is(first) && y.is(capital) && !y.has(streetTail) && !y.ends(tailStreet|tailSure) && (y.has(common) || y.direct() != noCue) {
		return 0, false
	}
	a := q
	for a > 0 && q-a < 4 && !t[a].is(first) {
		z := &t[a-1]
		if a > 1 && w.isPunct(a-1, '-') && t[a].is(glued) && t[a-1].is(glued) && t[a-2].kind == word && t[a-2].is(capital) {
			a -= 2 // Lekdijk-West
			continue
		}
		opens := z.kind == word && z.has(common|stop) && w.sentenceStart(a-1) && !z.has(streetTail|particle) && !hasStreetAdjective(z.hash)
		if z.kind == word && !opens && z.direct() != cueAddress && (z.is(capital) && (!z.has(stop) || z.has(particle) || hasStreetAdjective(z.hash)) || z.has(particle) && !z.is(first) && a > 1 && t[a-2].kind == word && t[a-2].is(capital) && !w.sentenceStart(a-2)) && !w.slots[a-1].label && r.mark[a-1]&markPerson == 0 {
			a--
			continue
		}
		if w.isPunct(a-1, '.') && a > 1 && t[a-2].kind == word && t[a-2].is(capital) && t[a-2].n <= 5 && !t[a].is(glued) && !t[a-1].is(first) && t[a-1].is(glued) {
			a -= 2
			continue
		}
		break
	}
	return a, true
}

// classify gives f its sort.
func (r *figureReading) classify(w *work, f *figure) {
	t := w.tok[f.a:f.b]
	letters, long := 0, 0
	var group [8]int // the lengths of the groups of digits
	groups := 0
	var sep uint32
	seps, colons, monthly, degrees := 0, 0, false, false
	for i := range t {
		switch t[i].kind {
		case number:
			f.digits += int(t[i].n)
			if groups < len(group) {
				group[groups] = int(t[i].n)
			}
			groups++
			long = max(long, int(t[i].n))
		case word:
			letters += int(t[i].n)
			monthly = monthly || t[i].has(month)
		case punct:
			seps++
			sep = t[i].hash
			if sep == ':' {
				colons++
			}
			degrees = degrees || sep == 0x80
		}
	}
	begin := w.text[t[0].start]
	switch {
	case f.digits == 0:
	case f.digits > 34:
	case monthly && letters > 0 && group[0] <= 2 && groups >= 1 && t[0].kind == number:
		if groups >= 2 {
			f.sort = sortMonth
		}
	case colons > 0 && letters == 0 && f.digits <= 6 && !degrees:
	case degrees && groups >= 4:
		f.sort = sortPlace
	case letters == 0 && groups >= 4 && group[0] <= 3 && group[1] >= 4 && group[3] >= 4:
		f.sort = sortPlace
	case letters <= 2 && groups == 3 && group[0] <= 2 && group[1] <= 2 && group[0] > 0 && (group[2] == 4 || group[2] == 2) && begin != '+' && begin != '(' && f.digits >= 4,
		letters == 0 && groups == 3 && group[0] == 4 && group[1] <= 2 && group[2] <= 2:
		f.sort = sortDate
		if letters == 0 && seps == 2 && group[2] == 2 && groups == 3 && group[0] == 2 && sep == '-' {
			f.sort = sortDate
		}
	case letters > 0 && letters <= 4 && seps == 2 && f.digits >= 3 && f.digits+letters <= 8 && f.digits+letters >= 6 && r.scanned(w, f) && (sep == '-' || sep == '/' || sep == '.'):
		f.sort = sortDate
	case groups == 2 && group[0] <= 2 && (group[1] == 2 || group[1] == 4) && t[0].kind == number && letters <= 4 && r.roman(w, f):
		f.sort = sortDate
	case groups == 1 && group[0] == 4 && letters == 2 && t[0].kind == number && f.b-f.a == 2:
		f.sort = sortPostcode
	case letters >= 2 && t[0].kind == word && t[0].n == 2 && f.digits+letters >= 15 && len(t) > 1 && t[1].kind == number:
		f.sort = sortIBAN
	case (begin == '0' || begin == '+' || begin == '(') && f.digits >= 9 && f.digits <= 14 && letters <= 3:
		f.sort = sortPhone
		if w.mobileAt(f) {
			f.sort = sortMobile
		}
	case letters >= 1 && letters <= 4 && letters+f.digits == 6 && r.plated(w, f) && (seps == 2 || seps == 0 && f.b-f.a == 3):
		f.sort = sortPlate
	case letters == 0 && groups == 1 && f.digits == 4:
		f.sort = sortShort
		if begin == '1' && w.text[t[0].start+1] == '9' || begin == '2' && w.text[t[0].start+1] == '0' {
			f.sort = sortYear
		}
	case letters == 0 && f.digits >= 4 && groups > 4:
		f.sort = sortLong
	case letters == 0 && f.digits >= 5 && !(f.b-f.a == 3 && sep == '.' && w.thousands(&t[2])): // and no 32.000
		f.sort = sortDigits
	case letters > 0 && f.digits >= 2 && f.digits+letters >= 5:
		f.sort = sortCode
	}
}

// thousands reports whether x is 000, as in 32.000.
func (w *work) thousands(x *token) bool { return x.n == 3 && string(w.text[x.start:x.end()]) == "000" }

// plated reports whether the letters of f are written as on a plate.
func (r *figureReading) plated(w *work, f *figure) bool {
	small, large := false, false
	for i := int(w.tok[f.a].start); i < w.tok[f.b-1].end(); i++ {
		small = small || isLower(w.text[i])
		large = large || isUpper(w.text[i])
	}
	return small != large
}

// roman reports whether the letters of f are a month in Roman figures.
func (r *figureReading) roman(w *work, f *figure) bool {
	k := f.a + 2
	if f.b-f.a != 5 || w.tok[k].kind != word || !w.tok[k].is(capital) {
		return false
	}
	for i := int(w.tok[k].start); i < w.tok[k].end(); i++ {
		if c := w.text[i]; c != 'I' && c != 'V' && c != 'X' {
			return false
		}
	}
	return true
}

// scanned reports whether the letters of f look like digits.
func (r *figureReading) scanned(w *work, f *figure) bool {
	for k := f.a; k < f.b; k++ {
		if w.tok[k].kind == word && !w.digitLike(&w.tok[k]) {
			return false
		}
	}
	return true
}

// mobileAt reports whether the digits of f are those of a mobile telephone.
func (w *work) mobileAt(f *figure) bool {
	var d [6]byte
	n := 0
	for i := int(w.tok[f.a].start); i < w.tok[f.b-1].end() && n < len(d); i++ {
		if isDigit(w.text[i]) {
			d[n] = w.text[i]
			n++
		}
	}
	s := string(d[:n])
	if len(s) < 6 {
		return false
	}
	return s[:2] == "06" || s[:3] == "316" || s[:4] == "3106" || s[:5] == "00316" || s == "003106"
}

// add notes what is seen; addOf notes too of which sort it is seen, for what counts
// otherwise for a date than for a telephone.
func (r *figureReading) add(kind, what uint32) { r.saw = append(r.saw, sees(kind, what)) }

func (r *figureReading) addOf(kind, what uint32) {
	r.saw = append(r.saw, sees(kind, what), sees(kind+figKinds, both(what, uint32(r.sort))))
}

func nearby(d int) uint32 {
	switch {
	case d <= 2:
		return uint32(d)
	case d <= 4:
		return 3
	case d <= 8:
		return 4
	}
	return 5
}

// see lists what is seen of the i-th figure.
func (r *figureReading) see(w *work, i int) []uint32 {
	f := &r.list[i]
	t := w.tok
	r.saw, r.sort = r.saw[:0], f.sort
	r.addOf(figAlways, 0)
	// its shape
	shape, groups := uint32(1), uint32(1)
	var digits [20]byte
	nd := 0
	from, to := int(t[f.a].start), t[f.b-1].end()
	if f.sort == sortHouse {
		for from < to && !isDigit(w.text[from]) {
			from++
		}
	}
	run := byte(0)
	for j := from; j < to; j++ {
		c := w.text[j]
		switch {
		case isDigit(c):
			if nd < len(digits) {
				digits[nd] = c
				nd++
			}
			c = '9'
		case isUpper(c):
			c = 'A'
		case isLower(c):
			c = 'a'
		}
		shape = shape*31 + uint32(c)
		if c != run {
			groups = groups*31 + uint32(c)
		}
		run = c
	}
	r.add(figShape, shape)
	r.add(figGroups, groups)
	r.addOf(figDigits, uint32(min(nd, 20)))
	if f.sort != sortHouse && f.sort != sortDate && f.sort != sortMonth {
		if nd >= 2 {
			r.add(figBegin, uint32(digits[0])<<8|uint32(digits[1]))
		}
		if nd >= 4 {
			r.add(figBegin, uint32(digits[0])<<24|uint32(digits[1])<<16|uint32(digits[2])<<8|uint32(digits[3]))
		}
		if t[f.a].kind == word {
			r.add(figBegin, t[f.a].hash)
		}
	}
	if f.sort == sortIBAN {
		var b [34]byte
		n := 0
		for j := from; j < to && n < len(b); j++ {
			if c := w.text[j]; isDigit(c) || isUpper(c) {
				b[n] = c
				n++
			} else if isLower(c) {
				b[n] = c &^ 0x20
				n++
			}
		}
		if n > 4 && mod97(b[:n]) == 1 {
			r.add(figCheck, 97)
		}
	}
	if elfproef(digits[:nd]) {
		r.add(figCheck, 0)
	}
	if y := w.yearOf(f); y > 0 {
		r.addOf(figYear, uint32(min(max(y, 1890), 2040)/10))
		if y >= 2015 {
			r.addOf(figYear, 1<<12|uint32(y))
		}
	}
	if f.sort == sortHouse {
		for k := f.a; k < f.b; k++ {
			if t[k].kind == word && k < f.b-1 {
				r.add(figStreet, uint32(t[k].class)&uint32(streetTail|place|anyName|common|orgHead|orgTail))
				r.add(figStreet, t[k].hash)
				r.add(figStreet, 1<<31|uint32(t[k].tail))
			}
		}
	}
	li := w.lineOf(f.a)
	l := w.lines[li]
	// to the left of it
	before, label := f.a-1, uint32(0)
	words, dist := 0, 0
	person, personAt := false, 0
	owner := uint32(0)
	for k := before; k >= int(l.a) && k > f.a-20; k-- {
		x := &t[k]
		d := f.a - k
		if m := r.mark[k]; owner == 0 && (m&(markPerson|markOrg|markMail|markBox) != 0 || x.kind == word && (x.has(orgHead|orgTail) || x.ends(tailOrg|tailSure|tailBuilding|tailPractice))) {
			owner = uint32(m&(markPerson|markOrg|markMail|markBox))<<3 | nearby(d) | 1<<16
		}
		if r.mark[k]&markPerson != 0 {
			if !person {
				person, personAt = true, d
			}
			continue
		}
		if x.kind == number {
			dist++
		}
		if label == 0 && w.isPunct(k, ':') && k > int(l.a) && t[k-1].kind == word {
			label = t[k-1].hash
			r.add(figLabel, label)
			r.add(figLabel, uint32(t[k-1].direct())|1<<30)
		}
		if x.kind != word {
			continue
		}
		words++
		switch words {
		case 1:
			r.addOf(figLeft1, x.hash)
			r.tails(w, x)
		case 2:
			r.add(figLeft2, x.hash)
			r.tails(w, x)
		}
		if words <= 4 {
			r.add(figNearLeft, x.hash)
			if c := x.direct(); c != noCue {
				r.add(figCueBag, uint32(c))
			}
		} else {
			r.addOf(figFarLeft, x.hash)
		}
	}
	r.add(figOwner, owner)
	r.add(figLabelOwner, both(label, owner))
	if person {
		r.add(figPersonLeft, nearby(personAt))
	} else {
		r.add(figPersonLeft, 9)
	}
	if before >= int(l.a) {
		s := sightOf(&t[before])
		if t[f.a].is(glued) {
			s ^= 1 << 29
		}
		r.addOf(figSightLeft, s)
	} else {
		r.addOf(figSightLeft, sightOutside)
		// the end of the line above goes on here
		if li > 0 {
			up := w.lines[li-1]
			for k := int(up.b) - 1; k >= int(up.a) && k > int(up.b)-4; k-- {
				if t[k].kind == word {
					r.add(figNearLeft, t[k].hash^otherLine)
				}
			}
		}
	}
	// to the right of it
	words, person, personAt = 0, false, 0
	for k := f.b; k < int(l.b) && k < f.b+14; k++ {
		x := &t[k]
		if r.mark[k]&markPerson != 0 {
			if !person {
				person, personAt = true, k-f.b
			}
			continue
		}
		if x.kind != word {
			continue
		}
		words++
		switch words {
		case 1:
			r.add(figRight1, x.hash)
		case 2:
			r.add(figRight2, x.hash)
		}
		if words <= 6 {
			r.add(figNearRight, x.hash)
		}
	}
	if person {
		r.add(figPersonRight, nearby(personAt))
	} else {
		r.add(figPersonRight, 9)
	}
	if f.b < int(l.b) {
		s := sightOf(&t[f.b])
		if t[f.b].is(glued) {
			s ^= 1 << 29
		}
		r.addOf(figSightRight, s)
	} else {
		r.addOf(figSightRight, sightOutside)
	}
	if t[l.a].kind == word && int(l.a) < f.a {
		r.add(figLineHead, t[l.a].hash)
	}
	r.around(w, li)
	// what the layout says
	s := w.slots[f.a]
	slot := uint32(s.cue)
	for i, yes := range [...]bool{s.head, s.cell, s.chat, s.label, s.field, s.file} {
		if yes {
			slot |= 256 << i
		}
	}
	r.add(figSlot, slot)
	c, _ := w.cueLeftAt(f.a, 8)
	r.add(figCueLeft, uint32(c))
	r.head(w, li, f)
	r.addOf(figPlace, min(uint32(f.a-int(l.a)), 3)<<8|min(uint32(int(l.b)-f.b), 3))
	r.add(figLine, uint32(min(li, 24))/3)
	r.add(figEnd, uint32(min(len(w.lines)-li, 24))/3)
	for i, yes := range [...]bool{w.names.press, w.names.letter, w.names.lower, w.names.kamer, w.chat > 0, r.top[li] >= 0} {
		if yes {
			r.add(figText, uint32(i))
		}
	}
	// its neighbours
	r.add(figBefore, r.neighbour(w, i-1, li))
	r.add(figAfter, r.neighbour(w, i+1, li))
	same := 0
	for j := max(0, i-20); j < min(len(r.list), i+20); j++ {
		if r.list[j].sort == f.sort {
			same++
		}
	}
	r.add(figCount, uint32(min(same, 8)))
	return r.saw
}

// tails notes the end of the word x.
func (r *figureReading) tails(w *work, x *token) {
	if x.n < 5 {
		return
	}
	b := w.text[x.start:x.end()]
	n := len(b)
	r.addOf(figLeftTail, uint32(b[n-1]|0x20)<<16|uint32(b[n-2]|0x20)<<8|uint32(b[n-3]|0x20))
	r.addOf(figLeftTail, 1<<30|uint32(b[0]|0x20)<<16|uint32(b[1]|0x20)<<8|uint32(b[2]|0x20))
}

// yearOf gives the year of a date, or 0.
func (w *work) yearOf(f *figure) int {
	if f.sort != sortDate && f.sort != sortMonth && f.sort != sortYear && f.sort != sortDigits {
		return 0
	}
	value := func(k int) int {
		y := 0
		for j := int(w.tok[k].start); j < w.tok[k].end(); j++ {
			y = y*10 + int(w.text[j]-'0')
		}
		return y
	}
	if f.sort == sortDigits {
		if f.b-f.a != 1 || f.digits != 8 {
			return 0
		}
		v := value(f.a)
		if y := v % 10000; y >= 1890 && y < 2040 && v/1000000 <= 31 && v/10000%100 <= 12 {
			return y
		}
		if y := v / 10000; y >= 1890 && y < 2040 && v%100 <= 31 && v/100%100 <= 12 {
			return y
		}
		return 0
	}
	for k := f.a; k < f.b; k++ {
		if w.tok[k].kind == number && w.tok[k].n == 4 {
			return value(k)
		}
	}
	if k := f.b - 1; w.tok[k].kind == number && w.tok[k].n == 2 {
		y := value(k)
		if y <= 26 {
			return 2000 + y
		}
		return 1900 + y
	}
	return 0
}

// around notes the lines above and below line li.
func (r *figureReading) around(w *work, li int) {
	t := w.tok
	for _, d := range [...]int{-1, -2, 1} {
		at := li + d
		if at < 0 || at >= len(w.lines) {
			continue
		}
		l := w.lines[at]
		marks := uint8(0)
		n := 0
		for k := int(l.a); k < int(l.b) && k < int(l.a)+12; k++ {
			marks |= r.mark[k]
			if t[k].kind != word || r.mark[k]&markPerson != 0 || n > 8 {
				continue
			}
			n++
			switch d {
			case -1:
				r.add(figAbove, t[k].hash)
				if n == 1 {
					r.add(figAboveHead, t[k].hash)
				}
				if n <= 3 {
					for c := uint32(t[k].class); c != 0; c &= c - 1 {
						r.add(figClassAbove, c&-c)
					}
				}
			case 1:
				if n <= 4 {
					r.add(figBelow, t[k].hash)
				}
			}
		}
		m := uint32(marks & (markPerson | markMail | markBox))
		switch d {
		case -1:
			r.add(figPersonAbove, m)
		case -2:
			r.add(figPersonAbove2, m)
		case 1:
			r.add(figPersonBelow, m)
		}
	}
	l := w.lines[li]
	marks := uint8(0)
	for k := int(l.a); k < int(l.b) && k < int(l.a)+60; k++ {
		marks |= r.mark[k]
	}
	r.add(figMail, uint32(marks&(markPerson|markMail|markBox)))
}

// head notes the words of the cell at the top of the column of f, and the first cell of its row.
func (r *figureReading) head(w *work, li int, f *figure) {
	top := r.top[li]
	if top < 0 {
		return
	}
	l := w.lines[li]
	if f.a-int(l.a) > 80 {
		return
	}
	bars := 0
	for k := int(l.a); k <= f.a; k++ {
		if w.barAt(k) {
			bars++
		}
	}
	if int(top) != li {
		h := w.lines[top]
		n := 0
		for k := int(h.a); k < int(h.b) && n <= bars && k < int(h.a)+120; k++ {
			if w.barAt(k) {
				n++
			}
			if n == bars && w.tok[k].kind == word {
				r.add(figHead, w.tok[k].hash)
			}
		}
	}
	for k, n := int(l.a), 0; k < f.a && n < 3; k++ {
		if w.tok[k].kind == word {
			r.add(figHead, w.tok[k].hash^otherLine)
			n++
		}
	}
}

// neighbour tells of the i-th figure how it stands to line li.
func (r *figureReading) neighbour(w *work, i, li int) uint32 {
	if i < 0 || i >= len(r.list) {
		return 99
	}
	f := &r.list[i]
	at := w.lineOf(f.a)
	d := at - li
	if d < -3 || d > 3 {
		return 98
	}
	v := uint32(f.sort)<<4 | uint32(d+3)
	if f.sort == sortDate || f.sort == sortMonth {
		if y := w.yearOf(f); y > 0 && y < 2012 {
			v |= 1 << 12
		}
	}
	return v
}
