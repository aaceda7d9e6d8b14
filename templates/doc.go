// Package templates holds everything the product says to people: the pages,
// the sentences of the history, the labels of the buttons, the skeletons of
// new papers and the handbook. All of it is Dutch, level B1, polite.
//
// A page is one Go struct in pages.go and one file under pages/ of the same
// name; Write renders it to a buffer first, so that a reader never gets half a
// page. A page decides nothing: which buttons there are, and why one is grey,
// comes with the struct, and no template names a role or compares a phase.
// Words that people typed are escaped by html/template; the only HTML that
// goes in as it is, is a Fragment, and those come from documents/render and
// from the handbook in this package.
//
// Nothing here knows of HTTP, of the desk or of the book.
package templates
