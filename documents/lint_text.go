package documents

import (
	"strings"
)

// The rules about what a nota says.

func (l *linter) besluitNotNumbered() {
	l.notas(func(i int, n Nota) {
		s, ok := n.Section("besluit")
		r := n.running()
		z, ok2 := r.zoneOf("besluit")
		if !ok || !ok2 || s.NVT || n.numberedItems(s.Body) > 0 {
			return
		}
		asked := map[string]bool{}
		for _, h := range r.in("decision", z) {
			asked[r.toks[h.from].low[:min(5, len(r.toks[h.from].low))]] = true
		}
		if len(n.medeNamensIn(s.Body)) > 0 {
			asked["mede namens"] = true
		}
		if len(asked) >= 2 {
			l.say(i, s.Body, nil, "Hier worden %d dingen tegelijk gevraagd. Zet elk besluit op een eigen genummerde regel; dan kan per punt worden besloten.", len(asked))
		}
	})
}

// numberedItems counts the numbered or bulleted lines within s.
func (p Paper) numberedItems(s Span) int {
	m := p.model()
	n := 0
	for i := m.lineAt(s.Start); i < len(m.lines) && int(m.lines[i].start) < s.End; i++ {
		if k := m.lines[i].kind; k == lineItem || k == lineRow {
			n++
		} else if t := m.lines[i].text(); k == lineText && t.Len() > 2 {
			if num, w := splitNumber(m.src[t.Start:min(t.End, t.Start+16)]); w > 0 && isLetter(num) {
				n++
			}
		}
	}
	return n
}

// medeNamensIn gives the offices named within s.
func (p Paper) medeNamensIn(s Span) []Span {
	var out []Span
	for _, o := range p.medeNamens() {
		if s.Contains(o) {
			out = append(out, o)
		}
	}
	return out
}

func (l *linter) besluitAbsent() {
	l.notas(func(i int, n Nota) {
		if n.Kind() != "ter beslissing" && n.Kind() != "ter accordering" {
			return
		}
		s, ok := n.Section("besluit")
		switch {
		case !ok:
			at, _ := n.sectionPlace("besluit")
			l.say(i, Span{at, at}, nil, "De nota is %s, maar er staat geen geadviseerd besluit in. Voeg dat onderdeel toe.", n.Kind())
		case s.NVT:
			l.say(i, s.Body, nil, "De nota is %s, maar bij het geadviseerd besluit staat N.v.t. Schrijf wat u de bewindspersoon vraagt.", n.Kind())
		}
	})
}

func (l *linter) informatieAsksAkkoord() {
	l.notas(func(i int, n Nota) {
		if n.Kind() != "ter informatie" {
			return
		}
		r := n.running()
		for _, h := range r.hits["akkoord"] {
			m := l.say(i, r.span(h), nil, "De nota is ter informatie, maar vraagt hier een besluit (‘%s’). Maak er een nota ter beslissing van, of haal de vraag weg.", quote(r.text(h)))
			m.Other = &Place{i, place(n.Paper, FieldKind)}
			return
		}
	})
}

// hasStation reports whether the route has a station of the ministry of an
// office. Within the house that sends, a second bewindspersoon is asked for.
func (l *linter) hasStation(office string) bool {
	code := Ministry(office)
	seats := 0
	for _, s := range l.at.Stations {
		org, _, _ := strings.Cut(strings.ToLower(s.Organisation), ".")
		switch {
		case code != "" && (org == code || Ministry(s.Organisation) == code):
			if !l.ownHouse(code) {
				return true
			}
			if fold(s.Role) == "bewindspersoon" {
				seats++
			}
		case code == "" && strings.Contains(fold(office), fold(s.Organisation)) && s.Organisation != "":
			return true
		}
	}
	return seats >= 2
}

// ownHouse reports whether code is the ministry that the first nota of the set
// is written in.
func (l *linter) ownHouse(code string) bool {
	for _, p := range l.set {
		if n, ok := p.AsNota(); ok {
			for _, a := range n.Aan() {
				if c := Ministry(a); c != "" {
					return c == code
				}
			}
			if sj := p.Sjabloon(); sj != nil {
				for _, h := range strings.Split(sj.House, "/") {
					if Ministry(h) == code {
						return true
					}
				}
			}
			return false
		}
	}
	return false
}

func (l *linter) medeNamensWithoutStation() {
	said := map[string]bool{}
	for i, p := range l.set {
		if p.Soort() == SoortAantekening {
			continue
		}
		for _, s := range p.medeNamens() {
			office := joined(p.Text(s))
			key := Ministry(office)
			if key == "" {
				key = fold(office)
			}
			if said[key] || l.hasStation(office) {
				continue
			}
			said[key] = true
			l.say(i, s, nil, "Het stuk gaat mede namens de %s, maar in de parafenlijn staat daarvoor geen medeakkoord. Voeg dat station toe.", office)
		}
	}
}

func (l *linter) medeakkoordOpen() {
	if len(l.at.MedeakkoordOpen) == 0 {
		return
	}
	l.notas(func(i int, n Nota) {
		r := n.running()
		s := place(n.Paper, FieldOnderwerp)
		if hs := r.hits["parallel"]; len(hs) > 0 {
			s = r.span(hs[0])
		} else if ms := n.medeNamens(); len(ms) > 0 {
			s = ms[0]
		} else if !l.at.Dispatch {
			return
		}
		m := l.say(i, s, nil, "Er is nog geen antwoord van %s. Wacht met verzenden tot het medeakkoord er is.", listing(l.at.MedeakkoordOpen))
		if l.at.Dispatch {
			l.severe(m, SeverityBlock)
		}
	})
}

func (l *linter) afstemmingContradicted() {
	l.notas(func(i int, n Nota) {
		r := n.running()
		z, ok := r.zoneOf("toelichting.afstemming")
		if !ok {
			return
		}
		done := r.in("agreed", z)
		if len(done) == 0 {
			return
		}
		for _, h := range r.hits["pending"] {
			if o := r.zones[r.toks[h.from].zone]; o.key == z.key {
				continue
			}
			m := l.say(i, r.span(done[0]), nil, "Hier staat ‘%s’, maar elders staat dat het nog loopt (‘%s’). Schrijf op beide plaatsen hetzelfde.", quote(r.text(done[0])), quote(r.text(h)))
			m.Other = &Place{i, r.span(h)}
			return
		}
	})
}

func (l *linter) afstemmingIncomplete() {
	l.notas(func(i int, n Nota) {
		r := n.running()
		z, ok := r.zoneOf("toelichting.afstemming")
		if !ok || z.nvt || z.from == z.to {
			return
		}
		if f := n.model().sj.sectionForm(z.key); f == nil || !strings.Contains(f.folded, "interdepartementaal") {
			return // only a heading that asks for all three can be held to it
		}
		var not []string
		for _, w := range [][2]string{{"internal", "intern"}, {"interdepartmental", "interdepartementaal"}, {"field", "met veldpartijen"}} {
			if len(r.in(w[0], z)) == 0 {
				not = append(not, w[1])
			}
		}
		if len(not) > 0 {
			l.say(i, z.span, nil, "Over de afstemming %s staat niets. Noem met wie is afgestemd, of schrijf dat het niet nodig was.", listing(not))
		}
	})
}

// seated reports whether a directie (FEZ, WJZ, Communicatie) is on the route or
// named in the afstemming or the head.
func (l *linter) seated(n Nota, names ...string) bool {
	for _, s := range l.at.Stations {
		for _, w := range names {
			if strings.Contains(fold(s.Organisation), w) || strings.Contains(fold(s.Role), w) {
				return true
			}
		}
	}
	s, _ := n.Section("toelichting.afstemming")
	text := fold(n.Content(s) + " " + strings.Join(n.CC(), " "))
	for _, w := range names {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

func (l *linter) medeparaafMissing() {
	if !l.at.RouteKnown {
		return
	}
	l.notas(func(i int, n Nota) {
		r := n.running()
		first := func(list string) (Span, string) {
			for _, h := range r.hits[list] {
				if z := r.zones[r.toks[h.from].zone]; !z.nvt && !strings.HasPrefix(string(z.key), "nietopenbaar") {
					return r.span(h), r.text(h)
				}
			}
			return Span{}, ""
		}
		if s, w := first("money"); w != "" && !l.seated(n, "fez") {
			l.say(i, s, nil, "De nota gaat over geld (‘%s’), maar FEZ staat niet in de parafenlijn. Voeg FEZ toe.", quote(w))
		} else if a := amounts(r); w == "" && len(a) > 0 && !l.seated(n, "fez") {
			l.say(i, a[0].span, nil, "De nota noemt een bedrag (‘%s’), maar FEZ staat niet in de parafenlijn. Voeg FEZ toe.", joined(n.Text(a[0].span)))
		}
		if s, w := first("legal"); w != "" && !l.seated(n, "wjz", "dwjz", "juridische zaken") {
			l.say(i, s, nil, "De nota heeft juridische kanten (‘%s’), maar WJZ staat niet in de parafenlijn. Voeg WJZ toe.", quote(w))
		}
		if l.count(SoortKamerbrief) > 0 && !l.seated(n, "communicatie", "dco", "voorlichting") {
			l.say(i, place(n.Paper, FieldOnderwerp), nil, "Er gaat een brief naar de Kamer, maar Communicatie staat niet in de parafenlijn. Voeg Communicatie toe.")
		}
	})
}

func (l *linter) paperNamedTwoWays() {
	if l.count(SoortAntwoorden) > 0 {
		return
	}
	l.notas(func(i int, n Nota) {
		r := n.running()
		z, ok := r.zoneOf("besluit")
		if !ok {
			return
		}
		briefs, answers := r.in("brief-noun", z), r.in("answer-noun", z)
		if len(briefs) == 0 || len(answers) == 0 {
			return
		}
		odd, usual, write := answers[0], briefs[0], "Kamerbrief"
		if strings.Contains(fold(n.Onderwerp()), "beantwoording") || strings.Contains(fold(n.Onderwerp()), "antwoord") {
			odd, usual, write = briefs[0], answers[0], "beantwoording"
		}
		var rep *Repair
		if odd.to == odd.from+1 {
			rep = &Repair{"Schrijf ‘" + write + "’", []Edit{{r.span(odd), write}}}
		}
		m := l.say(i, r.span(odd), rep, "Hetzelfde stuk heet hier ‘%s’ en elders ‘%s’. Noem het overal hetzelfde.", r.text(odd), r.text(usual))
		m.Other = &Place{i, r.span(usual)}
	})
}

func (l *linter) referenceWithoutKenmerk() {
	l.notas(func(i int, n Nota) {
		r := n.running()
		for _, h := range r.hits["separate"] {
			s := r.span(r.sentence(h.from))
			if t := n.Text(Span{s.Start, min(len(r.src), s.End+40)}); KenmerkIn(t) != "" || strings.Contains(t, "](") || zaaknummerIn(t).Len() > 0 || longNumber(t) {
				continue
			}
			l.say(i, r.span(h), nil, "Hier wordt verwezen naar een ander stuk (‘%s’) zonder kenmerk. Noem het kenmerk, zodat dat stuk erbij te vinden is.", quote(r.text(h)))
			if l.full() {
				return
			}
		}
	})
}

// longNumber reports whether t holds a number of five digits or more.
func longNumber(t string) bool {
	n := 0
	for i := 0; i < len(t); i++ {
		if !isDigit(t[i]) {
			n = 0
		} else if n++; n >= 5 {
			return true
		}
	}
	return false
}

func (l *linter) kamervragenBare() {
	zaak := false // another paper of the set carries the number
	for _, p := range l.set {
		if p.Soort() == SoortAntwoorden && zaaknummerIn(p.model().src).Len() > 0 {
			zaak = true
		}
	}
	for i, p := range l.set {
		r := p.running()
		if p.Soort() == SoortAntwoorden {
			if zaaknummerIn(p.model().src).Len() == 0 {
				l.say(i, Span{}, nil, "Het zaaknummer van de Kamervragen ontbreekt. Neem het over van de Kamer, bijvoorbeeld 2026Z01234.")
			}
			continue
		}
		hs := r.hits["questions"]
		var h *hit
		for k := range hs {
			if z := r.zones[r.toks[hs[k].from].zone]; !strings.HasPrefix(string(z.key), "kop.") {
				h = &hs[k]
				break
			}
		}
		if h == nil {
			continue
		}
		var not []string
		if zaaknummerIn(p.model().src).Len() == 0 && !zaak {
			not = append(not, "het zaaknummer")
		}
		if p.Soort() == SoortNota {
			named, due := false, false
			for k := range hs {
				near := r.around(hs[k].from)
				named = named || r.namesMember(near)
				due = due || r.hasIn("due", near) || r.dateIn(near)
			}
			if !named {
				not = append(not, "wie de vragen stelde")
			}
			if !due {
				not = append(not, "wanneer het antwoord er moet zijn")
			}
		}
		if len(not) > 0 {
			l.say(i, r.span(*h), nil, "Bij deze Kamervragen ontbreekt %s. Vul dat aan; de termijn is drie weken.", listing(not))
		}
	}
}

// around gives the sentence of token i with the one before and after it.
func (r *running) around(i int) hit {
	s := int(r.toks[i].sent)
	return hit{r.sents[max(0, s-1)].from, r.sents[min(len(r.sents)-1, s+1)].to}
}

// namesMember reports whether h names a Kamerlid: "het lid Jansen", "de leden
// De Vries en Bakker (VVD)".
func (r *running) namesMember(h hit) bool {
	for i := h.from; i+1 < h.to; i++ {
		if w := r.toks[i].low; w != "lid" && w != "leden" && w != "kamerlid" && w != "kamerleden" {
			continue
		}
		if s := r.toks[i+1].shape; s == shapeTitle || s == shapeMixed {
			return true
		}
	}
	return false
}

// dateIn reports whether h holds a day and a month.
func (r *running) dateIn(h hit) bool {
	for i := h.from; i+1 < h.to; i++ {
		if r.toks[i].shape == shapeDigit && len(r.toks[i].low) <= 2 && monthOf(r.toks[i+1].low) > 0 {
			return true
		}
	}
	return false
}

func (l *linter) noWeighing() {
	l.notas(func(i int, n Nota) {
		if k := n.Kind(); k != "ter beslissing" {
			return
		}
		r := n.running()
		if len(r.toks) == 0 || len(r.hits["weighing"]) > 0 {
			return
		}
		s, ok := n.Section("kernpunten")
		at := s.head().text
		if !ok {
			at = place(n.Paper, FieldKind)
		}
		l.say(i, at, nil, "De nota noemt geen alternatieven, risico’s of voor- en nadelen. Schrijf welke keuze er is en wat daartegen pleit.")
	})
}

func (l *linter) blame() {
	l.notas(func(i int, n Nota) {
		r := n.running()
		if len(r.hits["blame"]) == 0 {
			return
		}
		names := r.companies()
		last := int32(-1)
		for _, h := range r.hits["blame"] {
			s := r.toks[h.from].sent
			if s == last {
				continue
			}
			for k := r.sents[s].from; k < r.sents[s].to; k++ {
				if names[r.toks[k].low] && r.toks[k].shape != shapeLower {
					last = s
					l.say(i, r.span(h), nil, "Hier krijgt %s de schuld of de verantwoordelijkheid. Een openbare nota kan in een rechtszaak worden gebruikt; leg deze zin voor aan WJZ.", n.Text(r.span(hit{k, k + 1})))
					break
				}
			}
			if l.full() {
				return
			}
		}
	})
}

// companies gives the proper names of the text that are not institutions of the
// state: words written with a capital inside a sentence, or with one inside the
// word.
func (r *running) companies() map[string]bool {
	inst := ruleBook().institutions
	out := map[string]bool{}
	for i, t := range r.toks {
		if len(t.low) < 3 || inst[t.low] || ruleBook().known[t.low] {
			continue
		}
		first := r.sents[t.sent].from == i
		if t.shape == shapeMixed || t.shape == shapeTitle && !first {
			out[t.low] = true
		}
	}
	return out
}

func (l *linter) motiveringMissing() {
	l.notas(func(i int, n Nota) {
		s, ok := n.nietOpenbaar()
		switch {
		case !ok && l.at.Publication:
			at, _ := n.sectionPlace("nietopenbaar")
			l.say(i, Span{at, at}, nil, "Het onderdeel over informatie die niet openbaar wordt, ontbreekt. Voeg het toe voordat de nota openbaar wordt.")
		case ok && s.NVT && l.at.MarksKnown && l.at.Marks > 0:
			m := l.say(i, s.Body, nil, "Hier staat N.v.t., maar in de nota %s gelakt. Schrijf waarom.", plural(l.at.Marks, "is 1 passage", "zijn "+itoa(l.at.Marks)+" passages"))
			if !l.at.Publication {
				l.severe(m, SeverityWarn)
			}
		}
	})
}

// nietOpenbaar gives the section with the motivering: the part, or the section
// itself where a form has no part.
func (n Nota) nietOpenbaar() (Section, bool) {
	if s, ok := n.Section("nietopenbaar.motivering"); ok {
		return s, true
	}
	return n.Section("nietopenbaar")
}

func (l *linter) motiveringWithoutGround() {
	l.notas(func(i int, n Nota) {
		s, ok := n.nietOpenbaar()
		if !ok || s.NVT || s.Body.Len() == 0 {
			return
		}
		if t := n.Content(s); t != "" && !hasGround(t) && !saysNothingWithheld(t) {
			l.say(i, s.Body, nil, "De motivering noemt geen artikel uit de Woo. Zet erbij op welke grond, bijvoorbeeld artikel 5.1, tweede lid, onder e.")
		}
	})
}

// hasGround reports whether t names an article of hoofdstuk 5 of the Woo, or of
// the Wob before it.
func hasGround(t string) bool {
	f := strings.ReplaceAll(fold(t), " ", "")
	for _, w := range []string{"5.1.", "5.1,", "5.1lid", "artikel5.1", "artikel5.2", "art.5.1", "art.5.2", "5.2woo", "5.2,", "5.4woo", "10.2.", "10,tweede", "10.1.", "11.1"} {
		if strings.Contains(f, w) {
			return true
		}
	}
	return false
}

// saysNothingWithheld recognises a motivering that there is nothing to motivate.
func saysNothingWithheld(t string) bool {
	f := fold(t)
	for _, w := range []string{"geen informatie", "niets onleesbaar", "geen passages", "volledig openbaar", "geheel openbaar"} {
		if strings.Contains(f, w) {
			return true
		}
	}
	return false
}

func (l *linter) redactionClaim() {
	l.notas(func(i int, n Nota) {
		s, ok := n.nietOpenbaar()
		if !ok {
			return
		}
		r := n.running()
		z, _ := r.zoneOf(s.Key)
		claims := r.in("redaction-claim", z)
		gone := n.redactedPlaces()
		ready := func(m *Remark) {
			if !l.at.Publication {
				l.severe(m, SeverityWarn)
			}
		}
		switch {
		case len(claims) > 0 && !saysNothingWithheld(n.Content(s)):
			redacted := gone.Len() > 0 || n.Opsteller().State != OpstellerPresent
			if l.at.MarksKnown {
				// Before publication an empty Opgesteld door may be what was taken out.
				redacted = l.at.Marks > 0 || gone.Len() > 0 || redacted && !l.at.Publication
			}
			// The inside version still shows what the public one will not; the
			// claim can only be held against marks, or at publication.
			if !redacted && (l.at.MarksKnown || l.at.Publication) {
				says := "Pas de motivering aan."
				if !l.at.Publication {
					says = "Pas de motivering aan, of wijs aan wat niet openbaar wordt."
				}
				ready(l.say(i, r.span(claims[0]), nil, "Hier staat ‘%s’, maar in de nota is niets gelakt. %s", r.text(claims[0]), says))
			}
		case s.NVT && gone.Len() > 0:
			m := l.say(i, s.Body, nil, "Hier staat N.v.t., maar in de nota staat een gelakte plek. Schrijf waarom die is gelakt.")
			m.Other = &Place{i, gone}
			ready(m)
		}
	})
}

// redactedPlaces gives the first place where something was taken out.
func (p Paper) redactedPlaces() Span {
	src := p.model().src
	for _, w := range []string{"[gelakt", "[weggelakt", "███", "[geanonimiseerd", "[onleesbaar gemaakt"} {
		if i := indexFold(src, w[:min(len(w), 7)]); i >= 0 && strings.HasPrefix(strings.ToLower(src[i:min(len(src), i+len(w)+4)]), w) {
			return Span{i, i + len(w)}
		}
	}
	return Span{}
}

// functional are mailboxes of a desk, not of a person.
var functional = []string{"info", "contact", "loket", "secretariaat", "bestuur", "postbus", "pers", "woo", "communicatie", "voorlichting", "klantcontact", "servicedesk", "meldpunt", "dienst", "helpdesk", "privacy", "fg", "noreply", "no-reply", "redactie", "receptie", "administratie", "balie", "kamer", "griffie", "bureau", "team", "directie"}

func (l *linter) personalData() {
	l.notas(func(i int, n Nota) {
		r := n.running()
		for _, z := range r.zones {
			if strings.HasPrefix(string(z.key), "kop.") || strings.HasPrefix(string(z.key), "nietopenbaar") {
				continue
			}
			l.mailIn(i, r.src, z.span)
			for k := z.from; k < z.to && !l.full(); k++ {
				t := r.toks[k]
				switch t.low {
				case "dhr", "mw", "mevr", "mevrouw", "heer":
					if e := r.nameEnd(k+1, z.to); e > k+1 {
						h := hit{k, e}
						l.say(i, r.span(h), nil, "Hier staat de naam van een persoon (‘%s’). Noem de functie of de organisatie; dan hoeft er niets te worden gelakt.", quote(r.text(h)))
						k = e - 1
					}
				}
				if t.shape == shapeDigit {
					if e := phoneEnd(r, k, z.to); e > 0 {
						l.say(i, r.span(hit{k, e}), nil, "Hier staat een telefoonnummer. Haal het weg; dan hoeft er niets te worden gelakt.")
						k = e - 1
					}
				}
			}
		}
	})
}

// nameEnd gives the token after a name that begins at token k: initials, small
// words of a surname and words with a capital, at most six.
func (r *running) nameEnd(k, to int) int {
	e := k
	for n := k; n < min(k+6, to) && r.toks[n].sent == r.toks[k].sent; n++ {
		if n > k && strings.ContainsAny(r.src[r.toks[n-1].end:r.toks[n].start], "(),;:/‘’\"“”[]|") {
			return e // what stands in parentheses, or after a comma, is no name of his
		}
		switch t := r.toks[n]; {
		case t.shape == shapeTitle || t.shape == shapeUpper || t.shape == shapeMixed:
			e = n + 1
		case surnamePrefix(t.low):
		default:
			return e
		}
	}
	return e
}

func surnamePrefix(w string) bool {
	switch w {
	case "de", "van", "den", "der", "ten", "ter", "te", "el", "la", "'t":
		return true
	}
	return false
}

// phoneEnd gives the token after a Dutch telephone number that begins at token
// k: ten digits that begin with 0, or +31 with nine, in groups; 0 when there is
// none.
func phoneEnd(r *running, k, to int) int {
	first := r.toks[k].low
	plus := r.toks[k].start > 0 && r.src[r.toks[k].start-1] == '+'
	if !plus && first[0] != '0' {
		return 0
	}
	digits := 0
	end := int32(-1)
	for ; k < to && r.toks[k].shape == shapeDigit && digits <= 11; k++ {
		if end >= 0 && r.toks[k].start-end > 3 {
			break
		}
		for _, c := range r.toks[k].low {
			if c >= '0' && c <= '9' {
				digits++
			} else if c != '-' {
				return 0
			}
		}
		end = r.toks[k].end
	}
	if !plus && digits == 10 || plus && digits == 11 && strings.HasPrefix(first, "31") {
		return k
	}
	return 0
}

// mailIn remarks on the mail addresses of persons within s.
func (l *linter) mailIn(i int, src string, s Span) {
	for at := s.Start; at < s.End && !l.full(); {
		j := strings.IndexByte(src[at:s.End], '@')
		if j < 0 {
			return
		}
		j += at
		at = j + 1
		a, b := j, j+1
		for a > s.Start && j-a < 64 && mailByte(src[a-1]) {
			a--
		}
		for b < s.End && b-j < 80 && mailByte(src[b]) {
			b++
		}
		b -= len(src[j:b]) - len(strings.TrimRight(src[j:b], ".-"))
		if a == j || !strings.Contains(src[j:b], ".") {
			continue
		}
		local := strings.ToLower(src[a:j])
		desk := false
		for _, f := range functional {
			desk = desk || local == f || strings.HasPrefix(local, f+".") || strings.HasPrefix(local, f+"-") || strings.HasPrefix(local, "_"+f) || strings.HasSuffix(local, f)
		}
		if !desk {
			l.say(i, Span{a, b}, nil, "Hier staat een mailadres van een persoon. Haal het weg, of noem een algemeen adres; dan hoeft er niets te worden gelakt.")
		}
	}
}

func mailByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("._-+", c) >= 0
}

func (l *linter) processRemark() {
	l.notas(func(i int, n Nota) {
		r := n.running()
		for _, h := range r.hits["process"] {
			if z := r.zones[r.toks[h.from].zone]; strings.HasPrefix(string(z.key), "nietopenbaar") {
				continue
			}
			l.say(i, r.span(h), nil, "‘%s’ gaat over intern beraad. Ga nu na of dit openbaar kan worden, of haal het weg.", quote(r.text(h)))
			if l.full() {
				return
			}
		}
	})
}
