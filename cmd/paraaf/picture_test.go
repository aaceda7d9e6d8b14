package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"paraaf/documents/pdf"
)

func alts(e pdf.Element) []string {
	var out []string
	if e.Tag == "Figure" {
		out = append(out, e.Alt)
	}
	for _, k := range e.Kids {
		out = append(out, alts(k)...)
	}
	return out
}

func chartPNG(t *testing.T) string {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 40, 30))
	m.SetGray(3, 3, color.Gray{200})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// withPictures writes a nota that shows two pictures, with the first of them beside it.
func withPictures(t *testing.T) (dir, file, text string) {
	t.Helper()
	dir = t.TempDir()
	nota, err := os.ReadFile(notaFile)
	if err != nil {
		t.Fatal(err)
	}
	text = strings.Replace(string(nota), "## 3. Kernpunten", "## 3. Kernpunten\n\n![Grafiek van de meldingen](/bijlagen/grafiek%201.png)\n\n![Foto van mevrouw Zandvoort](/bijlagen/foto.png)\n", 1)
	file = filepath.Join(dir, "nota.md")
	write(t, file, text)
	if err := os.Mkdir(filepath.Join(dir, "bijlagen"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "bijlagen", "grafiek 1.png"), chartPNG(t))
	return dir, file, text
}

func TestRenderShowsThePicturesBesideThePaper(t *testing.T) {
	t.Parallel()
	dir, file, _ := withPictures(t)
	for ext, mark := range map[string]string{".pdf": "", ".html": "<img src=\"data:image/png", ".docx": "word/media/image1.png", ".odt": "Pictures/1.png"} {
		out := filepath.Join(dir, "uit"+ext)
		code, _, says := invoke(t, "", "render", file, "-o", out)
		if code != 0 || !strings.Contains(says, "/bijlagen/foto.png is not there") {
			t.Errorf("%s: exit %d, %q", ext, code, says)
		}
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if ext != ".pdf" {
			if !bytes.Contains(b, []byte(mark)) {
				t.Errorf("%s: no picture", ext)
			}
			continue
		}
		in, err := pdf.Inspect(b)
		if err != nil || len(in.Faults) > 0 {
			t.Fatalf("%v %v", err, in.Faults)
		}
		if got := alts(in.Tree); len(got) != 1 || got[0] != "Grafiek van de meldingen" || !strings.Contains(in.Tree.Words(), "Foto van mevrouw Zandvoort") {
			t.Errorf("pictures %q", got)
		}
	}
	out := filepath.Join(dir, "tas.pdf")
	if code, _, says := invoke(t, "", "bundle", dir, "-o", out); code != 0 {
		t.Fatalf("bundle: exit %d, %s", code, says)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if in, err := pdf.Inspect(b); err != nil || len(alts(in.Tree)) != 1 {
		t.Errorf("bundle: %v, %d pictures", err, len(alts(in.Tree)))
	}
}

func TestAPictureThatAMarkTookOutIsNotRead(t *testing.T) {
	t.Parallel()
	dir, file, text := withPictures(t)
	write(t, filepath.Join(dir, "bijlagen", "foto.png"), chartPNG(t)+"Quirijn Zandvoort was hier")
	a := len([]rune(text[:strings.Index(text, "![Foto")]))
	marks := filepath.Join(dir, "marks.json")
	write(t, marks, `{"marks":[{"start":`+strconv.Itoa(a)+`,"end":`+strconv.Itoa(a+len("![Foto van mevrouw Zandvoort](/bijlagen/foto.png)"))+`,"ground":"5.1.2e"}]}`)
	for _, ext := range []string{".pdf", ".html"} {
		out := filepath.Join(dir, "openbaar"+ext)
		code, _, says := invoke(t, "", "redact", file, "-marks", marks, "-o", out)
		if code != 0 || !strings.Contains(says, "look at it yourself") {
			t.Fatalf("%s: exit %d, %q", ext, code, says)
		}
		secrets := filepath.Join(dir, "geheim.txt")
		write(t, secrets, "Zandvoort\nfoto.png\n")
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("was hier")) || ext == ".html" && bytes.Count(b, []byte("<img ")) != 1 {
			t.Errorf("%s: %d pictures", ext, bytes.Count(b, []byte("<img ")))
		}
		if ext == ".pdf" {
			if in, err := pdf.Inspect(b); err != nil || len(alts(in.Tree)) != 1 {
				t.Errorf("pdf: %v, %d pictures", err, len(alts(in.Tree)))
			}
		}
		if code, found, _ := invoke(t, "", "gate", "-secrets", secrets, out); code != 0 {
			t.Errorf("%s: %s", ext, found)
		}
	}
}

func TestAPictureFromElsewhereIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		why, says string
		put       func(dir, place string) error
	}{
		{"a link out of the folder", "escapes", func(dir, place string) error {
			return os.Symlink(filepath.Join(dir, "buiten.png"), place)
		}},
		{"a folder that is a link out", "escapes", func(dir, place string) error {
			if err := os.Rename(filepath.Dir(place), filepath.Join(dir, "buiten")); err != nil {
				return err
			}
			return os.Symlink(filepath.Join(dir, "buiten"), filepath.Dir(place))
		}},
		{"a folder", "is no file", func(_, place string) error { return os.Mkdir(place, 0o700) }},
		{"what is no picture", "geen afbeelding", func(_, place string) error {
			return os.WriteFile(place, []byte("<svg onload=x>"), 0o600)
		}},
	} {
		dir, file, _ := withPictures(t)
		outside := t.TempDir()
		write(t, filepath.Join(outside, "buiten.png"), chartPNG(t))
		place := filepath.Join(dir, "bijlagen", "foto.png")
		if err := c.put(outside, place); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(dir, "uit.pdf")
		if code, _, says := invoke(t, "", "render", file, "-o", out); code != 2 || !strings.Contains(says, c.says) {
			t.Errorf("%s: exit %d, %q", c.why, code, says)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: a file was written", c.why)
		}
	}
}
