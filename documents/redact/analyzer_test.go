package redact

import (
	"math"
	"reflect"
	"testing"

	"paraaf/documents"

	"pgregory.net/rapid"
)

func TestAnAnalyzerOnlyAdds(t *testing.T) {
	t.Parallel()
	text := []byte("De heer Vos en Zoë Ómarsdottir belden met 06-12345678 over zaak 4.")
	own := Detect(text)
	span := func(a, b int) documents.Finding {
		return documents.Finding{Span: documents.Span{Start: a, End: b}, Label: documents.Person, Outcome: documents.Propose, Certainty: 0.9}
	}
	for _, c := range []struct {
		more []documents.Finding
		why  string
	}{
		{nil, "it says nothing"},
		{[]documents.Finding{span(0, len(text))}, "it takes the whole text"},
		{[]documents.Finding{span(-5, 3), span(60, 9999), span(9, 9), span(20, 10)}, "spans outside the text or empty"},
		{[]documents.Finding{span(17, 19)}, "half of an ë"},
		{[]documents.Finding{{Span: documents.Span{Start: 0, End: 2}, Certainty: math.NaN()}, {Span: documents.Span{Start: 0, End: 7}, Certainty: math.Inf(1)}}, "certainties that are no numbers, overlapping"},
		{[]documents.Finding{span(50, 60), span(0, 2), span(8, 11), span(8, 14)}, "out of order, over what was found here"},
	} {
		got := Join(text, own, c.more)
		checkFindings(t, text, got)
		var kept []documents.Finding
		for _, f := range got {
			if f.Rule != "elders" {
				kept = append(kept, f)
			} else if f.Outcome != documents.Ask {
				t.Errorf("%s: %q is %s, but only a person may decide", c.why, text[f.Start:f.End], f.Outcome)
			}
		}
		if !reflect.DeepEqual(kept, own) {
			t.Errorf("%s: what was found here changed:\n%v\n%v", c.why, own, kept)
		}
	}
}

func TestJoinHoldsForAnySpans(t *testing.T) {
	t.Parallel()
	text := []byte("Mevrouw Bakker (06-12345678) woont op Sportlaan 169, zegt Ömer Çelik.")
	own := Detect(text)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "n")
		var more []documents.Finding
		for range n {
			more = append(more, documents.Finding{Span: documents.Span{Start: rapid.IntRange(-3, len(text)+3).Draw(t, "start"), End: rapid.IntRange(-3, len(text)+3).Draw(t, "end")}, Label: documents.Person, Certainty: rapid.Float64().Draw(t, "certainty")})
		}
		got := Join(text, own, more)
		end, mine := 0, 0
		for _, f := range got {
			if f.Start < end || f.End <= f.Start || f.End > len(text) {
				t.Fatalf("%d-%d after %d", f.Start, f.End, end)
			}
			end = f.End
			if f.Rule != "elders" {
				if !reflect.DeepEqual(f, own[mine]) {
					t.Fatalf("%v became %v", own[mine], f)
				}
				mine++
			}
		}
		if mine != len(own) {
			t.Fatalf("%d of %d findings are left", mine, len(own))
		}
	})
}
