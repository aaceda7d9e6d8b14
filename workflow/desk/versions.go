package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"paraaf/documents"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// A Version is one text that a paper had.
type Version struct {
	Number  int // from 1, as the reader may count them
	Digest  documents.Digest
	At      time.Time
	By      string // who laid it down; empty to another ministry
	Station string // title of the station that changed it in the line
	Working bool   // the text that is being written, not frozen yet
}

// Versions are the texts of one paper, and what changed between two of them.
type Versions struct {
	View     View
	Paper    workflow.PaperID
	Name     string
	List     []Version // oldest first
	From, To int       // numbers of the two that are compared; 0 when there is one
	Changes  []documents.Change
	Gone     bool // one of the two was destroyed by law: nothing can be compared
}

// Versions gives the history of one paper's text and the difference between
// two versions by number; 0 for both compares the last two. To another ministry
// it gives the letter only, and of that the versions that lay in the line. It
// fails with ErrNotFound for a paper that the reader may not see and for a
// number that is not there. What is compared is written to the read log first.
func (d *Desk) Versions(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, from, to int) (Versions, error) {
	v, x, err := d.view(ctx, ask.Actor, id)
	if err != nil {
		return Versions{}, err
	}
	whole := d.explain(x.state, ask.Actor, workflow.ActionSeeDossier).Allowed
	if _, letter := x.papers.Letter().Find(paper); !whole && !letter {
		return Versions{}, ErrNotFound
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return Versions{}, err
	}
	if x.soortOf(paper) == documents.SoortBijlage {
		return Versions{}, ErrNotFound // bytes of others have no words to compare
	}
	out := Versions{View: v, Paper: paper, List: x.versions(ctx, dir, paper, whole)}
	n := len(out.List)
	if n == 0 {
		return Versions{}, ErrNotFound
	}
	out.Name = paperTitle(paper, x.soortOf(paper))
	if from == 0 && to == 0 && n > 1 {
		from, to = n-1, n
	}
	if from < 0 || to < 0 || from > n || to > n || (from == 0) != (to == 0) {
		return Versions{}, ErrNotFound
	}
	if out.From, out.To = from, to; from == 0 {
		return out, nil
	}
	return out, d.compare(ctx, ask, x, &out)
}

// compare reads the two versions and fills in what changed.
func (d *Desk) compare(ctx context.Context, ask Ask, x *dossier, out *Versions) error {
	var two [2]documents.Paper
	for i, n := range []int{out.From, out.To} {
		version := out.List[n-1]
		if err := d.log(ctx, ask, x.history.ID, version.Digest, workflow.ActionSeeDossier, "ok"); err != nil {
			return err
		}
		if version.Working {
			two[i] = x.texts[out.Paper].paper
			continue
		}
		p, err := d.book.Paper(ctx, version.Digest)
		if errors.Is(err, journal.ErrDestroyed) || errors.Is(err, journal.ErrNotFound) {
			out.Gone = true
			return nil
		} else if err != nil {
			return fmt.Errorf("load a version: %w", err)
		}
		two[i] = d.readIn(x, p.Bytes)
	}
	out.Changes = documents.Diff(two[0], two[1])
	return nil
}

// versions lists the texts of a paper from the history, each once. Who does not
// see the whole learns which letters lay in the line, and nothing of who wrote
// them or of what was written before.
func (x *dossier) versions(ctx context.Context, dir *directory, paper workflow.PaperID, whole bool) []Version {
	var out []Version
	var lies, last Version
	add := func(v Version) {
		if v.Digest.IsZero() || v.Digest == last.Digest {
			return
		}
		last = v
		v.Number = len(out) + 1
		out = append(out, v)
	}
	for _, e := range x.history.Entries {
		papers := papersIn(e.Event)
		if len(papers) > 0 {
			ref, _ := papers.Find(paper)
			lies = Version{Digest: ref.Digest, At: e.At}
			if whole {
				lies.By = dir.person(ctx, e.By)
				if r, ok := e.Event.(workflow.Revised); ok && r.Station != "" {
					lies.Station = dir.stationTitle(x.state, r.Station)
				}
			}
		}
		switch r, revised := e.Event.(workflow.Revised); {
		case whole, revised && r.Station != "":
			add(lies)
		default:
			switch e.Event.(type) {
			case workflow.Submitted:
				lies.At = e.At
				add(lies)
			case workflow.AssentTakenBack:
				add(lies)
			}
		}
	}
	if t := x.texts[paper]; t.draft && whole {
		ref, _ := x.papers.Find(paper)
		add(Version{Digest: ref.Digest, At: t.at, By: dir.person(ctx, t.by), Working: true})
	}
	return out
}

// soortOf gives the form of a paper that lies in the set or once lay there.
func (x *dossier) soortOf(paper workflow.PaperID) documents.Soort {
	ref, _ := x.papers.Find(paper)
	for _, e := range x.history.Entries {
		if r, there := papersIn(e.Event).Find(paper); there && ref.Soort == "" {
			ref = r
		}
	}
	return ref.Soort
}
