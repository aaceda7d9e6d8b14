package documents

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// vormen gives the papers of testdata/vormen: as houses really send them, clean
// and out of a PDF, each with what a person reads in it. The expectations were
// written from the paper, before any program read it; they are never updated
// from what the program says.
func vormen(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/vormen/*.md")
	if err != nil || len(names) < 40 {
		t.Fatalf("%d papers in testdata/vormen: %v", len(names), err)
	}
	out := map[string][]byte{}
	for _, n := range names {
		src, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out[n] = src
	}
	return out
}

// words gives text on one line, without soft hyphens, as a person reads it.
func words(s string) string {
	return joined(s)
}

// reads says in the words of a .verwacht file what p says under key.
func reads(p Paper, key string) string {
	n, k, a := Nota{p}, Kamerbrief{p}, Antwoorden{p}
	switch key {
	case "soort":
		return string(p.Soort())
	case "sjabloon":
		if p.Sjabloon() == nil {
			return ""
		}
		return p.Sjabloon().ID
	case "kind":
		return n.Kind()
	case "kenmerk":
		return n.Kenmerk().Normal
	case "onskenmerk":
		return k.OnsKenmerk().Normal
	case "uwkenmerk":
		return k.UwKenmerk().Normal
	case "datum", "deadline":
		if d := p.date(Field(key)); !d.IsZero() {
			return d.ISO()
		}
		return "-"
	case "aan", "cc":
		return strings.Join(p.list(Field(key)), "; ")
	case "lijn":
		return strings.Join(n.Lijn(), "; ")
	case "geadresseerde":
		return strings.Join(k.Geadresseerde(), "; ")
	case "opsteller":
		o := n.Opsteller()
		return strings.TrimSpace(o.State + " " + o.Text)
	case "bijlagen":
		if c, ok := p.Bijlagen(); ok {
			return fmt.Sprint(c)
		}
		return "-"
	case "briefsoort":
		return k.Kind()
	case "medenamens":
		return strings.Join(p.MedeNamens(), "; ")
	case "zaaknummer":
		return a.Zaaknummer()
	case "koppen":
		return fmt.Sprint(len(p.PageHeaders()))
	case "nvt":
		var keys []string
		for _, s := range p.Sections() {
			if s.NVT {
				keys = append(keys, string(s.Key))
			}
		}
		return strings.Join(keys, " ")
	case "ondertekenaar":
		var out []string
		for _, o := range k.Ondertekenaars() {
			out = append(out, strings.TrimSpace(o.Ambt+" = "+o.Naam))
		}
		return strings.Join(out, "\n")
	case "vraag":
		var out []string
		for _, v := range a.Vragen() {
			var q []string
			for _, s := range v.Vragen {
				q = append(q, words(p.Content(Section{Body: s})))
			}
			out = append(out, strings.Trim(fmt.Sprint(v.Nummers), "[]")+" | "+strings.Join(q, " ")+" | "+words(p.Content(Section{Body: v.Antwoord})))
		}
		return strings.Join(out, "\n")
	}
	if _, ok := p.Field(Field(key)); ok {
		return p.value(Field(key))
	}
	if s, ok := p.Section(SectionKey(key)); ok {
		if t := words(p.Content(s)); t != "" {
			return t
		}
		return "-"
	}
	return "(absent)"
}

// agrees compares what was read with what was expected, where " … " stands for
// any words.
func agrees(got, want string) bool {
	parts := strings.Split(strings.ReplaceAll(want, "\u00ad", ""), " … ")
	if len(parts) == 1 {
		return got == parts[0]
	}
	for i, p := range parts {
		switch {
		case i == 0:
			if !strings.HasPrefix(got, p) {
				return false
			}
			got = got[len(p):]
		case i == len(parts)-1:
			if !strings.HasSuffix(got, p) {
				return false
			}
		default:
			k := strings.Index(got, p)
			if k < 0 {
				return false
			}
			got = got[k+len(p):]
		}
	}
	return true
}

// misread gives the lines of a .verwacht file that p does not bear out.
func misread(p Paper, verwacht string) []string {
	want := map[string][]string{}
	var order []string
	for _, l := range strings.Split(strings.TrimSpace(verwacht), "\n") {
		k, v, _ := strings.Cut(l, ":")
		if want[k] == nil {
			order = append(order, k)
		}
		want[k] = append(want[k], strings.TrimSpace(v))
	}
	var bad []string
	for _, k := range order {
		got := reads(p, k)
		gots := []string{got}
		if k == "vraag" || k == "ondertekenaar" {
			gots = strings.Split(got, "\n")
		}
		if len(gots) != len(want[k]) {
			bad = append(bad, fmt.Sprintf("%s: read %d, want %d: %q", k, len(gots), len(want[k]), got))
			continue
		}
		for i := range gots {
			if !agrees(gots[i], want[k][i]) {
				bad = append(bad, fmt.Sprintf("%s: read %q\n\twant %q", k, gots[i], want[k][i]))
			}
		}
	}
	return bad
}

// TestCleanPaperGivesNoFalseAlarm runs the remarks over the papers that somebody
// wrote as it should be. Only an abbreviation that the public may not know is
// left for the writer to think about.
func TestCleanPaperGivesNoFalseAlarm(t *testing.T) {
	t.Parallel()
	n := 0
	for name, src := range vormen(t) {
		if !strings.Contains(name, "schoon") {
			continue
		}
		n++
		p := Read(src)
		for _, r := range Lint([]Paper{p}, Circumstances{Sent: p.date(FieldDatum)}) {
			if r.Code != "L36" {
				t.Errorf("%s: %s on %q: %s", filepath.Base(name), r.Code, p.Text(r.Span), r.Text)
			}
		}
	}
	if n < 8 {
		t.Errorf("only %d clean papers", n)
	}
}

// TestPapersReadAsAPersonReadsThem holds the form of every house against what a
// person sees in it: the paper as it is, and after what mail, Word and PDF do to
// it. Bytes come back whatever was read.
func TestPapersReadAsAPersonReadsThem(t *testing.T) {
	t.Parallel()
	for name, src := range vormen(t) {
		verwacht, err := os.ReadFile(strings.TrimSuffix(name, ".md") + ".verwacht")
		if err != nil {
			t.Fatal(err)
		}
		s := string(src)
		for what, v := range map[string]string{
			"as it is":                          s,
			"with CRLF":                         strings.ReplaceAll(s, "\n", "\r\n"),
			"with a byte order mark":            "\ufeff" + s,
			"with two spaces at every line end": strings.ReplaceAll(s, "\n", "  \n"),
			"with more blank lines":             strings.ReplaceAll("\n\n"+s, "\n\n", "\n\n\n"),
			"with form feeds":                   strings.ReplaceAll(s, "\n\nPagina", "\n\n\fPagina"),
		} {
			p := Read([]byte(v))
			for _, b := range misread(p, string(verwacht)) {
				t.Errorf("%s %s: %s", filepath.Base(name), what, b)
			}
			if !bytes.Equal(p.Bytes(), []byte(v)) {
				t.Errorf("%s %s: bytes were lost", name, what)
			}
			at := 0
			for _, b := range p.Blocks() {
				if b.Start != at {
					t.Errorf("%s %s: block at %d, want %d", name, what, b.Start, at)
				}
				at = b.End
			}
			if at != len(v) {
				t.Errorf("%s %s: blocks end at %d of %d", name, what, at, len(v))
			}
		}
	}
}
