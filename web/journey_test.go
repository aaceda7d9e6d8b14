package web

import (
	"bytes"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// The main job over real HTTP, without JavaScript and with an account for
// every role: journeys 1, 2 and 4 of the house.
func TestSeedNotaTravelsAllTheWay(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")

	// Journey 1: import, remarks, and the bytes back.
	noor.follow("new-dossier").press("import-submit", "import-file", "testdata/nota.md", "import-letter-file", "testdata/kamerbrief.md")
	if noor.status != http.StatusOK || !strings.HasPrefix(noor.where.Path, "/dossiers/") {
		t.Fatalf("import: status %d at %s\n%s", noor.status, noor.where, text(noor.root))
	}
	dossier := noor.where.Path
	if got := noor.says("notice"); !strings.Contains(got, "geopend") {
		t.Errorf("after import the page says %q", got)
	}
	noor.page(dossier + "/stukken/nota")
	if len(noor.find("remark")) < 5 {
		t.Errorf("%d remarks on the seed nota", len(noor.find("remark")))
	}
	noor.get(dossier + "/stukken/nota/bron")
	seed, err := os.ReadFile("testdata/nota.md")
	c.must(err)
	if !bytes.Equal([]byte(noor.body), seed) {
		t.Error("the seed nota does not come back byte for byte")
	}
	if d := noor.header.Get("Content-Disposition"); d != `attachment; filename="nota.md"` {
		t.Errorf("download is %q", d)
	}

	// It cannot go up yet, and says why.
	noor.page(dossier)
	if got := text(noor.one("refused-submit").Parent); !strings.Contains(got, "R18") {
		t.Fatalf("submit is refused with %q", got)
	}
	for field, value := range map[string]string{"deadline": "24 april 2026", "opsteller": "Noor Haverkamp", "bijlagen": "1", "datum": "17 april 2026"} {
		noor.page(dossier+"/stukken/nota/velden/"+field).press("edit-save", "edit-text", value)
		if noor.status != http.StatusOK {
			t.Fatalf("save %s: status %d\n%s", field, noor.status, text(noor.root))
		}
	}
	noor.promises(dossier)
	noor.page(dossier)
	if len(noor.find("action-submit")) == 0 {
		noor.page(dossier + "/stukken/nota")
		for _, r := range noor.find("remark") {
			t.Log(text(r))
		}
		t.Fatal("the nota still cannot be submitted")
	}
	noor.press("action-submit")

	// Journey 2: directie, JenV beside, plv. SG sends back.
	hester := c.as("hester")
	hester.follow("row-link").follow("go-give-paraaf")
	hester.press("action-give-paraaf")
	if hester.status != http.StatusOK || !strings.Contains(hester.says("notice"), "paraaf") {
		t.Fatalf("directie: status %d\n%s", hester.status, text(hester.root))
	}
	marijke := c.as("marijke")
	marijke.follow("row-link")
	if strings.Contains(marijke.body, "Geadviseerd besluit") || len(marijke.find("paper")) != 1 {
		t.Error("another ministry sees the internal nota")
	}
	if got := strings.ToLower(text(marijke.root)); strings.Contains(got, "plv. sg") || strings.Contains(got, "informatiebeleid") {
		t.Errorf("another ministry is told of our line: %s", got)
	}
	if marijke.get(dossier + "/stukken/nota"); marijke.status != http.StatusNotFound {
		t.Errorf("the internal nota for another ministry: status %d", marijke.status)
	}
	marijke.page(dossier).follow("go-give-medeakkoord").press("action-give-medeakkoord")
	if marijke.status != http.StatusOK {
		t.Fatalf("medeakkoord: status %d\n%s", marijke.status, text(marijke.root))
	}

	ruud := c.as("ruud")
	ruud.page(dossier + "/beslissen").press("action-send-back")
	if ruud.status != http.StatusUnprocessableEntity || len(ruud.find("problems")) == 0 {
		t.Errorf("sent back without a reason: status %d", ruud.status)
	}
	ruud.press("action-send-back", "reason", "De brief noemt drie weken, de nota vier. Graag gelijktrekken.")
	if ruud.status != http.StatusOK {
		t.Fatalf("send back: status %d\n%s", ruud.status, text(ruud.root))
	}
	noor.page(dossier)
	if got := noor.says("sent-back"); !strings.Contains(got, "Graag gelijktrekken") || !strings.Contains(got, "Ruud Terpstra") {
		t.Errorf("it came back with %q", got)
	}
	noor.page("/mijn-stukken")
	if got := noor.says("row"); !strings.Contains(got, "Graag gelijktrekken") {
		t.Errorf("mijn stukken says %q", got)
	}
	noor.page(dossier+"/stukken/nota/onderdelen/toelichting.afstemming").press("edit-save", "edit-text", "De Kamerbrief is afgestemd met het Ministerie van Justitie en Veiligheid en met FEZ.")
	noor.page(dossier).press("action-submit")

	// Only what changed is asked again, and shown.
	c.pass(10 * time.Minute)
	hester.page(dossier + "/beslissen")
	if got := hester.says("changes"); !strings.Contains(got, "en met FEZ") || strings.Contains(got, "Hackers hebben bij een aanval") {
		t.Errorf("the directie is shown as changed: %q", got)
	}
	hester.press("action-give-paraaf")
	ruud.page(dossier+"/beslissen").press("action-give-paraaf", "reason", "Akkoord zo.")
	ilse := c.as("ilse")
	ilse.follow("row-link").follow("go-take-besluit")
	if got := ilse.says("question"); !strings.Contains(got, "Graag uw akkoord op voorliggende Kamerbrief") {
		t.Errorf("the question is %q", got)
	}
	ilse.press("action-take-besluit", "reason", "Akkoord, en bedank mevrouw Quirina Zandvoort.", "procesnotitie", "Niet voor vrijdag naar de pers.")
	if got := ilse.says("besluit"); !strings.Contains(got, "Akkoord") || !strings.Contains(got, "Ilse Brandsma") {
		t.Errorf("besluit: %q", got)
	}

	// Journey 4: marks, second reader, export, signature, dispatch.
	yasmin := c.as("yasmin")
	yasmin.page(dossier + "/lakken")
	if got := text(yasmin.root); !strings.Contains(got, "Aantekening van de bewindspersoon") || !strings.Contains(got, "bedank mevrouw Quirina Zandvoort") || strings.Contains(got, "vrijdag naar de pers") {
		t.Errorf("the aantekening alone is to be judged: %s", got)
	}
	for range 40 {
		open := yasmin.openGroup()
		if open == nil {
			break
		}
		yasmin.pressNode(open)
		if yasmin.status != http.StatusOK {
			t.Fatalf("judge: status %d\n%s", yasmin.status, text(yasmin.root))
		}
	}
	yasmin.press("mark-submit", "mark-text", "Forensische Zorgspecialisten", "mark-paper", "nota")
	if yasmin.status != http.StatusOK || !strings.Contains(yasmin.says("notice"), "aangewezen") {
		t.Fatalf("mark: status %d\n%s", yasmin.status, text(yasmin.root))
	}
	for _, test := range []string{"undo", "redo"} {
		had := len(yasmin.find("readable"))
		yasmin.press(test)
		if yasmin.status != http.StatusOK || len(yasmin.find("readable")) == had {
			t.Fatalf("%s: status %d, the marked words are as before\n%s", test, yasmin.status, text(yasmin.root))
		}
	}
	all := len(yasmin.find("finding-group"))
	yasmin.page(dossier + "/lakken?toon=open")
	if got := len(yasmin.find("finding-group")); got != 0 || all == 0 {
		t.Errorf("%d of %d groups are open after all were judged", got, all)
	}
	yasmin.page(dossier + "/lakken").press("action-close-review")
	if yasmin.status != http.StatusOK {
		t.Fatalf("close review: status %d\n%s", yasmin.status, text(yasmin.root))
	}
	yasmin.page(dossier + "/tweede-lezing")
	if len(yasmin.find("action-confirm-review")) > 0 && !hasAttribute(yasmin.one("action-confirm-review"), "disabled") {
		t.Error("who closed the review may confirm it")
	}
	pieter := c.as("pieter")
	pieter.readsSecond(dossier)
	pieter.press("settle-first")
	if who := pieter.says("settled"); !strings.Contains(who, "besliste: de eerste lezing geldt") {
		t.Errorf("who settled the difference is told as %q", who)
	}
	if got := publicText(pieter); !strings.Contains(got, "[5.1.2e]") || strings.Contains(got, "Haverkamp") || !strings.Contains(got, "bedank mevrouw") || strings.Contains(got, "Zandvoort") {
		t.Errorf("the second reader reads %q", got)
	}
	// The reviewer marked the words in the nota only; they stand in the letter
	// too. The gate sees it, nothing is kept, and the marks go back.
	pieter.press("action-confirm-review")
	pieter.page(dossier + "/export").press("action-record-export")
	if pieter.status != http.StatusConflict || !strings.Contains(pieter.says("leaks"), "brief") {
		t.Fatalf("export with a leak: status %d\n%s", pieter.status, text(pieter.root))
	}
	pieter.page(dossier+"/tweede-lezing").press("action-return-review", "reason", "Wat uit de nota is, staat nog in de brief.")
	yasmin.page(dossier + "/lakken").press("spread")
	if len(yasmin.find("readable")) != 0 {
		t.Errorf("after spreading the marks, still readable: %s", yasmin.says("readable"))
	}
	yasmin.press("action-close-review")
	pieter.page(dossier + "/tweede-lezing").press("action-close-second-reading")
	for range pieter.find("difference") { // he left the words in the nota and in the letter
		pieter.pressNode(pieter.find("settle-first")[0])
	}
	if strings.Contains(publicText(pieter), "Forensische") {
		t.Error("the public version shows what was marked")
	}
	pieter.press("action-confirm-review")
	// The letter goes with the date that stands on it: that of the day.
	early := c.as("gert")
	early.page(dossier + "/datum").press("action-date-letter")
	if early.status != http.StatusOK || !strings.Contains(early.says("history"), "zette de datum op de brief") {
		t.Fatalf("the date: status %d\n%s", early.status, text(early.root))
	}
	pieter.page(dossier + "/export").press("action-record-export")
	if pieter.status != http.StatusOK || len(pieter.find("gate-clean")) == 0 {
		t.Fatalf("export: status %d\n%s", pieter.status, text(pieter.root))
	}
	// A page that waits asks as a program does, and hears no more than this.
	r, err := http.NewRequest(http.MethodGet, pieter.server.URL+dossier+"/export", nil)
	pieter.must(err)
	r.Header.Set("Accept", "application/json")
	if pieter.do(r); pieter.body != `{"busy":false,"says":""}`+"\n" {
		t.Errorf("how far the export is: %q", pieter.body)
	}
	pieter.page(dossier + "/export")
	pieter.get(attribute(pieter.one("public-file"), "href"))
	if pieter.status != http.StatusOK || strings.Contains(pieter.body, "Haverkamp") {
		t.Errorf("public file: status %d", pieter.status)
	}

	pieter.page(dossier + "/openbaar/aantekening")
	if got := publicText(pieter); !strings.Contains(got, "bedank mevrouw [5.1.2e]") {
		t.Errorf("the public aantekening reads %q", got)
	}
	pieter.page(dossier + "/export").get(attribute(pieter.one("bundle"), "href"))
	if pieter.status != http.StatusOK || !strings.HasPrefix(pieter.body, "PK") {
		t.Errorf("publication as one file: status %d", pieter.status)
	}

	gert := c.as("gert")
	gert.page(dossier + "/verzenden")
	if got := text(gert.root); !strings.Contains(got, "wacht nog op") {
		t.Errorf("dispatch before the signature does not say what it waits for: %s", got)
	}
	gert.page(dossier + "/handtekening").press("action-record-signature")
	if gert.status != http.StatusOK {
		t.Fatalf("signature: status %d\n%s", gert.status, text(gert.root))
	}
	list := gert.page(dossier + "/verzenden").says("dispatch-list")
	for _, name := range []string{"beslisnota.pdf", "beslisnota.html", "brief.pdf", "brief.html", "aantekening.pdf", "aantekening.html"} {
		if !strings.Contains(list, name) {
			t.Errorf("what goes to the Kamer lacks %s: %s", name, list)
		}
	}
	gert.page(dossier + "/verzenden").press("action-dispatch")
	if gert.status != http.StatusUnprocessableEntity {
		t.Errorf("dispatch without the tick: status %d", gert.status)
	}
	gert.page(dossier+"/verzenden").press("action-dispatch", "zeker", "ja")
	if gert.status != http.StatusOK || gert.says("standing") != "Verzonden" {
		t.Fatalf("dispatch: status %d, %q\n%s", gert.status, gert.says("standing"), text(gert.root))
	}
	noor.page(dossier)
	if got := noor.says("history"); !strings.Contains(got, "Gert Noordhof") || !strings.Contains(got, "verzond de stukken aan de Kamer") {
		t.Errorf("history: %q", got)
	}
	c.keepsAPromise(t, noor, dossier)
	c.leavesAPageAndNoBytes(t, noor, dossier)
}

// publicText gives the words of all papers as the public would get them.
func publicText(b *browser) string {
	var all []string
	for _, n := range b.find("public-body") {
		all = append(all, text(n))
	}
	return strings.Join(all, " ")
}

// readsSecond judges every finding as the second reader, who sees no answer
// of the first, and lays the readings beside each other.
func (b *browser) readsSecond(dossier string) {
	b.Helper()
	for _, path := range []string{"/lakken", "/tweede-lezing"} {
		b.page(dossier + path)
		if b.one("apart"); strings.Contains(b.body, "pf-vondst--redact") || strings.Contains(b.body, `data-decision="redact"`) {
			b.Fatalf("%s shows the second reader what the first decided", path)
		}
	}
	b.page(dossier + "/openbaar/nota")
	if !strings.Contains(publicText(b), "Forensische Zorgspecialisten") {
		b.Error("the preview shows the second reader what the first marked by hand")
	}
	b.page(dossier + "/tweede-lezing")
	for open := b.openGroup(); open != nil; open = b.openGroup() {
		b.pressNode(open)
	}
	b.press("action-close-second-reading")
	if b.status != http.StatusOK || len(b.find("difference")) == 0 {
		b.Fatalf("two readings: status %d\n%s", b.status, text(b.root))
	}
}

// openGroup gives the button "lakken" of the first group that nobody judged.
func (b *browser) openGroup() (button *html.Node) {
	for _, g := range b.find("finding-group") {
		if attribute(g, "data-decision") != "" {
			continue
		}
		eachElement(g, func(n *html.Node) {
			if attribute(n, "data-test") == "redact" {
				button = n
			}
		})
		return button
	}
	return nil
}
