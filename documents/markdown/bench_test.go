package markdown

import (
	"bytes"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"paraaf/documents"
)

// BenchmarkHostile shows, for each hostile input of the full size, the time and
// what is allocated. PARAAF_HOSTILE picks one by name.
func BenchmarkHostile(b *testing.B) {
	for name, src := range hostile(documents.MaxBytes) {
		if only := os.Getenv("PARAAF_HOSTILE"); only != "" && only != name {
			continue
		}
		src = src[:min(len(src), documents.MaxBytes)]
		for !utf8.ValidString(src) {
			src = src[:len(src)-1]
		}
		b.Run(strings.ReplaceAll(name, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			var slowest time.Duration
			for b.Loop() {
				start := time.Now()
				_, err := Read([]byte(src), documents.Span{End: len(src)})
				slowest = max(slowest, time.Since(start))
				if err != nil {
					b.ReportMetric(1, "refused")
				}
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys)/(1<<20), "MB-sys")
		})
	}
}

func BenchmarkReadSeed(b *testing.B) {
	src := []byte(seed(b))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(src, documents.Span{End: len(src)}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareGoldmark parses and renders the same text with goldmark alone,
// for the ratio.
func BenchmarkBareGoldmark(b *testing.B) {
	src := []byte(seed(b))
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := md.Convert(src, &out); err != nil {
			b.Fatal(err)
		}
	}
}
