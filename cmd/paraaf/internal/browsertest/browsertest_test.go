package browsertest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A recorder takes what a visitor complains of, so that a test can see that
// it complains.
type recorder struct {
	testing.TB
	complaints []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.complaints = append(r.complaints, fmt.Sprintf(format, args...))
}

const goodPage = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Proef</title>
<link rel="icon" href="/teken.svg"><link rel="stylesheet" href="/stijl.css"></head><body>%s<main><h1>Proef</h1>%s</main></body></html>`

const goodStyle = `body { font: 16px/1.5 sans-serif; color: #111; background: #fff } :focus-visible { outline: 3px solid #00f; outline-offset: 2px }
a { color: #00c } p { overflow-wrap: anywhere } a, button, input, select { min-height: 24px; display: inline-block }
.bleek { color: #bbb } .kaal:focus-visible { outline: none }
.vast { position: fixed; inset: 0 0 auto 0; height: 300px; background: #fff }`

// site serves pages by path, with the policy that our pages have.
func site(t *testing.T, pages map[string]string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/stijl.css", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/css")
		fmt.Fprint(w, goodStyle)
	})
	mux.HandleFunc("/teken.svg", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		fmt.Fprint(w, `<svg xmlns="http://www.w3.org/2000/svg"/>`)
	})
	mux.HandleFunc("/bestand", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Disposition", `attachment; filename="nota.md"`)
		fmt.Fprint(w, "een\r\ntwee")
	})
	mux.HandleFunc("POST /verstuur", func(w http.ResponseWriter, r *http.Request) {
		file := ""
		if f, h, err := r.FormFile("bestand"); err == nil {
			f.Close()
			file = h.Filename
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, goodPage, "", fmt.Sprintf(`<p data-test="gekregen">%s|%s|%s|%s</p>`, r.FormValue("tekst"), r.FormValue("dag"), r.FormValue("keuze"), file))
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'")
		page, known := pages[r.URL.Path]
		if !known {
			w.WriteHeader(http.StatusNotFound)
			page = fmt.Sprintf(goodPage, "", "<p>Niet gevonden.</p>")
		}
		fmt.Fprint(w, page)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func page(content string) string { return fmt.Sprintf(goodPage, "", content) }

func TestEveryFaultOfAPageIsSeen(t *testing.T) {
	t.Parallel()
	cases := []struct{ path, page, complaint string }{
		{"/goed", page(`<p>Een <a href="/x">link</a>, en <button>een knop</button>.</p>`), ""},
		{"/groepen", page(`<fieldset><legend>Keuze</legend><label><input type="radio" name="k"> een</label><label><input type="radio" name="k"> twee</label></fieldset><details><summary>Meer</summary><a href="/x">dicht</a></details>`), ""},
		{"/veld", page(`<input type="text">`), "label"},
		{"/contrast", page(`<p class="bleek">grijs</p>`), "color-contrast"},
		{"/breed", page(`<p><img alt="breed" src="/teken.svg" width="900" height="10"></p>`), "scrolled sideways"},
		{"/stijl", page(`<p style="color: red">rood</p>`), "content security policy"},
		{"/script", page(`<script>1</script>`), "content security policy"},
		{"/ander", page(`<img alt="x" src="http://elders.example/x.png" width="1" height="1">`), "another host"},
		{"/weg", page(`<img alt="x" src="/bestaat/niet.png" width="1" height="1">`), "404"},
		{"/bedekt", fmt.Sprintf(goodPage, `<div class="vast"></div>`, `<p><a href="/x">onder</a></p>`), "focus is covered"},
		{"/onzichtbaar", page(`<p><a class="kaal" href="/x">link</a></p>`), "focus cannot be seen"},
	}
	pages := map[string]string{}
	for _, c := range cases {
		pages[c.path] = c.page
	}
	base := site(t, pages)
	b := NewBrowser(t)
	for _, c := range cases {
		r := &recorder{TB: t}
		v := b.Visit(r, c.path[1:], base, Desk)
		v.Open(c.path)
		found := slices.ContainsFunc(r.complaints, func(s string) bool { return strings.Contains(s, c.complaint) })
		if c.complaint == "" && len(r.complaints) > 0 || c.complaint != "" && !found {
			t.Errorf("%s: complaints %q, want %q", c.path, r.complaints, c.complaint)
		}
	}
}

func TestAVisitorDoesWhatPeopleDo(t *testing.T) {
	t.Parallel()
	base := site(t, map[string]string{
		"/": page(`<form method="post" action="/verstuur" enctype="multipart/form-data">
<p><label>Tekst <input name="tekst" value="oud" data-test="tekst"></label> <label>Dag <input type="date" name="dag" data-test="dag"></label>
<label>Keuze <select name="keuze" data-test="keuze"><option value="a">A</option><option value="b">B</option></select></label>
<label>Bestand <input type="file" name="bestand" data-test="bestand"></label> <button data-test="verstuur">Versturen</button></p></form>
<p><a href="/bestand" data-test="haal">Haal het bestand</a> <a href="/nergens" data-test="nergens">Nergens</a></p>`),
	})
	for _, scripts := range []bool{true, false} {
		v := NewBrowser(t).Visit(t, "bezoeker", base, Phone)
		v.WithoutScripts(!scripts)
		v.Open("/")
		file := filepath.Join(t.TempDir(), "stuk.md")
		if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		v.Fill("tekst", "nieuw é")
		v.Fill("dag", "2026-11-24")
		v.Fill("keuze", "b")
		v.Upload("bestand", file)
		v.FollowNamed("button", "Versturen")
		if got, want := v.Text("gekregen"), "nieuw é|2026-11-24|b|stuk.md"; got != want {
			t.Errorf("the form sent %q, want %q", got, want)
		}
		v.Open("/")
		if name, content := v.Download("haal"); name != "nota.md" || string(content) != "een\r\ntwee" {
			t.Errorf("downloaded %q as %q", content, name)
		}
		if a := v.Get("/bestand"); a.Status != 200 || string(a.Body) != "een\r\ntwee" {
			t.Errorf("got %d %q", a.Status, a.Body)
		}
		v.Expect(404).Follow("nergens")
		v.Sees("Niet gevonden.")
		if v.Path() != "/nergens" {
			t.Errorf("is at %s", v.Path())
		}
	}
}

func TestKindsOfPage(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/":             "/",
		"/werkvoorraad": "/werkvoorraad",
		"/dossiers/7f3c0e5a9b1d4c2e8f60/lezen?x=1#y": "/dossiers/*/lezen",
		"/stappen/12": "/stappen/*",
		"/dossiers/7f3c0e5a9b1d4c2e8f60/stukken/nota/velden/deadline": "/dossiers/*/stukken/nota/velden/*",
	} {
		if got := kindOf(path); got != want {
			t.Errorf("%s is a %s, want %s", path, got, want)
		}
	}
}

// What is committed must be what was published: the digest is the one that the
// package itself lists for version 4.14.1.
func TestAxeIsAsPublished(t *testing.T) {
	t.Parallel()
	sum := sha256.Sum256([]byte(axe))
	if got := base64.StdEncoding.EncodeToString(sum[:]); got != "KTSJmUUM3yhJqOcLeRL8LahahJ2jnA0NU5T1HUqe2Vw=" {
		t.Errorf("axe.min.js has digest %s", got)
	}
}
