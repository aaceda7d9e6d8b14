package annex_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"paraaf/documents"
	"paraaf/documents/annex"
	"paraaf/documents/markdown"
	"pgregory.net/rapid"
)

// A helper is a test, whoever runs it.
type helper interface {
	Helper()
	Fatal(args ...any)
}

// zipped makes a package of parts, in the order given: name, content, name, content.
func zipped(t helper, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err == nil {
			_, err = f.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	nsWord = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
		`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ` +
		`xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	office365 = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

	wordStyles = `<w:styles ` + nsWord + `><w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Lijstalinea"><w:name w:val="List Paragraph"/><w:pPr><w:ind w:left="720"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Vet"><w:name w:val="Tussenkop"/><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="Zwaar"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style></w:styles>`

	wordNumbers = `<w:numbering ` + nsWord + `><w:abstractNum w:abstractNumId="0">` +
		`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>` +
		`<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>` +
		`<w:num w:numId="5"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>`

	wordRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="s" Type="` + office365 + `styles" Target="styles.xml"/><Relationship Id="n" Type="` + office365 + `numbering" Target="numbering.xml"/>` +
		`<Relationship Id="c" Type="` + office365 + `comments" Target="comments.xml"/><Relationship Id="f" Type="` + office365 + `footnotes" Target="/word/footnotes.xml"/>` +
		`<Relationship Id="h1" Type="` + office365 + `header" Target="header1.xml"/><Relationship Id="h2" Type="` + office365 + `footer" Target="footer1.xml"/>` +
		`<Relationship Id="web" Type="` + office365 + `hyperlink" Target="https://www.tweedekamer.nl/" TargetMode="External"/>` +
		`<Relationship Id="share" Type="` + office365 + `hyperlink" Target="file:///G:/Directie/nota.docx" TargetMode="External"/>` +
		`<Relationship Id="pic" Type="` + office365 + `image" Target="media/image1.png"/>` +
		`<Relationship Id="far" Type="` + office365 + `image" Target="https://elders.example/volg.png" TargetMode="External"/></Relationships>`
)

// word makes a docx around what stands in its body; further parts may replace the usual ones.
func word(t helper, body string, more ...string) []byte {
	t.Helper()
	parts := []string{"[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document ` + nsWord + `><w:body>` + body + `</w:body></w:document>`}
	usual := []string{"word/_rels/document.xml.rels", wordRels, "word/styles.xml", wordStyles, "word/numbering.xml", wordNumbers}
	for i := 0; i < len(usual); i += 2 {
		own := false
		for k := 0; k < len(more); k += 2 {
			own = own || more[k] == usual[i]
		}
		if !own {
			parts = append(parts, usual[i], usual[i+1])
		}
	}
	return zipped(t, append(parts, more...)...)
}

func para(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

func numberedPara(style, num, level, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func TestWhatWordHoldsIsKeptOrReported(t *testing.T) {
	t.Parallel()
	run := func(props, text string) string {
		return `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	tests := []takenInCase{
		{why: "headings carry the numbers that Word counts", body: `<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr>` + run("", "Aanleiding") + `</w:p>` +
			`<w:p><w:pPr><w:pStyle w:val="Kop2"/></w:pPr>` + run("", "Politiek") + `</w:p><w:p><w:pPr><w:pStyle w:val="Kop2"/></w:pPr>` + run("", "Lasten") + `</w:p>` +
			`<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr>` + run("", "Besluit") + `</w:p><w:p><w:pPr><w:pStyle w:val="Kop2"/></w:pPr>` + run("", "Weer a") + `</w:p>`,
			want: "# 1. Aanleiding\n\n## a. Politiek\n\n## b. Lasten\n\n# 2. Besluit\n\n## a. Weer a\n"},
		{why: "lists within lists, and an item of two paragraphs", body: numberedPara("Lijstalinea", "2", "0", "een") + numberedPara("Lijstalinea", "2", "1", "binnen") +
			numberedPara("Lijstalinea", "2", "0", "twee") + `<w:p><w:pPr><w:pStyle w:val="Lijstalinea"/></w:pPr>` + run("", "ook twee") + `</w:p>` + para("uit"),
			want: "- een\n\n  - binnen\n\n- twee\n\n  ook twee\n\nuit\n"},
		{why: "numbers go on behind text between them, and start where they say", body: numberedPara("Normal", "3", "0", "a") + para("tussen") + numberedPara("Normal", "3", "0", "b") + numberedPara("Normal", "5", "0", "c"),
			want: "1. a\n\ntussen\n\n2. b\n\n7) c\n"},
		{why: "letters stay letters, for the text refers to them", body: numberedPara("Normal", "4", "0", "instemmen") + numberedPara("Normal", "4", "0", "afwijzen"),
			want: "a) instemmen\n\nb) afwijzen\n", reports: "numbering: a) instemmen"},
		{why: "bullets that were typed are a list", body: para("- een") + para("• twee") + para("en verder"), want: "- een\n- twee\n\nen verder\n"},
		{why: "looks of one kind are one", body: `<w:p>` + run("<w:b/>", "vet ") + run("<w:b/><w:i/>", "en schuin") + run(`<w:b w:val="0"/>`, " gewoon ") + run(`<w:rStyle w:val="Zwaar"/>`, "zwaar") + run("<w:strike/>", " weg") + `</w:p>`,
			want: "**vet *en schuin*** gewoon **zwaar** ~~weg~~\n"},
		{why: "a bold style is bold, so that a heading made by hand is seen", body: `<w:p><w:pPr><w:pStyle w:val="Vet"/></w:pPr>` + run("", "3. Kernpunten") + `</w:p>`, want: "**3. Kernpunten**\n"},
		{why: "raised figures are kept, raised letters are letters", body: `<w:p>` + run("", "m") + run(`<w:vertAlign w:val="superscript"/>`, "2") + run("", ", 1") + run(`<w:vertAlign w:val="superscript"/>`, "e") + `</w:p>`, want: "m², 1e\n"},
		{why: "insertions are kept and deletions are not", body: `<w:p>` + run("", "Dit ") + `<w:ins w:id="1" w:author="X">` + run("", "wel ") + `</w:ins><w:del w:id="2" w:author="X"><w:r><w:delText>niet </w:delText></w:r></w:del>` + run("", "doen.") + `</w:p>`,
			want: "Dit wel doen.\n", reports: "tracked-change: niet; tracked-change: wel"},
		{why: "a deleted end of a paragraph joins two", body: `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>` + run("", "een ") + `</w:p>` + para("twee"), want: "een twee\n"},
		{why: "what was moved stands where it went", body: `<w:p><w:moveFrom w:id="1">` + run("", "zin") + `</w:moveFrom></w:p><w:p><w:moveTo w:id="2">` + run("", "zin") + `</w:moveTo></w:p>`, want: "zin\n", reports: "tracked-change: zin; tracked-change: zin"},
		{why: "changes of looks are counted", body: `<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id="1"/></w:rPr><w:t>x</w:t></w:r></w:p>`, want: "**x**\n", reports: "tracked-change: "},
		{why: "a deleted row is gone", body: `<w:tbl><w:tr><w:tc>` + para("kop") + `</w:tc><w:tc>` + para("kop2") + `</w:tc></w:tr><w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>` + para("weg") + `</w:tc><w:tc>` + para("weg2") + `</w:tc></w:tr><w:tr><w:tc>` + para("a") + `</w:tc><w:tc>` + para("b|c") + `</w:tc></w:tr></w:tbl>`,
			want: "| kop | kop2 |\n| --- | --- |\n| a | b\\|c |\n", reports: "tracked-change: wegweg2"},
		{why: "comments are told", body: `<w:p>` + run("", "tekst") + `<w:r><w:commentReference w:id="4"/></w:r></w:p>`,
			more: []string{"word/comments.xml", `<w:comments ` + nsWord + `><w:comment w:id="4" w:author="Jan">` + para("klopt dit?") + `</w:comment></w:comments>`},
			want: "tekst\n", reports: "comment: klopt dit?"},
		{why: "hidden words stay out", body: `<w:p>` + run("", "zie ") + run("<w:vanish/>", "geheim ") + run("", "dit") + `</w:p>`, want: "zie dit\n", reports: "hidden-text: geheim"},
		{why: "white words are told", body: `<w:p>` + run(`<w:color w:val="FFFFFF"/>`, "bleek") + `</w:p>`, want: "bleek\n", reports: "pale-text: bleek"},
		{why: "a link keeps its words and address", body: `<w:p><w:hyperlink r:id="web">` + run("", "de Kamer") + `</w:hyperlink></w:p>`, want: "[de Kamer](<https://www.tweedekamer.nl/>)\n"},
		{why: "a link to a disk is no link", body: `<w:p><w:hyperlink r:id="share">` + run("", "de nota") + `</w:hyperlink></w:p>`, want: "de nota\n", reports: "link: de nota"},
		{why: "fields show what they showed", body: `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://www.z-cert.nl/" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("", "Z-CERT") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` +
			`<w:fldSimple w:instr=" DATE ">` + run("", " 1 mei 2026") + `</w:fldSimple></w:p>`, want: "[Z-CERT](<https://www.z-cert.nl/>) 1 mei 2026\n", reports: "field: 1 mei 2026"},
		{why: "a table of contents is made anew by who needs one", body: `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("", "1. Aanleiding 3") + `</w:p><w:p>` + run("", "2. Besluit 4") + `<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>` + para("tekst"),
			want: "tekst\n", reports: "field: "},
		{why: "an empty form field is no text", body: `<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + run("", "Klik hier") + `</w:sdtContent></w:sdt><w:sdt><w:sdtContent>` + run("", "ingevuld") + `</w:sdtContent></w:sdt></w:p>`, want: "ingevuld\n", reports: "field: Klik hier"},
		{why: "a text box is text once, for Word writes it twice", body: `<w:p>` + run("", "hier") + `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><wps:wsp><wps:txbx><w:txbxContent>` + para("Datum: 1 mei 2026") + `</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>` + para("Datum: 1 mei 2026") + `</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
			want: "hier\n\nDatum: 1 mei 2026\n", reports: "text-box: Datum: 1 mei 2026"},
		{why: "a picture is its description", body: `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Kaart van de regio"/><a:blip r:embed="pic"/></wp:inline></w:drawing></w:r></w:p>`, want: "![Kaart van de regio]()\n", reports: "picture: Kaart van de regio"},
		{why: "a picture from elsewhere is not fetched", body: `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1"/><a:blip r:link="far"/></wp:inline></w:drawing></w:r></w:p>`, want: "![Afbeelding zonder beschrijving]()\n", reports: "picture: Afbeelding zonder beschrijving"},
		{why: "notes stand behind the section that refers to them", body: `<w:p>` + run("", "zin") + `<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr>` + run("", "Verder") + `</w:p>`,
			more: []string{"word/footnotes.xml", `<w:footnotes ` + nsWord + `><w:footnote w:type="separator" w:id="0">` + para("streep") + `</w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>` + run("", " Kamerstuk 27 529, nr. 12.") + `</w:p></w:footnote></w:footnotes>`},
			want: "zin[^1]\n\n[^1]: Kamerstuk 27 529, nr. 12.\n\n# 1. Verder\n"},
		{why: "merged cells are told", body: `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + para("breed") + `</w:tc></w:tr><w:tr><w:tc>` + para("a") + `</w:tc><w:tc>` + para("b") + `</w:tc></w:tr></w:tbl>`, want: "| breed |  |\n| --- | --- |\n| a | b |\n", reports: "table: breed"},
		{why: "a table of one row places text, it is no table", body: `<w:tbl><w:tr><w:tc>` + para("links") + `</w:tc><w:tc>` + para("rechts") + `</w:tc></w:tr></w:tbl>`, want: "links\n\nrechts\n", reports: "table: links"},
		{why: "a table of labels with lines is the head of a paper", body: `<w:tbl><w:tr><w:tc>` + para("Aan") + `</w:tc><w:tc>` + para("MVWS") + para("SVWS") + `</w:tc></w:tr><w:tr><w:tc>` + para("Datum") + `</w:tc><w:tc>` + para("1 mei 2026") + `</w:tc></w:tr></w:tbl>`, want: "Aan:  \nMVWS  \nSVWS\n\nDatum: 1 mei 2026\n"},
		{why: "labels before tabs are labels, other tabs are spaces", body: `<w:p>` + run("", "Kenmerk") + `<w:r><w:tab/></w:r>` + run("", "4377464-1097773-DICIO") + `</w:p><w:p>` + run("", "Naam") + `<w:r><w:tab/></w:r>` + run("", "x") + `</w:p>`, want: "Kenmerk: 4377464-1097773-DICIO\n\nNaam x\n"},
		{why: "the colophon in the head of the first page is taken in, other heads are told", body: para("tekst") + `<w:sectPr><w:headerReference w:type="first" r:id="h1"/><w:footerReference w:type="default" r:id="h2"/></w:sectPr>`,
			more: []string{"word/header1.xml", `<w:hdr ` + nsWord + `>` + para("Datum: 1 mei 2026") + para("Pagina 1 van 3") + `</w:hdr>`, "word/footer1.xml", `<w:ftr ` + nsWord + `>` + para("Vertrouwelijk") + `</w:ftr>`},
			want: "Datum: 1 mei 2026\n\ntekst\n", reports: "page-header: Vertrouwelijk"},
		{why: "a formula is words to look at", body: `<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>`, want: "a+b\n", reports: "formula: a+b"},
		{why: "an inserted file is told", body: para("x") + `<w:altChunk r:id="q"/>`, want: "x\n", reports: "embedded: "},
		{why: "macros are told", body: para("x"), more: []string{"word/vbaProject.bin", "x"}, want: "x\n", reports: "macro: "},
		{why: "signs of symbol fonts that are known are signs", body: `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Webdings" w:char="F099"/><w:t>x</w:t></w:r></w:p>`, want: "✓x\n", reports: "symbol: Webdings F099"},
		{why: "signs of Markdown are words", body: para("# geen kop, *geen* lijst [x](y) 5 &lt; 6"), want: "\\# geen kop, \\*geen\\* lijst \\[x\\](y) 5 \\< 6\n"},
		{why: "control characters of old programs are what was meant", body: para("het&#x92;s &#x80; 5 &#xad;af"), want: "het’s € 5 af\n"},
		{why: "strict files have other addresses and the same words", body: para("x"), more: []string{"word/strict.xml", "<x/>"}, want: "x\n"},
	}
	takenIn(t, tests, word)
}

const nsODT = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
	`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ` +
	`xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"`

const odtLooks = `<style:style style:name="V" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>` +
	`<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>` +
	`<style:style style:name="W" style:family="text"><style:text-properties fo:color="#FFFFFF"/></style:style>` +
	`<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>` +
	`<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>` +
	`<text:list-style style:name="A"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/></text:list-style>`

// odt makes an odt around what stands in its text.
func odt(t helper, body string, more ...string) []byte {
	t.Helper()
	return zipped(t, append([]string{"mimetype", "application/vnd.oasis.opendocument.text", "content.xml", `<office:document-content ` + nsODT + `><office:automatic-styles>` + odtLooks +
		`</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`}, more...)...)
}

func TestWhatLibreOfficeHoldsIsKeptOrReported(t *testing.T) {
	t.Parallel()
	p := func(s string) string { return `<text:p>` + s + `</text:p>` }
	item := func(s string) string { return `<text:list-item>` + s + `</text:list-item>` }
	tests := []takenInCase{
		{why: "headings and their level", body: `<text:h text:outline-level="2">Kop</text:h>` + p("tekst"), want: "## Kop\n\ntekst\n"},
		{why: "headings carry the numbers of the outline", body: `<text:h text:outline-level="1">Een</text:h><text:h text:outline-level="2">Binnen</text:h>`,
			more: []string{"styles.xml", `<office:document-styles ` + nsODT + `><office:styles><text:outline-style style:name="O"><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="a" style:num-suffix="."/></text:outline-style></office:styles></office:document-styles>`},
			want: "# 1. Een\n\n## a. Binnen\n"},
		{why: "lists within lists, and an item of two paragraphs", body: `<text:list text:style-name="B">` + item(p("een")+`<text:list>`+item(p("binnen"))+`</text:list>`) + item(p("twee")+p("ook twee")) + `</text:list>`, want: "- een\n\n  - binnen\n\n- twee\n\n  ook twee\n"},
		{why: "numbers start where they say and go on", body: `<text:list text:style-name="N"><text:list-item text:start-value="3">` + p("c") + `</text:list-item></text:list>` + p("tussen") + `<text:list text:style-name="N" text:continue-numbering="true">` + item(p("d")) + `</text:list>`, want: "3. c\n\ntussen\n\n4. d\n"},
		{why: "letters stay letters", body: `<text:list text:style-name="A">` + item(p("instemmen")) + item(p("afwijzen")) + `</text:list>`, want: "a) instemmen\n\nb) afwijzen\n", reports: "numbering: a) instemmen"},
		{why: "spaces, tabs and line ends", body: p(`a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d`), want: "a   b c  \nd\n"},
		{why: "bold and links", body: p(`<text:span text:style-name="V">vet</text:span> <text:a xlink:href="https://z-cert.nl/">Z-CERT</text:a> <text:a xlink:href="../nota.odt">disk</text:a>`), want: "**vet** [Z-CERT](<https://z-cert.nl/>) disk\n", reports: "link: disk"},
		{why: "notes", body: p(`zin<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>` + p("uitleg") + `</text:note-body></text:note>.`), want: "zin[^1].\n\n[^1]: uitleg\n"},
		{why: "deletions lie apart, insertions stand in the text", body: `<text:tracked-changes><text:changed-region text:id="a"><text:deletion><office:change-info><dc:creator>Jan Jansen</dc:creator></office:change-info>` + p("niet") + `</text:deletion></text:changed-region><text:changed-region text:id="b"><text:insertion/></text:changed-region></text:tracked-changes>` + p(`Dit <text:change text:change-id="a"/><text:change-start text:change-id="b"/>wel<text:change-end text:change-id="b"/> doen`),
			want: "Dit wel doen\n", reports: "tracked-change: niet; tracked-change: wel"},
		{why: "comments are told without who made them", body: p(`x<office:annotation><dc:creator>Jan Jansen</dc:creator>` + p("klopt dit?") + `</office:annotation>`), want: "x\n", reports: "comment: klopt dit?"},
		{why: "hidden words and parts stay out, white words are told", body: p(`a<text:span text:style-name="H">geheim</text:span><text:span text:style-name="W">bleek</text:span>`) + `<text:section text:display="none">` + p("ook geheim") + `</text:section>`, want: "ableek\n", reports: "hidden-text: geheim; pale-text: bleek; hidden-text: ook geheim"},
		{why: "a table with its head", body: `<table:table><table:table-header-rows><table:table-row><table:table-cell>` + p("kop") + `</table:table-cell><table:table-cell>` + p("kop2") + `</table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2">` + p("breed") + `</table:table-cell><table:covered-table-cell/></table:table-row></table:table>`, want: "| kop | kop2 |\n| --- | --- |\n| breed |  |\n", reports: "table: "},
		{why: "a text box and a picture", body: p(`hier<draw:frame><draw:text-box>` + p("Datum: 1 mei 2026") + `</draw:text-box></draw:frame><draw:frame><draw:image xlink:href="Pictures/1.png"/><svg:desc>Kaart</svg:desc></draw:frame>`), want: "hier![Kaart]()\n\nDatum: 1 mei 2026\n", reports: "text-box: Datum: 1 mei 2026; picture: Kaart"},
		{why: "a picture from elsewhere is not fetched", body: p(`<draw:frame><draw:image xlink:href="https://elders.example/1.png"/></draw:frame>`), want: "![Afbeelding zonder beschrijving]()\n", reports: "picture: Afbeelding zonder beschrijving"},
		{why: "fields show what they showed; page numbers are no news", body: p(`<text:date>1 mei 2026</text:date> <text:page-number>3</text:page-number>`), want: "1 mei 2026 3\n", reports: "field: 1 mei 2026"},
		{why: "a table of contents is made anew by who needs one", body: `<text:table-of-content><text:index-body>` + p("1. Aanleiding 3") + `</text:index-body></text:table-of-content>` + p("x"), want: "x\n", reports: "field: "},
	}
	takenIn(t, tests, odt)
}

// A takenInCase is a body of a word processor file, parts that come with it, and what becomes of
// both.
type takenInCase struct {
	why, body string
	more      []string
	want      string
	reports   string // kinds, with what they quote
}

// takenIn imports the files that file makes of bodies.
func takenIn(t *testing.T, tests []takenInCase, file func(helper, string, ...string) []byte) {
	for _, c := range tests {
		t.Run(c.why, func(t *testing.T) {
			t.Parallel()
			in, err := annex.ImportOffice(file(t, c.body, c.more...))
			if err != nil {
				t.Fatal(err)
			}
			if got := string(in.Markdown); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if got := told(in); got != c.reports {
				t.Errorf("reports\ngot  %q\nwant %q", got, c.reports)
			}
		})
	}
}

// told gives reports as their kinds, with what they quote.
func told(in annex.Imported) string {
	var out []string
	for _, r := range in.Reports {
		out = append(out, fmt.Sprintf("%s: %s", r.Kind, r.Quote))
	}
	return strings.Join(out, "; ")
}

func TestFilesThatMeanHarmAreRefused(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat(`<w:ins>`, 300) + strings.Repeat(`</w:ins>`, 300)
	plain := `<w:document ` + nsWord + `><w:body>` + para("x") + `</w:body></w:document>`
	tests := []struct {
		why  string
		data []byte
		says string
	}{
		{"a declaration of entities that multiply", zipped(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`+plain), "beschadigd"},
		{"an entity of a file outside", zipped(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`+strings.Replace(plain, ">x<", ">&a;<", 1)), "beschadigd"},
		{"an entity that nobody declared", zipped(t, "word/document.xml", strings.Replace(plain, ">x<", ">&boem;<", 1)), "beschadigd"},
		{"elements within each other without end", word(t, "<w:p>"+deep+"</w:p>"), "te groot of te ingewikkeld"},
		{"more elements than any paper has", word(t, strings.Repeat("<w:p/>", 500_000)), "te groot of te ingewikkeld"},
		{"much out of little", word(t, para(strings.Repeat("a", 40<<20))), "te groot of te ingewikkeld"},
		{"a name that leads out of the package", zipped(t, "../../etc/cron.d/x", "x", "word/document.xml", plain), "verdachte naam"},
		{"a name that leads out of the package, in another way", zipped(t, `word\..\..\x`, "x", "word/document.xml", plain), "verdachte naam"},
		{"an absolute name", zipped(t, "/etc/passwd", "x", "word/document.xml", plain), "verdachte naam"},
		{"the same part twice: who reads which?", zipped(t, "word/document.xml", plain, "word/document.xml", strings.Replace(plain, ">x<", ">y<", 1)), "twee keer"},
		{"more text than a paper may have", word(t, strings.Repeat(para(strings.Repeat("woord ", 1000)), 300)), "te groot"},
		{"no text at all", word(t, "<w:p/>"), "geen tekst"},
		{"not a word processor file", []byte("%PDF-1.7"), "geen docx en geen odt"},
		{"half a file", word(t, para("x"))[:300], "beschadigd"},
		{"another kind of document in ODF", zipped(t, "content.xml", `<office:document-content `+nsODT+`><office:body><office:spreadsheet/></office:body></office:document-content>`), "geen tekststuk"},
		{"an odt with a password", odt(t, "<text:p>x</text:p>", "META-INF/manifest.xml", `<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`), "wachtwoord"},
		{"more parts than any paper has", zipped(t, many(3000, plain)...), "te groot of te ingewikkeld"},
	}
	for _, c := range tests {
		t.Run(c.why, func(t *testing.T) {
			t.Parallel()
			in, err := annex.ImportOffice(c.data)
			var no *documents.Unreadable
			if !errors.As(err, &no) || !strings.Contains(no.Text, c.says) {
				t.Errorf("got %v (%d bytes of text), want a refusal that says %q", err, len(in.Markdown), c.says)
			}
		})
	}
}

func many(n int, doc string) []string {
	out := []string{"word/document.xml", doc}
	for i := range n {
		out = append(out, fmt.Sprintf("word/%d.xml", i), "")
	}
	return out
}

func TestAWayOutOfThePackageLeadsNowhere(t *testing.T) {
	t.Parallel()
	rels := strings.Replace(wordRels, `Target="styles.xml"`, `Target="../../../../etc/passwd"`, 1)
	in, err := annex.ImportOffice(word(t, para("x"), "word/_rels/document.xml.rels", rels))
	if err != nil || string(in.Markdown) != "x\n" {
		t.Errorf("got %q, %v", in.Markdown, err)
	}
}

func TestTheListOfReportsEnds(t *testing.T) {
	t.Parallel()
	in, err := annex.ImportOffice(word(t, strings.Repeat(`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:t>x</w:t></w:r></w:p>`, 500)))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(in.Reports); n != 51 || !strings.Contains(in.Reports[50].Text, "nog 450") {
		t.Errorf("%d reports, the last %+v", n, in.Reports[n-1])
	}
}

// Whatever words a writer puts in Word, they come out as those words: no sign of
// theirs becomes markup, none is lost.
func TestWordsOutOfWordAreThoseWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var body strings.Builder
		var want []string
		for range rapid.IntRange(1, 4).Draw(t, "paragraphs") {
			text := rapid.StringMatching(`[a-zéA-Z0-9#*_\[\]()<>&|~\\.!:;'"$%@+=-]{1,12}( [a-z0-9#*_\[\]<>&|~\\.:+=-]{1,8}){0,5}`).Draw(t, "text")
			if strings.HasPrefix(text, "- ") || text == "-" {
				continue // a list that was typed
			}
			var esc bytes.Buffer
			if err := xml.EscapeText(&esc, []byte(text)); err != nil {
				t.Fatal(err)
			}
			body.WriteString(`<w:p><w:r><w:t xml:space="preserve">` + esc.String() + `</w:t></w:r></w:p>`)
			want = append(want, strings.Fields(text)...)
		}
		if len(want) == 0 {
			return
		}
		in, err := annex.ImportOffice(word(t, body.String()))
		if err != nil {
			t.Fatal(err)
		}
		nodes, err := markdown.Read(in.Markdown, documents.Span{End: len(in.Markdown)})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Fields(plainNodes(nodes)); !slices.Equal(got, want) {
			t.Fatalf("%q\ngot  %q\nwant %q", in.Markdown, got, want)
		}
		for _, n := range nodes {
			if n.Kind != markdown.Paragraph {
				t.Fatalf("%q is read as a %v", in.Markdown, n.Kind)
			}
		}
	})
}

// FuzzImportOffice: whatever the bytes, a paper or a refusal in Dutch, in bounded time.
func FuzzImportOffice(f *testing.F) {
	for _, name := range papers(f) {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(office(f, "docx", src))
		f.Add(office(f, "odt", src))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkImport(t, data) })
}

// FuzzOfficeXML changes the XML and leaves the package whole, which bytes of a zip
// seldom do.
func FuzzOfficeXML(f *testing.F) {
	f.Add(para("x")+numberedPara("Lijstalinea", "2", "1", "binnen"), true)
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="9"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`, true)
	f.Add(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText><w:fldChar w:fldCharType="separate"/></w:r></w:p>`, true)
	f.Add(`<text:list text:style-name="A"><text:list-item><text:h>x</text:h></text:list-item></text:list>`, false)
	f.Add(`<table:table><table:table-row><table:table-cell table:number-columns-repeated="99999"/></table:table-row></table:table>`, false)
	f.Fuzz(func(t *testing.T, body string, isWord bool) {
		if isWord {
			checkImport(t, word(t, body))
		} else {
			checkImport(t, odt(t, body))
		}
	})
}

func checkImport(t *testing.T, data []byte) {
	in, err := annex.ImportOffice(data)
	if err != nil {
		var no *documents.Unreadable
		if !errors.As(err, &no) {
			t.Fatalf("no refusal in Dutch: %v", err)
		}
		return
	}
	if err := documents.Check(in.Markdown); err != nil {
		t.Fatalf("no paper: %v", err)
	}
	again, err := annex.ImportOffice(data)
	if err != nil || !bytes.Equal(again.Markdown, in.Markdown) {
		t.Fatal("not the same text twice")
	}
}
