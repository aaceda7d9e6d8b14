package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// begun is the seed nota with its letter, taken in by noor.
func (c *counter) begun() (noor *browser, dossier string) {
	c.Helper()
	noor = c.as("noor")
	noor.follow("new-dossier").press("import-submit", "import-file", "testdata/nota.md", "import-letter-file", "testdata/kamerbrief.md")
	if noor.status != http.StatusOK || !strings.HasPrefix(noor.where.Path, "/dossiers/") {
		c.Fatalf("import: status %d at %s\n%s", noor.status, noor.where, text(noor.root))
	}
	return noor, noor.where.Path
}

// names gives the papers as the page of the set lists them.
func (b *browser) names() []string {
	var out []string
	for _, n := range b.find("set-paper") {
		out = append(out, strings.Fields(text(n))[0]+" "+strings.Fields(text(n))[1])
	}
	return out
}

func TestASetIsPutTogetherWithoutJavaScript(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor, dossier := c.begun()
	noor.page(dossier).follow("compose")
	noor.press("add-submit", "add-kind", "kamerbrief", "add-file", "testdata/kamerbrief.md")
	if noor.status != http.StatusOK || !strings.Contains(noor.says("notice"), "opgenomen") {
		t.Fatalf("a second letter: status %d\n%s", noor.status, text(noor.root))
	}
	noor.press("questions-submit", "questions", "Vragen van het lid Voorbeeld aan de minister.\n\n1\nBent u bekend met het bericht?\n\n2\nHoeveel mensen zijn geraakt?\n")
	if noor.status != http.StatusOK {
		t.Fatalf("questions: status %d\n%s", noor.status, text(noor.root))
	}
	if got, want := noor.names(), []string{"Nota versie", "Kamerbrief versie", "Kamerbrief 2", "Antwoorden versie"}; !slices.Equal(got, want) {
		t.Fatalf("the set is %q, not %q", got, want)
	}
	noor.pressNode(noor.find("raise")[1])
	if got := noor.names(); got[2] != "Antwoorden versie" {
		t.Errorf("raised: %q", got)
	}
	noor.page(dossier + "/stukken/antwoorden")
	if !strings.Contains(noor.says("paper-body"), "Hoeveel mensen zijn geraakt?") {
		t.Errorf("the answers read %q", noor.says("paper-body"))
	}
	noor.page(dossier + "/samenstellen")
	noor.pressNode(noor.find("remove")[2])
	if got := noor.names(); noor.status != http.StatusOK || len(got) != 3 {
		t.Errorf("removed: status %d, %q", noor.status, got)
	}
	if noor.get(dossier + "/stukken/brief-2"); noor.status != http.StatusNotFound {
		t.Errorf("the removed letter: status %d", noor.status)
	}
	noor.page(dossier + "/stukken/brief-2/versies")

	// The answers are late: the notice of delay is drafted from the questions.
	noor.page(dossier+"/samenstellen").press("postpone", "postpone-why", "het onderzoek nog loopt", "postpone-until", "2099-01-05")
	if noor.status != http.StatusOK || !strings.Contains(noor.says("notice"), "uitstelbericht") {
		t.Fatalf("uitstelbericht: status %d\n%s", noor.status, text(noor.root))
	}
	noor.page(dossier + "/stukken/brief-2")
	for _, want := range []string{"Uitstel beantwoording Kamervragen", "omdat het onderzoek nog loopt", "uiterlijk 5 januari 2099"} {
		if !strings.Contains(text(noor.root), want) {
			t.Errorf("the uitstelbericht does not say %q", want)
		}
	}
	noor.page(dossier+"/samenstellen").press("postpone", "postpone-why", "het onderzoek nog loopt", "postpone-until", "2020-01-05")
	if noor.status != http.StatusUnprocessableEntity || !strings.Contains(text(noor.root), "Kies een dag na vandaag") {
		t.Errorf("a day gone by: status %d", noor.status)
	}
	noor.page(dossier + "/samenstellen")
	noor.pressNode(noor.find("remove")[2])

	// What cannot be taken in comes back with what was typed.
	noor.page(dossier+"/samenstellen").press("add-submit", "add-kind", "nota", "add-text", "Dit is geen nota.")
	if noor.status != http.StatusUnprocessableEntity || text(noor.one("add-text")) != "Dit is geen nota." || len(noor.find("problems")) == 0 {
		t.Errorf("no nota: status %d\n%s", noor.status, text(noor.root))
	}
	noor.page(dossier+"/samenstellen").press("questions-submit", "questions", "Geen vragen.")
	if noor.status != http.StatusUnprocessableEntity || text(noor.one("questions")) != "Geen vragen." {
		t.Errorf("no questions: status %d\n%s", noor.status, text(noor.root))
	}
	if got := noor.page(dossier + "/samenstellen").names(); len(got) != 3 {
		t.Errorf("what was refused is in the set: %q", got)
	}
	sem := c.as("sem")
	if sem.get(dossier + "/samenstellen"); sem.status == http.StatusOK {
		t.Error("who was not invited puts the set together")
	}
}

func TestTwoVersionsAreComparedOnAPage(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor, dossier := c.begun()
	noor.page(dossier + "/stukken/nota").follow("versions-link")
	if got := text(noor.root); !strings.Contains(got, "niets te vergelijken") {
		t.Errorf("one version: %s", got)
	}
	noor.page(dossier+"/stukken/nota/velden/deadline").press("edit-save", "edit-text", "24 april 2026")
	noor.page(dossier + "/stukken/nota/versies")
	if n := len(noor.find("version")); n != 2 || !strings.Contains(noor.says("redline"), "24") {
		t.Errorf("%d versions, the difference is %q", n, noor.says("redline"))
	}
	noor.page(dossier + "/stukken/nota/versies?van=2&tot=2")
	if !strings.Contains(noor.says("redline"), "gelijk") {
		t.Errorf("a version and itself: %q", noor.says("redline"))
	}
	for _, bad := range []string{"?van=1&tot=9", "?van=x&tot=1", "?van=0&tot=0", "?van=1"} {
		if noor.get(dossier + "/stukken/nota/versies" + bad); noor.status != http.StatusNotFound {
			t.Errorf("%s: status %d", bad, noor.status)
		}
	}
	stranger := c.as("vreemde")
	if stranger.get(dossier + "/stukken/nota/versies"); stranger.status != http.StatusNotFound {
		t.Errorf("a stranger: status %d", stranger.status)
	}
}

func TestATextIsLookedAtWhileItIsWritten(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor, dossier := c.begun()
	form := dossier + "/stukken/nota/velden/deadline"
	noor.page(form)
	if got := noor.says("proof"); !strings.Contains(got, "L01") {
		t.Errorf("the form begins without what is to remark on the deadline as it stands: %q", got)
	}
	version := noor.hidden("edit-save", fieldVersion)
	noor.press("prove", "edit-text", "20 april 2026")
	if got := noor.says("proof"); noor.status != http.StatusOK || !strings.Contains(got, "L01") {
		t.Fatalf("the old deadline: status %d, %q", noor.status, got)
	}
	if got := attribute(noor.one("edit-text"), "value"); got != "20 april 2026" {
		t.Errorf("the form came back with %q", got)
	}
	noor.press("prove", "edit-text", "24 april 2026")
	if got := noor.says("proof"); strings.Contains(got, "L01") {
		t.Errorf("the new deadline: %q", got)
	}
	if again := noor.hidden("edit-save", fieldVersion); again != version {
		t.Errorf("looking at a text made version %s of %s", again, version)
	}
	noor.press("edit-save")
	if noor.status != http.StatusOK || !strings.Contains(noor.says("notice"), "bewaard") {
		t.Errorf("what was looked at is not saved: status %d", noor.status)
	}

	// A colleague who saves meanwhile is still seen.
	noor.page(form)
	tab := noor.hidden("edit-save", fieldVersion)
	other := c.as("noor")
	other.page(form).press("edit-save", "edit-text", "28 april 2026")
	noor.press("prove", "edit-text", "29 april 2026")
	if now := noor.hidden("edit-save", fieldVersion); now != tab {
		t.Errorf("looking at a text passes for having seen version %s", now)
	}
	if noor.press("edit-save"); noor.status != http.StatusPreconditionFailed {
		t.Errorf("saved over a colleague: status %d", noor.status)
	}

	// The script gets the same as JSON, for a section too.
	program := http.Header{"Accept": {"application/json"}}
	noor.post(dossier+"/stukken/nota/proef", program, partSection, "toelichting.afstemming", "tekst", "N.v.t.\n")
	var found struct {
		Says    string
		Remarks []struct{ Code, Severity, Label, Text string }
	}
	c.must(json.Unmarshal([]byte(noor.body), &found))
	if noor.status != http.StatusOK || found.Says == "" || found.Remarks == nil {
		t.Errorf("status %d, %+v", noor.status, found)
	}
	for _, r := range found.Remarks {
		if r.Code == "" || r.Label == "" || r.Text == "" {
			t.Errorf("a remark without words: %+v", r)
		}
	}
	// What would go is answered along, to a program and to who has no script.
	const named = "Afgestemd met mevrouw Quirina Zandvoort, te bellen op 06-12345678.\n"
	noor.post(dossier+"/stukken/nota/proef", program, partSection, "toelichting.afstemming", "tekst", named)
	var gone struct {
		Redacted []struct {
			Text, Says string
			Grounds    []struct{ Code, Label string }
		}
	}
	c.must(json.Unmarshal([]byte(noor.body), &gone))
	if len(gone.Redacted) != 2 || !strings.Contains(gone.Redacted[0].Text, "Zandvoort") || gone.Redacted[1].Text != "06-12345678" || len(gone.Redacted[0].Grounds) != 1 || gone.Redacted[0].Grounds[0].Code != "5.1.2e" {
		t.Errorf("what would go of a text that is written: %+v", gone)
	}
	noor.page(dossier + "/stukken/nota/onderdelen/toelichting.afstemming")
	if got := noor.says("redacted"); strings.Contains(got, "Zandvoort") {
		t.Errorf("before anything was written: %q", got)
	}
	noor.press("prove", "edit-text", named)
	if got := noor.says("redacted"); !strings.Contains(got, "Zandvoort") || !strings.Contains(got, "06-12345678") {
		t.Errorf("without script, what would go: %q", got)
	}
	for _, row := range []struct {
		part, text string
		status     int
		why        string
	}{
		{"verzonnen", "x", http.StatusNotFound, "no such section"},
		{"aanleiding", "nul\x00byte", http.StatusUnprocessableEntity, "a text that no paper may hold"},
	} {
		if noor.post(dossier+"/stukken/nota/proef", program, partSection, row.part, "tekst", row.text); noor.status != row.status {
			t.Errorf("%s: status %d", row.why, noor.status)
		}
	}
	stranger := c.as("vreemde")
	if stranger.post(dossier+"/stukken/nota/proef", program, partSection, "aanleiding", "tekst", "x"); stranger.status != http.StatusNotFound {
		t.Errorf("a stranger: status %d", stranger.status)
	}
}

// TestBothPlacesOfACrossCheckStandOnThePage makes the letter say another sum
// than the nota and looks at the remark: it quotes the other paper and leads to
// it.
func TestBothPlacesOfACrossCheckStandOnThePage(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor, dossier := c.begun()
	noor.page(dossier+"/stukken/nota/onderdelen/kernpunten").press("edit-save", "edit-text", "- Gemeenten krijgen voor de aanvraag zes weken.")
	noor.page(dossier+"/stukken/brief/onderdelen/tekst").press("edit-save", "edit-text", "Gemeenten krijgen voor de aanvraag acht weken.\n\nIk zal uw Kamer voor 1 oktober 2026 informeren.")
	noor.page(dossier + "/stukken/nota")
	var said, second string
	for _, n := range noor.find("remark") {
		if strings.Contains(text(n), "L40") {
			said = text(n)
		}
	}
	for _, n := range noor.find("second-place") {
		if strings.Contains(text(n), "acht weken") {
			second = attribute(n, "href")
		}
	}
	if !strings.Contains(said, "Vergelijk: Kamerbrief: ") || !strings.HasPrefix(second, dossier+"/stukken/brief") {
		t.Errorf("the remark says %q and leads to %q", said, second)
	}
	page, anchor, _ := strings.Cut(second, "#")
	noor.page(page)
	if anchor != "" && !strings.Contains(noor.body, `id="`+anchor+`"`) {
		t.Errorf("%s is not there", second)
	}
	// What the letter promises goes into the nota from here.
	noor.page(dossier + "/stukken/brief")
	for _, n := range noor.find("repair") {
		if strings.Contains(text(n), "Toezeggingen") {
			noor.pressNode(n)
			break
		}
	}
	noor.page(dossier + "/stukken/nota")
	if !strings.Contains(noor.says("paper-body"), "Ik zal uw Kamer voor 1 oktober 2026 informeren.") {
		t.Errorf("the nota does not hold the promise: %s", noor.says("paper-body"))
	}
}
