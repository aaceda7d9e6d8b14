package gate

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"math/big"
	"slices"
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
	out, err := pdf.Seal{Signer: key, Chain: []*x509.Certificate{c}}.Apply(t.Context(), plain, day)
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

// A dictionary that only says it is the signature is read like any other, also when it comes
// before the one that was checked.
func TestOnlyTheSignatureThatWasCheckedIsPassedOver(t *testing.T) {
	t.Parallel()
	good := sealedBy(t, "Zegel van een ministerie")
	s := &seal{held: held(good)}
	if len(s.held) < 100 {
		t.Fatalf("a signature of %d bytes", len(s.held))
	}
	dict := func(c string) pdfDict {
		return pdfDict{"Type": pdfName("Sig"), "ByteRange": pdfArray{}, "Contents": pdfString(c)}
	}
	if s.signature(dict(secret)) || s.signature(dict("")) {
		t.Error("words were taken for the signature")
	}
	if !s.signature(dict(string(s.held))) {
		t.Error("the signature is not known")
	}
	if s.signature(dict(string(s.held))) {
		t.Error("a second one was passed over")
	}
}

func TestAPictureThatTellsMoreThanItShowsIsFound(t *testing.T) {
	t.Parallel()
	var plain bytes.Buffer
	if err := png.Encode(&plain, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	head := 33 // signature and IHDR
	text := append([]byte("\x00\x00\x00\x04tEXtA\x00bc"), 0, 0, 0, 0)
	withText := slices.Concat(plain.Bytes()[:head], text, plain.Bytes()[head:])
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 4, 4)), nil); err != nil {
		t.Fatal(err)
	}
	withExif := slices.Concat(photo.Bytes()[:2], []byte("\xff\xe1\x00\x08Exif\x00\x00"), photo.Bytes()[2:])
	for why, c := range map[string]struct {
		kind  string
		data  []byte
		leaks int
	}{
		"pixels only":             {"png", plain.Bytes(), 0},
		"a photograph's pixels":   {"jpeg", photo.Bytes(), 0},
		"a text beside the image": {"png", withText, 1},
		"where it was taken":      {"jpeg", withExif, 1},
	} {
		page := `<!DOCTYPE html><html lang="nl"><title>x</title><p>Tekst <img alt="x" src="data:image/` + c.kind + ";base64," + base64.StdEncoding.EncodeToString(c.data) + `"></p></html>`
		leaks, unread, err := Examine("nota.html", []byte(page), []string{secret}, true)
		if err != nil || len(leaks) != c.leaks || len(unread) != 1 {
			t.Errorf("%s: %v %v %v", why, leaks, unread, err)
		}
		seen := func([]byte, []int) ([]Sight, error) { return []Sight{{Page: 1, Read: true, Text: secret}}, nil }
		if leaks, unread, err := ExamineSeen(seen, "nota.html", []byte(page), []string{secret}, true); err != nil || len(leaks) != c.leaks+1 || len(unread) != 0 {
			t.Errorf("%s, with its text read: %v %v %v", why, leaks, unread, err)
		}
	}
}
