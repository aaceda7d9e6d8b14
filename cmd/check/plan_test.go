package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var somePackages = []Package{
	{Path: "cmd/check"},
	{Path: "cmd/paraaf"},
	{Path: "documents", Fuzz: []string{"FuzzParse", "FuzzSet"}},
	{Path: "web"},
	{Path: "workflow/journal"},
	{Path: "workflowish"},
}

func names(steps []Step) []string {
	var list []string
	for _, s := range steps {
		list = append(list, s.Name)
	}
	return list
}

func stepNamed(t *testing.T, steps []Step, name string) Step {
	t.Helper()
	i := slices.IndexFunc(steps, func(s Step) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("no step %s in %v", name, names(steps))
	}
	return steps[i]
}

func TestPlanTestsEveryPackageOnce(t *testing.T) {
	t.Parallel()
	steps := Plan(somePackages, Options{})
	for _, p := range somePackages {
		var in []string
		for _, s := range steps {
			if s.Read == ReadTests && s.Name != "race" && slices.Contains(s.Command, "./"+p.Path) {
				in = append(in, s.Name)
			}
		}
		want := []string{"tests"}
		switch p.Path {
		case "cmd/check":
			want = []string{"shape"}
		case "cmd/paraaf":
			want = []string{"tests", "browser"} // -skip and -run share its tests between them
		}
		if !slices.Equal(in, want) {
			t.Errorf("%s is tested in %v, want %v", p.Path, in, want)
		}
	}
	if !slices.Contains(stepNamed(t, steps, "tests").Command, "-skip="+journeys) || !slices.Contains(stepNamed(t, steps, "browser").Command, "-run="+journeys) {
		t.Error("the steps tests and browser do not share the tests of cmd/paraaf between them")
	}
}

func TestPlanRacesWhereGoroutinesMeet(t *testing.T) {
	t.Parallel()
	race := stepNamed(t, Plan(somePackages, Options{}), "race").Command
	for path, want := range map[string]bool{"web": true, "workflow/journal": true, "workflowish": false, "documents": false} {
		if got := slices.Contains(race, "./"+path); got != want {
			t.Errorf("race detector on %s: %v, want %v", path, got, want)
		}
	}
}

func TestPlanFuzzesEveryTarget(t *testing.T) {
	t.Parallel()
	steps := Plan(somePackages, Options{})
	for _, target := range []string{"FuzzParse", "FuzzSet"} {
		s := stepNamed(t, steps, "fuzz-documents-"+target)
		if s.Read != ReadFuzz || !slices.Contains(s.Command, "-fuzz=^"+target+"$") || !slices.Contains(s.Command, "-fuzzminimizetime=10x") || s.Command[len(s.Command)-1] != "./documents" {
			t.Errorf("%s is run as %v", target, s.Command)
		}
	}
}

func TestPlanFlags(t *testing.T) {
	t.Parallel()
	quick := names(Plan(somePackages, Options{Quick: true}))
	for _, name := range quick {
		if name == "race" || strings.HasPrefix(name, "fuzz") {
			t.Errorf("-quick runs %s", name)
		}
	}
	if !slices.Contains(quick, "browser") {
		t.Error("-quick leaves the journeys out")
	}
	long := Plan(somePackages, Options{Long: true})
	if !slices.Contains(stepNamed(t, long, "tests").Env, "PARAAF_LONG=1") {
		t.Error("-long does not tell the tests so")
	}
	// It told them for a long time, and nobody listened.
	if listens, err := os.ReadFile(filepath.Join("..", "..", "workflow", "journal", "faults_test.go")); err != nil || !strings.Contains(string(listens), `os.Getenv("PARAAF_LONG")`) {
		t.Errorf("no test listens to -long: %v", err)
	}
	if slices.Equal(stepNamed(t, long, "fuzz-documents-FuzzSet").Command, stepNamed(t, Plan(somePackages, Options{}), "fuzz-documents-FuzzSet").Command) {
		t.Error("-long fuzzes no longer")
	}
	if got := names(Plan(somePackages, Options{Run: regexp.MustCompile("^(vet|shape)$")})); !slices.Equal(got, []string{"vet", "shape"}) {
		t.Errorf("-run gave %v", got)
	}
}

func TestPlanNamesAreUnique(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, name := range names(Plan(somePackages, Options{})) {
		if seen[name] {
			t.Errorf("two steps are named %s", name)
		}
		seen[name] = true
	}
}

// A test that started the check would start itself.
func TestPlanNeverRunsItself(t *testing.T) {
	t.Parallel()
	for _, s := range Plan(somePackages, Options{Long: true}) {
		if len(s.Command) > 1 && s.Command[0] == "go" && s.Command[1] == "run" {
			t.Errorf("%s runs a program: %v", s.Name, s.Command)
		}
	}
}
