//go:build !linux

package foreign

import "os/exec"

// isolate: taking the network away is done on Linux only. PDFium itself has none:
// its sandbox offers it no sockets.
func isolate(*exec.Cmd) bool { return false }

// limit: elsewhere the bounds of the sandbox and of Go's own memory stand.
func limit(uint64) error { return nil }
