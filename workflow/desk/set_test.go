package desk

import (
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
		_, err := o.AddNext(o.ctx(), o.as("noor"), id, o.see("noor", id).Seq, soort, read(t, file))
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
	_, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortKamerbrief, read(t, "brief.md"))
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
	_, err = o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortKamerbrief, read(t, "brief.md"))
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
	if _, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortNota, read(t, "brief.md")); !errors.As(err, &no) {
		t.Errorf("a letter as nota: %v", err)
	}
	if _, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortAntwoorden, read(t, "brief.md")); !errors.As(err, &no) {
		t.Errorf("a letter as answers: %v", err)
	}
	if _, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortAantekening, read(t, "brief.md")); !errors.Is(err, ErrNotFound) {
		t.Errorf("a form that no set holds: %v", err)
	}
	if _, err := o.AddPaper(o.ctx(), o.as("noor"), id, 0, "stuk", read(t, "brief.md")); !errors.Is(err, ErrNotFound) {
		t.Errorf("a place that no set has: %v", err)
	}
	if got := ids(o.see("noor", id)); len(got) != 2 {
		t.Errorf("the set became %v", got)
	}
}
