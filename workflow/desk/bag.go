package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/render"
	"paraaf/workflow"
)

// MaxBag is how many dossiers go into one bag.
const MaxBag = 40

// Bag gives dossiers as one PDF to be read away from the desk (the "tas"): a
// cover list, then every paper that the actor may see, in the given order. What
// is in it stands in the read log, as a download of each paper. It fails with
// ErrNotFound when there is a dossier among them that the actor may not see or
// not download, and with a *workflow.Refusal for none or too many.
func (d *Desk) Bag(ctx context.Context, ask Ask, ids []workflow.DossierID) ([]byte, error) {
	if len(ids) == 0 {
		return nil, refuse("Kruis eerst aan welke dossiers in de tas gaan.")
	}
	if len(ids) > MaxBag {
		return nil, refuse("Kies ten hoogste %d dossiers voor één tas.", MaxBag)
	}
	dir, err := d.directory(ctx)
	if err != nil {
		return nil, err
	}
	left := maxBagPages
	var all []render.BundleDossier
	var digests []documents.Digest
	var of []workflow.DossierID
	for _, id := range ids {
		x, err := d.load(ctx, ask.Actor, id)
		if err != nil {
			return nil, err
		}
		if !d.explain(x.state, ask.Actor, workflow.ActionDownload).Allowed {
			return nil, ErrNotFound
		}
		whole := d.explain(x.state, ask.Actor, workflow.ActionSeeDossier).Allowed
		b, refs, err := d.bagged(ctx, dir, x, whole, ask.Actor.Person, &left)
		if err != nil {
			return nil, err
		}
		all = append(all, b)
		for _, ref := range refs {
			digests, of = append(digests, ref.Digest), append(of, id)
		}
	}
	for i, digest := range digests {
		if err := d.log(ctx, ask, of[i], digest, workflow.ActionDownload, "tas"); err != nil {
			return nil, err
		}
	}
	data, err := render.Bundle("Tas van "+dir.person(ctx, ask.Actor.Person), d.today(), all)
	if err != nil {
		return nil, fmt.Errorf("draw a bag: %w", err)
	}
	return data, nil
}

// maxBagPages is how many pages of annexes are drawn for one bag.
const maxBagPages = 80

// sheets gives the pages of an annex for the bag, as long as there is room for them.
func (d *Desk) sheets(ctx context.Context, x *dossier, ref workflow.PaperRef, by workflow.PersonID, left *int) (render.BundlePaper, error) {
	p := render.BundlePaper{Name: paperTitle(ref.ID, ref.Soort), Foreign: true, PDFOptions: render.PDFOptions{House: d.House.Looks()}}
	const elsewhere = "U leest deze bijlage in het dossier."
	if d.annexes == nil {
		p.Note = elsewhere
		return p, nil
	}
	f, known, err := d.facts(ctx, x.history.ID, ref)
	if err != nil {
		return p, err
	}
	if !known {
		p.Note = "Deze bijlage is nog niet geopend. " + elsewhere
		return p, nil
	}
	a, err := d.annexed(ctx, annexTask{x.history.ID, ref, by})
	if err != nil {
		return p, err
	}
	for n := range f.Intake.Pages {
		if *left == 0 {
			p.Note = fmt.Sprintf("Hier staan %d van de %d pagina’s. U leest de andere in het dossier.", n, f.Intake.Pages)
			return p, nil
		}
		picture, err := d.drawn(ctx, x, ref, f, n, nil)
		var unreadable *documents.Unreadable
		if errors.As(err, &unreadable) {
			p.Note = fmt.Sprintf("Pagina %d en verder zijn niet te tekenen. ", n+1) + elsewhere
			return p, nil
		} else if err != nil {
			return p, err
		}
		page := render.BundlePage{Picture: picture}
		if n < len(a.readings) {
			page.Text = a.readings[n].Text
		}
		p.Pages = append(p.Pages, page)
		*left--
	}
	return p, nil
}

// bagged dresses one dossier for the bag.
func (d *Desk) bagged(ctx context.Context, dir *directory, x *dossier, whole bool, by workflow.PersonID, left *int) (render.BundleDossier, workflow.Papers, error) {
	refs := x.papers
	if !whole {
		refs = refs.Letter()
	}
	var v View
	v.title(x, whole)
	b := render.BundleDossier{Onderwerp: v.Onderwerp, Kind: string(x.state.Kind), Deadline: x.state.Deadline, Mark: markOf(x.state)}
	if whole {
		b.Standing = standing(dir, x.state)
	}
	for _, ref := range refs {
		if ref.Soort == documents.SoortBijlage {
			sheets, err := d.sheets(ctx, x, ref, by, left)
			if err != nil {
				return b, nil, err
			}
			b.Papers = append(b.Papers, sheets)
			continue
		}
		t := x.texts[ref.ID]
		content, err := markdown.Of(t.paper)
		if err != nil {
			return b, nil, fmt.Errorf("read a paper for the bag: %w", err)
		}
		o, err := d.parafen(ctx, x, ref)
		if err != nil {
			return b, nil, err
		}
		if o.Images, err = d.picturesOf(ctx, x.history.ID, content); err != nil {
			return b, nil, err
		}
		if ref.Soort == documents.SoortNota {
			if sec, there := t.paper.Section("besluit"); there {
				b.Advice = oneLine(t.paper.Text(sec.Body), 160)
			}
		}
		b.Papers = append(b.Papers, render.BundlePaper{Name: paperTitle(ref.ID, ref.Soort), Content: content, PDFOptions: o})
	}
	return b, refs, nil
}

// standing says with whom a dossier lies, or what was answered.
func standing(dir *directory, s workflow.State) string {
	if s.Besluit != nil {
		return string(s.Besluit.Verdict)
	}
	var titles []string
	for _, st := range s.Holder() {
		titles = append(titles, dir.title(st))
	}
	return strings.Join(titles, ", ")
}

// oneLine gives the first n runes of a text on one line.
func oneLine(s string, n int) string {
	s = strings.TrimLeft(strings.Join(strings.Fields(s), " "), "-*0123456789. ")
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
