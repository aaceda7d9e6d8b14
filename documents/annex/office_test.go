package annex_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"paraaf/documents"
	"paraaf/documents/annex"
	"paraaf/documents/markdown"
	"paraaf/documents/render"
)

// office writes a paper in a form for editing.
func office(t testing.TB, form string, src []byte) []byte {
	t.Helper()
	c, err := markdown.Of(documents.Read(src))
	if err != nil {
		t.Fatal(err)
	}
	write := render.DOCX
	if form == "odt" {
		write = render.ODT
	}
	b, err := write(c)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// typed is what a paper says, as a form that can be compared: every field and section
// by its key, without remarks, places in the file and white space.
func typed(t testing.TB, src []byte) string {
	t.Helper()
	p := documents.Read(src)
	raw, err := p.JSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	delete(v, "remarks")
	c, err := markdown.Of(p)
	if err != nil {
		t.Fatal(err)
	}
	var notes []any
	for _, n := range c.Notes {
		notes = append(notes, plainNodes(n.Children))
	}
	v["notes"] = notes
	var b bytes.Buffer
	write(&b, "", v)
	return b.String()
}

func write(b *bytes.Buffer, key string, v any) {
	switch v := v.(type) {
	case map[string]any:
		var keys []string
		for k := range v {
			keys = append(keys, k)
		}
		for i := range keys {
			for j := i + 1; j < len(keys); j++ {
				if keys[j] < keys[i] {
					keys[i], keys[j] = keys[j], keys[i]
				}
			}
		}
		for _, k := range keys {
			write(b, key+"."+k, v[k])
		}
	case []any:
		for i, x := range v {
			write(b, fmt.Sprintf("%s[%d]", key, i), x)
		}
	case string:
		fmt.Fprintf(b, "%s: %s\n", key, plainWords(v))
	default: // nothing, a number, yes or no
		fmt.Fprintf(b, "%s: %v\n", key, v)
	}
}

var (
	noteText      = regexp.MustCompile(`(?m)^\[\^[^\]]+\]: .*$`)
	noteReference = regexp.MustCompile(`\[\^[^\]]+\]`)
)

// plainWords gives the words of Markdown, whatever its signs.
func plainWords(s string) string {
	s = strings.ReplaceAll(s, "\u00ad", "") // where a word may be divided is no word
	s = noteReference.ReplaceAllString(noteText.ReplaceAllString(s, ""), "")
	nodes, err := markdown.Read([]byte(s), documents.Span{End: len(s)})
	if err != nil {
		return s
	}
	return plainNodes(nodes)
}

func plainNodes(nodes []*markdown.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		if n.Kind == markdown.Note {
			continue // compared apart: where a definition stands says nothing
		}
		markdown.Walk(n, func(n *markdown.Node) bool {
			switch n.Kind {
			case markdown.Text:
				b.WriteString(n.Text)
			default:
				b.WriteByte(' ')
			}
			return true
		})
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func papers(t testing.TB) []string {
	var out []string
	for _, dir := range []string{"../testdata/seed", "../testdata/notas", "../testdata/brieven", "../testdata/antwoorden", "../testdata/vormen", "../../cmd/paraaf/voorbeeld"} {
		names, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "*.md"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no papers in %s: %v", dir, err)
		}
		out = append(out, names...)
	}
	// A letter as the Kamer printed it has its dossier above its head, where no
	// form for editing has anything.
	return slices.DeleteFunc(out, func(name string) bool { return strings.HasSuffix(name, "als-kamerstuk.md") })
}

func TestAPaperComesBackFromWordAndLibreOfficeAsItWent(t *testing.T) {
	t.Parallel()
	for _, name := range papers(t) {
		for _, form := range []string{"docx", "odt"} {
			t.Run(form+"/"+filepath.Base(name), func(t *testing.T) {
				t.Parallel()
				src, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				in, err := annex.ImportOffice(office(t, form, src))
				if err != nil {
					t.Fatal(err)
				}
				if len(in.Reports) > 0 {
					t.Errorf("reports of our own file: %+v", in.Reports)
				}
				want, got := typed(t, src), typed(t, in.Markdown)
				if want == got {
					return
				}
				w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
				for i := range max(len(w), len(g)) {
					if i >= len(w) || i >= len(g) || w[i] != g[i] {
						t.Fatalf("line %d:\nwant %s\ngot  %s\n\n%s", i, strings.Join(w[min(i, len(w)):min(i+3, len(w))], "\n     "), strings.Join(g[min(i, len(g)):min(i+3, len(g))], "\n     "), in.Markdown)
					}
				}
			})
		}
	}
}

// outlineOf writes what blocks are and say, without places, tightness and runs of white
// space: what a word processor keeps.
func outlineOf(nodes []*markdown.Node) string {
	var b strings.Builder
	var add func([]*markdown.Node)
	add = func(nodes []*markdown.Node) {
		for _, n := range nodes {
			switch n.Kind {
			case markdown.Text:
				b.WriteString(n.Text)
				continue
			case markdown.SoftBreak:
				b.WriteByte(' ')
				continue
			}
			fmt.Fprintf(&b, "<%v", n.Kind)
			switch {
			case n.Kind == markdown.List && n.Ordered:
				fmt.Fprintf(&b, " from %d", n.Number)
			case n.Kind == markdown.Link:
				b.WriteString(" " + n.Destination)
			case n.Kind == markdown.NoteRef || n.Kind == markdown.Note:
				fmt.Fprintf(&b, " %d", n.Number)
			case n.Kind == markdown.Heading:
				fmt.Fprintf(&b, " %d", n.Level)
			}
			b.WriteByte('>')
			add(n.Children)
			b.WriteString("</>")
		}
	}
	add(nodes)
	return b.String()
}

// anySection draws the body of a section: everything that a paper may hold there.
func anySection(t *rapid.T) string {
	word := rapid.SampledFrom([]string{"zorg", "De Kamer", "€ 12 miljoen", "patiënten", "art. 5.1 Woo", "D66", "N.v.t", "m²", "‘ja’", "5%", "<10", "a_b", "[x]", "1.", "Datum"})
	inline := func(depth int) string {
		var parts []string
		for range rapid.IntRange(1, 4).Draw(t, "words") {
			w := markdownWords(word.Draw(t, "word"))
			switch rapid.IntRange(0, 6).Draw(t, "look") {
			case 1:
				w = "**" + w + "**"
			case 2:
				w = "*" + w + "*"
			case 3:
				w = "[" + w + "](https://www.tweedekamer.nl/)"
			}
			parts = append(parts, w)
		}
		return "zin " + strings.Join(parts, " en ") + " einde"
	}
	notes := 0
	var out []string
	for range rapid.IntRange(1, 5).Draw(t, "blocks") {
		switch rapid.IntRange(0, 5).Draw(t, "block") {
		case 0, 1:
			p := inline(0)
			if rapid.Bool().Draw(t, "note") {
				notes++
				p += fmt.Sprintf("[^%d]", notes)
			}
			out = append(out, p)
		case 2:
			out = append(out, "- "+inline(0)+"\n- "+inline(0)+"\n  - "+inline(0)+"\n- "+inline(0))
		case 3:
			n := rapid.IntRange(1, 30).Draw(t, "start")
			out = append(out, fmt.Sprintf("%d. %s\n%d. %s\n\n    %s", n, inline(0), n+1, inline(0), inline(0)))
		case 4:
			out = append(out, "| kop | bedrag |\n| --- | --: |\n| "+inline(0)+" | "+inline(0)+" |")
		case 5:
			out = append(out, "> "+inline(0))
		}
		out = append(out, "tussenzin "+strconv.Itoa(len(out))) // lists that follow each other would be one
	}
	for i := range notes {
		out = append(out, fmt.Sprintf("[^%d]: noot %d", i+1, i+1))
	}
	return strings.Join(out, "\n\n")
}

// markdownWords escapes words, so that they are words.
func markdownWords(s string) string {
	return strings.NewReplacer("_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`).Replace(s)
}

func TestWhateverASectionHoldsComesBack(t *testing.T) {
	t.Parallel()
	seed, err := os.ReadFile(filepath.Join("..", "testdata", "seed", "nota.md"))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		key := documents.SectionKey("kernpunten")
		p := documents.Read(seed).SetSection(key, anySection(t))
		c, err := markdown.Of(p)
		if err != nil {
			t.Fatal(err)
		}
		write, form := render.DOCX, "docx"
		if rapid.Bool().Draw(t, "odt") {
			write, form = render.ODT, "odt"
		}
		b, err := write(c)
		if err != nil {
			t.Fatal(err)
		}
		in, err := annex.ImportOffice(b)
		if err != nil {
			t.Fatal(err)
		}
		back, err := markdown.Of(documents.Read(in.Markdown))
		if err != nil {
			t.Fatal(err)
		}
		if w, g := render.Text(c), render.Text(back); len(strings.Fields(w)) != len(strings.Fields(g)) {
			t.Fatalf("%s: words were lost or won\nwant %s\ngot %s", form, w, g)
		}
		was, _ := c.Section(key)
		is, _ := back.Section(key)
		if w, g := outlineOf(was.Blocks), outlineOf(is.Blocks); w != g {
			t.Fatalf("%s\nwant %s\ngot  %s\n\nfrom %s\nback %s", form, w, g, p.Text(was.Body), in.Markdown)
		}
		if w, g := outlineOf(c.Notes), outlineOf(back.Notes); w != g {
			t.Fatalf("%s notes\nwant %s\ngot  %s", form, w, g)
		}
	})
}

func TestWhatAHouseAddsDoesNotComeBackAsText(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile(filepath.Join("..", "testdata", "seed", "kamerbrief.md"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := markdown.Of(documents.Read(src))
	if err != nil {
		t.Fatal(err)
	}
	h := &render.House{Name: "Ministerie van X", Colofon: []render.HouseLine{{Label: "Postadres", Lines: []string{"Postbus 1"}}}}
	b, err := render.DOCXWith(c, render.PDFOptions{House: h.Looks()})
	if err != nil {
		t.Fatal(err)
	}
	in, err := annex.ImportOffice(b)
	if err != nil {
		t.Fatal(err)
	}
	if want, got := typed(t, src), typed(t, in.Markdown); want != got || strings.Contains(string(in.Markdown), "Ministerie van X") {
		t.Errorf("came back as\n%s", in.Markdown)
	}
}
