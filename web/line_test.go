package web

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestAkkoordMetWijzigingIsWrittenInAWorkingCopyAndAskedAgainWhereItTouches(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	hester := c.as("hester")
	hester.page(at + "/beslissen").press("action-give-paraaf")

	ruud := c.as("ruud")
	ruud.page(at + "/beslissen").follow("go-amend")
	if !hasAttribute(ruud.one("action-give-paraaf-akkoord-met-wijziging"), "disabled") {
		t.Error("nothing is changed, and it can be given already")
	}
	ruud.page(at+"/wijziging/nota/onderdelen/toelichting.afstemming").press("edit-save", "edit-text", "Afgestemd met JenV en met FEZ.")
	if ruud.status != http.StatusOK || !strings.Contains(ruud.says("amended"), "met FEZ") {
		t.Fatalf("status %d\n%s", ruud.status, text(ruud.root))
	}
	hester.page(at + "/beslissen")
	if strings.Contains(text(hester.root), "Afgestemd met JenV en met FEZ") {
		t.Error("a working copy is read by somebody else")
	}
	if hester.get(at + "/wijziging"); hester.status != http.StatusConflict {
		t.Errorf("the working copy for who has no turn: status %d", hester.status)
	}
	ruud.press("action-give-paraaf-akkoord-met-wijziging", "reason", "FEZ hoort erbij.")
	if ruud.status != http.StatusOK || ruud.where.Path != at {
		t.Fatalf("status %d at %s\n%s", ruud.status, ruud.where, text(ruud.root))
	}
	if got := ruud.says("history"); !strings.Contains(got, "met wijziging") || !strings.Contains(got, "FEZ hoort erbij.") {
		t.Errorf("history: %q", got)
	}
	hester.page(at + "/beslissen")
	if got := hester.says("changes"); !strings.Contains(got, "FEZ") || strings.Contains(got, "Hackers") {
		t.Errorf("the directie is shown as changed: %q", got)
	}
	hester.press("action-give-paraaf")
	ilse := c.as("ilse")
	ilse.page(at + "/beslissen").follow("go-amend")
	ilse.page(at+"/wijziging/nota/onderdelen/kernpunten").press("edit-save", "edit-text", "- Een kernpunt.")
	ilse.press("amend-drop")
	if ilse.status != http.StatusOK || len(ilse.find("amended")) > 0 {
		t.Errorf("put back: status %d\n%s", ilse.status, text(ilse.root))
	}
	ilse.page(at + "/beslissen").press("action-take-besluit")
	if got := ilse.says("besluit"); !strings.Contains(got, "Akkoord") {
		t.Errorf("besluit: %q", got)
	}
}

func TestAnAmendmentIsNotGivenFromAnOlderScreen(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	hester := c.as("hester")
	section := at + "/wijziging/nota/onderdelen/toelichting.afstemming"
	hester.page(section).press("edit-save", "edit-text", "Eerste tekst.")
	other := c.as("hester")
	other.page(section).press("edit-save", "edit-text", "Tweede tekst.")
	hester.press("action-give-paraaf-akkoord-met-wijziging")
	if hester.status != http.StatusPreconditionFailed {
		t.Errorf("an older working copy was given: status %d", hester.status)
	}
}

func TestMeldingenSayWhatHappenedUntilTheyAreRead(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	hester := c.as("hester")
	at := c.as("noor").submitted()
	hester.page("/werkvoorraad")
	if got := hester.says("nav-heard"); !strings.Contains(got, "1") {
		t.Errorf("the header says %q", got)
	}
	hester.follow("nav-heard")
	if got := hester.says("heard"); !strings.Contains(got, "Er ligt een stuk bij u.") || !strings.Contains(got, "Chipsoft") {
		t.Errorf("the melding says %q", got)
	}
	if got := attribute(hester.one("heard-link"), "href"); got != at {
		t.Errorf("it leads to %q", got)
	}
	hester.press("heard-seen")
	if got := hester.says("nav-heard"); strings.Contains(got, "1") {
		t.Errorf("after reading the header says %q", got)
	}
	hester.page("/instellingen").press("settings-save")
	if got := hester.says("notice"); !strings.Contains(got, "keuze is bewaard") {
		t.Errorf("after choosing the page says %q", got)
	}
}

func TestAStreamSaysThatSomethingChangedAndNothingElse(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	ruud, hester := c.as("ruud"), c.as("hester")
	ruud.page(at)
	live := attribute(ruud.one("live"), "data-live")
	if vreemde := c.as("vreemde").get(live); vreemde.status != http.StatusNotFound {
		t.Errorf("a stranger listens: status %d", vreemde.status)
	}
	resp, err := ruud.client.Get(c.server.URL + live)
	c.must(err)
	defer resp.Body.Close()
	if got := resp.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("the stream is %q", got)
	}
	hester.page(at + "/beslissen").press("action-give-paraaf")
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		if lines.Text() == "data: ja" {
			return
		}
		if got := lines.Text(); got != "" && got != "retry: 5000" && got != "event: gewijzigd" && got != ":" && got != ": " {
			t.Errorf("the stream says %q", got)
		}
	}
	t.Fatalf("the stream ended: %v", lines.Err())
}

func TestAStreamOfASessionThatEndedSaysNothingMore(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	ruud, hester := c.as("ruud"), c.as("hester")
	ruud.page(at)
	resp, err := ruud.client.Get(c.server.URL + attribute(ruud.one("live"), "data-live"))
	c.must(err)
	defer resp.Body.Close()
	// Another of his windows signs out; then something changes.
	ruud.page("/werkvoorraad").press("sign-out")
	hester.page(at + "/beslissen").press("action-give-paraaf")
	said, err := io.ReadAll(resp.Body)
	c.must(err)
	if strings.Contains(string(said), "gewijzigd") {
		t.Errorf("after signing out the stream still says %q", said)
	}
}
