package signin

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Codes from an authenticator app: RFC 6238 with what all apps take, SHA-1, six
// digits, thirty seconds. SHA-1 is weak against collisions, which HMAC does not
// rest on.
const (
	totpStep   = 30 // seconds
	totpDigits = 6
	secretB    = 20 // bytes, as RFC 4226 recommends
)

// A Secret is what an authenticator app and the house share.
type Secret []byte

// NewSecret draws one. It fails when random gives out.
func NewSecret(random io.Reader) (Secret, error) {
	s := make(Secret, secretB)
	if _, err := io.ReadFull(random, s); err != nil {
		return nil, fmt.Errorf("draw a secret: %w", err)
	}
	return s, nil
}

// String writes it as apps take it: base32, without padding.
func (s Secret) String() string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(s)
}

// code gives the code of a step.
func (s Secret) code(counter int64) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(counter))
	h := hmac.New(sha1.New, s)
	h.Write(b[:])
	sum := h.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	return fmt.Sprintf("%0*d", totpDigits, binary.BigEndian.Uint32(sum[at:at+4])&0x7fffffff%1_000_000)
}

// Code gives the code of an instant.
func (s Secret) Code(at time.Time) string { return s.code(at.Unix() / totpStep) }

// Match gives the step of a code that is good at an instant: that of the moment,
// the one before or the one after, for clocks that differ. Whoever keeps the
// secret sees that a step is good once. Spaces in what was typed do not count.
func (s Secret) Match(typed string, at time.Time) (counter int64, good bool) {
	typed = strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, typed)
	now := at.Unix() / totpStep
	for _, c := range []int64{now, now - 1, now + 1} {
		if subtle.ConstantTimeCompare([]byte(s.code(c)), []byte(typed)) == 1 {
			counter, good = c, true
		}
	}
	return counter, good
}

// errSealed says that something was not sealed with this key for this use.
var errSealed = errors.New("not sealed with this key for this use")

// Seal encrypts a secret with a key of 32 bytes (AES-256-GCM), bound to what it
// is for: sealed for one person it opens for no other. It fails for another key
// length and when random gives out.
func Seal(key, secret []byte, use string, random io.Reader) ([]byte, error) {
	box, err := gcm(key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return box.Seal(nonce, nonce, secret, []byte(use)), nil
}

// Unseal gives back what Seal sealed. It fails for anything else.
func Unseal(key, sealed []byte, use string) ([]byte, error) {
	box, err := gcm(key)
	if err != nil {
		return nil, err
	}
	if len(sealed) < box.NonceSize() {
		return nil, errSealed
	}
	secret, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(use))
	if err != nil {
		return nil, errSealed
	}
	return secret, nil
}

func gcm(key []byte) (cipher.AEAD, error) {
	if len(key) != 32 {
		return nil, fmt.Errorf("seal: want a key of 32 bytes, have %d", len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return cipher.NewGCM(block)
}

// Second lets check look at a second factor of a login. A code is short, so
// here who guesses waits wherever he comes from; its failures are counted apart
// from those of the password, which a good password forgets. Guesses at one
// login are looked at one after the other: a thousand sent at once would all be
// checked before the first of them counted. It fails with ErrWrong or a *Slow,
// or as check does.
func (d *Door) Second(ctx context.Context, login, address string, check func() (bool, error)) error {
	now := d.clock()
	login = "code:" + login
	one := &d.guesses[sha256.Sum256([]byte(login))[0]%guessLocks]
	one.Lock()
	defer one.Unlock()
	failed, _, last, err := d.book.Attempts(ctx, login, address, now.Add(-window))
	if err != nil {
		return fmt.Errorf("second step: %w", err)
	}
	if wait := brake(failed, 1, now.Sub(last)); wait > 0 {
		return &Slow{Wait: wait}
	}
	good, err := check()
	if err != nil {
		return err
	}
	if err := d.book.Attempt(ctx, login, address, now, good); err != nil {
		return fmt.Errorf("second step: %w", err)
	}
	if !good {
		return ErrWrong
	}
	return nil
}
