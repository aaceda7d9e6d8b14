package desk

import (
	"bytes"
	"context"

	"paraaf/documents/annex"
	"paraaf/documents/markdown"
	"paraaf/documents/render"
	"paraaf/workflow"
)

// Papers come from Word and LibreOffice and go back there to be worked on. What
// is kept is always the text: the file that it came in is not.

// MaxUpload is the size in bytes of a file from a word processor.
const MaxUpload = annex.MaxOffice

// converting bounds how many files are read at once: each may take some tens of
// megabytes while it is.
var converting = make(chan struct{}, 2)

// FromWord gives a docx or odt as the text of a paper, with what is to be told of
// it, and whether data was one. Data of any other form is left to who asks. It
// fails with *documents.Unreadable on files that cannot be taken in, and
// with the error of ctx.
func (d *Desk) FromWord(ctx context.Context, data []byte) (annex.Imported, bool, error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) && !bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		return annex.Imported{}, false, nil
	}
	select {
	case converting <- struct{}{}:
		defer func() { <-converting }()
	case <-ctx.Done():
		return annex.Imported{}, true, ctx.Err()
	}
	in, err := annex.ImportOffice(data)
	return in, true, err
}

// forWord are the forms for editing.
var forWord = map[string]func(markdown.Content, render.PDFOptions) ([]byte, error){"docx": render.DOCXWith, "odt": render.ODTWith}

// ForWord gives a paper as docx or odt, to be worked on in a word processor: without
// parafen and sender, which are no text of the paper and would come back as such. It fails with ErrNotFound on another form. It is
// written to the read log first.
func (d *Desk) ForWord(ctx context.Context, ask Ask, id workflow.DossierID, paper workflow.PaperID, form string) ([]byte, string, error) {
	write := forWord[form]
	if write == nil {
		return nil, "", ErrNotFound
	}
	x, ref, _, err := d.open(ctx, ask.Actor, id, paper)
	if err != nil {
		return nil, "", err
	}
	p, _ := x.leaving(ref.ID, nil)
	content, err := markdown.Of(p)
	if err != nil {
		return nil, "", err
	}
	images, err := d.picturesOf(ctx, id, content)
	if err != nil {
		return nil, "", err
	}
	data, err := write(content, render.PDFOptions{House: d.House.Looks(), Images: images, Mark: markOf(x.state)})
	if err != nil {
		return nil, "", err
	}
	return data, string(paper) + "." + form, d.log(ctx, ask, id, ref.Digest, workflow.ActionDownload, "ok")
}
