package desk

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/workflow"
)

// list gives the rows of the inventarislijst of a publication, and the names of
// its files.
func (o *office) list(id workflow.DossierID) (rows [][]string, names []string) {
	o.Helper()
	data, _, err := o.Bundle(o.ctx(), o.as("yasmin"), id)
	o.must(err)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	o.must(err)
	for _, f := range z.File {
		names = append(names, f.Name)
		if f.Name != "inventarislijst.csv" {
			continue
		}
		r, err := f.Open()
		o.must(err)
		all, err := io.ReadAll(r)
		o.must(err)
		rows, err = csv.NewReader(bytes.NewReader(bytes.TrimPrefix(all, []byte("\ufeff")))).ReadAll()
		o.must(err)
	}
	return rows, names
}

// TestADoubleIsRecognisedJudgedOnceAndListed holds that a paper that is the same
// as another is named, is not judged or made again once it is called a double,
// and stands on the inventarislijst with what it is the same as; and that an
// embargo keeps the publication in the house.
func TestADoubleIsRecognisedJudgedOnceAndListed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	nota := o.see("noor", id).Papers[0].Paper.Bytes()
	_, err := o.AddNext(o.ctx(), o.as("noor"), id, 0, documents.SoortNota, nota, "")
	o.must(err)
	dup, err := o.Duplicates(o.ctx(), o.as("noor").Actor, id)
	o.must(err)
	if len(dup) != 1 || !dup[0].Bytes || dup[0].First != PaperNota {
		t.Fatalf("the double is %+v", dup)
	}
	if none, err := o.Duplicates(o.ctx(), o.as("vreemde").Actor, id); err == nil && len(none) != 0 {
		t.Error("a stranger sees doubles")
	}
	o.decided(id)
	before, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	second := dup[0].Second
	o.do("yasmin", id, "", func(View) workflow.Command { return workflow.SetAlreadyPublic{Paper: second, As: PaperNota} })
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if len(r.Judgements) >= len(before.Judgements) || len(r.Judgements) == 0 {
		t.Errorf("%d findings before, %d with the double", len(before.Judgements), len(r.Judgements))
	}
	o.do("yasmin", id, "De Kamer leest eerst.", func(View) workflow.Command {
		return workflow.SetEmbargo{Until: o.today().AddDays(2)}
	})
	o.exported(id)
	var no *workflow.Refusal
	if _, _, err := o.Bundle(o.ctx(), o.as("yasmin"), id); !errors.As(err, &no) || no.Rule != "R23" {
		t.Errorf("under embargo the publication gives %v", err)
	}
	o.now = o.now.AddDate(0, 0, 2)
	rows, names := o.list(id)
	if strings.Contains(strings.Join(names, " "), publicName(second, "pdf")) {
		t.Errorf("the double was made: %v", names)
	}
	last := strings.Join(rows[len(rows)-1], "|")
	if !strings.HasPrefix(last, documentID(second)+"|") || !strings.Contains(last, "Reeds openbaar") || !strings.Contains(last, "Gelijk aan beslisnota|") {
		t.Errorf("the list says %q", last)
	}
	seen := map[string]bool{}
	for _, row := range rows {
		if seen[row[0]] {
			t.Errorf("%s stands on the list twice: a document is one row", row[0])
		}
		seen[row[0]] = true
	}
	if len(rows) != 4 { // heads, nota, brief, the double
		t.Errorf("the list has %d rows: %v", len(rows), rows)
	}
}

// TestAZienswijzeIsAskedAndHeard holds that who may see marks reads whom was
// asked and what came of it, and that the export waits for it.
func TestAZienswijzeIsAskedAndHeard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("Afgestemd met FEZ.")
	o.do("yasmin", id, "Chipsoft, over de oorzaak.", func(View) workflow.Command {
		return workflow.AskZienswijze{Paper: PaperNota, Until: o.today().AddDays(14)}
	})
	o.confirmed(id)
	var no *workflow.Refusal
	if _, err := o.Export(o.ctx(), o.as("yasmin"), id, 0); !errors.As(err, &no) || no.Rule != "R22" {
		t.Errorf("the export does not wait: %v", err)
	}
	o.do("yasmin", id, "Geen bezwaar.", func(View) workflow.Command {
		return workflow.RecordZienswijze{Number: 1, On: o.today(), Effect: workflow.ViewAgrees}
	})
	views, err := o.Zienswijzen(o.ctx(), o.as("pieter").Actor, id)
	o.must(err)
	if len(views) != 1 || views[0].Who != "Chipsoft, over de oorzaak." || views[0].Why != "Geen bezwaar." {
		t.Errorf("heard is %+v", views)
	}
	if none, err := o.Zienswijzen(o.ctx(), o.as("vreemde").Actor, id); err == nil && len(none) != 0 {
		t.Errorf("a stranger reads %v", none)
	}
	_, err = o.Export(o.ctx(), o.as("yasmin"), id, 0)
	o.must(err)
}

// TestThePreviewOfAWijzigingLiesWithTheBesluit holds that akkoord met wijziging
// keeps what would go out of the papers as changed, and that what the review did
// since is listed.
func TestThePreviewOfAWijzigingLiesWithTheBesluit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.opened()
	o.mended(id)
	o.section("noor", id, "toelichting.afstemming", "Afgestemd met mevrouw Quirina Zandvoort.")
	o.do("noor", id, "", submit)
	o.do("hester", id, "", paraaf)
	o.do("ruud", id, "", paraaf)
	o.rewrite("ilse", id, "toelichting.afstemming", "Afgestemd met mevrouw Quirina Zandvoort en de heer Bram Terwisscha.")
	o.must(o.amendAs("ilse", id, "Een naam erbij."))
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	kept := ""
	for _, j := range r.Judgements {
		if j.Paper == PaperNota && strings.Contains(string(r.Texts[0].Content.Bytes()[j.Finding.Start:j.Finding.End]), "Terwisscha") {
			_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, []Judgement{{ID: j.ID, Decision: Keep}})
			o.must(err)
			kept = j.ID
			break
		}
	}
	since, known, err := o.SinceBesluit(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	if kept == "" || !known || len(since) != 1 || !strings.Contains(since[0].Text, "Terwisscha") {
		t.Errorf("since the besluit: %v %+v", known, since)
	}
}
