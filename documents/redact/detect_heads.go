package redact

// This file reads the heads of messages that stand on a line of their own, as the programs
// in which people talk to each other copy and print them: who speaks and when, above what
// is said. "08:47 Ploeg", "Kofi Boateng (Extern)  09:15", "Bibi · do 22:41".

// otherSender finds the sender in lines that chatSender does not know: heads above what is
// said, rows of a log, numbered speakers.
func (w *work) otherSender(li, a, b int, logs bool) (int, int) {
	if s, e := w.commentHead(li, a, b); e > s {
		return s, e
	}
	if s, e := w.speakerBrackets(a, b); e > s {
		return s, e
	}
	if s, e := w.inlineHead(a, b); e > s {
		return s, e
	}
	if logs {
		return w.logUser(a, b)
	}
	return 0, 0
}

// inlineHead finds who speaks before a time with AM or PM and what is said on the same line:
// "lisanne 9:02 AM  morning!", "jaro (extern) 9:14 AM  werkt".
func (w *work) inlineHead(a, b int) (int, int) {
	t := w.tok
	k := a
	for k < b && k < a+9 && t[k].kind != number {
		k++
	}
	if k == a || k+4 >= b || t[k].kind != number || t[k].n > 2 || !w.isPunct(k+1, ':') || t[k+2].kind != number || t[k+2].n != 2 || t[k+3].hash != hashAM && t[k+3].hash != hashPM || t[a].kind != word {
		return 0, 0
	}
	if x := &t[a]; x.is(caps) && x.n <= 5 || k-a > 1 && t[k-1].hash == hashApp {
		return 0, 0 // GitHub APP
	}
	return w.headName(a, k, true)
}

var hashApp = uint32(hashOf("app"))

// headAbove reports whether the line li from a to b may be such a head: something is said
// below it.
func (w *work) headAbove(li, a, b int) bool {
	if b-a < 2 || b-a > 24 || li+1 >= len(w.lines) {
		return false
	}
	n := w.lines[li+1]
	if n.a == n.b && li+2 < len(w.lines) { // some leave a line
		n = w.lines[li+2]
	}
	return n.a < n.b
}

// commentHead finds who speaks in a head. It gives the tokens of his name, or zeros.
func (w *work) commentHead(li, a, b int) (int, int) {
	if !w.headAbove(li, a, b) {
		return 0, 0
	}
	if e := w.clock(a, b); e > a { // the time goes before
		return w.headName(e, b, li == 0 || w.lines[li-1].a == w.lines[li-1].b)
	}
	// the time stands behind: back over it
	e := b
	times := false
	for e > a && w.timeWord(e-1) {
		if e-2 >= a && e < b && (w.isPunct(e-1, ':') || w.isPunct(e-1, '.') && !w.isPunct(e+1, '.') && !w.isPunct(e-3, '.')) && w.tok[e-2].kind == number && w.tok[e-2].n <= 2 && w.tok[e].kind == number && w.tok[e].n == 2 && w.tok[e].is(glued) {
			times = true
		}
		if x := &w.tok[e-1]; x.kind == word && agoWords.has(x.hash) && e-2 >= a && w.tok[e-2].kind == number {
			times = true
		}
		e--
	}
	if !times || e == a || e == b {
		return 0, 0
	}
	gap := int(w.tok[e].start) - w.tok[e-1].end()
	if gap < 2 && w.tok[e].kind != punct && !(w.tok[e].kind == word && (w.tok[e].has(weekday) || dayWords.has(w.tok[e].hash))) && !(w.tok[e].kind == number && (li == 0 || w.lines[li-1].a == w.lines[li-1].b)) {
		return 0, 0
	}
	marked := w.tok[e].kind == punct && w.tok[e].hash == 0x80 || gap >= 2
	return w.headName(a, e, marked)
}

// clock passes over a time, with or without a date before it, at the start of a head.
func (w *work) clock(a, b int) int {
	t := w.tok
	k, times := a, 0
	for k < b && k < a+20 {
		if t[k].kind == number && k+2 < b && (w.isPunct(k+1, ':') || w.isPunct(k+1, '.') && t[k].n <= 2) && t[k+1].is(glued) && t[k+2].kind == number && t[k+2].is(glued) && t[k+2].n == 2 && !(k+3 < b && w.isPunct(k+3, '.') && t[k+3].is(glued)) {
			times++
			k += 3
			if k+1 < b && w.isPunct(k, ':') && t[k+1].kind == number && t[k+1].is(glued) {
				k += 2
			}
			continue
		}
		x := &t[k]
		if x.kind == number || x.kind == punct && (x.hash == '-' || x.hash == '/' || x.hash == '|' || x.hash == ',' || x.hash == '[' || x.hash == ']' || x.hash == '(' || x.hash == ')' && times > 0 || x.hash == 0x80 || x.hash == '*' || x.hash == '#') ||
			x.kind == word && (x.hash == hashUur || x.hash == hashAM || x.hash == hashPM || x.has(weekday|month) && times == 0 && !x.has(given|family) || x.n == 1 && (x.hash == hashLetterU || x.hash == hashLetterT)) {
			k++
			continue
		}
		break
	}
	if times != 1 || k >= b {
		return 0
	}
	return k
}

// timeWord reports whether token k may belong to the time behind a name.
func (w *work) timeWord(k int) bool {
	x := &w.tok[k]
	switch x.kind {
	case number:
		return x.n <= 4
	case punct:
		return x.hash == ':' || x.hash == '.' || x.hash == ',' || x.hash == '-' || x.hash == '/' || x.hash == '|' || x.hash == 0x80 || x.hash == '[' || x.hash == ']'
	}
	return x.hash == hashUur || x.hash == hashAM || x.hash == hashPM || agoWords.has(x.hash) || dayWords.has(x.hash) || x.has(weekday) && !x.is(caps) || x.has(month) && !(k > 0 && w.tok[k-1].kind == word)
}

var hashLetterU, hashLetterT = uint32(hashOf("u")), uint32(hashOf("t"))

// agoWords follow the number of what has passed since someone wrote; dayWords say when.
var (
	agoWords = hashSet(`u uur min minuten minuut dagen dag d w weken week wk maanden maand jaar j h hours hour ago days day yesterday`)
	dayWords = hashSet(`om at gisteren vandaag eergisteren vanochtend vanmiddag vanavond geleden bewerkt edited zo ma di wo do vr za today yesterday am pm cet cest`)
)

// buttonWords stand below a message, where a page has its buttons.
var buttonWords = hashSet(`leuk beantwoorden reageren delen like reply share vertalen meer weergeven volgen bewerken verwijderen doorsturen`)

// printWords stand before the time of a message, and not for who wrote it.
var printWords = hashSet(`verz ontv verst geprint afgedrukt opgeslagen verstuurd gelezen bezorgd geopend gesloten start einde begin aanvang vertrek aankomst`)

// headRoles are small words before a name in the head of a note: "09:05 commentaar Xavier
// Croes", "10:31 notitie van d. de Wit".
var headRoles = hashSet(`commentaar opmerking notitie reactie antwoord reply bericht door van aan werknotitie update comment note geschreven vraag bijdrage`)

// headName reads the name in a head between tokens s and e: words with a capital and
// tussenvoegsels, then at most a remark in brackets. With marked, the shape alone says who
// it is, so small letters will do.
func (w *work) headName(s, e int, marked bool) (int, int) {
	t := w.tok
	for s < e && (t[s].kind == word && headRoles.has(t[s].hash) && !t[s].is(capital) || t[s].kind == punct && t[s].hash != '~' && t[s].hash != '@') {
		s++
	}
	for e > s && t[e-1].kind == punct && t[e-1].hash != ')' && !(w.isPunct(e-1, '.') && t[e-1].is(glued) && t[e-2].n == 1) && !(t[e-1].hash == 0x80 && t[e-1].is(glued)) {
		e--
	}
	end, words, capitals, odd := s, 0, 0, false
	for k := s; k < e; k++ {
		x := &t[k]
		switch {
		case x.kind == word:
			if x.is(capital) {
				capitals++
			} else if !x.has(particle) {
				odd = true
			}
			if x.has(stop|orgHead|orgTail|official|weekday) && !x.has(given|family|particle) || boxWords.has(x.hash) || notSenders.has(x.hash) && !x.has(given) || buttonWords.has(x.hash) || x.has(saying) && !x.has(given|family) {
				return 0, 0
			}
			words++
		case w.isPunct(k, '(') && words > 0:
			if !w.isPunct(e-1, ')') {
				return 0, 0
			}
			e = k
			continue
		case x.kind == number:
			if !x.is(glued) && words > 0 {
				return 0, 0
			}
		case x.hash != ',' && x.hash != '.' && x.hash != '-' && x.hash != '\'' && x.hash != '_' && x.hash != 0x80 && x.hash != '~' && x.hash != '@' && x.hash != '"':
			return 0, 0
		}
		end = k + 1
	}
	if words == 0 || words > 5 || end <= s {
		return 0, 0
	}
	if odd && !(marked && words <= 2) || !marked && capitals == 0 {
		return 0, 0
	}
	named := false
	for k := s; k < end; k++ {
		x := &t[k]
		named = named || x.kind == word && (x.has(anyName) || w.strange(k) || x.n == 1) || x.kind == punct && (x.hash == '_' || x.hash == '@' || x.hash == '~' || x.hash == 0x80)
	}
	first := &t[s]
	if words == 1 && (printWords.has(first.hash) || first.cue != 0 && first.n > 1 && !first.has(given|family)) {
		return 0, 0 // ontv  wo 18 februari 07:12
	}
	if !named || words == 1 && first.has(common|place|trade) && !first.has(given|family|kin) || odd && !first.has(given|kin) && first.has(common) {
		return 0, 0
	}
	return s, end
}

// logUser finds the user in a line of a log: date and time, at most a level, then one name
// or account in a column of its own. "2026-02-11 22:15:47  hvdlaan2    in behandeling".
func (w *work) logUser(a, b int) (int, int) {
	t := w.tok
	if b-a < 8 || t[a].kind != number && !w.isPunct(a, '[') {
		return 0, 0
	}
	k := w.clock(a, b)
	if k == 0 {
		return 0, 0
	}
	if k < b && t[k].kind == word && logLevels.has(t[k].hash) {
		k++
		for k < b && (w.isPunct(k, ']') || w.isPunct(k, '|') || w.isPunct(k, '-') && !t[k].is(glued)) {
			k++
		}
	}
	if k >= b || !w.apart(k) || t[k].kind == punct && t[k].hash != '@' {
		return 0, 0
	}
	e := k + 1
	for e < b && e < k+9 && !w.apart(e) {
		e++
	}
	if e >= b || e >= k+9 {
		return 0, 0
	}
	for e > k+1 && (w.isPunct(e-1, '|') || w.isPunct(e-1, ':') || w.isPunct(e-1, ']')) {
		e--
	}
	for q := k; q < e; q++ {
		x := &t[q]
		if x.kind == word && (boxWords.has(x.hash) || notSenders.has(x.hash) || botWords.has(x.hash) || logLevels.has(x.hash) || x.has(orgHead|orgTail|official) && !x.has(given|family) || x.ends(tailOrg) || x.has(common) && !x.has(anyName) && x.n > 3) || x.kind == punct && x.hash != '.' && x.hash != ',' && x.hash != '_' && x.hash != '-' && x.hash != '@' && x.hash != '\'' {
			return 0, 0
		}
	}
	if x := &t[k]; e == k+1 && (x.kind != word || x.n < 3 || x.is(caps) && x.n <= 4) {
		return 0, 0
	}
	return k, e
}

// apart reports whether a wide gap, a tab or a bar stands before token k.
func (w *work) apart(k int) bool {
	if k == 0 || w.tok[k].is(first) {
		return true
	}
	x, y := w.tok[k-1].end(), int(w.tok[k].start)
	return y-x >= 2 || y-x == 1 && w.text[x] == '\t' || w.isPunct(k-1, '|') || w.isPunct(k-1, ']')
}

// countLogs counts the lines of a log of which a user is a column.
func (w *work) countLogs() int {
	n := 0
	for _, l := range w.lines {
		if l.b-l.a >= 8 {
			if s, e := w.logUser(int(l.a), int(l.b)); e > s {
				n++
			}
		}
	}
	return n
}

var (
	logLevels = hashSet(`info warn warning error err debug fatal notice trace alert crit audit`)
	// botWords are accounts that no person has
	botWords = hashSet(`bot robot sys systeem system daemon cron root kernel server mailer sshd nginx apache api service svc scanner monitor monitoring scheduler backup firewall ids ips siem edr antivirus proxy webservice batch job queue automaat portaal`)
)

// speakerBrackets finds the name in brackets behind the number of a speaker: "Spreker 1
// (Jan): ...", "Getuige A (mw. Grootveld): ...".
func (w *work) speakerBrackets(a, b int) (int, int) {
	t := w.tok
	if b-a < 6 || t[a].kind != word || !speakers.has(t[a].hash) {
		return 0, 0
	}
	k := a + 1
	if k < b && (t[k].kind == number && t[k].n <= 2 || t[k].kind == word && t[k].n == 1) {
		k++
	}
	if !w.isPunct(k, '(') {
		return 0, 0
	}
	s := k + 1
	for k = s; k < b && k < s+8; k++ {
		if w.isPunct(k, ')') {
			if k > s && w.isPunct(k+1, ':') && k+1 < b && t[s].is(capital) {
				return s, k
			}
			return 0, 0
		}
	}
	return 0, 0
}

var speakers = hashSet(`spreker speaker deelnemer stem vragensteller interviewer geinterviewde respondent getuige persoon inspreker aanwezige beller lid panellid gast`)
