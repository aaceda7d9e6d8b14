package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/documents/pdf"
)

// longPages is how many pages the long annex has.
const longPages = 300

// longPaper is a PDF of three hundred full pages, each with a name of its own on it.
func longPaper(t *testing.T) []byte {
	t.Helper()
	doc := pdf.Document{Title: "Verslag", Theme: pdf.DefaultTheme()}
	for n := range longPages {
		doc.Body = append(doc.Body, pdf.Heading{Level: 1, Text: pdf.Plain(fmt.Sprintf("Blad %d", n+1))})
		for range 9 {
			doc.Body = append(doc.Body, pdf.Paragraph{Text: pdf.Plain(strings.Repeat("De zorgaanbieders zijn op tijd ingelicht over wat er is gebeurd. ", 6))})
		}
	}
	data, err := pdf.Render(doc)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// watchFreezing is run before a page is looked at: it counts what keeps the page from
// answering for longer than 50 ms (Long Tasks, W3C).
const watchFreezing = `(() => { window.frozen = []; new PerformanceObserver(l => { for (const e of l.getEntries()) window.frozen.push(Math.round(e.duration)); }).observe({type: "longtask", buffered: true}); return true; })()`

// freezing bounds one task of the page, in milliseconds. It is a bound on what a hostile
// paper may do to the page, not a measure of this machine: a page that drew or listed all
// three hundred pages by script would be busy for seconds.
const freezing = 2000

// TestBrowserAnnexOf300Pages: whatever the length of an annex, a page of it is one
// picture, its words and a list of numbers, and it is read while people look at it.
func TestBrowserAnnexOf300Pages(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	noor := m.as(m.program.Account("opsteller", "vws.dicio"), browsertest.Desk)
	noor.Open("/dossiers/nieuw")
	seed, err := filepath.Abs(seedNota)
	if err != nil {
		t.Fatal(err)
	}
	noor.Upload("import-file", seed)
	noor.Follow("import-submit")
	dossier := noor.Path()
	file := filepath.Join(t.TempDir(), "verslag.pdf")
	data := longPaper(t)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	noor.Open(dossier + "/samenstellen")
	noor.Upload("annex-file", file)
	noor.Follow("annex-submit")
	here := dossier + "/bijlagen/bijlage-1"

	t.Log("The pages are there while the rest is still read.")
	var worst, tasks int
	look := func() {
		t.Helper()
		noor.Await(watchFreezing)
		noor.Await(`document.querySelector("image")?.getBoundingClientRect().height > 100`)
		for _, ms := range noor.All("html", "window.frozen.join(' ')") {
			for f := range strings.FieldsSeq(ms) {
				n, err := strconv.Atoi(f)
				if err != nil {
					t.Fatal(err)
				}
				worst, tasks = max(worst, n), tasks+1
			}
		}
		if n := noor.Count("annex-page"); n != 1 {
			t.Errorf("%d pages are drawn in one", n)
		}
		if n := len(noor.All(".an-leaf", "e.href")); n < longPages {
			t.Errorf("%d pages are listed", n)
		}
	}
	drawn := func(path string) { // asked beside the window, which looks again by itself
		noor.Open("/handleiding")
		noor.AwaitAt(path, func(page string) bool { return strings.Contains(page, `data-test="annex-page"`) })
		noor.Open(path)
	}
	drawn(here)
	look()
	drawn(here + "/pagina/300")
	for _, n := range []int{1, 2, 3, 150, 299, 300} {
		noor.Open(fmt.Sprintf("%s/pagina/%d", here, n))
		look()
	}
	noor.Screenshot("bijlage-300")
	noor.Fill("annex-search", "Blad 217")
	noor.Follow("annex-find")
	noor.Sees("Staat op 1 pagina")
	t.Logf("%d tasks of the page took more than 50 ms, the longest %d ms", tasks, worst)
	if worst > freezing {
		t.Errorf("the page was frozen for %d ms", worst)
	}
}
