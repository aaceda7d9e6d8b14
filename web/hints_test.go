package web

import (
	"net/http"
	"strings"
	"testing"
)

// L16, N.v.t. without a reason, is a hint of the seed.
func TestHintsAreSilencedByAReaderAndInADossier(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.submitted() + "/stukken/nota"
	codes := func(b *browser) string {
		var out []string
		for _, n := range b.page(at).find("remark") {
			for _, code := range []string{"L16", "L22"} {
				if strings.Contains(text(n), code) {
					out = append(out, code)
				}
			}
		}
		return strings.Join(out, " ")
	}
	// hide presses the button of the first hint with a code.
	hide := func(b *browser, test, code string) {
		t.Helper()
		for _, n := range b.page(at).find(test) {
			if strings.Contains(text(n), code) {
				b.pressNode(n)
				if b.status != http.StatusOK || b.where.Path != at {
					t.Fatalf("%s of %s: status %d at %s\n%s", test, code, b.status, b.where, text(b.root))
				}
				return
			}
		}
		t.Fatalf("there is no %s for %s: %s", test, code, text(b.root))
	}
	hester := c.as("hester")
	if got := codes(hester); !strings.Contains(got, "L16") || !strings.Contains(got, "L22") {
		t.Fatalf("hester sees %q", got)
	}
	if len(hester.find("tip-hide-here")) > 0 {
		t.Error("who does not write it can hide a hint from everybody")
	}
	hide(hester, "tip-hide", "L16")
	if got := codes(hester); strings.Contains(got, "L16") || !strings.Contains(got, "L22") {
		t.Errorf("after hiding L16 hester sees %q", got)
	}
	if got := hester.says("silent"); !strings.Contains(got, "voor u, overal") {
		t.Errorf("what is hidden is told as %q", got)
	}
	if got := codes(noor); !strings.Contains(got, "L16") {
		t.Error("what hester hides noor does not see either")
	}
	if got := hester.page("/instellingen").says("silent"); !strings.Contains(got, "L16") {
		t.Errorf("the settings say %q", got)
	}
	hester.press("tip-show")
	if hester.where.Path != "/instellingen" || !strings.Contains(codes(hester), "L16") {
		t.Errorf("shown again it is not there: at %s", hester.where)
	}

	// In concept the opsteller hides a hint from everybody.
	noor.page(strings.TrimSuffix(at, "/stukken/nota")+"/terugvragen").press("action-ask-back", "tekst", "Een fout.")
	hide(noor, "tip-hide-here", "L22")
	noor.page(strings.TrimSuffix(at, "/stukken/nota")).press("action-submit")
	if got := codes(hester); strings.Contains(got, "L22") || !strings.Contains(got, "L16") {
		t.Errorf("after noor hid L22 in this dossier hester sees %q", got)
	}
	if got := hester.says("silent"); !strings.Contains(got, "in dit dossier") {
		t.Errorf("what is hidden is told as %q", got)
	}
	hester.post("/instellingen/tips", nil, "code", "L99", "stil", "ja", "Idempotency-Key", "een-onbekende-code")
	if hester.status != http.StatusConflict {
		t.Errorf("a code that does not exist: status %d", hester.status)
	}
	hester.post("/instellingen/tips", nil, "code", "L16", "stil", "ja", "terug", "//elders.example/x", "Idempotency-Key", "een-ander-adres")
	if hester.where.Path != "/instellingen" {
		t.Errorf("it goes on to %s", hester.where)
	}
}
