package workflow

import (
	"cmp"

	"paraaf/documents"
)

// A ReviewFigure counts, of one kind of finding in one review, what the program
// proposed and what people made of it. It says nothing about whom or what.
type ReviewFigure struct {
	Label    documents.Label `json:"label"`
	Proposed int             `json:"proposed,omitempty"` // found, with a ground
	Asked    int             `json:"asked,omitempty"`    // found, left to a human
	Accepted int             `json:"accepted,omitempty"` // redacted on the ground that was proposed
	Changed  int             `json:"changed,omitempty"`  // redacted on other grounds
	Kept     int             `json:"kept,omitempty"`     // left to stand
	ByHand   int             `json:"byhand,omitempty"`   // marked by a human alone
	Auto     int             `json:"auto,omitempty"`     // of Accepted: by the program alone
}

// Plus adds two figures of one kind.
func (f ReviewFigure) Plus(g ReviewFigure) ReviewFigure {
	return ReviewFigure{f.Label, f.Proposed + g.Proposed, f.Asked + g.Asked, f.Accepted + g.Accepted, f.Changed + g.Changed, f.Kept + g.Kept, f.ByHand + g.ByHand, f.Auto + g.Auto}
}

// Compare orders figures by kind.
func (f ReviewFigure) Compare(g ReviewFigure) int { return cmp.Compare(f.Label, g.Label) }
