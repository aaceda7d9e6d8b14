package templates

import (
	"strings"
	"testing"

	"paraaf/documents"
)

func TestProseEscapesWhatIsWritten(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"Een <script>alert(1)</script>": "&lt;script&gt;",
		"# Kop":                         "<h2>Kop</h2>",
		"- een\n- twee":                 "<ul><li>een</li><li>twee</li></ul>",
		"[x](javascript:alert(1))":      "x",
		"[regels](/handleiding/regels)": `<a href="/handleiding/regels">regels</a>`,
		"*a* **b** `c`":                 "<em>a</em> <strong>b</strong> <code>c</code>",
		"1. een\n2. twee":               `<ol start="1"><li>een</li>`,
	} {
		got, err := Prose(src, 2)
		if err != nil || !strings.Contains(string(got), want) {
			t.Errorf("Prose(%q) = %q, %v; want %q in it", src, got, err, want)
		}
		if strings.Contains(string(got), "<script") || strings.Contains(string(got), "javascript:") {
			t.Errorf("Prose(%q) = %q", src, got)
		}
	}
}

func TestRedlineSaysToEarsWhatItShowsToEyes(t *testing.T) {
	t.Parallel()
	got := string(Redline([]documents.Word{{Op: documents.Same, Text: strings.Repeat("lang ", 200)}, {Op: documents.Deleted, Text: "drie <b>"},
		{Op: documents.Inserted, Text: "vier"}, {Op: documents.Same, Text: " weken."}}))
	for _, want := range []string{"weggehaald", "toegevoegd", "<ins>", "<del>", "drie &lt;b&gt;", "…", "weken."} {
		if !strings.Contains(got, want) {
			t.Errorf("redline %q lacks %q", got, want)
		}
	}
	if len(got) > 800 {
		t.Errorf("%d bytes for two changed words: what did not change is not shortened", len(got))
	}
}

func TestRedlineCutsBetweenWords(t *testing.T) {
	t.Parallel()
	got := string(Redline([]documents.Word{{Op: documents.Inserted, Text: "Voor"}, {Op: documents.Same, Text: " " + strings.Repeat("waarschuwing ", 60)}, {Op: documents.Deleted, Text: "na"}}))
	before, after, cut := strings.Cut(got, " … ")
	if !cut {
		t.Fatalf("%q is not shortened", got)
	}
	if !strings.HasSuffix(before, "waarschuwing") || !strings.HasPrefix(after, "waarschuwing ") {
		t.Errorf("cut within a word: %q", got)
	}
}
