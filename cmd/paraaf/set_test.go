package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/documents"
)

// begin imports the seed nota with a letter, and gives the address of the
// dossier.
func begin(t *testing.T, v *browsertest.Visitor, nota, letter []byte) string {
	t.Helper()
	dir := t.TempDir()
	v.Open("/dossiers/nieuw")
	for name, content := range map[string][]byte{"import-file": nota, "import-letter-file": letter} {
		if len(content) == 0 {
			continue
		}
		file := filepath.Join(dir, name+".md")
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		v.Upload(name, file)
	}
	v.Follow("import-submit")
	return v.Path()
}

// TestBrowserASetIsWrittenAndCompared puts a set together in the browser: pasted
// Kamervragen, a notice of delay, a text that is looked at while it is written, a
// question that is changed and put right, versions that are compared. Every page
// is examined at every width, in light and dark, and walked by keyboard.
func TestBrowserASetIsWrittenAndCompared(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	seed, err := os.ReadFile(seedNota)
	if err != nil {
		t.Fatal(err)
	}
	letter, err := os.ReadFile("../../documents/testdata/seed/kamerbrief.md")
	if err != nil {
		t.Fatal(err)
	}
	noor := m.as(m.program.Account("opsteller", "vws.dicio"), browsertest.Desk)
	dossier := begin(t, noor, seed, letter)

	t.Log("Kamervragen are pasted; the answers stand ready.")
	noor.Follow("compose")
	noor.Screenshot("samenstellen")
	noor.Fill("questions", "2026Z07411\n\nVragen van het lid Aydemir (GroenLinks-PvdA) aan de Minister van Langdurige Zorg, Jeugd en Sport over de aanval op ChipSoft (ingezonden 9 april 2026)\n\n1\nBent u bekend met de aanval op ChipSoft?\n\n2\nHoeveel mensen zijn geraakt?\n")
	noor.Follow("questions-submit")
	noor.Sees("De vragen staan klaar")

	t.Log("They are late: the notice of delay is drafted.")
	noor.ClickAt(`[data-test="set-paper"] details:has([data-test="postpone"]) summary`)
	noor.Fill("postpone-why", "het onderzoek naar de aanval nog loopt")
	noor.Fill("postpone-until", "2099-05-20")
	noor.Screenshot("uitstelbericht")
	noor.Follow("postpone")
	noor.Open(dossier + "/stukken/brief-2")
	noor.Sees("Uitstel beantwoording Kamervragen over de aanval op ChipSoft", "Op 9 april 2026 stelde het lid Aydemir (GroenLinks-PvdA) schriftelijke vragen", "uiterlijk 20 mei 2099")

	t.Log("A text is looked at while it is written.")
	noor.Open(dossier + "/stukken/brief/onderdelen/tekst")
	noor.Fill("edit-text", "Gemeenten krijgen teneinde dit te mitigeren acht weken. Ik zal uw Kamer voor 1 oktober 2099 informeren over de uitkomsten.")
	noor.Await(`document.querySelector('[data-test="proof-says"]').innerText.includes("opmerking")`)
	if said := noor.Text("proof"); !strings.Contains(said, "L51") {
		t.Errorf("while it is written nothing is said of the promise: %s", said)
	}
	noor.Fill("edit-text", noor.All(`[data-test="edit-text"]`, "e.value")[0]+" De heer Q. Zandvoort leest mee.")
	noor.Await(`document.querySelector('[data-test="redacted"]').innerText.includes("Zandvoort")`)
	noor.Fill("edit-text", "Gemeenten krijgen teneinde dit te mitigeren acht weken. Ik zal uw Kamer voor 1 oktober 2099 informeren over de uitkomsten.")
	noor.Await(`!document.querySelector('[data-test="redacted"]').innerText.includes("Zandvoort")`)
	if beside := noor.All(`[data-test="proof"]`, `String(e.getBoundingClientRect().left > document.getElementById("tekst").getBoundingClientRect().right)`); len(beside) != 1 || beside[0] != "true" {
		t.Errorf("the remarks do not stand beside the text: %v", beside)
	}
	noor.Screenshot("schrijven")
	noor.Follow("edit-save")

	t.Log("What the letter promises goes into the nota with one click.")
	noor.Open(dossier + "/stukken/brief")
	noor.ClickAt(`details:has([data-test="repair"]) summary`)
	noor.FollowNamed("button", "Zet bij Toezeggingen in de nota (opmerking L51)")
	noor.Open(dossier + "/stukken/nota")
	noor.Sees("Ik zal uw Kamer voor 1 oktober 2099 informeren")

	t.Log("A question that is changed is put right in the Kamer's own words.")
	noor.Open(dossier + "/stukken/antwoorden/onderdelen/vraag.2")
	noor.Fill("edit-text", "Hoeveel patiënten zijn geraakt?")
	noor.Follow("edit-save")
	noor.Open(dossier + "/stukken/antwoorden")
	noor.Sees("Vraag 2 is niet woordelijk zoals de Kamer haar stelde")
	noor.Screenshot("antwoorden")
	noor.FollowNamed("button", "Neem de vraag woordelijk over (opmerking L57)")
	noor.Open(dossier + "/stukken/antwoorden")
	noor.Sees("Hoeveel mensen zijn geraakt?")
	noor.SeesNot("L57")

	t.Log("Versions are compared: what came and what went is said, not only shown.")
	noor.Open(dossier + "/stukken/brief/versies")
	noor.Has("redline")
	if n := len(noor.All(`[data-test="redline"] ins, [data-test="redline"] del`, "e.innerText")); n == 0 {
		t.Error("nothing is marked as added or taken away")
	}
	for _, spoken := range noor.All(`[data-test="redline"] ins, [data-test="redline"] del`, `e.textContent`) {
		if !strings.Contains(spoken, "toegevoegd") && !strings.Contains(spoken, "verwijderd") && !strings.Contains(spoken, "weggehaald") {
			t.Errorf("a screen reader hears only %q", spoken)
			break
		}
	}
	noor.Screenshot("versies")
	for _, width := range []browsertest.Width{browsertest.Tablet, browsertest.Phone} {
		noor.Resize(width)
		for _, page := range []string{"/samenstellen", "/stukken/brief/versies", "/stukken/antwoorden", "/stukken/brief/onderdelen/tekst"} {
			noor.Open(dossier + page)
			noor.Screenshot("breedte" + strings.ReplaceAll(page, "/", "-"))
		}
	}
}

// TestBrowserANewSjabloonLeavesRunningDossiers has the administrator load a new
// version of the house's form. It is checked; dossiers that run keep the old
// one, a new one is begun in the new.
func TestBrowserANewSjabloonLeavesRunningDossiers(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	seed, err := os.ReadFile(seedNota)
	if err != nil {
		t.Fatal(err)
	}
	noor := m.as(m.program.Account("opsteller", "vws.dicio"), browsertest.Desk)
	old := begin(t, noor, seed, nil)
	noor.Open(old + "/stukken/nota")
	noor.SeesNot("sectie-gaat-om")

	form, _ := documents.SjabloonByID("vws-nota")
	next := *form
	next.Version, next.Why = 2, "Proef: kernpunten onder een andere sleutel."
	next.Sections = append([]documents.SectionForm(nil), form.Sections...)
	for i := range next.Sections {
		if next.Sections[i].Key == "kernpunten" {
			next.Sections[i].Key = "gaat-om"
		}
	}
	src, err := json.Marshal(next)
	if err != nil {
		t.Fatal(err)
	}
	beheerder := m.as(m.program.Account("beheerder", "vws"), browsertest.Desk)
	beheerder.Open("/beheer/bestanden")
	beheerder.Click("open-load-sjabloon")
	beheerder.FillAt("#sjabloon-tekst", strings.Replace(string(src), `"version":2`, `"version":0`, 1))
	beheerder.Expect(422).Follow("load-sjabloon")
	beheerder.Sees("id en version (1 of hoger) zijn nodig")
	beheerder.FillAt("#sjabloon-tekst", string(src))
	beheerder.Follow("load-sjabloon")
	beheerder.Sees("versie 2")
	beheerder.Screenshot("bestanden")

	noor.Open(old + "/stukken/nota")
	noor.SeesNot("sectie-gaat-om")
	fresh := begin(t, noor, seed, nil)
	noor.Open(fresh + "/stukken/nota")
	if len(noor.All(`[id$="sectie-gaat-om"]`, "e.id")) != 1 {
		t.Error("a new dossier is not read in the new form")
	}
}
