package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

// paper is a nota of n sections in three styles.
func paper(n int) Document {
	d := Document{Title: "nota", Running: func(p, of int) []Stamp {
		return []Stamp{{X: 558, Y: 806, Right: true, Text: fmt.Sprintf("Pagina %d van %d", p, of), Look: DefaultTheme().Small}}
	}}
	for i := range n {
		d.Body = append(d.Body, Heading{Level: 2, Text: Plain(fmt.Sprintf("%d. Toelichting", i+1))},
			Paragraph{Text: Text{{Text: vuller, At: -1}, {Text: "vet", Style: Bold, At: -1}, {Text: vuller, At: -1}, {Text: "schuin", Style: Italic, At: -1}}},
			List{Items: [][]Block{{para(vuller)}, {para("Z-CERT")}, {para(vuller)}}})
	}
	return d
}

func benchmark(b *testing.B, sections int) {
	b.ReportAllocs()
	pages := 0
	for b.Loop() {
		f, err := Render(paper(sections))
		if err != nil {
			b.Fatal(err)
		}
		pages = bytes.Count(f, []byte("/Type /Page "))
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(pages), "µs/page")
	b.ReportMetric(float64(pages), "pages")
}

func BenchmarkNota(b *testing.B) { benchmark(b, 6) }
func BenchmarkLong(b *testing.B) { benchmark(b, 228) }

// bare draws the same words with gofpdf alone: its fonts, its line breaker, no tags.
func bare(sections int) (int, error) {
	f := gofpdf.New("P", "pt", "A4", "")
	for i, n := range []string{"Regular", "Bold", "It"} {
		ttf, err := assets.ReadFile("assets/SourceSans3-" + n + ".ttf")
		if err != nil {
			return 0, err
		}
		f.AddUTF8FontFromBytes("s", []string{"", "B", "I"}[i], ttf)
	}
	f.SetMargins(79, 99, 184)
	f.AddPage()
	for i := range sections {
		f.SetFont("s", "B", 13)
		f.MultiCell(0, 18, fmt.Sprintf("%d. Toelichting", i+1), "", "L", false)
		f.SetFont("s", "", 10.5)
		f.Write(15, vuller)
		f.SetFont("s", "B", 10.5)
		f.Write(15, "vet")
		f.SetFont("s", "", 10.5)
		f.Write(15, vuller)
		f.SetFont("s", "I", 10.5)
		f.Write(15, "schuin")
		f.Ln(22)
		f.SetFont("s", "", 10.5)
		for _, s := range []string{vuller, "Z-CERT", vuller} {
			f.Write(15, s)
			f.Ln(22)
		}
	}
	var out bytes.Buffer
	err := f.Output(&out)
	return f.PageCount(), err
}

// BenchmarkBareGofpdf is what the others are to be compared with, on the same
// machine in the same run.
func BenchmarkBareGofpdf(b *testing.B) {
	for _, n := range []int{6, 228} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			pages := 0
			for b.Loop() {
				var err error
				if pages, err = bare(n); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(pages), "µs/page")
			b.ReportMetric(float64(pages), "pages")
		})
	}
}

// BenchmarkFirst is what a fresh process pays: parsing fonts and patterns.
func BenchmarkFirst(b *testing.B) {
	ttf, err := assets.ReadFile("assets/SourceSans3-Regular.ttf")
	if err != nil {
		b.Fatal(err)
	}
	dic, err := assets.ReadFile("assets/hyph_nl_NL.dic")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("face", func(b *testing.B) {
		for b.Loop() {
			if _, err := parseFace(ttf); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("patterns", func(b *testing.B) {
		for b.Loop() {
			readPatterns(dic)
		}
	})
}

// BenchmarkInspect is reading back and checking a nota.
func BenchmarkInspect(b *testing.B) {
	f, err := Render(paper(6))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Inspect(f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHostile is what the largest paper can cost when it is one paragraph of
// one word, of many short words, or of list items.
func BenchmarkHostile(b *testing.B) {
	const mib = 1 << 20
	for _, c := range []struct {
		name string
		doc  Document
	}{
		{"word", Document{Body: []Block{para(strings.Repeat("w", mib))}}},
		{"words", Document{Body: []Block{para(strings.Repeat("a ", mib/2))}}},
		{"compounds", Document{Body: []Block{para(strings.Repeat("arbeidsmarkteffecten ", mib/21))}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Render(c.doc); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
