package web

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paraaf/policies"
	"paraaf/workflow"
)

func TestEveryRouteDeclaresAPermissionThatThePolicyKnows(t *testing.T) {
	t.Parallel()
	known := append(policies.Actions(), Anyone, SignedIn)
	for _, c := range workflow.Commands() {
		known = append(known, c.Action())
	}
	for _, r := range Routes() {
		at := r.Method + " " + r.Path
		if !slices.Contains(known, r.Permission) {
			t.Errorf("%s asks %q, which no policy knows", at, r.Permission)
		}
		if r.Changes != (r.Method == post) && r.Name != proofName {
			t.Errorf("%s: a change is a POST and a POST is a change", at)
		}
		if strings.Contains(r.Path, ":id") && r.Object == "" {
			t.Errorf("%s names a dossier and no object", at)
		}
		if r.Permission == Anyone && r.Changes && !slices.Contains([]string{"sign-in", "first start", "set password", "second step", "passkey sign-in"}, r.Name) {
			t.Errorf("%s changes something for anyone", at)
		}
		if r.Changes && r.Object != "" && r.Guard == "" {
			t.Errorf("%s changes a dossier and names nothing that was on the screen", at)
		}
		if r.handle == nil || r.Name == "" {
			t.Errorf("%s has no handler or no name", at)
		}
	}
}

// A route that is new gets a place in the matrix of who gets what.
func TestEveryRouteStandsInTheMatrix(t *testing.T) {
	t.Parallel()
	matrix, err := os.ReadFile("../cmd/paraaf/testdata/matrix.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range Routes() {
		if strings.Contains(r.Path, ":id") && !strings.Contains(string(matrix), r.Method+" "+strings.Replace(r.Path, ":stuk", "nota", 1)+": ") {
			t.Errorf("who gets %s %s? Run go test ./cmd/paraaf -run TestMatrix -update and read the difference", r.Method, r.Path)
		}
	}
}

func TestRoutesPrintTheColumnsOfTheContract(t *testing.T) {
	t.Parallel()
	line, err := json.Marshal(Routes()[len(Routes())-1])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"method":`, `"path":`, `"permission":`, `"object":`, `"changes-state":`} {
		if !strings.Contains(string(line), want) {
			t.Errorf("%s lacks %s", line, want)
		}
	}
}

func TestEveryActionOfThePageHasAWay(t *testing.T) {
	t.Parallel()
	have := map[workflow.Action]bool{"open-dossier": true, "remind": true}
	for _, w := range ways {
		have[w.action] = true
	}
	for _, c := range workflow.Commands() {
		if !have[c.Action()] {
			t.Errorf("%s has no way on the dossier: nobody can do it, and nobody sees why not", c.Action())
		}
	}
	paths := map[string]bool{}
	for _, r := range Routes() {
		paths[r.Method+" "+r.Path] = true
	}
	for _, w := range ways {
		to := get + " " + one + "/" + w.page
		if w.page == "stukken/nota" {
			to = get + " " + piece
		}
		if w.page == "" {
			to = post + " " + one + "/" + w.post
		}
		if !paths[to] {
			t.Errorf("%s leads to %s, which is not served", w.action, to)
		}
	}
}

// A handler parses, calls the desk, and renders or redirects: what is longer
// than that belongs elsewhere.
func TestHandlersAreThin(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !takesServerAndVisit(fn) {
				continue
			}
			n++
			if lines := files.Position(fn.End()).Line - files.Position(fn.Pos()).Line - 1; lines > 25 {
				t.Errorf("%s has %d lines", fn.Name.Name, lines)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d handlers found: the test looks past them", n)
	}
}

func takesServerAndVisit(fn *ast.FuncDecl) bool {
	var types []string
	for _, p := range fn.Type.Params.List {
		star, ok := p.Type.(*ast.StarExpr)
		if !ok {
			return false
		}
		name, ok := star.X.(*ast.Ident)
		if !ok {
			return false
		}
		types = append(types, name.Name)
	}
	return slices.Equal(types, []string{"Server", "visit"})
}

func TestStylesheetStaysSmallAndNamesOnlyOurOwnFiles(t *testing.T) {
	t.Parallel()
	css, err := staticFiles.ReadFile("static/paraaf.css")
	if err != nil {
		t.Fatal(err)
	}
	if len(css) > 30<<10 {
		t.Errorf("the stylesheet is %d bytes, more than 30 KiB", len(css))
	}
	for _, part := range strings.Split(string(css), "url(")[1:] {
		name, _, _ := strings.Cut(part, ")")
		if _, err := staticFiles.ReadFile("static/" + name); err != nil {
			t.Errorf("the stylesheet names %q: %v", name, err)
		}
	}
	if strings.Contains(string(css), "@import") {
		t.Error("the stylesheet imports another")
	}
}
