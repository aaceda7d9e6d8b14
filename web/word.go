package web

import (
	"errors"
	"slices"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/templates"
)

// A paper from Word comes in two steps. The file is read and given back as
// text, with what it held that is no text of a paper; who sent it looks, and then takes the
// text in. Nothing is kept in between but what stands in the form.

// uploaded gives what was uploaded as a file, or else what was typed in a field. A file
// of a word processor gives its text, which then stands in the field to be looked
// at; a program that asks gets no second step and takes the text in.
func (v *visit) uploaded(file, name string) ([]byte, error) {
	data, err := v.file(file)
	if err != nil {
		return nil, err
	}
	if len(data) == 0 {
		return []byte(v.text(name)), nil
	}
	in, is, err := v.server.Desk.FromWord(v.r.Context(), data)
	if err == nil && !is && utf8.Valid(data) && !v.wantsProblem() {
		v.beside = append(v.beside, templates.Taken{Field: name, Text: string(data), Kenmerk: v.named(file), KenmerkField: file + "-kenmerk", Plain: true})
	}
	if err != nil || !is {
		return data, err
	}
	taken := templates.Taken{Field: name, Text: string(in.Markdown), Kenmerk: v.named(file), KenmerkField: file + "-kenmerk"}
	for _, r := range in.Reports {
		taken.Told = append(taken.Told, templates.Told{Label: templates.ReportSays(string(r.Kind)), Text: r.Text, Quote: r.Quote})
	}
	if !v.wantsProblem() {
		v.taken = append(v.taken, taken)
	}
	return in.Markdown, nil
}

// named gives the kenmerk in the name of an uploaded file; what more it is called, which
// may name people, is not kept. When the file was read and given back to be looked at, the
// form brings the kenmerk along.
func (v *visit) named(file string) string {
	if v.chose(file) {
		return documents.KenmerkIn(v.fileName(file))
	}
	return documents.KenmerkIn(v.line(file + "-kenmerk"))
}

// chose reports whether a file was uploaded; a browser sends an empty one for none.
func (v *visit) chose(file string) bool {
	return v.r.MultipartForm != nil && len(v.r.MultipartForm.File[file]) > 0 && v.r.MultipartForm.File[file][0].Size > 0
}

// brought gives the files that were read and are given back to be
// looked at, with the plain text that came beside them: a browser sends no file twice.
func (v *visit) brought() []templates.Taken {
	if len(v.taken) == 0 {
		return nil
	}
	return append(slices.Clone(v.taken), v.beside...)
}

// given is the text of a field as the form shows it: what was read from a file, or
// what was typed.
func (v *visit) given(name string) string {
	for _, t := range v.brought() {
		if t.Field == name {
			return t.Text
		}
	}
	return v.text(name)
}

// unreadable gives the sentence of a refusal to read, if that is what err is.
func unreadable(err error) (string, bool) {
	var u *documents.Unreadable
	if errors.As(err, &u) {
		return u.Text, true
	}
	return "", false
}

// forWord gives a paper to be worked on in a word processor.
func forWord(form string) handler {
	return func(s *Server, v *visit) error {
		data, name, err := s.Desk.ForWord(v.r.Context(), v.reading(), v.dossier(), v.paper(), form)
		if err != nil {
			return err
		}
		return v.download(data, name)
	}
}
