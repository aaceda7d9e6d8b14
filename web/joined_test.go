package web

import (
	"net/http"
	"strings"
	"testing"
)

// Who wrote a nota under one account and parafeert it under another controls
// himself. An administrator who joins the two, even afterwards, ends that.
func TestFourEyesCountHumanBeingsAndNotAccounts(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	at := c.as("noor").submitted()
	hester := c.as("hester").page(at + "/beslissen")
	if len(hester.find("action-give-paraaf")) != 1 {
		t.Fatal("the directie cannot parafeer before anything was joined")
	}
	seen := hester.hidden("action-give-paraaf", fieldMatch)
	tom := c.as("tom").page("/beheer/mensen/hester")
	tom.press("join", "ander", "noor")
	if tom.status != http.StatusOK {
		t.Fatalf("joined: %d %s", tom.status, text(tom.root))
	}
	hester = c.as("hester").page(at)
	if len(hester.find("go-give-paraaf")) != 0 {
		t.Error("who wrote the nota under another account is offered a paraaf")
	}
	hester.post(at+"/paraaf", http.Header{"Accept": {"application/json"}}, fieldKey, "sleutel-van-hester", fieldMatch, seen, "oordeel", "akkoord")
	if hester.status != http.StatusConflict || !strings.Contains(hester.body, `"rule":"R6"`) {
		t.Errorf("a paraaf on one's own nota: %d %s", hester.status, hester.body)
	}
	// What was done stays told as it was done, and the book is whole.
	if got := hester.page(at).says("history"); !strings.Contains(got, "Noor Haverkamp") {
		t.Errorf("history: %s", got)
	}
	if r, err := c.book.Verify(t.Context()); err != nil || !r.OK() {
		t.Errorf("verify: %v %v", r.Faults, err)
	}
}
