package templates

import (
	"bytes"
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
}
