package annex

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paraaf/documents"
	"paraaf/documents/foreign"
	"paraaf/documents/pdf"
)

var one = sync.OnceValues(func() (*foreign.Reader, error) { return foreign.NewReader(context.Background(), "") })

var turn sync.Mutex

// withReader lends the tests one PDFium, one at a time.
func withReader(t testing.TB, f func(*foreign.Reader)) {
	t.Helper()
	r, err := one()
	if err != nil {
		t.Fatal(err)
	}
	turn.Lock()
	defer turn.Unlock()
	f(r)
}

// book writes a PDF of pages with the contents given, and further objects from
// number 10 on; extra goes into the catalogue and page into every page.
type book struct {
	pages         []string
	page, catalog string
	extra         []string
}

func (k book) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	put := func(n int, s string) { fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, s) }
	kids := ""
	for i, content := range k.pages {
		n := 100 + 2*i
		kids += fmt.Sprintf("%d 0 R ", n)
		put(n, fmt.Sprintf("<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 10 0 R>>/Pattern<</P 11 0 R>>>>%s>>", n+1, k.page))
		put(n+1, fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content))
	}
	put(1, "<</Type/Catalog/Pages 2 0 R"+k.catalog+">>")
	put(2, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 600 800]>>", kids, len(k.pages)))
	put(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	for i, o := range k.extra {
		put(10+i, o)
	}
	b.WriteString("trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
	return b.Bytes()
}

// small shows the upper part of a page, which is less to draw.
const small = "/CropBox[0 600 400 800]"

// at writes lines of text from a place down.
func at(x, y float64, lines ...string) string {
	s := fmt.Sprintf("BT /F1 12 Tf 15 TL %g %g Td ", x, y)
	for _, l := range lines {
		s += "(" + l + ") Tj T* "
	}
	return s + "ET "
}

var why = []documents.Ground{"5.1.2e"}

func byText(terms ...string) []Mark {
	var marks []Mark
	for _, s := range terms {
		marks = append(marks, Mark{Text: s, Grounds: why})
	}
	return marks
}

func rebuilt(t testing.TB, data []byte, marks []Mark) Rebuilt {
	t.Helper()
	var out Rebuilt
	withReader(t, func(r *foreign.Reader) {
		var err error
		if out, err = Rebuild(context.Background(), r, foreign.OCR{}, data, marks, "", time.Time{}); err != nil {
			t.Fatal(err)
		}
	})
	return out
}

// words gives what can be read in a finished file, and fails on one that is not
// as it must be.
func words(t testing.TB, file []byte) string {
	t.Helper()
	got, err := pdf.Inspect(file)
	if err != nil || len(got.Faults) > 0 {
		t.Fatalf("%v %v", got.Faults, err)
	}
	return got.Tree.Words()
}

func TestMarkedTextGoesHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	cases := []struct {
		why, content, term, want string
	}{
		{"as it stands", at(50, 700, "Aan Quirijn Zandvoort, Den Haag"), "Quirijn Zandvoort", "Aan [5.1.2e] Den Haag"},
		{"in capitals and with an accent", at(50, 700, "Aan ANDR\\311 hier"), "andre", "Aan [5.1.2e] hier"},
		{"spaced by the writer", at(50, 700, "Bel 06 - 1234 5678 vandaag"), "0612345678", "Bel [5.1.2e] vandaag"},
		{"within a word: the whole word goes", at(50, 700, "mail q.zandvoort@minvws.nl even"), "Zandvoort", "mail [5.1.2e] even"},
		{"over the end of a line", at(50, 700, "Aan de heer Zand-", "voort te Leiden"), "Zandvoort", "Aan de heer [5.1.2e] [5.1.2e] te Leiden"},
		{"more than once", at(50, 700, "Bos en Bos en bossen"), "Bos", "[5.1.2e] en [5.1.2e] en [5.1.2e]"},
		{"letter by letter", "BT /F1 12 Tf 50 700 Td [(Z) -20 (an) 30 (d)] TJ ET", "Zand", "[5.1.2e]"},
		{"running up the page", "BT /F1 12 Tf 0 1 -1 0 300 620 Tm (Aan Zandvoort hier) Tj ET", "Zandvoort", "Aan [5.1.2e] hier"},
	}
	for _, c := range cases {
		made := rebuilt(t, book{pages: []string{c.content}, page: small}.bytes(), byText(c.term))
		if got := strings.Join(strings.Fields(words(t, made.PDF)), " "); got != c.want {
			t.Errorf("%s: reads %q, want %q", c.why, got, c.want)
		}
		if len(made.Missed) > 0 || len(made.Boxes) == 0 {
			t.Errorf("%s: %+v", c.why, made)
		}
	}
}

func TestATextMayRunOverPages(t *testing.T) {
	t.Parallel()
	made := rebuilt(t, book{pages: []string{at(50, 100, "Aan Quirijn"), at(50, 700, "Zandvoort hier")}}.bytes(), byText("Quirijn Zandvoort"))
	if len(made.Boxes) != 2 || strings.Contains(words(t, made.PDF), "Zandvoort") {
		t.Errorf("%+v %q", made.Boxes, words(t, made.PDF))
	}
}

func TestATextThatStandsNowhereIsSaidToBeMissed(t *testing.T) {
	t.Parallel()
	made := rebuilt(t, book{pages: []string{at(50, 700, "Niets bijzonders")}}.bytes(), byText("bijzonders", "Zandvoort"))
	if !slices.Equal(made.Missed, []int{1}) {
		t.Error(made.Missed)
	}
}

func TestABoxIsMeasuredFromTheCornerOfWhatIsVisible(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		why, page string
		box       foreign.Box
	}{
		{"plain", "", foreign.Box{X0: 95, Y0: 695, X1: 140, Y1: 715}},
		{"cropped", "/CropBox[50 600 400 780]", foreign.Box{X0: 45, Y0: 95, X1: 90, Y1: 115}},
		{"turned", "/Rotate 90", foreign.Box{X0: 695, Y0: 455, X1: 715, Y1: 505}},
	} {
		data := book{pages: []string{at(100, 700, "Geheim") + at(100, 650, "blijft")}, page: c.page}.bytes()
		made := rebuilt(t, data, []Mark{{Box: c.box, Grounds: why}})
		if got := words(t, made.PDF); strings.Contains(got, "Geheim") || !strings.Contains(got, "blijft") || !strings.Contains(got, "[5.1.2e]") {
			t.Errorf("%s: %q", c.why, got)
		}
	}
}

// TestNothingOfTheSourceIsWritten holds a file against everything that a PDF can
// hide a text in: each secret has a number, and none may be left, though nobody
// asked for one. What is drawn as a picture of text stays visible: that is for
// the person who looks, and for whoever reads from pixels.
func TestNothingOfTheSourceIsWritten(t *testing.T) {
	t.Parallel()
	n := 0
	secret := func() string { n++; return fmt.Sprintf("Geheim%02d", n) }
	str := func() string { return "(" + secret() + ")" }
	stream := func(dict, s string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(s), s)
	}
	content := at(50, 700, "Wat iedereen mag lezen") +
		"BT 3 Tr /F1 12 Tf 50 600 Td " + str() + " Tj ET 0 Tr " +
		"1 g BT /F1 12 Tf 50 580 Td " + str() + " Tj ET 0 g " +
		"BT /F1 12 Tf 50 560 Td " + str() + " Tj ET 40 550 200 24 re f " +
		"BT /F1 12 Tf 900 560 Td " + str() + " Tj ET " +
		"BT /F1 0.1 Tf 50 540 Td " + str() + " Tj ET " +
		"/Span<</ActualText" + str() + "/Alt" + str() + "/E" + str() + ">>BDC " + at(50, 500, "afkorting") + "EMC " +
		"/OC/Laag BDC 0 0 0 0 re f EMC " +
		"q 0 0 0 0 re W n " + at(50, 480, secret()) + "Q "
	data := book{
		pages: []string{content, at(50, 700, "tweede pagina")},
		page: "/CropBox[0 0 600 800]/PieceInfo<</X<</Private" + str() + ">>>>/Thumb 12 0 R/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 0 0]/F 2/Contents" + str() + "/T" + str() +
			"/Subj" + str() + "/RC" + str() + ">><</Type/Annot/Subtype/Link/Rect[50 690 200 710]/Border[0 0 0]/A<</S/URI/URI(mailto:" + secret() + "@x.nl)>>>>" +
			"<</Type/Annot/Subtype/Widget/Rect[0 0 0 0]/F 2/FT/Tx/T" + str() + "/TU" + str() + "/V" + str() + "/DV" + str() + ">>]",
		catalog: "/Metadata 13 0 R/Names<</EmbeddedFiles<</Names[" + str() + " <</Type/Filespec/F" + str() + "/UF" + str() + "/Desc" + str() + "/EF<</F 14 0 R>>>>]>>" +
			"/JavaScript<</Names[(a) <</S/JavaScript/JS" + str() + ">>]>>/Dests<</Names[" + str() + " [100 0 R/Fit]]>>>>" +
			"/OpenAction<</S/JavaScript/JS" + str() + ">>/Outlines<</First 15 0 R/Last 15 0 R/Count 1>>/StructTreeRoot<</K 16 0 R>>" +
			"/Lang" + str() + "/URI<</Base" + str() + ">>/PageLabels<</Nums[0 <</P" + str() + ">>]>>/OCProperties<</OCGs[17 0 R]/D<<>>>>/AcroForm<</DA" + str() + "/Fields[]>>/ViewerPreferences<<>>/X" + str(),
		extra: []string{
			stream("/Type/XObject/Subtype/Form/BBox[0 0 1 1]/"+secret()+" 1", "% "+secret()),
			"null",
			stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x"),
			stream("/Type/Metadata/Subtype/XML", "<x>"+secret()+"</x>"),
			stream("/Type/EmbeddedFile", secret()),
			"<</Title" + str() + "/Dest[100 0 R/Fit]>>",
			"<</S/Document/T" + str() + "/Alt" + str() + "/ActualText" + str() + ">>",
			"<</Type/OCG/Name" + str() + ">>",
		},
	}.bytes()
	if n < 40 {
		t.Fatalf("only %d secrets are planted", n)
	}
	for i := 1; i <= n; i++ {
		if !bytes.Contains(data, fmt.Appendf(nil, "Geheim%02d", i)) {
			t.Fatalf("secret %d is not in the source", i)
		}
	}
	made := rebuilt(t, data, nil)
	if got := words(t, made.PDF); got != "Wat iedereen mag lezen\nafkorting\ntweede pagina" {
		t.Errorf("reads %q", got)
	}
	if bytes.Contains(bytes.ToLower(made.PDF), []byte("geheim")) {
		t.Error("a secret is left in the bytes")
	}
}

func TestAPictureIsRebuiltToo(t *testing.T) {
	t.Parallel()
	m := image.NewRGBA(image.Rect(0, 0, 800, 600))
	for i := range m.Pix {
		m.Pix[i] = byte(255 - i%7*30)
	}
	var asPNG, asJPEG bytes.Buffer
	if err := errors.Join(png.Encode(&asPNG, m), jpeg.Encode(&asJPEG, m, nil)); err != nil {
		t.Fatal(err)
	}
	for form, data := range map[Form][]byte{PNG: asPNG.Bytes(), JPEG: append(asJPEG.Bytes(), "Geheim achter het beeld"...)} {
		made := rebuilt(t, data, []Mark{{Box: foreign.Box{X0: 100, Y0: 100, X1: 200, Y1: 130}, Grounds: why}})
		if got := words(t, made.PDF); got != "[5.1.2e]" || bytes.Contains(made.PDF, []byte("Geheim")) || !slices.Equal(made.Unseen, []int{0}) {
			t.Errorf("%s: %q %+v", form, got, made.Unseen)
		}
	}
}

func TestMarksThatMeanNothingAreRefused(t *testing.T) {
	t.Parallel()
	box := foreign.Box{X0: 1, Y0: 1, X1: 2, Y1: 2}
	data := book{pages: []string{at(50, 700, "x")}}.bytes()
	withReader(t, func(r *foreign.Reader) {
		for says, m := range map[string]Mark{
			"no ground":      {Box: box},
			"neither":        {Grounds: why},
			"both":           {Box: box, Text: "x", Grounds: why},
			"no letters":     {Text: " - ", Grounds: why},
			"page 2 of 1":    {Page: 1, Box: box, Grounds: why},
			"page before":    {Page: -1, Box: box, Grounds: why},
			"inside out":     {Box: foreign.Box{X0: 2, Y0: 2, X1: 1, Y1: 1}, Grounds: why},
			"without height": {Box: foreign.Box{X0: 1, Y0: 1, X1: 2, Y1: 1}, Grounds: why},
		} {
			if _, err := Rebuild(context.Background(), r, foreign.OCR{}, data, []Mark{m}, "", time.Time{}); err == nil {
				t.Errorf("%s: taken", says)
			}
		}
	})
}

// TestAFileThatStillShowsSomethingIsNotGivenBack: the check afterwards does not
// trust the making.
func TestAFileThatStillShowsSomethingIsNotGivenBack(t *testing.T) {
	t.Parallel()
	clean := rebuilt(t, book{pages: []string{at(50, 700, "Aan Zandvoort")}}.bytes(), nil)
	source := book{pages: []string{at(50, 700, "x")}}.bytes()
	withReader(t, func(r *foreign.Reader) {
		p, err := Open(r, foreign.OCR{}, source)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		for says, b := range map[string]*building{
			"a text":           {marks: byText("Zandvoort"), boxes: [][]Placed{nil}},
			"text in a box":    {boxes: [][]Placed{{{Box: foreign.Box{X0: 40, Y0: 695, X1: 200, Y1: 715}, Grounds: why}}}},
			"a box not filled": {boxes: [][]Placed{{{Box: foreign.Box{X0: 40, Y0: 395, X1: 200, Y1: 415}, Grounds: why}}}},
		} {
			b.paper, b.out.PDF = p, clean.PDF
			var leak *Leak
			if err := verify(context.Background(), r, b); !errors.As(err, &leak) || strings.Contains(leak.Error(), "Zandvoort") {
				t.Errorf("%s: %v", says, err)
			}
		}
	})
}

func TestColourIsKeptWhereItIsNeeded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ why, paint, holds string }{
		{"text", "", "/BitsPerComponent 1 "},
		{"a grey area", "0.6 g 100 100 400 400 re f 0 g ", "/BitsPerComponent 4 "},
		{"a red area", "1 0 0 rg 100 100 400 400 re f 0 g ", "/DCTDecode"},
	} {
		made := rebuilt(t, book{pages: []string{c.paint + at(50, 700, "tekst Zandvoort")}}.bytes(), append(byText("Zandvoort"), Mark{Box: foreign.Box{X0: 203, Y0: 211, X1: 255, Y1: 227}, Grounds: why}))
		if !bytes.Contains(made.PDF, []byte(c.holds)) {
			t.Errorf("%s: without %s", c.why, c.holds)
		}
	}
}

func TestBoxesOfATextCoverAllItsLetters(t *testing.T) {
	t.Parallel()
	withReader(t, func(r *foreign.Reader) {
		p, err := Open(r, foreign.OCR{}, book{pages: []string{at(50, 700, "Aan de heer Zandvoort te Leiden", "of zijn waarnemer, mr. Bakker")}}.bytes())
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		pg, err := p.Page(context.Background(), 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(t *rapid.T) {
			from := rapid.IntRange(0, len(pg.Text)).Draw(t, "from")
			to := rapid.IntRange(from, len(pg.Text)).Draw(t, "to")
			boxes := pg.Boxes(documents.Span{Start: from, End: to})
			for i, g := range pg.glyphs {
				in := slices.ContainsFunc(boxes, func(b foreign.Box) bool {
					return b.X0 <= g.box.X0 && g.box.X1 <= b.X1 && b.Y0 <= g.box.Y0 && g.box.Y1 <= b.Y1
				})
				if asked := from <= pg.at[i] && pg.at[i] < to; asked && !in {
					t.Errorf("%q at %d stands in no box", g.r, pg.at[i])
				}
			}
		})
	})
}

func TestAFileIsKnownByItsContent(t *testing.T) {
	t.Parallel()
	pack := func(names ...string) string {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, n := range names {
			if _, err := w.Create(n); err != nil {
				t.Fatal(err)
			}
		}
		w.Close()
		return b.String()
	}
	cases := []struct {
		why, data string
		want      Form
	}{
		{"a PDF", "%PDF-1.4", PDF},
		{"a PDF behind the headers of a server", "HTTP/1.1 200 OK\r\n\r\n%PDF-1.4", PDF},
		{"a picture", "\x89PNG\r\n\x1a\n....", PNG},
		{"a photo", "\xff\xd8\xff\xe0", JPEG},
		{"a Word document", pack("[Content_Types].xml", "word/document.xml"), DOCX},
		{"an OpenDocument text", pack("mimetype", "content.xml"), ODT},
		{"a mail", "Received: x\r\n by y\r\nFrom: a@b.nl\r\nSubject: s\r\n\r\nDag", Mail},
		{"a zip", pack("a.txt"), ""},
		{"an old Word document", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ""},
		{"a TIFF", "II*\x00", TIFF},
		{"a BigTIFF", "II+\x00", ""},
		{"our own paper", "# Nota\n\nTekst", ""},
		{"nothing", "", ""},
	}
	for _, c := range cases {
		got, err := Sniff([]byte(c.data))
		var unreadable *documents.Unreadable
		if got != c.want || (err != nil) != (c.want == "") || err != nil && !errors.As(err, &unreadable) {
			t.Errorf("%s: %q %v", c.why, got, err)
		}
	}
}

// FuzzRebuild: whatever opens is rebuilt without the text that had to go, or refused.
func FuzzRebuild(f *testing.F) {
	f.Add(book{pages: []string{at(50, 700, "Aan Zandvoort hier")}}.bytes())
	f.Add(book{pages: []string{at(50, 700, "Aan Zandvoort hier")}, page: "/Rotate 90/CropBox[10 10 300 780]"}.bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		withReader(t, func(r *foreign.Reader) {
			made, err := Rebuild(context.Background(), r, foreign.OCR{}, data, byText("Zandvoort"), "", time.Time{})
			if err == nil && strings.Contains(words(t, made.PDF), "Zandvoort") {
				t.Error("the text is still there")
			}
		})
	})
}
