// Package signin answers one question: is this the person it says it is? It
// checks passkeys and codes of an app; it
// keeps passwords as argon2id hashes, does the same work for a name that does
// not exist as for one that does, and slows down who guesses.
//
// It slows down and never locks: a lock is a button with which anyone shuts
// out a minister. Who has failed before from the same address waits longer and
// longer, up to a minute; somebody who comes from an address without failures
// is let through to his password, however often others guessed at his name.
//
// The rules are those of OWASP ASVS 5.0, 6.3.1 and 6.3.8, and the parameters
// those of its cheat sheet on password storage: 19 MiB, two passes, one lane.
package signin
