package redact

import "paraaf/documents"

// This file finds the names of accounts by where they stand: behind the time of a line in a log,
// as the value of a key, in brackets behind a name, before the name of a network.

// placedAccount reads an account that begins at token i, where accounts stand.
func (w *work) placedAccount(i int) int {
	t := w.tok
	if t[i].has(common|stop) && (i+1 >= len(t) || !t[i+1].is(glued)) {
		return i // most words by far
	}
	if t[i].is(glued) && i > 0 && (t[i-1].kind != punct || !t[i-1].is(first) && t[i-1].is(glued) && (w.isPunct(i-1, '.') || w.isPunct(i-1, '-') || w.isPunct(i-1, '_') || w.isPunct(i-1, '/') || w.isPunct(i-1, '@') || w.isPunct(i-1, '\\'))) {
		return i
	}
	if !t[i].is(first) && i > 0 {
		switch p := &t[i-1]; {
		case w.isPunct(i-1, '"'), w.isPunct(i-1, ';'), w.isPunct(i-1, '|'), w.isPunct(i-1, '<'), w.isPunct(i-1, '/'), w.slots[i].cue == cueName && w.slots[i].start, w.isPunct(i-1, '('), w.isPunct(i-1, ']'), w.isPunct(i-1, '>'), p.kind == number, p.kind == word && (accountVerbs.has(p.hash) || calledSo.has(p.hash) || p.n == 1), w.isPunct(i-1, ':'), w.slots[i].cue == cueHandle && w.slots[i].start:
		default:
			if !(i+1 < len(t) && w.isPunct(i+1, '(')) {
				return i
			}
		}
	}
	e, ok := w.accountEnd(i)
	if !ok {
		return i
	}
	switch {
	case w.behindTime(i, e), w.bracketedAccount(i, e), w.onNetwork(e), w.slots[i].cue == cueHandle && w.slots[i].start, w.posts(i, e):
	case i > 0 && (accountVerbs.has(t[i-1].hash) || w.isPunct(i-1, ':') && i > 1 && accountVerbs.has(t[i-2].hash)) && w.initialSurname(w.foldRun(i, e)):
	default:
		return i
	}
	w.account(i, e)
	return e
}

// addAccount records tokens i to e as an account, inside which someone known may be named.
func (w *work) addAccount(i, e int, cert float64) {
	w.add(i, e, hit{rule: ruleHandle, label: documents.Handle, cert: cert})
	w.names.inside = append(w.names.inside, insideUse{int(w.tok[i].start), w.tok[e-1].end()})
}

// account records the account in tokens i to e, to be found again by its letters.
func (w *work) account(i, e int) {
	w.addAccount(i, e, 0.8)
	if e > i+1 && len(w.nicks) < 64 {
		w.nicks = append(w.nicks, insideUse{int(w.tok[i].start), w.tok[e-1].end()})
	}
}

// accountsAgain finds the accounts of which it was once seen that they are one.
func (w *work) accountsAgain() {
	if len(w.nicks) == 0 {
		return
	}
	known := map[string]bool{}
	for _, n := range w.nicks {
		known[string(w.text[n.a:n.b])] = true
	}
	t := w.tok
	for i := 0; i+1 < len(t); i++ {
		if w.state[i] != free || t[i].kind != word || t[i].is(capital|glued) && (t[i].is(capital) || t[i-1].kind != punct) || !t[i+1].is(glued) {
			continue
		}
		if e, ok := w.accountEnd(i); ok && known[string(w.text[t[i].start:t[e-1].end()])] {
			w.add(i, e, hit{rule: ruleHandle, label: documents.Handle, cert: 0.75})
			i = e - 1
		}
	}
}

// posts reports whether tokens i to e are a nickname by which someone posts: first on the line,
// before what was said or when.
func (w *work) posts(i, e int) bool {
	t := w.tok
	if !w.nickname(i, e) {
		return false
	}
	if w.handleShape(i, e) || w.slots[i].cue == cueName && w.slots[i].start && !w.slots[i].cell {
		return true
	}
	a := int(w.lines[w.lineOf(i)].a)
	if i > 0 && w.isPunct(i-1, '<') && t[i-1].is(first) {
		return w.isPunct(e, '>')
	}
	if i != a || e >= len(t) || t[e].is(first) {
		return false
	}
	x := &t[e]
	switch {
	case x.kind == word:
		return postWords.has(x.hash)
	case x.kind == number:
		return e+2 < len(t) && w.isPunct(e+1, ':') && int(x.start)-t[e-1].end() > 1
	case x.hash == 0x80, x.hash == '|':
		return true
	case x.hash == ':' || x.hash == '(':
		return e+1 < len(t) && !t[e+1].is(first) && (x.hash == ':' || t[e+1].kind == number)
	}
	return false
}

// handleShape reports whether tokens i to e are small letters, an underscore and digits, and no
// part of a path or a file: boss_piet66.
func (w *work) handleShape(i, e int) bool {
	joined, digits, words, ordinary := false, 0, 0, 0
	if i == 0 || !calledSo.has(w.tok[i-1].hash) {
		return false
	}
	for k := i; k < e; k++ {
		joined = joined || w.isPunct(k, '_')
		switch x := &w.tok[k]; {
		case x.kind == number:
			digits += int(x.n)
			if x.n == 4 && (w.text[x.start] == '1' || w.text[x.start] == '2') {
				return false // verslag_2025
			}
		case x.kind == word:
			words++
			if x.has(common|english|stop) && !x.has(given|family) {
				ordinary++
			}
		}
	}
	if ordinary == words {
		return false
	}
	if !joined || digits < 2 || digits > 4 || w.tok[e-1].kind != number || w.tok[i].n < 3 {
		return false
	}
	return !(e < len(w.tok) && w.tok[e].is(glued) && (w.isPunct(e, '.') && e+1 < len(w.tok) && w.tok[e+1].is(glued) || w.isPunct(e, '/') || w.isPunct(e, '=')))
}

// calledSo stand before a nickname in a sentence.
var calledSo = hashSet(`van door met aan als hij zij ze heet genaamd instagram insta snap snapchat tiktok telegram discord profiel account nickname gebruiker`)

var postWords = hashSet(`schreef schrijft reageerde reageert zei zegt plaatste postte tweette antwoordde antwoordt vroeg vraagt wrote says said replied heeft meldt meldde`)

// nickname reports whether tokens i to e, small letters with digits or underscores, are no
// numbered word and no key of a program.
func (w *work) nickname(i, e int) bool {
	ordinary, joined, named, digits, n := 0, false, false, 0, 0
	for k := i; k < e; k++ {
		switch x := &w.tok[k]; {
		case x.kind == word:
			n++
			named = named || x.has(given|family) && x.n > 2 || x.n == 1
			if x.has(common|stop|english) && !x.has(given) || x.direct() != noCue {
				ordinary++
			}
		case x.kind == number:
			digits += int(x.n)
		default:
			joined = true
		}
	}
	if digits == 0 {
		return joined && ordinary < n && named
	}
	return digits >= 2 && (ordinary == 0 || joined && digits >= 2)
}

// accountVerbs stand right before the account of who did something.
var accountVerbs = hashSet(`print geprint afgedrukt uitgedraaid acct uid printed door als by for user medewerker sudo`)

// accountEnd gives the token behind the account that begins at token i: small letters, digits,
// dots, hyphens and underscores without a space, and no ordinary word.
func (w *work) accountEnd(i int) (int, bool) {
	t := w.tok
	letters, other, service := 0, 0, false
	e := i
	for e < len(t) && e < i+12 && (e == i || t[e].is(glued)) {
		x := &t[e]
		switch {
		case x.kind == word && !x.is(capital|mixed|accent):
			letters += int(x.n)
			service = service || serviceWords.has(x.hash) || boxWords.has(x.hash) && !x.has(anyName)
			if x.has(orgHead) && !x.has(anyName) {
				service = true
			}
		case x.kind == number && x.n <= 6:
			other++
		case x.kind == punct && x.hash == '-' && e+1 < len(t) && t[e+1].is(glued) && t[e+1].kind != punct:
		case x.kind == punct && (x.hash == '_' || x.hash == '.' && e+1 < len(t) && t[e+1].is(glued) && t[e+1].kind != punct):
			other++
		default:
			return e, e > i && letters >= 3 && !service && x.kind == punct && w.isAccount(i, e, other)
		}
		e++
	}
	return e, letters >= 3 && !service && w.isAccount(i, e, other)
}

// isAccount reports whether tokens i to e are no ordinary word.
func (w *work) isAccount(i, e, other int) bool {
	x := &w.tok[i]
	if other > 0 {
		for k := i; k < e; k++ {
			if w.tok[k].kind == word && w.tok[k].n >= 3 {
				return true
			}
		}
		return false // n.v.t
	}
	return e == i+1 && x.n >= 4 && !x.has(common|stop|english|month|weekday|place) && x.direct() == noCue && !orgHandles[w.fold(x)]
}

var serviceWords = hashSet(`svc srv sa service system systeem test root backup scan robot bot api sys cron daemon kernel nginx sshd apache server proxy firewall alert ids gemeente provincie waterschap politie ministerie rijksoverheid helpdesk servicedesk`)

// foldRun folds the letters of tokens i to e.
func (w *work) foldRun(i, e int) string {
	s := ""
	for k := i; k < e; k++ {
		if w.tok[k].kind == word {
			s += w.fold(&w.tok[k])
		}
	}
	return s
}

// behindTime reports whether tokens i to e stand in the column behind the time of a line in a log.
func (w *work) behindTime(i, e int) bool {
	t := w.tok
	a := int(w.lines[w.lineOf(i)].a)
	if i == a || i-a > 16 || !w.columnEnds(e) || e == i+1 && !w.initialSurname(w.fold(&t[i])) {
		return false
	}
	colon := false
	for k := a; k < i; k++ {
		switch x := &t[k]; {
		case x.kind == number:
		case x.kind == word:
			if x.n > 1 && !x.has(weekday|month) && !logLevels.has(x.hash) {
				return false
			}
		case x.hash == ':':
			colon = colon || k > a && k+1 < i && t[k-1].kind == number && t[k+1].kind == number
		case x.hash != '-' && x.hash != '/' && x.hash != '.' && x.hash != ',' && x.hash != '[' && x.hash != ']' && x.hash != '+' && x.hash != '|' && x.hash != ';':
			return false
		}
	}
	return colon
}

// columnEnds reports whether a column ends before token e: a wide gap, a tab, a bar, a bracket.
func (w *work) columnEnds(e int) bool {
	if e >= len(w.tok) || w.tok[e].is(first) {
		return true
	}
	gap := w.text[w.tok[e-1].end():w.tok[e].start]
	return len(gap) > 1 || len(gap) == 1 && gap[0] == '\t' || w.isPunct(e, '|') || w.isPunct(e, ';') || w.isPunct(e, ':') || w.isPunct(e, '(')
}

// bracketedAccount reports whether tokens i to e stand in brackets behind a name: R. Goedhart (goedr02).
func (w *work) bracketedAccount(i, e int) bool {
	t := w.tok
	if i < 2 || !w.isPunct(i-1, '(') || !w.isPunct(e, ')') || t[i-2].kind != word || !t[i-2].is(capital) || t[i-2].has(orgHead|orgTail|month) || t[i-1].is(first) {
		return false
	}
	s, name := w.foldRun(i, e), w.fold(&t[i-2])
	n := min(3, len(name))
	for k := 0; k+n <= len(s); k++ {
		if s[k:k+n] == name[:n] {
			return true
		}
	}
	return false
}

// onNetwork reports whether the name of a network stands in brackets behind token e: nyofosu (GitHub).
func (w *work) onNetwork(e int) bool {
	return w.isPunct(e, '(') && e+2 < len(w.tok) && networks.has(w.tok[e+1].hash) && (w.isPunct(e+2, ')') || w.isPunct(e+2, ','))
}

var networks = hashSet(`github gitlab twitter instagram insta tiktok discord telegram snapchat snap bluesky mastodon youtube reddit steam skype threads facebook linkedin twitch strava playstation xbox vinted marktplaats`)

// prefixed are what an administration puts before the account of who is hired or administers.
var prefixed = hashSet(`ext adm admin beheer usr inhuur extern stage tmp prv`)

// prefixedAccount reads ext_pgupta and adm-jdevries at token i.
func (w *work) prefixedAccount(i int) int {
	t := w.tok
	if i+2 >= len(t) || !prefixed.has(t[i].hash) || !w.isPunct(i+1, '_') && !w.isPunct(i+1, '-') || !t[i+1].is(glued) || !t[i+2].is(glued) || t[i+2].kind != word || t[i+2].is(capital) || t[i+2].n < 4 || t[i+2].has(common|stop|english) || !w.initialSurname(w.fold(&t[i+2])) && t[i+2].class&(given|family) == 0 {
		return i
	}
	e := i + 3
	if e < len(t) && t[e].is(glued) && t[e].kind == number {
		e++
	}
	if e < len(t) && t[e].is(glued) && (t[e].kind != punct || t[e].hash == '@') {
		return i
	}
	w.addAccount(i, e, 0.8)
	return e
}

// hostWords begin the names of machines.
var hostWords = hashSet(`lt pc nb ws wks lap laptop desktop dsk tablet mbp macbook ipad iphone vm vdi host`)

// hostAccount reads the account in the name of a machine at token i: LT-KRIJGSMAND-02.
func (w *work) hostAccount(i int) int {
	t := w.tok
	if i+2 >= len(t) || !hostWords.has(t[i].hash) || !t[i].is(caps) || t[i].is(glued) || !w.isPunct(i+1, '-') || !t[i+1].is(glued) || !t[i+2].is(glued) || t[i+2].kind != word || !t[i+2].is(caps) || t[i+2].n < 5 || t[i+2].has(common|stop|english|orgHead|orgTail|place) {
		return i
	}
	w.addAccount(i+2, i+3, 0.75)
	return i + 3
}

// loneAccount reports whether the value that begins at token k is an account and no name: a word
// in small letters that is no word, with nothing or a preposition behind it: "door: svdbroek op".
func (w *work) loneAccount(k, e int) bool {
	t := w.tok
	x := &t[k]
	if x.kind != word || x.is(capital) || x.class != 0 || x.cue != 0 || x.n < 5 || x.ends(tailOrg|tailTrade|tailThing|tailPractice) || boxWords.has(x.hash) || botWords.has(x.hash) {
		return false
	}
	return k+1 >= e || !t[k+1].is(glued) && (t[k+1].kind == punct || t[k+1].kind == word && t[k+1].has(stop|particle) && !t[k+1].is(capital))
}

// gluedEnd gives the end of what is glued to token k, at most e.
func (w *work) gluedEnd(k, e int) int {
	for k++; k < e && w.tok[k].is(glued) && (w.tok[k].kind != punct || w.tok[k].hash == '_' || w.tok[k].hash == '.' || w.tok[k].hash == '-'); k++ {
	}
	for w.isPunct(k-1, '.') || w.isPunct(k-1, '-') {
		k--
	}
	return k
}

// fieldAccount reports whether the value of a field for names, from token k to e, is one word in
// small letters or with digits and marks inside: the account of someone.
func (w *work) fieldAccount(k, e int) bool {
	t := w.tok
	for q := k; q < e; q++ {
		x := &t[q]
		if q > k && !x.is(glued) || x.kind == word && (x.is(capital) && !x.is(mixed) && q == k || x.has(stop|official) || boxWords.has(x.hash) || botWords.has(x.hash)) || x.kind == punct && x.hash != '_' && x.hash != '.' && x.hash != '-' || w.state[q] != free {
			return false
		}
	}
	if x := &t[k]; e-k == 1 && (x.kind != word || x.n < 4 || x.has(common|proper|place|team|trade) || x.has(given|family)) || w.boxAccount(k, e) {
		return false
	}
	letters := 0
	for q := k; q < e; q++ {
		if t[q].kind == word {
			letters += int(t[q].n)
		}
	}
	return letters >= 4
}

// publicHandle reports whether the account b, without its @, is that of a public body or of who
// sits in a parliament: ProvGroningen, BertVisserTK.
func publicHandle(b []byte) bool {
	n := len(b)
	if n > 5 && isLower(b[n-3]) && (string(b[n-2:]) == "TK" || string(b[n-2:]) == "EK" || string(b[n-2:]) == "EP") {
		return true
	}
	for _, x := range [...]string{"VVD", "CDA", "PvdA", "D66", "PVV", "BBB", "NSC", "SGP", "FvD", "Volt", "DENK", "JA21"} {
		if n > len(x)+2 && string(b[n-len(x):]) == x {
			return true
		}
	}
	s := lowerASCII(b)
	for _, x := range [...]string{"ns_", "prov", "provincie", "waterschap", "hoogheemraad", "omroep", "rtv", "veiligheidsregio", "gem_", "ministerie", "raad_", "griffie", "wethouder", "burgemeester", "minister"} {
		if n > len(x)+2 && s[:len(x)] == x && (x != "prov" && x != "rtv" || isUpper(b[len(x)]) || b[len(x)] == '_') {
			return true
		}
	}
	return false
}
