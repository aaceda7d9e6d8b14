package templates

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed help/*.md
var helpFiles embed.FS

// chapterOrder is the handbook in its order: file, title in the list.
var chapterOrder = []struct{ file, label string }{
	{"begin", "Zo werkt Paraaf"},
	{"beleidsmedewerker", "Voor wie schrijft"},
	{"lijn", "Voor wie parafeert"},
	{"bewindspersoon", "Voor wie besluit"},
	{"communicatie", "Voor wie openbaar maakt"},
	{"secretariaat", "Voor het secretariaat"},
	{"ander-ministerie", "Voor een ander ministerie"},
	{"routes", "De parafenlijn"},
	{"waarneming", "Waarneming en namens"},
	{"meldingen", "Meldingen en mail"},
	{"beheerder", "Voor de beheerder"},
	{"privacy", "Privacy en beveiliging"},
	{"toegankelijkheid", "Toegankelijkheid"},
	{"normen", "Normen en toetsen"},
}

// A helpChapter is one page of the handbook, read when the program starts.
type helpChapter struct {
	heading string
	body    Fragment
}

var helpChapters = readHelp()

// readHelp reads every chapter. One that is absent or does not begin with its
// title stops the program when it starts.
func readHelp() map[string]helpChapter {
	out := map[string]helpChapter{}
	for _, c := range chapterOrder {
		src, err := helpFiles.ReadFile("help/" + c.file + ".md")
		if err != nil {
			panic(fmt.Sprintf("templates: chapter %s: %v", c.file, err))
		}
		first, rest, _ := strings.Cut(string(src), "\n")
		heading, ok := strings.CutPrefix(first, "# ")
		if !ok {
			panic("templates: chapter " + c.file + " does not begin with its title")
		}
		body, err := Prose(rest, 1)
		if err != nil {
			panic(fmt.Sprintf("templates: chapter %s: %v", c.file, err))
		}
		out[c.file] = helpChapter{heading, body}
	}
	return out
}

// Chapters lists the handbook, the glossary and the rules included.
func Chapters() []Place {
	var out []Place
	for _, c := range chapterOrder {
		href := "/handleiding/" + c.file
		if c.file == "begin" {
			href = "/handleiding"
		}
		out = append(out, Place{Label: c.label, Href: href})
	}
	return append(out, Place{Label: "Begrippen", Href: "/handleiding/begrippen"}, Place{Label: "Regels van de lijn", Href: "/handleiding/regels"})
}

// Chapter gives one chapter of the handbook, and whether there is one.
func Chapter(name string) (heading string, body Fragment, ok bool) {
	c, ok := helpChapters[name]
	return c.heading, c.body, ok
}
