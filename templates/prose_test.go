package templates

import (
	"regexp"
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

func TestRedlineReadsAsAPaper(t *testing.T) {
	t.Parallel()
	same, ins, del := documents.Same, documents.Inserted, documents.Deleted
	for _, c := range []struct {
		why   string
		words []documents.Word
		want  string // without what only ears get
	}{
		{"items are a list without their marks", []documents.Word{{Op: same, Text: "Kort:\n\n- een\n- "}, {Op: del, Text: "twee"}, {Op: ins, Text: "drie"}}, "<p>Kort:</p><ul><li>een</li><li><del>twee</del><ins>drie</ins></li></ul>"},
		{"an item that came whole", []documents.Word{{Op: same, Text: "- een\n"}, {Op: ins, Text: "- twee\n"}}, "<ul><li>een</li><li><ins>twee</ins></li></ul>"},
		{"numbers keep their value", []documents.Word{{Op: same, Text: "3. akkoord\n4. "}, {Op: ins, Text: "niet "}, {Op: same, Text: "akkoord"}}, `<ol><li value="3">akkoord</li><li value="4"><ins>niet </ins>akkoord</li></ol>`},
		{"a mark that changed is shown", []documents.Word{{Op: ins, Text: "- "}, {Op: same, Text: "een"}}, "<p><ins>- </ins>een</p>"},
		{"a number that changed is shown", []documents.Word{{Op: del, Text: "1."}, {Op: ins, Text: "2."}, {Op: same, Text: " een"}}, "<p><del>1.</del><ins>2.</ins> een</p>"},
		{"a blank line parts paragraphs", []documents.Word{{Op: same, Text: "een\ntwee\n\ndrie"}}, "<p>een\ntwee</p><p>drie</p>"},
		{"a hard break stays one", []documents.Word{{Op: same, Text: "Postbus  \nDen Haag"}}, "<p>Postbus  <br>Den Haag</p>"},
		{"a break alone is a change that is seen", []documents.Word{{Op: same, Text: "een"}, {Op: del, Text: "\n"}, {Op: same, Text: "twee"}}, "<p>een<del>¶</del>\ntwee</p>"},
		{"a year at the start of a sentence is no number of an item", []documents.Word{{Op: same, Text: "2026. Daarna"}}, "<p>2026. Daarna</p>"},
		{"nothing", nil, ""},
	} {
		got := regexp.MustCompile(`<span class="pf-hidden">[^<]*</span>|</?span[^>]*>`).ReplaceAllString(string(Redline(c.words)), "")
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.why, got, c.want)
		}
	}
}
