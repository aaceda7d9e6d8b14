package main

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// A Step is one heading of the check: a command and how its outcome is read,
// or a function of our own.
type Step struct {
	Name    string // one word, for -run
	Title   string // what is checked, in a few words
	Command []string
	Env     []string // added to the environment
	Read    Reading
	Look    func(root string) ([]string, error) // for ReadLook: what is wrong, a line each
	Limits  []Limit                             // for ReadBench: what each must stay within
}

// A Limit is what a benchmark must report: of a metric at least or at most so
// much. Ratios are of two kinds of work in one run, so that they hold on any
// machine; the few times are far from what any machine takes.
type Limit struct {
	Bench    string // how its name begins, without "Benchmark"
	Metric   string
	Min, Max float64 // 0 is no limit
}

// A Reading is how the outcome of a step is read.
type Reading int

// The readings.
const (
	ReadExit   Reading = iota // passed when it exits 0
	ReadSilent                // passed when it exits 0 and prints nothing
	ReadTests                 // go test -json: counts tests, refuses skipped and missing ones
	ReadFuzz                  // go test -fuzz of one target
	ReadLook                  // Look found nothing
	ReadBench                 // go test -bench: every limit is met by every benchmark that it names
)

// Options are the flags that change what runs.
type Options struct {
	Quick bool           // no race detector, no fuzzing
	Long  bool           // more of everything
	Run   *regexp.Regexp // only steps whose name matches; nil for all
}

// A Package is what the plan needs to know of one package of the module.
type Package struct {
	Path string   // relative to the module: "workflow/journal"
	Fuzz []string // its fuzz targets
}

// journeys matches the tests that drive the program with a browser; they stand
// in cmd/paraaf and nowhere else. They run in a step of their own, after all
// others: they are the slowest, and say least about where a fault lies.
const journeys = "^TestBrowser"

// raced are the rooms where goroutines meet. The others are pure, or leave
// concurrency to these; under the race detector everything takes ten times as
// long.
var raced = []string{"workflow", "web"}

// races says whether the tests of the package run under the race detector.
func races(pkg string) bool {
	for _, room := range raced {
		if pkg == room || strings.HasPrefix(pkg, room+"/") {
			return true
		}
	}
	return false
}

// Plan is all that runs, in order: first what is fast and fails often, last
// what is slow. It looks at nothing but its arguments.
func Plan(packages []Package, o Options) []Step {
	var steps []Step
	add := func(s Step) {
		if o.Run == nil || o.Run.MatchString(s.Name) {
			steps = append(steps, s)
		}
	}

	add(Step{Name: "gofmt", Title: "format", Command: []string{"gofmt", "-l", "."}, Read: ReadSilent})
	add(Step{Name: "tidy", Title: "go.mod names what is used", Command: []string{"go", "mod", "tidy", "-diff"}, Read: ReadSilent})
	add(Step{Name: "verify", Title: "modules are as published", Command: []string{"go", "mod", "verify"}})
	add(Step{Name: "secrets", Title: "no keys or passwords", Read: ReadLook, Look: lookSecrets})
	add(Step{Name: "paths", Title: "no paths of one machine", Read: ReadLook, Look: lookPaths})
	add(Step{Name: "size", Title: "repository stays small", Read: ReadLook, Look: lookSize})
	add(Step{Name: "links", Title: "links of README and other texts", Read: ReadLook, Look: lookLinks})
	add(Step{Name: "build", Title: "everything builds", Command: []string{"go", "build", "./..."}})
	add(Step{Name: "vet", Title: "go vet", Command: []string{"go", "vet", "./..."}})
	add(Step{Name: "staticcheck", Title: "staticcheck", Command: []string{"go", "tool", "staticcheck", "./..."}, Read: ReadSilent})

	var env []string
	if o.Long {
		env = []string{"PARAAF_LONG=1", "RAPID_CHECKS=2000"}
	}
	test := func(name, title string, args ...string) Step {
		command := append([]string{"go", "test", "-json", "-count=1", "-timeout=20m"}, args...)
		return Step{Name: name, Title: title, Command: command, Env: env, Read: ReadTests}
	}
	add(test("shape", "rooms and arrows", "./cmd/check"))
	add(test("tests", "all tests, with random cases", slices.Concat([]string{"-skip=" + journeys}, under(packages, func(p Package) bool {
		return p.Path != "cmd/check"
	}))...))
	add(test("browser", "journeys in the browser", "-run="+journeys, "./cmd/paraaf"))

	if o.Long {
		for _, s := range benches {
			add(s)
		}
	}
	if o.Quick {
		return steps
	}
	if list := under(packages, func(p Package) bool { return races(p.Path) }); len(list) > 0 {
		add(test("race", "race detector", slices.Concat([]string{"-race", "-skip=" + journeys}, list)...))
	}
	duration := "3s"
	if o.Long {
		duration = "60s"
	}
	for _, p := range packages {
		for _, target := range p.Fuzz {
			add(Step{
				Name:  "fuzz-" + path.Base(p.Path) + "-" + target,
				Title: p.Path + " " + target,
				Command: []string{"go", "test", "-run=^$", "-fuzz=^" + target + "$", "-fuzztime=" + duration,
					"-fuzzminimizetime=10x", "-timeout=10m", "./" + p.Path},
				Read: ReadFuzz,
			})
		}
	}
	return steps
}

// benches are the promises about speed, in figures of their own: with a million
// dossiers and ten million lines in the read log. The README has their results.
var benches = []Step{
	{Name: "bench-policies", Title: "authorisation against a map", Read: ReadBench, Command: []string{"go", "test", "-run=^$", "-bench=^BenchmarkExplain$/^ratio$", "-benchtime=1x", "./policies"},
		Limits: []Limit{{Bench: "Explain/ratio", Metric: "ratio", Max: 3}}},
	bench("bench-decision", "a durable decision against the bare commit", "Decision", []Limit{
		{Bench: "Decision/1/", Metric: "ratio", Min: 0.85}, {Bench: "Decision/256/", Metric: "ratio", Min: 0.7}}),
	bench("bench-growth", "a million dossiers against a thousand", "Growth", []Limit{
		{Bench: "Growth/sqlite/worklist", Metric: "ratio", Max: 1.5}, {Bench: "Growth/postgres/worklist", Metric: "ratio", Max: 1.5},
		{Bench: "Growth/sqlite/dossier", Metric: "ratio", Max: 1.5}, {Bench: "Growth/postgres/dossier", Metric: "ratio", Max: 1.5},
		{Bench: "Growth/sqlite/start", Metric: "ms", Max: 150}, {Bench: "Growth/postgres/start", Metric: "ms", Max: 150}}, "-dossiers=1000000"),
	bench("bench-ledger", "verification of 100,000 records", "VerifyLedger", []Limit{{Bench: "VerifyLedger", Metric: "s/100000", Max: 10}}),
	bench("bench-checkpoint", "a checkpoint of 100,000 records", "Checkpoint", []Limit{
		{Bench: "Checkpoint/", Metric: "make-ms", Max: 100}, {Bench: "Checkpoint/", Metric: "compare-ms", Max: 100}}),
	benchIn("./cmd/paraaf", "bench-readlog", "ten million lines in the read log", "ReadLog", []Limit{{Bench: "ReadLog/", Metric: "s", Max: 60}}, "-readings=10000000"),
}

func bench(name, title, which string, limits []Limit, args ...string) Step {
	return benchIn("./workflow/journal", name, title, which, limits, args...)
}

func benchIn(pkg, name, title, which string, limits []Limit, args ...string) Step {
	return Step{Name: name, Title: title, Read: ReadBench, Limits: limits,
		Command: append([]string{"go", "test", "-run=^$", "-bench=^Benchmark" + which + "$", "-benchtime=1x", "-timeout=90m", pkg}, args...)}
}

// under gives the arguments that name the packages that suit.
func under(packages []Package, suits func(Package) bool) []string {
	var list []string
	for _, p := range packages {
		if suits(p) {
			list = append(list, "./"+p.Path)
		}
	}
	return list
}
