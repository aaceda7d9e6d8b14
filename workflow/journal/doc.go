// Package journal is the book: what happened to every dossier, the papers it
// happened on, and what is needed to find them again. It is the only room that
// knows of databases; SQLite and PostgreSQL share one text of every statement.
//
// # What it promises
//
//   - What is acknowledged is on disk. SQLite runs in WAL mode with
//     synchronous=FULL, PostgreSQL with synchronous_commit=on; both are asserted
//     when the book is opened, and a book that cannot promise it does not open.
//   - One change wins. [Book.Append] compares the number of entries that the
//     caller saw with what stands there and adds its own in the same
//     transaction, under a unique key (dossier, seq). The others get [ErrStale].
//   - Entries, papers, summary, drafts, notices, the stored answer of an
//     idempotency key and the leaf of the ledger stand or fall together.
//   - Nothing is altered unseen. Every entry is a leaf of a Merkle log
//     (golang.org/x/mod/sumdb/tlog); every paper is known by its salted digest;
//     every other lasting row carries a sum of its own. What does not agree is
//     refused with [Damaged] when it is read, and the rest stays usable.
//   - Texts stand in papers, in drafts and in the search index, nowhere else, so
//     that they can be destroyed when the law says so while the ledger still
//     proves what happened.
//
// # What it never does
//
// It takes no decision: it constructs no refusal and knows no rule, no role and
// no phase by name. It starts no goroutine: work that waits is done by whoever
// calls (see group.go). It calls no clock but the one it was opened with.
//
// # An append
//
//	desk              group                        database
//	 | Append(id, after, batch)                      |
//	 |----------------->| join those that wait       |
//	 |                  |-- begin, lock the ledger   |
//	 |                  |   keys known? heads? ----->|   the same key: ErrRepeated
//	 |                  |   compare in order         |   another head: ErrStale
//	 |                  |-- entries, papers, ...     |
//	 |                  |   head of the ledger       |
//	 |                  |   commit ----------------->|   one fsync for all of them
//	 |<-----------------|                            |
//
// The lock on the ledger puts the changes of all nodes in one order, which is
// the order of the ledger. Times never order anything.
package journal
