package redact

import "paraaf/documents"

// This file reads the names of people inside the names of files: "brief_adriana_decastro.pdf",
// "0006_Veen_R_vd_kopie.png", "IMG-schuur-tsjikke-veenstra.jpg". Only the name goes; what the
// file is stays readable.

// fileEnds are what names of files end in.
var fileEnds = hashSet(`pdf doc docx docm dotx xls xlsx xlsm csv ppt pptx odt ods rtf txt msg eml pst ost ics vcf jpg jpeg png gif tif tiff bmp heic heif webp svg mp wav mov avi vtt srt zip rar pcap log json xml html htm md mht wmv ogg opus epub pages numbers key bak dat`)

// markFiles marks the slots of tokens that stand in the name of a file, its ending not
// included.
func (w *work) markFiles() {
	t := w.tok
	for k := 2; k < len(t); k++ {
		if t[k].kind != word || !fileEnds.has(t[k].hash) || !w.isPunct(k-1, '.') || !t[k].is(glued) || !t[k-1].is(glued) || k+1 < len(t) && t[k+1].is(glued) && t[k+1].kind != punct && !(t[k+1].kind == number && t[k].n == 2) {
			continue
		}
		a := k - 1
		for a > 0 && k-a < 40 && t[a].is(glued) && !t[a].is(first) && !w.fileBreak(a-1) {
			a--
		}
		marks := false
		for q := a; q < k-1; q++ {
			marks = marks || t[q].kind == number || t[q].kind == punct
		}
		if !marks || a >= k-2 {
			continue
		}
		for q := a; q < k-1; q++ {
			w.slots[q].file = true
		}
	}
}

// fileBreak reports whether token k stands before the name of a file rather than in it.
func (w *work) fileBreak(k int) bool {
	if w.tok[k].kind != punct {
		return false
	}
	switch w.tok[k].hash {
	case '"', '/', '\\', '|', ';', ',', '<', '>', ':', '=', '@', '[', '\'', 0x80:
		return true
	case '(':
		return k == 0 || !w.tok[k].is(glued)
	}
	return false
}

// filesNamed reads the names in names of files.
func (w *work) filesNamed() {
	for k := 0; k < len(w.tok); k++ {
		if !w.slots[k].file {
			continue
		}
		e := k
		for e < len(w.tok) && w.slots[e].file && (e == k || w.tok[e].is(glued)) {
			e++
		}
		w.fileName(k, e)
		k = e - 1
	}
}

// fileName reads the name of one file, tokens a to e.
func (w *work) fileName(a, e int) {
	t := w.tok
	about := fileOther // what the words before say that the next one is
	for k := a; k < e; k++ {
		x := &t[k]
		if x.kind == number {
			w.fileAddress(k, e)
			continue
		}
		if x.kind != word || w.state[k] != free {
			continue
		}
		switch {
		case thingFiles.has(x.hash):
			about = fileThing
			continue
		case personFiles.has(x.hash):
			if x.has(particle) && about != filePerson {
				break // Antoni_van_Leeuwenhoek; but mail_van_jansen
			}
			if about != fileThing {
				about = filePerson
			}
			continue
		case plainFiles.has(x.hash):
			continue
		}
		if about == fileThing && !w.camelPair(k) {
			continue
		}
		if q := w.filePerson(k, e, about); q > k {
			k = q - 1
			continue
		}
		if x.n > 2 && !x.has(particle) {
			about = fileOther
		}
	}
}

// What the words of the name of a file announce.
const (
	fileOther = iota
	filePerson
	fileThing
)

// fileSep reports whether token k parts words in the name of a file.
func (w *work) fileSep(k int) bool {
	return w.isPunct(k, '_') || w.isPunct(k, '-') || w.isPunct(k, '.') || w.isPunct(k, '+')
}

// filePerson reads a person at token k of the name of a file that ends at e, and gives the
// token after, or k.
func (w *work) filePerson(k, e, about int) int {
	t := w.tok
	plain := func(q int) bool { // an ordinary word, as far as a file is concerned
		x := &t[q]
		return x.has(common|place|english|stop|month|weekday|demonym|orgHead|orgTail|team|trade|thingHead|thingTail|official|title) || plainFiles.has(x.hash) || personFiles.has(x.hash) || thingFiles.has(x.hash) || boxWords.has(x.hash) || x.ends(tailOrg|tailSure|tailBuilding|tailThing|tailPractice) || x.is(caps) && x.n <= 4
	}
	next := func(q int) int { // the next word behind one separator
		if q+2 < e && w.fileSep(q+1) && t[q+2].kind == word {
			return q + 2
		}
		return -1
	}
	p := parsed{a: k, b: k + 1, words: 1, lower: !t[k].is(capital)}
	x := &t[k]
	// S_Yohannes, j.bakker
	if x.n == 1 && k+2 < e && w.fileSep(k+1) {
		q := k
		for q >= 0 && next(q) > 0 && t[next(q)].n == 1 && q < k+8 {
			q = next(q)
		}
		f := next(q)
		for f > 0 && t[f].has(particle) && next(f) > 0 {
			p.particle = true
			f = next(f)
		}
		if f > 0 && t[f].n > 2 && !plainFiles.has(t[f].hash) && !personFiles.has(t[f].hash) && !thingFiles.has(t[f].hash) && (t[f].has(anyFamily) || w.strange(f) || !plain(f)) && (x.is(capital) || t[f].has(family) || about == filePerson && t[f].is(capital)) {
			p.initials, p.family, p.b = w.fold(x), []int{f}, f+1
			w.accept(p, ruleInside, 0.75, false)
			return p.b
		}
		return k
	}
	// vanderVeen, DeVries, TenCate; van_der_veen, vd-broek
	if from, ok := w.camelFamily(k); ok && about != fileOther || ok && lookup(hashOf(from))&family != 0 {
		p.family, p.particle = []int{k}, true
		w.accept(p, ruleInside, 0.72, false)
		return p.b
	}
	if w.camelPair(k) {
		p.given, p.family, p.words = nil, []int{k}, 2
		w.accept(p, ruleInside, 0.72, false)
		return p.b
	}
	if x.has(particle) && x.n > 1 && !x.has(given) {
		f := k
		for f > 0 && t[f].has(particle) && f < k+8 {
			f = next(f)
		}
		if f > k && t[f].n > 2 && (t[f].has(family) || about == filePerson && !plainFiles.has(t[f].hash) && !personFiles.has(t[f].hash)) && !thingFiles.has(t[f].hash) && !t[f].has(orgHead|orgTail|place|title|official|stop) && !(w.fold(x) == "van" && plain(f) && f == k+2) {
			p.family, p.particle, p.b = []int{f}, true, f+1
			w.accept(p, ruleInside, 0.72, false)
			return p.b
		}
		return k
	}
	q := next(k)
	if q > 0 && (thingFiles.has(t[q].hash) || t[q].has(thingTail|orgTail) && !t[q].has(family) || t[q].ends(tailBuilding|tailThing|tailOrg)) {
		return k // Beatrix_zaal
	}
	isGiven := x.has(given) && !plain(k) && x.n >= 3
	if isGiven && q > 0 { // adriana_decastro, tsjikke-veenstra, jan_van_dijk, fatima_b
		f := q
		for f > 0 && t[f].has(particle) && next(f) > 0 && f < q+6 {
			p.particle = true
			f = next(f)
		}
		if f > 0 && t[f].n > 2 && !plainFiles.has(t[f].hash) && !personFiles.has(t[f].hash) && !thingFiles.has(t[f].hash) && !t[f].has(given) && (t[f].has(anyFamily) || !plain(f) && about == filePerson) {
			p.given, p.family, p.b, p.words = []int{k}, []int{f}, f+1, 2
			w.accept(p, ruleInside, 0.78, false)
			return p.b
		}
		p.particle = false
	}
	if isGiven && x.n >= 4 && about == filePerson {
		p.given = []int{k}
		w.accept(p, ruleInside, 0.7, false)
		return p.b
	}
	if g := next(k); g > 0 && t[g].n == 1 && t[g].is(capital) && next(g) > 0 && t[next(g)].has(particle) && !t[next(g)].is(capital) && x.n > 2 && x.is(capital) {
		about = filePerson // Veen_R_vd
	}
	if about != filePerson || x.n < 3 || x.has(streetTail) || plainFiles.has(x.hash) {
		return k
	}
	// Veen_R_vd, broek_vd, dejong_k
	end, tail := k+1, false
	for g := next(k); g > 0; g = next(g) {
		if g+1 < e && t[g+1].kind == number && t[g+1].is(glued) {
			break // v2
		}
		if !(t[g].n == 1 && !t[g].has(stop) || t[g].n <= 3 && t[g].has(particle) && !t[g].has(given)) {
			break
		}
		tail = tail || t[g].n > 1 || x.has(anyFamily)
		end = g + 1
	}
	switch {
	case tail && (x.has(anyFamily) || !plain(k)):
	case x.has(family) && !plain(k):
	case !(k > 1 && seenFiles.has(t[k-2].hash)) && !plain(k) && (x.has(anyName) || w.strange(k) || x.class == 0 && x.is(capital)):
	case x.has(family) && x.has(common) && !x.has(place|stop|english|trade) && x.n >= 5 && !(k > 1 && seenFiles.has(t[k-2].hash)):
	default:
		return k
	}
	p.family, p.b = []int{k}, end
	if w.isPunct(end, '-') && end+1 < e && t[end+1].kind == word && !plain(end+1) && !tail { // Soares-daCosta
		p.b = end + 2
	}
	w.accept(p, ruleInside, 0.7, false)
	return p.b
}

// camelPair reports whether the word at token k is a given name and a family name with a capital
// each: BoazBruggink.
func (w *work) camelPair(k int) bool {
	x := &w.tok[k]
	if x.n < 7 || x.n > 30 || !x.is(capital) || !x.is(mixed) {
		return false
	}
	b := w.text[x.start:x.end()]
	for i := 3; i+3 < len(b); i++ {
		if isUpper(b[i]) {
			g, f := lookup(hashOf(foldString(string(b[:i])))), lookup(hashOf(foldString(string(b[i:]))))
			return g&given != 0 && g&(common|place|english) == 0 && (f&anyFamily != 0 || f == 0)
		}
	}
	return false
}

// camelFamily reads a tussenvoegsel that is glued to a family name with a capital:
// vanderVeen, DeVries. It gives the family name, folded.
func (w *work) camelFamily(k int) (string, bool) {
	x := &w.tok[k]
	if x.n < 6 || x.n > 30 {
		return "", false
	}
	b := w.text[x.start:x.end()]
	for i := len(b) - 3; i >= 2; i-- {
		if isUpper(b[i]) && isLower(b[i-1]) {
			switch lowerASCII(b[:i]) {
			case "van", "de", "den", "der", "vander", "vanden", "vande", "vanhet", "vant", "vd", "ten", "ter", "te", "el", "al", "op", "opde", "opden", "di", "da", "dos", "le", "la", "in", "int", "aan", "aande":
				return foldString(string(b[i:])), true
			}
			return "", false
		}
	}
	return "", false
}

// fileAddress records a street and a number in one word: Schoutstraat3, molenweg12a.
func (w *work) fileAddress(k, e int) {
	t := w.tok
	if !t[k].is(glued) || t[k].n > 3 || k == 0 || t[k-1].kind != word || !w.slots[k-1].file || t[k-1].n < 6 || !t[k-1].has(streetTail) && !t[k-1].ends(tailSure) || w.state[k-1] != free || w.state[k] != free {
		return
	}
	b := k + 1
	if b < e && t[b].kind == word && t[b].n == 1 && t[b].is(glued) {
		b++
	}
	w.add(k-1, b, hit{rule: ruleAddress, label: documents.Address, cert: 0.7})
}

// fileAgain takes someone known where he stands in the name of a file, in whatever letters. It
// gives the token after him, or i.
func (w *work) fileAgain(i int) int {
	t := w.tok
	x := &t[i]
	ps := w.people
	if x.n < 4 && !x.has(given) || w.state[i] != free || plainFiles.has(x.hash) || personFiles.has(x.hash) {
		return i
	}
	thing := i > 1 && w.slots[i-2].file && thingFiles.has(t[i-2].hash) // offerte_jansen.pdf
	take := func(id int) int {
		w.add(i, i+1, hit{rule: ruleInside, label: documents.Person, cert: 0.8, ask: ps.list[id].ask, person: id + 1})
		return i + 1
	}
	for n, id := range ps.index[x.hash] {
		if o := &ps.list[id]; n < 50 && !o.kept && !thing {
			return take(int(id))
		}
	}
	if j, ok := ps.joined[x.hash]; ok && x.n > 4 && !ps.list[j].kept && !thing {
		return take(int(j))
	}
	if s := w.fold(x); len(s) >= 7 { // gijsbertvz: a given name and what the rest begins with
		for n := len(s) - 1; n >= 5 && n >= len(s)-3; n-- {
			for _, id := range ps.index[uint32(hashOf(s[:n]))] {
				if o := &ps.list[id]; !o.kept && hasHash(o.given, uint32(hashOf(s[:n]))) {
					return take(int(id))
				}
			}
		}
	}
	return i
}

var (
	// personFiles are kinds of papers that are called after whom they are of or about
	personFiles = hashSet(`mail mails email brief brieven verslag verklaring getuigenverklaring cv resume sollicitatie motivatie motivatiebrief volmacht machtiging kopie paspoort idkaart id identiteitsbewijs rijbewijs loonstrook loonstroken salarisstrook jaaropgave diploma certificaat
	handtek handtekening handtekeningen gesprek gespreksverslag gesprekverslag interview appgroep whatsapp app apps chat sms opname hoorzitting bezwaar bezwaarschrift zienswijze klacht klachtbrief aanvraag aangifte intake dossier medisch indicatie beschikking ontslag ontslagbrief
	vaststellingsovereenkomst vso beoordeling functioneringsgesprek verzuim ziekmelding foto fotos selfie portret scan pasfoto geboorteakte akte testament huurcontract arbeidsovereenkomst contactgegevens contacten reactie antwoord bericht aan van bewoner client patient melder klager wraking
	dagvaarding verweer pleidooi pleitnota evtx bloedonderzoek onderzoek uitslag verwijzing recept behandelplan zorgplan declaratie declaraties bankafschrift afschrift urenstaat vog visum uitnodiging spraakmemo memo voicemail dsc img getuige verhoor pv aantekening aantekeningen persoonsgegevens zaakdossier bijlage kaartje visitekaartje pcap dump`)
	// seenFiles are kinds of pictures, which show things as often as people
	seenFiles = hashSet(`foto fotos img dsc scan dump bijlage onderzoek app apps opname opnames id uitslag`)
	// thingFiles are followed by a firm or by what is called after someone
	thingFiles = hashSet(`rapport onderzoeksrapport eindrapport rapportage advies adviesrapport overeenkomst contract raamovereenkomst convenant plan projectplan plattegrond tekening kaart folder presentatie handleiding handboek licentie prijslijst catalogus station tunnel laan straat weg hal wijk methode model test schaal protocol norm richtlijn offerte offertes factuur facturen inkoop order bestelling bestek prijsopgave aanbesteding raamcontract motie moties amendement kamervragen kamerstuk kamerbrief commissie zaal rotonde brug plein gebouw wet arrest zaak kabinet ministerie gemeente firma bedrijf leverancier logo flyer brochure school stichting prijs lezing instituut museum park haven sluis gemaal`)
	// plainFiles are words of file names that are no names
	plainFiles = hashSet(`def definitief concept versie final draft nieuw oud kopie copy ingevuld getekend ondertekend gelakt ongelakt anoniem deel pagina blad map bestand document lijst overzicht notitie nota rapport memo agenda notulen tijdlijn planning rooster export import backup test kringloop hond auto huis tuin schuur voor achter zij aanzicht
	verwijderen woo besluit inventaris inventarislijst bijlagen img dsc dcim pict image screenshot schermafbeelding schermafdruk photo video audio track stem jan feb mrt apr mei jun jul aug sep okt nov dec ma di wo do vr za zo`)
)
