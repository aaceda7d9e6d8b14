package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The rules of the house that a compiler does not know: which room may know of
// which, which library lives where, and what is never written in a room. Each
// has a table and a test that the table catches what it must.

// A room is a package with a level and the rooms of ours that it may import.
// Arrows go down only; rooms on one level never know of each other.
type room struct {
	path    string
	level   int
	imports []string
	support bool // imported by tests only
}

var rooms = []room{
	{path: "documents", level: 0},
	{path: "documents/markdown", level: 1, imports: []string{"documents"}},
	{path: "documents/pdf", level: 1, imports: []string{"documents"}},
	{path: "documents/foreign", level: 1, imports: []string{"documents"}},
	{path: "workflow", level: 2, imports: []string{"documents"}},
	{path: "documents/redact", level: 2, imports: []string{"documents", "documents/markdown"}},
	{path: "documents/annex", level: 2, imports: []string{"documents", "documents/foreign", "documents/markdown", "documents/pdf"}},
	{path: "documents/gate", level: 2, imports: []string{"documents", "documents/foreign", "documents/markdown", "documents/pdf"}},
	{path: "policies", level: 3, imports: []string{"documents", "workflow"}},
	{path: "workflow/journal", level: 3, imports: []string{"documents", "workflow"}},
	{path: "workflow/journal/postgrestest", level: 3, support: true},
	{path: "documents/pdf/stamptest", level: 1, support: true},
	{path: "documents/render", level: 3, imports: []string{"documents", "documents/markdown", "documents/pdf", "documents/redact"}},
	{path: "documents/publish", level: 3, imports: []string{"documents", "documents/markdown", "documents/redact", "workflow"}},
	{path: "templates", level: 4, imports: []string{"documents", "documents/markdown", "documents/render", "workflow"}},
	{path: "workflow/desk", level: 4, imports: []string{"documents", "documents/annex", "documents/gate", "documents/markdown", "documents/pdf", "documents/publish", "documents/redact", "documents/render", "policies", "workflow", "workflow/journal"}},
	{path: "web/signin", level: 4, imports: []string{"workflow/journal"}},
	{path: "web", level: 5, imports: []string{"documents", "documents/redact", "documents/render", "policies", "templates", "web/signin", "workflow", "workflow/desk", "workflow/journal"}},
	{path: "cmd/paraaf", level: 6, imports: []string{"documents", "documents/annex", "documents/foreign", "documents/gate", "documents/markdown", "documents/pdf", "documents/publish", "documents/redact", "documents/render", "policies", "templates", "web", "web/signin", "workflow", "workflow/desk", "workflow/journal"}},
	{path: "cmd/paraaf/internal/browsertest", level: 6, support: true},
	{path: "cmd/check", level: 6},
}

func roomOf(pkg string) (room, bool) {
	for _, r := range rooms {
		if r.path == pkg {
			return r, true
		}
	}
	return room{}, false
}

// mayImport says why one package of ours may not import another, or "".
func mayImport(from, to string) string {
	f, known := roomOf(from)
	if !known {
		return from + " is no room: give it a duty of its own and a line in the table, or put it in the room it belongs to"
	}
	t, known := roomOf(to)
	switch {
	case t.support:
		return to + " is for tests only"
	case !known || !slices.Contains(f.imports, to):
		return from + " may not know of " + to
	}
	return ""
}

// homes says where a module of others may be used, with its reason. What is
// not listed may be used nowhere; tests may use test libraries anywhere.
var homes = []struct {
	module string
	in     []string
	why    string
}{
	{"github.com/labstack/echo/v4", []string{"web", "cmd/paraaf"}, "its successor is due; the move must touch one room"},
	{"github.com/casbin/casbin/v2", []string{"policies"}, "who is competent is answered in one place"},
	{"database/sql", []string{"workflow/journal", "workflow/journal/postgrestest"}, "SQL stays out of rules and pages"},
	{"modernc.org/sqlite", []string{"workflow/journal"}, "a driver"},
	{"github.com/jackc/pgx/v5", []string{"workflow/journal", "workflow/journal/postgrestest"}, "a driver"},
	{"github.com/pressly/goose/v3", []string{"workflow/journal"}, "migrations"},
	{"golang.org/x/mod", []string{"workflow/journal"}, "the ledger is its transparency log"},
	{"github.com/jung-kurt/gofpdf", []string{"documents/pdf"}, "it is dead; what replaces it replaces one room"},
	{"golang.org/x/image", []string{"documents/annex", "documents/gate", "documents/pdf"}, "reads fonts, packed streams and TIFF"},
	{"github.com/yuin/goldmark", []string{"documents/markdown"}, "one reading of Markdown"},
	{"golang.org/x/net", []string{"web", "documents/annex", "documents/gate"}, "a reader of HTML"},
	{"golang.org/x/text", []string{"documents/pdf", "documents/redact", "documents/gate", "documents/annex", "workflow/journal", "workflow/desk", "web"}, "normal forms of letters"},
	{"golang.org/x/crypto", []string{"web/signin"}, "argon2id"},
	{"github.com/go-webauthn/webauthn", []string{"web/signin"}, "passkeys: CBOR, COSE and the checks of WebAuthn are no place for own code"},
	{"github.com/coreos/go-oidc/v3", []string{"web/signin"}, "signing in at a provider: the checks of a token are no place for own code"},
	{"golang.org/x/oauth2", []string{"web/signin"}, "the exchange of a code, beside go-oidc"},
	{"github.com/go-jose/go-jose/v4", []string{"web/signin"}, "signs who we are at a provider"},
	{"github.com/andybalholm/brotli", []string{"documents/gate"}, "unpacks the fonts of pages"},
	{"golang.org/x/time", []string{"web"}, "limits on signing in"},
	{"github.com/wneessen/go-mail", []string{"cmd/paraaf"}, "mail leaves at the edge"},
	{"golang.org/x/sync", []string{"documents/annex", "workflow/journal", "workflow/desk", "cmd/paraaf"}, "groups of goroutines"},
	{"github.com/alecthomas/kong", []string{"cmd/paraaf"}, "flags are read at the door"},
	{"html/template", []string{"templates", "documents/render"}, "what we say stands in two rooms"},
	{"github.com/klippa-app/go-pdfium", []string{"documents/foreign"}, "foreign papers are read apart"},
	{"github.com/tetratelabs/wazero", []string{"documents/foreign"}, "foreign papers are read apart"},
	{"github.com/chromedp/chromedp", []string{"cmd/paraaf/internal/browsertest"}, "the browser of the journeys"},
	{"github.com/chromedp/cdproto", []string{"cmd/paraaf/internal/browsertest"}, "the browser of the journeys"},
	{"github.com/go-json-experiment/json", []string{"cmd/paraaf/internal/browsertest"}, "the types of chromedp's protocol"},
}

// within says whether the import is of the module or a package of it.
func within(imported, module string) bool {
	return imported == module || strings.HasPrefix(imported, module+"/")
}

// mayUse says why a package may not import one that is not ours, or "".
func mayUse(pkg, imported string) string {
	foreign := strings.Contains(strings.Split(imported, "/")[0], ".")
	for _, h := range homes {
		if within(imported, h.module) {
			if slices.Contains(h.in, pkg) {
				return ""
			}
			return fmt.Sprintf("%s lives in %s: %s", h.module, strings.Join(h.in, " and "), h.why)
		}
	}
	if foreign {
		return imported + " has no home: say in the table where it lives and why"
	}
	// The two pure rooms touch nothing of the world.
	if pkg == "workflow" || pkg == "documents" {
		for _, never := range []string{"os", "net", "log", "database", "math/rand", "syscall", "unsafe"} {
			if within(imported, never) {
				return pkg + " is pure: no " + never
			}
		}
	}
	if within(imported, "flag") && !strings.HasPrefix(pkg, "cmd/") {
		return "flags are read in cmd and nowhere else"
	}
	return ""
}

func TestLevelsGoDown(t *testing.T) {
	t.Parallel()
	for _, r := range rooms {
		for _, to := range r.imports {
			other, known := roomOf(to)
			if !known {
				t.Errorf("%s may import %s, which is no room", r.path, to)
			} else if other.level >= r.level {
				t.Errorf("%s (level %d) may import %s (level %d): arrows go down", r.path, r.level, to, other.level)
			}
		}
	}
}

func TestTablesOfRoomsCatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		allowed  bool
	}{
		{"web", "workflow/desk", true},
		{"workflow", "workflow/journal", false},
		{"workflow", "documents/markdown", false},
		{"workflow/desk", "templates", false},
		{"documents", "workflow", false},
		{"web/extra", "workflow", false},
		{"web", "workflow/journal/postgrestest", false},
		{"cmd/check", "documents", false},
	} {
		if why := mayImport(c.from, c.to); (why == "") != c.allowed {
			t.Errorf("%s imports %s: %q", c.from, c.to, why)
		}
	}
	for _, c := range []struct {
		pkg, imported string
		allowed       bool
	}{
		{"web", "github.com/labstack/echo/v4/middleware", true},
		{"workflow/desk", "github.com/labstack/echo/v4", false},
		{"web", "database/sql", false},
		{"web", "html/template", false},
		{"web", "text/template", true},
		{"documents", "os", false},
		{"documents", "net/url", false},
		{"workflow", "math/rand/v2", false},
		{"workflow", "log/slog", false},
		{"workflow", "time", true},
		{"documents/pdf", "os", true},
		{"web", "example.org/nieuw", false},
		{"web", "flag", false},
	} {
		if why := mayUse(c.pkg, c.imported); (why == "") != c.allowed {
			t.Errorf("%s uses %s: %q", c.pkg, c.imported, why)
		}
	}
}

// house is the module as it lies there.
type house struct {
	root     string
	packages []listed
}

func theHouse(t *testing.T) house {
	t.Helper()
	root, err := moduleRoot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list, err := goList(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	return house{root, list}
}

// path is the package's path within the module.
func (p listed) path() string {
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, p.Module.Path), "/")
}

func TestRoomsKnowOnlyWhatTheyMay(t *testing.T) {
	t.Parallel()
	for _, p := range theHouse(t).packages {
		if _, known := roomOf(p.path()); !known {
			t.Error(mayImport(p.path(), ""))
			continue
		}
		for _, imported := range p.Imports {
			why := ""
			if within(imported, p.Module.Path) {
				why = mayImport(p.path(), strings.TrimPrefix(imported, p.Module.Path+"/"))
			} else {
				why = mayUse(p.path(), imported)
			}
			if why != "" {
				t.Errorf("%s imports %s: %s", p.path(), imported, why)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	for _, p := range theHouse(t).packages {
		begin := "Package " + path.Base(p.path()) + " "
		if strings.HasPrefix(p.path(), "cmd/") && !strings.Contains(p.path(), "internal") {
			begin = "Command " + path.Base(p.path()) + " "
		}
		if !strings.HasPrefix(p.Doc, begin) {
			t.Errorf("%s: its comment begins with %q, want %q", p.path(), p.Doc, begin)
		}
	}
}

func TestNothingElseStandsAtTheTop(t *testing.T) {
	t.Parallel()
	allowed := []string{".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "cmd", "documents",
		"go.mod", "go.sum", "policies", "publiccode.yml", "templates", "web", "workflow"}
	files, err := tracked(theHouse(t).root)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, name := range files {
		top, _, _ := strings.Cut(name, "/")
		if !slices.Contains(allowed, top) && !seen[top] {
			t.Errorf("%s stands at the top", top)
		}
		seen[top] = true
	}
}

// A wording is what is never written in a Go file, wherever in says.
type wording struct {
	name string
	in   func(pkg string, test bool) bool
	find func(f *ast.File) []ast.Node
}

func anywhere(string, bool) bool { return true }

func inRooms(names ...string) func(string, bool) bool {
	return func(pkg string, test bool) bool { return !test && slices.Contains(names, pkg) }
}

// belowCmd are the rooms under the door, and not what is written for tests.
func belowCmd(pkg string, test bool) bool {
	r, _ := roomOf(pkg)
	return !test && !r.support && !strings.HasPrefix(pkg, "cmd/")
}

var wordings = []wording{
	{"a pure room knows no clock", inRooms("documents", "workflow"), uses("time", "Now", "Since", "Until")},
	// A room may have the real clock as its default, as a value.
	{"the clock is read in cmd and handed in", belowCmd, calls("time", "Now", "Since", "Until")},
	{"the environment is read in cmd and nowhere else", belowCmd, uses("os", "Getenv", "LookupEnv", "Environ", "ExpandEnv")},
	{"only the rules refuse", inRooms("workflow/journal", "web"), refusals},
	{"a test that does not run proves nothing", func(_ string, test bool) bool { return test }, skips},
	{"a name that says nothing", anywhere, emptyNames},
	// Elsewhere the check would leave it out without a word.
	{"journeys in the browser stand in cmd/paraaf", func(pkg string, test bool) bool { return test && pkg != "cmd/paraaf" }, browserTests},
}

// uses finds mentions of functions of a package, called or not.
func uses(pkg string, functions ...string) func(*ast.File) []ast.Node {
	return func(f *ast.File) []ast.Node {
		local := ""
		for _, imported := range f.Imports {
			if name, err := strconv.Unquote(imported.Path.Value); err == nil && name == pkg {
				local = path.Base(pkg)
				if imported.Name != nil {
					local = imported.Name.Name
				}
			}
		}
		return nodes(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok || local == "" {
				return false
			}
			x, ok := s.X.(*ast.Ident)
			return ok && x.Name == local && slices.Contains(functions, s.Sel.Name)
		})
	}
}

// calls finds calls of functions of a package.
func calls(pkg string, functions ...string) func(*ast.File) []ast.Node {
	return func(f *ast.File) []ast.Node {
		mentioned := uses(pkg, functions...)(f)
		return nodes(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			return ok && slices.Contains(mentioned, ast.Node(c.Fun))
		})
	}
}

// nodes collects the nodes that suit.
func nodes(f *ast.File, suits func(ast.Node) bool) []ast.Node {
	var list []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n != nil && suits(n) {
			list = append(list, n)
		}
		return true
	})
	return list
}

func refusals(f *ast.File) []ast.Node {
	return nodes(f, func(n ast.Node) bool {
		c, ok := n.(*ast.CompositeLit)
		if !ok {
			return false
		}
		s, ok := c.Type.(*ast.SelectorExpr)
		return ok && s.Sel.Name == "Refusal"
	})
}

func skips(f *ast.File) []ast.Node {
	return nodes(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		return ok && slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, s.Sel.Name)
	})
}

func browserTests(f *ast.File) []ast.Node {
	named := regexp.MustCompile(journeys)
	return nodes(f, func(n ast.Node) bool {
		d, ok := n.(*ast.FuncDecl)
		return ok && named.MatchString(d.Name.Name)
	})
}

// emptyNames finds types and packages that could be called anything.
func emptyNames(f *ast.File) []ast.Node {
	never := regexp.MustCompile(`(Impl|Manager|Interface|Data|Info)$`)
	return nodes(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.TypeSpec:
			return never.MatchString(n.Name.Name)
		case *ast.File:
			return slices.Contains([]string{"util", "utils", "common", "helpers", "base", "model", "models", "misc"}, n.Name.Name)
		}
		return false
	})
}

func TestWordingsCatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		pkg, file, source string
		caught            int
	}{
		{"documents", "a.go", "package a\nimport \"time\"\nvar x = time.Now", 1},
		{"web", "a.go", "package a\nimport klok \"time\"\nvar x = klok.Since(y)", 1},
		{"web", "a.go", "package a\nimport \"time\"\nvar x = time.Now", 0},
		{"documents", "a.go", "package a\nvar x = time.Now()", 0}, // a variable of that name
		{"documents", "a_test.go", "package a\nimport \"time\"\nvar x = time.Now()", 0},
		{"cmd/paraaf", "a.go", "package a\nimport \"time\"\nvar x = time.Now", 0},
		{"web", "a.go", "package a\nimport \"os\"\nvar x = os.Getenv(\"A\")", 1},
		{"web", "a.go", "package a\nvar x = &workflow.Refusal{}", 1},
		{"workflow/desk", "a.go", "package a\nvar x = &workflow.Refusal{}", 0},
		{"web", "a_test.go", "package a\nfunc TestA(t *testing.T) { t.Sk" + "ip(\"x\") }", 1},
		{"web", "a_test.go", "package a\nfunc TestBrowserA(t *testing.T) {}", 1},
		{"cmd/paraaf", "a_test.go", "package a\nfunc TestBrowserA(t *testing.T) {}", 0},
		{"web", "a.go", "package a\ntype DossierManager struct{}", 1},
		{"web", "a.go", "package util", 1},
		{"web", "a.go", "package a\ntype Dossier struct{}", 0},
	} {
		found, err := badWords(c.pkg, c.file, []byte(c.source))
		if err != nil || len(found) != c.caught {
			t.Errorf("%s in %s: %v, %v; want %d", c.source, c.pkg, found, err, c.caught)
		}
	}
}

// badWords finds the wordings in a source file.
func badWords(pkg, name string, source []byte) ([]string, error) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, w := range wordings {
		if !w.in(pkg, strings.HasSuffix(name, "_test.go")) {
			continue
		}
		for _, n := range w.find(f) {
			found = append(found, fmt.Sprintf("%s: %s", set.Position(n.Pos()), w.name))
		}
	}
	return found, nil
}

// owned is how somebody promises to come back: the word with a name in parentheses or a number. The
// words stand here in pieces, so that another scanner does not take the rule for what it forbids.
var (
	promise = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|HA` + `CK)\b|//\s*X` + `XX\b`)
	owned   = regexp.MustCompile(`\bTO` + `DO(\([^)]+\)| #[0-9]+)`)
)

// unowned gives the numbers of lines with a promise that nobody made.
func unowned(content []byte) []int {
	var list []int
	for i, line := range strings.Split(string(content), "\n") {
		if promise.MatchString(line) && len(promise.FindAllString(line, -1)) > len(owned.FindAllString(line, -1)) {
			list = append(list, i+1)
		}
	}
	return list
}

func TestPromisesHaveAnOwner(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"// TO" + "DO: later": 1, "// TO" + "DO(jan): later": 0, "// TO" + "DO #12": 0, "// FIX" + "ME": 1, "een todo-lijst": 0,
	} {
		if got := len(unowned([]byte(text))); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	root := theHouse(t).root
	err := eachText(root, func(name string, content []byte) {
		if !slices.Contains([]string{".go", ".md", ".css", ".js", ".html", ".sql", ".csv"}, path.Ext(name)) || name == "cmd/check/shape_test.go" || strings.Contains(name, "testdata/") || strings.Contains(name, ".min.") {
			return
		}
		for _, line := range unowned(content) {
			t.Errorf("%s:%d: a promise without an owner", name, line)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNothingIsWrittenInTheWrongRoom(t *testing.T) {
	t.Parallel()
	root := theHouse(t).root
	read := 0
	err := eachText(root, func(name string, content []byte) {
		if path.Ext(name) != ".go" || strings.Contains(name, "testdata/") {
			return
		}
		read++
		found, err := badWords(path.Dir(name), name, content)
		if err != nil {
			t.Error(err)
		}
		for _, f := range found {
			t.Error(f)
		}
	})
	if err != nil || read < 10 {
		t.Fatalf("read %d files: %v", read, err)
	}
}

// constants gives the values of the string constants of a type in a package.
func constants(t *testing.T, dir, typ string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range nodes(f, func(n ast.Node) bool { _, ok := n.(*ast.ValueSpec); return ok }) {
			spec := n.(*ast.ValueSpec)
			if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != typ {
				continue
			}
			for _, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok {
					if value, err := strconv.Unquote(lit.Value); err == nil && value != "" {
						values = append(values, value)
					}
				}
			}
		}
	}
	return values
}

var (
	templateAction = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	templateString = regexp.MustCompile("\"[^\"]*\"|`[^`]*`")
	phaseCompared  = regexp.MustCompile(`\b(eq|ne|lt|gt|le|ge)\b[^|}]*\.(Phase|Role|Roles|Relation|Seat)\b`)
)

// badTemplate says what a template decides that is not its business: it shows
// choices, and who may do what in which phase is decided below it.
func badTemplate(content string, words []string) []string {
	var bad []string
	for _, action := range templateAction.FindAllString(content, -1) {
		for _, s := range templateString.FindAllString(action, -1) {
			// The names of other templates are strings as well.
			if slices.Contains(words, s[1:len(s)-1]) && !strings.Contains(action, "template "+s) && !strings.Contains(action, "define "+s) && !strings.Contains(action, "block "+s) {
				bad = append(bad, action+" names a role or a phase")
			}
		}
		if phaseCompared.MatchString(action) {
			bad = append(bad, action+" compares a role or a phase")
		}
	}
	return bad
}

func TestTemplatesDecideNothing(t *testing.T) {
	t.Parallel()
	root := theHouse(t).root
	workflow := filepath.Join(root, "workflow")
	words := append(constants(t, workflow, "Role"), constants(t, workflow, "Phase")...)
	if !slices.Contains(words, "plvsg") || !slices.Contains(words, "concept") {
		t.Fatalf("the roles and phases of workflow are %q", words)
	}
	for text, bad := range map[string]bool{
		`{{if eq .Role "plvsg"}}`:           true,
		`{{if eq .Phase "concept"}}`:        true,
		`{{if eq .View.Phase .Other}}`:      true,
		`{{template "concept" .}}`:          false,
		`{{if eq .Kind "letter"}}`:          false,
		`<p>de directie</p>{{.PhaseLabel}}`: false,
	} {
		if got := badTemplate(text, words); (len(got) > 0) != bad {
			t.Errorf("%s: %v", text, got)
		}
	}
	read := 0
	err := filepath.WalkDir(filepath.Join(root, "templates"), func(name string, d os.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		read++
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, bad := range badTemplate(string(content), words) {
			t.Errorf("%s: %s", filepath.Base(name), bad)
		}
		return nil
	})
	if err != nil || read == 0 {
		t.Fatalf("read %d templates: %v", read, err)
	}
}
