// Package render gives papers their form: HTML and PDF, which say the same in
// the same order, byte for byte the same for the same paper.
//
// It walks the tree of documents/markdown and knows no other; what the line
// fills in (parafen, besluit) is an argument and stands in no paper. The
// functions named Public take a redact.Public and nothing else, so a paper
// that was not redacted cannot be given to them.
//
// HTML comes as a fragment for a page under a strict content security policy
// (classes, no style, no script, every id behind a prefix) and as a document
// of its own. Every word of a paper is escaped here; templates take a fragment
// as it is.
package render
