package redact

import (
	"paraaf/documents"
	"paraaf/documents/markdown"
)

// rulePicture is the rule that asks about pictures.
const rulePicture = "afbeelding"

// Pictures asks about every picture that a paper shows: what can be seen on one, no rule
// reads. A mark on it takes it out whole, with its description. It fails with
// *documents.Unreadable for a paper that cannot be read.
func Pictures(p documents.Paper) ([]documents.Finding, error) {
	c, err := markdown.Of(p)
	if err != nil {
		return nil, err
	}
	var out []documents.Finding
	c.Walk(func(n *markdown.Node) bool {
		if n.Kind == markdown.Image && n.Destination != "" && n.Len() > 0 {
			out = append(out, documents.Finding{Span: n.Span, Label: documents.Picture, Outcome: documents.Ask, Certainty: 1, Ground: "5.1.2e", Rule: rulePicture,
				Group: n.Destination, Why: "Een afbeelding wordt door geen regel gelezen. Kijk of er namen, gezichten of andere gegevens op staan; lakken haalt de hele afbeelding weg."})
		}
		return true
	})
	return out, nil
}
