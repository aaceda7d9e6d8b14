package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"paraaf/policies"
	"paraaf/workflow/desk"
	"paraaf/workflow/journal"
)

func TestInviteIsPrintedOnlyWhileNobodyHasAnAccount(t *testing.T) {
	t.Parallel()
	book, err := journal.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "paraaf.db"), journal.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	policy, err := policies.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(book, policy, time.Now)
	var out bytes.Buffer
	if err := invite(t.Context(), &out, d, "https://paraaf.example/"); err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`https://paraaf\.example/eerste-start#([a-z2-7-]{26,})`).FindStringSubmatch(out.String())
	if m == nil {
		t.Fatalf("no link in %q", out.String())
	}
	if err := d.Begin(t.Context(), desk.Beginning{Code: m[1], House: "VWS", HouseID: "vws", Name: "Eva", Login: "eva", PasswordHash: "$x"}); err != nil {
		t.Fatalf("the link does not work: %v", err)
	}
	out.Reset()
	if err := invite(t.Context(), &out, d, "https://paraaf.example"); err != nil || out.Len() != 0 {
		t.Errorf("printed once more: %q %v", out.String(), err)
	}
}

func TestConfigCheckSaysWhatIsWrongAndWhatIsRight(t *testing.T) {
	t.Parallel()
	csv, _ := policies.Source()
	routes := `{"routes":[{"name":"DICIO","for":["vws.dicio"],"from":"2026-01-01","line":[{"all":true,"stations":[{"id":"directie","seat":{"role":"directie","organisation":"vws.dicio"},"kind":"paraaf"}]},{"all":true,"stations":[{"id":"bewindspersoon","seat":{"role":"bewindspersoon","organisation":"aan"},"kind":"besluit"}]}]}]}`
	for name, c := range map[string]struct {
		text string
		code int
		says string
	}{
		"policy":         {string(csv), 0, "policy in orde"},
		"half a policy":  {string(csv[:len(csv)/2]), 1, "bevoegdhedenbestand"},
		"routes":         {routes, 0, "DICIO, vanaf"},
		"routes no name": {strings.Replace(routes, `"name":"DICIO"`, `"name":""`, 1), 1, "heeft geen naam"},
		"register":       {`{"register":[{"achternaam":"Wolvendaal","functie":"minister"}]}`, 0, "1 naam"},
		"something else": {"zomaar tekst", 1, "geen parafenlijn"},
	} {
		file := filepath.Join(t.TempDir(), "bestand")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		code := run(t.Context(), []string{"config", "check", file}, console{strings.NewReader(""), &out, &errs, func(string) string { return "" }})
		if code != c.code || !strings.Contains(out.String(), c.says) {
			t.Errorf("%s: exit %d, %q, %q", name, code, out.String(), errs.String())
		}
	}
}
