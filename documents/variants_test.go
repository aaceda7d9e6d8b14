package documents

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// typed is what a nota says, apart from white space and bytes.
func typed(p Paper) string {
	n := Nota{p}
	var b strings.Builder
	w := func(xs ...string) { b.WriteString(strings.Join(xs, " | ") + "\n") }
	w("kind", n.Kind())
	w("onderwerp", n.Onderwerp())
	w("kenmerk", n.Kenmerk().Normal)
	w("datum", n.Datum().ISO(), n.Deadline().ISO())
	w(append([]string{"aan"}, n.Aan()...)...)
	w(append([]string{"cc"}, n.CC()...)...)
	w(append([]string{"lijn"}, n.Lijn()...)...)
	w("opsteller", n.Opsteller().State)
	for _, s := range n.Sections() {
		nvt := ""
		if s.NVT {
			nvt = "N.v.t."
		}
		w(string(s.Key), nvt, compact(strings.ReplaceAll(p.Content(s), "\u00ad", "")))
	}
	return b.String()
}

// TestSeedReadsTheSameHoweverItWasConverted puts the seed in the shapes that
// other converters, other houses and Word give it.
func TestSeedReadsTheSameHoweverItWasConverted(t *testing.T) {
	t.Parallel()
	src := string(seed(t))
	want := typed(Read([]byte(src)))
	head, body, _ := strings.Cut(src, "## 1. Aanleiding")
	body = "## 1. Aanleiding" + body
	labels := []string{"Aan", "Opgesteld door", "Datum", "Kenmerk", "Bijlage(n)"}
	each := func(s string, f func(label string) string) string {
		for _, l := range labels {
			s = regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(l)+`( *)$`).ReplaceAllString(s, strings.ReplaceAll(f(l), "$", "$$")+"$1")
		}
		return s
	}
	re := func(pattern, with string) func(string) string {
		return func(s string) string { return regexp.MustCompile(pattern).ReplaceAllString(s, with) }
	}
	for what, v := range map[string]string{
		"CRLF":                           strings.ReplaceAll(src, "\n", "\r\n"),
		"old Macintosh line ends":        strings.ReplaceAll(src, "\n", "\r"),
		"a byte order mark":              "\ufeff" + src,
		"no-break spaces in the head":    strings.ReplaceAll(head, " ", "\u00a0") + body,
		"no-break spaces in headings":    regexp.MustCompile(`(?m)^(#+|\*[a-i]\.) .*$`).ReplaceAllStringFunc(src, func(h string) string { return strings.ReplaceAll(h, " ", "\u00a0") }),
		"soft hyphens in labels":         strings.NewReplacer("Opgesteld", "Op\u00adgesteld", "Kenmerk", "Ken\u00admerk", "Deadline", "Dead\u00adline").Replace(src),
		"soft hyphens in headings":       strings.NewReplacer("Kernpunten", "Kern\u00adpunten", "Fraudetoets", "Fraude\u00adtoets", "Motivering", "Moti\u00advering").Replace(src),
		"form feeds at page breaks":      strings.ReplaceAll(src, "\n\n\n\n*d.", "\n\n\f\n*d."),
		"colons after all labels":        each(src, func(l string) string { return l + ":" }),
		"no colon after Deadline":        strings.Replace(src, "Deadline:", "Deadline", 1),
		"bold labels":                    each(head, func(l string) string { return "**" + l + "**" }) + body,
		"bold labels with colon inside":  each(head, func(l string) string { return "**" + l + ":**" }) + body,
		"labels in capitals":             each(head, strings.ToUpper) + body,
		"values beside their labels":     regexp.MustCompile(`(?m)^(Datum|Kenmerk|Bijlage\(n\))  \n`).ReplaceAllString(head, "$1: ") + body,
		"values beside, in columns":      regexp.MustCompile(`(?m)^(Datum|Kenmerk|Bijlage\(n\))  \n`).ReplaceAllString(head, "$1\t\t") + body,
		"the head as a table":            "| Aan | Minister LJS |\n|---|---|\n| Cc | MVWS |\n| Deadline | 20 april 2026 |\n| Opgesteld door | |\n| Datum | 22 april 2026 |\n| Kenmerk | 4377464- 1097773-DICIO |\n\nplv. SG\nDirectie Informatiebeleid - CIO\nCluster iBeleid team B\n\n# nota\n\nTER BESLISSING\n\nKamerbrief Chipsoft Incident\n\nBijlage(n): 0\n\n" + body,
		"the head as a table of columns": strings.Replace(head, "Datum  \n22 april 2026\n\nKenmerk  \n4377464- 1097773-DICIO\n\nBijlage(n)  \n0\n", "| Datum | Kenmerk | Bijlage(n) |\n|---|---|---|\n| 22 april 2026 | 4377464- 1097773-DICIO | 0 |\n", 1) + body,
		"title and kind on one line":     strings.Replace(src, "# nota\n\nTER BESLISSING", "# Nota ter beslissing", 1),
		"title without mark":             strings.Replace(src, "# nota", "nota", 1),
		"title in bold":                  strings.Replace(src, "# nota", "**Nota**", 1),
		"onderwerp with label":           strings.Replace(src, "Kamerbrief Chipsoft Incident", "Onderwerp: Kamerbrief Chipsoft Incident", 1),
		"onderwerp over two lines":       strings.Replace(src, "Kamerbrief Chipsoft Incident", "Kamerbrief Chipsoft\nIncident", 1),
		"onderwerp as a heading":         strings.Replace(src, "Kamerbrief Chipsoft Incident", "## Kamerbrief Chipsoft Incident", 1),
		"headings one level down":        re(`(?m)^##`, "###")(src),
		"headings closed with marks":     re(`(?m)^(##+) ([0-9].*)$`, "$1 $2 $1")(src),
		"headings in bold, no marks":     re(`(?m)^##+ (.*)$`, "**$1**")(strings.ReplaceAll(src, "## **5. Informatie die niet openbaar gemaakt kan worden**", "## 5. Informatie die niet openbaar gemaakt kan worden")),
		"headings in plain text":         re(`(?m)^##+ (.*)$`, "$1")(re(`(?m)^\*([a-i]\..*)\*$`, "$1")(strings.ReplaceAll(src, "**5. Informatie die niet openbaar gemaakt kan worden**", "5. Informatie die niet openbaar gemaakt kan worden"))),
		"escaped points in headings":     re(`(?m)^(##+ [0-9a-z])\. `, `$1\. `)(src),
		"brackets after letters":         re(`(?m)^(\*|### )([a-i])\. `, "$1$2) ")(src),
		"nvt in capitals":                strings.NewReplacer("communicatie N.v.t.", "communicatie NVT", "welzijnsveld N.v.t.", "welzijnsveld: n.v.t.").Replace(src),
		"niet van toepassing":            strings.ReplaceAll(src, "welzijnsveld N.v.t.", "welzijnsveld - niet van toepassing"),
		"page header in mid-sentence":    strings.Replace(src, "- Chipsoft laat experts onderzoek", "**Datum**\n\n22 april 2026\n\n**Kenmerk**\n\n4377464- 1097773-DICIO\n\nPagina 2 van 3\n\n- Chipsoft laat experts onderzoek", 1),
		"page numbers between":           strings.ReplaceAll(src, "\n\n## ", "\n\nPagina 1 van 3\n\n## "),
		"parts with their text behind":   strings.NewReplacer("*a. Motivering*\n\nTot", "**a. Motivering:** Tot", "*i. Fraudetoets*\n\nN.v.t.", "*i. Fraudetoets* N.v.t.").Replace(src),
		"the ministry's name above":      "Ministerie van Volksgezondheid,\nWelzijn en Sport\n\n" + src,
	} {
		p := Read([]byte(v))
		got := typed(p)
		// What the variant changes on purpose.
		w := want
		switch what {
		case "nvt in capitals", "niet van toepassing":
			strip := regexp.MustCompile(`(?m)^(toelichting\.\S+ \| N\.v\.t\. \|).*$`)
			got, w = strip.ReplaceAllString(got, "$1"), strip.ReplaceAllString(w, "$1")
		case "the ministry's name above":
			got = regexp.MustCompile(`(?m)^lijn.*$`).ReplaceAllString(got, "lijn")
			w = regexp.MustCompile(`(?m)^lijn.*$`).ReplaceAllString(w, "lijn")
		}
		if got != w {
			t.Errorf("%s:\n%s", what, firstDifference(got, w))
		}
	}
}

func TestHousesOwnSjabloonWinsOnItsOwnPaper(t *testing.T) {
	t.Parallel()
	s, err := LoadSjabloon([]byte(`{"id":"xyz-nota","version":3,"soort":"nota","house":"XYZ","name":"Nota XYZ","why":"proef","title":"nota",
		"fields":[{"field":"aan","label":"Bestemd voor"},{"field":"kenmerk","label":"Zaaknr"},{"field":"onderwerp","label":"Onderwerp","bare":true}],
		"sections":[{"key":"aanleiding","label":"Waarom nu"},{"key":"besluit","label":"Wat vragen wij"},{"key":"kernpunten","label":"Waar gaat het om"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	src := []byte("Bestemd voor: Minister XYZ\nZaaknr: 12-34\n\n# nota\n\nTER BESLISSING\n\nIets\n\n## Waarom nu\n\nDaarom.\n\n## Wat vragen wij\n\nUw akkoord.\n\n## Waar gaat het om\n\nDit.\n")
	p := ReadAmong(src, []*Sjabloon{s})
	if p.Sjabloon() != s {
		t.Fatalf("read as %s", p.Sjabloon().ID)
	}
	n, _ := p.AsNota()
	b, _ := p.Section("besluit")
	if !slices.Equal(n.Aan(), []string{"Minister XYZ"}) || n.Kenmerk().Raw != "12-34" || p.Content(b) != "Uw akkoord." {
		t.Errorf("%s", typed(p))
	}
	if q := p.Set(FieldOnderwerp, "Anders"); q.Sjabloon() != s {
		t.Error("a paper leaves the sjabloon it was made with")
	}
	if q := ReadAmong(seed(t), []*Sjabloon{s}); q.Sjabloon().ID != "vws-nota" {
		t.Errorf("the seed reads as %s", q.Sjabloon().ID)
	}
}
