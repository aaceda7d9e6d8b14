package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"paraaf/policies"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

func TestSentWronglyFreezesAtOnceAndTwoPeopleOpenItAgain(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.submitted()
	hester, gert, vreemde := c.as("hester"), c.as("gert"), c.as("vreemde")
	hester.page(at + "/stukken/nota")
	hester.page(at + "/beslissen")
	for _, bad := range [][]string{{"soort", "", "ernst", ""}, {"soort", "ontvanger", "ernst", "erg"}} {
		noor.page(at+"/incident").post(at+"/incident", nil, fieldKey, "sleutel-"+bad[3]+"-toets", fieldSeq, noor.hidden("report-incident", fieldSeq), bad[0], bad[1], bad[2], bad[3])
		if noor.status != http.StatusConflict {
			t.Fatalf("%v: status %d", bad, noor.status)
		}
	}
	noor.page(at).follow("incident").press("report-incident", "soort", "ontvanger", "ernst", "calamiteit")
	if noor.status != http.StatusOK || len(noor.find("term")) != 2 || !strings.Contains(noor.says("incident-facts"), "Noor Haverkamp") {
		t.Fatalf("reported: %d %s", noor.status, text(noor.root))
	}

	// Nobody else opens anything of it, in any form, on any node.
	for _, path := range []string{"", "/stukken/nota", "/stukken/nota/bron", "/stukken/nota/pdf", "/beslissen", "/export", "/incident"} {
		if hester.get(at + path); hester.status != http.StatusConflict || strings.Contains(hester.body, "Chipsoft") || !strings.Contains(text(hester.root), "bevroren") {
			t.Errorf("%s of what is frozen: %d %.300s", path, hester.status, text(hester.root))
		}
	}
	if vreemde.get(at); vreemde.status != http.StatusNotFound {
		t.Errorf("a stranger learns that it is there: %d", vreemde.status)
	}
	policy, err := policies.Embedded()
	c.must(err)
	other := desk.New(c.book, policy, c.clock)
	c.must(other.Refresh(t.Context()))
	actor, err := other.Actor(t.Context(), "hester")
	c.must(err)
	var no *workflow.Refusal
	if _, err := other.View(t.Context(), actor, workflow.DossierID(strings.TrimPrefix(at, "/dossiers/"))); !errors.As(err, &no) {
		t.Errorf("on another node: %v", err)
	}

	// Who reported sees it still, and does not end it; who handles it sees who
	// read what, and has the terms.
	if noor.page(at + "/incident"); len(noor.find("end-incident"))+len(noor.find("incident-reader")) > 0 {
		t.Error("who reported may end it, or sees who read")
	}
	noor.post(at+"/incident/vrijgeven", nil, fieldKey, "sleutel-van-noor", fieldSeq, "1")
	if noor.status != http.StatusConflict {
		t.Errorf("who reported ends it: %d", noor.status)
	}
	gert.page(at)
	if len(gert.find("frozen")) != 1 {
		t.Error("the dossier does not say that it is frozen")
	}
	gert.follow("incident")
	var readers []string
	for _, n := range gert.find("incident-reader") {
		readers = append(readers, text(n))
	}
	if all := strings.Join(readers, "; "); !strings.Contains(all, "Hester van Dalen Geopend3 keer") {
		t.Errorf("who read: %s", all)
	}
	gert.get(at + "/incident/melding")
	if gert.status != http.StatusOK || !strings.Contains(gert.body, "20 april") || strings.Contains(gert.body, "Chipsoft") || strings.Contains(gert.body, "Hester") {
		t.Errorf("the draft: %d %s", gert.status, gert.body)
	}
	c.pass(25 * time.Minute)
	gert.page(at + "/incident").press("end-incident")
	if gert.status != http.StatusOK || len(gert.find("frozen")) != 0 {
		t.Fatalf("ended: %d %s", gert.status, text(gert.root))
	}
	if hester.page(at); !strings.Contains(hester.body, "Chipsoft") {
		t.Error("hester does not see it again")
	}
	if r, err := c.book.Verify(context.Background()); err != nil || !r.OK() {
		t.Errorf("verify: %v %v", r.Faults, err)
	}
	if strings.Contains(c.log.String(), "Chipsoft") {
		t.Error("the log names the dossier")
	}
}

func TestTermsOfAnIncidentPass(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	c.as("yasmin").page(at+"/incident").press("report-incident", "soort", "zichtbaar", "ernst", "incident")
	c.pass(25 * time.Hour)
	b := c.as("gert").page(at + "/incident")
	terms := b.find("term")
	if len(terms) != 2 || !strings.Contains(text(terms[0]), "verstreken") || !strings.Contains(text(terms[1]), "loopt") {
		t.Errorf("after 25 hours: %s", text(b.root))
	}
}
