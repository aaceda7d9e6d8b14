package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The page of the handbook that maps norms to tests is true: every test that it
// names exists, and every line names one.
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
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") {
				there[fn.Name.Name] = true
			}
		}
	}
	page, err := os.ReadFile(filepath.Join(home.root, "templates", "help", "normen.md"))
	if err != nil {
		t.Fatal(err)
	}
	test := regexp.MustCompile("`(Test[A-Za-z0-9_]+)`")
	numbers := regexp.MustCompile(`^- \*\*ASVS (–|\d+\.\d+\.\d+(, \d+\.\d+\.\d+)*) · BIO2 [5-8]\.\d\d(\.\d\d)?\*\*: `)
	lines := 0
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "- **ASVS") {
			continue
		}
		lines++
		if !numbers.MatchString(line) {
			t.Errorf("no numbers of ASVS and BIO2: %s", line)
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
	if lines < 50 {
		t.Errorf("%d lines: the table was not read", lines)
	}
}
