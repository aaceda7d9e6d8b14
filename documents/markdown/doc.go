// Package markdown turns the Markdown of a paper into a tree in which every
// node knows its bytes, and a tree back into Markdown.
//
// It is the only room that knows goldmark. The grammar is CommonMark 0.31 with
// the tables and the strikethrough of GitHub Flavored Markdown and with
// footnotes ("[^1]" and "[^1]: ..."). HTML is not a part of it: a tag in a paper is
// literal text, so that nothing which is read can become active later.
//
// Promises:
//
//   - Spans are exact and count bytes of the whole paper. A node of kind Text is
//     either verbatim (its Text equals its bytes) or one indivisible thing that
//     was written in another way (an escape, an entity); never a mixture.
//   - No letter is lost: what CommonMark drops in silence (surplus cells of a
//     row, notes and definitions nobody refers to) is kept as text.
//   - Only https, mailto and paths of our own survive as the Destination of a
//     link, and only paths of attachments as that of an image; this is decided
//     after decoding. Elsewhere the text stays and the link does not.
//   - Input of up to documents.MaxBytes is read within seconds and within 256 MB or
//     refused with *documents.Unreadable: goldmark is quadratic in openers
//     without closers and in nesting, and a wide table multiplies, so what it
//     would choke on is counted before it sees it (limits.go).
//
// Of gives the whole paper as a tree: fields, sections and notes in reading order. The
// internal and the public version are walked in the same form; the public one
// is made by documents/redact and holds nodes of kind Gelakt.
package markdown
