package desk

import (
	"context"
	"crypto/sha256"
	"sync"
	"time"

	"paraaf/documents"
	"paraaf/documents/redact"
)

// consulted is another detector that is asked beside our own, and what it said
// of the texts that were last shown. It lives in memory only.
type consulted struct {
	other redact.Analyzer
	fails func(error)

	mu    sync.Mutex
	said  map[[sha256.Size]byte][]documents.Finding
	quiet time.Time // not asked again before
}

// maxSaid is how many texts are remembered.
const maxSaid = 256

// Consult lets the office ask another detector from now on; nil asks nobody.
// What fails is told to fails, without the text. It is called before the
// office opens.
func (d *Desk) Consult(other redact.Analyzer, fails func(error)) {
	if other != nil {
		d.beside = &consulted{other: other, fails: fails, said: map[[sha256.Size]byte][]documents.Finding{}}
	}
}

// join adds to what was found in texts what the other detector finds. It is
// asked once for each text; when it fails nobody waits for it for a minute.
func (c *consulted) join(ctx context.Context, now time.Time, texts [][]byte, found [][]documents.Finding) [][]documents.Finding {
	for i, text := range texts {
		k := sha256.Sum256(text)
		c.mu.Lock()
		more, known := c.said[k]
		quiet := now.Before(c.quiet)
		c.mu.Unlock()
		if !known {
			if quiet {
				continue
			}
			var err error
			if more, err = c.other.Analyze(ctx, text); err != nil {
				c.fails(err)
				c.mu.Lock()
				c.quiet = now.Add(time.Minute)
				c.mu.Unlock()
				continue
			}
			c.mu.Lock()
			if len(c.said) >= maxSaid {
				clear(c.said)
			}
			c.said[k] = more
			c.mu.Unlock()
		}
		found[i] = redact.Join(text, found[i], more)
	}
	return found
}
