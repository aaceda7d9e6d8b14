package web

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"paraaf/web/signin"
)

// A house of identity is an OpenID provider with keys of its own, as strict as
// one should be: a code is good once, for the client, verifier and address that
// it was given for. A test may have it lie.
type identities struct {
	*httptest.Server
	t       *testing.T
	clock   func() time.Time
	keys    *rsa.PrivateKey
	alg     jose.SignatureAlgorithm
	client  *rsa.PublicKey // of private_key_jwt
	claims  map[string]any // of who is signed in
	lie     func(token map[string]any)
	forge   func(token string) string
	meta    func(map[string]any)
	back    func(url.Values) // the answer at the front
	mu      sync.Mutex
	codes   map[string]url.Values
	refused []string
	down    bool
}

var b64 = base64.RawURLEncoding

func newIdentities(t *testing.T, alg jose.SignatureAlgorithm, clock func() time.Time) *identities {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &identities{t: t, clock: clock, keys: key, alg: alg, codes: map[string]url.Values{}, claims: map[string]any{"sub": "4711", "name": "Anna de Wit", "rollen": []string{"opsteller@vws.dicio", "beheerder@vws", "iets@anders"}}}
	mux := http.NewServeMux()
	say := func(w http.ResponseWriter, what any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(what)
	}
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		if p.down {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		m := map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"response_types_supported": []string{"code"}, "subject_types_supported": []string{"pairwise"}, "id_token_signing_alg_values_supported": []string{"RS256", "PS256", "HS256", "none"},
			"authorization_response_iss_parameter_supported": true}
		if p.meta != nil {
			p.meta(m)
		}
		say(w, m)
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		say(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &key.PublicKey, KeyID: "k1", Use: "sig", Algorithm: string(alg)}}})
	})
	mux.HandleFunc("/authorize", p.authorize)
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		asked, why := p.redeem(r)
		if why != "" {
			p.refused = append(p.refused, why)
			w.WriteHeader(http.StatusBadRequest)
			say(w, map[string]string{"error": "invalid_grant"})
			return
		}
		say(w, map[string]any{"access_token": "toegang", "token_type": "Bearer", "expires_in": 60, "id_token": p.token(asked.Get("nonce"))})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *identities) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	for name, want := range map[string]string{"response_type": "code", "code_challenge_method": "S256", "client_id": "paraaf"} {
		if q.Get(name) != want {
			p.t.Errorf("%s is %q", name, q.Get(name))
		}
	}
	if len(q.Get("state")) < 22 || len(q.Get("nonce")) < 22 || !strings.Contains(q.Get("scope"), "openid") {
		p.t.Errorf("asked with %v", q)
	}
	p.mu.Lock()
	code := fmt.Sprintf("code-%d-%s", len(p.codes), q.Get("nonce")[:5])
	p.codes[code] = q
	p.mu.Unlock()
	answer := url.Values{"code": {code}, "state": {q.Get("state")}, "iss": {p.URL}}
	if p.back != nil {
		p.back(answer)
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+answer.Encode(), http.StatusSeeOther)
}

// redeem takes a code, and says why not.
func (p *identities) redeem(r *http.Request) (url.Values, string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked, known := p.codes[r.PostForm.Get("code")]
	if !known {
		return nil, "unknown or used code"
	}
	delete(p.codes, r.PostForm.Get("code"))
	sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
	if asked.Get("code_challenge") != b64.EncodeToString(sum[:]) {
		return nil, "verifier"
	}
	if asked.Get("redirect_uri") != r.PostForm.Get("redirect_uri") || r.PostForm.Get("grant_type") != "authorization_code" {
		return nil, "redirect"
	}
	if p.client == nil {
		id, secret, _ := r.BasicAuth()
		if secret, _ = url.QueryUnescape(secret); id != "paraaf" || secret != "geheim van de toets" {
			return nil, "secret"
		}
		return asked, ""
	}
	token, err := jwt.ParseSigned(r.PostForm.Get("client_assertion"), []jose.SignatureAlgorithm{jose.PS256})
	if err != nil {
		return nil, err.Error()
	}
	var c jwt.Claims
	if err := token.Claims(p.client, &c); err != nil {
		return nil, err.Error()
	}
	if err := c.Validate(jwt.Expected{Issuer: "paraaf", Subject: "paraaf", AnyAudience: jwt.Audience{p.URL + "/token"}, Time: p.clock()}); err != nil {
		return nil, err.Error()
	}
	return asked, ""
}

func (p *identities) token(nonce string) string {
	now := p.clock()
	claims := map[string]any{"iss": p.URL, "aud": "paraaf", "nonce": nonce, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "acr": "urn:laag"}
	maps.Copy(claims, p.claims)
	if p.lie != nil {
		p.lie(claims)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: p.alg, Key: p.keys}, (&jose.SignerOptions{}).WithType("JWT").WithHeader("kid", "k1"))
	if err != nil {
		p.t.Error(err)
		return ""
	}
	signed, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		p.t.Error(err)
	}
	if p.forge != nil {
		signed = p.forge(signed)
	}
	return signed
}

// withProvider makes a counter with a provider, and the provider.
func withProvider(t *testing.T, alg jose.SignatureAlgorithm, change ...func(*signin.ProviderOptions, *identities)) (*counter, *identities) {
	t.Helper()
	return providerOver(t, freshFile(t), alg, change...)
}

// providerOver is withProvider over a fresh database of any kind.
func providerOver(t *testing.T, dsn string, alg jose.SignatureAlgorithm, change ...func(*signin.ProviderOptions, *identities)) (*counter, *identities) {
	t.Helper()
	l := httptest.NewUnstartedServer(nil) // to know the address beforehand
	var c *counter
	var p *identities
	at := "http://" + l.Listener.Addr().String()
	c = counterOver(t, dsn, withKey, func(o *Options) {
		p = newIdentities(t, alg, o.Clock)
		options := signin.ProviderOptions{Issuer: p.URL, ClientID: "paraaf", Secret: "geheim van de toets", Redirect: at + "/aanmelden/organisatie/terug", Claim: "rollen", Strong: []string{"urn:hoog"}}
		for _, f := range change {
			f(&options, p)
		}
		var err error
		if o.Provider, err = signin.NewProvider(options, testKey, o.Clock, rand.Reader); err != nil {
			t.Fatal(err)
		}
	})
	handler := c.server.Config.Handler
	c.server.Close()
	l.Config.Handler = handler
	l.Start()
	t.Cleanup(l.Close)
	c.server = l
	return c, p
}

func TestProviderSignsInWhoItKnows(t *testing.T) {
	t.Parallel()
	own, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*signin.ProviderOptions, *identities){
		"with a secret":         func(*signin.ProviderOptions, *identities) {},
		"with a key of our own": func(o *signin.ProviderOptions, p *identities) { o.Secret, o.Key, p.client = "", own, &own.PublicKey },
	} {
		for _, alg := range []jose.SignatureAlgorithm{jose.RS256, jose.PS256} {
			t.Run(name+" "+string(alg), func(t *testing.T) {
				t.Parallel()
				c, p := withProvider(t, alg, change)
				b := c.browser()
				b.get("/aanmelden?naar=/mijn-stukken").follow("to-provider")
				if b.where.Path != "/mijn-stukken" || b.status != http.StatusOK {
					t.Fatalf("at %s: %d %s %v", b.where, b.status, text(b.root), p.refused)
				}
				if got := b.says("reader"); got != "Anna de Wit" {
					t.Errorf("she is called %q", got)
				}
				if b.get("/beheer"); b.status != http.StatusNotFound {
					t.Error("a provider made an administrator")
				}
				if b.page("/dossiers/nieuw"); len(b.find("import-submit")) != 1 {
					t.Error("she has not the seat that the provider named")
				}
				// The next time she has what the provider says then.
				p.claims["rollen"] = "directie@vws.dicio"
				again := c.browser()
				if again.get("/aanmelden/organisatie"); again.where.Path != "/werkvoorraad" {
					t.Fatalf("again, at %s", again.where)
				}
				if seats := text(again.root); strings.Contains(seats, "Opsteller · Directie Inf") || !strings.Contains(seats, "Directie") {
					t.Errorf("she kept a seat that the provider took: %s", seats)
				}
				if r, err := c.book.Verify(t.Context()); err != nil || !r.OK() {
					t.Errorf("verify: %v %v", r.Faults, err)
				}
				if strings.Contains(c.log.String(), "code-") {
					t.Error("a code stands in the log")
				}
			})
		}
	}
}

func TestLyingProviderLetsNobodyIn(t *testing.T) {
	t.Parallel()
	set := func(name string, value any) func(*identities) {
		return func(p *identities) { p.lie = func(c map[string]any) { c[name] = value } }
	}
	front := func(change func(url.Values)) func(*identities) { return func(p *identities) { p.back = change } }
	for name, lie := range map[string]func(*identities){
		"another issuer in the token":  set("iss", "https://elders.example"),
		"for another":                  set("aud", "iemand-anders"),
		"for several, us not named":    set("aud", []string{"paraaf", "anders"}),
		"authorised for another":       set("azp", "anders"),
		"another nonce":                set("nonce", "nietdievanons"),
		"no nonce":                     func(p *identities) { p.lie = func(c map[string]any) { delete(c, "nonce") } },
		"expired":                      func(p *identities) { p.lie = func(c map[string]any) { c["exp"] = p.clock().Add(-time.Hour).Unix() } },
		"without end":                  func(p *identities) { p.lie = func(c map[string]any) { delete(c, "exp") } },
		"from before we asked":         func(p *identities) { p.lie = func(c map[string]any) { c["iat"] = p.clock().Add(-time.Hour).Unix() } },
		"from the future":              func(p *identities) { p.lie = func(c map[string]any) { c["iat"] = p.clock().Add(time.Hour).Unix() } },
		"not valid yet":                func(p *identities) { p.lie = func(c map[string]any) { c["nbf"] = p.clock().Add(time.Hour).Unix() } },
		"nobody":                       set("sub", ""),
		"seats that are no list":       set("rollen", map[string]string{"a": "b"}),
		"another access token":         set("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
		"signed by nobody (alg none)":  func(p *identities) { p.forge = unsigned },
		"signed with the public key":   func(p *identities) { p.forge = func(s string) string { return symmetric(p, s) } },
		"a changed token":              func(p *identities) { p.forge = func(s string) string { return s[:len(s)-8] + "AAAAAAAA" } },
		"signed by another key":        func(p *identities) { p.keys, _ = rsa.GenerateKey(rand.Reader, 2048) },
		"no token":                     func(p *identities) { p.forge = func(string) string { return "" } },
		"an answer without its issuer": front(func(q url.Values) { q.Del("iss") }),
		"an answer of another issuer":  front(func(q url.Values) { q.Set("iss", "https://elders.example") }),
		"another state":                front(func(q url.Values) { q.Set("state", "van-een-ander") }),
		"no state":                     front(func(q url.Values) { q.Del("state") }),
		"two states":                   front(func(q url.Values) { q.Add("state", "nog een") }),
		"a code of its own making":     front(func(q url.Values) { q.Set("code", "verzonnen") }),
		"an error":                     front(func(q url.Values) { q.Del("code"); q.Set("error", "access_denied") }),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, p := withProvider(t, jose.RS256)
			lie(p)
			b := c.browser()
			if b.get("/aanmelden/organisatie"); b.status != http.StatusUnauthorized || len(b.find("problems")) != 1 {
				t.Errorf("status %d at %s", b.status, b.where)
			}
			if b.get("/werkvoorraad"); b.where.Path != "/aanmelden" {
				t.Errorf("in, at %s", b.where)
			}
		})
	}
	t.Run("metadata of another issuer", func(t *testing.T) {
		t.Parallel()
		c, p := withProvider(t, jose.RS256)
		p.meta = func(m map[string]any) { m["issuer"] = "https://elders.example" }
		if b := c.browser().get("/aanmelden/organisatie"); b.status != http.StatusServiceUnavailable {
			t.Errorf("status %d", b.status)
		}
	})
}

// unsigned says that a token needs no signature.
func unsigned(token string) string {
	return b64.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + strings.Split(token, ".")[1] + "."
}

// symmetric signs with the public key, as if it were a secret (CVE-2015-9235).
func symmetric(p *identities, token string) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: p.keys.PublicKey.N.Bytes()}, nil)
	if err != nil {
		p.t.Error(err)
		return ""
	}
	body, _ := b64.DecodeString(strings.Split(token, ".")[1])
	signed, err := signer.Sign(body)
	if err != nil {
		p.t.Error(err)
		return ""
	}
	out, _ := signed.CompactSerialize()
	return out
}

// What came back once does not come back again: not in the same browser, not in
// another, not with the cookie of before.
func TestAnswersOfAProviderAreGoodOnceAndInOneBrowser(t *testing.T) {
	t.Parallel()
	c, _ := withProvider(t, jose.PS256)
	b := c.browser()
	var addresses []string
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		addresses = append(addresses, r.URL.RequestURI())
		return nil
	}
	b.get("/aanmelden/organisatie")
	back := ""
	for _, a := range addresses {
		if strings.HasPrefix(a, "/aanmelden/organisatie/terug?") {
			back = a
		}
	}
	if back == "" || b.where.Path != "/werkvoorraad" {
		t.Fatalf("%v", addresses)
	}
	if again := c.browser().get(back); again.status != http.StatusUnauthorized {
		t.Errorf("in another browser: %d at %s", again.status, again.where)
	}
	if b.get(back); b.status != http.StatusUnauthorized {
		t.Errorf("a second time: %d at %s", b.status, b.where)
	}
	// A browser that began takes no answer to another that began.
	other := c.browser()
	other.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := other.client.Get(other.server.URL + "/aanmelden/organisatie")
	c.must(err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("begin: %d", resp.StatusCode)
	}
	if other.get(back); other.status != http.StatusUnauthorized {
		t.Errorf("an answer to another: %d", other.status)
	}
	// And too late is too late.
	late := c.browser()
	late.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.Path, "/aanmelden/organisatie/terug") {
			c.pass(providerWait + time.Minute)
		}
		return nil
	}
	if late.get("/aanmelden/organisatie"); late.status != http.StatusUnauthorized {
		t.Errorf("after ten minutes: %d", late.status)
	}
}

func TestProviderAwayOrUnknownIsSaid(t *testing.T) {
	t.Parallel()
	c, p := withProvider(t, jose.RS256)
	p.down = true
	if b := c.browser().get("/aanmelden/organisatie"); b.status != http.StatusServiceUnavailable || b.header.Get("Retry-After") == "" {
		t.Errorf("a provider that is away: %d", b.status)
	}
	c.as("noor") // who has a password still comes in
	p.down = false
	delete(p.claims, "rollen")
	b := c.browser()
	if b.get("/aanmelden/organisatie"); b.status != http.StatusForbidden || !strings.Contains(text(b.root), "oidc-") {
		t.Fatalf("who is not known: %d %s", b.status, text(b.root))
	}
	// An administrator adds that name, and she comes in; shut out, she does not.
	said := text(b.root)
	login := said[strings.Index(said, "oidc-"):][:45]
	tom := c.as("tom").page("/beheer/mensen/sem")
	tom.press("add-account", "gebruikersnaam", login)
	if b.get("/aanmelden/organisatie"); b.where.Path != "/werkvoorraad" || b.says("reader") != "Sem Oudkerk" {
		t.Errorf("added: at %s", b.where)
	}
	tom.page("/beheer/mensen/sem").press("close-access")
	if b.get("/aanmelden/organisatie"); b.status != http.StatusForbidden {
		t.Errorf("shut out: %d at %s", b.status, b.where)
	}
}

func TestProviderThatAskedOneFactorLeavesTheOtherToUs(t *testing.T) {
	t.Parallel()
	for acr, want := range map[string]string{"urn:laag": "/aanmelden/code", "urn:hoog": "/werkvoorraad"} {
		t.Run(acr, func(t *testing.T) {
			t.Parallel()
			c, p := withProvider(t, jose.RS256)
			p.lie = func(m map[string]any) { m["acr"] = acr }
			b := c.browser()
			b.get("/aanmelden/organisatie")
			b.linkPhone()
			c.pass(time.Minute)
			if again := c.browser().get("/aanmelden/organisatie"); again.where.Path != want {
				t.Errorf("at %s, want %s", again.where, want)
			}
		})
	}
}
