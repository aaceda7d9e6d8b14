package templates

import (
	"fmt"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/render"
)

// bodyLevel is the level of a section's heading on a page: the dossier is the
// first, the paper the second.
const bodyLevel = 3

// PaperBody makes HTML of a paper with highlights in it. Its ids begin with
// prefix, so that two papers fit on one page. Its pictures lie below the path pictures. Shown says of each id of a
// highlight whether it is to be seen: one that lies in markup is not.
func PaperBody(p documents.Paper, prefix, pictures string, highlights []render.Highlight) (body Fragment, shown map[string]bool, err error) {
	c, err := markdown.Of(p)
	if err != nil {
		return "", nil, fmt.Errorf("show a paper: %w", err)
	}
	html, err := render.HTML(c, render.Options{IDPrefix: prefix, HeadingLevel: bodyLevel, Highlights: highlights, Pictures: pictures})
	if err != nil {
		return "", nil, fmt.Errorf("show a paper: %w", err)
	}
	shown = map[string]bool{}
	for _, h := range highlights {
		shown[h.ID] = true
	}
	for _, h := range render.Unshown(c, highlights) {
		delete(shown, h.ID)
	}
	return Fragment(html), shown, nil
}

// SectionBody makes HTML of one section of a paper, without its heading;
// nothing when the paper does not have it.
func SectionBody(p documents.Paper, key documents.SectionKey, prefix string) (Fragment, error) {
	c, err := markdown.Of(p)
	if err != nil {
		return "", fmt.Errorf("show a section: %w", err)
	}
	html, err := render.SectionHTML(c, key, render.Options{IDPrefix: prefix, HeadingLevel: bodyLevel})
	if err != nil {
		return "", fmt.Errorf("show a section: %w", err)
	}
	return Fragment(html), nil
}
