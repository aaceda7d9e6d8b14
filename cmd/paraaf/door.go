package main

import (
	"crypto"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"paraaf/policies"
	"paraaf/web"
	"paraaf/web/signin"
	"paraaf/workflow"
)

// The door of the product, as its flags say: who must prove what, and when.

// A doorway is what the flags of the door say.
type doorway struct {
	proxies, secondFor, passkeyFor *string
	secure                         *bool
	stepUp, patience               *time.Duration
	most, each                     *int
	certificateAt, certKeyAt       *string

	issuer, clientID, secretAt, clientKeyAt, claim, acr *string
}

func doorFlags(f *flag.FlagSet, c console) doorway {
	return doorway{
		proxies:       f.String("proxies", c.getenv("PARAAF_PROXIES"), "trusted proxies whose X-Forwarded-For counts, as CIDR, comma-separated (PARAAF_PROXIES)"),
		secure:        f.Bool("secure", true, "visitors reach it over https: cookies and headers are made for that"),
		stepUp:        f.Duration("step-up", 15*time.Minute, "how old a proof may be before a besluit or publication asks a new one; 0 never asks"),
		most:          f.Int("connections", web.UsualConnections, "how many connections are held open; when full, the one that waited longest for its client goes"),
		each:          f.Int("connections-each", web.UsualConnectionsEach, "how many of them from one address that is no trusted proxy"),
		patience:      f.Duration("patience", web.UsualPatience, "how long a client may take over the head of a request; twice that over a form, twelve times over an answer"),
		certificateAt: f.String("tls-cert", c.getenv("PARAAF_TLS_CERT"), "file with the certificate of this address and those above it, PEM (PARAAF_TLS_CERT); without one a proxy before it speaks TLS"),
		certKeyAt:     f.String("tls-key", c.getenv("PARAAF_TLS_KEY"), "file with the private key of the certificate, PEM, 0600 (PARAAF_TLS_KEY)"),
		secondFor:     f.String("second-factor", c.getenv("PARAAF_SECOND_FACTOR"), "roles that must have a second factor, comma-separated: bewindspersoon,communicatie (PARAAF_SECOND_FACTOR)"),
		issuer:        f.String("oidc", c.getenv("PARAAF_OIDC"), "issuer of an OpenID provider where people sign in: https://... (PARAAF_OIDC); needs -url, which with /aanmelden/organisatie/terug behind it is the redirect address"),
		clientID:      f.String("oidc-client", c.getenv("PARAAF_OIDC_CLIENT"), "who we are at the provider (PARAAF_OIDC_CLIENT)"),
		secretAt:      f.String("oidc-secret", c.getenv("PARAAF_OIDC_SECRET"), "file with our secret at the provider, 0600 (PARAAF_OIDC_SECRET)"),
		clientKeyAt:   f.String("oidc-key", c.getenv("PARAAF_OIDC_KEY"), "file with our private key at the provider instead of a secret, PEM, 0600 (PARAAF_OIDC_KEY): private_key_jwt, as NL GOV asks"),
		claim:         f.String("oidc-claim", c.getenv("PARAAF_OIDC_CLAIM"), "claim that lists the seats of a person, as opsteller@vws.dicio (PARAAF_OIDC_CLAIM); without one administrators give them"),
		acr:           f.String("oidc-acr", c.getenv("PARAAF_OIDC_ACR"), "values of acr with which the provider vouches for two factors, comma-separated (PARAAF_OIDC_ACR)"),
		passkeyFor:    f.String("passkey-for", c.getenv("PARAAF_PASSKEY_FOR"), "roles to which only a passkey is good as a second factor, or geen (PARAAF_PASSKEY_FOR); default bewindspersoon where -url is an address that browsers make passkeys for"),
	}
}

// noRoles is what says that a list of roles is empty on purpose.
const noRoles = "geen"

// options makes the door; address is where visitors find us.
func (d doorway) options(where store, address string) (web.Options, error) {
	o := web.Options{Secure: *d.secure, StepUp: *d.stepUp, Origin: originOf(address),
		Connections: *d.most, ConnectionsEach: *d.each, Patience: *d.patience}
	if o.Connections < 1 || o.ConnectionsEach < 1 || o.Patience <= 0 {
		return o, errors.New("-connections, -connections-each and -patience must be more than nothing")
	}
	var err error
	if o.Key, err = factorKey(where); err != nil {
		return o, err
	}
	if o.SecondFor, err = roles("-second-factor", *d.secondFor); err != nil {
		return o, err
	}
	passkeyFor := *d.passkeyFor
	if passkeyFor == "" && o.Origin != "" {
		passkeyFor = string(workflow.RoleBewindspersoon)
	}
	if o.PasskeyFor, err = roles("-passkey-for", passkeyFor); err != nil {
		return o, err
	}
	if len(o.PasskeyFor) > 0 && o.Origin == "" {
		return o, fmt.Errorf("-passkey-for needs -url https://...: passkeys are made for one address")
	}
	if o.TrustedProxies, err = networks(*d.proxies); err != nil {
		return o, err
	}
	o.Provider, err = d.provider(o.Key, address)
	return o, err
}

// listen listens on addr, with TLS when a certificate is named.
func (d doorway) listen(addr string) (net.Listener, error) {
	if *d.certificateAt == "" && *d.certKeyAt == "" {
		return net.Listen("tcp", addr)
	}
	chain, err := os.ReadFile(*d.certificateAt)
	if err != nil {
		return nil, fmt.Errorf("-tls-cert: %w", err)
	}
	key, err := ownFile(*d.certKeyAt)
	if err != nil {
		return nil, fmt.Errorf("-tls-key: %w", err)
	}
	pair, err := tls.X509KeyPair(chain, key)
	if err != nil {
		return nil, fmt.Errorf("-tls-cert and -tls-key: %w", err)
	}
	return tls.Listen("tcp", addr, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, CipherSuites: forwardSecret})
}

// forwardSecret are the suites of TLS 1.2 that are offered: with forward secrecy
// and authenticated encryption (ASVS 12.1.2; NCSC ICT-beveiligingsrichtlijnen voor
// TLS 2.1, "goed"). Those of TLS 1.3 all are.
var forwardSecret = []uint16{
	tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
}

// provider makes the provider that people sign in at, or nil when none is named.
func (d doorway) provider(seal []byte, address string) (*signin.Provider, error) {
	if *d.issuer == "" {
		return nil, nil
	}
	if address == "" {
		return nil, errors.New("-oidc needs -url: the provider sends people back there")
	}
	o := signin.ProviderOptions{Issuer: *d.issuer, ClientID: *d.clientID, Claim: *d.claim, Strong: strings.FieldsFunc(*d.acr, func(r rune) bool { return r == ',' }),
		Redirect: strings.TrimSuffix(address, "/") + "/aanmelden/organisatie/terug"}
	var err error
	if *d.secretAt != "" {
		text, err := ownFile(*d.secretAt)
		if err != nil {
			return nil, err
		}
		o.Secret = strings.TrimSpace(string(text))
	}
	if *d.clientKeyAt != "" {
		if o.Key, err = privateKey(*d.clientKeyAt); err != nil {
			return nil, err
		}
	}
	p, err := signin.NewProvider(o, seal, time.Now, rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("-oidc: %w", err)
	}
	return p, nil
}

// privateKey reads a private key in PEM: PKCS #8, PKCS #1 or SEC 1.
func privateKey(file string) (crypto.Signer, error) {
	text, err := ownFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s holds no PEM", file)
	}
	if k, err := x509.ParsePKCS8PrivateKey(block.Bytes); err == nil {
		if s, ok := k.(crypto.Signer); ok {
			return s, nil
		}
	}
	if k, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return k, nil
	}
	k, err := x509.ParseECPrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s holds no private key", file)
	}
	return k, nil
}

// originOf gives the origin of an address when browsers make passkeys for it:
// a name over https, or localhost.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Hostname() != "localhost" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// factorKey is the key of second factors: made of the oldest key, so that new
// ones take nobody's app away.
func factorKey(where store) ([]byte, error) {
	keys, err := where.keys(true)
	if err != nil {
		return nil, err
	}
	return keyFor(keys[len(keys)-1], keyOfFactors)
}

// roles reads a list of roles. It fails for one that does not exist: a misspelt
// role would leave somebody without the second factor that was meant for him.
func roles(name, list string) ([]workflow.Role, error) {
	if list == noRoles {
		return nil, nil
	}
	var out []workflow.Role
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		if !slices.Contains(policies.Roles(), workflow.Role(s)) {
			return nil, fmt.Errorf("%s: there is no role %q", name, s)
		}
		out = append(out, workflow.Role(s))
	}
	return out, nil
}
