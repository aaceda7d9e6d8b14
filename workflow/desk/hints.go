package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
)

// A HintSilence says for whom the hints of a code are not shown: for the reader, in
// every dossier, or in this dossier, for everybody.
type HintSilence struct{ Reader, Dossier bool }

// silentPrefix marks among the answers to remarks the hints that are not shown.
const silentPrefix = "stil/"

// SilenceHint keeps whether a person wants to see the hints of one code, in every
// dossier. Only hints can be silenced: a remark that a ministry gives more
// weight shows again.
func (d *Desk) SilenceHint(ctx context.Context, person workflow.PersonID, code string, silent bool) error {
	if err := knownRemark(code); err != nil {
		return err
	}
	if err := d.book.Silence(ctx, person, code, silent); err != nil {
		return fmt.Errorf("silence a hint: %w", err)
	}
	return nil
}

// Silenced gives the codes of which a person does not want to see the hints.
func (d *Desk) Silenced(ctx context.Context, person workflow.PersonID) ([]string, error) {
	codes, err := d.book.Silenced(ctx, person)
	if err != nil {
		return nil, fmt.Errorf("load silenced hints: %w", err)
	}
	return codes, nil
}

// SilenceHintIn keeps whether the hints of one code are shown in a dossier, to
// everybody, on the word of who writes it. Version guards as in AnswerRemark.
func (d *Desk) SilenceHintIn(ctx context.Context, ask Ask, id workflow.DossierID, version int, code string, silent bool) (int, error) {
	if err := knownRemark(code); err != nil {
		return 0, err
	}
	x, err := d.load(ctx, ask.Actor, id)
	if err != nil {
		return 0, err
	}
	if c := d.May(x.state, ask.Actor, d.clock(), workflow.Revise{Papers: x.papers}); !c.Allowed {
		return 0, &workflow.Refusal{Rule: c.Rule, Text: c.Why}
	}
	if x.answersVersion != version {
		return 0, &Conflict{Version: x.answersVersion}
	}
	if x.answers == nil {
		x.answers = map[string]answered{}
	}
	delete(x.answers, silentPrefix+code)
	if silent {
		x.answers[silentPrefix+code] = answered{By: ask.Actor.Person, At: d.clock()}
	}
	data, err := json.Marshal(x.answers)
	if err != nil {
		return 0, fmt.Errorf("write silenced hints: %w", err)
	}
	return d.saveDraft(ctx, ask, x, remarksDraft, version, "answers", data)
}

func knownRemark(code string) error {
	if _, known := documents.RemarkByCode(code); !known {
		return &workflow.Refusal{Rule: "R18", Text: "Deze opmerking bestaat niet. Kies een tip die bij het stuk staat."}
	}
	return nil
}

// silenced gives what the reader of a dossier does not see.
func (d *Desk) silenced(ctx context.Context, by workflow.Actor, x *dossier) (map[string]HintSilence, error) {
	codes, err := d.Silenced(ctx, by.Person)
	if err != nil {
		return nil, err
	}
	out := map[string]HintSilence{}
	for _, c := range codes {
		out[c] = HintSilence{Reader: true}
	}
	for key := range x.answers {
		if c, silent := strings.CutPrefix(key, silentPrefix); silent {
			s := out[c]
			s.Dossier = true
			out[c] = s
		}
	}
	return out, nil
}

// Shows reports whether the reader gets a remark to see.
func (v View) Shows(r documents.Remark) bool {
	_, silent := v.Silent[r.Code]
	return !silent || r.Severity != documents.SeverityHint
}
