package gate

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

const secret = "Quirijn Zandvoort"

// pdfOf builds a plain PDF of one page: content as drawn, extra objects from
// number 10 on, and extra entries of the page, the catalogue and the trailer.
type pdfOf struct {
	content, page, catalog, trailer, info string
	extra                                 []string
	packed                                bool
	after                                 string // appended behind the end
}

func (p pdfOf) bytes() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	stream := func(s string) string {
		if !p.packed {
			return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(s), s)
		}
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		w.Write([]byte(s))
		w.Close()
		return fmt.Sprintf("<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream", z.Len(), z.String())
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R" + p.catalog + ">>",
		"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>" + p.page + ">>",
		stream(p.content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<<" + p.info + ">>", "null", "null", "null",
	}
	for i, o := range append(objects, p.extra...) {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "trailer\n<</Root 1 0 R/Info 6 0 R%s>>\nstartxref\n0\n%%%%EOF\n%s", p.trailer, p.after)
	return b.Bytes()
}

const clean = "BT /F1 12 Tf 50 700 Td (Dit is een gewone zin.) Tj ET"

func be16(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%02X%02X", u>>8, u&0xff)
	}
	return b.String()
}

// cmapOf is the table of a font whose glyphs are numbered in the order of s.
func cmapOf(s string) string {
	var b strings.Builder
	b.WriteString("begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n")
	for i, r := range []rune(firstUse(s)) { // as LibreOffice numbers them
		fmt.Fprintf(&b, "1 beginbfchar <%02X> <%04X> endbfchar\n", i+1, r)
	}
	return b.String()
}

// TestPlantedLeaksInPDF is the table kind of leak by place: every one is found.
func TestPlantedLeaksInPDF(t *testing.T) {
	t.Parallel()
	stream := func(s string) string { return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(s), s) }
	cases := []struct {
		why   string
		file  pdfOf
		where Where
	}{
		{"drawn as one string", pdfOf{content: "BT /F1 12 Tf 50 700 Td (" + secret + ") Tj ET"}, InText},
		{"packed", pdfOf{content: "BT /F1 12 Tf 50 700 Td (" + secret + ") Tj ET", packed: true}, InText},
		{"cut in pieces with kerning", pdfOf{content: "BT /F1 12 Tf 50 700 Td [(Quir) -20 (ijn Z) 30 (andvoort)] TJ ET"}, InText},
		{"as hexadecimal", pdfOf{content: "BT /F1 12 Tf 50 700 Td <" + hex.EncodeToString([]byte(secret)) + "> Tj ET"}, InText},
		{"every letter placed on its own, backwards", pdfOf{content: letters(secret, true)}, InText},
		{"broken over two lines", pdfOf{content: "BT /F1 12 Tf 50 700 Td (Quirijn Zand-) Tj 0 -14 Td (voort) Tj ET"}, InText},
		{"drawn invisibly", pdfOf{content: clean + " BT 3 Tr /F1 12 Tf 50 600 Td (" + secret + ") Tj ET"}, InHidden},
		{"white on white", pdfOf{content: clean + " 1 g BT /F1 12 Tf 50 600 Td (" + secret + ") Tj ET"}, InHidden},
		{"off the page", pdfOf{content: clean + " BT /F1 12 Tf 900 600 Td (" + secret + ") Tj ET"}, InHidden},
		{"under a black box", pdfOf{content: clean + " BT /F1 12 Tf 50 600 Td (" + secret + ") Tj ET 0 g 40 590 300 30 re f"}, InHidden},
		{"too small to see", pdfOf{content: clean + " BT /F1 0.2 Tf 50 600 Td (" + secret + ") Tj ET"}, InHidden},
		{"in the document information", pdfOf{content: clean, info: "/Title(Brief aan " + secret + ")"}, InMetadata},
		{"in the information as UTF-16", pdfOf{content: clean, info: "/Title<FEFF" + be16(secret) + ">"}, InMetadata},
		{"in XMP", pdfOf{content: clean, extra: []string{"<</Type/Metadata/Subtype/XML/Length 60>>\nstream\n<x:xmpmeta><dc:title>" + secret + "</dc:title></x:xmpmeta>\nendstream"}}, InMetadata},
		{"in a bookmark", pdfOf{content: clean, extra: []string{"<</Title(" + secret + ")/Dest[3 0 R/Fit]>>"}}, InOutline},
		{"in a link", pdfOf{content: clean, extra: []string{"<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(mailto:Quirijn.Zandvoort%40voorbeeld.nl)>>>>"}}, InLink},
		{"in a link, percent-encoded", pdfOf{content: clean, extra: []string{"<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(https://x.nl/%51uirijn%20Zandvoort)>>>>"}}, InLink},
		{"as alternative text", pdfOf{content: clean, extra: []string{"<</Type/StructElem/S/Figure/Alt(Foto van " + secret + ")>>"}}, InStructure},
		{"as actual text", pdfOf{content: clean, extra: []string{"<</Type/StructElem/S/Span/ActualText<FEFF" + be16(secret) + ">>>"}}, InStructure},
		{"in a form field", pdfOf{content: clean, extra: []string{"<</FT/Tx/V(" + secret + ")>>"}}, InForm},
		{"in an annotation", pdfOf{content: clean, extra: []string{"<</Type/Annot/Subtype/Text/Rect[0 0 1 1]/Contents(" + secret + ")>>"}}, InAnnotation},
		{"in a script", pdfOf{content: clean, extra: []string{"<</S/JavaScript/JS(app.alert\\('" + secret + "'\\))>>"}}, InScript},
		{"as the name of an attachment", pdfOf{content: clean, extra: []string{"<</Type/Filespec/UF(" + secret + ".docx)>>"}}, InAttachment},
		{"in an attachment", pdfOf{content: clean, extra: []string{"<</Type/EmbeddedFile/Length 17>>\nstream\n" + secret + "\nendstream"}}, InAttachment},
		{"as a name", pdfOf{content: clean, catalog: "/Quirijn#20Zandvoort 7 0 R"}, InName},
		{"in the order of a font's table", pdfOf{content: clean, extra: []string{stream(cmapOf("Quirijn Zandvoort"))}}, InFont},
		{"in an object that nothing refers to", pdfOf{content: clean, extra: []string{stream("BT (" + secret + ") Tj ET")}}, InStream},
		{"in base64", pdfOf{content: clean, extra: []string{stream(base64.StdEncoding.EncodeToString([]byte("x" + secret)))}}, InStream},
		{"as UTF-16 in a stream", pdfOf{content: clean, extra: []string{stream(string(mustHex(be16(secret))))}}, InStream},
		{"in an earlier revision", pdfOf{content: clean, after: "4 0 obj\n" + stream("BT (niets) Tj ET") + "\nendobj\ntrailer\n<</Root 1 0 R/Info 8 0 R>>\n8 0 obj\n<</Author(" + secret + ")>>\nendobj\n%%EOF\n"}, InMetadata},
		{"without its accents and in capitals", pdfOf{content: "BT /F1 12 Tf 50 700 Td (QUIRIJN ZANDVOORT) Tj ET"}, InText},
	}
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			t.Parallel()
			leaks, _, err := Examine("stuk.pdf", c.file.bytes(), []string{secret}, false)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range leaks {
				if l.Where == c.where && l.What == "geheim 1" {
					return
				}
			}
			t.Errorf("not found in %s; found %+v", c.where, leaks)
		})
	}
}

func mustHex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

// letters draws every letter of s by itself, in order or backwards.
func letters(s string, backwards bool) string {
	var b strings.Builder
	rs := []rune(s)
	for i := range rs {
		k := i
		if backwards {
			k = len(rs) - 1 - i
		}
		fmt.Fprintf(&b, "BT /F1 12 Tf 1 0 0 1 %d 700 Tm (%c) Tj ET\n", 50+k*7, rs[k])
	}
	return b.String()
}

// TestWhatShouldNotBeThereIsReportedWithoutSecrets: things that leak whatever
// they say.
func TestWhatShouldNotBeThereIsReportedWithoutSecrets(t *testing.T) {
	t.Parallel()
	cases := []struct {
		why  string
		file pdfOf
		want Where
	}{
		{"an author", pdfOf{content: clean, info: "/Author(N. Haverkamp)"}, InMetadata},
		{"a company", pdfOf{content: clean, info: "/Company(VWS)"}, InMetadata},
		{"a field of our own making", pdfOf{content: clean, info: "/SourceModified(D:2026)"}, InMetadata},
		{"a script", pdfOf{content: clean, extra: []string{"<</S/JavaScript/JS(1)>>"}}, InScript},
		{"a program to start", pdfOf{content: clean, extra: []string{"<</S/Launch/F(x.exe)>>"}}, InScript},
		{"an attachment", pdfOf{content: clean, extra: []string{"<</Type/Filespec/UF(x.txt)>>"}}, InAttachment},
		{"a note", pdfOf{content: clean, extra: []string{"<</Type/Annot/Subtype/Text/Rect[0 0 1 1]>>"}}, InAnnotation},
		{"a form field", pdfOf{content: clean, extra: []string{"<</Type/Annot/Subtype/Widget/Rect[0 0 1 1]>>"}}, InForm},
		{"invisible text", pdfOf{content: clean + " BT 3 Tr /F1 12 Tf 50 600 Td (iets) Tj ET"}, InHidden},
		{"two revisions", pdfOf{content: clean, after: "%%EOF\n"}, InRevision},
		{"an author in XMP", pdfOf{content: clean, extra: []string{"<</Type/Metadata/Length 58>>\nstream\n<x:xmpmeta><dc:creator>Iemand</dc:creator></x:xmpmeta>\nendstream"}}, InMetadata},
	}
	for _, c := range cases {
		leaks, _, err := Examine("stuk.pdf", c.file.bytes(), nil, false)
		if err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		found := false
		for _, l := range leaks {
			found = found || l.Where == c.want
		}
		if !found {
			t.Errorf("%s: not reported; found %+v", c.why, leaks)
		}
	}
}

func TestCleanFilesRaiseNoAlarm(t *testing.T) {
	t.Parallel()
	page := `<!doctype html><html lang="nl"><head><title>Beslisnota</title><meta name="viewport" content="width=device-width"></head>
<body><h1>Beslisnota</h1><p>De heer <span class="gelakt">[5.1.2e]</span> is akkoord.</p><a href="https://www.rijksoverheid.nl/">Rijksoverheid</a></body></html>`
	files := map[string][]byte{
		"schoon.pdf":  pdfOf{content: clean, info: "/Title(Beslisnota)/Producer(Paraaf)/CreationDate(D:20260422)"}.bytes(),
		"gelakt.pdf":  pdfOf{content: "0 g 40 690 60 20 re f 1 g BT /F1 12 Tf 45 695 Td ([5.1.2e]) Tj ET"}.bytes(),
		"schoon.html": []byte(page),
	}
	for name, data := range files {
		leaks, unread, err := Examine(name, data, []string{secret, "06-12345678", "Bos"}, true)
		if err != nil || len(leaks) != 0 || len(unread) != 0 {
			t.Errorf("%s: %+v %+v %v", name, leaks, unread, err)
		}
	}
}

func TestPlantedLeaksInHTML(t *testing.T) {
	t.Parallel()
	cases := []struct {
		why, body string
		where     Where
	}{
		{"as text", "<p>" + secret + "</p>", InText},
		{"over elements", "<p>Quirijn <b>Zand</b>voort</p>", InText},
		{"with entities", "<p>Quirijn&nbsp;Zandvo&#111;rt</p>", InText},
		{"in a comment", "<!-- " + secret + " -->", InComment},
		{"in an attribute", `<p data-naam="` + secret + `">x</p>`, InAttribute},
		{"in a link", `<a href="mailto:quirijn.zandvoort@x.nl">x</a>`, InLink},
		{"as alternative text", `<img alt="` + secret + `" src="x.png">`, InStructure},
		{"in a script", "<script>var x='" + secret + "'</script>", InScript},
		{"in an id", `<p id="quirijn-zandvoort">x</p>`, InName},
		{"in the title", "<title>" + secret + "</title>", InMetadata},
		{"with a soft hyphen", "<p>Quirijn Zand&shy;voort</p>", InText},
	}
	for _, c := range cases {
		leaks, _, err := Examine("stuk.html", []byte("<!doctype html><html><body>"+c.body+"</body></html>"), []string{secret}, false)
		found := err == nil
		if found {
			found = false
			for _, l := range leaks {
				found = found || l.Where == c.where && l.What == "geheim 1"
			}
		}
		if !found {
			t.Errorf("%s: %+v %v", c.why, leaks, err)
		}
	}
}

func zipOf(parts map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, s := range parts {
		f, err := w.Create(name)
		if err != nil {
			panic(err)
		}
		f.Write([]byte(s))
	}
	w.Close()
	return b.Bytes()
}

func TestPlantedLeaksInPackages(t *testing.T) {
	t.Parallel()
	types := "<Types/>"
	cases := []struct {
		why   string
		parts map[string]string
		where Where
	}{
		{"text cut in runs", map[string]string{"[Content_Types].xml": types, "word/document.xml": "<w:p><w:t>Quirijn Zand</w:t><w:t>voort</w:t></w:p>"}, InText},
		{"a comment", map[string]string{"[Content_Types].xml": types, "word/comments.xml": "<w:t>" + secret + "</w:t>"}, InComment},
		{"the last editor", map[string]string{"[Content_Types].xml": types, "docProps/core.xml": "<cp:lastModifiedBy>" + secret + "</cp:lastModifiedBy>"}, InMetadata},
		{"the name of a part", map[string]string{"Quirijn Zandvoort.txt": "x"}, InFileName},
		{"a file in a zip in a zip", map[string]string{"a.zip": string(zipOf(map[string]string{"b.txt": secret}))}, InText},
	}
	for _, c := range cases {
		leaks, _, err := Examine("set.zip", zipOf(c.parts), []string{secret}, false)
		found := false
		for _, l := range leaks {
			found = found || l.Where == c.where && l.What == "geheim 1"
		}
		if err != nil || !found {
			t.Errorf("%s: %+v %v", c.why, leaks, err)
		}
	}
}

func TestSecretsAreFoundInEverySpelling(t *testing.T) {
	t.Parallel()
	cases := []struct{ why, secret, text string }{
		{"without accents", "José Ağaoğlu", "JOSE AGAOGLU"},
		{"without spaces", "Anna van der Berg", "annavanderberg@voorbeeld.nl"},
		{"with initials", "Anna van der Berg", "A. van der Berg"},
		{"a phone in another spacing", "06-12345678", "+31 6 1234 5678"},
		{"a phone with the zero in brackets", "070 340 61 27", "+31 (0)70 - 3406127"},
		{"letter-spaced", "Zandvoort", "Z a n d v o o r t"},
		{"the local part of an address", "q.zandvoort@minvws.nl", "Q.Zandvoort"},
		{"with a ligature", "Steffi Fliert", "Steﬃ Fliert"},
	}
	for _, c := range cases {
		leaks, _, err := Examine("x.txt", []byte("Een zin met "+c.text+" erin."), []string{c.secret}, false)
		if err != nil || len(leaks) == 0 {
			t.Errorf("%s: %q not found in %q", c.why, c.secret, c.text)
		}
	}
}

// TestSecretsAreFoundInAStyle: a page prints what its style says, and a style may write it in
// numbers.
func TestSecretsAreFoundInAStyle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		why, secret, css string
		there            bool
	}{
		{"as it is", "q.zandvoort@minvws.nl", `"q.zandvoort@minvws.nl"`, true},
		{"numbers that a space ends", "06/12345678", `"06\2f 12345678"`, true},
		{"numbers of six digits", "Zandvoort", `"Z\000061ndvoor\74"`, true},
		{"a character that means nothing by itself", "Zandvoort", `"Za\ndvo\ort"`, true},
		{"the end of a line", "Zandvoort", "\"Zand\\\nvoort\"", true},
		{"no number and no letter", "Zandvoort", `"Z\110000 andvoor\0 t\`, true},
		{"the end of a line that is printed", "22 april 2026", `"22 april 2026\a Kenmerk 1"`, true},
		{"another word", "Zandvoort", `"Z\62 ndvoort"`, false},
	} {
		for _, page := range []string{"<style>@page{@top-left{content:" + c.css + "}}</style><p>x", "<p style='--a:" + c.css + "'>x"} {
			leaks, _, err := Examine("a.html", inHTML(page), []string{c.secret}, false)
			if err != nil || len(leaks) > 0 != c.there {
				t.Errorf("%s, in %s: %v %v", c.why, page, leaks, err)
			}
		}
	}
}

// TestSecretsAreFoundFromRightToLeft: on a page of a PDF the letters of Arabic and Hebrew
// lie in the order of the page, whatever program wrote it; elsewhere as they are read.
func TestSecretsAreFoundFromRightToLeft(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../annex/testdata/leftward.pdf") // printed by Chromium
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		secret string
		there  bool
	}{
		{"יוסף כהן", true}, {"כהן, יוסף", true}, {"המנהל", true}, {"أحمد منصور", true}, {"السيد أحمد", true},
		{"דוד לוי", false}, {"منصور نعم", false}, {"יוסף המנהל", false},
	} {
		text := "<p>כתב מר יוסף כהן (המנהל): قال السيد أحمد منصور</p>"
		for name, data := range map[string][]byte{"a.pdf": page, "a.html": []byte("<!DOCTYPE html>" + text)} {
			leaks, _, err := Examine(name, data, []string{c.secret}, false)
			if found := slices.ContainsFunc(leaks, func(l Leak) bool { return l.What == "geheim 1" && l.Where == InText }); err != nil || found != c.there {
				t.Errorf("%s in %s: %v %v", c.secret, name, leaks, err)
			}
		}
	}
}

func TestShortSecretsCountAsWholeWordsOnly(t *testing.T) {
	t.Parallel()
	if leaks, _, _ := Examine("x.txt", []byte("De bossen en het bosbeheer."), []string{"Bos"}, false); len(leaks) != 0 {
		t.Errorf("a part of a word is taken for a name: %+v", leaks)
	}
	if leaks, _, _ := Examine("x.txt", []byte("De heer Bos is akkoord."), []string{"Bos"}, false); len(leaks) == 0 {
		t.Error("the word itself is not found")
	}
}

func TestFindingsNeverRepeatTheSecret(t *testing.T) {
	t.Parallel()
	leaks, _, err := Examine("stuk.pdf", pdfOf{content: "BT /F1 12 Tf 50 700 Td (" + secret + ") Tj ET"}.bytes(), []string{secret}, false)
	if err != nil || len(leaks) == 0 {
		t.Fatal(leaks, err)
	}
	if said := fmt.Sprintf("%+v", leaks); strings.Contains(said, "Zandvoort") {
		t.Error(said)
	}
}

func TestWhatCannotBeOpenedIsAnError(t *testing.T) {
	t.Parallel()
	cases := map[string][]byte{
		"encrypted": pdfOf{content: clean, trailer: "/Encrypt 9 0 R"}.bytes(),
		"cut off":   []byte("%PDF-1.7\n"),
		"no pages":  []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"),
		"broken":    []byte("PK\x03\x04nonsense"),
		"binary":    {0xff, 0xfe, 0x00, 0x80, 0x81},
	}
	for why, data := range cases {
		if _, _, err := Examine("stuk", data, nil, true); err == nil {
			t.Errorf("%s: passed", why)
		}
	}
}

func TestABombIsRefused(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("\x00", 300<<20)
	if _, _, err := Examine("bom.zip", zipOf(map[string]string{"nul.txt": big}), nil, false); err == nil {
		t.Error("300 MiB of nothing passed")
	}
}

func TestPicturesAreSaidNotToBeExamined(t *testing.T) {
	t.Parallel()
	file := pdfOf{content: "/Im Do", page: "/X 1", extra: []string{"<</Type/XObject/Subtype/Image/Width 1/Height 1/Filter/DCTDecode/Length 1>>\nstream\nx\nendstream"}}
	data := bytes.Replace(file.bytes(), []byte("/Resources<<"), []byte("/Resources<</XObject<</Im 10 0 R>>"), 1)
	_, unread, err := Examine("scan.pdf", data, nil, true)
	if err != nil || len(unread) != 1 {
		t.Errorf("%+v %v", unread, err)
	}
}

// FuzzExamine: no input makes the gate panic, and whatever opens and still
// holds the secret as plain text is found.
func FuzzExamine(f *testing.F) {
	f.Add(pdfOf{content: clean}.bytes())
	f.Add(pdfOf{content: "BT /F1 12 Tf 50 700 Td [(Quir) -20 (ijn Z) 30 (andvoort)] TJ ET", packed: true}.bytes())
	f.Add([]byte("<!doctype html><p>" + secret))
	f.Add(zipOf(map[string]string{"a.txt": secret}))
	f.Fuzz(func(t *testing.T, data []byte) {
		leaks, _, err := Examine("x", data, []string{secret}, true)
		if err == nil && bytes.Contains(data, []byte(secret)) && len(leaks) == 0 {
			t.Error("a secret in plain text passed")
		}
	})
}
