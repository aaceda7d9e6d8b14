package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow/desk"
)

// proofName names the one POST that changes nothing: a text is too long for an
// address, and has no business in the log of one.
const proofName = "prove text"

// The fields that say of which part of a paper a text is.
const (
	partSection = "onderdeel"
	partField   = "veld"
)

// proofOf is the way to have the text of a form looked at.
func proofOf(v *visit, p desk.PaperView) *templates.Proof {
	out := &templates.Proof{Href: place(v.dossier(), "stukken", string(p.ID), "proef")}
	for _, name := range []string{partSection, partField} {
		if value := v.part(name); value != "" {
			out.Part = templates.Hidden{Name: name, Value: value}
		}
	}
	return out
}

// part gives the section or field that the address names, or the form.
func (v *visit) part(name string) string {
	if value := v.param(name); value != "" || !v.parsed {
		return value
	}
	return v.line(name)
}

// prove says what the program notices of a text that is being written. Nothing
// is kept: a person gets the form back with the remarks, a program gets them as
// JSON.
func prove(s *Server, v *visit) error {
	if err := v.parse(); err != nil {
		return err
	}
	proof, err := s.proof(v, v.text("tekst"))
	var unreadable *documents.Unreadable
	if errors.As(err, &unreadable) && !v.wantsProblem() {
		return s.proved(v, templates.Proof{Checked: true, Says: unreadable.Text}, nil)
	}
	if err != nil {
		return err
	}
	out := noticed(proof)
	gone := []templates.RedactedPlace{}
	for _, j := range proof.Judgements {
		gone = append(gone, redactedPlace(proof.Paper, j))
	}
	if v.wantsProblem() {
		return v.proofJSON(out, gone)
	}
	return s.proved(v, out, gone)
}

// noticed says what there is to remark on a text.
func noticed(proof desk.Proof) templates.Proof {
	out := templates.Proof{Checked: true, Says: templates.ProofSays(len(proof.Remarks))}
	for i, r := range proof.Remarks {
		out.Remarks = append(out.Remarks, templates.Remark{ID: "opm-" + strconv.Itoa(i), Code: r.Code, Severity: string(r.Severity), Label: templates.SeveritySays(string(r.Severity)), Text: r.Text})
	}
	return out
}

// proof asks the desk about the section or the field that the address or the
// form names, with a text in its place.
func (s *Server) proof(v *visit, text string) (desk.Proof, error) {
	if key := v.part(partSection); key != "" {
		return s.Desk.ProveSection(v.r.Context(), v.actor, v.dossier(), v.paper(), documents.SectionKey(key), text)
	}
	return s.Desk.ProveField(v.r.Context(), v.actor, v.dossier(), v.paper(), documents.Field(v.part(partField)), text)
}

// look has a form begin with what there is to remark on its text as it stands.
func (s *Server) look(v *visit, page *templates.EditPage) error {
	if page.Proof == nil {
		return nil
	}
	proof, err := s.proof(v, page.Text)
	if err != nil {
		return err
	}
	way := *page.Proof
	*page.Proof = noticed(proof)
	page.Proof.Href, page.Proof.Part = way.Href, way.Part
	return nil
}

// proofJSON writes the remarks, and what would go, for the script beside the form.
func (v *visit) proofJSON(p templates.Proof, gone []templates.RedactedPlace) error {
	type remark struct {
		Code     string `json:"code"`
		Severity string `json:"severity"`
		Label    string `json:"label"`
		Text     string `json:"text"`
	}
	type ground struct {
		Code  string `json:"code"`
		Label string `json:"label"`
	}
	type place struct {
		Text    string   `json:"text"`
		Says    string   `json:"says"`
		Why     string   `json:"why,omitempty"`
		Grounds []ground `json:"grounds"`
	}
	body := struct {
		Says     string   `json:"says"`
		Remarks  []remark `json:"remarks"`
		Redacted []place  `json:"redacted"`
	}{Says: p.Says, Remarks: []remark{}, Redacted: []place{}}
	for _, g := range gone {
		at := place{g.Text, g.Says, g.Why, []ground{}}
		for _, one := range g.Grounds {
			at.Grounds = append(at.Grounds, ground(one))
		}
		body.Redacted = append(body.Redacted, at)
	}
	for _, r := range p.Remarks {
		body.Remarks = append(body.Remarks, remark{r.Code, r.Severity, r.Label, r.Text})
	}
	return v.json(body)
}

// proved gives the form back as it was typed, with the remarks and with what of it
// would go; nil gone is that the text could not be read. The version is
// the one that was on the screen: looking at a text must not pass for having
// seen what a colleague saved meanwhile.
func (s *Server) proved(v *visit, proof templates.Proof, gone []templates.RedactedPlace) error {
	of := fieldOf
	if v.line(partSection) != "" {
		of = sectionOf
	}
	page, err := s.editPage(v, inConcept, of)
	if err != nil {
		return err
	}
	if version, err := strconv.Atoi(v.line(fieldVersion)); err == nil && version > 0 {
		page.Form.Version = version
	}
	way := page.Proof
	proof.Href, proof.Part = way.Href, way.Part
	page.Proof, page.Text = &proof, v.text("tekst")
	if page.Redacted != nil && gone != nil {
		page.Redacted.Places = gone
	}
	page.Long = page.Long || strings.Contains(page.Text, "\n")
	return v.page(http.StatusOK, page)
}
