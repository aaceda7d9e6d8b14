package desk

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"paraaf/documents"
	"paraaf/documents/annex"
	"paraaf/documents/gate"
	"paraaf/documents/markdown"
	"paraaf/documents/redact"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// Pictures in papers. A picture is made anew from its pixels when it comes in, so that
// nothing that a camera wrote beside them is kept anywhere. It lies among the drafts of the
// dossier, is never changed, and stands in the text by a name that holds the digest of its
// bytes: a paraaf on the text is one on the picture, and other bytes under the name
// are refused. It goes when the papers of the dossier are destroyed.

// picturePattern is how a picture is named, in an address behind markdown.AttachmentPath.
var picturePattern = regexp.MustCompile(`^beeld-[0-9a-f]{32}$`)

const (
	// MaxPicture is the size in bytes of a file that is taken in as a picture.
	MaxPicture = annex.MaxPicture
	// MaxPictures is how many pictures stand in one paper.
	MaxPictures = 40

	maxDescription = 500 // runes
)

// pictureName names a picture by 128 bits of the digest of its salt and bytes. The salt
// is made after the bytes are known: nobody can have two pictures for one name.
func pictureName(salt, data []byte) string {
	digest := documents.DigestOf(salt, data)
	return "beeld-" + hex.EncodeToString(digest[:16])
}

// AddPaperPicture saves the body of a section as SaveSection does, with a picture behind it.
// alt says what can be seen on it, for who cannot. It fails as SaveSection does, and with
// *documents.Unreadable on a file that is no picture and on a picture without a description.
func (d *Desk) AddPaperPicture(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, key documents.SectionKey, version int, body string, file []byte, alt string) (int, error) {
	x, err := d.load(ctx, ask.Actor, id)
	if err != nil {
		return 0, err
	}
	if c := d.May(x.state, ask.Actor, d.clock(), workflow.Revise{Papers: x.papers}); !c.Allowed {
		return 0, &workflow.Refusal{Rule: c.Rule, Text: c.Why} // before any work is done
	}
	if _, there := x.texts[paper].paper.Section(key); !there || x.version(paper) != version {
		return d.SaveSection(ctx, ask, id, paper, key, version, body) // it says why not
	}
	if alt = strings.Join(strings.Fields(alt), " "); alt == "" {
		return 0, &documents.Unreadable{Text: "Beschrijf de afbeelding: schrijf wat er te zien is, voor wie haar niet kan zien."}
	}
	if utf8.RuneCountInString(alt) > maxDescription {
		return 0, &documents.Unreadable{Text: fmt.Sprintf("De beschrijving van de afbeelding is langer dan %d tekens. Schrijf in een of twee zinnen wat er te zien is.", maxDescription)}
	}
	if len(file) == 0 {
		return 0, &documents.Unreadable{Text: "Kies een bestand met de afbeelding, een PNG of JPEG."}
	}
	if strings.Count(string(x.texts[paper].paper.Bytes()), markdown.AttachmentPath) >= MaxPictures {
		return 0, &documents.Unreadable{Text: fmt.Sprintf("In een stuk passen ten hoogste %d afbeeldingen. Voeg deze toe als bijlage.", MaxPictures)}
	}
	name, err := d.keepPicture(ctx, ask, id, file)
	if err != nil {
		return 0, err
	}
	node := &markdown.Node{Kind: markdown.Paragraph, Children: []*markdown.Node{
		{Kind: markdown.Image, Destination: markdown.AttachmentPath + name, Children: []*markdown.Node{{Kind: markdown.Text, Text: alt}}}}}
	line := strings.TrimSpace(string(markdown.Write(nil, documents.Span{}, []*markdown.Node{node})))
	if body = strings.TrimRight(body, " \t\r\n"); body != "" {
		body += "\n\n"
	}
	return d.SaveSection(ctx, ask, id, paper, key, version, body+line)
}

// keepPicture makes a picture anew and keeps it; it gives its name.
func (d *Desk) keepPicture(ctx context.Context, ask Ask, id workflow.DossierID, file []byte) (string, error) {
	select {
	case converting <- struct{}{}:
		defer func() { <-converting }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	data, err := annex.PaperPicture(file)
	if err != nil {
		return "", err
	}
	salt, err := d.book.NewSalt()
	if err != nil {
		return "", err
	}
	name := pictureName(salt, data)
	_, err = d.book.SaveDraft(ctx, id, workflow.PaperID(name), 0, journal.Draft{Kind: "picture", By: ask.Actor.Person, At: d.clock(), Salt: salt, Bytes: data})
	if err != nil {
		return "", fmt.Errorf("keep a picture: %w", err)
	}
	return name, nil
}

// keptPicture gives a picture of a dossier, or nil when there is none of that name. It fails when
// its bytes are not those that the name stands for.
func (d *Desk) keptPicture(ctx context.Context, id workflow.DossierID, name string) ([]byte, error) {
	if !picturePattern.MatchString(name) {
		return nil, nil
	}
	kept, err := d.draft(ctx, id, workflow.PaperID(name))
	if err != nil {
		return nil, fmt.Errorf("load a picture: %w", err)
	}
	if len(kept.Bytes) == 0 {
		return nil, nil
	}
	if pictureName(kept.Salt, kept.Bytes) != name {
		return nil, errors.New("a picture is not what its name says")
	}
	return kept.Bytes, nil
}

// picturesOf gives the pictures that stand in a text, by their address. One that is of
// another dossier, or that was destroyed, is not among them: its description stands there.
func (d *Desk) picturesOf(ctx context.Context, id workflow.DossierID, c markdown.Content) (map[string][]byte, error) {
	out := map[string][]byte{}
	var failed error
	c.Walk(func(n *markdown.Node) bool {
		name, ours := strings.CutPrefix(n.Destination, markdown.AttachmentPath)
		if n.Kind != markdown.Image || !ours || failed != nil || out[n.Destination] != nil {
			return true
		}
		data, err := d.keptPicture(ctx, id, name)
		if err != nil {
			failed = err
		} else if data != nil {
			out[n.Destination] = data
		}
		return true
	})
	return out, failed
}

// PaperPicture gives a picture of a paper that the actor may see. It fails with ErrNotFound
// when there is none of that name, or none that he may see: who sees no more than the letter
// sees no more than its pictures. It is written to the read log first.
func (d *Desk) PaperPicture(ctx context.Context, ask Ask, id workflow.DossierID, name string) ([]byte, error) {
	x, err := d.load(ctx, ask.Actor, id)
	if err != nil {
		return nil, err
	}
	if !d.explain(x.state, ask.Actor, workflow.ActionSeeDossier).Allowed {
		shown := false
		for _, ref := range x.papers.Letter() {
			shown = shown || strings.Contains(string(x.texts[ref.ID].paper.Bytes()), markdown.AttachmentPath+name)
		}
		if !shown {
			return nil, ErrNotFound
		}
	}
	data, err := d.keptPicture(ctx, id, name)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, ErrNotFound
	}
	return data, d.log(ctx, ask, id, documents.Digest{}, workflow.ActionSeeDossier, "ok")
}

// lookedByReaders is what the certificate says of a file with pictures of its own: every one
// was judged by the reviewer and by the second reader, each by himself (R12, R13).
func lookedByReaders(u gate.NotExamined, name string) gate.Unexamined {
	return gate.Unexamined{File: name, Page: max(u.Page, 1), People: 2}
}

// askPictures adds the question about every picture to what was found in a paper.
func askPictures(p documents.Paper, found []documents.Finding) ([]documents.Finding, error) {
	if !strings.Contains(string(p.Bytes()), markdown.AttachmentPath) {
		return found, nil
	}
	more, err := redact.Pictures(p)
	return append(found, more...), err
}

// writtenSoorten are the papers in which pictures stand.
var writtenSoorten = []documents.Soort{documents.SoortNota, documents.SoortKamerbrief, documents.SoortAntwoorden}

// shownPicture is a picture as it stands in the bytes of a paper.
var shownPicture = regexp.MustCompile(regexp.QuoteMeta(markdown.AttachmentPath) + `(beeld-[0-9a-f]{32})`)

// LostPictures names, in English and for who looks after the book, the pictures that papers
// show and that are not there, or are other bytes than their name stands for. One that was
// pasted from another dossier is not lost: it is there, and nobody sees it here. What the book
// itself finds damaged is passed over: its own Verify names it.
func LostPictures(ctx context.Context, book *journal.Book) ([]string, error) {
	type absent struct {
		dossier workflow.DossierID
		picture workflow.PaperID
	}
	var lost []string
	var missing []absent
	somewhere := map[workflow.PaperID]bool{}
	err := book.Dossiers(ctx, func(id workflow.DossierID) error {
		drafts, err := book.Drafts(ctx, id)
		if damaged := new(journal.Damaged); errors.As(err, &damaged) {
			return nil
		} else if err != nil {
			return fmt.Errorf("look for pictures of %s: %w", id, err)
		}
		var texts [][]byte
		for name, d := range drafts {
			if !picturePattern.MatchString(string(name)) {
				texts = append(texts, d.Bytes)
				continue
			}
			somewhere[name] = true
			if pictureName(d.Salt, d.Bytes) != string(name) {
				lost = append(lost, fmt.Sprintf("picture %s of dossier %s: its bytes are not those that its name stands for", name, id))
			}
		}
		for _, soort := range writtenSoorten {
			papers, err := book.Stored(ctx, id, soort)
			if damaged := new(journal.Damaged); errors.As(err, &damaged) {
				continue
			} else if err != nil {
				return fmt.Errorf("look for pictures of %s: %w", id, err)
			}
			for _, p := range papers {
				texts = append(texts, p.Bytes)
			}
		}
		seen := map[workflow.PaperID]bool{}
		for _, text := range texts {
			for _, m := range shownPicture.FindAllSubmatch(text, -1) {
				name := workflow.PaperID(m[1])
				if _, there := drafts[name]; !there && !seen[name] {
					seen[name] = true
					missing = append(missing, absent{id, name})
				}
			}
		}
		return nil
	})
	for _, m := range missing {
		if !somewhere[m.picture] {
			lost = append(lost, fmt.Sprintf("picture %s of dossier %s: a paper shows it and it is not there", m.picture, m.dossier))
		}
	}
	slices.Sort(lost)
	return lost, err
}
