package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strings"

	"paraaf/documents"
	"paraaf/workflow"
)

// A HeardView is a zienswijze with its words.
type HeardView struct {
	workflow.Zienswijze
	Name string // of the paper
	Who  string // who was asked, about which passages
	Why  string // what it said and what was done with it
}

// Zienswijzen gives every zienswijze of a dossier, to who may see marks; none to
// others.
func (d *Desk) Zienswijzen(ctx context.Context, by workflow.Actor, id workflow.DossierID) ([]HeardView, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if !d.explain(x.state, by, workflow.ActionSeeMarks).Allowed {
		return nil, nil
	}
	var out []HeardView
	for _, z := range x.state.Zienswijzen {
		v := HeardView{Zienswijze: z, Name: paperTitle(z.Paper, x.soortOf(z.Paper))}
		if v.Who, err = d.remark(ctx, z.Of); err != nil {
			return nil, err
		}
		if v.Why, err = d.remark(ctx, z.Reason); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// A Duplicate is two papers of a set that are the same.
type Duplicate struct {
	First, Second         workflow.PaperID
	FirstName, SecondName string
	Bytes                 bool // byte for byte; otherwise their text is
}

// shortestDouble is how many letters two texts have at least to be called the
// same: two stamps with one word are not.
const shortestDouble = 40

// Duplicates gives which papers of a set are the same as an earlier one, by
// their bytes or by their text without its spacing, to who may see marks.
func (d *Desk) Duplicates(ctx context.Context, by workflow.Actor, id workflow.DossierID) ([]Duplicate, error) {
	x, err := d.load(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if !d.explain(x.state, by, workflow.ActionSeeMarks).Allowed {
		return nil, nil
	}
	type one struct {
		ref  workflow.PaperRef
		text string
		size int
	}
	var all []one
	for _, ref := range x.papers {
		o := one{ref: ref}
		if ref.Soort == documents.SoortBijlage {
			a, err := d.annexed(ctx, annexTask{x.history.ID, ref, x.state.Opsteller})
			if err != nil {
				return nil, err
			}
			f, _, err := d.facts(ctx, x.history.ID, ref)
			if err != nil {
				return nil, err
			}
			o.text, o.size = string(a.paper.Bytes()), f.Size
		} else {
			o.text = string(x.texts[ref.ID].paper.Bytes())
			o.size = len(o.text)
		}
		o.text = strings.Join(strings.Fields(o.text), " ")
		all = append(all, o)
	}
	var out []Duplicate
	for i, b := range all {
		for _, a := range all[:i] {
			text := a.text == b.text && letters([]byte(a.text)) >= shortestDouble
			exact := false
			if a.size == b.size && a.size > 0 {
				if exact, err = d.sameBytes(ctx, x, a.ref, b.ref); err != nil {
					return nil, err
				}
			}
			if text || exact {
				out = append(out, Duplicate{a.ref.ID, b.ref.ID, paperTitle(a.ref.ID, a.ref.Soort), paperTitle(b.ref.ID, b.ref.Soort), exact})
				break
			}
		}
	}
	return out, nil
}

// sameBytes reports whether two papers are the same byte for byte. Their digests
// do not tell: each has a salt of its own (D14).
func (d *Desk) sameBytes(ctx context.Context, x *dossier, a, b workflow.PaperRef) (bool, error) {
	var sums [2][sha256.Size]byte
	for i, ref := range []workflow.PaperRef{a, b} {
		data := x.texts[ref.ID].paper.Bytes()
		if ref.Soort == documents.SoortBijlage {
			p, err := d.book.Paper(ctx, ref.Digest)
			if err != nil {
				return false, fmt.Errorf("load an annex to compare: %w", err)
			}
			data = p.Bytes
		}
		sums[i] = sha256.Sum256(data)
	}
	return bytes.Equal(sums[0][:], sums[1][:]), nil
}
