package redact

import (
	"regexp"
	"slices"
	"strings"

	"paraaf/documents"
	"paraaf/documents/markdown"
)

// A Public is a paper as it may leave. Only Apply makes one, nobody can change
// one, and it holds nothing of the inside: no digest, name, place or length of
// what went. Papers that differ only in what was taken out give equal Publics.
// The zero Public is no paper; renderers refuse it.
type Public struct{ m *publicModel }

type publicModel struct {
	content markdown.Content
	grounds []documents.Ground
	gelakt  int
}

// IsZero reports whether p was not made by Apply.
func (p Public) IsZero() bool { return p.m == nil }

// Soort says which form of paper p is.
func (p Public) Soort() documents.Soort {
	if p.m == nil {
		return ""
	}
	return p.m.content.Soort
}

// Content gives a copy of the tree.
func (p Public) Content() markdown.Content {
	if p.m == nil {
		return markdown.Content{}
	}
	return p.m.content.Clone()
}

// Grounds gives the grounds on which something went, sorted.
func (p Public) Grounds() []documents.Ground {
	if p.m == nil {
		return nil
	}
	return slices.Clone(p.m.grounds)
}

// Gelakt gives in how many places something was taken out.
func (p Public) Gelakt() int {
	if p.m == nil {
		return 0
	}
	return p.m.gelakt
}

// Legend explains the grounds that p uses, in order.
func (p Public) Legend() []LegendEntry {
	var out []LegendEntry
	for _, g := range p.Grounds() {
		out = append(out, LegendEntry{Ground: g, Article: Article(g), Title: g.Title()})
	}
	return out
}

// A LegendEntry explains a ground: "5.1.2e", "artikel 5.1, tweede lid, onder e",
// "Eerbiediging van de persoonlijke levenssfeer".
type LegendEntry struct {
	Ground  documents.Ground
	Article string
	Title   string
}

// Article writes a ground as the law is cited: "artikel 5.1, tweede lid, onder e".
func Article(g documents.Ground) string {
	parts := strings.SplitN(string(g), ".", 3)
	if len(parts) < 3 {
		return "artikel " + string(g)
	}
	s := "artikel " + parts[0] + "." + parts[1]
	lid, onder := parts[2][:1], parts[2][1:]
	if name := map[string]string{"1": "eerste", "2": "tweede", "3": "derde", "4": "vierde", "5": "vijfde"}[lid]; name != "" {
		s += ", " + name + " lid"
	}
	if onder != "" {
		s += ", onder " + onder
	}
	return s
}

// Spoken is how a gelakt place is read aloud: "gelakt: 5.1.2e, eerbiediging van
// de persoonlijke levenssfeer".
func Spoken(grounds []documents.Ground) string {
	parts := make([]string, len(grounds))
	for i, g := range grounds {
		parts[i] = string(g) + ", " + lowerFirst(g.Title())
	}
	return "gelakt: " + strings.Join(parts, "; ")
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// section5 is the section of a nota about what is not public, and motivering
// the part of it that says why.
const (
	section5   documents.SectionKey = "nietopenbaar"
	motivering documents.SectionKey = "nietopenbaar.motivering"
)

func isSection5(k documents.SectionKey) bool {
	return k == section5 || strings.HasPrefix(string(k), string(section5)+".")
}

// Motivering gives the sentences of section 5 for the grounds in use, one for
// each, or the one that says that nothing was taken out.
func Motivering(grounds []documents.Ground) []string {
	if len(grounds) == 0 {
		return []string{"In deze nota is geen informatie onleesbaar gemaakt."}
	}
	sorted := slices.Clone(grounds)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	out := make([]string, len(sorted))
	for i, g := range sorted {
		out[i] = "Op de plaatsen met [" + string(g) + "] is informatie onleesbaar gemaakt op grond van " + Article(g) +
			", van de Wet open overheid: " + lowerFirst(g.Title()) + "."
	}
	return out
}

// writeSection5 puts the generated motivering in the place of what the nota
// says there, and adds the section when the nota has none.
func writeSection5(c *markdown.Content, grounds []documents.Ground) {
	var blocks []*markdown.Node
	for _, s := range Motivering(grounds) {
		blocks = append(blocks, &markdown.Node{Kind: markdown.Paragraph, Children: []*markdown.Node{{Kind: markdown.Text, Text: s}}})
	}
	word := func(s string) []*markdown.Node { return []*markdown.Node{{Kind: markdown.Text, Text: s}} }
	kept := c.Sections[:0:0]
	at := -1
	for _, s := range c.Sections {
		if isSection5(s.Key) {
			if at < 0 {
				at = len(kept)
			}
			continue
		}
		kept = append(kept, s)
	}
	if at < 0 {
		at = len(kept)
	}
	c.Sections = slices.Insert(kept, at,
		markdown.Section{Key: section5, Number: "5", Level: 1, Label: word("Informatie die niet openbaar gemaakt kan worden")},
		markdown.Section{Key: motivering, Number: "a", Level: 2, Label: word("Motivering"), Blocks: blocks})
}

// A Difference says how section 5 of the public version differs from what the
// nota says there, for the reviewer.
type Difference struct {
	Written  string             // the motivering as it stands in the nota
	Public   []string           // as the public version says it
	NotNamed []documents.Ground // in use, and the nota does not name them
	NotUsed  []documents.Ground // named by the nota, and not in use
}

// CompareMotivering gives the difference for p with marks. It fails as Apply
// does.
func CompareMotivering(p documents.Paper, marks []documents.Mark) (Difference, error) {
	public, err := Apply(p, marks)
	if err != nil {
		return Difference{}, err
	}
	var d Difference
	var written []string
	for _, s := range p.Sections() {
		if t := p.Content(s); isSection5(s.Key) && t != "" {
			written = append(written, t)
		}
	}
	d.Written = strings.Join(written, "\n\n")
	d.Public = Motivering(public.Grounds())
	named := groundsIn(d.Written)
	for _, g := range public.Grounds() {
		if !slices.Contains(named, g) {
			d.NotNamed = append(d.NotNamed, g)
		}
	}
	for _, g := range named {
		if !slices.Contains(public.Grounds(), g) {
			d.NotUsed = append(d.NotUsed, g)
		}
	}
	return d, nil
}

// citation finds how a text cites chapter 5 of the Woo; documents.ParseGround
// decides what it means.
var citation = regexp.MustCompile(`(?i)\b5\.[124]a?(?:[.,]?\s*(?:(?:eerste|tweede|vijfde)\s+lid|lid\s+\d|[125]\b|[125][a-i]\b))?(?:[.,]?\s*(?:aanhef\s+en\s+)?(?:onderdeel|onder|sub)?\s*[a-i]\b)?`)

func groundsIn(s string) []documents.Ground {
	var out []documents.Ground
	for _, m := range citation.FindAllString(s, -1) {
		if g, err := documents.ParseGround(m); err == nil {
			out = append(out, g)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
