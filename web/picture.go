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

// Pictures in papers: one is added in the form of a section, together with the text
// that stands in it, and shown wherever the paper is.

// picturesOf is the path below which the pictures of a dossier lie.
func picturesOf(id workflow.DossierID) string { return place(id, "beelden") + "/" }

// paperPicture gives a picture of a paper, which was made anew when it came in.
func paperPicture(s *Server, v *visit) error {
	data, err := s.Desk.PaperPicture(v.r.Context(), v.reading(), v.dossier(), v.param("beeld"))
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", http.DetectContentType(data))
	h.Set("Content-Security-Policy", policyFile)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	v.w.WriteHeader(http.StatusOK)
	_, err = v.w.Write(data)
	return err
}

// addPicture saves a section with a picture behind its text. What cannot be taken in gives
// the form back, with the text as it was typed.
func addPicture(s *Server, v *visit) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	text, alt, key := v.text("tekst"), v.line("beschrijving"), documents.SectionKey(v.param("onderdeel"))
	data, err := v.file("beeld")
	if err == nil {
		_, err = s.Desk.AddPaperPicture(v.r.Context(), ask, v.dossier(), v.paper(), key, version, text, data, alt)
	}
	var c *desk.Conflict
	if errors.As(err, &c) && !v.wantsProblem() {
		return s.edit(v, inConcept, sectionOf, c, text)
	}
	if says, no := unreadable(err); no && !v.wantsProblem() {
		return s.pictureAgain(v, version, text, alt, says)
	}
	if err != nil {
		return err
	}
	return v.done("picture-added", place(v.dossier(), "stukken", string(v.paper()), "onderdelen", string(key)))
}

// pictureAgain gives the form back with what is wrong, over the version that was on the screen.
func (s *Server) pictureAgain(v *visit, version int, text, alt, says string) error {
	page, err := s.editPage(v, inConcept, sectionOf)
	if err != nil {
		return err
	}
	page.Form.Version, page.Text = version, text
	if page.Picture != nil {
		page.Picture.Alt, page.Picture.Open = alt, true
	}
	field := "beeld"
	if alt == "" {
		field = "beschrijving"
	}
	page.Problems = []templates.Problem{{Field: field, Text: says}}
	return v.page(http.StatusUnprocessableEntity, page)
}

// readable gives what stands in a paper as a list may name it: a picture by its description,
// other text as it is.
func readable(text string) string {
	alt, address, there := strings.Cut(strings.TrimPrefix(text, "!["), "](/bijlagen/")
	if !strings.HasPrefix(text, "![") || !there || strings.IndexByte(address, ')') != len(address)-1 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(alt); i++ {
		if alt[i] == '\\' && i+1 < len(alt) {
			i++
		}
		b.WriteByte(alt[i])
	}
	return "Afbeelding: " + b.String()
}
