package documents

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// twentyPages is a set of about twenty pages (60 kB, 3 kB a page): a nota, a
// letter and answers, grown from the papers under testdata.
func twentyPages(tb testing.TB, times int) []Paper {
	tb.Helper()
	grow := func(name string, key SectionKey, bytes int) Paper {
		p := read(tb, name)
		s, _ := p.Section(key)
		body := p.Text(s.Body)
		n := 0
		for len(body) < bytes {
			n++
			body += "\n\n" + strings.ReplaceAll(p.Text(s.Body), "2026", itoa(2000+n%30))
		}
		return p.SetSection(key, body)
	}
	return []Paper{grow("seed/nota.md", "kernpunten", 20_000*times), grow("seed/kamerbrief.md", "tekst", 25_000*times), grow("antwoorden/chipsoft.md", "antwoord.4", 15_000*times)}
}

// edited is the set after an afternoon of work: a sentence changed, one added
// and one gone in every section.
func edited(set []Paper) []Paper {
	out := make([]Paper, len(set))
	for i, p := range set {
		src := p.Bytes()
		for n := 0; n < 20; n++ {
			at := len(src) * (n + 1) / 22
			if j := bytes.IndexByte(src[at:], ' '); j >= 0 {
				at += j
			}
			src = append(src[:at:at], append([]byte(" zeer"), src[at:]...)...)
		}
		out[i] = p.again(string(src))
	}
	return out
}

// lintAndDiff is what happens while somebody types: the set as it is now is read
// and linted, and compared with the version it came from.
func lintAndDiff(set []Paper, now [][]byte) int {
	n := 0
	papers := make([]Paper, len(set))
	for i := range set {
		papers[i] = Read(now[i])
		n += len(Diff(set[i], papers[i]))
	}
	return n + len(Lint(papers, Circumstances{}))
}

func BenchmarkLintAndDiffTwentyPages(b *testing.B) {
	set := twentyPages(b, 1)
	var now [][]byte
	size := 0
	for _, p := range edited(set) {
		now = append(now, p.Bytes())
		size += len(p.Bytes())
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		lintAndDiff(set, now)
	}
}

// BenchmarkLintAndDiffGrowth gives how much longer four times the text takes:
// about four when the work is linear.
func BenchmarkLintAndDiffGrowth(b *testing.B) {
	least := func(times int) time.Duration {
		set := twentyPages(b, times)
		var now [][]byte
		for _, p := range edited(set) {
			now = append(now, p.Bytes())
		}
		best := time.Hour
		for range 5 {
			start := worked()
			lintAndDiff(set, now)
			best = min(best, worked()-start)
		}
		return best
	}
	for b.Loop() {
		small, large := least(1), least(4)
		b.ReportMetric(float64(large)/float64(small), "times/4x")
	}
}

func BenchmarkRead(b *testing.B) {
	for name, src := range map[string][]byte{"seed": seed(b), "twenty-pages": twentyPages(b, 1)[0].Bytes()} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				Read(src)
			}
		})
	}
}

func BenchmarkSet(b *testing.B) {
	p := twentyPages(b, 1)[0]
	for b.Loop() {
		p.Set(FieldOnderwerp, "Iets anders")
	}
}
