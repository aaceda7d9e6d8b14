package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/documents/pdf"
)

// What the annexes of the journey say. The people are invented.
const (
	annexHTML = `<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Tijdlijn</title></head><body><h1>Tijdlijn</h1>
<p>Op 7 april belde de heer K. Brouwershaven, telefoon 06 51 63 27 80, de helpdesk.</p><p>Op 8 april is de Autoriteit Persoonsgegevens ingelicht.</p></body></html>`
	// As Outlook sends it: alternatives within a relation within what came along.
	annexMail = "From: Jenske Terwisscha <j.terwisscha@minjenv.nl>\r\nTo: =?iso-8859-1?Q?Ren=E9_Kloosterman?= <r.kloosterman@zorg.example>\r\nDate: Tue, 21 Apr 2026 14:02:00 +0200\r\nSubject: Afstemming\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed;\r\n\tboundary=\"_004_x_\"\r\n\r\n--_004_x_\r\nContent-Type: multipart/related;\r\n\tboundary=\"_003_x_\";\r\n\ttype=\"multipart/alternative\"\r\n\r\n--_003_x_\r\nContent-Type: multipart/alternative;\r\n\tboundary=\"_000_x_\"\r\n\r\n" +
		"--_000_x_\r\nContent-Type: text/plain; charset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBeste Ren=E9,\r\n\r\nWij kunnen instemmen met de tekst. Bel mij op 06 48 21 7=\r\n3 95.\r\n\r\nMet vriendelijke groet,\r\nJenske Terwisscha\r\n\r\n" +
		"--_000_x_\r\nContent-Type: text/html; charset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><head><style>p.MsoNormal {margin:0cm}</style></head><body lang=3DNL><p class=3DMsoNormal>Beste Ren=E9,</p><p class=3DMsoNormal>Wij kunnen instemmen met de tekst. Bel mij op 06 48 21 73 95.</p><p>Met vriendelijke groet,<br>Jenske Terwisscha</p></body></html>\r\n--_000_x_--\r\n\r\n--_003_x_--\r\n\r\n" +
		"--_004_x_\r\nContent-Type: text/plain; name=\"los.txt\"\r\nContent-Disposition: attachment; filename=\"los.txt\"\r\n\r\nlosse tekst\r\n--_004_x_--\r\n"
	annexScan = "Geachte minister,\n\nOp 9 april ontving ons ziekenhuis een melding.\n\nHoogachtend,\nP. Oosterwijk, bestuurder"
)

// annexGone must be found in no public file; annexStays must be there.
var (
	annexGone  = []string{"Terwisscha", "De leverancier wist ervan", "48 21 73 95", "Brouwershaven", "51 63 27 80"}
	annexStays = []string{"Autoriteit Persoonsgegevens ingelicht", "De inspectie ziet toe op de meldplicht", "De leverancier onderzoekt de oorzaak", "Wij kunnen instemmen met de tekst", "ontving ons ziekenhuis een melding"}
)

// scanned draws text as a scanner would give it: a picture and nothing else.
func scanned(t *testing.T, text string) []byte {
	t.Helper()
	dir := t.TempDir()
	page := filepath.Join(dir, "brief.html")
	content := `<!DOCTYPE html><meta charset="utf-8"><style>body{font:22px serif;margin:60px;width:700px;white-space:pre-wrap}</style>` + text
	if err := os.WriteFile(page, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(dir, "scan.png")
	chromium(t, "--screenshot="+picture, "--window-size=820,1160", "file://"+page)
	data, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// printed has the browser print a page.
func printed(t *testing.T, content string) []byte {
	t.Helper()
	dir := t.TempDir()
	page, out := filepath.Join(dir, "tijdlijn.html"), filepath.Join(dir, "tijdlijn.pdf")
	if err := os.WriteFile(page, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	chromium(t, "--no-pdf-header-footer", "--print-to-pdf="+out, "file://"+page)
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func chromium(t *testing.T, args ...string) {
	t.Helper()
	args = append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=" + t.TempDir()}, args...)
	if out, err := exec.CommandContext(t.Context(), "chromium", args...).CombinedOutput(); err != nil {
		t.Fatalf("chromium: %v\n%s", err, out)
	}
}

// tracked gives a docx as Word writes it, in which a sentence was taken out with changes
// tracked.
func tracked(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := z.AddFS(os.DirFS("../../documents/annex/testdata/word"))
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBrowserForeignPapers takes a dossier with a nota, a letter, a PDF of
// LibreOffice and one of Chromium, a scanned letter, a docx with tracked changes and
// a mail from proposal to certificate.
func TestBrowserForeignPapers(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	account := m.program.Account
	office, err := os.ReadFile("../../documents/annex/testdata/libreoffice.pdf")
	if err != nil {
		t.Fatal(err)
	}
	seed, err := os.ReadFile(seedNota)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}

	t.Log("1. The opsteller puts the dossier together.")
	noor := m.as(account("opsteller", "vws.dicio"), browsertest.Desk)
	noor.Open("/dossiers/nieuw")
	noor.Upload("import-file", write("nota.md", seed))
	noor.Follow("import-submit")
	dossier := noor.Path()
	for field, value := range map[string]string{"deadline": "11 december 2026", "opsteller": "Noor Haverkamp", "bijlagen": "6"} {
		noor.Open(dossier + "/stukken/nota")
		noor.FollowAt(`[data-test="edit"][href$="/velden/` + field + `"]`)
		noor.Fill("edit-text", value)
		noor.Follow("edit-save")
	}
	noor.Open(dossier)
	noor.Follow("draft-letter")
	noor.Fill("ambt", "De Minister van Langdurige Zorg, Jeugd en Sport")
	noor.Fill("naam", "I.M. Brandsma")
	noor.Follow("letter-submit")
	letter := noor.Path()
	noor.FollowAt(`[data-test="edit"][href$="/velden/bijlagen"]`)
	noor.Fill("edit-text", "5")
	noor.Follow("edit-save")
	noor.Open(letter)
	noor.FollowAt(`[data-test="edit"][href$="/onderdelen/tekst"]`)
	noor.Fill("edit-text", "Op 7 april 2026 zijn bij ChipSoft gegevens van patiënten gestolen. Met deze brief informeer ik u over wat er bekend is.\n")
	noor.Follow("edit-save")

	t.Log("What cannot be an annex is refused, with what to do.")
	for name, data := range map[string][]byte{"macro.exe": []byte("MZ\x90\x00"), "leeg.pdf": nil, "stuk.pdf": []byte("%PDF-1.7\nkapot"), "oud.doc": []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")} {
		noor.Open(dossier + "/samenstellen")
		noor.Upload("annex-file", write(name, data))
		noor.Expect(422).Follow("annex-submit")
		if said := noor.Text("problems"); len(said) < 30 {
			t.Errorf("%s is refused with %q", name, said)
		}
	}
	annexes := []struct {
		name string
		data []byte
	}{
		{"Verslag overleg.pdf", office}, {"tijdlijn.pdf", printed(t, annexHTML)}, {"scan0001.png", scanned(t, annexScan)},
		{"werkgroep.docx", tracked(t)}, {"afstemming.eml", []byte(annexMail)},
	}
	for _, a := range annexes {
		noor.Open(dossier + "/samenstellen")
		noor.Upload("annex-file", write(a.name, a.data))
		noor.Follow("annex-submit")
	}
	noor.Sees("Niet meegenomen: los.txt")
	noor.Screenshot("bijlagen")
	noor.Open(dossier)
	if n := noor.Count("annex"); n != len(annexes) {
		t.Fatalf("%d annexes of %d", n, len(annexes))
	}
	for i, a := range annexes {
		name, got := noor.DownloadAt(`[data-test="annex"]:nth-of-type(` + string(rune('3'+i)) + `) [data-test="annex-source"]`)
		if !bytes.Equal(got, a.data) || !strings.HasPrefix(name, "bijlage-") {
			t.Errorf("%s comes back as %s with %d bytes of %d", a.name, name, len(got), len(a.data))
		}
	}
	noor.Follow("action-submit")

	t.Log("2. The line, and the besluit.")
	for _, who := range []browsertest.Account{account("directie", "vws.dicio"), account("plvsg", "vws")} {
		v := m.as(who, browsertest.Tablet)
		v.Open(dossier + "/beslissen")
		v.Follow("action-give-paraaf")
	}
	ilse := m.as(account("bewindspersoon", "vws.mljs"), browsertest.Tablet)
	ilse.Open(dossier + "/beslissen")
	ilse.Follow("action-take-besluit")

	t.Log("3. Communicatie judges every finding, in papers and annexes alike.")
	readers := m.program.Accounts("communicatie", "vws", 2)
	yasmin, pieter := m.as(readers[0], browsertest.Desk), m.as(readers[1], browsertest.Desk)
	last := dossier + "/bijlagen/bijlage-5" // when it is read, all are
	yasmin.Open(last)
	yasmin.Open(dossier + "/lakken")
	yasmin.Sees("Een mens moet elke pagina bekijken")
	yasmin.Has("review-annexes")
	yasmin.AwaitAt(last, func(page string) bool { return !strings.Contains(page, `data-test="annex-waits"`) })
	yasmin.Open(dossier + "/lakken")
	for range 60 {
		if len(yasmin.All(`[data-test="finding-group"][data-decision=""]`, "e.id")) == 0 {
			break
		}
		yasmin.FollowAt(`[data-test="finding-group"][data-decision=""] [data-test="redact"]`)
	}
	if text := strings.Join(yasmin.All(`[data-test="finding-group"]`, "e.innerText"), "\n"); !strings.Contains(text, "Terwisscha") || !strings.Contains(text, "Brouwershaven") {
		t.Errorf("the detector did not look into the annexes: %s", text)
	}
	yasmin.Screenshot("lakken-bijlagen")

	t.Log("The review does not close while a page was not looked at.")
	yasmin.Expect(409).Follow("action-close-review")
	yasmin.Sees("Bekijk eerst elke pagina van de bijlagen")

	t.Log("A box is drawn on the scan with the mouse, and one with the keyboard.")
	yasmin.Open(dossier + "/bijlagen/bijlage-3")
	yasmin.Drag("annex-page", 0.08, 0.24, 0.45, 0.28)
	if yasmin.Value("annex-width") == "" {
		t.Error("dragging filled in no measures")
	}
	yasmin.Follow("annex-draw")
	if n := yasmin.Count("annex-drawn"); n != 1 {
		t.Errorf("%d boxes after drawing one", n)
	}
	yasmin.Press("k", "ArrowDown", "ArrowRight")
	yasmin.Follow("annex-draw")
	if n := yasmin.Count("annex-drawn"); n != 2 {
		t.Errorf("%d boxes after placing one with the keyboard", n)
	}
	yasmin.Screenshot("bijlage-kaders")
	yasmin.FollowAt(`[data-test="annex-drawn"]:last-of-type [data-test="annex-drop"]`)
	yasmin.Fill("annex-search", "melding")
	yasmin.Follow("annex-find")
	yasmin.Has("annex-found")

	t.Log("Every page is looked at.")
	lookAll := func(v *browsertest.Visitor) {
		for i := range annexes {
			v.Open(dossier + "/bijlagen/bijlage-" + string(rune('1'+i)))
			for range 9 {
				if v.Count("annex-unseen") == 0 {
					break
				}
				v.Follow("annex-see")
			}
		}
	}
	lookAll(yasmin)
	yasmin.Open(dossier + "/lakken")
	yasmin.HasNot("annexes-unseen")
	for range 20 { // the box may have shown that a word stands elsewhere
		if len(yasmin.All(`[data-test="finding-group"][data-decision=""]`, "e.id")) == 0 {
			break
		}
		yasmin.FollowAt(`[data-test="finding-group"][data-decision=""] [data-test="redact"]`)
	}
	yasmin.Follow("action-close-review")

	t.Log("4. The second reader judges for himself, and sees what comes of both.")
	judgeAll := func(v *browsertest.Visitor) {
		for range 60 {
			if len(v.All(`[data-test="finding-group"][data-decision=""]`, "e.id")) == 0 {
				return
			}
			v.FollowAt(`[data-test="finding-group"][data-decision=""] [data-test="redact"]`)
		}
	}
	lookAll(pieter)
	pieter.Open(dossier + "/tweede-lezing")
	judgeAll(pieter)
	pieter.Follow("action-close-second-reading")
	pieter.Sees("Kader op pagina 1")
	pieter.Follow("settle-first")
	pieter.Has("public-annex")
	pieter.Screenshot("tweede-lezing-bijlagen")
	pieter.Follow("action-confirm-review")

	t.Log("5. The public version is rebuilt, attacked and certified.")
	yasmin.Open(dossier + "/export")
	yasmin.FollowSlowly("action-record-export", "export-busy")
	yasmin.Has("gate-clean")
	var text strings.Builder
	var files []string
	for _, href := range yasmin.All(`[data-test="public-file"]`, "e.getAttribute('href')") {
		name, content := yasmin.DownloadAt(`[data-test="public-file"][href="` + href + `"]`)
		files = append(files, write(name, content))
		all := content
		if filepath.Ext(name) == ".pdf" {
			if _, err := pdf.CheckSeal(content); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			words := pdfText(t, content)
			text.WriteString(words)
			all = append(pdfBytes(t, content), words...)
		}
		if found := reveals(all, annexGone); len(found) > 0 {
			t.Errorf("%s holds %q", name, found)
		}
	}
	if len(files) != 4+len(annexes) {
		t.Errorf("%d public files: %q", len(files), files)
	}
	for _, want := range annexStays {
		if !strings.Contains(flat(text.String()), want) {
			t.Errorf("no public file says %q", want)
		}
	}
	secrets := write("geheim.txt", []byte(strings.Join(annexGone, "\n")))
	if out, err := exec.Command(m.binary, append([]string{"gate", "-public", "-secrets", secrets}, files...)...).CombinedOutput(); err != nil {
		t.Errorf("paraaf gate on the public files: %v\n%s", err, out)
	}
	yasmin.Follow("certificate")
	yasmin.Sees("bijlage-1.pdf", "bijlage-5.pdf", "beslisnota.pdf")
	yasmin.Screenshot("certificaat")
	yasmin.Open(dossier + "/export")
	_, bundle := yasmin.Download("bundle")
	z, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	for _, want := range []string{"bijlage-1.pdf", "bijlage-5.pdf", "certificaat.json", "bijlage-2-pdf.diwoo.xml"} {
		if !slices.Contains(names, want) {
			t.Errorf("the bundle lacks %s: %q", want, names)
		}
	}
	m.program.Stop()
	if found := reveals([]byte(m.program.Logs()), annexGone); len(found) > 0 {
		t.Errorf("the log holds %v", found)
	}
	if out, err := exec.Command(m.binary, "verify", "-data", m.program.Data).CombinedOutput(); err != nil {
		t.Errorf("paraaf verify: %v\n%s", err, out)
	}
}

// TestBoxesDrawnOverTextAreRefused is the mistake of practice: black boxes laid over
// text that is still there. The gate names the place of every leak.
func TestBoxesDrawnOverTextAreRefused(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "gelakt.pdf")
	page := `<!DOCTYPE html><meta charset="utf-8"><style>.weg{background:#000;color:#000}</style><p>Op 7 april belde de heer <span class="weg">K. Brouwershaven</span>, telefoon <span class="weg">06 51 63 27 80</span>.</p>`
	if err := os.WriteFile(file, printed(t, page), 0o600); err != nil {
		t.Fatal(err)
	}
	secrets := filepath.Join(t.TempDir(), "geheim.txt")
	if err := os.WriteFile(secrets, []byte("Brouwershaven\n06 51 63 27 80\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, stderr := invoke(t, "", "gate", "-secrets", secrets, file)
	if code != 1 {
		t.Fatalf("exit %d: %s%s", code, out, stderr)
	}
	where := map[string]bool{}
	for line := range strings.Lines(out) {
		var l struct{ Where, What, Detail string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		where[l.Where+" "+l.What] = true
	}
	for _, want := range []string{"text geheim 1", "text geheim 2", "hidden text geheim 1", "hidden text geheim 2"} {
		if !where[want] {
			t.Errorf("%q is not named: %s", want, out)
		}
	}
}
