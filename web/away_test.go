package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"paraaf/workflow/journal/postgrestest"
)

// TestADatabaseThatCannotSayRefusesNobody loses a table in the midst of what somebody
// does: the page says that the database is away, or full, and to try again. It does
// not say that the account is closed, that the code is wrong or that a second step is
// lacking, for nobody knows that. With the table back the same goes on.
func TestADatabaseThatCannotSayRefusesNobody(t *testing.T) {
	t.Parallel()
	server := postgrestest.Start(t)
	away := func(b *browser, what string) {
		b.Helper()
		if b.status != http.StatusServiceUnavailable || b.header.Get("Retry-After") == "" || !strings.Contains(b.body, "even niet bereikbaar") {
			b.Errorf("%s: status %d at %s: %.300s", what, b.status, b.where, text(b.root))
		}
	}
	full := func(b *browser, what string) {
		b.Helper()
		if b.status != http.StatusInsufficientStorage || !strings.Contains(b.body, "geen plaats meer") {
			b.Errorf("%s: status %d at %s: %.300s", what, b.status, b.where, text(b.root))
		}
	}
	t.Run("the account of a session", func(t *testing.T) {
		dsn := server.Database(t)
		b := counterOver(t, dsn).as("noor")
		find := postgrestest.Lose(t, dsn, "accounts", 0)
		away(b.get("/werkvoorraad"), "reading")
		away(b.get("/aanmelden"), "at the door, though he is in")
		away(b.post("/dossiers/importeren", http.Header{"Idempotency-Key": {"een-twee-drie"}}, "nota", "Nota"), "writing")
		find()
		b.page("/werkvoorraad")
	})
	t.Run("the account at a second step", func(t *testing.T) {
		dsn := server.Database(t)
		c := counterOver(t, dsn, withKey)
		_, codes := c.as("noor").linkPhone()
		b := c.half("noor")
		find := postgrestest.Lose(t, dsn, "accounts", 0)
		away(b.press("second-submit", "code", codes[0]), "with a good code")
		find()
		if b.page("/aanmelden/code").press("second-submit", "code", codes[1]); b.status != http.StatusOK || b.where.Path != "/werkvoorraad" {
			t.Errorf("afterwards: status %d at %s", b.status, b.where)
		}
	})
	t.Run("a second step that cannot be used up", func(t *testing.T) {
		dsn := server.Database(t)
		c := counterOver(t, dsn, withKey)
		phone, _ := c.as("noor").linkPhone()
		c.pass(time.Minute)
		b := c.half("noor")
		empty := postgrestest.Fill(t, dsn, "codes")
		full(b.press("second-submit", "code", phone.Code(c.clock())), "with a good code")
		empty()
		c.pass(time.Minute)
		if b.page("/aanmelden/code").press("second-submit", "code", phone.Code(c.clock())); b.status != http.StatusOK || b.where.Path != "/werkvoorraad" {
			t.Errorf("afterwards: status %d at %s", b.status, b.where)
		}
	})
	t.Run("the account of who proves that he is there", func(t *testing.T) {
		dsn := server.Database(t)
		c := counterOver(t, dsn, withKey, func(o *Options) { o.StepUp = 15 * time.Minute })
		b := c.ruler()
		c.pass(16 * time.Minute)
		b.page("/beheer/bestanden")
		find := postgrestest.Lose(t, dsn, "accounts", 1)
		away(b.press("load-policy", "tekst", "rol"), "what cannot be undone")
		find()
	})
	t.Run("what a provider vouched for", func(t *testing.T) {
		dsn := server.Database(t)
		c, _ := providerOver(t, dsn, jose.RS256)
		b := c.browser().get("/aanmelden?naar=/mijn-stukken")
		empty := postgrestest.Fill(t, dsn, "codes")
		full(b.get("/aanmelden/organisatie?naar=/mijn-stukken"), "coming back")
		empty()
		if b.get("/aanmelden/organisatie?naar=/mijn-stukken"); b.status != http.StatusOK || b.where.Path != "/mijn-stukken" {
			t.Errorf("afterwards: status %d at %s: %.300s", b.status, b.where, text(b.root))
		}
	})
}
