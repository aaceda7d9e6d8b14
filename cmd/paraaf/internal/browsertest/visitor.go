package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A Width is how wide a visitor's window is, in CSS pixels.
type Width int64

// The widths that pages are made for. At Narrow a page reads as at 400 % on a
// window of 1280 (WCAG 2.2, 1.4.10).
const (
	Desk   Width = 1440
	Tablet Width = 1024
	Phone  Width = 390
	Narrow Width = 320
)

var widths = []Width{Desk, Tablet, Phone, Narrow}

func (w Width) height() int64 {
	if w <= Phone {
		return 844
	}
	return 900
}

// A Visitor is one person at one window, with cookies of its own.
type Visitor struct {
	t       testing.TB
	browser *Browser
	ctx     context.Context
	name    string
	base    string // "http://127.0.0.1:1234"
	width   Width
	id      cdp.BrowserContextID

	heard struct { // what the browser reported since the last page
		sync.Mutex
		faults    []string
		addresses []string // all that were ever asked for
	}
	expected   []int // statuses that the next page may have
	scriptless bool  // pages run no scripts of their own
	shots      int
}

// Visit opens a window for a visitor to the program at base. The name stands
// in messages, and in the names of screenshots.
func (b *Browser) Visit(t testing.TB, name, base string, width Width) *Visitor {
	t.Helper()
	v := &Visitor{t: t, browser: b, name: name, base: strings.TrimSuffix(base, "/")}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(v.listen))
	t.Cleanup(cancel)
	v.ctx = ctx
	v.do("open a window",
		call(log.Enable, cdp.Empty{}),
		call(audits.Enable, cdp.Empty{}),
		call(network.Enable, network.EnableParams{}),
	)
	v.id = chromedp.FromContext(ctx).BrowserContextID
	v.Resize(width)
	v.dark(false)
	return v
}

// call makes an action of a protocol command whose result nobody needs.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, command, params)
		return chromedp.Void{}, err
	}
}

// listen runs on the goroutine that reads the browser's messages: it only
// notes.
func (v *Visitor) listen(ev any) {
	switch ev := ev.(type) {
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError || ev.Entry.Level == log.EntryLevelWarning {
			v.fault("%s: %s %s", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		v.fault("script: %s", exception(ev.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if ev.Type == "error" || ev.Type == "warning" {
			var said []string
			for _, a := range ev.Args {
				said = append(said, string(a.Value)+a.Description)
			}
			v.fault("console: %s", strings.Join(said, " "))
		}
	case *audits.EventIssueAdded:
		if d := ev.Issue.Details; d != nil && d.ContentSecurityPolicyIssueDetails != nil {
			v.fault("content security policy: %s blocked %s", d.ContentSecurityPolicyIssueDetails.ViolatedDirective, d.ContentSecurityPolicyIssueDetails.BlockedURL)
		}
	case *network.EventRequestWillBeSent:
		u := ev.Request.URL
		v.heard.Lock()
		v.heard.addresses = append(v.heard.addresses, u)
		v.heard.Unlock()
		if !strings.HasPrefix(u, v.base+"/") && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") && u != "about:blank" {
			v.fault("asked something of another host: %s", u)
		}
	}
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func (v *Visitor) fault(format string, args ...any) {
	v.heard.Lock()
	defer v.heard.Unlock()
	v.heard.faults = append(v.heard.faults, fmt.Sprintf(format, args...))
}

// do runs steps that change nothing of where the visitor is.
func (v *Visitor) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	// The first run of a context must not have a deadline: it would end the tab.
	err := chromedp.Do(v.ctx)
	if err == nil {
		ctx, cancel := context.WithTimeout(v.ctx, patience)
		defer cancel()
		err = chromedp.Do(ctx, steps...)
	}
	if err != nil {
		v.fail("%s: %v", what, err)
	}
}

// run runs an action and gives its value.
func run[T any](v *Visitor, what string, action chromedp.Action[T]) T {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		v.fail("%s: %v", what, err)
	}
	return value
}

// Fail ends the test, saying where the visitor is and what is to be seen there.
func (v *Visitor) Fail(format string, args ...any) {
	v.t.Helper()
	v.fail(format, args...)
}

// fail ends the test, with a picture when they are asked for.
func (v *Visitor) fail(format string, args ...any) {
	v.t.Helper()
	where := "nowhere"
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if at, err := chromedp.Run(ctx, chromedp.Location()); err == nil {
		where = at
	}
	if shots != "" {
		if png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100)); err == nil {
			v.keep("fout", png)
		}
	}
	if text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body ? document.body.innerText : ""`)); err == nil {
		v.t.Logf("%s at %s sees:\n%s", v.name, where, text)
	}
	v.t.Fatalf("%s at %s: %s", v.name, where, fmt.Sprintf(format, args...))
}

// Resize gives the visitor's window another width.
func (v *Visitor) Resize(width Width) {
	v.t.Helper()
	v.width = width
	v.do("resize", chromedp.EmulateViewport(int64(width), width.height()))
}

// WithoutScripts turns the scripts of pages off, or on again: every form works
// without them.
func (v *Visitor) WithoutScripts(off bool) {
	v.t.Helper()
	v.scripts(!off)
	v.scriptless = off
}

func (v *Visitor) scripts(on bool) {
	v.t.Helper()
	v.do("turn scripts off or on", call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}))
}

// Expect says which status the next page will have, when it is not 200.
func (v *Visitor) Expect(status int) *Visitor {
	v.expected = append(v.expected, status)
	return v
}

// Open goes to an address of the program, written from "/".
func (v *Visitor) Open(path string) {
	v.t.Helper()
	v.arrive("open "+path, chromedp.Navigate(v.base+path))
}

// MoveTo has the visitor go on at another address of the program, with the same
// cookies: as a balancer does that sends every request to another node.
func (v *Visitor) MoveTo(base string) { v.base = strings.TrimSuffix(base, "/") }

// arrive runs a step that loads a page, and examines the page.
func (v *Visitor) arrive(what string, step chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	v.arriveWithin(patience, what, step)
}

// FollowSlowly is Follow for what is made beside the page: he goes away while there is an
// element of the name busy on it, as people do, and comes back when there is none.
func (v *Visitor) FollowSlowly(name, busy string) {
	v.t.Helper()
	v.Has(name)
	v.arriveWithin(2*patience, "follow "+name, chromedp.Click(chromedp.CSS(byTest(name))))
	if v.Count(busy) == 0 {
		return
	}
	made := v.Path()
	v.Open("/handleiding")
	v.AwaitAt(made, func(page string) bool { return !strings.Contains(page, `data-test="`+busy+`"`) })
	v.Open(made)
}

// AwaitAt waits for what the program does by itself: it asks for a page beside the window
// until it is as it should be. Between two times it rests, for what it waits for is done
// by the machine that answers it.
func (v *Visitor) AwaitAt(path string, done func(page string) bool) {
	v.t.Helper()
	rest := time.NewTicker(250 * time.Millisecond)
	defer rest.Stop()
	for until := time.Now().Add(20 * patience); !done(string(v.Get(path).Body)); <-rest.C {
		if time.Now().After(until) {
			v.fail("%s is not there yet", path)
		}
	}
}

func (v *Visitor) arriveWithin(patience time.Duration, what string, step chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	answer, err := chromedp.RunResponse(ctx, step)
	if err != nil {
		v.fail("%s: no page: %v", what, err)
	}
	if answer == nil {
		v.fail("%s: no page", what)
	}
	expected := v.expected
	v.expected = nil
	status := int(answer.Status)
	switch {
	case len(expected) > 0 && !slices.Contains(expected, status):
		v.fail("%s: status %d, want %v", what, status, expected)
	case len(expected) == 0 && status != http.StatusOK:
		v.fail("%s: status %d", what, status)
	}
	v.examine(status)
}

// byTest is the selector of elements with a data-test attribute.
func byTest(name string) string {
	return `[data-test="` + name + `"]`
}

// Click clicks what loads no page.
func (v *Visitor) Click(name string) {
	v.t.Helper()
	v.do("click "+name, chromedp.Click(chromedp.CSS(byTest(name))))
}

// ClickAt is Click for the first element that the CSS selector finds.
func (v *Visitor) ClickAt(selector string) {
	v.t.Helper()
	v.do("click "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// FollowAt is Follow for the first element that the CSS selector finds.
func (v *Visitor) FollowAt(selector string) {
	v.t.Helper()
	if run(v, "count "+selector, chromedp.Evaluate[int](`document.querySelectorAll(`+quote(selector)+`).length`)) == 0 {
		v.fail("there is no %s", selector)
	}
	v.arrive("follow "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Follow clicks a link or button that loads a page.
func (v *Visitor) Follow(name string) {
	v.t.Helper()
	v.Has(name)
	v.arrive("follow "+name, chromedp.Click(chromedp.CSS(byTest(name))))
}

// FollowKey presses a key that loads a page.
func (v *Visitor) FollowKey(key string) {
	v.t.Helper()
	v.arrive("press "+key, chromedp.KeyEvent(key))
}

// Press presses keys that load no page, one after the other: "k", "ArrowDown".
func (v *Visitor) Press(keys ...string) {
	v.t.Helper()
	for _, k := range keys {
		if code, named := pressed[k]; named {
			k = code
		}
		v.do("press "+k, chromedp.KeyEvent(k))
	}
}

// pressed are the keys with a name of their own.
var pressed = map[string]string{"ArrowUp": kb.ArrowUp, "ArrowDown": kb.ArrowDown, "ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight, "Enter": kb.Enter, "Escape": kb.Escape, "Tab": kb.Tab}

// Drag drags the mouse over an element, from one place to another: x and y as
// parts of its width and height.
func (v *Visitor) Drag(name string, x0, y0, x1, y1 float64) {
	v.t.Helper()
	measures := v.All(byTest(name), "(e.scrollIntoView({block:'start'}), (b => [b.x, b.y, b.width, b.height].join(' '))(e.getBoundingClientRect()))")
	var x, y, w, h float64
	if len(measures) != 1 {
		v.fail("%d elements are called %s, want one", len(measures), name)
	}
	if _, err := fmt.Sscan(measures[0], &x, &y, &w, &h); err != nil {
		v.fail("measure %s: %v", name, err)
	}
	mouse := func(kind input.DispatchMouseEventType, px, py float64) chromedp.Action[chromedp.Void] {
		return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, t, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: px, Y: py, Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1})
			return chromedp.Void{}, err
		}
	}
	v.do("drag over "+name, mouse("mousePressed", x+x0*w, y+y0*h), mouse("mouseMoved", x+(x0+x1)/2*w, y+(y0+y1)/2*h), mouse("mouseMoved", x+x1*w, y+y1*h), mouse("mouseReleased", x+x1*w, y+y1*h))
}

// FollowNamed clicks what a screen reader announces with this role and name,
// and that loads a page.
func (v *Visitor) FollowNamed(role, name string) {
	v.t.Helper()
	found := v.named(role, name)
	if len(found) != 1 {
		v.fail("%d elements with role %s are called %q, want one", len(found), role, name)
	}
	v.arrive("follow "+role+" "+name, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: found[0]})
		if err != nil {
			return chromedp.Void{}, err
		}
		box, err := cdp.Call(ctx, t, dom.GetBoxModel, dom.GetBoxModelParams{BackendNodeID: found[0]})
		if err != nil {
			return chromedp.Void{}, err
		}
		corners := box.Model.Border // x and y of each, clockwise from the top left
		return chromedp.MouseClickXY((corners[0]+corners[4])/2, (corners[1]+corners[5])/2)(ctx, t)
	})
}

// named finds elements in the accessibility tree.
func (v *Visitor) named(role, name string) []cdp.BackendNodeID {
	v.t.Helper()
	return run(v, "find "+role+" "+name, func(ctx context.Context, t *chromedp.Target) ([]cdp.BackendNodeID, error) {
		document, err := cdp.Call(ctx, t, runtime.Evaluate, runtime.EvaluateParams{Expression: "document"})
		if err != nil {
			return nil, err
		}
		found, err := cdp.Call(ctx, t, accessibility.QueryAXTree, accessibility.QueryAXTreeParams{ObjectID: document.Result.ObjectID, Role: role, AccessibleName: name})
		if err != nil {
			return nil, err
		}
		var nodes []cdp.BackendNodeID
		for _, n := range found.Nodes {
			if !n.Ignored {
				nodes = append(nodes, n.BackendDOMNodeID)
			}
		}
		return nodes, nil
	})
}

// Fill puts a value in a field, in place of what is there: text as if pasted,
// a date or a choice as if picked.
func (v *Visitor) Fill(name, value string) {
	v.t.Helper()
	v.FillAt(byTest(name), value)
}

// FillAt is Fill for the first element that the CSS selector finds.
func (v *Visitor) FillAt(selector, value string) {
	v.t.Helper()
	kind := run(v, "look at "+selector, chromedp.Evaluate[string](`(() => {
		const e = document.querySelector(`+quote(selector)+`);
		if (!e) return "";
		e.focus();
		if (e.tagName === "SELECT" || ["date", "time", "datetime-local"].includes(e.type)) {
			e.value = `+quote(value)+`;
			e.dispatchEvent(new Event("input", {bubbles: true}));
			e.dispatchEvent(new Event("change", {bubbles: true}));
			return e.value === `+quote(value)+` ? "picked" : "no such value";
		}
		e.select();
		return "typed";
	})()`))
	switch kind {
	case "":
		v.fail("no field %s", selector)
	case "no such value":
		v.fail("field %s has no value %q", selector, value)
	case "typed":
		v.do("fill "+selector, call(input.InsertText, input.InsertTextParams{Text: value}))
		if value == "" {
			v.do("empty "+selector, chromedp.KeyEvent("\b"))
		}
	}
}

// Upload chooses a file for a field.
func (v *Visitor) Upload(name, path string) {
	v.t.Helper()
	v.do("choose a file for "+name, chromedp.SetUploadFiles(chromedp.CSS(byTest(name)), []string{path}))
}

// Has fails the test when no element of that name can be seen.
func (v *Visitor) Has(name string) {
	v.t.Helper()
	if v.Count(name) == 0 {
		v.fail("there is no %s", name)
	}
}

// HasNot fails the test when there is an element of that name.
func (v *Visitor) HasNot(name string) {
	v.t.Helper()
	if v.Count(name) > 0 {
		v.fail("there is a %s", name)
	}
}

// Count says how many elements of that name can be seen.
func (v *Visitor) Count(name string) int {
	v.t.Helper()
	return run(v, "count "+name, chromedp.Evaluate[int](`[...document.querySelectorAll(`+quote(byTest(name))+`)].filter(e => e.checkVisibility()).length`))
}

// Text gives the text of the first element of that name, white space
// collapsed.
func (v *Visitor) Text(name string) string {
	v.t.Helper()
	v.Has(name)
	return v.TextAt(byTest(name))
}

// TextAt gives the text of the first element that the CSS selector finds.
func (v *Visitor) TextAt(selector string) string {
	v.t.Helper()
	return strings.Join(strings.Fields(run(v, "read "+selector, chromedp.Evaluate[string](`document.querySelector(`+quote(selector)+`).innerText`))), " ")
}

// Page gives all that can be read on the page, white space collapsed.
func (v *Visitor) Page() string {
	v.t.Helper()
	return v.TextAt("body")
}

// Value gives what stands in the field of that name.
func (v *Visitor) Value(name string) string {
	v.t.Helper()
	v.Has(name)
	return run(v, "read field "+name, chromedp.Evaluate[string](`document.querySelector(`+quote(byTest(name))+`).value`))
}

// All gives what the JavaScript expression makes of each element that the CSS
// selector finds; the element is called e.
func (v *Visitor) All(selector, expression string) []string {
	v.t.Helper()
	return run(v, "read all "+selector, chromedp.Evaluate[[]string](`[...document.querySelectorAll(`+quote(selector)+`)].map(e => String(`+expression+`))`))
}

// Await waits until the JavaScript condition holds on the page.
func (v *Visitor) Await(condition string) {
	v.t.Helper()
	v.do("wait until "+condition, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Poll[bool]("Boolean("+condition+")", chromedp.WithPollingTimeout(patience))(ctx, t)
		return chromedp.Void{}, err
	})
}

// Sees fails the test when the page does not show the words.
func (v *Visitor) Sees(words ...string) {
	v.t.Helper()
	page := v.Page()
	for _, w := range words {
		if !strings.Contains(page, w) {
			v.fail("the page does not say %q", w)
		}
	}
}

// SeesNot fails the test when the page, hidden parts and attributes included,
// holds one of the words.
func (v *Visitor) SeesNot(words ...string) {
	v.t.Helper()
	source := run(v, "read the source", chromedp.Evaluate[string](`document.documentElement.outerHTML`))
	for _, w := range words {
		if strings.Contains(source, w) {
			v.fail("the page holds %q", w)
		}
	}
}

// Path is where the visitor is, from "/".
func (v *Visitor) Path() string {
	v.t.Helper()
	at := run(v, "where", chromedp.Location())
	return strings.TrimPrefix(at, v.base)
}

// Addresses gives every address that the visitor's window asked for, in order:
// what stands in them ends up in logs and histories of others.
func (v *Visitor) Addresses() []string {
	v.heard.Lock()
	defer v.heard.Unlock()
	return slices.Clone(v.heard.addresses)
}

// An Answer is what came of asking something outside the window.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Get asks for an address with the visitor's cookies, and follows nothing.
func (v *Visitor) Get(path string) Answer {
	v.t.Helper()
	return v.GetWith(path, v.Cookies(path))
}

// Cookies gives what the visitor's browser sends along to an address.
func (v *Visitor) Cookies(path string) []*http.Cookie {
	v.t.Helper()
	found := run(v, "read cookies", func(ctx context.Context, t *chromedp.Target) ([]*network.Cookie, error) {
		answer, err := cdp.Call(ctx, t, network.GetCookies, network.GetCookiesParams{URLs: []string{v.at(path)}})
		return answer.Cookies, err
	})
	var cookies []*http.Cookie
	for _, c := range found {
		cookies = append(cookies, &http.Cookie{Name: c.Name, Value: c.Value})
	}
	return cookies
}

// at is the whole address of a path of the program.
func (v *Visitor) at(path string) string {
	v.t.Helper()
	u, err := url.Parse(v.base)
	if err != nil {
		v.fail("address: %v", err)
	}
	u, err = u.Parse(path)
	if err != nil {
		v.fail("address: %v", err)
	}
	return u.String()
}

// GetWith asks for an address with these cookies, whatever the browser holds by
// now: as somebody does who copied them.
func (v *Visitor) GetWith(path string, cookies []*http.Cookie) Answer {
	v.t.Helper()
	request, err := http.NewRequestWithContext(v.ctx, http.MethodGet, v.at(path), nil)
	if err != nil {
		v.fail("get %s: %v", path, err)
	}
	for _, c := range cookies {
		request.AddCookie(c)
	}
	client := &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		v.fail("get %s: %v", path, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		v.fail("get %s: %v", path, err)
	}
	return Answer{response.StatusCode, response.Header, body}
}

// Download clicks a link that gives a file, and returns the name that the
// browser would keep it under, and what is in it.
func (v *Visitor) Download(name string) (string, []byte) {
	v.t.Helper()
	return v.DownloadAt(byTest(name))
}

// DownloadAt is Download for the first element that the CSS selector finds.
func (v *Visitor) DownloadAt(selector string) (string, []byte) {
	v.t.Helper()
	v.browser.downloads.Lock()
	defer v.browser.downloads.Unlock()
	folder := v.t.TempDir()
	yes := true
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	_, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, BrowserContextID: v.id, DownloadPath: folder, EventsEnabled: &yes,
	})
	if err != nil {
		v.fail("download: %v", err)
	}
	began := chromedp.BrowserEvents(ctx, browser.DownloadWillBegin)
	progress := chromedp.BrowserEvents(ctx, browser.DownloadProgress)
	err = chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil {
		v.fail("download %s: %v", selector, err)
	}
	var guid, file string
	for ev, err := range began {
		if err != nil {
			v.fail("download %s did not begin: %v", selector, err)
		}
		guid, file = ev.GUID, ev.SuggestedFilename
		break
	}
	for ev, err := range progress {
		if err != nil {
			v.fail("download %s did not end: %v", selector, err)
		}
		if ev.GUID == guid && ev.State == browser.DownloadProgressStateCompleted {
			break
		}
		if ev.GUID == guid && ev.State == browser.DownloadProgressStateCanceled {
			v.fail("download %s was cancelled", selector)
		}
	}
	content, err := os.ReadFile(filepath.Join(folder, guid))
	if err != nil {
		v.fail("download %s: %v", selector, err)
	}
	return file, content
}

// shots is the folder that screenshots are kept in; without it there are none.
var shots = os.Getenv("PARAAF_SCREENSHOTS")

// Screenshot keeps a picture of the whole page as it is now, when
// PARAAF_SCREENSHOTS names a folder.
func (v *Visitor) Screenshot(what string) {
	v.t.Helper()
	if shots == "" {
		return
	}
	v.keep(what, run(v, "screenshot", chromedp.FullScreenshot(100)))
}

var unsafeInName = regexp.MustCompile(`[^a-z0-9]+`)

func (v *Visitor) keep(what string, png []byte) {
	v.shots++
	name := strings.Trim(unsafeInName.ReplaceAllString(strings.ToLower(fmt.Sprintf("%s-%s-%02d-%s-%d", v.t.Name(), v.name, v.shots, what, v.width)), "-"), "-")
	err := os.MkdirAll(shots, 0o755)
	if err == nil {
		err = os.WriteFile(filepath.Join(shots, name+".png"), png, 0o644)
	}
	if err != nil {
		v.t.Errorf("keep a screenshot: %v", err)
	}
}

// quote writes a string as JavaScript does.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always can be
	}
	return string(b)
}
