package desk

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"paraaf/workflow"
)

// besloten brings a dossier to its review, with what the bewindspersoon wrote.
func (o *office) besloten(aantekening, note string) workflow.DossierID {
	o.Helper()
	id := o.opened()
	o.mended(id)
	o.do("noor", id, "", submit)
	o.do("hester", id, "", paraaf)
	o.do("ruud", id, "", paraaf)
	o.do("marijke", id, "", medeakkoord)
	v, err := o.View(o.ctx(), o.as("ilse").Actor, id)
	o.must(err)
	_, err = o.TakeBesluit(o.ctx(), o.as("ilse"), id, workflow.TakeBesluit{Seen: v.Seen, Verdict: workflow.AkkoordMetOpmerking}, aantekening, note)
	o.must(err)
	return id
}

// TestTheAantekeningIsJudgedAndMadePublic holds that what the bewindspersoon wrote on the
// content is judged by both readers as a paper, that its public version is in the
// publication without what went, and that the procesnotitie is in nothing.
func TestTheAantekeningIsJudgedAndMadePublic(t *testing.T) {
	t.Parallel()
	var public [2][]byte
	for i, name := range []string{"Quirina Zandvoort", "Bo Li"} {
		o := newOffice(t)
		id := o.besloten("Akkoord, en bel mevrouw "+name+" van de koepel.", "Bel de woordvoerder over de timing.")
		r, err := o.Review(o.ctx(), o.as("yasmin").Actor, id)
		o.must(err)
		if !slices.ContainsFunc(r.Judgements, func(j Judgement) bool { return j.Paper == workflow.PaperAantekening }) {
			t.Fatal("nothing in the aantekening is to be judged")
		}
		if v, _ := o.View(o.ctx(), o.as("ilse").Actor, id); len(v.Papers) != 2 || v.State.SetDigest() != v.Seen {
			t.Errorf("the aantekening became part of the set: %d papers", len(v.Papers))
		}
		o.confirmed(id)
		second, err := o.Preview(o.ctx(), o.as("pieter").Actor, id, workflow.PaperAantekening)
		o.must(err)
		if second.Gelakt() != 1 {
			t.Errorf("the preview takes out %d places", second.Gelakt())
		}
		_, err = o.Export(o.ctx(), o.as("yasmin"), id, 0, AlsoODT)
		o.must(err)
		html, name1, err := o.PublicFile(o.ctx(), o.as("yasmin"), id, workflow.PaperAantekening, "html")
		o.must(err)
		if name1 != "aantekening.html" || !strings.Contains(string(html), "bel mevrouw") || !strings.Contains(string(html), "[5.1.2e]") || strings.Contains(string(html), name) {
			t.Errorf("%s: %s", name1, html)
		}
		public[i], _, err = o.Bundle(o.ctx(), o.as("yasmin"), id)
		o.must(err)
		z, err := zip.NewReader(bytes.NewReader(public[i]), int64(len(public[i])))
		o.must(err)
		listed := false
		for _, f := range z.File {
			in, err := f.Open()
			o.must(err)
			data, err := io.ReadAll(in)
			o.must(err)
			if bytes.Contains(data, []byte("woordvoerder over de timing")) {
				t.Errorf("%s holds the procesnotitie", f.Name)
			}
			listed = listed || f.Name == "inventarislijst.csv" && bytes.Contains(data, []byte("aantekening.pdf,Deels openbaar,5.1.2e"))
			if f.Name == "aantekening-pdf.diwoo.xml" && !bytes.Contains(data, []byte("Aantekening van de bewindspersoon bij")) {
				t.Errorf("its metadata say %s", data)
			}
		}
		if !listed {
			t.Error("the inventarislijst does not list it")
		}
	}
	if !bytes.Equal(public[0], public[1]) {
		t.Error("the publication tells two names apart")
	}
}

// TestOnlyWhoJudgesReadsTheProcesnotitie holds that it stands in the history for those
// alone who may read notes beside a reason.
func TestOnlyWhoJudgesReadsTheProcesnotitie(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.besloten("Akkoord.", "Alleen voor ons.")
	for who, want := range map[string]bool{"ruud": true, "yasmin": false, "noor": false} {
		v, err := o.View(o.ctx(), o.as(who).Actor, id)
		o.must(err)
		if got := slices.ContainsFunc(v.History, func(l Line) bool { return l.Note == "Alleen voor ons." }); got != want {
			t.Errorf("%s reads it: %v", who, got)
		}
	}
}

// TestAnAantekeningIsNoneWithoutOne holds that a besluit without words adds nothing to the
// papers, and that the answer to a nota that goes back stays inside.
func TestAnAantekeningIsNoneWithoutOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("Afgestemd met FEZ.")
	if v, _ := o.View(o.ctx(), o.as("yasmin").Actor, id); v.Aantekening != nil || len(v.ToPublish()) != 2 {
		t.Errorf("there is an aantekening: %+v", v.Aantekening)
	}
}
