package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"image"
	"image/png"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"paraaf/documents/pdf"
)

// sealFile makes a key and its certificate in one file.
func sealFile(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Zegel Ministerie van X"}, NotBefore: time.Now(), NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, tpl, tpl, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "zegel.pem")
	write(t, name, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))+string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})))
	return name
}

// houseDir makes the style of a house with a logo.
func houseDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 120, 40))); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "logo.png"), logo.String())
	write(t, filepath.Join(dir, "house.json"), `{"name": "Ministerie van X", "accent": "#154273", "logo": "logo.png", "logo_alt": "Beeldmerk van het Ministerie van X", "colofon": [{"label": "Bezoekadres", "lines": ["Plein 1"]}]}`)
	return dir
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

const (
	notaFile  = "../../documents/testdata/seed/nota.md"
	briefFile = "../../documents/testdata/seed/kamerbrief.md"
)

func TestASealedPaperPassesTheGateAndABrokenSealDoesNot(t *testing.T) {
	t.Parallel()
	dir, key := t.TempDir(), sealFile(t)
	plain, sealed := filepath.Join(dir, "a.pdf"), filepath.Join(dir, "b.pdf")
	for _, args := range [][]string{{"render", briefFile, "-o", plain}, {"render", briefFile, "-o", sealed, "-seal", key}} {
		if code, _, err := invoke(t, "", args...); code != 0 {
			t.Fatalf("%v: exit %d, %s", args, code, err)
		}
	}
	b, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := pdf.CheckSeal(b); err != nil || s.Chain[0].Subject.CommonName != "Zegel Ministerie van X" {
		t.Errorf("the seal does not hold: %v", err)
	}
	if code, out, says := invoke(t, "", "gate", "-public", sealed); code != 0 {
		t.Errorf("gate: exit %d, %s%s", code, out, says)
	}
	b[len(b)/4] ^= 1
	write(t, sealed, string(b))
	if code, _, _ := invoke(t, "", "gate", "-public", sealed); code == 0 {
		t.Error("the gate lets a broken seal out")
	}
	for _, c := range []struct{ why, file, out, says string }{
		{"no such file", filepath.Join(dir, "weg.pem"), sealed, "weg.pem"},
		{"no key in it", notaFile, sealed, "private key"},
		{"only a PDF can be sealed", key, filepath.Join(dir, "a.docx"), ".pdf"},
	} {
		if code, _, err := invoke(t, "", "render", briefFile, "-o", c.out, "-seal", c.file); code != 2 || !strings.Contains(err, c.says) {
			t.Errorf("%s: exit %d, %q", c.why, code, err)
		}
	}
}

// The seal of the environment is for every PDF that leaves, and stands in the way of nothing else.
func TestTheSealOfTheEnvironmentIsForPDFsAlone(t *testing.T) {
	t.Parallel()
	dir, key := t.TempDir(), sealFile(t)
	for out, sealed := range map[string]bool{"a.pdf": true, "a.html": false, "a.docx": false, "a.odt": false} {
		name := filepath.Join(dir, out)
		var says strings.Builder
		code := run(t.Context(), []string{"render", briefFile, "-o", name}, console{strings.NewReader(""), &says, &says, func(variable string) string {
			return map[string]string{"PARAAF_SEAL": key}[variable]
		}})
		if code != 0 {
			t.Errorf("%s: exit %d, %s", out, code, says.String())
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !sealed {
			continue
		}
		if _, err := pdf.CheckSeal(b); err != nil {
			t.Errorf("%s: %v", out, err)
		}
	}
}

func TestABundleHoldsTheDossiersInTheOrderOfReading(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one := filepath.Join(dir, "chipsoft")
	if err := os.Mkdir(one, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, from := range map[string]string{"a-brief.md": briefFile, "b-nota.md": notaFile} {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(one, name), string(b))
	}
	out := filepath.Join(dir, "tas.pdf")
	code, _, says := invoke(t, "", "bundle", one, "../../documents/testdata/notas/ez-netcongestie.md", "-o", out, "-title", "Tas van de minister", "-date", "2026-04-22")
	if code != 0 {
		t.Fatalf("exit %d, %s", code, says)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	in, err := pdf.Inspect(b)
	if err != nil || len(in.Faults) > 0 {
		t.Fatalf("%v %v", err, in.Faults)
	}
	at := 0
	for _, want := range []string{"Tas van de minister", "22 april 2026", "Kamerbrief Chipsoft Incident", "Graag uw akkoord op voorliggende Kamerbrief", "1.1 Kamerbrief Chipsoft Incident: Nota", "1. Aanleiding", "1.2 Kamerbrief Chipsoft Incident: Kamerbrief", "Geachte", "2.1"} {
		i := strings.Index(in.Tree.Words()[at:], want)
		if i < 0 {
			t.Fatalf("%q does not come after what was before it, in %q", want, in.Tree.Words())
		}
		at += i
	}
	for _, args := range [][]string{{"bundle", "-o", out}, {"bundle", one, "-o", "tas.docx"}, {"bundle", t.TempDir(), "-o", out}, {"bundle", one, "-o", out, "-date", "gisteren"}} {
		if code, _, says := invoke(t, "", args...); code != 2 || says == "" {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}

func TestAHouseStyleIsCheckedBeforeAnythingStarts(t *testing.T) {
	t.Parallel()
	dir, data := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "house.json"), `{"name": "Ministerie van X", "accent": "#ffd400"}`)
	out := filepath.Join(data, "x.pdf")
	for _, args := range [][]string{{"render", notaFile, "-o", out, "-house", dir}, {"serve", "-addr", "127.0.0.1:0", "-data", data, "-house", dir}} {
		if code, _, says := invoke(t, "", args...); code != 2 || !strings.Contains(says, "te licht") {
			t.Errorf("%s: exit %d, %q", args[0], code, says)
		}
	}
	write(t, filepath.Join(dir, "house.json"), `{"name": "Ministerie van X", "colofon": [{"label": "Bezoekadres", "lines": ["Plein 1"]}]}`)
	if code, _, says := invoke(t, "", "render", notaFile, "-o", out, "-house", dir); code != 0 {
		t.Fatalf("exit %d, %s", code, says)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	in, err := pdf.Inspect(b)
	if err != nil || !strings.HasPrefix(in.Tree.Words(), "Ministerie van X\nBezoekadres\nPlein 1\n") {
		t.Errorf("%v, begins with %.80q", err, in.Tree.Words())
	}
}
