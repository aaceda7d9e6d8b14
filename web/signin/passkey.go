package signin

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// Passkeys (WebAuthn level 2) prove who is there with a key that never leaves a
// device, after a finger, face or code on that device: possession and knowledge
// at once, and nothing that a false site could ask for, for a key answers only
// the site that it was made for.
//
// What was asked is not kept here: it travels sealed in the page, bound to a
// use, for askedFor. The instant of asking is the counter of the answer, so that
// whoever keeps passkeys takes every question once, on all nodes.

// askedFor is how long an answer to a question is good.
const askedFor = 5 * time.Minute

// Passkeys makes and checks passkeys of one site. It is safe for concurrent use.
type Passkeys struct {
	site   *webauthn.WebAuthn
	host   string
	key    []byte
	clock  func() time.Time
	random io.Reader
}

// NewPasskeys serves the site at an origin, as in "https://paraaf.example": it
// fails for an address of numbers, to which no browser binds a key, and for a
// key that is not 32 bytes.
func NewPasskeys(origin, house string, key []byte, clock func() time.Time, random io.Reader) (*Passkeys, error) {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Hostname() != "localhost" {
		return nil, fmt.Errorf("passkeys: %q is no origin that browsers bind keys to", origin)
	}
	if _, err := gcm(key); err != nil {
		return nil, err
	}
	site, err := webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: house, RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{RequireResidentKey: protocol.ResidentKeyRequired(), ResidentKey: protocol.ResidentKeyRequirementRequired,
			UserVerification: protocol.VerificationRequired}})
	if err != nil {
		return nil, fmt.Errorf("passkeys: %w", err)
	}
	return &Passkeys{site: site, host: u.Host, key: key, clock: clock, random: random}, nil
}

// Host is where passkeys work, with its port if it has one.
func (p *Passkeys) Host() string { return p.host }

// A Question is what a page asks of the browser: options for it, and what must
// come back with the answer.
type Question struct{ Options, State string }

// A Passkey is one key of a person. Secret is public: the key, and what the
// device told of itself.
type Passkey struct {
	Person  string
	ID      string // SHA-256 of the id that the device gave, hexadecimal
	Secret  []byte
	Counter int64 // Unix milliseconds of the question
}

// asked is a question as it travels sealed.
type asked struct {
	At      int64 // Unix milliseconds
	Session webauthn.SessionData
}

// holder is a person as the library wants it.
type holder struct {
	person, name string
	keys         []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return []byte(h.person) }
func (h holder) WebAuthnName() string                       { return h.name }
func (h holder) WebAuthnDisplayName() string                { return h.name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

func hold(person, name string, secrets [][]byte) (holder, error) {
	h := holder{person: person, name: name}
	for _, s := range secrets {
		var c webauthn.Credential
		if err := json.Unmarshal(s, &c); err != nil {
			return h, fmt.Errorf("passkeys: read a key: %w", err)
		}
		h.keys = append(h.keys, c)
	}
	return h, nil
}

func (p *Passkeys) question(options any, session *webauthn.SessionData, use string) (Question, error) {
	shown, err := json.Marshal(options)
	if err != nil {
		return Question{}, fmt.Errorf("passkeys: %w", err)
	}
	state, err := json.Marshal(asked{p.clock().UnixMilli(), *session})
	if err != nil {
		return Question{}, fmt.Errorf("passkeys: %w", err)
	}
	sealed, err := Seal(p.key, state, "passkey "+use, p.random)
	return Question{string(shown), base64.RawURLEncoding.EncodeToString(sealed)}, err
}

func (p *Passkeys) reopen(state, use string) (asked, error) {
	var a asked
	sealed, err := base64.RawURLEncoding.DecodeString(state)
	if err != nil {
		return a, ErrWrong
	}
	plain, err := Unseal(p.key, sealed, "passkey "+use)
	if err != nil || json.Unmarshal(plain, &a) != nil {
		return a, ErrWrong
	}
	if age := p.clock().Sub(time.UnixMilli(a.At)); age < 0 || age > askedFor {
		return a, ErrWrong
	}
	return a, nil
}

// Invite asks the browser to make a key for a person, on a device that has none
// of those there are. Use is what the answer is bound to.
func (p *Passkeys) Invite(person, name string, secrets [][]byte, use string) (Question, error) {
	h, err := hold(person, name, secrets)
	if err != nil {
		return Question{}, err
	}
	options, session, err := p.site.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()))
	if err != nil {
		return Question{}, fmt.Errorf("passkeys: %w", err)
	}
	return p.question(options.Response, session, use)
}

// Accept takes a key that was made on invitation. It fails with ErrWrong for
// anything but an answer to that invitation.
func (p *Passkeys) Accept(person, name, use, state, answer string) (Passkey, error) {
	a, err := p.reopen(state, use)
	if err != nil {
		return Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(answer))
	if err != nil {
		return Passkey{}, ErrWrong
	}
	c, err := p.site.CreateCredential(holder{person: person, name: name}, a.Session, parsed)
	if err != nil {
		return Passkey{}, ErrWrong
	}
	return passkey(person, c, a.At)
}

func passkey(person string, c *webauthn.Credential, at int64) (Passkey, error) {
	secret, err := json.Marshal(c)
	if err != nil {
		return Passkey{}, fmt.Errorf("passkeys: %w", err)
	}
	id := sha256.Sum256(c.ID)
	return Passkey{person, hex.EncodeToString(id[:]), secret, at}, nil
}

// Ask asks the browser for a proof by one of the keys of a person; person ""
// is whoever has a key for this site.
func (p *Passkeys) Ask(person string, secrets [][]byte, use string) (Question, error) {
	h, err := hold(person, person, secrets)
	if err != nil {
		return Question{}, err
	}
	var options *protocol.CredentialAssertion
	var session *webauthn.SessionData
	if person == "" {
		options, session, err = p.site.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	} else {
		options, session, err = p.site.BeginLogin(h, webauthn.WithUserVerification(protocol.VerificationRequired))
	}
	if err != nil {
		return Question{}, fmt.Errorf("passkeys: %w", err)
	}
	return p.question(options.Response, session, use)
}

// Check gives who answered a question, with the key as it is to be kept from
// now on; of gives the keys of a person. It fails with ErrWrong when the answer
// is not good, or comes from a device that looks copied.
func (p *Passkeys) Check(use, state, answer string, of func(person string) ([][]byte, error)) (Passkey, error) {
	a, err := p.reopen(state, use)
	if err != nil {
		return Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return Passkey{}, ErrWrong
	}
	who := string(a.Session.UserID)
	if who == "" {
		who = string(parsed.Response.UserHandle)
	}
	secrets, err := of(who)
	if err != nil {
		return Passkey{}, err
	}
	h, err := hold(who, who, secrets)
	if err != nil {
		return Passkey{}, err
	}
	var c *webauthn.Credential
	if len(a.Session.UserID) == 0 {
		_, c, err = p.site.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
			if string(handle) != who || who == "" || len(h.keys) == 0 {
				return nil, errors.New("unknown")
			}
			return h, nil
		}, a.Session, parsed)
	} else {
		c, err = p.site.ValidateLogin(h, a.Session, parsed)
	}
	if err != nil || c.Authenticator.CloneWarning || !c.Flags.UserVerified {
		return Passkey{}, ErrWrong
	}
	return passkey(who, c, a.At)
}
