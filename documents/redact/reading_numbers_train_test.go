package redact

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// This file is the recipe of lists/numbers.bin: one logistic regression, fitted to the
// stretches of figures in our labelled texts as reading_train_test.go fits those of words.

// A figureLesson is a text to learn from: what is seen of its figures, and which must go.
type figureLesson struct {
	*lesson
	seen [][]uint32
	goes []int8 // 1, 0, or -1 where either will do
}

// figureLessons reads the texts of the files and looks at their figures.
func figureLessons(t testing.TB, globs ...string) []*figureLesson {
	var out []*figureLesson
	for _, l := range readLessons(t, globs...) {
		f := &figureLesson{lesson: l}
		d := New(Options{})
		d.instead = func(*work, int) {}
		d.insteadOf = func(w *work) {
			var r figureReading
			r.look(w)
			for i, x := range r.list {
				a, b := w.span(int(w.tok[x.a].start), w.tok[x.b-1].end())
				f.seen = append(f.seen, slices.Clone(r.see(w, i)))
				f.goes = append(f.goes, l.goesAt(a, b))
			}
		}
		d.Detect([]byte(l.text))
		out = append(out, f)
	}
	return out
}

// goesAt reports whether bytes a to b are a value that must go: 1, 0, or -1 where either will
// do or half of it is.
func (l *lesson) goesAt(a, b int) int8 {
	must, either, all := 0, 0, 0
	for i := a; i < b; i++ {
		if !isAlnum(l.text[i]) {
			continue
		}
		all++
		for _, s := range l.spans {
			if s.a <= i && i < s.b {
				switch {
				case s.fate == '+' && isValue(s.label):
					must++
				case s.fate == '+' || s.fate == '~':
					either++
				}
				break
			}
		}
	}
	switch {
	case must > 0 && must*2 >= all:
		return 1
	case must > 0 || either > 0:
		return -1
	}
	return 0
}

// trainOnFigures makes the bytes of lists/numbers.bin.
func trainOnFigures(lessons []*figureLesson) string {
	var seen [][]uint32
	var goes []int8
	var doc []int
	var texts []*lesson
	for i, l := range lessons {
		seen, goes, texts = append(seen, l.seen...), append(goes, l.goes...), append(texts, l.lesson)
		for range l.seen {
			doc = append(doc, i)
		}
	}
	return packWeights(fitWeights(seen, goes, doc, 0.5), digestOf(texts))
}

// TestFigures holds lists/numbers.bin against the texts it was learned from, and learns again
// when asked to take long, as TestReading does.
func TestFigures(t *testing.T) {
	t.Parallel()
	lessons := figureLessons(t, lessonFiles...)
	const again = "run go test -run TestFigures -update"
	if *update {
		if err := os.WriteFile("lists/numbers.bin", []byte(trainOnFigures(lessons)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	var texts []*lesson
	for _, l := range lessons {
		texts = append(texts, l.lesson)
	}
	if d := digestOf(texts); !strings.HasSuffix(figureWeights, string(d[:])) {
		t.Error("lists/numbers.bin was learned from other texts than those here: " + again)
	}
	if os.Getenv("PARAAF_LONG") != "" && trainOnFigures(lessons) != figureWeights {
		t.Error("lists/numbers.bin differs from what the texts teach: " + again)
	}
}

// TestFiguresOfStrangers tells what the reader of numbers is worth on texts of writers from
// whom it learned nothing: without each of them in turn. The rules may have learned from them.
func TestFiguresOfStrangers(t *testing.T) {
	t.Parallel()
	lessons := figureLessons(t, lessonFiles...)
	rules, with := New(Options{}), New(Options{})
	rules.insteadOf = func(*work) {}
	all := [2]tally{{byForm: map[string][2]int{}}, {byForm: map[string][2]int{}}}
	for _, name := range []string{"vierentwintig.txt", "vijfentwintig.txt", "zesentwintig.txt", "dertig.txt", "eenendertig.txt", "tweeendertig.txt", "vierendertig.txt", "zesendertig.txt"} {
		var from, to []*figureLesson
		for _, l := range lessons {
			if l.file == name {
				to = append(to, l)
			} else {
				from = append(from, l)
			}
		}
		with.figures = newWeights(trainOnFigures(from))
		for _, l := range to {
			for i, d := range []*Detector{rules, with} {
				all[i].add(l.labelled, d.Detect([]byte(l.text)))
			}
		}
	}
	t.Logf("all\n  rules  %v\n  reader %v", &all[0], &all[1])
	if all[1].recall() < all[0].recall()+0.2 {
		t.Error("the reader of numbers finds little")
	}
	if all[1].precision() < all[0].precision()-0.2 {
		t.Error("the reader of numbers errs too often")
	}
}
