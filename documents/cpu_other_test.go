//go:build !unix

package documents

import "time"

var begun = time.Now()

// worked gives the time on the wall, where the system does not tell how long a
// process worked.
func worked() time.Duration { return time.Since(begun) }
