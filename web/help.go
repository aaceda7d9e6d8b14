package web

import (
	"net/http"

	"paraaf/templates"
	"paraaf/workflow"
)

// chapters lists the handbook, with the one that is open.
func chapters(open string) []templates.Place {
	var out []templates.Place
	for _, c := range templates.Chapters() {
		c.Current = c.Href == open
		out = append(out, c)
	}
	return out
}

// handbook is the first page of the handbook.
func handbook(s *Server, v *visit) error { return s.openChapter(v, "begin") }

// chapter is one page of the handbook.
func chapter(s *Server, v *visit) error { return s.openChapter(v, v.param("hoofdstuk")) }

func (s *Server) openChapter(v *visit, name string) error {
	heading, body, ok := templates.Chapter(name)
	if !ok {
		return errNoPage
	}
	return v.page(http.StatusOK, &templates.HelpPage{Frame: s.frame(v, heading), Heading: heading, Body: body, Chapters: chapters(v.r.URL.Path)})
}

// begrippen is the glossary.
func begrippen(s *Server, v *visit) error {
	return v.page(http.StatusOK, &templates.BegrippenPage{Frame: s.frame(v, "Begrippen"), Terms: templates.Begrippen(), Chapters: chapters(v.r.URL.Path)})
}

// regels shows the numbered rules of the line.
func regels(s *Server, v *visit) error {
	p := &templates.RegelsPage{Frame: s.frame(v, "Regels van de lijn"), Chapters: chapters(v.r.URL.Path)}
	for _, r := range workflow.Rules() {
		p.Rules = append(p.Rules, templates.Rule{Number: r.Number, Text: r.Text})
	}
	return v.page(http.StatusOK, p)
}
