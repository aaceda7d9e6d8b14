// Package gate attacks finished artefacts before anything leaves: it opens a
// PDF, HTML, ODT, DOCX, ZIP, XML or CSV as somebody would who wants to read
// what was taken out, and says what it found.
//
// It promises to look at the bytes themselves and to trust nothing of how they
// were made: every object of a PDF in every revision, whether or not anything
// refers to it, every stream after decoding, every string and name, the text as
// it is drawn and as it lies on the page, what is drawn but cannot be seen;
// the fonts of a file of any kind, with their names and the order of their
// glyphs, which is that of the text they were cut down to; every part of a
// package; every attribute, comment, style and script of a page. A secret is
// looked for in any spelling that keeps its letters (case, accents, spaces,
// ligatures, hyphens at line ends, from right to left) and in the codings in
// which text hides (UTF-16, hexadecimal, base64, percent-encoding, numbers).
//
// It has a reader of PDF objects of its own, beside that of documents/pdf, which reads
// back what it wrote and calls everything else an error. To make them one would make that
// one lax or this one blind: here nothing that another program would still open may be
// left unread, and there nothing that we did not write may be taken for ours.
//
// It fails closed: what it cannot open is an error, and what it did not look at
// (a picture) is said. It never changes an artefact, keeps no secret, and does
// not know what a nota is. The sources of its list are the leaks of practice:
// metadata naming officials in April 2025, text under grey bars, font tables
// that list the first letters of a text, earlier revisions in the same file.
package gate
