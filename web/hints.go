package web

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/templates"
	"paraaf/workflow/desk"
)

// Hints may be silenced, by a reader for himself and by who writes a dossier for
// all who read it. What a remark weighs more than a hint is always shown.

// silences are the ways not to see the hints of a code any more.
func (s *Server) silences(v *visit, d desk.View, code string, edit bool) ([]templates.SilenceForm, error) {
	mine, err := s.silenceForm(v, "/instellingen/tips", code, true, "Voor mij, overal", "tip-hide")
	if err != nil || !edit {
		return []templates.SilenceForm{mine}, err
	}
	here, err := s.silenceForm(v, place(d.ID, "tips"), code, true, "In dit dossier, voor iedereen", "tip-hide-here")
	here.Version = d.AnswersVersion + 1 // 0 would be no guard at all
	return []templates.SilenceForm{mine, here}, err
}

func (s *Server) silenceForm(v *visit, href, code string, hide bool, submit, test string) (templates.SilenceForm, error) {
	key, err := s.newKey()
	return templates.SilenceForm{Form: templates.Form{Href: href, Key: key}, Code: code, Hide: hide, Back: v.r.URL.Path, Submit: submit, Test: test}, err
}

// silent lists the hints that are not shown on a paper, each with how many there
// are.
func (s *Server) silent(v *visit, d desk.View, hidden map[string]int, edit bool) ([]templates.Tip, error) {
	var out []templates.Tip
	for _, code := range slices.Sorted(maps.Keys(hidden)) {
		t, err := s.tip(v, code, d.Silent[code], d, edit)
		if err != nil {
			return nil, err
		}
		t.Count = hidden[code]
		out = append(out, t)
	}
	return out, nil
}

// tip says of a hint for whom it is not shown, and offers to show it again.
func (s *Server) tip(v *visit, code string, silent desk.HintSilence, d desk.View, edit bool) (templates.Tip, error) {
	form, _ := documents.RemarkByCode(code)
	t := templates.Tip{Code: code, Title: form.Title}
	if silent.Reader {
		show, err := s.silenceForm(v, "/instellingen/tips", code, false, "Weer tonen", "tip-show")
		if err != nil {
			return t, err
		}
		t.Show, t.Says = append(t.Show, show), "voor u, overal"
	}
	if !silent.Dossier {
		return t, nil
	}
	if t.Says != "" {
		t.Says += ", en "
	}
	t.Says += "in dit dossier, voor iedereen"
	if !edit {
		return t, nil
	}
	show, err := s.silenceForm(v, place(d.ID, "tips"), code, false, "Weer tonen in dit dossier", "tip-show-here")
	show.Version = d.AnswersVersion + 1
	t.Show = append(t.Show, show)
	return t, err
}

// silenceHint keeps whether the reader wants to see the hints of a code.
func silenceHint(s *Server, v *visit) error {
	if _, err := v.ask(); err != nil {
		return err
	}
	silent := v.line("stil") != ""
	if err := s.Desk.SilenceHint(v.r.Context(), v.actor.Person, v.line("code"), silent); err != nil {
		return err
	}
	return v.hintDone(silent, "/instellingen")
}

// silenceHintIn keeps whether the hints of a code are shown in a dossier.
func silenceHintIn(s *Server, v *visit) error {
	ask, version, err := v.askOn()
	if err != nil {
		return err
	}
	silent := v.line("stil") != ""
	if _, err := s.Desk.SilenceHintIn(v.r.Context(), ask, v.dossier(), version-1, v.line("code"), silent); err != nil {
		return err
	}
	return v.hintDone(silent, place(v.dossier()))
}

// hintDone goes back to the page that the reader came from, which is one of ours.
func (v *visit) hintDone(silent bool, otherwise string) error {
	to, err := url.Parse(v.line("terug"))
	if err != nil || to.Scheme != "" || to.Host != "" || to.RawQuery != "" || !strings.HasPrefix(to.Path, "/dossiers/") && to.Path != "/instellingen" {
		to = &url.URL{Path: otherwise}
	}
	if silent {
		return v.done("tip-hidden", to.String())
	}
	return v.done("tip-shown", to.String())
}
