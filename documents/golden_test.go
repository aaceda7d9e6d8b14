package documents

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens under testdata")

// TestPapersReadAsTheirGoldensSay reads every paper under testdata, as it is and
// as it comes out of Windows and Word, and compares what `paraaf parse` prints.
// The goldens are read in review: they say what a person sees in the paper.
func TestPapersReadAsTheirGoldensSay(t *testing.T) {
	t.Parallel()
	for name, src := range papers(t) {
		if strings.Contains(name, "vormen") {
			continue // what is read in those was written down beforehand
		}
		golden := strings.TrimSuffix(name, ".md") + ".json"
		show := func(src []byte) []byte {
			p := Read(src)
			line, err := p.JSON(nil)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			var b bytes.Buffer
			if err := json.Indent(&b, line, "", "  "); err != nil {
				t.Fatal(err)
			}
			out := strings.ReplaceAll(b.String(), "\\r\\n", "\\n")
			return []byte(strings.Replace(out, "\n  \"remarks\": []", "\n  \"sjabloon\": \""+p.Sjabloon().ID+"\"", 1) + "\n")
		}
		got := show(src)
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s reads differently from its golden:\n%s", name, firstDifference(string(got), string(want)))
		}
		for what, v := range map[string]string{
			"with CRLF":             strings.ReplaceAll(string(src), "\n", "\r\n"),
			"with byte order mark":  "\ufeff" + string(src),
			"with blank lines more": strings.ReplaceAll("\n\n"+string(src), "\n\n", "\n\n\n"),
		} {
			g := show([]byte(v))
			if what == "with blank lines more" {
				g, want = bytes.ReplaceAll(g, []byte(`\n\n\n`), []byte(`\n\n`)), bytes.ReplaceAll(want, []byte(`\n\n\n`), []byte(`\n\n`))
			}
			if !bytes.Equal(g, want) {
				t.Errorf("%s reads differently %s:\n%s", name, what, firstDifference(string(g), string(want)))
			}
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			w := ""
			if i < len(y) {
				w = y[i]
			}
			return "got  " + x[i] + "\nwant " + w
		}
	}
	return "got less"
}
