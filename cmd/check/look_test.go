package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree lays files in a folder of its own, without git: it is walked.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		full := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestPatternsFindWhatTheyMust(t *testing.T) {
	t.Parallel()
	// Put together at run time: this file is itself among those looked at.
	slash := "/"
	for _, c := range []struct {
		look func(string) ([]string, error)
		text string
		bad  bool
		why  string
	}{
		{lookSecrets, "-----BEGIN RSA PRIVATE" + " KEY-----", true, "a key"},
		{lookSecrets, "-----BEGIN CERTIFICATE-----", false, "a certificate is public"},
		{lookSecrets, "AKIA" + strings.Repeat("A", 16), true, "access key"},
		{lookSecrets, "postgres:" + "//paraaf:geheim1@db/paraaf", true, "password in a DSN"},
		{lookSecrets, "postgres:" + "//user:${PASSWORD}@db", false, "a placeholder"},
		{lookSecrets, "const password = \"x\"", false, "a word is no secret"},
		{lookPaths, "see " + slash + "home" + slash + "jan" + slash + "x", true, "home folder"},
		{lookPaths, "\"" + slash + "root" + slash + "go", true, "root's home"},
		{lookPaths, slash + "tmp" + slash + "x", true, "temporary"},
		{lookPaths, "https://example.nl" + slash + "work" + slash + "x", false, "part of an address"},
		{lookPaths, "/usr/share/x and /etc/paraaf", false, "the same on every machine"},
		{lookPaths, "/werkvoorraad/a", false, "an address of ours"},
	} {
		wrong, err := c.look(tree(t, map[string]string{"map/a.txt": "een\n" + c.text + "\n"}))
		if err != nil {
			t.Fatal(err)
		}
		if (len(wrong) > 0) != c.bad {
			t.Errorf("%s: %q gave %v", c.why, c.text, wrong)
		}
		if c.bad && len(wrong) > 0 && !strings.HasPrefix(wrong[0], "map/a.txt:2: ") {
			t.Errorf("place is wrong: %s", wrong[0])
		}
	}
}

func TestSizeIsLimited(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"a": "x"})
	if wrong, err := lookSize(root); err != nil || len(wrong) != 0 {
		t.Fatalf("a small tree: %v, %v", wrong, err)
	}
	f, err := os.Create(filepath.Join(root, "groot"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(mostBytes + 1); err != nil { // sparse: takes no room
		t.Fatal(err)
	}
	wrong, err := lookSize(root)
	if err != nil || len(wrong) != 2 {
		t.Errorf("one file over both limits: %v, %v", wrong, err)
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		bad  string // part of the complaint, "" when fine
	}{
		{"[a](doc/b.md)", ""},
		{"[a](doc/b.md#een-kop-met-tekens)", ""},
		{"[a](#boven)", ""},
		{"[a](doc)", ""},
		{"[a](https://example.nl/x)", ""},
		{"[a](/handleiding)", ""},
		{"`[a](weg.md)`", ""},
		{"```\n[a](weg.md)\n```", ""},
		{"[a](weg.md)", "is not there"},
		{"[a](doc/b.md#weg)", "no such heading"},
		{"[a](http://example.nl)", "only https"},
		{"[a](../x.md)", "outside"},
		{"[a]\n\n[a]: weg.md", "is not there"},
	} {
		wrong, err := lookLinks(tree(t, map[string]string{
			"README.md": "# Boven\n\n" + c.text + "\n",
			"doc/b.md":  "## Een kop, met `tekens`!\n",
		}))
		if err != nil {
			t.Fatal(err)
		}
		if (c.bad == "") != (len(wrong) == 0) || c.bad != "" && !strings.Contains(strings.Join(wrong, "\n"), c.bad) {
			t.Errorf("%q gave %v, want %q", c.text, wrong, c.bad)
		}
	}
	if wrong, err := lookLinks(t.TempDir()); err != nil || len(wrong) == 0 {
		t.Errorf("a tree without README is fine: %v, %v", wrong, err)
	}
}
