package web

import (
	"bytes"
	"encoding/base32"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"paraaf/policies"
	"paraaf/web/signin"
	"paraaf/workflow"
)

var testKey = bytes.Repeat([]byte{7}, 32)

func withKey(o *Options) { o.Key = testKey }

// linkPhone gives the reader of b an app, and what is in it with the recovery
// codes.
func (b *browser) linkPhone() (signin.Secret, []string) {
	b.Helper()
	b.page("/mijn-account").press("add-app")
	key := strings.ReplaceAll(b.says("code"), " ", "")
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(key)
	b.must(err)
	b.press("confirm-app", "naam", "Telefoon", "code", signin.Secret(secret).Code(b.clock()))
	var codes []string
	for _, n := range b.find("recovery") {
		codes = append(codes, text(n))
	}
	if b.status != http.StatusOK || len(codes) != 10 {
		b.Fatalf("linking an app: status %d, %d recovery codes: %s", b.status, len(codes), text(b.root))
	}
	return secret, codes
}

// half signs in with the password alone.
func (c *counter) half(login string) *browser {
	c.Helper()
	b := c.browser()
	b.get("/aanmelden?naar=/mijn-stukken").press("login-submit", "login-name", login, "login-password", testPassword)
	if b.where.Path != "/aanmelden/code" {
		c.Fatalf("%s with a second step lands at %s", login, b.where)
	}
	return b
}

func TestSecondStepIsAskedAndACodeIsGoodOnce(t *testing.T) {
	t.Parallel()
	c := newCounter(t, withKey)
	secret, codes := c.as("noor").linkPhone()
	c.pass(time.Minute)
	b := c.half("noor")
	if b.get("/werkvoorraad"); b.where.Path != "/aanmelden" {
		t.Fatalf("a password alone leads to %s", b.where)
	}
	b.page("/aanmelden/code?naar=/mijn-stukken").press("second-submit", "code", "000000")
	if b.status != http.StatusUnauthorized {
		t.Errorf("a wrong code: %d", b.status)
	}
	now := secret.Code(c.clock())
	b.press("second-submit", "code", now)
	if b.status != http.StatusOK || b.where.Path != "/mijn-stukken" {
		t.Fatalf("a good code: %d at %s", b.status, b.where)
	}
	again := c.half("noor")
	if again.press("second-submit", "code", now); again.status != http.StatusUnauthorized {
		t.Errorf("a code that was used: %d", again.status)
	}
	again.press("second-submit", "code", strings.ToUpper(codes[3]))
	if again.where.Path == "/aanmelden/code" {
		t.Errorf("a recovery code: %d at %s", again.status, again.where)
	}
	third := c.half("noor")
	if third.press("second-submit", "code", codes[3]); third.status != http.StatusUnauthorized {
		t.Errorf("a recovery code that was used: %d", third.status)
	}
	if _, err := c.book.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	if strings.Contains(c.log.String(), codes[3]) || strings.Contains(c.log.String(), now) {
		t.Error("a code stands in the log")
	}
}

func TestHalfWayEndsAfterTenMinutesAndWithTheAccount(t *testing.T) {
	t.Parallel()
	c := newCounter(t, withKey)
	secret, _ := c.as("noor").linkPhone()
	c.pass(time.Minute)
	b := c.half("noor")
	c.pass(secondWait)
	if b.press("second-submit", "code", secret.Code(c.clock())); b.status == http.StatusOK && b.where.Path == "/werkvoorraad" {
		t.Error("half-way for longer than it lasts")
	}
	b = c.half("noor")
	tom := c.as("tom").page("/beheer/mensen/noor")
	tom.press("close-access")
	c.pass(time.Minute)
	if b.press("second-submit", "code", secret.Code(c.clock())); b.where.Path == "/mijn-stukken" {
		t.Error("somebody who was shut out came in by the second step")
	}
}

func TestCodesOfOneAreNoneOfAnother(t *testing.T) {
	t.Parallel()
	c := newCounter(t, withKey)
	_, codes := c.as("noor").linkPhone()
	c.as("hester").linkPhone()
	c.pass(time.Minute)
	b := c.half("hester")
	if b.press("second-submit", "code", codes[0]); b.status != http.StatusUnauthorized {
		t.Errorf("a recovery code of another: %d", b.status)
	}
	// A sealed secret belongs to the session it was drawn in.
	hester, sem := c.as("sem"), c.as("gert")
	hester.page("/mijn-account").press("add-app")
	sealed := attribute(hester.oneNamed("geheim"), "value")
	sem.post("/mijn-account/app/bevestigen", nil, fieldKey, "sleutel-van-een-ander", "geheim", sealed, "naam", "x", "code", "000000")
	if sem.status != http.StatusNotFound {
		t.Errorf("the secret of another session: %d", sem.status)
	}
}

func TestWhatCannotBeUndoneAsksWhoIsThere(t *testing.T) {
	t.Parallel()
	c := newCounter(t, withKey, func(o *Options) { o.StepUp = 15 * time.Minute })
	b := c.ruler()
	c.pass(16 * time.Minute)
	csv, _ := policies.Source()
	strict := strings.Replace(string(csv), `"Iedereen zoekt; wat u niet mag zien, vindt u niet."`, `"Iedereen mag zoeken in wat hij mag zien."`, 1)
	b.page("/beheer/bestanden").press("load-policy", "tekst", strict)
	if b.status != http.StatusForbidden || len(b.find("prove")) != 1 {
		t.Fatalf("after a quarter of an hour: status %d", b.status)
	}
	before := b.token()
	if b.press("prove", fieldProof, "fout"); b.status != http.StatusForbidden || len(b.find("problems")) != 1 {
		t.Fatalf("a wrong password: status %d", b.status)
	}
	b.press("prove", fieldProof, testPassword)
	if b.status != http.StatusOK || !strings.Contains(b.says("notice"), "van kracht") {
		t.Fatalf("proven: status %d %s", b.status, text(b.root))
	}
	after := b.token()
	b.setToken(before)
	if b.get("/werkvoorraad"); before == after || b.where.Path != "/aanmelden" {
		t.Errorf("the token from before the proof still opens %s", b.where)
	}
	b.setToken(after)
	// Proven a moment ago: not asked again.
	if b.page("/beheer/bestanden/policy/alles").press("withdraw-setting"); b.status != http.StatusOK {
		t.Errorf("right after a proof: %d", b.status)
	}
	c.pass(16 * time.Minute)
	b.post("/beheer/mensen/noor/koppeling", http.Header{"Accept": {"application/json"}}, fieldKey, "sleutel-van-de-toets", "gebruikersnaam", "noor")
	if b.status != http.StatusForbidden || !strings.Contains(b.body, `"prove"`) {
		t.Errorf("a program: %d %s", b.status, b.body)
	}
}

func TestWithASecondStepThatIsTheProof(t *testing.T) {
	t.Parallel()
	c := newCounter(t, withKey, func(o *Options) { o.StepUp = 15 * time.Minute })
	b := c.ruler()
	secret, _ := b.linkPhone()
	c.pass(16 * time.Minute)
	b.page("/beheer/mensen/noor").press("make-link")
	if b.press("prove", fieldProof, testPassword); b.status != http.StatusForbidden {
		t.Errorf("a password instead of the second step: %d", b.status)
	}
	b.press("prove", fieldProof, secret.Code(c.clock()))
	if b.status != http.StatusOK || len(b.find("code")) != 1 {
		t.Errorf("a code of the app: %d %s", b.status, text(b.root))
	}
}

func TestRolesThatNeedASecondStepGetNoFurtherWithoutIt(t *testing.T) {
	t.Parallel()
	c := newCounter(t, withKey, func(o *Options) { o.SecondFor = []workflow.Role{workflow.RoleBewindspersoon} })
	b := c.browser()
	b.get("/aanmelden").press("login-submit", "login-name", "ilse", "login-password", testPassword)
	if b.where.Path != "/mijn-account" {
		t.Fatalf("without a second step at %s", b.where)
	}
	if b.get("/stukken"); b.where.Path != "/mijn-account" {
		t.Errorf("other pages: at %s", b.where)
	}
	if b.post("/dossiers/x/besluit", nil, fieldKey, "sleutel-van-de-toets"); b.status != http.StatusForbidden {
		t.Errorf("a change: %d", b.status)
	}
	b.linkPhone()
	if b.page("/werkvoorraad"); b.where.Path != "/werkvoorraad" {
		t.Errorf("with a second step at %s", b.where)
	}
	c.as("noor") // others are not asked
	if _, err := New(Options{Desk: nil}); err == nil {
		t.Error("a server without a desk is built")
	}
}

func TestBeheerderTakesALostSecondStepAway(t *testing.T) {
	t.Parallel()
	c := newCounter(t, withKey)
	noor := c.as("noor")
	noor.linkPhone()
	c.as("tom").page("/beheer/mensen/noor").press("forget-factors")
	if noor.get("/werkvoorraad"); noor.where.Path != "/aanmelden" {
		t.Error("the sessions of who lost a factor live on")
	}
	c.as("noor")
}

func TestReaderRemovesAFactorAndRenewsCodes(t *testing.T) {
	t.Parallel()
	c := newCounter(t, withKey)
	b := c.as("noor")
	_, old := b.linkPhone()
	b.page("/mijn-account").press("new-recovery")
	if len(b.find("recovery")) != 10 {
		t.Fatalf("new codes: %s", text(b.root))
	}
	c.pass(time.Minute)
	half := c.half("noor")
	if half.press("second-submit", "code", old[0]); half.status != http.StatusUnauthorized {
		t.Errorf("a code from before: %d", half.status)
	}
	if b.page("/mijn-account").press("remove-factor"); b.status != http.StatusOK {
		t.Errorf("removed: %d", b.status)
	}
	c.as("noor")
}

// token is the session that the browser holds.
func (b *browser) token() string {
	for _, c := range b.client.Jar.Cookies(b.where) {
		if c.Name == sessionCookie {
			return c.Value
		}
	}
	return ""
}

func (b *browser) setToken(token string) {
	b.client.Jar.SetCookies(b.where, []*http.Cookie{{Name: sessionCookie, Value: token, Path: "/"}})
}

// Somebody who comes in from a network that his account never came from is told, in the
// program and by mail; who is slowed down at the door is told to the administrators,
// alike for names that are there and that are not (ASVS 6.3.5).
func TestASignInFromAnUnknownPlaceAndGuessingAreTold(t *testing.T) {
	t.Parallel()
	_, loopback, err := net.ParseCIDR("127.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	c := newCounter(t, func(o *Options) { o.TrustedProxies = []*net.IPNet{loopback} })
	from := func(address, login, password string) *browser {
		b := c.browser()
		b.post("/aanmelden", http.Header{"X-Forwarded-For": {address}}, "naam", login, "wachtwoord", password)
		return b
	}
	told := func(b *browser, words string) int {
		b.page("/meldingen")
		return strings.Count(text(b.root), words)
	}
	const strange, guessed = "een plaats die Paraaf niet kent", "vaak achter elkaar aan te melden"
	noor := from("192.0.2.10", "noor", testPassword)
	if n := told(noor, strange); n != 0 {
		t.Errorf("at the first sign-in ever: told %d times", n)
	}
	if n := told(from("192.0.2.200", "noor", testPassword), strange); n != 0 {
		t.Errorf("from the same network: told %d times", n)
	}
	far := from("198.51.100.7", "noor", testPassword)
	if n := told(noor, strange); n != 1 {
		t.Errorf("from another network: told %d times", n)
	}
	if strings.Contains(far.page("/meldingen").body, "198.51.100.7") {
		t.Error("the address stands in the notice")
	}
	noor.page("/meldingen")
	if !strings.Contains(noor.body, `href="/mijn-account"`) {
		t.Error("the notice leads nowhere")
	}
	from("198.51.100.9", "noor", testPassword)
	if n := told(noor, strange); n != 1 {
		t.Errorf("from there again: told %d times", n)
	}
	c.must(c.book.SetSeats(t.Context(), "tom", []workflow.Seat{{Role: workflow.RoleBeheerder}})) // of the whole installation
	tom := from("192.0.2.11", "tom", testPassword)
	for _, name := range []string{"noor", "bestaat-niet"} {
		before := told(tom, guessed)
		for range 12 {
			from("203.0.113.5", name, "fout")
		}
		if after := told(tom, guessed); after != before+1 {
			t.Errorf("%s: the administrator was told %d times of guessing", name, after-before)
		}
		c.pass(2 * time.Hour)
		tom = from("192.0.2.11", "tom", testPassword)
	}
	if n := told(from("192.0.2.10", "noor", testPassword), guessed); n != 0 {
		t.Errorf("who manages nothing is told %d times", n)
	}
}
