// Package desk is the office: it authorises, loads, lets the rules decide and
// has the book record it. "May I, and if not, why not?" has one answer here,
// May, which is the policy followed by workflow.Decide; button, handler, night
// job and test ask it and nothing else answers.
//
// Every change goes through Do: load, may you, decide, append; when another
// was faster, again, five times at most. Every change carries an idempotency
// key, and an assent the digest of what was on the screen.
//
// Who has no right to see a dossier gets ErrNotFound, the same as for one that
// does not exist. The desk reads no clock of its own and writes no sentence of
// a page; it fills the views that the pages show.
package desk
