package main

import (
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"paraaf/cmd/paraaf/internal/browsertest"
)

// The journeys of the README, through the real program and a real browser,
// with an account of its own for every role. Every page on the way is examined
// (see package browsertest). PARAAF_SCREENSHOTS=DIR keeps pictures.

const seedNota = "voorbeeld/chipsoft-nota.md"

// A ministry is the worked example with people to sign in as.
type ministry struct {
	t       *testing.T
	binary  string
	program *browsertest.Program
	browser *browsertest.Browser
	begun   []*browsertest.Visitor
}

func newMinistry(t *testing.T) *ministry {
	t.Helper()
	binary := browsertest.Build(t, "paraaf/cmd/paraaf")
	return &ministry{t: t, binary: binary, program: browsertest.Start(t, binary, "demo", "-house", houseDir(t), "-seal", sealFile(t)), browser: browsertest.NewBrowser(t)}
}

// as signs somebody in, at a window of the width.
func (m *ministry) as(account browsertest.Account, width browsertest.Width) *browsertest.Visitor {
	m.t.Helper()
	v := m.browser.Visit(m.t, account.Login, m.program.Address, width)
	v.Open("/aanmelden")
	v.Fill("login-name", account.Login)
	v.Fill("login-password", account.Password)
	v.Follow("login-submit")
	if who := v.Text("reader"); who != account.Name {
		m.t.Fatalf("%s is greeted as %q", account.Name, who)
	}
	m.begun = append(m.begun, v)
	return v
}

// codings gives how a word may stand in the bytes of a file.
func codings(word string) [][]byte {
	var wide []byte
	for _, u := range utf16.Encode([]rune(word)) {
		wide = append(wide, byte(u>>8), byte(u))
	}
	return [][]byte{[]byte(word), wide, []byte(hex.EncodeToString([]byte(word))), []byte(strings.ToUpper(hex.EncodeToString(wide)))}
}

// reveals gives the words that stand in the content, in whatever case.
func reveals(content []byte, words []string) []string {
	low := bytes.ToLower(content)
	var found []string
	for _, w := range words {
		for _, c := range codings(w) {
			if bytes.Contains(low, bytes.ToLower(c)) {
				found = append(found, w)
				break
			}
		}
	}
	return found
}

// tool runs a program on a file with the content, and gives what it prints.
func tool(t *testing.T, content []byte, name string, args ...string) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "stuk.pdf")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return out
}

// pdfText is what a reader of the PDF can select and copy.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	return string(tool(t, pdf, "pdftotext", "-layout", "FILE", "-"))
}

// pdfBytes is everything in the PDF, unpacked.
func pdfBytes(t *testing.T, pdf []byte) []byte {
	t.Helper()
	return tool(t, pdf, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
}

var spaces = regexp.MustCompile(`\s+`)

func flat(s string) string { return spaces.ReplaceAllString(s, " ") }

// What the opsteller writes when the nota came back: it names somebody, so
// that there is something to take out.
const afstemming = `De Kamerbrief is afgestemd met het Ministerie van Justitie en Veiligheid. Contactpersoon is mevrouw J. Terwisscha, telefoon 06 48 21 73 95, e-mail j.terwisscha@minjenv.nl.
`

// toGo are the words that the public must not find, in any form.
var toGo = []string{"Terwisscha", "48 21 73 95", "48217395", "Haverkamp", "substantieel aantal"}

// toStay are words of the nota that the public gets to read.
var toStay = []string{"Hackers hebben bij een aanval", "Z-CERT", "informatie onleesbaar gemaakt op grond van", "Geadviseerd besluit"}

// seen is the digest that the page's form carries: of what is on the screen.
func seen(v *browsertest.Visitor) string {
	return v.All(`.pf-decide input[name="If-Match"]`, "e.value")[0]
}

// publicBody holds what the page shows as the public version against what must
// be gone and what must stay. The page around it is internal.
func publicBody(v *browsertest.Visitor) {
	body := strings.Join(v.All(`[data-test="public-body"]`, "e.outerHTML"), "\n")
	if found := reveals([]byte(body), toGo); len(found) > 0 {
		v.Fail("the public version holds %q", found)
	}
	if !strings.Contains(body, toStay[0]) {
		v.Fail("the public version lost %q", toStay[0])
	}
}

// TestBrowserOneNotaAllTheWay takes the seed nota from import to dispatch: the
// journeys 1, 2 and 4 of the README in one.
func TestBrowserOneNotaAllTheWay(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	account := m.program.Account
	seed, err := os.ReadFile(seedNota)
	if err != nil {
		t.Fatal(err)
	}

	t.Log("1. The opsteller imports the nota; nothing of it is lost.")
	opsteller := account("opsteller", "vws.dicio")
	noor := m.as(opsteller, browsertest.Desk)
	noor.Follow("nav-mine")
	noor.Follow("new-dossier")
	file := filepath.Join(t.TempDir(), "4377464 nota def (2).md")
	if err := os.WriteFile(file, seed, 0o600); err != nil {
		t.Fatal(err)
	}
	noor.Upload("import-file", file)
	noor.Follow("import-submit")
	dossier := noor.Path()
	noor.Sees("Kamerbrief Chipsoft Incident", "4377464-1097773-DICIO")
	name, content := noor.Download("paper-source")
	if !bytes.Equal(content, seed) {
		t.Errorf("the download differs from what was imported: %d bytes, not %d", len(content), len(seed))
	}
	if strings.Contains(strings.ToLower(name), "chipsoft") || filepath.Ext(name) != ".md" {
		t.Errorf("the download is called %q", name)
	}

	t.Log("The remarks say what is odd, and what must be mended first stands in the way.")
	noor.Follow("paper-link")
	noor.Sees("22 april 2026")
	if n := noor.Count("remark"); n == 0 {
		t.Error("there is nothing to remark on the seed nota")
	}
	set := func(field, value string) {
		noor.Open(dossier + "/stukken/nota")
		noor.FollowAt(`[data-test="edit"][href$="/velden/` + field + `"]`)
		noor.Fill("edit-text", value)
		noor.Follow("edit-save")
	}
	set("deadline", "11 december 2026")
	set("opsteller", opsteller.Name)
	set("bijlagen", "1")

	t.Log("The Kamerbrief is drafted from the nota.")
	noor.Open(dossier)
	noor.Follow("draft-letter")
	if got := noor.Value("betreft"); got != "Chipsoft Incident" {
		t.Errorf("the letter's subject is proposed as %q", got)
	}
	noor.Fill("ambt", "De Minister van Langdurige Zorg, Jeugd en Sport")
	noor.Fill("naam", "I.M. Brandsma")
	noor.Follow("letter-submit")
	noor.FollowAt(`[data-test="edit"][href$="/onderdelen/tekst"]`)
	noor.Fill("edit-text", "Op 7 april 2026 zijn bij ChipSoft gegevens van patiënten gestolen. Met deze brief informeer ik u, mede namens de Staatssecretaris van Justitie en Veiligheid, over wat er bekend is.\n\nZodra het onderzoek is afgerond, informeer ik u over de uitkomsten.\n")
	noor.Follow("edit-save")
	noor.Screenshot("kamerbrief")

	t.Log("A chart goes into it, with what can be seen on it.")
	const chart = "Staafdiagram van het aantal getroffen aanbieders"
	noor.FollowAt(`[data-test="edit"][href$="/onderdelen/tekst"]`)
	noor.ClickAt(`[data-test="picture"] summary`)
	noor.Fill("picture-alt", chart)
	noor.Upload("picture-file", filepath.Join(houseDir(t), "logo.png"))
	noor.Follow("picture-add")
	noor.Open(dossier + "/stukken/brief")
	if alts := noor.All(`[data-test="paper-body"] img`, "e.naturalWidth + e.alt"); len(alts) != 1 || alts[0] != "120"+chart {
		t.Errorf("the letter shows the pictures %q", alts)
	}

	t.Log("2. The nota is submitted, and JenV is asked at the same time.")
	noor.Open(dossier)
	noor.Follow("action-submit")
	noor.Sees("Staatssecretaris JenV")
	noor.HasNot("action-submit")

	hester := m.as(account("directie", "vws.dicio"), browsertest.Desk)
	ruud := m.as(account("plvsg", "vws"), browsertest.Phone)
	marijke := m.as(account("bewindspersoon", "jenv"), browsertest.Phone)
	marijke.WithoutScripts(true)
	worklist := func(v *browsertest.Visitor) {
		v.Open("/werkvoorraad")
		v.FollowAt(`[data-test="row-link"][href="` + dossier + `"]`)
	}

	ruud.Open(dossier)
	ruud.Has("refused-give-paraaf") // not his turn yet
	worklist(hester)
	hester.Follow("go-give-paraaf")
	hester.Sees("Graag uw akkoord op voorliggende Kamerbrief")
	first := seen(hester)
	hester.Follow("action-give-paraaf")

	t.Log("JenV sees the letter and nothing of the nota.")
	worklist(marijke)
	secret := []string{"Forensische Zorgspecialisten", "Draagvlak politiek", "PvdA-GL", "Directie Informatiebeleid", "vanwege de bescherming van de persoonlijke levenssfeer"}
	marijke.SeesNot(secret...)
	marijke.Follow("go-give-medeakkoord")
	marijke.Sees("mede namens de Staatssecretaris van Justitie en Veiligheid")
	marijke.SeesNot(secret...)
	for _, path := range []string{"/stukken/nota", "/stukken/nota/bron", "/stukken/nota/pdf", "/lakken", "/openbaar/nota"} {
		if a := marijke.Get(dossier + path); a.Status != 404 {
			t.Errorf("JenV gets %d for %s", a.Status, path)
		}
	}
	marijke.Follow("action-give-medeakkoord")

	t.Log("The plv. SG sends back, with a reason.")
	worklist(ruud)
	ruud.Follow("go-give-paraaf")
	ruud.Click("action-send-back") // without a reason: the page asks for one
	ruud.Await(`document.querySelector("[data-test=reason]").checkVisibility()`)
	ruud.Fill("reason", "Met wie bij JenV is dit afgestemd? Noem de contactpersoon.")
	ruud.Follow("action-send-back")
	noor.Follow("nav-mine")
	noor.Sees("Met wie bij JenV is dit afgestemd?")

	t.Log("The opsteller revises the nota; the letter stays, and with it the medeakkoord.")
	noor.Open(dossier + "/stukken/nota")
	noor.FollowAt(`[data-test="edit"][href$="/onderdelen/toelichting.afstemming"]`)
	noor.Fill("edit-text", afstemming)
	noor.Follow("edit-save")
	noor.Open(dossier)
	noor.Follow("action-submit")
	if beside := noor.TextAt(".pf-line__beside"); !strings.Contains(beside, "Medeakkoord") {
		t.Errorf("the medeakkoord on an unchanged letter did not stay: %s", beside)
	}

	t.Log("Only what changed is asked again.")
	worklist(hester)
	hester.Follow("go-give-paraaf")
	hester.Has("changes")
	if changes := hester.Text("changes"); !strings.Contains(changes, "Terwisscha") || strings.Contains(changes, "Hackers") {
		t.Errorf("what changed is shown as: %s", changes)
	}
	second := seen(hester)
	if first == second {
		t.Error("the changed set has the digest of the first")
	}
	hester.Follow("action-give-paraaf")
	worklist(ruud)
	ruud.Follow("go-give-paraaf")
	ruud.Follow("action-give-paraaf")

	t.Log("The minister decides on a tablet.")
	ilse := m.as(account("bewindspersoon", "vws.mljs"), browsertest.Tablet)
	worklist(ilse)
	ilse.Follow("go-take-besluit")
	ilse.Sees("Graag uw akkoord op voorliggende Kamerbrief")
	ilse.Screenshot("beslissen")
	ilse.Follow("action-take-besluit")
	ilse.Has("besluit")

	t.Log("3. Communicatie judges every finding; one stretch is marked by hand.")
	readers := m.program.Accounts("communicatie", "vws", 2)
	yasmin, pieter := m.as(readers[0], browsertest.Desk), m.as(readers[1], browsertest.Desk)
	worklist(yasmin)
	yasmin.Open(dossier + "/lakken")
	yasmin.FollowKey("l") // the first that nobody judged
	if n := len(yasmin.All(`[data-test="finding-group"][data-decision="redact"]`, "e.id")); n != 1 {
		t.Errorf("the key l judged %d groups", n)
	}
	for range 50 {
		if yasmin.Count("finding-group") == 0 || len(yasmin.All(`[data-test="finding-group"][data-decision=""]`, "e.id")) == 0 {
			break
		}
		yasmin.FollowAt(`[data-test="finding-group"][data-decision=""] [data-test="redact"]`)
	}
	yasmin.Fill("mark-text", "substantieel aantal")
	yasmin.Fill("mark-motivering", "Het aantal is nog onderwerp van onderzoek.")
	yasmin.Follow("mark-submit")
	yasmin.Screenshot("lakken")
	yasmin.Follow("preview")
	publicBody(yasmin)
	yasmin.Open(dossier + "/lakken")
	yasmin.Follow("action-close-review")

	t.Log("Somebody else reads the result; who judged may not.")
	yasmin.Open(dossier)
	yasmin.HasNot("go-confirm-review")
	worklist(pieter)
	pieter.Follow("go-close-second-reading")
	pieter.Has("apart")
	if n := len(pieter.All(`.pf-vondst--redact, [data-decision="redact"]`, "e.id")); n != 0 {
		t.Errorf("the second reader is shown %d answers of the first", n)
	}
	pieter.FollowKey("l")
	for range 50 {
		if len(pieter.All(`[data-test="finding-group"][data-decision=""]`, "e.id")) == 0 {
			break
		}
		pieter.FollowKey("l")
	}
	pieter.Follow("action-close-second-reading")
	pieter.Sees("substantieel aantal", "Laten staan") // what the first marked by hand
	pieter.Screenshot("twee-lezingen")
	pieter.Follow("settle-first")
	pieter.Has("settled")
	publicBody(pieter)
	pieter.Follow("action-confirm-review")

	t.Log("The public version is made, and attacked.")
	yasmin.Open(dossier)
	yasmin.Follow("go-date-letter")
	yasmin.Sees("Nu staat er")
	yasmin.Follow("action-date-letter")
	yasmin.Open(dossier + "/export")
	yasmin.FollowSlowly("action-record-export", "export-busy")
	yasmin.Has("gate-clean")
	yasmin.HasNot("leaks")
	var files []string
	formats := map[string]int{}
	hrefs := yasmin.All(`[data-test="public-file"]`, "e.getAttribute('href')")
	for _, href := range hrefs {
		name, content := yasmin.DownloadAt(`[data-test="public-file"][href="` + href + `"]`)
		formats[filepath.Ext(name)]++
		public := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(public, content, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, public)
		if found := reveals([]byte(name), append([]string{"chipsoft", opsteller.Login}, toGo...)); len(found) > 0 {
			t.Errorf("the name %s tells %v", name, found)
		}
		// Not the digests of the internal papers either: they would let
		// anybody test a guess.
		words := append([]string{first, second, first[:12], second[:12], chart}, toGo...)
		if found := reveals(content, words); len(found) > 0 {
			t.Errorf("%s holds %v", name, found)
		}
		text := string(content)
		if filepath.Ext(name) == ".pdf" {
			text = pdfText(t, content)
			if found := reveals(append(pdfBytes(t, content), text...), words); len(found) > 0 {
				t.Errorf("%s, unpacked, holds %v", name, found)
			}
		}
		if strings.Contains(name, "nota") {
			for _, w := range toStay {
				if !strings.Contains(flat(text), w) {
					t.Errorf("%s lost %q", name, w)
				}
			}
			if !strings.Contains(text, "5.1") {
				t.Errorf("%s names no ground", name)
			}
		}
	}
	if formats[".pdf"] != 2 || formats[".html"] != 2 {
		t.Errorf("nota and letter as html and pdf would be two of each, there are %v", formats)
	}
	secrets := filepath.Join(t.TempDir(), "geheim.txt")
	if err := os.WriteFile(secrets, []byte(strings.Join(toGo, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(m.binary, append([]string{"gate", "-public", "-secrets", secrets}, files...)...).CombinedOutput(); err != nil {
		t.Errorf("paraaf gate on the public files: %v\n%s", err, out)
	}

	t.Log("4. The secretariaat records the signature and sends.")
	gert := m.as(account("secretariaat", "vws"), browsertest.Desk)
	gert.Open(dossier)
	gert.Follow("go-record-signature")
	gert.Follow("action-record-signature")
	gert.Follow("go-dispatch")
	gert.ClickAt(`form input[type="checkbox"][required]`) // that it was checked
	gert.Follow("action-dispatch")
	gert.Open(dossier)
	gert.Screenshot("verzonden")
	for _, again := range []string{"go-dispatch", "action-submit", "go-withdraw"} {
		gert.HasNot(again)
	}

	t.Log("The history tells all of it, in order, with the reason.")
	lines := gert.All(`[data-test="history"] > li`, "e.innerText")
	slices.Reverse(lines) // the newest stands above
	history := flat(strings.Join(lines, " "))
	at := 0
	for _, who := range []string{"Noor Haverkamp", "Hester van Dalen", "Marijke Oosting", "Ruud Terpstra", "Met wie bij JenV", "Noor Haverkamp", "Hester van Dalen", "Ruud Terpstra", "Ilse Brandsma", "Yasmin el Idrissi", "Pieter Wiersma", "Gert Noordhof"} {
		i := strings.Index(history[at:], who)
		if i < 0 {
			t.Errorf("the history does not go on with %s after %q", who, history[:at])
			break
		}
		at += i + len(who)
	}

	t.Log("What came in is still there, but for what was changed on purpose.")
	noor.Open(dossier)
	_, content = noor.Download("paper-source")
	for _, part := range bytes.Split(seed, []byte("\n\n")) {
		if !bytes.Contains(content, part) && !bytes.Contains(part, []byte("afgestemd")) && !bytes.Contains(part, []byte("Deadline")) && !bytes.Contains(part, []byte("Bijlage")) {
			t.Errorf("the nota lost %q", part)
		}
	}

	t.Log("Who has nothing to do with it does not know that it exists.")
	for _, a := range []browsertest.Account{account("beheerder", "vws"), account("medeparaaf", "vws.fez")} {
		v := m.as(a, browsertest.Desk)
		v.Expect(404).Open(dossier)
		v.SeesNot("Chipsoft", "4377464")
		for _, path := range []string{"/stukken/nota/bron", "/export"} {
			if got := v.Get(dossier + path); got.Status != 404 {
				t.Errorf("%s gets %d for %s", a.Login, got.Status, path)
			}
		}
	}

	t.Log("Neither addresses nor logs hold a word of it, and the book is sound.")
	words := append([]string{"chipsoft", "hackers", "4377464", "contactpersoon", opsteller.Password}, toGo...)
	for _, v := range m.begun {
		if found := reveals([]byte(strings.Join(v.Addresses(), "\n")), words); len(found) > 0 {
			t.Errorf("addresses hold %v", found)
		}
	}
	m.program.Stop()
	if found := reveals([]byte(m.program.Logs()), words); len(found) > 0 {
		t.Errorf("the log holds %v", found)
	}
	if out, err := exec.Command(m.binary, "verify", "-data", m.program.Data).CombinedOutput(); err != nil {
		t.Errorf("paraaf verify: %v\n%s", err, out)
	}
}

// TestBrowserStalePage has somebody decide on a page that was overtaken: what
// counts is what was on the screen. The letter changes, so that the medeakkoord
// of the other ministry lapses too.
func TestBrowserStalePage(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	noor := m.as(m.program.Account("opsteller", "vws.dicio"), browsertest.Desk)
	ruud := m.as(m.program.Account("plvsg", "vws"), browsertest.Tablet)

	// The worked example has the seed half-way: with the plv. SG, JenV agreed.
	ruud.FollowNamed("link", "Kamerbrief Chipsoft Incident")
	dossier := ruud.Path()
	ruud.Follow("go-give-paraaf")

	noor.Open(dossier)
	if beside := noor.TextAt(".pf-line__beside"); !strings.Contains(beside, "Medeakkoord") || strings.Contains(beside, "Vervallen") {
		t.Fatalf("the example does not begin with a medeakkoord: %s", beside)
	}
	noor.Follow("go-ask-back")
	noor.Fill("tekst", "De eerste zin van de brief klopt niet.")
	noor.Follow("action-ask-back")
	noor.Open(dossier + "/stukken/brief")
	noor.FollowAt(`[data-test="edit"][href$="/velden/betreft"]`)
	noor.Fill("edit-text", "Stand van zaken aanval op ChipSoft")
	noor.Follow("edit-save")
	noor.Open(dossier)
	noor.Follow("action-submit")
	if beside := noor.TextAt(".pf-line__beside"); !strings.Contains(beside, "Opnieuw gevraagd: Kamerbrief") {
		t.Errorf("the letter changed, and the medeakkoord still stands: %s", beside)
	}
	// Who parafeerde before the change is asked again.
	hester := m.as(m.program.Account("directie", "vws.dicio"), browsertest.Phone)
	hester.Open(dossier + "/beslissen")
	hester.Sees("Stand van zaken aanval op ChipSoft")
	hester.Follow("action-give-paraaf")

	ruud.Expect(412).Follow("action-give-paraaf")
	ruud.Open(dossier)
	if history := ruud.Text("history"); strings.Contains(history, "Ruud Terpstra parafeerde") {
		t.Errorf("a paraaf was recorded for what was not on the screen: %s", history)
	}
}

// TestBrowserBadInput offers what is no nota: it is refused in Dutch, with what
// to do, and what was typed is still there.
func TestBrowserBadInput(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	noor := m.as(m.program.Account("opsteller", "vws.dicio"), browsertest.Phone)
	seed, err := os.ReadFile(seedNota)
	if err != nil {
		t.Fatal(err)
	}
	noor.Open("/mijn-stukken")
	before := noor.Count("row")
	for _, c := range []struct {
		name    string
		content []byte
	}{
		{"empty", nil},
		{"binary", []byte("%PDF-1.7\n\x00\x01\x02\xff\xfe")},
		{"latin-1", []byte("# nota\n\nfinanci\xeble gevolgen\n")},
		{"too large", bytes.Repeat([]byte("# nota\n"), 1<<18)},
		{"all openers", append(slices.Clone(seed), strings.Repeat("[a](", 200_000)...)},
	} {
		file := filepath.Join(t.TempDir(), "nota.md")
		if err := os.WriteFile(file, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		noor.Open("/dossiers/nieuw")
		noor.Upload("import-file", file)
		noor.Expect(422).Expect(413).Follow("import-submit")
		noor.Has("problems")
		if said := noor.Text("problems"); len(said) < 30 {
			t.Errorf("%s: refused with %q", c.name, said)
		}
	}
	hostile := filepath.Join(t.TempDir(), "nota.md")
	markup := []byte("\n<script>alert(1)</script>\n\n![x](https://elders.example/x.png)\n\n[klik](javascript:alert(1))\n\n" + strings.Repeat("> ", 30) + "x\n")
	if err := os.WriteFile(hostile, append(seed, markup...), 0o600); err != nil {
		t.Fatal(err)
	}
	noor.Open("/dossiers/nieuw")
	noor.Upload("import-file", hostile)
	noor.Follow("import-submit")
	if _, content := noor.Download("paper-source"); !bytes.Equal(content, append(seed, markup...)) {
		t.Error("hostile text was not kept as it came")
	}
	noor.Follow("paper-link") // examined as every page: nothing runs, nothing is fetched
	noor.Open("/mijn-stukken")
	if after := noor.Count("row"); after != before+1 {
		t.Errorf("%d dossiers before, %d after the refusals and one import", before, after)
	}
}

// TestBrowserHandbook reads the whole handbook, from link to link.
func TestBrowserHandbook(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	v := m.as(m.program.Account("secretariaat", "vws"), browsertest.Desk)
	toRead, read := []string{"/handleiding"}, map[string]bool{}
	for len(toRead) > 0 {
		page := toRead[0]
		toRead = toRead[1:]
		if read[page] {
			continue
		}
		read[page] = true
		v.Open(page)
		anchors := v.All("[id]", "e.id")
		for _, href := range v.All("main a[href]", "e.getAttribute('href')") {
			path, fragment, _ := strings.Cut(href, "#")
			if path == "" && fragment != "" && !slices.Contains(anchors, fragment) {
				t.Errorf("%s points to #%s, which is not there", page, fragment)
			}
			if strings.HasPrefix(path, "/handleiding") {
				toRead = append(toRead, path)
			} else if strings.HasPrefix(path, "/") {
				if a := v.Get(path); a.Status != 200 {
					t.Errorf("%s points to %s: status %d", page, path, a.Status)
				}
			}
		}
	}
	if len(read) < 3 {
		t.Errorf("the handbook has %d pages", len(read))
	}
	v.Open("/handleiding/begrippen")
	v.Sees("medeakkoord", "parafenlijn", "uitzonderingsgrond")
	v.Open("/handleiding/regels")
	v.Sees("R1", "R18")
}
