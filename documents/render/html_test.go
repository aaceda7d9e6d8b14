package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"paraaf/documents"
	"paraaf/documents/gate"
	"paraaf/documents/markdown"
	"paraaf/documents/pdf"
	"paraaf/documents/redact"
)

var update = flag.Bool("update", false, "write the goldens anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s differs (%v); look at it and run with -update", name, err)
	}
}

func contentOf(t testing.TB, src string) markdown.Content {
	t.Helper()
	c, err := markdown.Of(documents.Read([]byte(src)))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func plainPaper(t testing.TB, src string) markdown.Content {
	t.Helper()
	c, err := markdown.Of(documents.ReadAantekening([]byte(src)))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func fragment(t testing.TB, c markdown.Content, o Options) string {
	t.Helper()
	b, err := HTML(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var (
	block   = regexp.MustCompile(`<(?:/?(?:p|div|dt|dd|ul|ol|li|blockquote|pre|hr|table|tr|td|th|h[1-6]|section|header|dl)\b|br)[^>]*>`)
	tag     = regexp.MustCompile(`<[^>]*>`)
	ignored = regexp.MustCompile(`(?s)<head>.*</head>|<header class="pf-kop">\n<p class="pf-kop__titel">.*?</p>`)
)

// fontFile is a font in a page. Goldens say which it is, not what is in it.
var fontFile = regexp.MustCompile(`data:font/woff2;base64,[A-Za-z0-9+/=]*`)

func withoutFonts(doc []byte) []byte {
	return fontFile.ReplaceAllFunc(doc, func(b []byte) []byte { return fmt.Appendf(nil, "sha256:%x", sha256.Sum256(b)) })
}

// styleHash is what the page says of its own style. The style bears the datum and the kenmerk
// of the paper, so its hash differs from paper to paper and may read like anything.
var styleHash = regexp.MustCompile(`'sha256-[A-Za-z0-9+/=]{44}'`)

// withoutSoft takes out the places where a word may be divided: print and word processors
// choose those themselves.
func withoutSoft(s string) string { return strings.ReplaceAll(s, "\u00ad", "") }

// words gives the text of HTML as words.
func words(s string) []string {
	return strings.Fields(html.UnescapeString(tag.ReplaceAllString(block.ReplaceAllString(s, " "), "")))
}

func TestGoldenHTML(t *testing.T) {
	t.Parallel()
	p := seedPaper(t)
	c, err := markdown.Of(p)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "nota.fragment.html", []byte(fragment(t, c, Options{})))
	doc, err := HTMLDocument(c)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "nota.html", withoutFonts(doc))
	public, err := redact.Apply(p, seedMarks(t, p))
	if err != nil {
		t.Fatal(err)
	}
	doc, err = PublicHTML(public, PublicOptions{})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "nota.public.html", withoutFonts(doc))
}

func TestHTMLSaysWhatTextSays(t *testing.T) {
	t.Parallel()
	for _, file := range paperFiles(t) {
		c := read(t, file)
		doc, err := HTMLDocument(c)
		if err != nil {
			t.Fatal(err)
		}
		got, want := words(ignored.ReplaceAllString(string(doc), "")), strings.Fields(Text(c))
		if i := firstDifference(got, want); i >= 0 {
			t.Errorf("%s: word %d: html %q, text %q", file, i, around(got, i), around(want, i))
		}
	}
}

func TestPDFSaysWhatHTMLSays(t *testing.T) {
	t.Parallel()
	for _, file := range paperFiles(t) {
		c := read(t, file)
		b, err := PDF(c, PDFOptions{})
		if err != nil {
			t.Fatal(err)
		}
		got, want := strings.Fields(inspect(t, b).Tree.Words()), strings.Fields(withoutSoft(Text(c)))
		if i := firstDifference(got, want); i >= 0 {
			t.Errorf("%s: word %d: pdf %q, text %q", file, i, around(got, i), around(want, i))
		}
	}
}

func firstDifference(a, b []string) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

func around(words []string, i int) string {
	return strings.Join(words[max(0, min(i-3, len(words))):min(len(words), i+5)], " ")
}

func TestHighlightsAreExactOnCharacters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ why, src, mark, want string }{
		{"in a word", "Bel Jansen op", "anse", `<p>Bel J<mark class="v" id="stuk-h" data-mark="h" title="t">anse</mark>n op</p>`},
		{"across emphasis", "Bel *Noor* Hoek", "oor* H", `<p>Bel <em>N<mark class="v" id="stuk-h" data-mark="h" title="t">oor</mark></em><mark class="v" data-mark="h" title="t"> H</mark>oek</p>`},
		{"an entity is one thing", "Ren&eacute; weg", "cute; w", `<p>Ren<mark class="v" id="stuk-h" data-mark="h" title="t">é</mark><mark class="v" data-mark="h" title="t"> w</mark>eg</p>`},
		{"over a line end", "een\ntwee", "n\nt", `<p>ee<mark class="v" id="stuk-h" data-mark="h" title="t">n</mark>
<mark class="v" data-mark="h" title="t">t</mark>wee</p>`},
		{"in the target of a link", "[mail](mailto:jan@b.nl)", "jan", `<p><a href="mailto:jan@b.nl" rel="noopener noreferrer"><mark class="v" id="stuk-h" data-mark="h" title="t">mail</mark></a></p>`},
		{"in the target of a reference", "[mail][1]\n\n[1]: mailto:jan@b.nl", "jan", `<p><a href="mailto:jan@b.nl" rel="noopener noreferrer"><mark class="v" id="stuk-h" data-mark="h" title="t">mail</mark></a></p>`},
		{"words and target: once", "[jan](mailto:jan@b.nl)", "jan](mailto:jan", `<p><a href="mailto:jan@b.nl" rel="noopener noreferrer"><mark class="v" id="stuk-h" data-mark="h" title="t">jan</mark></a></p>`},
		{"more than one byte", "één é", "één", `<p><mark class="v" id="stuk-h" data-mark="h" title="t">één</mark> é</p>`},
	} {
		i := strings.Index(c.src, c.mark)
		got := fragment(t, plainPaper(t, c.src), Options{Highlights: []Highlight{{Span: documents.Span{Start: i, End: i + len(c.mark)}, ID: "h", Class: "v", Title: "t"}}})
		if _, after, _ := strings.Cut(got, "</header>\n"); strings.TrimSpace(after) != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.why, after, c.want)
		}
	}
}

func TestHighlightsOverlapAndNest(t *testing.T) {
	t.Parallel()
	got := fragment(t, plainPaper(t, "abcdef"), Options{IDPrefix: "x-", Highlights: []Highlight{
		{Span: documents.Span{Start: 2, End: 5}, ID: "b"}, {Span: documents.Span{Start: 0, End: 4}, ID: "a"}}})
	want := `<p><mark id="x-a" data-mark="a">ab</mark><mark data-mark="a"><mark id="x-b" data-mark="b">cd</mark></mark><mark data-mark="b">e</mark>f</p>`
	if !strings.Contains(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUnshownNamesWhatNoCharacterShows(t *testing.T) {
	t.Parallel()
	c := contentOf(t, string(seedPaper(t).Bytes()))
	src := string(seedPaper(t).Bytes())
	header := strings.LastIndex(src, "22 april 2026") // of the second page
	text := strings.Index(src, "ChipSoft")
	got := Unshown(c, []Highlight{{Span: documents.Span{Start: header, End: header + 5}, ID: "page"}, {Span: documents.Span{Start: text, End: text + 8}, ID: "text"}})
	if len(got) != 1 || got[0].ID != "page" {
		t.Errorf("got %v", got)
	}
	if _, err := HTML(c, Options{Highlights: []Highlight{{}}}); err == nil {
		t.Error("an empty highlight was accepted")
	}
	if _, err := HTML(c, Options{HeadingLevel: 9}); err == nil {
		t.Error("heading level 9 was accepted")
	}
}

// TestHighlightsCoverExactlyTheirCharacters draws a text with markup and any
// highlight, and compares what lies in mark elements with the tree.
func TestHighlightsCoverExactlyTheirCharacters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"een ", "twee", "*", "**", "é", "&euro;", "\n", "\n\n", "- ", "`", "[a](https://b.nl)", "~~", "\\*"}), 1, 14).Draw(t, "src"), "")
		c, err := markdown.Of(documents.ReadAantekening([]byte(src)))
		if err != nil {
			t.Fatal(err)
		}
		var starts []int
		for i := range src {
			starts = append(starts, i)
		}
		starts = append(starts, len(src))
		a := rapid.IntRange(0, len(starts)-2).Draw(t, "a")
		b := rapid.IntRange(a+1, len(starts)-1).Draw(t, "b")
		span := documents.Span{Start: starts[a], End: starts[b]}
		out, err := HTML(c, Options{Highlights: []Highlight{{Span: span, Class: "v"}}})
		if err != nil {
			t.Fatal(err)
		}
		var want strings.Builder
		c.Walk(func(n *markdown.Node) bool {
			if n.Kind == markdown.Text && n.Overlaps(span) {
				if n.Text == src[n.Start:n.End] {
					want.WriteString(n.Text[max(span.Start, n.Start)-n.Start : min(span.End, n.End)-n.Start])
				} else {
					want.WriteString(n.Text)
				}
			}
			return true
		})
		var got strings.Builder
		for _, m := range regexp.MustCompile(`<mark class="v">([^<]*)</mark>`).FindAllStringSubmatch(string(out), -1) {
			got.WriteString(html.UnescapeString(m[1]))
		}
		// A link of which only the target is touched is marked as a whole.
		if got.String() != want.String() && !strings.Contains(src, "[a]") {
			t.Fatalf("%q %v: marked %q, want %q in %s", src, span, got.String(), want.String(), out)
		}
	})
}

func TestHTMLHoldsNothingActive(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](<javascript&colon;alert(1)>)",
		"![x](https://evil.example/p.png)", "<svg/onload=alert(1)>", "[x](https://a.nl/\"onmouseover=alert(1))", "[x](https://a.nl \"\\\" onx=1\")",
		"`</code><script>x</script>`", "```\n</code></pre><script>x</script>\n```", "# </h2><script>x</script>", "| <script> | \n|---|\n| </td><script> |",
		"[^\"><script>]\n\n[^\"><script>]: x", "<https://a.nl/\"onx=1>", "x\u2028y", "&lt;script&gt;alert(1)&lt;/script&gt;", "\"'><iframe srcdoc=x>",
		"[x](//evil.example)", "[x](data:text/html,x)", "<style>*{}</style>", "<a href=javascript:x>y</a>",
	} {
		for _, o := range []Options{{}, {Pictures: "/beelden/", Highlights: []Highlight{{Span: documents.Span{Start: 0, End: 3}, ID: `"><script>`, Class: `"><script>`, Title: `"><script>`}}}} {
			got := fragment(t, plainPaper(t, src), o)
			checkInert(t, src, got)
		}
	}
}

// allowed are the elements and attributes that a fragment is made of.
var allowed = regexp.MustCompile(`^</?(?:header|h[1-6]|p|dl|div|dt|dd|ul|ol|li|blockquote|pre|code|hr|table|thead|tbody|tr|th|td|em|strong|s|sup|br|section|span|mark|a|img)` +
	`(?: (?:id|class|data-mark|title|scope|aria-label|role|tabindex|start|rel|alt)="[^"<>]*"| href="(?:https://[^"<>]*|mailto:[^"<>]*|/|/[^/"<>][^"<>]*|#[^"<>]*)"| src="/beelden/[^"<>]*")*>$`)

func checkInert(t testing.TB, src, got string) {
	t.Helper()
	rest := got
	for {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			return
		}
		j := strings.IndexByte(rest[i:], '>')
		if j < 0 || !allowed.MatchString(rest[i:i+j+1]) {
			t.Fatalf("%q gives %q in\n%s", src, rest[i:min(len(rest), i+80)], got)
		}
		rest = rest[i+j+1:]
	}
}

func TestHeadingsGoDownOneLevelAtATime(t *testing.T) {
	t.Parallel()
	src := strings.Replace(string(seedPaper(t).Bytes()), "Over de hack", "###### Diep\n\ntekst\n\n#### Minder\n\n# Hoog\n\nOver de hack", 1)
	for _, doc := range []func(markdown.Content) ([]byte, error){HTMLDocument, func(c markdown.Content) ([]byte, error) { return HTML(c, Options{HeadingLevel: 3}) }} {
		b, err := doc(contentOf(t, src))
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for i, m := range regexp.MustCompile(`<h([1-6])`).FindAllSubmatch(b, -1) {
			level := int(m[1][0] - '0')
			if i > 0 && level > last+1 {
				t.Errorf("h%d after h%d", level, last)
			}
			last = level
		}
	}
}

func TestNoIDTwiceAndAllBehindThePrefix(t *testing.T) {
	t.Parallel()
	for _, file := range paperFiles(t) {
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(fragment(t, read(t, file), Options{IDPrefix: "n1-"}), -1) {
			if seen[m[1]] || !strings.HasPrefix(m[1], "n1-") {
				t.Errorf("%s: id %q twice or without prefix", file, m[1])
			}
			seen[m[1]] = true
		}
	}
}

func TestGelaktIsTextAndIsReadAloud(t *testing.T) {
	t.Parallel()
	p := documents.ReadAantekening([]byte("Bel Jan of Alexandra-Wilhelmina."))
	mark := func(a, b int) documents.Mark {
		return documents.Mark{Span: documents.Span{Start: a, End: b}, Grounds: []documents.Ground{"5.1.2e"}}
	}
	public, err := redact.Apply(p, []documents.Mark{mark(4, 7), mark(11, 31)})
	if err != nil {
		t.Fatal(err)
	}
	b, err := PublicFragment(public, Options{})
	if err != nil {
		t.Fatal(err)
	}
	box := `<span class="pf-gelakt" role="img" aria-label="gelakt: 5.1.2e, eerbiediging van de persoonlijke levenssfeer">[5.1.2e]</span>`
	if want := "<p>Bel " + box + " of " + box + ".</p>"; !strings.Contains(string(b), want) {
		t.Errorf("got %s, want %s", b, want)
	}
	for _, f := range []func() ([]byte, error){func() ([]byte, error) { return PublicHTML(redact.Public{}, PublicOptions{}) }, func() ([]byte, error) { return PublicFragment(redact.Public{}, Options{}) }} {
		if _, err := f(); err == nil {
			t.Error("the zero Public was rendered")
		}
	}
}

func TestPublicFilesOfPapersThatDifferInWhatGoesAreEqual(t *testing.T) {
	t.Parallel()
	base := string(seedPaper(t).Bytes())
	var first [2][]byte
	for i, name := range []string{"Jo", "Alexandra van *den* Berg-Öztürk", "x\n\ny [z](https://z.nl)"} {
		src := strings.Replace(base, "Hackers hebben", name+" zag: hackers hebben", 1)
		at := strings.Index(src, name+" zag")
		sj, _ := documents.SjabloonByID("vws-nota")
		public, err := redact.Apply(documents.ReadWith([]byte(src), sj), []documents.Mark{{Span: documents.Span{Start: at, End: at + len(name)}, Grounds: []documents.Ground{"5.1.2e"}}})
		if err != nil {
			t.Fatal(err)
		}
		h, err := PublicHTML(public, PublicOptions{})
		if err != nil {
			t.Fatal(err)
		}
		f, err := PublicPDF(public, PublicOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = [2][]byte{h, f}
		} else if !bytes.Equal(h, first[0]) || !bytes.Equal(f, first[1]) {
			t.Errorf("%q can be told from the first name", name)
		}
	}
}

func FuzzHTML(f *testing.F) {
	f.Add(string(seedPaper(f).Bytes()), 10, 40)
	f.Add("[x](https://a.nl \"t\") <b> `c` ![y](/bijlagen/1) [^1]\n\n[^1]: z", 2, 9)
	f.Add("| a | b |\n|:-:|--:|\n| c | &lt; |\n\n> - 3. x\n\n~~~\ny\n~~~", 0, 99)
	f.Fuzz(func(t *testing.T, src string, a, b int) {
		c, err := markdown.Of(documents.Read([]byte(src)))
		if err != nil {
			return
		}
		o := Options{Pictures: "/beelden/"}
		if a >= 0 && a < b {
			o.Highlights = []Highlight{{Span: documents.Span{Start: a, End: b}, ID: "h"}}
		}
		out, err := HTML(c, o)
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(out) {
			t.Fatalf("%q gives what is not UTF-8", src)
		}
		checkInert(t, src, string(out))
		if len(out) > 2000+60*len(src) {
			t.Fatalf("%d bytes give %d", len(src), len(out))
		}
		doc, err := HTMLDocument(c)
		if err != nil {
			t.Fatal(err)
		}
		got, want := words(ignored.ReplaceAllString(string(doc), "")), strings.Fields(strings.Map(func(r rune) rune {
			if forbidden(r) {
				return '\uFFFD'
			}
			return r
		}, Text(c)))
		if strings.Join(got, "") != strings.Join(want, "") {
			t.Fatalf("%q: html says %q, text %q", src, got, want)
		}
	})
}

// FuzzPublicFiles puts a secret into a paper, takes it out, and looks for it in
// every file.
func FuzzPublicFiles(f *testing.F) {
	f.Add(string(seedPaper(f).Bytes()), 600, "Noor Hoekstra")
	f.Add("[a](mailto:x@b.nl) ![y](/bijlagen/1 \"t\") [^1]\n\n[^1]: z", 12, "jan")
	const trace = "qzjxk"
	f.Fuzz(func(t *testing.T, src string, at int, secret string) {
		if at < 0 || at > len(src) || !utf8.ValidString(src+secret) || at < len(src) && !utf8.RuneStart(src[at]) || strings.Contains(strings.ToLower(src), "q") || strings.ContainsAny(src, "&\\%") {
			return
		}
		secret = trace + secret + trace
		public, err := redact.Apply(documents.Read([]byte(src[:at]+secret+src[at:])), []documents.Mark{{Span: documents.Span{Start: at, End: at + len(secret)}, Grounds: []documents.Ground{"5.1.2e"}}})
		if err != nil {
			return
		}
		out, err := PublicHTML(public, PublicOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(bytes.ToLower(styleHash.ReplaceAll(withoutFonts(out), nil)), []byte("qz")) && !strings.Contains(documentCSS, "qz") {
			t.Fatalf("a trace is left of %q", src)
		}
	})
}

func BenchmarkHTMLSeed(b *testing.B) {
	p := seedPaper(b)
	b.SetBytes(int64(len(p.Bytes())))
	b.ReportAllocs()
	for b.Loop() {
		c, err := markdown.Of(p)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := HTML(c, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleText() {
	c, _ := markdown.Of(documents.ReadAantekening([]byte("Bel *de* directie[^1].\n\n[^1]: Voor vrijdag.")))
	fmt.Print(Text(c))
	// Output:
	// Aantekening
	// Bel de directie1.
	// Voor vrijdag.
}

func TestAPageCarriesTheTypefaceThatItsLettersNeed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		why, text            string
		upright, italic, ext bool
	}{
		{"Dutch needs one file", "De reünie kost € 5 – ‘meer’ niet.", true, false, false},
		{"emphasis needs the italic", "De *reünie* gaat door.", true, true, false},
		{"a name from elsewhere needs the second part", "Met minister Yeşilgöz is gesproken.", true, false, true},
		{"an entity is a letter as any", "Met minister Ye&scedil;ilg&ouml;z is gesproken.", true, false, true},
	} {
		doc, err := HTMLDocument(plainPaper(t, c.text+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		again, err := HTMLDocument(plainPaper(t, c.text+"\n"))
		if err != nil || !bytes.Equal(doc, again) {
			t.Errorf("%s: two renderings differ (%v)", c.why, err)
		}
		fonts, err := pdf.WebFonts()
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []bool{c.upright, c.upright && c.ext, c.italic, c.italic && c.ext} {
			if got := bytes.Contains(doc, []byte(base64.StdEncoding.EncodeToString(fonts[i].Data))); got != want {
				t.Errorf("%s: file %d: %v, want %v", c.why, i, got, want)
			}
		}
		if bytes.Contains(withoutFonts(doc), []byte("url(")) && !bytes.Contains(doc, []byte("font-src data:")) {
			t.Errorf("%s: a browser may not load what is in the page", c.why)
		}
	}
}

func TestTheTypefaceSaysNothingOfWhatWasRedacted(t *testing.T) {
	t.Parallel()
	page := func(name string) []byte {
		p := documents.ReadAantekening([]byte("Gesproken met " + name + " over de brief.\n"))
		at := len("Gesproken met ")
		public, err := redact.Apply(p, []documents.Mark{{Span: documents.Span{Start: at, End: at + len(name)}, Grounds: []documents.Ground{"5.1.2e"}}})
		if err != nil {
			t.Fatal(err)
		}
		doc, err := PublicHTML(public, PublicOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	plain := page("Jan Jansen")
	for _, name := range []string{"Ayşe Yılmaz", "*Jan Jansen*", "Łukasz Żuławski"} {
		if !bytes.Equal(page(name), plain) {
			t.Errorf("the public page of %q is not that of another name", name)
		}
	}
	// And the gate knows the files for what they are: chance names in them are no leak.
	var chance []string
	for _, f := range fontFile.FindAll(plain, -1) {
		for at := 1000; at+7 < len(f); at += 500 {
			if w := string(f[at : at+6]); !strings.ContainsAny(w, "+/=") {
				chance = append(chance, w)
			}
		}
	}
	if len(chance) < 20 {
		t.Fatalf("only %d names of chance", len(chance))
	}
	leaks, _, err := gate.Examine("nota.html", plain, chance, true)
	if err != nil || len(leaks) > 0 {
		t.Errorf("the gate takes the typeface for text: %v %v", leaks, err)
	}
	// A file with one byte of another is no longer known, and is looked through.
	at := bytes.Index(plain, []byte("data:font/woff2;base64,")) + 5000
	other := bytes.Clone(plain)
	copy(other[at:], base64.StdEncoding.EncodeToString([]byte("Quirijn Zandvoort")))
	if leaks, _, err = gate.Examine("nota.html", other, []string{"Quirijn Zandvoort"}, true); err != nil || len(leaks) == 0 {
		t.Errorf("a name within a font that was tampered with is not found (%v)", err)
	}
}
