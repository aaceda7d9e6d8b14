package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/workflow"
)

// hire has the administrator add somebody with one seat, and gives the account
// after the new colleague chose a password with the code.
func (m *ministry) hire(tom *browsertest.Visitor, name, login, role, organisation string) browsertest.Account {
	m.t.Helper()
	tom.Open("/beheer/mensen")
	if tom.Count("naam") == 0 {
		tom.Click("open-add-person")
	}
	tom.Fill("naam", name)
	tom.Fill("gebruikersnaam", login)
	tom.Fill("rol", role)
	tom.Fill("organisatie", organisation)
	tom.Follow("add-person")
	code := tom.Text("code")
	const password = "elf paarse schaatsen op zolder"
	v := m.browser.Visit(m.t, login, m.program.Address, browsertest.Desk)
	v.Open("/wachtwoord")
	v.Fill("code", code)
	v.Fill("nieuw", password)
	v.Fill("nogeens", password)
	v.Follow("set-password")
	return browsertest.Account{Name: name, Login: login, Password: password}
}

// absolute is where a file lies, for a browser that runs elsewhere.
func absolute(t *testing.T, path string) string {
	t.Helper()
	out, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// greyed fails the test when a button that cannot be pressed does not say why:
// a Dutch sentence of its own.
func greyed(v *browsertest.Visitor) {
	for _, said := range v.All("button[disabled]", `e.dataset.test + "|" + (document.getElementById(e.getAttribute("aria-describedby"))?.textContent ?? "")`) {
		name, why, _ := strings.Cut(said, "|")
		if len(strings.TrimSpace(why)) < 25 || !strings.Contains(why, ".") {
			v.Fail("the greyed button %q says %q", name, why)
		}
	}
}

// TestBrowserTenStations walks a directie's own route of ten stations: two in
// parallel, one absent, a return to the opsteller with points and one to the
// middle, an akkoord met wijziging and another ministry beside it.
func TestBrowserTenStations(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	account := m.program.Account

	t.Log("The administrator adds two organisations, three people and the route, which is checked.")
	tom := m.as(account("beheerder", "vws"), browsertest.Desk)
	for _, o := range [][2]string{{"vws.dicio.ibeleid", "Cluster iBeleid"}, {"vws.dgzorg", "Directoraat-Generaal Zorg"}} {
		tom.Open("/beheer/organisaties")
		tom.Fill("id", o[0])
		tom.Fill("naam", o[1])
		tom.Follow("add-organisation")
	}
	anouk := m.as(m.hire(tom, "Anouk de Boer", "anouk", "directie", "vws.dicio.ibeleid"), browsertest.Tablet)
	dg := m.hire(tom, "Karel Brouwer", "karel", "dg", "vws.dgzorg")
	bram := m.hire(tom, "Bram Visser", "bram", "directie", "vws.dgzorg")
	tom.Open("/beheer/bestanden")
	tom.Click("open-load-routes")
	tom.Upload("bestand", absolute(t, "testdata/tien-stations.json"))
	tom.Follow("load-routes")
	tom.Sees("Directie Informatiebeleid, tien stations")
	tom.Screenshot("route-geladen")

	t.Log("The secretariaat lets somebody stand in for the DG, who configures nothing.")
	gert := m.as(account("secretariaat", "vws"), browsertest.Desk)
	gert.Open("/beheer/waarneming")
	gert.FillAt("#stoel", gert.All("#stoel option", "e.value")[option(gert, "#stoel option", "Karel Brouwer")])
	today := workflow.CivilDay(time.Now())
	gert.FillAt("#wie", gert.All("#wie option", "e.value")[option(gert, "#wie option", "Bram Visser")])
	gert.Fill("van", today.ISO())
	gert.Fill("tot", today.AddDays(14).ISO())
	gert.Follow("add-waarneming")
	gert.Sees("Bram Visser voor Karel Brouwer")

	t.Log("The opsteller opens the nota; its route is that of the directie.")
	noor := m.as(account("opsteller", "vws.dicio"), browsertest.Desk)
	noor.Open("/dossiers/nieuw")
	noor.Upload("import-file", absolute(t, "voorbeeld/spoedzorg-nota.md"))
	noor.Upload("import-letter-file", absolute(t, "voorbeeld/spoedzorg-brief.md"))
	noor.Follow("import-submit")
	dossier := noor.Path()
	set := func(field, value string) {
		noor.Open(dossier + "/stukken/nota")
		noor.FollowAt(`[data-test="edit"][href$="/velden/` + field + `"]`)
		noor.Fill("edit-text", value)
		noor.Follow("edit-save")
	}
	set("deadline", workflow.AddWorkdays(today, 25).String())
	noor.Open(dossier)
	if n := len(noor.All(".pf-line__main .pf-stop", "e.innerText")); n != 12 { // ten, the opsteller and the sending
		t.Errorf("the line shows %d stations", n)
	}
	noor.Sees("Tegelijk, in willekeurige volgorde", "Staatssecretaris JenV")
	greyed(noor)
	noor.Screenshot("concept")
	noor.Follow("action-submit")

	turn := func(v *browsertest.Visitor, lead string) {
		t.Helper()
		v.Open(dossier)
		greyed(v)
		v.Follow(lead)
	}
	agree := func(v *browsertest.Visitor) {
		t.Helper()
		turn(v, "go-give-paraaf")
		v.Follow("action-give-paraaf")
	}
	again := func(v *browsertest.Visitor) {
		t.Helper()
		v.Open(dossier + "/beslissen")
		v.Follow("action-give-paraaf")
	}
	agree(anouk)
	hester := m.as(account("directie", "vws.dicio"), browsertest.Tablet)
	agree(hester)

	t.Log("FEZ and WJZ have it at the same time; WJZ sends it back with points.")
	burak := m.as(account("medeparaaf", "vws.fez"), browsertest.Desk)
	lotte := m.as(account("medeparaaf", "vws.wjz"), browsertest.Desk)
	burak.Open("/werkvoorraad")
	burak.FollowAt(`[data-test="row-link"][href="` + dossier + `"]`)
	burak.Has("go-give-paraaf")
	turn(lotte, "go-give-paraaf")
	lotte.Click("more-verdicts")
	lotte.Follow("go-back-with-points")
	lotte.Fill("tekst", "Twee dingen kloppen nog niet.")
	lotte.Fill("punten", "Noem bij de kernpunten de wet waar de proef op rust.\noverweeg: maak punt 2 korter")
	lotte.Fill("intern", "Let op: eerder ging dit mis bij de proef met inzage.")
	lotte.Screenshot("terugsturen")
	lotte.Follow("action-send-back")
	greyed(lotte)

	t.Log("The opsteller sees why and what, and cannot go up before it is dealt with.")
	noor.Follow("nav-mine")
	noor.Sees("Twee dingen kloppen nog niet.")
	noor.Open(dossier)
	noor.SeesNot("eerder ging dit mis")
	noor.Sees("Noem bij de kernpunten de wet")
	noor.Has("refused-submit")
	noor.Sees("Punt 1: Noem bij de kernpunten")
	greyed(noor)
	noor.Screenshot("teruggekomen")
	noor.Open(dossier + "/stukken/nota")
	noor.FollowAt(`[data-test="edit"][href$="/onderdelen/kernpunten"]`)
	noor.Fill("edit-text", "- Artsen op de spoedeisende hulp zien nu bij ongeveer een derde van de patiënten geen actuele medicatie.\n- De proef rust op de Wet aanvullende bepalingen verwerking persoonsgegevens in de zorg.\n")
	noor.Follow("edit-save")
	noor.Open(dossier)
	noor.ClickAt("#gedaan-1")
	noor.FillAt("#waarom-2", "De Kamer vroeg om deze toelichting.")
	noor.Follow("points-save")
	noor.Follow("action-submit")

	t.Log("Who sent back reads what became of it. FEZ had not acted; who had is asked for the kernpunten only.")
	again(anouk)
	again(hester)
	again(burak)
	turn(lotte, "go-give-paraaf")
	lotte.Sees("gedaan", "niet gedaan", "De Kamer vroeg om deze toelichting.")
	if changes := lotte.Text("changes"); !strings.Contains(changes, "Wet aanvullende bepalingen") {
		t.Errorf("what changed is shown as: %s", changes)
	}
	lotte.Follow("action-give-paraaf")

	t.Log("Communicatie and the procescheck.")
	yasmin := m.as(m.program.Accounts("communicatie", "vws", 2)[0], browsertest.Desk)
	agree(yasmin)
	agree(gert)

	t.Log("The DG is away; who stands in sees both names, and the paraaf has both.")
	stand := m.as(bram, browsertest.Phone)
	turn(stand, "go-give-paraaf")
	stand.Sees("Karel Brouwer")
	stand.Follow("action-give-paraaf")
	stand.Sees("Bram Visser, namens Karel Brouwer")

	t.Log("The DG comes back and reads what was done in his name.")
	karel := m.as(dg, browsertest.Tablet)
	karel.Open("/meldingen")
	karel.Sees("namens u")

	t.Log("The plv. SG sends it back to FEZ, in the middle; the rest stands.")
	ruud := m.as(account("plvsg", "vws"), browsertest.Tablet)
	turn(ruud, "go-send-back")
	ruud.FillAt("#naar", "fez")
	ruud.Fill("tekst", "Kijk nog eens naar het geld.")
	ruud.Fill("punten", "Staat de dekking in 2028 vast?")
	ruud.Follow("action-send-back")
	noor.Open(dossier)
	noor.Sees("stuurde de stukken terug naar Directie FEZ", "Staat de dekking in 2028 vast?")
	burak.Open(dossier)
	burak.Has("refused-give-paraaf")
	greyed(burak)
	burak.Open(dossier + "/beslissen")
	burak.Sees("Staat de dekking in 2028 vast?", "Zeg eerst wat u deed met")
	burak.FillAt("#waarom-1", "Ja, op artikel 4.")
	burak.Follow("points-save")
	burak.ClickAt(".pf-decide__text summary")
	burak.Fill("reason", "Ja, op artikel 4.")
	burak.Follow("action-give-paraaf")

	t.Log("The plv. SG agrees with a change of his own; who had seen the kernpunten is asked again, FEZ is not.")
	turn(ruud, "go-give-paraaf")
	ruud.Sees("Ja, op artikel 4.")
	ruud.Click("more-verdicts")
	ruud.Follow("go-amend")
	ruud.FollowAt(`a[href$="/wijziging/nota/onderdelen/kernpunten"]`)
	ruud.Fill("edit-text", "- Artsen op de spoedeisende hulp zien nu bij ongeveer een derde van de patiënten geen actuele medicatie.\n- De proef rust op de Wet aanvullende bepalingen verwerking persoonsgegevens in de zorg.\n- De minister stelt een vaste Kamercommissie op de hoogte.\n")
	ruud.Follow("edit-save")
	ruud.Screenshot("met-wijziging")
	ruud.Follow("action-give-paraaf-akkoord-met-wijziging")
	greyed(ruud)
	burak.Open("/werkvoorraad")
	if n := len(burak.All(`[data-test="row-link"][href="`+dossier+`"]`, "e.href")); n != 0 {
		t.Error("FEZ is asked again for what it does not cover")
	}
	for _, v := range []*browsertest.Visitor{anouk, hester, lotte, yasmin, gert} {
		again(v)
	}
	stand.Open(dossier + "/beslissen")
	if changes := stand.Text("changes"); !strings.Contains(changes, "vaste Kamercommissie") {
		t.Errorf("the DG's stand-in is shown as changed: %s", changes)
	}
	stand.Follow("action-give-paraaf")

	t.Log("The adviser reads along and holds nobody up; JenV agrees with the letter.")
	fleur := m.as(account("adviseur", "vws.mljs"), browsertest.Desk)
	turn(fleur, "go-give-advice")
	fleur.Fill("tekst", "Stem de timing af met het debat van 9 december.")
	fleur.Follow("action-give-advice")
	marijke := m.as(account("bewindspersoon", "jenv.stas"), browsertest.Tablet)
	turn(marijke, "go-give-medeakkoord")
	marijke.Follow("action-give-medeakkoord")
	greyed(marijke)

	t.Log("The minister decides; every station shows who and when.")
	ilse := m.as(account("bewindspersoon", "vws.mljs"), browsertest.Tablet)
	turn(ilse, "go-take-besluit")
	ilse.Sees("Stem de timing af met het debat")
	ilse.Screenshot("besluit")
	ilse.Follow("action-take-besluit")
	ilse.Has("besluit")
	greyed(ilse)
	if line := noorLine(noor, dossier); strings.Contains(line, "Vervallen") || strings.Contains(line, "Nog niet aan de beurt") {
		t.Errorf("not every station stands: %s", line)
	}
	noor.Screenshot("besloten")
	if history := noor.Text("history"); !strings.Contains(history, "Bram Visser, namens Karel Brouwer") {
		t.Errorf("the history does not name both: %s", history)
	}
}

// noorLine is the drawn line of the dossier as its opsteller sees it.
func noorLine(noor *browsertest.Visitor, dossier string) string {
	noor.Open(dossier)
	return noor.TextAt(".pf-line__main")
}

// option gives the place of the first choice that begins with the words.
func option(v *browsertest.Visitor, selector, words string) int {
	for i, text := range v.All(selector, "e.innerText") {
		if strings.HasPrefix(text, words) {
			return i
		}
	}
	v.Fail("no choice begins with %q", words)
	return 0
}
