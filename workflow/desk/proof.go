package desk

import (
	"context"

	"paraaf/documents"
	"paraaf/workflow"
)

// A Proof is what the program would say of a text that is being written, if it
// were kept.
type Proof struct {
	Paper   documents.Paper // the whole paper with the text in it
	Remarks []documents.Remark
	// Judgements are what of the text would go, with what was decided before;
	// empty for who does not see marks.
	Judgements []Judgement
}

// ProveSection gives the remarks that touch one section of a paper as it would
// be with this body, cross-checks with the rest of the set included. Nothing is
// kept and nobody else sees the text. It fails as SaveSection does, save for a
// conflict: whoever writes may look at his own text at any time.
func (d *Desk) ProveSection(ctx context.Context, by workflow.Actor, id workflow.DossierID, paper workflow.PaperID, key documents.SectionKey, body string) (Proof, error) {
	return d.prove(ctx, by, id, paper, func(p documents.Paper) (documents.Paper, bool) {
		if _, there := p.Section(key); !there {
			return p, false
		}
		return p.SetSection(key, body), true
	}, func(p documents.Paper) documents.Span {
		s, _ := p.Section(key)
		return documents.Span{Start: s.Heading.Start, End: s.Body.End}
	})
}

// ProveField is ProveSection for a field of the head.
func (d *Desk) ProveField(ctx context.Context, by workflow.Actor, id workflow.DossierID, paper workflow.PaperID, field documents.Field, value string) (Proof, error) {
	return d.prove(ctx, by, id, paper, func(p documents.Paper) (documents.Paper, bool) {
		if _, there := p.Field(field); !there {
			return p, false
		}
		return p.Set(field, value), true
	}, func(p documents.Paper) documents.Span {
		f, _ := p.Field(field)
		return documents.Span{Start: f.Label.Start, End: max(f.Label.End, f.Value.End)}
	})
}

// prove reads the set with one text changed.
func (d *Desk) prove(ctx context.Context, by workflow.Actor, id workflow.DossierID, paper workflow.PaperID,
	change func(documents.Paper) (documents.Paper, bool), where func(documents.Paper) documents.Span) (Proof, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return Proof{}, err
	}
	t, there := x.texts[paper]
	if c := d.May(x.state, by, d.clock(), workflow.Revise{Papers: x.papers}); !c.Allowed {
		return Proof{}, &workflow.Refusal{Rule: c.Rule, Text: c.Why}
	}
	if !there {
		return Proof{}, ErrNotFound
	}
	p, there := change(t.paper)
	if !there {
		return Proof{}, ErrNotFound
	}
	if err := documents.Check(p.Bytes()); err != nil {
		return Proof{}, err
	}
	if err := showable(p); err != nil {
		return Proof{}, err
	}
	t.paper = p
	x.texts[paper] = t
	out, at := Proof{Paper: p}, where(p)
	known, err := d.circumstances(ctx, x)
	if err != nil {
		return Proof{}, err
	}
	silent, err := d.silenced(ctx, by, x)
	if err != nil {
		return Proof{}, err
	}
	for _, r := range documents.Lint(x.set(), known) {
		if _, hidden := silent[r.Code]; hidden && r.Severity == documents.SeverityHint {
			continue
		}
		own := x.papers[r.Paper].ID == paper && touches(at, r.Span)
		other := r.Other != nil && x.papers[r.Other.Paper].ID == paper && touches(at, r.Other.Span)
		if own || other {
			out.Remarks = append(out.Remarks, r)
		}
	}
	if !d.explain(x.state, by, workflow.ActionSeeMarks).Allowed {
		return out, nil
	}
	js, _, err := d.judgements(ctx, x) // of the whole set: a name of another paper goes here too
	if err != nil {
		return Proof{}, err
	}
	for _, j := range js {
		if j.Paper == paper && touches(at, j.Finding.Span) {
			out.Judgements = append(out.Judgements, j.Judgement)
		}
	}
	return out, nil
}

// touches reports whether a span lies in or over a stretch of the paper; an
// empty span is the place where something is missing.
func touches(at, s documents.Span) bool {
	return at.Start <= s.Start && s.End <= at.End || s.Start < at.End && at.Start < s.End
}
