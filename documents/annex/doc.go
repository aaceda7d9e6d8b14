// Package annex takes in papers that others made: PDFs, scans, pictures, word
// processor files and mail, and makes their public version. What is no pages of
// itself (a message) is laid out on pages first.
//
// What is a picture of pages (PDF, PNG, JPEG, TIFF) is never edited. Its public
// version is rebuilt: every page is drawn, the boxes are burnt into the pixels,
// and a new file is written from those pixels and from the characters that were
// kept and can be seen:
//
//	bytes --> sniff --> pages: pixels + characters --> boxes --> pdf.RenderScan
//	                                                             |
//	                     reopen, look for what should be gone <--+
//
// Nothing of the source is written, so what it hides (metadata, names, links,
// fonts whose glyphs are numbered in the order of the text, earlier revisions)
// has no way through. Three rules came out of trials:
//
//   - A box is a plain rectangle as high as the line and padded. The outline of
//     tight boxes shows the shape of a name.
//   - A character is kept only if it has ink: contrast in the pixels where the
//     file says it stands. Text that is white, covered or invisible is dropped,
//     whether anyone looked for it or not.
//   - Characters in the text layer of a scan drift. There whole words go.
//
// A paper that was written in Word or LibreOffice is taken in as text: see
// ImportOffice.
package annex
