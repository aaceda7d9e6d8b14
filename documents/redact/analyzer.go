package redact

import (
	"context"
	"fmt"
	"sort"
	"unicode/utf8"

	"paraaf/documents"
)

// An Analyzer is another detector outside this program, such as one that
// speaks the interface of Presidio. It may know a text by other means. It is
// asked, not trusted: Join takes from it what can do no harm.
type Analyzer interface {
	// Analyze gives what it finds in text. Spans count bytes. An error says
	// that it could not be asked or understood; then there is nothing.
	Analyze(ctx context.Context, text []byte) ([]documents.Finding, error)
}

// maxJoined is how many findings of an analyzer are taken for one text.
const maxJoined = 5000

// Join adds to what was found in text what an analyzer found beside it. What
// was found here stays as it is, whatever the analyzer says: it only adds, and
// only where nothing was found. Everything it adds is asked, never proposed, so
// that a person decides. Spans that do not lie in text, that cut a character
// or that hold no letter or digit are left out. The result is sorted and does
// not overlap.
func Join(text []byte, own, more []documents.Finding) []documents.Finding {
	if len(more) == 0 {
		return own
	}
	extra := make([]documents.Finding, 0, min(len(more), maxJoined))
	for _, f := range more[:min(len(more), maxJoined)] {
		if f.Start < 0 || f.End > len(text) || f.Start >= f.End || !utf8.RuneStart(text[f.Start]) || f.End < len(text) && !utf8.RuneStart(text[f.End]) {
			continue
		}
		f.Outcome = documents.Ask
		f.Certainty = min(max(f.Certainty, 0.01), 0.99)
		if f.Certainty != f.Certainty { // not a number
			f.Certainty = 0.01
		}
		f.Ground, f.Rule = "5.1.2e", "elders"
		f.Why = "Een ander programma houdt dit voor een persoonsgegeven. Kies of het weg moet."
		extra = append(extra, f)
	}
	sort.SliceStable(extra, func(i, j int) bool { return extra[i].Start < extra[j].Start })
	out := make([]documents.Finding, 0, len(own)+len(extra))
	k, end := 0, 0
	put := func(f documents.Finding, a, b int) {
		for a < b && !counts(text[a]) {
			a++
		}
		for b > a && !counts(text[b-1]) {
			b--
		}
		if a < b {
			f.Start, f.End = a, b
			f.Group = fmt.Sprintf("elders-%s:%s", f.Label, valueKey(text[a:b]))
			out = append(out, f)
		}
	}
	for _, f := range extra {
		for k < len(own) && own[k].End <= f.Start {
			out = append(out, own[k])
			end = max(end, own[k].End)
			k++
		}
		a := max(f.Start, end)
		for k < len(own) && own[k].Start < f.End {
			if a < own[k].Start {
				put(f, a, own[k].Start)
			}
			out = append(out, own[k])
			a = max(a, own[k].End)
			end = max(end, own[k].End)
			k++
		}
		if a < f.End {
			put(f, a, f.End)
		}
		end = max(end, f.End)
	}
	return append(out, own[k:]...)
}

// counts reports whether byte c is part of a letter or digit.
func counts(c byte) bool { return isAlnum(c) || c >= 0x80 }
