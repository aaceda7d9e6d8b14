package browsertest

import (
	"context"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A Browser is one running Chromium.
type Browser struct {
	t   testing.TB
	ctx context.Context

	// met are the kinds of page that were examined at every size,
	// and the faults that were told.
	met struct {
		sync.Mutex
		before map[string]bool
	}
	// downloads go one at a time: their events belong to the browser, not to
	// a tab.
	downloads sync.Mutex
}

// patience is how long a page may take to load or a condition to come true.
// It is no measure of speed: it is so long that only a page that hangs meets
// it, on the slowest machine that runs the tests.
const patience = 30 * time.Second

// browserNames are what Chromium is called, in order of preference.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome"}

// NewBrowser starts Chromium. It is stopped when the test ends. The test fails
// when there is none on the PATH.
func NewBrowser(t testing.TB) *Browser {
	t.Helper()
	path := ""
	for _, name := range browserNames {
		found, err := exec.LookPath(name)
		if err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatalf("no browser on the PATH, looked for %v; the command check installs one", browserNames)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(t.TempDir()),
		// The tests also run as root, where the sandbox of Chromium does not.
		// Only pages of our own are ever opened.
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"),
		chromedp.Flag("lang", "nl-NL"),
	)
	ctx, cancelAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(func() {
		cancel()
		cancelAllocator()
	})
	err := chromedp.Do(ctx)
	if err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	b := &Browser{t: t, ctx: ctx}
	b.met.before = map[string]bool{}
	return b
}

// first says whether this is the first time that it is asked about the second
// word, for the first: a kind of page, or a fault.
func (b *Browser) first(of, what string) bool {
	b.met.Lock()
	defer b.met.Unlock()
	key := of + " " + what
	if b.met.before[key] {
		return false
	}
	b.met.before[key] = true
	return true
}
