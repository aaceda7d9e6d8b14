package documents

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A Paper is a value: views over bytes that never change. The zero Paper is
// empty. Papers may be copied and used from several goroutines.
type Paper struct{ m *model }

// A model is what was read in the bytes. It is never changed after Parse.
type model struct {
	src      string
	soort    Soort
	sj       *Sjabloon
	lines    []line
	headEnd  int // index of the first line after what is read as head
	bodyLine int // index of the first line of the body: after the aanhef of a letter
	title    Span
	fields   []FieldView
	loose    []Span // lines of the head that are nothing we know
	sections []Section
	headers  []PageHeader
	blocks   []Block
	signers  []signer
	vragen   []Vraag

	once sync.Once
	text *running // see Paper.running
}

// A PageHeader is the short header that a PDF repeats on every further page,
// where it landed in the middle of the text: the fields it repeats, and page
// numbers. It belongs to no section's Content.
type PageHeader struct {
	Span
	Fields []FieldView
}

var empty = &model{soort: SoortAantekening}

func (p Paper) model() *model {
	if p.m == nil {
		return empty
	}
	return p.m
}

// Bytes gives the bytes of the paper, exactly as they were read.
func (p Paper) Bytes() []byte { return []byte(p.model().src) }

// Soort says which form of paper was recognised.
func (p Paper) Soort() Soort { return p.model().soort }

// Sjabloon gives the form the paper was read with; nil for an aantekening.
func (p Paper) Sjabloon() *Sjabloon { return p.model().sj }

// Blocks tile the paper: every byte lies in exactly one block, in order. The
// kinds are blank, head, title, heading, paragraph, list, table, code,
// footnote, rule, pageheader and signature.
func (p Paper) Blocks() []Block { return append([]Block(nil), p.model().blocks...) }

// Fields gives the fields of the head (and the close of a letter) in reading
// order. A label that stands there without a value is a field with an empty
// Value; a field whose label is absent is not listed.
func (p Paper) Fields() []FieldView { return append([]FieldView(nil), p.model().fields...) }

// Field gives where f stands, and whether it does. FieldMedeNamens is no line of
// the head: it gives the first office that the text names, see MedeNamens.
func (p Paper) Field(f Field) (FieldView, bool) {
	if f == FieldMedeNamens {
		if os := p.medeNamens(); len(os) > 0 {
			return FieldView{f, Span{os[0].Start, os[0].Start}, os[0]}, true
		}
		return FieldView{}, false
	}
	for _, v := range p.model().fields {
		if v.Field == f {
			return v, true
		}
	}
	return FieldView{}, false
}

// Sections gives the sections in reading order: a section that has parts
// (toelichting) stands before them, with its own text as Body.
func (p Paper) Sections() []Section { return append([]Section(nil), p.model().sections...) }

// Section gives the section with key k, and whether it is there.
func (p Paper) Section(k SectionKey) (Section, bool) {
	for _, s := range p.model().sections {
		if s.Key == k {
			return s, true
		}
	}
	return Section{}, false
}

// PageHeaders gives the page headers that landed in the text.
func (p Paper) PageHeaders() []PageHeader { return append([]PageHeader(nil), p.model().headers...) }

// Title covers the words that say what the paper is ("nota"); empty when it
// does not say so.
func (p Paper) Title() Span { return p.model().title }

// Text gives the bytes of s as they stand. A span that reaches outside the
// paper gives what lies inside.
func (p Paper) Text(s Span) string {
	src := p.model().src
	a, b := max(0, min(s.Start, len(src))), max(0, min(s.End, len(src)))
	if a >= b {
		return ""
	}
	return src[a:b]
}

// Content gives the text of a section's body without the page headers that
// landed in it, trimmed, otherwise as it stands.
func (p Paper) Content(s Section) string {
	m := p.model()
	var b strings.Builder
	at := s.Body.Start
	for _, h := range m.headers {
		if h.End <= at || h.Start >= s.Body.End {
			continue
		}
		if h.Start > at {
			b.WriteString(strings.TrimRight(m.src[at:h.Start], " \t\r\n\f") + "\n\n")
		}
		at = min(h.End, s.Body.End)
		for at < s.Body.End && strings.IndexByte(" \t\r\n\f", m.src[at]) >= 0 {
			at++
		}
	}
	b.WriteString(p.Text(Span{at, s.Body.End}))
	return strings.TrimSpace(b.String())
}

// Parse reads any bytes at all: it recognises the soort and the sjabloon, and
// returns the remarks that reading alone gives (the same that Lint gives for
// this paper alone). It never fails; whether bytes are welcome is Check's
// question. Beyond MaxBytes the text is kept but not analysed.
func Parse(src []byte) (Paper, []Remark) {
	p := parse(string(src), "", nil)
	return p, Lint([]Paper{p}, Circumstances{})
}

// Read is Parse without remarks.
func Read(src []byte) Paper { return parse(string(src), "", nil) }

// ReadWith reads src in the given sjabloon, which a paper keeps once it was
// made with it.
func ReadWith(src []byte, s *Sjabloon) Paper {
	if s == nil {
		return Read(src)
	}
	return parse(string(src), s.Soort, s)
}

// ReadAmong is Read for a house with sjablonen of its own: the paper is read in
// the one of own and shipped whose labels it shows most of.
func ReadAmong(src []byte, own []*Sjabloon) Paper {
	p := parse(string(src), "", nil)
	m := p.model()
	if m.sj == nil || len(own) == 0 {
		return p
	}
	var cands []cand
	if m.soort == SoortNota {
		cands = m.candidates()
	}
	s := m.chooseAmong(append(append([]*Sjabloon(nil), own...), shipped()...), cands)
	if s == m.sj {
		return p
	}
	return parse(m.src, m.soort, s)
}

// ParseNota reads src as a nota, whatever it is.
func ParseNota(src []byte) (Nota, []Remark) {
	p := parse(string(src), SoortNota, nil)
	return Nota{p}, Lint([]Paper{p}, Circumstances{})
}

// ParseKamerbrief reads src as a letter to the Kamer, whatever it is.
func ParseKamerbrief(src []byte) (Kamerbrief, []Remark) {
	p := parse(string(src), SoortKamerbrief, nil)
	return Kamerbrief{p}, Lint([]Paper{p}, Circumstances{})
}

// ParseAntwoorden reads src as answers to Kamervragen, whatever it is.
func ParseAntwoorden(src []byte) (Antwoorden, []Remark) {
	p := parse(string(src), SoortAntwoorden, nil)
	return Antwoorden{p}, Lint([]Paper{p}, Circumstances{})
}

// ReadAantekening takes src as plain text: a reason, a remark, a note.
func ReadAantekening(src []byte) Paper { return parse(string(src), SoortAantekening, nil) }

func parse(src string, as Soort, sj *Sjabloon) Paper {
	m := &model{src: src, soort: as, sj: sj}
	if len(src) > 4*MaxBytes {
		// Kept whole, read as plain text: offsets of lines are 32 bits and
		// nobody can want more.
		m.soort, m.sj = SoortAantekening, nil
		m.blocks = []Block{{Span{0, len(src)}, "paragraph"}}
		m.sections = []Section{{Key: "tekst", Level: 1, Body: Span{0, len(src)}}}
		return Paper{m}
	}
	m.lines = scan(src)
	if m.soort == "" {
		m.soort = m.recognise()
	}
	switch m.soort {
	case SoortNota:
		m.readNota()
	case SoortKamerbrief:
		m.readLetter()
	case SoortAntwoorden:
		m.readAntwoorden()
	default:
		m.soort = SoortAantekening
		m.readPlain()
	}
	return Paper{m}
}

// readPlain makes one section of the whole text.
func (m *model) readPlain() {
	b := m.body(0, len(m.src))
	m.sections = []Section{{Key: "tekst", Level: 1, Heading: Span{b.Start, b.Start}, Body: b}}
	m.tile(nil)
}

// Recognise says which form of paper src most likely is, from the words that
// only that form prints.
func Recognise(src []byte) Soort {
	if len(src) > 4*MaxBytes {
		return SoortAantekening
	}
	m := model{src: string(src)}
	m.lines = scan(m.src)
	return m.recognise()
}

func (m *model) recognise() Soort {
	nota, brief, vragen, antwoorden, numbers := 0, 0, 0, 0, 0
	seen := map[string]bool{}
	for i, l := range m.lines {
		if l.kind == lineBlank {
			continue
		}
		if m.loneNumber(i) == numbers+1 {
			numbers++
			continue
		}
		if n, _, _ := m.numberedQuestion(i); n > 0 && n == numbers+1 {
			numbers++
			continue
		}
		if q, _ := m.inlineQuestion(l.text()); q.Len() > 0 {
			if c := m.src[q.Start]; c == 'V' || c == 'v' {
				vragen++
			} else {
				antwoorden++
			}
			continue
		}
		if l.tend-l.tstart > 160 {
			continue
		}
		t := m.src[l.tstart:l.tend]
		// Cheap test first: every word looked for starts with one of these.
		c := strings.TrimLeft(t, "#*_>|0123456789.) \t")
		if c == "" || !strings.ContainsRune("nNtTgGdDaAvVhHkKbBiIrRlLpP", rune(c[0])) {
			continue
		}
		f := fold(strings.TrimLeft(t, "#>| \t"))
		f = strings.TrimSpace(strings.TrimRight(f, "|"))
		if q, ok := questionLine(f, "vraag", "vragen"); ok && q != nil {
			vragen++
			continue
		}
		if _, ok := questionLine(f, "antwoord", "antwoorden"); ok {
			antwoorden++
			continue
		}
		if seen[f] {
			continue
		}
		switch {
		case f == "nota" || f == "beslisnota" || strings.HasPrefix(f, "nota ter "):
			nota += 3
		case kindOf(f) != "":
			nota += 2
		case strings.HasPrefix(f, "geachte ") && i > 0:
			brief += 3
		case f == "hoogachtend":
			brief += 2
		case strings.Contains(f, "voorzitter van de tweede kamer") || strings.Contains(f, "voorzitter van de eerste kamer") || strings.HasPrefix(strings.TrimPrefix(f, "aan "), "de voorzitter van de "):
			brief += 2
		case strings.HasPrefix(f, "postbus 20018") || strings.HasPrefix(f, "postbus 20017"):
			brief++ // where the Kamers receive their post
		case isOffice(f) && strings.HasSuffix(strings.TrimRight(t, "*_ "), ","), strings.Contains(f, "brief van de minister"), strings.Contains(f, "brief van de staatssecretaris"):
			brief++
		default:
			_, n := splitNumber(f)
			if anySection(f[n:]) {
				nota++
			}
		}
		if len(seen) < 4096 {
			seen[f] = true
		}
	}
	switch {
	case (vragen > 0 || numbers > 0) && antwoorden > 0 && nota < 4:
		return SoortAntwoorden
	case nota >= 2 && nota >= brief:
		return SoortNota
	case brief >= 3:
		return SoortKamerbrief
	case nota >= 2:
		return SoortNota
	}
	return SoortAantekening
}

// kinds are what a nota can ask, as printed under its title.
var kinds = map[string]string{
	"ter beslissing": "ter beslissing", "ter besluitvorming": "ter beslissing", "ter informatie": "ter informatie",
	"ter kennisneming": "ter informatie", "ter kennisname": "ter informatie", "ter info": "ter informatie",
	"ter bespreking": "ter bespreking", "ter voorbereiding": "ter voorbereiding", "ter ondertekening": "ter ondertekening",
	"ter tekening": "ter ondertekening", "ter accordering": "ter accordering", "ter parafering": "ter accordering",
}

func kindOf(folded string) string { return kinds[folded] }

// splitNumber reads the lettering at the start of a folded or raw heading:
// "4. ", "4.1 ", "a. ", "a) ", also with the point escaped as some converters
// do ("4\\. "). It gives the number without its point and the length of all of
// it with the space; 0 when there is none.
func splitNumber(t string) (string, int) {
	n := 0
	for n < len(t) && n < 12 && (t[n] >= '0' && t[n] <= '9' || t[n] == '.' && n > 0 && t[n-1] != '.') {
		n++
	}
	num := t[:n]
	if n == 0 {
		if len(t) < 3 || (t[0]|0x20) < 'a' || (t[0]|0x20) > 'z' {
			return "", 0
		}
		num, n = t[:1], 1
	}
	k := n
	if k < len(t) && t[k] == '\\' {
		k++
	}
	if k < len(t) && (t[k] == '.' || t[k] == ')') {
		k++
	} else if isLetter(strings.ToLower(num)) || k > n {
		return "", 0 // a letter needs its point, and a backslash something to escape
	}
	n = k
	for k < len(t) {
		if t[k] == ' ' || t[k] == '\t' {
			k++
		} else if strings.HasPrefix(t[k:], "\u00a0") {
			k += 2
		} else {
			break
		}
	}
	if k == n {
		return "", 0
	}
	return strings.ToLower(strings.TrimRight(num, ".")), k
}

// gluedNVT finds "N.v.t." at the end of a heading and gives where it starts,
// and where the label before it ends; -1 when there is none or nothing else.
func gluedNVT(t string) (label, nvt int) {
	e := len(strings.TrimRight(t, " \t\u00a0.*_"))
	off := max(0, e-24)
	for off < e && !utf8.RuneStart(t[off]) {
		off++
	}
	low := strings.ToLower(t[off:e])
	if len(low) != e-off {
		return -1, -1
	}
	for _, w := range []string{"n.v.t", "nvt", "niet van toepassing", "niet\u00a0van\u00a0toepassing"} {
		if !strings.HasSuffix(low, w) {
			continue
		}
		s := e - len(w)
		l := len(strings.TrimRight(t[:s], " \t\r\n\u00a0\u202f:*_-–—"))
		if l == 0 || l == s {
			return -1, -1
		}
		return l, s
	}
	return -1, -1
}

// isNVT reports whether the text of a section says that it does not apply,
// with or without a reason on the same line ("N.v.t., want ...").
func isNVT(t string) bool {
	if len(t) > 400 {
		return false
	}
	f := strings.TrimLeft(fold(t), "-•– ")
	for _, w := range []string{"n.v.t", "nvt", "niet van toepassing"} {
		if rest, ok := strings.CutPrefix(f, w); ok {
			return rest == "" || strings.IndexByte(". ,:;-(", rest[0]) >= 0
		}
	}
	return false
}

// nvtReason gives what follows "N.v.t." in a section's text.
func nvtReason(t string) string {
	f := strings.TrimLeft(fold(t), "-•– ")
	for _, w := range []string{"n.v.t", "nvt", "niet van toepassing"} {
		if rest, ok := strings.CutPrefix(f, w); ok {
			return strings.Trim(rest, " .,:;-()")
		}
	}
	return ""
}
