package render

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"paraaf/documents"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
	"paraaf/documents/redact"
)

// officeFile reads the parts of an office file.
func officeFile(t testing.TB, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		p, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name] != "" {
			t.Errorf("part %s stands there twice", f.Name)
		}
		out[f.Name] = string(p)
		if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
			if err := wellFormed(p); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
		if !f.Modified.IsZero() && f.Modified.Year() > 1980 {
			t.Errorf("%s carries a time", f.Name)
		}
	}
	return out
}

func wellFormed(p []byte) error {
	d := xml.NewDecoder(bytes.NewReader(p))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// officeWords gives the words of a part in order; a note's text goes to the end,
// its number stays.
func officeWords(t testing.TB, part string, notes bool) []string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(part))
	var b, foot strings.Builder
	var skip, inNote, keep int
	out := &b
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "t":
				keep++
			case "tab", "br", "p", "h", "line-break", "s":
				out.WriteByte(' ')
			case "footnoteReference":
				for _, a := range x.Attr {
					if a.Name.Local == "id" {
						out.WriteString(a.Value)
					}
				}
			case "note-body":
				inNote++
				out = &foot
				out.WriteByte(' ')
			case "note", "desc":
				skip++
			}
		case xml.EndElement:
			switch x.Name.Local {
			case "t":
				keep--
			case "note-body":
				inNote--
				out = &b
			case "note", "desc":
				skip--
			}
		case xml.CharData:
			// DOCX has its words in w:t; ODF has them between its elements.
			if keep > 0 || notes && (skip == 0 || inNote > 0) {
				out.Write(x)
			} else if notes && skip > 0 && inNote == 0 {
				out.Write(x) // the number of the note
			}
		}
	}
	return append(strings.Fields(b.String()), strings.Fields(foot.String())...)
}

func TestOfficeFormsSayWhatTheOthersSay(t *testing.T) {
	t.Parallel()
	for _, file := range paperFiles(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".md")
		c := read(t, file)
		want := strings.Fields(withoutSoft(Text(c)))

		b, err := DOCX(c)
		if err != nil {
			t.Fatal(err)
		}
		keepFile(t, name+".docx", b)
		parts := officeFile(t, b)
		got := append(officeWords(t, parts["word/document.xml"], false), officeWords(t, parts["word/footnotes.xml"], false)...)
		if i := firstDifference(got, want); i >= 0 {
			t.Errorf("%s: word %d: docx %q, text %q", file, i, around(got, i), around(want, i))
		}

		if b, err = ODT(c); err != nil {
			t.Fatal(err)
		}
		keepFile(t, name+".odt", b)
		parts = officeFile(t, b)
		_, body, _ := strings.Cut(parts["content.xml"], "<office:text>")
		got = officeWords(t, withoutSoft("<office:text>"+body[:strings.Index(body, "</office:body>")]), true)
		if i := firstDifference(got, want); i >= 0 {
			t.Errorf("%s: word %d: odt %q, text %q", file, i, around(got, i), around(want, i))
		}
	}
}

// everything is a paper with all that Markdown has.
const everything = `# Nota

Onderwerp alles

## 1. Aanleiding

Eén **vet**, *schuin*, ~~weg~~, ` + "`code  x`" + `, [een link](https://example.org/a?b=c&d) en een noot[^1] en nog eens[^1].

> citaat
>
> - punt
>   1. een
>   2. twee

3. drie
4. vier

   tweede alinea
-
- - dubbel

| a | b |
|---|--:|
| 1 | *2* |
| <tag> & "x" | |

` + "```\nregel een\n\tregel  twee\n```" + `

---

![een plaatje](/bijlagen/1)

[^1]: De noot, met een noot[^2].
[^2]: Diepe noot.
[^3]: Niemand wijst naar deze.
`

func everythingContent(t testing.TB) markdown.Content {
	t.Helper()
	p, _ := documents.Parse([]byte(everything))
	c, err := markdown.Of(p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOfficeFormsUseStylesListsHeadsAndNotes(t *testing.T) {
	t.Parallel()
	c := everythingContent(t)
	b, err := DOCX(c)
	if err != nil {
		t.Fatal(err)
	}
	keepFile(t, "alles.docx", b)
	parts := officeFile(t, b)
	for _, w := range []struct{ part, holds, why string }{
		{"word/document.xml", `<w:pStyle w:val="Heading1"/>`, "headings are headings"},
		{"word/document.xml", `<w:numId w:val="1"/>`, "lists are lists"},
		{"word/document.xml", `<w:tblHeader/>`, "the head of a table is repeated"},
		{"word/document.xml", `<w:footnoteReference w:id="1"/>`, "notes are notes"},
		{"word/document.xml", `<w:hyperlink r:id="rIdL1">`, "links are links"},
		{"word/document.xml", `&lt;tag&gt; &amp; &#34;x&#34;`, "markup in the text is text"},
		{"word/_rels/document.xml.rels", `Target="https://example.org/a?b=c&amp;d" TargetMode="External"`, "with their address"},
		{"word/numbering.xml", `<w:startOverride w:val="3"/>`, "a list begins where it begins"},
		{"word/footnotes.xml", "De noot, met een noot", "the text of a note"},
		{"word/styles.xml", `<w:lang w:val="nl-NL"`, "the language"},
		{"docProps/core.xml", "<dc:title>Nota: alles</dc:title>", "the title"},
	} {
		if !strings.Contains(parts[w.part], w.holds) {
			t.Errorf("%s lacks %s (%s)", w.part, w.holds, w.why)
		}
	}
	if strings.Contains(parts["docProps/core.xml"], "creator") || parts["docProps/app.xml"] != "" {
		t.Error("docx names somebody")
	}
	// Every style that is used is there.
	for _, use := range []string{"w:pStyle", "w:rStyle", "w:tblStyle"} {
		rest := parts["word/document.xml"] + parts["word/footnotes.xml"] + parts["word/header1.xml"] + parts["word/footer1.xml"]
		for {
			_, after, ok := strings.Cut(rest, "<"+use+` w:val="`)
			if !ok {
				break
			}
			name, tail, _ := strings.Cut(after, `"`)
			rest = tail
			if !strings.Contains(parts["word/styles.xml"], fmt.Sprintf(`w:styleId="%s"`, name)) {
				t.Errorf("docx has no style %s", name)
			}
		}
	}

	if b, err = ODT(c); err != nil {
		t.Fatal(err)
	}
	keepFile(t, "alles.odt", b)
	if !bytes.HasPrefix(b[30:], []byte("mimetypeapplication/vnd.oasis.opendocument.text")) {
		t.Error("odt does not begin with its type")
	}
	parts = officeFile(t, b)
	for _, w := range []struct{ part, holds, why string }{
		{"content.xml", `<text:h text:style-name="Heading_20_1" text:outline-level="1">`, "headings are headings"},
		{"content.xml", `<text:list text:style-name="Opsomming">`, "lists are lists"},
		{"content.xml", `text:start-value="3"`, "a list begins where it begins"},
		{"content.xml", `<table:table-header-rows>`, "the head of a table is repeated"},
		{"content.xml", `text:note-class="footnote"`, "notes are notes"},
		{"content.xml", `xlink:href="https://example.org/a?b=c&amp;d"`, "links are links"},
		{"content.xml", `code <text:s text:c="1"/>x`, "spaces in code stay"},
		{"styles.xml", `fo:language="nl" fo:country="NL"`, "the language"},
		{"meta.xml", "<dc:title>Nota: alles</dc:title>", "the title"},
	} {
		if !strings.Contains(parts[w.part], w.holds) {
			t.Errorf("%s lacks %s (%s)", w.part, w.holds, w.why)
		}
	}
	if strings.Contains(parts["meta.xml"], "creator") || strings.Contains(parts["meta.xml"], "date") {
		t.Error("odt names somebody or a time")
	}
}

func TestOfficeFormsAreTheSameBytesEveryTime(t *testing.T) {
	t.Parallel()
	c := everythingContent(t)
	for name, f := range map[string]func(markdown.Content) ([]byte, error){"docx": DOCX, "odt": ODT} {
		a, err := f(c)
		if err != nil {
			t.Fatal(err)
		}
		b, err := f(c.Clone())
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs (%v)", name, err)
		}
	}
}

func TestPicturesComeAlongWithTheirDescription(t *testing.T) {
	t.Parallel()
	c := everythingContent(t)
	png := testPNG(t)
	o := PDFOptions{Images: map[string][]byte{"/bijlagen/1": png}}
	b, err := PDF(c, o)
	if err != nil {
		t.Fatal(err)
	}
	keepFile(t, "alles.pdf", b)
	found := false
	for _, l := range figures(inspect(t, b)) {
		found = found || l == "een plaatje"
	}
	if !found {
		t.Error("the picture is not in the pdf")
	}
	if b, err = DOCXWith(c, o); err != nil {
		t.Fatal(err)
	}
	parts := officeFile(t, b)
	if !strings.Contains(parts["word/document.xml"], `descr="een plaatje"`) || parts["word/media/image1.png"] == "" {
		t.Error("the picture is not in the docx")
	}
	if b, err = ODTWith(c, o); err != nil {
		t.Fatal(err)
	}
	parts = officeFile(t, b)
	if !strings.Contains(parts["content.xml"], "<svg:desc>een plaatje</svg:desc>") || parts["Pictures/1.png"] == "" {
		t.Error("the picture is not in the odt")
	}
	if names := slices.Sorted(func(yield func(string) bool) {
		for n := range parts {
			if !yield(n) {
				return
			}
		}
	}); names[0] != "META-INF/manifest.xml" || !strings.Contains(parts[names[0]], "Pictures/1.png") {
		t.Error("the manifest does not name the picture")
	}
}

// letters leaves out what forms write in different ways: spaces, and the numbers of
// notes on notes.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// TestPublicODTHoldsNothingOfWhatWent holds that the public version as ODT is made from
// what stays: two names give one file, the places say their ground, the legend explains
// it, and the gate finds nothing in any part.
func TestPublicODTHoldsNothingOfWhatWent(t *testing.T) {
	t.Parallel()
	if _, err := PublicODT(redact.Public{}, PublicOptions{}); err == nil {
		t.Error("what was never made public is written")
	}
	var made [2][]byte
	for i, name := range []string{"Quirina Zandvoort", "Bo Li"} {
		src := []byte("# nota\n\nTER BESLISSING\n\nProef\n\nKenmerk  \n123-456-ABC\n\n## 1. Aanleiding\n\nGesproken met " + name + " van de [koepel](mailto:x@koepel.example).\n")
		at := bytes.Index(src, []byte(name))
		marks := []documents.Mark{{Span: documents.Span{Start: at, End: at + len(name)}, Grounds: []documents.Ground{"5.1.2e"}}}
		public, err := redact.Apply(documents.Read(src), marks)
		if err != nil {
			t.Fatal(err)
		}
		if made[i], err = PublicODT(public, PublicOptions{}); err != nil {
			t.Fatal(err)
		}
		content := officeFile(t, made[i])["content.xml"]
		if strings.Contains(content, name) || !strings.Contains(content, "[5.1.2e]") || !strings.Contains(content, legendTitle) {
			t.Errorf("%s: %s", name, content)
		}
	}
	if !bytes.Equal(made[0], made[1]) {
		t.Error("the files tell two names apart")
	}
}

// TestOfficeTablesAreAsWideAsPrint holds that the columns of a table are divided as in print: a
// column of figures narrow, one of sentences wide.
func TestOfficeTablesAreAsWideAsPrint(t *testing.T) {
	t.Parallel()
	c := contentOf(t, "# nota\n\nTER BESLISSING\n\nProef\n\n## 1. Aanleiding\n\n| Maatregel | Kosten |\n|---|--:|\n| "+strings.Repeat("Een omschrijving van de maatregel. ", 6)+" | 12 |\n")
	p := officePrinter(c, PDFOptions{})
	var want []float64
	for _, b := range p.body {
		if b, ok := b.(pdf.Table); ok {
			want = b.Widths(p.theme, p.theme.Width)
		}
	}
	if len(want) != 2 || want[0] < 3*want[1] {
		t.Fatalf("print divides %v", want)
	}
	doc, err := DOCX(c)
	if err != nil {
		t.Fatal(err)
	}
	text := officeFile(t, doc)["word/document.xml"]
	for _, w := range want {
		for _, says := range []string{fmt.Sprintf(`<w:gridCol w:w="%d"/>`, twips(w)), fmt.Sprintf(`<w:tcW w:w="%d" w:type="dxa"/>`, twips(w))} {
			if !strings.Contains(text, says) {
				t.Errorf("docx lacks %s", says)
			}
		}
	}
	odt, err := ODT(c)
	if err != nil {
		t.Fatal(err)
	}
	text = officeFile(t, odt)["content.xml"]
	for i, w := range want {
		if !strings.Contains(text, fmt.Sprintf(`style:column-width="%.2fpt"`, w)) || !strings.Contains(text, fmt.Sprintf(`<table:table-column table:style-name="Kolom1.%d"/>`, i+1)) {
			t.Errorf("odt lacks column %d of %g points", i+1, w)
		}
	}
}
