package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"paraaf/documents"
	"paraaf/documents/redact"
	"paraaf/workflow"
)

// marksDraft is the working text that holds the judgements of a dossier.
const marksDraft workflow.PaperID = "lakken"

// A judged is a judgement as it is kept between two visits: with the text it
// was made on, so that it moves along when the paper is edited. It lies in the
// drafts only; what is frozen are marks, which are spans.
type judged struct {
	Judgement
	Text string `json:"text"`
	Nth  int    `json:"nth"` // which occurrence of Text in the paper, from 0
}

// Review gives the work on the public version: what the detector proposes on
// the papers as they lie there, with every answer given so far.
func (d *Desk) Review(ctx context.Context, by workflow.Actor, id workflow.DossierID) (Review, error) {
	if n := ExerciseNumber(id); n > 0 {
		x, v, err := d.exercising(ctx, by, n)
		if err != nil {
			return Review{}, err
		}
		return d.reviewed(ctx, v, x)
	}
	v, x, err := d.view(ctx, by, id)
	if err != nil {
		return Review{}, err
	}
	if !d.explain(x.state, by, workflow.ActionSeeMarks).Allowed {
		return Review{}, ErrNotFound
	}
	apart := d.readsApart(x, by)
	r, err := d.reviewed(ctx, v, x)
	r.Apart = apart
	return r, err
}

// reviewed gives the work on x as it stands.
func (d *Desk) reviewed(ctx context.Context, v View, x *dossier) (Review, error) {
	js, version, err := d.judgements(ctx, x)
	if err != nil {
		return Review{}, err
	}
	r := Review{View: v, Version: version, Grounds: workflow.GroundsFor(x.state.Publication(), d.today())}
	leafOf, err := d.leaves(ctx, x)
	if err != nil {
		return Review{}, err
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return Review{}, err
	}
	for _, j := range js {
		j.Page = leafOf(j)
		if j.Decision == Undecided {
			r.Undecided++
		}
		j.Comments = slices.Clone(j.Comments)
		for i := range j.Comments {
			j.Comments[i].Name = dir.person(ctx, j.Comments[i].By)
		}
		r.Judgements = append(r.Judgements, j.Judgement)
	}
	r.Groups = groups(js)
	for i := range r.Groups {
		r.Groups[i].Effort = d.effortOf(js, r.Groups[i])
	}
	r.Shares, r.Much, r.Paragraphs = x.shares(js)
	r.Stays = d.staying(x, js)
	if r.Readable, err = x.readable(js); err != nil {
		return Review{}, err
	}
	if r.CanUndo, r.CanRedo, err = d.steps(ctx, x); err != nil {
		return Review{}, err
	}
	for _, ref := range x.judgedPapers() {
		t := x.texts[ref.ID]
		r.Texts = append(r.Texts, ReviewText{Paper: ref.ID, Name: paperTitle(ref.ID, ref.Soort), Content: t.paper, Annex: ref.Soort == documents.SoortBijlage})
	}
	if r.Unseen, err = d.unseenPages(ctx, x); err != nil {
		return Review{}, err
	}
	return r, nil
}

// judgements joins what the detector finds now with the answers given before.
// An answer belongs to a stretch of text, not to an offset: it is found again
// by the text and by which occurrence it was.
func (d *Desk) judgements(ctx context.Context, x *dossier) ([]judged, int, error) {
	stored, version, err := d.storedJudgements(ctx, x)
	if err != nil {
		return nil, 0, err
	}
	if err := d.layAnnexes(ctx, x); err != nil {
		return nil, 0, err
	}
	papers := x.judgedPapers()
	texts := make([][]byte, len(papers))
	for i, ref := range papers {
		texts[i] = x.texts[ref.ID].paper.Bytes()
	}
	var all []judged
	for i, found := range d.detect(ctx, texts) {
		if papers[i].Soort != documents.SoortBijlage {
			if found, err = askPictures(x.texts[papers[i].ID].paper, found); err != nil {
				return nil, 0, err
			}
		}
		for _, f := range found {
			j := anchor(papers[i].ID, texts[i], f)
			if k := slices.IndexFunc(stored, func(s judged) bool { return s.same(j) }); k >= 0 {
				old := stored[k]
				stored = slices.Delete(stored, k, k+1)
				j.ID, j.Decision, j.Grounds, j.Motivering, j.By, j.Comments = old.ID, old.Decision, old.Grounds, old.Motivering, old.By, old.Comments
				if old.Auto { // asked again: the rules may be others now
					j.Decision, j.Grounds = Undecided, []documents.Ground{f.Ground}
				}
			} else {
				j.ID = identify(j)
			}
			all = append(all, j)
		}
	}
	d.automatic(all)
	for _, s := range stored { // by hand, or found by an earlier release
		i := slices.IndexFunc(papers, func(r workflow.PaperRef) bool { return r.ID == s.Paper })
		if i < 0 || s.Decision == Undecided && len(s.Comments) == 0 {
			continue
		}
		at := nth(texts[i], s.Text, s.Nth)
		if at < 0 {
			continue // the text it was about is gone
		}
		s.Finding.Span = documents.Span{Start: at, End: at + len(s.Text)}
		all = append(all, s)
	}
	all = slices.DeleteFunc(all, func(j judged) bool { return !x.state.Made(j.Paper) })
	slices.SortStableFunc(all, func(a, b judged) int {
		if a.Paper != b.Paper {
			return slices.IndexFunc(papers, func(r workflow.PaperRef) bool { return r.ID == a.Paper }) -
				slices.IndexFunc(papers, func(r workflow.PaperRef) bool { return r.ID == b.Paper })
		}
		return a.Finding.Start - b.Finding.Start
	})
	return all, version, nil
}

func (d *Desk) storedJudgements(ctx context.Context, x *dossier) ([]judged, int, error) {
	draft, err := d.draft(ctx, x.history.ID, x.work())
	if err != nil {
		return nil, 0, fmt.Errorf("load judgements: %w", err)
	}
	w, err := readWork(draft.Bytes)
	if err != nil {
		return nil, 0, err
	}
	return w.Judged, draft.Version, nil
}

// anchor makes an undecided judgement of a finding.
func anchor(paper workflow.PaperID, text []byte, f documents.Finding) judged {
	s := string(text[f.Start:f.End])
	return judged{
		Judgement: Judgement{Paper: paper, Finding: f, Grounds: []documents.Ground{f.Ground}},
		Text:      s,
		Nth:       strings.Count(string(text[:f.Start]), s),
	}
}

// same reports whether two judgements are about the same stretch of text.
func (j judged) same(k judged) bool {
	return j.Paper == k.Paper && j.Text == k.Text && j.Nth == k.Nth
}

// identify names a judgement by place, so that a form can say which it means.
// It is no digest of the text: an identifier stands in pages and forms.
func identify(j judged) string {
	return string(j.Paper) + "-" + strconv.Itoa(j.Finding.Start) + "-" + strconv.Itoa(j.Finding.End)
}

// nth gives the offset of the n-th occurrence of s in text, from 0, or of the
// last one when there are fewer, or -1 when there is none.
func nth(text []byte, s string, n int) int {
	at := -1
	for from := 0; n >= 0; n-- {
		i := strings.Index(string(text[from:]), s)
		if i < 0 {
			break
		}
		at = from + i
		from = at + len(s)
	}
	return at
}

// groups gathers the judgements about one person or one string, in the order
// in which they first appear.
func groups(js []judged) []Group {
	var out []Group
	index := map[string]int{}
	for n, key := range joined(js) {
		j := js[n]
		i, known := index[key]
		if !known {
			i = len(out)
			index[key] = i
			out = append(out, Group{ID: key, Label: j.Finding.Label, Outcome: j.Finding.Outcome,
				Ground: j.Finding.Ground, Why: j.Finding.Why, Decision: j.Decision})
		}
		g := &out[i]
		g.Count++
		g.IDs = append(g.IDs, j.ID)
		if len(j.Text) > len(g.Text) {
			g.Text = j.Text
		}
		if g.Decision != j.Decision {
			g.Mixed = true
		}
	}
	return out
}

// Judge records answers of the reviewer: by ID for what was found, without ID
// for what is marked by hand. It gives the new version of the work, a
// *Conflict when somebody else saved in between, or a *workflow.Refusal for a
// ground that this publication does not allow.
func (d *Desk) Judge(ctx context.Context, ask Ask, id workflow.DossierID, version int, changes []Judgement) (int, error) {
	x, js, err := d.judging(ctx, ask, id, version)
	if err != nil {
		return 0, err
	}
	if err := d.askedEach(js, changes); err != nil {
		return 0, err
	}
	return d.answer(ctx, ask, x, version, js, changes)
}

// answer puts answers in their places and keeps them as one step.
func (d *Desk) answer(ctx context.Context, ask Ask, x *dossier, version int, js []judged, changes []Judgement) (int, error) {
	before := slices.Clone(js)
	var err error
	for _, c := range changes {
		if i := slices.IndexFunc(js, func(j judged) bool { return j.ID == c.ID }); i >= 0 && len(c.Grounds) == 0 {
			c.Grounds = js[i].Grounds // what was proposed, or chosen before
		}
		if c.Decision == Redact {
			if err := d.checkMark(x, js, c); err != nil {
				return 0, err
			}
		}
		if js, err = judge(x, js, c, ask.Actor.Person); err != nil {
			return 0, err
		}
	}
	return d.keepWork(ctx, ask, x, version, before, js)
}

// checkMark is what R12 asks of one mark: grounds that this publication allows,
// with the reasoning they ask for, and 5.1.5 beside no other ground for the
// same words.
func (d *Desk) checkMark(x *dossier, js []judged, c Judgement) error {
	if i := slices.IndexFunc(js, func(j judged) bool { return c.ID != "" && j.ID == c.ID }); i >= 0 {
		c.Paper, c.Finding.Span = js[i].Paper, js[i].Finding.Span
	}
	kind, dated := x.state.Publication(), documents.Date{}
	if t, there := x.texts[c.Paper]; there {
		dated = paperDate(t.paper)
	}
	if why := workflow.CheckMark(kind, d.today(), c.Grounds, c.Motivering, dated); why != "" {
		return &workflow.Refusal{Rule: "R12", Text: why}
	}
	for _, j := range js {
		if j.Decision != Redact || j.ID == c.ID || j.Paper != c.Paper || !j.Finding.Overlaps(c.Finding.Span) {
			continue
		}
		if why := workflow.CheckGrounds(kind, d.today(), append(slices.Clone(j.Grounds), c.Grounds...)); why != "" {
			return &workflow.Refusal{Rule: "R12", Text: why}
		}
	}
	return nil
}

// paperDate is the day that a paper bears, or none.
func paperDate(p documents.Paper) documents.Date {
	switch p.Soort() {
	case documents.SoortNota:
		return documents.Nota{Paper: p}.Datum()
	case documents.SoortKamerbrief:
		return documents.Kamerbrief{Paper: p}.Datum()
	}
	return documents.Date{}
}

// Comment adds a remark to findings of the review, for colleagues. It fails as
// Judge does, and with a *workflow.Refusal for one without words.
func (d *Desk) Comment(ctx context.Context, ask Ask, id workflow.DossierID, version int, findings []string, text string) (int, error) {
	x, js, err := d.judging(ctx, ask, id, version)
	if err != nil {
		return 0, err
	}
	if text = strings.TrimSpace(text); text == "" || len(text) > maxComment {
		return 0, &workflow.Refusal{Rule: "R12", Text: "Schrijf uw opmerking in ten hoogste 2000 tekens."}
	}
	before := slices.Clone(js)
	said := 0
	for i := range js {
		if slices.Contains(findings, js[i].ID) {
			js[i].Comments = append(slices.Clone(js[i].Comments), MarkComment{By: ask.Actor.Person, At: d.clock(), Text: text})
			said++
			break // a group is one subject: the remark stands at its first place
		}
	}
	if said == 0 {
		return 0, &Conflict{}
	}
	return d.keepWork(ctx, ask, x, version, before, js)
}

// maxComment is how long a comment may be, in bytes.
const maxComment = 2000

// judge puts one answer in its place.
func judge(x *dossier, js []judged, c Judgement, by workflow.PersonID) ([]judged, error) {
	if c.ID != "" {
		i := slices.IndexFunc(js, func(j judged) bool { return j.ID == c.ID })
		if i < 0 {
			return nil, &Conflict{}
		}
		js[i].Decision, js[i].Grounds, js[i].Motivering, js[i].By, js[i].Auto = c.Decision, c.Grounds, c.Motivering, by, false
		if js[i].Manual && c.Decision != Redact {
			return slices.Delete(js, i, i+1), nil
		}
		return js, nil
	}
	t, there := x.texts[c.Paper]
	if !there {
		return nil, ErrNotFound
	}
	span := c.Finding.Span
	if span.Start < 0 || span.End > len(t.paper.Bytes()) || span.Start >= span.End {
		return nil, &workflow.Refusal{Rule: "R12", Text: "De selectie valt buiten het stuk. Selecteer de tekst opnieuw."}
	}
	c.Finding.Label, c.Finding.Outcome, c.Finding.Certainty, c.Finding.Rule = manualLabel, documents.Propose, 1, "met de hand"
	c.Finding.Why = "Met de hand gemarkeerd."
	if len(c.Grounds) > 0 {
		c.Finding.Ground = c.Grounds[0]
	}
	j := anchor(c.Paper, t.paper.Bytes(), c.Finding)
	j.Manual, j.Decision, j.Grounds, j.Motivering, j.By = true, Redact, c.Grounds, c.Motivering, by
	j.ID = "hand-" + identify(j)
	return append(js, j), nil
}

// manualLabel is the label of what a human marked: it need not be personal data.
const manualLabel documents.Label = "MANUAL"

// marks gives the marks of one paper that follow from the answers: what is to
// be redacted, and what is still undecided but proposed, when all is true.
func marks(js []judged, paper workflow.PaperID, undecided bool) []documents.Mark {
	var out []documents.Mark
	for _, j := range js {
		if j.Paper != paper {
			continue
		}
		if j.Decision == Redact || undecided && j.Decision == Undecided && j.Finding.Outcome == documents.Propose {
			out = append(out, documents.Mark{Span: j.Finding.Span, Grounds: j.Grounds, Group: j.Finding.Group, Motivering: j.Motivering})
		}
	}
	return out
}

// Preview gives what the public would get of one paper, with the date that is set
// for the letter and the marks as they lie there: confirmed ones once the review is closed, otherwise the answers
// so far with every proposal that nobody has answered yet.
func (d *Desk) Preview(ctx context.Context, by workflow.Actor, id workflow.DossierID, paper workflow.PaperID) (redact.Public, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return redact.Public{}, err
	}
	// Before the besluit it shows what is being hidden: not for all who read.
	if !d.explain(x.state, by, workflow.ActionSeeDossier).Allowed || !d.explain(x.state, by, workflow.ActionSeePublic).Allowed {
		return redact.Public{}, ErrNotFound
	}
	_, there := x.texts[paper]
	if ref, _ := x.papers.Find(paper); !there || ref.Soort == documents.SoortBijlage {
		return redact.Public{}, ErrNotFound
	}
	if x.state.IsNietOpenbaar(paper) {
		return redact.Public{}, &workflow.Refusal{Rule: "R27", Text: "Van dit stuk wordt niets openbaar."}
	}
	var ms []documents.Mark
	frozen := false
	if !d.readsApart(x, by) {
		if ms, frozen, err = d.frozenMarks(ctx, x, paper); err != nil {
			return redact.Public{}, err
		}
	}
	if !frozen {
		js, _, err := d.judgements(ctx, x)
		if err != nil {
			return redact.Public{}, err
		}
		ms = marks(js, paper, true)
	}
	return redact.Apply(x.leaving(paper, ms))
}

// frozenMarks gives the marks that the closed review fixed for a paper.
func (d *Desk) frozenMarks(ctx context.Context, x *dossier, paper workflow.PaperID) ([]documents.Mark, bool, error) {
	if x.state.Reviewer == "" {
		return nil, false, nil
	}
	for _, m := range x.state.Marks {
		if m.Paper != paper {
			continue
		}
		ms, err := d.storedMarks(ctx, m.Marks)
		return ms, err == nil, err
	}
	return nil, true, nil
}
