package desk

import (
	"errors"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

func (o *office) versions(key string, id workflow.DossierID, paper workflow.PaperID, from, to int) Versions {
	o.Helper()
	vs, err := o.Versions(o.ctx(), o.as(key), id, paper, from, to)
	o.must(err)
	return vs
}

// words gives a side of what changed.
func words(changes []documents.Change, side func(documents.Change) string) string {
	var b strings.Builder
	for _, c := range changes {
		b.WriteString(side(c) + "\n")
	}
	return b.String()
}

func TestEveryVersionOfAPaperIsKeptAndAnyTwoAreCompared(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	one := o.versions("noor", id, PaperNota, 0, 0)
	if len(one.List) != 1 || one.From != 0 || len(one.Changes) != 0 {
		t.Fatalf("a new nota has %d versions, compared %d with %d", len(one.List), one.From, one.To)
	}
	o.mended(id)
	if vs := o.versions("noor", id, PaperNota, 0, 0); len(vs.List) != 2 || !vs.List[1].Working {
		t.Fatalf("the working text is no version: %+v", vs.List)
	}
	o.do("noor", id, "", submit)
	o.do("hester", id, "", paraaf)
	o.do("ruud", id, "Graag FEZ noemen.", sendBack)
	o.section("noor", id, "toelichting.afstemming", "Afgestemd met FEZ.\n")
	o.do("noor", id, "", submit)

	vs := o.versions("noor", id, PaperNota, 1, 3)
	if len(vs.List) != 3 || vs.Name != "Nota" || vs.List[2].Working || vs.List[2].By != "Naam van noor" {
		t.Fatalf("versions are %+v", vs.List)
	}
	if got := words(vs.Changes, documents.Change.Accepted); !strings.Contains(got, "Afgestemd met FEZ.") || !strings.Contains(got, "24 april 2026") {
		t.Errorf("from the first to the last: %s", got)
	}
	back := o.versions("noor", id, PaperNota, 3, 1)
	if words(back.Changes, documents.Change.Rejected) != words(vs.Changes, documents.Change.Accepted) {
		t.Error("backwards the new text is not the old one")
	}
	if same := o.versions("noor", id, PaperNota, 2, 2); len(same.Changes) != 0 {
		t.Errorf("a version differs from itself: %v", same.Changes)
	}
	if brief := o.versions("noor", id, PaperBrief, 0, 0); len(brief.List) != 1 {
		t.Errorf("the letter did not change and has %d versions", len(brief.List))
	}
	for _, bad := range [][2]int{{0, 1}, {1, 4}, {-1, 1}} {
		if _, err := o.Versions(o.ctx(), o.as("noor"), id, PaperNota, bad[0], bad[1]); !errors.Is(err, ErrNotFound) {
			t.Errorf("versions %v: %v", bad, err)
		}
	}
	if _, err := o.Versions(o.ctx(), o.as("noor"), id, "brief-2", 0, 0); !errors.Is(err, ErrNotFound) {
		t.Errorf("versions of what is not there: %v", err)
	}
}

func TestAnotherMinistrySeesTheLettersThatLayInTheLineOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	write := func(line string) {
		t.Helper()
		v := o.see("noor", id)
		_, err := o.SaveSection(o.ctx(), o.as("noor"), id, PaperBrief, "tekst", v.Papers[1].Version, line+"\n")
		o.must(err)
	}
	letter := o.see("noor", id).Papers[1].Paper
	sec, _ := letter.Section("tekst")
	write(letter.Text(sec.Body) + "\nEen geheime tussenversie.")
	_, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortKamerbrief, read(t, "brief.md"), "") // freezes it
	o.must(err)
	_, err = o.RemovePaper(o.ctx(), o.as("noor"), id, 0, "brief-2")
	o.must(err)
	write(letter.Text(sec.Body) + "\nDe eerste versie voor JenV.")
	o.mended(id)
	o.do("noor", id, "", submit)
	o.do("hester", id, "", paraaf)

	if own := o.versions("noor", id, PaperBrief, 0, 0); len(own.List) != 3 {
		t.Fatalf("the letter has %d versions", len(own.List))
	}
	theirs := o.versions("marijke", id, PaperBrief, 0, 0)
	if len(theirs.List) != 1 || theirs.List[0].By != "" || len(theirs.Changes) != 0 {
		t.Fatalf("another ministry sees %+v", theirs.List)
	}
	if _, err := o.Versions(o.ctx(), o.as("marijke"), id, PaperBrief, 1, 2); !errors.Is(err, ErrNotFound) {
		t.Errorf("another ministry compares what it never saw: %v", err)
	}
	for _, paper := range []workflow.PaperID{PaperNota, "brief-2"} {
		if _, err := o.Versions(o.ctx(), o.as("marijke"), id, paper, 0, 0); !errors.Is(err, ErrNotFound) {
			t.Errorf("another ministry reads versions of %s: %v", paper, err)
		}
	}
	if gone := o.versions("noor", id, "brief-2", 0, 0); gone.Name != "Kamerbrief 2" || len(gone.List) != 1 {
		t.Errorf("a removed letter is called %q and has %d versions", gone.Name, len(gone.List))
	}
	if _, err := o.Versions(o.ctx(), o.as("vreemde"), id, PaperBrief, 0, 0); !errors.Is(err, ErrNotFound) {
		t.Errorf("a stranger reads versions: %v", err)
	}
}
