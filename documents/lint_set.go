package documents

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// The rules about letters and answers, and about papers of a set together.

func sortEdits(es []Edit) {
	sort.Slice(es, func(i, j int) bool { return es[i].Start < es[j].Start })
}

func (l *linter) kernpuntenRepeat() {
	l.notas(func(i int, n Nota) {
		r := n.running()
		z, ok := r.zoneOf("kernpunten")
		if !ok || z.to-z.from < 40 {
			return
		}
		const size = 5
		own := shingles(r, z.from, z.to, size)
		for j, p := range l.set {
			if p.Soort() != SoortKamerbrief {
				continue
			}
			o := p.running()
			theirs := shingles(o, 0, len(o.toks), size)
			same := 0
			for s := range own {
				if theirs[s] {
					same++
				}
			}
			if len(own) > 0 && same*2 >= len(own) {
				t, _ := n.Section("kernpunten")
				m := l.say(i, t.head().text, nil, "Van de kernpunten staat %d %% woordelijk in de brief. Schrijf hier wat de bewindspersoon moet afwegen, niet wat de brief al zegt.", same*100/len(own))
				tekst, _ := p.Section("tekst")
				m.Other = &Place{j, Span{tekst.Body.Start, tekst.Body.Start}}
				return
			}
		}
	})
}

// shingles gives every run of size words, as a number that is equal for equal
// runs.
func shingles(r *running, from, to, size int) map[uint64]bool {
	out := make(map[uint64]bool, max(0, to-from-size+1))
	for k := from; k+size <= to; k++ {
		h := uint64(14695981039346656037)
		for _, t := range r.toks[k : k+size] {
			for i := 0; i < len(t.low); i++ {
				h = (h ^ uint64(t.low[i])) * 1099511628211
			}
			h = (h ^ 0x20) * 1099511628211
		}
		out[h] = true
	}
	return out
}

// An amount is a sum of money in the text, in euro cents.
type amount struct {
	span  Span
	cents int64
	tok   int
}

// amounts finds sums: "€ 4,2 miljoen", "4,2 miljoen euro", "€ 12.500".
func amounts(r *running) []amount {
	var out []amount
	for k, t := range r.toks {
		if t.shape != shapeDigit || !isDigit(t.low[0]) {
			continue
		}
		a := int(t.start)
		sign := strings.HasSuffix(strings.TrimRight(r.src[max(0, a-8):a], " \u00a0"), "€")
		end := int(t.end)
		factor := int64(1)
		j := k + 1
		if j < len(r.toks) && r.toks[j].sent == t.sent {
			switch r.toks[j].low {
			case "miljoen", "mln":
				factor, end, j = 1e6, int(r.toks[j].end), j+1
			case "miljard", "mld":
				factor, end, j = 1e9, int(r.toks[j].end), j+1
			}
		}
		if j < len(r.toks) && r.toks[j].low == "euro" && r.toks[j].sent == t.sent {
			sign, end = true, int(r.toks[j].end)
		}
		if !sign {
			continue
		}
		v, ok := cents(t.low)
		if !ok || v > 1e15/factor {
			continue
		}
		if i := strings.LastIndex(r.src[:a], "€"); i >= 0 && a-i < 8 {
			a = i
		}
		out = append(out, amount{Span{a, end}, v * factor, k})
	}
	return out
}

// cents reads a Dutch number, points between thousands and a comma before at
// most two decimals, in hundredths.
func cents(w string) (int64, bool) {
	whole, frac, _ := strings.Cut(w, ",")
	whole = strings.ReplaceAll(whole, ".", "")
	if len(whole) == 0 || len(whole) > 14 || len(frac) > 2 || strings.Trim(whole+frac, "0123456789") != "" {
		return 0, false
	}
	var v int64
	for _, c := range whole + (frac + "00")[:2] {
		v = v*10 + int64(c-'0')
	}
	return v, true
}

// A fact is a number in the text with what it is a number of.
type fact struct {
	what  string
	value string
	place Place
}

// facts reads what a paper states in figures: counts ("14 ziekenhuizen"),
// percentages, sums and days, each with the words around it that say what it is
// about. Only what is said of one thing once is comparable.
func (l *linter) facts(i int, p Paper) map[string]fact {
	r := p.running()
	out := map[string]fact{}
	twice := map[string]bool{}
	add := func(what, value string, s Span) {
		if o, ok := out[what]; ok && o.value != value {
			twice[what] = true
			return
		}
		if _, ok := out[what]; !ok {
			out[what] = fact{what, value, Place{i, s}}
		}
	}
	skip := map[int]bool{}
	for _, a := range amounts(r) {
		skip[a.tok] = true
		for _, c := range []string{r.context(a.tok), r.leading(a.tok)} {
			if c != "" {
				add("bedrag "+c, itoa(int(a.cents)), a.span)
			}
		}
	}
	for k, t := range r.toks {
		if skip[k] || t.shape != shapeDigit && smallNumber(t.low) < 0 || k+1 >= len(r.toks) || r.toks[k+1].sent != t.sent {
			continue
		}
		if z := r.zones[t.zone].key; strings.HasPrefix(string(z), "vraag.") {
			continue
		}
		next := r.toks[k+1]
		if monthOf(next.low) > 0 && t.shape == shapeDigit {
			d, ok := number(t.low, 2)
			if !ok {
				continue
			}
			if c := r.context(k); c != "" {
				add("dag "+c, itoa(d)+" "+months[monthOf(next.low)-1], Span{int(t.start), int(next.end)})
			}
			continue
		}
		value := t.low
		if n := smallNumber(t.low); n >= 0 {
			value = itoa(n)
		}
		switch next.low {
		case "weken", "maanden", "dagen", "jaren", "procent", "uur", "minuten":
			for _, c := range []string{r.context(k), r.leading(k)} {
				if c != "" {
					add(next.low+" "+c, value, Span{int(t.start), int(next.end)})
				}
			}
			continue
		}
		if next.shape == shapeLower && len(next.low) >= 5 && next.start-t.end <= 2 {
			if countable(next.low) {
				add("aantal "+next.low, value, Span{int(t.start), int(next.end)})
			}
		}
	}
	for w := range twice {
		delete(out, w)
	}
	return out
}

// smallNumber reads a number written as a word, from two on ("een" is mostly an
// article); -1 for other words.
func smallNumber(w string) int {
	if n := numberWord(w); n >= 2 && !isDigit(w[0]) {
		return n
	}
	switch w {
	case "elf":
		return 11
	case "twaalf":
		return 12
	}
	return -1
}

// countable reports whether a word is a plural that can be counted and
// compared; units of time are compared as terms only with their context.
func countable(w string) bool {
	switch w {
	case "weken", "maanden", "dagen", "jaren", "keer", "vragen", "punten", "procent", "artikelen", "leden":
		return false
	}
	return strings.HasSuffix(w, "en") || strings.HasSuffix(w, "s")
}

// context names what a figure is about: the two nearest long words of its
// sentence, in alphabetical order.
func (r *running) context(k int) string {
	s := r.sentence(k)
	var near []string
	for d := 1; d <= 8 && len(near) < 2; d++ {
		for _, j := range []int{k - d, k + d} {
			if j < s.from || j >= s.to || len(near) >= 2 {
				continue
			}
			t := r.toks[j]
			if len(t.low) >= 6 && t.shape != shapeDigit && monthOf(t.low) == 0 && !plainWord(t.low) {
				near = append(near, t.low)
			}
		}
	}
	if len(near) < 2 {
		return ""
	}
	sort.Strings(near)
	return near[0] + " " + near[1]
}

// leading names what a figure is about by the nearest long word before it.
func (r *running) leading(k int) string {
	s := r.sentence(k)
	for j := k - 1; j >= max(s.from, k-5); j-- {
		if t := r.toks[j]; len(t.low) >= 6 && t.shape != shapeDigit && monthOf(t.low) == 0 && !plainWord(t.low) {
			return t.low
		}
	}
	return ""
}

// plainWord are long words that say nothing about what a figure is.
func plainWord(w string) bool {
	switch w {
	case "hebben", "worden", "wordt", "zijnde", "daarbij", "hierover", "hiervoor", "ongeveer", "miljoen", "miljard", "tussen", "waarvan", "daarvan", "bedraagt", "bedragen", "vanwege", "vooral", "minister", "staatssecretaris":
		return true
	}
	return false
}

func (l *linter) factDiffers() {
	if len(l.set) < 2 {
		return
	}
	all := make([]map[string]fact, len(l.set))
	for i, p := range l.set {
		all[i] = l.facts(i, p)
	}
	for i := range l.set {
		whats := make([]string, 0, len(all[i]))
		for w := range all[i] {
			whats = append(whats, w)
		}
		sort.Slice(whats, func(a, b int) bool {
			x, y := all[i][whats[a]].place.Span.Start, all[i][whats[b]].place.Span.Start
			return x < y || x == y && whats[a] < whats[b]
		})
		said := -1
		for _, w := range whats {
			for j := i + 1; j < len(l.set); j++ {
				a := all[i][w]
				b, ok := all[j][w]
				if !ok || a.value == b.value || said == a.place.Span.Start {
					continue
				}
				said = a.place.Span.Start
				m := l.say(i, a.place.Span, nil, "Hier staat ‘%s’, in een ander stuk ‘%s’. Ga na wat klopt en maak het gelijk.", joined(l.set[i].Text(a.place.Span)), joined(l.set[j].Text(b.place.Span)))
				m.Other = &b.place
				if l.full() {
					return
				}
				break
			}
		}
	}
	// One paper is sure of what another doubts.
	for i, p := range l.set {
		r := p.running()
		if len(r.hits["asserted"]) == 0 || len(r.hits["doubted"]) > 0 {
			continue
		}
		for j, q := range l.set {
			o := q.running()
			if j == i || len(o.hits["doubted"]) == 0 {
				continue
			}
			h, d := r.hits["asserted"][0], o.hits["doubted"][0]
			m := l.say(i, r.span(h), nil, "Hier staat het als feit (‘%s’), in een ander stuk staat ‘%s’. Ga na wat vaststaat en maak het gelijk.", quote(r.text(h)), quote(o.text(d)))
			m.Other = &Place{j, o.span(d)}
			break
		}
	}
}

// signs reports whether an office that signs is the one a nota is addressed to
// ("Minister LJS" and "De Minister van Langdurige Zorg, Jeugd en Sport");
// unknown when the address cannot be told.
func signs(aan, ambt string) (same, known bool) {
	role := func(s string) string {
		f := strings.TrimPrefix(fold(s), "de ")
		switch {
		case strings.HasPrefix(f, "minister-president") || f == "mp":
			return "minister-president"
		case strings.HasPrefix(f, "minister"), strings.HasPrefix(f, "m") && len(f) <= 5 && !strings.Contains(f, " "):
			return "minister"
		case strings.HasPrefix(f, "staatssecretaris"), strings.HasPrefix(f, "stas"), strings.HasPrefix(f, "s") && len(f) <= 5 && !strings.Contains(f, " "):
			return "staatssecretaris"
		}
		return ""
	}
	a, b := role(aan), role(ambt)
	if a == "" || b == "" {
		return false, false
	}
	if a != b {
		return false, true
	}
	w := strings.Fields(aan)
	last := w[len(w)-1]
	if len(w) == 1 {
		return true, false
	}
	if len(w) > 2 { // written in full
		x, y := strings.ReplaceAll(fold(aan), ",", ""), strings.ReplaceAll(fold(ambt), ",", "")
		return strings.TrimPrefix(x, "de ") == strings.TrimPrefix(y, "de "), true
	}
	// An abbreviation: its capitals are, in order, initials of the title.
	var initials []rune
	for _, x := range strings.FieldsFunc(ambt, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '-' }) {
		if upper(x) && fold(x) != "minister" && fold(x) != "staatssecretaris" && fold(x) != "de" {
			initials = append(initials, []rune(x)[0])
		}
	}
	at := 0
	for _, c := range last {
		if c < 'A' || c > 'Z' {
			continue
		}
		for at < len(initials) && initials[at] != c {
			at++
		}
		if at == len(initials) {
			return Ministry(last) != "" && Ministry(last) == Ministry(ambt), true
		}
		at++
	}
	return true, true
}

func (l *linter) letterForm() {
	l.letters(func(i int, k Kamerbrief) {
		if len(k.Geadresseerde()) == 0 {
			l.say(i, Span{}, nil, "Het adres ontbreekt. Zet boven de brief aan wie hij is gericht, bijvoorbeeld de Voorzitter van de Tweede Kamer der Staten-Generaal.")
		}
		aanhef := fold(k.Aanhef())
		switch adres := fold(strings.Join(k.Geadresseerde(), " ")); {
		case aanhef == "":
			l.say(i, place(k.Paper, FieldAanhef), nil, "De aanhef ontbreekt. Begin de brief met ‘Geachte Voorzitter,’.")
		case strings.Contains(adres, "voorzitter") && !strings.Contains(aanhef, "voorzitter"):
			m := l.say(i, place(k.Paper, FieldAanhef), nil, "De aanhef ‘%s’ past niet bij het adres. De brief is gericht aan de Voorzitter.", k.Aanhef())
			m.Other = &Place{i, place(k.Paper, FieldGeadresseerde)}
		}
		signers := k.Ondertekenaars()
		if len(signers) == 0 {
			at := len(k.model().src)
			l.say(i, Span{at, at}, nil, "De ondertekening ontbreekt. Zet onder de brief wie tekent, met het ambt voluit.")
			return
		}
		for j, p := range l.set {
			n, ok := p.AsNota()
			if !ok || len(n.Aan()) == 0 {
				continue
			}
			any, known := false, false
			for _, a := range n.Aan() {
				for _, s := range signers {
					same, sure := signs(a, s.Ambt)
					any, known = any || same, known || sure
				}
			}
			if known && !any {
				m := l.say(i, k.model().signers[0].ambt, nil, "De brief wordt ondertekend door ‘%s’, maar de nota is gericht aan ‘%s’. Wie besluit, ondertekent.", signers[0].Ambt, n.Aan()[0])
				m.Other = &Place{j, place(p, FieldAan)}
			}
			return
		}
	})
}

func (l *linter) letterDate() {
	l.letters(func(i int, k Kamerbrief) {
		d := k.Datum()
		if d.IsZero() {
			return
		}
		at := place(k.Paper, FieldDatum)
		switch a := l.at.Approved; {
		case !a.IsZero() && d.Before(a):
			l.say(i, at, nil, "De brief is gedateerd op %s, voor het besluit van %s. Pas de datum aan.", d, a)
		case !a.IsZero() && a.AddDays(5).Before(d):
			l.say(i, at, nil, "De brief is gedateerd op %s, meer dan vijf dagen na het besluit van %s. Ga na of dat klopt.", d, a)
		}
		for _, p := range l.at.Reces {
			if p.holds(d) {
				l.say(i, at, nil, "De datum %s valt in het reces (%s tot en met %s). Kies een andere datum, of stem af met de griffie.", d, p.From, p.Until)
			}
		}
		for _, p := range l.at.Embargo {
			if p.holds(d) {
				l.say(i, at, nil, "De datum %s valt in een embargo (%s tot en met %s). Kies een datum erna.", d, p.From, p.Until)
			}
		}
		if !l.at.Approved.IsZero() {
			return
		}
		for j, p := range l.set {
			n, ok := p.AsNota()
			if !ok {
				continue
			}
			if e := n.Datum(); !e.IsZero() && d.Before(e) {
				m := l.say(i, at, nil, "De brief is gedateerd op %s, voor de nota van %s. Pas de datum aan.", d, e)
				m.Other = &Place{j, place(p, FieldDatum)}
			}
		}
	})
}

// registerNotLinked looks at the letter that settles something: whether the
// register knows what, and whether it comes in time.
func (l *linter) registerNotLinked() {
	l.letters(func(i int, k Kamerbrief) {
		r := k.running()
		hs := r.hits["handled"]
		if len(hs) == 0 {
			return
		}
		if l.at.RegisterKnown {
			if l.at.Linked == 0 {
				l.say(i, r.span(hs[0]), nil, "De brief gaat over een motie of toezegging (‘%s’), maar het dossier is er niet aan gekoppeld. Koppel haar, dan is zij afgedaan als de brief is verzonden.", r.text(hs[0]))
			}
			for _, late := range l.at.Overdue {
				if len(r.hits["late"]) == 0 {
					l.say(i, r.span(hs[0]), nil, "De brief doet een toezegging af die uiterlijk %s moest zijn nagekomen (‘%s’). Zeg in de brief waarom het later is geworden.", late.Due, quote(late.Text))
				}
			}
			return
		}
		for j, p := range l.set {
			if n, ok := p.AsNota(); ok {
				if s, ok := n.Section("toelichting.toezeggingen"); ok && s.NVT {
					m := l.say(i, r.span(hs[0]), nil, "De brief gaat over een motie of toezegging (‘%s’), maar in de nota staat bij Toezeggingen N.v.t. Noem haar daar.", r.text(hs[0]))
					m.Other = &Place{j, s.Body}
				}
			}
		}
	})
}

func (l *linter) fileProperties() {
	for _, what := range l.at.PDF {
		m := l.say(0, Span{}, nil, "In het bestand dat openbaar wordt, staat: %s. Haal dat weg; daarin kunnen namen van ambtenaren staan.", what)
		if !l.at.Publication {
			l.severe(m, SeverityWarn)
		}
		if l.full() {
			return
		}
	}
}

func (l *linter) newToezegging() {
	for i, p := range l.set {
		if p.Soort() != SoortKamerbrief && p.Soort() != SoortAntwoorden {
			continue
		}
		r := p.running()
		for _, s := range r.promises() {
			if l.noted(r, s) {
				continue
			}
			in, repair := l.noteToezegging(joined(p.Text(r.span(s))))
			m := l.say(i, r.span(s), repair, "Hier wordt de Kamer iets beloofd (‘%s’). Neem het op bij Toezeggingen in de nota, met de termijn.", quote(r.text(s)))
			if repair != nil {
				m.RepairIn = in
			}
			if l.full() {
				return
			}
		}
	}
}

// noteToezegging gives the repair that writes a promise under Toezeggingen of
// the first nota that has such a section, and the index of that nota; nil when
// none has.
func (l *linter) noteToezegging(promise string) (int, *Repair) {
	for i, p := range l.set {
		if _, ok := p.AsNota(); !ok {
			continue
		}
		for _, s := range p.model().sections {
			if s.Key != "toelichting.toezeggingen" {
				continue
			}
			line := "- Nieuw: \"" + strings.TrimRight(promise, " .") + ".\""
			if body := p.Content(s); !s.NVT && body != "" {
				line = body + p.newline() + p.newline() + line
			}
			q := p.SetSection(s.Key, line)
			if e, changed := between(p.model().src, q.model().src); changed {
				return i, &Repair{"Zet bij Toezeggingen in de nota", []Edit{e}}
			}
		}
	}
	return 0, nil
}

// between gives the one edit that makes was into now, on whole characters.
func between(was, now string) (Edit, bool) {
	a := 0
	for a < len(was) && a < len(now) && was[a] == now[a] {
		a++
	}
	for a > 0 && a < len(was) && !utf8.RuneStart(was[a]) || a > 0 && a < len(now) && !utf8.RuneStart(now[a]) {
		a--
	}
	x, y := len(was), len(now)
	for x > a && y > a && was[x-1] == now[y-1] {
		x--
		y--
	}
	for x < len(was) && !utf8.RuneStart(was[x]) {
		x++
		y++
	}
	return Edit{Span{a, x}, now[a:y]}, was != now
}

// noted reports whether a nota of the set names the promise of a sentence under
// Toezeggingen: the same moment, or anything when it names no moment.
func (l *linter) noted(r *running, sent hit) bool {
	when, month := map[string]bool{}, map[string]bool{}
	for k := sent.from; k < sent.to; k++ {
		t := r.toks[k]
		switch {
		case t.shape == shapeDigit && len(t.low) == 4, monthOf(t.low) > 0 && len(t.low) > 3:
			month[t.low] = true
		case t.shape == shapeDigit:
			when[t.low] = true
		}
	}
	for _, p := range l.set {
		n, ok := p.AsNota()
		if !ok {
			continue
		}
		o := n.running()
		z, ok := o.zoneOf("toelichting.toezeggingen")
		if !ok || z.nvt {
			continue
		}
		if len(when) == 0 && len(month) == 0 {
			return true
		}
		there := map[string]bool{}
		for k := z.from; k < z.to; k++ {
			if low := o.toks[k].low; month[low] {
				there[low] = true
			} else if len(month) == 0 && when[low] {
				return true
			}
		}
		if len(month) > 0 && len(there) == len(month) {
			return true
		}
	}
	return false
}

func (l *linter) questionUnanswered() {
	for i, p := range l.set {
		a, ok := p.AsAntwoorden()
		if !ok {
			continue
		}
		for _, v := range a.Vragen() {
			if len(v.Vragen) > 0 && (!v.Answered || strings.TrimSpace(a.Text(v.Antwoord)) == "") {
				l.say(i, v.Vragen[0], nil, "Vraag %s heeft geen antwoord. Schrijf het antwoord eronder.", numbers(v.Nummers))
			}
			if l.full() {
				return
			}
		}
	}
}

func numbers(ns []int) string {
	var out []string
	for _, n := range ns[:min(len(ns), 12)] {
		out = append(out, itoa(n))
	}
	return listing(out)
}

func (l *linter) questionOrder() {
	for i, p := range l.set {
		a, ok := p.AsAntwoorden()
		if !ok {
			continue
		}
		want := 1
		for _, s := range a.model().sections {
			if !strings.HasPrefix(string(s.Key), "vraag.") {
				continue
			}
			ns, _ := questionLine(fold(s.Label), "vraag", "vragen")
			for _, n := range ns {
				if n != want && !l.full() {
					l.say(i, Span{s.Heading.Start, s.Heading.Start + len(strings.TrimRight(a.Text(s.Heading), "\r\n"))}, nil, "Hier staat vraag %d, verwacht was vraag %d. Ga na of er een vraag ontbreekt of dubbel staat.", n, want)
				}
				want = n + 1
			}
		}
	}
}

func (l *linter) questionNotVerbatim() {
	words := func(t string) string { return strings.Join(strings.FieldsFunc(t, isSpace), " ") }
	for i, p := range l.set {
		a, ok := p.AsAntwoorden()
		questions := l.at.Questions
		if own, there := l.at.Asked[i]; there {
			questions = own
		}
		if !ok || len(questions) == 0 {
			continue
		}
		asked := map[int]string{}
		for _, q := range questions {
			asked[q.Number] = q.Text
		}
		repeated := map[int]bool{}
		for _, v := range a.Vragen() {
			for _, n := range v.Nummers {
				repeated[n] = true
			}
			for k, s := range v.Vragen {
				if k >= len(v.Nummers) || len(v.Nummers) != len(v.Vragen) {
					break
				}
				want, ok := asked[v.Nummers[k]]
				if !ok || words(a.Text(s)) == words(want) {
					continue
				}
				l.say(i, s, &Repair{"Neem de vraag woordelijk over", []Edit{{s, want}}}, "Vraag %d is niet woordelijk zoals de Kamer haar stelde. Neem de vraag letterlijk over.", v.Nummers[k])
				if l.full() {
					return
				}
			}
		}
		for _, q := range questions {
			if !repeated[q.Number] {
				l.say(i, Span{}, nil, "Vraag %d van de Kamer staat hier niet in (‘%s’). Neem de vraag letterlijk over en beantwoord haar.", q.Number, quote(q.Text))
				if l.full() {
					return
				}
			}
		}
	}
}

func (l *linter) postponement() {
	l.letters(func(i int, k Kamerbrief) {
		if k.Kind() != Uitstelbericht {
			return
		}
		r := k.running()
		var not []string
		if zaaknummerIn(k.model().src).Len() == 0 {
			not = append(not, "het zaaknummer")
		}
		if len(r.hits["because"]) == 0 {
			not = append(not, "de reden")
		}
		if z, ok := r.zoneOf("tekst"); !ok || len(r.in("due", z)) == 0 && !r.dateIn(hit{z.from, z.to}) {
			not = append(not, "wanneer het antwoord dan wel komt")
		}
		if len(not) > 0 {
			s, _ := k.Section("tekst")
			l.say(i, s.Body, nil, "In dit uitstelbericht ontbreekt %s. Vul dat aan.", listing(not))
		}
	})
}

func (l *linter) medeNamensDiffers() {
	for i, p := range l.set {
		if p.Soort() != SoortNota {
			continue
		}
		for j, q := range l.set {
			k, ok := q.AsKamerbrief()
			if !ok {
				continue
			}
			theirs := map[string]bool{}
			for _, o := range k.MedeNamens() {
				theirs[officeKey(o)] = true
			}
			for _, o := range k.Ondertekenaars() {
				theirs[officeKey(o.Ambt)] = true
			}
			for _, s := range p.medeNamens() {
				if o := joined(p.Text(s)); !theirs[officeKey(o)] {
					m := l.say(i, s, nil, "Volgens de nota gaat de brief mede namens de %s, maar de brief noemt die niet. Maak nota en brief gelijk.", o)
					m.Other = &Place{j, place(q, FieldOndertekening)}
				}
			}
			ours := map[string]bool{}
			for _, o := range p.MedeNamens() {
				ours[officeKey(o)] = true
			}
			for _, s := range q.medeNamens() {
				if o := joined(q.Text(s)); !ours[officeKey(o)] {
					m := l.say(j, s, nil, "De brief gaat mede namens de %s, maar de nota noemt die niet. Maak nota en brief gelijk.", o)
					m.Other = &Place{i, place(p, FieldOnderwerp)}
				}
			}
		}
	}
}

// officeKey makes titles comparable: the role and the name of the office, an
// abbreviation written in full.
func officeKey(o string) string {
	role, name, _ := strings.Cut(strings.TrimPrefix(fold(o), "de "), " ")
	if role == "stas" {
		role = "staatssecretaris"
	}
	name = strings.TrimPrefix(strings.TrimPrefix(name, "van "), "voor ")
	if full, ok := ruleBook().Abbreviated[name]; ok {
		name = fold(full)
	}
	return role + " " + strings.ReplaceAll(name, ",", "")
}
