package templates

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// dutch recognises a word of an identifier that is Dutch: by the letters that
// English does not put together, or because it is a noun of the paper.
var dutch = regexp.MustCompile(`(?i)^(.*(ij|sch|uu|oeg|eid|cht)|.*(brief|nota|besluit|akkoord|paraaf|parafen|kamer|namens|steller|lezer|stuk|stukken|bijlage|bijlagen|kenmerk|datum|aanleiding|toelichting|zegging|waarneming|sjabloon|vraag|vragen|antwoord|directie|persoon|lak|lakt|grond|gronden|ambt|reces|woo|spoed|uitstel|zaaknummer|regels|begrippen).*)$`)

// english are words that look Dutch to the rule above and are not.
var english = []string{"Flak", "Schema", "Schemas", "Search", "Annotation", "Reschedule", "Deschedule", "Scheme", "Schedule", "Scheduled", "Datum", "Slack", "Lake", "Wood", "Wool"}

// The glossary is law: a Dutch identifier that is exported and not in it is
// either a second name for a thing that has one, or a thing nobody explained.
func TestEveryExportedDutchIdentifierStandsInTheGlossary(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, term := range begrippen {
		for _, name := range term.Names {
			for _, w := range humps(name) {
				known[w] = true
			}
		}
	}
	seen := 0
	for name, where := range exported(t) {
		for _, w := range humps(name) {
			if !dutch.MatchString(w) || slices.Contains(english, w) {
				continue
			}
			seen++
			if !known[w] && !known[strings.TrimSuffix(w, "s")] && !known[strings.TrimSuffix(w, "en")] {
				t.Errorf("%s (%s): %q is Dutch and stands in no line of the glossary", name, where, w)
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d Dutch words seen: the test looks past them", seen)
	}
}

func TestGlossaryNamesEachThingOnce(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, term := range Begrippen() {
		if term.Dutch == "" || term.Meaning == "" || len(term.Names) == 0 {
			t.Errorf("a line lacks something: %+v", term)
		}
		for _, name := range term.Names {
			if other, twice := seen[name]; twice {
				t.Errorf("%s stands at %q and at %q", name, other, term.Dutch)
			}
			seen[name] = term.Dutch
		}
	}
}

// humps cuts an identifier into its words: "GiveParaaf" gives Give and Paraaf.
func humps(name string) []string {
	var out []string
	begin := 0
	runes := []rune(name)
	for i := 1; i <= len(runes); i++ {
		if i == len(runes) || unicode.IsUpper(runes[i]) && !unicode.IsUpper(runes[i-1]) {
			out = append(out, string(runes[begin:i]))
			begin = i
		}
	}
	return out
}

// exported gives every exported identifier that our packages declare, with the
// file it stands in.
func exported(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				note(out, n.Name, path)
				return false
			case *ast.TypeSpec:
				note(out, n.Name, path)
			case *ast.ValueSpec:
				for _, name := range n.Names {
					note(out, name, path)
				}
			case *ast.Field:
				for _, name := range n.Names {
					note(out, name, path)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func note(out map[string]string, name *ast.Ident, path string) {
	if name.IsExported() {
		out[name.Name] = path
	}
}
