// Package redact finds what may have to go from a paper before it is public, and
// takes it out. Finding never changes a text and never asks the network; it
// promises spans that are exact to the byte, time and memory linear in the text
// whatever it holds, and the same findings for the same text. Taking out (Apply)
// works on the tree of a paper and gives a Public, which has no other maker.
//
// # How a text is read
//
// A text goes through layers; each knows only those before it.
//
//	detect_view.go     the view: soft hyphens, ligatures, letter-spacing and what scans
//	                   spoil are undone, and every offset leads back to the original
//	detect_tokens.go   words, numbers, marks and lines; a word carries the classes that
//	                   the lexicon gives it (names_lexicon.go) and what its end tells
//	                   (detect_tails.go)
//	detect_layout.go   structure: labels and values, columns, senders of a chat; words
//	                   that announce a value are in detect_cues.go
//	detect_values.go   numbers by check and context (numbers.go has the checks), with
//	                   detect_codes.go, detect_birth.go, detect_iban.go, detect_phone.go,
//	                   detect_address.go, detect_mail.go, secrets.go
//	names_judge.go     names where a name must stand: fields, cells, greetings, signatures
//	names_text.go      names in running text: where a candidate stands, and what it may be
//	                   else; names_verdict.go weighs what the words around it say
//	names_lower.go     names in paragraphs without capitals
//	names_strange.go   words that are in no list and stand as names do
//	names_inside.go    a known person inside a mail address, a file name, an account
//	reading.go         a second reader with learned weights, where it is sure;
//	                   reading_numbers.go is the same for numbers, dates and addresses
//	names_people.go    who is who: all forms of a person are one group
//	names_again.go     everyone found for certain is searched again in the text and in its
//	                   dossier
//
// How a name is cut out (order, initials, tussenvoegsels, line ends) is in names.go
// and names_grow.go, for every layer alike.
//
// # What stays
//
// Before a candidate is proposed it is asked what else it may be (keep.go): the
// holder of an office (by role words around it, and by a dated register,
// names_register.go and names_officials.go), a thing named after someone, an
// organisation, a street. Functional mailboxes, general numbers, office addresses and
// references stay by rules beside those that propose. Explain tells what stayed and why.
//
// # What a finding says
//
// Propose, ask or keep; a rule (detect_rules.go) with a sentence for the reviewer; a
// certainty; a ground; a group.
//
// # The second reader
//
// A rule is exact and falls short at a layout that nobody foresaw. So behind the rules a
// second reader (reading.go) weighs for each word what is seen of it: how it is written,
// what the lexicon knows of it, what stands around it and where else it stands
// (reading_features.go). A name of which it is sure is proposed though no rule knows it,
// and it asks about what a rule proposed against all signs. Its weights were learned from
// our own labelled texts (reading_train_test.go makes them again). What the rules find is
// no sign: on the texts they were made on they look better than they are.
//
// On texts of writers from whom neither rules nor reader learned it adds more than one span of a
// hundred to what is found and one of a hundred to what is right. Explain tells which kind
// of sign weighed most.
//
// A second set of weights (reading_numbers.go) does the same for values. It takes every
// stretch of figures by its shape alone (a date, a postcode, an account, a street with a
// house number, a code) and weighs what stands around it, in the line above it and at the
// head of its column (reading_numbers_seen.go). It proposes what the rules pass over, and
// keeps away from what the ministry keeps, from mail and web addresses and from names. On
// texts that neither had seen, full of values in odd places, it finds two or three spans of a
// hundred more and errs no oftener; on plain ones it adds little.
//
// # How it is measured
//
// TestLabelledTexts holds the detector against labelled texts of our own. Those under
// testdata/unseen were measured once before anyone knew what the rules make of them;
// up to zeventien their writer had not read the rules either. The figure of that first
// measurement stands beside them, and it is what to expect of the next text: 95 to 97
// of a hundred spans in plain texts, 92 to 95 in hard ones. From those under
// testdata/aside no rule may learn: they are opened only to measure.
//
// A rule learns from a miss only in the form of a pattern, never as a word in a list,
// unless the word is a kind of word (a trade, a title, a colour).
//
// Lists are embedded in a form that needs no start-up: lexicon.bin is a ready hash
// table whose free slots take one bit, given-hint.bloom a ready Bloom filter, reading.bin
// and numbers.bin tables that are copied at first use, and
// nothing packs them further. A general packer would save nothing more and cost over
// 20 ms at every start; a test makes the table again and compares.
package redact
