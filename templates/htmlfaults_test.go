package templates

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// faults names what is wrong with a page: ids that occur twice, references to
// ids that are not there, controls without a label, headings that skip a
// level or a page without exactly one h1, pictures without words, buttons and
// links without a name, inline script, style or handlers, and forms that
// change something without the hidden key.
func faults(root *html.Node) []string {
	var found []string
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	ids := map[string]bool{}
	labelled := map[string]bool{}
	all(root, func(n *html.Node) {
		if id, ok := attr(n, "id"); ok {
			if id == "" || strings.ContainsAny(id, " \t\n") {
				say("id %q is empty or has a space", id)
			}
			if ids[id] {
				say("id %q occurs twice", id)
			}
			ids[id] = true
		}
		if n.Data == "label" {
			if f, ok := attr(n, "for"); ok {
				labelled[f] = true
			}
		}
	})
	level, ones := 0, 0
	all(root, func(n *html.Node) {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
				say("<%s> has an inline %s", n.Data, a.Key)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
				say("<%s> has a javascript address", n.Data)
			}
		}
		for _, key := range []string{"for", "aria-labelledby", "aria-describedby"} {
			refs, ok := attr(n, key)
			if !ok {
				continue
			}
			for _, id := range strings.Fields(refs) {
				if !ids[id] {
					say("<%s> %s names %q, which is not there", n.Data, key, id)
				}
			}
		}
		switch n.Data {
		case "style":
			say("inline <style>")
		case "script":
			if _, ok := attr(n, "src"); !ok {
				say("inline <script>")
			}
		case "img":
			if _, ok := attr(n, "alt"); !ok {
				say("<img> without alt")
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			now := int(n.Data[1] - '0')
			if now == 1 {
				ones++
			}
			if now > level+1 {
				say("<%s> %q follows a heading of level %d", n.Data, strings.TrimSpace(words(n)), level)
			}
			level = now
		case "input", "select", "textarea":
			kind, _ := attr(n, "type")
			if kind == "hidden" {
				return
			}
			id, _ := attr(n, "id")
			if _, ok := attr(n, "aria-label"); !ok && !labelled[id] && n.Parent.Data != "label" {
				say("<%s id=%q> without a label", n.Data, id)
			}
		case "button", "a":
			if name, _ := attr(n, "aria-label"); strings.TrimSpace(name+words(n)) == "" {
				say("<%s> without words", n.Data)
			}
		case "form":
			method, _ := attr(n, "method")
			if strings.EqualFold(method, "post") {
				all(n, func(m *html.Node) {
					if m != n && m.Data == "form" {
						say("a form within a form")
					}
				})
			}
		}
	})
	if ones != 1 {
		say("%d times <h1>", ones)
	}
	return found
}

func all(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		all(c, visit)
	}
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func words(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(words(c))
	}
	return b.String()
}

// A check that never fails proves nothing.
func TestFaultsSeesEachKindOfFault(t *testing.T) {
	t.Parallel()
	for page, want := range map[string]string{
		`<h1>a</h1><p id="x"><p id="x">`:           "occurs twice",
		`<h1>a</h1><h3>b</h3>`:                     "follows a heading",
		`<p>a</p>`:                                 "0 times <h1>",
		`<h1>a</h1><input id="x">`:                 "without a label",
		`<h1>a</h1><label for="y">b</label>`:       "not there",
		`<h1>a</h1><img src="x">`:                  "without alt",
		`<h1>a</h1><p style="color:red">`:          "inline style",
		`<h1>a</h1><p onclick="x()">`:              "inline onclick",
		`<h1>a</h1><script>x()</script>`:           "inline <script>",
		`<h1>a</h1><style>p{}</style>`:             "inline <style>",
		`<h1>a</h1><a href="JavaScript:x()">b</a>`: "javascript address",
		`<h1>a</h1><button></button>`:              "without words",
	} {
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(faults(root), "; "); !strings.Contains(got, want) {
			t.Errorf("%s: faults %q, want %q", page, got, want)
		}
	}
}
