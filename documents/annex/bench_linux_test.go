package annex

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"

	"paraaf/documents/foreign"
)

// BenchmarkRebuild measures the public version of papers as people send them, at 300
// dots an inch, by the page. Other work on the machine weighs as much on PDFium's bare
// drawing of the same pages, and none on the processor time of this process, which two
// processors share out: those are the figures to compare. 250 ms a page was promised.
func BenchmarkRebuild(b *testing.B) {
	var lines []string
	for i := range 40 {
		lines = append(lines, fmt.Sprintf("Regel %d gaat over de zorg en de mensen die daar elke dag in werken, Zandvoort", i))
	}
	full := at(50, 740, lines...)
	read := func(name string) []byte {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		return data
	}
	for _, c := range []struct {
		name string
		data []byte
		find string
	}{
		{"full", book{pages: []string{full, full, full, full}}.bytes(), "Zandvoort"},
		{"libreoffice", read("testdata/libreoffice.pdf"), "zorg"},
		{"chromium", read("../gate/testdata/makers/chromium.pdf"), "zorgaanbieders"},
		{"ghostscript", read("../gate/testdata/makers/ghostscript.pdf"), "zorgaanbieders"},
	} {
		b.Run(c.name, func(b *testing.B) {
			r, err := one()
			if err != nil {
				b.Fatal(err)
			}
			var drawing, pages, work time.Duration
			size := 0
			for b.Loop() {
				begin := time.Now()
				doc, err := r.Open(c.data)
				if err != nil {
					b.Fatal(err)
				}
				for n := range doc.Pages {
					if _, err := doc.Draw(n, sharp); err != nil {
						b.Fatal(err)
					}
				}
				pages += time.Duration(doc.Pages)
				if err := doc.Close(); err != nil {
					b.Fatal(err)
				}
				drawing += time.Since(begin)
				worked := processor(b)
				made, err := Rebuild(b.Context(), r, foreign.OCR{}, c.data, byText(c.find), "", time.Time{})
				if err != nil {
					b.Fatal(err)
				}
				work += processor(b) - worked
				size += len(made.PDF)
			}
			rebuilding := b.Elapsed() - drawing
			b.ReportMetric(float64((rebuilding/pages).Microseconds())/1000, "ms/page")
			b.ReportMetric(float64((work/pages).Microseconds())/1000, "cpu-ms/page")
			b.ReportMetric(float64(rebuilding)/float64(drawing), "times-draw")
			b.ReportMetric(float64(size)/float64(pages)/1024, "kB/page")
		})
	}
}

// processor is the time that this process has had of the processors.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
