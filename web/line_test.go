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

// The secretariaat records what it was told, on a page of its own; whoever
// serves no station that is asked has no such page.
func TestTheSecretariaatRecordsForAnotherOnItsPage(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	gert := c.as("gert")
	gert.page(at).follow("go-namens")
	gert.press("action-namens", "hoe", "telefonisch")
	if gert.status != http.StatusOK || gert.where.Path != at {
		t.Fatalf("status %d at %s\n%s", gert.status, gert.where, text(gert.root))
	}
	if got := gert.says("history"); !strings.Contains(got, "namens Hester van Dalen") || !strings.Contains(got, "opgedragen telefonisch") {
		t.Errorf("history: %q", got)
	}
	hester := c.as("hester")
	if hester.page("/meldingen"); !strings.Contains(text(hester.root), "namens u") {
		t.Errorf("who was spoken for reads %s", text(hester.root))
	}
	ruud := c.as("ruud")
	ruud.page(at)
	if len(ruud.find("go-namens")) != 0 {
		t.Error("the plv. SG is offered to record for another")
	}
	if ruud.page(at + "/namens"); len(ruud.find("refused")) != 1 || len(ruud.find("action-namens")) != 0 {
		t.Errorf("his page says %s", text(ruud.root))
	}
}

// A besluit met wijziging carries its procesnotitie too, from the page of the working copy.
func TestABesluitMetWijzigingCarriesItsProcesnotitie(t *testing.T) {
	t.Parallel()
	const note = "Eerst de woordvoerder bellen."
	c := newCounter(t)
	at := c.as("noor").submitted()
	hester := c.as("hester")
	hester.page(at + "/beslissen").follow("go-amend")
	if len(hester.find("procesnotitie")) > 0 {
		t.Error("a paraaf met wijziging is asked for a procesnotitie")
	}
	hester.page(at + "/beslissen").press("action-give-paraaf")
	ruud := c.as("ruud")
	ruud.page(at + "/beslissen").press("action-give-paraaf")
	ilse := c.as("ilse")
	ilse.page(at+"/wijziging/nota/onderdelen/kernpunten").press("edit-save", "edit-text", "- Een kernpunt.")
	ilse.press("action-take-besluit-akkoord-met-wijziging", "procesnotitie", note)
	if ilse.status != http.StatusOK || !strings.Contains(ilse.says("history"), "akkoord met wijziging") {
		t.Fatalf("status %d\n%s", ilse.status, text(ilse.root))
	}
	for who, want := range map[string]bool{"ruud": true, "noor": false} {
		b := c.as(who)
		if b.page(at); strings.Contains(text(b.root), note) != want {
			t.Errorf("%s reads the procesnotitie: %v", who, !want)
		}
	}
}

// A besluit that the secretariaat records carries its procesnotitie, which only those read who
// judge; a paraaf has none, and what was typed is not lost unseen.
func TestABesluitThatWasToldCarriesItsProcesnotitie(t *testing.T) {
	t.Parallel()
	const note = "Niet voor vrijdag naar de pers."
	c := newCounter(t)
	at := c.as("noor").submitted()
	gert := c.as("gert")
	gert.page(at + "/namens")
	if len(gert.find("procesnotitie")) > 0 {
		t.Error("a paraaf is asked for a procesnotitie")
	}
	c.as("hester").page(at + "/beslissen").press("action-give-paraaf")
	ruud := c.as("ruud")
	ruud.page(at + "/beslissen").press("action-give-paraaf")
	gert.page(at+"/namens").press("action-namens", "hoe", "telefonisch", "procesnotitie", note)
	if gert.status != http.StatusOK || !strings.Contains(gert.says("besluit"), "Ilse Brandsma") {
		t.Fatalf("status %d\n%s", gert.status, text(gert.root))
	}
	for who, want := range map[string]bool{"ruud": true, "noor": false} {
		b := c.as(who)
		if b.page(at); strings.Contains(text(b.root), note) != want {
			t.Errorf("%s reads the procesnotitie: %v", who, !want)
		}
	}
}

// What stands in the way of indienen is named and leads to its place; points
// are ticked off without a script.
func TestIndienenLeadsToWhatStandsInTheWay(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.submitted()
	hester := c.as("hester")
	hester.page(at + "/retour")
	hester.press("action-send-back", "tekst", "Nog niet.", "punten", "Noem de kosten.\nvraag: wat vindt JenV?")
	if hester.status != http.StatusOK {
		t.Fatalf("status %d\n%s", hester.status, text(hester.root))
	}
	noor.page(at)
	if got := noor.says("refused-submit"); got == "" || len(noor.find("action-submit")) != 0 {
		t.Fatalf("indienen with an open point: %q", got)
	}
	if link := noor.one("blocking-link"); attribute(link, "href") != "#punt-1" {
		t.Errorf("it leads to %q", attribute(link, "href"))
	}
	noor.press("points-save", "waarom-1", "Die staan al in de bijlage.")
	if noor.status != http.StatusOK || len(noor.find("action-submit")) != 1 {
		t.Fatalf("answered: status %d\n%s", noor.status, text(noor.root))
	}
	noor.press("action-submit")
	hester.page(at + "/beslissen")
	if got := hester.says("points"); !strings.Contains(got, "niet gedaan") || !strings.Contains(got, "Die staan al in de bijlage.") || !strings.Contains(got, "nog open") {
		t.Errorf("who sent back reads %q", got)
	}

	t.Log("Remarks lead to their place in the paper.")
	noor.page(at).follow("go-ask-back").press("action-ask-back", "tekst", "Iets vergeten.")
	noor.page(at+"/stukken/nota/velden/opsteller").press("edit-save", "edit-text", "")
	noor.page(at)
	for _, link := range noor.find("blocking-link") {
		href := attribute(link, "href")
		path, anchor, _ := strings.Cut(href, "#")
		if noor.page(path); !strings.Contains(noor.body, `id="`+anchor+`"`) {
			t.Errorf("%s leads to nothing", href)
		}
	}
}

// The tas is made of what is ticked, and asks to tick something.
func TestTheBagIsMadeOnTheWorklist(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	c.as("noor").submitted()
	hester := c.as("hester")
	hester.page("/werkvoorraad")
	if n := len(hester.find("pick")); n != 1 {
		t.Fatalf("%d dossiers can be ticked", n)
	}
	id := attribute(hester.one("pick"), "value")
	if hester.get("/werkvoorraad/tas"); hester.status != http.StatusUnprocessableEntity || len(hester.find("problems")) != 1 {
		t.Errorf("nothing ticked: status %d", hester.status)
	}
	if hester.get("/werkvoorraad/tas?dossier=" + id); hester.status != http.StatusOK || !strings.HasPrefix(hester.body, "%PDF-") {
		t.Errorf("status %d: %.40q", hester.status, hester.body)
	}
	stranger := c.as("vreemde")
	if stranger.get("/werkvoorraad/tas?dossier=" + id); stranger.status != http.StatusNotFound {
		t.Errorf("a stranger gets %d", stranger.status)
	}
}

// A return to a station with points is a checklist there, and its paraaf waits;
// the secretariaat records the answer of the next with a change of the text. The
// worklist leads to reading and deciding in one touch.
func TestPointsAtAStationAndAWijzigingThatWasTold(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	hester, ruud, gert := c.as("hester"), c.as("ruud"), c.as("gert")
	hester.page("/werkvoorraad").follow("row-task")
	if hester.where.Path != at+"/beslissen" {
		t.Fatalf("the worklist leads to %s", hester.where)
	}
	hester.press("action-give-paraaf")
	ruud.page(at+"/retour").press("action-send-back", "naar", "directie", "tekst", "Kijk nog eens.", "punten", "Klopt het bedrag?\nvraag: wie dekt het?")
	hester.page(at)
	if got := text(hester.root); len(hester.find("refused-give-paraaf")) != 1 || !strings.Contains(got, "Zeg eerst wat u deed met: punt 1") || attribute(hester.one("blocking-link"), "href") != "#punt-1" {
		t.Errorf("the dossier says %q", got)
	}
	hester.page(at + "/beslissen")
	if len(hester.find("action-give-paraaf")) != 0 || !strings.Contains(hester.says("blocked"), "punt 1") {
		t.Errorf("with an open point: %s", text(hester.root))
	}
	hester.press("points-save", "waarom-1", "Ja, artikel 4.")
	if hester.status != http.StatusOK || hester.where.Path != at+"/beslissen" || len(hester.find("action-give-paraaf")) != 1 {
		t.Fatalf("answered: status %d at %s\n%s", hester.status, hester.where, text(hester.root))
	}
	hester.press("action-give-paraaf")
	ruud.page(at + "/beslissen")
	if got := ruud.says("points"); !strings.Contains(got, "Ja, artikel 4.") || !strings.Contains(got, "nog open") {
		t.Errorf("who sent back reads %q", got)
	}

	gert.page(at).follow("go-namens").follow("aside")
	gert.page(at+"/wijziging/nota/onderdelen/toelichting.afstemming").press("edit-save", "edit-text", "Afgestemd met JenV en met FEZ.")
	gert.press("action-give-paraaf-akkoord-met-wijziging", "hoe", "telefonisch")
	if gert.status != http.StatusOK || gert.where.Path != at {
		t.Fatalf("recorded: status %d at %s\n%s", gert.status, gert.where, text(gert.root))
	}
	if got := gert.says("history"); !strings.Contains(got, "namens Ruud Terpstra") || !strings.Contains(got, "met wijziging, opgedragen telefonisch") {
		t.Errorf("history: %q", got)
	}
	hester.page(at + "/beslissen")
	if got := hester.says("changes"); !strings.Contains(got, "FEZ") {
		t.Errorf("the directie is shown as changed: %q", got)
	}
}
