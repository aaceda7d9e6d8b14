// Package foreign reads PDFs that others made. It is the only room that knows
// PDFium, which runs here as WebAssembly in wazero's sandbox, without cgo: with
// its own memory, bounded, and no files and no network.
//
// It gives of each page what a person sees and what a machine reads: pixels,
// and characters with the boxes in which they stand. Nothing is written with
// it, and nothing of the file itself is passed on: no fonts, names, links or
// metadata.
//
// What was filled in on a form or noted on a page is laid into the page first: PDFium
// draws no field by itself and gives no text of a note, and neither may be lost.
//
// PDFium gives an /ActualText in the place of the glyphs that are drawn. A file
// can hide text there, so it is taken away from a page before its text is read:
// what comes out is what was drawn.
package foreign
