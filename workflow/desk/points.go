package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
)

// A Weight is how much a point of a return presses.
type Weight string

// The weights. A point without one must be dealt with.
const (
	WeightMust     Weight = "moet"
	WeightConsider Weight = "overweeg"
	WeightQuestion Weight = "vraag"
)

// A Point is one thing that was asked when the papers were sent back, with
// what the opsteller, or the station they were sent back to, did about it.
type Point struct {
	Number int // from 1
	Weight Weight
	Text   string
	Done   bool
	Answer *Message // nil as long as nobody ticked or answered it
}

// open reports whether p still keeps the papers from going up: it must be
// ticked, or answered with why not.
func (p Point) open() bool { return p.Weight == WeightMust && p.Answer == nil }

// maxPoints is how many points of one return are told apart; what follows is
// text of the last.
const maxPoints = 40

// splitPoints takes the points out of the reason for a return: every line that
// begins with a dash, a star or a number is one. What stands before the first
// is the reason itself.
func splitPoints(reason string) (lead string, points []Point) {
	var before []string
	for _, line := range strings.Split(strings.ReplaceAll(reason, "\r\n", "\n"), "\n") {
		text, isPoint := pointText(line)
		switch {
		case isPoint && len(points) < maxPoints:
			p := Point{Number: len(points) + 1, Weight: WeightMust, Text: text}
			for _, w := range []Weight{WeightMust, WeightConsider, WeightQuestion} {
				if rest, found := cutFold(text, string(w)+":"); found && rest != "" {
					p.Weight, p.Text = w, rest
				}
			}
			points = append(points, p)
		case len(points) > 0 && strings.TrimSpace(line) != "":
			last := &points[len(points)-1]
			last.Text += " " + strings.TrimSpace(line)
		case len(points) == 0:
			before = append(before, line)
		}
	}
	return strings.TrimSpace(strings.Join(before, "\n")), points
}

// pointText gives what follows the mark of a list item.
func pointText(line string) (string, bool) {
	line = strings.TrimSpace(line)
	for _, mark := range []string{"- ", "* ", "• ", "– "} {
		if rest, ok := strings.CutPrefix(line, mark); ok && strings.TrimSpace(rest) != "" {
			return strings.TrimSpace(rest), true
		}
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	if digits > 0 && digits < 3 && len(line) > digits+2 && (line[digits] == '.' || line[digits] == ')') && line[digits+1] == ' ' {
		return strings.TrimSpace(line[digits+2:]), strings.TrimSpace(line[digits+2:]) != ""
	}
	return "", false
}

// cutFold is strings.CutPrefix without regard to case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return strings.TrimSpace(s[len(prefix):]), true
}

// pointCode is under what a point is answered: of this return and no other.
func pointCode(reason documents.Digest, number int) string {
	return fmt.Sprintf("terug-%s-%d", reason.Short(), number)
}

// lastReturn gives the last time that somebody in the line sent the papers
// back. What lies with the opsteller came back to him: a return to a station
// before that is no longer his to answer.
func (x *dossier) lastReturn() (workflow.SentBack, bool) {
	for _, e := range slices.Backward(x.history.Entries) {
		if back, ok := e.Event.(workflow.SentBack); ok && (back.To == "" || x.state.Phase != workflow.Concept) {
			return back, true
		}
	}
	return workflow.SentBack{}, false
}

// points gives what was asked at the last return, as far as it was answered.
func (d *Desk) points(ctx context.Context, dir *directory, x *dossier) ([]Point, *Message, error) {
	back, there := x.lastReturn()
	if !there {
		return nil, nil, nil
	}
	text, err := d.remark(ctx, back.Reason)
	if err != nil {
		return nil, nil, err
	}
	lead, ps := splitPoints(text)
	if len(ps) == 0 {
		return nil, nil, nil
	}
	for i, p := range ps {
		if a, answered := x.answers[pointCode(back.Reason, p.Number)]; answered {
			m := Message{At: a.At, Text: a.Text}
			if dir != nil {
				m.By = dir.person(ctx, a.By)
			}
			ps[i].Done, ps[i].Answer = a.Done, &m
		}
	}
	m := Message{At: back.At, Text: lead}
	if dir != nil {
		m.By, m.Namens, m.From = dir.person(ctx, back.By), dir.person(ctx, back.Namens), dir.stationTitle(x.state, back.Station)
	}
	return ps, &m, nil
}

// asksPoints reports whether the papers lie where the last return sent them: with
// the opsteller, or with the station that must deal with its points.
func (x *dossier) asksPoints() bool {
	back := x.state.Back()
	return x.state.Phase == workflow.Concept || back != nil && back.To != ""
}

// mayAnswer says why the actor does not answer the points of the last return,
// or gives nil: who writes the papers in concept, and in the line who gives the
// paraaf of the station they were sent back to, or records it for him.
func (d *Desk) mayAnswer(x *dossier, by workflow.Actor) error {
	if x.state.Phase == workflow.Concept {
		if c := d.May(x.state, by, d.clock(), workflow.Revise{Papers: x.papers}); !c.Allowed {
			return &workflow.Refusal{Rule: c.Rule, Text: c.Why}
		}
		return nil
	}
	own := workflow.GiveParaaf{Seen: x.state.SetDigest(), Verdict: workflow.Akkoord}
	c := d.May(x.state, by, d.clock(), own)
	if back := x.state.Back(); !c.Allowed && back != nil {
		told := own
		told.How = workflow.ByPhone
		for _, a := range x.state.Assents {
			if a.Station == back.To {
				told.Instructed = a.By
			}
		}
		c = d.May(x.state, by, d.clock(), told)
	}
	if !c.Allowed || !x.asksPoints() {
		return &workflow.Refusal{Rule: "R18", Text: "Wat er met de punten is gedaan, zegt het station waarnaar de stukken zijn teruggestuurd."}
	}
	return nil
}

// openPoints names the points that keep the papers from going up.
func (d *Desk) openPoints(ctx context.Context, x *dossier) ([]string, error) {
	if !x.asksPoints() {
		return nil, nil
	}
	ps, _, err := d.points(ctx, nil, x)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, p := range ps {
		if p.open() {
			out = append(out, fmt.Sprintf("punt %d van wat terugkwam", p.Number))
		}
	}
	return out, nil
}

// A PointAnswer is what was done about one point: done, or why not;
// neither takes the answer back.
type PointAnswer struct {
	Number int
	Done   bool
	Text   string
}

// AnswerPoints keeps what was done about the points of the last return, all at
// once. Who sent the papers back reads it when they come up again. Version is
// View.AnswersVersion. It fails with a *workflow.Refusal for who does not answer
// them or for a point that is not there, and with a *Conflict when somebody else saved.
func (d *Desk) AnswerPoints(ctx context.Context, ask Ask, id workflow.DossierID, version int, answers []PointAnswer) error {
	x, err := d.load(ctx, ask.Actor, id)
	if err != nil {
		return err
	}
	if err := d.mayAnswer(x, ask.Actor); err != nil {
		return err
	}
	if x.answersVersion != version {
		return &Conflict{Version: x.answersVersion}
	}
	ps, _, err := d.points(ctx, nil, x)
	if err != nil {
		return err
	}
	back, _ := x.lastReturn()
	if x.answers == nil {
		x.answers = map[string]answered{}
	}
	for _, a := range answers {
		if a.Number < 1 || a.Number > len(ps) {
			return &workflow.Refusal{Rule: "R18", Text: "Dit punt staat niet in de reden waarmee de stukken terugkwamen. Open het dossier opnieuw."}
		}
		code, text := pointCode(back.Reason, a.Number), strings.TrimSpace(a.Text)
		was, had := x.answers[code]
		switch {
		case !a.Done && text == "":
			delete(x.answers, code)
		case !had || was.Done != a.Done || was.Text != text:
			x.answers[code] = answered{Text: text, Done: a.Done, By: ask.Actor.Person, At: d.clock()}
		}
	}
	data, err := json.Marshal(x.answers)
	if err != nil {
		return fmt.Errorf("write answers to points: %w", err)
	}
	_, err = d.saveDraft(ctx, ask, x, remarksDraft, version, "answers", data)
	return err
}
