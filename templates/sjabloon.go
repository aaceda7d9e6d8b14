package templates

import (
	"strings"

	"paraaf/documents"
)

// FieldSjabloon is the control that chooses the form of a new nota.
const FieldSjabloon = "vorm"

// SjabloonInput gives the control to choose in whose form a nota is written.
// Chosen is the id of the one that stands in front.
func SjabloonInput(all []*documents.Sjabloon, chosen string) Input {
	in := Input{ID: FieldSjabloon, Name: FieldSjabloon, Label: "In welk sjabloon?", Hint: "De onderdelen en hun namen verschillen per ministerie.", Type: "select", Required: true}
	for _, s := range all {
		in.Options = append(in.Options, Option{Value: s.ID, Label: s.Name, Chosen: s.ID == chosen})
	}
	return in
}

// ShippedSjabloon is the id of the sjabloon that DraftNota writes in.
func ShippedSjabloon() string { return documents.Read(notaSkeleton).Sjabloon().ID }

// DraftNotaIn is DraftNota in the form of a house. What was typed stands in it
// whole, also where that form has no such field of its own.
func DraftNotaIn(s *documents.Sjabloon, given Given, on documents.Date) []byte {
	kind := strings.TrimSpace(given(documents.FieldKind))
	return draft(documents.ReadWith(s.Skeleton(kind), s), given, on)
}
