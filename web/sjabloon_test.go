package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestANotaIsBegunInAnotherHousesSjabloon(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	typed := []string{"onderwerp", "Voortgang", "kind", "ter informatie", "aan", "Minister LJS", "lijn", "Directie Informatiebeleid - CIO", "opsteller", "Noor Haverkamp"}
	begin := func(more ...string) {
		noor.page("/dossiers/nieuw")
		if got := chosen(noor.one("vorm")); got != "vws-nota" {
			t.Errorf("in front stands %q", got)
		}
		noor.press("new-submit", append(more, typed...)...)
	}
	begin("vorm", "jenv-nota")
	if noor.status != http.StatusOK || !strings.HasPrefix(noor.where.Path, "/dossiers/") {
		t.Fatalf("begin: status %d\n%s", noor.status, text(noor.root))
	}
	at := noor.where.Path
	noor.page(at + "/stukken/nota")
	other := text(noor.root)
	begin()
	noor.page(noor.where.Path + "/stukken/nota")
	if own := text(noor.root); own == other || !strings.Contains(other, "Noor Haverkamp") {
		t.Error("the form of another house is that of one's own, or what was typed is lost")
	}
	begin("vorm", "verzonnen")
	if noor.status != http.StatusUnprocessableEntity || !strings.Contains(noor.says("problems"), "sjabloon") {
		t.Errorf("a form that is not offered: status %d", noor.status)
	}
}
