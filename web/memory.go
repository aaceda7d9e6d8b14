package web

import (
	"net/http"

	"paraaf/templates"
)

// memoryPage shows how earlier dossiers treated what was found here, and which
// publication still shows what goes here.
func memoryPage(s *Server, v *visit) error {
	m, err := s.Desk.Remember(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	p := &templates.MemoryPage{Frame: s.frame(v, "Eerdere dossiers", "review"), Head: headOf(m.View, v.now()), Looked: m.Looked, Back: place(m.View.ID, "lakken")}
	for _, e := range m.Earlier {
		t := templates.MemoryPlace{Text: e.Text, Href: place(e.Dossier), Onderwerp: e.Onderwerp, Says: "Laten staan", Places: len(e.IDs)}
		if len(e.Grounds) > 0 && e.Decision == "redact" {
			t.Says = readingSays(e.Grounds, false)
		}
		p.Earlier = append(p.Earlier, t)
	}
	for _, e := range m.Elsewhere {
		p.Elsewhere = append(p.Elsewhere, templates.MemoryPlace{Text: e.Text, Before: e.Before, After: e.After, Href: place(e.Dossier), Onderwerp: e.Onderwerp, Says: e.Name})
	}
	if m.May && len(m.Earlier) > 0 {
		form, err := s.form(m.View, "lakken")
		if err != nil {
			return err
		}
		form.Seq, form.Version = 0, m.Version+1
		p.Take = &form
	}
	return v.page(http.StatusOK, p)
}
