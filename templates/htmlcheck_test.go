package templates

import (
	"bytes"
	"regexp"
	"testing"

	"golang.org/x/net/html"
)

// checkHTML fails t for what makes a page invalid, unusable with a screen
// reader, or refused by our Content-Security-Policy.
func checkHTML(t *testing.T, name string, page []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	for _, fault := range faults(root) {
		t.Errorf("%s: %s", name, fault)
	}
	for _, tag := range doubled(page) {
		t.Errorf("%s: an attribute stands twice in %s", name, tag)
	}
}

var attribute = regexp.MustCompile(`\s([a-z][a-z-]*)(="[^"]*")?`)

// doubled gives the tags that have an attribute twice. What parses a page leaves
// the second out without a word, so that the tags are read as they stand.
func doubled(page []byte) []string {
	var found []string
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return found
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, seen := string(z.Raw()), map[string]bool{}
			for _, a := range attribute.FindAllStringSubmatch(tag, -1) {
				if seen[a[1]] {
					found = append(found, tag)
				}
				seen[a[1]] = true
			}
		}
	}
}

func TestDoubledSeesAnAttributeThatStandsTwice(t *testing.T) {
	t.Parallel()
	for page, want := range map[string]int{
		`<details class="a" open open>`:           1,
		`<p id="a" class="b" id="c">`:             1,
		`<p title="open open" class="open">`:      0,
		`<details open></details><details open>`:  0,
		`<input value="a > b" name="x" type="y">`: 0,
	} {
		if got := doubled([]byte(page)); len(got) != want {
			t.Errorf("%s: %q", page, got)
		}
	}
}
