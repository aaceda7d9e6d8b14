package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// eicar is the file that every scanner takes for malware (eicar.org), in pieces,
// so that no scanner takes this file for it.
const eicar = `X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-` + `STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`

// A guardDog is a scanner that knows one file, and can be told to fail.
type guardDog struct {
	mu   sync.Mutex
	err  error
	seen int // files
}

func (g *guardDog) Scan(_ context.Context, file []byte) (string, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.seen++
	if g.err == nil && bytes.Contains(file, []byte(eicar)) {
		return "Eicar-Signature\n" + `","actor":"ander`, nil
	}
	return "", g.err
}

func (g *guardDog) fail(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.err = err
}

func (g *guardDog) count() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.seen
}

// ledger is all that was ever recorded.
func (c *counter) ledger() string {
	c.Helper()
	var b strings.Builder
	c.must(c.book.ExportLedger(c.Context(), &b))
	return b.String()
}

// TestEveryUploadIsScannedBeforeItIsKept: wherever a file can be sent, what the
// scanner finds, cannot tell of or does not look at is refused in words, and
// nothing of it is kept.
func TestEveryUploadIsScannedBeforeItIsKept(t *testing.T) {
	t.Parallel()
	dog := &guardDog{}
	c := newCounter(t, func(o *Options) { o.Scanner = dog })
	bad := filepath.Join(t.TempDir(), "geheimnaam.md")
	c.must(os.WriteFile(bad, []byte(eicar), 0o600))
	noor, tom := c.as("noor"), c.as("tom")
	at := noor.importSeed()
	if n := dog.count(); n != 2 {
		t.Fatalf("%d files of a nota and a letter were scanned", n)
	}
	for _, upload := range []struct {
		who                *browser
		page, button, file string
		more               []string // what else is filled in
		kept               string   // what must still stand in the form
	}{
		{noor, "/dossiers/nieuw", "import-submit", "import-file", []string{"import-letter-text", "Een brief die al geplakt was."}, "Een brief die al geplakt was."},
		{noor, "/dossiers/nieuw", "import-submit", "import-letter-file", []string{"import-text", "Een nota die al geplakt was."}, "Een nota die al geplakt was."},
		{noor, at + "/stukken/brief/vervangen", "letter-submit", "import-file", nil, ""},
		{noor, at + "/samenstellen", "add-submit", "add-file", nil, ""},
		{noor, at + "/samenstellen", "annex-submit", "annex-file", nil, ""},
		{noor, at + "/stukken/nota/onderdelen/kernpunten", "picture-add", "picture-file", []string{"edit-text", "Net getypt.", "picture-alt", "Een grafiek"}, "Net getypt."},
		{tom, "/beheer/bestanden", "load-remarks", "bestand", nil, ""},
	} {
		for _, answer := range []struct {
			err  error
			says string
		}{
			{nil, "De virusscanner vond iets gevaarlijks"},
			{errors.New("no answer"), "De virusscanner antwoordt niet"},
			{ErrScanLimit, "te groot voor de virusscanner"},
		} {
			before := c.ledger()
			dog.fail(answer.err)
			b := upload.who
			b.page(upload.page).press(upload.button, append([]string{upload.file, bad}, upload.more...)...)
			where := upload.page + " " + upload.file + ": " + answer.says
			if b.status != http.StatusUnprocessableEntity && b.status != http.StatusServiceUnavailable || !strings.Contains(text(b.root), answer.says) {
				t.Errorf("%s: status %d\n%s", where, b.status, text(b.root))
			}
			if !strings.Contains(b.body, upload.kept) {
				t.Errorf("%s: what was typed is lost", where)
			}
			if strings.Contains(b.body+b.where.String(), "Eicar") || strings.Contains(b.body, "geheimnaam") {
				t.Errorf("%s: the answer tells what was found", where)
			}
			if c.ledger() != before {
				t.Errorf("%s: something was kept", where)
			}
		}
	}
	dog.fail(nil)
	noor.page(at+"/stukken/nota/onderdelen/kernpunten").press("picture-add", "picture-file", photograph(t), "picture-alt", "Een grafiek")
	if noor.status != http.StatusOK || !strings.Contains(noor.body, "![Een grafiek](/bijlagen/beeld-") || strings.Contains(noor.body, "Net getypt.") {
		t.Errorf("a clean picture: status %d", noor.status)
	}

	refused := 0
	for line := range strings.Lines(c.log.String()) {
		var l map[string]any
		c.must(json.Unmarshal([]byte(line), &l))
		if l["msg"] != "upload refused" {
			continue
		}
		refused++
		for _, field := range []string{"time", "action", "object", "result", "origin", "actor", "request"} {
			if _, there := l[field]; !there {
				t.Errorf("a line lacks %s: %s", field, line)
			}
		}
		if s, found := l["signature"]; found && s != `Eicar-Signature?","actor":"ander` || !found && l["error"] == nil || l["actor"] == "ander" {
			t.Errorf("the line says %s", line)
		}
	}
	if refused != 7*3 {
		t.Errorf("%d lines for %d refusals", refused, 7*3)
	}
	if strings.Contains(c.log.String(), "geheimnaam") || strings.Contains(c.log.String(), "STANDARD-ANTIVIRUS") {
		t.Error("the log holds the name of the file, or the file")
	}
}
