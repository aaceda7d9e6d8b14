package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"paraaf/cmd/paraaf/internal/browsertest"
	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/render"
	"paraaf/workflow"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

// hostileTexts are 150 and more ways to have a page run a script, each of which
// would set a mark. They come from the families of the OWASP cheat sheets:
// elements, attributes, addresses, entities, broken tags, and Markdown.
func hostileTexts() []string {
	const run = "window.geraakt=1"
	var out []string
	for _, tag := range []string{"img src=x onerror", "svg onload", "body onload", "iframe onload", "input autofocus onfocus", "details open ontoggle", "video src=x onerror", "audio src=x onerror", "object data=x onerror", "marquee onstart",
		"select autofocus onfocus", "textarea autofocus onfocus", "keygen autofocus onfocus", "embed src=x onerror", "a href=x onmouseover", "p onpointerenter", "style onload", "link rel=stylesheet href=x onerror"} {
		out = append(out, "<"+tag+"="+run+">", "<"+strings.ToUpper(tag[:1])+tag[1:]+"='"+run+"'>", `"><`+tag+"="+run+">", "'><"+tag+"="+run+">", "</textarea><"+tag+"="+run+">", "<"+strings.ReplaceAll(tag, " ", "/")+"="+run+">")
	}
	for _, s := range []string{"<script>%s</script>", "</script><script>%s</script>", "<scr<script>ipt>%s</script>", "<script src=data:,%s></script>", "<svg><script>%s</script></svg>", "<math><mtext><script>%s</script>", "&lt;script&gt;%s&lt;/script&gt;",
		"<iframe srcdoc='<script>parent.%s</script>'>", "<base href=javascript:%s//>", "<form action=javascript:%s><button>x", "<meta http-equiv=refresh content='0;url=javascript:%s'>", "{{%s}}", "${%s}", "<%%= %s %%>", "\u2028<script>%s</script>", "<noscript><p title='</noscript><img src=x onerror=%s>'>"} {
		out = append(out, fmt.Sprintf(s, run))
	}
	for _, scheme := range []string{"javascript:", "JaVaScRiPt:", "java\tscript:", "javascript&colon;", "&#106;avascript:", "&#x6A;avascript:", "vbscript:", "data:text/html,<script>", "data:text/html;base64,", "feed:javascript:", "%6aavascript:", "\x01javascript:"} {
		for _, link := range []string{"[klik](%s)", "![beeld](%s)", "<%s>", `<a href="%s">klik</a>`} {
			out = append(out, fmt.Sprintf(link, strings.ReplaceAll(scheme, "\x01", "")+run))
		}
	}
	return out
}

func TestBrowserHostileTextRunsNowhere(t *testing.T) {
	t.Parallel()
	texts := hostileTexts()
	if len(texts) < 150 {
		t.Fatalf("%d texts", len(texts))
	}
	g := newGrid(t)
	nota, err := examplePapers.ReadFile("voorbeeld/meldpunt-nota.md")
	g.must(err)
	body := strings.Join(texts, "\n\n")
	written := strings.Replace(string(nota), "\n## 3", "\n\n"+body+"\n\n## 3", 1) + "\n\n" + body + "\n"
	key := 0
	ask := func(login string) desk.Ask {
		key++
		k := fmt.Sprintf("vijandig-%04d", key)
		return desk.Ask{Actor: g.actor(login), Key: k, Request: documents.DigestOf(nil, []byte(k))}
	}
	r, err := g.desk.Open(t.Context(), ask("noor"), desk.Intake{Nota: []byte(written)})
	g.must(err)
	v, err := g.desk.View(t.Context(), g.actor("noor"), r.Dossier)
	g.must(err)
	_, err = g.desk.SaveField(t.Context(), ask("noor"), r.Dossier, desk.PaperNota, documents.FieldOnderwerp, v.Papers[0].Version, `"><img src=x onerror=window.geraakt=1><script>window.geraakt=1</script>`)
	g.must(err)
	g.must(g.book.PutPerson(t.Context(), journal.Person{ID: g.actor("sem").Person, Name: `Sem <img src=x onerror=window.geraakt=1>`}))
	g.must(g.book.PutOrganisation(t.Context(), journal.Organisation{ID: "vws.fez", Parent: "vws", Name: `FEZ "><svg onload=window.geraakt=1>`}))
	// A reason, as it stands in the history and in lists.
	other, err := g.desk.Open(t.Context(), ask("sem"), desk.Intake{Nota: nota})
	g.must(err)
	_, err = g.desk.Do(t.Context(), ask("sem"), other.Dossier, 0, workflow.Withdraw{}, strings.Join(texts[:40], " "))
	g.must(err)

	browser := browsertest.NewBrowser(t)
	address := serveOn(t, g.server)
	for login, paths := range map[string][]string{
		"noor": {"", "/stukken/nota", "/stukken/nota/velden/onderwerp", "/stukken/nota/onderdelen/kernpunten", "/openbaar/nota", "/stukken/nota/versies", "/incident",
			"@/mijn-stukken", "@/werkvoorraad", "@/stukken?zoek=" + url.QueryEscape(texts[0]), "@/meldingen", "@/dossiers/" + string(other.Dossier)},
		"tom": {"@/beheer/mensen", "@/beheer/organisaties", "@/beheer/verloop"},
	} {
		visitor := browser.Visit(t, login, address, browsertest.Desk)
		visitor.Carry("sessie", g.tokens[login])
		for _, path := range paths {
			if rest, absolute := strings.CutPrefix(path, "@"); absolute {
				path = rest
			} else {
				path = "/dossiers/" + string(r.Dossier) + path
			}
			visitor.Open(path) // what the browser refuses or reports is a fault of the page
			for _, hit := range visitor.All("html", "String(window.geraakt)") {
				if hit != "undefined" {
					t.Errorf("%s at %s: a script of somebody ran", login, path)
				}
			}
			for _, href := range visitor.All("main a[href], main form[action], main [src]", "(e.getAttribute('href') || e.getAttribute('action') || e.getAttribute('src') || '/').trim().toLowerCase()") {
				if !strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "?") {
					t.Errorf("%s at %s: leads to %q", login, path, href)
				}
			}
		}
	}

	// The page that leaves runs nothing either, and the typeface in it is one that it may load.
	content, err := markdown.Of(documents.Read([]byte(written)))
	g.must(err)
	leaves, err := render.HTMLDocument(content)
	g.must(err)
	outside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(leaves)
	}))
	defer outside.Close()
	visitor := browser.Visit(t, "reader of what left", outside.URL, browsertest.Desk)
	visitor.Open("/")
	visitor.Await("[...document.fonts][0]?.status === 'loaded'") // a browser reads it when it first draws with it
	if got := visitor.All("html", "String(window.geraakt) + [...document.fonts].map(f => ' ' + f.family + ' ' + f.status).join()"); len(got) != 1 ||
		!strings.HasPrefix(got[0], "undefined \"Source Sans 3\" loaded") && !strings.HasPrefix(got[0], "undefined Source Sans 3 loaded") {
		t.Errorf("the page that leaves: %q", got)
	}
}
