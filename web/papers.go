package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// find gives one paper of a view, or desk.ErrNotFound.
func find(d desk.View, id workflow.PaperID) (desk.PaperView, error) { return findIn(d.Papers, id) }

func findIn(papers []desk.PaperView, id workflow.PaperID) (desk.PaperView, error) {
	for _, p := range papers {
		if p.ID == id {
			return p, nil
		}
	}
	return desk.PaperView{}, desk.ErrNotFound
}

// paperPage shows a paper left and its remarks right.
func paperPage(s *Server, v *visit) error {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	p, err := find(d, v.paper())
	if err != nil {
		return err
	}
	page := &templates.PaperPage{Frame: s.frame(v, p.Name+" · "+d.Onderwerp, "remarks"), Head: headOf(d, v.now()), Name: p.Name, Digest: p.Digest.Short(), Working: p.Draft}
	page.Wide = true
	if err := s.dressPaper(v, d, p, page); err != nil {
		return err
	}
	return v.page(http.StatusOK, page)
}

// dressPaper puts a paper, its remarks and the ways to change it on the page.
func (s *Server) dressPaper(v *visit, d desk.View, p desk.PaperView, page *templates.PaperPage) error {
	here := place(d.ID, "stukken", string(p.ID))
	page.Source, page.PDF, page.Versions = here+"/bron", here+"/pdf", here+"/versies"
	page.Word, page.ODT = here+"/docx", here+"/odt"
	body, places, err := bodyOf(d.ID, p)
	if err != nil {
		return err
	}
	page.Body = body
	edit, known := choiceOf(d.Choices, "revise-papers")
	if !known || !edit.Allowed {
		page.Refused, here = edit.Why, ""
	} else {
		page.Replace = here + "/vervangen"
	}
	page.Outline, page.Fields = outlineOf(p, here)
	if page.Redacted, err = s.redacted(v, d, p, nil); err != nil {
		return err
	}
	return s.remarksOf(v, d, p, places, edit.Allowed, page)
}

// outlineOf lists sections and fields with where they are edited; edit is the
// address of the paper, or "" for who may not.
func outlineOf(pv desk.PaperView, edit string) (sections, fields []templates.Outline) {
	p, forms := pv.Paper, map[documents.SectionKey]bool{}
	for _, sec := range p.Sections() {
		if forms[sec.Key] {
			continue // a heading that occurs twice is edited in the first place
		}
		forms[sec.Key] = true
		o := templates.Outline{Label: sectionTitle(sec), Href: sectionAnchor(pv.ID, sec.Key), Level: sec.Level}
		if edit != "" {
			o.Edit = edit + "/onderdelen/" + string(sec.Key)
		}
		sections = append(sections, o)
	}
	for _, f := range p.Fields() {
		value := p.Text(f.Value)
		if value == "" {
			value = "nog leeg"
		}
		o := templates.Outline{Label: fieldLabel(p, f.Field) + ": " + shortened(value, 60)}
		if f.Value.Len() > 0 {
			o.Href = fieldAnchor(pv.ID, f.Field)
		}
		if edit != "" {
			o.Edit = edit + "/velden/" + string(f.Field)
		}
		fields = append(fields, o)
	}
	return sections, fields
}

func sectionTitle(sec documents.Section) string {
	if sec.Number != "" && !strings.HasSuffix(sec.Label, sec.Number) { // "Vraag 2" says its number
		return sec.Number + ". " + sec.Label
	}
	return sec.Label
}

// fieldLabel is what a field is called in the sjabloon, or in our own words.
func fieldLabel(p documents.Paper, f documents.Field) string {
	if sj := p.Sjabloon(); sj != nil {
		for _, form := range sj.Fields {
			if form.Field == f && form.Label != "" {
				return form.Label
			}
		}
	}
	return templates.FieldSays(f)
}

// shortened keeps the first n runes of s on one line.
func shortened(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// remarksOf dresses what the program noticed: first what holds up, then what
// should be looked at, and apart what could be better.
func (s *Server) remarksOf(v *visit, d desk.View, p desk.PaperView, places map[int]string, edit bool, page *templates.PaperPage) error {
	var first, then []templates.Remark
	var err error
	hidden := map[string]int{}
	for i, r := range p.Remarks {
		t := templates.Remark{ID: "opm-" + strconv.Itoa(i), Code: r.Code, Severity: string(r.Severity), Label: templates.SeveritySays(string(r.Severity)), Text: r.Text, Index: i}
		t.Place, t.Where = places[i], shortened(p.Paper.Text(r.Span), 40)
		if r.Other != nil {
			t.Second = secondPlace(d, p, *r.Other)
		}
		if a, ok := d.Answers[r.Code]; ok {
			t.Answered = message(&a, v.now())
		}
		if edit {
			if err := s.mend(d, p, r, &t); err != nil {
				return err
			}
		}
		if !d.Shows(r) {
			hidden[r.Code]++
			continue
		}
		if r.Severity == documents.SeverityHint {
			if t.Silence, err = s.silences(v, d, r.Code, edit); err != nil {
				return err
			}
		}
		switch r.Severity {
		case documents.SeverityBlock:
			first = append(first, t)
		case documents.SeverityHint:
			page.Hints = append(page.Hints, t)
		default:
			then = append(then, t)
		}
	}
	page.Blocking, page.Remarks = len(first), append(first, then...)
	page.Silent, err = s.silent(v, d, hidden, edit)
	return err
}

// secondPlace is the other place of a remark that compares two.
func secondPlace(d desk.View, p desk.PaperView, at documents.Place) *templates.SecondPlace {
	if at.Paper < 0 || at.Paper >= len(d.Papers) {
		return nil
	}
	other := d.Papers[at.Paper]
	out := &templates.SecondPlace{Paper: other.Name, Quote: shortened(other.Paper.Text(at.Span), 80)}
	anchor := ""
	if to := around(other, at.Span); to != "" {
		anchor = "#" + to
	}
	if out.Href = anchor; other.ID != p.ID {
		out.Href = place(d.ID, "stukken", string(other.ID)) + anchor
	}
	return out
}

// mend offers the repair of a remark, or to answer it in writing.
func (s *Server) mend(d desk.View, p desk.PaperView, r documents.Remark, t *templates.Remark) error {
	if r.Repair != nil {
		form, err := s.form(d, "stukken/"+string(p.ID)+"/herstellen")
		if err != nil {
			return err
		}
		form.Version, form.Seq, t.Repair, t.Offer = d.Papers[r.RepairIn].Version, 0, &form, r.Repair.Text
		return nil
	}
	if form, _ := documents.RemarkByCode(r.Code); t.Answered != nil || r.Severity == documents.SeverityHint || form.Unanswerable {
		return nil
	}
	form, err := s.form(d, "stukken/"+string(p.ID)+"/antwoord")
	if err != nil {
		return err
	}
	form.Seq, form.Version, t.Answer = 0, d.AnswersVersion+1, &form // 0 would be no guard at all
	return nil
}

// repair carries out the repair that a remark offers.
func repair(s *Server, v *visit) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	remark, err := strconv.Atoi(v.line("opmerking"))
	if err != nil {
		return errUnreadable
	}
	_, err = s.Desk.Repair(v.r.Context(), ask, v.dossier(), v.paper(), version, remark)
	if err != nil {
		return err
	}
	return v.done("repaired", place(v.dossier(), "stukken", string(v.paper())))
}

// answerRemark keeps the written reason to let a remark stand.
func answerRemark(s *Server, v *visit) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	_, err = s.Desk.AnswerRemark(v.r.Context(), ask, v.dossier(), version-1, v.line("code"), v.text("reden"))
	if err != nil {
		return err
	}
	return v.done("answered", place(v.dossier(), "stukken", string(v.paper())))
}

// An editing is the form of one section or one field.
type editing struct {
	label, text, hint, post string
	long                    bool
	span                    documents.Span // of the text in the paper
}

// sectionOf finds the section that the address names.
func sectionOf(v *visit, p desk.PaperView) (editing, error) {
	key := documents.SectionKey(v.part(partSection))
	sec, there := p.Paper.Section(key)
	if !there {
		return editing{}, desk.ErrNotFound
	}
	e := editing{label: sectionTitle(sec), text: p.Paper.Text(sec.Body), hint: templates.SectionHint(key), long: true, post: "onderdelen/" + string(key), span: sec.Body}
	return e, nil
}

// fieldOf finds the field that the address names.
func fieldOf(v *visit, p desk.PaperView) (editing, error) {
	field := documents.Field(v.part(partField))
	f, there := p.Paper.Field(field)
	if !there {
		return editing{}, desk.ErrNotFound
	}
	text := p.Paper.Text(f.Value)
	return editing{label: fieldLabel(p.Paper, field), text: text, hint: templates.FieldHint(field), long: strings.Contains(text, "\n"), post: "velden/" + string(field), span: f.Value}, nil
}

// A desktop is where a text is edited: in the papers themselves while they are
// in concept, or in the working copy of who answers with a change of his own.
type desktop struct {
	open func(s *Server, v *visit) (desk.View, desk.PaperView, error)
	at   string // below the dossier, before the name of the paper
	back func(v *visit) string
}

var inConcept = desktop{open: openConcept, at: "stukken", back: func(v *visit) string { return place(v.dossier(), "stukken", string(v.paper())) }}

// openConcept gives a paper that may be revised, or why it may not.
func openConcept(s *Server, v *visit) (desk.View, desk.PaperView, error) {
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return d, desk.PaperView{}, err
	}
	p, err := find(d, v.paper())
	if err != nil {
		return d, p, err
	}
	if may, _ := choiceOf(d.Choices, "revise-papers"); !may.Allowed {
		return d, p, &notAllowed{may}
	}
	return d, p, nil
}

func sectionForm(s *Server, v *visit) error { return s.edit(v, inConcept, sectionOf, nil, "") }
func fieldForm(s *Server, v *visit) error   { return s.edit(v, inConcept, fieldOf, nil, "") }

// edit shows the form; after a conflict with both texts.
func (s *Server) edit(v *visit, on desktop, of func(*visit, desk.PaperView) (editing, error), c *desk.Conflict, yours string) error {
	page, err := s.editPage(v, on, of)
	if err != nil {
		return err
	}
	if c == nil {
		if err := s.look(v, page); err != nil {
			return err
		}
		return v.page(http.StatusOK, page)
	}
	page.Text, page.Long = yours, page.Long || strings.Contains(yours, "\n")
	page.Conflict = &templates.Conflict{By: orElse(c.By, "Een collega"), When: moment(c.At, v.now()), Theirs: c.Theirs, Merged: templates.Redline(documents.Redline(c.Theirs, yours))}
	return v.page(http.StatusPreconditionFailed, page)
}

// editPage makes the form of one section or field, as it stands in the book.
func (s *Server) editPage(v *visit, on desktop, of func(*visit, desk.PaperView) (editing, error)) (*templates.EditPage, error) {
	d, p, err := on.open(s, v)
	if err != nil {
		return nil, err
	}
	e, err := of(v, p)
	if err != nil {
		return nil, err
	}
	form, err := s.form(d, on.at+"/"+string(p.ID)+"/"+e.post)
	if err != nil {
		return nil, err
	}
	form.Seq, form.Version = 0, p.Version
	page := &templates.EditPage{Frame: s.frame(v, e.label, "proof"), Head: headOf(d, v.now()), Paper: strings.ToLower(p.Name), Back: on.back(v),
		Label: e.label, Hint: e.hint, Text: e.text, Long: e.long, Form: form}
	if on.at == inConcept.at {
		page.Proof = proofOf(v, p)
		if e.long && v.part(partSection) != "" {
			page.Picture = &templates.AddPicture{Href: form.Href + "/beeld"}
		}
		if page.Redacted, err = s.redacted(v, d, p, &e.span); err != nil {
			return nil, err
		}
	}
	return page, nil
}

func saveSection(s *Server, v *visit) error {
	return s.save(v, inConcept, sectionOf, "section-saved", func(ask desk.Ask, version int, text string) error {
		_, err := s.Desk.SaveSection(v.r.Context(), ask, v.dossier(), v.paper(), documents.SectionKey(v.param("onderdeel")), version, text)
		return err
	})
}

func saveField(s *Server, v *visit) error {
	return s.save(v, inConcept, fieldOf, "field-saved", func(ask desk.Ask, version int, text string) error {
		_, err := s.Desk.SaveField(v.r.Context(), ask, v.dossier(), v.paper(), documents.Field(v.param("veld")), version, text)
		return err
	})
}

// save keeps a text over the version that was on the screen. When somebody
// else was faster the form comes back with both texts.
func (s *Server) save(v *visit, on desktop, of func(*visit, desk.PaperView) (editing, error), done workflow.Action, keep func(desk.Ask, int, string) error) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	text := v.text("tekst")
	err = keep(ask, version, text)
	var c *desk.Conflict
	if errors.As(err, &c) && !v.wantsProblem() {
		return s.edit(v, on, of, c, text)
	}
	if err != nil {
		return err
	}
	return v.done(done, on.back(v))
}
