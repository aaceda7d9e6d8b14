package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden digests")

func para(s string) Paragraph { return Paragraph{Text: Plain(s)} }

func TestARuneThatNoFontHasIsRefusedWithItsPlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		rune rune
		at   int
		why  string
	}{
		{"Goed gedaan 👍", '👍', 12, "an emoji: gofpdf panics on it"},
		{"汉字", '汉', 0, "a script that the typeface lacks"},
		{"vakje ☒", '☒', 6, "a sign that Source Sans lacks among ones it has"},
		{"a\x00b", 0, 1, "a control character"},
	} {
		_, err := Render(Document{Title: "x", Body: []Block{Paragraph{Text: Text{{Text: c.text, At: 0}}}}})
		var m *MissingGlyph
		if !errors.As(err, &m) || m.Rune != c.rune || m.At != c.at {
			t.Errorf("%q (%s): got %v, want rune %U at %d", c.text, c.why, err, c.rune, c.at)
		}
		if _, err := Render(Document{Body: []Block{para("x")}, Running: func(int, int) []Stamp { return []Stamp{{Text: c.text, Look: DefaultTheme().Small}} }}); !errors.As(err, &m) {
			t.Errorf("%q in running text (%s): got %v", c.text, c.why, err)
		}
	}
}

func TestEveryMissingRuneIsNamedOnce(t *testing.T) {
	t.Parallel()
	_, err := Render(Document{Body: []Block{para("👍 汉 👍"), para("字字")}})
	var m Missing
	if !errors.As(err, &m) || len(m) != 3 {
		t.Fatalf("got %v, want three runes", err)
	}
}

// A second family supplies what the first lacks.
func TestAMissingRuneIsDrawnFromTheNextFamily(t *testing.T) {
	t.Parallel()
	regular, err := assets.ReadFile("assets/SourceSans3-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	// A font that lacks the euro: the same one with the outline's character moved.
	poor, err := ParseFamily("Arm", regular, regular, regular, regular)
	if err != nil {
		t.Fatal(err)
	}
	f, err := poor.face(0)
	if err != nil {
		t.Fatal(err)
	}
	f.low['é'] = 0
	theme := DefaultTheme()
	theme.Families = []*Family{poor, SourceSans()}
	b, err := Render(Document{Theme: theme, Body: []Block{para("café au lait")}})
	if err != nil {
		t.Fatal(err)
	}
	if got := inspect(t, b).Tree.Words(); got != "café au lait" {
		t.Errorf("got %q", got)
	}
}

func TestWhatCannotBeDrawnIsRefusedInDutch(t *testing.T) {
	t.Parallel()
	wide := Table{At: 7, Rows: [][]Text{make([]Text, 40)}}
	for _, c := range []struct {
		block Block
		says  string
		at    int
	}{
		{wide, "40 kolommen", 7},
		{Figure{Image: pngImage(false), At: 3}, "beschrijving", 3},
		{Figure{Image: []byte("geen plaatje"), Alt: "x", At: 4}, "niet te lezen", 4},
		{Figure{Image: jpegImage()[:200], Alt: "x", At: 5}, "niet te lezen", 5},
		{Table{Head: []Text{Plain(strings.Repeat("woord ", 2000))}, At: 6}, "kop van een tabel", 6},
	} {
		_, err := Render(Document{Body: []Block{c.block}})
		var r *Refused
		if !errors.As(err, &r) || !strings.Contains(r.Text, c.says) || r.At != c.at {
			t.Errorf("got %v, want a refusal about %q at %d", err, c.says, c.at)
		}
	}
}

// source is what a document says, in the order of its blocks: a line for each.
func source(d Document) string {
	var out []string
	var notes []*Note
	text := func(t Text) {
		var b strings.Builder
		for _, r := range t {
			switch {
			case r.Note != nil:
				if !slices.Contains(notes, r.Note) {
					notes = append(notes, r.Note)
				}
				fmt.Fprint(&b, slices.Index(notes, r.Note)+1)
			case r.Break:
				b.WriteByte(' ')
			default:
				b.WriteString(r.Text)
			}
		}
		if s := strings.Join(strings.Fields(norm.NFC.String(b.String())), " "); s != "" {
			out = append(out, s)
		}
	}
	var blocks func(bs []Block)
	blocks = func(bs []Block) {
		for _, b := range bs {
			switch b := b.(type) {
			case Heading:
				text(b.Text)
			case Paragraph:
				text(b.Text)
			case Code:
				text(Plain(b.Text))
			case Quote:
				blocks(b.Blocks)
			case Together:
				blocks(b.Blocks)
			case Aside:
				blocks(b.Blocks)
			case List:
				for _, it := range b.Items {
					blocks(it)
				}
			case Beside:
				for _, c := range b.Columns {
					blocks(c)
				}
			case Terms:
				for _, r := range b.Rows {
					text(r.Label)
					for _, v := range r.Value {
						text(v)
					}
				}
			case Table:
				for _, row := range append([][]Text{b.Head}, b.Rows...) {
					for _, c := range row {
						text(c)
					}
				}
			case Figure:
				text(b.Caption)
			}
		}
	}
	blocks(d.Body)
	for i := 0; i < len(notes); i++ {
		blocks(notes[i].Blocks)
	}
	return strings.Join(out, "\n")
}

func TestReadingOrderIsTheOrderOfTheBlocks(t *testing.T) {
	t.Parallel()
	d := torture()
	got, want := strings.Split(inspect(t, drawn(t, d)).Tree.Words(), "\n"), strings.Split(source(d), "\n")
	for i := range max(len(got), len(want)) {
		var g, w string
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Fatalf("line %d:\n got %q\nwant %q", i, g, w)
		}
	}
}

// objects hashes the file's objects as they are before compression, so that
// the golden does not hang on the compressor.
func objects(t testing.TB, b []byte) string {
	t.Helper()
	f, err := readFile(b)
	if err != nil {
		t.Fatal(err)
	}
	h := sha256.New()
	var put func(v any)
	put = func(v any) {
		switch v := v.(type) {
		case dict:
			keys := make([]string, 0, len(v))
			for k := range v {
				if k != "Length" && k != "Filter" {
					keys = append(keys, string(k))
				}
			}
			slices.Sort(keys)
			for _, k := range keys {
				fmt.Fprintf(h, "/%s ", k)
				put(v[name(k)])
			}
		case []any:
			for _, x := range v {
				put(x)
			}
		case *stream:
			put(v.dict)
			fmt.Fprintf(h, "%d:", len(v.data))
			h.Write(v.data)
		default:
			fmt.Fprintf(h, "%T %v ", v, v)
		}
		h.Write([]byte{'\n'})
	}
	for i, o := range f.objects {
		fmt.Fprintf(h, "%d ", i)
		put(o)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// A changed digest is a changed file: look at it, let veraPDF judge it again
// (-keep writes it), then run with -update.
func TestFilesHaveTheirGoldenDigest(t *testing.T) {
	var got strings.Builder
	for _, c := range []struct {
		name string
		doc  Document
	}{
		{"torture", torture()},
		{"empty", Document{}},
		{"words", Document{Title: "Woorden", Body: []Block{Heading{Level: 1, Text: Plain("Toelichting")}, para(vuller)}}},
	} {
		fmt.Fprintf(&got, "%s %s\n", c.name, objects(t, drawn(t, c.doc)))
	}
	path := filepath.Join("testdata", "digests.golden")
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("digests changed; got\n%swant\n%s", got.String(), want)
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	want := drawn(t, torture())
	var wg sync.WaitGroup
	got := make([][]byte, 4)
	errs := make([]error, 4)
	for i := range got {
		wg.Go(func() { got[i], errs[i] = Render(torture()) })
	}
	wg.Wait()
	for i, b := range got {
		if errs[i] != nil || !bytes.Equal(b, want) {
			t.Errorf("run %d differs (%v)", i, errs[i])
		}
	}
}

// Whoever draws the public version must not find in it what was left out.
func TestTheSubsetHoldsOnlyWhatIsDrawn(t *testing.T) {
	t.Parallel()
	b := drawn(t, Document{Body: []Block{para("aap noot mies")}})
	f, err := readFile(b)
	if err != nil {
		t.Fatal(err)
	}
	c := &checker{f: f, root: f.dict(f.trailer["Root"])}
	c.fonts()
	if len(c.font) != 1 {
		t.Fatalf("%d fonts, want the one that is used", len(c.font))
	}
	face, err := SourceSans().face(0)
	if err != nil {
		t.Fatal(err)
	}
	for _, font := range c.font {
		for r := range rune(lowRunes) {
			drawn := strings.ContainsRune("aapnoot mies", r)
			g := int(face.low[r])
			if g == 0 || r == '\u00a0' || r == 'ı' {
				continue // the glyph of the space; and a part of that of the i
			}
			if _, ok := font.text[g]; ok != drawn {
				t.Errorf("%q in the character map: %v", r, ok)
			}
			if font.width[g] != drawn || !font.empty(g) && !drawn {
				t.Errorf("%q is in the font", r)
			}
		}
	}
}

func TestMetadataHoldWhatIsOnTheListAndNothingElse(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 4, 22, 0, 0, 0, 0, time.FixedZone("CEST", 7200))
	for _, c := range []struct{ title, want, why string }{
		{"Nota & <brief>\n\x00", "Nota & <brief>", "markup is escaped, control characters go"},
		{"", "Document", "PDF/UA asks for a title"},
		{"Één 👍 \xff titel", "Één 👍 titel", "beyond U+FFFF, and not UTF-8"},
	} {
		in := inspect(t, drawn(t, Document{Title: c.title, Date: at}))
		if in.Title != c.want {
			t.Errorf("%q: got %q, want %q (%s)", c.title, in.Title, c.want, c.why)
		}
	}
	b := drawn(t, Document{Title: "x"})
	if bytes.Contains(b, []byte("Date")) {
		t.Error("a document without a date holds one")
	}
}

// A letter with a photo must not say where and by whom it was taken.
func TestAPictureIsNothingButItsPixels(t *testing.T) {
	t.Parallel()
	plain := jpegImage()
	exif := append([]byte{0xff, 0xe1, 0, 14}, "Exif\x00\x00GEHEIM"...)
	said := append([]byte{0xff, 0xfe, 0, 8}, "GEHEIM"...)
	dirty := append(append(append(append([]byte{0xff, 0xd8}, exif...), said...), plain[2:]...), "GEHEIM\xff\xd9"...)
	b := drawn(t, Document{Body: []Block{Figure{Image: dirty, Alt: "x"}, Figure{Image: plain, Alt: "y"}}})
	if bytes.Contains(b, []byte("GEHEIM")) {
		t.Error("what stood beside the picture is in the file")
	}
	inspect(t, b)
	f, err := readFile(b)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, o := range f.objects {
		if s, ok := o.(*stream); ok && s.dict["Subtype"] == name("Image") {
			n++
			if want, err := bareJPEG(plain); err != nil || !bytes.Equal(s.data, want) {
				t.Errorf("picture differs from its pixels (%v)", err)
			}
		}
	}
	if n != 2 {
		t.Errorf("%d pictures, want 2", n)
	}
}

func TestAddressesThatNobodyShouldFollowAreText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ link, want, why string }{
		{"https://example.org/a(b)", "https://example.org/a(b)", "brackets are escaped in the file and come back"},
		{"https://example.org/één x", "https://example.org/%C3%A9%C3%A9n%20x", "an URI is ASCII"},
		{"mailto:a@example.org", "mailto:a@example.org", "mail"},
		{"javascript:alert(1)", "", "runs"},
		{"file:///etc/passwd", "", "local"},
		{"//example.org", "", "no scheme"},
		{"#weg", "", "no such place"},
		{"#hier", "#", "a place in the document"},
	} {
		in := inspect(t, drawn(t, Document{Body: []Block{Paragraph{Anchor: "hier", Text: Text{{Text: "lees dit", Link: c.link}}}}}))
		got := ""
		in.Tree.Walk(func(e *Element) { got += e.Link })
		if got != c.want {
			t.Errorf("%s (%s): got %q, want %q", c.link, c.why, got, c.want)
		}
	}
}

func TestHeadingsNeverSkipALevel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var body []Block
		for _, l := range rapid.SliceOfN(rapid.IntRange(-1, 9), 0, 12).Draw(t, "levels") {
			body = append(body, Heading{Level: l, Text: Plain("kop"), Quiet: rapid.Bool().Draw(t, "quiet")})
		}
		b, err := Render(Document{Body: body})
		if err != nil {
			t.Fatal(err)
		}
		in, err := Inspect(b)
		if err != nil || len(in.Faults) > 0 {
			t.Fatal(err, in.Faults)
		}
	})
}

// The walker must see what it is there for: each of these changes one thing in
// a good file, keeping every offset.
func TestInspectFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := drawn(t, torture())
	for _, c := range []struct{ from, to, fault string }{
		{"/S /H2", "/S /H5", "heading of level 5"},
		{"/S /LBody", "/S /Quote", "tag Quote"},
		{"/S /TD", "/S /P ", "P in TR"},
		{"/Scope /Column", "/Scopx /Column", "without scope"},
		{"/Alt <", "/Alx <", "without description"},
		{"/ID (noot-000001)", "/ID (noot-000009)", "tree of ids"},
		{"/Marked true", "/Marked null", "not marked"},
		{"/DisplayDocTitle true", "/DisplayDocTitle null", "title is not shown"},
		{"/F 4 ", "/F 0 ", "not a named link"},
		{"/Contents <FEFF", "/Contentx <FEFF", "not a named link"},
		{"/S /Link", "/S /Span", "refers to object"},
		{"/Tabs /S", "/Tabs /R", "tabs"},
		{"<pdfuaid:part>1", "<pdfuaid:part>2", "metadata"},
		{"/Producer (Paraaf)", "/Authors  (Paraaf)", "document information has Authors"},
		{"/PageMode", "/AA123456", "catalogue has AA123456"},
		{"/K [0]", "/K [1]", "belongs to"},
		{"/Nums [0 [", "/Nums [9 [", "lead back"},
		{"/S /URI", "/JS /UR", "JS"},
		{"%PDF-1.7", "%PDF-1.4", "header"},
	} {
		if len(c.from) != len(c.to) {
			t.Fatalf("%q and %q differ in length", c.from, c.to)
		}
		bad := bytes.Replace(good, []byte(c.from), []byte(c.to), 1)
		if bytes.Equal(bad, good) {
			t.Errorf("%q does not occur", c.from)
			continue
		}
		in, err := Inspect(bad)
		if err != nil {
			t.Errorf("%q: %v", c.to, err)
			continue
		}
		if !strings.Contains(strings.Join(in.Faults, "\n"), c.fault) {
			t.Errorf("%q: no fault about %q in %q", c.to, c.fault, in.Faults)
		}
	}
	if _, err := Inspect(append(bytes.Clone(good), good...)); err == nil {
		t.Error("two revisions are taken for one file")
	}
}

// What is drawn without being tagged is found too; here the content itself is made.
func TestInspectReadsTheContentOfPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ content, fault string }{
		{"0 0 1 1 re f", "f outside marked content"},
		{"/P <</MCID 0>> BDC /P <</MCID 1>> BDC EMC EMC", "within marked content"},
		{"/P <</MCID 1>> BDC EMC", "MCID 1 where 0 is next"},
		{"/P <<>> BDC EMC", "neither content nor artifact"},
		{"/Artifact <<>> BDC", "left open"},
		{"EMC", "EMC without BDC"},
		{"q BT", "left open"},
		{"/Artifact <<>> BDC /F9 1 Tf [<0001>] TJ EMC", "unknown font"},
		{"/Artifact <<>> BDC 1 0 0 sc EMC", "operator sc"},
		{"/P <</MCID 0>> BDC EMC", "belongs to 0 elements"},
	} {
		k := &checker{f: &file{}, font: map[name]*readFont{}, text: []map[int]string{{}}, used: []map[int]int{{}}}
		k.content(0, []byte(c.content))
		for id, txt := range k.text[0] {
			k.fault("content %d (%q) belongs to 0 elements", id, txt)
		}
		if !strings.Contains(strings.Join(k.out.Faults, "\n"), c.fault) {
			t.Errorf("%q: no fault about %q in %q", c.content, c.fault, k.out.Faults)
		}
	}
}

func TestOnlyFontsThatMayAndCanBeEmbeddedAreTaken(t *testing.T) {
	t.Parallel()
	good, err := assets.ReadFile("assets/SourceSans3-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	forbidden := bytes.Clone(good)
	at := 0
	for i := range int(binary.BigEndian.Uint16(forbidden[4:])) {
		if e := forbidden[12+16*i:]; string(e[:4]) == "OS/2" {
			at = int(binary.BigEndian.Uint32(e[8:]))
		}
	}
	binary.BigEndian.PutUint16(forbidden[at+8:], 2)
	for _, c := range []struct {
		b   []byte
		why string
	}{
		{nil, "empty"}, {[]byte("OTTO0000000000000"), "CFF outlines"}, {good[:400], "directory only"}, {good[:len(good)/2], "half"}, {forbidden, "licence"},
	} {
		if _, err := ParseFamily("x", c.b, good, good, good); err == nil {
			t.Errorf("%s: taken", c.why)
		}
	}
	if _, err := ParseFamily("x", good, good, good, good); err != nil {
		t.Error(err)
	}
}

func TestAPartIsAPaperOfItsOwn(t *testing.T) {
	t.Parallel()
	running := func(name string) func(int, int) []Stamp {
		return func(p, n int) []Stamp {
			return []Stamp{{X: 50, Y: 50, Text: fmt.Sprintf("%s %d/%d", name, p, n), Look: DefaultTheme().Small}}
		}
	}
	noted := func() Block { return Paragraph{Text: append(Plain("met noot"), note("De noot."))} }
	d := Document{Running: running("geheel"), Body: []Block{
		Paragraph{Text: Text{{Text: "naar b", Link: "#b"}}}, noted(),
		Part{Anchor: "a", Running: running("a"), Blocks: []Block{Heading{Level: 1, Text: Plain("A")}, noted(), PageBreak{}, noted()}},
		Part{}, // holds nothing and takes no page
		Part{Anchor: "b", Running: running("b"), Blocks: []Block{Aside{Blocks: []Block{para("zij")}}, Heading{Level: 1, Text: Plain("B")}, noted()}},
		para("slot"),
	}}
	r := newRender(&d)
	r.collect(d.Body)
	b := &builder{r: r, body: r.theme.Body}
	b.blocks(d.Body, r.root, 0, r.theme.Width)
	b.notes(b.ended)
	var got []string
	for _, p := range r.pages(b.items) {
		got = append(got, p.stamps()[0].Text)
	}
	if want := []string{"geheel 1/1", "a 1/2", "a 2/2", "b 1/1", "geheel 1/1"}; !slices.Equal(got, want) {
		t.Errorf("pages %q, want %q", got, want)
	}
	in := inspect(t, drawn(t, d))
	want := "naar b met noot1 De noot. A met noot1 met noot2 De noot. De noot. zij B met noot1 De noot. slot"
	if got := strings.Join(strings.Fields(in.Tree.Words()), " "); got != strings.Join(strings.Fields(want), " ") {
		t.Errorf("got %q", got)
	}
}
