package documents

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestCheckRefusesWhatIsNoPaperAndSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ what, src, says string }{
		{"empty", "", "leeg"},
		{"only white space", " \n\t\n", "leeg"},
		{"only a byte order mark", "\ufeff", "leeg"},
		{"too large", strings.Repeat("a", MaxBytes+1), "te groot"},
		{"a PDF", "%PDF-1.7\n", "een PDF"},
		{"a Word file", "PK\x03\x04x", "Word"},
		{"a picture", "\x89PNG\r\n", "afbeelding"},
		{"UTF-16", "\xff\xfea\x00", "UTF-16"},
		{"a NUL in the middle", "nota\x00", "binair"},
		{"latin-1", "patiënten"[:5] + "\xebnten", "UTF-8"},
		{"an escape", "nota \x1b[31m", "stuurteken"},
		{"a C1 control", "nota \u0085", "stuurteken"},
	} {
		err := Check([]byte(x.src))
		var u *Unreadable
		if !errors.As(err, &u) || !strings.Contains(u.Text, x.says) || !strings.HasSuffix(u.Text, ".") {
			t.Errorf("%s: %v", x.what, err)
		}
	}
	for _, ok := range []string{"a", "\ufeffnota\r\n", "a\fb", "één\ttab", strings.Repeat("a", MaxBytes)} {
		if err := Check([]byte(ok)); err != nil {
			t.Errorf("%.20q: %v", ok, err)
		}
	}
}

func TestUnreadableNamesTheLine(t *testing.T) {
	t.Parallel()
	if err := Check([]byte("een\ntwee\n\xff")); err == nil || !strings.Contains(err.Error(), "regel 3") {
		t.Errorf("%v", err)
	}
}

func TestDatesAsPapersWriteThem(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"22 april 2026": "2026-04-22", "22 APRIL 2026": "2026-04-22", "1 mrt. 2026": "2026-03-01", "3 sept 2025": "2025-09-03", "22-04-2026": "2026-04-22",
		"22/4/2026": "2026-04-22", "22.04.2026": "2026-04-22", "2026-04-22": "2026-04-22", "woensdag 22 april 2026": "2026-04-22", "Den Haag, 22 april 2026": "2026-04-22",
		"22\u00a0april\u00a02026": "2026-04-22", "22 ap\u00adril 2026": "2026-04-22", "29 februari 2024": "2024-02-29",
		"29 februari 2026": "", "31 april 2026": "", "22 april": "", "april 2026": "", "22 avril 2026": "", "": "", "22": "", "0 mei 2026": "", "22 april 26": "", "1 mei 2026 of later": "",
	} {
		d, err := ParseDutchDate(s)
		if d.ISO() != want || (err == nil) != (want != "") {
			t.Errorf("%q: %s, %v; want %s", s, d.ISO(), err, want)
		}
	}
}

func TestGroundsInAllSpellings(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]Ground{
		"5.1.2e": "5.1.2e", "5.1.2.e": "5.1.2e", " 5.1.2 e ": "5.1.2e", "5.1.2E": "5.1.2e", "art. 5.1 lid 2 sub e": "5.1.2e", "artikel 5.1, tweede lid, onder e, van de Wet open overheid": "5.1.2e",
		"artikel 5.1, tweede lid, aanhef en onder e, Woo": "5.1.2e", "artikel 5.1, eerste lid, onderdeel d": "5.1.1d", "5.1.5": "5.1.5", "artikel 5.1, vijfde lid": "5.1.5",
		"5.2": "5.2", "artikel 5.2 Woo": "5.2", "5.4a": "5.4a", "10.2.e": "5.1.2e", "10.2e Wob": "5.1.2e", "10.2.g": "5.1.5", "11.1": "5.2",
		"": "", "5.1": "", "5.1.2z": "", "5.1.3": "", "6.1.2e": "", "e": "", "onzin": "",
	} {
		g, err := ParseGround(s)
		if g != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", s, g, err, want)
		}
		if err == nil && g.Title() == "" {
			t.Errorf("%q has no title", g)
		}
	}
}

func TestSoortIsRecognised(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]Soort{
		"# nota\n\nTER BESLISSING\n":                                      SoortNota,
		"Aanleiding\n\nx\n\nGeadviseerd besluit\n\ny\n":                   SoortNota,
		"De voorzitter van de Tweede Kamer\n\nGeachte voorzitter,\n\nx\n": SoortKamerbrief,
		"Vraag 1\nx\nAntwoord 1\ny\n":                                     SoortAntwoorden,
		"Vraag 1: x?\n\nAntwoord: y.\n":                                   SoortAntwoorden,
		"Beste collega, graag een ander woord in de tweede zin.":          SoortAantekening,
		"": SoortAantekening,
	} {
		if got := Recognise([]byte(src)); got != want {
			t.Errorf("%q is a %s, want %s", src, got, want)
		}
		if p := Read([]byte(src)); p.Soort() != want {
			t.Errorf("%q reads as %s, want %s", src, p.Soort(), want)
		}
	}
}

func TestOfficesAfterMedeNamens(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"mede namens de Minister van Justitie en Veiligheid, dat":                                                             "Minister van Justitie en Veiligheid",
		"Mede namens de minister voor Rechtsbescherming en de staatssecretaris van Volksgezondheid, Welzijn en Sport bied ik": "minister voor Rechtsbescherming; staatssecretaris van Volksgezondheid, Welzijn en Sport",
		"mede namens mijn ambtgenoot de Minister van Onderwijs, Cultuur en Wetenschap zend ik":                                "Minister van Onderwijs, Cultuur en Wetenschap",
		"mede\nnamens de Ministers":                                               "",
		"namens de Minister van Financiën":                                        "",
		"mede namens de Minister-President, Minister van Algemene Zaken, schrijf": "Minister-President; Minister van Algemene Zaken",
		"mede namens de Minister van Landbouw, Visserij, Voedselzekerheid en Natuur en de Minister van Financiën.": "Minister van Landbouw, Visserij, Voedselzekerheid en Natuur; Minister van Financiën",
		"mede namens de **Staatssecretaris van Justitie\nen Veiligheid** stuur ik":                                 "Staatssecretaris van Justitie en Veiligheid",
		"mede namens Stas JenV": "Stas JenV",
	} {
		if got := strings.Join(Read([]byte(src)).MedeNamens(), "; "); got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

func TestMedeNamensIsAFieldOfTheText(t *testing.T) {
	t.Parallel()
	p := read(t, "seed/kamerbrief.md")
	v, ok := p.Field(FieldMedeNamens)
	if !ok || p.Text(v.Value) != "Staatssecretaris van Justitie en Veiligheid" {
		t.Errorf("%v %q", ok, p.Text(v.Value))
	}
	if _, ok := read(t, "brieven/drie-ondertekenaars.md").Field(FieldMedeNamens); ok {
		t.Error("who signs is not mede namens")
	}
}

func TestMinistries(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Staatssecretaris van Justitie en Veiligheid": "jenv", "Stas JenV": "jenv", "jenv": "jenv", "Minister LJS": "vws", "de Minister van Langdurige Zorg, Jeugd en Sport": "vws",
		"Minister-President": "az", "Ministerie van Financiën": "fin", "Minister van Sprookjes": "", "": "",
	} {
		if got := Ministry(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestPastedQuestionsBecomeAPaperToAnswerIn(t *testing.T) {
	t.Parallel()
	for _, pasted := range []string{
		"Vragen van het lid De Wit (CDA)\n\n1\nKlopt het\nbericht?\n\n2\nZo ja, wat doet\nu? Zie punt 1.\n\n3\nKunt u deze vragen af-\nzonderlijk beantwoorden?\n",
		"Vragen van het lid De Wit (CDA)\n\n1. Klopt het bericht?\n2. Zo ja, wat doet u? Zie punt 1.\n3. Kunt u deze vragen afzonderlijk beantwoorden?\n",
		"Vragen van het lid De Wit (CDA)\n\nVraag 1\nKlopt het bericht?\n\nVraag 2\nZo ja, wat doet u? Zie punt 1.\n\nVraag 3\nKunt u deze vragen afzonderlijk beantwoorden?\n",
		"Vragen van het lid De Wit (CDA)\n\n**Vraag 1:** Klopt het bericht?\n\n**Vraag 2:** Zo ja, wat doet u? Zie punt 1.\n\n**Vraag 3:** Kunt u deze vragen afzonderlijk beantwoorden?\n",
	} {
		qs, lead := ReadQuestions(pasted)
		if len(qs) != 3 || qs[0].Text != "Klopt het bericht?" || qs[1].Text != "Zo ja, wat doet u? Zie punt 1." || qs[2].Text != "Kunt u deze vragen afzonderlijk beantwoorden?" || lead != "Vragen van het lid De Wit (CDA)" {
			t.Errorf("%q: %v, %q", pasted, qs, lead)
			continue
		}
		a, ok := Read(AnswersTo(pasted)).AsAntwoorden()
		if !ok || len(a.Vragen()) != 3 {
			t.Fatalf("%q: %v %v", pasted, ok, a.Vragen())
		}
		for _, r := range Lint([]Paper{a.Paper}, Circumstances{Questions: qs}) {
			if r.Code == "L57" || r.Code == "L55" {
				t.Errorf("%q: %s %s", pasted, r.Code, r.Text)
			}
		}
		b := a.SetSection("antwoord.2", "Dat zoek ik uit.")
		if v, _ := b.AsAntwoorden(); v.Text(v.Vragen()[1].Antwoord) != "Dat zoek ik uit." {
			t.Errorf("answer 2 reads %q", v.Text(v.Vragen()[1].Antwoord))
		}
	}
	if AnswersTo("geen vragen") != nil {
		t.Error("no questions give a paper")
	}
}

func TestLettersSayWhatKindTheyAre(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"brieven/aanbiedingsbrief.md": "aanbiedingsbrief", "brieven/uitstelbericht-uit-pdf.md": Uitstelbericht, "brieven/vws-valpreventie.md": "", "seed/kamerbrief.md": "",
	} {
		k, ok := read(t, name).AsKamerbrief()
		if !ok || k.Kind() != want {
			t.Errorf("%s: %q, want %q", name, k.Kind(), want)
		}
	}
}

func TestContentLeavesPageHeadersOutAndKeepsTheRest(t *testing.T) {
	t.Parallel()
	p := read(t, "notas/jenv-cellentekort-uit-pdf.md")
	s, _ := p.Section("kernpunten")
	if c := p.Content(s); strings.Contains(c, "Pagina") || strings.Contains(c, "6112045") || !strings.HasSuffix(c, "kritisch over.") || !strings.Contains(c, "groter.\n\n- Een nadeel") {
		t.Errorf("%q", c)
	}
}

func TestSjabloonIsCheckedBeforeItIsUsed(t *testing.T) {
	t.Parallel()
	good := `{"id":"x","version":1,"soort":"nota","house":"X","name":"x","why":"x","fields":[{"field":"aan","label":"Aan"}],"sections":[{"key":"a","label":"A"}]}`
	if _, err := LoadSjabloon([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ why, old, new string }{
		{"no JSON", "{", "<"},
		{"an unknown key", `"version"`, `"versie"`},
		{"no version", `"version":1`, `"version":0`},
		{"no id", `"id":"x"`, `"id":""`},
		{"an unknown soort", `"nota"`, `"memo"`},
		{"a field without key", `"field":"aan"`, `"field":""`},
		{"a label of two fields", `[{"field":"aan","label":"Aan"}]`, `[{"field":"aan","label":"Aan"},{"field":"cc","label":"aan"}]`},
		{"a key twice", `[{"key":"a","label":"A"}]`, `[{"key":"a","label":"A"},{"key":"a","label":"B"}]`},
		{"a heading of two sections", `[{"key":"a","label":"A"}]`, `[{"key":"a","label":"A"},{"key":"b","label":"a"}]`},
		{"a section without label", `"label":"A"`, `"label":""`},
		{"a pattern that does not compile", `"why":"x"`, `"why":"x","kenmerk":"("`},
		{"a part of itself", `"label":"A"}]`, `"label":"A","parts":[{"key":"a","label":"B"}]}]`},
		{"something after it", `"A"}]}`, `"A"}]} {}`},
	} {
		if !strings.Contains(good, x.old) {
			t.Fatalf("%s: %q is not there", x.why, x.old)
		}
		if _, err := LoadSjabloon([]byte(strings.Replace(good, x.old, x.new, 1))); err == nil {
			t.Errorf("%s is taken", x.why)
		}
	}
}

// TestSjablonenShareTheirKeys keeps the promise that a key means one thing
// whatever the house calls it.
func TestSjablonenShareTheirKeys(t *testing.T) {
	t.Parallel()
	ids := map[string]bool{}
	for _, s := range Sjablonen() {
		ids[s.ID] = true
		if s.Name == "" || s.Why == "" {
			t.Errorf("%s says not what it is and why", s.ID)
		}
		if s.Soort != SoortNota {
			continue
		}
		for _, k := range []SectionKey{"aanleiding", "besluit", "kernpunten", "toelichting", "nietopenbaar"} {
			if s.sectionForm(k) == nil {
				t.Errorf("%s has no %s", s.ID, k)
			}
		}
		for _, f := range []Field{FieldAan, FieldCC, FieldDatum, FieldKenmerk, FieldOnderwerp, FieldOpsteller, FieldBijlagen} {
			if s.fieldForm(f) == nil {
				t.Errorf("%s has no %s", s.ID, f)
			}
		}
	}
	for _, id := range []string{"vws-nota", "jenv-nota", "bzk-nota", "fin-nota", "ocw-nota", "szw-nota", "ez-nota", "ienw-nota", "kamerbrief", "antwoorden"} {
		s, ok := SjabloonByID(id)
		if !ok || s.ID != id || !ids[id] {
			t.Errorf("no sjabloon %s", id)
			continue
		}
		if v, ok := SjabloonAt(id, s.Version); !ok || v != s {
			t.Errorf("no version %d of %s", s.Version, id)
		}
		if _, ok := SjabloonAt(id, 999); ok {
			t.Errorf("%s has a version 999", id)
		}
	}
}

// TestSkeletonOfASjabloonReadsBack writes a paper in every sjabloon and reads
// it: the labels on writing are labels on reading.
func TestSkeletonOfASjabloonReadsBack(t *testing.T) {
	t.Parallel()
	for _, s := range Sjablonen() {
		if s.Soort != SoortNota {
			continue
		}
		p := Read(s.Skeleton("ter beslissing"))
		if p.Soort() != SoortNota || p.Sjabloon().ID != s.ID {
			t.Errorf("%s reads as %s", s.ID, p.Sjabloon().ID)
		}
		for _, f := range s.Fields {
			if f.Label == "" || f.Bare {
				continue
			}
			if _, ok := p.Field(f.Field); !ok {
				t.Errorf("%s: field %s is lost", s.ID, f.Field)
			}
		}
		var want, got []string
		for _, f := range s.Sections {
			want = append(want, string(f.Key))
			for _, q := range f.Parts {
				want = append(want, string(q.Key))
			}
		}
		for _, x := range p.Sections() {
			got = append(got, string(x.Key))
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: sections %v, want %v", s.ID, got, want)
		}
		for _, r := range Lint([]Paper{p}, Circumstances{}) {
			switch r.Code {
			case "L13", "L15", "L19", "L20", "L21", "L46":
				t.Errorf("%s: the empty form is remarked on: %s %s", s.ID, r.Code, r.Text)
			}
		}
	}
}

// TestASentenceThatIsReplacedIsNotCutUp compares a sentence with another that
// shares a small word with it; and keeps apart what is the same for a reason.
func TestASentenceThatIsReplacedIsNotCutUp(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		from, to string
		same     []string
	}{
		{"Hackers hebben toegang gekregen tot te veel systemen van zorgaanbieders.", "Gemeenten krijgen volgend jaar acht weken om te reageren op dit voorstel.", []string{"."}},
		{"Het kost € 4 miljoen in 2026.", "Het kost € 5 miljoen in 2026.", []string{"Het kost € ", " miljoen in 2026."}},
		{"Een heel andere eerste alinea dan hierna.\n\nEen heel andere tweede alinea dan hiervoor.", "Iets wat nergens op lijkt staat hier nu.\n\nMaar dat geldt ook voor wat daarop volgt.", []string{".\n\n", "."}},
	} {
		ws := Redline(x.from, x.to)
		var same []string
		for _, w := range ws {
			if w.Op == Same {
				same = append(same, w.Text)
			}
		}
		c := Change{Words: ws}
		if !slices.Equal(same, x.same) || c.Accepted() != x.to || c.Rejected() != x.from {
			t.Errorf("%q to %q keeps %q", x.from, x.to, same)
		}
	}
}
