package documents

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// seed gives the seed nota, byte for byte.
func seed(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/seed/nota.md")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// papers gives every paper under testdata by name.
func papers(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir("testdata", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		b, err := os.ReadFile(path)
		out[filepath.ToSlash(path)] = b
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("no papers: %v", err)
	}
	return out
}

// fragments are pieces that papers are made of, and pieces that break them.
var fragments = []string{
	"Aan", "Aan:", "**Aan**", "Minister LJS", "Minister LJS  ", "Cc MVWS", "Deadline: 20 april 2026", "plv. SG", "Directie Informatiebeleid -", "CIO",
	"Opgesteld door", "Opgesteld door: J. de Vries", "# nota", "TER BESLISSING", "Kamerbrief over iets", "Datum", "22 april 2026", "**Datum**", "Kenmerk", "4377464- 1097773-DICIO",
	"Bijlage(n)", "0", "## 1. Aanleiding", "## 2. Geadviseerd besluit", "2. Geadviseerd besluit", "Kernpunten", "## 4. Toelichting", "### a. Draagvlak politiek",
	"### b. Draagvlak maatschappelijk en eenduidige communicatie N.v.t.", "*d. Gevolgen administratieve lasten*", "N.v.t.", "## **5. Informatie die niet openbaar gemaakt kan worden**",
	"*a. Motivering*", "Gewone tekst over de zorg.", "- punt een", "  - genest", "1. eerste", "| Aan | Minister |", "| Datum | Kenmerk |", "|---|---|", "| 1 mei 2026 | 1-2 |",
	"```", "[^1]: noot", "---", "===", "Pagina 2 van 3", "Geachte voorzitter,", "Hoogachtend,", "De Minister van Justitie en Veiligheid,", "A.B. Jansen", "Vraag 1", "Antwoord 1", "Antwoord",
	"mede namens de Staatssecretaris van Justitie en Veiligheid", "Betreft Emissies", "De voorzitter van de Tweede Kamer", "", "", "\u00a0", "\ufeff", "\u00ad", "\t", "    ", "*", "**", "é", "\xff\xfe", "\x00", "# ", "#", "a.", "1.",
}

// paperText draws bytes that look like a paper, more or less.
func paperText(t *rapid.T) []byte {
	parts := rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 40).Draw(t, "parts")
	seps := rapid.SampledFrom([]string{"\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "  \n"})
	var b bytes.Buffer
	for _, p := range parts {
		b.WriteString(p)
		b.WriteString(seps.Draw(t, "sep"))
	}
	if rapid.Bool().Draw(t, "cut") && b.Len() > 0 {
		b.Truncate(b.Len() - 1)
	}
	return b.Bytes()
}

// checkLaws are the laws of house.md that hold for every byte sequence.
func checkLaws(t interface {
	Helper()
	Fatalf(string, ...any)
}, src []byte) {
	t.Helper()
	p := Read(src)
	if !bytes.Equal(p.Bytes(), src) {
		t.Fatalf("bytes changed: %q", src)
	}
	at := 0
	for _, b := range p.Blocks() {
		if b.Start != at || b.End <= b.Start {
			t.Fatalf("block %v does not tile after %d of %q", b, at, src)
		}
		at = b.End
	}
	if at != len(src) {
		t.Fatalf("blocks end at %d of %d in %q", at, len(src), src)
	}
	inside := func(what string, s Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(src) {
			t.Fatalf("%s %v outside %d bytes of %q", what, s, len(src), src)
		}
	}
	for _, f := range p.Fields() {
		inside("label of "+string(f.Field), f.Label)
		inside("value of "+string(f.Field), f.Value)
	}
	keys := map[SectionKey]bool{}
	last := 0
	for _, s := range p.Sections() {
		inside("heading of "+string(s.Key), s.Heading)
		inside("body of "+string(s.Key), s.Body)
		if keys[s.Key] {
			t.Fatalf("key %q twice in %q", s.Key, src)
		}
		keys[s.Key] = true
		if s.Heading.Start < last {
			t.Fatalf("section %q begins before the one before it ends in %q", s.Key, src)
		}
		last = max(s.Body.End, s.Heading.Start)
	}
	for _, so := range []Soort{SoortNota, SoortKamerbrief, SoortAntwoorden} {
		q := parse(string(src), so, nil)
		if !bytes.Equal(q.Bytes(), src) {
			t.Fatalf("bytes changed as %s", so)
		}
		if _, err := q.JSON(Lint([]Paper{q}, Circumstances{})); err != nil {
			t.Fatalf("JSON as %s of %q: %v", so, src, err)
		}
	}
	c := Canonical(p)
	if c2 := Canonical(p.again(string(c))); !bytes.Equal(c, c2) {
		t.Fatalf("canonical is not idempotent for %q:\n%q\n%q", src, c, c2)
	}
	if d := Diff(p, p); len(d) != 0 {
		t.Fatalf("a paper differs from itself: %v", d)
	}
}

func TestLawsHoldForAnythingThatLooksLikeAPaper(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { checkLaws(t, paperText(t)) })
}

func TestLawsHoldForAnyBytes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { checkLaws(t, rapid.SliceOfN(rapid.Byte(), 0, 400).Draw(t, "src")) })
}

func TestLawsHoldForEveryPaper(t *testing.T) {
	t.Parallel()
	for name, src := range papers(t) {
		checkLaws(t, src)
		for _, v := range []string{strings.ReplaceAll(string(src), "\n", "\r\n"), "\ufeff" + string(src), strings.ReplaceAll(string(src), " ", "\u00a0")} {
			checkLaws(t, []byte(v))
		}
		if err := Check(src); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// checkSet is the law of Set: only the span changes, and the value reads back.
func checkSet(t interface {
	Helper()
	Fatalf(string, ...any)
}, p Paper, f Field, value string) {
	t.Helper()
	q := p.Set(f, value)
	v, _ := q.Field(f)
	want := p.Settled(f, value)
	got := q.Text(v.Value)
	if !slices.Contains(escapings(want), got) {
		t.Fatalf("set %s to %q: reads back %q in\n%q\nwas\n%q", f, want, got, q.Bytes(), p.Bytes())
	}
	old, there := p.Field(f)
	a, b := p.Bytes(), q.Bytes()
	if there {
		if !bytes.HasPrefix(b, a[:old.Value.Start]) || !bytes.HasSuffix(b, a[old.Value.End:]) {
			t.Fatalf("set %s to %q changed more than its span", f, value)
		}
	} else if !insertion(a, b) {
		t.Fatalf("set of absent %s changed what was there", f)
	}
	if !p.sameElse(q, f) {
		t.Fatalf("set %s to %q changed another field or section", f, value)
	}
}

// insertion reports whether b is a with one stretch put in.
func insertion(a, b []byte) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return len(b) >= len(a) && bytes.HasSuffix(b, a[n:])
}

var someFields = []Field{FieldAan, FieldCC, FieldDeadline, FieldOpsteller, FieldOnderwerp, FieldDatum, FieldKenmerk, FieldBijlagen}

func TestSetChangesOnlyItsSpanAndReadsBack(t *testing.T) {
	t.Parallel()
	p := Read(seed(t))
	values := append([]string{"J. de Vries", "23 april 2026", "Minister VWS\nStaatssecretaris JPS", "4377464-1097773-DICIO", "2", "", "Kamerbrief Chipsoft | vervolg", "[gelakt: 5.1.2e]"}, fragments...)
	for _, f := range someFields {
		for _, v := range values {
			checkSet(t, p, f, v)
		}
	}
}

func TestSetSectionChangesOnlyItsSpanAndReadsBack(t *testing.T) {
	t.Parallel()
	p := Read(seed(t))
	for _, s := range p.Sections() {
		for _, v := range append([]string{"Een regel.", "Een alinea.\n\nEn nog een.", "- punt\n- punt\n\n1. een\n2. twee", "N.v.t.", ""}, fragments...) {
			checkSetSection(t, p, s.Key, v)
		}
	}
}

func checkSetSection(t interface {
	Helper()
	Fatalf(string, ...any)
}, p Paper, k SectionKey, body string) {
	t.Helper()
	q := p.SetSection(k, body)
	s, _ := p.Section(k)
	n, ok := q.Section(k)
	want := p.SettledBody(body)
	got := q.Text(n.Body)
	if !ok || got != want && got != p.escapeStructure(want) && got != escapeText(want) {
		t.Fatalf("set %s to %q: reads back %q in\n%q", k, want, got, q.Bytes())
	}
	a, b := p.Bytes(), q.Bytes()
	end := s.Body.End
	if s.inHeading() {
		cut, _ := p.headingTail(s)
		end = cut.End
	}
	if !bytes.HasPrefix(b, a[:s.Body.Start]) || !bytes.HasSuffix(b, a[end:]) {
		t.Fatalf("set %s to %q changed more than its span", k, body)
	}
	if !p.sameSections(q, k) {
		t.Fatalf("set %s to %q changed another section", k, body)
	}
}

// anyPaper draws a paper of any soort.
func anyPaper(t *rapid.T) Paper {
	so := rapid.SampledFrom([]Soort{"", SoortNota, SoortKamerbrief, SoortAntwoorden}).Draw(t, "soort")
	return parse(string(paperText(t)), so, nil)
}

// anyValue draws what somebody may type into a form.
func anyValue(t *rapid.T) string {
	return rapid.OneOf(rapid.SampledFrom(fragments), rapid.StringN(0, 30, -1), rapid.Custom(func(t *rapid.T) string { return string(paperText(t)) })).Draw(t, "value")
}

func TestSetHoldsInAnyPaper(t *testing.T) {
	t.Parallel()
	tried, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		so := rapid.SampledFrom([]Soort{SoortNota, SoortKamerbrief, SoortAntwoorden}).Draw(t, "soort")
		p := parse(string(paperText(t)), so, nil)
		f := rapid.SampledFrom(p.Sjabloon().Fields).Draw(t, "field").Field
		value := anyValue(t)
		tried++
		v, _ := p.Field(f)
		if q := p.Set(f, value); bytes.Equal(p.Bytes(), q.Bytes()) && p.Text(v.Value) != p.Settled(f, value) {
			refused++ // no place for it in this heap of fragments; see Set
			return
		}
		checkSet(t, p, f, value)
	})
	// About one in a hundred is refused; a broken Set refuses most.
	if refused*4 > tried {
		t.Errorf("%d of %d values found no place", refused, tried)
	}
}

func TestSetSectionHoldsInAnyPaper(t *testing.T) {
	t.Parallel()
	tried, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p := anyPaper(t)
		ss := p.Sections()
		if len(ss) == 0 {
			return
		}
		s := rapid.SampledFrom(ss).Draw(t, "section")
		value := anyValue(t)
		tried++
		if q := p.SetSection(s.Key, value); bytes.Equal(p.Bytes(), q.Bytes()) && p.Text(s.Body) != p.SettledBody(value) {
			refused++
			return
		}
		checkSetSection(t, p, s.Key, value)
	})
	if refused*4 > tried {
		t.Errorf("%d of %d texts found no place", refused, tried)
	}
}

func TestSetHoldsInEveryPaper(t *testing.T) {
	t.Parallel()
	values := []string{"J. de Vries", "23 april 2026", "Iets anders | met streep", "[gelakt: 5.1.2e]", "Aan: iemand", "## 2. Geadviseerd besluit", "**vet**"}
	for _, src := range papers(t) {
		p := Read(src)
		for _, form := range p.Sjabloon().Fields {
			for _, v := range values {
				checkSet(t, p, form.Field, v)
			}
		}
		for _, s := range p.Sections() {
			for _, v := range append([]string{"Hoogachtend,", "Vraag 2", "Antwoord", "Datum\n\n1 mei 2026", "De Minister van Justitie en Veiligheid,"}, values...) {
				checkSetSection(t, p, s.Key, v)
			}
		}
	}
}

// checkParts is the law of Diff: of every part that changed, the accepted words
// are the new text and the rejected words the old.
func checkParts(t interface {
	Helper()
	Fatalf(string, ...any)
}, a, b Paper) {
	t.Helper()
	text := func(p Paper) map[SectionKey]string {
		out := map[SectionKey]string{}
		for _, x := range p.Parts() {
			out[x.Key] = x.Text
		}
		return out
	}
	old, now := text(a), text(b)
	seen := map[SectionKey]bool{}
	for _, c := range Diff(a, b) {
		if c.Label == "Volgorde" && c.Section == "overig" {
			old["overig"], now["overig"] = string(a.Bytes()), string(b.Bytes())
		}
		if c.Accepted() != now[c.Section] || c.Rejected() != old[c.Section] {
			t.Fatalf("part %s: accepted %q, rejected %q, want %q and %q", c.Section, c.Accepted(), c.Rejected(), now[c.Section], old[c.Section])
		}
		seen[c.Section] = true
	}
	for k, v := range now {
		if old[k] != v && !seen[k] {
			t.Fatalf("part %s changed and is not shown", k)
		}
	}
	for k, v := range old {
		if now[k] != v && !seen[k] {
			t.Fatalf("part %s is gone and is not shown", k)
		}
	}
}

func TestDiffShowsEveryPartThatChanged(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := paperText(t)
		checkParts(t, Read(a), Read(paperText(t)))
	})
	n := read(t, "seed/nota.md")
	for _, s := range n.Sections() {
		checkParts(t, n, n.SetSection(s.Key, "Iets anders over Chipsoft."))
	}
}

func TestDiffOfOneWordIsThatWord(t *testing.T) {
	t.Parallel()
	n := read(t, "seed/nota.md")
	s, _ := n.Section("kernpunten")
	q := n.SetSection("kernpunten", strings.Replace(n.Text(s.Body), "volle verantwoordelijkheid", "verantwoordelijkheid", 1))
	d := Diff(n, q)
	if len(d) != 1 || d[0].Section != "kernpunten" || d[0].Label != "Kernpunten" {
		t.Fatalf("%v", d)
	}
	var gone []string
	for _, w := range d[0].Words {
		if w.Op != Same {
			gone = append(gone, string(w.Op)+" "+w.Text)
		}
	}
	if len(gone) != 1 || strings.TrimSpace(gone[0]) != "deleted volle" && gone[0] != "deleted  volle" {
		t.Errorf("%q", gone)
	}
}

func TestRedlineAcceptedIsNewAndRejectedIsOld(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := string(paperText(t)), string(paperText(t))
		c := Change{Words: Redline(a, b)}
		if c.Accepted() != b || c.Rejected() != a {
			t.Fatalf("redline of %q and %q: accepted %q, rejected %q", a, b, c.Accepted(), c.Rejected())
		}
	})
}

func TestRunesCountCodePoints(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringN(0, 900, -1).Draw(t, "s")
		r := NewRunes([]byte(s))
		n := 0
		for i := range s {
			if got := r.Offset(i); got != n {
				t.Fatalf("offset of byte %d of %q is %d, want %d", i, s, got, n)
			}
			back, err := r.ByteSpan(Span{n, n})
			if err != nil || back.Start != i {
				t.Fatalf("byte of code point %d is %v, %v, want %d", n, back, err, i)
			}
			n++
		}
		if r.Offset(len(s)) != utf8.RuneCountInString(s) {
			t.Fatalf("length of %q", s)
		}
	})
}
