package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"paraaf/documents"
	"paraaf/documents/redact"
	"paraaf/workflow"
)

// A reviewWork is what the draft of a review holds: the answers, and the steps
// that led to them, so that a step can be taken back on any screen.
type reviewWork struct {
	Judged []judged     `json:"judged"`
	Undo   []reviewStep `json:"undo,omitempty"` // the last one is undone first
	Redo   []reviewStep `json:"redo,omitempty"` // the last one is redone first
	// Exercise is of an exercise alone.
	Exercise *exerciseWork `json:"exercise,omitempty"`
}

// A reviewStep is one change of the answers: what it replaced, and by what.
type reviewStep struct {
	Before []judged `json:"before,omitempty"`
	After  []judged `json:"after,omitempty"`
}

// maxSteps bounds what is kept to take back: a review has tens of decisions,
// and the draft is written whole every time.
const maxSteps = 100

// readWork reads a draft, also one of the time before steps were kept.
func readWork(data []byte) (reviewWork, error) {
	var w reviewWork
	if len(data) == 0 {
		return w, nil
	}
	into := any(&w)
	if data[0] == '[' {
		into = &w.Judged
	}
	if err := json.Unmarshal(data, into); err != nil {
		return reviewWork{}, fmt.Errorf("read judgements: %w", err)
	}
	return w, nil
}

// stepBetween gives what changed from one set of answers to the next.
func stepBetween(before, after []judged) reviewStep {
	var s reviewStep
	lacks := func(js []judged, j judged) bool {
		return !slices.ContainsFunc(js, func(k judged) bool { return k.same(j) && k.answers(j) })
	}
	for _, j := range before {
		if lacks(after, j) {
			s.Before = append(s.Before, j)
		}
	}
	for _, j := range after {
		if lacks(before, j) {
			s.After = append(s.After, j)
		}
	}
	return s
}

// answers reports whether two judgements say the same.
func (j judged) answers(k judged) bool {
	return j.Decision == k.Decision && slices.Equal(j.Grounds, k.Grounds) && j.Motivering == k.Motivering && j.Manual == k.Manual && len(j.Comments) == len(k.Comments)
}

// exchange takes the answers out that are in from, and puts those of to in.
func exchange(js, from, to []judged) []judged {
	js = slices.DeleteFunc(slices.Clone(js), func(j judged) bool {
		return slices.ContainsFunc(from, j.same) || slices.ContainsFunc(to, j.same)
	})
	return append(js, to...)
}

// keepWork saves the answers as they became, as one step that can be undone.
func (d *Desk) keepWork(ctx context.Context, ask Ask, x *dossier, version int, before, after []judged) (int, error) {
	if err := d.keepsTerms(x, before, after); err != nil {
		return 0, err
	}
	draft, err := d.draft(ctx, x.history.ID, x.work())
	if err != nil {
		return 0, fmt.Errorf("load judgements: %w", err)
	}
	w, err := readWork(draft.Bytes)
	if err != nil {
		return 0, err
	}
	w.Judged = after
	if s := stepBetween(before, after); len(s.Before)+len(s.After) > 0 {
		w.Undo, w.Redo = append(w.Undo, s), nil
		w.Undo = w.Undo[max(0, len(w.Undo)-maxSteps):]
	}
	return d.saveWork(ctx, ask, x, version, w)
}

func (d *Desk) saveWork(ctx context.Context, ask Ask, x *dossier, version int, w reviewWork) (int, error) {
	if w.Exercise != nil && w.Exercise.Measured == nil {
		w.Exercise.works(d.clock())
	}
	data, err := json.Marshal(w)
	if err != nil {
		return 0, fmt.Errorf("write judgements: %w", err)
	}
	return d.saveDraft(ctx, ask, x, x.work(), version, "judgements", data)
}

// steps reports whether there is a step to take back, and one to make again.
func (d *Desk) steps(ctx context.Context, x *dossier) (undo, redo bool, err error) {
	draft, err := d.draft(ctx, x.history.ID, x.work())
	if err != nil {
		return false, false, fmt.Errorf("load judgements: %w", err)
	}
	w, err := readWork(draft.Bytes)
	return len(w.Undo) > 0, len(w.Redo) > 0, err
}

// Retrace takes the last step of the review back or, when forward, makes the
// step again that was taken back last. It gives the new version of the work,
// and fails as Judge does; with nothing to take back it is a *workflow.Refusal.
func (d *Desk) Retrace(ctx context.Context, ask Ask, id workflow.DossierID, version int, forward bool) (int, error) {
	x, js, err := d.judging(ctx, ask, id, version)
	if err != nil {
		return 0, err
	}
	draft, err := d.draft(ctx, x.history.ID, x.work())
	if err != nil {
		return 0, fmt.Errorf("load judgements: %w", err)
	}
	w, err := readWork(draft.Bytes)
	if err != nil {
		return 0, err
	}
	from, onto := &w.Undo, &w.Redo
	if forward {
		from, onto = &w.Redo, &w.Undo
	}
	if len(*from) == 0 {
		return 0, &workflow.Refusal{Rule: "R12", Text: "Er is geen stap om terug te nemen of opnieuw te doen. Kijk wat er nu staat."}
	}
	s := (*from)[len(*from)-1]
	*from, *onto = (*from)[:len(*from)-1], append(*onto, s)
	if forward {
		w.Judged = exchange(js, s.Before, s.After)
	} else {
		w.Judged = exchange(js, s.After, s.Before)
	}
	return d.saveWork(ctx, ask, x, version, w)
}

// toJudge gives a dossier that the actor may see, or his own exercise.
func (d *Desk) toJudge(ctx context.Context, by workflow.Actor, id workflow.DossierID) (*dossier, error) {
	if n := ExerciseNumber(id); n > 0 {
		x, _, err := d.exercising(ctx, by, n)
		return x, err
	}
	return d.load(ctx, by, id)
}

// judging gives the answers to who may change them, at the version he saw.
func (d *Desk) judging(ctx context.Context, ask Ask, id workflow.DossierID, version int) (*dossier, []judged, error) {
	x, err := d.toJudge(ctx, ask.Actor, id)
	if err != nil {
		return nil, nil, err
	}
	var wish workflow.Command = workflow.SetMarks{Paper: PaperNota, Marks: documents.DigestOf(nil)}
	if x.exercise == 0 && d.readsApart(x, ask.Actor) {
		wish = workflow.CloseSecondReading{Seen: x.state.MarksDigest(), Answers: documents.DigestOf(nil)}
	}
	if c := d.May(x.state, ask.Actor, d.clock(), wish); !c.Allowed {
		return nil, nil, &workflow.Refusal{Rule: c.Rule, Text: c.Why}
	}
	js, stands, err := d.judgements(ctx, x)
	if err != nil {
		return nil, nil, err
	}
	if stands != version {
		return nil, nil, &Conflict{Version: stands}
	}
	return x, js, nil
}

// A Readable is a place where the public version still shows what is redacted
// somewhere else in the dossier.
type Readable struct {
	Paper workflow.PaperID
	Name  string // of the paper
	Span  documents.Span
	Text  string
	Kept  bool // somebody decided that it stays here

	like int // index of a judgement about the same text
}

// readable gives those places, in the order of the papers.
func (x *dossier) readable(js []judged) ([]Readable, error) {
	var texts []string
	var from []int
	for i, j := range js {
		if j.Decision == Redact {
			texts, from = append(texts, j.Text), append(from, i)
		}
	}
	var out []Readable
	for _, ref := range x.judgedPapers() {
		p := x.texts[ref.ID].paper
		found, err := redact.Readable(p, marks(js, ref.ID, false), texts)
		if err != nil {
			return nil, fmt.Errorf("read what stays of %s: %w", ref.ID, err)
		}
		for _, f := range found {
			r := Readable{Paper: ref.ID, Name: paperTitle(ref.ID, ref.Soort), Span: f.Span, Text: string(p.Bytes()[f.Start:f.End]), like: from[f.Mark]}
			open := false
			for _, j := range js {
				if j.Paper == ref.ID && j.Finding.Contains(f.Span) {
					open = open || j.Decision == Undecided
					r.Kept = r.Kept || j.Decision == Keep
				}
			}
			if !open { // what is still to be judged is in the list of findings
				out = append(out, r)
			}
		}
	}
	return out, nil
}

// RedactReadable redacts every place that Review lists as still readable, on
// the ground of the place it is like. It fails as Judge does.
func (d *Desk) RedactReadable(ctx context.Context, ask Ask, id workflow.DossierID, version int) (int, error) {
	x, js, err := d.judging(ctx, ask, id, version)
	if err != nil {
		return 0, err
	}
	places, err := x.readable(js)
	if err != nil {
		return 0, err
	}
	before := slices.Clone(js)
	for _, r := range places {
		like := before[r.like]
		c := Judgement{Paper: r.Paper, Finding: documents.Finding{Span: r.Span, Group: like.Finding.Group}, Decision: Redact, Grounds: like.Grounds, Motivering: like.Motivering}
		if i := slices.IndexFunc(js, func(j judged) bool { return j.Paper == r.Paper && j.Finding.Span == r.Span }); i >= 0 {
			c.ID = js[i].ID
		}
		if js, err = judge(x, js, c, ask.Actor.Person); err != nil {
			return 0, err
		}
	}
	return d.keepWork(ctx, ask, x, version, before, js)
}

// personKeys gives the ways in which a name can stand in a mail address before
// the at sign: "N. van den Berg" is nvandenberg and nberg.
func personKeys(name string) []string {
	parts := plainWords(name)
	if len(parts) < 2 {
		return nil
	}
	initial, _, _ := strings.Cut(parts[0], ".")
	if initial == "" {
		return nil
	}
	first := string([]rune(initial)[:1])
	rest := parts[1:]
	for len(rest) > 1 && len([]rune(rest[0])) == 1 {
		rest = rest[1:] // further initials
	}
	keys := []string{first + strings.Join(rest, "")}
	if len(rest) > 1 {
		keys = append(keys, first+rest[len(rest)-1])
	}
	return keys
}

// plainWords gives the words of a text in lower case without accents.
func plainWords(s string) []string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn))), s)
	if err != nil {
		plain = s
	}
	return strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// joined gives the group of every judgement: as the detector has it, with what
// only looks like another person brought together. An address or an account
// belongs to the one person in the dossier whose name it spells.
func joined(js []judged) []string {
	keys := make([]string, len(js))
	owners := map[string]string{} // key of a name to its group, "" when there are two
	for i, j := range js {
		if keys[i] = j.Finding.Group; keys[i] == "" {
			keys[i] = string(j.Finding.Label) + "/" + j.Text
		}
		if !strings.ContainsAny(strings.TrimSpace(j.Text), " \t\n") {
			continue // one word may itself be the address
		}
		for _, k := range personKeys(j.Text) {
			if g, known := owners[k]; known && g != keys[i] {
				owners[k] = ""
			} else {
				owners[k] = keys[i]
			}
		}
	}
	to := map[string]string{}
	for i, j := range js {
		local, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(j.Text), "mailto:"), "@")
		if strings.ContainsAny(local, " \t\n") {
			continue
		}
		parts := plainWords(local)
		spelled := append(personKeys(strings.Join(parts, " ")), strings.Join(parts, ""))
		for _, k := range spelled {
			if g := owners[k]; g != "" && g != keys[i] {
				to[keys[i]] = g
				break
			}
		}
	}
	for i, k := range keys {
		if g, moved := to[k]; moved {
			keys[i] = g
		}
	}
	return keys
}
