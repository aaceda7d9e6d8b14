package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// figures counts what the program proposed and what people made of it, by kind
// of finding, in the order of the kinds.
func figures(js []judged) []workflow.ReviewFigure {
	at := map[documents.Label]*workflow.ReviewFigure{}
	for _, j := range js {
		f := at[j.Finding.Label]
		if f == nil {
			f = &workflow.ReviewFigure{Label: j.Finding.Label}
			at[j.Finding.Label] = f
		}
		switch {
		case j.Manual:
			f.ByHand++
			continue
		case j.Finding.Outcome == documents.Ask:
			f.Asked++
		default:
			f.Proposed++
		}
		if j.Auto {
			f.Auto++
		}
		switch {
		case j.Decision == Keep:
			f.Kept++
		case j.Decision == Redact && slices.Equal(j.Grounds, []documents.Ground{j.Finding.Ground}):
			f.Accepted++
		case j.Decision == Redact:
			f.Changed++
		}
	}
	var out []workflow.ReviewFigure
	for _, f := range at {
		out = append(out, *f)
	}
	slices.SortFunc(out, workflow.ReviewFigure.Compare)
	return out
}

// A Share is how much of the letters of a paper, of one of its sections or of a
// paragraph goes, in percent, rounded up: whatever goes counts.
type Share struct {
	Paper   workflow.PaperID
	Label   string // name of the paper, heading of the section, or first words of the paragraph
	Percent int
	Span    documents.Span // of a paragraph
	Nearly  bool           // a paragraph that goes nearly whole
}

// muchGoes is from which share on a section is named: above it a reader gets
// little, and the reviewer should ask whether all of it must go. A paragraph of
// nearlyLetters or more that loses nearlyGoes says nothing any more, and then an
// honest "this passage is withheld" may be better than a word that is left.
const (
	muchGoes      = 50
	nearlyGoes    = 80
	nearlyLetters = 40
)

// shares gives how much goes of each paper of our own, which sections lose
// more than half, and which paragraphs lose anything.
func (x *dossier) shares(js []judged) (papers, sections, paragraphs []Share) {
	for _, ref := range x.public() {
		p := x.texts[ref.ID].paper
		src := p.Bytes()
		gone := make([]bool, len(src))
		for _, m := range marks(js, ref.ID, false) {
			for i := max(0, m.Start); i < min(m.End, len(src)); i++ {
				gone[i] = true
			}
		}
		papers = append(papers, Share{Paper: ref.ID, Label: paperTitle(ref.ID, ref.Soort), Percent: percent(src, gone, documents.Span{End: len(src)})})
		for _, sec := range p.Sections() {
			if n := percent(src, gone, sec.Body); n > muchGoes {
				sections = append(sections, Share{Paper: ref.ID, Label: sec.Label, Percent: n})
			}
			for i, at := range paragraphsOf(src, sec.Body) {
				if n := percent(src, gone, at); n > 0 {
					paragraphs = append(paragraphs, Share{Paper: ref.ID, Label: fmt.Sprintf("%s, alinea %d", sec.Label, i+1), Percent: n, Span: at,
						Nearly: n >= nearlyGoes && letters(src[at.Start:at.End]) >= nearlyLetters})
				}
			}
		}
	}
	return papers, sections, paragraphs
}

// paragraphsOf gives the paragraphs within a span: what blank lines part.
func paragraphsOf(src []byte, in documents.Span) []documents.Span {
	var out []documents.Span
	start := -1
	for at := in.Start; at < in.End; {
		end := in.End
		if i := bytes.IndexByte(src[at:in.End], '\n'); i >= 0 {
			end = at + i + 1
		}
		switch blank := len(bytes.TrimSpace(src[at:end])) == 0; {
		case blank && start >= 0:
			out, start = append(out, documents.Span{Start: start, End: at}), -1
		case !blank && start < 0:
			start = at
		}
		at = end
	}
	if start >= 0 {
		out = append(out, documents.Span{Start: start, End: in.End})
	}
	return out
}

// letters counts the letters and digits of a text.
func letters(text []byte) int {
	n := 0
	for _, r := range string(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// percent gives which part of the letters and digits of a span goes.
func percent(src []byte, gone []bool, in documents.Span) int {
	all, out := 0, 0
	for i, r := range string(src[in.Start:in.End]) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		all++
		if gone[in.Start+i] {
			out++
		}
	}
	if all == 0 {
		return 0
	}
	return (100*out + all - 1) / all
}

// ReviewFigures sums what closed reviews counted, over every dossier whose marks
// the actor may see (the 500 newest), and gives over how many dossiers.
func (d *Desk) ReviewFigures(ctx context.Context, by workflow.Actor) ([]workflow.ReviewFigure, int, error) {
	list, err := d.book.Visible(ctx, reach(by), by.Person, journal.Filter{}, journal.Page{Size: 500})
	if err != nil {
		return nil, 0, fmt.Errorf("load what may be seen: %w", err)
	}
	total := map[documents.Label]workflow.ReviewFigure{}
	dossiers := 0
	for _, row := range list.Rows {
		x, err := d.fetch(ctx, row.ID)
		if errors.Is(err, ErrNotFound) || isDamaged(err) {
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		if len(x.state.Figures) == 0 || !d.explain(x.state, by, workflow.ActionSeeMarks).Allowed {
			continue
		}
		dossiers++
		for _, f := range x.state.Figures {
			total[f.Label] = f.Plus(total[f.Label])
		}
	}
	var out []workflow.ReviewFigure
	for _, f := range total {
		out = append(out, f)
	}
	slices.SortFunc(out, workflow.ReviewFigure.Compare)
	return out, dossiers, nil
}

// previewed stores what would go out as it was proposed when the bewindspersoon
// decided: who decides on a paper decides knowing what of it becomes public.
func (b *changing) previewed(ctx context.Context) (documents.Digest, error) {
	js, _, err := b.judgements(ctx, b.x)
	if err != nil {
		return documents.Digest{}, err
	}
	var kept []keptReading
	for _, ref := range b.x.written() {
		kept = append(kept, keptReading{Paper: ref.ID, Marks: marks(js, ref.ID, true)})
	}
	data, err := json.Marshal(kept)
	if err != nil {
		return documents.Digest{}, fmt.Errorf("write what was previewed: %w", err)
	}
	return b.store(soortReading, data)
}

// A Since is a place on which the review decided otherwise than the preview that
// went with the besluit.
type Since struct {
	Paper         workflow.PaperID
	Name          string
	Text          string
	Before, After string
	Then, Now     []documents.Ground // nil: it stays
}

// SinceBesluit lists what the review changed since the besluit, for who may see
// marks. Without a preview that went with the besluit, it gives none and false.
// The second reader who reads for himself is shown nothing of it.
func (d *Desk) SinceBesluit(ctx context.Context, by workflow.Actor, id workflow.DossierID) ([]Since, bool, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return nil, false, err
	}
	if x.state.Preview.IsZero() || !d.explain(x.state, by, workflow.ActionSeeMarks).Allowed || d.readsApart(x, by) {
		return nil, false, nil
	}
	p, err := d.book.Paper(ctx, x.state.Preview)
	if err != nil {
		return nil, false, fmt.Errorf("load what was previewed: %w", err)
	}
	var kept []keptReading
	if err := json.Unmarshal(p.Bytes, &kept); err != nil {
		return nil, false, fmt.Errorf("read what was previewed: %w", err)
	}
	js, _, err := d.judgements(ctx, x)
	if err != nil {
		return nil, false, err
	}
	var out []Since
	for _, k := range kept {
		ref, there := x.papers.Find(k.Paper)
		if !there {
			continue
		}
		now, frozen, err := d.frozenMarks(ctx, x, k.Paper)
		if err != nil {
			return nil, false, err
		}
		if !frozen {
			now = marks(js, k.Paper, true)
		}
		text := x.texts[k.Paper].paper.Bytes()
		apart, _ := compare(k.Paper, text, k.Marks, now)
		for _, c := range apart {
			if c.span.End > len(text) {
				continue // of a paper that lay there before
			}
			s := Since{Paper: k.Paper, Name: paperTitle(ref.ID, ref.Soort), Text: string(text[c.span.Start:c.span.End])}
			s.Before, s.After = around(text, c.span)
			s.Then, s.Now = groundsOf(c.first), groundsOf(c.second)
			out = append(out, s)
		}
	}
	return out, true, nil
}

// groundsOf gives every ground of marks once.
func groundsOf(ms []documents.Mark) []documents.Ground {
	var out []documents.Ground
	for _, m := range ms {
		for _, g := range m.Grounds {
			if !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	}
	return out
}
