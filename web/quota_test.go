package web

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// One person cannot fill the disk in a day: over the bound a file is refused with words,
// and nothing of it is kept; others, and the next day, are as before (ASVS 5.2.4).
func TestOnePersonSendsSoManyBytesADay(t *testing.T) {
	t.Parallel()
	c := newCounter(t, func(o *Options) { o.Uploads = 20 << 10 })
	send := func(b *browser) *browser {
		return b.page("/dossiers/nieuw").press("import-submit", "import-file", "testdata/nota.md", "import-letter-file", "testdata/kamerbrief.md")
	}
	noor, kept := c.as("noor"), 0
	for range 12 {
		if send(noor); noor.status != http.StatusOK {
			break
		}
		kept++
	}
	if noor.status != http.StatusTooManyRequests || noor.header.Get("Retry-After") == "" || !strings.Contains(text(noor.root), "Morgen kan het weer") || kept == 0 {
		t.Fatalf("after %d: %d %s", kept, noor.status, text(noor.root))
	}
	if noor.page("/mijn-stukken"); len(noor.find("row")) != kept {
		t.Errorf("%d dossiers, %d were sent whole", len(noor.find("row")), kept)
	}
	if sem := send(c.as("sem")); sem.status != http.StatusOK {
		t.Errorf("another person: %d", sem.status)
	}
	c.pass(24 * time.Hour)
	if send(c.as("noor")).status != http.StatusOK {
		t.Error("the next day")
	}
}
