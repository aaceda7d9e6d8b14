package web

import (
	"errors"
	"net/http"
	"slices"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// startPage offers the ways to begin a dossier.
func startPage(s *Server, v *visit) error { return s.start(v, http.StatusOK, nil) }

// start shows the ways to begin, with what was typed when it was refused.
func (s *Server) start(v *visit, status int, problems []templates.Problem) error {
	p := &templates.StartPage{Frame: s.frame(v, "Nieuw dossier", "upload"), Limit: "1 MB", Taken: v.brought(), Problems: problems}
	var err error
	for href, form := range map[string]*templates.Form{"/dossiers/importeren": &p.Import, "/dossiers/nieuw": &p.New} {
		form.Href = href
		if form.Key, err = s.newKey(); err != nil {
			return err
		}
	}
	given := func(f documents.Field) string { // who begins a nota is mostly who writes it
		if f == documents.FieldOpsteller && v.reader != nil {
			return v.reader.Name
		}
		return ""
	}
	if v.parsed {
		p.Text, p.Letter = v.given("nota"), v.given("brief")
		given = func(f documents.Field) string { return v.line(string(f)) }
	}
	if status == http.StatusUnprocessableEntity {
		p.Problems, p.Opened = again(v, problems)
	}
	p.Fields = append([]templates.Input{s.sjabloonInput(v)}, templates.NotaFields(given)...)
	p.Mark = rubriceringInput(v, workflow.GeenRubricering)
	p.Fields = append(p.Fields, p.Mark)
	p.Mark.ID = "rubricering-overnemen"
	return v.page(status, p)
}

// again adds to what is wrong with one file that the other must be chosen again as well:
// a browser gives none back, and a letter that is not asked for again would be missed by
// nobody. It says too whether the letter is among what is asked.
func again(v *visit, problems []templates.Problem) ([]templates.Problem, bool) {
	letter := false
	for field, name := range map[string]string{"nota": "de nota", "brief": "de Kamerbrief"} {
		asked := slices.ContainsFunc(problems, func(p templates.Problem) bool { return p.Field == field })
		if !asked && v.chose(field+"-bestand") && v.given(field) == "" {
			problems, asked = append(problems, templates.Problem{Field: field + "-bestand", Text: "Kies ook het bestand van " + name + " opnieuw. Het is nog niet opgeslagen."}), true
		}
		letter = letter || asked && field == "brief"
	}
	return problems, letter
}

// chosenRubricering is what the opsteller chose for a new dossier.
func chosenRubricering(v *visit) workflow.Rubricering {
	return workflow.Rubricering(v.line("rubricering"))
}

// importNota takes in a nota, and its letter when there is one: a file as it
// is, byte for byte, or pasted text.
func importNota(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	nota, err := v.offered("nota")
	if err == nil && len(nota) == 0 {
		err = &documents.Unreadable{Text: "Kies een bestand of plak de tekst van de nota."}
	}
	if says, no := unreadable(err); no && !v.wantsProblem() {
		return s.start(v, http.StatusUnprocessableEntity, []templates.Problem{{Field: "nota", Text: says}})
	}
	if err != nil {
		return err
	}
	letter, err := v.offered("brief")
	if says, no := unreadable(err); no && !v.wantsProblem() {
		return s.start(v, http.StatusUnprocessableEntity, []templates.Problem{{Field: "brief", Text: says}})
	}
	if err != nil {
		return err
	}
	if len(v.taken) > 0 {
		return s.start(v, http.StatusOK, nil)
	}
	return s.opened(v, ask, desk.Intake{Nota: nota, Letter: letter, NotaNamed: v.named("nota-bestand"), LetterNamed: v.named("brief-bestand"), Rubricering: chosenRubricering(v)})
}

// offered gives what was uploaded under a name, or else what was pasted. A file of a
// word processor gives its text.
func (v *visit) offered(name string) ([]byte, error) {
	return v.uploaded(name+"-bestand", name)
}

// beginNota begins a dossier with the skeleton of a nota.
func beginNota(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	given := func(f documents.Field) string { return v.line(string(f)) }
	problems := templates.CheckNota(given)
	form, known := s.sjabloon(v)
	if !known {
		problems = append(problems, templates.Problem{Field: templates.FieldSjabloon, Text: "Kies een sjabloon uit de lijst."})
	}
	if len(problems) > 0 {
		return s.start(v, http.StatusUnprocessableEntity, problems)
	}
	if form == nil {
		return s.opened(v, ask, desk.Intake{Nota: templates.DraftNota(given, workflow.CivilDay(v.now())), Rubricering: chosenRubricering(v)})
	}
	return s.opened(v, ask, desk.Intake{Nota: templates.DraftNotaIn(form, given, workflow.CivilDay(v.now())), Rubricering: chosenRubricering(v)})
}

// sjabloon gives the form that was chosen for a new nota, nil for the one that
// DraftNota writes in, and false for one that is not offered.
func (s *Server) sjabloon(v *visit) (*documents.Sjabloon, bool) {
	id := v.line(templates.FieldSjabloon)
	if id == "" {
		return nil, true // a program that does not choose
	}
	for _, form := range s.Desk.Sjablonen() {
		if _, shipped := documents.SjabloonAt(form.ID, form.Version); form.ID == id && shipped && id == templates.ShippedSjabloon() {
			return nil, true
		} else if form.ID == id {
			return form, true
		}
	}
	return nil, false
}

// sjabloonInput offers the forms of a nota, the reader's own house in front.
func (s *Server) sjabloonInput(v *visit) templates.Input {
	chosen := templates.ShippedSjabloon()
	if own := s.Desk.HomeSjabloon(v.actor); own != nil {
		chosen = own.ID
	}
	if v.parsed && v.line(templates.FieldSjabloon) != "" {
		chosen = v.line(templates.FieldSjabloon)
	}
	return templates.SjabloonInput(s.Desk.Sjablonen(), chosen)
}

// opened opens the dossier and goes to it. A paper that cannot be taken in
// gives the form back, with what was typed.
func (s *Server) opened(v *visit, ask desk.Ask, in desk.Intake) error {
	r, err := s.Desk.Open(v.r.Context(), ask, in)
	if says, no := unreadable(err); no && !v.wantsProblem() {
		field := "nota"
		if errors.Is(err, desk.ErrLetter) {
			field = "brief"
		}
		return s.start(v, http.StatusUnprocessableEntity, []templates.Problem{{Field: field, Text: says}})
	}
	if err != nil {
		return err
	}
	return v.done("open-dossier", place(r.Dossier))
}

// letterForm drafts the Kamerbrief from the nota.
func letterForm(s *Server, v *visit) error { return s.letter(v, http.StatusOK, nil) }

func (s *Server) letter(v *visit, status int, problems []templates.Problem) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	nota, err := find(d, desk.PaperNota)
	if err != nil {
		return err
	}
	if may, _ := choiceOf(d.Choices, "revise-papers"); !may.Allowed {
		return &notAllowed{may}
	}
	form, err := s.form(d, "kamerbrief")
	if err != nil {
		return err
	}
	ambt, naam, err := s.signatory(v, d)
	if err != nil {
		return err
	}
	start := templates.LetterOf(documents.Nota{Paper: nota.Paper}, ambt, naam, workflow.CivilDay(v.now()))
	if v.parsed {
		start = v.line
	}
	return v.page(status, &templates.LetterPage{Frame: s.frame(v, "Kamerbrief opstellen"), Head: headOf(d, v.now()),
		Lead: "Wat in de nota staat, is al ingevuld. Hierna schrijft u de tekst.", Form: form, Fields: templates.LetterFields(start), Problems: problems, Submit: "Kamerbrief maken"})
}

// signatory proposes who signs the letter: the bewindspersoon who decides, with
// the office in full where the house's names on paper have it.
func (s *Server) signatory(v *visit, d desk.View) (ambt, naam string, err error) {
	if len(d.Route) == 0 || len(d.Route[len(d.Route)-1]) == 0 {
		return "", "", nil
	}
	st := d.Route[len(d.Route)-1][0]
	all, err := s.Book.Organisations(v.r.Context())
	if err != nil {
		return "", "", err
	}
	ambt = st.Title
	for _, o := range all {
		for _, alias := range o.Aliases {
			if o.ID == st.Station.Seat.Organisation && len(alias) > len(ambt) {
				ambt = "De " + alias
			}
		}
	}
	if len(st.People) == 1 {
		naam = st.People[0]
	}
	return ambt, naam, nil
}

// draftLetter adds the letter to the dossier.
func draftLetter(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	if problems := templates.CheckLetter(v.line); len(problems) > 0 {
		return s.letter(v, http.StatusUnprocessableEntity, problems)
	}
	_, err = s.Desk.AddPaper(v.r.Context(), ask, v.dossier(), seq, desk.PaperBrief, templates.DraftLetter(v.line), "")
	if err != nil {
		return err
	}
	return v.done("letter-added", place(v.dossier(), "stukken", string(desk.PaperBrief)))
}

// replacePage offers to replace a paper by another file.
func replacePage(s *Server, v *visit) error { return s.replacing(v, http.StatusOK, nil) }

func (s *Server) replacing(v *visit, status int, problems []templates.Problem) error {
	d, p, err := openConcept(s, v)
	if err != nil {
		return err
	}
	form, err := s.form(d, "stukken/"+string(p.ID)+"/vervangen")
	if err != nil {
		return err
	}
	text := templates.Input{ID: "tekst", Name: "tekst", Label: "Of plak de tekst", Type: "textarea", Rows: 12}
	if v.parsed {
		text.Value = v.given("tekst")
	}
	return v.page(status, &templates.LetterPage{Frame: s.frame(v, p.Name+" vervangen", "upload"), Head: headOf(d, v.now()),
		Lead: "Het nieuwe stuk komt in de plaats van wat er ligt. Wat er lag, blijft in het verloop bewaard.", Form: form, Fields: []templates.Input{text}, Upload: true, Taken: v.brought(), Problems: problems, Submit: "Vervangen"})
}

// replace puts another file in the place of a paper.
func replace(s *Server, v *visit) error {
	ask, err := v.ask()
	if err != nil {
		return err
	}
	seq, err := v.sequence()
	if err != nil {
		return err
	}
	data, err := v.uploaded("bestand", "tekst")
	if err == nil && len(v.taken) > 0 {
		return s.replacing(v, http.StatusOK, nil)
	}
	if err == nil {
		_, err = s.Desk.AddPaper(v.r.Context(), ask, v.dossier(), seq, v.paper(), data, v.named("bestand"))
	}
	if says, no := unreadable(err); no && !v.wantsProblem() {
		return s.replacing(v, http.StatusUnprocessableEntity, []templates.Problem{{Field: "tekst", Text: says}})
	}
	if err != nil {
		return err
	}
	return v.done("paper-added", place(v.dossier(), "stukken", string(v.paper())))
}
