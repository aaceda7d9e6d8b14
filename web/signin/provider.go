package signin

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"golang.org/x/oauth2"
)

// Signing in at the organisation's own provider: OpenID Connect 1.0, as the NL
// GOV assurance profile has it. Code flow and nothing else; PKCE with S256,
// state and nonce, all three from one browser and once; the issuer must be the
// one that was configured, in the metadata, in the answer (RFC 9207) and in the
// token; the token is for us alone and signed with a key of the provider.
//
// Who somebody is, is issuer and subject. A mail address is no identity: who
// can choose his own address could become anybody.

// signatures are what a token may be signed with. "none" and the symmetric ones,
// for which whoever knows the client secret could sign, are not among them.
var signatures = []string{oidc.RS256, oidc.PS256, oidc.ES256}

// begunFor is how long somebody may take at the provider.
const begunFor = 10 * time.Minute

// ErrAway: the provider cannot be reached, or is not what was configured.
var ErrAway = errors.New("provider is away")

// ProviderOptions say where people sign in and who we are there. Issuer,
// ClientID, Redirect and one of Secret and Key must be given.
type ProviderOptions struct {
	Issuer, ClientID string
	Secret           string        // client_secret_basic
	Key              crypto.Signer // private_key_jwt, as NL GOV asks: RSA or P-256
	Redirect         string        // our address that the provider sends people back to
	Claim            string        // claim that lists seats, as "opsteller@vws.dicio"; "" has none
	Strong           []string      // values of acr with which the provider vouches for two factors
	Client           *http.Client  // nil is one with a limit on time
}

// A Provider signs people in. It is safe for concurrent use.
type Provider struct {
	ProviderOptions
	seal   []byte
	clock  func() time.Time
	random io.Reader

	mu    sync.Mutex
	known *oidc.Provider // once it was found
}

// NewProvider checks the options; the provider itself is looked for when the
// first person comes, so that the program starts without it.
func NewProvider(o ProviderOptions, seal []byte, clock func() time.Time, random io.Reader) (*Provider, error) {
	u, err := url.Parse(o.Issuer)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Hostname() != "127.0.0.1" && u.Hostname() != "localhost" {
		return nil, fmt.Errorf("provider: issuer %q is no https address", o.Issuer)
	}
	if o.ClientID == "" || o.Redirect == "" || (o.Secret == "") == (o.Key == nil) {
		return nil, errors.New("provider: client id, redirect and one of secret and key must be given")
	}
	if _, err := gcm(seal); err != nil {
		return nil, err
	}
	if o.Client == nil {
		o.Client = &http.Client{Timeout: 10 * time.Second}
	}
	client := *o.Client
	client.Transport = bounded{client.Transport}
	o.Client = &client
	return &Provider{ProviderOptions: o, seal: seal, clock: clock, random: random}, nil
}

// bounded reads no more than a mebibyte of an answer.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	next := b.next
	if next == nil {
		next = http.DefaultTransport
	}
	resp, err := next.RoundTrip(r)
	if err == nil {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, 1<<20), resp.Body}
	}
	return resp, err
}

// find gives what the provider says of itself; its issuer is the configured one
// or it is an error.
func (p *Provider) find(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known != nil {
		return p.known, nil
	}
	known, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.Client), p.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAway, err)
	}
	p.known = known
	return known, nil
}

func (p *Provider) config(known *oidc.Provider) oauth2.Config {
	c := oauth2.Config{ClientID: p.ClientID, ClientSecret: p.Secret, Endpoint: known.Endpoint(), RedirectURL: p.Redirect, Scopes: []string{oidc.ScopeOpenID, "profile"}}
	c.Endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if p.Key != nil {
		c.Endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	return c
}

// begun is one way to the provider and back, as the browser keeps it, sealed.
type begun struct {
	At                           int64 // Unix milliseconds
	State, Nonce, Verifier, Next string
}

func (p *Provider) draw() (string, error) {
	bits := make([]byte, 32)
	if _, err := io.ReadFull(p.random, bits); err != nil {
		return "", fmt.Errorf("provider: draw: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(bits), nil
}

// Begin gives where to send the browser, and what it must keep until it comes
// back. Next is where to go afterwards. It fails with ErrAway.
func (p *Provider) Begin(ctx context.Context, next string) (to, kept string, err error) {
	known, err := p.find(ctx)
	if err != nil {
		return "", "", err
	}
	b := begun{At: p.clock().UnixMilli(), Next: next}
	for _, s := range []*string{&b.State, &b.Nonce, &b.Verifier} {
		if *s, err = p.draw(); err != nil {
			return "", "", err
		}
	}
	plain, err := json.Marshal(b)
	if err != nil {
		return "", "", fmt.Errorf("provider: %w", err)
	}
	sealed, err := Seal(p.seal, plain, "provider", p.random)
	if err != nil {
		return "", "", err
	}
	c := p.config(known)
	return c.AuthCodeURL(b.State, oidc.Nonce(b.Nonce), oauth2.S256ChallengeOption(b.Verifier)), base64.RawURLEncoding.EncodeToString(sealed), nil
}

// An Identity is who the provider says somebody is.
type Identity struct {
	Login string   // of issuer and subject: "oidc-" and 40 hexadecimal digits
	Name  string   // to call the person by; "" when the provider does not say
	Seats []string // of the claim
	Says  bool     // the claim is there: these are all the seats
	Twice bool     // the provider vouches for two factors
	State string   // of this way: good once
	Next  string
}

// End gives who came back. It fails with ErrWrong for what is not an answer to
// this browser by this provider, and with ErrAway.
func (p *Provider) End(ctx context.Context, kept string, answer url.Values) (Identity, error) {
	b, err := p.reopen(kept)
	if err != nil {
		return Identity{}, err
	}
	known, err := p.find(ctx)
	if err != nil {
		return Identity{}, err
	}
	if err := p.belongs(known, b, answer); err != nil {
		return Identity{}, err
	}
	id, err := p.exchange(ctx, known, b, answer.Get("code"))
	if err != nil {
		return Identity{}, err
	}
	return p.identity(id, b)
}

func (p *Provider) reopen(kept string) (begun, error) {
	var b begun
	sealed, err := base64.RawURLEncoding.DecodeString(kept)
	if err != nil {
		return b, ErrWrong
	}
	plain, err := Unseal(p.seal, sealed, "provider")
	if err != nil || json.Unmarshal(plain, &b) != nil {
		return b, ErrWrong
	}
	if age := p.clock().Sub(time.UnixMilli(b.At)); age < 0 || age > begunFor {
		return b, ErrWrong
	}
	return b, nil
}

// belongs reports whether an answer is to what this browser began, and comes
// from where it went.
func (p *Provider) belongs(known *oidc.Provider, b begun, answer url.Values) error {
	var says struct {
		Iss bool `json:"authorization_response_iss_parameter_supported"`
	}
	if err := known.Claims(&says); err != nil {
		return fmt.Errorf("%w: %w", ErrAway, err)
	}
	iss := answer.Get("iss")
	switch {
	case subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(b.State)) != 1,
		len(answer["state"]) != 1, len(answer["code"]) != 1, answer.Get("code") == "",
		iss != "" && iss != p.Issuer, iss == "" && says.Iss, len(answer["iss"]) > 1:
		return ErrWrong
	}
	return nil
}

// exchange trades the code for a token, and checks that.
func (p *Provider) exchange(ctx context.Context, known *oidc.Provider, b begun, code string) (*oidc.IDToken, error) {
	ctx = oidc.ClientContext(ctx, p.Client)
	options := []oauth2.AuthCodeOption{oauth2.VerifierOption(b.Verifier)}
	c := p.config(known)
	if p.Key != nil {
		signed, err := p.assertion(known.Endpoint().TokenURL)
		if err != nil {
			return nil, err
		}
		options = append(options, oauth2.SetAuthURLParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), oauth2.SetAuthURLParam("client_assertion", signed))
	}
	token, err := c.Exchange(ctx, code, options...)
	var refused *oauth2.RetrieveError
	switch {
	case errors.As(err, &refused) && refused.Response.StatusCode < http.StatusInternalServerError:
		return nil, ErrWrong // the code was used, or was never given
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrAway, err)
	}
	raw, _ := token.Extra("id_token").(string)
	verifier := known.VerifierContext(ctx, &oidc.Config{ClientID: p.ClientID, SupportedSigningAlgs: signatures, Now: p.clock})
	id, err := verifier.Verify(ctx, raw)
	if err != nil {
		return nil, ErrWrong
	}
	var also struct {
		AZP string `json:"azp"`
		NBF int64  `json:"nbf"`
	}
	if err := id.Claims(&also); err != nil {
		return nil, ErrWrong
	}
	const leeway = time.Minute
	now := p.clock()
	switch {
	case subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(b.Nonce)) != 1,
		id.Subject == "", len(id.Subject) > 255,
		len(id.Audience) > 1 && also.AZP == "", also.AZP != "" && also.AZP != p.ClientID,
		id.IssuedAt.After(now.Add(leeway)), time.Unix(also.NBF, 0).After(now.Add(leeway)),
		id.IssuedAt.Before(time.UnixMilli(b.At).Add(-leeway)): // older than the question
		return nil, ErrWrong
	}
	if id.AccessTokenHash != "" && id.VerifyAccessToken(token.AccessToken) != nil {
		return nil, ErrWrong
	}
	return id, nil
}

// assertion says who we are with our own key (RFC 7523).
func (p *Provider) assertion(audience string) (string, error) {
	var algorithm jose.SignatureAlgorithm
	switch p.Key.(type) {
	case *rsa.PrivateKey:
		algorithm = jose.PS256
	case *ecdsa.PrivateKey:
		algorithm = jose.ES256
	default:
		return "", errors.New("provider: our key is neither RSA nor P-256")
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: p.Key}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return "", fmt.Errorf("provider: %w", err)
	}
	id, err := p.draw()
	if err != nil {
		return "", err
	}
	now := p.clock()
	signed, err := jwt.Signed(signer).Claims(jwt.Claims{Issuer: p.ClientID, Subject: p.ClientID, Audience: jwt.Audience{audience}, ID: id,
		IssuedAt: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(time.Minute))}).Serialize()
	if err != nil {
		return "", fmt.Errorf("provider: %w", err)
	}
	return signed, nil
}

func (p *Provider) identity(id *oidc.IDToken, b begun) (Identity, error) {
	var claims map[string]any
	if err := id.Claims(&claims); err != nil {
		return Identity{}, ErrWrong
	}
	sum := sha256.Sum256([]byte(id.Issuer + "\x00" + id.Subject))
	who := Identity{Login: "oidc-" + hex.EncodeToString(sum[:20]), State: b.State, Next: b.Next}
	who.Name, _ = claims["name"].(string)
	acr, _ := claims["acr"].(string)
	who.Twice = acr != "" && slices.Contains(p.Strong, acr)
	said, there := claims[p.Claim]
	if p.Claim == "" || !there {
		return who, nil
	}
	who.Says = true
	switch list := said.(type) {
	case string:
		who.Seats = strings.Fields(list)
	case []any:
		for _, s := range list {
			text, ok := s.(string)
			if !ok {
				return Identity{}, ErrWrong
			}
			who.Seats = append(who.Seats, text)
		}
	default:
		return Identity{}, ErrWrong
	}
	return who, nil
}
