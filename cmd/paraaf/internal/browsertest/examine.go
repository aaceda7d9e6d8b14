package browsertest

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axe-core 4.14.1, MPL-2.0, as published: it is only ever run in a page under
// test. The lock file beside it says which package it came from.
//
//go:embed axe/axe.min.js
var axe string

//go:embed walk.js
var walk string

// examine holds a page that the visitor arrived at against what every page
// promises. status is the one it was answered with.
func (v *Visitor) examine(status int) {
	v.t.Helper()
	kind := fmt.Sprint(status, " ", kindOf(v.Path()))
	v.complain(kind, v.faults(status))
	if !v.isPage() {
		return
	}
	if v.scriptless {
		// The page is loaded without its scripts; what examines it needs some.
		v.scripts(true)
		defer v.scripts(false)
	}
	v.complain(kind, v.axe())
	v.complain(kind, v.sideways())
	if !v.browser.first("page", kind+" "+v.parts()) {
		return
	}
	own := v.width
	v.complain(kind+" by keyboard", v.walk())
	for _, w := range widths {
		v.Resize(w)
		where := fmt.Sprintf("%s at %d", kind, w)
		if w != own { // that one was held against it above
			v.complain(where, v.sideways())
			v.complain(where, v.axe())
		}
		v.Screenshot(kind)
	}
	v.Resize(own)
	v.dark(true)
	v.complain(kind+" in the dark", v.axe())
	v.dark(false)
	v.complain(kind, v.faults(status))
}

// complain fails the test with each fault, the first time that it is seen: a
// fault in what all pages share would otherwise hide the others.
func (v *Visitor) complain(where string, faults []string) {
	v.t.Helper()
	for _, f := range faults {
		if v.browser.first("fault", f) {
			v.t.Errorf("%s on %s: %s", v.name, where, f)
		}
	}
}

// isPage says whether what was loaded is a page of HTML, and not a picture or
// a text that the browser shows by means of its own.
func (v *Visitor) isPage() bool {
	v.t.Helper()
	return run(v, "look at the kind of page", chromedp.Evaluate[bool](`document.contentType === "text/html"`))
}

// parts names what there is to do and see on the page: pages of one kind with
// the same parts are not examined at every size again.
func (v *Visitor) parts() string {
	v.t.Helper()
	names := v.All("[data-test]", "e.dataset.test")
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}

var (
	field      = regexp.MustCompile(`/(velden|onderdelen)/[a-z.-]+$`)
	identifier = regexp.MustCompile(`/[A-Za-z0-9_-]{16,}`)
	number     = regexp.MustCompile(`/[0-9]+`)
)

// kindOf gives the address without what names one dossier, so that pages made
// by one template have one kind.
func kindOf(path string) string {
	path, _, _ = strings.Cut(path, "?")
	path, _, _ = strings.Cut(path, "#")
	path = field.ReplaceAllString(path, "/$1/*")
	return number.ReplaceAllString(identifier.ReplaceAllString(path, "/*"), "/*")
}

// faults gives what the browser reported since it was last asked. A page that
// is answered with an error on purpose is reported as such by the browser:
// that one is left out.
func (v *Visitor) faults(status int) []string {
	v.heard.Lock()
	defer v.heard.Unlock()
	var list []string
	for _, f := range v.heard.faults {
		if status >= 400 && strings.Contains(f, fmt.Sprintf("responded with a status of %d", status)) {
			continue
		}
		list = append(list, f)
	}
	v.heard.faults = nil
	return list
}

// axeRun gives a line for each place that axe objects to. Besides the success
// criteria it holds pages against what is merely good practice: one main
// landmark, headings in order, all content in landmarks.
const axeRun = `axe.run(document, {
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
	resultTypes: ["violations"],
}).then(found => found.violations.flatMap(v => v.nodes.map(n =>
	v.id + " (" + v.impact + "): " + v.help + ": " + n.target.join(" ") + "  " + n.html.slice(0, 160) + "  " + (n.failureSummary || "").replace(/\s+/g, " ").slice(0, 240))))`

// axe gives what axe finds wrong with the page as it is shown now.
func (v *Visitor) axe() []string {
	v.t.Helper()
	there := run(v, "look for axe", chromedp.Evaluate[bool](`typeof window.axe === "object"`))
	if !there {
		v.do("bring axe in", chromedp.Evaluate[chromedp.Void](axe))
	}
	return run(v, "run axe", chromedp.Evaluate[[]string](axeRun, chromedp.EvalAwaitPromise))
}

// sideways says when the page is wider than the window, and which elements
// stick out.
func (v *Visitor) sideways() []string {
	v.t.Helper()
	return run(v, "measure", chromedp.Evaluate[[]string](`(() => {
		const wide = document.scrollingElement.scrollWidth, room = document.documentElement.clientWidth;
		if (wide <= room) return [];
		const out = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > room + 1 && ![...e.children].some(c => c.getBoundingClientRect().right > room + 1));
		return ["has to be scrolled sideways: " + wide + " px in a window of " + room + ": " + out.slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join(" and ")];
	})()`))
}

// dark lets the page think that its reader prefers a dark screen. All visitors
// prefer that nothing moves: a colour that is on its way to another would be
// measured half-way.
func (v *Visitor) dark(yes bool) {
	v.t.Helper()
	scheme := "light"
	if yes {
		scheme = "dark"
	}
	v.do("change the colour scheme", call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
	}))
}

// A step of the walk: the control that has the focus, -1 for none of ours.
type step struct {
	At       int    `json:"at"`
	Seen     bool   `json:"seen"`     // it looks otherwise than without focus
	Covered  bool   `json:"covered"`  // nothing of it can be seen: something lies over it
	Describe string `json:"describe"` // its opening tag
}

// walk presses Tab through the page from its top, and says which controls are
// never reached, and at which the focus cannot be seen. The walk is by real
// key presses; a script only looks.
func (v *Visitor) walk() []string {
	v.t.Helper()
	controls := run(v, "list controls", chromedp.Evaluate[[]string](walk+`; paraafWalk.begin()`))
	reached := make([]bool, len(controls))
	var faults []string
	// Radio buttons and the parts of a date field are more stops than
	// controls, or fewer; a page that never comes round is cut off.
	for range 8*len(controls) + 10 {
		v.do("press Tab", chromedp.KeyEvent("\t"))
		s := run(v, "look where the focus is", chromedp.Evaluate[step](`paraafWalk.look()`))
		if s.At < 0 || s.At >= len(controls) {
			if s.At == -1 {
				break // past the last control
			}
			continue
		}
		if !reached[s.At] {
			if !s.Seen {
				faults = append(faults, "focus cannot be seen on "+s.Describe)
			}
			if s.Covered {
				faults = append(faults, "focus is covered on "+s.Describe)
			}
		}
		reached[s.At] = true
	}
	for i, was := range reached {
		if !was {
			faults = append(faults, "the keyboard does not reach "+controls[i])
		}
	}
	v.do("let go of the focus", chromedp.Evaluate[chromedp.Void](`paraafWalk.end()`))
	return faults
}
