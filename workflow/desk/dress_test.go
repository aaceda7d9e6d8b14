package desk

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"image"
	"image/png"
	"math/big"
	"strings"
	"testing"
	"testing/fstest"

	"paraaf/documents/gate"
	"paraaf/documents/pdf"
	"paraaf/documents/pdf/stamptest"
	"paraaf/documents/render"
)

// testSeal is a seal that holds around the clock of the office.
func testSeal(t *testing.T, o *office) *pdf.Seal {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Zegel Ministerie van X"}, NotBefore: o.now.AddDate(0, -1, 0), NotAfter: o.now.AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	return &pdf.Seal{Signer: key, Chain: []*x509.Certificate{c}}
}

// testHouse has a logo and an address.
func testHouse(t *testing.T) *render.House {
	t.Helper()
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 60, 20))); err != nil {
		t.Fatal(err)
	}
	h, err := render.LoadHouse(fstest.MapFS{"logo.png": {Data: logo.Bytes()}, "house.json": {Data: []byte(`{"name": "Ministerie van X", "accent": "#7a1d3f",
		"logo": "logo.png", "logo_alt": "Beeldmerk van het Ministerie van X", "colofon": [{"label": "Bezoekadres", "lines": ["Plein 1"]}]}`)}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAPublicVersionWearsTheHouseAndItsSealAndNoParafen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.House, o.Seal = testHouse(t), testSeal(t, o)
	tsa := stamptest.New(t)
	o.Seal.Stamper, o.Seal.StampRoots = tsa, tsa.Roots
	id := o.underReview("De Kamerbrief is afgestemd met mevrouw Quirina Zandvoort (q.zandvoort@minjenv.nl).")
	o.confirmed(id)
	_, err := o.Export(o.ctx(), o.as("yasmin"), id, 0)
	o.must(err)
	v := o.see("noor", id)
	if len(v.Public) != 4 {
		t.Fatalf("%d public files", len(v.Public))
	}
	for _, f := range v.Public {
		data, name, err := o.PublicFile(o.ctx(), o.as("noor"), id, f.Paper, f.Format)
		o.must(err)
		if leaks, _, err := gate.Examine(name, data, []string{"Quirina Zandvoort", "q.zandvoort"}, true); err != nil || len(leaks) > 0 {
			t.Errorf("%s: %v %v", name, leaks, err)
		}
		if f.Format == "html" {
			for _, want := range []string{"Beeldmerk van het Ministerie van X", "Plein 1", "#7A1D3F", "data:image/png;base64,"} {
				if !strings.Contains(string(data), want) {
					t.Errorf("%s: no %q", name, want)
				}
			}
			continue
		}
		if s, err := pdf.CheckSeal(data); err != nil || s.Chain[0].Subject.CommonName != "Zegel Ministerie van X" || s.Stamp == nil || s.Stamp.At != tsa.At {
			t.Errorf("%s: %v", name, err)
		}
		in, err := pdf.Inspect(data)
		o.must(err)
		if words := in.Tree.Words(); len(in.Faults) > 0 || !strings.Contains(words, "Plein 1") || strings.Contains(words, "Parafen") {
			t.Errorf("%s: faults %v, words %q", name, in.Faults, words)
		}
	}
	_, _, err = o.Bundle(o.ctx(), o.as("yasmin"), id)
	o.must(err)
}

func TestNothingLeavesUnderASealThatHasRunOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.underReview("N.v.t.")
	o.Seal = testSeal(t, o)
	o.Seal.Chain[0].NotAfter = o.now.AddDate(0, 0, -1)
	o.confirmed(id)
	if _, err := o.Export(o.ctx(), o.as("yasmin"), id, 0); err == nil || !strings.Contains(err.Error(), "valid from") {
		t.Errorf("export gives %v", err)
	}
	// Nor under one that the authority does not stamp.
	o.Seal = testSeal(t, o)
	away := stamptest.New(t)
	away.Status = 2
	o.Seal.Stamper, o.Seal.StampRoots = away, away.Roots
	if _, err := o.Export(o.ctx(), o.as("yasmin"), id, 0); !errors.Is(err, ErrNotStamped) {
		t.Errorf("export gives %v", err)
	}
	if n := len(o.see("noor", id).Public); n != 0 {
		t.Errorf("%d public files", n)
	}
}
