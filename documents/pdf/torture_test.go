package pdf

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Words of a nota, for filling pages.
const vuller = "De Kamerbrief is afgestemd met het Ministerie van Justitie en Veiligheid en met de uitvoeringsorganisaties. " +
	"Chipsoft krijgt ondersteuning van Z-CERT, het expertisecentrum voor de zorg op het gebied van cyberveiligheid, en van het Nationaal Cyber Security Centrum. " +
	"Tot personen herleidbare gegevens zijn onleesbaar gemaakt vanwege de bescherming van de persoonlijke levenssfeer; de verantwoordelijkheidsverdeling en de " +
	"arbeidsmarkteffecten zijn in de toelichting beschreven. "

func pngImage(alpha bool) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, 240, 90))
	for y := range 90 {
		for x := range 240 {
			a := uint8(255)
			if alpha && (x/20+y/20)%2 == 0 {
				a = 90
			}
			img.Set(x, y, color.NRGBA{uint8(x), uint8(2 * y), 120, a})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func jpegImage() []byte {
	img := image.NewGray(image.Rect(0, 0, 200, 140))
	for i := range img.Pix {
		img.Pix[i] = uint8(i)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func note(s string) Run { return Run{Note: &Note{Blocks: []Block{para(s)}}, At: -1} }

// torture is a document of ten pages with every element, nested and over page
// ends.
func torture() Document {
	long := strings.Repeat(vuller, 3)
	var rows [][]Text
	for i := range 70 {
		t := Plain(fmt.Sprintf("Toelichting bij post %d, die over meer dan een regel loopt omdat de kolom smal is", i+1))
		if i == 33 {
			t = append(Plain("Met noot"), note("Noot in een tabel, op bladzijde zoveel."))
		}
		rows = append(rows, []Text{Plain(fmt.Sprint(i + 1)), t, Plain(fmt.Sprintf("€ %d,-", 1000*i)), Plain("ja")})
	}
	deep := []Block{para("diepste punt " + vuller)}
	for i := range 14 {
		deep = []Block{para(fmt.Sprintf("punt op diepte %d", 14-i)), List{Ordered: i%2 == 0, Start: 1, Tight: true, Items: [][]Block{deep}}}
	}
	linked := &Note{Blocks: []Block{Paragraph{Text: Text{{Text: "Kamerstukken II 2025/26, 28 362, nr. 82, zie ", At: -1}, {Text: "de vindplaats", Link: "https://zoek.officielebekendmakingen.nl/kst-28362-82.html", At: -1}, {Text: ".", At: -1}}}}}
	return Document{
		Title: "Proef op de som: élk element, “genest” en over bladzijden",
		Date:  time.Date(2026, 4, 22, 0, 0, 0, 0, time.FixedZone("", 7200)),
		Running: func(p, n int) []Stamp {
			return []Stamp{{X: 558, Y: 806, Right: true, Text: fmt.Sprintf("Pagina %d van %d", p, n), Look: DefaultTheme().Small}}
		},
		Body: []Block{
			Aside{Blocks: []Block{Terms{Gap: 6, Rows: []Term{
				{Plain("Directie"), []Text{Plain("Directie Informatiebeleid - CIO"), Plain("Cluster iBeleid team B")}},
				{Plain("Opgesteld door"), nil},
				{Plain("Kenmerk"), []Text{Plain("4377464-1097773-DICIO")}},
			}}}},
			Heading{Level: 1, Text: Plain("Proef op de som"), Anchor: "begin"},
			Terms{LabelWidth: 90, Gap: 2, Rows: []Term{{Plain("Aan"), []Text{Plain("Minister LJS")}}, {Plain("Cc"), nil}, {Plain("Een label dat te lang is voor zijn kolom"), []Text{Plain("waarde")}}}},
			Heading{Level: 2, Text: Plain("1. Aanleiding")},
			Paragraph{Text: Text{
				{Text: "Hackers hebben ", At: -1}, {Text: "vet", Style: Bold, At: -1}, {Text: ", ", At: -1}, {Text: "schuin", Style: Italic, At: -1}, {Text: ", ", At: -1},
				{Text: "beide", Style: Bold | Italic, At: -1}, {Text: ", ", At: -1}, {Text: "weg", Style: Strike, At: -1}, {Text: " en ", At: -1}, {Text: "code()", Style: CodeStyle, At: -1},
				{Text: "; H", At: -1}, {Text: "2", Style: Subscript, At: -1}, {Text: "O en m", At: -1}, {Text: "2", Style: Superscript, At: -1},
				{Text: ". Een verwijzing die over twee regels loopt omdat de tekst ervan lang is: ", At: -1},
				{Text: "het dossier over de informatiebeveiliging van zorgaanbieders en hun leveranciers op de website", Link: "https://www.rijksoverheid.nl/onderwerpen/informatiebeveiliging?zoek=één", At: -1},
				{Text: ", of mail ", At: -1}, {Text: "post@example.org", Link: "mailto:post@example.org", At: -1}, {Text: ". Zie ook ", At: -1}, {Text: "de tabel", Link: "#tabel", At: -1},
				{Text: ". Niet te volgen: ", At: -1}, {Text: "dit", Link: "javascript:alert(1)", At: -1}, {Text: ".", At: -1},
				{Note: linked, At: -1}, {Text: " En nog eens", At: -1}, {Note: linked, At: -1}, {Text: ". Een ", At: -1}, {Text: "data breach", Lang: "en", At: -1},
				{Text: " bij ", At: -1}, {Text: "[5.1.2e]", Boxed: true, At: -1}, {Text: " en ", At: -1}, {Text: "[5.1.1d, 5.1.2e]", Boxed: true, At: -1}, {Text: ".", At: -1}, {Break: true, At: -1}, {Text: "Nieuwe regel.", At: -1},
			}},
			para(long), para(long),
			Quote{Blocks: []Block{para(vuller), List{Tight: true, Items: [][]Block{{para("punt in citaat")}, {para("tweede")}}}, Quote{Blocks: []Block{para("dieper " + vuller)}}}},
			Heading{Level: 4, Text: Plain("Een kop die een niveau overslaat")},
			para(long),
			List{Items: [][]Block{{para(vuller), para("tweede alinea van het punt"), Code{Text: "kop:\n\tregel met  twee spaties\n", At: -1}}, {}, {List{Ordered: true, Start: 98, Items: [][]Block{{para("achtennegentig")}, {para("negenennegentig")}, {para("honderd")}}}}, {para(long)}}},
			List{Tight: true, Items: [][]Block{deep}},
			Heading{Level: 2, Text: Plain("2. Tabel over bladzijden"), Anchor: "tabel"},
			para("De tabel hieronder heeft zeventig rijen."),
			Table{Head: []Text{Plain("Nr."), Plain("Omschrijving van de post"), Plain("Bedrag"), Plain("Akkoord")}, Rows: rows, Align: []Align{Right, Left, Right, Center}, RowHeads: true},
			Figure{Image: pngImage(false), Alt: "Een verloop van kleuren", Caption: Plain("Figuur 1. Een verloop.")},
			Figure{Image: pngImage(true), Alt: "Hetzelfde verloop, deels doorzichtig"},
			Figure{Image: jpegImage(), Alt: "Een grijs patroon", Width: 120},
			Rule{Before: 6, After: 6},
			Table{Rows: [][]Text{{Plain("rij die hoger is dan een bladzijde"), Plain(strings.Repeat(vuller, 22))}, {Plain("kort"), nil}}},
			PageBreak{}, PageBreak{},
			Heading{Level: 2, Text: Plain("3. Slot")},
			Paragraph{Text: append(Plain("Een lange noot"), note(strings.Repeat(vuller, 20)), Run{Text: " en een noot met een noot", At: -1}, Run{Note: &Note{Blocks: []Block{Paragraph{Text: append(Plain("zie verder"), note("noot bij een noot"))}}}, At: -1})},
			Together{Blocks: []Block{para("Hoogachtend,"), Space{Height: 40}, Beside{Gap: 20, Columns: [][]Block{
				{para("De Minister van Volksgezondheid, Welzijn en Sport,"), Space{Height: 30}, para("A. de Vries")},
				{para("De Staatssecretaris van Justitie en Veiligheid,"), Space{Height: 30}, para("B. Jansen")},
			}}}},
			Paragraph{Text: Text{{Text: "Terug naar ", At: -1}, {Text: "het begin", Link: "#begin", At: -1}, {Text: " of ", At: -1}, {Text: "nergens", Link: "#weg", At: -1}}, Keep: true},
			Code{Text: strings.Repeat("een heel lange regel zonder einde ", 8), At: -1},
			para("https://voorbeeld.example/" + strings.Repeat("zonder-enige-spatie-", 20)),
		},
	}
}

// keep writes what the tests draw to a folder, for veraPDF and for the eye.
var keep = flag.String("keep", "", "folder to write the drawn documents to")

func drawn(t testing.TB, d Document) []byte {
	t.Helper()
	b, err := Render(d)
	if err != nil {
		t.Fatalf("render: %v", err)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, strings.ReplaceAll(t.Name(), "/", "-")+".pdf"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func inspect(t testing.TB, b []byte) Inspection {
	t.Helper()
	in, err := Inspect(b)
	if err != nil {
		t.Fatalf("inspect: %v", err)
	}
	for _, f := range in.Faults {
		t.Error(f)
	}
	return in
}

func TestEveryElementOverPageEndsMakesAFileWithoutFaults(t *testing.T) {
	t.Parallel()
	in := inspect(t, drawn(t, torture()))
	if in.Pages < 10 {
		t.Errorf("%d pages, want ten at least", in.Pages)
	}
	if in.Lang != "nl-NL" || in.Title != torture().Title {
		t.Errorf("title %q, language %q", in.Title, in.Lang)
	}
}
