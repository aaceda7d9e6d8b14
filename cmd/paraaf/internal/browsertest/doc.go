// Package browsertest lets a test use the product as people do: the real
// program as a process of its own, a real browser, and a visitor for every
// account, with windows of their own sizes.
//
// Whatever page a visitor arrives at is examined, asked for or not: axe finds
// no fault in it, nothing was written to the console, the content security
// policy was not violated, nothing was asked of another host, and nothing has
// to be scrolled sideways. The first time a visitor sees a kind of page it is
// also laid out at the other widths and in the dark, and walked through with
// the keyboard: every control is reached, and where the focus is can be seen.
//
// A visitor finds things by their data-test attribute, or by role and name as
// a screen reader does. It never sleeps: it waits for the page to load or for
// a condition, and fails when neither comes. A browser that is not there is a
// failure too.
//
// It is test support only, and never part of the program.
package browsertest
