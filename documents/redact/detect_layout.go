package redact

import "slices"

// This file reads the structure of a text before its words: which stretch is
// the value of which label, which cell stands under which head, who speaks in
// a chat, where a letter begins and ends. The result is one slot per token.

// A slot says what the structure of the text tells about a token.
type slot struct {
	cue   cue
	start bool // first token of the value or cell
	head  bool // the value of a mail header (Van, Aan, CC)
	cell  bool // in a table
	chat  bool // sender of a chat line
	label bool // part of a label or of the head of a table
	field bool // the value of a field that a machine wrote
	file  bool // in the name of a file
}

// layout fills w.slots.
func (w *work) layout() {
	n := len(w.tok)
	if cap(w.slots) < n {
		w.slots = make([]slot, n)
	}
	w.slots = w.slots[:n]
	clear(w.slots)
	var table tableHead
	pending, pendingAt := noCue, 0
	logs := w.countLogs() >= 3
	list := false // the pending label takes lines until a blank one
	blank := true
	for li := range w.lines {
		l := w.lines[li]
		if l.a == l.b {
			blank = true
			if table.sep != 0 && !table.loose {
				table = tableHead{}
			}
			if list {
				pending, list = noCue, false
			}
			continue
		}
		a, b := int(l.a), int(l.b)
		for a < b && w.tok[a].kind == punct && (w.tok[a].hash == '>') { // quoted mail
			a++
		}
		if a >= b {
			continue
		}
		wasBlank := blank
		blank = false
		if s, e := w.timedSender(a, b); e > s {
			w.fill(s, e, slot{cue: cueName, chat: true})
			w.chat++
			pending = noCue
			continue
		}
		if s, e := w.chatSender(a, b); e > s {
			w.fill(s, e, slot{cue: cueName, chat: true})
			w.chat++
			pending = noCue
			continue
		}
		if s, e := w.otherSender(li, a, b, logs); e > s {
			w.fill(s, e, slot{cue: cueName, chat: true})
			w.chat++
			pending = noCue
			continue
		}
		if w.markup(a, b) {
			w.labelled++
			pending = noCue
			continue
		}
		if table.sep == 0 && li > 0 {
			w.looseHead(li, &table)
		}
		if w.tableLine(a, b, &table) {
			pending = noCue
			continue
		}
		if w.labels(a, b, &pending, &list) {
			w.labelled++
			pendingAt = li
			continue
		}
		if c := w.bareLabel(a, b); c != noCue {
			pending, pendingAt, list = c, li, false
			for k := a; k < b; k++ {
				w.slots[k].label = true
			}
			continue
		}
		if pending != noCue {
			if li-pendingAt <= 3 || list {
				w.fill(w.skipBullet(a, b), b, slot{cue: pending})
			}
			if !list {
				// a list of names may stand below its label, one a line
				if pending == cueName && !wasBlank && li+1 < len(w.lines) && (w.isBullet(a, b) || w.shortNameLine(a, b)) && w.lines[li+1].a < w.lines[li+1].b {
					pendingAt = li
					continue
				}
				pending = noCue
			}
		}
	}
	w.markFiles()
}

// layoutAgain fills w.slots as layout did, before anything was found.
func (w *work) layoutAgain() {
	press, chat, labelled := w.names.press, w.chat, w.labelled
	w.names.press, w.chat, w.labelled = false, 0, 0
	w.layout()
	w.names.press, w.chat, w.labelled = press, chat, labelled
}

// fill marks the tokens from a up to b.
func (w *work) fill(a, b int, s slot) {
	for k := a; k < b; k++ {
		w.slots[k] = s
	}
	if a < b {
		w.slots[a].start = true
	}
}

func (w *work) isBullet(a, b int) bool { return w.skipBullet(a, b) > a }

// skipBullet passes over "-", "*", "•", "1.", "a)" at the start of a line.
func (w *work) skipBullet(a, b int) int {
	k := a
	for k < b {
		t := &w.tok[k]
		if t.kind == punct && (t.hash == '-' || t.hash == '*' || t.hash == 0x80 || t.hash == '#' || t.hash == '>' || t.hash == '_' || t.hash == '+' || t.hash == '|') {
			k++
			continue
		}
		if t.kind == number && t.n <= 2 && k+1 < b && w.tok[k+1].kind == punct && (w.tok[k+1].hash == '.' || w.tok[k+1].hash == ')') && w.tok[k+1].is(glued) && (k+2 >= b || w.tok[k+2].kind != number) {
			k += 2
			continue
		}
		if t.kind == number && t.n <= 3 && k == a && k+1 < b && w.tok[k+1].kind == word && w.tok[k+1].is(capital) && int(w.tok[k+1].start)-t.end() >= 3 {
			k++ // the number of a row, before a gap
			continue
		}
		if t.kind == word && t.n == 1 && !t.is(capital) && k+1 < b && w.tok[k+1].kind == punct && (w.tok[k+1].hash == '.' || w.tok[k+1].hash == ')') && w.tok[k+1].is(glued) {
			k += 2
			continue
		}
		break
	}
	return k
}

// shortNameLine reports whether the line is at most a name with a remark.
func (w *work) shortNameLine(a, b int) bool {
	return b-a <= 12 && w.tok[a].is(capital) && w.tok[b-1].hash != '.'
}

// isPunct reports whether token k is the character c.
func (w *work) isPunct(k int, c byte) bool {
	return k >= 0 && k < len(w.tok) && w.tok[k].kind == punct && w.tok[k].hash == uint32(c)
}

// chatSender finds the sender in "[14-04-2026 08:02] Naam: ...",
// "14/04/2026, 08:02 - Naam: ..." and their kin.
func (w *work) chatSender(a, b int) (int, int) {
	t := w.tok
	k := a
	times, brackets := 0, false
	if w.isPunct(k, '[') || w.isPunct(k, '(') {
		brackets = true
		k++
	}
	if k >= b || t[k].kind != number {
		return 0, 0
	}
	// date and time: numbers with - / . : , and T
	for k < b && k-a < 18 {
		if t[k].kind == number {
			if k+2 < b && w.isPunct(k+1, ':') && t[k+2].kind == number && t[k].n <= 2 && t[k+2].n == 2 && t[k+1].is(glued) && t[k+2].is(glued) {
				times++
				k += 3
				if k+1 < b && w.isPunct(k, ':') && t[k+1].kind == number && t[k+1].is(glued) {
					k += 2
				}
				continue
			}
			k++
			continue
		}
		if t[k].kind == punct {
			switch t[k].hash {
			case '-', '/', '.', ',':
				k++
				continue
			case ']', ')':
				if brackets {
					k++
					if k < b && w.isPunct(k, '-') {
						k++
					}
				}
			}
		} else if t[k].n <= 2 && (t[k].hash == hashAM || t[k].hash == hashPM) || t[k].kind == word && (t[k].has(month) || t[k].has(weekday)) && times == 0 || t[k].kind == word && t[k].hash == hashUur {
			k++
			continue
		}
		break
	}
	if times != 1 || k >= b {
		return 0, 0
	}
	s := k
	if w.isPunct(s, '<') { // <naam> tekst, as IRC writes it
		for k = s + 1; k < b && k-s < 8; k++ {
			if w.isPunct(k, '>') {
				return s + 1, k
			}
		}
		return 0, 0
	}
	words := 0
	if x := &t[s]; x.kind == word && (botWords.has(x.hash) || logLevels.has(x.hash)) && !x.has(given|family) {
		return 0, 0
	}
	for k < b && k-s < 12 {
		if k > s && int(t[k].start)-t[k-1].end() > 3 && !w.isPunct(k, ':') {
			return 0, 0 // a column of users, and what is said behind it
		}
		if w.isPunct(k, ':') {
			if words == 0 || k == s {
				return 0, 0
			}
			if notSenders.has(t[s].hash) && !t[s].has(given) && (k == s+1 || t[s+1].kind == word && !t[s+1].is(capital)) {
				return 0, 0 // [00:16] Appel verzamelpunt noord: ...
			}
			if x := &t[k-1]; x.kind == word && x.ends(tailBuilding|tailOrg|tailSure) && !x.has(anyName) && x.is(capital) {
				return 0, 0 // 16:00 Kamerlingh Onnesgebouw: promotie
			}
			if x := &t[s]; words == 1 && k == s+1 && !x.has(anyName) && (x.has(common) && x.n >= 9 || w.wordyToken(x)) {
				return 0, 0 // 23:15 Calamiteitenoverleg: ...
			}
			ordinary := true
			for q := s; q < k && ordinary; q++ {
				ordinary = t[q].kind != word || !t[q].is(capital) && t[q].has(common|stop) && !t[q].has(kin|given)
			}
			if ordinary {
				return 0, 0 // 06:58 wissel dienst: ...
			}
			return s, k
		}
		if w.isPunct(k, '[') || w.isPunct(k, ']') || t[k].kind == word && t[k].has(saying) && !t[k].is(capital) && words > 0 {
			return 0, 0
		}
		if w.isPunct(k, '.') && k > s && t[k-1].n > 4 && t[k-1].kind == word && t[k].is(glued) && k+1 < b && !t[k+1].is(glued) {
			return 0, 0 // 23:50 brand meester. Verzekering: ...
		}
		if t[k].kind == word {
			words++
		} else if t[k].kind == number && !t[k].is(glued) && words > 3 {
			return 0, 0
		}
		if words > 6 {
			break
		}
		k++
	}
	return 0, 0
}

// timedSender finds the sender on a line of his own, with the time in square
// brackets before it: "[09:04] Chaouch, Bilal (Extern)".
func (w *work) timedSender(a, b int) (int, int) {
	t := w.tok
	if b-a < 6 || b-a > 16 || !w.isPunct(a, '[') || t[a+1].kind != number || !w.isPunct(a+2, ':') || t[a+3].kind != number {
		return 0, 0
	}
	k := a + 4
	if w.isPunct(k, ':') && k+1 < b && t[k+1].kind == number {
		k += 2
	}
	if !w.isPunct(k, ']') || k+1 >= b || t[k+1].kind != word || !t[k+1].is(capital) {
		return 0, 0
	}
	s, e := k+1, b
	for q := s; q < b; q++ {
		if t[q].kind == number || t[q].kind == word && !t[q].is(capital) && !t[q].has(particle) {
			return 0, 0
		}
		if t[q].kind == punct && t[q].hash != ',' && t[q].hash != '-' && t[q].hash != '.' && t[q].hash != '\'' && t[q].hash != '(' && t[q].hash != ')' {
			return 0, 0
		}
		if w.isPunct(q, '(') && e == b {
			e = q
		}
	}
	return s, e
}

var hashAM, hashPM, hashUur = uint32(hashOf("am")), uint32(hashOf("pm")), uint32(hashOf("uur"))

// A tableHead is the head of the table that is being read.
type tableHead struct {
	sep   byte // '|', '\t', ';', ',' or ' ' for aligned columns
	cols  []cue
	at    []int // where the columns begin, for aligned ones
	loose bool
}

type cell struct{ a, b int }

// cells cuts the line at sep.
func (w *work) cells(a, b int, sep byte, out []cell) []cell {
	out = out[:0]
	s := a
	if sep == '|' || sep == ';' || sep == ',' {
		for k := a; k < b; k++ {
			if w.isPunct(k, sep) {
				if !(k == a) {
					out = append(out, cell{s, k})
				}
				s = k + 1
			}
		}
		if s < b {
			out = append(out, cell{s, b})
		} else if sep != '|' {
			out = append(out, cell{b, b})
		}
		return out
	}
	for k := a; k < b; k++ {
		if k > a {
			x, y := w.tok[k-1].end(), int(w.tok[k].start)
			n, tabs := y-x, 0
			for q := x; q < y; q++ {
				if w.text[q] == '\t' {
					tabs++
				}
			}
			if sep == '\t' && tabs > 0 || sep == ' ' && n >= 2 {
				out = append(out, cell{s, k})
				for ; sep == '\t' && tabs > 1; tabs-- {
					out = append(out, cell{k, k})
				}
				s = k
			}
		}
	}
	return append(out, cell{s, b})
}

func (w *work) countSep(a, b int) (pipes, tabs, semis, commas, wide int) {
	for k := a; k < b; k++ {
		if w.tok[k].kind == punct {
			switch w.tok[k].hash {
			case '|':
				pipes++
			case ';':
				semis++
			case ',':
				commas++
			}
		}
		if k > a {
			x, y := w.tok[k-1].end(), int(w.tok[k].start)
			if y-x >= 1 && w.text[x] == '\t' || y-x > 1 && w.text[y-1] == '\t' {
				tabs++
			} else if y-x >= 2 {
				wide++
			}
		}
	}
	return
}

// tableLine reads a line of a table, or the head of one.
func (w *work) tableLine(a, b int, h *tableHead) bool {
	pipes, tabs, semis, commas, wide := w.countSep(a, b)
	sep := byte(0)
	switch {
	case pipes >= 2 || pipes == 1 && h.sep == '|':
		sep = '|'
	case tabs >= 1:
		sep = '\t'
	case semis >= 2:
		sep = ';'
	case h.sep == ',' && commas > 0 || h.sep == 0 && commas >= 2:
		sep = ','
	case wide >= 1:
		sep = ' '
	}
	if sep == 0 || h.sep != 0 && sep != h.sep && !(h.sep == ' ' && sep == ' ') {
		if h.sep != 0 && sep == 0 && h.sep != ' ' {
			*h = tableHead{}
		} else if sep != 0 && sep != h.sep {
			*h = tableHead{}
		} else if h.sep == ' ' && sep == 0 {
			return false
		}
		if sep == 0 {
			return false
		}
	}
	w.cellBuf = w.cells(a, b, sep, w.cellBuf)
	cs := w.cellBuf
	if len(cs) < 2 {
		return false
	}
	// is this the head?
	cues, filled := 0, 0
	var cols []cue
	for _, c := range cs {
		q := noCue
		if c.b > c.a {
			filled++
			if c.b-c.a <= 8 {
				q = w.headCue(c.a, c.b)
			}
		}
		if q == cueRef && !w.codeHead(c.a, c.b) {
			q = cueText
		}
		if q != noCue {
			cues++
		}
		cols = append(cols, q)
		if len(cols) >= 64 {
			break
		}
	}
	for i, c := range cs { // who was visited
		if i < len(cols) && c.b == c.a+1 && cols[i] == noCue && w.tok[c.a].hash == hashBij && cues >= 1 && slices.Contains(cols, cueName) {
			cols[i] = cueName
			cues++
		}
	}
	if sep == ' ' && len(cs) == 2 && cs[0].b == cs[0].a+1 && isHeaderWord(w.tok[cs[0].a].hash) {
		cues = 0 // "Van      Directie LZ" is a label and its value
	}
	if n := len(cs); n >= 2 && cs[0].b > cs[0].a && w.isPunct(cs[0].b-1, ':') && cs[n-1].b > cs[n-1].a && !w.isPunct(cs[n-1].b-1, ':') {
		cues = 0 // "verzoeker:      Jet van der Zwaluw", whose van is no head
	}
	headLike := cues >= 2 && cues*2 >= filled && w.headWords(cs)
	if sep == ',' {
		headLike = headLike && cues == filled && filled >= 3
	}
	if sep == ' ' {
		named := false
		for _, c := range cols {
			named = named || c == cueName
		}
		headLike = headLike && (cues*4 >= filled*3 || named && filled >= 3 && w.wideCells(cs))
	}
	if days := w.rosterHead(cs); days >= 4 && days*3 >= filled*2 {
		headLike = true
		for i, c := range cs {
			if i < len(cols) && c.b > c.a && cols[i] == noCue {
				cols[i] = cueRoster
			}
		}
	}
	if headLike {
		h.sep, h.cols = sep, cols
		h.at = h.at[:0]
		for _, c := range cs {
			x := 0
			if c.a < c.b {
				x = int(w.tok[c.a].start) - w.lineStart(c.a)
			}
			h.at = append(h.at, x)
		}
		for k := a; k < b; k++ {
			w.slots[k].label = true
		}
		return true
	}
	if h.sep != sep {
		return w.gapLabel(cs, sep)
	}
	if sep == ' ' && len(cs) < 2 {
		return false
	}
	before := -1
	for i, c := range cs {
		col := i
		if sep == ' ' && c.a < c.b {
			x := int(w.tok[c.a].start) - w.lineStart(c.a)
			col = 0
			for q := range h.at {
				if abs(h.at[q]-x) < abs(h.at[col]-x) {
					col = q
				}
			}
		}
		if sep == ' ' && col == before && col < len(h.cols) && c.a < c.b {
			// two spaces inside a cell
			for k := c.a; k < c.b; k++ {
				w.slots[k] = slot{cue: h.cols[col], cell: true}
			}
			continue
		}
		before = col
		if col < len(h.cols) && h.cols[col] != noCue {
			w.fill(c.a, c.b, slot{cue: h.cols[col], cell: true})
			if sep == ' ' && h.cols[col] == cueRoster {
				w.fullColumns(c, h.at)
			}
		} else if c.a < c.b {
			w.fill(c.a, c.b, slot{cell: true})
		}
	}
	return true
}

// fullColumns starts a cell at each token of c that stands where a column begins: names that fill
// their column have but one space behind them.
func (w *work) fullColumns(c cell, at []int) {
	line := w.lineStart(c.a)
	for k := c.a + 1; k < c.b; k++ {
		if x := &w.tok[k-1]; slices.Contains(at, int(w.tok[k].start)-line) && x.kind == word && !x.has(particle|title) {
			w.slots[k].start = true
		}
	}
}

// looseHead takes the line before line li as the head of a table of which only
// the rows kept their bars, as from a PDF: one word for each cell, two of them
// labels.
func (w *work) looseHead(li int, h *tableHead) {
	l, p := w.lines[li], w.lines[li-1]
	bars := 0
	for k := l.a; k < l.b; k++ {
		if w.isPunct(int(k), '|') {
			bars++
		}
	}
	if bars < 2 || bars > 12 || p.b-p.a > 26 {
		return
	}
	var cols []cue
	cues, named := 0, false
	for k := int(p.a); k < int(p.b); k++ {
		switch t := &w.tok[k]; {
		case t.kind == word:
			c := w.headCue(k, k+1)
			if c != noCue {
				cues++
			}
			named = named || c == cueName
			cols = append(cols, c)
		case !w.isPunct(k, '.') || !t.is(glued):
			return
		}
	}
	if len(cols) != bars+1 || cues < 2 || !named {
		return
	}
	h.sep, h.cols, h.at, h.loose = '|', cols, h.at[:0], false
	for k := p.a; k < p.b; k++ {
		w.slots[k] = slot{label: true}
	}
}

// gapLabel reads a line "Label      waarde", in which a gap stands for the
// colon.
func (w *work) gapLabel(cs []cell, sep byte) bool {
	if len(cs) == 3 && cs[1].a >= cs[1].b && sep == '\t' {
		cs = []cell{cs[0], cs[2]} // two tabs
	}
	if len(cs) == 3 && sep == ' ' && cs[2].a < cs[2].b && w.isPunct(cs[2].a, '(') && w.isPunct(cs[2].b-1, ')') {
		cs = []cell{cs[0], {cs[1].a, cs[2].b}} // BETROKKENE   Jansen, Jan   (NL)
	}
	if len(cs) != 2 || sep != ' ' && sep != '\t' && sep != '|' || cs[0].b-cs[0].a > 4 || cs[1].a >= cs[1].b {
		return false
	}
	c := w.headCue(cs[0].a, cs[0].b)
	if c == noCue || c == cueText || c == cueFile || c == cueCount || c == cueDate || c == cueRef || c == cueOrg {
		return false
	}
	for k := cs[0].a; k < cs[0].b; k++ {
		if t := &w.tok[k]; t.kind == number || t.kind == word && t.direct() == noCue && t.compound() == noCue && !t.has(stop) {
			return false
		}
		w.slots[k].label = true
	}
	w.fill(cs[1].a, cs[1].b, slot{cue: c, head: cs[0].b-cs[0].a == 1 && isHeaderWord(w.tok[cs[0].a].hash)})
	return true
}

// wideCells reports whether every cell but the first begins three spaces or
// more behind the one before, and none is longer than three words.
func (w *work) wideCells(cs []cell) bool {
	for i, c := range cs {
		if c.b-c.a > 3 || i > 0 && c.a < c.b && int(w.tok[c.a].start)-w.tok[c.a-1].end() < 3 {
			return false
		}
	}
	return true
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

// lineStart gives the offset at which the line of token k begins.
func (w *work) lineStart(k int) int { return int(w.lines[w.lineOf(k)].start) }

// headWords reports whether no cell reads like a value: long, a number of
// more than two digits, an address.
func (w *work) headWords(cs []cell) bool {
	for _, c := range cs {
		if c.b-c.a > 8 {
			return false
		}
		for k := c.a; k < c.b; k++ {
			t := &w.tok[k]
			if t.kind == word && t.is(capital) && (t.n == 1 && k+1 < c.b && w.isPunct(k+1, '.') && t.direct() == noCue || t.has(given) && !t.has(common) && t.cue == 0) {
				return false // a name
			}
			if t.kind == number && t.n > 2 || t.kind == punct && (t.hash == '@' || t.hash == ':' && k+1 < c.b) {
				return false
			}
		}
	}
	return true
}

// codeHead reports whether the head of a column says that codes stand below
// it, rather than what the codes are of: "Zaaknummer", not "Melding".
func (w *work) codeHead(a, b int) bool {
	for k := a; k < b; k++ {
		if t := &w.tok[k]; t.kind == word {
			s := w.fold(t)
			if hasTail(s, []string{"nummer", "nummers", "nr", "nrs", "kenmerk", "code", "id", "referentie", "ref", "kenmerken", "iban", "versie"}) {
				return true
			}
		}
	}
	return false
}

// headCue gives the cue of a label or of the head of a column.
func (w *work) headCue(a, b int) cue {
	got := noCue
	if b-a == 1 && w.tok[a].hash == hashVoor {
		return cueName // a note: "Voor: Ratna"
	}
	for k := a; k < b; k++ {
		t := &w.tok[k]
		if t.kind != word {
			continue
		}
		c := t.direct()
		if c == noCue {
			c = t.compound()
		}
		if n := w.nrCue(k); n != noCue && k > a {
			c = n // PERS.NR
		}
		if c == noCue && (t.has(trade) || t.ends(tailTrade) && !t.has(given|family)) && t.n > 3 {
			c = cueName // Trainer: ...
		}
		if t.n == 1 && b-a > 1 && (got != noCue || !(k+1 < len(w.tok) && (w.isPunct(k+1, ':') || w.isPunct(k+1, '.')))) {
			c = noCue // T and M are labels only by themselves
		}
		switch {
		case c == noCue:
		case got == noCue, got == cueCount, c == cueID && k > a && w.nrCue(k) == cueID, got == cueDate && c != cueDate && c != cueText && c != cueName:
			got = c
		case got == cueInitials && (c == cueName || c == cueFamily):
			got = cueName // Voorletters en naam
		case got == cueName && (c == cueOrg || c == cueFile || c == cueRef || c == cuePhone || c == cueMail || c == cueAddress || c == cueIBAN || c == cueBirth || c == cueBSN):
			got = c
		case got == cuePhone && (c == cueMail):
			got = noCue + cuePhone
		}
	}
	return got
}

// compoundHeads and compoundTails are the parts of compounds that say what a
// value is: contractnummer, klantnaam, paspoortkopie.
var compoundHeads = [...]struct {
	tail string
	cue  cue
}{{"paspoort", cueID}, {"rijbewijs", cueID}, {"identiteitskaart", cueID}, {"kenteken", cuePlate}, {"burgerservice", cueBSN}, {"geboorted", cueBirth}, {"patientn", cuePatient}, {"clientn", cuePatient}}

var compoundTails = [...]struct {
	tail string
	cue  cue
}{
	{"telefoonnummer", cuePhone}, {"mobielnummer", cuePhone}, {"mailadres", cueMail}, {"woonadres", cueAddress}, {"adres", cueAddress}, {"geboortedatum", cueBirth},
	{"rekeningnummer", cueIBAN}, {"kenteken", cuePlate}, {"naam", cueName}, {"nummer", cueRef}, {"kenmerk", cueRef}, {"datum", cueDate},
	{"medewerker", cueName}, {"medewerkster", cueName}, {"persoon", cueName}, {"leider", cueName}, {"manager", cueName}, {"beheerder", cueName}, {"coordinator", cueName}, {"houder", cueName},
}

// labels reads "Label: waarde" once or more in the line. It reports whether
// the line has one.
func (w *work) labels(a, b int, pending *cue, list *bool) bool {
	t := w.tok
	found := false
	start := w.skipBullet(a, b)
	open := -1 // first token of the value being read
	var cur slot
	for k := start; k < b; k++ {
		if !w.isPunct(k, ':') {
			continue
		}
		// times, URLs and ratios have something glued to the colon
		if k+1 < b && t[k+1].is(glued) && (t[k+1].kind == number && k > a && t[k-1].kind == number || w.isPunct(k+1, '/')) {
			continue
		}
		// the label: back over words to a clear boundary
		end := w.labelEnd(start, k)
		s := end
		words := 0
		for s > start && end-s < 8 {
			p := s - 1
			if t[p].kind == word {
				words++
			} else if !(w.isPunct(p, '-') || w.isPunct(p, '.') && p > 0 && (t[p-1].n <= 4 || t[p-1].n <= 6 && p == end-1 && t[p-1].direct() != noCue) || w.isPunct(p, '/') || w.isPunct(p, '(') || w.isPunct(p, ')') || w.isPunct(p, '*') || w.isPunct(p, '&') || w.isPunct(p, '_')) {
				break
			}
			if s < end && int(t[s].start)-t[p].end() >= 2 {
				break
			}
			s--
		}
		if words == 0 || words > 5 {
			continue
		}
		// in running text only a label at the start of the line counts, or one
		// after a wide gap, a bar, a comma or a semicolon
		if s > start {
			gap := int(t[s].start) - t[s-1].end()
			if gap < 2 && !(w.isPunct(s-1, '.') && t[s].is(capital) && words <= 2) && !w.isPunct(s-1, '|') && !w.isPunct(s-1, ';') && !w.isPunct(s-1, ',') && !w.isPunct(s-1, '*') && !w.isPunct(s-1, '(') && !(found && words <= 2) {
				// "... X Tel: 06": the last word alone may be the label
				if t[end-1].direct() != noCue && t[end-1].kind == word && found {
					s = end - 1
				} else {
					continue
				}
			}
		} else if words > 4 {
			continue
		}
		c := w.headCue(s, end)
		if c == noCue {
			if found {
				w.fill(open, s, cur)
				open = k + 1
				cur = slot{}
			}
			continue
		}
		if open >= 0 {
			w.fill(open, s, cur)
		}
		for q := s; q <= k; q++ {
			// "bel Hennie:" has a name in its label
			w.slots[q].label = !(t[q].is(capital) && (t[q].has(given|family) || q > s && w.strange(q)) && !t[q].has(common|stop) && t[q].cue == 0)
		}
		found = true
		open = k + 1
		cur = slot{cue: c, head: s == start && words <= 2 && isHeaderWord(t[s].hash) && t[end-1].hash != hashTafel}
		if s == start {
			for open < b && (w.isPunct(open, '*') || w.isPunct(open, '_')) {
				open++
			}
		}
	}
	if !found {
		return false
	}
	*pending, *list = noCue, false
	if open >= b {
		*pending = cur.cue
		return true
	}
	w.fill(open, b, cur)
	if cur.cue == cueName {
		// attendance lists and mail headers run over lines
		*pending, *list = cueName, w.isPunct(b-1, ',') || w.isPunct(b-1, ';')
		if !*list {
			*pending = noCue
		}
	}
	return true
}

// beforeLeader gives the first of the dots that lead from a label to the colon at token k, as in
// "geboren .........: 1991", or k.
func (w *work) beforeLeader(k, start int) int {
	s := k
	for s > start && w.isPunct(s-1, '.') {
		s--
	}
	if k-s < 3 {
		return k
	}
	return s
}

// labelEnd gives where the words of the label before the colon at token k end: before the dots
// that lead to it ("achternaam ......: Yohannes") and before the number of one of several
// ("Kind 2: Sem"). Who is numbered and speaks is no label of what he says.
func (w *work) labelEnd(start, k int) int {
	e := w.beforeLeader(k, start)
	if e-2 == start && w.tok[e-1].kind == number && w.tok[e-1].n <= 2 && w.tok[e-2].kind == word && !w.tok[e-1].is(glued) && !speakers.has(w.tok[e-2].hash) && w.headCue(e-2, e-1) == cueName {
		e--
	}
	return e
}

func isHeaderWord(h uint32) bool {
	switch h {
	case hashVan, hashAan, hashCc, hashBcc, hashFrom, hashTo:
		return true
	}
	return false
}

var hashTafel = uint32(hashOf("tafel"))
var hashVan, hashAan, hashCc, hashBcc, hashFrom, hashTo = uint32(hashOf("van")), uint32(hashOf("aan")), uint32(hashOf("cc")), uint32(hashOf("bcc")), uint32(hashOf("from")), uint32(hashOf("to"))

// bareLabels are labels that stand on a line of their own, as in the colophon
// of a nota.
var bareLabels = map[string]cue{
	"opgesteld door": cueName, "opsteller": cueName, "inlichtingen bij": cueName, "contactpersoon": cueName, "behandeld door": cueName,
	"steller": cueName, "auteur": cueName, "auteurs": cueName, "contact": cueName, "contactpersonen": cueName, "behandelend ambtenaar": cueName, "opgemaakt door": cueName,
	"aanwezig": cueName, "aanwezigen": cueName, "afwezig": cueName, "afwezigen": cueName, "deelnemers": cueName, "genodigden": cueName, "notulist": cueName, "verslag": noCue,
	"telefoon": cuePhone, "telefoonnummer": cuePhone, "mobiel": cuePhone, "e mail": cueMail, "email": cueMail, "e mailadres": cueMail, "emailadres": cueMail, "kenmerk": cueRef,
	"ons kenmerk": cueRef, "uw kenmerk": cueRef, "datum": cueDate, "deadline": cueDate, "onderwerp": cueText, "bijlage n": cueText, "bijlagen": cueText,
	"bijlage": cueText, "betreft": cueText, "uw brief": cueDate, "doorkiesnummer": cuePhone, "referenties": cueName, "referentie": cueRef, "naam": cueName, "geboortedatum": cueBirth,
	"bsn": cueBSN, "adres": cueAddress, "medewerker": cueName, "behandelaar": cueName, "zaaknummer": cueRef, "iban": cueIBAN, "kenteken": cuePlate, "organisatie": cueOrg, "functie": cueOrg,
	"projectleider": cueName, "ondertekening": cueName, "ondertekend door": cueName, "gemeld door": cueName, "melder": cueName, "voornaam": cueGiven, "achternaam": cueFamily, "voorletters": cueInitials,
	"medeparafen": cueName, "paraaf": cueSign, "parafen": cueSign, "van": cueName, "aan": noCue, "woonplaats": cueTown, "postcode": cuePostcode,
	"geparafeerd door": cueName, "medeparaaf": cueName, "opgesteld": cueName, "redactie": cueName, "colofon": noCue,
}

// bareLabel reads a line that is a label and nothing else.
func (w *work) bareLabel(a, b int) cue {
	if b-a > 8 {
		return noCue
	}
	var s []byte
	for k := a; k < b; k++ {
		t := &w.tok[k]
		if t.kind == word {
			if t.n > 20 {
				return noCue
			}
			if len(s) > 0 {
				s = append(s, ' ')
			}
			s = append(s, w.fold(t)...)
		} else if t.kind == number || !(t.hash == '*' || t.hash == '#' || t.hash == '(' || t.hash == ')' || t.hash == '-' || t.hash == '_' || t.hash == ':') {
			return noCue
		}
	}
	return bareLabels[string(s)]
}
