package documents

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
	"time"
)

// hostile are megabytes that ask for quadratic work: one pattern, repeated.
func hostile() map[string][]byte {
	fill := func(s string) []byte { return bytes.Repeat([]byte(s), MaxBytes/len(s)) }
	return map[string][]byte{
		"blank lines":            fill("\n"),
		"carriage returns":       fill("\r"),
		"one line":               fill("x"),
		"spaces":                 fill(" "),
		"no-break spaces":        fill("\u00a0"),
		"invalid bytes":          fill("\xff"),
		"NUL":                    fill("\x00"),
		"link openers":           fill("[a]("),
		"emphasis":               fill("*"),
		"emphasised lines":       fill("*a*\n"),
		"headings":               fill("# a\n"),
		"numbered headings":      fill("## 1. Aanleiding\n\n"),
		"lettered headings":      fill("### a. Draagvlak politiek N.v.t.\n"),
		"unknown headings":       fill("## 3. Iets anders\n"),
		"plain headings":         fill("Kernpunten\n\n"),
		"nota, then headings":    append([]byte("# nota\n\nTER BESLISSING\n\n## 1. Aanleiding\n\n"), fill("*d. Gevolgen van d*\n")...),
		"nota, one section":      append([]byte("# nota\n\n## 1. Aanleiding\n\n"), fill("De heer A zegt Ja. ")...),
		"labels":                 fill("Aan: x\n"),
		"bare labels":            fill("Datum\n\n"),
		"page headers":           append([]byte("# nota\n\nDatum\n1 mei 2026\n\n## 1. Aanleiding\n\nx\n\n"), fill("Datum\n1 mei 2026\n")...),
		"page headers apart":     append([]byte("# nota\n\nDatum\n1 mei 2026\n\n## 1. Aanleiding\n\nx\n\n"), fill("Datum\n1 mei 2026\n\nx\n\n")...),
		"page numbers":           append([]byte("Geachte voorzitter,\n"), fill("Pagina 1 van 2\n\nx\n\n")...),
		"tables":                 fill("|a|b|c\n"),
		"wide table":             append([]byte("# nota\n"), fill("|a")...),
		"label tables":           fill("|Aan|Datum|\n|--|--|\n"),
		"rulers":                 fill("a\n---\n"),
		"fences":                 fill("```\n"),
		"open fences":            fill("```x\na\n"),
		"items":                  fill("- a\n"),
		"nested items":           fill("  - a\n    - b\n"),
		"quotes":                 fill("> "),
		"footnotes":              fill("[^1]: a\n"),
		"mede namens":            fill("mede namens de Minister van A en B, "),
		"mede namens, no end":    append([]byte("Geachte voorzitter,\n"), fill("mede namens de Minister van Aa Bb Cc Dd en ")...),
		"questions":              fill("Vraag 1\nx\n"),
		"questions and answers":  fill("Vraag 1\nx\nAntwoord\ny\n"),
		"answers":                append([]byte("Vraag 1\n"), fill("Antwoord 2\n")...),
		"long ranges":            fill("Vraag 1 t/m 99\nAntwoord 1 t/m 99\n"),
		"signatures":             append([]byte("Geachte voorzitter,\n\nx\n\nHoogachtend,\n\n"), fill("De Minister van A,\nB. C\n")...),
		"signature without name": append([]byte("Geachte voorzitter,\n\nx\n\n"), fill("De Minister van A,\n\n")...),
		"closings":               append([]byte("Geachte voorzitter,\n"), fill("Hoogachtend,\n")...),
		"addresses":              fill("De voorzitter van de Tweede Kamer\n"),
		"dates":                  append([]byte("# nota\n## 1. Aanleiding\n"), fill("7 april ")...),
		"sums":                   append([]byte("# nota\n## 1. Aanleiding\n"), fill("€ 4,2 miljoen ")...),
		"digits":                 append([]byte("# nota\n## 1. Aanleiding\n"), fill("06 1234 ")...),
		"mail":                   append([]byte("# nota\n## 1. Aanleiding\n"), fill("a@b.nl ")...),
		"at signs":               append([]byte("# nota\n## 1. Aanleiding\n"), fill("@")...),
		"dots":                   append([]byte("# nota\n## 1. Aanleiding\n"), fill("a.")...),
		"abbreviations":          append([]byte("# nota\n## 1. Aanleiding\n"), fill("ABC ")...),
		"mixed names":            append([]byte("# nota\n## 1. Aanleiding\n"), fill("AbCd AbcD ABcd aBCd ")...),
		"phrases":                append([]byte("# nota\n## 1. Aanleiding\n"), fill("verantwoordelijkheid a b c d e f ")...),
		"party names":            append([]byte("# nota\n## 1. Aanleiding\n"), fill("D'66 GroenLinks/PvdA ")...),
		"zaaknummers":            fill("2026Z"),
		"case numbers":           fill("zZ0z"),
	}
}

// TestHostileMegabytesAreReadInBoundedTimeAndMemory holds everything a reader
// of a paper does to the bound of house.md: two seconds and 256 MB. It counts the
// work of the process, with a generous bound; quadratic work on a megabyte takes
// minutes.
func TestHostileMegabytesAreReadInBoundedTimeAndMemory(t *testing.T) {
	for name, src := range hostile() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := worked()
		p := Read(src)
		read := worked() - start
		runtime.GC()
		runtime.ReadMemStats(&after)
		// The collector lets a heap double before it cleans.
		mem := int64(after.HeapAlloc) - int64(before.HeapAlloc)
		if mem > 120<<20 || after.TotalAlloc-before.TotalAlloc > 512<<20 {
			t.Errorf("%s: keeps %d MB of %d MB", name, mem>>20, (after.TotalAlloc-before.TotalAlloc)>>20)
		}
		start = worked()
		rs := Lint([]Paper{p}, Circumstances{})
		lint := worked() - start
		if len(rs) > len(checks)*maxRemarks {
			t.Errorf("%s: %d remarks", name, len(rs))
		}
		if _, err := p.JSON(rs); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.Equal(p.Bytes(), src) {
			t.Errorf("%s: bytes changed", name)
		}
		// What an editor does more often is held to a quarter of the text.
		part := string(src[:len(src)/4])
		p = p.again(part)
		start = worked()
		Canonical(p)
		canonical := worked() - start
		start = worked()
		Diff(p, p.again(part[:len(part)/2]+"x"+strings.ToUpper(part[len(part)/2:])))
		diff := worked() - start
		start = worked()
		p.Set(FieldOnderwerp, "Anders")
		p.SetSection("aanleiding", "## 2. Geadviseerd besluit\n\nAnders")
		set := worked() - start
		if testing.Verbose() {
			t.Logf("%-24s read %4d ms, lint %4d ms, canonical %4d ms, diff %4d ms, set %4d ms, %3d of %3d MB", name, read.Milliseconds(), lint.Milliseconds(), canonical.Milliseconds(), diff.Milliseconds(), set.Milliseconds(), mem>>20, (after.TotalAlloc-before.TotalAlloc)>>20)
		}
		for what, d := range map[string]time.Duration{"read": read, "lint": lint, "canonical": canonical, "diff": diff, "set": set} {
			if d > 10*time.Second {
				t.Errorf("%s: %s takes %v", name, what, d)
			}
		}
	}
}
