// Package documents is the paper, exactly as it lies there.
//
// A paper is its bytes. Everything typed about it - fields of the head,
// sections, signatories - is a view: a span on those bytes. Reading never
// changes a byte and never fails: Parse takes any bytes at all, and what it
// thinks of them it says in remarks. Writing back is therefore giving back the
// bytes, and editing is splicing one span and reading again.
//
// The grammar is that of paper that has been through a PDF, not that of a
// format. A scanner cuts the bytes into lines; a line is blank, a heading
// (ATX, setext, or a line wholly in emphasis), a table row, a list item, code
// within a fence, or text. A sjabloon (data, versioned, in sjablonen/) says
// which labels a head has and which sections follow, with the aliases under
// which other houses know them:
//
//	nota       = head title? kind? onderwerp? head section*
//	head       = (label ":"? value | label EOL blank* value | organisation)*
//	section    = heading body
//	heading    = number? label "N.v.t."?
//	kamerbrief = head aanhef tekst slotformule ondertekening+
//	antwoorden = inleiding? ("Vraag" n+ text "Antwoord" n* text)+
//
// Page headers that a PDF repeats in the middle of a section are recognised
// and skipped by Content, but stay where they are.
//
// Laws, tested on every byte sequence the fuzzer can think of: Parse(b).Bytes()
// equals b; the blocks tile; Set and SetSection change only the span they are
// about, and what was set reads back; Canonical is idempotent and keeps every
// field; remarks never change the result; time and memory are linear.
//
// The package imports the standard library only, reads no clock and no file:
// what it needs to know of the world (the day, the route, the annexes) is given
// to Lint as Circumstances.
package documents
