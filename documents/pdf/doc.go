// Package pdf writes tagged PDF: one file that is PDF/A-2a (ISO 19005-2) and
// PDF/UA-1 (ISO 14289-1) at once. It knows headings, paragraphs, lists, tables,
// quotes, notes and figures; it knows nothing of nota's.
//
// Give Render a Document: blocks in reading order, a Theme for their looks, a
// function for what runs along on every page. Four steps follow.
//
//	blocks --> vertical list --> pages --> gofpdf --> finisher --> bytes
//	           line.go           page.go   paint.go   finish.go
//	           build.go                    tree.go
//
// The builder breaks paragraphs into lines (least raggedness over the whole
// paragraph, Dutch hyphenation only where it is needed) and puts lines, rows and
// spaces in one vertical list, noting where a page may not end. The pager cuts
// that list into pages and finds room for the notes at their feet. The painter
// draws the pages with gofpdf, every stroke inside marked content, and records
// which element of the structure tree owns it. The finisher takes gofpdf's plain
// objects and adds what gofpdf cannot: the tree, metadata, output intent, fonts.
//
// # Promises
//
// Same document, same release: same bytes. No clock is read, no map is walked
// in its own order, dates are arguments. What stands in the file besides the
// pages is on a fixed list: title, language, producer, the two dates. Nobody's
// name can get into the metadata, for there is no field to put it in.
//
// The order of the structure tree is the order of the blocks, wherever on the
// page they are drawn: a column beside the text and notes at the foot included.
//
// Every rune is looked up in the fonts before anything is drawn. One that no
// font has is a *MissingGlyph with its place, never an empty box. Whatever else
// cannot be drawn is a *Refused. Render does not panic: what it did not foresee
// it returns as an error.
//
// # Why fonts are not left to gofpdf
//
// gofpdf v1.16.2 draws a missing glyph as an empty box without saying so,
// panics on a rune above U+FFFF, writes a character map that readers may not
// use beyond U+00FF, reads no kerning, and takes about 4 ms and 5 MB for each
// registered style (measured). Therefore each style is registered as an empty
// simple font, text is drawn as codes of our own through RawWriteStr, and the
// finisher puts a Type 0 font with the subset in its place. Images go the same
// way: gofpdf orders those of equal width by chance.
package pdf
