package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A dossier is found by the words of its annexes as by those of its own papers:
// they stand in the same index, behind them, and go with it when the papers are
// destroyed. What a page says is known only once it was read, beside the requests:
//
//	added --> read, ten pages at a time --> index of the dossier made anew
//	  |                                          ^
//	  +--> job in the book, looked at later -----+  when the program was stopped
//
// Who may see the letter alone finds by the letter alone (mayFind).

const (
	jobRead = "read-annex"
	// annexLook is how often somebody looks for reading that was left.
	annexLook = time.Minute
	// annexLeft is how long reading may take before it is held to be left.
	annexLeft = 10 * time.Minute
)

// annexText gives the text of an annex as far as it was read, for the index on
// words, and whether that is all of it.
func (d *Desk) annexText(ctx context.Context, id workflow.DossierID, ref workflow.PaperRef) (string, bool, error) {
	if d.annexes != nil {
		if a := d.annexes.recalled(ref.Digest); a != nil {
			return string(a.text), true, nil
		}
	}
	f, known, err := d.facts(ctx, id, ref)
	if err != nil || !known {
		return "", false, err
	}
	read, err := d.readSoFar(ctx, id, ref)
	if err != nil {
		return "", false, err
	}
	return string(textOf(read.Pages)), len(read.Pages) >= f.Intake.Pages, nil
}

// findable makes the index on words of a dossier anew, now that more of its
// annexes is known.
func (d *Desk) findable(ctx context.Context, id workflow.DossierID) error {
	if err := d.book.RebuildOne(ctx, id, d.fold); err != nil {
		return fmt.Errorf("index the words of an annex: %w", err)
	}
	return nil
}

// planReading has somebody look later whether the annexes of a dossier were read:
// what is asked for in memory is forgotten when the program stops.
func (d *Desk) planReading(ctx context.Context, id workflow.DossierID, by workflow.PersonID, added bool) error {
	if !added || d.annexes == nil {
		return nil
	}
	if _, err := d.book.Plan(ctx, journal.Job{Kind: jobRead, To: by, Dossier: id, At: d.clock().Add(annexLeft)}); err != nil {
		return fmt.Errorf("plan the reading of an annex: %w", err)
	}
	return nil
}

// resumeAnnexes asks again for the annexes that were left unread.
func (d *Desk) resumeAnnexes(ctx context.Context, failed func(error)) {
	jobs, err := d.book.Claim(ctx, jobRead, d.clock(), annexLook, 20)
	if err != nil && ctx.Err() == nil {
		failed(fmt.Errorf("look for annexes that were left: %w", err))
	}
	for _, j := range jobs {
		left, err := d.askUnread(ctx, j.Dossier)
		if err == nil && !left { // it may have been stopped between the last page and the index
			err = d.findable(ctx, j.Dossier)
		}
		if err != nil || left {
			err = errors.Join(err, d.book.Failed(ctx, j, d.clock())) // it is looked at again
		} else {
			err = d.book.Done(ctx, j)
		}
		if err != nil && !errors.Is(err, journal.ErrStale) && ctx.Err() == nil {
			failed(fmt.Errorf("resume the reading of annexes: %w", err))
		}
	}
}

// askUnread asks for every annex of a dossier that was not read to its end, and
// reports whether there is one.
func (d *Desk) askUnread(ctx context.Context, id workflow.DossierID) (bool, error) {
	h, err := d.book.Load(ctx, id)
	if err != nil || len(h.Salt) == 0 { // the salt goes with the last papers
		return false, err
	}
	s, left := d.folded(h), false
	for _, ref := range s.Papers {
		if ref.Soort != documents.SoortBijlage {
			continue
		}
		_, whole, err := d.annexText(ctx, id, ref)
		if err != nil {
			return false, err
		}
		if !whole {
			left = true
			d.want(annexTask{id, ref, s.Opsteller})
		}
	}
	return left, nil
}

// A FoundIn is a page of an annex on which words stand that a search asked for.
type FoundIn struct {
	Paper workflow.PaperID
	Name  string // "Bijlage 1"
	Page  int    // from 1
	Words string // that are not in the papers of our own
}

// foundIn says on which page of its annexes a dossier holds the words of a query
// that its own papers lack, for who may see all of it. A word that is there in
// another form (brieven, for brief) has no page.
func (d *Desk) foundIn(ctx context.Context, x *dossier, query string) ([]FoundIn, error) {
	var own strings.Builder
	for _, ref := range x.written() {
		own.WriteString(strings.ToLower(string(x.texts[ref.ID].paper.Bytes())) + "\n")
	}
	var out []FoundIn
	for _, word := range strings.Fields(query) {
		if strings.Contains(own.String(), strings.ToLower(word)) {
			continue
		}
		for _, ref := range x.attached() {
			a, err := d.annexed(ctx, annexTask{x.history.ID, ref, x.state.Opsteller})
			if err != nil {
				return nil, err
			}
			if pages := a.find(word); len(pages) > 0 {
				out = append(out, FoundIn{Paper: ref.ID, Name: paperTitle(ref.ID, ref.Soort), Page: pages[0] + 1, Words: word})
				break
			}
		}
	}
	return out, nil
}
