package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The page of the handbook that maps norms and attacks to tests is true: every test
// that it names exists, every line names one, and each of the forty attacks has a line.
func TestNormsNameTestsThatExist(t *testing.T) {
	t.Parallel()
	home := theHouse(t)
	files, err := tracked(home.root)
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, name := range files {
		if !strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(home.root, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && (strings.HasPrefix(fn.Name.Name, "Test") || strings.HasPrefix(fn.Name.Name, "Fuzz")) {
				there[fn.Name.Name] = true
			}
		}
	}
	page, err := os.ReadFile(filepath.Join(home.root, "templates", "help", "normen.md"))
	if err != nil {
		t.Fatal(err)
	}
	test := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9_]+)`")
	attack := regexp.MustCompile(`^- \*\*(A\d+)\*\* [^:]+: `)
	var attacks []string
	numbers := regexp.MustCompile(`^- \*\*ASVS (–|\d+\.\d+\.\d+(, \d+\.\d+\.\d+)*) · BIO2 [5-8]\.\d\d(\.\d\d)?\*\*: `)
	lines := 0
	for line := range strings.Lines(string(page)) {
		a := attack.FindStringSubmatch(line)
		switch {
		case a != nil:
			attacks = append(attacks, a[1])
		case !strings.HasPrefix(line, "- **ASVS"):
			continue
		case !numbers.MatchString(line):
			t.Errorf("no numbers of ASVS and BIO2: %s", line)
		default:
			lines++
		}
		named := test.FindAllStringSubmatch(line, -1)
		if len(named) == 0 {
			t.Errorf("no test: %s", line)
		}
		for _, n := range named {
			if !there[n[1]] {
				t.Errorf("there is no test %s: %s", n[1], line)
			}
		}
	}
	for i := range 40 {
		if want := fmt.Sprintf("A%d", i+1); i >= len(attacks) || attacks[i] != want {
			t.Fatalf("attack %s is not in its place: %v", want, attacks)
		}
	}
	if len(attacks) != 40 {
		t.Errorf("%d attacks", len(attacks))
	}
	if lines < 50 {
		t.Errorf("%d lines: the table was not read", lines)
	}
}

// TestOnlyWhatIsNamedCallsOut: the program fetches nothing of an address that somebody
// typed, for the only files that open a connection are those that speak with what the
// administrator named (ASVS 1.3.6 and 13.2.4, attack A15).
func TestOnlyWhatIsNamedCallsOut(t *testing.T) {
	t.Parallel()
	home := theHouse(t)
	files, err := tracked(home.root)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]string{
		"web/signin/provider.go":  "the provider where people sign in",
		"cmd/paraaf/chores.go":    "who keeps the checkpoints",
		"cmd/paraaf/scanner.go":   "the virus scanner",
		"cmd/paraaf/timestamp.go": "the authority of timestamps",
		"cmd/paraaf/analyzer.go":  "the second search for personal data",
	}
	out := regexp.MustCompile(`\bhttp\.(Get|Post|PostForm|Head|DefaultClient|DefaultTransport|Client\{|Transport\{|NewRequest)|\b(net|tls)\.(Dial|Dialer)|\bnet\.Lookup`)
	seen := map[string]bool{}
	for _, name := range files {
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "test/") || strings.HasPrefix(name, "cmd/check/") {
			continue
		}
		src, err := os.ReadFile(filepath.Join(home.root, name))
		if err != nil {
			t.Fatal(err)
		}
		if found := out.Find(src); found != nil {
			seen[name] = true
			if named[name] == "" {
				t.Errorf("%s opens a connection: %s", name, found)
			}
		}
	}
	for name, what := range named {
		if !seen[name] {
			t.Errorf("%s does not speak with %s any more: take it off the list", name, what)
		}
	}
}
