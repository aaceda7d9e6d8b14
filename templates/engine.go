package templates

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed base.html parts/*.html pages/*.html
var files embed.FS

// A Fragment is HTML that goes into a page as it is. It is made only by
// documents/render, which escapes every word of a paper, and by the handbook.
type Fragment = template.HTML

// A Page is the struct behind one template: what it shows and in which frame.
type Page interface {
	// file is the name of the page's template under pages/, without ".html".
	file() string
	// framed gives the frame around the page.
	framed() *Frame
}

// pages are the parsed templates by name. They take as long to parse as a command on a file
// takes in all, so only who shows pages waits for them.
var pages = sync.OnceValue(parse)

// Ready parses the templates. One that does not parse stops the program: the counter asks for it
// when it opens, better then than before the minister.
func Ready() { pages() }

func parse() map[string]*template.Template {
	base := template.Must(template.New("base").Funcs(functions).ParseFS(files, "base.html", "parts/*.html"))
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil || len(names) == 0 {
		panic(fmt.Sprintf("templates: no pages embedded: %v", err))
	}
	parsed := make(map[string]*template.Template, len(names))
	for _, name := range names {
		page := template.Must(template.Must(base.Clone()).ParseFS(files, name))
		parsed[strings.TrimSuffix(path.Base(name), ".html")] = page
	}
	return parsed
}

// Write renders p and writes it to w in one piece. It fails when the page's
// template is absent or names a field that the struct has not; then nothing
// has been written.
func Write(w io.Writer, p Page) error {
	page, ok := pages()[p.file()]
	if !ok {
		return fmt.Errorf("write page: no template %q", p.file())
	}
	var out bytes.Buffer
	err := page.ExecuteTemplate(&out, "base.html", p)
	if err != nil {
		return fmt.Errorf("write page %s: %w", p.file(), err)
	}
	_, err = out.WriteTo(w)
	if err != nil {
		return fmt.Errorf("write page %s: %w", p.file(), err)
	}
	return nil
}

// functions are the few things a template may call.
var functions = template.FuncMap{
	"icon": icon,
	"many": func(n int, one, more string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %s", n, more)
	},
}

// icon draws one of our own signs as an inline picture that screen readers
// skip: the words beside it say the same.
func icon(name string) (template.HTML, error) {
	d, ok := icons[name]
	if !ok {
		return "", fmt.Errorf("no icon %q", name)
	}
	return template.HTML(`<svg class="pf-icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" ` +
		`stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="` + d + `"/></svg>`), nil
}

// icons are the paths of the signs on a field of 24 by 24.
var icons = map[string]string{
	"check":    "M5 12.5l4.5 4.5L19 7.5",
	"cross":    "M7 7l10 10M17 7L7 17",
	"back":     "M9 4.5l-5 5 5 5M4 9.500h10.500a5 5 0 0 1 0 10H11",
	"clock":    "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.8",
	"paper":    "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
	"download": "M12 4v11M7.5 11l4.5 4.5L16.5 11M5 20h14",
	"pen":      "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
	"warning":  "M12 4l9 16H3zM12 10v4.5M12 17.4v.1",
	"hint":     "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8v.1",
	"lock":     "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
	"right":    "M9 6l6 6-6 6",
	"search":   "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.5 15.5L20 20",
	"eye":      "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
	"plus":     "M12 5v14M5 12h14",
	"upload":   "M12 16V5M7.5 9L12 4.5 16.5 9M5 20h14",
	"talk":     "M4 5h16v11H10l-5 4v-4H4z",
	"pause":    "M9 6v12M15 6v12",
	"send":     "M21 3L10 14M21 3l-7 18-4-7-7-4z",
	"lapsed":   "M4 12h3M10.5 12h3M17 12h3",
}
