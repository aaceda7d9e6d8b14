package gate

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of leaks")

// The formats of the table, in its order.
var tableFormats = []string{"pdf", "html", "docx", "odt", "zip", "xml", "csv"}

// A planted leak is a file with a secret in it, or the reason why a kind of leak
// cannot be in a format.
type plantedLeak struct {
	data  []byte
	where Where
	none  string
}

func inDocx(part, content string) []byte {
	return zipOf(map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:p><w:t>Gewoon.</w:t></w:p>", part: content})
}

func inOdt(part, content string) []byte {
	return zipOf(map[string]string{"META-INF/manifest.xml": "<manifest/>", "content.xml": "<text:p>Gewoon.</text:p>", part: content})
}

func inHTML(body string) []byte {
	return []byte("<!doctype html><html><body>" + body + "</body></html>")
}

// leakTable is the table kind of leak x format.
func leakTable() map[string]map[string]plantedLeak {
	const (
		noPages  = "has no pages"
		noActive = "nothing in it is carried out"
		noMeta   = "has no metadata"
		noLinks  = "has no links of its own"
		noHidden = "everything in it is shown"
		noForms  = "has no forms"
		plain    = "is one text without parts"
	)
	pdf := func(p pdfOf, w Where) plantedLeak {
		if p.content == "" {
			p.content = clean
		}
		return plantedLeak{data: p.bytes(), where: w}
	}
	extra := func(s string, w Where) plantedLeak { return pdf(pdfOf{extra: []string{s}}, w) }
	stream := func(dict, s string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(s), s)
	}
	draw := func(s string) pdfOf { return pdfOf{content: clean + " BT /F1 12 Tf 50 600 Td " + s + " ET"} }
	html := func(body string, w Where) plantedLeak { return plantedLeak{data: inHTML(body), where: w} }
	docx := func(part, s string, w Where) plantedLeak { return plantedLeak{data: inDocx(part, s), where: w} }
	odt := func(part, s string, w Where) plantedLeak { return plantedLeak{data: inOdt(part, s), where: w} }
	zip := func(name, s string, w Where) plantedLeak {
		return plantedLeak{data: zipOf(map[string]string{name: s}), where: w}
	}
	xml := func(s string, w Where) plantedLeak {
		return plantedLeak{data: []byte(`<?xml version="1.0"?><lijst>` + s + `</lijst>`), where: w}
	}
	csv := func(s string, w Where) plantedLeak {
		return plantedLeak{data: []byte("naam;datum\r\n" + s + ";2026-04-21\r\n"), where: w}
	}
	// veiled is a font as Word hides it.
	veiled := func(font string) plantedLeak {
		key := mustHex("0123456789ABCDEF0123456789ABCDEF")
		hidden := []byte(font)
		for i := range 32 {
			hidden[i] ^= key[15-i%16]
		}
		return plantedLeak{data: zipOf(map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:p><w:t>Gewoon.</w:t></w:p>", "word/fonts/font1.odttf": string(hidden),
			"word/fontTable.xml": `<w:fonts><w:font w:name="X"><w:embedRegular r:id="rId1" w:fontKey="{01234567-89AB-CDEF-0123-456789ABCDEF}"/></w:font></w:fonts>`}), where: InFont}
	}
	none := func(why string) plantedLeak { return plantedLeak{none: why} }
	// Cyrillic and Greek letters that look the same, and letters apart, joined by nothing.
	const alike, spread = "Qu\u0456r\u0456jn Z\u0430ndv\u03bf\u043ert", "Q u i r i j n  Z\u200ba\u200bn d v o o\u2060r t"
	inBase64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	// gap puts the secret before the directory of a package, where no part lies.
	gap := func(data []byte, w Where) plantedLeak {
		at := bytes.Index(data, []byte("PK\x01\x02"))
		out := append(append(append([]byte{}, data[:at]...), secret...), data[at:]...)
		end := len(out) - 6 // the end record: where the directory lies
		binary.LittleEndian.PutUint32(out[end:], binary.LittleEndian.Uint32(out[end:])+uint32(len(secret)))
		return plantedLeak{data: out, where: w}
	}
	word := func(s string) string { return "<w:document><w:p>" + s + "</w:p></w:document>" }
	office := func(s string) string {
		return "<office:document-content><text:p>" + s + "</text:p></office:document-content>"
	}
	row := func(cells ...plantedLeak) map[string]plantedLeak {
		out := map[string]plantedLeak{}
		for i, f := range tableFormats {
			out[f] = cells[i]
		}
		return out
	}
	return map[string]map[string]plantedLeak{
		"01 plain text": row(pdf(draw("("+secret+") Tj"), InText), html("<p>"+secret+"</p>", InText), docx("word/document.xml", word("<w:t>"+secret+"</w:t>"), InText),
			odt("content.xml", office(secret), InText), zip("a.txt", secret, InText), xml("<a>"+secret+"</a>", InText), csv(secret, InText)),
		"02 text in pieces": row(pdf(draw("[(Quir) -20 (ijn Z) 30 (andvoort)] TJ"), InText), html("<p>Quirijn <b>Zand</b>voort</p>", InText), docx("word/document.xml", word("<w:t>Quirijn Zand</w:t><w:t>voort</w:t>"), InText),
			odt("content.xml", office("Quirijn <text:span>Zand</text:span>voort"), InText), zip("a.html", "<!doctype html><p>Quirijn <i>Zand</i>voort", InText), xml("<a>Quirijn Zand<b/>voort</a>", InText), none("a cell is one text")),
		"03 another order of drawing": row(pdf(pdfOf{content: letters(secret, true)}, InText), none("the order of the bytes is that of the text"), none("the order of the bytes is that of the text"),
			none("the order of the bytes is that of the text"), none(plain), none(plain), none(plain)),
		"04 without spaces": row(pdf(draw("(quirijnzandvoort) Tj"), InText), html("<p>quirijnzandvoort</p>", InText), docx("word/document.xml", word("<w:t>quirijnzandvoort</w:t>"), InText),
			odt("content.xml", office("quirijnzandvoort"), InText), zip("a.txt", "quirijnzandvoort", InText), xml("<a>quirijnzandvoort</a>", InText), csv("quirijnzandvoort", InText)),
		"05 accents and capitals": row(pdf(draw("(QUIRIJN ZANDVOORT) Tj"), InText), html("<p>Quirĳn Zandvóórt</p>", InText), docx("word/document.xml", word("<w:t>QUIRIJN ZANDVÓÓRT</w:t>"), InText),
			odt("content.xml", office("Quïrijn Zandvoort"), InText), zip("a.txt", "quírijn zandvoort", InText), xml("<a>QUIRIJN ZANDVOORT</a>", InText), csv("QUIRIJN ZANDVOORT", InText)),
		"06 initials": row(pdf(draw("(Q. Zandvoort) Tj"), InText), html("<p>Q. Zandvoort</p>", InText), docx("word/document.xml", word("<w:t>Q. Zandvoort</w:t>"), InText),
			odt("content.xml", office("Q. Zandvoort"), InText), zip("a.txt", "Q. Zandvoort", InText), xml("<a>Q. Zandvoort</a>", InText), csv("Q. Zandvoort", InText)),
		"07 the name turned round": row(pdf(draw("(Zandvoort, Quirijn) Tj"), InText), html("<p>Zandvoort, Quirijn</p>", InText), docx("word/document.xml", word("<w:t>Zandvoort, Quirijn</w:t>"), InText),
			odt("content.xml", office("Zandvoort, Quirijn"), InText), zip("a.txt", "Zandvoort, Q.", InText), xml("<a>Zandvoort, Quirijn</a>", InText), csv("Zandvoort, Quirijn", InText)),
		"08 soft hyphen and joiners": row(pdf(draw("(Quirijn Zand\\255voort) Tj"), InText), html("<p>Quirijn Zand&shy;voort</p>", InText), docx("word/document.xml", word("<w:t>Quirijn Zand\u00advoort</w:t>"), InText),
			odt("content.xml", office("Quirijn Zand\u200bvoort"), InText), zip("a.txt", "Quirijn Zand\u00advoort", InText), xml("<a>Quirijn Zand\u2060voort</a>", InText), csv("Quirijn Zand\u00advoort", InText)),
		"09 entities": row(none("strings have no entities"), html("<p>Quirijn&nbsp;Zandvo&#111;rt</p>", InText), docx("word/document.xml", word("<w:t>Quirijn Zandvo&#x6f;rt</w:t>"), InText),
			odt("content.xml", office("Quirijn&#32;Zandvoort"), InText), zip("a.html", "<!doctype html><p>Quirijn Zandvo&#111;rt", InText), xml("<a>&#81;uirijn Zandvoort</a>", InText), none("cells have no entities")),
		"10 UTF-16": row(extra("<</Title<FEFF"+be16(secret)+">/Dest[3 0 R/Fit]>>", InOutline), none("a page in UTF-16 is refused"), none("a part in UTF-16 is refused"), none("a part in UTF-16 is refused"),
			plantedLeak{data: zipOf(map[string]string{"[Content_Types].xml": "<Types/>", "x.bin": string(mustHex(be16(secret)))}), where: InStream}, none("a file in UTF-16 is refused"), none("a file in UTF-16 is refused")),
		"11 hexadecimal": row(extra(stream("", "51756972696a6e205a616e64766f6f7274"), InStream), html(`<p data-x="51756972696a6e205a616e64766f6f7274">x</p>`, InStream), docx("word/document.xml", word("<w:t>51756972696a6e205a616e64766f6f7274</w:t>"), InStream),
			odt("content.xml", office("51756972696a6e205a616e64766f6f7274"), InStream), zip("a.txt", "51756972696A6E205A616E64766F6F7274", InStream), xml("<a>51756972696a6e205a616e64766f6f7274</a>", InStream), csv("51756972696a6e205a616e64766f6f7274", InStream)),
		"12 base64": row(extra(stream("", "eFF1aXJpam4gWmFuZHZvb3J0"), InStream), html(`<img src="data:x;base64,eFF1aXJpam4gWmFuZHZvb3J0">`, InStream), docx("word/document.xml", word("<w:t>UXVpcmlqbiBaYW5kdm9vcnQ=</w:t>"), InStream),
			odt("content.xml", office("UXVpcmlqbiBaYW5kdm9vcnQ="), InStream), zip("a.txt", "UXVpcmlqbiBaYW5kdm9vcnQ=", InStream), xml("<a>UXVpcmlqbiBaYW5kdm9vcnQ=</a>", InStream), csv("UXVpcmlqbiBaYW5kdm9vcnQ=", InStream)),
		"13 percent-encoding": row(extra("<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(https://x.nl/%51uirijn%20Zandvoort)>>>>", InLink), html(`<a href="https://x.nl/Quirijn%20Zandvoort">x</a>`, InLink),
			docx("word/_rels/document.xml.rels", `<Relationships><Relationship Target="https://x.nl/Quirijn%20Zandvoort"/></Relationships>`, InStream), odt("content.xml", office(`<text:a xlink:href="https://x.nl/Quirijn%20Zandvoort">x</text:a>`), InStream),
			zip("a.txt", "https://x.nl/Quirijn%20Zandvoort", InStream), xml("<a>Quirijn%20Zandvoort</a>", InStream), csv("https://x.nl/Quirijn%20Zandvoort", InStream)),
		"14 packed": row(pdf(pdfOf{content: "BT /F1 12 Tf 50 700 Td (" + secret + ") Tj ET", packed: true}, InText), none("the server packs, the file does not"), docx("word/footnotes.xml", word("<w:t>"+secret+"</w:t>"), InText),
			odt("styles.xml", office(secret), InText), zip("a.zip", string(zipOf(map[string]string{"b.txt": secret})), InText), none(plain), none(plain)),
		"15 metadata": row(pdf(pdfOf{info: "/Title(Brief aan " + secret + ")"}, InMetadata), html("<title>"+secret+"</title>", InMetadata), docx("docProps/core.xml", "<cp:lastModifiedBy>"+secret+"</cp:lastModifiedBy>", InMetadata),
			odt("meta.xml", "<office:meta><dc:creator>"+secret+"</dc:creator></office:meta>", InMetadata), plantedLeak{data: zipComment(secret), where: InComment}, xml(`<a naam="`+secret+`"/>`, InAttribute), none(noMeta)),
		"16 custom properties": row(pdf(pdfOf{info: "/Behandelaar(" + secret + ")"}, InMetadata), html(`<meta name="behandelaar" content="`+secret+`">`, InAttribute), docx("docProps/custom.xml", `<property name="Behandelaar"><vt:lpwstr>`+secret+`</vt:lpwstr></property>`, InMetadata),
			odt("meta.xml", `<meta:user-defined meta:name="Behandelaar">`+secret+`</meta:user-defined>`, InMetadata), none(noMeta), none("an element is text"), none(noMeta)),
		"17 XMP": row(extra(stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta><dc:title>"+secret+"</dc:title></x:xmpmeta>"), InMetadata), none("XMP has no place in it"), none("XMP has no place in it"), none("XMP has no place in it"), zip("a.xml", "<?xml version='1.0'?><x:xmpmeta><dc:title>"+secret+"</dc:title></x:xmpmeta>", InText), xml("<x:xmpmeta><dc:title>"+secret+"</dc:title></x:xmpmeta>", InText), none(noMeta)),
		"18 links": row(extra("<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(mailto:Quirijn.Zandvoort%40voorbeeld.nl)>>>>", InLink), html(`<a href="mailto:quirijn.zandvoort@x.nl">x</a>`, InLink),
			docx("word/_rels/document.xml.rels", `<Relationships><Relationship Target="mailto:quirijn.zandvoort@x.nl"/></Relationships>`, InAttribute), odt("content.xml", office(`<text:a xlink:href="mailto:quirijn.zandvoort@x.nl">x</text:a>`), InAttribute), zip("a.html", `<!doctype html><a href="mailto:quirijn.zandvoort@x.nl">x</a>`, InLink), xml(`<a href="mailto:quirijn.zandvoort@x.nl"/>`, InAttribute), none(noLinks)),
		"19 outline and headings": row(extra("<</Title("+secret+")/Dest[3 0 R/Fit]>>", InOutline), html(`<h2 id="quirijn-zandvoort">x</h2>`, InName), docx("word/document.xml", word(`<w:bookmarkStart w:name="Quirijn_Zandvoort"/>`), InAttribute),
			odt("content.xml", office(`<text:bookmark text:name="Quirijn Zandvoort"/>`), InAttribute), none(plain), xml(`<a id="quirijn-zandvoort"/>`, InAttribute), none(plain)),
		"20 structure and alternative text": row(extra("<</Type/StructElem/S/Figure/Alt(Foto van "+secret+")>>", InStructure), html(`<img alt="`+secret+`" src="x.png">`, InStructure), docx("word/document.xml", word(`<wp:docPr descr="Foto van `+secret+`"/>`), InAttribute),
			odt("content.xml", office("<svg:desc>Foto van "+secret+"</svg:desc>"), InText), none(plain), none("an element is text"), none(plain)),
		"21 actual text": row(extra("<</Type/StructElem/S/Span/ActualText<FEFF"+be16(secret)+">>>", InStructure), html(`<span aria-label="`+secret+`">x</span>`, InStructure), none("Word has no such thing"), none("ODF has no such thing"), none(plain), none(plain), none(plain)),
		"22 attachments": row(extra(stream("/Type/EmbeddedFile", secret), InAttachment), none("a page holds no files"), plantedLeak{data: inDocx("word/embeddings/a.docx", string(inDocx("word/document.xml", word("<w:t>"+secret+"</w:t>")))), where: InText},
			plantedLeak{data: inOdt("Object 1", string(zipOf(map[string]string{"a.txt": secret}))), where: InText}, zip("map/a.csv", secret, InText), none(plain), none(plain)),
		"23 file names":  row(extra("<</Type/Filespec/UF("+secret+".docx)>>", InAttachment), html(`<img alt="" src="quirijn-zandvoort.png">`, InLink), docx("word/media/Quirijn Zandvoort.xml", "<a/>", InFileName), odt("Pictures/Quirijn Zandvoort.xml", "<a/>", InFileName), zip(secret+".txt", "x", InFileName), none("its own name is looked at"), none("its own name is looked at")),
		"24 form fields": row(extra("<</FT/Tx/V("+secret+")>>", InForm), html(`<input value="`+secret+`">`, InAttribute), docx("word/document.xml", word(`<w:default w:val="`+secret+`"/>`), InAttribute), odt("content.xml", office(`<form:text form:value="`+secret+`"/>`), InAttribute), none(noForms), none(noForms), none(noForms)),
		"25 comments": row(extra("<</Type/Annot/Subtype/Text/Rect[0 0 1 1]/Contents("+secret+")>>", InAnnotation), html("<!-- "+secret+" -->", InComment), docx("word/comments.xml", `<w:comment w:id="1"><w:t>`+secret+"</w:t></w:comment>", InComment),
			odt("content.xml", office("<office:annotation>"+secret+"</office:annotation>"), InText), plantedLeak{data: zipComment(secret), where: InComment}, xml("<!-- "+secret+" -->", InComment), none("has no comments")),
		"26 tracked changes": row(none("a PDF tracks no changes"), html("<del>"+secret+"</del>", InText), docx("word/document.xml", word(`<w:del w:id="1"><w:delText>`+secret+"</w:delText></w:del>"), InText),
			odt("content.xml", office("<text:tracked-changes>"+secret+"</text:tracked-changes>"), InText), none(plain), none(plain), none(plain)),
		"27 earlier revisions": row(pdf(pdfOf{after: "8 0 obj\n<</Author(" + secret + ")>>\nendobj\ntrailer\n<</Root 1 0 R/Info 8 0 R>>\n%%EOF\n"}, InMetadata), none("has no revisions"), none("has no revisions"), odt("Versions/Version1.xml", office(secret), InText), none("has no revisions"), none("has no revisions"), none("has no revisions")),
		"28 scripts":           row(extra("<</S/JavaScript/JS(app.alert\\('"+secret+"'\\))>>", InScript), html("<script>var x='"+secret+"'</script>", InScript), docx("word/vbaProject.bin", secret, InStream), odt("Basic/Standard/Module1.xml", "<script:module>"+secret+"</script:module>", InStream), none(noActive), none(noActive), none(noActive)),
		"29 layers":            row(extra("<</Type/OCG/Name("+secret+")>>", InStream), none("has no layers"), none("has no layers"), none("has no layers"), none("has no layers"), none("has no layers"), none("has no layers")),
		"30 invisible text": row(pdf(pdfOf{content: clean + " BT 3 Tr /F1 12 Tf 50 600 Td (" + secret + ") Tj ET"}, InHidden), html(`<p style="display:none">`+secret+"</p>", InText), docx("word/document.xml", word("<w:rPr><w:vanish/></w:rPr><w:t>"+secret+"</w:t>"), InText),
			odt("content.xml", `<text:p text:display="none">`+secret+"</text:p>", InText), none(noHidden), none(noHidden), none(noHidden)),
		"31 white text":                 row(pdf(pdfOf{content: clean + " 1 g BT /F1 12 Tf 50 600 Td (" + secret + ") Tj ET"}, InHidden), html(`<p style="color:#fff">`+secret+"</p>", InText), docx("word/document.xml", word(`<w:color w:val="FFFFFF"/><w:t>`+secret+"</w:t>"), InText), odt("content.xml", office(secret), InText), none(noHidden), none(noHidden), none(noHidden)),
		"32 covered text":               row(pdf(pdfOf{content: clean + " BT /F1 12 Tf 50 600 Td (" + secret + ") Tj ET 0 g 40 590 300 30 re f"}, InHidden), html(`<p class="zwart">`+secret+"</p>", InText), docx("word/document.xml", word(`<w:highlight w:val="black"/><w:t>`+secret+"</w:t>"), InText), odt("content.xml", office(secret), InText), none(noHidden), none(noHidden), none(noHidden)),
		"33 off the page":               row(pdf(pdfOf{content: clean + " BT /F1 12 Tf 900 600 Td (" + secret + ") Tj ET"}, InHidden), html(`<p style="left:-9999px">`+secret+"</p>", InText), none(noPages), none(noPages), none(noPages), none(noPages), none(noPages)),
		"34 tiny text":                  row(pdf(pdfOf{content: clean + " BT /F1 0.2 Tf 50 600 Td (" + secret + ") Tj ET"}, InHidden), html(`<p style="font-size:0">`+secret+"</p>", InText), docx("word/document.xml", word(`<w:sz w:val="1"/><w:t>`+secret+"</w:t>"), InText), odt("content.xml", office(secret), InText), none(noHidden), none(noHidden), none(noHidden)),
		"35 font tables":                row(extra(stream("", cmapOf(secret)), InFont), none("fonts outside a PDF have no such table: row 49"), none("fonts outside a PDF have no such table: row 49"), none("fonts outside a PDF have no such table: row 49"), none("fonts outside a PDF have no such table: row 49"), none("carries no fonts"), none("carries no fonts")),
		"36 names within the file":      row(pdf(pdfOf{catalog: "/Quirijn#20Zandvoort 7 0 R"}, InName), html(`<p class="quirijn-zandvoort">x</p>`, InName), docx("word/document.xml", word(`<w:pStyle w:val="Quirijn Zandvoort"/>`), InAttribute), odt("content.xml", office(`<text:p text:style-name="Quirijn_Zandvoort"/>`), InAttribute), none(plain), xml(`<a naam="Quirijn Zandvoort"/>`, InAttribute), none(plain)),
		"37 what nothing refers to":     row(extra(stream("", "BT ("+secret+") Tj ET"), InStream), html("<template>"+secret+"</template>", InStream), docx("word/oud.xml", "<w:t>"+secret+"</w:t>", InText), odt("oud.xml", "<text:p>"+secret+"</text:p>", InText), zip("oud/a.txt", secret, InText), none(plain), none(plain)),
		"38 glyphs drawn by procedures": row(extra(stream("", "500 0 d0 BT ("+secret+") Tj ET"), InStream), none("draws no glyphs by procedures"), none("draws no glyphs by procedures"), none("draws no glyphs by procedures"), none("draws no glyphs by procedures"), none("carries no fonts"), none("carries no fonts")),
		"39 labels of pages":            row(pdf(pdfOf{catalog: "/PageLabels<</Nums[0<</P(" + secret + " )>>]>>"}, InStream), none(noPages), none(noPages), none(noPages), none(noPages), none(noPages), none(noPages)),
		"40 outside what is listed":     row(pdf(pdfOf{after: "77 0 obj\n(" + secret + ")\nendobj\n"}, InStream), none(plain), gap(inDocx("a.xml", "<a/>"), InStream), gap(inOdt("a.xml", "<a/>"), InStream), gap(zipOf(map[string]string{"a.txt": "x"}), InStream), none(plain), none(plain)),
		"41 what a picture says besides": row(extra(stream("/Type/XObject/Subtype/Image/Width 1/Height 1/Filter/DCTDecode", "\xff\xd8\xff\xe1\x00\x20Exif\x00\x00"+secret), InStream), html("<img src=\"data:image/png;base64,"+inBase64("\x89PNG\r\n\x1a\n\x00\x00\x00\x11tEXt"+secret)+"\">", InStream),
			docx("word/media/a.jpg", "\xff\xd8\xff\xe1\x00\x20Exif\x00\x00"+secret, InStream), odt("Pictures/a.jpg", "\xff\xd8\xff\xe1\x00\x20Exif\x00\x00"+secret, InStream), zip("a.jpg", "\xff\xd8\xff\xfe\x00\x20"+secret, InStream), none("holds no pictures"), none("holds no pictures")),
		"42 settings and templates": row(none("has no templates"), none("has no templates"), docx("word/_rels/settings.xml.rels", `<Relationships><Relationship Type="attachedTemplate" TargetMode="External" Target="H:\Sjablonen\Quirijn Zandvoort\Normal.dotm"/></Relationships>`, InAttribute),
			odt("settings.xml", `<config:config-item config:name="PrinterName">`+secret+"</config:config-item>", InText), none(plain), none(plain), none(plain)),
		"43 people and names of styles and fonts": row(extra("<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Quirijn#20Zandvoort>>", InName), html("<style>@font-face{font-family:'"+secret+"'}</style>", InStream), docx("word/people.xml", `<w15:people><w15:person w15:author="`+secret+`"/></w15:people>`, InAttribute),
			odt("styles.xml", `<style:style style:display-name="`+secret+`"/>`, InAttribute), none(plain), none(plain), none(plain)),
		"44 data for programs":           row(pdf(pdfOf{page: "/PieceInfo<</X<</Private(" + secret + ")>>>>"}, InStream), html(`<script type="application/ld+json">{"author":"`+secret+`"}</script>`, InScript), docx("customXml/item1.xml", "<root>"+secret+"</root>", InMetadata), odt("Configurations2/a.xml", "<a>"+secret+"</a>", InText), zip("a.json", `{"a":"`+secret+`"}`, InText), xml("<?x "+secret+"?>", InStream), none(plain)),
		"45 drawings within":             row(extra(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "BT ("+secret+") Tj ET"), InStream), html("<svg><title>"+secret+"</title></svg>", InMetadata), docx("word/media/a.svg", "<svg><desc>"+secret+"</desc></svg>", InText), odt("Pictures/a.svg", "<svg><desc>"+secret+"</desc></svg>", InText), zip("a.svg", "<svg><desc>"+secret+"</desc></svg>", InText), xml("<svg><desc>"+secret+"</desc></svg>", InText), none(plain)),
		"46 packed in an address":        row(extra("<</S/URI/URI(data:text/plain;base64,"+inBase64(secret)+")>>", InLink), html("<style>p{background:url(data:text/plain;base64,"+inBase64(secret)+")}</style>", InStream), docx("word/document.xml", word(`<a href="data:;base64,`+inBase64(secret)+`"/>`), InStream), odt("content.xml", office(`<a href="data:;base64,`+inBase64(secret)+`"/>`), InStream), zip("a.txt", "data:;base64,"+inBase64(secret), InStream), xml(`<a>data:;base64,`+inBase64(secret)+`</a>`, InStream), csv("data:;base64,"+inBase64(secret), InStream)),
		"47 letters of another alphabet": row(none("a font of its own says which letter is drawn"), html("<p>"+alike+"</p>", InText), docx("word/document.xml", word("<w:t>"+alike+"</w:t>"), InText), odt("content.xml", office(alike), InText), zip("a.txt", alike, InText), xml("<a>"+alike+"</a>", InText), csv(alike, InText)),
		"48 spread letters":              row(pdf(pdfOf{content: letters(secret, false)}, InText), html("<p>"+spread+"</p>", InText), docx("word/document.xml", word("<w:t>"+spread+"</w:t>"), InText), odt("content.xml", office(spread), InText), zip("a.txt", spread, InText), xml("<a>"+spread+"</a>", InText), csv(spread, InText)),
		"49 order of the glyphs in a font": row(extra(stream("/Length1 1", fontOf(secret, "", false)), InFont), html("<style>@font-face{src:url(data:font/ttf;base64,"+inBase64(fontOf(secret, "", false))+")}</style>", InFont), veiled(fontOf(secret, "", false)),
			odt("Fonts/a.ttf", fontOf(secret, "", false), InFont), zip("a.ttf", fontOf(secret, "", false), InFont), xml("<binary>data:font/ttf;base64,"+inBase64(fontOf(secret, "", false))+"</binary>", InFont), none("holds no fonts")),
		"50 names of the glyphs in a font": row(extra(stream("/Length1 1", fontOf("", secret, false)), InFont), html("<style>@font-face{src:url(data:font/woff;base64,"+inBase64(woffOf(fontOf("", secret, false)))+")}</style>", InFont), veiled(fontOf("", secret, false)),
			odt("Fonts/a.ttf", fontOf("", secret, false), InFont), zip("a.woff", woffOf(fontOf("", secret, false)), InFont), xml("<binary>data:font/ttf;base64,"+inBase64(fontOf("", secret, false))+"</binary>", InFont), none("holds no fonts")),
		"51 names that a font gives itself": row(extra(stream("/Length1 1", fontOf("", "", true)), InFont), html(`<svg><image href="data:application/octet-stream;base64,`+inBase64(fontOf("", "", true))+`"/></svg>`, InFont), veiled(fontOf("", "", true)),
			odt("Fonts/a.ttf", fontOf("", "", true), InFont), zip("a.ttf", fontOf("", "", true), InFont), xml("<binary>data:font/ttf;base64,"+inBase64(fontOf("", "", true))+"</binary>", InFont), none("holds no fonts")),
		"52 order of the glyphs in a compact font": row(extra(stream("/Subtype/Type1C", cffFont(secret)), InFont), html("<style>@font-face{src:url(data:font/otf;base64,"+inBase64(sfntOf("OTTO", map[string]string{"CFF ": cffFont(secret)}))+")}</style>", InFont), veiled(sfntOf("OTTO", map[string]string{"CFF ": cffFont(secret)})),
			odt("Fonts/a.otf", sfntOf("OTTO", map[string]string{"CFF ": cffFont(secret)}), InFont), zip("a.otf", sfntOf("OTTO", map[string]string{"CFF ": cffFont(secret)}), InFont), xml("<binary>data:font/otf;base64,"+inBase64(sfntOf("OTTO", map[string]string{"CFF ": cffFont(secret)}))+"</binary>", InFont), none("holds no fonts")),
		"53 order of the glyphs in a font packed by brotli": row(none("unpacks no such fonts"), html("<style>@font-face{src:url(data:font/woff2;base64,"+inBase64(woff2Of(fontOf(secret, "", false)))+")}</style>", InFont), veiled(woff2Of(fontOf(secret, "", false))),
			odt("Fonts/a.woff2", woff2Of(fontOf(secret, "", false)), InFont), zip("a.woff2", woff2Of(fontOf("", secret, false)), InFont), xml("<binary>data:font/woff2;base64,"+inBase64(woff2Of(fontOf("", "", true)))+"</binary>", InFont), none("holds no fonts")),
		"54 order of the glyphs in a hidden part of a font": row(extra(stream("/Length1 1", type1(secret)), InFont), html("<style>@font-face{src:url(data:font/type1;base64,"+inBase64(type1(secret))+")}</style>", InFont), veiled(segmented(type1(secret), false)),
			odt("Fonts/a.pfb", segmented(type1(secret), false), InFont), zip("a.pfa", segmented(type1(secret), true), InFont), xml("<binary>data:font/type1;base64,"+inBase64(segmented(type1(secret), true))+"</binary>", InFont), none("holds no fonts")),
		"55 list of the glyphs in a font": row(extra("<</Type/FontDescriptor/CharSet(/Q/u/i/r/j/n/space/Z/a/d/v/o/t)>>", InFont), none("a font in it lists none"), none("a font in it lists none"), none("a font in it lists none"), none("a font in it lists none"), none("a font in it lists none"), none("holds no fonts")),
	}
}

func zipComment(s string) []byte {
	data := zipOf(map[string]string{"a.txt": "x"})
	// The end record holds the length of a comment in its last two bytes.
	return append(append(data[:len(data)-2:len(data)-2], byte(len(s)), 0), s...)
}

// TestEveryKindOfLeakInEveryFormat plants each kind of leak in each format that can
// hold it, and finds it. The table is kept in testdata.
func TestEveryKindOfLeakInEveryFormat(t *testing.T) {
	t.Parallel()
	table := leakTable()
	var b strings.Builder
	b.WriteString("Kind of leak | " + strings.Join(tableFormats, " | ") + "\n---|" + strings.Repeat("---|", len(tableFormats)) + "\n")
	found := 0
	for _, kind := range slices.Sorted(maps.Keys(table)) {
		b.WriteString(kind)
		for _, format := range tableFormats {
			p := table[kind][format]
			if p.none != "" {
				b.WriteString(" | - " + p.none)
				continue
			}
			leaks, _, err := Examine("stuk."+format, p.data, []string{secret}, false)
			if err != nil {
				t.Errorf("%s in %s: %v", kind, format, err)
			}
			if !slices.ContainsFunc(leaks, func(l Leak) bool { return l.Where == p.where && l.What == "geheim 1" }) {
				t.Errorf("%s in %s: not found in %s; found %+v", kind, format, p.where, leaks)
			}
			found++
			b.WriteString(" | " + string(p.where))
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "\n%d cells planted and found.\n", found)
	golden := filepath.Join("testdata", "leaks.md")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(want, []byte(b.String())) {
		t.Errorf("the table is not that of %s (%v); run with -update and read what changed:\n%s", golden, err, b.String())
	}
}

// makers are who wrote the clean files, each a program with ways of its own.
var makers = []string{"cairo.pdf", "chromium.pdf", "fpdf2.pdf", "ghostscript.pdf", "groff.pdf", "libreoffice.docx", "libreoffice.odt", "libreoffice.pdf", "mupdf.pdf",
	"pandoc.docx", "qpdf-linearized.pdf", "qpdf-objectstreams.pdf", "reportlab.pdf", "typst.pdf", "weasyprint.pdf", "wkhtmltopdf.pdf", "word-template.docx"}

// TestCleanFilesOfTenMakersRaiseNoAlarm: what programs write by themselves is no
// leak, and words that are not in a file are not found in it.
func TestCleanFilesOfTenMakersRaiseNoAlarm(t *testing.T) {
	t.Parallel()
	for _, maker := range makers {
		name := filepath.Join("testdata", "makers", maker)
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		leaks, _, err := Examine(filepath.Base(name), data, []string{secret, "06-12345678", "Bos", "j.devries@minvws.nl"}, false)
		if err != nil || len(leaks) > 0 {
			t.Errorf("%s: %+v %v", name, leaks, err)
		}
		// And it was read: what does stand in it is found.
		leaks, _, err = Examine(filepath.Base(name), data, []string{"zorgaanbieders op tijd"}, false)
		if err != nil || len(leaks) == 0 {
			t.Errorf("%s: its own words are not found (%v)", name, err)
		}
	}
}
