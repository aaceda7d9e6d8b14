package desk

import (
	"bytes"
	"testing"

	"paraaf/workflow"
)

// exported makes the public version of a dossier under review.
func (o *office) exported(id workflow.DossierID) {
	o.Helper()
	o.confirmed(id)
	_, err := o.Export(o.ctx(), o.as("yasmin"), id, 0, AlsoODT)
	o.must(err)
}

// confirmed redacts whatever was found and has it read by a second reader.
func (o *office) confirmed(id workflow.DossierID) {
	o.Helper()
	r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
	o.must(err)
	var all []Judgement
	for _, j := range r.Judgements {
		all = append(all, Judgement{ID: j.ID, Decision: Redact})
	}
	_, err = o.Judge(o.ctx(), o.as("yasmin"), id, r.Version, all)
	o.must(err)
	o.do("yasmin", id, "", func(v View) workflow.Command { return workflow.CloseReview{Seen: v.State.MarksDigest()} })
	o.readSecond("pieter", id)
	o.do("pieter", id, "", func(v View) workflow.Command { return workflow.ConfirmReview{Seen: v.State.MarksDigest()} })
}

// TestPublicBytesTellNoTwoDossiersApart holds that two dossiers that differ
// only in what is redacted give the same public files and the same
// publication, byte for byte, whatever the length of the names.
func TestPublicBytesTellNoTwoDossiersApart(t *testing.T) {
	t.Parallel()
	type public struct {
		files [][]byte
		zip   []byte
	}
	publish := func(afstemming string) public {
		o := newOffice(t)
		id := o.underReview(afstemming)
		o.exported(id)
		v, err := o.View(o.ctx(), o.as("yasmin").Actor, id)
		o.must(err)
		var p public
		forms := map[string]int{}
		for _, f := range v.Public {
			forms[f.Format]++
			data, _, err := o.PublicFile(o.ctx(), o.as("yasmin"), id, f.Paper, f.Format)
			o.must(err)
			p.files = append(p.files, data)
		}
		if forms["odt"] == 0 || forms["odt"] != forms["html"] {
			t.Errorf("odt was asked, and there are %v", forms)
		}
		p.zip, _, err = o.Bundle(o.ctx(), o.as("yasmin"), id)
		o.must(err)
		return p
	}
	one := publish("De Kamerbrief is afgestemd met mevrouw Quirina Zandvoort (q.zandvoort@minjenv.nl).")
	two := publish("De Kamerbrief is afgestemd met mevrouw Bo Li (b.li@minjenv.nl).")
	if len(one.files) == 0 || len(one.files) != len(two.files) {
		t.Fatalf("%d and %d public files", len(one.files), len(two.files))
	}
	for i := range one.files {
		if !bytes.Equal(one.files[i], two.files[i]) {
			t.Errorf("public file %d tells the dossiers apart", i)
		}
	}
	if !bytes.Equal(one.zip, two.zip) {
		t.Error("the publication tells the dossiers apart")
	}
}
