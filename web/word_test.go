package web

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inWord changes words in the text of a docx, as somebody does who works on it.
func inWord(t *testing.T, data []byte, old, now string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "stuk.docx")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := zip.NewWriter(f)
	found := false
	for _, part := range r.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name == "word/document.xml" {
			found = strings.Contains(string(b), old)
			b = []byte(strings.Replace(string(b), old, now, 1))
		}
		out, err := w.Create(part.Name)
		if err == nil {
			_, err = out.Write(b)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || !found {
		t.Fatalf("%q in the docx: %v, %v", old, found, err)
	}
	return name
}

// A policy officer takes the nota to Word, a colleague changes it there with changes
// tracked, and it comes back: first to look at, then to take in.
func TestAPaperGoesToWordAndComesBackInTwoSteps(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	at := noor.importSeed()
	noor.page(at + "/stukken/nota").follow("paper-word")
	if d := noor.header.Get("Content-Disposition"); noor.status != http.StatusOK || d != `attachment; filename="nota.docx"` {
		t.Fatalf("download: status %d, %q", noor.status, d)
	}
	file := inWord(t, []byte(noor.body), "Kort samengevat de inhoud:",
		`De inhoud:</w:t></w:r><w:del w:id="9" w:author="Bram"><w:r><w:delText>kort samengevat</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>niet voor de Kamer</w:t></w:r><w:r><w:t>`)

	noor.page("/dossiers/nieuw").press("import-submit", "import-file", file)
	if noor.status != http.StatusOK || noor.where.Path != "/dossiers/importeren" {
		t.Fatalf("the first step: status %d at %s", noor.status, noor.where)
	}
	if told := noor.find("told"); len(told) != 2 || !strings.Contains(noor.says("taken"), "kort samengevat") || !strings.Contains(noor.says("taken"), "niet voor de Kamer") {
		t.Errorf("%d reports: %s", len(told), noor.says("taken"))
	}
	if strings.Contains(noor.says("taken"), "Bram") {
		t.Error("the report names who changed")
	}
	if got := text(noor.one("import-text")); !strings.Contains(got, "De inhoud:") || strings.Contains(got, "niet voor de Kamer") {
		t.Errorf("the text to look at reads %q", got)
	}
	noor.press("import-submit")
	if noor.status != http.StatusOK || strings.Contains(noor.where.Path, "importeren") {
		t.Fatalf("the second step: status %d at %s\n%s", noor.status, noor.where, text(noor.root))
	}
	if noor.where.Path == at {
		t.Error("the second step made no dossier of its own")
	}
	noor.page(noor.where.Path + "/stukken/nota")
	if got := noor.says("paper-body"); !strings.Contains(got, "De inhoud:") || !strings.Contains(got, "Kamerbrief Chipsoft Incident") || strings.Contains(got, "niet voor de Kamer") {
		t.Errorf("the nota reads %q", got)
	}

	// The same where a paper is replaced, and where one is added.
	noor.page(at+"/stukken/nota/vervangen").press("letter-submit", "import-file", file)
	if len(noor.find("told")) != 2 || !strings.Contains(text(noor.one("tekst")), "De inhoud:") {
		t.Fatalf("replace: status %d\n%s", noor.status, text(noor.root))
	}
	noor.press("letter-submit").done("replace", "opgenomen")
	noor.page(at+"/samenstellen").press("add-submit", "add-file", file, "add-kind", "nota")
	if len(noor.find("told")) != 2 {
		t.Fatalf("add: status %d\n%s", noor.status, text(noor.root))
	}
	noor.press("add-submit").done("add-paper", "opgenomen")
	noor.page(at + "/stukken/nota").follow("paper-odt")
	if noor.header.Get("Content-Type") != "application/vnd.oasis.opendocument.text" {
		t.Errorf("odt: status %d, %s", noor.status, noor.header.Get("Content-Type"))
	}
}

// A browser gives no file back: when the nota is refused the letter is asked for again,
// and the other way about, for a letter that is missing nobody would miss.
func TestBothFilesAreAskedForAgainWhenOneIsRefused(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	refused := func(nota, letter string, want ...string) {
		t.Helper()
		noor.page("/dossiers/nieuw").press("import-submit", "import-file", nota, "import-letter-file", letter)
		got := noor.says("problems")
		for _, w := range want {
			if noor.status != http.StatusUnprocessableEntity || !strings.Contains(got, w) {
				t.Errorf("%s with %s: status %d, says %q, without %q", nota, letter, noor.status, got, w)
			}
		}
		if len(want) == 1 && strings.Contains(got, "opnieuw") {
			t.Errorf("%s alone: says %q", nota, got)
		}
	}
	empty := called(t, []byte(" "), "leeg.txt")
	refused(empty, "testdata/kamerbrief.md", "leeg", "Kies ook het bestand van de Kamerbrief opnieuw")
	refused("testdata/nota.md", empty, "leeg", "Kies ook het bestand van de nota opnieuw")
	refused(empty, "", "leeg")
}

func TestAFileThatIsNoPaperIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	for _, x := range []struct{ name, content, says string }{
		{"oud.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oude versie van Word"},
		{"stuk.docx", "PK\x03\x04kapot", "beschadigd"},
		{"leeg.txt", " ", "leeg"},
	} {
		name := filepath.Join(t.TempDir(), x.name)
		if err := os.WriteFile(name, []byte(x.content), 0o600); err != nil {
			t.Fatal(err)
		}
		noor.page("/dossiers/nieuw").press("import-submit", "import-file", name)
		if noor.status != http.StatusUnprocessableEntity || !strings.Contains(noor.says("problems"), x.says) {
			t.Errorf("%s: status %d, says %q", x.name, noor.status, noor.says("problems"))
		}
	}
}

// called writes a file under a name of its own.
func called(t *testing.T, data []byte, name string) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(at, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

// The kenmerk in the name of a file is held against the paper that came in it, by every
// way in, until another file lies there; nothing else of the name is kept.
func TestTheKenmerkInTheNameOfAFileIsHeldAgainstThePaper(t *testing.T) {
	t.Parallel()
	c := newCounter(t)
	noor := c.as("noor")
	nota, err := os.ReadFile("testdata/nota.md")
	noor.must(err)
	letter, err := os.ReadFile("testdata/kamerbrief.md")
	noor.must(err)
	const other, says = "4400000-1101234-LZ", "naam van het bestand (‘4400000-1101234-LZ’)"
	remarked := func(at string) bool {
		t.Helper()
		noor.page(at)
		return strings.Contains(text(noor.root), says)
	}
	open := func(notaAt, letterAt string) string {
		t.Helper()
		noor.page("/dossiers/nieuw").press("import-submit", "import-file", notaAt, "import-letter-file", letterAt)
		if len(noor.find("taken")) > 0 {
			noor.one("taken-beside")
			noor.press("import-submit")
		}
		if noor.status != http.StatusOK || strings.Contains(noor.where.Path, "importeren") {
			t.Fatalf("import: status %d at %s\n%s", noor.status, noor.where, text(noor.root))
		}
		if strings.Contains(string(noor.body), "jansen") {
			t.Error("the name of the file stands on the page of the dossier")
		}
		return noor.where.Path
	}

	// As text, and the letter under the kenmerk that it has.
	at := open(called(t, nota, other+" concept jansen.md"), "testdata/kamerbrief.md")
	if !remarked(at+"/stukken/nota") || remarked(at+"/stukken/brief") {
		t.Error("nota.md: the name of the file says another kenmerk than the paper")
	}
	if noor.page(at + "/stukken/nota"); strings.Contains(string(noor.body), "jansen") {
		t.Error("more of the name is kept than the kenmerk")
	}
	// Another file in its place.
	noor.page(at+"/stukken/nota/vervangen").press("letter-submit", "import-file", "testdata/nota.md").done("replace", "opgenomen")
	if remarked(at + "/stukken/nota") {
		t.Error("the file that lay there before is still held against the nota")
	}
	noor.page(at+"/stukken/nota/vervangen").press("letter-submit", "import-file", called(t, nota, other+".txt")).done("replace", "opgenomen")
	if !remarked(at + "/stukken/nota") {
		t.Error("replaced by a file under another kenmerk")
	}
	noor.page(at+"/samenstellen").press("add-submit", "add-kind", "kamerbrief", "add-file", called(t, letter, "brief "+other+".md")).done("add", "opgenomen")
	if !remarked(at + "/stukken/brief-2") {
		t.Error("a second letter under another kenmerk")
	}

	// From a word processor, in two steps; the letter beside it comes along, though the
	// browser sends its file once.
	noor.page(at + "/stukken/nota").follow("paper-word")
	word := inWord(t, []byte(noor.body), "Kort samengevat", "In het kort")
	docx, err := os.ReadFile(word)
	noor.must(err)
	at = open(called(t, docx, other+" nota.docx"), called(t, letter, other+" brief.md"))
	for _, paper := range []string{"/stukken/nota", "/stukken/brief"} {
		if !remarked(at + paper) {
			t.Errorf("nota.docx with brief.md: nothing is said of the name of %s", paper)
		}
	}
	if got := noor.page(at + "/stukken/brief").says("paper-body"); !strings.Contains(got, "Geachte Voorzitter") {
		t.Errorf("the letter that came beside a nota from Word reads %q", got)
	}
}
