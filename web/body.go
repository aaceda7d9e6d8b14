package web

import (
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/documents/redact"
	"paraaf/documents/render"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// prefixOf begins every id of a paper on a page.
func prefixOf(id workflow.PaperID) string { return plainName(string(id)) + "-" }

// sectionAnchor and fieldAnchor are the ids that render gives. The text of a
// letter has no heading, and so no id.
func sectionAnchor(id workflow.PaperID, k documents.SectionKey) string {
	if k == "tekst" {
		return ""
	}
	return prefixOf(id) + "sectie-" + anchor(string(k))
}

func fieldAnchor(id workflow.PaperID, f documents.Field) string {
	return prefixOf(id) + "kop-" + anchor(string(f))
}

// anchor keeps of a name what may stand in an id.
func anchor(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' {
			return r
		}
		return '-'
	}, s)
}

// bodyOf shows a paper with a place for every remark. Places says where each
// remark points: at its words, otherwise at the section or field it lies in.
func bodyOf(id workflow.DossierID, p desk.PaperView) (body templates.Fragment, places map[int]string, err error) {
	var marks []render.Highlight
	for i, r := range p.Remarks {
		if r.Span.Len() > 0 {
			marks = append(marks, render.Highlight{Span: r.Span, ID: "plek-" + strconv.Itoa(i), Class: "pf-place pf-place--" + string(r.Severity), Title: r.Text})
		}
	}
	body, shown, err := templates.PaperBody(p.Paper, prefixOf(p.ID), picturesOf(id), marks)
	if err != nil {
		return "", nil, err
	}
	places = map[int]string{}
	for i, r := range p.Remarks {
		if id := "plek-" + strconv.Itoa(i); shown[id] {
			places[i] = prefixOf(p.ID) + id
		} else if at := around(p, r.Span); at != "" {
			places[i] = at
		}
	}
	return body, places, nil
}

// around gives the anchor of the section or field that a span lies in, or "".
func around(p desk.PaperView, span documents.Span) string {
	best := ""
	for _, s := range p.Paper.Sections() {
		if s.Heading.Start <= span.Start && span.Start <= s.Body.End {
			best = sectionAnchor(p.ID, s.Key) // the innermost comes last
		}
	}
	for _, f := range p.Paper.Fields() {
		if f.Value.Len() > 0 && f.Label.Start <= span.Start && span.Start <= f.Value.End {
			best = fieldAnchor(p.ID, f.Field)
		}
	}
	return best
}

// findingAnchor is where a judgement stands in the text.
func findingAnchor(j desk.Judgement) string { return prefixOf(j.Paper) + "vondst-" + anchor(j.ID) }

// reviewBody shows a paper with every finding and mark in it.
func reviewBody(id workflow.DossierID, t desk.ReviewText, js []desk.Judgement) (templates.Fragment, error) {
	var marks []render.Highlight
	for _, j := range js {
		if j.Paper != t.Paper {
			continue
		}
		state := string(j.Decision)
		if state == "" {
			state = "open"
		}
		marks = append(marks, render.Highlight{Span: j.Finding.Span, ID: "vondst-" + anchor(j.ID), Class: "pf-vondst pf-vondst--" + state, Title: j.Finding.Why})
	}
	body, _, err := templates.PaperBody(t.Content, prefixOf(t.Paper), picturesOf(id), marks)
	return body, err
}

// publicBody shows what the public gets of a paper.
func publicBody(dossier workflow.DossierID, id workflow.PaperID, p redact.Public) (templates.Fragment, error) {
	html, err := render.PublicFragment(p, render.Options{IDPrefix: prefixOf(id), HeadingLevel: 3, Pictures: picturesOf(dossier)})
	return templates.Fragment(html), err
}
