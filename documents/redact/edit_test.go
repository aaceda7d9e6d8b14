package redact

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"paraaf/documents"
)

// edits are what someone types into a nota: words, parts of words, names,
// numbers, lines.
var edits = []string{" ook", " nogal vaak", "e", "  ", " wordt", " de heer Vos", " Jansen", " en", " bel 06-12345678", "\n", "\n\nGroet,\nWei", "J", ". Dat", ",", " niet", " aan Pieter", "@", " morgen weer", "s", " Xyqqa", " gezegd dat", " minister"}

// TestAnEditIsFoundAsTheWhole: after any one edit the findings are those of the
// whole text, wherever it was typed.
func TestAnEditIsFoundAsTheWhole(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 4))
	moved, all := 0, 0
	for _, d := range developmentTexts(t) {
		old := []byte(d.text)
		found := Detect(old)
		for range 12 {
			at := r.IntN(len(old) + 1)
			if x := bytes.IndexByte(old[at:], ' '); x >= 0 && r.IntN(2) == 0 {
				at += x
			}
			cut := 0
			if r.IntN(4) == 0 {
				cut = min(r.IntN(9), len(old)-at)
			}
			now := slices.Concat(old[:at], []byte(edits[r.IntN(len(edits))]), old[at+cut:])
			got, want := DetectEdit(old, found, now), Detect(now)
			all++
			if len(got) > 0 && len(found) > 0 && reflect.DeepEqual(got[0].Group, found[0].Group) {
				moved++
			}
			for i := range min(len(got), len(want)) { // the numbers of persons may differ
				got[i].Group, want[i].Group = "", ""
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: after %q at %d: %d findings, the whole has %d", d.id, now[max(0, at-20):min(len(now), at+20)], at, len(got), len(want))
			}
		}
	}
	t.Logf("%d of %d edits", moved, all)
}

// BenchmarkEdit is what one word costs in a nota of a hundred pages.
func BenchmarkEdit(b *testing.B) {
	old := bytes.Join(govText(b, 120), []byte("\n\n"))
	found := Detect(old)
	at := -1
	for i := range old {
		if bytes.HasPrefix(old[i:], []byte(" het ")) && !slices.ContainsFunc(found, func(f documents.Finding) bool { return f.Start < i+200 && f.End > i-200 }) {
			at = i // in prose, away from names
		}
	}
	if at < 0 {
		b.Fatal("no place to type")
	}
	now := slices.Concat(old[:at], []byte(" ook"), old[at:])
	b.SetBytes(int64(len(now)))
	for b.Loop() {
		DetectEdit(old, found, now)
	}
}
