package redact

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"paraaf/documents"
	"paraaf/documents/markdown"
)

func seedNota(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("testdata/nota.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// marked reads a text in which what must go stands between « and »; it gives the paper
// without those signs and the marks, on 5.1.2e.
func marked(s string) (documents.Paper, []documents.Mark) {
	var src strings.Builder
	var marks []documents.Mark
	for {
		before, rest, ok := strings.Cut(s, "«")
		src.WriteString(before)
		if !ok {
			return documents.Read([]byte(src.String())), marks
		}
		inside, after, _ := strings.Cut(rest, "»")
		start := src.Len()
		src.WriteString(inside)
		marks = append(marks, documents.Mark{Span: documents.Span{Start: start, End: src.Len()}, Grounds: []documents.Ground{"5.1.2e"}})
		s = after
	}
}

func apply(t testing.TB, s string) Public {
	t.Helper()
	p, marks := marked(s)
	public, err := Apply(p, marks)
	if err != nil {
		t.Fatalf("Apply(%q): %v", s, err)
	}
	return public
}

// show writes what a public paper says, a line for each field, heading and
// block, with the targets of links.
func show(c markdown.Content) string {
	var b strings.Builder
	var inline func(nodes []*markdown.Node) string
	inline = func(nodes []*markdown.Node) string {
		var out string
		for _, n := range nodes {
			switch n.Kind {
			case markdown.Link:
				out += "<" + n.Destination + "|" + inline(n.Children) + ">"
			case markdown.Image:
				out += "!<" + n.Destination + "|" + inline(n.Children) + ">"
			case markdown.Emphasis, markdown.Strong:
				out += "*" + inline(n.Children) + "*"
			default:
				out += markdown.PlainText([]*markdown.Node{n})
			}
		}
		return out
	}
	var blocks func(nodes []*markdown.Node, prefix string)
	blocks = func(nodes []*markdown.Node, prefix string) {
		for _, n := range nodes {
			if len(n.Children) > 0 && n.Children[0].Kind.IsBlock() {
				blocks(n.Children, prefix+n.Kind.String()+" ")
				continue
			}
			fmt.Fprintf(&b, "%s%v: %s\n", prefix, n.Kind, inline(n.Children))
		}
	}
	for _, f := range c.Fields {
		fmt.Fprintf(&b, "%s: %s\n", f.Key, inline(f.Value))
	}
	blocks(c.Loose, "loose ")
	for _, s := range c.Sections {
		fmt.Fprintf(&b, "# %s %s\n", s.Number, inline(s.Label))
		blocks(s.Blocks, "")
	}
	blocks(c.Notes, "")
	return b.String()
}

func TestApplyTakesOutEveryTrace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ why, src, want string }{
		{"plain text", "Bel «Jan Jansen» morgen.", "paragraph: Bel [5.1.2e] morgen.\n"},
		{"across emphasis", "Bel «*Jan* Jansen» morgen.", "paragraph: Bel [5.1.2e] morgen.\n"},
		{"within emphasis", "Bel **«Jan»** morgen.", "paragraph: Bel *[5.1.2e]* morgen.\n"},
		{"half of the emphasis: what stays is read as it stays", "Bel *Jan «Jansen* morgen».", "paragraph: Bel *Jan [5.1.2e].\n"},
		{"touching and overlapping marks are one", "«Jan»«Jansen» «Piet", "paragraph: [5.1.2e] [5.1.2e]\n"},
		{"a parenthesis behind a mark makes no link", "«Jan»(zie bijlage)", "paragraph: [5.1.2e](zie bijlage)\n"},
		{"a bracket around a mark makes no link", "[«Jan»](zie bijlage)", "paragraph: [[5.1.2e]](zie bijlage)\n"},
		{"the text of a link: the target goes too", "[«Jan»](https://linkedin.example/jan-jansen)", "paragraph: <|[5.1.2e]>\n"},
		{"part of the target", "[mail](mailto:«jan.jansen»@minvws.nl)", "paragraph: <|mail>\n"},
		{"target of a reference link", "[mail][1] en [2].\n\n[1]: mailto:«jan»@minvws.nl\n[2]: https://overheid.nl", "paragraph: <|mail> en <https://overheid.nl|2>.\n"},
		{"title of a link", "[Kamer](https://tweedekamer.nl \"van «Jan»\")", "paragraph: <|Kamer>\n"},
		{"an autolink in part is none any more", "<«jan»@minvws.nl>", "paragraph: <[5.1.2e]@minvws.nl>\n"},
		{"a link that was not touched stays", "[Kamer](https://tweedekamer.nl)", "paragraph: <https://tweedekamer.nl|Kamer>\n"},
		{"a link into the house goes", "[dossier](/dossiers/1)", "paragraph: <|dossier>\n"},
		{"alternative text", "![foto van «Jan»](/bijlagen/jan.png)", "paragraph: !<|foto van [5.1.2e]>\n"},
		{"a footnote", "Tekst[^jan].\n\n[^jan]: Gesprek met «Jan».", "paragraph: Tekst1.\nnote paragraph: Gesprek met [5.1.2e].\n"},
		{"a cell of a table", "| naam | tel |\n|---|---|\n| «Jan» | «06 12» |", "table row cell: naam\ntable row cell: tel\ntable row cell: [5.1.2e]\ntable row cell: [5.1.2e]\n"},
		{"code", "`ssh «jan»@host`", "paragraph: ssh [5.1.2e]@host\n"},
		{"code block", "```«jan»\nx «y»\n```", "code block: x [5.1.2e]\n\n"},
		{"an item with its marker", "- Kees\n«- Jan\n- Piet»", "list item paragraph: Kees [5.1.2e]\n"},
		{"number of a list", "«06. 12345678»", "paragraph: [5.1.2e]\n"},
		{"paragraphs: nothing tells how many", "Een «twee\n\ndrie\n\nvier» vijf", "paragraph: Een [5.1.2e] vijf\n"},
		{"a heading", "# Over «Jan»\n\ntekst", "heading: Over [5.1.2e]\nparagraph: tekst\n"},
		{"an accent that is a character of its own goes with its letter", "Ren«e»\u0301 blijft", "paragraph: Ren[5.1.2e] blijft\n"},
		{"a definition nobody refers to", "[«Jan»]: https://a.nl", "paragraph: [[5.1.2e]]: https://a.nl\n"},
		{"everything", "«alles»", "paragraph: [5.1.2e]\n"},
	} {
		src := strings.Replace(c.src, "«Piet", "«Piet»", 1)
		p, marks := marked(src)
		p = documents.ReadAantekening(p.Bytes())
		public, err := Apply(p, marks)
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		if got, want := show(public.Content()), "#  \n"+c.want; got != want {
			t.Errorf("%s\n src: %q\n got: %q\nwant: %q", c.why, c.src, got, want)
		}
	}
}

func TestApplyUnitesGroundsOfMarksThatTouch(t *testing.T) {
	t.Parallel()
	p := documents.ReadAantekening([]byte("Jan Jansen"))
	public, err := Apply(p, []documents.Mark{
		{Span: documents.Span{Start: 3, End: 10}, Grounds: []documents.Ground{"5.1.2e"}},
		{Span: documents.Span{Start: 0, End: 4}, Grounds: []documents.Ground{"5.1.1d", "5.1.2e"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(public.Content()), "#  \nparagraph: [5.1.1d, 5.1.2e]\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := public.Grounds(); !slices.Equal(got, []documents.Ground{"5.1.1d", "5.1.2e"}) || public.Gelakt() != 1 {
		t.Errorf("grounds %v, places %d", got, public.Gelakt())
	}
	if got, want := Spoken(public.Grounds()), "gelakt: 5.1.1d, bijzondere persoonsgegevens; 5.1.2e, eerbiediging van de persoonlijke levenssfeer"; got != want {
		t.Errorf("spoken: %q, want %q", got, want)
	}
}

func TestApplyRefusesWrongMarksInDutch(t *testing.T) {
	t.Parallel()
	p := documents.ReadAantekening([]byte("René Jansen"))
	good := []documents.Ground{"5.1.2e"}
	for _, c := range []struct {
		why  string
		mark documents.Mark
	}{
		{"before the paper", documents.Mark{Span: documents.Span{Start: -1, End: 2}, Grounds: good}},
		{"behind the paper", documents.Mark{Span: documents.Span{Start: 0, End: 99}, Grounds: good}},
		{"empty", documents.Mark{Span: documents.Span{Start: 2, End: 2}, Grounds: good}},
		{"reversed", documents.Mark{Span: documents.Span{Start: 3, End: 2}, Grounds: good}},
		{"begins in a character", documents.Mark{Span: documents.Span{Start: 4, End: 6}, Grounds: good}},
		{"ends in a character", documents.Mark{Span: documents.Span{Start: 0, End: 4}, Grounds: good}},
		{"no ground", documents.Mark{Span: documents.Span{Start: 0, End: 3}}},
		{"unknown ground", documents.Mark{Span: documents.Span{Start: 0, End: 3}, Grounds: []documents.Ground{"5.1.2e", "9.9"}}},
		{"ground in another spelling", documents.Mark{Span: documents.Span{Start: 0, End: 3}, Grounds: []documents.Ground{"5.1.2.e"}}},
	} {
		public, err := Apply(p, []documents.Mark{{Span: documents.Span{Start: 0, End: 1}, Grounds: good}, c.mark})
		var wrong *MarkError
		if !errors.As(err, &wrong) || wrong.Index != 1 || !strings.HasSuffix(wrong.Text, ".") || !public.IsZero() {
			t.Errorf("%s: %v, zero %v", c.why, err, public.IsZero())
		}
	}
}

func TestPublicOfTheSeed(t *testing.T) {
	t.Parallel()
	public := apply(t, seedNota(t))
	c := public.Content()
	f, _ := c.Field(documents.FieldOpsteller)
	if got := markdown.PlainText(f.Value); got != "[5.1.2e]" {
		t.Errorf("an empty opsteller is shown as %q", got)
	}
	s, _ := c.Section(motivering)
	want := "Op de plaatsen met [5.1.2e] is informatie onleesbaar gemaakt op grond van artikel 5.1, tweede lid, onder e, van de Wet open overheid: eerbiediging van de persoonlijke levenssfeer."
	if len(s.Blocks) != 1 || markdown.PlainText(s.Blocks[0].Children) != want {
		t.Errorf("section 5 is %q", show(c))
	}
	if !slices.Equal(public.Grounds(), []documents.Ground{"5.1.2e"}) {
		t.Errorf("grounds %v", public.Grounds())
	}
	if legend := public.Legend(); len(legend) != 1 || legend[0].Article != "artikel 5.1, tweede lid, onder e" {
		t.Errorf("legend %v", legend)
	}
}

func TestSection5IsWrittenNeverCopied(t *testing.T) {
	t.Parallel()
	src := strings.Replace(seedNota(t), "Opgesteld door", "Opgesteld door\n\nN. Hoekstra", 1)
	src = strings.Replace(src, "Tot personen", "«Noor Hoekstra» vroeg dit. Tot personen", 1)
	public := apply(t, src)
	if got := show(public.Content()); !strings.Contains(got, "In deze nota is geen informatie onleesbaar gemaakt.") || strings.Contains(got, "vroeg dit") {
		t.Errorf("section 5 was copied, or names a ground that is nowhere used:\n%s", got)
	}
	without := seedNota(t)[:strings.Index(seedNota(t), "## **5.")]
	if got := show(apply(t, strings.Replace(without, "ChipSoft", "«ChipSoft»", 1)).Content()); !strings.Contains(got, "# 5 Informatie die niet openbaar gemaakt kan worden\n# a Motivering\nparagraph: Op de plaatsen met [5.1.2e]") {
		t.Errorf("a nota without section 5 gets none:\n%s", got)
	}
	p, marks := marked("De brief van «Jan».\n")
	p = documents.ReadAantekening(p.Bytes())
	letter, err := Apply(p, marks)
	if err != nil || len(letter.Content().Sections) != 1 {
		t.Errorf("another paper got a section 5: %v", err)
	}
}

func TestArticleCitesTheLaw(t *testing.T) {
	t.Parallel()
	for g, want := range map[documents.Ground]string{
		"5.1.1a": "artikel 5.1, eerste lid, onder a", "5.1.2e": "artikel 5.1, tweede lid, onder e",
		"5.1.5": "artikel 5.1, vijfde lid", "5.2": "artikel 5.2", "5.4a": "artikel 5.4a",
	} {
		if got := Article(g); got != want {
			t.Errorf("%s: got %q, want %q", g, got, want)
		}
	}
}

func TestCompareMotivering(t *testing.T) {
	t.Parallel()
	p, marks := marked(strings.Replace(seedNota(t), "ChipSoft", "«ChipSoft»", 1))
	d, err := CompareMotivering(p, marks)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(d.Written, "Tot personen") || !slices.Equal(d.NotNamed, []documents.Ground{"5.1.2e"}) || len(d.NotUsed) > 0 {
		t.Errorf("seed: %+v", d)
	}
	p, marks = marked(strings.Replace(seedNota(t), "vanwege de bescherming", "(art. 5.1, tweede lid, onder e, en 5.1.1.d Woo) vanwege de bescherming", 1))
	d, err = CompareMotivering(p, marks)
	if err != nil || len(d.NotNamed) > 0 || !slices.Equal(d.NotUsed, []documents.Ground{"5.1.1d"}) {
		t.Errorf("named: %+v, %v", d, err)
	}
}

func TestSecretsAreWhatMustNotBeFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		why, src string
		want     []string
	}{
		{"as it stands and as it is read", "Bel «**Noor** Hoek&shy;stra» op.", []string{"**Noor** Hoek&shy;stra", "Noor Hoek\u00adstra"}},
		{"the same once", "Bel «Noor» of «Noor».", []string{"Noor"}},
		{"short and readable elsewhere: no secret", "Op «12» april; 12 mei.", nil},
		{"short and not elsewhere", "Op «12» april; 123 mei.", []string{"12"}},
		{"long and still readable elsewhere: to be found", "«Hoekstra» en Hoekstra", []string{"Hoekstra"}},
		{"no letters", "«...»", nil},
		{"sentences of a long one", "«De eerste zin is lang genoeg hier. En de tweede zin is dat ook wel.»",
			[]string{"De eerste zin is lang genoeg hier. En de tweede zin is dat ook wel.", "De eerste zin is lang genoeg hier.", "En de tweede zin is dat ook wel."}},
	} {
		p, marks := marked(c.src)
		if got := Secrets(documents.ReadAantekening(p.Bytes()), marks); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.why, got, c.want)
		}
	}
	if got := Secrets(documents.ReadAantekening([]byte("Jan")), []documents.Mark{{Span: documents.Span{End: 99}}}); got != nil {
		t.Errorf("of wrong marks: %q", got)
	}
}

func TestElsewhereFindsWhatStillStands(t *testing.T) {
	t.Parallel()
	p, marks := marked("«Noor Hoekstra» schreef. noor *hoek*stra en NOOR  HÖEKSTRA, niet Noordhoekstra. «Jan» in januari, Jan ook.")
	found, err := Elsewhere(p, marks)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range found {
		got = append(got, fmt.Sprintf("%d %s", o.Mark, p.Text(o.Span)))
	}
	if want := []string{"0 noor *hoek*stra", "0 NOOR  HÖEKSTRA", "1 Jan"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPublicCannotBeChanged(t *testing.T) {
	t.Parallel()
	public := apply(t, "Bel «Jan» morgen.")
	before := show(public.Content())
	c := public.Content()
	c.Walk(func(n *markdown.Node) bool {
		n.Text, n.Kind = "Jan", markdown.Text
		for i := range n.Grounds {
			n.Grounds[i] = "x"
		}
		return true
	})
	g := public.Grounds()
	for i := range g {
		g[i] = "x"
	}
	if show(public.Content()) != before || public.Grounds()[0] != "5.1.2e" {
		t.Error("a Public was changed from outside")
	}
}

// drawPaper draws a text of a shape that papers have, with stretches in it that go: it
// gives the text twice, with other words in those stretches.
func drawPaper(t *rapid.T) (a, b string, marksA, marksB []documents.Mark) {
	kept := rapid.SampledFrom([]string{"Aanleiding", " ", "\n", "\n\n", "*", "**", "_", "[", "](https://a.nl)", "](", ")", "(", "`", "|", "| a | b |\n|---|---|\n", "- ", "1. ", "## ", "> ",
		"[^1]", "\n\n[^1]: ", "[x]: https://a.nl\n", "&eacute;", "\\", "~~", "Datum", "22 april 2026", "Opgesteld door\n", "# nota\n\nTER BESLISSING\n\n", "## 1. Aanleiding\n\n", "5. Informatie die niet openbaar gemaakt kan worden\n", "![", "<", ">", "    ", "```\n", "é"})
	hidden := rapid.SampledFrom([]string{"Jan", "Jansen-de Vries", " ", "*", "**vet**", "\n\n", "- ", "é", "[a](https://b.nl)", "`", "06-12345678", "<jan@b.nl>", "&amp;", "|", "#", "\\"})
	grounds := []documents.Ground{"5.1.2e", "5.1.1d"}
	for range rapid.IntRange(1, 12).Draw(t, "parts") {
		if rapid.Bool().Draw(t, "goes") {
			g := grounds[:rapid.IntRange(1, 2).Draw(t, "grounds")]
			ha := strings.Join(rapid.SliceOfN(hidden, 1, 4).Draw(t, "hidden"), "")
			hb := strings.Join(rapid.SliceOfN(hidden, 1, 4).Draw(t, "other"), "")
			marksA = append(marksA, documents.Mark{Span: documents.Span{Start: len(a), End: len(a) + len(ha)}, Grounds: g})
			marksB = append(marksB, documents.Mark{Span: documents.Span{Start: len(b), End: len(b) + len(hb)}, Grounds: g})
			a, b = a+ha, b+hb
			continue
		}
		k := strings.Join(rapid.SliceOfN(kept, 1, 5).Draw(t, "kept"), "")
		a, b = a+k, b+k
	}
	return a, b, marksA, marksB
}

func TestPapersThatDifferOnlyInWhatGoesGiveEqualPublics(t *testing.T) {
	t.Parallel()
	nota, _ := documents.SjabloonByID("vws-nota")
	rapid.Check(t, func(t *rapid.T) {
		a, b, marksA, marksB := drawPaper(t)
		read := func(s string) documents.Paper { return documents.ReadWith([]byte(s), nota) }
		if rapid.Bool().Draw(t, "plain") {
			read = func(s string) documents.Paper { return documents.ReadAantekening([]byte(s)) }
		}
		pa, err := Apply(read(a), marksA)
		if err != nil {
			t.Fatalf("Apply(%q): %v", a, err)
		}
		pb, err := Apply(read(b), marksB)
		if err != nil {
			t.Fatalf("Apply(%q): %v", b, err)
		}
		if !reflect.DeepEqual(pa, pb) {
			t.Fatalf("%q and %q differ in public:\n%s\n%s", a, b, show(pa.Content()), show(pb.Content()))
		}
	})
}

func FuzzRedactionSpans(f *testing.F) {
	f.Add("Noor Hoekstra", 0, 4, 3, 8)
	f.Add("Rene\u0301 é \U0001F468\u200d\U0001F469", 3, 4, 7, 15)
	f.Fuzz(func(t *testing.T, src string, a, b, c, d int) {
		marks := []documents.Mark{
			{Span: documents.Span{Start: a, End: b}, Grounds: []documents.Ground{"5.1.2e"}},
			{Span: documents.Span{Start: c, End: d}, Grounds: []documents.Ground{"5.1.1e"}},
		}
		gone, err := intervals([]byte(src), marks)
		if err != nil {
			var wrong *MarkError
			if !errors.As(err, &wrong) {
				t.Fatal(err)
			}
			return
		}
		at := -1
		for _, v := range gone {
			if v.Start <= at || v.Start >= v.End || v.End > len(src) || len(v.grounds) == 0 || !slices.IsSorted(v.grounds) {
				t.Fatalf("%v after %d", v, at)
			}
			at = v.End
		}
		for _, m := range marks {
			i := slices.IndexFunc(gone, func(v interval) bool { return v.Contains(m.Span) })
			if i < 0 || !slices.Contains(gone[i].grounds, m.Grounds[0]) {
				t.Fatalf("%v is not covered by %v", m, gone)
			}
		}
	})
}

func FuzzRedactionApply(f *testing.F) {
	f.Add(seedNota(f), 600, "Noor Hoekstra")
	f.Add("[a](mailto:x@b.nl) ![y](/bijlagen/1 \"t\") [^1]\n\n[^1]: z\n\n| a | b |\n|---|---|\n| c | d |\n", 12, "jan")
	f.Add("`code` **vet**\n\n```go\nx\n```\n\n[r]: https://a.nl 'titel'\n[r]", 40, "06 12")
	const trace = "Qzjxk"
	f.Fuzz(func(t *testing.T, src string, at int, secret string) {
		if at < 0 || at > len(src) || !utf8.ValidString(src) || !utf8.ValidString(secret) || at < len(src) && !utf8.RuneStart(src[at]) ||
			strings.Contains(foldText(src), "qz") || strings.Contains(foldText(src), "zj") || strings.ContainsAny(src, "&\\%") {
			return
		}
		secret = trace + secret + strings.ToUpper(trace)
		whole := src[:at] + secret + src[at:]
		p := documents.Read([]byte(whole))
		public, err := Apply(p, []documents.Mark{{Span: documents.Span{Start: at, End: at + len(secret)}, Grounds: []documents.Ground{"5.1.2e"}}})
		if err != nil {
			return
		}
		var all strings.Builder
		c := public.Content()
		c.Walk(func(n *markdown.Node) bool {
			all.WriteString(n.Text + n.Destination + n.Title)
			return true
		})
		for _, fd := range c.Fields {
			all.WriteString(string(fd.Key) + fd.Label)
		}
		for _, s := range c.Sections {
			all.WriteString(string(s.Key) + s.Number)
		}
		if strings.Contains(foldText(all.String()), foldText(trace)) {
			t.Fatalf("a trace is left of %q:\n%s", whole, show(c))
		}
	})
}
