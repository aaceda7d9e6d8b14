package gate

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"paraaf/documents/pdf"
)

// sealedBy draws a line of text and seals it with a certificate in that name.
func sealedBy(t *testing.T, name string) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 4, 22, 12, 0, 0, 0, time.UTC)
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: day, NotAfter: day.AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	plain, err := pdf.Render(pdf.Document{Title: "Proef", Body: []pdf.Block{pdf.Paragraph{Text: pdf.Plain("Dit is een gewone zin.")}}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := pdf.Seal{Signer: key, Chain: []*x509.Certificate{c}}.Apply(plain, day)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestASealThatHoldsIsNoLeakAndOneThatDoesNotIs(t *testing.T) {
	t.Parallel()
	good := sealedBy(t, "Zegel van een ministerie")
	secrets := []string{secret, "abc", "bos", "zee"} // short words lie in random bits by chance
	leaks, unread, err := Examine("nota.pdf", good, secrets, true)
	if err != nil || len(leaks) > 0 || len(unread) > 0 {
		t.Fatalf("a sealed file: %v %v %v", leaks, unread, err)
	}
	for why, c := range map[string]struct {
		file []byte
		want Where
	}{
		"a byte was changed after sealing":       {bytes.Replace(good, []byte("(Elektronisch zegel)"), []byte("(Elektronisch Zegel)"), 1), InForm},
		"something was appended after sealing":   {append(bytes.Clone(good), "99 0 obj\n<</Type/Annot/Subtype/Widget/Rect[0 0 1 1]/FT/Sig>>\nendobj\nstartxref\n0\n%%EOF\n"...), InRevision},
		"the certificate holds a redacted name":  {sealedBy(t, secret), InMetadata},
		"a text field where the signature stood": {bytes.Replace(good, []byte("/FT /Sig"), []byte("/FT /Tx "), 1), InForm},
	} {
		leaks, _, err := Examine("nota.pdf", c.file, secrets, true)
		if err != nil {
			t.Errorf("%s: %v", why, err)
		}
		if s := fmt.Sprint(leaks); !strings.Contains(s, string(c.want)) {
			t.Errorf("%s: no leak in %s, only %s", why, c.want, s)
		}
	}
}
