package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestPerformReadsOutcomes(t *testing.T) {
	t.Parallel()
	look := func(wrong []string, err error) func(string) ([]string, error) {
		return func(string) ([]string, error) { return wrong, err }
	}
	for _, c := range []struct {
		name   string
		step   Step
		passed bool
	}{
		{"exit 0", Step{Command: []string{"go", "version"}}, true},
		{"exit 2", Step{Command: []string{"go", "no-such-command"}}, false},
		{"prints though it must not", Step{Command: []string{"go", "version"}, Read: ReadSilent}, false},
		{"prints nothing", Step{Command: []string{"go", "env", "-changed", "GOROOT"}, Read: ReadSilent}, true},
		{"not to be found", Step{Command: []string{"paraaf-no-such-tool"}}, false},
		{"is no test output", Step{Command: []string{"go", "version"}, Read: ReadTests}, false},
		{"is no fuzz output", Step{Command: []string{"go", "version"}, Read: ReadFuzz}, false},
		{"looked and found nothing", Step{Read: ReadLook, Look: look(nil, nil)}, true},
		{"looked and found something", Step{Read: ReadLook, Look: look([]string{"a"}, nil)}, false},
		{"reports nothing that was to be measured", Step{Command: []string{"go", "version"}, Read: ReadBench, Limits: []Limit{{Bench: "X", Metric: "ratio"}}}, false},
		{"could not look", Step{Read: ReadLook, Look: look(nil, errors.New("gone"))}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.step.Name = "step"
			tally := NewTally()
			var out bytes.Buffer
			wrong := perform(t.Context(), t.TempDir(), c.step, tally, &out)
			if (len(wrong) == 0) != c.passed || (tally.Failed() == 0) != c.passed || tally.Passed()+tally.Failed() != 1 {
				t.Errorf("wrong %q, %d passed, %d failed\n%s", wrong, tally.Passed(), tally.Failed(), &out)
			}
		})
	}
}

func TestLastLineIsTheCount(t *testing.T) {
	t.Parallel()
	fine := Step{Name: "a", Read: ReadLook, Look: func(string) ([]string, error) { return nil, nil }}
	bad := Step{Name: "b", Read: ReadLook, Look: func(string) ([]string, error) { return []string{"kapot"}, nil }}
	for _, c := range []struct {
		steps []Step
		last  string
		code  int
	}{
		{[]Step{fine}, "1 passed, 0 failed", exitPassed},
		{[]Step{fine, bad}, "1 passed, 1 failed", exitFailed},
	} {
		var out bytes.Buffer
		code := execute(t.Context(), t.TempDir(), c.steps, &out)
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if code != c.code || lines[len(lines)-1] != c.last {
			t.Errorf("exit %d, want %d; last line %q, want %q", code, c.code, lines[len(lines)-1], c.last)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code := execute(ctx, t.TempDir(), []Step{fine}, io.Discard); code != exitUnable {
		t.Errorf("a stopped check exits %d", code)
	}
}

func TestFlagsThatCannotBe(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"-h"}, exitPassed, "-quick"},
		{[]string{"-no-such-flag"}, exitUnable, "not defined"},
		{[]string{"-run", "("}, exitUnable, "-run"},
		{[]string{"-run", "^no such step$"}, exitUnable, "no step is named"},
	} {
		var errs bytes.Buffer
		if code := check(t.Context(), c.args, io.Discard, &errs); code != c.code || !strings.Contains(errs.String(), c.says) {
			t.Errorf("%v: exit %d, want %d, saying %q:\n%s", c.args, code, c.code, c.says, &errs)
		}
	}
	var out bytes.Buffer
	if code := check(t.Context(), []string{"-list"}, &out, io.Discard); code != exitPassed || !strings.Contains(out.String(), "browser") {
		t.Errorf("-list: exit %d\n%s", code, &out)
	}
}

func TestToolsAreLookedFor(t *testing.T) {
	t.Parallel()
	there := Tool{Names: []string{"paraaf-no-such-tool", "go"}, Package: "golang"}
	byPattern := Tool{Names: []string{t.TempDir() + "*"}, Package: "folder"}
	gone := Tool{Names: []string{"paraaf-no-such-tool", "/paraaf/no/such/*"}, Package: "gone"}
	if got := packagesOf(missing([]Tool{there, byPattern, gone})); len(got) != 1 || got[0] != "gone" {
		t.Errorf("missing: %v", got)
	}
	var out bytes.Buffer
	if err := provide(t.Context(), []Tool{there}, &out); err != nil || out.Len() > 0 {
		t.Errorf("nothing is missing, and yet: %v %s", err, &out)
	}
}

func TestBenchmarksAreHeldAgainstTheirLimits(t *testing.T) {
	t.Parallel()
	const line = "BenchmarkDecision/1/sqlite-2  \t 1\t 6284537738 ns/op\t 453.2 bare/s\t 0.7062 ratio"
	name, metrics := readBench(line)
	if name != "Decision/1/sqlite-2" || metrics["ratio"] != 0.7062 || metrics["bare/s"] != 453.2 {
		t.Fatalf("%q %v", name, metrics)
	}
	for _, other := range []string{"", "PASS", "ok  \tparaaf/workflow/journal\t44.239s", "BenchmarkX", "BenchmarkX-2 many 5 ns/op", "cpu: AMD EPYC", "goos: linux", "BenchmarkX-2 1 five ns/op"} {
		if name, _ := readBench(other); name != "" {
			t.Errorf("%q is read as benchmark %q", other, name)
		}
	}
	for _, c := range []struct {
		why    string
		limit  Limit
		passed bool
	}{
		{"above the least", Limit{Bench: "Decision/1/", Metric: "ratio", Min: 0.7}, true},
		{"below the least", Limit{Bench: "Decision/1/", Metric: "ratio", Min: 0.85}, false},
		{"above the most", Limit{Bench: "Decision/", Metric: "ratio", Max: 0.5}, false},
		{"below the most", Limit{Bench: "Decision/", Metric: "ratio", Max: 1.5}, true},
		{"another metric", Limit{Bench: "Decision/", Metric: "ms", Max: 1.5}, false},
		{"another benchmark", Limit{Bench: "Growth/", Metric: "ratio", Max: 1.5}, false},
	} {
		step := Step{Name: "bench", Read: ReadBench, Limits: []Limit{c.limit}, Command: []string{"printf", "%s\n", line}}
		tally := NewTally()
		wrong := perform(t.Context(), t.TempDir(), step, tally, io.Discard)
		if (len(wrong) == 0) != c.passed || tally.Passed()+tally.Failed() != 1 {
			t.Errorf("%s: %q, %d passed, %d failed", c.why, wrong, tally.Passed(), tally.Failed())
		}
	}
}
