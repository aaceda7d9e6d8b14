package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// read feeds lines to a Reader and gives what it counted and said.
func read(lines string, exit error) (*Tally, []string, string) {
	tally := NewTally()
	var said strings.Builder
	r := NewReader(tally, func(format string, args ...any) { fmt.Fprintf(&said, format+"\n", args...) })
	for line := range strings.SplitSeq(strings.TrimSpace(lines), "\n") {
		r.Line([]byte(line))
	}
	return tally, r.End("tests", exit), said.String()
}

var errExit = errors.New("exit status 1")

func TestReaderJudges(t *testing.T) {
	t.Parallel()
	const passed = `{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p","Elapsed":0.1}`
	for _, c := range []struct {
		name           string
		lines          string
		exit           error
		passed, failed int
		wrong          string // the only complaint contains this; "" for none
		why            string
	}{
		{"passed", passed, nil, 1, 0, "", "the plain case"},
		{"failed", `{"Action":"output","Package":"p","Test":"TestA","Output":"    bad\n"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"fail","Package":"p"}`, errExit, 0, 1, "p TestA", "a failed test counts once, not again as its package"},
		{"subtests", `{"Action":"pass","Package":"p","Test":"TestA/een"}
{"Action":"pass","Package":"p","Test":"TestA/twee"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p"}`, nil, 2, 0, "", "a test with subtests is its subtests"},
		{"skipped", `{"Action":"skip","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p"}`, nil, 0, 1, "skipped", "a skipped test proves nothing"},
		{"no test files", passed + `
{"Action":"output","Package":"q","Output":"?   \tq\t[no test files]\n"}
{"Action":"skip","Package":"q"}`, nil, 1, 1, "q ran no tests", "a room without tests"},
		{"test support", passed + `
{"Action":"skip","Package":"p/dbtest"}`, nil, 1, 0, "", "its tests are those that use it"},
		{"nothing matched", passed + `
{"Action":"output","Package":"q","Output":"ok  \tq\t0.1s [no tests to run]\n"}
{"Action":"pass","Package":"q"}`, nil, 1, 1, "q ran no tests", "go test calls it ok, we do not"},
		{"did not build", `{"ImportPath":"p","Action":"build-output","Output":"p.go:2: undefined: b\n"}
{"ImportPath":"p","Action":"build-fail"}
{"Action":"fail","Package":"p","FailedBuild":"p"}` + "\n" + strings.ReplaceAll(passed, `"p"`, `"q"`), errExit, 1, 1, "p did not run", "no test failed and yet it is wrong"},
		{"ended half-way", passed[:strings.Index(passed, "\n")] + `
{"Action":"output","Package":"p","Test":"TestB","Output":"panic: runtime error\n"}
{"Action":"fail","Package":"p"}`, errExit, 1, 1, "p did not run its tests to the end", "os.Exit or a crash in a goroutine"},
		{"nothing at all", "", nil, 0, 1, "no tests ran", "silence is no success"},
		{"failed with a clean slate", passed, errExit, 1, 1, "without a failed test", "the go command itself"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tally, wrong, said := read(c.lines, c.exit)
			if tally.Passed() != c.passed || tally.Failed() != c.failed {
				t.Errorf("%d passed, %d failed; want %d and %d: %s", tally.Passed(), tally.Failed(), c.passed, c.failed, c.why)
			}
			if (c.wrong == "") != (len(wrong) == 0) || len(wrong) > 1 || len(wrong) == 1 && !strings.Contains(wrong[0], c.wrong) {
				t.Errorf("complaints %q, want %q: %s", wrong, c.wrong, c.why)
			}
			if c.name == "failed" && !strings.Contains(said, "bad") {
				t.Errorf("the reason is not shown:\n%s", said)
			}
		})
	}
}

func TestReaderShowsWhatIsNoEvent(t *testing.T) {
	t.Parallel()
	_, _, said := read("go: downloading example.org/x v1.0.0", nil)
	if !strings.Contains(said, "go: downloading") {
		t.Errorf("lost a line: %q", said)
	}
}

func TestTallyFailedOnceIsFailed(t *testing.T) {
	t.Parallel()
	tally := NewTally()
	for _, passed := range []bool{true, false, true} {
		tally.Count("p TestA", passed)
	}
	tally.Count("p TestB", true)
	tally.Count("p TestB", true)
	if tally.Passed() != 1 || tally.Failed() != 1 {
		t.Errorf("%d passed, %d failed; want 1 and 1", tally.Passed(), tally.Failed())
	}
}

func TestAncestorsStayWithinTheTest(t *testing.T) {
	t.Parallel()
	if got := ancestors("paraaf/web TestA/b/c"); !slices.Equal(got, []string{"paraaf/web TestA/b", "paraaf/web TestA"}) {
		t.Errorf("got %q", got)
	}
	if got := ancestors("paraaf/web TestA"); got != nil {
		t.Errorf("the slash of a package made %q", got)
	}
	if got := ancestors("paraaf/web/signin"); got != nil {
		t.Errorf("a package has no parent, got %q", got)
	}
}

func TestFuzzJudgement(t *testing.T) {
	t.Parallel()
	const fuzzed = "fuzz: elapsed: 3s, execs: 194670 (95257/sec), new interesting: 0 (total: 1)\n"
	for _, c := range []struct {
		output string
		exit   error
		want   bool
		why    string
	}{
		{fuzzed + "PASS\n", nil, true, "the plain case"},
		{fuzzed + "--- FAIL: FuzzA (3.01s)\n    context deadline exceeded\nFAIL\n", errExit, true, "the go command ran into its own time limit"},
		{fuzzed + "--- FAIL: FuzzA (1s)\n    a_test.go:4: lost a byte\n    Failing input written to testdata/fuzz/FuzzA/1\n", errExit, false, "a finding"},
		{fuzzed + "--- FAIL: FuzzA (1s)\n    a_test.go:4: context deadline exceeded\n", errExit, false, "the target itself timed out"},
		{"testing: warning: no fuzz tests to fuzz\nPASS\n", nil, false, "a name that matches nothing"},
		{"PASS\n", nil, false, "it did not fuzz"},
		{"# p\np.go:1: undefined\n", errExit, false, "did not build"},
	} {
		if got := fuzzPassed(c.output, c.exit); got != c.want {
			t.Errorf("got %v for %s:\n%s", got, c.why, c.output)
		}
	}
}
