package gate

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"paraaf/documents/pdf"
)

// BenchmarkGate measures the attack on a paper of twenty pages with the secrets of a
// dossier, against that of making the paper: what other work on the machine costs weighs
// on both. One second for twenty pages was promised.
func BenchmarkGate(b *testing.B) {
	var secrets []string
	for i := range 40 {
		secrets = append(secrets, fmt.Sprintf("Persoon%c %s", 'a'+i%26, strings.Repeat("Naam", 1+i/26)), fmt.Sprintf("06-12%06d", i*7919))
	}
	var doc pdf.Document
	for i := range 215 {
		doc.Body = append(doc.Body, pdf.Paragraph{Text: pdf.Plain(strings.Repeat(fmt.Sprintf("In alinea %d staat dat de zorgaanbieders op tijd zijn ingelicht. ", i), 7))})
	}
	doc.Title, doc.Theme = "Verslag", pdf.DefaultTheme()
	var making time.Duration
	pages := 0
	for b.Loop() {
		begin := time.Now()
		data, err := pdf.Render(doc)
		if err != nil {
			b.Fatal(err)
		}
		making += time.Since(begin)
		leaks, _, err := Examine("verslag.pdf", data, secrets, true)
		if err != nil || len(leaks) > 0 {
			b.Fatal(leaks, err)
		}
		f, err := readPDF(data)
		if err != nil {
			b.Fatal(err)
		}
		pages = 0
		for _, o := range f.objects {
			if d, ok := o.value.(pdfDict); ok && d["Type"] == pdfName("Page") {
				pages++
			}
		}
	}
	examining := b.Elapsed() - making
	b.ReportMetric(float64(examining.Milliseconds())/float64(b.N)*20/float64(pages), "ms/20pages")
	b.ReportMetric(float64(examining)/float64(making), "times-make")
	b.ReportMetric(float64(pages), "pages")
}
