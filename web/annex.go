package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow"
	"paraaf/workflow/desk"
)

// annexed is where an annex lies.
const annexed = one + "/bijlagen/:stuk"

// annexBody is the limit of an upload, in bytes.
const annexBody = desk.MaxAnnex + 1<<20

// annexRoutes are where foreign papers are taken in, shown and judged.
func annexRoutes() []Route {
	see := workflow.ActionSeeDossier
	return []Route{
		{Method: post, Path: one + "/bijlagen", Name: "add annex", Permission: "revise-papers", Object: "dossier", Changes: true, Guard: "sequence", handle: addAnnex, limit: annexBody, slow: true},
		{Method: get, Path: annexed, Name: "annex", Permission: see, Object: "paper", handle: annexPage},
		{Method: get, Path: annexed + "/pagina/:pagina", Name: "annex page", Permission: see, Object: "paper", handle: annexPage},
		{Method: get, Path: annexed + "/bron", Name: "annex source", Permission: workflow.ActionDownload, Object: "paper", handle: annexSource},
		{Method: get, Path: annexed + "/beeld/:pagina", Name: "annex picture", Permission: see, Object: "paper", handle: annexPicture},
		{Method: get, Path: annexed + "/openbaar/:pagina", Name: "annex public picture", Permission: workflow.ActionSeePublic, Object: "paper", handle: annexPublicPicture},
		{Method: post, Path: annexed + "/kader", Name: "draw box", Permission: "set-marks", Object: "paper", Changes: true, Guard: "version", handle: drawBox},
		{Method: post, Path: annexed + "/kader-weg", Name: "drop box", Permission: "set-marks", Object: "paper", Changes: true, Guard: "version", handle: dropBox},
		{Method: post, Path: annexed + "/bekeken", Name: "see annex page", Permission: "set-marks", Object: "paper", Changes: true, Guard: "version", handle: seeAnnexPage},
		{Method: post, Path: annexed + "/vondst", Name: "judge in annex", Permission: "set-marks", Object: "paper", Changes: true, Guard: "version", handle: judgeInAnnex},
		{Method: post, Path: annexed + "/niet-openbaar", Name: "withhold annex", Permission: "set-marks", Object: "paper", Changes: true, Guard: "version", handle: withholdAnnex},
		{Method: get, Path: one + "/certificaat", Name: "certificate", Permission: workflow.ActionSeeDossier, Object: "dossier", handle: certificatePage},
	}
}

// slowly gives a request that takes long the time for it: a large file over a thin
// line, or a public version of hundreds of pages.
func (v *visit) slowly() {
	c := http.NewResponseController(v.w)
	until := machine().Add(20 * time.Minute)
	// Where there is no connection to give more time, as in tests, there is no limit.
	_ = errors.Join(c.SetReadDeadline(until), c.SetWriteDeadline(until))
}

// annexItems lists the annexes of a dossier.
func annexItems(v desk.View) []templates.AnnexItem {
	var out []templates.AnnexItem
	for _, a := range v.Annexes {
		out = append(out, annexItem(v.ID, a))
	}
	return out
}

func annexItem(id workflow.DossierID, a desk.AnnexView) templates.AnnexItem {
	here := place(id, "bijlagen", string(a.ID))
	item := templates.AnnexItem{Name: a.Name, File: a.File, Href: here, Get: here + "/bron", Notes: a.Notes}
	if a.Pages > 0 {
		item.Says = string(a.Form) + ", " + plural(a.Pages, "pagina", "pagina’s") + ", " + size(a.Size)
	}
	switch left := a.Pages - a.Seen; {
	case a.Withheld:
		item.Review, item.Done = "niet openbaar", true
	case a.Pages == 0:
		item.Review = "wordt gelezen"
	case left > 0:
		item.Review = "nog " + plural(left, "pagina", "pagina’s") + " te bekijken"
	default:
		item.Review, item.Done = "alle pagina’s bekeken", true
	}
	return item
}

// placeOf is where a finding stands: on the page of the review, or on a page of an
// annex.
func placeOf(id workflow.DossierID, j desk.Judgement) string {
	if j.Page == 0 {
		return "#" + findingAnchor(j)
	}
	return place(id, "bijlagen", string(j.Paper), "pagina", strconv.Itoa(j.Page))
}

// addAnnex takes in a file that others made, as it is.
func addAnnex(s *Server, v *visit) error {
	return s.rearrange(v, "annex-added", "bijlage", func(ask desk.Ask, seq int) error {
		data, err := v.file("bijlage")
		if err != nil {
			return err
		}
		if len(data) == 0 {
			return &documents.Unreadable{Text: "Kies het bestand van de bijlage."}
		}
		_, err = s.Desk.AddAnnex(v.r.Context(), ask, v.dossier(), seq, v.fileName("bijlage"), data)
		return err
	})
}

// fileName is what the visitor's machine called an uploaded file: it is shown as
// data and used for nothing else.
func (v *visit) fileName(name string) string {
	if v.r.MultipartForm == nil || len(v.r.MultipartForm.File[name]) == 0 {
		return ""
	}
	return v.r.MultipartForm.File[name][0].Filename
}

func annexSource(s *Server, v *visit) error {
	data, name, err := s.Desk.Annex(v.r.Context(), v.reading(), v.dossier(), v.paper())
	if err != nil {
		return err
	}
	return v.download(data, name)
}

// leaf gives the page of an annex that the address or the form names, from 0.
func (v *visit) leaf() (int, error) {
	said := v.param("pagina")
	if said == "" && v.parsed {
		said = v.line("pagina")
	}
	if said == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(said)
	if err != nil || n < 1 || n > 1<<20 || strconv.Itoa(n) != said {
		return 0, desk.ErrNotFound
	}
	return n - 1, nil
}

func annexPicture(s *Server, v *visit) error {
	n, err := v.leaf()
	if err != nil {
		return err
	}
	png, err := s.Desk.Picture(v.r.Context(), v.actor, v.dossier(), v.paper(), n)
	return v.picture(png, err)
}

func annexPublicPicture(s *Server, v *visit) error {
	n, err := v.leaf()
	if err != nil {
		return err
	}
	png, err := s.Desk.PublicPicture(v.r.Context(), v.actor, v.dossier(), v.paper(), n)
	return v.picture(png, err)
}

// picture gives a PNG that we drew ourselves.
func (v *visit) picture(png []byte, err error) error {
	var unreadable *documents.Unreadable
	if errors.As(err, &unreadable) {
		return desk.ErrNotFound // the page around it says why there is no picture
	}
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "image/png")
	h.Set("Content-Security-Policy", policyFile)
	h.Set("Content-Length", strconv.Itoa(len(png)))
	v.w.WriteHeader(http.StatusOK)
	_, err = v.w.Write(png)
	return err
}

// annexPage shows one page of an annex, with what is marked on it.
func annexPage(s *Server, v *visit) error { return s.annex(v, http.StatusOK, nil) }

func (s *Server) annex(v *visit, status int, problems []templates.Problem) error {
	n, err := v.leaf()
	if err != nil {
		return err
	}
	find := v.r.URL.Query().Get("zoek")
	a, err := s.Desk.AnnexPage(v.r.Context(), v.reading(), v.dossier(), v.paper(), n, shortened(find, 200))
	if err != nil {
		return err
	}
	here := place(a.View.ID, "bijlagen", string(a.Annex.ID))
	p := &templates.AnnexPage{Frame: s.frame(v, a.Annex.Name+" · "+a.View.Onderwerp, "annex"), Head: headOf(a.View, v.now()), Annex: annexItem(a.View.ID, a.Annex),
		Number: n + 1, Pages: a.Annex.Pages, Picture: fmt.Sprintf("%s/beeld/%d", here, n+1), Known: a.Known, Broken: a.Known && a.Source == "broken",
		Width: points(a.Width), Height: points(a.Height), Text: a.Text, Source: templates.AnnexSource(string(a.Source)), Unseen: a.Unseen, Refused: a.Refused, Withheld: a.Withheld, Problems: problems,
		Search: find, Searched: find != "", SeenBy: strings.Join(a.SeenBy, " en "), Grounds: groundOptions(a.Grounds, "5.1.2e")}
	p.Wide, p.Head.Relation = true, ""
	p.Place = fmt.Sprintf("Pagina %d van %d", n+1, max(a.Annex.Pages, 1))
	if a.Annex.Pages == 0 {
		p.Waiting = "Deze bijlage wordt nog geopend."
	} else if a.Annex.Read < a.Annex.Pages {
		p.Waiting = fmt.Sprintf("Deze bijlage wordt nog gelezen: %d van %d pagina’s.", a.Annex.Read, a.Annex.Pages)
	}
	if n > 0 {
		p.Previous = fmt.Sprintf("%s/pagina/%d", here, n)
	}
	if n+1 < a.Annex.Pages {
		p.Next = fmt.Sprintf("%s/pagina/%d", here, n+2)
	}
	if len(a.Grounds) > 0 {
		p.Review = place(a.View.ID, "lakken")
	}
	for i, done := range a.Pages {
		l := templates.AnnexPlace{Number: i + 1, Href: fmt.Sprintf("%s/pagina/%d", here, i+1), Current: i == n, Seen: done.Seen, Open: done.Open, Gone: done.Gone}
		l.Says = templates.AnnexPlaceSays(l)
		p.List = append(p.List, l)
	}
	for _, i := range a.Finds {
		p.Found = append(p.Found, templates.Place{Label: strconv.Itoa(i + 1), Href: fmt.Sprintf("%s/pagina/%d?zoek=%s", here, i+1, url.QueryEscape(find))})
	}
	return s.annexMarks(v, a, p, status)
}

// annexMarks fills in what is marked on the page, and the forms to change it.
func (s *Server) annexMarks(v *visit, a desk.AnnexPage, p *templates.AnnexPage, status int) error {
	form := func(post string, version int) (templates.Form, error) {
		f, err := s.form(a.View, "bijlagen/"+string(a.Annex.ID)+"/"+post)
		f.Seq, f.Version = 0, version+1 // 0 would be no guard at all
		return f, err
	}
	for _, w := range a.Words {
		p.Words = append(p.Words, boxOf(w.Box, a.Height, "word", "", ""))
	}
	for i, m := range a.Marks {
		id, kind := "vondst-"+strconv.Itoa(i), string(m.Decision)
		if kind == "" {
			kind = "open"
		}
		label := templates.FindingSays(string(m.Label)) + ": " + m.Text
		ground := documents.Ground("5.1.2e")
		if len(m.Grounds) > 0 {
			ground = m.Grounds[0]
		}
		if m.ID == "" {
			id, kind, label = "kader-"+strconv.Itoa(m.Number), "drawn", "Kader "+strconv.Itoa(m.Number)
		}
		for _, b := range m.Boxes {
			p.Boxes = append(p.Boxes, boxOf(b, a.Height, kind, id, label))
		}
		if m.ID == "" {
			f, err := form("kader-weg", a.Version)
			if err != nil {
				return err
			}
			p.Drawn = append(p.Drawn, templates.AnnexDrawn{ID: id, Number: m.Number, Text: shortened(m.Text, 120), Ground: string(ground), Form: f})
			continue
		}
		f, err := form("vondst", a.ReviewVersion)
		if err != nil {
			return err
		}
		p.Findings = append(p.Findings, templates.AnnexFinding{ID: id, Finding: m.ID, Text: m.Text, Label: templates.FindingSays(string(m.Label)), Why: m.Why, Decision: string(m.Decision),
			Ground: string(ground), Grounds: groundOptions(a.Grounds, ground), Form: f})
	}
	var err error
	if p.Draw, err = form("kader", a.Version); err != nil {
		return err
	}
	if p.See, err = form("bekeken", a.Version); err != nil {
		return err
	}
	if p.Withhold, err = form("niet-openbaar", a.Version); err != nil {
		return err
	}
	return v.page(status, p)
}

// boxOf turns a box in points from the lower left corner into one from the upper
// left corner, as pictures on a screen have it.
func boxOf(b [4]float64, height float64, kind, id, label string) templates.AnnexBox {
	return templates.AnnexBox{X: points(b[0]), Y: points(height - b[3]), W: points(b[2] - b[0]), H: points(b[3] - b[1]), Kind: kind, ID: id, Label: label}
}

func points(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// millimetres reads a measure that a person or the page typed; in points.
func (v *visit) millimetres(name string) (float64, error) {
	x, err := strconv.ParseFloat(strings.ReplaceAll(v.line(name), ",", "."), 64)
	if err != nil || !(x >= -10 && x < 3000) {
		return 0, &documents.Unreadable{Text: "De maten van het kader zijn geen getallen in millimeters. Vul ze opnieuw in, of sleep het kader over de pagina."}
	}
	return x * 72 / 25.4, nil
}

// onLeaf does something on a page of an annex and goes to that page again, or to
// the next. A refusal is shown on the page.
func (s *Server) onLeaf(v *visit, done workflow.Action, onward bool, do func(ask desk.Ask, version, n int) error) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	n, err := v.leaf()
	if err != nil {
		return err
	}
	err = do(ask, version-1, n)
	var no *workflow.Refusal
	var unreadable *documents.Unreadable
	switch {
	case v.wantsProblem():
	case errors.As(err, &no):
		return s.annex(v, http.StatusConflict, []templates.Problem{{Text: no.Text}})
	case errors.As(err, &unreadable):
		return s.annex(v, http.StatusUnprocessableEntity, []templates.Problem{{Text: unreadable.Text}})
	}
	if err != nil {
		return err
	}
	if onward {
		n++
	}
	return v.done(done, place(v.dossier(), "bijlagen", string(v.paper()), "pagina", strconv.Itoa(n+1)))
}

func drawBox(s *Server, v *visit) error {
	return s.onLeaf(v, "box-drawn", false, func(ask desk.Ask, version, n int) error {
		var m [4]float64
		for i, name := range []string{"links", "boven", "breed", "hoog"} {
			x, err := v.millimetres(name)
			if err != nil {
				return err
			}
			m[i] = x
		}
		a, err := s.Desk.AnnexPage(v.r.Context(), v.reading(), v.dossier(), v.paper(), n, "")
		if err != nil {
			return err
		}
		box := [4]float64{m[0], a.Height - m[1] - m[3], m[0] + m[2], a.Height - m[1]}
		return s.Desk.DrawBox(v.r.Context(), ask, v.dossier(), v.paper(), version, n, box, v.grounds(), strings.TrimSpace(v.text("motivering")))
	})
}

func dropBox(s *Server, v *visit) error {
	return s.onLeaf(v, "box-dropped", false, func(ask desk.Ask, version, _ int) error {
		number, err := strconv.Atoi(v.line("kader"))
		if err != nil {
			return desk.ErrNotFound
		}
		return s.Desk.DropBox(v.r.Context(), ask, v.dossier(), v.paper(), version, number)
	})
}

func seeAnnexPage(s *Server, v *visit) error {
	if err := v.parse(); err != nil {
		return err
	}
	n, err := v.leaf()
	if err != nil {
		return err
	}
	d, err := s.Desk.View(v.r.Context(), v.actor, v.dossier())
	if err != nil {
		return err
	}
	more := false
	for _, a := range d.Annexes {
		more = more || a.ID == v.paper() && n+1 < a.Pages
	}
	return s.onLeaf(v, "page-seen", more, func(ask desk.Ask, _, n int) error {
		return s.Desk.SeePage(v.r.Context(), ask, v.dossier(), v.paper(), n)
	})
}

func judgeInAnnex(s *Server, v *visit) error {
	return s.onLeaf(v, "judged", false, func(ask desk.Ask, version, _ int) error {
		changes, err := groupAnswers(v)
		if err != nil {
			return err
		}
		_, err = s.Desk.Judge(v.r.Context(), ask, v.dossier(), version, changes)
		return err
	})
}

func withholdAnnex(s *Server, v *visit) error {
	return s.onLeaf(v, "annex-withheld", false, func(ask desk.Ask, version, _ int) error {
		grounds := v.grounds()
		if v.line("terug") != "" {
			grounds = nil
		} else if len(grounds) == 0 {
			return &documents.Unreadable{Text: "Kies de grond waarop niets van deze bijlage openbaar wordt."}
		}
		return s.Desk.Withhold(v.r.Context(), ask, v.dossier(), v.paper(), version, grounds, v.text("motivering"))
	})
}

// annexSheets gives the annexes as the public gets them, page by page. The pictures
// are asked for when they come into view.
func (s *Server) annexSheets(v *visit, d desk.View) ([]templates.AnnexSheet, error) {
	var out []templates.AnnexSheet
	for _, a := range d.Annexes {
		sheets, err := s.Desk.AnnexSizes(v.r.Context(), v.actor, d.ID, a.ID)
		if err != nil {
			return nil, err
		}
		t := templates.AnnexSheet{Name: a.Name, Withheld: sheets.Withheld}
		for n, size := range sheets.Sizes {
			t.Pages = append(t.Pages, templates.AnnexBox{X: strconv.Itoa(n + 1), W: strconv.Itoa(int(size[0])), H: strconv.Itoa(int(size[1])), Label: place(d.ID, "bijlagen", string(a.ID), "openbaar", strconv.Itoa(n+1))})
		}
		out = append(out, t)
	}
	return out, nil
}

// certificatePage shows the certificate of the export, to be printed.
func certificatePage(s *Server, v *visit) error {
	c, err := s.Desk.Certificate(v.r.Context(), v.reading(), v.dossier())
	if err != nil {
		return err
	}
	p := &templates.CertificatePage{Frame: s.frame(v, "Certificaat", "annex"), Head: headOf(c.View, v.now()), Digest: c.Digest.String(), Date: dated(c.Certificate.Date), Rules: c.Certificate.Rules,
		Checks: templates.GateChecks(), Reviewer: c.Reviewer, Second: c.Second}
	for _, f := range c.Certificate.Files {
		p.Files = append(p.Files, templates.CertifiedFile{Name: f.Name, SHA256: f.SHA256.String(), Size: size(f.Size)})
	}
	for _, u := range c.Unexamined {
		p.Unexamined = append(p.Unexamined, templates.UnexaminedPage{File: u.File, Page: u.Page, People: u.People})
	}
	return v.page(http.StatusOK, p)
}
