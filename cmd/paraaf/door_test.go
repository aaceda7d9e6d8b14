package main

import (
	"flag"
	"slices"
	"testing"

	"paraaf/workflow"
)

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
		door := doorFlags(f, console{getenv: func(string) string { return "" }})
		if err := f.Parse(c.args); err != nil {
			t.Fatal(err)
		}
		o, err := door.options(t.TempDir(), c.url)
		if (err != nil) != c.wrong || err == nil && !slices.Equal(o.PasskeyFor, c.passkey) {
			t.Errorf("%s: %v, %v", c.why, o.PasskeyFor, err)
		}
	}
}
