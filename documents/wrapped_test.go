package documents

import (
	"strings"
	"testing"
)

// A heading that the paper broke over two lines may end in a N.v.t. on the second.
func TestNvtIsGluedToTheSecondLineOfAHeading(t *testing.T) {
	t.Parallel()
	const before = "# nota\n\nTER BESLISSING\n\n## 1. Aanleiding\n\nDaarom.\n\n## 4. Toelichting\n\n*d. Gevolgen administratieve lasten*\n\nGeen.\n\n"
	for _, row := range []struct{ heading, mended, why string }{
		{"*e. Financiële en personele gevolgen VWS en\nuitvoeringsorganisaties* N.v.t.", "*e. Financiële en personele gevolgen VWS en\nuitvoeringsorganisaties*\n\nN.v.t.", "behind the mark that closes it"},
		{"*e. Financiële en personele gevolgen VWS en\nuitvoeringsorganisaties N.v.t.*", "*e. Financiële en personele gevolgen VWS en\nuitvoeringsorganisaties*\n\nN.v.t.", "within the marks"},
		{"*e. Financiële en personele gevolgen VWS en uitvoeringsorganisaties\nN.v.t.*", "*e. Financiële en personele gevolgen VWS en uitvoeringsorganisaties*\n\nN.v.t.", "alone on the second line"},
		{"e. Financiële en personele gevolgen VWS en\nuitvoeringsorganisaties N.v.t.", "e. Financiële en personele gevolgen VWS en\nuitvoeringsorganisaties\n\nN.v.t.", "plain"},
		{"*e. Financiële en personele gevolgen VWS en uitvoeringsorganisaties* N.v.t.", "*e. Financiële en personele gevolgen VWS en uitvoeringsorganisaties*\n\nN.v.t.", "on one line, behind the mark"},
	} {
		src := before + row.heading + "\n\n*f. Juridische aspecten haalbaarheid*\n\nGeen.\n"
		p := Read([]byte(src))
		s, ok := p.Section("toelichting.financieel")
		if !ok || !s.NVT {
			t.Errorf("%s: the section is %v, not applicable %v", row.why, ok, s.NVT)
			continue
		}
		for _, r := range Lint([]Paper{p}, Circumstances{}) {
			if r.Code != "L15" || r.Repair == nil {
				continue
			}
			if got := string(r.Repair.Apply(p).Bytes()); got != strings.Replace(src, row.heading, row.mended, 1) {
				t.Errorf("%s: mended it reads\n%s", row.why, got)
			}
		}
		if q := p.SetSection("toelichting.financieel", "Geen gevolgen."); !strings.Contains(string(q.Bytes()), "Geen gevolgen.") {
			t.Errorf("%s: written it reads\n%s", row.why, q.Bytes())
		}
	}
}
