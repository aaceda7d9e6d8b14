package desk

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/redact"
	"paraaf/workflow"
)

// TestAPaperAsAWholeStaysInside holds that a nota of which nothing becomes public is not
// judged and not made, that the list names it with its ground and nothing of its words, and
// that the rest goes out.
func TestAPaperAsAWholeStaysInside(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("Afgestemd met mevrouw Quirina Zandvoort.")
	withhold := func(v View) workflow.Command {
		return workflow.SetNietOpenbaar{Paper: PaperNota, Grounds: []documents.Ground{"5.1.1b"}}
	}
	o.do("yasmin", id, "Alles hierin gaat over de beveiliging van de dienst.", withhold)
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	for _, j := range r.Judgements {
		if j.Paper == PaperNota {
			t.Errorf("there is still something to judge in the nota: %+v", j)
		}
	}
	var no *workflow.Refusal
	if _, err := o.Preview(o.ctx(), o.as("yasmin").Actor, id, PaperNota); !errors.As(err, &no) || no.Rule != "R27" {
		t.Errorf("the preview of what is withheld: %v", err)
	}
	o.exported(id)
	v := o.see("yasmin", id)
	for _, f := range v.Public {
		if f.Paper == PaperNota {
			t.Errorf("%s was made", f.Name)
		}
	}
	data, _, err := o.Bundle(o.ctx(), o.as("yasmin"), id)
	o.must(err)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	o.must(err)
	for _, f := range z.File {
		in, err := f.Open()
		o.must(err)
		part, err := io.ReadAll(in)
		o.must(err)
		if bytes.Contains(part, []byte("beveiliging van de dienst")) || strings.HasPrefix(f.Name, "beslisnota") {
			t.Errorf("%s tells of the nota", f.Name)
		}
		if f.Name == "inventarislijst.csv" && !strings.Contains(string(part), "beslisnota,Niet openbaar,5.1.1b,\"Niet openbaar op grond van artikel 5.1, eerste lid, onder b") {
			t.Errorf("the list says %s", part)
		}
	}
}

// TestANotaThatStaysInsideGivesNoWordToTheList holds it where no letter goes along, in whose words
// the list would speak: what nobody judged is not quoted.
func TestANotaThatStaysInsideGivesNoWordToTheList(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("Afgestemd met mevrouw Quirina Zandvoort.")
	o.do("yasmin", id, "Alles hierin gaat over de beveiliging.", func(View) workflow.Command {
		return workflow.SetNietOpenbaar{Paper: PaperNota, Grounds: []documents.Ground{"5.1.1b"}}
	})
	x, err := o.load(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	x.papers = x.papers[:1]
	for kenmerk, want := range map[string]string{"4377464- 1097773-DICIO": "4377464- 1097773-DICIO", "IENW/BSK-2026/12345": "IENW/BSK-2026/12345",
		"zaak Zandvoort 2026": "", "ZANDVOORT-Q": "", "1234 Zandvoort": ""} {
		paper := x.texts[PaperNota].paper.Set(documents.FieldKenmerk, kenmerk)
		whole, err := redact.Apply(paper, nil)
		o.must(err)
		got := o.about(x, map[workflow.PaperID]redact.Public{PaperNota: whole})
		if (documents.Nota{Paper: paper}).Onderwerp() == "" || got.Title != "Nota" || got.Identifier != want || got.Created.IsZero() {
			t.Errorf("with kenmerk %q the list says %+v", kenmerk, got)
		}
	}
}
