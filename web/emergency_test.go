package web

import (
	"net/http"
	"strings"
	"testing"

	"paraaf/workflow"
)

func TestTwoAdministratorsReadOneDossierAndNothingElse(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	id := strings.TrimPrefix(at, "/dossiers/")
	for _, who := range []workflow.PersonID{"tom", "vreemde"} {
		c.must(c.book.SetSeats(t.Context(), who, []workflow.Seat{{Role: workflow.RoleBeheerder}}))
	}
	tom, tina := c.as("tom"), c.as("vreemde")
	tom.page("/beheer/noodtoegang").press("ask-emergency", "dossier", id, "reden", "bevel")
	if tom.status != http.StatusOK || !strings.Contains(tom.says("emergency"), "wacht op een tweede") || len(tom.find("open-emergency")) != 0 {
		t.Fatalf("asked: %d %s", tom.status, text(tom.root))
	}
	paper := "/beheer/noodtoegang/" + id + "/nota"
	if tom.get(paper); tom.status != http.StatusNotFound {
		t.Errorf("one person reads: %d", tom.status)
	}
	tina.page("/beheer/noodtoegang").press("open-emergency")
	if tina.status != http.StatusOK || len(tina.find("emergency")) == 0 {
		t.Fatalf("opened: %d %s", tina.status, text(tina.root))
	}
	if strings.Contains(tina.body, "Chipsoft") {
		t.Error("the page of the administrator says what the dossier is about")
	}
	for _, b := range []*browser{tom, tina} {
		b.page("/beheer/noodtoegang/" + id)
		if got := text(b.root); !strings.Contains(got, "Kamerbrief Chipsoft Incident") || !strings.Contains(got, "Noor Haverkamp") || b.says("rubricering") != "Niet gerubriceerd" || len(b.find("emergency-paper")) != 2 {
			t.Errorf("the dossier: %s", got)
		}
		if b.get(paper); b.status != http.StatusOK || !strings.HasPrefix(b.body, "%PDF") || !strings.HasPrefix(b.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("reads: %d", b.status)
		}
		for _, r := range Routes() {
			if r.Method != http.MethodGet || !strings.HasPrefix(r.Path, one) {
				continue
			}
			path := somewhere(r, strings.TrimPrefix(at, "/dossiers/"))
			if b.get(path); b.status != http.StatusNotFound {
				t.Errorf("%s opens with it: %d", path, b.status)
			}
		}
	}
	noor := c.as("noor").page("/meldingen")
	if n := strings.Count(text(noor.root), "noodtoegang"); n != 2 {
		t.Errorf("the opsteller heard %d times: %s", n, text(noor.root))
	}
	if noor.get("/beheer/noodtoegang"); noor.status != http.StatusNotFound {
		t.Errorf("who is no administrator: %d", noor.status)
	}
	if noor.get("/beheer/noodtoegang/" + id); noor.status != http.StatusNotFound {
		t.Errorf("the opsteller gets the dossier by that door: %d", noor.status)
	}
	if noor.get(paper); noor.status != http.StatusNotFound {
		t.Errorf("the opsteller by that door: %d", noor.status)
	}
	tom.page("/beheer/noodtoegang").press("end-emergency")
	if tina.get(paper); tina.status != http.StatusNotFound {
		t.Errorf("after the end: %d", tina.status)
	}
}
