//go:build unix

package documents

import (
	"syscall"
	"time"
)

// worked gives the time that this process has worked, which a busy machine does
// not lengthen as it lengthens the clock on the wall.
func worked() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
