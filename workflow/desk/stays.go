package desk

import (
	"context"
	"fmt"
	"slices"

	"paraaf/documents"
	"paraaf/documents/gate"
	"paraaf/documents/redact"
	"paraaf/workflow"
)

// What must stay readable. A ministry keeps a register of terms that are not
// taken out, whoever judges: it comes in force when a second person confirmed
// it, is held against every mark, and in the end against the finished files.

// settingProposed is the kind of a register that waits for a second person.
const settingProposed = "blijft-voorstel"

// checkStays reads {"blijft":{"ministerie":…,"termen":[…]}}.
func (c *Checked) checkStays(src []byte, o workflow.Organisations) error {
	part, err := onlyPart(src, SettingStays)
	if err != nil {
		return err
	}
	if c.stays, err = workflow.ParseStays(part); err != nil {
		return err
	}
	if len(o) > 0 && !slices.ContainsFunc(o, func(h workflow.Organisation) bool { return h.ID == c.stays.House }) {
		return fmt.Errorf("blijft: er is hier geen ministerie %q", c.stays.House)
	}
	c.Name = string(c.stays.House)
	c.Says = []string{plural(len(c.stays.Terms), "term die leesbaar blijft", "termen die leesbaar blijven")}
	return nil
}

// checkEffort reads {"wegen":[{"soort":…,"weg":…,"van":…,"waarom":…}]}.
func (c *Checked) checkEffort(src []byte) error {
	part, err := onlyPart(src, SettingEffort)
	if err != nil {
		return err
	}
	if c.effort, err = workflow.ParseEffort(part); err != nil {
		return err
	}
	for _, r := range c.effort {
		c.Says = append(c.Says, fmt.Sprintf("%s: %s, vanaf %s", r.Label, r.Effort, r.From))
	}
	return nil
}

// ConfirmSetting brings the register in force that another loaded, with the
// number n that was on the screen. It fails with *Faulty for who loaded it,
// ErrStale when another was loaded since, and ErrNotFound for who may not and
// where nothing waits.
func (d *Desk) ConfirmSetting(ctx context.Context, ask Ask, name string, n int64) error {
	all, err := d.SettingVersions(ctx, ask.Actor, settingProposed, name)
	switch {
	case err != nil:
		return err
	case all[0].N != n:
		return ErrStale
	case !all[0].Waits || len(all[0].Bytes) == 0:
		return ErrNotFound
	case d.same(all[0].By, ask.Actor.Person):
		return &Faulty{[]string{"U hebt dit register zelf geladen. Een tweede beheerder bevestigt het."}}
	}
	o, err := d.organisations(ctx)
	if err != nil {
		return err
	}
	if _, err := CheckSetting(SettingStays, all[0].Bytes, o); err != nil {
		return &Faulty{[]string{err.Error()}}
	}
	return d.bringIn(ctx, ask, SettingStays, name, all[0].Bytes)
}

// stays gives the terms that stay readable in what the ministry of x publishes
// today.
func (d *Desk) stays(x *dossier) []workflow.StayTerm {
	return d.now.Load().stays[x.state.Organisation.Ministry()].On(d.today())
}

// A Staying is one place of a term that must stay readable.
type Staying struct {
	Paper workflow.PaperID
	Name  string // of the paper
	Span  documents.Span
	Term  workflow.StayTerm
	Taken bool // a mark, or a proposal that nobody answered, takes it
}

// staying gives every place of every term, in the order of the papers.
func (d *Desk) staying(x *dossier, js []judged) []Staying {
	terms := d.stays(x)
	if len(terms) == 0 {
		return nil
	}
	var out []Staying
	for _, ref := range x.judgedPapers() {
		text, taken := x.texts[ref.ID].paper.Bytes(), marks(js, ref.ID, true)
		at := len(out)
		for _, t := range terms {
			for _, span := range redact.Stands(text, t.Text) {
				out = append(out, Staying{Paper: ref.ID, Name: paperTitle(ref.ID, ref.Soort), Span: span, Term: t,
					Taken: slices.ContainsFunc(taken, func(m documents.Mark) bool { return m.Overlaps(span) })})
			}
		}
		slices.SortStableFunc(out[at:], func(a, b Staying) int { return a.Span.Start - b.Span.Start })
	}
	return out
}

// takenTerms gives the places of terms that answers take out.
func (d *Desk) takenTerms(x *dossier, js []judged) []Staying {
	decided := slices.DeleteFunc(slices.Clone(js), func(j judged) bool { return j.Decision != Redact })
	return slices.DeleteFunc(d.staying(x, decided), func(s Staying) bool { return !s.Taken })
}

// keepsTerms refuses a step that takes out what must stay readable. What was
// taken before the register said so is asked when the review closes, so that
// it can be mended one at a time.
func (d *Desk) keepsTerms(x *dossier, before, after []judged) error {
	was := d.takenTerms(x, before)
	for _, s := range d.takenTerms(x, after) {
		if !slices.ContainsFunc(was, func(o Staying) bool { return o.Paper == s.Paper && o.Span == s.Span }) {
			return &workflow.Refusal{Rule: "R12", Text: fmt.Sprintf("‘%s’ staat in het register van wat leesbaar blijft: %s Laat die woorden staan. Moet het toch weg, vraag dan de beheerder het register te wijzigen.", s.Term.Text, sentence(s.Term.Why))}
		}
	}
	return nil
}

// sentence ends a text with a full stop.
func sentence(s string) string {
	if n := len(s); n > 0 && s[n-1] != '.' {
		return s + "."
	}
	return s
}

// lacking gives which terms that stand in a paper are not to be read in its
// finished files.
func (d *Desk) lacking(x *dossier, made []gate.Artefact) ([]gate.Leak, error) {
	terms := d.stays(x)
	if len(terms) == 0 {
		return nil, nil
	}
	lost := make([][]gate.Leak, len(made))
	err := together(len(made), func(i int) error {
		m := made[i]
		ref, ours := x.public().Find(workflow.PaperID(m.Paper))
		if !ours {
			return nil // of an annex the pages are looked at by people
		}
		p := x.texts[ref.ID].paper
		var words []string
		for _, t := range terms {
			stands := redact.Stands(p.Bytes(), t.Text)
			if slices.ContainsFunc(p.Sections(), func(s documents.Section) bool {
				return slices.ContainsFunc(stands, func(at documents.Span) bool { return s.Body.Contains(at) })
			}) {
				words = append(words, t.Text)
			}
		}
		gone, err := gate.Lacks(m.Name, m.Data, words)
		for _, w := range gone {
			lost[i] = append(lost[i], gate.Leak{File: m.Name, Where: gate.InText, What: WhatLacks, Detail: w})
		}
		return err
	})
	return slices.Concat(lost...), err
}

// WhatLacks is what a leak is called that is none: a term of the register that
// should be there and is not; its Detail is the term.
const WhatLacks = "ontbreekt"
