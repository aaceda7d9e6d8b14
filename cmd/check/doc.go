// Command check runs every check of this repository and says at the end how
// many passed:
//
//	go run ./cmd/check            everything, about ten minutes on two cores
//	go run ./cmd/check -quick     without race detector and fuzzing
//	go run ./cmd/check -long      more of everything: longer fuzzing, more random cases, benchmarks
//	go run ./cmd/check -run REGEXP   only the steps whose name matches
//	go run ./cmd/check -list      what would run
//
// It needs Go and the network, and nothing of this module: it builds while the
// rest does not. What the tests need beside Go (a browser, PostgreSQL, tools
// that read PDF) it installs itself from Debian's packages where it may, as
// root or through "sudo -n"; elsewhere it prints the one line to run.
//
// It promises that silence is never success. A skipped test, a package without
// tests, a step in which no test ran and a tool that is missing are failures.
// Its last line is "N passed, N failed" and nothing else. It exits 0 when all
// passed, 1 when something failed and 2 when it could not check.
//
// What runs is data (plan.go), made without touching anything; how it is run
// and judged is in run.go; what test output means is in tally.go.
package main
