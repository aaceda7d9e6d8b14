package markdown

import (
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"paraaf/documents"
)

func read(t testing.TB, src string) []*Node {
	t.Helper()
	blocks, err := Read([]byte(src), documents.Span{End: len(src)})
	if err != nil {
		t.Fatalf("Read(%q): %v", src, err)
	}
	return blocks
}

// outline writes a tree on one line: kind(children), text in quotes.
func outline(nodes []*Node) string {
	var parts []string
	for _, n := range nodes {
		s := n.Kind.String()
		switch n.Kind {
		case Text:
			s = `"` + n.Text + `"`
		case Heading:
			s += itoa(n.Level)
		case NoteRef, Note:
			s += " " + n.Text + "=" + itoa(n.Number)
		case Link, Image:
			s += "<" + n.Destination + ">"
		case List:
			if n.Ordered {
				s = "ordered from " + itoa(n.Number)
			}
			if !n.Tight {
				s += " loose"
			}
		case Cell:
			s += [...]string{"", " left", " center", " right"}[n.Align]
		}
		if len(n.Children) > 0 {
			s += "(" + outline(n.Children) + ")"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func TestReadGivesTheTree(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ why, src, want string }{
		{"a paragraph", "Een *zin* met **nadruk**.", `paragraph("Een " emphasis("zin") " met " strong("nadruk") ".")`},
		{"levels of heading, closing signs go", "## Twee ##\n\n#### Vier", `heading2("Twee") heading4("Vier")`},
		{"a heading by a line under it", "Titel\n=====\n\nSub\n---", `heading1("Titel") heading2("Sub")`},
		{"strikethrough of GFM", "~~weg~~ en ~ook~", `paragraph(strikethrough("weg") " en " strikethrough("ook"))`},
		{"code keeps its signs", "`a *b*` en ``c ` d``", `paragraph(code("a *b*") " en " code("c ` + "`" + ` d"))`},
		{"soft and hard breaks", "een\ntwee  \ndrie\\\nvier", `paragraph("een" soft break "twee" hard break "drie" hard break "vier")`},
		{"a link and its title", `[Kamer](https://www.tweedekamer.nl "de site")`, `paragraph(link<https://www.tweedekamer.nl>("Kamer"))`},
		{"a reference link; the definition is not text", "Zie [brief][b].\n\n[b]: https://overheid.nl", `paragraph("Zie " link<https://overheid.nl>("brief") ".")`},
		{"a definition nobody refers to stays text", "Zie verder.\n\n[Noot]: geheim", `paragraph("Zie verder.") paragraph("[Noot]: geheim")`},
		{"autolinks", "<https://overheid.nl> <info@minvws.nl>", `paragraph(link<https://overheid.nl>("https://overheid.nl") " " link<mailto:info@minvws.nl>("info@minvws.nl"))`},
		{"HTML is literal text", "<b>vet</b> <script>alert(1)</script>\n\n<div>\n*blok*\n</div>", `paragraph("<b>vet</b> <script>alert(1)</script>") paragraph("<div>" soft break emphasis("blok") soft break "</div>")`},
		{"escapes and entities are nodes of their own", `1\* caf&eacute; &#x20AC; &onzin;`, `paragraph("1" "*" " caf" "é" " " "€" " &onzin;")`},
		{"lists in lists", "- een\n- twee\n  1. drie\n  2. vier", `list(item(paragraph("een")) item(paragraph("twee") ordered from 1(item(paragraph("drie")) item(paragraph("vier")))))`},
		{"a list from another number", "3. drie\n4. vier", `ordered from 3(item(paragraph("drie")) item(paragraph("vier")))`},
		{"a loose list", "- een\n\n- twee", `list loose(item(paragraph("een")) item(paragraph("twee")))`},
		{"a quote with two paragraphs", "> een\n> twee\n>\n> drie", `quote(paragraph("een" soft break "twee") paragraph("drie"))`},
		{"a table with alignment", "| a | b |\n|:--|--:|\n| 1 | `x\\|y` |", `table(row(cell left("a") cell right("b")) row(cell left("1") cell right(code("x" "|" "y"))))`},
		{"a short row is filled up, a long one loses nothing", "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 | 4 |", `table(row(cell("a") cell("b")) row(cell("1") cell) row(cell("1") cell("2" " | 3 | 4")))`},
		{"a footnote; who is not referred to comes last", "Tekst[^b] en[^a].\n\n[^a]: Eerst\n\n[^b]: Dan\n\n[^c]: Los", `paragraph("Tekst" note reference b=1 " en" note reference a=2 ".") note b=1(paragraph("Dan")) note a=2(paragraph("Eerst")) note c=3(paragraph("Los"))`},
		{"no footnote without definition", "Tekst[^x].", `paragraph("Tekst[^x].")`},
		{"a rule", "een\n\n* * *\n\ntwee", `paragraph("een") thematic break paragraph("twee")`},
		{"fenced code", "```go\na\n\n b\n```", `code block("a` + "\n" + `" "` + "\n" + `" " b` + "\n" + `")`},
		{"an image from elsewhere is its text", "![logo](https://evil.example/p.png) ![kaart](/bijlagen/1)", `paragraph(image<>("logo") " " image</bijlagen/1>("kaart"))`},
		{"carriage returns of Windows", "een\r\ntwee  \r\ndrie\r\n\r\n- vier\r\n", `paragraph("een" soft break "twee" hard break "drie") list(item(paragraph("vier")))`},
	} {
		if got := outline(read(t, c.src)); got != c.want {
			t.Errorf("%s\n src: %q\n got: %s\nwant: %s", c.why, c.src, got, c.want)
		}
	}
}

func TestReadSpansAreExact(t *testing.T) {
	t.Parallel()
	src := "Voor.\n\nEen ***heel* vet** [woord](https://a.nl/x \"tit\") ``c`` ~~d~~ ![b](/bijlagen/2) <https://e.nl> n[^1]\n" +
		"> citaat\n> meer *nadruk*\n\n3. drie\n   - vier\n\n| k | l |\n|---|---|\n| m | n |\n\n[^1]: noot\n\nKop\n---\n\n## Kop twee ##\n\n~~~\ncode\n~~~\n"
	want := map[Kind][]string{
		Strong:        {"***heel* vet**"},
		Emphasis:      {"*heel*", "*nadruk*"},
		Link:          {`[woord](https://a.nl/x "tit")`, "<https://e.nl>"},
		Code:          {"``c``"},
		Strikethrough: {"~~d~~"},
		Image:         {"![b](/bijlagen/2)"},
		NoteRef:       {"[^1]"},
		Note:          {"[^1]: noot"},
		Quote:         {"> citaat\n> meer *nadruk*"},
		List:          {"3. drie\n   - vier", "- vier"},
		Item:          {"3. drie\n   - vier", "- vier"},
		Table:         {"| k | l |\n|---|---|\n| m | n |"},
		Row:           {"| k | l |", "| m | n |"},
		Cell:          {"k", "l", "m", "n"},
		Heading:       {"Kop\n---", "## Kop twee ##"},
		CodeBlock:     {"~~~\ncode\n~~~"},
	}
	got := map[Kind][]string{}
	dest := map[string]bool{}
	all, err := Read([]byte(src), documents.Span{Start: 7, End: len(src)})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range all {
		Walk(b, func(n *Node) bool {
			got[n.Kind] = append(got[n.Kind], src[n.Start:n.End])
			if n.DestinationSpan.Len() > 0 {
				dest[src[n.DestinationSpan.Start:n.DestinationSpan.End]+"|"+src[n.TitleSpan.Start:n.TitleSpan.End]] = true
			}
			if n.Kind == Item && n.Marker.Len() == 0 {
				t.Errorf("no marker of %q", src[n.Start:n.End])
			}
			return true
		})
	}
	for k, w := range want {
		if strings.Join(got[k], "\x00") != strings.Join(w, "\x00") && k != Emphasis && k != Note {
			t.Errorf("%v: got %q, want %q", k, got[k], w)
		}
	}
	if strings.Join(got[Emphasis], "") != "*heel**nadruk*" || strings.Join(got[Note], "") != "[^1]: noot" {
		t.Errorf("emphasis %q, note %q", got[Emphasis], got[Note])
	}
	for _, d := range []string{`https://a.nl/x|"tit"`, "/bijlagen/2|", "https://e.nl|"} {
		if !dest[d] {
			t.Errorf("no destination %q in %v", d, dest)
		}
	}
}

func TestLinksThatMayNotBeAreText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ raw, want string }{
		{"https://www.rijksoverheid.nl/a?b=c#d", "https://www.rijksoverheid.nl/a?b=c#d"},
		{"mailto:info@minvws.nl", "mailto:info@minvws.nl"},
		{"/dossiers/1#kop", "/dossiers/1#kop"},
		{"HTTPS://A.NL", "https://A.NL"},
		{"http://www.rijksoverheid.nl", ""},       // not encrypted
		{"javascript:alert(1)", ""},               //
		{"javascript&colon;alert(1)", ""},         // CVE-2026-5160
		{"java&#x0A;script:alert(1)", ""},         //
		{"java\\script:x", ""},                    //
		{"&#106;avascript:alert(1)", ""},          //
		{"data:text/html,x", ""},                  //
		{"vbscript:x", ""},                        //
		{"//evil.example", ""},                    // another host
		{"/\\evil.example", ""},                   // read as // by browsers
		{"/%2f/evil.example", ""},                 //
		{"/&bsol;evil.example", ""},               //
		{"/a/../../x", ""},                        //
		{"https://overheid.nl@evil.example/", ""}, // user information
		{"https:evil", ""},                        // opaque
		{"https:///x", ""},                        // no host
		{"mailto:a@b.nl?bcc=c@d.nl", ""},          // fills in headers
		{"mailto:a@b.nl%0Abcc:c", ""},             //
		{"ftp://a.nl", ""},                        //
		{"bijlage.pdf", ""},                       // relative: depends on where the page is
		{"#kop", ""},                              // ids belong to the page
		{"https://a.nl/\u202egnp.exe", ""},        // turned text
	} {
		blocks := read(t, "[x](<"+c.raw+">)")
		got := "no link"
		Walk(blocks[0], func(n *Node) bool {
			if n.Kind == Link {
				got = n.Destination
			}
			return true
		})
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.raw, got, c.want)
		}
		if text := PlainText(blocks[0].Children); text != "x" && got != "no link" {
			t.Errorf("%q: text %q", c.raw, text)
		}
	}
}

// hostile are inputs that make a Markdown parser slow or its tree big.
func hostile(size int) map[string]string {
	rep := func(s string) string { return strings.Repeat(s, size/len(s)) }
	var steps strings.Builder
	for i := 0; steps.Len() < size; i++ {
		steps.WriteString(strings.Repeat("  ", i%1000) + "- a\n")
	}
	var defs strings.Builder
	for i := 0; defs.Len() < size; i++ {
		defs.WriteString("[" + itoa(i) + "]: x\n")
	}
	var notes strings.Builder
	for i := 0; notes.Len() < size/2; i++ {
		notes.WriteString("[^" + itoa(i) + "]: x\n\n")
	}
	for i := 0; notes.Len() < size; i++ {
		notes.WriteString("[^" + itoa(i) + "] ")
	}
	var ticks strings.Builder
	for i := 1; ticks.Len() < size; i++ {
		ticks.WriteString(strings.Repeat("`", i%700) + " a ")
	}
	return map[string]string{
		"link openers":         rep("[a]("),
		"link openers, angle":  rep("[a](<"),
		"brackets":             rep("["),
		"closed brackets":      rep("[a]"),
		"reference openers":    rep("[a]["),
		"image openers":        rep("![a]("),
		"images in images":     rep("![") + rep("](x)"),
		"emphasis":             rep("*a **a "),
		"emphasis, closers":    rep("a** "),
		"emphasis, mixed":      rep("*a_ "),
		"emphasis, short":      rep("*a* "),
		"emphasis, paragraphs": rep("*a*\n\n"),
		"emphasis, nested":     rep("*a ") + rep(" b*"),
		"strikes":              rep("~a "),
		"backticks":            ticks.String(),
		"one backtick":         rep("`a"),
		"angles":               rep("<a"),
		"comments":             rep("<!--"),
		"quotes":               rep(">"),
		"quotes, spaced":       rep("> ") + "a",
		"quotes, lines":        rep("> > > a\n"),
		"quotes in steps":      rep(strings.Repeat(">", 90) + "a\n"),
		"lists in one line":    rep("- ") + "a",
		"lists in steps":       steps.String(),
		"list items":           rep("- a\n"),
		"empty items":          rep("-\n"),
		"ordered":              rep("1. a\n"),
		"loose items":          rep("- a\n\n"),
		"wide table":           "|" + rep("a|") + "\n|" + rep("-|") + "\n",
		"tall table":           strings.Repeat("a|", 50) + "\n" + strings.Repeat("-|", 50) + "\n" + rep("a\n"),
		"narrow table":         "a|b\n-|-\n" + rep("a\n"),
		"delimiter rows":       rep("|-|-|\n"),
		"definitions":          defs.String(),
		"definitions, open":    rep("[a]: b\n(\n"),
		"notes":                notes.String(),
		"note":                 "[^a]: x\n\n" + rep("[^a]"),
		"lines":                rep("a\n"),
		"hard breaks":          rep("a  \n"),
		"setext":               rep("a\n-\n"),
		"headings":             rep("# a\n"),
		"fences":               rep("```\n"),
		"entities":             rep("&lt;"),
		"escapes":              rep("\\*"),
		"open entities":        rep("&a"),
		"code blocks":          rep("    a\n\n"),
		"tabs":                 rep("\t"),
		"tabs and items":       rep("\t- a\n"),
		"one word":             rep("a"),
		"spaces":               rep(" "),
		"rules":                rep("***\n"),
		"titles":               rep("[a](b 'c"),
		"accents":              rep("é"),
		"nul":                  rep("\x00"),
		"carriage returns":     rep("a\r"),
		"quotes in lists":      rep("- > - > a\n"),
		"parentheses":          "[a](" + rep("(") + ")",
		"underscores":          rep("_"),
		"stars":                rep("*"),
		"stars, spaced":        rep("* "),
		"right to left":        rep("\u202e"),
	}
}

func TestHostileInputIsReadOrRefusedInDutch(t *testing.T) {
	t.Parallel()
	for name, src := range hostile(64 << 10) {
		src = src[:min(len(src), documents.MaxBytes)]
		for !utf8.ValidString(src) {
			src = src[:len(src)-1]
		}
		blocks, err := Read([]byte(src), documents.Span{End: len(src)})
		var refused *documents.Unreadable
		if err != nil && (!errors.As(err, &refused) || !strings.HasSuffix(refused.Text, ".")) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			checkTree(t, src, documents.Span{End: len(src)}, blocks)
		}
	}
	for _, c := range []struct{ why, src string }{
		{"not UTF-8", "a\xff"},
		{"NUL", "a\x00b"},
		{"too big", strings.Repeat("a", documents.MaxBytes+1)},
	} {
		var refused *documents.Unreadable
		if _, err := Read([]byte(c.src), documents.Span{End: len(c.src)}); !errors.As(err, &refused) {
			t.Errorf("%s: %v", c.why, err)
		}
	}
	if _, err := Read([]byte("abc"), documents.Span{Start: 2, End: 9}); err == nil {
		t.Error("a span outside the paper was read")
	}
}

// checkTree checks the laws of doc.go on any tree that was read.
func checkTree(t testing.TB, src string, within documents.Span, blocks []*Node) {
	t.Helper()
	covered := make([]bool, len(src))
	mark := func(s documents.Span) {
		for i := s.Start; i < s.End; i++ {
			covered[i] = true
		}
	}
	var check func(n *Node, in documents.Span)
	lastText := 0
	check = func(n *Node, in documents.Span) {
		if n.Start > n.End || !in.Contains(n.Span) && n.Kind != Note {
			t.Fatalf("%v %v outside %v in %.300q", n.Kind, n.Span, in, src)
		}
		switch n.Kind {
		case Note:
			lastText = 0
			mark(documents.Span{Start: n.Start, End: min(n.Start+len(n.Text)+4, n.End)})
		case Text:
			if n.Start < lastText {
				t.Fatalf("text %q at %d comes after %d in %q", n.Text, n.Start, lastText, src)
			}
			lastText = n.End
			if raw := src[n.Start:n.End]; raw != n.Text && len(raw) > maxEntity {
				t.Fatalf("%q is neither verbatim nor one thing: %q", n.Text, raw)
			}
			mark(n.Span)
		case NoteRef:
			mark(n.Span)
		case Link, Image:
			inner := n.Span
			if len(n.Children) > 0 {
				inner.Start = n.Children[len(n.Children)-1].End
			}
			mark(inner) // destination, title, label
		case Item:
			mark(n.Marker)
		case CodeBlock:
			if len(n.Children) > 0 {
				mark(documents.Span{Start: n.Start, End: n.Children[0].Start}) // info
			} else {
				mark(n.Span)
			}
		}
		at := n.Start
		for _, c := range n.Children {
			if n.Kind != Note && c.Start < at {
				t.Fatalf("%v in %v goes back to %d before %d in %q", c.Kind, n.Kind, c.Start, at, src)
			}
			at = c.End
			check(c, n.Span)
		}
	}
	for _, b := range blocks {
		check(b, within)
	}
	for i, r := range src[within.Start:within.End] {
		if i += within.Start; !covered[i] && (unicode.IsLetter(r) || unicode.IsNumber(r)) && !inDefinition(src, i) {
			t.Fatalf("%q at %d was lost in %q:\n%s", r, i, src, outline(blocks))
		}
	}
}

// inDefinition reports whether i lies in a line that could belong to a link definition.
func inDefinition(src string, i int) bool {
	from := strings.LastIndex(src[:i], "\n\n") + 1
	return strings.Contains(src[from:i], "[") && strings.Contains(src[from:], "]:")
}

func seed(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("testdata/nota.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAPlainLineIsReadAsGoldmarkReadsIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"Een", " ", "é", "\u00a0", "1", ".", ")", "-", "=", "#", "|", ":", ">", "\n", "\r\n", "\t", "*", "(", "\u2028", "\u0085", "+", "~", "N.v.t."}), 1, 6).Draw(t, "src"), "")
		for _, inField := range []bool{false, true} {
			span := documents.Span{End: len(src)}
			fast := plainLine([]byte(src), span, inField)
			if fast == nil {
				continue
			}
			p := whole
			if inField {
				p = inlineOnly
			}
			slow, err := newReader(definitions{notes: map[string]bool{}}).parse(p, []byte(src), span)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(fast, slow) {
				t.Fatalf("%q in a field %v: %s %v, goldmark %s %v", src, inField, outline(fast), fast[0].Span, outline(slow), slow[0].Span)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(seed(f))
	f.Add("Een ***heel* vet** [woord](https://a.nl/x \"tit\") ``c`` ~~d~~ n[^1]\n> citaat\n\n[^1]: noot\n")
	for _, src := range hostile(200) {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		blocks, err := Read([]byte(src), documents.Span{End: len(src)})
		if err != nil {
			var refused *documents.Unreadable
			if !errors.As(err, &refused) {
				t.Fatal(err)
			}
			return
		}
		checkTree(t, src, documents.Span{End: len(src)}, blocks)
	})
}
