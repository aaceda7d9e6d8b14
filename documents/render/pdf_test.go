package render

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
)

// keep writes what the tests draw to a folder, for veraPDF and for the eye.
var keep = flag.String("keep", "", "folder to write the drawn papers to")

func keepFile(t testing.TB, name string, b []byte) {
	t.Helper()
	if *keep == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*keep, strings.ReplaceAll(name, "/", "-")), b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// paperFiles are the papers of the rooms below, one of each kind.
func paperFiles(t testing.TB) []string {
	t.Helper()
	var out []string
	for _, g := range []string{"seed", "notas", "brieven", "antwoorden"} {
		fs, err := filepath.Glob(filepath.Join("..", "testdata", g, "*.md"))
		if err != nil || len(fs) == 0 {
			t.Fatalf("no papers in %s: %v", g, err)
		}
		out = append(out, fs...)
	}
	return out
}

func read(t testing.TB, file string) markdown.Content {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := documents.Parse(b)
	c, err := markdown.Of(p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func inspect(t testing.TB, b []byte) pdf.Inspection {
	t.Helper()
	in, err := pdf.Inspect(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range in.Faults {
		t.Error(f)
	}
	return in
}

func TestEveryPaperMakesAFileWithoutFaults(t *testing.T) {
	t.Parallel()
	for _, f := range paperFiles(t) {
		name := strings.TrimSuffix(filepath.Base(f), ".md")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, err := PDF(read(t, f), PDFOptions{})
			if err != nil {
				t.Fatal(err)
			}
			keepFile(t, name+".pdf", b)
			inspect(t, b)
		})
	}
}
