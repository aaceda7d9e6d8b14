package redact

import (
	"slices"

	"paraaf/documents"
)

// Readable gives where p, with marks taken out, still shows one of texts, which
// may come from other papers of the set. Letters are compared as Elsewhere
// compares them. The Mark of an occurrence is the index of its text. It fails
// as Apply does.
func Readable(p documents.Paper, marks []documents.Mark, texts []string) ([]Occurrence, error) {
	src := p.Bytes()
	gone, err := intervals(src, marks)
	if err != nil {
		return nil, err
	}
	stays := folded(src, gone)
	seen := map[string]bool{}
	var out []Occurrence
	for i, t := range texts {
		f := foldText(t)
		if f == "" || seen[f] {
			continue
		}
		seen[f] = true
		for _, s := range stays.find(f) {
			out = append(out, Occurrence{Span: s, Mark: i})
		}
	}
	slices.SortStableFunc(out, func(a, b Occurrence) int { return a.Start - b.Start })
	return out, nil
}
