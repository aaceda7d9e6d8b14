package signin

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// A device makes passkeys in memory, as an authenticator does (WebAuthn level
// 2, sections 6.1 and 6.5), and lies when a test says so.
type device struct {
	t       *testing.T
	id      []byte
	key     *ecdsa.PrivateKey
	handle  []byte
	count   uint32
	origin  string
	site    string
	flags   byte // user present and verified
	anotate func(map[string]any)
}

func newDevice(t *testing.T) *device {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &device{t: t, id: []byte("sleutel-van-de-toets"), key: key, origin: "https://paraaf.example", site: "paraaf.example", flags: 0x05}
}

var b64 = base64.RawURLEncoding

func (d *device) client(kind, challenge string) []byte {
	said := map[string]any{"type": kind, "challenge": challenge, "origin": d.origin, "crossOrigin": false}
	if d.anotate != nil {
		d.anotate(said)
	}
	out, err := json.Marshal(said)
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

func (d *device) state(flags byte) []byte {
	sum := sha256.Sum256([]byte(d.site))
	return binary.BigEndian.AppendUint32(append(sum[:], flags), d.count)
}

func (d *device) make(q Question) string {
	var asked struct {
		Challenge string
		User      struct{ ID string }
	}
	d.must(json.Unmarshal([]byte(q.Options), &asked))
	handle, err := b64.DecodeString(asked.User.ID)
	d.must(err)
	d.handle = handle
	point, err := d.key.PublicKey.Bytes()
	d.must(err)
	public, err := cbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:65]})
	d.must(err)
	state := append(d.state(d.flags|0x40), make([]byte, 16)...)
	state = append(binary.BigEndian.AppendUint16(state, uint16(len(d.id))), d.id...)
	object, err := cbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": append(state, public...)})
	d.must(err)
	return d.answer(map[string]string{"clientDataJSON": b64.EncodeToString(d.client("webauthn.create", asked.Challenge)), "attestationObject": b64.EncodeToString(object)})
}

func (d *device) sign(q Question) string {
	var asked struct{ Challenge string }
	d.must(json.Unmarshal([]byte(q.Options), &asked))
	d.count++
	client, state := d.client("webauthn.get", asked.Challenge), d.state(d.flags)
	sum := sha256.Sum256(client)
	digest := sha256.Sum256(append(bytes.Clone(state), sum[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, digest[:])
	d.must(err)
	return d.answer(map[string]string{"clientDataJSON": b64.EncodeToString(client), "authenticatorData": b64.EncodeToString(state),
		"signature": b64.EncodeToString(signature), "userHandle": b64.EncodeToString(d.handle)})
}

func (d *device) answer(response map[string]string) string {
	id := b64.EncodeToString(d.id)
	out, err := json.Marshal(map[string]any{"id": id, "rawId": id, "type": "public-key", "response": response})
	d.must(err)
	return string(out)
}

func (d *device) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func newSite(t *testing.T) (*Passkeys, *time.Time) {
	now := time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)
	p, err := NewPasskeys("https://paraaf.example", "Paraaf", bytes.Repeat([]byte{3}, 32), func() time.Time { return now }, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return p, &now
}

func TestPasskeyProvesWhoMadeItAndNobodyElse(t *testing.T) {
	t.Parallel()
	p, now := newSite(t)
	d := newDevice(t)
	q, err := p.Invite("ilse", "Ilse Brandsma", nil, "new s1")
	d.must(err)
	made := d.make(q)
	key, err := p.Accept("ilse", "Ilse Brandsma", "new s1", q.State, made)
	d.must(err)
	if key.Person != "ilse" || len(key.ID) != 64 || key.Counter != now.UnixMilli() {
		t.Fatalf("%+v", key)
	}
	for name, try := range map[string]func() error{
		"in another session": func() error { _, err := p.Accept("ilse", "I", "new s2", q.State, made); return err },
		"for another person": func() error { _, err := p.Accept("noor", "N", "new s1", q.State, made); return err },
		"nothing at all":     func() error { _, err := p.Accept("ilse", "I", "new s1", q.State, "geen"); return err },
		"a state of his own": func() error { _, err := p.Accept("ilse", "I", "new s1", "AAAA", made); return err },
	} {
		if err := try(); !errors.Is(err, ErrWrong) {
			t.Errorf("a key %s: %v", name, err)
		}
	}
	of := func(person string) ([][]byte, error) {
		if person == "ilse" {
			return [][]byte{key.Secret}, nil
		}
		return nil, nil
	}
	for _, person := range []string{"ilse", ""} { // named, and found by the device
		q, err := p.Ask(person, nil, "proof s1")
		if person != "" {
			q, err = p.Ask(person, [][]byte{key.Secret}, "proof s1")
		}
		d.must(err)
		got, err := p.Check("proof s1", q.State, d.sign(q), of)
		if err != nil || got.Person != "ilse" || got.ID != key.ID {
			t.Errorf("asked of %q: %+v %v", person, got, err)
		}
		key = got
	}
}

func TestLyingPasskeysAreRefused(t *testing.T) {
	t.Parallel()
	for name, lie := range map[string]func(d *device, now *time.Time, q *Question, use *string){
		"made for a false site":    func(d *device, _ *time.Time, _ *Question, _ *string) { d.origin = "https://paraaf.example.evil" },
		"signed for another site":  func(d *device, _ *time.Time, _ *Question, _ *string) { d.site = "elders.example" },
		"another key":              func(d *device, _ *time.Time, _ *Question, _ *string) { d.key = newDevice(d.t).key },
		"a key that is not known":  func(d *device, _ *time.Time, _ *Question, _ *string) { d.id = []byte("een andere sleutel!!") },
		"nobody opened the device": func(d *device, _ *time.Time, _ *Question, _ *string) { d.flags = 0x01 },
		"nobody was there":         func(d *device, _ *time.Time, _ *Question, _ *string) { d.flags = 0x04 },
		"of somebody else":         func(d *device, _ *time.Time, _ *Question, _ *string) { d.handle = []byte("noor") },
		"of nobody":                func(d *device, _ *time.Time, _ *Question, _ *string) { d.handle = nil },
		"a copy that lags":         func(d *device, _ *time.Time, _ *Question, _ *string) { d.count = 1 },
		"for another use":          func(_ *device, _ *time.Time, _ *Question, use *string) { *use = "proof s2" },
		"too late":                 func(_ *device, now *time.Time, _ *Question, _ *string) { *now = now.Add(askedFor + time.Second) },
		"from before it was asked": func(_ *device, now *time.Time, _ *Question, _ *string) { *now = now.Add(-time.Second) },
		"no state":                 func(_ *device, _ *time.Time, q *Question, _ *string) { q.State = "" },
		"a making, not a signature": func(d *device, _ *time.Time, _ *Question, _ *string) {
			d.anotate = func(m map[string]any) { m["type"] = "webauthn.create" }
		},
		"another challenge": func(d *device, _ *time.Time, _ *Question, _ *string) {
			d.anotate = func(m map[string]any) { m["challenge"] = "AAAAAAAAAAAAAAAAAAAAAA" }
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, now := newSite(t)
			d := newDevice(t)
			d.count = 10
			q, err := p.Invite("ilse", "Ilse", nil, "new")
			d.must(err)
			key, err := p.Accept("ilse", "Ilse", "new", q.State, d.make(q))
			d.must(err)
			q, err = p.Ask("", nil, "proof s1")
			d.must(err)
			use := "proof s1"
			lie(d, now, &q, &use)
			_, err = p.Check(use, q.State, d.sign(q), func(person string) ([][]byte, error) {
				if person == "ilse" {
					return [][]byte{key.Secret}, nil
				}
				return nil, nil
			})
			if !errors.Is(err, ErrWrong) {
				t.Errorf("taken: %v", err)
			}
		})
	}
}

func TestPasskeysNeedANameThatBrowsersBindTo(t *testing.T) {
	t.Parallel()
	for origin, good := range map[string]bool{"https://paraaf.example": true, "http://localhost:8080": true, "http://paraaf.example": false, "": false, "paraaf": false} {
		if _, err := NewPasskeys(origin, "Paraaf", make([]byte, 32), time.Now, rand.Reader); (err == nil) != good {
			t.Errorf("%q: %v", origin, err)
		}
	}
	if _, err := NewPasskeys("https://paraaf.example", "Paraaf", nil, time.Now, rand.Reader); err == nil {
		t.Error("without a key")
	}
}
