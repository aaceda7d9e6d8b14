package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
)

// remarksDraft is the working text that holds the written answers to remarks.
const remarksDraft workflow.PaperID = "opmerkingen"

// An answered is one written answer as it is kept.
type answered struct {
	Text string            `json:"text"`
	Done bool              `json:"done,omitempty"` // of a point of a return
	By   workflow.PersonID `json:"by"`
	At   time.Time         `json:"at"`
}

// AnswerRemark keeps the opsteller's written reason to let a remark stand; it
// is shown to every reader of the nota. It refuses for what must be mended in the
// text. Version guards as elsewhere.
func (d *Desk) AnswerRemark(ctx context.Context, ask Ask, id workflow.DossierID, version int, code, reason string) (int, error) {
	x, err := d.load(ctx, ask.Actor, id)
	if err != nil {
		return 0, err
	}
	if c := d.May(x.state, ask.Actor, d.clock(), workflow.Revise{Papers: x.papers}); !c.Allowed {
		return 0, &workflow.Refusal{Rule: c.Rule, Text: c.Why}
	}
	if form, _ := documents.RemarkByCode(code); form.Unanswerable {
		return 0, &workflow.Refusal{Rule: "R18", Text: "Deze opmerking lost u op in de tekst; een reden is hier niet genoeg."}
	}
	if strings.TrimSpace(reason) == "" {
		return 0, &workflow.Refusal{Rule: "R18", Text: "Schrijf in een zin waarom deze opmerking mag blijven staan."}
	}
	if x.answersVersion != version {
		return 0, &Conflict{Version: x.answersVersion}
	}
	if x.answers == nil {
		x.answers = map[string]answered{}
	}
	x.answers[code] = answered{Text: reason, By: ask.Actor.Person, At: d.clock()}
	data, err := json.Marshal(x.answers)
	if err != nil {
		return 0, fmt.Errorf("write answers to remarks: %w", err)
	}
	return d.saveDraft(ctx, ask, x, remarksDraft, version, "answers", data)
}

// loadAnswers reads what AnswerRemark keeps.
func (d *Desk) loadAnswers(ctx context.Context, x *dossier) error {
	version, err := d.keptIn(ctx, x, remarksDraft, &x.answers)
	x.answersVersion = version
	return err
}

// keptIn reads the JSON of a working text into v, when there is any, and gives
// its version.
func (d *Desk) keptIn(ctx context.Context, x *dossier, place workflow.PaperID, v any) (int, error) {
	draft, err := d.draft(ctx, x.history.ID, place)
	if err != nil {
		return 0, fmt.Errorf("load %s: %w", place, err)
	}
	if len(draft.Bytes) == 0 {
		return draft.Version, nil
	}
	if err := json.Unmarshal(draft.Bytes, v); err != nil {
		return 0, fmt.Errorf("read %s: %w", place, err)
	}
	return draft.Version, nil
}

// askedDraft is the working text that holds Kamervragen as the Kamer asked them.
const askedDraft workflow.PaperID = "kamervragen"

// An askedSeries is one pasted series as it is kept, so that the paper that
// answers it can be held against the Kamer's own words at any later time.
type askedSeries struct {
	Questions []documents.Question `json:"questions"`
	By        workflow.PersonID    `json:"by"`
	At        time.Time            `json:"at"`
}

// loadAsked reads what keepAsked keeps.
func (d *Desk) loadAsked(ctx context.Context, x *dossier) error {
	version, err := d.keptIn(ctx, x, askedDraft, &x.asked)
	x.askedVersion = version
	return err
}

// keepAsked keeps the questions that the paper at a place answers. It is done
// before that paper is appended: questions without a paper do no harm, a paper
// without its questions would never be compared.
func (d *Desk) keepAsked(ctx context.Context, ask Ask, x *dossier, place workflow.PaperID, questions []documents.Question) error {
	asked := maps.Clone(x.asked)
	if asked == nil {
		asked = map[workflow.PaperID]askedSeries{}
	}
	asked[place] = askedSeries{Questions: questions, By: ask.Actor.Person, At: d.clock()}
	data, err := json.Marshal(asked)
	if err != nil {
		return fmt.Errorf("write questions: %w", err)
	}
	ask.Key, ask.Request = "", documents.Digest{} // the key is that of the paper
	if x.askedVersion, err = d.saveDraft(ctx, ask, x, askedDraft, x.askedVersion, "questions", data); err != nil {
		return err
	}
	x.asked = asked
	return nil
}

// namedDraft is the working text that holds the kenmerken in the names of the files that
// papers came in. The names themselves, which may tell more, are not kept.
const namedDraft workflow.PaperID = "bestandsnamen"

// keepNamed keeps what the names of files said, by the paper that came in them; "" forgets
// what was said of the paper that lay there before. As with keepAsked it is done before the
// papers are appended.
func (d *Desk) keepNamed(ctx context.Context, ask Ask, x *dossier, said map[workflow.PaperID]string) error {
	var kept map[workflow.PaperID]string
	version, err := d.keptIn(ctx, x, namedDraft, &kept)
	if err != nil {
		return err
	}
	now := map[workflow.PaperID]string{}
	maps.Copy(now, kept)
	maps.Copy(now, said)
	maps.DeleteFunc(now, func(_ workflow.PaperID, kenmerk string) bool { return kenmerk == "" })
	if maps.Equal(now, kept) {
		return nil
	}
	data, err := json.Marshal(now)
	if err != nil {
		return fmt.Errorf("write kenmerken of files: %w", err)
	}
	ask.Key, ask.Request = "", documents.Digest{} // the key is that of the paper
	_, err = d.saveDraft(ctx, ask, x, namedDraft, version, "names", data)
	return err
}

// circumstances are what remarks may ask about the dossier.
// What was marked counts while the text is still the opsteller's: afterwards readers
// of the remarks may be others than those who may see marks, and nobody can mend the text.
func (d *Desk) circumstances(ctx context.Context, x *dossier) (documents.Circumstances, error) {
	c := documents.Circumstances{RouteKnown: true, AttachedKnown: true, Attached: len(x.attached()), Answered: map[string]bool{}}
	if x.state.Phase == workflow.Concept {
		c.Sent = d.today() // afterwards it lies where it lies; the day it went up counts
		c.Holidays = workflow.HolidaysFrom(c.Sent)
	}
	for _, st := range x.state.Route.Stations() {
		c.Stations = append(c.Stations, documents.Seat{Role: string(st.Seat.Role), Organisation: string(st.Seat.Organisation)})
	}
	for code := range x.answers {
		c.Answered[code] = true
	}
	for _, p := range d.now.Load().recess {
		c.Reces = append(c.Reces, documents.Period{From: p.From, Until: p.Until})
	}
	if x.state.Phase != workflow.Concept {
		for _, st := range x.state.Awaiting() {
			if st.Kind == workflow.AskMedeakkoord {
				c.MedeakkoordOpen = append(c.MedeakkoordOpen, documents.MinistryName(string(st.Seat.Organisation.Ministry())))
			}
		}
		c.Dispatch = x.state.Besluit != nil
	}
	c.RegisterKnown, c.Linked = true, len(x.state.Keeps)
	if !x.state.KeepsOther.IsZero() {
		c.Linked++
	}
	var err error
	if c.Overdue, err = d.overdue(ctx, x.state); err != nil {
		return c, err
	}
	c.Severities = d.now.Load().remarks[x.state.Organisation.Ministry()]
	for i, ref := range x.papers {
		if q, there := x.asked[ref.ID]; there {
			if c.Asked == nil {
				c.Asked = map[int][]documents.Question{}
			}
			c.Asked[i] = q.Questions
		}
	}
	if x.state.Phase != workflow.Concept {
		return c, nil
	}
	var named map[workflow.PaperID]string
	if _, err := d.keptIn(ctx, x, namedDraft, &named); err != nil {
		return c, err
	}
	for _, ref := range x.papers {
		c.FileNames = append(c.FileNames, named[ref.ID])
	}
	stored, _, err := d.storedJudgements(ctx, x)
	if err != nil {
		return c, err
	}
	for _, j := range stored {
		if t, there := x.texts[j.Paper]; there && j.Decision == Redact && t.paper.Soort() == documents.SoortNota && nth(t.paper.Bytes(), j.Text, j.Nth) >= 0 {
			c.MarksKnown, c.Marks = true, c.Marks+1
		}
	}
	if !c.MarksKnown {
		c.MarksKnown = d.nothingGoes(x, stored)
	}
	return c, nil
}

// nothingGoes reports whether all that was found in the notas was judged, and to stay:
// what they say to be withheld (L43) cannot come true. As long as one finding is not
// judged the opsteller has the word, for marks are mostly set after the besluit.
func (d *Desk) nothingGoes(x *dossier, stored []judged) bool {
	if !slices.ContainsFunc(stored, func(s judged) bool { return s.Decision == Keep }) {
		return false // nobody judged anything, so nothing need be looked for
	}
	var texts [][]byte // of all papers: what is found in one is looked for in the others
	papers := x.written()
	for _, ref := range papers {
		texts = append(texts, x.texts[ref.ID].paper.Bytes())
	}
	for i, found := range d.own(texts) {
		if x.texts[papers[i].ID].paper.Soort() != documents.SoortNota {
			continue
		}
		found, err := askPictures(x.texts[papers[i].ID].paper, found)
		if err != nil {
			return false
		}
		for _, f := range found {
			j := anchor(papers[i].ID, texts[i], f)
			if !slices.ContainsFunc(stored, func(s judged) bool { return s.same(j) && s.Decision == Keep && !s.Auto }) {
				return false
			}
		}
	}
	return true
}

// answerViews gives the written answers with the names of who gave them.
func (d *Desk) answerViews(ctx context.Context, dir *directory, x *dossier) map[string]Message {
	out := map[string]Message{}
	for code, a := range x.answers {
		out[code] = Message{By: dir.person(ctx, a.By), At: a.At, Text: a.Text}
	}
	return out
}
