// Package web is the counter: it turns a request into one question to the desk
// and the answer into a page.
//
// What it promises: every address stands in one table (Routes), with the
// permission that the desk asks for it; every change carries a key by which the
// same request is known again and names what was on the screen; what may not be
// seen is answered like what is not there; every answer carries headers under
// which a browser runs no script and loads no picture that is not ours; and
// nothing that somebody typed is lost, also when it is refused.
//
//	request -> headers -> cross-origin check -> echo -> session -> handler -> desk
//	                                                       |          |
//	                                                       +--error---+--> errors.go
//
// What it never does: decide who may do what (that is the desk), say why not
// (that is the rule), write a sentence of a page (that is templates), touch a
// database. The types of echo stay in server.go: a handler is a plain function
// of a visit, so that the move to echo's successor touches one file.
package web
