package desk

import (
	"fmt"

	"paraaf/documents"
	"paraaf/workflow"
)

// The places of the papers in the set, as they stand in addresses and events.
const (
	PaperNota  workflow.PaperID = "nota"
	PaperBrief workflow.PaperID = "brief"
	// PaperAntwoorden is where answers to Kamervragen lie; those that were
	// taken in as the letter of a dossier lie in its place.
	PaperAntwoorden workflow.PaperID = "antwoorden"
)

// refOf describes a paper by digests alone: of its bytes with a salt of its
// own, and of each part with the salt of the dossier, so that a section that
// did not change keeps its digest from version to version. The parts are those
// that the redline compares; together they hold every byte.
func refOf(id workflow.PaperID, p documents.Paper, salt, dossierSalt []byte) workflow.PaperRef {
	ref := workflow.PaperRef{ID: id, Soort: p.Soort(), Digest: documents.DigestOf(salt, p.Bytes())}
	seen := map[documents.SectionKey]int{}
	for _, part := range p.Parts() {
		key := part.Key
		if seen[part.Key]++; seen[part.Key] > 1 {
			key = documents.SectionKey(fmt.Sprintf("%s#%d", part.Key, seen[part.Key])) // a heading that occurs twice
		}
		ref.Sections = append(ref.Sections, workflow.SectionRef{Key: key,
			Digest: documents.DigestOf(dossierSalt, []byte(id), []byte(key), []byte(part.Text))})
	}
	return ref
}
