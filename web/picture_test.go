package web

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// photograph is a JPEG with where it was taken.
func photograph(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 80, 40)), nil); err != nil {
		t.Fatal(err)
	}
	place := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00 52.0800 N"
	seg := append([]byte{0xff, 0xe1, 0, byte(len(place) + 2)}, place...)
	name := filepath.Join(t.TempDir(), "IMG_0001.png") // called what it is not
	if err := os.WriteFile(name, slices.Concat(b.Bytes()[:2], seg, b.Bytes()[2:]), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// picture is the first one on the page.
func picture(b *browser) *html.Node {
	var out *html.Node
	eachElement(b.root, func(n *html.Node) {
		if out == nil && n.Data == "img" {
			out = n
		}
	})
	return out
}

// A policy officer adds a picture to a section of the nota and of the letter, with what can be
// seen on it; what is wrong gives the form back with nothing lost.
func TestAPictureIsAddedToASectionWithItsDescription(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.importSeed()
	section := at + "/stukken/nota/onderdelen/kernpunten"
	file := photograph(t)

	noor.page(section).press("picture-add", "edit-text", "Een begin.", "picture-file", file)
	if noor.status != http.StatusUnprocessableEntity || !strings.Contains(noor.says("problems"), "Beschrijf de afbeelding") || !strings.Contains(text(noor.one("edit-text")), "Een begin.") {
		t.Fatalf("no description: status %d, %s", noor.status, text(noor.root))
	}
	noor.press("picture-add", "picture-file", "../web/doc.go", "picture-alt", "Een grafiek")
	if noor.status != http.StatusUnprocessableEntity || !strings.Contains(noor.says("problems"), "geen afbeelding") || attribute(noor.one("picture-alt"), "value") != "Een grafiek" {
		t.Fatalf("a file that is no picture: status %d, %s", noor.status, text(noor.root))
	}
	noor.press("picture-add", "picture-file", file)
	if got := content(noor.one("edit-text")); noor.where.Path != section || !strings.Contains(got, "Een begin.\n\n![Een grafiek](/bijlagen/beeld-") {
		t.Fatalf("at %s stands %q", noor.where.Path, got)
	}

	noor.page(at + "/stukken/nota")
	img := picture(noor)
	if img == nil || attribute(img, "alt") != "Een grafiek" || !strings.HasPrefix(attribute(img, "src"), at+"/beelden/beeld-") {
		t.Fatalf("the nota shows %v", img)
	}
	src := attribute(img, "src")
	noor.get(src)
	if noor.status != http.StatusOK || noor.header.Get("Content-Type") != "image/jpeg" || strings.Contains(noor.body, "Exif") {
		t.Errorf("the picture: status %d, %s", noor.status, noor.header.Get("Content-Type"))
	}
	if _, err := jpeg.Decode(strings.NewReader(noor.body)); err != nil {
		t.Error(err)
	}
	sem := c.as("vreemde")
	sem.get(src)
	if sem.status != http.StatusNotFound {
		t.Errorf("who may not see the dossier gets status %d", sem.status)
	}
	noor.get(strings.TrimSuffix(src, src[len(src)-4:]) + "0000")
	if noor.status != http.StatusNotFound {
		t.Errorf("another name gives status %d", noor.status)
	}
}

func TestAPictureGoesThroughAsPNGToo(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "a.png")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, image.NewNRGBA(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	noor := newCounter(t).as("noor")
	at := noor.importSeed()
	noor.page(at+"/stukken/nota/onderdelen/aanleiding").press("picture-add", "picture-file", name, "picture-alt", "Een leeg vlak")
	noor.page(at + "/stukken/nota")
	noor.get(attribute(picture(noor), "src"))
	if noor.header.Get("Content-Type") != "image/png" {
		t.Errorf("status %d, %s", noor.status, noor.header.Get("Content-Type"))
	}
}

func TestAListNamesAPictureByItsDescription(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`![Grafiek \[2026\] van \*alles\*](/bijlagen/beeld-00)`: "Afbeelding: Grafiek [2026] van *alles*",
		"mevrouw De Vries":                 "mevrouw De Vries",
		"![half":                           "![half",
		"![a](/bijlagen/beeld-00) en meer": "![a](/bijlagen/beeld-00) en meer",
	} {
		if got := readable(text); got != want {
			t.Errorf("%q is named %q", text, got)
		}
	}
}
