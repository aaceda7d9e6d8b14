package desk

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

func TestWhatIsAPlaceInASet(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		id    workflow.PaperID
		soort documents.Soort
		n     int
		why   string
	}{
		{"nota", documents.SoortNota, 1, "the first has no number"},
		{"brief-2", documents.SoortKamerbrief, 2, "a second letter"},
		{"antwoorden-40", documents.SoortAntwoorden, 40, "two digits"},
		{"brief-1", "", 0, "the first would have two names"},
		{"brief-02", "", 0, "one place, one name"},
		{"brief-100", "", 0, "no set holds so many"},
		{"bijlage", "", 0, "annexes are no papers of ours"},
		{"../nota", "", 0, "a path"},
		{"nota\n", "", 0, "a line end"},
		{"", "", 0, "nothing"},
	} {
		soort, n, ok := placeOf(row.id)
		if soort != row.soort || n != row.n || ok != (row.n > 0) {
			t.Errorf("%q is %q %d %v: %s", row.id, soort, n, ok, row.why)
		}
	}
}

const vragen = `Vragen van het lid Voorbeeld (Partij) aan de minister over de aanval op een leverancier.

1
Bent u bekend met het bericht over de aanval?

2
Hoeveel mensen zijn geraakt?
`

func ids(v View) []workflow.PaperID {
	var out []workflow.PaperID
	for _, p := range v.Papers {
		out = append(out, p.ID)
	}
	return out
}

func TestASetHoldsNotasLettersAndAnswers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	add := func(soort documents.Soort, file string) {
		t.Helper()
		_, err := o.AddNext(o.ctx(), o.as("noor"), id, o.see("noor", id).Seq, soort, read(t, file), "")
		o.must(err)
	}
	title := o.see("noor", id).Onderwerp
	add(documents.SoortNota, "nota.md")
	add(documents.SoortKamerbrief, "brief.md")
	_, err := o.AddAnswers(o.ctx(), o.as("noor"), id, 0, vragen)
	o.must(err)
	v := o.see("noor", id)
	if want := []workflow.PaperID{"nota", "brief", "nota-2", "brief-2", "antwoorden"}; !slices.Equal(ids(v), want) {
		t.Fatalf("the set is %v, not %v", ids(v), want)
	}
	if v.Papers[2].Name != "Nota 2" || v.Papers[3].Name != "Kamerbrief 2" || v.Papers[4].Name != "Antwoorden" || v.Onderwerp != title {
		t.Errorf("they are called %q, %q, %q under %q", v.Papers[2].Name, v.Papers[3].Name, v.Papers[4].Name, v.Onderwerp)
	}
	a := documents.Antwoorden{Paper: v.Papers[4].Paper}
	if qs := a.Vragen(); len(qs) != 2 || !strings.Contains(string(v.Papers[4].Paper.Bytes()), "Hoeveel mensen zijn geraakt?") {
		t.Errorf("the answers hold %d questions:\n%s", len(qs), v.Papers[4].Paper.Bytes())
	}
	names := map[string]bool{}
	for _, p := range v.Papers {
		for _, format := range []string{"html", "pdf"} {
			names[publicName(p.ID, format)] = true
		}
	}
	if len(names) != 10 || !names["beslisnota-2.pdf"] || !names["brief-2.html"] {
		t.Errorf("public names are %v", names)
	}
	var letters []workflow.PaperID
	for _, ref := range v.State.Papers.Letter() {
		letters = append(letters, ref.ID)
	}
	if want := []workflow.PaperID{"brief", "brief-2", "antwoorden"}; !slices.Equal(letters, want) {
		t.Errorf("another ministry is asked about %v, not %v", letters, want)
	}
}

func TestPapersAreRaisedAndRemovedInConceptAlone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	_, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortKamerbrief, read(t, "brief.md"), "")
	o.must(err)
	_, err = o.SaveSection(o.ctx(), o.as("noor"), id, "brief-2", "tekst", o.see("noor", id).Papers[2].Version, "Een andere tekst.\n")
	o.must(err)
	_, err = o.RaisePaper(o.ctx(), o.as("noor"), id, 0, "brief-2")
	o.must(err)
	v := o.see("noor", id)
	if !slices.Equal(ids(v), []workflow.PaperID{"nota", "brief-2", "brief"}) || v.Papers[1].Draft {
		t.Fatalf("raised: %v, still a working text: %v", ids(v), v.Papers[1].Draft)
	}
	if !strings.Contains(string(v.Papers[1].Paper.Bytes()), "Een andere tekst.") {
		t.Error("the working text of the raised letter is lost")
	}
	before := v.Seq
	_, err = o.RaisePaper(o.ctx(), o.as("noor"), id, 0, "brief-2")
	o.must(err)
	if now := o.see("noor", id).Seq; now != before {
		t.Error("a paper that lies behind the nota already made an entry")
	}

	var no *workflow.Refusal
	for _, paper := range []workflow.PaperID{"nota"} {
		if _, err := o.RemovePaper(o.ctx(), o.as("noor"), id, 0, paper); !errors.As(err, &no) {
			t.Errorf("%s is removed: %v", paper, err)
		}
	}
	if _, err := o.RemovePaper(o.ctx(), o.as("noor"), id, before-1, "brief"); !errors.Is(err, ErrStale) {
		t.Errorf("removed from a set that was not on the screen: %v", err)
	}
	if _, err := o.RemovePaper(o.ctx(), o.as("noor"), id, 0, "brief-9"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a paper that is not there is removed: %v", err)
	}
	for _, stranger := range []string{"marijke", "hester"} {
		_, err := o.RemovePaper(o.ctx(), o.as(stranger), id, 0, "brief-2")
		if !errors.As(err, &no) && !errors.Is(err, ErrNotFound) {
			t.Errorf("%s removes a letter: %v", stranger, err)
		}
	}
	// A working text of the removed letter must not come back under the next
	// one, nor keep it out.
	v = o.see("noor", id)
	_, err = o.SaveSection(o.ctx(), o.as("noor"), id, "brief-2", "tekst", v.Papers[1].Version, "Dit gaat weg.\n")
	o.must(err)
	_, err = o.RemovePaper(o.ctx(), o.as("noor"), id, 0, "brief-2")
	o.must(err)
	_, err = o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortKamerbrief, read(t, "brief.md"), "")
	o.must(err)
	v = o.see("noor", id)
	if !slices.Equal(ids(v), []workflow.PaperID{"nota", "brief", "brief-2"}) || strings.Contains(string(v.Papers[2].Paper.Bytes()), "gaat weg") {
		t.Errorf("after removing and adding: %v", ids(v))
	}

	o.mended(id)
	o.do("noor", id, "", submit)
	if _, err := o.RemovePaper(o.ctx(), o.as("noor"), id, 0, "brief-2"); !errors.As(err, &no) {
		t.Errorf("removed from the line: %v", err)
	}
}

func TestWhatIsNotAskedForIsNotTakenIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	var no *documents.Unreadable
	if _, err := o.AddAnswers(o.ctx(), o.as("noor"), id, 0, "Geen vragen hier."); !errors.As(err, &no) {
		t.Errorf("a text without questions: %v", err)
	}
	if _, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortNota, read(t, "brief.md"), ""); !errors.As(err, &no) {
		t.Errorf("a letter as nota: %v", err)
	}
	if _, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortAntwoorden, read(t, "brief.md"), ""); !errors.As(err, &no) {
		t.Errorf("a letter as answers: %v", err)
	}
	if _, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortAantekening, read(t, "brief.md"), ""); !errors.Is(err, ErrNotFound) {
		t.Errorf("a form that no set holds: %v", err)
	}
	if _, err := o.AddPaper(o.ctx(), o.as("noor"), id, 0, "stuk", read(t, "brief.md"), ""); !errors.Is(err, ErrNotFound) {
		t.Errorf("a place that no set has: %v", err)
	}
	if got := ids(o.see("noor", id)); len(got) != 2 {
		t.Errorf("the set became %v", got)
	}
}

// TestQuestionsOfTheKamerAreKeptBesideTheirAnswers pastes questions, changes one
// of them in the paper, and finds the remark with the Kamer's own words - also
// when the dossier has been to the line and back.
func TestQuestionsOfTheKamerAreKeptBesideTheirAnswers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	_, err := o.AddAnswers(o.ctx(), o.as("noor"), id, 0, vragen)
	o.must(err)
	at := func() (desk PaperView, found []string) {
		for _, p := range o.see("noor", id).Papers {
			if p.ID != PaperAntwoorden {
				continue
			}
			for _, r := range p.Remarks {
				if r.Code == "L57" {
					found = append(found, r.Text)
				}
			}
			desk = p
		}
		return desk, found
	}
	p, found := at()
	if len(found) > 0 {
		t.Fatalf("nothing was changed, and: %q", found)
	}
	_, err = o.SaveSection(o.ctx(), o.as("noor"), id, PaperAntwoorden, "vraag.2", p.Version, "Hoeveel mensen zijn er geraakt?\n")
	o.must(err)
	p, found = at()
	if len(found) != 1 || !strings.Contains(found[0], "Vraag 2 is niet woordelijk") {
		t.Fatalf("a changed question: %q", found)
	}
	for i, r := range p.Remarks {
		if r.Code == "L57" {
			_, err = o.Repair(o.ctx(), o.as("noor"), id, PaperAntwoorden, p.Version, i)
			o.must(err)
		}
	}
	if p, found = at(); len(found) > 0 || !strings.Contains(string(p.Paper.Bytes()), "Hoeveel mensen zijn geraakt?") {
		t.Errorf("after the repair: %q in\n%s", found, p.Paper.Bytes())
	}

	// A notice of delay for these questions, and what cannot be one.
	later := o.clock().AddDate(0, 1, 0)
	until := documents.DateOf(later)
	_, err = o.AddPostponement(o.ctx(), o.as("noor"), id, 0, PaperAntwoorden, "nadere afstemming nodig is", until)
	o.must(err)
	letter := o.see("noor", id).Papers
	k, _ := letter[len(letter)-1].Paper.AsKamerbrief()
	if k.Kind() != documents.Uitstelbericht || !strings.Contains(string(k.Bytes()), "omdat nadere afstemming nodig is") || !strings.Contains(string(k.Bytes()), "uiterlijk "+until.String()) {
		t.Errorf("the notice of delay reads\n%s", k.Bytes())
	}
	var no *documents.Unreadable
	if _, err := o.AddPostponement(o.ctx(), o.as("noor"), id, 0, PaperAntwoorden, " ", until); !errors.As(err, &no) {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := o.AddPostponement(o.ctx(), o.as("noor"), id, 0, PaperNota, "het druk is", until); !errors.Is(err, ErrNotFound) {
		t.Errorf("of a nota: %v", err)
	}
}

// TestAPromiseInTheLetterIsTakenOverInTheNotaWithOneClick finds what the letter
// promises, and writes it under Toezeggingen of the nota.
func TestAPromiseInTheLetterIsTakenOverInTheNotaWithOneClick(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	const promise = "Ik zal uw Kamer voor 1 oktober 2026 informeren over de uitkomsten."
	v := o.see("noor", id)
	_, err := o.SaveSection(o.ctx(), o.as("noor"), id, PaperBrief, "tekst", v.Papers[1].Version, "Met deze brief leg ik uit wat er is gebeurd.\n\n"+promise+"\n")
	o.must(err)
	offer := func() (int, documents.Remark, bool) {
		for i, r := range o.see("noor", id).Papers[1].Remarks {
			if r.Code == "L51" {
				return i, r, true
			}
		}
		return 0, documents.Remark{}, false
	}
	i, r, found := offer()
	if !found || r.Repair == nil || r.RepairIn != 0 {
		t.Fatalf("the promise: %v %+v", found, r)
	}
	before := o.see("noor", id)
	_, err = o.Repair(o.ctx(), o.as("noor"), id, PaperBrief, before.Papers[0].Version, i)
	o.must(err)
	after := o.see("noor", id)
	s, _ := after.Papers[0].Paper.Section("toelichting.toezeggingen")
	if got := after.Papers[0].Paper.Content(s); s.NVT || got != `- Nieuw: "`+promise+`"` {
		t.Errorf("Toezeggingen says %q", got)
	}
	if !bytes.Equal(before.Papers[1].Paper.Bytes(), after.Papers[1].Paper.Bytes()) {
		t.Error("the letter changed")
	}
	if _, r, found := offer(); found {
		t.Errorf("it is still asked for: %s", r.Text)
	}
	// Written on an older nota, it is refused like any other save.
	_, err = o.SaveSection(o.ctx(), o.as("noor"), id, PaperBrief, "tekst", after.Papers[1].Version, promise+"\n\nIk zal uw Kamer voor 1 november 2027 informeren over het vervolg.\n")
	o.must(err)
	i, _, found = offer()
	var conflict *Conflict
	if _, err := o.Repair(o.ctx(), o.as("noor"), id, PaperBrief, before.Papers[0].Version, i); !found || !errors.As(err, &conflict) {
		t.Errorf("over an older version: %v %v", found, err)
	}
	_, err = o.Repair(o.ctx(), o.as("noor"), id, PaperBrief, o.see("noor", id).Papers[0].Version, i)
	o.must(err)
	s, _ = o.see("noor", id).Papers[0].Paper.Section("toelichting.toezeggingen")
	if got := o.see("noor", id).Papers[0].Paper.Content(s); strings.Count(got, "- Nieuw: ") != 2 {
		t.Errorf("a second promise: %q", got)
	}
}

// TestRemarksKnowWhatTheDossierKnows: a letter dated in a recess that was
// loaded, and a medeakkoord that another ministry has not answered yet.
func TestRemarksKnowWhatTheDossierKnows(t *testing.T) {
	t.Parallel()
	o := ruled(t)
	id := o.opened()
	says := func(code string) string {
		for _, p := range o.see("noor", id).Papers {
			for _, r := range p.Remarks {
				if r.Code == code {
					return string(r.Severity) + " " + r.Text
				}
			}
		}
		return ""
	}
	letter, _ := o.see("noor", id).Papers[1].Paper.AsKamerbrief()
	if said := says("L48"); letter.Datum().IsZero() || strings.Contains(said, "reces") {
		t.Fatalf("the letter of %s, to begin with: %q", letter.Datum(), said)
	}
	_, err := o.LoadSetting(o.ctx(), o.as("bas"), SettingRecess, []byte(`{"reces":[{"name":"meireces","from":"`+letter.Datum().ISO()+`","until":"2026-05-10"}]}`), 0)
	o.must(err)
	if said := says("L48"); !strings.Contains(said, "valt in het reces") {
		t.Errorf("in a recess: %q", said)
	}
	if said := says("L26"); said != "" {
		t.Errorf("in concept nobody is asked yet, and: %q", said)
	}
	o.mended(id)
	o.do("noor", id, "", submit)
	if said := says("L26"); said != "warn Er is nog geen antwoord van Justitie en Veiligheid. Wacht met verzenden tot het medeakkoord er is." {
		t.Errorf("asked and not answered: %q", said)
	}
}
