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
