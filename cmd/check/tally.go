package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A Tally counts what ran. A test counts once however often it ran, under
// whatever step, and failed once is failed. A test with subtests counts as its
// subtests: its own outcome repeats theirs.
type Tally struct {
	results map[string]bool // name -> passed
	parents map[string]bool // tests that turned out to have subtests
}

// NewTally counts nothing yet.
func NewTally() *Tally {
	return &Tally{results: map[string]bool{}, parents: map[string]bool{}}
}

// Count records that the named check ended.
func (t *Tally) Count(name string, passed bool) {
	before, seen := t.results[name]
	t.results[name] = passed && (!seen || before)
}

// Passed and Failed count what ended. A failed test with subtests counts as
// failed beside them only when none of them failed: the fault was its own.
func (t *Tally) Passed() int { p, _ := t.counts(); return p }

// Failed is the number that failed.
func (t *Tally) Failed() int { _, f := t.counts(); return f }

func (t *Tally) counts() (passed, failed int) {
	broken := map[string]bool{} // parents of failed tests
	for name, ok := range t.results {
		if !ok {
			for _, parent := range ancestors(name) {
				broken[parent] = true
			}
		}
	}
	for name, ok := range t.results {
		switch {
		case ok && !t.parents[name]:
			passed++
		case !ok && !broken[name]:
			failed++
		}
	}
	return passed, failed
}

// ancestors gives the tests that the named one ("package TestA/b/c") is a
// subtest of.
func ancestors(name string) []string {
	var list []string
	pkg, test, _ := strings.Cut(name, " ")
	for i := strings.LastIndexByte(test, '/'); i >= 0; i = strings.LastIndexByte(test[:i], '/') {
		list = append(list, pkg+" "+test[:i])
	}
	return list
}

// An event is a line of "go test -json" (see go doc test2json, and for the
// build actions "go help buildjson").
type event struct {
	Action     string
	Package    string
	ImportPath string // of build-output and build-fail
	Test       string
	Output     string
	Elapsed    float64 // seconds
}

// A Reader reads the output of "go test -json" line by line, counts in the
// tally, and says what a person wants to see.
type Reader struct {
	Tally *Tally
	Say   func(format string, args ...any)

	output map[string][]string // of tests and packages that have not ended, by name
	ran    map[string]int      // tests that ended, per package
	wrong  []string
	total  int
}

// NewReader reads for a step.
func NewReader(t *Tally, say func(string, ...any)) *Reader {
	return &Reader{Tally: t, Say: say, output: map[string][]string{}, ran: map[string]int{}}
}

// most is how many lines of a failed test are shown: the first of them say
// what went wrong; a log of thousands hides the next failure.
const most = 120

// Line takes a line of output. A line that is no event is shown as it is: the
// go command says some things itself.
func (r *Reader) Line(line []byte) {
	var e event
	err := json.Unmarshal(line, &e)
	if err != nil || e.Action == "" {
		r.Say("    %s", line)
		return
	}
	name := e.Package
	if e.Test != "" {
		name += " " + e.Test
	}
	switch e.Action {
	case "build-output":
		r.Say("    %s", strings.TrimSuffix(e.Output, "\n"))
	case "output":
		r.output[name] = append(r.output[name], e.Output)
	case "pass", "fail", "skip":
		if e.Test != "" {
			r.testEnded(e, name)
		} else {
			r.packageEnded(e)
		}
		delete(r.output, name)
	}
}

func (r *Reader) testEnded(e event, name string) {
	for _, parent := range ancestors(name) {
		r.Tally.parents[parent] = true
	}
	r.ran[e.Package]++
	r.total++
	r.Tally.Count(name, e.Action == "pass")
	if e.Action == "pass" {
		return
	}
	if e.Action == "skip" {
		r.wrong = append(r.wrong, name+" was skipped: a test that does not run proves nothing")
	} else {
		r.wrong = append(r.wrong, name)
	}
	r.show(r.output[name])
}

func (r *Reader) packageEnded(e event) {
	output := r.output[e.Package]
	ran := r.ran[e.Package]
	switch {
	case e.Action == "fail":
		// The package fails with its tests; without a failed test it did not
		// build, or ended half-way, and that must count by itself.
		if !slices.ContainsFunc(r.wrong, func(w string) bool { return strings.HasPrefix(w, e.Package+" ") }) {
			r.Tally.Count(e.Package, false)
			r.wrong = append(r.wrong, e.Package+" did not run its tests to the end")
			for name, unfinished := range r.output {
				if strings.HasPrefix(name, e.Package+" ") {
					r.show(unfinished)
				}
			}
			r.show(output)
		}
		r.Say("  FAIL %-40s %6.1fs  %4d tests", e.Package, e.Elapsed, ran)
	case e.Action == "skip" && strings.HasSuffix(e.Package, "test"):
		// Test support without test files of its own, named as httptest is:
		// the tests that use it are its tests.
		r.Say("  -    %-40s", e.Package)
	case ran == 0:
		r.Tally.Count(e.Package, false)
		r.wrong = append(r.wrong, e.Package+" ran no tests")
		r.Say("  none %-40s", e.Package)
	default:
		r.Say("  ok   %-40s %6.1fs  %4d tests", e.Package, e.Elapsed, ran)
	}
}

func (r *Reader) show(lines []string) {
	for i, line := range lines {
		if i == most {
			r.Say("    ... and %d more lines", len(lines)-most)
			return
		}
		r.Say("    %s", strings.TrimSuffix(line, "\n"))
	}
}

// End says what was wrong in the step. exit is how the go command ended.
func (r *Reader) End(step string, exit error) []string {
	if r.total == 0 {
		r.Tally.Count(step, false)
		return append(r.wrong, "no tests ran")
	}
	if exit != nil && len(r.wrong) == 0 {
		r.Tally.Count(step, false)
		return []string{fmt.Sprintf("go test failed without a failed test: %v", exit)}
	}
	return r.wrong
}

// fuzzPassed judges a run of one fuzz target by its output and exit. The go
// command sometimes reports its own time limit as a failure of the target
// ("context deadline exceeded", golang/go 75804); a real finding always comes
// with the input that failed.
func fuzzPassed(output string, exit error) bool {
	if strings.Contains(output, "no fuzz tests to fuzz") || !strings.Contains(output, "fuzz: elapsed:") {
		return false
	}
	if exit == nil {
		return true
	}
	return strings.Contains(output, "context deadline exceeded") && !strings.Contains(output, "Failing input written to") &&
		!strings.Contains(output, "panic:") && !strings.Contains(output, "_test.go:")
}
