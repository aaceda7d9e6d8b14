package markdown

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"paraaf/documents"
)

// changed takes the spans away, as an editor does with what it changed.
func changed(blocks []*Node) []*Node {
	out := Clone(blocks)
	for _, b := range out {
		Walk(b, func(n *Node) bool {
			n.Span, n.DestinationSpan, n.TitleSpan, n.Marker = documents.Span{}, documents.Span{}, documents.Span{}, documents.Span{}
			return true
		})
	}
	return out
}

func TestWriteKeepsTheBytesOfWhatDidNotChange(t *testing.T) {
	t.Parallel()
	for _, src := range append([]string{seed(t), letter, "", "\n\n", "a", "\n\na\n\n\nb  \nc\n\n", "[x]: https://a.nl\n\n[x]\n\n\n[y]: b",
		"Een[^a].\n\n[^a]: noot\n\nTwee[^b].\n\n[^b]: nog\n"}, values(hostile(300))...) {
		span := documents.Span{End: len(src)}
		blocks, err := Read([]byte(src), span)
		if err != nil {
			continue
		}
		if got := string(Write([]byte(src), span, blocks)); got != src {
			t.Errorf("%q became %q", src, got)
		}
	}
}

func values(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

func TestWriteChangesOnlyWhatChanged(t *testing.T) {
	t.Parallel()
	src := "# Kop\n\n*   een\n*   twee\n\nDit  is __oud__, zie [brief][b].\n\n\nEinde[^1].\n\n[b]: http://a.nl 'x'\n\n[^1]: noot\n"
	span := documents.Span{End: len(src)}
	edit := func(f func([]*Node) []*Node) string {
		blocks, err := Read([]byte(src), span)
		if err != nil {
			t.Fatal(err)
		}
		return string(Write([]byte(src), span, f(blocks)))
	}
	for _, c := range []struct {
		why  string
		f    func([]*Node) []*Node
		want string
	}{
		{"a paragraph; the target that the policy refused is not lost", func(b []*Node) []*Node {
			b[2].Span = documents.Span{}
			b[2].Children[0].Text = "Dat is "
			return b
		}, "# Kop\n\n*   een\n*   twee\n\nDat is **oud**, zie [brief](http://a.nl \"x\").\n\nEinde[^1].\n\n[b]: http://a.nl 'x'\n\n[^1]: noot\n"},
		{"one less", func(b []*Node) []*Node { return append(b[:1], b[2:]...) },
			"# Kop\n\nDit  is __oud__, zie [brief][b].\n\n\nEinde[^1].\n\n[b]: http://a.nl 'x'\n\n[^1]: noot\n"},
		{"the block beside a definition goes, the definition comes along", func(b []*Node) []*Node { return b[:3] },
			"# Kop\n\n*   een\n*   twee\n\nDit  is __oud__, zie [brief][b].\n\n[b]: http://a.nl 'x'\n"},
		{"one more", func(b []*Node) []*Node {
			return append([]*Node{{Kind: Paragraph, Children: []*Node{{Kind: Text, Text: "1. Nieuw_ *begin*"}}}}, b...)
		}, "1\\. Nieuw\\_ \\*begin\\*\n\n" + src},
		{"nothing left", func([]*Node) []*Node { return nil }, ""},
	} {
		if got := edit(c.f); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.why, got, c.want)
		}
	}
}

func TestWriteIsReadAsTheSameTree(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"# Kop *x* \\#\n\nEen *zin* met **nadruk**, ~~weg~~, `co``de` en ``  ` ``.\n",
		"een\ntwee  \ndrie\\\nvier\n",
		"- een\n- twee\n  1. drie\n  2. vier\n\n- los\n",
		"- a\n\n+ b\n\n* c\n\n1. d\n\n2) e\n",
		"> citaat\n>\n> - x\n>   y\n",
		"| a \\| b | `x\\|y` |\n|:--|--:|\n| *1* | |\n",
		"```\n```` \n\n  x\n```\n",
		"[Kamer](https://www.tweedekamer.nl \"de \\\"site\\\"\") ![kaart](/bijlagen/1) <https://overheid.nl>\n",
		"Tekst[^a].\n\n[^a]: Eerst\n\n    dan\n",
		"1986\\. een jaar\n\n\\# geen kop\n\n\\- geen lijst\n\n\\> geen citaat\n\na\\*b\\_c&amp;lt; \\[x\\](y) \\<b>\n",
		"***beide** een* **a *b* c**\n", "een\n\n***\n\ntwee\n", "\\=\n", "a | b\n\\-|-\n",
	} {
		first := read(t, src)
		written := string(Write(nil, documents.Span{}, changed(first)))
		if got, want := outline(joined(read(t, written))), outline(joined(first)); got != want {
			t.Errorf("%q is written as %q:\n got %s\nwant %s", src, written, got, want)
		}
	}
}

// joined gives a tree in which no text follows a text.
func joined(nodes []*Node) []*Node {
	out := joinTexts(nodes)
	for i, n := range out {
		c := *n
		c.Children = joined(n.Children)
		out[i] = &c
	}
	return out
}

// TestWriteLosesNoWord takes any text apart, says that all of it changed, and
// reads back what is written.
func TestWriteLosesNoWord(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"een", " ", "twee", "\n", "\n\n", "*", "**", "_", "~~", "`", "[", "](https://a.nl)", "](b)", "- ", "1. ", "> ", "# ", "| a | b |\n|---|---|\n| c ", "|",
			"&amp;", "\\", "é", "<x>", "    ", "```\n", "***\n", "!", "=", "--", "drie.", "9)", "&", "#", ";", "lt"}), 1, 16).Draw(t, "src"), "")
		span := documents.Span{End: len(src)}
		first, err := Read([]byte(src), span)
		if err != nil {
			return
		}
		if got := string(Write([]byte(src), span, first)); got != src {
			t.Fatalf("%q became %q", src, got)
		}
		written := Write(nil, documents.Span{}, changed(first))
		second, err := Read(written, documents.Span{End: len(written)})
		if err != nil {
			t.Fatal(err)
		}
		if a, b := lettersOf(first), lettersOf(second); a != b {
			t.Fatalf("%q is written as %q: %q became %q", src, written, a, b)
		}
	})
}

func lettersOf(blocks []*Node) string {
	var b strings.Builder
	for _, n := range blocks {
		Walk(n, func(n *Node) bool {
			if n.Kind == Text {
				b.WriteString(n.Text)
			}
			return true
		})
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, b.String())
}
