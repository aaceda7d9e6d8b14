package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"paraaf/policies"
	"paraaf/web/signin"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// A counter is the real server over a fresh book in SQLite, with an account
// for every role around the seed nota and a clock that the test moves.
type counter struct {
	*testing.T
	server *httptest.Server
	book   *journal.Book
	log    *lockedBuffer
	mu     sync.Mutex
	at     time.Time
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

var testHouses = []journal.Organisation{
	{ID: "vws", Name: "Ministerie van VWS", Aliases: []string{"VWS"}},
	{ID: "vws.mljs", Name: "Minister LJS", Parent: "vws"},
	{ID: "vws.mvws", Name: "Minister VWS", Parent: "vws", Aliases: []string{"MVWS"}},
	{ID: "vws.dicio", Name: "Directie Informatiebeleid - CIO", Parent: "vws", Aliases: []string{"Cluster iBeleid team B"}},
	{ID: "jenv", Name: "Ministerie van Justitie en Veiligheid", Aliases: []string{"JenV"}},
	{ID: "jenv.stas", Name: "Staatssecretaris JenV", Parent: "jenv", Aliases: []string{"Staatssecretaris van Justitie en Veiligheid"}},
	{ID: "ocw", Name: "Ministerie van OCW"},
	{ID: "ocw.dir", Name: "Directie Kennis", Parent: "ocw"},
}

var testPeople = map[string]struct {
	name string
	seat workflow.Seat
}{
	"noor":    {"Noor Haverkamp", workflow.Seat{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}},
	"sem":     {"Sem Oudkerk", workflow.Seat{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}},
	"hester":  {"Hester van Dalen", workflow.Seat{Role: workflow.RoleDirectie, Organisation: "vws.dicio"}},
	"ruud":    {"Ruud Terpstra", workflow.Seat{Role: workflow.RolePlvSG, Organisation: "vws"}},
	"ilse":    {"Ilse Brandsma", workflow.Seat{Role: workflow.RoleBewindspersoon, Organisation: "vws.mljs"}},
	"joost":   {"Joost Wieringa", workflow.Seat{Role: workflow.RoleBewindspersoon, Organisation: "vws.mvws"}},
	"gert":    {"Gert Noordhof", workflow.Seat{Role: workflow.RoleSecretariaat, Organisation: "vws"}},
	"yasmin":  {"Yasmin el Idrissi", workflow.Seat{Role: workflow.RoleCommunicatie, Organisation: "vws"}},
	"pieter":  {"Pieter Wiersma", workflow.Seat{Role: workflow.RoleCommunicatie, Organisation: "vws"}},
	"marijke": {"Marijke Oosting", workflow.Seat{Role: workflow.RoleBewindspersoon, Organisation: "jenv.stas"}},
	"vreemde": {"Vera Vreemdeling", workflow.Seat{Role: workflow.RoleDirectie, Organisation: "ocw.dir"}},
	"tom":     {"Tom Beekman", workflow.Seat{Role: workflow.RoleBeheerder, Organisation: "vws"}},
}

// testPassword is the one password of all test accounts; hashed once, for a
// hash is meant to be slow.
const testPassword = "vier woorden op een rij"

var testHash = sync.OnceValues(func() (string, error) { return signin.Hash(testPassword, rand.Reader) })

func newCounter(t *testing.T, change ...func(*Options)) *counter {
	t.Helper()
	return counterOver(t, freshFile(t), change...)
}

// freshFile gives the address of a SQLite database of the test's own.
func freshFile(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "paraaf.db") }

// counterOver is newCounter over a fresh database of any kind.
func counterOver(t *testing.T, dsn string, change ...func(*Options)) *counter {
	t.Helper()
	c := &counter{T: t, at: time.Date(2026, 4, 17, 9, 0, 0, 0, time.UTC), log: &lockedBuffer{}}
	book, err := journal.Open(context.Background(), dsn, journal.Options{Clock: c.clock})
	c.must(err)
	c.book = book
	t.Cleanup(func() { book.Close() })
	for _, h := range testHouses {
		c.must(book.PutOrganisation(t.Context(), h))
	}
	hash, err := testHash()
	c.must(err)
	for key, p := range testPeople {
		id := workflow.PersonID(key)
		c.must(book.PutPerson(t.Context(), journal.Person{ID: id, Name: p.name}))
		c.must(book.SetSeats(t.Context(), id, []workflow.Seat{p.seat}))
		c.must(book.PutAccount(t.Context(), journal.Account{Login: key, PasswordHash: hash, Person: id}))
	}
	policy, err := policies.Embedded()
	c.must(err)
	o := Options{Desk: desk.New(book, policy, c.clock), Book: book, Policy: policy, Clock: c.clock, Random: rand.Reader, Log: slog.New(slog.NewJSONHandler(c.log, nil))}
	beside, stop := context.WithCancel(t.Context())
	made := make(chan struct{})
	go func() { // as the program does
		defer close(made)
		o.Desk.MakeExports(beside, func(err error) { t.Errorf("make an export: %v", err) })
	}()
	t.Cleanup(func() { stop(); <-made })
	for _, f := range change {
		f(&o)
	}
	s, err := New(o)
	c.must(err)
	c.server = httptest.NewServer(s)
	t.Cleanup(c.server.Close)
	return c
}

func (c *counter) clock() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// pass moves the clock on.
func (c *counter) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (c *counter) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// A browser is a visitor without JavaScript: it follows links and sends forms
// as they stand on the page.
type browser struct {
	*counter
	client *http.Client
	status int
	header http.Header
	body   string
	root   *html.Node
	where  *url.URL
}

func (c *counter) browser() *browser {
	jar, err := cookiejar.New(nil)
	c.must(err)
	return &browser{counter: c, client: &http.Client{Jar: jar}}
}

// as gives a browser in which somebody has signed in.
func (c *counter) as(login string) *browser {
	c.Helper()
	b := c.browser()
	b.get("/aanmelden")
	b.press("login-submit", "login-name", login, "login-password", testPassword)
	if b.status != http.StatusOK || b.where.Path != "/werkvoorraad" {
		c.Fatalf("%s signs in: status %d at %s", login, b.status, b.where)
	}
	return b
}

func (b *browser) do(r *http.Request) {
	b.Helper()
	if _, set := r.Header["Sec-Fetch-Site"]; !set {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := b.client.Do(r)
	b.must(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	b.must(err)
	b.status, b.header, b.body, b.where = resp.StatusCode, resp.Header, string(body), resp.Request.URL
	b.root, err = html.Parse(strings.NewReader(b.body))
	b.must(err)
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") && resp.Header.Get("Content-Disposition") == "" {
		if found := pageFaults(b.root); len(found) > 0 {
			b.Errorf("%s: %s", b.where.Path, strings.Join(found, "; "))
		}
	}
}

func (b *browser) get(path string) *browser {
	b.Helper()
	r, err := http.NewRequest(http.MethodGet, b.server.URL+path, nil)
	b.must(err)
	b.do(r)
	return b
}

// page is get of a page that must be there.
func (b *browser) page(path string) *browser {
	b.Helper()
	b.get(path)
	if b.status != http.StatusOK {
		b.Fatalf("%s: status %d\n%s", path, b.status, text(b.root))
	}
	return b
}

// post sends fields without a page, as a program does.
func (b *browser) post(path string, header http.Header, fields ...string) *browser {
	b.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r, err := http.NewRequest(http.MethodPost, b.server.URL+path, strings.NewReader(form.Encode()))
	b.must(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for k, v := range header {
		r.Header[k] = v
	}
	b.do(r)
	return b
}

// find gives the elements with a data-test attribute.
func (b *browser) find(test string) []*html.Node {
	var out []*html.Node
	eachElement(b.root, func(n *html.Node) {
		if attribute(n, "data-test") == test {
			out = append(out, n)
		}
	})
	return out
}

// one gives the first element with a data-test attribute.
func (b *browser) one(test string) *html.Node {
	b.Helper()
	found := b.find(test)
	if len(found) == 0 {
		b.Fatalf("%s has no %q\n%s", b.where.Path, test, text(b.root))
	}
	return found[0]
}

// says gives the words of the first element with a data-test attribute.
func (b *browser) says(test string) string {
	b.Helper()
	return text(b.one(test))
}

// follow goes where a link leads.
func (b *browser) follow(test string) *browser {
	b.Helper()
	href := attribute(b.one(test), "href")
	if href == "" {
		b.Fatalf("%q leads nowhere", test)
	}
	return b.page(href)
}

// press sends the form of a button, with fields by their data-test name.
func (b *browser) press(test string, fields ...string) *browser {
	b.Helper()
	return b.pressNode(b.one(test), fields...)
}

func (b *browser) pressNode(button *html.Node, fields ...string) *browser {
	b.Helper()
	if attribute(button, "disabled") != "" || hasAttribute(button, "disabled") {
		b.Fatalf("button %q is grey", text(button))
	}
	form := button
	for form != nil && form.Data != "form" {
		form = form.Parent
	}
	if form == nil {
		b.Fatalf("button %q stands in no form", text(button))
	}
	given := map[string]string{}
	for i := 0; i+1 < len(fields); i += 2 {
		given[fields[i]] = fields[i+1]
	}
	values, files := formValues(form, given)
	for name := range given {
		b.Fatalf("the form of %q has no %q", text(button), name)
	}
	if name := attribute(button, "name"); name != "" {
		values.Add(name, attribute(button, "value"))
	}
	action := attribute(form, "action")
	if to := attribute(button, "formaction"); to != "" {
		action = to
	}
	b.send(b.resolve(action), attribute(form, "enctype") == "multipart/form-data" || attribute(button, "formenctype") == "multipart/form-data", values, files)
	return b
}

func (b *browser) resolve(href string) string {
	u, err := b.where.Parse(href)
	b.must(err)
	return u.String()
}

func (b *browser) send(to string, parts bool, values url.Values, files map[string]string) {
	b.Helper()
	var body bytes.Buffer
	kind := "application/x-www-form-urlencoded"
	if parts {
		w := multipart.NewWriter(&body)
		for name, all := range values {
			for _, v := range all {
				b.must(w.WriteField(name, v))
			}
		}
		for name, path := range files {
			f, err := w.CreateFormFile(name, filepath.Base(path))
			b.must(err)
			if path == "" {
				continue
			}
			data, err := os.ReadFile(path)
			b.must(err)
			_, err = f.Write(data)
			b.must(err)
		}
		b.must(w.Close())
		kind = w.FormDataContentType()
	} else {
		body.WriteString(values.Encode())
	}
	r, err := http.NewRequest(http.MethodPost, to, &body)
	b.must(err)
	r.Header.Set("Content-Type", kind)
	b.do(r)
}

// formValues fills in a form: what stands in it, and what is given by the
// data-test name of a control; what is given and used is taken from the map.
func formValues(form *html.Node, given map[string]string) (url.Values, map[string]string) {
	values, files := url.Values{}, map[string]string{}
	eachElement(form, func(n *html.Node) {
		name := attribute(n, "name")
		if name == "" || n.Data != "input" && n.Data != "textarea" && n.Data != "select" {
			return
		}
		value, set := given[attribute(n, "data-test")]
		delete(given, attribute(n, "data-test"))
		switch kind := attribute(n, "type"); {
		case kind == "file":
			files[name] = value
		case kind == "checkbox":
			if set || hasAttribute(n, "checked") {
				values.Add(name, attribute(n, "value"))
			}
		case set:
			values.Add(name, strings.ReplaceAll(value, "\n", "\r\n"))
		case n.Data == "textarea":
			values.Add(name, strings.ReplaceAll(strings.TrimPrefix(content(n), "\n"), "\n", "\r\n"))
		case n.Data == "select":
			values.Add(name, chosen(n))
		default:
			values.Add(name, attribute(n, "value"))
		}
	})
	return values, files
}

func chosen(n *html.Node) string {
	first, any, selected, found := "", false, "", false
	eachElement(n, func(o *html.Node) {
		if o.Data != "option" {
			return
		}
		if !any {
			first, any = attribute(o, "value"), true
		}
		if hasAttribute(o, "selected") {
			selected, found = attribute(o, "value"), true
		}
	})
	if found {
		return selected
	}
	return first
}

func eachElement(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		eachElement(c, visit)
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func content(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(content(c))
	}
	return b.String()
}

// text gives the words of a node on one line.
func text(n *html.Node) string { return strings.Join(strings.Fields(content(n)), " ") }

// pageFaults names what no page of ours may have: the same as the check of the
// templates, on pages as they are served.
func pageFaults(root *html.Node) []string {
	var found []string
	ids, labelled, ones := map[string]bool{}, map[string]bool{}, 0
	eachElement(root, func(n *html.Node) {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				found = append(found, fmt.Sprintf("id %q twice", id))
			}
			ids[id] = true
		}
		if n.Data == "label" {
			labelled[attribute(n, "for")] = true
		}
	})
	eachElement(root, func(n *html.Node) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				found = append(found, "inline "+a.Key)
			}
		}
		switch n.Data {
		case "h1":
			ones++
		case "style":
			found = append(found, "inline style")
		case "script":
			if attribute(n, "src") == "" {
				found = append(found, "inline script")
			}
		case "a":
			if to := attribute(n, "href"); strings.HasPrefix(to, "#") && len(to) > 1 && !ids[to[1:]] {
				found = append(found, fmt.Sprintf("link to %s, which is not there", to))
			}
		case "input", "select", "textarea":
			if attribute(n, "type") != "hidden" && !labelled[attribute(n, "id")] {
				found = append(found, fmt.Sprintf("control %q without a label", attribute(n, "id")))
			}
		case "form":
			if attribute(n, "method") != "post" {
				return
			}
			key, to := false, attribute(n, "action")
			eachElement(n, func(m *html.Node) { key = key || attribute(m, "name") == fieldKey })
			if !key && to != "/aanmelden" && to != "/afmelden" {
				found = append(found, "a form to "+to+" without a key")
			}
		}
	})
	if ones != 1 {
		found = append(found, fmt.Sprintf("%d times <h1>", ones))
	}
	return found
}
