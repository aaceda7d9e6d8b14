package desk

import (
	"fmt"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/pdf"
	"paraaf/documents/render"
	"paraaf/workflow"
)

// The date that is set after the besluit stands on the letter in every form,
// inside and outside; the paper that everybody agreed to keeps its bytes, and
// what a mark took out behind the date stays out.
func TestTheLetterLeavesWithTheDateOfTheState(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("De Kamerbrief is afgestemd met mevrouw Quirina Zandvoort (q.zandvoort@minjenv.nl).")
	o.confirmed(id)
	before := o.see("gert", id)
	on := workflow.CivilDay(o.now).AddDays(3)
	if before.LetterDate == on || before.LetterDate.IsZero() {
		t.Fatalf("the writer's date is %s", before.LetterDate)
	}
	o.do("gert", id, "", func(View) workflow.Command { return workflow.DateLetter{On: on} })
	after := o.see("gert", id)
	if after.LetterDate != on || after.Seen != before.Seen {
		t.Errorf("the letter bears %s, and its papers are %v as they were", after.LetterDate, after.Seen == before.Seen)
	}
	shown, err := o.Preview(o.ctx(), o.as("pieter").Actor, id, PaperBrief)
	o.must(err)
	page, err := render.PublicHTML(shown, render.PublicOptions{})
	o.must(err)
	if words := string(page); !strings.Contains(words, on.String()) || strings.Contains(words, before.LetterDate.String()) {
		t.Errorf("what the second reader looks at does not bear %s alone", on)
	}
	_, err = o.Export(o.ctx(), o.as("yasmin"), id, 0, AlsoODT)
	o.must(err)
	dated := 0
	for _, f := range o.see("noor", id).Public {
		data, name, err := o.PublicFile(o.ctx(), o.as("noor"), id, f.Paper, f.Format)
		o.must(err)
		if f.Format != "html" {
			continue
		}
		says := string(data)
		if strings.Contains(says, "Zandvoort") {
			t.Errorf("%s says what went", name)
		}
		if f.Paper == PaperBrief {
			dated++
			if !strings.Contains(says, on.String()) || strings.Contains(says, before.LetterDate.String()) {
				t.Errorf("%s does not bear %s alone", name, on)
			}
		}
	}
	if dated != 1 {
		t.Fatalf("%d public letters", dated)
	}
	letter, _, err := o.PDF(o.ctx(), o.as("gert"), id, PaperBrief)
	o.must(err)
	in, err := pdf.Inspect(letter)
	o.must(err)
	if words := in.Tree.Words(); !strings.Contains(words, on.String()) {
		t.Errorf("the letter in the house says %.200s", words)
	}
	// Another date asks for another public version, and for no other reading.
	o.do("gert", id, "", func(View) workflow.Command { return workflow.DateLetter{On: on.AddDays(1)} })
	if v := o.see("yasmin", id); v.Phase != workflow.Confirmed || len(v.Public) != 0 {
		t.Errorf("phase %s with %d public files", v.Phase, len(v.Public))
	}
}

func TestAMarkMovesAlongWithTheDate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b       string
		head, tail int
	}{
		{"aaXbb", "aaYbb", 2, 2},
		{"aa", "aa", 2, 0},
		{"aa", "aaa", 2, 0},
		{"", "x", 0, 0},
		{"abcabc", "abc", 3, 0},
	} {
		if head, tail := alike([]byte(c.a), []byte(c.b)); head != c.head || tail != c.tail {
			t.Errorf("%q and %q begin alike for %d and end alike for %d", c.a, c.b, head, tail)
		}
	}
}

// Antwoorden mostly bear no date: behind a letter they get none that nobody wrote.
func TestAntwoordenBehindALetterGetNoDateOfTheirOwn(t *testing.T) {
	t.Parallel()
	const answers = "Antwoorden op vragen van het lid De Wit\n\n%sVraag 1\n\nKlopt dit?\n\nAntwoord 1\n\nJa.\n"
	on := documents.Date{Year: 2026, Month: 5, Day: 4}
	for _, c := range []struct {
		why    string
		own    string // what their writer put
		letter bool
		dated  bool
	}{
		{"they go behind a letter", "", true, false},
		{"their writer dated them", "Datum: 1 mei 2026\n\n", true, true},
		{"they are what is sent", "", false, true},
	} {
		x := &dossier{state: workflow.State{LetterDate: on}, texts: map[workflow.PaperID]text{}}
		lay := func(id workflow.PaperID, soort documents.Soort, src string) {
			x.papers = append(x.papers, workflow.PaperRef{ID: id, Soort: soort})
			x.texts[id] = text{paper: documents.Read([]byte(src))}
		}
		if c.letter {
			lay(PaperBrief, documents.SoortKamerbrief, string(read(t, "brief.md")))
		}
		lay("antwoorden", documents.SoortAntwoorden, fmt.Sprintf(answers, c.own))
		p, _ := x.leaving("antwoorden", nil)
		if dated := strings.Contains(string(p.Bytes()), on.String()); dated != c.dated {
			t.Errorf("%s: they leave as\n%s", c.why, p.Bytes())
		}
		if x.letterDate() != on {
			t.Errorf("%s: what is sent bears %s", c.why, x.letterDate())
		}
	}
}
