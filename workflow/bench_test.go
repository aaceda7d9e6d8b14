package workflow

import (
	"fmt"
	"testing"
)

// long is a dossier that went up and came back twenty times, with a nota of
// thirteen sections: the longest a ledger is expected to hold many of.
func long(b *testing.B) *story {
	b.Helper()
	t := &testing.T{}
	set := func(v int) Papers {
		var sections []string
		for i := range 13 {
			sections = append(sections, fmt.Sprintf("sectie-%d=%d", i, v*(i%3)))
		}
		return Papers{nota(sections...), letter("b1")}
	}
	st := given(t, open(set(0), route()))
	for v := range 20 {
		for _, a := range []act{revise(anna, set(v+1)), submit(anna), paraaf(dirk), back(paula)} {
			st.when(a)
		}
	}
	if t.Failed() {
		b.Fatal("the story does not hold")
	}
	return st.when(submit(anna))
}

// BenchmarkFold and BenchmarkDecide are to be read against each other: a page
// folds once and asks Decide for every button.
func BenchmarkFold(b *testing.B) {
	st := long(b)
	b.ReportMetric(float64(len(st.events)), "events")
	for b.Loop() {
		Fold(st.events)
	}
}

func BenchmarkDecode(b *testing.B) {
	st := long(b)
	type line struct {
		name string
		data []byte
	}
	var lines []line
	for _, e := range st.events {
		n, d, err := EncodeEvent(e)
		if err != nil {
			b.Fatal(err)
		}
		lines = append(lines, line{n, d})
	}
	for b.Loop() {
		for _, l := range lines {
			if _, err := DecodeEvent(l.name, l.data); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	st := long(b)
	all := Candidates(st.s, dirk)
	b.ReportMetric(float64(len(all)), "commands")
	for b.Loop() {
		for _, c := range all {
			_, _ = Decide(st.s, dirk, st.at, c)
		}
	}
}

func BenchmarkHolder(b *testing.B) {
	st := long(b)
	for b.Loop() {
		st.s.Holder()
	}
}
