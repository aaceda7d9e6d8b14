package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"paraaf/workflow"
)

func TestDoorKnowsItsProvider(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return file
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	secret, open, none := write("secret", "geheim\n", 0o600), write("open", "geheim", 0o644), write("none", "geen pem", 0o600)
	private := write("key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})), 0o600)
	for _, c := range []struct {
		why   string
		url   string
		args  []string
		there bool
		wrong bool
	}{
		{why: "none named", url: "https://paraaf.example"},
		{why: "with a secret", url: "https://paraaf.example", args: []string{"-oidc", "https://id.example", "-oidc-client", "paraaf", "-oidc-secret", secret}, there: true},
		{why: "with a key", url: "https://paraaf.example", args: []string{"-oidc", "https://id.example", "-oidc-client", "paraaf", "-oidc-key", private}, there: true},
		{why: "with both", url: "https://paraaf.example", args: []string{"-oidc", "https://id.example", "-oidc-client", "paraaf", "-oidc-key", private, "-oidc-secret", secret}, wrong: true},
		{why: "with neither", url: "https://paraaf.example", args: []string{"-oidc", "https://id.example", "-oidc-client", "paraaf"}, wrong: true},
		{why: "a secret that others can read", url: "https://paraaf.example", args: []string{"-oidc", "https://id.example", "-oidc-client", "paraaf", "-oidc-secret", open}, wrong: true},
		{why: "a key that is none", url: "https://paraaf.example", args: []string{"-oidc", "https://id.example", "-oidc-client", "paraaf", "-oidc-key", none}, wrong: true},
		{why: "nowhere to come back to", args: []string{"-oidc", "https://id.example", "-oidc-client", "paraaf", "-oidc-secret", secret}, wrong: true},
		{why: "over plain http", url: "https://paraaf.example", args: []string{"-oidc", "http://id.example", "-oidc-client", "paraaf", "-oidc-secret", secret}, wrong: true},
	} {
		f := flag.NewFlagSet("t", flag.ContinueOnError)
		c0 := console{getenv: func(string) string { return "" }}
		door, where := doorFlags(f, c0), storeFlags(f, c0)
		if err := f.Parse(append([]string{"-data", t.TempDir()}, c.args...)); err != nil {
			t.Fatal(err)
		}
		o, err := door.options(where, c.url)
		if (err != nil) != c.wrong || err == nil && (o.Provider != nil) != c.there {
			t.Errorf("%s: %v, %v", c.why, o.Provider, err)
		}
	}
}

func TestDoorAsksPasskeysOfWhoDecides(t *testing.T) {
	t.Parallel()
	minister := []workflow.Role{workflow.RoleBewindspersoon}
	for _, c := range []struct {
		why, url string
		args     []string
		passkey  []workflow.Role
		wrong    bool
	}{
		{why: "no address: no passkeys to ask for"},
		{why: "an address: of who decides", url: "https://paraaf.example/", passkey: minister},
		{why: "not over plain http", url: "http://paraaf.example/"},
		{why: "switched off on purpose", url: "https://paraaf.example", args: []string{"-passkey-for", "geen"}},
		{why: "of others", url: "https://paraaf.example", args: []string{"-passkey-for", "plvsg,bewindspersoon"}, passkey: []workflow.Role{workflow.RolePlvSG, workflow.RoleBewindspersoon}},
		{why: "asked for and impossible", args: []string{"-passkey-for", "bewindspersoon"}, wrong: true},
		{why: "misspelt", url: "https://paraaf.example", args: []string{"-passkey-for", "minister"}, wrong: true},
		{why: "misspelt as well", args: []string{"-second-factor", "minister"}, wrong: true},
		{why: "a key that is not there", args: []string{"-key", "geen.key"}, wrong: true},
	} {
		f := flag.NewFlagSet("t", flag.ContinueOnError)
		c0 := console{getenv: func(string) string { return "" }}
		door, where := doorFlags(f, c0), storeFlags(f, c0)
		if err := f.Parse(append([]string{"-data", t.TempDir()}, c.args...)); err != nil {
			t.Fatal(err)
		}
		o, err := door.options(where, c.url)
		if (err != nil) != c.wrong || err == nil && !slices.Equal(o.PasskeyFor, c.passkey) {
			t.Errorf("%s: %v, %v", c.why, o.PasskeyFor, err)
		}
	}
}
