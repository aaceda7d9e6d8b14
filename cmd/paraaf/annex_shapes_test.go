package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"paraaf/documents"
	"paraaf/documents/annex"
	"paraaf/web"

	"paraaf/workflow/journal"
)

// A strange is a PDF written by hand: objects from number 1 on, and what stands in the
// trailer.
func strange(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

// strangeStream is an object with content.
func strangeStream(head, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", head, len(content), content)
}

// onePage is a PDF of one page of A4 that says something.
func onePage(text, page, catalog string, more ...string) []byte {
	return strange("", append([]string{"<</Type/Catalog/Pages 2 0 R" + catalog + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>" + page + ">>", strangeStream("", "BT /F1 14 Tf 100 700 Td ("+text+") Tj ET"),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}, more...)...)
}

// locked encrypts a PDF.
func locked(t *testing.T, data []byte, user, owner string) []byte {
	t.Helper()
	in, out := filepath.Join(t.TempDir(), "in.pdf"), filepath.Join(t.TempDir(), "uit.pdf")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.CommandContext(t.Context(), "qpdf", "--encrypt", user, owner, "256", "--extract=n", "--", in, out).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s", err, said)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestAnUploadedPDFOfAnyShapeIsHandledOrRefused sends each over the pages. What is
// handled shows its words and becomes a public version of which a box takes the name;
// what is not is refused with a Dutch sentence, and nothing of it is kept.
func TestAnUploadedPDFOfAnyShapeIsHandledOrRefused(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.opened()
	ask := s.as("sem")
	token, _, err := s.book.NewSession(t.Context(), journal.Session{Person: ask.Actor.Person, Login: "sem", Created: s.now, Expires: s.now.Add(1000 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	server, err := web.New(web.Options{Desk: s.desk, Book: s.book, Policy: s.policy, Clock: func() time.Time { return s.now }, Random: rand.Reader, Key: make([]byte, 32)})
	if err != nil {
		t.Fatal(err)
	}
	upload := func(n int, data []byte) (int, string) {
		v, err := s.desk.View(t.Context(), s.as("sem").Actor, s.id)
		if err != nil {
			t.Fatal(err)
		}
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for name, value := range map[string]string{"Idempotency-Key": fmt.Sprintf("vorm-%04d", n), "volgnummer": fmt.Sprint(v.Seq)} {
			if err := form.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
		part, err := form.CreateFormFile("bijlage", "stuk.pdf")
		if err == nil {
			_, err = part.Write(data)
		}
		if err == nil {
			err = form.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/dossiers/"+string(s.id)+"/bijlagen", &body)
		req.Header.Set("Sec-Fetch-Site", "same-origin")
		req.Header.Set("Content-Type", form.FormDataContentType())
		req.AddCookie(&http.Cookie{Name: "sessie", Value: token})
		w := httptest.NewRecorder()
		server.ServeHTTP(w, req)
		return w.Code, w.Body.String()
	}

	const name, says = "Quirijn Zandvoort", "Dit schreef Quirijn Zandvoort aan ons."
	plain := onePage(says, "", "")
	field := "<</Type/Annot/Subtype/Widget/FT/Tx/T(naam)/F 4/Rect[100 600 400 620]/DA(/F1 14 Tf)/V(Quirijn Zandvoort)%s>>"
	form := func(more string) string {
		return "/AcroForm<</Fields[6 0 R]/DA(/F1 14 Tf)/DR<</Font<</F1 5 0 R>>>>" + more + ">>"
	}
	many := func(n int) []byte {
		objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
		var kids strings.Builder
		for i := range n {
			fmt.Fprintf(&kids, "%d 0 R ", i+3)
			objects = append(objects, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>")
		}
		objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), n)
		return strange("", objects...)
	}
	cases := []struct {
		why     string
		data    []byte
		refused string // what the page says; "" when it is handled
		wide    bool   // shown lying down
		note    string // what the annex says beside its pages
		unread  bool   // its text is not in the file
	}{
		{why: "as any other", data: plain},
		{why: "turned a quarter", data: onePage(says, "/Rotate 90", ""), wide: true},
		{why: "upside down", data: onePage(says, "/Rotate 180", "")},
		{why: "turned three quarters", data: onePage(says, "/Rotate 270", ""), wide: true},
		{why: "turned, and cut to a part", data: onePage(says, "/Rotate 90/CropBox[50 500 550 842]", "")},
		{why: "cut to a part that lies lower", data: onePage(says, "/CropBox[50 650 550 842]", ""), wide: true},
		{why: "measured in larger units", data: onePage(says, "/UserUnit 2", "")},
		{why: "a form that was filled in and drawn", data: onePage("Naam:", "/Annots[6 0 R]", form(""), fmt.Sprintf(field, "/AP<</N 7 0 R>>"),
			strangeStream("/Type/XObject/Subtype/Form/BBox[0 0 300 20]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 14 Tf 2 5 Td (Quirijn Zandvoort) Tj ET")), note: "een formulier"},
		{why: "a form that its reader must draw", data: onePage("Naam:", "/Annots[6 0 R]", form("/NeedAppearances true"), fmt.Sprintf(field, "")), note: "een formulier"},
		{why: "a form of which nobody drew what was filled in", data: onePage(says, "/Annots[6 0 R]", form(""), fmt.Sprintf(field, "")), note: "velden ingevuld die niet getekend zijn"},
		{why: "a form of Adobe alone", data: strange("", "<</Type/Catalog/Pages 2 0 R/NeedsRendering true/AcroForm<</Fields[]/XFA 6 0 R>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
			strangeStream("", "BT /F1 12 Tf 50 700 Td (Please wait... ) Tj 0 -20 Td (If this message is not eventually replaced by the proper contents of the document, your PDF) Tj 0 -20 Td (viewer may not be able to display this type of document. Upgrade Adobe Reader.) Tj ET"),
			"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", strangeStream("", "<xdp:xdp/>")), refused: "alleen Adobe zelf kan tekenen (XFA)"},
		{why: "with a password", data: locked(t, plain, "geheim", "geheim2"), refused: "met een wachtwoord beveiligd. Sla hem op zonder beveiliging"},
		{why: "with a password for who would change it only", data: locked(t, plain, "", "geheim2")},
		{why: "larger than paper", data: onePage(says, "/MediaBox[0 0 14400 14400]", ""), refused: "te groot om te tonen"},
		{why: "as narrow as a hair", data: onePage(says, "/MediaBox[0 0 0.001 842]", ""), refused: "te smal om te tonen"},
		{why: "of more pages than anybody looks at", data: many(2001), refused: "2001 pagina&#39;s"},
		{why: "without a page", data: many(0), refused: "0 pagina&#39;s"},
		{why: "whose pages hold themselves", data: strange("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), refused: "Pagina 1 van deze PDF is beschadigd"},
		{why: "cut off behind its pages, which a repair reads", data: append(plain[:bytes.Index(plain, []byte("xref\n0")):bytes.Index(plain, []byte("xref\n0"))], "trailer\n<</Root 1 0 R>>\n"...)},
		{why: "cut off behind its pages, without a way in", data: plain[:len(plain)-200], refused: "beschadigd"},
		{why: "cut off before its page", data: plain[:120], refused: "beschadigd"},
		{why: "with a table of places that is wrong, which a repair reads", data: bytes.Replace(plain, []byte("\n0000000"), []byte("\n0000009"), -1)},
		{why: "whose table of places leads to itself", data: append(bytes.Replace(plain, []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Prev 9"), 1), ' ')},
		{why: "whose font describes itself", data: bytes.Replace(plain, []byte("/BaseFont/Helvetica"), []byte("/ToUnicode 5 0 R/B/Hel"), 1)},
		{why: "with a file in it", data: onePage(says, "", "/Names<</EmbeddedFiles<</Names[(a.txt) 6 0 R]>>>>", "<</Type/Filespec/F(a.txt)/EF<</F 7 0 R>>>>", strangeStream("/Type/EmbeddedFile", "x")), note: "zitten bestanden"},
		{why: "from right to left", data: printed(t, `<!DOCTYPE html><meta charset="utf-8"><p dir="rtl">כתב מר יוסף כהן ביום 21 באפריל.</p><p>`+says+`</p>`), note: "van rechts naar links"},
		{why: "a picture without text", data: onePage("", "", ""), unread: true},
	}
	for i, c := range cases {
		before, err := s.desk.View(t.Context(), s.as("sem").Actor, s.id)
		if err != nil {
			t.Fatal(err)
		}
		status, page := upload(i, c.data)
		after, err := s.desk.View(t.Context(), s.as("sem").Actor, s.id)
		if err != nil {
			t.Fatal(err)
		}
		if c.refused != "" {
			if status != http.StatusUnprocessableEntity || !strings.Contains(page, c.refused) || after.Seq != before.Seq {
				t.Errorf("%s: status %d, kept %v, and the page lacks %q: %q", c.why, status, after.Seq != before.Seq, c.refused, problems(t, page))
			}
			continue
		}
		if status != http.StatusSeeOther || len(after.Annexes) != 1 {
			t.Errorf("%s: status %d, %d annexes: %q", c.why, status, len(after.Annexes), problems(t, page))
			continue
		}
		a := after.Annexes[0]
		if notes := strings.Join(a.Notes, " "); c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
			t.Errorf("%s: it is told %q, want %q", c.why, notes, c.note)
		}
		read, err := s.foreign.Read(t.Context(), c.data, 0, 1)
		if err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		if text := flat(read[0].Text); (read[0].Width > read[0].Height) != c.wide || strings.Contains(text, name) == c.unread {
			t.Errorf("%s: %.0f by %.0f: %q", c.why, read[0].Width, read[0].Height, text)
		}
		made, err := s.foreign.Rebuild(t.Context(), c.data, []annex.Mark{{Text: name, Grounds: []documents.Ground{"5.1.2e"}}}, "")
		if err != nil {
			t.Errorf("%s: rebuild: %v", c.why, err)
		} else if text := pdfText(t, made.PDF); strings.Contains(flat(text), "Zandvoort") || !c.unread && len(made.Boxes) == 0 {
			t.Errorf("%s: the public version says %q, with %d boxes", c.why, text, len(made.Boxes))
		}
		if out := os.Getenv("PARAAF_SCREENSHOTS"); out != "" && made.PDF != nil {
			if err := os.WriteFile(filepath.Join(out, fmt.Sprintf("vorm-%02d.pdf", i)), made.PDF, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.desk.RemovePaper(t.Context(), s.as("sem"), s.id, 0, a.ID); err != nil {
			t.Fatal(err)
		}
	}
}

// problems gives what a page says is wrong.
func problems(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node, bool)
	walk = func(n *html.Node, in bool) {
		for _, a := range n.Attr {
			in = in || a.Key == "data-test" && a.Val == "problems"
		}
		if in && n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, in)
		}
	}
	walk(root, false)
	return flat(b.String())
}
